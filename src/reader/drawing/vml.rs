//! The older drawings of a word processor, in VML (ECMA-376 part 4, 14 and 19).
//!
//! In: the XML of a `w:pict`. Out: the same items as DrawingML gives. Shape types that are defined in the file are not looked
//! at: office programs write those of the list of types (MSOSPT, [MS-ODRAW] 2.4.24), whose number is part of their name.

mod style;
mod types;

use super::item::{Geometry, Ink, Raw};
use super::objects::Gathered;
use super::properties::{begun, text};
use super::transform::{Affine, Area, Transform};
use super::units::with_unit;
use super::word::{Anchor, Floating};
use crate::reader::xml::{Element, Xml, XmlError};
use style::Style;

/// EMU of a pixel, the unit of lengths without one.
const PIXEL: f64 = 9_525.0;

/// Reads the objects of the element that has just begun, each at its own anchor.
pub(super) fn read(xml: &mut Xml<'_>, shapes_left: &mut usize) -> Result<Vec<Floating>, XmlError> {
    let depth = xml.depth();
    let mut found = Vec::new();
    while let Some(element) = begun(xml, depth)? {
        let mut gathered = Gathered::new(*shapes_left);
        let Some(anchor) = object(xml, &element, Outside::Page, &mut gathered)? else { continue };
        *shapes_left = shapes_left.saturating_sub(gathered.items.len());
        if gathered.is_cut || !gathered.items.is_empty() {
            found.push(Floating { anchor, items: gathered.items, is_cut: gathered.is_cut });
        }
    }
    Ok(found)
}

/// What an object lies in.
#[derive(Debug, Clone, Copy)]
enum Outside {
    /// The text: lengths have units, and the corner of the object is the origin.
    Page,
    /// A group: lengths are those of its coordinates.
    Group(Affine),
}

impl Outside {
    fn affine(self) -> Affine {
        match self {
            Self::Page => Affine::NONE,
            Self::Group(outer) => outer,
        }
    }

    /// A length; nothing where there is none.
    fn length(self, text: &str) -> Option<f64> {
        let number = || text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        match self {
            Self::Page => with_unit(text).map(|length| length as f64).or_else(|| Some(number()? * PIXEL)),
            Self::Group(_) => number(),
        }
    }

    /// Two lengths, parted by a comma; what is left out is 0.
    fn pair(self, text: &str) -> (f64, f64) {
        let mut lengths = text.split(',').map(|length| self.length(length).unwrap_or_default());
        (lengths.next().unwrap_or_default(), lengths.next().unwrap_or_default())
    }
}

/// Reads an element that has just begun and leaves it. For an object, says where it is anchored.
fn object(
    xml: &mut Xml<'_>,
    element: &Element<'_>,
    outside: Outside,
    gathered: &mut Gathered,
) -> Result<Option<Anchor>, XmlError> {
    let Some(mut raw) = begin(element, outside) else {
        xml.skip()?;
        return Ok(None);
    };
    let style = Style::of(element);
    raw.is_hidden = style.is_hidden();
    let mut anchor = Anchor::default();
    if matches!(outside, Outside::Page) {
        anchor = style.anchor(&raw.transform);
        anchor.is_in_cell = element.attribute("allowincell").is_none_or(|is_on| !matches!(&*is_on, "f" | "false"));
        (raw.transform.area.x, raw.transform.area.y) = (0.0, 0.0);
    }
    if raw.is_hidden {
        xml.skip()?;
    } else if element.name() == "group" {
        group(xml, element, raw.transform, outside, gathered)?;
    } else {
        content(xml, &mut raw)?;
        // A frame for a picture that holds none is the ground of a canvas.
        if raw.geometry != Geometry::Preset(types::PICTURE.into()) {
            gathered.push(raw.item(outside.affine()));
        }
    }
    Ok(Some(anchor))
}

/// What the attributes of an element say; nothing for what is no object.
fn begin(element: &Element<'_>, outside: Outside) -> Option<Raw> {
    let of = |name: &str| element.attribute(name).unwrap_or_default();
    // Rules across the page are written as rectangles.
    if matches!(&*of("hr"), "t" | "true") {
        return None;
    }
    let style = Style::of(element);
    let mut raw = Raw { transform: style.transform(outside), ..Raw::default() };
    let preset = match element.name() {
        "shape" => types::preset(&of("type")),
        "rect" => Some("rect"),
        "roundrect" => Some("roundRect"),
        "oval" => Some("ellipse"),
        "image" => Some(types::PICTURE),
        "line" | "curve" => Some(if element.name() == "line" { "line" } else { "curvedConnector3" }),
        "arc" | "polyline" | "group" => None,
        _ => return None,
    };
    raw.geometry = preset.map_or(Geometry::Custom(None), |preset| Geometry::Preset(preset.into()));
    if matches!(element.name(), "line" | "curve") {
        ends(&mut raw.transform, outside.pair(&of("from")), outside.pair(&of("to")));
    }
    raw.is_text_box = preset == Some(types::TEXT_BOX);
    if raw.is_text_box {
        raw.geometry = Geometry::Preset("rect".into());
    }
    adjust(&mut raw, &of("adj"));
    raw.outline = ink(&of("stroked"), &of("strokecolor"), Ink::Shown);
    raw.fill = ink(&of("filled"), &of("fillcolor"), Ink::None);
    names(&mut raw, [&of("id"), &of("ID"), &of("spid")]);
    Some(raw)
}

