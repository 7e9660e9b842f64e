//! What a run found: per input its documents, per document its findings and outcomes, and the sums.
//!
//! Everything here is owned and small; the documents themselves are gone. A renderer turns it into bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::accept::baseline::Entry;
use super::accept::inline::Directive;
use super::card::Card;
use super::messages::{Effect, EngineMessage};
use crate::check::archive::{Facts, InProject};
use crate::check::{Checked as Judged, Outcome, Reason};
use crate::finding::{Confidence, Finding, Related, RuleId, Severity};
use crate::pack::waivers::Waiver;
use crate::reader::Format;
use crate::rule::Phase;
use crate::sop::date::Day;
use crate::sop::{Language, Sop};
use crate::source::{Excerpt, Lines, Place, SourceId, Span};

/// The result of a run.
#[derive(Debug)]
pub struct Report {
    /// The inputs, in order.
    pub sources: Vec<SourceReport>,
    /// The sums.
    pub summary: Summary,
    /// Language of the messages.
    pub language: Language,
    /// The day of the run.
    pub today: Day,
    /// The waivers that were there, those inside documents behind the others.
    pub waivers: Vec<WaiverReport>,
    /// What became of the baseline, where there is one.
    pub baseline: Option<BaselineReport>,
}

/// A finding that counts no more, and what accepts it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Accepted {
    /// The finding.
    pub finding: Finding,
    /// What accepts it.
    pub by: Acceptance,
}

/// What accepts a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Acceptance {
    /// A waiver of the waivers file, by its place among [`Report::waivers`].
    Waiver(u32),
    /// One inside the document, by its place there.
    Inline(u32),
    /// The baseline.
    Baseline,
}

/// A waiver, and what it covers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WaiverReport {
    /// Its name.
    pub id: Option<String>,
    /// The rules it is for.
    pub rules: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who answers for it; inside a document its owner does.
    pub owner: Option<String>,
    /// The position that agreed.
    pub approved_by: Option<String>,
    /// Number of the letter.
    pub letter: Option<String>,
    /// The last day on which it holds, when it has one.
    pub expires: Option<Day>,
    /// The input it stands in; those of the waivers file stand in none.
    pub inside: Option<SourceId>,
    /// Findings it accepts, or would if it still held.
    pub findings: usize,
}

/// What became of a baseline.
#[derive(Debug, Default)]
pub struct BaselineReport {
    /// Entries that go on, with the path and the rule they have now.
    pub kept: Vec<Entry>,
    /// Entries nothing was found for any more.
    pub stale: Vec<Entry>,
}

impl WaiverReport {
    pub(super) fn of_file(waiver: &Waiver) -> Self {
        Self {
            id: waiver.id.clone(),
            rules: vec![waiver.rule.to_string()],
            reason: waiver.reason.clone(),
            owner: Some(waiver.owner.clone()),
            approved_by: waiver.approved_by.clone(),
            letter: waiver.letter.clone(),
            expires: Some(waiver.expires),
            inside: None,
            findings: 0,
        }
    }

    pub(super) fn inline(directive: &Directive, source: SourceId) -> Self {
        Self {
            id: None,
            rules: directive.rules.iter().map(|(rule, _)| rule.clone()).collect(),
            reason: directive.reason.clone().unwrap_or_default(),
            owner: None,
            approved_by: None,
            letter: None,
            expires: directive.until,
            inside: Some(source),
            findings: 0,
        }
    }
}

/// One input.
#[derive(Debug, Serialize, Deserialize)]
pub struct SourceReport {
    /// Its number in the run.
    pub source: SourceId,
    /// Its name, with `/` between folders.
    pub name: String,
    /// Its format, when it has one.
    pub format: Option<Format>,
    /// Its size in bytes, when it is known.
    pub bytes: Option<u64>,
    /// Hash of its bytes, when that was wanted.
    pub sha256: Option<String>,
    /// Its documents; an input that was not read has one, unchecked.
    pub documents: Vec<DocumentReport>,
    /// The lines findings point at.
    pub excerpt: Excerpt,
    /// Whether it is a data file of the project, and no input: what is found there concerns no document.
    pub of_project: bool,
    /// What few inputs have.
    pub(super) aside: Option<Box<SourceAside>>,
}

/// What few inputs have: kept aside, so that a large archive does not pay for it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct SourceAside {
    /// Its path from the folder of the project, where that is another than its name.
    pub(super) path: Option<Box<str>>,
    /// Waivers that stand in it.
    pub(super) directives: Vec<Directive>,
}

/// How much of a document was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Checked {
    /// All of it.
    Full,
    /// Part of it.
    Partly,
    /// None of it.
    None,
}

/// A part that was not checked, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unchecked {
    /// The engine message.
    pub rule: RuleId,
    /// Why, in the language of the run.
    pub message: String,
}

