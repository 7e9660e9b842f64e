//! What a report says of fixes: where their edits are, and how many a program can do.
//!
//! In: findings with their fixes. Out: places for the formats that programs apply, and a line for people.

use std::io::{self, Write};

use super::Outputs;
use super::found::{Site, findings, site};
use crate::engine::report::Report;
use crate::finding::{Applicability, Edit, Finding, is_fixable};
use crate::sop::Language;
use crate::source::Place;

/// The edits of a finding, each with its place.
pub(super) fn sites<'r>(report: &'r Report, finding: &'r Finding) -> impl Iterator<Item = (&'r Edit, Site<'r>)> {
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    edits.map(|edit| (edit, site(report, Place { source: finding.place.source, span: Some(edit.span) })))
}

/// How many findings `--fix` mends, and how many more with `--unsafe-fixes`; nothing where there is none.
pub(super) fn hint(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let count = |most| findings(outputs.report).filter(|found| is_fixable(found.finding, most)).count();
    let safe = count(Applicability::Safe);
    let more = count(Applicability::Unsafe) - safe;
    match (safe, more, outputs.report.language) {
        (0, 0, _) => Ok(()),
        (0, _, Language::Id) => writeln!(out, "{more} temuan mungkin dapat diperbaiki dengan --fix --unsafe-fixes"),
        (0, _, Language::En) => writeln!(out, "{more} can perhaps be repaired with --fix --unsafe-fixes"),
        (_, 0, Language::Id) => writeln!(out, "{safe} temuan dapat diperbaiki dengan --fix"),
        (_, 0, Language::En) => writeln!(out, "{safe} can be repaired with --fix"),
        (_, _, Language::Id) => {
            writeln!(out, "{safe} temuan dapat diperbaiki dengan --fix, {more} lagi mungkin dengan --unsafe-fixes")
        }
        (_, _, Language::En) => {
            writeln!(out, "{safe} can be repaired with --fix, {more} more perhaps with --unsafe-fixes")
        }
    }
}
