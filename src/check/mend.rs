//! What a check knows of how its finding can be mended.
//!
//! In: a value, the part of it that is wrong, and what to write there. Out: a [`Mend`] with edits of the view, or none where
//! the value does not stand there as it is (an alias, an escape, a folded line) or where a change may break more than it
//! mends (a link, the name of a file). Whether a program may do it is for the rule to say.

use std::ops::Range;

use super::paths::Env;
use crate::finding::{Applicability, Edit, Fix};
use crate::sop::value::{Parsed, Value};
use crate::source::{SpannedText, boundary_after, boundary_before};

/// How a finding can be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// The edits.
    pub fix: Fix,
    /// What then stands in place of what was found.
    pub whole: String,
}

/// A month or unit of fewer letters is too near to others to be told for sure.
const LEAST_LETTERS: usize = 5;

/// Bytes on either side of a term that are looked at: a name between quotes, or an address, is not longer.
const MOST_AROUND: usize = 256;

/// The edit that puts `new` in place of a part of a value.
pub(super) fn edit(text: &SpannedText<'_>, range: &Range<usize>, new: &str, view: &str) -> Option<Edit> {
    Some(Edit { span: text.standing(range, view)?, text: new.into() })
}

/// A term of a text by its better form.
pub(super) fn replaced_term(text: &SpannedText<'_>, range: &Range<usize>, new: &str, view: &str) -> Option<Box<Mend>> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let keeps_numbers = text.as_str().get(range.clone()).is_some_and(|term| digits(term) == digits(new));
    let applicability = match surroundings(text.as_str(), range) {
        Surroundings::Words if keeps_numbers => Applicability::Safe,
        Surroundings::Words | Surroundings::Name => Applicability::Unsafe,
        Surroundings::Link => return None,
    };
    let fix = Fix { applicability, edits: vec![edit(text, range, new, view)?] };
    Some(Box::new(Mend { fix, whole: new.to_owned() }))
}

/// What a time or a date that was not understood probably means.
pub(super) fn meant(value: &Value<'_>, view: &str) -> Option<Box<Mend>> {
    let (range, right) = if let Some(hint) = value.duration().and_then(|duration| duration.hint.as_ref()) {
        (&hint.range, &hint.right)
    } else {
        let hint = value.date()?.hint.as_ref()?;
        (&hint.range, &hint.right)
    };
    let range = range.start as usize..range.end as usize;
    let written = value.as_str().get(range.clone())?;
    let right = cased(right, written);
    let edits = vec![edit(&value.text, &range, &right, view)?];
    let whole = replaced(value.as_str(), &range, &right);
    Some(Box::new(Mend { fix: Fix { applicability: nearness(written, &right), edits }, whole }))
}

/// The kinds of regulation that are shortened in the legal basis, written out: all of them, or the list would still be mixed.
pub(super) fn kinds_in_full(env: &Env<'_, '_>) -> Option<Box<Mend>> {
    let citations = &env.run.vocabulary.citations;
    let shortened = env.sop.document.legal_basis.items.iter();
    let shortened = shortened.filter(|reference| reference.abbreviated.parsed == Parsed::Bool(true));
    let (mut edits, mut whole) = (Vec::new(), None);
    for reference in shortened {
        let written = reference.abbreviated.as_str();
        let full = citations.in_full(reference.type_code.as_str(), written)?;
        edits.push(edit(&reference.abbreviated.text, &(0..written.len()), full, env.sop.view)?);
        whole.get_or_insert_with(|| full.to_owned());
    }
    edits.sort_by_key(|edit| edit.span);
    let fix = Fix { applicability: Applicability::Safe, edits };
    Some(Box::new(Mend { fix, whole: whole? }))
}

/// A word with one slip is certain when it is long enough; a number never is.
fn nearness(written: &str, right: &str) -> Applicability {
    let is_word = right.chars().all(|c| c.is_alphabetic() || c == ' ') && right.chars().count() >= LEAST_LETTERS;
    let slips = strsim::damerau_levenshtein(&written.to_lowercase(), &right.to_lowercase());
    if is_word && slips <= 1 { Applicability::Safe } else { Applicability::Unsafe }
}

/// `text` with `new` in place of the part `range`.
pub(super) fn replaced(text: &str, range: &Range<usize>, new: &str) -> String {
    let before = text.get(..range.start).unwrap_or_default();
    let behind = text.get(range.end..).unwrap_or_default();
    format!("{before}{new}{behind}")
}

/// The better form with the capitals of the term it replaces: `Mengupload` → `Mengunggah`.
pub(super) fn cased(better: &str, term: &str) -> String {
    let letters = || term.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return better.to_uppercase();
    }
    let mut rest = better.chars();
    match (letters().next(), rest.next()) {
        (Some(letter), Some(first)) if letter.is_uppercase() => first.to_uppercase().chain(rest).collect(),
        _ => better.to_owned(),
    }
}

