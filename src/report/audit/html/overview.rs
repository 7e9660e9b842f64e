//! The first section: where the archive stands, on one page.
//!
//! In: an audit. Out: markup that shows without any program and is what gets printed: score and grade, what was read and what was not,
//! shares by benefit and question, units, earlier audits, the worst rules and documents, documents that say different things, reviews
//! that are due. Every list has an end and says how much is behind it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use maud::{Markup, html};

use super::selection::Entry;
use super::units::{link_to_unit, name_of_unit};
use super::{Page, charts, gaps, text};
use crate::engine::scorecard::{Score, Tally, UnitScore};
use crate::finding::{Finding, RuleId};
use crate::report::audit::formula;
use crate::report::explain::{benefit, questions};
use crate::report::figures;
use crate::report::found::{Found, findings, site};
use crate::rule::{Benefit, Question};
use crate::sop::date::Day;
use crate::source::{Place, SourceId};

/// Rows of the lists of the worst.
const MOST_WORST: usize = 10;
/// Rows of other lists.
const MOST_LISTED: usize = 30;
/// Other documents a contradiction names.
const MOST_PARTIES: usize = 3;
/// Rows of the table of units.
const MOST_UNITS: usize = 60;
/// Reviews that come due within so many days are told.
const SOON: i64 = 90;

/// The section.
pub(super) fn overview(page: Page<'_, '_>) -> Markup {
    let score = &page.audit.scores.archive;
    html! {
        section #overview aria-labelledby="overview-title" {
            h1 #overview-title { (page.say("Audit SOP", "Audit of SOPs")) " " span.title { (page.audit.title) } }
            (basis(page))
            (tiles(page, score))
            (gaps::notice(page))
            div.pair {
                (benefits(page, score))
                (answers(page, score))
            }
            (units(page))
            (trend(page))
            (worst_rules(page))
            (worst_documents(page))
            (contradictions(page))
            (reviews(page))
            (gaps::gaps(page))
        }
    }
}

fn basis(page: Page<'_, '_>) -> Markup {
    let report = page.audit.outputs.report;
    html! {
        p.basis {
            (page.say("Keadaan per ", "As of ")) strong { (page.day(report.today)) }
            " · " (figures::count(page.audit.outputs.linter.walk.rules.len(), page.language)) " "
            (page.say("aturan", "rules")) " · "
            (page.say("rekaman audit", "record of the audit")) " " code.hash { (page.audit.record.id) }
        }
    }
}

fn tiles(page: Page<'_, '_>, score: &Score) -> Markup {
    let count = |number: usize| figures::count(number, page.language);
    let [errors, warnings, infos] = score.findings;
    let told = |number, severity| text::severities(number, severity, page.language);
    use crate::finding::Severity::{Error, Info, Warning};
    html! {
        dl.tiles {
            div.tile.main {
                dt { (page.say("Nilai dan predikat", "Score and grade")) }
                dd {
                    span.big { (figures::score(score.percent(), page.language)) }
                    @if let Some(grade) = score.grade() { span class={ "grade " (grade.letter()) } { (grade.letter()) } }
                }
                dd.note { (page.say("dari 100, untuk yang terbaca", "out of 100, for what was read")) }
                @if let Some(bound) = formula::bound(score, page.language) { dd.note { (bound) } }
            }
            div.tile {
                dt { (page.say("Dokumen", "Documents")) }
                dd.big { (count(score.documents)) }
                dd.note {
                    (count(score.full)) " " (page.say("terbaca seluruhnya", "read whole")) br;
                    (count(score.partly)) " " (page.say("sebagian", "in part")) br;
                    strong.if-any data-n=(score.unread) { (count(score.unread)) " " (page.say("tidak terbaca", "not read")) }
                }
            }
            div.tile {
                dt { (page.say("Temuan", "Findings")) }
                dd.big { (count(errors + warnings + infos)) }
                dd.note {
                    span.dot.e {} (told(errors, Error)) br;
                    span.dot.w {} (told(warnings, Warning)) br;
                    span.dot.i {} (told(infos, Info))
                    @if score.accepted > 0 { br; (count(score.accepted)) " " (page.say("lagi diterima, tidak dihitung", "more accepted, not counted")) }
                }
            }
            div.tile {
                dt { (page.say("Perkiraan upaya perbaikan", "Estimated effort to mend")) }
                dd.big { (text::effort(score.minutes, page.language)) }
                dd.note { (page.say("perkiraan untuk perencanaan, bukan pengukuran", "an estimate for planning, no measurement")) }
            }
        }
    }
}

