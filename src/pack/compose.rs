//! Layers → the rules of a run.
//!
//! In: a [`Stack`]. Out: what is in force once the lowest layer has spoken and each one above it has had its say, with the
//! place of every value; or all mistakes in all layers. A layer is merged key by key: setting one never resets another.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::change::overrides::{self, Overrides};
use super::change::{self, InForce, Off};
use super::header::{self, Head};
use super::names::{Names, Setter, Slots, disagreement};
use super::project;
use super::settings::{self, Settings};
use super::stack::{LayerKind, Stack};
use super::syntax::{Mended, Parsed};
use super::tree::{Field, Tree};
use super::{Diagnostic, Level, data, error, rules, warning};
use crate::rule::expression::Parameter;
use crate::rule::mistake::{Mistake, suggest_or_list};
use crate::rule::table::{Lengths, Table, Tables};
use crate::rule::terms::TermList;
use crate::rule::{PackInfo, Rule};
use crate::sop::label::nearest;
use crate::sop::project::ProjectData;
use crate::sop::{Language, Vocabulary};
use crate::source::Span;

/// What is in force.
#[derive(Debug)]
pub struct Loaded {
    /// The packs, the lowest first.
    pub packs: Vec<PackInfo>,
    /// Languages of the first pack that was asked for.
    pub languages: Vec<Language>,
    /// The rules.
    pub rules: Vec<Rule>,
    /// Rules that are switched off.
    pub off: Vec<Off>,
    /// What is different for some documents.
    pub overrides: Overrides,
    /// The tables.
    pub tables: Tables,
    /// The parameters that are lengths of time.
    pub lengths: Lengths,
    /// What the settings say besides rules.
    pub settings: Settings,
    /// What the data files of the project say.
    pub project: ProjectData,
    /// Where parameters, lists, tables and changes of rules come from.
    pub origins: Vec<Origin>,
}

/// A value and the layer that set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// `params.latest_start`, `change.MB007.severity`.
    pub key: String,
    /// The value as it stands there.
    pub value: String,
    /// The layer.
    pub layer: usize,
    /// The place of the key in it.
    pub span: Span,
    /// Why, where that is said.
    pub reason: Option<String>,
    /// Whether it adds to the value below or takes away from it.
    pub edits: bool,
}

/// The YAML of all layers.
#[derive(Debug)]
pub struct Readings<'s>(Vec<Parsed<'s>>);

impl<'s> Readings<'s> {
    /// Reads all layers.
    #[must_use]
    pub fn new(stack: &'s Stack) -> Self {
        Self(stack.layers.iter().map(|layer| Parsed::new(layer.read())).collect())
    }
}

/// Loads all layers; nothing is in force when one of them has an error.
#[must_use]
pub fn compose(stack: &Stack, vocabulary: &Vocabulary) -> (Option<Loaded>, Vec<Diagnostic>) {
    compose_read(stack, Readings::new(stack), vocabulary)
}

/// Loads all layers from their YAML, which can be read before the vocabulary is there.
#[must_use]
pub fn compose_read(
    stack: &Stack,
    Readings(first): Readings<'_>,
    vocabulary: &Vocabulary,
) -> (Option<Loaded>, Vec<Diagnostic>) {
    let layers = stack.layers.iter();
    let mended: Vec<Option<Mended>> =
        first.iter().zip(layers).map(|(parsed, layer)| parsed.mended(layer.read())).collect();
    let readings: Vec<Parsed<'_>> =
        first.into_iter().zip(&mended).map(|(parsed, mended)| parsed.with(mended)).collect();
    let used = RefCell::default();
    let mut composing = Composing::new(stack, vocabulary, &readings, &used);
    composing.params();
    composing.lists();
    composing.tables();
    let in_force = composing.rules();
    composing.disagreements(&in_force);
    composing.unused();
    composing.finish(in_force, &readings)
}

