//! The head of a pack: name, versions, languages, sources, parameters, lists, tables.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::tree::{Field, Fields, Tree};
use super::{Diagnostic, Pack, error, rules, warning};
use crate::document::Cursor;
use crate::rule::expression::typing::{Table, compile_pattern, suggest};
use crate::rule::expression::{Mistake, Parameter, Scope, Term, syntax};
use crate::rule::path::Type;
use crate::rule::terms::{TermList, TermSpec, open_pattern};
use crate::rule::{Bilingual, PackInfo};
use crate::sop::duration::{Length, Unit};
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
    names.params = params(tree, &fields);
    names.lists = lists(tree, &fields, &names);
    names.tables = tables(tree, &fields);
    let covers = covers(tree, &fields, &names);
    let rules = rules::rules(tree, &fields, &names);
    // A misspelt use would make its name look unused.
    if !tree.is_broken() {
        unused(tree, &fields, &names);
    }
    let info = PackInfo { name, version, sha256: sha256(text), covers };
    Some(Pack { info, languages: names.languages, rules })
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
        tree.push(error("PK040", span, format!("model '{text}' is not known; this program has model {MODEL_VERSION}")));
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

fn params(tree: &mut Tree<'_>, fields: &Fields<'_>) -> FxHashMap<String, Parameter> {
    let mut params = FxHashMap::default();
    let Some(field) = fields.get("params") else { return params };
    let Some(entries) = tree.fields(field.value, "'params'", &[]) else { return params };
    for entry in entries.list {
        let value = parameter(tree, &entry);
        params.insert(entry.key.to_owned(), value);
    }
    params
}

/// A parameter gets its type from its value. One with a mistake is known all the same, as what it was meant to be.
fn parameter(tree: &mut Tree<'_>, entry: &Field<'_>) -> Parameter {
    let what = format!("parameter '{}'", entry.key);
    if tree.is_list(entry.value) {
        let entries = tree.entries(entry.value, &what);
        let texts = entries.into_iter().filter_map(|entry| tree.text(entry, "an entry"));
        return Parameter::List(texts.map(|text| text.as_str().to_owned()).collect());
    }
    let Some(text) = tree.text(entry.value, &what) else { return Parameter::Text(String::new()) };
    match scalar(text.as_str()) {
        Ok(value) => value,
        Err(mistake) => {
            let meant = match mistake.code {
                "PK022" => Parameter::Length(Length::of(1000, Unit::CalendarDay)),
                _ => TermSpec::nothing().map_or_else(|| Parameter::Text(String::new()), Parameter::Pattern),
            };
            tree.push_mistakes(&text, vec![mistake]);
            meant
        }
    }
}

fn scalar(text: &str) -> Result<Parameter, Mistake> {
    let written = text.trim();
    let start = text.len() - text.trim_start().len();
    if let Some(rest) = written.strip_prefix('/') {
        return match rest.strip_suffix('/') {
            Some(pattern) => compile_pattern(pattern, start + 1).map(Parameter::Pattern),
            None => Err(open_pattern(start)),
        };
    }
    Ok(match written {
        "true" => Parameter::Bool(true),
        "false" => Parameter::Bool(false),
        _ => match constant(written)? {
            Some(Term::Number(number)) => Parameter::Number(number),
            Some(Term::Length(length)) => Parameter::Length(length),
            _ => Parameter::Text(written.to_owned()),
        },
    })
}

/// A number or a duration, read as in an expression. A number with a misspelt unit is a mistake.
fn constant(text: &str) -> Result<Option<Term>, Mistake> {
    let Some((number, unit)) = text.split_once(' ') else { return Ok(syntax::constant(text)) };
    if !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Ok(None);
    }
    match (syntax::constant(text), syntax::nearest_unit(unit)) {
        (None, Some(near)) => {
            let mistake = Mistake::new("PK022", 0..text.len(), format!("'{text}' is not a duration"));
            Err(mistake.help(format!("did you mean '{number} {near}'?")))
        }
        (found, _) => Ok(found),
    }
}

fn lists(tree: &mut Tree<'_>, fields: &Fields<'_>, names: &Names<'_>) -> FxHashMap<String, TermList> {
    let mut lists = FxHashMap::default();
    let Some(field) = fields.get("lists") else { return lists };
    let Some(entries) = tree.fields(field.value, "'lists'", &[]) else { return lists };
    for entry in entries.list {
        let list = list(tree, names, &entry);
        lists.insert(entry.key.to_owned(), list);
    }
    lists
}

