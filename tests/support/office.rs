//! How right the office files under `fixtures/office` are read, measured against the sources they were made from.
//!
//! In: `truth.yaml`, which the makers of the files wrote. Out: for each file the values that were read right, those that were
//! read wrong and presented as certain, and the arrows that were found, missed or invented.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use soplint::sop::Vocabulary;
use soplint::sop::record::TypeId;

use super::inspected::model;

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
    /// How it tells where steps lead; nothing for a file that is not read whole.
    #[serde(default)]
    pub(crate) flow: Option<FlowForm>,
    /// Engine messages any of which must be said, for a file that is not read whole; words where no id was agreed upon.
    #[serde(default)]
    #[allow(dead_code, reason = "the bench does not read it, 2026-11")]
    pub(crate) outcome: Option<Outcome>,
    /// Whether parts of it must be read all the same.
    #[serde(default)]
    #[allow(dead_code, reason = "the bench does not read it, 2026-11")]
    pub(crate) partly: bool,
    /// Which connectors of a drawing are glued to their shapes: all, none, or all but some.
    #[serde(default)]
    glued: Option<String>,
    /// The ways between steps: from a number, to a number or `end`, with a caption.
    #[serde(default)]
    edges: Option<serde_yaml::Value>,
    /// Fields the file does not hold, with the reason.
    #[serde(default)]
    absent: BTreeMap<String, serde_yaml::Value>,
    /// What is written otherwise on purpose, with what it is.
    #[serde(default)]
    different: BTreeMap<String, serde_yaml::Value>,
}

/// How a file tells where its steps lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FlowForm {
    /// By drawn arrows.
    Drawn,
    /// In a column of the table.
    Written,
    /// By the order of the steps alone.
    Implied,
    /// In a way that cannot be read, and must be reported as such.
    Unreadable,
}

/// How the edges of a file are given, where it gives any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EdgeForm {
    /// Drawn by connectors that are glued to their shapes, all of them or all but a few.
    Glued,
    /// Drawn by lines that only end near their shapes.
    Loose,
    /// Written in a column.
    Written,
}

