//! What floats over the text: shapes on tables, boxes of text, what is beyond the limits.

use super::*;
use crate::document::drawing::{Drawing, Form, Frame};
use crate::source::address::Story;

/// EMU of a twip.
const TWIP: i64 = 635;

/// A shape of 1440 by 720 twips with a text, `x` and `y` EMU from an origin each.
fn shape(text: &str, from: (&str, &str), (x, y): (i64, i64), more: &str) -> String {
    format!(
        r#"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor {more}>
        <wp:positionH relativeFrom="{}"><wp:posOffset>{x}</wp:posOffset></wp:positionH>
        <wp:positionV relativeFrom="{}"><wp:posOffset>{y}</wp:posOffset></wp:positionV>
        <wp:extent cx="914400" cy="457200"/><wp:docPr id="1" name="Kotak {text}"/><a:graphic><a:graphicData><wps:wsp>
        <wps:spPr><a:prstGeom prst="flowChartProcess"/><a:ln><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>
        <wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx>
        </wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
        <mc:Fallback><w:pict><v:rect style="width:72pt;height:36pt"><v:textbox><w:txbxContent>
        <w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"#,
        from.0, from.1
    )
}

const IN_CELL: &str = r#"layoutInCell="1""#;
const TEXT: (&str, &str) = ("column", "paragraph");

/// A table of three columns of 2000 twips and two rows of exactly 1000 twips; the last cell of each row as given.
fn drawn_table(first: &str, second: &str) -> String {
    let row = |last: &str| {
        format!(
            "<w:tr><w:trPr><w:trHeight w:val='1000' w:hRule='exact'/></w:trPr>{}{}{}</w:tr>",
            tc("", &p("a")),
            tc("", &p("b")),
            tc("", &format!("<w:p>{last}</w:p>"))
        )
    };
    let grid = "<w:gridCol w:w='2000'/>".repeat(3);
    format!("<w:tbl><w:tblGrid>{grid}</w:tblGrid>{}{}</w:tbl>", row(first), row(second))
}

fn drawings(extract: &Extract) -> Vec<Drawing> {
    extract.read().documents[0].drawings().to_vec()
}

fn frame(drawing: &Drawing) -> Frame {
    drawing.shapes.first().expect("a shape").frame
}

#[test]
fn a_shape_lies_on_its_table_where_its_cell_is() {
    let body = drawn_table("", &shape("Mulai", TEXT, (0, 12_700), IN_CELL));
    let extract = File::new(&body).extract();
    let [drawing] = drawings(&extract).try_into().expect("one drawing");
    assert_eq!(drawing.columns, [0, 2000, 4000, 6000].map(|twips| twips * TWIP));
    assert_eq!(drawing.rows, [0, 1000, 2000].map(|twips| twips * TWIP));
    assert!(drawing.rows_are_sure);
    assert_eq!((frame(&drawing).left, frame(&drawing).top), (4108 * TWIP, 1000 * TWIP + 12_700));
    assert_eq!(drawing.shapes[0].form, Form::Process);
    let reading = extract.read();
    let document = &reading.documents[0];
    assert_eq!(document.node(drawing.shapes[0].node).text.as_str(), "Mulai");
    assert_eq!(document.node(drawing.grid.expect("a grid")).kind, NodeKind::Grid);
    // One of the two alternatives is read.
    assert_eq!(extract.view().matches("Mulai").count(), 1);
    assert_eq!(address(&extract, "Mulai"), Address::Shape { sheet: None, name: "Kotak Mulai".into() });
}

#[test]
fn origins_of_offsets_are_those_of_the_cell_or_of_the_page() {
    let section = r#"<w:sectPr><w:pgSz w:w="12000"/><w:pgMar w:left="1000" w:right="1000"/></w:sectPr>"#;
    let place = |from: (&str, &str), more: &str| {
        let body = drawn_table("", &shape("x", from, (635_000, 0), more)) + section;
        let extract = File::new(&body).extract();
        let found = drawings(&extract);
        let frame = frame(&found[0]);
        found[0].grid.map(|_| (frame.left / TWIP, frame.top / TWIP))
    };
    assert_eq!(place(TEXT, IN_CELL), Some((5108, 1000)));
    assert_eq!(place(("page", "page"), IN_CELL), Some((5000, 1000)));
    assert_eq!(place(("column", "paragraph"), ""), Some((1108, 1000)));
    assert_eq!(place(("page", "paragraph"), ""), Some((108, 1000)));
    // Where the table lies on its page is not known.
    assert_eq!(place(("column", "page"), ""), None);
}

#[test]
fn heights_that_are_not_exact_are_estimated_and_not_sure() {
    let long = "kata ".repeat(60);
    let row =
        |height: &str, last: &str| format!("<w:tr><w:trPr>{height}</w:trPr>{}{}</w:tr>", tc("", &p("a")), tc("", last));
    let drawn = format!("<w:p>{}</w:p>", shape("x", TEXT, (0, 0), IN_CELL));
    let grid = "<w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='2416'/></w:tblGrid>";
    let low = "<w:trHeight w:val='100'/>";
    let body = format!("<w:tbl>{grid}{}{}{}</w:tbl>", row("", &p(&long)), row(low, ""), row("", &drawn));
    let found = drawings(&File::new(&body).extract());
    // 299 letters, 20 a line; then a line each.
    assert_eq!(found[0].rows, [0, 15, 16, 17].map(|lines| lines * 276 * TWIP));
    assert!(!found[0].rows_are_sure);
    assert_eq!(frame(&found[0]).top, 16 * 276 * TWIP);
}

