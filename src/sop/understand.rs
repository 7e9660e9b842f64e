//! Neutral document → SOP: fills the model and works out what follows from it.
//!
//! In: a document and the vocabulary. Out: a [`Sop`]. First every label is looked up and its value put into the model
//! (`fill` for keyed maps, `outline`, `lists` and `tables` for running text); then references, actors, steps and the flow are worked
//! out from what was filled in. Nothing is judged here.

mod actors;
mod branches;
mod chart;
mod ditto;
mod document;
mod fill;
mod grid;
mod identity;
mod inexact;
mod labelled;
mod language;
mod lists;
mod mentions;
mod onward;
mod outline;
mod products;
mod references;
mod rows;
mod second;
mod sections;
mod signatures;
mod signed;
mod steps;
mod tables;

use super::model::Document;
use super::record::{Record, SlotMut};
use super::{Sop, Vocabulary, flow};
use crate::document::{Cursor, Document as Neutral, NodeKind};

use fill::Filler;

/// Steps that are read of one document; more is an outcome "over a limit", not silence.
pub const MOST_STEPS: usize = 5_000;
/// Elements that aliases may multiply a document into.
const MOST_ELEMENTS: usize = 200_000;

/// Understands one document.
#[must_use]
pub fn understand<'a>(source: &Neutral<'a>, vocabulary: &Vocabulary) -> Sop<'a> {
    let mut filler = Filler::new(source, vocabulary);
    let mut model = Document::new(filler.document_anchor());
    let root = source.root();
    for child in source.children(root) {
        let cursor = source.resolve(Cursor { node: child, used_at: None });
        if source.node(cursor.node).kind == NodeKind::Map {
            filler.map(&mut model, cursor);
        }
    }
    outline::fill(&mut filler, &mut model);
    let mut drawn = chart::read(&mut filler, &mut model);
    inexact::mark(&mut filler, &mut model);
    for (text, standard) in std::mem::take(&mut filler.misspelt) {
        fill::push_misspelt(&mut model.misspelt_labels, text, &standard);
    }
    let incomplete = source.nodes().any(|node| !node.complete);
    if incomplete && !source.node(root).complete {
        lost_parts(&mut model);
        if source.nodes().any(|node| node.kind == NodeKind::Grid) {
            lost_cells(&mut model);
        }
    }
    document::texts(source, &mut model);
    document::unseen(source, &mut model);
    document::derive(vocabulary, filler.language, &mut model);
    references::derive(source.view, vocabulary, &mut model);
    ditto::write_out(vocabulary, &mut model);
    actors::derive(source.view, vocabulary, &mut model);
    steps::derive(source.view, vocabulary, &mut model, &mut filler.remarks);
    mentions::derive(source.view, &mut model);
    let flow = flow::build(vocabulary, &mut model, &mut drawn);
    products::derive(vocabulary, &mut model, &flow);
    Sop { view: source.view, document: model, flow, remarks: filler.remarks, incomplete }
}

/// In a document that lost a part, what was not found may have stood there: it is unreadable, not missing.
fn lost_parts(model: &mut Document<'_>) {
    fill::make_missing_unreadable(model);
    // The steps come last and hang together: where a part is lost, some of them may be, and nothing follows from the rest.
    model.steps.state = super::value::State::Unreadable;
    for number in 0..Document::FIELDS.len() as u8 {
        match model.slot_mut(number) {
            SlotMut::Records(list) if list.is_empty() => list.set_unreadable(),
            SlotMut::Many(list) if list.items.is_empty() => list.state = super::value::State::Unreadable,
            _ => {}
        }
    }
}

/// In an office file that was not read whole, a text or a symbol of any cell may be what was lost.
fn lost_cells(model: &mut Document<'_>) {
    for step in &mut model.steps.items {
        fill::make_missing_unreadable(step);
        // The caption of an arrow may be typed into a cell.
        step.branches.items.iter_mut().for_each(|edge| fill::make_missing_unreadable(edge));
        for number in 0..super::model::Step::FIELDS.len() as u8 {
            match step.slot_mut(number) {
                SlotMut::Records(list) if list.is_empty() => list.set_unreadable(),
                SlotMut::Many(list) if list.items.is_empty() => list.state = super::value::State::Unreadable,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod english;
#[cfg(test)]
mod prose;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod trial;
#[cfg(test)]
mod word;
