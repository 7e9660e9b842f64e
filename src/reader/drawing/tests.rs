//! Drawings of sheets, written by hand: what is read of each kind of object. The lines have tests of their own.

mod flow;
mod hostile;
mod vml;
mod word;

use std::fmt::Write as _;
use std::sync::Arc;

use super::units::INCH;
use super::{GridLines, Place, sheet};
use crate::document::drawing::{Drawing, Form, Frame, Heads, Touch};
use crate::document::{Document, NodeKind};
use crate::reader::draft::{Draft, Extract};
use crate::reader::xml::XmlError;
use crate::reader::{ProblemKind, Reading};

/// A drawing that was read, over columns of one inch and rows of half an inch.
struct Read {
    extract: Extract,
    result: Result<(), XmlError>,
}

fn lines() -> GridLines {
    let edges = |count: i64, size: i64| (0..=count).map(|at| at * size).collect();
    GridLines { columns: edges(8, INCH), rows: edges(20, INCH / 2), column_width: INCH, row_height: INCH / 2 }
}

fn read_at_most(objects: &str, mut most: usize) -> Read {
    let part = format!("<?xml version='1.0'?><xdr:wsDr>{objects}</xdr:wsDr>");
    let mut draft = Draft::new();
    let grid = draft.open(NodeKind::Grid);
    draft.close();
    let lines = lines();
    let place = Place { grid, sheet: Arc::from("Alur "), lines: &lines };
    let result = sheet(&mut draft, &part, 64, place, &mut most);
    Read { extract: draft.finish(), result }
}

fn read(objects: &str) -> Read {
    let read = read_at_most(objects, 10_000);
    assert_eq!(read.result, Ok(()));
    read
}

impl Read {
    fn reading(&self) -> Reading<'_> {
        self.extract.read()
    }

    fn drawing(&self) -> Drawing {
        self.reading().documents[0].drawings()[0].clone()
    }

    fn problems(&self) -> Vec<ProblemKind> {
        self.reading().problems.into_iter().map(|problem| problem.kind).collect()
    }

    /// Each connector by the names of what it touches: `A -> B`, `A -- ?`, with `=` for glue.
    fn flow(&self) -> Vec<String> {
        let reading = self.reading();
        let document = &reading.documents[0];
        let Some(drawing) = document.drawings().first() else { return Vec::new() };
        let told = |touch: Touch| match touch {
            Touch::Glued(_) => "=",
            Touch::Near(_) | Touch::Nothing => "",
        };
        let mut all = Vec::new();
        for connector in &drawing.connectors {
            let line = match connector.heads {
                Heads::One => "->",
                Heads::None => "--",
                Heads::Both => "<>",
            };
            let name = |touch: Touch| {
                let shape = touch.shape().map(|shape| drawing.shapes[shape.0 as usize].node);
                shape.map_or("?", |node| name(document, node))
            };
            let (from, to) = (connector.from.touches, connector.to.touches);
            all.push(format!("{}{} {line} {}{}", name(from), told(from), told(to), name(to)));
        }
        all
    }

    /// The names, forms and texts of the shapes.
    fn shapes(&self) -> Vec<(String, Form, String)> {
        let reading = self.reading();
        let document = &reading.documents[0];
        let shapes = document.drawings()[0].shapes.iter();
        let told = shapes.map(|shape| {
            let node = document.node(shape.node);
            (name(document, shape.node).to_owned(), shape.form.clone(), node.text.as_str().to_owned())
        });
        told.collect()
    }
}

/// The name of a shape: its span where it has no text, otherwise its text.
fn name<'d>(document: &'d Document<'_>, node: crate::document::NodeId) -> &'d str {
    let span = document.node(node).span;
    &document.view[span.range()]
}

/// An object at a place in tenths of an inch.
fn at(x: i64, y: i64, width: i64, height: i64, object: &str) -> String {
    let of = |tenths: i64| tenths * INCH / 10;
    format!(
        "<xdr:absoluteAnchor><xdr:pos x='{}' y='{}'/><xdr:ext cx='{}' cy='{}'/>{object}<xdr:clientData/></xdr:absoluteAnchor>",
        of(x),
        of(y),
        of(width),
        of(height)
    )
}

/// A shape with an outline, called as its id.
fn shape(id: &str, preset: &str) -> String {
    styled(id, preset, "<a:ln><a:solidFill><a:schemeClr val='tx1'/></a:solidFill></a:ln>", "")
}

