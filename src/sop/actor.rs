//! Names of actors: what kind they are, and when two spellings are the same actor.
//!
//! In: a name as written. Out: its normal form, its alias in brackets and its kind. Equal
//! normal forms or aliases are the same actor; a near match never is.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::label::{may_have_number, normal};
use super::model::ActorKind;
use super::vocabulary::WordFile;

/// Words about actors, compiled.
#[derive(Debug)]
pub struct ActorWords {
    kinds: FxHashMap<Box<str>, ActorKind>,
    longest_kind: usize,
    /// Kinds by the last word, for languages that put the noun behind.
    endings: FxHashMap<Box<str>, ActorKind>,
    person_titles: FxHashSet<Box<str>>,
    person_degrees: FxHashSet<Box<str>>,
    expand: FxHashMap<Box<str>, Box<str>>,
    /// Bytes of the longest short form.
    longest_short: usize,
}

/// The forms by which an actor is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorNames {
    /// The name without the alias.
    pub name: String,
    /// The short form in brackets: `Pejabat Pembuat Komitmen (PPK)`.
    pub alias: Option<String>,
}

/// The words of each kind, in their normal form.
fn kinds_of(lists: &BTreeMap<String, Vec<String>>) -> FxHashMap<Box<str>, ActorKind> {
    let mut kinds = FxHashMap::default();
    for (name, list) in lists {
        let kind = ActorKind::SPEC.code(name).and_then(ActorKind::from_code).unwrap_or(ActorKind::Unknown);
        kinds.extend(list.iter().map(|word| (Box::<str>::from(&*normal(word)), kind)));
    }
    kinds
}

/// `S.Kep` is `S.Kep.`
fn without_stop(degree: &str) -> &str {
    degree.strip_suffix('.').unwrap_or(degree)
}

impl ActorWords {
    pub(super) fn new(words: &WordFile) -> Self {
        let kinds = kinds_of(&words.actor_kinds);
        let longest_kind = kinds.keys().map(|name| name.split(' ').count()).max().unwrap_or(1);
        let written_out = |(short, long): (&String, &String)| (normal(short).into(), normal(long).into());
        let expand: FxHashMap<Box<str>, Box<str>> = words.expand.iter().map(written_out).collect();
        Self {
            kinds,
            longest_kind,
            endings: kinds_of(&words.actor_endings),
            person_titles: words.person_titles.iter().map(|mark| mark.as_str().into()).collect(),
            person_degrees: words.person_degrees.iter().map(|mark| without_stop(mark).into()).collect(),
            longest_short: expand.keys().map(|short| short.len()).max().unwrap_or_default(),
            expand,
        }
    }

    /// The normal forms of a name.
    #[must_use]
    pub fn names(&self, written: &str) -> ActorNames {
        let (name, alias) = match written.trim().strip_suffix(')').and_then(|rest| rest.split_once('(')) {
            Some((name, alias)) if !name.trim().is_empty() => (name, Some(self.form(alias))),
            _ => (written, None),
        };
        ActorNames { name: self.form(name), alias: alias.filter(|alias| !alias.is_empty()) }
    }

    /// Lower case, without punctuation but `/`, short forms of words written out.
    fn form(&self, written: &str) -> String {
        match written.trim() {
            plain if plain.is_ascii() && !may_have_number(plain) => self.form_of_ascii(plain),
            trimmed => self.form_of_normal(&normal(trimmed)),
        }
    }

