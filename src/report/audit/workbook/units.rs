//! A row for each unit: its documents and how many of them were read, its score, and its score by benefit and by question.
//!
//! Units stand in the order of the project, each below the one it is a part of as far as that order says so; how deep it stands is shown
//! by dashes. A unit without any document is shown as such.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::book::{Book, Page};
use super::documents::grade;
use super::looks::{Look, Tone};
use super::sheet::{Cell, Column, Plan, Table};
use crate::engine::scorecard::UnitScore;
use crate::report::explain;
use crate::rule::{Benefit, Question};

/// The column of the score.
const SCORE: u16 = 6;

/// Writes the sheet.
pub(super) fn write(book: &Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let units = &book.audit.scores.units;
    let nothing = book.say("tidak ada unit yang dikenal", "no unit is known");
    let plan = Plan { page: Page::Units, frozen: 1, rows: units.len(), printed: u16::MAX, nothing };
    let columns = columns(book);
    let scores = u16::try_from(columns.len()).unwrap_or_default();
    let mut table = Table::begin(book, workbook, plan, columns)?;
    for unit in units {
        table.row(&row(book, unit))?;
    }
    for column in std::iter::once(SCORE).chain(12..scores) {
        table.bars(column)?;
    }
    table.end()
}

fn columns(book: &Book<'_>) -> Vec<Column> {
    use Look::{Centred, Count, Score, Wrapped};
    let fixed = [
        ("Unit", "Unit", 42.0, Wrapped),
        ("Bagian dari", "Part of", 26.0, Wrapped),
        ("Dokumen", "Documents", 10.0, Count),
        ("Dibaca seluruhnya", "Read whole", 11.0, Count),
        ("Dibaca sebagian", "Read in part", 10.0, Count),
        ("Tidak diperiksa", "Not checked", 10.0, Count),
        ("Nilai", "Score", 10.0, Score),
        ("Predikat", "Grade", 10.0, Centred),
        ("Kesalahan", "Errors", 10.5, Count),
        ("Peringatan", "Warnings", 10.5, Count),
        ("Saran", "Infos", 8.0, Count),
        ("Perkiraan perbaikan (menit)", "Effort to mend (minutes, estimate)", 12.0, Count),
    ];
    let fixed = fixed.map(|(id, en, width, look)| Column { title: book.say(id, en).into(), width, look });
    let scored = |title: String| Column { title: title.into(), width: 12.0, look: Score };
    let benefits = Benefit::ALL.iter().map(|&benefit| scored(explain::benefit(benefit, book.language).to_owned()));
    let questions = Question::ALL.iter().map(|&question| scored(explain::questions(&[question], book.language)));
    fixed.into_iter().chain(benefits).chain(questions).collect()
}

fn row<'r>(book: &Book<'r>, unit: &'r UnitScore) -> Vec<Cell<'r>> {
    let (score, units) = (&unit.score, &book.audit.scores.units);
    let depth = depth(units, unit);
    let name = format!("{}{}", "– ".repeat(depth.min(6)), book.unit_name(unit.name.as_deref()));
    let parent = unit.parent.and_then(|parent| units.get(parent)?.name.as_deref());
    let documents = match score.documents {
        0 => Cell::TonedCount(0, Tone::Doubtful),
        some => Cell::Count(some),
    };
    let [errors, warnings, infos] = score.findings;
    let fixed = [
        Cell::text(name),
        Cell::text(parent.unwrap_or_default()),
        documents,
        Cell::Count(score.full),
        Cell::counted(score.partly, Tone::Doubtful),
        Cell::counted(score.unread, Tone::Bad),
        Cell::Score(score.percent()),
        grade(score.grade()),
        Cell::counted(errors, Tone::Bad),
        Cell::counted(warnings, Tone::Doubtful),
        Cell::Count(infos),
        Cell::Count(score.minutes as usize),
    ];
    let tallies = score.benefits.iter().chain(&score.questions);
    fixed.into_iter().chain(tallies.map(|tally| Cell::Score(tally.percent()))).collect()
}

/// How many units a unit is inside of.
fn depth(units: &[UnitScore], unit: &UnitScore) -> usize {
    let above = std::iter::successors(unit.parent, |&parent| units.get(parent)?.parent);
    // No unit is inside of more units than there are.
    above.take(units.len()).count()
}
