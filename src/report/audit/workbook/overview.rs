//! The first sheet: how the archive stands, by benefit, question and unit, what is worst, what was not read, and where to look further.
//!
//! Every table has its label in the first column and its numbers behind it.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet, XlsxError};

use super::book::{Book, Page};
use super::looks::{self, Look, Tone};
use super::sheet::{height, left_out, lines, new_sheet, print_setup, score_bar, shown};
use crate::engine::report::Checked;
use crate::engine::scorecard::{Grade, Score};
use crate::report::audit::formula;
use crate::report::explain;
use crate::rule::{Benefit, Question};
use crate::sop::Language;

/// The last column.
const LAST: u16 = 7;
/// Widths of the columns, in characters.
const LABEL: f64 = 68.0;
const VALUE: f64 = 13.5;
/// Rows of a list of the worst.
const MOST_WORST: usize = 15;
/// Rows of the list of units.
const MOST_UNITS: usize = 60;
/// Rows of the list of earlier audits.
const MOST_EARLIER: usize = 24;

/// Writes the sheet.
pub(super) fn write(book: &Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let sheet = new_sheet(book, workbook, Page::Overview, 0)?;
    sheet.set_column_width(0, LABEL)?;
    sheet.set_column_range_width(1, LAST, VALUE)?;
    print_setup(sheet, book)?;
    sheet.set_portrait();
    sheet.set_print_fit_to_pages(1, 0);
    let mut overview = Overview { book, sheet, row: 0 };
    overview.title()?;
    overview.verdict()?;
    overview.counts()?;
    overview.parts()?;
    overview.units()?;
    overview.rules()?;
    overview.documents()?;
    overview.history()?;
    overview.sheets()?;
    overview.reading()
}

struct Overview<'b, 'w, 'r> {
    book: &'b Book<'r>,
    sheet: &'w mut Worksheet,
    row: u32,
}

/// A value behind a label.
enum Value {
    Count(usize),
    Toned(usize, Tone),
    Score(Option<f64>),
    Grade(Option<Grade>),
    Text(String),
}

impl Value {
    /// A number of things, in colour when there are any.
    fn some(count: usize, tone: Tone) -> Self {
        if count == 0 { Self::Count(0) } else { Self::Toned(count, tone) }
    }
}

