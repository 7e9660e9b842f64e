//! Which shapes the ends of lines touch.
//!
//! In: the shapes of a drawing and a line. Out: for each of its ends the shape it is glued to or lies at. Where two shapes
//! are about as near as each other, neither is taken.

use rustc_hash::FxHashMap;

use super::item::Line;
use super::nearby::Nearby;
use super::transform::Point;
use super::units::{INCH, POINT};
use crate::document::drawing::{Form, Frame, Shape, ShapeId, Touch};

/// How far an end may lie outside of a shape.
const TOLERANCE: i64 = INCH * 15 / 100;
/// The same in parts of the smaller side of the shape.
const TOLERANCE_OF_SIDE: f64 = 0.35;
/// An end inside a shape counts as so much nearer than one outside of it.
const INSIDE: f64 = 0.25;

/// What an end was found to touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A shape.
    Shape(Touch),
    /// Several shapes about equally, or a shape that cannot be meant.
    Unclear,
    /// No shape at all.
    Free,
}

/// The shapes of a drawing, ready to be found.
pub(super) struct Touchable<'s> {
    shapes: &'s [Shape],
    /// Whether a shape holds other ones, as a frame around a part of the page does.
    holds_others: Vec<bool>,
    nearby: Nearby,
    /// Nothing where two shapes have the same id.
    ids: FxHashMap<Box<str>, Option<ShapeId>>,
}

impl<'s> Touchable<'s> {
    /// The shapes with their ids, in order.
    pub(super) fn new(shapes: &'s [Shape], ids: Vec<Box<str>>) -> Self {
        let mut nearby = Nearby::default();
        for (number, shape) in (0..).zip(shapes) {
            // A caption lies beside a line, it is nothing a line leads to.
            if shape.form != Form::Text {
                nearby.add(number, shape.frame, TOLERANCE);
            }
        }
        let mut known = FxHashMap::default();
        for (number, id) in (0..).zip(ids).filter(|(_, id)| !id.is_empty()) {
            known.entry(id).and_modify(|shape| *shape = None).or_insert(Some(ShapeId(number)));
        }
        let mut touchable = Self { shapes, holds_others: vec![false; shapes.len()], nearby, ids: known };
        touchable.find_holders();
        touchable
    }

    fn find_holders(&mut self) {
        for (inner, shape) in (0..).zip(self.shapes) {
            let (x, y) = shape.frame.centre();
            let Some(around) = self.nearby.around(Point { x, y }) else { continue };
            for number in around.filter(|&number| number != inner) {
                let Some(outer) = self.shapes.get(number as usize) else { continue };
                if shape.form != Form::Text && holds(outer.frame, shape.frame) {
                    self.holds_others[number as usize] = true;
                }
            }
        }
    }

    /// What the two ends of a line touch.
    pub(super) fn ends(&self, line: &Line) -> [Found; 2] {
        let points = ends_of(line);
        let glued = [0, 1].map(|end: usize| self.glued(line.glue[end].as_deref()));
        let near = |end: usize, other| glued[end].unwrap_or_else(|| self.near(points[end], other));
        let mut found = [near(0, None), near(1, None)];
        // A line does not lead back to where it comes from. One within a single shape belongs to the look of that shape;
        // otherwise knowing one end may decide the other.
        if glued == [None, None] && shape_of(found[0]).is_some() && found[0] == found[1] {
            return [Found::Unclear; 2];
        }
        for end in [0, 1] {
            let other = shape_of(found[1 - end]);
            if glued[end].is_none() && other.is_some() {
                found[end] = near(end, other);
            }
        }
        found
    }

    fn glued(&self, id: Option<&str>) -> Option<Found> {
        let shape = self.ids.get(id?).copied().flatten()?;
        Some(Found::Shape(Touch::Glued(shape)))
    }

    /// The shape a point lies at, which is not `other`.
    fn near(&self, point: Point, other: Option<ShapeId>) -> Found {
        let Some(around) = self.nearby.around(point) else { return Found::Unclear };
        let near = around.filter_map(|number| {
            let shape = self.shapes.get(number as usize)?;
            let distance = distance(shape.frame, point, *self.holds_others.get(number as usize)?)?;
            Some((distance, ShapeId(number)))
        });
        let near: Vec<(f64, ShapeId)> = near.collect();
        let Some(nearest) = near.iter().map(|(distance, _)| *distance).reduce(f64::min) else { return Found::Free };
        let about_as_near = |distance: f64| distance <= 2.0 * nearest + POINT as f64;
        let mut rivals = near.iter().filter(|(distance, shape)| about_as_near(*distance) && Some(*shape) != other);
        match (rivals.next(), rivals.next()) {
            (Some((_, shape)), None) => Found::Shape(Touch::Near(*shape)),
            _ => Found::Unclear,
        }
    }
}

/// The ends of a line.
pub(super) fn ends_of(line: &Line) -> [Point; 2] {
    [line.path.first(), line.path.last()].map(|point| point.copied().unwrap_or_default())
}

fn shape_of(found: Found) -> Option<ShapeId> {
    match found {
        Found::Shape(touch) => touch.shape(),
        Found::Unclear | Found::Free => None,
    }
}

fn holds(outer: Frame, inner: Frame) -> bool {
    outer != inner
        && outer.left <= inner.left
        && outer.top <= inner.top
        && outer.right >= inner.right
        && outer.bottom >= inner.bottom
}

/// How far a point is from a shape it may touch, in EMU; nothing when it does not.
fn distance(frame: Frame, point: Point, holds_others: bool) -> Option<f64> {
    let side = (frame.right - frame.left).min(frame.bottom - frame.top) as f64;
    let tolerance = (TOLERANCE as f64).min(TOLERANCE_OF_SIDE * side);
    let beyond = |at: i64, from: i64, to: i64| (from - at).max(at - to).max(0) as f64;
    let outside = beyond(point.x, frame.left, frame.right).hypot(beyond(point.y, frame.top, frame.bottom));
    if outside > 0.0 {
        return (outside <= tolerance).then_some(outside);
    }
    let across = (point.x - frame.left).min(frame.right - point.x);
    let down = (point.y - frame.top).min(frame.bottom - point.y);
    let inside = across.min(down) as f64;
    // A point in the middle of a frame around other shapes says nothing about that frame.
    (!holds_others || inside <= tolerance).then_some(inside * INSIDE)
}
