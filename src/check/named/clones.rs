//! `cloned-text`: two SOPs whose texts are nearly the same.
//!
//! *What it checks*: how many of the texts of `of` two documents in force have in common, apart from case and punctuation, as a
//! share of the longer list. *Why it matters*: an SOP that was copied says what another unit does; who follows it does work that is
//! not his. *Parameters*: `of` (texts), `least` (the share, else 0.8). *Example*: `with: {of: steps.text, least: 0.8}`. Each of
//! the two is told, with the first such other one beside it; `{problem}` is its title, `{near}` how much is the same. Cost: of two
//! lists that are so alike, each has one of its rarest texts in common with those of the other (the prefixes of S. Chaudhuri et al.,
//! 2006); only such lists are compared.

use rustc_hash::FxHashMap;

use crate::check::archive::{Archive, ArchiveChecked, Collector, Facts, Form, TextsFact};
use crate::check::evidence::value_read;
use crate::check::paths::{Leaf, visit};
use crate::check::say::told;
use crate::check::{Outcome, Walk};
use crate::rule::named::Named;

/// Texts of the shortest list that says something of its own, and of the longest that is compared.
const TEXTS: (usize, usize) = (5, 200);
/// Lists with one of whose rarest texts a list is compared. Where more share it they are copies of one template, and those of
/// them that stand side by side are as alike as any two.
const MOST_CANDIDATES: usize = 50;

pub(super) fn collect<'m>(collector: &Collector<'m, 'm, '_>, named: &Named, facts: &mut Facts) -> Outcome {
    let Some(path) = named.of().filter(|_| facts.in_force) else { return Outcome::NotApplicable };
    let document = &collector.subject.sop.document;
    let env = collector.env(document);
    let mut forms = Vec::new();
    visit(&env, path, &mut |leaf| {
        if let Leaf::Value(value) = leaf
            && value.is_present()
            && forms.len() < TEXTS.1
        {
            forms.push(collector.names.form(collector.run, value.as_str()));
        }
    });
    forms.sort_unstable();
    forms.dedup();
    let Some(title) = Some(&document.title).filter(|title| title.is_present() && forms.len() >= TEXTS.0) else {
        return Outcome::NotApplicable;
    };
    let read = || value_read(env.sop.view, title, "title", collector.label("title"));
    let draft = facts.draft(title.span(), || collector.sketch_of(read()));
    facts.texts.push(TextsFact { rule: collector.rule, forms: forms.into(), draft });
    Outcome::Pass
}

/// A list and the index of its document.
type Placed<'f> = (usize, &'f TextsFact);

pub(super) fn decide(walk: &Walk, archive: &Archive<'_>, (rule, named): (u32, &Named), checked: &mut ArchiveChecked) {
    let Some(least) = named.number().filter(|_| archive.is_whole()) else { return };
    let lists: Vec<Placed<'_>> = archive.texts(rule).collect();
    let message = walk.rules[rule as usize].message.get(archive.run.language);
    for (at, (other, share)) in nearest(&lists, least) {
        let ((at, fact), (of, _)) = (lists[at], lists[other]);
        let related = checked.beside(archive.facts, &[of]);
        let share = format!("{} %", share / 10);
        let title = archive.facts[of].shown.as_ref();
        checked.find_beside(walk, archive, (at, rule), fact.draft, &mut told(message, &share, title), related);
    }
}

