//! Tables → grids: which places each cell covers, what is written in it, and what the header says above it.
//!
//! In: a [`Table`] as it is written. Out: its cells in reading order with their areas and their texts, an entry of a list on a
//! line of its own with the mark that is printed in front of it. A table in a cell is a grid of its own, unless it is a mere
//! box of one column or stands in a table of data, where its text must not leave the row: then it becomes lines of the cell.

use std::sync::Arc;

use super::layout::{Hosted, Layout, take_floating};
use super::paragraph::{Note, Paragraph, Role, What};
use super::properties::{Height, Merge};
use super::table::{Cell, Piece, Table};
use crate::document::Area;

/// Columns beyond which nothing is placed: as many as the widest sheet has.
const MOST_COLUMNS: u32 = 16_384;

/// A table whose cells are placed.
#[derive(Debug)]
pub(super) struct Grid {
    /// In reading order.
    pub(super) cells: Vec<Placed>,
    /// Tables that stand in its cells and are grids of their own, with the first places of those cells, in reading order.
    pub(super) nested: Vec<((u32, u32), Table)>,
    /// What is to be told of each row: whether it was changed, and whether hidden rows lie before it.
    pub(super) rows: Vec<RowNews>,
    pub(super) header: Header,
    /// Where its columns and rows lie, when something is drawn on it.
    pub(super) layout: Option<Layout>,
    pub(super) floating: Vec<Hosted>,
}

/// What is to be told of a row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RowNews {
    pub(super) is_changed: bool,
    pub(super) hides_rows: bool,
}

/// A cell in its place.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) area: Area,
    pub(super) text: Noted,
}

/// A text with notes about places of it.
#[derive(Debug, Default)]
pub(super) struct Noted {
    pub(super) text: String,
    pub(super) notes: Vec<Note>,
}

/// What the header of a table says above its columns.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// The first row below it.
    end: u32,
    /// By column.
    texts: Vec<Option<Arc<str>>>,
}

impl Grid {
    /// Places the cells of a table, and measures it when something is drawn on it or `is_drawn_on` says so.
    pub(super) fn of(table: Table, is_drawn_on: bool) -> Self {
        let row_count = table.rows.len() as u32;
        let marked = table.rows.iter().take_while(|row| row.is_header).count() as u32;
        let news = |row: &super::table::Row| RowNews { is_changed: row.is_changed, hides_rows: row.hides_rows };
        let rows = table.rows.iter().map(news).collect();
        let heights: Vec<Option<Height>> = table.rows.iter().map(|row| row.height).collect();
        let widths = table.widths.clone();
        let Parts { cells: mut parts, mut covered } = placed(table);
        let width = parts.iter().map(|(area, _)| area.column + area.columns).max().unwrap_or(0);
        let holds_data = row_count > 2 && width > 2;
        let is_drawn_on = is_drawn_on || parts.iter().chain(&covered).any(|(_, pieces)| hosts(pieces));
        let layout = is_drawn_on.then(|| Layout::of(&widths, width, &heights, &parts));
        let mut floating = Vec::new();
        if let Some(layout) = &layout {
            for (area, pieces) in parts.iter_mut().chain(&mut covered) {
                take_floating(*area, &layout.columns, pieces, &mut floating);
            }
        }
        let mut nested = Vec::new();
        let text = |(area, pieces): (Area, _)| {
            let (mut text, mut tables) = (Noted::default(), Vec::new());
            text.gather(pieces, (!holds_data).then_some(&mut tables));
            nested.extend(tables.into_iter().map(|table| ((area.row, area.column), table)));
            Placed { area, text }
        };
        let cells: Vec<Placed> = parts.into_iter().map(text).collect();
        let header = match marked {
            0 if holds_data => Header::guessed(&cells, width),
            0 => Header::default(),
            rows => Header::of(&cells, rows, width),
        };
        Self { cells, nested, rows, header, layout, floating }
    }

