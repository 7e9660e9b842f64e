//! `gitlab`: the report of GitLab Code Quality.
//!
//! In: a report. Out: one JSON array. GitLab shows neither the name of a check nor anything of a file that is not text: the
//! description begins with the rule and ends with the address. Fingerprints hold no line, and no two in a report are equal.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::Outputs;
use super::found::{Found, message_with_address, recognised, site};
use super::json::escaped::Escaped;
use crate::finding::Severity;

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'r str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// Writes the report.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Escaped);
    let mut list = serializer.serialize_seq(None)?;
    for one in recognised(outputs.report).filter(|one| one.by.is_none()) {
        list.serialize_element(&issue(outputs, one.found, one.fingerprint))?;
    }
    SerializeSeq::end(list)?;
    writeln!(out)
}

fn issue<'r>(outputs: &Outputs<'r>, found: Found<'r>, fingerprint: String) -> Issue<'r> {
    let Found { finding, .. } = found;
    let site = site(outputs.report, finding.place);
    let message = message_with_address(found, &site, outputs.report.language);
    Issue {
        description: format!("{}: {message}", finding.rule),
        check_name: finding.rule.as_str(),
        fingerprint,
        severity: severity(finding.severity),
        location: Location { path: site.path, lines: Lines { begin: site.line() } },
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
