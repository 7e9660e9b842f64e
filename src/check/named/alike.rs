//! `alike-in-archive`: two names of an archive that are the same, or so alike that one is probably a misspelling.
//!
//! *What it checks*: the normal forms of `of` in all documents, such as titles or actors. With `least: 1` two documents may not have the
//! same one; with less, names that are *not* the same are compared word by word. *Why it matters*: two SOPs for one work are
//! followed by halves; "Pejabat Pembuat Komitment" is a second position to every list. *Parameters*: `of` (texts), `by` (fields of the
//! document that must be equal too), `apart` (fields; documents in which they are equal are told by another rule), `least` (0
//! to 1, else 0.95). *Example*: `with: {of: title, by: "agency, unit", least: 1}`. Of alike names the one in fewer documents is
//! reported, of equal ones each; in every document, for who mends one does not see the others. `{near}` is the other name,
//! `{problem}` the title of its document.

use std::collections::BTreeMap;

use super::similar::are_alike;
use crate::check::archive::{Archive, ArchiveChecked, Collector, Facts, Form, NameFact};
use crate::check::evidence::value_read;
use crate::check::paths::{Leaf, label, single, visit};
use crate::check::say::told;
use crate::check::{Outcome, Walk};
use crate::finding::Related;
use crate::rule::named::Named;
use crate::rule::path::Path;

/// Names of one document that are compared; a document with more is no list of names.
const MOST_NAMES: usize = 100;
/// Names that share all but one word and are compared with each other; more of them are a family, no misspellings.
const MOST_CANDIDATES: usize = 100;
/// Other places that are shown.
const MOST_OTHERS: usize = 5;

pub(super) fn collect<'m>(collector: &Collector<'m, 'm, '_>, named: &Named, facts: &mut Facts) -> Outcome {
    let Some(path) = named.of() else { return Outcome::NotApplicable };
    let document = &collector.subject.sop.document;
    let env = collector.env(document);
    let beside = |fields: &[Path]| {
        let form = |field: &Path| {
            let value = single(&env, field).filter(|value| value.is_present());
            value.map_or_else(Box::default, |value| collector.names.text(collector.run, value.as_str()))
        };
        Form::of(&fields.iter().map(form).collect::<Vec<_>>().join("\n"))
    };
    let (by, apart) = (beside(named.fields(1)), beside(named.fields(2)));
    let before = facts.names.len();
    visit(&env, path, &mut |leaf| {
        let Leaf::Value(value) = leaf else { return };
        if !value.is_present() || facts.names.len() - before >= MOST_NAMES {
            return;
        }
        let name = collector.names.text(collector.run, value.as_str());
        if name.is_empty() || facts.names[before..].iter().any(|known| known.name == name) {
            return;
        }
        let read = || value_read(env.sop.view, value, &path.written, label(&env, path));
        let draft = facts.draft(value.span(), || collector.sketch_of(read()));
        facts.names.push(NameFact { rule: collector.rule, name, beside: by, apart, draft });
    });
    if facts.names.len() == before { Outcome::NotApplicable } else { Outcome::Pass }
}

/// The documents in which something stands, with the place in each.
type Places<'f> = [(usize, &'f NameFact)];

pub(super) fn decide(walk: &Walk, archive: &Archive<'_>, (rule, named): (u32, &Named), checked: &mut ArchiveChecked) {
    let Some(least) = named.number().filter(|_| archive.is_whole()) else { return };
    let mut names: Vec<(usize, &NameFact)> = archive.names(rule).collect();
    // Stable: equal names stay in the order of their documents.
    names.sort_by(|(_, a), (_, b)| (a.beside, &a.name).cmp(&(b.beside, &b.name)));
    for group in names.chunk_by(|(_, a), (_, b)| a.beside == b.beside) {
        let names: Vec<&Places<'_>> = group.chunk_by(|(_, a), (_, b)| a.name == b.name).collect();
        match least {
            1000 => names.iter().for_each(|places| same(walk, archive, rule, places, checked)),
            _ => pairs(&names, least).into_iter().for_each(|(at, other)| {
                names[at]
                    .iter()
                    .for_each(|(at, mark)| report(walk, archive, (*at, rule), mark, &[&names[other][0]], checked));
            }),
        }
    }
}

