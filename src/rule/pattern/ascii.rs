//! Letters in any case, where the case of ASCII letters is all that matters.
//!
//! In: the structure of a pattern in which letters stand for both their cases. Out: the same without `ſ` and the Kelvin sign,
//! which Unicode counts as cases of `s` and `k`: no SOP has them, and without them most patterns are of ASCII alone, which is
//! compiled in a tenth of the time.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind};

/// The two letters beyond ASCII that are cases of ASCII letters, in the order of Unicode.
const BEYOND: [char; 2] = ['\u{17F}', '\u{212A}'];

/// The pattern with ASCII letters in their ASCII cases only.
pub(super) fn letters(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => Hir::class(Class::Unicode(of_class(class))),
        HirKind::Repetition(repeated) => Hir::repetition(repeated.with(letters(&repeated.sub))),
        HirKind::Capture(group) => letters(&group.sub),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(letters).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(letters).collect()),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => hir.clone(),
    }
}

/// A class without them, where nothing else in it is beyond ASCII.
fn of_class(class: &ClassUnicode) -> ClassUnicode {
    let is_beyond =
        |range: &ClassUnicodeRange| BEYOND.iter().any(|&letter| (range.start(), range.end()) == (letter, letter));
    let mut ascii = class.ranges().iter().filter(|range| !is_beyond(range));
    match ascii.clone().all(|range| range.end().is_ascii()) && ascii.next().is_some() {
        true => ClassUnicode::new(class.ranges().iter().filter(|range| !is_beyond(range)).copied()),
        false => class.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::pattern::Pattern;

    #[test]
    fn what_a_pattern_means_is_the_same_but_for_two_letters() {
        for pattern in
            ["sk", "s", "[a-k]+", "(?:kas|KAS)+", "é", r"\p{L}", "[^s]", r"\bk\b", r"[\p{L}\d]{2}", "k?s", "ſ", ""]
        {
            let ours = Pattern::new(pattern, true, 0).expect("a pattern");
            let usual = regex::RegexBuilder::new(pattern).case_insensitive(true).build().expect("a pattern");
            for text in ["SK", "sk", "kas KAS Kas", "É", "é", "t", "s", "S", "1k", "a k b", "", "-"] {
                let found = |ranges: Vec<std::ops::Range<usize>>| format!("{pattern} {text} {ranges:?}");
                let usual = usual.find_iter(text).map(|found| found.range()).collect();
                assert_eq!(found(ours.find_all(text).collect()), found(usual));
            }
        }
    }

    #[test]
    fn the_two_letters_are_letters_still() {
        let matches = |pattern: &str, text: &str| Pattern::new(pattern, true, 0).expect("a pattern").is_match(text);
        assert!(matches(r"\p{L}", "ſ") && matches(r"^\p{L}+$", "\u{212A}ſ"));
        assert!(!matches("s", "ſ") && !matches("k", "\u{212A}"), "no case of an ASCII letter");
    }
}
