//! `.pre-commit-hooks.yaml`: which files it hands over. That pre-commit runs it is tried in `tests/pre_commit.rs`.

use regex::Regex;
use serde_yaml::Value;
use soplint::reader::detect::{Detected, Foreign, Format, by_name};

use crate::support::program::soplint;
use crate::support::script::sample;
use crate::{word, yaml};

fn hooks() -> Vec<Value> {
    yaml(".pre-commit-hooks.yaml").as_sequence().expect("hooks").clone()
}

/// The hooks that are told which files changed.
fn of_files() -> Vec<Value> {
    hooks().into_iter().filter(|hook| hook.get("pass_filenames").is_none()).collect()
}

#[test]
fn there_is_a_hook_for_each_way_to_have_soplint() {
    let ids: Vec<String> =
        hooks().iter().map(|hook| format!("{} {}", word(hook, "id"), word(hook, "language"))).collect();
    assert_eq!(ids, ["soplint rust", "soplint-system system", "soplint-docker docker", "soplint-archive rust"]);
    assert!(hooks().iter().all(|hook| hook["require_serial"] == true), "all files are looked at together");
}

/// Endings a file may have, as far as procedures are kept in such files.
const ENDINGS: &str = "yaml yml md markdown sop.yaml sop.yml sop.md sop.markdown docx docm xlsx xlsm ods doc dot xls xlt xlsb \
    ppt pps pptx pptm ppsx odp odt rtf pdf txt rs png jpg zip csv toml";

#[test]
fn what_a_folder_would_be_searched_for_is_handed_over_but_for_pictures() {
    for hook in of_files() {
        let files = Regex::new(word(&hook, "files")).expect("a pattern");
        for ending in ENDINGS.split(' ') {
            let is_known = match by_name(&format!("a.{ending}")) {
                Detected::Readable(_) => true,
                // Any repository holds pictures; scans of SOPs are named in a run over the folder. A check passes over archives.
                Detected::Unsupported(kind) => kind != Foreign::Image && !kind.is_archive(),
                Detected::Unknown => false,
            };
            for name in [format!("sop/a b.{ending}"), format!("SOP/A.{}", ending.to_uppercase())] {
                assert_eq!(files.is_match(&name), is_known, "{}: {name}", word(&hook, "id"));
            }
        }
        for ending in Format::ALL.iter().flat_map(|format| format.endings().iter().chain(format.plain_endings())) {
            assert!(ENDINGS.split(' ').any(|tried| tried == ending.trim_start_matches('.')), "{ending} is tried");
        }
        assert!(!files.is_match("docx") && !files.is_match("a.docx.bak"));
        assert_eq!(hook["types"], Value::from(vec!["file"]), "binary files are handed over");
    }
}

#[test]
fn what_a_hook_calls_is_a_command_of_soplint() {
    let folder = sample("hooks-entry");
    for hook in hooks() {
        let entry = word(&hook, "entry").strip_prefix("soplint ").expect("soplint");
        let mut words: Vec<&str> = entry.split(' ').collect();
        if hook.get("pass_filenames").is_none() {
            words.extend(["sop/pengajuan-up.docx", "sop/lpj-bendahara.xlsx"]);
        }
        let ran = soplint(folder.path(), &words);
        assert_eq!(ran.code, 0, "{entry}: {}{}", ran.stdout, ran.stderr);
    }
}