/// For each list that has one the list most like it, and how much of the longer one they share, in thousandths; of equals the first.
fn nearest(lists: &[Placed<'_>], least: i64) -> Vec<(usize, (usize, i64))> {
    let mut nearest: Vec<Option<(usize, i64)>> = vec![None; lists.len()];
    let mut keep = |at: usize, other: usize, share: i64| {
        let is_nearer = nearest[at].is_none_or(|(of, known)| (share, of) > (known, other));
        if is_nearer {
            nearest[at] = Some((other, share));
        }
    };
    let kinds = kinds(lists);
    for kind in kinds.iter().filter(|kind| kind.len() > 1) {
        kind.iter().for_each(|&at| keep(at, if at == kind[0] { kind[1] } else { kind[0] }, 1000));
    }
    let firsts: Vec<usize> = kinds.iter().map(|kind| kind[0]).collect();
    pairs(lists, &firsts, least, &mut |one, other, share| {
        for (from, to) in [(one, other), (other, one)] {
            kinds[from].iter().for_each(|&at| keep(at, kinds[to][0], share));
        }
    });
    let found = nearest.into_iter().enumerate();
    found.filter_map(|(at, of)| Some((at, of?))).collect()
}

/// The lists that are the same, together: a template that was copied a thousand times is compared once.
fn kinds(lists: &[Placed<'_>]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..lists.len()).collect();
    // Stable: equal lists stay in the order of their documents.
    order.sort_by_key(|&at| &lists[at].1.forms);
    order.chunk_by(|&a, &b| lists[a].1.forms == lists[b].1.forms).map(<[usize]>::to_vec).collect()
}

/// Kinds of lists that are alike and not the same, by their places, some of them more than once.
fn pairs(lists: &[Placed<'_>], firsts: &[usize], least: i64, sink: &mut dyn FnMut(usize, usize, i64)) {
    let forms = |kind: usize| &*lists[firsts[kind]].1.forms;
    let mut often: FxHashMap<Form, u32> = FxHashMap::default();
    (0..firsts.len()).flat_map(forms).for_each(|form| *often.entry(*form).or_default() += 1);
    let mut rare: Vec<(Form, usize)> = Vec::new();
    for kind in 0..firsts.len() {
        let mut forms: Vec<Form> = forms(kind).to_vec();
        forms.sort_by_key(|form| (often[form], *form));
        // Who shares `least` of a list has one of so many of its rarest texts, in any one order of all texts.
        let common = (forms.len() * least.unsigned_abs() as usize).div_ceil(1000).clamp(1, forms.len());
        rare.extend(forms[..=forms.len() - common].iter().map(|form| (*form, kind)));
    }
    rare.sort_unstable();
    for sharing in rare.chunk_by(|(a, _), (b, _)| a == b) {
        for (at, (_, one)) in sharing.iter().enumerate() {
            for (_, other) in sharing[at + 1..].iter().take(MOST_CANDIDATES) {
                let share = share(forms(*one), forms(*other));
                if share >= least {
                    sink(*one, *other, share);
                }
            }
        }
    }
}

/// How much of the longer of two ordered lists is in both, in thousandths.
fn share(a: &[Form], b: &[Form]) -> i64 {
    let common = a.iter().filter(|form| b.binary_search(form).is_ok()).count();
    (common * 1000 / a.len().max(b.len()).max(1)) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::archive::Draft;

    /// A list of the texts that stand for these numbers.
    fn list(numbers: impl IntoIterator<Item = usize>) -> TextsFact {
        let mut forms: Vec<Form> = numbers.into_iter().map(|number| Form::of(&number.to_string())).collect();
        forms.sort_unstable();
        TextsFact { rule: 0, forms: forms.into(), draft: Draft { start: 0, number: 0 } }
    }

    fn found(lists: &[TextsFact], least: i64) -> Vec<(usize, (usize, i64))> {
        nearest(&lists.iter().enumerate().collect::<Vec<_>>(), least)
    }

    #[test]
    fn the_share_of_the_longer_list_counts() {
        let lists = [list(0..10), list(2..10), list(3..10), list(20..30)];
        assert_eq!(found(&lists, 800), [(0, (1, 800)), (1, (2, 875)), (2, (1, 875))]);
    }

    #[test]
    fn lists_that_are_the_same_name_the_first_other_one() {
        let lists = [list(0..6), list(10..16), list(0..6), list(0..6)];
        assert_eq!(found(&lists, 800), [(0, (2, 1000)), (2, (0, 1000)), (3, (0, 1000))]);
    }

    #[test]
    fn a_template_that_was_copied_a_thousand_times_is_found_in_every_copy() {
        let lists: Vec<TextsFact> = (0..1000).map(|own| list((0..9).chain([100 + own]))).collect();
        assert_eq!(found(&lists, 800).len(), lists.len());
    }
}
