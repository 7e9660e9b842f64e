//! What single cells show.

use super::super::super::sheet::tests::inexact;
use super::{book, problems, rows, unseen};

#[test]
fn every_type_of_cell_is_shown_as_the_program_shows_it() {
    let cells = rows(
        "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><r><t>baris </t></r><r><t>satu</t></r></is></c>\
         <c r='C1' t='str'><f>A1&amp;\"x\"</f><v>hasil</v></c><c r='D1' t='b'><v>1</v></c><c r='E1' t='b'><v>0</v></c>\
         <c r='F1' t='e'><f>B9</f><v>#REF!</v></c><c r='G1'><v>5</v></c><c r='H1' t='n'><v>2.50</v></c>\
         <c r='I1' t='d'><v>2024-10-05T00:00:00</v></c><c r='J1'><f>NOW()</f></c></row>",
    );
    let expected = [
        "A1 SOP & alur",
        "B1 baris satu",
        "C1 hasil",
        "D1 TRUE",
        "E1 FALSE",
        "F1 #REF!",
        "G1 5",
        "H1 2.5",
        "I1 2024-10-05",
    ];
    assert_eq!(cells.strings(&["<t>SOP &amp; alur</t>"]).shown(), expected);
}

#[test]
fn numbers_follow_the_formats_of_their_styles() {
    let cells = "<row><c s='0'><v>45570</v></c><c s='1'><v>0.354166666666667</v></c><c s='2'><v>0.12</v></c><c s='3'><v>5</v></c></row>";
    let built_in = rows(cells).built_in(&[14, 20, 9, 0]).shown();
    assert_eq!(built_in, ["A1 2024-10-05", "B1 08:30", "C1 12%", "D1 5"]);
    let custom = rows(cells).formats(&["[$-421]dd mmmm yyyy;@", "h:mm", "0%", "0\" menit\""]).shown();
    assert_eq!(custom, ["A1 2024-10-05", "B1 08:30", "C1 12%", "D1 5 menit"]);
}

#[test]
fn numbers_of_more_than_15_digits_are_not_what_was_typed() {
    let cells = "<row><c><v>1.98001012005011E+17</v></c><c s='1'><v>198001012005011001</v></c><c><v>123456789012345</v></c>\
        <c><v>0.30000000000000004</v></c><c t='str'><v>198001012005011001</v></c><c s='2'><v>5E+15</v></c></row>";
    let extract = rows(cells).formats(&["General", "0", "#,##0,,,\" M\""]).read();
    assert_eq!(inexact(&extract), ["COVER!A1 198001012005011000", "COVER!B1 198001012005011000"]);
    assert_eq!(problems(&extract), [""; 0], "everything else of the file was read");
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let book = rows("<row><c s='0'><v>44108</v></c></row>").built_in(&[14]).properties("date1904='1'");
    assert_eq!(book.shown(), ["A1 2024-10-05"]);
}

#[test]
fn texts_get_the_words_of_their_format() {
    let cells = rows("<row><c t='s' s='0'><v>0</v></c><c t='str' s='0'><v>7</v></c></row>").strings(&["<t>5-10</t>"]);
    assert_eq!(cells.formats(&["@\" menit\""]).shown(), ["A1 5-10 menit", "B1 7 menit"]);
}

#[test]
fn escapes_line_ends_and_control_characters_are_resolved() {
    let strings = [
        "<t>a_x000D_\nb&#13;c</t>",
        "<t>nul_x0000_x</t>",
        "<t xml:space='preserve'> tepi </t>",
        "<t>_x005F_x0041_</t>",
    ];
    let cells: String = (0..4).map(|at| format!("<c t='s'><v>{at}</v></c>")).collect();
    let extract = rows(&format!("<row>{cells}</row>")).strings(&strings).read();
    assert_eq!(extract.view(), "a\nb\nc\nnul x\n tepi \n_x0041_\n");
}

#[test]
fn blank_cells_are_left_out() {
    let cells = rows(
        "<row><c s='0'/><c t='s'><v>0</v></c><c t='str'><v></v></c><c t='inlineStr'><is><t>x</t></is></c></row><row r='9'/>",
    );
    assert_eq!(cells.strings(&["<t> \n </t>"]).shown(), ["D1 x"]);
}

#[test]
fn cells_and_rows_without_a_reference_follow_the_one_before() {
    let cells = "<row r='3'><c r='B3'><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c r='E4'><v>4</v></c><c><v>5</v></c></row>";
    assert_eq!(rows(cells).shown(), ["B3 1", "C3 2", "A4 3", "E4 4", "F4 5"]);
}

