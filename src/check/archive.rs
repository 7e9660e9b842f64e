//! What only all documents together can decide: keys that occur twice, references to other SOPs.
//!
//! In, per document: the small owned [`Facts`] its rules need, and nothing else of the document. Out, from the facts of all
//! documents: findings and outcomes. Facts name exactly what the second pass reads, so memory grows with the number of
//! documents, not with their size; the words of what may become a finding are kept beside them ([`Sketch`]) and can be forgotten.

mod form;
mod index;
mod pass;
mod sketch;

use super::agree::AlikeFact;
use super::eval::{Truth, truth};
use super::evidence::value_read;
use super::memo::Names;
use super::named;
use super::paths::{Env, Leaf, label, single, visit};
use super::say::{fill_around, others};
use super::unique::key_form;
use super::walk::{elements, logical};
use super::{Applied, Outcome, Read, Reason, Run, Specials, Subject, Walk};
use crate::rule::message::Special;
use crate::rule::{Resolve, Unique, Verb};
use crate::sop::model::Status;
use crate::sop::record::{Record, Slot, TypeId};
use crate::sop::regulation::SubjectWords;
use crate::sop::value::Value;
use serde::{Deserialize, Serialize};

pub use form::Form;
pub(super) use index::{Index, title_form};
pub use pass::{Archive, ArchiveChecked, Coverage, InProject, Missing, Pass};
use sketch::Sketches;
pub use sketch::{Draft, Sketch};

/// What one document contributes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Facts {
    /// Normal form of its number.
    pub number: Option<Form>,
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
    /// Names that are compared letter by letter.
    pub names: Vec<NameFact>,
    /// Whether it is neither superseded nor withdrawn.
    pub in_force: bool,
    /// Its unit among those of the project.
    pub unit: Option<u32>,
    /// Rules whose condition on a target this document does not fulfil.
    pub refuses: Vec<u32>,
    /// Where others point when they speak of it: its title, else its number.
    pub itself: Option<Draft>,
    /// Texts of which most must be its own.
    pub texts: Vec<TextsFact>,
    /// The findings that may come to be.
    pub(super) sketches: Sketches,
}

impl Facts {
    /// Whether the facts are the same, whatever is known of their sketches.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let of = |facts: &Self| (facts.in_force, facts.unit);
        of(self) == of(other)
            && (self.itself, &self.texts) == (other.itself, &other.texts)
            && (&self.number, &self.title, &self.shown) == (&other.number, &other.title, &other.shown)
            && (&self.keys, &self.references, &self.alike) == (&other.keys, &other.references, &other.alike)
            && (&self.cited, &self.marks, &self.names, &self.refuses)
                == (&other.cited, &other.marks, &other.names, &other.refuses)
    }

    /// Gives back the room lists grew into.
    fn shrink(&mut self) {
        self.keys.shrink_to_fit();
        self.references.shrink_to_fit();
        self.alike.shrink_to_fit();
        self.cited.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.names.shrink_to_fit();
        self.texts.shrink_to_fit();
        self.refuses.shrink_to_fit();
        self.sketches.shrink_to_fit();
    }
}

/// A key that must not occur in another document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFact {
    /// Index of the rule.
    pub rule: u32,
    /// The key, in the form in which it is compared.
    pub key: Form,
    /// The finding it would be.
    pub draft: Draft,
}

/// What a named check wants to know of a document; what stands in it is the business of that check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Index of the rule.
    pub rule: u32,
    /// What is compared.
    pub form: Form,
    /// What is compared, too.
    pub beside: Form,
    /// Numbers.
    pub numbers: (u32, u32),
    /// The finding it would be.
    pub draft: Option<Draft>,
}

/// A name that may be nearly that of another document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameFact {
    /// Index of the rule.
    pub rule: u32,
    /// The name, in the form in which it is compared.
    pub name: Box<str>,
    /// What must be equal, too.
    pub beside: Form,
    /// What must differ.
    pub apart: Form,
    /// The finding it would be.
    pub draft: Draft,
}

/// Texts of one document, compared with those of others as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextsFact {
    /// Index of the rule.
    pub rule: u32,
    /// The texts, in order and each once.
    pub forms: Box<[Form]>,
    /// The finding it would be.
    pub draft: Draft,
}

/// A reference to another document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceFact {
    /// Index of the rule.
    pub rule: u32,
    /// Normal form of the number it names.
    pub number: Option<Form>,
    /// Normal form of the title it names.
    pub title: Option<Box<str>>,
    /// The finding it would be, with a hole for `{near}`.
    pub draft: Draft,
}

/// A citation of a regulation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedFact {
    /// Index of the rule.
    pub rule: u32,
    /// Number and year of the regulation; none where its key has none.
    pub number: Form,
    /// Its key.
    pub key: Form,
    /// Its subject, in the form in which it is compared.
    pub subject: Form,
    /// Whether the registry knows the regulation, so that its kind is right, and the title as its official one.
    pub known: (bool, bool),
    /// The finding it would be, with a hole for `{near}`; its own words are key and subject.
    pub draft: Draft,
}

