//! The objects of `soplint-report-v1`.
//!
//! One struct for each, with its fields in the order in which they are written. What they mean stands in the schema, and a
//! test compares the two.

use serde::Serialize;

use super::Findings;
use crate::engine::report::{Checked, OutcomeCounts};
use crate::finding::{Confidence, RuleId, Severity};
use crate::report::place::AddressJson;

#[derive(Serialize)]
pub(super) struct ReportJson<'r> {
    pub(super) schema: &'static str,
    pub(super) tool: ToolJson,
    pub(super) run: RunJson<'r>,
    pub(super) documents: Vec<DocumentJson<'r>>,
    pub(super) findings: Findings<'r>,
    pub(super) questions: Vec<QuestionJson<'r>>,
    pub(super) summary: SummaryJson,
}

#[derive(Serialize)]
pub(super) struct QuestionJson<'r> {
    pub(super) rule: RuleId,
    pub(super) text: &'r str,
    pub(super) documents: usize,
}

#[derive(Serialize)]
pub(super) struct ToolJson {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
}

#[derive(Serialize)]
pub(super) struct RunJson<'r> {
    pub(super) today: String,
    pub(super) language: &'static str,
    /// The phase all documents were judged in, when one was chosen.
    pub(super) phase: Option<&'static str>,
    pub(super) packs: Vec<PackJson<'r>>,
    pub(super) disabled: Vec<OffJson<'r>>,
}

/// A rule that is switched off.
#[derive(Serialize)]
pub(super) struct OffJson<'r> {
    pub(super) rule: RuleId,
    pub(super) reason: Option<&'r str>,
}

#[derive(Serialize)]
pub(super) struct PackJson<'r> {
    pub(super) name: &'r str,
    pub(super) version: &'r str,
    pub(super) sha256: &'r str,
}

#[derive(Serialize)]
pub(super) struct DocumentJson<'r> {
    pub(super) path: &'r str,
    /// Index within its file.
    pub(super) document: u32,
    pub(super) format: Option<&'static str>,
    pub(super) sha256: Option<&'r str>,
    pub(super) checked: Checked,
    pub(super) unchecked: Vec<UncheckedJson<'r>>,
    pub(super) number: Option<&'r str>,
    pub(super) title: Option<&'r str>,
    pub(super) phase: Option<&'static str>,
    pub(super) outcomes: OutcomeCounts,
}

#[derive(Serialize)]
pub(super) struct UncheckedJson<'r> {
    pub(super) part: &'static str,
    pub(super) reason: RuleId,
    pub(super) message: &'r str,
}

#[derive(Serialize)]
pub(super) struct FindingJson<'r> {
    pub(super) rule: RuleId,
    pub(super) severity: Severity,
    pub(super) confidence: Confidence,
    pub(super) state: &'static str,
    pub(super) message: &'r str,
    pub(super) help: Option<&'r str>,
    pub(super) clause: Option<ClauseJson<'r>>,
    pub(super) benefit: Option<&'static str>,
    pub(super) document: u32,
    pub(super) location: LocationJson<'r>,
    /// The value as it was understood, which may differ from the text at its place.
    pub(super) found: Option<&'r str>,
    pub(super) related: Vec<RelatedJson<'r>>,
    pub(super) fix: Option<FixJson<'r>>,
    pub(super) waiver: Option<()>,
    pub(super) fingerprint: String,
}

#[derive(Serialize)]
pub(super) struct FixJson<'r> {
    pub(super) text: &'r str,
}

#[derive(Serialize)]
pub(super) struct ClauseJson<'r> {
    pub(super) source: &'r str,
    pub(super) text: &'r str,
    pub(super) sure: &'static str,
}

#[derive(Serialize)]
pub(super) struct RelatedJson<'r> {
    pub(super) location: LocationJson<'r>,
    pub(super) label: &'r str,
}

#[derive(Serialize)]
pub(super) struct LocationJson<'r> {
    pub(super) path: &'r str,
    pub(super) logical: Option<&'r str>,
    /// Only files that are not text have one.
    pub(super) address: Option<AddressJson<'r>>,
    pub(super) start: Option<PositionJson>,
    pub(super) end: Option<PositionJson>,
    /// The text of the file between the two, when it is on one line.
    pub(super) text: Option<&'r str>,
}

#[derive(Serialize)]
pub(super) struct PositionJson {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) byte: u32,
}

#[derive(Serialize)]
pub(super) struct SummaryJson {
    pub(super) documents: usize,
    pub(super) checked: usize,
    pub(super) partly: usize,
    pub(super) unchecked: usize,
    pub(super) error: usize,
    pub(super) warning: usize,
    pub(super) info: usize,
    pub(super) waived: usize,
    pub(super) rules: usize,
    pub(super) outcomes: OutcomeCounts,
    pub(super) exit_code: u8,
}
