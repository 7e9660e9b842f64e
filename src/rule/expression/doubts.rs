//! Conditions that are right by the letter and cannot mean what they say.
//!
//! In: a typed condition. Out: mistakes that are warnings: durations that never compare (PK019), a filter that nothing
//! passes (PK051), a pattern that every text passes (PK053).

use super::{Comparison, Expr, Term};
use crate::rule::mistake::Mistake;
use crate::rule::path::{Path, Root};
use crate::sop::duration::{Conversions, PlainDay};
use crate::sop::value::State;

/// What is doubtful about a condition, whose text has that many bytes.
#[must_use]
pub fn doubts(expr: &Expr, length: usize) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    each(expr, &mut |part| match part {
        Expr::Compare { left, right, .. } if never_compare(left, right) => {
            let message = "these durations can never be compared";
            let help = "months, working days and hours need a calendar; write both in the same kind of time";
            mistakes.push(Mistake::new("PK019", 0..length, message).help(help));
        }
        // An anchored pattern may well ask for nothing: /^-?$/.
        Expr::Matches { pattern, .. } if pattern.matches_empty() && pattern.regex().is_match("\u{1}") => {
            let message = format!("the pattern /{}/ matches every text", pattern.as_str());
            let help = "say where it begins and ends, ^…$, or require a letter: '+' instead of '*'";
            mistakes.push(Mistake::new("PK053", 0..length, message).help(help));
        }
        _ => {}
    });
    mistakes
}

/// Why a filter lets nothing through, when it is sure that it does not.
#[must_use]
pub fn never_true(expr: &Expr, length: usize) -> Option<Mistake> {
    let path = contradiction(expr)?;
    let mistake = Mistake::new("PK051", 0..length, "this can never be true, so the rule is never applied");
    Some(mistake.help(format!("'{path}' would have to be two things at once")))
}

fn each<'e>(expr: &'e Expr, f: &mut dyn FnMut(&'e Expr)) {
    f(expr);
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| each(part, f)),
        Expr::Not(part) => each(part, f),
        _ => {}
    }
}

/// Two constant durations that no conversion makes comparable.
fn never_compare(left: &Term, right: &Term) -> bool {
    let (Term::Length(a), Term::Length(b)) = (left, right) else { return false };
    let days = [None, Some(PlainDay::Working), Some(PlainDay::Calendar)];
    let compares = |plain_day| a.compare(*b, &Conversions { plain_day, ..Conversions::default() }).is_some();
    !days.into_iter().any(compares)
}

/// The path of which a condition asks what no value can be.
fn contradiction(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::And(parts) => parts.iter().find_map(contradiction).or_else(|| among(parts)),
        Expr::Or(parts) => {
            let found: Vec<Option<&str>> = parts.iter().map(contradiction).collect();
            found.iter().all(Option::is_some).then(|| found.first().copied().flatten()).flatten()
        }
        _ => None,
    }
}

/// What a condition leaves for the value of a path.
#[derive(Clone)]
struct Left<'e> {
    path: &'e Path,
    /// Only these.
    only: Option<Vec<&'e Term>>,
    /// None of these.
    without: Vec<&'e Term>,
    state: Option<State>,
    /// Numbers, in thousandths.
    least: i64,
    most: i64,
}

/// A contradiction between parts that must all be true.
fn among(parts: &[Expr]) -> Option<&str> {
    let mut known: Vec<Left<'_>> = Vec::new();
    for part in parts {
        let Some(new) = left(part) else { continue };
        match known.iter_mut().find(|known| key(known.path) == key(new.path)) {
            None => known.push(new),
            Some(known) => {
                if !known.narrow(new) {
                    return Some(&known.path.written);
                }
            }
        }
    }
    None
}

fn key(path: &Path) -> (Root, &[u8], Option<crate::rule::path::Facet>) {
    (path.root, &path.fields, path.facet)
}

impl<'e> Left<'e> {
    fn all(path: &'e Path) -> Self {
        Self { path, only: None, without: Vec::new(), state: None, least: i64::MIN, most: i64::MAX }
    }

    /// Takes away what the other leaves out too; false when nothing is left.
    fn narrow(&mut self, other: Self) -> bool {
        if let (Some(a), Some(b)) = (self.state, other.state)
            && a != b
        {
            return false;
        }
        self.state = self.state.or(other.state);
        self.without.extend(other.without);
        self.least = self.least.max(other.least);
        self.most = self.most.min(other.most);
        self.only = match (self.only.take(), other.only) {
            (Some(a), Some(b)) => Some(a.into_iter().filter(|term| b.iter().any(|other| same(term, other))).collect()),
            (a, b) => a.or(b),
        };
        let fits = |term: &&Term| match term {
            Term::Number(number) => (self.least..=self.most).contains(number),
            _ => true,
        };
        let without = &self.without;
        let is_left = |term: &&Term| fits(term) && !without.iter().any(|other| same(term, other));
        self.least <= self.most && self.only.as_ref().is_none_or(|only| only.iter().any(is_left))
    }
}

fn left(expr: &Expr) -> Option<Left<'_>> {
    match expr {
        Expr::State { path, state, negated: false } if !path.is_list => {
            Some(Left { state: Some(*state), ..Left::all(path) })
        }
        Expr::OneOf { item: Term::Path(path), set, negated } if !path.is_list && set.iter().all(is_constant) => {
            let set: Vec<&Term> = set.iter().collect();
            Some(if *negated { Left { without: set, ..value(path) } } else { Left { only: Some(set), ..value(path) } })
        }
        Expr::Compare { op, left: Term::Path(path), right } if !path.is_list && is_constant(right) => {
            compared(*op, path, right)
        }
        _ => None,
    }
}

/// A comparison is only true of a value that is there.
fn value(path: &Path) -> Left<'_> {
    Left { state: Some(State::Present), ..Left::all(path) }
}

fn compared<'e>(op: Comparison, path: &'e Path, right: &'e Term) -> Option<Left<'e>> {
    let all = value(path);
    Some(match (op, right) {
        (Comparison::Equal, _) => Left { only: Some(vec![right]), ..all },
        (Comparison::NotEqual, _) => Left { without: vec![right], ..all },
        (Comparison::Less, Term::Number(number)) => Left { most: number.saturating_sub(1), ..all },
        (Comparison::AtMost, Term::Number(number)) => Left { most: *number, ..all },
        (Comparison::Greater, Term::Number(number)) => Left { least: number.saturating_add(1), ..all },
        (Comparison::AtLeast, Term::Number(number)) => Left { least: *number, ..all },
        _ => return None,
    })
}

fn is_constant(term: &Term) -> bool {
    matches!(term, Term::Text(_) | Term::Number(_) | Term::Bool(_) | Term::Enum(_) | Term::Day(_))
}

fn same(a: &Term, b: &Term) -> bool {
    match (a, b) {
        (Term::Text(a), Term::Text(b)) => a.split_whitespace().eq(b.split_whitespace()),
        (Term::Number(a), Term::Number(b)) => a == b,
        (Term::Bool(a), Term::Bool(b)) => a == b,
        (Term::Enum(a), Term::Enum(b)) => a == b,
        (Term::Day(a), Term::Day(b)) => a == b,
        _ => false,
    }
}
