//! Markdown → one neutral document.
//!
//! In: a text view. Out: the front matter as a map, then headings, paragraphs, lists and tables in reading order, each
//! with its text and the way back to the view. Comments, HTML blocks and code blocks give no text; block quotes and
//! footnotes give ordinary paragraphs. What a heading or a column means is for others to say.

mod front;
mod inline;
mod rewrite;
mod table;

pub(super) use self::rewrite::rewrite;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use self::front::FrontMatter;
use self::inline::{EntryMark, LabelLine, Running};
use super::{Problem, ProblemKind, ReadLimits, Reading, SyntaxError, yaml};
use crate::document::{Document, NodeId, NodeKind};
use crate::source::view::BOM;
use crate::source::{Span, SpannedText};

/// Nodes a document gets room for before it is read.
const MOST_ROOM: usize = 16 * 1024;

/// Reads a view.
#[must_use]
pub fn read<'a>(view: &'a str, limits: &ReadLimits) -> Reading<'a> {
    let front = front::find(view);
    let mut document = Document::new(view, (view.len() / 32).min(MOST_ROOM));
    let mut problems = Vec::new();
    if let Some(front) = &front {
        (document, problems) = read_front(document, front, limits);
    }
    let bom = if view.starts_with(BOM) { BOM.len() } else { 0 };
    let body = front.map_or(bom, |front| front.end);
    let mut reader = MarkdownReader::new(document, body, limits);
    reader.read();
    problems.append(&mut reader.problems);
    let mut document = reader.document;
    document.close(view.len() as u32);
    let documents = if document.is_empty() && problems.is_empty() { Vec::new() } else { vec![document] };
    Reading { documents, problems }
}

fn read_front<'a>(document: Document<'a>, front: &FrontMatter, limits: &ReadLimits) -> (Document<'a>, Vec<Problem>) {
    let (mut document, mut problems) = yaml::read_into(document, front.yaml, limits);
    if !front.is_closed {
        let kind = ProblemKind::Syntax(SyntaxError::OpenFrontMatter);
        problems.insert(0, Problem { kind, span: front.marker, other: None, document: 0 });
        let map = document.children(document.root()).next();
        document.mark_cut_off(map.unwrap_or(document.root()));
        document.mark_cut_off(document.root());
    }
    (document, problems)
}

struct MarkdownReader<'a, 'l> {
    view: &'a str,
    /// Where the body starts; the offsets of the parser count from here.
    body: usize,
    limits: &'l ReadLimits,
    document: Document<'a>,
    problems: Vec<Problem>,
    /// The text of the current block, as far as it was seen.
    text: Running<'a>,
    /// The block the text belongs to.
    block: Block,
    lists: Vec<OpenList>,
    /// Open blocks that give no text, the current one included.
    hidden: usize,
    row: table::OpenRow,
}

/// What running text becomes.
#[derive(Clone, Copy)]
enum Block {
    /// A paragraph; without a span where there is none around it (an entry of a list without blank lines).
    Text(Option<Span>),
    Heading(HeadingLevel, Span),
    Cell(Span),
}

struct OpenList {
    /// The number of the next entry.
    next: Option<u64>,
    /// The current entry, as long as it has no text.
    awaiting: Option<NodeId>,
}

impl<'a, 'l> MarkdownReader<'a, 'l> {
    fn new(document: Document<'a>, body: usize, limits: &'l ReadLimits) -> Self {
        let view = document.view;
        Self {
            view,
            body,
            limits,
            document,
            problems: Vec::new(),
            text: Running::new(view),
            block: Block::Text(None),
            lists: Vec::new(),
            hidden: 0,
            row: table::OpenRow::default(),
        }
    }

    fn read(&mut self) {
        // Front matter is found by ourselves: the parser would take any block between two rules for it.
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
        for (event, range) in Parser::new_ext(&self.view[self.body..], options).into_offset_iter() {
            let range = self.body + range.start..self.body + range.end;
            self.event(event, range.clone());
            if self.document.len() > self.limits.nodes {
                self.give_up(range);
                return;
            }
        }
        self.flush();
    }

    fn give_up(&mut self, range: Range<usize>) {
        let end = self.trimmed(range.clone()).end;
        self.problem(ProblemKind::TooManyNodes(self.limits.nodes), Span::at(range.start));
        while self.document.depth() > 1 {
            self.document.cut_off(end);
        }
    }

    /// Notes a comment that is meant for this program.
    fn comment(&mut self, text: &str, span: Span) {
        if text.starts_with("<!--") && text.contains(super::MARK) {
            self.document.note_comment(span);
        }
    }

