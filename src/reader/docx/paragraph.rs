//! One paragraph while it is read, and what it is when it was read.
//!
//! In: pieces of its text, and what happens between them: fields, changes, comments, hidden text. Out: a [`Paragraph`] with
//! its text as it would be if all changes were accepted, and notes with their places in that text.

use std::ops::Range;

use super::numbering::{Mark, Series};
use super::properties::ParagraphProperties;
use crate::reader::drawing::word::Floating;

/// Bytes of the longest text that is taken for set off; what is longer is emphasized.
const LONGEST_SET_OFF: usize = 120;

/// A paragraph that was read.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// Without white space around it.
    pub(super) text: String,
    /// Its number within its story.
    pub(super) number: u32,
    pub(super) role: Role,
    /// In order of their places.
    pub(super) notes: Vec<Note>,
    /// Whether it shows the number of a page.
    pub(super) has_page_number: bool,
    /// What floats over the text and is anchored here.
    pub(super) floating: Vec<Floating>,
    /// Whether it is short and all of it bold.
    pub(super) is_set_off: bool,
}

/// What a paragraph is.
#[derive(Debug, Clone)]
pub(super) enum Role {
    /// Running text, with its left indent in twips.
    Plain(i64),
    /// A heading of that level, from 1.
    Heading(u8),
    /// An entry of a list.
    Entry(Entry),
    /// A line of a table of contents.
    Contents,
}

/// The place of a paragraph in a list.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) mark: Mark,
    pub(super) series: Series,
    /// Its level in that list, from 0.
    pub(super) level: u8,
    /// Left indent of its text, in twips.
    pub(super) indent: i64,
}

/// Something to be told about a place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    /// Bytes of the text.
    pub(super) at: Range<usize>,
    pub(super) what: What,
}

/// What there is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A change that is neither accepted nor rejected.
    Change,
    /// Text that is hidden.
    Hidden,
    /// A comment, by its id.
    Comment(String),
    /// Something that is not read, by the name of its part.
    Unread(String),
}

impl Note {
    /// The same note in a text in which `from` stands in front of its own.
    pub(super) fn moved(mut self, from: usize) -> Self {
        self.at = self.at.start + from..self.at.end + from;
        self
    }
}

impl Paragraph {
    /// Whether it has neither text nor a number; nobody counts a lone bullet.
    pub(super) fn shows_nothing(&self) -> bool {
        let is_numbered = matches!(&self.role, Role::Entry(entry) if entry.mark != Mark::Bullet);
        self.is_blank() && !is_numbered
    }

    /// Whether there is nothing to be read in it; something may float over it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct OpenParagraph {
    pub(super) text: String,
    pub(super) number: u32,
    pub(super) properties: ParagraphProperties,
    pub(super) has_page_number: bool,
    pub(super) floating: Vec<Floating>,
    /// Whether some of its text is not bold.
    pub(super) has_light_text: bool,
    notes: Vec<Note>,
}

impl OpenParagraph {
    pub(super) fn new(number: u32) -> Self {
        Self { number, ..Self::default() }
    }

    /// Notes what was done to the text from `start` on; the same thing right beside it is one with it.
    pub(super) fn note(&mut self, start: usize, what: What) {
        let end = self.text.len();
        match self.notes.last_mut() {
            Some(last) if last.what == what && last.at.end >= start => last.at.end = end,
            _ => self.notes.push(Note { at: start.min(end)..end, what }),
        }
    }

    /// The paragraph, with the white space around its text left out.
    pub(super) fn finish(mut self, role: Role) -> Paragraph {
        let front = self.text.len() - self.text.trim_start().len();
        let text = self.text.trim().to_owned();
        let place = |at: usize| at.saturating_sub(front).min(text.len());
        let mut notes = std::mem::take(&mut self.notes);
        notes.iter_mut().for_each(|note| note.at = place(note.at.start)..place(note.at.end));
        let Self { number, has_page_number, floating, has_light_text, .. } = self;
        let is_set_off = !has_light_text && !text.is_empty() && text.len() <= LONGEST_SET_OFF;
        Paragraph { text, number, role, notes, has_page_number, floating, is_set_off }
    }
}

/// Whether a line says `label: value`, or `label:` with its value to come.
pub(super) fn has_label(text: &str) -> bool {
    text.lines()
        .any(|line| line.split_once(':').is_some_and(|(label, _)| label.trim().chars().any(char::is_alphabetic)))
}
