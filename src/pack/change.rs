//! `change` and `disable`: what a layer makes different in the rules of the layers below it.
//!
//! In: the two sections of a layer and the rules in force below. Out: the same rules with what was changed, key by key, and
//! who changed it. An error that a layer below gives may be weakened only with a reason, a locked rule not at all. [`overrides`] reads
//! what is different for some documents only.

pub(super) mod overrides;

use rustc_hash::FxHashMap;

use super::compose::{Origin, disagree};
use super::keys::{CHANGE_KEYS, OFF_KEYS};
use super::names::{Names, Setter};
use super::rules::Entry;
use super::stack::Stack;
use super::tree::{Field, Fields, Tree};
use super::{Diagnostic, error};
use crate::document::Cursor;
use crate::finding::{RuleId, Severity};
use crate::rule::expression::Expr;
use crate::rule::mistake::{Mistake, suggest};
use crate::rule::path::Type;
use crate::rule::{Change, Phase, Rule, Severities};
use crate::sop::Language;
use crate::sop::record::TypeId;
use crate::source::Span;

/// A rule that is switched off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Off {
    /// The rule.
    pub rule: RuleId,
    /// Why.
    pub reason: Option<String>,
    /// The layer that says so.
    pub layer: usize,
    /// Where.
    pub span: Span,
}

/// A rule, the place of its id, and the layers that change it.
#[derive(Debug)]
struct Standing {
    rule: Rule,
    /// Layer and place of its id.
    place: (usize, Span),
    /// By key.
    set_by: FxHashMap<&'static str, Vec<Setter>>,
    /// Its severities, and as they are once each of these layers has spoken.
    severities: Vec<(usize, Severities)>,
    off: Option<Off>,
}

/// The rules of all layers so far.
#[derive(Debug, Default)]
pub(super) struct InForce {
    rules: Vec<Standing>,
}

impl InForce {
    /// Adds a rule of a layer. An id belongs to one rule, whatever its pack.
    pub(super) fn add(&mut self, tree: &mut Tree<'_>, rule: Rule, place: (usize, Span)) {
        let same = |standing: &&Standing| standing.rule.id == rule.id || standing.rule.was.contains(&rule.id);
        if let Some(first) = self.rules.iter().find(same) {
            if first.place.0 == place.0 {
                // Said where the rules of the layer were read.
                return;
            }
            let message = format!("rule {} is in pack '{}' already", rule.id, first.rule.pack);
            let help = Some("give one of them another id; to change a rule of another pack, write 'change'".to_owned());
            let elsewhere = Some((first.place.0, first.place.1, "the first one is here".to_owned()));
            tree.push(Diagnostic { help, elsewhere, ..error("PK005", place.1, message) });
            return;
        }
        let severities = vec![(place.0, rule.severity)];
        self.rules.push(Standing { rule, place, set_by: FxHashMap::default(), severities, off: None });
    }

    /// The rules that are on, and those that are off.
    pub(super) fn into_parts(self) -> (Vec<Rule>, Vec<Off>) {
        let (mut on, mut off) = (Vec::new(), Vec::new());
        for standing in self.rules {
            match standing.off {
                Some(why) => off.push(why),
                None => on.push(standing.rule),
            }
        }
        off.sort_by_key(|off| (off.layer, off.span));
        (on, off)
    }

    /// Where every change comes from.
    pub(super) fn origins(&self) -> Vec<Origin> {
        let mut origins = Vec::new();
        for standing in &self.rules {
            for (change, setter) in standing.changes() {
                origins.push(Origin {
                    key: format!("change.{}.{}", standing.rule.id, change.key),
                    value: setter.written.clone(),
                    layer: setter.layer,
                    span: setter.span,
                    reason: change.reason.clone(),
                    edits: false,
                });
            }
            origins.extend(standing.off.as_ref().map(|off| Origin {
                key: format!("disable.{}", off.rule),
                value: String::new(),
                layer: off.layer,
                span: off.span,
                reason: off.reason.clone(),
                edits: false,
            }));
        }
        origins
    }

