//! The number and the year of a citation.
//!
//! In: the core of a citation and a position. Out: ranges, and the position after what was read. A number is one chunk
//! without blanks, or several that hang together: `PK. 03`, `12 / PMK.05 / 2022`.

use std::ops::Range;

use super::phrase::{is_blank, is_dash, letter_at, skip, skip_blank, word_end};
use super::{CitationWords, Roles};

/// Longer "numbers" are text.
const MAX_NUMBER: usize = 80;
/// Letters in front of a number (`PK`, `PER`); a longer word is not part of it.
const MAX_PREFIX: usize = 8;

/// Reads the number at `at`. The second value is the position after it, or after the dots of one left blank.
pub(super) fn read_number(words: &CitationWords, core: &str, at: usize) -> (Option<Range<usize>>, usize) {
    let start = skip(core, at, |char| is_blank(char) || matches!(char, '.' | ':'));
    let mut end = start;
    let mut next = start;
    let mut digits = false;
    while next - start <= MAX_NUMBER {
        let stop = chunk_end(words, core, next);
        let chunk = &core[next..stop];
        if chunk.is_empty() || (next > start && !hangs_on(&core[start..end], chunk, digits)) {
            break;
        }
        digits |= has_digit(chunk);
        if !digits && chunk.len() > MAX_PREFIX {
            break; // A word, or dots to write on.
        }
        end = stop;
        next = skip_blank(core, stop);
        if next == stop || is_keyword(words, core, next) {
            break;
        }
    }
    if let Some(number) = filled_in(core, start..end) {
        return (Some(number), end);
    }
    let after = if digits { end } else { start };
    (None, skip(core, after, |char| is_blank(char) || is_dash(char) || matches!(char, '.' | '…' | '_' | '-' | '/')))
}

/// The position after further numbers of a joint regulation: "Nomor 9 dan Nomor 8 Tahun 2006".
pub(super) fn skip_joint(words: &CitationWords, core: &str, at: usize) -> usize {
    let mut end = at;
    loop {
        let next = skip(core, end, |char| is_blank(char) || char == ',');
        let joiner = words.keywords.find(core, next).filter(|found| found.value.has(Roles::JOINER));
        let Some(joiner) = joiner else { return end };
        let next = skip_blank(core, joiner.end);
        let word = words.keywords.find(core, next).filter(|found| found.value.has(Roles::NUMBER));
        let next = word.map_or(next, |found| skip(core, found.end, |char| is_blank(char) || matches!(char, '.' | ':')));
        if !core.as_bytes().get(next).is_some_and(u8::is_ascii_digit) {
            return end;
        }
        end = chunk_end(words, core, next);
    }
}

/// A year and the position after it.
#[derive(Debug)]
pub(super) struct YearAt {
    /// The year after `Tahun`.
    pub(super) written: Option<Range<usize>>,
    /// A year that stands there without the word.
    pub(super) bare: Option<Range<usize>>,
    pub(super) end: usize,
}

/// Reads the year at `at`, behind blanks and commas.
pub(super) fn read_year(words: &CitationWords, core: &str, at: usize) -> YearAt {
    let start = skip(core, at, |char| is_blank(char) || is_dash(char) || matches!(char, ',' | '.' | '/' | '-'));
    let word = words.keywords.find(core, start).filter(|found| found.value.has(Roles::YEAR));
    let Some(word) = word else {
        return match year_at(core, start) {
            Some(year) => YearAt { written: None, end: year.end, bare: Some(year) },
            None => YearAt { written: None, bare: None, end: at },
        };
    };
    let digits = skip_year_gap(core, word.end);
    match year_at(core, digits) {
        Some(year) => YearAt { end: year.end, written: Some(year), bare: None },
        None => YearAt { written: None, bare: None, end: skip(core, digits, |char| char.is_ascii_alphanumeric()) },
    }
}

