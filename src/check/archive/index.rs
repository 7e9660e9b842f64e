//! Finds the documents of an archive by number and by title.
//!
//! In: the facts of all documents. Out: for the name of an SOP the documents that bear it: by number, by title without the year of an
//! edition, else by a title that is nearly the same. Only documents that share a rare word with a name are compared with it, so that a large
//! archive costs no more for each name than a small one.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{Facts, Form, ReferenceFact};
use crate::check::say::near_or_none;
use crate::sop::Language;
use crate::sop::label::{may_be_near, nearest};

/// Documents by number, title and the words of their titles.
pub(in crate::check) struct Index<'f> {
    pub(in crate::check) facts: &'f [&'f Facts],
    by_number: FxHashMap<Form, Vec<usize>>,
    by_title: FxHashMap<&'f str, Vec<usize>>,
    by_word: FxHashMap<&'f str, Vec<usize>>,
    titles: Vec<&'f str>,
}

/// Titles as alike as this are the same (in an archive of 348 signed SOPs it matched 159 of 201 references that were not exact).
const SAME_TITLE: f64 = 0.82;
/// Documents that are compared with a reference; a word that more of them share tells nothing.
const MOST_CANDIDATES: usize = 400;

impl<'f> Index<'f> {
    pub(in crate::check) fn new(facts: &'f [&'f Facts]) -> Self {
        let mut index = Self {
            facts,
            by_number: FxHashMap::default(),
            by_title: FxHashMap::default(),
            by_word: FxHashMap::default(),
            titles: facts.iter().map(|facts| facts.title.as_deref().unwrap_or("")).collect(),
        };
        for (at, facts) in facts.iter().enumerate() {
            if let Some(number) = facts.number {
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
    pub(in crate::check) fn find(&self, reference: &ReferenceFact) -> Cow<'_, [usize]> {
        self.named(reference.number, reference.title.as_deref())
    }

    /// The documents with such a number or title.
    pub(in crate::check) fn named(&self, number: Option<Form>, title: Option<&str>) -> Cow<'_, [usize]> {
        let by_number = number.and_then(|number| self.by_number.get(&number));
        let by_title = || title.and_then(|title| self.by_title.get(title));
        if let Some(found) = by_number.or_else(by_title) {
            return Cow::Borrowed(found);
        }
        let Some(title) = title else { return Cow::Borrowed(&[]) };
        let alike = |at: &usize| is_same_title(title, self.titles[*at]);
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

    /// The title of the nearest document, or that there is none.
    pub(in crate::check) fn near(&self, reference: &ReferenceFact, language: Language) -> &'f str {
        near_or_none(self.nearest(reference), language)
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

/// Whether two titles are so alike that one was meant. Most are told apart by their letters, which costs a hundredth of
/// comparing them.
fn is_same_title(a: &str, b: &str) -> bool {
    let longest = a.chars().count().max(b.chars().count());
    let slips = (longest as f64 * (1.0 - SAME_TITLE)) as usize + 1;
    may_be_near(a, b, slips) && strsim::normalized_damerau_levenshtein(a, b) >= SAME_TITLE
}

/// The title of an SOP ([`Vocabulary::sop_name`](crate::sop::Vocabulary::sop_name)) without the year of an edition: `Penyusunan Laporan Tahun 2025`.
pub(in crate::check) fn title_form(form: String) -> String {
    // Nearly all titles have none.
    if !form.as_bytes().windows(2).any(|digits| matches!(digits, b"19" | b"20")) {
        return form;
    }
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
