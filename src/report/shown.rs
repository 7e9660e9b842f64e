//! The kept rows of inputs, as the renderer wants to see files.
//!
//! In: names and excerpts. Out: [`Shown`], where a span is a range of the shown text, and where that range leads back to
//! the true line and column. Rows are cleaned here. A row that begins inside its line gets `…` in front; between rows that
//! are not neighbours there is a gap in the line indices, so that the renderer breaks its border there.

use std::ops::Range;
use std::sync::OnceLock;

use codespan_reporting::files::{Error, Files};

use super::clean;
use crate::source::view::BOM;
use crate::source::{Excerpt, Span};

/// Stands before a row that begins inside its line.
const CUT: &str = "…";
/// Difference of line indices from which on the renderer shows a break.
const GAP: usize = 3;

/// Inputs to show; the id of a file is its place among them.
pub(super) struct Shown<'r> {
    inputs: Vec<(&'r str, &'r Excerpt)>,
    /// Made when a finding points into the input for the first time.
    pages: Vec<OnceLock<Page>>,
}

/// The rows of one input in one text.
struct Page {
    name: String,
    text: String,
    rows: Vec<PageRow>,
}

struct PageRow {
    line: u32,
    /// Line index for the renderer.
    index: usize,
    /// Offset of the row in the view of the input.
    offset: u32,
    /// Bytes of the row that are not shown: a byte order mark.
    skipped: u32,
    /// The whole row in the page, and where its own text begins there.
    range: Range<usize>,
    own: usize,
}

impl<'r> Shown<'r> {
    /// Shows these inputs, by name and kept rows.
    pub(super) fn new(inputs: Vec<(&'r str, &'r Excerpt)>) -> Self {
        let pages = inputs.iter().map(|_| OnceLock::new()).collect();
        Self { inputs, pages }
    }

    /// Where a span of an input is in its shown text; absent when its rows were not kept.
    pub(super) fn range(&self, id: usize, span: Span) -> Option<Range<usize>> {
        let page = self.page(id).ok()?;
        let start = page.at(span.start)?;
        if span.is_empty() {
            return Some(start..start);
        }
        // The end is exclusive: it may be the start of a line nobody meant.
        let last = page.row_of(span.end - 1)?;
        let end = last.place(span.end)?;
        Some(start..end.max(start))
    }

    fn page(&self, id: usize) -> Result<&Page, Error> {
        let (name, excerpt) = self.inputs.get(id).ok_or(Error::FileMissing)?;
        Ok(self.pages[id].get_or_init(|| Page::new(name, excerpt)))
    }
}

impl Page {
    fn new(name: &str, excerpt: &Excerpt) -> Self {
        let mut page = Self { name: clean::line(name).into_owned(), text: String::new(), rows: Vec::new() };
        for row in excerpt.rows() {
            let start = page.text.len();
            if row.is_cut() {
                page.text.push_str(CUT);
            }
            let own = page.text.len();
            let text = if row.start == 0 { row.text.strip_prefix(BOM).unwrap_or(&row.text) } else { &row.text };
            page.text.push_str(&clean::row(text));
            let index =
                page.rows.last().map_or(0, |above| above.index + if above.line + 1 == row.line { 1 } else { GAP });
            let skipped = (row.text.len() - text.len()) as u32;
            let range = start..page.text.len();
            page.rows.push(PageRow { line: row.line, index, offset: row.start, skipped, range, own });
            page.text.push('\n');
        }
        page
    }

    fn row_of(&self, offset: u32) -> Option<&PageRow> {
        let at = self.rows.partition_point(|row| row.offset <= offset).checked_sub(1)?;
        self.rows.get(at)
    }

    fn at(&self, offset: u32) -> Option<usize> {
        self.row_of(offset)?.place(offset)
    }

    /// The row with that line index; absent in a gap.
    fn row(&self, index: usize) -> Option<&PageRow> {
        let at = self.rows.binary_search_by_key(&index, |row| row.index).ok()?;
        self.rows.get(at)
    }
}

impl PageRow {
    /// The place of an offset in the page. A line break counts as the end of its row.
    fn place(&self, offset: u32) -> Option<usize> {
        const LINE_BREAK: usize = 2;
        let at = self.own + (offset - self.offset).saturating_sub(self.skipped) as usize;
        (at <= self.range.end + LINE_BREAK).then(|| at.min(self.range.end))
    }
}

impl<'f> Files<'f> for Shown<'_> {
    type FileId = usize;
    type Name = &'f str;
    type Source = &'f str;

    fn name(&'f self, id: usize) -> Result<&'f str, Error> {
        Ok(&self.page(id)?.name)
    }

    fn source(&'f self, id: usize) -> Result<&'f str, Error> {
        Ok(&self.page(id)?.text)
    }

    fn line_index(&'f self, id: usize, byte: usize) -> Result<usize, Error> {
        let rows = &self.page(id)?.rows;
        let at = rows.partition_point(|row| row.range.start <= byte).saturating_sub(1);
        rows.get(at).map(|row| row.index).ok_or(Error::IndexTooLarge { given: byte, max: 0 })
    }

    fn line_number(&'f self, id: usize, index: usize) -> Result<usize, Error> {
        // The number of a line in a gap is never shown.
        Ok(self.page(id)?.row(index).map_or(1, |row| row.line as usize))
    }

    fn column_number(&'f self, id: usize, index: usize, byte: usize) -> Result<usize, Error> {
        let row = self.page(id)?.row(index).ok_or(Error::LineTooLarge { given: index, max: 0 })?;
        let offset = row.offset + row.skipped + byte.saturating_sub(row.own) as u32;
        let position = self.inputs[id].1.position(offset);
        Ok(position.map_or(1, |position| position.column as usize))
    }

    fn line_range(&'f self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        Ok(self.page(id)?.row(index).map_or(0..0, |row| row.range.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Lines;

    fn shown_text(text: &str, start: usize, end: usize) -> String {
        let excerpt = Excerpt::new(&Lines::new(text), [Span::new(start, end)]);
        let shown = Shown::new(vec![("a", &excerpt)]);
        let range = shown.range(0, Span::new(start, end)).expect("kept");
        shown.source(0).expect("one file")[range].to_owned()
    }

    #[test]
    fn a_span_is_the_same_text_in_its_page() {
        let text = "\u{feff}é: °→\r\n\tb: 漢字 👩‍💼\n\nend";
        for (start, _) in text.char_indices().filter(|(_, c)| !matches!(c, '\r' | '\n' | '\u{feff}')) {
            let line_end = text[start..].find(['\r', '\n']).map_or(text.len(), |at| start + at);
            assert_eq!(shown_text(text, start, line_end), &text[start..line_end]);
        }
    }

    #[test]
    fn a_line_break_at_the_end_of_a_span_is_left_out() {
        assert_eq!(shown_text("ab\r\ncd\n", 1, 4), "b");
        assert_eq!(shown_text("ab\ncd\n", 2, 3), "");
        assert_eq!(shown_text("", 0, 0), "");
    }

    #[test]
    fn a_span_whose_rows_were_not_kept_is_absent() {
        let text = "satu\ndua\ntiga\nempat\n";
        let excerpt = Excerpt::new(&Lines::new(text), [Span::new(5, 8)]);
        let shown = Shown::new(vec![("a", &excerpt)]);
        assert!(shown.range(0, Span::new(0, 4)).is_none());
        assert!(shown.range(0, Span::new(14, 16)).is_none());
        assert!(shown.range(0, Span::new(5, 8)).is_some());
        assert!(shown.range(1, Span::new(5, 8)).is_none());
    }
}