    /// Keys of rules that layers change to different values, though none rests on the other.
    pub(super) fn disagreements(&self, stack: &Stack) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for standing in &self.rules {
            for key in CHANGE_KEYS.iter().filter(|key| **key != "reason") {
                let setters = standing.set_by.get(key).map_or(&[][..], Vec::as_slice);
                found.extend(disagree(stack, &format!("'{key}' of {}", standing.rule.id), setters));
            }
        }
        found
    }

    /// A rule a layer may change: it stands in a layer below.
    fn below(&mut self, stack: &Stack, layer: usize, id: RuleId) -> Option<&mut Standing> {
        let is_meant = |standing: &&mut Standing| standing.rule.id == id || standing.rule.was.contains(&id);
        let mut below = self.rules.iter_mut().filter(|standing| stack.rests_on(layer, standing.place.0));
        below.find(is_meant)
    }
}

impl Standing {
    /// Its severities as a layer finds them: what packs say that it does not rest on is no business of it.
    fn seen_by(&self, stack: &Stack, layer: usize) -> Severities {
        let known = self.severities.iter().rfind(|(at, _)| stack.rests_on(layer, *at));
        known.map_or(self.rule.severity, |(_, severities)| *severities)
    }

    fn changes(&self) -> impl Iterator<Item = (&Change, &Setter)> {
        self.rule.changes.iter().filter_map(|change| {
            let setters = self.set_by.get(change.key)?;
            Some((change, setters.iter().find(|setter| setter.layer == change.layer)?))
        })
    }
}

/// What a change says of severity and phases: setting the one keeps the other.
enum Changed {
    Severity(Severity),
    Phases(Vec<Phase>),
    Both(Severities),
}

impl Changed {
    fn of(&self, before: Severities) -> Severities {
        match self {
            Self::Severity(severity) => before.with(*severity),
            Self::Phases(phases) => before.moved_to(phases),
            Self::Both(severities) => *severities,
        }
    }
}

/// Applies the `change` section of a layer.
pub(super) fn changes<'t>(
    tree: &mut Tree<'t>,
    fields: &Fields<'t>,
    names: &Names<'_>,
    stack: &Stack,
    in_force: &mut InForce,
) {
    let Some(field) = fields.get("change") else { return };
    let Some(entries) = tree.fields(field.value, "'change'", &[]) else { return };
    let layer = tree.file();
    for entry in entries.list {
        let unknown = unknown(in_force, stack, layer, (entry.key, entry.key_span));
        let Some(standing) = RuleId::parse(entry.key).and_then(|id| in_force.below(stack, layer, id)) else {
            tree.push(unknown);
            continue;
        };
        let what = format!("the change of {}", standing.rule.id);
        let Some(fields) = tree.fields(entry.value, &what, CHANGE_KEYS) else { continue };
        let fields = Fields { span: entry.key_span, ..fields };
        change(tree, &fields, names, stack, standing);
    }
}

/// Applies one change, key by key.
fn change<'t>(tree: &mut Tree<'t>, fields: &Fields<'t>, names: &Names<'_>, stack: &Stack, standing: &mut Standing) {
    let reason = fields.get("reason").and_then(|field| tree.text(field.value, "'reason'"));
    let reason = reason.map(|text| text.as_str().trim().to_owned());
    let layer = tree.file();
    let before = standing.seen_by(stack, layer);
    let weaker = apply(tree, fields, names, before, &mut standing.rule);
    if let Some(key) = weaker {
        refuse_weakening(tree, standing, before, key, reason.as_deref());
    }
    standing.severities.push((layer, standing.rule.severity));
    for field in fields.list.iter().filter(|field| field.key != "reason") {
        let Some(key) = CHANGE_KEYS.iter().find(|key| **key == field.key) else { continue };
        let setter = Setter { layer, span: field.key_span, written: tree.written(field.value), edits: false };
        standing.set_by.entry(key).or_default().push(setter);
        let by = stack.layers[layer].source.name.clone();
        standing.rule.changes.push(Change { key, layer, by, reason: reason.clone() });
    }
}

