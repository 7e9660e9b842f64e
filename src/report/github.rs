//! `github`: annotations of GitHub Actions, then the report for people, which stays in the log.
//!
//! In: a report. Out: workflow commands, the worst finding first. GitHub shows few annotations of a step: the others are
//! left out, and a last notice says how many. The report behind them is fenced, so that no line a document wrote is a
//! command.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

use super::found::{Found, TextSpot, message_with_address, site, worst_first};
use super::words::{counted, words};
use super::{Outputs, clean, full};
use crate::finding::Severity;
use crate::sop::Language;

/// Annotations of each kind that GitHub shows of a step.
const MOST_SHOWN: usize = 10;

/// Writes the annotations and the report.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let counts = Severity::ALL
        .map(|severity| (severity, worst_first(outputs).filter(|found| found.finding.severity == severity).count()));
    let is_cut = counts.iter().any(|(_, count)| *count > MOST_SHOWN);
    let mut left_out = 0;
    for (severity, count) in counts {
        // The notice that tells of the others takes the place of one.
        let room = if is_cut && severity == Severity::Info { MOST_SHOWN - 1 } else { MOST_SHOWN };
        let of_it = worst_first(outputs).filter(|found| found.finding.severity == severity);
        of_it.take(room).try_for_each(|found| annotation(outputs, found, out))?;
        left_out += count.saturating_sub(room);
    }
    if left_out > 0 {
        let more = match outputs.report.language {
            Language::Id => format!("{left_out} temuan lagi; lihat ringkasan atau log"),
            Language::En => format!("{} more; see the summary or the log", counted(left_out, "finding")),
        };
        writeln!(out, "::notice title=soplint::{}", data(&more))?;
    }
    let fence = fence(outputs);
    writeln!(out, "::stop-commands::{fence}")?;
    full::render(outputs, out)?;
    writeln!(out, "::{fence}::")
}

fn annotation(outputs: &Outputs<'_>, found: Found<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Found { finding, .. } = found;
    let site = site(outputs.report, finding.place);
    let language = outputs.report.language;
    write!(out, "::{} file={}", command(finding.severity), property(site.path))?;
    match site.text() {
        Some(text) => write!(out, "{}", lines(text))?,
        None => write!(out, ",line=1")?,
    }
    let mut message = data(&clean::line(&message_with_address(found, &site, language)));
    if let Some(help) = outputs.help(finding) {
        message += &data(&format!("\n{}: {}", words(language).help, clean::line(help)));
    }
    writeln!(out, ",title={}::{message}", finding.rule)
}

/// Columns only of a place on one line: GitHub would take them for columns of the first line.
fn lines(text: TextSpot<'_>) -> String {
    let (start, end) = (text.start, text.end);
    if start.line == end.line {
        format!(",line={},col={},endLine={},endColumn={}", start.line, start.column, end.line, end.column)
    } else {
        format!(",line={},endLine={}", start.line, end.line)
    }
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// What stands behind `::`.
fn data(text: &str) -> String {
    clean::escaped(text, |character| match character {
        '%' => Some("%25"),
        '\r' => Some("%0D"),
        '\n' => Some("%0A"),
        _ => None,
    })
}

/// The value of a property.
fn property(text: &str) -> String {
    clean::escaped(&data(&clean::line(text)), |character| match character {
        ':' => Some("%3A"),
        ',' => Some("%2C"),
        _ => None,
    })
}

/// A word no document can know: it is made of everything the documents say in the report.
fn fence(outputs: &Outputs<'_>) -> String {
    let mut hasher = Sha256::new();
    for found in super::found::findings(outputs.report) {
        hasher.update(&found.source.name);
        hasher.update(&found.finding.message);
        hasher.update(&found.finding.found);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_command_or_its_property() {
        assert_eq!(data("50%\r\nb: c"), "50%25%0D%0Ab: c");
        assert_eq!(property("a: 1, 50%\n.yaml"), "a%3A 1%2C 50%25 .yaml");
    }
}
