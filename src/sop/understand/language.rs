//! The language a document is written in.
//!
//! In: its texts. Out: Indonesian or English, told by small words, or by its keys where it is too short for them.

use crate::document::{Document as Neutral, NodeKind};
use crate::sop::label::normal;
use crate::sop::record::TypeId;
use crate::sop::{Language, Vocabulary};

/// The language whose small words are more frequent.
///
/// A short document without any of them is taken for Indonesian, the language of its labels.
pub(super) fn of(source: &Neutral<'_>, vocabulary: &Vocabulary) -> Language {
    /// Words that are looked at: enough to tell, whatever the size of the document.
    const MOST_WORDS: usize = 200;
    /// Bytes of the longest small word.
    const LONGEST: usize = 8;
    /// A lead nothing that follows would take back.
    const CLEAR_LEAD: usize = 8;
    let mut counts = [0_usize; Language::ALL.len()];
    let words = source.nodes().flat_map(|node| node.text.as_str().split_ascii_whitespace()).take(MOST_WORDS);
    for word in words.filter(|word| word.len() <= LONGEST && word.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        let mut lower = [0; LONGEST];
        let lower = &mut lower[..word.len()];
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let Ok(word) = std::str::from_utf8(lower) else { continue };
        if let Some(language) = vocabulary.language_words.get(word) {
            counts[*language as usize] += 1;
            if counts[0].abs_diff(counts[1]) >= CLEAR_LEAD {
                break;
            }
        }
    }
    let [id, en] = counts;
    if id == en && id == 0 {
        return of_keys(source, vocabulary);
    }
    if en > id { Language::En } else { Language::Id }
}

/// The language of most keys at the top, for a document too short to tell by its words.
fn of_keys(source: &Neutral<'_>, vocabulary: &Vocabulary) -> Language {
    let keys = source.nodes().filter(|node| node.kind == NodeKind::Field).map(|node| node.text.as_str());
    let mut english = 0_i32;
    for key in keys.take(60) {
        let known = [TypeId::Document, TypeId::Step].into_iter().find_map(|ty| Some((ty, vocabulary.label(ty, key)?)));
        if let Some((ty, label)) = known {
            let form = normal(key);
            let is = |language| normal(vocabulary.field_name(ty, label.field, language)) == form;
            let canonical = normal(ty.fields()[label.field as usize].name) == form;
            english += i32::from(canonical || is(Language::En)) - i32::from(is(Language::Id));
        }
    }
    if english > 0 { Language::En } else { Language::Id }
}
