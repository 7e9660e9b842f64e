//! DrawingML and VML → drawings: shapes with their places, connectors with the shapes they touch.
//!
//! In: the XML of a drawing, and the edges of the columns and rows it lies on. Out: nodes in the draft for every shape and
//! line, and the [`Drawing`] with their geometry. What is hidden is left out; what is too much is left out and reported.

mod custom;
mod form;
pub(super) mod item;
mod nearby;
mod nets;
mod objects;
mod properties;
mod sheet;
mod touch;
mod transform;
mod units;
mod vml;
pub(super) mod word;

pub(super) use units::with_unit;

use std::sync::Arc;

use super::draft::Draft;
use super::xml::{Xml, XmlError};
use super::{Counted, OfficeProblem, ProblemKind};
use crate::document::NodeId;
use crate::document::drawing::{Drawing, Shape};
use crate::source::{Address, Span};
use item::{Body, Item};
use nets::{Wire, connectors};
use objects::Gathered;
use touch::Touchable;
use word::Floating;

/// Rows of a drawing that are kept; no procedure is a hundredth as long.
const MOST_ROWS: usize = 200_000;
/// Columns a sheet can have.
const MOST_COLUMNS: usize = 16_384;

/// Edges of the columns and rows of a sheet in EMU: `columns[i]` is the left edge of column i.
#[derive(Debug, Clone, Default)]
pub(super) struct GridLines {
    pub(super) columns: Vec<i64>,
    pub(super) rows: Vec<i64>,
    /// Width of the columns beyond those.
    pub(super) column_width: i64,
    /// Height of the rows beyond those.
    pub(super) row_height: i64,
}

/// The sheet a drawing lies on.
#[derive(Debug, Clone)]
pub(super) struct Place<'p> {
    pub(super) grid: NodeId,
    pub(super) sheet: Arc<str>,
    pub(super) lines: &'p GridLines,
}

/// Reads the drawing part of a sheet (`xdr:wsDr`) and adds what it shows, at most `shapes_left` shapes and lines.
///
/// # Errors
/// The XML is broken; what stood before is added all the same.
pub(super) fn sheet(
    draft: &mut Draft,
    part: &str,
    depth: usize,
    place: Place<'_>,
    shapes_left: &mut usize,
) -> Result<(), XmlError> {
    let mut gathered = Gathered::new(*shapes_left);
    let result = sheet::read(&mut Xml::new(part, depth), place.lines, &mut gathered);
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

/// What a drawing lies on.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) grid: Option<NodeId>,
    pub(super) sheet: Option<Arc<str>>,
    pub(super) columns: Vec<i64>,
    pub(super) rows: Vec<i64>,
    pub(super) rows_are_sure: bool,
}

/// What floats over text, and where the corner of its box is on the page that is drawn on, in EMU.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) floating: Floating,
    pub(super) x: i64,
    pub(super) y: i64,
}

/// Adds what floats over one table, or beside running text, to the draft.
pub(super) fn place(draft: &mut Draft, page: Page, placed: Vec<Placed>) {
    let mut gathered = Gathered::new(usize::MAX);
    for (number, Placed { floating, x, y }) in placed.into_iter().enumerate() {
        gathered.is_cut |= floating.is_cut;
        // Ids are unique within one drawing only, and glue does not leave it.
        let items = floating.items.into_iter().map(|item| item.moved(x, y).in_drawing(number));
        items.for_each(|item| gathered.push(item));
    }
    draw(draft, page, gathered);
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

/// Adds what was gathered to the draft: its nodes, and the drawing with the connectors resolved.
fn draw(draft: &mut Draft, page: Page, gathered: Gathered) {
    let last_row = page.rows.last().copied().filter(|_| page.rows.len() > MOST_ROWS).unwrap_or(i64::MAX);
    let count = gathered.items.len();
    let items: Vec<Item> = gathered.items.into_iter().filter(|item| item.reach().y <= last_row).collect();
    let is_cut = gathered.is_cut || items.len() < count;
    let (mut shapes, mut ids, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    for item in items {
        let address = Address::Shape { sheet: page.sheet.clone(), name: (*item.name).into() };
        let node = draft.shape(&item.text, &item.name, address);
        match item.body {
            Body::Shape { form, frame } => {
                shapes.push(Shape { node, form, frame });
                ids.push(item.id);
            }
            Body::Line(line) => lines.push((node, line)),
        }
    }
    if is_cut {
        let most = draft.shapes();
        draft.problem(ProblemKind::Office(OfficeProblem::TooMuch(Counted::Shapes, most)), Span::at(draft.len()));
    }
    if shapes.is_empty() && lines.is_empty() {
        return;
    }
    let touchable = Touchable::new(&shapes, ids);
    let wires = lines.into_iter().map(|(node, line)| Wire { node, found: touchable.ends(&line), line });
    let connectors = connectors(&wires.collect::<Vec<_>>());
    let Page { grid, columns, rows, rows_are_sure, .. } = page;
    draft.draw(Drawing { grid, columns, rows, rows_are_sure, shapes, connectors });
}

#[cfg(test)]
mod tests;
