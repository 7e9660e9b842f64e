//! `sarif`: what GitHub code scanning needs beside places, and what happens above its limits.

use serde_json::{Value, json};

use super::read::{json, list};
use super::sample::Sample;
use crate::check::Outcome;
use crate::finding::Confidence;
use crate::report::Format;
use crate::sop::Language;

fn run(sample: Sample) -> Value {
    json(&sample.render(Format::Sarif))["runs"][0].clone()
}

/// `count` findings of each of three severities, in one document.
fn many(count: usize, limit: usize) -> Sample {
    let mut sample = Sample::new(Language::En);
    sample.style.sarif_limit = limit;
    let source = sample.source("a.sop.yaml", "Segera\n");
    for at in 0..count {
        for rule in ["ST006", "ST004", "MB003"] {
            sample.find(source, rule, &format!("{rule} {at:05}"), "Segera", 0);
        }
    }
    sample
}

fn messages(run: &Value) -> Vec<String> {
    list(&run["results"]).map(|result| result["message"]["text"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn of_too_many_findings_the_worst_are_kept_and_the_cut_is_told() {
    let run = run(many(3, 6));
    assert_eq!(
        messages(&run),
        [
            "MB003 00000",
            "MB003 00001",
            "MB003 00002",
            "ST004 00000",
            "ST004 00001",
            "4 of 9 findings left out here; the worst are kept. See another format",
        ]
    );
    let cut = &run["results"][5];
    assert_eq!((&cut["ruleId"], &cut["level"]), (&"results-cut".into(), &"warning".into()));
    assert_eq!(cut["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a.sop.yaml");
}

#[test]
fn what_has_room_is_not_cut() {
    let run = run(many(3, 9));
    assert_eq!(list(&run["results"]).count(), 9);
    assert!(list(&run["tool"]["driver"]["rules"]).all(|rule| rule["id"] != "results-cut"));
}

#[test]
fn with_room_for_one_the_cut_alone_is_told() {
    let run = run(many(1, 1));
    assert_eq!(messages(&run), ["3 of 3 findings left out here; the worst are kept. See another format"]);
}

#[test]
fn a_report_above_the_limit_of_github_stays_below_it() {
    let run = run(many(8_334, super::super::MOST_RESULTS));
    assert_eq!(list(&run["results"]).count(), 25_000);
    assert!(messages(&run)[24_999].starts_with("3 of 25002 findings"));
}

#[test]
fn fingerprints_do_not_depend_on_the_limit() {
    let of = |limit| -> Vec<Value> {
        let run = run(many(3, limit));
        let kept = list(&run["results"]).filter(|result| result["ruleId"] == "MB003");
        kept.map(|result| result["partialFingerprints"].clone()).collect()
    };
    assert_eq!(of(9), of(5));
    assert_eq!(of(9).len(), 3);
}

#[test]
fn a_place_in_excel_is_a_logical_location_on_the_first_line() {
    let run = run(Sample::with_everything());
    let result = list(&run["results"])
        .find(|result| result["message"]["text"] == "waktu `segera,` tidak dapat diukur ('SOP 1 '!I9)");
    assert_eq!(
        result.expect("the finding")["locations"][0],
        json!({
            "physicalLocation": {
                "artifactLocation": {"uri": "arsip/sop.xlsx"},
                "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1},
            },
            "logicalLocations": [
                {"fullyQualifiedName": "'SOP 1 '!I9", "kind": "element"},
                {"fullyQualifiedName": "steps[4].duration", "kind": "property"},
            ],
        })
    );
}

#[test]
fn related_places_are_linked_from_the_message() {
    let run = run(Sample::with_everything());
    let result = list(&run["results"]).find(|result| {
        result["message"]["text"].as_str().is_some_and(|text| text.starts_with("uraian langkah 2 sama"))
    });
    let result = result.expect("the finding");
    assert_eq!(
        result["message"]["text"],
        "uraian langkah 2 sama dengan langkah 1. [langkah 1](1), [juga di sini](2), [seluruhnya](3)"
    );
    let related = list(&result["relatedLocations"]);
    let told: Vec<(&Value, &Value, &Value)> = related
        .map(|one| (&one["id"], &one["message"]["text"], &one["physicalLocation"]["artifactLocation"]["uri"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!(1), &json!("langkah 1"), &json!("sop/ls.sop.yaml")),
            (&json!(2), &json!("juga di sini"), &json!("sop/arus.sop.yaml")),
            (&json!(3), &json!("seluruhnya"), &json!("sop/aneh.sop.yaml")),
        ]
    );
}

#[test]
fn what_a_document_wrote_is_no_link() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("a.sop.yaml", "Segera\n");
    sample.find(source, "MB003", "lihat [sini](http://contoh.example)", "Segera", 0);
    assert_eq!(messages(&run(sample)), ["lihat \\[sini\\](http://contoh.example)"]);
}

#[test]
fn only_rules_that_ran_are_listed() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("a.sop.yaml", "Segera\n");
    sample.sources[source].documents[0].outcomes = vec![Outcome::NotApplicable; 4];
    sample.sources[source].documents[0].outcomes[0] = Outcome::Pass;
    sample.find(source, "MB003", "m", "Segera", 0);
    let run = run(sample);
    let ids: Vec<&Value> = list(&run["tool"]["driver"]["rules"]).map(|rule| &rule["id"]).collect();
    assert_eq!(ids, ["ID001", "MB003"]);
}

#[test]
fn a_rule_says_its_clause_and_what_to_do() {
    let mut sample = Sample::new(Language::En);
    let source = sample.source("a.sop.yaml", "Segera\n");
    sample.find(source, "MB003", "m", "Segera", 0).confidence = Confidence::Medium;
    let run = run(sample);
    let rule = list(&run["tool"]["driver"]["rules"]).find(|rule| rule["id"] == "MB003").expect("the rule");
    assert_eq!(
        rule["help"],
        json!({
            "text": "write a length of time",
            "markdown": "**source**: Permenpan RB 35/2012, lampiran — bagian mutu baku\n\n**help**: write a length of time\n\n`soplint explain MB003`",
        })
    );
    assert_eq!(rule["properties"]["tags"], json!(["unambiguous", "MB", "sop-ap"]));
    assert_eq!(rule["properties"]["precision"], "medium");
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
}

#[test]
fn what_a_program_may_mend_is_a_fix() {
    let run = run(Sample::with_everything());
    let fixes: Vec<&Value> = list(&run["results"]).filter(|result| !result["fixes"].is_null()).collect();
    assert_eq!(fixes.len(), 1);
    let change = &fixes[0]["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "nama");
    assert_eq!(change["replacements"][0]["deletedRegion"], fixes[0]["locations"][0]["physicalLocation"]["region"]);
}

#[test]
fn a_run_that_left_something_unchecked_was_no_success() {
    let success = |sample: Sample| run(sample)["invocations"][0]["executionSuccessful"].clone();
    let mut clean = Sample::new(Language::Id);
    clean.source("a.sop.yaml", "judul: LS\n");
    assert_eq!(success(clean), true);
    assert_eq!(success(Sample::new(Language::Id)), false, "nothing was checked");
    assert_eq!(success(Sample::with_everything()), false);
}

#[test]
fn paths_are_references_relative_to_the_run() {
    let uri = |name: &str| {
        let mut sample = Sample::new(Language::Id);
        let source = sample.source(name, "Segera\n");
        sample.find(source, "MB003", "m", "Segera", 0);
        run(sample)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone()
    };
    assert_eq!(uri("sop/SOP 1 é.sop.yaml"), "sop/SOP%201%20%C3%A9.sop.yaml");
    assert_eq!(uri("/arsip/a#b?c.sop.yaml"), "file:///arsip/a%23b%3Fc.sop.yaml");
}

#[test]
fn packs_have_results_of_their_own() {
    assert_eq!(run(Sample::with_everything())["automationDetails"]["id"], "soplint/lokal/");
}
