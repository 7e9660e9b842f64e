//! Documents × rules: a sign for what became of each rule in each document, and above it in how many documents it found something.
//!
//! The heads lead to the rules and show their titles as notes; numbers lead to the documents. Of more outcomes than the bound allows,
//! those of the documents that need most work are kept, and the sheet says so.

use rust_xlsxwriter::{Format, FormatAlign, Note, Url, Workbook, Worksheet, XlsxError};

use super::book::{Book, Listed, Page};
use super::looks::{self, Look, Tone};
use super::sheet::{new_sheet, print_setup, shown};
use crate::check::Outcome;
use crate::engine::report::Checked;
use crate::sop::Language;

/// Columns before the rules.
const FIXED: u16 = 4;
/// The row of the head.
const HEAD: u32 = 2;

/// Writes the sheet.
pub(super) fn write(book: &Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let rules = book.audit.outputs.linter.walk.rules.len().min(usize::from(book.bounds.columns - FIXED));
    let documents = kept(book, rules);
    let sheet = new_sheet(book, workbook, Page::Matrix, documents.len() * (rules + usize::from(FIXED)))?;
    let mut matrix = Matrix { book, sheet, rules, cells: Cells::new(), links: 0 };
    matrix.lay_out(documents.len())?;
    matrix.head(documents.len())?;
    for (row, at) in (HEAD + 1..).zip(documents) {
        matrix.row(row, at)?;
    }
    Ok(())
}

/// The documents that are shown, in the order of the report.
fn kept(book: &Book<'_>, rules: usize) -> Vec<usize> {
    let room = (book.bounds.outcomes / rules.max(1)).min((book.bounds.rows - HEAD - 1) as usize);
    let mut documents: Vec<usize> = (0..book.documents.len()).collect();
    if documents.len() > room {
        // Those of which nothing was read stand on a sheet of their own.
        let need = |listed: &Listed<'_>| {
            let lost = listed.score.score.weights.decided - listed.score.score.weights.passed;
            (listed.document.checked == Checked::None, std::cmp::Reverse((listed.score.score.findings[0], lost)))
        };
        documents.sort_by_key(|&at| need(&book.documents[at]));
        documents.truncate(room);
        documents.sort_unstable();
    }
    documents
}

struct Matrix<'b, 'w, 'r> {
    book: &'b Book<'r>,
    sheet: &'w mut Worksheet,
    rules: usize,
    cells: Cells,
    links: usize,
}

/// Formats of the cells.
struct Cells {
    linked: Format,
    text: Format,
    score: Format,
    signs: [Format; 5],
}

impl Cells {
    fn new() -> Self {
        let sign = |tone| looks::toned(Look::Centred, tone).set_align(FormatAlign::VerticalCenter);
        let quiet = looks::cell(Look::Centred).set_font_color(0x9A_A1AC);
        Self {
            linked: looks::linked(Look::Line),
            text: looks::cell(Look::Line),
            score: looks::cell(Look::Score),
            signs: [sign(Tone::Good), sign(Tone::Bad), sign(Tone::Doubtful), quiet, sign(Tone::Told)],
        }
    }
}

/// The sign of an outcome, and the place of its format.
fn sign(outcome: Outcome) -> (&'static str, usize) {
    match outcome {
        Outcome::Pass => ("✓", 0),
        Outcome::Finding => ("✗", 1),
        Outcome::NotDecidable(_) => ("?", 2),
        Outcome::NotApplicable => ("·", 3),
        Outcome::Waived => ("(✗)", 4),
    }
}

fn legend(language: Language) -> &'static str {
    match language {
        Language::Id => "✓ lulus   ✗ temuan   (✗) temuan yang diterima   ? tidak dapat diputuskan   · tidak berlaku",
        Language::En => "✓ passed   ✗ finding   (✗) accepted finding   ? not decidable   · not applicable",
    }
}

