//! `agree`: elements with the same name have the same values.
//!
//! *What it checks*: that elements whose `by` is the same name are equal in each of `same`, within a document or over the
//! archive. *Why it matters*: "Memeriksa berkas: 15 menit" here and "1 jam" there means that nobody knows how long it takes.
//! *Parameters*: `by` (a text, compared by the normal form of names), `same` (values; durations and dates are compared by
//! what they mean), `within` (document, archive). *Example*: `agree: {by: text, same: [duration], within: archive}` over
//! `for: steps`. The minority is reported, of equal numbers those that come later; `{other.duration}` is the value of the
//! others, `{field}` the label of what differs. What is missing or not understood does not count.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use rustc_hash::FxHashMap;

use super::archive::{Archive, ArchiveChecked, Draft, Facts, Form, Sketch};
use super::eval::{Datum, Truth, leaf_value, truth};
use super::evidence::value_read;
use super::memo::Names;
use super::paths::{Env, Leaf, label, single, visit};
use super::say::{fill_around, others};
use super::walk::{elements, logical};
use super::{Applied, Judge, Outcome, Read, Reason, Specials, Walk};
use crate::finding::{Finding, Related};
use crate::rule::message::Special;
use crate::rule::path::{Path, Type};
use crate::rule::{Agree, Rule, Verb, Within};
use crate::sop::date::Day;
use crate::sop::duration::{Conversions, Length};
use crate::sop::value::{Parsed, Value};
use crate::sop::version::Version;

/// A value that must be equal in all elements of one name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlikeFact {
    rule: u32,
    /// Which of the values of the rule.
    which: u32,
    /// The name of the element, in the form in which it is compared.
    name: Form,
    meaning: Meaning,
    /// The finding it would be.
    draft: Draft,
}

/// Different values of one name; where there are more, the name stands for different things and nobody differs.
const MOST_KINDS: usize = 32;

/// A value and the index of its document.
type Placed<'f> = (usize, &'f AlikeFact);

/// What is compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Meaning {
    Text(Form),
    Number(i64),
    Day(Day),
    /// A length of one kind of amount.
    Amount {
        kind: u8,
        amount: i64,
    },
    Lengths(Box<(Length, Length)>),
    Version(Box<Version>),
}

impl Meaning {
    fn lengths(low: Length, high: Length) -> Self {
        match low.packed().filter(|_| low == high) {
            Some((kind, amount)) => Self::Amount { kind, amount },
            None => Self::Lengths(Box::new((low, high))),
        }
    }

    /// The shortest and the longest it can be, of a length.
    fn ends(&self) -> Option<(Length, Length)> {
        match self {
            Self::Amount { kind, amount } => Some((Length::unpacked(*kind, *amount), Length::unpacked(*kind, *amount))),
            Self::Lengths(ends) => Some(**ends),
            Self::Text(_) | Self::Number(_) | Self::Day(_) | Self::Version(_) => None,
        }
    }
}

/// Gathers the values of a document; within it they are compared at once, else they become facts.
pub(super) fn check(judge: &mut Judge<'_, '_, '_>, at: u32, facts: &mut Facts) -> Outcome {
    let rule = judge.rule;
    let Verb::Agree(agree) = &rule.verb else { return Outcome::NotApplicable };
    if agree.within == Within::Archive {
        return gather(judge, (at, agree), facts);
    }
    let mut own = Facts::default();
    let outcome = gather(judge, (at, agree), &mut own);
    let before = judge.findings.len();
    let conversions = judge.run.conversions;
    for group in &groups(own.alike.iter().map(|fact| (0, fact)), conversions) {
        for (this, other) in different(group, conversions) {
            let sketch = |at: usize| own.sketch(group[at].1.draft);
            judge.findings.extend(sketch(this).zip(sketch(other)).map(|(this, other)| drawn(rule, this, other)));
        }
    }
    if judge.findings.len() > before { outcome.and(Outcome::Finding) } else { outcome }
}

