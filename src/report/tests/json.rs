//! `json`: every position leads to its text, and words for machines stay as they are.

use serde_json::{Value, json};

use super::sample::{ODD, STEPS, Sample};
use crate::finding::RuleId;
use crate::report::Format;
use crate::sop::Language;

fn parsed(sample: Sample) -> Value {
    serde_json::from_str(&sample.render(Format::Json)).expect("the report is JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// The byte that a line and a column lead to, counted the plain way.
fn byte_of(text: &str, position: &Value) -> u64 {
    let number = |key: &str| position[key].as_u64().expect("a number") as usize;
    let (line, column) = (number("line"), number("column"));
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let mark = if start == 0 && text.starts_with('\u{feff}') { 3 } else { 0 };
    let rest = &text[start + mark..];
    let within = rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at);
    (start + mark + within) as u64
}

#[test]
fn every_position_leads_to_its_text() {
    let sample = Sample::with_everything();
    let names: Vec<String> = sample.sources.iter().map(|source| source.name.clone()).collect();
    let texts = sample.texts.clone();
    let report = parsed(sample);
    let mut seen = 0;
    for finding in list(&report["findings"]) {
        let related = list(&finding["related"]).iter().map(|related| &related["location"]);
        for location in std::iter::once(&finding["location"]).chain(related) {
            if location["start"].is_null() {
                assert!(location["end"].is_null());
                assert_eq!(location["text"].is_null(), location["address"].is_null());
                continue;
            }
            let source = names.iter().position(|name| *name == location["path"]).expect("a known path");
            let text = &texts[source];
            let [start, end] = ["start", "end"].map(|end| location[end]["byte"].as_u64().expect("a byte"));
            assert_eq!(byte_of(text, &location["start"]), start, "{finding}");
            assert_eq!(byte_of(text, &location["end"]), end, "{finding}");
            let there = &text[start as usize..end as usize];
            match location["text"].as_str() {
                Some(quoted) => assert_eq!(quoted, there),
                None => assert_eq!(there, STEPS, "only this one is on several lines"),
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 16);
}

#[test]
fn a_finding_has_these_fields() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("sop/ls.sop.yaml", "langkah:\n  - waktu: Segera\n");
    sample.find(source, "MB003", "waktu `Segera` tidak dapat diukur", "Segera", 0).logical =
        "steps[1].duration".to_owned();
    assert_eq!(
        parsed(sample)["findings"],
        json!([{
            "rule": "MB003",
            "severity": "error",
            "confidence": "high",
            "state": "active",
            "message": "waktu `Segera` tidak dapat diukur",
            "help": "tulis lama waktu",
            "clause": {"source": "Permenpan RB 35/2012, lampiran", "text": "bagian mutu baku", "sure": "A"},
            "benefit": "unambiguous",
            "document": 0,
            "location": {
                "path": "sop/ls.sop.yaml",
                "logical": "steps[1].duration",
                "address": null,
                "start": {"line": 2, "column": 12, "byte": 20},
                "end": {"line": 2, "column": 18, "byte": 26},
                "text": "Segera",
            },
            "found": "Segera",
            "related": [],
            "fix": null,
            "waiver": null,
            "fingerprint": "v1:537def968881aa1b",
        }])
    );
}

#[test]
fn an_engine_message_has_no_clause_but_help() {
    let mut sample = Sample::new(Language::En);
    sample.lost("sop/hilang.sop.md", "tidak ada berkas itu");
    let report = parsed(sample);
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "EN001");
    assert_eq!(
        (&finding["clause"], &finding["benefit"], &finding["found"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(finding["help"], "check the permissions of the file, save it as UTF-8, and check again");
    assert_eq!(
        report["documents"],
        json!([{
            "path": "sop/hilang.sop.md",
            "document": 0,
            "format": null,
            "sha256": null,
            "checked": "none",
            "unchecked": [{"part": "document", "reason": "EN001", "message": finding["message"]}],
            "number": null,
            "title": null,
            "phase": null,
            "outcomes": {"pass": 0, "finding": 0, "not_decidable": 4, "not_applicable": 0, "waived": 0},
        }])
    );
}

#[test]
fn documents_of_a_stream_are_told_apart() {
    let report = parsed(Sample::with_everything());
    let of_stream = |key: &str| -> Vec<Value> {
        let all = list(&report[key]).iter();
        let path =
            |value: &Value| if key == "documents" { value["path"].clone() } else { value["location"]["path"].clone() };
        all.filter(|value| path(value) == "sop/arus.sop.yaml").map(|value| value["document"].clone()).collect()
    };
    assert_eq!(of_stream("documents"), [0, 1]);
    assert_eq!(of_stream("findings"), [0, 1]);
}

#[test]
fn the_run_and_the_sums_are_there() {
    let report = parsed(Sample::with_everything());
    assert_eq!(report["schema"], "soplint-report-v1");
    assert_eq!(report["tool"], json!({"name": "soplint", "version": env!("CARGO_PKG_VERSION")}));
    assert_eq!(
        report["run"],
        json!({
            "today": "2025-03-01",
            "language": "id",
            "phase": null,
            "packs": [
                {"name": "sop-ap", "version": "1.0.0", "sha256": "00ff"},
                {"name": "lokal", "version": "1.0.0", "sha256": "00ff"},
            ],
            "disabled": [{"rule": "ID014", "reason": "nomenklatur"}],
        })
    );
    assert_eq!(
        report["summary"],
        json!({
            "documents": 9, "checked": 7, "partly": 1, "unchecked": 1,
            "error": 9, "warning": 4, "info": 6, "waived": 0, "suppressed": 0, "baselined": 0,
            "rules": 4,
            "outcomes": {"pass": 15, "finding": 16, "not_decidable": 5, "not_applicable": 0, "waived": 0},
            "exit_code": 1,
        })
    );
}

#[test]
fn only_texts_for_people_follow_the_language() {
    let run = |language| {
        let mut sample = Sample::with_everything();
        sample.linter.options.language = language;
        let mut report = parsed(sample);
        report["run"]["language"] = Value::Null;
        for finding in report["findings"].as_array_mut().expect("a list") {
            finding["help"] = Value::Null;
        }
        report
    };
    assert_eq!(run(Language::Id), run(Language::En));
}

#[test]
fn the_style_of_reports_for_people_changes_nothing() {
    let mut sample = Sample::with_everything();
    sample.style.colour = true;
    sample.style.min_severity = crate::finding::Severity::Error;
    sample.style.verbose = true;
    assert_eq!(sample.render(Format::Json), Sample::with_everything().render(Format::Json));
}

#[test]
fn one_line_without_anything_a_terminal_obeys() {
    let mut sample = Sample::new(Language::Id);
    let text = format!("{ODD}\u{9b}1m \u{e0041}\n");
    let source = sample.source("a\u{1b}\u{202e}.sop.yaml", &text);
    let all = sample.texts[source].lines().nth(2).expect("three lines").to_owned();
    sample.find(source, "MB003", "a \"b\" \\ \u{7f}", &all, 0).rule = RuleId::known("MB003");
    let written = sample.render(Format::Json);
    assert_eq!(written.matches('\n').count(), 1);
    assert!(written.ends_with("}\n"));
    assert!(!written.trim_end().chars().any(super::clean::is_hidden));
    let report: Value = serde_json::from_str(&written).expect("the report is JSON");
    assert_eq!(report["findings"][0]["found"], "\u{9b}1m \u{e0041}");
    assert_eq!(report["findings"][0]["message"], "a \"b\" \\ \u{7f}");
    assert_eq!(report["documents"][0]["path"], "a\u{1b}\u{202e}.sop.yaml");
}
