//! The shape of an entry of the registry, as it is written in `rules/regulations/registry.yaml` and in project data. The head
//! of that file says what each key means; nothing but the shape is checked here.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::sop::model::LegalStatus;

const REGISTRY: &str = include_str!("../../../rules/regulations/registry.yaml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "meta")]
    _meta: IgnoredAny,
    regulations: Vec<RegulationEntry>,
}

/// The entries that ship with the program.
///
/// # Errors
/// What is wrong with their shape.
pub fn shipped() -> Result<Vec<RegulationEntry>, String> {
    serde_yaml::from_str::<File>(REGISTRY).map(|file| file.regulations).map_err(|error| error.to_string())
}

/// What is said of a regulation. What an entry above another leaves out stays as the one below says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RegulationEntry {
    /// `UU-17-2003`: kind, issuer where many issue that kind, running number, year.
    pub id: String,
    /// `UU`.
    #[serde(rename = "type")]
    pub type_code: Option<String>,
    /// `LKPP`, for kinds that many issue.
    pub issuer: Option<String>,
    /// As in the official text: `210/PMK.05/2022`.
    pub number: Option<String>,
    /// Its year.
    pub year: Option<i64>,
    /// Its subject, or what it is about where the title was not read.
    pub subject: Option<String>,
    /// Whether the subject is the official title, word for word.
    pub subject_exact: Option<bool>,
    /// Where it was published: `ln` (Lembaran Negara), `tln` (its supplement), `bn` (Berita Negara).
    pub gazette: BTreeMap<String, String>,
    /// Whether it is in force.
    pub status: Option<LegalStatus>,
    /// Whether that was established.
    pub status_verified: Option<bool>,
    /// The regulation it amends.
    pub amends: Option<String>,
    /// What amends it.
    pub amended_by: Option<Vec<Claim>>,
    /// What replaces it.
    pub revoked_by: Option<Vec<Claim>>,
    /// What it replaces.
    pub revokes: Option<Vec<Claim>>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Whether number, year and subject were established.
    pub verified: Option<bool>,
    /// Whether it is made anew every budget year.
    pub yearly: Option<bool>,
    /// The name of those that follow each other: `SBM`.
    pub yearly_series: Option<String>,
    /// The budget year it is for.
    pub budget_year: Option<i64>,
    /// Who says so.
    pub source: Source,
    /// The day up to which that was looked at: `2026-11-24`.
    pub as_of: String,
}

/// A regulation that does something to another.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// Whether that was established.
    pub verified: bool,
}

/// Who says so, as findings print it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// In Indonesian.
    pub id: String,
    /// In English.
    pub en: String,
}
