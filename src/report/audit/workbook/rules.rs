//! A row for each rule of the run: what it asks, where it comes from, what became of it in the archive; rules that are off follow.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::book::{Book, Page};
use super::findings::clause;
use super::looks::{Look, Tone};
use super::sheet::{Cell, Column, Plan, Table};
use crate::engine::scorecard::RuleScore;
use crate::report::explain;
use crate::report::words::words;
use crate::rule::Rule;

/// Writes the sheet.
pub(super) fn write(book: &Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let linter = book.audit.outputs.linter;
    let (rules, off) = (&linter.walk.rules, &linter.off);
    let nothing = book.say("tidak ada aturan", "there are no rules");
    let plan = Plan { page: Page::Rules, frozen: 2, rows: rules.len() + off.len(), printed: 11, nothing };
    let mut table = Table::begin(book, workbook, plan, columns(book))?;
    for (at, rule) in rules.iter().enumerate() {
        table.row(&row(book, rule, audit_of(book, at)))?;
    }
    for (rule, reason) in off {
        let reason = reason.as_deref().unwrap_or_default();
        table.row(&[
            Cell::text(rule.to_string()),
            Cell::Toned(format!("{} {reason}", book.say("dimatikan.", "switched off.")).into(), Tone::Quiet),
        ])?;
    }
    table.end()
}

fn audit_of(book: &Book<'_>, rule: usize) -> RuleScore {
    book.audit.scores.rules.get(rule).cloned().unwrap_or_default()
}

fn columns(book: &Book<'_>) -> Vec<Column> {
    use Look::{Centred, Count, Line, Wrapped};
    let columns = [
        ("Aturan", "Rule", 9.0, Line),
        ("Judul", "Title", 52.0, Wrapped),
        ("Tingkat", "Severity", 13.0, Centred),
        ("Temuan", "Findings", 10.0, Count),
        ("Dokumen dengan temuan", "Documents with findings", 12.0, Count),
        ("Dokumen lulus", "Documents passed", 11.0, Count),
        ("Tidak dapat diputuskan", "Not decidable", 12.0, Count),
        ("Tidak berlaku", "Not applicable", 11.0, Count),
        ("Diterima", "Accepted", 10.0, Count),
        ("Perkiraan perbaikan (menit)", "Effort to mend (minutes, estimate)", 12.0, Count),
        ("Dasar", "Clause", 48.0, Wrapped),
        ("Keyakinan dasar", "Source known", 10.0, Centred),
        ("Manfaat", "Benefit", 24.0, Wrapped),
        ("Pertanyaan", "Question", 16.0, Wrapped),
        ("Perbaikan", "What to do", 56.0, Wrapped),
        ("Paket", "Pack", 16.0, Line),
    ];
    columns.map(|(id, en, width, look)| Column { title: book.say(id, en).into(), width, look }).into()
}

fn row<'r>(book: &Book<'r>, rule: &'r Rule, score: RuleScore) -> [Cell<'r>; 16] {
    let language = book.language;
    let worst = rule.severity.worst();
    [
        Cell::text(rule.id.to_string()),
        Cell::text(rule.title.get(language).as_str()),
        Cell::Toned(words(language).severity(worst).into(), worst.into()),
        Cell::Count(score.findings),
        Cell::Count(score.outcomes.finding),
        Cell::Count(score.outcomes.pass),
        Cell::Count(score.outcomes.not_decidable),
        Cell::Count(score.outcomes.not_applicable),
        Cell::Count(score.outcomes.waived),
        Cell::Count(score.minutes as usize),
        Cell::text(clause(&rule.clause)),
        Cell::text(rule.clause.sure.name()),
        Cell::text(explain::benefit(rule.benefit, language)),
        Cell::text(explain::questions(&rule.answers, language)),
        Cell::text(rule.help.as_ref().map_or("", |help| help.get(language).as_str())),
        Cell::text(rule.pack.as_str()),
    ]
}
