//! The head of a layer: name, versions, languages, sources; `data` reads its parameters, lists and tables.

use rustc_hash::FxHashMap;

use super::keys::{PACK_KEYS, PROJECT_KEYS, SETTINGS_KEYS, SOURCE_KEYS};
use super::names::Names;
use super::stack::LayerKind;
use super::tree::{Field, Fields, Tree};
use super::{Diagnostic, error};
use crate::rule::{Bilingual, ListedClause};
use crate::sop::Language;
use crate::sop::model::MODEL_VERSION;
use crate::source::{Span, SpannedText};

/// The head of one layer.
pub(super) struct Head<'t> {
    pub(super) fields: Fields<'t>,
    pub(super) name: String,
    pub(super) version: String,
    /// Empty for settings, which need not speak every language.
    pub(super) languages: Vec<Language>,
    /// Titles of sources of its own, by key.
    pub(super) sources: FxHashMap<String, String>,
    pub(super) clauses: Vec<ListedClause>,
    pub(super) covers: Option<Bilingual<String>>,
}

/// Reads the head of a layer.
pub(super) fn head<'t>(tree: &mut Tree<'t>, kind: LayerKind) -> Option<Head<'t>> {
    match kind {
        LayerKind::Pack => pack(tree),
        LayerKind::Settings => settings(tree, "the settings", SETTINGS_KEYS),
        LayerKind::Project => settings(tree, "project data", PROJECT_KEYS),
    }
}

fn pack<'t>(tree: &mut Tree<'t>) -> Option<Head<'t>> {
    let Some(top) = tree.top() else {
        tree.push(error("PK003", Span::at(0), "the pack is empty"));
        return None;
    };
    let fields = tree.fields(top, "a pack", PACK_KEYS)?;
    let name = required_text(tree, &fields, "pack").unwrap_or_default();
    let version = required_text(tree, &fields, "version").unwrap_or_default();
    check_model(tree, &fields);
    check_extends(tree, &fields);
    let languages = languages(tree, &fields);
    let (sources, clauses) = sources(tree, &fields, &languages);
    let covers = covers(tree, &fields, &languages);
    Some(Head { fields, name, version, languages, sources, clauses, covers })
}

/// Settings may be empty: nothing is different here. So may the data of a project.
fn settings<'t>(tree: &mut Tree<'t>, what: &str, keys: &[&'static str]) -> Option<Head<'t>> {
    let fields = match tree.top() {
        Some(top) if !tree.is_blank(top) => tree.fields(top, what, keys)?,
        _ => Fields { list: Vec::new(), span: Span::at(0) },
    };
    check_extends(tree, &fields);
    let (sources, clauses) = sources(tree, &fields, &[]);
    let (name, version) = (String::new(), String::new());
    Some(Head { fields, name, version, languages: Vec::new(), sources, clauses, covers: None })
}

pub(super) fn sha256(text: &str) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn required_text(tree: &mut Tree<'_>, fields: &Fields<'_>, key: &str) -> Option<String> {
    match fields.get(key) {
        Some(field) => tree.text(field.value, &format!("'{key}'")).map(|text| text.as_str().to_owned()),
        None => {
            tree.push(error("PK003", fields.span, format!("the pack has no '{key}'")));
            None
        }
    }
}

fn check_model(tree: &mut Tree<'_>, fields: &Fields<'_>) {
    let Some(text) = required_text(tree, fields, "model") else { return };
    if text.parse() != Ok(MODEL_VERSION) {
        let span = fields.get("model").map_or(fields.span, |field| tree.span(field.value));
        let message = format!("model '{text}' is not known; this program has model {MODEL_VERSION}");
        let help = Some(format!("write 'model: {MODEL_VERSION}'"));
        tree.push(Diagnostic { help, ..error("PK040", span, message) });
    }
}

/// What is named under `extends` was looked for when the stack was gathered; what has no shape of a name was not.
fn check_extends(tree: &mut Tree<'_>, fields: &Fields<'_>) {
    let Some(field) = fields.get("extends") else { return };
    for entry in tree.one_or_more(field.value, "'extends'") {
        tree.text(entry, "a pack under 'extends'");
    }
}

fn languages(tree: &mut Tree<'_>, fields: &Fields<'_>) -> Vec<Language> {
    let Some(field) = fields.get("languages") else {
        tree.push(error("PK003", fields.span, "the pack has no 'languages'"));
        return Language::ALL.to_vec();
    };
    let codes = Language::ALL.map(Language::code);
    let entries = tree.one_or_more(field.value, "'languages'");
    if tree.is_list(field.value) && entries.is_empty() {
        tree.push(error("PK003", field.key_span, "'languages' is empty"));
    }
    entries.into_iter().filter_map(|entry| tree.name(entry, "a language", &codes, &Language::ALL)).collect()
}

fn sources<'t>(
    tree: &mut Tree<'t>,
    fields: &Fields<'t>,
    languages: &[Language],
) -> (FxHashMap<String, String>, Vec<ListedClause>) {
    let (mut sources, mut clauses) = (FxHashMap::default(), Vec::new());
    let Some(field) = fields.get("sources") else { return (sources, clauses) };
    let Some(entries) = tree.fields(field.value, "'sources'", &[]) else { return (sources, clauses) };
    for entry in entries.list {
        let title = source(tree, &entry, languages, &mut clauses).unwrap_or_default();
        // A source with a mistake is known all the same.
        sources.insert(entry.key.to_owned(), title);
    }
    (sources, clauses)
}

