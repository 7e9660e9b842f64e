//! `forbid-terms` / `require-terms` / `replace-terms`: words that must not, or must, occur, or have a better form.
//!
//! *What it checks*: the texts of a path against word lists; whole words, any case, the longest term wins. *Why it matters*:
//! "segera" or "secukupnya" means something else to every reader, and "memonitoring" is written in as many ways as there
//! are writers. *Parameters*: `in`, `lists` (for `replace-terms` pairs of term and better form; other lists may have them too,
//! and then the help tells it), `at` (anywhere, start),
//! `except`, `whole` (not for `replace-terms`). *Example*: `forbid-terms: {in: text, lists: [vague]}`. The terms of all
//! rules that look at the same texts are found in one pass.

use std::ops::Range;

use super::evidence::value_read;
use super::mend::{self, Mend, cased};
use super::paths::{Env, Leaf, label, visit};
use super::{Judge, Outcome, Read, Reason, Specials};
use crate::finding::Applicability;
use crate::rule::message::Special;
use crate::rule::path::Path;
use crate::rule::terms::{At, TermMatcher, TermRule};
use crate::rule::{Rule, Verb};
use crate::sop::Language;
use crate::sop::model::DocumentLanguage;
use crate::sop::value::Value;
use crate::source::SpannedText;

/// Rules that look at the same texts of the same elements.
#[derive(Debug)]
pub(super) struct Scope {
    /// The texts, from the element.
    pub(super) path: Path,
    /// Whether they require terms: what was found once is not looked for again.
    pub(super) requires: bool,
    /// Indices of the rules.
    pub(super) rules: Vec<u32>,
    /// Whether one of them is only about some elements.
    pub(super) is_filtered: bool,
    /// Finds their terms: those of other texts would only be in the way.
    pub(super) matcher: TermMatcher,
}

impl Scope {
    /// Compiles the terms of its rules.
    pub(super) fn compile(&mut self, rules: &[Rule]) {
        let terms = self.rules.iter().filter_map(|&at| Some((at, term_rule(&rules[at as usize])?)));
        self.matcher = TermMatcher::new(terms);
        self.is_filtered = self.rules.iter().any(|&at| rules[at as usize].filter.is_some());
    }
}

/// The term rule behind a rule.
pub(super) fn term_rule(rule: &Rule) -> Option<&TermRule> {
    match &rule.verb {
        Verb::ForbidTerms(terms) | Verb::RequireTerms(terms) | Verb::ReplaceTerms(terms) => Some(terms),
        _ => None,
    }
}

/// Whether a rule asks for terms, and not for their absence.
pub(super) fn requires(rule: &Rule) -> bool {
    matches!(rule.verb, Verb::RequireTerms(_))
}

/// What was found in the texts of one element.
#[derive(Default)]
pub(super) struct Found {
    hits: Vec<Placed>,
    /// Whether there was a text to look at.
    looked: bool,
    /// Whether all texts could be read.
    whole: bool,
    /// The first text that was looked at, where a term may be missed.
    first: Option<Read>,
}

/// A term that was found.
struct Placed {
    rule: u32,
    /// Its place in the list of the rule.
    term: u32,
    read: Read,
}

/// Finds the terms of the rules in `among` in the texts of an element.
pub(super) fn find(env: &Env<'_, '_>, scope: &Scope, rules: &[Rule], among: &[u32]) -> Found {
    let path = &scope.path;
    let mut found = Found::default();
    let language = document_language(env);
    found.whole = visit(env, path, &mut |leaf| {
        let Leaf::Value(value) = leaf else { return };
        if !value.is_present() {
            return;
        }
        if scope.requires && !found.looked {
            let read = value_read(env.sop.view, value, &path.written, label(env, path));
            // What is missing among many texts is missing at the whole they belong to, not at the first of them.
            found.first = Some(match path.is_list {
                true => Read { logical: read.logical, label: read.label, ..super::anchor_read(env.element) },
                false => read,
            });
        }
        found.looked = true;
        if scope.requires && among.iter().all(|&rule| found.hits.iter().any(|hit| hit.rule == rule)) {
            return;
        }
        let text = value.as_str();
        for hit in scope.matcher.find(text, language, among) {
            let rule = &rules[hit.rule as usize];
            if term_rule(rule).is_some_and(|terms| fits(terms, text, &hit.range)) {
                let mend = mend(env.sop.view, rule, hit.term, &value.text, &hit.range);
                let read = Read { mend, ..read(env, value, path, &hit.range) };
                found.hits.push(Placed { rule: hit.rule, term: hit.term, read });
            }
        }
    });
    found
}

