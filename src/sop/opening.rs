//! What a text begins with: a verb, a noun, a condition …
//!
//! In: an Indonesian text. Out: an [`Opening`] and the verb. Decided by the form of the first word (me- with the sound that
//! its stem asks for, ber-, di-, pe-…-an) with the exceptions of `words.yaml`; the names of a document's actors are compared
//! by the caller, who knows them.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::label::normal;
use super::model::Opening;
use super::vocabulary::WordFile;

/// Words and exceptions, compiled.
#[derive(Debug)]
pub struct OpeningWords {
    conditions: FxHashSet<Box<str>>,
    light_verbs: FxHashSet<Box<str>>,
    not_verbs: FxHashSet<Box<str>>,
    not_passives: FxHashSet<Box<str>>,
    bare_verbs: FxHashSet<Box<str>>,
    /// First words of bare verbs of two words.
    halves: FxHashSet<Box<str>>,
}

/// Longest first word that is looked at.
const LONGEST: usize = 48;

impl OpeningWords {
    pub(super) fn new(words: &WordFile) -> Self {
        let set = |list: &[String]| list.iter().map(|word| normal(word).into()).collect();
        let bare_verbs: FxHashSet<Box<str>> = set(&words.bare_verbs);
        Self {
            conditions: set(&words.conditions),
            light_verbs: set(&words.light_verbs),
            not_verbs: set(&words.not_verbs),
            not_passives: set(&words.not_passives),
            halves: bare_verbs.iter().filter_map(|verb| verb.split_once(' ')).map(|(first, _)| first.into()).collect(),
            bare_verbs,
        }
    }

    /// Looks at the first word of `text`; the range is that word.
    #[must_use]
    pub fn classify(&self, text: &str) -> (Opening, Range<usize>) {
        let range = first_word(text);
        let word = &text[range.clone()];
        if word.is_empty() || word.len() > LONGEST {
            return (Opening::Other, range);
        }
        let lower = normal(word);
        match self.of_word(&lower) {
            Opening::Other if self.halves.contains(&*lower) && self.is_of_two_words(&text[range.start..]) => {
                (Opening::Verb, range)
            }
            opening => (opening, range),
        }
    }

    /// `Tanda tangani surat tugas`: a verb of two words.
    fn is_of_two_words(&self, text: &str) -> bool {
        let mut words = text.split_whitespace();
        match (words.next(), words.next()) {
            (Some(first), Some(second)) if first.len() + second.len() < LONGEST => {
                self.bare_verbs.contains(&*normal(&format!("{first} {second}")))
            }
            _ => false,
        }
    }

    fn of_word(&self, word: &str) -> Opening {
        if self.light_verbs.contains(word) {
            Opening::LightVerb
        } else if self.conditions.contains(word) {
            Opening::Condition
        } else if self.bare_verbs.contains(word) || self.is_active(word) {
            Opening::Verb
        } else if self.is_passive(word) {
            Opening::Passive
        } else if is_action_noun(word) {
            Opening::Noun
        } else {
            Opening::Other
        }
    }

    /// An active verb: me- or ber- and a stem of at least three letters.
    #[must_use]
    pub fn is_active(&self, word: &str) -> bool {
        (is_me_verb(word) || (word.starts_with("ber") && word.len() >= 7)) && !self.not_verbs.contains(word)
    }

    /// Where an active verb stands among the first words of `text`, before any sign of the sentence: behind a subject.
    #[must_use]
    pub fn verb_at(&self, text: &str, most_words: usize) -> Option<usize> {
        let mut start = 0;
        for written in text.split(char::is_whitespace).take(most_words) {
            let word = normal(written.trim_matches(|c: char| !c.is_alphanumeric()));
            if word.len() <= LONGEST && (self.light_verbs.contains(&*word) || self.is_active(&word)) {
                return Some(start);
            }
            if written.ends_with([';', ':', '.', '?']) {
                return None;
            }
            start += written.len();
            start += text[start..].chars().next().map_or(0, char::len_utf8);
        }
        None
    }

