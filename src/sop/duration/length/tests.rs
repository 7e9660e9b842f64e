//! What adds, what compares, and how it is printed.

use super::super::words::test_words;
use super::*;

fn length(amount: i64, unit: Unit) -> Length {
    Length::of(amount * 1000, unit)
}

fn plus(left: Length, right: Length) -> Length {
    left.plus(right).expect("small amounts")
}

fn compare(left: Length, right: Length) -> Option<Ordering> {
    left.compare(right, &Conversions::default())
}

#[test]
fn same_kind_compares_exactly() {
    assert_eq!(compare(length(60, Unit::Minute), length(1, Unit::Hour)), Some(Ordering::Equal));
    assert_eq!(compare(length(1, Unit::Week), length(7, Unit::CalendarDay)), Some(Ordering::Equal));
    assert_eq!(compare(length(1, Unit::Year), length(4, Unit::Quarter)), Some(Ordering::Equal));
    assert_eq!(compare(length(1, Unit::Semester), length(5, Unit::Month)), Some(Ordering::Greater));
    assert_eq!(compare(length(1, Unit::Day), length(3, Unit::Day)), Some(Ordering::Less));
}

#[test]
fn exact_and_working_time_convert_by_the_working_day() {
    let day = length(1, Unit::WorkingDay);
    assert_eq!(compare(day, length(450, Unit::Minute)), Some(Ordering::Equal));
    assert_eq!(compare(length(8, Unit::WorkingHour), day), Some(Ordering::Greater));
    let eight_hours = Conversions { working_day_seconds: 28_800, ..Conversions::default() };
    assert_eq!(day.compare(length(8, Unit::Hour), &eight_hours), Some(Ordering::Equal));
}

#[test]
fn plain_days_need_the_project() {
    let (plain, working) = (length(2, Unit::Day), length(1, Unit::WorkingDay));
    let with = |meaning| Conversions { plain_day: Some(meaning), ..Conversions::default() };
    assert_eq!(compare(plain, working), None);
    assert_eq!(plain.compare(working, &with(PlainDay::Working)), Some(Ordering::Greater));
    assert_eq!(plain.compare(working, &with(PlainDay::Calendar)), None);
    assert_eq!(plain.compare(length(2, Unit::CalendarDay), &with(PlainDay::Calendar)), Some(Ordering::Equal));
}

#[test]
fn calendar_time_stays_apart_from_other_kinds() {
    assert_eq!(compare(length(1, Unit::CalendarDay), length(24, Unit::Hour)), None);
    assert_eq!(compare(length(1, Unit::Month), length(20, Unit::WorkingDay)), None);
}

#[test]
fn months_against_days_only_where_no_month_matters() {
    let month = length(1, Unit::Month);
    assert_eq!(compare(month, length(27, Unit::CalendarDay)), Some(Ordering::Greater));
    assert_eq!(compare(month, length(32, Unit::CalendarDay)), Some(Ordering::Less));
    for days in 28..=31 {
        assert_eq!(compare(month, length(days, Unit::CalendarDay)), None, "{days}");
    }
}

#[test]
fn more_of_one_kind_and_not_less_of_another_is_longer() {
    let month = length(1, Unit::Month);
    assert_eq!(compare(plus(month, length(1, Unit::Hour)), month), Some(Ordering::Greater));
    assert_eq!(compare(month, month), Some(Ordering::Equal));
    assert_eq!(compare(plus(month, length(1, Unit::Hour)), length(2, Unit::Hour)), None);
}

#[test]
fn a_comparison_turned_round_is_the_reverse() {
    let lengths: Vec<Length> =
        Unit::ALL.iter().flat_map(|unit| [0, 1, 30, 400].map(|amount| length(amount, *unit))).collect();
    for (left, right) in lengths.iter().flat_map(|left| lengths.iter().map(move |right| (*left, *right))) {
        assert_eq!(compare(left, right), compare(right, left).map(Ordering::reverse));
    }
}

#[test]
fn limits_do_not_overflow() {
    for unit in Unit::ALL.iter().copied() {
        let most = Length::of(i64::MAX, unit);
        let least = Length::of(i64::MIN, unit);
        assert_eq!(most.plus(most), None);
        assert_eq!(least.minus(most), None);
        assert_eq!(most.times(1001), None);
        assert_eq!(compare(most, least), Some(Ordering::Greater));
        assert_eq!(most.times(1000), Some(most));
        let _ = (least.describe(Language::En, test_words()), most.months_and_days(), least.exact_seconds());
    }
}

