//! Tables → grids of the draft.
//!
//! In: a table. Out: its grid with the cells that hold something or are merged, each with its address; then what is drawn on
//! it, then the tables that stand in its cells.

use std::collections::VecDeque;

use super::Sink;
use crate::document::{NodeId, NodeKind, UnseenKind};
use crate::reader::docx::grid::{Grid, Placed, RowNews};
use crate::reader::docx::table::Table;
use crate::reader::drawing::word::Floating;
use crate::source::{Address, Span};

/// Cells in which tables stand, by their first places, in order.
type Holders = Vec<((u32, u32), NodeId)>;

impl Sink<'_> {
    /// Adds a table, and the tables in it behind it.
    pub(super) fn table(&mut self, table: Table) {
        self.end_lists();
        let mut waiting = VecDeque::from([(None, table)]);
        let mut above = std::mem::take(&mut self.above);
        while let Some((holder, table)) = waiting.pop_front() {
            let mut grid = Grid::of(table, !above.is_empty());
            let nested = std::mem::take(&mut grid.nested);
            let places: Vec<(u32, u32)> = nested.iter().map(|(place, _)| *place).collect();
            let holders = self.grid(grid, std::mem::take(&mut above), (holder, &places));
            // A table in a table comes right behind it.
            for (place, table) in nested.into_iter().rev() {
                let holder = holders.binary_search_by_key(&place, |(place, _)| *place).ok().map(|at| holders[at].1);
                waiting.push_front((holder, table));
            }
        }
    }

    /// Adds a grid that stands in the cell `holder`; the cells at the places `holding`, in which other tables stand.
    fn grid(
        &mut self,
        mut grid: Grid,
        above: Vec<Floating>,
        (holder, holding): (Option<NodeId>, &[(u32, u32)]),
    ) -> Holders {
        if !grid.is_blank() && !self.admits(0) {
            return Holders::new();
        }
        let floating = std::mem::take(&mut grid.floating);
        let layout = grid.layout.take();
        let (node, holders) = self.rows(grid, !floating.is_empty(), holding);
        if let (Some(cell), Some(grid)) = (holder, node) {
            self.draft.hold(cell, grid);
        }
        match (node, layout) {
            (Some(node), Some(layout)) => self.draw_on(node, layout, floating, above),
            _ => self.above = above,
        }
        self.draw_above();
        holders
    }

    /// Adds a grid with its rows; nothing when it is blank and nothing is drawn on it. The cells in which tables stand are
    /// given back.
    fn rows(&mut self, grid: Grid, is_drawn_on: bool, holding: &[(u32, u32)]) -> (Option<NodeId>, Holders) {
        let mut holders = Holders::new();
        let is_blank = grid.is_blank() && !is_drawn_on;
        let table = self.tables;
        let node = (!is_blank).then(|| {
            self.tables += 1;
            self.draft.open(NodeKind::Grid)
        });
        let mut cells = grid.cells.into_iter().peekable();
        for (row, news) in (0..).zip(&grid.rows) {
            let mut is_open = false;
            self.row_news(*news);
            while let Some(cell) = cells.next_if(|cell| cell.area.row == row) {
                let holds = holding.binary_search(&(cell.area.row, cell.area.column)).is_ok();
                let is_shown = holds || !cell.text.text.is_empty() || cell.area.rows > 1 || cell.area.columns > 1;
                if is_blank || !is_shown {
                    self.tell(self.draft.len(), cell.text.notes, None);
                    continue;
                }
                if !is_open {
                    self.nodes += 1;
                    self.draft.open(NodeKind::Row);
                    is_open = true;
                }
                let (row, column) = (cell.area.row, cell.area.column);
                let header = grid.header.above(cell.area);
                let cell = self.cell(cell, Address::TableCell { table, row, column, header });
                holders.extend(cell.filter(|_| holds).map(|cell| ((row, column), cell)));
            }
            if is_open {
                self.draft.close();
            }
        }
        if node.is_some() {
            self.draft.close();
        }
        (node, holders)
    }

    fn row_news(&mut self, news: RowNews) {
        let here = Span::at(self.draft.len());
        if news.is_changed {
            self.unseen(UnseenKind::Change, here);
        }
        if news.hides_rows {
            self.unseen(UnseenKind::Row, here);
        }
    }

    fn cell(&mut self, cell: Placed, address: Address) -> Option<NodeId> {
        if !self.admits(cell.text.text.len()) {
            return None;
        }
        let start = self.draft.len();
        let node = self.draft.cell(cell.area, &cell.text.text, address.clone());
        self.tell(start, cell.text.notes, Some(address));
        Some(node)
    }
}
