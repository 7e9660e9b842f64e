//! Waivers inside a document: comments of YAML and Markdown files that are meant for this program (contracts, section 5).
//!
//! In: the comments of a document. Out: [`Directive`]s, each with the rules it names, the part of the text it covers, and
//! what is wrong with it. `# soplint: allow MB007 until=2026-12-31 reason="antrean KPPN"` covers what stands behind it,
//! `allow-file` all of the document.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::finding::RuleId;
use crate::reader::MARK;
use crate::sop::date::Day;
use crate::source::Span;

/// A waiver inside a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    /// The comment.
    pub span: Span,
    /// Index of its document in the input.
    pub document: u32,
    /// What it covers; nothing when nothing stands behind it.
    pub covers: Option<Span>,
    /// The rules it names, as written, each with its place.
    pub rules: Vec<(String, Span)>,
    /// The last day on which it holds.
    pub until: Option<Day>,
    /// Why.
    pub reason: Option<String>,
    /// What is wrong with it, with its place.
    pub mistake: Option<(Mistake, Span)>,
}

/// Why a directive cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mistake {
    /// It begins with another word than `allow` and `allow-file`.
    Word(String),
    /// It names no rule.
    NoRule,
    /// It says no reason.
    NoReason,
    /// Its last day is no day.
    Day(String),
    /// Something in it is neither a rule nor `until=` nor `reason=`.
    Rest(String),
}

impl Directive {
    /// Whether it names a rule.
    #[must_use]
    pub fn names(&self, rule: RuleId) -> bool {
        self.rules.iter().any(|(written, _)| written == rule.as_str())
    }

    /// Whether a place is covered.
    #[must_use]
    pub fn covers(&self, span: Span) -> bool {
        self.covers.is_some_and(|covers| covers.start <= span.start && span.end <= covers.end)
    }
}

/// The directives of a document, in its order.
#[must_use]
pub fn directives(document: &Document<'_>, at: u32) -> Vec<Directive> {
    let mut directives: Vec<Directive> =
        document.comments().iter().filter_map(|&comment| directive(document, at, comment)).collect();
    directives.sort_by_key(|directive| directive.span);
    directives
}

fn directive(document: &Document<'_>, at: u32, comment: Span) -> Option<Directive> {
    let words = Words::of(document.view, comment)?;
    let mut directive = Directive {
        span: comment,
        document: at,
        covers: None,
        rules: Vec::new(),
        until: None,
        reason: None,
        mistake: None,
    };
    let mut words = words.into_iter();
    match words.next() {
        Some(("allow", _)) => directive.covers = document.commented(comment),
        Some(("allow-file", _)) => directive.covers = Some(Span::new(0, document.view.len())),
        Some((word, span)) => directive.mistake = Some((Mistake::Word(word.to_owned()), span)),
        None => directive.mistake = Some((Mistake::Word(String::new()), comment)),
    }
    words.for_each(|(word, span)| directive.word(word, span));
    let reason = directive.reason.as_deref().is_none_or(|reason| reason.trim().is_empty());
    let lack = if directive.rules.is_empty() { Some(Mistake::NoRule) } else { reason.then_some(Mistake::NoReason) };
    directive.mistake = directive.mistake.or(lack.map(|lack| (lack, comment)));
    Some(directive)
}

impl Directive {
    fn word(&mut self, word: &str, span: Span) {
        let found = if let Some(day) = word.strip_prefix("until=") {
            self.until = Day::parse_iso(day);
            self.until.is_none().then(|| Mistake::Day(day.to_owned()))
        } else if let Some(reason) = word.strip_prefix("reason=").filter(|reason| is_closed(reason)) {
            self.reason = Some(unquoted(reason).to_owned());
            None
        } else if self.reason.is_none() && word.chars().all(|character| character.is_ascii_alphanumeric()) {
            self.rules.push((word.to_owned(), span));
            None
        } else {
            Some(Mistake::Rest(word.to_owned()))
        };
        self.mistake = self.mistake.take().or(found.map(|mistake| (mistake, span)));
    }
}

/// Whether a quote that begins a text ends it too.
fn is_closed(text: &str) -> bool {
    !text.starts_with(['"', '\'']) || unquoted(text) != text
}

fn unquoted(text: &str) -> &str {
    let quoted = |quote: char| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(text)
}

/// The words of a comment behind the mark, parted by spaces and commas; what stands between quotes is one word.
struct Words<'v> {
    view: &'v str,
    rest: Range<usize>,
}

