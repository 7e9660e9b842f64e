//! The organisation: its units and their parts, each with its scorecard, also those without any SOP.
//!
//! In: the scorecards. Out: one table in the order of the tree; how deep a unit lies shows by its indent and is told in words.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::overview::{letter, three};
use super::{Page, charts, text};
use crate::engine::scorecard::{Score, Tally, UnitScore};
use crate::report::figures;

/// Deeper units are shown as deep as this.
const DEEPEST: usize = 8;

/// The section.
pub(super) fn units(page: Page<'_, '_>) -> Markup {
    let units = &page.audit.scores.units;
    html! {
        section #units aria-labelledby="units-title" {
            h1 #units-title { (page.say("Unit kerja", "Units")) }
            @if units.is_empty() {
                p { (page.say("Tidak ada unit: proyek tidak mendaftar unit, dan tidak ada dokumen yang menyebutnya.", "There are no units: the project lists none, and no document names one.")) }
            } @else {
                (summary(page, units))
                table.tree {
                    caption { (page.say("Struktur organisasi; angka tiap unit tanpa bagiannya", "The organisation; the numbers of a unit are without those of its parts")) }
                    thead { tr {
                        th scope="col" { (page.say("Unit", "Unit")) }
                        th.n scope="col" { (page.say("Dokumen", "Documents")) }
                        th.n scope="col" { (page.say("Terbaca", "Read")) }
                        th scope="col" colspan="2" { (page.say("Nilai", "Score")) }
                        th scope="col" { (page.say("Predikat", "Grade")) }
                        th.n scope="col" { (page.say("Temuan", "Findings")) }
                        th.n scope="col" { (page.say("Upaya", "Effort")) }
                        th.n scope="col" { (page.say("Dengan bagiannya", "With its parts")) }
                    } }
                    tbody { @for (at, depth) in in_order(units) { (row(page, at, depth)) } }
                }
            }
        }
    }
}

fn summary(page: Page<'_, '_>, units: &[UnitScore]) -> Markup {
    let listed = units.iter().filter(|unit| unit.entry.is_some());
    let without = listed.clone().filter(|unit| unit.score.documents == 0).count();
    html! {
        p {
            (figures::count(listed.count(), page.language)) " " (page.say("unit terdaftar; ", "units are listed; "))
            strong { (figures::count(without, page.language)) " " (page.say("belum mempunyai SOP sendiri", "have no SOP of their own")) }
        }
    }
}

fn row(page: Page<'_, '_>, at: usize, depth: usize) -> Markup {
    let units = &page.audit.scores.units;
    let unit = &units[at];
    let score = &unit.score;
    let parent = unit.parent.and_then(|parent| units.get(parent));
    html! {
        tr.none[score.documents == 0] {
            th scope="row" class={ "deep-" (depth.min(DEEPEST)) } {
                (link_to_unit(at, name_of_unit(page, unit)))
                @if let Some(parent) = parent { span.unseen { " (" (page.say("bagian dari ", "part of ")) (name_of_unit(page, parent)) ")" } }
                @if unit.entry.is_none() && unit.name.is_some() && page.audit.outputs.linter.known.project.is_some() {
                    " " span.tag { (page.say("tidak terdaftar", "not listed")) }
                }
            }
            @if score.documents == 0 {
                td colspan="7" { (without(page, unit)) }
            } @else {
                td.n { (figures::count(score.documents, page.language)) }
                td.n { (figures::count(score.read(), page.language)) }
                td.chart { (charts::bar(score.percent())) }
                td.n { (figures::score(score.percent(), page.language)) }
                td.c { (letter(score)) }
                td.n { (three(score.findings)) }
                td.n { (text::effort(score.minutes, page.language)) }
            }
            td.n { (with_parts(page, at)) }
        }
    }
}

/// What is said of a unit without any document.
pub(super) fn without(page: Page<'_, '_>, unit: &UnitScore) -> Markup {
    html! {
        @if is_needless(page, unit) {
            span.tag { (page.say("belum ada SOP, dan tidak diwajibkan", "no SOP, and none required")) }
        } @else {
            span.tag.missing { (page.say("belum ada SOP", "no SOP")) }
        }
    }
}

/// Whether the project says that a unit needs no SOP.
pub(super) fn is_needless(page: Page<'_, '_>, unit: &UnitScore) -> bool {
    let project = page.audit.outputs.linter.known.project.as_ref();
    let entry = unit.entry.and_then(|entry| project?.unit_entries().get(entry as usize));
    entry.is_some_and(|entry| entry.sop_required == Some(false))
}

/// Score and documents of a unit with all its parts, where it has any.
fn with_parts(page: Page<'_, '_>, at: usize) -> Markup {
    let units = &page.audit.scores.units;
    let parts: Vec<&Score> =
        (0..units.len()).filter(|&part| is_within(units, part, at)).map(|part| &units[part].score).collect();
    if parts.len() < 2 {
        return html! {};
    }
    let documents: usize = parts.iter().map(|score| score.documents).sum();
    let add = |sum: Tally, score: &&Score| Tally {
        passed: sum.passed + score.weights.passed,
        decided: sum.decided + score.weights.decided,
    };
    let percent = parts.iter().fold(Tally::default(), add).percent();
    html! { (figures::score(percent, page.language)) " (" (figures::count(documents, page.language)) ")" }
}

/// Whether a unit is another one or a part of it. Parents never lead back to a unit ([`UnitScore::parent`]).
fn is_within(units: &[UnitScore], part: usize, whole: usize) -> bool {
    let mut at = Some(part);
    for _ in 0..=units.len() {
        match at {
            Some(unit) if unit == whole => return true,
            Some(unit) => at = units.get(unit).and_then(|unit| unit.parent),
            None => return false,
        }
    }
    false
}

/// The units in the order of the tree, each with its depth.
fn in_order(units: &[UnitScore]) -> Vec<(usize, usize)> {
    let mut order = Vec::with_capacity(units.len());
    let mut seen = BTreeSet::new();
    let roots = (0..units.len()).filter(|&at| units[at].parent.is_none());
    // What leads back to itself has no root; it is shown all the same.
    for root in roots.chain(0..units.len()) {
        let mut open = vec![(root, 0)];
        while let Some((at, depth)) = open.pop() {
            if seen.insert(at) {
                order.push((at, depth));
                open.extend(
                    (0..units.len()).rev().filter(|&part| units[part].parent == Some(at)).map(|part| (part, depth + 1)),
                );
            }
        }
    }
    order
}

/// What a unit is called.
pub(super) fn name_of_unit<'p>(page: Page<'p, '_>, unit: &'p UnitScore) -> &'p str {
    unit.name.as_deref().unwrap_or_else(|| page.say("(tanpa unit)", "(no unit)"))
}

/// A link to the page of a unit.
pub(super) fn link_to_unit(at: usize, name: &str) -> Markup {
    html! { a href={ "#u/" (at + 1) } { (name) } }
}
