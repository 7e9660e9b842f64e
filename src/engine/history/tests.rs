//! History files, line by line.

use super::*;
use crate::engine::scorecard::{Score, Tally};

fn audited(day: &str, record: &str) -> Audited {
    Audited {
        today: Day::parse_iso(day).expect("a day"),
        title: "arsip".to_owned(),
        places: vec![".".to_owned()],
        record: record.to_owned(),
        version: "0.1.0".to_owned(),
        documents: 3,
        not_whole: 1,
        unread: 1,
        findings: [1, 2, 3],
        faulty: 1,
        most_errors: 4,
        score: Some(87.5),
        units: vec![("Subbagian Umum".to_owned(), 66.6)],
    }
}

fn days(text: &str) -> Vec<String> {
    read(text).expect("a history").iter().map(|audited| format!("{} {}", audited.today, audited.record)).collect()
}

#[test]
fn what_was_written_is_read() {
    let text = with("", &audited("2026-03-01", "aa"));
    assert_eq!(
        text,
        "{\"schema\":\"soplint-history-v1\",\"today\":\"2026-03-01\",\"title\":\"arsip\",\"places\":[\".\"],\"record\":\"aa\",\"version\":\"0.1.0\",\"documents\":3,\"not_whole\":1,\"unread\":1,\"findings\":[1,2,3],\"faulty\":1,\"most_errors\":4,\"score\":87.5,\"units\":[[\"Subbagian Umum\",66.6]]}\n"
    );
    assert_eq!(read(&text), Ok(vec![audited("2026-03-01", "aa")]));
}

#[test]
fn an_archive_without_a_score_is_kept_as_well() {
    let none = Audited { score: None, units: Vec::new(), ..audited("2026-03-01", "aa") };
    assert_eq!(read(&with("", &none)), Ok(vec![none]));
}

#[test]
fn audits_stand_in_the_order_of_their_days_whenever_they_are_made() {
    let mut text = String::new();
    for (day, record) in [("2026-03-01", "b"), ("2026-01-01", "a"), ("2026-05-01", "d"), ("2026-03-01", "c")] {
        text = with(&text, &audited(day, record));
    }
    assert_eq!(days(&text), ["2026-01-01 a", "2026-03-01 b", "2026-03-01 c", "2026-05-01 d"]);
}

#[test]
fn the_same_audit_again_changes_nothing() {
    let text = with(&with("", &audited("2026-01-01", "a")), &audited("2026-03-01", "b"));
    assert_eq!(with(&text, &audited("2026-03-01", "b")), text);
    assert_eq!(with(&text, &audited("2026-01-01", "a")), text);
}

#[test]
fn an_audit_that_is_made_again_after_another_one_is_the_last_of_its_day() {
    let mut text = String::new();
    for record in ["a", "b", "a"] {
        text = with(&text, &audited("2026-03-01", record));
    }
    assert_eq!(days(&text), ["2026-03-01 b", "2026-03-01 a"]);
}

#[test]
fn other_lines_stay_as_they_are_byte_for_byte() {
    let one = written(&audited("2026-01-01", "a")).replace("\"score\":87.5", "\"score\": 87.50, \"lebih\": true");
    let two = written(&audited("2026-02-01", "b")).replace('\n', "\r\n");
    let text = format!("\u{feff}{one}\n{two}");
    let more = with(&text, &audited("2026-01-15", "c"));
    assert_eq!(more, format!("\u{feff}{one}{}\n{two}", written(&audited("2026-01-15", "c"))));
    assert_eq!(days(&more), ["2026-01-01 a", "2026-01-15 c", "2026-02-01 b"]);
}

#[test]
fn a_last_line_without_an_end_gets_one() {
    let text = written(&audited("2026-01-01", "a"));
    let more = with(text.trim_end(), &audited("2026-02-01", "b"));
    assert_eq!(more, text + &written(&audited("2026-02-01", "b")));
}

#[test]
fn a_damaged_line_is_named_by_its_number() {
    let good = written(&audited("2026-01-01", "a"));
    let cases = [
        (good[..40].to_owned(), "EOF while parsing a string"),
        (good.replace("2026-01-01", "2026-02-30"), "`2026-02-30` is no day like 2026-03-01"),
        (good.replace("history-v1", "history-v9"), "its form is `soplint-history-v9`"),
        (good.replace("87.5", "870.5"), "its numbers cannot be true"),
        (good.replace("\"not_whole\":1", "\"not_whole\":9"), "its numbers cannot be true"),
        (good.replace("\"documents\":3,", ""), "missing field `documents`"),
        ("[1]".to_owned(), "invalid type"),
    ];
    for (damaged, why) in cases {
        let error = read(&format!("{good}\n{damaged}\n{good}")).expect_err(why);
        assert_eq!(error.line, 3, "{why}");
        assert!(error.why.contains(why), "{error} / {why}");
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let good = written(&audited("2026-01-01", "é"));
    for at in (0..good.len()).filter(|at| good.is_char_boundary(*at)) {
        let _ = read(&good[..at]);
        let _ = read(&good[at..]);
        let _ = with(&good[at..], &audited("2026-01-01", "é"));
    }
}

#[test]
fn a_report_compares_with_the_last_audit_of_each_earlier_day_of_the_same_archive() {
    let mut audits: Vec<Audited> =
        [("2026-01-01", "a"), ("2026-01-01", "b"), ("2026-02-01", "c"), ("2026-03-01", "d"), ("2026-04-01", "e")]
            .map(|(day, record)| audited(day, record))
            .to_vec();
    audits[2].places = vec!["sebagian".to_owned()];
    let today = Day::parse_iso("2026-03-01").expect("a day");
    let records: Vec<String> =
        earlier(&audits, &[".".to_owned()], today).into_iter().map(|audited| audited.record).collect();
    assert_eq!(records, ["b"]);
}

#[test]
fn a_unit_is_found_however_its_letters_and_spaces_are_written() {
    let audited = audited("2026-01-01", "a");
    assert_eq!(audited.score_of("SUBBAGIAN  UMUM"), Some(66.6));
    assert_eq!(audited.score_of("Subbagian Hukum"), None);
}

#[test]
fn of_very_many_units_those_with_most_documents_are_kept_in_their_order() {
    let unit = |at: usize| {
        let documents = if at.is_multiple_of(2) { 1 } else { 2 };
        let score = Score { documents, weights: Tally { passed: 1, decided: 1 }, ..Score::default() };
        UnitScore { name: Some(format!("Unit {at}")), score, ..UnitScore::default() }
    };
    let all: Vec<UnitScore> = (0..MOST_UNITS + 100).map(unit).collect();
    let kept = units(&all);
    assert_eq!(kept.len(), MOST_UNITS);
    let numbers: Vec<usize> = kept.iter().filter_map(|(name, _)| name.strip_prefix("Unit ")?.parse().ok()).collect();
    assert!(numbers.is_sorted());
    assert_eq!(numbers.iter().filter(|at| *at % 2 == 1).count(), (MOST_UNITS + 100) / 2);
}
