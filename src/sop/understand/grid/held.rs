//! Tables that stand in the cells of a grid, where they are the value of a label.
//!
//! In: a grid, some of whose cells hold other grids. Out: their texts as lines of those cells, when the cell is a label, or one
//! stands left of it or above. A table with labels or steps of its own is left what it is: a block of the layout.

use super::flow;
use super::{CellId, Grid};
use crate::document::NodeId;
use crate::sop::model::Document;
use crate::sop::record::TypeId;
use crate::sop::understand::fill::{Filler, join, joined, words};
use crate::source::SpannedText;

/// Tables in tables that are looked into.
const DEEPEST: usize = 8;

/// Columns left of a cell in which its label is looked for.
const FARTHEST: usize = 64;

/// Puts the texts of tables into the cells they stand in; which tables those are.
pub(super) fn read<'a>(filler: &Filler<'_, 'a>, grid: &mut Grid<'a>) -> Vec<NodeId> {
    let mut all = Vec::new();
    for id in grid.ids() {
        let cell = grid.cell(id);
        let held: Vec<NodeId> = filler.source.held_in(cell.node).collect();
        if held.is_empty() || !belongs_to_label(filler, grid, id) {
            continue;
        }
        let mut lines: Vec<SpannedText<'a>> = vec![cell.text.clone()];
        let mut taken = Vec::new();
        if held.into_iter().all(|table| gather(filler, table, (&mut lines, &mut taken), DEEPEST)) {
            lines.retain(|line| !line.as_str().is_empty());
            let near = lines.first().map_or(cell.text.span(), SpannedText::span);
            grid.cells[id.0 as usize].text = join(&lines, near);
            all.extend(taken);
        }
    }
    all
}

/// Whether a cell is a label, or the cell of its value: right of a label, or blank and below one.
fn belongs_to_label(filler: &Filler<'_, '_>, grid: &Grid<'_>, id: CellId) -> bool {
    let area = grid.cell(id).area;
    let is_label = |id: CellId| is_label(filler, grid.text(id));
    let left = (0..area.column).rev().take(FARTHEST).filter_map(|column| grid.at(area.row, column));
    let left = left.into_iter().find(|&id| !matches!(grid.text(id), "" | ":"));
    let above = area.row.checked_sub(1).and_then(|row| grid.at(row, area.column));
    is_label(id) || (grid.text(id).is_empty() && (left.is_some_and(is_label) || above.is_some_and(is_label)))
}

fn is_label(filler: &Filler<'_, '_>, text: &str) -> bool {
    let label = filler.vocabulary.label(TypeId::Document, text);
    label.is_some_and(|label| Document::FIELDS[label.field as usize].name != "steps")
}

/// Adds the rows of a table as lines; false when it is a block of its own.
fn gather<'a>(
    filler: &Filler<'_, 'a>,
    table: NodeId,
    (lines, taken): (&mut Vec<SpannedText<'a>>, &mut Vec<NodeId>),
    depth: usize,
) -> bool {
    let grid = Grid::read(filler, table);
    let labels = grid.ids().filter(|&id| is_label(filler, grid.text(id))).take(2).count();
    if depth == 0 || labels > 1 || !flow::find(filler.vocabulary, &grid, None).is_empty() {
        return false;
    }
    taken.push(table);
    for &row in &grid.rows {
        let cells = grid.written_in(row).filter(|&id| grid.text(id) != ":");
        let texts: Vec<SpannedText<'a>> = cells.map(|id| grid.cell(id).text.clone()).collect();
        lines.extend(line(filler, &texts));
    }
    grid.ids().all(|id| {
        let held: Vec<NodeId> = filler.source.held_in(grid.cell(id).node).collect();
        held.into_iter().all(|table| gather(filler, table, (&mut *lines, &mut *taken), depth - 1))
    })
}

/// A row as a line: `Nama: …` where its first cell is a label of a signature.
fn line<'a>(filler: &Filler<'_, 'a>, cells: &[SpannedText<'a>]) -> Option<SpannedText<'a>> {
    let (first, rest) = cells.split_first()?;
    let is_label = filler.vocabulary.label(TypeId::Approval, first.as_str()).is_some();
    if !is_label || rest.is_empty() || first.as_str().ends_with(':') {
        return Some(words(cells, first.span()));
    }
    let value = words(rest, rest[0].span());
    Some(joined(&[first.clone(), value], ':', first.span()))
}
