//! `alike-in-archive`: two names of an archive that are the same, or so alike that one is probably a misspelling.
//!
//! *What it checks*: the normal forms of `of` in all documents, such as titles or actors. With `least: 1` two documents may not have the
//! same one; with less, names that are *not* the same are compared word by word. *Why it matters*: two SOPs for one work are
//! followed by halves; "Pejabat Pembuat Komitment" is a second position to every list. *Parameters*: `of` (texts), `by` (fields of the
//! document that must be equal too), `apart` (fields; documents in which they are equal are told by another rule), `least` (0
//! to 1, else 0.95). *Example*: `with: {of: title, by: "agency, unit", least: 1}`. Of alike names the one in fewer documents is
//! reported, at its first place; of equal ones each. `{near}` is the other name, `{problem}` the title of its document.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::similar::are_alike;
use crate::check::archive::{Archive, ArchiveChecked, Collector, Facts, Mark};
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
            value.map_or_else(String::new, |value| collector.run.vocabulary.actors.names(value.as_str()).name)
        };
        fields.iter().map(form).collect::<Vec<_>>().join("\n")
    };
    let (by, apart) = (beside(named.fields(1)), beside(named.fields(2)));
    let before = facts.marks.len();
    visit(&env, path, &mut |leaf| {
        let Leaf::Value(value) = leaf else { return };
        if !value.is_present() || facts.marks.len() - before >= MOST_NAMES {
            return;
        }
        let form = collector.run.vocabulary.actors.names(value.as_str()).name;
        if form.is_empty() || facts.marks[before..].iter().any(|mark| *mark.form == *form) {
            return;
        }
        let draft = facts.add(collector.sketch_of(value_read(env.sop.view, value, &path.written, label(&env, path))));
        let mark = collector.mark(form, Some(draft));
        facts.marks.push(Mark { beside: by.as_str().into(), apart: apart.as_str().into(), ..mark });
    });
    if facts.marks.len() == before { Outcome::NotApplicable } else { Outcome::Pass }
}

/// The documents in which something stands, with the place in each.
type Places<'f> = Vec<(usize, &'f Mark)>;
/// A name, and the documents it stands in.
type Name<'f> = (&'f str, Places<'f>);

pub(super) fn decide(walk: &Walk, archive: &Archive<'_>, (rule, named): (u32, &Named), checked: &mut ArchiveChecked) {
    let Some(least) = named.number().filter(|_| archive.is_whole()) else { return };
    let mut groups: BTreeMap<&str, BTreeMap<&str, Places<'_>>> = BTreeMap::new();
    for (at, mark) in archive.marks(rule) {
        groups.entry(&mark.beside).or_default().entry(&mark.form).or_default().push((at, mark));
    }
    for names in groups.into_values() {
        let names: Vec<Name<'_>> = names.into_iter().collect();
        match least {
            1000 => names.iter().for_each(|(_, marks)| same(walk, archive, rule, marks, checked)),
            _ => pairs(&names, least).into_iter().for_each(|(at, other)| {
                nearly(walk, archive, rule, &names[at].1, &names[other].1, checked);
            }),
        }
    }
}

/// Each document that has a name of another one, with the places of the others.
fn same(walk: &Walk, archive: &Archive<'_>, rule: u32, marks: &[(usize, &Mark)], checked: &mut ArchiveChecked) {
    for (at, mark) in marks {
        let is_other = |(other, of): &&(usize, &Mark)| other != at && (of.apart.is_empty() || of.apart != mark.apart);
        let others: Vec<&(usize, &Mark)> = marks.iter().filter(is_other).take(MOST_OTHERS).collect();
        if !others.is_empty() {
            report(walk, archive, (*at, rule), mark, &others, checked);
        }
    }
}

fn nearly(
    walk: &Walk,
    archive: &Archive<'_>,
    rule: u32,
    marks: &[(usize, &Mark)],
    others: &[(usize, &Mark)],
    checked: &mut ArchiveChecked,
) {
    if let (Some((at, mark)), Some(other)) = (marks.first(), others.first()) {
        report(walk, archive, (*at, rule), mark, &[other], checked);
    }
}

fn report(
    walk: &Walk,
    archive: &Archive<'_>,
    place: (usize, u32),
    mark: &Mark,
    others: &[&(usize, &Mark)],
    checked: &mut ArchiveChecked,
) {
    let Some((first, of)) = others.first() else { return };
    let title = archive.facts[*first].shown.as_ref();
    let written =
        of.draft.and_then(|draft| checked.sketch(archive.facts, *first, draft)).map_or("", |other| &other.found);
    let message = walk.rules[place.1 as usize].message.get(archive.run.language);
    let related = others.iter().filter_map(|(at, other)| {
        let place = checked.sketch(archive.facts, *at, other.draft?)?.place;
        Some(Related { place, label: archive.facts[*at].shown.as_ref().to_owned() })
    });
    let related = related.collect();
    checked.find_beside(walk, archive, place, mark, &mut told(message, written, title), related);
}

/// The names that are probably misspelt, each with the one that was meant. Only names that are equal but for one word, or but
/// for the spaces, are compared: everything else differs in more than a slip of the pen.
fn pairs(names: &[Name<'_>], least: i64) -> Vec<(usize, usize)> {
    let mut by_rest: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, (form, _)) in names.iter().enumerate() {
        for key in keys(form) {
            by_rest.entry(key).or_default().push(at);
        }
    }
    let rank = |at: usize| (names[at].1.len(), std::cmp::Reverse(names[at].1.first().map(|(at, _)| *at)));
    let mut meant: BTreeMap<usize, usize> = BTreeMap::new();
    for candidates in by_rest.values().filter(|candidates| (2..=MOST_CANDIDATES).contains(&candidates.len())) {
        for &at in candidates {
            let alike = |other: &&usize| **other != at && are_alike(names[at].0, names[**other].0, least);
            for &other in candidates.iter().filter(alike).filter(|&&other| rank(other) > rank(at)) {
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
fn keys(form: &str) -> Vec<String> {
    let words: Vec<&str> = form.split(' ').collect();
    let mut keys = vec![words.concat()];
    if words.len() == 1 {
        keys.push(format!("?{}", form.chars().take(3).collect::<String>()));
        return keys;
    }
    for left_out in 0..words.len() {
        let kept = |(at, word): (usize, &&str)| if at == left_out { "?".to_owned() } else { (*word).to_owned() };
        keys.push(words.iter().enumerate().map(kept).collect::<Vec<_>>().join(" "));
    }
    keys
}
