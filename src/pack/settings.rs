//! What the settings of a project say besides rules: language, phase, gate, project data.
//!
//! In: the head of `soplint.yaml`. Out: [`Settings`], each value with its place, so that `config show` can say where it
//! comes from.

use super::tree::{Fields, Tree};
use crate::finding::Severity;
use crate::rule::Phase;
use crate::sop::Language;
use crate::source::Span;

/// A value and where it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// The layer.
    pub layer: usize,
    /// Its key.
    pub span: Span,
}

/// What a run does unless the command line or the environment says otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Language of messages.
    pub language: Option<Said<Language>>,
    /// The phase all documents are judged in.
    pub phase: Option<Said<Phase>>,
    /// Findings from this severity on fail the run; inside, none means never.
    pub fail_on: Option<Said<Option<Severity>>>,
    /// Files with project data, as written.
    pub project: Vec<(String, Said<()>)>,
}

/// Reads what the settings say.
pub(super) fn settings(tree: &mut Tree<'_>, fields: &Fields<'_>, layer: usize) -> Settings {
    let codes = Language::ALL.map(Language::code);
    let gates: Vec<&str> = Severity::ALL.iter().map(|severity| severity.name()).chain(["never"]).collect();
    let thresholds: Vec<Option<Severity>> = Severity::ALL.into_iter().map(Some).chain([None]).collect();
    Settings {
        language: one(tree, fields, layer, "language", &codes, &Language::ALL),
        phase: one(tree, fields, layer, "phase", Phase::SPEC.values, Phase::ALL),
        fail_on: one(tree, fields, layer, "fail_on", &gates, &thresholds),
        project: project(tree, fields, layer),
    }
}

fn one<T: Copy>(
    tree: &mut Tree<'_>,
    fields: &Fields<'_>,
    layer: usize,
    key: &str,
    names: &[&str],
    values: &[T],
) -> Option<Said<T>> {
    let field = fields.get(key)?;
    let value = tree.name(field.value, &format!("'{key}'"), names, values)?;
    Some(Said { value, layer, span: field.key_span })
}

fn project(tree: &mut Tree<'_>, fields: &Fields<'_>, layer: usize) -> Vec<(String, Said<()>)> {
    let Some(field) = fields.get("project") else { return Vec::new() };
    let files = tree.one_or_more(field.value, "'project'");
    let files = files.into_iter().filter_map(|entry| tree.text(entry, "a file with project data"));
    files.map(|text| (text.as_str().to_owned(), Said { value: (), layer, span: text.span() })).collect()
}