/// Puts what a change says into the rule; returns the key that makes it apply less than `before`.
fn apply<'t>(
    tree: &mut Tree<'t>,
    fields: &Fields<'t>,
    names: &Names<'_>,
    before: Severities,
    rule: &mut Rule,
) -> Option<Field<'t>> {
    let element = match rule.for_each.as_ref().map(|path| path.ty) {
        Some(Type::Record(ty)) => ty,
        _ => TypeId::Document,
    };
    let named = rule.named.clone();
    let mut entry = Entry::of_change(tree, fields, names, rule);
    let document = names.scope(TypeId::Document, None, None);
    let scope = names.scope(element, named.as_deref(), None);
    let (when, filter) = (entry.condition("when", &document), entry.condition("where", &scope));
    let applies_to = entry.applies_to();
    let changed = entry.changed_severities();
    entry.change_texts("title", &mut rule.title);
    if fields.get("help").is_some() {
        entry.change_texts("help", rule.help.get_or_insert_default());
    }
    entry.change_message(element, named.as_deref(), &mut rule.message);
    let narrower = ["where", "when", "applies-to"].into_iter().find_map(|key| fields.get(key));
    let is_weaker = changed.as_ref().is_some_and(|changed| changed.of(before).is_weaker_than(before));
    let weaker = narrower.or_else(|| fields.get("severity").or(fields.get("phase")).filter(|_| is_weaker));
    rule.severity = changed.map_or(rule.severity, |changed| changed.of(rule.severity));
    rule.when = both(rule.when.take(), when);
    rule.filter = both(rule.filter.take(), filter);
    rule.applies_to.extend(applies_to);
    weaker
}

fn both(below: Option<Expr>, added: Option<Expr>) -> Option<Expr> {
    match (below, added) {
        (Some(below), Some(added)) => Some(Expr::And(vec![below, added])),
        (below, added) => below.or(added),
    }
}

/// A locked rule keeps its strength, and an error loses it for a reason only.
fn refuse_weakening(
    tree: &mut Tree<'_>,
    standing: &Standing,
    before: Severities,
    key: Field<'_>,
    reason: Option<&str>,
) {
    let rule = &standing.rule;
    let elsewhere = Some((standing.place.0, standing.place.1, "the rule stands here".to_owned()));
    if rule.locked {
        let message = format!("{} is locked by {}: '{}' would weaken it", rule.id, rule.pack, key.key);
        let help = Some("leave it as it is; single findings can be waived where that is allowed".to_owned());
        tree.push(Diagnostic { help, elsewhere, ..error("PK042", key.key_span, message) });
    } else if before.worst() == Severity::Error && reason.is_none_or(str::is_empty) {
        let message = format!("'{}' weakens {}, which is an error, without a reason", key.key, rule.id);
        let help = match key.key {
            DISABLE => format!("write {{rule: {}, reason: …}} and say why it is different here", standing.rule.id),
            _ => "add 'reason:' and say why it is different here".to_owned(),
        };
        let help = Some(help);
        tree.push(Diagnostic { help, elsewhere, ..error("PK042", key.key_span, message) });
    }
}

/// The section of a layer that switches rules off.
const DISABLE: &str = "disable";

/// Applies the `disable` section of a layer.
pub(super) fn disabled<'t>(tree: &mut Tree<'t>, fields: &Fields<'t>, stack: &Stack, in_force: &mut InForce) {
    let Some(field) = fields.get(DISABLE) else { return };
    for entry in tree.entries(field.value, "'disable'") {
        disable(tree, entry, stack, in_force);
    }
}

fn disable(tree: &mut Tree<'_>, entry: Cursor, stack: &Stack, in_force: &mut InForce) {
    let Some((standing, off)) = off(tree, entry, stack, in_force) else { return };
    standing.off = Some(off);
}

