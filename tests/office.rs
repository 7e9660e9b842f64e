//! Word and Excel files made with other tools: what they hold is read right, or reported as not readable.

mod support {
    pub(crate) mod alike;
    pub(crate) mod inspected;
    pub(crate) mod office;
}

#[path = "cases/same_forms.rs"]
mod same_forms;

use soplint::check::archive::Coverage;
use soplint::engine::report::Checked;
use soplint::engine::{Linter, Options, run_all};
use soplint::finding::Severity;
use soplint::sop::date::Day;
use soplint::sop::{Language, Vocabulary};
use support::office::{FlowForm, Outcome, Score, root, score, truth};

#[test]
fn files_made_with_other_tools_are_read_right() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let mut all = Score::default();
    let mut told = String::new();
    let mut files = 0;
    for (name, expected) in &truth().files {
        if expected.outcome.is_some() {
            continue;
        }
        let Some(score) = score(&vocabulary, name, expected) else { continue };
        files += 1;
        for line in score.wrong.iter().chain(&score.lost).chain(&score.edges_wrong).chain(&score.edges_lost) {
            told.push_str(&format!("{name}: {line}\n"));
        }
        all.values += score.values;
        all.right += score.right;
        all.edges += score.edges;
        all.edges_right += score.edges_right;
    }
    assert!(told.is_empty(), "{told}");
    // Nothing may be left out of the comparison unseen.
    assert!(
        files >= 60 && all.values > 10_000 && all.edges > 800,
        "{files} files, {} values, {} edges",
        all.values,
        all.edges
    );
    assert_eq!((all.right, all.edges_right), (all.values, all.edges));
}

/// The shipped rules for Indonesian offices.
fn linter() -> Linter {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let pack = soplint::pack::shipped("sop-ap").expect("the pack is shipped");
    let rules = soplint::pack::load(pack.text, &vocabulary).0.expect("a valid pack").rules;
    Linter::new(rules, vocabulary, Options::new(Language::Id, Day::new(2026, 3, 1).expect("a day")))
}

#[test]
fn a_file_that_is_not_read_whole_says_so_and_is_not_accused() {
    let linter = linter();
    let mut files = 0;
    for (name, expected) in &truth().files {
        // How a flow is drawn in a sheet of another program is not read at all.
        let unread = || Outcome::AnyOf(["EN007", "EN001"].map(str::to_owned).to_vec());
        let unread_flow = (expected.flow == Some(FlowForm::Unreadable)).then(unread);
        let Some(outcome) = expected.outcome.as_ref().or(unread_flow.as_ref()) else { continue };
        files += 1;
        let bytes = std::fs::read(root().join("fixtures/office").join(name)).expect("a fixture");
        let report = run_all(&linter, std::slice::from_ref(name), Coverage::Single, |_| Ok(bytes.as_slice()), |_| {});
        let document = &report.sources[0].documents[0];
        let said: Vec<&str> = document.unchecked.iter().map(|unchecked| unchecked.rule.as_str()).collect();
        let may_say = match outcome {
            Outcome::One(id) if id.starts_with("EN") => vec![id.as_str()],
            // No procedure was found.
            Outcome::One(_) => vec!["EN007"],
            Outcome::AnyOf(ids) => ids.iter().map(String::as_str).collect(),
        };
        assert!(said.iter().any(|id| may_say.contains(id)), "{name}: {said:?} holds none of {may_say:?}");
        assert_ne!(document.checked, Checked::Full, "{name}");
        assert!(!expected.partly || document.checked == Checked::Partly, "{name}: parts of it can be read");
        let accused = document
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error && finding.rule.family() != "EN");
        let accused: Vec<String> = accused.map(|finding| format!("{} {}", finding.rule, finding.message)).collect();
        assert!(accused.is_empty(), "{name}: {accused:?}");
    }
    assert!(files >= 15, "{files} files");
}
