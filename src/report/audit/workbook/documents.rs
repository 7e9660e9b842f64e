//! A row for each document: what it is, how much of it was read, its score, and what it takes to mend it.
//!
//! The path leads to the file, the number of findings to the first of them.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::book::{Book, Listed, Page};
use super::looks::{Look, Tone};
use super::sheet::{Cell, Column, Plan, Table};
use crate::engine::report::Checked;
use crate::engine::scorecard::Grade;

/// The column of the score.
const SCORE: u16 = 5;

/// Writes the sheet.
pub(super) fn write(book: &Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let nothing = book.say("tidak ada dokumen", "there are no documents");
    let plan = Plan { page: Page::Documents, frozen: 2, rows: book.documents.len(), printed: 13, nothing };
    let mut table = Table::begin(book, workbook, plan, columns(book))?;
    for listed in &book.documents {
        table.row(&row(book, listed))?;
    }
    table.bars(SCORE)?;
    table.end()
}

fn columns(book: &Book<'_>) -> Vec<Column> {
    use Look::{Centred, Count, Day, Line, Score, Wrapped};
    let columns = [
        ("No. dokumen", "Document no.", 24.0, Line),
        ("Judul", "Title", 38.0, Wrapped),
        ("Unit", "Unit", 24.0, Wrapped),
        ("Berkas", "File", 34.0, Wrapped),
        ("Dibaca", "Read", 12.0, Centred),
        ("Nilai", "Score", 10.0, Score),
        ("Predikat", "Grade", 10.0, Centred),
        ("Temuan", "Findings", 9.5, Count),
        ("Kesalahan", "Errors", 10.5, Count),
        ("Peringatan", "Warnings", 10.5, Count),
        ("Saran", "Infos", 8.0, Count),
        ("Diterima", "Accepted", 9.5, Count),
        ("Perkiraan perbaikan (menit)", "Effort to mend (minutes, estimate)", 11.0, Count),
        ("Aturan lulus", "Rules passed", 8.5, Count),
        ("Aturan dengan temuan", "Rules with findings", 9.5, Count),
        ("Tidak dapat diputuskan", "Not decidable", 10.5, Count),
        ("Tidak berlaku", "Not applicable", 10.0, Count),
        ("Berlaku", "In force", 9.0, Centred),
        ("Mulai berlaku", "In force since", 11.5, Day),
        ("Tinjau ulang", "Next review", 11.5, Day),
    ];
    columns.map(|(id, en, width, look)| Column { title: book.say(id, en).into(), width, look }).into()
}

fn row<'r>(book: &Book<'r>, listed: &Listed<'r>) -> [Cell<'r>; 20] {
    let (document, score) = (listed.document, &listed.score.score);
    let (card, is_read) = (document.card.as_deref(), document.checked != Checked::None);
    let count = |count: usize| if is_read { Cell::Count(count) } else { Cell::Empty };
    let (first, findings) = listed.findings;
    let [errors, warnings, infos] = score.findings;
    [
        Cell::text(document.number.as_deref().unwrap_or_default()),
        Cell::text(document.title.as_deref().unwrap_or_default()),
        Cell::text(book.unit_name(listed.unit)),
        Cell::linked(book.path(listed.source, document), book.file(listed.source)),
        how_read(book, document.checked),
        Cell::Score(score.percent().filter(|_| is_read)),
        grade(score.grade().filter(|_| is_read)),
        match book.target(Page::Findings, first).filter(|_| findings > 0) {
            Some(target) => Cell::LinkedCount(findings, target),
            None => Cell::Count(findings),
        },
        Cell::counted(errors, Tone::Bad),
        Cell::counted(warnings, Tone::Doubtful),
        Cell::Count(infos),
        Cell::Count(score.accepted),
        Cell::Count(score.minutes as usize),
        count(score.outcomes.pass),
        count(score.outcomes.finding),
        count(score.outcomes.not_decidable),
        count(score.outcomes.not_applicable),
        Cell::text(card.map_or("", |card| if card.in_force { book.say("ya", "yes") } else { book.say("tidak", "no") })),
        Cell::Day(card.and_then(|card| card.effective)),
        Cell::Day(card.and_then(|card| card.next_review)),
    ]
}

/// How much of a document was read.
pub(super) fn how_read<'r>(book: &Book<'r>, checked: Checked) -> Cell<'r> {
    match checked {
        Checked::Full => Cell::text(book.say("seluruhnya", "whole")),
        Checked::Partly => Cell::Toned(book.say("sebagian", "in part").into(), Tone::Doubtful),
        Checked::None => Cell::Toned(book.say("tidak", "not at all").into(), Tone::Bad),
    }
}

/// A grade in its colour.
pub(super) fn grade<'c>(grade: Option<Grade>) -> Cell<'c> {
    grade.map_or(Cell::Empty, |grade| Cell::Toned(grade.letter().to_string().into(), grade.into()))
}
