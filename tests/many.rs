//! Archives too large to keep everything that may become a finding: the same report, from inputs that are read twice.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use soplint::check::archive::Coverage;
use soplint::engine::facts::{from_bytes, to_bytes};
use soplint::engine::report::{Checked, Report};
use soplint::engine::{self, Linter, LoadError, Options, Sketching, run_all, run_judged};
use soplint::sop::date::Day;
use soplint::sop::{Language, Vocabulary};
use soplint::source::SourceId;

/// The default pack, for archives of which at most so many inputs are kept whole.
fn linter(most_kept: usize) -> Linter {
    let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
    let shipped = soplint::pack::shipped(soplint::pack::DEFAULT).expect("the default pack");
    let rules = soplint::pack::load(shipped.text, &vocabulary).0.expect("the default pack loads").rules;
    let options = Options::new(Language::Id, Day::new(2026, 3, 1).expect("a day"));
    Linter::new(rules, vocabulary, Options { most_kept, ..options })
}

/// The documents in the examples of the rules about archives, as one archive.
fn archive(linter: &Linter) -> Vec<String> {
    let rules = linter.walk.rules.iter().filter(|rule| rule.id.family() == "AR");
    rules.flat_map(|rule| rule.passes.iter().chain(&rule.fails)).flat_map(|example| example.documents.clone()).collect()
}

fn judge(linter: &Linter, texts: &[String]) -> Report {
    let load = |at: usize| -> Result<&[u8], LoadError> { Ok(texts[at].as_bytes()) };
    run_all(linter, &names(texts), Coverage::Whole, load, |_| {})
}

fn names(texts: &[String]) -> Vec<String> {
    (0..texts.len()).map(|at| format!("{at:03}.sop.yaml")).collect()
}

/// The rules about archives that found something.
fn found(report: &Report) -> BTreeSet<&str> {
    let documents = report.sources.iter().flat_map(|source| &source.documents);
    let findings = documents.flat_map(|document| &document.findings);
    findings.map(|finding| finding.rule.as_str()).filter(|rule| rule.starts_with("AR")).collect()
}

#[test]
fn what_is_read_again_says_what_would_have_been_kept() {
    let (keeping, forgetting) = (linter(usize::MAX), linter(0));
    let texts = archive(&keeping);
    let kept = judge(&keeping, &texts);
    let again = judge(&forgetting, &texts);
    assert!(found(&kept).len() >= 12, "the archive has something to find: {:?}", found(&kept));
    assert_eq!(format!("{kept:#?}"), format!("{again:#?}"));
}

#[test]
fn what_was_judged_elsewhere_and_sent_as_bytes_gives_the_same_report() {
    for most_kept in [usize::MAX, 0] {
        let linter = linter(most_kept);
        let texts = archive(&linter);
        let names = names(&texts);
        let sent: Vec<Vec<u8>> = (0..texts.len())
            .map(|at| {
                let load = || Ok::<_, LoadError>(texts[at].as_bytes());
                let source = (SourceId(at as u32), names[at].as_str());
                let report = engine::judge(&linter, &linter.known, source, Sketching::Made, load);
                to_bytes(&report).expect("bytes")
            })
            .collect();
        let received = |at: usize, _| from_bytes(&sent[at]).expect("what was sent");
        let merged = run_judged(&linter, &linter.known, (texts.len(), Coverage::Whole), received, |_| {});
        assert_eq!(format!("{:#?}", judge(&linter, &texts)), format!("{merged:#?}"));
    }
}

#[test]
fn inputs_without_a_finding_of_the_archive_are_read_once() {
    let texts = ["judul: Pengelolaan Surat Masuk\n", "judul: Peminjaman Arsip\n"].map(str::to_owned);
    let loads = AtomicUsize::new(0);
    let load = |at: usize| -> Result<&[u8], LoadError> {
        loads.fetch_add(1, Ordering::Relaxed);
        Ok(texts[at].as_bytes())
    };
    run_all(&linter(0), &names(&texts), Coverage::Whole, load, |_| {});
    assert_eq!(loads.into_inner(), texts.len());
}

#[test]
fn an_input_that_changes_while_it_is_checked_is_not_checked() {
    let twice = "nomor: SOP-001/KUL/9999/2025\njudul: Pengelolaan Surat Masuk\n".to_owned();
    let texts = [twice.clone(), twice.replace("Masuk", "Keluar"), twice.replace("Masuk", "Undangan")];
    let loads = AtomicUsize::new(0);
    let load = |at: usize| -> Result<String, LoadError> {
        let is_changed = at == 1 && loads.fetch_add(1, Ordering::Relaxed) > 0;
        Ok(if is_changed { texts[at].replace("001", "002") } else { texts[at].clone() })
    };
    let report = run_all(&linter(0), &names(&texts), Coverage::Whole, load, |_| {});
    let documents: Vec<_> = report.sources.iter().map(|source| &source.documents[0]).collect();
    assert_eq!(
        documents.iter().map(|it| it.checked).collect::<Vec<_>>(),
        [Checked::Full, Checked::None, Checked::Full]
    );
    assert!(documents[1].findings[0].message.contains("berubah"), "{:?}", documents[1].findings);
    let first =
        documents[0].findings.iter().find(|finding| finding.rule.as_str() == "AR001").expect("a number given twice");
    assert!(first.message.contains("Undangan"), "of those that are left: {}", first.message);
}

#[test]
fn an_input_that_is_gone_when_it_is_read_again_is_not_checked() {
    let twice = "nomor: SOP-001/KUL/9999/2025\njudul: Pengelolaan Surat Masuk\n".to_owned();
    let texts = [twice.clone(), twice.replace("Masuk", "Keluar")];
    let loads = AtomicUsize::new(0);
    let load = |at: usize| match at == 1 && loads.fetch_add(1, Ordering::Relaxed) > 0 {
        true => Err(LoadError::Io("tidak ada".to_owned())),
        false => Ok(texts[at].clone()),
    };
    let report = run_all(&linter(0), &names(&texts), Coverage::Whole, load, |_| {});
    assert_eq!(report.sources[1].documents[0].checked, Checked::None);
    assert!(!found(&report).contains("AR001"), "no other has the number");
}
