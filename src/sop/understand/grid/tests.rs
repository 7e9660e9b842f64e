//! What grids are understood as: one behaviour per case, on sheets written as lines of cells.

use crate::document::{Area, Document as Neutral, NodeKind};
use crate::sop::model::Document;
use crate::sop::value::State;
use crate::sop::{Sop, Vocabulary};
use crate::source::{Span, SpannedText};

/// The cells of a sheet, a row a line, separated by `|`. `<` is merged with the cell to its left, `^` with the one above; `¶`
/// is a line break in a cell.
pub(in crate::sop::understand) struct Sheet {
    pub(in crate::sop::understand) view: String,
    cells: Vec<(Area, Span)>,
}

impl Sheet {
    pub(in crate::sop::understand) fn new(lines: &str) -> Self {
        let rows: Vec<Vec<&str>> =
            lines.trim_matches('\n').lines().map(|line| line.split('|').map(str::trim).collect()).collect();
        let mut sheet = Self { view: String::new(), cells: Vec::new() };
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !["", "<", "^"].contains(*text)) {
                let columns = 1 + cells[column + 1..].iter().take_while(|text| **text == "<").count();
                let is_covered = |below: &&Vec<&str>| below.get(column) == Some(&"^");
                let height = 1 + rows[row + 1..].iter().take_while(is_covered).count();
                let start = sheet.view.len();
                sheet.view.push_str(&text.replace('¶', "\n"));
                let area =
                    Area { row: row as u32, column: column as u32, rows: height as u32, columns: columns as u32 };
                sheet.cells.push((area, Span::new(start, sheet.view.len())));
                sheet.view.push('\n');
            }
        }
        sheet
    }

    /// Puts text behind the cells; where it stands.
    pub(in crate::sop::understand) fn write(&mut self, text: &str) -> Span {
        let start = self.view.len();
        self.view.push_str(text);
        self.view.push('\n');
        Span::new(start, start + text.len())
    }

    pub(in crate::sop::understand) fn add_to<'a>(&'a self, document: &mut Neutral<'a>) {
        self.add_part(0..self.cells.len(), document);
    }

    /// Adds some of the cells as a grid of their own.
    fn add_part<'a>(&'a self, part: std::ops::Range<usize>, document: &mut Neutral<'a>) {
        let nothing = || SpannedText::nothing(Span::at(0));
        document.open(NodeKind::Grid, nothing(), Span::at(0));
        let mut last = None;
        for (area, span) in &self.cells[part] {
            if last.replace(area.row).is_some_and(|last| last != area.row) {
                document.close_at_last();
            }
            if document.innermost() == Some(NodeKind::Grid) {
                document.open(NodeKind::Row, nothing(), Span::at(0));
            }
            let text = SpannedText::verbatim(&self.view[span.range()], span.start as usize);
            document.leaf(NodeKind::Cell, text, *span);
            document.place(*area);
        }
        document.close_at_last();
        document.close_at_last();
    }
}

fn with(lines: &str, check: impl FnOnce(&Sop<'_>)) {
    with_inexact(lines, "", check);
}

/// A sheet on which a number is not what was typed.
fn with_inexact(lines: &str, number: &str, check: impl FnOnce(&Sop<'_>)) {
    let sheet = Sheet::new(lines);
    let of_number = |(_, span): &(Area, Span)| (sheet.view[span.range()] == *number).then_some(*span);
    let inexact: Vec<Span> = sheet.cells.iter().filter_map(of_number).collect();
    let mut document = Neutral::new(&sheet.view, 16);
    sheet.add_to(&mut document);
    document.inexact_all(&inexact);
    document.close(sheet.view.len() as u32);
    let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
    check(&crate::sop::understand(&document, &vocabulary));
}

fn texts<'d>(items: impl IntoIterator<Item = &'d str>) -> String {
    items.into_iter().collect::<Vec<_>>().join(" / ")
}

/// The steps as `number text [actors] (time)`.
fn steps(document: &Document<'_>) -> Vec<String> {
    let step = |step: &crate::sop::model::Step<'_>| {
        let actors = texts(step.actor_names.items.iter().map(|name| name.as_str()));
        format!("{} {} [{actors}] ({})", step.number.as_str(), step.text.as_str(), step.duration.as_str())
    };
    document.steps.items.iter().map(step).collect()
}

const FLOW: &str = "
No | Kegiatan | Pelaksana | <          | Mutu Baku   | <       | <       | Ket
^  | ^        | Staf      | Sekretaris | Kelengkapan | Waktu   | Output  | ^
1  | 2        | 3         | 4          | 5           | 6       | 7       | 8
1  | Mencatat surat | ✓   |            | Surat       | 5 menit | Agenda  |
2  | Membaca surat  |     | ✓          | Agenda      | 1 jam   | Disposisi |
";

