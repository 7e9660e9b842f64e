//! Text of a cell: paragraphs with the white space of XML collapsed and the one that is meant written out.
//!
//! In: the tokens of `text:p` (ISO/IEC 26300-1, 5.1.3 and 6.1.2). Out: its text, as it is shown.

use super::super::sheet::Budget;
use super::super::xml::{Element, Token, Xml, XmlError};

/// Spaces of one `text:s` that are kept; more are never meant.
const MOST_SPACES: i64 = 1_000;

/// What is found in a paragraph or an element around paragraphs.
#[derive(Debug, Default)]
pub(super) struct Paragraphs {
    pub(super) text: String,
    /// Whether there is a paragraph, be it blank.
    pub(super) are_there: bool,
    /// Whether something is drawn among the letters.
    pub(super) has_drawing: bool,
    /// Whether white space would be the first of a run, which is shown as one space.
    collapses: bool,
}

impl Paragraphs {
    /// Adds the paragraph that was begun last, on a line of its own; leaves it.
    pub(super) fn add(&mut self, xml: &mut Xml<'_>, budget: &mut Budget) -> Result<(), XmlError> {
        if self.are_there {
            self.text.push('\n');
        }
        (self.are_there, self.collapses) = (true, true);
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside && budget.has_bytes(self.text.len()) {
            match xml.next()? {
                Some(Token::Text(text)) => self.write(&text),
                Some(Token::Start(element)) => self.inner(xml, &element)?,
                Some(Token::End) => {}
                None => break,
            }
        }
        Ok(())
    }

    /// Adds all paragraphs in the element that was begun last, and nothing else of it; leaves it.
    pub(super) fn add_all(&mut self, xml: &mut Xml<'_>, budget: &mut Budget) -> Result<(), XmlError> {
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside && !budget.is_spent() {
            match xml.next()? {
                Some(Token::Start(element)) if matches!(element.name(), "p" | "h") => self.add(xml, budget)?,
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    fn inner(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), XmlError> {
        match element.name() {
            "s" => {
                let count = element.number("c").unwrap_or(1).clamp(0, MOST_SPACES);
                (0..count).for_each(|_| self.text.push(' '));
                self.collapses = false;
            }
            "tab" => self.mark('\t'),
            "line-break" => self.mark('\n'),
            "annotation" | "note" | "ruby-text" => xml.skip()?,
            "frame" | "custom-shape" | "g" | "line" | "connector" => {
                self.has_drawing = true;
                xml.skip()?;
            }
            _ => {}
        }
        Ok(())
    }

    fn mark(&mut self, mark: char) {
        self.text.push(mark);
        self.collapses = true;
    }

    fn write(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                ' ' | '\t' | '\n' | '\r' if self.collapses => {}
                ' ' | '\t' | '\n' | '\r' => {
                    self.text.push(' ');
                    self.collapses = true;
                }
                character => {
                    self.text.push(character);
                    self.collapses = false;
                }
            }
        }
    }
}