fn styled(id: &str, preset: &str, paint: &str, rest: &str) -> String {
    format!(
        "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='{id}' name='{id}'/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:xfrm/>\
         <a:prstGeom prst='{preset}'><a:avLst/></a:prstGeom>{paint}</xdr:spPr>{rest}</xdr:sp>"
    )
}

/// A text in a rectangle without outline and filling.
fn caption(text: &str) -> String {
    let body = format!("<xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody>");
    styled("caption", "rect", "<a:noFill/><a:ln><a:noFill/></a:ln>", &body)
}

/// A connector: attributes of its transform, heads, and glue.
fn line(preset: &str, transform: &str, heads: [bool; 2], glue: [&str; 2]) -> String {
    let mut glued = String::new();
    for (end, id) in ["stCxn", "endCxn"].into_iter().zip(glue).filter(|(_, id)| !id.is_empty()) {
        let _ = write!(glued, "<a:{end} id='{id}' idx='2'/>");
    }
    let head = |has_head: bool| if has_head { "triangle" } else { "none" };
    format!(
        "<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id='99' name='Connector'/><xdr:cNvCxnSpPr>{glued}</xdr:cNvCxnSpPr>\
         </xdr:nvCxnSpPr><xdr:spPr><a:xfrm {transform}/><a:prstGeom prst='{preset}'/><a:ln>\
         <a:headEnd type='{}'/><a:tailEnd type='{}'/></a:ln></xdr:spPr></xdr:cxnSp>",
        head(heads[0]),
        head(heads[1])
    )
}

/// A straight arrow without glue.
fn arrow(transform: &str) -> String {
    line("straightConnector1", transform, [false, true], ["", ""])
}

fn tenths(left: i64, top: i64, right: i64, bottom: i64) -> Frame {
    let of = |tenths: i64| tenths * INCH / 10;
    Frame { left: of(left), top: of(top), right: of(right), bottom: of(bottom) }
}

#[test]
fn each_object_of_a_flowchart_is_known_by_its_form() {
    let presets = ["flowChartTerminator", "rect", "diamond", "homePlate", "ellipse", "flowChartDocument", "cube"];
    let objects: String = presets.iter().map(|preset| at(0, 0, 5, 5, &shape(preset, preset))).collect();
    let picture = "<xdr:pic><xdr:nvPicPr><xdr:cNvPr id='7' name='Graphic 7'/></xdr:nvPicPr><xdr:blipFill/><xdr:spPr>\
                   <a:prstGeom prst='rect'/></xdr:spPr></xdr:pic>";
    let frame = "<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id='8' name='Diagram 1'/></xdr:nvGraphicFramePr>\
                 <xdr:xfrm/><a:graphic/></xdr:graphicFrame>";
    let custom = "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='9' name='Freeform'/></xdr:nvSpPr><xdr:spPr><a:custGeom>\
                  <a:pathLst/></a:custGeom></xdr:spPr></xdr:sp>";
    let objects = objects + &at(0, 0, 5, 5, picture) + &at(0, 0, 5, 5, frame) + &at(0, 0, 5, 5, custom);
    let forms: Vec<Form> = read(&objects).shapes().into_iter().map(|(_, form, _)| form).collect();
    let other = |name: &str| Form::Other(name.into());
    let known = [Form::Terminator, Form::Process, Form::Decision, Form::OffPage, Form::OnPage, Form::Document];
    let rest = [other("cube"), Form::Picture, other("graphicFrame"), other("custom")];
    assert_eq!(forms, known.into_iter().chain(rest).collect::<Vec<_>>());
}

