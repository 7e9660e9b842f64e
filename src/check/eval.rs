//! Evaluates expressions over the model, with three results: true, false, undecided.
//!
//! In: a typed expression and an element. Out: a [`Truth`], and afterwards, for a failed expression, the values it read
//! (`check::evidence`). Undecided arises from what is missing, unreadable or cannot be compared (rule language, section 3).
//! Scalars are compared without allocation.

use std::cmp::Ordering;

use super::Reason;
use super::functions::{call_datum, call_state};
use super::paths::{Env, Leaf, field, first, not_supplied, single, state_of, visit};
use super::ranges::{compare_count, compare_ranges};
use crate::rule::expression::{Comparison, Expr, Term};
use crate::rule::path::{Facet, Path, Type};
use crate::sop::date::Day;
use crate::sop::duration::{Length, Unit};
use crate::sop::record::TypeId;
use crate::sop::value::{Parsed, State, Target, Value};
use crate::sop::version::Version;

/// A result with three values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// True.
    True,
    /// False.
    False,
    /// It cannot be said, for this reason.
    Undecided(Reason),
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

impl Truth {
    pub(super) fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            undecided @ Self::Undecided(_) => undecided,
        }
    }
}

/// A value, compared without allocation.
#[derive(Debug, Clone, Copy)]
pub enum Datum<'m> {
    /// Text.
    Text(&'m str),
    /// Text that is read in small letters.
    Lower(&'m str),
    /// A number, in thousandths.
    Number(i64),
    /// True or false.
    Bool(bool),
    /// A value of a set.
    Enum(u8),
    /// A day.
    Date(Day),
    /// A length of time.
    Length(Length),
    /// A version.
    Version(&'m Version),
    /// An element.
    Record(TypeId, u32),
}

impl<'m> Datum<'m> {
    /// The text, in whatever letters.
    pub(super) fn text(self) -> Option<&'m str> {
        match self {
            Self::Text(text) | Self::Lower(text) => Some(text),
            _ => None,
        }
    }

    /// The characters of a text that are compared: single spaces between words.
    fn letters(self) -> impl Iterator<Item = char> {
        let lower = matches!(self, Self::Lower(_));
        let words = self.text().unwrap_or_default().split_whitespace();
        words.flat_map(move |word| {
            let small = word.chars().flat_map(char::to_lowercase).take(if lower { usize::MAX } else { 0 });
            let plain = word.chars().take(if lower { 0 } else { usize::MAX });
            small.chain(plain).chain([' '])
        })
    }
}

/// Evaluates a condition. What most conditions are made of comes first and calls the rest: it is done hundreds of times for
/// each document, and what a function might need is got ready each time.
#[must_use]
pub fn truth(env: &Env<'_, '_>, expr: &Expr) -> Truth {
    match expr {
        Expr::And(parts) => all(env, parts, Truth::False),
        Expr::Or(parts) => all(env, parts, Truth::True),
        Expr::Not(part) => truth(env, part).not(),
        Expr::Compare { op, left, right } => match (small(env, left), small(env, right)) {
            (Some(Small::Number(left)), Some(Small::Number(right))) => holds(*op, left.cmp(&right)).into(),
            (Some(Small::Bool(left)), Some(Small::Bool(right))) => holds(*op, left.cmp(&right)).into(),
            (Some(Small::Enum(left)), Some(Small::Enum(right))) => holds(*op, left.cmp(&right)).into(),
            (Some(Small::Length(left)), Some(Small::Length(right))) => ordered(*op, length_order(env, left, right)),
            _ => compared(env, *op, left, right),
        },
        Expr::State { path, state, negated } => turned(has_state(env, path, *state), *negated),
        Expr::OneOf { item, set, negated } => turned(one_of(env, item, set), *negated),
        rarer => rarer_truth(env, rarer),
    }
}

#[inline(never)]
fn rarer_truth(env: &Env<'_, '_>, expr: &Expr) -> Truth {
    match expr {
        Expr::And(_) | Expr::Or(_) | Expr::Not(_) | Expr::Compare { .. } | Expr::State { .. } | Expr::OneOf { .. } => {
            truth(env, expr)
        }
        Expr::StateOf { call, state, negated } => turned(call_state(env, call, *state), *negated),
        Expr::InList { item, list, negated } => turned(in_list(env, item, list), *negated),
        Expr::Matches { text, pattern } => match written(env, text) {
            Ok(Datum::Lower(text)) => pattern.is_match(text.trim().to_lowercase().as_str()).into(),
            Ok(text) => pattern.is_match(text.text().unwrap_or_default().trim()).into(),
            Err(reason) => Truth::Undecided(reason),
        },
        Expr::Like { left, right } => match (datum(env, left), datum(env, right)) {
            (Ok(left), Ok(right)) => match (left.text(), right.text()) {
                (Some(left), Some(right)) => like(env, left, right).into(),
                _ => Truth::Undecided(Reason::NotUnderstood),
            },
            (Err(reason), _) | (_, Err(reason)) => Truth::Undecided(reason),
        },
        Expr::Overlaps { left, right } => overlaps(env, left, right),
        Expr::Truth(term) => match datum(env, term) {
            Ok(Datum::Bool(value)) => value.into(),
            Ok(_) => Truth::Undecided(Reason::NotUnderstood),
            Err(reason) => Truth::Undecided(reason),
        },
    }
}

/// A value that fits a register. Most conditions compare such values; a [`Datum`] has room for a length of time.
#[derive(Clone, Copy)]
enum Small<'m> {
    Number(i64),
    Bool(bool),
    Enum(u8),
    Length(&'m Length),
}

/// The value of a constant or of a field of the element, where it is there and small.
#[inline]
fn small<'m>(env: &Env<'m, '_>, term: &'m Term) -> Option<Small<'m>> {
    let path = match term {
        Term::Number(number) => return Some(Small::Number(*number)),
        Term::Bool(value) => return Some(Small::Bool(*value)),
        Term::Enum(code) => return Some(Small::Enum(*code)),
        Term::Length(length) => return Some(Small::Length(length)),
        Term::Path(path) => path,
        _ => return None,
    };
    let value = field(env, path).filter(|value| value.state == State::Present)?;
    if let Some(facet) = path.facet {
        return small_facet(value, facet);
    }
    match (path.ty, &value.parsed) {
        (Type::Int, Parsed::Int(number)) => Some(Small::Number(number.saturating_mul(1000))),
        (Type::Bool, Parsed::Bool(value)) => Some(Small::Bool(*value)),
        (Type::Enum(_), Parsed::Enum(code)) => Some(Small::Enum(*code)),
        (Type::Duration, Parsed::Duration(duration)) => duration.upper().map(Small::Length),
        _ => None,
    }
}

