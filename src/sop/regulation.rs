//! The registry of regulations: what is known of a law that documents cite, and who says so.
//!
//! In: the entries of `rules/regulations/registry.yaml`, and those of a project's data files above them. Out: a [`Registry`] to
//! which the citations of a document are linked by their keys (`link`). Its claims keep their flags: what nobody verified stays a question in every
//! finding. Nothing here knows a rule.
//!
//! The shipped registry is compiled when the first citation asks for it; a document costs one look-up for each citation.

pub mod data;
mod entry;
mod link;
mod merge;
mod subject;
#[cfg(test)]
mod tests;

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::citation::CitationWords;
use super::label::normal;
use super::model::Regulation;

pub use data::{Claim, RegulationEntry, Source};
pub use merge::{Contradiction, contradictions, merged};
pub use subject::{Subject, SubjectWords};

/// Characters of the longest alias; a longer text is none.
const LONGEST_ALIAS: usize = 60;

/// All regulations that are known, and the ways they are found.
#[derive(Debug)]
pub struct Registry {
    laws: Vec<Law>,
    /// By key and by the keys of aliases that are citations.
    by_key: FxHashMap<Box<str>, u32>,
    /// By aliases that are none: `UU Pemilu`; nothing behind one that names several.
    by_alias: FxHashMap<Box<str>, Option<u32>>,
    /// By number and year, `16-2018`: regulations of several kinds may share them.
    by_number: FxHashMap<Box<str>, Vec<u32>>,
}

/// A regulation as rules read it, and what links need beside it.
#[derive(Debug)]
struct Law {
    record: Regulation<'static>,
    subject: Option<Subject>,
    /// What amends it.
    amended_by: Vec<u32>,
}

impl Registry {
    /// Compiles the registry that ships with the program.
    ///
    /// # Errors
    /// A sentence without the file's name when the file does not have its shape.
    pub fn shipped(words: &CitationWords, subjects: &SubjectWords) -> Result<Self, String> {
        Ok(Self::new(words, subjects, &data::shipped()?))
    }

    /// Compiles entries; a claim about an id that is none of them is printed as that id.
    #[must_use]
    pub fn new(words: &CitationWords, subjects: &SubjectWords, entries: &[RegulationEntry]) -> Self {
        let at: FxHashMap<&str, usize> = entries.iter().enumerate().map(|(at, entry)| (&*entry.id, at)).collect();
        let mut registry = Self {
            laws: entry::laws(words, subjects, entries, &at),
            by_key: FxHashMap::default(),
            by_alias: FxHashMap::default(),
            by_number: FxHashMap::default(),
        };
        for (at, entry) in (0..).zip(entries) {
            registry.by_key.insert(entry.id.as_str().into(), at);
            if let Some((_, number)) = key_parts(&entry.id) {
                registry.by_number.entry(number.into()).or_default().push(at);
            }
        }
        for (at, entry) in (0..).zip(entries) {
            entry.aliases.iter().for_each(|alias| registry.add_alias(words, alias, at));
        }
        registry
    }

    fn add_alias(&mut self, words: &CitationWords, alias: &str, at: u32) {
        if let Some(key) = words.key(alias, &words.parse(alias)) {
            self.by_key.entry(key.into()).or_insert(at);
            return;
        }
        match self.by_alias.entry(normal(alias).as_ref().into()) {
            Entry::Vacant(free) => {
                free.insert(Some(at));
            }
            Entry::Occupied(mut known) if *known.get() != Some(at) => {
                known.insert(None);
            }
            Entry::Occupied(_) => {}
        }
    }

    /// The regulations, in the order of the registry.
    pub fn laws(&self) -> impl ExactSizeIterator<Item = &Regulation<'static>> {
        self.laws.iter().map(|law| &law.record)
    }

    /// The regulation at a place.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&Regulation<'static>> {
        self.laws.get(at).map(|law| &law.record)
    }

    /// The place of the regulation with a key.
    fn find(&self, key: &str) -> Option<u32> {
        self.by_key.get(key).copied()
    }

    /// What a text without a number names: `UU Pemilu`; nothing where it names several.
    fn find_alias(&self, text: &str) -> Option<u32> {
        if text.len() > LONGEST_ALIAS {
            return None;
        }
        self.by_alias.get(normal(text).as_ref()).copied().flatten()
    }
}

/// `PERLEM-LKPP` and `12-2021`, the two parts of `PERLEM-LKPP-12-2021`: who issued it; number and year.
#[must_use]
pub fn key_parts(key: &str) -> Option<(&str, &str)> {
    let year = key.rfind('-')?;
    let number = key[..year].rfind('-')?;
    Some((&key[..number], &key[number + 1..]))
}
