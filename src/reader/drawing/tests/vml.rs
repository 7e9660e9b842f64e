//! What floats over the text of a word processor, in VML.

use super::super::item::{Body, Item};
use super::super::transform::Point;
use super::super::word::{Anchor, At, Floating, Offset, Origin};
use super::word::{floats, frames, paths};
use super::*;

fn pict(content: &str) -> Vec<Floating> {
    floats(&format!("<w:pict>{content}</w:pict>"))
}

/// A shape of a type at 1, 1 of 1 × 0.5 inch, the lengths of Word's.
fn v_shape(kind: &str, style: &str, content: &str) -> String {
    format!(
        "<v:shapetype id='_x0000_t{kind}' o:spt='{kind}' path='m0,0l9,9xe'><v:stroke joinstyle='miter'/></v:shapetype>\
         <v:shape id='_x0000_s1026' type='#_x0000_t{kind}' style='position:absolute;margin-left:72pt;margin-top:1in;\
         width:72pt;height:36pt;{style}'>{content}</v:shape>"
    )
}

fn only(found: &[Floating]) -> &Item {
    assert_eq!(found.len(), 1);
    &found[0].items[0]
}

fn form(content: &str) -> Form {
    match &only(&pict(content)).body {
        Body::Shape { form, .. } => form.clone(),
        Body::Line(_) => panic!("a line"),
    }
}

#[test]
fn types_are_known_by_their_numbers() {
    for (kind, expected) in [
        ("109", Form::Process),
        ("110", Form::Decision),
        ("116", Form::Terminator),
        ("177", Form::OffPage),
        ("120", Form::OnPage),
        ("114", Form::Document),
        ("112", Form::Other("flowChartPredefinedProcess".into())),
        ("9999", Form::Other("custom".into())),
    ] {
        assert_eq!(form(&v_shape(kind, "", "")), expected, "{kind}");
    }
}

#[test]
fn elements_of_their_own_are_forms_too() {
    let style = "style='position:absolute;width:9pt;height:9pt'";
    assert_eq!(form(&format!("<v:rect {style}/>")), Form::Process);
    assert_eq!(form(&format!("<v:roundrect {style}/>")), Form::Terminator);
    assert_eq!(form(&format!("<v:oval {style}/>")), Form::OnPage);
    assert_eq!(form(&v_shape("75", "", "<v:imagedata r:id='rId9'/>")), Form::Picture);
    // A frame without a picture is the ground of a canvas, a rule across the page is no box.
    assert!(pict(&v_shape("75", "", "")).is_empty());
    assert!(pict("<v:rect o:hr='t'/>").is_empty());
}

#[test]
fn a_text_box_without_a_line_is_a_caption() {
    let text = "<v:textbox><w:txbxContent><w:p><w:r><w:t>Tidak</w:t></w:r></w:p></w:txbxContent></v:textbox>";
    let bare = v_shape("202", "", text).replace("<v:shape ", "<v:shape stroked='f' ");
    assert_eq!((form(&bare), only(&pict(&bare)).text.as_str()), (Form::Text, "Tidak"));
    assert_eq!(form(&v_shape("202", "", text)), Form::Process);
    let filled = "<v:rect stroked='f' fillcolor='#d9d9d9 [2732]' style='width:9pt;height:9pt'/>";
    assert_eq!(form(filled), Form::Process);
    assert_eq!(form(&filled.replace("#d9d9d9", "white")), Form::Text);
}

#[test]
fn an_id_that_a_program_made_is_no_name() {
    let name = |ids: &str| only(&pict(&format!("<v:rect {ids} style='width:9pt;height:9pt'/>"))).name.to_string();
    assert_eq!(name("id='Rectangle 4' o:spid='_x0000_s1030'"), "Rectangle 4");
    assert_eq!(name("id='shape_0' ID='Periksa'"), "Periksa");
    assert_eq!(name("id='_x0000_s1031'"), "rect _x0000_s1031");
}

