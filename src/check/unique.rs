//! `unique` within a document: a key must not occur twice. Over all documents it is decided in [`super::archive`].
//!
//! *What it checks*: that no two elements have the same key. *Why it matters*: a regulation listed twice, a number given to
//! two SOPs: nobody knows which is meant. *Parameters*: `key`, `within`, `by` (exact, name), `where`. *Example*:
//! `unique: {key: key, within: document}` over `for: legal_basis`. Without `for`, the key is a list of the document.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::eval::{Truth, truth};
use super::evidence::value_read;
use super::paths::{Leaf, label, visit};
use super::{Judge, Outcome, Read, Reason, Specials};
use crate::rule::path::Path;
use crate::rule::{KeyBy, Unique, Within};
use crate::sop::Language;
use crate::sop::value::Value;

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, unique: &Unique) -> Outcome {
    if unique.within == Within::Archive {
        return Outcome::NotApplicable;
    }
    let view = judge.subject.sop.view;
    let label = label(&judge.env, &unique.key);
    let mut first: FxHashMap<String, (&Value<'_>, usize)> = FxHashMap::default();
    let mut twice = Vec::new();
    let mut outcome = Outcome::NotApplicable;
    let mut place = 0;
    let whole = visit(&judge.env, &unique.key, &mut |leaf| {
        place += 1;
        let Leaf::Value(value) = leaf else { return };
        if !value.is_present() {
            return;
        }
        outcome = outcome.and(Outcome::Pass);
        let read = |value, place| value_read(view, value, &logical(&unique.key, place), label);
        match first.entry(key_form(judge.run, unique.by, value.as_str())) {
            Entry::Occupied(earlier) => {
                let (earlier, at) = *earlier.get();
                twice.push(vec![read(value, place), Read { label: first_here(judge.run), ..read(earlier, at) }]);
            }
            Entry::Vacant(free) => {
                free.insert((value, place));
            }
        }
    });
    if !whole {
        outcome = outcome.and(Outcome::NotDecidable(Reason::Unreadable));
    }
    for reads in twice {
        judge.report(reads, &Specials::default());
        outcome = Outcome::Finding;
    }
    match &unique.filter {
        Some(filter) if truth(&judge.env, filter) == Truth::False => Outcome::NotApplicable,
        _ => outcome,
    }
}

/// `legal_basis[3].key` for a field of the elements of one list.
fn logical(key: &Path, place: usize) -> String {
    match key.written.split_once('.') {
        Some((list, field)) if key.fields.len() == 2 => format!("{list}[{place}].{field}"),
        _ => key.written.clone(),
    }
}

fn first_here(run: &super::Run<'_>) -> String {
    match run.language {
        Language::Id => "yang pertama di sini",
        Language::En => "the first one is here",
    }
    .to_owned()
}

/// The form in which keys are compared.
pub(super) fn key_form(run: &super::Run<'_>, by: KeyBy, key: &str) -> String {
    match by {
        KeyBy::Exact => key.split_whitespace().collect::<Vec<_>>().join(" "),
        KeyBy::Name => run.vocabulary.actors.names(key).name,
    }
}
