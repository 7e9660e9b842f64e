//! Fields: an instruction that nobody sees, and the result that everybody sees (ECMA-376 part 1, 17.16.18).
//!
//! In: the signs at which fields begin, change over to their result, and end; they may lie one in the other. Out: whether text
//! at this place is seen.

use super::properties::is_set;
use crate::reader::xml::{Element, Token, Xml, XmlError};

/// Fields that may lie in each other.
const MOST_NESTED: usize = 100;

/// The fields that are open.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Part>,
    /// How many of them are at their instruction.
    instructions: usize,
    /// Text in instructions, as long as they may turn out to be none.
    held: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Instruction,
    Result,
}

impl Fields {
    /// One of the signs `begin`, `separate`, `end`.
    pub(super) fn sign(&mut self, sign: &str) {
        match sign {
            "begin" => self.push(Part::Instruction),
            "separate" if self.pop().is_some() => self.push(Part::Result),
            "end" => drop(self.pop()),
            _ => {}
        }
        if self.instructions == 0 {
            self.held.clear();
        }
    }

    fn push(&mut self, part: Part) {
        // So many are never open at once; their ends are missing.
        if self.open.len() >= MOST_NESTED {
            self.open.clear();
            self.instructions = 0;
        }
        self.instructions += usize::from(part == Part::Instruction);
        self.open.push(part);
    }

    fn pop(&mut self) -> Option<Part> {
        let part = self.open.pop()?;
        self.instructions -= usize::from(part == Part::Instruction);
        Some(part)
    }

    /// Keeps text that belongs to an instruction; false when it is seen.
    pub(super) fn hold(&mut self, text: &str) -> bool {
        if self.instructions > 0 {
            self.held.push_str(text);
        }
        self.instructions > 0
    }

    /// Gives up instructions that do not end with their paragraph, and gives back the text in them: a sign that is missing
    /// must hide nothing.
    pub(super) fn end_paragraph(&mut self) -> String {
        if self.instructions > 0 {
            self.open.retain(|part| *part == Part::Result);
            self.instructions = 0;
        }
        std::mem::take(&mut self.held)
    }
}

/// Whether an instruction shows a number of pages (17.16.5.43, 17.16.5.38).
pub(super) fn shows_page(instruction: &str) -> bool {
    let mut words = instruction.split_whitespace();
    words.next().is_some_and(|word| matches!(&*word.to_ascii_uppercase(), "PAGE" | "NUMPAGES" | "SECTIONPAGES"))
}

/// A box or a list of a form of older versions of Word.
#[derive(Default)]
pub(super) struct FormField {
    is_box: bool,
    is_ticked: bool,
    chosen: usize,
    entries: Vec<String>,
}

impl FormField {
    /// Reads what stands in the sign that begins a field, and leaves it.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, XmlError> {
        let mut field = Self::default();
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.next()? {
                Some(Token::Start(element)) => field.take(&element),
                Some(_) => {}
                None => break,
            }
        }
        Ok(field)
    }

    fn take(&mut self, element: &Element<'_>) {
        /// What Word offers at most (17.16.24).
        const MOST: usize = 25;
        match element.name() {
            "checkBox" => self.is_box = true,
            "default" | "checked" if self.is_box => self.is_ticked = is_set(element),
            "result" => self.chosen = element.number("val").and_then(|at| at.try_into().ok()).unwrap_or_default(),
            "listEntry" if self.entries.len() < MOST => {
                self.entries.push(element.attribute("val").unwrap_or_default().into_owned());
            }
            _ => {}
        }
    }

    /// What it shows; nothing when it is no box and no list.
    pub(super) fn text(mut self) -> Option<String> {
        if self.is_box {
            return Some(if self.is_ticked { "☒" } else { "☐" }.to_owned());
        }
        (self.chosen < self.entries.len()).then(|| self.entries.swap_remove(self.chosen))
    }
}
