//! Literals that every match of a pattern contains: where none of them stands, the pattern need not be run.
//!
//! In: a pattern as it was read. Out: lower-case literals of which at least one stands in each of its matches, whatever the case
//! of ASCII letters; nothing when there are none, and the pattern has to be run on every text.

use std::cmp::Reverse;

use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Hir, HirKind};

use super::Pattern;

/// The literals of a pattern: of those at its start, at its end and within it the ones that few texts hold.
pub(in crate::rule) fn needles(pattern: &Pattern) -> Option<Vec<String>> {
    // As written: both cases of every letter would exceed what the extractor keeps, and case is ignored here anyway.
    let outer = [ExtractKind::Prefix, ExtractKind::Suffix].map(|kind| outer(pattern.hir(), kind));
    let all = outer.into_iter().flatten().chain(inner(pattern.hir()));
    // Beyond ASCII, case is not ignored by those who look for them.
    let folded = |needles: &[String]| pattern.is_any_case() && !needles.iter().all(|needle| needle.is_ascii());
    let usable = |needles: &Vec<String>| !folded(needles) && rarity(needles) > 0;
    all.filter(usable).min_by_key(|needles| Reverse(rarity(needles)))
}

/// One of these stands at the start or at the end of each match.
fn outer(hir: &Hir, kind: ExtractKind) -> Option<Vec<String>> {
    let sequence = Extractor::new().kind(kind).extract(hir);
    let mut needles: Vec<String> =
        sequence.literals()?.iter().map(|literal| lower(literal.as_bytes())).collect::<Option<_>>()?;
    needles.sort_unstable();
    needles.dedup();
    Some(needles)
}

/// A literal that stands somewhere in each match.
fn inner(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => lower(&literal.0).map(|needle| vec![needle]),
        HirKind::Capture(group) => inner(&group.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(inner).max_by_key(|needles| rarity(needles)),
        _ => None,
    }
}

fn lower(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).ok().map(str::to_ascii_lowercase)
}

/// How seldom a text holds one of these: by the shortest of them, where a sign counts as much as some letters. Nothing for
/// an empty one, or where there are none.
fn rarity(needles: &[String]) -> usize {
    const SIGN: usize = 4;
    let is_rare_sign = |byte: u8| byte.is_ascii_punctuation() && !matches!(byte, b',' | b'-' | b':');
    let of = |needle: &String| needle.len() + SIGN * needle.bytes().filter(|&byte| is_rare_sign(byte)).count();
    needles.iter().map(of).min().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(?i)` in front: in any case.
    fn read_as_written(pattern: &str) -> Pattern {
        let any_case = pattern.strip_prefix("(?i)");
        Pattern::new(any_case.unwrap_or(pattern), any_case.is_some(), 0).expect("a pattern")
    }

    fn of(pattern: &str) -> Option<Vec<String>> {
        needles(&read_as_written(pattern))
    }

    #[test]
    fn every_match_holds_one_of_the_literals() {
        for (pattern, texts) in [
            (r"(?i)(?:instansi|pihak) terkait", &["INSTANSI terkait", "pihak terkait"][..]),
            (r"…|\.{3,}|\b[xX]{3,}\b|_{4,}|\{[a-z_]+\}", &["a … b", "....", "XXX", "____", "{nama_unit}"]),
            (r"(?i)(?:[\p{L}]+ ){1,3}terkait", &["Tim Kerja Terkait"]),
            (r"(?i)secara berkala (?:tiap|setiap)\b", &["secara berkala tiap"]),
            (
                r"(?i)(?:apabila|jika|bila|bilamana) (?:memang )?(?:diperlukan|dibutuhkan|perlu)",
                &["Bilamana memang PERLU", "jika dibutuhkan"],
            ),
        ] {
            let needles = of(pattern).expect("literals");
            let pattern = read_as_written(pattern);
            for text in texts {
                assert!(pattern.regex().is_match(text), "{pattern:?} {text}");
                let lower = text.to_ascii_lowercase();
                assert!(needles.iter().any(|needle| lower.contains(needle)), "{pattern:?} {text} {needles:?}");
            }
        }
    }

    #[test]
    fn what_few_texts_hold_is_taken() {
        assert_eq!(of(r"(?i)me[lrwy][a-z]{3,} ?\/ ?me[lrwy][a-z]{3,}"), Some(vec!["/".to_owned()]));
        assert_eq!(of(r"di (?:[a-z]+ )+tersebut"), Some(vec![" tersebut".to_owned()]));
    }

    #[test]
    fn a_pattern_without_literals_is_run_everywhere() {
        assert_eq!(of(r"\d+"), None);
        assert_eq!(of(r"\p{Lu}+"), None);
        assert_eq!(of(r"(?i)é+"), None, "case beyond ASCII is not ignored by the automaton");
    }
}
