//! Who acts: the declared actors, those only named in steps, and the references between them.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::sop::Vocabulary;
use crate::sop::label::normal;
use crate::sop::model::{Actor, ActorKind, Document, Item};
use crate::sop::value::{How, Parsed, State, Value};

/// Splits keys from names, tells kinds, and resolves the names in steps.
pub(super) fn derive<'a>(view: &'a str, vocabulary: &Vocabulary, model: &mut Document<'a>) {
    split_labels(view, &mut model.definitions.items);
    split_labels(view, &mut model.responsibilities.items);
    for actor in &mut model.actors.items {
        split_key(view, actor);
        actor.declared = Value::derived(Parsed::Bool(true), actor.anchor);
    }
    let mut known = Known::new(vocabulary, &model.actors.items);
    for step in &mut model.steps.items {
        split_joint(view, vocabulary, &known, &mut step.actor_names.items);
    }
    resolve_steps(vocabulary, model, &mut known);
    for (at, actor) in model.actors.items.iter_mut().enumerate() {
        finish(vocabulary, actor, at);
    }
    mark_used(model);
}

/// `term: meaning` written as one text.
fn split_labels<'a>(view: &str, items: &mut [Item<'a>]) {
    for item in items {
        if item.label.state != State::Missing || !item.text.is_present() {
            continue;
        }
        let text = item.text.as_str();
        let Some(at) = text.find([':', '=']) else { continue };
        let (head, tail) = (text[..at].trim(), text[at + 1..].trim());
        if head.is_empty() || tail.is_empty() || head.len() > 80 {
            continue;
        }
        let label = item.text.text.slice(0..at, view).trimmed(view);
        let meaning = item.text.text.slice(at + 1..text.len(), view).trimmed(view);
        item.label = Value { text: label, ..item.text.clone() };
        item.text = Value { text: meaning, ..item.text.clone() };
    }
}

/// `ppk: Pejabat Pembuat Komitmen (PPK)` written as one text.
fn split_key<'a>(view: &str, actor: &mut Actor<'a>) {
    let text = actor.name.as_str();
    if actor.key.is_present() || !actor.name.is_present() {
        return;
    }
    let Some((head, tail)) = text.split_once(':') else { return };
    if head.trim().contains(' ') || head.trim().is_empty() || tail.trim().is_empty() {
        return;
    }
    let (cut, end) = (head.len(), text.len());
    let key = actor.name.text.slice(0..cut, view).trimmed(view);
    let name = actor.name.text.slice(cut + 1..end, view).trimmed(view);
    actor.anchor = name.span();
    actor.key = Value { text: key, ..actor.name.clone() };
    actor.name = Value { text: name, ..actor.name.clone() };
}

/// The forms under which declared actors are found; a form of two actors leads nowhere.
struct Known {
    by_form: FxHashMap<String, Option<u32>>,
    /// Exact spellings, so that the common case compares no normal forms.
    by_spelling: FxHashMap<String, u32>,
}

