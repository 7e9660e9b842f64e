//! `sarif`: SARIF 2.1.0 (OASIS), as GitHub code scanning takes it.
//!
//! In: a report. Out: one run in one JSON object on one line. Regions count lines and columns from 1 in Unicode scalar
//! values, ends are exclusive. A place in a file that is not text is line 1, with its address as logical location and in
//! the message. GitHub refuses a run with more than [`MOST_RESULTS`] results: of more findings the worst are kept, and one
//! result says how many were left out.

mod cut;
mod rules;
mod shape;

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::found::{Found, Recognised, Site, Spot, message_with_address, recognised, site, waiver};
use super::json::escaped::Escaped;
use super::words::say;
use super::{Outputs, fixes};
use crate::engine::report::Acceptance;
use crate::finding::{Edit, Finding, Related, Severity};

use cut::Cut;
use rules::Rules;
use shape::{
    ArtifactChange, ArtifactLocation, AutomationDetails, Driver, Fix, FixProperties, Invocation, Location, Log,
    LogicalLocation, Message, PartialFingerprints, PhysicalLocation, Region, Replacement, ReportingDescriptor,
    ResultProperties, Run, RunProperties, SarifResult, Suppression, Tool,
};

pub use cut::MOST_RESULTS;

/// The schema of the version, for readers that check it.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// GitHub takes so many places for a result; the first is the finding itself.
const MOST_RELATED: usize = 999;

/// Writes the report.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let cut = Cut::of(outputs);
    let rules = Rules::of(outputs, cut.is_some());
    let summary = &outputs.report.summary;
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                language: outputs.report.language.code(),
                rules: rules.list(),
            },
        },
        automation_details: AutomationDetails { id: automation(outputs) },
        invocations: [Invocation {
            execution_successful: summary.documents > 0 && summary.unchecked + summary.partly == 0,
            exit_code: outputs.exit_code,
        }],
        column_kind: "unicodeCodePoints",
        properties: RunProperties {
            today: outputs.report.today.to_iso(),
            documents: summary.documents,
            unchecked: summary.unchecked,
            partly: summary.partly,
        },
        results: Results { outputs: *outputs, rules: &rules, cut },
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    log.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Escaped))?;
    writeln!(out)
}

/// Tells the runs of different packs apart: `soplint/sop-ap/`.
fn automation(outputs: &Outputs<'_>) -> String {
    match outputs.linter.packs.last() {
        Some(pack) => format!("{}/{}/", env!("CARGO_PKG_NAME"), pack.name),
        None => format!("{}/", env!("CARGO_PKG_NAME")),
    }
}

/// Written one by one, so that a large report is not held twice.
pub(super) struct Results<'r> {
    outputs: Outputs<'r>,
    rules: &'r Rules<'r>,
    cut: Option<Cut>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut keep = Cut::keeper(self.cut.as_ref());
        let mut list = serializer.serialize_seq(None)?;
        let mut first_lost = None;
        let shown = recognised(self.outputs.report).filter(|one| shows(&self.outputs, one.by));
        for one in shown {
            if keep(one.found.finding.severity) {
                list.serialize_element(&result(&self.outputs, self.rules, one))?;
            } else {
                first_lost.get_or_insert(one.found);
            }
        }
        if let (Some(cut), Some(lost)) = (&self.cut, first_lost) {
            list.serialize_element(&cut_result(&self.outputs, self.rules, cut, lost))?;
        }
        list.end()
    }
}

/// Whether a finding is written although somebody may have accepted it.
pub(super) fn shows(outputs: &Outputs<'_>, by: Option<Acceptance>) -> bool {
    by.is_none() || outputs.style.include_suppressed
}

/// Why a result is no cause for alarm (section 3.35); what is old is accepted by a file outside.
fn suppressions<'r>(outputs: &Outputs<'r>, by: Option<Acceptance>) -> Vec<Suppression<'r>> {
    let Some(accepted) = by else { return Vec::new() };
    let kind = if matches!(accepted, Acceptance::Inline(_)) { "inSource" } else { "external" };
    let baseline = say(outputs.report.language, "temuan lama (baseline)", "old finding (baseline)");
    let reason = waiver(outputs.report, by).map_or(baseline, |waiver| waiver.reason.as_str());
    vec![Suppression { kind, status: "accepted", justification: reason }]
}

