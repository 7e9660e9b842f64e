//! Drawings on tables of steps → who acts, what kind of step it is, and the ways drawn between steps.
//!
//! In: shapes and connectors as geometry, and where steps and lanes lie. Out: actors and kinds put into the steps, the ways out
//! of decisions as branches, those that lead elsewhere than to the next step as targets, and all others as [`Drawn`]. The place of a shape is the information: its
//! column is the actor, its row the step. What cannot be told for sure makes the ways of a step unreadable, never missing.

mod captions;
mod lost;
mod place;
mod symbols;
mod ways;

use super::fill::Filler;
use crate::document::drawing::{Form, ShapeId};
use crate::sop::RemarkKind;
use crate::sop::flow::Drawn;
use crate::sop::model::{Document, Edge, StepKind};
use crate::sop::value::{Confidence, How, Parsed, State, Value};
use crate::source::{Span, SpannedText};

use captions::Captions;
use place::Placed;
use ways::{Out, Ways};

/// Captions of one chart that are told to be in doubt.
const MOST_TOLD: usize = 20;

/// Reads the drawings of a document.
pub(super) fn read<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>) -> Drawn<'a> {
    let mut drawn = Drawn::default();
    let source = filler.source;
    for drawing in source.drawings() {
        let placed = Placed::new(filler, drawing);
        if placed.has_nodes() {
            chart(filler, model, &placed, &mut drawn);
        } else if let Some((picture, steps)) = placed.picture() {
            let span = source.node(drawing.shapes[picture.0 as usize].node).text.span();
            filler.remark(RemarkKind::ChartIsPicture, span, None);
            symbols::note_picture(filler, model, &placed, picture);
            steps.into_iter().for_each(|step| unreadable(model, step));
        }
    }
    lost::tell(filler, model);
    drawn
}

/// A step of which nobody can tell who acts and where it leads.
fn unreadable(model: &mut Document<'_>, step: usize) {
    let Some(step) = model.steps.items.get_mut(step) else { return };
    if step.actor_names.items.is_empty() {
        step.actor_names.state = State::Unreadable;
    }
    step.branches.state = State::Unreadable;
}

fn chart<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, placed: &Placed<'_, 'a>, drawn: &mut Drawn<'a>) {
    if placed.is_doubtful() {
        let span = filler.source.node(placed.drawing.shapes[0].node).text.span();
        filler.remark(RemarkKind::UnplacedShape, span, None);
        return placed.steps().into_iter().for_each(|step| unreadable(model, step));
    }
    let captions = Captions::assign(filler, placed);
    for caption in captions.doubtful().take(MOST_TOLD) {
        filler.remark(RemarkKind::UnsureCaption { text: caption.as_str().to_owned() }, caption.span(), None);
    }
    let ways = Ways::new(placed);
    symbols::note(filler, model, placed, &ways);
    for step in placed.steps() {
        let shapes = placed.of_step(step);
        // Nothing is drawn for a step: another chart may hold it, or it was forgotten.
        if !shapes.is_empty() {
            read_symbols(filler, model, &Chart { placed, captions: &captions, ways: &ways }, (step, &shapes), drawn);
        }
    }
    if let Some(lost) = ways.unplaced() {
        let span = filler.source.node(placed.shape(lost).node).text.span();
        filler.remark(RemarkKind::UnplacedShape, span, None);
    }
}

/// What is known of one chart.
struct Chart<'c, 'd, 'a> {
    placed: &'c Placed<'d, 'a>,
    captions: &'c Captions<'a>,
    ways: &'c Ways<'d>,
}

/// Reads the symbols of one step.
fn read_symbols<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    chart: &Chart<'_, '_, 'a>,
    (step, shapes): (usize, &[ShapeId]),
    drawn: &mut Drawn<'a>,
) {
    actors(filler, model, chart.placed, step, shapes);
    let kind = kind(filler, chart.placed, chart.ways, (step, shapes));
    let decides = matches!(kind, Some((StepKind::Decision, _)));
    let outs = chart.ways.out_of(filler, chart.placed, step, shapes, decides);
    let edges: Vec<Edge<'a>> = outs.ways.iter().map(|out| edge(filler, model, chart, out)).collect();
    let is_unsure = outs.doubt.is_some();
    if let Some((doubt, span)) = outs.doubt {
        filler.remark(doubt, span, None);
    }
    let Some(of_model) = model.steps.items.get_mut(step) else { return };
    if let Some((kind, span)) = kind {
        of_model.kind = Value { how: How::Shape, ..Value::derived(Parsed::Enum(kind.code()), span) };
    }
    if is_unsure {
        of_model.branches.state = State::Unreadable;
    }
    if !of_model.branches.items.is_empty() {
        // A column of the table says where the step leads.
        return;
    }
    let next = |edge: &Edge<'a>| edge.to.element() == Some(step + 1);
    if decides {
        of_model.branches.give(outs.near);
        of_model.branches.items = edges;
        drawn.set(step, Vec::new());
    } else if edges.len() == 1 && edges.iter().all(next) {
        // The way on needs no words, drawn or not.
        let way_on =
            |edge: Edge<'a>| Edge { to: Value { text: SpannedText::nothing(edge.anchor), ..edge.to.clone() }, ..edge };
        drawn.set(step, edges.into_iter().map(way_on).collect());
    } else {
        of_model.goes_to.items = edges.into_iter().map(|edge| edge.to).collect();
        drawn.set(step, Vec::new());
    }
}

