//! Blocks → nodes of the draft, with their addresses and what is to be told of them.
//!
//! In: the blocks of one story after the other. Out: headings, paragraphs, lists and grids in the draft, within the limits.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::grid::{Grid, Placed};
use super::lists::{OpenList, Place};
use super::numbering::Mark;
use super::paragraph::{Entry, Note, Paragraph, Role, What};
use super::table::Table;
use super::walk::Block;
use crate::document::{NodeKind, UnseenKind};
use crate::reader::draft::Draft;
use crate::reader::{Counted, OfficeProblem, ProblemKind, ReadLimits};
use crate::source::address::Story;
use crate::source::{Address, Span};

/// Notes of one kind that are kept; more of them tell nobody more.
const MOST_NOTES: usize = 300;

/// Where blocks go.
pub(super) struct Sink<'l> {
    pub(super) draft: Draft,
    limits: &'l ReadLimits,
    /// The texts of the comments, by their ids.
    comments: FxHashMap<String, String>,
    story: Story,
    nodes: usize,
    /// Grids so far.
    tables: u32,
    lists: Vec<OpenList>,
    /// Paragraphs behind an entry of a list that may belong to it.
    pending: Vec<Paragraph>,
    told: FxHashMap<UnseenKind, usize>,
    is_full: bool,
}

impl<'l> Sink<'l> {
    pub(super) fn new(limits: &'l ReadLimits, comments: FxHashMap<String, String>) -> Self {
        Self {
            draft: Draft::new(),
            limits,
            comments,
            story: Story::Body,
            nodes: 0,
            tables: 0,
            lists: Vec::new(),
            pending: Vec::new(),
            told: FxHashMap::default(),
            is_full: false,
        }
    }

    /// Begins another story.
    pub(super) fn begin(&mut self, story: Story) {
        self.end_lists();
        self.story = story;
    }

    /// Whether a limit was reached; what comes now is not taken.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// Whether nothing was taken.
    pub(super) fn is_empty(&self) -> bool {
        self.nodes == 0 && self.draft.len() == 0
    }

    /// Notes at the end of what was taken that something was not read.
    pub(super) fn problem(&mut self, kind: ProblemKind) {
        self.end_lists();
        self.draft.problem(kind, Span::at(self.draft.len()));
    }

    /// Notes a part that was not read.
    pub(super) fn unread(&mut self, part: String) {
        self.problem(ProblemKind::Office(OfficeProblem::Part(part)));
    }

    /// Notes that there is more than may be taken.
    pub(super) fn too_many(&mut self) {
        if !std::mem::replace(&mut self.is_full, true) {
            self.problem(ProblemKind::TooManyNodes(self.limits.nodes));
        }
    }

    /// Whether a node with a text of that length can be taken.
    fn admits(&mut self, length: usize) -> bool {
        self.nodes += 1;
        if self.nodes > self.limits.nodes {
            self.too_many();
        } else if self.draft.len() + length > self.limits.text && !std::mem::replace(&mut self.is_full, true) {
            self.draft.problem(
                ProblemKind::Office(OfficeProblem::TooMuch(Counted::Text, self.limits.text >> 20)),
                Span::at(self.draft.len()),
            );
        }
        !self.is_full
    }