    /// Whether nothing is written in it or drawn on it.
    pub(super) fn is_blank(&self) -> bool {
        self.floating.is_empty() && self.cells.iter().all(|cell| cell.text.text.is_empty())
    }
}

/// The parts of a table in their places.
#[derive(Default)]
struct Parts {
    cells: Vec<(Area, Vec<Piece>)>,
    /// What stands where a merged cell goes on; it is not shown, but something may be anchored there.
    covered: Vec<(Area, Vec<Piece>)>,
}

/// Whether something floats over the text of a cell.
fn hosts(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Paragraph(paragraph) => !paragraph.floating.is_empty(),
        Piece::Table(table) => {
            let mut hosts = false;
            table.each_paragraph(&mut |paragraph| hosts |= !paragraph.floating.is_empty());
            hosts
        }
        Piece::Blank(_) | Piece::Note(_) => false,
    })
}

/// The cells of a table with the places they cover. Parts of merged cells are one cell (ECMA-376 part 1, 17.4.84).
fn placed(table: Table) -> Parts {
    let Parts { mut cells, mut covered } = Parts::default();
    // Cells that may go on in the next row, by their first columns.
    let mut above: Vec<(u32, usize)> = Vec::new();
    for (row, written) in table.rows.into_iter().enumerate() {
        let row = row as u32;
        let mut going_on = Vec::new();
        let mut column = written.before;
        for (cell, parts) in joined(written.cells) {
            let columns = cell.properties.columns;
            if column + columns > MOST_COLUMNS {
                if let Some((_, pieces)) = cells.last_mut() {
                    pieces.push(Piece::Note(Note { at: 0..0, what: What::Unread("tc".to_owned()) }));
                }
                break;
            }
            let starts_below = above.binary_search_by_key(&column, |(column, _)| *column).ok().map(|at| above[at].1);
            // One that is narrower would leave places of the cell above to other cells.
            let down =
                starts_below.filter(|at| cell.properties.down == Merge::GoesOn && cells[*at].0.columns <= columns);
            let at = down.unwrap_or(cells.len());
            if down.is_some() || cell.properties.down != Merge::Alone {
                going_on.push((column, at));
            }
            let mut hidden = parts;
            match down {
                Some(_) => hidden.insert(0, cell),
                None => cells.push((Area { row, column, rows: 1, columns }, shown(cell))),
            }
            let (area, pieces) = &mut cells[at];
            area.rows = row + 1 - area.row;
            let place = if down.is_some() { Area { row, column, rows: 1, columns } } else { *area };
            covered.extend(hidden.into_iter().map(|part| (place, hide(part, pieces))));
            column += columns;
        }
        above = going_on;
    }
    covered.retain(|(_, pieces)| hosts(pieces));
    Parts { cells, covered }
}

/// The cells of a row, each as wide as it is with the parts behind it that are merged into it (17.4.22).
fn joined(cells: Vec<Cell>) -> Vec<(Cell, Vec<Cell>)> {
    let mut joined: Vec<(Cell, Vec<Cell>)> = Vec::with_capacity(cells.len());
    for cell in cells {
        match joined.last_mut() {
            Some((first, parts)) if cell.properties.along == Merge::GoesOn => {
                first.properties.columns += cell.properties.columns;
                parts.push(cell);
            }
            _ => joined.push((cell, Vec::new())),
        }
    }
    joined
}

/// What is seen of a cell.
fn shown(cell: Cell) -> Vec<Piece> {
    let mut pieces = if cell.properties.is_deleted { Vec::new() } else { cell.pieces };
    if cell.properties.is_deleted || cell.properties.is_changed {
        pieces.push(Piece::Note(Note { at: 0..0, what: What::Change }));
    }
    pieces
}

/// The later parts of a merged cell are not shown, whatever they hold.
fn hide(part: Cell, pieces: &mut Vec<Piece>) -> Vec<Piece> {
    if part.pieces.iter().any(Piece::has_text) {
        pieces.push(Piece::Note(Note { at: 0..0, what: What::Hidden }));
    }
    part.pieces
}

