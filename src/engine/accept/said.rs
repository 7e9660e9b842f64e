//! What is to be said of waivers and baseline themselves.
//!
//! In: how often each was needed, and what was read of the documents it speaks of. Out: findings at its place: it has ended,
//! it ends soon, it is needless. Needless is said only of what was looked for and would have been found.

use std::collections::{BTreeMap, BTreeSet};

use super::baseline::{Entry, Matching};
use super::messages::{Said, Sayer};
use super::waivers::concerns;
use crate::check::Outcome;
use crate::engine::Linter;
use crate::engine::report::{BaselineReport, Checked, DocumentReport, SourceReport, WaiverReport};
use crate::finding::{Confidence, Finding, RuleId};
use crate::pack::waivers::Waiver;
use crate::sop::date::Day;
use crate::source::{Place, Span};

impl Said {
    pub(super) fn finding(self, place: Place, document: u32) -> Finding {
        Finding {
            rule: self.rule,
            severity: self.severity,
            confidence: Confidence::High,
            message: self.message,
            place,
            document,
            logical: String::new(),
            found: String::new(),
            within: Box::default(),
            related: Vec::new(),
            suggestion: None,
            fix: None,
        }
    }
}

/// What is said of a waiver that covers something: that it has ended, or that it will soon.
pub(super) fn ends(sayer: Sayer, of: RuleId, day: Day, hits: usize, linter: &Linter) -> Option<Said> {
    let left = day.days_since(linter.options.today);
    if left < 0 {
        return Some(sayer.expired(of, day, hits));
    }
    (left <= i64::from(linter.accepted.warn_days)).then(|| sayer.expires(of, day, left))
}

/// What a run saw: whether a rule would have found what somebody accepted, were it still there.
#[derive(Clone, Copy)]
pub(super) struct Sight<'l> {
    linter: &'l Linter,
    /// Whether every document of the project was there and read to its end.
    is_whole: bool,
}

impl<'l> Sight<'l> {
    pub(super) fn of(linter: &'l Linter, sources: &[SourceReport]) -> Self {
        let mut documents = sources.iter().flat_map(|source| &source.documents);
        let is_whole = linter.accepted.sees_all && documents.all(|document| document.checked == Checked::Full);
        Self { linter, is_whole }
    }

    /// Whether a rule looked at a document and decided. What only all documents together show is decided when all were seen.
    pub(super) fn is_judged(self, id: RuleId, document: &DocumentReport) -> bool {
        let Some(at) = self.linter.walk.index(id) else { return false };
        let decided = [Outcome::Pass, Outcome::Finding, Outcome::Waived];
        let has_partners = self.is_whole || !self.linter.walk.rules[at].verb.needs_archive();
        let is_decided = document.outcomes.get(at).is_some_and(|outcome| decided.contains(outcome));
        document.checked == Checked::Full && has_partners && is_decided
    }
}

/// What is said of the waivers in the file, each at its place.
pub(super) fn of_waivers(
    linter: &Linter,
    sources: &[SourceReport],
    reports: &[WaiverReport],
    needed: &[bool],
) -> Vec<(Span, Said)> {
    let sayer = Sayer(linter.options.language);
    let sight = Sight::of(linter, sources);
    let waivers = linter.accepted.waivers.iter().flat_map(|file| &file.waivers);
    let said = waivers.zip(reports).zip(needed).filter_map(|((waiver, report), needed)| match report.findings {
        0 if !needed && is_unused(sight, sources, waiver) => Some((waiver.span, sayer.unused(waiver.rule.as_str()))),
        0 => None,
        found => Some((waiver.expires_span, ends(sayer, waiver.rule, waiver.expires, found, linter)?)),
    });
    let mut said: Vec<(Span, Said)> = said.collect();
    said.sort_by_key(|(span, _)| *span);
    said
}

/// Whether a waiver that covers nothing is known to be needless: its rule ran, and its documents were read and judged.
fn is_unused(sight: Sight<'_>, sources: &[SourceReport], waiver: &Waiver) -> bool {
    let linter = sight.linter;
    if linter.walk.index(waiver.rule).is_none() {
        return false;
    }
    let documents = || {
        let all = sources.iter().flat_map(|source| source.documents.iter().map(move |document| (source, document)));
        all.filter(|(source, _)| !source.of_project)
    };
    let covers = &waiver.covers;
    // A pattern, a folder or a unit may mean documents that are not there.
    let is_pinned = covers.document.is_some()
        || covers.path.as_ref().is_some_and(|path| sources.iter().any(|source| source.path() == path.written));
    let mut meant = documents().filter(|(source, document)| concerns(covers, source, document)).peekable();
    if (!is_pinned || meant.peek().is_none()) && !linter.accepted.sees_all {
        return false;
    }
    if meant.peek().is_none() {
        // It may be the one nobody could read.
        return documents().all(|(_, document)| document.checked == Checked::Full);
    }
    let mut judged = false;
    for (_, document) in meant {
        let is_judged = sight.is_judged(waiver.rule, document);
        judged |= is_judged;
        let outcome = linter.walk.index(waiver.rule).and_then(|at| document.outcomes.get(at));
        if !is_judged && outcome != Some(&Outcome::NotApplicable) {
            return false;
        }
    }
    judged
}

/// The baseline after a run: what goes on, and what matches nothing any more.
pub(super) fn of_matching(linter: &Linter, sources: &[SourceReport], matching: Matching) -> BaselineReport {
    let there = linter.accepted.baseline.iter().flat_map(|file| &file.there);
    let there: BTreeSet<&str> = there.map(String::as_str).collect();
    let by_path: BTreeMap<&str, &SourceReport> = sources.iter().map(|source| (source.path(), source)).collect();
    let sight = Sight::of(linter, sources);
    let (kept, stale) = matching.parted(|entry| match (by_path.get(entry.path.as_str()), RuleId::parse(&entry.rule)) {
        (Some(source), Some(rule)) => would_be_found(sight, source, rule),
        (None, _) => linter.accepted.sees_all && !there.contains(entry.path.as_str()),
        (Some(_), None) => true,
    });
    BaselineReport { kept, stale }
}

/// Whether a finding of a rule would have been found in an input: the rule looked at it, and decided.
fn would_be_found(sight: Sight<'_>, source: &SourceReport, rule: RuleId) -> bool {
    let is_whole = |document: &DocumentReport| document.checked == Checked::Full;
    if sight.linter.walk.index(rule).is_none() {
        return rule.family() == "EN" && source.documents.iter().all(is_whole);
    }
    source.documents.iter().all(is_whole) && source.documents.iter().any(|document| sight.is_judged(rule, document))
}

/// What is said of a baseline, at the first entry of each path that matches nothing.
pub(super) fn of_baseline(linter: &Linter, stale: &[Entry]) -> Vec<(Span, Said)> {
    let Some(file) = &linter.accepted.baseline else { return Vec::new() };
    let sayer = Sayer(linter.options.language);
    let mut by_path: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
    for entry in stale {
        by_path.entry(&entry.path).or_insert((0, entry.span)).0 += 1;
    }
    let said = by_path.into_iter().map(|(path, (count, span))| (span, sayer.stale(path, count, file.is_ratchet)));
    let mut said: Vec<(Span, Said)> = said.collect();
    said.sort_by_key(|(span, _)| *span);
    said
}
