//! How right the office files under `fixtures/office` are read, measured against the sources they were made from.
//!
//! In: `truth.yaml`, which the makers of the files wrote. Out: for each file the values that were read right, those that were
//! read wrong and presented as certain, and the arrows that were found, missed or invented.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use soplint::reader::ReadLimits;
use soplint::reader::detect::{Detected, detect};
use soplint::report::inspect::Inspection;
use soplint::sop::record::TypeId;
use soplint::sop::{Language, Vocabulary, understand};

/// What the makers of the files say of them.
#[derive(Deserialize)]
pub(crate) struct Truth {
    pub(crate) files: BTreeMap<String, Expected>,
}

/// What must be read of one file.
#[derive(Deserialize)]
pub(crate) struct Expected {
    /// The SOP it was made from, or several in order.
    #[serde(default)]
    pub(crate) source: Option<Sources>,
    /// `drawn`, `column`, `order`.
    #[serde(default)]
    pub(crate) flow: String,
    /// Which connectors are glued, when it is drawn.
    #[serde(default)]
    pub(crate) glued: Option<String>,
    #[serde(default)]
    pub(crate) edges: Option<serde_yaml::Value>,
    /// Fields the file does not hold.
    #[serde(default)]
    pub(crate) absent: BTreeMap<String, String>,
    /// Fields that are written otherwise on purpose.
    #[serde(default)]
    pub(crate) different: BTreeMap<String, String>,
    /// What must be reported as not readable.
    #[serde(default)]
    pub(crate) unreadable: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Sources {
    One(String),
    Several(Vec<String>),
}

/// What was found out about one file.
#[derive(Default)]
pub(crate) struct Score {
    pub(crate) values: usize,
    pub(crate) right: usize,
    /// Values read wrong and not marked as uncertain, as `field: expected ≠ found`.
    pub(crate) wrong: Vec<String>,
    /// Values that are missing or unreadable.
    pub(crate) lost: Vec<String>,
    pub(crate) edges: usize,
    pub(crate) edges_right: usize,
    /// Edges that nobody drew, or drew otherwise.
    pub(crate) edges_wrong: Vec<String>,
    pub(crate) edges_lost: Vec<String>,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The truth about all files.
pub(crate) fn truth() -> Truth {
    let text = std::fs::read_to_string(root().join("fixtures/office/truth.yaml")).expect("the truth");
    serde_yaml::from_str(&text).expect("the truth is YAML")
}

/// The model of a file, as `inspect` shows it; nothing when it cannot be read at all.
pub(crate) fn model(vocabulary: &Vocabulary, path: &Path) -> Option<Value> {
    let bytes = std::fs::read(path).expect("a fixture");
    let Detected::Readable(format) = detect(&path.to_string_lossy(), &bytes) else { return None };
    let limits = ReadLimits::default();
    let opened = format.open(&bytes, &limits).ok()?;
    let reading = opened.read(&limits);
    let sop = understand(reading.documents.first()?, vocabulary);
    let inspection = Inspection {
        name: "",
        sop: &sop,
        addresses: opened.addresses(),
        problems: reading.problems.iter().collect(),
        vocabulary,
        language: Language::Id,
    };
    Some(inspection.json())
}

/// Compares a file with the source it was made from.
pub(crate) fn score(vocabulary: &Vocabulary, name: &str, expected: &Expected) -> Option<Score> {
    let Some(Sources::One(source)) = &expected.source else { return None };
    let wanted = model(vocabulary, &root().join(source)).expect("the source is read");
    let found = model(vocabulary, &root().join("fixtures/office").join(name)).expect("the file is read");
    let (wanted, found) = (&wanted["document"], &found["document"]);
    let mut score = Score::default();
    let left_out = |field: &str| is_left_out(vocabulary, expected, field);
    for (field, ty) in TypeId::Document.fields().iter().map(|spec| (spec.name, spec.ty)) {
        let _ = ty;
        if !NOT_COMPARED.contains(&field) && !left_out(field) {
            score.compare(field, &wanted[field], &found[field], &left_out);
        }
    }
    score.steps(wanted, found, &left_out);
    if !expected.unreadable.contains_key("flow") {
        score.flow(&edges(wanted), &edges(found));
    }
    Some(score)
}

/// Fields that are no values of the file: what follows from others, and what is compared by itself.
const NOT_COMPARED: [&str; 20] = [
    "kind",
    "title_opening",
    "unit_entry",
    "language",
    "steps",
    "edges",
    "step_columns",
    "missing_columns",
    "step_tables",
    "parts",
    "texts",
    "misspelt_labels",
    "unseen",
    "sections",
    "imprints",
    "decree",
    "status",
    "activity",
    "nature",
    "coverage",
];

fn is_left_out(vocabulary: &Vocabulary, expected: &Expected, field: &str) -> bool {
    let names = expected.absent.keys().chain(expected.different.keys()).chain(expected.unreadable.keys());
    names.into_iter().any(|key| {
        let key = key.split('.').last().unwrap_or(key);
        let known = [TypeId::Document, TypeId::Approval, TypeId::Step]
            .into_iter()
            .any(|ty| vocabulary.label(ty, key).is_some_and(|label| ty.fields()[label.field as usize].name == field));
        known || key == field
    })
}

impl Score {
    fn compare(&mut self, at: &str, wanted: &Value, found: &Value, left_out: &dyn Fn(&str) -> bool) {
        match wanted {
            Value::Array(items) => {
                let none = Vec::new();
                let others = found.as_array().unwrap_or(&none);
                for (index, item) in items.iter().enumerate() {
                    let here = format!("{at}[{}]", index + 1);
                    self.compare(&here, item, others.get(index).unwrap_or(&Value::Null), left_out);
                }
                for extra in others.iter().skip(items.len()) {
                    self.values += 1;
                    self.wrong.push(format!("{at}: invented {}", text(extra)));
                }
            }
            Value::Object(fields) if fields.contains_key("state") => self.scalar(at, wanted, found),
            Value::Object(fields) => {
                for (name, value) in
                    fields.iter().filter(|(name, _)| COMPARED.contains(&name.as_str()) && !left_out(name))
                {
                    self.compare(&format!("{at}.{name}"), value, &found[name.as_str()], left_out);
                }
            }
            _ => {}
        }
    }

