//! Counts that are not sure: as few as the elements that surely count, as many as may.
//!
//! In: a comparison of numbers of which one could not be decided. Out: its result when it is the same for every number the
//! counts may have: three sure elements are two and more, whatever the rest turns out to be.

use super::Reason;
use super::eval::{Datum, Truth, datum, truth};
use super::paths::{Env, Leaf, visit};
use crate::rule::expression::{Call, Comparison, Expr, Term};
use crate::rule::path::Path;

/// The least and the greatest a number may be, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Range {
    least: i64,
    most: i64,
}

/// Compares two numbers that may be ranges; nothing when one is neither.
pub(super) fn compare_ranges(env: &Env<'_, '_>, op: Comparison, left: &Term, right: &Term) -> Option<Truth> {
    let (left, right) = (range(env, left)?, range(env, right)?);
    compared(op, left, right).map(Truth::from)
}

/// The result for all numbers of both ranges, if it is one.
fn compared(op: Comparison, left: Range, right: Range) -> Option<bool> {
    let (below, above) = (left.most < right.least, left.least > right.most);
    let one = left.least == left.most && left == right;
    let both = |yes: bool, no: bool| (yes || no).then_some(yes);
    match op {
        Comparison::Equal => both(one, below || above),
        Comparison::NotEqual => both(below || above, one),
        Comparison::Less => both(below, left.least >= right.most),
        Comparison::AtMost => both(left.most <= right.least, above),
        Comparison::Greater => both(above, left.most <= right.least),
        Comparison::AtLeast => both(left.least >= right.most, below),
    }
}

fn range(env: &Env<'_, '_>, term: &Term) -> Option<Range> {
    match term {
        Term::Call(Call::Count { list, filter }) => Some(count(env, list, filter.as_deref(), i64::MAX).0),
        Term::Plus(left, right) => {
            let (left, right) = (range(env, left)?, range(env, right)?);
            let (least, most) = (left.least.saturating_add(right.least), left.most.saturating_add(right.most));
            Some(Range { least, most })
        }
        Term::Minus(left, right) => {
            let (left, right) = (range(env, left)?, range(env, right)?);
            let (least, most) = (left.least.saturating_sub(right.most), left.most.saturating_sub(right.least));
            Some(Range { least, most })
        }
        term => match datum(env, term) {
            Ok(Datum::Number(number)) => Some(Range { least: number, most: number }),
            _ => None,
        },
    }
}

/// Compares how many elements fulfil a condition with a number; nothing when it is another comparison. Once more of them
/// count than the number says, the rest changes nothing.
pub(super) fn compare_count(env: &Env<'_, '_>, op: Comparison, left: &Term, right: &Term) -> Option<Truth> {
    let (Term::Call(Call::Count { list, filter: Some(filter) }), &Term::Number(number)) = (left, right) else {
        return None;
    };
    let (range, reason) = count(env, list, Some(filter), number / 1000);
    let decided = compared(op, range, Range { least: number, most: number }).map(Truth::from);
    decided.or(reason.map(Truth::Undecided))
}

/// Counts elements: the number when it is sure.
///
/// # Errors
/// Why it is not.
pub(super) fn counted(env: &Env<'_, '_>, list: &Path, filter: Option<&Expr>) -> Result<i64, Reason> {
    match count(env, list, filter, i64::MAX) {
        (range, None) => Ok(range.least),
        (_, Some(reason)) => Err(reason),
    }
}

/// Counts elements, and asks for no more of them once there are more than `enough`.
fn count(env: &Env<'_, '_>, list: &Path, filter: Option<&Expr>, enough: i64) -> (Range, Option<Reason>) {
    let (mut sure, mut possible, mut reason) = (0_i64, 0_i64, None);
    let whole = visit(env, list, &mut |leaf| match (leaf, filter) {
        (Leaf::Record(..), Some(_)) if sure > enough => {}
        (Leaf::Record(element, _), Some(filter)) => match truth(&env.at(element), filter) {
            Truth::True => sure += 1,
            Truth::False => {}
            Truth::Undecided(why) => {
                possible += 1;
                reason = Some(why);
            }
        },
        (Leaf::Value(value), _) if !value.is_present() => {}
        _ => sure += 1,
    });
    let least = sure.saturating_mul(1000);
    let most = if whole { (sure + possible).saturating_mul(1000) } else { i64::MAX };
    (Range { least, most }, if whole { reason } else { Some(Reason::Unreadable) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_of_ranges_holds_for_all_their_numbers() {
        let ops = [
            (Comparison::Equal, i64::eq as fn(&i64, &i64) -> bool),
            (Comparison::NotEqual, i64::ne),
            (Comparison::Less, i64::lt),
            (Comparison::AtMost, i64::le),
            (Comparison::Greater, i64::gt),
            (Comparison::AtLeast, i64::ge),
        ];
        let ranges: Vec<Range> = (0..5).flat_map(|least| (least..5).map(move |most| Range { least, most })).collect();
        for (left, right) in ranges.iter().flat_map(|left| ranges.iter().map(move |right| (*left, *right))) {
            for (op, holds) in ops {
                let numbers = (left.least..=left.most).flat_map(|a| (right.least..=right.most).map(move |b| (a, b)));
                let results: Vec<bool> = numbers.map(|(a, b)| holds(&a, &b)).collect();
                let all = results.iter().all(|one| *one == results[0]).then_some(results[0]);
                assert_eq!(compared(op, left, right), all, "{op:?} {left:?} {right:?}");
            }
        }
    }
}
