//! The functions of expressions: `count`, `sum`, `max`, `min`, `lookup` and the like.
//!
//! In: a call and an element. Out: its value, or why it has none. What is missing is skipped by `max` and `min` only; what
//! cannot be read makes every function undecided.

use std::cmp::Ordering;

use super::Reason;
use super::eval::{Datum, Env, Leaf, Truth, compare, datum, leaf_datum, plus, truth, visit};
use crate::rule::expression::{Call, Comparison, Expr, Term};
use crate::rule::path::Path;
use crate::sop::value::State;

/// The value of a function.
pub(super) fn call_datum<'m>(env: &Env<'m, '_>, call: &'m Call) -> Result<Datum<'m>, Reason> {
    match call {
        Call::Count { list, filter } => count(env, list, filter.as_deref()),
        Call::CountDistinct(list) => distinct(env, list),
        Call::Sum(list) => sum(env, list),
        Call::Max(terms) => extreme(env, terms, Ordering::Greater),
        Call::Min(terms) => extreme(env, terms, Ordering::Less),
        Call::Words(text) => match datum(env, text)? {
            Datum::Text(text) => Ok(Datum::Number(text.split_whitespace().count() as i64 * 1000)),
            _ => Err(Reason::NotUnderstood),
        },
        Call::YearIn(text) => match datum(env, text)? {
            Datum::Text(text) => year_in(text).map(|year| Datum::Number(year * 1000)).ok_or(Reason::NotUnderstood),
            _ => Err(Reason::NotUnderstood),
        },
        Call::DaysBetween(from, to) => match (datum(env, from)?, datum(env, to)?) {
            (Datum::Date(from), Datum::Date(to)) => Ok(Datum::Number(to.days_since(from) * 1000)),
            _ => Err(Reason::NotUnderstood),
        },
        Call::Lookup { rows, key } => match datum(env, key)? {
            Datum::Text(key) => {
                let key = key.trim().to_lowercase();
                let row = rows.iter().find(|(known, _)| *known == key).ok_or(Reason::Missing)?;
                datum(env, &row.1)
            }
            _ => Err(Reason::NotUnderstood),
        },
    }
}

/// Counts elements. When some are undecided the count is a range; the comparison would have to hold for both ends, which
/// is decided here by giving no number unless both ends agree.
fn count<'m>(env: &Env<'m, '_>, list: &Path, filter: Option<&'m Expr>) -> Result<Datum<'m>, Reason> {
    let (mut sure, mut unsure) = (0_i64, None);
    let whole = visit(env, list, &mut |leaf| match (leaf, filter) {
        (Leaf::Record(element, _), Some(filter)) => match truth(&env.at(element), filter) {
            Truth::True => sure += 1,
            Truth::False => {}
            Truth::Undecided(reason) => unsure = Some(reason),
        },
        (Leaf::Value(value), _) if !value.is_present() => {}
        _ => sure += 1,
    });
    match unsure {
        _ if !whole => Err(Reason::Unreadable),
        Some(reason) => Err(reason),
        None => Ok(Datum::Number(sure * 1000)),
    }
}

fn distinct<'m>(env: &Env<'m, '_>, list: &Path) -> Result<Datum<'m>, Reason> {
    let mut seen: Vec<String> = Vec::new();
    let mut unsure = None;
    let whole = visit(env, list, &mut |leaf| match leaf {
        Leaf::Value(value) if value.is_present() => {
            let form = crate::sop::label::normal(value.as_str()).into_owned();
            if !seen.contains(&form) {
                seen.push(form);
            }
        }
        Leaf::Value(value) if value.state == State::Unreadable => unsure = Some(Reason::Unreadable),
        Leaf::Value(_) => {}
        Leaf::Record(_, index) => {
            let form = format!("{index:?}");
            if !seen.contains(&form) {
                seen.push(form);
            }
        }
    });
    match unsure {
        _ if !whole => Err(Reason::Unreadable),
        Some(reason) => Err(reason),
        None => Ok(Datum::Number(seen.len() as i64 * 1000)),
    }
}

fn sum<'m>(env: &Env<'m, '_>, list: &Path) -> Result<Datum<'m>, Reason> {
    let mut total: Option<Result<Datum<'m>, Reason>> = None;
    let whole = visit(env, list, &mut |leaf| {
        let value = leaf_datum(leaf, list);
        total = Some(match total.take() {
            None => value,
            Some(sum) => sum.and_then(|sum| plus(sum, value?)),
        });
    });
    if !whole {
        return Err(Reason::Unreadable);
    }
    total.unwrap_or(Err(Reason::Missing))
}

/// The greatest or least of the values, skipping missing ones.
fn extreme<'m>(env: &Env<'m, '_>, terms: &'m [Term], wanted: Ordering) -> Result<Datum<'m>, Reason> {
    let mut best: Option<Datum<'m>> = None;
    let mut unsure = None;
    let mut take = |value: Result<Datum<'m>, Reason>| match (value, best) {
        (Ok(value), None) => best = Some(value),
        (Ok(value), Some(kept)) => {
            let op = if wanted == Ordering::Greater { Comparison::Greater } else { Comparison::Less };
            match compare(env, op, value, kept) {
                Truth::True => best = Some(value),
                Truth::False => {}
                Truth::Undecided(reason) => unsure = Some(reason),
            }
        }
        (Err(Reason::Missing), _) => {}
        (Err(reason), _) => unsure = Some(reason),
    };
    for term in terms {
        match term {
            Term::Path(path) if path.is_list => {
                visit(env, path, &mut |leaf| take(leaf_datum(leaf, path)));
            }
            term => take(datum(env, term)),
        }
    }
    match unsure {
        Some(reason) => Err(reason),
        None => best.ok_or(Reason::Missing),
    }
}

/// The last four-digit year in a text.
fn year_in(text: &str) -> Option<i64> {
    let runs = text.split(|c: char| !c.is_ascii_digit());
    runs.rev().find(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")))?.parse().ok()
}
