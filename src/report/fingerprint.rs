//! What a finding is recognised by when lines move and words of messages change.
//!
//! In: findings in the order of a report. Out: `v1:` and 16 hexadecimal digits, over the rule, the path, the logical path
//! without indices and the normalised content (contracts, section 4). Findings that agree in all of these are told apart
//! by their order: the second one ends in `-2`.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::found::Found;
use crate::finding::Finding;

const VERSION: &str = "v1";

/// Counts the fingerprints of one report.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: FxHashMap<[u8; 8], u32>,
}

impl Fingerprints {
    /// The fingerprint of the next finding of a report.
    pub(super) fn of(&mut self, found: Found<'_>) -> String {
        self.next(&found.source.name, found.document.title.as_deref(), found.finding)
    }

    /// The fingerprint of the next finding. `title` is that of its document.
    fn next(&mut self, path: &str, title: Option<&str>, finding: &Finding) -> String {
        let hash = hash(path, title.unwrap_or_default(), finding);
        let ordinal = self.seen.entry(hash).or_default();
        *ordinal += 1;
        let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        match *ordinal {
            1 => format!("{VERSION}:{digits}"),
            more => format!("{VERSION}:{digits}-{more}"),
        }
    }
}

fn hash(path: &str, title: &str, finding: &Finding) -> [u8; 8] {
    let content = if finding.found.is_empty() { title } else { &finding.found };
    let parts = [VERSION, finding.rule.as_str(), path, &without_indices(&finding.logical), &normalised(content)];
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
        // No part holds it, so that no two lists of parts are one text.
        hasher.update([0]);
    }
    let [a, b, c, d, e, f, g, h, ..] = <[u8; 32]>::from(hasher.finalize());
    [a, b, c, d, e, f, g, h]
}

/// `steps[4].outputs[1]` → `steps[].outputs[]`.
fn without_indices(logical: &str) -> String {
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

fn normalised(text: &str) -> String {
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
