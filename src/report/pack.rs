//! Mistakes in rule packs, shown in the text of the pack.
//!
//! In: the diagnostics of a pack and its text. Out: terminal text through codespan-reporting, one block each, in the order
//! of the text. The words are English: packs are written in it.

use codespan_reporting::diagnostic::{Diagnostic as Shown, Label, Severity};
use codespan_reporting::files::SimpleFile;

use super::{clean, paint::Look};
use crate::pack::{Diagnostic, Level};

/// Renders the diagnostics of one pack.
#[must_use]
pub fn render(name: &str, text: &str, diagnostics: &[Diagnostic], colour: bool) -> String {
    // Every byte keeps its place, so that the labels do too.
    let rows: Vec<String> = text.split('\n').map(row).collect();
    let file = SimpleFile::new(clean::line(name).into_owned(), rows.join("\n"));
    let look = Look::new(colour);
    let mut out = Vec::new();
    for diagnostic in diagnostics {
        let word = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
        };
        // Writing into memory does not fail; a span outside the text would be a bug of the loader.
        if look.draw(&file, &shown(diagnostic), word, &mut out).is_err() {
            out.extend_from_slice(format!("{word}[{}]: {}\n", diagnostic.code, diagnostic.message).as_bytes());
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A line of the pack; the carriage return of DOS becomes a space.
fn row(line: &str) -> String {
    match line.strip_suffix('\r') {
        Some(line) => format!("{} ", clean::row(line)),
        None => clean::row(line).into_owned(),
    }
}

fn shown(diagnostic: &Diagnostic) -> Shown<()> {
    let severity = match diagnostic.level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
    };
    let mut labels = vec![Label::primary((), diagnostic.span.range())];
    if let Some((span, label)) = &diagnostic.other {
        labels.push(Label::secondary((), span.range()).with_message(label));
    }
    let notes = diagnostic.help.iter().map(|help| format!("help: {help}")).collect();
    Shown::new(severity)
        .with_code(diagnostic.code)
        .with_message(clean::line(&diagnostic.message))
        .with_labels(labels)
        .with_notes(notes)
}
