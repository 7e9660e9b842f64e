//! Lengths of time as SOPs write them.
//!
//! In: the text of a cell, or an amount and a unit. Out: a [`Duration`], which says how the time was written, with its
//! [`Length`]s, which add and compare. The words are data ([`TimeData`], `rules/vocabulary/time.yaml`), compiled once
//! into [`TimeWords`]. Nothing is guessed: what does not fit the grammar is [`DurationForm::Unparsed`] with, at best, a
//! suggestion. Running text is not searched here; the text handed in must be the time and nothing else.

mod data;
mod length;
pub(super) mod lexicon;
pub(super) mod nearest;
mod parse;
mod words;

pub use data::{
    ConnectorData, Example, MonthData, MonthNames, NameData, PerLanguage, QualifierData, TermList, TimeData, UnitData,
};
pub use length::{Conversions, Length, PlainDay};
pub use words::TimeWords;
#[cfg(test)]
pub(super) use words::test_data;

use std::ops::Range;

use super::Language;
use super::record::names;

names! {
    /// A unit of time.
    Unit {
        /// Second; exact.
        Second = "second",
        /// Minute; exact.
        Minute = "minute",
        /// Hour; exact.
        Hour = "hour",
        /// Hour of working time (`jam kerja`).
        WorkingHour = "working_hour",
        /// Working day (`hari kerja`, `hari efektif`).
        WorkingDay = "working_day",
        /// Calendar day (`hari kalender`, English `day`).
        CalendarDay = "calendar_day",
        /// Plain `hari`: working or calendar, the text does not say.
        Day = "day",
        /// Week; seven calendar days.
        Week = "week",
        /// Month; no fixed length.
        Month = "month",
        /// Three months (`triwulan`).
        Quarter = "quarter",
        /// Six months.
        Semester = "semester",
        /// Twelve months.
        Year = "year",
    }
}

names! {
    /// What kind of time a duration counts: the facet `basis`.
    Basis {
        /// Seconds, minutes, hours.
        Exact = "exact",
        /// Working hours and days, alone or with exact time.
        Working = "working",
        /// Calendar days and longer.
        Calendar = "calendar",
        /// Plain `hari`, or calendar time mixed with another kind.
        Ambiguous = "ambiguous",
    }
}

names! {
    /// How a duration was written: the facet `form`.
    DurationForm {
        /// `5 menit`
        Single = "single",
        /// `paling lama 3 hari kerja`
        AtMost = "at_most",
        /// `minimal 1 jam`
        AtLeast = "at_least",
        /// `± 2 jam`
        Approximate = "approximate",
        /// `5-10 menit`
        Range = "range",
        /// `1 hari kerja 1 jam`, `1 x 24 jam`
        Sum = "sum",
        /// `2 menit/berkas`
        PerItem = "per_item",
        /// `120 menit / 3 hari`
        Alternatives = "alternatives",
        /// `Triwulanan`: how often, not how long.
        Frequency = "frequency",
        /// `Sesuai jadwal`: decided elsewhere.
        Conditional = "conditional",
        /// `Segera`: cannot be measured.
        Vague = "vague",
        /// `10`
        NoUnit = "no_unit",
        /// `menit`
        NoNumber = "no_number",
        /// Anything else, possibly with a suggestion.
        Unparsed = "unparsed",
    }
}

/// A duration as it was written. Ranges are byte ranges in the text that was parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duration {
    /// How it was written.
    pub form: DurationForm,
    /// The first or lower length as written; `20-10 menit` has `low` above `high`. One number gives both, with any
    /// qualifier. Of alternatives the least, if they can be compared without a conversion.
    pub low: Option<Length>,
    /// The second or upper length as written; of alternatives the greatest, if comparable.
    pub high: Option<Length>,
    /// The kind of all units written, also where there is no length.
    pub basis: Option<Basis>,
    /// How many different units were written.
    pub units: u8,
    /// Where the object of [`DurationForm::PerItem`] stands, its slash or word included: `/berkas`.
    pub per: Option<Range<u32>>,
    /// What the author may have meant by an unparsed text.
    pub hint: Option<DurationHint>,
}

/// A suggestion for an unparsed duration; replacing `range` by `right` makes it (more) readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DurationHint {
    /// What is wrong.
    pub problem: DurationProblem,
    /// Where, in bytes of the parsed text.
    pub range: Range<u32>,
    /// The spelling to put there.
    pub right: Box<str>,
}

names! {
    /// What keeps a duration from being read.
    DurationProblem {
        /// `5 minit`
        MisspeltUnit = "misspelt_unit",
        /// `1 0 hari kerja`
        SplitNumber = "split_number",
    }
}

impl Unit {
    /// What kind of time the unit counts.
    #[must_use]
    pub const fn basis(self) -> Basis {
        match self {
            Self::Second | Self::Minute | Self::Hour => Basis::Exact,
            Self::WorkingHour | Self::WorkingDay => Basis::Working,
            Self::Day => Basis::Ambiguous,
            Self::CalendarDay | Self::Week | Self::Month | Self::Quarter | Self::Semester | Self::Year => {
                Basis::Calendar
            }
        }
    }
}

impl Basis {
    /// The kind of a sum of two kinds: exact time fits into working time, calendar time only into itself.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Exact, Self::Exact) => Self::Exact,
            (Self::Exact | Self::Working, Self::Exact | Self::Working) => Self::Working,
            (Self::Calendar, Self::Calendar) => Self::Calendar,
            (Self::Ambiguous | Self::Calendar, _) | (_, Self::Ambiguous | Self::Calendar) => Self::Ambiguous,
        }
    }
}

impl Duration {
    /// A duration without a length: vague, frequency, no unit and the like.
    #[must_use]
    pub const fn without_length(form: DurationForm) -> Self {
        Self { form, low: None, high: None, basis: None, units: 0, per: None, hint: None }
    }

    /// The value used in comparisons and sums: the upper bound. Of a range written the wrong way round that is its
    /// first length, as far as this is certain without a conversion.
    #[must_use]
    pub fn upper(&self) -> Option<&Length> {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low != high && low.surely_exceeds(*high) => Some(low),
            (_, high) => high.as_ref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_snake_case_and_read_back() {
        for form in DurationForm::ALL {
            assert_eq!(serde_yaml::from_str::<DurationForm>(form.name()).ok(), Some(*form));
        }
        for unit in Unit::ALL {
            assert_eq!(serde_yaml::from_str::<Unit>(unit.name()).ok(), Some(*unit));
        }
        assert_eq!((DurationForm::ALL.len(), Unit::ALL.len(), Basis::ALL.len()), (14, 12, 4));
    }

    #[test]
    fn basis_of_mixtures() {
        use Basis::{Ambiguous, Calendar, Exact, Working};
        assert_eq!(Exact.with(Working), Working);
        assert_eq!(Working.with(Working), Working);
        for other in Basis::ALL.iter().copied() {
            assert_eq!(Ambiguous.with(other), Ambiguous);
            assert_eq!(Calendar.with(other) == Calendar, other == Calendar);
        }
    }

    #[test]
    fn upper_bound_of_a_reversed_range() {
        let minutes = |n: i64| Some(Length::of(n * 1000, Unit::Minute));
        let reversed =
            Duration { low: minutes(20), high: minutes(10), ..Duration::without_length(DurationForm::Range) };
        assert_eq!(reversed.upper(), minutes(20).as_ref());
    }
}
