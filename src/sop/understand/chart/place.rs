//! Where the shapes of a drawing lie: in which lane, beside which step.
//!
//! In: a drawing and the tables of steps on its grid. Out: for each shape its lanes and its step. A shape lies in the lane it
//! covers most of, in two when it covers both well; its step is the one whose rows hold its middle.

use rustc_hash::FxHashMap;

use crate::document::Area;
use crate::document::drawing::{Drawing, Form, Frame, Shape, ShapeId};
use crate::sop::model::Answer;
use crate::sop::understand::fill::Filler;
use crate::sop::value::How;
use crate::source::SpannedText;

use super::captions::Caption;

/// A shape of which this many percent of a lane is covered lies in that lane too.
const SHARED_LANE: i64 = 45;
/// A shape of which this many percent lie beside a step lies over that step.
const STRADDLED: i64 = 30;
/// A picture over this many steps is a chart.
const STEPS_OF_PICTURE: usize = 2;
/// Answers typed into cells that are looked at.
const MOST_TYPED: usize = 1_000;

/// The shapes of a drawing at their places.
pub(super) struct Placed<'d, 'a> {
    pub(super) drawing: &'d Drawing,
    lanes: Vec<LanePlace<'a>>,
    /// Upper and lower edges of the steps, with their indices, from top to bottom.
    steps: Vec<(i64, i64, usize)>,
    /// From the upper edge of the first row below a header to the lower edge of the last one.
    bodies: Vec<(i64, i64)>,
    /// By shape.
    places: Vec<Place>,
    /// What is written in each shape.
    texts: Vec<&'d str>,
    by_step: FxHashMap<usize, Vec<ShapeId>>,
}

struct LanePlace<'a> {
    left: i64,
    right: i64,
    /// Where its table begins and ends.
    body: (i64, i64),
    name: SpannedText<'a>,
}

#[derive(Default)]
struct Place {
    lanes: Vec<usize>,
    step: Option<usize>,
    is_node: bool,
    /// Whether an arrow touches it.
    is_touched: bool,
    /// Whether it is a text beside an arrow.
    is_caption: bool,
    /// Whether it is a circle that stands for a capsule: the only symbol of its step.
    is_round_end: bool,
}

impl<'d, 'a> Placed<'d, 'a> {
    pub(super) fn new(filler: &Filler<'d, 'a>, drawing: &'d Drawing) -> Self {
        let mut placed = Self {
            drawing,
            lanes: Vec::new(),
            steps: Vec::new(),
            bodies: Vec::new(),
            places: Vec::new(),
            texts: drawing.shapes.iter().map(|shape| filler.source.node(shape.node).text.as_str().trim()).collect(),
            by_step: FxHashMap::default(),
        };
        for table in filler.flow_places.iter().filter(|table| Some(table.grid) == drawing.grid) {
            let y = |row: u32| edge(&drawing.rows, row);
            let body = (y(table.rows.start), y(table.rows.end));
            placed.bodies.push(body);
            for lane in &table.lanes {
                let (left, right) =
                    (edge(&drawing.columns, lane.columns.start), edge(&drawing.columns, lane.columns.end));
                placed.lanes.push(LanePlace { left, right, body, name: lane.name.clone() });
            }
            placed.steps.extend(table.steps.iter().map(|(rows, step)| (y(rows.start), y(rows.end), *step)));
        }
        placed.steps.sort_unstable();
        placed.places = drawing.shapes.iter().map(|shape| placed.place(shape)).collect();
        for end in drawing.connectors.iter().flat_map(|connector| [connector.from, connector.to]) {
            if let Some(shape) = end.touches.shape() {
                placed.places[shape.0 as usize].is_touched = true;
            }
        }
        placed.tell_captions(filler);
        placed.tell_round_ends();
        for (at, place) in placed.places.iter().enumerate() {
            if let (Some(step), true) = (place.step, place.is_node) {
                placed.by_step.entry(step).or_default().push(ShapeId(at as u32));
            }
        }
        placed
    }

    /// Tells captions from symbols: a text without an outline, a known answer, or a text in a box no arrow touches beside a step
    /// that has another symbol. A caption is nobody's work.
    fn tell_captions(&mut self, filler: &Filler<'_, 'a>) {
        let mut symbols: FxHashMap<usize, usize> = FxHashMap::default();
        for place in self.places.iter().filter(|place| place.is_node && place.is_touched) {
            *symbols.entry(place.step.unwrap_or(usize::MAX)).or_default() += 1;
        }
        for (at, place) in self.places.iter_mut().enumerate() {
            let (form, text) = (&self.drawing.shapes[at].form, self.texts[at]);
            let is_answer = || filler.vocabulary.value(&Answer::SPEC, text).is_some();
            let has_others = || place.step.is_none_or(|step| symbols.contains_key(&step));
            place.is_caption = match form {
                _ if text.is_empty() || place.is_touched => *form == Form::Text && !text.is_empty(),
                Form::Text => true,
                Form::Process | Form::Terminator => is_answer() || has_others(),
                _ => false,
            };
            place.is_node &= !place.is_caption;
        }
    }

