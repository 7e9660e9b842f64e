//! Which regulation a citation names: its key, and whether it is a known mistake.
//!
//! In: a text and its parsed citation. Out: a key as in the registry, a known mistake. Only this file allocates for a
//! normal citation; the scanner does not.

use std::fmt::Write;

use super::number::has_digit;
use super::phrase::{next_word, word_end, words};
use super::{Citation, CitationWords, Kind, Mistaken, MistakenEntry};

pub(super) fn key(table: &CitationWords, text: &str, citation: &Citation) -> Option<String> {
    let kind = table.kind(citation.type_code?)?;
    let (year, _) = citation.year.as_ref()?;
    let mut key = String::with_capacity(32);
    key.push_str(&kind.code);
    if kind.issuer {
        let issuer = issuer(table, kind, text, citation);
        if !issuer.is_empty() {
            key.push('-');
            key.push_str(&issuer);
        }
    }
    if kind.numbered {
        key.push('-');
        key.push_str(&running_number(text, citation)?);
    }
    write!(key, "-{year}").ok()?;
    Some(key)
}

pub(super) fn mistaken<'w>(table: &'w CitationWords, text: &str, citation: &Citation) -> Option<&'w Mistaken> {
    let (year, _) = citation.year.as_ref()?;
    let fits = |entry: &&MistakenEntry| {
        entry.mistaken.year == *year
            && citation.type_code.is_some_and(|code| entry.codes.contains(&code))
            && running_number(text, citation).is_some_and(|number| number == entry.mistaken.number)
            && is_issuer(table, text, citation, entry)
            && is_near(text, entry)
    };
    table.mistaken.iter().find(fits).map(|entry| &entry.mistaken)
}

/// Whether the citation's issuer is one the entry means.
fn is_issuer(table: &CitationWords, text: &str, citation: &Citation, entry: &MistakenEntry) -> bool {
    let Some(kind) = citation.type_code.and_then(|code| table.kind(code)).filter(|kind| kind.issuer) else {
        return true;
    };
    let issuer = issuer(table, kind, text, citation);
    if issuer.is_empty() { entry.mistaken.issuers.is_empty() } else { entry.mistaken.issuers.contains(&issuer) }
}

fn is_near(text: &str, entry: &MistakenEntry) -> bool {
    entry.mistaken.near.is_empty() || words(text).any(|(start, _)| entry.near.find(text, start).is_some())
}

/// Whether the code of the kind has its usual issuer in it: `KPT-KPU`.
fn names_issuer(kind: &Kind, issuer: &str) -> bool {
    kind.code.strip_suffix(issuer).is_some_and(|front| front.ends_with('-'))
}

/// The part of a number that counts: `17`, `210` of `210/PMK.05/2022`, `80` of `KEP-06.00.00-080/K/2001`. A number that
/// is built otherwise (`M.01.PR.07.04`) counts as a whole.
fn running_number(text: &str, citation: &Citation) -> Option<String> {
    let range = citation.number.as_ref()?;
    let number = &text[range.start as usize..range.end as usize];
    let year = citation.year.as_ref().map(|(_, year)| year.start.wrapping_sub(range.start) as usize);
    let pieces = |separators: fn(char) -> bool| {
        let place = |piece: &str| piece.as_ptr() as usize - number.as_ptr() as usize;
        let wanted = move |piece: &&str| is_digits(piece) && Some(place(piece)) != year;
        number.split(separators).filter(wanted)
    };
    let coarse = pieces(|char| !char.is_alphanumeric() && char != '.').next();
    let mut fine = pieces(|char| !char.is_alphanumeric());
    let only = fine.next().filter(|_| fine.next().is_none());
    match coarse.or(only) {
        Some(digits) => Some(without_zeros(digits).to_owned()),
        None => Some(number.split_whitespace().collect::<String>().to_uppercase()),
    }
}

fn is_digits(piece: &str) -> bool {
    has_digit(piece) && piece.bytes().all(|byte| byte.is_ascii_digit())
}

fn without_zeros(digits: &str) -> &str {
    let bare = digits.trim_start_matches('0');
    if bare.is_empty() { "0" } else { bare }
}

/// Who issued the regulation: its code, and the words of its name no code covers (`BPS-PROVINSI-JAMBI`). Empty where
/// none is named, or only the one the kind's own code has in it.
fn issuer(table: &CitationWords, kind: &Kind, text: &str, citation: &Citation) -> String {
    let mut issuer = String::new();
    let Some(range) = &citation.type_name else { return issuer };
    let name = &text[range.start as usize..range.end as usize];
    let Some(form) = table.forms.find(name, 0) else { return issuer };
    let rest = match known_issuer(table, name, form.stem) {
        Some((number, end)) => {
            let code = &table.issuer_codes[number];
            if !names_issuer(kind, code) {
                issuer.push_str(code);
            }
            end
        }
        None => form.stem,
    };
    push_words(table, &mut issuer, name, rest);
    issuer
}

/// The issuer that is named in the form (`Peraturan BPS`, `KMK`) or directly behind it. Further on the same words can
/// mean another: "Kepala Badan Pengelola Keuangan Daerah".
fn known_issuer(table: &CitationWords, name: &str, stem: usize) -> Option<(usize, usize)> {
    let found = |at: usize| table.issuers.find(name, at).map(|found| (usize::from(found.value), found.end));
    let inside = words(&name[..stem]).find_map(|(start, _)| found(start));
    inside.or_else(|| {
        let mut at = next_word(name, stem)?;
        loop {
            if let Some(known) = found(at) {
                return Some(known);
            }
            let noise = table.issuer_noise.find(name, at)?;
            at = next_word(name, noise.end)?;
        }
    })
}

fn push_words(table: &CitationWords, issuer: &mut String, name: &str, from: usize) {
    let mut at = from;
    while let Some(start) = next_word(name, at) {
        // A short form in brackets repeats the name.
        if name[at..start].contains('(') {
            at = name[start..].find(')').map_or(name.len(), |length| start + length);
            continue;
        }
        if let Some(noise) = table.issuer_noise.find(name, start) {
            at = noise.end;
            continue;
        }
        at = word_end(name, start);
        if !issuer.is_empty() {
            issuer.push('-');
        }
        issuer.push_str(&name[start..at].to_uppercase());
    }
}
