//! Which packs a run is made of: those asked for, what they extend, and so on down.
//!
//! In: the texts at the top and a way to find others. Out: a [`Stack`] of [`Layer`]s, each once, bases before what extends
//! them, with a mistake (PK040) for everything that was not found. Nothing here reads a file: shipped packs are in the
//! program, the caller finds the rest.

use super::shipped::{SHIPPED, ShippedPack};
use super::{Diagnostic, error};
use crate::document::{Cursor, Document, NodeKind};
use crate::reader::{ReadLimits, yaml};
use crate::sop::label::nearest;
use crate::source::{Span, SpannedText};

/// Layers of one run; more is no way to keep rules.
const MOST_LAYERS: usize = 100;

/// What a layer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerKind {
    /// A pack: rules with a name and a version.
    Pack,
    /// The settings of a project: what is different here.
    Settings,
    /// A data file of a project: its positions, units, calendar, rows of tables.
    Project,
}

/// A text that may become a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerText {
    /// What tells it from every other text: two names of one file are the same layer.
    pub id: String,
    /// The name people see.
    pub name: String,
    /// Its YAML.
    pub text: String,
    /// What it is.
    pub kind: LayerKind,
}

/// A text with the layers it rests on.
#[derive(Debug)]
pub struct Layer {
    /// The text.
    pub source: LayerText,
    /// The layers it names under `extends`, by their place in the stack.
    pub bases: Vec<usize>,
    /// The text that is read in place of its own: as long, with blanks where nothing is asked for.
    pub(super) spared: Option<String>,
}

impl Layer {
    /// The text that is read.
    pub(super) fn read(&self) -> &str {
        self.spared.as_deref().unwrap_or(&self.source.text)
    }
}

/// All layers of a run, the lowest first.
#[derive(Debug, Default)]
pub struct Stack {
    /// The layers.
    pub layers: Vec<Layer>,
    /// Those that were asked for, in that order.
    pub tops: Vec<usize>,
    pub(super) mistakes: Vec<Diagnostic>,
}

/// Finds the texts behind a path written in a layer, or says why there are none.
pub type Find<'f> = dyn FnMut(&str, &LayerText) -> Result<Vec<LayerText>, String> + 'f;

impl Stack {
    /// Gathers the layers under `tops`; settings among them rest on what they extend and on all packs before them.
    #[must_use]
    pub fn gather(tops: Vec<LayerText>, find: &mut Find<'_>) -> Self {
        let mut gathering = Gathering { stack: Self::default(), open: Vec::new(), find };
        let mut packs = Vec::new();
        for top in tops {
            let is_settings = top.kind == LayerKind::Settings;
            let Some(at) = gathering.add(top) else { continue };
            gathering.stack.tops.push(at);
            if is_settings {
                gathering.stack.layers[at].bases.extend(packs.iter().copied());
                gathering.stack.layers[at].bases.sort_unstable();
                gathering.stack.layers[at].bases.dedup();
                gathering.project(at);
            } else {
                packs.push(at);
            }
        }
        gathering.stack
    }

    /// Leaves out the examples of shipped packs: a third of their text, which only those need who show or try rules. Other
    /// packs keep theirs, for their mistakes are told whenever the packs are loaded.
    #[must_use]
    pub fn without_examples(mut self) -> Self {
        for layer in &mut self.layers {
            if SHIPPED.iter().any(|pack| pack.path == layer.source.id) {
                layer.spared = Some(blank_examples(&layer.source.text));
            }
        }
        self
    }

    /// Whether a layer rests on another, however deep.
    #[must_use]
    pub fn rests_on(&self, layer: usize, base: usize) -> bool {
        let mut seen = vec![false; self.layers.len()];
        let mut waiting = self.layers[layer].bases.clone();
        while let Some(at) = waiting.pop() {
            if at == base {
                return true;
            }
            if !std::mem::replace(&mut seen[at], true) {
                waiting.extend(&self.layers[at].bases);
            }
        }
        false
    }
}

impl LayerText {
    /// Whether it names layers it rests on.
    #[must_use]
    pub fn extends_others(&self) -> bool {
        !references(&self.text, "extends").is_empty()
    }

    /// A shipped pack as a layer.
    #[must_use]
    pub fn shipped(pack: &ShippedPack) -> Self {
        let name = format!("{}@{}", pack.name, pack.version);
        Self { id: pack.path.to_owned(), name, text: pack.text.to_owned(), kind: LayerKind::Pack }
    }
}

struct Gathering<'g, 'f> {
    stack: Stack,
    /// The layers being looked at, from the top down.
    open: Vec<String>,
    find: &'g mut Find<'f>,
}

