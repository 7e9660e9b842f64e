//! One document after the other is counted, into its own marks, its unit, the archive and the rules.
//!
//! In: a report. Out: its scorecards. Time and memory grow with documents × rules and with documents: nothing per rule is kept of
//! a document.

use super::effort::{Work, minutes, to_read};
use super::roster::{Roster, is_about_organisation};
use super::{DocumentScore, Marks, RuleScore, Score, Scorecards, Tally, weight};
use crate::check::{Local, Outcome};
use crate::engine::Linter;
use crate::engine::report::{DocumentReport, Report, is_unchecked_notice};
use crate::finding::{Finding, RuleId, Severity};
use crate::rule::{Phase, Rule};

/// Counts a report.
pub(super) fn scorecards(report: &Report, linter: &Linter) -> Scorecards {
    let roster = Roster::of(report, linter);
    let mut counter = Counter::new(linter);
    let mut documents = Vec::with_capacity(roster.units_of_documents.len());
    let mut units = roster.units;
    let mut archive = Score::default();
    let inputs = report.sources.iter().enumerate().filter(|(_, source)| !source.of_project);
    let all = inputs.flat_map(|(at, source)| source.documents.iter().enumerate().map(move |of| (at, of)));
    for ((source, (document, of)), unit) in all.zip(roster.units_of_documents) {
        let Some(its_unit) = units.get_mut(unit) else { continue };
        let marks = counter.document(of);
        for score in [&mut archive, &mut its_unit.score] {
            score.add(of.checked, &marks);
            counter.parts.add_to(score, &counter.groups);
        }
        its_unit.documents.push(documents.len());
        documents.push(DocumentScore { source, document, unit, checked: of.checked, score: marks });
    }
    let mut scorecards = Scorecards { archive, units, documents, rules: counter.rules, undecided: Vec::new() };
    super::roster::organisation(report, linter, &mut scorecards);
    scorecards
}

/// What is known of each rule while documents are counted.
struct Counter<'l> {
    linter: &'l Linter,
    kinds: Vec<Kind>,
    /// The groups of rules.
    groups: Vec<String>,
    /// The document at hand by benefit, question and group.
    parts: Parts,
    /// The worst finding of each rule in the document at hand.
    worst: Vec<Option<Severity>>,
    rules: Vec<RuleScore>,
}

/// What a rule counts into beside the score.
struct Kind {
    benefit: usize,
    questions: Vec<usize>,
    /// Its place among the groups.
    group: usize,
    is_of_archive: bool,
    /// Whether it is no matter of any document.
    is_of_organisation: bool,
}

impl Kind {
    fn of(rule: &Rule, groups: &[String]) -> Self {
        Self {
            benefit: rule.benefit.code() as usize,
            questions: rule.answers.iter().map(|question| question.code() as usize).collect(),
            group: groups.iter().position(|group| group == rule.id.family()).unwrap_or_default(),
            is_of_archive: rule.verb.needs_archive(),
            is_of_organisation: is_about_organisation(&rule.verb),
        }
    }
}

impl<'l> Counter<'l> {
    fn new(linter: &'l Linter) -> Self {
        let rules = &linter.walk.rules;
        let mut groups: Vec<String> = rules.iter().map(|rule| rule.id.family().to_owned()).collect();
        groups.sort();
        groups.dedup();
        Self {
            linter,
            kinds: rules.iter().map(|rule| Kind::of(rule, &groups)).collect(),
            parts: Parts { groups: vec![Tally::default(); groups.len()], ..Parts::default() },
            groups,
            worst: vec![None; rules.len()],
            rules: vec![RuleScore::default(); rules.len()],
        }
    }

