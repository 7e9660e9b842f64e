//! The head of a pack: name, versions, languages, sources; [`data`] reads its parameters, lists and tables.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::tree::{Field, Fields, Tree};
use super::{Diagnostic, Pack, data, error, rules, warning};
use crate::rule::expression::{Parameter, Scope};
use crate::rule::table::Table;
use crate::rule::terms::TermList;
use crate::rule::{Bilingual, PackInfo};
use crate::sop::model::MODEL_VERSION;
use crate::sop::record::TypeId;
use crate::sop::{Language, Vocabulary};
use crate::source::{Span, SpannedText};

const KEYS: &[&str] =
    &["pack", "version", "model", "languages", "sources", "params", "lists", "tables", "covers", "rules"];
/// Keys of the language that this version does not know yet.
const LATER: &[&str] = &["extends", "phases", "change", "disable"];

/// What the rules of a pack may name.
pub(super) struct Names<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    pub(super) pack: String,
    pub(super) languages: Vec<Language>,
    pub(super) sources: FxHashMap<String, String>,
    pub(super) params: FxHashMap<String, Parameter>,
    pub(super) lists: FxHashMap<String, TermList>,
    pub(super) tables: FxHashMap<String, Table>,
    pub(super) used: RefCell<FxHashSet<String>>,
}

impl Names<'_> {
    /// A scope for expressions about an element.
    pub(super) fn scope<'s>(&'s self, element: TypeId, named: Option<&'s str>, other: Option<TypeId>) -> Scope<'s> {
        Scope {
            vocabulary: self.vocabulary,
            element,
            outer: None,
            named: named.map(|name| (name, element)),
            other,
            params: &self.params,
            tables: &self.tables,
            used: &self.used,
        }
    }

    pub(super) fn use_name(&self, name: String) {
        self.used.borrow_mut().insert(name);
    }
}

/// A key or verb of the language that stands in a later version only.
pub(super) fn later(key: &str, span: Span) -> Diagnostic {
    let message = format!("'{key}' is not supported by this version");
    Diagnostic { help: Some("leave it out".to_owned()), ..error("PK002", span, message) }
}

/// Reads a whole pack.
pub(super) fn pack(tree: &mut Tree<'_>, text: &str, vocabulary: &Vocabulary) -> Option<Pack> {
    let Some(top) = tree.top() else {
        tree.push(error("PK003", Span::at(0), "the pack is empty"));
        return None;
    };
    let known: Vec<&'static str> = KEYS.iter().chain(LATER).copied().collect();
    let fields = tree.fields(top, "a pack", &known)?;
    for field in fields.list.iter().filter(|field| LATER.contains(&field.key)) {
        tree.push(later(field.key, field.key_span));
    }
    let name = required_text(tree, &fields, "pack").unwrap_or_default();
    let version = required_text(tree, &fields, "version").unwrap_or_default();
    check_model(tree, &fields);
    let mut names = Names {
        vocabulary,
        pack: name.clone(),
        languages: languages(tree, &fields),
        sources: sources(tree, &fields),
        params: FxHashMap::default(),
        lists: FxHashMap::default(),
        tables: FxHashMap::default(),
        used: RefCell::new(FxHashSet::default()),
    };
    names.params = data::params(tree, &fields);
    names.lists = data::lists(tree, &fields, &names);
    names.tables = data::tables(tree, &fields);
    let covers = covers(tree, &fields, &names);
    let rules = rules::rules(tree, &fields, &names);
    // A misspelt use would make its name look unused.
    if !tree.is_broken() {
        unused(tree, &fields, &names);
    }
    let info = PackInfo { name, version, sha256: sha256(text), covers };
    Some(Pack { info, languages: names.languages, rules, tables: names.tables })
}

fn sha256(text: &str) -> String {
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

fn sources(tree: &mut Tree<'_>, fields: &Fields<'_>) -> FxHashMap<String, String> {
    let mut sources = FxHashMap::default();
    let Some(field) = fields.get("sources") else { return sources };
    let Some(entries) = tree.fields(field.value, "'sources'", &[]) else { return sources };
    for entry in entries.list {
        let title = source(tree, &entry).unwrap_or_default();
        // A source with a mistake is known all the same.
        sources.insert(entry.key.to_owned(), title);
    }
    sources
}

fn source(tree: &mut Tree<'_>, entry: &Field<'_>) -> Option<String> {
    let what = format!("source '{}'", entry.key);
    if !tree.is_map(entry.value) {
        return tree.text(entry.value, &what).map(|title| title.as_str().to_owned());
    }
    let parts = tree.fields(entry.value, &what, &["title", "url", "note"])?;
    let Some(title) = parts.get("title") else {
        tree.push(error("PK003", entry.key_span, format!("{what} has no 'title'")));
        return None;
    };
    tree.text(title.value, "'title'").map(|title| title.as_str().to_owned())
}

fn covers<'t>(tree: &mut Tree<'t>, fields: &Fields<'t>, names: &Names<'_>) -> Option<Bilingual<String>> {
    let field = fields.get("covers")?;
    bilingual(tree, &field, names).map(|text| Bilingual {
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
        if fields.get(code).is_none() && names.languages.contains(&language) {
            tree.push(error("PK030", field.key_span, format!("{} lacks language '{code}'", field.key)));
        }
        match language {
            Language::Id => texts.id = text,
            Language::En => texts.en = text,
        }
    }
    // A pack in one language speaks it to everybody.
    let other = if names.languages.contains(&Language::Id) { &texts.id } else { &texts.en }.clone();
    texts.id = texts.id.or_else(|| other.clone());
    texts.en = texts.en.or(other);
    Some(texts)
}

/// What is declared and never used is a mistake of somebody.
fn unused(tree: &mut Tree<'_>, fields: &Fields<'_>, names: &Names<'_>) {
    for (section, prefix, what) in [
        ("params", "$", "parameter"),
        ("lists", "list ", "list"),
        ("tables", "table ", "table"),
        ("sources", "source ", "source"),
    ] {
        let Some(field) = fields.get(section).filter(|field| tree.is_map(field.value)) else { continue };
        let Some(entries) = tree.fields(field.value, section, &[]) else { continue };
        for entry in entries.list {
            if !names.used.borrow().contains(&format!("{prefix}{}", entry.key)) {
                tree.push(warning("PK052", entry.key_span, format!("{what} '{}' is never used", entry.key)));
            }
        }
    }
}
