//! One automaton for all words: small at first, fast once it is worth it.
//!
//! In: words in lower case. Out: an automaton that finds them in any case of ASCII letters. The fast one takes several times
//! as long to make as checking a document; it is made when some dozens of documents have been checked by the small one.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};

/// Texts of some dozens of documents. The fast automaton saves as much as it takes to make in ten times as many; whoever checks
/// so many waits for it once, and does not notice.
const MOST_TEXTS: u32 = 2_000;

/// Words, and the automata made of them.
#[derive(Debug)]
pub(super) struct Automaton {
    words: Vec<String>,
    small: AhoCorasick,
    texts: AtomicU32,
    fast: OnceLock<AhoCorasick>,
}

impl Automaton {
    /// The small one.
    pub(super) fn new(words: Vec<String>) -> Self {
        let small = build(&words, AhoCorasickKind::NoncontiguousNFA);
        Self { words, small, texts: AtomicU32::new(0), fast: OnceLock::new() }
    }

    /// The automaton for one more text.
    pub(super) fn get(&self) -> &AhoCorasick {
        match self.fast.get() {
            Some(fast) => fast,
            None if self.texts.fetch_add(1, Ordering::Relaxed) < MOST_TEXTS => &self.small,
            None => self.fast.get_or_init(|| build(&self.words, AhoCorasickKind::DFA)),
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
    fn both_automata_find_the_same() {
        let automaton = Automaton::new(["segera", "se", "gera", "é"].map(str::to_owned).to_vec());
        let found = |automaton: &AhoCorasick| {
            let mut found: Vec<_> = automaton.find_overlapping_iter("SeGera é").map(|found| found.span()).collect();
            found.sort_unstable_by_key(|span| (span.start, span.end));
            found
        };
        let first = found(automaton.get());
        assert_eq!(first.len(), 4);
        (0..MOST_TEXTS).for_each(|_| _ = automaton.get());
        assert!(automaton.fast.get().is_some(), "made by now");
        assert_eq!(found(automaton.get()), first);
    }
}
