//! `json`: `soplint-report-v1`, for programs.
//!
//! In: a report. Out: one JSON object on one line, as `docs/schema/report-v1.schema.json` describes it. It holds every
//! finding and every document. Fields are only ever added; keys and words are English in every language of the run, and
//! only `message`, `help`, `label` and the text of a question follow it.

pub(super) mod escaped;
mod shape;

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::found::{Recognised, documents, recognised, site, waiver};
use super::place::AddressJson;
use super::{Outputs, fixes, source_of};
use crate::engine::report::{DocumentReport, Report, SourceReport, Unchecked, WaiverReport};
use crate::finding::{Finding, Related};
use crate::rule::{Phase, Rule};
use crate::sop::date::Day;
use crate::source::{Excerpt, Place, Position, Span};

use escaped::Escaped;
use shape::{
    ClauseJson, DocumentJson, EditJson, FindingJson, FixJson, LocationJson, OffJson, PackJson, PositionJson,
    QuestionJson, RelatedJson, ReportJson, RunJson, SummaryJson, ToolJson, UncheckedJson, WaiverJson,
};

/// The name and version of the objects.
pub(super) const SCHEMA: &str = "soplint-report-v1";

/// Writes the report.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = outputs.report;
    let json = ReportJson {
        schema: SCHEMA,
        tool: tool(),
        run: run(outputs),
        documents: documents(report)
            .filter(|(source, _)| !source.of_project)
            .map(|(source, document)| document_json(outputs, source, document))
            .collect(),
        findings: Findings(*outputs),
        questions: outputs.questions().map(question_json).collect(),
        summary: summary(outputs),
    };
    json.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Escaped))?;
    writeln!(out)
}

/// Written one by one, so that a large report is not held twice.
struct Findings<'r>(Outputs<'r>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for one in recognised(self.0.report) {
            list.serialize_element(&finding_json(&self.0, one))?;
        }
        list.end()
    }
}

/// What wrote the report.
pub(super) fn tool() -> ToolJson {
    ToolJson { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") }
}

pub(super) fn run<'r>(outputs: &Outputs<'r>) -> RunJson<'r> {
    let (packs, off) = (outputs.linter.packs.iter(), outputs.linter.off.iter());
    RunJson {
        today: outputs.report.today.to_iso(),
        language: outputs.report.language.code(),
        phase: outputs.linter.options.phase.map(Phase::name),
        packs: packs.map(|pack| PackJson { name: &pack.name, version: &pack.version, sha256: &pack.sha256 }).collect(),
        disabled: off.map(|(rule, reason)| OffJson { rule: *rule, reason: reason.as_deref() }).collect(),
    }
}

pub(super) fn document_json<'r>(
    outputs: &Outputs<'r>,
    source: &'r SourceReport,
    document: &'r DocumentReport,
) -> DocumentJson<'r> {
    let off = outputs.linter.known.overrides.off(document.overrides());
    DocumentJson {
        path: &source.name,
        document: document.index,
        format: source.format.map(crate::reader::Format::name),
        sha256: source.sha256.as_deref(),
        checked: document.checked,
        unchecked: document.unchecked.iter().map(unchecked_json).collect(),
        number: document.number.as_deref(),
        title: document.title.as_deref(),
        phase: document.phase.map(Phase::name),
        disabled: off.into_iter().map(|(rule, reason)| OffJson { rule, reason }).collect(),
        outcomes: document.counts(),
    }
}

pub(super) fn question_json<'r>((rule, text, documents): (&'r Rule, &'r str, usize)) -> QuestionJson<'r> {
    QuestionJson { rule: rule.id, text, documents }
}

fn unchecked_json(unchecked: &Unchecked) -> UncheckedJson<'_> {
    UncheckedJson { part: "document", reason: unchecked.rule, message: &unchecked.message }
}

pub(super) fn finding_json<'r>(outputs: &Outputs<'r>, one: Recognised<'r>) -> FindingJson<'r> {
    let finding = one.found.finding;
    let rule = outputs.rule(finding);
    let logical = (!finding.logical.is_empty()).then_some(finding.logical.as_str());
    FindingJson {
        rule: finding.rule,
        severity: finding.severity,
        confidence: finding.confidence,
        state: one.state(),
        message: &finding.message,
        help: outputs.help(finding),
        clause: rule.map(|rule| ClauseJson {
            source: &rule.clause.source,
            text: &rule.clause.text,
            sure: rule.clause.sure.name(),
        }),
        benefit: rule.map(|rule| rule.benefit.name()),
        document: finding.document,
        location: location(outputs.report, finding.place, logical),
        found: (!finding.found.is_empty()).then_some(finding.found.as_str()),
        related: finding.related.iter().map(|related| related_json(outputs.report, related)).collect(),
        fix: fix_json(outputs.report, finding),
        waiver: waiver(outputs.report, one.by).map(waiver_json),
        fingerprint: one.fingerprint,
    }
}

fn waiver_json(waiver: &WaiverReport) -> WaiverJson<'_> {
    WaiverJson {
        id: waiver.id.as_deref(),
        reason: &waiver.reason,
        owner: waiver.owner.as_deref(),
        approved_by: waiver.approved_by.as_deref(),
        letter: waiver.letter.as_deref(),
        expires: waiver.expires.map(Day::to_iso),
    }
}

fn fix_json<'r>(report: &'r Report, finding: &'r Finding) -> Option<FixJson<'r>> {
    let fix = finding.fix.as_ref()?;
    let edits = fixes::sites(report, finding).map(|(edit, site)| {
        let at = site.text()?;
        let (start, end) = (position(at.start, edit.span.start), position(at.end, edit.span.end));
        Some(EditJson { start, end, text: &edit.text })
    });
    let (edits, text) = (edits.collect::<Option<Vec<_>>>()?, finding.suggestion.as_deref()?);
    Some(FixJson { text, applicability: fix.applicability, edits })
}

fn position(position: Position, byte: u32) -> PositionJson {
    PositionJson { line: position.line, column: position.column, byte }
}

fn related_json<'r>(report: &'r Report, related: &'r Related) -> RelatedJson<'r> {
    RelatedJson { location: location(report, related.place, None), label: &related.label }
}

fn location<'r>(report: &'r Report, place: Place, logical: Option<&'r str>) -> LocationJson<'r> {
    let site = site(report, place);
    let source = source_of(report, place.source).map(|(_, source)| source);
    let ends = site.text().zip(place.span);
    let ends = ends.map(|(text, span)| (position(text.start, span.start), position(text.end, span.end)));
    let (start, end) = ends.unzip();
    LocationJson {
        path: site.path,
        logical,
        address: site.address().map(AddressJson::from),
        start,
        end,
        text: source.zip(place.span).and_then(|(source, span)| text(&source.excerpt, span)),
    }
}

/// The text of a span on one line.
fn text(excerpt: &Excerpt, span: Span) -> Option<&str> {
    let row = excerpt.row_of(span.start)?;
    row.text.get((span.start - row.start) as usize..(span.end - row.start) as usize)
}

pub(super) fn summary(outputs: &Outputs<'_>) -> SummaryJson {
    let summary = outputs.report.summary;
    SummaryJson {
        documents: summary.documents,
        checked: summary.checked,
        partly: summary.partly,
        unchecked: summary.unchecked,
        error: summary.error,
        warning: summary.warning,
        info: summary.info,
        waived: summary.waived,
        suppressed: summary.suppressed,
        baselined: summary.baselined,
        rules: outputs.linter.walk.rules.len(),
        outcomes: summary.outcomes,
        exit_code: outputs.exit_code,
    }
}
