//! Abbreviations: which words of a text are some, and where they are written out.
//!
//! In: a text and the words of [`AbbreviationWords`]. Out: the places of its abbreviations, and those it explains, as in
//! `Surat Perintah Membayar (SPM)`, `SPM (Surat Perintah Membayar)`, `selanjutnya disebut SPM`. What is not surely an
//! abbreviation is none: capitals for emphasis, headings in capitals, Roman numerals, numbers of documents.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::label::normal;
use super::vocabulary::WordFile;

/// Words around abbreviations.
#[derive(Debug)]
pub struct AbbreviationWords {
    /// Words that are written in capitals to stress them.
    stressed: FxHashSet<Box<str>>,
    /// Words before a short form: `selanjutnya disebut SPM`.
    named: FxHashSet<Box<str>>,
    /// Words between those and the short form.
    links: FxHashSet<Box<str>>,
    /// Words between a short form and its meaning.
    means: FxHashSet<Box<str>>,
    /// Words between a kind of document and its number.
    numbers: FxHashSet<Box<str>>,
}

/// An abbreviation in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The word: `SPP-LS`.
    pub word: Range<usize>,
    /// Its parts that are abbreviations: `SPP`, `LS`.
    pub parts: Vec<Range<usize>>,
}

/// Characters of the longest abbreviation; longer ones are words in capitals.
const LONGEST: usize = 10;
/// Words a meaning may have beyond the letters of its abbreviation: `Rencana Kerja dan Anggaran`.
const MORE_WORDS: usize = 4;

impl AbbreviationWords {
    pub(super) fn new(words: &WordFile) -> Self {
        let set = |name: &str| -> FxHashSet<Box<str>> {
            let list = words.abbreviations.get(name).into_iter().flatten();
            list.map(|word| Box::<str>::from(&*normal(word))).collect()
        };
        Self {
            stressed: set("stressed"),
            named: set("named"),
            links: set("links"),
            means: set("means"),
            numbers: set("numbers"),
        }
    }

    /// The abbreviations of a text, in order.
    #[must_use]
    pub fn used(&self, text: &str) -> Vec<Use> {
        if !may_hold_abbreviation(text) {
            return Vec::new();
        }
        let words = words(text);
        if !text.chars().any(char::is_lowercase) {
            // Whether a word of a text in capitals is an abbreviation shows only where it cannot be spoken.
            let alone = words.len() == 1 && !text.chars().any(is_vowel);
            return if alone { self.parts(text, &words[0]).into_iter().collect() } else { Vec::new() };
        }
        let is_free = |at: &usize| !in_capitals(text, &words, *at) && !self.is_numbered(text, &words, *at);
        (0..words.len()).filter(is_free).filter_map(|at| self.parts(text, &words[at])).collect()
    }

    /// The abbreviations a text explains.
    #[must_use]
    pub fn explained<'t>(&self, text: &'t str) -> Vec<&'t str> {
        if !may_hold_abbreviation(text) {
            return Vec::new();
        }
        let words = words(text);
        let explains = |at: &usize| {
            is_short(&text[words[*at].clone()])
                && (is_written_before(text, &words, *at)
                    || is_written_behind(text, &words, *at)
                    || self.is_named(text, &words, *at)
                    || self.is_said(text, &words, *at))
        };
        (0..words.len()).filter(explains).map(|at| &text[words[at].clone()]).collect()
    }

    /// The parts of a word that are abbreviations, unless the word is a number or a code.
    fn parts(&self, text: &str, word: &Range<usize>) -> Option<Use> {
        let written = &text[word.clone()];
        let segments = || written.split(['-', '/']);
        let is_code = |segment: &str| {
            let digits = segment.bytes().filter(u8::is_ascii_digit).count();
            digits >= 3 || (written.contains('/') && segment.starts_with(|c: char| c.is_ascii_digit()))
        };
        // `Si-IMUT` is what an application is called.
        let is_name = |segment: &str| is_capitalised(segment) && segment.chars().count() < 4;
        let name = segments().count() > 1 && segments().next().is_some_and(is_name);
        if name || written.contains(['.', '_', '@', ':', '&', '\'', '’']) || segments().any(is_code) {
            return None;
        }
        let mut at = word.start;
        let mut parts = Vec::new();
        for segment in segments() {
            let short = segment.strip_suffix('s').filter(|short| is_short(short)).unwrap_or(segment);
            if is_short(short) && !self.stressed.contains(&*normal(short)) {
                parts.push(at..at + short.len());
            }
            at += segment.len() + 1;
        }
        (!parts.is_empty()).then(|| Use { word: word.clone(), parts })
    }

    /// `UU Nomor 17`, `ISO 9001`: the name of a kind of document before a number.
    fn is_numbered(&self, text: &str, words: &[Range<usize>], at: usize) -> bool {
        let Some(next) = words.get(at + 1) else { return false };
        let word = &text[next.clone()];
        let joined = text[words[at].end..next.start].trim().is_empty();
        joined && (word.starts_with(|c: char| c.is_ascii_digit()) || self.numbers.contains(&*normal(word)))
    }

    /// `selanjutnya disebut SPM`, `hereinafter referred to as SPM`.
    fn is_named(&self, text: &str, words: &[Range<usize>], at: usize) -> bool {
        let before = words[..at].iter().rev().map(|word| normal(&text[word.clone()]));
        before.take(3).find(|word| !self.links.contains(&**word)).is_some_and(|word| self.named.contains(&*word))
    }

    /// `SPM adalah Surat Perintah Membayar`, `SPM: Surat Perintah Membayar`.
    fn is_said(&self, text: &str, words: &[Range<usize>], at: usize) -> bool {
        let Some(next) = words.get(at + 1) else { return false };
        let gap = text[words[at].end..next.start].trim();
        let skipped = match gap {
            ":" | "=" | "–" | "—" | "-" => 0,
            "" if self.means.contains(&*normal(&text[next.clone()])) => 1,
            _ => return false,
        };
        begins_with_letters(text, &words[at + 1 + skipped..], &text[words[at].clone()])
    }
}