/// The part of a value, where it is one of a set.
fn small_facet<'m>(value: &Value<'_>, facet: Facet) -> Option<Small<'m>> {
    match (&value.parsed, facet) {
        (Parsed::Date(date), Facet::DateForm) => Some(Small::Enum(date.form as u8)),
        (Parsed::Duration(duration), Facet::DurationForm) => Some(Small::Enum(duration.form as u8)),
        (Parsed::Duration(duration), Facet::Basis) => duration.basis.map(|basis| Small::Enum(basis as u8)),
        _ => None,
    }
}

#[inline(never)]
fn compared(env: &Env<'_, '_>, op: Comparison, left: &Term, right: &Term) -> Truth {
    if let Some(truth) = compare_count(env, op, left, right) {
        return truth;
    }
    match (datum(env, left), datum(env, right)) {
        (Ok(left), Ok(right)) => compare(env, op, left, right),
        (Err(reason), _) | (_, Err(reason)) => compare_ranges(env, op, left, right).unwrap_or(Truth::Undecided(reason)),
    }
}

/// The text of a value as it was written, whether it was understood or not.
fn written<'m>(env: &Env<'m, '_>, term: &'m Term) -> Result<Datum<'m>, Reason> {
    if let Term::Path(path) = term
        && path.facet.is_none()
        && let Some(value) = single(env, path)
    {
        return match value.state {
            State::Present => Ok(Datum::Text(value.as_str())),
            State::Missing | State::Inapplicable => Err(Reason::Missing),
            State::Unreadable => Err(Reason::Unreadable),
        };
    }
    datum(env, term).and_then(|datum| datum.text().map(|_| datum).ok_or(Reason::NotUnderstood))
}

