//! Captions of ways out: loose texts near the arrows that leave decisions.
//!
//! In: the shapes at their places. Out: for each connector that leaves a decision the caption that is meant: the one nearest
//! to the first part of the arrow, each caption for one arrow.

use rustc_hash::FxHashMap;

use crate::document::drawing::{Connector, Form, Frame, ShapeId};

use super::place::Placed;

/// EMU in an inch.
const INCH: i64 = 914_400;
/// A caption farther from its arrow belongs to something else.
const FARTHEST: i64 = INCH * 7 / 10;

/// Captions by connector.
pub(super) struct Captions {
    by_connector: FxHashMap<usize, ShapeId>,
}

impl Captions {
    pub(super) fn of(&self, connector: usize) -> Option<ShapeId> {
        self.by_connector.get(&connector).copied()
    }
}

impl Captions {
    /// Gives each arrow out of a decision its caption.
    pub(super) fn assign(placed: &Placed<'_, '_>) -> Self {
        let drawing = placed.drawing;
        let shapes = (0..drawing.shapes.len() as u32).map(ShapeId);
        let captions: Vec<ShapeId> = shapes.filter(|&id| placed.is_caption(id)).collect();
        let mut pairs: Vec<(i64, usize, ShapeId)> = Vec::new();
        for (at, connector) in drawing.connectors.iter().enumerate() {
            let Some(from) = connector.from.touches.shape() else { continue };
            let decision = placed.shape(from);
            if *placed.form(from) != Form::Decision {
                continue;
            }
            let leg = first_leg(connector, decision.frame);
            for &caption in &captions {
                let distance =
                    leg.iter().map(|&point| distance(placed.shape(caption).frame, point)).min().unwrap_or(i64::MAX);
                if distance <= FARTHEST {
                    pairs.push((distance, at, caption));
                }
            }
        }
        pairs.sort_unstable_by_key(|(distance, at, caption)| (*distance, *at, *caption));
        let mut by_connector = FxHashMap::default();
        let mut used = rustc_hash::FxHashSet::default();
        for (_, connector, caption) in pairs {
            if !by_connector.contains_key(&connector) && used.insert(caption) {
                by_connector.insert(connector, caption);
            }
        }
        Self { by_connector }
    }
}

/// Points on the first part of a connector, which leaves a side of the decision at a right angle.
fn first_leg(connector: &Connector, decision: Frame) -> [(i64, i64); 4] {
    let (from, to) = (connector.from, connector.to);
    let (middle_x, middle_y) = decision.centre();
    let (width, height) = ((decision.right - decision.left).max(1), (decision.bottom - decision.top).max(1));
    // Compared as parts of the side, so that a flat diamond has sides too.
    let sideways = i128::from(from.x - middle_x).abs() * i128::from(height)
        >= i128::from(from.y - middle_y).abs() * i128::from(width);
    let end = if sideways { (to.x, from.y) } else { (from.x, to.y) };
    let part = |tenth: i64| {
        let along = |from: i64, to: i64| from + (to - from).clamp(-2 * INCH, 2 * INCH) * tenth / 10;
        (along(from.x, end.0), along(from.y, end.1))
    };
    [part(0), part(2), part(4), part(6)]
}

/// How far a point is from a box.
fn distance(frame: Frame, (x, y): (i64, i64)) -> i64 {
    let outside = |at: i64, from: i64, to: i64| (from - at).max(at - to).max(0);
    outside(x, frame.left, frame.right).saturating_add(outside(y, frame.top, frame.bottom))
}
