//! A pattern on a short text without compiling it: its structure is walked, with every way that is left tried in turn.
//!
//! In: the structure of a pattern as it is written, and a text. Out: what the compiled pattern would find, or nothing where that is
//! not sure or takes too many steps. A walk is slower than a search by the compiled pattern, but compiling costs as much
//! as a hundred walks, and the first documents should not wait for it.

use std::cell::Cell;
use std::ops::Range;

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};

/// Bytes of the longest text that is walked.
pub(super) const LONGEST_TEXT: usize = 200;
/// Steps of one walk; a pattern may ask for more than any number of them.
const MOST_STEPS: u32 = 10_000;
/// Steps within each other.
const MOST_DEPTH: u32 = 200;

/// How a pattern can be walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Walkable {
    /// Not at all.
    No,
    /// With the cases it is written in.
    AsWritten,
    /// In any case; no class says what may not stand there.
    AnyCase,
    /// In any case, with classes that say what may not stand there, which are not always told from the others.
    AnyCaseNegated,
}

impl Walkable {
    /// How the pattern `written`, whose structure without regard to case is `hir`, can be walked.
    pub(super) fn new(written: &str, hir: &Hir, any_case: bool) -> Self {
        const NEGATIONS: [&str; 9] = ["[^", "[:^", "\\P", "{^", "\\W", "\\D", "\\S", "&&", "~~"];
        let changes_case = written.split("(?").skip(1).any(|flags| !flags.starts_with(':'));
        let negates = NEGATIONS.iter().any(|negation| written.contains(negation)) || written.contains("--");
        if !has_ways(hir) || hir.properties().minimum_len() == Some(0) {
            return Self::No;
        }
        match (any_case, changes_case, negates) {
            (false, _, _) => Self::AsWritten,
            (true, true, _) => Self::No,
            (true, false, false) => Self::AnyCase,
            (true, false, true) => Self::AnyCaseNegated,
        }
    }
}

/// Whether a walk knows all parts, and no part is repeated without getting on.
fn has_ways(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Class(Class::Unicode(_)) => true,
        HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).is_ok(),
        HirKind::Look(look) => {
            matches!(look, Look::Start | Look::End | Look::WordUnicode | Look::WordUnicodeNegate)
        }
        HirKind::Repetition(repeated) => {
            repeated.sub.properties().minimum_len().is_some_and(|least| least > 0) && has_ways(&repeated.sub)
        }
        HirKind::Capture(group) => has_ways(&group.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().all(has_ways),
    }
}

/// A text being walked.
#[derive(Debug)]
pub(super) struct Walk<'t> {
    text: &'t str,
    how: Walkable,
    steps: Cell<u32>,
    depth: Cell<u32>,
    /// Whether the walk was given up: nothing it says counts.
    lost: Cell<bool>,
}

/// What is to be found behind a place.
type Then<'f> = &'f mut dyn FnMut(usize) -> bool;

impl<'t> Walk<'t> {
    pub(super) fn new(text: &'t str, how: Walkable) -> Self {
        Self { text, how, steps: Cell::new(0), depth: Cell::new(0), lost: Cell::new(false) }
    }

    /// Whether the pattern stands somewhere in the text.
    pub(super) fn is_match(&self, hir: &Hir) -> Option<bool> {
        let found = self.next(hir, 0).is_some();
        (!self.lost.get()).then_some(found)
    }

