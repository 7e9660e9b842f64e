//! Where things lie: points, boxes that are turned and mirrored, and the coordinates of groups (ECMA-376 part 1, 20.1.7).
//!
//! In: the numbers of a transform, however wrong. Out: points in EMU on the page. Numbers are kept within [`FAR`], so that
//! whoever adds and subtracts them never overflows.

use crate::document::drawing::Frame;

/// No coordinate is farther from the origin: 2^46 EMU are more than a thousand miles.
pub(super) const FAR: f64 = (1_i64 << 46) as f64;

/// A full turn in 60,000ths of a degree, the unit of `rot`.
const TURN: i64 = 360 * 60_000;

/// A point of the page in EMU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::reader) struct Point {
    pub(in crate::reader) x: i64,
    pub(in crate::reader) y: i64,
}

/// A box before it is turned and mirrored, in the coordinates of what holds it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// How a box lies: `a:xfrm` (20.1.7.6), for a group also the coordinates of what it holds (20.1.7.5).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Transform {
    pub(super) area: Area,
    /// The box in which the children of a group are placed; it is stretched over the area of the group.
    pub(super) inner: Option<Area>,
    /// Clockwise about the centre, in 60,000ths of a degree.
    pub(super) turn: i64,
    /// Mirrored left to right.
    pub(super) flip_x: bool,
    /// Mirrored top to bottom.
    pub(super) flip_y: bool,
}

/// A map from one plane to another: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Affine {
    a: f64,
    b: f64,
    c: f64,
    d: f64,
    e: f64,
    f: f64,
}

/// A number of a file as a coordinate.
pub(super) fn coordinate(number: i64) -> f64 {
    (number as f64).clamp(-FAR, FAR)
}

fn whole(number: f64) -> i64 {
    // A number that is none becomes 0: the cast saturates.
    number.round().clamp(-FAR, FAR) as i64
}

impl Area {
    fn centre(self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// The box of the same centre with width and height exchanged.
    #[cfg(feature = "xlsx")]
    fn exchanged(self) -> Self {
        let (x, y) = self.centre();
        Self { x: x - self.height / 2.0, y: y - self.width / 2.0, width: self.height, height: self.width }
    }

    /// A point given in parts of width and height.
    pub(super) fn at(self, across: f64, down: f64) -> (f64, f64) {
        (self.x + across * self.width, self.y + down * self.height)
    }
}

impl From<Frame> for Area {
    fn from(frame: Frame) -> Self {
        let side = |from: i64, to: i64| coordinate(to.saturating_sub(from));
        Self {
            x: coordinate(frame.left),
            y: coordinate(frame.top),
            width: side(frame.left, frame.right),
            height: side(frame.top, frame.bottom),
        }
    }
}

impl Transform {
    /// The same, in the place its anchor gives it.
    ///
    /// Excel writes the anchor of a box that is turned by 45° to 135° or 225° to 315° as if it were turned by a right angle:
    /// the box itself has the same centre, with width and height exchanged. LibreOffice reads and writes it so, too
    /// (`sc/source/filter/oox/drawingfragment.cxx`).
    #[cfg(feature = "xlsx")]
    pub(super) fn anchored(mut self, anchor: Area) -> Self {
        let degrees = self.turn.rem_euclid(TURN) / 60_000;
        let lies_across = (45..135).contains(&degrees) || (225..315).contains(&degrees);
        self.area = if lies_across { anchor.exchanged() } else { anchor };
        self
    }

    /// From the box, as it would lie without turning and mirroring, to where it is shown.
    pub(super) fn shown(self) -> Affine {
        let (x, y) = self.area.centre();
        let (sine, cosine) = sine_and_cosine(self.turn);
        let flip_x = if self.flip_x { -1.0 } else { 1.0 };
        let flip_y = if self.flip_y { -1.0 } else { 1.0 };
        let (a, b, c, d) = (cosine * flip_x, sine * flip_x, -sine * flip_y, cosine * flip_y);
        Affine { a, b, c, d, e: x - a * x - c * y, f: y - b * x - d * y }
    }

