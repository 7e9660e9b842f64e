//! Where an entry belongs among the lists that are open.
//!
//! In: the lists that are open, outermost first, and the entry. Out: how many of them stay open, and whether the entry goes
//! into the last of those or begins a list below its last entry.

use super::numbering::Series;
use super::paragraph::Entry;

/// How deep lists are nested at most; Word has nine levels, lists of several definitions may lie in each other.
const MOST_NESTED: usize = 16;

/// A list that is open, with its last entry open.
#[derive(Debug)]
pub(super) struct OpenList {
    series: Series,
    level: u8,
    /// Left indent of its entries, in twips.
    pub(super) indent: i64,
}

/// Where an entry belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Into that list.
    In(usize),
    /// Into a list of its own, below the last entry of that list.
    Below(usize),
    /// Into a list of its own, below nothing.
    Apart,
}

impl OpenList {
    pub(super) fn new(entry: &Entry) -> Self {
        Self { series: entry.series, level: entry.level, indent: entry.indent }
    }
}

impl Place {
    /// Finds the place of an entry: by the levels of its own list, else by how far it is indented, as it is seen.
    pub(super) fn of(entry: &Entry, lists: &[OpenList]) -> Self {
        let own = lists.iter().rposition(|list| list.series == entry.series && list.level <= entry.level);
        let above = own.or_else(|| lists.iter().rposition(|list| list.indent < entry.indent));
        match above {
            Some(at) if own.is_some() && lists[at].level == entry.level => Self::In(at),
            Some(at) if at + 1 >= MOST_NESTED => Self::In(at),
            Some(at) => Self::Below(at),
            None => Self::Apart,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::numbering::Mark;
    use super::*;

    fn entry(list: i64, level: u8, indent: i64) -> Entry {
        Entry { mark: Mark::Bullet, series: Series::of(list), level, indent }
    }

    #[test]
    fn entries_find_their_list_by_level_then_by_indent() {
        let open = |entries: &[&Entry]| entries.iter().map(|entry| OpenList::new(entry)).collect::<Vec<_>>();
        let outer = entry(1, 0, 720);
        for (lists, next, place) in [
            (open(&[]), entry(1, 0, 720), Place::Apart),
            (open(&[&outer]), entry(1, 0, 720), Place::In(0)),
            (open(&[&outer]), entry(1, 2, 720), Place::Below(0)),
            (open(&[&outer, &entry(1, 1, 900)]), entry(1, 0, 720), Place::In(0)),
            (open(&[&outer]), entry(2, 0, 1080), Place::Below(0)),
            (open(&[&outer, &entry(2, 0, 1080)]), entry(1, 0, 720), Place::In(0)),
            (open(&[&outer]), entry(2, 0, 720), Place::Apart),
            (open(&[&entry(1, 1, 900)]), entry(1, 0, 720), Place::Apart),
        ] {
            assert_eq!(Place::of(&next, &lists), place, "{next:?} among {lists:?}");
        }
    }
}