/// Whether a capital stands before another one, a digit or a hyphen: without that there is no abbreviation, and most texts
/// are told by this alone. Letters beyond ASCII may be capitals.
#[must_use]
pub fn may_hold_abbreviation(text: &str) -> bool {
    /// The first byte of quotation marks, dashes and other signs in UTF-8.
    const SIGN: u8 = 0xE2;
    // No way out before the end: that way many bytes are looked at at once.
    let capital = |byte: u8| byte.is_ascii_uppercase() | ((byte >= 0xC3) & (byte != SIGN));
    let goes_on = |byte: u8| capital(byte) | byte.is_ascii_digit() | (byte == b'-') | (0x80..0xC0).contains(&byte);
    let next = text.as_bytes().get(1..).unwrap_or_default();
    text.as_bytes().iter().zip(next).fold(false, |found, (byte, next)| found | (capital(*byte) & goes_on(*next)))
}

/// Runs of letters, digits and the signs inside words and numbers.
fn words(text: &str) -> Vec<Range<usize>> {
    const INSIDE: [char; 9] = ['-', '/', '.', '_', '@', ':', '&', '\'', '’'];
    let mut words = Vec::new();
    let mut rest = 0;
    for run in text.split(|c: char| !(c.is_alphanumeric() || INSIDE.contains(&c))) {
        let trimmed = run.trim_start_matches(INSIDE);
        let start = rest + run.len() - trimmed.len();
        let word = trimmed.trim_end_matches(INSIDE);
        if !word.is_empty() {
            words.push(start..start + word.len());
        }
        rest += run.len() + text[rest + run.len()..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

fn is_vowel(letter: char) -> bool {
    "AEIOUaeiou".contains(letter)
}

/// Two capitals or more, with digits between or behind them, and no Roman numeral.
fn is_short(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let plain = word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '-');
    let is_roman = word.chars().all(|c| "IVXLCDM".contains(c));
    let starts = word.starts_with(char::is_uppercase);
    starts && plain && capitals >= 2 && word.chars().count() <= LONGEST && !is_roman
}

/// A word among three and more in capitals, with nothing between them: a heading or a stressed part.
fn in_capitals(text: &str, words: &[Range<usize>], at: usize) -> bool {
    let shouts = |word: &Range<usize>| {
        let word = &text[word.clone()];
        word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
    };
    let follows = |first: usize| text[words[first].end..words[first + 1].start].trim().is_empty();
    let before = (0..at).rev().take(2).take_while(|&one| shouts(&words[one]) && follows(one)).count();
    let behind = (at + 1..words.len()).take(2).take_while(|&one| shouts(&words[one]) && follows(one - 1)).count();
    shouts(&words[at]) && before + behind >= 2
}

/// `Surat Perintah Membayar (SPM)`: the words before the bracket have its letters, or end with a name.
fn is_written_before(text: &str, words: &[Range<usize>], at: usize) -> bool {
    let Some(last) = at.checked_sub(1) else { return false };
    if !text[words[last].end..words[at].start].contains('(') {
        return false;
    }
    let short = &text[words[at].clone()];
    let from = at.saturating_sub(letters(short).count() + MORE_WORDS);
    let is_name = last > 0 && is_capitalised(&text[words[last].clone()]);
    is_name || (from..at).any(|start| begins_with_letters(text, &words[start..at], short))
}

/// `SPM (Surat Perintah Membayar)`: the words in the bracket have its letters, or are a name.
fn is_written_behind(text: &str, words: &[Range<usize>], at: usize) -> bool {
    let Some(next) = words.get(at + 1) else { return false };
    if text[words[at].end..next.start].trim() != "(" {
        return false;
    }
    let short = &text[words[at].clone()];
    let is_open = |word: &&Range<usize>| !text[next.start..word.start].contains(')');
    let most = letters(short).count() + MORE_WORDS;
    let inside: Vec<Range<usize>> = words[at + 1..].iter().take(most).take_while(is_open).cloned().collect();
    let is_name = inside.len() > 1 && is_capitalised(&text[next.clone()]);
    is_name || begins_with_letters(text, &inside, short)
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

fn letters(short: &str) -> impl Iterator<Item = char> {
    short.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase)
}

/// Whether words begin with the first letter of a short form and hold the others in that order.
fn begins_with_letters(text: &str, words: &[Range<usize>], short: &str) -> bool {
    let wanted: Vec<char> = letters(short).collect();
    let most = wanted.len() + MORE_WORDS;
    let mut left = wanted.iter().peekable();
    for (at, word) in words.iter().take(most).enumerate() {
        for (place, letter) in text[word.clone()].chars().flat_map(char::to_lowercase).enumerate() {
            match left.peek() {
                Some(wanted) if **wanted == letter => {
                    left.next();
                }
                _ if at == 0 && place == 0 => return false,
                _ => {}
            }
        }
        if left.peek().is_none() {
            // A word that has all the letters is the short form again.
            return at > 0;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sop::Vocabulary;

    fn shipped() -> AbbreviationWords {
        Vocabulary::shipped().expect("the vocabulary").abbreviations
    }

    fn used(text: &str) -> Vec<String> {
        let parts = shipped().used(text).into_iter().flat_map(|one| one.parts);
        parts.map(|part| text[part].to_owned()).collect()
    }

    #[test]
    fn capitals_with_digits_and_hyphens_are_abbreviations() {
        assert_eq!(used("Mengirim SPP-LS, SP2D dan KTP-el ke KPPN."), ["SPP", "LS", "SP2D", "KTP", "KPPN"]);
        assert_eq!(used("Berkas é SPP/SPM dari PPK; SOPs of the unit"), ["SPP", "SPM", "PPK", "SOP"]);
        assert_eq!(used("SPM"), ["SPM"], "an entry that is nothing else");
    }

    #[test]
    fn what_is_not_surely_an_abbreviation_is_none() {
        for text in [
            "Mencatat nomor SOP-012/KUL/2025 dan 012/KUL/2025",
            "Bagian II, bab XIV dan lampiran III",
            "Berkas TIDAK lengkap WAJIB dikembalikan",
            "Mengisi formulir PENGAJUAN SURAT PERINTAH sampai selesai",
            "MENELITI BERKAS SPM",
            "ADA",
            "Sesuai UU 17/2003, PMK Nomor 190 dan ISO 9001",
            "Kirim ke a.KPU@kab.GO.id dan DATA_SPM.xlsx, S.H.",
            "Ukuran A4, butir B dan C",
            "Membuka aplikasi Si-IMUT",
        ] {
            assert_eq!(used(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_meaning_stands_before_behind_or_beside() {
        let words = shipped();
        for (text, explained) in [
            ("Mengirim Surat Perintah Membayar (SPM) ke loket", &["SPM"][..]),
            ("Surat Perintah Pencairan Dana (SP2D)", &["SP2D"]),
            ("SPP-LS (Surat Permintaan Pembayaran Langsung)", &["SPP-LS"]),
            ("rencana kerja dan anggaran (RKA)", &["RKA"]),
            ("dikenakan Value Added Tax (PPN)", &["PPN"]),
            ("Surat Perintah Membayar, yang selanjutnya disebut SPM, …", &["SPM"]),
            ("the order, hereinafter referred to as PO", &["PO"]),
            ("TTE adalah tanda tangan elektronik", &["TTE"]),
            ("PPK: Pejabat Pembuat Komitmen", &["PPK"]),
            ("Menyerahkan berkas (SPP)", &[]),
            ("Menyerahkan SPP (SPP) itu", &[]),
            ("SPP (SPP asli)", &[]),
            ("SPM (asli)", &[]),
            ("SPM: dikirim ke loket", &[]),
            ("SPM adalah syarat", &[]),
        ] {
            assert_eq!(words.explained(text), explained, "{text}");
        }
    }
}
