//! Whether two writings of a subject name the same: what a document cites, and the official title.
//!
//! In: texts, and the words of `subjects` in `rules/regulations/types.yaml`. Out: yes, no, or nothing to compare. Case,
//! punctuation and small words do not count, short forms stand for what they mean, a shortened title is the title, and so is
//! one with a slip of the pen. Only what is surely another subject is no.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::sop::citation::SubjectsData;
use crate::sop::label::may_be_near;

/// Letters of the shortest word that may be written with a slip, or stand inside another.
const LONG_WORD: usize = 5;
/// Of ten words of both writings, those that must meet.
const MOST_MEET: usize = 6;
/// Words of a subject that are compared; a longer one is text.
const MOST_WORDS: usize = 60;
/// Letters of the longest word whose slips are looked for.
const LONGEST_WORD: usize = 40;

/// In front of the key of a subject that changes another regulation.
const CHANGES: &str = "~";

/// The words of subjects, compiled.
#[derive(Debug, Default)]
pub struct SubjectWords {
    expand: FxHashMap<String, Vec<String>>,
    skip: FxHashSet<String>,
    changes: FxHashSet<String>,
}

/// A subject in the form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    words: Vec<Box<str>>,
    /// Whether it says that it changes another regulation.
    changes: bool,
}

impl SubjectWords {
    /// Compiles the words.
    #[must_use]
    pub fn new(data: &SubjectsData) -> Self {
        let lower = |words: &[String]| words.iter().map(|word| word.to_lowercase()).collect();
        let long = |text: &String| plain_words(text).collect();
        Self {
            expand: data.expand.iter().map(|(short, meant)| (short.to_lowercase(), long(meant))).collect(),
            skip: lower(&data.skip),
            changes: lower(&data.changes),
        }
    }

    /// The form in which a subject is compared.
    #[must_use]
    pub fn form(&self, text: &str) -> Subject {
        let mut words: Vec<Box<str>> = Vec::new();
        let mut changes = None;
        for word in plain_words(text) {
            changes = changes.or(Some(self.changes.contains(&word)));
            match self.expand.get(&word) {
                Some(meant) => {
                    words.extend(meant.iter().filter(|word| self.counts(word)).map(|word| word.as_str().into()))
                }
                None if self.counts(&word) => words.push(word.into()),
                None => {}
            }
            if words.len() >= MOST_WORDS {
                break;
            }
        }
        Subject { words, changes: changes == Some(true) }
    }

    fn counts(&self, word: &str) -> bool {
        !self.skip.contains(word)
    }
}

fn plain_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

impl Subject {
    /// Whether a citation with this subject can be one of a regulation with that title; nothing when there is no telling.
    #[must_use]
    pub fn agrees(&self, official: &Self) -> Option<bool> {
        if self.words.is_empty() || official.words.is_empty() || self.changes != official.changes {
            return None;
        }
        if self.words == official.words {
            return Some(true);
        }
        let (own, others) = (self.met_in(official), official.met_in(self));
        let shortened = own == self.words.len();
        let surplus = self.words.len() - own;
        let lengthened = others == official.words.len()
            && (surplus <= official.words.len() || self.words.starts_with(&official.words));
        let alike = (own + others) * 10 >= (self.words.len() + official.words.len()) * MOST_MEET;
        Some(shortened || lengthened || alike)
    }

    /// Whether both name the same for sure.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        !self.words.is_empty() && self.changes == other.changes && self.words == other.words
    }

    /// Whether a word of a title stands in it.
    #[must_use]
    pub fn shares_a_word(&self, title: &Self) -> bool {
        self.words.iter().any(|word| self.meets(word, title))
    }

    /// The subject without its short words.
    #[must_use]
    pub fn of_long_words(mut self, least: usize) -> Self {
        self.words.retain(|word| word.chars().count() >= least);
        self
    }

    /// How many words stand in front of the other subject, where this one ends with it.
    #[must_use]
    pub fn words_in_front_of(&self, other: &Self) -> Option<usize> {
        (!other.words.is_empty() && self.words.ends_with(&other.words)).then(|| self.words.len() - other.words.len())
    }

    /// How many words count.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether no word counts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The subject in little room, to be compared later.
    #[must_use]
    pub fn key(&self) -> String {
        let changes = if self.changes { CHANGES } else { "" };
        format!("{changes}{}", self.words.join(" "))
    }

    /// The subject behind a key.
    #[must_use]
    pub fn of_key(key: &str) -> Self {
        let words = key.strip_prefix(CHANGES);
        let changes = words.is_some();
        Self { words: words.unwrap_or(key).split_whitespace().map(Into::into).collect(), changes }
    }

    /// How many of its words the other has, alone or as the first letters of several.
    fn met_in(&self, other: &Self) -> usize {
        self.words.iter().filter(|word| self.meets(word, other)).count()
    }

    /// Whether the other has one of its words: the word, its short form, or one for several words of which it is one.
    fn meets(&self, word: &str, other: &Self) -> bool {
        let is_of = |run: &[Box<str>]| run.iter().any(|of_run| **of_run == *word);
        other.words.iter().any(|known| same_word(word, known))
            || other.run_of(word).is_some()
            || other.words.iter().any(|short| self.run_of(short).is_some_and(is_of))
    }

    /// The words whose first letters make a short form: `ASN`, Aparatur Sipil Negara.
    fn run_of(&self, short: &str) -> Option<&[Box<str>]> {
        let letters = short.chars().count();
        if !(2..=LONG_WORD + 1).contains(&letters) {
            return None;
        }
        let is_short = |run: &&[Box<str>]| run.iter().filter_map(|word| word.chars().next()).eq(short.chars());
        self.words.windows(letters).find(is_short)
    }
}

/// Equal, one inside the other (`arsip`, `kearsipan`), or a slip of the pen apart.
fn same_word(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < LONG_WORD || long.len() > LONGEST_WORD {
        return false;
    }
    let slips = if short.len() > LONG_WORD + 2 { 2 } else { 1 };
    // Nobody slips at the first letter, and most words are ruled out by theirs.
    let near = || a.as_bytes()[0] == b.as_bytes()[0] && long.len() - short.len() <= slips && may_be_near(a, b, slips);
    // For words this short a plain comparison at every place is the fastest.
    let first = short.as_bytes()[0];
    let fits = |part: &[u8]| part[0] == first && part == short.as_bytes();
    let inside = || long.len() > short.len() && long.as_bytes().windows(short.len()).any(fits);
    inside() || (near() && strsim::damerau_levenshtein(a, b) <= slips)
}
