//! What a folder needs: its packs, the language of their messages, and why.
//!
//! In: a [`Survey`]. Out: a [`Proposal`]. Most of the documents that were read decide; what cannot be told stays as it is without
//! settings.

use super::survey::Survey;
use crate::pack::{DEFAULT, ShippedPack, shipped};
use crate::sop::Language;

/// What is proposed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Proposal {
    /// Names of shipped packs.
    pub(super) packs: Vec<&'static str>,
    /// Why these, in the language of the settings.
    pub(super) why: String,
    /// Language of messages.
    pub(super) language: Language,
}

impl Proposal {
    /// What fits most documents; the language of messages may be asked for.
    pub(super) fn of(survey: &Survey, asked: Option<Language>) -> Self {
        let most = |count: usize| count * 2 > survey.read;
        let is_english = most(survey.english);
        let language = asked.unwrap_or(if is_english { Language::En } else { Language::Id });
        let say = |id: &str, en: &str| match language {
            Language::Id => id.to_owned(),
            Language::En => en.to_owned(),
        };
        if is_english {
            let why = say("sebagian besar dokumen berbahasa Inggris", "most documents are in English");
            return Self { packs: vec!["core-document-control", "flow-soundness"], why, language };
        }
        let (mut packs, mut why) = match () {
            () if survey.read == 0 => {
                (Vec::new(), say("belum ada SOP yang terbaca di sini", "no SOP could be read here yet"))
            }
            () if most(survey.kpu) => (vec!["kpu"], say("SOP di sini milik KPU", "the SOPs here are those of a KPU")),
            () if most(survey.local) => (
                vec!["pemda"],
                say("SOP di sini milik pemerintah daerah", "the SOPs here are those of a local government"),
            ),
            () => {
                (Vec::new(), say("tidak ada instansi dengan paket sendiri", "no organisation with a pack of its own"))
            }
        };
        if survey.read > 0 && most(survey.narrative) {
            packs.push("narrative");
            why += &say(", berbentuk bab tanpa kolom pelaksana", ", told in chapters without a column of actors");
        }
        if packs.is_empty() {
            packs.push(DEFAULT);
        }
        Self { packs, why, language }
    }
}

/// A shipped pack in its edition: `sop-ap@1`.
pub(super) fn edition(pack: &ShippedPack) -> String {
    format!("{}@{}", pack.name, pack.version.split('.').next().unwrap_or(pack.version))
}

/// The names of packs as they stand under `extends`.
pub(super) fn editions(packs: &[&str]) -> Vec<String> {
    packs.iter().map(|name| shipped(name).map_or_else(|| (*name).to_owned(), edition)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packs(survey: &Survey) -> Vec<&'static str> {
        Proposal::of(survey, None).packs
    }

    #[test]
    fn most_documents_decide() {
        assert_eq!(packs(&Survey { read: 3, kpu: 2, local: 1, ..Survey::default() }), ["kpu"]);
        assert_eq!(packs(&Survey { read: 4, kpu: 2, local: 2, ..Survey::default() }), ["sop-ap"]);
        assert_eq!(packs(&Survey { read: 2, local: 2, narrative: 2, ..Survey::default() }), ["pemda", "narrative"]);
        assert_eq!(packs(&Survey { read: 2, narrative: 2, ..Survey::default() }), ["narrative"]);
        assert_eq!(packs(&Survey { read: 3, english: 2, ..Survey::default() })[0], "core-document-control");
        assert_eq!(packs(&Survey::default()), ["sop-ap"]);
    }

    #[test]
    fn the_language_of_messages_is_that_of_the_documents_unless_asked_for() {
        let english = Survey { read: 1, english: 1, ..Survey::default() };
        assert_eq!(Proposal::of(&english, None).language, Language::En);
        assert_eq!(Proposal::of(&english, Some(Language::Id)).language, Language::Id);
    }
}