/// The year that is the last part of a number: `210/PMK.05/2022`, `39/2008`, `15-2017`, `SE/2015/KPU`.
pub(super) fn year_of_number(core: &str, number: &Range<usize>) -> Option<Range<usize>> {
    let text = &core[number.clone()];
    let mut end = text.len();
    let last = text.rfind(|char: char| !char.is_ascii_digit())?;
    if let Some(year) = year_at(text, last + text[last..].chars().next().map_or(1, char::len_utf8)) {
        return Some(number.start + year.start..number.start + year.end);
    }
    while let Some(slash) = text[..end].rfind('/') {
        if let Some(year) = year_at(text, slash + 1).filter(|year| year.end == end) {
            return Some(number.start + year.start..number.start + year.end);
        }
        end = slash;
    }
    None
}

/// Four digits that can be a year, and no digit after them.
pub(super) fn year_at(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let digits = bytes.get(at..at + 4)?;
    let year = matches!(digits, [b'1', b'9', ..] | [b'2', b'0', ..]) && digits.iter().all(u8::is_ascii_digit);
    let alone = !bytes.get(at + 4).is_some_and(u8::is_ascii_digit);
    (year && alone).then_some(at..at + 4)
}

/// The end of the run of number characters at `at`. `Tahun 2017` and `tentang` end it even without a blank.
pub(super) fn chunk_end(words: &CitationWords, core: &str, at: usize) -> usize {
    let mut end = at;
    while end < core.len() && end - at <= MAX_NUMBER {
        let (letter, length) = letter_at(core, end);
        if letter {
            if ends_number(words, core, end) {
                break;
            }
            end = word_end(core, end);
        } else if is_number_char(core, end) {
            end += length;
        } else {
            break;
        }
    }
    end
}

pub(super) fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn ends_number(words: &CitationWords, core: &str, at: usize) -> bool {
    let Some(found) = words.keywords.find(core, at) else { return false };
    let year = || core.as_bytes().get(skip_year_gap(core, found.end)).is_some_and(u8::is_ascii_digit);
    found.value.has(Roles::SUBJECT) || (found.value.has(Roles::YEAR) && year())
}

fn skip_year_gap(core: &str, at: usize) -> usize {
    skip(core, at, |char| is_blank(char) || matches!(char, '.' | ':' | '/'))
}

fn is_number_char(core: &str, at: usize) -> bool {
    let char = core[at..].chars().next().unwrap_or(' ');
    char.is_ascii_digit() || matches!(char, '/' | '.' | '-' | '_' | '…') || is_dash(char)
}

/// Whether `chunk` after a blank still belongs to the number before it.
fn hangs_on(before: &str, chunk: &str, digits: bool) -> bool {
    let slash = before.ends_with('/') || chunk.starts_with('/');
    let hyphen = ends_with_hyphen(before) || chunk.starts_with('-') || chunk.starts_with(is_dash);
    slash || (has_digit(chunk) && (!digits || hyphen))
}

fn ends_with_hyphen(text: &str) -> bool {
    text.ends_with('-') || text.ends_with(is_dash)
}

fn is_keyword(words: &CitationWords, core: &str, at: usize) -> bool {
    let stops = |roles: Roles| roles.has(Roles::YEAR) || roles.has(Roles::SUBJECT) || roles.has(Roles::DATE);
    words.keywords.find(core, at).is_some_and(|found| stops(found.value))
}

/// The number without marks around it. `…/12/2024` and `PER-…/PB/2024` are forms with the number left out.
fn filled_in(core: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mark = |char: char| !char.is_alphanumeric();
    let end = range.start + core[range.clone()].trim_end_matches(mark).len();
    let start = end - core[range.start..end].trim_start_matches(mark).len();
    let number = start..end;
    let year = year_of_number(core, &number).unwrap_or(end..end);
    let filled =
        has_digit(&core[start..year.start]) || has_digit(&core[year.end..end]) || is_roman(&core[number.clone()]);
    (filled && !core[range.start..start].contains('/')).then_some(number)
}

/// `XI/MPR/1998`.
fn is_roman(number: &str) -> bool {
    let first = number.split('/').next().unwrap_or_default();
    first.len() < number.len() && !first.is_empty() && first.bytes().all(|byte| b"IVXLC".contains(&byte))
}
