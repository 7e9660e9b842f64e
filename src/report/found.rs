//! Findings and where they are, as every format that others read needs them.
//!
//! In: a report. Out: its findings in order, each with its input and its document, and for any place a [`Site`]: the path
//! with lines and columns, or with an address in a file that is not text. What a format makes of that is its own business.

use super::words::say;
use super::{Outputs, place, source_of};
use crate::engine::fingerprint::Fingerprints;
use crate::engine::report::{Acceptance, DocumentReport, Report, SourceReport, WaiverReport};
use crate::finding::{Finding, Severity};
use crate::sop::Language;
use crate::source::{Address, Excerpt, Place, Position, Span};

/// A finding with the input and the document it was found in.
#[derive(Clone, Copy)]
pub(super) struct Found<'r> {
    pub(super) source: &'r SourceReport,
    pub(super) document: &'r DocumentReport,
    pub(super) finding: &'r Finding,
}

/// The documents in order, data files of the project among them.
pub(super) fn documents(report: &Report) -> impl Iterator<Item = (&SourceReport, &DocumentReport)> {
    report.sources.iter().flat_map(|source| source.documents.iter().map(move |document| (source, document)))
}

/// All findings, in order.
pub(super) fn findings(report: &Report) -> impl Iterator<Item = Found<'_>> {
    documents(report)
        .flat_map(|(source, document)| document.findings.iter().map(move |finding| Found { source, document, finding }))
}

/// A finding as programs recognise it, with what accepts it.
pub(super) struct Recognised<'r> {
    pub(super) found: Found<'r>,
    /// Nothing when it counts.
    pub(super) by: Option<Acceptance>,
    pub(super) fingerprint: String,
}

impl Recognised<'_> {
    /// The word of programs for whether it counts.
    pub(super) fn state(&self) -> &'static str {
        match self.by {
            None => "active",
            Some(Acceptance::Waiver(_)) => "waived",
            Some(Acceptance::Inline(_)) => "suppressed",
            Some(Acceptance::Baseline) => "baselined",
        }
    }
}

/// All findings, in order and those that are accepted among them. The fingerprint of one does not depend on what became of
/// the others.
pub(super) fn recognised(report: &Report) -> impl Iterator<Item = Recognised<'_>> {
    let mut fingerprints = Fingerprints::default();
    all(report).map(move |(found, by)| recognise(&mut fingerprints, found, by))
}

/// All findings, in order, each with what accepts it.
pub(super) fn all(report: &Report) -> impl Iterator<Item = (Found<'_>, Option<Acceptance>)> {
    documents(report).flat_map(|(source, document)| in_order(source, document))
}

/// The same for the findings of one document, when documents are asked for one after the other.
pub(super) fn recognised_in<'r>(
    fingerprints: &mut Fingerprints,
    (source, document): (&'r SourceReport, &'r DocumentReport),
) -> Vec<Recognised<'r>> {
    in_order(source, document).into_iter().map(|(found, by)| recognise(fingerprints, found, by)).collect()
}

fn recognise<'r>(fingerprints: &mut Fingerprints, found: Found<'r>, by: Option<Acceptance>) -> Recognised<'r> {
    Recognised { found, by, fingerprint: fingerprints.of(found.source, found.document, found.finding) }
}

/// The findings of one document in order, each with what accepts it.
pub(super) fn in_order<'r>(
    source: &'r SourceReport,
    document: &'r DocumentReport,
) -> Vec<(Found<'r>, Option<Acceptance>)> {
    let active = document.findings.iter().map(|finding| (finding, None));
    let accepted = document.accepted().iter().map(|accepted| (&accepted.finding, Some(accepted.by)));
    let mut all: Vec<(&Finding, Option<Acceptance>)> = active.chain(accepted).collect();
    if !document.accepted().is_empty() {
        all.sort_by(|(a, _), (b, _)| a.order(b));
    }
    all.into_iter().map(|(finding, by)| (Found { source, document, finding }, by)).collect()
}

/// The waiver that accepts a finding, if one does.
pub(super) fn waiver(report: &Report, by: Option<Acceptance>) -> Option<&WaiverReport> {
    match by? {
        Acceptance::Waiver(at) | Acceptance::Inline(at) => report.waivers.get(at as usize),
        Acceptance::Baseline => None,
    }
}