/// A line is given by its ends (14.1.2.11): its box is the one between them, mirrored so that it begins where they say.
fn ends(transform: &mut Transform, from: (f64, f64), to: (f64, f64)) {
    let (x, y) = (from.0.min(to.0), from.1.min(to.1));
    transform.area = Area { x, y, width: (to.0 - from.0).abs(), height: (to.1 - from.1).abs() };
    transform.flip_x ^= from.0 > to.0;
    transform.flip_y ^= from.1 > to.1;
}

/// Adjustments of connectors, in 21,600ths; those of other types have other meanings than in DrawingML.
fn adjust(raw: &mut Raw, values: &str) {
    let Geometry::Preset(preset) = &raw.geometry else { return };
    if !preset.starts_with("bentConnector") {
        return;
    }
    for (value, name) in values.split(',').zip(["adj1", "adj2", "adj3"]) {
        if let Ok(value) = value.trim().parse::<i32>() {
            raw.adjust.note(name, &format!("val {}", i64::from(value) * 100_000 / 21_600));
        }
    }
}

/// What is drawn: it may be switched off, and white is not seen on paper.
fn ink(switch: &str, colour: &str, otherwise: Ink) -> Ink {
    let colour = colour.split_whitespace().next().unwrap_or_default();
    match switch {
        "f" | "false" => Ink::None,
        _ if matches!(colour, "white" | "window" | "#fff" | "#ffffff" | "#FFFFFF") => Ink::None,
        _ if colour.is_empty() => otherwise,
        _ => Ink::Shown,
    }
}

/// An id that programs make is no name; LibreOffice writes the name as another attribute, Word the made id.
fn names(raw: &mut Raw, [id, name, made_id]: [&str; 3]) {
    let is_made = |id: &str| id.starts_with("_x0000_") || id.starts_with("shape_");
    raw.id = if made_id.is_empty() { id.into() } else { made_id.into() };
    raw.name = [name, id].into_iter().find(|name| !name.is_empty() && !is_made(name)).unwrap_or_default().into();
}

/// What stands in an object: its text, its strokes, a picture.
fn content(xml: &mut Xml<'_>, raw: &mut Raw) -> Result<(), XmlError> {
    let depth = xml.depth();
    while let Some(element) = begun(xml, depth)? {
        let is_off = || element.attribute("on").is_some_and(|on| matches!(&*on, "f" | "false"));
        let has_head = |name: &str| element.attribute(name).is_some_and(|head| head != "none");
        match element.name() {
            "stroke" => {
                raw.heads = [has_head("startarrow"), has_head("endarrow")];
                if is_off() {
                    raw.outline = Ink::None;
                }
            }
            "fill" if is_off() => raw.fill = Ink::None,
            "imagedata" => raw.geometry = Geometry::Picture,
            // Letters bent along a path: what watermarks are made of.
            "textpath" => {
                raw.text = element.attribute("string").unwrap_or_default().into_owned();
                (raw.outline, raw.fill) = (Ink::None, Ink::None);
            }
            "textbox" => {
                raw.text = text(xml)?;
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(())
}

/// `v:group` (14.1.2.7): its children lie in coordinates that are stretched over its box.
fn group(
    xml: &mut Xml<'_>,
    element: &Element<'_>,
    transform: Transform,
    outside: Outside,
    gathered: &mut Gathered,
) -> Result<(), XmlError> {
    let numbers = Outside::Group(Affine::NONE);
    let of = |name: &str| element.attribute(name).map(|pair| numbers.pair(&pair));
    let (x, y) = of("coordorigin").unwrap_or((0.0, 0.0));
    let (width, height) = of("coordsize").unwrap_or((1000.0, 1000.0));
    let inner = Some(Area { x, y, width, height });
    let inside = Outside::Group(Transform { inner, ..transform }.children().then(outside.affine()));
    let depth = xml.depth();
    while let Some(element) = begun(xml, depth)? {
        object(xml, &element, inside, gathered)?;
    }
    Ok(())
}
