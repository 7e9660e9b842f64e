//! The same SOP as YAML and as Markdown gives the same model and the same findings.

use std::path::Path;

use serde_json::Value;
use soplint::check::archive::Coverage;
use soplint::engine::{Linter, Options, run_all};
use soplint::reader::{Format, ReadLimits};
use soplint::report::inspect::Inspection;
use soplint::sop::date::Day;
use soplint::sop::{Language, Vocabulary, understand};

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pair").join(name);
    std::fs::read_to_string(path).expect("a fixture").replace("\r\n", "\n")
}

/// The model without what a format decides: places, and how a value was found.
fn model(vocabulary: &Vocabulary, format: Format, text: &str) -> Value {
    let opened = format.open(text.as_bytes(), &ReadLimits::default()).expect("text");
    let reading = opened.read(&ReadLimits::default());
    assert_eq!(reading.problems, []);
    let sop = understand(&reading.documents[0], vocabulary);
    assert_eq!(sop.remarks, []);
    let inspection = Inspection {
        name: "",
        sop: &sop,
        addresses: opened.addresses(),
        problems: Vec::new(),
        vocabulary,
        language: Language::Id,
    };
    let mut json = inspection.json();
    strip(&mut json);
    json
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
            fields.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

#[test]
fn yaml_and_markdown_give_the_same_model() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let yaml = model(&vocabulary, Format::Yaml, &text("pembayaran-ls-kontraktual.sop.yaml"));
    let markdown = model(&vocabulary, Format::Markdown, &text("pembayaran-ls-kontraktual.sop.md"));
    let fields = yaml["document"].as_object().expect("fields");
    assert!(fields["steps"].as_array().expect("steps").len() > 10, "the fixture is a whole SOP");
    for (name, value) in fields {
        assert_eq!(value, &markdown["document"][name], "field {name}");
    }
}

/// Rule, logical place and text of every finding, whatever its position.
fn findings(vocabulary: Vocabulary, name: &str, text: &str) -> Vec<String> {
    let mut rules = Vec::new();
    for shipped in soplint::pack::SHIPPED {
        let of_pack = soplint::pack::load(shipped.text, &vocabulary).0.expect("a valid pack").rules;
        rules.extend(of_pack.into_iter().filter(|rule| rule.pack == shipped.name));
    }
    let today = Day::new(2026, 3, 1).expect("a day");
    let options = Options::new(Language::Id, today);
    let linter = Linter::new(rules, vocabulary, options);
    let report = run_all(&linter, &[name.to_owned()], Coverage::Single, |_| Ok(text.as_bytes()), |_| {});
    let findings = &report.sources[0].documents[0].findings;
    let mut lines: Vec<String> = findings
        .iter()
        .map(|finding| format!("{} {} {} {}", finding.rule, finding.logical, finding.found, finding.message))
        .collect();
    lines.sort();
    lines
}

#[test]
fn the_same_defects_give_the_same_findings() {
    let damage = |text: &str, changes: &[(&str, &str)]| {
        changes.iter().fold(text.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from:?} is in the fixture");
            text.replacen(from, to, 1)
        })
    };
    let yaml = text("pembayaran-ls-kontraktual.sop.yaml");
    let markdown = text("pembayaran-ls-kontraktual.sop.md");
    let changes: &[(&str, &str)] =
        &[("Desember 2025", "Novermber 2025"), ("Memeriksa", "Pemeriksaan"), ("Mengarsipkan", "Segera mengarsipkan")];
    let from_yaml = findings(Vocabulary::shipped().expect("words"), "a.sop.yaml", &damage(&yaml, changes));
    let from_markdown = findings(Vocabulary::shipped().expect("words"), "a.sop.md", &damage(&markdown, changes));
    assert!(from_yaml.len() >= 3, "{from_yaml:?}");
    assert_eq!(from_yaml, from_markdown);
}
