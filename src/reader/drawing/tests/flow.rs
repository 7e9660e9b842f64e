//! What lines connect: by glue, by where they end, and by each other.

use super::*;

/// Boxes called by letters, each 1 × 0.5 inch, at places in tenths of an inch.
fn boxes(places: &[(&str, i64, i64)]) -> String {
    places.iter().map(|(id, x, y)| at(*x, *y, 10, 5, &shape(id, "rect"))).collect()
}

/// A above B with a gap of an inch.
fn pair() -> String {
    boxes(&[("A", 0, 0), ("B", 0, 15)])
}

#[test]
fn glue_says_what_a_line_connects() {
    let glued = |glue| read(&(pair() + &at(50, 50, 5, 5, &line("bentConnector3", "", [false, true], glue)))).flow();
    assert_eq!(glued(["A", "B"]), ["A= -> =B"]);
    assert_eq!(glued(["", "B"]), ["? -> =B"]);
    assert_eq!(glued(["A", "gone"]), ["A= -> ?"]);
}

#[test]
fn the_only_head_says_where_a_line_leads() {
    let part = |heads| pair() + &at(5, 5, 0, 10, &line("line", "", heads, ["A", "B"]));
    assert_eq!(read(&part([false, true])).flow(), ["A= -> =B"]);
    assert_eq!(read(&part([true, false])).flow(), ["B= -> =A"]);
    assert_eq!(read(&part([true, true])).flow(), ["A= <> =B"]);
    assert_eq!(read(&part([false, false])).flow(), ["A= -- =B"]);
    let turned = read(&part([true, false])).drawing();
    assert_eq!((turned.connectors[0].from.y, turned.connectors[0].to.y), (15 * INCH / 10, 5 * INCH / 10));
}

#[test]
fn a_missing_end_is_found_where_it_lies() {
    let part = |glue| pair() + &at(5, 5, 0, 10, &line("straightConnector1", "", [false, true], glue));
    assert_eq!(read(&part(["", "B"])).flow(), ["A -> =B"]);
    assert_eq!(read(&part(["A", "gone"])).flow(), ["A= -> B"]);
    assert_eq!(read(&part(["", ""])).flow(), ["A -> B"]);
}

#[test]
fn an_id_that_two_shapes_have_glues_nothing() {
    let part = boxes(&[("A", 0, 0), ("A", 0, 30), ("B", 0, 15)])
        + &at(5, 5, 0, 10, &line("straightConnector1", "", [false, true], ["A", "B"]));
    assert_eq!(read(&part).flow(), ["A -> =B"]);
}

#[test]
fn flips_say_between_which_corners_a_line_runs() {
    let corners = [("NW", 0, 0), ("NE", 40, 0), ("SW", 0, 25), ("SE", 40, 25)];
    for (transform, expected) in [
        ("", "NW -> SE"),
        ("flipH='1'", "NE -> SW"),
        ("flipV='1'", "SW -> NE"),
        ("flipH='1' flipV='true'", "SE -> NW"),
        ("rot='10800000'", "SE -> NW"),
        ("rot='5400000'", "NE -> SW"),
        ("rot='16200000'", "SW -> NE"),
        ("rot='5400000' flipH='1'", "SE -> NW"),
        ("rot='16200000' flipH='1'", "NW -> SE"),
    ] {
        for preset in ["straightConnector1", "bentConnector3", "curvedConnector3"] {
            let part = boxes(&corners) + &at(10, 5, 30, 20, &line(preset, transform, [false, true], ["", ""]));
            assert_eq!(read(&part).flow(), [expected], "{preset} {transform}");
        }
    }
}

#[test]
fn an_end_may_miss_its_shape_by_a_little() {
    let part = |gap: i64| {
        let object = arrow("");
        let (top, bottom) = (INCH / 2 + gap, 15 * INCH / 10 - gap);
        pair()
            + &format!(
                "<xdr:absoluteAnchor><xdr:pos x='457200' y='{top}'/><xdr:ext cx='0' cy='{}'/>{object}</xdr:absoluteAnchor>",
                bottom - top
            )
    };
    assert_eq!(read(&part(INCH / 10)).flow(), ["A -> B"]);
    assert_eq!(read(&part(-INCH / 10)).flow(), ["A -> B"]);
    assert_eq!(read(&part(INCH / 5)).flow(), ["? -> ?"]);
}

