//! The archive pass: what it sees, how each rule decides, and what it gives.
//!
//! In: the facts of all documents, and how much of the archive they are ([`Archive`]). Out: findings in documents and in the data
//! files of the project, and outcomes of single rules ([`ArchiveChecked`]).

use std::sync::OnceLock;

use super::{CitedFact, Draft, Facts, Index, KeyFact, Mark, NameFact, ReferenceFact, Sketch, TextsFact};
use crate::check::{Outcome, Run, Walk, agree, named};
use crate::finding::{Finding, Related};
use crate::rule::Verb;

/// Whether the documents of a run are an archive, so that what is not among them does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// A whole folder or archive was given.
    Whole,
    /// Single documents were given.
    Single,
}

/// What the second pass sees.
#[derive(Debug)]
pub struct Archive<'r> {
    /// The facts of all documents.
    pub facts: &'r [&'r Facts],
    /// What the run knows besides them.
    pub run: &'r Run<'r>,
    /// Whether a whole folder was given.
    pub coverage: Coverage,
    /// Documents of which nobody can tell which SOP they are: what is missing may be one of them.
    pub unread: usize,
}

impl<'r> Archive<'r> {
    /// Whether what is not among the documents is not in the archive.
    pub(in crate::check) fn is_whole(&self) -> bool {
        self.coverage == Coverage::Whole
    }

    /// Whether nothing of the archive was left unread, so that even one missing thing can be told.
    pub(in crate::check) fn is_complete(&self) -> bool {
        self.is_whole() && self.unread == 0
    }

    /// The marks of a rule, each with its document.
    pub(in crate::check) fn marks(&self, rule: u32) -> impl Iterator<Item = (usize, &'r Mark)> + use<'r> {
        let facts = self.facts.iter().enumerate();
        facts.flat_map(move |(at, facts)| {
            facts.marks.iter().filter(move |mark| mark.rule == rule).map(move |mark| (at, mark))
        })
    }

    /// The citations of a rule, each with its document.
    pub(in crate::check) fn cited(&self, rule: u32) -> impl Iterator<Item = (usize, &'r CitedFact)> + use<'r> {
        let facts = self.facts.iter().enumerate();
        facts.flat_map(move |(at, facts)| {
            facts.cited.iter().filter(move |cited| cited.rule == rule).map(move |cited| (at, cited))
        })
    }

    /// The names of a rule, each with its document.
    pub(in crate::check) fn names(&self, rule: u32) -> impl Iterator<Item = (usize, &'r NameFact)> + use<'r> {
        let facts = self.facts.iter().enumerate();
        facts.flat_map(move |(at, facts)| {
            facts.names.iter().filter(move |name| name.rule == rule).map(move |name| (at, name))
        })
    }

    /// The texts of a rule, each list with its document.
    pub(in crate::check) fn texts(&self, rule: u32) -> impl Iterator<Item = (usize, &'r TextsFact)> + use<'r> {
        let facts = self.facts.iter().enumerate();
        facts.flat_map(move |(at, facts)| {
            facts.texts.iter().filter(move |texts| texts.rule == rule).map(move |texts| (at, texts))
        })
    }

    /// The references of a rule, each with its document.
    pub(in crate::check) fn references(&self, rule: u32) -> impl Iterator<Item = (usize, &'r ReferenceFact)> + use<'r> {
        let facts = self.facts.iter().enumerate();
        facts.flat_map(move |(at, facts)| {
            facts
                .references
                .iter()
                .filter(move |reference| reference.rule == rule)
                .map(move |reference| (at, reference))
        })
    }
}

/// What the archive pass gives: per document its findings, and outcomes of single rules.
#[derive(Debug, Default)]
pub struct ArchiveChecked {
    /// Findings.
    pub findings: Vec<Finding>,
    /// Outcomes: index of the document, index of the rule.
    pub outcomes: Vec<(usize, u32, Outcome)>,
    /// Findings in the data files of the project.
    pub in_project: Vec<InProject>,
    /// Sketches that were needed and are forgotten; the findings that need them are left out.
    pub missing: Vec<Missing>,
}

/// A sketch that is needed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// Index of the document among the facts.
    pub document: u32,
    /// Its number in the document.
    pub sketch: u32,
}

/// A finding in a data file of the project.
#[derive(Debug)]
pub struct InProject {
    /// Index of the rule.
    pub rule: u32,
    /// The file, by its place among the layers of the run.
    pub layer: usize,
    /// The finding; its place has the span in that file and no file yet.
    pub finding: Finding,
}

impl ArchiveChecked {
    /// A sketch; where it was forgotten, this is noted.
    pub(in crate::check) fn sketch<'f>(&mut self, facts: &[&'f Facts], at: usize, draft: Draft) -> Option<&'f Sketch> {
        let sketch = facts.get(at).and_then(|facts| facts.sketch(draft));
        if sketch.is_none() {
            self.missing.push(Missing { document: at as u32, sketch: draft.number });
        }
        sketch
    }

    /// Other documents as the second places of a finding: each at its title, else at its number.
    pub(in crate::check) fn beside(&mut self, facts: &[&Facts], others: &[usize]) -> Vec<Related> {
        /// Other places that are shown.
        const MOST_OTHERS: usize = 5;
        let known = others.iter().filter_map(|&at| Some((at, facts.get(at)?.itself?))).take(MOST_OTHERS);
        let places = known.filter_map(|(at, itself)| Some((at, self.sketch(facts, at, itself)?.place)));
        places.map(|(at, place)| Related { place, label: facts[at].shown.as_ref().to_owned() }).collect()
    }

    /// Adds a finding at a document and a rule, with other places and holes that are filled one after the other.
    pub(in crate::check) fn find_beside(
        &mut self,
        walk: &Walk,
        archive: &Archive<'_>,
        (at, rule): (usize, u32),
        draft: Draft,
        holes: &mut dyn Iterator<Item = &str>,
        related: Vec<Related>,
    ) {
        self.outcomes.push((at, rule, Outcome::Finding));
        let Some(sketch) = self.sketch(archive.facts, at, draft) else { return };
        let mut finding = sketch.drawn(&walk.rules[rule as usize], holes);
        finding.related.extend(related);
        self.findings.push(finding);
    }
}

/// Decides what only all documents together can decide, each rule on its own.
pub struct Pass<'r> {
    walk: &'r Walk,
    archive: &'r Archive<'r>,
    /// Made when the first rule asks for it.
    index: OnceLock<Index<'r>>,
}

