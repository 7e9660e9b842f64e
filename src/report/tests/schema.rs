//! The published schema of reports against what is written.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::sample::Sample;
use super::validator::Schema;
use crate::finding::Severity;
use crate::report::Format;
use crate::rule::{Benefit, Sure};
use crate::sop::Language;

static SCHEMA: LazyLock<Schema> =
    LazyLock::new(|| Schema::new(include_str!("../../../docs/schema/report-v1.schema.json")));

fn report() -> Value {
    let mut sample = Sample::with_everything();
    sample.ask(2, "sudah dicoba?", "tried?");
    serde_json::from_str(&sample.render(Format::Json)).expect("the report is JSON")
}

fn all_mistakes(value: &Value) -> Vec<String> {
    SCHEMA.all_mistakes(value)
}

#[test]
fn a_report_of_every_shape_fits_the_schema() {
    assert_eq!(all_mistakes(&report()), Vec::<String>::new());
    let empty = Sample::new(Language::En).render(Format::Json);
    assert_eq!(all_mistakes(&serde_json::from_str(&empty).expect("JSON")), Vec::<String>::new());
}

#[test]
fn fields_may_be_added() {
    let mut report = report();
    report["later"] = json!(1);
    report["findings"][0]["later"] = json!([]);
    assert_eq!(all_mistakes(&report), Vec::<String>::new());
}

#[test]
fn no_field_may_be_left_out() {
    SCHEMA.needs_every_field(&report(), 400);
}

#[test]
fn no_field_may_change_its_type() {
    SCHEMA.minds_every_type(&report());
}

#[test]
fn no_word_may_be_another() {
    let broken = [
        ("/schema", json!("soplint-report-v2")),
        ("/run/language", json!("indonesia")),
        ("/documents/0/checked", json!("whole")),
        ("/findings/0/severity", json!("kesalahan")),
        ("/findings/0/confidence", json!("tinggi")),
        ("/findings/0/state", json!("open")),
        ("/findings/0/rule", json!("kesalahan ID001")),
        ("/findings/0/clause/sure", json!("D")),
        ("/findings/0/benefit", json!("")),
        ("/findings/0/fingerprint", json!("v2:00")),
        ("/findings/1/location/start/line", json!(0)),
        ("/findings/1/location/start/byte", json!(-1)),
        ("/summary/exit_code", json!(4)),
    ];
    for (pointer, value) in broken {
        let mut report = report();
        *report.pointer_mut(pointer).expect(pointer) = value;
        assert!(!all_mistakes(&report).is_empty(), "{pointer} was not noticed");
    }
}

#[test]
fn its_lists_are_those_of_the_program() {
    let words = |pointer: &str| -> Vec<String> {
        let list = SCHEMA.pointer(pointer).and_then(Value::as_array).expect(pointer);
        list.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()
    };
    let finding = "/$defs/finding/properties";
    assert_eq!(words(&format!("{finding}/severity/enum")), Severity::ALL.map(Severity::name));
    assert_eq!(words(&format!("{finding}/benefit/enum")), Benefit::SPEC.values);
    assert_eq!(words(&format!("{finding}/clause/properties/sure/enum")), Sure::SPEC.values);
    assert_eq!(words("/properties/run/properties/language/enum"), Language::ALL.map(Language::code));
}
