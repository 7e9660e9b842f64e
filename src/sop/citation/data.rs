//! The shapes of `rules/regulations/types.yaml` and `mistaken.yaml`, as they are written. Their heads say what each
//! field means; here nothing is checked but the shape.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::sop::model::CitationMistake;

/// `types.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypesData {
    /// Kinds of regulation.
    pub types: Vec<TypeData>,
    /// Phrases that begin like a kind but are none.
    #[serde(default)]
    pub not_types: Vec<String>,
    /// Letters in front of a number.
    #[serde(default)]
    pub number_prefixes: Vec<PrefixData>,
    /// Parts of a number that tell the kind.
    #[serde(default)]
    pub number_marks: Vec<MarkData>,
    /// Issuers with several names.
    #[serde(default)]
    pub issuers: Vec<IssuerData>,
    /// Words of an issuer's name that do not tell it from another.
    #[serde(default)]
    pub issuer_noise: Vec<String>,
    /// How a regulation is named in messages.
    pub written: WrittenData,
    /// First words of forms that are abbreviations.
    #[serde(default)]
    pub short_forms: Vec<String>,
    /// The words of a citation.
    pub words: WordsData,
    /// The words of subjects, which the registry compares.
    #[serde(default)]
    pub subjects: SubjectsData,
}

/// How subjects are compared.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectsData {
    /// Short forms and what they mean: `BMN`.
    pub expand: BTreeMap<String, String>,
    /// Words that tell nothing.
    pub skip: Vec<String>,
    /// First words of the subject of a regulation that amends or repeals another.
    pub changes: Vec<String>,
}

/// How a regulation is named in messages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenData {
    /// `{type} Nomor {number} Tahun {year}`.
    pub with_year: String,
    /// For a number that ends with the year.
    pub with_year_in_number: String,
}

/// A kind of regulation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeData {
    /// `UU`.
    pub code: String,
    /// `Undang-Undang`.
    pub name: String,
    /// Place in a dasar hukum list, 1 first.
    pub rank: Option<u8>,
    /// Whether it has a number.
    #[serde(default = "yes")]
    pub numbered: bool,
    /// Whether many bodies issue it.
    #[serde(default)]
    pub issuer: bool,
    /// Its name with an issuer: `Peraturan {issuer}`.
    #[serde(default)]
    pub issued_as: Option<String>,
    /// The names it is cited by.
    pub forms: Vec<String>,
}

fn yes() -> bool {
    true
}

/// Letters in front of a number: `PER`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrefixData {
    /// The letters.
    pub prefix: String,
    /// The kind they stand for.
    pub code: Option<String>,
}

/// A part of a number that tells the kind: `PMK`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkData {
    /// The part, up to a full stop or the next slash.
    pub part: String,
    /// The kinds that give way.
    pub of: Vec<String>,
    /// The kind it tells.
    pub code: String,
}

/// An issuer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssuerData {
    /// As in a registry key: `BPS`.
    pub code: String,
    /// Its names.
    pub forms: Vec<String>,
}

/// The words of a citation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsData {
    /// `nomor`.
    pub number: Vec<String>,
    /// `tahun`.
    pub year: Vec<String>,
    /// `tentang`.
    pub subject: Vec<String>,
    /// `mengingat`.
    pub lead_in: Vec<String>,
    /// `tanggal`.
    pub date: Vec<String>,
    /// `pasal`.
    pub aside: Vec<String>,
    /// `lembaran negara`.
    pub gazette: Vec<String>,
    /// `sebagaimana`.
    pub whereas: Vec<String>,
    /// `diubah`.
    pub changed: Vec<String>,
    /// `jo`.
    pub amended: Vec<String>,
    /// `dan`.
    pub joiner: Vec<String>,
    /// `SOP`.
    pub sop: Vec<String>,
}

/// `mistaken.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MistakenData {
    /// The known mistakes.
    pub mistaken: Vec<Mistaken>,
}

/// A citation known to be mistaken.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mistaken {
    /// Kinds as written.
    pub type_codes: Vec<String>,
    /// Running number as written.
    pub number: String,
    /// Year as written.
    pub year: i16,
    /// Issuers by name, for kinds many bodies issue; empty = where none is named.
    #[serde(default)]
    pub issuers: Vec<String>,
    /// Phrases one of which must stand in the citation; empty = always.
    pub near: Vec<String>,
    /// What was probably meant.
    pub meant: Meant,
    /// What to tell the author.
    pub note: String,
    /// What is wrong.
    pub wrong: CitationMistake,
    /// Whether it is a fact; if not, the finding is a question.
    pub verified: bool,
    /// Where this comes from.
    pub source: String,
}

/// What was probably meant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meant {
    /// Key in the registry.
    pub id: String,
    /// Number.
    pub number: String,
    /// Year.
    pub year: i16,
    /// The citation without its subject.
    pub text: String,
}
