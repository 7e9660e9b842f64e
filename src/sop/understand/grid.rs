//! Sheets and tables of a word processor → steps, identity, records.
//!
//! In: a grid whose cells lie anywhere. Out: every table of steps in it, the identity fields around them, and where steps and
//! lanes lie, for [`super::chart`]. A grid under a heading that names a field holds the records of that field. Nothing is known
//! here of the format: a sheet and a table are read alike.

mod flow;
mod held;
mod labels;
mod lines;
mod title;
mod values;

use rustc_hash::FxHashMap;

use super::fill::Filler;
use super::outline::Current;
use super::tables::{self, step_label};
use crate::document::{Area, NodeId};
use crate::sop::model::Document;
use crate::sop::record::TypeId;
use crate::sop::vocabulary::Label;
use crate::sop::{RemarkKind, Vocabulary};
use crate::source::{Span, SpannedText};

pub(super) use flow::{FlowColumn, FlowPlace};

/// Places of one merged cell that are entered one by one; a larger one is found by search.
const MOST_PLACES: u64 = 4_096;

/// The cells of a grid, found by their places.
pub(super) struct Grid<'a> {
    pub(super) node: NodeId,
    view: &'a str,
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
    node: NodeId,
    pub(super) area: Area,
    /// Without white space around it.
    pub(super) text: SpannedText<'a>,
}

impl<'a> Grid<'a> {
    fn read(filler: &Filler<'_, 'a>, node: NodeId) -> Self {
        let source = filler.source;
        let mut grid = Self {
            node,
            view: source.view,
            cells: Vec::new(),
            places: FxHashMap::default(),
            large: Vec::new(),
            rows: Vec::new(),
        };
        for cell in source.children(node).flat_map(|row| source.children(row)) {
            if let Some(area) = source.area(cell) {
                grid.add(cell, area, source.node(cell).text.trimmed(source.view));
            }
        }
        grid.rows.sort_unstable();
        grid.rows.dedup();
        grid
    }

    fn add(&mut self, node: NodeId, area: Area, text: SpannedText<'a>) {
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
        self.cells.push(GridCell { node, area, text });
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

    /// Where the first text stands.
    fn first_text(&self) -> Span {
        let written = self.cells.iter().find(|cell| !cell.text.as_str().is_empty());
        written.map_or_else(Span::default, |cell| cell.text.span())
    }

    /// The first column behind all cells.
    fn width(&self) -> u32 {
        self.cells.iter().map(|cell| cell.area.column.saturating_add(cell.area.columns)).max().unwrap_or(0)
    }

    /// The rows that hold something, with a place for each column; blank ones stand near the first cell of their row.
    fn dense(&self) -> Vec<Vec<SpannedText<'a>>> {
        let of_row = |&row: &u32| {
            let near = self.written_in(row).next().map_or_else(Span::default, |id| self.cell(id).text.span());
            let place = |column: u32| {
                let cell = self.at(row, column).map(|id| self.cell(id));
                // A cell over several columns is the one it begins in.
                let own = cell.filter(|cell| cell.area.column == column);
                own.map_or_else(|| SpannedText::nothing(near), |cell| cell.text.clone())
            };
            (0..self.width().min(MOST_COLUMNS)).map(place).collect()
        };
        self.rows.iter().map(of_row).collect()
    }

    /// The row that looks like the header of a table of steps, though nobody can tell what its columns are.
    fn unknown_header(&self, vocabulary: &Vocabulary) -> Option<u32> {
        let is_step = |id: CellId| step_label(vocabulary, self.text(id)).is_some();
        let looks_so = |row: &&u32| {
            let spans = self.written_in(**row).any(|id| vocabulary.spanning(self.text(id)).is_some());
            spans || self.written_in(**row).filter(|&id| is_step(id)).count() >= 3
        };
        self.rows.iter().find(looks_so).copied()
    }

    /// The list whose records a grid holds, when its first row names at least three of their fields.
    fn records_of(&self, filler: &Filler<'_, 'a>) -> Option<Label> {
        let first = *self.rows.first()?;
        let named = |ty: TypeId| {
            self.written_in(first).filter(|&id| filler.vocabulary.label(ty, self.text(id)).is_some()).count()
        };
        let lists = [(TypeId::Approval, "approvals"), (TypeId::Revision, "revisions")];
        let (_, list) = lists.into_iter().find(|(ty, _)| named(*ty) >= 3)?;
        let (field, _) = TypeId::Document.field(list)?;
        Some(Label { field, opens_as: None, standard: None })
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
    let mut grid = Grid::read(filler, node);
    let held = held::read(filler, &mut grid);
    filler.taken_grids.extend(held);
    if grid.cells.iter().all(|cell| cell.text.as_str().is_empty()) {
        return true;
    }
    let last = model.steps.items.last().and_then(|step| step.number.as_str().trim_end_matches(['.', ')']).parse().ok());
    let before = filler.flow_header.clone().map(|columns| flow::PageBefore { columns, last });
    let found = flow::find(filler.vocabulary, &grid, before.as_ref());
    let unknown = if found.is_empty() { grid.unknown_header(filler.vocabulary) } else { None };
    let records = match current {
        Current::Field(label) if found.is_empty() => Some(label.clone()),
        _ if found.is_empty() && unknown.is_none() => grid.records_of(filler),
        _ => None,
    };
    if let Some(label) = records {
        let mut rows = grid.dense().into_iter();
        if let Some(header) = rows.next() {
            tables::records(filler, model, header, rows.collect(), &label);
        }
        return true;
    }
    let phase = match current {
        Current::Steps(steps) => steps.phase.clone(),
        _ => None,
    };
    let is_taken = |id: CellId| {
        let area = grid.cell(id).area;
        unknown.is_some_and(|row| area.row >= row) || found.iter().any(|table| table.holds(area))
    };
    let labels = values::read(filler, model, &grid, &is_taken);
    let has_steps = !found.is_empty();
    for table in found {
        title::note(filler, model, &grid, table.first_row());
        flow::steps(filler, model, &grid, table, phase.clone());
    }
    if !has_steps && (unknown.is_some() || goes_on_with_steps(&grid, last)) && last.is_some() {
        // Other steps were read: these would be missed silently.
        filler.remark(RemarkKind::Unread, grid.first_text(), None);
    }
    has_steps || (labels > 1 && unknown.is_none())
}

/// Reads the identity fields of a grid alone.
pub(super) fn labels<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, node: NodeId) {
    let mut grid = Grid::read(filler, node);
    held::read(filler, &mut grid);
    let found = flow::find(filler.vocabulary, &grid, None);
    let is_taken = |id: CellId| found.iter().any(|table| table.holds(grid.cell(id).area));
    values::read(filler, model, &grid, &is_taken);
}

/// Whether a grid that was not understood bears the next number of a step in its first column.
fn goes_on_with_steps(grid: &Grid<'_>, last: Option<u32>) -> bool {
    let numbers = grid.rows.iter().filter_map(|&row| grid.written_in(row).next());
    let mut numbers = numbers.filter_map(|id| grid.text(id).trim_end_matches(['.', ')']).parse::<u32>().ok());
    last.is_some_and(|last| numbers.next() == Some(last.saturating_add(1)))
}

#[cfg(test)]
pub(super) mod tests;
