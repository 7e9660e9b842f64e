//! Identity and steps in running text: labels in front of values, entries of several paragraphs, steps under headings.

use super::trial::{actors, acts, markdown, sop};
use crate::sop::RemarkKind;
use crate::sop::model::{Document, Meaning};
use crate::sop::value::State;

fn identity<'d>(document: &'d Document<'_>) -> [&'d str; 3] {
    [&document.number, &document.created_date, &document.unit].map(|value| value.as_str())
}

const IDENTITY: [&str; 3] = ["SOP-012/KUL/9999/2025", "6 Januari 2025", "Subbagian Keuangan"];

#[test]
fn every_label_of_a_paragraph_is_read() {
    for block in [
        "**Nomor SOP:** SOP-012/KUL/9999/2025\n**Tanggal Pembuatan:** 6 Januari 2025\n**Unit Kerja:** Subbagian\nKeuangan",
        "**Nomor SOP** : SOP-012/KUL/9999/2025\n**Tanggal Pembuatan** : 6 Januari 2025\n**Unit Kerja** : Subbagian Keuangan",
        "Nomor SOP: SOP-012/KUL/9999/2025\nTanggal Pembuatan: 6 Januari 2025\nUnit Kerja: Subbagian Keuangan",
        "- **Nomor SOP:** SOP-012/KUL/9999/2025\n- **Tanggal Pembuatan:** 6 Januari 2025\n- Unit Kerja: Subbagian Keuangan",
        "- Nomor SOP: SOP-012/KUL/9999/2025\n\n- Tanggal Pembuatan: 6 Januari 2025\n\n- Unit Kerja: Subbagian Keuangan",
    ] {
        for front in ["", "## Identitas SOP\n\n", "## Informasi\n\n", "## Pendahuluan\n\n"] {
            markdown(&format!("# J\n\n{front}{block}\n\n## Tujuan\n\nAgar tertib\n"), |document| {
                assert_eq!(identity(document), IDENTITY, "{front}{block}");
                assert_eq!(document.purpose.as_str(), "Agar tertib");
            });
        }
    }
}

#[test]
fn one_label_in_a_section_of_prose_is_prose() {
    markdown("# J\n\n## Pendahuluan\n\nNomor: diberikan oleh arsiparis\n", |document| {
        assert_eq!(document.number.state, State::Missing);
        assert!(document.sections.items[0].text.as_str().contains("arsiparis"));
    });
}

#[test]
fn a_label_alone_names_what_stands_below_it() {
    for label in ["Dasar Hukum:", "**Dasar Hukum**", "**Dasar Hukum:**", "- Dasar Hukum:"] {
        let indent = if label.starts_with('-') { "  " } else { "\n" };
        let text = format!(
            "# J\n\n{label}\n{indent}1. Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan\n{indent}2. Undang-Undang Nomor 1 Tahun 2004\n"
        );
        markdown(&text, |document| assert_eq!(document.legal_basis.items.len(), 2, "{text}"));
    }
}

#[test]
fn lines_under_an_approval_are_its_fields() {
    for block in [
        "Jabatan: Sekretaris\nNama: Pejabat Contoh\nNIP: 198001012005011999",
        "- Jabatan: Sekretaris\n- Nama: Pejabat Contoh\n- NIP: 198001012005011999",
        "**Jabatan:** Sekretaris\n\n**Nama:** Pejabat Contoh\n\n**NIP:** 198001012005011999",
        "| Jabatan | Sekretaris |\n|---|---|\n| Nama | Pejabat Contoh |\n| NIP | 198001012005011999 |",
        "| Jabatan | Nama | NIP |\n|---|---|---|\n| Sekretaris | Pejabat Contoh | 198001012005011999 |",
    ] {
        markdown(&format!("# J\n\n## Disahkan oleh\n\n{block}\n"), |document| {
            let [approval] = document.approvals.items.as_slice() else {
                panic!("{block}: {} approvals", document.approvals.items.len())
            };
            let read = [&approval.position, &approval.name, &approval.nip].map(|value| value.as_str());
            assert_eq!(read, ["Sekretaris", "Pejabat Contoh", "198001012005011999"], "{block}");
        });
    }
}

#[test]
fn an_entry_of_several_paragraphs_is_one_entry() {
    let text = "# J\n\n## Dasar Hukum\n\n1. Undang-Undang Nomor 43 Tahun 2009\n\n   tentang Kearsipan\n\n2. Undang-Undang Nomor 1 Tahun 2004\n";
    markdown(text, |document| {
        let read: Vec<&str> = document.legal_basis.items.iter().map(|item| item.text.as_str()).collect();
        assert_eq!(read, ["Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan", "Undang-Undang Nomor 1 Tahun 2004"]);
    });
}

