//! Rows of a step table that are no steps.
//!
//! In: the cells of a row. Out: what the row is. Which field a cell goes to is the business of [`super::outline`].

use crate::source::SpannedText;

/// Whether a row counts the columns: `1 | 2 | 3`, `(1) | (2) | (3)`. Merged columns may be left out.
pub(super) fn counts_columns(cells: &[SpannedText<'_>]) -> bool {
    let filled: Vec<&str> = cells.iter().map(|cell| cell.as_str().trim()).filter(|cell| !cell.is_empty()).collect();
    filled.len() > 1 && filled.iter().enumerate().all(|(at, cell)| bare_number(cell) == Some(at + 1))
}

/// A number that stands alone, in brackets or with a full stop.
fn bare_number(cell: &str) -> Option<usize> {
    let digits = cell.trim_start_matches('(').trim_end_matches([')', '.']);
    digits.parse().ok()
}
