//! What only all documents together can decide: keys that occur twice, references to other SOPs.
//!
//! In, per document: the small owned [`Facts`] its rules need, and nothing else of the document. Out, from the facts of all
//! documents: findings and outcomes. Facts name exactly what the second pass reads, so memory grows with the number of
//! documents, not with their size.

mod index;
mod pass;

use rustc_hash::FxHashMap;

use super::agree::{self, AlikeFact};
use super::eval::{Truth, truth};
use super::evidence::value_read;
use super::named;
use super::paths::{Env, Leaf, label, single, visit};
use super::say::{fill_around, others};
use super::unique::key_form;
use super::walk::elements;
use super::{Applied, Outcome, Read, Reason, Run, Specials, Subject, Walk};
use crate::finding::{Confidence, Finding, Related, Severity};
use crate::rule::message::Special;
use crate::rule::{Resolve, Rule, Unique, Verb};
use crate::sop::Language;
use crate::sop::model::Status;
use crate::sop::record::{Record, Slot, TypeId};
use crate::sop::regulation::SubjectWords;
use crate::sop::value::Value;
use crate::source::Place;

pub(super) use index::{Index, title_form};
pub use pass::{Archive, ArchiveChecked, Coverage, InProject};

/// What one document contributes.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Normal form of its number.
    pub number: Option<Box<str>>,
    /// Normal form of its title.
    pub title: Option<Box<str>>,
    /// The title as written, to name it in suggestions.
    pub shown: Box<str>,
    /// Keys that must be unique.
    pub keys: Vec<KeyFact>,
    /// References that must lead somewhere.
    pub references: Vec<ReferenceFact>,
    /// Values that must be equal in elements of one name.
    pub alike: Vec<AlikeFact>,
    /// Citations that must agree with those of others.
    pub cited: Vec<CitedFact>,
    /// What named checks want to know.
    pub marks: Vec<Mark>,
    /// Whether it is neither superseded nor withdrawn.
    pub in_force: bool,
    /// Its unit among those of the project.
    pub unit: Option<u32>,
    /// Rules whose condition on a target this document does not fulfil.
    pub refuses: Vec<u32>,
}

impl Facts {
    /// The findings that may come to be, whose places a report may want to show.
    pub fn sketches(&self) -> impl Iterator<Item = &Sketch> {
        let keys = self.keys.iter().map(|key| &key.sketch);
        let references = self.references.iter().map(|reference| &reference.sketch);
        let marks = self.marks.iter().filter_map(|mark| mark.sketch.as_ref());
        let cited = self.cited.iter().map(|cited| &cited.sketch);
        keys.chain(references).chain(marks).chain(self.alike.iter().map(|alike| &alike.sketch)).chain(cited)
    }
}

/// A finding that may come to be, in as little room as possible: every document of an archive holds some.
#[derive(Debug, Clone)]
pub struct Sketch {
    /// Where it would be.
    pub place: Place,
    /// Second places.
    pub related: Vec<Related>,
    document: u32,
    severity: Severity,
    confidence: Confidence,
    logical: Box<str>,
    pub(super) found: Box<str>,
    /// The message, with a [`HOLE`] for each thing only the archive knows.
    message: Box<str>,
}

/// Stands in a message for what another document tells.
pub(super) const HOLE: char = '\u{1}';

impl Sketch {
    pub(super) fn new(finding: Finding, around: &[String]) -> Self {
        Self {
            place: finding.place,
            related: finding.related,
            document: finding.document,
            severity: finding.severity,
            confidence: finding.confidence,
            logical: finding.logical.into(),
            found: finding.found.into(),
            message: around.join(&HOLE.to_string()).into(),
        }
    }

    /// The finding, with its holes filled.
    pub(super) fn drawn<'h>(&self, rule: &Rule, mut holes: impl Iterator<Item = &'h str>) -> Finding {
        let mut message = String::with_capacity(self.message.len() + 40);
        for (at, part) in self.message.split(HOLE).enumerate() {
            if at > 0 {
                message.push_str(holes.next().unwrap_or(""));
            }
            message.push_str(part);
        }
        Finding {
            rule: rule.id,
            severity: self.severity,
            confidence: self.confidence,
            message,
            place: self.place,
            document: self.document,
            logical: self.logical.as_ref().to_owned(),
            found: self.found.as_ref().to_owned(),
            related: self.related.clone(),
            suggestion: None,
        }
    }
}