#[test]
fn what_stands_below_a_step_is_about_it() {
    for below in [
        "   - Pelaksana: Arsiparis\n   - Waktu: 10 menit\n   - Output: Buku agenda\n   - Dicatat dengan tinta hitam\n",
        "\n   Pelaksana: Arsiparis\n   Waktu: 10 menit\n   Output: Buku agenda\n\n   Dicatat dengan tinta hitam\n",
        "\n   **Pelaksana:** Arsiparis\n\n   **Waktu:** 10 menit\n\n   **Output:** Buku agenda\n\n   Dicatat dengan tinta hitam\n",
    ] {
        sop(&format!("# J\n\n## Prosedur\n\n1. Mencatat surat\n{below}2. Mengirim surat\n"), |sop| {
            let step = &sop.document.steps.items[0];
            assert_eq!((step.text.as_str(), actors(step)), ("Mencatat surat", vec!["Arsiparis"]), "{below}");
            assert_eq!((step.duration.as_str(), step.outputs.items.len()), ("10 menit", 1), "{below}");
            assert!(sop.remarks.is_empty(), "{below}{:?}", sop.remarks);
            let prose = step.remarks.as_str() == "Dicatat dengan tinta hitam";
            let below_it = sop.document.steps.items[1].text.as_str() == "Dicatat dengan tinta hitam";
            assert!(prose || below_it, "{below}");
        });
    }
}

#[test]
fn answers_below_a_step_are_its_ways_out() {
    let text = "# J\n\n## Prosedur\n\n1. Memeriksa berkas: lengkap?\n   - Jika ya: langkah 3\n   - Jika tidak: kembali ke langkah 1\n2. Mengembalikan berkas\n3. Mengirim berkas\n";
    sop(text, |sop| {
        assert_eq!(acts(&sop.document).len(), 3);
        assert_eq!(sop.document.steps.items[0].branches.items.len(), 2);
        assert_eq!(sop.flow.next[0], [2, 0]);
    });
}

#[test]
fn a_table_inside_an_entry_is_not_passed_over() {
    let table = "\n   | a | b |\n   |---|---|\n   | 1 | 2 |\n\n";
    for heading in ["Prosedur", "Dasar Hukum"] {
        sop(&format!("# J\n\n## {heading}\n\n1. Mencatat surat\n{table}2. Mengirim surat\n"), |sop| {
            let unread = |kind: &RemarkKind| matches!(kind, RemarkKind::Unread);
            assert!(sop.remarks.iter().any(|remark| unread(&remark.kind)), "{heading}");
        });
    }
}

#[test]
fn headings_below_the_steps_are_phases() {
    let text = "# J\n\n## Prosedur\n\n### A. Persiapan\n\n1. Menerima surat\n2. Mencatat surat\n\n### B. Pelaksanaan\n\n1. Mengirim surat\n";
    sop(text, |sop| {
        let phases: Vec<&str> = sop.document.steps.items.iter().map(|step| step.phase.as_str()).collect();
        assert_eq!(acts(&sop.document), ["Menerima surat", "Mencatat surat", "Mengirim surat"]);
        assert_eq!(phases, ["A. Persiapan", "A. Persiapan", "B. Pelaksanaan"]);
        let tables: Vec<Option<i64>> = sop.document.steps.items.iter().map(|step| step.table.int()).collect();
        assert_eq!(tables, [Some(1), Some(1), Some(2)], "numbers start anew");
    });
}

#[test]
fn numbered_headings_below_the_steps_are_steps() {
    let text = "# J\n\n## Prosedur\n\n### 1. Menerima surat\n\nPelaksana: Loket\nWaktu: 5 menit\n\n### Langkah 2: Mencatat surat\n\nDicatat dalam buku agenda.\n\n## Tujuan\n\nAgar tertib\n";
    sop(text, |sop| {
        assert_eq!(acts(&sop.document), ["Menerima surat", "Mencatat surat"]);
        let [first, second] = sop.document.steps.items.as_slice() else { panic!("two steps") };
        assert_eq!((actors(first), first.duration.as_str()), (vec!["Loket"], "5 menit"));
        assert_eq!((first.number.as_str(), second.number.as_str()), ("1", "2"));
        assert_eq!(second.remarks.as_str(), "Dicatat dalam buku agenda.");
        assert_eq!(sop.document.purpose.as_str(), "Agar tertib");
    });
}

