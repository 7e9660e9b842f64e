//! The calendar of a project: how long people work, what plain days are, when nobody works.
//!
//! In: the YAML under `calendar` of a data file. Out: conversions and a [`Calendar`], with every mistake at its place: a day
//! that does not exist, a holiday that is listed twice, a week of nine working days. National holidays on fixed dates are
//! data (`rules/calendar/national.yaml`) and count only where the project asks for them.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::keys::CALENDAR_KEYS;
use super::tree::{Field, Fields, Tree};
use super::{Diagnostic, error};
use crate::document::Cursor;
use crate::rule::expression::{Term, syntax};
use crate::sop::date::{Day, YearlyHoliday};
use crate::sop::duration::PlainDay;
use crate::sop::project::ProjectData;
use crate::source::Span;

const NATIONAL: &str = include_str!("../../rules/calendar/national.yaml");
/// Most working days of a week and of a month.
const MOST_DAYS: (u8, u8) = (7, 31);
/// Seconds of the longest working day.
const DAY_SECONDS: i64 = 86_400;

/// Reads `calendar`.
pub(super) fn read<'t>(tree: &mut Tree<'t>, field: &Field<'t>, data: &mut ProjectData) {
    let Some(fields) = tree.fields(field.value, "'calendar'", CALENDAR_KEYS) else { return };
    holidays(tree, &fields, data);
    if let Some(field) = fields.get("national_holidays") {
        let asked = tree.name(field.value, "'national_holidays'", &["true", "false"], &[true, false]);
        data.yearly = if asked == Some(true) { national() } else { Vec::new() };
    }
    let week = days(tree, &fields, "working_week", MOST_DAYS.0);
    let month = days(tree, &fields, "working_month", MOST_DAYS.1);
    let plain_day = fields
        .get("plain_day")
        .and_then(|field| tree.name(field.value, "'plain_day'", PlainDay::SPEC.values, PlainDay::ALL));
    let seconds = working_day(tree, &fields);
    let conversions = data.conversions.get_or_insert_default();
    conversions.week = week.or(conversions.week);
    conversions.month = month.or(conversions.month);
    conversions.plain_day = plain_day.or(conversions.plain_day);
    conversions.working_day_seconds = seconds.unwrap_or(conversions.working_day_seconds);
}

fn holidays(tree: &mut Tree<'_>, fields: &Fields<'_>, data: &mut ProjectData) {
    let Some(field) = fields.get("holidays") else { return };
    let mut seen: FxHashMap<Day, Span> = FxHashMap::default();
    for entry in tree.one_or_more(field.value, "'holidays'") {
        let Some((day, span)) = holiday(tree, entry) else { continue };
        if let Some(&first) = seen.get(&day) {
            let other = Some((first, "the first one is here".to_owned()));
            let message = format!("the holiday {day} is listed twice");
            let help = Some("delete one of them; perhaps another day was meant".to_owned());
            tree.push(Diagnostic { other, help, ..error("PK022", span, message) });
        }
        seen.entry(day).or_insert(span);
        data.holidays.push(day);
    }
}

fn holiday(tree: &mut Tree<'_>, entry: Cursor) -> Option<(Day, Span)> {
    let text = tree.text(entry, "a holiday")?;
    let day = Day::parse_iso(text.as_str().trim());
    if day.is_none() {
        let help = Some("such as 2026-01-01".to_owned());
        let message = format!("'{}' is no day", text.as_str());
        tree.push(Diagnostic { help, ..error("PK022", text.span(), message) });
    }
    day.map(|day| (day, text.span()))
}

/// A number of working days.
fn days(tree: &mut Tree<'_>, fields: &Fields<'_>, key: &str, most: u8) -> Option<u8> {
    let text = tree.text(fields.get(key)?.value, &format!("'{key}'"))?;
    let days = text.as_str().trim().parse().ok().filter(|days| (1..=most).contains(days));
    if days.is_none() {
        let help = Some(format!("a whole number from 1 to {most}"));
        let message = format!("'{}' is no number of working days", text.as_str());
        tree.push(Diagnostic { help, ..error("PK022", text.span(), message) });
    }
    days
}

/// The seconds of a working day.
fn working_day(tree: &mut Tree<'_>, fields: &Fields<'_>) -> Option<i64> {
    let text = tree.text(fields.get("working_day")?.value, "'working_day'")?;
    let seconds = match syntax::constant(text.as_str().trim()) {
        Some(Term::Length(length)) => length.exact_seconds().filter(|seconds| (1..=DAY_SECONDS).contains(seconds)),
        _ => None,
    };
    if seconds.is_none() {
        let help = Some("such as 7.5 hours".to_owned());
        let message = format!("'{}' is not the length of a working day", text.as_str());
        tree.push(Diagnostic { help, ..error("PK022", text.span(), message) });
    }
    seconds
}

#[derive(Deserialize)]
struct National {
    fixed: Vec<Fixed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixed {
    date: String,
    since: i16,
    #[serde(rename = "name")]
    _name: String,
    #[serde(rename = "basis")]
    _basis: String,
    #[serde(rename = "confidence")]
    _confidence: String,
}

/// The national holidays on fixed dates.
fn national() -> Vec<YearlyHoliday> {
    let data: National = serde_yaml::from_str(NATIONAL).expect("internal: tested below");
    let holiday = |fixed: &Fixed| {
        let first = Day::parse_iso(&format!("{:04}-{}", fixed.since, fixed.date)).expect("internal: tested below");
        YearlyHoliday { first }
    };
    data.fixed.iter().map(holiday).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_holidays_are_days() {
        let first: Vec<String> = national().iter().map(|holiday| holiday.first.to_iso()).collect();
        assert_eq!(first, ["1946-01-01", "2014-05-01", "2017-06-01", "1946-08-17", "1946-12-25"]);
    }
}
