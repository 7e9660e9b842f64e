//! `resolve` within a document: a reference must lead to an element. References to other documents are decided in
//! [`super::archive`].
//!
//! *What it checks*: that what a value names exists. *Why it matters*: "kembali ke langkah 12" in a table of ten steps
//! stops the reader. *Parameters*: `field`, `where` on the target. *Example*: `resolve: {field: branches.to}`.

use super::eval::{Truth, truth};
use super::evidence::value_read;
use super::paths::{Leaf, label, not_supplied, visit};
use super::say::near_or_none;
use super::{Judge, Outcome, Reason, Specials};
use crate::rule::Resolve;
use crate::rule::message::Special;
use crate::rule::path::Type;
use crate::sop::label::nearest;
use crate::sop::record::TypeId;
use crate::sop::value::{Parsed, State, Target};

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, resolve: &Resolve) -> Outcome {
    if resolve.in_archive {
        return Outcome::NotApplicable;
    }
    let Type::Record(ty) = resolve.field.ty else { return Outcome::NotApplicable };
    let env = judge.env;
    if let Some(reason) = not_supplied(&env, &resolve.field) {
        return Outcome::NotDecidable(reason);
    }
    let view = env.sop.view;
    let label = label(&env, &resolve.field);
    let mut outcome = Outcome::NotApplicable;
    let mut lost = Vec::new();
    visit(&env, &resolve.field, &mut |leaf| {
        let Leaf::Value(value) = leaf else {
            outcome = outcome.and(Outcome::Pass);
            return;
        };
        outcome = outcome.and(match (&value.state, &value.parsed) {
            (State::Present, Parsed::Target(Target::Element(at))) => {
                let target = env.follow(ty, *at as usize);
                let fits = match (&resolve.filter, target) {
                    (Some(filter), Some(target)) => truth(&env.at(target), filter),
                    _ => Truth::True,
                };
                match fits {
                    Truth::True => Outcome::Pass,
                    Truth::Undecided(reason) => Outcome::NotDecidable(reason),
                    Truth::False => {
                        lost.push(value_read(view, value, &resolve.field.written, label));
                        Outcome::Finding
                    }
                }
            }
            (State::Present, Parsed::Target(Target::Dangling)) => {
                lost.push(value_read(view, value, &resolve.field.written, label));
                Outcome::Finding
            }
            (State::Present, Parsed::Target(Target::Ambiguous)) => Outcome::NotDecidable(Reason::Ambiguous),
            (State::Unreadable, _) => Outcome::NotDecidable(Reason::Unreadable),
            _ => Outcome::NotApplicable,
        });
    });
    for read in lost {
        let near = near(judge, ty, &read.text);
        judge.report(vec![read], &Specials::default().with(Special::Near, near));
    }
    outcome
}

/// The nearest existing name.
fn near(judge: &Judge<'_, '_, '_>, ty: TypeId, text: &str) -> String {
    let (document, project) = (&judge.subject.sop.document, judge.run.project);
    let names: Vec<&str> = match ty {
        TypeId::Step => document.steps.items.iter().map(|step| step.number.as_str()).collect(),
        TypeId::Actor => document.actors.items.iter().map(|actor| actor.name.as_str()).collect(),
        TypeId::Position => project.iter().flat_map(|project| project.positions()).map(|it| it.name.as_str()).collect(),
        TypeId::Unit => project.iter().flat_map(|project| project.units()).map(|it| it.name.as_str()).collect(),
        _ => Vec::new(),
    };
    near_or_none(nearest(text, names).unwrap_or_default(), judge.run.language).to_owned()
}
