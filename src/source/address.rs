//! Where a piece of a text view lies in a file that is not text: a cell of a sheet, a cell of a table, a paragraph, a shape.
//!
//! In: the places at which a reader put pieces into the view it made, in order. Out: the [`Address`] of any span. Addresses
//! are what a person looks for in an office program; lines and columns of such a view mean nothing to anybody.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Span;

/// A place in a file that is not text. Rows, columns and numbers count from 0 here and from 1 (or `A`) where they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Address {
    /// A cell of a sheet, shown as `COVER!I5`.
    Cell {
        /// Name of the sheet, as written.
        sheet: Arc<str>,
        /// Row.
        row: u32,
        /// Column.
        column: u32,
    },
    /// A cell of a table in running text: the second table, its fifth row, its sixth column.
    TableCell {
        /// Which table of the document, in reading order.
        table: u32,
        /// Row.
        row: u32,
        /// Column of the grid, merged cells counted as all their columns.
        column: u32,
        /// What the header of the table says above the column.
        header: Option<Arc<str>>,
    },
    /// A paragraph outside tables.
    Paragraph {
        /// Which kind of text it belongs to.
        story: Story,
        /// Its number within that text, blank ones included.
        paragraph: u32,
    },
    /// A page header or footer of a sheet, shown as `page header of COVER`.
    Page {
        /// Name of the sheet, as written.
        sheet: Arc<str>,
        /// Header or footer.
        story: Story,
    },
    /// A shape of a drawing.
    Shape {
        /// Name of the sheet it lies on; absent in running text.
        sheet: Option<Arc<str>>,
        /// Name of the shape, as the office program shows it.
        name: Arc<str>,
    },
}

/// The texts of a word processor file, and of the pages a sheet is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Story {
    /// The text itself.
    Body,
    /// A page header.
    Header,
    /// A page footer.
    Footer,
    /// A foot- or endnote.
    Note,
}

/// Which pieces of a view have which address.
#[derive(Debug, Clone, Default)]
pub struct Addresses {
    /// Where each piece begins, in order; a piece reaches to the start of the next one.
    pieces: Vec<(u32, Address)>,
}

impl Addresses {
    /// Says that what the view holds from `start` on lies at `address`. Starts must not decrease.
    pub fn push(&mut self, start: usize, address: Address) {
        self.pieces.push((start as u32, address));
    }

    /// Makes room for so many pieces.
    pub fn reserve(&mut self, count: usize) {
        self.pieces.reserve(count);
    }

    /// Whether the view is a file of text, whose places are lines and columns.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The address of a span: that of its first byte.
    #[must_use]
    pub fn of(&self, span: Span) -> Option<&Address> {
        self.piece(span.start).map(|at| &self.pieces[at].1)
    }

    /// The addresses with their starts, in order of the view.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Address)> {
        self.pieces.iter().map(|(start, address)| (*start, address))
    }

    /// The bytes of the piece that holds `offset`, in a view of `length` bytes.
    #[must_use]
    pub fn piece_around(&self, offset: u32, length: u32) -> Option<Span> {
        let at = self.piece(offset)?;
        let end = self.pieces.get(at + 1).map_or(length, |next| next.0);
        Some(Span { start: self.pieces[at].0, end })
    }

    fn piece(&self, offset: u32) -> Option<usize> {
        self.pieces.partition_point(|piece| piece.0 <= offset).checked_sub(1)
    }
}

/// `A`, `Z`, `AA`: the name of the 0-based column of a sheet (ECMA-376 part 1, 18.3.1.4).
#[must_use]
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

/// `I5`: the name of a cell.
#[must_use]
pub fn cell_name(row: u32, column: u32) -> String {
    let mut name = column_name(column);
    // Writing to a string cannot fail.
    let _ = write!(name, "{}", row + 1);
    name
}