fn list(tree: &mut Tree<'_>, names: &Names<'_>, entry: &Field<'_>) -> TermList {
    let mut list = TermList::default();
    let what = format!("list '{}'", entry.key);
    if tree.is_list(entry.value) {
        let help = Some("write its terms under a language, or under 'any': {id: [segera, …]}".to_owned());
        let message = format!("{what} must have its terms by language");
        tree.push(Diagnostic { help, ..error("PK021", tree.span(entry.value), message) });
        return list;
    }
    let Some(languages) = tree.fields(entry.value, &what, &["id", "en", "any"]) else { return list };
    let mut written = 0;
    for language in languages.list {
        if tree.is_map(language.value) {
            let message = format!("the terms of {what} must be a list: [a, b]");
            let help = Some("pairs are for 'replace-terms', which is not supported by this version".to_owned());
            tree.push(Diagnostic { help, ..error("PK021", tree.span(language.value), message) });
            written += 1;
            continue;
        }
        let entries = tree.entries(language.value, &format!("the terms of {what}"));
        written += if tree.is_list(language.value) { entries.len() } else { 1 };
        terms(tree, names, entries, Language::from_code(language.key), &mut list);
    }
    if written == 0 {
        tree.push(error("PK003", entry.key_span, format!("{what} is empty")));
    }
    list
}

fn terms(tree: &mut Tree<'_>, names: &Names<'_>, entries: Vec<Cursor>, language: Option<Language>, list: &mut TermList) {
    let mut seen: FxHashMap<String, Span> = FxHashMap::default();
    for entry in entries {
        let Some(text) = tree.text(entry, "a term") else { continue };
        if let Some(&first) = seen.get(&text.as_str().to_lowercase()) {
            let other = Some((first, "the first one is here".to_owned()));
            let message = format!("term '{}' is listed twice", text.as_str());
            tree.push(Diagnostic { other, ..warning("PK052", text.span(), message) });
            continue;
        }
        seen.insert(text.as_str().to_lowercase(), text.span());
        let spec = match text.as_str().strip_prefix('$') {
            Some(param) => pattern(names, param),
            None => TermSpec::parse(text.as_str()),
        };
        match spec {
            Ok(spec) => list.terms.push((language, spec)),
            Err(mistake) => tree.push_mistakes(&text, vec![mistake]),
        }
    }
}

/// `$name`: the pattern of a parameter, so that it is written once.
fn pattern(names: &Names<'_>, param: &str) -> Result<TermSpec, Mistake> {
    names.use_name(format!("${param}"));
    let here = 0..param.len() + 1;
    match names.params.get(param) {
        Some(Parameter::Pattern(regex)) => Ok(TermSpec::Pattern(regex.clone())),
        Some(_) => Err(Mistake::new("PK014", here, format!("parameter '{param}' is no pattern"))),
        None => {
            let mistake = Mistake::new("PK020", here, format!("no parameter '{param}'"));
            Err(suggest(mistake, param, names.params.keys().map(String::as_str)))
        }
    }
}

fn tables(tree: &mut Tree<'_>, fields: &Fields<'_>) -> FxHashMap<String, Table> {
    let mut tables = FxHashMap::default();
    let Some(field) = fields.get("tables") else { return tables };
    let Some(entries) = tree.fields(field.value, "'tables'", &[]) else { return tables };
    for entry in entries.list {
        let table = table(tree, &entry).unwrap_or_default();
        tables.insert(entry.key.to_owned(), table);
    }
    tables
}

fn table(tree: &mut Tree<'_>, entry: &Field<'_>) -> Option<Table> {
    let what = format!("table '{}'", entry.key);
    let fields = tree.fields(entry.value, &what, &["key", "columns", "rows"])?;
    for key in ["key", "columns", "rows"] {
        if fields.get(key).is_none() {
            tree.push(error("PK003", entry.key_span, format!("{what} has no '{key}'")));
        }
    }
    if let Some(key) = fields.get("key") {
        tree.name(key.value, &format!("'key' of {what}"), &["text"], &[Type::Text]);
    }
    let columns = columns(tree, &fields);
    let rows = fields.get("rows").map_or_else(Vec::new, |rows| tree.entries(rows.value, "'rows'"));
    let mut table = Table { columns, rows: Vec::new() };
    let mut seen: FxHashMap<String, Span> = FxHashMap::default();
    for cells in rows {
        let Some((key, place, values)) = row(tree, cells, &table.columns) else { continue };
        if let Some(&first) = seen.get(&key) {
            let other = Some((first, "the first one is here".to_owned()));
            tree.push(Diagnostic { other, ..warning("PK052", place, format!("key '{key}' of {what} is listed twice")) });
            continue;
        }
        seen.insert(key.clone(), place);
        table.rows.push((key, values));
    }
    Some(table)
}

