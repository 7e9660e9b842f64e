//! The same SOP as YAML, and as Word and Excel by two writers each, gives the same model and the same findings. That Markdown
//! does too is shown in `tests/equal.rs`.

use std::path::{Path, PathBuf};

use crate::support::office::{model, root};
use serde_json::Value;
use soplint::check::archive::Coverage;
use soplint::engine::{Linter, Options, run_all};
use soplint::sop::date::Day;
use soplint::sop::{Language, Vocabulary};

/// The SOPs, each with all the files it is written in, the YAML first.
fn sops() -> Vec<Vec<PathBuf>> {
    let sorted = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        let mut entries: Vec<PathBuf> = entries.collect();
        entries.sort_by_key(|path| (!path.to_string_lossy().ends_with(".sop.yaml"), path.clone()));
        entries
    };
    sorted(&root().join("fixtures/office/same")).iter().map(|folder| sorted(folder)).collect()
}

/// The model without what a format decides: places, how a value was found, and what follows from how arrows are given.
fn comparable(vocabulary: &Vocabulary, path: &Path) -> Value {
    let model = model(vocabulary, path).unwrap_or_else(|| panic!("{} is read", path.display()));
    assert_eq!(model["not_understood"], Value::Array(Vec::new()), "{}", path.display());
    let mut document = model["document"].clone();
    strip(&mut document);
    level_symbols(&mut document);
    document
}

/// Only symbols tell a start and an end from a task, only a table without arrows has a column for answers, and only lanes and
/// lists declare actors: a column of names declares nobody.
fn level_symbols(document: &mut Value) {
    document["step_columns"] = Value::Null;
    for actor in document["actors"].as_array_mut().expect("actors") {
        actor["declared"] = Value::Null;
    }
    for step in document["steps"].as_array_mut().expect("steps") {
        if ["start", "end"].contains(&step["kind"]["value"].as_str().unwrap_or_default()) {
            step["kind"]["value"] = "task".into();
        }
    }
}

fn strip(json: &mut Value) {
    match json {
        Value::Object(fields) => {
            for key in ["place", "how", "confidence"] {
                fields.remove(key);
            }
            // A value that was looked for and is not there is as missing as one nobody wrote.
            if fields.get("state") == Some(&Value::from("missing")) {
                fields.retain(|key, _| key == "state");
            }
            if let Some(Value::String(text)) = fields.get_mut("text") {
                *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            fields.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

/// Every place where two models differ.
fn differences(at: &str, one: &Value, other: &Value, out: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            for key in one.keys().chain(other.keys().filter(|key| !one.contains_key(*key))) {
                let null = Value::Null;
                let (a, b) = (one.get(key).unwrap_or(&null), other.get(key).unwrap_or(&null));
                differences(&format!("{at}.{key}"), a, b, out);
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (index, (one, other)) in one.iter().zip(other).enumerate() {
                differences(&format!("{at}[{}]", index + 1), one, other, out);
            }
        }
        _ if one == other => {}
        _ => out.push(format!("{at}: {one} ≠ {other}")),
    }
}

#[test]
fn every_form_of_an_sop_gives_the_same_model() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let sops = sops();
    assert!(sops.len() >= 6, "{} SOPs", sops.len());
    let mut told = Vec::new();
    for files in &sops {
        let [first, others @ ..] = files.as_slice() else { panic!("an SOP without files") };
        assert!(others.len() >= 4, "{}: two writers of Word and of Excel", first.display());
        let wanted = comparable(&vocabulary, first);
        for other in others {
            let mut out = Vec::new();
            differences("", &wanted, &comparable(&vocabulary, other), &mut out);
            told.extend(out.into_iter().map(|line| format!("{}{line}", other.display())));
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// Rule, logical place and text of every finding, whatever its position.
fn findings(path: &Path) -> Vec<String> {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let mut rules = Vec::new();
    for shipped in soplint::pack::SHIPPED {
        let of_pack = soplint::pack::load(shipped.text, &vocabulary).0.expect("a valid pack").rules;
        rules.extend(of_pack.into_iter().filter(|rule| rule.pack == shipped.name));
    }
    let options = Options::new(Language::Id, Day::new(2026, 3, 1).expect("a day"));
    let linter = Linter::new(rules, vocabulary, options);
    let bytes = std::fs::read(path).expect("a fixture");
    let name = path.to_string_lossy().into_owned();
    let report = run_all(&linter, &[name], Coverage::Single, |_| Ok(bytes.as_slice()), |_| {});
    let mut lines: Vec<String> = report.sources[0].documents[0]
        .findings
        .iter()
        .map(|finding| format!("{} {} {} {}", finding.rule, finding.logical, finding.found, finding.message))
        .collect();
    lines.sort();
    lines
}

#[test]
fn every_form_of_an_sop_gives_the_same_findings() {
    for files in sops() {
        let wanted = findings(&files[0]);
        for other in &files[1..] {
            assert_eq!(findings(other), wanted, "{}", other.display());
        }
    }
}
