//! Properties of paragraphs, runs, rows and cells, as far as they say what is to be read.
//!
//! In: the walk behind the start of `w:pPr`, `w:rPr`, `w:trPr` or `w:tcPr`. Out: a struct, the walk behind their end. What the
//! properties were before a change of the format is passed over.

use super::numbering::ListId;
use crate::reader::xml::{Element, Token, Xml, XmlError};

/// Of a paragraph (ECMA-376 part 1, 17.3.1.26).
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphProperties {
    pub(super) style: Option<String>,
    pub(super) list: Option<ListId>,
    pub(super) level: Option<u8>,
    /// Level of the outline, 0 being the highest and 9 none.
    pub(super) outline: Option<u8>,
    /// Indent of the text, in twips.
    pub(super) indent: Option<i64>,
    /// Whether its end was deleted: what follows belongs to it.
    pub(super) end_is_deleted: bool,
    /// Whether its end was inserted.
    pub(super) end_is_inserted: bool,
}

/// Of a run (17.3.2.28).
#[derive(Debug, Clone, Default)]
pub(super) struct RunProperties {
    pub(super) style: Option<String>,
    pub(super) is_hidden: Option<bool>,
    pub(super) is_bold: Option<bool>,
    pub(super) font: Option<String>,
}

/// Of a row (17.4.82).
#[derive(Debug, Clone, Default)]
pub(super) struct RowProperties {
    /// Columns of the grid in front of the first cell.
    pub(super) before: u32,
    pub(super) is_header: bool,
    pub(super) is_hidden: bool,
    pub(super) is_deleted: bool,
    pub(super) is_inserted: bool,
    pub(super) height: Option<Height>,
}

/// The height of a row (17.4.81), in twips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Height {
    /// It is that high.
    Exact(i64),
    /// It is at least that high.
    AtLeast(i64),
}

/// Of a cell (17.4.70).
#[derive(Debug, Clone, Default)]
pub(super) struct CellProperties {
    pub(super) columns: u32,
    /// How it is merged with the cell above.
    pub(super) down: Merge,
    /// How it is merged with the cell before.
    pub(super) along: Merge,
    pub(super) is_deleted: bool,
    pub(super) is_changed: bool,
}

/// A part of a merged cell (17.18.57).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Merge {
    /// None.
    #[default]
    Alone,
    /// The first.
    Begins,
    /// A later one.
    GoesOn,
}

/// Whether a property that needs no value is set (17.17.4).
pub(super) fn is_set(element: &Element<'_>) -> bool {
    element.attribute("val").is_none_or(|value| !matches!(&*value, "0" | "false" | "off"))
}

/// The left indent of `w:ind`; `start` is its name in newer files.
pub(super) fn left(element: &Element<'_>) -> Option<i64> {
    element.number("left").or(element.number("start"))
}

/// A count that no table of Word can exceed (17.4.17 allows 63 columns).
fn columns(element: &Element<'_>) -> u32 {
    const MOST: i64 = 1024;
    element.number("val").unwrap_or(1).clamp(0, MOST) as u32
}

fn value(element: &Element<'_>) -> Option<String> {
    element.attribute("val").map(Into::into)
}

/// Hands every element below the one that was begun last to `take`, and leaves it. What `take` refuses is passed over.
fn each(xml: &mut Xml<'_>, mut take: impl FnMut(&Element<'_>) -> bool) -> Result<(), XmlError> {
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        match xml.next()? {
            Some(Token::Start(element)) if !take(&element) => xml.skip()?,
            Some(_) => {}
            None => break,
        }
    }
    Ok(())
}

/// Whether a control shows a placeholder for what is to be entered into it (17.5.2.39).
pub(super) fn shows_placeholder(xml: &mut Xml<'_>) -> Result<bool, XmlError> {
    let mut shows = false;
    each(xml, |element| {
        shows |= element.name() == "showingPlcHdr" && is_set(element);
        true
    })?;
    Ok(shows)
}

impl ParagraphProperties {
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, XmlError> {
        let mut found = Self::default();
        each(xml, |element| found.take(element))?;
        Ok(found)
    }

    /// Takes up one property; false for what holds none of this paragraph.
    pub(super) fn take(&mut self, element: &Element<'_>) -> bool {
        let level = || element.number("val").map(|level| level.clamp(0, 9) as u8);
        match element.name() {
            "pPrChange" | "rPrChange" | "sectPr" => return false,
            "pStyle" => self.style = value(element),
            "numId" => self.list = element.number("val").map(ListId),
            "ilvl" => self.level = level(),
            "outlineLvl" => self.outline = level(),
            "ind" => self.indent = left(element).or(self.indent),
            "del" | "moveFrom" => self.end_is_deleted = true,
            "ins" | "moveTo" => self.end_is_inserted = true,
            _ => {}
        }
        true
    }
}

impl RunProperties {
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, XmlError> {
        let mut found = Self::default();
        each(xml, |element| found.take(element))?;
        Ok(found)
    }

    pub(super) fn take(&mut self, element: &Element<'_>) -> bool {
        match element.name() {
            "rPrChange" => return false,
            "rStyle" => self.style = value(element),
            "vanish" => self.is_hidden = Some(is_set(element)),
            "b" => self.is_bold = Some(is_set(element)),
            "rFonts" => {
                let font = element.attribute("ascii").or_else(|| element.attribute("hAnsi"));
                self.font = font.map(Into::into).or(self.font.take());
            }
            _ => {}
        }
        true
    }
}

impl RowProperties {
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, XmlError> {
        let mut found = Self::default();
        each(xml, |element| {
            match element.name() {
                "trPrChange" => return false,
                "gridBefore" => found.before = columns(element),
                "tblHeader" => found.is_header = is_set(element),
                "hidden" => found.is_hidden = is_set(element),
                "del" | "moveFrom" => found.is_deleted = true,
                "ins" | "moveTo" => found.is_inserted = true,
                "trHeight" => found.height = height(element),
                _ => {}
            }
            true
        })?;
        Ok(found)
    }
}

fn height(element: &Element<'_>) -> Option<Height> {
    let twips = element.number("val").filter(|twips| *twips > 0)?;
    let is_exact = element.attribute("hRule").is_some_and(|rule| rule == "exact");
    Some(if is_exact { Height::Exact(twips) } else { Height::AtLeast(twips) })
}

impl CellProperties {
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, XmlError> {
        let mut found = Self { columns: 1, ..Self::default() };
        each(xml, |element| {
            match element.name() {
                "tcPrChange" => return false,
                "gridSpan" => found.columns = columns(element).max(1),
                "vMerge" => found.down = merge(element),
                "hMerge" => found.along = merge(element),
                "cellDel" => found.is_deleted = true,
                "cellIns" | "cellMerge" => found.is_changed = true,
                _ => {}
            }
            true
        })?;
        Ok(found)
    }
}

fn merge(element: &Element<'_>) -> Merge {
    match element.attribute("val") {
        Some(value) if value == "restart" => Merge::Begins,
        _ => Merge::GoesOn,
    }
}