#[test]
fn a_shape_lies_below_the_paragraphs_above_its_own() {
    let cell = format!("{}{}<w:p>{}</w:p>", p("satu"), p(""), shape("x", TEXT, (0, 0), IN_CELL));
    let found = drawings(&File::new(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", tc("", &cell))).extract());
    assert_eq!(frame(&found[0]).top, 2 * 276 * TWIP);
}

#[test]
fn a_shape_anchored_right_above_a_table_may_lie_on_it() {
    let anchored = |y: i64| format!("<w:p>{}</w:p>", shape("x", TEXT, (0, y), "")) + &drawn_table("", "");
    let below = drawings(&File::new(&anchored(1_000_000)).extract());
    assert!(below[0].grid.is_some() && !below[0].rows_are_sure);
    assert_eq!(frame(&below[0]).top, 1_000_000 - 276 * TWIP);
    assert_eq!(drawings(&File::new(&anchored(0)).extract())[0].grid, None);
    let between = anchored(1_000_000).replace("<w:tbl>", &(p("teks") + "<w:tbl>"));
    assert_eq!(drawings(&File::new(&between).extract())[0].grid, None);
}

#[test]
fn a_table_of_shapes_alone_is_a_grid() {
    let body = drawn_table("", &shape("x", TEXT, (0, 0), IN_CELL)).replace(">a<", "><").replace(">b<", "><");
    assert_eq!(File::new(&body).outline(), "grid\nShape x");
}

#[test]
fn a_box_of_labels_beside_the_text_is_text() {
    let body = format!("<w:p>{}</w:p>{}", shape("Nomor: SOP-1", TEXT, (0, 0), ""), p("isi"));
    let extract = File::new(&body).extract();
    assert_eq!(outline(&extract.read()), "p Nomor: SOP-1\np isi");
    assert!(drawings(&extract).is_empty());
    let caption = format!("<w:p>{}</w:p>{}", shape("Mulai", TEXT, (0, 0), ""), p("isi"));
    assert_eq!(File::new(&caption).outline(), "Shape Mulai\np isi");
}

#[test]
fn boxes_in_footers_are_seen_but_are_no_nodes() {
    let footer = format!("<w:ftr><w:p>{}</w:p></w:ftr>", shape("Rahasia", TEXT, (0, 0), ""));
    let section = r#"<w:sectPr><w:footerReference r:id="footer"/></w:sectPr>"#;
    let extract = File::new(&(p("isi") + section)).with("footer", &footer).extract();
    assert_eq!(outline(&extract.read()), "p isi");
    assert!(extract.view().contains("Rahasia") && drawings(&extract).is_empty());
}

#[test]
fn a_box_of_labels_in_a_page_header_is_its_identity() {
    let header = format!("<w:hdr><w:p>{}</w:p></w:hdr>", shape("No. Dokumen: SOP-1", TEXT, (0, 0), ""));
    let section = r#"<w:sectPr><w:headerReference r:id="header"/></w:sectPr>"#;
    assert_eq!(File::new(&(p("isi") + section)).with("header", &header).outline(), "p No. Dokumen: SOP-1\np isi");
}

#[test]
fn a_diagram_of_which_only_the_place_is_known_is_told() {
    let body =
        "<w:p><w:r><w:drawing><wp:inline><wp:extent cx='9' cy='9'/><wp:docPr id='1' name='Diagram 1'/><a:graphic>
        <a:graphicData><dgm:relIds/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>";
    assert_eq!(unread(&File::new(&(p("a") + body)).extract()), ["Diagram 1"]);
}

#[test]
fn shapes_beyond_the_limit_are_told_once() {
    let one = format!("<w:p>{}</w:p>", shape("x", TEXT, (0, 0), ""));
    let limits = ReadLimits { shapes: 3, ..ReadLimits::default() };
    let extract = File::new(&(one.repeat(9) + &p("akhir"))).extract_within(&limits);
    let problems = extract.read().problems;
    assert_eq!(problems.len(), 1);
    assert!(matches!(problems[0].kind, ProblemKind::Office(OfficeProblem::TooMuch(crate::reader::Counted::Shapes, 3))));
    assert!(outline(&extract.read()).ends_with("p akhir"));
}

#[test]
fn offsets_beyond_all_bounds_do_not_overflow() {
    for offset in [i64::MAX, i64::MIN] {
        for from in [TEXT, ("page", "page"), ("margin", "margin"), ("character", "line")] {
            for more in [IN_CELL, ""] {
                let body = drawn_table(&shape("x", from, (offset, offset), more), "");
                let above = format!("<w:p>{}</w:p>", shape("y", from, (offset, offset), more));
                assert_eq!(
                    drawings(&File::new(&(above + &body)).extract()).iter().map(|d| d.shapes.len()).sum::<usize>(),
                    2
                );
            }
        }
    }
}

#[test]
fn addresses_of_paragraphs_do_not_count_those_in_boxes() {
    let body = format!("<w:p>{}</w:p>{}", shape("x", TEXT, (0, 0), ""), p("isi"));
    let paragraph = Address::Paragraph { story: Story::Body, paragraph: 1 };
    assert_eq!(address(&File::new(&body).extract(), "isi"), paragraph);
}
