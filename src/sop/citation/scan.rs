//! The scanner: text in, [`Citation`] out.
//!
//! It looks at the beginning of the text for a kind of regulation, a number or the word SOP; what has none of them is no
//! citation. Then it goes from left to right: issuer, number, year, subject. It works on the core of the citation, so
//! that nothing is read out of the gazette bracket or an amending citation. Time is linear in the text.

use std::ops::Range;

use super::aside::without_articles;
use super::bounds::{amendments, bounds};
use super::lead::skip_lead;
use super::number::{YearAt, chunk_end, has_digit, read_number, read_year, skip_joint, year_at, year_of_number};
use super::phrase::{is_blank, is_dash, is_mark, skip, skip_blank};
use super::subject::{subject, trim_end, trimmed};
use super::{Citation, CitationKind, CitationWords, Roles, TypeCode};

/// Between the kind and its number stand the issuers, in a joint regulation several.
const MAX_ISSUER: usize = 400;

/// Reads the citation at the beginning of `text`.
pub(super) fn parse(words: &CitationWords, text: &str) -> Citation {
    // Ranges are of 32 bits.
    if u32::try_from(text.len()).is_err() {
        return Citation::other();
    }
    let start = skip_lead(words, text);
    if let Some(found) = words.keywords.find(text, start)
        && found.value.has(Roles::SOP)
    {
        return sop(words, text, start, found.end);
    }
    let Some(head) = head_at(words, text, start).or_else(|| marked_at(words, text, start)) else {
        return Citation::other();
    };
    let bounds = bounds(words, text, head.end);
    let mut citation = regulation(words, &text[..bounds.core], start, head);
    if let (CitationKind::Regulation, Some(tail)) = (citation.kind, bounds.amended) {
        citation.amended = true;
        let (amendments, subject) = amendments(words, text, tail);
        citation.amendments = amendments;
        citation.subject = citation.subject.or(subject).or_else(|| subject_behind(words, text, tail));
    }
    citation
}

/// The subject in "… dan perubahannya tentang Keuangan Negara".
fn subject_behind(words: &CitationWords, text: &str, tail: usize) -> Option<Range<u32>> {
    let at = skip_blank(text, tail);
    let found = words.keywords.find(text, at).filter(|found| found.value.has(Roles::SUBJECT))?;
    let core = &text[..bounds(words, text, found.end).core];
    trimmed(words, core, found.end.min(core.len())).map(range)
}

/// Reads the citation at `start` of a text that ends with it.
pub(super) fn core(words: &CitationWords, text: &str, start: usize) -> Citation {
    head_at(words, text, start).map_or_else(Citation::other, |head| regulation(words, text, start, head))
}

/// How a citation begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    code: Option<TypeCode>,
    lead: Lead,
    end: usize,
}

/// What stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// The kind by its name.
    Name,
    /// Its number: `PER-16/PB/2020`.
    Number,
    /// A number of two words, which only its year tells from other text: `PK 16 Tahun 2014`, but "Per 31 Desember".
    NumberWithYear,
}

/// The kind of regulation or the number that begins at `at`.
pub(super) fn head_at(words: &CitationWords, text: &str, at: usize) -> Option<Head> {
    let number = number_lead(words, text, at);
    if let Some((lead @ Lead::Number, code)) = number {
        return Some(Head { code, lead, end: at });
    }
    if let Some(form) = words.forms.find(text, at) {
        return form.value.map(|code| Head { code: Some(code), lead: Lead::Name, end: form.end });
    }
    number.map(|(lead, code)| Head { code, lead, end: at })
}

/// Whether a number begins at `at` with the letters numbers begin with, and the kind they stand for.
fn number_lead(words: &CitationWords, text: &str, at: usize) -> Option<(Lead, Option<TypeCode>)> {
    let prefix = words.prefixes.find(text, at)?;
    let next = text.as_bytes().get(prefix.end)?;
    if matches!(next, b'-' | b'/' | b'.') && has_digit(&text[prefix.end..chunk_end(words, text, prefix.end)]) {
        return Some((Lead::Number, prefix.value));
    }
    let digit = skip(text, prefix.end, |char| is_blank(char) || char == '.');
    let spaced = digit > prefix.end && text.as_bytes().get(digit).is_some_and(u8::is_ascii_digit);
    spaced.then_some((Lead::NumberWithYear, prefix.value))
}

