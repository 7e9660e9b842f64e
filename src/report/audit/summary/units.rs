//! The units as a tree: how many documents each has, what was found in them, its score and how that changed.

use super::{Page, Section};
use crate::engine::scorecard::UnitScore;
use crate::report::columns::{Cell, Set, Tone, table};
use crate::report::{clean, figures};

/// Rows of the table; an organisation has rarely more units.
const MOST: usize = 60;
/// Levels of the tree that are told apart.
const MOST_LEVELS: usize = 8;

/// The table of units; nothing where there is only one that has no name.
pub(super) fn section(page: Page<'_>) -> Option<Section> {
    let units = &page.audit.scores.units;
    if units.iter().all(|unit| unit.name.is_none()) {
        return None;
    }
    let tree = tree(units);
    let rows: Vec<Vec<Cell>> =
        tree.iter().take(MOST).filter_map(|&(at, level)| Some(row(page, units.get(at)?, level))).collect();
    let mut lines = table(&heads(page), &rows, page.colour());
    lines.extend(page.more(tree.len(), MOST));
    let title = page.say("Unit, masing-masing dengan dokumennya sendiri", "Units, each with its own documents");
    Some(Section { title: title.to_owned(), lines })
}

fn heads(page: Page<'_>) -> [(&'static str, Set); 9] {
    let words = page.say(
        ["unit", "dok", "dibaca", "kesalahan", "peringatan", "nilai", "", "", ""],
        ["unit", "docs", "read", "errors", "warnings", "score", "", "", ""],
    );
    let [unit, documents, read, errors, warnings, score, grade, bar, change] = words;
    [
        (unit, Set::CutEnd),
        (documents, Set::Right),
        (read, Set::Right),
        (errors, Set::Right),
        (warnings, Set::Right),
        (score, Set::Right),
        (grade, Set::Left),
        (bar, Set::Left),
        (change, Set::Left),
    ]
}

fn row(page: Page<'_>, unit: &UnitScore, level: usize) -> Vec<Cell> {
    let score = &unit.score;
    let indent = "  ".repeat(level.min(MOST_LEVELS));
    let name = unit.name.as_deref().map(clean::line);
    let name = match &name {
        Some(name) => Cell::new(format!("{indent}{name}")),
        None => Cell::toned(page.say("(tanpa unit)", "(no unit)"), Tone::Faint),
    };
    let read = if score.read() < score.documents { Tone::Doubtful } else { Tone::Plain };
    let [number, grade, bar] = page.marks(score.percent(), score.grade());
    // What a unit must have and has not is told in words; a bar would only be empty.
    let bar = match (score.documents, score.percent()) {
        (0, Some(_)) => Cell::toned(page.say("belum ada SOP", "no SOP"), Tone::Bad),
        (0, None) => Cell::toned(page.say("tanpa dokumen", "no documents"), Tone::Faint),
        _ => bar,
    };
    let before = page.audit.history.last();
    let before = before.and_then(|audited| audited.score_of(unit.name.as_deref()?));
    vec![
        name,
        page.number(score.documents, Tone::Plain),
        Cell::toned(page.count(score.read()), read),
        page.number(score.findings[0], Tone::Bad),
        page.number(score.findings[1], Tone::Doubtful),
        number,
        grade,
        bar,
        Cell::new(figures::change(score.percent(), before, page.language()).unwrap_or_default()),
    ]
}

/// The units, each behind the one it is a part of, with its level.
fn tree(units: &[UnitScore]) -> Vec<(usize, usize)> {
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); units.len()];
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (at, unit) in units.iter().enumerate().rev() {
        match unit.parent.and_then(|parent| parts.get_mut(parent)) {
            Some(siblings) => siblings.push(at),
            None => open.push((at, 0)),
        }
    }
    let mut tree = Vec::with_capacity(units.len());
    while let Some((at, level)) = open.pop() {
        tree.push((at, level));
        open.extend(parts.get(at).into_iter().flatten().map(|&part| (part, level + 1)));
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_behind_their_whole_in_their_order() {
        let unit = |parent| UnitScore { parent, ..UnitScore::default() };
        let units = [unit(Some(3)), unit(None), unit(Some(3)), unit(None), unit(Some(0))];
        assert_eq!(tree(&units), [(1, 0), (3, 0), (0, 1), (4, 2), (2, 1)]);
    }
}