/// A key that must not occur in another document.
#[derive(Debug, Clone)]
pub struct KeyFact {
    /// Index of the rule.
    pub rule: u32,
    /// The key, in the form in which it is compared.
    pub key: Box<str>,
    /// The finding it would be.
    pub sketch: Sketch,
    /// What stands in the holes of the other document's message, one after the other.
    pub own: Box<str>,
}

/// What a named check wants to know of a document; what stands in it is the business of that check.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Index of the rule.
    pub rule: u32,
    /// What is compared.
    pub form: Box<str>,
    /// What must be equal, too.
    pub beside: Box<str>,
    /// What must differ.
    pub apart: Box<str>,
    /// A number.
    pub at: i64,
    /// The finding it would be.
    pub sketch: Option<Sketch>,
}

/// A reference to another document.
#[derive(Debug, Clone)]
pub struct ReferenceFact {
    /// Index of the rule.
    pub rule: u32,
    /// Normal form of the number it names.
    pub number: Option<Box<str>>,
    /// Normal form of the title it names.
    pub title: Option<Box<str>>,
    /// The finding it would be, with a hole for `{near}`.
    pub sketch: Sketch,
}

/// A citation of a regulation.
#[derive(Debug, Clone)]
pub struct CitedFact {
    /// Index of the rule.
    pub rule: u32,
    /// Key of the regulation.
    pub key: Box<str>,
    /// Its subject, in the form in which it is compared.
    pub subject: Box<str>,
    /// Whether the registry knows the regulation, so that its kind is right, and the title as its official one.
    pub known: (bool, bool),
    /// The finding it would be, with a hole for `{near}`.
    pub sketch: Sketch,
}

/// Collects what the archive pass needs of a document, and sets the outcomes it leaves open.
pub(super) fn collect(
    walk: &Walk,
    run: &Run<'_>,
    subject: Subject<'_, '_>,
    concerned: &[Truth],
    outcomes: &mut [Outcome],
) -> Facts {
    let document = &subject.sop.document;
    let form = |value: &Value<'_>| value.is_present().then(|| run.vocabulary.sop_name(value.as_str()).into());
    let mut facts = Facts {
        number: form(&document.number),
        title: document.title.is_present().then(|| title_form(run.vocabulary, document.title.as_str()).into()),
        shown: document.title.as_str().into(),
        in_force: !matches!(
            document.status.code().and_then(Status::from_code),
            Some(Status::Superseded | Status::Withdrawn)
        ),
        unit: document.unit_entry.element().map(|unit| unit as u32),
        ..Facts::default()
    };
    for (at, rule) in walk.rules.iter().enumerate() {
        let collector = Collector { run, subject, rule: at as u32, walk };
        match &rule.verb {
            Verb::Unique(unique) if rule.verb.needs_archive() && concerned[at] == Truth::True => {
                outcomes[at] = collector.keys(unique, &mut facts);
            }
            Verb::Resolve(resolve) if resolve.in_archive => {
                if let Some(filter) = &resolve.filter
                    && truth(&collector.env(document), filter) == Truth::False
                {
                    facts.refuses.push(at as u32);
                }
                if concerned[at] == Truth::True {
                    outcomes[at] = collector.references(resolve, &mut facts);
                }
            }
            Verb::Check(named) if named.check.needs_archive() && concerned[at] == Truth::True => {
                outcomes[at] = named::collect(&collector, named, &mut facts);
            }
            _ => {}
        }
    }
    facts
}

/// Gathers the facts of one rule in one document.
pub(super) struct Collector<'c, 'm, 'a> {
    pub(super) run: &'c Run<'c>,
    pub(super) subject: Subject<'m, 'a>,
    pub(super) rule: u32,
    walk: &'c Walk,
}

