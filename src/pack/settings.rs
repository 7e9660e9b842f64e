//! What the settings of a project say besides rules: language, phase, gate, project data, which files are read.
//!
//! In: the head of `soplint.yaml`. Out: [`Settings`], each value with its place, so that `config show` can say where it
//! comes from.

use super::globs::{Gathered, Globs};
use super::keys::{BASELINE_SETTINGS_KEYS, LIMITS_KEYS, WAIVER_SETTINGS_KEYS};
use super::tree::{Fields, Tree};
use super::{Diagnostic, error};
use crate::document::Cursor;
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
    /// How waivers are used.
    pub waivers: WaiverSettings,
    /// How the baseline is used.
    pub baseline: BaselineSettings,
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

/// How waivers are used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaiverSettings {
    /// The file, as written.
    pub file: Option<(String, Said<()>)>,
    /// Longest time of a waiver from today, in months.
    pub most_months: Option<Said<u32>>,
    /// Days before its end from which it is told.
    pub warn_days: Option<Said<u32>>,
    /// Whether comments of documents may hold waivers.
    pub inline: Option<Said<bool>>,
}

/// How the baseline is used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BaselineSettings {
    /// The file, as written.
    pub file: Option<(String, Said<()>)>,
    /// Severities that may be in it; empty for all.
    pub allow: Vec<Said<Severity>>,
    /// Whether it may only shrink.
    pub ratchet: Option<Said<bool>>,
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
        waivers: waivers(tree, fields, layer),
        baseline: baseline(tree, fields, layer),
        include: files(tree, fields, layer, "include"),
        exclude: files(tree, fields, layer, "exclude"),
        file_mib: file_mib(tree, fields, layer),
    }
}

/// `waivers`: a file, or how they are used.
fn waivers(tree: &mut Tree<'_>, fields: &Fields<'_>, layer: usize) -> WaiverSettings {
    let Some(field) = fields.get("waivers") else { return WaiverSettings::default() };
    if tree.is_text(field.value) {
        return WaiverSettings { file: file(tree, field.value, layer), ..WaiverSettings::default() };
    }
    let Some(fields) = tree.fields(field.value, "'waivers'", WAIVER_SETTINGS_KEYS) else {
        return WaiverSettings::default();
    };
    WaiverSettings {
        file: fields.get("file").and_then(|field| file(tree, field.value, layer)),
        most_months: count(tree, &fields, layer, "most_months"),
        warn_days: count(tree, &fields, layer, "warn_days"),
        inline: flag(tree, &fields, layer, "inline"),
    }
}

/// `baseline`: a file, or how it is used.
fn baseline(tree: &mut Tree<'_>, fields: &Fields<'_>, layer: usize) -> BaselineSettings {
    let Some(field) = fields.get("baseline") else { return BaselineSettings::default() };
    if tree.is_text(field.value) {
        return BaselineSettings { file: file(tree, field.value, layer), ..BaselineSettings::default() };
    }
    let Some(fields) = tree.fields(field.value, "'baseline'", BASELINE_SETTINGS_KEYS) else {
        return BaselineSettings::default();
    };
    let names = Severity::ALL.map(Severity::name);
    let allow = fields.get("allow").map_or_else(Vec::new, |field| {
        let entries = tree.one_or_more(field.value, "'allow'").into_iter();
        let said = |value| Said { value, layer, span: field.key_span };
        entries.filter_map(|entry| tree.name(entry, "'allow'", &names, &Severity::ALL).map(said)).collect()
    });
    BaselineSettings {
        file: fields.get("file").and_then(|field| file(tree, field.value, layer)),
        allow,
        ratchet: flag(tree, &fields, layer, "ratchet"),
    }
}

fn file(tree: &mut Tree<'_>, value: Cursor, layer: usize) -> Option<(String, Said<()>)> {
    let text = tree.text(value, "the file")?;
    Some((text.as_str().trim().to_owned(), Said { value: (), layer, span: text.span() }))
}

fn flag(tree: &mut Tree<'_>, fields: &Fields<'_>, layer: usize, key: &str) -> Option<Said<bool>> {
    one(tree, fields, layer, key, &["true", "false"], &[true, false])
}

/// A number from 1 on.
fn count(tree: &mut Tree<'_>, fields: &Fields<'_>, layer: usize, key: &str) -> Option<Said<u32>> {
    let field = fields.get(key)?;
    let text = tree.text(field.value, &format!("'{key}'"))?;
    let value = text.as_str().trim().parse().ok().filter(|&number| number > 0);
    if value.is_none() {
        let message = format!("'{key}' is a number from 1 on; found '{}'", text.as_str());
        tree.push(error("PK022", text.span(), message));
    }
    Some(Said { value: value?, layer, span: field.key_span })
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
