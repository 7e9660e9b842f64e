//! One automaton for all words: none at first, a small one soon, a fast one once it is worth it.
//!
//! In: words in lower case. Out: where they stand in a text, in any case of ASCII letters. To make the small automaton takes as
//! long as reading a document, the fast one several times as long as checking it: the texts of the first documents are
//! compared with the words themselves, and those of some dozens are searched by the small one.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};

/// Texts of a few documents, which are compared with the words themselves.
const FEW_TEXTS: u32 = 100;
/// Texts of some dozens of documents. The fast automaton saves as much as it takes to make in ten times as many; whoever checks
/// so many waits for it once, and does not notice.
const MOST_TEXTS: u32 = 2_000;

/// Words, and the automata made of them.
#[derive(Debug)]
pub(super) struct Automaton {
    words: Vec<String>,
    /// By the first byte of a word, in small letters: the words that begin with it.
    starts: Vec<Vec<u32>>,
    texts: AtomicU32,
    small: OnceLock<AhoCorasick>,
    fast: OnceLock<AhoCorasick>,
}

impl Automaton {
    /// Of words none of which is empty.
    pub(super) fn new(words: Vec<String>) -> Self {
        let mut starts = vec![Vec::new(); 1 << u8::BITS];
        for (word, at) in words.iter().zip(0..) {
            let first = word.as_bytes().first().map(u8::to_ascii_lowercase);
            let place = first.and_then(|first| starts.get_mut(usize::from(first)));
            place.into_iter().for_each(|place| place.push(at));
        }
        Self { words, starts, texts: AtomicU32::new(0), small: OnceLock::new(), fast: OnceLock::new() }
    }

    /// Every place of every word in a text, by the number of the word; they may overlap.
    pub(super) fn find(&self, text: &str, found: &mut dyn FnMut(usize, Range<usize>)) {
        let automaton = match self.fast.get() {
            Some(fast) => fast,
            None => match self.texts.fetch_add(1, Ordering::Relaxed) {
                ..FEW_TEXTS => return self.compare(text, found),
                FEW_TEXTS..MOST_TEXTS => {
                    self.small.get_or_init(|| build(&self.words, AhoCorasickKind::NoncontiguousNFA))
                }
                MOST_TEXTS.. => self.fast.get_or_init(|| build(&self.words, AhoCorasickKind::DFA)),
            },
        };
        automaton.find_overlapping_iter(text).for_each(|hit| found(hit.pattern().as_usize(), hit.range()));
    }

    /// The same by the words themselves.
    fn compare(&self, text: &str, found: &mut dyn FnMut(usize, Range<usize>)) {
        for (start, byte) in text.bytes().enumerate() {
            for &at in self.starts.get(usize::from(byte.to_ascii_lowercase())).into_iter().flatten() {
                let Some(word) = self.words.get(at as usize) else { continue };
                let range = start..start + word.len();
                let here = text.as_bytes().get(range.clone());
                if here.is_some_and(|here| here.eq_ignore_ascii_case(word.as_bytes())) {
                    found(at as usize, range);
                }
            }
        }
    }
}

fn build(words: &[String], kind: AhoCorasickKind) -> AhoCorasick {
    AhoCorasickBuilder::new()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(kind))
        .build(words)
        .expect("internal: an automaton of plain words compiles")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_found_whichever_way_it_is_looked_for() {
        let automaton = Automaton::new(["gera", "se", "segera", "é", "…"].map(str::to_owned).to_vec());
        let found = |text: &str| {
            let mut found = Vec::new();
            automaton.find(text, &mut |word, range| found.push((range.start, range.end, word)));
            found.sort_unstable();
            found
        };
        let text = "SeGera é gerase –";
        let first = found(text);
        assert_eq!(first, [(0, 2, 1), (0, 6, 2), (2, 6, 0), (7, 9, 3), (10, 14, 0), (14, 16, 1)]);
        assert!((1..FEW_TEXTS).all(|_| found(text) == first));
        assert!(automaton.small.get().is_none(), "not made for few texts");
        assert_eq!(found(text), first);
        assert!(automaton.small.get().is_some(), "made by now");
        assert!((FEW_TEXTS..MOST_TEXTS).all(|_| found(text) == first));
        assert!(automaton.fast.get().is_some(), "made by now");
        assert_eq!(found(text), first);
    }
}
