//! The baseline: findings that were there when the gate was switched on (contracts, section 4).
//!
//! In: a file with one finding on each line. Out: a [`Baseline`], and against the findings of a run which of them are in it,
//! which of its entries match nothing any more. An entry is recognised by path, rule, place in the model and content, never
//! by a line; equal ones are counted. A file that was renamed keeps its entries when its number and title say it is the
//! same document.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::engine::fingerprint::{content, content_hash, without_indices};
use crate::engine::report::{DocumentReport, SourceReport};
use crate::finding::{Finding, RuleId};
use crate::source::Span;

/// The first line of a baseline.
pub const SCHEMA: &str = "soplint-baseline-v1";

/// Findings that are accepted because they are old.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// What was added later.
    pub notes: Vec<Note>,
}

/// A finding of a baseline.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Path of the file, from the folder of the baseline.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// Its place in the model, without indices.
    pub logical: String,
    /// Hash of what it is about.
    pub hash: String,
    /// The how-manieth with all of that equal, from 1.
    pub n: u32,
    /// Hash of number and title of its document.
    pub document: String,
    /// The line it stood at, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Where the entry stands in its file.
    #[serde(skip)]
    pub span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    schema: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    accepted: Vec<Note>,
}

/// Why findings were added to a baseline that was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The day, YYYY-MM-DD.
    pub day: String,
    /// How many findings.
    pub findings: usize,
    /// Why.
    pub reason: String,
}

/// Why a text is no baseline.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BaselineError {
    /// Its first line does not say what it is.
    #[error("the first line is not {{\"schema\":\"{SCHEMA}\"}}")]
    NoHead,
    /// It is one of another version.
    #[error("it is a '{0}', this program reads '{SCHEMA}'")]
    Version(String),
    /// A line is no entry; counted from 1.
    #[error("line {line}: {reason}")]
    Line {
        /// Which.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

impl Baseline {
    /// Reads a file.
    ///
    /// # Errors
    /// Where it is not one, or not one of this version: nothing in it can be trusted then.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let text_of = |at: usize, line: &str| (at, line.trim_end_matches('\r').to_owned());
        let mut lines = text.split('\n').enumerate().map(|(at, line)| text_of(at, line));
        let (_, head) = lines.next().unwrap_or_default();
        let head: Head = serde_json::from_str(&head).map_err(|_| BaselineError::NoHead)?;
        if head.schema != SCHEMA {
            return Err(BaselineError::Version(head.schema));
        }
        let mut start = text.find('\n').map_or(text.len(), |at| at + 1);
        let mut entries = Vec::new();
        for (at, line) in lines {
            let span = Span::new(start, start + line.len());
            start += text[start..].find('\n').map_or(text.len() - start, |end| end + 1);
            if line.trim().is_empty() {
                continue;
            }
            let entry: Entry = serde_json::from_str(&line).map_err(|error| {
                // The line within one line says nothing.
                let reason = error.to_string().split(" at line ").next().unwrap_or_default().to_owned();
                BaselineError::Line { line: at + 1, reason }
            })?;
            entries.push(Entry { span, ..entry });
        }
        Ok(Self { entries, notes: head.accepted })
    }

    /// Writes a file: sorted, so that the same findings give the same bytes, and merged by lines.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut entries = self.entries.clone();
        entries.sort_by_key(|entry| (entry.key(), entry.line, entry.n));
        let mut equal = 0;
        for at in 0..entries.len() {
            let is_equal = at > 0 && entries[at - 1].key() == entries[at].key();
            equal = if is_equal { equal + 1 } else { 1 };
            entries[at].n = equal;
        }
        let head = Head { schema: SCHEMA.to_owned(), accepted: self.notes.clone() };
        let mut text = line(&head);
        entries.iter().for_each(|entry| text += &line(entry));
        text
    }

    /// How many entries each path has.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        self.entries.iter().for_each(|entry| *counts.entry(entry.path.as_str()).or_default() += 1);
        counts
    }
}

/// A line of the file. Texts and numbers always become JSON.
fn line(object: &impl Serialize) -> String {
    let text = serde_json::to_string(object).unwrap_or_default();
    format!("{text}\n")
}

