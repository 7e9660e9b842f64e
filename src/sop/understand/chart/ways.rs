//! The ways between steps along drawn connectors.
//!
//! In: shapes at their places and the connectors between them. Out: for each step where its arrows lead. An arrow to a pentagon
//! goes on behind its partner on the next page; one to a capsule beside no step leaves the procedure. An arrow whose end nobody
//! can tell makes the ways of its step unsure; one whose start nobody can tell, those of every step that lacks a way. A line
//! without a head is walked down the page where nothing else can be meant; at a decision its direction is not known.

mod partners;

use rustc_hash::{FxHashMap, FxHashSet};

use super::place::Placed;
use crate::document::drawing::{Connector, Form, Heads, ShapeId, Touch};
use crate::sop::RemarkKind;
use crate::sop::model::Document;
use crate::sop::understand::fill::Filler;
use crate::sop::value::{Confidence, How, Parsed, State, Target, Value};
use crate::source::{Span, SpannedText};

/// Where an arrow leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// To a step.
    Step(usize),
    /// Out of the procedure, at this shape.
    End(ShapeId),
    /// Nobody can tell.
    Unknown,
}

/// A way out of a step.
pub(super) struct Out {
    /// Index of the connector that leaves the step.
    pub(super) connector: usize,
    pub(super) goal: Goal,
    pub(super) confidence: Confidence,
}

/// The ways out of one step.
pub(super) struct Outs {
    pub(super) ways: Vec<Out>,
    /// Why not all of them are known, and where.
    pub(super) doubt: Option<(RemarkKind, Span)>,
    pub(super) near: Span,
}

/// An arrow from one shape.
#[derive(Clone, Copy)]
pub(super) struct Arrow {
    pub(super) connector: usize,
    pub(super) to: Option<ShapeId>,
}

/// The connectors of a drawing, by the shapes they leave.
pub(super) struct Ways<'p> {
    next: FxHashMap<ShapeId, Vec<Arrow>>,
    /// How many arrows lead to each shape.
    entered: FxHashMap<ShapeId, i64>,
    partner: FxHashMap<ShapeId, ShapeId>,
    /// A line without an arrow head, by each shape it touches.
    plain: FxHashMap<ShapeId, usize>,
    /// Whether the start of some arrow is not known.
    lost_start: bool,
    goal_steps: Vec<Option<usize>>,
    forms: Vec<&'p Form>,
}

impl<'p> Ways<'p> {
    pub(super) fn new(placed: &Placed<'p, '_>) -> Self {
        let drawing = placed.drawing;
        let ids = || (0..drawing.shapes.len() as u32).map(ShapeId);
        let mut ways = Self {
            next: FxHashMap::default(),
            entered: FxHashMap::default(),
            partner: FxHashMap::default(),
            plain: FxHashMap::default(),
            // Without any arrow nobody can tell what the drafter meant: the arrows may be drawn in a way that is not read.
            lost_start: drawing.connectors.is_empty(),
            goal_steps: ids().map(|id| placed.step_of(id)).collect(),
            forms: ids().map(|id| placed.form(id)).collect(),
        };
        for (at, connector) in drawing.connectors.iter().enumerate() {
            if connector.heads == Heads::None {
                let ends = [connector.from, connector.to].map(|end| end.touches.shape());
                ways.plain.extend(ends.into_iter().flatten().map(|shape| (shape, at)));
            }
            for (from, to) in directions(placed, connector) {
                ways.add(at, from, to);
            }
        }
        ways.partner = partners::find(placed, &ways);
        ways
    }

    fn add(&mut self, connector: usize, from: Option<ShapeId>, to: Option<ShapeId>) {
        let Some(from) = from else {
            self.lost_start = true;
            return;
        };
        // An arrow that is glued to one symbol with both ends was meant to end elsewhere.
        let to = to.filter(|to| *to != from);
        self.next.entry(from).or_default().push(Arrow { connector, to });
        if let Some(to) = to {
            *self.entered.entry(to).or_default() += 1;
        }
    }

