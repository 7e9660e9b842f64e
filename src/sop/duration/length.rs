//! Arithmetic of lengths of time: integers only, and no conversion that nobody asked for.
//!
//! In: amounts of units. Out: sums that add, scale and compare. A comparison that would need to know what a day or a
//! month is stays undecided (`None`), unless the answer is the same for every length they can have.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{Basis, Language, TimeWords, Unit};
use crate::sop::record::names;

/// A sum of amounts, kept apart by kind: `1 hari kerja 1 jam` holds one working day and one hour.
///
/// Exact time is held in milliseconds, everything else in thousandths of its unit, so three decimals are exact. Amounts
/// may be negative (differences). Equality is that of the parts; `1 minggu` and `7 hari kalender` differ here and are
/// equal for [`Length::compare`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Length([i64; KINDS]);

/// What the project says about days (settings, `calendar`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conversions {
    /// Working time of one working day, in seconds.
    pub working_day_seconds: i64,
    /// What plain `hari` means; `None` leaves comparisons undecided.
    pub plain_day: Option<PlainDay>,
    /// Working days of a week; `None` leaves weeks and working time apart.
    pub week: Option<u8>,
    /// Working days of a month; `None` leaves months and working time apart.
    pub month: Option<u8>,
}

names! {
    /// The meaning of plain `hari`.
    PlainDay {
        /// A working day.
        Working = "working",
        /// A calendar day.
        Calendar = "calendar",
    }
}

impl Default for Conversions {
    /// 7.5 hours (Perpres 21/2023: 37.5 hours a week); plain days undecided.
    fn default() -> Self {
        Self { working_day_seconds: 27_000, plain_day: None, week: None, month: None }
    }
}

/// What of a length can be added to a date.
pub(crate) struct WholeDays {
    pub(crate) months: i64,
    pub(crate) days: i64,
    pub(crate) working_days: i64,
    pub(crate) plain_days: i64,
}

const KINDS: usize = 7;

/// Amounts that cannot be added into one number; the value is the index in a [`Length`].
#[derive(Clone, Copy)]
enum Kind {
    Exact,
    WorkingHours,
    WorkingDays,
    CalendarDays,
    /// Comparable with calendar days, but kept apart so that `2 minggu` is printed as written.
    Weeks,
    PlainDays,
    Months,
}

/// Fewest and most days of a month: what holds for both holds for every month.
const MONTH_DAYS: (i128, i128) = (28, 31);
/// Working hours are held in thousandths of an hour, exact time in thousandths of a second.
const HOUR_SECONDS: i64 = 3600;

impl Length {
    /// An amount of `thousandths` of `unit`: `Length::of(1500, Unit::Hour)` is one and a half hours. Saturates at the
    /// limits of `i64`, which a number from a document (at most nine digits) never reaches.
    #[must_use]
    pub const fn of(thousandths: i64, unit: Unit) -> Self {
        let (kind, factor) = place(unit);
        let mut amounts = [0; KINDS];
        amounts[kind as usize] = thousandths.saturating_mul(factor);
        Self(amounts)
    }

    /// The only amount of a length and its kind, for keeping many lengths in little room; `None` when there are several.
    pub(crate) fn packed(self) -> Option<(u8, i64)> {
        let amounts = || self.0.iter().zip(0..).filter(|(amount, _)| **amount != 0);
        let (amount, kind) = amounts().next().unwrap_or((&0, 0));
        (amounts().count() <= 1).then_some((kind, *amount))
    }

    /// The length of an amount that was packed.
    pub(crate) fn unpacked(kind: u8, amount: i64) -> Self {
        let mut amounts = [0; KINDS];
        if let Some(place) = amounts.get_mut(usize::from(kind)) {
            *place = amount;
        }
        Self(amounts)
    }