#[test]
fn times_rounds_to_the_nearest_thousandth() {
    assert_eq!(length(3, Unit::WorkingDay).times(1500), Some(Length::of(4500, Unit::WorkingDay)));
    assert_eq!(Length::of(1, Unit::Month).times(500), Some(Length::of(1, Unit::Month)));
    assert_eq!(Length::of(-1, Unit::Month).times(500), Some(Length::of(-1, Unit::Month)));
    assert_eq!(Length::of(1, Unit::Month).times(499), Some(Length::default()));
}

#[test]
fn basis_of_sums() {
    let (exact, working) = (length(1, Unit::Hour), length(1, Unit::WorkingDay));
    let calendar = length(1, Unit::Month);
    assert_eq!(plus(exact, working).basis(), Basis::Working);
    assert_eq!(plus(calendar, length(1, Unit::Week)).basis(), Basis::Calendar);
    assert_eq!(plus(calendar, exact).basis(), Basis::Ambiguous);
    assert_eq!(length(1, Unit::Day).basis(), Basis::Ambiguous);
    assert_eq!(Length::default().basis(), Basis::Exact);
    for unit in Unit::ALL.iter().copied() {
        assert_eq!(length(1, unit).basis(), unit.basis());
    }
}

#[test]
fn described_in_both_languages() {
    let cases = [
        (length(5, Unit::Minute), "5 menit", "5 minutes"),
        (length(90, Unit::Minute), "1 jam 30 menit", "1 hour 30 minutes"),
        (Length::of(500, Unit::Second), "0,5 detik", "0.5 seconds"),
        (Length::of(7500, Unit::WorkingHour), "7,5 jam kerja", "7.5 working hours"),
        (length(1, Unit::WorkingDay), "1 hari kerja", "1 working day"),
        (length(3, Unit::Day), "3 hari", "3 days"),
        (length(7, Unit::CalendarDay), "7 hari kalender", "7 calendar days"),
        (length(2, Unit::Week), "2 minggu", "2 weeks"),
        (length(18, Unit::Month), "1 tahun 6 bulan", "1 year 6 months"),
        (plus(length(1, Unit::WorkingDay), length(1, Unit::Hour)), "1 hari kerja 1 jam", "1 working day 1 hour"),
        (length(-90, Unit::Minute), "-1 jam 30 menit", "-1 hour 30 minutes"),
        (plus(length(1, Unit::Month), length(-2, Unit::Day)), "1 bulan -2 hari", "1 month -2 days"),
        (Length::default(), "0 menit", "0 minutes"),
    ];
    for (length, id, en) in cases {
        assert_eq!(length.describe(Language::Id, test_words()), id);
        assert_eq!(length.describe(Language::En, test_words()), en);
    }
}

#[test]
fn whole_calendar_amounts() {
    let sum = plus(length(1, Unit::Year), plus(length(1, Unit::Week), length(2, Unit::CalendarDay)));
    assert_eq!(sum.months_and_days(), Some((12, 9)));
    assert_eq!(Length::of(500, Unit::Month).months_and_days(), None);
    assert_eq!(length(1, Unit::Day).months_and_days(), None);
    assert_eq!(length(1, Unit::Hour).months_and_days(), None);
    assert_eq!(Length::of(7500, Unit::Hour).exact_seconds(), Some(27_000));
    assert_eq!(length(1, Unit::WorkingHour).exact_seconds(), None);
}

#[test]
fn weeks_and_months_are_working_days_where_the_project_says_how_many() {
    let weeks = Length::of(2000, Unit::Week);
    let working = |days: i64| Length::of(days * 1000, Unit::WorkingDay);
    let said = Conversions { week: Some(5), month: Some(22), ..Conversions::default() };
    assert_eq!(weeks.compare(working(9), &Conversions::default()), None);
    assert_eq!(weeks.compare(working(9), &said), Some(Ordering::Greater));
    assert_eq!(weeks.compare(working(10), &said), Some(Ordering::Equal));
    assert_eq!(Length::of(1000, Unit::Month).compare(Length::of(165_000, Unit::Hour), &said), Some(Ordering::Equal));
    assert_eq!(Length::of(1000, Unit::Month).compare(working(5), &Conversions { month: None, ..said }), None);
    let days = Length::of(3000, Unit::CalendarDay);
    assert_eq!(days.compare(working(2), &said), None, "which days of the week is not known");
    assert_eq!(
        Length::of(1000, Unit::Month).compare(Length::of(4000, Unit::Week), &said),
        None,
        "both are calendar time"
    );
}
