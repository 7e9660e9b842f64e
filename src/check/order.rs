//! `order`: elements must stand in order, without repeats and, if the rule says so, without gaps.
//!
//! *What it checks*: the numbers, dates or versions of a list, or the order of named values. Outline numbers (1, 1.1, 2),
//! letters (A, b) and Roman numerals (i, ii) are understood; numbering may start anew with a table or a level. *Why it
//! matters*: a missing number is a lost step, a repeated one sends the reader to the wrong place, and an approval before
//! the review is none. *Parameters*: `of`, `by`, then `direction` (rising, falling, any: one of the two) and `gaps`
//! (allowed, forbidden), or `sequence`, whose values must come in its order; others are not looked at. *Example*: `order:
//! {of: steps, by: number, direction: rising, gaps: forbidden}`. What cannot be read as a number is left to other rules.

use std::cmp::Ordering;

use super::evidence::value_read;
use super::paths::{Leaf, label, visit};
use super::{Judge, Outcome, Read, Reason, Specials};
use crate::rule::message::Special;
use crate::rule::path::Type;
use crate::rule::{Gaps, Order, Rising, Wanted};
use crate::sop::date::Day;
use crate::sop::label::normal;
use crate::sop::record::{Record, Slot};
use crate::sop::value::{Parsed, Value};
use crate::sop::version::Version;

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, order: &Order) -> Outcome {
    let field = order.by.fields.first().copied();
    let mut entries: Vec<Entry<'_, '_>> = Vec::new();
    let mut count = 0;
    let whole = visit(&judge.env, &order.of, &mut |leaf| {
        count += 1;
        if let (Leaf::Record(element, _), Some(field)) = (leaf, field)
            && let Slot::One(value) = element.slot(field)
            && value.is_present()
        {
            let int = |name: &str| field_of(element, name).and_then(Value::int);
            let part = (int("table"), field_of(element, "phase").map(Value::as_str));
            entries.push(Entry { value, part, level: int("level"), place: count });
        }
    });
    let (ordered, pairs) = match &order.wanted {
        Wanted::Sorted { direction, gaps } => sorted(&entries, order, *direction, *gaps),
        Wanted::Codes(codes) => {
            in_sequence(&entries, |value| value.code().and_then(|code| codes.iter().position(|known| *known == code)))
        }
        Wanted::Texts(texts) => in_sequence(&entries, |value| {
            let form = normal(value.as_str());
            texts.iter().position(|known| *known == *form)
        }),
    };
    let decided = if pairs.is_empty() { Outcome::Pass } else { Outcome::Finding };
    for (this, before) in pairs {
        let read = |one: &Entry<'_, '_>| read(judge, order, one);
        let (this, before) = (read(&entries[this]), read(&entries[before]));
        let found = this.text.clone();
        judge.report(vec![this, before], &Specials::default().with(Special::Term, found));
    }
    match ordered {
        0 => Outcome::NotApplicable,
        _ if !whole && decided == Outcome::Pass => Outcome::NotDecidable(Reason::Unreadable),
        _ => decided,
    }
}

