//! Dates as SOPs write them, and days to count with.
//!
//! In: the text of a date field and the words ([`DateWords`], from `rules/vocabulary/time.yaml`). Out: a [`Date`],
//! which says how much of a day was written, and a [`Day`] when all of it was. Nothing is guessed: two-digit years,
//! unknown orders and misspelt months are told apart, not resolved. Days follow the Gregorian calendar; a
//! [`Calendar`] knows which of them are working days.

mod calendar;
mod day;
mod parse;
mod words;

pub use calendar::{Calendar, YearlyHoliday};
pub use day::{Day, iso};
pub use words::DateWords;

use std::ops::Range;

use super::record::names;

names! {
    /// How much of a day was written: the facet `form`.
    DateForm {
        /// `3 Februari 2025`
        Full = "full",
        /// `Oktober 2024`
        MonthOnly = "month_only",
        /// `2024`
        YearOnly = "year_only",
        /// `3-2-25`, and `03/02/2025` in a document that is not Indonesian.
        Ambiguous = "ambiguous",
        /// `31 Februari 2024`
        Impossible = "impossible",
        /// Anything else, possibly with a suggestion.
        Unparsed = "unparsed",
    }
}

/// A date as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// How much is known.
    pub form: DateForm,
    /// The four-digit year.
    pub year: Option<i16>,
    /// The month as written, so possibly 13 in an impossible date; `None` where it is ambiguous.
    pub month: Option<u8>,
    /// The day as written, so possibly 31 in an impossible date; `None` where it is ambiguous.
    pub day: Option<u8>,
    /// The month the author may have meant in an unparsed text.
    pub hint: Option<MonthHint>,
}

/// A suggestion for a misspelt month; replacing `range` by `right` makes the date readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthHint {
    /// Where the month stands, in bytes of the parsed text.
    pub range: Range<u32>,
    /// The month, 1 to 12.
    pub month: u8,
    /// Its right spelling.
    pub right: Box<str>,
}

impl Date {
    /// The day, when all of it is known; only then does a date compare.
    #[must_use]
    pub fn calendar(&self) -> Option<Day> {
        match self.form {
            DateForm::Full => Day::new(self.year?, self.month?, self.day?),
            DateForm::MonthOnly
            | DateForm::YearOnly
            | DateForm::Ambiguous
            | DateForm::Impossible
            | DateForm::Unparsed => None,
        }
    }

    /// A full date.
    #[must_use]
    pub fn of(day: Day) -> Self {
        let (year, month, day) = (Some(day.year()), Some(day.month()), Some(day.day()));
        Self { form: DateForm::Full, year, month, day, hint: None }
    }

    /// A date of which nothing is known.
    const fn unparsed() -> Self {
        Self { form: DateForm::Unparsed, year: None, month: None, day: None, hint: None }
    }
}
