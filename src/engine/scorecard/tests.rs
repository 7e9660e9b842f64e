//! Small archives whose scores were worked out by hand.

use super::*;
use crate::check::archive::Coverage;
use crate::check::{Outcome, Reason};
use crate::engine::card::Cards;
use crate::engine::{LoadError, Options, run_all};
use crate::finding::RuleId;
use crate::rule::{Benefit, Question};
use crate::sop::date::Day;
use crate::sop::{Language, Vocabulary};

/// An error about the title, a warning about the number that is a hint in drafts, a hint about the purpose, and a rule about units.
const PACK: &str = "\
pack: uji
version: 1.0.0
model: 1
languages: [id, en]
sources: {s: {title: S}}
rules:
  - {id: AA001, title: {id: j, en: t}, source: s, sure: A, severity: error, benefit: accountability, answers: [who], require: [title], message: {id: p, en: m}}
  - {id: AA002, title: {id: j, en: t}, source: s, sure: A, severity: {draft: info, review: warning, final: warning}, benefit: accountability, require: [number], message: {id: p, en: m}}
  - {id: BB001, title: {id: j, en: t}, source: s, sure: A, severity: info, benefit: efficiency, answers: [how, when], require: [purpose], message: {id: p, en: m}}
  - {id: CC001, title: {id: j, en: t}, source: s, sure: A, severity: warning, benefit: coverage, check: units-without-sop, message: {id: 'p {problem}', en: 'm {problem}'}}
";

fn linter() -> Linter {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let (pack, diagnostics) = crate::pack::load(PACK, &vocabulary);
    let pack = pack.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let options = Options { cards: Cards::Plain, ..Options::new(Language::Id, Day::new(2026, 3, 1).expect("a day")) };
    Linter::new(pack.rules, vocabulary, options)
}

fn linter_with(units: &str) -> Linter {
    let linter = linter();
    let known = linter.known_from(Some(("organisasi.yaml", units)));
    Linter { known, ..linter }
}

/// A report over documents; nothing stands for an input that gives no bytes.
fn report(linter: &Linter, texts: &[Option<&str>]) -> Report {
    let names: Vec<String> = (0..texts.len()).map(|at| format!("{at}.sop.yaml")).collect();
    let load = |at: usize| texts[at].map(str::as_bytes).ok_or_else(|| LoadError::Io("tidak ada".to_owned()));
    run_all(linter, &names, Coverage::Whole, load, |_| {})
}

fn scores(linter: &Linter, texts: &[&str]) -> Scorecards {
    let texts: Vec<Option<&str>> = texts.iter().copied().map(Some).collect();
    Scorecards::of(&report(linter, &texts), linter)
}

fn tally(passed: u64, decided: u64) -> Tally {
    Tally { passed, decided }
}

fn names(scorecards: &Scorecards) -> Vec<Option<&str>> {
    scorecards.units.iter().map(|unit| unit.name.as_deref()).collect()
}

#[test]
fn a_score_is_the_share_of_the_weight_that_passes() {
    // Passes the error (5), fails the warning (2), passes the hint (1).
    let scorecards = scores(&linter(), &["judul: Surat masuk\ntujuan: Surat tercatat\n"]);
    let document = &scorecards.documents[0].score;
    assert_eq!(document.weights, tally(6, 8));
    assert_eq!(document.percent(), Some(75.0));
    assert_eq!(document.findings, [0, 1, 0]);
    assert_eq!(document.grade(), Some(Grade::C));
    assert_eq!(scorecards.archive.weights, tally(6, 8));
}

#[test]
fn a_rule_weighs_what_it_weighs_in_the_phase_of_the_document() {
    // The number is only a hint in a draft: 5 + 1 of 7.
    let scorecards = scores(&linter(), &["judul: Surat masuk\nstatus: draf\ntujuan: Surat tercatat\n"]);
    assert_eq!(scorecards.documents[0].score.weights, tally(6, 7));
}

#[test]
fn benefits_questions_and_groups_count_what_belongs_to_them() {
    let scorecards = scores(&linter(), &["judul: Surat masuk\ntujuan: Surat tercatat\n", "nomor: SOP-1\n"]);
    let archive = &scorecards.archive;
    // First: 5 of 7; second: 2 of 7.
    assert_eq!(archive.benefits[Benefit::Accountability.code() as usize], tally(7, 14));
    assert_eq!(archive.benefits[Benefit::Efficiency.code() as usize], tally(1, 2));
    assert_eq!(archive.benefits[Benefit::Standardise.code() as usize].percent(), None);
    assert_eq!(archive.questions[Question::Who.code() as usize], tally(5, 10));
    assert_eq!(archive.questions[Question::How.code() as usize], tally(1, 2));
    assert_eq!(archive.questions[Question::When.code() as usize], tally(1, 2));
    let groups: Vec<(&str, Tally)> = archive.groups.iter().map(|(name, tally)| (name.as_str(), *tally)).collect();
    assert_eq!(groups, [("AA", tally(7, 14)), ("BB", tally(1, 2))]);
}

