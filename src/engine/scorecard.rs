//! How an archive, its units and its documents stand: what was read, what holds, and what it takes to mend the rest.
//!
//! In: a finished [`Report`] with [cards](super::card), and the linter that made it. Out: [`Scorecards`], which every report of an audit
//! shows. Nothing here judges a document; it only counts what was judged: `count` one document, `roster` the units and what only they
//! can lack, `effort` the time it takes.
//!
//! *Score*: 0 to 100; of the outcomes that are decided (pass or finding), the share that passes, each rule weighing as much as its
//! severity in that document says ([`weight`]). Accepted findings count neither way. *Grade*: see [`Grade`]. *Effort*: see
//! [`effort::minutes`]. A document that was not read has no score, and a unit's score says beside it how many of its documents were read.

mod count;
pub mod effort;
mod roster;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::Linter;
use super::report::{Checked, OutcomeCounts, Report};
use crate::finding::Severity;

/// How much a rule weighs in a score, by how bad a breach of it is in that document: one error is worth two warnings and a hint.
#[must_use]
pub const fn weight(severity: Severity) -> u64 {
    match severity {
        Severity::Error => 5,
        Severity::Warning => 2,
        Severity::Info => 1,
    }
}

/// The scorecards of an audit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scorecards {
    /// The whole archive, with what was found in the data files of the project.
    pub archive: Score,
    /// Each unit: those of the project in its order (also those without any document), then those only documents name, by
    /// name, then documents without a unit, where there are any.
    pub units: Vec<UnitScore>,
    /// Each document, in the order of the report; data files of the project are none.
    pub documents: Vec<DocumentScore>,
    /// Each rule of the run, by its index.
    pub rules: Vec<RuleScore>,
    /// Rules about the organisation, by their indexes, that nobody could decide: as long as there are any, no score says that every
    /// unit or task has an SOP.
    pub undecided: Vec<usize>,
}

/// What counts into the score of an archive or a unit, and the score.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Score {
    /// Documents.
    pub documents: usize,
    /// Read and checked whole.
    pub full: usize,
    /// In part.
    pub partly: usize,
    /// Not at all.
    pub unread: usize,
    /// Outcomes in its documents.
    pub outcomes: OutcomeCounts,
    /// Findings by severity: errors, warnings, infos. What says that something was not read is none.
    pub findings: [usize; 3],
    /// Outcomes that could not be decided in documents of which something was read.
    pub undecided: usize,
    /// Documents that have errors.
    pub faulty: usize,
    /// Errors of the document that has most.
    pub most_errors: usize,
    /// Findings somebody accepted.
    pub accepted: usize,
    /// Weights of what passes, and of all that was decided.
    pub weights: Tally,
    /// The same by benefit, in the order of [`Benefit::ALL`](crate::rule::Benefit::ALL).
    pub benefits: [Tally; 7],
    /// By question (how, when, where, who), in the order of [`Question::ALL`](crate::rule::Question::ALL).
    pub questions: [Tally; 4],
    /// By group of rules: the two letters of their ids.
    pub groups: BTreeMap<String, Tally>,
    /// Minutes it may take to mend what was found, an estimate.
    pub minutes: u32,
}

/// What is kept of a document: as little as reports show, for there may be very many.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Marks {
    /// Outcomes.
    pub outcomes: OutcomeCounts,
    /// Findings by severity: errors, warnings, infos. What says that something was not read is none.
    pub findings: [usize; 3],
    /// Findings somebody accepted.
    pub accepted: usize,
    /// Weights of what passes, and of all that was decided.
    pub weights: Tally,
    /// Minutes it may take to mend what was found, an estimate.
    pub minutes: u32,
}

/// Passed and decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// What passes.
    pub passed: u64,
    /// All that was decided.
    pub decided: u64,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnitScore {
    /// Its name: as the project lists it, else as most documents write it; nothing for documents that name no unit.
    pub name: Option<String>,
    /// Its place among the units of the project.
    pub entry: Option<u32>,
    /// The place in this list of the unit it is a part of; never leads back to itself.
    pub parent: Option<usize>,
    /// Its own documents, without those of its parts.
    pub score: Score,
    /// Places of its documents in [`Scorecards::documents`].
    pub documents: Vec<usize>,
}

/// A document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DocumentScore {
    /// The place of its input in the report.
    pub source: usize,
    /// Its place in the input.
    pub document: usize,
    /// The place of its unit in [`Scorecards::units`].
    pub unit: usize,
    /// How much of it was read.
    pub checked: Checked,
    /// What counts into its score.
    pub score: Marks,
}

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RuleScore {
    /// Outcomes over all documents.
    pub outcomes: OutcomeCounts,
    /// Findings, also those in the data files of the project.
    pub findings: usize,
    /// Weight that is lost by it, over all documents and units.
    pub lost: u64,
    /// Minutes it may take to mend them, an estimate.
    pub minutes: u32,
}