#[test]
fn steps_nobody_recognises_are_unreadable_and_not_missing() {
    for text in [
        "## Prosedur\n\nArsiparis menerima surat lalu mencatatnya.",
        "## Hal Lain\n\n1. Menerima surat\n2. Mencatat surat",
        "## Hal Lain\n\n| No | Tindakan | PIC |\n|---|---|---|\n| 1 | Menerima surat | Loket |",
    ] {
        sop(&format!("# J\n\n{text}\n"), |sop| {
            assert_eq!(sop.document.steps.state, State::Unreadable, "{text}");
            assert!(matches!(&sop.remarks[..], [remark] if matches!(remark.kind, RemarkKind::UnknownSteps)));
        });
    }
    sop("# J\n\n## Tujuan\n\n1. Tertib\n2. Cepat\n\n## Pendahuluan\n\n- a\n- b\n", |sop| {
        assert_eq!((sop.document.steps.state, sop.remarks.len()), (State::Present, 0), "there are none");
    });
}

#[test]
fn a_table_of_entries_needs_no_label_of_its_own() {
    for table in [
        "| No | Peraturan |\n|---|---|\n| 1 | Undang-Undang Nomor 43 Tahun 2009 |\n| 2 | Undang-Undang Nomor 1 Tahun 2004 |",
        "| No. | Dasar Hukum | Keterangan |\n|---|---|---|\n| 1 | Undang-Undang Nomor 43 Tahun 2009 | |\n| 2 | Undang-Undang Nomor 1 Tahun 2004 | |",
    ] {
        sop(&format!("# J\n\n## Dasar Hukum\n\n{table}\n"), |sop| {
            let read: Vec<&str> = sop.document.legal_basis.items.iter().map(|item| item.text.as_str()).collect();
            assert_eq!(read, ["Undang-Undang Nomor 43 Tahun 2009", "Undang-Undang Nomor 1 Tahun 2004"], "{table}");
            assert!(sop.remarks.is_empty());
        });
    }
}

#[test]
fn a_table_nobody_understands_is_unreadable_and_not_empty() {
    sop("# J\n\n## Dasar Hukum\n\n| Kode | Warna |\n|---|---|\n| a | b |\n", |sop| {
        assert_eq!(sop.document.legal_basis.state, State::Unreadable);
        assert!(matches!(&sop.remarks[..], [remark] if matches!(remark.kind, RemarkKind::Unread)));
    });
}

#[test]
fn a_column_for_each_answer_holds_its_targets() {
    let head = "# J\n\n## Kegiatan\n\n| No | Kegiatan | Waktu | Ya | Tidak |\n|---|---|---|---|---|\n| 1 | Mencatat surat | 5 menit | | |\n";
    for (ways, next) in [("3 | 1", [2, 0]), ("lanjut | kembali ke 1", [2, 0]), ("ke langkah 3 | Langkah 1", [2, 0])] {
        let text =
            format!("{head}| 2 | Memeriksa: lengkap? | 5 menit | {ways} |\n| 3 | Mengirim surat | 5 menit | | |\n");
        sop(&text, |sop| {
            assert_eq!(sop.flow.next[1], next, "{ways}");
            assert!(sop.remarks.is_empty(), "{:?}", sop.remarks);
        });
    }
    for ways in ["✓ |", "lanjut | kembali", "3 | ke pemohon"] {
        let text =
            format!("{head}| 2 | Memeriksa: lengkap? | 5 menit | {ways} |\n| 3 | Mengirim surat | 5 menit | | |\n");
        sop(&text, |sop| {
            assert_eq!(sop.document.steps.items[1].branches.state, State::Unreadable, "{ways}");
            assert!(matches!(sop.remarks[0].kind, RemarkKind::UnreadableBranch { .. }), "{ways}");
        });
    }
}

#[test]
fn going_on_leads_to_the_following_step() {
    let text = "# J\n\n## Kegiatan\n\n| No | Kegiatan | Waktu | Keputusan |\n|---|---|---|---|\n| 1 | Mencatat surat | 5 menit | |\n| 2 | Memeriksa: lengkap? | 5 menit | Ya lanjut; Tidak kembali ke 1 |\n| 3 | Mengirim surat | 5 menit | |\n";
    sop(text, |sop| assert_eq!(sop.flow.next[1], [2, 0], "{:?}", sop.remarks));
    let last = text.replace("| 3 | Mengirim surat | 5 menit | |\n", "");
    sop(&last, |sop| assert_eq!(sop.flow.broken, [1], "there is no following step"));
}

