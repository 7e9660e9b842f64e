//! `mutual-references`: a related SOP that does not name this one.
//!
//! *What it checks*: the references of one list that lead to exactly one other SOP of the archive, and whether one of that SOP leads back.
//! *Why it matters*: whoever changes the other SOP does not see whom it concerns. *Parameters*: `of` (a list of references,
//! else `related`), `least` (the share of the references that must be mutual before the others stand out, else 0.75: where SOPs name
//! only what comes next, none does). *Example*: `check: mutual-references`. `{problem}` is the title of the other SOP.

use rustc_hash::FxHashSet;

use crate::check::archive::{Archive, ArchiveChecked, Index};
use crate::check::{Outcome, Walk};
use crate::rule::named::Named;

pub(super) fn decide(
    walk: &Walk,
    archive: &Archive<'_>,
    index: &Index<'_>,
    (rule, named): (u32, &Named),
    checked: &mut ArchiveChecked,
) {
    let Some(least) = named.number().filter(|_| archive.is_whole()) else { return };
    let targets: Vec<(usize, Vec<usize>, _)> =
        archive.references(rule).map(|(at, reference)| (at, index.find(reference), reference)).collect();
    let ways: FxHashSet<(usize, usize)> =
        targets.iter().flat_map(|(at, found, _)| found.iter().map(|target| (*at, *target))).collect();
    let other = |at: usize, found: &[usize]| match found {
        [target] if *target != at => Some(*target),
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
        checked.outcomes.push((at, rule, Outcome::Finding));
        let Some(sketch) = checked.sketch(archive.facts, at, reference.draft) else { continue };
        let title = archive.facts[target].shown.as_ref();
        checked.findings.push(sketch.drawn(&walk.rules[rule as usize], std::iter::repeat(title)));
    }
}
