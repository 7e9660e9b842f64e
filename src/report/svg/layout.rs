//! Where everything in a picture is.
//!
//! In: a [`Flowchart`] and its [`Routes`]. Out: a [`Layout`] in CSS pixels, 96 to the inch, from the top left corner. The picture
//! is as wide as A4 landscape, wider only for more lanes than fit, and as high as its rows.

use super::Picture;
use super::column_names;
use super::route::{Route, Routes, Run, Side};
use super::text::{widest_word, width, wrapped};
use crate::engine::portrait::flow::{Flowchart, Goal, Row};
use crate::sop::model::StepKind;

/// Width of A4 landscape.
const PAGE: f64 = 1123.0;
/// Free space around the picture.
pub(super) const MARGIN: f64 = 20.0;
/// Size of the text in cells, and height of its lines.
pub(super) const SIZE: f64 = 9.5;
pub(super) const LINE: f64 = 12.0;
/// Size of the text in headers and marks, and height of its lines.
pub(super) const SMALL: f64 = 8.5;
pub(super) const SMALL_LINE: f64 = 10.5;
/// Space between text and the border of its cell.
pub(super) const PAD: f64 = 4.0;
/// Height of a heading over the whole width.
pub(super) const HEADING: f64 = 18.0;
/// Distance of tracks.
const TRACK: f64 = 7.0;
/// Space between a symbol and the first track beside it.
const BESIDE: f64 = 12.0;
/// Space above the first track of a channel, and below the last one for the head of an arrow.
const ABOVE: f64 = 6.0;
const HEAD: f64 = 10.0;
/// Space below a symbol.
const BELOW: f64 = 9.0;
/// Bounds for the width of symbols.
const NARROWEST: f64 = 42.0;
const WIDEST: f64 = 92.0;
/// A longer word in the name of a lane is broken.
const LONGEST_WORD: f64 = 110.0;
/// Room at the outer edge of the lanes for marks that have no lane beside them.
const MARK_ROOM: f64 = 92.0;
/// Distance of ways that leave a symbol by the same side.
const LIFT: f64 = 22.0;

pub(super) struct Layout {
    pub(super) width: f64,
    /// Headers of columns.
    pub(super) names: [String; 7],
    /// Lines of title, number and unit.
    pub(super) title: Vec<(String, f64)>,
    /// Upper edge of the table, of its second header row, and of its first row.
    pub(super) top: f64,
    pub(super) lane_top: f64,
    pub(super) body_top: f64,
    /// Left edges of number, text, lanes, inputs, duration, outputs, remarks; and the right edge of the last one.
    pub(super) columns: [f64; 8],
    /// Lines of the header of each lane.
    pub(super) lane_names: Vec<Vec<String>>,
    /// Middles of the lanes, and the borders between them.
    pub(super) lanes: Vec<f64>,
    pub(super) borders: Vec<f64>,
    /// The gutters: their left and right edges, and how far their first tracks are from them.
    gutters: Vec<Gutter>,
    /// Width of symbols.
    pub(super) symbol: f64,
    pub(super) rows: Vec<RowBox>,
}

/// Where a row is, and its texts in lines.
pub(super) struct RowBox {
    /// Upper edge, heading included.
    pub(super) top: f64,
    /// Where the channel begins.
    channel: f64,
    /// Middle of the symbols.
    pub(super) middle: f64,
    pub(super) bottom: f64,
    /// Half the height of its symbols.
    pub(super) half: f64,
    /// Distance of ways that leave a symbol by the same side.
    pub(super) lift: f64,
    /// Number, text, inputs, duration, outputs, remarks.
    pub(super) cells: [Vec<CellLine>; 6],
}

