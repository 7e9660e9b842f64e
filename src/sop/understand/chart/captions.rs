//! Captions of ways out: loose texts near the arrows that leave decisions, drawn or typed into cells of the lanes.
//!
//! In: the shapes at their places. Out: for each connector that leaves a decision the caption that is meant: the one nearest
//! to the first part of the arrow, each caption for one arrow. A caption about as near to two arrows belongs to the one that no
//! other caption is clearly nearer to; where that decides nothing, neither arrow has a caption that can be read, which is told.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::drawing::{Connector, Form, Frame};
use crate::sop::understand::fill::Filler;
use crate::sop::value::How;
use crate::source::SpannedText;

use super::place::Placed;

/// EMU in an inch.
const INCH: i64 = 914_400;
/// A caption farther from its arrow belongs to something else.
const FARTHEST: i64 = INCH * 7 / 10;
/// Arrows near a caption that are looked at.
const MOST_ARROWS: usize = 8;
/// Pairs of arrows and captions that are measured; a chart with more is no chart.
const MOST_PAIRS: usize = 10_000_000;
/// Rounds in which captions that are sure leave fewer arrows to the others.
const MOST_ROUNDS: usize = 50;

/// A text that may belong to an arrow.
pub(super) struct Caption<'a> {
    pub(super) text: SpannedText<'a>,
    pub(super) frame: Frame,
    /// By its shape, or as the text of a cell.
    pub(super) how: How,
}

/// An arrow out of a decision.
struct Arrow {
    connector: usize,
    leg: [(i64, i64); 4],
    /// Distances that are too small to tell arrows apart.
    slack: i64,
}

/// Captions by connector.
#[derive(Default)]
pub(super) struct Captions<'a> {
    captions: Vec<Caption<'a>>,
    by_connector: FxHashMap<usize, usize>,
    /// Connectors that may have a caption which may be that of another one.
    unsure: FxHashSet<usize>,
    /// Captions nobody can tell the arrow of.
    doubtful: Vec<usize>,
    /// Whether an answer typed into a cell belongs to no arrow near it.
    has_loose_cell: bool,
}

impl<'a> Captions<'a> {
    /// The caption of an arrow.
    pub(super) fn of(&self, connector: usize) -> Option<&Caption<'a>> {
        self.by_connector.get(&connector).and_then(|&at| self.captions.get(at))
    }

    /// Whether an arrow without a caption may have one.
    pub(super) fn may_have(&self, connector: usize) -> bool {
        self.has_loose_cell || self.unsure.contains(&connector)
    }

    /// The captions nobody can tell the arrow of.
    pub(super) fn doubtful(&self) -> impl Iterator<Item = &SpannedText<'a>> {
        self.doubtful.iter().filter_map(|&at| self.captions.get(at)).map(|caption| &caption.text)
    }

    /// Gives each arrow out of a decision its caption.
    pub(super) fn assign(filler: &Filler<'_, 'a>, placed: &Placed<'_, 'a>) -> Self {
        let arrows = arrows(placed);
        if arrows.is_empty() {
            return Self::default();
        }
        let captions = placed.captions(filler);
        if captions.len().saturating_mul(arrows.len()) > MOST_PAIRS {
            let unsure = arrows.iter().map(|arrow| arrow.connector).collect();
            return Self { captions, unsure, doubtful: vec![0], ..Self::default() };
        }
        let near = captions.iter().map(|caption| near(&arrows, caption.frame)).collect();
        let mut found = Self { captions, ..Self::default() };
        found.settle(&arrows, near);
        found
    }

    /// Gives captions away as long as one is sure; `near` are the arrows near each, with their distances, nearest first.
    fn settle(&mut self, arrows: &[Arrow], mut near: Vec<Vec<(i64, usize)>>) {
        let mut waiting: Vec<usize> = (0..near.len()).collect();
        for _ in 0..MOST_ROUNDS {
            let mut sure: Vec<(i64, usize, usize)> = Vec::new();
            for &caption in &waiting {
                near[caption].retain(|(_, arrow)| !self.by_connector.contains_key(&arrows[*arrow].connector));
                if let ([first], _) | ([first, _, ..], true) =
                    (near[caption].as_slice(), is_clear(arrows, &near[caption]))
                {
                    sure.push((first.0, first.1, caption));
                }
            }
            if sure.is_empty() {
                break;
            }
            sure.sort_unstable();
            let mut given = FxHashSet::default();
            for (_, arrow, caption) in sure {
                if let std::collections::hash_map::Entry::Vacant(free) =
                    self.by_connector.entry(arrows[arrow].connector)
                {
                    free.insert(caption);
                    given.insert(caption);
                }
            }
            waiting.retain(|caption| !given.contains(caption));
        }
        self.doubt(arrows, &near, waiting);
    }

    /// Notes the captions that are left, and the arrows that each of them may belong to.
    fn doubt(&mut self, arrows: &[Arrow], near: &[Vec<(i64, usize)>], waiting: Vec<usize>) {
        let has_bare = arrows.iter().any(|arrow| !self.by_connector.contains_key(&arrow.connector));
        for caption in waiting {
            let free = near[caption].iter().map(|(_, arrow)| arrows[*arrow].connector);
            let free: Vec<usize> = free.filter(|connector| !self.by_connector.contains_key(connector)).collect();
            // An answer in a cell is written nowhere but at an arrow, however far from its start.
            let is_loose = free.is_empty() && self.captions[caption].how == How::Position && has_bare;
            self.has_loose_cell |= is_loose;
            if is_loose || !free.is_empty() {
                self.doubtful.push(caption);
            }
            self.unsure.extend(free);
        }
    }
}

/// Whether the first of these arrows is clearly nearer than the second: by half the distance.
fn is_clear(arrows: &[Arrow], near: &[(i64, usize)]) -> bool {
    let [first, second, ..] = near else { return !near.is_empty() };
    let distance = |(distance, arrow): (i64, usize)| distance.saturating_add(arrows[arrow].slack);
    distance(*second).saturating_mul(2) >= distance(*first).saturating_mul(3)
}

/// The arrows near a caption, nearest first.
fn near(arrows: &[Arrow], frame: Frame) -> Vec<(i64, usize)> {
    let measured = arrows
        .iter()
        .enumerate()
        .map(|(at, arrow)| (arrow.leg.iter().map(|&point| distance(frame, point)).min().unwrap_or(i64::MAX), at));
    let mut near: Vec<(i64, usize)> = measured.filter(|(distance, _)| *distance <= FARTHEST).collect();
    near.sort_unstable();
    near.truncate(MOST_ARROWS);
    near
}

fn arrows(placed: &Placed<'_, '_>) -> Vec<Arrow> {
    let arrow = |(connector, drawn): (usize, &Connector)| {
        let from = drawn.from.touches.shape().filter(|&from| *placed.form(from) == Form::Decision)?;
        let frame = placed.shape(from).frame;
        let slack = (frame.right - frame.left).min(frame.bottom - frame.top).max(1) / 16;
        Some(Arrow { connector, leg: first_leg(drawn, frame), slack })
    };
    placed.drawing.connectors.iter().enumerate().filter_map(arrow).collect()
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