#[test]
fn the_same_as_above_is_what_stands_above() {
    let text = "# J\n\n## Kegiatan\n\n| No | Kegiatan | Pelaksana | Waktu | Output |\n|---|---|---|---|---|\n| 1 | Mencatat surat | Arsiparis | 5 menit | Agenda; Arsip |\n| 2 | Mengirim surat | sda | 〃 | s.d.a. |\n| 3 | Menyimpan surat | \" | 〃 | Arsip |\n";
    sop(text, |sop| {
        for step in &sop.document.steps.items[1..] {
            assert_eq!((actors(step), step.duration.as_str()), (vec!["Arsiparis"], "5 menit"));
            assert_eq!(step.actors.items, [0], "the same actor");
            let duration = step.duration.span();
            assert_eq!(&text[duration.range()], "〃", "shown where it is used");
        }
        assert_eq!(sop.document.steps.items[1].outputs.items.len(), 2);
        assert_eq!(sop.document.actors.items.len(), 1);
    });
}

#[test]
fn the_box_of_the_official_form_is_read_by_its_labels() {
    let text = "# Surat\n\n| Dasar Hukum | Kualifikasi Pelaksana |\n|---|---|\n| UU Nomor 43 Tahun 2009 tentang Kearsipan | SMA |\n| Keterkaitan | Peralatan/Perlengkapan |\n| SOP Arsip | Komputer |\n";
    markdown(text, |document| {
        assert_eq!(document.legal_basis.items[0].text.as_str(), "UU Nomor 43 Tahun 2009 tentang Kearsipan");
        assert_eq!(document.qualifications.items[0].text.as_str(), "SMA");
        assert_eq!(document.related.items[0].text.as_str(), "SOP Arsip");
        assert_eq!(document.equipment.items[0].text.as_str(), "Komputer");
    });
}

#[test]
fn the_name_of_the_agency_beside_a_label_is_no_label() {
    let text = "# Surat\n\n| KPU CONTOH | Nomor SOP | 12 |\n|---|---|---|\n| | Tanggal Efektif | 3 Februari 2025 |\n";
    markdown(text, |document| {
        assert_eq!((document.number.as_str(), document.effective_date.as_str()), ("12", "3 Februari 2025"));
    });
}

#[test]
fn a_labelled_title_is_the_title_and_not_the_heading() {
    sop("# KPU KABUPATEN CONTOH\n\n**Nama SOP:** Pengelolaan Surat\n", |sop| {
        assert_eq!(sop.document.title.as_str(), "Pengelolaan Surat");
        assert!(sop.remarks.is_empty());
    });
}

#[test]
fn headings_of_the_first_level_that_name_parts_are_chapters_and_no_title() {
    sop("# Purpose and Scope\n\nTo keep data.\n\n# Background\n\nIt was lost.\n\n# Policy\n\nKeep it.\n", |sop| {
        assert!(!sop.document.title.is_present());
        assert_eq!(sop.document.purpose.as_str(), "To keep data.");
        assert_eq!(sop.document.scope.as_str(), "To keep data.");
        let sections: Vec<&str> = sop.document.sections.items.iter().map(|section| section.title.as_str()).collect();
        assert_eq!(sections, ["Background", "Policy"]);
    });
    sop("# Purpose\n\n## Background\n\nIt was lost.\n", |sop| assert_eq!(sop.document.title.as_str(), "Purpose"));
}

#[test]
fn a_procedure_under_a_heading_of_its_own_is_not_called_missing() {
    for heading in ["Procedure for Returns", "Prosedur Pengembalian"] {
        sop(&format!("# J\n\n## {heading}\n\na. Take the goods.\n\na. Pay the money.\n"), |sop| {
            assert_eq!(sop.document.steps.state, State::Unreadable, "{heading}");
            assert!(sop.remarks.iter().any(|remark| matches!(remark.kind, RemarkKind::UnknownSteps)), "{heading}");
        });
    }
}

