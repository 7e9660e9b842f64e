//! Literals that every match of a pattern contains: looked for together with the plain terms, so that a pattern is run
//! only on the few texts that can match it.
//!
//! In: a compiled pattern. Out: lower-case literals of which at least one stands in each of its matches, whatever the case
//! of ASCII letters; nothing when there are none, and the pattern has to be run on every text.

use regex_syntax::hir::literal::{ExtractKind, Extractor};

use crate::rule::pattern::Pattern;

/// The literals of a pattern.
pub(super) fn needles(pattern: &Pattern) -> Option<Vec<String>> {
    // As written: both cases of every letter would exceed what the extractor keeps, and case is ignored here anyway.
    [ExtractKind::Prefix, ExtractKind::Suffix].into_iter().find_map(|kind| {
        let sequence = Extractor::new().kind(kind).extract(pattern.hir());
        let literals = sequence.literals()?;
        let mut needles: Vec<String> = literals
            .iter()
            .map(|literal| std::str::from_utf8(literal.as_bytes()).ok().map(str::to_ascii_lowercase))
            .collect::<Option<_>>()?;
        needles.sort_unstable();
        needles.dedup();
        // Beyond ASCII, case is not ignored by the automaton.
        let folded = pattern.is_any_case() && !needles.iter().all(|needle| needle.is_ascii());
        let usable = !folded && !needles.is_empty() && needles.iter().all(|needle| !needle.is_empty());
        usable.then_some(needles)
    })
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
    fn a_pattern_without_literals_is_run_everywhere() {
        assert_eq!(of(r"\d+"), None);
        assert_eq!(of(r"\p{Lu}+"), None);
        assert_eq!(of(r"(?i)é+"), None, "case beyond ASCII is not ignored by the automaton");
    }
}
