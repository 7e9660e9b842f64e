//! Findings that may come to be.
//!
//! In, for each fact of a document: the finding it would be. Out: a [`Draft`] the fact keeps, which is small, and a [`Sketch`] beside the
//! facts, which is not. A large archive makes no sketches at first, asks the archive pass which ones become findings, and has just
//! those made.

use super::Facts;
use crate::check::Run;
use crate::finding::{Confidence, Finding, Related, Severity};
use crate::rule::Rule;
use crate::source::{Place, SourceId, Span};
use serde::{Deserialize, Serialize};

/// Where a finding would be, and the number of its sketch among those of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Where it would begin; 0 for no place in particular.
    pub start: u32,
    /// Which sketch.
    pub number: u32,
}

/// What a finding would say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    pub(in crate::check) place: Place,
    related: Vec<Related>,
    document: u32,
    severity: Severity,
    confidence: Confidence,
    logical: Box<str>,
    pub(in crate::check) found: Box<str>,
    within: Box<str>,
    /// The message, with a [`HOLE`] for each thing only the archive knows.
    message: Box<str>,
    /// What stands in the holes of the messages of others, one after the other.
    own: Box<str>,
}

/// Stands in a message for what another document tells.
const HOLE: char = '\u{1}';

impl Sketch {
    pub(in crate::check) fn new(finding: Finding, around: &[String], own: &[String]) -> Self {
        let joined = |parts: &[String]| parts.join(&HOLE.to_string()).into();
        Self {
            place: finding.place,
            related: finding.related,
            document: finding.document,
            severity: finding.severity,
            confidence: finding.confidence,
            logical: finding.logical.into(),
            found: finding.found.into(),
            within: finding.within,
            message: joined(around),
            own: joined(own),
        }
    }

    /// A place to which the findings of others point, and which is none itself.
    pub(in crate::check) fn of_place(place: Place) -> Self {
        Self {
            place,
            related: Vec::new(),
            document: 0,
            severity: Severity::Info,
            confidence: Confidence::High,
            logical: Box::default(),
            found: Box::default(),
            within: Box::default(),
            message: Box::default(),
            own: Box::default(),
        }
    }

    /// The same with something to say in the messages of others.
    pub(in crate::check) fn with_own(self, own: &[String]) -> Self {
        Self { own: own.join(&HOLE.to_string()).into(), ..self }
    }

    /// What it says in the messages of others.
    pub(in crate::check) fn own(&self) -> impl Iterator<Item = &str> {
        self.own.split(HOLE)
    }

    /// The finding, with its holes filled.
    pub(in crate::check) fn drawn<'h>(&self, rule: &Rule, mut holes: impl Iterator<Item = &'h str>) -> Finding {
        let mut message = String::with_capacity(self.message.len() + 40);
        for (at, part) in self.message.split(HOLE).enumerate() {
            if at > 0 {
                message.push_str(holes.next().unwrap_or(""));
            }
            message.push_str(part);
        }
        message.shrink_to_fit();
        Finding {
            rule: rule.id,
            severity: self.severity,
            confidence: self.confidence,
            message,
            place: self.place,
            document: self.document,
            logical: self.logical.as_ref().to_owned(),
            found: self.found.as_ref().to_owned(),
            within: self.within.clone(),
            related: self.related.clone(),
            suggestion: None,
            fix: None,
        }
    }

    fn renumber(&mut self, source: SourceId) {
        self.place.source = source;
        self.related.iter_mut().for_each(|related| related.place.source = source);
    }

    /// Every place its finding may show.
    fn places(&self) -> impl Iterator<Item = Place> {
        std::iter::once(self.place).chain(self.related.iter().map(|related| related.place))
    }
}

/// The sketches of a document by their numbers, all of them or just those that are needed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::check) struct Sketches {
    kept: Vec<(u32, Sketch)>,
    /// How many drafts were numbered.
    drafts: u32,
    /// Whether drafts are only numbered.
    unmade: bool,
}

impl Sketches {
    /// Those of a run, which makes them or only numbers them.
    pub(super) fn of(run: &Run<'_>) -> Self {
        Self { unmade: !run.sketches, ..Self::default() }
    }

    pub(super) fn shrink_to_fit(&mut self) {
        self.kept.shrink_to_fit();
    }
}

impl Facts {
    /// Numbers the finding a place would have, and keeps its sketch where the run makes sketches.
    pub(in crate::check) fn draft(&mut self, place: Span, sketch: impl FnOnce() -> Sketch) -> Draft {
        let draft = Draft { start: place.start, number: self.sketches.drafts };
        self.sketches.drafts += 1;
        if !self.sketches.unmade {
            let sketch = sketch();
            debug_assert_eq!(sketch.place.span, Some(place), "a sketch says what its draft is about");
            self.sketches.kept.push((draft.number, sketch));
        }
        draft
    }

    /// The sketch of a draft, unless it was forgotten.
    pub(in crate::check) fn sketch(&self, draft: Draft) -> Option<&Sketch> {
        let sketches = &self.sketches.kept;
        let at = sketches.binary_search_by_key(&draft.number, |(number, _)| *number).ok()?;
        sketches.get(at).map(|(_, sketch)| sketch)
    }

    /// Keeps the sketches of some numbers only.
    pub fn keep_sketches(&mut self, wanted: impl Fn(u32) -> bool) {
        self.sketches.kept.retain(|(number, _)| wanted(*number));
        self.shrink();
    }

    /// Moves its sketches to another input.
    pub(crate) fn renumber(&mut self, source: SourceId) {
        self.sketches.kept.iter_mut().for_each(|(_, sketch)| sketch.renumber(source));
    }

    /// The numbers of the sketches that are there.
    pub fn sketched(&self) -> impl Iterator<Item = u32> {
        self.sketches.kept.iter().map(|(number, _)| *number)
    }

    /// Every place the findings that may come to be would show.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.sketches.kept.iter().flat_map(|(_, sketch)| sketch.places())
    }
}