/// A number that tells its kind by itself: `210/PMK.05/2022`.
fn marked_at(words: &CitationWords, text: &str, at: usize) -> Option<Head> {
    let word = words.keywords.find(text, at).filter(|found| found.value.has(Roles::NUMBER));
    let (number, _) = read_number(words, text, word.map_or(at, |found| found.end));
    let number = number.filter(|number| word.is_some() || number.start == at)?;
    let mark = words.marks.iter().find(|mark| has_part(&text[number.clone()], &mark.part))?;
    Some(Head { code: Some(mark.code), lead: Lead::Number, end: number.start })
}

fn has_part(number: &str, part: &str) -> bool {
    number.split('/').any(|written| {
        let (front, rest) = written.as_bytes().split_at(part.len().min(written.len()));
        front.eq_ignore_ascii_case(part.as_bytes()) && matches!(rest.first(), None | Some(b'.' | b'-'))
    })
}

fn regulation(words: &CitationWords, core: &str, start: usize, head: Head) -> Citation {
    let numbered = head.code.is_none_or(|code| words.is_numbered(code));
    let issuer = match head.lead {
        Lead::Name => issuer_end(words, core, head.end, numbered),
        Lead::Number | Lead::NumberWithYear => {
            IssuerEnd { name: start, number: Some(start.max(head.end)), next: start }
        }
    };
    let (number, next) = match issuer.number {
        Some(at) if numbered => read_number(words, core, at),
        _ => (None, issuer.next),
    };
    let next = if number.is_some() { skip_joint(words, core, next) } else { next };
    let year = read_year(words, core, next);
    let next = year.end;
    let year = year_range(core, number.as_ref(), year, numbered);
    let subject = subject(words, core, next).map(|subject| without_articles(words, core, subject));
    let enough = number.is_some() || year.is_some() || subject.is_some() || !numbered;
    if !enough || (head.lead == Lead::NumberWithYear && year.is_none()) {
        return Citation::other();
    }
    let name = start..trim_end(core, start, issuer.name);
    Citation {
        kind: CitationKind::Regulation,
        type_name: (head.lead == Lead::Name).then(|| range(name)),
        type_code: told_by_number(words, head.code, number.as_ref().map(|number| &core[number.clone()])),
        number: number.map(range),
        year: year.and_then(|year| year_value(core, year)),
        subject: subject.map(range),
        ..Citation::other()
    }
}

/// The kind, where the number knows it better than the name: "Peraturan Nomor PER-16/PB/2020".
fn told_by_number(words: &CitationWords, code: Option<TypeCode>, number: Option<&str>) -> Option<TypeCode> {
    let (code, number) = (code?, number.filter(|number| number.contains('/')));
    let told = |mark: &&super::Mark| mark.of.contains(&code) && number.is_some_and(|text| has_part(text, &mark.part));
    Some(words.marks.iter().find(told).map_or(code, |mark| mark.code))
}

/// A year without "Tahun" counts in the number and where there is no number.
fn year_range(core: &str, number: Option<&Range<usize>>, year: YearAt, numbered: bool) -> Option<Range<usize>> {
    let in_number = || number.and_then(|number| year_of_number(core, number));
    let bare = year.bare.filter(|_| !numbered);
    year.written.or(bare).or_else(in_number)
}

fn year_value(core: &str, year: Range<usize>) -> Option<(i16, Range<u32>)> {
    core[year.clone()].parse().ok().map(|value| (value, range(year)))
}

/// Where the name of kind and issuer ends, and what comes next.
struct IssuerEnd {
    name: usize,
    /// Where a number is announced or begins.
    number: Option<usize>,
    next: usize,
}

/// Goes over the issuer to the number, the year or the subject, whichever comes first.
fn issuer_end(words: &CitationWords, core: &str, from: usize, numbered: bool) -> IssuerEnd {
    let mut at = from;
    while at < core.len() && at - from <= MAX_ISSUER {
        at = skip(core, at, |char| !char.is_alphanumeric());
        let keyword = words.keywords.find(core, at);
        if let Some(found) = keyword {
            if found.value.has(Roles::NUMBER) {
                return IssuerEnd { name: at, number: Some(found.end), next: found.end };
            }
            if found.value.has(Roles::SUBJECT) || (found.value.has(Roles::YEAR) && year_follows(words, core, at)) {
                return IssuerEnd { name: at, number: None, next: at };
            }
        }
        if !numbered && year_at(core, at).is_some() {
            return IssuerEnd { name: at, number: None, next: at };
        }
        if numbered && begins_number(words, core, at) {
            return IssuerEnd { name: at, number: Some(at), next: at };
        }
        at = skip(core, at, |char| !is_blank(char));
    }
    IssuerEnd { name: at.min(core.len()), number: None, next: at.min(core.len()) }
}

