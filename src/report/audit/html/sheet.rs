//! What the page of one document shows beside its line in the index.
//!
//! In: a document. Out: a [`Sheet`]: its identity as it was read, its lists, its findings, and why it was not read whole. What the
//! index says of a rule is not repeated here.

use serde::Serialize;

use super::Page;
use super::selection::Entry;
use crate::engine::portrait::{Field, List};
use crate::finding::{Confidence, Finding, Related};
use crate::reader::Format;
use crate::report::found::{accepted_because, in_order, site};
use crate::report::words::sure;
use crate::sop::value::State;

/// A document.
#[derive(Serialize)]
pub(super) struct Sheet<'r> {
    /// Its place in its file, from 1, where that has several.
    document: Option<u32>,
    format: Option<&'static str>,
    sha256: Option<&'r str>,
    phase: Option<&'static str>,
    /// What was not read: the message, and its rule.
    unread: Vec<(&'r str, &'r str)>,
    /// Number of the field, state, as written, what it means.
    fields: Vec<(u8, char, String, Option<String>)>,
    /// Number of the field, whether it is whole, its entries.
    lists: Vec<(u8, bool, Vec<String>)>,
    /// In the order of the index.
    findings: Vec<FindingEntry<'r>>,
}

#[derive(Serialize)]
struct FindingEntry<'r> {
    message: &'r str,
    place: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    found: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<&'r str>,
    /// How sure it is, where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    sure: Option<&'static str>,
    /// Why it does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedEntry<'r>>,
}

#[derive(Serialize)]
struct RelatedEntry<'r> {
    label: &'r str,
    /// Another file.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'r str>,
    place: String,
    /// The entry of that file, when it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<usize>,
}

/// The sheet of a document.
pub(super) fn sheet<'r>(page: Page<'_, 'r>, entry: &Entry<'r>) -> Sheet<'r> {
    let (source, document) = (entry.source, entry.document);
    let (fields, lists) = entry.portrait().map_or_else(Default::default, |portrait| (portrait.fields, portrait.lists));
    let found = in_order(source, document).into_iter();
    Sheet {
        document: (source.documents.len() > 1).then_some(document.index + 1),
        format: source.format.map(Format::name),
        sha256: source.sha256.as_deref(),
        phase: document.phase.map(crate::rule::Phase::name),
        unread: document.unchecked.iter().map(|why| (why.message.as_str(), why.rule.as_str())).collect(),
        fields: fields.into_iter().map(field).collect(),
        lists: lists.into_iter().map(|List { number, entries, is_whole }| (number, is_whole, entries)).collect(),
        findings: found
            .map(|(found, by)| FindingEntry {
                accepted: by.map(|by| accepted_because(page.audit.outputs.report, by)),
                ..finding(page, found.finding)
            })
            .collect(),
    }
}

fn field(Field { number, state, written, meaning }: Field) -> (u8, char, String, Option<String>) {
    let state = match state {
        State::Present => 'p',
        State::Missing => 'm',
        State::Inapplicable => 'i',
        State::Unreadable => 'u',
    };
    (number, state, written, meaning)
}

fn finding<'r>(page: Page<'_, 'r>, finding: &'r Finding) -> FindingEntry<'r> {
    let report = page.audit.outputs.report;
    FindingEntry {
        message: &finding.message,
        place: site(report, finding.place).told(page.language),
        found: &finding.found,
        instead: finding.suggestion.as_deref(),
        sure: (finding.confidence != Confidence::High).then(|| sure(finding.confidence, page.language)),
        accepted: None,
        related: finding.related.iter().map(|other| related(page, finding, other)).collect(),
    }
}

fn related<'r>(page: Page<'_, 'r>, finding: &Finding, other: &'r Related) -> RelatedEntry<'r> {
    let site = site(page.audit.outputs.report, other.place);
    let is_elsewhere = other.place.source != finding.place.source;
    RelatedEntry {
        label: &other.label,
        path: is_elsewhere.then_some(site.path),
        place: site.told(page.language),
        entry: page.shown.only_of(other.place.source).filter(|_| is_elsewhere),
    }
}
