//! A validator of JSON Schema just large enough for the schemas of this repository.

use std::collections::BTreeMap;

use regex::Regex;
use serde_json::Value;

/// A published schema.
pub(super) struct Schema {
    root: Value,
    /// Its patterns, compiled once.
    patterns: BTreeMap<String, Regex>,
}

impl Schema {
    pub(super) fn new(text: &str) -> Self {
        let root: Value = serde_json::from_str(text).expect("the schema is JSON");
        let mut all = Vec::new();
        pointers(&root, "", &mut all);
        let patterns =
            all.iter().filter(|pointer| pointer.ends_with("/pattern")).filter_map(|at| root.pointer(at)?.as_str());
        let patterns = patterns.map(|pattern| (pattern.to_owned(), Regex::new(pattern).expect("a regex"))).collect();
        Self { root, patterns }
    }

    pub(super) fn pointer(&self, pointer: &str) -> Option<&Value> {
        self.root.pointer(pointer)
    }

    /// Everything in `value` that breaks the schema.
    pub(super) fn all_mistakes(&self, value: &Value) -> Vec<String> {
        let mut found = Vec::new();
        self.mistakes(&self.root, value, "", &mut found);
        found
    }

    /// What of `value` breaks `schema`.
    fn mistakes(&self, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        for (key, wanted) in schema.as_object().expect("a schema is an object") {
            let fits = match key.as_str() {
                "$ref" => {
                    let pointer = wanted.as_str().and_then(|reference| reference.strip_prefix('#'));
                    let target =
                        pointer.and_then(|pointer| self.root.pointer(pointer)).expect("a reference leads somewhere");
                    self.mistakes(target, value, at, found);
                    true
                }
                "type" => match wanted {
                    Value::Array(types) => types.iter().any(|wanted| has_type(value, wanted)),
                    one => has_type(value, one),
                },
                "const" => value == wanted,
                "enum" => wanted.as_array().expect("a list").contains(value),
                "minimum" => value.as_f64().is_none_or(|number| number >= wanted.as_f64().expect("a number")),
                "pattern" => {
                    value.as_str().is_none_or(|text| self.patterns[wanted.as_str().expect("a pattern")].is_match(text))
                }
                "required" => value.as_object().is_none_or(|object| {
                    wanted
                        .as_array()
                        .expect("a list")
                        .iter()
                        .all(|key| object.contains_key(key.as_str().expect("a key")))
                }),
                "properties" => {
                    for (key, schema) in wanted.as_object().expect("an object") {
                        if let Some(value) = value.get(key) {
                            self.mistakes(schema, value, &format!("{at}/{key}"), found);
                        }
                    }
                    true
                }
                "items" => {
                    for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                        self.mistakes(wanted, value, &format!("{at}/{index}"), found);
                    }
                    true
                }
                "allOf" => {
                    wanted.as_array().expect("a list").iter().for_each(|all| self.mistakes(all, value, at, found));
                    true
                }
                "if" => {
                    let mut against = Vec::new();
                    self.mistakes(wanted, value, at, &mut against);
                    if against.is_empty() && value.is_object() {
                        self.mistakes(&schema["then"], value, at, found);
                    }
                    true
                }
                "then" => true,
                "$schema" | "$id" | "$defs" | "title" | "description" | "format" => true,
                "additionalProperties" => *wanted == Value::Bool(true),
                unknown => panic!("the validator does not know `{unknown}`"),
            };
            if !fits {
                found.push(format!("{at}: {key}"));
            }
        }
    }
}

fn has_type(value: &Value, wanted: &Value) -> bool {
    match wanted.as_str().expect("a type is a word") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        unknown => panic!("the validator does not know the type `{unknown}`"),
    }
}

/// A pointer to every value.
pub(super) fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| pointers(value, &format!("{at}/{key}"), all)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| pointers(value, &format!("{at}/{index}"), all));
        }
        _ => {}
    }
}

impl Schema {
    /// Takes away one field after the other, of at least so many: the schema must name each as required.
    pub(super) fn needs_every_field(&self, report: &Value, least: usize) {
        let all = all_pointers(report);
        assert!(all.len() > least, "{} fields", all.len());
        for pointer in &all {
            let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
            let mut broken = report.clone();
            let Some(Value::Object(map)) = broken.pointer_mut(parent) else { continue };
            if map.remove(key).is_some() {
                assert_eq!(self.all_mistakes(&broken), [format!("{parent}: required")], "without {pointer}");
            }
        }
    }

    /// Puts a negative broken number in the place of one value after the other: the schema must refuse each.
    pub(super) fn minds_every_type(&self, report: &Value) {
        for pointer in all_pointers(report) {
            let mut broken = report.clone();
            *broken.pointer_mut(&pointer).expect("it is there") = serde_json::json!(-1.5);
            assert!(!self.all_mistakes(&broken).is_empty(), "{pointer} may be -1.5");
        }
    }
}

fn all_pointers(report: &Value) -> Vec<String> {
    let mut all = Vec::new();
    pointers(report, "", &mut all);
    all
}