fn year_follows(words: &CitationWords, core: &str, at: usize) -> bool {
    read_year(words, core, at).written.is_some()
}

/// Whether the word at `at` is a number although no "Nomor" announces it.
fn begins_number(words: &CitationWords, core: &str, at: usize) -> bool {
    let Some(byte) = core.as_bytes().get(at) else { return false };
    let token = at..chunk_end(words, core, at);
    if !byte.is_ascii_digit() {
        return match number_lead(words, core, at) {
            Some((Lead::NumberWithYear, _)) => year_follows(words, core, read_number(words, core, at).1),
            Some(_) => true,
            None => core[token.clone()].contains('/') && has_digit(&core[token]),
        };
    }
    if core[token.clone()].contains('/') || year_of_number(core, &token).is_some() {
        return true;
    }
    // "UU 17 Tahun 2003", "PP 60." but neither "Rapat 3 Januari" nor "Perpres 2018".
    let next = skip_blank(core, token.end);
    let year = read_year(words, core, next);
    let closed = core.as_bytes().get(next).is_none_or(|byte| matches!(byte, b',' | b'.' | b';' | b'('));
    let subject = words.keywords.find(core, next).is_some_and(|found| found.value.has(Roles::SUBJECT));
    year.written.is_some() || ((closed || subject || year.bare.is_some()) && year_at(core, at).is_none())
}

fn sop(words: &CitationWords, text: &str, start: usize, end: usize) -> Citation {
    let (number, next) = sop_number(words, text, start, skip_alias(words, text, end));
    let year = number.is_some().then(|| read_year(words, text, next));
    let next = year.as_ref().map_or(next, |year| year.end);
    let year = year.and_then(|year| year_range(text, number.as_ref(), year, true));
    let title = skip(text, next, |char| is_blank(char) || is_dash(char) || is_mark(char));
    let keyword = words.keywords.find(text, title).filter(|found| found.value.has(Roles::SUBJECT));
    Citation {
        kind: CitationKind::Sop,
        number: number.map(range),
        year: year.and_then(|year| year_value(text, year)),
        subject: trimmed(words, text, keyword.map_or(title, |found| found.end)).map(range),
        ..Citation::other()
    }
}

/// The position after "(SOP)" behind the name written out.
fn skip_alias(words: &CitationWords, text: &str, at: usize) -> usize {
    let bracket = skip_blank(text, at);
    if text.as_bytes().get(bracket) != Some(&b'(') {
        return at;
    }
    match words.keywords.find(text, bracket + 1) {
        Some(alias) if alias.value.has(Roles::SOP) && text.as_bytes().get(alias.end) == Some(&b')') => alias.end + 1,
        _ => at,
    }
}

/// `SOP-012/KUL/2025` is a number as a whole; behind a blank it needs "Nomor" or a slash.
fn sop_number(words: &CitationWords, text: &str, start: usize, end: usize) -> (Option<Range<usize>>, usize) {
    let glued = text.as_bytes().get(end).is_some_and(|byte| matches!(byte, b'-' | b'/' | b'.' | b'0'..=b'9'));
    if glued && has_digit(&text[end..chunk_end(words, text, end)]) {
        return read_number(words, text, start);
    }
    let next = skip(text, end, |char| is_blank(char) || is_mark(char));
    if let Some(found) = words.keywords.find(text, next)
        && found.value.has(Roles::NUMBER)
    {
        return read_number(words, text, found.end);
    }
    let token = &text[next..chunk_end(words, text, next)];
    if token.contains('/') && has_digit(token) { read_number(words, text, next) } else { (None, end) }
}

fn range(range: Range<usize>) -> Range<u32> {
    // `parse` refuses texts whose positions do not fit.
    range.start as u32..range.end as u32
}