#[test]
fn two_header_rows_with_lanes_and_an_index_row() {
    with(FLOW, |sop| {
        assert_eq!(steps(&sop.document), ["1 Mencatat surat [Staf] (5 menit)", "2 Membaca surat [Sekretaris] (1 jam)"]);
        assert_eq!(sop.document.actors.items.len(), 2);
        assert!(sop.remarks.is_empty(), "{:?}", sop.remarks);
    });
}

#[test]
fn a_row_that_counts_the_columns_in_letters_is_no_step() {
    let index = "1  | 2        | 3         | 4          | 5           | 6       | 7       | 8";
    for letters in [
        "a | b | c | d | e | f | g | h",
        "(A) | (B) | (C) | (D) | (E) | (F) | (G) | (H)",
        "a. | b. | | | c. | d. | e. |",
    ] {
        assert!(FLOW.contains(index));
        with(&FLOW.replace(index, letters), |sop| {
            assert_eq!(steps(&sop.document)[0], "1 Mencatat surat [Staf] (5 menit)", "{letters}");
            assert_eq!(sop.document.steps.items.len(), 2);
            assert!(sop.remarks.is_empty(), "{:?}", sop.remarks);
        });
    }
}

#[test]
fn lanes_without_the_word_pelaksana_stand_between_act_and_quality() {
    let lines = FLOW
        .replace("Pelaksana | <         ", "Staf | Sekretaris")
        .replace("^        | Staf      | Sekretaris", "^ | ^ | ^");
    with(&lines, |sop| {
        assert_eq!(steps(&sop.document), ["1 Mencatat surat [Staf] (5 menit)", "2 Membaca surat [Sekretaris] (1 jam)"]);
    });
}

#[test]
fn a_lane_called_like_a_column_is_a_lane() {
    with(&FLOW.replace("| Staf      |", "| Petugas   |"), |sop| {
        assert_eq!(steps(&sop.document)[0], "1 Mencatat surat [Petugas] (5 menit)");
    });
}

#[test]
fn a_merged_time_is_the_time_of_all_its_steps() {
    let lines = FLOW.replace("| 1 jam ", "| ^     ");
    with(&lines, |sop| {
        assert_eq!(steps(&sop.document)[1], "2 Membaca surat [Sekretaris] (5 menit)");
        let spans: Vec<Span> = sop.document.steps.items.iter().map(|step| step.duration.span()).collect();
        assert_eq!(spans[0], spans[1]);
    });
}

#[test]
fn a_step_over_two_rows_is_one_step() {
    let lines = "
No | Kegiatan       | Pelaksana | Waktu   | Output
1  | Mencatat surat | Staf      | 5 menit | Agenda
^  | ^              |           |         | Kartu kendali
2  | Membaca surat  | Camat     | 1 jam   | Disposisi
";
    with(lines, |sop| {
        assert_eq!(steps(&sop.document), ["1 Mencatat surat [Staf] (5 menit)", "2 Membaca surat [Camat] (1 jam)"]);
        let outputs = sop.document.steps.items[0].outputs.items.iter().map(|item| item.text.as_str());
        assert_eq!(texts(outputs), "Agenda / Kartu kendali");
    });
}

#[test]
fn a_signature_below_the_table_is_no_step() {
    let lines = format!(
        "{FLOW}\n | | | | Ditetapkan di Contoh | | |\n | Sekretaris | | | | | |\n | Nama Pejabat | | | | | |\n"
    );
    with(&lines, |sop| assert_eq!(sop.document.steps.items.len(), 2));
}

#[test]
fn a_repeated_header_goes_on_with_the_same_table() {
    let again = FLOW.trim().lines().take(2).collect::<Vec<_>>().join("\n");
    let lines = format!("{FLOW}{again}\n3 | Mengirim surat | ✓ | | Disposisi | 1 hari | Bukti kirim |\n");
    with(&lines, |sop| {
        assert_eq!(sop.document.steps.items.len(), 3);
        assert_eq!(sop.document.step_tables.int(), Some(1));
        assert_eq!(sop.document.steps.items[2].table.int(), Some(1));
    });
}

#[test]
fn two_tables_are_two() {
    with(&format!("{FLOW}{FLOW}").replace("\n\n", "\n"), |sop| {
        assert_eq!(sop.document.steps.items.len(), 4);
        assert_eq!(sop.document.step_tables.int(), Some(2));
    });
}

