//! Whether a text can hold any of some words: told for most texts several times as fast as by looking for the words.
//!
//! In: words, each found anywhere or only as a word of its own, in any case of ASCII letters. Out: a [`Sieve`], which
//! rules out most texts that hold none of them, and never one that does. It takes the pairs of neighbouring letters: a text
//! in which no pair that may begin a word is followed by one that may go on with it, and so on, holds no word (the method
//! is known as shift-and).

/// Classes of bytes: the letters in either case, and a few for all the others.
const CLASSES: usize = 32;
/// Digits and `_`, which belong to words as letters do.
const DIGIT: u8 = 27;
/// Bytes beyond ASCII, of letters or of signs.
const BEYOND: u8 = 31;
/// What may stand before and behind a word: all but letters and digits. Of what is beyond ASCII nothing is known.
const AROUND: u32 = 1 << 0 | 1 << 28 | 1 << 29 | 1 << 30 | 1 << BEYOND;
/// Pairs of a word that are looked at: the bits of a lane.
const PAIRS: usize = 8;
/// Words of about one length share a lane: the last bit of each says that one of them may stand here.
const LANES: usize = 4;
const LAST: u32 = 0x8080_8080;

/// The class of each byte.
const CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [BEYOND; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' => byte - b'a' + 1,
            b'A'..=b'Z' => byte - b'A' + 1,
            b'0'..=b'9' | b'_' => DIGIT,
            b'-' | b'/' => 28,
            b'.' => 29,
            b' ' | b',' | 0..=31 => 0,
            _ => 30,
        };
        byte += 1;
    }
    classes
}

/// Pairs of letters of some words.
#[derive(Debug)]
pub(super) struct Sieve {
    /// By the classes of two bytes: at which places of words they may stand, a bit for each.
    pairs: Box<[u32; CLASSES * CLASSES]>,
    /// The places where words begin.
    starts: u32,
}

/// Where a word is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Anywhere, in the midst of a word too.
    Anywhere,
    /// At the start of a word.
    AtStart,
    /// As a whole word.
    Whole,
}

impl Sieve {
    /// The sieve for some words; nothing when an empty one is among them.
    pub(super) fn new<'w>(words: impl Iterator<Item = (&'w str, Standing)>) -> Option<Self> {
        let words: Vec<Vec<u32>> = words.map(|(word, standing)| places(word, standing)).collect::<Option<_>>()?;
        let mut sieve = Self { pairs: Box::new([0; CLASSES * CLASSES]), starts: 0 };
        for lane in 0..LANES {
            let words = || words.iter().filter(|word| lane_of(word.len() - 1) == lane);
            let Some(shortest) = words().map(|word| word.len() - 1).min() else { continue };
            let first = (lane + 1) * PAIRS - shortest;
            sieve.starts |= 1 << first;
            words().for_each(|word| sieve.add(&word[..=shortest], first));
        }
        Some(sieve)
    }

    /// Adds a word whose pairs have the bits from `first` on.
    fn add(&mut self, word: &[u32], first: usize) {
        for (bit, pair) in (first..).zip(word.windows(2)) {
            for (before, behind) in bits(pair[0]).flat_map(|before| bits(pair[1]).map(move |behind| (before, behind))) {
                self.pairs[before * CLASSES + behind] |= 1 << bit;
            }
        }
    }

    /// Whether none of the words can occur in a text.
    pub(super) fn rule_out(&self, text: &str) -> bool {
        // Before and behind a text is what stands around words.
        let (mut pair, mut places, mut met) = (0, 0, 0);
        let mut step = |class: u8| {
            pair = (pair * CLASSES + usize::from(class)) % (CLASSES * CLASSES);
            places = (places << 1 | self.starts) & self.pairs[pair];
            met |= places;
        };
        text.bytes().for_each(|byte| step(CLASS[usize::from(byte)]));
        step(0);
        met & LAST == 0
    }
}

/// The classes of a set.
fn bits(classes: u32) -> impl Iterator<Item = usize> {
    let rest = std::iter::successors(Some(classes), |rest| Some(rest & rest.wrapping_sub(1)).filter(|rest| *rest != 0));
    rest.filter(|rest| *rest != 0).map(|rest| rest.trailing_zeros() as usize)
}

/// The lane for words of that many pairs.
fn lane_of(pairs: usize) -> usize {
    match pairs {
        0..=3 => 0,
        4..=5 => 1,
        6..=7 => 2,
        _ => 3,
    }
}