#[test]
fn an_anchor_between_two_cells_ends_within_them() {
    let marker = |name: &str, column: i64, across: i64, row: i64, down: i64| {
        format!(
            "<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{across}</xdr:colOff><xdr:row>{row}</xdr:row>\
             <xdr:rowOff>{down}</xdr:rowOff></xdr:{name}>"
        )
    };
    let object = |from: String, to: String| {
        let shape = shape("A", "rect");
        format!("<xdr:twoCellAnchor>{from}{to}{shape}<xdr:clientData/></xdr:twoCellAnchor>")
    };
    let part = object(marker("from", 1, INCH / 2, 2, 0), marker("to", 2, 9 * INCH, 3, 9 * INCH))
        + &object(marker("from", 9, 0, 30, -5), marker("to", 10, 10, 30, 20));
    let drawing = read(&part).drawing();
    assert_eq!(drawing.shapes[0].frame, tenths(15, 10, 30, 20));
    let beyond = Frame { left: 9 * INCH, top: 15 * INCH, right: 10 * INCH + 10, bottom: 15 * INCH + 20 };
    assert_eq!(drawing.shapes[1].frame, beyond);
    // Edges reach as far as the shapes, and one more.
    assert_eq!((drawing.columns.len(), drawing.rows.len()), (12, 32));
    assert_eq!((drawing.columns[11], drawing.rows[31]), (11 * INCH, 31 * INCH / 2));
}

#[test]
fn an_anchor_at_one_cell_has_a_size() {
    let from = "<xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>";
    let shape = shape("A", "rect");
    let part = format!("<xdr:oneCellAnchor>{from}<xdr:ext cx='{INCH}' cy='914400'/>{shape}</xdr:oneCellAnchor>");
    assert_eq!(read(&part).drawing().shapes[0].frame, tenths(10, 10, 20, 20));
}

#[test]
fn a_turned_pentagon_lies_where_its_anchor_says() {
    let turned = shape("A", "homePlate").replace("<a:xfrm/>", "<a:xfrm rot='5400000'/>");
    assert_eq!(read(&at(10, 10, 8, 4, &turned)).drawing().shapes[0].frame, tenths(10, 10, 18, 14));
}

#[test]
fn text_is_read_by_paragraphs() {
    let body = "<xdr:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:tabLst><a:tab pos='1'/></a:tabLst></a:pPr><a:r><a:t>Surat</a:t></a:r>\
                <a:r><a:t> &amp; disposisi</a:t></a:r><a:br/><a:fld><a:rPr/><a:t>2</a:t></a:fld></a:p><a:p><a:r><a:t>—é</a:t></a:r></a:p>\
                <a:p><a:endParaRPr/></a:p></xdr:txBody>";
    let shapes = read(&at(0, 0, 5, 5, &styled("A", "rect", "<a:ln><a:solidFill/></a:ln>", body))).shapes();
    assert_eq!(shapes[0].2, "Surat & disposisi\n2\n—é");
}

#[test]
fn words_without_an_outline_are_a_caption() {
    let form = |paint: &str, is_text_box: bool, rest: &str| {
        let object = styled("A", "rect", paint, rest);
        let object = if is_text_box { object.replace("<xdr:cNvSpPr/>", "<xdr:cNvSpPr txBox='1'/>") } else { object };
        read(&at(0, 0, 5, 5, &object)).shapes()[0].1.clone()
    };
    let black = "<a:ln><a:solidFill><a:srgbClr val='000000'/></a:solidFill></a:ln>";
    let white = "<a:solidFill><a:schemeClr val='bg1'/></a:solidFill>";
    let grey = "<a:solidFill><a:schemeClr val='bg1'><a:lumMod val='85000'/></a:schemeClr></a:solidFill>";
    let none = "<a:ln><a:noFill/></a:ln>";
    let style = |line: u8| format!("<xdr:style><a:lnRef idx='{line}'/><a:fillRef idx='0'/></xdr:style>");
    for (paint, is_text_box, rest, expected) in [
        (format!("<a:noFill/>{none}"), false, String::new(), Form::Text),
        (format!("{white}{none}"), false, String::new(), Form::Text),
        (format!("{grey}{none}"), false, String::new(), Form::Process),
        (format!("{grey}{none}"), true, String::new(), Form::Text),
        (format!("{white}<a:ln>{white}</a:ln>"), false, String::new(), Form::Text),
        (format!("{white}{black}"), true, String::new(), Form::Process),
        (String::new(), false, String::new(), Form::Process),
        (String::new(), true, String::new(), Form::Text),
        ("<a:ln w='9525'/>".to_owned(), false, style(2), Form::Process),
        (String::new(), false, style(0), Form::Text),
        (format!("<a:noFill/>{black}"), false, style(0), Form::Process),
    ] {
        assert_eq!(form(&paint, is_text_box, &rest), expected, "{paint} {is_text_box} {rest}");
    }
}

