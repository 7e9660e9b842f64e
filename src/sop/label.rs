//! Labels are compared in one normal form: what a key, a heading and a column header have in common.
//!
//! In: a label as written. Out: lower case, NFKC, single spaces, `_` as a space, no spaces around `/`, no list number in
//! front and no colon behind.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// The normal form of a label. Borrows when the label already has it.
#[must_use]
pub fn normal(label: &str) -> Cow<'_, str> {
    let trimmed = label.trim();
    if is_normal(trimmed) {
        return Cow::Borrowed(trimmed);
    }
    let mut form = if trimmed.is_ascii() { ascii(trimmed) } else { unicode(trimmed) };
    while form.ends_with([':', ' ']) {
        form.pop();
    }
    let number = list_number(&form);
    if number > 0 {
        form.drain(..number);
    }
    Cow::Owned(form)
}

/// Lower case with single spaces, for the common case.
fn ascii(text: &str) -> String {
    let mut form: Vec<u8> = Vec::with_capacity(text.len());
    let mut parted = false;
    for byte in text.bytes() {
        if matches!(byte, b' ' | b'_' | b'\t'..=b'\r') {
            parted = true;
            continue;
        }
        if parted && byte != b'/' && form.last().is_some_and(|last| *last != b'/') {
            form.push(b' ');
        }
        parted = false;
        form.push(byte.to_ascii_lowercase());
    }
    String::from_utf8(form).expect("internal: ASCII is UTF-8")
}

fn unicode(text: &str) -> String {
    let mut form = String::with_capacity(text.len());
    let text = match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => text.nfkc().collect(),
    };
    for word in text.split(|c: char| c.is_whitespace() || c == '_').filter(|word| !word.is_empty()) {
        if !form.is_empty() && !form.ends_with('/') && !word.starts_with('/') {
            form.push(' ');
        }
        if word.is_ascii() {
            form.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        } else {
            form.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    form
}

fn is_normal(label: &str) -> bool {
    let mut last = b' ';
    let plain = label.bytes().all(|byte| {
        let fits = byte.is_ascii_lowercase() || (byte == b' ' && last != b' ');
        last = byte;
        fits
    });
    plain && !label.is_empty()
}

/// Whether a list number may stand at the start: it has a full stop or a bracket within a few bytes.
#[must_use]
pub fn may_have_number(text: &str) -> bool {
    text.bytes().take(8).any(|byte| matches!(byte, b'.' | b')'))
}

/// Length of a list number at the start: `1. `, `2) `, `a. `, `1.2 `, `iv. `.
#[must_use]
pub fn list_number(text: &str) -> usize {
    if !may_have_number(text) {
        return 0;
    }
    let head = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'.').count();
    let bytes = text.as_bytes();
    let (marker, rest) = bytes.split_at(head);
    let closed = marker.ends_with(b".") || rest.first() == Some(&b')');
    let body = marker.strip_suffix(b".").unwrap_or(marker);
    let numeric =
        body.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') && body.first().is_some_and(u8::is_ascii_digit);
    let letter = body.len() == 1 && body[0].is_ascii_alphabetic();
    let roman = !body.is_empty() && body.len() <= 4 && body.iter().all(|byte| b"ivxIVX".contains(byte));
    let outline = numeric && body.contains(&b'.');
    if !(numeric && (closed || outline) || (letter || roman) && closed) {
        return 0;
    }
    let end = head + usize::from(rest.first() == Some(&b')'));
    let spaces = bytes[end..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    if spaces == 0 { 0 } else { end + spaces }
}

/// The nearest of `known` to `word`, when one is near enough to be what was meant.
#[must_use]
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let limit = match length {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let distance = |other: &str| strsim::damerau_levenshtein(&word, &other.to_lowercase());
    // What differs in length alone is not compared: the comparison takes time and room by both lengths.
    let near = known.into_iter().filter(|other| other.chars().count().abs_diff(length) <= limit + 2);
    let candidates = near.map(|other| (distance(other), other));
    candidates.filter(|(distance, _)| *distance <= limit).min().map(|(_, other)| other)
}

/// Whether two names may be so few slips of the pen apart: told by their letters alone, most names are not. A slip is a
/// letter more, less, changed or swapped; spaces do not count.
#[must_use]
pub fn may_be_near(a: &str, b: &str, slips: usize) -> bool {
    if !a.is_ascii() || !b.is_ascii() {
        return true;
    }
    let mut surplus = [0_i32; 32];
    a.bytes().for_each(|letter| surplus[usize::from(letter & 31)] += 1);
    b.bytes().for_each(|letter| surplus[usize::from(letter & 31)] -= 1);
    surplus[usize::from(b' ' & 31)] = 0;
    surplus.iter().map(|count| count.unsigned_abs() as usize).sum::<usize>() <= 2 * slips
}

/// Whether a label is another one but for a slip of the pen: for texts that may well be no label at all.
#[must_use]
pub fn is_slip(written: &str, meant: &str) -> bool {
    let written = normal(written);
    strsim::damerau_levenshtein(&written, &normal(meant)) <= 1 + written.chars().count() / 12
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_for_keys_headings_and_headers() {
        for (label, form) in [
            ("dasar_hukum", "dasar hukum"),
            ("DASAR HUKUM :", "dasar hukum"),
            ("8. Dasar  Hukum:", "dasar hukum"),
            ("PERALATAN/ PERLENGKAPAN", "peralatan/perlengkapan"),
            ("No.", "no."),
            ("A. Tujuan", "tujuan"),
            ("Peralatan / Perlengkapan", "peralatan/perlengkapan"),
            ("waktu", "waktu"),
            ("Perlengkapan – Lain", "perlengkapan – lain"),
            ("  Unit\tKerja ", "unit kerja"),
            ("Kode_/_Nama", "kode/nama"),
        ] {
            assert_eq!(normal(label), form, "{label}");
        }
    }

    #[test]
    fn names_that_few_slips_part_may_be_near() {
        let names =
            ["bendahara", "bendahra", "bednahara", "bendaharaa", "bendaxara", "sub bagian", "subbagian", "komitment"];
        for (a, b) in names.iter().flat_map(|a| names.iter().map(move |b| (a, b))) {
            let slips = strsim::damerau_levenshtein(a, b);
            assert!((slips..9).all(|more| may_be_near(a, b, more)), "{a} {b}");
        }
        assert!(!may_be_near("bendahara", "sekretaris", 2));
        assert!(may_be_near("sub bagian", "subbagian", 0), "spaces do not count");
    }

    #[test]
    fn list_numbers_are_told_from_words() {
        assert_eq!(list_number("1. Satu"), 3);
        assert_eq!(list_number("12) Satu"), 4);
        assert_eq!(list_number("1.2 Satu"), 4);
        assert_eq!(list_number("iv. Satu"), 4);
        assert_eq!(list_number("2025 adalah"), 0);
        assert_eq!(list_number("di kantor"), 0);
        assert_eq!(list_number("1.5 jam"), 4, "an outline number looks like this; durations never go through here");
    }

    #[test]
    fn the_nearest_word_must_be_near() {
        assert_eq!(nearest("waktuu", ["waktu", "output"]), Some("waktu"));
        assert_eq!(nearest("xyz", ["waktu", "output"]), None);
    }
}