impl Overview<'_, '_, '_> {
    fn title(&mut self) -> Result<(), XlsxError> {
        let (book, outputs) = (self.book, &self.book.audit.outputs);
        let title = format!("{}: {}", book.say("Audit SOP", "Audit of SOPs"), shown(book.audit.title));
        self.sheet.set_row_height(0, 30)?;
        let format = looks::base().set_bold().set_font_size(18).set_font_color(looks::HEAD);
        self.sheet.write_string_with_format(0, 0, title, &format)?;
        let packs = outputs.linter.packs.iter().map(|pack| format!("{} {}", pack.name, pack.version));
        let packs = packs.collect::<Vec<_>>().join(", ");
        let made = format!("{} · soplint {}", outputs.report.today.to_iso(), env!("CARGO_PKG_VERSION"));
        let line = format!("{made} · {}: {}", book.say("paket aturan", "rule packs"), shown(&packs));
        self.sheet.write_string_with_format(1, 0, line, &looks::remark())?;
        self.row = 2;
        if !book.audit.record.id.is_empty() {
            let line =
                format!("{}: {}", book.say("catatan audit", "record of the audit"), shown(&book.audit.record.id));
            self.sheet.write_string_with_format(2, 0, line, &looks::remark())?;
            self.row = 3;
        }
        self.row += 1;
        Ok(())
    }

    /// Score and grade, and beside them what they do not say.
    fn verdict(&mut self) -> Result<(), XlsxError> {
        let (book, score) = (self.book, &self.book.audit.scores.archive);
        let big = looks::base().set_bold().set_font_size(16).set_align(FormatAlign::VerticalCenter);
        self.sheet.set_row_height(self.row, 30)?;
        let label =
            book.say("Nilai arsip (0 sampai 100) dan predikatnya", "Score of the archive (0 to 100) and its grade");
        self.sheet.write_string_with_format(self.row, 0, label, &big.clone().set_font_size(13))?;
        let centred = big.set_align(FormatAlign::Center);
        match (score.percent(), score.grade()) {
            (Some(percent), Some(grade)) => {
                let (ink, ground) = Tone::from(grade).colours();
                let graded = centred.clone().set_font_color(ink).set_background_color(ground);
                let number = centred.set_num_format("0.0");
                self.sheet.write_number_with_format(self.row, 1, percent, &number)?;
                self.sheet.write_string_with_format(self.row, 2, grade.letter().to_string(), &graded)?;
            }
            _ => _ = self.sheet.write_string_with_format(self.row, 1, "–", &centred)?,
        }
        if let Some(bound) = formula::bound(score, book.language) {
            let format = looks::remark().set_align(FormatAlign::VerticalCenter).set_indent(1);
            self.sheet.write_string_with_format(self.row, 3, bound, &format)?;
        }
        self.row += 1;
        if let Some(warning) = unread(score, book.language) {
            self.sheet.set_row_height(self.row, 32)?;
            let format = looks::warning();
            self.sheet.merge_range(self.row, 0, self.row, LAST, "", &format)?;
            let target = book.target(Page::Unchecked, 0).and_then(|target| target.link());
            match target {
                Some(link) => {
                    self.sheet.write_url_with_options(self.row, 0, Url::new(link), &warning, "", Some(&format))?;
                }
                None => _ = self.sheet.write_string_with_format(self.row, 0, &warning, &format)?,
            }
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    fn counts(&mut self) -> Result<(), XlsxError> {
        let (book, score) = (self.book, &self.book.audit.scores.archive);
        self.head(book.say("Dokumen dan temuan", "Documents and findings"), &[book.say("Banyaknya", "Number")])?;
        let [errors, warnings, infos] = score.findings;
        let hours = Value::Score(Some(f64::from(score.minutes) / 60.0));
        let rows = [
            ("dokumen", "documents", Value::Count(score.documents)),
            ("diperiksa seluruhnya", "checked whole", Value::Count(score.full)),
            ("diperiksa sebagian", "checked in part", Value::some(score.partly, Tone::Doubtful)),
            ("tidak diperiksa", "not checked", Value::some(score.unread, Tone::Bad)),
            ("kesalahan", "errors", Value::some(errors, Tone::Bad)),
            ("peringatan", "warnings", Value::some(warnings, Tone::Doubtful)),
            ("saran", "infos", Value::Count(infos)),
            ("temuan yang diterima dan tidak dihitung", "accepted findings, not counted", Value::Count(score.accepted)),
            ("hasil aturan: lulus", "outcomes of rules: passed", Value::Count(score.outcomes.pass)),
            ("hasil aturan: temuan", "outcomes of rules: findings", Value::Count(score.outcomes.finding)),
            (
                "hasil aturan: tidak dapat diputuskan",
                "outcomes of rules: not decidable",
                Value::Count(score.outcomes.not_decidable),
            ),
            (
                "hasil aturan: tidak berlaku",
                "outcomes of rules: not applicable",
                Value::Count(score.outcomes.not_applicable),
            ),
            ("perkiraan waktu perbaikan (jam)", "time it may take to mend (hours, an estimate)", hours),
        ];
        for (id, en, value) in rows {
            self.line(book.say(id, en), None, &[value])?;
        }
        self.row += 1;
        Ok(())
    }

    /// Scores by benefit and by question, with bars.
    fn parts(&mut self) -> Result<(), XlsxError> {
        let (book, score) = (self.book, &self.book.audit.scores.archive);
        self.head(book.say("Manfaat SOP", "Benefits of SOPs"), &[book.say("Nilai", "Score")])?;
        let first = self.row;
        for (&benefit, tally) in Benefit::ALL.iter().zip(score.benefits) {
            self.line(explain::benefit(benefit, book.language), None, &[Value::Score(tally.percent())])?;
        }
        self.bars(first, 1)?;
        self.row += 1;
        let title = book.say("Pertanyaan yang harus dijawab SOP", "Questions an SOP must answer");
        self.head(title, &[book.say("Nilai", "Score")])?;
        let first = self.row;
        for (&question, tally) in Question::ALL.iter().zip(score.questions) {
            self.line(&explain::questions(&[question], book.language), None, &[Value::Score(tally.percent())])?;
        }
        self.bars(first, 1)?;
        self.row += 1;
        Ok(())
    }

    fn units(&mut self) -> Result<(), XlsxError> {
        let (book, units) = (self.book, &self.book.audit.scores.units);
        if units.is_empty() {
            return Ok(());
        }
        let heads = match book.language {
            Language::Id => {
                ["Nilai", "Predikat", "Dokumen", "Tidak diperiksa", "Kesalahan", "Peringatan", "Perbaikan (jam)"]
            }
            Language::En => ["Score", "Grade", "Documents", "Not checked", "Errors", "Warnings", "To mend (hours)"],
        };
        self.head(book.say("Unit", "Units"), &heads)?;
        let first = self.row;
        for (at, unit) in units.iter().take(MOST_UNITS).enumerate() {
            let score = &unit.score;
            let documents = match score.documents {
                0 => Value::Toned(0, Tone::Doubtful),
                some => Value::Count(some),
            };
            let values = [
                Value::Score(score.percent()),
                Value::Grade(score.grade()),
                documents,
                Value::some(score.unread, Tone::Bad),
                Value::some(score.findings[0], Tone::Bad),
                Value::some(score.findings[1], Tone::Doubtful),
                Value::Score(Some(f64::from(score.minutes) / 60.0)),
            ];
            let row = u32::try_from(at + 1).unwrap_or(u32::MAX);
            self.line(book.unit_name(unit.name.as_deref()), Some((Page::Units, row)), &values)?;
        }
        self.bars(first, 1)?;
        self.more(units.len(), MOST_UNITS, Page::Units)
    }

    fn rules(&mut self) -> Result<(), XlsxError> {
        let (book, rules) = (self.book, &self.book.audit.outputs.linter.walk.rules);
        let scores = &book.audit.scores.rules;
        let mut worst: Vec<usize> = (0..rules.len().min(scores.len())).filter(|&at| scores[at].findings > 0).collect();
        let weight = |at: usize| (rules[at].severity.worst(), scores[at].outcomes.finding, scores[at].findings);
        worst.sort_by(|&a, &b| weight(b).cmp(&weight(a)).then(a.cmp(&b)));
        if worst.is_empty() {
            return Ok(());
        }
        let heads = match book.language {
            Language::Id => ["Temuan", "Dokumen", "Perbaikan (jam)", "Tingkat"],
            Language::En => ["Findings", "Documents", "To mend (hours)", "Severity"],
        };
        self.head(book.say("Aturan yang paling perlu diperhatikan", "Rules that need most attention"), &heads)?;
        for &at in worst.iter().take(MOST_WORST) {
            let (rule, score) = (&rules[at], &scores[at]);
            let severity = crate::report::words::words(book.language).severity(rule.severity.worst());
            let values = [
                Value::Count(score.findings),
                Value::Count(score.outcomes.finding),
                Value::Score(Some(f64::from(score.minutes) / 60.0)),
                Value::Text(severity.to_owned()),
            ];
            let label = format!("{} {}", rule.id, rule.title.get(book.language));
            self.line(&label, Some((Page::Rules, u32::try_from(at + 1).unwrap_or(u32::MAX))), &values)?;
        }
        self.more(worst.len(), MOST_WORST, Page::Rules)
    }

    fn documents(&mut self) -> Result<(), XlsxError> {
        let book = self.book;
        let lost = |at: usize| {
            let marks = &book.documents[at].score.score;
            (marks.weights.decided - marks.weights.passed, marks.findings)
        };
        let mut worst: Vec<usize> = (0..book.documents.len())
            .filter(|&at| book.documents[at].document.checked != Checked::None && lost(at).0 > 0)
            .collect();
        worst.sort_by(|&a, &b| lost(b).cmp(&lost(a)).then(a.cmp(&b)));
        if worst.is_empty() {
            return Ok(());
        }
        let heads = match book.language {
            Language::Id => ["Nilai", "Predikat", "Kesalahan", "Peringatan", "Perbaikan (jam)"],
            Language::En => ["Score", "Grade", "Errors", "Warnings", "To mend (hours)"],
        };
        let title = book.say("Dokumen yang paling memerlukan perbaikan", "Documents that need most work");
        self.head(title, &heads)?;
        for &at in worst.iter().take(MOST_WORST) {
            let listed = &book.documents[at];
            let score = &listed.score.score;
            let values = [
                Value::Score(score.percent()),
                Value::Grade(score.grade()),
                Value::some(score.findings[0], Tone::Bad),
                Value::some(score.findings[1], Tone::Doubtful),
                Value::Score(Some(f64::from(score.minutes) / 60.0)),
            ];
            let names = [Some(book.called(listed)), listed.document.title.clone()];
            let label = names.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            self.line(&label, Some((Page::Documents, u32::try_from(at + 1).unwrap_or(u32::MAX))), &values)?;
        }
        self.more(worst.len(), MOST_WORST, Page::Documents)
    }

    fn history(&mut self) -> Result<(), XlsxError> {
        let (book, history) = (self.book, self.book.audit.history);
        if history.is_empty() {
            return Ok(());
        }
        let heads = match book.language {
            Language::Id => ["Nilai", "Dokumen", "Tidak utuh", "Kesalahan", "Peringatan", "Saran"],
            Language::En => ["Score", "Documents", "Not whole", "Errors", "Warnings", "Infos"],
        };
        self.head(book.say("Audit sebelumnya", "Earlier audits"), &heads)?;
        let first = self.row;
        for audited in &history[history.len().saturating_sub(MOST_EARLIER)..] {
            let [errors, warnings, infos] = audited.findings;
            let values = [
                Value::Score(audited.score),
                Value::Count(audited.documents),
                Value::some(audited.not_whole, Tone::Doubtful),
                Value::some(errors, Tone::Bad),
                Value::some(warnings, Tone::Doubtful),
                Value::Count(infos),
            ];
            self.line(&audited.today.to_iso(), None, &values)?;
        }
        self.bars(first, 1)?;
        self.row += 1;
        Ok(())
    }

    /// The other sheets, and what does not fit on them.
    fn sheets(&mut self) -> Result<(), XlsxError> {
        let book = self.book;
        self.head(book.say("Isi buku kerja ini", "What is in this workbook"), &[])?;
        let pages = [
            (
                Page::Findings,
                "setiap temuan: letak, perbaikan, dasar, keadaan",
                "every finding: place, what to do, clause, state",
            ),
            (Page::Matrix, "dokumen × aturan", "documents × rules"),
            (
                Page::Units,
                "nilai setiap unit menurut manfaat dan pertanyaan",
                "scores of every unit by benefit and question",
            ),
            (Page::Documents, "nilai setiap dokumen", "scores of every document"),
            (Page::Coverage, "klausul peraturan dan aturan yang memeriksanya", "clauses and the rules that check them"),
            (
                Page::Unchecked,
                "yang tidak diperiksa, alasannya, dan yang perlu dilakukan",
                "what was not checked, why, and what to do",
            ),
            (Page::Rules, "setiap aturan dan hasilnya", "every rule and what became of it"),
        ];
        for (page, id, en) in pages {
            let label = format!("{}: {}", page.name(book.language), book.say(id, en));
            self.line(&label, Some((page, 0)), &[])?;
        }
        let room = book.bounds.rows as usize - 2;
        if book.findings > room {
            let remark =
                format!("{}: {}", Page::Findings.name(book.language), left_out(book.findings - room, book.language));
            self.remark(&remark)?;
        }
        self.row += 1;
        Ok(())
    }

    /// How scores are to be read, and what the packs say they do not check.
    fn reading(&mut self) -> Result<(), XlsxError> {
        let book = self.book;
        self.head(book.say("Cara membaca", "How to read this"), &[])?;
        self.remark(&formula::score(book.language))?;
        self.remark(formula::grade(book.language))?;
        self.remark(formula::effort(book.language))?;
        for pack in &book.audit.outputs.linter.packs {
            if let Some(covers) = &pack.covers {
                let line = format!("{} {}: {}", pack.name, pack.version, covers.get(book.language).trim_end());
                self.remark(&line)?;
            }
        }
        Ok(())
    }

    fn head(&mut self, label: &str, columns: &[&str]) -> Result<(), XlsxError> {
        let format = looks::head();
        self.sheet.set_row_height(self.row, 20)?;
        self.sheet.write_string_with_format(self.row, 0, label, &format)?;
        for (column, title) in (1..).zip(columns) {
            let format = format.clone().set_align(FormatAlign::Center);
            self.sheet.write_string_with_format(self.row, column, *title, &format)?;
        }
        self.row += 1;
        Ok(())
    }

    fn line(&mut self, label: &str, target: Option<(Page, u32)>, values: &[Value]) -> Result<(), XlsxError> {
        let link = target.and_then(|(page, row)| self.book.target(page, row)?.link());
        let label = shown(label);
        self.sheet.set_row_height(self.row, height(lines(&label, LABEL)))?;
        match link.filter(|_| !label.is_empty()) {
            Some(link) => {
                let format = looks::linked(Look::Wrapped);
                self.sheet.write_url_with_options(self.row, 0, Url::new(link), &label, "", Some(&format))?;
            }
            None => _ = self.sheet.write_string_with_format(self.row, 0, label, &looks::cell(Look::Wrapped))?,
        }
        for (column, value) in (1..).zip(values) {
            self.value(column, value)?;
        }
        self.row += 1;
        Ok(())
    }

    fn value(&mut self, column: u16, value: &Value) -> Result<(), XlsxError> {
        let (sheet, row) = (&mut *self.sheet, self.row);
        match value {
            Value::Count(count) => {
                sheet.write_number_with_format(row, column, *count as f64, &looks::cell(Look::Count))?;
            }
            Value::Toned(count, tone) => {
                sheet.write_number_with_format(row, column, *count as f64, &looks::toned(Look::Count, *tone))?;
            }
            Value::Score(Some(score)) => {
                sheet.write_number_with_format(row, column, *score, &looks::cell(Look::Score))?;
            }
            Value::Score(None) => {
                let format = looks::cell(Look::Score).set_align(FormatAlign::Right);
                sheet.write_string_with_format(row, column, "–", &format)?;
            }
            Value::Grade(Some(grade)) => {
                let format = looks::toned(Look::Centred, (*grade).into());
                sheet.write_string_with_format(row, column, grade.letter().to_string(), &format)?;
            }
            Value::Grade(None) => {
                sheet.write_string_with_format(row, column, "–", &looks::cell(Look::Centred))?;
            }
            Value::Text(text) => {
                sheet.write_string_with_format(row, column, text, &looks::cell(Look::Centred))?;
            }
        }
        Ok(())
    }

    fn bars(&mut self, first: u32, column: u16) -> Result<(), XlsxError> {
        if self.row > first {
            self.sheet.add_conditional_format(first, column, self.row - 1, column, &score_bar())?;
        }
        Ok(())
    }

    /// That a list goes on elsewhere.
    fn more(&mut self, all: usize, most: usize, page: Page) -> Result<(), XlsxError> {
        if all > most {
            let name = page.name(self.book.language);
            let text = match self.book.language {
                Language::Id => format!("… dan {} lagi, lihat lembar {name}", all - most),
                Language::En => format!("… and {} more, see the sheet {name}", all - most),
            };
            self.remark(&text)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A line over all columns.
    fn remark(&mut self, text: &str) -> Result<(), XlsxError> {
        let text = shown(text);
        let format: Format = looks::remark().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::None);
        self.sheet.set_row_height(self.row, height(lines(&text, LABEL + f64::from(LAST) * VALUE)))?;
        self.sheet.merge_range(self.row, 0, self.row, LAST, &text, &format)?;
        self.row += 1;
        Ok(())
    }
}

/// What the score does not say, where something was not read.
fn unread(score: &Score, language: Language) -> Option<String> {
    let (all, unread, partly) = (score.documents, score.unread, score.partly);
    (unread + partly > 0).then(|| match language {
        Language::Id => format!(
            "Dari {all} dokumen, {unread} tidak diperiksa dan {partly} hanya sebagian. Nilai di atas tidak mencakup yang tidak dibaca: lihat lembar Tidak diperiksa"
        ),
        Language::En => format!(
            "Of {all} documents, {unread} were not checked and {partly} only in part. The score above does not cover what was not read: see the sheet Not checked"
        ),
    })
}
