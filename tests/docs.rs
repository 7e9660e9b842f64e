//! The pages under `docs/` that are made by the program are what it makes.
//!
//! `SOPLINT_BLESS=1 cargo test --test docs` writes them anew; what changed in them has to be read.

use std::fs;
use std::path::{Path, PathBuf};

use soplint::engine::{Linter, Options};
use soplint::pack::{LayerText, SHIPPED, Stack, compose};
use soplint::report::manual;
use soplint::report::schema::{Subject, schema};
use soplint::sop::date::Day;
use soplint::sop::{Language, Vocabulary};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a page with the committed one, or writes it.
fn check(path: &Path, page: &str, mistakes: &mut Vec<String>) {
    if std::env::var("SOPLINT_BLESS").is_ok_and(|value| value == "1") {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, page).expect("a page");
        return;
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    let differs = committed.lines().zip(page.lines()).position(|(old, new)| old != new);
    if committed != page {
        let line = differs.map_or_else(|| "its length".to_owned(), |at| format!("line {}", at + 1));
        mistakes.push(format!("{}: differs from what the program makes in {line}", path.display()));
    }
}

/// A linter with the rules of one shipped pack and those it extends.
fn linter(at: usize, language: Language) -> Linter {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let stack = Stack::gather(vec![LayerText::shipped(&SHIPPED[at])], &mut |_, _| Err("no file".to_owned()));
    let (loaded, diagnostics) = compose(&stack, &vocabulary);
    let loaded = loaded.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let options = Options::new(language, Day::new(2026, 3, 1).expect("a day"));
    Linter { packs: loaded.packs, ..Linter::new(loaded.rules, vocabulary, options) }
}

#[test]
fn the_schemas_are_what_the_program_writes() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let mut mistakes = Vec::new();
    for subject in Subject::ALL {
        let text = serde_json::to_string_pretty(&schema(subject, &vocabulary)).expect("JSON") + "\n";
        let path = root().join(format!("docs/schema/{}-v1.schema.json", subject.name()));
        check(&path, &text, &mut mistakes);
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn the_manual_of_every_shipped_pack_is_what_the_program_writes() {
    let mut mistakes = Vec::new();
    let mut pages: Vec<PathBuf> = Vec::new();
    for (at, shipped) in SHIPPED.iter().enumerate() {
        for (language, folder) in [(Language::En, "docs/rules"), (Language::Id, "docs/id/aturan")] {
            let linter = linter(at, language);
            let pack = linter.packs.iter().find(|pack| pack.name == shipped.name).expect("the pack");
            let page = manual::page(&linter, pack).expect("a page");
            for rule in linter.walk.rules.iter().filter(|rule| rule.pack == pack.name) {
                assert!(page.contains(&format!("\n## {}\n", rule.id)), "{}: {} has no section", shipped.name, rule.id);
                let printed = page.contains(&format!("[{}]: ", rule.id)) || rule.verb.is_question();
                assert!(printed, "{}: no example of {} shows what the tool says", shipped.name, rule.id);
            }
            let path = root().join(folder).join(format!("{}.md", shipped.name));
            check(&path, &page, &mut mistakes);
            pages.push(path);
        }
    }
    for folder in ["docs/rules", "docs/id/aturan"] {
        for entry in fs::read_dir(root().join(folder)).expect("the pages") {
            let path = entry.expect("an entry").path();
            assert!(pages.contains(&path), "{}: no pack has this page", path.display());
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}
