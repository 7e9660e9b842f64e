//! `checkstyle`: the XML of Checkstyle, for build servers (Jenkins Warnings Next Generation, reviewdog).
//!
//! In: a report. Out: a `file` for each input with findings. What has no line stands on line 1, with its address in the
//! message.

use std::io::{self, Write};

use super::Outputs;
use super::found::{Found, message_with_address, site};
use super::xml::{HEAD, escaped};

/// The version of the format whose shape this is.
const VERSION: &str = "4.3";

/// Writes the report.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{HEAD}\n<checkstyle version=\"{VERSION}\">")?;
    for source in &outputs.report.sources {
        if source.documents.iter().all(|document| document.findings.is_empty()) {
            continue;
        }
        writeln!(out, "  <file name=\"{}\">", escaped(&source.name))?;
        for document in &source.documents {
            for finding in &document.findings {
                error(outputs, Found { source, document, finding }, out)?;
            }
        }
        writeln!(out, "  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}

fn error(outputs: &Outputs<'_>, found: Found<'_>, out: &mut dyn Write) -> io::Result<()> {
    let site = site(outputs.report, found.finding.place);
    let column = site.text().map_or_else(String::new, |text| format!(" column=\"{}\"", text.start.column));
    let message = escaped(&message_with_address(found, &site, outputs.report.language));
    let (line, severity, rule) = (site.line(), found.finding.severity.name(), found.finding.rule);
    writeln!(
        out,
        "    <error line=\"{line}\"{column} severity=\"{severity}\" message=\"{message}\" source=\"soplint.{rule}\"/>"
    )
}
