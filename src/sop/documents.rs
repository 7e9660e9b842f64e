//! Names of documents in kelengkapan and output: when two of them may be the same, and when they surely are.
//!
//! In: the name of a document as written. Out: a [`DocumentName`]: its key (lower case, without brackets and without words
//! for its state: `Konsep SPP-LS` and `SPP-LS terparaf` are one document), and the tokens by which it is recognised loosely
//! (stems of its words, initials of written-out names). Equal keys are the same document; names without a common token are
//! surely two. Nothing in between is concluded. The words are data (`rules/vocabulary/words.yaml`, `documents`).

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use super::label::normal;
use super::vocabulary::WordFile;

/// Words of a longer name that are looked at; the rest of it is a sentence.
const MOST_WORDS: usize = 12;
/// Letters a stem keeps.
const SHORTEST_STEM: usize = 4;

/// Words about documents.
#[derive(Debug)]
pub struct DocumentWords {
    /// What state a document is in: draft, signed, complete.
    states: FxHashSet<Box<str>>,
    /// Words that name nothing: dan, yang, untuk.
    small: FxHashSet<Box<str>>,
    /// Names that hold other documents: berkas, dokumen.
    collective: FxHashSet<Box<str>>,
    /// First words of papers that somebody made for this case: surat, nota.
    papers: FxHashSet<Box<str>>,
    /// First words of a title that promises a product.
    producing: FxHashSet<Box<str>>,
    /// Words behind which a title says where and for whom.
    limits: FxHashSet<Box<str>>,
    prefixes: Vec<Box<str>>,
    suffixes: Vec<Box<str>>,
}

/// What a document is known by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentName {
    /// Its words without its state; empty when nothing is left.
    pub key: String,
    /// Whether it stands for whatever lies in it: a file, a bundle.
    pub collective: bool,
    /// Whether it is a paper that somebody made for this case, and no tool, supply or form.
    pub paper: bool,
    /// Its words without their endings, as tokens.
    words: Vec<Token>,
    /// Two and more initials in a row, as tokens: `spm` of `surat perintah membayar`.
    parts: Vec<Token>,
}

/// A word that is only ever compared: its hash.
type Token = u64;

fn token(word: &str) -> Token {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

impl DocumentWords {
    pub(super) fn new(words: &WordFile) -> Self {
        let list = |name: &str| words.documents.get(name).into_iter().flatten();
        let set = |name: &str| list(name).map(|word| Box::<str>::from(&*normal(word))).collect();
        let mut prefixes: Vec<Box<str>> = list("prefixes").map(|word| word.as_str().into()).collect();
        prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        let mut suffixes: Vec<Box<str>> = list("suffixes").map(|word| word.as_str().into()).collect();
        suffixes.sort_by_key(|suffix| std::cmp::Reverse(suffix.len()));
        Self {
            states: set("states"),
            small: set("small"),
            collective: set("collective"),
            papers: set("papers"),
            producing: set("producing"),
            limits: set("limits"),
            prefixes,
            suffixes,
        }
    }

    /// What a name is known by.
    #[must_use]
    pub fn name(&self, written: &str) -> DocumentName {
        let lower = normal(written);
        let (bare, rest) = lower.split_at(lower.find('(').unwrap_or(lower.len()));
        let words = words(bare).map(|word| (word, true)).chain(words(rest).map(|word| (word, false)));
        let mut name = DocumentName { collective: true, ..DocumentName::default() };
        let (mut initials, mut first) = (String::new(), None);
        for (word, is_bare) in words.take(MOST_WORDS).filter(|(word, _)| !self.small.contains(*word)) {
            name.words.push(token(self.stem(word)));
            initials.extend(word.chars().next());
            if self.states.contains(word) {
                continue;
            }
            if first.replace(word).is_none() {
                name.paper = self.papers.contains(word);
                name.collective = self.collective.contains(word);
            }
            if is_bare {
                let gap = if name.key.is_empty() { "" } else { " " };
                name.key.extend([gap, word]);
            }
        }
        name.parts = parts(&initials);
        name
    }

    /// The product a title promises: `Surat Tugas` of `Penerbitan Surat Tugas di Lingkungan …`.
    #[must_use]
    pub fn promised(&self, title: &str) -> Option<DocumentName> {
        let lower = normal(title);
        let mut words = words(&lower);
        words.next().filter(|first| self.producing.contains(*first))?;
        let product: Vec<&str> = words.take_while(|word| !self.limits.contains(*word)).collect();
        let name = self.name(&product.join(" "));
        (!name.key.is_empty() && !name.collective).then_some(name)
    }

    /// A word without one prefix and one suffix: rough, for it only keeps names apart that share nothing.
    fn stem<'w>(&self, word: &'w str) -> &'w str {
        let fits = |rest: &&str| rest.len() >= SHORTEST_STEM;
        let word = self.suffixes.iter().find_map(|end| word.strip_suffix(&**end).filter(fits)).unwrap_or(word);
        self.prefixes.iter().find_map(|start| word.strip_prefix(&**start).filter(fits)).unwrap_or(word)
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(MOST_WORDS)
}