    /// Tells circles that begin or end a procedure from those that lead elsewhere on the page.
    fn tell_round_ends(&mut self) {
        let mut others: FxHashMap<usize, usize> = FxHashMap::default();
        for (place, shape) in self.places.iter().zip(&self.drawing.shapes).filter(|(place, _)| place.is_node) {
            if let (Some(step), true) = (place.step, shape.form != Form::OnPage) {
                *others.entry(step).or_default() += 1;
            }
        }
        for (place, shape) in self.places.iter_mut().zip(&self.drawing.shapes) {
            let is_alone = place.step.is_some_and(|step| !others.contains_key(&step));
            place.is_round_end = shape.form == Form::OnPage && place.is_node && is_alone;
        }
    }

    fn place(&self, shape: &Shape) -> Place {
        let (_, y) = shape.frame.centre();
        let lanes = self.lanes_under(shape.frame);
        let at = self.steps.partition_point(|(top, ..)| *top <= y);
        let step = at.checked_sub(1).map(|at| self.steps[at]).filter(|(_, bottom, _)| y < *bottom);
        let is_node = !lanes.is_empty() && shape.form != Form::Text && !self.is_chart_picture(shape);
        Place { lanes, step: step.map(|(.., step)| step), is_node, ..Place::default() }
    }

