//! Spreadsheets made of hand-written parts, and what is read of them.

mod cells;
mod damage;
mod notes;

use super::super::draft::Extract;
use super::super::package::PackageError;
use super::super::package::tests::packed;
use super::super::sheet::tests::{problems, shown, unseen};
use super::super::{Counted, ReadLimits};
use super::read;

/// The content of a file with these tables and automatic styles.
fn content(styles: &str, tables: &str) -> String {
    format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
}

/// A table with the name of a cover.
fn table(inside: &str) -> String {
    format!("<table:table table:name='COVER'>{inside}</table:table>")
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

/// A cell with one paragraph.
fn cell(text: &str) -> String {
    format!("<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>")
}

fn open(content: &str) -> Extract {
    open_within(content, &ReadLimits::default())
}

fn open_within(content: &str, limits: &ReadLimits) -> Extract {
    read(&packed(&[("content.xml", content.as_bytes())]), limits).expect("a spreadsheet")
}

/// What is shown of one table.
fn shown_in(inside: &str) -> Vec<String> {
    shown(&open(&content("", &table(inside))))
}

#[test]
fn tables_are_grids_in_their_order() {
    let tables = format!(
        "<table:table table:name='Alur '>{}</table:table>{}<table:table table:name='Kosong'/>",
        row(&cell("b")),
        table(&row(&cell("a")))
    );
    assert_eq!(shown(&open(&content("", &tables))), ["Alur !A1 b", "A1 a"]);
    assert!(open(&content("", "")).read().documents.is_empty());
}

#[test]
fn encrypted_files_are_told() {
    let manifest = "<!-- x --><manifest:manifest><manifest:file-entry manifest:full-path='content.xml'>\
        <manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = packed(&[("content.xml", b"\xff\x00"), ("META-INF/manifest.xml", manifest.as_bytes())]);
    assert_eq!(read(&bytes, &ReadLimits::default()).err(), Some(PackageError::Encrypted));
}

#[test]
fn texts_of_a_word_processor_are_no_spreadsheet() {
    let text = format!("<office:body><office:text>{}</office:text></office:body>", table(&row(&cell("a"))));
    let bytes = packed(&[("content.xml", text.as_bytes())]);
    assert!(matches!(read(&bytes, &ReadLimits::default()), Err(PackageError::NoPart(_))));
    assert!(matches!(read(&packed(&[("a", b"")]), &ReadLimits::default()), Err(PackageError::NoPart(_))));
}

#[test]
fn what_was_read_before_the_end_of_a_broken_part_stays() {
    let whole = content("", &table(&row(&cell("a"))));
    let extract = open(whole.split_once("</table:table>").expect("a table").0);
    assert_eq!(shown(&extract), ["A1 a"]);
    assert_eq!(problems(&extract), ["COVER!A1 content.xml"]);
}

#[test]
fn broken_styles_are_told() {
    let content = content("", &table(&row(&cell("a"))));
    let bytes = packed(&[("content.xml", content.as_bytes()), ("styles.xml", b"<a>")]);
    let extract = read(&bytes, &ReadLimits::default()).expect("a spreadsheet");
    assert_eq!(problems(&extract), ["COVER!A1 styles.xml"]);
}

#[test]
fn limits_stop_the_reading_and_are_told_once() {
    let row = row(&[cell("aaaa"), cell("bbbb")].concat()).repeat(3);
    let content = content("", &table(&row).repeat(2));
    let all = ReadLimits::default();
    let read = |limits| {
        let extract = open_within(&content, &limits);
        (shown(&extract).len(), problems(&extract))
    };
    assert_eq!(read(all), (12, vec![]));
    assert_eq!(read(ReadLimits { cells: 7, ..all }), (7, vec![format!("{:?} 7", Counted::Cells)]));
    assert_eq!(read(ReadLimits { sheets: 1, ..all }), (6, vec![format!("{:?} 1", Counted::Sheets)]));
    assert_eq!(read(ReadLimits { text: 12, ..all }), (2, vec![format!("{:?} 0", Counted::Text)]));
}

#[test]
fn hidden_tables_are_noted_and_not_read() {
    let styles = "<style:style style:name='ta2' style:family='table'><style:table-properties table:display='false'/></style:style>\
        <style:style style:name='ta1' style:family='table'><style:table-properties table:display='true'/></style:style>";
    let tables = format!(
        "<table:table table:name='COVER' table:style-name='ta1'>{}</table:table>\
         <table:table table:name='Lama' table:style-name='ta2'>{}</table:table><table:table table:style-name='ta2'/>",
        row(&cell("a")),
        row(&cell("b"))
    );
    let extract = open(&content(styles, &tables));
    assert_eq!((shown(&extract), unseen(&extract)), (vec!["A1 a".to_owned()], vec!["Sheet Lama!A1 Lama".to_owned()]));
}
