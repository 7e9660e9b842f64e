//! Patterns of packs: `/…/`, in linear time, compiled when a text first needs them.
//!
//! In: a pattern as written. Out: a [`Pattern`], or the [`Mistake`] at its place. Reading a pattern tells whether it is
//! right; compiling it costs a hundred times as much, and most patterns of a pack meet no text they could match.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use regex_automata::meta::{BuildError, Builder, Config, Regex};
use regex_automata::nfa::thompson::WhichCaptures;
use regex_syntax::ParserBuilder;
use regex_syntax::ast::ErrorKind;
use regex_syntax::hir::{Class, Hir, HirKind};

use super::mistake::Mistake;
use super::sieve::{Sieve, Standing};

mod ascii;
mod needles;

pub(super) use needles::needles;

/// Bytes of the longest pattern.
const LONGEST: usize = 2_000;
/// Bytes of the largest compiled pattern.
const LARGEST: usize = 1 << 20;
/// What says at the start of a pattern that case does not matter.
const ANY_CASE: &str = "(?i)";
/// Texts that are searched before it is worth it to know the literals of a pattern: those of some dozens of documents.
const MOST_TEXTS: u32 = 500;
/// Of these so many may match.
const MOST_MATCHES: u32 = MOST_TEXTS / 3;

/// A pattern that runs in linear time.
#[derive(Debug, Clone)]
pub struct Pattern(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    text: Box<str>,
    any_case: bool,
    /// Its structure in the cases it is written in, which tells much about it before it is compiled.
    hir: Hir,
    regex: OnceLock<Regex>,
    /// Texts that were searched before there was a sieve, and how many of them matched.
    texts: AtomicU32,
    matches: AtomicU32,
    /// For the literals of which one stands in every text that matches, where the pattern has such.
    sieve: OnceLock<Option<Sieve>>,
}

/// Patterns that are written alike.
impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.0.text, self.0.any_case) == (&other.0.text, other.0.any_case)
    }
}

impl Inner {
    fn new(pattern: &str, any_case: bool, hir: Hir) -> Self {
        let (regex, sieve) = (OnceLock::new(), OnceLock::new());
        let (texts, matches) = (AtomicU32::new(0), AtomicU32::new(0));
        Self { text: pattern.into(), any_case, hir, regex, texts, matches, sieve }
    }
}

impl Pattern {
    /// Reads a pattern without its slashes, which starts at byte `at` of the text it is written in.
    ///
    /// # Errors
    /// The mistake, with its place in that text.
    pub fn new(pattern: &str, any_case: bool, at: usize) -> Result<Self, Mistake> {
        let all = at..at + pattern.len();
        if pattern.len() > LONGEST {
            return Err(Mistake::new("PK017", all, format!("a pattern has at most {LONGEST} bytes")));
        }
        let (body, any_case) = match pattern.strip_prefix(ANY_CASE) {
            Some(body) => (body, true),
            None => (pattern, any_case),
        };
        let hir = read(body, false).map_err(|error| explained(&error, all.end - body.len()..all.end))?;
        let large = size(&hir, any_case) > LARGEST;
        let made = Self::unchecked(pattern, any_case, hir);
        // What is left to fail is the size of the compiled pattern; only one that may be too large is compiled at once.
        if large {
            let built = made
                .build()
                .map_err(|_| Mistake::new("PK017", all, "this pattern is too large").help("use smaller repetitions"))?;
            made.0.regex.get_or_init(|| built);
        }
        Ok(made)
    }

    /// A pattern that matches nothing, in place of one that could not be read.
    #[must_use]
    pub fn nothing() -> Self {
        Self::unchecked(r"[a&&b]", false, Hir::fail())
    }

    fn unchecked(pattern: &str, any_case: bool, hir: Hir) -> Self {
        Self(Arc::new(Inner::new(pattern, any_case, hir)))
    }

    /// Its structure.
    pub(super) fn hir(&self) -> &Hir {
        &self.0.hir
    }