fn turned(truth: Truth, negated: bool) -> Truth {
    if negated { truth.not() } else { truth }
}

/// `and` and `or`: the deciding value decides, else what is undecided stays so.
fn all(env: &Env<'_, '_>, parts: &[Expr], deciding: Truth) -> Truth {
    let mut undecided = None;
    for part in parts {
        match truth(env, part) {
            found if found == deciding => return deciding,
            Truth::Undecided(reason) => undecided = undecided.or(Some(reason)),
            _ => {}
        }
    }
    undecided.map_or_else(|| deciding.not(), Truth::Undecided)
}

pub(super) fn compare(env: &Env<'_, '_>, op: Comparison, left: Datum<'_>, right: Datum<'_>) -> Truth {
    let order = match (left, right) {
        (Datum::Text(a), Datum::Text(b)) => Some(if same_words(a, b) { Ordering::Equal } else { Ordering::Less }),
        (Datum::Text(_) | Datum::Lower(_), Datum::Text(_) | Datum::Lower(_)) => {
            Some(if left.letters().eq(right.letters()) { Ordering::Equal } else { Ordering::Less })
        }
        (Datum::Number(a), Datum::Number(b)) => Some(a.cmp(&b)),
        (Datum::Bool(a), Datum::Bool(b)) => Some(a.cmp(&b)),
        (Datum::Enum(a), Datum::Enum(b)) => Some(a.cmp(&b)),
        (Datum::Date(a), Datum::Date(b)) => Some(a.cmp(&b)),
        (Datum::Length(a), Datum::Length(b)) => length_order(env, &a, &b),
        (Datum::Version(a), Datum::Version(b)) => a.compare(b),
        (Datum::Record(a, x), Datum::Record(b, y)) => Some((a, x).cmp(&(b, y))),
        _ => None,
    };
    ordered(op, order)
}

fn length_order(env: &Env<'_, '_>, a: &Length, b: &Length) -> Option<Ordering> {
    a.compare(*b, &env.run.conversions)
}

/// The result of a comparison; things of different kinds have no order.
fn ordered(op: Comparison, order: Option<Ordering>) -> Truth {
    order.map_or(Truth::Undecided(Reason::Kinds), |order| holds(op, order).into())
}

fn holds(op: Comparison, order: Ordering) -> bool {
    match op {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    }
}

/// Equal but for the spaces. Up to the first byte that differs all spaces are the same, and where that is a letter in both,
/// so are the words.
fn same_words(a: &str, b: &str) -> bool {
    let differ = |(a, b): (&u8, &u8)| a != b && a.is_ascii_graphic() && b.is_ascii_graphic();
    if a.as_bytes().first().zip(b.as_bytes().first()).is_some_and(differ) {
        return false;
    }
    let (a, b) = (a.trim_start(), b.trim_start());
    let first = a.bytes().zip(b.bytes()).find(|(a, b)| a != b);
    !first.is_some_and(|(a, b)| differ((&a, &b))) && a.split_whitespace().eq(b.split_whitespace())
}

fn has_state(env: &Env<'_, '_>, path: &Path, wanted: State) -> Truth {
    if path.is_list {
        return list_has_state(env, path, wanted);
    }
    let of_value = |value: &Value<'_>| path.facet.map_or_else(|| state_of(value), |facet| facet_state(value, facet));
    let of_leaf = |leaf| match leaf {
        Leaf::Value(value) => of_value(value),
        Leaf::Record(..) => State::Present,
    };
    let state = match field(env, path) {
        Some(value) => of_value(value),
        None => first(env, path).0.map_or(State::Missing, of_leaf),
    };
    if state == State::Missing
        && let Some(reason) = not_supplied(env, path)
    {
        return Truth::Undecided(reason);
    }
    match (wanted, state) {
        (State::Unreadable, state) => (state == State::Unreadable).into(),
        (_, State::Unreadable) => Truth::Undecided(Reason::Unreadable),
        (wanted, state) => (wanted == state).into(),
    }
}