impl Matrix<'_, '_, '_> {
    fn lay_out(&mut self, documents: usize) -> Result<(), XlsxError> {
        let (sheet, last) = (&mut *self.sheet, FIXED + self.rules as u16);
        for (at, width) in (0..).zip([24.0, 40.0, 22.0, 7.5]) {
            sheet.set_column_width(at, width)?;
        }
        if self.rules > 0 {
            sheet.set_column_range_width(FIXED, last - 1, 3.6)?;
        }
        sheet.set_row_height(0, 20)?;
        sheet.set_row_height(1, 20)?;
        sheet.set_row_height(HEAD, 54)?;
        sheet.set_freeze_panes(HEAD + 1, 2)?;
        sheet.autofilter(HEAD, 0, HEAD + (documents as u32).max(1), last - 1)?;
        print_setup(sheet, self.book)?;
        sheet.set_repeat_rows(HEAD, HEAD)?;
        sheet.set_repeat_columns(0, 1)?;
        sheet.set_print_scale(60);
        Ok(())
    }

    fn head(&mut self, documents: usize) -> Result<(), XlsxError> {
        let (book, language) = (self.book, self.book.language);
        self.sheet.write_string_with_format(0, 0, legend(language), &looks::remark())?;
        if documents < book.documents.len() {
            let remark = match language {
                Language::Id => format!(
                    "Matriks memuat {documents} dari {} dokumen, yang paling memerlukan perbaikan. Semua temuan ada di lembar Temuan",
                    book.documents.len()
                ),
                Language::En => format!(
                    "The matrix holds {documents} of {} documents, those that need most work. All findings are on the sheet Findings",
                    book.documents.len()
                ),
            };
            self.sheet.write_string_with_format(0, FIXED, remark, &looks::warning().unset_text_wrap())?;
        }
        let sums = book.say("dokumen dengan temuan", "documents with findings");
        self.sheet.write_string_with_format(1, 1, sums, &looks::remark().set_align(FormatAlign::Right))?;
        let scores = &book.audit.scores.rules;
        for (column, score) in (FIXED..).zip(scores.iter().take(self.rules)) {
            if score.outcomes.finding > 0 {
                let format = looks::base().set_font_size(8).set_rotation(90).set_align(FormatAlign::Center);
                self.sheet.write_number_with_format(1, column, score.outcomes.finding as f64, &format)?;
            }
        }
        let fixed = match language {
            Language::Id => ["No. dokumen", "Judul", "Unit", "Nilai"],
            Language::En => ["Document no.", "Title", "Unit", "Score"],
        };
        for (column, title) in (0..).zip(fixed) {
            self.sheet.write_string_with_format(HEAD, column, title, &looks::head())?;
        }
        let upright = looks::upright_head();
        for (at, rule) in book.audit.outputs.linter.walk.rules.iter().take(self.rules).enumerate() {
            let column = FIXED + at as u16;
            let link = book.target(Page::Rules, at as u32 + 1).and_then(|target| target.link());
            match link {
                Some(link) => {
                    let url = Url::new(link);
                    self.sheet.write_url_with_options(HEAD, column, url, rule.id.as_str(), "", Some(&upright))?;
                    self.links += 1;
                }
                None => _ = self.sheet.write_string_with_format(HEAD, column, rule.id.as_str(), &upright)?,
            }
            let note = Note::new(shown(rule.title.get(language))).add_author_prefix(false).set_author("soplint");
            self.sheet.insert_note(HEAD, column, &note)?;
        }
        Ok(())
    }

    fn row(&mut self, row: u32, at: usize) -> Result<(), XlsxError> {
        let listed = &self.book.documents[at];
        let name = shown(&self.book.called(listed));
        let link =
            self.book.row_of(at).and_then(|target| target.link()).filter(|_| self.links < self.book.bounds.links);
        match link {
            Some(link) if !name.is_empty() => {
                self.sheet.write_url_with_options(row, 0, Url::new(link), &name, "", Some(&self.cells.linked))?;
                self.links += 1;
            }
            _ => _ = self.sheet.write_string_with_format(row, 0, name, &self.cells.text)?,
        }
        let title = shown(listed.document.title.as_deref().unwrap_or_default());
        self.sheet.write_string_with_format(row, 1, title, &self.cells.text)?;
        let unit = shown(self.book.unit_name(listed.unit));
        self.sheet.write_string_with_format(row, 2, unit, &self.cells.text)?;
        let score = listed.score.score.percent().filter(|_| listed.document.checked != Checked::None);
        match score {
            Some(score) => self.sheet.write_number_with_format(row, 3, score, &self.cells.score)?,
            None => self.sheet.write_blank(row, 3, &self.cells.score)?,
        };
        for (column, outcome) in (FIXED..).zip(listed.document.outcomes.iter().take(self.rules)) {
            let (sign, format) = sign(*outcome);
            self.sheet.write_string_with_format(row, column, sign, &self.cells.signs[format])?;
        }
        Ok(())
    }
}
