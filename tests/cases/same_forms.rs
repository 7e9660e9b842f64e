//! The same SOP as YAML, as Markdown, and as Word and Excel by two writers each, gives the same model and the same findings.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::alike;
use crate::support::office::root;
use serde_json::Value;
use soplint::sop::Vocabulary;

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

/// The formats of files, two of one where two writers made it.
fn endings(files: &[PathBuf]) -> Vec<&str> {
    let mut endings: Vec<&str> = files.iter().filter_map(|path| path.extension()?.to_str()).collect();
    endings.sort_unstable();
    endings
}

/// The model without what a format decides, and what follows from how arrows are given.
fn comparable(vocabulary: &Vocabulary, path: &Path) -> Value {
    let mut document = alike::document(vocabulary, &path.to_string_lossy(), &std::fs::read(path).expect("a fixture"));
    level_symbols(&mut document);
    // Lines of a cell, a list or a paragraph break elsewhere.
    alike::each_object(&mut document, &|fields| {
        if let Some(Value::String(text)) = fields.get_mut("text") {
            *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    });
    document
}

/// Only symbols tell a start and an end from a task, only a table without arrows has a column for answers, and only lanes and
/// lists declare actors: a column of names declares nobody. Only a drawn chart has symbols, arrows and a title of its own.
fn level_symbols(document: &mut Value) {
    for drawn in ["step_columns", "symbols", "arrows", "imprints"] {
        document[drawn] = Value::Null;
    }
    for actor in document["actors"].as_array_mut().expect("actors") {
        actor["declared"] = Value::Null;
    }
    for step in document["steps"].as_array_mut().expect("steps") {
        if ["start", "end"].contains(&step["kind"]["value"].as_str().unwrap_or_default()) {
            step["kind"]["value"] = "task".into();
        }
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
        assert_eq!(endings(others), ["docx", "docx", "md", "xlsx", "xlsx"], "{}", first.display());
        let wanted = comparable(&vocabulary, first);
        for other in others {
            let mut out = Vec::new();
            differences("", &wanted, &comparable(&vocabulary, other), &mut out);
            told.extend(out.into_iter().map(|line| format!("{}{line}", other.display())));
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn every_form_of_an_sop_gives_the_same_findings() {
    let linter = alike::linter();
    let findings =
        |path: &Path| alike::findings(&linter, &path.to_string_lossy(), &std::fs::read(path).expect("a fixture"));
    let mut rules = BTreeSet::new();
    for files in sops() {
        let wanted = findings(&files[0]);
        for other in &files[1..] {
            assert_eq!(findings(other), wanted, "{}", other.display());
        }
        rules.extend(wanted.iter().filter_map(|line| line.split(' ').next().map(str::to_owned)));
    }
    assert!(rules.len() >= 20, "only {rules:?} find the defects of the drafts");
}
