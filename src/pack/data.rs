//! What rules name by `$name`, `lists:` and `lookup(…)`: the parameters, lists and tables of a pack.
//!
//! In: the three maps of the head. Out: values with their types. A name whose value is a mistake is known all the same, so
//! that its uses are no mistakes too.

use rustc_hash::FxHashMap;

use super::header::Names;
use super::tree::{Field, Fields, Tree};
use super::{Diagnostic, error, warning};
use crate::document::Cursor;
use crate::rule::expression::typing::Table;
use crate::rule::expression::{Parameter, Term, syntax};
use crate::rule::mistake::{Mistake, suggest_or_list};
use crate::rule::path::Type;
use crate::rule::pattern::Pattern;
use crate::rule::terms::{Term as ListTerm, TermList, TermSpec, open_pattern};
use crate::sop::Language;
use crate::sop::duration::{Length, Unit};
use crate::source::Span;

pub(super) fn params(tree: &mut Tree<'_>, fields: &Fields<'_>) -> FxHashMap<String, Parameter> {
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
                _ => Parameter::Pattern(Pattern::nothing()),
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
            Some(pattern) => Pattern::new(pattern, false, start + 1).map(Parameter::Pattern),
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

pub(super) fn lists(tree: &mut Tree<'_>, fields: &Fields<'_>, names: &Names<'_>) -> FxHashMap<String, TermList> {
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
            written += pairs(tree, &language, &what, &mut list);
            continue;
        }
        let entries = tree.entries(language.value, &format!("language '{}' of {what}", language.key));
        written += if tree.is_list(language.value) { entries.len() } else { 1 };
        terms(tree, names, entries, Language::from_code(language.key), &mut list);
    }
    if written == 0 {
        tree.push(error("PK003", entry.key_span, format!("{what} is empty")));
    }
    list
}

fn terms(
    tree: &mut Tree<'_>,
    names: &Names<'_>,
    entries: Vec<Cursor>,
    language: Option<Language>,
    list: &mut TermList,
) {
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
            Ok(spec) => list.terms.push(ListTerm { language, spec, better: None }),
            Err(mistake) => tree.push_mistakes(&text, vec![mistake]),
        }
    }
}

/// Terms with what to write instead: `{mengupload: mengunggah}`. Returns how many there are.
fn pairs(tree: &mut Tree<'_>, entry: &Field<'_>, what: &str, list: &mut TermList) -> usize {
    let what = format!("language '{}' of {what}", entry.key);
    let Some(pairs) = tree.fields(entry.value, &what, &[]) else { return 0 };
    let written = pairs.list.len();
    for pair in pairs.list {
        let better = tree.text(pair.value, &format!("the better form of '{}'", pair.key));
        let spec = match TermSpec::parse(pair.key) {
            Ok(spec) => spec,
            Err(mistake) => {
                tree.push_mistake_in_key(&pair, mistake);
                continue;
            }
        };
        let Some(better) = better else { continue };
        if better.as_str().to_lowercase() == pair.key.to_lowercase() {
            tree.push(error("PK021", better.span(), format!("'{}' is replaced by itself", pair.key)));
            continue;
        }
        let language = Language::from_code(entry.key);
        list.terms.push(ListTerm { language, spec, better: Some(better.as_str().into()) });
    }
    written
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
            Err(suggest_or_list(mistake, param, names.params.keys().map(String::as_str)))
        }
    }
}

pub(super) fn tables(tree: &mut Tree<'_>, fields: &Fields<'_>) -> FxHashMap<String, Table> {
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
            tree.push(Diagnostic {
                other,
                ..warning("PK052", place, format!("key '{key}' of {what} is listed twice"))
            });
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
        let message = format!(
            "this row has {}, the table has a key and {}",
            values(cells.len(), "value"),
            values(columns.len(), "column")
        );
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        let help = Some(format!("a row is [key, {}]; a cell with a comma stands between quotes", names.join(", ")));
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