/// The classes that may stand at each place of a word and around it, a bit for each; nothing for an empty word.
fn places(word: &str, standing: Standing) -> Option<Vec<u32>> {
    let (&first, &last) = (word.as_bytes().first()?, word.as_bytes().last()?);
    // A sign is found whatever stands beside it.
    let is_of_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let before = (standing != Standing::Anywhere && is_of_word(first)).then_some(AROUND);
    let behind = if standing == Standing::Whole && is_of_word(last) { AROUND } else { u32::MAX };
    let letters = word.bytes().map(|byte| 1 << CLASS[usize::from(byte)]);
    Some(before.into_iter().chain(letters).chain([behind]).take(PAIRS + 1).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sieve(words: &[&str], standing: Standing) -> Sieve {
        Sieve::new(words.iter().map(|word| (*word, standing))).expect("no empty word")
    }

    #[test]
    fn a_text_with_a_word_is_never_ruled_out() {
        let words =
            ["{", "x", "di", "web", "…", "ruang", "dan/atau", "é", "ab_c", "meng-upload", "/", "sebagaimana dimaksud"];
        for standing in [Standing::Anywhere, Standing::AtStart, Standing::Whole] {
            let all = sieve(&words, standing);
            for word in words {
                for text in [word.to_owned(), word.to_ascii_uppercase(), format!("– {word}"), format!("(“{word}”).")]
                {
                    assert!(!all.rule_out(&text), "{text}");
                    assert!(!sieve(&[word], standing).rule_out(&text), "{text}");
                }
            }
        }
    }

    /// Whether a word stands in a text, found out the slow way.
    fn stands(text: &str, word: &str, standing: Standing) -> bool {
        let is_of_word = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        let lower = text.to_ascii_lowercase();
        lower.match_indices(word).any(|(at, _)| {
            let (before, behind) = (&lower[..at], &lower[at + word.len()..]);
            let cut = |inner: Option<char>, outer: Option<char>| is_of_word(inner) && is_of_word(outer);
            let starts = !cut(word.chars().next(), before.chars().next_back());
            let ends = !cut(word.chars().next_back(), behind.chars().next());
            match standing {
                Standing::Anywhere => true,
                Standing::AtStart => starts,
                Standing::Whole => starts && ends,
            }
        })
    }

    #[test]
    fn of_all_short_texts_none_is_ruled_out_that_holds_a_word() {
        let letters = ["a", "B", " ", "_", "-", "é", "…"];
        let mut texts = vec![String::new()];
        for at in 0.. {
            let Some(text) = texts.get(at).filter(|text| text.chars().count() < 5) else { break };
            let longer: Vec<String> = letters.iter().map(|letter| format!("{text}{letter}")).collect();
            texts.extend(longer);
        }
        let lists = [&["a"][..], &["ab", "é"], &["a b", "bba-a", "_"], &["ab_ba", "aaaa", "b", "…a"]];
        for (words, standing) in lists.iter().flat_map(|words| {
            [Standing::Anywhere, Standing::AtStart, Standing::Whole].map(|standing| (words, standing))
        }) {
            let sieve = sieve(words, standing);
            let held = |text: &&String| words.iter().any(|word| stands(text, word, standing));
            let wrong = texts.iter().filter(held).find(|text| sieve.rule_out(text));
            assert_eq!(wrong, None, "{words:?} {standing:?}");
            assert!(texts.iter().any(|text| sieve.rule_out(text)), "{words:?} {standing:?}");
        }
    }

    #[test]
    fn other_texts_are_ruled_out() {
        let sieve = sieve(&["alamat", "web", "ruang", "pos"], Standing::Whole);
        for text in
            ["di dalam lemari", "surat masuk", "Mencatat berkas dalam buku agenda", "", "posisi", "0pos", "pos_"]
        {
            assert!(sieve.rule_out(text), "{text}");
        }
    }

    #[test]
    fn what_stands_beside_a_word_matters_where_it_is_a_word_of_its_own() {
        let ruled_out = |standing, text| sieve(&["alamat"], standing).rule_out(text);
        for (standing, within, longer) in
            [(Standing::Anywhere, false, false), (Standing::AtStart, true, false), (Standing::Whole, true, true)]
        {
            assert_eq!(ruled_out(standing, "_alamat"), within);
            assert_eq!(ruled_out(standing, "alamatnya"), longer);
            assert!(!ruled_out(standing, "élamat ÉALAMATÉ"), "a byte beyond ASCII may be a sign");
        }
    }

    #[test]
    fn an_empty_word_stands_everywhere() {
        assert!(Sieve::new([("", Standing::Anywhere)].into_iter()).is_none());
    }
}
