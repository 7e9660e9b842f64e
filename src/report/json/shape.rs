//! The objects of `soplint-report-v1`.
//!
//! One struct for each, with its fields in the order in which they are written. What they mean stands in the schema, and a
//! test compares the two.

use serde::Serialize;

use super::Findings;
use crate::engine::report::{Checked, OutcomeCounts};
use crate::finding::{Applicability, Confidence, RuleId, Severity};
use crate::report::place::AddressJson;

#[derive(Serialize)]
pub(super) struct ReportJson<'r> {
    pub(in crate::report) schema: &'static str,
    pub(in crate::report) tool: ToolJson,
    pub(in crate::report) run: RunJson<'r>,
    pub(in crate::report) documents: Vec<DocumentJson<'r>>,
    pub(super) findings: Findings<'r>,
    pub(in crate::report) questions: Vec<QuestionJson<'r>>,
    pub(in crate::report) summary: SummaryJson,
}

#[derive(Serialize)]
pub(in crate::report) struct QuestionJson<'r> {
    pub(in crate::report) rule: RuleId,
    pub(in crate::report) text: &'r str,
    pub(in crate::report) documents: usize,
}

#[derive(Serialize)]
pub(in crate::report) struct ToolJson {
    pub(in crate::report) name: &'static str,
    pub(in crate::report) version: &'static str,
}

#[derive(Serialize)]
pub(in crate::report) struct RunJson<'r> {
    pub(in crate::report) today: String,
    pub(in crate::report) language: &'static str,
    /// The phase all documents were judged in, when one was chosen.
    pub(in crate::report) phase: Option<&'static str>,
    pub(in crate::report) packs: Vec<PackJson<'r>>,
    pub(in crate::report) disabled: Vec<OffJson<'r>>,
}

/// A rule that is switched off.
#[derive(Serialize)]
pub(in crate::report) struct OffJson<'r> {
    pub(in crate::report) rule: RuleId,
    pub(in crate::report) reason: Option<&'r str>,
}

#[derive(Serialize)]
pub(in crate::report) struct PackJson<'r> {
    pub(in crate::report) name: &'r str,
    pub(in crate::report) version: &'r str,
    pub(in crate::report) sha256: &'r str,
}

#[derive(Serialize)]
pub(in crate::report) struct DocumentJson<'r> {
    pub(in crate::report) path: &'r str,
    /// Index within its file.
    pub(in crate::report) document: u32,
    pub(in crate::report) format: Option<&'static str>,
    pub(in crate::report) sha256: Option<&'r str>,
    pub(in crate::report) checked: Checked,
    pub(in crate::report) unchecked: Vec<UncheckedJson<'r>>,
    pub(in crate::report) number: Option<&'r str>,
    pub(in crate::report) title: Option<&'r str>,
    pub(in crate::report) phase: Option<&'static str>,
    /// Rules that are off for it and not for all documents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::report) disabled: Vec<OffJson<'r>>,
    pub(in crate::report) outcomes: OutcomeCounts,
}

#[derive(Serialize)]
pub(in crate::report) struct UncheckedJson<'r> {
    pub(in crate::report) part: &'static str,
    pub(in crate::report) reason: RuleId,
    pub(in crate::report) message: &'r str,
}

#[derive(Serialize)]
pub(in crate::report) struct FindingJson<'r> {
    pub(in crate::report) rule: RuleId,
    pub(in crate::report) severity: Severity,
    pub(in crate::report) confidence: Confidence,
    pub(in crate::report) state: &'static str,
    pub(in crate::report) message: &'r str,
    pub(in crate::report) help: Option<&'r str>,
    pub(in crate::report) clause: Option<ClauseJson<'r>>,
    pub(in crate::report) benefit: Option<&'static str>,
    pub(in crate::report) document: u32,
    pub(in crate::report) location: LocationJson<'r>,
    /// The value as it was understood, which may differ from the text at its place.
    pub(in crate::report) found: Option<&'r str>,
    pub(in crate::report) related: Vec<RelatedJson<'r>>,
    pub(in crate::report) fix: Option<FixJson<'r>>,
    /// What accepts it; none when it counts, and for what is in the baseline.
    pub(in crate::report) waiver: Option<WaiverJson<'r>>,
    pub(in crate::report) fingerprint: String,
}

#[derive(Serialize)]
pub(in crate::report) struct WaiverJson<'r> {
    pub(in crate::report) id: Option<&'r str>,
    pub(in crate::report) reason: &'r str,
    pub(in crate::report) owner: Option<&'r str>,
    pub(in crate::report) approved_by: Option<&'r str>,
    pub(in crate::report) letter: Option<&'r str>,
    pub(in crate::report) expires: Option<String>,
}

#[derive(Serialize)]
pub(in crate::report) struct FixJson<'r> {
    /// What then stands in place of what was found.
    pub(in crate::report) text: &'r str,
    pub(in crate::report) applicability: Applicability,
    pub(in crate::report) edits: Vec<EditJson<'r>>,
}

#[derive(Serialize)]
pub(in crate::report) struct EditJson<'r> {
    pub(in crate::report) start: PositionJson,
    pub(in crate::report) end: PositionJson,
    pub(in crate::report) text: &'r str,
}

#[derive(Serialize)]
pub(in crate::report) struct ClauseJson<'r> {
    pub(in crate::report) source: &'r str,
    pub(in crate::report) text: &'r str,
    pub(in crate::report) sure: &'static str,
}

#[derive(Serialize)]
pub(in crate::report) struct RelatedJson<'r> {
    pub(in crate::report) location: LocationJson<'r>,
    pub(in crate::report) label: &'r str,
}

#[derive(Serialize)]
pub(in crate::report) struct LocationJson<'r> {
    pub(in crate::report) path: &'r str,
    pub(in crate::report) logical: Option<&'r str>,
    /// Only files that are not text have one.
    pub(in crate::report) address: Option<AddressJson<'r>>,
    pub(in crate::report) start: Option<PositionJson>,
    pub(in crate::report) end: Option<PositionJson>,
    /// The text of the file between the two, when it is on one line.
    pub(in crate::report) text: Option<&'r str>,
}

#[derive(Serialize)]
pub(in crate::report) struct PositionJson {
    pub(in crate::report) line: u32,
    pub(in crate::report) column: u32,
    pub(in crate::report) byte: u32,
}

#[derive(Serialize)]
pub(in crate::report) struct SummaryJson {
    pub(in crate::report) documents: usize,
    pub(in crate::report) checked: usize,
    pub(in crate::report) partly: usize,
    pub(in crate::report) unchecked: usize,
    pub(in crate::report) error: usize,
    pub(in crate::report) warning: usize,
    pub(in crate::report) info: usize,
    pub(in crate::report) waived: usize,
    pub(in crate::report) suppressed: usize,
    pub(in crate::report) baselined: usize,
    pub(in crate::report) rules: usize,
    pub(in crate::report) outcomes: OutcomeCounts,
    pub(in crate::report) exit_code: u8,
}
