//! What cells show, and where they stand.

use super::{cell, content, open, problems, read, row, shown, shown_in, table};
use crate::reader::ReadLimits;
use crate::reader::package::tests::packed;
use crate::reader::sheet::tests::inexact;

/// A cell of a type, with its stored value and what it shows.
fn value(kind: &str, stored: &str, shown: &str) -> String {
    format!(
        "<table:table-cell office:value-type='{kind}' {stored} calcext:value-type='{kind}'><text:p>{shown}</text:p></table:table-cell>"
    )
}

#[test]
fn numbers_are_as_shown_and_days_in_one_form() {
    let cells = [
        value("float", "office:value='5'", "5 menit"),
        value("percentage", "office:value='0.12'", "12%"),
        value("date", "office:date-value='2024-10-05'", "05 Oktober 2024"),
        value("time", "office:time-value='PT08H30M00S'", "8:30 AM"),
        value("boolean", "office:boolean-value='true'", "BENAR"),
        value("string", "", "#REF!"),
        "<table:table-cell office:value-type='float' office:value='7'/>".to_owned(),
    ];
    let expected = ["A1 5 menit", "B1 12%", "C1 2024-10-05", "D1 08:30", "E1 TRUE", "F1 #REF!", "G1 7"];
    assert_eq!(shown_in(&row(&cells.concat())), expected);
}

#[test]
fn numbers_of_more_than_15_digits_are_not_what_was_typed() {
    let cells = [
        value("float", "office:value='198001012005011000'", "198001012005011000"),
        value("float", "office:value='1.98001012005011E+017'", "1,98E+17"),
        value("float", "office:value='123456789012345'", "123456789012345"),
        value("string", "", "198001012005011001"),
    ];
    let extract = open(&content("", &table(&row(&cells.concat()))));
    assert_eq!(inexact(&extract), ["COVER!A1 198001012005011000", "COVER!B1 1,98E+17"]);
}

#[test]
fn days_are_shown_with_the_parts_of_the_style_of_cell_or_column() {
    let date = "<number:date-style style:name='N1'><number:month/><number:text> </number:text><number:year/></number:date-style>";
    let style =
        |name: &str| format!("<style:style style:name='{name}' style:family='table-cell' style:data-style-name='N1'/>");
    let stored = "office:date-value='2024-10-05'";
    let own = value("date", &format!("table:style-name='ce1' {stored}"), "");
    let columns = "<table:table-column table:number-columns-repeated='2'/><table:table-column table:default-cell-style-name='ce1'/>";
    let rows = row(&[own, value("date", stored, ""), value("date", stored, "")].concat());
    let extract = open(&content(&format!("{date}{}", style("ce1")), &table(&format!("{columns}{rows}"))));
    // Nothing is known of the second cell: neither it nor its column has a style.
    assert_eq!(shown(&extract), ["A1 10/2024", "B1 2024-10-05", "C1 10/2024"]);
    let content = content("", &table(&row(&value("date", &format!("table:style-name='ce1' {stored}"), ""))));
    let named = format!("<office:styles>{date}{}</office:styles>", style("ce1"));
    let bytes = packed(&[("content.xml", content.as_bytes()), ("styles.xml", named.as_bytes())]);
    assert_eq!(shown(&read(&bytes, &ReadLimits::default()).expect("a spreadsheet")), ["A1 10/2024"]);
}

#[test]
fn white_space_of_paragraphs_is_collapsed_but_for_what_is_meant() {
    let text = "\n  a  <text:span>b</text:span><text:s text:c='2'/>c<text:tab/>d<text:line-break/> e\n";
    let cells = format!("<table:table-cell><text:p>{text}</text:p><text:p/><text:p>é</text:p></table:table-cell>");
    let extract = open(&content("", &table(&row(&cells))));
    assert_eq!(extract.view(), "a b  c\td\ne \n\né\n");
}

#[test]
fn lists_in_a_cell_are_lines() {
    let list = "<table:table-cell><text:list><text:list-item><text:p>satu</text:p></text:list-item>\
        <text:list-item><text:p>dua</text:p></text:list-item></text:list></table:table-cell>";
    assert_eq!(shown_in(&row(list)), ["A1 satu\ndua"]);
}

#[test]
fn phonetic_hints_are_left_out() {
    let ruby = "<text:ruby><text:ruby-base>SOP</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>";
    assert_eq!(shown_in(&row(&cell(ruby))), ["A1 SOP"]);
}

