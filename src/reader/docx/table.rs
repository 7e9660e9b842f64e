//! Tables as they are written: rows of cells, with their properties and what stands in them.
//!
//! In: what the walk meets. Out: a [`Table`]; `grid` finds out which places its cells cover. Rows that are deleted or hidden
//! are left out, and the row that is next to them tells so.

use super::paragraph::{Note, Paragraph};
use super::properties::{CellProperties, Height, RowProperties};

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Widths of the columns of its grid, in twips.
    pub(super) widths: Vec<i64>,
    pub(super) rows: Vec<Row>,
}

/// A row that is shown.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Columns of the grid in front of the first cell.
    pub(super) before: u32,
    pub(super) is_header: bool,
    pub(super) height: Option<Height>,
    /// Whether it was inserted, or a row beside it was deleted.
    pub(super) is_changed: bool,
    /// Whether hidden rows with text lie beside it.
    pub(super) hides_rows: bool,
    pub(super) cells: Vec<Cell>,
}

/// A cell, or a part of one that is merged.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) properties: CellProperties,
    pub(super) pieces: Vec<Piece>,
}

/// What stands in a cell.
#[derive(Debug)]
pub(super) enum Piece {
    Paragraph(Paragraph),
    Table(Table),
    /// So many blank paragraphs.
    Blank(u32),
    /// Something to be told that belongs to no paragraph.
    Note(Note),
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    pub(super) table: Table,
    row: Option<(RowProperties, Vec<Cell>)>,
    cell: Option<Cell>,
    /// What was left out since the last row that was kept.
    left_out: LeftOut,
}

/// Rows that are not part of the table.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LeftOut {
    /// Some were deleted.
    pub(super) deleted: bool,
    /// Some with text are hidden.
    pub(super) hidden: bool,
}

impl OpenTable {
    pub(super) fn begin_row(&mut self) {
        self.end_row();
        self.row = Some(Default::default());
    }

    pub(super) fn row_properties(&mut self, properties: RowProperties) {
        if let Some((row, _)) = &mut self.row {
            *row = properties;
        }
    }

    /// Whether the row that is being read is not shown.
    pub(super) fn row_is_left_out(&self) -> bool {
        self.row.as_ref().is_some_and(|(row, _)| row.is_deleted || row.is_hidden)
    }

    pub(super) fn begin_cell(&mut self) {
        self.end_cell();
        let properties = CellProperties { columns: 1, ..CellProperties::default() };
        self.cell = Some(Cell { properties, pieces: Vec::new() });
    }

    pub(super) fn cell_properties(&mut self, properties: CellProperties) {
        if let Some(cell) = &mut self.cell {
            cell.properties = properties;
        }
    }

    /// Puts a piece into the cell that is being read. What stands between the cells of a broken table gets one of its own.
    pub(super) fn push(&mut self, piece: Piece) {
        if self.cell.is_none() {
            self.begin_cell();
        }
        let Some(cell) = &mut self.cell else { return };
        match (piece, cell.pieces.last_mut()) {
            (Piece::Blank(more), Some(Piece::Blank(count))) => *count = count.saturating_add(more),
            (piece, _) => cell.pieces.push(piece),
        }
    }

    pub(super) fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let (_, cells) = self.row.get_or_insert_default();
        cells.push(cell);
    }

    pub(super) fn end_row(&mut self) {
        self.end_cell();
        let Some((row, cells)) = self.row.take() else { return };
        if row.is_deleted || row.is_hidden {
            self.left_out.deleted |= row.is_deleted;
            self.left_out.hidden |= !row.is_deleted && cells.iter().any(Cell::has_text);
            return;
        }
        let beside = std::mem::take(&mut self.left_out);
        self.table.rows.push(Row {
            before: row.before,
            is_header: row.is_header,
            height: row.height,
            is_changed: row.is_inserted || beside.deleted,
            hides_rows: beside.hidden,
            cells,
        });
    }

    /// The table, and what was left out of it with no row behind it to tell so.
    pub(super) fn finish(mut self) -> (Table, LeftOut) {
        self.end_row();
        (self.table, self.left_out)
    }
}

impl Table {
    /// Whether it is a mere box around text.
    pub(super) fn is_box(&self) -> bool {
        self.rows.iter().all(|row| row.cells.len() < 2)
    }

    /// Whether there is something to be read in it.
    pub(super) fn has_text(&self) -> bool {
        self.rows.iter().any(|row| row.cells.iter().any(Cell::has_text))
    }

    /// Hands over every paragraph in it.
    pub(super) fn each_paragraph(&self, take: &mut dyn FnMut(&Paragraph)) {
        for piece in self.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.pieces) {
            match piece {
                Piece::Paragraph(paragraph) => take(paragraph),
                Piece::Table(table) => table.each_paragraph(take),
                Piece::Blank(_) | Piece::Note(_) => {}
            }
        }
    }

    /// Hands over every paragraph in it, to be changed.
    pub(super) fn each_paragraph_mut(&mut self, take: &mut dyn FnMut(&mut Paragraph)) {
        for piece in self.rows.iter_mut().flat_map(|row| &mut row.cells).flat_map(|cell| &mut cell.pieces) {
            match piece {
                Piece::Paragraph(paragraph) => take(paragraph),
                Piece::Table(table) => table.each_paragraph_mut(take),
                Piece::Blank(_) | Piece::Note(_) => {}
            }
        }
    }

    /// Takes it apart into its paragraphs.
    pub(super) fn into_paragraphs(self, take: &mut dyn FnMut(Paragraph)) {
        for piece in self.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.pieces) {
            match piece {
                Piece::Paragraph(paragraph) => take(paragraph),
                Piece::Table(table) => table.into_paragraphs(take),
                Piece::Blank(_) | Piece::Note(_) => {}
            }
        }
    }
}

impl Cell {
    fn has_text(&self) -> bool {
        self.pieces.iter().any(Piece::has_text)
    }
}

impl Piece {
    /// Whether there is something to be read in it.
    pub(super) fn has_text(&self) -> bool {
        match self {
            Self::Paragraph(paragraph) => !paragraph.is_blank(),
            Self::Table(table) => table.has_text(),
            Self::Blank(_) | Self::Note(_) => false,
        }
    }
}
