//! What stands in front of a citation: list numbers, bullets, "Mengingat:", the articles that are meant.

use super::aside::skip_articles;
use super::phrase::{is_blank, is_dash, is_mark, letter_at, skip, skip_blank, word_end};
use super::{CitationWords, Roles};

/// Skips list numbers, bullets and words such as "Mengingat:".
pub(super) fn skip_lead(words: &CitationWords, text: &str) -> usize {
    let mut at = 0;
    loop {
        let start = skip(text, at, |char| is_blank(char) || is_dash(char) || is_mark(char) || is_bullet(char));
        let lead = words.keywords.find(text, start).filter(|found| found.value.has(Roles::LEAD_IN));
        let next = lead.map(|found| found.end).or_else(|| list_number_end(text, start));
        match next {
            Some(next) => at = next,
            None => return skip_articles(words, text, start).unwrap_or(start),
        }
    }
}

/// The end of `12.`, `3)`, `1.2` or `a.`, but not of the first part of `000.8.3.3/123`.
fn list_number_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = skip(text, at, |char| char.is_ascii_digit() || char == '.');
    let followed = |end: usize| end == text.len() || letter_at(text, end).0 || skip_blank(text, end) > end;
    if digits > at {
        let bracket = bytes.get(digits) == Some(&b')');
        let end = digits + usize::from(bracket);
        return (digits - at <= 12 && text[at..end].contains(['.', ')']) && followed(end)).then_some(end);
    }
    let letter = word_end(text, at);
    let single = letter == at + 1 && matches!(bytes.get(letter), Some(b'.' | b')'));
    (single && skip_blank(text, letter + 1) > letter + 1).then_some(letter + 1)
}

fn is_bullet(char: char) -> bool {
    matches!(char, '•' | '·' | '●' | '▪' | '◦' | '*' | '>' | '(' | '[')
}
