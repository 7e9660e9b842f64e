//! The rules that cost most and the documents that stand worst.

use std::cmp::Reverse;

use super::{MOST_WORST, Page, Section};
use crate::engine::scorecard::{DocumentScore, RuleScore};
use crate::report::columns::{Cell, Set, Tone, cut_end, table};
use crate::report::{clean, figures};

/// Columns of the title of a document, beside its path.
const TITLE: usize = 30;

/// The rules by which most weight is lost.
pub(super) fn rules(page: Page<'_>) -> Option<Section> {
    let rules = &page.audit.outputs.linter.walk.rules;
    let scores = &page.audit.scores.rules;
    let mut worst: Vec<(usize, &RuleScore)> =
        scores.iter().enumerate().filter(|(_, score)| score.findings > 0).collect();
    worst.sort_by_key(|(at, score)| (Reverse((score.lost, score.findings)), *at));
    let row = |(at, score): &(usize, &RuleScore)| {
        let rule = rules.get(*at)?;
        Some(vec![
            Cell::new(rule.id.as_str()),
            Cell::new(clean::line(rule.title.get(page.language()))),
            failing(page, score),
            Cell::new(page.count(score.findings)),
            Cell::new(page.time(score.minutes)),
        ])
    };
    let rows: Vec<Vec<Cell>> = worst.iter().take(MOST_WORST).filter_map(row).collect();
    let [documents, findings, time] = page.say(["dokumen", "temuan", "waktu"], ["documents", "findings", "time"]);
    let heads =
        [("", Set::Left), ("", Set::CutEnd), (documents, Set::Right), (findings, Set::Right), (time, Set::Right)];
    let title = page.say("Aturan yang paling banyak mengurangi nilai", "Rules that cost most");
    let title = format!("{title}{}", of(page, rows.len(), worst.len()));
    (!rows.is_empty()).then(|| Section { title, lines: table(&heads, &rows, page.colour()) })
}

/// The documents in which a rule found something; what an organisation lacks is found in none.
fn failing(page: Page<'_>, score: &RuleScore) -> Cell {
    match score.outcomes.finding {
        0 => Cell::toned(figures::NONE, Tone::Faint),
        count => Cell::new(page.count(count)),
    }
}

/// The documents with the lowest scores.
pub(super) fn documents(page: Page<'_>) -> Option<Section> {
    let faulty = |score: &&DocumentScore| score.score.percent().is_some_and(|percent| percent < 100.0);
    let mut worst: Vec<&DocumentScore> = page.audit.scores.documents.iter().filter(faulty).collect();
    let tenths = |score: &DocumentScore| (score.score.percent().unwrap_or_default() * 10.0) as u32;
    // Stable: documents that stand equally stay in the order of the report.
    worst.sort_by_key(|score| (tenths(score), Reverse(score.score.findings)));
    let rows: Vec<Vec<Cell>> = worst.iter().take(MOST_WORST).filter_map(|score| row(page, score)).collect();
    let [score, errors, warnings] = page.say(["nilai", "kesalahan", "peringatan"], ["score", "errors", "warnings"]);
    let heads = [
        (score, Set::Right),
        ("", Set::Left),
        (errors, Set::Right),
        (warnings, Set::Right),
        ("", Set::Left),
        ("", Set::CutStart),
    ];
    let title = page.say("Dokumen dengan nilai terendah", "Documents with the lowest scores");
    let title = format!("{title}{}", of(page, rows.len(), worst.len()));
    (!rows.is_empty()).then(|| Section { title, lines: table(&heads, &rows, page.colour()) })
}

fn row(page: Page<'_>, score: &DocumentScore) -> Option<Vec<Cell>> {
    let (source, document) = page.document(score)?;
    let [number, grade, _] = page.marks(score.score.percent(), score.score.grade());
    let title = document.title.as_deref().map(clean::line);
    Some(vec![
        number,
        grade,
        page.number(score.score.findings[0], Tone::Bad),
        page.number(score.score.findings[1], Tone::Doubtful),
        title.map_or_else(Cell::default, |title| Cell::new(cut_end(&title, TITLE))),
        Cell::toned(page.name(source, document), Tone::Faint),
    ])
}

/// How many of how many are shown, where that is not all.
fn of(page: Page<'_>, shown: usize, all: usize) -> String {
    let (shown, all) = if shown < all { (page.count(shown), page.count(all)) } else { return String::new() };
    page.say(format!(" ({shown} dari {all})"), format!(" ({shown} of {all})"))
}
