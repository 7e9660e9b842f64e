//! The same SOP as YAML and as Markdown with front matter gives the same model, and the same defects the same findings. Other
//! Markdown, Word and Excel are compared in `tests/office.rs`.

mod support {
    pub(crate) mod alike;
    pub(crate) mod inspected;
}

use std::path::Path;

use soplint::sop::Vocabulary;
use support::alike::{document, findings, linter};

const YAML: &str = "pembayaran-ls-kontraktual.sop.yaml";
const MARKDOWN: &str = "pembayaran-ls-kontraktual.sop.md";

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pair").join(name);
    std::fs::read_to_string(path).expect("a fixture").replace("\r\n", "\n")
}

#[test]
fn yaml_and_markdown_give_the_same_model() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let [yaml, markdown] = [YAML, MARKDOWN].map(|name| document(&vocabulary, name, text(name).as_bytes()));
    let fields = yaml.as_object().expect("fields");
    assert!(fields["steps"].as_array().expect("steps").len() > 10, "the fixture is a whole SOP");
    for (name, value) in fields {
        assert_eq!(value, &markdown[name], "field {name}");
    }
}

#[test]
fn the_same_defects_give_the_same_findings() {
    let changes =
        [("Desember 2025", "Novermber 2025"), ("Memeriksa", "Pemeriksaan"), ("Mengarsipkan", "Segera mengarsipkan")];
    let linter = linter();
    let [from_yaml, from_markdown] = [YAML, MARKDOWN].map(|name| {
        let damaged = changes.iter().fold(text(name), |text, (from, to)| {
            assert!(text.contains(from), "{from:?} is in the fixture");
            text.replacen(from, to, 1)
        });
        findings(&linter, name, damaged.as_bytes())
    });
    assert!(from_yaml.len() >= 3, "{from_yaml:?}");
    assert_eq!(from_yaml, from_markdown);
}
