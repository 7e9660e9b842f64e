//! A finding: what is wrong, where, and how sure that is.
//!
//! Findings know a rule's id, not the rule, and hold spans, never lines: everything else is looked up or worked out when a
//! report is written.

pub mod fix;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::source::{Place, SourceId};

pub use fix::{Applicability, Edit, Fix, is_fixable};

/// Id of a rule or of an engine message: two capitals and three digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId([u8; 5]);

impl RuleId {
    /// Reads an id.
    #[must_use]
    pub const fn parse(text: &str) -> Option<Self> {
        let &[a, b, c, d, e] = text.as_bytes() else { return None };
        let capitals = a.is_ascii_uppercase() && b.is_ascii_uppercase();
        let digits = c.is_ascii_digit() && d.is_ascii_digit() && e.is_ascii_digit();
        if capitals && digits { Some(Self([a, b, c, d, e])) } else { None }
    }

    /// An id written in the program.
    ///
    /// # Panics
    /// When it is no id; ids in the program are constants.
    #[must_use]
    pub const fn known(text: &str) -> Self {
        match Self::parse(text) {
            Some(id) => id,
            None => panic!("internal: a rule id is two capitals and three digits"),
        }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The two capitals.
    #[must_use]
    pub fn family(&self) -> &str {
        &self.as_str()[..2]
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        Self::parse(text).ok_or_else(|| serde::de::Error::custom("no rule id"))
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A hint.
    Info,
    /// To be mended.
    Warning,
    /// The document must not be used like this.
    Error,
}

impl Severity {
    /// All severities, worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The word in packs, settings and machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// How sure a value is; a finding is as sure as the least sure value it read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Geometry, repaired text, a field that stands in for another.
    Low,
    /// A label that fits by its words only, a value found by its position.
    Medium,
    /// A structured key, an exact label, a real table.
    High,
}

impl Confidence {
    /// The word in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// A second place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there, in the language of the run; may be empty.
    pub label: String,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which rule.
    pub rule: RuleId,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// What is wrong, in the language of the run.
    pub message: String,
    /// Where; the nearest existing thing when something is missing.
    pub place: Place,
    /// Index of the document in its input.
    pub document: u32,
    /// The place in the model: `steps[4].duration`, counted from 1 as a reader counts.
    pub logical: String,
    /// The text that is wrong; empty when something is missing.
    pub found: String,
    /// When something is missing: the text of the step, row or section it is missing in, as far as it has one.
    pub within: Box<str>,
    /// Other places.
    pub related: Vec<Related>,
    /// What to write in its place.
    pub suggestion: Option<Box<str>>,
    /// How a program can mend it.
    pub fix: Option<Box<Fix>>,
}

impl Finding {
    /// Moves it, with all it points at, to another input.
    pub(crate) fn renumber(&mut self, source: SourceId) {
        self.place.source = source;
        self.related.iter_mut().for_each(|related| related.place.source = source);
    }

    /// The order of findings in every report: place, then rule, then words.
    #[must_use]
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        let key = |finding: &Self| (finding.place, finding.document, finding.rule);
        key(self)
            .cmp(&key(other))
            .then_with(|| self.logical.cmp(&other.logical))
            .then_with(|| self.message.cmp(&other.message))
    }
}
