//! `micro-without-macro`: a micro SOP that no macro SOP of its unit names.
//!
//! *What it checks*: SOPs that call themselves micro, in units with a macro SOP that names others. *Why it matters*: a macro SOP is made
//! of micro ones; one it does not name is done by nobody who follows it. *Parameters*: `of` (the list in which a macro SOP names its
//! parts, else `related`). *Example*: `check: micro-without-macro`. A part that does not exist is the business of the rule about
//! references. `{problem}` is the title of the macro SOP.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cycle;
use crate::check::archive::{Archive, ArchiveChecked, Collector, Facts, Form, Index};
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
    let parts: FxHashSet<usize> = archive.references(rule).flat_map(|(_, reference)| index.find(reference)).collect();
    let mut macros: FxHashMap<Form, usize> = FxHashMap::default();
    for (at, mark) in archive.marks(rule).filter(|(_, mark)| mark.draft.is_none()) {
        checked.outcomes.push((at, rule, Outcome::Pass));
        macros.entry(mark.form).or_insert(at);
    }
    for (at, mark) in archive.marks(rule).filter(|(_, mark)| mark.draft.is_some()) {
        match macros.get(&mark.form).filter(|_| !parts.contains(&at)) {
            Some(&of) => checked.find(walk, archive, (at, rule), mark, &archive.facts[of].shown),
            None => checked.outcomes.push((at, rule, Outcome::Pass)),
        }
    }
}
