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
#[cfg(feature = "xlsx")]
mod sheet;
mod touch;
mod transform;
#[cfg(feature = "docx")]
mod vml;
#[cfg(feature = "docx")]
pub(super) mod word;

use std::sync::Arc;

use super::draft::Draft;
use super::units;
use super::{Counted, OfficeProblem, ProblemKind};
use crate::document::NodeId;
use crate::document::drawing::{Drawing, Shape};
use crate::source::{Address, Span};
use item::{Body, Item};
use nets::{Wire, connectors};
use objects::Gathered;
use touch::Touchable;

#[cfg(feature = "xlsx")]
pub(super) use sheet::{GridLines, Place, sheet};
#[cfg(feature = "docx")]
pub(super) use word::{Placed, place};

/// Rows of a drawing that are kept; no procedure is a hundredth as long.
const MOST_ROWS: usize = 200_000;
/// What a drawing lies on.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) grid: Option<NodeId>,
    pub(super) sheet: Option<Arc<str>>,
    pub(super) columns: Vec<i64>,
    pub(super) rows: Vec<i64>,
    pub(super) rows_are_sure: bool,
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

#[cfg(all(test, feature = "docx", feature = "xlsx"))]
mod tests;