/// Names that were seen, to be recognised loosely.
#[derive(Debug, Default)]
pub struct Seen {
    words: FxHashSet<Token>,
    parts: FxHashSet<Token>,
}

impl Seen {
    /// Adds a name.
    pub fn add(&mut self, name: &DocumentName) {
        self.words.extend(&name.words);
        self.parts.extend(&name.parts);
    }

    /// Whether a name has a word of them, is a short form of one, or written out what one shortens.
    #[must_use]
    pub fn knows(&self, name: &DocumentName) -> bool {
        let word = |word: &Token| self.words.contains(word) || self.parts.contains(word);
        name.words.iter().any(word) || name.parts.iter().any(|part| self.words.contains(part))
    }
}

/// Two and more initials in a row.
fn parts(initials: &str) -> Vec<Token> {
    let ends: Vec<usize> = initials.char_indices().map(|(at, _)| at).chain([initials.len()]).collect();
    let pairs = (0..ends.len()).flat_map(|from| (from + 2..ends.len()).map(move |to| (from, to)));
    pairs.filter_map(|(from, to)| initials.get(ends[from]..ends[to])).map(token).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Vocabulary;
    use super::*;

    fn with<T>(check: impl FnOnce(&DocumentWords) -> T) -> T {
        check(&Vocabulary::shipped().expect("the shipped vocabulary").documents)
    }

    #[test]
    fn the_state_of_a_document_is_no_part_of_its_key() {
        with(|documents| {
            for written in
                ["Konsep SPP-LS", "Draf SPP-LS", "SPP-LS yang telah ditandatangani", "SPP-LS terparaf (asli)"]
            {
                assert_eq!(documents.name(written).key, "spp ls", "{written}");
            }
            assert_eq!(documents.name("Konsep").key, "");
        });
    }

    #[test]
    fn a_name_is_known_by_a_word_a_stem_or_its_initials() {
        with(|documents| {
            for (seen, asked, known) in [
                ("Surat Perintah Membayar", "SPM", true),
                ("SPM", "Surat Perintah Membayar", true),
                ("Persetujuan", "Surat yang disetujui", true),
                ("Berita Acara Serah Terima", "BA", true),
                ("Disposisi", "Daftar hadir", false),
                ("Kuitansi", "Undangan rapat", false),
            ] {
                let mut names = Seen::default();
                names.add(&documents.name(seen));
                assert_eq!(names.knows(&documents.name(asked)), known, "{seen}: {asked}");
            }
        });
    }

    #[test]
    fn only_a_title_that_makes_something_promises_it() {
        with(|documents| {
            let promised = |title: &str| documents.promised(title).map(|name| name.key);
            assert_eq!(promised("Penerbitan Surat Tugas di Lingkungan Sekretariat").as_deref(), Some("surat tugas"));
            assert_eq!(promised("Pengelolaan Surat Masuk"), None);
            assert_eq!(promised("Penyusunan Dokumen"), None, "whatever lies in it");
        });
    }
}
