//! Random documents whose writer knows where it put each word.

use std::ops::Range;

use super::*;
use crate::reader::tests::Rng;

/// Words that may stand in any scalar.
const SAFE: &[&str] = &["a", "satu", "SOP-1", "é", "“kutip”", "→", "😀x", "ß°", "3.5", "e\u{301}", "Jl.", "a/b", "(c)"];
/// Words that need quotes or a block.
const ANY: &[&str] =
    &["'", "a'b", "\"", "x: y", "# z", "\\", "\\n", "- q", "{", "]", "*", "&b", "|", ">", "%", "@", "`", "a: #b"];

/// A scalar as it should be read: its value, and where each word of it stands.
struct Expected {
    value: String,
    words: Vec<(Range<usize>, Range<usize>)>,
}

struct Writer {
    out: String,
    line_end: &'static str,
    rng: Rng,
    scalars: Vec<Expected>,
    keys: usize,
}

impl Writer {
    fn new(seed: u64) -> Self {
        let mut rng = Rng(seed);
        let out = if rng.chance(30) { "\u{feff}".to_owned() } else { String::new() };
        let line_end = if rng.chance(40) { "\r\n" } else { "\n" };
        Self { out, line_end, rng, scalars: Vec::new(), keys: 0 }
    }

    fn new_line(&mut self, indent: usize) {
        self.out.push_str(self.line_end);
        self.out.push_str(&" ".repeat(indent));
    }

    fn maybe_comment(&mut self) {
        if self.rng.chance(10) {
            self.out.push_str(" # komentar: “x” 'y");
        }
    }

    /// A map whose first key stands where the writer is, in column `indent`.
    fn map(&mut self, indent: usize, depth: usize) {
        for entry in 0..=self.rng.below(4) {
            if entry > 0 {
                self.new_line(indent);
            }
            self.key();
            self.out.push(':');
            self.value(indent, depth);
        }
    }

    fn value(&mut self, indent: usize, depth: usize) {
        match self.rng.below(if depth == 0 { 4 } else { 7 }) {
            0..3 => {
                self.out.push(' ');
                self.scalar(indent, true);
            }
            3 => {
                self.out.push(' ');
                self.in_brackets(indent);
                self.maybe_comment();
            }
            4 => {
                self.maybe_comment();
                self.new_line(indent + 2);
                self.map(indent + 2, depth - 1);
            }
            _ => {
                // A list may stand in the column of its key.
                let column = indent + self.rng.pick(&[0, 2]);
                self.maybe_comment();
                for _ in 0..=self.rng.below(3) {
                    self.new_line(column);
                    self.out.push_str("- ");
                    if self.rng.chance(40) { self.map(column + 2, depth - 1) } else { self.scalar(column, true) }
                }
            }
        }
    }

    fn in_brackets(&mut self, indent: usize) {
        let is_map = self.rng.chance(50);
        self.out.push(if is_map { '{' } else { '[' });
        for entry in 0..=self.rng.below(3) {
            if entry > 0 {
                self.out.push_str(", ");
            }
            if self.rng.chance(20) {
                self.new_line(indent + 3);
            }
            if is_map {
                self.key();
                self.out.push_str(": ");
            }
            self.scalar(indent, false);
        }
        self.out.push(if is_map { '}' } else { ']' });
    }

    fn key(&mut self) {
        self.keys += 1;
        let name = format!("k{}", self.keys);
        match self.rng.below(3) {
            0 => self.flow(&[&name, "é"], None, None),
            1 => self.flow(&[&name, "a'b"], Some('\''), None),
            _ => self.flow(&[&name, "\"é"], Some('"'), None),
        }
    }

    fn scalar(&mut self, indent: usize, block: bool) {
        let count = 1 + self.rng.below(7);
        let style = self.rng.below(if block { 5 } else { 3 });
        let words: Vec<&str> = (0..count).map(|_| self.word(style)).collect();
        match style {
            0 => self.flow(&words, None, Some(indent)),
            1 => self.flow(&words, Some('\''), Some(indent)),
            2 => self.flow(&words, Some('"'), Some(indent)),
            3 => self.block(&words, indent, false),
            _ => self.block(&words, indent, true),
        }
    }

