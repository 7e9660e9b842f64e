//! `unit-spellings`: a unit of time that is written in several ways in one document.
//!
//! *What it checks*: the words for units in a list of durations: `Menit` beside `menit`, `mnt` beside `menit`. *Why it
//! matters*: a column reads and adds up at a glance when its units look alike. *Parameters*: `of` (durations). *Example*:
//! `with: {of: steps.duration}`. Of each spelling but the most used one the first place is reported; `{near}` is that one, and
//! all places of a spelling are mended together. Cost: linear in the texts.

use std::borrow::Cow;
use std::ops::Range;

use crate::check::evidence::value_read;
use crate::check::mend::{self, Mend};
use crate::check::paths::{Leaf, label, visit};
use crate::check::{Judge, Outcome, Read, Reason, Specials};
use crate::finding::{Applicability, Edit, Fix};
use crate::rule::message::Special;
use crate::rule::named::Named;
use crate::sop::duration::Unit;
use crate::sop::model::DocumentLanguage;
use crate::sop::value::Value;
use crate::source::Span;

/// Spellings that are told apart; a document with more has no units.
const MOST_SPELLINGS: usize = 100;

/// A spelling, where it stands first, and all places of it.
struct Spelling {
    unit: Unit,
    text: String,
    read: Read,
    /// Where it stands in the first value.
    first: Range<usize>,
    /// Where it stands in the view; nothing where it does not stand there as it is.
    places: Vec<Option<Span>>,
}

impl Spelling {
    /// Notes one more place, where the unit is written as `text`.
    fn add(&mut self, text: &str, place: Option<Span>) {
        self.places.push(place.filter(|_| self.text == text));
    }
}

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, named: &Named) -> Outcome {
    let Some(path) = named.of() else { return Outcome::NotApplicable };
    let (env, view) = (judge.env, judge.env.sop.view);
    let label = label(&env, path);
    let mut spellings: Vec<Spelling> = Vec::new();
    let whole = visit(&env, path, &mut |leaf| {
        let Leaf::Value(value) = leaf else { return };
        if !value.is_present() || value.duration().and_then(|duration| duration.high).is_none() {
            return;
        }
        for (range, unit) in judge.run.vocabulary.time.units_in(value.as_str()) {
            let text = single_spaced(&value.as_str()[range.clone()]);
            let place = value.text.standing(&range, view);
            match spellings.iter().position(|known| known.unit == unit && one(&known.text) == one(&text)) {
                Some(known) => spellings[known].add(&text, place),
                None if spellings.len() < MOST_SPELLINGS => {
                    let read = value_read(view, value, &path.written, label);
                    spellings.push(Spelling { unit, text: text.into_owned(), read, first: range, places: vec![place] });
                }
                None => {}
            }
        }
    });
    let mut outcome = if spellings.is_empty() { Outcome::NotApplicable } else { Outcome::Pass };
    for (at, usual) in unusual(&spellings) {
        let (read, other) = (spellings[at].read.clone(), spellings[usual].read.clone());
        let mend = mend(judge, &spellings[at], &spellings[usual].text);
        let specials = Specials::default().with(Special::Near, spellings[usual].text.clone());
        judge.report(vec![Read { mend, ..read }, other], &specials);
        outcome = Outcome::Finding;
    }
    if whole { outcome } else { outcome.and(Outcome::NotDecidable(Reason::Unreadable)) }
}

/// The usual spelling at every place of another one. English is left alone: one minute is no two minutes.
fn mend(judge: &Judge<'_, '_, '_>, spelling: &Spelling, usual: &str) -> Option<Box<Mend>> {
    if is_english(&judge.env.sop.document.language) {
        return None;
    }
    let edit = |place: &Option<Span>| Some(Edit { span: (*place)?, text: usual.into() });
    let mut edits = spelling.places.iter().map(edit).collect::<Option<Vec<Edit>>>()?;
    edits.sort_by_key(|edit| edit.span);
    // What is usual may be a short form; that everybody wants it is probable only.
    let is_name = judge.run.vocabulary.time.is_name(spelling.unit, usual);
    let applicability = if is_name { Applicability::Safe } else { Applicability::Unsafe };
    let whole = mend::replaced(&spelling.read.text, &spelling.first, usual);
    Some(Box::new(Mend { fix: Fix { applicability, edits }, whole }))
}

fn is_english(language: &Value<'_>) -> bool {
    language.code().and_then(DocumentLanguage::from_code) == Some(DocumentLanguage::En)
}

fn single_spaced(unit: &str) -> Cow<'_, str> {
    match unit.contains(char::is_whitespace) {
        true => Cow::Owned(unit.split_whitespace().collect::<Vec<_>>().join(" ")),
        false => Cow::Borrowed(unit),
    }
}

/// A unit without the ending of its plural: one minute and two minutes are written alike.
fn one(unit: &str) -> &str {
    let mut one = unit;
    while let Some(rest) = one.strip_suffix("(s)") {
        one = rest;
    }
    one.trim_end_matches('s')
}

/// The spellings of a unit that are not its most used one (of equals the first), each with that one.
fn unusual(spellings: &[Spelling]) -> Vec<(usize, usize)> {
    let rank = |at: usize| (spellings[at].places.len(), std::cmp::Reverse(at));
    let usual = |unit: Unit| (0..spellings.len()).filter(|&at| spellings[at].unit == unit).max_by_key(|&at| rank(at));
    (0..spellings.len())
        .filter_map(|at| Some((at, usual(spellings[at].unit)?)))
        .filter(|(at, usual)| at != usual)
        .collect()
}
