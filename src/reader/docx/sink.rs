//! Blocks → nodes of the draft, with their addresses and what is to be told of them.
//!
//! In: the blocks of one story after the other. Out: headings, paragraphs, lists and grids in the draft, within the limits.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::grid::{Grid, Placed};
use super::layout::{Hosted, Layout, PageArea, beside_text};
use super::lists::{OpenList, Place};
use super::numbering::Mark;
use super::paragraph::{Entry, Note, Paragraph, Role, What, has_label};
use super::table::Table;
use super::walk::Block;
use crate::document::{NodeId, NodeKind, UnseenKind};
use crate::reader::draft::Draft;
use crate::reader::drawing::item::{Body, Item};
use crate::reader::drawing::word::Floating;
use crate::reader::drawing::{self, Page};
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
    page: PageArea,
    /// What is anchored in the paragraph before this block, and may lie on the table behind it.
    above: Vec<Floating>,
    is_full: bool,
}

impl<'l> Sink<'l> {
    pub(super) fn new(limits: &'l ReadLimits, comments: FxHashMap<String, String>, page: PageArea) -> Self {
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
            page,
            above: Vec::new(),
            is_full: false,
        }
    }

    /// Begins another story.
    pub(super) fn begin(&mut self, story: Story) {
        self.draw_above();
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
            Block::Table(table) => return self.table(table),
            Block::Paragraph(_) | Block::Begins(_) | Block::Tells(_) => self.draw_above(),
        }
        match block {
            Block::Table(_) => {}
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Begins(_) => self.end_lists(),
            Block::Tells(what) => self.tell(self.draft.len(), vec![Note { at: 0..0, what }], None),
        }
    }

    fn address(&self, paragraph: u32) -> Address {
        Address::Paragraph { story: self.story, paragraph }
    }

    fn paragraph(&mut self, mut paragraph: Paragraph) {
        let floating = std::mem::take(&mut paragraph.floating);
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
        self.above = floating;
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
        for item in paragraph.floating.iter().flat_map(|floating| &floating.items) {
            if !item.text.trim().is_empty() && self.admits(item.text.len()) {
                self.draft.aside(&item.text, shape(item));
            }
        }
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
        let mut above = std::mem::take(&mut self.above);
        while let Some(table) = waiting.pop_front() {
            let mut grid = Grid::of(table, !above.is_empty());
            // A table in a table comes right behind it.
            for nested in std::mem::take(&mut grid.nested).into_iter().rev() {
                waiting.push_front(nested);
            }
            self.grid(grid, std::mem::take(&mut above));
        }
    }

    fn grid(&mut self, mut grid: Grid, above: Vec<Floating>) {
        if !grid.is_blank() && !self.admits(0) {
            return;
        }
        let floating = std::mem::take(&mut grid.floating);
        let layout = grid.layout.take();
        let node = self.rows(grid, !floating.is_empty());
        match (node, layout) {
            (Some(node), Some(layout)) => self.draw_on(node, layout, floating, above),
            _ => self.above = above,
        }
        self.draw_above();
    }

    /// Adds a grid with its rows; nothing when it is blank and nothing is drawn on it.
    fn rows(&mut self, grid: Grid, is_drawn_on: bool) -> Option<NodeId> {
        let is_blank = grid.is_blank() && !is_drawn_on;
        let table = self.tables;
        let node = (!is_blank).then(|| {
            self.tables += 1;
            self.draft.open(NodeKind::Grid)
        });
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
        if node.is_some() {
            self.draft.close();
        }
        node
    }

    /// Adds what floats over a table, and what is anchored above it and lies on it.
    fn draw_on(&mut self, grid: NodeId, layout: Layout, floating: Vec<Hosted>, above: Vec<Floating>) {
        let page = self.page;
        let mut placed = Vec::new();
        let mut sort = |result| match result {
            Ok(found) => placed.push(found),
            Err(loose) => self.above.push(loose),
        };
        floating.into_iter().for_each(|hosted| sort(layout.place(hosted, page)));
        let own = placed.len();
        let mut sort = |result| match result {
            Ok(found) => placed.push(found),
            Err(loose) => self.above.push(loose),
        };
        above.into_iter().for_each(|floating| sort(layout.place_from_above(floating, page)));
        let rows_are_sure = layout.rows_are_sure && placed.len() == own;
        let Layout { columns, rows, .. } = layout;
        self.draw(Page { grid: Some(grid), sheet: None, columns, rows, rows_are_sure }, placed);
    }

    /// Adds what is anchored in the last paragraph and lies beside the text. A box of text is text.
    fn draw_above(&mut self) {
        let (mut placed, page) = (Vec::new(), self.page);
        for floating in std::mem::take(&mut self.above) {
            match running_text(&floating) {
                Some(item) if self.admits(item.text.len()) => {
                    self.draft.leaf(NodeKind::Paragraph, item.text.trim(), shape(item));
                }
                Some(_) => {}
                None => placed.push(beside_text(floating, page)),
            }
        }
        if !placed.is_empty() {
            let page = Page { grid: None, sheet: None, columns: Vec::new(), rows: Vec::new(), rows_are_sure: false };
            self.draw(page, placed);
        }
    }

    fn draw(&mut self, page: Page, placed: Vec<drawing::Placed>) {
        let items = || placed.iter().flat_map(|placed| &placed.floating.items);
        self.nodes += items().count();
        let length = items().map(|item| item.text.len() + item.name.len() + 1).sum();
        if self.admits(length) {
            drawing::place(&mut self.draft, page, placed);
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

fn shape(item: &Item) -> Address {
    Address::Shape { sheet: None, name: (*item.name).into() }
}

/// A lone box beside the text that holds labels with values, or more than a caption: it is read like the text beside it.
fn running_text(floating: &Floating) -> Option<&Item> {
    /// Letters of a caption.
    const CAPTION: usize = 200;
    let [item] = floating.items.as_slice() else { return None };
    let is_text = has_label(&item.text) || item.text.chars().nth(CAPTION).is_some();
    (is_text && matches!(item.body, Body::Shape { .. })).then_some(item)
}
