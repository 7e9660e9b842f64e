//! `forbid-terms` / `require-terms`: words that must not, or must, occur.
//!
//! *What it checks*: the texts of a path against word lists; whole words, any case, the longest term wins. *Why it matters*:
//! "segera" or "secukupnya" means something else to every reader. *Parameters*: `in`, `lists`, `at` (anywhere, start),
//! `except`, `whole`. *Example*: `forbid-terms: {in: text, lists: [vague]}`. The terms of all rules that look at the same
//! texts are found in one pass.

use super::eval::{Env, Leaf, label, visit};
use super::evidence::value_read;
use super::{Judge, Outcome, Read, Reason, Specials};
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
    /// Indices of the rules.
    pub(super) rules: Vec<u32>,
}

/// The term rule behind a rule.
pub(super) fn term_rule(rule: &Rule) -> Option<&TermRule> {
    match &rule.verb {
        Verb::ForbidTerms(terms) | Verb::RequireTerms(terms) => Some(terms),
        _ => None,
    }
}

/// What was found for one rule in the texts of one element.
pub(super) struct Found {
    pub(super) rule: u32,
    /// Places of the terms.
    pub(super) reads: Vec<Read>,
    /// Whether there was a text to look at.
    pub(super) looked: bool,
    /// Whether all texts could be read.
    pub(super) whole: bool,
    /// The first text that was looked at, where a term may be missed.
    pub(super) first: Option<Read>,
}

/// Finds the terms of the rules in `among` in the texts of an element.
pub(super) fn find(env: &Env<'_, '_>, matcher: &TermMatcher, rules: &[Rule], path: &Path, among: &[u32]) -> Vec<Found> {
    let mut found: Vec<Found> =
        among.iter().map(|&rule| Found { rule, reads: Vec::new(), looked: false, whole: true, first: None }).collect();
    let language = document_language(env);
    let whole = visit(env, path, &mut |leaf| {
        let Leaf::Value(value) = leaf else { return };
        if !value.is_present() {
            return;
        }
        for found in found.iter_mut() {
            let requires = matches!(rules[found.rule as usize].verb, Verb::RequireTerms(_));
            if requires && !found.looked {
                let read = value_read(env.sop.view, value, &path.written, label(env, path));
                // What is missing among many texts is missing at the whole they belong to, not at the first of them.
                found.first = Some(match path.is_list {
                    true => Read { logical: read.logical, label: read.label, ..super::anchor_read(env.element) },
                    false => read,
                });
            }
            found.looked = true;
        }
        let text = value.as_str();
        for hit in matcher.find(text, language, among) {
            let Some(terms) = term_rule(&rules[hit.rule as usize]) else { continue };
            let Some(of_rule) = found.iter_mut().find(|found| found.rule == hit.rule) else { continue };
            if fits(terms, text, &hit.range) {
                of_rule.reads.push(read(env, value, path, &hit.range));
            }
        }
    });
    found.iter_mut().for_each(|found| found.whole = whole);
    found
}

/// Judges what was found for one rule.
pub(super) fn judge(judge: &mut Judge<'_, '_, '_>, found: Found) -> Outcome {
    let forbidden = matches!(judge.rule.verb, Verb::ForbidTerms(_));
    match (forbidden, found.reads.is_empty()) {
        _ if !found.looked => Outcome::NotApplicable,
        (true, false) => {
            for read in found.reads {
                let specials = Specials::default().with(Special::Term, read.text.clone());
                judge.report(vec![read], &specials);
            }
            Outcome::Finding
        }
        (_, _) if !found.whole => Outcome::NotDecidable(Reason::Unreadable),
        (true, true) | (false, false) => Outcome::Pass,
        (false, true) => {
            let read = found.first.unwrap_or_else(|| super::anchor_read(judge.env.element));
            judge.report(vec![read], &Specials::default());
            Outcome::Finding
        }
    }
}

fn fits(terms: &TermRule, text: &str, range: &std::ops::Range<usize>) -> bool {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation()).len();
    let at_start = range.start <= start;
    match (terms.whole, terms.at) {
        (true, _) => at_start && range.end >= start + trimmed.len(),
        (false, At::Start) => at_start,
        (false, At::Anywhere) => true,
    }
}

fn read(env: &Env<'_, '_>, value: &Value<'_>, path: &Path, range: &std::ops::Range<usize>) -> Read {
    let text: &SpannedText<'_> = &value.text;
    let label = label(env, path);
    Read {
        span: text.locate(range, env.sop.view),
        text: text.as_str()[range.clone()].to_owned(),
        ..value_read(env.sop.view, value, &path.written, label)
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