impl<'r> Pass<'r> {
    /// A pass over an archive.
    #[must_use]
    pub fn new(walk: &'r Walk, archive: &'r Archive<'r>) -> Self {
        Self { walk, archive, index: OnceLock::new() }
    }

    /// What one rule decides, by its index; nothing when it needs no archive.
    #[must_use]
    pub fn decide(&self, rule: u32) -> ArchiveChecked {
        let mut checked = ArchiveChecked::default();
        let index = || self.index.get_or_init(|| Index::new(self.archive.facts));
        match &self.walk.rules[rule as usize].verb {
            Verb::Unique(_) => repeated_keys(self.walk, self.archive.facts, rule, &mut checked),
            Verb::Agree(_) => agree::between(self.walk, self.archive, rule, &mut checked),
            Verb::Check(named) => named::decide(self.walk, self.archive, &index, (rule, named), &mut checked),
            Verb::Resolve(resolve) if resolve.in_archive && self.archive.is_whole() => {
                for (document, reference) in self.archive.references(rule) {
                    self.resolve(index(), (document, reference), &mut checked);
                }
            }
            _ => {}
        }
        checked
    }

    fn resolve(&self, index: &Index<'_>, (at, reference): (usize, &ReferenceFact), checked: &mut ArchiveChecked) {
        let found = index.find(reference);
        let fits = |target: &usize| !index.facts[*target].refuses.contains(&reference.rule);
        if found.iter().any(fits) {
            checked.outcomes.push((at, reference.rule, Outcome::Pass));
            return;
        }
        let near = index.near(reference, self.archive.run.language);
        let related = checked.beside(index.facts, &found);
        let place = (at, reference.rule);
        checked.find_beside(self.walk, self.archive, place, reference.draft, &mut std::iter::once(near), related);
    }
}

/// Every document that shares a key with another gets a finding, with the places of the others.
fn repeated_keys(walk: &Walk, facts: &[&Facts], rule: u32, checked: &mut ArchiveChecked) {
    let keys = facts.iter().enumerate().flat_map(|(at, facts)| facts.keys.iter().map(move |key| (at, key)));
    let mut keys: Vec<(usize, &KeyFact)> = keys.filter(|(_, key)| key.rule == rule).collect();
    // Stable: keys that are equal stay in the order of their documents.
    keys.sort_by_key(|(_, key)| key.key);
    for group in keys.chunk_by(|(_, a), (_, b)| a.key == b.key).filter(|group| group.len() > 1) {
        for (at, fact) in group {
            if let Some(finding) = repeated(walk, facts, group, (*at, fact), checked) {
                checked.findings.push(finding);
                checked.outcomes.push((*at, fact.rule, Outcome::Finding));
            }
        }
    }
}

fn repeated(
    walk: &Walk,
    facts: &[&Facts],
    group: &[(usize, &KeyFact)],
    (at, fact): (usize, &KeyFact),
    checked: &mut ArchiveChecked,
) -> Option<Finding> {
    /// Other places that are shown.
    const MOST_OTHERS: usize = 5;
    let place = |(at, key): &(usize, &KeyFact)| (*at, key.draft.start);
    let others = group.iter().filter(|other| place(other) != place(&(at, fact))).take(MOST_OTHERS);
    let others: Vec<&Sketch> = others.filter_map(|(at, other)| checked.sketch(facts, *at, other.draft)).collect();
    let first = others.first()?;
    let own = checked.sketch(facts, at, fact.draft);
    let mut finding = own?.drawn(&walk.rules[fact.rule as usize], first.own());
    let related = others
        .iter()
        .map(|other| Related { place: other.place, label: other.own().next().unwrap_or_default().to_owned() });
    finding.related.extend(related);
    Some(finding)
}