/// One document.
#[derive(Debug, Serialize, Deserialize)]
pub struct DocumentReport {
    /// Its index in the input.
    pub index: u32,
    /// Its number as written.
    pub number: Option<String>,
    /// Its title as written.
    pub title: Option<String>,
    /// The phase it was judged in; one that was not read has none.
    pub phase: Option<Phase>,
    /// How much of it was checked.
    pub checked: Checked,
    /// What was not, and why.
    pub unchecked: Vec<Unchecked>,
    /// By rule.
    pub outcomes: Vec<Outcome>,
    /// Findings, in order after [`super::Linter::finish`].
    pub findings: Vec<Finding>,
    /// What an audit keeps of it.
    pub card: Option<Box<Card>>,
    /// What few documents have.
    pub(super) aside: Option<Box<Aside>>,
    pub(super) facts: Option<Box<Facts>>,
}

/// What few documents have: kept aside, so that a large archive does not pay for it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Aside {
    /// Its unit as written, where a waiver asks for units.
    pub(super) unit: Option<String>,
    /// Findings that somebody accepted, in order.
    accepted: Vec<Accepted>,
    /// The overrides of the settings that match it, by their numbers.
    overrides: Vec<u32>,
}

/// The five sums of outcomes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct OutcomeCounts {
    /// Everything right.
    pub pass: usize,
    /// Something found.
    pub finding: usize,
    /// Could not be decided, by the program or at all.
    pub not_decidable: usize,
    /// Does not concern the document.
    pub not_applicable: usize,
    /// Something found, and all of it accepted by somebody.
    pub waived: usize,
}

/// The sums of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents.
    pub documents: usize,
    /// Read and checked whole.
    pub checked: usize,
    /// In part.
    pub partly: usize,
    /// Not at all.
    pub unchecked: usize,
    /// Findings by severity.
    pub error: usize,
    /// Findings by severity.
    pub warning: usize,
    /// Findings by severity.
    pub info: usize,
    /// Findings a waivers file accepts.
    pub waived: usize,
    /// Findings a waiver inside their document accepts.
    pub suppressed: usize,
    /// Findings the baseline accepts.
    pub baselined: usize,
    /// Outcomes over all documents.
    pub outcomes: OutcomeCounts,
    /// Rules of the run.
    pub rules: usize,
}

impl SourceReport {
    pub(super) fn new(source: SourceId, name: &str) -> Self {
        Self {
            source,
            name: name.to_owned(),
            format: None,
            bytes: None,
            sha256: None,
            documents: Vec::new(),
            excerpt: Excerpt::default(),
            of_project: false,
            aside: None,
        }
    }

    /// A file that is no input, and what is said of it.
    pub(super) fn of_file(source: SourceId, name: &str, text: &str, findings: Vec<Finding>, rules: usize) -> Self {
        let spans = findings.iter().filter_map(|finding| finding.place.span);
        let excerpt = Excerpt::new(&Lines::new(text), spans);
        let outcomes = vec![Outcome::NotApplicable; rules];
        let document = DocumentReport { findings, ..DocumentReport::empty(0, Checked::Full, outcomes) };
        Self { of_project: true, excerpt, documents: vec![document], ..Self::new(source, name) }
    }

    /// Its path from the folder of the project.
    #[must_use]
    pub fn path(&self) -> &str {
        self.aside.as_ref().and_then(|aside| aside.path.as_deref()).unwrap_or(&self.name)
    }

    /// Waivers that stand in it, in order.
    pub(super) fn directives(&self) -> &[Directive] {
        self.aside.as_ref().map_or(&[], |aside| &aside.directives)
    }

    /// Notes the waivers of one of its documents.
    pub(super) fn add_directives(&mut self, directives: Vec<Directive>) {
        if !directives.is_empty() {
            self.aside.get_or_insert_default().directives.extend(directives);
        }
    }

    /// Notes its path from the folder of the project, where that is another than its name.
    pub(super) fn set_path(&mut self, path: Option<Box<str>>) {
        if path.is_some() {
            self.aside.get_or_insert_default().path = path;
        }
    }

    /// Whether it is a file of an office program, in which lines mean nothing.
    #[must_use]
    pub fn is_office(&self) -> bool {
        self.format.is_some_and(Format::is_office)
    }

    /// Keeps only some of the findings that may come to be, by document and number, and what there is to show of them.
    pub(super) fn keep_sketches(&mut self, wanted: impl Fn(usize, u32) -> bool) {
        for (at, document) in self.documents.iter_mut().enumerate() {
            document.findings.shrink_to_fit();
            if let Some(facts) = &mut document.facts {
                facts.keep_sketches(|number| wanted(at, number));
            }
        }
        let places = self.documents.iter().flat_map(DocumentReport::places);
        self.excerpt.keep(places.filter(|place| place.source == self.source).filter_map(|place| place.span));
    }

