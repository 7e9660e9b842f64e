//! `order`: elements must stand in order, without repeats and, if the rule says so, without gaps.
//!
//! *What it checks*: the numbers of a list. Outline numbers (1, 1.1, 2) and letters (A, b) are understood. *Why it matters*:
//! a missing number is a lost step, a repeated one sends the reader to the wrong place. *Parameters*: `of`, `by`,
//! `direction` (rising, falling, any: one of the two throughout), `gaps` (allowed, forbidden). *Example*: `order: {of:
//! steps, by: number, direction: rising, gaps: forbidden}`. What cannot be read as a number is left to other rules.

use super::eval::{Leaf, label, visit};
use super::evidence::value_read;
use super::{Judge, Outcome, Reason, Specials};
use crate::rule::{Gaps, Order, Rising};
use crate::sop::record::{Record, Slot};
use crate::sop::value::Value;

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, order: &Order) -> Outcome {
    let label = label(&judge.env, &order.by);
    let field = order.by.fields.first().copied();
    let view = judge.subject.sop.view;
    let mut numbers: Vec<Numbered<'_, '_>> = Vec::new();
    let mut count = 0;
    let mut reads = Vec::new();
    let whole = visit(&judge.env, &order.of, &mut |leaf| {
        count += 1;
        if let (Leaf::Record(element, _), Some(field)) = (leaf, field)
            && let Slot::One(value) = element.slot(field)
            && value.is_present()
            && let Some(number) = outline(value.as_str())
        {
            numbers.push(Numbered { number, value, part: part(element), place: count });
        }
    });
    let rises = numbers.windows(2).find_map(|pair| direction(&pair[0].number, &pair[1].number));
    for pair in numbers.windows(2) {
        let (before, this) = (&pair[0], &pair[1]);
        let starts_anew = before.part != this.part && this.number.last() == Some(&1);
        if !starts_anew && !follows(&before.number, &this.number, order, rises) {
            let read = |one: &Numbered<'_, '_>| value_read(view, one.value, &logical(order, one.place), label);
            reads.push(vec![read(this), read(before)]);
        }
    }
    let decided = if reads.is_empty() { Outcome::Pass } else { Outcome::Finding };
    for reads in reads {
        let found = reads[0].text.clone();
        judge.report(reads, &Specials::default().with(crate::rule::message::Special::Term, found));
    }
    match numbers.len() {
        0 => Outcome::NotApplicable,
        _ if !whole && decided == Outcome::Pass => Outcome::NotDecidable(Reason::Unreadable),
        _ => decided,
    }
}

/// An element with a number.
struct Numbered<'m, 'a> {
    number: Vec<u32>,
    value: &'m Value<'a>,
    part: (Option<i64>, Option<&'m str>),
    /// Place in the list, from 1.
    place: usize,
}

/// `steps[7].number`; elements of nested lists have no place of their own.
fn logical(order: &Order, place: usize) -> String {
    let index = if order.of.fields.len() == 1 { format!("[{place}]") } else { String::new() };
    format!("{}{index}.{}", order.of.written, order.by.written)
}

/// The table an element stands in, and the heading above it; below a new one numbers may count from 1 again.
fn part<'m>(element: &'m dyn Record<'_>) -> (Option<i64>, Option<&'m str>) {
    let value = |name: &str| match element.slot(element.type_id().field(name)?.0) {
        Slot::One(value) => Some(value),
        Slot::Many(_) | Slot::Records(_) | Slot::Refs(..) => None,
    };
    (value("table").and_then(Value::int), value("phase").map(Value::as_str))
}

/// The parts of a number: `3`, `3.`, `(3)`, `1.2`, `A`.
fn outline(text: &str) -> Option<Vec<u32>> {
    let bare = text.trim().trim_matches(['(', ')', '.', ' ']);
    let part = |part: &str| match part.parse::<u32>() {
        Ok(number) => Some(number),
        Err(_) => {
            let mut letters = part.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) if letter.is_ascii_alphabetic() => {
                    Some(letter.to_ascii_lowercase() as u32 - 'a' as u32 + 1)
                }
                _ => None,
            }
        }
    };
    bare.split('.').map(part).collect()
}

/// Whether a list rises, told by two of its numbers; nothing when they are the same.
fn direction(before: &[u32], number: &[u32]) -> Option<bool> {
    (number != before).then_some(number > before)
}

fn follows(before: &[u32], number: &[u32], order: &Order, rises: Option<bool>) -> bool {
    if order.gaps == Gaps::Forbidden {
        return is_next(before, number) || (order.direction == Rising::Falling && is_next(number, before));
    }
    match order.direction {
        Rising::Rising => number > before,
        Rising::Falling => number < before,
        // Either way, but one way throughout.
        Rising::Any => direction(before, number).is_some_and(|this| rises == Some(this)),
    }
}

/// Whether `number` comes right after `before` in an outline: 1 → 2, 1 → 1.1, 1.2 → 2, and 1.2 → 2.1 below a 2 that is the
/// name of a phase.
fn is_next(before: &[u32], number: &[u32]) -> bool {
    let deeper = number.len() == before.len() + 1 && number.starts_with(before) && number.last() == Some(&1);
    let level = number.len();
    let same = level <= before.len()
        && number[..level - 1] == before[..level - 1]
        && number[level - 1] == before[level - 1] + 1;
    let below_next = level > 1 && number[level - 1] == 1 && is_next(before, &number[..level - 1]);
    deeper || same || below_next
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(a: &str, b: &str) -> bool {
        is_next(&outline(a).expect("number"), &outline(b).expect("number"))
    }

    #[test]
    fn outline_numbers_follow_each_other() {
        assert!(next("1", "2") && next("1", "1.1") && next("1.1", "1.2") && next("1.2", "2") && next("A", "b"));
        assert!(next("1.2", "2.1"));
        assert!(!next("6", "8") && !next("5", "5") && !next("1.1", "1.3") && !next("1", "1.2") && !next("1.2", "3.1"));
    }

    #[test]
    fn what_is_no_number_is_none() {
        assert_eq!(outline("langkah"), None);
        assert_eq!(outline(""), None);
        assert_eq!(outline("(3)."), Some(vec![3]));
    }
}