fn source<'t>(
    tree: &mut Tree<'t>,
    entry: &Field<'t>,
    languages: &[Language],
    clauses: &mut Vec<ListedClause>,
) -> Option<String> {
    let what = format!("source '{}'", entry.key);
    if !tree.is_map(entry.value) {
        return tree.text(entry.value, &what).map(|title| title.as_str().to_owned());
    }
    let parts = tree.fields(entry.value, &what, SOURCE_KEYS)?;
    let Some(title) = parts.get("title") else {
        tree.push(error("PK003", entry.key_span, format!("{what} has no 'title'")));
        return None;
    };
    let title = tree.text(title.value, "'title'").map(|title| title.as_str().to_owned());
    let listed = parts.get("clauses").and_then(|field| tree.fields(field.value, "'clauses'", &[]));
    for clause in listed.map_or_else(Vec::new, |listed| listed.list) {
        let text = plain(in_languages(tree, &clause, languages));
        let source = title.clone().unwrap_or_default();
        clauses.extend(text.map(|text| ListedClause { source, at: clause.key.to_owned(), text }));
    }
    title
}

fn covers<'t>(tree: &mut Tree<'t>, fields: &Fields<'t>, languages: &[Language]) -> Option<Bilingual<String>> {
    let field = fields.get("covers")?;
    plain(in_languages(tree, &field, languages))
}

fn plain(text: Option<Bilingual<Option<SpannedText<'_>>>>) -> Option<Bilingual<String>> {
    text.map(|text| Bilingual {
        id: text.id.map_or_else(String::new, |text| text.as_str().to_owned()),
        en: text.en.map_or_else(String::new, |text| text.as_str().to_owned()),
    })
}

/// A text in each language of the pack; a language that is left out is a mistake.
pub(super) fn bilingual<'t>(
    tree: &mut Tree<'t>,
    field: &Field<'t>,
    names: &Names<'_>,
) -> Option<Bilingual<Option<SpannedText<'t>>>> {
    in_languages(tree, field, &names.languages)
}

fn in_languages<'t>(
    tree: &mut Tree<'t>,
    field: &Field<'t>,
    languages: &[Language],
) -> Option<Bilingual<Option<SpannedText<'t>>>> {
    let what = format!("'{}'", field.key);
    if tree.is_text(field.value) {
        tree.text(field.value, &what)?;
        let help = Some(format!("write {}: {{id: …, en: …}}", field.key));
        let message = format!("{what} must have a text for each language");
        tree.push(Diagnostic { help, ..error("PK021", tree.span(field.value), message) });
        return None;
    }
    let fields = tree.fields(field.value, &what, &["id", "en"])?;
    let mut texts = Bilingual { id: None, en: None };
    for language in Language::ALL {
        let code = language.code();
        let text = fields.get(code).and_then(|field| tree.text(field.value, &format!("{what} in language '{code}'")));
        if fields.get(code).is_none() && languages.contains(&language) {
            tree.push(error("PK030", field.key_span, format!("{} lacks language '{code}'", field.key)));
        }
        match language {
            Language::Id => texts.id = text,
            Language::En => texts.en = text,
        }
    }
    // A pack in one language speaks it to everybody.
    let other = if texts.id.is_some() { &texts.id } else { &texts.en }.clone();
    texts.id = texts.id.or_else(|| other.clone());
    texts.en = texts.en.or(other);
    Some(texts)
}