    /// What it says behind the sign that case does not matter.
    fn body(&self) -> &str {
        self.0.text.strip_prefix(ANY_CASE).unwrap_or(&self.0.text)
    }

    /// Compiles it for texts that are short: what only makes long searches faster takes longer to make than to search
    /// the texts of many SOPs.
    fn build(&self) -> Result<Regex, Box<BuildError>> {
        let read_again = || ascii::letters(&read(self.body(), true).expect("internal: it was read before"));
        let hir = match self.0.any_case {
            true => ascii::any_case(self.body(), &self.0.hir).unwrap_or_else(read_again),
            false => ascii::letters(&self.0.hir),
        };
        let config = Config::new()
            .nfa_size_limit(Some(LARGEST))
            .which_captures(WhichCaptures::Implicit)
            .auto_prefilter(false)
            .onepass(false)
            .dfa(false);
        Builder::new().configure(config).build_from_hir(&hir).map_err(Box::new)
    }

    /// The compiled pattern.
    ///
    /// # Panics
    /// Never: a pattern that could not be compiled was refused by [`Pattern::new`].
    #[must_use]
    pub fn regex(&self) -> &Regex {
        self.0.regex.get_or_init(|| self.build().expect("internal: a pattern of this size compiles"))
    }

    /// Whether it stands somewhere in a text.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        let Some(sieve) = self.0.sieve.get() else { return self.is_match_so_far(text) };
        !sieve.as_ref().is_some_and(|sieve| sieve.rule_out(text)) && self.regex().is_match(text)
    }

    /// The same before there is a sieve.
    #[cold]
    fn is_match_so_far(&self, text: &str) -> bool {
        let is_match = self.regex().is_match(text);
        self.0.matches.fetch_add(u32::from(is_match), Ordering::Relaxed);
        if self.0.texts.fetch_add(1, Ordering::Relaxed) >= MOST_TEXTS {
            self.0.sieve.get_or_init(|| self.sieve());
        }
        is_match
    }

    /// The sieve, where it may rule out most texts; what matches many of them has them all searched.
    fn sieve(&self) -> Option<Sieve> {
        if self.0.matches.load(Ordering::Relaxed) > MOST_MATCHES {
            return None;
        }
        Sieve::new(needles(self)?.iter().map(|needle| (needle.as_str(), Standing::Anywhere)))
    }

    /// Where it stands in a text: byte ranges, which do not overlap.
    pub fn find_all<'t>(&self, text: &'t str) -> impl Iterator<Item = Range<usize>> + use<'_, 't> {
        self.regex().find_iter(text).map(|found| found.range())
    }

    /// The pattern as written, without its slashes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Whether upper and lower case are the same.
    #[must_use]
    pub fn is_any_case(&self) -> bool {
        self.0.any_case
    }

    /// Whether a text with nothing in it matches.
    #[must_use]
    pub fn matches_empty(&self) -> bool {
        self.0.hir.properties().minimum_len() == Some(0) && self.regex().is_match("")
    }
}

fn read(pattern: &str, any_case: bool) -> Result<Hir, Box<regex_syntax::Error>> {
    ParserBuilder::new().case_insensitive(any_case).build().parse(pattern).map_err(Box::new)
}

fn explained(error: &regex_syntax::Error, all: Range<usize>) -> Mistake {
    let (span, message, help) = match error {
        regex_syntax::Error::Parse(error) => (*error.span(), error.kind().to_string(), instead(error.kind())),
        regex_syntax::Error::Translate(error) => (*error.span(), error.kind().to_string(), None),
        _ => return Mistake::new("PK017", all, "this pattern cannot be read"),
    };
    let mistake = Mistake::new("PK017", all.start + span.start.offset..all.start + span.end.offset, message);
    Mistake { help: help.map(str::to_owned), ..mistake }
}