    pub(super) fn block(&mut self, block: Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Table(table) => self.table(table),
            Block::Begins(_) => self.end_lists(),
            Block::Tells(what) => self.tell(self.draft.len(), vec![Note { at: 0..0, what }], None),
        }
    }

    fn address(&self, paragraph: u32) -> Address {
        Address::Paragraph { story: self.story, paragraph }
    }

    fn paragraph(&mut self, paragraph: Paragraph) {
        match paragraph.role.clone() {
            Role::Entry(entry) => self.entry(paragraph, &entry),
            _ if paragraph.is_blank() => self.tell(self.draft.len(), paragraph.notes, None),
            Role::Plain(indent) if indent > 0 && !self.lists.is_empty() => self.pending.push(paragraph),
            Role::Plain(_) => self.leaf(NodeKind::Paragraph, paragraph),
            Role::Heading(level) => self.leaf(NodeKind::Heading(level), paragraph),
            Role::Contents => {
                self.end_lists();
                self.aside(paragraph);
            }
        }
    }

    /// Adds a paragraph that ends all lists.
    fn leaf(&mut self, kind: NodeKind, paragraph: Paragraph) {
        self.end_lists();
        self.add(kind, paragraph);
    }

    fn add(&mut self, kind: NodeKind, paragraph: Paragraph) {
        if !self.admits(paragraph.text.len()) {
            return;
        }
        let (start, address) = (self.draft.len(), self.address(paragraph.number));
        self.draft.leaf(kind, &paragraph.text, address.clone());
        self.tell(start, paragraph.notes, Some(address));
    }

    /// Adds a text that is seen and belongs to no node.
    pub(super) fn aside(&mut self, paragraph: Paragraph) {
        if paragraph.is_blank() || !self.admits(paragraph.text.len()) {
            return;
        }
        let (start, address) = (self.draft.len(), self.address(paragraph.number));
        self.draft.aside(&paragraph.text, address.clone());
        self.tell(start, paragraph.notes, Some(address));
    }

    fn entry(&mut self, paragraph: Paragraph, entry: &Entry) {
        self.take_pending(Some(entry));
        let place = Place::of(entry, &self.lists);
        match place {
            Place::In(at) => {
                self.close_lists(at + 1);
                self.draft.close();
            }
            Place::Below(at) => self.close_lists(at + 1),
            Place::Apart => self.close_lists(0),
        }
        let (number, mark) = match &entry.mark {
            Mark::Number(number, _) => (Some(*number), ""),
            Mark::Text(mark) => (None, mark.trim()),
            Mark::Bullet => (None, ""),
        };
        let space = if mark.is_empty() || paragraph.is_blank() { "" } else { " " };
        let text = format!("{mark}{space}{}", paragraph.text);
        if !matches!(place, Place::In(_)) {
            self.nodes += 1;
            self.draft.open(NodeKind::List);
            self.lists.push(OpenList::new(entry));
        }
        // A list is open without an entry from here on, until the entry is there.
        if !self.admits(text.len()) {
            self.draft.open_text(NodeKind::Item { number }, "", self.address(paragraph.number));
            return;
        }
        let (start, address) = (self.draft.len(), self.address(paragraph.number));
        self.draft.open_text(NodeKind::Item { number }, &text, address.clone());
        let from = text.len() - paragraph.text.len();
        let notes = paragraph.notes.into_iter().map(|note| note.moved(from)).collect();
        self.tell(start, notes, Some(address));
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

    fn end_lists(&mut self) {
        self.take_pending(None);
        self.close_lists(0);
    }

    fn close_lists(&mut self, keep: usize) {
        while self.lists.len() > keep {
            self.lists.pop();
            // The last entry, then the list.
            self.draft.close();
            self.draft.close();
        }
    }

    fn table(&mut self, table: Table) {
        self.end_lists();
        let mut waiting = VecDeque::from([table]);
        while let Some(table) = waiting.pop_front() {
            let mut grid = Grid::of(table);
            // A table in a table comes right behind it.
            for nested in std::mem::take(&mut grid.nested).into_iter().rev() {
                waiting.push_front(nested);
            }
            self.grid(grid);
        }
    }

    fn grid(&mut self, grid: Grid) {
        let is_blank = grid.is_blank();
        let table = self.tables;
        if !is_blank {
            if !self.admits(0) {
                return;
            }
            self.tables += 1;
            self.draft.open(NodeKind::Grid);
        }
        let mut cells = grid.cells.into_iter().peekable();
        for (row, news) in (0..).zip(&grid.rows) {
            let mut is_open = false;
            self.row_news(*news);
            while let Some(cell) = cells.next_if(|cell| cell.area.row == row) {
                let is_shown = !cell.text.text.is_empty() || cell.area.rows > 1 || cell.area.columns > 1;
                if is_blank || !is_shown {
                    self.tell(self.draft.len(), cell.text.notes, None);
                    continue;
                }
                if !is_open {
                    self.nodes += 1;
                    self.draft.open(NodeKind::Row);
                    is_open = true;
                }
                let (row, column) = (cell.area.row, cell.area.column);
                let header = grid.header.above(cell.area);
                self.cell(cell, Address::TableCell { table, row, column, header });
            }
            if is_open {
                self.draft.close();
            }
        }
        if !is_blank {
            self.draft.close();
        }
    }

    fn row_news(&mut self, news: super::grid::RowNews) {
        let here = Span::at(self.draft.len());
        if news.is_changed {
            self.unseen(UnseenKind::Change, here);
        }
        if news.hides_rows {
            self.unseen(UnseenKind::Row, here);
        }
    }

    fn cell(&mut self, cell: Placed, address: Address) {
        if !self.admits(cell.text.text.len()) {
            return;
        }
        let start = self.draft.len();
        self.draft.cell(cell.area, &cell.text.text, address.clone());
        self.tell(start, cell.text.notes, Some(address));
    }

    /// Tells the notes of a text that begins at `start` of the view.
    fn tell(&mut self, start: usize, notes: Vec<Note>, address: Option<Address>) {
        for note in notes {
            let span = Span::new(start + note.at.start, start + note.at.end);
            match note.what {
                What::Change => self.unseen(UnseenKind::Change, span),
                What::Hidden => self.unseen(UnseenKind::Text, span),
                What::Comment(id) => self.comment(&id, span, address.as_ref()),
                What::Unread(part) => {
                    self.draft.problem(ProblemKind::Office(OfficeProblem::Part(part)), Span::at(span.end as usize));
                }
            }
        }
    }

    /// A comment, with its text in the view at the address it is about.
    fn comment(&mut self, id: &str, near: Span, address: Option<&Address>) {
        let text = self.comments.remove(id).filter(|text| !text.is_empty() && self.draft.len() < self.limits.text);
        let address = address.cloned().unwrap_or_else(|| self.address(0));
        let span = text.map_or(near, |text| self.draft.aside(&text, address));
        self.unseen(UnseenKind::Comment, span);
    }

    fn unseen(&mut self, kind: UnseenKind, span: Span) {
        let told = self.told.entry(kind).or_default();
        *told += 1;
        if *told <= MOST_NOTES {
            self.draft.unseen(kind, span);
        }
    }
}
