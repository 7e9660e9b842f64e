//! The verb of a rule: which check it is, with its parameters.

use super::rules::Entry;
use super::tree::{Field, Fields};
use super::{Diagnostic, error};
use crate::document::Cursor;
use crate::rule::expression::typing::text_field;
use crate::rule::expression::{Expr, Scope};
use crate::rule::mistake::{Mistake, suggest_or_list};
use crate::rule::path::{Path, Type};
use crate::rule::terms::{At, TermList, TermRule, TermSpec};
use crate::rule::{Gaps, KeyBy, Order, Predicate, Resolve, Rising, Unique, Verb, Within};
use crate::sop::record::TypeId;
use crate::source::{Span, SpannedText};

/// The verbs.
pub(super) const NAMES: &[&str] =
    &["require", "must", "must-not", "forbid-terms", "require-terms", "unique", "resolve", "order", "flow"];
/// Verbs of the language that this version does not know yet.
pub(super) const LATER: &[&str] = &["replace-terms", "agree", "define", "ask", "check"];

/// The one verb of a rule, as far as it can be told.
pub(super) fn written<'t>(fields: &Fields<'t>) -> Option<&'t str> {
    match found(fields).as_slice() {
        [verb] => Some(verb.key),
        _ => None,
    }
}

fn found<'t>(fields: &Fields<'t>) -> Vec<Field<'t>> {
    let is_verb = |field: &Field<'_>| NAMES.contains(&field.key) || LATER.contains(&field.key);
    fields.list.iter().copied().filter(is_verb).collect()
}

/// Reads the one verb of a rule. Without a scope (the list of the rule is a mistake) it is only counted.
pub(super) fn verb(entry: &mut Entry<'_, '_, '_>, scope: Option<&Scope<'_>>, list: Option<&Path>) -> Option<Verb> {
    let found = found(entry.fields);
    match found.as_slice() {
        [_] => {}
        [] => {
            let help = Some(format!("write one of {}", NAMES.join(", ")));
            let message = format!("{} has no check", entry.name);
            entry.tree.push(Diagnostic { help, ..error("PK004", entry.fields.span, message) });
        }
        [first, second, ..] => {
            let names: Vec<&str> = found.iter().map(|field| field.key).collect();
            let message = format!("a rule has exactly one check; found {}: {}", names.len(), names.join(", "));
            let help = Some("make a rule of each, with an id of its own".to_owned());
            let other = Some((first.key_span, "the first one is here".to_owned()));
            entry.tree.push(Diagnostic { help, other, ..error("PK004", second.key_span, message) });
        }
    }
    let mut verb = None;
    for field in &found {
        if LATER.contains(&field.key) {
            let message = format!("'{}' is not supported by this version", field.key);
            let help = Some(format!("this version has {}", NAMES.join(", ")));
            entry.tree.push(Diagnostic { help, ..error("PK004", field.key_span, message) });
        } else if let Some(scope) = scope {
            verb = one(entry, field, scope, list);
        }
    }
    verb
}

fn one<'t>(entry: &mut Entry<'_, 't, '_>, field: &Field<'t>, scope: &Scope<'_>, list: Option<&Path>) -> Option<Verb> {
    match field.key {
        "require" => require(entry, field, scope),
        "must" => conditions(entry, field, scope).map(Verb::Must),
        "must-not" => conditions(entry, field, scope).map(Verb::MustNot),
        "forbid-terms" => terms(entry, field, scope).map(Verb::ForbidTerms),
        "require-terms" => terms(entry, field, scope).map(Verb::RequireTerms),
        "unique" => unique(entry, field, scope).map(Verb::Unique),
        "resolve" => resolve(entry, field, scope, list).map(Verb::Resolve),
        "order" => order(entry, field, scope).map(Verb::Order),
        "flow" => flow(entry, field).map(Verb::Flow),
        _ => None,
    }
}

/// One condition, or a list of them.
fn conditions(entry: &mut Entry<'_, '_, '_>, field: &Field<'_>, scope: &Scope<'_>) -> Option<Vec<Expr>> {
    let items = not_empty(entry, field)?;
    let conditions: Vec<Option<Expr>> = items
        .into_iter()
        .map(|item| entry.tree.text(item, "a condition").and_then(|text| entry.expression(&text, scope)))
        .collect();
    conditions.into_iter().collect()
}

/// The entries of a list that may not be empty, or a single text.
fn not_empty(entry: &mut Entry<'_, '_, '_>, field: &Field<'_>) -> Option<Vec<Cursor>> {
    let items = entry.tree.one_or_more(field.value, &format!("'{}'", field.key));
    if items.is_empty() && entry.tree.is_list(field.value) {
        entry.tree.push(error("PK003", field.key_span, format!("'{}' is empty", field.key)));
    }
    (!items.is_empty()).then_some(items)
}