/// Compares the values of all documents.
pub(super) fn between(walk: &Walk, archive: &Archive<'_>, rule: u32, checked: &mut ArchiveChecked) {
    let facts = archive.facts;
    let all = facts.iter().enumerate().flat_map(|(at, facts)| facts.alike.iter().map(move |fact| (at, fact)));
    for group in &groups(all.filter(|(_, fact)| fact.rule == rule), archive.run.conversions) {
        for (this, other) in different(group, archive.run.conversions) {
            let ((at, fact), (other_at, other)) = (group[this], group[other]);
            checked.outcomes.push((at, fact.rule, Outcome::Finding));
            let sketch = checked.sketch(facts, at, fact.draft);
            let other = checked.sketch(facts, other_at, other.draft);
            let rule = &walk.rules[fact.rule as usize];
            checked.findings.extend(sketch.zip(other).map(|(sketch, other)| drawn(rule, sketch, other)));
        }
    }
}

fn gather(judge: &Judge<'_, '_, '_>, (at, agree): (u32, &Agree), facts: &mut Facts) -> Outcome {
    let mut outcome = Outcome::NotApplicable;
    let (env, rule) = (judge.env, judge.rule);
    let fields = rule.for_each.as_ref().map_or(&[][..], |list| &list.fields);
    let whole = elements(&env, env.element, fields, &mut Vec::new(), &mut |element, trail| {
        let env = Env { named: Some(element), ..env.at(element) };
        match rule.filter.as_ref().map_or(Truth::True, |filter| truth(&env, filter)) {
            Truth::True => {}
            Truth::False => return,
            Truth::Undecided(reason) => {
                outcome = outcome.and(Outcome::NotDecidable(reason));
                return;
            }
        }
        let Some(named) = single(&env, &agree.by).filter(|value| value.is_present()) else { return };
        let name = judge.memo.names.form(judge.run, named.as_str());
        let prefix = || rule.for_each.as_ref().map_or_else(String::new, |list| logical(list, trail));
        for (which, path) in agree.same.iter().enumerate() {
            let Some((meaning, first)) = value(&judge.memo.names, &env, path) else { continue };
            outcome = outcome.and(Outcome::Pass);
            let applied = Applied { run: judge.run, rule, subject: judge.subject, env };
            let read = || value_read(env.sop.view, first, &path.written, label(&env, path));
            let draft = facts.draft(first.span(), || sketch(&applied, &prefix(), read()));
            facts.alike.push(AlikeFact { rule: at, which: which as u32, name, meaning, draft });
        }
    });
    if whole { outcome } else { outcome.and(Outcome::NotDecidable(Reason::Unreadable)) }
}

/// The finding a value would be, and what it says in the messages of others.
fn sketch(applied: &Applied<'_, '_, '_>, prefix: &str, read: Read) -> Sketch {
    let env = &applied.env;
    let template = applied.rule.message.get(applied.run.language);
    let specials = Specials::default().with(Special::Found, read.text.clone()).with(Special::Field, read.label.clone());
    let around = fill_around(template, env, &specials);
    let own = others(template, &Env { other: Some(env.element), ..*env });
    Sketch::new(applied.unsaid(prefix, vec![read]), &around, &own)
}

/// The meaning of a value, and where it stands; nothing when there is none to compare.
fn value<'m, 'a>(names: &Names<'m>, env: &Env<'m, 'a>, path: &Path) -> Option<(Meaning, &'m Value<'a>)> {
    let (mut first, mut forms): (Option<&'m Value<'a>>, Vec<Form>) = (None, Vec::new());
    let whole = visit(env, path, &mut |leaf| {
        if let Leaf::Value(value) = leaf
            && value.is_present()
        {
            first = first.or(Some(value));
            if path.ty == Type::Text {
                forms.push(names.form(env.run, value.as_str()));
            }
        }
    });
    let first = first.filter(|_| whole)?;
    let meaning = match path.ty {
        // Texts are the same names in any order.
        Type::Text => Meaning::Text(Form::of_all(forms)),
        _ => meaning(first, path)?,
    };
    Some((meaning, first))
}

