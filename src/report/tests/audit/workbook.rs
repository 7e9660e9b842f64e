//! The workbook, read back by our own reader of Excel files, and its parts where that reader does not look.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::sample::Sample;
use super::{rendered, with_audit};
use crate::engine::report::Checked;
use crate::finding::RuleId;
use crate::reader::{Format as Input, ReadLimits};
use crate::report::audit::{Bounds, Format, workbook_within};
use crate::sop::Language;
use crate::source::Address;
use crate::source::address::cell_name;

/// Texts of cells by sheet and name.
type Cells = BTreeMap<(String, String), String>;

/// The cells as our own reader sees them.
fn cells(bytes: &[u8]) -> Cells {
    let opened = Input::Xlsx.open(bytes, &ReadLimits::default()).expect("a workbook");
    let (view, mut cells) = (opened.view(), Cells::new());
    let starts: Vec<(u32, &Address)> = opened.addresses().iter().collect();
    for (at, (start, address)) in starts.iter().enumerate() {
        let end = starts.get(at + 1).map_or(view.len(), |next| next.0 as usize);
        if let Address::Cell { sheet, row, column } = address {
            let text = view[*start as usize..end].trim_end_matches('\n').to_owned();
            // Notes on a cell follow behind it.
            cells.entry((sheet.to_string(), cell_name(*row, *column))).or_insert(text);
        }
    }
    cells
}

fn workbook(sample: Sample) -> Vec<u8> {
    rendered(sample, Format::Workbook)
}

fn workbook_in(sample: Sample, bounds: Bounds) -> Vec<u8> {
    with_audit(sample, |audit| {
        let mut out = Vec::new();
        workbook_within(audit, bounds, &mut out).expect("memory never fails");
        out
    })
}

/// A part of the package.
fn part(bytes: &[u8], name: &str) -> String {
    let mut package = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    package.by_name(name).expect(name).read_to_string(&mut text).expect("parts are text");
    text
}

/// The part of the sheet with that place, from 1.
fn sheet(bytes: &[u8], place: usize) -> String {
    part(bytes, &format!("xl/worksheets/sheet{place}.xml"))
}

const FINDINGS: usize = 2;
const MATRIX: usize = 3;

fn get<'c>(cells: &'c Cells, sheet: &str, cell: &str) -> &'c str {
    cells.get(&(sheet.to_owned(), cell.to_owned())).map_or("", String::as_str)
}

/// The cells of a row from A on.
fn row<'c>(cells: &'c Cells, sheet: &str, row: u32, columns: u32) -> Vec<&'c str> {
    (0..columns).map(|column| get(cells, sheet, &cell_name(row, column))).collect()
}

/// The row, from 0, in which a column holds a text.
fn row_with(cells: &Cells, sheet: &str, column: u32, text: &str) -> u32 {
    (0..200)
        .find(|row| get(cells, sheet, &cell_name(*row, column)) == text)
        .unwrap_or_else(|| panic!("{text} on {sheet}"))
}

#[test]
fn a_finding_says_everything_an_auditor_asks_for() {
    let cells = cells(&workbook(Sample::with_everything()));
    let at = row_with(&cells, "Temuan", 7, "uraian langkah 2 sama dengan langkah 1");
    let row = row(&cells, "Temuan", at, 16);
    assert_eq!(row[..4], ["SOP-012/2025", "Pengajuan SPM Langsung (LS)", "(tanpa unit)", "sop/ls.sop.yaml"]);
    assert_eq!(row[4..7], ["5:13", "ST004", "peringatan"]);
    assert!(row[9].contains("prinsip kemudahan"), "{row:?}");
    assert_eq!(row[12], "terbuka");
    assert!(
        row[14].starts_with("langkah 1 (sop/ls.sop.yaml 3:13); juga di sini (sop/arus.sop.yaml 3:8)"),
        "{}",
        row[14]
    );
    assert!(row[15].starts_with("v1:"), "{row:?}");
}

