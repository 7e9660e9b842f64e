//! `rdjson`: the Reviewdog Diagnostic Format.
//!
//! In: a report. Out: one JSON object. Columns count bytes of UTF-8 from 1 and ends are exclusive, as its definition says
//! (`Position` of reviewdog.proto). A place in a file that is not text is its path, with the address in the message.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::found::{Found, Site, findings, message_with_address, site};
use super::json::escaped::Escaped;
use super::{Outputs, fixes};
use crate::finding::{Finding, Related, Severity};

#[derive(Serialize)]
struct DiagnosticResult<'r> {
    source: Source,
    diagnostics: Diagnostics<'r>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'r> {
    message: String,
    location: Location<'r>,
    severity: &'static str,
    code: Code<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation<'r>>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Clone, Copy, Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Clone, Copy, Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code<'r> {
    value: &'r str,
}

#[derive(Serialize)]
struct Suggestion<'r> {
    range: Range,
    text: &'r str,
}

#[derive(Serialize)]
struct RelatedLocation<'r> {
    message: &'r str,
    location: Location<'r>,
}

/// Writes the report.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let result =
        DiagnosticResult { source: Source { name: env!("CARGO_PKG_NAME") }, diagnostics: Diagnostics(*outputs) };
    result.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Escaped))?;
    writeln!(out)
}

/// Written one by one, so that a large report is not held twice.
struct Diagnostics<'r>(Outputs<'r>);

impl Serialize for Diagnostics<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for found in findings(self.0.report) {
            list.serialize_element(&diagnostic(&self.0, found))?;
        }
        list.end()
    }
}

fn diagnostic<'r>(outputs: &Outputs<'r>, found: Found<'r>) -> Diagnostic<'r> {
    let Found { finding, .. } = found;
    let site = site(outputs.report, finding.place);
    let range = range(&site);
    Diagnostic {
        message: message_with_address(found, &site, outputs.report.language),
        location: Location { path: site.path, range },
        severity: severity(finding.severity),
        code: Code { value: finding.rule.as_str() },
        suggestions: suggestions(outputs, finding),
        related_locations: finding.related.iter().map(|related| related_location(outputs, related)).collect(),
    }
}

/// The edits of a fix: each mends its own place.
fn suggestions<'r>(outputs: &Outputs<'r>, finding: &'r Finding) -> Vec<Suggestion<'r>> {
    let edits = fixes::sites(outputs.report, finding);
    edits.filter_map(|(edit, site)| Some(Suggestion { range: range(&site)?, text: &edit.text })).collect()
}

fn related_location<'r>(outputs: &Outputs<'r>, related: &'r Related) -> RelatedLocation<'r> {
    let site = site(outputs.report, related.place);
    RelatedLocation { message: &related.label, location: Location { path: site.path, range: range(&site) } }
}

fn range(site: &Site<'_>) -> Option<Range> {
    let text = site.text()?;
    let (first, last) = text.byte_columns()?;
    Some(Range {
        start: Position { line: text.start.line, column: first },
        end: Position { line: text.end.line, column: last },
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}
