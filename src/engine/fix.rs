//! Mending an input: its bytes and how far one may go → the bytes of the mended input.
//!
//! `fit` makes the fixes of findings ready to be written while their document is open; [`Linter::repair`] applies them. Of
//! fixes that overlap the first one is applied, and then the input is judged again until nothing more is to be mended, so that a
//! second run finds nothing to do. A mended text that could be read less well than before, or that is never at rest, is given up.
//! Nothing here opens or writes a file.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::report::{Checked, SourceReport};
use super::{Judging, Linter, accept};
use crate::check::Run;
use crate::document::Document;
use crate::finding::{Applicability, Edit, Finding, Fix, RuleId, is_fixable};
use crate::reader::detect::is_source_name;
use crate::reader::{Format, Opened};
use crate::source::{Encoding, SourceId, TextView};

/// Times an input is mended and judged again. Cures that depend on each other need two or three.
const MOST_ROUNDS: usize = 16;

/// What became of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repaired {
    /// There was nothing to mend, or it is no text of ours.
    Nothing {
        /// Whether all of it was looked at.
        whole: bool,
    },
    /// It was mended.
    Mended {
        /// The whole input as it is now.
        bytes: Vec<u8>,
        /// How many findings were mended.
        findings: usize,
    },
    /// It was left as it is, although there is something to mend.
    Left(Obstacle),
}

/// Why an input with something to mend was left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// It is not UTF-8, and would have to be written as a whole.
    Encoding,
    /// The cures of these rules undo each other, or give rise to themselves.
    Restless(Vec<RuleId>),
    /// The mended text could be read less well.
    Damaged,
}

/// Makes the fixes of the findings in a document ready to be written; those that cannot be are dropped.
pub(super) fn fit(opened: &Opened<'_>, name: &str, document: &Document<'_>, findings: &mut [Finding]) {
    let is_ours = opened.is_editable() && is_source_name(name);
    for finding in findings.iter_mut().filter(|finding| finding.fix.is_some()) {
        let fix = finding.fix.take().filter(|_| is_ours);
        finding.fix = fix.and_then(|fix| fitted(opened, document, *fix)).map(Box::new);
    }
}

/// All edits of a fix or none: half of it would mend nothing.
fn fitted(opened: &Opened<'_>, document: &Document<'_>, fix: Fix) -> Option<Fix> {
    let edits = fix.edits.iter().map(|edit| opened.rewrite(document, edit)).collect::<Option<Vec<Edit>>>()?;
    Some(Fix { edits, ..fix })
}

impl Linter {
    /// Mends what can be mended in one input, as far as `most`.
    #[must_use]
    pub fn repair(&self, name: &str, bytes: &[u8], most: Applicability) -> Repaired {
        // What goes wrong here goes wrong again when the input is judged, and is told there.
        let mended = catch_unwind(AssertUnwindSafe(|| self.rounds(name, bytes, most)));
        mended.unwrap_or(Repaired::Nothing { whole: false })
    }

    fn rounds(&self, name: &str, bytes: &[u8], most: Applicability) -> Repaired {
        let run = Run { most_findings: usize::MAX, ..self.run(&self.known) };
        let judging = Judging { run, known: &self.known };
        let judge = |bytes: &[u8]| {
            let mut report = self.check_in(judging, SourceId(0), name, bytes);
            accept::set_waived_apart(self, &mut report);
            report
        };
        let mut report = judge(bytes);
        if !is_text(&report) {
            return Repaired::Nothing { whole: true };
        }
        let readings = readings(&report);
        let (mut mended, mut findings) = (bytes.to_vec(), 0);
        for _ in 0..MOST_ROUNDS {
            let chosen = chosen(&report, most);
            if chosen.is_empty() {
                return if findings == 0 {
                    nothing(bytes, &readings)
                } else {
                    Repaired::Mended { bytes: mended, findings }
                };
            }
            findings += chosen.len();
            mended = applied(&mended, &chosen);
            report = judge(&mended);
            if self::readings(&report) != readings {
                return Repaired::Left(Obstacle::Damaged);
            }
        }
        let mut rules: Vec<RuleId> = fixable(&report, most).map(|finding| finding.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        if rules.is_empty() {
            Repaired::Mended { bytes: mended, findings }
        } else {
            Repaired::Left(Obstacle::Restless(rules))
        }
    }
}

/// Nothing to mend that we could: in another encoding nothing was looked for.
fn nothing(bytes: &[u8], readings: &[Checked]) -> Repaired {
    match TextView::decode(bytes) {
        Ok(view) if view.encoding != Encoding::Utf8 => Repaired::Left(Obstacle::Encoding),
        Ok(_) | Err(_) => Repaired::Nothing { whole: readings.iter().all(|checked| *checked == Checked::Full) },
    }
}

fn is_text(report: &SourceReport) -> bool {
    match report.format {
        Some(Format::Yaml | Format::Markdown) => is_source_name(&report.name),
        Some(Format::Docx | Format::Xlsx | Format::Ods) | None => false,
    }
}

/// How well each document could be read.
fn readings(report: &SourceReport) -> Vec<Checked> {
    report.documents.iter().map(|document| document.checked).collect()
}

fn fixable(report: &SourceReport, most: Applicability) -> impl Iterator<Item = &Finding> {
    let findings = report.documents.iter().flat_map(|document| &document.findings);
    findings.filter(move |finding| is_fixable(finding, most))
}

/// The fixes to apply at once: in the order of their findings, without those that overlap an earlier one.
fn chosen(report: &SourceReport, most: Applicability) -> Vec<&Fix> {
    let mut findings: Vec<&Finding> = fixable(report, most).collect();
    findings.sort_by(|a, b| a.order(b));
    let mut taken = Taken::default();
    findings.into_iter().filter_map(|finding| finding.fix.as_deref()).filter(|fix| taken.take(fix)).collect()
}

/// The bytes that are spoken for, by where they start.
#[derive(Default)]
struct Taken(std::collections::BTreeMap<u32, u32>);

impl Taken {
    /// Takes what a fix changes, when all of it is free. Two edits that touch are in each other's way too: neither knows what
    /// the other puts there.
    fn take(&mut self, fix: &Fix) -> bool {
        let is_free =
            |edit: &Edit| self.0.range(..=edit.span.end).next_back().is_none_or(|(_, end)| *end < edit.span.start);
        if !fix.edits.iter().all(is_free) {
            return false;
        }
        self.0.extend(fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)));
        true
    }
}

/// The text with all edits.
fn applied(bytes: &[u8], fixes: &[&Fix]) -> Vec<u8> {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    for edit in edits {
        out.extend_from_slice(bytes.get(at..edit.span.start as usize).unwrap_or_default());
        out.extend_from_slice(edit.text.as_bytes());
        at = edit.span.end as usize;
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or_default());
    out
}
