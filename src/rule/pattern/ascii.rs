//! Letters in any case, where the case of ASCII letters is all that matters.
//!
//! In: the structure of a pattern in which letters stand for both their cases. Out: the same without `ſ` and the Kelvin sign,
//! which Unicode counts as cases of `s` and `k`: no SOP has them, and without them most patterns are of ASCII alone, which is
//! compiled in a tenth of the time. Of most patterns the structure in one case tells that in any ([`any_case`]), and they
//! need not be read again.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind};

/// Characters of a class that is put into both cases here: more than all digits, less than all capitals.
const MOST_OF_CLASS: usize = 1000;

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

/// A pattern in both cases of its letters, by its structure in the case in which it is written as `text`; nothing where that
/// may say too little, as of what is *not* a letter.
pub(super) fn any_case(text: &str, hir: &Hir) -> Option<Hir> {
    let says_not = ["[^", r"\P", r"\W", r"\D", r"\S", "&&", "--", "~~"].iter().any(|sign| text.contains(sign));
    let is_plain = |group: &str| group.starts_with(':') || group.starts_with("-u:");
    (!says_not && text.split("(?").skip(1).all(is_plain)).then(|| cased(hir)).flatten()
}

fn cased(hir: &Hir) -> Option<Hir> {
    Some(match hir.kind() {
        HirKind::Literal(literal) => {
            Hir::concat(literal.0.iter().map(|byte| cased_byte(*byte)).collect::<Option<_>>()?)
        }
        HirKind::Class(Class::Unicode(class)) => Hir::class(Class::Unicode(cased_class(class)?)),
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repeated) => Hir::repetition(repeated.with(cased(&repeated.sub)?)),
        HirKind::Capture(group) => cased(&group.sub)?,
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(cased).collect::<Option<_>>()?),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(cased).collect::<Option<_>>()?),
        HirKind::Empty | HirKind::Look(_) => hir.clone(),
    })
}

fn cased_byte(byte: u8) -> Option<Hir> {
    let range = |byte: u8| ClassUnicodeRange::new(char::from(byte), char::from(byte));
    match byte {
        _ if !byte.is_ascii() => None,
        _ if byte.is_ascii_alphabetic() => {
            let both = [byte.to_ascii_uppercase(), byte.to_ascii_lowercase()].map(range);
            Some(Hir::class(Class::Unicode(ClassUnicode::new(both))))
        }
        _ => Some(Hir::literal([byte])),
    }
}

fn cased_class(class: &ClassUnicode) -> Option<ClassUnicode> {
    let is_all_behind = |range: &ClassUnicodeRange| range.start() <= 'A' && range.end() == char::MAX;
    let mut class = class.clone();
    // `.` has both cases of every letter.
    if class.ranges().last().is_some_and(is_all_behind) {
        return Some(class);
    }
    if class.ranges().iter().map(ClassUnicodeRange::len).sum::<usize>() > MOST_OF_CLASS {
        return None;
    }
    class.try_case_fold_simple().ok()?;
    Some(of_class(&class))
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
    use super::*;
    use crate::rule::pattern::{Pattern, read};

    #[test]
    fn in_any_case_a_pattern_is_what_it_is_when_it_is_read_so() {
        for (pattern, is_told) in [
            ("arsip|dokumentasi|simpan", true),
            (r"\b(?:kas|KAS) ?[:=] ?\d{4,8}\b", true),
            ("[a-k]{2,}é?", false),
            (r"[\p{Lu}k]+ \p{L}", false),
            (r"^[^a-z\d]*(?:me|ber)", false),
            (r"\S+", false),
            ("[a-z&&[^K]]", false),
            ("a(?-i:k)b", false),
            (r"(?-u:\b)files?(?-u:\b)", true),
            (r"[1–9k]\s*", true),
            (r"k.*\s", true),
            (r"[kés]\d", true),
            ("", true),
        ] {
            let told = any_case(pattern, &read(pattern, false).expect("a pattern"));
            assert_eq!(told.is_some(), is_told, "{pattern}");
            let read = letters(&read(pattern, true).expect("a pattern"));
            assert!(told.is_none_or(|told| told == read), "{pattern}");
        }
    }

    #[test]
    fn all_short_patterns_are_the_same_in_any_case_whichever_way_it_is_told() {
        let parts = ["k", "S", "[a-kZ]", "1", "|", "*", r"\d", r"\b", "(?:", ")", "-", "…", "[^s]", r"\p{Lu}"];
        let mut patterns = vec![String::new()];
        for at in 0..1 + parts.len() + parts.len().pow(2) {
            let longer: Vec<String> = parts.iter().map(|part| format!("{}{part}", patterns[at])).collect();
            patterns.extend(longer);
        }
        let found = |hir: &Hir, text: &str| -> Vec<std::ops::Range<usize>> {
            let regex = regex_automata::meta::Builder::new().build_from_hir(hir).expect("a small pattern");
            regex.find_iter(text).map(|found| found.range()).collect()
        };
        let mut told = 0;
        for pattern in patterns {
            let Ok(written) = read(&pattern, false) else { continue };
            let Some(cased) = any_case(&pattern, &written) else { continue };
            told += 1;
            let read = letters(&read(&pattern, true).expect("a pattern"));
            // Alternatives of single letters may be one class in one of them.
            if cased != read {
                let text = "kKsSaZz 1k1 K-s… ABkks11";
                assert_eq!(found(&cased, text), found(&read, text), "{pattern}");
            }
        }
        assert!(told > 300, "only {told} were told");
    }

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