/// The form that is the same in every language: `COVER!I5`, and English words where there is no such form.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell { sheet, row, column } => write!(f, "{}!{}", quoted(sheet), cell_name(*row, *column)),
            Self::TableCell { table, row, column, .. } => {
                write!(f, "table {}, row {}, column {}", from_one(*table), from_one(*row), from_one(*column))
            }
            Self::Paragraph { story, paragraph } => {
                let story = match story {
                    Story::Body => "",
                    Story::Header => " (header)",
                    Story::Footer => " (footer)",
                    Story::Note => " (note)",
                };
                write!(f, "paragraph {}{story}", from_one(*paragraph))
            }
            Self::Page { sheet, story } => {
                let margin = if *story == Story::Footer { "footer" } else { "header" };
                write!(f, "page {margin} of {}", one_line(sheet))
            }
            Self::Shape { sheet: Some(sheet), name } => {
                write!(f, "shape «{}» on sheet {}", one_line(name), one_line(sheet))
            }
            Self::Shape { sheet: None, name } => write!(f, "shape «{}»", one_line(name)),
        }
    }
}

/// A number as people count.
pub(crate) fn from_one(number: u32) -> u64 {
    u64::from(number) + 1
}

/// A name on one line, with single spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A sheet name as formulas hold it: between quotes, unless it is a plain word (ECMA-376 part 1, 18.17.2.3).
fn quoted(sheet: &str) -> String {
    let is_word = sheet.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
    let begins_well = sheet.starts_with(|c: char| c.is_alphabetic() || c == '_');
    if is_word && begins_well && !looks_like_a_cell(sheet) {
        return sheet.to_owned();
    }
    format!("'{}'", sheet.replace('\'', "''"))
}

/// `A1`, `SOP2024`, `R1C1`: what a formula would take for a cell.
fn looks_like_a_cell(name: &str) -> bool {
    let upper = name.to_uppercase();
    let letters = upper.chars().take_while(char::is_ascii_uppercase).count();
    let (column, row) = upper.split_at(letters);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let last = column_name(LAST_COLUMN);
    let is_column = !column.is_empty() && (column.len(), column) <= (last.len(), last.as_str());
    let by_numbers = upper.strip_prefix('R').is_some_and(|rest| {
        let parts: Vec<&str> = rest.split('C').collect();
        parts.len() <= 2 && parts.iter().all(|part| part.is_empty() || is_number(part))
    });
    (is_column && is_number(row)) || by_numbers || upper == "C"
}

/// The last column of a sheet, from 0.
const LAST_COLUMN: u32 = 16_383;

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(sheet: &str) -> String {
        Address::Cell { sheet: sheet.into(), row: 6, column: 1 }.to_string()
    }

    #[test]
    fn a_cell_is_named_as_in_a_formula() {
        for (sheet, shown) in [
            ("COVER", "COVER!B7"),
            ("Alur_2.1", "Alur_2.1!B7"),
            ("Übersicht", "Übersicht!B7"),
            ("SOP 1 ", "'SOP 1 '!B7"),
            ("Tanya!", "'Tanya!'!B7"),
            ("Jum'at", "'Jum''at'!B7"),
            ("2025", "'2025'!B7"),
            ("SOP1", "'SOP1'!B7"),
            ("XFE1", "XFE1!B7"),
            ("RC", "'RC'!B7"),
            ("", "''!B7"),
        ] {
            assert_eq!(cell(sheet), shown);
        }
    }

    #[test]
    fn columns_are_counted_in_letters() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (16_383, "XFD")] {
            assert_eq!(column_name(column), name);
        }
        assert_eq!(cell_name(4, 8), "I5");
    }

    #[test]
    fn a_piece_reaches_to_the_next_one() {
        let mut addresses = Addresses::default();
        let paragraph = |paragraph| Address::Paragraph { story: Story::Body, paragraph };
        addresses.push(0, paragraph(0));
        addresses.push(5, paragraph(3));
        assert_eq!(addresses.of(Span::new(4, 9)), Some(&paragraph(0)));
        assert_eq!(addresses.of(Span::at(5)), Some(&paragraph(3)));
        assert_eq!(addresses.piece_around(2, 9), Some(Span::new(0, 5)));
        assert_eq!(addresses.piece_around(8, 9), Some(Span::new(5, 9)));
        assert!(Addresses::default().of(Span::at(0)).is_none());
    }
}
