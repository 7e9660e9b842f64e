//! Mistakes in rule packs, shown in the text of the pack.
//!
//! In: the diagnostics of a pack and its text. Out: terminal text through codespan-reporting, one block each, in the order
//! of the text. The words are English: packs are written in it.

use codespan_reporting::diagnostic::{Diagnostic as Drawn, Label, Severity};

use super::clean;
use super::paint::Look;
use super::shown::{PageId, Shown};
use crate::pack::{Diagnostic, Level, Stack};
use crate::sop::Language;
use crate::source::{Excerpt, Lines, Span};

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
    let excerpts: Vec<(&str, Excerpt)> =
        texts.iter().enumerate().map(|(file, (name, text))| (*name, excerpt(file, text, diagnostics))).collect();
    let files = Shown::new(excerpts.iter().map(|(name, excerpt)| (*name, excerpt)).collect(), Language::En);
    let look = Look::new(colour);
    let mut out = Vec::new();
    for diagnostic in diagnostics {
        let word = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
        };
        // Writing into memory does not fail; a span outside the text would be a bug of the loader.
        if look.draw(&files, &shown(diagnostic, &files), word, &mut out).is_err() {
            out.extend_from_slice(format!("{word}[{}]: {}\n", diagnostic.code, diagnostic.message).as_bytes());
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The lines of a text that diagnostics point into: of a line that fills a file, the parts around their places.
fn excerpt(file: usize, text: &str, diagnostics: &[Diagnostic]) -> Excerpt {
    let own = diagnostics.iter().filter(|diagnostic| diagnostic.file == file);
    let own = own.flat_map(|diagnostic| [Some(diagnostic.span), diagnostic.other.as_ref().map(|(span, _)| *span)]);
    let others = diagnostics.iter().filter_map(|diagnostic| diagnostic.elsewhere.as_ref());
    let others = others.filter(|(at, _, _)| *at == file).map(|(_, span, _)| *span);
    let spans: Vec<Span> = own.flatten().chain(others).collect();
    if spans.is_empty() { Excerpt::default() } else { Excerpt::new(&Lines::new(text), spans) }
}

fn shown(diagnostic: &Diagnostic, files: &Shown<'_>) -> Drawn<PageId> {
    let severity = match diagnostic.level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
    };
    let primary = files.range(diagnostic.file, diagnostic.span).map(|(page, range)| Label::primary(page, range));
    let other = diagnostic.other.iter().map(|(span, label)| (diagnostic.file, *span, label));
    let elsewhere = diagnostic.elsewhere.iter().map(|(file, span, label)| (*file, *span, label));
    let secondary = other.chain(elsewhere).filter_map(|(file, span, label)| {
        files.range(file, span).map(|(page, range)| Label::secondary(page, range).with_message(label))
    });
    let labels = primary.into_iter().chain(secondary).collect();
    let notes = diagnostic.help.iter().map(|help| format!("help: {help}")).collect();
    Drawn::new(severity)
        .with_code(diagnostic.code)
        .with_message(clean::line(&diagnostic.message))
        .with_labels(labels)
        .with_notes(notes)
}
