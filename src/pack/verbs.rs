//! The verb of a rule: which check it is, with its parameters.
//!
//! In: the entry of a rule. Out: its [`Verb`], or a mistake at its place. Here stand the verbs with a plain value and what
//! the parameters of all verbs have in common; `terms` reads the verbs about words, `lists` those about lists and keys.

mod lists;
mod named;
mod terms;

use super::header::bilingual;
use super::keys::FIX_KEYS;
use super::keys::verbs::VERB_NAMES;
use super::rules::Entry;
use super::tree::{Field, Fields};
use super::{Diagnostic, error};
use crate::document::Cursor;
use crate::rule::expression::{Expr, Scope};
use crate::rule::mistake::{Mistake, suggest_or_list};
use crate::rule::named::NamedCheck;
use crate::rule::path::Path;
use crate::rule::{Bilingual, Cure, Doubt, Predicate, Replace, Verb};
use crate::source::{Span, SpannedText};

/// The one verb of a rule, as far as it can be told.
pub(super) fn written<'t>(fields: &Fields<'t>) -> Option<&'t str> {
    match found(fields).as_slice() {
        [verb] => Some(verb.key),
        _ => None,
    }
}

fn found<'t>(fields: &Fields<'t>) -> Vec<Field<'t>> {
    let is_verb = |field: &Field<'_>| VERB_NAMES.contains(&field.key);
    fields.list.iter().copied().filter(is_verb).collect()
}

