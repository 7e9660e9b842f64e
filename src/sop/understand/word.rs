//! Files of a word processor as people write them: paragraphs around tables, without headings to the program.

use super::understand;
use crate::document::{Area, Document as Neutral, NodeKind};
use crate::sop::{RemarkKind, Sop, Vocabulary};
use crate::source::{Span, SpannedText};

/// Reads a text: lines with `|` next to each other are a table, `# ` is a heading, `+ ` the next entry of a list that counts,
/// every other line is a paragraph.
pub(super) fn word(text: &str, check: impl FnOnce(&Sop<'_>)) {
    let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
    let mut document = Neutral::new(text, 16);
    let (mut at, mut row, mut item) = (0, 0, 0);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let kind = if line.contains('|') {
            NodeKind::Grid
        } else if line.starts_with("+ ") {
            NodeKind::List
        } else {
            NodeKind::Root
        };
        if document.innermost() != Some(kind) {
            close_all(&mut document);
            (row, item) = (0, 0);
        }
        match kind {
            NodeKind::Grid => {
                add_row(&mut document, line, (start, row));
                row += 1;
            }
            NodeKind::List => {
                item += 1;
                if document.innermost() != Some(NodeKind::List) {
                    document.open(NodeKind::List, nothing(start), Span::at(start));
                }
                add(&mut document, NodeKind::Item { number: Some(item) }, line, (start, "+ "));
            }
            _ if line.starts_with("# ") => add(&mut document, NodeKind::Heading(2), line, (start, "# ")),
            _ if !line.trim().is_empty() => add(&mut document, NodeKind::Paragraph, line, (start, "")),
            _ => {}
        }
    }
    close_all(&mut document);
    document.close(text.len() as u32);
    check(&understand(&document, &vocabulary));
}

fn nothing(at: usize) -> SpannedText<'static> {
    SpannedText::nothing(Span::at(at))
}

fn close_all(document: &mut Neutral<'_>) {
    while matches!(document.innermost(), Some(NodeKind::Grid | NodeKind::List)) {
        document.close_at_last();
    }
}

fn add<'a>(document: &mut Neutral<'a>, kind: NodeKind, line: &'a str, (start, mark): (usize, &str)) {
    let text = line[mark.len()..].trim_end();
    let start = start + mark.len();
    document.leaf(kind, SpannedText::verbatim(text, start), Span::new(start, start + text.len()));
}

fn add_row<'a>(document: &mut Neutral<'a>, line: &'a str, (start, row): (usize, u32)) {
    if document.innermost() != Some(NodeKind::Grid) {
        document.open(NodeKind::Grid, nothing(start), Span::at(start));
    }
    document.open(NodeKind::Row, nothing(start), Span::at(start));
    let mut at = start;
    for (column, cell) in line.split('|').enumerate() {
        let from = at + cell.len() - cell.trim_start().len();
        at += cell.len() + 1;
        if !cell.trim().is_empty() {
            let text = SpannedText::verbatim(cell.trim(), from);
            document.leaf(NodeKind::Cell, text, Span::new(from, from + cell.trim().len()));
            document.place(Area { row, column: column as u32, rows: 1, columns: 1 });
        }
    }
    document.close_at_last();
}

/// The steps as `number text`.
fn steps(sop: &Sop<'_>) -> Vec<String> {
    let step = |step: &crate::sop::model::Step<'_>| format!("{} {}", step.number.as_str(), step.text.as_str());
    sop.document.steps.items.iter().map(step).collect()
}

const FLOW: &str = "No | Kegiatan | Pelaksana | Waktu | Output\n1 | Menerima berkas | Staf | 5 menit | Berkas\n2 | Mencatat berkas | Staf | 5 menit | Agenda\n";

const READ: [&str; 2] = ["1 Menerima berkas", "2 Mencatat berkas"];

