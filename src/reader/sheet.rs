//! Sheets as the readers of spreadsheets find them, and how they become grids of the neutral document.
//!
//! In: the cells of one sheet in order, and which of its rows and columns are hidden. Out: a grid in the draft, with a note for
//! each hidden row and column that holds text. What a cell shows is decided by the reader of the format.

mod budget;
mod margins;
mod merges;
mod runs;
mod texts;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) use budget::Budget;
pub(super) use margins::{Printed, is_field};
pub(super) use merges::merge;
pub(super) use runs::Runs;
pub(super) use texts::{Texts, tidy};

use super::draft::Draft;
use super::{OfficeProblem, ProblemKind};
use crate::document::{Area, NodeId, NodeKind, UnseenKind};
use crate::source::address::cell_name;
use crate::source::{Address, Span};

/// Rows of a sheet, in every spreadsheet program of today.
pub(super) const MOST_ROWS: u32 = 1_048_576;
/// Columns of a sheet.
pub(super) const MOST_COLUMNS: u32 = 16_384;

/// A cell with what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    /// The places it covers.
    pub(super) area: Area,
    /// What it shows.
    pub(super) text: Text,
}

/// What a cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// Nothing; the cell is there because it covers several places.
    Blank,
    /// A text of this sheet.
    Own(u32),
    /// A text that the sheets of the file share.
    #[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "only sheets of Excel share texts, 2026-11"))]
    Shared(u32),
    /// A number of this sheet of which the program kept only the first digits.
    Inexact(u32),
    /// Something that cannot be read.
    Lost,
}

impl Text {
    /// The same text, which is not what was typed.
    pub(super) fn inexact(self) -> Self {
        match self {
            Self::Own(at) => Self::Inexact(at),
            other => other,
        }
    }
}

/// Whether a number, as it is shown, has more digits than the 15 that spreadsheet programs keep of it; the others are zeros,
/// whatever was typed.
pub(super) fn is_inexact(number: f64, shown: &str) -> bool {
    // `1.98E+17` says that there are more digits than it shows.
    number.abs() >= 1e15 && (shown.bytes().filter(u8::is_ascii_digit).count() > 15 || shown.contains("E+"))
}

/// One sheet, ready to be written.
pub(super) struct Sheet<'a> {
    pub(super) name: Arc<str>,
    /// Sorted by row and column; no place is covered twice.
    pub(super) cells: &'a [Cell],
    pub(super) own: &'a Texts,
    pub(super) shared: &'a Texts,
    pub(super) hidden_rows: &'a Runs,
    pub(super) hidden_columns: &'a Runs,
}