    fn lanes_under(&self, frame: Frame) -> Vec<usize> {
        let (_, y) = frame.centre();
        let covered = |lane: &LanePlace<'_>| match lane.body {
            (top, bottom) if (top..bottom).contains(&y) => frame.overlap_x(lane.left, lane.right),
            _ => 0,
        };
        let most = self.lanes.iter().enumerate().max_by_key(|(at, lane)| (covered(lane), std::cmp::Reverse(*at)));
        let Some((main, _)) = most.filter(|(_, lane)| covered(lane) > 0) else { return Vec::new() };
        // A shape mostly outside the lanes is none of theirs, such as a caption in the margin; one over many lanes is.
        let in_lanes = self.lanes.iter().map(covered).fold(0, i64::saturating_add);
        if in_lanes.saturating_mul(3) < frame.right - frame.left {
            return Vec::new();
        }
        let is_shared = |lane: &LanePlace<'_>| {
            let width = (lane.right - lane.left).max(1);
            covered(lane).saturating_mul(100) / width >= SHARED_LANE
        };
        let also = |(at, lane): &(usize, &LanePlace<'_>)| *at == main || is_shared(lane);
        self.lanes.iter().enumerate().filter(also).map(|(at, _)| at).collect()
    }

    /// Whether a picture covers several steps: a chart nobody can read.
    fn is_chart_picture(&self, shape: &Shape) -> bool {
        shape.form == Form::Picture && self.steps_under(shape.frame).len() >= STEPS_OF_PICTURE
    }

    fn steps_under(&self, frame: Frame) -> Vec<usize> {
        let covers =
            |(top, bottom, _): &&(i64, i64, usize)| frame.overlap_y(*top, *bottom).saturating_mul(2) > bottom - top;
        self.steps.iter().filter(covers).map(|(.., step)| *step).collect()
    }

    /// A picture of a chart, and the steps it covers.
    pub(super) fn picture(&self) -> Option<(ShapeId, Vec<usize>)> {
        let pictures = self.drawing.shapes.iter().enumerate();
        let mut pictures =
            pictures.filter(|(_, shape)| self.is_chart_picture(shape) && !self.lanes_under(shape.frame).is_empty());
        pictures.next().map(|(at, shape)| (ShapeId(at as u32), self.steps_under(shape.frame)))
    }

    /// Whether any shape lies beside a step in a lane.
    pub(super) fn has_nodes(&self) -> bool {
        !self.by_step.is_empty()
    }

    /// Whether the rows were only estimated, and the estimate does not fit: a step without a symbol, or a symbol beside none.
    pub(super) fn is_doubtful(&self) -> bool {
        let is_bare = |(.., step): &(i64, i64, usize)| !self.by_step.contains_key(step);
        let is_beside_none = |place: &Place| place.is_node && place.is_touched && place.step.is_none();
        !self.drawing.rows_are_sure && (self.steps.iter().any(is_bare) || self.places.iter().any(is_beside_none))
    }

    /// The steps of all tables on the grid, in order.
    pub(super) fn steps(&self) -> Vec<usize> {
        self.steps.iter().map(|(.., step)| *step).collect()
    }

    /// The symbols of a step, in the order of the file.
    pub(super) fn of_step(&self, step: usize) -> Vec<ShapeId> {
        self.by_step.get(&step).cloned().unwrap_or_default()
    }

    pub(super) fn shape(&self, id: ShapeId) -> &'d Shape {
        &self.drawing.shapes[id.0 as usize]
    }

    /// What a shape stands for by its looks.
    pub(super) fn form(&self, id: ShapeId) -> &'d Form {
        if self.places[id.0 as usize].is_round_end { &Form::Terminator } else { &self.shape(id).form }
    }

    /// The texts that may belong to arrows: those of shapes, and answers typed into cells of the lanes.
    pub(super) fn captions(&self, filler: &Filler<'d, 'a>) -> Vec<Caption<'a>> {
        let source = filler.source;
        let shapes = self.places.iter().zip(&self.drawing.shapes).filter(|(place, _)| place.is_caption);
        let drawn = shapes.map(|(_, shape)| Caption {
            text: source.node(shape.node).text.clone().trimmed(source.view),
            frame: shape.frame,
            how: How::Shape,
        });
        let rows = self.drawing.grid.into_iter().flat_map(|grid| source.children(grid));
        let typed = rows.flat_map(|row| source.children(row)).filter_map(|cell| {
            let text = source.node(cell).text.clone().trimmed(source.view);
            filler.vocabulary.value(&Answer::SPEC, text.as_str())?;
            let frame = self.frame_of(source.area(cell)?);
            (!self.lanes_under(frame).is_empty()).then_some(Caption { text, frame, how: How::Position })
        });
        drawn.chain(typed.take(MOST_TYPED)).collect()
    }

    /// The box of a cell.
    fn frame_of(&self, area: Area) -> Frame {
        let (columns, rows) = (&self.drawing.columns, &self.drawing.rows);
        Frame {
            left: edge(columns, area.column),
            top: edge(rows, area.row),
            right: edge(columns, area.column.saturating_add(area.columns)),
            bottom: edge(rows, area.row.saturating_add(area.rows)),
        }
    }

    pub(super) fn lanes_of(&self, id: ShapeId) -> &[usize] {
        &self.places[id.0 as usize].lanes
    }

    pub(super) fn lane_count(&self) -> usize {
        self.lanes.len()
    }

    pub(super) fn lane_name(&self, lane: usize) -> &SpannedText<'a> {
        &self.lanes[lane].name
    }

    /// The step a symbol lies beside.
    pub(super) fn step_of(&self, id: ShapeId) -> Option<usize> {
        let place = &self.places[id.0 as usize];
        place.step.filter(|_| place.is_node)
    }

    /// Whether a shape is part of the chart: it lies in a lane, or an arrow touches it, and it is no caption.
    pub(super) fn is_symbol(&self, id: ShapeId) -> bool {
        let place = &self.places[id.0 as usize];
        place.is_touched && !place.is_caption && (place.is_node || self.is_in_body(id))
    }

    fn is_in_body(&self, id: ShapeId) -> bool {
        let (_, y) = self.shape(id).frame.centre();
        self.bodies.iter().any(|(top, bottom)| (*top..*bottom).contains(&y))
    }

    /// Over how many steps a shape lies; a rim of it does not count.
    pub(super) fn rows_under(&self, id: ShapeId) -> i64 {
        let frame = self.shape(id).frame;
        let least = (frame.bottom - frame.top).saturating_mul(STRADDLED) / 100;
        let lies_over = |(top, bottom, _): &&(i64, i64, usize)| frame.overlap_y(*top, *bottom) > least.max(1);
        self.steps.iter().filter(lies_over).count() as i64
    }

    /// What is written in a shape.
    pub(super) fn text(&self, id: ShapeId) -> &'d str {
        self.texts[id.0 as usize]
    }

    /// Whether a step is the first one of a table.
    pub(super) fn is_first(&self, step: usize) -> bool {
        let at = self.steps.iter().position(|(.., found)| *found == step);
        let table =
            |at: usize| self.bodies.iter().position(|(top, bottom)| (*top..*bottom).contains(&self.steps[at].0));
        at.is_some_and(|at| at == 0 || table(at) != table(at - 1))
    }

    /// Whether a step is the last one on the grid.
    pub(super) fn is_last(&self, step: usize) -> bool {
        self.steps.last().is_some_and(|(.., last)| *last == step)
    }
}

/// The edge in front of a row or column; behind the last one, its other edge.
fn edge(edges: &[i64], at: u32) -> i64 {
    edges.get(at as usize).or(edges.last()).copied().unwrap_or(0)
}