#[test]
fn a_hundred_means_that_everything_passes() {
    assert_eq!(tally(99_999, 100_000).percent(), Some(99.9));
    assert_eq!(tally(100_000, 100_000).percent(), Some(100.0));
    assert_eq!(tally(2, 3).percent(), Some(66.6));
    assert_eq!(tally(0, 0).percent(), None);
}

#[test]
fn grades_begin_at_their_bounds() {
    let of = |text: &str| -> Vec<char> { text.chars().collect() };
    let by_score = [90.0, 89.9, 80.0, 79.9, 70.0, 69.9, 60.0, 59.9, 0.0].map(|score| Grade::of_score(score).letter());
    assert_eq!(by_score.to_vec(), of("ABBCCDDEE"));
    let by_errors = [0, 1, 2, 3, 5, 6, 100].map(|errors| Grade::with_errors(errors).letter());
    assert_eq!(by_errors.to_vec(), of("ACCDDEE"));
    let by_share = [0, 1, 10, 11, 25, 26, 50, 51, 100].map(|faulty| Grade::with_faulty(faulty, 100).letter());
    assert_eq!(by_share.to_vec(), of("ABBCCDDEE"));
}

#[test]
fn errors_bound_the_letter_of_a_document_and_of_its_archive() {
    // The error (5) fails: a high score alone would not tell that the document must not be used.
    let whole = "judul: Surat masuk\nnomor: SOP-1\ntujuan: Surat tercatat\n";
    let scorecards = scores(&linter(), &[whole, whole, whole, "nomor: SOP-2\ntujuan: Surat tercatat\n"]);
    assert_eq!(scorecards.documents[0].score.grade(), Some(Grade::A));
    assert_eq!(scorecards.documents[3].score.grade(), Some(Grade::E), "by its score");
    assert_eq!((scorecards.archive.faulty, scorecards.archive.grade()), (1, Some(Grade::C)));
}

#[test]
fn a_document_that_was_not_read_has_no_score_and_takes_time() {
    let linter = linter();
    let scorecards = Scorecards::of(
        &report(&linter, &[None, Some("judul: Surat masuk\nnomor: SOP-1\ntujuan: Surat tercatat\n")]),
        &linter,
    );
    let lost = &scorecards.documents[0];
    assert_eq!((lost.checked, lost.score.percent(), lost.score.grade()), (Checked::None, None, None));
    assert_eq!((lost.score.findings, lost.score.minutes), ([0; 3], effort::CONVERT));
    let archive = &scorecards.archive;
    assert_eq!((archive.documents, archive.full, archive.partly, archive.unread), (2, 1, 0, 1));
    assert_eq!(archive.percent(), Some(100.0));
    assert_eq!(archive.outcomes.not_decidable, 4 + 1, "all rules of the lost one, and the one about units");
}

#[test]
fn what_somebody_accepted_counts_neither_way() {
    let linter = linter();
    let mut report = report(&linter, &[Some("judul: Surat masuk\ntujuan: Surat tercatat\n")]);
    let document = &mut report.sources[0].documents[0];
    let at = linter.walk.index(RuleId::known("AA002")).expect("the rule");
    document.findings.clear();
    document.outcomes[at] = Outcome::Waived;
    let scorecards = Scorecards::of(&report, &linter);
    assert_eq!(scorecards.documents[0].score.weights, tally(6, 6));
    assert_eq!(scorecards.archive.outcomes.waived, 1);
    assert_eq!(scorecards.archive.minutes, 0);
}

#[test]
fn units_of_the_project_come_first_then_those_only_documents_name_then_the_rest() {
    let linter = linter_with("units:\n  - {name: Sekretariat}\n  - {name: Subbagian Umum, parent: Sekretariat}\n");
    let texts =
        ["judul: A\nunit: Bagian Z\n", "judul: B\n", "judul: C\nunit: Subbagian Umum\n", "judul: D\nunit: Bagian Y\n"];
    let scorecards = scores(&linter, &texts);
    let expected = [Some("Sekretariat"), Some("Subbagian Umum"), Some("Bagian Y"), Some("Bagian Z"), None];
    assert_eq!(names(&scorecards), expected);
    assert_eq!(scorecards.units.iter().map(|unit| unit.parent).collect::<Vec<_>>(), [None, Some(0), None, None, None]);
    assert_eq!(scorecards.documents.iter().map(|of| of.unit).collect::<Vec<_>>(), [3, 4, 1, 2]);
    assert_eq!(scorecards.units[1].documents, [2]);
}

