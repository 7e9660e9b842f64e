//! What rules name by `$name`, `lists:` and `lookup(…)`: the parameters, lists and tables of a pack.
//!
//! In: the three maps of the head. Out: values with their types. A name whose value is a mistake is known all the same, so
//! that its uses are no mistakes too.

use rustc_hash::FxHashMap;

use super::keys::{COLUMN_TYPE_NAMES, LIST_EDIT_KEYS, LIST_KEYS, TABLE_KEYS};
use super::names::Names;
use super::tree::{Field, Fields, Tree};
use super::{Diagnostic, error, warning};
use crate::document::Cursor;
use crate::rule::expression::{Parameter, Term, syntax};
use crate::rule::mistake::{Mistake, suggest_or_list};
use crate::rule::path::Type;
use crate::rule::pattern::Pattern;
use crate::rule::table::{Table, normal_key};
use crate::rule::terms::{Term as ListTerm, TermList, TermSpec, open_pattern};
use crate::sop::Language;
use crate::sop::date::Day;
use crate::sop::duration::{Length, Unit};
use crate::source::{Span, SpannedText};

/// A parameter gets its type from its value. One with a mistake is known all the same, as what it was meant to be.
pub(super) fn parameter(tree: &mut Tree<'_>, entry: &Field<'_>) -> Parameter {
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
                "PK022" if is_date(text.as_str().trim()) => Parameter::Date(Day::FIRST),
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
            _ if is_date(written) => day(written, start)?,
            _ => Parameter::Text(written.to_owned()),
        },
    })
}

/// Four digits, two, two: nothing but a date is written like this.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &&str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.as_slice(), [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}

fn day(text: &str, start: usize) -> Result<Parameter, Mistake> {
    let day = Day::parse_iso(text).map(Parameter::Date);
    day.ok_or_else(|| {
        let mistake = Mistake::new("PK022", start..start + text.len(), format!("'{text}' is no day of the calendar"));
        mistake.help("a date is year-month-day: 2025-02-03")
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
            let near = if number == "1" { near.trim_end_matches('s') } else { near };
            let mistake = Mistake::new("PK022", 0..text.len(), format!("'{text}' is not a duration"));
            Err(mistake.help(format!("did you mean '{number} {near}'?")))
        }
        (found, _) => Ok(found),
    }
}

/// A list, or the list below with what a layer says of it: a language that is written anew, words added and removed.
pub(super) fn list(tree: &mut Tree<'_>, names: &Names<'_>, entry: &Field<'_>, below: Option<&TermList>) -> TermList {
    let mut list = below.cloned().unwrap_or_default();
    let what = format!("list '{}'", entry.key);
    if tree.is_list(entry.value) {
        let help = Some("write its terms under a language, or under 'any': {id: [segera, …]}".to_owned());
        let message = format!("{what} must have its terms by language");
        tree.push(Diagnostic { help, ..error("PK021", tree.span(entry.value), message) });
        return list;
    }
    let Some(languages) = tree.fields(entry.value, &what, LIST_KEYS) else { return list };
    let mut written = 0;
    for part in languages.list {
        let language = Language::from_code(part.key);
        if is_edit(tree, &part) {
            edit(tree, names, &part, below.is_some(), &mut list);
            written += 1;
            continue;
        }
        list.terms.retain(|term| term.language != language);
        if tree.is_map(part.value) {
            written += pairs(tree, &part, &what, &mut list);
            continue;
        }
        let entries = tree.entries(part.value, &format!("language '{}' of {what}", part.key));
        written += if tree.is_list(part.value) { entries.len() } else { 1 };
        terms(tree, names, entries, language, &mut list);
    }
    if written == 0 {
        tree.push(error("PK003", entry.key_span, format!("{what} is empty")));
    }
    list
}

/// Whether a language of a list says what is different from the list below: `{add: [..], remove: [..]}`.
fn is_edit(tree: &Tree<'_>, part: &Field<'_>) -> bool {
    let parts = tree.parts(part.value);
    !parts.is_empty() && parts.iter().all(|part| LIST_EDIT_KEYS.contains(&part.key))
}

/// Whether an entry of `lists` says nothing but what is different from the list below.
pub(super) fn edits_only(tree: &Tree<'_>, entry: &Field<'_>) -> bool {
    let parts = tree.parts(entry.value);
    !parts.is_empty() && parts.iter().all(|part| is_edit(tree, part))
}

fn edit(tree: &mut Tree<'_>, names: &Names<'_>, part: &Field<'_>, has_base: bool, list: &mut TermList) {
    let Some(fields) = tree.fields(part.value, "'add' and 'remove'", LIST_EDIT_KEYS) else { return };
    let language = Language::from_code(part.key);
    if !has_base {
        let help = Some("write its terms as a list: [segera, …]".to_owned());
        let message = "there is no list of that name below to add to";
        tree.push(Diagnostic { help, ..error("PK020", fields.span, message) });
        return;
    }
    if let Some(removed) = fields.get("remove") {
        for entry in tree.entries(removed.value, "'remove'") {
            let Some(text) = tree.text(entry, "a term") else { continue };
            remove(tree, &text, language, list);
        }
    }
    if let Some(added) = fields.get("add") {
        if tree.is_map(added.value) {
            pairs(tree, &Field { key: part.key, ..added }, "'add'", list);
        } else {
            let entries = tree.entries(added.value, "'add'");
            terms(tree, names, entries, language, list);
        }
    }
}