fn meaning(value: &Value<'_>, path: &Path) -> Option<Meaning> {
    if path.facet.is_some() {
        return match leaf_value(value, path).ok()? {
            Datum::Number(number) => Some(Meaning::Number(number)),
            Datum::Enum(code) => Some(Meaning::Number(i64::from(code))),
            Datum::Length(length) => Some(Meaning::lengths(length, length)),
            Datum::Text(text) => Some(Meaning::Text(Form::of(text))),
            _ => None,
        };
    }
    Some(match &value.parsed {
        Parsed::Int(number) => Meaning::Number(*number),
        Parsed::Bool(value) => Meaning::Number(i64::from(*value)),
        Parsed::Enum(code) => Meaning::Number(i64::from(*code)),
        Parsed::Date(date) => Meaning::Day(date.calendar()?),
        Parsed::Duration(duration) => Meaning::lengths(duration.low?, duration.high?),
        Parsed::Version(version) => Meaning::Version(version.clone()),
        Parsed::Nothing | Parsed::Target(_) => return None,
    })
}

/// Values that must be equal and are not: those of one rule, one field and one name, in the order in which they stand.
///
/// An archive of 100,000 SOPs has a million values, and most are equal to the first of their name: only the others' names
/// are looked at closer.
fn groups<'f>(facts: impl Iterator<Item = Placed<'f>> + Clone, conversions: Conversions) -> Vec<Vec<Placed<'f>>> {
    let key = |fact: &AlikeFact| (fact.rule, fact.which, fact.name);
    let mut first: FxHashMap<_, &AlikeFact> = FxHashMap::default();
    let mut apart: BTreeMap<_, Vec<Placed<'f>>> = BTreeMap::new();
    for (_, fact) in facts.clone() {
        let first = first.entry(key(fact)).or_insert(fact);
        if equal(&first.meaning, &fact.meaning, conversions) != Some(true) {
            apart.entry(key(fact)).or_default();
        }
    }
    if !apart.is_empty() {
        for (at, fact) in facts {
            if let Some(group) = apart.get_mut(&key(fact)) {
                group.push((at, fact));
            }
        }
    }
    apart.into_values().collect()
}

/// Those that differ from most of a group, each with the first of the others.
fn different(group: &[Placed<'_>], conversions: Conversions) -> Vec<(usize, usize)> {
    let mut kinds: Vec<Vec<usize>> = Vec::new();
    for (at, (_, fact)) in group.iter().enumerate() {
        let compared: Vec<Option<bool>> =
            kinds.iter().map(|kind| equal(&group[kind[0]].1.meaning, &fact.meaning, conversions)).collect();
        match compared.iter().position(|equal| *equal == Some(true)) {
            Some(kind) => kinds[kind].push(at),
            // What cannot be compared with all others says nothing.
            None if compared.contains(&None) => {}
            None if kinds.len() == MOST_KINDS => return Vec::new(),
            None => kinds.push(vec![at]),
        }
    }
    let most = kinds.iter().map(Vec::len).max().unwrap_or_default();
    let Some(usual) = kinds.iter().position(|kind| kind.len() == most) else { return Vec::new() };
    let first = kinds[usual][0];
    let others = kinds.iter().enumerate().filter(|(kind, _)| *kind != usual);
    let mut different: Vec<(usize, usize)> = others.flat_map(|(_, kind)| kind).map(|at| (*at, first)).collect();
    different.sort_unstable();
    different
}

fn equal(a: &Meaning, b: &Meaning, conversions: Conversions) -> Option<bool> {
    match (a, b) {
        (Meaning::Text(a), Meaning::Text(b)) => Some(a == b),
        (Meaning::Number(a), Meaning::Number(b)) => Some(a == b),
        (Meaning::Day(a), Meaning::Day(b)) => Some(a == b),
        (Meaning::Version(a), Meaning::Version(b)) => a.compare(b).map(Ordering::is_eq),
        _ => {
            let (a, b) = (a.ends()?, b.ends()?);
            let low = a.0.compare(b.0, &conversions)?;
            let high = a.1.compare(b.1, &conversions)?;
            Some(low.is_eq() && high.is_eq())
        }
    }
}

fn drawn(rule: &Rule, sketch: &Sketch, other: &Sketch) -> Finding {
    let mut finding = sketch.drawn(rule, other.own());
    finding.related.push(Related { place: other.place, label: other.found.as_ref().to_owned() });
    finding
}