fn require(entry: &mut Entry<'_, '_, '_>, field: &Field<'_>, scope: &Scope<'_>) -> Option<Verb> {
    let items = not_empty(entry, field)?;
    let paths: Vec<Option<Path>> = items
        .into_iter()
        .map(|item| entry.tree.text(item, "a field").and_then(|text| entry.path(&text, scope)))
        .collect();
    paths.into_iter().collect::<Option<_>>().map(Verb::Require)
}

/// The parameters of a verb; what is missing among them is missing at the verb.
fn parameters<'t>(entry: &mut Entry<'_, 't, '_>, field: &Field<'t>, known: &[&'static str]) -> Option<Fields<'t>> {
    let what = format!("'{}'", field.key);
    if entry.tree.is_text(field.value) {
        let text = entry.tree.text(field.value, &what)?;
        let diagnostic = error("PK021", text.span(), format!("{what} must be 'key: value' pairs"));
        entry.tree.push(Diagnostic { help: Some(form(field.key)), ..diagnostic });
        return None;
    }
    let fields = entry.tree.fields(field.value, &what, known)?;
    Some(Fields { span: field.key_span, ..fields })
}

fn form(verb: &str) -> String {
    let form = match verb {
        "forbid-terms" | "require-terms" => "{in: text, lists: [vague]}",
        "unique" => "{key: number, within: archive}",
        "resolve" => "{field: target}",
        _ => "{of: steps, by: number}",
    };
    format!("such as {verb}: {form}")
}

fn missing(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>, key: &str) {
    let verb = written(entry.fields).unwrap_or("the check");
    let message = format!("'{verb}' of {} has no '{key}'", entry.name);
    entry.tree.push(Diagnostic { help: Some(form(verb)), ..error("PK003", fields.span, message) });
}

/// A path under a key of a verb's parameters.
fn path_at(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>, key: &str, scope: &Scope<'_>) -> Option<Path> {
    let Some(field) = fields.get(key) else {
        missing(entry, fields, key);
        return None;
    };
    let text = entry.tree.text(field.value, &format!("'{key}'"))?;
    entry.path(&text, scope)
}

fn name_at<T: Copy>(
    entry: &mut Entry<'_, '_, '_>,
    fields: &Fields<'_>,
    key: &str,
    names: &[&str],
    values: &[T],
    default: T,
) -> Option<T> {
    match fields.get(key) {
        Some(field) => entry.tree.name(field.value, &format!("'{key}'"), names, values),
        None => Some(default),
    }
}

fn terms<'t>(entry: &mut Entry<'_, 't, '_>, field: &Field<'t>, scope: &Scope<'_>) -> Option<TermRule> {
    let fields = parameters(entry, field, &["in", "lists", "at", "except", "whole"])?;
    let path = path_at(entry, &fields, "in", scope);
    let list = term_lists(entry, &fields);
    let except = exceptions(entry, &fields);
    let at = name_at(entry, &fields, "at", &["anywhere", "start"], &[At::Anywhere, At::Start], At::Anywhere);
    let whole = name_at(entry, &fields, "whole", &["true", "false"], &[true, false], false);
    let path = path?;
    if path.ty != Type::Text {
        let message = format!("terms are looked for in text; '{}' is {}", path.written, path.kind());
        let diagnostic = error("PK014", place(entry, &fields, "in"), message);
        entry.tree.push(Diagnostic { help: text_field(&path), ..diagnostic });
        return None;
    }
    Some(TermRule { path, list: list?, except, at: at?, whole: whole? })
}

/// Where the value of a parameter stands.
fn place(entry: &Entry<'_, '_, '_>, fields: &Fields<'_>, key: &str) -> Span {
    fields.get(key).map_or(fields.span, |field| entry.tree.span(field.value))
}

fn term_lists(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>) -> Option<TermList> {
    let Some(field) = fields.get("lists") else {
        missing(entry, fields, "lists");
        return None;
    };
    let mut list = TermList::default();
    for item in not_empty(entry, &field)? {
        let Some(text) = entry.tree.text(item, "the name of a list") else { continue };
        let name = text.as_str();
        entry.names.use_name(format!("list {name}"));
        match entry.names.lists.get(name) {
            Some(found) => list.terms.extend(found.terms.iter().cloned()),
            None => {
                let mistake = Mistake::new("PK020", 0..name.len(), format!("no list '{name}'"));
                let mistake = suggest_or_list(mistake, name, entry.names.lists.keys().map(String::as_str));
                entry.tree.push_mistakes(&text, vec![mistake]);
            }
        }
    }
    Some(list)
}

/// Terms, or the names of lists, inside which a hit does not count.
fn exceptions(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>) -> TermList {
    let mut list = TermList::default();
    let Some(field) = fields.get("except") else { return list };
    for item in entry.tree.one_or_more(field.value, "'except'") {
        let Some(text) = entry.tree.text(item, "a term") else { continue };
        if let Some(found) = entry.names.lists.get(text.as_str()) {
            entry.names.use_name(format!("list {}", text.as_str()));
            list.terms.extend(found.terms.iter().cloned());
            continue;
        }
        match TermSpec::parse(text.as_str()) {
            Ok(spec) => list.terms.push((None, spec)),
            Err(mistake) => entry.tree.push_mistakes(&text, vec![mistake]),
        }
    }
    list
}

