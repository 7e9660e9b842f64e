//! Merged ranges, hidden lines and the sizes of lines.

use super::super::worksheet::{self, Shared};
use super::super::{Budget, ReadLimits, Styles, Texts};
use super::{book, problems, unseen};
use crate::reader::drawing::GridLines;
use crate::reader::xlsx::serial::Epoch;

const CELLS: &str = "<sheetData><row r='2'><c r='B2' t='str'><v>Pelaksana</v></c><c r='C2' t='str'><v>usang</v></c></row>\
    <row r='3'><c r='B3' t='str'><v>a</v></c><c r='C3' t='str'><v>b</v></c></row></sheetData>";

fn merged(ranges: &[&str]) -> super::Book {
    let ranges: String = ranges.iter().map(|range| format!("<mergeCell ref='{range}'/>")).collect();
    book(&format!("{CELLS}<mergeCells>{ranges}</mergeCells>"))
}

#[test]
fn merged_cells_cover_their_places_whatever_is_stored_there() {
    assert_eq!(merged(&["B2:C2"]).shown(), ["B2:C2 Pelaksana", "B3 a", "C3 b"]);
    assert_eq!(merged(&["B2:B3", "C2:C3"]).shown(), ["B2:B3 Pelaksana", "C2:C3 usang"]);
}

#[test]
fn blank_merged_cells_are_kept_where_they_touch_the_used_places() {
    assert_eq!(merged(&["A1:C2", "A9:B9", "E1:F9"]).shown(), ["A1:C2", "B3 a", "C3 b"]);
}

#[test]
fn a_range_of_one_cell_is_no_merge() {
    assert_eq!(merged(&["B2:B2", "A2"]).shown().len(), 4);
}

#[test]
fn overlapping_ranges_are_told_and_the_first_holds() {
    let book = merged(&["C2:C3", "B2:C2", "B2:C2"]);
    assert_eq!(book.shown(), ["B2:C2 Pelaksana", "B3 a", "C3 b"]);
    assert_eq!(problems(&book.read()), ["COVER!A1 xl/worksheets/sheet1.xml: mergeCells"]);
    assert_eq!(problems(&merged(&["B2:C2", "B2:C2"]).read()), [""; 0]);
}

#[test]
fn broken_ranges_are_told() {
    assert_eq!(problems(&merged(&["B2:"]).read()), ["COVER!A1 xl/worksheets/sheet1.xml: r"]);
}

#[test]
fn a_hundred_thousand_ranges_cost_little() {
    let wide: Vec<String> = (1..=50_000).map(|row| format!("<mergeCell ref='A{row}:XFD{}'/>", row + 50_000)).collect();
    let small: Vec<String> = (1..=50_000).map(|row| format!("<mergeCell ref='D{row}:E{row}'/>")).collect();
    let extract = book(&format!("{CELLS}<mergeCells>{}{}</mergeCells>", wide.concat(), small.concat())).read();
    assert_eq!(super::shown(&extract), ["A1:XFD50001"]);
}

#[test]
fn hidden_rows_and_columns_are_noted_by_their_first_text() {
    let sheet = "<cols><col min='3' max='4' width='0' hidden='1'/></cols><sheetData>\
        <row r='1'><c r='A1'><v>1</v></c><c r='C1' t='str'><v>kolom</v></c></row>\
        <row r='2' hidden='1'><c r='A2' t='str'><v>baris</v></c><c r='B2'><v>2</v></c></row>\
        <row r='3' hidden='1'/><row r='4' ht='0'><c r='B4'><v>4</v></c></row>\
        <row r='5'><c r='C5'><v>5</v></c><c r='D5'><v>6</v></c></row></sheetData>";
    let extract = book(sheet).read();
    assert_eq!(super::shown(&extract), ["A1 1"]);
    let notes = ["Row COVER!A2 baris", "Row COVER!B4 4", "Column COVER!C1 kolom", "Column COVER!D5 6"];
    assert_eq!(unseen(&extract), notes);
}

#[test]
fn a_merged_cell_is_shown_while_one_of_its_rows_is() {
    let sheet = |last: &str| {
        let rows = "<row r='1' hidden='1'><c r='A1' t='str'><v>judul</v></c></row>";
        let range = format!("<mergeCells><mergeCell ref='A1:B{last}'/></mergeCells>");
        book(&format!("<sheetData>{rows}<row r='2' hidden='true'/></sheetData>{range}"))
    };
    assert_eq!(sheet("3").shown(), ["A1:B3 judul"]);
    assert_eq!(sheet("2").shown(), [""; 0]);
}

fn edges(inside: &str) -> GridLines {
    let shared = Shared { strings: Texts::default(), styles: Styles::none(), epoch: Epoch::Of1900 };
    let part = format!("<worksheet>{inside}</worksheet>");
    worksheet::read(&part, 9, &shared, &mut Budget::new(&ReadLimits::default())).lines.edges()
}

#[test]
fn lines_without_sizes_have_those_of_the_program() {
    let lines = edges("<sheetData/>");
    assert_eq!((lines.columns, lines.rows), (vec![0], vec![0]));
    assert_eq!((lines.column_width, lines.row_height), (64 * 9525, 20 * 9525));
}

#[test]
fn edges_reach_to_the_last_line_with_a_size() {
    let lines = edges(
        "<sheetFormatPr defaultColWidth='9.140625' defaultRowHeight='12'/>\
         <cols><col min='2' max='2' width='20.7109375'/><col min='3' max='3' width='9' hidden='1'/></cols>\
         <sheetData><row r='1'/><row r='2' ht='30'/><row r='4' hidden='1'/></sheetData>",
    );
    assert_eq!(lines.columns, [0, 64, 209, 209].map(|pixels| pixels * 9525));
    assert_eq!(lines.rows, [0, 12, 42, 54, 54].map(|points| points * 12_700));
}

#[test]
fn columns_that_go_back_are_told() {
    let book = book(
        "<cols><col min='1' max='16384'/><col min='1' max='16384'/></cols><sheetData><row><c><v>1</v></c></row></sheetData>",
    );
    assert_eq!(problems(&book.read()), ["COVER!A1 xl/worksheets/sheet1.xml: r"]);
}