fn benefits(page: Page<'_, '_>, score: &Score) -> Markup {
    let rows: Vec<(String, Tally)> = Benefit::ALL
        .iter()
        .zip(score.benefits)
        .map(|(&of, tally)| (benefit(of, page.language).to_owned(), tally))
        .collect();
    charts::shares(
        page.say("Nilai menurut manfaat SOP", "Score by benefit of SOPs"),
        [page.say("Manfaat", "Benefit"), page.say("Nilai", "Score")],
        &rows,
        page.language,
    )
}

fn answers(page: Page<'_, '_>, score: &Score) -> Markup {
    let name = |question: Question| questions(&[question], page.language);
    let rows: Vec<(String, Tally)> =
        Question::ALL.iter().zip(score.questions).map(|(&of, tally)| (name(of), tally)).collect();
    charts::shares(
        page.say("Nilai menurut pertanyaan yang dijawab SOP", "Score by question an SOP answers"),
        [page.say("Pertanyaan", "Question"), page.say("Nilai", "Score")],
        &rows,
        page.language,
    )
}

fn units(page: Page<'_, '_>) -> Markup {
    let units = &page.audit.scores.units;
    let total = |unit: &UnitScore| unit.score.findings.iter().sum::<usize>();
    let most = units.iter().map(total).max().unwrap_or(0);
    html! {
        @if !units.is_empty() {
            h2 { (page.say("Unit kerja", "Units")) }
            table.units {
                caption { (page.say("Nilai dan temuan tiap unit", "Score and findings of each unit")) }
                thead { tr {
                    th scope="col" { (page.say("Unit", "Unit")) }
                    th.n scope="col" { (page.say("Terbaca", "Read")) }
                    th scope="col" colspan="2" { (page.say("Nilai", "Score")) }
                    th scope="col" { (page.say("Predikat", "Grade")) }
                    th scope="col" colspan="2" { (page.say("Temuan: kesalahan, peringatan, saran", "Findings: errors, warnings, infos")) }
                } }
                tbody {
                    @for (at, unit) in units.iter().enumerate().take(MOST_UNITS) {
                        tr.none[unit.score.documents == 0] {
                            th scope="row" { (link_to_unit(at, name_of_unit(page, unit))) }
                            @if unit.score.documents == 0 {
                                td colspan="6" { (super::units::without(page, unit)) }
                            } @else {
                                td.n { (unit.score.read()) "/" (unit.score.documents) }
                                td.chart { (charts::bar(unit.score.percent())) }
                                td.n { (figures::score(unit.score.percent(), page.language)) }
                                td.c { (letter(&unit.score)) }
                                td.chart { (charts::stack(unit.score.findings, most)) }
                                td.n { (three(unit.score.findings)) }
                            }
                        }
                    }
                }
            }
            (more(page, units.len(), MOST_UNITS, Some(("units", page.say("semua unit", "all units")))))
        }
    }
}

/// The grade of a score.
pub(super) fn letter(score: &Score) -> Markup {
    match score.grade() {
        Some(grade) => html! { span class={ "grade " (grade.letter()) } { (grade.letter()) } },
        None => html! { "–" },
    }
}

/// Errors, warnings, hints.
pub(super) fn three([errors, warnings, infos]: [usize; 3]) -> String {
    format!("{errors} · {warnings} · {infos}")
}

fn trend(page: Page<'_, '_>) -> Markup {
    let earlier: Vec<_> = page.audit.history.iter().filter_map(|audited| Some((audited, audited.score?))).collect();
    let Some(now) = page.audit.scores.archive.percent().filter(|_| !earlier.is_empty()) else { return html! {} };
    let scores: Vec<f64> = earlier.iter().map(|(_, score)| *score).chain([now]).collect();
    let archive = &page.audit.scores.archive;
    html! {
        h2 { (page.say("Perkembangan", "Trend")) }
        (charts::line(&scores))
        table {
            caption { (page.say("Audit terdahulu dan audit ini", "Earlier audits and this one")) }
            thead { tr {
                th scope="col" { (page.say("Tanggal", "Day")) }
                th.n scope="col" { (page.say("Dokumen", "Documents")) }
                th.n scope="col" { (page.say("Temuan", "Findings")) }
                th.n scope="col" { (page.say("Nilai", "Score")) }
            } }
            tbody {
                @for (audited, score) in &earlier { tr {
                    th scope="row" { (page.day(audited.today)) }
                    td.n { (figures::count(audited.documents, page.language)) }
                    td.n { (three(audited.findings)) }
                    td.n { (figures::score(Some(*score), page.language)) }
                } }
                tr.now {
                    th scope="row" { (page.day(page.audit.outputs.report.today)) }
                    td.n { (figures::count(archive.documents, page.language)) }
                    td.n { (three(archive.findings)) }
                    td.n { (figures::score(Some(now), page.language)) }
                }
            }
        }
    }
}