    /// From the coordinates of the children of a group to those of the group itself.
    pub(super) fn children(self) -> Affine {
        let Some(inner) = self.inner else { return self.shown() };
        // Programs write no size for groups of one point or line: nothing is stretched there.
        let scale = |outer: f64, inner: f64| if inner > 0.0 { outer / inner } else { 1.0 };
        let (across, down) = (scale(self.area.width, inner.width), scale(self.area.height, inner.height));
        let stretch = Affine {
            a: across,
            b: 0.0,
            c: 0.0,
            d: down,
            e: self.area.x - across * inner.x,
            f: self.area.y - down * inner.y,
        };
        stretch.then(self.shown())
    }
}

/// Exact for right angles, which are nearly all there are.
fn sine_and_cosine(turn: i64) -> (f64, f64) {
    match turn.rem_euclid(TURN) {
        0 => (0.0, 1.0),
        5_400_000 => (1.0, 0.0),
        10_800_000 => (0.0, -1.0),
        16_200_000 => (-1.0, 0.0),
        turn => (turn as f64 / 60_000.0).to_radians().sin_cos(),
    }
}

impl Affine {
    /// Leaves everything where it is.
    pub(super) const NONE: Self = Self { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    /// First this, then another.
    pub(super) fn then(self, next: Self) -> Self {
        let turned = |x: f64, y: f64| (next.a * x + next.c * y, next.b * x + next.d * y);
        let ((a, b), (c, d)) = (turned(self.a, self.b), turned(self.c, self.d));
        let (e, f) = turned(self.e, self.f);
        Self { a, b, c, d, e: e + next.e, f: f + next.f }
    }

    /// Where a point goes.
    pub(super) fn point(self, (x, y): (f64, f64)) -> Point {
        Point { x: whole(self.a * x + self.c * y + self.e), y: whole(self.b * x + self.d * y + self.f) }
    }

    /// The box around where a box goes.
    pub(super) fn frame(self, area: Area) -> Frame {
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(|(x, y)| self.point(area.at(x, y)));
        around(&corners)
    }
}

/// The box around points.
pub(super) fn around(points: &[Point]) -> Frame {
    let mut points = points.iter();
    let Some(first) = points.next() else { return Frame::default() };
    let start = Frame { left: first.x, top: first.y, right: first.x, bottom: first.y };
    points.fold(start, |frame, point| Frame {
        left: frame.left.min(point.x),
        top: frame.top.min(point.y),
        right: frame.right.max(point.x),
        bottom: frame.bottom.max(point.y),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Area = Area { x: 100.0, y: 100.0, width: 40.0, height: 20.0 };

    fn frame(left: i64, top: i64, right: i64, bottom: i64) -> Frame {
        Frame { left, top, right, bottom }
    }

    #[test]
    fn a_right_angle_exchanges_width_and_height_about_the_centre() {
        for turn in [5_400_000, 16_200_000, -5_400_000] {
            let transform = Transform { area: BOX, turn, ..Transform::default() };
            assert_eq!(transform.shown().frame(BOX), frame(110, 90, 130, 130));
        }
    }

    #[cfg(feature = "xlsx")]
    #[test]
    fn an_anchor_of_a_box_that_lies_across_is_the_box_as_shown() {
        for (turn, shown) in [(5_400_000, frame(100, 100, 140, 120)), (0, frame(100, 100, 140, 120))] {
            let transform = Transform { turn, ..Transform::default() }.anchored(BOX);
            assert_eq!(transform.shown().frame(transform.area), shown);
        }
        let at = |turn| Transform { turn, ..Transform::default() }.anchored(BOX).area;
        assert_eq!(at(45 * 60_000 - 1), BOX);
        assert_eq!(at(45 * 60_000), at(224 * 60_000 + 60_000));
        assert_eq!(at(135 * 60_000), BOX);
        assert_eq!(at(315 * 60_000), BOX);
    }

    #[test]
    fn flips_exchange_the_corners() {
        let corners = |flip_x, flip_y, turn| {
            let transform = Transform { area: BOX, flip_x, flip_y, turn, inner: None };
            let shown = transform.shown();
            let (start, end) = (shown.point(BOX.at(0.0, 0.0)), shown.point(BOX.at(1.0, 1.0)));
            ((start.x, start.y), (end.x, end.y))
        };
        assert_eq!(corners(false, false, 0), ((100, 100), (140, 120)));
        assert_eq!(corners(true, false, 0), ((140, 100), (100, 120)));
        assert_eq!(corners(false, true, 0), ((100, 120), (140, 100)));
        assert_eq!(corners(true, true, 0), ((140, 120), (100, 100)));
        // A quarter turn clockwise brings the upper left corner to the upper right.
        assert_eq!(corners(false, false, 5_400_000), ((130, 90), (110, 130)));
        assert_eq!(corners(true, false, 5_400_000), ((130, 130), (110, 90)));
    }

    #[test]
    fn groups_stretch_what_they_hold() {
        let inner = Area { x: 0.0, y: 0.0, width: 10.0, height: 10.0 };
        let outer = Transform { area: BOX, inner: Some(inner), ..Transform::default() };
        let child = Area { x: 5.0, y: 0.0, width: 5.0, height: 5.0 };
        assert_eq!(outer.children().frame(child), frame(120, 100, 140, 110));
        let mirrored = Transform { flip_x: true, ..outer };
        assert_eq!(mirrored.children().frame(child), frame(100, 100, 120, 110));
        let nested = Transform { area: inner, inner: Some(BOX), ..Transform::default() };
        assert_eq!(nested.children().then(outer.children()).frame(BOX), frame(100, 100, 140, 120));
    }

    #[test]
    fn a_group_without_inner_size_stretches_nothing() {
        let inner = Area { x: 10.0, y: 10.0, width: 0.0, height: 0.0 };
        let group = Transform { area: BOX, inner: Some(inner), ..Transform::default() };
        let child = Area { x: 12.0, y: 10.0, width: 5.0, height: 5.0 };
        assert_eq!(group.children().frame(child), frame(102, 100, 107, 105));
    }

    #[test]
    fn absurd_numbers_stay_within_bounds() {
        let far = coordinate(i64::MAX);
        let area = Area { x: far, y: -far, width: far, height: far };
        let tiny = Area { width: 1e-300, height: 1e-300, ..area };
        let group = Transform { area, inner: Some(tiny), turn: i64::MIN, ..Transform::default() };
        let frame = group.children().then(group.children()).frame(area);
        assert!(frame.left <= frame.right && frame.right <= FAR as i64 && frame.top >= -(FAR as i64));
    }
}