    /// The sum; `None` when an amount leaves `i64`.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.zip(other, i64::checked_add)
    }

    /// The difference; `None` when an amount leaves `i64`.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.zip(other, i64::checked_sub)
    }

    /// The length times `thousandths` of one (1500 = one and a half), each amount rounded to its nearest thousandth
    /// (halves away from zero); `None` when an amount leaves `i64`.
    #[must_use]
    pub fn times(self, thousandths: i64) -> Option<Self> {
        self.zip(self, |amount, _| {
            let product = i128::from(amount) * i128::from(thousandths);
            i64::try_from((product + product.signum() * 500) / 1000).ok()
        })
    }

    /// Compares, with the conversions of the project between exact and working time and for plain days.
    ///
    /// `None` is undecided: calendar time against another kind, plain days nobody explained, months against days where
    /// the length of the month matters. A longer amount of each kind is longer without any conversion. Weeks and months
    /// are compared with working time only where the project says how many working days they have.
    #[must_use]
    pub fn compare(self, other: Self, conversions: &Conversions) -> Option<Ordering> {
        if let (Some(work), Some(other)) = (self.as_work_alone(conversions), other.as_work_alone(conversions)) {
            return Some(work.cmp(&other));
        }
        if self == other {
            return Some(Ordering::Equal);
        }
        let mut gaps = self.gaps(other);
        let mut convert = |from: Kind, to: Kind, factor: i64| {
            let converted = std::mem::take(&mut gaps[from as usize]).saturating_mul(i128::from(factor));
            gaps[to as usize] = gaps[to as usize].saturating_add(converted);
        };
        match conversions.plain_day {
            Some(PlainDay::Working) => convert(Kind::PlainDays, Kind::WorkingDays, 1),
            Some(PlainDay::Calendar) => convert(Kind::PlainDays, Kind::CalendarDays, 1),
            None => {}
        }
        convert(Kind::WorkingHours, Kind::Exact, HOUR_SECONDS);
        convert(Kind::WorkingDays, Kind::Exact, conversions.working_day_seconds);
        decide(&gaps).or_else(|| decide(&as_work(gaps, conversions)?))
    }

    /// Exact and working time together, in milliseconds, where there is nothing else.
    fn as_work_alone(self, conversions: &Conversions) -> Option<i128> {
        let [milliseconds, hours, days, others @ ..] = self.0;
        let seconds = |amount: i64, each: i64| i128::from(amount) * i128::from(each);
        let work = seconds(hours, HOUR_SECONDS) + seconds(days, conversions.working_day_seconds);
        (others == [0; KINDS - 3]).then(|| i128::from(milliseconds) + work)
    }

    /// Compares without any conversion.
    pub(super) fn compare_strictly(self, other: Self) -> Option<Ordering> {
        decide(&self.gaps(other))
    }

    /// Whether this is longer, whatever a working day or a plain day is.
    pub(super) fn surely_exceeds(self, other: Self) -> bool {
        self.compare_strictly(other) == Some(Ordering::Greater)
    }

    /// The kind of time; [`Basis::Exact`] for nothing at all.
    #[must_use]
    pub fn basis(self) -> Basis {
        let kinds = KIND_BASIS.into_iter().zip(self.0).filter(|(_, amount)| *amount != 0).map(|(basis, _)| basis);
        kinds.reduce(Basis::with).unwrap_or(Basis::Exact)
    }

    /// Whether every amount is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self == Self::default()
    }

    /// The whole in seconds (rounded down) if it is exact time and nothing else: how a project writes its working day.
    #[must_use]
    pub fn exact_seconds(self) -> Option<i64> {
        (self.basis() == Basis::Exact).then(|| self.amount(Kind::Exact).div_euclid(1000))
    }

    /// Its whole months and days of each kind; nothing when it holds hours or parts of days.
    pub(crate) fn whole_days(self) -> Option<WholeDays> {
        let amounts = [Kind::Months, Kind::CalendarDays, Kind::Weeks, Kind::WorkingDays, Kind::PlainDays];
        let [months, days, weeks, working_days, plain_days] = amounts.map(|kind| self.amount(kind));
        let days = weeks.checked_mul(7)?.checked_add(days)?;
        let timeless = self.amount(Kind::Exact) == 0 && self.amount(Kind::WorkingHours) == 0;
        let whole = [months, days, working_days, plain_days].iter().all(|amount| amount % 1000 == 0);
        (timeless && whole).then_some(WholeDays {
            months: months / 1000,
            days: days / 1000,
            working_days: working_days / 1000,
            plain_days: plain_days / 1000,
        })
    }

    /// Months and calendar days if these are whole and all there is: what can be added to a date without a calendar of
    /// working days.
    pub(crate) fn months_and_days(self) -> Option<(i64, i64)> {
        let [months, days, weeks] = [Kind::Months, Kind::CalendarDays, Kind::Weeks].map(|kind| self.amount(kind));
        let days = weeks.checked_mul(7)?.checked_add(days)?;
        let whole = months % 1000 == 0 && days % 1000 == 0;
        let calendar = self.is_zero() || self.basis() == Basis::Calendar;
        (whole && calendar).then_some((months / 1000, days / 1000))
    }

    /// The length in words, longest kind first: `1 bulan 2 hari kerja 1,5 jam kerja 30 menit`. Exact time is given in
    /// hours, minutes and seconds, months in years and months; nothing is `0 menit`.
    #[must_use]
    pub fn describe(self, language: Language, words: &TimeWords) -> String {
        let falling = self.0.iter().all(|amount| *amount <= 0) && !self.is_zero();
        let shown = if falling { Self(self.0.map(i64::saturating_neg)) } else { self };
        let mut text = String::from(if falling { "-" } else { "" });
        for (at, (thousandths, unit)) in shown.parts().into_iter().filter(|part| part.0 != 0).enumerate() {
            text.push_str(if at > 0 { " " } else { "" });
            push_amount(&mut text, thousandths, unit, language, words);
        }
        if self.is_zero() {
            push_amount(&mut text, 0, Unit::Minute, language, words);
        }
        text
    }

    /// The amounts as thousandths of printed units.
    fn parts(self) -> [(i64, Unit); 10] {
        let milliseconds = self.amount(Kind::Exact);
        let months = self.amount(Kind::Months);
        [
            (months / 12_000 * 1000, Unit::Year),
            (months % 12_000, Unit::Month),
            (self.amount(Kind::Weeks), Unit::Week),
            (self.amount(Kind::CalendarDays), Unit::CalendarDay),
            (self.amount(Kind::PlainDays), Unit::Day),
            (self.amount(Kind::WorkingDays), Unit::WorkingDay),
            (self.amount(Kind::WorkingHours), Unit::WorkingHour),
            (milliseconds / 3_600_000 * 1000, Unit::Hour),
            (milliseconds % 3_600_000 / 60_000 * 1000, Unit::Minute),
            (milliseconds % 60_000, Unit::Second),
        ]
    }

    fn amount(self, kind: Kind) -> i64 {
        self.0[kind as usize]
    }

    fn gaps(self, other: Self) -> [i128; KINDS] {
        std::array::from_fn(|kind| i128::from(self.0[kind]) - i128::from(other.0[kind]))
    }

    fn zip(self, other: Self, step: impl Fn(i64, i64) -> Option<i64>) -> Option<Self> {
        let mut amounts = self.0;
        for (amount, right) in amounts.iter_mut().zip(other.0) {
            *amount = step(*amount, right)?;
        }
        Some(Self(amounts))
    }
}

