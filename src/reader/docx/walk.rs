//! The walk over the text of one story: the body, a page header, the notes, the comments.
//!
//! In: the XML of a part (ECMA-376 part 1, 17.2 to 17.4) with the styles and lists it refers to. Out: one [`Block`] after the
//! other. Elements are kept on a stack of the walk's own, so that nesting costs no stack of the thread. What is not known is
//! passed through: its text is text.

mod inline;
mod role;
mod tables;

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

pub(super) use self::inline::NoteKind;
use super::fields::Fields;
use super::numbering::Counters;
use super::paragraph::{OpenParagraph, Paragraph, Role, What};
use super::parts::Context;
use super::properties::{self, CellProperties, ParagraphProperties, RowProperties, RunProperties};
use super::table::{OpenTable, Piece, Table};
use crate::reader::ReadLimits;
use crate::reader::xml::{Element, Token, Xml, XmlError};

/// A part of a story.
#[derive(Debug)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Table(Table),
    /// A note or a comment begins; its blocks follow.
    Begins(String),
    /// Something to be told between two paragraphs.
    Tells(What),
}

/// Notes, by their kinds and ids.
pub(super) type Referred = FxHashSet<(NoteKind, String)>;

/// A walk over a story.
pub(super) struct Walk<'x, 'c> {
    xml: Xml<'x>,
    context: &'c Context,
    /// What the open elements mean, the innermost last.
    open: Vec<Open>,
    tables: Vec<OpenTable>,
    paragraph: Option<OpenParagraph>,
    run: RunProperties,
    fields: Fields,
    /// Whether the control whose content comes next holds nothing yet.
    control_is_empty: bool,
    /// Open controls that hold nothing yet.
    placeholders: usize,
    counters: Counters,
    /// The number of the next paragraph outside tables.
    next: u32,
    /// Blocks that are ready.
    ready: VecDeque<Block>,
    /// How many pieces may still be read.
    budget: usize,
    /// Counts everything that was read, to see whether an alternative gave something.
    gained: usize,
    /// Comments that have been noted, which are named where they begin and where they end.
    comments: FxHashSet<String>,
    /// Notes that the text refers to.
    pub(super) referred: Referred,
    /// How many shapes may still be read.
    shapes_left: usize,
    /// Whether it was told that there are more.
    shapes_are_cut: bool,
    is_over: bool,
    /// What ended the walk early.
    failed: Option<XmlError>,
}

/// What an open element means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Nothing: what is in it belongs to what is around it.
    Through,
    Paragraph,
    Run,
    Table,
    Row,
    Cell,
    /// A note or a comment.
    Entry,
    /// Inserted text, from that byte of its paragraph on.
    Inserted(usize),
    /// A control that holds nothing yet and shows what is to be entered.
    Placeholder,
    /// A choice of alternatives, with what had been gained before it.
    Alternatives(usize),
}

impl<'x, 'c> Walk<'x, 'c> {
    /// A walk that reads at most as many paragraphs and cells as a document may have nodes.
    pub(super) fn new(text: &'x str, context: &'c Context, limits: &ReadLimits) -> Self {
        Self {
            xml: Xml::new(text, context.depth),
            context,
            open: Vec::new(),
            tables: Vec::new(),
            paragraph: None,
            run: RunProperties::default(),
            fields: Fields::default(),
            control_is_empty: false,
            placeholders: 0,
            counters: Counters::default(),
            next: 0,
            ready: VecDeque::new(),
            budget: limits.nodes,
            shapes_left: limits.shapes,
            shapes_are_cut: false,
            gained: 0,
            comments: Default::default(),
            referred: Default::default(),
            is_over: false,
            failed: None,
        }
    }

    /// Whether there was more than the walk may read.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// The next block; nothing at the end.
    ///
    /// What was read in front of an error comes first, then the error.
    pub(super) fn next(&mut self) -> Result<Option<Block>, XmlError> {
        loop {
            if let Some(block) = self.ready.pop_front() {
                return Ok(Some(block));
            }
            if let Some(error) = &self.failed {
                return Err(error.clone());
            }
            if self.is_over {
                return Ok(None);
            }
            match self.xml.next() {
                Ok(Some(Token::Start(element))) => self.start(&element).unwrap_or_else(|error| self.stop(error)),
                Ok(Some(Token::End)) => self.end(),
                Ok(Some(Token::Text(_))) => {}
                Ok(None) if self.close_all() => {}
                Ok(None) => return Ok(None),
                Err(error) => self.stop(error),
            }
            if self.budget == 0 && !self.is_over {
                self.is_over = true;
                self.close_all();
            }
        }
    }

    /// Ends everything that is open, so that it can be handed out before the error.
    fn stop(&mut self, error: XmlError) {
        self.close_all();
        self.failed = Some(error);
    }

    /// Ends everything that is open; whether there was anything.
    fn close_all(&mut self) -> bool {
        self.leave_paragraph();
        self.end_paragraph();
        while self.tables.last().is_some() {
            self.end_table();
        }
        self.open.clear();
        self.placeholders = 0;
        !self.ready.is_empty()
    }

