//! `mentioned-numbers`: SOP numbers that a text names exist in the archive.
//!
//! *What it checks*: what `pattern` finds in the texts of `of`, such as "Lihat SOP-039/KUL/9999/2025" in the remarks, against the
//! numbers of the SOPs in force. *Why it matters*: the reader stops where the other SOP is not. *Parameters*: `of` (texts),
//! `pattern`. *Example*: `with: {of: steps.remarks, pattern: $sop_number}`. `{near}` is the title of the nearest number; an
//! SOP that has the number and is no more in force is shown beside the finding.

use crate::check::archive::{Archive, ArchiveChecked, Collector, Facts, Form, Index, ReferenceFact};
use crate::check::evidence::value_read;
use crate::check::paths::{Leaf, in_list, label, visit};
use crate::check::{Outcome, Read, Reason, Walk};
use crate::rule::named::Named;

/// Numbers of one document that are looked up.
const MOST_NUMBERS: usize = 200;

pub(super) fn collect<'m>(collector: &Collector<'m, 'm, '_>, named: &Named, facts: &mut Facts) -> Outcome {
    let (Some(path), Some(pattern)) = (named.of(), named.pattern()) else { return Outcome::NotApplicable };
    let env = collector.env(&collector.subject.sop.document);
    let before = facts.references.len();
    let mut place = 0;
    visit(&env, path, &mut |leaf| {
        place += 1;
        let Leaf::Value(value) = leaf else { return };
        if !value.is_present() {
            return;
        }
        for range in pattern.find_all(value.as_str()) {
            if facts.references.len() - before >= MOST_NUMBERS {
                return;
            }
            let span = value.text.locate(&range, env.sop.view);
            let number = &value.as_str()[range];
            let draft = facts.draft(span, || {
                let whole = value_read(env.sop.view, value, &in_list(path, place), label(&env, path));
                collector.sketch_of(Read { span, elsewhere: None, text: number.to_owned(), ..whole })
            });
            facts.references.push(ReferenceFact {
                rule: collector.rule,
                number: Some(Form::of(&collector.run.vocabulary.sop_name(number))),
                title: None,
                draft,
            });
        }
    });
    if facts.references.len() == before { Outcome::NotApplicable } else { Outcome::NotDecidable(Reason::NotSupplied) }
}

pub(super) fn decide(walk: &Walk, archive: &Archive<'_>, index: &Index<'_>, rule: u32, checked: &mut ArchiveChecked) {
    if !archive.is_whole() {
        return;
    }
    for (at, reference) in archive.references(rule) {
        let found = index.find(reference);
        if found.iter().any(|&target| archive.facts[target].in_force) {
            checked.outcomes.push((at, rule, Outcome::Pass));
            continue;
        }
        let near = index.near(reference, archive.run.language);
        let related = checked.beside(archive.facts, &found);
        checked.find_beside(walk, archive, (at, rule), reference.draft, &mut std::iter::once(near), related);
    }
}