/// The first cell with text of each hidden row and column.
#[derive(Default)]
struct Hidden<'a> {
    rows: BTreeMap<u32, (Area, &'a str)>,
    columns: BTreeMap<u32, (Area, &'a str)>,
}

impl<'a> Sheet<'a> {
    /// Adds the grid of the sheet, then the notes about what is hidden in it.
    pub(super) fn write(&self, draft: &mut Draft, budget: &mut Budget) -> NodeId {
        let mut hidden = Hidden::default();
        let grid = draft.open(NodeKind::Grid);
        self.make_room(draft, budget);
        let mut row = None;
        for cell in self.cells {
            let text = self.text(cell);
            if self.is_hidden(cell, text, &mut hidden) {
                continue;
            }
            if !budget.has_room(draft, text) {
                break;
            }
            if row != Some(cell.area.row) {
                if row.is_some() {
                    draft.close();
                }
                row = Some(cell.area.row);
                draft.open(NodeKind::Row);
            }
            self.write_cell(draft, budget, cell, text);
        }
        if row.is_some() {
            draft.close();
        }
        draft.close();
        self.note_hidden(draft, budget, &hidden);
        grid
    }

    fn make_room(&self, draft: &mut Draft, budget: &Budget) {
        let rows = self.cells.chunk_by(|one, next| one.area.row == next.area.row).count();
        let text = self.cells.iter().map(|cell| self.text(cell).len()).sum();
        if budget.may_hold(draft.len() + text) {
            draft.expect_cells(rows, self.cells.len(), text);
        }
    }

    fn write_cell(&self, draft: &mut Draft, budget: &mut Budget, cell: &Cell, text: &str) {
        let start = draft.len();
        let Area { row, column, .. } = cell.area;
        draft.cell(cell.area, text, self.address(row, column));
        if matches!(cell.text, Text::Inexact(_)) {
            draft.inexact(Span::new(start, start + text.len()));
        }
        if cell.text == Text::Lost && budget.may_tell() {
            let part = format!("{}!{}", self.name, cell_name(row, column));
            draft.problem(ProblemKind::Office(OfficeProblem::Part(part)), Span::at(start));
        }
    }

    fn text(&self, cell: &Cell) -> &'a str {
        match cell.text {
            Text::Own(at) | Text::Inexact(at) => self.own.get(at).unwrap_or_default(),
            Text::Shared(at) => self.shared.get(at).unwrap_or_default(),
            Text::Blank | Text::Lost => "",
        }
    }

    /// Whether no place of the cell is shown; a merged cell is shown as long as one of its rows and columns is.
    fn is_hidden(&self, cell: &Cell, text: &'a str, hidden: &mut Hidden<'a>) -> bool {
        let Area { row, column, rows, columns } = cell.area;
        let (into, line) = if self.hidden_rows.cover(row, rows) {
            (&mut hidden.rows, row)
        } else if self.hidden_columns.cover(column, columns) {
            (&mut hidden.columns, column)
        } else {
            return false;
        };
        if !text.is_empty() {
            into.entry(line).or_insert((cell.area, text));
        }
        true
    }

    fn note_hidden(&self, draft: &mut Draft, budget: &mut Budget, hidden: &Hidden<'_>) {
        let rows = hidden.rows.values().map(|first| (UnseenKind::Row, first));
        let columns = hidden.columns.values().map(|first| (UnseenKind::Column, first));
        for (kind, (area, text)) in rows.chain(columns) {
            self.note(draft, budget, kind, (area.row, area.column), text);
        }
    }

    /// Notes something that is not seen on paper, by a text of its own.
    pub(super) fn note(
        &self,
        draft: &mut Draft,
        budget: &mut Budget,
        kind: UnseenKind,
        (row, column): (u32, u32),
        text: &str,
    ) {
        let text = tidy(text);
        if !text.trim().is_empty() && budget.has_room(draft, &text) {
            let span = draft.aside(&text, self.address(row, column));
            draft.unseen(kind, span);
        }
    }

    /// Notes that the whole sheet is hidden, if there is anything to be seen in it; one without a name by its first text.
    pub(super) fn note_hidden_sheet(&self, draft: &mut Draft, budget: &mut Budget) {
        let Some(first) = self.cells.iter().find(|cell| cell.text != Text::Blank) else { return };
        if self.name.trim().is_empty() {
            self.note(draft, budget, UnseenKind::Sheet, (first.area.row, first.area.column), self.text(first));
        } else {
            self.note(draft, budget, UnseenKind::Sheet, (0, 0), &self.name);
        }
    }

    fn address(&self, row: u32, column: u32) -> Address {
        Address::Cell { sheet: Arc::clone(&self.name), row, column }
    }
}

/// Notes that parts of a file that belong to a sheet cannot be read, at a piece that holds the name of the sheet.
pub(super) fn miss(draft: &mut Draft, sheet: &Arc<str>, parts: impl IntoIterator<Item = String>) {
    let mut span = None;
    for part in parts {
        let address = || Address::Cell { sheet: Arc::clone(sheet), row: 0, column: 0 };
        let span = *span.get_or_insert_with(|| draft.aside(sheet, address()));
        draft.problem(ProblemKind::Office(OfficeProblem::Part(part)), span);
    }
}

#[cfg(test)]
pub(crate) mod tests;