/// In the order of [`Kind`].
const KIND_BASIS: [Basis; KINDS] =
    [Basis::Exact, Basis::Working, Basis::Working, Basis::Calendar, Basis::Calendar, Basis::Ambiguous, Basis::Calendar];

/// Where an amount of a unit is held, and how many thousandths of the held unit a thousandth of it is.
const fn place(unit: Unit) -> (Kind, i64) {
    match unit {
        Unit::Second => (Kind::Exact, 1),
        Unit::Minute => (Kind::Exact, 60),
        Unit::Hour => (Kind::Exact, HOUR_SECONDS),
        Unit::WorkingHour => (Kind::WorkingHours, 1),
        Unit::WorkingDay => (Kind::WorkingDays, 1),
        Unit::CalendarDay => (Kind::CalendarDays, 1),
        Unit::Day => (Kind::PlainDays, 1),
        Unit::Week => (Kind::Weeks, 1),
        Unit::Month => (Kind::Months, 1),
        Unit::Quarter => (Kind::Months, 3),
        Unit::Semester => (Kind::Months, 6),
        Unit::Year => (Kind::Months, 12),
    }
}

/// A difference of working time and calendar time, all of it as working time; `None` where nobody said how many working
/// days a calendar unit has. Single calendar days have no such number.
fn as_work(mut gaps: [i128; KINDS], conversions: &Conversions) -> Option<[i128; KINDS]> {
    let mut work = gaps[Kind::Exact as usize];
    if work == 0 {
        return None;
    }
    for (kind, days) in [(Kind::Weeks, conversions.week), (Kind::Months, conversions.month)] {
        let amount = std::mem::take(&mut gaps[kind as usize]);
        if amount != 0 {
            let seconds = i128::from(days?) * i128::from(conversions.working_day_seconds);
            work = work.saturating_add(amount.saturating_mul(seconds));
        }
    }
    gaps[Kind::Exact as usize] = work;
    Some(gaps)
}

/// The sign of a difference whose kinds cannot be added: decided when no kind pulls the other way.
fn decide(gaps: &[i128; KINDS]) -> Option<Ordering> {
    let gap = |kind: Kind| gaps[kind as usize];
    let days = gap(Kind::CalendarDays) + 7 * gap(Kind::Weeks);
    let months = gap(Kind::Months);
    let bounds = [MONTH_DAYS.0 * months + days, MONTH_DAYS.1 * months + days];
    let others = [Kind::Exact, Kind::WorkingHours, Kind::WorkingDays, Kind::PlainDays].map(gap);
    let mut signs = bounds.into_iter().chain(others).map(|gap| gap.cmp(&0)).filter(|sign| sign.is_ne());
    let first = signs.next().unwrap_or(Ordering::Equal);
    // One bound at zero and the other not (28 days against a month) is undecided too.
    let touches = bounds.contains(&0) && bounds[0] != bounds[1];
    (!touches && signs.all(|sign| sign == first)).then_some(first)
}

/// `1,5 jam`, `1 working day`.
fn push_amount(text: &mut String, thousandths: i64, unit: Unit, language: Language, words: &TimeWords) {
    if thousandths < 0 {
        text.push('-');
    }
    let amount = thousandths.unsigned_abs();
    text.push_str(&(amount / 1000).to_string());
    if !amount.is_multiple_of(1000) {
        text.push(match language {
            Language::Id => ',',
            Language::En => '.',
        });
        text.push_str(format!("{:03}", amount % 1000).trim_end_matches('0'));
    }
    text.push(' ');
    text.push_str(words.unit_name(unit, amount == 1000, language));
}

#[cfg(test)]
mod tests;