/// A condition under a key of a verb's parameters.
fn filter(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>, scope: &Scope<'_>) -> Option<Expr> {
    let field = fields.get("where")?;
    let text: SpannedText<'_> = entry.tree.text(field.value, "'where'")?;
    entry.expression(&text, scope)
}

fn unique<'t>(entry: &mut Entry<'_, 't, '_>, field: &Field<'t>, scope: &Scope<'_>) -> Option<Unique> {
    let fields = parameters(entry, field, &["key", "within", "by", "where"])?;
    let key = path_at(entry, &fields, "key", scope);
    let within = name_at(entry, &fields, "within", Within::SPEC.values, Within::ALL, Within::Document);
    let by = name_at(entry, &fields, "by", KeyBy::SPEC.values, KeyBy::ALL, KeyBy::Exact);
    let filter = filter(entry, &fields, scope);
    let (key, within) = (key?, within?);
    if within == Within::Document && !key.is_list {
        let message = format!("within a document '{}' occurs once", key.written);
        let help = Some("name a list such as 'legal_basis.key', or write 'within: archive'".to_owned());
        let diagnostic = error("PK016", place(entry, &fields, "key"), message);
        entry.tree.push(Diagnostic { help, ..diagnostic });
        return None;
    }
    Some(Unique { key, within, by: by?, filter })
}

fn resolve<'t>(
    entry: &mut Entry<'_, 't, '_>,
    field: &Field<'t>,
    scope: &Scope<'_>,
    list: Option<&Path>,
) -> Option<Resolve> {
    let fields = parameters(entry, field, &["field", "where"])?;
    let field = path_at(entry, &fields, "field", scope)?;
    let Type::Record(ty) = field.ty else {
        let message = format!("'{}' is {}, not a reference", field.written, field.ty.name());
        let diagnostic = error("PK014", place(entry, &fields, "field"), message);
        entry.tree.push(diagnostic);
        return None;
    };
    let target = entry.names.scope(ty, None, None);
    let filter = filter(entry, &fields, &target);
    let in_archive = ty == TypeId::Document;
    if in_archive && list.is_none() {
        let message = "a reference to another SOP is resolved for each element";
        let diagnostic = error("PK016", place(entry, &fields, "field"), message);
        entry.tree.push(Diagnostic {
            help: Some("add 'for: related' and name the field of the element".to_owned()),
            ..diagnostic
        });
        return None;
    }
    Some(Resolve { field, filter, in_archive })
}

fn order<'t>(entry: &mut Entry<'_, 't, '_>, field: &Field<'t>, scope: &Scope<'_>) -> Option<Order> {
    let fields = parameters(entry, field, &["of", "by", "direction", "gaps"])?;
    let direction = name_at(entry, &fields, "direction", Rising::SPEC.values, Rising::ALL, Rising::Rising);
    let gaps = name_at(entry, &fields, "gaps", Gaps::SPEC.values, Gaps::ALL, Gaps::Allowed);
    let of = path_at(entry, &fields, "of", scope)?;
    let (Type::Record(ty), true) = (of.ty, of.is_list) else {
        let message = format!("'order' needs a list of elements; '{}' is {}", of.written, of.kind());
        let diagnostic = error("PK016", place(entry, &fields, "of"), message);
        entry.tree.push(diagnostic);
        return None;
    };
    let element = entry.names.scope(ty, None, None);
    let by = path_at(entry, &fields, "by", &element)?;
    if by.fields.len() != 1 || by.is_list {
        let message = format!("'by' names one field of {}, without a dot", ty.name());
        let diagnostic = error("PK016", place(entry, &fields, "by"), message);
        entry.tree.push(diagnostic);
        return None;
    }
    Some(Order { of, by, direction: direction?, gaps: gaps? })
}

fn flow(entry: &mut Entry<'_, '_, '_>, field: &Field<'_>) -> Option<Vec<Predicate>> {
    let mut predicates = Vec::new();
    for item in not_empty(entry, field)? {
        let Some(text) = entry.tree.text(item, "a predicate") else { continue };
        match Predicate::SPEC.code(text.as_str()).and_then(Predicate::from_code) {
            Some(predicate) => predicates.push(predicate),
            None => {
                let name = text.as_str();
                let mistake = Mistake::new("PK020", 0..name.len(), format!("no flow predicate '{name}'"));
                let mistake = suggest_or_list(mistake, name, Predicate::SPEC.values.iter().copied());
                entry.tree.push_mistakes(&text, vec![mistake]);
            }
        }
    }
    (!predicates.is_empty()).then_some(predicates)
}
