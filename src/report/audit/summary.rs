//! What a terminal shows of an audit: how the archive and its units stand, the worst rules and documents, what was not read.

use std::io::{self, Write};

use super::Audit;

/// Writes the report.
pub(super) fn render(audit: &Audit<'_>, out: &mut dyn Write) -> io::Result<()> {
    let _ = (audit, out);
    Ok(())
}