/// What to write instead of what a pattern cannot say.
fn instead(kind: &ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::UnsupportedLookAround => "say it by two conditions: matches /…/ and not … matches /…/",
        ErrorKind::UnsupportedBackreference => "write out what may stand there",
        ErrorKind::GroupUnclosed => "close it by ')', or write '\\(' for the bracket itself",
        ErrorKind::GroupUnopened => "open it by '(', or write '\\)' for the bracket itself",
        ErrorKind::ClassUnclosed => "close it by ']', or write '\\[' for the bracket itself",
        ErrorKind::RepetitionMissing => "write a backslash before it for the character itself",
        _ => return None,
    })
}

/// More bytes than the compiled pattern takes.
fn size(hir: &Hir, any_case: bool) -> usize {
    /// Bytes of a state, and of any class before its first range.
    const STATE: usize = 64;
    const CLASS: usize = 2_000;
    /// Bytes of a range of characters; in another case a small class becomes another one, a large one holds both.
    const RANGE: usize = 100;
    const LARGE: usize = 32;
    let both = if any_case { 3 } else { 1 };
    let of = |hir: &Hir| size(hir, any_case);
    let class = |ranges: usize| CLASS + ranges * RANGE * if ranges < LARGE { 4 * both } else { 1 };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 4 * STATE,
        HirKind::Literal(literal) => literal.0.len() * both * 4 * STATE,
        HirKind::Class(Class::Unicode(of)) => class(of.ranges().len()),
        HirKind::Class(Class::Bytes(of)) => class(of.ranges().len()),
        HirKind::Repetition(repeated) => {
            let times = repeated.max.unwrap_or(repeated.min.saturating_add(1)).max(1) as usize;
            of(&repeated.sub).saturating_mul(times).saturating_add(STATE)
        }
        HirKind::Capture(group) => of(&group.sub).saturating_add(2 * STATE),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().map(of).fold(STATE, usize::saturating_add),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compiled_later_is_smaller_than_thought() {
        for pattern in [
            r"\w",
            r"\p{Lu}",
            r"\p{Ll}+",
            r"[\p{L}\d)]*",
            "[a-z]{9}",
            "[kſK]",
            "a|b|c",
            r"\s",
            r"\d{4}",
            "[^.;]{0,40}",
            r"\w{5}",
            r"\p{L}{9}",
            r"[^a]{40}",
            r"(?:ab|cd){50}",
            r"\w+ \w+",
            "é{300}",
            r"\bs\b",
            ".{100}",
        ] {
            for any_case in [false, true] {
                let hir = read(pattern, false).expect("a pattern");
                let thought = size(&hir, any_case);
                let config = Config::new().nfa_size_limit(Some(thought));
                let built =
                    Builder::new().configure(config).build_from_hir(&read(pattern, any_case).expect("a pattern"));
                assert!(built.is_ok(), "{pattern} {any_case}: more than {thought} bytes");
            }
        }
    }

    #[test]
    fn a_pattern_too_large_is_refused_when_it_is_read() {
        let mistake = Pattern::new(r"\w{900}", false, 3).expect_err("too large");
        assert_eq!((mistake.code, mistake.range), ("PK017", 3..10));
    }

    #[test]
    fn what_is_ruled_out_is_what_does_not_match() {
        for (pattern, any_case) in
            [(r"\b(?:arsip|berkas)\w*", true), ("…|x{3,}", false), (r"^\p{Lu}.*[.:]$", false), ("(?i)ıß|k", false)]
        {
            let pattern = Pattern::new(pattern, any_case, 0).expect("a pattern");
            for text in ["Mengarsipkan BERKAS", "Berkas.", "surat", "xxx", "Nama …", "Isi:", "", "K", "k"] {
                let found = pattern.regex().is_match(text);
                assert!((0..=MOST_TEXTS).all(|_| pattern.is_match(text) == found), "{pattern:?} {text}");
                assert!(pattern.0.sieve.get().is_some(), "made by now");
            }
        }
    }

    #[test]
    fn nothing_matches_nothing() {
        assert!(!Pattern::nothing().regex().is_match("a b"));
        assert!(!Pattern::nothing().matches_empty());
    }
}