    fn problem(&mut self, kind: ProblemKind, span: Span) {
        self.problems.push(Problem { kind, span, other: None, document: 0 });
        self.document.mark_cut_off(self.document.root());
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) if self.hidden > 0 => self.hidden += usize::from(is_block(&tag)),
            Event::End(tag) if self.hidden > 0 => self.hidden -= usize::from(is_block_end(tag)),
            _ if self.hidden > 0 => {}
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text.push(&text, range),
            Event::Code(text) => self.text.push_code(&text, range),
            Event::SoftBreak if self.starts_entry(range.end) || self.starts_label(range.end) => {
                self.text.push("\n", range);
            }
            Event::SoftBreak => self.text.push(" ", range),
            Event::HardBreak => self.text.push("\n", range),
            Event::InlineHtml(tag) if inline::is_break(&tag) => self.text.push("\n", range),
            Event::Rule => self.flush(),
            Event::InlineHtml(text) => self.comment(&text, Span::new(range.start, range.end)),
            Event::Html(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    /// Whether the line at `at` is an entry of a list that the parser takes for running text: `b. …` below `a. …`.
    fn starts_entry(&self, at: usize) -> bool {
        let line = |at: usize| self.view[at..].trim_start_matches([' ', '\t', '>']);
        let block = &self.view[self.text.start().unwrap_or(at)..at];
        match inline::entry_mark(line(at)) {
            Some(EntryMark::First) => true,
            // A line that happens to begin with "b." continues a sentence, unless an entry stands above it.
            Some(EntryMark::Later) => block.lines().any(|line| inline::entry_mark(line.trim_start()).is_some()),
            None => false,
        }
    }

    /// Whether the line at `at` is `label: value`, which is no continuation of the line above. One that is not bold may be
    /// the rest of a sentence, unless it stands in an entry or below another.
    fn starts_label(&self, at: usize) -> bool {
        let line = |at: usize| inline::label_line(self.view[at..].trim_start_matches([' ', '\t', '>']));
        let first = || self.text.start().and_then(line).is_some();
        match line(at) {
            Some(LabelLine::Bold) => true,
            Some(LabelLine::Plain) => !self.lists.is_empty() || first(),
            None => false,
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if is_block(&tag) {
            self.flush();
        }
        let span = self.trimmed(range.clone());
        match tag {
            Tag::Paragraph => self.block = Block::Text(Some(span)),
            Tag::Heading { level, .. } => self.block = Block::Heading(level, span),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                self.hidden = 1;
                self.check_closed(span, inline::is_closed_fence(&self.view[span.range()]));
            }
            Tag::HtmlBlock => {
                self.hidden = 1;
                self.comment(&self.view[span.range()], span);
                if inline::has_html_text(&self.view[span.range()]) {
                    self.problem(ProblemKind::Html, Span { start: span.start, end: span.start + 1 });
                }
                self.check_closed(span, inline::is_closed_comment(&self.view[span.range()]));
            }
            Tag::CodeBlock(CodeBlockKind::Indented) | Tag::MetadataBlock(_) => self.hidden = 1,
            Tag::List(_) if self.lists.len() >= self.limits.depth => {
                self.hidden = 1;
                self.problem(ProblemKind::TooDeep(self.limits.depth), Span::at(range.start));
                self.document.mark_last_cut_off();
            }
            Tag::List(next) => {
                self.lists.push(OpenList { next, awaiting: None });
                self.open(NodeKind::List, span);
            }
            Tag::Item => self.start_item(span),
            Tag::Table(_) => drop(self.open(NodeKind::Table, span)),
            Tag::TableHead | Tag::TableRow => {
                self.row = table::OpenRow::new(span);
                self.open(NodeKind::Row, span);
            }
            Tag::TableCell => self.block = Block::Cell(self.row.cell(self.view, range)),
            Tag::BlockQuote(_)
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. } => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if !is_block_end(tag) {
            return;
        }
        self.flush();
        match tag {
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::TableHead | TagEnd::TableRow => self.surplus_cells(),
            TagEnd::Item | TagEnd::Table => {}
            _ => return,
        }
        self.document.close(self.trimmed(range).end);
    }

    fn open(&mut self, kind: NodeKind, span: Span) -> NodeId {
        self.document.open(kind, SpannedText::nothing(span), span)
    }

    fn start_item(&mut self, span: Span) {
        let Some(list) = self.lists.last_mut() else { return };
        let number = list.next.map(|next| u32::try_from(next).unwrap_or(u32::MAX));
        list.next = list.next.map(|next| next.saturating_add(1));
        // An entry without text is shown at its mark.
        let mark = self.view[span.range()].split_whitespace().next().map_or(0, str::len);
        let place = Span { start: span.start, end: span.start + mark as u32 };
        list.awaiting = Some(self.document.open(NodeKind::Item { number }, SpannedText::nothing(place), span));
    }

    /// Cells beyond the last column are not shown by a browser; their text must not get lost.
    fn surplus_cells(&mut self) {
        for cell in self.row.surplus(self.view) {
            let text = SpannedText::verbatim(&self.view[cell.range()], cell.start as usize);
            self.document.leaf(NodeKind::Cell, text, cell);
        }
    }

    /// Puts the running text where it belongs.
    fn flush(&mut self) {
        let block = std::mem::replace(&mut self.block, Block::Text(None));
        let text = self.text.take();
        match block {
            Block::Cell(span) => {
                let text = text.unwrap_or_else(|| SpannedText::nothing(span));
                self.document.leaf(NodeKind::Cell, text, span);
            }
            Block::Heading(level, span) => {
                let text = text.unwrap_or_else(|| SpannedText::nothing(span));
                self.document.leaf(NodeKind::Heading(level as u8), text, span);
            }
            Block::Text(span) => {
                let Some(text) = text else { return };
                match self.lists.last_mut().and_then(|list| list.awaiting.take()) {
                    Some(item) => self.document.set_text(item, text),
                    None => {
                        let span = span.unwrap_or(text.span());
                        self.document.leaf(NodeKind::Paragraph, text, span);
                    }
                }
            }
        }
    }

    /// A block that hides everything behind it was meant to end somewhere.
    fn check_closed(&mut self, block: Span, is_closed: bool) {
        if !is_closed && block.end as usize == self.view.trim_end().len() {
            let first = self.view[block.range()].lines().next().unwrap_or("").trim_end().len();
            let span = Span { start: block.start, end: block.start + first as u32 };
            self.problem(ProblemKind::Syntax(SyntaxError::OpenBlock), span);
        }
    }

    /// The range without white space at its end.
    fn trimmed(&self, range: Range<usize>) -> Span {
        let text = self.view[range.clone()].trim_end();
        Span::new(range.start, range.start + text.len())
    }
}

/// Whether a tag is a block of its own, and not a part of running text.
fn is_block(tag: &Tag<'_>) -> bool {
    is_block_end(tag.to_end())
}

fn is_block_end(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests;
