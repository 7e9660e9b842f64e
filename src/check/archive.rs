//! What only all documents together can decide: keys that occur twice, references to other SOPs.
//!
//! In, per document: the small owned [`Facts`] its rules need, and nothing else of the document. Out, from the facts of all
//! documents: findings and outcomes. Facts name exactly what the second pass reads, so memory grows with the number of
//! documents, not with their size.

use rustc_hash::FxHashMap;

use super::agree::{self, AlikeFact};
use super::eval::{Truth, truth};
use super::evidence::value_read;
use super::named::{citations, cycle};
use super::paths::{Env, Leaf, label, single, visit};
use super::say::{fill_around, others};
use super::unique::key_form;
use super::walk::elements;
use super::{Applied, Outcome, Read, Reason, Run, Specials, Subject, Walk};
use crate::finding::{Confidence, Finding, Related, Severity};
use crate::rule::message::Special;
use crate::rule::named::NamedCheck;
use crate::rule::{Resolve, Rule, Unique, Verb};
use crate::sop::label::nearest;
use crate::sop::model::DocumentKind;
use crate::sop::record::{Record, Slot};
use crate::sop::regulation::SubjectWords;
use crate::sop::value::Value;
use crate::sop::{Language, Vocabulary};
use crate::source::Place;

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
    /// Rules whose condition on a target this document does not fulfil.
    pub refuses: Vec<u32>,
}

impl Facts {
    /// The findings that may come to be, whose places a report may want to show.
    pub fn sketches(&self) -> impl Iterator<Item = &Sketch> {
        let keys = self.keys.iter().map(|key| &key.sketch);
        let references = self.references.iter().map(|reference| &reference.sketch);
        let cited = self.cited.iter().map(|cited| &cited.sketch);
        keys.chain(references).chain(self.alike.iter().map(|alike| &alike.sketch)).chain(cited)
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
    let form = |value: &Value<'_>| value.is_present().then(|| name_form(run.vocabulary, value.as_str()).into());
    let mut facts = Facts {
        number: form(&document.number),
        title: document.title.is_present().then(|| title_form(run.vocabulary, document.title.as_str()).into()),
        shown: document.title.as_str().into(),
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
            Verb::Check(named) if concerned[at] == Truth::True => match named.check {
                NamedCheck::ReferenceCycle => outcomes[at] = cycle::collect(&collector, named, &mut facts),
                NamedCheck::CitationsAgree => outcomes[at] = citations::collect(&collector, named, &mut facts),
                NamedCheck::ListNumbers | NamedCheck::SimilarNames | NamedCheck::PingPong | NamedCheck::UnitSpellings => {}
            },
            _ => {}
        }
    }
    facts
}

/// Gathers the facts of one rule in one document.
pub(super) struct Collector<'c, 'm, 'a> {
    run: &'c Run<'c>,
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

    /// The finding an element would be, with a hole for what only the archive knows.
    pub(super) fn sketch(&self, env: &Env<'m, 'a>, read: Read, prefix: &str) -> Sketch {
        let template = self.walk.rules[self.rule as usize].message.get(self.run.language);
        let specials = Specials::default().with(Special::Found, read.text.clone());
        Sketch::new(self.applied(env).unsaid(prefix, vec![read]), &fill_around(template, env, &specials))
    }

    fn applied(&self, env: &Env<'m, 'a>) -> Applied<'c, 'm, 'a> {
        let rule = &self.walk.rules[self.rule as usize];
        Applied { run: self.run, rule, subject: self.subject, env: *env }
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
            number: text("number").map(|number| name_form(self.run.vocabulary, &number).into()),
            title: Some(title_form(self.run.vocabulary, &title)).filter(|title| !title.is_empty()).map(Into::into),
            sketch: self.sketch(env, read, prefix),
        }
    }
}

/// The form in which titles and numbers are compared: without "SOP" in front, case and punctuation.
fn name_form(vocabulary: &Vocabulary, name: &str) -> String {
    /// Words of the longest name of a kind of document.
    const LONGEST: usize = 4;
    let mut form = vocabulary.actors.names(name).name;
    let ends = form.match_indices(' ').map(|(at, _)| at).take(LONGEST);
    let is_kind = |end: &usize| vocabulary.value(&DocumentKind::SPEC, &form[..*end]) == Some(DocumentKind::Sop.code());
    if let Some(end) = ends.filter(is_kind).last() {
        form.drain(..=end);
    }
    form
}

/// A title in that form without the year of an edition: `Penyusunan Laporan Tahun 2025`.
fn title_form(vocabulary: &Vocabulary, title: &str) -> String {
    let form = name_form(vocabulary, title);
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = form.split(' ').collect();
    let mut kept: Vec<&str> = Vec::new();
    for (at, word) in words.iter().copied().enumerate() {
        let next_is_year = words.get(at + 1).is_some_and(|next| is_year(next) && is_number(next));
        let of_year = is_year(word) && is_number(word) || next_is_year && ["tahun", "year"].contains(&word);
        if !of_year {
            kept.push(word);
        }
    }
    if kept.is_empty() { form } else { kept.join(" ") }
}

