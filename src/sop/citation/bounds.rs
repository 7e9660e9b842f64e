//! Where the core of a citation ends, and what amends it.
//!
//! In: a text and the position after the name of the kind. Out: the end of the core (at the gazette bracket, at
//! "sebagaimana", at a semicolon), and the ranges of the amending citations behind it.

use std::ops::Range;

use super::aside::is_aside;
use super::phrase::{letter_at, next_word, skip_blank, word_end};
use super::scan::{core, head_at};
use super::subject::trim_end;
use super::{Break, CitationKind, CitationWords, Roles};

/// How many words may stand between "sebagaimana" and "diubah".
const CHANGED_WITHIN: usize = 8;
/// How far behind an unbracketed "Lembaran Negara" its year may stand.
const GAZETTE_WITHIN: usize = 80;

/// The end of a citation's core.
#[derive(Debug)]
pub(super) struct Bounds {
    /// End of type, number, year and subject.
    pub(super) core: usize,
    /// Where the amending citations begin, when it was amended.
    pub(super) amended: Option<usize>,
}

/// Finds the end of the core of the citation whose kind ends at `from`.
pub(super) fn bounds(words: &CitationWords, text: &str, from: usize) -> Bounds {
    let mut core = None;
    let mut walk = Walk::new(from);
    while let Some(step) = walk.next(words, text) {
        match step {
            Step::Semicolon(at) if core.is_none() => return Bounds { core: at, amended: None },
            Step::Gazette(at) => core = core.or(Some(before_stray_zero(text, at))),
            Step::Break { at, end, changed } => {
                return Bounds { core: core.unwrap_or(at), amended: changed.then_some(end) };
            }
            Step::Semicolon(_) | Step::Comma(_) | Step::Word(_) => {}
        }
    }
    Bounds { core: core.unwrap_or(text.len()), amended: None }
}

/// The amending citations from `from` on; and the subject of the last one, when it is no "Perubahan atas …" and so
/// tells what all of them are about: "Keppres 42/2002 jo. Keppres 72/2004 tentang Pedoman Pelaksanaan APBN".
pub(super) fn amendments(words: &CitationWords, text: &str, from: usize) -> (Vec<Range<u32>>, Option<Range<u32>>) {
    let mut found = Vec::new();
    let mut subject = None;
    let mut at = from;
    while let Some(start) = next_head(words, text, at) {
        let end = amendment_end(words, text, start);
        let citation = core(words, &text[..end], start);
        if citation.kind == CitationKind::Regulation {
            found.push(start as u32..trim_end(text, start, end) as u32);
            subject = citation.subject;
        }
        at = end;
    }
    let changes = |at: usize| words.keywords.find(text, at).is_some_and(|found| found.value.has(Roles::CHANGED));
    (found, subject.filter(|range| !changes(range.start as usize)))
}

/// The next word that begins a citation.
fn next_head(words: &CitationWords, text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(start) = next_word(text, at) {
        if head_at(words, text, start).is_some() {
            return Some(start);
        }
        at = word_end(text, start);
    }
    None
}

/// An amending citation ends where a citation's core does, or before ", UU …" and "dan UU …": its own subject names
/// the amended one, but after "atas".
fn amendment_end(words: &CitationWords, text: &str, start: usize) -> usize {
    let mut walk = Walk::new(word_end(text, start));
    while let Some(step) = walk.next(words, text) {
        match step {
            Step::Semicolon(at) | Step::Gazette(at) | Step::Break { at, .. } => return at,
            Step::Comma(at) if begins_next(words, text, at + 1) => return at,
            Step::Word(at) if joins(words, text, at) => return at,
            Step::Comma(_) | Step::Word(_) => {}
        }
    }
    text.len()
}

fn begins_next(words: &CitationWords, text: &str, at: usize) -> bool {
    let at = skip_blank(text, at);
    at < text.len() && (head_at(words, text, at).is_some() || joins(words, text, at))
}

fn joins(words: &CitationWords, text: &str, at: usize) -> bool {
    let joiner = words.keywords.find(text, at).filter(|found| found.value.has(Roles::JOINER));
    joiner.is_some_and(|found| head_at(words, text, skip_blank(text, found.end)).is_some())
}

/// What the walk stops at.
enum Step {
    Semicolon(usize),
    Comma(usize),
    /// The gazette's bracket.
    Gazette(usize),
    /// "sebagaimana", "jo": where it begins, where it ends, whether it speaks of a change.
    Break {
        at: usize,
        end: usize,
        changed: bool,
    },
    /// Any other word.
    Word(usize),
}

/// Goes through a text word by word.
struct Walk {
    at: usize,
    /// The last character that was neither blank nor letter or digit, while nothing but blanks came after it.
    opener: Option<usize>,
}

impl Walk {
    fn new(at: usize) -> Self {
        Self { at, opener: None }
    }

    fn next(&mut self, words: &CitationWords, text: &str) -> Option<Step> {
        let bytes = text.as_bytes();
        while self.at < bytes.len() {
            let at = self.at;
            let byte = bytes[at];
            let (letter, length) = letter_at(text, at);
            if letter {
                self.at = word_end(text, at);
                let opener = self.opener.take();
                if words.breaks.may_begin(byte) {
                    return Some(self.word(words, text, at, opener));
                }
                if words.keywords.may_begin(byte) {
                    return Some(Step::Word(at));
                }
                continue;
            }
            self.at += length;
            match byte {
                b';' => {
                    self.opener = Some(at);
                    return Some(Step::Semicolon(at));
                }
                b',' => {
                    self.opener = Some(at);
                    return Some(Step::Comma(at));
                }
                b'(' | b'[' => self.opener = Some(at),
                _ if byte.is_ascii_whitespace() || !byte.is_ascii() => {}
                _ => self.opener = None,
            }
        }
        None
    }

    fn word(&mut self, words: &CitationWords, text: &str, at: usize, opener: Option<usize>) -> Step {
        let Some(found) = words.breaks.find(text, at) else { return Step::Word(at) };
        match (found.value, opener) {
            (Break::Gazette, Some(opener)) if is_gazette(text, opener, found.end) => {
                self.at = found.end;
                Step::Gazette(opener)
            }
            (Break::Gazette, _) => Step::Word(at),
            (Break::Whereas, _) => Step::Break { at, end: found.end, changed: is_changed(words, text, found.end) },
            (Break::Amended, _) => {
                let next = next_word(text, found.end);
                let changed = !next.is_some_and(|next| is_aside(words, text, next));
                Step::Break { at, end: found.end, changed }
            }
        }
    }
}

/// A gazette stands in a bracket, or after a comma with its year or number behind it.
fn is_gazette(text: &str, opener: usize, end: usize) -> bool {
    let bracket = matches!(text.as_bytes()[opener], b'(' | b'[');
    bracket || text.as_bytes()[end..].iter().take(GAZETTE_WITHIN).any(u8::is_ascii_digit)
}

/// Real workbooks have a `0` in front of the gazette bracket: "… Pemerintahan 0(Berita Negara".
fn before_stray_zero(text: &str, at: usize) -> usize {
    match text.as_bytes()[..at] {
        [.., before, b'0'] if before.is_ascii_alphabetic() || before.is_ascii_whitespace() => at - 1,
        _ => at,
    }
}

fn is_changed(words: &CitationWords, text: &str, from: usize) -> bool {
    let mut at = from;
    for _ in 0..CHANGED_WITHIN {
        let Some(start) = next_word(text, at) else { return false };
        if words.keywords.find(text, start).is_some_and(|found| found.value.has(Roles::CHANGED)) {
            return true;
        }
        at = word_end(text, start);
    }
    false
}