impl Gathering<'_, '_> {
    /// The place of a layer in the stack, below which everything it rests on stands.
    fn add(&mut self, source: LayerText) -> Option<usize> {
        if let Some(at) = self.stack.layers.iter().position(|layer| layer.source.id == source.id) {
            return Some(at);
        }
        let mut mistakes = Vec::new();
        let mut bases = Vec::new();
        self.open.push(source.id.clone());
        for (name, span) in references(&source.text, "extends") {
            match self.found(&name, &source) {
                Err((message, help)) => mistakes.push(Diagnostic { help, ..error("PK040", span, message) }),
                Ok(texts) => {
                    for text in texts {
                        if self.open.contains(&text.id) {
                            let help = Some("a pack rests on others, never on itself".to_owned());
                            let message = format!("'{name}' goes round in a circle");
                            mistakes.push(Diagnostic { help, ..error("PK040", span, message) });
                            continue;
                        }
                        bases.extend(self.add(text));
                    }
                }
            }
        }
        self.open.pop();
        let at = self.stack.layers.len();
        self.stack.mistakes.extend(mistakes.into_iter().map(|mistake| Diagnostic { file: at, ..mistake }));
        self.stack.layers.push(Layer { source, bases, spared: None });
        Some(at)
    }

    /// Adds the data files that settings name, on top of them.
    fn project(&mut self, settings: usize) {
        let source = self.stack.layers[settings].source.clone();
        for (name, span) in references(&source.text, "project") {
            match (self.find)(&name, &source) {
                Ok(texts) => self.stack.layers.extend(texts.into_iter().map(|text| Layer {
                    source: LayerText { kind: LayerKind::Project, ..text },
                    bases: vec![settings],
                    spared: None,
                })),
                Err(reason) => {
                    let help = Some("a path is looked for from the folder of this file".to_owned());
                    let message = format!("'{name}': {reason}");
                    self.stack.mistakes.push(Diagnostic { help, file: settings, ..error("PK040", span, message) });
                }
            }
        }
    }

    fn found(&mut self, name: &str, from: &LayerText) -> Result<Vec<LayerText>, (String, Option<String>)> {
        if self.stack.layers.len() + self.open.len() > MOST_LAYERS {
            return Err((format!("more than {MOST_LAYERS} packs rest on each other"), None));
        }
        if is_path(name) {
            let help = "a path is looked for from the folder of this file".to_owned();
            return (self.find)(name, from).map_err(|reason| (format!("'{name}': {reason}"), Some(help)));
        }
        shipped_edition(name).map(|pack| vec![LayerText::shipped(pack)])
    }
}

/// A text with blanks in place of the examples of its rules; everything else stands where it stood.
fn blank_examples(text: &str) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut examples: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches(' ').len();
        let is_inside = |examples: usize| indentation > examples || line.trim_ascii().is_empty();
        if line[indentation..].starts_with("examples:") && indentation > 0 {
            examples = Some(indentation);
        } else if !examples.is_some_and(is_inside) {
            examples = None;
        }
        match examples {
            Some(_) => blanked.extend(line.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' })),
            None => blanked.push_str(line),
        }
    }
    blanked
}

/// A name with a folder or an ending is a path; without, that of a shipped pack.
fn is_path(name: &str) -> bool {
    let has_ending = name.ends_with(".yaml") || name.ends_with(".yml");
    name.contains('/') || name.contains('\\') || has_ending || [".", ".."].contains(&name)
}

/// `sop-ap`, `sop-ap@1`: the newest edition of a shipped pack whose version begins with the parts that are written.
fn shipped_edition(name: &str) -> Result<&'static ShippedPack, (String, Option<String>)> {
    let (plain, edition) = name.split_once('@').map_or((name, None), |(plain, edition)| (plain, Some(edition)));
    let named: Vec<&ShippedPack> = SHIPPED.iter().filter(|pack| pack.name == plain).collect();
    if named.is_empty() {
        let help = match nearest(plain, SHIPPED.iter().map(|pack| pack.name)) {
            Some(near) => format!("did you mean '{near}'?"),
            None => {
                let names: Vec<&str> = SHIPPED.iter().map(|pack| pack.name).collect();
                format!(
                    "shipped packs are {}; a file of your own is written with its ending: ./{plain}.yaml",
                    names.join(", ")
                )
            }
        };
        return Err((format!("no shipped pack '{plain}'"), Some(help)));
    }
    let fits = |pack: &&&ShippedPack| edition.is_none_or(|edition| begins_with(pack.version, edition));
    named.iter().filter(fits).max_by_key(|pack| parts(pack.version)).copied().ok_or_else(|| {
        let here: Vec<&str> = named.iter().map(|pack| pack.version).collect();
        (format!("{name}: only {} is here", here.join(", ")), Some(format!("write '{plain}@{}'", major(here[0]))))
    })
}

fn begins_with(version: &str, edition: &str) -> bool {
    version == edition || version.strip_prefix(edition).is_some_and(|rest| rest.starts_with('.'))
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or(version)
}

