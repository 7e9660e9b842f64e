//! What a finding is recognised by when lines move and words of messages change.
//!
//! In: findings in the order of a report. Out: `v1:` and 16 hexadecimal digits, over the rule, the path, the logical path
//! without indices and the normalised content (contracts, section 4): the text that is wrong; where something is missing,
//! that of the step, row or section around it, else the title. Findings that agree in all of these are told apart by their
//! order: the second one ends in `-2`.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::report::{DocumentReport, SourceReport};
use crate::finding::Finding;

const VERSION: &str = "v1";

/// Counts the fingerprints of one report.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: FxHashMap<[u8; 8], u32>,
}

impl Fingerprints {
    /// The fingerprint of the next finding of a report.
    pub fn of(&mut self, source: &SourceReport, document: &DocumentReport, finding: &Finding) -> String {
        self.next(source.path(), document.title.as_deref(), finding)
    }

    /// The fingerprint of the next finding. `title` is that of its document.
    fn next(&mut self, path: &str, title: Option<&str>, finding: &Finding) -> String {
        let content = normalised(content(finding, title));
        let parts = [VERSION, finding.rule.as_str(), path, &without_indices(&finding.logical), &content];
        let hash = hash(&parts);
        let ordinal = self.seen.entry(hash).or_default();
        *ordinal += 1;
        match *ordinal {
            1 => format!("{VERSION}:{}", hexadecimal(hash)),
            more => format!("{VERSION}:{}-{more}", hexadecimal(hash)),
        }
    }
}

/// What a finding is about: the wrong text, or what something is missing in.
pub(super) fn content<'f>(finding: &'f Finding, title: Option<&'f str>) -> &'f str {
    let texts = [finding.found.as_str(), &finding.within, title.unwrap_or_default()];
    texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// The hash of a content, by which it is known wherever it stands: 16 hexadecimal digits.
pub(super) fn content_hash(text: &str) -> String {
    hexadecimal(hash(&[&normalised(text)]))
}

fn hash(parts: &[&str]) -> [u8; 8] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
        // No part holds it, so that no two lists of parts are one text.
        hasher.update([0]);
    }
    let [a, b, c, d, e, f, g, h, ..] = <[u8; 32]>::from(hasher.finalize());
    [a, b, c, d, e, f, g, h]
}

fn hexadecimal(hash: [u8; 8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `steps[4].outputs[1]` → `steps[].outputs[]`.
pub(super) fn without_indices(logical: &str) -> String {
    let mut inside = false;
    logical
        .chars()
        .filter(|&character| {
            inside = match character {
                '[' => true,
                ']' => false,
                _ => inside,
            };
            !inside || character == '['
        })
        .collect()
}

/// A text as contents are compared: composed, in lower case, with single spaces.
pub(super) fn normalised(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Confidence, RuleId, Severity};
    use crate::source::{Place, SourceId, Span};

    fn finding(logical: &str, found: &str) -> Finding {
        Finding {
            rule: RuleId::known("MB003"),
            severity: Severity::Error,
            confidence: Confidence::High,
            message: String::new(),
            place: Place { source: SourceId(0), span: None },
            document: 0,
            logical: logical.to_owned(),
            found: found.to_owned(),
            within: Box::default(),
            related: Vec::new(),
            suggestion: None,
            fix: None,
        }
    }

    fn first(path: &str, title: Option<&str>, finding: &Finding) -> String {
        Fingerprints::default().next(path, title, finding)
    }

    #[test]
    fn stays_the_same_over_time() {
        // Baselines and waivers of users hold these.
        assert_eq!(first("sop/ls.sop.yaml", None, &finding("steps[4].duration", "Segera")), "v1:537def968881aa1b");
    }

    #[test]
    fn lines_indices_messages_and_spacing_do_not_count() {
        let one = finding("steps[4].duration", "Segera  Mungkin");
        let moved = Finding {
            message: "reworded".to_owned(),
            severity: Severity::Info,
            place: Place { source: SourceId(7), span: Some(Span::new(3, 9)) },
            ..finding("steps[5].duration", "segera\n mungkin ")
        };
        assert_eq!(first("a", None, &one), first("a", Some("title"), &moved));
    }

    #[test]
    fn rule_path_field_and_content_count() {
        let one = finding("steps[4].duration", "Segera");
        let all = [
            first("a", None, &one),
            first("b", None, &one),
            first("a", None, &finding("steps[4].name", "Segera")),
            first("a", None, &finding("steps[4].duration", "Kilat")),
            first("a", None, &Finding { rule: RuleId::known("MB004"), ..one.clone() }),
            first("a", Some("Judul"), &finding("steps[4].duration", "")),
            first("a", Some("Lain"), &finding("steps[4].duration", "")),
        ];
        let different: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!(different.len(), all.len());
    }

    #[test]
    fn what_is_missing_is_known_by_what_it_is_missing_in() {
        let missing = |within: &str| Finding { within: within.into(), ..finding("steps[4].duration", "") };
        let all = [
            first("a", Some("Judul"), &missing("Mencatat surat")),
            first("a", Some("Judul"), &missing("Mengirim surat")),
            first("a", Some("Judul"), &missing("")),
        ];
        let different: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!(different.len(), all.len());
        assert_eq!(all[0], first("a", Some("Lain"), &missing("Mencatat surat")));
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same() {
        assert_eq!(first("a", None, &finding("", "é")), first("a", None, &finding("", "e\u{301}")));
    }

    #[test]
    fn equal_ones_are_told_apart_by_their_order() {
        let mut fingerprints = Fingerprints::default();
        let one = finding("steps[1].duration", "Segera");
        let same = finding("steps[2].duration", "Segera");
        let first = fingerprints.next("a", None, &one);
        assert_eq!(fingerprints.next("a", None, &same), format!("{first}-2"));
        assert_eq!(fingerprints.next("a", None, &same), format!("{first}-3"));
    }
}
