//! Where tables begin and end.
//!
//! In: the start or the end of a table, the widths of its columns. Out: a table in the cell around it, or as a block.

use super::{Block, Open, Walk};
use crate::reader::docx::paragraph::{Note, What};
use crate::reader::docx::table::{OpenTable, Piece};
use crate::reader::xml::{Token, XmlError};

impl Walk<'_, '_> {
    /// Begins a table, which ends the paragraph before it.
    pub(super) fn start_table(&mut self) -> Open {
        self.end_paragraph();
        self.tables.push(OpenTable::default());
        Open::Table
    }

    /// Ends the innermost table.
    pub(super) fn end_table(&mut self) {
        self.end_paragraph();
        let Some(table) = self.tables.pop() else { return };
        let (mut table, left_out) = table.finish();
        match table.rows.last_mut() {
            Some(last) => {
                last.is_changed |= left_out.deleted;
                last.hides_rows |= left_out.hidden;
            }
            None if left_out.deleted => self.tell(What::Change),
            None if left_out.hidden => self.tell(What::Hidden),
            None => {}
        }
        match self.tables.last_mut() {
            Some(outer) => outer.push(Piece::Table(table)),
            None => self.ready.push_back(Block::Table(table)),
        }
    }

    /// Tells something of a place between paragraphs.
    pub(super) fn tell(&mut self, what: What) {
        match self.tables.last_mut() {
            Some(table) => table.push(Piece::Note(Note { at: 0..0, what })),
            None => self.ready.push_back(Block::Tells(what)),
        }
    }

    /// The widths of the columns (17.4.48).
    pub(super) fn grid(&mut self) -> Result<(), XmlError> {
        const MOST: usize = 1024;
        let mut widths = Vec::new();
        let outside = self.xml.depth().saturating_sub(1);
        while self.xml.depth() > outside {
            match self.xml.next()? {
                Some(Token::Start(element)) if element.name() == "tblGridChange" => self.xml.skip()?,
                Some(Token::Start(element)) if element.name() == "gridCol" && widths.len() < MOST => {
                    widths.push(element.number("w").unwrap_or_default().clamp(0, 1 << 20));
                }
                Some(_) => {}
                None => break,
            }
        }
        self.with_table(|table| table.table.widths = widths);
        Ok(())
    }
}