    /// Gives it another number in the run; it must not be settled yet, when it speaks of itself only.
    pub fn renumber(&mut self, source: SourceId) {
        if self.source == source {
            return;
        }
        self.source = source;
        for document in &mut self.documents {
            document.findings.iter_mut().for_each(|finding| finding.renumber(source));
            document.facts.iter_mut().for_each(|facts| facts.renumber(source));
        }
    }

    /// Whether the input tells the archive anything.
    pub(super) fn has_facts(&self) -> bool {
        self.documents.iter().any(|document| document.facts.is_some())
    }

    /// Whether the input still tells the archive what it told before.
    pub(super) fn tells_the_same(&self, earlier: &Self) -> bool {
        let pairs = || self.documents.iter().zip(&earlier.documents);
        self.documents.len() == earlier.documents.len()
            && pairs().all(|(now, before)| match (&now.facts, &before.facts) {
                (Some(now), Some(before)) => now.is_same(before),
                (now, before) => now.is_none() && before.is_none(),
            })
    }
}

impl DocumentReport {
    pub(super) fn new(index: u32, sop: &Sop<'_>, judged: Judged) -> Self {
        let text = |value: &crate::sop::value::Value<'_>| value.is_present().then(|| value.as_str().to_owned());
        Self {
            index,
            number: text(&sop.document.number),
            title: text(&sop.document.title),
            phase: Some(judged.phase),
            checked: if sop.incomplete { Checked::Partly } else { Checked::Full },
            unchecked: Vec::new(),
            outcomes: judged.outcomes,
            findings: judged.findings,
            card: None,
            aside: None,
            facts: Some(Box::new(judged.facts)),
        }
    }

    /// What stands for a data file of the project: only its findings.
    pub(super) fn of_project(source: SourceId, found: &[&InProject], rules: usize) -> Self {
        let mut outcomes = vec![Outcome::NotApplicable; rules];
        found.iter().for_each(|found| outcomes[found.rule as usize] = Outcome::Finding);
        let findings = found.iter().map(|found| {
            let place = Place { source, ..found.finding.place };
            Finding { place, ..found.finding.clone() }
        });
        Self { findings: findings.collect(), ..Self::empty(0, Checked::Full, outcomes) }
    }

    /// A document that says nothing.
    fn empty(index: u32, checked: Checked, outcomes: Vec<Outcome>) -> Self {
        Self {
            index,
            number: None,
            title: None,
            phase: None,
            checked,
            unchecked: Vec::new(),
            outcomes,
            findings: Vec::new(),
            card: None,
            aside: None,
            facts: None,
        }
    }

    /// A document of which nothing was read.
    pub(super) fn unread(source: SourceId, message: EngineMessage, rules: usize) -> Self {
        let outcomes = vec![Outcome::NotDecidable(crate::check::Reason::Unreadable); rules];
        let mut report = Self::empty(0, Checked::None, outcomes);
        report.push_engine(Place { source, span: None }, message, Vec::new());
        report
    }

    pub(super) fn add_engine(
        &mut self,
        source: SourceId,
        message: EngineMessage,
        span: Span,
        other: Option<Span>,
        language: Language,
    ) {
        let related = other.map(|span| Related {
            place: Place { source, span: Some(span) },
            label: super::messages::first_label(language).to_owned(),
        });
        self.push_engine(Place { source, span: Some(span) }, message, related.into_iter().collect());
    }

    fn push_engine(&mut self, place: Place, message: EngineMessage, related: Vec<Related>) {
        if message.effect != Effect::Warning {
            self.unchecked.push(Unchecked { rule: message.id, message: message.text.clone() });
            if self.checked == Checked::Full {
                self.checked = Checked::Partly;
            }
        }
        self.findings.push(Finding {
            rule: message.id,
            severity: message.severity(),
            confidence: Confidence::High,
            message: message.text,
            place,
            document: self.index,
            logical: String::new(),
            found: message.found,
            within: Box::default(),
            related,
            suggestion: None,
            fix: None,
        });
    }

    /// Whether nobody can tell which SOP it is: nothing of it was read, or its number or title may stand in what was not.
    pub(super) fn hides_itself(&self) -> bool {
        match self.checked {
            Checked::Full => false,
            Checked::Partly => self.facts.as_ref().is_none_or(|facts| facts.number.is_none() || facts.title.is_none()),
            Checked::None => true,
        }
    }

    /// Findings that somebody accepted, in order.
    #[must_use]
    pub fn accepted(&self) -> &[Accepted] {
        self.aside.as_ref().map_or(&[], |aside| &aside.accepted)
    }

