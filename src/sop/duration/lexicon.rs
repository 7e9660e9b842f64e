//! A set of words that is matched at a place in a text: the longest one, in any case, with any white space inside.
//!
//! In: words with a value each, at load time. Out: value and end of the longest word at an offset. A tree of bytes, so
//! that a hit costs its own length and a miss one look at a table, without copying or lower-casing the text. Case is
//! folded in ASCII only; other letters must be in the data as they are in the text.

use std::ops::Range;

/// Words with their values.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon<T> {
    /// First byte → node; 0 is none.
    roots: Vec<u32>,
    /// Node 0 is unused.
    nodes: Vec<Node<T>>,
}

#[derive(Debug, Clone)]
struct Node<T> {
    byte: u8,
    child: u32,
    sibling: u32,
    value: Option<T>,
}

impl<T> Node<T> {
    fn new(byte: u8, sibling: u32) -> Self {
        Self { byte, child: 0, sibling, value: None }
    }
}

impl<T: Copy> Lexicon<T> {
    /// No words yet.
    pub(crate) fn new() -> Self {
        Self { roots: vec![0; 256], nodes: vec![Node::new(0, 0)] }
    }

    /// The value stored for `word`, made by `default` if the word is new.
    pub(crate) fn entry(&mut self, word: &str, default: impl FnOnce() -> T) -> Result<&mut T, String> {
        let mut node = 0;
        let mut at = 0;
        let word = word.trim();
        while let Some((byte, next)) = step(word, at) {
            node = self.grow(node, byte);
            at = next;
        }
        if node == 0 {
            return Err(String::from("a word is empty"));
        }
        Ok(self.nodes[node].value.get_or_insert_with(default))
    }

    /// Value and end of the longest word that starts at byte `at`. A word that ends in a letter must not run on in the
    /// text: `jam` is not found in `jaman`, but in `jam30`.
    pub(crate) fn longest(&self, text: &str, at: usize) -> Option<(T, usize)> {
        let (first, mut at) = step(text, at)?;
        let mut node = self.roots[usize::from(first)] as usize;
        let mut found = None;
        while node != 0 {
            if let Some(value) = self.nodes[node].value
                && ends_word(text, at)
            {
                found = Some((value, at));
            }
            let Some((byte, next)) = step(text, at) else { break };
            node = self.child(node, byte);
            at = next;
        }
        found
    }

    fn child(&self, node: usize, byte: u8) -> usize {
        let mut child = self.nodes[node].child as usize;
        while child != 0 && self.nodes[child].byte != byte {
            child = self.nodes[child].sibling as usize;
        }
        child
    }

    /// The child of `node` for `byte` (of the root when `node` is 0), added if there is none.
    fn grow(&mut self, node: usize, byte: u8) -> usize {
        let known = if node == 0 { self.roots[usize::from(byte)] as usize } else { self.child(node, byte) };
        if known != 0 {
            return known;
        }
        let new = u32::try_from(self.nodes.len()).expect("internal: word lists are far below 4 GiB");
        let first = if node == 0 { &mut self.roots[usize::from(byte)] } else { &mut self.nodes[node].child };
        let sibling = std::mem::replace(first, new);
        self.nodes.push(Node::new(byte, sibling));
        new as usize
    }
}

/// The offset behind the white space at `at`.
pub(crate) fn skip_spaces(text: &str, mut at: usize) -> usize {
    while let Some(byte) = text.as_bytes().get(at) {
        if is_space(*byte) {
            at += 1;
        } else if let Some(space) = wide_char(text, at, *byte).filter(|c| c.is_whitespace()) {
            at += space.len_utf8();
        } else {
            break;
        }
    }
    at
}

/// The offset behind the letters at `at`.
pub(crate) fn skip_letters(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())
}

/// Offsets as the range that durations and dates hold.
pub(crate) fn byte_range(start: usize, end: usize) -> Range<u32> {
    let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    clamp(start)..clamp(end)
}

/// The next byte folded for comparison and the offset behind it; white space is one space, however long.
fn step(text: &str, at: usize) -> Option<(u8, usize)> {
    let byte = *text.as_bytes().get(at)?;
    let space = is_space(byte) || wide_char(text, at, byte).is_some_and(char::is_whitespace);
    Some(if space { (b' ', skip_spaces(text, at)) } else { (byte.to_ascii_lowercase(), at + 1) })
}

/// ASCII white space, with the vertical tab that Word uses for a line break.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// The character at `at` if it takes several bytes and starts there.
fn wide_char(text: &str, at: usize, byte: u8) -> Option<char> {
    (byte >= 0xC0).then(|| text.get(at..)?.chars().next()).flatten()
}

/// Whether a match that ends at `at` ends where a word ends.
fn ends_word(text: &str, at: usize) -> bool {
    !letter_at(text, at) || !letter_before(text, at)
}

fn letter_at(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphabetic(),
        Some(byte) => wide_char(text, at, *byte).is_none_or(char::is_alphabetic),
        None => false,
    }
}

fn letter_before(text: &str, at: usize) -> bool {
    match at.checked_sub(1).and_then(|last| text.as_bytes().get(last)) {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphabetic(),
        Some(_) => text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphabetic),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(words: &[&str]) -> Lexicon<usize> {
        let mut lexicon = Lexicon::new();
        for (value, word) in words.iter().enumerate() {
            lexicon.entry(word, || value).expect("a word");
        }
        lexicon
    }

    #[test]
    fn longest_word_wins() {
        let words = lexicon(&["hari", "hari kerja", "h"]);
        assert_eq!(words.longest("Hari \n Kerja", 0), Some((1, 12)));
        assert_eq!(words.longest("hari kerjasama", 0), Some((0, 4)));
        assert_eq!(words.longest("5 HARI\u{a0}KERJA.", 2), Some((1, 13)));
        assert_eq!(words.longest("harinya", 0), None);
        assert_eq!(words.longest("hari5", 0), Some((0, 4)));
    }

    #[test]
    fn symbols_need_no_boundary() {
        let words = lexicon(&["≤", "–", "s.d.", "s.d"]);
        assert_eq!(words.longest("≤1", 0), Some((0, 3)));
        assert_eq!(words.longest("–jam", 0), Some((1, 3)));
        assert_eq!(words.longest("S.D.5", 0), Some((2, 4)));
        assert_eq!(words.longest("s.dé", 0), None);
        assert_eq!(words.longest("", 0), None);
        assert_eq!(words.longest("x", 7), None);
    }

    #[test]
    fn the_first_value_of_a_word_stays() {
        let mut words = lexicon(&["jam"]);
        assert_eq!(words.entry(" JAM ", || 9), Ok(&mut 0));
        assert!(words.entry("  ", || 9).is_err());
    }

    #[test]
    fn spaces_and_letters_of_any_width() {
        assert_eq!(skip_spaces(" \u{a0}\u{2009}\r\u{b}x", 0), 8);
        assert_eq!(skip_letters("añé1", 0), 5);
        assert_eq!(skip_letters("añé", 0), 5);
        assert_eq!(skip_letters("x", 9), 9);
    }
}
