//! What was not checked, and why: the most important part of a report that calls things good.
//!
//! In: an audit. Out: markup: a notice beside the score, and the reasons at the end of the overview: documents by reason, rules that
//! could not be decided by reason, questions for people, rules that are off.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::overview::more;
use super::{Page, text};
use crate::check::{Outcome, Reason};
use crate::engine::messages::entry;
use crate::engine::report::Checked;
use crate::finding::RuleId;
use crate::report::figures;
use crate::report::found::documents;
use crate::report::words::{reason, say};

/// Documents told for each reason.
const MOST_DOCUMENTS: usize = 20;
/// Rules told for each reason.
const MOST_RULES: usize = 12;

/// A notice when something was not read.
pub(super) fn notice(page: Page<'_, '_>) -> Markup {
    let score = &page.audit.scores.archive;
    let lost = score.unread + score.partly;
    html! {
        @if lost > 0 { p.notice {
            strong { (figures::count(score.unread, page.language)) " " (page.say("dokumen tidak terbaca", "documents were not read")) }
            (page.say(" dan ", " and ")) (figures::count(score.partly, page.language))
            (page.say(" terbaca sebagian. Nilai hanya berlaku untuk yang terbaca; ", " were read in part. The score is about what was read; "))
            a href="#overview/gaps" { (page.say("lihat sebabnya", "see why")) } "."
        } }
        @if page.shown.left_out > 0 { p.notice {
            (figures::count(page.shown.left_out, page.language))
            (page.say(
                " dokumen tidak mempunyai halaman sendiri dalam berkas ini: terlalu banyak. Semuanya dihitung di halaman ini; rinciannya ada di findings.jsonl.",
                " documents have no page of their own in this file: there are too many. All are counted on this page; details are in findings.jsonl.",
            ))
        } }
    }
}

/// The reasons.
pub(super) fn gaps(page: Page<'_, '_>) -> Markup {
    html! {
        h2 #gaps { (page.say("Yang tidak diperiksa, dan sebabnya", "What was not checked, and why")) }
        (unread(page))
        (undecided(page))
        (off(page))
    }
}

/// Names and messages of documents, by whether a part was read and the engine message that says why not all was.
type Groups<'r> = BTreeMap<(bool, Option<RuleId>), Vec<(String, &'r str)>>;

/// Documents that were not read, or only in part, by reason.
fn unread(page: Page<'_, '_>) -> Markup {
    let report = page.audit.outputs.report;
    let mut groups = Groups::new();
    let lost = documents(report).filter(|(source, document)| !source.of_project && document.checked != Checked::Full);
    for (source, document) in lost {
        let is_part = document.checked == Checked::Partly;
        let why = document.unchecked.first();
        let silent = page.say("tidak terbaca seluruhnya", "not read to its end");
        let place = (source.documents.len() > 1)
            .then(|| format!(" ({} {})", page.say("dokumen", "document"), document.index + 1));
        let name = format!("{}{}", source.name, place.unwrap_or_default());
        let group = groups.entry((is_part, why.map(|why| why.rule))).or_default();
        group.push((name, why.map_or(silent, |why| why.message.as_str())));
    }
    html! {
        h3 { (page.say("Dokumen", "Documents")) }
        @if groups.is_empty() { p { (page.say("Semua dokumen terbaca seluruhnya.", "All documents were read whole.")) } }
        @for ((is_part, rule), names) in &groups {
            details open[names.len() <= MOST_DOCUMENTS] {
                summary {
                    strong { (figures::count(names.len(), page.language)) } " "
                    (if *is_part { page.say("terbaca sebagian", "read in part") } else { page.say("tidak terbaca", "not read") })
                    @if let Some(rule) = rule {
                        ": " (rule) " " (page.say("tidak terpenuhi", "not met")) " (" (title(page, *rule)) ")"
                    }
                }
                @if let Some(help) = rule.and_then(entry).map(|entry| say(page.language, entry.help.0, entry.help.1)) { p { (text::quoted(help)) } }
                ul { @for (name, why) in names.iter().take(MOST_DOCUMENTS) { li { span.path { (name) } " – " (why) } } }
                (more(page, names.len(), MOST_DOCUMENTS, Some(("matrix?outcome=x", page.say("matriks", "matrix")))))
            }
        }
    }
}

fn title(page: Page<'_, '_>, rule: RuleId) -> &'static str {
    entry(rule).map_or("", |entry| say(page.language, entry.title.0, entry.title.1))
}

/// Rules that could not be decided in documents that were read, by reason.
fn undecided(page: Page<'_, '_>) -> Markup {
    let mut counts: BTreeMap<Reason, BTreeMap<usize, usize>> = BTreeMap::new();
    for (_, document) in documents(page.audit.outputs.report).filter(|(_, document)| document.checked != Checked::None)
    {
        for (rule, outcome) in document.outcomes.iter().enumerate() {
            if let Outcome::NotDecidable(why) = outcome {
                *counts.entry(*why).or_default().entry(rule).or_default() += 1;
            }
        }
    }
    html! {
        h3 { (page.say("Aturan yang tidak dapat diputuskan dalam dokumen yang terbaca", "Rules that could not be decided in documents that were read")) }
        @if counts.is_empty() { p { (page.say("Tidak ada.", "None.")) } } @else {
            table {
                caption { (page.say("Menurut sebab; angka adalah dokumen", "By reason; numbers are documents")) }
                thead { tr {
                    th scope="col" { (page.say("Sebab", "Reason")) }
                    th.n scope="col" { (page.say("Hasil", "Outcomes")) }
                    th scope="col" { (page.say("Aturan", "Rules")) }
                } }
                tbody { @for (why, rules) in &counts { tr {
                    th scope="row" { (reason(*why, page.language)) }
                    td.n { (figures::count(rules.values().sum(), page.language)) }
                    td { (named(page, rules)) }
                } } }
            }
        }
    }
}

/// The rules with most documents, and how many more there are.
fn named(page: Page<'_, '_>, rules: &BTreeMap<usize, usize>) -> Markup {
    let all = &page.audit.outputs.linter.walk.rules;
    let mut most: Vec<(&usize, &usize)> = rules.iter().collect();
    most.sort_by_key(|(rule, count)| (std::cmp::Reverse(**count), **rule));
    let shown = most.iter().take(MOST_RULES).filter_map(|(rule, count)| Some((all.get(**rule)?, count)));
    html! {
        @for (at, (rule, count)) in shown.enumerate() {
            @if at > 0 { ", " }
            span title=(rule.title.get(page.language)) { (rule.id) } " (" (figures::count(**count, page.language)) ")"
        }
        @if most.len() > MOST_RULES { " … +" (most.len() - MOST_RULES) }
    }
}

/// Rules that are off: what they would have found, nobody looked for.
fn off(page: Page<'_, '_>) -> Markup {
    let off = &page.audit.outputs.linter.off;
    html! {
        @if !off.is_empty() {
            h3 { (page.say("Aturan yang dimatikan", "Rules that are switched off")) }
            ul { @for (rule, why) in off { li { (rule) @if let Some(why) = why { " – " (why) } } } }
        }
    }
}
