//! A diagnostic → terminal text, through codespan-reporting.
//!
//! In: a diagnostic, the files it points into, the word for its severity. Out: text with or without colour codes. The
//! renderer's own words for severities are English and fixed; [`Painter`] puts ours in their place. It also takes lines and
//! columns away where the name of a file ends in an address, which says all there is to say.

use std::io::{self, Write};

use codespan_reporting::diagnostic::{Diagnostic, LabelStyle, Severity as Level};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{Chars, Config, GeneralWriteResult, WriteStyle, emit_to_write_style};

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
        let mut painter = Painter { out, word, next: Next::Text, is_addressed: false, colour: self.colour };
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

/// Ends the name of a file whose places are addresses. No cleaned name holds it.
pub(super) const ADDRESSED: char = '\0';

const RESET: &str = "\x1b[0m";
const BOLD: &str = "\x1b[0m\x1b[1m";
const FRAME: &str = "\x1b[36m";
const SECONDARY: &str = "\x1b[94m";

/// Writes colour codes, our word where the renderer writes its own, and nothing where lines and columns mean nothing.
struct Painter<'o> {
    out: &'o mut Vec<u8>,
    word: &'o str,
    /// What the renderer writes next.
    next: Next,
    /// Whether the file that is being shown has addresses.
    is_addressed: bool,
    colour: bool,
}

/// What the renderer writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// What goes through as it is.
    Text,
    /// Its word for the severity.
    Word,
    /// A border, perhaps that of a new file.
    Border,
    /// Line and column behind the name of a file that has addresses, to the end of the line.
    Position,
    /// The number of a line.
    Number,
}

impl Painter<'_> {
    fn code(&mut self, code: &str) -> GeneralWriteResult {
        if self.colour {
            self.out.extend_from_slice(code.as_bytes());
        }
        Ok(())
    }
}

impl Painter<'_> {
    fn text(&mut self, bytes: &[u8]) {
        if let Some(name) = bytes.strip_suffix(&[ADDRESSED as u8]) {
            self.out.extend_from_slice(name);
            (self.next, self.is_addressed) = (Next::Position, true);
            return;
        }
        if self.next == Next::Position {
            self.next = Next::Text;
        }
        self.out.extend_from_slice(bytes);
    }
}

impl Write for Painter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The first thing written behind `set_header` is the word, and the name of a file is one piece, followed by line and
        // column and the end of the line; tests fail should a new version do otherwise.
        match self.next {
            Next::Word => {
                self.next = Next::Text;
                self.out.extend_from_slice(self.word.as_bytes());
            }
            // A new file begins.
            Next::Border if bytes == Chars::default().snippet_start.as_bytes() => {
                self.is_addressed = false;
                self.text(bytes);
            }
            Next::Position if bytes != b"\n" => {}
            Next::Number if self.is_addressed => self.out.extend(std::iter::repeat_n(b' ', bytes.len())),
            _ => self.text(bytes),
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Painter<'_> {
    fn set_header(&mut self, severity: Level) -> GeneralWriteResult {
        self.next = Next::Word;
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
        self.next = Next::Number;
        self.code(FRAME)
    }

    fn set_note_bullet(&mut self) -> GeneralWriteResult {
        self.code(FRAME)
    }

    fn set_source_border(&mut self) -> GeneralWriteResult {
        self.next = Next::Border;
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
        self.next = Next::Text;
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
