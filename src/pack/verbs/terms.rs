//! The parameters of the verbs about words: `forbid-terms`, `require-terms`, `replace-terms`, `define`.
//!
//! In: their entries in a pack. Out: the texts they look at and the terms they look for; a list that does not exist, or has
//! not the form the verb needs, is a mistake at its name.

use super::{about_document, missing, name_at, not_empty, parameters, path_at, place};
use crate::pack::keys::verbs::{DEFINE_KEYS, FORBID_TERMS_KEYS, REPLACE_TERMS_KEYS};
use crate::pack::rules::Entry;
use crate::pack::tree::{Field, Fields};
use crate::pack::{Diagnostic, error, warning};
use crate::rule::expression::Scope;
use crate::rule::expression::typing::{compile_path, text_field};
use crate::rule::mistake::{Mistake, suggest_or_list};
use crate::rule::path::{Path, Type};
use crate::rule::terms::{At, Term, TermList, TermRule, TermSpec};
use crate::rule::{Define, Defined, Explained};
use crate::sop::label::nearest;
use crate::sop::record::TypeId;

pub(super) fn terms<'t>(entry: &mut Entry<'_, 't, '_>, field: &Field<'t>, scope: &Scope<'_>) -> Option<TermRule> {
    let replaces = field.key == "replace-terms";
    let known: &[&str] = if replaces { REPLACE_TERMS_KEYS } else { FORBID_TERMS_KEYS };
    let fields = parameters(entry, field, known)?;
    let path = path_at(entry, &fields, "in", scope);
    let list = term_lists(entry, &fields, replaces);
    let except = exceptions(entry, &fields, "except");
    let at = name_at(entry, &fields, "at", &["anywhere", "start"], &[At::Anywhere, At::Start], At::Anywhere);
    let whole = name_at(entry, &fields, "whole", &["true", "false"], &[true, false], false);
    let path = of_text(entry, &fields, "in", path?)?;
    Some(TermRule { path, list: list?, except, at: at?, whole: whole? })
}

/// `define`: what is used must be explained.
pub(in crate::pack) fn define<'t>(
    entry: &mut Entry<'_, 't, '_>,
    field: &Field<'t>,
    list: Option<&Path>,
) -> Option<Define> {
    let fields = parameters(entry, field, DEFINE_KEYS)?;
    about_document(entry, field, list);
    let what = match fields.get("what") {
        Some(what) => entry.tree.name(what.value, "'what'", Defined::SPEC.values, Defined::ALL),
        None => {
            missing(entry, &fields, "what");
            None
        }
    };
    let document = entry.names.scope(TypeId::Document, None, None);
    let by = path_at(entry, &fields, "by", &document);
    let except = exceptions(entry, &fields, "except");
    let only = fields.get("only").map(|_| exceptions(entry, &fields, "only"));
    let explained = name_at(entry, &fields, "explained", Explained::SPEC.values, Explained::ALL, Explained::First);
    let Defined::Abbreviations = what?;
    let by = of_text(entry, &fields, "by", by?)?;
    let texts = Define::TEXTS.iter().filter_map(|text| compile_path(text, &document).0).collect();
    Some(Define { by, texts, except, only, explained: explained? })
}

/// The path, if it leads to texts.
fn of_text(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>, key: &str, path: Path) -> Option<Path> {
    if path.ty == Type::Text {
        return Some(path);
    }
    let message = format!("terms are looked for in text; '{}' is {}", path.written, path.kind());
    let diagnostic = error("PK014", place(entry, fields, key), message);
    entry.tree.push(Diagnostic { help: text_field(&path), ..diagnostic });
    None
}

fn term_lists(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>, replaces: bool) -> Option<TermList> {
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
            Some(found) => {
                if replaces && found.terms.iter().any(|term| term.better.is_none()) {
                    let message = format!("list '{name}' does not say what to write instead of its terms");
                    let help = Some(format!("write it as pairs: {name}: {{id: {{mengupload: mengunggah}}}}"));
                    entry.tree.push(Diagnostic { help, ..error("PK021", text.span(), message) });
                }
                list.terms.extend(found.terms.iter().cloned());
            }
            None => {
                let mistake = Mistake::new("PK020", 0..name.len(), format!("no list '{name}'"));
                let mistake = suggest_or_list(mistake, name, entry.names.lists.keys().map(String::as_str));
                entry.tree.push_mistakes(&text, vec![mistake]);
            }
        }
    }
    Some(list)
}

/// Terms, or the names of lists, under `except` (inside them a hit does not count), `only` or `unsafe`.
pub(super) fn exceptions(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>, key: &str) -> TermList {
    let mut list = TermList::default();
    let Some(field) = fields.get(key) else { return list };
    for item in entry.tree.one_or_more(field.value, &format!("'{key}'")) {
        let Some(text) = entry.tree.text(item, "a term") else { continue };
        if let Some(found) = entry.names.lists.get(text.as_str()) {
            entry.names.use_name(format!("list {}", text.as_str()));
            list.terms.extend(found.terms.iter().cloned());
            continue;
        }
        if let Some(near) = nearest(text.as_str(), entry.names.lists.keys().map(String::as_str)) {
            let help = Some(format!("write '{near}' if the list is meant"));
            let message = format!("'{}' is a term here, not the list '{near}'", text.as_str());
            entry.tree.push(Diagnostic { help, ..warning("PK020", text.span(), message) });
        }
        match TermSpec::parse(text.as_str()) {
            Ok(spec) => list.terms.push(Term { language: None, spec, better: None }),
            Err(mistake) => entry.tree.push_mistakes(&text, vec![mistake]),
        }
    }
    list
}
