//! A diagnostic → terminal text, through codespan-reporting.
//!
//! In: a diagnostic, the files it points into, the word for its severity. Out: text with or without colour codes. The
//! renderer's own words for severities are English and fixed; [`Painter`] puts ours in their place.

use std::io::{self, Write};

use codespan_reporting::diagnostic::{Diagnostic, LabelStyle, Severity as Level};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{Config, GeneralWriteResult, WriteStyle, emit_to_write_style};

use crate::finding::Severity;

/// How diagnostics look.
#[derive(Debug)]
pub(super) struct Look {
    config: Config,
    colour: bool,
}

impl Look {
    /// The look of all diagnostics, with or without colour codes.
    pub(super) fn new(colour: bool) -> Self {
        // Of a long span only the first and the last line were kept, so nothing between them can be shown.
        Self { config: Config { start_context_lines: 0, end_context_lines: 0, ..Config::default() }, colour }
    }

    /// Appends a diagnostic to `out`; `word` stands for its severity.
    pub(super) fn draw<'f, F: Files<'f> + ?Sized>(
        &self,
        files: &'f F,
        diagnostic: &Diagnostic<F::FileId>,
        word: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let mut painter = Painter { out, word, at_word: false, colour: self.colour };
        emit_to_write_style(&mut painter, &self.config, files, diagnostic).map_err(|error| match error {
            Error::Io(error) => error,
            other => io::Error::other(other.to_string()),
        })
    }
}

/// The renderer's name of a severity; it decides the colour.
pub(super) fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Info => Level::Note,
    }
}

const RESET: &str = "\x1b[0m";
const BOLD: &str = "\x1b[0m\x1b[1m";
const FRAME: &str = "\x1b[36m";
const SECONDARY: &str = "\x1b[94m";

/// Writes colour codes, and our word where the renderer writes its own.
struct Painter<'o> {
    out: &'o mut Vec<u8>,
    word: &'o str,
    at_word: bool,
    colour: bool,
}

impl Painter<'_> {
    fn code(&mut self, code: &str) -> GeneralWriteResult {
        if self.colour {
            self.out.extend_from_slice(code.as_bytes());
        }
        Ok(())
    }
}

impl Write for Painter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The first thing written behind `set_header` is the word; a test fails should a new version do otherwise.
        let bytes_or_word = if std::mem::take(&mut self.at_word) { self.word.as_bytes() } else { bytes };
        self.out.extend_from_slice(bytes_or_word);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Painter<'_> {
    fn set_header(&mut self, severity: Level) -> GeneralWriteResult {
        self.at_word = true;
        self.code(match severity {
            Level::Bug | Level::Error => "\x1b[1;31m",
            Level::Warning => "\x1b[1;33m",
            Level::Note | Level::Help => "\x1b[1;32m",
        })
    }

    fn set_header_message(&mut self) -> GeneralWriteResult {
        self.code(BOLD)
    }

    fn set_line_number(&mut self) -> GeneralWriteResult {
        self.code(FRAME)
    }

    fn set_note_bullet(&mut self) -> GeneralWriteResult {
        self.code(FRAME)
    }

    fn set_source_border(&mut self) -> GeneralWriteResult {
        self.code(FRAME)
    }

    fn set_label(&mut self, severity: Level, style: LabelStyle) -> GeneralWriteResult {
        self.code(match (style, severity) {
            (LabelStyle::Secondary, _) => SECONDARY,
            (LabelStyle::Primary, Level::Bug | Level::Error) => "\x1b[31m",
            (LabelStyle::Primary, Level::Warning) => "\x1b[33m",
            (LabelStyle::Primary, Level::Note | Level::Help) => "\x1b[32m",
        })
    }

    fn reset(&mut self) -> GeneralWriteResult {
        self.code(RESET)
    }
}

#[cfg(test)]
mod tests {
    use codespan_reporting::files::SimpleFile;

    use super::*;

    #[test]
    fn our_word_stands_where_the_renderer_writes_its_own() {
        let files = SimpleFile::new("a.sop.yaml", "error warning note");
        for severity in Severity::ALL {
            let mut out = Vec::new();
            let diagnostic = Diagnostic::new(level(severity)).with_code("MB003").with_message("error di sini");
            Look::new(false).draw(&files, &diagnostic, "kata kami", &mut out).expect("memory never fails");
            assert_eq!(String::from_utf8(out).expect("text"), "kata kami[MB003]: error di sini\n\n");
        }
    }

    #[test]
    fn colour_codes_are_closed_before_the_line_ends() {
        let files = SimpleFile::new("a.sop.yaml", "");
        let mut out = Vec::new();
        let diagnostic = Diagnostic::new(Level::Warning).with_code("MB003").with_message("pesan");
        Look::new(true).draw(&files, &diagnostic, "peringatan", &mut out).expect("memory never fails");
        assert_eq!(
            String::from_utf8(out).expect("text"),
            "\x1b[1;33mperingatan[MB003]\x1b[0m\x1b[1m: pesan\x1b[0m\n\n"
        );
    }
}
