//! Mistakes in rule packs, shown in the text of the pack.
//!
//! In: the diagnostics of a pack and its text. Out: terminal text through codespan-reporting, one block each, in the order
//! of the text. The words are English: packs are written in it.

use codespan_reporting::diagnostic::{Diagnostic as Shown, Label, Severity};
use codespan_reporting::files::SimpleFiles;

use super::{clean, paint::Look};
use crate::pack::{Diagnostic, Level, Stack};

/// Renders the diagnostics of one pack.
#[must_use]
pub fn render(name: &str, text: &str, diagnostics: &[Diagnostic], colour: bool) -> String {
    render_texts(&[(name, text)], diagnostics, colour)
}

/// Renders the diagnostics of all layers of a run.
#[must_use]
pub fn render_stack(stack: &Stack, diagnostics: &[Diagnostic], colour: bool) -> String {
    let sources = stack.layers.iter().map(|layer| &layer.source);
    let texts: Vec<(&str, &str)> = sources.map(|source| (source.name.as_str(), source.text.as_str())).collect();
    render_texts(&texts, diagnostics, colour)
}

fn render_texts(texts: &[(&str, &str)], diagnostics: &[Diagnostic], colour: bool) -> String {
    let mut files = SimpleFiles::new();
    for (at, (name, text)) in texts.iter().enumerate() {
        let shown = |diagnostic: &Diagnostic| {
            diagnostic.file == at || diagnostic.elsewhere.as_ref().is_some_and(|(file, _, _)| *file == at)
        };
        // Every byte keeps its place, so that the labels do too; a text nobody points into is not needed.
        let rows = |text: &str| text.split('\n').map(row).collect::<Vec<_>>().join("\n");
        let text = if diagnostics.iter().any(shown) { rows(text) } else { String::new() };
        files.add(clean::line(name).into_owned(), text);
    }
    let look = Look::new(colour);
    let mut out = Vec::new();
    for diagnostic in diagnostics {
        let word = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
        };
        // Writing into memory does not fail; a span outside the text would be a bug of the loader.
        if look.draw(&files, &shown(diagnostic), word, &mut out).is_err() {
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

fn shown(diagnostic: &Diagnostic) -> Shown<usize> {
    let severity = match diagnostic.level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
    };
    let mut labels = vec![Label::primary(diagnostic.file, diagnostic.span.range())];
    if let Some((span, label)) = &diagnostic.other {
        labels.push(Label::secondary(diagnostic.file, span.range()).with_message(label));
    }
    if let Some((file, span, label)) = &diagnostic.elsewhere {
        labels.push(Label::secondary(*file, span.range()).with_message(label));
    }
    let notes = diagnostic.help.iter().map(|help| format!("help: {help}")).collect();
    Shown::new(severity)
        .with_code(diagnostic.code)
        .with_message(clean::line(&diagnostic.message))
        .with_labels(labels)
        .with_notes(notes)
}
