//! `define`: the first use of an abbreviation is explained.
//!
//! *What it checks*: the purpose, scope, prerequisites, qualifications, equipment, warnings, records, responsibilities,
//! attachments, sections, the steps with what they need, give and remark, and the names of actors. An abbreviation counts
//! as explained when its meaning stands beside it anywhere up to its first use, when the list `by` has it, or when it is the
//! key of an actor. *Why it matters*: who does not know what "SP2D" is cannot do the step. *Parameters*: `what`
//! (abbreviations), `by`, `except` (terms or lists), `only` (the same: no others are looked at), `explained` (first: not
//! behind the first use; anywhere). *Example*: `define: {what: abbreviations, by: definitions.label, except: [SOP, NIP]}`.
//! One finding for each abbreviation, `{term}`; what may be a word in capitals is let pass.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use super::evidence::value_read;
use super::paths::{Leaf, label, visit};
use super::walk::elements;
use super::{Judge, Outcome, Read, Reason, Specials};
use crate::rule::message::Special;
use crate::rule::path::Path;
use crate::rule::terms::TermList;
use crate::rule::{Define, Explained};
use crate::sop::abbreviation::may_hold_abbreviation;
use crate::sop::record::Slot;
use crate::sop::value::Value;

/// Lists on the way to a text.
const DEEPEST: usize = 3;

/// Where an abbreviation is used first.
#[derive(Clone)]
pub(super) struct First<'m, 'a> {
    /// Which of the texts of [`Define`].
    which: usize,
    /// The places in the lists on the way to it; lists are not nested deeper.
    trail: [usize; DEEPEST],
    value: &'m Value<'a>,
    range: std::ops::Range<usize>,
}

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, define: &Define) -> Outcome {
    // All rules look at the same texts.
    let texts = judge.memo.abbreviated.get_or_init(|| texts(judge, define));
    let Some(texts) = texts else { return Outcome::NotApplicable };
    let listed = listed(judge, define);
    let is_known = |short: &str| {
        listed.contains(short)
            || define.except.holds(short)
            || define.only.as_ref().is_some_and(|only| !only.holds(short))
    };
    let wanted = define.only.as_ref().and_then(short_forms);
    // Whether it is explained is looked for in every text of the document: only where there is something to explain.
    if first_uses(judge, texts, wanted.as_deref(), |short, _| is_known(short)).is_empty() {
        return Outcome::Pass;
    }
    let explained = explained(judge, define);
    let first = first_uses(judge, texts, wanted.as_deref(), |short, at| {
        is_known(short)
            || explained
                .get(short)
                .is_some_and(|place| define.explained == Explained::Anywhere || *place <= at.span().start)
    });
    let stressed = stressed(judge, &first);
    let mut findings: Vec<(String, First<'_, '_>)> =
        first.into_iter().filter(|(short, _)| !stressed.contains(short)).collect();
    if findings.is_empty() {
        return Outcome::Pass;
    }
    if judge.subject.sop.incomplete || !judge.subject.sop.document.texts.is_whole() {
        // The meaning may stand in what was lost.
        return Outcome::NotDecidable(Reason::Unreadable);
    }
    findings.sort_by_key(|(_, first)| (first.value.span().start, first.range.start));
    for (short, first) in findings {
        let read = read(judge, define, &first);
        judge.report(vec![read], &Specials::default().with(Special::Term, short));
    }
    Outcome::Finding
}

/// The abbreviations of a list as they are written in texts; nothing when the list has patterns.
fn short_forms(only: &TermList) -> Option<Vec<String>> {
    only.terms.iter().map(|term| term.spec.as_words().map(str::to_uppercase)).collect()
}

/// The texts that may hold abbreviations, in the order in which they are read; nothing when there are no texts at all.
fn texts<'m, 'a>(judge: &Judge<'_, 'm, 'a>, define: &Define) -> Option<Vec<First<'m, 'a>>> {
    let env = judge.env;
    let (mut texts, mut any) = (Vec::new(), false);
    for (which, path) in define.texts.iter().enumerate() {
        let Some((&last, lists)) = path.fields.split_last() else { continue };
        elements(&env, &env.sop.document, lists, &mut Vec::new(), &mut |element, trail| {
            if let Slot::One(value) = element.slot(last)
                && value.is_present()
            {
                any = true;
                if !may_hold_abbreviation(value.as_str()) {
                    return;
                }
                let mut places = [0; DEEPEST];
                places.iter_mut().zip(trail).for_each(|(place, at)| *place = *at);
                texts.push(First { which, trail: places, value, range: 0..0 });
            }
        });
    }
    texts.sort_by_key(|text| text.value.span().start);
    any.then_some(texts)
}