impl Known {
    fn new(vocabulary: &Vocabulary, actors: &[Actor<'_>]) -> Self {
        let mut known = Self { by_form: FxHashMap::default(), by_spelling: FxHashMap::default() };
        for (at, actor) in actors.iter().enumerate() {
            known.add(vocabulary, actor, at as u32);
        }
        known
    }

    fn add(&mut self, vocabulary: &Vocabulary, actor: &Actor<'_>, at: u32) {
        if actor.key.is_present() {
            self.by_spelling.insert(actor.key.as_str().to_owned(), at);
            self.form(normal(actor.key.as_str()).into_owned(), at);
        }
        if actor.name.is_present() {
            let names = vocabulary.actors.names(actor.name.as_str());
            self.form(names.name, at);
            if let Some(alias) = names.alias {
                self.form(alias, at);
            }
        }
    }

    fn form(&mut self, form: String, at: u32) {
        let entry = self.by_form.entry(form).or_insert(Some(at));
        if *entry != Some(at) {
            *entry = None;
        }
    }

    fn find(&self, vocabulary: &Vocabulary, name: &str) -> Found {
        if let Some(&at) = self.by_spelling.get(name) {
            return Found::One(at);
        }
        if let Some(found) = self.by_form.get(&*normal(name)) {
            return found.map_or(Found::Ambiguous, Found::One);
        }
        let names = vocabulary.actors.names(name);
        let by_alias = || names.alias.as_ref().and_then(|alias| self.by_form.get(alias));
        match self.by_form.get(&names.name).or_else(by_alias) {
            Some(Some(at)) => Found::One(*at),
            Some(None) => Found::Ambiguous,
            None => Found::Nobody,
        }
    }
}

/// `ben, ppk`, `Sekretaris dan Bendahara`: several actors in one text, each declared or named like a position or somebody
/// from outside. A text of which any part is nobody stays whole: `Kasubbag Keuangan, Umum, dan Logistik`.
fn split_joint<'a>(view: &str, vocabulary: &Vocabulary, known: &Known, names: &mut Vec<Value<'a>>) {
    let joint = |text: &str| vocabulary.marks.joint.iter().any(|word| text.contains(&**word));
    if !names.iter().any(|name| name.is_present() && joint(&name.as_str().to_ascii_lowercase())) {
        return;
    }
    let declared = |name: &str| !name.is_empty() && matches!(known.find(vocabulary, name), Found::One(_));
    let acts = |name: &str| matches!(vocabulary.actors.kind(name), ActorKind::Position | ActorKind::External);
    for name in std::mem::take(names) {
        let parts = joint_parts(vocabulary, name.as_str());
        let text = name.as_str();
        let is_one = |part: &Range<usize>| declared(text[part.clone()].trim()) || acts(text[part.clone()].trim());
        let splits = parts.len() > 1 && !declared(text) && parts.iter().all(is_one);
        if !splits {
            names.push(name);
            continue;
        }
        names.extend(parts.into_iter().map(|part| {
            let text = name.text.slice(part, view).trimmed(view);
            Value { text, ..name.clone() }
        }));
    }
}

fn joint_parts(vocabulary: &Vocabulary, text: &str) -> Vec<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    while at < lower.len() {
        let word = vocabulary.marks.joint.iter().find(|word| lower.as_bytes()[at..].starts_with(word.as_bytes()));
        match word {
            Some(word) => {
                parts.push(begin..at);
                at += word.len();
                begin = at;
            }
            None => at += 1,
        }
    }
    parts.push(begin..text.len());
    parts
}

enum Found {
    One(u32),
    Ambiguous,
    Nobody,
}

fn resolve_steps<'a>(vocabulary: &Vocabulary, model: &mut Document<'a>, known: &mut Known) {
    for step in &mut model.steps.items {
        step.actors.near = if step.actor_names.items.is_empty() { step.actor_names.near } else { step.anchor };
        step.actors.state = step.actor_names.state;
        for name in step.actor_names.items.iter().filter(|name| name.is_present()) {
            let at = match known.find(vocabulary, name.as_str()) {
                Found::One(at) => at,
                Found::Ambiguous => {
                    step.actors.state = State::Unreadable;
                    continue;
                }
                Found::Nobody => {
                    let mut actor = Actor::new(name.span());
                    actor.name = name.clone();
                    actor.declared = Value::derived(Parsed::Bool(false), name.span());
                    let at = model.actors.items.len() as u32;
                    known.add(vocabulary, &actor, at);
                    known.by_spelling.insert(name.as_str().to_owned(), at);
                    model.actors.items.push(actor);
                    at
                }
            };
            if !step.actors.items.contains(&at) {
                step.actors.items.push(at);
            }
        }
    }
}

fn finish(vocabulary: &Vocabulary, actor: &mut Actor<'_>, at: usize) {
    let near = actor.anchor;
    if !actor.key.is_present() {
        actor.key = Value { how: How::Derived, ..actor.name.clone() };
    }
    if !actor.name.is_present() && actor.key.is_present() {
        actor.name = actor.key.clone();
    }
    if actor.kind.code().is_none() {
        let kind = vocabulary.actors.kind(actor.name.as_str());
        actor.kind = Value::derived(Parsed::Enum(kind.code()), near);
    }
    actor.order = Value::derived(Parsed::Int(at as i64 + 1), near);
}

/// With steps that were lost or whose actors are unsure, nobody can be called unused.
fn mark_used(model: &mut Document<'_>) {
    let sure = model.steps.is_whole() && model.steps.items.iter().all(|step| step.actors.is_whole());
    let mut used = vec![false; model.actors.items.len()];
    for at in model.steps.items.iter().flat_map(|step| &step.actors.items) {
        used[*at as usize] = true;
    }
    for (actor, used) in model.actors.items.iter_mut().zip(used) {
        actor.used = if used || sure {
            Value::derived(Parsed::Bool(used), actor.anchor)
        } else {
            Value::unreadable(actor.anchor)
        };
    }
}
