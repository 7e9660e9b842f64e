//! Findings are held against baseline, directives and waivers, one after the other.
//!
//! In: all inputs with their findings in order. Out: in each document those that count and those that are accepted apart,
//! and how often each waiver was needed.

use super::baseline::{Entry, Matching, identity, renamed};
use super::inline::Directive;
use super::messages::{Said, Sayer};
use super::said::{Sight, ends};
use super::waivers::{Subject, covers};
use super::{Inline, may_be_old};
use crate::check::Outcome;
use crate::engine::Linter;
use crate::engine::fingerprint::Fingerprints;
use crate::engine::report::{Acceptance, Accepted, DocumentReport, SourceReport, WaiverReport};
use crate::finding::{Finding, RuleId};
use crate::sop::label::nearest;
use crate::source::{Place, Span};

pub(super) struct Settling<'l> {
    linter: &'l Linter,
    fingerprints: Fingerprints,
    /// The waivers of the file, then those inside documents as they come.
    pub(super) reports: Vec<WaiverReport>,
    /// Of the waivers in the file: whether anything fits them, accepted by something else or not.
    pub(super) needed: Vec<bool>,
    pub(super) matching: Option<Matching>,
    sight: Sight<'l>,
}

impl<'l> Settling<'l> {
    pub(super) fn new(linter: &'l Linter, sources: &[SourceReport]) -> Self {
        let accepted = &linter.accepted;
        let waivers = accepted.waivers.iter().flat_map(|file| &file.waivers);
        let matching = accepted.baseline.as_ref().map(|file| {
            let of = |source: &SourceReport| source.documents.iter().map(identity).collect();
            let inputs: Vec<(&str, Vec<String>)> = sources.iter().map(|source| (source.path(), of(source))).collect();
            let is_there = |path: &str| {
                file.there.iter().any(|there| there == path) || inputs.iter().any(|(known, _)| *known == path)
            };
            let renamed = renamed(&file.baseline, &inputs, is_there);
            let rules = linter.walk.rules.iter();
            let was = rules.flat_map(|rule| rule.was.iter().map(move |was| (*was, rule.id))).collect();
            Matching::new(&file.baseline, &renamed, &was)
        });
        let reports: Vec<WaiverReport> = waivers.map(WaiverReport::of_file).collect();
        let needed = vec![false; reports.len()];
        Self {
            linter,
            fingerprints: Fingerprints::default(),
            reports,
            needed,
            matching,
            sight: Sight::of(linter, sources),
        }
    }

    pub(super) fn sources(&mut self, sources: &mut [SourceReport]) {
        for source in sources.iter_mut() {
            let mut directives = self.directives(source);
            for at in 0..source.documents.len() {
                let findings = std::mem::take(&mut source.documents[at].findings);
                let (mut active, mut accepted) = (Vec::new(), Vec::new());
                for finding in findings {
                    match self.accepts(source, at, &finding, &mut directives) {
                        Some(by) => accepted.push(Accepted { finding, by }),
                        None => active.push(finding),
                    }
                }
                let document = &mut source.documents[at];
                document.findings = active;
                document.set_accepted(accepted);
                self.outcomes(document);
            }
            self.of_directives(source, &directives);
        }
    }

    /// The directives of an input that can be used, each with its number among the waivers of the report.
    fn directives(&mut self, source: &SourceReport) -> Vec<Used> {
        if self.linter.accepted.inline != Inline::Accepted {
            return Vec::new();
        }
        let whole = source.directives().iter().filter(|directive| directive.mistake.is_none());
        let used = whole.map(|directive| {
            self.reports.push(WaiverReport::inline(directive, source.source));
            let hits = vec![Hits::default(); directive.rules.len()];
            Used { directive: directive.clone(), number: self.reports.len() - 1, hits }
        });
        used.collect()
    }

    fn accepts(
        &mut self,
        source: &SourceReport,
        at: usize,
        finding: &Finding,
        directives: &mut [Used],
    ) -> Option<Acceptance> {
        let document = &source.documents[at];
        let today = self.linter.options.today;
        let fingerprint = self.fingerprints.of(source, document, finding);
        let old = self.in_baseline(source, document, finding);
        if !self.may_be_waived(finding.rule) {
            return old;
        }
        let mut by = old;
        for used in directives.iter_mut().filter(|used| used.covers(source, finding)) {
            used.hit(finding.rule, by.is_none());
            self.reports[used.number].findings += usize::from(by.is_none());
            let holds = used.directive.until.is_none_or(|until| today <= until);
            by = by.or(holds.then_some(Acceptance::Inline(used.number as u32)));
        }
        let waivers = self.linter.accepted.waivers.iter().flat_map(|file| &file.waivers);
        let subject = Subject { source, document, finding, fingerprint: &fingerprint };
        for (number, waiver) in waivers.enumerate().filter(|(_, waiver)| covers(waiver, subject)) {
            self.needed[number] = true;
            self.reports[number].findings += usize::from(by.is_none());
            by = by.or((today <= waiver.expires).then_some(Acceptance::Waiver(number as u32)));
        }
        by
    }