struct Composing<'c> {
    stack: &'c Stack,
    vocabulary: &'c Vocabulary,
    trees: Vec<Tree<'c>>,
    heads: Vec<Option<Head<'c>>>,
    params: Slots<Parameter>,
    lists: Slots<TermList>,
    tables: Slots<Table>,
    /// The rows that layers add to tables below, by the place of the table and their keys.
    rows: BTreeMap<(usize, String), Vec<Setter>>,
    overrides: Overrides,
    used: &'c RefCell<FxHashSet<String>>,
}

impl<'c> Composing<'c> {
    fn new(
        stack: &'c Stack,
        vocabulary: &'c Vocabulary,
        readings: &'c [Parsed<'c>],
        used: &'c RefCell<FxHashSet<String>>,
    ) -> Self {
        let (mut trees, mut heads) = (Vec::new(), Vec::new());
        for (file, (layer, parsed)) in stack.layers.iter().zip(readings).enumerate() {
            let document = parsed.reading.as_ref().and_then(|reading| reading.documents.first());
            let mut tree = Tree::new(document, &layer.source.text, file);
            heads.push(match &parsed.reading {
                Some(_) => {
                    parsed.mistakes(&mut tree, &layer.source.text);
                    header::head(&mut tree, layer.source.kind)
                }
                None => {
                    let message = format!("a pack has at most {} MiB", super::MOST_BYTES >> 20);
                    tree.push(error("PK001", Span::at(0), message));
                    None
                }
            });
            trees.push(tree);
        }
        let (params, lists, tables) = (Slots::new(), Slots::new(), Slots::new());
        let (rows, overrides) = (BTreeMap::new(), Overrides::default());
        Self { stack, vocabulary, trees, heads, params, lists, tables, rows, overrides, used }
    }

    /// The entries of a section of a layer.
    fn entries(&mut self, layer: usize, section: &str) -> Vec<Field<'c>> {
        let field = self.heads[layer].as_ref().and_then(|head| head.fields.get(section));
        let entries = field.and_then(|field| self.trees[layer].fields(field.value, &format!("'{section}'"), &[]));
        entries.map_or_else(Vec::new, |entries| entries.list)
    }

    fn setter(&self, layer: usize, entry: &Field<'_>) -> Setter {
        Setter { layer, span: entry.key_span, written: self.trees[layer].written(entry.value), edits: false }
    }

    fn params(&mut self) {
        for layer in 0..self.stack.layers.len() {
            self.params.open_layer(&self.stack.layers[layer].bases);
            for entry in self.entries(layer, "params") {
                let value = data::parameter(&mut self.trees[layer], &entry);
                let setter = self.setter(layer, &entry);
                let mut other = None;
                self.params.set(entry.key, &setter, |below| match below {
                    // What rules below rely on stays of its kind.
                    Some(below) if below.kind() != value.kind() => {
                        other = Some(below.kind());
                        below.clone()
                    }
                    _ => value.clone(),
                });
                if let Some(kind) = other {
                    let message = format!("parameter '{}' is a {kind} below; this is a {}", entry.key, value.kind());
                    let span = self.trees[layer].span(entry.value);
                    self.trees[layer].push(error("PK022", span, message));
                }
            }
        }
    }

    fn lists(&mut self) {
        for layer in 0..self.stack.layers.len() {
            self.lists.open_layer(&self.stack.layers[layer].bases);
            let entries = self.entries(layer, "lists");
            if entries.is_empty() {
                continue;
            }
            let names = self.names(layer);
            for entry in entries {
                let setter = self.setter(layer, &entry);
                let tree = &mut self.trees[layer];
                let setter = Setter { edits: data::edits_only(tree, &entry), ..setter };
                self.lists.set(entry.key, &setter, |below| data::list(tree, &names, &entry, below));
            }
        }
    }

    fn tables(&mut self) {
        for layer in 0..self.stack.layers.len() {
            self.tables.open_layer(&self.stack.layers[layer].bases);
            for entry in self.entries(layer, "tables") {
                let adds = data::rows_only(&self.trees[layer], &entry);
                if adds && !self.is_table_below(layer, &entry) {
                    continue;
                }
                let setter = Setter { edits: adds, ..self.setter(layer, &entry) };
                let tree = &mut self.trees[layer];
                self.tables.set(entry.key, &setter, |below| data::table(tree, &entry, below));
                if adds {
                    self.added_rows(layer, &entry);
                }
            }
        }
    }

    /// Whether rows of a layer have a table to be added to; that they have none is said.
    fn is_table_below(&mut self, layer: usize, entry: &Field<'_>) -> bool {
        if self.stack.layers[layer].bases.is_empty() || !self.tables.places(layer, entry.key).is_empty() {
            return true;
        }
        let message = format!("there is no table '{}' in the packs below to add rows to", entry.key);
        let mistake = suggest_or_list(Mistake::new("PK020", 0..0, message), entry.key, self.tables.names(layer));
        self.trees[layer].push(Diagnostic { help: mistake.help, ..error("PK020", entry.key_span, mistake.message) });
        false
    }

    /// Remembers who set which row, so that two layers may add different ones.
    fn added_rows(&mut self, layer: usize, entry: &Field<'_>) {
        for (key, span, written) in data::written_rows(&self.trees[layer], entry) {
            for &table in self.tables.places(layer, entry.key) {
                let setter = Setter { layer, span, written: written.clone(), edits: false };
                self.rows.entry((table, key.clone())).or_default().push(setter);
            }
        }
    }

    /// What a layer may name, as far as it is known by now.
    fn names(&self, layer: usize) -> Names<'c> {
        let head = self.heads[layer].as_ref();
        let below = (0..layer).filter(|&below| self.stack.rests_on(layer, below));
        let known = below.chain([layer]).filter_map(|at| self.heads[at].as_ref());
        Names {
            vocabulary: self.vocabulary,
            pack: head.map(|head| head.name.clone()).unwrap_or_default(),
            languages: head.map(|head| head.languages.clone()).unwrap_or_default(),
            sources: known.flat_map(|head| head.sources.clone()).collect(),
            params: self.params.values(layer),
            lists: self.lists.values(layer),
            tables: self.tables.values(layer),
            used: self.used,
        }
    }

    /// The rules of all layers, with what the layers above change.
    fn rules(&mut self) -> InForce {
        let mut in_force = InForce::default();
        for layer in 0..self.stack.layers.len() {
            let names = self.names(layer);
            let Some(head) = &self.heads[layer] else { continue };
            let tree = &mut self.trees[layer];
            if self.stack.layers[layer].source.kind == LayerKind::Pack {
                for (rule, span) in rules::rules(tree, &head.fields, &names) {
                    in_force.add(tree, rule, (layer, span));
                }
            }
            change::changes(tree, &head.fields, &names, self.stack, &mut in_force);
            change::disabled(tree, &head.fields, self.stack, &mut in_force);
            if self.stack.layers[layer].source.kind == LayerKind::Settings {
                self.overrides = overrides::overrides(tree, &head.fields, &names, self.stack, &mut in_force);
            }
        }
        in_force
    }

    /// Bases of one layer that say different things of what they share.
    fn disagreements(&mut self, in_force: &InForce) {
        let names = |what: &str, name: &str| format!("{what} '{name}'");
        let params = self.params.all.iter().map(|slot| (names("parameter", &slot.name), &slot.set_by));
        let lists = self.lists.all.iter().map(|slot| (names("list", &slot.name), &slot.set_by));
        let tables = self.tables.all.iter().map(|slot| (names("table", &slot.name), &slot.set_by));
        let named = params.chain(lists).chain(tables);
        let mut found: Vec<Diagnostic> =
            named.filter_map(|(what, set_by)| disagree(self.stack, &what, set_by)).collect();
        let rows = self.rows.iter().map(|((table, key), set_by)| {
            let what = format!("row '{key}' of table '{}'", self.tables.all[*table].name);
            disagree(self.stack, &what, set_by)
        });
        found.extend(rows.flatten());
        found.extend(in_force.disagreements(self.stack));
        found.into_iter().for_each(|diagnostic| self.trees[diagnostic.file].push(diagnostic));
    }

    /// What is declared and never used is a mistake of somebody.
    fn unused(&mut self) {
        // A misspelt use would make its name look unused.
        if self.trees.iter().any(Tree::is_broken) {
            return;
        }
        let used = self.used.borrow();
        let first = |set_by: &[Setter]| set_by.first().map(|setter| (setter.layer, setter.span));
        let params = self
            .params
            .all
            .iter()
            .map(|slot| (first(&slot.set_by), format!("${}", slot.name), "parameter", &slot.name));
        let lists =
            self.lists.all.iter().map(|slot| (first(&slot.set_by), format!("list {}", slot.name), "list", &slot.name));
        let tables = self
            .tables
            .all
            .iter()
            .map(|slot| (first(&slot.set_by), format!("table {}", slot.name), "table", &slot.name));
        let declared: Vec<_> = params.chain(lists).chain(tables).collect();
        for (place, key, what, name) in &declared {
            if let Some((layer, span)) = place.filter(|_| !used.contains(key)) {
                let others = declared.iter().filter(|(_, key, kind, _)| kind == what && used.contains(key));
                let help = nearest(name, others.map(|(.., other)| other.as_str()));
                let help = help.map(|near| format!("did you mean '{near}', which is used?"));
                let message = format!("{what} '{name}' is never used");
                self.trees[layer].push(Diagnostic { help, ..warning("PK052", span, message) });
            }
        }
        drop(used);
        self.unused_sources();
    }

    fn unused_sources(&mut self) {
        for layer in 0..self.trees.len() {
            for entry in self.entries(layer, "sources") {
                if !self.used.borrow().contains(&format!("source {}", entry.key)) {
                    let message = format!("source '{}' is never used", entry.key);
                    self.trees[layer].push(warning("PK052", entry.key_span, message));
                }
            }
        }
    }

    fn finish(mut self, in_force: InForce, readings: &[Parsed<'_>]) -> (Option<Loaded>, Vec<Diagnostic>) {
        let (settings, project) = self.project();
        let origins = self.origins(&in_force);
        let mut diagnostics = self.stack.mistakes.clone();
        for (tree, parsed) in self.trees.into_iter().zip(readings) {
            let mut found = tree.into_diagnostics();
            if parsed.is_cut_off() {
                // What seems to be missing may stand where nothing could be read.
                found.retain(|diagnostic| !["PK003", "PK004", "PK020", "PK030", "PK050"].contains(&diagnostic.code));
            }
            // Nor is the section empty whose rules could not be read.
            let is_empty =
                |diagnostic: &Diagnostic| diagnostic.code == "PK003" && diagnostic.message.starts_with("'rules'");
            found.retain(|diagnostic| !(parsed.lost_rules() && is_empty(diagnostic)));
            diagnostics.append(&mut found);
        }
        if readings.iter().any(Parsed::lost_rules) {
            diagnostics.retain(|diagnostic| diagnostic.code != "PK041");
        }
        diagnostics.sort_by_key(|diagnostic| (diagnostic.file, diagnostic.span, diagnostic.code));
        diagnostics.dedup();
        if diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error) {
            return (None, diagnostics);
        }
        let first = self.stack.tops.first().and_then(|&top| speaking(self.stack, &self.heads, top));
        let heads = self.stack.layers.iter().zip(self.heads);
        let packs = heads.filter(|(layer, _)| layer.source.kind == LayerKind::Pack);
        let packs = packs.filter_map(|(layer, head)| {
            let head = head?;
            let sha256 = header::sha256(&layer.source.text);
            Some(PackInfo {
                name: head.name,
                version: head.version,
                sha256,
                covers: head.covers,
                clauses: head.clauses,
            })
        });
        let tables = self.tables.all.into_iter().map(|slot| (slot.name, slot.value)).collect();
        let lengths = self.params.all.into_iter().filter_map(|slot| match slot.value {
            Parameter::Length(length) => Some((slot.name, length)),
            _ => None,
        });
        let lengths = lengths.collect();
        let (rules, off) = in_force.into_parts();
        let loaded = Loaded {
            packs: packs.collect(),
            languages: first.unwrap_or_default(),
            rules,
            off,
            overrides: self.overrides,
            tables,
            lengths,
            settings,
            project,
            origins,
        };
        (Some(loaded), diagnostics)
    }

    /// What settings and data files say besides rules.
    fn project(&mut self) -> (Settings, ProjectData) {
        let (mut settings, mut project) = (Settings::default(), ProjectData::default());
        let mut regulations = Vec::new();
        for (layer, head) in self.heads.iter().enumerate() {
            let Some(head) = head else { continue };
            let tree = &mut self.trees[layer];
            match self.stack.layers[layer].source.kind {
                LayerKind::Pack => {}
                LayerKind::Settings => settings = settings::settings(tree, &head.fields, layer),
                LayerKind::Project => {
                    project::read(tree, &head.fields, &mut project);
                    project::regulations::read(tree, &head.fields, &mut regulations);
                }
            }
        }
        for diagnostic in project::regulations::mistakes(self.vocabulary, &regulations) {
            self.trees[diagnostic.file].push(diagnostic);
        }
        project.regulations = regulations.into_iter().map(|placed| placed.entry).collect();
        for diagnostic in project::roster::mistakes(&project, self.vocabulary) {
            self.trees[diagnostic.file].push(diagnostic);
        }
        (settings, project)
    }

    fn origins(&self, in_force: &InForce) -> Vec<Origin> {
        let mut origins = Vec::new();
        let mut add = |section: &str, name: &str, set_by: &[Setter]| {
            for setter in set_by {
                origins.push(Origin {
                    key: format!("{section}.{name}"),
                    value: setter.written.clone(),
                    layer: setter.layer,
                    span: setter.span,
                    reason: None,
                    edits: setter.edits,
                });
            }
        };
        self.params.all.iter().for_each(|slot| add("params", &slot.name, &slot.set_by));
        self.lists.all.iter().for_each(|slot| add("lists", &slot.name, &slot.set_by));
        self.tables.all.iter().for_each(|slot| add("tables", &slot.name, &slot.set_by));
        origins.extend(in_force.origins());
        origins.sort_by(|a, b| (&a.key, a.layer, a.span).cmp(&(&b.key, b.layer, b.span)));
        origins
    }
}

/// The languages of a layer, or of the first below it that says them.
fn speaking(stack: &Stack, heads: &[Option<Head<'_>>], layer: usize) -> Option<Vec<Language>> {
    let own = heads[layer].as_ref().map(|head| head.languages.clone()).filter(|languages| !languages.is_empty());
    own.or_else(|| stack.layers[layer].bases.iter().find_map(|&base| speaking(stack, heads, base)))
}

/// That two layers set one thing differently, said at the second of them.
pub(super) fn disagree(stack: &Stack, what: &str, set_by: &[Setter]) -> Option<Diagnostic> {
    let (first, second) = disagreement(stack, set_by)?;
    let message = format!("{what} is '{}' here and '{}' elsewhere", second.written, first.written);
    let help = match stack.layers[second.layer].source.kind {
        LayerKind::Pack | LayerKind::Settings => "set it in the pack that extends both, or in the settings",
        // Nothing stands above the data of a project.
        LayerKind::Project => "leave it out of one of the two files",
    };
    Some(Diagnostic {
        file: second.layer,
        elsewhere: Some((first.layer, first.span, "the other one is here".to_owned())),
        help: Some(help.to_owned()),
        ..error("PK043", second.span, message)
    })
}