    /// Whether an arrow leaves the shape.
    pub(super) fn leaves(&self, id: ShapeId) -> bool {
        self.next.contains_key(&id)
    }

    /// Whether an arrow leads to the shape.
    pub(super) fn is_entered(&self, id: ShapeId) -> bool {
        self.entered.contains_key(&id)
    }

    /// How many arrows lead to a shape, and how many leave it.
    pub(super) fn counts(&self, id: ShapeId) -> (i64, i64) {
        let left = self.next.get(&id).map_or(0, Vec::len);
        (self.entered.get(&id).copied().unwrap_or(0), left as i64)
    }

    /// Whether a passage to another page has its other side.
    pub(super) fn is_paired(&self, id: ShapeId) -> bool {
        self.partner.contains_key(&id) || self.partner.values().any(|&other| other == id)
    }

    fn form(&self, id: ShapeId) -> &'p Form {
        self.forms[id.0 as usize]
    }

    fn is_passage(&self, id: ShapeId) -> bool {
        matches!(self.form(id), Form::OffPage | Form::OnPage)
    }

    /// The step a shape is a symbol of; a passage is none.
    fn step_of(&self, id: ShapeId) -> Option<usize> {
        self.goal_steps[id.0 as usize].filter(|_| !self.is_passage(id))
    }

    /// Where an arrow that ends at a shape leads.
    fn goal(&self, mut at: ShapeId) -> Goal {
        let mut seen = FxHashSet::default();
        while seen.insert(at) {
            if let Some(step) = self.step_of(at) {
                return Goal::Step(step);
            }
            match self.next.get(&at).map(Vec::as_slice) {
                Some([Arrow { to: Some(to), .. }]) => at = *to,
                Some(_) => return Goal::Unknown,
                None if *self.form(at) == Form::Terminator => return Goal::End(at),
                None => match self.partner.get(&at) {
                    Some(partner) => at = *partner,
                    None => return Goal::Unknown,
                },
            }
        }
        Goal::Unknown
    }

    /// The ways out of a step with these symbols; `decides` says that it must have two.
    pub(super) fn out_of(
        &self,
        filler: &Filler<'_, '_>,
        placed: &Placed<'_, '_>,
        step: usize,
        shapes: &[ShapeId],
        decides: bool,
    ) -> Outs {
        let span = |id: ShapeId| filler.source.node(placed.shape(id).node).text.span();
        let near = shapes.first().map_or_else(Span::default, |&first| span(first));
        let mut outs = Outs { ways: Vec::new(), doubt: None, near };
        for &shape in shapes.iter().filter(|&&shape| !self.is_passage(shape)) {
            for arrow in self.next.get(&shape).into_iter().flatten() {
                self.follow(placed, &mut outs, step, shape, *arrow);
            }
        }
        outs.ways.sort_by_key(|out| out.connector);
        if !decides {
            let mut seen = Vec::new();
            outs.ways.retain(|out| {
                !seen.contains(&out.goal) && {
                    seen.push(out.goal);
                    true
                }
            });
        }
        let ends = shapes.iter().any(|&shape| *self.form(shape) == Form::Terminator && !self.leaves(shape));
        let lacks = match decides {
            true => outs.ways.len() < 2,
            false => outs.ways.is_empty() && !ends && !placed.is_last(step),
        };
        if self.lost_start && lacks {
            outs.doubt = Some((RemarkKind::UnsureArrow, near));
        }
        if let Some(plain) = self.doubtful_line(placed, &outs, shapes, lacks) {
            let span = filler.source.node(placed.drawing.connectors[plain].node).text.span();
            outs.doubt = Some((RemarkKind::PlainLine, span));
        }
        outs
    }

    /// A line without an arrow head that may be walked either way: at a step that lacks a way, as one of several ways, or as a
    /// way of a decision.
    fn doubtful_line(&self, placed: &Placed<'_, '_>, outs: &Outs, shapes: &[ShapeId], lacks: bool) -> Option<usize> {
        let is_plain = |connector: &usize| placed.drawing.connectors[*connector].heads == Heads::None;
        let decides = shapes.iter().any(|&shape| *self.form(shape) == Form::Decision);
        let walked =
            outs.ways.iter().map(|out| out.connector).find(is_plain).filter(|_| decides || outs.ways.len() > 1);
        let touching = || shapes.iter().find_map(|shape| self.plain.get(shape)).copied();
        walked.or_else(|| touching().filter(|_| lacks))
    }

    fn follow(&self, placed: &Placed<'_, '_>, outs: &mut Outs, step: usize, from: ShapeId, arrow: Arrow) {
        let goal = match arrow.to {
            None => Goal::Unknown,
            // Two symbols of one step: only a decision may leave through the capsule beside it.
            Some(to) if to != from && self.step_of(to) == Some(step) => {
                let leaves =
                    *self.form(from) == Form::Decision && *self.form(to) == Form::Terminator && !self.leaves(to);
                if !leaves {
                    return;
                }
                Goal::End(to)
            }
            Some(to) => self.goal(to),
        };
        if goal == Goal::Unknown {
            outs.doubt = Some((RemarkKind::UnsureArrow, outs.near));
            return;
        }
        let connector = &placed.drawing.connectors[arrow.connector];
        outs.ways.push(Out { connector: arrow.connector, goal, confidence: confidence(placed, connector) });
    }

    /// A shape an arrow touches that lies beside no step, and is neither an end nor a passage.
    pub(super) fn unplaced(&self) -> Option<ShapeId> {
        let touched = self.next.keys().chain(self.entered.keys()).copied();
        let is_lost = |id: &ShapeId| {
            !self.is_passage(*id)
                && self.step_of(*id).is_none()
                && !matches!(self.form(*id), Form::Terminator | Form::Text)
        };
        touched.filter(is_lost).min()
    }
}

