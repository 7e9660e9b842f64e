//! `ping-pong`: work that crosses between the same two actors again and again.
//!
//! *What it checks*: the ways forward from a step of one actor to a step of one other, counted for each pair of actors.
//! *Why it matters*: every hand-over costs waiting time; steps of one actor that follow each other can be one step.
//! *Parameters*: `most`, the crossings that are fine. *Example*: `with: {most: 4}`. `{near}` names the two and how often. Ways
//! back are the business of decisions and are not counted. Cost: linear in the ways.

use std::collections::BTreeMap;

use crate::check::flow::without_flow;
use crate::check::{Judge, Outcome, Specials, anchor_read};
use crate::finding::Confidence;
use crate::rule::message::Special;
use crate::rule::named::Named;
use crate::sop::model::Document;

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, named: &Named) -> Outcome {
    let Some(most) = named.number() else { return Outcome::NotApplicable };
    let sop = judge.subject.sop;
    if let Some(outcome) = without_flow(sop) {
        return outcome;
    }
    let mut outcome = Outcome::Pass;
    for (pair, steps) in crossings(&sop.document, &sop.flow.next) {
        if steps.len() as i64 * 1000 <= most {
            continue;
        }
        let Some(&last) = steps.last() else { continue };
        let name = |actor: u32| sop.document.actors.items.get(actor as usize).map_or("", |actor| actor.name.as_str());
        let near = format!("{} ↔ {} ({}×)", name(pair.0), name(pair.1), steps.len());
        let mut read = anchor_read(&sop.document.steps.items[last]);
        read.logical = format!("steps[{}]", last + 1);
        read.confidence = Confidence::High;
        judge.report(vec![read], &Specials::default().with(Special::Near, near));
        outcome = Outcome::Finding;
    }
    outcome
}

/// For each two actors the steps to which the work crosses between them, in order.
fn crossings(document: &Document<'_>, next: &[Vec<u32>]) -> BTreeMap<(u32, u32), Vec<usize>> {
    let steps = &document.steps.items;
    let only = |at: usize| match steps[at].actors.items.as_slice() {
        [actor] => Some(*actor),
        _ => None,
    };
    let mut crossings: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for (from, ways) in next.iter().enumerate() {
        for to in ways.iter().map(|&to| to as usize).filter(|&to| to > from) {
            if let (Some(a), Some(b)) = (only(from), only(to))
                && a != b
            {
                crossings.entry((a.min(b), a.max(b))).or_default().push(to);
            }
        }
    }
    crossings
}
