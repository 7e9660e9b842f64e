//! How long it may take to mend what was found: an estimate for planning, not a measurement.
//!
//! In: a finding, and what kind of work it is. Out: minutes of one person who knows the procedure. The numbers are conventions: what a
//! program can mend needs a look only; the first finding of a rule in a document needs thought, further ones are mended with it; what
//! several documents say needs people of several units to agree; what was not read has to be brought into a form that can be read.

use crate::engine::report::Checked;
use crate::finding::{Applicability, Finding, Severity};

/// Minutes to look at what `soplint check --fix` mended on its own.
pub const LOOK: u32 = 1;
/// Minutes to look at what `soplint check --fix --unsafe-fixes` proposes.
pub const CONSIDER: u32 = 3;
/// Minutes for the first finding of a rule in a document, by severity: errors, warnings, infos.
pub const FIRST: [u32; 3] = [20, 10, 5];
/// Minutes for each further one.
pub const FURTHER: [u32; 3] = [5, 3, 1];
/// How many times as long it takes where several documents have to agree.
pub const TOGETHER: u32 = 2;
/// Minutes to draft an SOP for a unit or a task that has none: one working day.
pub const DRAFT: u32 = 480;
/// Minutes to bring a document that was not read into a form that can be read.
pub const CONVERT: u32 = 30;
/// Minutes to mend what kept a part of a document from being read.
pub const REPAIR: u32 = 10;

/// What kind of work a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// The first of its rule in its document.
    First,
    /// A further one.
    Further,
    /// The first of its rule in its document, where several documents have to agree.
    FirstTogether,
    /// A further one of those.
    FurtherTogether,
    /// An SOP that is missing.
    Draft,
}

/// Minutes it may take to mend a finding.
#[must_use]
pub fn minutes(finding: &Finding, work: Work) -> u32 {
    let severity = Severity::ALL.iter().position(|severity| *severity == finding.severity).unwrap_or_default();
    match (finding.fix.as_ref().map(|fix| fix.applicability), work) {
        (_, Work::Draft) => DRAFT,
        (Some(Applicability::Safe), _) => LOOK,
        (Some(Applicability::Unsafe), _) => CONSIDER,
        (None, Work::First) => FIRST[severity],
        (None, Work::Further) => FURTHER[severity],
        (None, Work::FirstTogether) => FIRST[severity] * TOGETHER,
        (None, Work::FurtherTogether) => FURTHER[severity] * TOGETHER,
    }
}

/// Minutes it may take until all of a document can be read.
#[must_use]
pub fn to_read(checked: Checked) -> u32 {
    match checked {
        Checked::Full => 0,
        Checked::Partly => REPAIR,
        Checked::None => CONVERT,
    }
}