fn result<'r>(outputs: &Outputs<'r>, rules: &Rules<'_>, one: Recognised<'r>) -> SarifResult<'r> {
    let Recognised { found, by, fingerprint } = one;
    let Found { finding, .. } = found;
    let at = site(outputs.report, finding.place);
    let related = related(outputs, finding);
    let message = message_with_address(found, &at, outputs.report.language);
    SarifResult {
        rule_id: finding.rule.as_str(),
        rule_index: rules.index(finding.rule.as_str()),
        level: level(finding.severity),
        message: Message { text: linked(&message, &finding.related) },
        fixes: fix(outputs, finding, &at).into_iter().collect(),
        locations: [location(&at, Some(&finding.logical), None, None)],
        related_locations: related,
        suppressions: suppressions(outputs, by),
        partial_fingerprints: PartialFingerprints { primary: fingerprint },
        properties: Some(ResultProperties { confidence: finding.confidence.name() }),
    }
}

/// The result that says how many were left out, at the first of them.
fn cut_result<'r>(outputs: &Outputs<'r>, rules: &Rules<'_>, cut: &Cut, lost: Found<'r>) -> SarifResult<'r> {
    let at = Site { spot: Spot::Whole, ..site(outputs.report, lost.finding.place) };
    SarifResult {
        rule_id: cut::RULE,
        rule_index: rules.index(cut::RULE),
        level: level(cut::SEVERITY),
        message: Message { text: cut.message(outputs.report.language) },
        fixes: Vec::new(),
        locations: [location(&at, None, None, None)],
        related_locations: Vec::new(),
        suppressions: Vec::new(),
        partial_fingerprints: PartialFingerprints { primary: cut::RULE.to_owned() },
        properties: None,
    }
}

fn related<'r>(outputs: &Outputs<'r>, finding: &'r Finding) -> Vec<Location<'r>> {
    let places = finding.related.iter().take(MOST_RELATED).zip(1..);
    let location = |(related, id): (&'r Related, u32)| {
        let at = site(outputs.report, related.place);
        location(&at, None, Some(id), Some(related.label.as_str()).filter(|label| !label.is_empty()))
    };
    places.map(location).collect()
}

/// The message with a link to each related place that has a label: `… [langkah 1](1)` (section 3.11.6).
fn linked(message: &str, related: &[Related]) -> String {
    // What a document wrote is no link.
    let mut text = if message.contains("](") { bracketed(message) } else { message.to_owned() };
    for (related, id) in related.iter().take(MOST_RELATED).zip(1..).filter(|(related, _)| !related.label.is_empty()) {
        let before = if id == 1 { ". " } else { ", " };
        text += &format!("{before}[{}]({id})", bracketed(&related.label));
    }
    text
}

fn bracketed(text: &str) -> String {
    super::clean::escaped(text, |character| match character {
        '[' => Some("\\["),
        ']' => Some("\\]"),
        '\\' => Some("\\\\"),
        _ => None,
    })
}

fn location<'r>(at: &Site<'r>, logical: Option<&'r str>, id: Option<u32>, label: Option<&'r str>) -> Location<'r> {
    let address = at.address().map(|address| LogicalLocation {
        fully_qualified_name: address.to_string(),
        // The nearest of the kinds section 3.33.7 names: a part of a document.
        kind: "element",
    });
    let logical = logical.filter(|logical| !logical.is_empty());
    let logical = logical.map(|logical| LogicalLocation { fully_qualified_name: logical.to_owned(), kind: "property" });
    Location {
        id,
        message: label.map(|text| Message { text }),
        physical_location: PhysicalLocation { artifact_location: artifact(at.path), region: region(at) },
        logical_locations: address.into_iter().chain(logical).collect(),
    }
}

/// Lines and columns; an empty region at the start of what has none.
fn region(at: &Site<'_>) -> Region {
    at.text().map_or(Region { start_line: 1, start_column: 1, end_line: 1, end_column: 1 }, |text| Region {
        start_line: text.start.line,
        start_column: text.start.column,
        end_line: text.end.line,
        end_column: text.end.column,
    })
}

/// How it can be mended (section 3.55): one change of one file, with all its edits.
fn fix<'r>(outputs: &Outputs<'r>, finding: &'r Finding, at: &Site<'_>) -> Option<Fix<'r>> {
    let applicability = finding.fix.as_ref()?.applicability;
    let replacement = |(edit, site): (&'r Edit, Site<'r>)| {
        site.text()?;
        Some(Replacement { deleted_region: region(&site), inserted_content: Message { text: &*edit.text } })
    };
    let replacements = fixes::sites(outputs.report, finding).map(replacement).collect::<Option<Vec<_>>>()?;
    Some(Fix {
        artifact_changes: [ArtifactChange { artifact_location: artifact(at.path), replacements }],
        properties: FixProperties { applicability: applicability.name() },
    })
}

/// A path as a URI reference (RFC 3986): relative to the folder of the run, `file://` when it is absolute.
fn artifact(path: &str) -> ArtifactLocation {
    use std::fmt::Write as _;
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for &byte in path.as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => _ = write!(uri, "%{byte:02X}"),
        }
    }
    ArtifactLocation { uri }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
