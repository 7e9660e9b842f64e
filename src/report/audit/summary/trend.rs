//! The last audits of the archive, and this one.

use super::{Page, Section};
use crate::engine::history::Audited;
use crate::report::columns::{Cell, Set, Tone, table};
use crate::report::figures;
use crate::sop::date::Day;

/// Earlier audits in the table.
const MOST: usize = 5;
/// Audits in the small picture.
const MOST_DRAWN: usize = 24;

/// How the score changed since the last audit, with the picture of all that is known.
pub(super) fn since(page: Page<'_>) -> Option<String> {
    let before = page.audit.history.last()?;
    let now = page.audit.scores.archive.percent();
    let change = figures::change(now, before.score, page.language())?;
    let outputs = &page.audit.outputs;
    let day = before.today.describe(page.language(), &outputs.linter.vocabulary.dates);
    Some(page.say(format!("{change} sejak {day}  {}", drawn(page)), format!("{change} since {day}  {}", drawn(page))))
}

fn drawn(page: Page<'_>) -> String {
    let history = page.audit.history;
    let last = history.get(history.len().saturating_sub(MOST_DRAWN - 1)..).unwrap_or_default();
    let scores = last.iter().map(|audited| audited.score).chain([page.audit.scores.archive.percent()]);
    figures::sparkline(&scores.collect::<Vec<_>>())
}

/// The table; nothing before the second audit.
pub(super) fn section(page: Page<'_>) -> Option<Section> {
    let history = page.audit.history;
    let first = history.len().saturating_sub(MOST);
    let archive = &page.audit.scores.archive;
    let mut rows = Vec::new();
    for at in first..history.len() {
        let before = at.checked_sub(1).and_then(|before| history.get(before));
        rows.extend(history.get(at).map(|audited| row(page, &Point::of(audited), before)));
    }
    let now = Point {
        day: page.audit.outputs.report.today,
        score: archive.percent(),
        grade: archive.grade().map(crate::engine::scorecard::Grade::letter),
        documents: archive.documents,
        not_whole: archive.partly + archive.unread,
        findings: archive.findings,
    };
    rows.push(row(page, &now, history.last()));
    let [day, score, documents, unread, errors, warnings] = page.say(
        ["hari", "nilai", "dokumen", "tidak seluruhnya", "kesalahan", "peringatan"],
        ["day", "score", "documents", "not whole", "errors", "warnings"],
    );
    let heads = [
        (day, Set::Left),
        (score, Set::Right),
        ("", Set::Left),
        ("", Set::Left),
        (documents, Set::Right),
        (unread, Set::Right),
        (errors, Set::Right),
        (warnings, Set::Right),
    ];
    let title = page.say("Perkembangan", "Trend").to_owned();
    (!history.is_empty()).then(|| Section { title, lines: table(&heads, &rows, page.colour()) })
}

/// An audit, this one or an earlier one.
struct Point {
    day: Day,
    score: Option<f64>,
    grade: Option<char>,
    documents: usize,
    not_whole: usize,
    findings: [usize; 3],
}

impl Point {
    fn of(audited: &Audited) -> Self {
        Self {
            day: audited.today,
            score: audited.score,
            grade: audited.grade().map(crate::engine::scorecard::Grade::letter),
            documents: audited.documents,
            not_whole: audited.not_whole,
            findings: audited.findings,
        }
    }
}

fn row(page: Page<'_>, point: &Point, before: Option<&Audited>) -> Vec<Cell> {
    let change = figures::change(point.score, before.and_then(|before| before.score), page.language());
    vec![
        Cell::new(point.day.to_iso()),
        Cell::new(figures::score(point.score, page.language())),
        Cell::new(point.grade.map_or_else(String::new, String::from)),
        Cell::new(change.unwrap_or_default()),
        Cell::new(page.count(point.documents)),
        page.number(point.not_whole, Tone::Doubtful),
        page.number(point.findings[0], Tone::Bad),
        page.number(point.findings[1], Tone::Doubtful),
    ]
}
