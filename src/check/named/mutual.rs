//! `mutual-references`: a related SOP that does not name this one.
//!
//! *What it checks*: the references of one list that lead to exactly one other SOP of the archive, and whether one of that SOP leads back.
//! *Why it matters*: whoever changes the other SOP does not see whom it concerns. *Parameters*: `of` (a list of references,
//! else `related`), `least` (the share of the references that must be mutual before the others stand out, else 0.75: where SOPs name
//! only what comes next, none does). *Example*: `check: mutual-references`. `{problem}` is the title of the other SOP, which is
//! shown beside the finding. An SOP that was superseded or withdrawn is no more to be told of anything.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use crate::check::archive::{Archive, ArchiveChecked, Index};
use crate::check::{Outcome, Walk};
use crate::rule::named::Named;

/// SOPs of one name that a reference may lead to; a name that more of them bear names nothing.
const MOST_NAMED: usize = 100;

pub(super) fn decide(
    walk: &Walk,
    archive: &Archive<'_>,
    index: &Index<'_>,
    (rule, named): (u32, &Named),
    checked: &mut ArchiveChecked,
) {
    let Some(least) = named.number().filter(|_| archive.is_whole()) else { return };
    let targets: Vec<(usize, Cow<'_, [usize]>, _)> =
        archive.references(rule).map(|(at, reference)| (at, index.find(reference), reference)).collect();
    let ways: FxHashSet<(usize, usize)> =
        targets.iter().flat_map(|(at, found, _)| found.iter().take(MOST_NAMED).map(|target| (*at, *target))).collect();
    let in_force = |at: usize| archive.facts[at].in_force;
    let other = |at: usize, found: &[usize]| match found {
        [target] if *target != at && in_force(at) && in_force(*target) => Some(*target),
        _ => None,
    };
    let led = targets.iter().filter_map(|(at, found, _)| Some((*at, other(*at, found)?)));
    let (mutual, one_sided): (Vec<_>, Vec<_>) = led.partition(|(at, target)| ways.contains(&(*target, *at)));
    let is_usual = (mutual.len() as i64) * 1000 >= least * (mutual.len() + one_sided.len()) as i64;
    for (at, found, reference) in targets {
        let alone = other(at, &found).filter(|target| is_usual && !ways.contains(&(*target, at)));
        let Some(target) = alone else {
            checked.outcomes.push((at, rule, Outcome::Pass));
            continue;
        };
        let title = archive.facts[target].shown.as_ref();
        let related = checked.beside(archive.facts, &[target]);
        checked.find_beside(walk, archive, (at, rule), reference.draft, &mut std::iter::repeat(title), related);
    }
}