fn remove(tree: &mut Tree<'_>, text: &SpannedText<'_>, language: Option<Language>, list: &mut TermList) {
    let Ok(spec) = TermSpec::parse(text.as_str()) else { return };
    let before = list.terms.len();
    list.terms.retain(|term| term.language != language || !term.spec.is_same(&spec));
    if list.terms.len() == before {
        let here = 0..text.as_str().len();
        let mistake = Mistake::new("PK020", here, format!("no term '{}' in the list below", text.as_str()));
        let of_language = list.terms.iter().filter(|term| term.language == language);
        let known = of_language.filter_map(|term| term.spec.as_words());
        tree.push_mistakes(text, vec![suggest_or_list(mistake, text.as_str(), known)]);
    }
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

/// A lookup table, or the table below with the rows a layer adds to it or puts in place of others.
pub(super) fn table(tree: &mut Tree<'_>, entry: &Field<'_>, below: Option<&Table>) -> Table {
    let what = format!("table '{}'", entry.key);
    let mut table = below.cloned().unwrap_or_default();
    let Some(fields) = tree.fields(entry.value, &what, TABLE_KEYS) else { return table };
    // Without rows, the project supplies them.
    let needed: &[&str] = if below.is_some() { &["rows"] } else { &["key", "columns"] };
    for key in needed {
        if fields.get(key).is_none() {
            tree.push(error("PK003", entry.key_span, format!("{what} has no '{key}'")));
        }
    }
    if let Some(key) = fields.get("key") {
        tree.name(key.value, &format!("'key' of {what}"), &["text"], &[Type::Text]);
    }
    if let Some(given) = fields.get("columns") {
        let columns = columns(tree, &fields);
        if below.is_some_and(|below| below.columns != columns) {
            let help = Some("leave 'columns' out: they are those of the table below".to_owned());
            let message = format!("{what} has other columns below");
            tree.push(Diagnostic { help, ..error("PK021", given.key_span, message) });
        } else {
            table.columns = columns;
        }
    }
    if let Some(field) = fields.get("rows").filter(|_| !table.columns.is_empty()) {
        rows(tree, field.value, &what, &mut table);
    }
    table
}

/// Whether an entry of `tables` has rows and no shape: it adds to the table below.
pub(super) fn rows_only(tree: &Tree<'_>, entry: &Field<'_>) -> bool {
    let parts = tree.parts(entry.value);
    !parts.is_empty() && parts.iter().all(|part| part.key == "rows")
}

/// The rows of an entry of `tables` by their keys, with the places of these and all of each row as it stands there.
pub(super) fn written_rows(tree: &Tree<'_>, entry: &Field<'_>) -> Vec<(String, Span, String)> {
    let rows = tree.parts(entry.value).into_iter().find(|part| part.key == "rows");
    let rows = rows.map_or_else(Vec::new, |rows| tree.parts_of_list(rows.value));
    let rows = rows.into_iter().filter_map(|row| {
        let key = tree.plain_text(*tree.parts_of_list(row).first()?)?;
        Some((normal_key(key.as_str()).into_owned(), key.span(), tree.written(row)))
    });
    rows.collect()
}

fn rows(tree: &mut Tree<'_>, rows: Cursor, what: &str, table: &mut Table) {
    let rows = tree.entries(rows, "'rows'");
    let kept = table.rows.get_or_insert_default();
    let mut places: FxHashMap<String, usize> =
        kept.iter().enumerate().map(|(at, (key, _))| (key.clone(), at)).collect();
    let mut seen: FxHashMap<String, Span> = FxHashMap::default();
    for cells in rows {
        let Some((key, place, values)) = row(tree, cells, &table.columns) else { continue };
        if let Some(&first) = seen.get(&key) {
            let other = Some((first, "the first one is here".to_owned()));
            let message = format!("key '{key}' of {what} is listed twice");
            tree.push(Diagnostic { other, ..warning("PK052", place, message) });
            continue;
        }
        seen.insert(key.clone(), place);
        match places.get(&key) {
            Some(&at) => kept[at].1 = values,
            None => {
                places.insert(key.clone(), kept.len());
                kept.push((key, values));
            }
        }
    }
}

fn columns(tree: &mut Tree<'_>, fields: &Fields<'_>) -> Vec<(String, Type)> {
    let columns = fields.get("columns").and_then(|columns| tree.fields(columns.value, "'columns'", &[]));
    let columns = columns.map_or_else(Vec::new, |columns| columns.list);
    let types = columns.into_iter().map(|column| {
        let what = format!("the type of column '{}'", column.key);
        let ty = tree.name(
            column.value,
            &what,
            COLUMN_TYPE_NAMES,
            &[Type::Text, Type::Int, Type::Duration, Type::Date, Type::Bool],
        );
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
    Some((normal_key(key.as_str()).into_owned(), key.span(), cells.into_iter().collect::<Option<_>>()?))
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
        (Ok(value @ Parameter::Date(_)), Type::Date) => return Some(value),
        (Err(mistake), _) => tree.push_mistakes(&text, vec![mistake]),
        (Ok(_), ty) => {
            let shape = match ty {
                Type::Bool => "true or false".to_owned(),
                ty => format!("a {}", ty.name()),
            };
            let help = match ty {
                Type::Duration => Some("write a number and a unit: 3 working days".to_owned()),
                Type::Date => Some("a date is year-month-day: 2025-02-03".to_owned()),
                _ => None,
            };
            let message = format!("'{}' is not {shape}", text.as_str());
            tree.push(Diagnostic { help, ..error("PK022", text.span(), message) });
        }
    }
    None
}
