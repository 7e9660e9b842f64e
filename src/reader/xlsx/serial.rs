//! Days and times as spreadsheets count them: days since an epoch, with the time as the fraction (ECMA-376 part 1, 18.17.4).

/// The day from which a workbook counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Epoch {
    /// 1 is 1 January 1900, and 60 is 29 February 1900, a day that never was (18.17.4.1).
    Of1900,
    /// 0 is 1 January 1904.
    Of1904,
}

/// A moment as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: u32,
    /// From 1; 0 for the day before the first one, which spreadsheets show as 0 January 1900.
    pub(super) day: u32,
    /// Seconds since midnight.
    pub(super) seconds: u32,
}

const SECONDS: f64 = 86_400.0;
/// 31 December 1899 in days since 1 January 1970.
const BEFORE_1900: i64 = -25_568;
/// 1 January 1904 in days since 1 January 1970.
const START_1904: i64 = -24_107;
/// The last day that is shown, 31 December 9999, counted from 1900.
const LAST_OF_1900: i64 = 2_958_465;
/// The same, counted from 1904.
const LAST_OF_1904: i64 = 2_957_003;

impl Epoch {
    /// The moment of a serial number; nothing outside the days a spreadsheet shows.
    pub(super) fn moment(self, serial: f64) -> Option<Moment> {
        if !(0.0..=LAST_OF_1900 as f64 + 1.0).contains(&serial) {
            return None;
        }
        // Half a second is more than the error of a stored fraction.
        let seconds = (serial * SECONDS).round() as i64;
        let (days, seconds) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400) as u32);
        let last = if self == Self::Of1900 { LAST_OF_1900 } else { LAST_OF_1904 };
        if days > last {
            return None;
        }
        let (year, month, day) = match (self, days) {
            (Self::Of1900, 0) => (1900, 1, 0),
            (Self::Of1900, 60) => (1900, 2, 29),
            (Self::Of1900, 61..) => civil(BEFORE_1900 + days - 1),
            (Self::Of1900, _) => civil(BEFORE_1900 + days),
            (Self::Of1904, _) => civil(START_1904 + days),
        };
        Some(Moment { year, month, day, seconds })
    }
}

/// Year, month and day of a day since 1 January 1970 (proleptic Gregorian calendar, years from March in cycles of 400).
fn civil(days: i64) -> (i64, u32, u32) {
    let from_march_0000 = days + 719_468;
    let era = from_march_0000.div_euclid(146_097);
    let day_of_era = from_march_0000.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month as u32, day as u32)
}

impl Moment {
    /// `2024-10-05`
    pub(super) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(epoch: Epoch, serial: f64) -> Option<String> {
        epoch.moment(serial).map(Moment::iso)
    }

    #[test]
    fn days_are_counted_with_the_day_that_never_was() {
        let days = [
            (0.0, "1900-01-00"),
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (60.0, "1900-02-29"),
            (61.0, "1900-03-01"),
            (45_570.0, "2024-10-05"),
            (45_351.0, "2024-02-29"),
            (2_958_465.0, "9999-12-31"),
        ];
        for (serial, shown) in days {
            assert_eq!(day(Epoch::Of1900, serial).as_deref(), Some(shown), "{serial}");
        }
    }

    #[test]
    fn workbooks_of_1904_count_four_years_less() {
        assert_eq!(day(Epoch::Of1904, 0.0).as_deref(), Some("1904-01-01"));
        assert_eq!(day(Epoch::Of1904, 45_570.0 - 1_462.0).as_deref(), Some("2024-10-05"));
        assert_eq!(day(Epoch::Of1904, 2_957_003.0).as_deref(), Some("9999-12-31"));
        assert_eq!(day(Epoch::Of1904, 2_957_004.0), None);
    }

    #[test]
    fn numbers_that_are_no_days_are_none() {
        for serial in [-1.0, -0.6, 2_958_466.0, 1e300, f64::NAN, f64::INFINITY] {
            assert_eq!(day(Epoch::Of1900, serial), None, "{serial}");
        }
    }

    #[test]
    fn fractions_are_times() {
        let seconds = |serial| Epoch::Of1900.moment(serial).map(|moment| moment.seconds);
        assert_eq!(seconds(0.354_166_666_666_667), Some(8 * 3600 + 30 * 60));
        assert_eq!(seconds(45_570.999_999_999), Some(0), "a time that rounds to midnight is the next day");
    }
}
