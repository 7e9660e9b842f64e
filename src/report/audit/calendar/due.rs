//! Which review, evaluation and monitoring of an SOP is due on which day, as far as that can be known.
//!
//! In: the cards of the documents, what became of the rules about reviews, and the logs of the project. Out: what is due, and of how many
//! SOPs nothing is known. Only SOPs in force have a schedule; drafts and what was superseded have none.
//!
//! - *Review* (LC004): the day the SOP states or its interval leads to. In the past it is late, unless the rule finds that the review took
//!   place; where the rule could not be decided, unless somebody changed or looked at the SOP since.
//! - *Evaluation* (LC001), of an SOP without a planned review, and *monitoring* (LC002) of every SOP: `evaluate_every` and
//!   `monitor_every` of the packs after the day it came into force, its last review or evaluation, or what the logs `evaluations` and
//!   `monitoring` of the project say. In the past it is late only where the project keeps the log; without a log nobody knows, and the
//!   next such day is taken. A rule that is not in the run asks for nothing.
//!
//! The review every five years (LC003) is practice, and no schedule is made of it.

use rustc_hash::FxHashMap;

use super::Audit;
use crate::check::Outcome;
use crate::engine::Linter;
use crate::engine::card::Card;
use crate::engine::report::{Checked, DocumentReport, SourceReport};
use crate::finding::RuleId;
use crate::rule::Phase;
use crate::rule::expression::Parameter;
use crate::rule::table::normal_key;
use crate::sop::date::Day;
use crate::sop::duration::Length;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Review,
    Evaluation,
    Monitoring,
}

impl Kind {
    /// Its name for programs.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Evaluation => "evaluation",
            Self::Monitoring => "monitoring",
        }
    }

    /// The rule about it.
    pub(super) fn rule(self) -> RuleId {
        RuleId::known(match self {
            Self::Review => "LC004",
            Self::Evaluation => "LC001",
            Self::Monitoring => "LC002",
        })
    }
}

/// What is done again and again.
struct Again<'r> {
    kind: Kind,
    /// How often; nothing where no pack says so.
    every: Option<Length>,
    /// When it was done last, by the number of the SOP; nothing where the project keeps no log.
    log: Option<FxHashMap<&'r str, Day>>,
}

impl<'r> Again<'r> {
    /// By the parameter that says how often, and the table that is the log; one without rows says that nothing was done yet.
    fn of(linter: &'r Linter, kind: Kind, [every, table]: [&str; 2]) -> Self {
        let rows = linter.tables.get(table).and_then(|table| table.rows.as_ref());
        let log =
            rows.map(|rows| rows.iter().filter_map(|(key, cells)| Some((key.as_str(), day_of(cells)?))).collect());
        Self { kind, every: linter.lengths.get(every).copied(), log }
    }
}

/// The day in a row: the first cell that is one.
fn day_of(cells: &[Parameter]) -> Option<Day> {
    cells.iter().find_map(|cell| match cell {
        Parameter::Date(day) => Some(*day),
        _ => None,
    })
}

/// Something that is due.
pub(super) struct Due<'r> {
    pub(super) kind: Kind,
    /// The day of its event.
    pub(super) day: Day,
    /// The day it was due on, when that is past.
    pub(super) late_since: Option<Day>,
    pub(super) source: &'r SourceReport,
    pub(super) document: &'r DocumentReport,
    /// The place of its unit among the scorecards.
    pub(super) unit: usize,
    pub(super) unit_name: Option<&'r str>,
}

impl Due<'_> {
    pub(super) fn is_late(&self) -> bool {
        self.late_since.is_some()
    }

    /// Number and title, else the file.
    pub(super) fn called(&self) -> String {
        let names = [&self.document.number, &self.document.title];
        let names: Vec<&str> =
            names.into_iter().flatten().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
        if names.is_empty() { self.source.name.clone() } else { names.join(" ") }
    }
}

/// SOPs of which no day is known.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Unknown {
    /// Not read.
    pub(super) unread: usize,
    /// In force, without any day a schedule can begin at.
    pub(super) undated: usize,
}

