//! Every finding in a row, with where it is, what to do, where the rule comes from and what became of it; two columns are for the auditor.
//!
//! The first column leads to the row of the document, the path to the file itself.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::book::{Book, Listed, Page};
use super::looks::{Look, Tone};
use super::sheet::{Cell, Column, Plan, Table};
use crate::engine::report::{Acceptance, is_unchecked_notice};
use crate::finding::Confidence;
use crate::report::explain;
use crate::report::found::{Recognised, accepted_because, site};
use crate::report::words::words;

/// Writes the sheet.
pub(super) fn write(book: &Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let nothing = book.say("tidak ada temuan", "nothing was found");
    let plan = Plan { page: Page::Findings, frozen: 2, rows: book.findings, printed: 10, nothing };
    let columns = columns(book);
    let follow_up = columns.len() - 2;
    let mut table = Table::begin(book, workbook, plan, columns)?;
    for (document, one) in book.recognised() {
        let row = row(book, document.and_then(|at| Some((at, *book.documents.get(at)?))), &one);
        table.row(&row)?;
    }
    if book.findings > 0 {
        let words = match book.language {
            crate::sop::Language::Id => ["belum", "dikerjakan", "selesai", "bukan temuan"],
            crate::sop::Language::En => ["open", "in progress", "done", "no finding"],
        };
        table.choices(u16::try_from(follow_up).unwrap_or_default(), &words)?;
    }
    table.end()
}

fn columns(book: &Book<'_>) -> Vec<Column> {
    use Look::{Blank, Centred, Line, Wrapped};
    let columns = [
        ("No. dokumen", "Document no.", 24.0, Line),
        ("Judul", "Title", 28.0, Wrapped),
        ("Unit", "Unit", 20.0, Wrapped),
        ("Berkas", "File", 34.0, Wrapped),
        ("Letak", "Place", 13.0, Wrapped),
        ("Aturan", "Rule", 8.5, Centred),
        ("Tingkat", "Severity", 12.0, Centred),
        ("Temuan", "Finding", 46.0, Wrapped),
        ("Perbaikan", "What to do", 46.0, Wrapped),
        ("Dasar", "Clause", 30.0, Wrapped),
        ("Keyakinan", "Confidence", 11.0, Centred),
        ("Manfaat", "Benefit", 20.0, Wrapped),
        ("Keadaan", "State", 14.0, Wrapped),
        ("Alasan diterima", "Accepted because", 30.0, Wrapped),
        ("Tempat terkait", "Related places", 34.0, Wrapped),
        ("Sidik temuan", "Fingerprint", 22.0, Line),
        ("Tindak lanjut", "Follow-up", 14.0, Blank),
        ("Catatan pemeriksa", "Auditor's notes", 36.0, Blank),
    ];
    columns.map(|(id, en, width, look)| Column { title: book.say(id, en).into(), width, look }).into()
}

fn row<'r>(book: &Book<'r>, listed: Option<(usize, Listed<'r>)>, one: &Recognised<'r>) -> [Cell<'r>; 16] {
    let (outputs, language) = (&book.audit.outputs, book.language);
    let finding = one.found.finding;
    let (rule, place) = (outputs.rule(finding), site(outputs.report, finding.place));
    let document = one.found.document;
    let (number, unit) = match listed {
        Some((at, listed)) => {
            let number = document.number.as_deref().filter(|number| !number.trim().is_empty());
            let missing = book.say("(tanpa nomor)", "(no number)");
            (Cell::linked(number.unwrap_or(missing), book.row_of(at)), Cell::text(book.unit_name(listed.unit)))
        }
        // What is found in a data file of the project concerns no document.
        None => (Cell::text(book.say("(data proyek)", "(project data)")), Cell::Empty),
    };
    let severity = if is_unchecked_notice(finding) {
        words(language).not_checked
    } else {
        words(language).severity(finding.severity)
    };
    [
        number,
        Cell::text(document.title.as_deref().unwrap_or_default()),
        unit,
        Cell::linked(book.path(one.found.source, document), book.file(one.found.source)),
        Cell::text(place.told(language)),
        rule_link(book, finding.rule),
        Cell::Toned(severity.into(), finding.severity.into()),
        Cell::text(finding.message.as_str()),
        Cell::text(outputs.help(finding).unwrap_or_default()),
        Cell::text(rule.map(|rule| clause(&rule.clause)).unwrap_or_default()),
        Cell::text(confidence(book, finding.confidence)),
        Cell::text(rule.map_or("", |rule| explain::benefit(rule.benefit, language))),
        state(book, one.by),
        Cell::text(one.by.map(|by| accepted_because(outputs.report, by)).unwrap_or_default()),
        Cell::text(related(book, one)),
        Cell::text(one.fingerprint.clone()),
    ]
}

/// Source and place of a rule.
pub(super) fn clause(clause: &crate::rule::Clause) -> String {
    if clause.text.is_empty() { clause.source.clone() } else { format!("{}, {}", clause.source, clause.text) }
}

/// The id of a rule, which leads to its row; an engine message has none.
pub(super) fn rule_link<'r>(book: &Book<'r>, rule: crate::finding::RuleId) -> Cell<'r> {
    let at = book.audit.outputs.linter.walk.index(rule);
    let target = at.and_then(|at| book.target(Page::Rules, u32::try_from(at + 1).ok()?));
    Cell::linked(rule.to_string(), target)
}

fn confidence(book: &Book<'_>, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => book.say("tinggi", "high"),
        Confidence::Medium => book.say("sedang", "medium"),
        Confidence::Low => book.say("rendah", "low"),
    }
}

fn state<'r>(book: &Book<'r>, by: Option<Acceptance>) -> Cell<'r> {
    let word = match by {
        None => return Cell::text(book.say("terbuka", "open")),
        Some(Acceptance::Waiver(_)) => book.say("dispensasi", "waived"),
        Some(Acceptance::Inline(_)) => book.say("dispensasi di dalam dokumen", "waived in the document"),
        Some(Acceptance::Baseline) => book.say("temuan lama", "in the baseline"),
    };
    Cell::Toned(word.into(), Tone::Quiet)
}

/// Where else to look: what is there, and where.
fn related(book: &Book<'_>, one: &Recognised<'_>) -> String {
    let places = one.found.finding.related.iter().map(|related| {
        let site = site(book.audit.outputs.report, related.place);
        let at = [site.path.to_owned(), site.told(book.language)].join(" ");
        format!("{} ({})", related.label, at.trim())
    });
    places.collect::<Vec<_>>().join("; ")
}
