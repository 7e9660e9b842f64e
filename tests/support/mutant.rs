//! A seeded generator of mistakes in packs, and whether the loader shows them where they were made.
//!
//! In: a pack that loads. Out: [`Mutant`]s, each with a key dropped, a letter changed in a word that means something to the
//! loader, or a value of another shape in one line; and those that are not reported in that line. Texts for people are left
//! alone: another letter in them is no mistake anybody could see.

use std::collections::BTreeMap;

use soplint::pack::{self, ShippedPack};
use soplint::sop::Vocabulary;

/// Mutations of each pack.
pub(crate) const COUNT: usize = 100;
/// How many of them must be reported in the line that was changed.
pub(crate) const LEAST: usize = 95;

/// xorshift64*, so that every run makes the same mistakes.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    DropKey,
    ChangeLetter,
    SwapShape,
}

/// A pack with a mistake in one line, counted from 0; a dropped key is missed at the line of the id of its rule.
pub(crate) struct Mutant {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    pub(crate) line: usize,
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

/// Of [`COUNT`] mutants of a pack those that no diagnostic shows in their line, as `line: text`.
pub(crate) fn missed(shipped: &ShippedPack, vocabulary: &Vocabulary) -> BTreeMap<Kind, Vec<String>> {
    let kinds = [Kind::DropKey, Kind::ChangeLetter, Kind::ChangeLetter, Kind::SwapShape];
    let mut random = Random(0x5EED_0F50 + shipped.name.len() as u64);
    let mut missed: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
    for count in 0..COUNT {
        let mutant = mutant(shipped.text, kinds[count % kinds.len()], &mut random);
        let (_, diagnostics) = pack::load(&mutant.text, vocabulary);
        let line_of = |at: u32| mutant.text[..at as usize].matches('\n').count();
        if !diagnostics.iter().any(|diagnostic| line_of(diagnostic.span.start) == mutant.line) {
            let line = mutant.text.lines().nth(mutant.line).unwrap_or_default();
            missed.entry(mutant.kind).or_default().push(format!("{}: {line}", mutant.line + 1));
        }
    }
    missed
}