/// Judges what was found for the rule with that index.
pub(super) fn judge(judge: &mut Judge<'_, '_, '_>, rule: u32, found: &Found) -> Outcome {
    let forbidden = !requires(judge.rule);
    let mut hits = found.hits.iter().filter(|hit| hit.rule == rule).peekable();
    match (forbidden, hits.peek().is_none()) {
        _ if !found.looked => Outcome::NotApplicable,
        (true, false) => {
            for Placed { term, read, .. } in hits {
                let better = better(judge.rule, *term).map_or_else(String::new, |better| cased(better, &read.text));
                let specials = Specials::default().with(Special::Term, read.text.clone());
                judge.report(vec![read.clone()], &specials.with(Special::Better, better));
            }
            Outcome::Finding
        }
        (_, _) if !found.whole => Outcome::NotDecidable(Reason::Unreadable),
        (true, true) | (false, false) => Outcome::Pass,
        (false, true) => {
            let read = found.first.clone().unwrap_or_else(|| super::anchor_read(judge.env.element));
            judge.report(vec![read], &Specials::default());
            Outcome::Finding
        }
    }
}

/// What a list says to write instead of one of its terms; a list of `forbid-terms` may, one of `replace-terms` does.
fn better(rule: &Rule, term: u32) -> Option<&str> {
    match &rule.verb {
        Verb::ForbidTerms(terms) | Verb::ReplaceTerms(terms) => terms.list.terms.get(term as usize)?.better.as_deref(),
        _ => None,
    }
}

/// How a hit is mended, where the rule says that a program may.
fn mend(view: &str, rule: &Rule, term: u32, text: &SpannedText<'_>, range: &Range<usize>) -> Option<Box<Mend>> {
    let cure = rule.cure.as_ref()?;
    let written = text.as_str().get(range.clone())?;
    let mut mend = mend::replaced_term(text, range, &cased(better(rule, term)?, written), view)?;
    if cure.is_doubtful(written) {
        mend.fix.applicability = Applicability::Unsafe;
    }
    Some(mend)
}

fn fits(terms: &TermRule, text: &str, range: &Range<usize>) -> bool {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation()).len();
    let at_start = range.start <= start;
    match (terms.whole, terms.at) {
        (true, _) => at_start && range.end >= start + trimmed.len(),
        (false, At::Start) => at_start,
        (false, At::Anywhere) => true,
    }
}

fn read(env: &Env<'_, '_>, value: &Value<'_>, path: &Path, range: &Range<usize>) -> Read {
    let text: &SpannedText<'_> = &value.text;
    // The rest of the text is not copied: it may hold as many terms as it is long.
    Read {
        span: text.locate(range, env.sop.view),
        elsewhere: text.written_elsewhere(),
        logical: path.written.clone(),
        text: text.as_str().get(range.clone()).unwrap_or_default().to_owned(),
        confidence: value.confidence,
        label: label(env, path).to_owned(),
        mend: None,
    }
}

/// The language of the document, when it is one of ours.
fn document_language(env: &Env<'_, '_>) -> Option<Language> {
    let code = env.sop.document.language.code()?;
    match DocumentLanguage::from_code(code)? {
        DocumentLanguage::Id => Some(Language::Id),
        DocumentLanguage::En => Some(Language::En),
        DocumentLanguage::Other => None,
    }
}