fn below_table(text: &str, check: impl FnOnce(&Sop<'_>)) {
    word(&format!("{FLOW}{text}\n"), check);
}

fn tells_steps(sop: &Sop<'_>) -> bool {
    sop.remarks.iter().any(|remark| remark.kind == RemarkKind::StepsBelowTable)
}

#[test]
fn steps_whose_numbers_go_on_below_the_table_are_read() {
    for text in [
        "3. Menyerahkan SPM kepada KPPN\n4. Mengarsipkan SPM",
        "\nLanjutan\n\n3) Menyerahkan SPM kepada KPPN\n4) Mengarsipkan SPM\nContoh, 6 Januari 2025",
    ] {
        below_table(text, |sop| {
            assert_eq!(steps(sop), [READ[0], READ[1], "3 Menyerahkan SPM kepada KPPN", "4 Mengarsipkan SPM"], "{text}");
            assert!(sop.document.steps.items.iter().all(|step| step.table.int() == Some(1)), "{text}");
            assert!(sop.remarks.is_empty() && !sop.document.steps.items[3].remarks.is_present(), "{text}");
        });
    }
}

#[test]
fn fields_of_a_step_below_the_table_are_its_own() {
    below_table("3. Menyerahkan SPM kepada KPPN\nPelaksana: Sekretaris\nTembusan disimpan staf", |sop| {
        let step = &sop.document.steps.items[2];
        assert_eq!(step.actor_names.items[0].as_str(), "Sekretaris");
        assert!(!step.remarks.is_present());
    });
}

#[test]
fn text_below_the_table_that_may_be_steps_is_told() {
    for text in [
        "3. SPM yang telah terbit ke KPPN",
        "Selanjutnya\n1. Menyerahkan SPM kepada KPPN\n2. Mengarsipkan SPM",
        "+ Menyerahkan SPM kepada KPPN\n+ Mengarsipkan SPM",
        "Catatan: berkas disimpan staf\n3. Menyerahkan SPM kepada KPPN",
    ] {
        below_table(text, |sop| {
            assert!(tells_steps(sop), "{text}");
            assert_eq!(steps(sop), READ, "{text}");
        });
    }
}

#[test]
fn legends_and_signatures_below_the_table_are_no_steps() {
    for text in [
        "Keterangan:\n1. Berkas lengkap bila memuat SPP\n2. Waktu dihitung sejak berkas diterima",
        "Catatan\n1. Menyerahkan berkas paling lambat pukul 12.00\n2. Menyimpan salinan",
        "+ Berkas lengkap bila memuat SPP\n+ Waktu dihitung sejak berkas diterima",
        "Contoh, 3 Januari 2025\nSekretaris KPU Contoh\nNama Pejabat Contoh\nNIP. 198001012005011001",
        "Jalan Contoh Nomor 3, Kota Contoh",
        "Catatan:\n1. Berkas lengkap\n3. Pengarsipan dilakukan staf",
        "3. Lampiran",
        "3. Pencatatan dan Pendataan\nDisimpan",
    ] {
        for heading in ["", "# Prosedur\n"] {
            word(&format!("{heading}{FLOW}{text}\n"), |sop| {
                assert_eq!(steps(sop), READ, "{heading}{text}");
                assert!(!tells_steps(sop), "{heading}{text}");
            });
        }
    }
}

#[test]
fn what_stands_below_the_table_is_no_entry_of_the_list_above_it() {
    word(&format!("# Peringatan\nHati-hati\n{FLOW}Tembusan disimpan staf\n"), |sop| {
        assert_eq!(sop.document.warnings.items.len(), 1);
    });
}

/// How many entries the legal basis, the equipment and the warnings have.
fn counts(sop: &Sop<'_>) -> [usize; 3] {
    let document = &sop.document;
    [document.legal_basis.items.len(), document.equipment.items.len(), document.warnings.items.len()]
}

#[test]
fn a_label_that_is_a_paragraph_of_its_own_is_a_heading_though_it_is_plain() {
    for [first, second, third, fourth] in [
        ["Dasar Hukum", "Peralatan/Perlengkapan", "Peringatan", "Prosedur"],
        ["Dasar Hukum:", "Peralatan/Perlengkapan :", "Peringatan:", "Prosedur:"],
        ["1. Dasar Hukum", "2. Peralatan/Perlengkapan", "3. PERINGATAN", "4. Prosedur"],
        ["+ Dasar Hukum", "+ Peralatan/Perlengkapan", "+ Peringatan", "+ Prosedur"],
    ] {
        let lists = format!(
            "{first}\nUndang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara\n\n1. Undang-Undang Nomor 1 Tahun 2004 tentang Perbendaharaan Negara\n{second}\n\n- Komputer\n{third}\nApabila terlambat maka ditolak\n"
        );
        for steps_of in [FLOW, "1. Menerima berkas\n2. Mencatat berkas\n"] {
            word(&format!("Nomor SOP: 1/2025\n{lists}{fourth}\n{steps_of}"), |sop| {
                assert_eq!(counts(sop), [2, 1, 1], "{first}");
                assert_eq!(steps(sop), READ, "{first}");
            });
        }
    }
}

#[test]
fn a_plain_label_ends_steps_in_running_text() {
    word(
        "# Prosedur\n1. Menerima berkas\n2. Mencatat berkas\n3. Peringatan\nApabila terlambat maka ditolak\n",
        |sop| {
            assert_eq!(steps(sop), READ);
            assert_eq!(counts(sop), [0, 0, 1]);
        },
    );
}

#[test]
fn a_label_with_nothing_of_its_own_below_it_is_no_heading() {
    for text in [
        "Dasar Hukum\nPeringatan\n",
        "Peringatan\nNomor SOP: 1/2025\n",
        "Status\nBerlaku sejak ditetapkan\n",
        "Peringatan bagi pelaksana\nApabila terlambat maka ditolak\n",
    ] {
        word(text, |sop| assert_eq!((counts(sop), sop.document.status.is_present()), ([0, 0, 0], false), "{text}"));
    }
}

#[test]
fn a_label_with_another_name_behind_a_slash_is_read_as_the_first() {
    let lists = "DASAR HUKUM | PERALATAN/PERLENGKAPAN\nUndang-Undang Nomor 17 Tahun 2003 | Komputer\nPERINGATAN/RISIKO | PENCATATAN DAN PENDATAAN/ARSIP\nApabila terlambat maka ditolak | Disimpan\n";
    word(lists, |sop| {
        assert_eq!(counts(sop), [1, 1, 1]);
        assert_eq!(sop.document.records.items.len(), 1);
        assert!(sop.remarks.is_empty(), "{:?}", sop.remarks);
    });
    word("Peringatan/Risiko:\nApabila terlambat maka ditolak\n", |sop| assert_eq!(counts(sop), [0, 0, 1]));
}

#[test]
fn the_second_of_two_lists_under_one_label_is_not_called_missing() {
    word("# Peringatan/Referensi\nApabila terlambat maka ditolak\n", |sop| {
        assert_eq!(sop.document.warnings.items.len(), 1);
        assert!(!sop.document.references.is_whole());
        assert!(matches!(&sop.remarks[..], [one] if matches!(one.kind, RemarkKind::UnknownKey { .. })));
    });
}

#[test]
fn a_slash_between_values_makes_no_label() {
    word("Dasar Hukum:\nUndang-Undang Nomor 17 Tahun 2003\nPeringatan/12 Tahun 2004\n", |sop| {
        assert_eq!(counts(sop), [2, 0, 0]);
    });
}

const SIGNERS: [[&str; 3]; 1] = [["Sekretaris KPU Kabupaten Contoh", "Nama Pejabat Contoh", "198001012005011001"]];

#[test]
fn a_signature_in_paragraphs_of_its_own_is_one_signature() {
    for lines in [
        "Contoh, 6 Januari 2025\nSekretaris\nKPU Kabupaten Contoh\n\n\nNama Pejabat Contoh\nNIP. 198001012005011001",
        "Ditetapkan di Contoh\npada tanggal 6 Januari 2025\nSekretaris KPU Kabupaten Contoh,\n\nNama Pejabat Contoh\nNIP 19800101 200501 1 001",
        "Sekretaris KPU Kabupaten Contoh,\nttd\nNama Pejabat Contoh\nPembina Tk. I (IV/b)\nNIP. 198001012005011001",
        "Sekretaris\nKPU Kabupaten Contoh\nNama Pejabat Contoh\nNIP. 198001012005011001\nPembina Tk. I (IV/b)",
        "# Disahkan oleh\nSekretaris\nKPU Kabupaten Contoh\n\nNama Pejabat Contoh\nNIP. 198001012005011001",
        "Disahkan oleh\nSekretaris\nKPU Kabupaten Contoh\n\nNama Pejabat Contoh\nNIP. 198001012005011001",
    ] {
        for above in ["", FLOW, "# Peringatan\nApabila terlambat maka ditolak\n"] {
            word(&format!("{above}{lines}\n"), |sop| {
                let read: Vec<[String; 3]> = super::prose::signers(&sop.document)
                    .into_iter()
                    .map(|signer| signer.map(|text| text.replace(' ', "")))
                    .collect();
                let expected = SIGNERS.map(|signer| signer.map(|text| text.replace(' ', "")));
                assert_eq!(read, expected, "{above}{lines}");
                assert!(sop.document.warnings.items.len() < 2, "{above}{lines}");
                assert!(sop.remarks.is_empty(), "{above}{lines}");
            });
        }
    }
}

#[test]
fn a_signature_without_a_number_is_read_at_the_end_below_its_place() {
    word(&format!("{FLOW}Contoh, 6 Januari 2025\nSekretaris KPU Contoh\n\nNama Pejabat Contoh\n"), |sop| {
        assert_eq!(super::prose::signers(&sop.document), [["Sekretaris KPU Contoh", "Nama Pejabat Contoh", ""]]);
    });
}

#[test]
fn lines_of_officials_without_a_number_are_no_signature() {
    for text in [
        "Staf mencatat surat\nSekretaris memeriksa surat\n",
        "Kepala Bagian\nSekretaris\n",
        "Contoh, 6 Januari 2025\nJalan Contoh Nomor 1\n",
    ] {
        word(&format!("{FLOW}{text}"), |sop| assert!(sop.document.approvals.items.is_empty(), "{text}"));
    }
}

const IDENTITY: &str = "Nomor SOP | 1/2025\nTanggal Efektif | 6 Januari 2025\nNama SOP | Penerbitan SPM\n\n";

#[test]
fn a_second_procedure_is_told_and_not_mixed_with_the_first() {
    for other in [
        "Nomor SOP | 2/2025\nTanggal Efektif | 7 Januari 2025\nNama SOP | Pengajuan UP\n",
        "Nomor SOP: 2/2025\nNama SOP: Pengajuan UP\n",
        "# Identitas\nNomor SOP: 2/2025\nTanggal Efektif: 7 Januari 2025\n",
    ] {
        let lists = "Peringatan:\nApabila ditolak\n";
        word(&format!("{IDENTITY}{lists}{FLOW}\n{other}{lists}{FLOW}"), |sop| {
            let [remark] = &sop.remarks[..] else { panic!("{other} {:?}", sop.remarks) };
            assert_eq!(remark.kind, RemarkKind::SecondProcedure { name: "2/2025".to_owned() }, "{other}");
            assert_eq!(remark.other, Some(sop.document.number.span()), "{other}");
            assert_eq!((steps(sop).len(), counts(sop)), (2, [0, 0, 1]), "{other}");
            assert_eq!((sop.document.number.as_str(), sop.document.title.as_str()), ("1/2025", "Penerbitan SPM"));
        });
    }
}

#[test]
fn an_identity_block_that_is_repeated_or_names_a_form_is_no_second_procedure() {
    for other in [
        IDENTITY,
        "Nomor SOP | 1/2025\nTanggal Efektif | 6 Januari 2025\nNama SOP | Penerbitan Surat\n",
        "Nomor: 5\n",
        "Formulir | Isi\nNomor | 5\n",
    ] {
        word(&format!("{IDENTITY}{FLOW}\n{other}\n3. Menyerahkan SPM kepada KPPN\n"), |sop| {
            assert!(
                !sop.remarks.iter().any(|remark| matches!(remark.kind, RemarkKind::SecondProcedure { .. })),
                "{other}"
            );
            assert_eq!(steps(sop).len(), 3, "{other}");
        });
    }
}
