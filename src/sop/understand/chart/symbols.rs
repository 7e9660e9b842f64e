//! The symbols and arrows of a chart, as records that rules judge.
//!
//! In: the shapes of a drawing at their places and the arrows between them. Out: a [`Symbol`] for every shape that is part of
//! the chart, an [`Arrow`] for every connector that touches one. A legend, a caption and a logo are no part of it: rules about
//! what may be drawn speak only about what is connected.

use super::place::Placed;
use super::ways::Ways;
use crate::document::drawing::{Connector, Form, Heads, ShapeId, Touch};
use crate::sop::model::{Arrow, Document, Symbol, SymbolForm};
use crate::sop::understand::fill::Filler;
use crate::sop::value::{Confidence, How, Parsed, Target, Value};
use crate::source::{Span, SpannedText};

/// Names of forms that are no preset of a program: what they look like nobody can tell.
const OF_NO_PRESET: [&str; 2] = ["custom", "graphicFrame"];

/// Notes the symbols and arrows of a chart.
pub(super) fn note<'a>(filler: &Filler<'_, 'a>, model: &mut Document<'a>, placed: &Placed<'_, 'a>, ways: &Ways<'_>) {
    let ids = (0..placed.drawing.shapes.len() as u32).map(ShapeId);
    for id in ids.filter(|&id| placed.is_symbol(id)) {
        let span = filler.source.node(placed.shape(id).node).text.span();
        let mut symbol = Symbol::new(span);
        symbol.form = shown(Parsed::Enum(form(placed.form(id)).code()), span);
        symbol.text = text(placed.text(id), span);
        if let Some(step) = placed.step_of(id) {
            symbol.step = at_step(placed, step, span);
        }
        symbol.rows = Value { confidence: sure(placed), ..shown(Parsed::Int(placed.rows_under(id)), span) };
        let (entered, left) = ways.counts(id);
        symbol.ways_in = shown(Parsed::Int(entered), span);
        symbol.ways_out = shown(Parsed::Int(left), span);
        symbol.paired = shown(Parsed::Bool(ways.is_paired(id)), span);
        model.symbols.items.push(symbol);
    }
    for connector in placed.drawing.connectors.iter().filter(|connector| touches(placed, connector)) {
        let span = filler.source.node(connector.node).text.span();
        let mut arrow = Arrow::new(span);
        let ends = [connector.from.touches, connector.to.touches];
        let steps = ends.map(|end| end.shape().and_then(|id| placed.step_of(id)));
        for (field, step) in [&mut arrow.from, &mut arrow.to].into_iter().zip(steps) {
            if let Some(step) = step {
                *field = at_step(placed, step, span);
            }
        }
        let held = ends.iter().filter(|end| **end != Touch::Nothing).count();
        arrow.ends_held = shown(Parsed::Int(held as i64), span);
        arrow.heads = shown(Parsed::Int(heads(connector.heads)), span);
        model.arrows.items.push(arrow);
    }
}

/// A picture that stands in place of a chart.
pub(super) fn note_picture<'a>(
    filler: &Filler<'_, 'a>,
    model: &mut Document<'a>,
    placed: &Placed<'_, 'a>,
    id: ShapeId,
) {
    let span = filler.source.node(placed.shape(id).node).text.span();
    let mut symbol = Symbol::new(span);
    symbol.form = shown(Parsed::Enum(SymbolForm::Picture.code()), span);
    symbol.text = text(placed.text(id), span);
    model.symbols.items.push(symbol);
}

/// Whether an arrow belongs to the chart: one of its ends at least touches a symbol of it.
fn touches(placed: &Placed<'_, '_>, connector: &Connector) -> bool {
    [connector.from, connector.to].iter().filter_map(|end| end.touches.shape()).any(|id| placed.is_symbol(id))
}

fn form(form: &Form) -> SymbolForm {
    match form {
        Form::Process => SymbolForm::Rectangle,
        Form::Decision => SymbolForm::Diamond,
        Form::Terminator => SymbolForm::Capsule,
        Form::OffPage => SymbolForm::Pentagon,
        Form::OnPage => SymbolForm::Circle,
        Form::Document => SymbolForm::Document,
        Form::Text => SymbolForm::TextBox,
        Form::Picture => SymbolForm::Picture,
        Form::Other(name) if OF_NO_PRESET.contains(&&**name) => SymbolForm::Freehand,
        Form::Other(_) => SymbolForm::Other,
    }
}

fn heads(heads: Heads) -> i64 {
    match heads {
        Heads::None => 0,
        Heads::One => 1,
        Heads::Both => 2,
    }
}

/// How sure the rows of a drawing are.
fn sure(placed: &Placed<'_, '_>) -> Confidence {
    if placed.drawing.rows_are_sure { Confidence::High } else { Confidence::Medium }
}

fn shown<'a>(parsed: Parsed, span: Span) -> Value<'a> {
    Value { how: How::Shape, ..Value::derived(parsed, span) }
}

fn text<'a>(text: &str, span: Span) -> Value<'a> {
    match text {
        "" => Value::missing(span),
        text => Value::present(SpannedText::joined(text.to_owned(), span, Vec::new()), How::Shape),
    }
}

fn at_step<'a>(placed: &Placed<'_, '_>, step: usize, span: Span) -> Value<'a> {
    Value { confidence: sure(placed), ..shown(Parsed::Target(Target::Element(step as u32)), span) }
}
