//! The last audits of the archive, and this one.

use super::{Page, Section};
use crate::report::figures;
use crate::report::history::{Point, drawn, points_table};

/// Earlier audits in the table.
const MOST: usize = 5;

/// How the score changed since the last audit, with the picture of all that is known.
pub(super) fn since(page: Page<'_>) -> Option<String> {
    let before = page.audit.history.last()?;
    let now = page.audit.scores.archive.percent();
    let change = figures::change(now, before.score, page.language())?;
    let day = before.today.describe(page.language(), &page.audit.outputs.linter.vocabulary.dates);
    let scores: Vec<Option<f64>> = page.audit.history.iter().map(|audited| audited.score).chain([now]).collect();
    let drawn = drawn(&scores);
    Some(page.say(format!("{change} sejak {day}  {drawn}"), format!("{change} since {day}  {drawn}")))
}

/// The table; nothing before the second audit.
pub(super) fn section(page: Page<'_>) -> Option<Section> {
    let history = page.audit.history;
    let archive = &page.audit.scores.archive;
    let (earlier, last) = history.split_at(history.len().saturating_sub(MOST));
    let now = Point {
        day: page.audit.outputs.report.today,
        score: archive.percent(),
        grade: archive.grade(),
        documents: archive.documents,
        not_whole: archive.partly + archive.unread,
        findings: archive.findings,
    };
    let points: Vec<Point> = last.iter().map(Point::of).chain([now]).collect();
    let before = earlier.last().and_then(|audited| audited.score);
    let title = page.say("Perkembangan", "Trend").to_owned();
    let lines = points_table(&points, before, page.language(), page.colour());
    (!history.is_empty()).then_some(Section { title, lines })
}