#[test]
fn repeated_cells_and_rows_stand_at_each_of_their_places() {
    let cells = format!(
        "<table:table-cell table:number-columns-repeated='2'/>{}",
        cell("x").replace("<table:table-cell", "<table:table-cell table:number-columns-repeated='2'")
    );
    let rows = format!(
        "<table:table-row table:number-rows-repeated='3'/><table:table-row table:number-rows-repeated='2'>{cells}</table:table-row>{}",
        row(&cell("y"))
    );
    assert_eq!(shown_in(&rows), ["C4 x", "D4 x", "C5 x", "D5 x", "A6 y"]);
}

#[test]
fn blank_repetitions_cost_nothing() {
    let blank = "<table:table-cell table:number-columns-repeated='16384'/>";
    let rows = format!(
        "{}<table:table-row table:number-rows-repeated='1048574'>{blank}</table:table-row>{}",
        row(&cell("a")),
        row(&cell("z"))
    );
    let extract = open(&content("", &table(&rows)));
    assert_eq!(shown(&extract), ["A1 a", "A1048576 z"]);
    assert_eq!(problems(&extract), [""; 0]);
}

#[test]
fn repetitions_of_text_are_bounded_by_the_limits() {
    let wide = cell("x").replace("<table:table-cell", "<table:table-cell table:number-columns-repeated='16384'");
    let rows = format!("<table:table-row table:number-rows-repeated='1048576'>{wide}</table:table-row>");
    let limits = ReadLimits { cells: 20_000, ..ReadLimits::default() };
    let extract = super::open_within(&content("", &table(&rows)), &limits);
    assert_eq!(shown(&extract).len(), 20_000);
    assert_eq!(problems(&extract), ["Cells 20000"]);
}

#[test]
fn cells_beyond_the_last_row_or_column_are_told() {
    let far = format!("<table:table-cell table:number-columns-repeated='16384'/>{}", cell("x"));
    assert_eq!(problems(&open(&content("", &table(&row(&far))))), ["COVER!A1 content.xml: table-cell"]);
    let deep = format!("<table:table-row table:number-rows-repeated='99999999999'/>{}", row(&cell("x")));
    assert_eq!(problems(&open(&content("", &table(&deep)))), ["COVER!A1 content.xml: table-cell"]);
}

#[test]
fn a_repeated_cell_covers_places_of_its_sheet_only() {
    let blank = "<table:table-cell table:number-columns-repeated='16380'/>";
    let head = "<table:table-cell table:number-columns-repeated='4' table:number-columns-spanned='3'";
    let extract = open(&content("", &table(&row(&format!("{blank}{}", cell("x").replace("<table:table-cell", head))))));
    let read = extract.read();
    let document = &read.documents[0];
    let below = |node| document.children(node).collect::<Vec<_>>();
    let rows = below(document.root()).into_iter().flat_map(below);
    let areas = rows.flat_map(below).filter_map(|cell| document.area(cell));
    let ends: Vec<u32> = areas.map(|area| area.column + area.columns).collect();
    assert!(!ends.is_empty() && ends.iter().all(|end| *end <= 16_384), "{ends:?}");
}

#[test]
fn merged_cells_cover_their_places() {
    let spanned = |text: &str, columns: u32, rows: u32| {
        let head =
            format!("<table:table-cell table:number-columns-spanned='{columns}' table:number-rows-spanned='{rows}'");
        cell(text).replace("<table:table-cell", &head)
    };
    let covered = "<table:covered-table-cell><text:p>usang</text:p></table:covered-table-cell>";
    let rows = [
        row(&format!("{}{covered}{}", spanned("Pelaksana", 2, 1), spanned("", 1, 2))),
        row(&format!("{}{}{covered}", cell("a"), cell("b"))),
        row(&[cell("c"), cell("d"), cell("e")].concat()),
    ];
    let expected = ["A1:B1 Pelaksana", "C1:C2", "A2 a", "B2 b", "A3 c", "B3 d", "C3 e"];
    assert_eq!(shown_in(&rows.concat()), expected);
}

#[test]
fn rows_within_groups_and_headers_are_rows() {
    let rows = format!(
        "<table:table-header-rows>{}</table:table-header-rows><table:table-row-group><table:table-row-group>{}</table:table-row-group></table:table-row-group>",
        row(&cell("a")),
        row(&cell("b"))
    );
    assert_eq!(shown_in(&rows), ["A1 a", "A2 b"]);
}
