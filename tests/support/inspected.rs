//! The model of a file, as `inspect` shows it.

use serde_json::Value;
use soplint::reader::ReadLimits;
use soplint::reader::detect::{Detected, detect};
use soplint::report::inspect::Inspection;
use soplint::sop::{Language, Vocabulary, understand};

/// What is understood of a file, with what was not; nothing when it cannot be read at all.
pub(crate) fn model(vocabulary: &Vocabulary, name: &str, bytes: &[u8]) -> Option<Value> {
    let Detected::Readable(format) = detect(name, bytes) else { return None };
    let limits = ReadLimits::default();
    let opened = format.open(bytes, &limits).ok()?;
    let reading = opened.read(&limits);
    let sop = understand(reading.documents.first()?, vocabulary);
    let inspection = Inspection {
        name: "",
        sop: &sop,
        addresses: opened.addresses(),
        problems: reading.problems.iter().collect(),
        vocabulary,
        language: Language::Id,
    };
    Some(inspection.json())
}
