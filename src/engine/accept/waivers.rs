//! Which findings a waiver covers.
//!
//! In: the waivers of a project, and a finding with its document. Out: whether everything a waiver says fits it.

use crate::engine::fingerprint::{content, normalised, without_indices};
use crate::engine::report::{DocumentReport, SourceReport};
use crate::finding::Finding;
use crate::pack::waivers::{Covers, Waiver};

/// The waivers of a project, and the file they stand in.
#[derive(Debug, Default)]
pub struct WaiverFile {
    /// The name people see.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The waivers.
    pub waivers: Vec<Waiver>,
}

/// A finding and where it was found.
#[derive(Clone, Copy)]
pub(super) struct Subject<'s> {
    pub(super) source: &'s SourceReport,
    pub(super) document: &'s DocumentReport,
    pub(super) finding: &'s Finding,
    pub(super) fingerprint: &'s str,
}

/// Whether a waiver covers a finding, whether it has ended or not.
pub(super) fn covers(waiver: &Waiver, subject: Subject<'_>) -> bool {
    let Subject { source, document, finding, fingerprint } = subject;
    let Covers { at, text, fingerprint: known, .. } = &waiver.covers;
    waiver.rule == finding.rule
        && concerns(&waiver.covers, source, document)
        && at.as_ref().is_none_or(|at| is_at(at, &finding.logical))
        && text.as_ref().is_none_or(|text| normalised(text) == normalised(content(finding, None)))
        && known.as_ref().is_none_or(|known| is_print(known, fingerprint))
}

/// Whether a waiver is about a document.
pub(super) fn concerns(covers: &Covers, source: &SourceReport, document: &DocumentReport) -> bool {
    let same = |wanted: &Option<String>, own: &Option<String>| {
        wanted.as_ref().is_none_or(|wanted| own.as_ref().is_some_and(|own| normalised(own) == normalised(wanted)))
    };
    same(&covers.document, &document.number)
        && same(&covers.unit, document.aside.as_ref().map_or(&None, |aside| &aside.unit))
        && covers.path.as_ref().is_none_or(|path| path.is_match(source.path()))
}

/// Whether a place is the one meant, or below it; an index that is not said fits every index.
fn is_at(wanted: &str, logical: &str) -> bool {
    let mut parts = logical.split('.');
    wanted.split('.').all(|wanted| {
        parts.next().is_some_and(|part| {
            let is_open = !wanted.contains('[') || wanted.ends_with("[]");
            let name = |part: &str| without_indices(part).replace("[]", "");
            if is_open { name(wanted) == name(part) } else { wanted == part }
        })
    })
}

/// A fingerprint without a number at its end means all that are told apart by one.
fn is_print(wanted: &str, fingerprint: &str) -> bool {
    fingerprint.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_covers_what_is_below_it() {
        assert!(is_at("steps", "steps[4].duration"));
        assert!(is_at("steps[]", "steps[4].duration"));
        assert!(is_at("steps[4]", "steps[4].duration"));
        assert!(is_at("steps[].duration", "steps[4].duration"));
        assert!(is_at("steps.duration", "steps[4].duration"));
        assert!(!is_at("steps[4].duration", "steps[5].duration"));
        assert!(!is_at("steps[1]", "steps[12]"));
        assert!(!is_at("steps.duration", "steps[4]"));
        assert!(!is_at("step", "steps[4]"));
    }

    #[test]
    fn a_fingerprint_means_its_equals_too() {
        assert!(is_print("v1:00ff", "v1:00ff") && is_print("v1:00ff", "v1:00ff-2"));
        assert!(!is_print("v1:00ff-2", "v1:00ff") && !is_print("v1:00f", "v1:00ff"));
    }
}