const COVER: &str = "
                             | | | NOMOR SOP         | SOP-012/KUL/9999/2025
                             | | | TANGGAL PEMBUATAN | 6 Januari 2025
                             | | | TANGGAL REVISI    | -
                             | | | TANGGAL EFEKTIF   | 3 Februari 2025
                             | | | DISAHKAN OLEH     | Sekretaris KPU Kabupaten Contoh
KPU KABUPATEN CONTOH         |<|<|                   |
SUBBAGIAN KEUANGAN           |<|<|                   | Nama Pejabat
                             | | |                   | NIP. 198001012005011999
                             | | | NAMA SOP          | Pengajuan SPM
DASAR HUKUM :                |<|<| KUALIFIKASI PELAKSANA : | <
1 | UU Nomor 17 Tahun 2003 tentang Keuangan Negara | < | Memahami pembayaran | <
2 | UU Nomor 1 Tahun 2004 tentang Perbendaharaan Negara | < | Mampu mengoperasikan SAKTI | <
3 |                            | |                   |
KETERKAITAN :                |<|<| PERALATAN/PERLENGKAPAN : | <
SOP Penatausahaan Kas        |<|<| 1. Komputer¶2. Printer | <
PERINGATAN :                 |<|<| PENCATATAN DAN PENDATAAN : | <
Apabila terlambat, maka pembayaran tertunda |<|<| 1. Jurnal 2. Buku kas | <
";

#[test]
fn values_stand_right_of_their_labels_or_below() {
    with(COVER, |sop| {
        let document = &sop.document;
        assert_eq!(document.number.as_str(), "SOP-012/KUL/9999/2025");
        assert_eq!(document.title.as_str(), "Pengajuan SPM");
        assert_eq!(document.effective_date.as_str(), "3 Februari 2025");
        assert_eq!(document.revised_date.state, State::Inapplicable);
        assert_eq!(
            texts(document.legal_basis.items.iter().map(|item| item.subject.as_str())),
            "Keuangan Negara / Perbendaharaan Negara"
        );
        assert_eq!(
            texts(document.qualifications.items.iter().map(|item| item.text.as_str())),
            "Memahami pembayaran / Mampu mengoperasikan SAKTI"
        );
        assert_eq!(texts(document.equipment.items.iter().map(|item| item.text.as_str())), "Komputer / Printer");
        assert_eq!(texts(document.records.items.iter().map(|item| item.text.as_str())), "Jurnal / Buku kas");
        assert_eq!(document.related.items.len(), 1);
        assert_eq!(document.warnings.items.len(), 1);
        assert!(sop.remarks.iter().all(|remark| !matches!(remark.kind, crate::sop::RemarkKind::UnknownKey { .. })));
    });
}

#[test]
fn a_signature_stands_below_its_label() {
    with(COVER, |sop| {
        let approvals = &sop.document.approvals.items;
        assert_eq!(approvals.len(), 1);
        assert_eq!(approvals[0].position.as_str(), "Sekretaris KPU Kabupaten Contoh");
        assert_eq!(approvals[0].name.as_str(), "Nama Pejabat");
        assert_eq!(approvals[0].nip.as_str(), "198001012005011999");
    });
}

#[test]
fn a_staff_number_that_lost_its_digits_is_unreadable_and_told() {
    let cover = COVER.replace("NIP. 198001012005011999", "198001012005011000");
    with_inexact(&cover, "198001012005011000", |sop| {
        let approval = &sop.document.approvals.items[0];
        assert_eq!((approval.nip.state, approval.nip.as_str()), (State::Unreadable, ""));
        assert_eq!(approval.name.as_str(), "Nama Pejabat");
        let told = crate::sop::RemarkKind::LostDigits { number: "198001012005011000".to_owned() };
        let told: Vec<&str> = sop
            .remarks
            .iter()
            .filter(|remark| remark.kind == told)
            .map(|remark| &sop.view[remark.span.range()])
            .collect();
        assert_eq!(told, ["198001012005011000"]);
    });
}

#[test]
fn the_head_names_agency_and_unit() {
    with(COVER, |sop| {
        assert_eq!(sop.document.agency.as_str(), "KPU KABUPATEN CONTOH");
        assert_eq!(sop.document.unit.as_str(), "SUBBAGIAN KEUANGAN");
    });
}

#[test]
fn a_colon_in_a_cell_of_its_own_is_no_value() {
    let lines = "
Nama SOP | Pengajuan SPM | Dasar Hukum
         |               | :
         |               | UU Nomor 17 Tahun 2003
Disahkan oleh
:
";
    with(lines, |sop| {
        let document = &sop.document;
        let basis: Vec<&str> = document.legal_basis.items.iter().map(|entry| entry.text.as_str()).collect();
        assert_eq!(basis, ["UU Nomor 17 Tahun 2003"]);
        assert!(document.approvals.items.is_empty());
    });
}

