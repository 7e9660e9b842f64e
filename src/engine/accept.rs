//! What somebody accepted: waivers, in a file or inside documents, and the baseline of old findings.
//!
//! In: the findings of all inputs, in order. Out: the same, with those that are accepted set apart, each with what accepts
//! it, and findings about waivers and baseline themselves. This is decided once, before any report is written, so that all
//! formats, the exit code and an editor agree. What is old stays old: a finding is held against the
//! baseline first, then the directives of its document, then the waivers in their order; one whose time is over accepts nothing.

pub mod baseline;
pub mod inline;
pub mod messages;
mod said;
mod settling;
pub mod waivers;

use self::baseline::Baseline;
use self::said::{of_baseline, of_matching, of_waivers};
use self::settling::Settling;
use self::waivers::{Subject, WaiverFile, covers};
use super::fingerprint::{Fingerprints, content, without_indices};
use super::report::{BaselineReport, Report, SourceReport, WaiverReport, is_unchecked_notice};
use super::{Folder, Linter};
use crate::finding::{Finding, RuleId, Severity};
use crate::pack::waivers::Waiver;
use crate::source::{Place, SourceId};

/// Days before the end of a waiver from which that is told, unless the settings say otherwise.
pub const WARN_DAYS: u32 = 30;

/// What is accepted, and how.
#[derive(Debug)]
pub struct Acceptances {
    /// The waivers of the project.
    pub waivers: Option<WaiverFile>,
    /// Days before the end of a waiver from which that is told.
    pub warn_days: u32,
    /// How waivers inside documents are met.
    pub inline: Inline,
    /// The old findings.
    pub baseline: Option<BaselineFile>,
    /// The folder paths in both files are counted from.
    pub folder: Folder,
    /// Whether the run sees everything both files may speak of.
    pub sees_all: bool,
    /// Whether every finding is kept, so that each can be held against a baseline or written into one.
    pub counts_all: bool,
    /// Rules that exist and do not run: their waivers are neither used nor unused.
    pub resting: Vec<RuleId>,
}

/// How waivers inside documents are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Inline {
    /// They count.
    #[default]
    Accepted,
    /// They are findings themselves.
    Forbidden,
    /// Nobody looks at them.
    Ignored,
}

/// A baseline, and the file it stands in.
#[derive(Debug)]
pub struct BaselineFile {
    /// The name people see.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What it holds.
    pub baseline: Baseline,
    /// Severities that may be accepted by it.
    pub allow: Vec<Severity>,
    /// Whether entries that match nothing are errors.
    pub is_ratchet: bool,
    /// Of its paths those that are there, in the run or not.
    pub there: Vec<String>,
}

impl Default for Acceptances {
    fn default() -> Self {
        Self {
            waivers: None,
            warn_days: WARN_DAYS,
            inline: Inline::default(),
            baseline: None,
            folder: Folder::default(),
            sees_all: false,
            counts_all: false,
            resting: Vec::new(),
        }
    }
}

impl Acceptances {
    /// Whether a waiver is about the documents of a unit.
    pub(super) fn asks_units(&self) -> bool {
        self.waivers.iter().flat_map(|file| &file.waivers).any(|waiver| waiver.covers.unit.is_some())
    }

    /// The path of an input as both files say it, where that is not its name; what lies outside the folder keeps its name.
    fn path(&self, name: &str) -> Option<Box<str>> {
        self.folder.place(name).filter(|place| place != name).map(Into::into)
    }
}

/// Sets apart what is accepted, and adds what is to be said of that. Out come the waivers with what they cover, and what
/// became of the baseline.
pub(super) fn settle(linter: &Linter, sources: &mut Vec<SourceReport>) -> (Vec<WaiverReport>, Option<BaselineReport>) {
    let accepted = &linter.accepted;
    for source in sources.iter_mut() {
        source.set_path(accepted.path(&source.name));
    }
    let has_directives = sources.iter().any(|source| !source.directives().is_empty());
    if accepted.waivers.is_none() && accepted.baseline.is_none() && !has_directives {
        return (Vec::new(), None);
    }
    let mut settling = Settling::new(linter, sources);
    settling.sources(sources);
    let Settling { reports, needed, matching, .. } = settling;
    let baseline = matching.map(|matching| of_matching(linter, sources, matching));
    let waived = of_waivers(linter, sources, &reports, &needed);
    let stale = baseline.as_ref().map_or_else(Vec::new, |baseline| of_baseline(linter, &baseline.stale));
    let waivers = accepted.waivers.as_ref().map(|file| (&file.name, &file.text, waived));
    let old = accepted.baseline.as_ref().map(|file| (&file.name, &file.text, stale));
    for (name, text, said) in waivers.into_iter().chain(old).filter(|(.., said)| !said.is_empty()) {
        let source = SourceId(sources.last().map_or(0, |last| last.source.0 + 1));
        let findings = said.into_iter().map(|(span, said)| said.finding(Place { source, span: Some(span) }, 0));
        sources.push(SourceReport::of_file(source, name, text, findings.collect(), linter.walk.rules.len()));
    }
    (reports, baseline)
}

/// Sets apart what waivers accept in one input that is not finished: what is old may be mended, what somebody answers for
/// stays as it is.
pub(super) fn set_waived_apart(linter: &Linter, source: &mut SourceReport) {
    source.set_path(linter.accepted.path(&source.name));
    let mut settling = Settling::new(linter, &[]);
    settling.matching = None;
    settling.sources(std::slice::from_mut(source));
}

/// How many findings of a report that count a waiver would cover.
#[must_use]
pub fn covered(report: &Report, waiver: &Waiver) -> usize {
    let mut fingerprints = Fingerprints::default();
    let mut count = 0;
    for source in &report.sources {
        for document in &source.documents {
            for finding in &document.findings {
                let fingerprint = fingerprints.of(source, document, finding);
                let subject = Subject { source, document, finding, fingerprint: &fingerprint };
                count += usize::from(covers(waiver, subject));
            }
        }
    }
    count
}

/// What names a finding among the others of its rule and file, for a waiver: its place without indices, and its text.
#[must_use]
pub fn named(finding: &Finding) -> (String, &str) {
    (without_indices(&finding.logical), content(finding, None))
}

/// Whether a finding may be in a baseline: what was not checked was not found to be old, and what may not be waived may
/// not be old either.
pub fn may_be_old(linter: &Linter, finding: &Finding) -> bool {
    let is_of_rule = match linter.walk.index(finding.rule) {
        Some(at) => !linter.walk.rules[at].locked,
        None => finding.rule.family() == "EN",
    };
    is_of_rule && !is_unchecked_notice(finding)
}
