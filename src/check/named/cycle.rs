//! `reference-cycle`: references of an archive that lead back to where they began.
//!
//! *What it checks*: the references of one list, such as what each SOP replaces. *Why it matters*: of two SOPs that replace
//! each other nobody can say which is in force. *Parameters*: `of` (a list of references, else `supersedes`). *Example*:
//! `check: reference-cycle`. One finding for each circle, at its first document, with the references of the others;
//! `{problem}` is the circle. A reference to the SOP itself is its earlier edition, one to several SOPs leads nowhere. In a knot
//! of very many circles one is told ([`super::circles`]); the documents of the others stay undecided.

use super::circles::circles;
use crate::check::archive::{Archive, ArchiveChecked, Collector, Facts, Index, ReferenceFact};
use crate::check::evidence::value_read;
use crate::check::paths::label;
use crate::check::walk::{elements, logical};
use crate::check::{Outcome, Reason, Walk};
use crate::finding::{Finding, Related};
use crate::rule::named::Named;
use crate::sop::record::Slot;

/// Gathers the references of a document.
pub(super) fn collect<'m>(collector: &Collector<'m, 'm, '_>, named: &Named, facts: &mut Facts) -> Outcome {
    let Some(path) = named.of() else { return Outcome::NotApplicable };
    let document = &collector.subject.sop.document;
    let env = collector.env(document);
    let before = facts.references.len();
    elements(&env, document, &path.fields, &mut Vec::new(), &mut |element, trail| {
        let Some((field, _)) = element.type_id().field("text") else { return };
        let Slot::One(value) = element.slot(field) else { return };
        if value.is_present() {
            let read = || value_read(env.sop.view, value, "text", label(&env, path));
            let env = collector.env(element);
            let draft = facts.draft(value.span(), || collector.sketch(&env, read(), &logical(path, trail)));
            facts.references.push(collector.reference(&env, value, draft));
        }
    });
    if facts.references.len() == before { Outcome::NotApplicable } else { Outcome::NotDecidable(Reason::NotSupplied) }
}

/// Finds the circles of a rule.
pub(super) fn decide(walk: &Walk, archive: &Archive<'_>, index: &Index<'_>, rule: u32, checked: &mut ArchiveChecked) {
    let ways = ways(archive.facts, index, rule);
    let targets: Vec<Vec<usize>> = ways.iter().map(|ways| ways.iter().map(|(to, _)| *to).collect()).collect();
    let circles = circles(&targets);
    for circle in &circles.told {
        checked.outcomes.push((circle[0], rule, Outcome::Finding));
        if let Some(finding) = finding(walk, archive.facts, &ways, (rule, circle), checked) {
            checked.findings.push(finding);
        }
    }
    // What is not among single documents may still close a circle.
    if archive.is_whole() {
        let references = archive.references(rule).filter(|(at, _)| circles.untold.binary_search(at).is_err());
        checked.outcomes.extend(references.map(|(at, _)| (at, rule, Outcome::Pass)));
    }
}

/// For each document the documents it refers to, each with the reference.
type Ways<'f> = Vec<Vec<(usize, &'f ReferenceFact)>>;

fn ways<'f>(facts: &[&'f Facts], index: &Index<'_>, rule: u32) -> Ways<'f> {
    let of_document = |(at, facts): (usize, &&'f Facts)| {
        let own = facts.references.iter().filter(|reference| reference.rule == rule);
        own.filter_map(|reference| match index.find(reference).as_ref() {
            [target] if *target != at => Some((*target, reference)),
            _ => None,
        })
        .collect()
    };
    facts.iter().enumerate().map(of_document).collect()
}

fn finding(
    walk: &Walk,
    facts: &[&Facts],
    ways: &Ways<'_>,
    (rule, circle): (u32, &[usize]),
    checked: &mut ArchiveChecked,
) -> Option<Finding> {
    let next = |at: usize| circle[(at + 1) % circle.len()];
    let draft =
        |at: usize| ways[circle[at]].iter().find(|(to, _)| *to == next(at)).map(|(_, reference)| reference.draft);
    let names: Vec<&str> = circle.iter().chain([&circle[0]]).map(|&at| &*facts[at].shown).collect();
    let problem = names.join(" → ");
    let sketch = checked.sketch(facts, circle[0], draft(0)?)?;
    let mut finding = sketch.drawn(&walk.rules[rule as usize], std::iter::repeat(problem.as_str()));
    let others = (1..circle.len()).filter_map(|at| {
        let place = checked.sketch(facts, circle[at], draft(at)?)?.place;
        Some(Related { place, label: facts[circle[at]].shown.as_ref().to_owned() })
    });
    finding.related.extend(others);
    Some(finding)
}
