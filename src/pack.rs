//! Rule packs: YAML written by compliance officers → valid rules.
//!
//! In: the text of a pack. Out: its rules, or all its mistakes at once, each with a code, its exact place in the text, and
//! where possible what was meant (rule language, section 7). A pack is read by the same span-carrying reader as SOP
//! sources, so a mistake inside an expression inside a folded scalar still has its own place.

mod data;
mod examples;
mod header;
mod rules;
mod shipped;
mod tree;
mod verbs;

use rustc_hash::FxHashMap;

use crate::reader::{ProblemKind, ReadLimits, yaml};
use crate::rule::table::Table;
use crate::rule::{PackInfo, Rule};
use crate::sop::Vocabulary;
use crate::source::Span;

pub use shipped::{DEFAULT, SHIPPED, ShippedPack, shipped};

/// How bad a mistake in a pack is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The pack is not used.
    Error,
    /// The pack is used.
    Warning,
}

/// A mistake in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Code: `PK011`.
    pub code: &'static str,
    /// How bad.
    pub level: Level,
    /// What is wrong.
    pub message: String,
    /// Where, in the text of the pack.
    pub span: Span,
    /// A second place that belongs to it, with its label.
    pub other: Option<(Span, String)>,
    /// What to do.
    pub help: Option<String>,
}

/// A pack that was loaded.
#[derive(Debug)]
pub struct Pack {
    /// Name, version and hash.
    pub info: PackInfo,
    /// Languages its messages are in.
    pub languages: Vec<crate::sop::Language>,
    /// Its rules.
    pub rules: Vec<Rule>,
    /// Its tables by name; those without rows are supplied by the project.
    pub tables: FxHashMap<String, Table>,
}

/// Largest pack that is read.
pub const MOST_BYTES: usize = 4 << 20;

/// Loads a pack.
///
/// The pack is absent when there is an error among the diagnostics; warnings come with it. Diagnostics are in the order
/// of the text.
#[must_use]
pub fn load(text: &str, vocabulary: &Vocabulary) -> (Option<Pack>, Vec<Diagnostic>) {
    if text.len() > MOST_BYTES {
        let message = format!("a pack has at most {} MiB", MOST_BYTES >> 20);
        return (None, vec![error("PK001", Span::at(0), message)]);
    }
    let reading = yaml::read(text, &ReadLimits::default());
    let mut tree = tree::Tree::new(reading.documents.first(), text);
    for (at, problem) in reading.problems.iter().enumerate() {
        // What stands behind a text that was taken for an alias breaks too; it is the same mistake.
        let before = at.checked_sub(1).map(|before| &reading.problems[before]);
        if !before.is_some_and(|before| is_alias(&before.kind) && on_one_line(text, before.span, problem.span)) {
            tree.push(syntax(&problem.kind, problem.span, problem.other));
        }
    }
    if let Some(second) = reading.documents.get(1) {
        let start = second.node(second.root()).span.start as usize;
        let marker = if text[start..].starts_with("---") { 3 } else { 0 };
        tree.push(error("PK001", Span::new(start, start + marker), "a pack is one YAML document; another begins here"));
    }
    let pack = header::pack(&mut tree, text, vocabulary);
    let mut diagnostics = tree.into_diagnostics();
    if reading.problems.iter().any(|problem| !matches!(problem.kind, ProblemKind::DuplicateKey(_))) {
        // What seems to be missing may stand where nothing could be read.
        diagnostics.retain(|diagnostic| !["PK003", "PK004", "PK020", "PK030", "PK050"].contains(&diagnostic.code));
    }
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
    diagnostics.dedup();
    let broken = diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
    (pack.filter(|_| !broken), diagnostics)
}

fn error(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic { code, level: Level::Error, message: message.into(), span, other: None, help: None }
}

fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic { level: Level::Warning, ..error(code, span, message) }
}

fn is_alias(kind: &ProblemKind) -> bool {
    matches!(kind, ProblemKind::UnknownAlias(_))
}

fn on_one_line(text: &str, first: Span, second: Span) -> bool {
    text.get(first.start as usize..second.start as usize).is_some_and(|between| !between.contains('\n'))
}

/// What the reader found wrong with the YAML.
fn syntax(kind: &ProblemKind, span: Span, other: Option<Span>) -> Diagnostic {
    let (message, help) = match kind {
        ProblemKind::DuplicateKey(key) => (format!("duplicate key '{key}'"), None),
        ProblemKind::UnknownAlias(name) => {
            let help = "a text that starts with '*' stands between quotes";
            (format!("alias '*{name}' names no anchor before it"), Some(help.to_owned()))
        }
        ProblemKind::LoneDash => {
            ("'-' alone is no value".to_owned(), Some("put it between quotes, or entries behind it".to_owned()))
        }
        ProblemKind::TooDeep(most) => (format!("nested more than {most} levels deep"), None),
        ProblemKind::TooManyNodes(most) => (format!("more than {most} nodes"), None),
        ProblemKind::Html => ("HTML is not read".to_owned(), None),
        ProblemKind::TooMuchAliased(most) => (format!("aliases repeat more than {most} MiB of text"), None),
        ProblemKind::TooManyAliases(most) => (format!("more than {most} aliases"), None),
        ProblemKind::Syntax(error) => {
            let (message, help) = syntax_words(error);
            (message, Some(help.to_owned()))
        }
    };
    let label = match kind {
        ProblemKind::DuplicateKey(_) => "the first one is here",
        _ => "it was noticed here",
    };
    Diagnostic { help, other: other.map(|span| (span, label.to_owned())), ..error("PK001", span, message) }
}

fn syntax_words(error: &crate::reader::SyntaxError) -> (String, &'static str) {
    use crate::reader::SyntaxError as E;
    let quotes = "put the text between quotes";
    match error {
        E::Tab => ("a tab may not indent".to_owned(), "use spaces"),
        E::OpenQuote => ("this quote is never closed".to_owned(), "close it"),
        E::OpenBracket(bracket) => {
            (format!("the bracket '{bracket}' is never closed"), "close it, or put text with brackets between quotes")
        }
        E::Colon => ("a colon inside the text".to_owned(), quotes),
        E::MissingColon => ("no colon follows this key".to_owned(), "write 'key: value'"),
        E::Indentation => ("the indentation fits no line above".to_owned(), "align it with its neighbours"),
        E::Character(character) => (format!("'{character}' may not start a value"), quotes),
        E::AfterQuote => ("text behind a closing quote".to_owned(), "put the whole text between quotes"),
        E::Escape => ("this escape does not exist".to_owned(), "write a backslash twice, or use single quotes"),
        E::OpenFrontMatter => ("the front matter is never closed".to_owned(), "close it by '---'"),
        E::OpenBlock => ("a comment or code block that is never closed".to_owned(), "close it"),
        E::Other(text) => (text.clone(), "correct the YAML here"),
    }
}
