//! `grouped`: the findings of each file below its name, a line each, and the sums.
//!
//! In: a report. Out: lines for people, in the language of the report, with places in columns.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::found::{Found, site};
use super::words::words;
use super::{Outputs, clean, closing};
use crate::engine::report::SourceReport;

/// The widest column of places; what is longer pushes its own line only.
const WIDEST: usize = 24;

/// Writes the report.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    for source in &outputs.report.sources {
        file(outputs, source, out)?;
    }
    closing::unchecked(outputs, out)?;
    closing::sums(outputs, out)?;
    closing::questions_elsewhere(outputs, out)?;
    closing::verdict(outputs, out)
}

fn file(outputs: &Outputs<'_>, source: &SourceReport, out: &mut dyn Write) -> io::Result<()> {
    let language = outputs.report.language;
    let rows: Vec<(String, Found<'_>)> = source
        .documents
        .iter()
        .flat_map(|document| document.findings.iter().map(move |finding| Found { source, document, finding }))
        .filter(|found| outputs.style.shows(found.finding))
        .map(|found| (clean::line(&site(outputs.report, found.finding.place).told(language)).into_owned(), found))
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", clean::line(&source.name))?;
    let width = rows.iter().map(|(place, _)| place.width()).max().unwrap_or_default().min(WIDEST);
    for (place, Found { finding, .. }) in &rows {
        let gap = " ".repeat(width.saturating_sub(place.width()));
        let severity = words(language).severity(finding.severity);
        writeln!(out, "  {place}{gap}  {severity}[{}] {}", finding.rule, clean::line(&finding.message))?;
    }
    writeln!(out)
}
