//! `concise`: one line for each finding, `path:line:column: severity[ID] message`, and the sums. In files that are not text
//! the address stands for line and column: `path: SOP!I9: severity[ID] message`.
//!
//! In: a report. Out: lines that editors, `grep` and people read. The words for severities are those of machines: an
//! editor that looks for `error` must find it in every language.

use std::io::{self, Write};

use super::{Outputs, clean, closing, source_of};
use crate::engine::report::Report;
use crate::finding::Finding;
use crate::source::{Excerpt, Span};

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
    let spot = source.zip(finding.place.span);
    let place = spot.and_then(|(source, span)| place(&source.excerpt, span)).unwrap_or_default();
    let (name, place) = (clean::line(name), clean::line(&place));
    writeln!(out, "{name}{place}: {}[{}] {}", finding.severity.name(), finding.rule, clean::line(&finding.message))
}

/// What stands behind the name of the file.
fn place(excerpt: &Excerpt, span: Span) -> Option<String> {
    if let Some(address) = excerpt.address(span) {
        return Some(format!(": {address}"));
    }
    excerpt.position(span.start).map(|position| format!(":{}:{}", position.line, position.column))
}