#[test]
fn groups_place_what_they_hold() {
    let group = |transform: &str, children: &str| {
        format!(
            "<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id='1' name='Group'/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr><xdr:grpSpPr>\
             {transform}</xdr:grpSpPr>{children}</xdr:grpSp>"
        )
    };
    let child = |id: &str, x: i64, y: i64, width: i64, height: i64| {
        let place = format!("<a:xfrm><a:off x='{x}' y='{y}'/><a:ext cx='{width}' cy='{height}'/></a:xfrm>");
        shape(id, "rect").replace("<a:xfrm/>", &place)
    };
    let inner = group(
        "<a:xfrm><a:off x='50' y='0'/><a:ext cx='50' cy='100'/><a:chOff x='1000' y='1000'/><a:chExt cx='10' cy='10'/></a:xfrm>",
        &child("B", 1005, 1005, 5, 5),
    );
    let outer =
        "<a:xfrm><a:off x='7' y='7'/><a:ext cx='7' cy='7'/><a:chOff x='0' y='0'/><a:chExt cx='100' cy='100'/></a:xfrm>";
    let part = at(10, 10, 20, 10, &group(outer, &(child("A", 0, 0, 50, 50) + &inner)));
    let drawing = read(&part).drawing();
    assert_eq!(drawing.shapes[0].frame, tenths(10, 10, 20, 15));
    assert_eq!(drawing.shapes[1].frame, tenths(25, 15, 30, 20));
    // Without sizes of its own a group moves its children to its place and stretches nothing.
    let flat = "<a:xfrm><a:chOff x='100' y='0'/><a:chExt cx='0' cy='0'/></a:xfrm>";
    let drawing = read(&at(10, 10, 0, 0, &group(flat, &child("A", 100, 0, INCH, INCH)))).drawing();
    assert_eq!(drawing.shapes[0].frame, tenths(10, 10, 20, 20));
}

#[test]
fn what_is_hidden_is_left_out() {
    let hidden = |object: &str, id: &str| object.replace(&format!("id='{id}'"), &format!("id='{id}' hidden='1'"));
    let group = "<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id='5' name='G'/></xdr:nvGrpSpPr><xdr:grpSpPr/>".to_owned()
        + &shape("C", "rect")
        + "</xdr:grpSp>";
    let part = at(0, 0, 5, 5, &hidden(&shape("A", "rect"), "A"))
        + &at(0, 0, 5, 5, &shape("B", "rect"))
        + &at(0, 0, 5, 5, &hidden(&group, "5"));
    let names: Vec<String> = read(&part).shapes().into_iter().map(|shape| shape.0).collect();
    assert_eq!(names, ["B"]);
}

#[test]
fn what_lies_in_hidden_rows_is_not_seen() {
    let part = at(0, 0, 5, 0, &shape("A", "rect")) + &at(5, 5, 0, 0, &arrow("")) + &at(0, 0, 5, 5, &shape("B", "rect"));
    let read = read(&part);
    assert_eq!((read.shapes().len(), read.flow().len()), (1, 0));
}

#[test]
fn one_alternative_is_read() {
    let names = |choice: &str, fallback: &str| -> Vec<String> {
        let either = format!(
            "<mc:AlternateContent><mc:Choice Requires='a14'>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
        );
        let part = at(0, 0, 5, 5, &either) + &at(9, 0, 5, 5, &shape("end", "rect"));
        read(&part).shapes().into_iter().map(|shape| shape.0).collect()
    };
    let (choice, fallback) = (shape("choice", "rect"), shape("fallback", "rect"));
    assert_eq!(names(&choice, &fallback), ["choice", "end"]);
    assert_eq!(names("<a14:ink><a14:trace/></a14:ink>", &fallback), ["fallback", "end"]);
    assert_eq!(names(&choice.replace("id=", "hidden='1' id="), &fallback), ["end"]);
    let anchors = format!(
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        at(0, 0, 5, 5, &choice),
        at(0, 0, 5, 5, &fallback)
    );
    assert_eq!(read(&anchors).shapes().len(), 1);
}

#[test]
fn a_nameless_object_is_called_by_what_it_is() {
    let object = shape("4", "diamond").replace("name='4'", "name=''");
    let shapes = read(&at(0, 0, 5, 5, &object)).shapes();
    assert_eq!(shapes[0].0, "diamond 4");
}

#[test]
fn a_drawing_without_objects_is_none() {
    assert!(read("").reading().documents.iter().all(|document| document.drawings().is_empty()));
}