/// `steps[4].outputs[1].text`
fn logical(path: &Path, trail: &[usize]) -> String {
    let lists = path.fields.len().saturating_sub(1);
    let parts = path.written.split('.').enumerate().map(|(depth, name)| match trail.get(depth) {
        Some(at) if depth < lists => format!("{name}[{}]", at + 1),
        _ => name.to_owned(),
    });
    parts.collect::<Vec<_>>().join(".")
}

/// The abbreviations whose meaning stands beside them, each with the first place.
fn explained<'m>(judge: &Judge<'_, 'm, '_>, define: &Define) -> FxHashMap<&'m str, u32> {
    let words = &judge.run.vocabulary.abbreviations;
    let mut places: FxHashMap<&str, u32> = FxHashMap::default();
    let document = &judge.subject.sop.document;
    let mut add = |value: &'m Value<'_>| {
        for short in words.explained(value.as_str()) {
            let place = places.entry(short).or_insert(u32::MAX);
            *place = value.span().start.min(*place);
        }
    };
    document.texts.items.iter().for_each(&mut add);
    for path in &define.texts {
        visit(&judge.env, path, &mut |leaf| {
            if let Leaf::Value(value) = leaf {
                add(value);
            }
        });
    }
    places
}

/// The abbreviations of the list of terms, and the short names of actors.
fn listed<'m>(judge: &Judge<'_, 'm, '_>, define: &Define) -> FxHashSet<&'m str> {
    let mut listed = FxHashSet::default();
    visit(&judge.env, &define.by, &mut |leaf| {
        if let Leaf::Value(value) = leaf {
            let words = value.as_str().split(|c: char| !(c.is_alphanumeric() || c == '-'));
            listed.extend(words.flat_map(|word| std::iter::once(word).chain(word.split('-'))));
        }
    });
    for actor in &judge.subject.sop.document.actors.items {
        if actor.key.as_str() != actor.name.as_str() {
            listed.insert(actor.key.as_str());
        }
    }
    listed
}

/// The first use of each abbreviation, unless it is known there; `wanted` are the only ones, where there are any.
fn first_uses<'m, 'a>(
    judge: &Judge<'_, 'm, 'a>,
    texts: &[First<'m, 'a>],
    wanted: Option<&[String]>,
    known: impl Fn(&str, &Value<'_>) -> bool,
) -> FxHashMap<String, First<'m, 'a>> {
    let words = &judge.run.vocabulary.abbreviations;
    let mut seen: FxHashMap<&str, Option<First<'m, 'a>>> = FxHashMap::default();
    for text in texts {
        let written = text.value.as_str();
        if wanted.is_some_and(|wanted| !wanted.iter().any(|short| written.contains(short.as_str()))) {
            continue;
        }
        for used in words.used(written) {
            // A word that is explained as a whole explains nothing about its parts.
            if known(&written[used.word.clone()], text.value) {
                continue;
            }
            for part in used.parts {
                let short = &written[part.clone()];
                if let Entry::Vacant(free) = seen.entry(short) {
                    let use_here = || First { range: part, ..text.clone() };
                    free.insert((!known(short, text.value)).then(use_here));
                }
            }
        }
    }
    seen.into_iter().filter_map(|(short, first)| Some((short.to_owned(), first?))).collect()
}

/// Those the document writes in small letters too: words that were stressed.
fn stressed(judge: &Judge<'_, '_, '_>, first: &FxHashMap<String, First<'_, '_>>) -> FxHashSet<String> {
    let mut stressed = FxHashSet::default();
    let longest = first.keys().map(String::len).max().unwrap_or_default();
    let texts = if first.is_empty() { &[][..] } else { &judge.subject.sop.document.texts.items };
    for word in texts.iter().flat_map(|text| text.as_str().split(|c: char| !c.is_alphanumeric())) {
        if word.len() <= longest && word.chars().any(char::is_lowercase) {
            let capitals = word.to_uppercase();
            if first.contains_key(&capitals) {
                stressed.insert(capitals);
            }
        }
    }
    stressed
}

fn read(judge: &Judge<'_, '_, '_>, define: &Define, first: &First<'_, '_>) -> Read {
    let path = &define.texts[first.which];
    let view = judge.subject.sop.view;
    Read {
        span: first.value.text.locate(&first.range, view),
        text: first.value.as_str()[first.range.clone()].to_owned(),
        ..value_read(view, first.value, &logical(path, &first.trail), label(&judge.env, path))
    }
}