#[test]
fn a_misspelt_label_is_reported_and_its_field_not_missing() {
    for (text, near) in [
        ("## Dasar Hukm\n\n- UU Nomor 43 Tahun 2009", "dasar hukum"),
        ("| Nomor SOP | 1 |\n|---|---|\n| Tanggal Evektif | 3 Februari 2025 |", "tanggal efektif"),
    ] {
        sop(&format!("# J\n\n{text}\n"), |sop| {
            let found = sop.remarks.iter().any(
                |remark| matches!(&remark.kind, RemarkKind::UnknownKey { near: Some(found), .. } if found == near),
            );
            assert!(found, "{text} {:?}", sop.remarks);
        });
    }
    for heading in [
        "Lampiran",
        "Penutup",
        "Pendahuluan",
        "Latar Belakang",
        "Sasaran",
        "Manfaat",
        "Prinsip",
        "Formulir",
        "Catatan",
        "Informasi",
        "Identifikasi",
        "Kebijakan",
        "Indikator",
        "Persyaratan",
        "Sanksi",
        "Evaluasi",
        "Monitoring",
        "Maksud dan Tujuan",
        "Ketentuan Umum",
        "Penanggung Risiko",
        "Biaya",
        "Overview",
        "Background",
        "Policy",
        "Notes",
    ] {
        sop(&format!("# J\n\n## {heading}\n\nIsi.\n"), |sop| {
            assert!(sop.remarks.is_empty(), "{heading} {:?}", sop.remarks)
        });
    }
}

#[test]
fn labels_of_the_steps_in_another_section_are_no_identity() {
    markdown("# J\n\n## Catatan\n\nPelaksana: Budi\nNomor: 5\n", |document| {
        assert_eq!((document.number.state, document.actors.items.len()), (State::Missing, 0));
    });
}

#[test]
fn usual_headings_of_the_steps_are_known() {
    for heading in
        ["Langkah Kerja", "Alur Kegiatan", "Mekanisme", "Tahapan", "Prosedur Pelaksanaan", "BAB III PROSEDUR"]
    {
        markdown(&format!("# J\n\n## {heading}\n\n1. Mencatat surat\n2. Mengirim surat\n"), |document| {
            assert_eq!(acts(document), ["Mencatat surat", "Mengirim surat"], "{heading}");
        });
    }
}

#[test]
fn fields_of_a_step_stand_anywhere_below_it() {
    for text in [
        "1. Mencatat surat\n   - Pelaksana:\n     - Staf\n   - Waktu: 5 menit\n   - Output:\n     - Agenda\n     - Arsip",
        "1. Mencatat surat\n   - Pelaksana: Staf\n   - Mutu Baku:\n     - Waktu: 5 menit\n     - Output: Agenda; Arsip",
        "1. Mencatat surat\n   - Pelaksana: Staf; Waktu: 5 menit; Output: Agenda; Arsip",
        "1. Mencatat surat\n\n- Pelaksana: Staf\n- Waktu: 5 menit\n- Output: Agenda; Arsip",
        "1. Mencatat surat\n   a. Pelaksana: Staf\n   b. Waktu: 5 menit\n   c. Output: Agenda; Arsip",
        "Langkah 1: Mencatat surat\n\n- Pelaksana: Staf\n- Waktu: 5 menit\n- Output: Agenda; Arsip",
        "1. Mencatat surat\n   - Pelaksana: Staf\n   - Waktu: 5 menit\n   - Catatan: surat rahasia dipisah\n   - Output: Agenda; Arsip",
    ] {
        sop(&format!("# J\n\n## Prosedur\n\n{text}\n"), |sop| {
            assert_eq!(acts(&sop.document), ["Mencatat surat"], "{text}");
            let step = &sop.document.steps.items[0];
            assert_eq!((actors(step), step.duration.as_str()), (vec!["Staf"], "5 menit"), "{text}");
            assert_eq!(step.outputs.items.len(), 2, "{text}");
        });
    }
}

#[test]
fn an_entry_that_only_gathers_steps_is_a_phase() {
    let text = "# J\n\n## Prosedur\n\n1. Persiapan\n   1. Mencatat surat\n      - Pelaksana: Staf\n   2. Mengirim surat\n      - Pelaksana: Staf\n2. Penutupan\n   1. Menyimpan surat\n      - Pelaksana: Staf\n";
    sop(text, |sop| {
        assert_eq!(acts(&sop.document), ["Mencatat surat", "Mengirim surat", "Menyimpan surat"]);
        let phases: Vec<&str> = sop.document.steps.items.iter().map(|step| step.phase.as_str()).collect();
        assert_eq!(phases, ["Persiapan", "Persiapan", "Penutupan"]);
        assert_eq!((sop.flow.starts.len(), sop.flow.ends.len()), (1, 1));
    });
}

