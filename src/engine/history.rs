//! Earlier audits of the same archive, for the trend.
//!
//! In and out: the text of a history file (`soplint.history.jsonl`), one JSON object on a line for each audit, oldest first. [`read`]
//! takes all of it or says which line is damaged; [`with`] adds an audit and leaves all other lines as they are, byte for byte. The
//! same audit again takes the place of its line, and a report compares with earlier days only ([`earlier`]): the same audit gives the
//! same bytes however often it is made. No file is read or written here.

#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::record::Record;
use super::scorecard::{Grade, Scorecards, UnitScore};
use crate::sop::date::{Day, iso};

/// Name of the file beside an archive.
pub const FILE: &str = "soplint.history.jsonl";
/// Version of the form of its lines.
pub const SCHEMA: &str = "soplint-history-v1";
/// Units an audit keeps the score of: of more, those with the most documents.
pub const MOST_UNITS: usize = 500;

/// One audit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Audited {
    /// The day it was made for.
    #[serde(with = "iso")]
    pub today: Day,
    /// What the archive is called.
    pub title: String,
    /// The folders and files that were named, from the folder of the history file: the same archive has the same ones wherever it lies.
    pub places: Vec<String>,
    /// Its record ([`super::record::Record::id`]).
    pub record: String,
    /// Version of the program.
    pub version: String,
    /// Documents.
    pub documents: usize,
    /// Documents that were not read whole.
    pub not_whole: usize,
    /// Documents of which nothing was read.
    pub unread: usize,
    /// Errors, warnings, infos.
    pub findings: [usize; 3],
    /// Documents that have errors.
    pub faulty: usize,
    /// Errors of the document that has most.
    pub most_errors: usize,
    /// Score of the archive, 0 to 100 with one decimal.
    pub score: Option<f64>,
    /// Name and score of each unit that has a name and a score, in the order of the scorecards.
    pub units: Vec<(String, f64)>,
}

/// A line that is no audit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is no audit: {why}")]
pub struct Damaged {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

/// A line as it stands in the file.
#[derive(Serialize, Deserialize)]
struct Line<A> {
    schema: String,
    #[serde(flatten)]
    audited: A,
}

impl Audited {
    /// What is kept of an audit of these places.
    #[must_use]
    pub fn of(record: &Record, scores: &Scorecards, places: Vec<String>) -> Self {
        let archive = &scores.archive;
        Self {
            today: record.basis.today,
            title: record.basis.title.clone(),
            places,
            record: record.id.clone(),
            version: record.basis.version.clone(),
            documents: archive.documents,
            not_whole: archive.partly + archive.unread,
            unread: archive.unread,
            findings: archive.findings,
            faulty: archive.faulty,
            most_errors: archive.most_errors,
            score: archive.percent(),
            units: units(&scores.units),
        }
    }

    /// The letter of its score.
    #[must_use]
    pub fn grade(&self) -> Option<Grade> {
        let read = self.documents.saturating_sub(self.unread);
        Some(Grade::of_many(self.score?, (self.faulty, read), self.most_errors))
    }

    /// The score a unit had; small and capital letters and spaces make no difference.
    #[must_use]
    pub fn score_of(&self, unit: &str) -> Option<f64> {
        let wanted = folded(unit);
        self.units.iter().find(|(name, _)| folded(name) == wanted).map(|(_, score)| *score)
    }

    fn is_sane(&self) -> bool {
        let mut scores = self.score.iter().chain(self.units.iter().map(|(_, score)| score));
        scores.all(|score| (0.0..=100.0).contains(score))
            && self.unread <= self.not_whole
            && self.not_whole.max(self.faulty) <= self.documents
    }
}

/// The form of a name in which capital letters and spaces make no difference.
pub(crate) fn folded(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn units(units: &[UnitScore]) -> Vec<(String, f64)> {
    let mut kept: Vec<usize> = (0..units.len()).collect();
    kept.sort_by_key(|&at| (Reverse(units[at].score.documents), at));
    kept.truncate(MOST_UNITS);
    kept.sort_unstable();
    kept.into_iter().filter_map(|at| Some((units[at].name.clone()?, units[at].score.percent()?))).collect()
}

/// The audits of a history file, oldest first.
///
/// # Errors
/// The first line that is no audit; nothing of the file is used then.
pub fn read(text: &str) -> Result<Vec<Audited>, Damaged> {
    let mut audits = Vec::new();
    for (at, line) in lines(text).enumerate() {
        if !line.trim().is_empty() {
            audits.push(parse(line).map_err(|why| Damaged { line: at + 1, why })?);
        }
    }
    // Stable: those of one day stay as they were added.
    audits.sort_by_key(|audited| audited.today);
    Ok(audits)
}

/// The text of a history file with one more audit, behind those of its day; the same audit is not there twice.
#[must_use]
pub fn with(text: &str, audited: &Audited) -> String {
    let is_same =
        |line: &&str| parse(line).is_ok_and(|other| (other.today, &other.record) == (audited.today, &audited.record));
    let mut kept: Vec<&str> = lines(text).filter(|line| !is_same(line)).collect();
    let is_no_later = |line: &&str| parse(line).is_ok_and(|other| other.today <= audited.today);
    let at = kept.iter().rposition(is_no_later).map_or(0, |at| at + 1);
    let line = written(audited);
    kept.insert(at, &line);
    let mut out = String::with_capacity(text.len() + line.len() + 1);
    for line in kept {
        // The last line of a file may have lost its end.
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        out += line;
    }
    out
}

/// Of the audits of an archive those of earlier days, the last one of each day.
#[must_use]
pub fn earlier(audits: &[Audited], places: &[String], today: Day) -> Vec<Audited> {
    let of_archive = audits.iter().filter(|audited| audited.places == places && audited.today < today);
    last_of_days(of_archive).into_iter().cloned().collect()
}

/// Of audits in order the last one of each day.
pub fn last_of_days<'a>(audits: impl Iterator<Item = &'a Audited>) -> Vec<&'a Audited> {
    let mut kept: Vec<&Audited> = Vec::new();
    for audited in audits {
        match kept.last_mut() {
            Some(last) if last.today == audited.today => *last = audited,
            _ => kept.push(audited),
        }
    }
    kept
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n')
}

fn parse(line: &str) -> Result<Audited, String> {
    let line = line.trim_start_matches('\u{feff}').trim();
    let Line { schema, audited } = serde_json::from_str::<Line<Audited>>(line).map_err(|error| told(&error))?;
    if schema != SCHEMA {
        return Err(format!("its form is `{schema}`, and this version of soplint knows `{SCHEMA}`"));
    }
    if audited.is_sane() { Ok(audited) } else { Err("its numbers cannot be true".to_owned()) }
}

/// The words of the parser without its place: in one line the column says little, and the line is told already.
fn told(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

fn written(audited: &Audited) -> String {
    let line = Line { schema: SCHEMA.to_owned(), audited };
    serde_json::to_string(&line).expect("internal: texts and finite numbers are always JSON") + "\n"
}
