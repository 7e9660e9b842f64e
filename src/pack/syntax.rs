//! Mistakes of YAML itself in the words of somebody who writes packs (PK001).
//!
//! In: what the reader could not read. Out: diagnostics with what to do about each.

use std::ops::Range;

use super::tree::Tree;
use super::{Diagnostic, error};
use crate::reader::{Problem, ProblemKind, ReadLimits, Reading, yaml};
use crate::source::Span;

/// A layer whose rules that are no YAML were blanked out, so that the others can be looked at.
#[derive(Debug)]
pub(super) struct Mended {
    /// The text; everything else stands where it stood.
    pub(super) text: String,
    /// What was wrong with those rules.
    pub(super) problems: Vec<Problem>,
}

/// Rules that are given up before the rest of the layer is.
const MOST_GIVEN_UP: usize = 20;

/// Blanks out the rules that break the YAML of a layer; nothing when it is broken elsewhere.
pub(super) fn mend(text: &str) -> Option<Mended> {
    let mut mended = Mended { text: text.to_owned(), problems: Vec::new() };
    for _ in 0..MOST_GIVEN_UP {
        let reading = yaml::read(&mended.text, &ReadLimits::default());
        let Some(first) = reading.problems.iter().find(|problem| breaks(&problem.kind)) else { break };
        let rule = rule_around(&mended.text, first.span.start as usize)?;
        let within = |problem: &&Problem| rule.contains(&(problem.span.start as usize));
        mended.problems.extend(reading.problems.iter().filter(within).cloned());
        let blank: String = mended.text[rule.clone()].chars().flat_map(blanked).collect();
        mended.text.replace_range(rule, &blank);
    }
    (!mended.problems.is_empty()).then_some(mended)
}

/// As many spaces as a character has bytes.
fn blanked(character: char) -> impl Iterator<Item = char> {
    let blank = if character == '\n' { '\n' } else { ' ' };
    std::iter::repeat_n(blank, character.len_utf8())
}

/// The lines of the rule around a place: from its dash to the next one of the same indentation.
fn rule_around(text: &str, at: usize) -> Option<Range<usize>> {
    let section = if text.starts_with("rules:") { 0 } else { text.find("\nrules:")? + 1 };
    let mut indentation = None;
    let mut current: Option<usize> = None;
    let mut start = section;
    for line in text[section..].split_inclusive('\n') {
        let dash = line.len() - line.trim_start_matches(' ').len();
        let is_rule = line[dash..].starts_with("- ") && indentation.is_none_or(|known| known == dash);
        let is_head = start > section && line.starts_with(|first: char| first.is_alphabetic());
        if is_rule || is_head {
            if let Some(rule) = current.filter(|rule| (*rule..start).contains(&at)) {
                return Some(rule..start);
            }
            indentation = indentation.or(Some(dash));
            current = is_rule.then_some(start);
        }
        start += line.len();
    }
    current.filter(|rule| (*rule..text.len() + 1).contains(&at)).map(|rule| rule..text.len())
}

/// Whether something keeps what stands behind it from being read.
fn breaks(kind: &ProblemKind) -> bool {
    !matches!(kind, ProblemKind::DuplicateKey(_))
}

/// A layer as YAML.
#[derive(Debug)]
pub(super) struct Parsed<'t> {
    /// Nothing for a text that is too large.
    pub(super) reading: Option<Reading<'t>>,
    /// What was wrong with rules that are no part of the reading.
    given_up: Vec<Problem>,
}

impl<'t> Parsed<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let reading = (text.len() <= super::MOST_BYTES).then(|| yaml::read(text, &ReadLimits::default()));
        Self { reading, given_up: Vec::new() }
    }

    /// The text without the rules that break it, when some do.
    pub(super) fn mended(&self, text: &str) -> Option<Mended> {
        if self.is_cut_off() { mend(text) } else { None }
    }

    /// The mended text in place of the broken one.
    pub(super) fn with(self, mended: &'t Option<Mended>) -> Self {
        match mended {
            Some(mended) => Self { given_up: mended.problems.clone(), ..Self::new(&mended.text) },
            None => self,
        }
    }

    /// Whether some of it, nobody knows what, could not be read.
    pub(super) fn is_cut_off(&self) -> bool {
        let problems = self.reading.iter().flat_map(|reading| &reading.problems);
        problems.into_iter().any(|problem| breaks(&problem.kind))
    }

    /// Whether some of its rules could not be read.
    pub(super) fn lost_rules(&self) -> bool {
        !self.given_up.is_empty()
    }

    /// Says everything that is wrong with the YAML.
    pub(super) fn mistakes(&self, tree: &mut Tree<'_>, text: &str) {
        let Some(reading) = &self.reading else { return };
        let mut problems: Vec<&Problem> = self.given_up.iter().chain(&reading.problems).collect();
        problems.sort_by_key(|problem| problem.span);
        for (at, problem) in problems.iter().enumerate() {
            // What stands behind a text that was taken for an alias breaks too; it is the same mistake.
            let before = at.checked_sub(1).map(|before| problems[before]);
            if !before.is_some_and(|before| is_alias(&before.kind) && on_one_line(text, before.span, problem.span)) {
                tree.push(diagnostic(&problem.kind, problem.span, problem.other));
            }
        }
        if let Some(second) = reading.documents.get(1) {
            let start = second.node(second.root()).span.start as usize;
            let marker = if text[start..].starts_with("---") { 3 } else { 0 };
            let message = "a pack is one YAML document; another begins here";
            tree.push(error("PK001", Span::new(start, start + marker), message));
        }
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
        // Packs are YAML: neither Markdown nor an office file.
        ProblemKind::Html | ProblemKind::Office(_) => ("this is no YAML".to_owned(), None),
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
        E::OpenBracket(bracket) => (
            format!("the bracket '{bracket}' is never closed"),
            "close it; inside brackets a text with a colon, a comma or brackets of its own stands between quotes",
        ),
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
