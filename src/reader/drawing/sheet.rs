//! The drawing of a sheet: objects at their anchors (ECMA-376 part 1, 20.5).
//!
//! In: the XML of a drawing part and the edges of the columns and rows of its sheet. Out: what it shows, in the draft.

use std::sync::Arc;

use super::item::Item;
use super::objects::{Anchoring, Gathered, Within};
use super::properties::{begun, length};
use super::transform::{Affine, Area, coordinate};
use super::units::emu;
use super::{MOST_ROWS, Page, draw};
use crate::document::NodeId;
use crate::reader::draft::Draft;
use crate::reader::xml::{Element, Xml, XmlError};

/// The last column and row a sheet can have, counted from 0 (ECMA-376 part 1, 18.3.1.73).
const LAST_COLUMN: i64 = 16_383;
const LAST_ROW: i64 = 1_048_575;

/// Columns a sheet can have.
const MOST_COLUMNS: usize = 16_384;

/// Edges of the columns and rows of a sheet in EMU: `columns[i]` is the left edge of column i.
#[derive(Debug, Clone, Default)]
pub(in crate::reader) struct GridLines {
    pub(in crate::reader) columns: Vec<i64>,
    pub(in crate::reader) rows: Vec<i64>,
    /// Width of the columns beyond those.
    pub(in crate::reader) column_width: i64,
    /// Height of the rows beyond those.
    pub(in crate::reader) row_height: i64,
}

/// The sheet a drawing lies on.
#[derive(Debug, Clone)]
pub(in crate::reader) struct Place<'p> {
    pub(in crate::reader) grid: NodeId,
    pub(in crate::reader) sheet: Arc<str>,
    pub(in crate::reader) lines: &'p GridLines,
}

/// Reads the drawing part of a sheet (`xdr:wsDr`) and adds what it shows, at most `shapes_left` shapes and lines.
///
/// # Errors
/// The XML is broken; what stood before is added all the same.
pub(in crate::reader) fn sheet(
    draft: &mut Draft,
    part: &str,
    depth: usize,
    place: Place<'_>,
    shapes_left: &mut usize,
) -> Result<(), XmlError> {
    let mut gathered = Gathered::new(*shapes_left);
    let result = read(&mut Xml::new(part, depth), place.lines, &mut gathered);
    *shapes_left = shapes_left.saturating_sub(gathered.items.len());
    let GridLines { columns, rows, column_width, row_height } = place.lines;
    let reach = gathered.items.iter().map(Item::reach);
    let (right, bottom) = reach.fold((0, 0), |(x, y), item| (item.x.max(x), item.y.max(y)));
    let page = Page {
        grid: Some(place.grid),
        sheet: Some(place.sheet),
        columns: edges(columns, *column_width, right, MOST_COLUMNS),
        rows: edges(rows, *row_height, bottom, MOST_ROWS),
        rows_are_sure: true,
    };
    draw(draft, page, gathered);
    result
}

/// The known edges, and as many more as are needed to reach a point.
fn edges(known: &[i64], size: i64, reach: i64, most: usize) -> Vec<i64> {
    let mut edges: Vec<i64> = known.iter().copied().take(most + 1).collect();
    if edges.is_empty() {
        edges.push(0);
    }
    while let Some(&last) = edges.last()
        && last <= reach
        && size > 0
        && edges.len() <= most
    {
        edges.push(last.saturating_add(size));
    }
    edges
}

/// Reads a whole part. What was gathered before an error stays.
fn read(xml: &mut Xml<'_>, lines: &GridLines, gathered: &mut Gathered) -> Result<(), XmlError> {
    while !gathered.is_cut
        && let Some(element) = begun(xml, 0)?
    {
        if matches!(element.name(), "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor") {
            anchored(xml, lines, gathered)?;
            continue;
        }
        // Anchors themselves may be alternatives: the objects of old form controls are.
        if element.name() == "AlternateContent" {
            alternatives(xml, lines, gathered)?;
        }
    }
    Ok(())
}

