//! An SOP as a person would want to see it again when the document is gone: its identity as it was read, and its flow.
//!
//! In: an understood SOP. Out: a [`Portrait`], which is owned, is small and can be written down: reports of an archive show a page
//! for each document long after the document was dropped, and on another machine than the one that read it.

pub mod flow;

use serde::{Deserialize, Serialize};

use super::packing::{packed, unpacked};
use crate::sop::meaning::Meaning;
use crate::sop::model::Document;
use crate::sop::record::{Record, Slot};
use crate::sop::value::{How, State, Value};
use crate::sop::{Language, Sop, Vocabulary};
use flow::Flowchart;

/// Scalar fields of the document that make its identity, in the order of the official form.
const IDENTITY: [&str; 20] = [
    "number",
    "title",
    "agency",
    "unit",
    "version",
    "status",
    "created_date",
    "issued_date",
    "revised_date",
    "approved_date",
    "effective_date",
    "last_review_date",
    "next_review_date",
    "review_interval",
    "owner",
    "activity",
    "purpose",
    "scope",
    "service_standard",
    "total_duration",
];
/// Lists of the identity.
const LISTS: [&str; 8] =
    ["approvals", "legal_basis", "related", "qualifications", "equipment", "warnings", "records", "revisions"];
/// Entries of a list that are kept.
const MOST_ENTRIES: usize = 100;
/// Bytes of a text that are kept; what is longer is cut with `…`.
const MOST_TEXT: usize = 2_000;
/// Bytes of a portrait; what is damaged could claim any size.
const MOST_BYTES: u64 = 64 << 20;

/// An SOP as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portrait {
    /// Its title, as written.
    pub title: String,
    /// Its number, as written.
    pub number: String,
    /// Its unit, as written.
    pub unit: String,
    /// Its identity, in the order of the official form: what is there, was expected, or could not be read.
    pub fields: Vec<Field>,
    /// The lists of its identity that have entries or could not be read whole.
    pub lists: Vec<List>,
    /// Its flow.
    pub flow: Flowchart,
}

/// A scalar field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its number among the fields of a document, for its name.
    pub number: u8,
    /// Whether it is there, as the model says.
    pub state: State,
    /// As written.
    pub written: String,
    /// What it means in the language of the run, where that is not what is written: a date, a time, a word of a set.
    pub meaning: Option<String>,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Its number among the fields of a document, for its name.
    pub number: u8,
    /// Its entries, each in one line.
    pub entries: Vec<String>,
    /// Whether all of them are there.
    pub is_whole: bool,
}

impl Portrait {
    /// The portrait of an SOP, with the words of a language where the SOP has none.
    #[must_use]
    pub fn of(sop: &Sop<'_>, vocabulary: &Vocabulary, language: Language) -> Self {
        let document = &sop.document;
        let meaning = Meaning { vocabulary, language };
        Self {
            title: cut(document.title.as_str()),
            number: cut(document.number.as_str()),
            unit: cut(document.unit.as_str()),
            fields: IDENTITY.iter().filter_map(|name| field(document, meaning, name)).collect(),
            lists: LISTS.iter().filter_map(|name| list(document, name)).collect(),
            flow: Flowchart::new(sop, language),
        }
    }

    /// The portrait as bytes; nothing when it cannot be written down.
    #[must_use]
    pub fn to_bytes(&self) -> Option<Box<[u8]>> {
        // Copied, so that no room is left unused behind it.
        Some(packed(self)?.as_slice().into())
    }

    /// The portrait behind bytes; nothing when they are damaged.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        unpacked(bytes, MOST_BYTES)
    }
}

fn field(document: &Document<'_>, meaning: Meaning<'_>, name: &str) -> Option<Field> {
    let (number, spec) = document.type_id().field(name)?;
    let Slot::One(value) = document.slot(number) else { return None };
    if value.state == State::Missing && value.how == How::Derived {
        return None;
    }
    let written = cut(value.as_str());
    let meaning = (value.state == State::Present).then(|| cut(&meaning.of(value, spec.ty)));
    Some(Field { number, state: value.state, meaning: meaning.filter(|meaning| *meaning != written), written })
}

fn list(document: &Document<'_>, name: &str) -> Option<List> {
    let (number, _) = document.type_id().field(name)?;
    let Slot::Records(list) = document.slot(number) else { return None };
    let records = (0..list.len().min(MOST_ENTRIES)).filter_map(|at| list.get(at));
    let entries: Vec<String> = records.map(in_one_line).filter(|line| !line.is_empty()).collect();
    let is_whole = list.is_whole() && list.len() <= MOST_ENTRIES;
    (!entries.is_empty() || !is_whole).then_some(List { number, entries, is_whole })
}

/// The text of an element, else what is written in its fields.
fn in_one_line(record: &dyn Record<'_>) -> String {
    let value = |number: u8| match record.slot(number) {
        Slot::One(value) if value.is_present() && value.how != How::Derived => Some(value),
        _ => None,
    };
    let text = record.type_id().field("text").and_then(|(number, _)| value(number));
    if let Some(text) = text {
        return cut(text.as_str());
    }
    let fields = 0..record.type_id().fields().len() as u8;
    let mut parts: Vec<&str> = fields.filter_map(value).map(Value::as_str).filter(|text| !text.is_empty()).collect();
    parts.dedup();
    cut(&parts.join(" · "))
}

fn cut(text: &str) -> String {
    if text.len() <= MOST_TEXT {
        return text.to_owned();
    }
    let end = (0..=MOST_TEXT).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    format!("{}…", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{Format, ReadLimits};
    use crate::sop::understand;

    fn portrait(text: &str) -> Portrait {
        let vocabulary = Vocabulary::shipped().expect("the vocabulary");
        let opened = Format::Yaml.open(text.as_bytes(), &ReadLimits::default()).expect("text");
        let reading = opened.read(&ReadLimits::default());
        Portrait::of(&understand(&reading.documents[0], &vocabulary), &vocabulary, Language::Id)
    }

    const TEXT: &str = "\
judul: Pengelolaan Surat Masuk
nomor: SOP-001/KUL/9999/2025
tanggal_efektif: 2025-02-03
dasar_hukum: [Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan]
kegiatan:
  - {no: 1, uraian: Mencatat surat, pelaksana: Arsiparis, waktu: 5 menit}
";

    #[test]
    fn a_portrait_says_what_was_written_and_what_it_means() {
        let portrait = portrait(TEXT);
        let date = portrait.fields.iter().find(|field| field.written == "2025-02-03").expect("the date");
        assert_eq!(date.meaning.as_deref(), Some("3 Februari 2025"));
        let title = portrait.fields.iter().find(|field| field.written == portrait.title).expect("the title");
        assert_eq!(title.meaning, None, "what it means is what is written");
        assert_eq!(portrait.lists[0].entries, ["Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan"]);
        assert_eq!(portrait.flow.rows[0].text, "Mencatat surat");
    }

    #[test]
    fn bytes_give_the_same_portrait_and_damaged_ones_none() {
        let portrait = portrait(TEXT);
        let bytes = portrait.to_bytes().expect("bytes");
        assert_eq!(Portrait::from_bytes(&bytes), Some(portrait));
        assert_eq!(Portrait::from_bytes(&bytes[..bytes.len() / 2]), None);
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(cut(&"é".repeat(MOST_TEXT)).chars().filter(|&char| char == 'é').count(), MOST_TEXT / 2);
        assert_eq!(cut("é"), "é");
    }
}
