//! The checks of the rule language: their names, their parameters, what they find and why that matters.

use super::{Key, Shape, keys};
use crate::rule::{Explained, Gaps, KeyBy, Predicate, Rising, Within};

/// A check.
#[derive(Debug, Clone, Copy)]
pub struct VerbWords {
    /// Its key in a rule.
    pub name: &'static str,
    /// The shape of its value.
    pub shape: Shape,
    /// When it finds something, in Indonesian.
    pub id: &'static str,
    /// When it finds something, in English.
    pub en: &'static str,
    /// Why that matters, in Indonesian.
    pub why_id: &'static str,
    /// Why that matters, in English.
    pub why_en: &'static str,
    /// What its message may name besides fields.
    pub gives: &'static [&'static str],
    /// A piece of a rule.
    pub example: &'static str,
}

impl VerbWords {
    /// Its parameters, when it has some.
    #[must_use]
    pub fn parameters(&self) -> &'static [Key] {
        match self.shape {
            Shape::Map(keys) => keys,
            _ => &[],
        }
    }
}

const PATHS: Shape = Shape::OneOrMore(&Shape::Path);
const CONDITIONS: Shape = Shape::OneOrMore(&Shape::Condition);
const NAMES_OF_LISTS: Shape = Shape::OneOrMore(&Shape::Text);

/// Writes the table of checks, and the list of their names for the loader.
macro_rules! verbs {
    ($($name:literal: $shape:expr, $id:literal, $en:literal, because $why_id:literal, $why_en:literal, gives $gives:expr, $example:literal;)+) => {
        /// All checks.
        pub const VERBS: &[VerbWords] = &[$(VerbWords {
            name: $name,
            shape: $shape,
            id: $id,
            en: $en,
            why_id: $why_id,
            why_en: $why_en,
            gives: $gives,
            example: $example,
        }),+];
        /// Their names.
        pub(in crate::pack) const VERB_NAMES: &[&str] = &[$($name),+];
    };
}

verbs! {
    "require": PATHS,
        "nilai tidak ada, `-`, atau daftar kosong; satu temuan tiap bidang", "a value is missing or `-`, or a list is empty; one finding for each field",
        because "SOP tanpa isiannya tidak dapat diikuti atau dipertanggungjawabkan", "an SOP without its fields cannot be followed or accounted for",
        gives &["field"], "for: steps\nrequire: [duration]";
    "must": CONDITIONS,
        "syarat tidak terpenuhi; yang tidak dapat diputuskan tidak dilaporkan. Dalam daftar, tiap syarat dinilai sendiri, dan syarat tentang nilai yang tidak ada tidak berlaku; `and` menuntut semuanya", "the condition is false; what cannot be decided is not reported. Of a list each condition is judged on its own, and one about a value that is not there does not apply; `and` demands all of them",
        because "perbandingan antara nilai adalah inti kepatuhan", "comparing values is the heart of compliance",
        gives &["field", "found"], "must: effective_date >= created_date";
    "must-not": CONDITIONS,
        "syarat terpenuhi", "the condition is true",
        because "larangan lebih mudah dibaca daripada penyangkalan", "a ban reads better than a negation",
        gives &["field", "found"], "for: steps\nmust-not: duration.form in (vague, conditional)";
    "forbid-terms": Shape::Map(FORBID_TERMS),
        "kata dari daftar dipakai; kata utuh, huruf besar kecil sama, yang terpanjang menang", "a term of the lists occurs; whole words in any case, the longest wins",
        because "\"segera\" atau \"secukupnya\" dibaca berbeda oleh tiap orang", "\"promptly\" means something else to every reader",
        gives &["term"], "for: steps\nforbid-terms: {in: text, lists: [vague]}";
    "require-terms": Shape::Map(FORBID_TERMS),
        "tidak satu pun kata dari daftar dipakai", "none of the terms occurs",
        because "ada hal yang harus disebut, misalnya pengarsipan hasil", "some things must be said, such as where results are filed",
        gives &[], "require-terms: {in: steps.text, lists: [filing]}";
    "replace-terms": Shape::Map(REPLACE_TERMS),
        "kata kiri dari pasangan dipakai; kata kanan diusulkan", "the left word of a pair occurs; the right one is suggested",
        because "satu hal, satu kata: dokumen seragam", "one thing, one word: documents read alike",
        gives &["term", "better"], "for: steps\nreplace-terms: {in: text, lists: [loanwords]}";
    "unique": Shape::Map(UNIQUE),
        "kunci yang sama muncul dua kali", "a key occurs twice",
        because "nomor yang dipakai dua SOP tidak menunjuk yang mana pun", "a number of two SOPs names neither",
        gives &["other.…"], "unique: {key: number, within: archive}";
    "agree": Shape::Map(AGREE),
        "unsur bernama sama berbeda nilainya; yang minoritas dilaporkan", "elements of one name differ; the minority is reported",
        because "langkah yang sama di dua SOP dengan waktu berbeda menimbulkan multitafsir", "the same step with two times invites two readings",
        gives &["other.…"], "for: steps\nagree: {by: text, same: [duration], within: archive}";
    "resolve": Shape::Map(RESOLVE),
        "rujukan tidak menuju apa pun, atau tujuannya tidak memenuhi `where`", "a reference leads nowhere, or its target fails `where`",
        because "\"kembali ke langkah 12\" dalam sepuluh langkah menghentikan pembaca", "\"back to step 12\" among ten steps stops the reader",
        gives &["near"], "for: related\nwhere: kind = sop\nresolve: {field: target}";
    "order": Shape::Map(ORDER),
        "urutan salah, berulang, atau ada yang terlewat", "out of order, repeated, or a gap",
        because "nomor langkah yang melompat membuat rujukan salah", "a gap in the numbers makes references wrong",
        gives &["term"], "order: {of: steps, by: number, gaps: forbidden}";
    "define": Shape::Map(DEFINE),
        "singkatan dipakai tanpa dijelaskan; satu temuan di pemakaian pertama", "an abbreviation is used and never explained; one finding at its first use",
        because "PPK berarti dua jabatan yang berbeda", "one abbreviation may mean two offices",
        gives &["term"], "define: {what: abbreviations, by: definitions.label, except: [SOP]}";
    "flow": Shape::OneOrMore(&Shape::OneOf(Predicate::SPEC.values)),
        "alur langkah melanggar sifat yang disebut", "the flow of the steps breaks a property",
        because "prosedur yang alurnya terputus tidak dapat diikuti tanpa bertanya kepada pimpinan", "a procedure whose way breaks off cannot be followed without asking a superior",
        gives &["problem"], "flow: [all-reachable]";
    "check": Shape::Text,
        "pemeriksaan bernama menemukan sesuatu; parameternya di `with`", "the named check finds something; its parameters stand under `with`",
        because "yang tidak dapat dikatakan dengan satu perbandingan ditulis dalam program dan dipanggil namanya", "what one comparison cannot say is written in the program and called by name",
        gives &["found"], "check: similar-names\nwith: {of: actors.name, least: 0.9}";
    "ask": Shape::Bilingual,
        "tidak pernah; pertanyaannya dicantumkan dalam laporan untuk dijawab orang", "never; the question stands in the report for a person",
        because "program tidak tahu apakah langkah itu sudah dicoba orang yang mengerjakannya", "no program knows whether those who do the work tried the steps",
        gives &[], "ask: {id: \"Apakah langkah-langkah ini sudah diuji coba?\", en: \"Were the steps tried out?\"}";
}