    /// Where it stands; the ranges do not overlap.
    pub(super) fn find_all(&self, hir: &Hir) -> Option<Vec<Range<usize>>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        while let Some(next) = self.next(hir, found.last().map_or(0, |last| last.end)) {
            found.push(next);
        }
        (!self.lost.get()).then_some(found)
    }

    /// The first place from `from` on, and of the ways that begin there the one that is preferred.
    fn next(&self, hir: &Hir, from: usize) -> Option<Range<usize>> {
        let starts = self.text.get(from..)?.char_indices().map(|(at, _)| from + at);
        starts.take_while(|_| !self.lost.get()).find_map(|start| {
            let mut end = None;
            self.step(hir, start, &mut |at| {
                end = Some(at);
                true
            });
            end.map(|end| start..end)
        })
    }

    fn step(&self, hir: &Hir, at: usize, then: Then<'_>) -> bool {
        self.steps.set(self.steps.get() + 1);
        self.depth.set(self.depth.get() + 1);
        if self.steps.get() > MOST_STEPS || self.depth.get() > MOST_DEPTH {
            self.lost.set(true);
        }
        let found = !self.lost.get() && self.part(hir, at, then);
        self.depth.set(self.depth.get() - 1);
        found
    }

    fn part(&self, hir: &Hir, at: usize, then: Then<'_>) -> bool {
        match hir.kind() {
            HirKind::Empty => then(at),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(literal) => self.literal(literal, at).is_some_and(then),
                Err(_) => self.give_up(),
            },
            HirKind::Class(Class::Unicode(class)) => self.one_of(class, at).is_some_and(then),
            HirKind::Class(Class::Bytes(_)) => self.give_up(),
            HirKind::Look(look) => self.look(*look, at) && then(at),
            HirKind::Capture(group) => self.step(&group.sub, at, then),
            HirKind::Concat(parts) => self.in_turn(parts, at, then),
            HirKind::Alternation(parts) => parts.iter().any(|part| self.step(part, at, then)),
            HirKind::Repetition(repeated) => match repeated.sub.kind() {
                HirKind::Class(Class::Unicode(class)) if repeated.greedy => self.run(repeated, class, at, then),
                _ => self.again(repeated, 0, at, then),
            },
        }
    }

    fn give_up(&self) -> bool {
        self.lost.set(true);
        false
    }

    fn in_turn(&self, parts: &[Hir], at: usize, then: Then<'_>) -> bool {
        match parts.split_first() {
            Some((first, rest)) => self.step(first, at, &mut |next| self.in_turn(rest, next, then)),
            None => then(at),
        }
    }

    /// The part once more, after `times` times.
    fn again(&self, repeated: &Repetition, times: u32, at: usize, then: Then<'_>) -> bool {
        let enough = times >= repeated.min;
        if enough && !repeated.greedy && then(at) {
            return true;
        }
        let may_go_on = repeated.max.is_none_or(|most| times < most);
        let goes_on =
            may_go_on && self.step(&repeated.sub, at, &mut |next| self.again(repeated, times + 1, next, then));
        goes_on || (enough && repeated.greedy && then(at))
    }

    /// As many characters of a class as there are, then fewer.
    fn run(&self, repeated: &Repetition, class: &ClassUnicode, at: usize, then: Then<'_>) -> bool {
        let most = repeated.max.unwrap_or(u32::MAX);
        let (mut times, mut end) = (0, at);
        while times < most
            && let Some(next) = self.one_of(class, end)
        {
            (times, end) = (times + 1, next);
        }
        while times >= repeated.min {
            if then(end) {
                return true;
            }
            let Some(last) = self.text[at..end].chars().next_back() else { return false };
            (times, end) = (times - 1, end - last.len_utf8());
        }
        false
    }

    /// The end of a literal that stands at a place.
    fn literal(&self, literal: &str, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        if self.how == Walkable::AsWritten {
            return rest.starts_with(literal).then_some(at + literal.len());
        }
        let mut read = rest.chars();
        let same = literal.chars().all(|wanted| read.next().is_some_and(|found| is_alike(wanted, found)));
        same.then(|| self.text.len() - read.as_str().len())
    }

    /// The end of a character of a class.
    fn one_of(&self, class: &ClassUnicode, at: usize) -> Option<usize> {
        let found = self.text[at..].chars().next()?;
        let holds = match self.how {
            Walkable::No | Walkable::AsWritten => holds(class, found),
            Walkable::AnyCase => any_form(found, |form| holds(class, form)),
            Walkable::AnyCaseNegated => {
                let one = any_form(found, |form| holds(class, form));
                // One case in it and another not: what is meant depends on whether the class is negated.
                if one && any_form(found, |form| !holds(class, form)) {
                    self.give_up();
                }
                one
            }
        };
        holds.then_some(at + found.len_utf8())
    }

    fn look(&self, look: Look, at: usize) -> bool {
        let is_word = |c: Option<char>| c.is_some_and(regex_syntax::is_word_character);
        let is_edge = || is_word(self.text[..at].chars().next_back()) != is_word(self.text[at..].chars().next());
        match look {
            Look::Start => at == 0,
            Look::End => at == self.text.len(),
            Look::WordUnicode => is_edge(),
            Look::WordUnicodeNegate => !is_edge(),
            _ => self.give_up(),
        }
    }
}

fn holds(class: &ClassUnicode, c: char) -> bool {
    let ranges = class.ranges();
    let at = ranges.partition_point(|range| range.end() < c);
    ranges.get(at).is_some_and(|range| range.start() <= c)
}

/// Whether two characters differ in nothing but their case.
fn is_alike(a: char, b: char) -> bool {
    a == b || if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(&b) } else { any_form(a, |form| form == b) }
}

/// Whether something is so of a character in one of its cases, by the table the compiled pattern is made with.
fn any_form(c: char, mut is_so: impl FnMut(char) -> bool) -> bool {
    if is_so(c) {
        return true;
    }
    match c {
        // The signs for long s and kelvin are the only forms of ASCII letters beyond ASCII.
        's' | 'S' => is_so(swapped(c)) || is_so('\u{17f}'),
        'k' | 'K' => is_so(swapped(c)) || is_so('\u{212a}'),
        'a'..='z' | 'A'..='Z' => is_so(swapped(c)),
        _ if c.is_ascii() => false,
        _ => {
            let mut forms = ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
            forms.case_fold_simple();
            forms.iter().any(|range| (range.start()..=range.end()).any(&mut is_so))
        }
    }
}