    fn in_baseline(
        &mut self,
        source: &SourceReport,
        document: &DocumentReport,
        finding: &Finding,
    ) -> Option<Acceptance> {
        let file = self.linter.accepted.baseline.as_ref()?;
        let matching = self.matching.as_mut()?;
        let is_allowed = may_be_old(self.linter, finding) && file.allow.contains(&finding.severity);
        (is_allowed && matching.takes(&Entry::of(source, document, finding))).then_some(Acceptance::Baseline)
    }

    fn may_be_waived(&self, rule: RuleId) -> bool {
        self.linter.walk.index(rule).is_some_and(|at| !self.linter.walk.rules[at].locked)
    }

    /// A rule all of whose findings are accepted is neither passed nor failed.
    fn outcomes(&self, document: &mut DocumentReport) {
        let rules: Vec<RuleId> = document.accepted().iter().map(|accepted| accepted.finding.rule).collect();
        for rule in rules {
            let is_left = document.findings.iter().any(|finding| finding.rule == rule);
            if let Some(outcome) = self.linter.walk.index(rule).and_then(|at| document.outcomes.get_mut(at))
                && !is_left
                && *outcome == Outcome::Finding
            {
                *outcome = Outcome::Waived;
            }
        }
    }

    /// Adds what is to be said of the directives of an input.
    fn of_directives(&self, source: &mut SourceReport, used: &[Used]) {
        let said: Vec<(u32, Span, Said)> = match self.linter.accepted.inline {
            Inline::Ignored => return,
            Inline::Forbidden => {
                let sayer = Sayer(self.linter.options.language);
                let all = source.directives().iter();
                all.map(|directive| (directive.document, directive.span, sayer.not_inline())).collect()
            }
            Inline::Accepted => {
                let broken = source.directives().iter().filter(|directive| directive.mistake.is_some());
                let broken = broken.filter_map(|directive| self.of_broken(directive));
                broken.chain(used.iter().flat_map(|used| self.of_used(source, used))).collect()
            }
        };
        for (at, span, said) in said {
            let place = Place { source: source.source, span: Some(span) };
            if let Some(document) = source.documents.iter_mut().find(|document| document.index == at) {
                document.findings.push(said.finding(place, at));
                document.findings.sort_by(Finding::order);
            }
        }
    }

    fn of_broken(&self, directive: &Directive) -> Option<(u32, Span, Said)> {
        let (mistake, span) = directive.mistake.as_ref()?;
        Some((directive.document, *span, Sayer(self.linter.options.language).mistake(mistake)))
    }

    fn of_used(&self, source: &SourceReport, used: &Used) -> Vec<(u32, Span, Said)> {
        let (directive, options) = (&used.directive, &self.linter.options);
        let sayer = Sayer(options.language);
        let document = source.documents.iter().find(|document| document.index == directive.document);
        let mut said = Vec::new();
        for ((written, span), hits) in directive.rules.iter().zip(&used.hits) {
            let id = RuleId::parse(written).filter(|id| self.exists(*id));
            let about = match (id, directive.until) {
                (None, _) => Some(sayer.no_rule(written, self.near(written))),
                (Some(id), _) if self.is_locked(id) => Some(sayer.locked(written)),
                (Some(id), Some(until)) if hits.own > 0 => ends(sayer, id, until, hits.own, self.linter),
                (Some(id), _)
                    if hits.all == 0 && document.is_some_and(|document| self.sight.is_judged(id, document)) =>
                {
                    Some(sayer.unused(written))
                }
                _ => None,
            };
            said.extend(about.map(|about| (directive.document, *span, about)));
        }
        said
    }

    fn exists(&self, id: RuleId) -> bool {
        self.linter.walk.index(id).is_some() || self.linter.accepted.resting.contains(&id)
    }

    fn is_locked(&self, id: RuleId) -> bool {
        self.linter.walk.index(id).is_some_and(|at| self.linter.walk.rules[at].locked)
    }

    fn near(&self, written: &str) -> Option<&str> {
        let running = self.linter.walk.rules.iter().map(|rule| rule.id.as_str());
        nearest(&written.to_uppercase(), running.chain(self.linter.accepted.resting.iter().map(RuleId::as_str)))
    }
}

/// A directive at work.
struct Used {
    directive: Directive,
    number: usize,
    /// By its rules.
    hits: Vec<Hits>,
}

/// Findings that fit a rule of a directive.
#[derive(Debug, Clone, Copy, Default)]
struct Hits {
    /// All of them.
    all: usize,
    /// Those nothing else accepts.
    own: usize,
}

impl Used {
    /// A finding with several places may be waived at any of them.
    fn covers(&self, source: &SourceReport, finding: &Finding) -> bool {
        let places = std::iter::once(finding.place).chain(finding.related.iter().map(|related| related.place));
        let mut own = places.filter(|place| place.source == source.source).filter_map(|place| place.span);
        self.directive.document == finding.document
            && self.directive.names(finding.rule)
            && own.any(|span| self.directive.covers(span))
    }

    fn hit(&mut self, rule: RuleId, is_own: bool) {
        let rules = self.directive.rules.iter().zip(&mut self.hits);
        for (_, hits) in rules.filter(|((written, _), _)| written == rule.as_str()) {
            hits.all += 1;
            hits.own += usize::from(is_own);
        }
    }
}