    /// The same for the common case, in one go.
    fn form_of_ascii(&self, text: &str) -> String {
        let mut form: Vec<u8> = Vec::with_capacity(text.len());
        let (mut start, mut space, mut sign) = (0, false, false);
        for byte in text.bytes() {
            match byte {
                b' ' | b'_' | b'\t'..=b'\r' => space = true,
                b'/' | b'&' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                    // Around `/` there are no spaces.
                    if sign || (space && byte != b'/' && form.last() != Some(&b'/')) {
                        self.write_out(&mut form, start);
                        if !form.is_empty() {
                            form.push(b' ');
                        }
                        start = form.len();
                    }
                    (space, sign) = (false, false);
                    form.push(byte.to_ascii_lowercase());
                }
                _ => sign = true,
            }
        }
        self.write_out(&mut form, start);
        String::from_utf8(form).expect("internal: names in ASCII and the words of the vocabulary are UTF-8")
    }

    /// Writes the last word out, which begins at `start`, if it is a short form.
    fn write_out(&self, form: &mut Vec<u8>, start: usize) {
        let word = form.get(start..).filter(|word| word.len() <= self.longest_short);
        let word = word.and_then(|word| std::str::from_utf8(word).ok());
        if let Some(long) = word.and_then(|word| self.expand.get(word)) {
            form.truncate(start);
            form.extend_from_slice(long.as_bytes());
        }
    }

    fn form_of_normal(&self, lower: &str) -> String {
        let mut form = String::with_capacity(lower.len());
        for word in lower.split(|c: char| !(c.is_alphanumeric() || c == '/' || c == '&')) {
            if word.is_empty() {
                continue;
            }
            if !form.is_empty() {
                form.push(' ');
            }
            let written_out = (word.len() <= self.longest_short).then(|| self.expand.get(word)).flatten();
            form.push_str(written_out.map_or(word, AsRef::as_ref));
        }
        form
    }

    /// A title in front, or a degree behind a comma or at the end: `Direktur RSUD Dr. Soetomo` is no person.
    fn is_person(&self, written: &str) -> bool {
        let first = written.split_whitespace().next().unwrap_or_default();
        let last = written.split_whitespace().next_back().unwrap_or_default();
        let behind = written.split(',').skip(1).filter_map(|part| part.split_whitespace().next());
        let has_degree = || behind.chain([last]).any(|word| self.is_degree(word));
        // `Perawat, S.Kep.` asks for a degree and names nobody.
        self.person_titles.contains(first) || (self.by_words(written) != Some(ActorKind::Position) && has_degree())
    }

    /// The form in which names of persons are compared: without the titles in front and the degrees behind.
    #[must_use]
    pub fn person(&self, written: &str) -> String {
        let name = written.split(',').next().unwrap_or_default();
        let words = name.split_whitespace().filter(|word| !self.person_titles.contains(*word) && !self.is_degree(word));
        normal(&words.collect::<Vec<_>>().join(" ")).replace('.', " ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether a word is a degree that stands behind a name.
    #[must_use]
    pub fn is_degree(&self, word: &str) -> bool {
        self.person_degrees.contains(without_stop(word))
    }

    /// The kind a name tells: a person by titles, the rest by the first words, else by the noun at the end (`Quality
    /// Manager`, `Director of Operations`).
    #[must_use]
    pub fn kind(&self, written: &str) -> ActorKind {
        if self.is_person(written) {
            return ActorKind::Person;
        }
        self.by_words(written).or_else(|| self.by_ending(written)).unwrap_or(ActorKind::Unknown)
    }

    fn by_words(&self, written: &str) -> Option<ActorKind> {
        let name = normal(written);
        let words: Vec<&str> = name.split([' ', '(', ')', ',']).filter(|word| !word.is_empty()).collect();
        let longest = words.len().min(self.longest_kind);
        (1..=longest).rev().find_map(|count| self.kinds.get(words[..count].join(" ").as_str()).copied())
    }

    fn by_ending(&self, written: &str) -> Option<ActorKind> {
        let name = normal(written.split(['(', ',', '/']).next().unwrap_or_default());
        let noun = [" of ", " for ", " in "].iter().filter_map(|of| name.find(of)).min();
        let noun = noun.map_or(&*name, |at| &name[..at]);
        self.endings.get(noun.split_whitespace().next_back()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use crate::sop::Vocabulary;
    use crate::sop::model::ActorKind;

    #[test]
    fn a_degree_behind_a_name_tells_a_person_and_one_behind_a_position_does_not() {
        let words = Vocabulary::shipped().expect("the shipped vocabulary").actors;
        for person in
            ["Rina Contoh, S.Kep.", "Rina Contoh, S.Kep", "Rina Contoh, A.Md.Keb., S.KM", "Budi Contoh M.Kes."]
        {
            assert_eq!(words.kind(person), ActorKind::Person, "{person}");
        }
        for position in ["Perawat, S.Kep.", "Perawat S.Kep", "Direktur RSUD Dr. Soetomo", "Bidan (A.Md.Keb.)"] {
            assert_eq!(words.kind(position), ActorKind::Position, "{position}");
        }
        for other in ["dr. Jaga", "Ibu Hamil", "Tim S.O.P."] {
            assert_ne!(words.kind(other), ActorKind::Person, "{other}");
        }
    }

    #[test]
    fn all_short_names_in_ascii_have_the_form_of_other_names() {
        let words = Vocabulary::shipped().expect("the shipped vocabulary").actors;
        let letters = ["K", "a", " ", "_", "/", "&", ".", ")", "1", "\t", "-", ":"];
        let mut names = vec![String::new()];
        for at in 0.. {
            let Some(name) = names.get(at).filter(|name| name.len() < 5) else { break };
            let longer: Vec<String> = letters.iter().map(|letter| format!("{name}{letter}")).collect();
            names.extend(longer);
        }
        names.extend(["Kasubbag. Umum / TU", "Ka. Bag_Umum:", "KEPALA  SUB-BAGIAN (a)"].map(str::to_owned));
        let normal = |name: &str| words.form_of_normal(&crate::sop::label::normal(name));
        let wrong = names.iter().find(|name| words.form(name) != normal(name));
        assert_eq!(wrong, None);
        let short = words.expand.iter().find(|(short, _)| !short.contains(' ')).expect("short forms");
        assert_eq!(words.form(&format!("{}, {}", short.0.to_uppercase(), short.0)), format!("{0} {0}", short.1));
    }

    #[test]
    fn persons_are_compared_without_titles_and_degrees() {
        let words = Vocabulary::shipped().expect("the shipped vocabulary").actors;
        for written in ["Nama Pejabat Contoh", "Drs. Nama Pejabat Contoh, M.M.", "NAMA PEJABAT CONTOH, S.H., M.Si"] {
            assert_eq!(words.person(written), "nama pejabat contoh", "{written}");
        }
        assert_ne!(words.person("N. Pejabat Contoh"), words.person("Nama Pejabat Contoh"), "initials are not guessed");
    }
}