fn worst_rules(page: Page<'_, '_>) -> Markup {
    let rules = &page.audit.outputs.linter.walk.rules;
    let mut worst: Vec<_> =
        rules.iter().zip(&page.audit.scores.rules).filter(|(_, score)| score.findings > 0).collect();
    worst.sort_by_key(|(_, score)| (Reverse(score.lost), Reverse(score.findings)));
    html! {
        @if !worst.is_empty() {
            h2 { (page.say("Aturan yang paling banyak dilanggar", "Rules that are broken most")) }
            table {
                caption { (page.say("Urut menurut nilai yang hilang karenanya", "By what is lost of the score")) }
                thead { tr {
                    th scope="col" { (page.say("Aturan", "Rule")) }
                    th scope="col" { (page.say("Yang diminta", "What it asks")) }
                    th.n scope="col" { (page.say("Dokumen", "Documents")) }
                    th.n scope="col" { (page.say("Temuan", "Findings")) }
                    th.n scope="col" { (page.say("Upaya", "Effort")) }
                } }
                tbody { @for (rule, score) in worst.iter().take(MOST_WORST) { tr {
                    th scope="row" { a href={ "#findings?rule=" (rule.id) } { (rule.id) } }
                    td { (rule.title.get(page.language)) }
                    td.n { (figures::count(score.outcomes.finding, page.language)) }
                    td.n { (figures::count(score.findings, page.language)) }
                    td.n { (text::effort(score.minutes, page.language)) }
                } } }
            }
            (more(page, worst.len(), MOST_WORST, Some(("findings", page.say("semua temuan", "all findings")))))
        }
    }
}

fn worst_documents(page: Page<'_, '_>) -> Markup {
    let order = page.shown.worst_first();
    let worst = || order.iter().filter(|&&at| page.shown.entries.get(at).is_some_and(has_findings));
    html! {
        @if worst().next().is_some() {
            h2 { (page.say("Dokumen dengan nilai terendah", "Documents with the lowest score")) }
            table {
                caption { (page.say("Dokumen yang terbaca, nilai terendah dahulu", "Documents that were read, lowest score first")) }
                thead { tr {
                    th scope="col" { (page.say("Dokumen", "Document")) }
                    th scope="col" { (page.say("Unit", "Unit")) }
                    th.n scope="col" { (page.say("Temuan", "Findings")) }
                    th.n scope="col" { (page.say("Nilai", "Score")) }
                } }
                tbody { @for &at in worst().take(MOST_WORST) {
                    @let entry = &page.shown.entries[at];
                    tr {
                        th scope="row" { (link(at, entry)) }
                        td { (entry.score.and_then(|score| page.audit.scores.units.get(score.unit)).map(|unit| name_of_unit(page, unit)).unwrap_or_default()) }
                        td.n { (entry.score.map(|score| three(score.score.findings)).unwrap_or_default()) }
                        td.n { (figures::score(entry.percent(), page.language)) }
                    }
                } }
            }
            (more(page, worst().count(), MOST_WORST, Some(("matrix?sort=worst", page.say("matriks", "matrix")))))
        }
    }
}

fn has_findings(entry: &Entry<'_>) -> bool {
    entry.percent().is_some() && entry.score.is_some_and(|score| score.score.findings.iter().sum::<usize>() > 0)
}

/// A link to the page of a document.
pub(super) fn link(at: usize, entry: &Entry<'_>) -> Markup {
    html! { a href={ "#d/" (at + 1) } { (entry.name()) } }
}