#[inline(never)]
fn list_has_state(env: &Env<'_, '_>, path: &Path, wanted: State) -> Truth {
    let mut any = false;
    let whole = visit(env, path, &mut |_| any = true);
    match wanted {
        State::Unreadable => (!whole).into(),
        _ if !whole && !any => Truth::Undecided(Reason::Unreadable),
        State::Present => any.into(),
        State::Missing => (!any).into(),
        State::Inapplicable => Truth::False,
    }
}

fn facet_state(value: &Value<'_>, facet: Facet) -> State {
    match (state_of(value), facet_datum(value, facet)) {
        (State::Present, Err(_)) => State::Missing,
        (state, _) => state,
    }
}

fn one_of(env: &Env<'_, '_>, item: &Term, set: &[Term]) -> Truth {
    if let Some(Small::Enum(item)) = small(env, item)
        && set.iter().all(|value| matches!(value, Term::Enum(_)))
    {
        return set.iter().any(|value| matches!(value, Term::Enum(code) if *code == item)).into();
    }
    one_of_any(env, item, set)
}

/// The same for values of any type.
#[inline(never)]
fn one_of_any(env: &Env<'_, '_>, item: &Term, set: &[Term]) -> Truth {
    let item = match datum(env, item) {
        Ok(item) => item,
        Err(reason) => return Truth::Undecided(reason),
    };
    let mut undecided = None;
    for value in set {
        if let (Datum::Text(item), Term::Text(value)) = (item, value) {
            if same_words(item, value) {
                return Truth::True;
            }
            continue;
        }
        match datum(env, value).map(|value| compare(env, Comparison::Equal, item, value)) {
            Ok(Truth::True) => return Truth::True,
            Ok(Truth::False) => {}
            Ok(Truth::Undecided(reason)) | Err(reason) => undecided = Some(reason),
        }
    }
    undecided.map_or(Truth::False, Truth::Undecided)
}

fn in_list(env: &Env<'_, '_>, item: &Term, list: &Path) -> Truth {
    let item = match datum(env, item) {
        Ok(item) => item,
        Err(reason) => return Truth::Undecided(reason),
    };
    let mut found = Truth::False;
    let whole = visit(env, list, &mut |leaf| {
        let equal = leaf_datum(leaf, list).map(|value| compare(env, Comparison::Equal, item, value));
        match (found, equal) {
            (Truth::True, _) => {}
            (_, Ok(Truth::True)) => found = Truth::True,
            (Truth::False, Ok(Truth::Undecided(reason)) | Err(reason)) => found = Truth::Undecided(reason),
            _ => {}
        }
    });
    match found {
        Truth::False if !whole => Truth::Undecided(Reason::Unreadable),
        found => found,
    }
}

fn like(env: &Env<'_, '_>, left: &str, right: &str) -> bool {
    let form = |text: &str| env.run.vocabulary.sop_name(text);
    form(left) == form(right)
}

/// Some text of one list is like one of the other, or all words of one occur in the other.
fn overlaps(env: &Env<'_, '_>, left: &Path, right: &Path) -> Truth {
    let texts = |path: &Path| {
        let mut texts: Vec<Vec<String>> = Vec::new();
        let whole = visit(env, path, &mut |leaf| {
            if let Leaf::Value(value) = leaf
                && value.is_present()
            {
                let form = env.run.vocabulary.actors.names(value.as_str()).name;
                texts.push(form.split(' ').map(str::to_owned).collect());
            }
        });
        (texts, whole)
    };
    let ((left, left_whole), (right, right_whole)) = (texts(left), texts(right));
    let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
    let meet = left.iter().any(|a| right.iter().any(|b| within(a, b) || within(b, a)));
    if meet {
        Truth::True
    } else if !left_whole || !right_whole {
        Truth::Undecided(Reason::Unreadable)
    } else if left.is_empty() || right.is_empty() {
        Truth::Undecided(Reason::Missing)
    } else {
        Truth::False
    }
}

