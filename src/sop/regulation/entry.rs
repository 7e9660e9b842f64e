//! An entry of the registry → the record rules read.
//!
//! In: all entries, for what one says of another is printed by its name. Out: records whose texts can be printed. Of several
//! claims the verified ones are printed; where none is, all of them, and the record says that they are not.

use rustc_hash::FxHashMap;

use super::data::{Claim, RegulationEntry};
use super::{Law, SubjectWords};
use crate::sop::citation::CitationWords;
use crate::sop::date::{Date, Day};
use crate::sop::model::{LegalStatus, Regulation};
use crate::sop::value::{How, Parsed, Value};
use crate::source::{Span, SpannedText};

pub(super) fn laws(
    words: &CitationWords,
    subjects: &SubjectWords,
    entries: &[RegulationEntry],
    at: &FxHashMap<&str, usize>,
) -> Vec<Law> {
    let names: Vec<String> = entries.iter().map(|entry| name(words, entry)).collect();
    let newest = newest(entries);
    let law = |(place, entry): (usize, &RegulationEntry)| {
        let mut record = record(words, entry, &names[place]);
        let claims = Claims { names: &names, at };
        let amended = entry.amended_by.as_deref().unwrap_or_default();
        let revoked = entry.revoked_by.as_deref().unwrap_or_default();
        let verified = entry.verified == Some(true);
        (record.amended_by, record.amendment_verified) = claims.values(amended, verified);
        let is_known = verified && entry.status_verified == Some(true);
        (record.revoked_by, record.revocation_verified) = claims.values(revoked, is_known);
        if revoked.is_empty() {
            record.revocation_verified = flag(is_known);
        }
        let years = revoked.iter().filter_map(|claim| entries[*at.get(claim.id.as_str())?].year);
        record.revoked_year = years.max().map_or(record.revoked_year, int);
        if let Some(newest) = entry.yearly_series.as_deref().and_then(|series| newest.get(series))
            && *newest != place
        {
            record.newest = text(&names[*newest]);
        }
        let known = amended.iter().filter_map(|claim| at.get(claim.id.as_str()));
        Law {
            record,
            subject: entry.subject.as_deref().map(|subject| subjects.form(subject)),
            amended_by: known.map(|&at| at as u32).collect(),
        }
    };
    entries.iter().enumerate().map(law).collect()
}

fn record(words: &CitationWords, entry: &RegulationEntry, name: &str) -> Regulation<'static> {
    let mut record = Regulation::new(Span::at(0));
    record.key = text(&entry.id);
    record.name = text(name);
    if let Some(code) = &entry.type_code {
        record.type_code = text(code);
        record.type_name = words.code(code).map_or_else(|| text(code), |code| text(words.full_name(code)));
    }
    let set = |slot: &mut Value<'static>, written: &Option<String>| {
        if let Some(written) = written {
            *slot = text(written);
        }
    };
    set(&mut record.number, &entry.number);
    set(&mut record.subject, &entry.subject);
    set(&mut record.series, &entry.yearly_series);
    record.year = entry.year.map_or(record.year, int);
    record.subject_exact = flag(entry.subject_exact == Some(true));
    record.verified = flag(entry.verified == Some(true));
    record.status = derived(Parsed::Enum(entry.status.unwrap_or(LegalStatus::Unknown).code()));
    record.status_verified = flag(entry.status_verified == Some(true));
    if let Some(year) = entry.budget_year.filter(|_| entry.yearly == Some(true)) {
        record.budget_year = int(year);
        record.budget_end = day(&format!("{year:04}-12-31"));
    }
    record.source = text(&entry.source.id);
    record.source_en = text(&entry.source.en);
    record.as_of = day(&entry.as_of);
    record
}

/// `Peraturan Presiden Nomor 12 Tahun 2021`.
fn name(words: &CitationWords, entry: &RegulationEntry) -> String {
    let code = entry.type_code.as_deref().and_then(|code| words.code(code));
    match (code, &entry.number, entry.year) {
        (Some(code), Some(number), Some(year)) => words.written(code, entry.issuer.as_deref(), number, year),
        _ => entry.id.clone(),
    }
}

/// The entry of the latest budget year of each series.
fn newest(entries: &[RegulationEntry]) -> FxHashMap<&str, usize> {
    let mut newest: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, entry) in entries.iter().enumerate() {
        let Some(series) = entry.yearly_series.as_deref() else { continue };
        let known = newest.entry(series).or_insert(at);
        if entries[*known].budget_year < entry.budget_year {
            *known = at;
        }
    }
    newest
}

/// How what others do to a regulation is printed.
struct Claims<'e> {
    names: &'e [String],
    at: &'e FxHashMap<&'e str, usize>,
}

impl Claims<'_> {
    /// The names, and whether they are a fact; `known` says whether all else about the regulation is one.
    fn values(&self, claims: &[Claim], known: bool) -> (Value<'static>, Value<'static>) {
        let verified: Vec<&Claim> = claims.iter().filter(|claim| claim.verified).collect();
        let is_fact = known && !verified.is_empty();
        let printed = if is_fact { verified } else { claims.iter().collect() };
        let names = printed.iter().map(|claim| self.at.get(claim.id.as_str()).map_or(&claim.id, |&at| &self.names[at]));
        let names: Vec<&str> = names.map(String::as_str).collect();
        let value = if names.is_empty() { Value::missing(Span::at(0)) } else { text(&names.join(", ")) };
        (value, flag(is_fact))
    }
}

fn text(written: &str) -> Value<'static> {
    Value::present(SpannedText::joined(written.to_owned(), Span::at(0), Vec::new()), How::Project)
}

fn int(number: i64) -> Value<'static> {
    derived(Parsed::Int(number))
}

fn flag(value: bool) -> Value<'static> {
    derived(Parsed::Bool(value))
}

fn day(iso: &str) -> Value<'static> {
    let day = Day::parse_iso(iso).map(|day| text(iso).meaning(Parsed::Date(Box::new(Date::of(day)))));
    day.unwrap_or_else(|| Value::missing(Span::at(0)))
}

fn derived(parsed: Parsed) -> Value<'static> {
    Value { how: How::Project, ..Value::derived(parsed, Span::at(0)) }
}