/// How good a score is, in one letter. Most rules are kept by most documents, so a score is high even where a document must not be used as
/// it is: errors bound the letter, in a document by their number ([`Grade::with_errors`]), in a unit or archive by the share of documents that have
/// any ([`Grade::with_faulty`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// At least 90, and no error.
    A,
    /// At least 80; at most one document in ten has errors.
    B,
    /// At least 70; at most 2 errors in a document, at most a quarter of the documents have any.
    C,
    /// At least 60; at most 5 errors in a document, at most half of the documents have any.
    D,
    /// Less, or more errors.
    E,
}

impl Tally {
    /// 0 to 100, with one decimal and rounded down, so that 100 means that all of it passes; nothing where nothing was decided.
    #[must_use]
    pub fn percent(self) -> Option<f64> {
        Some(self.passed.saturating_mul(1000).checked_div(self.decided)? as f64 / 10.0)
    }
}

impl Tally {
    /// Counts something that was decided.
    fn decide(&mut self, weight: u64, passes: bool) {
        self.decided += weight;
        self.passed += if passes { weight } else { 0 };
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.decided += other.decided;
    }
}

/// Whether enough is decided to speak of a score: what a few rules say of a file that could hardly be read is none.
fn is_mostly_decided(outcomes: OutcomeCounts, undecided: usize) -> bool {
    outcomes.pass + outcomes.finding + outcomes.waived >= undecided
}

impl Score {
    /// Its score, see [`Tally::percent`]; nothing where more rules are undecided than decided.
    #[must_use]
    pub fn percent(&self) -> Option<f64> {
        self.weights.percent().filter(|_| is_mostly_decided(self.outcomes, self.undecided))
    }

    /// Its letter.
    #[must_use]
    pub fn grade(&self) -> Option<Grade> {
        Some(Grade::of_many(self.percent()?, (self.faulty, self.read()), self.most_errors))
    }

    /// Documents of which something was read.
    #[must_use]
    pub fn read(&self) -> usize {
        self.full + self.partly
    }

    /// Counts a document, without its benefits, questions and groups.
    fn add(&mut self, checked: Checked, marks: &Marks) {
        self.documents += 1;
        match checked {
            Checked::Full => self.full += 1,
            Checked::Partly => self.partly += 1,
            Checked::None => self.unread += 1,
        }
        self.outcomes.add(marks.outcomes);
        self.undecided += if checked == Checked::None { 0 } else { marks.outcomes.not_decidable };
        for (sum, count) in self.findings.iter_mut().zip(marks.findings) {
            *sum += count;
        }
        self.faulty += usize::from(marks.findings[0] > 0);
        self.most_errors = self.most_errors.max(marks.findings[0]);
        self.accepted += marks.accepted;
        self.weights.add(marks.weights);
        self.minutes = self.minutes.saturating_add(marks.minutes);
    }
}

impl Marks {
    /// Its score, see [`Tally::percent`]; nothing where more rules are undecided than decided.
    #[must_use]
    pub fn percent(&self) -> Option<f64> {
        self.weights.percent().filter(|_| is_mostly_decided(self.outcomes, self.outcomes.not_decidable))
    }

    /// Its letter.
    #[must_use]
    pub fn grade(&self) -> Option<Grade> {
        Some(Grade::of_score(self.percent()?).max(Grade::with_errors(self.findings[0])))
    }
}

impl Grade {
    /// The letter of a score alone, from 0 to 100.
    #[must_use]
    pub fn of_score(percent: f64) -> Self {
        match percent {
            90.0.. => Self::A,
            80.0.. => Self::B,
            70.0.. => Self::C,
            60.0.. => Self::D,
            _ => Self::E,
        }
    }

    /// The best letter of a document with so many errors.
    #[must_use]
    pub fn with_errors(errors: usize) -> Self {
        match errors {
            0 => Self::A,
            1..=2 => Self::C,
            3..=5 => Self::D,
            _ => Self::E,
        }
    }

    /// The best letter of so many documents that were read, of which some have errors.
    #[must_use]
    pub fn with_faulty(faulty: usize, read: usize) -> Self {
        match faulty {
            0 => Self::A,
            _ if faulty * 10 <= read => Self::B,
            _ if faulty * 4 <= read => Self::C,
            _ if faulty * 2 <= read => Self::D,
            _ => Self::E,
        }
    }

    /// The letter of a unit or an archive: of its score, of the documents of those read that have errors, and of the errors of the
    /// document that has most; it is never worse for errors than that of this document.
    #[must_use]
    pub fn of_many(percent: f64, (faulty, read): (usize, usize), most_errors: usize) -> Self {
        let by_errors = Self::with_faulty(faulty, read).min(Self::with_errors(most_errors));
        Self::of_score(percent).max(by_errors)
    }

    /// The letter.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::E => 'E',
        }
    }
}

impl Scorecards {
    /// Counts a report.
    #[must_use]
    pub fn of(report: &Report, linter: &Linter) -> Self {
        count::scorecards(report, linter)
    }
}
