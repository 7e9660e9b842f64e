//! The shape of `rules/vocabulary/time.yaml`: words for units, qualifiers, cells without a quantity, and months.
//!
//! Only a shape: [`super::TimeWords`] checks and compiles it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Basis, DurationForm, Unit};

/// All words for times and dates.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeData {
    /// Every [`Unit`] once.
    pub units: Vec<UnitData>,
    /// Words in front of a quantity.
    pub qualifiers: QualifierData,
    /// Words in place of digits, by their value in thousandths.
    pub numbers: BTreeMap<i64, Vec<String>>,
    /// Words between two numbers or quantities.
    pub connectors: ConnectorData,
    /// Cells that cannot be measured.
    pub vague: Vec<TermList>,
    /// Cells whose time is decided elsewhere.
    pub conditional: Vec<TermList>,
    /// Cells that say how often.
    pub frequency: Vec<TermList>,
    /// Month names.
    pub months: MonthData,
    /// Words that may stand in front of a date: weekdays, `tanggal`.
    pub before_date: PerLanguage,
    /// Words that may stand in front of the year: `tahun`.
    pub before_year: Vec<String>,
    /// What may stand behind the day: `st`, `nd`, `rd`, `th`.
    pub ordinals: Vec<String>,
    /// Test data.
    #[serde(default)]
    pub examples: Vec<Example>,
}

/// A spelling with the form it must get.
#[derive(Debug, Clone, Deserialize)]
pub struct Example(pub String, pub DurationForm);

/// The words for one unit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitData {
    /// Which unit.
    pub unit: Unit,
    /// Its kind, repeated in the data for its readers; must be [`Unit::basis`].
    pub basis: Basis,
    /// How soplint writes it.
    pub name: NameData,
    /// What is read.
    pub forms: PerLanguage,
    /// Wrong spelling → right form.
    #[serde(default)]
    pub misspelt: BTreeMap<String, String>,
}

/// A unit's printed name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameData {
    /// Indonesian.
    pub id: String,
    /// English, of exactly one.
    pub one: String,
    /// English, otherwise.
    pub many: String,
}

/// Words per language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerLanguage {
    /// Indonesian.
    #[serde(default)]
    pub id: Vec<String>,
    /// English.
    #[serde(default)]
    pub en: Vec<String>,
}

/// Qualifiers by the form they make.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualifierData {
    /// `paling lama`
    pub at_most: Vec<TermList>,
    /// `minimal`
    pub at_least: Vec<TermList>,
    /// `±`
    pub approximate: Vec<TermList>,
    /// Words that change nothing: `selama`.
    pub single: Vec<TermList>,
}

/// Connectors by what they do.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectorData {
    /// `5-10 menit`
    pub range: Vec<TermList>,
    /// `1 x 24 jam`
    pub times: Vec<TermList>,
    /// `1 jam dan 30 menit`
    pub sum: Vec<TermList>,
    /// `2 menit/berkas`
    pub per: Vec<TermList>,
    /// `120 menit / 3 hari`
    pub alternatives: Vec<TermList>,
    /// `3 hari kerja sejak diterima`
    pub since: Vec<TermList>,
}

/// Words that rest on the same evidence.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermList {
    /// A, B or C, as explained in the file; not used here.
    pub confidence: String,
    /// Plain words, or `/…/` expressions where a whole cell is meant.
    pub terms: Vec<String>,
    /// How often a spelling was seen; not used here.
    #[serde(default)]
    pub seen: BTreeMap<String, u32>,
}

/// Month names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthData {
    /// Indonesian.
    pub id: MonthNames,
    /// English.
    pub en: MonthNames,
    /// Roman months of document numbers; not read here.
    pub roman: Vec<String>,
}

impl MonthData {
    /// Every right spelling of a month, in both languages.
    pub(super) fn spellings(&self) -> impl Iterator<Item = &str> {
        let names = [&self.id, &self.en].into_iter();
        let spellings =
            names.flat_map(|names| names.full.iter().chain(names.variants.keys()).chain(names.short.keys()));
        spellings.map(String::as_str)
    }
}

/// The month names of one language; every map leads to an entry of `full`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthNames {
    /// Twelve, January first.
    pub full: Vec<String>,
    /// Accepted older spellings.
    #[serde(default)]
    pub variants: BTreeMap<String, String>,
    /// Abbreviations.
    #[serde(default)]
    pub short: BTreeMap<String, String>,
    /// Wrong spellings; suggested, never accepted.
    #[serde(default)]
    pub misspelt: BTreeMap<String, String>,
}
