//! What an audit rests on: the hashes of everything that went into it, so that a report can be held against its files.
//!
//! In: a report with hashes, the linter that made it, and the texts of packs, settings and data. Out: a [`Record`], whose
//! [`Record::id`] stands in every report of the audit; the other way round, a record and the files of today, and what is different.
//! Paths are counted from the places that were named, so that an archive can be held against its record wherever it lies.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Linter;
use super::report::{Checked, Report};
use crate::rule::Phase;
use crate::sop::Language;
use crate::sop::date::{Day, iso};

/// Version of the form of records.
pub const SCHEMA: &str = "soplint-record-v1";

/// The record of an audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Version of the form: [`SCHEMA`].
    pub schema: String,
    /// Hash of `basis`, 64 hexadecimal digits; it stands in every report of the audit.
    pub id: String,
    /// What the audit rests on.
    pub basis: Basis,
    /// The reports that were written, with their hashes.
    pub reports: Vec<Written>,
}

/// What an audit rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Version of the program; vocabulary and registry of regulations are part of it.
    pub version: String,
    /// What the archive is called.
    pub title: String,
    /// The day of the audit.
    #[serde(with = "iso")]
    pub today: Day,
    /// Language of messages.
    pub language: String,
    /// The phase all documents were judged in, when one was chosen.
    pub phase: Option<Phase>,
    /// The rules that ran.
    pub rules: Vec<String>,
    /// Packs, with version and hash.
    pub packs: Vec<Pack>,
    /// Texts of packs, settings, project data (roster, regulations, tables), waivers and baseline, in their order.
    pub texts: Vec<Text>,
    /// The documents, in order.
    pub inputs: Vec<Input>,
}

/// A pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Hash of its text.
    pub sha256: String,
}

/// A text an audit rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// What it is: pack, settings, project, waivers, baseline.
    pub kind: String,
    /// The name of its file, without folders.
    pub name: String,
    /// Hash of it.
    pub sha256: String,
}

/// An input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Its path, from the place that was named.
    pub path: String,
    /// Its size in bytes, when it is known.
    pub bytes: Option<u64>,
    /// Hash of its bytes; one that could not be read has none.
    pub sha256: Option<String>,
    /// How much of it was checked.
    pub checked: Checked,
}

/// A report that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// Its format.
    pub format: String,
    /// The name of its file, without folders.
    pub file: String,
    /// Hash of its bytes.
    pub sha256: String,
}

/// Why a record cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// It is no record.
    #[error("it is no record of an audit: {0}")]
    Other(#[from] serde_json::Error),
    /// It has another form.
    #[error("its form is `{0}`, and this version of soplint knows `{SCHEMA}`")]
    Schema(String),
    /// Somebody changed it.
    #[error("it was changed: its id does not belong to what stands in it")]
    Changed,
}

impl Record {
    /// The record of a report whose inputs were hashed; `texts` are those it rests on, `roots` the places that were named.
    #[must_use]
    pub fn of(report: &Report, linter: &Linter, (title, texts, roots): (&str, Vec<Text>, &[String])) -> Self {
        let sources = report.sources.iter().filter(|source| !source.of_project);
        let inputs = sources.map(|source| Input {
            path: from_root(&source.name, roots).to_owned(),
            bytes: source.bytes,
            sha256: source.sha256.clone(),
            checked: source.documents.iter().map(|document| document.checked).max().unwrap_or(Checked::None),
        });
        let packs = linter.packs.iter().map(|pack| Pack {
            name: pack.name.clone(),
            version: pack.version.clone(),
            sha256: pack.sha256.clone(),
        });
        let basis = Basis {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            title: title.to_owned(),
            today: report.today,
            language: match report.language {
                Language::Id => "id".to_owned(),
                Language::En => "en".to_owned(),
            },
            phase: linter.options.phase,
            rules: linter.walk.rules.iter().map(|rule| rule.id.to_string()).collect(),
            packs: packs.collect(),
            texts,
            inputs: inputs.collect(),
        };
        Self { schema: SCHEMA.to_owned(), id: basis.hash(), basis, reports: Vec::new() }
    }

    /// Reads a record that nobody changed.
    ///
    /// # Errors
    /// When it is none, or was changed.
    pub fn parse(text: &str) -> Result<Self, RecordError> {
        let any: serde_json::Value = serde_json::from_str(text)?;
        match any.get("schema").and_then(serde_json::Value::as_str) {
            Some(SCHEMA) | None => {}
            Some(other) => return Err(RecordError::Schema(other.to_owned())),
        }
        let record: Self = serde_json::from_value(any)?;
        if record.id == record.basis.hash() { Ok(record) } else { Err(RecordError::Changed) }
    }

