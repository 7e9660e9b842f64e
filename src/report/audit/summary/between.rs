//! What only all documents together show: SOPs that contradict each other, and units and tasks that have none.

use super::{Page, Section};
use crate::engine::scorecard::RuleScore;
use crate::report::clean;
use crate::report::columns::{Cell, Set, Tone, table};
use crate::rule::Rule;

/// The findings of the rules over the archive, by rule, and those of these rules that could not be decided.
pub(super) fn section(page: Page<'_>) -> Option<Section> {
    let of_archive = || {
        let rules = page.audit.outputs.linter.walk.rules.iter().zip(&page.audit.scores.rules);
        rules.filter(|(rule, _)| rule.verb.needs_archive())
    };
    let found = of_archive().filter(|(_, score)| score.findings > 0);
    let rows: Vec<Vec<Cell>> = found.map(|(rule, score)| row(page, rule, score)).collect();
    let heads = [("", Set::Left), ("", Set::CutEnd), (page.say("temuan", "findings"), Set::Right)];
    let mut lines = if rows.is_empty() { Vec::new() } else { table(&heads, &rows, page.colour()) };
    let open: Vec<&str> = of_archive().filter(|(_, score)| is_open(score)).map(|(rule, _)| rule.id.as_str()).collect();
    if !open.is_empty() {
        lines.extend(undecided(page, &open).map(|line| page.paint(&line, Tone::Doubtful)));
    }
    if lines.is_empty() && of_archive().any(|(_, score)| score.outcomes.pass > 0) {
        lines.push(
            page.say(
                "tidak ada temuan di antara dokumen yang dibaca",
                "nothing found among the documents that were read",
            )
            .to_owned(),
        );
    }
    let title =
        page.say("Antar-SOP, unit dan tugas tanpa SOP", "Between SOPs, and units and tasks without one").to_owned();
    (!lines.is_empty()).then_some(Section { title, lines })
}

fn row(page: Page<'_>, rule: &Rule, score: &RuleScore) -> Vec<Cell> {
    vec![
        Cell::new(rule.id.as_str()),
        Cell::new(clean::line(rule.title.get(page.language()))),
        page.number(score.findings, Tone::Doubtful),
    ]
}

/// Whether a rule could be decided nowhere.
fn is_open(score: &RuleScore) -> bool {
    let outcomes = &score.outcomes;
    score.findings + outcomes.pass + outcomes.finding + outcomes.waived == 0 && outcomes.not_decidable > 0
}

/// Which rules could not be decided, wrapped.
fn undecided(page: Page<'_>, open: &[&str]) -> impl Iterator<Item = String> {
    /// Ids on a line.
    const ON_A_LINE: usize = 15;
    let head = page.say(
        "tidak dapat diputuskan (memerlukan seluruh arsip yang terbaca, atau data organisasi):",
        "not decidable (this needs a whole archive that can be read, or data of the organisation):",
    );
    let lines: Vec<String> = open.chunks(ON_A_LINE).map(|ids| format!("  {}", ids.join(", "))).collect();
    std::iter::once(head.to_owned()).chain(lines)
}
