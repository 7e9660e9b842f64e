//! The drawings of a word processor: objects that float over its text (ECMA-376 part 1, 20.4; [MS-ODRAWXML] 2.3).
//!
//! In: the XML of a `w:drawing`, a `w:pict` or the alternatives of both. Out: what it holds, with boxes measured from its own
//! upper left corner, and what its anchor says of where that corner is. Where pages, columns and paragraphs are is for the
//! reader of the text to say.

use super::item::{Body, Geometry, Item, Raw};
use super::objects::{Anchoring, Gathered, Within};
use super::properties::{begun, length, named};
use super::transform::{Affine, Area, FAR, Point, coordinate};
use super::units::emu;
use super::{Page, draw, vml};
use crate::document::drawing::Frame;
use crate::reader::draft::Draft;
use crate::reader::xml::{Element, Xml, XmlError};

/// What floats at one anchor.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::reader) struct Floating {
    pub(in crate::reader) anchor: Anchor,
    /// Measured from the upper left corner of the anchored box.
    pub(in crate::reader) items: Vec<Item>,
    /// Whether there were more than may be read.
    pub(in crate::reader) is_cut: bool,
}

/// What is said of where a box lies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::reader) struct Anchor {
    pub(in crate::reader) x: Offset,
    pub(in crate::reader) y: Offset,
    /// Size in EMU before any turning.
    pub(in crate::reader) width: i64,
    pub(in crate::reader) height: i64,
    /// Whether it stands in the line like a letter, so that its offsets mean nothing.
    pub(in crate::reader) is_inline: bool,
    /// Whether columns and paragraphs are those of the cell of a table, if it is in one.
    pub(in crate::reader) is_in_cell: bool,
}

/// Where a box lies in one direction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::reader) struct Offset {
    pub(in crate::reader) from: Origin,
    pub(in crate::reader) at: At,
}

/// What an offset is measured from (20.4.3.4, 20.4.3.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::reader) enum Origin {
    /// The column or the paragraph the anchor stands in.
    #[default]
    Text,
    /// The line or the letter the anchor stands at.
    Line,
    /// The page.
    Page,
    /// The page without its margins.
    Margin,
    /// One of the margins.
    Edge,
}

/// Where a box lies from its origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader) enum At {
    /// So many EMU behind its start.
    Emu(i64),
    /// At its start.
    Start,
    /// In its middle.
    Centre,
    /// At its end.
    End,
}

impl Default for At {
    fn default() -> Self {
        Self::Emu(0)
    }
}

impl At {
    /// How far from the start of an origin of a length a box of a size lies, in EMU.
    pub(in crate::reader) fn offset(self, length: i64, size: i64) -> i64 {
        match self {
            Self::Emu(offset) => offset,
            Self::Start => 0,
            Self::Centre => length.saturating_sub(size) / 2,
            Self::End => length.saturating_sub(size),
        }
    }

    pub(super) fn aligned(word: &str) -> Option<Self> {
        Some(match word.trim() {
            "left" | "top" | "inside" => Self::Start,
            "center" => Self::Centre,
            "right" | "bottom" | "outside" => Self::End,
            _ => return None,
        })
    }
}

impl Origin {
    fn named(name: &str) -> Self {
        match name {
            "page" => Self::Page,
            "margin" => Self::Margin,
            "character" | "line" => Self::Line,
            "column" | "paragraph" => Self::Text,
            _ => Self::Edge,
        }
    }
}

/// What floats over text, and where the corner of its box is on the page that is drawn on, in EMU.
#[derive(Debug, Clone)]
pub(in crate::reader) struct Placed {
    pub(in crate::reader) floating: Floating,
    pub(in crate::reader) x: i64,
    pub(in crate::reader) y: i64,
}

/// Adds what floats over one table, or beside running text, to the draft.
pub(in crate::reader) fn place(draft: &mut Draft, page: Page, placed: Vec<Placed>) {
    let mut gathered = Gathered::new(usize::MAX);
    for (number, Placed { floating, x, y }) in placed.into_iter().enumerate() {
        gathered.is_cut |= floating.is_cut;
        // Ids are unique within one drawing only, and glue does not leave it.
        let items = floating.items.into_iter().map(|item| item.moved(x, y).in_drawing(number));
        items.for_each(|item| gathered.push(item));
    }
    draw(draft, page, gathered);
}

impl Item {
    /// The same, moved.
    fn moved(mut self, x: i64, y: i64) -> Self {
        let shift = |at: i64, by: i64| at.saturating_add(by).clamp(-(FAR as i64), FAR as i64);
        match &mut self.body {
            Body::Shape { frame, .. } => {
                let Frame { left, top, right, bottom } = *frame;
                *frame = Frame {
                    left: shift(left, x),
                    top: shift(top, y),
                    right: shift(right, x),
                    bottom: shift(bottom, y),
                };
            }
            Body::Line(line) => {
                line.path.iter_mut().for_each(|point| *point = Point { x: shift(point.x, x), y: shift(point.y, y) });
            }
        }
        self
    }

