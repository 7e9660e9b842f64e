//! `csv`: a row for each finding, for spreadsheets (RFC 4180).
//!
//! In: a report. Out: comma-separated values with a head row, in UTF-8, lines ended by CRLF. A text that a spreadsheet would
//! take for a formula gets an apostrophe in front, as people type it there.

use std::io::{self, Write};

use super::found::{Found, recognised, site};
use super::{Outputs, clean};
use crate::engine::report::DocumentReport;

/// The columns; more are added at the end only.
const COLUMNS: [&str; 18] = [
    "path",
    "document",
    "line",
    "column",
    "end_line",
    "end_column",
    "address",
    "logical",
    "rule",
    "severity",
    "confidence",
    "message",
    "help",
    "fingerprint",
    "state",
    "number",
    "title",
    "unit",
];

/// Writes the report.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    row(out, COLUMNS)?;
    for recognised in recognised(outputs.report) {
        let Found { finding, document, .. } = recognised.found;
        let state = recognised.state();
        let site = site(outputs.report, finding.place);
        let number = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
        let text = site.text();
        let cells = [
            site.path.to_owned(),
            finding.document.to_string(),
            number(text.map(|text| text.start.line)),
            number(text.map(|text| text.start.column)),
            number(text.map(|text| text.end.line)),
            number(text.map(|text| text.end.column)),
            site.address().map_or_else(String::new, ToString::to_string),
            finding.logical.clone(),
            finding.rule.to_string(),
            finding.severity.name().to_owned(),
            finding.confidence.name().to_owned(),
            finding.message.clone(),
            outputs.help(finding).unwrap_or_default().to_owned(),
            recognised.fingerprint,
            state.to_owned(),
            document.number.clone().unwrap_or_default(),
            document.title.clone().unwrap_or_default(),
            unit(outputs, document).unwrap_or_default().to_owned(),
        ];
        row(out, cells.iter().map(String::as_str))?;
    }
    Ok(())
}

/// The unit of a document, as the project lists it, else as written; only an audit keeps it.
fn unit<'r>(outputs: &Outputs<'r>, document: &'r DocumentReport) -> Option<&'r str> {
    let card = document.card.as_deref()?;
    let project = outputs.linter.known.project.as_ref();
    let entry = card.unit_entry.and_then(|entry| project?.unit_entries().get(entry as usize));
    entry.map(|entry| entry.name.text.as_str()).or(card.unit.as_deref())
}

fn row<'c>(out: &mut dyn Write, cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
    for (at, text) in cells.into_iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(out, "{comma}{}", cell(text))?;
    }
    write!(out, "\r\n")
}

/// A cell: on one line, never a formula, in quotes where commas and quotes need them.
fn cell(text: &str) -> String {
    let text = clean::line(text);
    let formula = if text.trim_start().starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    if text.contains([',', '"']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{formula}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{formula}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_and_quotes_stand_in_quotes() {
        assert_eq!(cell("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(cell("a\r\nb"), "a  b");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"] {
            assert!(cell(text).trim_matches('"').starts_with('\''), "{text:?}");
        }
        assert_eq!(cell("1-3 hari"), "1-3 hari");
    }
}