    fn start(&mut self, element: &Element<'x>) -> Result<(), XmlError> {
        let open = match element.name() {
            "p" => self.start_paragraph(),
            "r" => {
                self.run = RunProperties::default();
                Open::Run
            }
            "pPr" => {
                let properties = ParagraphProperties::read(&mut self.xml)?;
                if let Some(paragraph) = &mut self.paragraph {
                    paragraph.properties = properties;
                }
                return Ok(());
            }
            "rPr" => {
                self.run = RunProperties::read(&mut self.xml)?;
                return Ok(());
            }
            "tbl" => self.start_table(),
            "tblGrid" => return self.grid(),
            "tr" => {
                self.end_paragraph();
                self.with_table(OpenTable::begin_row);
                self.spend();
                Open::Row
            }
            "trPr" => {
                let properties = RowProperties::read(&mut self.xml)?;
                self.with_table(|table| table.row_properties(properties));
                return Ok(());
            }
            "tc" => {
                self.end_paragraph();
                self.with_table(OpenTable::begin_cell);
                self.spend();
                Open::Cell
            }
            "tcPr" => {
                let properties = CellProperties::read(&mut self.xml)?;
                self.with_table(|table| table.cell_properties(properties));
                return Ok(());
            }
            "footnote" | "endnote" | "comment" => match self.start_entry(element) {
                true => Open::Entry,
                false => return self.xml.skip(),
            },
            "AlternateContent" => Open::Alternatives(self.gained),
            "Choice" | "Fallback" if self.has_alternative() => return self.xml.skip(),
            "sdtPr" => {
                self.control_is_empty = properties::shows_placeholder(&mut self.xml)?;
                return Ok(());
            }
            "sdtContent" if std::mem::take(&mut self.control_is_empty) => {
                self.placeholders += 1;
                Open::Placeholder
            }
            "tblPr" | "tblPrEx" | "sdtEndPr" | "sectPr" | "smartTagPr" | "customXmlPr" | "rt" => {
                return self.xml.skip();
            }
            _ => return self.inline(element),
        };
        self.open.push(open);
        Ok(())
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Paragraph) => self.leave_paragraph(),
            Some(Open::Run) => self.run = RunProperties::default(),
            Some(Open::Table) => self.end_table(),
            Some(Open::Row) => {
                self.end_paragraph();
                self.with_table(OpenTable::end_row);
            }
            Some(Open::Cell) => {
                self.end_paragraph();
                self.with_table(OpenTable::end_cell);
            }
            Some(Open::Entry) => self.end_paragraph(),
            Some(Open::Placeholder) => self.placeholders -= 1,
            Some(Open::Inserted(start)) => self.end_insertion(start),
            Some(Open::Through | Open::Alternatives(_)) | None => {}
        }
    }

    fn with_table(&mut self, act: impl FnOnce(&mut OpenTable)) {
        if let Some(table) = self.tables.last_mut() {
            act(table);
        }
    }

    /// Counts one piece that was read.
    fn spend(&mut self) {
        self.budget = self.budget.saturating_sub(1);
    }

    /// Whether an alternative before this one gave something.
    fn has_alternative(&self) -> bool {
        let innermost = self.open.iter().rev().find_map(|open| match open {
            Open::Alternatives(before) => Some(*before),
            _ => None,
        });
        innermost.is_some_and(|before| self.gained > before)
    }

    fn start_paragraph(&mut self) -> Open {
        // The end of the paragraph before it was deleted: this one goes on with its text.
        let goes_on = self.paragraph.as_ref().is_some_and(|before| before.properties.end_is_deleted);
        if self.open.contains(&Open::Paragraph) {
            // No program writes a paragraph in a paragraph; its text is a line of it.
            self.push_text("\n");
            return Open::Through;
        }
        let number = self.next;
        if self.tables.is_empty() {
            self.next += 1;
        }
        match &mut self.paragraph {
            Some(before) if goes_on => {
                let start = before.text.len();
                before.note(start, What::Change);
                before.properties = ParagraphProperties::default();
            }
            _ => {
                self.end_paragraph();
                self.paragraph = Some(OpenParagraph::new(number));
            }
        }
        Open::Paragraph
    }

    /// Ends the paragraph, unless it goes on with the next one.
    fn leave_paragraph(&mut self) {
        let held = self.fields.end_paragraph();
        self.push_text(&held);
        if self.paragraph.as_ref().is_some_and(|paragraph| paragraph.properties.end_is_deleted) {
            return;
        }
        self.end_paragraph();
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraph.take() else { return };
        if paragraph.properties.end_is_inserted {
            let end = paragraph.text.len();
            paragraph.note(end, What::Change);
        }
        let is_hidden = self.tables.iter().any(OpenTable::row_is_left_out);
        let role = if is_hidden { Role::Plain(0) } else { self.role(&paragraph.properties) };
        let paragraph = paragraph.finish(role);
        if paragraph.shows_nothing() && paragraph.notes.is_empty() && paragraph.floating.is_empty() {
            self.with_table(|table| table.push(Piece::Blank(1)));
            return;
        }
        self.spend();
        match self.tables.last_mut() {
            Some(table) => table.push(Piece::Paragraph(paragraph)),
            None => self.ready.push_back(Block::Paragraph(paragraph)),
        }
    }

    /// A note or a comment; false when it is one of the lines that Word draws above notes.
    fn start_entry(&mut self, element: &Element<'_>) -> bool {
        let is_text = element.attribute("type").is_none_or(|kind| kind == "normal");
        if is_text {
            self.end_paragraph();
            let id = element.attribute("id").unwrap_or_default().into_owned();
            self.ready.push_back(Block::Begins(id));
        }
        is_text
    }
}
