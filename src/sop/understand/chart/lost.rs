//! Charts that lie on no table of steps: pictures and shapes beside running text.
//!
//! In: the drawings of a document, and what was read of its steps. Out: a remark where such a drawing may be the chart of the
//! procedure, and steps that are unreadable instead of missing.

use super::unreadable;
use crate::document::drawing::{Drawing, Form, Shape};
use crate::sop::RemarkKind;
use crate::sop::model::Document;
use crate::sop::understand::fill::Filler;
use crate::sop::value::State;

/// EMU of the shorter side of a picture that may be a chart; a logo or a signature is smaller.
const LARGE: i64 = 914_400 * 5 / 2;
/// Symbols that may be a chart.
const SYMBOLS: usize = 3;

/// Tells what may be the chart of a procedure and cannot be read.
pub(super) fn tell<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>) {
    let bare = steps_without_actors(filler, model);
    if bare.is_empty() && !model.steps.items.is_empty() {
        return;
    }
    let is_read = |drawing: &Drawing| filler.flow_places.iter().any(|table| Some(table.grid) == drawing.grid);
    let Some((kind, shape)) =
        filler.source.drawings().iter().filter(|drawing| !is_read(drawing)).find_map(may_be_chart)
    else {
        return;
    };
    let span = filler.source.node(shape.node).text.span();
    filler.remark(kind, span, None);
    if model.steps.items.is_empty() {
        model.steps.state = State::Unreadable;
    }
    bare.into_iter().for_each(|step| unreadable(model, step));
}

/// The steps of tables with lanes in which nobody does anything.
fn steps_without_actors(filler: &Filler<'_, '_>, model: &Document<'_>) -> Vec<usize> {
    let acts = |step: usize| model.steps.items.get(step).is_some_and(|step| !step.actor_names.items.is_empty());
    let tables = filler.flow_places.iter().filter(|table| !table.lanes.is_empty());
    let bare = tables.filter(|table| !table.steps.iter().any(|(_, step)| acts(*step)));
    bare.flat_map(|table| table.steps.iter().map(|(_, step)| *step)).collect()
}

/// What a drawing may be, and the shape that shows it.
fn may_be_chart(drawing: &Drawing) -> Option<(RemarkKind, &Shape)> {
    let is_large = |shape: &&Shape| {
        let frame = shape.frame;
        shape.form == Form::Picture && (frame.right - frame.left).min(frame.bottom - frame.top) >= LARGE
    };
    if let Some(picture) = drawing.shapes.iter().find(is_large) {
        return Some((RemarkKind::ChartIsPicture, picture));
    }
    let is_symbol = |shape: &&Shape| !matches!(shape.form, Form::Text | Form::Picture);
    let first = drawing.shapes.iter().find(is_symbol)?;
    (drawing.shapes.iter().filter(is_symbol).count() >= SYMBOLS).then_some((RemarkKind::UnplacedShape, first))
}
