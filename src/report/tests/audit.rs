//! The reports of an audit, made of hand-made reports and read back.

mod badge;
mod html;
mod scores;
#[cfg(feature = "xlsx")]
mod workbook;

use super::sample::Sample;
use crate::engine::history::Audited;
use crate::engine::record::{Record, Text};
use crate::engine::scorecard::Scorecards;
use crate::report::audit::{Audit, Format, render};
use crate::report::{Linter, Outputs, Report};
use crate::sop::date::Day;

/// What an audit shows, with an id of its record that is the same whatever version of the program runs the test.
pub(super) fn with_audit<T>(sample: Sample, then: impl FnOnce(&Audit<'_>) -> T) -> T {
    let (linter, style, report) = sample.finished();
    let scores = Scorecards::of(&report, &linter);
    let record = record(&report, &linter);
    let history = [earlier()];
    let outputs = Outputs { report: &report, linter: &linter, style, exit_code: 1 };
    then(&Audit { outputs, scores: &scores, record: &record, history: &history, title: "KPU & Contoh", way: "../" })
}

fn record(report: &Report, linter: &Linter) -> Record {
    let mut record = Record::of(report, linter, ("KPU & Contoh", Vec::<Text>::new(), &[]));
    record.id = "5a".repeat(32);
    record
}

fn earlier() -> Audited {
    Audited {
        today: Day::new(2024, 9, 1).expect("a day"),
        title: "KPU & Contoh".to_owned(),
        places: Vec::new(),
        record: "4b".repeat(32),
        version: "0.1.0".to_owned(),
        documents: 6,
        not_whole: 1,
        unread: 1,
        findings: [7, 8, 9],
        faulty: 2,
        most_errors: 4,
        score: Some(61.2),
        units: vec![("Subbagian Hukum".to_owned(), 100.0)],
    }
}

/// The bytes of a report.
pub(super) fn rendered(sample: Sample, format: Format) -> Vec<u8> {
    with_audit(sample, |audit| {
        let mut out = Vec::new();
        render(format, audit, &mut out).expect("memory never fails");
        out
    })
}

#[test]
fn the_same_audit_gives_the_same_bytes() {
    for format in Format::ALL {
        let once = rendered(Sample::with_everything(), format);
        assert!(once == rendered(Sample::with_everything(), format), "{}", format.name());
    }
}

#[test]
fn an_error_of_the_output_is_passed_on() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::from(std::io::ErrorKind::StorageFull))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in [Format::Workbook, Format::Scores, Format::Badge, Format::Calendar] {
        let error = with_audit(Sample::with_everything(), |audit| render(format, audit, &mut Full));
        let error = error.expect_err("nothing was written");
        assert_eq!(error.kind(), std::io::ErrorKind::StorageFull, "{}", format.name());
    }
}