pub(super) fn signers<'d>(document: &'d Document<'_>) -> Vec<[&'d str; 3]> {
    let read = document.approvals.items.iter().map(|signer| [&signer.position, &signer.name, &signer.nip]);
    read.map(|values| values.map(|value| value.as_str())).collect()
}

#[test]
fn a_signature_block_is_told_by_its_lines() {
    const NIP: &str = "198001012005011001";
    for text in [
        "## Disahkan oleh\n\nSekretaris KPU Contoh\n\nBudi Santoso\nNIP. 198001012005011001",
        "## Disahkan oleh\n\nSekretaris KPU Contoh\n\nttd\n\nBudi Santoso\n\nNIP 198001012005011001",
        "## Disahkan oleh\n\nBudi Santoso  \nSekretaris KPU Contoh  \n198001012005011001",
        "| Disahkan oleh | Sekretaris KPU Contoh<br>Budi Santoso<br>NIP. 198001012005011001 |\n|---|---|\n| Nomor SOP | 1 |",
        "| Disahkan oleh | Sekretaris KPU Contoh |\n|---|---|\n| Nama | Budi Santoso |\n| NIP | 198001012005011001 |\n| Nomor SOP | 1 |",
        "**Disahkan oleh:** Sekretaris KPU Contoh\n\n**Nama:** Budi Santoso\n\n**NIP:** 198001012005011001",
        "Disahkan oleh: Budi Santoso (Sekretaris KPU Contoh), NIP 198001012005011001",
        "## Disahkan oleh\n\nSekretaris KPU Contoh,\n\nttd\n\nBudi Santoso\nPembina Tk. I (IV/b)\nNIP. 198001012005011001",
        "## Disahkan oleh\n\nSekretaris KPU Contoh\n\n(ditandatangani secara elektronik)\n\n**Budi Santoso**\nNIP 198001012005011001",
        "## Disahkan oleh\n\na.n. Ketua KPU Contoh\nSekretaris KPU Contoh,\n\nttd\n\nBudi Santoso\nNIP 198001012005011001",
        "## Disahkan oleh\n\nContoh, 27 Januari 2025\nSekretaris KPU Contoh,\n\nBudi Santoso\nNIP 198001012005011001",
        "## Disahkan oleh\n\nDitetapkan di Contoh\npada tanggal 27 Januari 2025\n\nSekretaris KPU Contoh\n\nBudi Santoso\nNIP 198001012005011001",
        "## Disahkan oleh\n\n- Sekretaris KPU Contoh\n- Budi Santoso\n- NIP 198001012005011001\n- 27 Januari 2025",
        "## Disahkan oleh\n\nJabatan: Sekretaris KPU Contoh\nNama: Budi Santoso\nPangkat/Gol: Pembina (IV/a)\nNIP: 198001012005011001\nTanggal: 27 Januari 2025",
        "**Disahkan oleh:** Sekretaris KPU Contoh — Budi Santoso, NIP 198001012005011001",
        "## Pengesahan\n\nDisahkan oleh: Sekretaris KPU Contoh\nNama: Budi Santoso\nNIP: 198001012005011001",
    ] {
        markdown(&format!("# Surat\n\n{text}\n"), |document| {
            assert_eq!(signers(document), [["Sekretaris KPU Contoh", "Budi Santoso", NIP]], "{text}");
        });
    }
}

#[test]
fn each_signer_has_a_role() {
    for text in [
        "| Disusun oleh | Disahkan oleh |\n|---|---|\n| Kasubbag | Sekretaris |\n| Andi | Budi |\n| - | - |",
        "| | Disusun oleh | Disahkan oleh |\n|---|---|---|\n| Jabatan | Kasubbag | Sekretaris |\n| Nama | Andi | Budi |\n| Pangkat | Penata | Pembina |\n| Tanggal | 20 Januari 2025 | 27 Januari 2025 |",
        "| | Jabatan | Nama |\n|---|---|---|\n| Disusun oleh | Kasubbag | Andi |\n| Disahkan oleh | Sekretaris | Budi |",
        "Disusun oleh: Andi (Kasubbag)\n\nDisahkan oleh: Budi (Sekretaris)",
    ] {
        markdown(&format!("# Surat\n\n## Pengesahan\n\n{text}\n"), |document| {
            let roles: Vec<Option<u8>> = document.approvals.items.iter().map(|signer| signer.meaning.code()).collect();
            assert_eq!(roles, [Meaning::Prepare, Meaning::Approve].map(|meaning| Some(meaning.code())), "{text}");
            assert_eq!(signers(document), [["Kasubbag", "Andi", ""], ["Sekretaris", "Budi", ""]], "{text}");
        });
    }
}

