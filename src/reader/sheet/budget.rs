//! What the sheets of one file may cost in total.
//!
//! In: each cell and each text before it is taken. Out: whether it may be; at the end, the limits that were met.

use super::super::draft::Draft;
use super::super::{Counted, OfficeProblem, ProblemKind, ReadLimits};
use crate::source::Span;

/// What is left for the sheets of a file.
pub(in super::super) struct Budget {
    limits: ReadLimits,
    cells_left: usize,
    /// How many unreadable cells are still told one by one; the file is not whole after the first.
    tellings_left: usize,
    /// The limit that was met first. Nothing is read behind it.
    over: Option<(Counted, usize)>,
}

/// Unreadable cells that are told one by one. Whoever sees a hundred needs no more.
const MOST_TOLD: usize = 100;

impl Budget {
    pub(in super::super) fn new(limits: &ReadLimits) -> Self {
        Self { limits: *limits, cells_left: limits.cells, tellings_left: MOST_TOLD, over: None }
    }

    /// Whether one more cell may be taken.
    pub(in super::super) fn take_cell(&mut self) -> bool {
        if self.cells_left == 0 {
            self.stop(Counted::Cells, self.limits.cells);
            return false;
        }
        self.cells_left -= 1;
        true
    }

    /// Whether `text` fits behind what was written.
    pub(in super::super) fn has_room(&mut self, draft: &Draft, text: &str) -> bool {
        self.has_bytes(draft.len() + text.len() + 1)
    }

    /// Whether a view of that length is within the limit; nothing is stopped by asking.
    pub(super) fn may_hold(&self, length: usize) -> bool {
        length <= self.limits.text
    }

    /// Whether a view, or the texts of one sheet, may be that long.
    pub(in super::super) fn has_bytes(&mut self, length: usize) -> bool {
        if length > self.limits.text {
            self.stop(Counted::Text, self.limits.text >> 20);
            return false;
        }
        true
    }

    /// Whether a sheet may be read after `count` others.
    pub(in super::super) fn has_sheet(&mut self, count: usize) -> bool {
        if count >= self.limits.sheets {
            self.stop(Counted::Sheets, self.limits.sheets);
            return false;
        }
        true
    }

    /// Whether one more unreadable cell is told by itself.
    pub(super) fn may_tell(&mut self) -> bool {
        let may = self.tellings_left > 0;
        self.tellings_left = self.tellings_left.saturating_sub(1);
        may
    }

    fn stop(&mut self, what: Counted, most: usize) {
        self.over.get_or_insert((what, most));
    }

    /// Whether a limit was met, so that nothing more may be read.
    pub(in super::super) fn is_spent(&self) -> bool {
        self.over.is_some()
    }

    /// Tells which limit was met, at the end of what was read.
    pub(in super::super) fn tell(&self, draft: &mut Draft) {
        if let Some((what, most)) = self.over {
            let here = Span::at(draft.len());
            draft.problem(ProblemKind::Office(OfficeProblem::TooMuch(what, most)), here);
        }
    }
}
