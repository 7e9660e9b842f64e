//! `older-edition`: an SOP that leaves its date of revision blank, though the archive has an edition it replaced.
//!
//! *What it checks*: documents in force against those that are superseded or withdrawn and have the same number, or the same
//! title in the same unit. A date that is written as none (`-`) was left out on purpose. *Why it matters*: without it nobody sees
//! which of two papers is the newer. *Parameters*: none. *Example*: `check: older-edition`. The edition that was replaced is
//! shown beside the finding.

use rustc_hash::FxHashMap;

use crate::check::archive::{Archive, ArchiveChecked, Collector, Facts, Form, Mark};
use crate::check::evidence::value_read;
use crate::check::{Outcome, Walk};
use crate::finding::Related;
use crate::sop::record::TypeId;
use crate::sop::value::State;

pub(super) fn collect<'m>(collector: &Collector<'m, 'm, '_>, facts: &mut Facts) -> Outcome {
    let (document, run) = (&collector.subject.sop.document, collector.run);
    let blank = document.revised_date.state == State::Missing && facts.in_force;
    let number = facts.number.unwrap_or(Form::NONE);
    let title = match (&facts.title, document.unit.is_present()) {
        (Some(title), true) => format!("{title}\n{}", run.vocabulary.actors.names(document.unit.as_str()).name),
        _ => String::new(),
    };
    if number.is_none() && title.is_empty() || facts.in_force && !blank {
        return if facts.in_force && !blank { Outcome::Pass } else { Outcome::NotApplicable };
    }
    // Of an edition that was replaced, its number stands for it.
    let (value, field) = match blank {
        true => (&document.revised_date, "revised_date"),
        false => (&document.number, "number"),
    };
    let label = TypeId::Document
        .field(field)
        .map_or("", |(number, _)| run.vocabulary.field_name(TypeId::Document, number, run.language));
    let read = || value_read(collector.subject.sop.view, value, field, label);
    let draft = facts.draft(value.span(), || collector.sketch_of(read()));
    facts.marks.push(Mark { beside: number, ..collector.mark(&title, Some(draft)) });
    Outcome::Pass
}

pub(super) fn decide(walk: &Walk, archive: &Archive<'_>, rule: u32, checked: &mut ArchiveChecked) {
    let (mut by_title, mut by_number): (FxHashMap<Form, Placed<'_>>, FxHashMap<Form, Placed<'_>>) = Default::default();
    for (at, mark) in archive.marks(rule).filter(|(at, _)| !archive.facts[*at].in_force) {
        by_title.entry(mark.form).or_insert((at, mark));
        by_number.entry(mark.beside).or_insert((at, mark));
    }
    for (at, mark) in archive.marks(rule).filter(|(at, _)| archive.facts[*at].in_force) {
        let same = |marks: &FxHashMap<Form, _>, key: Form| marks.get(&key).copied().filter(|_| !key.is_none());
        let Some((of, earlier)) = same(&by_number, mark.beside).or_else(|| same(&by_title, mark.form)) else {
            continue;
        };
        let Some(draft) = mark.draft else { continue };
        let earlier = earlier.draft.and_then(|draft| checked.sketch(archive.facts, of, draft));
        let related = earlier.map(|sketch| Related { place: sketch.place, label: String::new() });
        checked.find_beside(walk, archive, (at, rule), draft, &mut std::iter::empty(), related.into_iter().collect());
    }
}

/// A mark and the index of its document.
type Placed<'f> = (usize, &'f Mark);
