//! `action.yml`: its steps run as the runner of GitHub runs them.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use serde_yaml::Value;

use crate::support::program::{Folder, Ran};
use crate::support::script::{run, sample, spoil};
use crate::{entries, root, text, word, yaml};

/// How the runner calls `shell: bash`.
const BASH: [&str; 5] = ["bash", "--noprofile", "--norc", "-eo", "pipefail"];

fn steps() -> Vec<Value> {
    let action = yaml("action.yml");
    assert_eq!(word(&action["runs"], "using"), "composite");
    action["runs"]["steps"].as_sequence().expect("steps").clone()
}

fn step(id: &str) -> Value {
    let found = steps().into_iter().find(|step| step.get("id").and_then(Value::as_str) == Some(id));
    found.unwrap_or_else(|| panic!("a step `{id}`"))
}

/// Runs the step that checks, with these inputs and otherwise those that are preset; what it tells later steps.
fn check(folder: &Folder, inputs: &[(&str, &str)]) -> (Ran, BTreeMap<String, String>) {
    let action = yaml("action.yml");
    let mut values: BTreeMap<&str, &str> =
        entries(&action, "inputs").into_iter().map(|(name, input)| (name, word(input, "default"))).collect();
    values.insert("soplint", env!("CARGO_BIN_EXE_soplint"));
    values.extend(inputs.iter().copied());
    let step = step("check");
    let input = |expression: &str| {
        let name = expression.trim_start_matches("${{ inputs.").trim_end_matches(" }}");
        *values.get(name).unwrap_or_else(|| panic!("{expression} is an input"))
    };
    let mut environment: Vec<(&str, &str)> = entries(&step, "env")
        .into_iter()
        .map(|(name, value)| (name, input(value.as_str().expect("an expression"))))
        .collect();
    let outputs = folder.write("keluaran-langkah", "").display().to_string();
    let summary = folder.write("ringkasan.md", "").display().to_string();
    environment.extend([("GITHUB_OUTPUT", outputs.as_str()), ("GITHUB_STEP_SUMMARY", summary.as_str())]);
    let ran = run(folder, &BASH, word(&step, "run"), &environment);
    let told = folder.read("keluaran-langkah");
    let told = told.lines().filter_map(|line| line.split_once('='));
    (ran, told.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

#[test]
fn no_words_of_the_caller_are_written_into_a_script() {
    let scripts: Vec<Value> = steps().into_iter().filter(|step| step.get("run").is_some()).collect();
    assert!(scripts.len() >= 3);
    for step in scripts {
        assert_eq!(word(&step, "shell"), "bash");
        assert!(!word(&step, "run").contains("${{"), "{step:?}");
    }
}

#[test]
fn other_actions_are_named_by_their_commit() {
    let steps = steps();
    let used: Vec<&str> = steps.iter().filter_map(|step| step.get("uses")?.as_str()).collect();
    assert_eq!(used.len(), 2, "the cache and the upload");
    for action in used {
        let commit = action.split_once('@').expect("a version").1;
        assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{action}");
    }
}

#[test]
fn every_input_is_used_and_told() {
    let action = yaml("action.yml");
    let runs = serde_yaml::to_string(&action["runs"]).expect("YAML");
    for (name, input) in entries(&action, "inputs") {
        assert!(!word(input, "description").is_empty());
        assert!(runs.contains(&format!("inputs.{name}")), "nothing uses `{name}`");
        for page in ["docs/install.md", "docs/id/pemasangan.md"] {
            assert!(text(page).contains(&format!("| `{name}` |")), "{page} does not tell of `{name}`");
        }
    }
    let step = step("check");
    for (name, _) in entries(&step, "env") {
        let script = word(&step, "run");
        assert!(script.contains(&format!("\"${name}\"")) || script.contains(&format!("${{{name}:-")), "{name}");
    }
}

#[test]
fn clean_sops_pass_and_leave_a_report() {
    let folder = sample("action-clean");
    let (ran, told) = check(&folder, &[]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert_eq!((told["exit-code"].as_str(), told["sarif-file"].as_str()), ("0", "soplint.sarif"));
    let sarif: Json = serde_json::from_str(&folder.read("soplint.sarif")).expect("SARIF");
    assert_eq!(sarif["version"], "2.1.0");
    assert!(folder.read("ringkasan.md").starts_with("# soplint"));
}

#[test]
fn a_finding_fails_the_step_and_is_annotated_and_uploaded() {
    let folder = sample("action-finding");
    spoil(&folder, "sop baru/uang persediaan.sop.yaml");
    let (ran, told) = check(&folder, &[("paths", "sop\nsop baru\n"), ("lang", "en"), ("args", "--select\nMB003\n")]);
    assert_eq!((ran.code, told["exit-code"].as_str()), (1, "1"), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("::error file=sop baru/uang persediaan.sop.yaml,line="), "{}", ran.stdout);
    let sarif: Json = serde_json::from_str(&folder.read("soplint.sarif")).expect("SARIF");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(1));
    let upload = steps().pop().expect("steps");
    let condition = word(&upload, "if");
    assert!(condition.contains("always()") && condition.contains("sarif-file != ''"), "{condition}");
    assert!(steps().iter().all(|step| step.get("continue-on-error").is_none()));
    let (ran, _) = check(&folder, &[("paths", "sop baru"), ("fail-on", "never")]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn a_wrong_option_fails_the_step_and_no_older_report_is_uploaded() {
    let folder = sample("action-usage");
    folder.write("soplint.sarif", "{}");
    let (ran, told) = check(&folder, &[("args", "--tidak-ada")]);
    assert_eq!((ran.code, told["exit-code"].as_str()), (2, "2"));
    assert!(!told.contains_key("sarif-file"), "{told:?}");
}

#[test]
fn words_of_the_caller_are_no_commands_and_paths_no_options() {
    let folder = sample("action-words");
    let hostile = "$(touch gehackt); touch gehackt";
    for input in ["paths", "args", "fail-on", "lang", "sarif-file"] {
        let (ran, _) = check(&folder, &[(input, hostile)]);
        assert_ne!(ran.code, 1, "{input}: nothing was found");
        assert!(!folder.path().join("gehackt").exists(), "{input}");
    }
    let (ran, _) = check(&folder, &[("paths", "--exit-zero")]);
    assert_eq!(ran.code, 2, "a path that is not there: {}", ran.stderr);
}

/// A program that was kept is used for the very sources it was made from.
#[test]
fn the_key_of_the_cache_follows_the_sources() {
    let folder = Folder::new("action-sources");
    let names = ["Cargo.toml", "Cargo.lock", "src/main.rs", "rules/sop-ap/pack.yaml"];
    names.iter().for_each(|name| drop(folder.write(&format!("aksi/{name}"), text(name))));
    let script = step("sources");
    let key = || {
        let outputs = folder.write("keluaran-langkah", "");
        let (outputs, action) = (outputs.display().to_string(), folder.path().join("aksi").display().to_string());
        let environment = [("GITHUB_OUTPUT", outputs.as_str()), ("GITHUB_ACTION_PATH", action.as_str())];
        let ran = run(&folder, &BASH, word(&script, "run"), &environment);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        folder.read("keluaran-langkah")
    };
    let first = key();
    assert!(first.starts_with("sum=") && first.trim_end().len() == "sum=".len() + 40, "{first}");
    assert_eq!(first, key());
    for name in names {
        assert!(root().join(name).is_file());
        folder.write(&format!("aksi/{name}"), text(name) + "\n# lain");
        assert_ne!(first, key(), "{name}");
        folder.write(&format!("aksi/{name}"), text(name));
    }
}