    /// A di- verb: the prefix and a stem of at least four letters.
    fn is_passive(&self, word: &str) -> bool {
        word.starts_with("di") && word.len() >= 6 && !self.not_passives.contains(word)
    }
}

/// A noun of one who acts: pe- without -an (peminjam, pengusul).
pub(super) fn is_agent_noun(word: &str) -> bool {
    word.starts_with("pe") && !word.ends_with("an") && word.len() >= 6
}

/// The prefix me- as it sounds before the stem: me-layani, me-maraf, mem-bayar, men-catat, meng-arsipkan, meny-impan; `media`,
/// `meja` and `metode` have no such form. With a hyphen before a foreign stem, or with -kan, any stem will do.
fn is_me_verb(word: &str) -> bool {
    let Some(rest) = word.strip_prefix("me").filter(|rest| rest.len() >= 3) else { return false };
    let mut sounds = rest.chars();
    let (first, second) = (sounds.next().unwrap_or_default(), sounds.next().unwrap_or_default());
    let hyphened =
        rest.split_once('-').is_some_and(|(nasal, stem)| matches!(nasal, "" | "m" | "n" | "ng") && !stem.is_empty());
    let fits = match first {
        'l' | 'r' | 'w' | 'y' => true,
        'm' => matches!(second, 'a' | 'i' | 'u' | 'e' | 'o' | 'b' | 'f' | 'p' | 'v'),
        'n' => second.is_alphabetic() && second != 'n',
        _ => false,
    };
    fits || hyphened || (rest.ends_with("kan") && rest.len() >= 7)
}

/// A noun of action: pe-…-an (pemeriksaan, persiapan).
fn is_action_noun(word: &str) -> bool {
    word.starts_with("pe") && word.ends_with("an") && word.len() >= 7
}

/// The first word without list number, quotes and brackets before it.
fn first_word(text: &str) -> Range<usize> {
    let number = super::label::list_number(text);
    let rest = &text[number..];
    let skipped = rest.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let start = number + skipped;
    let word = &text[start..];
    let end = word.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(word.len());
    start..start + end
}

#[cfg(test)]
mod tests {
    use super::Opening;
    use crate::sop::Vocabulary;

    fn opening(text: &str) -> Opening {
        Vocabulary::shipped().expect("the vocabulary").openings.classify(text).0
    }

    #[test]
    fn a_prefix_that_fits_its_stem_makes_a_verb() {
        for text in [
            "Memaraf konsep",
            "Membayar tagihan",
            "Mencoklit data",
            "Mensterilkan alat",
            "Mengecek mesin",
            "Meng-entri data",
            "Meliput kegiatan",
            "Mewawancarai calon",
            "a. Memplenokan hasil",
            "Berkoordinasi dengan KPPN",
            "Tanda tangani surat",
            "Pasang infus",
        ] {
            assert_eq!(opening(text), Opening::Verb, "{text}");
        }
    }

    #[test]
    fn nouns_that_begin_like_verbs_are_none() {
        for text in [
            "Media sosialisasi",
            "Meja rapat",
            "Metode uji",
            "Menteri Keuangan",
            "Memo",
            "Berkas lengkap",
            "Berita acara",
        ] {
            assert_eq!(opening(text), Opening::Other, "{text}");
        }
        for text in ["Disposisi", "Diagnosis pasien", "Dinas Kesehatan", "Dispensasi"] {
            assert_eq!(opening(text), Opening::Other, "{text}");
        }
        assert_eq!(opening("Tanda terima"), Opening::Other, "only both words are a verb");
    }

    #[test]
    fn a_verb_behind_a_subject_is_found_before_the_next_sign() {
        let vocabulary = Vocabulary::shipped().expect("the vocabulary");
        let at = |text: &str| vocabulary.openings.verb_at(text, 6);
        assert_eq!(at("Kasubbag Umum memeriksa surat"), Some(14));
        assert_eq!(at("Kasubbag Umum: memeriksa surat"), None);
        assert_eq!(at("satu dua tiga empat lima enam memeriksa"), None, "too far behind");
        assert_eq!(at(""), None);
    }
}
