//! Drawings nobody draws: too much, too far, broken.

use super::*;
use crate::reader::{Counted, OfficeProblem};

fn too_many(most: usize) -> ProblemKind {
    ProblemKind::Office(OfficeProblem::TooMuch(Counted::Shapes, most))
}

#[test]
fn shapes_over_the_limit_are_left_out_and_said() {
    let part: String = ["A", "B", "C"].iter().map(|id| at(0, 0, 5, 5, &shape(id, "rect"))).collect();
    let read = read_at_most(&part, 2);
    assert_eq!(read.shapes().len(), 2);
    assert_eq!(read.problems(), [too_many(2)]);
    assert!(!read.reading().documents[0].nodes().next().is_some_and(|root| root.complete));
    assert_eq!(read_at_most(&part, 3).problems(), []);
}

#[test]
fn a_heap_of_shapes_and_lines_takes_no_quadratic_time() {
    let mut part = String::new();
    for number in 0..20_000 {
        let object = if number % 2 == 0 { shape("A", "rect") } else { line("line", "", [false, true], ["", ""]) };
        // All at one place, and each over the whole sheet: the worst there is.
        part += &at(0, 0, 5_000, 5_000, &object);
    }
    let read = read_at_most(&part, 20_000);
    assert_eq!(read.result, Ok(()));
    assert_eq!(read.drawing().shapes.len(), 10_000);
    assert!(read.flow().iter().all(|flow| flow == "? -> ?"));
}

#[test]
fn a_hundred_thousand_shapes_are_cut() {
    let part = at(0, 0, 5, 5, &shape("A", "rect")).repeat(100_000);
    let read = read_at_most(&part, 20_000);
    assert_eq!(read.shapes().len(), 20_000);
    assert_eq!(read.problems(), [too_many(20_000)]);
}

#[test]
fn numbers_beyond_all_bounds_are_kept_within_them() {
    let numbers = ["9223372036854775807", "-9223372036854775808", "99999999999999999999999", "NaN", "1e300", "-0", ""];
    for number in numbers {
        let part = format!(
            "<xdr:absoluteAnchor><xdr:pos x='{number}' y='{number}'/><xdr:ext cx='{number}' cy='{number}'/>{}</xdr:absoluteAnchor>\
             <xdr:twoCellAnchor><xdr:from><xdr:col>{number}</xdr:col><xdr:rowOff>{number}</xdr:rowOff></xdr:from><xdr:to>\
             <xdr:row>1</xdr:row></xdr:to>{}</xdr:twoCellAnchor>",
            shape("A", "rect").replace("<a:xfrm/>", &format!("<a:xfrm rot='{number}'/>")),
            line("bentConnector3", &format!("rot='{number}'"), [true, true], ["A", ""]),
        );
        let drawing = read_at_most(&part, 9);
        assert_eq!(drawing.result, Ok(()));
        for drawing in drawing.reading().documents.iter().flat_map(Document::drawings) {
            for shape in &drawing.shapes {
                assert!(shape.frame.left <= shape.frame.right && shape.frame.top <= shape.frame.bottom, "{number}");
            }
            assert!(drawing.columns.len() <= 16_385 && drawing.rows.len() <= 200_001);
        }
    }
}

#[test]
fn shapes_far_below_are_left_out_and_said() {
    let far =
        "<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>900000</xdr:row></xdr:from><xdr:ext cx='9' cy='9'/>"
            .to_owned()
            + &shape("Far", "rect")
            + "</xdr:oneCellAnchor>";
    let read = read(&(at(0, 0, 5, 5, &shape("A", "rect")) + &far));
    assert_eq!(read.shapes().len(), 1);
    assert_eq!(read.problems(), [too_many(1)]);
}

#[test]
fn what_stands_before_broken_xml_is_kept() {
    let read = read_at_most(&(at(0, 0, 5, 5, &shape("A", "rect")) + "<xdr:twoCellAnchor><xdr:sp></xdr:pic>"), 9);
    assert!(read.result.is_err());
    assert_eq!(read.shapes().len(), 1);
}

#[test]
fn groups_nest_as_deep_as_the_file_may() {
    let nested = |depth: usize| {
        let sized = shape("A", "rect").replace("<a:xfrm/>", "<a:xfrm><a:ext cx='1' cy='1'/></a:xfrm>");
        let open =
            "<xdr:grpSp><xdr:grpSpPr><a:xfrm rot='9'><a:ext cx='1' cy='1'/><a:chExt cx='1' cy='1'/></a:xfrm></xdr:grpSpPr>".repeat(depth);
        at(0, 0, 5, 5, &(open + &sized + &"</xdr:grpSp>".repeat(depth)))
    };
    assert_eq!(read(&nested(40)).shapes().len(), 1);
    assert!(matches!(read_at_most(&nested(70), 9).result, Err(XmlError::TooDeep(_))));
}
