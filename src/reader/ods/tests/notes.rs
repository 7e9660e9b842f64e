//! What is hidden, commented, changed or drawn.

use super::{cell, content, open, problems, read, row, shown, table, unseen};
use crate::reader::ReadLimits;
use crate::reader::package::tests::packed;

#[test]
fn hidden_rows_and_columns_are_noted_by_their_first_text() {
    let columns =
        "<table:table-column table:number-columns-repeated='2'/><table:table-column table:visibility='collapse'/>";
    let three = |a: &str| [cell(a), cell("b"), cell("c")].concat();
    let rows = [
        row(&three("1")),
        format!("<table:table-row table:visibility='collapse'>{}</table:table-row>", three("2")),
        format!("<table:table-row table:visibility='filter'>{}</table:table-row>", three("3")),
        "<table:table-row table:visibility='collapse' table:number-rows-repeated='1048000'/>".to_owned(),
    ];
    let extract = open(&content("", &table(&format!("{columns}{}", rows.concat()))));
    assert_eq!(shown(&extract), ["A1 1", "B1 b"]);
    assert_eq!(unseen(&extract), ["Row COVER!A2 2", "Row COVER!A3 3", "Column COVER!C1 c"]);
}

#[test]
fn comments_are_noted_and_not_part_of_the_text() {
    let comment = "<office:annotation><dc:creator>x</dc:creator><dc:date>2024</dc:date><text:p>cek</text:p><text:p>lagi</text:p></office:annotation>";
    let cells = format!(
        "<table:table-cell>{comment}<text:p>a</text:p></table:table-cell><table:table-cell>{comment}</table:table-cell>"
    );
    let extract = open(&content("", &table(&row(&cells))));
    assert_eq!(shown(&extract), ["A1 a"]);
    assert_eq!(unseen(&extract), ["Comment COVER!A1 cek\nlagi", "Comment COVER!B1 cek\nlagi"]);
}

#[test]
fn drawings_are_told_because_they_are_not_read() {
    let shape = "<draw:custom-shape><text:p>Mulai</text:p></draw:custom-shape>";
    let shapes = format!("<table:shapes>{shape}<draw:line/></table:shapes>{}", row(&cell("a")));
    let extract = open(&content("", &table(&shapes)));
    assert_eq!(shown(&extract), ["A1 a"]);
    assert_eq!(problems(&extract), ["COVER!A1 content.xml: draw:custom-shape", "COVER!A1 content.xml: draw:line"]);
    let in_cell = format!("<table:table-cell>{shape}<text:p>a</text:p></table:table-cell>");
    assert_eq!(problems(&open(&content("", &table(&row(&in_cell))))), ["COVER!A1 content.xml: draw:custom-shape"]);
    let covered = format!("<table:covered-table-cell>{shape}</table:covered-table-cell>");
    assert_eq!(problems(&open(&content("", &table(&row(&covered))))), ["COVER!A1 content.xml: draw:custom-shape"]);
}

#[test]
fn pictures_on_cells_are_read_by_the_cells_they_cover() {
    let frame = |attributes: &str, inside: &str| {
        let frame = format!("<draw:frame draw:name='Logo' {attributes}>{inside}<svg:title/></draw:frame>");
        let pictured = format!("<table:table-cell>{frame}<text:p>a</text:p></table:table-cell>");
        open(&content("", &table(&format!("{}{}", row(&cell("x")), row(&pictured)))))
    };
    let image = "<draw:image><text:p/></draw:image>";
    for attributes in ["table:end-cell-address='COVER.B4'", "svg:width='3cm' svg:height='1cm'"] {
        let extract = frame(attributes, image);
        assert_eq!((shown(&extract), problems(&extract)), (vec!["A1 x".to_owned(), "A2 a".to_owned()], vec![]));
        let reading = extract.read();
        let [drawing] = reading.documents[0].drawings() else { panic!("one drawing") };
        let (frame, rows, columns) = (drawing.shapes[0].frame, &drawing.rows, &drawing.columns);
        assert_eq!(drawing.shapes[0].form, crate::document::drawing::Form::Picture);
        assert_eq!([frame.left, frame.top, frame.right, frame.bottom], [columns[0], rows[1], columns[2], rows[4]]);
    }
    for (attributes, inside) in [("", image), ("table:end-cell-address='COVER.B4'", "<draw:object/><draw:image/>")] {
        assert_eq!(problems(&frame(attributes, inside)), ["COVER!A1 content.xml: draw:frame"], "{inside}");
    }
}

