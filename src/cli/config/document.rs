//! What is in force for one document: overrides that match it, on top of what is said for all.
//!
//! In: a file and the linter of its project. Out: for each document in it the phase it is judged in and who set it, the severities
//! and the rules that are off only there, each with its place. The document is read and judged as `check` would.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::linter::{Setup, shown};
use super::super::{Refused, UNCHECKED, files, terminal};
use crate::engine::report::DocumentReport;
use crate::finding::RuleId;
use crate::pack::{Change, Off, Override, Said};
use crate::rule::Phase;
use crate::source::SourceId;

/// A document and the overrides that match it, the last of them the strongest.
pub(super) struct Document<'s> {
    pub(super) phase: Phase,
    overrides: Vec<&'s Override>,
}

impl Document<'_> {
    /// Where its phase is set by overrides, the last first.
    pub(super) fn phases(&self) -> impl Iterator<Item = Said<Phase>> {
        self.overrides.iter().rev().filter_map(|of| of.phase)
    }

    /// The changes of severities with their layers, each rule as it is said last.
    pub(super) fn changes(&self) -> BTreeMap<RuleId, (usize, &Change)> {
        let said = self.overrides.iter().flat_map(|of| of.changes.iter().map(|change| (of.layer, change)));
        said.map(|(layer, change)| (change.rule, (layer, change))).collect()
    }

    /// The rules that are off, each as it is said last, by id.
    pub(super) fn off(&self) -> Vec<&Off> {
        // What is said later takes the place of what was said before.
        let off: BTreeMap<RuleId, &Off> =
            self.overrides.iter().flat_map(|of| &of.off).map(|off| (off.rule, off)).collect();
        off.into_values().collect()
    }
}

/// Reads a file: its documents, or the exit code where it holds none that can be read.
pub(super) fn documents<'s>(setup: &'s Setup, file: &Path) -> Result<Result<Vec<Document<'s>>, u8>, Refused> {
    let name = shown(file);
    let linter = &setup.linter;
    let failed = |error: std::io::Error| {
        Refused::new(format!("cannot read {name}: {}", files::reason(&error))).help("name one document")
    };
    let length = std::fs::metadata(file).map_err(failed)?.len();
    // What is too large is said so by its size alone.
    let report = if length > linter.options.most_bytes_of(&name) {
        linter.not_loaded(SourceId(0), &name, &crate::engine::LoadError::TooLarge(length))
    } else {
        linter.check(SourceId(0), &name, &std::fs::read(file).map_err(failed)?)
    };
    let of = |document: &DocumentReport| {
        let overrides = document.overrides().iter().filter_map(|at| linter.known.overrides.list().get(*at as usize));
        Some(Document { phase: document.phase?, overrides: overrides.collect() })
    };
    let found: Vec<Document<'_>> = report.documents.iter().filter_map(of).collect();
    if found.is_empty() {
        for unchecked in report.documents.iter().flat_map(|document| &document.unchecked) {
            terminal::note(&format!("{name}: {} {}", unchecked.rule, unchecked.message));
        }
        return Ok(Err(UNCHECKED));
    }
    Ok(Ok(found))
}
