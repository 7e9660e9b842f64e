//! What a run found → bytes, one file per output format.
//!
//! In: a finished [`Report`], the linter that made it (for clauses and help), and a [`Style`]. Out: bytes into a `Write`.
//! Words for people follow the language of the report, words for machines never do. Nothing here decides what is a
//! finding, and nothing knows a path beyond the names it prints.

#[cfg(feature = "audit")]
pub mod audit;
mod azure;
mod checkstyle;
pub(crate) mod clean;
mod closing;
#[cfg(feature = "audit")]
mod columns;
mod concise;
pub mod coverage;
mod csv;
pub mod diff;
pub mod example;
pub mod explain;
#[cfg(feature = "audit")]
mod figures;
mod fixes;
mod found;
mod full;
mod github;
mod gitlab;
mod grouped;
#[cfg(feature = "audit")]
pub mod history;
pub mod inspect;
mod json;
mod jsonl;
mod junit;
pub mod manual;
mod markdown;
pub mod mermaid;
pub mod pack;
mod paint;
mod place;
mod rdjson;
mod sarif;
pub mod schema;
mod shown;
pub mod svg;
pub mod trial;
mod words;
mod xml;

use std::io::{self, Write};

use crate::engine::Linter;
use crate::engine::messages::entry;
use crate::engine::report::{Report, SourceReport, is_unchecked_notice};
use crate::finding::{Finding, Severity};
use crate::rule::{Rule, Verb};
use crate::sop::Language;
use crate::source::SourceId;

#[cfg(feature = "cli")]
pub(crate) use clean::is_hidden;
pub use sarif::MOST_RESULTS;

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Source lines with labels, clause and help, for people.
    Full,
    /// One line for each finding.
    Concise,
    /// The findings of each file below its name, for people.
    Grouped,
    /// `soplint-report-v1`, for programs.
    Json,
    /// The objects of `json`, one on each line.
    Jsonl,
    /// A row for each finding, for spreadsheets.
    Csv,
    /// SARIF 2.1.0, for GitHub code scanning.
    Sarif,
    /// Annotations of GitHub Actions, and the report for people in the log.
    Github,
    /// GitLab Code Quality.
    Gitlab,
    /// Logging commands of Azure Pipelines.
    Azure,
    /// JUnit XML: a case for each document and rule.
    Junit,
    /// The XML of Checkstyle.
    Checkstyle,
    /// The Reviewdog Diagnostic Format.
    Rdjson,
    /// A summary for people who look at a build.
    Markdown,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 14] = [
        Self::Full,
        Self::Concise,
        Self::Grouped,
        Self::Json,
        Self::Jsonl,
        Self::Csv,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Azure,
        Self::Junit,
        Self::Checkstyle,
        Self::Rdjson,
        Self::Markdown,
    ];

    /// The name on the command line and in settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Concise => "concise",
            Self::Grouped => "grouped",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Azure => "azure",
            Self::Junit => "junit",
            Self::Checkstyle => "checkstyle",
            Self::Rdjson => "rdjson",
            Self::Markdown => "markdown",
        }
    }

    /// Whether it tells the hash of every input.
    #[must_use]
    pub fn has_hashes(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }

    /// The format with that name; `json-v1` pins the version of `json`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "json-v1" {
            return Some(Self::Json);
        }
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// How a report for people looks. Reports for programs hold everything and have no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether the output may hold colour codes.
    pub colour: bool,
    /// Findings below it are counted, not shown.
    pub min_severity: Severity,
    /// Whether to name the rules that could not be decided, and how sure each finding is.
    pub verbose: bool,
    /// Results in a SARIF file; of more findings the worst are kept.
    pub sarif_limit: usize,
    /// Whether findings somebody accepted stand in a SARIF file, marked as such.
    pub include_suppressed: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            colour: false,
            min_severity: Severity::Info,
            verbose: false,
            sarif_limit: MOST_RESULTS,
            include_suppressed: false,
        }
    }
}

impl Style {
    /// Whether a finding is shown. What says that something was not checked always is.
    fn shows(&self, finding: &Finding) -> bool {
        finding.severity >= self.min_severity || is_unchecked_notice(finding)
    }
}

/// Everything a renderer may use.
#[derive(Debug, Clone, Copy)]
pub struct Outputs<'r> {
    /// What was found.
    pub report: &'r Report,
    /// Who found it.
    pub linter: &'r Linter,
    /// How it looks.
    pub style: Style,
    /// The exit code of the run, for formats that say it.
    pub exit_code: u8,
}

impl<'r> Outputs<'r> {
    /// The rule behind a finding; an engine message has none.
    fn rule(&self, finding: &Finding) -> Option<&'r Rule> {
        let walk = &self.linter.walk;
        walk.index(finding.rule).map(|at| &walk.rules[at])
    }

    /// The questions only a person can answer, each with its rule and the number of documents it concerns.
    fn questions(&self) -> impl Iterator<Item = (&'r Rule, &'r str, usize)> + use<'r> {
        let (rules, language) = (&self.linter.walk.rules, self.report.language);
        self.report.questions().into_iter().filter_map(move |(at, documents)| match &rules.get(at)?.verb {
            Verb::Ask(question) => Some((&rules[at], question.get(language).as_str(), documents)),
            _ => None,
        })
    }

    /// What to do about a finding, in the language of the report.
    fn help(&self, finding: &Finding) -> Option<&'r str> {
        let help = match (self.rule(finding), self.report.language) {
            (Some(rule), language) => rule.help.as_ref()?.get(language).as_str(),
            (None, Language::Id) => entry(finding.rule)?.help.0,
            (None, Language::En) => entry(finding.rule)?.help.1,
        };
        (!help.is_empty()).then_some(help)
    }
}

/// Writes a report.
///
/// # Errors
/// Those of `out`.
pub fn render(format: Format, outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Full => full::render(outputs, out),
        Format::Concise => concise::render(outputs, out),
        Format::Grouped => grouped::render(outputs, out),
        Format::Json => json::render(outputs, out),
        Format::Jsonl => jsonl::render(outputs, out),
        Format::Csv => csv::render(outputs, out),
        Format::Sarif => sarif::render(outputs, out),
        Format::Github => github::render(outputs, out),
        Format::Gitlab => gitlab::render(outputs, out),
        Format::Azure => azure::render(outputs, out),
        Format::Junit => junit::render(outputs, out),
        Format::Checkstyle => checkstyle::render(outputs, out),
        Format::Rdjson => rdjson::render(outputs, out),
        Format::Markdown => markdown::render(outputs, out),
    }
}

/// An input and its place in the report.
fn source_of(report: &Report, id: SourceId) -> Option<(usize, &SourceReport)> {
    let at = report.sources.binary_search_by_key(&id, |source| source.source).ok()?;
    Some((at, &report.sources[at]))
}

#[cfg(test)]
mod tests;
