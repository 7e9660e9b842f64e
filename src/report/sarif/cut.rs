//! Which findings are kept when there are more than a run of SARIF may hold.
//!
//! In: a report and a limit. Out: the worst findings, those of one severity in order, and room for one result that says how
//! many are missing: a cut that is not told would look like a better report.

use super::shows;
use crate::finding::Severity;
use crate::report::Outputs;
use crate::report::found::all;
use crate::report::words::{counted, say};
use crate::sop::Language;

/// Results GitHub takes in one run; a file with more is refused whole.
pub const MOST_RESULTS: usize = 25_000;
/// The rule of the result that tells of the cut.
pub(super) const RULE: &str = "results-cut";
/// How bad a cut is.
pub(super) const SEVERITY: Severity = Severity::Warning;

/// What is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// Whatever is worse is kept, what is less is not.
    at: Severity,
    /// How many of this severity are kept: the first ones.
    room: usize,
    left_out: usize,
    all: usize,
}

impl Cut {
    /// What has to be left out; nothing when everything has room.
    pub(super) fn of(outputs: &Outputs<'_>) -> Option<Self> {
        let shown = || all(outputs.report).filter(|(_, by)| shows(outputs, *by));
        let count = |severity| shown().filter(|(found, _)| found.finding.severity == severity).count();
        let most = outputs.style.sarif_limit;
        let counts = Severity::ALL.map(|severity| (severity, count(severity)));
        let all = counts.iter().map(|(_, count)| count).sum();
        if all <= most {
            return None;
        }
        let kept = most.saturating_sub(1);
        let mut room = kept;
        for (severity, count) in counts {
            if count > room {
                return Some(Self { at: severity, room, left_out: all - kept, all });
            }
            room -= count;
        }
        None
    }

    /// Says of one finding after the other whether it is kept.
    pub(super) fn keeper(cut: Option<&Self>) -> impl FnMut(Severity) -> bool {
        let cut = cut.copied();
        let mut room = cut.map_or(0, |cut| cut.room);
        move |severity| match cut {
            Some(cut) if severity == cut.at => {
                let has_room = room > 0;
                room = room.saturating_sub(1);
                has_room
            }
            Some(cut) => severity > cut.at,
            None => true,
        }
    }

    pub(super) fn message(&self, language: Language) -> String {
        let (left_out, all) = (self.left_out, self.all);
        match language {
            Language::Id => {
                format!("{left_out} dari {all} temuan tidak dimuat di sini; yang terberat dimuat. Lihat bentuk lain")
            }
            Language::En => {
                format!(
                    "{left_out} of {} left out here; the worst are kept. See another format",
                    counted(all, "finding")
                )
            }
        }
    }
}

/// Title of the rule that tells of a cut.
pub(super) fn title(language: Language) -> &'static str {
    say(language, "Semua temuan termuat dalam laporan SARIF", "All findings have room in the SARIF report")
}