#[test]
fn an_end_between_two_shapes_touches_neither() {
    let part = boxes(&[("A", 0, 0), ("B", 0, 15), ("C", 11, 15)]) + &at(5, 5, 0, 10, &arrow(""));
    assert_eq!(read(&part).flow(), ["A -> B"]);
    // From A to the gap between B and C.
    let between = boxes(&[("A", 6, 0), ("B", 0, 15), ("C", 11, 15)])
        + &format!(
            "<xdr:absoluteAnchor><xdr:pos x='{}' y='457200'/><xdr:ext cx='0' cy='914400'/>{}</xdr:absoluteAnchor>",
            105 * INCH / 100,
            arrow("")
        );
    assert_eq!(read(&between).flow(), ["A -> ?"]);
}

#[test]
fn a_line_from_the_edge_two_boxes_share_leads_away_from_the_one_it_comes_from() {
    let part = boxes(&[("A", 0, 0), ("B", 0, 5)]) + &at(5, 5, 0, 1, &line("line", "", [false, true], ["A", ""]));
    assert_eq!(read(&part).flow(), ["A= -> B"]);
}

#[test]
fn a_line_within_a_box_connects_nothing() {
    let part = pair() + &at(1, 0, 0, 5, &line("line", "", [false, false], ["", ""]));
    assert_eq!(read(&part).flow(), ["? -- ?"]);
}

#[test]
fn a_caption_is_nothing_a_line_leads_to() {
    let part = boxes(&[("A", 0, 0)]) + &at(0, 15, 10, 5, &caption("Ya")) + &at(5, 5, 0, 10, &arrow(""));
    assert_eq!(read(&part).flow(), ["A -> ?"]);
}

#[test]
fn a_frame_around_others_is_touched_only_at_its_edge() {
    let frame = at(0, 0, 60, 60, &shape("Frame", "rect"));
    let inside = frame.clone() + &boxes(&[("A", 10, 10)]) + &at(15, 15, 0, 10, &arrow(""));
    assert_eq!(read(&inside).flow(), ["A -> ?"]);
    let to_edge = frame + &boxes(&[("A", 10, 10)]) + &at(15, 15, 0, 45, &arrow(""));
    assert_eq!(read(&to_edge).flow(), ["A -> Frame"]);
}

#[test]
fn block_arrows_connect_what_they_lie_between() {
    let part = |preset: &str| pair() + &at(3, 5, 4, 10, &shape("Arrow", preset));
    assert_eq!(read(&part("downArrow")).flow(), ["A -> B"]);
    assert_eq!(read(&part("upArrow")).flow(), ["B -> A"]);
    assert_eq!(read(&part("upDownArrow")).flow(), ["A <> B"]);
    let turned = shape("Arrow", "rightArrow").replace("<a:xfrm/>", "<a:xfrm rot='5400000'/>");
    assert_eq!(read(&(pair() + &at(3, 5, 4, 10, &turned))).flow(), ["A -> B"]);
}

#[test]
fn a_picture_and_a_shape_in_a_group_can_be_glued() {
    let picture = "<xdr:pic><xdr:nvPicPr><xdr:cNvPr id='7' name='Graphic 7'/></xdr:nvPicPr><xdr:spPr/></xdr:pic>";
    let group = format!(
        "<xdr:grpSp><xdr:grpSpPr/>{}</xdr:grpSp>",
        shape("8", "rect").replace("<a:xfrm/>", "<a:xfrm><a:ext cx='9' cy='9'/></a:xfrm>")
    );
    let part = at(0, 0, 5, 5, picture)
        + &at(20, 0, 5, 5, &group)
        + &at(40, 40, 1, 1, &line("line", "", [false, true], ["7", "8"]));
    assert_eq!(read(&part).flow(), ["Graphic 7= -> =8"]);
}

#[test]
fn a_line_that_splits_leads_to_each_goal() {
    // From A a line without head down to a bar, from the bar arrows down to B and C.
    let part = boxes(&[("A", 20, 0), ("B", 0, 20), ("C", 40, 20)])
        + &at(25, 5, 0, 5, &line("line", "", [false, false], ["A", ""]))
        + &at(5, 10, 40, 0, &line("line", "", [false, false], ["", ""]))
        + &at(5, 10, 0, 10, &arrow(""))
        + &at(45, 10, 0, 10, &arrow(""));
    assert_eq!(read(&part).flow(), ["A -> B", "A -> C"]);
}

#[test]
fn an_arrow_from_the_middle_of_another_comes_from_the_same_shape() {
    let part = boxes(&[("A", 0, 0), ("B", 0, 25), ("C", 20, 13)])
        + &at(5, 5, 0, 20, &arrow(""))
        + &at(5, 15, 15, 0, &arrow(""));
    assert_eq!(read(&part).flow(), ["A -> B", "A -> C"]);
}