/// Reads an entry of `disable`: the rule below that is meant, and that it is off.
fn off<'f>(
    tree: &mut Tree<'_>,
    entry: Cursor,
    stack: &Stack,
    in_force: &'f mut InForce,
) -> Option<(&'f mut Standing, Off)> {
    let (rule, reason) = if tree.is_text(entry) {
        (tree.text(entry, "a rule"), None)
    } else {
        let fields = tree.fields(entry, "an entry of 'disable'", OFF_KEYS)?;
        let Some(rule) = fields.get("rule") else {
            let help = Some("such as {rule: ID014, reason: …}".to_owned());
            tree.push(Diagnostic { help, ..error("PK003", fields.span, "an entry of 'disable' has no 'rule'") });
            return None;
        };
        let reason = fields.get("reason").and_then(|field| tree.text(field.value, "'reason'"));
        (tree.text(rule.value, "'rule'"), reason)
    };
    let rule = rule?;
    let reason = reason.map(|text| text.as_str().trim().to_owned()).filter(|text| !text.is_empty());
    let layer = tree.file();
    let unknown = unknown(in_force, stack, layer, (rule.as_str(), rule.span()));
    let Some(standing) = RuleId::parse(rule.as_str()).and_then(|id| in_force.below(stack, layer, id)) else {
        tree.push(unknown);
        return None;
    };
    let key = Field { key: DISABLE, key_span: rule.span(), value: entry };
    refuse_weakening(tree, standing, standing.seen_by(stack, layer), key, reason.as_deref());
    let off = Off { rule: standing.rule.id, reason, layer, span: rule.span() };
    Some((standing, off))
}

/// What is said of an id that no rule below a layer has.
fn unknown(in_force: &InForce, stack: &Stack, layer: usize, (id, span): (&str, Span)) -> Diagnostic {
    let is_own = |standing: &Standing| standing.place.0 == layer && standing.rule.id.as_str() == id;
    if in_force.rules.iter().any(is_own) {
        let help = Some("edit the rule where it stands, or take it out".to_owned());
        return Diagnostic { help, ..error("PK041", span, format!("rule '{id}' is one of this pack itself")) };
    }
    let below = in_force.rules.iter().filter(|standing| stack.rests_on(layer, standing.place.0));
    let known: Vec<&str> = below.map(|standing| standing.rule.id.as_str()).collect();
    let mistake = Mistake::new("PK041", 0..id.len(), format!("no rule '{id}' in the packs below"));
    let mistake = suggest(mistake, &id.to_uppercase(), known.iter().copied());
    let help = mistake.help.or_else(|| Some("`soplint rules` lists the rules".to_owned()));
    Diagnostic { help, ..error("PK041", span, mistake.message) }
}

impl Entry<'_, '_, '_> {
    /// What a change says of severity and phases, if anything.
    fn changed_severities(&mut self) -> Option<Changed> {
        let Some(severity) = self.fields.get("severity") else { return self.phases().map(Changed::Phases) };
        let is_one = !self.tree.is_map(severity.value) && self.fields.get("phase").is_none();
        let severities = self.severities()?;
        Some(if is_one { Changed::Severity(severities.worst()) } else { Changed::Both(severities) })
    }

    /// A text in the languages the change is written in; the others stay as they were.
    fn change_texts(&mut self, key: &str, texts: &mut crate::rule::Bilingual<String>) {
        if self.fields.get(key).is_none() {
            return;
        }
        let written = self.written_languages(key);
        let Some(found) = self.plain_texts(key) else { return };
        for language in written {
            *texts.get_mut(language) = found.get(language).clone();
        }
    }

    fn change_message(
        &mut self,
        element: TypeId,
        named: Option<&str>,
        message: &mut crate::rule::Bilingual<crate::rule::message::Template>,
    ) {
        if self.fields.get("message").is_none() {
            return;
        }
        let written = self.written_languages("message");
        let Some(mut found) = self.message(Some(element), named) else { return };
        for language in written {
            *message.get_mut(language) = std::mem::take(found.get_mut(language));
        }
    }

    fn written_languages(&self, key: &str) -> Vec<Language> {
        let parts = self.fields.get(key).map_or_else(Vec::new, |field| self.tree.parts(field.value));
        parts.iter().filter_map(|part| Language::from_code(part.key)).collect()
    }
}
