//! Working days: Monday to Friday but for holidays.
//!
//! In: a day and a length of time. Out: the day that much later. Holidays are the project's; without any, every Monday to
//! Friday is a working day.

use super::super::duration::{Conversions, Length, PlainDay};
use super::Day;

/// The days on which nobody works, besides Saturdays and Sundays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    holidays: Vec<Day>,
    yearly: Vec<YearlyHoliday>,
}

/// A holiday on the same date of every year, from its first one on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearlyHoliday {
    /// The first one.
    pub first: Day,
}

impl YearlyHoliday {
    fn falls_on(&self, day: Day) -> bool {
        (self.first.month(), self.first.day()) == (day.month(), day.day()) && self.first <= day
    }
}

impl Calendar {
    /// A calendar with these holidays, in any order.
    #[must_use]
    pub fn new(holidays: impl IntoIterator<Item = Day>) -> Self {
        let mut holidays: Vec<Day> = holidays.into_iter().collect();
        holidays.sort_unstable();
        holidays.dedup();
        Self { holidays, yearly: Vec::new() }
    }

    /// The same calendar with holidays of every year.
    #[must_use]
    pub fn with_yearly(self, yearly: impl IntoIterator<Item = YearlyHoliday>) -> Self {
        Self { yearly: yearly.into_iter().collect(), ..self }
    }

    /// Whether people work on that day.
    #[must_use]
    pub fn is_working(&self, day: Day) -> bool {
        let holiday =
            self.holidays.binary_search(&day).is_ok() || self.yearly.iter().any(|yearly| yearly.falls_on(day));
        !day.is_weekend() && !holiday
    }

    /// The day that much later, or earlier when the length is negative: months, then calendar days, then working days.
    ///
    /// A working day later is the next day on which people work; none later is the same day. `None` for hours and for
    /// parts of days, for plain days nobody explained, and when the result leaves the years 1 to 9999.
    #[must_use]
    pub fn plus(&self, day: Day, length: Length, conversions: &Conversions) -> Option<Day> {
        let parts = length.whole_days()?;
        let (days, working) = match (parts.plain_days, conversions.plain_day) {
            (0, _) => (parts.days, parts.working_days),
            (plain, Some(PlainDay::Calendar)) => (parts.days.checked_add(plain)?, parts.working_days),
            (plain, Some(PlainDay::Working)) => (parts.days, parts.working_days.checked_add(plain)?),
            (_, None) => return None,
        };
        self.plus_working(day.plus_calendar(parts.months, days)?, working)
    }