/// What the archive pass gives: per document its findings, and outcomes of single rules.
#[derive(Debug, Default)]
pub struct ArchiveChecked {
    /// Findings.
    pub findings: Vec<Finding>,
    /// Outcomes: index of the document, index of the rule.
    pub outcomes: Vec<(usize, u32, Outcome)>,
}

/// Whether the documents of a run are an archive, so that what is not among them does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// A whole folder or archive was given.
    Whole,
    /// Single documents were given.
    Single,
}

/// Decides what only all documents together can decide.
#[must_use]
pub fn check_archive(walk: &Walk, run: &Run<'_>, facts: &[&Facts], coverage: Coverage) -> ArchiveChecked {
    let mut checked = ArchiveChecked::default();
    repeated_keys(walk, facts, &mut checked);
    agree::between(walk, facts, run.conversions, &mut checked);
    citations::between(walk, facts, &mut checked);
    let seeks_circles = walk.rules.iter().any(|rule| cycle::is_cycle(&rule.verb));
    if coverage == Coverage::Whole || seeks_circles {
        let index = Index::new(facts);
        cycle::find(walk, facts, &index, coverage, &mut checked);
        if coverage == Coverage::Single {
            return checked;
        }
        let is_resolved = |reference: &&ReferenceFact| !cycle::is_cycle(&walk.rules[reference.rule as usize].verb);
        for (at, facts_of) in facts.iter().enumerate() {
            for reference in facts_of.references.iter().filter(is_resolved) {
                resolve(walk, &index, (at, reference), run.language, &mut checked);
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
    walk: &Walk,
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
    let near = match (index.nearest(reference), language) {
        ("", Language::Id) => "tidak ada yang mirip",
        ("", Language::En) => "none is near",
        (near, _) => near,
    };
    checked.findings.push(reference.sketch.drawn(&walk.rules[reference.rule as usize], std::iter::once(near)));
    checked.outcomes.push((at, reference.rule, Outcome::Finding));
}

/// Documents by number, title and the words of their titles.
pub(super) struct Index<'f> {
    facts: &'f [&'f Facts],
    by_number: FxHashMap<&'f str, Vec<usize>>,
    by_title: FxHashMap<&'f str, Vec<usize>>,
    by_word: FxHashMap<&'f str, Vec<usize>>,
    titles: Vec<&'f str>,
}

/// Titles as alike as this are the same (sop-ap: it matched 159 of 201 references that were not exact).
const SAME_TITLE: f64 = 0.82;
/// Documents that are compared with a reference; a word that more of them share tells nothing.
const MOST_CANDIDATES: usize = 400;

impl<'f> Index<'f> {
    fn new(facts: &'f [&'f Facts]) -> Self {
        let mut index = Self {
            facts,
            by_number: FxHashMap::default(),
            by_title: FxHashMap::default(),
            by_word: FxHashMap::default(),
            titles: facts.iter().map(|facts| facts.title.as_deref().unwrap_or("")).collect(),
        };
        for (at, facts) in facts.iter().enumerate() {
            if let Some(number) = &facts.number {
                index.by_number.entry(number).or_default().push(at);
            }
            if let Some(title) = &facts.title {
                index.by_title.entry(title).or_default().push(at);
                for word in title.split(' ') {
                    let documents = index.by_word.entry(word).or_default();
                    if documents.last() != Some(&at) {
                        documents.push(at);
                    }
                }
            }
        }
        index
    }

    /// The documents a reference names: by number, by title, else by a title that is nearly the same.
    pub(super) fn find(&self, reference: &ReferenceFact) -> Vec<usize> {
        let by_number = reference.number.as_deref().and_then(|number| self.by_number.get(number));
        let by_title = || reference.title.as_deref().and_then(|title| self.by_title.get(title));
        if let Some(found) = by_number.or_else(by_title) {
            return found.clone();
        }
        let Some(title) = reference.title.as_deref() else { return Vec::new() };
        let alike = |at: &usize| strsim::normalized_damerau_levenshtein(title, self.titles[*at]) >= SAME_TITLE;
        self.candidates(title).into_iter().filter(alike).collect()
    }

    /// Documents that share the rarest words of a title.
    fn candidates(&self, title: &str) -> Vec<usize> {
        let mut lists: Vec<&Vec<usize>> = title.split(' ').filter_map(|word| self.by_word.get(word)).collect();
        lists.sort_by_key(|list| list.len());
        let mut found: Vec<usize> = lists.into_iter().take(3).flatten().copied().take(MOST_CANDIDATES).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn nearest(&self, reference: &ReferenceFact) -> &'f str {
        let Some(title) = reference.title.as_deref() else { return "" };
        let candidates = self.candidates(title);
        let near = nearest(title, candidates.iter().map(|&at| self.titles[at]));
        let best = || {
            let score = |at: &usize| strsim::normalized_damerau_levenshtein(title, self.titles[*at]);
            let scored = candidates.iter().map(|at| (score(at), *at)).filter(|(score, _)| *score >= 0.5);
            scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, at)| at)
        };
        let at = near.and_then(|near| candidates.iter().copied().find(|&at| self.titles[at] == near)).or_else(best);
        at.map_or("", |at| &*self.facts[at].shown)
    }
}