#[derive(Deserialize)]
#[serde(untagged)]
#[allow(dead_code, reason = "the bench does not read it, 2026-11")]
pub(crate) enum Outcome {
    One(String),
    AnyOf(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Sources {
    One(String),
    Several(#[expect(dead_code, reason = "only that it is a list counts, 2026-11")] Vec<String>),
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
    /// How the edges are given; nothing for a file without any.
    pub(crate) edge_form: Option<EdgeForm>,
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

/// Compares a file with the source it was made from; nothing for one made from several.
pub(crate) fn score(vocabulary: &Vocabulary, name: &str, expected: &Expected) -> Option<Score> {
    let Some(Sources::One(source)) = &expected.source else { return None };
    let read = |path: PathBuf| {
        let bytes = std::fs::read(&path).expect("a fixture");
        model(vocabulary, &path.to_string_lossy(), &bytes)
    };
    let wanted = read(root().join(source)).expect("the source is read");
    let found = read(root().join("fixtures/office").join(name)).unwrap_or_default();
    let (wanted, found) = (&wanted["document"], &found["document"]);
    let left_out = LeftOut::new(vocabulary, expected);
    let mut score = Score::default();
    for field in TypeId::Document.fields().iter().map(|spec| spec.name).filter(|field| !NOT_COMPARED.contains(field)) {
        score.compare(field, &wanted[field], &found[field], &left_out);
    }
    score.steps(wanted, found, &left_out);
    score.edge_form = expected.edge_form();
    if score.edge_form.is_some() {
        score.flow(&expected.wanted_edges(), &edges(found));
    }
    Some(score)
}

impl Expected {
    fn edge_form(&self) -> Option<EdgeForm> {
        let is_glued = self.glued.as_deref().is_some_and(|glued| glued.starts_with("all"));
        match self.flow {
            Some(FlowForm::Drawn) if is_glued => Some(EdgeForm::Glued),
            Some(FlowForm::Drawn) => Some(EdgeForm::Loose),
            Some(FlowForm::Written) => Some(EdgeForm::Written),
            Some(FlowForm::Implied | FlowForm::Unreadable) | None => None,
        }
    }

    /// The ways the makers say there are, as [`edges`] writes them.
    fn wanted_edges(&self) -> Vec<String> {
        let text = |value: &serde_yaml::Value| match value {
            serde_yaml::Value::Null => String::new(),
            serde_yaml::Value::String(text) => text.to_lowercase(),
            other => serde_yaml::to_string(other).unwrap_or_default().trim().to_owned(),
        };
        let edges = self.edges.as_ref().and_then(serde_yaml::Value::as_sequence).expect("the truth has edges");
        edges.iter().map(|edge| format!("{} → {} [{}]", text(&edge[0]), text(&edge[1]), text(&edge[2]))).collect()
    }
}

/// Places of the model that a file does not hold, or holds otherwise on purpose.
struct LeftOut {
    places: Vec<String>,
}

impl LeftOut {
    fn new(vocabulary: &Vocabulary, expected: &Expected) -> Self {
        let places = expected.absent.keys().chain(expected.different.keys());
        let mut places: Vec<String> = places.filter_map(|key| place(vocabulary, key)).collect();
        if matches!(expected.flow, Some(FlowForm::Written | FlowForm::Unreadable) | None) {
            // Without symbols nobody can tell a start from a task.
            places.push("steps.kind".to_owned());
        }
        Self { places }
    }

    fn holds(&self, at: &str) -> bool {
        let any = at.split('.').map(|step| step.split('[').next().unwrap_or(step)).collect::<Vec<_>>().join(".");
        self.places.iter().any(|place| place == at || *place == any)
    }
}

/// `kegiatan[5].waktu` as `steps[5].duration`, `kegiatan[*].waktu` as `steps.duration`.
fn place(vocabulary: &Vocabulary, key: &str) -> Option<String> {
    let name = |ty: TypeId, word: &str| Some(ty.fields()[vocabulary.label(ty, word)?.field as usize].name);
    let (first, rest) = key.split_once('.').map_or((key, None), |(first, rest)| (first, Some(rest)));
    let (word, index) = first.split_once('[').map_or((first, ""), |(word, index)| (word, index.trim_end_matches(']')));
    let list = name(TypeId::Document, word)?;
    let index = if index.is_empty() || index == "*" { String::new() } else { format!("[{index}]") };
    let Some(rest) = rest else { return Some(format!("{list}{index}")) };
    let ty = if list == "steps" { TypeId::Step } else { TypeId::Approval };
    let field = if rest == "pelaksana" { "actors" } else { name(ty, rest)? };
    Some(format!("{list}{index}.{field}"))
}

/// Fields that are no values of the file: what follows from others, and what is compared by itself.
const NOT_COMPARED: [&str; 23] = [
    "kind",
    "title_opening",
    "unit_entry",
    "language",
    "delivers",
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
    "symbols",
    "arrows",
    "decree",
    "status",
    "activity",
    "nature",
    "coverage",
];

impl Score {
    fn compare(&mut self, at: &str, wanted: &Value, found: &Value, left_out: &LeftOut) {
        match wanted {
            _ if left_out.holds(at) => {}
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
                for (name, value) in fields.iter().filter(|(name, _)| COMPARED.contains(&name.as_str())) {
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
        if AS_PRINTED.contains(&at) && squeezed(wanted).eq_ignore_ascii_case(&squeezed(found)) {
            self.right += 1;
            return;
        }
        let same = |key: &str| wanted[key] == found[key];
        let is_code = wanted["value"].is_string() && wanted["text"] != found["text"];
        let plain = |value: &Value| squeezed(value).trim_end_matches('.').to_owned();
        let means = match at.ends_with("].number") {
            // Word prints a full stop behind the numbers of a list.
            true => plain(wanted) == plain(found),
            false if is_code => same("value"),
            false => squeezed(wanted) == squeezed(found),
        };
        if same("state") && means {
            self.right += 1;
        } else if found.is_null() || found["state"] == "missing" || found["state"] == "unreadable" {
            self.lost.push(format!("{at}: {}", text(wanted)));
        } else {
            self.wrong.push(format!("{at}: {} ≠ {}", text(wanted), text(found)));
        }
    }

    fn steps(&mut self, wanted: &Value, found: &Value, left_out: &LeftOut) {
        self.compare("steps", &wanted["steps"], &found["steps"], left_out);
        let (wanted, found) = (actors_of_steps(wanted), actors_of_steps(found));
        self.values += wanted.len();
        for (at, wanted) in wanted.iter().enumerate() {
            let here = format!("steps[{}].actors", at + 1);
            if left_out.holds(&here) {
                self.values -= 1;
                continue;
            }
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

/// Names that forms print in capitals.
const AS_PRINTED: [&str; 2] = ["agency", "unit"];

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

/// The ways of a document as `from → to [caption]`, by the numbers of the steps.
fn edges(document: &Value) -> Vec<String> {
    let number = |at: &Value| {
        let at = at.as_u64().unwrap_or_default() as usize;
        let step = at.checked_sub(1).map(|at| &document["steps"][at]["number"]);
        step.map_or_else(|| "?".to_owned(), |number| squeezed(number).trim_end_matches('.').to_owned())
    };
    let edge = |edge: &Value| {
        let leaves = edge["ends"]["value"] == Value::Bool(true);
        let to = if leaves { "end".to_owned() } else { number(&edge["to"]["value"]) };
        let caption = edge["label"]["text"].as_str().unwrap_or_default().to_lowercase();
        format!("{} → {to} [{caption}]", number(&edge["from"]["value"]))
    };
    document["edges"].as_array().map(|edges| edges.iter().map(edge).collect()).unwrap_or_default()
}
