//! The published schema against what is written, with a validator just large enough for it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Value, json};

use super::sample::Sample;
use crate::finding::Severity;
use crate::report::Format;
use crate::rule::{Benefit, Sure};
use crate::sop::Language;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../docs/schema/report-v1.schema.json")).expect("the schema is JSON")
});
/// The patterns of the schema, compiled once.
static PATTERNS: LazyLock<BTreeMap<&str, Regex>> = LazyLock::new(|| {
    let mut all = Vec::new();
    pointers(&SCHEMA, "", &mut all);
    let patterns =
        all.iter().filter(|pointer| pointer.ends_with("/pattern")).filter_map(|at| SCHEMA.pointer(at)?.as_str());
    patterns.map(|pattern| (pattern, Regex::new(pattern).expect("a regex"))).collect()
});

fn report() -> Value {
    let mut sample = Sample::with_everything();
    sample.ask(2, "sudah dicoba?", "tried?");
    serde_json::from_str(&sample.render(Format::Json)).expect("the report is JSON")
}

/// What of `value` breaks `schema`.
fn mistakes(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    for (key, wanted) in schema.as_object().expect("a schema is an object") {
        let fits = match key.as_str() {
            "$ref" => {
                let pointer = wanted.as_str().and_then(|reference| reference.strip_prefix('#'));
                let target = pointer.and_then(|pointer| SCHEMA.pointer(pointer)).expect("a reference leads somewhere");
                mistakes(target, value, at, found);
                true
            }
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|wanted| has_type(value, wanted)),
                one => has_type(value, one),
            },
            "const" => value == wanted,
            "enum" => wanted.as_array().expect("a list").contains(value),
            "minimum" => value.as_i64().is_none_or(|number| number >= wanted.as_i64().expect("a number")),
            "pattern" => value.as_str().is_none_or(|text| PATTERNS[wanted.as_str().expect("a pattern")].is_match(text)),
            "required" => value.as_object().is_none_or(|object| {
                wanted.as_array().expect("a list").iter().all(|key| object.contains_key(key.as_str().expect("a key")))
            }),
            "properties" => {
                for (key, schema) in wanted.as_object().expect("an object") {
                    if let Some(value) = value.get(key) {
                        mistakes(schema, value, &format!("{at}/{key}"), found);
                    }
                }
                true
            }
            "items" => {
                for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                    mistakes(wanted, value, &format!("{at}/{index}"), found);
                }
                true
            }
            "$schema" | "$id" | "$defs" | "title" | "description" | "format" => true,
            "additionalProperties" => *wanted == Value::Bool(true),
            unknown => panic!("the validator does not know `{unknown}`"),
        };
        if !fits {
            found.push(format!("{at}: {key}"));
        }
    }
}

fn has_type(value: &Value, wanted: &Value) -> bool {
    match wanted.as_str().expect("a type is a word") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "null" => value.is_null(),
        unknown => panic!("the validator does not know the type `{unknown}`"),
    }
}

fn all_mistakes(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    mistakes(&SCHEMA, value, "", &mut found);
    found
}

/// A pointer to every value.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| pointers(value, &format!("{at}/{key}"), all)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| pointers(value, &format!("{at}/{index}"), all));
        }
        _ => {}
    }
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
    let report = report();
    let mut all = Vec::new();
    pointers(&report, "", &mut all);
    assert!(all.len() > 400);
    for pointer in &all {
        let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
        let mut broken = report.clone();
        let Some(Value::Object(map)) = broken.pointer_mut(parent) else { continue };
        if map.remove(key).is_some() {
            assert_eq!(all_mistakes(&broken), [format!("{parent}: required")], "without {pointer}");
        }
    }
}

#[test]
fn no_field_may_change_its_type() {
    let report = report();
    let mut all = Vec::new();
    pointers(&report, "", &mut all);
    for pointer in &all {
        let mut broken = report.clone();
        *broken.pointer_mut(pointer).expect("it is there") = json!(-1.5);
        assert!(!all_mistakes(&broken).is_empty(), "{pointer} may be -1.5");
    }
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
