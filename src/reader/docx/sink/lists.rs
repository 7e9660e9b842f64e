//! Numbered paragraphs → lists that lie in each other.
//!
//! In: the entries one after the other, and paragraphs between them. Out: lists with their entries in the draft. An entry goes
//! where its level, or else its indent, says it belongs among the lists that are open.

use super::Sink;
use crate::document::NodeKind;
use crate::reader::docx::numbering::{Mark, Series};
use crate::reader::docx::paragraph::{Entry, Paragraph, Role};

/// How deep lists are nested at most; Word has nine levels, lists of several definitions may lie in each other.
const MOST_NESTED: usize = 16;

/// A list that is open, with its last entry open.
#[derive(Debug)]
pub(super) struct OpenList {
    series: Series,
    level: u8,
    /// Left indent of its entries, in twips.
    indent: i64,
}

/// Where an entry belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Into that list.
    In(usize),
    /// Into a list of its own, below the last entry of that list.
    Below(usize),
    /// Into a list of its own, below nothing.
    Apart,
}

impl OpenList {
    fn new(entry: &Entry) -> Self {
        Self { series: entry.series, level: entry.level, indent: entry.indent }
    }
}

impl Place {
    /// Finds the place of an entry: by the levels of its own list, else by how far it is indented, as it is seen.
    fn of(entry: &Entry, lists: &[OpenList]) -> Self {
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

impl Sink<'_> {
    /// Adds an entry.
    pub(super) fn entry(&mut self, paragraph: Paragraph, entry: &Entry) {
        self.take_pending(Some(entry));
        let (number, mark) = match &entry.mark {
            Mark::Number(number, _) => (Some(*number), ""),
            Mark::Text(mark) => (None, mark.trim()),
            Mark::Bullet => (None, ""),
        };
        let space = if mark.is_empty() || paragraph.is_blank() { "" } else { " " };
        let text = format!("{mark}{space}{}", paragraph.text);
        if !self.admits(text.len()) {
            return;
        }
        self.open_place(entry);
        let (start, address) = (self.draft.len(), self.address(paragraph.number));
        let node = self.draft.open_text(NodeKind::Item { number }, &text, address.clone());
        if paragraph.is_set_off {
            self.draft.set_off(node);
        }
        let from = text.len() - paragraph.text.len();
        let notes = paragraph.notes.into_iter().map(|note| note.moved(from)).collect();
        self.tell(start, notes, Some(address));
    }

    /// Ends the lists, or the entry, that the next entry does not belong to, and begins the list it begins.
    fn open_place(&mut self, entry: &Entry) {
        match Place::of(entry, &self.lists) {
            Place::In(at) => {
                self.close_lists(at + 1);
                self.draft.close();
                return;
            }
            Place::Below(at) => self.close_lists(at + 1),
            Place::Apart => self.close_lists(0),
        }
        self.nodes += 1;
        self.draft.open(NodeKind::List);
        self.lists.push(OpenList::new(entry));
    }

    /// Puts the pending paragraphs in their place: below the entry before them, when they are indented like it and the next
    /// entry goes on with its list; else behind all lists.
    fn take_pending(&mut self, next: Option<&Entry>) {
        let pending = std::mem::take(&mut self.pending);
        let (Some(first), false) = (self.lists.first(), pending.is_empty()) else { return };
        let outermost = first.indent;
        let indent = |paragraph: &Paragraph| match paragraph.role {
            Role::Plain(indent) => indent,
            _ => 0,
        };
        let goes_on = next.is_some_and(|next| Place::of(next, &self.lists) != Place::Apart);
        let belongs = goes_on && pending.iter().all(|paragraph| indent(paragraph) >= outermost);
        if !belongs {
            self.close_lists(0);
        }
        for paragraph in pending {
            let keep = self.lists.iter().take_while(|list| list.indent <= indent(&paragraph)).count();
            self.close_lists(keep);
            self.add(NodeKind::Paragraph, paragraph);
        }
    }

    /// Ends all lists.
    pub(super) fn end_lists(&mut self) {
        self.take_pending(None);
        self.close_lists(0);
    }

    /// Ends all lists but the outermost `keep`.
    fn close_lists(&mut self, keep: usize) {
        while self.lists.len() > keep {
            self.lists.pop();
            // The last entry, then the list.
            self.draft.close();
            self.draft.close();
        }
    }
}

#[cfg(test)]
mod tests {
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
