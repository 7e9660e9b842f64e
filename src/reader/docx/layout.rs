//! Where the columns and rows of a table lie, as far as a file tells: the ground on which its drawings are placed.
//!
//! In: the widths of the columns, the heights of the rows and what stands in the cells. Out: their edges, and for everything
//! that floats over the table where its corner is. A row without an exact height is as high as Word makes it when it shows
//! the page; it is estimated by the lines of its text, and said to be so.

use super::properties::Height;
use super::table::Piece;
use crate::document::Area;
use crate::reader::drawing::Placed;
use crate::reader::drawing::word::{Anchor, Floating, Offset, Origin};

/// EMU of a twip, 1/20 point.
const TWIP: i64 = 635;
/// Space between the edge of a cell and its text, as Word sets it, in twips (ECMA-376 part 1, 17.4.42).
const MARGIN: i64 = 108;
/// Height of a line of 11 points, in twips.
const LINE: i64 = 276;
/// Width of a letter of 11 points, in twips.
const LETTER: i64 = 110;
/// Width of a column of which nothing is known, in twips.
const COLUMN: i64 = 1440;

/// What floats over a table, and the cell it is anchored in.
#[derive(Debug)]
pub(super) struct Hosted {
    floating: Floating,
    area: Area,
    /// Lines of the cell above the paragraph it is anchored in.
    lines: i64,
}

/// The edges of the columns and rows of a table, in EMU from its upper left corner.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) columns: Vec<i64>,
    pub(super) rows: Vec<i64>,
    pub(super) rows_are_sure: bool,
}

/// The text area of a page, in twips.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageArea {
    pub(super) left: i64,
    pub(super) width: i64,
}

impl Default for PageArea {
    /// A4 with margins of an inch.
    fn default() -> Self {
        Self { left: 1440, width: 9026 }
    }
}

impl Layout {
    /// Measures a table of that many columns.
    pub(super) fn of(widths: &[i64], width: u32, heights: &[Option<Height>], cells: &[(Area, Vec<Piece>)]) -> Self {
        let known = widths.iter().copied().chain(std::iter::repeat(0));
        let known = known.take(widths.len().max(width as usize)).map(|width| if width > 0 { width } else { COLUMN });
        let columns = edges(known);
        let mut lines = vec![1; heights.len()];
        for (area, pieces) in cells.iter().filter(|(area, _)| area.rows == 1) {
            let letters = letters(&columns, *area);
            if let Some(most) = lines.get_mut(area.row as usize) {
                *most = pieces.iter().map(|piece| piece_lines(piece, letters)).sum::<i64>().max(*most);
            }
        }
        let height = |(height, lines): (&Option<Height>, i64)| match height {
            Some(Height::Exact(twips)) => *twips,
            Some(Height::AtLeast(twips)) => (*twips).max(lines.saturating_mul(LINE)),
            None => lines.saturating_mul(LINE),
        };
        let rows = edges(heights.iter().zip(lines).map(height));
        let rows_are_sure = heights.iter().all(|height| matches!(height, Some(Height::Exact(_))));
        Self { columns, rows, rows_are_sure }
    }

    /// Where something that floats over the table lies on it; given back when that depends on the page.
    pub(super) fn place(&self, hosted: Hosted, page: PageArea) -> Result<Placed, Floating> {
        let Hosted { floating, area, lines } = hosted;
        let Anchor { x, y, width, height, is_inline, is_in_cell } = floating.anchor.clone();
        let [left, right] = span(&self.columns, area.column, area.columns);
        let [top, bottom] = span(&self.rows, area.row, area.rows);
        let paragraph = top.saturating_add(lines.saturating_mul(LINE * TWIP));
        let text = left + MARGIN * TWIP;
        if is_inline {
            return Ok(Placed { floating, x: text, y: paragraph });
        }
        let from_left = match (is_in_cell, x.from) {
            (_, Origin::Line) => x.at.offset(0, 0).saturating_add(text),
            (true, Origin::Page) => x.at.offset(right - left, width).saturating_add(left),
            (true, _) => x.at.offset(right - left - 2 * MARGIN * TWIP, width).saturating_add(text),
            (false, _) => page.left_in_text(&x, width).saturating_add(MARGIN * TWIP),
        };
        let from_top = match (is_in_cell, y.from) {
            (_, Origin::Text | Origin::Line) => y.at.offset(0, 0).saturating_add(paragraph),
            (true, _) => y.at.offset(bottom - top, height).saturating_add(top),
            (false, _) => return Err(floating),
        };
        Ok(Placed { floating, x: from_left, y: from_top })
    }

