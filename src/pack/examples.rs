//! Examples of a rule: small pieces of YAML sources that must pass, or fail at named places.
//!
//! In: the `examples` of a rule. Out: [`Example`]s. Mistakes of their form are diagnostics of the pack; whether the rule
//! really speaks where they say is the business of `soplint test`.

use super::keys::EXAMPLES_KEYS;
use super::project::data_file;
use super::rules::Entry;
use super::tree::{Field, Fields};
use super::{Diagnostic, error};
use crate::document::Cursor;
use crate::rule::example::{Spot, without_indices};
use crate::rule::expression::typing::compile_path;
use crate::rule::mistake::Mistake;
use crate::rule::{Example, Phase};
use crate::sop::date::Day;
use crate::sop::record::TypeId;
use crate::source::Span;

/// Keys of an example that is more than a document.
const KEYS: [&str; 7] = ["doc", "docs", "at", "today", "phase", "project", "file"];

/// How a failing example is written.
const FORM: &str = "such as {doc: {nomor: \"\"}, at: [number]}";

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
    if !is_wrapped(entry, value) {
        if fails {
            let span = entry.tree.span(value);
            malformed(entry, span, "a failing example has no 'doc' and no 'docs'", FORM);
            return None;
        }
        let documents = vec![entry.tree.source_of(value)];
        return Some(Example { documents, at: Vec::new(), today: None, phase: None, file: None, project: None, line });
    }
    let fields = entry.tree.fields(value, "an example", &KEYS)?;
    let documents = documents(entry, &fields)?;
    let at = spots(entry, &fields);
    let today = today(entry, &fields);
    let phase = fields.get("phase");
    let phase = phase.and_then(|field| entry.tree.name(field.value, "'phase'", Phase::SPEC.values, Phase::ALL));
    let file = fields.get("file").and_then(|field| entry.tree.text(field.value, "'file'"));
    let file = file.map(|name| name.as_str().to_owned());
    let project = project(entry, &fields);
    match fields.get("at") {
        None if fails => malformed(entry, fields.span, "a failing example has no 'at'", FORM),
        Some(field) if !fails => {
            let help = "leave it out, or put the example under 'fail'";
            malformed(entry, field.key_span, "a passing example has no findings, and so no 'at'", help);
        }
        _ => return Some(Example { documents, at, today, phase, file, project, line }),
    }
    None
}

fn malformed(entry: &mut Entry<'_, '_, '_>, span: Span, message: &str, help: &str) {
    entry.tree.push(Diagnostic { help: Some(help.to_owned()), ..error("PK050", span, message) });
}

/// The documents under `doc` and `docs`.
fn documents(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>) -> Option<Vec<String>> {
    let mut documents: Vec<Cursor> = fields.get("doc").map(|doc| doc.value).into_iter().collect();
    if let Some(docs) = fields.get("docs") {
        documents.extend(entry.tree.entries(docs.value, "'docs'"));
    }
    if documents.is_empty() {
        malformed(entry, fields.span, "an example has no 'doc' and no 'docs'", FORM);
        return None;
    }
    Some(documents.into_iter().map(|document| entry.tree.source_of(document)).collect())
}

/// The day of the example.
fn today(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>) -> Option<Day> {
    let text = entry.tree.text(fields.get("today")?.value, "'today'")?;
    let day = Day::parse_iso(text.as_str());
    if day.is_none() {
        let message = format!("'{}' is no date", text.as_str());
        let help = Some("write it as YYYY-MM-DD, for example 2026-03-01".to_owned());
        entry.tree.push(Diagnostic { help, ..error("PK050", text.span(), message) });
    }
    day
}

/// What the project of the example knows. Its mistakes are those of a data file, shown at the example.
fn project(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>) -> Option<String> {
    let field = fields.get("project")?;
    let text = entry.tree.source_of(field.value);
    let (_, mistakes) = data_file(&text, entry.names.vocabulary, &entry.names.tables.clone().into_iter().collect());
    for Diagnostic { message, help, .. } in mistakes {
        entry.tree.push(Diagnostic { help, ..error("PK050", field.key_span, message) });
    }
    Some(text)
}

/// The places of the findings, which are paths from the document, with or without the text under the caret.
fn spots(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>) -> Vec<Spot> {
    let Some(field) = fields.get("at") else { return Vec::new() };
    let places = match entry.tree.is_list(field.value) {
        true => entry.tree.entries(field.value, "'at'"),
        false => vec![field.value],
    };
    places.into_iter().filter_map(|place| spot(entry, place)).collect()
}

fn spot(entry: &mut Entry<'_, '_, '_>, place: Cursor) -> Option<Spot> {
    if !entry.tree.is_map(place) {
        let path = entry.tree.text(place, "a place")?;
        let mistakes = path_mistakes(entry, path.as_str());
        entry.tree.push_mistakes(&path, mistakes);
        return Some(Spot { path: path.as_str().to_owned(), text: None });
    }
    let fields = entry.tree.fields(place, "a place", &[])?;
    let [Field { key, key_span, value }] = fields.list[..] else {
        let message = format!("a place has one path and one text; found {} paths", fields.list.len());
        let help = Some("such as {steps.text: sesegera mungkin}".to_owned());
        entry.tree.push(Diagnostic { help, ..error("PK050", fields.span, message) });
        return None;
    };
    for mistake in path_mistakes(entry, key) {
        entry.tree.push(Diagnostic { help: mistake.help, ..error("PK050", key_span, mistake.message) });
    }
    let text = entry.tree.text(value, "the text under the caret")?;
    Some(Spot { path: key.to_owned(), text: Some(text.as_str().to_owned()) })
}

/// What is wrong with a path that may have indices.
fn path_mistakes(entry: &Entry<'_, '_, '_>, written: &str) -> Vec<Mistake> {
    let (path, places) = match without_indices(written) {
        Ok(path) => path,
        Err(range) => {
            let message = format!("'{}' is no index", &written[range.clone()]);
            return vec![
                Mistake::new("PK050", range, message).help("elements count from 1, such as steps[2].duration"),
            ];
        }
    };
    let document = entry.names.scope(TypeId::Document, None, None);
    let (_, mistakes) = compile_path(&path, &document);
    let place = |at: usize| places.get(at).copied().unwrap_or(written.len());
    let placed = |mistake: Mistake| {
        let range = place(mistake.range.start)..place(mistake.range.end);
        Mistake { code: "PK050", range, ..mistake }
    };
    mistakes.into_iter().map(placed).collect()
}

/// A passing example may be wrapped as failing ones are, to give several documents or a day.
fn is_wrapped(entry: &mut Entry<'_, '_, '_>, value: Cursor) -> bool {
    if !entry.tree.is_map(value) {
        return false;
    }
    let fields = entry.tree.fields(value, "an example", &[]);
    fields.is_some_and(|fields| KEYS.iter().any(|key| fields.get(key).is_some()))
}
