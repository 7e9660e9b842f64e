//! The house keeps its shape: floors, heads of modules, shipped packs, labels.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors, bottom first: a module uses modules of its own floor and below.
const FLOORS: &[&[&str]] = &[
    &["source", "finding"],
    &["document"],
    &["reader"],
    &["sop"],
    &["rule", "check"],
    &["pack"],
    &["engine"],
    &["report"],
    &["cli"],
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    assert!(files.len() > 40, "the sources were found");
    files.into_iter().map(|path| (path.clone(), fs::read_to_string(&path).expect("text"))).collect()
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The top-level module a file belongs to.
fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).expect("a source");
    let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules named by `crate::…` in a text, with their lines.
fn uses(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or("");
        for (start, _) in code.match_indices("crate::") {
            let before = code[..start].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '$' || c == '_') {
                continue;
            }
            let rest = &code[start + "crate::".len()..];
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(group) => group.split([',', '}']).map(str::trim).collect(),
                None => vec![rest],
            };
            for name in names {
                let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
                found.push((at + 1, name[..end].to_owned()));
            }
        }
    }
    found
}

#[test]
fn no_floor_uses_a_higher_one() {
    let mut steps = Vec::new();
    for (path, text) in sources() {
        let module = module_of(&path);
        let Some(own) = floor_of(&module) else {
            assert!(["lib", "main"].contains(&module.as_str()), "{module} stands on no floor: add it to FLOORS");
            continue;
        };
        for (line, used) in uses(&text) {
            if floor_of(&used).is_some_and(|floor| floor > own) {
                steps.push(format!("{}:{line}: {module} uses {used}", path.display()));
            }
        }
    }
    assert!(steps.is_empty(), "upward steps:\n{}", steps.join("\n"));
}

#[test]
fn the_floor_test_sees_an_upward_step() {
    let found = uses("use crate::{engine::Linter, source::Span};\nlet x = crate::cli::main();\n// crate::report\n");
    let names: Vec<&str> = found.iter().map(|(_, name)| name.as_str()).collect();
    assert!(names.contains(&"engine") || names.contains(&"cli"));
    assert!(names.contains(&"cli"));
    assert!(!names.contains(&"report"), "comments are no uses");
}

#[test]
fn within_the_check_floor_rules_do_not_know_their_checks() {
    for (path, text) in sources().into_iter().filter(|(path, _)| module_of(path) == "rule") {
        let upward = uses(&text).into_iter().find(|(_, name)| name == "check");
        assert_eq!(upward, None, "{}", path.display());
    }
}

#[test]
fn only_the_command_line_prints_exits_and_reads_the_clock() {
    let forbidden = [
        "println!",
        "eprintln!",
        "std::process::exit",
        "std::env::var",
        "SystemTime::now",
        "Timestamp::now",
        "std::fs::",
    ];
    for (path, text) in sources() {
        if ["cli", "main"].contains(&module_of(&path).as_str()) {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for word in forbidden {
            assert!(!code.contains(word), "{} holds {word}", path.display());
        }
    }
}

#[test]
fn every_module_opens_with_its_purpose() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "{} has no head", path.display());
        assert!(path.file_name().is_some_and(|name| name != "mod.rs"), "{}: name.rs plus a folder", path.display());
    }
}

#[test]
fn files_can_be_read_in_one_sitting() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 650, "{} has {lines} lines: split it", path.display());
    }
}

#[test]
fn no_host_or_machine_path_is_written_down() {
    // Put together, so that this file holds none of them.
    let words = ["home", "root", "work"].map(|folder| format!("/{folder}/"));
    let host = ["index.", "crates.io"].concat();
    let mut files: Vec<PathBuf> = ["src", "tests", "benches", "docs", "rules", "fixtures"]
        .iter()
        .flat_map(|folder| all_files(&root().join(folder)))
        .collect();
    files.extend(
        ["README.md", "README.id.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
            .map(|name| root().join(name)),
    );
    files.extend(
        ["Cargo.toml", "deny.toml", "Dockerfile", "action.yml", "ci/gitlab.yml", ".pre-commit-hooks.yaml"]
            .map(|name| root().join(name)),
    );
    files.extend(all_files(&root().join(".ci")));
    for path in files {
        // Fixtures that are no text hold no path.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for word in words.iter().chain([&host]) {
            assert!(!text.contains(word.as_str()), "{} holds {word}", path.display());
        }
    }
}

fn all_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { all_files(&path) } else { vec![path] }).collect()
}

#[test]
fn shipped_packs_are_the_files_under_rules() {
    // A pack is a file, or a folder whose `pack.yaml` is its head.
    let mut files: Vec<String> = fs::read_dir(root().join("rules"))
        .expect("rules")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml") || path.join("pack.yaml").is_file())
        .map(|path| format!("rules/{}", path.file_name().expect("a name").to_string_lossy()))
        .collect();
    files.sort();
    let shipped: Vec<String> = soplint::pack::SHIPPED.iter().map(|pack| pack.path.to_owned()).collect();
    assert_eq!(files, shipped);
    for pack in soplint::pack::SHIPPED.iter().filter(|pack| root().join(pack.path).is_dir()) {
        for part in all_files(&root().join(pack.path)) {
            let text = fs::read_to_string(&part).expect("a part of a pack");
            assert!(pack.text.contains(&text), "{}: is no part of the pack", part.display());
        }
    }
}

#[test]
fn every_rule_and_engine_message_has_an_id_of_its_own() {
    let vocabulary = soplint::sop::Vocabulary::shipped().expect("the vocabulary");
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    for shipped in soplint::pack::SHIPPED {
        let (pack, _) = soplint::pack::load(shipped.text, &vocabulary);
        for rule in pack.expect("a valid pack").rules.into_iter().filter(|rule| rule.pack == shipped.name) {
            *ids.entry(rule.id.to_string()).or_default() += 1;
        }
    }
    for entry in soplint::engine::messages::entries() {
        *ids.entry(entry.id.to_string()).or_default() += 1;
    }
    assert!(ids.values().all(|&count| count == 1), "{ids:?}");
}