    pub(super) fn set_accepted(&mut self, accepted: Vec<Accepted>) {
        if !accepted.is_empty() {
            self.aside.get_or_insert_default().accepted = accepted;
        }
    }

    /// The overrides of the settings that match it, by their numbers.
    #[must_use]
    pub fn overrides(&self) -> &[u32] {
        self.aside.as_ref().map_or(&[], |aside| &aside.overrides)
    }

    pub(super) fn set_overrides(&mut self, overrides: Vec<u32>) {
        if !overrides.is_empty() {
            self.aside.get_or_insert_default().overrides = overrides;
        }
    }

    /// Every place its findings show or change.
    pub(super) fn shown_places(&self) -> impl Iterator<Item = Place> + '_ {
        let findings = || self.findings.iter().chain(self.accepted().iter().map(|accepted| &accepted.finding));
        let related = findings().flat_map(|finding| finding.related.iter().map(|related| related.place));
        let edits = findings().flat_map(|finding| {
            let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
            edits.map(|edit| Place { source: finding.place.source, span: Some(edit.span) })
        });
        findings().map(|finding| finding.place).chain(related).chain(edits)
    }

    /// Every place a report may want to show.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.shown_places().chain(self.facts.iter().flat_map(|facts| facts.places()))
    }

    /// The five sums.
    #[must_use]
    pub fn counts(&self) -> OutcomeCounts {
        let mut counts = OutcomeCounts::default();
        self.outcomes.iter().for_each(|outcome| counts.count(*outcome));
        counts
    }
}

impl OutcomeCounts {
    /// Counts one more.
    pub(super) fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::NotApplicable => self.not_applicable += 1,
            Outcome::Pass => self.pass += 1,
            Outcome::NotDecidable(_) => self.not_decidable += 1,
            Outcome::Finding => self.finding += 1,
            Outcome::Waived => self.waived += 1,
        }
    }

    /// Adds those of another.
    pub(super) fn add(&mut self, other: Self) {
        self.pass += other.pass;
        self.finding += other.finding;
        self.not_decidable += other.not_decidable;
        self.not_applicable += other.not_applicable;
        self.waived += other.waived;
    }
}

impl Report {
    /// The questions only a person can answer: index of the rule, and how many documents it concerns.
    #[must_use]
    pub fn questions(&self) -> Vec<(usize, usize)> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for document in self.sources.iter().flat_map(|source| &source.documents) {
            let asks = |outcome: &Outcome| *outcome == Outcome::NotDecidable(Reason::Person);
            for (rule, _) in document.outcomes.iter().enumerate().filter(|(_, outcome)| asks(outcome)) {
                *counts.entry(rule).or_default() += 1;
            }
        }
        counts.into_iter().collect()
    }
}

impl Report {
    /// Reports some inputs only. Of the others nothing is left but the lines that findings in these point at.
    pub fn keep(&mut self, is_kept: impl Fn(&SourceReport) -> bool) {
        let others = self.sources.iter_mut().filter(|source| !is_kept(source));
        others.for_each(|source| source.documents.clear());
        self.summary = Summary::of(&self.sources);
    }
}

impl Summary {
    pub(super) fn of(sources: &[SourceReport]) -> Self {
        let mut summary = Self::default();
        let documents =
            sources.iter().flat_map(|source| source.documents.iter().map(move |document| (source, document)));
        for (source, document) in documents {
            summary.rules = summary.rules.max(document.outcomes.len());
            match document.checked {
                // A data file is no document; what is found there counts all the same.
                _ if source.of_project => {}
                Checked::Full => summary.checked += 1,
                Checked::Partly => summary.partly += 1,
                Checked::None => summary.unchecked += 1,
            }
            summary.documents += usize::from(!source.of_project);
            for finding in document.findings.iter().filter(|finding| !is_unchecked_notice(finding)) {
                match finding.severity {
                    Severity::Error => summary.error += 1,
                    Severity::Warning => summary.warning += 1,
                    Severity::Info => summary.info += 1,
                }
            }
            for accepted in document.accepted() {
                match accepted.by {
                    Acceptance::Waiver(_) => summary.waived += 1,
                    Acceptance::Inline(_) => summary.suppressed += 1,
                    Acceptance::Baseline => summary.baselined += 1,
                }
            }
            if source.of_project {
                continue;
            }
            summary.outcomes.add(document.counts());
        }
        summary
    }

    /// Findings at or above a severity.
    #[must_use]
    pub fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.error + self.warning,
            Severity::Info => self.error + self.warning + self.info,
        }
    }
}

/// An engine message that says something was not checked counts as that, not as a finding about the document.
#[must_use]
pub fn is_unchecked_notice(finding: &Finding) -> bool {
    finding.rule.family() == "EN" && finding.severity == Severity::Error
}