fn columns(tree: &mut Tree<'_>, fields: &Fields<'_>) -> Vec<(String, Type)> {
    let columns = fields.get("columns").and_then(|columns| tree.fields(columns.value, "'columns'", &[]));
    let columns = columns.map_or_else(Vec::new, |columns| columns.list);
    let types = columns.into_iter().map(|column| {
        let names = ["text", "number", "duration", "bool"];
        let what = format!("the type of column '{}'", column.key);
        let ty = tree.name(column.value, &what, &names, &[Type::Text, Type::Int, Type::Duration, Type::Bool]);
        (column.key.to_owned(), ty.unwrap_or(Type::Text))
    });
    types.collect()
}

/// The key of a row, its place, and the values behind it.
fn row(tree: &mut Tree<'_>, row: Cursor, columns: &[(String, Type)]) -> Option<(String, Span, Vec<Parameter>)> {
    let cells = tree.entries(row, "a row");
    if cells.is_empty() && !tree.is_list(row) {
        return None;
    }
    if cells.len() != columns.len() + 1 {
        let message = format!("this row has {}, the table has a key and {}", values(cells.len(), "value"), values(columns.len(), "column"));
        let help = Some("a comma inside a cell cuts it in two: put it between quotes".to_owned());
        let help = help.filter(|_| cells.len() > columns.len() + 1);
        tree.push(Diagnostic { help, ..error("PK021", tree.span(row), message) });
        return None;
    }
    let key = tree.text(cells[0], "the key of a row");
    let cells = cells[1..].iter().zip(columns).map(|(cell, (_, ty))| typed_cell(tree, *cell, *ty));
    let cells: Vec<Option<Parameter>> = cells.collect();
    let key = key?;
    Some((key.as_str().trim().to_lowercase(), key.span(), cells.into_iter().collect::<Option<_>>()?))
}

fn values(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn typed_cell(tree: &mut Tree<'_>, cell: Cursor, ty: Type) -> Option<Parameter> {
    let text = tree.text(cell, "a cell")?;
    if ty == Type::Text {
        return Some(Parameter::Text(text.as_str().to_owned()));
    }
    match (scalar(text.as_str()), ty) {
        (Ok(value @ Parameter::Number(_)), Type::Int) => return Some(value),
        (Ok(value @ Parameter::Length(_)), Type::Duration) => return Some(value),
        (Ok(value @ Parameter::Bool(_)), Type::Bool) => return Some(value),
        (Err(mistake), _) => tree.push_mistakes(&text, vec![mistake]),
        (Ok(_), ty) => {
            let shape = match ty {
                Type::Bool => "true or false".to_owned(),
                ty => format!("a {}", ty.name()),
            };
            let help = (ty == Type::Duration).then(|| "write a number and a unit: 3 working days".to_owned());
            let message = format!("'{}' is not {shape}", text.as_str());
            tree.push(Diagnostic { help, ..error("PK022", text.span(), message) });
        }
    }
    None
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
        let text = fields.get(code).and_then(|field| tree.text(field.value, &format!("{what} in '{code}'")));
        if fields.get(code).is_none() && names.languages.contains(&language) {
            tree.push(error("PK030", field.key_span, format!("{} lacks language '{code}'", field.key)));
        }
        match language {
            Language::Id => texts.id = text,
            Language::En => texts.en = text,
        }
    }
    Some(texts)
}

/// What is declared and never used is a mistake of somebody.
fn unused(tree: &mut Tree<'_>, fields: &Fields<'_>, names: &Names<'_>) {
    for (section, prefix, what) in
        [("params", "$", "parameter"), ("lists", "list ", "list"), ("tables", "table ", "table"), ("sources", "source ", "source")]
    {
        let Some(field) = fields.get(section).filter(|field| tree.is_map(field.value)) else { continue };
        let Some(entries) = tree.fields(field.value, section, &[]) else { continue };
        for entry in entries.list {
            if !names.used.borrow().contains(&format!("{prefix}{}", entry.key)) {
                tree.push(warning("PK052", entry.key_span, format!("{what} '{}' is never used", entry.key)));
            }
        }
    }
}
