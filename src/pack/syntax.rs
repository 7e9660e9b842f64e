//! Mistakes of YAML itself in the words of somebody who writes packs (PK001).
//!
//! In: what the reader could not read. Out: diagnostics with what to do about each.

use super::tree::Tree;
use super::{Diagnostic, error};
use crate::reader::{ProblemKind, Reading};
use crate::source::Span;

/// Says everything that is wrong with the YAML of a layer.
pub(super) fn mistakes(tree: &mut Tree<'_>, reading: &Reading<'_>, text: &str) {
    for (at, problem) in reading.problems.iter().enumerate() {
        // What stands behind a text that was taken for an alias breaks too; it is the same mistake.
        let before = at.checked_sub(1).map(|before| &reading.problems[before]);
        if !before.is_some_and(|before| is_alias(&before.kind) && on_one_line(text, before.span, problem.span)) {
            tree.push(diagnostic(&problem.kind, problem.span, problem.other));
        }
    }
    if let Some(second) = reading.documents.get(1) {
        let start = second.node(second.root()).span.start as usize;
        let marker = if text[start..].starts_with("---") { 3 } else { 0 };
        tree.push(error("PK001", Span::new(start, start + marker), "a pack is one YAML document; another begins here"));
    }
}

fn is_alias(kind: &ProblemKind) -> bool {
    matches!(kind, ProblemKind::UnknownAlias(_))
}

fn on_one_line(text: &str, first: Span, second: Span) -> bool {
    text.get(first.start as usize..second.start as usize).is_some_and(|between| !between.contains('\n'))
}

/// What the reader found wrong with the YAML.
fn diagnostic(kind: &ProblemKind, span: Span, other: Option<Span>) -> Diagnostic {
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
