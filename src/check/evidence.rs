//! What a failed condition read: the places a finding points at.
//!
//! In: a condition, its result, and the element. Out: the values that made it fail, the first named one first, each with
//! its place, its text and its label. An element or value that decides stands for the list it belongs to; the list as a
//! whole is shown where nothing in it can be.

use super::eval::{Truth, truth};
use super::paths::{Env, Leaf, label, list_slot, visit};
use super::{Read, mend};
use crate::finding::Confidence;
use crate::rule::expression::{Call, Expr, Term};
use crate::rule::path::{Path, Type};
use crate::sop::record::Slot;
use crate::sop::value::{How, State, Value};

/// The values a failed condition read: those that made it fail, the first named one first.
#[must_use]
pub(super) fn evidence(env: &Env<'_, '_>, expr: &Expr, result: Truth) -> Vec<Read> {
    let mut reads = Vec::new();
    collect(env, expr, result, &mut reads);
    reads
}

fn collect(env: &Env<'_, '_>, expr: &Expr, result: Truth, reads: &mut Vec<Read>) {
    match expr {
        // One false part makes `and` false, one true part makes `or` true: that part alone is the evidence.
        Expr::And(parts) | Expr::Or(parts) => {
            let decides = matches!((expr, result), (Expr::And(_), Truth::False) | (Expr::Or(_), Truth::True));
            for part in parts {
                let found = truth(env, part);
                if found == result {
                    collect(env, part, result, reads);
                    if decides {
                        return;
                    }
                }
            }
        }
        Expr::Not(part) => collect(env, part, result.not(), reads),
        Expr::Compare { left, right, .. } | Expr::Like { left, right } => {
            term_reads(env, left, reads);
            term_reads(env, right, reads);
        }
        Expr::State { path, .. } => path_reads(env, path, reads),
        Expr::StateOf { call, .. } => call_reads(env, call, reads),
        Expr::OneOf { item, set, .. } => {
            term_reads(env, item, reads);
            set.iter().for_each(|term| term_reads(env, term, reads));
        }
        Expr::InList { item, list, negated } => {
            term_reads(env, item, reads);
            // What is not among the elements is missed at the list as a whole.
            if (result == Truth::True) == *negated {
                list_reads(env, list, reads)
            } else {
                path_reads(env, list, reads)
            }
        }
        Expr::Matches { text, .. } => term_reads(env, text, reads),
        Expr::Overlaps { left, right } => {
            path_reads(env, left, reads);
            path_reads(env, right, reads);
        }
        Expr::Truth(term) => term_reads(env, term, reads),
    }
}

fn term_reads(env: &Env<'_, '_>, term: &Term, reads: &mut Vec<Read>) {
    match term {
        Term::Path(path) => path_reads(env, path, reads),
        Term::Plus(left, right) | Term::Minus(left, right) => {
            term_reads(env, left, reads);
            term_reads(env, right, reads);
        }
        Term::Scaled(_, value) => term_reads(env, value, reads),
        Term::Call(call) => call_reads(env, call, reads),
        Term::Text(_)
        | Term::Number(_)
        | Term::Bool(_)
        | Term::Enum(_)
        | Term::Length(_)
        | Term::Day(_)
        | Term::Today => {}
    }
}

fn call_reads(env: &Env<'_, '_>, call: &Call, reads: &mut Vec<Read>) {
    match call {
        Call::Count { list, filter: Some(filter) } => counted_reads(env, list, filter, reads),
        Call::CountDistinct(list) => repeated_reads(env, list, reads),
        Call::Count { list, filter: None } | Call::Sum(list) => list_reads(env, list, reads),
        Call::Max(terms) | Call::Min(terms) => terms.iter().for_each(|term| term_reads(env, term, reads)),
        Call::Lower(value) | Call::Words(value) | Call::YearIn(value) | Call::DurationIn(value) => {
            term_reads(env, value, reads);
        }
        Call::Lookup { key, .. } => term_reads(env, key, reads),
        Call::DaysBetween(from, to) => {
            term_reads(env, from, reads);
            term_reads(env, to, reads);
        }
    }
}