#[test]
fn lines_that_run_into_another_lead_where_it_leads() {
    let joining = |heads| {
        boxes(&[("A", 0, 0), ("B", 0, 25), ("C", 20, 13)])
            + &at(5, 5, 0, 20, &arrow(""))
            + &at(5, 15, 15, 0, &line("line", "flipH='1'", heads, ["C", ""]))
    };
    assert_eq!(read(&joining([false, true])).flow(), ["A -> B", "C -> B"]);
    assert_eq!(read(&joining([false, false])).flow(), ["A -> B", "C -> B"]);
}

#[test]
fn a_line_drawn_in_pieces_is_one() {
    let part = pair()
        + &at(10, 2, 10, 0, &line("line", "", [false, false], ["A", ""]))
        + &at(20, 2, 0, 15, &line("line", "flipV='1'", [false, false], ["", ""]))
        + &at(10, 17, 10, 0, &line("line", "flipH='1'", [false, true], ["", ""]));
    assert_eq!(read(&part).flow(), ["A -> B"]);
    let plain = part.replace("triangle", "none");
    assert_eq!(read(&plain).flow(), ["A -- B"]);
}

#[test]
fn a_goal_that_is_missed_is_not_forgotten() {
    let part = boxes(&[("A", 0, 0), ("B", 0, 25)]) + &at(5, 5, 0, 20, &arrow("")) + &at(5, 15, 15, 0, &arrow(""));
    assert_eq!(read(&part).flow(), ["A -> B", "A -> ?"]);
}

#[test]
fn a_net_with_several_sources_and_goals_says_nothing() {
    let part = boxes(&[("A", 0, 0), ("B", 40, 0), ("C", 0, 25), ("D", 40, 25)])
        + &at(5, 5, 0, 10, &line("line", "", [false, false], ["", ""]))
        + &at(45, 5, 0, 10, &line("line", "", [false, false], ["", ""]))
        + &at(5, 15, 40, 0, &line("line", "", [false, false], ["", ""]))
        + &at(5, 15, 0, 10, &arrow(""))
        + &at(45, 15, 0, 10, &arrow(""));
    assert_eq!(read(&part).flow(), ["A -- ?", "B -- ?", "? -- ?", "? -> C", "? -> D"]);
}

#[test]
fn lines_that_cross_are_not_joined() {
    let part = boxes(&[("A", 0, 10), ("B", 30, 10), ("C", 15, 0), ("D", 15, 25)])
        + &at(10, 12, 20, 0, &arrow(""))
        + &at(20, 5, 0, 20, &arrow(""));
    assert_eq!(read(&part).flow(), ["A -> B", "C -> D"]);
}

#[test]
fn lines_in_a_ring_come_to_an_end() {
    let side = |x, y, width, height, flip: &str| at(x, y, width, height, &line("line", flip, [false, true], ["", ""]));
    let part = side(0, 0, 10, 0, "")
        + &side(10, 0, 0, 10, "")
        + &side(0, 10, 10, 0, "flipH='1'")
        + &side(0, 0, 0, 10, "flipV='1'");
    assert_eq!(read(&part).flow(), ["? -> ?", "? -> ?", "? -> ?", "? -> ?"]);
}

/// A line drawn by hand from its upper left corner down and then right.
fn freehand(rest: &str) -> String {
    format!(
        "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='9' name='Freeform'/></xdr:nvSpPr><xdr:spPr><a:xfrm/><a:custGeom><a:avLst/>\
         <a:pathLst><a:path w='200' h='100'><a:moveTo><a:pt x='0' y='0'/></a:moveTo><a:lnTo><a:pt x='0' y='100'/></a:lnTo>\
         <a:lnTo><a:pt x='200' y='100'/></a:lnTo>{rest}</a:path></a:pathLst></a:custGeom>\
         <a:ln><a:tailEnd type='arrow'/></a:ln></xdr:spPr></xdr:sp>"
    )
}

#[test]
fn an_open_path_drawn_by_hand_is_a_line() {
    let corners = boxes(&[("A", 0, 0), ("B", 20, 18)]);
    let drawn = |rest: &str| read(&(corners.clone() + &at(5, 5, 15, 15, &freehand(rest))));
    assert_eq!(drawn("").flow(), ["A -> B"]);
    assert!(drawn("<a:close/>").flow().is_empty());
    assert!(drawn("<a:lnTo><a:pt x='0' y='0'/></a:lnTo>").flow().is_empty());
    assert_eq!(drawn("<a:close/>").shapes()[2].1, Form::Other("custom".into()));
}