#[test]
fn a_regulation_in_columns_is_read_or_said_to_be_unread() {
    let text = "# J\n\n## Dasar Hukum\n\n| No | Peraturan | Tentang |\n|---|---|---|\n| 1 | UU Nomor 7 Tahun 2017 | Pemilihan Umum |\n";
    markdown(text, |document| {
        let cited = &document.legal_basis.items[0];
        assert_eq!((cited.text.as_str(), cited.subject.as_str()), ("UU Nomor 7 Tahun 2017", "Pemilihan Umum"));
    });
    let text =
        "# J\n\n## Dasar Hukum\n\n| Jenis Peraturan | Bentuk | Tentang |\n|---|---|---|\n| UU | 7/2017 | Pemilu |\n";
    markdown(text, |document| assert!(!document.legal_basis.is_whole()));
}

#[test]
fn a_way_out_in_remarks_is_never_passed_over() {
    for remark in [
        "Tidak → 1",
        "Tidak: 1",
        "Jika salah, ulangi langkah 1",
        "dikembalikan ke Staf (langkah 1)",
        "If no, return to step 1",
    ] {
        let text = format!(
            "# J\n\n## Kegiatan\n\n| No | Kegiatan | Waktu | Keterangan |\n|---|---|---|---|\n| 1 | Mencatat surat | 5 menit | |\n| 2 | Memeriksa surat | 5 menit | {remark} |\n| 3 | Mengirim surat | 5 menit | sesuai langkah kerja |\n"
        );
        sop(&text, |sop| {
            assert!(
                matches!(&sop.remarks[..], [one] if matches!(one.kind, RemarkKind::DirectionInText { .. })),
                "{remark}"
            );
            assert!(!sop.flow.readable);
        });
    }
}

#[test]
fn arrows_below_a_step_are_its_ways_out() {
    let text = "# J\n\n## Prosedur\n\n1. Memeriksa surat: lengkap?\n   Pelaksana: Staf\n   Output: Catatan\n   Ya → 2\n   Tidak → 1\n2. Menyimpan surat\n";
    sop(text, |sop| {
        assert_eq!(sop.flow.next[0], [1, 0], "{:?}", sop.remarks);
        assert_eq!(sop.document.steps.items[0].outputs.items[0].text.as_str(), "Catatan");
    });
}

#[test]
fn a_step_under_a_heading_may_have_its_fields_in_a_table() {
    let text = "# J\n\n## Prosedur\n\n### 1. Mencatat surat\n\n| Pelaksana | Waktu | Output |\n|---|---|---|\n| Staf | 5 menit | Agenda |\n";
    sop(text, |sop| {
        let [step] = sop.document.steps.items.as_slice() else { panic!("one step") };
        assert_eq!((actors(step), step.duration.as_str(), step.outputs.items.len()), (vec!["Staf"], "5 menit", 1));
    });
}

#[test]
fn a_cell_behind_the_last_column_is_not_passed_over() {
    let text = "# J\n\n## Kegiatan\n\n| No | Kegiatan | Waktu |\n|---|---|---|\n| 1 | Mencatat surat | 5 menit | arsip ganda |\n";
    sop(text, |sop| assert!(matches!(&sop.remarks[..], [one] if matches!(one.kind, RemarkKind::Unread))));
}

#[test]
fn a_numbered_list_that_yaml_folds_is_a_list() {
    let text = "judul: Surat\ndasar_hukum:\n  1. UU Nomor 43 Tahun 2009 tentang Kearsipan\n  2. UU Nomor 7 Tahun 2017 tentang Pemilu\n";
    let vocabulary = crate::sop::Vocabulary::shipped().expect("words");
    let reading = crate::reader::yaml::read(text, &crate::reader::ReadLimits::default());
    let sop = super::understand(&reading.documents[0], &vocabulary);
    let read: Vec<&str> = sop.document.legal_basis.items.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(read, ["UU Nomor 43 Tahun 2009 tentang Kearsipan", "UU Nomor 7 Tahun 2017 tentang Pemilu"]);
    let place = sop.document.legal_basis.items[1].text.span();
    assert_eq!(&text[place.range()], "UU Nomor 7 Tahun 2017 tentang Pemilu");
}

