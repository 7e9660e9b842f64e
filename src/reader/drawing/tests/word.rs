//! What floats over the text of a word processor, in DrawingML.

use super::super::item::{Body, Item};
use super::super::transform::Point;
use super::super::word::{Anchor, At, Floating, Offset, Origin, read};
use super::super::{Page, Placed, place};
use super::*;
use crate::reader::xml::{Token, Xml};

/// What the first element of some XML holds, and how many more shapes may be read.
pub(super) fn floats_at_most(part: &str, mut most: usize) -> Vec<Floating> {
    let mut xml = Xml::new(part, 64);
    let Ok(Some(Token::Start(element))) = xml.next() else { return Vec::new() };
    let read = read(&mut xml, element.name(), &mut most).expect("well formed");
    assert!(matches!(xml.next(), Ok(None)), "the element is left");
    read
}

pub(super) fn floats(part: &str) -> Vec<Floating> {
    floats_at_most(part, 100)
}

pub(super) fn frames(items: &[Item]) -> Vec<Frame> {
    let frame = |item: &Item| match &item.body {
        Body::Shape { frame, .. } => Some(*frame),
        Body::Line(_) => None,
    };
    items.iter().filter_map(frame).collect()
}

pub(super) fn paths(items: &[Item]) -> Vec<(Point, Point)> {
    let ends = |item: &Item| match &item.body {
        Body::Line(line) => Some((*line.path.first()?, *line.path.last()?)),
        Body::Shape { .. } => None,
    };
    items.iter().filter_map(ends).collect()
}

