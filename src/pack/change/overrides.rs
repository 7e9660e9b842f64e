//! `overrides`: what the settings make different for some documents only.
//!
//! In: the section of the settings, and the rules in force below them. Out: [`Overrides`], each with the documents it is for and
//! what it says of their phase and of rules. A rule is weakened under the same conditions as for all documents. Which documents
//! match is found out by the engine, one document at a time.

use super::{Changed, InForce, Off, Standing, off, refuse_weakening, unknown};
use crate::document::Cursor;
use crate::finding::RuleId;
use crate::pack::globs::{Gathered, Globs};
use crate::pack::keys::{LOCAL_CHANGE_KEYS, MATCH_KEYS, OVERRIDE_KEYS};
use crate::pack::names::Names;
use crate::pack::rules::Entry;
use crate::pack::settings::Said;
use crate::pack::stack::Stack;
use crate::pack::tree::{Field, Fields, Tree};
use crate::pack::{Diagnostic, error, warning};
use crate::rule::mistake::{Mistake, suggest_or_list};
use crate::rule::{Phase, Severities};
use crate::sop::Vocabulary;
use crate::sop::model::Status;
use crate::source::Span;

/// Overrides of one project; of more, nobody knows what holds.
const MOST: usize = 200;

/// What is different for some documents, in the order in which it is said: what comes last holds.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// The entries.
    pub list: Vec<Override>,
    /// The globs of all of them, each list under the number of its entry.
    pub globs: Globs,
}

/// What is different for the documents that match.
#[derive(Debug, Clone)]
pub struct Override {
    /// The layer it stands in.
    pub layer: usize,
    /// Its place there.
    pub span: Span,
    /// Which documents.
    pub matches: Match,
    /// The phase they are judged in.
    pub phase: Option<Said<Phase>>,
    /// Rules of other severity.
    pub changes: Vec<Change>,
    /// Rules that are off.
    pub off: Vec<Off>,
}

/// The documents that are meant: every condition holds that is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Match {
    /// As written, on one line.
    pub written: String,
    /// Whether their paths are named by globs.
    pub by_path: bool,
    /// The names of their units, any of them.
    pub units: Option<Vec<String>>,
    /// The statuses they may state.
    pub statuses: Option<Vec<Status>>,
}

/// A rule of other severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule.
    pub rule: RuleId,
    /// Its severities.
    pub severities: Severities,
    /// As written.
    pub written: String,
    /// Why, where that is said.
    pub reason: Option<String>,
    /// The place of its id.
    pub span: Span,
}

/// Reads the section of a layer.
pub(in crate::pack) fn overrides<'t>(
    tree: &mut Tree<'t>,
    fields: &Fields<'t>,
    names: &Names<'_>,
    stack: &Stack,
    in_force: &mut InForce,
) -> Overrides {
    let Some(field) = fields.get("overrides") else { return Overrides::default() };
    let entries = tree.entries(field.value, "'overrides'");
    if entries.len() > MOST {
        tree.push(error("PK003", field.key_span, format!("more than {MOST} overrides")));
        return Overrides::default();
    }
    let mut reading = Reading { names, stack, in_force, globs: Gathered::new() };
    let mut list: Vec<Override> = Vec::new();
    for entry in entries {
        let number = list.len() as u32;
        list.extend(reading.entry(tree, entry, number));
    }
    let globs = reading.globs.finish(tree, field.key_span);
    Overrides { list, globs }
}

struct Reading<'r, 'v> {
    names: &'r Names<'v>,
    stack: &'r Stack,
    in_force: &'r mut InForce,
    globs: Gathered,
}

