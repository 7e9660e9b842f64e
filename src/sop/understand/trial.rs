//! Markdown as people write it: tables with rows that are no steps, lists inside paragraphs, identity without keys.

use super::understand;
use crate::reader::{ReadLimits, markdown};
use crate::sop::model::{Document, Step};
use crate::sop::{RemarkKind, Sop, Vocabulary};

pub(super) fn sop(text: &str, check: impl FnOnce(&Sop<'_>)) {
    let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
    let reading = markdown::read(text, &ReadLimits::default());
    check(&understand(&reading.documents[0], &vocabulary));
}

pub(super) fn markdown(text: &str, check: impl FnOnce(&Document<'_>)) {
    sop(text, |sop| check(&sop.document));
}

pub(super) fn acts<'d>(document: &'d Document<'_>) -> Vec<&'d str> {
    document.steps.items.iter().map(|step| step.text.as_str()).collect()
}

pub(super) fn actors<'d>(step: &'d Step<'_>) -> Vec<&'d str> {
    step.actor_names.items.iter().map(|name| name.as_str()).collect()
}

#[test]
fn a_row_that_counts_the_columns_hides_no_lane() {
    for index in ["| 1 | 2 | 3 | 4 | 5 |", "| (1) | (2) | (3) | (4) | (5) |"] {
        let table = format!(
            "# J\n\n## Kegiatan\n\n| No | Kegiatan | Loket | Sekretaris | Waktu |\n|---|---|---|---|---|\n{index}\n\
             | 1 | Menerima surat | ● | | 5 menit |\n| 2 | Mencatat surat | | ● | 5 menit |\n"
        );
        sop(&table, |sop| {
            assert_eq!(acts(&sop.document), ["Menerima surat", "Mencatat surat"]);
            assert_eq!(actors(&sop.document.steps.items[0]), ["Loket"]);
            assert_eq!(actors(&sop.document.steps.items[1]), ["Sekretaris"]);
            assert!(sop.remarks.is_empty(), "{:?}", sop.remarks);
        });
    }
}

#[test]
fn a_lane_of_a_declared_actor_is_one_whatever_its_cells_hold() {
    let table = "# J\n\n## Pelaksana\n\n- loket: Petugas Loket\n\n## Kegiatan\n\n| No | Kegiatan | Loket | Waktu |\n|---|---|---|---|\n| 1 | Menerima surat | mulai di sini | 5 menit |\n";
    markdown(table, |document| {
        assert_eq!(actors(&document.steps.items[0]), ["Loket"]);
        assert_eq!((document.actors.items.len(), document.steps.items[0].actors.items.len()), (1, 1));
    });
}

#[test]
fn a_column_that_is_not_known_is_called_a_column() {
    let table = "# J\n\n## Kegiatan\n\n| No | Kegiatan | Biaya | Waktu |\n|---|---|---|---|\n| 1 | Menerima surat | Rp10.000 | 5 menit |\n";
    sop(table, |sop| {
        assert!(
            matches!(&sop.remarks[..], [remark] if matches!(&remark.kind, RemarkKind::UnknownColumn { column, .. } if column == "Biaya"))
        );
    });
}

#[test]
fn a_mark_in_the_header_is_nobodys_name() {
    let table = "# J\n\n## Kegiatan\n\n| No | Kegiatan | ● | Waktu |\n|---|---|---|---|\n| 1 | Menerima surat | ● | 5 menit |\n";
    markdown(table, |document| assert!(document.actors.items.is_empty()));
}

const HEAD: &str = "# J\n\n## Kegiatan\n\n| No | Kegiatan | Pelaksana | Waktu |\n|---|---|---|---|\n";

#[test]
fn a_row_with_a_name_alone_is_the_phase_of_the_steps_behind_it() {
    let rows = "| A | **Persiapan** | | |\n| 1 | Menerima | Arsiparis | 1 hari |\n| | Pelaksanaan | | |\n| 2 | Mengirim | Arsiparis | 1 hari |\n| Penutup | | | |\n| 3 | Mencatat | | |\n";
    markdown(&format!("{HEAD}{rows}"), |document| {
        let phases: Vec<&str> = document.steps.items.iter().map(|step| step.phase.as_str()).collect();
        assert_eq!(acts(document), ["Menerima", "Mengirim", "Mencatat"]);
        assert_eq!(phases, ["Persiapan", "Pelaksanaan", "Penutup"]);
    });
}

#[test]
fn a_numbered_row_without_anything_else_is_a_step() {
    markdown(&format!("{HEAD}| 1 | Menerima | | |\n| 2 | Mengirim | Arsiparis | 1 hari |\n"), |document| {
        assert_eq!(acts(document), ["Menerima", "Mengirim"]);
    });
    markdown(&format!("{HEAD}| a | Menerima | | |\n| b | Mengirim | Arsiparis | 1 hari |\n"), |document| {
        assert_eq!(acts(document), ["Menerima", "Mengirim"], "where steps bear letters, a letter is a step's");
    });
}

#[test]
fn the_row_that_adds_up_the_times_is_no_step() {
    let rows = "| 1 | Menerima | Arsiparis | 1 hari |\n| 2 | Mengirim | Arsiparis | 1 hari |\n| | | | |\n| | Jumlah | | 2 hari |\n";
    markdown(&format!("{HEAD}{rows}"), |document| {
        assert_eq!(acts(document), ["Menerima", "Mengirim"]);
        assert_eq!(document.total_duration.as_str(), "2 hari");
    });
    let text = format!("---\ntotal_waktu: 3 hari\n---\n{HEAD}{rows}");
    markdown(&text, |document| assert_eq!(document.total_duration.as_str(), "3 hari", "what is declared stays"));
}

#[test]
fn a_lettered_list_in_a_paragraph_has_entries() {
    let text = "# J\n\n## Peralatan\n\nYang dipakai:\na. Komputer dan\nprinter\nb. Mesin **fotokopi**\n   c. Kertas\n";
    markdown(text, |document| {
        let entries: Vec<(&str, &str)> =
            document.equipment.items.iter().map(|item| (item.text.as_str(), &text[item.text.span().range()])).collect();
        assert_eq!(entries[0], ("Komputer dan printer", "Komputer dan\nprinter"));
        assert_eq!(entries[1].0, "Mesin fotokopi");
        assert_eq!(entries[2], ("Kertas", "Kertas"));
        assert_eq!(entries.len(), 3);
    });
}

#[test]
fn a_sentence_that_runs_on_with_a_letter_is_one_entry() {
    markdown("# J\n\n## Peringatan\n\nApabila terlambat menurut huruf\nb. atau lainnya, maka ditolak.\n", |document| {
        assert_eq!(document.warnings.items.len(), 1);
    });
}

#[test]
fn steps_below_a_step_are_steps_of_the_next_level() {
    let text = "# J\n\n## Prosedur\n\n1. Mencatat surat.\n   a. Memeriksa alamat.\n   b. Memeriksa\n      isi.\n2. Mengirim surat.\n   1. Membungkus surat.\n   2. Menempel perangko.\n3. Menutup buku.\n   - Menyimpan buku.\n";
    markdown(text, |document| {
        let steps: Vec<(&str, &str, Option<i64>)> = document
            .steps
            .items
            .iter()
            .map(|step| (step.number.as_str(), step.text.as_str(), step.level.int()))
            .collect();
        assert_eq!(
            steps,
            [
                ("1", "Mencatat surat.", Some(1)),
                ("1.a", "Memeriksa alamat.", Some(2)),
                ("1.b", "Memeriksa isi.", Some(2)),
                ("2", "Mengirim surat.", Some(1)),
                ("2.1", "Membungkus surat.", Some(2)),
                ("2.2", "Menempel perangko.", Some(2)),
                ("3", "Menutup buku.", Some(1)),
                ("3.1", "Menyimpan buku.", Some(2)),
            ]
        );
    });
}

#[test]
fn entries_below_an_entry_are_entries() {
    markdown("# J\n\n## Pencatatan\n\n- Buku agenda\n  1. Buku induk\n     - Lampiran\n- Arsip\n", |document| {
        let entries: Vec<&str> = document.records.items.iter().map(|item| item.text.as_str()).collect();
        assert_eq!(entries, ["Buku agenda", "Buku induk", "Lampiran", "Arsip"]);
    });
}

#[test]
fn an_identity_block_in_running_text_is_read() {
    let text = "# STANDAR OPERASIONAL PROSEDUR\n\n| Nomor SOP | : | 1/A/2025 |\n|---|---|---|\n| Nama SOP | : | Pengelolaan Surat |\n| Disahkan oleh | : | Kepala Dinas |\n\n**Tanggal Efektif:** 3 Februari 2025\n\nUnit Kerja : Dinas\n\n**Dasar Hukum:**\n\n1. Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan\n";
    sop(text, |sop| {
        let document = &sop.document;
        assert_eq!((document.number.as_str(), document.title.as_str()), ("1/A/2025", "Pengelolaan Surat"));
        assert_eq!(document.approvals.items[0].position.as_str(), "Kepala Dinas");
        assert!(document.effective_date.date().is_some());
        assert_eq!((document.unit.as_str(), document.legal_basis.items.len()), ("Dinas", 1));
        assert!(sop.remarks.is_empty(), "{:?}", sop.remarks);
    });
}

#[test]
fn a_table_with_one_known_label_is_no_identity_block() {
    let text = "# J\n\n| Nomor | Isi |\n|---|---|\n| 1 | Satu |\n";
    markdown(text, |document| assert!(!document.number.is_present()));
}

#[test]
fn a_header_of_two_rows_is_one() {
    let text = "# J\n\n## Kegiatan\n\n| No | Kegiatan | Pelaksana | | Mutu Baku | | | Keterangan |\n|---|---|---|---|---|---|---|---|\n| | | Arsiparis | Sekretaris | Kelengkapan | Waktu | Output | |\n| 1 | Menerima surat | ● | | Surat | 5 menit | Surat tercatat | |\n| 2 | Mengirim surat | | ● | Surat tercatat | 5 menit | Bukti kirim | |\n";
    sop(text, |sop| {
        let steps = &sop.document.steps.items;
        assert_eq!(acts(&sop.document), ["Menerima surat", "Mengirim surat"]);
        assert_eq!((actors(&steps[0]), actors(&steps[1])), (vec!["Arsiparis"], vec!["Sekretaris"]));
        assert_eq!((steps[1].duration.as_str(), steps[1].outputs.items[0].text.as_str()), ("5 menit", "Bukti kirim"));
        assert!(sop.remarks.is_empty() && sop.document.actors.items.len() == 2, "{:?}", sop.remarks);
    });
}

#[test]
fn answers_below_the_column_of_decisions_are_part_of_the_header() {
    let text = "# J\n\n## Kegiatan\n\n| No | Kegiatan | Pelaksana | | Keputusan | |\n|---|---|---|---|---|---|\n| | | Arsiparis | Sekretaris | Ya | Tidak |\n| 1 | Menerima surat | ● | | | |\n| 2 | Memeriksa surat: lengkap? | | ● | 3 | 1 |\n| 3 | Mengirim surat | ● | | | |\n";
    sop(text, |sop| {
        assert_eq!(acts(&sop.document), ["Menerima surat", "Memeriksa surat: lengkap?", "Mengirim surat"]);
        let ways = &sop.document.steps.items[1].branches.items;
        let ways: Vec<_> = ways.iter().map(|way| (way.label.as_str(), way.to.as_str())).collect();
        assert_eq!(ways, [("Ya", "3"), ("Tidak", "1")]);
        assert!(sop.remarks.is_empty() && sop.document.actors.items.len() == 2, "{:?}", sop.remarks);
    });
}

#[test]
fn a_first_step_below_an_unnamed_column_is_no_header() {
    let text = "# J\n\n## Kegiatan\n\n| No | Kegiatan | Pelaksana | | Waktu |\n|---|---|---|---|---|\n| 1 | Menerima surat | Arsiparis | | 5 menit |\n| 2 | Mengirim surat | Sekretaris | | 5 menit |\n";
    markdown(text, |document| {
        assert_eq!(acts(document), ["Menerima surat", "Mengirim surat"]);
        assert_eq!(actors(&document.steps.items[0]), ["Arsiparis"]);
    });
}

const WHOLE_HEAD: &str =
    "# J\n\n## Kegiatan\n\n| No | Kegiatan | Pelaksana | Kelengkapan | Waktu | Output |\n|---|---|---|---|---|---|\n";

fn table(rows: &str, check: impl FnOnce(&Sop<'_>)) {
    sop(&format!("{WHOLE_HEAD}{rows}\n"), check);
}

#[test]
fn phases_may_count_from_one_again_within_one_procedure() {
    let rows = "| I | Persiapan | | | | |\n| 1 | Mencatat surat | Staf | Surat | 5 menit | Agenda |\n| II | Pelaksanaan | | | | |\n| 1 | Mengirim surat | Staf | Surat | 5 menit | Resi |";
    table(rows, |sop| {
        let tables: Vec<Option<i64>> = sop.document.steps.items.iter().map(|step| step.table.int()).collect();
        assert_eq!(tables, [Some(1), Some(2)]);
        assert_eq!((sop.flow.starts.as_slice(), sop.flow.ends.as_slice()), (&[0][..], &[1][..]));
    });
}

#[test]
fn a_row_that_gathers_the_ones_below_it_is_no_step() {
    for (parts, numbers) in [
        (
            "| | a. Membuat undangan | Staf | Nota | 5 menit | Undangan |\n| | b. Mengirim undangan | Staf | Nota | 5 menit | Resi |",
            ["1.a", "1.b"],
        ),
        (
            "| 1.1 | Membuat undangan | Staf | Nota | 5 menit | Undangan |\n| 1.2 | Mengirim undangan | Staf | Nota | 5 menit | Resi |",
            ["1.1", "1.2"],
        ),
    ] {
        table(&format!("| 1 | Menyiapkan rapat: | | | | |\n{parts}"), |sop| {
            assert_eq!(acts(&sop.document), ["Membuat undangan", "Mengirim undangan"]);
            assert_eq!(sop.document.steps.items.iter().map(|step| step.number.as_str()).collect::<Vec<_>>(), numbers);
            assert_eq!(sop.document.steps.items[0].phase.as_str(), "Menyiapkan rapat:");
        });
    }
}

#[test]
fn a_row_with_the_rest_of_a_sentence_belongs_to_the_row_above() {
    let rows = "| 1 | Mencatat surat masuk | Staf | Surat | 5 menit | Agenda |\n| | dalam buku agenda | | | | |\n| 2 | Mengirim surat | Staf | Surat | 5 menit | Resi |";
    table(rows, |sop| assert_eq!(acts(&sop.document), ["Mencatat surat masuk dalam buku agenda", "Mengirim surat"]));
}

#[test]
fn a_column_of_ticks_beside_the_actors_is_no_actor() {
    let text = "# J\n\n## Kegiatan\n\n| No | Kegiatan | Pelaksana | Waktu | Paraf |\n|---|---|---|---|---|\n| 1 | Mencatat surat | Staf | 5 menit | ✓ |\n";
    sop(text, |sop| {
        assert_eq!(actors(&sop.document.steps.items[0]), ["Staf"]);
        assert!(matches!(&sop.remarks[..], [remark] if matches!(remark.kind, RemarkKind::UnknownColumn { .. })));
        assert!(!sop.document.missing_columns.is_whole(), "it may be what is missing");
    });
}

#[test]
fn whatever_stands_in_a_lane_below_pelaksana_is_a_mark() {
    let text = "# J\n\n## Kegiatan\n\n| No | Kegiatan | Pelaksana | | Kelengkapan | Waktu | Output |\n|---|---|---|---|---|---|---|\n| | | Loket | Kasubbag | | | |\n| 1 | Mencatat surat | Mulai | | Surat | 5 menit | Agenda |\n| 2 | Menyimpan surat | | o | Surat | 5 menit | Arsip |\n| 3 | Mengirim surat | proses | | Surat | 5 menit | Resi |\n";
    sop(text, |sop| {
        let read: Vec<Vec<&str>> = sop.document.steps.items.iter().map(actors).collect();
        assert_eq!(read, [["Loket"], ["Kasubbag"], ["Loket"]]);
        assert!(sop.remarks.is_empty(), "{:?}", sop.remarks);
    });
}

#[test]
fn a_header_may_say_its_unit_and_what_it_stands_under() {
    let text = "# J\n\n## Kegiatan\n\n| No | Kegiatan | Pelaksana | Mutu Baku: Kelengkapan | Waktu (menit) | Output |\n|---|---|---|---|---|---|\n| 1 | Mencatat surat | Staf | Surat | 5 | Agenda |\n| 2 | Mengirim surat | Staf | Surat | 1 jam | Resi |\n";
    sop(text, |sop| {
        let times: Vec<&str> = sop.document.steps.items.iter().map(|step| step.duration.as_str()).collect();
        assert_eq!(times, ["5 menit", "1 jam"]);
        let place = sop.document.steps.items[0].duration.span();
        assert_eq!((&text[place.range()], sop.document.steps.items[0].inputs.items.len()), ("5", 1));
        assert!(sop.remarks.is_empty(), "{:?}", sop.remarks);
    });
}