/// Why a finding does not count, in words: the reason of its waiver, and until when.
pub(super) fn accepted_because(report: &Report, by: Acceptance) -> String {
    let language = report.language;
    let Some(waiver) = waiver(report, Some(by)) else {
        return say(language, "temuan lama (baseline)", "old finding (baseline)").to_owned();
    };
    let until = waiver.expires.map(|day| match language {
        Language::Id => format!(" (sampai {})", day.to_iso()),
        Language::En => format!(" (until {})", day.to_iso()),
    });
    format!("{}{}", waiver.reason, until.unwrap_or_default())
}

/// The findings that are shown to people, the worst first and each severity in order.
pub(super) fn worst_first<'r>(outputs: &Outputs<'r>) -> impl Iterator<Item = Found<'r>> + use<'r> {
    let (report, style) = (outputs.report, outputs.style);
    Severity::ALL.into_iter().flat_map(move |severity| {
        findings(report).filter(move |found| found.finding.severity == severity && style.shows(found.finding))
    })
}

/// A place as those who read the report look for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site<'r> {
    /// The name of the input.
    pub(super) path: &'r str,
    /// Where in it.
    pub(super) spot: Spot<'r>,
}

/// A place in an input.
#[derive(Debug, Clone, Copy)]
pub(super) enum Spot<'r> {
    /// Lines and columns.
    Text(TextSpot<'r>),
    /// A cell, a paragraph, a shape.
    Address(&'r Address),
    /// All of it.
    Whole,
}

/// A range of a text; the end is exclusive.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextSpot<'r> {
    pub(super) start: Position,
    pub(super) end: Position,
    span: Span,
    excerpt: &'r Excerpt,
}

/// Where a place is.
pub(super) fn site(report: &Report, place: Place) -> Site<'_> {
    let source = source_of(report, place.source).map(|(_, source)| source);
    let spot = source.zip(place.span).and_then(|(source, span)| spot(&source.excerpt, span));
    Site { path: source.map_or("", |source| source.name.as_str()), spot: spot.unwrap_or(Spot::Whole) }
}

fn spot(excerpt: &Excerpt, span: Span) -> Option<Spot<'_>> {
    // Lines and columns of a file that is not text mean nothing to anybody.
    if let Some(address) = excerpt.address(span) {
        return Some(Spot::Address(address));
    }
    let (start, end) = (excerpt.position(span.start)?, excerpt.position(span.end)?);
    Some(Spot::Text(TextSpot { start, end, span, excerpt }))
}

impl TextSpot<'_> {
    /// First and last column in bytes of UTF-8, from 1.
    pub(super) fn byte_columns(&self) -> Option<(u32, u32)> {
        Some((self.excerpt.byte_column(self.span.start)?, self.excerpt.byte_column(self.span.end)?))
    }
}

impl<'r> Site<'r> {
    /// Lines and columns, where there are any.
    pub(super) fn text(&self) -> Option<TextSpot<'r>> {
        match self.spot {
            Spot::Text(text) => Some(text),
            Spot::Address(_) | Spot::Whole => None,
        }
    }

    /// The address, in a file that is not text.
    pub(super) fn address(&self) -> Option<&'r Address> {
        match self.spot {
            Spot::Address(address) => Some(address),
            Spot::Text(_) | Spot::Whole => None,
        }
    }

    /// The line for formats that cannot do without one; the first of a file that has no lines.
    pub(super) fn line(&self) -> u32 {
        self.text().map_or(1, |text| text.start.line)
    }

    /// `71:12`, or the address in words; nothing for the whole file.
    pub(super) fn told(&self, language: Language) -> String {
        match self.spot {
            Spot::Text(TextSpot { start, .. }) => format!("{}:{}", start.line, start.column),
            Spot::Address(address) => place::told(address, language),
            Spot::Whole => String::new(),
        }
    }
}

/// A message with the address behind it where no line and column tell the place.
pub(super) fn message_with_address(found: Found<'_>, site: &Site<'_>, language: Language) -> String {
    let message = &found.finding.message;
    match site.address() {
        Some(address) => format!("{message} ({})", place::told(address, language)),
        None => message.clone(),
    }
}