    /// Where something lies on the table that is anchored in the paragraph right above it; given back when it stays there.
    pub(super) fn place_from_above(&self, floating: Floating, page: PageArea) -> Result<Placed, Floating> {
        let Anchor { x, y, width, is_inline, .. } = floating.anchor.clone();
        let top = y.at.offset(0, 0).saturating_sub(LINE * TWIP);
        let is_over_table = !is_inline && matches!(y.from, Origin::Text | Origin::Line) && top >= 0;
        if !is_over_table {
            return Err(floating);
        }
        Ok(Placed { floating, x: page.left_in_text(&x, width).saturating_add(MARGIN * TWIP), y: top })
    }
}

impl PageArea {
    /// How far from the left edge of the text something of a width lies, in EMU. The text in the first column of a table
    /// stands there too, so that the table begins a margin before it.
    fn left_in_text(self, offset: &Offset, width: i64) -> i64 {
        match offset.from {
            Origin::Page => {
                let page = (self.width + 2 * self.left) * TWIP;
                offset.at.offset(page, width).saturating_sub(self.left * TWIP)
            }
            _ => offset.at.offset(self.width * TWIP, width),
        }
    }
}

/// Where something lies beside running text, from the left edge of the text and the top of its paragraph.
pub(super) fn beside_text(floating: Floating, page: PageArea) -> Placed {
    let Anchor { x, y, width, height, is_inline, .. } = floating.anchor.clone();
    if is_inline {
        return Placed { floating, x: 0, y: 0 };
    }
    Placed { x: page.left_in_text(&x, width), y: y.at.offset(height, height), floating }
}

/// Takes out what floats over a cell. Tables that are text of the cell are a part of it.
pub(super) fn take_floating(area: Area, columns: &[i64], pieces: &mut [Piece], into: &mut Vec<Hosted>) {
    let letters = letters(columns, area);
    let mut lines = 0;
    for piece in pieces {
        let own = piece_lines(piece, letters);
        let mut found = Vec::new();
        match piece {
            Piece::Paragraph(paragraph) => found.append(&mut paragraph.floating),
            Piece::Table(table) => table.each_paragraph_mut(&mut |paragraph| found.append(&mut paragraph.floating)),
            Piece::Blank(_) | Piece::Note(_) => {}
        }
        into.extend(found.into_iter().map(|floating| Hosted { floating, area, lines }));
        lines += own;
    }
}

/// The edges between lengths in twips, in EMU.
fn edges(lengths: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut edge: i64 = 0;
    let next = |length: i64| {
        edge = edge.saturating_add(length.saturating_mul(TWIP));
        edge
    };
    std::iter::once(0).chain(lengths.map(next)).collect()
}

/// The first and the last edge of so many columns or rows.
fn span(edges: &[i64], first: u32, count: u32) -> [i64; 2] {
    let last = edges.last().copied().unwrap_or_default();
    [first, first + count].map(|at| edges.get(at as usize).copied().unwrap_or(last))
}

/// How many letters a line of a cell holds.
fn letters(columns: &[i64], area: Area) -> i64 {
    let [left, right] = span(columns, area.column, area.columns);
    (((right - left) / TWIP - 2 * MARGIN) / LETTER).max(1)
}

fn piece_lines(piece: &Piece, letters: i64) -> i64 {
    match piece {
        Piece::Paragraph(paragraph) => text_lines(&paragraph.text, letters),
        Piece::Blank(count) => i64::from(*count),
        Piece::Table(table) => {
            let mut lines = 0;
            table.each_paragraph(&mut |paragraph| lines += text_lines(&paragraph.text, letters));
            lines
        }
        Piece::Note(_) => 0,
    }
}

fn text_lines(text: &str, letters: i64) -> i64 {
    let lines = |line: &str| (line.chars().count() as i64 + letters - 1) / letters;
    text.split('\n').map(|line| lines(line).max(1)).sum()
}
