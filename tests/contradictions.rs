//! Contradictions between documents: planted in a generated archive, and every one of them found.

#[path = "../benches/support/archive.rs"]
mod archive;
mod support {
    pub(crate) mod program;
}

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use archive::{Archive, Condition, Planted};
use serde_json::Value;
use support::program::{Folder, soplint};

const DOCUMENTS: usize = 1200;

/// A finding of a rule that contradictions are planted for.
#[derive(Debug)]
struct Found {
    rule: String,
    path: String,
    message: String,
    /// The files of its other places.
    others: BTreeSet<String>,
}

/// The archive, and what the program says of it.
fn audited() -> &'static (Archive, Vec<Found>) {
    static AUDITED: OnceLock<(Archive, Vec<Found>)> = OnceLock::new();
    AUDITED.get_or_init(|| {
        let folder = Folder::new("contradictions");
        let archive = archive::write(folder.path(), DOCUMENTS, Condition::Sound).expect("a folder to write to");
        let ran = soplint(folder.path(), &["check", ".", "-f", "json", "--exit-zero"]);
        let report: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stderr));
        let documents = &report["summary"]["documents"];
        assert_eq!(documents, DOCUMENTS, "all documents are read");
        (archive, findings(&report))
    })
}

fn findings(report: &Value) -> Vec<Found> {
    let findings = report["findings"].as_array().expect("findings").iter();
    let found = findings.map(|finding| Found {
        rule: text(&finding["rule"]),
        path: text(&finding["location"]["path"]),
        message: text(&finding["message"]),
        others: finding["related"]
            .as_array()
            .expect("related")
            .iter()
            .map(|of| text(&of["location"]["path"]))
            .collect(),
    });
    found.filter(|found| is_of_the_archive(&found.rule)).collect()
}

/// Whether a rule needs more than its document: that of others, or the log of the office.
fn is_of_the_archive(rule: &str) -> bool {
    rule.starts_with("AR") || ["LC001", "LC002", "LC003", "LC004"].contains(&rule)
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

#[test]
fn every_rule_about_archives_has_a_contradiction_to_find() {
    let planted: BTreeSet<&str> = audited().0.planted.iter().map(|planted| planted.rule).collect();
    let pack =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/sop-ap/archive.yaml")).expect("rules");
    let rules = pack.lines().filter_map(|line| line.strip_prefix("  - id: "));
    // What names no certain SOP contradicts none.
    let missing: Vec<&str> = rules.filter(|rule| *rule != "AR008" && !planted.contains(rule)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn every_contradiction_is_found_as_often_as_it_was_planted() {
    let (archive, found) = audited();
    let mut expected: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    // What is told once with several places is planted once for each of them.
    for Planted { rule, path, .. } in &archive.planted {
        let times = expected.entry((rule, path)).or_default();
        *times = if *rule == "AR014" { *times + 1 } else { 1 };
    }
    let of = |key: &(&str, &str)| found.iter().filter(|found| (&*found.rule, &*found.path) == *key).count();
    let missed: Vec<_> = expected.iter().filter(|(key, times)| of(key) != **times).collect();
    assert!(missed.is_empty(), "{} of {} are not found: {missed:#?}", missed.len(), expected.len());
}

#[test]
fn every_contradiction_shows_both_its_places() {
    let (archive, found) = audited();
    let shows = |planted: &&Planted| {
        let Some(other) = &planted.other else { return true };
        let mut of = found.iter().filter(|found| (&*found.rule, &*found.path) == (planted.rule, &*planted.path));
        of.any(|found| found.others.contains(other))
    };
    let one_sided: Vec<&Planted> = archive.planted.iter().filter(|planted| !shows(planted)).collect();
    assert!(one_sided.is_empty(), "{one_sided:#?}");
    let sided: BTreeSet<&str> = archive.planted.iter().filter(|it| it.other.is_some()).map(|it| it.rule).collect();
    assert!(sided.len() >= 14, "most contradictions have two places: {sided:?}");
}

#[test]
fn nothing_is_found_where_nothing_was_planted() {
    let (archive, found) = audited();
    let at: BTreeSet<&str> = archive.planted.iter().map(|planted| planted.path.as_str()).collect();
    let alarms: Vec<&Found> = found.iter().filter(|found| !at.contains(found.path.as_str())).collect();
    assert!(alarms.is_empty(), "{alarms:#?}");
}

#[test]
fn what_is_missing_is_named() {
    let (_, found) = audited();
    let messages = |rule: &'static str| found.iter().filter(move |it| it.rule == rule).map(|it| &it.message);
    assert!(messages("AR013").all(|message| message.contains("`Subbagian Kerja Sama Antarlembaga`")));
    assert!(messages("AR005").any(|message| message.contains("`SOP Penyewaan Kolam Ikan`")));
    assert!(messages("AR017").any(|message| message.contains("`SOP-001/LAMA/9999/2016`")));
}

#[test]
fn an_archive_is_the_same_every_time_it_is_made() {
    let folder = Folder::new("contradictions-twice");
    let made: Vec<Archive> = ["one", "two"]
        .map(|name| archive::write(&folder.path().join(name), 300, Condition::Damaged).expect("a folder"))
        .into();
    assert_eq!(made[0].planted, made[1].planted);
    assert_eq!(made[0].documents, made[1].documents);
    for file in made[0].documents.iter().chain(&made[0].broken) {
        let bytes = ["one", "two"].map(|name| std::fs::read(folder.path().join(name).join(file)).expect("a file"));
        assert!(bytes[0] == bytes[1], "{file}");
    }
}

#[test]
fn broken_files_are_told_and_never_called_clean() {
    let folder = Folder::new("contradictions-damaged");
    let archive = archive::write(folder.path(), 300, Condition::Damaged).expect("a folder to write to");
    let ran = soplint(folder.path(), &["check", ".", "-f", "json", "--exit-zero"]);
    let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
    let documents = report["documents"].as_array().expect("documents").iter();
    let broken = |path: &str| archive.broken.iter().any(|broken| broken == path);
    let whole: Vec<String> = documents.filter(|it| it["checked"] == "full").map(|it| text(&it["path"])).collect();
    assert_eq!(whole.len(), archive.documents.len(), "the sound ones are checked");
    let clean: Vec<&String> = whole.iter().filter(|path| broken(path)).collect();
    assert_eq!(clean, Vec::<&String>::new());
    assert!(archive.broken.len() >= 300 / 20, "{}", archive.broken.len());
    // What is missing may be in what was not read.
    let found = findings(&report);
    let of_what_is_missing = found.iter().filter(|it| ["AR002", "AR013", "AR014", "AR016"].contains(&&*it.rule));
    assert_eq!(of_what_is_missing.count(), 0);
    assert!(found.iter().any(|it| it.rule == "AR001"), "what is there is compared all the same");
}
