//! `concise`: one line for each finding, `path:line:column: severity[ID] message`, and the sums.
//!
//! In: a report. Out: lines that editors, `grep` and people read. The words for severities are those of machines: an
//! editor that looks for `error` must find it in every language.

use std::io::{self, Write};

use super::{Outputs, clean, closing, source_of};
use crate::engine::report::Report;
use crate::finding::Finding;

/// Writes the report.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    for source in &outputs.report.sources {
        for finding in source.documents.iter().flat_map(|document| &document.findings) {
            if outputs.style.shows(finding) {
                line(outputs.report, &source.name, finding, out)?;
            }
        }
    }
    closing::sums(outputs, out)?;
    closing::questions_elsewhere(outputs, out)?;
    closing::verdict(outputs, out)
}

fn line(report: &Report, name: &str, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let source = source_of(report, finding.place.source).map(|(_, source)| source);
    let position = source.zip(finding.place.span).and_then(|(source, span)| source.excerpt.position(span.start));
    write!(out, "{}", clean::line(name))?;
    if let Some(position) = position {
        write!(out, ":{}:{}", position.line, position.column)?;
    }
    writeln!(out, ": {}[{}] {}", finding.severity.name(), finding.rule, clean::line(&finding.message))
}