impl<'c: 'm, 'm, 'a> Collector<'c, 'm, 'a> {
    pub(super) fn env(&self, element: &'m dyn Record<'a>) -> Env<'m, 'a> {
        Env { run: self.run, sop: self.subject.sop, element, named: Some(element), other: None }
    }

    /// The words of subjects.
    pub(super) fn subjects(&self) -> &'c SubjectWords {
        &self.run.vocabulary.subjects
    }

    fn applied(&self, env: &Env<'m, 'a>) -> Applied<'c, 'm, 'a> {
        let rule = &self.walk.rules[self.rule as usize];
        Applied { run: self.run, rule, subject: self.subject, env: *env }
    }

    /// What a named check wants to know.
    pub(super) fn mark(&self, form: String, sketch: Option<Sketch>) -> Mark {
        let nothing = || Box::<str>::from("");
        Mark { rule: self.rule, form: form.into(), beside: nothing(), apart: nothing(), at: 0, sketch }
    }

    /// The finding an element would be, with a hole for what only the archive knows.
    pub(super) fn sketch(&self, env: &Env<'m, 'a>, read: Read, prefix: &str) -> Sketch {
        let template = self.walk.rules[self.rule as usize].message.get(self.run.language);
        let specials = Specials::default().with(Special::Found, read.text.clone());
        Sketch::new(self.applied(env).unsaid(prefix, vec![read]), &fill_around(template, env, &specials))
    }

    /// The finding a value of the document would be.
    pub(super) fn sketch_of(&self, read: Read) -> Sketch {
        self.sketch(&self.env(&self.subject.sop.document), read, "")
    }

    fn keys(&self, unique: &Unique, facts: &mut Facts) -> Outcome {
        let document = &self.subject.sop.document;
        let env = self.env(document);
        match unique.filter.as_ref().map_or(Truth::True, |filter| truth(&env, filter)) {
            Truth::True => {}
            Truth::False => return Outcome::NotApplicable,
            Truth::Undecided(reason) => return Outcome::NotDecidable(reason),
        }
        let label = label(&env, &unique.key);
        let mut outcome = Outcome::NotApplicable;
        visit(&env, &unique.key, &mut |leaf| {
            let Leaf::Value(value) = leaf else { return };
            if !value.is_present() {
                return;
            }
            outcome = outcome.and(Outcome::Pass);
            let read = value_read(self.subject.sop.view, value, &unique.key.written, label);
            let key = key_form(self.run, unique.by, value.as_str());
            facts.keys.push(self.key_fact(&env, key, read));
        });
        outcome
    }

    fn key_fact(&self, env: &Env<'m, 'a>, key: String, read: Read) -> KeyFact {
        let rule = &self.walk.rules[self.rule as usize];
        let template = rule.message.get(self.run.language);
        let specials = Specials::default().with(Special::Found, read.text.clone());
        let finding = self.applied(env).unsaid("", vec![read]);
        KeyFact {
            rule: self.rule,
            key: key.into(),
            own: others(template, &Env { other: Some(env.element), ..*env }).join(&HOLE.to_string()).into(),
            sketch: Sketch::new(finding, &fill_around(template, env, &specials)),
        }
    }

    fn references(&self, resolve: &Resolve, facts: &mut Facts) -> Outcome {
        let rule = &self.walk.rules[self.rule as usize];
        let document = &self.subject.sop.document;
        let Some(list) = &rule.for_each else { return Outcome::NotApplicable };
        let mut outcome = Outcome::NotApplicable;
        elements(&self.env(document), document, &list.fields, &mut Vec::new(), &mut |element, trail| {
            let env = self.env(element);
            match rule.filter.as_ref().map_or(Truth::True, |filter| truth(&env, filter)) {
                Truth::True => {}
                Truth::False => return,
                Truth::Undecided(reason) => {
                    outcome = outcome.and(Outcome::NotDecidable(reason));
                    return;
                }
            }
            let prefix = format!("{}[{}]", list.written, trail.first().map_or(0, |at| at + 1));
            if let Some(fact) = self.reference_fact(&env, resolve, &prefix) {
                outcome = outcome.and(Outcome::NotDecidable(Reason::NotSupplied));
                facts.references.push(fact);
            }
        });
        outcome
    }

    fn reference_fact(&self, env: &Env<'m, 'a>, resolve: &Resolve, prefix: &str) -> Option<ReferenceFact> {
        let value = single(env, &resolve.field).filter(|value| value.is_present())?;
        let read = value_read(env.sop.view, value, &resolve.field.written, label(env, &resolve.field));
        Some(self.reference(env, value, read, prefix))
    }

    /// What a reference names: by the parts of its element, else by its text.
    pub(super) fn reference(&self, env: &Env<'m, 'a>, value: &Value<'_>, read: Read, prefix: &str) -> ReferenceFact {
        let element = env.element;
        let text = |name: &str| match element.type_id().field(name).map(|(number, _)| element.slot(number)) {
            Some(Slot::One(value)) if value.is_present() => Some(value.as_str().to_owned()),
            _ => None,
        };
        let title = text("subject").unwrap_or_else(|| value.as_str().to_owned());
        ReferenceFact {
            rule: self.rule,
            // The number of an item is its place in a list.
            number: text("number")
                .filter(|_| element.type_id() == TypeId::Reference)
                .map(|number| self.run.vocabulary.sop_name(&number).into()),
            title: Some(title_form(self.run.vocabulary, &title)).filter(|title| !title.is_empty()).map(Into::into),
            sketch: self.sketch(env, read, prefix),
        }
    }
}

