//! The lines of a text view that findings need, kept after the view is gone.
//!
//! In: a view, its addresses and the spans somebody will ask about. Out: a sparse view that still answers
//! [`Excerpt::position`] and [`Excerpt::address`] exactly for the ends of those spans and shows the text around them. This is what keeps memory bounded by the number
//! of findings instead of the size of the documents. Of a very long line only windows around the spans are kept.

use serde::{Deserialize, Serialize};

use super::lines::column_in;
use super::{Address, Addresses, Lines, Position, Span, boundary_after, boundary_before};

/// Bytes kept on both sides of a span in a line that is too long to keep whole.
const MARGIN: usize = 160;
/// Lines up to this many bytes are kept whole.
const LONG_LINE: usize = 600;

/// A kept line, or a window of a long one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Line number, from 1.
    pub line: u32,
    /// Offset of the first kept byte in the view.
    pub start: u32,
    /// Column of that byte, from 1.
    pub column: u32,
    /// Bytes of the line before that byte.
    pub skipped: u32,
    /// The text, without its line break.
    pub text: Box<str>,
    /// Where the row lies, in a file that is not text: lines of one cell have the same address.
    pub address: Option<Box<Address>>,
}

impl Row {
    /// Whether the row is a window that begins inside its line.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.column > 1
    }
}

/// A sparse view.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    rows: Vec<Row>,
}

impl Excerpt {
    /// Keeps what is needed to show `spans` of the text behind `lines`.
    #[must_use]
    pub fn new(lines: &Lines<'_>, spans: impl IntoIterator<Item = Span>) -> Self {
        Self::with_addresses(lines, &Addresses::default(), spans)
    }

    /// Keeps what is needed to show `spans` of a view whose places are addresses.
    #[must_use]
    pub fn with_addresses(lines: &Lines<'_>, addresses: &Addresses, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut windows: Vec<(usize, usize, usize)> = Vec::new();
        for span in spans {
            windows.push(window(lines, span.start, span));
            // The end is exclusive: the last byte of a span that takes a line break along is on the line before.
            let last = if span.is_empty() { span.end } else { span.end - 1 };
            for end in [last, span.end] {
                if lines.line_of(end) != lines.line_of(span.start) || span.len() > MARGIN {
                    windows.push(window(lines, end, span));
                }
            }
        }
        windows.sort_unstable();
        windows.dedup_by(|next, kept| {
            let overlaps = next.0 == kept.0 && next.1 <= kept.2;
            if overlaps {
                kept.2 = kept.2.max(next.2);
            }
            overlaps
        });
        Self { rows: windows.into_iter().map(|(line, from, to)| row(lines, addresses, line, from, to)).collect() }
    }

    /// Keeps only what is needed to show some of the spans it was made for.
    pub fn keep(&mut self, spans: impl IntoIterator<Item = Span>) {
        let ends = |span: Span| [span.start, if span.is_empty() { span.end } else { span.end - 1 }, span.end];
        let at = |offset: u32| self.rows.partition_point(|row| row.start <= offset).checked_sub(1);
        let mut kept: Vec<usize> = spans.into_iter().flat_map(ends).filter_map(at).collect();
        kept.sort_unstable();
        let mut row = 0..;
        self.rows.retain(|_| row.next().is_some_and(|row| kept.binary_search(&row).is_ok()));
        self.rows.shrink_to_fit();
    }

    /// The kept rows, in the order of the view.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row that holds `offset`.
    #[must_use]
    pub fn row_of(&self, offset: u32) -> Option<&Row> {
        let at = self.rows.partition_point(|row| row.start <= offset).checked_sub(1)?;
        self.rows.get(at)
    }

    /// The address of one of the spans the excerpt was made for; nothing where lines and columns are the places.
    #[must_use]
    pub fn address(&self, span: Span) -> Option<&Address> {
        self.row_of(span.start)?.address.as_deref()
    }

    /// The position of an end of one of the spans the excerpt was made for.
    #[must_use]
    pub fn position(&self, offset: u32) -> Option<Position> {
        let row = self.row_of(offset)?;
        let column = column_in(&row.text, row.start, offset);
        Some(Position { line: row.line, column: row.column + column - 1 })
    }

    /// The column of an end of one of the spans in bytes of UTF-8, from 1; a byte order mark counts as what it is.
    #[must_use]
    pub fn byte_column(&self, offset: u32) -> Option<u32> {
        let row = self.row_of(offset)?;
        Some(row.skipped + (offset - row.start) + 1)
    }
}

/// The part of the line at `offset` to keep: line, first and last byte within it.
fn window(lines: &Lines<'_>, offset: u32, span: Span) -> (usize, usize, usize) {
    let line = lines.line_of(offset);
    let text = lines.text(line);
    if text.len() <= LONG_LINE {
        return (line, 0, text.len());
    }
    let at = (offset - lines.start(line)) as usize;
    let reach = MARGIN + span.len().min(MARGIN);
    (line, boundary_before(text, at.saturating_sub(MARGIN)), boundary_after(text, at + reach))
}

fn row(lines: &Lines<'_>, addresses: &Addresses, line: usize, from: usize, to: usize) -> Row {
    let text = lines.text(line);
    let start = Span::at(lines.start(line) as usize);
    Row {
        address: addresses.of(start).cloned().map(Box::new),
        line: line as u32 + 1,
        start: lines.start(line) + from as u32,
        column: column_in(text, lines.start(line), lines.start(line) + from as u32),
        skipped: from as u32,
        text: text[from..to].into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_lines_of_its_spans_and_their_positions() {
        let text = "satu\ndua é tiga\r\nempat\n";
        let lines = Lines::new(text);
        let excerpt = Excerpt::new(&lines, [Span::new(12, 16)]);
        assert_eq!(excerpt.rows().len(), 1);
        assert_eq!(&*excerpt.rows()[0].text, "dua é tiga");
        assert_eq!(excerpt.position(12), Some(lines.position(12)));
    }

    #[test]
    fn a_long_line_is_kept_in_windows_with_true_columns() {
        let text = format!("{}kata{}akhir", "é".repeat(5000), "x".repeat(9000));
        let lines = Lines::new(&text);
        let word = Span::new(10_000, 10_004);
        let end = Span::new(text.len() - 5, text.len());
        let excerpt = Excerpt::new(&lines, [end, word]);
        assert_eq!(excerpt.rows().len(), 2);
        assert!(excerpt.rows().iter().all(|row| row.text.len() < 1000));
        for offset in [word.start, word.end, end.start, end.end] {
            assert_eq!(excerpt.position(offset), Some(lines.position(offset)));
            assert_eq!(excerpt.byte_column(offset), Some(offset + 1), "the text is one line");
        }
    }
}
