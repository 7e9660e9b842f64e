//! Reviews of documents in force that are overdue or come soon.

use super::{Page, Section};
use crate::report::clean;
use crate::report::columns::{Cell, Set, Tone, cut_end, table};
use crate::sop::date::Day;

/// Days ahead that are soon.
const SOON: i64 = 90;
/// Rows of the list.
const MOST: usize = 5;
/// Columns of the title of a document.
const TITLE: usize = 40;

/// The reviews, the oldest first.
pub(super) fn section(page: Page<'_>) -> Option<Section> {
    let today = page.audit.outputs.report.today;
    let mut due: Vec<(Day, usize)> = Vec::new();
    for (at, score) in page.audit.scores.documents.iter().enumerate() {
        let card = page.document(score).and_then(|(_, document)| document.card.as_deref());
        let day = card.filter(|card| card.in_force).and_then(|card| card.next_review);
        due.extend(day.filter(|day| day.days_since(today) <= SOON).map(|day| (day, at)));
    }
    due.sort_unstable();
    let overdue = due.iter().filter(|(day, _)| *day < today).count();
    let rows: Vec<Vec<Cell>> = due.iter().take(MOST).filter_map(|&(day, at)| row(page, day, at)).collect();
    let heads = [("", Set::Left), ("", Set::Left), ("", Set::Left), ("", Set::CutStart)];
    let mut lines = table(&heads, &rows, page.colour());
    lines.extend(page.more(due.len(), rows.len()));
    let (late, soon) = (page.count(overdue), page.count(due.len() - overdue));
    let title = page.say(
        format!("Evaluasi SOP: {late} terlambat, {soon} dalam {SOON} hari"),
        format!("Reviews: {late} overdue, {soon} within {SOON} days"),
    );
    (!due.is_empty()).then_some(Section { title, lines })
}

fn row(page: Page<'_>, day: Day, at: usize) -> Option<Vec<Cell>> {
    let (source, document) = page.document(page.audit.scores.documents.get(at)?)?;
    let days = day.days_since(page.audit.outputs.report.today);
    let count = page.count(days.unsigned_abs() as usize);
    let (when, tone) = match days {
        ..0 => (page.say(format!("terlambat {count} hari"), format!("{count} days late")), Tone::Bad),
        0 => (page.say("hari ini", "today").to_owned(), Tone::Doubtful),
        1.. => (page.say(format!("{count} hari lagi"), format!("in {count} days")), Tone::Doubtful),
    };
    let title = document.title.as_deref().map(clean::line).unwrap_or_default();
    Some(vec![
        Cell::new(day.to_iso()),
        Cell::toned(when, tone),
        Cell::new(cut_end(&title, TITLE)),
        Cell::toned(page.name(source, document), Tone::Faint),
    ])
}
