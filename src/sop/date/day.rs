//! Days of the Gregorian calendar: order, distance, adding calendar time, printing.

use std::fmt;

use super::super::Language;
use super::super::duration::Length;
use super::DateWords;

/// A day that exists, in the years 1 to 9999. Days are ordered by time; `{}` prints ISO 8601.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Day {
    // The order of the fields makes the derived order that of time.
    year: i16,
    month: u8,
    day: u8,
}

impl Day {
    /// The first day there is, 1 January of the year 1.
    pub const FIRST: Self = Self { year: 1, month: 1, day: 1 };

    /// The day, if it exists.
    #[must_use]
    pub const fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let exists = 1 <= year && year <= 9999 && 1 <= day && day <= days_in_month(year, month);
        if exists { Some(Self { year, month, day }) } else { None }
    }

    /// Reads `2025-02-03` and nothing else.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else { return None };
        let number = |digits: &[u8]| {
            digits
                .iter()
                .try_fold(0i16, |value, byte| byte.is_ascii_digit().then(|| value * 10 + i16::from(byte - b'0')))
        };
        let [month, day] = [number(&[m1, m2])?, number(&[d1, d2])?];
        Self::new(number(&[y1, y2, y3, y4])?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days from `earlier` to this day; negative when it is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        self.number() - earlier.number()
    }

    /// The day that much calendar time later (or earlier): months first, then days. A month that is too short ends on
    /// its last day, so 31 January plus a month is the end of February.
    ///
    /// `None` for anything but whole calendar days, weeks, months and years (plain `hari` and working days need the
    /// project's settings and calendar) and when the result leaves the years 1 to 9999.
    #[must_use]
    pub fn plus(self, length: Length) -> Option<Self> {
        let (months, days) = length.months_and_days()?;
        self.plus_calendar(months, days)
    }

    /// The day that many months and then days later.
    pub(crate) fn plus_calendar(self, months: i64, days: i64) -> Option<Self> {
        let months = (i64::from(self.year) * 12 + i64::from(self.month) - 1).checked_add(months)?;
        let year = i16::try_from(months.div_euclid(12)).ok()?;
        let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
        let day = Self::new(year, month, self.day.min(days_in_month(year, month)))?;
        Self::from_number(day.number().checked_add(days)?)
    }

    /// Whether it is a Saturday or a Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        // The first day of the count, 1 March of the year 0, is a Wednesday.
        matches!(self.number().rem_euclid(7), 3 | 4)
    }

    /// The date in words: `3 Februari 2025`, `3 February 2025`.
    #[must_use]
    pub fn describe(self, language: Language, words: &DateWords) -> String {
        format!("{} {} {}", self.day, words.month_name(self.month, language), self.year)
    }

    /// ISO 8601: `2025-02-03`.
    #[must_use]
    pub fn to_iso(self) -> String {
        self.to_string()
    }

    /// Days since 1 March of the year 0: with March first, the leap day is the last of its year and 400 years are one
    /// period of the calendar.
    fn number(self) -> i64 {
        let months = i64::from(self.year) * 12 + i64::from(self.month) - 3;
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year * 365 + leap_days + (month * 153 + 2) / 5 + i64::from(self.day) - 1
    }

    /// The inverse of [`Self::number`]. The year is estimated from its mean length and then corrected.
    fn from_number(number: i64) -> Option<Self> {
        let first = |year: i16, month: u8| Self::new(year, month, 1).filter(|first| first.number() <= number);
        let estimate = i16::try_from(number.checked_mul(400)? / 146_097).ok()?;
        let year = [estimate.checked_add(1)?, estimate].into_iter().find(|year| first(*year, 1).is_some())?;
        let start = (1..=12).rev().find_map(|month| first(year, month))?;
        let day = u8::try_from(number - start.number() + 1).ok()?;
        Self::new(start.year, start.month, day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Days as text, `2026-03-01`, in files that people read: `#[serde(with = "iso")]`.
pub mod iso {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::Day;

    /// Writes a day.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(day)
    }

    /// Reads a day.
    ///
    /// # Errors
    /// When the text is no day.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = String::deserialize(deserializer)?;
        Day::parse_iso(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is no day like 2026-03-01")))
    }
}

/// Zero for a month that does not exist.
const fn days_in_month(year: i16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::duration::Unit;
    use super::super::words::test_words;
    use super::*;

    fn day(iso: &str) -> Day {
        Day::parse_iso(iso).expect("a day of the calendar")
    }

    fn length(amount: i64, unit: Unit) -> Length {
        Length::of(amount * 1000, unit)
    }

    #[test]
    fn only_days_that_exist() {
        assert!(Day::new(2024, 2, 29).is_some());
        for (year, month, day) in [(2023, 2, 29), (1900, 2, 29), (2024, 4, 31), (2024, 0, 1), (2024, 13, 1), (0, 1, 1)]
        {
            assert_eq!(Day::new(year, month, day), None);
        }
    }

    #[test]
    fn iso_and_nothing_else() {
        assert_eq!(day("2025-02-03").to_iso(), "2025-02-03");
        for text in ["2025-2-3", "2025-02-30", "2025/02/03", "", "20250203", "2025-02-03 ", "+025-02-03", "２０２５"]
        {
            assert_eq!(Day::parse_iso(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_run_through_all_days_of_the_calendar() {
        let mut expected = Day::new(1, 1, 1).expect("the first day").number();
        for year in 1..=9999 {
            for (month, last) in (1..=12).map(|month| (month, days_in_month(year, month))) {
                for today in (1..=last).filter_map(|day| Day::new(year, month, day)) {
                    assert_eq!(today.number(), expected);
                    if today.day % 9 == 1 || today.day == last {
                        assert_eq!(Day::from_number(expected), Some(today));
                    }
                    expected += 1;
                }
            }
        }
        assert_eq!(Day::from_number(expected), None);
    }

    #[test]
    fn weekends_come_every_seven_days() {
        for saturday in ["2025-02-08", "2000-01-01", "1999-12-25", "2400-02-26"] {
            let there = |days| day(saturday).plus_calendar(0, days).expect("near").is_weekend();
            assert_eq!([-1, 0, 1, 2, 7, 8].map(there), [false, true, true, false, true, true], "{saturday}");
        }
    }

    #[test]
    fn distance_and_order() {
        assert_eq!(day("2025-03-01").days_since(day("2024-02-29")), 366);
        assert_eq!(day("2024-12-31").days_since(day("2025-01-01")), -1);
        assert!(day("2024-12-31") < day("2025-01-01"));
    }

    #[test]
    fn calendar_time_is_added() {
        let cases = [
            ("2025-01-31", length(1, Unit::Month), Some("2025-02-28")),
            ("2024-02-29", length(1, Unit::Year), Some("2025-02-28")),
            ("2024-02-28", length(2, Unit::CalendarDay), Some("2024-03-01")),
            ("2024-12-25", length(1, Unit::Week), Some("2025-01-01")),
            ("2025-03-31", length(-1, Unit::Month), Some("2025-02-28")),
            ("2025-03-31", length(2, Unit::Semester), Some("2026-03-31")),
            ("2025-03-31", Length::default(), Some("2025-03-31")),
            ("2025-03-31", length(1, Unit::Day), None),
            ("2025-03-31", length(1, Unit::WorkingDay), None),
            ("2025-03-31", length(24, Unit::Hour), None),
            ("2025-03-31", Length::of(500, Unit::Month), None),
            ("9999-12-31", length(1, Unit::CalendarDay), None),
            ("0001-01-01", length(-1, Unit::CalendarDay), None),
            ("2025-03-31", Length::of(i64::MAX, Unit::CalendarDay), None),
            ("2025-03-31", Length::of(i64::MIN, Unit::Year), None),
        ];
        for (from, length, to) in cases {
            assert_eq!(day(from).plus(length), to.map(day), "{from} {length:?}");
        }
    }

    #[test]
    fn described_in_both_languages() {
        assert_eq!(day("2025-02-03").describe(Language::Id, test_words()), "3 Februari 2025");
        assert_eq!(day("2025-02-03").describe(Language::En, test_words()), "3 February 2025");
    }
}
