//! Sheets and tables of a word processor → steps, identity, records.
//!
//! In: a grid whose cells lie anywhere. Out: every table of steps in it, the identity fields around them, and where steps and
//! lanes lie, for [`super::chart`]. A grid under a heading that names a field holds the records of that field. Nothing is known
//! here of the format: a sheet and a table are read alike.

mod flow;
mod labels;
mod values;

use rustc_hash::FxHashMap;

use super::fill::Filler;
use super::outline::Current;
use super::tables;
use crate::document::{Area, NodeId};
use crate::sop::model::Document;
use crate::source::SpannedText;

pub(super) use flow::{FlowColumn, FlowPlace};

/// Places of one merged cell that are entered one by one; a larger one is found by search.
const MOST_PLACES: u64 = 4_096;

/// The cells of a grid, found by their places.
pub(super) struct Grid<'a> {
    pub(super) node: NodeId,
    /// In reading order.
    cells: Vec<GridCell<'a>>,
    places: FxHashMap<(u32, u32), CellId>,
    /// Merged cells too large to enter their places.
    large: Vec<CellId>,
    /// The rows that hold something, in order.
    rows: Vec<u32>,
}

/// Index of a cell in its [`Grid`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct CellId(u32);

/// A cell.
pub(super) struct GridCell<'a> {
    pub(super) area: Area,
    /// Without white space around it.
    pub(super) text: SpannedText<'a>,
}

impl<'a> Grid<'a> {
    fn read(filler: &Filler<'_, 'a>, node: NodeId) -> Self {
        let source = filler.source;
        let mut grid =
            Self { node, cells: Vec::new(), places: FxHashMap::default(), large: Vec::new(), rows: Vec::new() };
        for cell in source.children(node).flat_map(|row| source.children(row)) {
            if let Some(area) = source.area(cell) {
                grid.add(area, source.node(cell).text.trimmed(source.view));
            }
        }
        grid.rows.sort_unstable();
        grid.rows.dedup();
        grid
    }

    fn add(&mut self, area: Area, text: SpannedText<'a>) {
        let id = CellId(self.cells.len() as u32);
        if u64::from(area.rows) * u64::from(area.columns) > MOST_PLACES {
            self.large.push(id);
            self.places.insert((area.row, area.column), id);
        } else {
            let rows = area.row..area.row.saturating_add(area.rows);
            let places =
                rows.flat_map(|row| (area.column..area.column.saturating_add(area.columns)).map(move |c| (row, c)));
            self.places.extend(places.map(|place| (place, id)));
        }
        self.rows.push(area.row);
        self.cells.push(GridCell { area, text });
    }

    /// The cell that covers a place.
    fn at(&self, row: u32, column: u32) -> Option<CellId> {
        let covers = |id: &&CellId| self.cell(**id).area.covers(row, column);
        self.places.get(&(row, column)).or_else(|| self.large.iter().find(covers)).copied()
    }

    fn cell(&self, id: CellId) -> &GridCell<'a> {
        &self.cells[id.0 as usize]
    }

    fn text(&self, id: CellId) -> &str {
        self.cell(id).text.as_str()
    }

    fn ids(&self) -> impl Iterator<Item = CellId> + use<'a> {
        (0..self.cells.len() as u32).map(CellId)
    }

    /// The cells with a text that begin in a row, from left to right.
    fn written_in(&self, row: u32) -> impl Iterator<Item = CellId> + '_ {
        let from = self.cells.partition_point(|cell| cell.area.row < row);
        let ids = (from..self.cells.len()).map(|at| CellId(at as u32));
        ids.take_while(move |&id| self.cell(id).area.row == row).filter(|&id| !self.text(id).is_empty())
    }

    /// The first column behind all cells.
    fn width(&self) -> u32 {
        self.cells.iter().map(|cell| cell.area.column.saturating_add(cell.area.columns)).max().unwrap_or(0)
    }

    /// The rows that hold something, with a place for each column.
    fn dense(&self) -> Vec<Vec<SpannedText<'a>>> {
        let of_row = |&row: &u32| {
            let mut at = None;
            let mut texts = Vec::new();
            for id in (0..self.width().min(MOST_COLUMNS)).filter_map(|column| self.at(row, column)) {
                if at.replace(id) != Some(id) {
                    texts.push(self.cell(id).text.clone());
                }
            }
            texts
        };
        self.rows.iter().map(of_row).collect()
    }
}

/// Columns of a table of records that are looked at.
const MOST_COLUMNS: u32 = 64;

/// Reads a grid; false when nothing was made of it.
pub(super) fn read<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    node: NodeId,
    current: &Current<'a>,
) -> bool {
    let grid = Grid::read(filler, node);
    if grid.cells.iter().all(|cell| cell.text.as_str().is_empty()) {
        return true;
    }
    let found = flow::find(filler.vocabulary, &grid, filler.flow_header.as_ref());
    let phase = match current {
        Current::Steps(steps) => steps.phase.clone(),
        _ => None,
    };
    let is_taken = |id: CellId| found.iter().any(|table| table.holds(grid.cell(id).area));
    let labels = match current {
        // The cells below a heading are entries of its field, whatever words they begin with.
        Current::Field(_) if found.is_empty() => 0,
        _ => values::read(filler, model, &grid, &is_taken),
    };
    if let (Current::Field(label), true) = (current, found.is_empty()) {
        let mut rows = grid.dense().into_iter();
        if let Some(header) = rows.next() {
            tables::records(filler, model, header, rows.collect(), label);
        }
        return true;
    }
    let has_steps = !found.is_empty();
    for table in found {
        flow::steps(filler, model, &grid, table, phase.clone());
    }
    has_steps || labels > 1
}

#[cfg(test)]
pub(super) mod tests;
