//! Blocks → nodes of the draft, with their addresses and what is to be told of them.
//!
//! In: the blocks of one story after the other. Out: headings, paragraphs, lists and grids in the draft, within the limits.

mod drawings;
mod lists;
mod tables;

use rustc_hash::FxHashMap;

use self::lists::OpenList;
use super::layout::PageArea;
use super::paragraph::{Note, Paragraph, Role, What};
use super::walk::Block;
use crate::document::{NodeKind, UnseenKind};
use crate::reader::draft::Draft;
use crate::reader::drawing::word::Floating;
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
            self.problem(ProblemKind::Office(OfficeProblem::TooMuch(Counted::Text, self.limits.text >> 20)));
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
            _ if paragraph.shows_nothing() => self.tell(self.draft.len(), paragraph.notes, None),
            Role::Entry(entry) => self.entry(paragraph, &entry),
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
        let node = self.draft.leaf(kind, &paragraph.text, address.clone());
        if paragraph.is_set_off {
            self.draft.set_off(node);
        }
        self.tell(start, paragraph.notes, Some(address));
    }

    /// Adds a text that is seen and belongs to no node.
    pub(super) fn aside(&mut self, paragraph: Paragraph) {
        for item in paragraph.floating.iter().flat_map(|floating| &floating.items) {
            if !item.text.trim().is_empty() && self.admits(item.text.len()) {
                self.draft.aside(&item.text, drawings::address(item));
            }
        }
        if paragraph.is_blank() || !self.admits(paragraph.text.len()) {
            return;
        }
        let (start, address) = (self.draft.len(), self.address(paragraph.number));
        self.draft.aside(&paragraph.text, address.clone());
        self.tell(start, paragraph.notes, Some(address));
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