    /// The record as its file.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string_pretty(self).map_or_else(|_| String::new(), |text| text + "\n")
    }

    /// What is different in the files of today: path, size and hash of each.
    #[must_use]
    pub fn compare(&self, now: &[Input]) -> Vec<Difference> {
        let by_path = |inputs: &[Input]| -> BTreeMap<String, (Option<u64>, Option<String>)> {
            inputs.iter().map(|input| (input.path.clone(), (input.bytes, input.sha256.clone()))).collect()
        };
        let (before, now) = (by_path(&self.basis.inputs), by_path(now));
        let gone = before.keys().filter(|path| !now.contains_key(*path)).map(|path| Difference::Gone(path.clone()));
        let others = now.iter().filter_map(|(path, is)| match before.get(path) {
            None => Some(Difference::New(path.clone())),
            // Neither then nor now: nothing can be said about it.
            Some((_, None)) if is.1.is_none() => Some(Difference::Unread(path.clone())),
            Some(was) if was == is => None,
            Some(_) => Some(Difference::Changed(path.clone())),
        });
        gone.chain(others).collect()
    }
}

impl Basis {
    fn hash(&self) -> String {
        // A struct of texts and numbers is always written in the same way.
        sha256(&serde_json::to_vec(self).unwrap_or_default())
    }
}

/// Something that is not as the record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// An input is no longer there.
    Gone(String),
    /// An input was not there.
    New(String),
    /// An input has other bytes.
    Changed(String),
    /// An input could not be read when the record was made, nor now.
    Unread(String),
}

/// Hash of bytes, as 64 hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The path of an input from the place that was named; where several were, from where they were named.
#[must_use]
pub fn from_root<'n>(name: &'n str, roots: &[String]) -> &'n str {
    let [root] = roots else { return name };
    let within = name.strip_prefix(root.strip_suffix('/').unwrap_or(root));
    within.and_then(|rest| rest.strip_prefix('/')).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(path: &str, sha256: Option<&str>) -> Input {
        Input { path: path.to_owned(), bytes: Some(3), sha256: sha256.map(str::to_owned), checked: Checked::Full }
    }

    fn record() -> Record {
        let basis = Basis {
            version: "0".to_owned(),
            title: "sop".to_owned(),
            today: Day::new(2026, 3, 1).expect("a day"),
            language: "id".to_owned(),
            phase: None,
            rules: vec!["ID001".to_owned()],
            packs: Vec::new(),
            texts: Vec::new(),
            inputs: vec![input("a.docx", Some("aa")), input("b.docx", Some("bb")), input("c.docx", None)],
        };
        Record { schema: SCHEMA.to_owned(), id: basis.hash(), basis, reports: Vec::new() }
    }

    #[test]
    fn a_record_comes_back_from_its_text() {
        assert_eq!(Record::parse(&record().to_text()).expect("a record"), record());
    }

    #[test]
    fn a_record_somebody_changed_is_refused() {
        let text = record().to_text().replace("\"aa\"", "\"ab\"");
        assert!(matches!(Record::parse(&text), Err(RecordError::Changed)));
        assert!(matches!(Record::parse("{}"), Err(RecordError::Other(_))));
        let later = record().to_text().replace(SCHEMA, "soplint-record-v9");
        assert!(matches!(Record::parse(&later), Err(RecordError::Schema(_))));
    }

    #[test]
    fn every_difference_is_told() {
        let now =
            [input("a.docx", Some("aa")), input("b.docx", Some("b2")), input("c.docx", None), input("d.docx", None)];
        let expected = [
            Difference::Changed("b.docx".to_owned()),
            Difference::Unread("c.docx".to_owned()),
            Difference::New("d.docx".to_owned()),
        ];
        assert_eq!(record().compare(&now), expected);
        assert_eq!(record().compare(&now[1..])[0], Difference::Gone("a.docx".to_owned()));
    }

    #[test]
    fn paths_count_from_the_place_that_was_named() {
        let root = ["arsip/sop/".to_owned()];
        assert_eq!(from_root("arsip/sop/a/b.docx", &root), "a/b.docx");
        assert_eq!(from_root("arsip/sop2/b.docx", &root), "arsip/sop2/b.docx");
        let roots = ["a".to_owned(), "b".to_owned()];
        assert_eq!(from_root("a/c.docx", &roots), "a/c.docx", "of two folders each may have such a file");
    }
}