impl Noted {
    /// Adds what stands in a cell. Tables go to `nested`, where there is such a place for them.
    fn gather(&mut self, pieces: Vec<Piece>, mut nested: Option<&mut Vec<Table>>) {
        for piece in pieces {
            match (piece, &mut nested) {
                (Piece::Paragraph(paragraph), _) => self.append("\n", Self::of(paragraph)),
                (Piece::Blank(_), _) => {}
                (Piece::Note(note), _) => self.notes.push(note.moved(self.text.len())),
                (Piece::Table(table), Some(nested)) if !table.is_box() => nested.push(table),
                (Piece::Table(table), _) => self.gather_rows(table),
            }
        }
    }

    /// Adds a table as lines, its cells side by side.
    fn gather_rows(&mut self, table: Table) {
        let mut last = None;
        for (area, pieces) in placed(table).cells {
            let mut cell = Self::default();
            cell.gather(pieces, None);
            if cell.text.trim() == ":" {
                // It stands between a label and its value.
                continue;
            }
            let separator = if last == Some(area.row) { " | " } else { "\n" };
            if !cell.text.is_empty() {
                last = Some(area.row);
            }
            self.append(separator, cell);
        }
    }

    /// A paragraph as it is seen in a cell: an entry of a list with its mark.
    fn of(paragraph: Paragraph) -> Self {
        let mark = match &paragraph.role {
            Role::Entry(entry) if !paragraph.shows_nothing() => entry.mark.written().trim(),
            _ => return Self { text: paragraph.text, notes: paragraph.notes },
        };
        let space = if paragraph.is_blank() { "" } else { " " };
        let text = format!("{mark}{space}{}", paragraph.text);
        let from = text.len() - paragraph.text.len();
        Self { text, notes: paragraph.notes.into_iter().map(|note| note.moved(from)).collect() }
    }

    fn append(&mut self, separator: &str, other: Self) {
        if !self.text.is_empty() && !other.text.is_empty() {
            self.text.push_str(separator);
        }
        let from = self.text.len();
        self.text.push_str(&other.text);
        self.notes.extend(other.notes.into_iter().map(|note| note.moved(from)));
    }
}

impl Header {
    /// The header of a table that does not mark its header: the first row that is no title, as far as its cells reach down.
    fn guessed(cells: &[Placed], width: u32) -> Self {
        /// Rows a title may have.
        const MOST_TITLES: u32 = 2;
        /// Rows a header may have.
        const MOST_ROWS: u32 = 3;
        let written = |row: u32| cells.iter().filter(move |cell| cell.area.row == row && !cell.text.text.is_empty());
        let Some(first) = (0..=MOST_TITLES).find(|row| written(*row).count() > 1) else { return Self::default() };
        let reach = written(first).map(|cell| cell.area.rows).filter(|rows| *rows <= MOST_ROWS).max();
        Self::of(cells, first + reach.unwrap_or(1), width)
    }

    /// The header that ends above the row `end`. The lowest text counts: `Waktu`, not the `Mutu Baku` above it.
    fn of(cells: &[Placed], end: u32, width: u32) -> Self {
        let mut texts = vec![None; width as usize];
        for cell in cells.iter().take_while(|cell| cell.area.row < end).filter(|cell| !cell.text.text.is_empty()) {
            let words: Vec<&str> = cell.text.text.split_whitespace().collect();
            let text: Arc<str> = words.join(" ").into();
            let columns = cell.area.column as usize..(cell.area.column + cell.area.columns) as usize;
            for place in texts.get_mut(columns).into_iter().flatten() {
                *place = Some(text.clone());
            }
        }
        Self { end, texts }
    }

    /// What it says above a cell below it.
    pub(super) fn above(&self, area: Area) -> Option<Arc<str>> {
        if area.row < self.end {
            return None;
        }
        self.texts.get(area.column as usize)?.clone()
    }
}
