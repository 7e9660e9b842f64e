//! What a parser error means to the writer, and where the cause stands.
//!
//! In: the error, its offset, and what was open. Out: one of the classes of [`SyntaxError`] with its place. A parser
//! reports where it stopped; the cause (a quote or a bracket that was never closed, a tab) is often before it.

use granit_parser::ErrorKind;

use crate::reader::SyntaxError;
use crate::source::{Span, boundary_before};

/// A break in a view that ends where the parsed part ends.
pub(super) struct Break<'a> {
    view: &'a str,
    /// Where the parser stopped.
    at: usize,
    /// End of the last text or bracket that was read.
    last_end: usize,
    /// The innermost bracket that is open.
    bracket: Option<Span>,
}

/// The class, its place, and a second place.
type Explained = (SyntaxError, Span, Option<Span>);

impl<'a> Break<'a> {
    pub(super) fn new(view: &'a str, offset: usize, last_end: usize, bracket: Option<Span>) -> Self {
        let at = boundary_before(view, offset);
        Self { view, at, last_end: last_end.min(at), bracket }
    }

    /// The character at the break.
    pub(super) fn here(&self) -> Span {
        self.character(self.at)
    }

    /// The class and the place of the cause; nothing when it is the nesting limit.
    pub(super) fn explain(&self, error: &ErrorKind) -> Option<Explained> {
        use ErrorKind as E;
        let here = |class| (class, self.here(), None);
        Some(match error {
            E::RecursionLimitExceeded => return None,
            E::TabNotAllowed
            | E::TabInBlockIndentation
            | E::TabInIndentation
            | E::TabInPlainScalar
            | E::TabAtBlockScalarStart => (SyntaxError::Tab, self.tab_from_here().unwrap_or(self.here()), None),
            // A line that is indented by a tab is often reported as something else a few bytes later.
            _ if !self.bracket_crosses_lines() && self.tab_in_line().is_some() => {
                (SyntaxError::Tab, self.tab_in_line().unwrap_or_default(), None)
            }
            E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar | E::InvalidQuotedScalarIndent => {
                self.open_quote(None)
            }
            // Text behind a quote that was closed on another line: most likely it was closed by the next quote.
            E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar
                if self.quote_crosses_lines() =>
            {
                self.open_quote(Some(self.here()))
            }
            E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
                here(SyntaxError::AfterQuote)
            }
            E::UnclosedFlowCollection { open } | E::MismatchedFlowCollectionEnd { open, .. } => {
                here(SyntaxError::OpenBracket(*open))
            }
            E::UnknownQuotedScalarEscape
            | E::InvalidQuotedScalarHexEscape
            | E::InvalidUnicodeEscape
            | E::InvalidLowSurrogateHexEscape
            | E::InvalidLowSurrogate
            | E::MissingLowSurrogate
            | E::UnpairedLowSurrogate => (SyntaxError::Escape, self.bad_escape(), None),
            E::UnexpectedCharacter { character } => {
                let at = self.view[self.at..].find(*character).map_or(self.at, |found| self.at + found);
                (SyntaxError::Character(*character), self.character(at), None)
            }
            _ if self.bracket_crosses_lines() => self.open_bracket(),
            E::UnexpectedEofFlowSequence
            | E::ExpectedFlowSequenceSeparator
            | E::UnexpectedEofFlowMapping
            | E::ExpectedFlowMappingSeparator
            | E::UnexpectedEofImplicitFlowMapping => match self.view[self.at..].starts_with(':') {
                true => here(SyntaxError::Colon),
                false => self.open_bracket(),
            },
            E::InvalidColonPlacement
            | E::MappingValueNotAllowed
            | E::InvalidMappingValueWhitespace
            | E::FlowMappingValueAdjacentCollection => here(SyntaxError::Colon),
            E::SimpleKeyExpected | E::InvalidSimpleKey => here(SyntaxError::MissingColon),
            E::InvalidIndentation
            | E::ExpectedBlockMappingKey
            | E::ExpectedBlockSequenceEntry
            | E::InvalidBlockScalarIndent
            | E::InvalidFlowScalarIndent => here(SyntaxError::Indentation),
            E::BlockSequenceEntryNotAllowed
            | E::BlockEntryInFlowCollection
            | E::PlainScalarStartsWithDashFlowIndicator
            | E::MappingKeyNotAllowed
            | E::MisplacedFlowCollectionEnd
            | E::BomInsideDocument => here(self.character_here()),
            other => here(SyntaxError::Other(other.to_string())),
        })
    }

    fn character(&self, at: usize) -> Span {
        Span::new(at, at + self.view[at..].chars().next().map_or(0, char::len_utf8))
    }

    fn character_here(&self) -> SyntaxError {
        match self.view[self.at..].chars().next() {
            Some(character) => SyntaxError::Character(character),
            None => SyntaxError::Other("unexpected end of the text".to_owned()),
        }
    }

    /// The quote that opened what was read last, or the place of the break.
    fn open_quote(&self, noticed: Option<Span>) -> Explained {
        let quote = self.quote().map_or(self.here(), |at| self.character(at));
        (SyntaxError::OpenQuote, quote, noticed)
    }

    fn open_bracket(&self) -> Explained {
        let noticed = self.here();
        let bracket = self.bracket.and_then(|span| Some((self.view[span.range()].chars().next()?, span)));
        match bracket {
            Some((open, span)) => (SyntaxError::OpenBracket(open), span, Some(noticed)),
            None => (self.character_here(), noticed, None),
        }
    }

    fn bracket_crosses_lines(&self) -> bool {
        self.bracket.is_some_and(|bracket| self.has_break(bracket.start as usize))
    }

    /// The quote the parser was in: the first thing behind what was read last, or else at the break.
    fn quote(&self) -> Option<usize> {
        let is_quote = |at: usize| self.view[at..].starts_with(['"', '\'']);
        let rest = &self.view[self.last_end..self.at];
        let next = self.at - rest.trim_start_matches([' ', '\t', '\r', '\n', ':', ',', '-', '?']).len();
        [next, self.at].into_iter().find(|&at| is_quote(at))
    }

    fn quote_crosses_lines(&self) -> bool {
        self.quote().is_some_and(|at| self.has_break(at))
    }

    fn has_break(&self, from: usize) -> bool {
        self.view.as_bytes().get(from..self.at).is_some_and(|between| between.contains(&b'\n'))
    }

    /// The first escape behind the quote that does not exist.
    fn bad_escape(&self) -> Span {
        let mut at = self.quote().unwrap_or(self.at);
        while let Some(found) = self.view[at..].find('\\') {
            at += found;
            let mut escaped = self.view[at + 1..].chars();
            let digits = match escaped.next() {
                Some('x') => 2,
                Some('u') => 4,
                Some('U') => 8,
                Some(known) if "0abt\tnvfre \"/\\N_LP\r\n".contains(known) => 0,
                other => return Span::new(at, at + 1 + other.map_or(0, char::len_utf8)),
            };
            let length = 2 + escaped.take(digits).take_while(char::is_ascii_hexdigit).count();
            let code = u32::from_str_radix(&self.view[at + 2..at + length], 16);
            if length < digits + 2 || code.is_ok_and(|code| char::from_u32(code).is_none()) {
                return Span::new(at, at + length);
            }
            at += length;
        }
        self.here()
    }

    /// The tab in the indentation of the line of the break.
    fn tab_in_line(&self) -> Option<Span> {
        let start = self.view[..self.at].rfind('\n').map_or(0, |at| at + 1);
        self.tab_in_indentation(start)
    }

    /// The first line from the break on that is indented by a tab.
    fn tab_from_here(&self) -> Option<Span> {
        let mut start = self.view[..self.at].rfind('\n').map_or(0, |at| at + 1);
        loop {
            if let Some(tab) = self.tab_in_indentation(start) {
                return Some(tab);
            }
            start += memchr::memchr(b'\n', &self.view.as_bytes()[start..])? + 1;
        }
    }

    fn tab_in_indentation(&self, line: usize) -> Option<Span> {
        let rest = &self.view[line..];
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        rest[spaces..].starts_with('\t').then(|| self.character(line + spaces))
    }
}