keys! {
    /// Parameters of `forbid-terms` and `require-terms`.
    FORBID_TERMS / FORBID_TERMS_KEYS {
        "in" !needed: Shape::Path, "teks yang diperiksa", "the texts";
        "lists" !needed: NAMES_OF_LISTS, "nama daftar", "names of lists";
        "at": Shape::OneOf(&["anywhere", "start"]), "di mana kata harus berada", "where a term must stand";
        "except": Shape::OneOrMore(&Shape::Text), "kata atau daftar yang dikecualikan", "terms or lists that are excepted";
        "whole": Shape::Flag, "true: teks hanya berisi kata itu", "true: the text is nothing but the term";
    }

    /// Parameters of `replace-terms`.
    REPLACE_TERMS / REPLACE_TERMS_KEYS {
        "in" !needed: Shape::Path, "teks yang diperiksa", "the texts";
        "lists" !needed: NAMES_OF_LISTS, "daftar pasangan kata", "lists of pairs";
        "at": Shape::OneOf(&["anywhere", "start"]), "di mana kata harus berada", "where a term must stand";
        "except": Shape::OneOrMore(&Shape::Text), "kata atau daftar yang dikecualikan", "terms or lists that are excepted";
    }

    /// Parameters of `unique`.
    UNIQUE / UNIQUE_KEYS {
        "key" !needed: Shape::Path, "kuncinya", "the key";
        "within": Shape::OneOf(Within::SPEC.values), "sejauh mana", "how far";
        "by": Shape::OneOf(KeyBy::SPEC.values), "cara membandingkan", "how keys compare";
        "where": Shape::Condition, "unsur yang dihitung", "which elements count";
    }

    /// Parameters of `agree`.
    AGREE / AGREE_KEYS {
        "by" !needed: Shape::Path, "nama unsur", "the name of an element";
        "same" !needed: PATHS, "nilai yang harus sama", "values that must be equal";
        "within": Shape::OneOf(Within::SPEC.values), "sejauh mana", "how far";
    }

    /// Parameters of `resolve`.
    RESOLVE / RESOLVE_KEYS {
        "field" !needed: Shape::Path, "bidang rujukan", "the reference";
        "where": Shape::Condition, "syarat tentang tujuannya", "condition on the target";
    }

    /// Parameters of `order`.
    ORDER / ORDER_KEYS {
        "of" !needed: Shape::Path, "daftarnya", "the list";
        "by" !needed: Shape::Path, "nilai yang diurutkan", "the value that is in order";
        "direction": Shape::OneOf(Rising::SPEC.values), "arah", "direction";
        "gaps": Shape::OneOf(Gaps::SPEC.values), "apakah boleh melompat", "whether some may be left out";
        "sequence": Shape::List(&Shape::Text), "nilai dalam urutan yang benar", "the values in their right order";
    }

    /// Parameters of `define`.
    DEFINE / DEFINE_KEYS {
        "what" !needed: Shape::OneOf(&["abbreviations"]), "apa yang harus dijelaskan", "what must be explained";
        "by": Shape::Path, "daftar penjelasan", "the list of explanations";
        "except": Shape::OneOrMore(&Shape::Text), "yang sudah dikenal semua orang", "what everybody knows";
        "only": Shape::OneOrMore(&Shape::Text), "hanya kata atau daftar ini yang diperiksa", "terms or lists: no others are looked at";
        "explained": Shape::OneOf(Explained::SPEC.values), "letak penjelasan: `first` paling lambat di pemakaian pertama, `anywhere` di mana saja", "where the explanation stands: `first` not behind the first use, `anywhere` in the document";
    }
}
