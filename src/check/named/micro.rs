//! `micro-without-macro`: a micro SOP that no macro SOP of its unit names.
//!
//! *What it checks*: SOPs that call themselves micro, in units with a macro SOP that names others. *Why it matters*: a macro SOP is made
//! of micro ones; one it does not name is done by nobody who follows it. *Parameters*: `of` (the list in which a macro SOP names its
//! parts, else `related`). *Example*: `check: micro-without-macro`. A part that does not exist is the business of the rule about
//! references. `{problem}` is the title of the macro SOP, which is shown beside the finding.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cycle;
use crate::check::archive::{Archive, ArchiveChecked, Collector, Facts, Form, Index, Mark};
use crate::check::evidence::value_read;
use crate::check::{Outcome, Reason, Walk};
use crate::rule::named::Named;
use crate::sop::model::Coverage;

pub(super) fn collect<'m>(collector: &Collector<'m, 'm, '_>, named: &Named, facts: &mut Facts) -> Outcome {
    let document = &collector.subject.sop.document;
    if !facts.in_force || !document.unit.is_present() {
        return Outcome::NotApplicable;
    }
    match document.coverage.code().and_then(Coverage::from_code) {
        Some(Coverage::Macro) => {
            let outcome = cycle::collect(collector, named, facts);
            if outcome != Outcome::NotApplicable {
                facts.marks.push(collector.mark(&unit(collector), None));
            }
            outcome
        }
        Some(Coverage::Micro) => {
            let read = || value_read(collector.subject.sop.view, &document.coverage, "coverage", "");
            let draft = facts.draft(document.coverage.span(), || collector.sketch_of(read()));
            facts.marks.push(collector.mark(&unit(collector), Some(draft)));
            Outcome::NotDecidable(Reason::NotSupplied)
        }
        None => Outcome::NotApplicable,
    }
}

fn unit(collector: &Collector<'_, '_, '_>) -> String {
    collector.run.vocabulary.actors.names(collector.subject.sop.document.unit.as_str()).name
}

pub(super) fn decide(walk: &Walk, archive: &Archive<'_>, index: &Index<'_>, rule: u32, checked: &mut ArchiveChecked) {
    if !archive.is_complete() {
        return;
    }
    // Each name once: those of a template lead to as many SOPs as there are copies of it.
    let mut names = FxHashSet::default();
    let references = archive.references(rule).map(|(_, reference)| reference);
    let new = references.filter(|reference| names.insert((reference.number, reference.title.as_deref())));
    let parts: FxHashSet<usize> = new.flat_map(|reference| index.find(reference).into_owned()).collect();
    let mut macros: FxHashMap<Form, usize> = FxHashMap::default();
    for (at, mark) in archive.marks(rule).filter(|(_, mark)| mark.draft.is_none()) {
        checked.outcomes.push((at, rule, Outcome::Pass));
        macros.entry(mark.form).or_insert(at);
    }
    for (at, mark) in archive.marks(rule).filter(|(_, mark)| mark.draft.is_some()) {
        match macros.get(&mark.form).filter(|_| !parts.contains(&at)) {
            Some(&of) => report(walk, archive, (at, rule), mark, of, checked),
            None => checked.outcomes.push((at, rule, Outcome::Pass)),
        }
    }
}

/// A micro SOP, beside the macro SOP of its unit.
fn report(
    walk: &Walk,
    archive: &Archive<'_>,
    place: (usize, u32),
    mark: &Mark,
    of: usize,
    checked: &mut ArchiveChecked,
) {
    let Some(draft) = mark.draft else { return };
    let related = checked.beside(archive.facts, &[of]);
    let title = archive.facts[of].shown.as_ref();
    checked.find_beside(walk, archive, place, draft, &mut std::iter::repeat(title), related);
}
