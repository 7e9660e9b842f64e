//! The functions of expressions: `count`, `sum`, `max`, `min`, `lookup`, `duration_in` and the like.
//!
//! In: a call and an element. Out: its value, or why it has none. What is missing is skipped by `max` and `min` only; what
//! cannot be read makes every function undecided.

use std::cmp::Ordering;

use super::Reason;
use super::eval::{Datum, Truth, compare, datum, leaf_datum, plus};
use super::paths::{Env, Leaf, visit};
use super::ranges::counted;
use crate::rule::expression::{Call, Comparison, Term};
use crate::rule::path::Path;
use crate::rule::table::normal_key;
use crate::sop::record::TypeId;
use crate::sop::value::State;

/// The value of a function.
pub(super) fn call_datum<'m>(env: &Env<'m, '_>, call: &'m Call) -> Result<Datum<'m>, Reason> {
    match call {
        Call::Count { list, filter } => counted(env, list, filter.as_deref()).map(Datum::Number),
        Call::CountDistinct(list) => distinct(env, list),
        Call::Sum(list) => sum(env, list),
        Call::Max(terms) => extreme(env, terms, Ordering::Greater),
        Call::Min(terms) => extreme(env, terms, Ordering::Less),
        Call::Lower(value) => text(env, value).map(Datum::Lower),
        Call::Words(value) => Ok(Datum::Number(text(env, value)?.split_whitespace().count() as i64 * 1000)),
        Call::YearIn(value) => year_in(text(env, value)?).map(|year| Datum::Number(year * 1000)).ok_or(Reason::Missing),
        Call::DurationIn(value) => {
            let found = env.run.vocabulary.time.only_length_in(text(env, value)?);
            found.map(Datum::Length).ok_or(Reason::Missing)
        }
        Call::DaysBetween(from, to) => match (datum(env, from)?, datum(env, to)?) {
            (Datum::Date(from), Datum::Date(to)) => Ok(Datum::Number(to.days_since(from) * 1000)),
            _ => Err(Reason::NotUnderstood),
        },
        Call::Lookup { cell: (table, column), rows, key } => {
            let key = normal_key(text(env, key)?);
            if let Some(rows) = env.run.rows.and_then(|rows| rows.get(table)) {
                return datum(env, rows.get(&*key).and_then(|row| row.get(*column)).ok_or(Reason::Missing)?);
            }
            let rows = rows.as_ref().ok_or(Reason::NotSupplied)?;
            datum(env, rows.get(&*key).ok_or(Reason::Missing)?)
        }
    }
}

fn text<'m>(env: &Env<'m, '_>, term: &'m Term) -> Result<&'m str, Reason> {
    datum(env, term)?.text().ok_or(Reason::NotUnderstood)
}

/// The state of the value of a function. A key that is missing itself tells nothing about its row.
pub(super) fn call_state(env: &Env<'_, '_>, call: &Call, wanted: State) -> Truth {
    if let Call::Lookup { key, .. } = call
        && let Err(reason) = datum(env, key)
    {
        return Truth::Undecided(reason);
    }
    let state = match call_datum(env, call) {
        Ok(_) => State::Present,
        Err(Reason::Missing) => State::Missing,
        Err(Reason::Unreadable) => State::Unreadable,
        Err(reason) => return Truth::Undecided(reason),
    };
    match (wanted, state) {
        (State::Unreadable, state) => (state == State::Unreadable).into(),
        (_, State::Unreadable) => Truth::Undecided(Reason::Unreadable),
        (wanted, state) => (wanted == state).into(),
    }
}

fn distinct<'m>(env: &Env<'m, '_>, list: &Path) -> Result<Datum<'m>, Reason> {
    let (mut seen, mut targets): (Vec<String>, Vec<Option<(TypeId, u32)>>) = (Vec::new(), Vec::new());
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
            if !targets.contains(&index) {
                targets.push(index);
            }
        }
    });
    match unsure {
        _ if !whole => Err(Reason::Unreadable),
        Some(reason) => Err(reason),
        None => Ok(Datum::Number((seen.len() + targets.len()) as i64 * 1000)),
    }
}

fn sum<'m>(env: &Env<'m, '_>, list: &Path) -> Result<Datum<'m>, Reason> {
    let mut total: Option<Result<Datum<'m>, Reason>> = None;
    let whole = visit(env, list, &mut |leaf| {
        let value = leaf_datum(leaf, list);
        total = Some(match total.take() {
            None => value,
            Some(sum) => sum.and_then(|sum| plus(env, sum, value?)),
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
