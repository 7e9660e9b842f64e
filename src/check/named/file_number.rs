//! `file-number`: the SOP number in the name of a file is that of the SOP in it.
//!
//! *What it checks*: `SOP-013 Surat Masuk.docx` against the number inside. Only a number of one to three digits behind the name of
//! the kind of document (`SOP`, `POS`) is one; it must be among the numbers inside, for the running number may stand anywhere.
//! *Why it matters*: of two swapped files the wrong one is followed. *Parameters*: none. *Example*: `check: file-number`.
//! `{problem}` is the number in the name.

use crate::check::evidence::value_read;
use crate::check::{Judge, Outcome, Specials};
use crate::rule::message::Special;
use crate::sop::Vocabulary;
use crate::sop::label::normal;
use crate::sop::model::DocumentKind;

/// Digits of the longest running number; more are a year or a date.
const MOST_DIGITS: usize = 3;

pub(super) fn check(judge: &mut Judge<'_, '_, '_>) -> Outcome {
    let document = &judge.subject.sop.document;
    if !document.number.is_present() || !document.number.as_str().contains(|c: char| c.is_ascii_digit()) {
        return Outcome::NotApplicable;
    }
    let Some(number) = number_in(judge.run.vocabulary, document.file_name.as_str()) else {
        return Outcome::NotApplicable;
    };
    let inside = document.number.as_str().split(|c: char| !c.is_ascii_digit());
    let same = |digits: &str| digits.trim_start_matches('0') == number.trim_start_matches('0') && !digits.is_empty();
    if inside.into_iter().any(same) {
        return Outcome::Pass;
    }
    let label = judge.run.vocabulary.field_name(document_type(), number_field(), judge.run.language);
    let read = value_read(judge.subject.sop.view, &document.number, "number", label);
    judge.report(vec![read], &Specials::default().with(Special::Problem, number));
    Outcome::Finding
}

fn document_type() -> crate::sop::record::TypeId {
    crate::sop::record::TypeId::Document
}

fn number_field() -> u8 {
    document_type().field("number").map_or(0, |(number, _)| number)
}

/// The running number a file name tells.
fn number_in(vocabulary: &Vocabulary, name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_kind = |word: &str| vocabulary.value(&DocumentKind::SPEC, &normal(word)) == Some(DocumentKind::Sop.code());
    let is_number =
        |word: &str| word.len() <= MOST_DIGITS && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let parted = words.windows(2).find(|pair| is_kind(pair[0]) && is_number(pair[1])).map(|pair| pair[1]);
    let joined = words.iter().find_map(|word| {
        let digits = word.find(|c: char| c.is_ascii_digit())?;
        (is_kind(&word[..digits]) && is_number(&word[digits..])).then_some(&word[digits..])
    });
    parted.or(joined).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_behind_the_kind_of_document_is_the_number_of_the_sop() {
        let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
        for (name, number) in [
            ("SOP-013 Surat Masuk.docx", Some("013")),
            ("sop_7_arsip.xlsx", Some("7")),
            ("SOP013.docx", Some("013")),
            ("SOP 2025 Surat Masuk.docx", None),
            ("SOP Surat Masuk 3.docx", None),
            ("03. Surat Masuk.docx", None),
            ("Sopir 12.docx", None),
        ] {
            assert_eq!(number_in(&vocabulary, name).as_deref(), number, "{name}");
        }
    }
}
