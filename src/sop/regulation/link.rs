//! The citations of a document → the regulations they name, and what follows from that for the list they stand in.
//!
//! In: a document whose references were read, and a registry. Out: the fields of its references that the registry decides. A
//! field stays missing where there is nothing to decide it by. One look-up for each citation; nothing is searched again.

use rustc_hash::FxHashSet;

use super::{Registry, Subject, SubjectWords, key_parts};
use crate::sop::citation::CitationWords;
use crate::sop::model::{CitationMistake, Document, Reference};
use crate::sop::record::List;
use crate::sop::value::{How, Parsed, Target, Value};
use crate::source::SpannedText;

/// A word of a title is one of at least that many letters.
const TITLE_WORD: usize = 4;

impl Registry {
    /// Links the citations of a document.
    pub fn link(&self, words: &CitationWords, subjects: &SubjectWords, document: &mut Document<'_>) {
        let title =
            document.title.is_present().then(|| subjects.form(document.title.as_str()).of_long_words(TITLE_WORD));
        let own = |reference: &Reference<'_>| {
            reference.subject.is_present().then(|| subjects.form(reference.subject.as_str()))
        };
        for reference in document.references.items.iter_mut().chain(&mut document.decree.items) {
            self.law_of(words, own(reference).as_ref(), reference);
        }
        for reference in &mut document.legal_basis.items {
            let own = own(reference);
            self.law_of(words, own.as_ref(), reference);
            if let Some(title) = &title {
                about(self, own.as_ref(), title, reference);
            }
        }
        self.changes_named(&mut document.legal_basis);
        order(&mut document.legal_basis);
    }

    /// The regulation a citation with this subject names, and whether it names it rightly.
    fn law_of(&self, words: &CitationWords, own: Option<&Subject>, reference: &mut Reference<'_>) {
        if !reference.text.is_present() {
            return;
        }
        let known = self.target(reference);
        let law = known.and_then(|at| self.laws.get(at as usize));
        let official = law.and_then(|law| law.subject.as_ref());
        let fits = own.zip(official).and_then(|(own, official)| own.agrees(official));
        let is_exact = law.is_some_and(|law| is_true(&law.record.subject_exact));
        // Where the title was never read, another subject is more likely another regulation of that number.
        let known = known.filter(|_| is_exact || fits != Some(false));
        let target = known.map_or(Target::Dangling, Target::Element);
        reference.law = Value { how: How::Project, ..reference.text.clone().meaning(Parsed::Target(target)) };
        if let Some(fits) = fits.filter(|_| is_exact) {
            let place = reference.subject.text.clone();
            reference.subject_fits = Value::present(place, How::Derived).meaning(Parsed::Bool(fits));
        }
        self.meant_by(words, own, reference, known);
    }

    fn target(&self, reference: &Reference<'_>) -> Option<u32> {
        if reference.key.is_present() {
            self.find(reference.key.as_str())
        } else {
            self.find_alias(reference.text.as_str())
        }
    }

    /// The regulation that was meant: that of a known mistake, else the only one of another kind with this number, year and
    /// subject.
    fn meant_by(
        &self,
        words: &CitationWords,
        own: Option<&Subject>,
        reference: &mut Reference<'_>,
        known: Option<u32>,
    ) {
        let text = reference.text.as_str();
        let meant = if reference.mistake.is_present() {
            words.mistaken(text, &words.parse(text)).and_then(|mistaken| self.find(&mistaken.meant.id))
        } else if known.is_none() {
            own.and_then(|own| self.of_another_kind(words, own, reference))
        } else {
            None
        };
        let Some(at) = meant else { return };
        let place = reference.type_name.clone();
        let place = if place.is_present() { place } else { reference.text.clone() };
        reference.meant = Value { how: How::Project, ..place.meaning(Parsed::Target(Target::Element(at))) };
        if !reference.mistake.is_present() {
            reference.mistake = Value::derived(Parsed::Enum(CitationMistake::Kind.code()), reference.anchor);
        }
    }

    fn of_another_kind(&self, words: &CitationWords, own: &Subject, reference: &Reference<'_>) -> Option<u32> {
        let kind = words.code(reference.type_code.as_str()).filter(|code| !words.has_issuers(*code))?;
        let (_, number) = key_parts(reference.key.as_str())?;
        let fits = |at: &&u32| {
            let law = &self.laws[**at as usize];
            law.record.type_code.as_str() != words.code_name(kind)
                && law.subject.as_ref().is_some_and(|it| it.is_same(own))
        };
        let mut found = self.by_number.get(number)?.iter().filter(fits);
        found.next().copied().filter(|_| found.next().is_none())
    }

    /// Whether what amended a regulation is named, by its own entry or by another of the list.
    fn changes_named(&self, list: &mut List<Reference<'_>>) {
        let named: FxHashSet<u32> = list.items.iter().filter_map(element).map(|at| at as u32).collect();
        for reference in &mut list.items {
            let Some(law) = element(reference).and_then(|at| self.laws.get(at)) else { continue };
            if law.record.amended_by.is_present() {
                let elsewhere = law.amended_by.iter().any(|at| named.contains(at));
                reference.change_named = flag(is_true(&reference.amended) || elsewhere, reference);
            }
        }
    }
}

fn element(reference: &Reference<'_>) -> Option<usize> {
    reference.law.element()
}

/// Whether each regulation stands behind no lower one and, of its level, behind no later one.
fn order(list: &mut List<Reference<'_>>) {
    let mut before: Option<(i64, i64)> = None;
    for reference in &mut list.items {
        let (Some(rank), Some(year)) = (reference.rank.int(), reference.year.int()) else { continue };
        if let Some(before) = before {
            let in_order = flag(before <= (rank, year), reference);
            let place = reference.type_name.clone();
            reference.in_order = if place.is_present() { Value { parsed: in_order.parsed, ..place } } else { in_order };
        }
        before = Some((rank, year));
    }
}

/// Whether a regulation is about what the SOP is about.
fn about(registry: &Registry, own: Option<&Subject>, title: &Subject, reference: &mut Reference<'_>) {
    let official = element(reference).and_then(|at| registry.laws.get(at)).and_then(|law| law.subject.as_ref());
    if own.is_none() && official.is_none() {
        return;
    }
    let shares = own.into_iter().chain(official).any(|subject| subject.shares_a_word(title));
    reference.about_title = flag(shares, reference);
}

fn is_true(value: &Value<'_>) -> bool {
    matches!(value.parsed, Parsed::Bool(true))
}

/// A value that stands at the whole citation.
fn flag<'a>(value: bool, reference: &Reference<'a>) -> Value<'a> {
    let text: SpannedText<'a> = reference.text.text.clone();
    Value { how: How::Derived, ..Value::present(text, How::Derived).meaning(Parsed::Bool(value)) }
}
