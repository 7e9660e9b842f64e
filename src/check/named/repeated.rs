//! `repeated-text`: the same text in many SOPs.
//!
//! *What it checks*: texts that are equal, apart from case and punctuation, in more than `most` documents. *Why it matters*: a warning
//! that stands in every SOP warns of nothing in this one; it came with the template. *Parameters*: `of` (texts), `most` (documents,
//! else 10). *Example*: `with: {of: warnings.text, most: 10}`. One finding for each text, at its first document; `{problem}` is
//! how many documents have it.

use std::collections::BTreeMap;

use crate::check::archive::{Archive, ArchiveChecked, Collector, Facts, Form, Mark};
use crate::check::evidence::value_read;
use crate::check::paths::{Leaf, in_list, label, visit};
use crate::check::{Outcome, Walk};
use crate::finding::Related;
use crate::rule::named::Named;

/// Texts of one document that are compared.
const MOST_TEXTS: usize = 50;
/// Words of the shortest text that says something of its own.
const FEWEST_WORDS: usize = 4;
/// Other places that are shown.
const MOST_OTHERS: usize = 5;

pub(super) fn collect<'m>(collector: &Collector<'m, 'm, '_>, named: &Named, facts: &mut Facts) -> Outcome {
    let Some(path) = named.of() else { return Outcome::NotApplicable };
    let env = collector.env(&collector.subject.sop.document);
    let before = facts.marks.len();
    let mut place = 0;
    visit(&env, path, &mut |leaf| {
        place += 1;
        let Leaf::Value(value) = leaf else { return };
        let long = value.is_present() && value.as_str().split_whitespace().count() >= FEWEST_WORDS;
        if !long || facts.marks.len() - before >= MOST_TEXTS {
            return;
        }
        let form = collector.names.form(collector.run, value.as_str());
        if facts.marks[before..].iter().any(|mark| mark.form == form) {
            return;
        }
        let read = || value_read(env.sop.view, value, &in_list(path, place), label(&env, path));
        let draft = facts.draft(value.span(), || collector.sketch_of(read()));
        facts.marks.push(Mark { form, ..collector.mark("", Some(draft)) });
    });
    if facts.marks.len() == before { Outcome::NotApplicable } else { Outcome::Pass }
}

pub(super) fn decide(walk: &Walk, archive: &Archive<'_>, (rule, named): (u32, &Named), checked: &mut ArchiveChecked) {
    let most = named.number().map_or(usize::MAX, |most| (most / 1000) as usize);
    let mut by_text: BTreeMap<Form, Vec<(usize, &Mark)>> = BTreeMap::new();
    for (at, mark) in archive.marks(rule) {
        by_text.entry(mark.form).or_default().push((at, mark));
    }
    for marks in by_text.values().filter(|marks| archive.is_whole() && marks.len() > most) {
        let (first, mark) = marks[0];
        let Some(draft) = mark.draft else { continue };
        let others = marks[1..].iter().take(MOST_OTHERS);
        let related = others.filter_map(|(at, mark)| {
            let place = checked.sketch(archive.facts, *at, mark.draft?)?.place;
            Some(Related { place, label: archive.facts[*at].shown.as_ref().to_owned() })
        });
        let related = related.collect();
        let count = marks.len().to_string();
        checked.find_beside(walk, archive, (first, rule), draft, &mut std::iter::repeat(count.as_str()), related);
    }
}
