//! What the settings of a project say besides rules: language, phase, gate, project data, which files are read.
//!
//! In: the head of `soplint.yaml`. Out: [`Settings`], each value with its place, so that `config show` can say where it
//! comes from.

use super::globs::{Gathered, Globs};
use super::keys::LIMITS_KEYS;
use super::tree::{Fields, Tree};
use super::{Diagnostic, error};
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
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Language of messages.
    pub language: Option<Said<Language>>,
    /// The phase all documents are judged in.
    pub phase: Option<Said<Phase>>,
    /// Findings from this severity on fail the run; inside, none means never.
    pub fail_on: Option<Said<Option<Severity>>>,
    /// Files with project data, as written.
    pub project: Vec<(String, Said<()>)>,
    /// The files that are checked where folders are searched.
    pub include: Option<Files>,
    /// Those of them that are left out.
    pub exclude: Option<Files>,
    /// The size of the largest input, in MiB.
    pub file_mib: Option<Said<u64>>,
}

/// Files that are named by globs.
#[derive(Debug, Clone)]
pub struct Files {
    /// The globs.
    pub globs: Globs,
    /// As written, on one line.
    pub written: String,
    /// Where.
    pub said: Said<()>,
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
        include: files(tree, fields, layer, "include"),
        exclude: files(tree, fields, layer, "exclude"),
        file_mib: file_mib(tree, fields, layer),
    }
}

fn files(tree: &mut Tree<'_>, fields: &Fields<'_>, layer: usize, key: &str) -> Option<Files> {
    let field = fields.get(key)?;
    if tree.is_list(field.value) && tree.parts_of_list(field.value).is_empty() {
        tree.push(error("PK003", field.key_span, format!("'{key}' is empty")));
    }
    let mut globs = Gathered::new();
    globs.read(tree, field.value, &format!("'{key}'"), 0);
    let globs = globs.finish(tree, field.key_span);
    let said = Said { value: (), layer, span: field.key_span };
    Some(Files { globs, written: tree.written(field.value), said })
}

fn file_mib(tree: &mut Tree<'_>, fields: &Fields<'_>, layer: usize) -> Option<Said<u64>> {
    let limits = tree.fields(fields.get("limits")?.value, "'limits'", LIMITS_KEYS)?;
    let field = limits.get("file_mib")?;
    let text = tree.text(field.value, "'file_mib'")?;
    let Some(value) = text.as_str().parse().ok().filter(|mib| *mib > 0) else {
        let help = Some("a whole number from 1, such as 50".to_owned());
        let message = format!("'{}' is no size in MiB", text.as_str());
        tree.push(Diagnostic { help, ..error("PK022", text.span(), message) });
        return None;
    };
    Some(Said { value, layer, span: field.key_span })
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
