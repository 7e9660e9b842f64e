//! Pairs of pentagons and circles: where a chart leaves a page and where it goes on.
//!
//! In: shapes at their places and the arrows between them. Out: for each passage that is entered and not left the one that is
//! left and not entered: of the same letter, else of the same column, the nearest one first.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Ways;
use crate::document::drawing::ShapeId;
use crate::sop::understand::chart::place::Placed;

/// Finds the partners.
pub(super) fn find(placed: &Placed<'_, '_>, ways: &Ways<'_>) -> FxHashMap<ShapeId, ShapeId> {
    let passages: Vec<ShapeId> =
        (0..placed.drawing.shapes.len() as u32).map(ShapeId).filter(|&id| ways.is_passage(id)).collect();
    let leads = |id: &&ShapeId| ways.is_entered(**id) && !ways.leaves(**id);
    let goes_on = |id: &&ShapeId| ways.leaves(**id) && !ways.is_entered(**id);
    let arrivals: Vec<ShapeId> = passages.iter().filter(goes_on).copied().collect();
    let mut pairs: Vec<(i64, ShapeId, ShapeId)> = Vec::new();
    for &from in passages.iter().filter(leads) {
        for &to in &arrivals {
            pairs.extend(distance(placed, from, to).map(|distance| (distance, from, to)));
        }
    }
    pairs.sort_unstable();
    let mut found = FxHashMap::default();
    let mut used = FxHashSet::default();
    for (_, from, to) in pairs {
        if !found.contains_key(&from) && used.insert(to) {
            found.insert(from, to);
        }
    }
    found
}

/// How far apart two passages are that may belong together.
fn distance(placed: &Placed<'_, '_>, from: ShapeId, to: ShapeId) -> Option<i64> {
    let (a, b) = (placed.shape(from).frame, placed.shape(to).frame);
    let (here, there) = (placed.text(from), placed.text(to));
    if !here.is_empty() || !there.is_empty() {
        return (here == there).then_some(0);
    }
    let width = (a.right - a.left).max(b.right - b.left);
    let same_column = a.overlap_x(b.left, b.right).saturating_mul(2) >= width.min((a.right - a.left).max(1));
    same_column.then(|| (a.centre().1 - b.centre().1).abs())
}
