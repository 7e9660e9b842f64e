//! What is hidden, commented, changed or drawn.

use super::{cell, content, open, problems, row, shown, table, unseen};

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