/// Reads the one verb of a rule. Without a scope (the list of the rule is a mistake) it is only counted.
pub(super) fn verb(entry: &mut Entry<'_, '_, '_>, scope: Option<&Scope<'_>>, list: Option<&Path>) -> Option<Verb> {
    let found = found(entry.fields);
    match found.as_slice() {
        [_] => {}
        [] => {
            let help = Some(format!("write one of {}", VERB_NAMES.join(", ")));
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
        if let Some(scope) = scope {
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
        "forbid-terms" => terms::terms(entry, field, scope).map(Verb::ForbidTerms),
        "require-terms" => terms::terms(entry, field, scope).map(Verb::RequireTerms),
        "replace-terms" => terms::terms(entry, field, scope).map(Verb::ReplaceTerms),
        "unique" => lists::unique(entry, field, scope).map(Verb::Unique),
        "agree" => lists::agree(entry, field, scope, list).map(Verb::Agree),
        "resolve" => lists::resolve(entry, field, scope, list).map(Verb::Resolve),
        "order" => lists::order(entry, field, scope).map(Verb::Order),
        "define" => terms::define(entry, field, list).map(Verb::Define),
        "flow" => flow(entry, field, list).map(Verb::Flow),
        "check" => named::named(entry, field, scope, list).map(Verb::Check),
        "ask" => ask(entry, field).map(Verb::Ask),
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
pub(super) fn not_empty(entry: &mut Entry<'_, '_, '_>, field: &Field<'_>) -> Option<Vec<Cursor>> {
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
pub(super) fn parameters<'t>(
    entry: &mut Entry<'_, 't, '_>,
    field: &Field<'t>,
    known: &[&'static str],
) -> Option<Fields<'t>> {
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
        "replace-terms" => "{in: text, lists: [loanwords]}",
        "unique" => "{key: number, within: archive}",
        "agree" => "{by: text, same: [duration]}",
        "resolve" => "{field: target}",
        "define" => "{what: abbreviations, by: definitions.label}",
        _ => "{of: steps, by: number}",
    };
    format!("such as {verb}: {form}")
}

pub(super) fn missing(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>, key: &str) {
    let verb = written(entry.fields).unwrap_or("the check");
    let message = format!("'{verb}' of {} has no '{key}'", entry.name);
    entry.tree.push(Diagnostic { help: Some(form(verb)), ..error("PK003", fields.span, message) });
}

/// A path under a key of a verb's parameters.
pub(super) fn path_at(
    entry: &mut Entry<'_, '_, '_>,
    fields: &Fields<'_>,
    key: &str,
    scope: &Scope<'_>,
) -> Option<Path> {
    let Some(field) = fields.get(key) else {
        missing(entry, fields, key);
        return None;
    };
    let text = entry.tree.text(field.value, &format!("'{key}'"))?;
    entry.path(&text, scope)
}

pub(super) fn name_at<T: Copy>(
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

/// Where the value of a parameter stands.
pub(super) fn place(entry: &Entry<'_, '_, '_>, fields: &Fields<'_>, key: &str) -> Span {
    fields.get(key).map_or(fields.span, |field| entry.tree.span(field.value))
}

/// A condition under a key of a verb's parameters.
pub(super) fn filter(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>, scope: &Scope<'_>) -> Option<Expr> {
    let field = fields.get("where")?;
    let text: SpannedText<'_> = entry.tree.text(field.value, "'where'")?;
    entry.expression(&text, scope)
}

/// A question in each language of the pack.
fn ask<'t>(entry: &mut Entry<'_, 't, '_>, field: &Field<'t>) -> Option<Bilingual<String>> {
    let texts = bilingual(entry.tree, field, entry.names)?;
    let text = |text: Option<SpannedText<'_>>| text.map(|text| text.as_str().to_owned());
    Some(Bilingual { id: text(texts.id)?, en: text(texts.en)? })
}

/// A check of the whole document, which elements of a list cannot give.
pub(super) fn about_document(entry: &mut Entry<'_, '_, '_>, field: &Field<'_>, list: Option<&Path>) -> Option<()> {
    let Some(list) = list else { return Some(()) };
    let message = format!("'{}' looks at the whole document, not at each of '{}'", field.key, list.written);
    let help = Some("leave 'for' out".to_owned());
    entry.tree.push(Diagnostic { help, ..error("PK016", entry.value_span("for"), message) });
    None
}

fn flow(entry: &mut Entry<'_, '_, '_>, field: &Field<'_>, list: Option<&Path>) -> Option<Vec<Predicate>> {
    about_document(entry, field, list);
    let mut predicates = Vec::new();
    for item in not_empty(entry, field)? {
        let Some(text) = entry.tree.text(item, "a predicate") else { continue };
        match Predicate::SPEC.code(text.as_str()).and_then(Predicate::from_code) {
            Some(predicate) => predicates.push(predicate),
            None if Predicate::OF_DRAWINGS.contains(&text.as_str()) => {
                let message = format!("'{}' needs drawn symbols, which this version does not read", text.as_str());
                let mistake = Mistake::new("PK020", 0..text.as_str().len(), message);
                entry.tree.push_mistakes(&text, vec![mistake.help("leave it out")]);
            }
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

/// How a program may mend what the rule finds.
pub(super) fn cure(entry: &mut Entry<'_, '_, '_>, verb: Option<&Verb>) -> Option<Cure> {
    let field = entry.fields.get("fix")?;
    let form = "write fix: {replace: better}";
    if entry.tree.is_text(field.value) {
        let span = entry.tree.span(field.value);
        let diagnostic = error("PK021", span, "'fix' must be 'key: value' pairs");
        entry.tree.push(Diagnostic { help: Some(form.to_owned()), ..diagnostic });
        return None;
    }
    let fields = entry.tree.fields(field.value, "'fix'", FIX_KEYS)?;
    let Some(replace) = fields.get("replace") else {
        entry
            .tree
            .push(Diagnostic { help: Some(form.to_owned()), ..error("PK003", field.key_span, "'fix' says nothing") });
        return None;
    };
    let replace = entry.tree.name(replace.value, "'replace'", Replace::SPEC.values, Replace::ALL)?;
    let doubt = doubt(entry, &fields);
    if verb.is_some_and(|verb| !replace_is_for(replace, verb)) {
        let (message, help) = match replace {
            Replace::Better => ("replace-terms", "leave it out, or let 'replace-terms' say what is better"),
            Replace::Meant => ("must and must-not", "leave it out, or compare the 'form' of a time or a date"),
            Replace::Full => ("must and must-not", "leave it out, or ask how regulations are written"),
            Replace::Usual => ("check: unit-spellings", "leave it out; only this check knows what is usual"),
        };
        let message = format!("'fix: {{replace: {}}}' is only for {message}", replace.name());
        entry.tree.push(Diagnostic { help: Some(help.to_owned()), ..error("PK002", field.key_span, message) });
        return None;
    }
    Some(Cure { replace, doubt })
}

/// Whether the check of a rule can say what `replace` wants.
fn replace_is_for(replace: Replace, verb: &Verb) -> bool {
    match replace {
        Replace::Better => matches!(verb, Verb::ReplaceTerms(_)),
        Replace::Meant | Replace::Full => matches!(verb, Verb::Must(_) | Verb::MustNot(_)),
        Replace::Usual => matches!(verb, Verb::Check(named) if named.check == NamedCheck::UnitSpellings),
    }
}

/// What of a cure is probable only: `all` of it, terms, or the terms of lists.
fn doubt(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>) -> Doubt {
    let Some(field) = fields.get("unsafe") else { return Doubt::None };
    if entry.tree.is_text(field.value)
        && entry.tree.text(field.value, "'unsafe'").is_some_and(|text| text.as_str() == "all")
    {
        return Doubt::All;
    }
    Doubt::Of(terms::exceptions(entry, fields, "unsafe"))
}

/// Parameters of a named check, which no other check has.
pub(super) fn with(entry: &mut Entry<'_, '_, '_>) {
    if let Some(field) = entry.fields.get("with")
        && written(entry.fields).is_some_and(|verb| verb != "check")
    {
        let help = Some("leave it out; other checks have their parameters behind their own key".to_owned());
        entry.tree.push(Diagnostic { help, ..error("PK002", field.key_span, "'with' is only for 'check'") });
    }
}