/// The directions a connector may be walked in.
fn directions(placed: &Placed<'_, '_>, connector: &Connector) -> Vec<(Option<ShapeId>, Option<ShapeId>)> {
    let (from, to) = (connector.from.touches.shape(), connector.to.touches.shape());
    let top = |id: ShapeId| placed.shape(id).frame.centre().1;
    match connector.heads {
        Heads::One => vec![(from, to)],
        Heads::Both => vec![(from, to), (to, from)],
        // A plain line is walked down the page.
        Heads::None => match from.zip(to) {
            Some((a, b)) if top(b) < top(a) => vec![(to, from)],
            _ => vec![(from, to)],
        },
    }
}

fn confidence(placed: &Placed<'_, '_>, connector: &Connector) -> Confidence {
    let glued = |touch: Touch| matches!(touch, Touch::Glued(_));
    match connector.heads {
        Heads::None | Heads::Both => Confidence::Low,
        Heads::One if glued(connector.from.touches) && glued(connector.to.touches) && placed.drawing.rows_are_sure => {
            Confidence::High
        }
        Heads::One => Confidence::Medium,
    }
}

/// The target of a way as a value of the model.
pub(super) fn target<'a>(
    filler: &Filler<'_, 'a>,
    model: &Document<'a>,
    placed: &Placed<'_, 'a>,
    out: &Out,
    near: Span,
) -> Value<'a> {
    let (text, target) = match out.goal {
        Goal::Step(step) => {
            let number =
                model.steps.items.get(step).map(|step| step.number.as_str()).filter(|number| !number.is_empty());
            // Steps nobody numbered are counted.
            let number = number.map_or_else(|| (step + 1).to_string(), str::to_owned);
            (SpannedText::joined(number, near, Vec::new()), Target::Element(step as u32))
        }
        Goal::End(shape) => {
            let text = filler.source.node(placed.shape(shape).node).text.clone().used_at(Some(near));
            (text, Target::Outside)
        }
        Goal::Unknown => (SpannedText::nothing(near), Target::Dangling),
    };
    Value { text, parsed: Parsed::Target(target), state: State::Present, how: How::Shape, confidence: out.confidence }
}