/// Findings of one document about another one. That A contradicts B and B contradicts A is told once.
fn contradictions(page: Page<'_, '_>) -> Markup {
    let report = page.audit.outputs.report;
    let is_between = |found: &Found<'_>| {
        let needs_archive = page.audit.outputs.rule(found.finding).is_some_and(|rule| rule.verb.needs_archive());
        needs_archive && is_about_others(found.finding) && !found.source.of_project
    };
    let mut told = BTreeSet::new();
    let mut between: Vec<Found<'_>> =
        findings(report).filter(is_between).filter(|found| told.insert(parties(found.finding))).collect();
    between.sort_by_key(|found| Reverse(found.finding.severity));
    html! {
        @if !between.is_empty() {
            h2 { (page.say("Pertentangan antardokumen", "Documents that do not agree")) }
            table {
                caption { (page.say("Yang berat dahulu", "The worst first")) }
                thead { tr {
                    th scope="col" { (page.say("Aturan", "Rule")) }
                    th scope="col" { (page.say("Temuan", "Finding")) }
                    th scope="col" { (page.say("Dokumen", "Documents")) }
                } }
                tbody { @for found in between.iter().take(MOST_LISTED) { tr {
                    th scope="row" { (found.finding.rule) }
                    td { (text::quoted(&found.finding.message)) }
                    td { ul.plain {
                        li { (place(page, found.finding.place)) }
                        @for other in found.finding.related.iter().take(MOST_PARTIES) { li { (place(page, other.place)) } }
                        @if found.finding.related.len() > MOST_PARTIES { li { "… +" (found.finding.related.len() - MOST_PARTIES) } }
                    } }
                } } }
            }
            (more(page, between.len(), MOST_LISTED, Some(("findings", page.say("semua temuan", "all findings")))))
        }
    }
}

fn is_about_others(finding: &Finding) -> bool {
    finding.related.iter().any(|other| other.place.source != finding.place.source)
}

/// The rule, and the files that do not agree.
fn parties(finding: &Finding) -> (RuleId, BTreeSet<SourceId>) {
    let others = finding.related.iter().map(|other| other.place.source);
    (finding.rule, others.chain([finding.place.source]).collect())
}

/// A place in a document, with a link to its page.
fn place(page: Page<'_, '_>, place: Place) -> Markup {
    let site = site(page.audit.outputs.report, place);
    let told = text::place(&site, page.language);
    html! {
        @match page.shown.only_of(place.source) {
            Some(at) => a href={ "#d/" (at + 1) } { (site.path) },
            None => (site.path),
        }
        @if !told.is_empty() { " " span.place { (told) } }
    }
}

fn reviews(page: Page<'_, '_>) -> Markup {
    let today = page.audit.outputs.report.today;
    let due = |entry: &Entry<'_>| -> Option<Day> {
        let card = entry.document.card.as_ref()?;
        card.next_review.filter(|day| card.in_force && day.days_since(today) <= SOON)
    };
    let mut reviews: Vec<(Day, usize)> =
        page.shown.entries.iter().enumerate().filter_map(|(at, entry)| Some((due(entry)?, at))).collect();
    reviews.sort_unstable();
    let late = reviews.iter().filter(|(day, _)| *day < today).count();
    html! {
        @if !reviews.is_empty() {
            h2 { (page.say("Evaluasi yang jatuh tempo", "Reviews due")) }
            p {
                (figures::count(late, page.language)) " " (page.say("terlambat", "overdue")) ", "
                (figures::count(reviews.len() - late, page.language)) " " (page.say("dalam 90 hari", "within 90 days"))
            }
            table {
                caption { (page.say("Yang paling lama dahulu", "The oldest first")) }
                thead { tr {
                    th scope="col" { (page.say("Tanggal", "Day")) }
                    th scope="col" { (page.say("Dokumen", "Document")) }
                    th scope="col" { (page.say("Keadaan", "State")) }
                } }
                tbody { @for &(day, at) in reviews.iter().take(MOST_LISTED) { tr {
                    th scope="row" { (page.day(day)) }
                    td { (link(at, &page.shown.entries[at])) }
                    td { (if day < today { page.say("terlambat", "overdue") } else { page.say("akan jatuh tempo", "soon due") }) }
                } } }
            }
            (more(page, reviews.len(), MOST_LISTED, None))
        }
    }
}

/// How much a list has beyond what it shows, and where it is.
pub(super) fn more(page: Page<'_, '_>, all: usize, most: usize, at: Option<(&str, &str)>) -> Markup {
    let rest = all.saturating_sub(most);
    html! {
        @if rest > 0 { p.more {
            (page.say("dan ", "and ")) (figures::count(rest, page.language)) (page.say(" lagi", " more"))
            @if let Some((place, name)) = at { ": " a href={ "#" (place) } { (name) } }
        } }
    }
}