#[test]
fn labels_and_values_in_one_cell_of_a_form() {
    let lines = "
KPU KABUPATEN CONTOH¶Jl. Merdeka 1¶SUBBAGIAN KEUANGAN | Nomor SOP      : SOP-1/2025¶Tanggal Pembuatan : 6 Januari 2025¶Tanggal Revisi : -¶Disahkan oleh : Sekretaris¶Nama Pejabat¶NIP. 198001012005011999
^ | Nama SOP : Pengajuan SPM
Dasar Hukum:¶1. UU Nomor 17 Tahun 2003¶tentang Keuangan Negara¶2. UU Nomor 1 Tahun 2004 | Kualifikasi Pelaksana:¶- Memahami kas
";
    with(lines, |sop| {
        let document = &sop.document;
        assert_eq!(document.number.as_str(), "SOP-1/2025");
        assert_eq!(document.title.as_str(), "Pengajuan SPM");
        assert_eq!(document.revised_date.state, State::Inapplicable);
        assert_eq!(document.approvals.items[0].name.as_str(), "Nama Pejabat");
        assert_eq!(document.legal_basis.items.len(), 2);
        assert_eq!(document.legal_basis.items[0].subject.as_str(), "Keuangan Negara");
        assert_eq!(document.qualifications.items[0].text.as_str(), "Memahami kas");
        assert_eq!((document.agency.as_str(), document.unit.as_str()), ("KPU KABUPATEN CONTOH", "SUBBAGIAN KEUANGAN"));
    });
}

#[test]
fn every_value_stands_where_it_was_written() {
    with(COVER, |sop| {
        let document = &sop.document;
        for value in [&document.number, &document.title, &document.effective_date, &document.approvals.items[0].nip] {
            assert_eq!(&sop.view[value.span().range()], value.as_str());
        }
    });
}

#[test]
fn a_label_may_be_broken_over_lines() {
    with(&COVER.replace("NOMOR SOP ", "NOMOR¶SOP").replace("DASAR HUKUM :", "DASAR¶HUKUM :"), |sop| {
        assert_eq!(sop.document.number.as_str(), "SOP-012/KUL/9999/2025");
        assert_eq!(sop.document.legal_basis.items.len(), 2);
    });
}

#[test]
fn line_breaks_made_to_fit_a_cell_are_no_part_of_numbers_dates_and_titles() {
    let cover = COVER
        .replace("SOP-012/KUL/9999/2025", "SOP-012/KUL/¶9999/2025")
        .replace("3 Februari 2025", "3 Februari¶2025")
        .replace("Pengajuan SPM", "Pengajuan¶SPM");
    with(&cover, |sop| {
        let document = &sop.document;
        assert_eq!(document.number.as_str(), "SOP-012/KUL/9999/2025");
        assert_eq!(document.title.as_str(), "Pengajuan SPM");
        assert!(document.effective_date.date().is_some_and(|date| date.calendar().is_some()));
    });
}

#[test]
fn a_lane_named_over_two_lines_has_one_name() {
    with(&FLOW.replace("Sekretaris", "Kepala¶Subbagian"), |sop| {
        assert_eq!(steps(&sop.document)[1], "2 Membaca surat [Kepala Subbagian] (1 jam)");
        let actor = &sop.document.steps.items[1].actor_names.items[0];
        assert_eq!(&sop.view[actor.span().range()], "✓", "the mark is where the actor of the step stands");
    });
}

#[test]
fn a_colon_in_front_of_a_value_is_not_part_of_it() {
    let lines = COVER.replace("| SOP-012", "| : SOP-012").replace("| Sekretaris", "| : Sekretaris");
    with(&lines, |sop| {
        assert_eq!(sop.document.number.as_str(), "SOP-012/KUL/9999/2025");
        assert_eq!(sop.document.approvals.items[0].position.as_str(), "Sekretaris KPU Kabupaten Contoh");
    });
}

#[test]
fn an_unknown_label_ends_the_list_above_it_and_is_told() {
    with(&COVER.replace("PERINGATAN :                 ", "CATATAN PENYUSUN :           "), |sop| {
        assert_eq!(sop.document.related.items.len(), 1);
        let told = |remark: &crate::sop::Remark| matches!(&remark.kind, crate::sop::RemarkKind::UnknownKey { key, .. } if key == "CATATAN PENYUSUN");
        assert!(sop.remarks.iter().any(told), "{:?}", sop.remarks);
    });
}