impl Unknown {
    pub(super) fn count(self) -> usize {
        self.unread + self.undated
    }
}

/// What is due, in the order of the report.
pub(super) fn due<'r>(audit: &Audit<'r>) -> (Vec<Due<'r>>, Unknown) {
    let (report, linter) = (audit.outputs.report, audit.outputs.linter);
    let again = [
        Again::of(linter, Kind::Evaluation, ["evaluate_every", "evaluations"]),
        Again::of(linter, Kind::Monitoring, ["monitor_every", "monitoring"]),
    ];
    let (mut all, mut unknown) = (Vec::new(), Unknown::default());
    for score in &audit.scores.documents {
        let source = report.sources.get(score.source);
        let Some((source, document)) = source.and_then(|source| Some((source, source.documents.get(score.document)?)))
        else {
            continue;
        };
        let Some(card) = document.card.as_deref().filter(|_| document.checked != Checked::None) else {
            unknown.unread += 1;
            continue;
        };
        // A draft that says so is judged in the phase of drafts.
        if !card.in_force || document.phase != Some(Phase::Final) {
            continue;
        }
        let unit_name = audit.scores.units.get(score.unit).and_then(|unit| unit.name.as_deref());
        let days = Schedule { linter, document, card, today: report.today }.days(&again);
        unknown.undated += usize::from(days.is_empty());
        all.extend(days.into_iter().map(|(kind, day)| {
            let late_since = (day < report.today).then_some(day);
            Due { kind, day: day.max(report.today), late_since, source, document, unit: score.unit, unit_name }
        }));
    }
    (all, unknown)
}

/// An SOP in force.
struct Schedule<'r> {
    linter: &'r Linter,
    document: &'r DocumentReport,
    card: &'r Card,
    today: Day,
}

impl Schedule<'_> {
    fn days(&self, [evaluation, monitoring]: &[Again<'_>; 2]) -> Vec<(Kind, Day)> {
        let review = self.review().map(|day| (Kind::Review, day));
        let evaluated = || Some((evaluation.kind, self.next(evaluation, self.card.reviewed)?));
        let monitored = self.next(monitoring, None).map(|day| (monitoring.kind, day));
        review.or_else(evaluated).into_iter().chain(monitored).collect()
    }

    /// What became of a rule; nothing where it is not in the run.
    fn outcome(&self, kind: Kind) -> Option<Outcome> {
        self.document.outcomes.get(self.linter.walk.index(kind.rule())?).copied()
    }

    /// The day of the planned review, unless it took place.
    fn review(&self) -> Option<Day> {
        let day = self.card.next_review?;
        let is_done = day < self.today
            && match self.outcome(Kind::Review) {
                Some(Outcome::Finding | Outcome::Waived) => false,
                Some(Outcome::Pass | Outcome::NotApplicable) => true,
                Some(Outcome::NotDecidable(_)) | None => self.card.touched >= Some(day),
            };
        (!is_done).then_some(day)
    }

    /// The next day of what is done again and again. `other` is a day on which something as good was done.
    fn next(&self, again: &Again<'_>, other: Option<Day>) -> Option<Day> {
        /// So often a day that nobody logged is put off: of 500 years of monitoring nothing is to be known.
        const MOST: usize = 1000;
        self.outcome(again.kind)?;
        let (every, options) = (again.every?, &self.linter.options);
        let next = |day: Day| options.calendar.plus(day, every, &options.conversions).filter(|next| *next > day);
        let logged = again.log.as_ref().zip(self.document.number.as_deref());
        let logged = logged.and_then(|(log, number)| log.get(normal_key(number).as_ref()).copied());
        let first = next(self.card.effective.max(other).max(logged).filter(|_| self.card.effective.is_some())?)?;
        if again.log.is_some() || first >= self.today {
            return Some(first);
        }
        std::iter::successors(Some(first), |day| next(*day)).take(MOST).find(|day| *day >= self.today)
    }
}
