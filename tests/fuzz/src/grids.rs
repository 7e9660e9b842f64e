//! What must hold for the places that the cells of grids cover.

use soplint::document::{Area, Document, NodeId, NodeKind};

use super::invariants::nodes;

/// Rows and columns of the largest sheet (ECMA-376 part 1, 18.3.1.73 and 18.3.1.13).
const MOST_ROWS: u64 = 1_048_576;
const MOST_COLUMNS: u64 = 16_384;

/// In every grid: cells in rows, rows in order, and no place covered twice.
pub fn assert_areas(document: &Document<'_>) {
    for (id, node) in nodes(document) {
        match node.kind {
            NodeKind::Grid => assert_grid(document, id),
            NodeKind::Cell => {}
            _ => assert!(document.area(id).is_none(), "{node:?} is no cell and has an area"),
        }
    }
}

fn assert_grid(document: &Document<'_>, grid: NodeId) {
    let mut last_row = None;
    // Cells that reach into rows below their own.
    let mut reaching: Vec<Area> = Vec::new();
    for row in document.children(grid) {
        assert_eq!(document.node(row).kind, NodeKind::Row, "a grid holds rows");
        let mut last: Option<Area> = None;
        for cell in document.children(row) {
            assert_eq!(document.node(cell).kind, NodeKind::Cell, "a row holds cells");
            let area = document.area(cell).expect("a cell has an area");
            assert_within_limits(area);
            if let Some(last) = last {
                assert_eq!(last.row, area.row, "a row holds cells of one row");
                assert!(area.column >= last.column + last.columns, "{area:?} overlaps {last:?}");
            } else {
                assert!(last_row.is_none_or(|last| last < area.row), "the row of {area:?} comes too late");
                reaching.retain(|above| above.row + above.rows > area.row);
            }
            let over = reaching.iter().find(|above| above.row < area.row && meet(**above, area));
            assert_eq!(over, None, "{area:?} lies under it");
            if area.rows > 1 {
                reaching.push(area);
            }
            (last, last_row) = (Some(area), Some(area.row));
        }
        assert!(last.is_some(), "a row without cells");
    }
}

fn assert_within_limits(area: Area) {
    assert!(area.rows > 0 && area.columns > 0, "{area:?} covers nothing");
    let (bottom, right) =
        (u64::from(area.row) + u64::from(area.rows), u64::from(area.column) + u64::from(area.columns));
    assert!(bottom <= MOST_ROWS && right <= MOST_COLUMNS, "{area:?} leaves its grid");
}

/// Whether two areas share a column.
fn meet(a: Area, b: Area) -> bool {
    a.column < b.column + b.columns && b.column < a.column + a.columns
}