/// Evaluates a value.
///
/// # Errors
/// Why it has none.
pub fn datum<'m>(env: &Env<'m, '_>, term: &'m Term) -> Result<Datum<'m>, Reason> {
    match term {
        Term::Text(text) => Ok(Datum::Text(text)),
        Term::Number(number) => Ok(Datum::Number(*number)),
        Term::Bool(value) => Ok(Datum::Bool(*value)),
        Term::Enum(code) => Ok(Datum::Enum(*code)),
        Term::Length(length) => Ok(Datum::Length(*length)),
        Term::Today => Ok(Datum::Date(env.run.today)),
        Term::Day(day) => Ok(Datum::Date(*day)),
        Term::Path(path) => path_datum(env, path),
        Term::Plus(left, right) => plus(env, datum(env, left)?, datum(env, right)?),
        Term::Minus(left, right) => minus(env, datum(env, left)?, datum(env, right)?),
        Term::Scaled(factor, value) => scaled(*factor, datum(env, value)?),
        Term::Call(call) => call_datum(env, call),
    }
}

fn path_datum<'m>(env: &Env<'m, '_>, path: &Path) -> Result<Datum<'m>, Reason> {
    match first(env, path) {
        (Some(leaf), _) => leaf_datum(leaf, path),
        (None, true) => Err(not_supplied(env, path).unwrap_or(Reason::Missing)),
        (None, false) => Err(Reason::Unreadable),
    }
}

pub(super) fn leaf_datum<'m>(leaf: Leaf<'m, '_>, path: &Path) -> Result<Datum<'m>, Reason> {
    match leaf {
        Leaf::Record(_, Some((ty, at))) => Ok(Datum::Record(ty, at)),
        Leaf::Record(_, None) => Err(Reason::NotUnderstood),
        Leaf::Value(value) => leaf_value(value, path),
    }
}

/// The meaning of a value a path led to.
///
/// # Errors
/// Why it has none.
pub fn leaf_value<'m>(value: &'m Value<'_>, path: &Path) -> Result<Datum<'m>, Reason> {
    match value.state {
        State::Missing | State::Inapplicable => return Err(Reason::Missing),
        State::Unreadable => return Err(Reason::Unreadable),
        State::Present => {}
    }
    if let Some(facet) = path.facet {
        return facet_datum(value, facet);
    }
    match (path.ty, &value.parsed) {
        (Type::Text, _) => Ok(Datum::Text(value.as_str())),
        (Type::Int, Parsed::Int(number)) => Ok(Datum::Number(number.saturating_mul(1000))),
        (Type::Bool, Parsed::Bool(value)) => Ok(Datum::Bool(*value)),
        (Type::Enum(_), Parsed::Enum(code)) => Ok(Datum::Enum(*code)),
        (Type::Date, Parsed::Date(date)) => date.calendar().map(Datum::Date).ok_or(Reason::NotUnderstood),
        (Type::Duration, Parsed::Duration(duration)) => {
            duration.upper().copied().map(Datum::Length).ok_or(Reason::NotUnderstood)
        }
        (Type::Version, Parsed::Version(version)) => Ok(Datum::Version(version)),
        (Type::Record(ty), Parsed::Target(target)) => match target {
            Target::Element(at) => Ok(Datum::Record(ty, *at)),
            Target::Dangling => Err(Reason::Missing),
            Target::Ambiguous => Err(Reason::Ambiguous),
            Target::Outside => Err(Reason::NotSupplied),
        },
        _ => Err(Reason::NotUnderstood),
    }
}

