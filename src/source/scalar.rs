//! Replays how the bytes of a YAML scalar became its value (YAML 1.2.2, chapters 7.3 and 8.1).
//!
//! In: the raw bytes, the value the parser made of them, and the form. Out: runs that lead from the value back to the
//! bytes. Both texts are walked side by side, so nothing is searched; where they part ways (they never should) the
//! rest maps to the rest.

use super::Span;
use super::text::{Piece, ScalarForm};

/// Finds the runs of `value` in `raw`, which starts at `base` in the view.
pub(super) fn replay(raw: &str, value: &str, form: ScalarForm, base: u32) -> Vec<Piece> {
    let mut walk = Walk { raw, value, base, at: 0, out: 0, pieces: Vec::new() };
    match form {
        ScalarForm::Block => walk.block(),
        ScalarForm::Plain => walk.flow(None),
        ScalarForm::SingleQuoted => walk.flow(Some(b'\'')),
        ScalarForm::DoubleQuoted => walk.flow(Some(b'"')),
    }
    walk.finish()
}

struct Walk<'a> {
    raw: &'a str,
    value: &'a str,
    base: u32,
    at: usize,
    out: usize,
    pieces: Vec<Piece>,
}

impl Walk<'_> {
    fn flow(&mut self, quote: Option<u8>) {
        if quote.is_some_and(|quote| self.raw.as_bytes().first() == Some(&quote)) {
            self.at = 1;
        }
        while self.out < self.value.len() && self.at < self.raw.len() {
            let rest = &self.raw[self.at..];
            let text = until_change(rest, quote);
            match (rest.as_bytes()[0], quote) {
                _ if text > 0 => self.same(text),
                (b'\\', Some(b'"')) => {
                    let (length, made) = escape(rest);
                    self.unit(length, made.unwrap_or_else(|| self.next_char()));
                }
                (b'\'', Some(b'\'')) => self.unit(2.min(rest.len()), 1),
                _ => {
                    // One break becomes a space; of several all but the first stay.
                    let gap = blank(rest);
                    self.unit(gap, (breaks(&rest[..gap]) - 1).max(1));
                }
            }
        }
    }

    /// Between two lines of a block scalar the white space of both texts is matched as a whole: what a break and its
    /// indentation became (space, break or nothing) can be read off the value.
    fn block(&mut self) {
        // The raw text may begin at its first word; white space of the value before it then has no bytes of its own.
        self.unit(blank(self.raw), blank(self.value));
        while self.out < self.value.len() && self.at < self.raw.len() {
            let rest = &self.raw[self.at..];
            match until_change(rest, None) {
                0 => self.unit(blank(rest), blank(&self.value[self.out..])),
                text => self.same(text),
            }
        }
    }

    /// `length` bytes that are the same in both; else both are given up together.
    fn same(&mut self, length: usize) {
        // The value may end inside a run of white space.
        let length = length.min(self.value.len() - self.out);
        let (raw, value) = (self.raw.as_bytes(), self.value.as_bytes());
        if raw[self.at..self.at + length] != value[self.out..self.out + length] {
            self.give_up();
            return;
        }
        let start = self.base + self.at as u32;
        match self.pieces.last_mut() {
            Some(piece) if piece.view.end == start && piece.view.len() == self.out - piece.value_start as usize => {
                piece.view.end += length as u32;
            }
            _ => self.push(length),
        }
        self.at += length;
        self.out += length;
    }

    /// The rest of the value stands somewhere in the rest of the raw bytes.
    fn give_up(&mut self) {
        let (raw, value) = (self.raw.len() - self.at, self.value.len() - self.out);
        // A run that is not shorter than its bytes would be taken for the bytes themselves.
        self.unit(if value < raw { raw } else { 0 }, value);
        self.at = self.raw.len();
    }

    /// `length` raw bytes that became `made` bytes of the value as one unit.
    fn unit(&mut self, length: usize, made: usize) {
        if made > 0 {
            self.push(length);
        }
        self.at += length;
        self.out += made;
    }

    fn push(&mut self, length: usize) {
        let start = self.base as usize + self.at;
        self.pieces.push(Piece { value_start: self.out as u32, view: Span::new(start, start + length) });
    }

    fn next_char(&self) -> usize {
        self.value.get(self.out..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    }

    /// What the value has behind the last byte (the line break of a block scalar) stands at the end.
    fn finish(mut self) -> Vec<Piece> {
        if self.out < self.value.len() {
            self.at = self.at.min(self.raw.len());
            self.push(0);
        }
        self.pieces
    }
}

/// Length of the escape at the start of `rest`, and how many bytes it makes when that is not one character: an escaped
/// line break is nothing, but the blank lines behind it are kept.
fn escape(rest: &str) -> (usize, Option<usize>) {
    let length = match rest[1..].chars().next() {
        Some('x') => 4,
        Some('u') if is_high_surrogate(rest) => 12,
        Some('u') => 6,
        Some('U') => 10,
        Some('\n' | '\r') => {
            let gap = blank(&rest[1..]);
            return (1 + gap, Some(breaks(&rest[1..=gap]) - 1));
        }
        Some(other) => 1 + other.len_utf8(),
        None => 1,
    };
    (super::boundary_after(rest, length), None)
}

/// JSON writes characters beyond U+FFFF as two escapes.
fn is_high_surrogate(rest: &str) -> bool {
    rest.get(2..4)
        .and_then(|digits| u8::from_str_radix(digits, 16).ok())
        .is_some_and(|high| (0xd8..0xdc).contains(&high))
}

/// Length of the text up to an escape, or to a line break and the white space before it.
fn until_change(rest: &str, quote: Option<u8>) -> usize {
    let bytes = rest.as_bytes();
    let found = match quote {
        Some(b'"') => memchr::memchr3(b'\n', b'\r', b'\\', bytes),
        Some(quote) => memchr::memchr3(b'\n', b'\r', quote, bytes),
        None => memchr::memchr2(b'\n', b'\r', bytes),
    };
    match found {
        Some(at) if is_blank(bytes[at]) => rest[..at].trim_end_matches([' ', '\t']).len(),
        Some(at) => at,
        None => rest.len(),
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Length of the white space at the start.
fn blank(text: &str) -> usize {
    text.bytes().position(|byte| !is_blank(byte)).unwrap_or(text.len())
}

/// The number of line breaks in white space.
fn breaks(gap: &str) -> usize {
    let bytes = gap.as_bytes();
    let lone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    bytes.iter().enumerate().filter(|&(at, &byte)| byte == b'\n' || (byte == b'\r' && lone(at))).count()
}
