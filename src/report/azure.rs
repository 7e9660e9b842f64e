//! `azure`: logging commands of Azure Pipelines.
//!
//! In: a report. Out: a `task.logissue` for each finding that is shown, the worst first. The agent knows errors and
//! warnings only: what is less is a warning, unless `--min-severity` hides it. The last line says the sums.

use std::io::{self, Write};

use super::found::{Found, message_with_address, site, worst_first};
use super::{Outputs, clean, closing};
use crate::finding::Severity;

/// Writes the report.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    for found in worst_first(outputs) {
        issue(outputs, found, out)?;
    }
    closing::sums(outputs, out)
}

fn issue(outputs: &Outputs<'_>, found: Found<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Found { finding, .. } = found;
    let site = site(outputs.report, finding.place);
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning | Severity::Info => "warning",
    };
    write!(out, "##vso[task.logissue type={kind};sourcepath={};linenumber={}", property(site.path), site.line())?;
    if let Some(text) = site.text() {
        write!(out, ";columnnumber={}", text.start.column)?;
    }
    let message = data(&message_with_address(found, &site, outputs.report.language));
    writeln!(out, ";code={}]{}: {message}", finding.rule, finding.rule)
}

/// What stands behind the bracket.
fn data(text: &str) -> String {
    clean::escaped(&clean::line(text), |character| (character == '%').then_some("%AZP25"))
}

/// The value of a property.
fn property(text: &str) -> String {
    clean::escaped(&clean::line(text), |character| match character {
        '%' => Some("%AZP25"),
        ';' => Some("%3B"),
        ']' => Some("%5D"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_command() {
        assert_eq!(property("a;b]c%d\ne"), "a%3Bb%5Dc%AZP25d e");
        assert_eq!(data("50% [x]; y\r\nz"), "50%AZP25 [x]; y  z");
    }
}