fn alternatives(xml: &mut Xml<'_>, lines: &GridLines, gathered: &mut Gathered) -> Result<(), XmlError> {
    let depth = xml.depth();
    let mut found = false;
    while let Some(element) = begun(xml, depth)? {
        match element.name() {
            "Choice" | "Fallback" if !found => {}
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => found |= anchored(xml, lines, gathered)?,
            _ => xml.skip()?,
        }
    }
    Ok(())
}

/// What an anchor says of a place; which of it stands there depends on its kind.
#[derive(Default)]
struct Anchor {
    from: (i64, i64),
    to: Option<(i64, i64)>,
    size: (f64, f64),
}

impl Anchor {
    fn area(&self) -> Area {
        let (x, y) = (coordinate(self.from.0), coordinate(self.from.1));
        let (width, height) = match self.to {
            Some((right, bottom)) => (coordinate(right) - x, coordinate(bottom) - y),
            None => self.size,
        };
        Area { x, y, width: width.max(0.0), height: height.max(0.0) }
    }
}

/// Reads an anchor with its object. Tells whether there was one.
fn anchored(xml: &mut Xml<'_>, lines: &GridLines, gathered: &mut Gathered) -> Result<bool, XmlError> {
    let depth = xml.depth();
    let mut anchor = Anchor::default();
    let mut found = false;
    while let Some(element) = begun(xml, depth)? {
        match element.name() {
            "from" => anchor.from = marker(xml, lines)?,
            "to" => anchor.to = Some(marker(xml, lines)?),
            "pos" => anchor.from = (length(&element, "x") as i64, length(&element, "y") as i64),
            "ext" => anchor.size = (length(&element, "cx"), length(&element, "cy")),
            kind => {
                let within = Within { outer: Affine::NONE, anchor: Anchoring::Cells(anchor.area()), known: None };
                found |= gathered.read(xml, kind, within)?;
            }
        }
    }
    Ok(found)
}

/// A point as a cell and the way from its corner (20.5.2.5).
fn marker(xml: &mut Xml<'_>, lines: &GridLines) -> Result<(i64, i64), XmlError> {
    let depth = xml.depth();
    let (mut column, mut row, mut across, mut down) = (0, 0, 0, 0);
    while let Some(element) = begun(xml, depth)? {
        let slot = match slot(&element) {
            Some(Slot::Column) => &mut column,
            Some(Slot::Row) => &mut row,
            Some(Slot::Across) => &mut across,
            Some(Slot::Down) => &mut down,
            None => continue,
        };
        *slot = emu(&xml.text()?).unwrap_or_default();
    }
    let x = within_line(&lines.columns, lines.column_width, column.clamp(0, LAST_COLUMN), across);
    let y = within_line(&lines.rows, lines.row_height, row.clamp(0, LAST_ROW), down);
    Ok((x, y))
}

enum Slot {
    Column,
    Row,
    Across,
    Down,
}

fn slot(element: &Element<'_>) -> Option<Slot> {
    Some(match element.name() {
        "col" => Slot::Column,
        "row" => Slot::Row,
        "colOff" => Slot::Across,
        "rowOff" => Slot::Down,
        _ => return None,
    })
}

/// A place in a column or row: like Excel, never beyond its end, though the file may say so.
fn within_line(edges: &[i64], size: i64, index: i64, offset: i64) -> i64 {
    let start = edge(edges, size, index);
    let end = edge(edges, size, index + 1).max(start);
    start.saturating_add(offset.max(0)).min(end)
}

/// The edge before a column or row, known or beyond the known ones.
fn edge(edges: &[i64], size: i64, index: i64) -> i64 {
    let at = usize::try_from(index).unwrap_or_default();
    edges.get(at).copied().unwrap_or_else(|| {
        let last = edges.last().copied().unwrap_or_default();
        let beyond = index.saturating_sub((edges.len() as i64 - 1).max(0));
        last.saturating_add(beyond.saturating_mul(size.max(0)))
    })
}