impl<'v> Words<'v> {
    /// Nothing for a comment that only speaks of the program.
    fn of(view: &'v str, comment: Span) -> Option<impl IntoIterator<Item = (&'v str, Span)>> {
        let text = &view[comment.range()];
        let inside = text.trim_start_matches("<!--").trim_start_matches('#').trim_start();
        let start = comment.end as usize - inside.len() + MARK.len();
        let end = start + inside.strip_prefix(MARK)?.trim_end().trim_end_matches("-->").trim_end().len();
        let mut words = Words { view, rest: start..end };
        Some(std::iter::from_fn(move || words.word()))
    }

    fn word(&mut self) -> Option<(&'v str, Span)> {
        let text = &self.view[self.rest.clone()];
        let blank = text.len() - text.trim_start_matches([' ', '\t', ',', '\n', '\r']).len();
        let text = &text[blank..];
        let mut quote = None;
        let end = text.char_indices().find(|&(_, character)| match quote {
            Some(open) => {
                quote = quote.filter(|_| character != open);
                false
            }
            None => {
                quote = Some(character).filter(|character| ['"', '\''].contains(character));
                character.is_whitespace() || character == ','
            }
        });
        let end = end.map_or(text.len(), |(at, _)| at);
        let start = self.rest.start + blank;
        self.rest.start = start + end;
        (end > 0).then(|| (&text[..end], Span::new(start, start + end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{ReadLimits, markdown, yaml};

    fn of(text: &str) -> Vec<Directive> {
        let reading = yaml::read(text, &ReadLimits::default());
        reading.documents.iter().zip(0..).flat_map(|(document, at)| directives(document, at)).collect()
    }

    fn one(text: &str) -> Directive {
        of(&format!("# {text}\njudul: A\n")).remove(0)
    }

    #[test]
    fn rules_reason_and_last_day_are_read() {
        let found = one("soplint: allow MB007, ST006 until=2026-12-31 reason=\"antrean, di KPPN\"");
        assert_eq!(found.mistake, None);
        assert!(found.names(RuleId::known("MB007")) && found.names(RuleId::known("ST006")));
        assert_eq!(found.until, Day::new(2026, 12, 31));
        assert_eq!(found.reason.as_deref(), Some("antrean, di KPPN"));
    }

    #[test]
    fn every_word_has_its_place() {
        let text = "# soplint: allow MB007 ST006 reason=x\njudul: A\n";
        let places: Vec<&str> = of(text)[0].rules.iter().map(|(_, span)| &text[span.range()]).collect();
        assert_eq!(places, ["MB007", "ST006"]);
    }

    #[test]
    fn what_is_wrong_is_told() {
        let mistake = |text: &str| one(text).mistake.map(|(mistake, _)| mistake);
        assert_eq!(mistake("soplint: ignore MB007 reason=x"), Some(Mistake::Word("ignore".to_owned())));
        assert_eq!(mistake("soplint:"), Some(Mistake::Word(String::new())));
        assert_eq!(mistake("soplint: allow reason=x"), Some(Mistake::NoRule));
        assert_eq!(mistake("soplint: allow MB007"), Some(Mistake::NoReason));
        assert_eq!(mistake("soplint: allow MB007 reason=\"\""), Some(Mistake::NoReason));
        assert_eq!(mistake("soplint: allow MB007 until=besok reason=x"), Some(Mistake::Day("besok".to_owned())));
        assert_eq!(mistake("soplint: allow MB007 reason=\"dua"), Some(Mistake::Rest("reason=\"dua".to_owned())));
        assert_eq!(mistake("soplint: allow MB007 reason=dua kata"), Some(Mistake::Rest("kata".to_owned())));
    }

    #[test]
    fn a_comment_that_speaks_of_the_program_is_none() {
        assert_eq!(of("# lihat panduan soplint: bagian 3\njudul: A\n"), []);
    }

    #[test]
    fn markdown_has_comments_of_its_own() {
        let text = "<!-- soplint: allow ST006 reason=\"istilah baku\" -->\n\n# Judul\n";
        let reading = markdown::read(text, &ReadLimits::default());
        let found = directives(&reading.documents[0], 0).remove(0);
        assert_eq!((found.mistake, found.reason.as_deref()), (None, Some("istilah baku")));
    }

    #[test]
    fn allow_file_covers_all_of_the_document() {
        let found = one("soplint: allow-file MB007 reason=x");
        assert!(found.covers(Span::new(0, 10)) && found.covers(Span::at(40)));
    }
}