impl Layout {
    pub(super) fn new(picture: &Picture<'_>, chart: &Flowchart, routes: &Routes) -> Self {
        let mut gutters = gutter_widths(chart, routes);
        let mut widths = [30.0, 196.0, 0.0, 118.0, 66.0, 112.0, if chart.has_remarks { 96.0 } else { 0.0 }];
        let symbol = symbol_width(chart, &gutters, PAGE - 2.0 * MARGIN - widths.iter().sum::<f64>());
        make_room_for_names(chart, &mut gutters, symbol);
        widths[2] = gutters.iter().map(GutterWidth::width).sum::<f64>() + chart.lanes.len() as f64 * symbol;
        share(&mut widths, PAGE - 2.0 * MARGIN);
        let mut columns = [MARGIN; 8];
        for at in 0..7 {
            columns[at + 1] = columns[at] + widths[at];
        }
        let mut layout = Self {
            width: columns[7] + MARGIN,
            names: column_names(picture),
            title: title(picture, columns[7] - MARGIN),
            top: 0.0,
            lane_top: 0.0,
            body_top: 0.0,
            columns,
            lane_names: Vec::new(),
            lanes: Vec::new(),
            borders: Vec::new(),
            gutters: Vec::new(),
            symbol,
            rows: Vec::new(),
        };
        layout.place_lanes(&gutters);
        layout.place_header(chart);
        layout.place_rows(chart, routes);
        layout
    }

    fn place_lanes(&mut self, gutters: &[GutterWidth]) {
        let mut left = self.columns[2];
        for (at, gutter) in gutters.iter().enumerate() {
            let right = left + gutter.width();
            self.gutters.push(Gutter { left, right, beside: gutter.beside });
            self.borders.push(left + gutter.left);
            if at + 1 < gutters.len() {
                self.lanes.push(right + self.symbol / 2.0);
            }
            left = right + self.symbol;
        }
        // The outer borders are those of the columns.
        if let (Some(first), Some(last)) = (self.borders.first().copied(), self.borders.len().checked_sub(1)) {
            debug_assert!(first >= self.columns[2], "internal: the first border is not left of the lanes");
            self.borders[0] = self.columns[2];
            self.borders[last] = self.columns[3];
        }
    }

    fn place_header(&mut self, chart: &Flowchart) {
        let room = |at: usize| self.borders[at + 1] - self.borders[at] - 2.0 * PAD;
        self.lane_names = chart.lanes.iter().enumerate().map(|(at, name)| wrapped(name, SMALL, room(at))).collect();
        let lines = self.lane_names.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let title: f64 = self.title.iter().map(|(_, size)| size * 1.35).sum();
        self.top = MARGIN + title + 4.0;
        self.lane_top = self.top + SMALL_LINE + 2.0 * PAD;
        self.body_top = self.lane_top + lines as f64 * SMALL_LINE + 2.0 * PAD;
    }

    fn place_rows(&mut self, chart: &Flowchart, routes: &Routes) {
        let marks = besides(chart, routes, self);
        let mut top = self.body_top;
        for (at, row) in chart.rows.iter().enumerate() {
            let cells = self.cells(row);
            let channel = top + if row.heading.is_some() { HEADING } else { 0.0 };
            let above = ABOVE + HEAD + TRACK * routes.channels.get(at).copied().unwrap_or(0) as f64;
            let half = symbol_height(row.kind) / 2.0;
            let lines = cells.iter().map(Vec::len).max().unwrap_or(0);
            let text = lines as f64 * LINE + 2.0 * PAD + 2.0;
            let lift = LIFT.max(marks[at].height + PAD);
            let lifted = lift * marks[at].lifts as f64;
            let tall = (2.0 * half).max(marks[at].height) + 2.0 * lifted;
            let inner = (tall + BELOW).max(text - above);
            let bottom = channel + above + inner;
            let middle = channel + above + (inner - BELOW) / 2.0;
            self.rows.push(RowBox { top, channel, middle, bottom, half, lift, cells });
            top = bottom;
        }
    }

    fn cells(&self, row: &Row) -> [Vec<CellLine>; 6] {
        let room = |at: usize| self.columns[at + 1] - self.columns[at] - 2.0 * PAD;
        let text = |text: &str, at: usize| lines_of(text, room(at));
        let list = |entries: &[String], at: usize| entries_in(entries, room(at));
        [
            text(&row.number, 0),
            text(&row.text, 1),
            list(&row.inputs, 3),
            text(&row.duration, 4),
            list(&row.outputs, 5),
            text(&row.remarks, 6),
        ]
    }

    /// The lower edge of the table.
    pub(super) fn bottom(&self) -> f64 {
        self.rows.last().map_or(self.body_top, |row| row.bottom)
    }

