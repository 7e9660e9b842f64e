//! `replaced-in-force`: an SOP that another one takes the place of, and that is still in force.
//!
//! *What it checks*: references of one list of SOPs in force, such as what each SOP replaces, that lead to exactly one other SOP
//! which is neither superseded nor withdrawn. *Why it matters*: of two editions in force each reader follows the one he has.
//! *Parameters*: `of` (a list of references, else `supersedes`). *Example*: `check: replaced-in-force`. The finding stands at the
//! reference, the SOP it leads to is shown beside it; `{problem}` is the title of that SOP. A reference to the SOP itself is its
//! earlier edition, which is not in the archive; what leads to several SOPs leads nowhere.

use super::cycle;
use crate::check::archive::{Archive, ArchiveChecked, Collector, Facts, Index};
use crate::check::{Outcome, Walk};
use crate::rule::named::Named;

pub(super) fn collect<'m>(collector: &Collector<'m, 'm, '_>, named: &Named, facts: &mut Facts) -> Outcome {
    match facts.in_force {
        true => cycle::collect(collector, named, facts),
        false => Outcome::NotApplicable,
    }
}

pub(super) fn decide(walk: &Walk, archive: &Archive<'_>, index: &Index<'_>, rule: u32, checked: &mut ArchiveChecked) {
    for (at, reference) in archive.references(rule) {
        match *index.find(reference) {
            [of] if of != at && archive.facts[of].in_force => {
                let related = checked.beside(archive.facts, &[of]);
                let title = archive.facts[of].shown.as_ref();
                let place = (at, rule);
                checked.find_beside(walk, archive, place, reference.draft, &mut std::iter::repeat(title), related);
            }
            // What is not among single documents may still be in force.
            _ if archive.is_whole() => checked.outcomes.push((at, rule, Outcome::Pass)),
            _ => {}
        }
    }
}