#[test]
fn a_place_in_an_office_file_is_an_address() {
    let cells = cells(&workbook(Sample::with_everything()));
    let at = row_with(&cells, "Temuan", 7, "nomor `SOP-013` berbeda");
    let place = get(&cells, "Temuan", &cell_name(at, 4));
    assert!(place.contains('!') && !place.contains(':'), "{place}");
}

#[test]
fn every_finding_has_its_row_and_every_document_too() {
    let (findings, documents) = with_audit(Sample::with_everything(), |audit| {
        let all = audit.outputs.report.sources.iter().flat_map(|source| &source.documents);
        (all.clone().map(|document| document.findings.len()).sum::<usize>(), all.count())
    });
    let cells = cells(&workbook(Sample::with_everything()));
    let rows = |sheet: &str, column: &str| {
        (2..).take_while(|row| !get(&cells, sheet, &format!("{column}{row}")).is_empty()).count()
    };
    assert_eq!((rows("Temuan", "F"), rows("Nilai dokumen", "D")), (findings, documents));
}

#[test]
fn what_was_not_read_has_a_reason_and_no_score() {
    let cells = cells(&workbook(Sample::with_everything()));
    let at = row_with(&cells, "Tidak diperiksa", 0, "sop/hilang.sop.md");
    let row = row(&cells, "Tidak diperiksa", at, 6);
    assert_eq!(row[2], "tidak");
    assert!(row[3].starts_with("EN") && row[4].contains("tidak ada berkas itu") && !row[5].is_empty(), "{row:?}");
    let at = row_with(&cells, "Nilai dokumen", 3, "sop/hilang.sop.md");
    assert_eq!(super::workbook::row(&cells, "Nilai dokumen", at, 7)[4..7], ["tidak", "", ""]);
    let told = (0..30).any(|row| get(&cells, "Ringkasan", &cell_name(row, 0)).contains("1 tidak diperiksa"));
    assert!(told, "the first sheet says that the score does not cover everything");
}

#[test]
fn the_matrix_has_a_sign_for_every_outcome() {
    let mut sample = Sample::new(Language::En);
    let source = sample.source("a.sop.yaml", "Segera\n");
    sample.find(source, "MB003", "late", "Segera", 0);
    use crate::check::{Outcome, Reason};
    let outcomes = &mut sample.sources[source].documents[0].outcomes;
    (outcomes[0], outcomes[2], outcomes[3]) =
        (Outcome::NotDecidable(Reason::Missing), Outcome::NotApplicable, Outcome::Pass);
    let cells = cells(&workbook(sample));
    assert_eq!(row(&cells, "Matrix", 2, 8)[4..], ["ID001", "MB003", "ST004", "ST006"]);
    assert_eq!(row(&cells, "Matrix", 3, 8)[4..], ["?", "✗", "·", "✓"]);
    assert_eq!(get(&cells, "Matrix", "F2"), "1", "documents with findings stand above the rule");
}

#[test]
fn heads_stay_in_view_and_filter_their_columns() {
    let bytes = workbook(Sample::with_everything());
    for place in [FINDINGS, 4, 5, 6, 7, 8] {
        let sheet = sheet(&bytes, place);
        assert!(sheet.contains("ySplit=\"1\"") && sheet.contains("state=\"frozen\""), "sheet {place}");
        assert!(sheet.contains("<autoFilter ref=\"A1:"), "sheet {place}");
        assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("fitToHeight=\"0\""), "sheet {place}");
    }
    assert!(sheet(&bytes, MATRIX).contains("xSplit=\"2\" ySplit=\"3\""));
    let book = part(&bytes, "xl/workbook.xml");
    assert!(book.contains("Temuan!$1:$1"), "the head is printed on every page: {book}");
}