/// Each document that has a name of another one, with the places of the others.
fn same(walk: &Walk, archive: &Archive<'_>, rule: u32, marks: &Places<'_>, checked: &mut ArchiveChecked) {
    let shown = shown(marks);
    for (at, mark) in marks {
        let is_other =
            |(other, of): &&&(usize, &NameFact)| other != at && (of.apart.is_none() || of.apart != mark.apart);
        let others: Vec<&(usize, &NameFact)> = shown.iter().filter(is_other).take(MOST_OTHERS).copied().collect();
        if !others.is_empty() {
            report(walk, archive, (*at, rule), mark, &others, checked);
        }
    }
}

/// The places of a name to which others point: the first ones that are apart like the first of all, and the first that are not.
/// To each place at least one of them is another one, where there is such; so a name in all documents costs no more for each of
/// them than one in two.
fn shown<'p, 'f>(marks: &'p Places<'f>) -> Vec<&'p (usize, &'f NameFact)> {
    let Some((_, first)) = marks.first() else { return Vec::new() };
    let is_like = |(_, mark): &&(usize, &NameFact)| mark.apart == first.apart;
    let like = marks.iter().filter(is_like).take(MOST_OTHERS + 1);
    let mut shown: Vec<_> = like.chain(marks.iter().filter(|mark| !is_like(mark)).take(MOST_OTHERS + 1)).collect();
    shown.sort_by_key(|(at, _)| *at);
    shown
}

fn report(
    walk: &Walk,
    archive: &Archive<'_>,
    place: (usize, u32),
    name: &NameFact,
    others: &[&(usize, &NameFact)],
    checked: &mut ArchiveChecked,
) {
    let Some((first, of)) = others.first() else { return };
    let title = archive.facts[*first].shown.as_ref();
    let written = checked.sketch(archive.facts, *first, of.draft).map_or("", |other| &other.found);
    let message = walk.rules[place.1 as usize].message.get(archive.run.language);
    let related = others.iter().filter_map(|(at, other)| {
        let place = checked.sketch(archive.facts, *at, other.draft)?.place;
        Some(Related { place, label: archive.facts[*at].shown.as_ref().to_owned() })
    });
    let related = related.collect();
    checked.find_beside(walk, archive, place, name.draft, &mut told(message, written, title), related);
}

/// The names that are probably misspelt, each with the one that was meant. Only names that are equal but for one word, or but
/// for the spaces, are compared: everything else differs in more than a slip of the pen.
fn pairs(names: &[&Places<'_>], least: i64) -> Vec<(usize, usize)> {
    let form = |at: usize| names[at].first().map_or("", |(_, name)| &*name.name);
    let keyed = (0..names.len()).flat_map(|at| keys(form(at)).into_iter().map(move |key| (key, at as u32)));
    let mut by_rest: Vec<(Form, u32)> = keyed.collect();
    by_rest.sort_unstable();
    let rank = |at: usize| (names[at].len(), std::cmp::Reverse(names[at].first().map(|(at, _)| *at)));
    let mut meant: BTreeMap<usize, usize> = BTreeMap::new();
    for candidates in by_rest.chunk_by(|(a, _), (b, _)| a == b) {
        if !(2..=MOST_CANDIDATES).contains(&candidates.len()) {
            continue;
        }
        let candidates = || candidates.iter().map(|(_, at)| *at as usize);
        for at in candidates() {
            let alike = |other: &usize| *other != at && are_alike(form(at), form(*other), least);
            for other in candidates().filter(|&other| rank(other) > rank(at)).filter(alike) {
                let kept = meant.entry(at).or_insert(other);
                if (rank(other), other) > (rank(*kept), *kept) {
                    *kept = other;
                }
            }
        }
    }
    meant.into_iter().collect()
}

/// What names have in common that may be spellings of one: all words but one, or all letters.
fn keys(form: &str) -> Vec<Form> {
    let words: Vec<&str> = form.split(' ').collect();
    let mut keys = vec![Form::of(&words.concat())];
    if words.len() == 1 {
        keys.push(Form::of(&format!("?{}", form.chars().take(3).collect::<String>())));
        return keys;
    }
    for left_out in 0..words.len() {
        let kept = words.iter().enumerate().map(|(at, word)| if at == left_out { "?" } else { word });
        keys.push(Form::of(&kept.collect::<Vec<_>>().join(" ")));
    }
    keys
}
