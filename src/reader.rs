//! Bytes of one format → neutral documents.
//!
//! In: the bytes of an input. Out: first an [`Opened`] input with its text view, then a [`Reading`]: the documents of the
//! input, and what could not be read. A reader knows one format and no word of any procedure. Bad input is no error once it
//! is open: what could be read is returned with its problems.

pub mod detect;
#[cfg(feature = "docx")]
mod docx;
#[cfg(feature = "package")]
pub mod draft;
#[cfg(feature = "ooxml")]
mod drawing;
pub mod markdown;
#[cfg(feature = "ods")]
mod ods;
mod opened;
#[cfg(feature = "package")]
pub mod package;
mod rewrite;
#[cfg(any(feature = "ods", feature = "xlsx"))]
mod sheet;
#[cfg(feature = "package")]
mod units;
#[cfg(feature = "xlsx")]
mod xlsx;
#[cfg(feature = "package")]
pub mod xml;
pub mod yaml;

pub use detect::Format;
pub use opened::{Opened, Unopened};

use crate::document::Document;
use crate::source::Span;

/// What a reader made of one input.
#[derive(Debug, Default)]
pub struct Reading<'a> {
    /// The documents, in order. A YAML stream may hold several.
    pub documents: Vec<Document<'a>>,
    /// What was wrong, in order of the view.
    pub problems: Vec<Problem>,
}

/// Something that was not read, or not for sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
    /// A second place that belongs to it: the first key of a pair, the place where an open bracket was noticed.
    pub other: Option<Span>,
    /// Index of the document it concerns.
    pub document: usize,
}

/// Kinds of problems, without words: the messages are made where the language of the run is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The text breaks the rules of its format; parsing went on behind it where it could.
    Syntax(SyntaxError),
    /// A key stands twice in one map; its value is not certain.
    DuplicateKey(String),
    /// An alias names no anchor before it.
    UnknownAlias(String),
    /// A dash alone behind a key, which other programs do not read; here it is one.
    LoneDash,
    /// A part of a Markdown file that is written in HTML and not read.
    Html,
    /// Nested deeper than the limit.
    TooDeep(usize),
    /// More nodes than the limit.
    TooManyNodes(usize),
    /// More uses of aliases than the limit.
    TooManyAliases(usize),
    /// More text used again by aliases than the limit, in MiB.
    TooMuchAliased(usize),
    /// A part of an office file that was not read.
    Office(OfficeProblem),
}

/// What was not read of an office file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfficeProblem {
    /// More than the limit; the rest was not read.
    TooMuch(Counted, usize),
    /// A part that is named and not there, or cannot be read.
    Part(String),
    /// A part that costs too much.
    #[cfg(feature = "package")]
    Package(package::PackageError),
}

/// What an office file may not have too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Cells.
    Cells,
    /// Sheets.
    Sheets,
    /// Shapes and connectors.
    Shapes,
    /// MiB of text.
    Text,
}

/// What breaks the syntax, in the classes a writer can act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxError {
    /// A tab where only spaces may indent.
    Tab,
    /// A quote that is never closed.
    OpenQuote,
    /// A bracket that is never closed, or closed by another one.
    OpenBracket(char),
    /// A colon where none may stand, usually in text that needs quotes.
    Colon,
    /// A line that should be `key: value` and has no colon.
    MissingColon,
    /// Indentation that fits no level.
    Indentation,
    /// A character that may not stand there.
    Character(char),
    /// Text behind a closing quote.
    AfterQuote,
    /// An escape that does not exist.
    Escape,
    /// The front matter of a Markdown file that is never closed.
    OpenFrontMatter,
    /// A comment or a code block of a Markdown file that is never closed and hides the rest.
    OpenBlock,
    /// Anything else, in the words of the parser.
    Other(String),
}

/// Bounds for what one input may cost. Exceeding one is a problem, never a crash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadLimits {
    /// Nesting of collections.
    pub depth: usize,
    /// Nodes of one document.
    pub nodes: usize,
    /// Uses of aliases in one document.
    pub aliases: usize,
    /// Cells that are read of the sheets of one file.
    pub cells: usize,
    /// Sheets that are read of one file.
    pub sheets: usize,
    /// Shapes and connectors that are read of one file.
    pub shapes: usize,
    /// Bytes of text that are read of one office file.
    pub text: usize,
    /// What unpacking may cost.
    #[cfg(feature = "package")]
    pub package: package::PackageLimits,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self {
            depth: 64,
            nodes: 1_000_000,
            aliases: 1_000,
            cells: 2_000_000,
            sheets: 100,
            shapes: 20_000,
            text: 20 << 20,
            #[cfg(feature = "package")]
            package: package::PackageLimits::default(),
        }
    }
}

/// What stands in a comment that is meant for this program.
pub const MARK: &str = "soplint:";

/// Whether a text may hold such a comment.
fn has_mark(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), MARK.as_bytes()).is_some()
}

#[cfg(test)]
pub(crate) mod tests;
