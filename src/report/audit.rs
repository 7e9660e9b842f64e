//! The reports of an audit: one picture of where an archive stands, for people who would rather look than read.
//!
//! In: an [`Audit`]: the report, its scorecards, its record and what earlier audits said. Out: bytes, the same ones for the same
//! audit. `html` is a page that needs nothing but a browser, `workbook` is for Excel, `scores` for programs, `badge` for a
//! web page, `calendar` for the reviews that are due.

mod badge;
mod calendar;
mod formula;
mod html;
mod scores;
mod summary;
mod workbook;

use std::io::{self, Write};

use super::Outputs;
use crate::engine::history::Audited;
use crate::engine::record::Record;
use crate::engine::scorecard::Scorecards;

#[cfg(test)]
pub(super) use html::{Bounds as PageBounds, render_within as page_within};
#[cfg(test)]
pub(super) use workbook::{Bounds, render_within as workbook_within};

/// A report of an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// A page for a terminal.
    Summary,
    /// A page for a browser.
    Html,
    /// A workbook (.xlsx).
    Workbook,
    /// Scorecards as JSON.
    Scores,
    /// A badge (SVG).
    Badge,
    /// Reviews that are due (iCalendar, RFC 5545).
    Calendar,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Summary, Self::Html, Self::Workbook, Self::Scores, Self::Badge, Self::Calendar];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Html => "html",
            Self::Workbook => "xlsx",
            Self::Scores => "scores",
            Self::Badge => "badge",
            Self::Calendar => "ics",
        }
    }

    /// The format with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// Everything the reports of an audit may use.
#[derive(Debug, Clone, Copy)]
pub struct Audit<'r> {
    /// What was found, and who found it.
    pub outputs: Outputs<'r>,
    /// How everything stands.
    pub scores: &'r Scorecards,
    /// What it rests on.
    pub record: &'r Record,
    /// Audits of earlier days, oldest first.
    pub history: &'r [Audited],
    /// What the archive is called: the organisation of its documents, else its folder.
    pub title: &'r str,
    /// The way from the folder of the report to the one that names of inputs begin at: nothing, or `../` and the like.
    pub way: &'r str,
}

/// Writes a report.
///
/// # Errors
/// Those of `out`.
pub fn render(format: Format, audit: &Audit<'_>, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Summary => summary::render(audit, out),
        Format::Html => html::render(audit, out),
        Format::Workbook => workbook::render(audit, out),
        Format::Scores => scores::render(audit, out),
        Format::Badge => badge::render(audit, out),
        Format::Calendar => calendar::render(audit, out),
    }
}