impl Entry {
    /// The entry of a finding, as the first one of its kind.
    #[must_use]
    pub fn of(source: &SourceReport, document: &DocumentReport, finding: &Finding) -> Self {
        let line = finding.place.span.and_then(|span| source.excerpt.position(span.start));
        Self {
            path: source.path().to_owned(),
            rule: finding.rule.as_str().to_owned(),
            logical: without_indices(&finding.logical),
            hash: content_hash(content(finding, document.title.as_deref())),
            n: 1,
            document: identity(document),
            // Lines of a file that is not text mean nothing to anybody.
            line: line.filter(|_| !source.is_office()).map(|position| position.line),
            span: Span::default(),
        }
    }

    fn key(&self) -> Key {
        (self.path.clone(), self.rule.clone(), self.logical.clone(), self.hash.clone())
    }
}

/// What a document is recognised by when its file has another name; nothing when it says neither number nor title.
pub(super) fn identity(document: &DocumentReport) -> String {
    match (document.number.as_deref(), document.title.as_deref()) {
        (None, None) => String::new(),
        (number, title) => content_hash(&format!("{}\n{}", number.unwrap_or_default(), title.unwrap_or_default())),
    }
}

/// The files that have another name now, each with that name. `inputs` are the paths of the run with what their documents
/// are recognised by; of which files `is_there` is for the caller to say.
pub(super) fn renamed<'b>(
    baseline: &'b Baseline,
    inputs: &[(&str, Vec<String>)],
    is_there: impl Fn(&str) -> bool,
) -> BTreeMap<&'b str, String> {
    let mut wanted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for entry in &baseline.entries {
        wanted.entry(&entry.path).or_default().insert(&entry.document);
    }
    let is_new = |path: &str| !wanted.contains_key(path);
    let mut renamed = BTreeMap::new();
    for (&old, documents) in wanted.iter().filter(|(old, of)| !of.contains("") && !is_there(old)) {
        let is_same = |own: &[String]| documents.iter().all(|document| own.iter().any(|own| own == document));
        let mut news = inputs.iter().filter(|(path, own)| is_new(path) && is_same(own));
        // Two copies of it would both claim what one of them had.
        if let (Some((new, _)), None) = (news.next(), news.next()) {
            renamed.insert(old, (*new).to_owned());
        }
    }
    renamed
}

/// What an entry is recognised by: path, rule, place in the model, content.
type Key = (String, String, String, String);

/// A baseline while the findings of a run are held against it.
#[derive(Debug)]
pub(super) struct Matching {
    /// The entries with the path and the rule they have now.
    entries: Vec<Entry>,
    /// The numbers of those that are not used yet, the last first.
    open: BTreeMap<Key, Vec<usize>>,
}

impl Matching {
    /// Entries of renamed files are looked for under the new name, those of renamed rules (`was`: former id, id) under
    /// the new id.
    pub(super) fn new(baseline: &Baseline, renamed: &BTreeMap<&str, String>, was: &BTreeMap<RuleId, RuleId>) -> Self {
        let now = |entry: &Entry| {
            let path = renamed.get(entry.path.as_str()).unwrap_or(&entry.path).clone();
            let rule = RuleId::parse(&entry.rule).and_then(|id| was.get(&id));
            let rule = rule.map_or_else(|| entry.rule.clone(), ToString::to_string);
            Entry { path, rule, ..entry.clone() }
        };
        let entries: Vec<Entry> = baseline.entries.iter().map(now).collect();
        let mut open: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate().rev() {
            open.entry(entry.key()).or_default().push(at);
        }
        Self { entries, open }
    }

    /// Takes an entry for a finding, if there is one left.
    pub(super) fn takes(&mut self, found: &Entry) -> bool {
        self.open.get_mut(&found.key()).is_some_and(|left| left.pop().is_some())
    }

