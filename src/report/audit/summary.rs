//! What a terminal shows of an audit: how the archive and its units stand, the worst rules and documents, what was not read, what to do.
//!
//! In: an [`Audit`]. Out: a page of at most a hundred columns in its language, first what matters most: a headline, then sections, each
//! left out where it has nothing to say. Every list has an end and says what is behind it. Names of strangers are made safe first.

mod between;
mod headline;
mod next;
mod reviews;
#[cfg(test)]
mod tests;
mod trend;
mod units;
mod unread;
mod worst;

use std::io::{self, Write};

use super::Audit;
use crate::engine::report::{DocumentReport, SourceReport};
use crate::engine::scorecard::{DocumentScore, Grade};
use crate::report::columns::{Cell, Tone, WIDEST, wrapped};
use crate::report::words::words;
use crate::report::{clean, closing, figures};
use crate::sop::Language;

/// Rows of the lists of the worst.
const MOST_WORST: usize = 10;
/// Cells of a bar.
const BAR: usize = 10;

/// Writes the report.
pub(super) fn render(audit: &Audit<'_>, out: &mut dyn Write) -> io::Result<()> {
    let page = Page { audit };
    for line in headline::lines(page) {
        writeln!(out, "{line}")?;
    }
    let sections = [
        units::section(page),
        headline::benefits(page),
        worst::rules(page),
        worst::documents(page),
        between::section(page),
        unread::section(page),
        reviews::section(page),
        trend::section(page),
        next::section(page),
    ];
    for Section { title, lines } in sections.into_iter().flatten() {
        writeln!(out, "\n{}", page.paint(&title, Tone::Strong))?;
        for line in lines {
            writeln!(out, "  {line}")?;
        }
    }
    writeln!(out)?;
    remarks(page)?.iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// What nobody checks, and what the audit rests on.
fn remarks(page: Page<'_>) -> io::Result<Vec<String>> {
    let (outputs, id) = (&page.audit.outputs, &page.audit.record.id);
    let mut text = Vec::new();
    closing::questions_elsewhere(outputs, &mut text)?;
    closing::off(outputs, &mut text)?;
    closing::covers(outputs, &mut text)?;
    let mut lines = Vec::new();
    for line in String::from_utf8_lossy(&text).lines() {
        let wrapped = wrapped(line, WIDEST - 2).into_iter().enumerate();
        lines.extend(wrapped.map(|(at, line)| if at == 0 { line } else { format!("  {line}") }));
    }
    if !id.is_empty() {
        lines.push(page.say(format!("catatan audit: {id}"), format!("record of the audit: {id}")));
    }
    Ok(lines)
}

/// A part of the page.
struct Section {
    title: String,
    lines: Vec<String>,
}

/// The audit that is shown.
#[derive(Clone, Copy)]
struct Page<'r> {
    audit: &'r Audit<'r>,
}

impl<'r> Page<'r> {
    fn language(self) -> Language {
        self.audit.outputs.report.language
    }

    fn say<T>(self, id: T, en: T) -> T {
        match self.language() {
            Language::Id => id,
            Language::En => en,
        }
    }

    fn colour(self) -> bool {
        self.audit.outputs.style.colour
    }

    fn paint(self, text: &str, tone: Tone) -> String {
        tone.paint(text, self.colour())
    }

    fn count(self, number: usize) -> String {
        figures::count(number, self.language())
    }

    /// `2 documents`: English counts its things; Indonesian does not change them.
    fn counted(self, number: usize, id: &str, en: &str) -> String {
        let plural = if number == 1 { "" } else { "s" };
        self.say(format!("{} {id}", self.count(number)), format!("{} {en}{plural}", self.count(number)))
    }

    /// A number that is better nought.
    fn number(self, number: usize, tone: Tone) -> Cell {
        Cell::toned(self.count(number), if number == 0 { Tone::Faint } else { tone })
    }

    fn time(self, minutes: u32) -> String {
        figures::time(minutes, self.language())
    }

    /// A score, its letter and its bar.
    fn marks(self, percent: Option<f64>, grade: Option<Grade>) -> [Cell; 3] {
        let tone = grade.map_or(Tone::Faint, tone);
        let letter = grade.map_or_else(String::new, |grade| grade.letter().to_string());
        let bar = percent.map_or_else(String::new, |percent| figures::bar(percent, BAR));
        [Cell::toned(figures::score(percent, self.language()), tone), Cell::toned(letter, tone), Cell::toned(bar, tone)]
    }

    /// The input and the document behind a score.
    fn document(self, score: &DocumentScore) -> Option<(&'r SourceReport, &'r DocumentReport)> {
        let source = self.audit.outputs.report.sources.get(score.source)?;
        Some((source, source.documents.get(score.document)?))
    }

    /// What a document is called on this page: its input, and its number in it where there are several.
    fn name(self, source: &SourceReport, document: &DocumentReport) -> String {
        let name = clean::line(&source.name);
        match source.documents.len() {
            0 | 1 => name.into_owned(),
            _ => format!("{name}, {} {}", words(self.language()).document, document.index + 1),
        }
    }

    /// What is behind the end of a list.
    fn more(self, all: usize, most: usize) -> Option<String> {
        let more = all.checked_sub(most).filter(|more| *more > 0)?;
        let more = self.count(more);
        let text = self.say(
            format!("… dan {more} lagi, semuanya dalam laporan lengkap (--to FOLDER)"),
            format!("… and {more} more, all of them in the full reports (--to FOLDER)"),
        );
        Some(self.paint(&text, Tone::Faint))
    }
}

fn tone(grade: Grade) -> Tone {
    match grade {
        Grade::A | Grade::B => Tone::Good,
        Grade::C => Tone::Doubtful,
        Grade::D | Grade::E => Tone::Bad,
    }
}
