//! The one resolver: byte offset → line and column.
//!
//! In: a text view, or the lines of it that were kept, and an offset. Out: what a person or an editor reads. A line
//! ends at `\n`; a `\r` before it is no column of its own. A byte order mark counts no column.

use super::boundary_before;
use super::view::BOM;

/// What a person reads. Lines and columns count from 1, columns in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in Unicode scalar values.
    pub column: u32,
}

/// Where each line of a view starts.
#[derive(Debug, Clone)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<u32>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        /// Bytes of a short line: room for lines of that length spares moving the list.
        const SHORT: usize = 24;
        let mut starts = Vec::with_capacity(text.len() / SHORT + 1);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        Self { text, starts }
    }

    /// The 0-based line that holds `offset`.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// The offset of the first byte of the 0-based `line`.
    #[must_use]
    pub fn start(&self, line: usize) -> u32 {
        self.starts.get(line).copied().unwrap_or(self.text.len() as u32)
    }

    /// The text of the 0-based `line` without its line break.
    #[must_use]
    pub fn text(&self, line: usize) -> &'a str {
        let start = self.start(line) as usize;
        let end = self.start(line + 1) as usize;
        let line = &self.text[start..end];
        let line = line.strip_suffix('\n').unwrap_or(line);
        line.strip_suffix('\r').unwrap_or(line)
    }

    /// The position of `offset`; an offset inside a character counts as its start.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_of(offset);
        let start = self.start(line);
        Position { line: line as u32 + 1, column: column_in(self.text(line), start, offset) }
    }
}

/// The 1-based column of `offset` in a piece of a line, as if the line began with the piece, in scalar values.
#[must_use]
pub(super) fn column_in(piece: &str, start: u32, offset: u32) -> u32 {
    let before = &piece[..boundary_before(piece, (offset - start) as usize)];
    // Only at the very start of a view is the mark a mark.
    let before = if start == 0 { before.strip_prefix(BOM).unwrap_or(before) } else { before };
    before.chars().count() as u32 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_scalars_not_bytes() {
        let lines = Lines::new("é°→x\r\nab\n");
        assert_eq!(lines.position(7), Position { line: 1, column: 4 });
        assert_eq!(lines.position(10), Position { line: 2, column: 1 });
        assert_eq!(lines.text(0), "é°→x");
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        let lines = Lines::new("\u{feff}ab");
        assert_eq!(lines.position(3), Position { line: 1, column: 1 });
        assert_eq!(lines.position(4), Position { line: 1, column: 2 });
    }

    #[test]
    fn the_end_of_the_text_is_a_position() {
        assert_eq!(Lines::new("").position(0), Position { line: 1, column: 1 });
        assert_eq!(Lines::new("a\n").position(2), Position { line: 2, column: 1 });
    }
}
