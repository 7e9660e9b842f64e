//! What looks like a defect and is none: the sets of files in `fixtures/traps/traps.yaml` stay silent.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use soplint::check::archive::Coverage;
use soplint::engine::{Linter, LoadError, Options, run_all};
use soplint::finding::Severity;
use soplint::pack::{DEFAULT, load, shipped};
use soplint::rule::Phase;
use soplint::sop::date::Day;
use soplint::sop::{Language, Vocabulary};

#[derive(Deserialize)]
struct Traps {
    traps: Vec<Trap>,
}

#[derive(Deserialize)]
struct Trap {
    trap: String,
    files: Vec<PathBuf>,
    silent: Vec<String>,
    /// The highest severity in which those rules may speak; without it they are silent.
    #[serde(default)]
    most: Option<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/traps")
}

fn linter() -> Linter {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let pack = load(shipped(DEFAULT).expect("the default pack").text, &vocabulary).0.expect("a valid pack");
    let today = Day::new(2026, 3, 1).expect("a day");
    // In its last phase nothing is held back.
    let options = Options { phase: Some(Phase::Final), ..Options::new(Language::Id, today) };
    Linter::new(pack.rules, vocabulary, options)
}

/// What the rules of a trap say, as `rule: message`, where they may not.
fn said(linter: &Linter, trap: &Trap) -> Vec<String> {
    let names: Vec<String> = trap.files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    let bytes: Vec<Vec<u8>> = trap.files.iter().map(|file| fs::read(folder().join(file)).expect("a fixture")).collect();
    let bytes_of = |at: usize| -> Result<&[u8], LoadError> { Ok(&bytes[at]) };
    let report = run_all(linter, &names, Coverage::Whole, bytes_of, |_| {});
    let findings = report.sources.iter().flat_map(|source| &source.documents).flat_map(|document| &document.findings);
    let most = trap.most.as_deref().map(|name| Severity::from_name(name).expect("a severity"));
    findings
        .filter(|finding| trap.silent.iter().any(|id| id == finding.rule.as_str()))
        .filter(|finding| most.is_none_or(|most| finding.severity > most))
        .map(|finding| format!("{}: {}: {}", trap.trap, finding.rule, finding.message))
        .collect()
}

#[test]
fn what_looks_like_a_defect_and_is_none_stays_silent() {
    let text = fs::read_to_string(folder().join("traps.yaml")).expect("the traps");
    let traps: Traps = serde_yaml::from_str(&text).expect("YAML");
    let linter = linter();
    assert!(traps.traps.len() >= 12, "{} traps", traps.traps.len());
    let known: Vec<String> = linter.walk.rules.iter().map(|rule| rule.id.to_string()).collect();
    for trap in &traps.traps {
        // A rule that is no more would be silent for ever.
        let unknown: Vec<&String> = trap.silent.iter().filter(|id| !known.contains(id)).collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", trap.trap);
    }
    let said: Vec<String> = traps.traps.iter().flat_map(|trap| said(&linter, trap)).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[test]
fn the_same_rules_do_speak_about_defects() {
    let text = fs::read_to_string(folder().join("traps.yaml")).expect("the traps");
    let traps: Traps = serde_yaml::from_str(&text).expect("YAML");
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    for id in traps.traps.iter().flat_map(|trap| &trap.silent) {
        let failing = fs::read_dir(cases.join(id)).expect("cases of the rule");
        let failing = failing.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        assert!(failing.into_iter().any(|name| name.starts_with("fail-")), "{id} has no case that fails");
    }
}
