//! Examples of a rule: small pieces of YAML sources that must pass, or fail at named places.

use super::keys::EXAMPLES_KEYS;
use super::rules::Entry;
use super::tree::Fields;
use super::{Diagnostic, error};
use crate::document::Cursor;
use crate::rule::Example;
use crate::rule::expression::typing::compile_path;
use crate::rule::mistake::Mistake;
use crate::sop::record::TypeId;

/// Reads the passing and failing examples.
pub(super) fn examples(entry: &mut Entry<'_, '_, '_>) -> (Vec<Example>, Vec<Example>) {
    let Some(field) = entry.fields.get("examples") else { return (Vec::new(), Vec::new()) };
    let Some(fields) = entry.tree.fields(field.value, "'examples'", EXAMPLES_KEYS) else {
        return (Vec::new(), Vec::new());
    };
    let mut lists = ["pass", "fail"].map(|key| {
        let entries = fields.get(key).map_or_else(Vec::new, |field| entry.tree.entries(field.value, "examples"));
        entries.into_iter().filter_map(|value| example(entry, value, key == "fail")).collect::<Vec<_>>()
    });
    let fails = std::mem::take(&mut lists[1]);
    (std::mem::take(&mut lists[0]), fails)
}

fn example(entry: &mut Entry<'_, '_, '_>, value: Cursor, fails: bool) -> Option<Example> {
    let line = entry.tree.line(value);
    let wrapped = names_documents(entry, value);
    if !wrapped && !fails {
        return Some(Example { documents: vec![entry.tree.source_of(value)], at: Vec::new(), line });
    }
    let help = Some("such as {doc: {nomor: \"\"}, at: [number]}".to_owned());
    if !wrapped {
        let span = entry.tree.span(value);
        entry.tree.push(Diagnostic { help, ..error("PK050", span, "a failing example has no 'doc' and no 'docs'") });
        return None;
    }
    let fields = entry.tree.fields(value, "an example", &["doc", "docs", "at"])?;
    let mut documents = Vec::new();
    if let Some(doc) = fields.get("doc") {
        documents.push(entry.tree.source_of(doc.value));
    }
    if let Some(docs) = fields.get("docs") {
        for doc in entry.tree.entries(docs.value, "'docs'") {
            documents.push(entry.tree.source_of(doc));
        }
    }
    let at = places(entry, &fields);
    if fails && fields.get("at").is_none() {
        entry.tree.push(Diagnostic { help, ..error("PK050", fields.span, "a failing example has no 'at'") });
        return None;
    }
    Some(Example { documents, at, line })
}

/// The places of the findings, which are paths from the document.
fn places(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>) -> Vec<String> {
    let Some(field) = fields.get("at") else { return Vec::new() };
    let document = entry.names.scope(TypeId::Document, None, None);
    let mut places = Vec::new();
    for place in entry.tree.one_or_more(field.value, "'at'") {
        let Some(text) = entry.tree.text(place, "a place") else { continue };
        let (_, mistakes) = compile_path(text.as_str(), &document);
        let as_examples = mistakes.into_iter().map(|mistake| Mistake { code: "PK050", ..mistake });
        entry.tree.push_mistakes(&text, as_examples.collect());
        places.push(text.as_str().to_owned());
    }
    places
}

/// A passing example may be wrapped as failing ones are, to give several documents.
fn names_documents(entry: &mut Entry<'_, '_, '_>, value: Cursor) -> bool {
    if !entry.tree.is_map(value) {
        return false;
    }
    let fields = entry.tree.fields(value, "an example", &[]);
    fields.is_some_and(|fields| ["doc", "docs", "at"].iter().any(|key| fields.get(key).is_some()))
}