/// Collects what the archive pass needs of a document, and sets the outcomes it leaves open.
pub(super) fn collect<'m, 'a>(
    walk: &'m Walk,
    run: &'m Run<'m>,
    (subject, names): (Subject<'m, 'a>, &'m Names<'m>),
    concerned: &[Truth],
    outcomes: &mut [Outcome],
) -> Facts {
    let document = &subject.sop.document;
    let (number, title) = (&document.number, &document.title);
    let mut facts = Facts {
        number: number.is_present().then(|| names.number(run, number.as_str())),
        title: title.is_present().then(|| names.title(run, title.as_str())),
        shown: document.title.as_str().into(),
        in_force: !matches!(
            document.status.code().and_then(Status::from_code),
            Some(Status::Superseded | Status::Withdrawn)
        ),
        unit: document.unit_entry.element().map(|unit| unit as u32),
        sketches: Sketches::of(run),
        ..Facts::default()
    };
    if !walk.gathered.is_empty() {
        facts.itself = itself(subject, &mut facts);
    }
    for &at in &walk.gathered {
        let at = at as usize;
        let rule = &walk.rules[at];
        let collector = Collector { run, subject, names, rule: at as u32, walk };
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

/// Where others point when they speak of a document.
fn itself(subject: Subject<'_, '_>, facts: &mut Facts) -> Option<Draft> {
    let document = &subject.sop.document;
    let value = [&document.title, &document.number].into_iter().find(|value| value.is_present())?;
    Some(facts.draft(value.span(), || Sketch::of_place(subject.place(value.span()))))
}

/// Gathers the facts of one rule in one document.
pub(super) struct Collector<'c, 'm, 'a> {
    pub(super) run: &'c Run<'c>,
    pub(super) subject: Subject<'m, 'a>,
    pub(super) names: &'c Names<'m>,
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

    /// What a field of the document is called.
    pub(super) fn label(&self, field: &str) -> &'c str {
        let named = TypeId::Document.field(field);
        named.map_or("", |(number, _)| self.run.vocabulary.field_name(TypeId::Document, number, self.run.language))
    }

    fn applied(&self, env: &Env<'m, 'a>) -> Applied<'c, 'm, 'a> {
        let rule = &self.walk.rules[self.rule as usize];
        Applied { run: self.run, rule, subject: self.subject, env: *env }
    }

    /// What a named check wants to know.
    pub(super) fn mark(&self, form: &str, draft: Option<Draft>) -> Mark {
        Mark { rule: self.rule, form: Form::of(form), beside: Form::NONE, numbers: (0, 0), draft }
    }

    /// The finding an element would be, with a hole for what only the archive knows.
    pub(super) fn sketch(&self, env: &Env<'m, 'a>, read: Read, prefix: &str) -> Sketch {
        let template = self.walk.rules[self.rule as usize].message.get(self.run.language);
        let specials = Specials::default().with(Special::Found, read.text.clone());
        Sketch::new(self.applied(env).unsaid(prefix, vec![read]), &fill_around(template, env, &specials), &[])
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
            let key = key_form(self.run, unique.by, value.as_str());
            let read = || value_read(self.subject.sop.view, value, &unique.key.written, label);
            let draft = facts.draft(value.span(), || self.key_sketch(&env, read()));
            facts.keys.push(KeyFact { rule: self.rule, key: Form::of(&key), draft });
        });
        outcome
    }

    fn key_sketch(&self, env: &Env<'m, 'a>, read: Read) -> Sketch {
        let template = self.walk.rules[self.rule as usize].message.get(self.run.language);
        let specials = Specials::default().with(Special::Found, read.text.clone());
        let own = others(template, &Env { other: Some(env.element), ..*env });
        let finding = self.applied(env).unsaid("", vec![read]);
        Sketch::new(finding, &fill_around(template, env, &specials), &own)
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
            if let Some(fact) = self.reference_fact(&env, resolve, &|| logical(list, trail), facts) {
                outcome = outcome.and(Outcome::NotDecidable(Reason::NotSupplied));
                facts.references.push(fact);
            }
        });
        outcome
    }

    fn reference_fact(
        &self,
        env: &Env<'m, 'a>,
        resolve: &Resolve,
        prefix: &dyn Fn() -> String,
        facts: &mut Facts,
    ) -> Option<ReferenceFact> {
        let value = single(env, &resolve.field).filter(|value| value.is_present())?;
        let read = || value_read(env.sop.view, value, &resolve.field.written, label(env, &resolve.field));
        let draft = facts.draft(value.span(), || self.sketch(env, read(), &prefix()));
        Some(self.reference(env, value, draft))
    }

    /// What a reference names: by the parts of its element, else by its text.
    pub(super) fn reference(&self, env: &Env<'m, 'a>, value: &'m Value<'a>, draft: Draft) -> ReferenceFact {
        let element = env.element;
        let text = |name: &str| match element.type_id().field(name).map(|(number, _)| element.slot(number)) {
            Some(Slot::One(value)) if value.is_present() => Some(value.as_str()),
            _ => None,
        };
        let title = self.names.title(self.run, text("subject").unwrap_or_else(|| value.as_str()));
        ReferenceFact {
            rule: self.rule,
            // The number of an item is its place in a list.
            number: text("number")
                .filter(|_| element.type_id() == TypeId::Reference)
                .map(|number| self.names.number(self.run, number)),
            title: Some(title).filter(|title| !title.is_empty()),
            draft,
        }
    }
}
