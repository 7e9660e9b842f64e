//! Earlier audits: what an audit keeps beside the archive, what the next one says of it, and `soplint history`.

mod support {
    pub(crate) mod program;
}

use serde_json::Value as Json;
use support::program::{Folder, Ran, soplint};

const HISTORY: &str = "sop/soplint.history.jsonl";

fn archive(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("sop/a.sop.yaml", "nomor: SOP-001/KUL/9999/2025\njudul: Surat masuk\nunit: Subbagian Umum\n");
    folder.write("sop/b.sop.yaml", "judul: Surat keluar\nunit: Subbagian Hukum\n");
    folder
}

/// An audit of a day that writes a report, so that it is kept.
fn audit(folder: &Folder, day: &str, more: &[&str]) -> Ran {
    let usual = ["audit", "--no-cache", "--today", day, "--output", "scores=scores.json"];
    soplint(folder.path(), &[&usual[..], more].concat())
}

fn history(folder: &Folder, more: &[&str]) -> Ran {
    soplint(folder.path(), &[&["history"][..], more].concat())
}

fn days(folder: &Folder) -> Vec<String> {
    let text = folder.read(HISTORY);
    let lines = text.lines().map(|line| serde_json::from_str::<Json>(line).expect("JSON"));
    lines.map(|line| line["today"].as_str().expect("a day").to_owned()).collect()
}

#[test]
fn an_audit_is_compared_with_the_one_of_an_earlier_day() {
    let folder = archive("history-trend");
    let first = audit(&folder, "2026-01-01", &["sop"]);
    assert!(!first.stdout.contains("Perkembangan"), "{}", first.stdout);
    folder.write("sop/b.sop.yaml", "nomor: SOP-002/KUL/9999/2025\njudul: Surat keluar\nunit: Subbagian Hukum\n");
    let second = audit(&folder, "2026-02-01", &["sop"]);
    assert!(second.stdout.contains("▲") && second.stdout.contains("sejak 1 Januari 2026"), "{}", second.stdout);
    assert!(second.stdout.contains("\nPerkembangan\n"), "{}", second.stdout);
    assert_eq!(days(&folder), ["2026-01-01", "2026-02-01"]);
}

#[test]
fn the_same_audit_again_says_and_keeps_the_same() {
    let folder = archive("history-same");
    audit(&folder, "2026-01-01", &["sop"]);
    let once = (audit(&folder, "2026-02-01", &["sop"]).stdout, folder.read(HISTORY), folder.read("scores.json"));
    let again = (audit(&folder, "2026-02-01", &["sop"]).stdout, folder.read(HISTORY), folder.read("scores.json"));
    assert_eq!(once, again);
}

#[test]
fn a_part_of_an_archive_is_not_compared_with_all_of_it() {
    let folder = archive("history-part");
    audit(&folder, "2026-01-01", &["sop"]);
    let part = audit(&folder, "2026-02-01", &["sop/a.sop.yaml"]);
    assert!(!part.stdout.contains("Perkembangan"), "{}", part.stdout);
    assert_eq!(days(&folder).len(), 2);
    let shown = history(&folder, &["sop", "--lang", "en"]);
    assert!(shown.stdout.contains("(a.sop.yaml)") && shown.stdout.contains("(.)"), "{}", shown.stdout);
}

#[test]
fn some_of_the_rules_are_neither_compared_nor_kept() {
    let folder = archive("history-select");
    audit(&folder, "2026-01-01", &["sop"]);
    let some = audit(&folder, "2026-02-01", &["sop", "--select", "ID"]);
    assert!(!some.stdout.contains("Perkembangan"), "{}", some.stdout);
    assert_eq!(days(&folder), ["2026-01-01"]);
}

#[test]
fn a_history_is_shown_with_its_units_wherever_the_archive_lies() {
    let folder = archive("history-shown");
    audit(&folder, "2026-01-01", &["sop"]);
    std::fs::rename(folder.path().join("sop"), folder.path().join("pindah")).expect("a move");
    audit(&folder, "2026-02-01", &["pindah"]);
    let shown = history(&folder, &["pindah"]);
    assert_eq!(shown.code, 0, "{}", shown.stderr);
    for words in ["2026-01-01", "2026-02-01", "Subbagian Umum", "Subbagian Hukum"] {
        assert_eq!(shown.stdout.matches(words).count(), 1, "{words} in\n{}", shown.stdout);
    }
    let json = history(&folder, &["pindah/soplint.history.jsonl", "-f", "json"]);
    let json: Json = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(json["schema"], "soplint-history-report-v1");
    assert_eq!(json["archives"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["archives"][0]["units"][0]["scores"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_damaged_line_stops_history_and_audit_and_stays_as_it_is() {
    let folder = archive("history-damaged");
    audit(&folder, "2026-01-01", &["sop"]);
    let damaged = folder.read(HISTORY) + "{\"schema\":\n";
    folder.write(HISTORY, &damaged);
    for ran in [history(&folder, &["sop"]), audit(&folder, "2026-02-01", &["sop"])] {
        assert_eq!(ran.code, 2, "{}", ran.stdout);
        assert!(ran.stderr.contains("line 2 is no audit"), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
    assert_eq!(folder.read(HISTORY), damaged);
    assert_ne!(audit(&folder, "2026-02-01", &["sop", "--no-history"]).code, 2);
    assert_eq!(folder.read(HISTORY), damaged);
}

#[test]
fn without_a_history_it_is_said_how_one_begins() {
    let folder = archive("history-none");
    let ran = history(&folder, &["sop"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("there is no history sop/soplint.history.jsonl"), "{}", ran.stderr);
    assert!(ran.stderr.contains("soplint audit FOLDER --to REPORTS"), "{}", ran.stderr);
}

#[test]
fn an_empty_history_is_no_mistake() {
    let folder = archive("history-empty");
    folder.write(HISTORY, "\n");
    let ran = history(&folder, &["sop", "--lang", "en"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "there is no audit in this history\n"));
}
