//! Sets of rows or columns, kept as runs: a sheet may hide a million rows.

/// Rows or columns of a sheet, gathered in any order.
#[derive(Debug, Default)]
pub(in super::super) struct Runs {
    /// First and last of each run; sorted and apart from each other once settled.
    runs: Vec<(u32, u32)>,
}

impl Runs {
    /// Adds the lines from `first` to `last`.
    pub(in super::super) fn add(&mut self, first: u32, last: u32) {
        if last < first {
            return;
        }
        match self.runs.last_mut() {
            Some(run) if first >= run.0 && first <= run.1.saturating_add(1) => run.1 = run.1.max(last),
            _ => self.runs.push((first, last)),
        }
    }

    /// Puts the runs in order. [`Runs::cover`] answers only after this.
    pub(in super::super) fn settle(&mut self) {
        let mut runs = std::mem::take(&mut self.runs);
        runs.sort_unstable();
        runs.into_iter().for_each(|(first, last)| self.add(first, last));
    }

    /// Whether all of the `count` lines from `first` on are in the set.
    pub(in super::super) fn cover(&self, first: u32, count: u32) -> bool {
        let last = first.saturating_add(count.saturating_sub(1));
        let behind = self.runs.partition_point(|run| run.0 <= first);
        let run = behind.checked_sub(1).and_then(|at| self.runs.get(at));
        run.is_some_and(|run| last <= run.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_any_order_become_runs() {
        let mut runs = Runs::default();
        for (first, last) in [(9, 9), (2, 3), (4, 4), (3, 3), (20, 10)] {
            runs.add(first, last);
        }
        runs.settle();
        assert_eq!(runs.runs, [(2, 4), (9, 9)]);
        assert!(runs.cover(2, 3) && runs.cover(4, 1) && runs.cover(9, 1));
        assert!(!runs.cover(1, 1) && !runs.cover(4, 2) && !runs.cover(5, 1) && !runs.cover(10, 1));
    }
}