/// Puts the actors of the lanes a step's symbols lie in into the step.
fn actors<'a>(
    filler: &Filler<'_, 'a>,
    model: &mut Document<'a>,
    placed: &Placed<'_, 'a>,
    step: usize,
    shapes: &[ShapeId],
) {
    let Some(step) = model.steps.items.get_mut(step) else { return };
    let mut lanes: Vec<(usize, Span)> = Vec::new();
    let acts =
        shapes.iter().any(|&shape| !matches!(placed.form(shape), Form::OffPage | Form::OnPage | Form::Terminator));
    for &shape in shapes {
        // A pentagon leads to another page, and a capsule beside a box is where the procedure begins or ends: their places
        // say nothing of who acts.
        let form = placed.form(shape);
        if matches!(form, Form::OffPage | Form::OnPage) || (acts && *form == Form::Terminator) {
            continue;
        }
        let span = filler.source.node(placed.shape(shape).node).text.span();
        lanes.extend(placed.lanes_of(shape).iter().map(|&lane| (lane, span)));
    }
    lanes.sort_unstable_by_key(|(lane, _)| *lane);
    lanes.dedup_by_key(|(lane, _)| *lane);
    // Where a symbol is drawn, a note or a caption in a lane is no mark.
    let is_lane =
        |name: &Value<'a>| (0..placed.lane_count()).any(|lane| placed.lane_name(lane).as_str() == name.as_str());
    if !lanes.is_empty() {
        step.actor_names.items.retain(|name| !is_lane(name));
    }
    let confidence = if placed.drawing.rows_are_sure { Confidence::High } else { Confidence::Medium };
    for (lane, span) in lanes {
        let name = placed.lane_name(lane);
        let is_known = step.actor_names.items.iter().any(|known| known.as_str() == name.as_str());
        if !is_known {
            step.actor_names.give(span);
            let name = Value::present(name.clone().used_at(Some(span)), How::Shape);
            step.actor_names.items.push(Value { confidence, ..name });
        }
    }
}

/// The kind a step's symbols say, and which one says it. A box says nothing: its text may ask.
fn kind(
    filler: &Filler<'_, '_>,
    placed: &Placed<'_, '_>,
    ways: &Ways<'_>,
    (step, shapes): (usize, &[ShapeId]),
) -> Option<(StepKind, Span)> {
    let span = |shape: ShapeId| filler.source.node(placed.shape(shape).node).text.span();
    let of = |form: &Form| shapes.iter().copied().find(|&shape| placed.form(shape) == form);
    if let Some(decision) = of(&Form::Decision) {
        return Some((StepKind::Decision, span(decision)));
    }
    if let Some(capsule) = of(&Form::Terminator) {
        let text = filler.source.node(placed.shape(capsule).node).text.as_str();
        let said = filler.vocabulary.value(&StepKind::SPEC, text).and_then(StepKind::from_code);
        let kind = match said {
            Some(kind @ (StepKind::Start | StepKind::End)) => kind,
            _ if !ways.leaves(capsule) => StepKind::End,
            // A way back may lead to the start.
            _ if !ways.is_entered(capsule) || placed.is_first(step) => StepKind::Start,
            _ => return None,
        };
        return Some((kind, span(capsule)));
    }
    let subprocess = Form::Other("flowChartPredefinedProcess".into());
    of(&subprocess).map(|shape| (StepKind::Subprocess, span(shape)))
}

/// A drawn way as an edge of the model.
fn edge<'a>(filler: &Filler<'_, 'a>, model: &Document<'a>, chart: &Chart<'_, '_, 'a>, out: &Out) -> Edge<'a> {
    let drawing = chart.placed.drawing;
    let near = filler.source.node(drawing.connectors[out.connector].node).text.span();
    let mut edge = Edge::new(near);
    match chart.captions.of(out.connector) {
        Some(caption) => {
            edge.anchor = caption.text.span();
            // Where in its cell a typed caption stands is not known.
            let confidence = if caption.how == How::Shape { Confidence::High } else { Confidence::Medium };
            edge.label = Value { confidence, ..Value::present(caption.text.clone(), caption.how) };
        }
        None if chart.captions.may_have(out.connector) => edge.label = Value::unreadable(near),
        None => {}
    }
    edge.to = ways::target(filler, model, chart.placed, out, near);
    edge
}

#[cfg(test)]
mod tests;
