//! The style of a VML element: where it lies (ECMA-376 part 4, 14.1.2.19, attribute `style`).
//!
//! In: `name:value` pairs as in CSS. Out: the box with its turning and mirroring, and what is said of its anchor.

use super::super::transform::{Area, FAR, Transform};
use super::super::word::{Anchor, At, Offset, Origin};
use super::Outside;
use crate::reader::xml::Element;

/// The style of one element.
pub(super) struct Style(String);

impl Style {
    pub(super) fn of(element: &Element<'_>) -> Self {
        Self(element.attribute("style").unwrap_or_default().into_owned())
    }

    fn get(&self, name: &str) -> Option<&str> {
        let pairs = self.0.split(';').filter_map(|pair| pair.split_once(':'));
        let mut found = pairs.filter(|(known, _)| known.trim().eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.trim())
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.get("visibility") == Some("hidden")
    }

    /// Box, turning and mirroring.
    pub(super) fn transform(&self, outside: Outside) -> Transform {
        let of = |name: &str| self.get(name).and_then(|text| outside.length(text));
        let within = |length: Option<f64>| length.unwrap_or_default().clamp(-FAR, FAR);
        // Margins place what floats over text; within groups there are none.
        let start = |margin: &str, side: &str| match outside {
            Outside::Page => within(of(margin)) + within(of(side)),
            Outside::Group(_) => within(of(side)),
        };
        let flip = self.get("flip").unwrap_or_default();
        Transform {
            area: Area {
                x: start("margin-left", "left"),
                y: start("margin-top", "top"),
                width: within(of("width")).max(0.0),
                height: within(of("height")).max(0.0),
            },
            inner: None,
            turn: self.get("rotation").map_or(0, turn),
            flip_x: flip.contains('x'),
            flip_y: flip.contains('y'),
        }
    }

    /// Where the box is anchored, whose place and size are known.
    pub(super) fn anchor(&self, transform: &Transform) -> Anchor {
        let Area { x, y, width, height } = transform.area;
        let offset = |align: &str, from: &str, place: f64| Offset {
            from: self.get(from).map_or(Origin::Text, origin),
            at: self.get(align).and_then(At::aligned).unwrap_or(At::Emu(place as i64)),
        };
        Anchor {
            x: offset("mso-position-horizontal", "mso-position-horizontal-relative", x),
            y: offset("mso-position-vertical", "mso-position-vertical-relative", y),
            width: width as i64,
            height: height as i64,
            is_inline: self.get("position") != Some("absolute"),
            is_in_cell: true,
        }
    }
}

fn origin(name: &str) -> Origin {
    match name {
        "page" => Origin::Page,
        "margin" => Origin::Margin,
        "char" | "line" => Origin::Line,
        "text" => Origin::Text,
        _ => Origin::Edge,
    }
}

/// Degrees, or 65,536ths of them with the unit `fd` → 60,000ths.
fn turn(text: &str) -> i64 {
    let (number, parts) = text.strip_suffix("fd").map_or((text, 1.0), |number| (number, 65_536.0));
    let degrees = number.trim().parse::<f64>().unwrap_or_default() / parts;
    (degrees * 60_000.0).round() as i64
}
