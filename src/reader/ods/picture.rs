//! Pictures that lie on the cells of a table: logos, signatures, and charts somebody drew elsewhere (ISO/IEC 26300-1, 10.4).
//!
//! In: a frame that is anchored to a cell. Out: the cells it covers, and a drawing of such pictures over the grid. Sizes of rows
//! and columns are not read: all are taken as equal, for which cells a picture covers is all that is to be known of it.

use std::sync::Arc;

use super::super::draft::Draft;
use super::super::units::with_unit;
use super::super::xml::{Element, Token, Xml, XmlError};
use crate::document::drawing::{Drawing, Form, Frame, Shape};
use crate::document::{Area, NodeId};
use crate::source::Address;

/// EMU of an inch, and of every column and row.
const INCH: i64 = 914_400;
const COLUMN: i64 = INCH * 9 / 10;
const ROW: i64 = INCH / 4;
/// EMU of a row that nobody made higher; a picture without an end covers so many of them.
const LEAST_ROW: i64 = INCH * 178 / 1_000;
/// Rows and columns a picture can cover.
const MOST: u32 = 2_000;

/// A picture.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Picture {
    name: String,
    cells: Area,
}

impl Picture {
    /// Reads the frame that was begun last, at a cell; nothing where it is no picture or its size is not known. Leaves it.
    pub(super) fn read(
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        (row, column): (u32, u32),
    ) -> Result<Option<Self>, XmlError> {
        let end = element.attribute("end-cell-address").and_then(|end| cell(&end));
        let size = |name: &str, of_one: i64| {
            let length = element.attribute(name).and_then(|length| with_unit(&length))?;
            u32::try_from(length.max(0) / of_one).ok()
        };
        let reach =
            || Some((row.saturating_add(size("height", LEAST_ROW)?), column.saturating_add(size("width", COLUMN)?)));
        let end = end.filter(|end| end.0 >= row && end.1 >= column).or_else(reach);
        let name = element.attribute("name").map_or_else(|| "Image".to_owned(), std::borrow::Cow::into_owned);
        let is_picture = holds_picture(xml)?;
        let cells = end.filter(|_| is_picture).map(|(last_row, last_column)| Area {
            row,
            column,
            rows: (last_row - row).saturating_add(1).min(MOST),
            columns: (last_column - column).saturating_add(1).min(MOST),
        });
        Ok(cells.map(|cells| Self { name, cells }))
    }

    fn frame(&self) -> Frame {
        let Area { row, column, rows, columns } = self.cells;
        let (x, y) = (|column: u32| i64::from(column) * COLUMN, |row: u32| i64::from(row) * ROW);
        Frame { left: x(column), top: y(row), right: x(column + columns), bottom: y(row + rows) }
    }
}

/// Whether a frame holds an image and nothing else that is seen. Leaves it.
fn holds_picture(xml: &mut Xml<'_>) -> Result<bool, XmlError> {
    let outside = xml.depth().saturating_sub(1);
    let (mut images, mut others) = (0, 0);
    while xml.depth() > outside {
        match xml.next()? {
            Some(Token::Start(element)) => {
                match element.name() {
                    "image" => images += 1,
                    "title" | "desc" | "event-listeners" => {}
                    _ => others += 1,
                }
                xml.skip()?;
            }
            Some(_) => {}
            None => break,
        }
    }
    Ok(images > 0 && others == 0)
}

/// Row and column of `COVER.C5`, `'SOP 1'.$C$5` (ISO/IEC 26300-1, 9.2.1).
fn cell(address: &str) -> Option<(u32, u32)> {
    let name = address.rsplit('.').next()?.replace('$', "");
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let (column, row) = name.split_at_checked(letters).filter(|_| (1..=3).contains(&letters))?;
    let column = column.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column - 1))
}

/// Adds the pictures of a table to the draft, over its grid.
pub(super) fn draw(draft: &mut Draft, grid: NodeId, sheet: &Arc<str>, pictures: &[Picture]) {
    if pictures.is_empty() {
        return;
    }
    let shape = |picture: &Picture| {
        let address = Address::Shape { sheet: Some(Arc::clone(sheet)), name: picture.name.as_str().into() };
        let node = draft.shape("", &picture.name, address);
        Shape { node, form: Form::Picture, frame: picture.frame() }
    };
    let shapes: Vec<Shape> = pictures.iter().map(shape).collect();
    let edges = |size: i64, reach: i64| (0..=reach / size).map(|at| at * size).collect();
    let (right, bottom) =
        shapes.iter().fold((0, 0), |(x, y), shape| (x.max(shape.frame.right), y.max(shape.frame.bottom)));
    draft.draw(Drawing {
        grid: Some(grid),
        columns: edges(COLUMN, right),
        rows: edges(ROW, bottom),
        rows_are_sure: false,
        shapes,
        connectors: Vec::new(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_their_addresses() {
        assert_eq!(cell("COVER.C5"), Some((4, 2)));
        assert_eq!(cell("'SOP 1.2'.$AA$10"), Some((9, 26)));
        for broken in
            ["", "COVER", "COVER.", "COVER.5", "COVER.C0", "COVER.Cé", "COVER.ABCDEFGHIJ1", "COVER.C99999999999"]
        {
            assert_eq!(cell(broken), None, "{broken}");
        }
    }
}
