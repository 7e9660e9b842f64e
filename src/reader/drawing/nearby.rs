//! What lies near a point, without looking at everything.
//!
//! In: boxes with numbers. Out: the numbers of the boxes around a point, or word that there are too many to tell. Boxes are
//! kept by squares of an inch; those that would fill many squares are kept apart.

use rustc_hash::FxHashMap;

use super::transform::Point;
use super::units::INCH;
use crate::document::drawing::Frame;

/// A box over more squares is kept apart.
const MOST_SQUARES: i64 = 64;
/// More than this many boxes are not compared for one point: no drawing by hand has so many at one place.
const MOST_BOXES: usize = 512;

/// Boxes by their places.
#[derive(Debug, Default)]
pub(super) struct Nearby {
    squares: FxHashMap<(i64, i64), Vec<u32>>,
    wide: Vec<u32>,
}

impl Nearby {
    /// Adds a box together with a margin around it.
    pub(super) fn add(&mut self, number: u32, frame: Frame, margin: i64) {
        let (left, top) = (square(frame.left.saturating_sub(margin)), square(frame.top.saturating_sub(margin)));
        let (right, bottom) = (square(frame.right.saturating_add(margin)), square(frame.bottom.saturating_add(margin)));
        let sides = (right - left + 1, bottom - top + 1);
        if sides.0.saturating_mul(sides.1) > MOST_SQUARES {
            self.wide.push(number);
            return;
        }
        for x in left..=right {
            for y in top..=bottom {
                self.squares.entry((x, y)).or_default().push(number);
            }
        }
    }

    /// The boxes that may lie around a point, in no order; nothing when there are too many.
    pub(super) fn around(&self, point: Point) -> Option<impl Iterator<Item = u32>> {
        let here = self.squares.get(&(square(point.x), square(point.y))).map_or(&[][..], Vec::as_slice);
        let few = here.len() + self.wide.len() <= MOST_BOXES;
        few.then(|| here.iter().chain(&self.wide).copied())
    }
}

fn square(at: i64) -> i64 {
    at.div_euclid(INCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(nearby: &Nearby, x: i64, y: i64) -> Option<Vec<u32>> {
        nearby.around(Point { x, y }).map(Iterator::collect)
    }

    #[test]
    fn a_point_finds_the_boxes_around_it() {
        let mut nearby = Nearby::default();
        let frame = |left, right| Frame { left: left * INCH, top: 0, right: right * INCH, bottom: INCH };
        nearby.add(0, frame(-1, 1), 0);
        nearby.add(1, frame(5, 6), INCH / 4);
        nearby.add(2, frame(-9_999, 9_999), 0);
        assert_eq!(numbers(&nearby, -5, 5), Some(vec![0, 2]));
        assert_eq!(numbers(&nearby, 5 * INCH - 5, 5), Some(vec![1, 2]));
        assert_eq!(numbers(&nearby, 3 * INCH, 5), Some(vec![2]));
    }

    #[test]
    fn a_heap_is_not_looked_through() {
        let mut nearby = Nearby::default();
        (0..=MOST_BOXES as u32).for_each(|number| nearby.add(number, Frame::default(), 0));
        assert_eq!(numbers(&nearby, 0, 0), None);
        assert_eq!(numbers(&nearby, 2 * INCH, 0), Some(vec![]));
    }
}