/// What a term stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Surroundings {
    /// Running text.
    Words,
    /// Quotes, or one of several parts joined by hyphens: most likely a name.
    Name,
    /// An address, or the name of a file.
    Link,
}

fn surroundings(text: &str, range: &Range<usize>) -> Surroundings {
    let start = boundary_after(text, range.start.saturating_sub(MOST_AROUND));
    let end = boundary_before(text, range.end.saturating_add(MOST_AROUND));
    let before = text.get(start..range.start).unwrap_or_default();
    let behind = text.get(range.end..end).unwrap_or_default();
    let joined_before = &before[before.rfind(char::is_whitespace).map_or(0, |at| at + 1)..];
    let joined_behind = behind.split(char::is_whitespace).next().unwrap_or_default();
    let is_link = |part: &str| part.contains(['@', '\\', '_', '=']) || part.contains("://") || part.contains("www.");
    let has_ending = joined_behind.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let follows_point = joined_before.strip_suffix('.').is_some_and(|rest| rest.ends_with(char::is_alphanumeric));
    if is_link(joined_before) || is_link(joined_behind) || has_ending || follows_point {
        Surroundings::Link
    } else if before.ends_with('-') || behind.starts_with('-') || is_quoted(before, behind) {
        Surroundings::Name
    } else {
        Surroundings::Words
    }
}

/// Whether a quote that was opened before is closed behind.
fn is_quoted(before: &str, behind: &str) -> bool {
    let straight = before.matches('"').count() % 2 == 1 && behind.contains('"');
    let last = |quote: char| before.rfind(quote);
    straight || last('“') > last('”') && behind.contains('”') || last('‘') > last('’') && behind.contains('’')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(text: &str) -> Surroundings {
        let start = text.find("ijin").expect("the term");
        surroundings(text, &(start..start + 4))
    }

    #[test]
    fn a_term_in_a_link_or_a_file_name_is_not_mended() {
        for text in
            ["buka https://contoh.go.id/ijin", "kirim ke ijin@contoh.go.id", "unggah ijin.pdf", "isi surat_ijin"]
        {
            assert_eq!(around(text), Surroundings::Link, "{text}");
        }
        for text in ["mencatat ijin.", "mencatat ijin, lalu", "(ijin)", "surat ijin/rekomendasi"] {
            assert_eq!(around(text), Surroundings::Words, "{text}");
        }
    }

    #[test]
    fn a_term_in_a_name_is_only_probably_meant() {
        for text in ["memilih menu “Surat ijin”", "memilih menu \"ijin\"", "membuka e-ijin"] {
            assert_eq!(around(text), Surroundings::Name, "{text}");
        }
        assert_eq!(around("memilih “Surat” lalu ijin “Baru”"), Surroundings::Words);
        assert_eq!(around("memilih \"Surat\" lalu ijin"), Surroundings::Words);
    }

    #[test]
    fn only_what_is_near_is_looked_at() {
        let far = format!("“é{} ijin {}”", "é".repeat(MOST_AROUND), "é".repeat(MOST_AROUND));
        assert_eq!(around(&far), Surroundings::Words);
    }

    #[test]
    fn capitals_are_kept() {
        for (better, term, expected) in [
            ("di atas", "Diatas", "Di atas"),
            ("di atas", "DIATAS", "DI ATAS"),
            ("di atas", "diatas", "di atas"),
            ("November", "nopember", "November"),
            ("(Berita Negara", "0(Berita Negara", "(Berita Negara"),
            ("é", "E", "É"),
        ] {
            assert_eq!(cased(better, term), expected, "{term}");
        }
    }

    #[test]
    fn one_slip_in_a_long_word_is_certain_and_a_number_never() {
        for (written, right, expected) in [
            ("Menitt", "Menit", Applicability::Safe),
            ("minit", "menit", Applicability::Safe),
            ("Pebruari", "Februari", Applicability::Safe),
            ("mnitt", "menit", Applicability::Unsafe),
            ("jamm", "jam", Applicability::Unsafe),
            ("1 0", "10", Applicability::Unsafe),
            ("1 0 0 0 0", "10000", Applicability::Unsafe),
        ] {
            assert_eq!(nearness(written, right), expected, "{written}");
        }
    }

    #[test]
    fn a_number_is_never_changed_for_sure() {
        let applicability = |text: &str, term: &str, new: &str| {
            let start = text.find(term).expect("it is there");
            let spanned = SpannedText::verbatim(text, 0);
            replaced_term(&spanned, &(start..start + term.len()), new, text).expect("a mend").fix.applicability
        };
        assert_eq!(applicability("Prosedur 0(Berita Negara", "0(", "("), Applicability::Unsafe);
        assert_eq!(applicability("Nomor  5", "  5", " 5"), Applicability::Safe);
    }
}
