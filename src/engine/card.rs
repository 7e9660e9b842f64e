//! What an audit keeps of a document beside what was found: who made it, whether it is in force, when it is to be looked at again,
//! and, where a report shows it, its portrait.
//!
//! In: an understood SOP. Out: a [`Card`], small and owned. A run that is no audit keeps none.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::portrait::Portrait;
use crate::check::Run;
use crate::sop::Sop;
use crate::sop::date::Day;
use crate::sop::model::Status;
use crate::sop::value::{Parsed, Value};

/// What a run keeps of its documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Cards {
    /// Nothing beside what was found.
    #[default]
    None,
    /// What scorecards and calendars need.
    Plain,
    /// A portrait, too.
    WithPortrait,
}

/// What is kept of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its organisation, as written.
    pub agency: Option<Box<str>>,
    /// Its unit, as written.
    pub unit: Option<Box<str>>,
    /// Its unit among those of the project ([`crate::sop::project::Project::units`]).
    pub unit_entry: Option<u32>,
    /// Whether it is neither superseded nor withdrawn.
    pub in_force: bool,
    /// The day it came into force.
    pub effective: Option<Day>,
    /// The last day on which it was made, changed or looked at.
    pub touched: Option<Day>,
    /// The day of its last review.
    pub reviewed: Option<Day>,
    /// The day of its next review: as written, else its interval after the last review or the day it came into force.
    pub next_review: Option<Day>,
    portrait: Option<Box<[u8]>>,
}

impl Card {
    /// The card of a document, where the run keeps cards.
    pub(super) fn of(cards: Cards, run: &Run<'_>, sop: &Sop<'_>) -> Option<Box<Self>> {
        if cards == Cards::None {
            return None;
        }
        let document = &sop.document;
        let status = document.status.code().and_then(Status::from_code);
        let days = [
            &document.created_date,
            &document.issued_date,
            &document.revised_date,
            &document.approved_date,
            &document.effective_date,
            &document.last_review_date,
        ];
        let portrait = || Portrait::of(sop, run.vocabulary, run.language).to_bytes();
        let text = |value: &Value<'_>| value.is_present().then(|| value.as_str().into());
        Some(Box::new(Self {
            agency: text(&document.agency),
            unit: text(&document.unit),
            unit_entry: document.unit_entry.element().map(|unit| unit as u32),
            in_force: !matches!(status, Some(Status::Superseded | Status::Withdrawn)),
            effective: day(&document.effective_date),
            // A date in the future is a plan.
            touched: days.into_iter().filter_map(day).filter(|day| *day <= run.today).max(),
            reviewed: day(&document.last_review_date),
            next_review: next_review(run, sop),
            portrait: (cards == Cards::WithPortrait).then(portrait).flatten(),
        }))
    }

    /// The document as it was read; nothing where the run kept no portraits.
    #[must_use]
    pub fn portrait(&self) -> Option<Portrait> {
        Portrait::from_bytes(self.portrait.as_deref()?)
    }

    /// Whether a portrait was kept.
    #[must_use]
    pub fn has_portrait(&self) -> bool {
        self.portrait.is_some()
    }
}

fn day(value: &Value<'_>) -> Option<Day> {
    match &value.parsed {
        Parsed::Date(date) if value.is_present() => date.calendar(),
        _ => None,
    }
}

fn next_review(run: &Run<'_>, sop: &Sop<'_>) -> Option<Day> {
    let document = &sop.document;
    let by_interval = || {
        let Parsed::Duration(interval) = &document.review_interval.parsed else { return None };
        let from = day(&document.last_review_date).max(day(&document.effective_date))?;
        run.calendar.plus(from, *interval.upper()?, &run.conversions)
    };
    day(&document.next_review_date).or_else(by_interval)
}

/// The organisation more than half of the documents with a card name.
#[must_use]
pub fn common_agency<'c>(cards: impl Iterator<Item = &'c Card>) -> Option<&'c str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = 0;
    for card in cards {
        all += 1;
        *counts.entry(card.agency.as_deref().unwrap_or_default()).or_default() += 1;
    }
    let (agency, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 2 > all && !agency.is_empty()).then_some(agency)
}