    /// Where a track of a gutter runs.
    pub(super) fn track_x(&self, gutter: super::route::Gutter, track: usize) -> f64 {
        let Gutter { left, right, beside } = self.gutters[gutter.at];
        let away = beside[usize::from(gutter.is_left)] + TRACK * track as f64;
        if gutter.is_left { right - away } else { left + away }
    }

    /// Where a track of the channel above a row, or below the last one, runs.
    pub(super) fn track_y(&self, row: usize, track: usize) -> f64 {
        let channel = self.rows.get(row).map_or_else(|| self.bottom() - BELOW, |row| row.channel);
        channel + ABOVE + TRACK * track as f64
    }

    /// The middle of the mark beside a symbol, and its width.
    pub(super) fn mark(&self, route: &Route) -> (f64, f64) {
        // Tracks stay so far away from symbols that a mark may be a little wider than they are.
        const WIDER: f64 = BESIDE - 2.0 * PAD;
        let (beside, outside) = match route.exit {
            Side::Left => (route.from_lane.checked_sub(1), self.columns[2] + MARK_ROOM / 2.0),
            Side::Right | Side::Bottom => (Some(route.from_lane + 1), self.columns[3] - MARK_ROOM / 2.0),
        };
        match beside.and_then(|lane| self.lanes.get(lane)) {
            Some(x) => (*x, self.symbol + 2.0 * WIDER),
            None => (outside, MARK_ROOM - 2.0 * PAD),
        }
    }
}

/// How wide symbols are, when lanes and gutters have that much room.
fn symbol_width(chart: &Flowchart, gutters: &[GutterWidth], room: f64) -> f64 {
    let free = room - gutters.iter().map(GutterWidth::width).sum::<f64>();
    (free / chart.lanes.len().max(1) as f64).clamp(NARROWEST, WIDEST)
}

/// Makes lanes wider whose names have words that do not fit.
fn make_room_for_names(chart: &Flowchart, gutters: &mut [GutterWidth], symbol: f64) {
    for (at, name) in chart.lanes.iter().enumerate() {
        let wanted = (widest_word(name, SMALL) + 2.0 * PAD + 1.0).min(LONGEST_WORD);
        let lacking = (wanted - gutters[at].right - symbol - gutters[at + 1].left).max(0.0);
        gutters[at].right += lacking / 2.0;
        gutters[at + 1].left += lacking / 2.0;
    }
}

/// Gives the columns of text what is left over of the page, or takes from them what is lacking, as far as they stay legible.
fn share(widths: &mut [f64; 7], page: f64) {
    const SHARES: [(usize, f64); 3] = [(1, 0.5), (3, 0.25), (5, 0.25)];
    const LEAST: f64 = 0.86;
    let rest = page - widths.iter().sum::<f64>();
    for (column, share) in SHARES {
        widths[column] = (widths[column] + rest * share).max(widths[column] * LEAST);
    }
}

/// A gutter in its place.
struct Gutter {
    left: f64,
    right: f64,
    /// Distance of the first track from the left edge, and from the right one.
    beside: [f64; 2],
}

/// The halves of a gutter: what belongs to the lane at its left, and at its right.
struct GutterWidth {
    left: f64,
    right: f64,
    beside: [f64; 2],
}

impl GutterWidth {
    fn width(&self) -> f64 {
        self.left + self.right
    }
}

fn gutter_widths(chart: &Flowchart, routes: &Routes) -> Vec<GutterWidth> {
    let last = chart.lanes.len();
    let beside = captions_beside(chart, routes);
    let mut widths = Vec::with_capacity(last + 1);
    for (at, &(left, right)) in routes.gutters.iter().enumerate() {
        let half = |side: usize, tracks: usize| {
            let more = TRACK * tracks.saturating_sub(1) as f64;
            if tracks == 0 { beside[at][side].min(2.0 * BESIDE) } else { beside[at][side] + more + BESIDE / 2.0 }
        };
        let (left, right) = (half(0, left), half(1, right));
        widths.push(GutterWidth { left, right, beside: beside[at] });
    }
    let has_mark = |side: Side, lane: usize| {
        let is_it = |route: &Route| matches!(route.run, Run::Mark) && route.exit == side && route.from_lane == lane;
        routes.routes.iter().any(is_it)
    };
    // Outside the lanes nothing belongs to a lane, but marks need room where no lane is beside a symbol.
    if let Some(first) = widths.first_mut() {
        first.left = if has_mark(Side::Left, 0) { MARK_ROOM } else { 0.0 };
    }
    if let Some(outer) = widths.last_mut() {
        let lane = last.checked_sub(1);
        outer.right = if lane.is_some_and(|lane| has_mark(Side::Right, lane)) { MARK_ROOM } else { 0.0 };
    }
    widths
}