    fn word(&mut self, style: usize) -> &'static str {
        if style > 0 && self.rng.chance(40) { self.rng.pick(ANY) } else { self.rng.pick(SAFE) }
    }

    /// A scalar without or with quotes; with an indentation it may go over several lines.
    fn flow(&mut self, words: &[&str], quote: Option<char>, indent: Option<usize>) {
        let mut value = String::new();
        let mut places = Vec::new();
        self.out.extend(quote);
        for (at, word) in words.iter().enumerate() {
            if at > 0 {
                self.gap(&mut value, quote, indent);
            }
            let (from, raw) = (value.len(), self.out.len());
            for character in word.chars() {
                self.character(character, quote);
                value.push(character);
            }
            places.push((from..value.len(), raw..self.out.len()));
        }
        self.out.extend(quote);
        self.scalars.push(Expected { value, words: places });
    }

    fn character(&mut self, character: char, quote: Option<char>) {
        let escape = quote == Some('"') && (matches!(character, '"' | '\\') || self.rng.chance(15));
        match character {
            '"' | '\\' if escape => self.out.extend(['\\', character]),
            '\'' if quote == Some('\'') => self.out.push_str("''"),
            _ if escape && (character as u32) < 256 => self.out.push_str(&format!("\\x{:02x}", character as u32)),
            _ if escape && (character as u32) < 65536 => self.out.push_str(&format!("\\u{:04X}", character as u32)),
            _ if escape && self.rng.chance(50) => self.out.push_str(&format!("\\U{:08x}", character as u32)),
            _ if escape => {
                let mut units = [0; 2];
                character.encode_utf16(&mut units).iter().for_each(|unit| self.out.push_str(&format!("\\u{unit:04x}")));
            }
            _ => self.out.push(character),
        }
    }

    fn gap(&mut self, value: &mut String, quote: Option<char>, indent: Option<usize>) {
        let spaces = ["", " ", "\t", "  "][self.rng.below(4)];
        let by = indent.map_or(0, |indent| indent + 1 + self.rng.below(4));
        match self.rng.below(if indent.is_some() { 8 } else { 2 }) {
            0 => {
                self.out.push_str("  ");
                value.push_str("  ");
            }
            1 if quote == Some('"') => {
                self.out.push_str(r"\n\t");
                value.push_str("\n\t");
            }
            2 | 3 => {
                self.out.push_str(spaces);
                self.new_line(by);
                value.push(' ');
            }
            4 => {
                let blank = 1 + self.rng.below(3);
                self.out.push_str(spaces);
                (0..blank).for_each(|_| self.new_line(0));
                self.new_line(by);
                value.push_str(&"\n".repeat(blank));
            }
            5 if quote == Some('"') => {
                let blank = self.rng.below(3);
                self.out.push_str(" \\");
                (0..blank).for_each(|_| self.new_line(0));
                self.new_line(by);
                value.push_str(&format!(" {}", "\n".repeat(blank)));
            }
            _ => {
                self.out.push(' ');
                value.push(' ');
            }
        }
    }

    /// A literal or folded scalar.
    fn block(&mut self, words: &[&str], indent: usize, folded: bool) {
        let by = 1 + self.rng.below(4);
        let explicit = self.rng.chance(30);
        let chomp = self.rng.pick(&["", "-", "+"]);
        self.out.push(if folded { '>' } else { '|' });
        // Indentation counts from the column of the parent; a document's top level counts as column 0 here.
        if explicit {
            self.out.push_str(&by.to_string());
        }
        self.out.push_str(chomp);
        self.maybe_comment();
        let mut value = String::new();
        let mut places = Vec::new();
        let mut blank = if self.rng.chance(20) { 1 + self.rng.below(2) } else { 0 };
        let mut was_indented: Option<bool> = None;
        let mut at = 0;
        while at < words.len() {
            let extra = if (at > 0 || explicit) && self.rng.chance(25) { 1 + self.rng.below(3) } else { 0 };
            (0..blank).for_each(|_| self.new_line(0));
            self.new_line(indent + by + extra);
            value.push_str(&match was_indented {
                None => "\n".repeat(blank),
                Some(before) if folded && !before && extra == 0 => {
                    if blank == 0 {
                        " ".to_owned()
                    } else {
                        "\n".repeat(blank)
                    }
                }
                Some(_) => "\n".repeat(blank + 1),
            });
            value.push_str(&" ".repeat(extra));
            let on_line = 1 + self.rng.below(3);
            for (place, word) in words[at..].iter().take(on_line).enumerate() {
                if place > 0 {
                    self.out.push_str("  ");
                    value.push_str("  ");
                }
                places.push((value.len()..value.len() + word.len(), self.out.len()..self.out.len() + word.len()));
                self.out.push_str(word);
                value.push_str(word);
            }
            at += on_line;
            was_indented = Some(extra > 0);
            blank = if self.rng.chance(30) { self.rng.below(3) } else { 0 };
        }
        let trailing = self.rng.below(3);
        (0..trailing).for_each(|_| self.new_line(0));
        value.push_str(&match chomp {
            "-" => String::new(),
            "+" => "\n".repeat(trailing + 1),
            _ => "\n".to_owned(),
        });
        self.scalars.push(Expected { value, words: places });
    }
}

fn check(seed: u64) {
    let mut writer = Writer::new(seed);
    writer.map(0, 3);
    writer.out.push_str(writer.line_end);
    let view = writer.out;
    let reading = whole(&view);
    let is_text = |kind| matches!(kind, NodeKind::Field | NodeKind::Scalar);
    let nodes: Vec<_> = reading.documents[0].nodes().filter(|node| is_text(node.kind)).collect();
    assert_eq!(nodes.len(), writer.scalars.len(), "{view}");
    for (node, expected) in nodes.into_iter().zip(&writer.scalars) {
        assert_eq!(node.text.as_str(), expected.value, "seed {seed}: {view}");
        let trimmed = node.text.trimmed(&view);
        let cut = expected.value.len() - expected.value.trim_start().len();
        for (range, place) in &expected.words {
            let place = Span::new(place.start, place.end);
            assert_eq!(node.text.locate(range, &view), place, "seed {seed}: {range:?} of {expected:?} in {view}");
            let range = range.start - cut..range.end - cut;
            assert_eq!(trimmed.locate(&range, &view), place, "seed {seed}: {range:?} of {expected:?} in {view}");
        }
        let whole = node.text.locate(&(0..expected.value.len()), &view);
        assert!(node.text.span().start <= whole.start && whole.end <= node.text.span().end);
    }
}

impl std::fmt::Debug for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.value)
    }
}

#[test]
fn every_word_is_found_where_it_was_written() {
    for seed in 1..3000_u64 {
        check(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    }
}