    /// The entries in the order of the file: those that go on, and those that nothing was found for although, as `is_stale`
    /// says, it would have been.
    pub(super) fn parted(self, is_stale: impl Fn(&Entry) -> bool) -> (Vec<Entry>, Vec<Entry>) {
        let open: BTreeSet<usize> = self.open.into_values().flatten().collect();
        let (stale, kept): (Vec<_>, Vec<_>) =
            self.entries.into_iter().enumerate().partition(|(at, entry)| open.contains(at) && is_stale(entry));
        let plain = |entries: Vec<(usize, Entry)>| entries.into_iter().map(|(_, entry)| entry).collect();
        (plain(kept), plain(stale))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, rule: &str, hash: &str) -> Entry {
        Entry {
            path: path.to_owned(),
            rule: rule.to_owned(),
            logical: "steps[].duration".to_owned(),
            hash: hash.to_owned(),
            n: 1,
            document: format!("of {path}"),
            line: Some(7),
            span: Span::default(),
        }
    }

    fn baseline(entries: &[Entry]) -> Baseline {
        Baseline { entries: entries.to_vec(), notes: Vec::new() }
    }

    fn matching(baseline: &Baseline) -> Matching {
        Matching::new(baseline, &BTreeMap::new(), &BTreeMap::new())
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let written = baseline(&[entry("b", "MB003", "00"), entry("a", "MB003", "00")]).to_text();
        let read = Baseline::parse(&written).expect("a baseline");
        assert_eq!(read.to_text(), written);
        let places: Vec<&str> = read.entries.iter().map(|entry| &written[entry.span.range()]).collect();
        assert!(places[0].starts_with("{\"path\":\"a\"") && places[1].ends_with('}'), "{places:?}");
    }

    #[test]
    fn no_text_is_taken_for_an_empty_baseline() {
        assert_eq!(Baseline::parse(""), Err(BaselineError::NoHead));
        assert_eq!(Baseline::parse("{}"), Err(BaselineError::NoHead));
        let other = "{\"schema\":\"soplint-baseline-v9\"}\n";
        assert_eq!(Baseline::parse(other), Err(BaselineError::Version("soplint-baseline-v9".to_owned())));
        let broken = format!("{{\"schema\":\"{SCHEMA}\"}}\n{{\"path\":\"a\"\n");
        assert!(matches!(Baseline::parse(&broken), Err(BaselineError::Line { line: 2, .. })));
    }

    #[test]
    fn an_entry_is_good_for_one_finding() {
        let baseline = baseline(&[entry("a", "MB003", "00")]);
        let mut matching = matching(&baseline);
        assert!(matching.takes(&entry("a", "MB003", "00")));
        assert!(!matching.takes(&entry("a", "MB003", "00")));
        assert_eq!(matching.parted(|_| true).1, []);
    }

    #[test]
    fn path_rule_and_content_count_and_the_line_does_not() {
        let baseline = baseline(&[entry("a", "MB003", "00")]);
        for other in [entry("b", "MB003", "00"), entry("a", "MB004", "00"), entry("a", "MB003", "01")] {
            assert!(!matching(&baseline).takes(&other));
        }
        assert!(matching(&baseline).takes(&Entry { line: Some(99), ..entry("a", "MB003", "00") }));
    }

    #[test]
    fn a_renamed_file_keeps_its_entries_when_its_document_is_the_same() {
        let baseline = baseline(&[entry("a", "MB003", "00")]);
        let inputs = |document: &str| vec![("b", vec![document.to_owned()])];
        let found = renamed(&baseline, &inputs("of a"), |_| false);
        assert_eq!(found.get("a").map(String::as_str), Some("b"));
        assert!(Matching::new(&baseline, &found, &BTreeMap::new()).takes(&entry("b", "MB003", "00")));
        assert!(renamed(&baseline, &inputs("of b"), |_| false).is_empty());
        assert!(renamed(&baseline, &inputs("of a"), |path| path == "a").is_empty());
        let copies = vec![("b", vec!["of a".to_owned()]), ("c", vec!["of a".to_owned()])];
        assert!(renamed(&baseline, &copies, |_| false).is_empty());
    }

    #[test]
    fn a_renamed_rule_keeps_its_entries() {
        let baseline = baseline(&[entry("a", "MB003", "00")]);
        let was = BTreeMap::from([(RuleId::known("MB003"), RuleId::known("MB030"))]);
        assert!(Matching::new(&baseline, &BTreeMap::new(), &was).takes(&entry("a", "MB030", "00")));
    }
}
