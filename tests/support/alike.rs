//! What two forms of one SOP must have alike.
//!
//! In: a file. Out: its model without what its format decides, and its findings without their positions.

use serde_json::{Map, Value};
use soplint::check::archive::Coverage;
use soplint::engine::{Linter, Options, run_all};
use soplint::sop::date::Day;
use soplint::sop::{Language, Vocabulary};

use super::inspected::model;

/// The document without places and without how a value was found. All of it must be understood.
pub(crate) fn document(vocabulary: &Vocabulary, name: &str, bytes: &[u8]) -> Value {
    let mut model = model(vocabulary, name, bytes).unwrap_or_else(|| panic!("{name} is read"));
    assert_eq!(model["not_understood"], Value::Array(Vec::new()), "{name}");
    let mut document = model["document"].take();
    each_object(&mut document, &|fields| {
        for key in ["place", "how", "confidence"] {
            fields.remove(key);
        }
        // A value that was looked for and is not there is as missing as one nobody wrote.
        if fields.get("state") == Some(&Value::from("missing")) {
            fields.retain(|key, _| key == "state");
        }
    });
    document
}

/// Changes every object of a value, the outer ones first.
pub(crate) fn each_object(json: &mut Value, change: &impl Fn(&mut Map<String, Value>)) {
    match json {
        Value::Object(fields) => {
            change(fields);
            fields.values_mut().for_each(|value| each_object(value, change));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, change)),
        _ => {}
    }
}

/// The linter with all shipped packs.
pub(crate) fn linter() -> Linter {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let load = |shipped: &'static soplint::pack::ShippedPack| {
        let rules = soplint::pack::load(shipped.text, &vocabulary).0.expect("a valid pack").rules;
        // A profile carries the rules of the pack it rests on.
        rules.into_iter().filter(|rule| rule.pack == shipped.name)
    };
    let rules = soplint::pack::SHIPPED.iter().flat_map(load).collect();
    Linter::new(rules, vocabulary, Options::new(Language::Id, Day::new(2026, 3, 1).expect("a day")))
}

/// Rule, logical place and text of every finding, whatever its position.
pub(crate) fn findings(linter: &Linter, name: &str, bytes: &[u8]) -> Vec<String> {
    let report = run_all(linter, &[name.to_owned()], Coverage::Single, |_| Ok(bytes), |_| {});
    let findings = report.sources[0].documents[0].findings.iter();
    let mut lines: Vec<String> = findings
        .map(|finding| format!("{} {} {} {}", finding.rule, finding.logical, finding.found, finding.message))
        .collect();
    lines.sort();
    lines
}
