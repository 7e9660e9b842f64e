//! Which clauses the rules of the run check, and in how many documents that was decided; clauses no rule is about are said to be open.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::book::{Book, Page};
use super::looks::{Look, Tone};
use super::sheet::{Cell, Column, Plan, Table};
use crate::check::Outcome;
use crate::finding::RuleId;
use crate::report::coverage::{coverage, unlisted};

/// Writes the sheet.
pub(super) fn write(book: &Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let clauses = clauses(book);
    let documents = decided(book, &clauses);
    let nothing = book.say("paket yang dipakai tidak mencantumkan klausul", "the packs of this run list no clauses");
    let plan = Plan { page: Page::Coverage, frozen: 2, rows: clauses.len(), printed: u16::MAX, nothing };
    let mut table = Table::begin(book, workbook, plan, columns(book))?;
    for (clause, documents) in clauses.iter().zip(documents) {
        table.row(&row(book, clause, documents))?;
    }
    table.end()
}

/// A clause and what is done about it.
struct Clause<'r> {
    pack: &'r str,
    source: &'r str,
    at: &'r str,
    text: &'r str,
    rules: Vec<RuleId>,
    questions: Vec<RuleId>,
}

fn clauses<'r>(book: &Book<'r>) -> Vec<Clause<'r>> {
    let linter = book.audit.outputs.linter;
    let rules = &linter.walk.rules;
    let of_pack = linter.packs.iter().flat_map(|pack| {
        let listed = coverage(pack, rules).into_iter().map(|covered| Clause {
            pack: &pack.name,
            source: &covered.clause.source,
            at: &covered.clause.at,
            text: covered.clause.text.get(book.language),
            rules: covered.rules,
            questions: covered.questions,
        });
        let text = book.say("(tidak ada dalam daftar klausul paket)", "(not in the pack's list of clauses)");
        let unlisted = unlisted(pack, rules).into_iter().map(move |(clause, rules)| Clause {
            pack: &pack.name,
            source: &clause.source,
            at: &clause.text,
            text,
            rules,
            questions: Vec::new(),
        });
        listed.chain(unlisted).collect::<Vec<_>>()
    });
    of_pack.collect()
}

/// For each clause the documents in which a rule about it was decided, and those in which one found something.
fn decided(book: &Book<'_>, clauses: &[Clause<'_>]) -> Vec<[usize; 2]> {
    let walk = &book.audit.outputs.linter.walk;
    let of_rule: Vec<Vec<usize>> = walk
        .rules
        .iter()
        .map(|rule| (0..clauses.len()).filter(|&at| clauses[at].rules.contains(&rule.id)).collect())
        .collect();
    let mut counts = vec![[0; 2]; clauses.len()];
    // The last document that was counted for a clause, so that each counts once.
    let mut counted = vec![[usize::MAX; 2]; clauses.len()];
    for (document, listed) in book.documents.iter().enumerate() {
        for (outcome, clauses) in listed.document.outcomes.iter().zip(&of_rule) {
            let kinds: &[usize] = match outcome {
                Outcome::Pass | Outcome::Waived => &[0],
                Outcome::Finding => &[0, 1],
                Outcome::NotDecidable(_) | Outcome::NotApplicable => continue,
            };
            for (&clause, &kind) in clauses.iter().flat_map(|clause| kinds.iter().map(move |kind| (clause, kind))) {
                let is_new = std::mem::replace(&mut counted[clause][kind], document) != document;
                counts[clause][kind] += usize::from(is_new);
            }
        }
    }
    counts
}

fn columns(book: &Book<'_>) -> Vec<Column> {
    use Look::{Centred, Count, Wrapped};
    let columns = [
        ("Sumber", "Source", 40.0, Wrapped),
        ("Klausul", "Clause", 28.0, Wrapped),
        ("Isi", "What it asks", 64.0, Wrapped),
        ("Diperiksa oleh", "Checked by", 16.0, Centred),
        ("Aturan", "Rules", 36.0, Wrapped),
        ("Pertanyaan untuk orang", "Questions for people", 18.0, Wrapped),
        ("Dokumen yang diputuskan", "Documents decided", 13.0, Count),
        ("Dokumen dengan temuan", "Documents with findings", 13.0, Count),
        ("Paket", "Pack", 16.0, Wrapped),
    ];
    columns.map(|(id, en, width, look)| Column { title: book.say(id, en).into(), width, look }).into()
}

fn row<'r>(book: &Book<'r>, clause: &Clause<'r>, [decided, found]: [usize; 2]) -> [Cell<'r>; 9] {
    let ids = |ids: &[RuleId]| ids.iter().map(RuleId::to_string).collect::<Vec<_>>().join(" ");
    let by = match (clause.rules.is_empty(), clause.questions.is_empty()) {
        (false, _) => Cell::text(book.say("program", "the program")),
        (true, false) => Cell::Toned(book.say("orang", "people").into(), Tone::Told),
        (true, true) => Cell::Toned(book.say("belum diperiksa", "not checked").into(), Tone::Doubtful),
    };
    let count = |count: usize| if clause.rules.is_empty() { Cell::Empty } else { Cell::Count(count) };
    [
        Cell::text(clause.source),
        Cell::text(clause.at),
        Cell::text(clause.text),
        by,
        Cell::text(ids(&clause.rules)),
        Cell::text(ids(&clause.questions)),
        count(decided),
        count(found),
        Cell::text(clause.pack),
    ]
}