/// Decides what only all documents together can decide.
#[must_use]
pub fn check_archive(walk: &Walk, archive: &Archive<'_>) -> ArchiveChecked {
    let mut checked = ArchiveChecked::default();
    repeated_keys(walk, archive.facts, &mut checked);
    agree::between(walk, archive.facts, archive.run.conversions, &mut checked);
    if !walk.rules.iter().any(|rule| matches!(rule.verb, Verb::Check(_) | Verb::Resolve(_))) {
        return checked;
    }
    let index = Index::new(archive.facts);
    named::decide(walk, archive, &index, &mut checked);
    if archive.is_whole() {
        for (at, rule) in walk.rules.iter().enumerate().filter(|(_, rule)| matches!(rule.verb, Verb::Resolve(_))) {
            for (document, reference) in archive.references(at as u32) {
                resolve(rule, &index, (document, reference), archive.run.language, &mut checked);
            }
        }
    }
    checked
}

/// Every document that shares a key with another gets a finding, with the places of the others.
fn repeated_keys(walk: &Walk, facts: &[&Facts], checked: &mut ArchiveChecked) {
    /// Other places that are shown.
    const MOST_OTHERS: usize = 5;
    let mut by_key: FxHashMap<(u32, &str), Vec<(usize, &KeyFact)>> = FxHashMap::default();
    for (at, facts) in facts.iter().enumerate() {
        for fact in &facts.keys {
            by_key.entry((fact.rule, &fact.key)).or_default().push((at, fact));
        }
    }
    let mut groups: Vec<_> = by_key.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_by_key(|group| (group[0].0, group[0].1.rule));
    for group in groups {
        for (at, fact) in &group {
            let others = group.iter().filter(|(_, other)| other.sketch.place != fact.sketch.place);
            let others: Vec<&KeyFact> = others.map(|(_, other)| *other).collect();
            let Some(first) = others.first() else { continue };
            let mut finding = fact.sketch.drawn(&walk.rules[fact.rule as usize], first.own.split(HOLE));
            let related = others.iter().take(MOST_OTHERS).map(|other| Related {
                place: other.sketch.place,
                label: other.own.split(HOLE).next().unwrap_or_default().to_owned(),
            });
            finding.related.extend(related);
            checked.findings.push(finding);
            checked.outcomes.push((*at, fact.rule, Outcome::Finding));
        }
    }
}

fn resolve(
    rule: &Rule,
    index: &Index<'_>,
    (at, reference): (usize, &ReferenceFact),
    language: Language,
    checked: &mut ArchiveChecked,
) {
    let fits = |target: &usize| !index.facts[*target].refuses.contains(&reference.rule);
    if index.find(reference).iter().any(fits) {
        checked.outcomes.push((at, reference.rule, Outcome::Pass));
        return;
    }
    let near = index.near(reference, language);
    checked.findings.push(reference.sketch.drawn(rule, std::iter::once(near)));
    checked.outcomes.push((at, reference.rule, Outcome::Finding));
}