#[test]
fn findings_lead_to_their_document_their_file_and_their_rule() {
    let bytes = workbook(Sample::with_everything());
    let cells = cells(&bytes);
    let finding = row_with(&cells, "Temuan", 7, "uraian langkah 2 sama dengan langkah 1");
    let document = row_with(&cells, "Nilai dokumen", 3, "sop/ls.sop.yaml");
    let sheet = sheet(&bytes, FINDINGS);
    let link = |column: u32| {
        let (_, rest) =
            sheet.split_once(&format!("<hyperlink ref=\"{}\" ", cell_name(finding, column))).expect("a link");
        rest.split("/>").next().unwrap_or_default().to_owned()
    };
    assert!(link(0).contains(&format!("location=\"'Nilai dokumen'!A{}\"", document + 1)), "{}", link(0));
    assert!(link(5).contains("location=\"'Aturan'!A"), "{}", link(5));
    let id = link(3).split('"').nth(1).unwrap_or_default().to_owned();
    let relations = part(&bytes, "xl/worksheets/_rels/sheet2.xml.rels");
    let relation = relations
        .split("<Relationship ")
        .find(|one| one.contains(&format!("Id=\"{id}\"")))
        .expect("it leads somewhere");
    assert!(relation.contains("Target=\"../sop/ls.sop.yaml\" TargetMode=\"External\""), "{relation}");
}

/// Texts that a program might obey, in every place a document can put them.
fn hostile() -> Sample {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("sop/=cmd|' /C calc'!A0.sop.yaml", "judul: Segera\n");
    sample.find(source, "MB003", "=HYPERLINK(\"http://a\",\"b\")", "Segera", 0);
    sample.find(source, "ST004", "_x0041_ \u{0}\u{1b}[31m\u{202e}\u{ffff} <b>&amp;]]>", "judul", 0);
    sample.sources[source].documents[0].title = Some("@SUM(1+1)*cmd".to_owned());
    sample.sources[source].documents[0].number = Some("+1-2\r\n".to_owned());
    let other = sample.source("javascript:alert(1).sop.yaml", "judul: Segera\n");
    sample.find(other, "MB003", &"é".repeat(40_000), "Segera", 0);
    sample
}

#[test]
fn no_text_of_a_document_is_a_formula_or_a_link() {
    for bounds in [Bounds::default(), Bounds { kept: 0, ..Bounds::default() }] {
        let bytes = workbook_in(hostile(), bounds);
        let cells = cells(&bytes);
        let (at, other) = (row_with(&cells, "Temuan", 7, "=HYPERLINK(\"http://a\",\"b\")"), 3);
        assert_eq!(row(&cells, "Temuan", at, 2), ["+1-2", "@SUM(1+1)*cmd"], "texts stay as they are");
        assert!(
            get(&cells, "Temuan", "H3").contains("_x0041_ ??[31m?")
                || get(&cells, "Temuan", "H2").contains("_x0041_ ??[31m?")
        );
        let long = get(&cells, "Temuan", &cell_name(other, 7));
        assert!(long.ends_with('…') && long.encode_utf16().count() == 32_767, "{}", long.len());
        for place in 1..=8 {
            assert!(!sheet(&bytes, place).contains("<f>"), "sheet {place} has a formula");
        }
        let package = ZipArchive::new(Cursor::new(&bytes)).expect("a package");
        let names = package.file_names().filter_map(Result::ok).filter(|name| name.contains("worksheets/_rels"));
        let names: Vec<String> = names.map(std::borrow::Cow::into_owned).collect();
        assert!(!names.is_empty());
        for name in names {
            assert!(!part(&bytes, &name).contains("javascript"), "{name}");
        }
    }
}

#[test]
fn a_workbook_written_to_the_disk_holds_the_same_cells() {
    let kept = cells(&workbook(Sample::with_everything()));
    let written = cells(&workbook_in(Sample::with_everything(), Bounds { kept: 0, ..Bounds::default() }));
    assert!(kept.len() > 300);
    assert_eq!(kept, written);
}