#[test]
fn citations_with_a_semicolon_between_them_are_several() {
    for text in [
        "## Dasar Hukum\n\nUU Nomor 7 Tahun 2017 tentang Pemilihan Umum;\nUU Nomor 43 Tahun 2009 tentang Kearsipan;",
        "## Dasar Hukum\n\n- UU Nomor 7 Tahun 2017 tentang Pemilihan Umum; UU Nomor 43 Tahun 2009 tentang Kearsipan",
    ] {
        markdown(&format!("# J\n\n{text}\n"), |document| {
            let numbers: Vec<&str> = document.legal_basis.items.iter().map(|cited| cited.number.as_str()).collect();
            assert_eq!(numbers, ["7", "43"], "{text}");
        });
    }
    let text = "# J\n\n## Dasar Hukum\n\n- UU Nomor 7 Tahun 2017 tentang Pemilu (Lembaran Negara Tahun 2017 Nomor 182; Tambahan Nomor 6109)\n";
    markdown(text, |document| assert_eq!(document.legal_basis.items.len(), 1));
}

#[test]
fn a_position_over_several_lines_is_one_position() {
    for (lines, position) in [
        ("KEPALA BAGIAN KEUANGAN\nKPU KABUPATEN CONTOH", "KEPALA BAGIAN KEUANGAN KPU KABUPATEN CONTOH"),
        ("Kepala Bagian,\nselaku Kuasa Pengguna Anggaran", "Kepala Bagian selaku Kuasa Pengguna Anggaran"),
    ] {
        let text = format!("# J\n\n## Disahkan oleh\n\n{lines}\nNama Pejabat Contoh\nNIP. 198001012005011001\n");
        markdown(&text, |document| {
            assert_eq!(signers(document), [[position, "Nama Pejabat Contoh", "198001012005011001"]], "{lines}");
        });
    }
}

#[test]
fn a_rank_below_the_nip_is_no_second_signer() {
    for rank in ["Pembina Tk.I / IV.b", "Pembina Tingkat I (IV/b)", "Pangkat Contoh"] {
        let text = format!(
            "# J\n\n## Disahkan oleh\n\nSekretaris KPU Contoh\nNama Pejabat Contoh\nNIP. 198001012005011001\n{rank}\n"
        );
        markdown(&text, |document| {
            let signer = ["Sekretaris KPU Contoh", "Nama Pejabat Contoh", "198001012005011001"];
            assert_eq!(signers(document), [signer], "{rank}");
        });
    }
}

#[test]
fn signers_one_below_the_other_are_not_run_together() {
    let text = "# J\n\n## Disahkan oleh\n\nKetua KPU Contoh\nNama Pejabat Contoh\nNIP. 198001012005011001\nSekretaris KPU Contoh\nNama Pejabat Lain\nNIP. 198001012005011002\n";
    markdown(text, |document| {
        assert_eq!(
            signers(document),
            [
                ["Ketua KPU Contoh", "Nama Pejabat Contoh", "198001012005011001"],
                ["Sekretaris KPU Contoh", "Nama Pejabat Lain", "198001012005011002"]
            ]
        );
    });
}

#[test]
fn a_heading_that_names_the_steps_below_a_title_does_not_name_the_kind() {
    for heading in ["Procedure", "5. Procedure", "Prosedur"] {
        let text = format!("# Sample Receipt\n\n# {heading}\n\n1. Check the seal\n2. Record the sample\n");
        markdown(&text, |document| assert_eq!(acts(document), ["Check the seal", "Record the sample"], "{heading}"));
    }
}

#[test]
fn labels_that_run_together_in_a_line_are_parted() {
    for line in [
        "SOP No.: SOP-1 Tanggal Pembuatan: 24 November 2025 Tanggal Revisi: - Tanggal Efektif: 15 Desember 2025",
        "Nomor SOP: SOP-1\tTanggal Pembuatan: 24 November 2025\tTanggal Efektif : 15 Desember 2025",
    ] {
        markdown(&format!("# J\n\n{line}\n\n## Kegiatan\n\n1. Mencatat surat\n"), |document| {
            let read = [&document.number, &document.created_date, &document.effective_date];
            assert_eq!(read.map(|value| value.as_str()), ["SOP-1", "24 November 2025", "15 Desember 2025"], "{line}");
        });
    }
}

#[test]
fn a_word_of_a_value_that_is_a_label_too_parts_nothing() {
    markdown("# J\n\nTujuan: sesuai Surat Keputusan Nomor: 12\n\nNomor SOP: 1\n", |document| {
        assert_eq!(document.purpose.as_str(), "sesuai Surat Keputusan Nomor: 12");
    });
}
