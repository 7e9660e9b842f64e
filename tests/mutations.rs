//! Shipped packs with one thing broken in them: nothing panics, and the mistake is shown where it was made.
//!
//! A seeded generator drops a key, changes a letter of a word that means something to the loader, or puts a value of another
//! shape in its place. Texts for people are left alone: another letter in them is no mistake anybody could see.

use std::collections::BTreeMap;

use soplint::pack::{self, SHIPPED};
use soplint::sop::Vocabulary;

/// Mutations of each pack.
const COUNT: usize = 100;
/// How many of them must be reported in the line that was changed.
const LEAST: usize = 95;

/// xorshift64*, so that every run makes the same mistakes.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    DropKey,
    ChangeLetter,
    SwapShape,
}

/// A pack with a mistake in one line, counted from 0; a dropped key is missed at the line of the id of its rule.
struct Mutant {
    kind: Kind,
    text: String,
    line: usize,
}

/// Keys whose values are words of the language, not texts for people.
const MEANING: [&str; 17] = [
    "sure",
    "severity",
    "benefit",
    "answers",
    "phase",
    "applies-to",
    "when",
    "for",
    "where",
    "require",
    "must",
    "must-not",
    "forbid-terms",
    "require-terms",
    "unique",
    "order",
    "flow",
];
/// Keys no rule does without.
const NEEDED: [&str; 5] = ["title", "source", "sure", "severity", "benefit"];

/// `    key: value` of a rule.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix("    ")?;
    let (key, value) = rest.split_once(": ")?;
    key.chars().all(|c| c.is_ascii_lowercase() || c == '-').then_some((key, value))
}

fn mutant(text: &str, kind: Kind, random: &mut Random) -> Mutant {
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| *line == "rules:").expect("the rules");
    loop {
        let at = first + random.below(lines.len() - first);
        let Some((key, value)) = key_of(lines[at]) else { continue };
        let changed = match kind {
            Kind::DropKey if NEEDED.contains(&key) => None,
            Kind::ChangeLetter => match letter_changed(key, value, random) {
                Some(line) => Some(line),
                None => continue,
            },
            Kind::SwapShape if MEANING.contains(&key) || NEEDED.contains(&key) => Some(swapped(key, value)),
            _ => continue,
        };
        let mut made: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let line = match &changed {
            Some(line) => {
                made[at].clone_from(line);
                at
            }
            None => {
                made.remove(at);
                (0..at).rev().find(|&above| lines[above].starts_with("  - id: ")).expect("the rule")
            }
        };
        return Mutant { kind, text: made.join("\n") + "\n", line };
    }
}

/// A line with one letter changed: of the key, or of a value that means something.
fn letter_changed(key: &str, value: &str, random: &mut Random) -> Option<String> {
    // Behind a quote or a slash stands a text or a pattern.
    let plain = value.find(['"', '\'', '/']).unwrap_or(value.len());
    let meant = if MEANING.contains(&key) { plain } else { 0 };
    let whole = format!("{key}: {value}");
    let end = if random.below(3) == 0 { key.len() } else { key.len() + 2 + meant };
    let letters: Vec<usize> =
        whole.char_indices().filter(|(at, c)| *at < end && c.is_ascii_lowercase()).map(|(at, _)| at).collect();
    let at = *letters.get(random.below(letters.len().max(1)))?;
    let new = (b'a' + random.below(26) as u8) as char;
    (!whole[at..].starts_with(new)).then(|| format!("    {}{new}{}", &whole[..at], &whole[at + 1..]))
}

/// A list for a text, a map for a list, a text for a map.
fn swapped(key: &str, value: &str) -> String {
    let swapped = match value.chars().next() {
        Some('[') => "{a: b}".to_owned(),
        Some('{') => "teks".to_owned(),
        _ => format!("{{{key}: [x]}}"),
    };
    format!("    {key}: {swapped}")
}

#[test]
fn a_broken_pack_is_reported_where_it_is_broken() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let kinds = [Kind::DropKey, Kind::ChangeLetter, Kind::ChangeLetter, Kind::SwapShape];
    for shipped in SHIPPED {
        let mut random = Random(0x5EED_0F50 + shipped.name.len() as u64);
        let mut missed: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
        for count in 0..COUNT {
            let mutant = mutant(shipped.text, kinds[count % kinds.len()], &mut random);
            let (_, diagnostics) = pack::load(&mutant.text, &vocabulary);
            let line_of = |at: u32| mutant.text[..at as usize].matches('\n').count();
            if !diagnostics.iter().any(|diagnostic| line_of(diagnostic.span.start) == mutant.line) {
                let line = mutant.text.lines().nth(mutant.line).unwrap_or_default();
                missed.entry(mutant.kind).or_default().push(format!("{}: {line}", mutant.line + 1));
            }
        }
        let count: usize = missed.values().map(Vec::len).sum();
        assert!(
            COUNT - count >= LEAST,
            "{}: {count} of {COUNT} were not seen where they are: {missed:#?}",
            shipped.name
        );
    }
}

#[test]
fn nothing_that_is_cut_off_or_mangled_panics() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let mut random = Random(0x00C0_FFEE);
    for shipped in SHIPPED {
        for _ in 0..40 {
            let mut text = shipped.text.to_owned();
            for _ in 0..=random.below(4) {
                let mut at = random.below(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                match random.below(3) {
                    0 => text.truncate(at),
                    1 => text.insert_str(at, ["{", "]", "\"", ": ", "\n", "\t", "é", "- "][random.below(8)]),
                    _ => drop(text.remove(at)),
                }
                if text.is_empty() {
                    break;
                }
            }
            let (loaded, diagnostics) = pack::load(&text, &vocabulary);
            assert!(loaded.is_some() || !diagnostics.is_empty(), "nothing was loaded, and nobody said why");
        }
    }
}