#[test]
fn rows_that_do_not_fit_are_told() {
    let mut sample = Sample::new(Language::En);
    let source = sample.source("a.sop.yaml", "Segera\n");
    for at in 0..20 {
        sample.find(source, "MB003", &format!("late {at}"), "Segera", 0);
    }
    let cells = cells(&workbook_in(sample, Bounds { rows: 10, ..Bounds::default() }));
    let shown = (2..=9).filter(|row| get(&cells, "Findings", &format!("H{row}")).starts_with("late ")).count();
    assert_eq!(shown, 8, "eight findings fit between the head and the last row");
    assert!(
        get(&cells, "Findings", "A10").starts_with("12 more rows do not fit"),
        "{}",
        get(&cells, "Findings", "A10")
    );
    let told = (0..80).any(|row| get(&cells, "Overview", &cell_name(row, 0)).starts_with("Findings: 12 more rows"));
    assert!(told, "the first sheet says so, too");
}

#[test]
fn a_matrix_that_is_too_large_keeps_the_documents_that_need_most_work() {
    let mut sample = Sample::new(Language::En);
    sample.lost("0.sop.yaml", "no such file");
    for at in 1..=5 {
        let source = sample.source(&format!("{at}.sop.yaml"), "Segera\n");
        if at > 3 {
            sample.find(source, "MB003", "late", "Segera", 0);
        }
    }
    // Two documents by four rules.
    let cells = cells(&workbook_in(sample, Bounds { outcomes: 8, ..Bounds::default() }));
    assert_eq!(
        [get(&cells, "Matrix", "A4"), get(&cells, "Matrix", "A5"), get(&cells, "Matrix", "A6")],
        ["4.sop.yaml", "5.sop.yaml", ""]
    );
    assert!(
        get(&cells, "Matrix", "E1").starts_with("The matrix holds 2 of 6 documents"),
        "{}",
        get(&cells, "Matrix", "E1")
    );
}

#[test]
fn no_more_links_than_excel_takes() {
    let bytes = workbook_in(Sample::with_everything(), Bounds { links: 4, ..Bounds::default() });
    for place in [FINDINGS, MATRIX, 5] {
        assert!(sheet(&bytes, place).matches("<hyperlink ").count() <= 4, "sheet {place}");
    }
    assert_eq!(sheet(&bytes, FINDINGS).matches("<hyperlink ").count(), 4);
}

#[test]
fn an_empty_archive_says_so_on_every_sheet() {
    let cells = cells(&workbook(Sample::new(Language::En)));
    assert_eq!(get(&cells, "Findings", "A2"), "nothing was found");
    assert_eq!(get(&cells, "Document scores", "A2"), "there are no documents");
    assert_eq!(get(&cells, "Not checked", "A2"), "every document was checked whole");
    assert_eq!(get(&cells, "Rules", "A2"), "ID001");
}

#[test]
fn a_document_read_in_part_is_no_whole_one() {
    let mut sample = Sample::new(Language::En);
    let source = sample.source("a.sop.yaml", "Segera\n");
    sample.sources[source].documents[0].checked = Checked::Partly;
    let cells = cells(&workbook(sample));
    assert_eq!(get(&cells, "Document scores", "E2"), "in part");
    assert_eq!(get(&cells, "Not checked", "C2"), "in part");
}

#[test]
fn rules_that_are_off_are_listed_with_their_reason() {
    let mut sample = Sample::new(Language::En);
    sample.linter.off = vec![(RuleId::known("ID014"), Some("not ours".to_owned()))];
    let cells = cells(&workbook(sample));
    let at = row_with(&cells, "Rules", 0, "ID014");
    assert_eq!(get(&cells, "Rules", &cell_name(at, 1)), "switched off. not ours");
}

#[test]
fn the_file_is_dated_by_the_audit_and_not_by_a_clock() {
    let bytes = workbook(Sample::new(Language::Id));
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("2025-03-01T00:00:00Z</dcterms:created>"), "{core}");
    let mut package = ZipArchive::new(Cursor::new(&bytes)).expect("a package");
    for at in 0..package.len() {
        let file = package.by_index(at).expect("a file");
        let year = file.last_modified().map(|time| time.year());
        assert_eq!(year, Some(1980), "part {at}");
    }
}