    fn scalar(&mut self, at: &str, wanted: &Value, found: &Value) {
        if wanted["state"] == "missing" && found["state"] != "present" {
            return;
        }
        self.values += 1;
        let same = |key: &str| wanted[key] == found[key];
        if same("state") && squeezed(wanted) == squeezed(found) {
            self.right += 1;
        } else if found.is_null() || found["state"] == "missing" || found["state"] == "unreadable" {
            self.lost.push(format!("{at}: {}", text(wanted)));
        } else {
            self.wrong.push(format!("{at}: {} ≠ {}", text(wanted), text(found)));
        }
    }

    fn steps(&mut self, wanted: &Value, found: &Value, left_out: &dyn Fn(&str) -> bool) {
        self.compare("steps", &wanted["steps"], &found["steps"], left_out);
        let (wanted, found) = (actors_of_steps(wanted), actors_of_steps(found));
        self.values += wanted.len();
        for (at, wanted) in wanted.iter().enumerate() {
            let here = format!("steps[{}].actors", at + 1);
            match found.get(at) {
                Some(found) if found == wanted => self.right += 1,
                Some(found) if !found.is_empty() => self.wrong.push(format!("{here}: {wanted:?} ≠ {found:?}")),
                _ => self.lost.push(format!("{here}: {wanted:?}")),
            }
        }
    }

    fn flow(&mut self, wanted: &[String], found: &[String]) {
        self.edges += wanted.len();
        for edge in wanted {
            match found.contains(edge) {
                true => self.edges_right += 1,
                false => self.edges_lost.push(edge.clone()),
            }
        }
        self.edges_wrong.extend(found.iter().filter(|edge| !wanted.contains(edge)).cloned());
    }
}

/// Fields of the elements of lists that are values of the file.
const COMPARED: [&str; 16] = [
    "number",
    "text",
    "kind",
    "inputs",
    "duration",
    "outputs",
    "remarks",
    "position",
    "name",
    "nip",
    "label",
    "version",
    "date",
    "description",
    "signature",
    "meaning",
];

fn text(value: &Value) -> String {
    value["text"]["text"]
        .as_str()
        .or(value["text"].as_str())
        .or(value["name"]["text"].as_str())
        .unwrap_or("-")
        .to_owned()
}

/// The text of a value without differences in white space.
fn squeezed(value: &Value) -> String {
    text(value).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names of the actors of each step.
fn actors_of_steps(document: &Value) -> Vec<Vec<String>> {
    let name = |at: &Value| squeezed(&document["actors"][at.as_u64().unwrap_or(1) as usize - 1]["name"]);
    let of_step = |step: &Value| {
        let mut names: Vec<String> =
            step["actors"].as_array().map(|all| all.iter().map(name).collect()).unwrap_or_default();
        names.sort();
        names
    };
    document["steps"].as_array().map(|steps| steps.iter().map(of_step).collect()).unwrap_or_default()
}

/// The ways of a document as `from → to [caption]`, with steps by their place.
pub(crate) fn edges(document: &Value) -> Vec<String> {
    let edge = |edge: &Value| {
        let to = match (&edge["ends"]["value"], &edge["to"]["value"]) {
            (Value::Bool(true), _) => "end".to_owned(),
            (_, to) => to.to_string(),
        };
        let caption = edge["label"]["text"].as_str().unwrap_or_default().to_lowercase();
        format!("{} → {to} [{caption}]", edge["from"]["value"])
    };
    document["edges"].as_array().map(|edges| edges.iter().map(edge).collect()).unwrap_or_default()
}
