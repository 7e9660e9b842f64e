//! A value of the model: what was written, what was understood, and how sure that is.
//!
//! Every scalar field holds a [`Value`], never a bare string: present, missing, inapplicable and unreadable are four
//! different things, and a value keeps its place.

use super::date::Date;
use super::duration::Duration;
use super::version::Version;
use crate::source::{Span, SpannedText};

pub use crate::finding::Confidence;

/// Whether there is something to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Something is written, understood or not.
    Present,
    /// Looked for, not there, or blank.
    Missing,
    /// Written as none on purpose: `-`, `nihil`.
    Inapplicable,
    /// Something is there, or was there, but cannot be read for sure.
    Unreadable,
}

/// How a value was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Under a key of a structured source.
    Key,
    /// In a column, by the header of its table.
    TableHeader,
    /// Under a heading.
    Heading,
    /// Beside or below its label, or at a place where it always stands.
    Position,
    /// In a drawing: by the place of a shape, or along a connector.
    Shape,
    /// Taken from another field that stands in for it.
    Fallback,
    /// Worked out by the engine.
    Derived,
    /// From the data of the project, or found there.
    Project,
}

/// Where a reference leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// To this element of the document's list of that type.
    Element(u32),
    /// Nowhere: nothing has that name.
    Dangling,
    /// To more than one element.
    Ambiguous,
    /// Out of the document; only the archive can tell.
    Outside,
}

/// The meaning of a value's text.
#[derive(Debug, Clone, PartialEq)]
pub enum Parsed {
    /// The text is all there is, or it was not understood.
    Nothing,
    /// A whole number.
    Int(i64),
    /// A yes or no.
    Bool(bool),
    /// A value of the field's enum, by its place in it.
    Enum(u8),
    /// A date.
    Date(Box<Date>),
    /// A duration.
    Duration(Box<Duration>),
    /// A version.
    Version(Box<Version>),
    /// A reference.
    Target(Target),
}

/// A scalar field of the model.
#[derive(Debug, Clone)]
pub struct Value<'a> {
    /// As written, without white space around it. When nothing is there, the nearest place that is.
    pub text: SpannedText<'a>,
    /// What it means.
    pub parsed: Parsed,
    /// Whether it is there.
    pub state: State,
    /// How it was found.
    pub how: How,
    /// How sure it is.
    pub confidence: Confidence,
}

impl<'a> Value<'a> {
    /// A value that was written.
    #[must_use]
    pub fn present(text: SpannedText<'a>, how: How) -> Self {
        Self { text, parsed: Parsed::Nothing, state: State::Present, how, confidence: Confidence::High }
    }

    /// A value that is not there; `near` is the nearest thing that is.
    #[must_use]
    pub fn missing(near: Span) -> Self {
        Self::absent(near, State::Missing)
    }

    /// A value that cannot be read for sure.
    #[must_use]
    pub fn unreadable(near: Span) -> Self {
        Self::absent(near, State::Unreadable)
    }

    fn absent(near: Span, state: State) -> Self {
        Self {
            text: SpannedText::nothing(near),
            parsed: Parsed::Nothing,
            state,
            how: How::Derived,
            confidence: Confidence::High,
        }
    }

    /// A value the engine worked out; `near` is what it was worked out from.
    #[must_use]
    pub fn derived(parsed: Parsed, near: Span) -> Self {
        Self { parsed, state: State::Present, ..Self::missing(near) }
    }

    /// The same value with its meaning.
    #[must_use]
    pub fn meaning(mut self, parsed: Parsed) -> Self {
        self.parsed = parsed;
        self
    }

    /// Whether something is written.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.state == State::Present
    }

    /// The text as written; empty when nothing is.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// The place of the value, or the nearest one.
    #[must_use]
    pub fn span(&self) -> Span {
        self.text.span()
    }

    /// The whole number, when it is one.
    #[must_use]
    pub fn int(&self) -> Option<i64> {
        match self.parsed {
            Parsed::Int(number) => Some(number),
            _ => None,
        }
    }

    /// The date, when the text is understood as one.
    #[must_use]
    pub fn date(&self) -> Option<&Date> {
        match &self.parsed {
            Parsed::Date(date) => Some(date),
            _ => None,
        }
    }

    /// The duration, when the field is one.
    #[must_use]
    pub fn duration(&self) -> Option<&Duration> {
        match &self.parsed {
            Parsed::Duration(duration) => Some(duration),
            _ => None,
        }
    }

    /// The place of the value in its enum.
    #[must_use]
    pub fn code(&self) -> Option<u8> {
        match self.parsed {
            Parsed::Enum(code) => Some(code),
            _ => None,
        }
    }

    /// The element a reference leads to.
    #[must_use]
    pub fn element(&self) -> Option<usize> {
        match self.parsed {
            Parsed::Target(Target::Element(index)) => Some(index as usize),
            _ => None,
        }
    }
}
