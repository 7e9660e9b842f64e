//! The articles of a regulation that a citation names beside it: `Pasal 18 UU …`, `…, Pasal 14 ayat (2)`.
//!
//! In: a text and a position, or the range of a subject. Out: where the regulation itself begins behind its articles, or the
//! subject without those behind it. A title that names articles itself is left whole.

use std::ops::Range;

use super::phrase::{is_blank, is_dash, is_mark, skip, skip_blank, words as words_of};
use super::scan::head_at;
use super::subject::trim_end;
use super::{CitationWords, Roles};

/// Words of the longest list of articles: "Pasal 14 ayat (2) huruf a dan huruf b".
const MOST_WORDS: usize = 16;

/// The position behind the articles that begin at `at`, where a regulation follows.
pub(super) fn skip_articles(words: &CitationWords, text: &str, at: usize) -> Option<usize> {
    let mut at = words.keywords.find(text, at).filter(|found| found.value.has(Roles::ASIDE))?.end;
    for _ in 0..MOST_WORDS {
        at = skip(text, at, |char| is_blank(char) || is_dash(char) || is_mark(char) || matches!(char, '(' | ')'));
        if head_at(words, text, at).is_some() {
            return Some(at);
        }
        let keyword = words.keywords.find(text, at);
        let keyword = keyword.filter(|found| found.value.has(Roles::ASIDE) || found.value.has(Roles::JOINER));
        at = match keyword {
            Some(found) => found.end,
            None if is_article(text, at) => article_end(text, at),
            None => return None,
        };
    }
    None
}

/// A subject without the articles behind it.
pub(super) fn without_articles(words: &CitationWords, core: &str, subject: Range<usize>) -> Range<usize> {
    let text = &core[subject.clone()];
    let names_articles = |at: usize| is_aside(words, core, at) && articles_follow(words, core, at);
    let comma = text.match_indices(',').map(|(comma, _)| subject.start + comma);
    let Some(comma) = comma.into_iter().find(|comma| names_articles(skip_blank(core, comma + 1))) else {
        return subject;
    };
    let of_title = words_of(&core[subject.start..comma]).any(|(start, _)| names_articles(subject.start + start));
    if of_title { subject } else { subject.start..trim_end(core, subject.start, comma) }
}

/// Whether articles are named at `at`, which no regulation can be amended by: "jo. Pasal 15".
pub(super) fn is_aside(words: &CitationWords, text: &str, at: usize) -> bool {
    words.keywords.find(text, at).is_some_and(|found| found.value.has(Roles::ASIDE))
}

fn articles_follow(words: &CitationWords, text: &str, at: usize) -> bool {
    words.keywords.find(text, at).is_some_and(|found| is_article(text, skip_blank(text, found.end)))
}

/// `14`, `IV`, `a`: the number or letter of an article.
fn is_article(text: &str, at: usize) -> bool {
    let word = &text.as_bytes()[at..article_end(text, at)];
    let roman = || word.iter().all(|byte| b"IVXLC".contains(byte));
    let numbered = || word[0].is_ascii_digit() && word.iter().all(u8::is_ascii_alphanumeric);
    !word.is_empty() && (numbered() || roman() || (word.len() == 1 && word[0].is_ascii_lowercase()))
}

fn article_end(text: &str, at: usize) -> usize {
    skip(text, at, char::is_alphanumeric)
}
