//! Merged ranges: which cells they cover, and how far their own cell reaches.
//!
//! In: the cells of a sheet by row and column, and its merged ranges. Out: the cells that are shown, each with the places it
//! covers. One sweep over the rows: a hundred thousand ranges cost no more than sorting them.

use std::collections::BTreeMap;

use super::{Budget, Cell, Text};
use crate::document::Area;

/// Ranges that reach into the row of the sweep, by their first column: last column and last row. They do not overlap.
#[derive(Default)]
struct Active(BTreeMap<u32, (u32, u32)>);

impl Active {
    /// Whether a range of the sweep reaches into the columns from `first` to `last` of `row`. Ranges that ended above are forgotten.
    fn reaches(&mut self, row: u32, first: u32, last: u32) -> bool {
        while let Some((&column, &(last_column, last_row))) = self.0.range(..=last).next_back() {
            if last_row >= row {
                return last_column >= first;
            }
            self.0.remove(&column);
        }
        false
    }

    fn enter(&mut self, range: Area) {
        self.0.insert(range.column, (last_column(range), range.row + (range.rows - 1)));
    }
}

fn last_column(range: Area) -> u32 {
    range.column + (range.columns - 1)
}

/// The cells as they are shown, and whether ranges overlap, so that it is not certain which one holds.
///
/// A covered cell is left out, whatever it holds. A range without text is a blank cell where it touches the box around all
/// texts; elsewhere it matters to nobody. Of overlapping ranges the one that begins first holds.
pub(in super::super) fn merge(cells: Vec<Cell>, mut ranges: Vec<Area>, budget: &mut Budget) -> (Vec<Cell>, bool) {
    if ranges.is_empty() {
        return (cells, false);
    }
    let Some(used) = used(&cells) else { return (Vec::new(), false) };
    ranges.retain(|range| (range.rows > 1 || range.columns > 1) && touch(*range, used));
    ranges.sort_by_key(|range| (range.row, range.column, range.rows, range.columns));
    ranges.dedup();
    let mut shown = Vec::with_capacity(cells.len());
    let mut active = Active::default();
    let mut overlap = false;
    let mut cells = cells.iter().peekable();
    let mut ranges = ranges.into_iter().peekable();
    loop {
        let place = |area: Area| (area.row, area.column);
        let cell = cells.peek().map(|cell| place(cell.area));
        let range = ranges.peek().map(|range| place(*range));
        let begins = range.is_some_and(|range| cell.is_none_or(|cell| range <= cell));
        if begins && let Some(range) = ranges.next() {
            if active.reaches(range.row, range.column, last_column(range)) {
                overlap = true;
                continue;
            }
            active.enter(range);
            let own = cells.next_if(|cell| place(cell.area) == place(range));
            if own.is_none() && !budget.take_cell() {
                break;
            }
            shown.push(Cell { area: range, text: own.map_or(Text::Blank, |cell| cell.text) });
        } else if let Some(cell) = cells.next() {
            let Area { row, column, .. } = cell.area;
            if !active.reaches(row, column, column) {
                shown.push(*cell);
            }
        } else {
            break;
        }
    }
    (shown, overlap)
}

/// The smallest box around all texts.
fn used(cells: &[Cell]) -> Option<Area> {
    let first = cells.first()?.area;
    let last = cells.last()?.area;
    let columns = cells.iter().map(|cell| cell.area.column);
    let (left, right) =
        columns.fold((first.column, first.column), |(left, right), column| (left.min(column), right.max(column)));
    Some(Area { row: first.row, column: left, rows: last.row - first.row + 1, columns: right - left + 1 })
}

fn touch(a: Area, b: Area) -> bool {
    let meet = |a: u32, a_count: u32, b: u32, b_count: u32| a < b + b_count && b < a + a_count;
    meet(a.row, a.rows, b.row, b.rows) && meet(a.column, a.columns, b.column, b.columns)
}
