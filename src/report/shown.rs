//! The kept rows of inputs, as the renderer wants to see files.
//!
//! In: names and excerpts. Out: [`Shown`], where a span is a range of the shown text, and where that range leads back to
//! the true line and column. Rows are cleaned here. A row that begins inside its line gets `…` in front; between rows that
//! are not neighbours there is a gap in the line indices, so that the renderer breaks its border there. Of a file that is
//! not text every place with an address of its own is a file for the renderer, named by path and address.

use std::ops::Range;
use std::sync::OnceLock;

use codespan_reporting::files::{Error, Files};

use super::paint::ADDRESSED;
use super::{clean, place};
use crate::sop::Language;
use crate::source::excerpt::Row;
use crate::source::view::BOM;
use crate::source::{Address, Excerpt, Span};

/// Stands before a row that begins inside its line.
const CUT: &str = "…";
/// Difference of line indices from which on the renderer shows a break.
const GAP: usize = 3;

/// Inputs to show.
pub(super) struct Shown<'r> {
    inputs: Vec<(&'r str, &'r Excerpt)>,
    /// Made when a finding points into the input for the first time.
    pages: Vec<OnceLock<Vec<Page>>>,
    language: Language,
}

/// A page of an input: the file, as the renderer sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageId {
    /// The place of its input among those that are shown.
    input: usize,
    /// Its place in the input.
    page: usize,
}

/// The rows of an input in one text; of a file that is not text, the rows of one address.
struct Page {
    name: String,
    text: String,
    rows: Vec<PageRow>,
    /// Whether lines and columns mean nothing here.
    is_addressed: bool,
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
    /// Shows these inputs, by name and kept rows, with the words of `language` for places.
    pub(super) fn new(inputs: Vec<(&'r str, &'r Excerpt)>, language: Language) -> Self {
        let pages = inputs.iter().map(|_| OnceLock::new()).collect();
        Self { inputs, pages, language }
    }

    /// Where a span of an input is in its shown text; absent when its rows were not kept. Of a span over several addresses
    /// the part at the first one is shown.
    pub(super) fn range(&self, input: usize, span: Span) -> Option<(PageId, Range<usize>)> {
        let pages = self.pages(input)?;
        let page = pages.partition_point(|page| page.start() <= span.start).checked_sub(1)?;
        let (id, page) = (PageId { input, page }, &pages[page]);
        let start = page.at(span.start)?;
        if span.is_empty() {
            return Some((id, start..start));
        }
        // The end is exclusive: it may be the start of a line nobody meant.
        let last = page.row_of(span.end - 1)?;
        let end = last.place(span.end).or_else(|| page.is_addressed.then_some(last.range.end))?;
        Some((id, start..end.max(start)))
    }

    fn pages(&self, input: usize) -> Option<&[Page]> {
        let (name, excerpt) = self.inputs.get(input)?;
        Some(self.pages[input].get_or_init(|| pages(name, excerpt, self.language)))
    }

    fn page(&self, id: PageId) -> Result<&Page, Error> {
        self.pages(id.input).and_then(|pages| pages.get(id.page)).ok_or(Error::FileMissing)
    }
}

/// The pages of an input: one of a text, else one for each address.
fn pages(name: &str, excerpt: &Excerpt, language: Language) -> Vec<Page> {
    let parts = excerpt.rows().chunk_by(|a, b| a.address == b.address);
    let mut pages: Vec<Page> = parts.map(|rows| Page::new(name, rows, language)).collect();
    if pages.is_empty() {
        pages.push(Page::new(name, &[], language));
    }
    pages
}

impl Page {
    fn new(name: &str, rows: &[Row], language: Language) -> Self {
        let address = rows.first().and_then(|row| row.address.as_deref());
        let mut page = Self {
            name: page_name(name, address, language),
            text: String::new(),
            rows: Vec::new(),
            is_addressed: address.is_some(),
        };
        rows.iter().for_each(|row| page.push(row));
        page
    }

    fn push(&mut self, row: &Row) {
        let start = self.text.len();
        if row.is_cut() {
            self.text.push_str(CUT);
        }
        let own = self.text.len();
        let text = if row.start == 0 { row.text.strip_prefix(BOM).unwrap_or(&row.text) } else { &row.text };
        self.text.push_str(&clean::row(text));
        let index = self.rows.last().map_or(0, |above| above.index + if above.line + 1 == row.line { 1 } else { GAP });
        let skipped = (row.text.len() - text.len()) as u32;
        let range = start..self.text.len();
        self.rows.push(PageRow { line: row.line, index, offset: row.start, skipped, range, own });
        self.text.push('\n');
    }

    /// Where the page begins in the view of its input.
    fn start(&self) -> u32 {
        self.rows.first().map_or(0, |row| row.offset)
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

/// What stands in front of a page. Behind an address the renderer's line and column are taken away.
fn page_name(name: &str, address: Option<&Address>, language: Language) -> String {
    let name = clean::line(name);
    match address {
        Some(address) => format!("{name}: {}{ADDRESSED}", clean::line(&place::told(address, language))),
        None => name.into_owned(),
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
    type FileId = PageId;
    type Name = &'f str;
    type Source = &'f str;

    fn name(&'f self, id: PageId) -> Result<&'f str, Error> {
        Ok(&self.page(id)?.name)
    }

    fn source(&'f self, id: PageId) -> Result<&'f str, Error> {
        Ok(&self.page(id)?.text)
    }

    fn line_index(&'f self, id: PageId, byte: usize) -> Result<usize, Error> {
        let rows = &self.page(id)?.rows;
        let at = rows.partition_point(|row| row.range.start <= byte).saturating_sub(1);
        rows.get(at).map(|row| row.index).ok_or(Error::IndexTooLarge { given: byte, max: 0 })
    }

    fn line_number(&'f self, id: PageId, index: usize) -> Result<usize, Error> {
        let page = self.page(id)?;
        // The number of a line in a gap is never shown, nor is one beside an address.
        Ok(page.row(index).filter(|_| !page.is_addressed).map_or(1, |row| row.line as usize))
    }

    fn column_number(&'f self, id: PageId, index: usize, byte: usize) -> Result<usize, Error> {
        let row = self.page(id)?.row(index).ok_or(Error::LineTooLarge { given: index, max: 0 })?;
        let offset = row.offset + row.skipped + byte.saturating_sub(row.own) as u32;
        let position = self.inputs[id.input].1.position(offset);
        Ok(position.map_or(1, |position| position.column as usize))
    }

    fn line_range(&'f self, id: PageId, index: usize) -> Result<Range<usize>, Error> {
        Ok(self.page(id)?.row(index).map_or(0..0, |row| row.range.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Lines;

    fn shown_text(text: &str, start: usize, end: usize) -> String {
        let excerpt = Excerpt::new(&Lines::new(text), [Span::new(start, end)]);
        let shown = Shown::new(vec![("a", &excerpt)], Language::Id);
        let (page, range) = shown.range(0, Span::new(start, end)).expect("kept");
        shown.source(page).expect("one file")[range].to_owned()
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
        let shown = Shown::new(vec![("a", &excerpt)], Language::Id);
        assert!(shown.range(0, Span::new(0, 4)).is_none());
        assert!(shown.range(0, Span::new(14, 16)).is_none());
        assert!(shown.range(0, Span::new(5, 8)).is_some());
        assert!(shown.range(1, Span::new(5, 8)).is_none());
    }
}