    /// The same, with ids that differ from those of the other drawings of a page.
    fn in_drawing(mut self, number: usize) -> Self {
        let unique = |id: &mut Box<str>| *id = format!("{number}/{id}").into();
        if !self.id.is_empty() {
            unique(&mut self.id);
        }
        if let Body::Line(line) = &mut self.body {
            line.glue.iter_mut().flatten().for_each(unique);
        }
        self
    }
}

/// Reads what has just begun: a `drawing`, a `pict`, an `object`, or an `AlternateContent` of them. Leaves it.
pub(in crate::reader) fn read(
    xml: &mut Xml<'_>,
    kind: &str,
    shapes_left: &mut usize,
) -> Result<Vec<Floating>, XmlError> {
    let mut found = Vec::new();
    match kind {
        "AlternateContent" => alternatives(xml, shapes_left, &mut found)?,
        "drawing" => drawing(xml, shapes_left, &mut found)?,
        "pict" | "object" => found = vml::read(xml, shapes_left)?,
        _ => xml.skip()?,
    }
    Ok(found)
}

/// Reads the first alternative that holds anything.
fn alternatives(xml: &mut Xml<'_>, shapes_left: &mut usize, found: &mut Vec<Floating>) -> Result<(), XmlError> {
    let depth = xml.depth();
    while let Some(element) = begun(xml, depth)? {
        match element.name() {
            "Choice" | "Fallback" if found.is_empty() => {}
            "Choice" | "Fallback" => xml.skip()?,
            kind => found.extend(read(xml, kind, shapes_left)?),
        }
    }
    Ok(())
}

fn drawing(xml: &mut Xml<'_>, shapes_left: &mut usize, found: &mut Vec<Floating>) -> Result<(), XmlError> {
    let depth = xml.depth();
    while let Some(element) = begun(xml, depth)? {
        match element.name() {
            "anchor" | "inline" => found.push(anchored(xml, &element, shapes_left)?),
            _ => xml.skip()?,
        }
    }
    Ok(())
}

/// `wp:anchor` (20.4.2.3) and `wp:inline` (20.4.2.8).
fn anchored(xml: &mut Xml<'_>, element: &Element<'_>, shapes_left: &mut usize) -> Result<Floating, XmlError> {
    let mut gathered = Gathered::new(*shapes_left);
    let mut anchor = Anchor {
        is_inline: element.name() == "inline",
        is_in_cell: element.is_on("layoutInCell"),
        ..Anchor::default()
    };
    let is_simple = element.is_on("simplePos");
    let mut known = Raw { geometry: Geometry::Preset("graphicFrame".into()), ..Raw::default() };
    let depth = xml.depth();
    while let Some(element) = begun(xml, depth)? {
        match element.name() {
            "simplePos" if is_simple => {
                let offset = |name| Offset { from: Origin::Page, at: At::Emu(length(&element, name) as i64) };
                (anchor.x, anchor.y) = (offset("x"), offset("y"));
            }
            "positionH" if !is_simple => anchor.x = position(xml, &element)?,
            "positionV" if !is_simple => anchor.y = position(xml, &element)?,
            "extent" => {
                (anchor.width, anchor.height) = (length(&element, "cx") as i64, length(&element, "cy") as i64);
            }
            "docPr" => {
                named(&mut known, &element);
                xml.skip()?;
            }
            // Places may be alternatives; the last one is for programs that know only offsets, like this one.
            "graphic" | "AlternateContent" | "Choice" | "Fallback" => {}
            "graphicData" => graphic(xml, &anchor, &mut known, &mut gathered)?,
            _ => xml.skip()?,
        }
    }
    *shapes_left = shapes_left.saturating_sub(gathered.items.len());
    Ok(Floating { anchor, items: gathered.items, is_cut: gathered.is_cut })
}

/// `wp:positionH` and `wp:positionV`. An offset in percent is written with another one for programs that know none.
fn position(xml: &mut Xml<'_>, element: &Element<'_>) -> Result<Offset, XmlError> {
    let mut offset =
        Offset { from: Origin::named(&element.attribute("relativeFrom").unwrap_or_default()), at: At::default() };
    let depth = xml.depth();
    while let Some(element) = begun(xml, depth)? {
        match element.name() {
            "posOffset" => offset.at = At::Emu(emu(&xml.text()?).map_or(0, |offset| coordinate(offset) as i64)),
            "align" => offset.at = At::aligned(&xml.text()?).unwrap_or_default(),
            _ => {}
        }
    }
    Ok(offset)
}

/// What an anchor holds: a shape, a group, a canvas, a picture; of anything else only the place.
fn graphic(xml: &mut Xml<'_>, anchor: &Anchor, known: &mut Raw, gathered: &mut Gathered) -> Result<(), XmlError> {
    let area = Area { x: 0.0, y: 0.0, width: anchor.width.max(0) as f64, height: anchor.height.max(0) as f64 };
    known.transform.area = area;
    let depth = xml.depth();
    let mut found = false;
    while let Some(element) = begun(xml, depth)? {
        let within = Within { outer: Affine::NONE, anchor: Anchoring::Text(area), known: Some(known) };
        found |= gathered.read(xml, element.name(), within)?;
    }
    if !found && !known.is_hidden {
        gathered.push(known.clone().item(Affine::NONE));
    }
    Ok(())
}