#[test]
fn spellings_of_a_unit_are_one_unit_under_the_most_frequent_one() {
    let texts =
        ["unit: SUBBAGIAN UMUM\n", "unit: Subbagian Umum\n", "unit: Subbagian  Umum\n", "unit: Subbagian Umum\n"];
    let scorecards = scores(&linter(), &texts);
    assert_eq!(names(&scorecards), [Some("Subbagian Umum")]);
    assert_eq!(scorecards.units[0].score.documents, 4);
}

#[test]
fn units_that_are_parts_of_each_other_stand_alone() {
    let linter = linter_with("units:\n  - {name: A, parent: B}\n  - {name: B, parent: A}\n  - {name: C, parent: B}\n");
    let scorecards = scores(&linter, &["judul: X\nunit: A\n"]);
    let mut at = Some(2);
    for _ in 0..scorecards.units.len() {
        at = at.and_then(|at| scorecards.units[at].parent);
    }
    assert_eq!(at, None);
}

#[test]
fn a_unit_without_sop_fails_the_rule_that_asks_for_one_and_its_documents_do_not_pass_it() {
    let linter = linter_with(
        "units:\n  - {name: Subbagian Umum}\n  - {name: Subbagian Hukum}\n  - {name: Arsip, sop_required: false}\n",
    );
    let full = "judul: A\nnomor: SOP-1\ntujuan: Surat tercatat\nunit: Subbagian Umum\n";
    let scorecards = scores(&linter, &[full, &full.replace("SOP-1", "SOP-2")]);
    let coverage = Benefit::Coverage.code() as usize;
    assert_eq!(scorecards.archive.benefits[coverage], tally(2, 4), "one of two units has an SOP");
    assert!(scorecards.undecided.is_empty());
    let [umum, hukum, arsip] = [0, 1, 2].map(|at| &scorecards.units[at].score);
    assert_eq!((umum.benefits[coverage], umum.weights), (tally(2, 2), tally(8 + 8 + 2, 18)));
    assert_eq!((hukum.documents, hukum.weights, hukum.findings), (0, tally(0, 2), [0, 1, 0]));
    assert_eq!(hukum.minutes, effort::DRAFT);
    assert_eq!((arsip.documents, arsip.percent()), (0, None));
    let rule = &scorecards.rules[linter.walk.index(RuleId::known("CC001")).expect("the rule")];
    assert_eq!((rule.findings, rule.lost, rule.minutes), (1, 2, effort::DRAFT));
}

#[test]
fn where_not_everything_was_read_nobody_is_said_to_have_or_to_lack_an_sop() {
    let linter = linter_with("units:\n  - {name: Subbagian Umum}\n  - {name: Subbagian Hukum}\n");
    let scorecards = Scorecards::of(&report(&linter, &[Some("judul: A\nunit: Subbagian Umum\n"), None]), &linter);
    assert_eq!(scorecards.archive.benefits[Benefit::Coverage.code() as usize], tally(0, 0));
    assert_eq!(scorecards.units[1].score.percent(), None);
    assert_eq!(scorecards.undecided, [linter.walk.index(RuleId::known("CC001")).expect("the rule")]);
}

#[test]
fn sums_of_the_archive_are_those_of_the_report() {
    let linter = linter_with("units:\n  - {name: Subbagian Umum}\n  - {name: Subbagian Hukum}\n");
    let report = report(&linter, &[Some("judul: A\nunit: Subbagian Umum\nwaktuu: 1\n"), Some("nomor: B\n")]);
    let archive = Scorecards::of(&report, &linter).archive;
    let summary = &report.summary;
    assert_eq!(archive.findings, [summary.error, summary.warning, summary.info]);
    assert_eq!(archive.outcomes, summary.outcomes);
    assert_eq!((archive.documents, archive.full, archive.partly), (summary.documents, summary.checked, summary.partly));
}

#[test]
fn a_report_without_documents_has_no_score() {
    let linter = linter();
    let scorecards = Scorecards::of(&report(&linter, &[]), &linter);
    assert_eq!((scorecards.archive.percent(), scorecards.archive.grade()), (None, None));
    assert!(scorecards.units.is_empty() && scorecards.documents.is_empty());
}

#[test]
fn what_could_hardly_be_read_has_no_score() {
    let linter = linter();
    let mut report = report(&linter, &[Some("judul: A\nnomor: SOP-1\ntujuan: Surat tercatat\n")]);
    let outcomes = &mut report.sources[0].documents[0].outcomes;
    let count = outcomes.len();
    outcomes.fill(Outcome::NotDecidable(Reason::Unreadable));
    outcomes[0] = Outcome::Pass;
    assert!(count > 2, "more is undecided than decided");
    let scorecards = Scorecards::of(&report, &linter);
    assert_eq!((scorecards.documents[0].score.percent(), scorecards.documents[0].score.grade()), (None, None));
    assert_eq!(scorecards.archive.percent(), None);
}