/// A drawing of 2 × 1 inches: half an inch right of the column, a quarter below the paragraph.
fn drawing(content: &str) -> String {
    format!(
        "<w:drawing><wp:anchor layoutInCell='1' simplePos='0'><wp:simplePos x='9' y='9'/>\
         <wp:positionH relativeFrom='column'><wp:posOffset>457200</wp:posOffset></wp:positionH>\
         <wp:positionV relativeFrom='paragraph'><wp:posOffset>228600</wp:posOffset></wp:positionV>\
         <wp:extent cx='1828800' cy='914400'/><wp:wrapNone/><wp:docPr id='5' name='Flowchart: Process 5'/>\
         <wp:cNvGraphicFramePr/><a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
}

/// A shape of Word; id and name are left out where there is only one.
fn wsp(id: &str, transform: &str, preset: &str, rest: &str) -> String {
    let named = if id.is_empty() { String::new() } else { format!("<wps:cNvPr id='{id}' name='{id}'/>") };
    format!(
        "<wps:wsp>{named}<wps:cNvSpPr/><wps:spPr>{transform}<a:prstGeom prst='{preset}'><a:avLst/></a:prstGeom>\
         <a:ln><a:solidFill><a:srgbClr val='000000'/></a:solidFill></a:ln></wps:spPr>{rest}<wps:bodyPr/></wps:wsp>"
    )
}

fn transform(x: i64, y: i64, width: i64, height: i64) -> String {
    format!("<a:xfrm><a:off x='{x}' y='{y}'/><a:ext cx='{width}' cy='{height}'/></a:xfrm>")
}

/// Two boxes and an arrow that is glued to them.
fn chart() -> String {
    let arrow =
        "<wps:wsp><wps:cNvPr id='3' name='Arrow'/><wps:cNvCnPr><a:stCxn id='1' idx='2'/><a:endCxn id='2' idx='0'/>\
                 </wps:cNvCnPr><wps:spPr>"
            .to_owned()
            + &transform(0, 0, 9, 9)
            + "<a:prstGeom prst='straightConnector1'/><a:ln><a:tailEnd type='triangle'/></a:ln></wps:spPr></wps:wsp>";
    wsp("1", &transform(0, 0, 914_400, 457_200), "rect", "")
        + &wsp("2", &transform(914_400, 457_200, 914_400, 457_200), "diamond", "")
        + &arrow
}

#[test]
fn an_anchored_shape_knows_its_place_and_name() {
    let text = "<wps:txbx><w:txbxContent><w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Terima</w:t></w:r></w:p>\
                <w:p><w:del><w:r><w:delText>lama</w:delText><w:t>lama</w:t></w:r></w:del><w:r><w:t>berkas</w:t></w:r></w:p>\
                </w:txbxContent></wps:txbx>";
    let found = floats(&drawing(&wsp("", "", "flowChartProcess", text)));
    let offset = |at| Offset { from: Origin::Text, at: At::Emu(at) };
    let anchor = Anchor {
        x: offset(457_200),
        y: offset(228_600),
        width: 1_828_800,
        height: 914_400,
        is_inline: false,
        is_in_cell: true,
    };
    assert_eq!((found.len(), &found[0].anchor), (1, &anchor));
    let item = &found[0].items[0];
    assert_eq!((&*item.id, &*item.name, item.text.as_str()), ("5", "Flowchart: Process 5", "Terima\nberkas"));
    assert_eq!(frames(&found[0].items), [tenths(0, 0, 20, 10)]);
}

#[test]
fn a_turned_shape_has_its_size_before_turning() {
    let turned = wsp("", "<a:xfrm rot='5400000'/>", "homePlate", "");
    assert_eq!(frames(&floats(&drawing(&turned))[0].items), [tenths(5, -5, 15, 15)]);
}

#[test]
fn the_size_of_a_shape_goes_before_that_of_its_anchor() {
    let sized = |size: &str| frames(&floats(&drawing(&wsp("", size, "rect", "")))[0].items)[0];
    assert_eq!(sized("<a:xfrm><a:off x='9' y='9'/><a:ext cx='914400' cy='914400'/></a:xfrm>"), tenths(0, 0, 10, 10));
    assert_eq!(sized("<a:xfrm/>"), tenths(0, 0, 20, 10));
}

#[test]
fn places_may_be_alternatives_and_alignments() {
    let aligned = "<w:drawing><wp:anchor><mc:AlternateContent><mc:Choice><wp:positionH relativeFrom='margin'>\
                   <wp14:pctPosHOffset>5</wp14:pctPosHOffset></wp:positionH></mc:Choice><mc:Fallback>\
                   <wp:positionH relativeFrom='page'><wp:posOffset>77</wp:posOffset></wp:positionH></mc:Fallback>\
                   </mc:AlternateContent><wp:positionV relativeFrom='bottomMargin'><wp:align>bottom</wp:align></wp:positionV>\
                   </wp:anchor></w:drawing>";
    let anchor = floats(aligned)[0].anchor.clone();
    assert_eq!(anchor.x, Offset { from: Origin::Page, at: At::Emu(77) });
    assert_eq!(anchor.y, Offset { from: Origin::Edge, at: At::End });
    assert_eq!((anchor.y.at.offset(100, 30), At::Centre.offset(100, 30), At::Start.offset(100, 30)), (70, 35, 0));
    let inline = floats("<w:drawing><wp:inline><wp:extent cx='5' cy='5'/></wp:inline></w:drawing>");
    assert!(inline[0].anchor.is_inline);
}

#[test]
fn a_canvas_and_a_group_hold_their_shapes() {
    let canvas = floats(&drawing(&format!("<wpc:wpc><wpc:bg/><wpc:whole/>{}</wpc:wpc>", chart())));
    let boxes = [tenths(0, 0, 10, 5), tenths(10, 5, 20, 10)];
    assert_eq!(frames(&canvas[0].items), boxes);
    let group = "<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='1828800' cy='914400'/>\
                 <a:chOff x='0' y='0'/><a:chExt cx='3657600' cy='914400'/></a:xfrm></wpg:grpSpPr>"
        .to_owned()
        + &chart()
        + "</wpg:wgp>";
    let group = floats(&drawing(&group));
    assert_eq!(frames(&group[0].items), [tenths(0, 0, 5, 5), tenths(5, 5, 10, 10)]);
}

#[test]
fn one_alternative_is_read_of_a_word_drawing() {
    let fallback = "<w:pict><v:rect style='position:absolute;width:72pt;height:36pt'/></w:pict>";
    let either = |choice: &str| {
        format!(
            "<mc:AlternateContent><mc:Choice Requires='wps'>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
        )
    };
    let both = floats(&either(&drawing(&wsp("", "", "rect", ""))));
    assert_eq!((both.len(), &*both[0].items[0].name), (1, "Flowchart: Process 5"));
    assert_eq!(frames(&floats(&either(""))[0].items), [tenths(0, 0, 10, 5)]);
}

#[test]
fn of_a_chart_the_place_is_known() {
    let found = floats(&drawing("<c:chart r:id='rId4'/>"));
    let Body::Shape { form, frame } = &found[0].items[0].body else { panic!("no shape") };
    assert_eq!((form, *frame), (&Form::Other("graphicFrame".into()), tenths(0, 0, 20, 10)));
    let picture = "<pic:pic><pic:nvPicPr><pic:cNvPr id='0' name='logo.png'/></pic:nvPicPr><pic:spPr/></pic:pic>";
    let found = floats(&drawing(picture));
    assert!(matches!(&found[0].items[0].body, Body::Shape { form: Form::Picture, .. }));
}

#[test]
fn hidden_drawings_of_word_are_left_out() {
    for content in [wsp("", "", "rect", ""), format!("<wpc:wpc>{}</wpc:wpc>", chart()), "<c:chart/>".to_owned()] {
        let hidden = drawing(&content).replace("name='Flowchart: Process 5'", "name='x' hidden='1'");
        assert!(floats(&hidden)[0].items.is_empty(), "{content}");
    }
}

#[test]
fn over_the_limit_the_drawing_is_cut() {
    let found = floats_at_most(&drawing(&format!("<wpc:wpc>{}</wpc:wpc>", chart())), 2);
    assert_eq!((found[0].items.len(), found[0].is_cut), (2, true));
}

#[test]
fn drawings_of_one_page_are_placed_and_connected() {
    let canvas = floats(&drawing(&format!("<wpc:wpc>{}</wpc:wpc>", chart()))).remove(0);
    let mut draft = Draft::new();
    let table = draft.open(NodeKind::Grid);
    draft.close();
    let page =
        Page { grid: Some(table), sheet: None, columns: vec![0, INCH], rows: vec![0, INCH], rows_are_sure: false };
    // The same canvas twice: the ids are the same, the shapes are not.
    let placed = [0, INCH * 5].map(|y| Placed { floating: canvas.clone(), x: INCH, y });
    place(&mut draft, page, placed.into());
    let read = Read { extract: draft.finish(), result: Ok(()) };
    assert_eq!(read.flow(), ["1= -> =2", "1= -> =2"]);
    let drawing = read.drawing();
    assert_eq!(drawing.shapes[0].frame, tenths(10, 0, 20, 5));
    assert_eq!(drawing.shapes[2].frame, tenths(10, 50, 20, 55));
    assert_eq!(drawing.connectors[1].to.touches.shape().map(|shape| shape.0), Some(3));
    assert!(!drawing.rows_are_sure);
}
