//! The schemas for editors accept what the program accepts, and see what it refuses.

use std::fs;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    fn of(subject: &str) -> Self {
        let path = root().join(format!("docs/schema/{subject}-v1.schema.json"));
        let text = fs::read_to_string(path).expect("the schema");
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("schema.json", serde_json::from_str(&text).expect("JSON")).expect("a resource");
        let index = compiler.compile("schema.json", &mut schemas).expect("a schema by the rules of JSON Schema");
        Self { schemas, index }
    }

    /// What is wrong with a YAML text; nothing when all is right.
    fn mistakes(&self, text: &str) -> Option<String> {
        let value: Value = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        self.schemas.validate(&value, self.index).err().map(|error| format!("{error:#}"))
    }
}

fn files(folder: &str, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let mut folders = vec![root().join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().is_some_and(&wanted) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn shipped_packs_fit_their_schema() {
    let schema = Schema::of("pack");
    for shipped in soplint::pack::SHIPPED {
        assert_eq!(schema.mistakes(shipped.text), None, "{}", shipped.name);
    }
}

#[test]
fn good_sources_fit_their_schema() {
    let schema = Schema::of("sop");
    let good = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or_default();
        path.ends_with(".sop.yaml") && (path.contains("/final/") || name.starts_with("pass-"))
    };
    let mut count = 0;
    for path in files("fixtures", good) {
        let text = fs::read_to_string(&path).expect("text");
        // Some fixtures are streams of documents, or show what only this reader understands.
        if serde_yaml::from_str::<Value>(&text).is_err() {
            continue;
        }
        assert_eq!(schema.mistakes(&text), None, "{}", path.display());
        count += 1;
    }
    assert!(count > 50, "{count} sources were looked at");
}

const RULE: &str = "pack: a\nversion: 1.0.0\nmodel: 1\nlanguages: [id]\nrules:\n  - id: AA001\n    title: {id: t}\n    source: s\n    sure: A\n    severity: error\n    benefit: coverage\n    require: [number]\n    message: {id: x}\n";

#[test]
fn what_the_loader_refuses_an_editor_underlines() {
    let schema = Schema::of("pack");
    assert_eq!(schema.mistakes(RULE), None);
    for (right, wrong) in [
        ("severity: error", "severity: eror"),
        ("severity: error", "severity: {konsep: error}"),
        ("benefit: coverage", "benefit: [coverage]"),
        ("id: AA001", "id: A1"),
        ("    sure: A\n", ""),
        ("    require: [number]\n", ""),
        ("    require: [number]\n", "    require: [number]\n    must: title is present\n"),
        ("require: [number]", "unique: {kunci: number}"),
        ("languages: [id]", "languages: [in]"),
        ("message: {id: x}", "message: x"),
    ] {
        let text = RULE.replace(right, wrong);
        assert_ne!(text, RULE);
        assert!(schema.mistakes(&text).is_some(), "{wrong:?} was accepted");
    }
}

#[test]
fn settings_and_project_data_have_schemas_of_their_own() {
    let settings = Schema::of("settings");
    let right = "extends: [sop-ap@1]\nlanguage: id\nfail_on: never\nlists: {vague: {id: {add: [a]}}}\nchange:\n  MB007: {severity: warning, reason: x}\ndisable: [ID014, {rule: ID015, reason: x}]\n";
    assert_eq!(settings.mistakes(right), None);
    assert!(settings.mistakes("rules: []\n").is_some());
    assert!(settings.mistakes("disable: [semua]\n").is_some());
    let project = Schema::of("project");
    assert_eq!(project.mistakes("positions: [{name: Arsiparis, rank: 4}]\ncalendar: {plain_day: working}\n"), None);
    assert!(project.mistakes("positions: [{rank: 4}]\n").is_some());
}