#[test]
fn a_string_that_is_not_there_is_told_at_its_cell() {
    let book =
        rows("<row><c t='s'><v>7</v></c><c t='s'><v>-1</v></c><c t='s'><v>0</v></c></row>").strings(&["<t>a</t>"]);
    assert_eq!(book.shown(), ["A1", "B1", "C1 a"]);
    assert_eq!(problems(&book.read()), ["COVER!A1 COVER!A1", "COVER!B1 COVER!B1"]);
}

#[test]
fn values_of_no_known_kind_are_told_at_their_cells() {
    let cells = rows("<row><c><v>abc</v></c><c><v>inf</v></c><c t='b'><v>2</v></c><c t='x'><v>1</v></c></row>");
    let told = ["COVER!A1 COVER!A1", "COVER!B1 COVER!B1", "COVER!C1 COVER!C1", "COVER!D1 COVER!D1"];
    assert_eq!(problems(&cells.read()), told);
}

#[test]
fn a_hundred_unreadable_cells_are_told_and_no_more() {
    let cells = "<c t='s'><v>1</v></c>".repeat(300);
    let extract = rows(&format!("<row>{cells}</row>")).read();
    assert_eq!(problems(&extract).len(), 100);
    assert!(!extract.read().documents[0].node(extract.read().documents[0].root()).complete);
}

#[test]
fn broken_references_are_told_and_the_rest_is_read() {
    let reference = ["COVER!A1 xl/worksheets/sheet1.xml: r"];
    for cells in [
        "<row r='1'><c r='A1'><v>1</v></c><c r='XFE1'><v>2</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c><c r='?'><v>2</v></c></row>",
        "<row r='0'><c r='A1'><v>1</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048577'/>",
        "<row r='2'><c r='A1'><v>1</v></c></row>",
    ] {
        let extract = rows(cells).read();
        assert_eq!(problems(&extract), reference, "{cells}");
        assert_eq!(super::shown(&extract), ["A1 1"], "{cells}");
    }
}

#[test]
fn cells_out_of_order_are_sorted_and_the_last_of_two_holds() {
    let cells = "<row r='2'><c r='B2'><v>1</v></c><c r='A2'><v>2</v></c></row><row r='1'><c r='A1'><v>3</v></c><c r='A1'><v>4</v></c></row>";
    let extract = rows(cells).read();
    assert_eq!(super::shown(&extract), ["A1 4", "A2 2", "B2 1"]);
    assert_eq!(problems(&extract), ["COVER!A1 xl/worksheets/sheet1.xml: sheetData"]);
}

#[test]
fn a_style_that_is_not_there_is_told() {
    let book = rows("<row><c s='9'><v>45570</v></c></row>").built_in(&[14]);
    assert_eq!(book.shown(), ["A1 45570"]);
    assert_eq!(problems(&book.read()), ["COVER!A1 xl/worksheets/sheet1.xml: s"]);
}

#[test]
fn what_was_read_before_the_end_of_a_broken_part_stays() {
    let extract = book("<sheetData><row><c t='str'><v>a</v></c></row><row><c></sheetData>").read();
    assert_eq!(super::shown(&extract), ["A1 a"]);
    assert_eq!(problems(&extract), ["COVER!A1 xl/worksheets/sheet1.xml"]);
    assert_eq!(unseen(&extract), [""; 0]);
}

#[test]
fn a_part_that_is_no_sheet_is_told() {
    let mut parts = rows("").unpacked();
    for (name, text) in &mut parts {
        if name == "xl/worksheets/sheet1.xml" {
            *text = "<html/>".to_owned();
        }
    }
    let extract = super::read(&super::pack(&parts), &super::ReadLimits::default()).expect("a workbook");
    assert_eq!(problems(&extract), ["COVER!A1 xl/worksheets/sheet1.xml"]);
}

#[test]
fn a_used_range_of_the_whole_sheet_costs_nothing() {
    let cells = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>";
    let extract = book(&format!("<dimension ref='A1:XFD1048576'/><sheetData>{cells}</sheetData>")).read();
    assert_eq!(super::shown(&extract), ["A1 1", "XFD1048576 2"]);
}

#[test]
fn extensions_of_later_versions_are_no_cells() {
    let extract = book("<sheetData/><extLst><ext><x:row><x:c t='str'><v>a</v></x:c></x:row></ext></extLst>").read();
    assert!(extract.read().documents.is_empty());
}
