//! The rules about wording judge the texts under `fixtures/wording` as they should, and the pages tell the same numbers.
//!
//! `SOPLINT_BLESS=1 cargo test --test wording` writes the numbers into the pages; what changed in them has to be read.

mod support {
    pub(crate) mod wording;
}

use std::collections::BTreeSet;
use std::fs;

use soplint::finding::Severity;
use support::wording::{measure, root, table, texts, together};

/// The least share of a rule's findings that must be right, in percent.
const LEAST_OF_ERRORS: f64 = 100.0;
const LEAST_OF_WARNINGS: f64 = 95.0;
/// Of hints together, for one of them weighs little.
const LEAST_OF_HINTS: f64 = 95.0;

const PAGES: [&str; 2] = ["docs/wording.md", "docs/id/kata.md"];
/// What stands around the numbers on a page.
const OPEN: &str = "<!-- numbers -->\n```text\n";
const CLOSE: &str = "```\n<!-- /numbers -->";

#[test]
fn errors_are_never_wrong_and_warnings_hardly_ever() {
    let texts = texts();
    let measured = measure(&texts);
    let mut wrong = Vec::new();
    for one in &measured {
        let least = match one.severity {
            Severity::Error => LEAST_OF_ERRORS,
            Severity::Warning => LEAST_OF_WARNINGS,
            Severity::Info => continue,
        };
        if one.score.precision() < least {
            wrong.push(format!("{}: {:.1} %, wrong in {:?}", one.rule, one.score.precision(), one.score.wrong));
        }
    }
    let hints = together(measured.iter().filter(|one| one.severity == Severity::Info));
    if hints.precision() < LEAST_OF_HINTS {
        wrong.push(format!("hints: {:.1} %, wrong in {:?}", hints.precision(), hints.wrong));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_text_has_an_id_of_its_own() {
    let texts = texts();
    let ids: BTreeSet<&str> = texts.iter().map(|text| text.id.as_str()).collect();
    assert_eq!(ids.len(), texts.len());
}

#[test]
fn the_pages_tell_the_numbers_that_are_measured() {
    let texts = texts();
    let table = table(&texts, &measure(&texts));
    for name in PAGES {
        let path = root().join(name);
        let page = fs::read_to_string(&path).expect("a page");
        let (head, rest) = page.split_once(OPEN).unwrap_or_else(|| panic!("{name}: no numbers"));
        let (numbers, tail) = rest.split_once(CLOSE).unwrap_or_else(|| panic!("{name}: the numbers have no end"));
        if std::env::var("SOPLINT_BLESS").is_ok_and(|value| value == "1") {
            fs::write(&path, format!("{head}{OPEN}{table}{CLOSE}{tail}")).expect("a page");
        } else {
            assert_eq!(numbers, table, "{name}: run SOPLINT_BLESS=1 cargo test --test wording, and read what changed");
        }
    }
}