fn facet_datum<'m>(value: &'m Value<'_>, facet: Facet) -> Result<Datum<'m>, Reason> {
    let number = |number: Option<i64>| number.map(|n| Datum::Number(n * 1000)).ok_or(Reason::NotUnderstood);
    match (&value.parsed, facet) {
        (Parsed::Date(date), Facet::DateForm) => Ok(Datum::Enum(date.form as u8)),
        (Parsed::Date(date), Facet::Year) => number(date.year.map(i64::from)),
        (Parsed::Date(date), Facet::Month) => number(date.month.map(i64::from)),
        (Parsed::Date(date), Facet::Day) => number(date.day.map(i64::from)),
        (Parsed::Duration(duration), Facet::DurationForm) => Ok(Datum::Enum(duration.form as u8)),
        (Parsed::Duration(duration), Facet::Low) => duration.low.map(Datum::Length).ok_or(Reason::NotUnderstood),
        (Parsed::Duration(duration), Facet::High) => duration.high.map(Datum::Length).ok_or(Reason::NotUnderstood),
        (Parsed::Duration(duration), Facet::Basis) => {
            duration.basis.map(|basis| Datum::Enum(basis as u8)).ok_or(Reason::NotUnderstood)
        }
        (Parsed::Duration(duration), Facet::Units) => number(Some(i64::from(duration.units))),
        (Parsed::Duration(duration), Facet::Per) => {
            let range = duration.per.clone().ok_or(Reason::Missing)?;
            Ok(Datum::Text(&value.as_str()[range.start as usize..range.end as usize]))
        }
        (Parsed::Duration(duration), Facet::Meant) => {
            duration.hint.as_ref().map(|hint| Datum::Text(&hint.right)).ok_or(Reason::Missing)
        }
        _ => Err(Reason::NotUnderstood),
    }
}

pub(super) fn plus<'m>(env: &Env<'m, '_>, left: Datum<'m>, right: Datum<'m>) -> Result<Datum<'m>, Reason> {
    match (left, right) {
        (Datum::Number(a), Datum::Number(b)) => Ok(Datum::Number(a.saturating_add(b))),
        (Datum::Length(a), Datum::Length(b)) => a.plus(b).map(Datum::Length).ok_or(Reason::Kinds),
        (Datum::Date(a), Datum::Length(b)) => later(env, a, b),
        _ => Err(Reason::Kinds),
    }
}

fn minus<'m>(env: &Env<'m, '_>, left: Datum<'m>, right: Datum<'m>) -> Result<Datum<'m>, Reason> {
    match (left, right) {
        (Datum::Number(a), Datum::Number(b)) => Ok(Datum::Number(a.saturating_sub(b))),
        (Datum::Length(a), Datum::Length(b)) => a.minus(b).map(Datum::Length).ok_or(Reason::Kinds),
        (Datum::Date(a), Datum::Date(b)) => {
            Ok(Datum::Length(Length::of(a.days_since(b).saturating_mul(1000), Unit::CalendarDay)))
        }
        (Datum::Date(a), Datum::Length(b)) => {
            let back = b.times(-1000).ok_or(Reason::Kinds)?;
            later(env, a, back)
        }
        _ => Err(Reason::Kinds),
    }
}

fn later<'m>(env: &Env<'m, '_>, day: Day, length: Length) -> Result<Datum<'m>, Reason> {
    env.run.calendar.plus(day, length, &env.run.conversions).map(Datum::Date).ok_or(Reason::Kinds)
}

fn scaled<'m>(factor: i64, value: Datum<'m>) -> Result<Datum<'m>, Reason> {
    match value {
        Datum::Number(number) => {
            let product = i128::from(number) * i128::from(factor) / 1000;
            i64::try_from(product).map(Datum::Number).map_err(|_| Reason::NotUnderstood)
        }
        Datum::Length(length) => length.times(factor).map(Datum::Length).ok_or(Reason::NotUnderstood),
        _ => Err(Reason::Kinds),
    }
}

#[cfg(test)]
mod tests {
    use super::same_words;

    #[test]
    fn texts_are_equal_but_for_their_spaces() {
        for (a, b) in
            [("surat masuk", " surat  masuk "), ("surat\tmasuk", "surat masuk"), ("a\u{a0}b", "a b"), ("", " ")]
        {
            assert!(same_words(a, b) && same_words(b, a), "{a:?} {b:?}");
        }
        for (a, b) in [("surat masuk", "suratmasuk"), ("surat", "surat masuk"), ("é", "è"), ("a b", "a c"), ("a", "")]
        {
            assert!(!same_words(a, b) && !same_words(b, a), "{a:?} {b:?}");
        }
    }
}