#[test]
fn a_picture_beyond_every_sheet_costs_nothing() {
    let frame = "<draw:frame table:end-cell-address='COVER.XFD1048576'><draw:image/></draw:frame>";
    let far = format!(
        "<table:table-row table:number-rows-repeated='1048000'/><table:table-row>\
         <table:table-cell table:number-columns-repeated='4294967295'/><table:table-cell>{frame}</table:table-cell></table:table-row>"
    );
    let near = row(&format!("<table:table-cell>{frame}<text:p>a</text:p></table:table-cell>"));
    let extract = open(&content("", &table(&format!("{near}{far}"))));
    assert!(problems(&extract).contains(&"COVER!A1 content.xml: draw:frame".to_owned()));
    assert!(extract.read().documents[0].drawings().iter().all(|drawing| drawing.rows.len() < 3_000));
}

#[test]
fn page_headers_are_read_where_they_are_shown() {
    let page = "<style:master-page style:name='Mp1'><style:header><style:region-left><text:p>Nomor : SOP-1</text:p></style:region-left>\
        <style:region-right><text:p><text:sheet-name>???</text:sheet-name></text:p></style:region-right></style:header>\
        <style:header-left style:display='false'><text:p>x : 1</text:p></style:header-left>\
        <style:footer><text:p>Halaman <text:page-number>1</text:page-number></text:p></style:footer></style:master-page>\
        <style:master-page style:name='Report'><style:header><text:p>y : 2</text:p></style:header></style:master-page>";
    let named = format!("<office:master-styles>{page}</office:master-styles>");
    let style = "<style:style style:name='ta1' style:family='table' style:master-page-name='Mp1'/>";
    let sheet = format!("<table:table table:name='COVER' table:style-name='ta1'>{}</table:table>", row(&cell("a")));
    let content = content(style, &sheet);
    let bytes = packed(&[("content.xml", content.as_bytes()), ("styles.xml", named.as_bytes())]);
    let extract = read(&bytes, &ReadLimits::default()).expect("a spreadsheet");
    assert_eq!(extract.view(), "Nomor : SOP-1\na\nHalaman 1\n");
    let reading = extract.read();
    let document = &reading.documents[0];
    let first = document.children(document.root()).next().expect("a paragraph");
    let address = extract.addresses().of(document.node(first).text.span()).map(ToString::to_string);
    assert_eq!(address.as_deref(), Some("page header of COVER"));
}

#[test]
fn open_changes_are_noted() {
    let changes = |state: &str| {
        let change = format!(
            "<table:cell-content-change {state}><table:previous><table:change-track-table-cell><text:p>lama</text:p></table:change-track-table-cell></table:previous></table:cell-content-change>"
        );
        open(&content(
            "",
            &format!("<table:tracked-changes>{change}</table:tracked-changes>{}", table(&row(&cell("a")))),
        ))
    };
    assert_eq!(unseen(&changes("")), ["Change COVER!A1 "]);
    assert_eq!(unseen(&changes("table:acceptance-state='accepted'")), [""; 0]);
    assert_eq!(shown(&changes("")), ["A1 a"]);
}

#[test]
fn tables_of_links_and_helps_are_no_sheets() {
    let tables = format!(
        "<table:content-validations><table:help-message><text:p>bantuan</text:p></table:help-message></table:content-validations>{}\
        <table:dde-links><table:dde-link>{}</table:dde-link></table:dde-links>",
        table(&row(&cell("a"))),
        table(&row(&cell("b")))
    );
    assert_eq!(shown(&open(&content("", &tables))), ["A1 a"]);
}