#[test]
fn the_style_tells_the_place() {
    let found = pict(&v_shape("109", "mso-position-vertical-relative:page;rotation:90", ""));
    let anchor = Anchor {
        x: Offset { from: Origin::Text, at: At::Emu(INCH) },
        y: Offset { from: Origin::Page, at: At::Emu(INCH) },
        width: INCH,
        height: INCH / 2,
        is_inline: false,
        is_in_cell: true,
    };
    assert_eq!(found[0].anchor, anchor);
    let quarter = INCH / 4;
    let turned = Frame { left: quarter, top: -quarter, right: 3 * quarter, bottom: 3 * quarter };
    assert_eq!(frames(&found[0].items), [turned]);
    let aligned = pict(&v_shape("109", "mso-position-horizontal:center;mso-position-horizontal-relative:margin", ""));
    assert_eq!(aligned[0].anchor.x, Offset { from: Origin::Margin, at: At::Centre });
    assert!(pict("<v:rect style='width:1in;height:1in'/>")[0].anchor.is_inline);
    assert!(pict(&v_shape("109", "visibility:hidden", "")).is_empty());
}

#[test]
fn lines_run_as_their_ends_flips_and_strokes_say() {
    let ends = |content: &str| {
        let found = pict(content);
        let (from, to) = paths(&found[0].items)[0];
        let of = |point: Point| (point.x * 10 / INCH, point.y * 10 / INCH);
        (of(from), of(to))
    };
    let arrow = "<v:stroke endarrow='block'/>";
    assert_eq!(ends(&v_shape("32", "", arrow)), ((0, 0), (10, 5)));
    assert_eq!(ends(&v_shape("34", "flip:x", arrow)), ((10, 0), (0, 5)));
    assert_eq!(ends(&v_shape("34", "flip:x y", arrow)), ((10, 5), (0, 0)));
    assert_eq!(ends(&v_shape("32", "", "<v:stroke startarrow='block'/>")), ((10, 5), (0, 0)));
    let line = "<v:line from='2in,1in' to='1in,72pt' style='position:absolute'><v:stroke endarrow='open'/></v:line>";
    assert_eq!(ends(line), ((10, 0), (0, 0)));
    assert_eq!(pict(line)[0].anchor.x.at, At::Emu(INCH));
}

#[test]
fn groups_stretch_their_coordinates_over_their_box() {
    let group = "<v:group style='position:absolute;margin-left:0;margin-top:0;width:144pt;height:72pt' \
                 coordorigin='1000,500' coordsize='2000,1000'>\
                 <v:shape type='#_x0000_t75' style='position:absolute;left:1000;top:500;width:2000;height:1000'/>\
                 <v:rect id='Box 1' style='position:absolute;left:2000;top:500;width:1000;height:500'/>\
                 <v:line from='1000,500' to='2000,1000'/>\
                 <v:group style='left:1000;top:1000;width:1000;height:500' coordsize='10,10'>\
                 <v:oval style='left:5;top:0;width:5;height:10'/></v:group></v:group>";
    let found = pict(group);
    assert_eq!(frames(&found[0].items), [tenths(10, 0, 20, 5), tenths(5, 5, 10, 10)]);
    let end = Point { x: INCH, y: INCH / 2 };
    assert_eq!(paths(&found[0].items), [(Point::default(), end)]);
    assert_eq!(&*found[0].items[0].name, "Box 1");
}

#[test]
fn absurd_styles_stay_within_bounds() {
    for number in ["1e308", "-1e308", "NaN", "inf", "99999999999999999999999", ""] {
        let style = format!(
            "position:absolute;margin-left:{number}pt;left:{number};width:{number}in;height:{number};rotation:{number}"
        );
        let group = format!(
            "<v:group style='{style}' coordorigin='{number},{number}' coordsize='{number},0'><v:rect style='{style}'/>\
             <v:line from='{number},{number}' to='0,{number}'/></v:group>"
        );
        for floating in pict(&group) {
            for frame in frames(&floating.items) {
                assert!(frame.left <= frame.right && frame.top <= frame.bottom, "{number}");
            }
        }
    }
}
