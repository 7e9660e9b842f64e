//! The subject of a citation, and the ends of its parts.
//!
//! In: the core of a citation and a position. Out: the range of the subject, without the marks, the brackets and the
//! "dan" that a list leaves around it. A subject without "tentang" counts only where it begins like a title.

use std::ops::Range;

use super::phrase::{is_blank, is_dash, is_mark, skip, skip_blank};
use super::{CitationWords, Roles};

/// Words that may stand between a date or "Republik Indonesia" and "tentang".
const SUBJECT_WITHIN: usize = 5;
/// Longest aside in brackets between number and subject.
const MAX_BRACKET: usize = 120;
/// Bytes of a title in which its brackets are counted.
const MAX_TITLE: usize = 512;

/// The subject at `at`: behind "tentang", or what follows at once without it.
pub(super) fn subject(words: &CitationWords, core: &str, at: usize) -> Option<Range<usize>> {
    let mut at = at;
    loop {
        at = skip(core, at, |char| is_blank(char) || is_dash(char) || is_mark(char));
        let keyword = words.keywords.find(core, at);
        if let Some(found) = keyword.filter(|found| found.value.has(Roles::SUBJECT)) {
            return trimmed(words, core, found.end);
        }
        if core.as_bytes().get(at) == Some(&b'(')
            && let Some(length) = core.as_bytes()[at..].iter().take(MAX_BRACKET).position(|&byte| byte == b')')
        {
            at += length + 1;
            continue;
        }
        if let Some(behind) = late_subject(words, core, at) {
            return trimmed(words, core, behind);
        }
        let title = core[at..].chars().next().is_some_and(char::is_uppercase);
        let aside = keyword.is_some_and(|found| found.value.has(Roles::ASIDE) || found.value.has(Roles::DATE));
        return if title && !aside { trimmed(words, core, at) } else { None };
    }
}

/// "tentang" a few words later, behind a date or "Republik Indonesia". Gives the position after it.
fn late_subject(words: &CitationWords, core: &str, at: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..SUBJECT_WITHIN {
        at = skip_blank(core, skip(core, at, |char| !is_blank(char)));
        if let Some(found) = words.keywords.find(core, at)
            && found.value.has(Roles::SUBJECT)
        {
            return Some(found.end);
        }
    }
    None
}

/// The rest of `text` without the marks around it and without the joiner of a list.
pub(super) fn trimmed(words: &CitationWords, text: &str, from: usize) -> Option<Range<usize>> {
    let start = skip(text, from, |char| is_blank(char) || is_dash(char) || is_mark(char));
    let mut end = trim_end(text, start, text.len());
    let last = text[start..end].rfind(is_blank).map(|at| skip_blank(text, start + at));
    if let Some(last) = last
        && words.keywords.find(text, last).is_some_and(|found| found.value.has(Roles::JOINER) && found.end == end)
        && text[..last].trim_end_matches(is_blank).ends_with([',', ';'])
    {
        end = trim_end(text, start, last);
    }
    (end > start).then_some(start..end)
}

/// The end of `text[start..end]` without blanks and marks behind it, and without brackets that nothing opens.
pub(super) fn trim_end(text: &str, start: usize, end: usize) -> usize {
    let mut kept = &text[start..end.max(start)];
    loop {
        kept = kept.trim_end_matches(|char| is_blank(char) || is_dash(char) || is_mark(char) || char == '(');
        match kept.strip_suffix(')') {
            Some(inner) if surplus_brackets(kept) => kept = inner,
            _ => return start + kept.len(),
        }
    }
}

/// Whether more brackets close than open. Looks at the end only: titles are short, and texts of nothing but brackets
/// must not take long.
fn surplus_brackets(text: &str) -> bool {
    let tail = &text.as_bytes()[text.len().saturating_sub(MAX_TITLE)..];
    let count = |wanted: u8| tail.iter().filter(|&&byte| byte == wanted).count();
    count(b')') > count(b'(')
}