fn parts(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

/// The names under a key of the head, with their places; what has another shape is said when the layer is loaded.
fn references(text: &str, key: &str) -> Vec<(String, Span)> {
    if text.len() > super::MOST_BYTES || memchr::memmem::find(text.as_bytes(), key.as_bytes()).is_none() {
        return Vec::new();
    }
    let reading = yaml::read(text, &ReadLimits::default());
    let Some(document) = reading.documents.first() else { return Vec::new() };
    let Some(top) = document.children(document.root()).next() else { return Vec::new() };
    let top = document.resolve(Cursor { node: top, used_at: None });
    let field = document.fields(top).into_iter().find(|field| document.node(field.node).text.as_str() == key);
    let Some(value) = field.and_then(|field| document.value(field.node)) else { return Vec::new() };
    let value = document.resolve(Cursor { node: value, used_at: None });
    let texts: Vec<SpannedText<'_>> = match document.node(value.node).kind {
        NodeKind::Scalar => vec![document.text(value)],
        NodeKind::List => {
            let entries = document.children(value.node);
            entries.map(|node| entry(document, Cursor { node, used_at: None })).collect()
        }
        _ => Vec::new(),
    };
    let named = texts.into_iter().filter(|text| !text.as_str().trim().is_empty());
    named.map(|text| (text.as_str().trim().to_owned(), text.span())).collect()
}

fn entry<'a>(document: &Document<'a>, cursor: Cursor) -> SpannedText<'a> {
    document.text(document.resolve(cursor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(id: &str, text: &str) -> LayerText {
        LayerText { id: id.to_owned(), name: id.to_owned(), text: text.to_owned(), kind: LayerKind::Pack }
    }

    /// The names of the layers in order, and the mistakes.
    fn gathered(files: &[(&str, &str)], top: &str) -> (Vec<String>, Vec<String>) {
        let find = |name: &str| files.iter().find(|(id, _)| *id == name).map(|(id, text)| layer(id, text));
        let mut find_many =
            |name: &str, _: &LayerText| find(name).map(|found| vec![found]).ok_or("no such file".to_owned());
        let stack = Stack::gather(vec![find(top).expect("the top")], &mut find_many);
        let names = stack.layers.iter().map(|layer| layer.source.name.clone());
        let mistakes = stack.mistakes.iter().map(|mistake| format!("{}: {}", mistake.file, mistake.message));
        (names.collect(), mistakes.collect())
    }

    #[test]
    fn blanks_are_as_long_as_the_examples_they_stand_for() {
        let text =
            "rules:\n  - id: A\n    examples:\n      pass:\n        - {é: 1}\n\n    help: examples: no\n  - id: B\n";
        let blanked = blank_examples(text);
        assert_eq!(blanked.len(), text.len());
        assert_eq!(blanked.lines().count(), text.lines().count());
        let left: Vec<&str> = blanked.lines().filter(|line| !line.trim().is_empty()).collect();
        assert_eq!(left, ["rules:", "  - id: A", "    help: examples: no", "  - id: B"]);
    }

    #[test]
    fn bases_stand_below_and_once() {
        let files = [
            ("a.yaml", "extends: [b.yaml, c.yaml]"),
            ("b.yaml", "extends: d.yaml"),
            ("c.yaml", "extends: [d.yaml]"),
            ("d.yaml", ""),
        ];
        let (names, mistakes) = gathered(&files, "a.yaml");
        assert_eq!(names, ["d.yaml", "b.yaml", "c.yaml", "a.yaml"]);
        assert_eq!(mistakes, Vec::<String>::new());
    }

    #[test]
    fn circles_and_missing_files_are_said_where_they_are_named() {
        let files = [("a.yaml", "extends: [b.yaml]"), ("b.yaml", "extends: [./a.yaml, a.yaml, x.yaml]")];
        let (names, mistakes) = gathered(&files, "a.yaml");
        assert_eq!(names, ["b.yaml", "a.yaml"]);
        assert_eq!(
            mistakes,
            ["0: './a.yaml': no such file", "0: 'a.yaml' goes round in a circle", "0: 'x.yaml': no such file"]
        );
    }

    #[test]
    fn editions_are_found_by_the_parts_of_their_version() {
        for name in ["sop-ap", "sop-ap@1", "sop-ap@1.0"] {
            assert_eq!(shipped_edition(name).map(|pack| pack.name), Ok("sop-ap"), "{name}");
        }
        let (message, help) = shipped_edition("sop-ap@2").expect_err("no such edition");
        assert_eq!((message.as_str(), help.as_deref()), ("sop-ap@2: only 1.0.0 is here", Some("write 'sop-ap@1'")));
        let (_, help) = shipped_edition("sop-app").expect_err("no such pack");
        assert_eq!(help.as_deref(), Some("did you mean 'sop-ap'?"));
    }
}