impl Reading<'_, '_> {
    fn entry<'t>(&mut self, tree: &mut Tree<'t>, entry: Cursor, number: u32) -> Option<Override> {
        let fields = tree.fields(entry, "an entry of 'overrides'", OVERRIDE_KEYS)?;
        let matches = self.matches(tree, &fields, number);
        let phase = fields.get("phase").and_then(|field| {
            let value = tree.name(field.value, "'phase'", Phase::SPEC.values, Phase::ALL)?;
            Some(Said { value, layer: tree.file(), span: field.key_span })
        });
        let changes = self.changes(tree, &fields);
        let off = self.disabled(tree, &fields);
        if ["phase", "change", "disable"].iter().all(|key| fields.get(key).is_none()) {
            let help = Some("add 'phase', 'change' or 'disable'".to_owned());
            tree.push(Diagnostic { help, ..warning("PK052", fields.span, "this override makes nothing different") });
        }
        Some(Override { layer: tree.file(), span: fields.span, matches: matches?, phase, changes, off })
    }

    /// Which documents; an override without a condition would be for all, and belong to the top.
    fn matches<'t>(&mut self, tree: &mut Tree<'t>, fields: &Fields<'t>, number: u32) -> Option<Match> {
        let Some(field) = fields.get("match") else {
            let help = Some(
                "such as match: {path: \"sop/layanan/**\"}; what is for all documents stands outside 'overrides'"
                    .to_owned(),
            );
            tree.push(Diagnostic { help, ..error("PK003", fields.span, "an entry of 'overrides' has no 'match'") });
            return None;
        };
        let parts = tree.fields(field.value, "'match'", MATCH_KEYS)?;
        if parts.list.is_empty() {
            let help = Some("name a path, a unit or a status".to_owned());
            tree.push(Diagnostic { help, ..error("PK003", field.key_span, "'match' is empty") });
        }
        let mut matches = Match { written: tree.written(field.value), ..Match::default() };
        if let Some(paths) = parts.get("path") {
            matches.by_path = true;
            not_empty(tree, paths);
            self.globs.read(tree, paths.value, "'path'", number);
        }
        matches.units = parts.get("unit").map(|units| texts(tree, units));
        matches.statuses = parts.get("status").map(|statuses| self.statuses(tree, statuses));
        Some(matches)
    }

    fn statuses(&self, tree: &mut Tree<'_>, field: Field<'_>) -> Vec<Status> {
        not_empty(tree, field);
        let entries = tree.one_or_more(field.value, "'status'");
        let words: Vec<_> = entries.into_iter().filter_map(|entry| tree.text(entry, "a status")).collect();
        let mut found = Vec::new();
        for word in words {
            let meant = statuses_of(self.names.vocabulary, word.as_str());
            if meant.is_empty() {
                let message = format!("no document has the status '{}'", word.as_str());
                let mistake = Mistake::new("PK006", 0..0, message);
                let known = Status::SPEC.values.iter().chain(&["review", "final"]).copied();
                let mistake = suggest_or_list(mistake, word.as_str(), known);
                tree.push(Diagnostic { help: mistake.help, ..error("PK006", word.span(), mistake.message) });
            }
            found.extend(meant);
        }
        found
    }

    fn changes<'t>(&mut self, tree: &mut Tree<'t>, fields: &Fields<'t>) -> Vec<Change> {
        let entries = fields.get("change").and_then(|field| tree.fields(field.value, "'change'", &[]));
        let entries = entries.map_or_else(Vec::new, |entries| entries.list);
        entries.into_iter().filter_map(|entry| self.change(tree, entry)).collect()
    }

    fn change<'t>(&mut self, tree: &mut Tree<'t>, entry: Field<'t>) -> Option<Change> {
        let layer = tree.file();
        let unknown = unknown(self.in_force, self.stack, layer, (entry.key, entry.key_span));
        let Some(standing) = RuleId::parse(entry.key).and_then(|id| self.in_force.below(self.stack, layer, id)) else {
            tree.push(unknown);
            return None;
        };
        let what = format!("the change of {}", standing.rule.id);
        let parts = tree.fields(entry.value, &what, LOCAL_CHANGE_KEYS)?;
        let parts = Fields { span: entry.key_span, ..parts };
        let reason = parts.get("reason").and_then(|field| tree.text(field.value, "'reason'"));
        let reason = reason.map(|text| text.as_str().trim().to_owned()).filter(|text| !text.is_empty());
        let Some(severity) = parts.get("severity") else {
            tree.push(error("PK003", entry.key_span, format!("{what} has no 'severity'")));
            return None;
        };
        say_off(tree, standing, entry.key_span);
        let before = standing.rule.severity;
        let changed = Entry::of_change(tree, &parts, self.names, &standing.rule).changed_severities();
        let severities = changed.as_ref().map(|changed: &Changed| changed.of(before))?;
        if severities.is_weaker_than(before) {
            refuse_weakening(tree, standing, before, severity, reason.as_deref());
        }
        let written = tree.written(severity.value);
        Some(Change { rule: standing.rule.id, severities, written, reason, span: entry.key_span })
    }

    fn disabled<'t>(&mut self, tree: &mut Tree<'t>, fields: &Fields<'t>) -> Vec<Off> {
        let Some(field) = fields.get("disable") else { return Vec::new() };
        let entries = tree.entries(field.value, "'disable'");
        let mut found = Vec::new();
        for entry in entries {
            let Some((standing, off)) = off(tree, entry, self.stack, self.in_force) else { continue };
            say_off(tree, standing, off.span);
            found.push(off);
        }
        found
    }
}

/// What is said of a rule that is off for all documents: nothing can be different about it in some.
fn say_off(tree: &mut Tree<'_>, standing: &Standing, span: Span) {
    if let Some(off) = &standing.off {
        let message = format!("{} is switched off for all documents", standing.rule.id);
        let elsewhere = Some((off.layer, off.span, "it is switched off here".to_owned()));
        tree.push(Diagnostic { elsewhere, ..warning("PK052", span, message) });
    }
}

/// The statuses a word stands for: a status of the model in any of its words, or all statuses of a phase.
fn statuses_of(vocabulary: &Vocabulary, word: &str) -> Vec<Status> {
    let word = word.trim();
    let code = Status::SPEC.code(word).or_else(|| vocabulary.value(&Status::SPEC, word));
    if let Some(status) = code.and_then(Status::from_code) {
        return vec![status];
    }
    let phase = Phase::SPEC.code(word).and_then(Phase::from_code);
    Status::ALL.iter().copied().filter(|status| Some(Phase::of(Some(*status))) == phase).collect()
}

fn texts(tree: &mut Tree<'_>, field: Field<'_>) -> Vec<String> {
    not_empty(tree, field);
    let entries = tree.one_or_more(field.value, &format!("'{}'", field.key));
    let texts = entries.into_iter().filter_map(|entry| tree.text(entry, &format!("an entry of '{}'", field.key)));
    texts.map(|text| text.as_str().trim().to_owned()).collect()
}

/// A condition that nothing can fulfil is a mistake.
fn not_empty(tree: &mut Tree<'_>, field: Field<'_>) {
    if tree.is_list(field.value) && tree.parts_of_list(field.value).is_empty() {
        tree.push(error("PK003", field.key_span, format!("'{}' is empty", field.key)));
    }
}
