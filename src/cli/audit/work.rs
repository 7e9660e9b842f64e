//! The work of an audit: every input judged by itself, then all of them together.
//!
//! In: a linter and the inputs of a run, or facts files. Out: a report. What can be taken from the journal is not judged again.

use rayon::prelude::*;

use super::journal::Journal;
use super::progress::Progress;
use crate::check::archive::Coverage;
use crate::cli::discover::{Inputs, Rest};
use crate::cli::signature::Signature;
use crate::engine::report::{Report, SourceReport};
use crate::engine::{Linter, Sketching, judge, run_judged};
use crate::source::SourceId;

/// The inputs of an audit, ready to be judged.
pub(super) struct Work<'w> {
    pub(super) linter: &'w Linter,
    pub(super) inputs: &'w Inputs,
    /// Of each input what tells that it was changed; nothing where that cannot be told.
    signatures: Vec<Option<Signature>>,
    journal: Option<&'w Journal>,
}

impl<'w> Work<'w> {
    pub(super) fn new(linter: &'w Linter, inputs: &'w Inputs, journal: Option<&'w Journal>) -> Self {
        let signatures = match journal {
            Some(_) => inputs.list.par_iter().map(|input| signature(input.rest())).collect(),
            None => vec![None; inputs.list.len()],
        };
        Self { linter, inputs, signatures, journal }
    }

    /// One input, judged by itself.
    pub(super) fn judged(&self, at: usize, sketching: Sketching) -> SourceReport {
        let input = &self.inputs.list[at];
        let key = (SourceId(at as u32), input.name.as_str());
        let linter = self.linter;
        let anew = || {
            let most = linter.options.most_bytes_of(&input.name);
            judge(linter, &linter.known, key, sketching, || input.load(most))
        };
        match self.journal {
            Some(journal) => journal.report(key, self.signatures[at], sketching, anew),
            None => anew(),
        }
    }

    /// All inputs together.
    pub(super) fn report(&self, progress: &Progress) -> Report {
        run_all(self.linter, (self.inputs.list.len(), self.inputs.coverage), progress, |at, sketching| {
            self.judged(at, sketching)
        })
    }
}

/// What tells that an input was changed: of its file, or of the archive it lies in.
fn signature(rest: Rest<'_>) -> Option<Signature> {
    match rest {
        Rest::File(path) => Signature::of(&std::fs::metadata(path).ok()?),
        Rest::Archive(metadata, None) => Signature::of(metadata),
        Rest::Archive(_, Some(_)) | Rest::Said(_) | Rest::Unknown => None,
    }
}

/// Judges inputs together, wherever they come from.
pub(super) fn run_all(
    linter: &Linter,
    inputs: (usize, Coverage),
    progress: &Progress,
    judge: impl Fn(usize, Sketching) -> SourceReport + Sync,
) -> Report {
    run_judged(linter, &linter.known, inputs, judge, |report| progress.done(report))
}