#[test]
fn a_row_with_nothing_but_more_outputs_belongs_to_the_step_above() {
    let lines = FLOW
        .replace("\n2  |", "\n   |                |     |            |             |         | Kartu kendali |\n2  |");
    with(&lines, |sop| {
        let outputs = sop.document.steps.items[0].outputs.items.iter().map(|item| item.text.as_str());
        assert_eq!(texts(outputs), "Agenda / Kartu kendali");
        assert_eq!(sop.document.steps.items.len(), 2);
    });
}

#[test]
fn a_table_that_adds_up_the_times_is_no_procedure() {
    let lines =
        format!("{FLOW}\nNo | Uraian | Jumlah Waktu | | Ket\n1 | Tahap 1 | 5 menit | | \n2 | Tahap 2 | 1 jam | | \n");
    with(&lines, |sop| assert_eq!(sop.document.steps.items.len(), 2));
}

#[test]
fn a_line_above_the_table_that_is_called_like_the_steps_is_none() {
    with(&format!("Kegiatan : Pengajuan Uang Persediaan | | | | | | |\n{}", FLOW.trim_start()), |sop| {
        assert_eq!(sop.document.steps.items.len(), 2);
    });
}

/// Several grids one below the other, as tables of a word processor.
fn with_all(grids: &[&str], check: impl FnOnce(&Sop<'_>)) {
    let mut all = Sheet { view: String::new(), cells: Vec::new() };
    let mut ends = Vec::new();
    for lines in grids {
        let sheet = Sheet::new(lines);
        let base = all.view.len() as u32;
        all.view.push_str(&sheet.view);
        all.cells.extend(sheet.cells.into_iter().map(|(area, span)| (area, span.shifted(base))));
        ends.push(all.cells.len());
    }
    let mut document = Neutral::new(&all.view, 16);
    let mut from = 0;
    for end in ends {
        all.add_part(from..end, &mut document);
        from = end;
    }
    document.close(all.view.len() as u32);
    let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
    check(&crate::sop::understand(&document, &vocabulary));
}

#[test]
fn a_table_without_header_goes_on_with_the_one_before() {
    let next = "3 | Mengirim surat | ✓ | | Disposisi | 1 hari | Bukti kirim\n4 | Menyimpan surat | ✓ | | Bukti kirim | 5 menit | Arsip\n";
    with_all(&[FLOW, next], |sop| {
        assert_eq!(steps(&sop.document)[2], "3 Mengirim surat [Staf] (1 hari)");
        assert_eq!(sop.document.steps.items.len(), 4);
    });
}

#[test]
fn a_table_that_counts_on_and_is_not_understood_is_told() {
    let next = "No | Aktivitas Lanjutan | Pihak\n3 | Mengirim laporan | Staf\n";
    with_all(&[FLOW, next], |sop| {
        assert!(sop.remarks.iter().any(|remark| remark.kind == crate::sop::RemarkKind::Unread), "{:?}", sop.remarks);
    });
}

#[test]
fn a_table_of_signers_keeps_its_columns_where_cells_are_blank() {
    let table = "Role | Name | Title | Signature | Date\nPrepared by | A. Writer | Clerk | | 10 January 2026\n";
    with_all(&[table, FLOW], |sop| {
        let approval = &sop.document.approvals.items[0];
        assert_eq!((approval.name.as_str(), approval.date.as_str()), ("A. Writer", "10 January 2026"));
        assert!(!sop.document.title.is_present(), "{}", sop.document.title.as_str());
    });
}

#[test]
fn the_title_above_a_table_is_noted_where_it_names_an_sop() {
    let table = "No | Kegiatan | Pelaksana | Waktu\n1 | Mencatat surat | Staf | 5 menit\n";
    let noted = |above: &str| {
        let mut found = Vec::new();
        with(&format!("{above}\n{table}"), |sop| {
            found = sop.document.imprints.items.iter().map(|imprint| imprint.title.as_str().to_owned()).collect();
        });
        found
    };
    assert_eq!(noted("SOP PENGAJUAN SPM"), ["PENGAJUAN SPM"]);
    assert_eq!(noted("Standar Operasional Prosedur: Pengajuan SPM"), ["Pengajuan SPM"]);
    assert_eq!(noted("KOMISI PEMILIHAN UMUM"), Vec::<String>::new());
    assert_eq!(noted("SOP"), Vec::<String>::new());
    assert_eq!(noted("SOP Lama | SOP Baru"), Vec::<String>::new());
}
