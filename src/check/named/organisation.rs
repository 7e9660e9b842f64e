//! `units-without-sop` and `tasks-without-sop`: what the organisation has and no SOP is about.
//!
//! *What it checks*: the units and their tasks in the data of the project, against the units and titles of the SOPs in force.
//! A unit must have an SOP of its own when its entry says so; where it does not say, the smallest units must. A task has an SOP when
//! one bears its name, or when one of those under `sop` is in the archive. *Why it matters*: SOPs are for every unit, down to the
//! smallest. *Parameters*: none. *Example*: `check: units-without-sop`. Findings stand in the data file, for there is no document to
//! blame; `{problem}` is the unit or the task, `{near}` the unit of the task. Only a whole folder of which everything was read can tell.

use rustc_hash::FxHashSet;

use crate::check::archive::{Archive, ArchiveChecked, Collector, Form, InProject, Index, title_form};
use crate::check::say::fill_told;
use crate::check::{Outcome, Reason, Walk};
use crate::finding::{Confidence, Finding, Severity};
use crate::rule::Phase;
use crate::sop::project::{Project, TaskEntry, Written};
use crate::sop::record::TypeId;
use crate::source::{Place, SourceId};

pub(super) fn collect(_: &Collector<'_, '_, '_>) -> Outcome {
    Outcome::NotDecidable(Reason::NotSupplied)
}

/// The units of the project, where what is missing can be told.
fn project<'r>(archive: &Archive<'r>) -> Option<&'r Project> {
    archive.run.project.filter(|project| archive.is_complete() && project.supplies(TypeId::Unit))
}

/// Units without an SOP.
pub(super) fn units(walk: &Walk, archive: &Archive<'_>, rule: u32, checked: &mut ArchiveChecked) {
    let Some(project) = project(archive) else { return };
    let in_force = archive.facts.iter().filter(|facts| facts.in_force);
    let with: FxHashSet<usize> = in_force.filter_map(|facts| facts.unit).map(|unit| unit as usize).collect();
    pass(archive, rule, checked);
    for at in project.units_to_have_sop(archive.run.today).filter(|at| !with.contains(at)) {
        let name = &project.unit_entries()[at].name;
        find(walk, archive, rule, name, (&name.text, ""), checked);
    }
}

/// Tasks without an SOP.
pub(super) fn tasks(walk: &Walk, archive: &Archive<'_>, index: &Index<'_>, rule: u32, checked: &mut ArchiveChecked) {
    let Some(project) = project(archive) else { return };
    let mut units = project.units_with_tasks(archive.run.today).peekable();
    if units.peek().is_none() {
        return;
    }
    pass(archive, rule, checked);
    for (unit, tasks) in units {
        let unit = &project.unit_entries()[unit].name.text;
        for task in tasks.iter().filter(|task| !has_sop(archive, index, task)) {
            find(walk, archive, rule, &task.name, (&task.name.text, unit), checked);
        }
    }
}

fn has_sop(archive: &Archive<'_>, index: &Index<'_>, task: &TaskEntry) -> bool {
    let vocabulary = archive.run.vocabulary;
    let names = std::iter::once(&task.name.text).chain(&task.sops);
    names.into_iter().any(|name| {
        let name = vocabulary.sop_name(name);
        let (number, title) = (Form::of(&name), title_form(name));
        index.named(Some(number), Some(&title)).iter().any(|&at| archive.facts[at].in_force)
    })
}

fn pass(archive: &Archive<'_>, rule: u32, checked: &mut ArchiveChecked) {
    checked.outcomes.extend((0..archive.facts.len()).map(|at| (at, rule, Outcome::Pass)));
}

/// A finding in a data file: it concerns what is in force.
fn find(
    walk: &Walk,
    archive: &Archive<'_>,
    rule: u32,
    at: &Written,
    (problem, near): (&str, &str),
    checked: &mut ArchiveChecked,
) {
    let judging = &walk.rules[rule as usize];
    let phase = archive.run.phase.unwrap_or(Phase::Final);
    let finding = Finding {
        rule: judging.id,
        severity: judging.severity.get(phase).unwrap_or(Severity::Info),
        confidence: Confidence::High,
        message: fill_told(judging.message.get(archive.run.language), near, problem),
        // The data file gets its number when the report is made.
        place: Place { source: SourceId(0), span: Some(at.span) },
        document: 0,
        logical: "unit_entry".to_owned(),
        found: at.text.clone(),
        within: Box::default(),
        related: Vec::new(),
        suggestion: None,
        fix: None,
    };
    checked.in_project.push(InProject { rule, layer: at.file, finding });
}