/// An ASCII letter in the other case.
fn swapped(c: char) -> char {
    if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::pattern::{Pattern, read};

    const PATTERNS: [&str; 25] = [
        r"\b(?:simultan|bersamaan|bersama-sama)\b",
        r"arsip|catat|\bfiles?\b|archiv\w*",
        r"(?:[\p{L}]+ ){1,3}terkait",
        r"^[^\p{L}]*\p{L}+ (?:dan|serta) me\p{L}+",
        r"\d",
        r"^(?:NIP\.? ?:? ?)?(?:19|20)\d{2}$",
        r"…|\.{3,}|\b[xX]{3,}\b|_{4,}|\{[a-z_]+\}",
        r"[^aks]+s",
        r"[^É]é",
        r"[a-z]{3}",
        r"\W\p{Lu}",
        r"a|ab|abc",
        r"(?:a|ab)(?:c|bcd)",
        r"a{2,4}?b*",
        r"\P{L}k",
        r"\Bsi\B",
        r"straße|ΣΑΣ|İ",
        r"(?:ab)+(?:abc)?",
        r"[“‘][^“”‘’]*[”’]",
        r"(?:x+x+)+y",
        r"[[:^alpha:]]z",
        r"(?i:siap)|Kirim",
        r"^\W*(?:me|ber)",
        r"([ivx]+)(?:[ .]?[a-d]\b)?$",
        r"[\p{L}&&[^a]]b",
    ];
    const TEXTS: [&str; 22] = [
        "",
        "Mengarsipkan BERKAS dan mencatat surat masuk",
        "bersama-sama / Simultan, bersamaanlah",
        "tim KERJA terkait – pihak terkait",
        "2. Menyusun dan mengirim ARCHIVE files",
        "NIP. 1999",
        "{nama} xxx XXX ____ … ....",
        "aKſ Kelvin KSs",
        "éÉ éé",
        "\u{17f}urat \u{212a}asus",
        "“siap kirim” dan ‘SIAP’",
        "STRASSE STRAẞE straße σας Σας i̇ İ ı I",
        "abcd abababc aabcd aaaab",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "kasi sisi masih",
        "eselon IV.a",
        "eselon iii b",
        "1z #Z éz",
        "  - Membuat, BERkas",
        "日本語 テキスト k",
        "é\u{301}b ab áb Bb",
        "a\nb\r\ns",
    ];

    #[test]
    fn a_walk_finds_what_the_compiled_pattern_finds() {
        let mut walked = 0;
        for written in PATTERNS {
            for any_case in [false, true] {
                let hir = read(written).expect("a pattern");
                let how = Walkable::new(written, &hir, any_case);
                let pattern = Pattern::new(written, any_case, 0).expect("a pattern");
                for text in TEXTS.into_iter().filter(|_| how != Walkable::No) {
                    let Some(found) = Walk::new(text, how).find_all(&hir) else { continue };
                    let wanted: Vec<_> = pattern.regex().find_iter(text).map(|found| found.range()).collect();
                    assert_eq!(found, wanted, "/{written}/ {any_case} in {text:?}");
                    assert_eq!(Walk::new(text, how).is_match(&hir), Some(!wanted.is_empty()), "/{written}/ {text:?}");
                    walked += 1;
                }
            }
        }
        assert!(walked > 900, "{walked} of {}", 2 * PATTERNS.len() * TEXTS.len());
    }

    #[test]
    fn a_walk_of_too_many_steps_is_given_up() {
        let hir = read("(?:x+x+)+y").expect("a pattern");
        assert_eq!(Walk::new(&"x".repeat(60), Walkable::AsWritten).is_match(&hir), None);
    }

    #[test]
    fn a_walk_is_never_deep() {
        let hir = read("(?:ab)*c").expect("a pattern");
        assert_eq!(Walk::new(&"ab".repeat(5_000), Walkable::AsWritten).is_match(&hir), None);
        let hir = read("[ab]*c").expect("a pattern");
        assert_eq!(Walk::new("abababc", Walkable::AsWritten).is_match(&hir), Some(true), "a run is no depth");
    }

    #[test]
    fn what_may_stand_nowhere_is_not_walked() {
        for (written, any_case) in [("a*", false), ("(?:a*)+b", false), (r"(?-u:\w)b", false), ("(?-i)a", true)] {
            let hir = read(written).expect("a pattern");
            assert_eq!(Walkable::new(written, &hir, any_case), Walkable::No, "{written}");
        }
    }
}