    /// The marks of a document; benefits, questions and groups are in `parts` until the next one.
    fn document(&mut self, document: &DocumentReport) -> Marks {
        self.parts.clear();
        let mut marks = Marks { outcomes: document.counts(), accepted: document.accepted().len(), ..Marks::default() };
        self.findings(&document.findings, &mut marks);
        marks.minutes = marks.minutes.saturating_add(to_read(document.checked));
        let local = self.linter.known.overrides.together(document.overrides());
        let phase = document.phase.unwrap_or(Phase::Final);
        for (at, outcome) in document.outcomes.iter().enumerate().take(self.kinds.len()) {
            self.rules[at].outcomes.count(*outcome);
            let passes = match outcome {
                Outcome::Pass => true,
                Outcome::Finding => false,
                Outcome::NotApplicable | Outcome::NotDecidable(_) | Outcome::Waived => continue,
            };
            if self.kinds[at].is_of_organisation {
                continue;
            }
            let Some(severity) = self.worst[at].or_else(|| self.severity(at, phase, local.as_ref())) else { continue };
            marks.weights.decide(weight(severity), passes);
            self.rules[at].lost += if passes { 0 } else { weight(severity) };
            self.parts.decide(&self.kinds[at], weight(severity), passes);
        }
        self.forget(&document.findings);
        marks
    }

    /// How bad a breach of a rule is in a document of which nothing else is known.
    fn severity(&self, at: usize, phase: Phase, local: Option<&Local>) -> Option<Severity> {
        let rule = &self.linter.walk.rules[at];
        local.and_then(|local| local.severities(rule.id)).unwrap_or(rule.severity).get(phase)
    }

    /// Counts findings and notes the worst of each rule.
    fn findings(&mut self, findings: &[Finding], marks: &mut Marks) {
        let mut seen_of_engine: Vec<RuleId> = Vec::new();
        for finding in findings.iter().filter(|finding| !is_unchecked_notice(finding)) {
            marks.findings[Severity::ALL.iter().position(|of| *of == finding.severity).unwrap_or_default()] += 1;
            let Some(at) = self.linter.walk.index(finding.rule) else {
                let is_first = !seen_of_engine.contains(&finding.rule);
                seen_of_engine.extend(is_first.then_some(finding.rule));
                let work = if is_first { Work::First } else { Work::Further };
                marks.minutes = marks.minutes.saturating_add(minutes(finding, work));
                continue;
            };
            let work = match (self.worst[at], self.kinds[at].is_of_archive) {
                (None, false) => Work::First,
                (Some(_), false) => Work::Further,
                (None, true) => Work::FirstTogether,
                (Some(_), true) => Work::FurtherTogether,
            };
            self.worst[at] = self.worst[at].max(Some(finding.severity));
            let minutes = minutes(finding, work);
            marks.minutes = marks.minutes.saturating_add(minutes);
            let rule = &mut self.rules[at];
            rule.findings += 1;
            rule.minutes = rule.minutes.saturating_add(minutes);
        }
    }

    fn forget(&mut self, findings: &[Finding]) {
        for at in findings.iter().filter_map(|finding| self.linter.walk.index(finding.rule)) {
            self.worst[at] = None;
        }
    }
}

/// What was decided by benefit, question and group.
#[derive(Default)]
struct Parts {
    benefits: [Tally; 7],
    questions: [Tally; 4],
    groups: Vec<Tally>,
}

impl Parts {
    fn decide(&mut self, kind: &Kind, weight: u64, passes: bool) {
        self.benefits[kind.benefit].decide(weight, passes);
        self.groups[kind.group].decide(weight, passes);
        kind.questions.iter().for_each(|&question| self.questions[question].decide(weight, passes));
    }

    fn clear(&mut self) {
        (self.benefits, self.questions) = Default::default();
        self.groups.fill(Tally::default());
    }

    fn add_to(&self, score: &mut Score, groups: &[String]) {
        score.benefits.iter_mut().zip(self.benefits).for_each(|(sum, tally)| sum.add(tally));
        score.questions.iter_mut().zip(self.questions).for_each(|(sum, tally)| sum.add(tally));
        for (group, tally) in groups.iter().zip(&self.groups).filter(|(_, tally)| tally.decided > 0) {
            match score.groups.get_mut(group) {
                Some(sum) => sum.add(*tally),
                None => _ = score.groups.insert(group.clone(), *tally),
            }
        }
    }
}