    fn plus_working(&self, mut day: Day, mut count: i64) -> Option<Day> {
        let step = count.signum();
        if self.holidays.is_empty() && self.yearly.is_empty() && !day.is_weekend() {
            // Five working days are a week wherever they begin.
            day = day.plus_calendar(0, (count / 5).checked_mul(7)?)?;
            count %= 5;
        }
        while count != 0 {
            day = day.plus_calendar(0, step)?;
            if self.is_working(day) {
                count -= step;
            }
        }
        Some(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sop::duration::Unit;

    fn day(iso: &str) -> Day {
        Day::parse_iso(iso).expect("a day of the calendar")
    }

    fn working(count: i64) -> Length {
        Length::of(count * 1000, Unit::WorkingDay)
    }

    fn later(calendar: &Calendar, from: Day, count: i64) -> Option<Day> {
        calendar.plus(from, working(count), &Conversions::default())
    }

    #[test]
    fn weekends_and_holidays_are_skipped() {
        let plain = Calendar::default();
        let with = Calendar::new([day("2025-02-05"), day("2025-02-05"), day("2025-02-08")]);
        for (from, count, to, with_holidays) in [
            ("2025-02-03", 0, "2025-02-03", "2025-02-03"),
            ("2025-02-03", 1, "2025-02-04", "2025-02-04"),
            ("2025-02-03", 2, "2025-02-05", "2025-02-06"),
            ("2025-02-03", 5, "2025-02-10", "2025-02-11"),
            ("2025-02-07", 1, "2025-02-10", "2025-02-10"),
            ("2025-02-08", 1, "2025-02-10", "2025-02-10"),
            ("2025-02-08", 0, "2025-02-08", "2025-02-08"),
            ("2025-02-10", -1, "2025-02-07", "2025-02-07"),
            ("2025-02-06", -1, "2025-02-05", "2025-02-04"),
        ] {
            assert_eq!(later(&plain, day(from), count), Some(day(to)), "{from} {count}");
            assert_eq!(later(&with, day(from), count), Some(day(with_holidays)), "{from} {count}, holidays");
        }
        assert_eq!(later(&plain, day("9999-12-31"), 1), None);
        assert_eq!(later(&plain, day("2025-02-03"), i64::MAX / 1000), None);
    }

    #[test]
    fn a_yearly_holiday_falls_on_every_year_from_its_first() {
        let calendar = Calendar::default().with_yearly([YearlyHoliday { first: day("2017-06-01") }]);
        assert_eq!(later(&calendar, day("2017-05-31"), 1), Some(day("2017-06-02")));
        assert_eq!(later(&calendar, day("2028-05-31"), 1), Some(day("2028-06-02")));
        assert_eq!(later(&calendar, day("2016-05-31"), 1), Some(day("2016-06-01")), "it was no holiday then");
    }

    #[test]
    fn hours_and_parts_of_days_cannot_be_added() {
        let calendar = Calendar::default();
        let explained = |plain_day| Conversions { plain_day: Some(plain_day), ..Conversions::default() };
        let plus = |length, conversions: &Conversions| calendar.plus(day("2025-02-07"), length, conversions);
        let plain = Length::of(1000, Unit::Day);
        assert_eq!(plus(Length::of(1000, Unit::Hour), &Conversions::default()), None);
        assert_eq!(plus(Length::of(1000, Unit::WorkingHour), &Conversions::default()), None);
        assert_eq!(plus(Length::of(500, Unit::WorkingDay), &Conversions::default()), None);
        assert_eq!(plus(plain, &Conversions::default()), None);
        assert_eq!(plus(plain, &explained(PlainDay::Calendar)), Some(day("2025-02-08")));
        assert_eq!(plus(plain, &explained(PlainDay::Working)), Some(day("2025-02-10")));
        let mixed = Length::of(1000, Unit::Month).plus(working(1)).expect("small");
        assert_eq!(plus(mixed, &Conversions::default()), Some(day("2025-03-10")));
    }

    /// A small generator of numbers (xorshift), so that a seed is all there is to know.
    fn random(state: &mut u64, most: u64) -> i64 {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        (*state % most) as i64
    }

    #[test]
    fn laws_of_working_days() {
        let mut state = 0x2545_f491_4f6c_dd1d;
        let start = day("2020-01-01");
        let any_day = |state: &mut u64| start.plus_calendar(0, random(state, 4000)).expect("near");
        for _ in 0..2000 {
            let holidays: Vec<Day> = (0..random(&mut state, 30)).map(|_| any_day(&mut state)).collect();
            let calendar = Calendar::new(holidays);
            let (from, a, b) = (any_day(&mut state), random(&mut state, 40), random(&mut state, 40));
            let plus = |from, count| later(&calendar, from, count).expect("near");
            assert_eq!(plus(plus(from, a), b), plus(from, a + b), "in two parts as at once");
            assert!(a == 0 || calendar.is_working(plus(from, a)), "work is done on a working day");
            assert!(plus(from, a) >= start.plus_calendar(0, from.days_since(start) + a).expect("near"), "not earlier");
            assert!(!calendar.is_working(from) || plus(plus(from, a), -a) == from, "there and back");
            let calendar_days = Length::of(a * 1000, Unit::CalendarDay);
            let there = calendar.plus(from, calendar_days, &Conversions::default()).expect("near");
            assert_eq!(there.days_since(from), a, "a difference is what was added");
        }
    }
}
