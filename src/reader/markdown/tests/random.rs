//! Random documents whose writer knows where it put each word.

use std::ops::Range;

use super::*;

const WORDS: &[&str] =
    &["a", "satu", "SOP-1", "é", "“kutip”", "→", "😀x", "ß°", "3.5", "e\u{301}", "Jl.", "b; c", "(d)", "x: y"];
/// Text and what is written for it.
const CHANGED: &[(&str, &str)] = &[
    ("&", "&amp;"),
    ("<", "&lt;"),
    ("©", "&copy;"),
    ("é", "&#xe9;"),
    ("*", "\\*"),
    ("|", "\\|"),
    ("😀", "&#128512;"),
    ("_", "\\_"),
];

/// A text as it should be read, and where each word of it stands.
struct Expected {
    kind: NodeKind,
    value: String,
    words: Vec<(Range<usize>, Range<usize>)>,
    /// Where an empty cell has its place.
    place: Option<Range<usize>>,
}

struct Writer {
    out: String,
    line_end: &'static str,
    rng: Rng,
    expected: Vec<Expected>,
}

impl Writer {
    fn new(seed: u64) -> Self {
        let mut rng = Rng(seed);
        let out = if rng.chance(30) { "\u{feff}".to_owned() } else { String::new() };
        let line_end = if rng.chance(40) { "\r\n" } else { "\n" };
        Self { out, line_end, rng, expected: Vec::new() }
    }

    fn line(&mut self, start: &str) {
        self.out.push_str(self.line_end);
        self.out.push_str(start);
    }

    fn blocks(&mut self) {
        if self.rng.chance(50) {
            let end = self.line_end;
            self.out.push_str(&format!("---{end}nomor: “é”{end}---{end}"));
        }
        for _ in 0..=self.rng.below(5) {
            match self.rng.below(5) {
                0 => {
                    let level = 1 + self.rng.below(6);
                    self.out.push_str(&format!("{} ", "#".repeat(level)));
                    self.text(NodeKind::Heading(level as u8), None);
                }
                1 => self.text(NodeKind::Paragraph, Some("")),
                2 => {
                    self.out.push_str("> ");
                    self.text(NodeKind::Paragraph, Some("> "));
                }
                3 => self.list("", 2),
                _ => self.table(),
            }
            self.line("");
            self.line("");
        }
        // Lists side by side would be one list.
        self.out.push_str("akhir");
    }

    fn list(&mut self, indent: &str, depth: usize) {
        let numbered = self.rng.chance(50);
        for number in 1..=1 + self.rng.below(3) as u32 {
            if number > 1 {
                self.line(indent);
            }
            self.out.push_str(if numbered { "1. " } else { "- " });
            let inner = format!("{indent}{}", if numbered { "   " } else { "  " });
            self.text(NodeKind::Item { number: numbered.then_some(number) }, Some(&inner));
            if depth > 0 && self.rng.chance(30) {
                self.line(&inner);
                self.list(&inner, depth - 1);
            }
        }
        if indent.is_empty() {
            self.line("");
            self.line("<!-- akhir daftar -->");
        }
    }

    fn table(&mut self) {
        let columns = 1 + self.rng.below(4);
        self.row(columns, columns);
        self.line(&"|---".repeat(columns));
        for _ in 0..self.rng.below(4) {
            self.line("");
            let filled = if self.rng.chance(20) { 1 + self.rng.below(columns) } else { columns };
            self.row(columns, filled);
        }
    }

    fn row(&mut self, columns: usize, filled: usize) {
        for _ in 0..filled {
            self.out.push('|');
            let start = self.out.len();
            let spaces = self.rng.pick(&["", " ", "  "]);
            self.out.push_str(spaces);
            if self.rng.chance(80) {
                self.text(NodeKind::Cell, None);
                self.out.push_str(spaces);
            } else {
                self.empty_cell(start..self.out.len());
            }
        }
        self.out.push('|');
        let end = self.out.len();
        (filled..columns).for_each(|_| self.empty_cell(end..end));
    }

    fn empty_cell(&mut self, place: Range<usize>) {
        self.expected.push(Expected {
            kind: NodeKind::Cell,
            value: String::new(),
            words: Vec::new(),
            place: Some(place),
        });
    }

    /// Running text; with a start for further lines it may go over several.
    fn text(&mut self, kind: NodeKind, lines: Option<&str>) {
        let mut value = String::new();
        let mut words = Vec::new();
        for at in 0..=self.rng.below(6) {
            if at > 0 {
                self.gap(&mut value, lines);
            }
            self.word(&mut value, &mut words);
        }
        self.expected.push(Expected { kind, value, words, place: None });
    }

    fn word(&mut self, value: &mut String, words: &mut Vec<(Range<usize>, Range<usize>)>) {
        let (before, after) = self.rng.pick(&[
            ("", ""),
            ("", ""),
            ("**", "**"),
            ("*", "*"),
            ("[", "](u)"),
            ("![", "](g \"t\")"),
            ("`", "`"),
        ]);
        let (text, raw) = if self.rng.chance(25) && before != "`" {
            self.rng.pick(CHANGED)
        } else {
            let word = self.rng.pick(WORDS);
            (word, word)
        };
        self.out.push_str(before);
        let (from, start) = (value.len(), self.out.len());
        value.push_str(text);
        self.out.push_str(raw);
        // The mark that escapes a character is no part of it.
        let start = start + usize::from(raw.starts_with('\\'));
        words.push((from..value.len(), start..self.out.len()));
        self.out.push_str(after);
    }

    fn gap(&mut self, value: &mut String, lines: Option<&str>) {
        let (made, raw) = match (self.rng.below(8), lines) {
            (0, Some(_)) => (" ", ""),
            (1, Some(_)) => ("\n", "  "),
            (2, Some(_)) => ("\n", "\\"),
            (3, _) => ("\n", "<br>"),
            (4, _) => ("\n", "<BR />"),
            (5, _) => ("  ", " <!-- x --> "),
            _ => (" ", " "),
        };
        value.push_str(made);
        self.out.push_str(raw);
        if matches!(raw, "" | "  " | "\\") {
            self.line(lines.unwrap_or(""));
        }
    }
}

fn check(seed: u64) {
    let mut writer = Writer::new(seed);
    writer.blocks();
    let view = writer.out;
    let reading = read_default(&view);
    assert_eq!(reading.problems, [], "{view}");
    let texts =
        |kind| matches!(kind, NodeKind::Heading(_) | NodeKind::Paragraph | NodeKind::Item { .. } | NodeKind::Cell);
    let nodes: Vec<_> = reading.documents[0].nodes().filter(|node| texts(node.kind)).collect();
    assert_eq!(nodes.len(), writer.expected.len() + 1, "seed {seed}: {view}");
    for (node, expected) in nodes.iter().zip(&writer.expected) {
        assert_eq!((node.kind, node.text.as_str()), (expected.kind, &*expected.value), "seed {seed}: {view}");
        for (range, place) in &expected.words {
            let found = node.text.locate(range, &view);
            assert_eq!(found, Span::new(place.start, place.end), "seed {seed}: {range:?} of {:?} in {view}", node.text);
        }
        if let Some(place) = &expected.place {
            assert_eq!(node.text.span(), Span::new(place.start, place.end), "seed {seed}: {view}");
        }
    }
}

#[test]
fn every_word_is_found_where_it_was_written() {
    for seed in 1..3_000_u64 {
        check(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    }
}