/// A count is shown at the list as a whole.
fn list_reads(env: &Env<'_, '_>, path: &Path, reads: &mut Vec<Read>) {
    let label = label(env, path);
    let found = match list_slot(env, path) {
        Some(Slot::Records(list)) => Some((list.near(), list.is_given())),
        Some(Slot::Many(list)) => Some((list.near, list.given)),
        Some(Slot::Refs(_, list)) => Some((list.near, list.given)),
        _ => None,
    };
    // A list beside others is shown when it stands somewhere and none of its elements is shown already.
    let shown = reads.iter().any(|read| read.logical.starts_with(path.written.as_str()));
    match found {
        Some((_, given)) if shown || (!given && !reads.is_empty()) => {}
        Some((span, _)) => reads.push(Read {
            span,
            elsewhere: None,
            logical: path.written.clone(),
            text: String::new(),
            confidence: Confidence::High,
            label: label.to_owned(),
            mend: None,
        }),
        None => path_reads(env, path, reads),
    }
}

/// What made the counted elements count, or the list as a whole when there is none.
fn counted_reads(env: &Env<'_, '_>, path: &Path, filter: &Expr, reads: &mut Vec<Read>) {
    let before = reads.len();
    visit(env, path, &mut |leaf| {
        let Leaf::Record(element, _) = leaf else { return };
        let env = env.at(element);
        if truth(&env, filter) == Truth::True {
            let first = evidence(&env, filter, Truth::True).into_iter().next();
            reads.extend(first.map(|read| Read { logical: format!("{}.{}", path.written, read.logical), ..read }));
        }
    });
    if reads.len() == before {
        list_reads(env, path, reads);
    }
}

/// The values that repeat an earlier one, each followed by the earlier one; without such, the list as a whole.
fn repeated_reads(env: &Env<'_, '_>, path: &Path, reads: &mut Vec<Read>) {
    let (before, label) = (reads.len(), label(env, path));
    let mut seen: Vec<(String, Read)> = Vec::new();
    visit(env, path, &mut |leaf| {
        let Leaf::Value(value) = leaf else { return };
        if !value.is_present() {
            return;
        }
        let form = crate::sop::label::normal(value.as_str()).into_owned();
        let read = value_read(env.sop.view, value, &path.written, label);
        match seen.iter().find(|(known, _)| *known == form) {
            Some((_, earlier)) => reads.extend([read, earlier.clone()]),
            None => seen.push((form, read)),
        }
    });
    if reads.len() == before {
        list_reads(env, path, reads);
    }
}

fn path_reads(env: &Env<'_, '_>, path: &Path, reads: &mut Vec<Read>) {
    // What the project lists stands in no document: the name that leads there does.
    if let Some((ty, fields)) = path.into_project().filter(|(_, fields)| *fields < path.fields.len()) {
        let written = path.written.split('.').take(fields).collect::<Vec<_>>().join(".");
        let (fields, ty) = (path.fields.first_of(fields), Type::Record(ty));
        return path_reads(env, &Path { fields, ty, facet: None, written, ..path.clone() }, reads);
    }
    let label = label(env, path);
    let before = reads.len();
    visit(env, path, &mut |leaf| {
        let read = match leaf {
            // What stands nowhere has nothing to show beside other values.
            Leaf::Value(value) if stands_nowhere(value) && !reads.is_empty() => return,
            Leaf::Value(value) => value_read(env.sop.view, value, &path.written, label),
            Leaf::Record(record, _) => {
                Read { logical: path.written.clone(), label: label.to_owned(), ..super::anchor_read(record) }
            }
        };
        reads.push(read);
    });
    if reads.len() == before && path.is_list && list_slot(env, path).is_some() {
        list_reads(env, path, reads);
    }
}

/// Whether a value has no place of its own: it is missing, or the name of the file.
fn stands_nowhere(value: &Value<'_>) -> bool {
    let is_file_name = value.how == How::Project && value.span().is_empty();
    is_file_name || value.state == State::Missing && value.how == How::Derived
}

/// A value as a finding shows it.
#[must_use]
pub(super) fn value_read(view: &str, value: &Value<'_>, logical: &str, label: &str) -> Read {
    let text = match (value.state, value.how) {
        // What was worked out stands nowhere; what it was worked out from does.
        (State::Present, How::Derived) => {
            let place = value.text.written_elsewhere().unwrap_or(value.span());
            view.get(place.range()).unwrap_or_default()
        }
        (State::Present, _) => value.as_str(),
        (State::Missing | State::Inapplicable | State::Unreadable, _) => "",
    };
    Read {
        span: value.span(),
        elsewhere: value.text.written_elsewhere(),
        logical: logical.to_owned(),
        text: text.to_owned(),
        confidence: value.confidence,
        label: label.to_owned(),
        mend: mend::meant(value, view),
    }
}
