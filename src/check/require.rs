//! `require`: values must be there.
//!
//! *What it checks*: that a value is present, or a list not empty. `-` is no value. *Why it matters*: an SOP without its
//! fields cannot be followed or accounted for. *Parameters*: a list of paths; one finding per path, `{field}` is its
//! label. *Example*: `require: [number]`. What could not be read for sure is undecided, not missing.

use super::evidence::value_read;
use super::paths::{Leaf, label, list_slot, state_of, visit};
use super::{Judge, Outcome, Read, Reason, Specials};
use crate::finding::Confidence;
use crate::rule::message::Special;
use crate::rule::path::Path;
use crate::sop::record::Slot;
use crate::sop::value::State;
use crate::source::Span;

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, paths: &[Path]) -> Outcome {
    paths.iter().map(|path| one(judge, path)).fold(Outcome::NotApplicable, Outcome::and)
}

fn one(judge: &mut Judge<'_, '_, '_>, path: &Path) -> Outcome {
    let label = label(&judge.env, path);
    let slot = if path.is_list { list_slot(&judge.env, path) } else { None };
    if let Some(slot) = slot {
        let (count, whole, near) = match slot {
            Slot::Records(list) => (list.len(), list.is_whole(), list.near()),
            Slot::Many(list) => (list.items.len(), list.is_whole(), list.near),
            Slot::Refs(_, list) => (list.items.len(), list.is_whole(), list.near),
            Slot::One(_) => (1, true, Span::default()),
        };
        return match (count, whole) {
            (0, false) => Outcome::NotDecidable(Reason::Unreadable),
            (0, true) => report(judge, list_read(path, label, near), label),
            _ => Outcome::Pass,
        };
    }
    values(judge, path, label)
}

/// Every value the path leads to must be present.
fn values(judge: &mut Judge<'_, '_, '_>, path: &Path, label: &str) -> Outcome {
    let view = judge.subject.sop.view;
    let mut outcome = Outcome::NotApplicable;
    let mut missing = Vec::new();
    visit(&judge.env, path, &mut |leaf| {
        outcome = outcome.and(match leaf {
            Leaf::Record(..) => Outcome::Pass,
            Leaf::Value(value) => match state_of(value) {
                State::Present => Outcome::Pass,
                State::Unreadable => Outcome::NotDecidable(Reason::Unreadable),
                State::Missing | State::Inapplicable => {
                    missing.push(value_read(view, value, &path.written, label));
                    Outcome::Finding
                }
            },
        });
    });
    for read in missing {
        report(judge, read, label);
    }
    outcome
}

fn report(judge: &mut Judge<'_, '_, '_>, read: Read, label: &str) -> Outcome {
    judge.report(vec![read], &Specials::default().with(Special::Field, label));
    Outcome::Finding
}

fn list_read(path: &Path, label: &str, near: Span) -> Read {
    Read {
        span: near,
        elsewhere: None,
        logical: path.written.clone(),
        text: String::new(),
        confidence: Confidence::High,
        label: label.to_owned(),
        mend: None,
    }
}
