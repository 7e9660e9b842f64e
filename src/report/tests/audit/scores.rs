//! The published schema of scores against what is written.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::super::sample::Sample;
use super::super::validator::Schema;
use super::rendered;
use crate::finding::Severity;
use crate::report::audit::Format;
use crate::rule::Benefit;
use crate::sop::Language;

static SCHEMA: LazyLock<Schema> =
    LazyLock::new(|| Schema::new(include_str!("../../../../docs/schema/audit-v1.schema.json")));

fn scores(sample: Sample) -> Value {
    serde_json::from_slice(&rendered(sample, Format::Scores)).expect("scores are JSON")
}

fn report() -> Value {
    scores(Sample::with_everything())
}

#[test]
fn scores_of_every_shape_fit_the_schema() {
    assert_eq!(SCHEMA.all_mistakes(&report()), Vec::<String>::new());
    assert_eq!(SCHEMA.all_mistakes(&scores(Sample::new(Language::En))), Vec::<String>::new());
}

#[test]
fn no_field_may_be_left_out() {
    SCHEMA.needs_every_field(&report(), 200);
}

#[test]
fn no_field_may_change_its_type() {
    SCHEMA.minds_every_type(&report());
}

#[test]
fn its_lists_are_those_of_the_program() {
    let words = |pointer: &str| -> Vec<String> {
        let list = SCHEMA.pointer(pointer).and_then(Value::as_array).expect(pointer);
        list.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()
    };
    assert_eq!(words("/$defs/of_rule/properties/severity/enum"), Severity::ALL.map(Severity::name));
    assert_eq!(words("/$defs/of_rule/properties/benefit/enum"), Benefit::SPEC.values);
}

#[test]
fn documents_lead_to_their_units_and_sums_are_those_of_the_documents() {
    let report = report();
    let list = |name: &str| report[name].as_array().cloned().unwrap_or_default();
    let (documents, units) = (list("documents"), list("units"));
    assert_eq!(json!(documents.len()), report["archive"]["documents"]);
    for (at, unit) in units.iter().enumerate() {
        let own = documents.iter().filter(|document| document["unit"] == json!(at)).count();
        assert_eq!((&unit["unit"], &unit["documents"]), (&json!(at), &json!(own)));
    }
    let errors: u64 = documents.iter().filter_map(|document| document["findings"]["error"].as_u64()).sum();
    assert_eq!(json!(errors), report["archive"]["findings"]["error"]);
}

#[test]
fn what_was_not_read_has_no_score_and_numbers_have_one_decimal() {
    let report = report();
    let documents = report["documents"].as_array().expect("a list");
    let lost = documents.iter().find(|document| document["path"] == "sop/hilang.sop.md").expect("the lost one");
    assert_eq!((&lost["checked"], &lost["score"], &lost["grade"]), (&json!("none"), &Value::Null, &Value::Null));
    assert_eq!(report["history"][0]["score"], json!(61.2));
    for score in documents.iter().filter_map(|document| document["score"].as_f64()) {
        assert!((score * 10.0 - (score * 10.0).round()).abs() < 1e-6, "{score}");
    }
}