/// By gutter, how far tracks stay away from its left and right edge, so that captions have room beside their symbols.
fn captions_beside(chart: &Flowchart, routes: &Routes) -> Vec<[f64; 2]> {
    /// A longer caption may run over a track.
    const MOST: f64 = 44.0;
    let mut beside = vec![[BESIDE; 2]; chart.lanes.len() + 1];
    for (way, route) in chart.ways.iter().zip(&routes.routes) {
        let needed = (width(&way.caption, SMALL) + 9.0).min(MOST);
        let (gutter, side) = match route.exit {
            Side::Left => (route.from_lane, 1),
            Side::Right => (route.from_lane + 1, 0),
            Side::Bottom => continue,
        };
        if let (false, Some(gutter)) = (way.caption.is_empty(), beside.get_mut(gutter)) {
            gutter[side] = gutter[side].max(needed);
        }
    }
    beside
}

/// What stands beside the symbols of a row.
#[derive(Debug, Clone, Copy, Default)]
struct Beside {
    /// Height of the highest mark.
    height: f64,
    /// How many ways leave a side below the first one.
    lifts: usize,
}

fn besides(chart: &Flowchart, routes: &Routes, layout: &Layout) -> Vec<Beside> {
    let mut besides = vec![Beside::default(); chart.rows.len()];
    for (way, route) in chart.ways.iter().zip(&routes.routes) {
        let beside = &mut besides[way.from];
        beside.lifts = beside.lifts.max(route.lift);
        if let (Run::Mark, Goal::Out(text) | Goal::Lost(text)) = (&route.run, &way.to) {
            let height = mark_height(mark_lines(text, layout.mark(route).1).len());
            beside.height = beside.height.max(height);
        }
    }
    besides
}

/// The lines in a mark.
pub(super) fn mark_lines(text: &str, room: f64) -> Vec<String> {
    wrapped(text, SMALL, room - 2.0 * PAD)
}

/// How high a mark with that many lines is.
pub(super) fn mark_height(lines: usize) -> f64 {
    lines.max(1) as f64 * SMALL_LINE + 8.0
}

fn symbol_height(kind: StepKind) -> f64 {
    match kind {
        StepKind::Decision => 38.0,
        StepKind::Start | StepKind::End => 24.0,
        StepKind::Task | StepKind::Subprocess => 28.0,
    }
}

/// A line in a cell, and how far it is moved in.
pub(super) struct CellLine {
    pub(super) text: String,
    pub(super) indent: f64,
}

fn lines_of(text: &str, room: f64) -> Vec<CellLine> {
    wrapped(text, SIZE, room).into_iter().map(|text| CellLine { text, indent: 0.0 }).collect()
}

/// The lines of a list in a cell; with more than one entry each begins with a dot.
fn entries_in(entries: &[String], room: f64) -> Vec<CellLine> {
    const DOT: &str = "• ";
    let indent = width(DOT, SIZE);
    match entries {
        [one] => lines_of(one, room),
        many => {
            let hanging = |entry: &String| {
                let lines = wrapped(entry, SIZE, room - indent).into_iter().enumerate();
                lines.map(move |(at, text)| match at {
                    0 => CellLine { text: format!("{DOT}{text}"), indent: 0.0 },
                    _ => CellLine { text, indent },
                })
            };
            many.iter().flat_map(hanging).collect()
        }
    }
}

/// Title, number and unit, with the sizes of their fonts.
fn title(picture: &Picture<'_>, room: f64) -> Vec<(String, f64)> {
    const TITLE: f64 = 14.0;
    let portrait = picture.portrait;
    let mut lines: Vec<(String, f64)> =
        wrapped(&portrait.title, TITLE, room * 0.9).into_iter().map(|line| (line, TITLE)).collect();
    let details = [&portrait.number, &portrait.unit].map(|text| text.trim().to_owned());
    let details = details.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    lines.extend(wrapped(&details, SIZE, room).into_iter().map(|line| (line, SIZE)));
    lines
}