/// An element with a value.
struct Entry<'m, 'a> {
    value: &'m Value<'a>,
    /// The table it stands in, and the heading above it.
    part: (Option<i64>, Option<&'m str>),
    level: Option<i64>,
    /// Place in the list, from 1.
    place: usize,
}

/// How many entries have an order, and those that break it, each with the one it collides with.
type Checked = (usize, Vec<(usize, usize)>);

fn read(judge: &Judge<'_, '_, '_>, order: &Order, one: &Entry<'_, '_>) -> Read {
    value_read(judge.subject.sop.view, one.value, &logical(order, one.place), label(&judge.env, &order.by))
}

/// `steps[7].number`; elements of nested lists have no place of their own.
fn logical(order: &Order, place: usize) -> String {
    let index = if order.of.fields.len() == 1 { format!("[{place}]") } else { String::new() };
    format!("{}{index}.{}", order.of.written, order.by.written)
}

/// A field of an element that bears on its numbering: below a new table or heading, or at a deeper level, it may count
/// from 1 again.
fn field_of<'m, 'a>(element: &'m dyn Record<'a>, name: &str) -> Option<&'m Value<'a>> {
    match element.slot(element.type_id().field(name)?.0) {
        Slot::One(value) => Some(value),
        Slot::Many(_) | Slot::Records(_) | Slot::Refs(..) => None,
    }
}

/// Each value must stand behind those that come before it in the sequence.
fn in_sequence(entries: &[Entry<'_, '_>], place: impl Fn(&Value<'_>) -> Option<usize>) -> Checked {
    let mut last: Option<(usize, usize)> = None;
    let mut pairs = Vec::new();
    let mut ordered = 0;
    for (at, entry) in entries.iter().enumerate() {
        let Some(place) = place(entry.value) else { continue };
        ordered += 1;
        match last {
            Some((highest, before)) if place < highest => pairs.push((at, before)),
            _ => last = Some((place, at)),
        }
    }
    (ordered, pairs)
}

fn sorted(entries: &[Entry<'_, '_>], order: &Order, direction: Rising, gaps: Gaps) -> Checked {
    let roman = entries.iter().any(|entry| is_surely_roman(entry.value.as_str()));
    let keys: Vec<(usize, Key<'_>)> = entries
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| Some((at, Key::of(entry.value, order.by.ty, roman)?)))
        .collect();
    let direction = if direction == Rising::Any { way(&keys) } else { direction };
    let mut pairs = Vec::new();
    for at in 1..keys.len() {
        let (this, key) = &keys[at];
        let Some(before) = before(entries, &keys[..at], *this) else { continue };
        let (earlier, earlier_key) = &keys[before];
        if !starts_anew(&entries[*earlier], &entries[*this], key) && !follows(earlier_key, key, direction, gaps) {
            pairs.push((*this, *earlier));
        }
    }
    (keys.len(), pairs)
}

/// The entry an entry is compared with: the last one, but for one that comes back from a deeper level the last of its own.
fn before(entries: &[Entry<'_, '_>], earlier: &[(usize, Key<'_>)], this: usize) -> Option<usize> {
    let (last, key) = earlier.last()?;
    let (was, is) = (entries[*last].level, entries[this].level);
    // An outline number says itself what it belongs to.
    let outlined = matches!(key, Key::Outline(parts) if parts.len() > 1);
    if was <= is || outlined {
        return Some(earlier.len() - 1);
    }
    earlier.iter().rposition(|(at, _)| entries[*at].level <= is)
}

fn starts_anew(before: &Entry<'_, '_>, this: &Entry<'_, '_>, key: &Key<'_>) -> bool {
    let is_first = matches!(key, Key::Outline(parts) if parts.last() == Some(&1));
    is_first && (before.part != this.part || before.level < this.level)
}

/// What is compared.
#[derive(Debug, PartialEq, Eq)]
enum Key<'m> {
    Outline(Vec<u32>),
    Day(Day),
    Version(&'m Version),
}

impl<'m> Key<'m> {
    fn of(value: &'m Value<'_>, ty: Type, roman: bool) -> Option<Self> {
        match (ty, &value.parsed) {
            (Type::Date, Parsed::Date(date)) => date.calendar().map(Self::Day),
            (Type::Version, Parsed::Version(version)) => Some(Self::Version(version)),
            (Type::Int, Parsed::Int(number)) => u32::try_from(*number).ok().map(|number| Self::Outline(vec![number])),
            (Type::Date | Type::Version | Type::Int, _) => None,
            _ => outline(value.as_str(), roman).map(Self::Outline),
        }
    }
}

/// The parts of a number: `3`, `3.`, `(3)`, `1.2`, `A`, and where the list has Roman numerals `iv`.
fn outline(text: &str, roman: bool) -> Option<Vec<u32>> {
    let bare = text.trim().trim_matches(['(', ')', '.', ' ']);
    let part = |part: &str| match part.parse::<u32>() {
        Ok(number) => Some(number),
        Err(_) => roman.then(|| numeral(part)).flatten().or_else(|| letter(part)),
    };
    bare.split('.').map(part).collect()
}

fn letter(part: &str) -> Option<u32> {
    let mut letters = part.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_ascii_alphabetic() => {
            Some(letter.to_ascii_lowercase() as u32 - 'a' as u32 + 1)
        }
        _ => None,
    }
}

/// A Roman numeral up to 39, which nobody exceeds in a list.
fn numeral(part: &str) -> Option<u32> {
    let part = part.to_ascii_lowercase();
    let tens = part.bytes().take_while(|byte| *byte == b'x').count();
    let units = match &part[tens..] {
        "" if tens > 0 => 0,
        "i" => 1,
        "ii" => 2,
        "iii" => 3,
        "iv" => 4,
        "v" => 5,
        "vi" => 6,
        "vii" => 7,
        "viii" => 8,
        "ix" => 9,
        _ => return None,
    };
    (tens <= 3).then_some(10 * tens as u32 + units)
}

/// `ii` is a numeral, `i` may be the letter.
fn is_surely_roman(text: &str) -> bool {
    let bare = text.trim().trim_matches(['(', ')', '.', ' ']);
    bare.split('.').any(|part| part.len() > 1 && numeral(part).is_some())
}

/// Whether a list rises or falls, told by its first two entries that differ.
fn way(keys: &[(usize, Key<'_>)]) -> Rising {
    let differs = |pair: &[(usize, Key<'_>)]| compare(&pair[0].1, &pair[1].1).filter(|order| order.is_ne());
    match keys.windows(2).find_map(differs) {
        Some(Ordering::Less) => Rising::Falling,
        _ => Rising::Rising,
    }
}

/// How the second of two keys stands to the first; nothing when they do not compare.
fn compare(before: &Key<'_>, this: &Key<'_>) -> Option<Ordering> {
    match (before, this) {
        (Key::Outline(before), Key::Outline(this)) => Some(this.cmp(before)),
        (Key::Day(before), Key::Day(this)) => Some(this.cmp(before)),
        (Key::Version(before), Key::Version(this)) => this.compare(before),
        _ => None,
    }
}

fn follows(before: &Key<'_>, this: &Key<'_>, direction: Rising, gaps: Gaps) -> bool {
    if let (Key::Outline(before), Key::Outline(this), Gaps::Forbidden) = (before, this, gaps) {
        return is_next(before, this) || (direction == Rising::Falling && is_next(this, before));
    }
    // What does not compare says nothing.
    let Some(order) = compare(before, this) else { return true };
    // Several things may happen on one day.
    let same = order == Ordering::Equal && matches!(this, Key::Day(_));
    same || match direction {
        Rising::Rising => order == Ordering::Greater,
        Rising::Falling => order == Ordering::Less,
        Rising::Any => order != Ordering::Equal,
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
        is_next(&outline(a, false).expect("number"), &outline(b, false).expect("number"))
    }

    #[test]
    fn outline_numbers_follow_each_other() {
        assert!(next("1", "2") && next("1", "1.1") && next("1.1", "1.2") && next("1.2", "2") && next("A", "b"));
        assert!(next("1.2", "2.1"));
        assert!(!next("6", "8") && !next("5", "5") && !next("1.1", "1.3") && !next("1", "1.2") && !next("1.2", "3.1"));
    }

    #[test]
    fn what_is_no_number_is_none() {
        assert_eq!(outline("langkah", false), None);
        assert_eq!(outline("", false), None);
        assert_eq!(outline("(3).", false), Some(vec![3]));
    }

    #[test]
    fn numerals_are_told_from_letters_by_their_list() {
        let all = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xiv", "xix", "xx", "xxxix"];
        let numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 19, 20, 39];
        assert!(all.into_iter().zip(numbers).all(|(text, number)| numeral(text) == Some(number)));
        for text in ["iiii", "vx", "xxxx", "a", "", "lim"] {
            assert_eq!(numeral(text), None, "{text}");
        }
        assert_eq!((outline("i", false), outline("I.", true)), (Some(vec![9]), Some(vec![1])));
        assert!(is_surely_roman("(ii)") && is_surely_roman("2.iv") && !is_surely_roman("i") && !is_surely_roman("c."));
    }
}
