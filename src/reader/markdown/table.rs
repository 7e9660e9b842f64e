//! The places of cells in a row of a table.
//!
//! In: the row and the ranges the parser gives for its cells. Out: a span for each cell, also where the row has none,
//! and the cells the parser leaves out.

use std::ops::Range;

use crate::source::Span;

/// A row whose cells are being read.
#[derive(Default)]
pub(super) struct OpenRow {
    row: Span,
    /// End of the last cell.
    last: u32,
}

impl OpenRow {
    pub(super) fn new(row: Span) -> Self {
        Self { row, last: row.start }
    }

    /// The span of the next cell: its text, or its place between the bars, or the end of a row that has too few.
    pub(super) fn cell(&mut self, view: &str, range: Range<usize>) -> Span {
        let end = self.row.end as usize;
        let range = range.start.min(end)..range.end.min(end);
        self.last = range.end as u32;
        let raw = &view[range.clone()];
        let text = raw.trim();
        if text.is_empty() {
            return Span::new(range.start, range.end);
        }
        let start = range.start + (raw.len() - raw.trim_start().len());
        Span::new(start, start + text.len())
    }

    /// The cells behind the last column.
    pub(super) fn surplus(&self, view: &str) -> Vec<Span> {
        let start = (self.last + 1).min(self.row.end) as usize;
        let rest = view.get(start..self.row.end as usize).unwrap_or("");
        let mut cells = Vec::new();
        let mut from = start;
        let mut escaped = false;
        for (at, character) in rest.char_indices().chain([(rest.len(), '|')]) {
            if character == '|' && !escaped {
                let raw = &view[from..start + at];
                let text = from + (raw.len() - raw.trim_start().len());
                cells.push(Span::new(text, text + raw.trim().len()));
                from = start + at + 1;
            }
            escaped = character == '\\' && !escaped;
        }
        // The bar at the end closes the last cell.
        cells.truncate(cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1));
        cells
    }
}
