//! Bytes of one input as text, and the places in it.
//!
//! In: the bytes of a file. Out: a [`TextView`], and values that know where they stand in it ([`Span`], [`Place`],
//! [`SpannedText`]). Lines and columns exist only in [`lines`], which turns a span into a position at the moment of
//! printing. Nothing here opens a file.

pub mod address;
pub mod excerpt;
pub mod lines;
mod scalar;
pub mod text;
pub mod view;

pub use address::{Address, Addresses};
pub use excerpt::Excerpt;
pub use lines::{Lines, Position};
pub use text::{Piece, ScalarForm, SpannedText};
pub use view::{DecodeError, Encoding, TextView};

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One input of a run: its place in the sorted list of all inputs, so every run has the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceId(pub u32);

/// A byte range in the text view of one input, end exclusive.
///
/// A model value or a rule holds this and nothing more exact; which input is meant is known from the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// First byte behind the range.
    pub end: u32,
}

impl Span {
    /// Builds a span from byte offsets; inputs are limited to far less than 4 GiB before they are read.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// An empty span at `offset`.
    #[must_use]
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The same as a range of `usize`, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span moved right by `base` bytes (text that stands inside a larger view).
    #[must_use]
    pub fn shifted(self, base: u32) -> Self {
        Self { start: self.start + base, end: self.end + base }
    }
}

/// The nearest character boundary of `text` at or before the byte `at`.
pub(crate) fn boundary_before(text: &str, at: usize) -> usize {
    // `str::floor_char_boundary` needs a newer compiler than ours.
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The nearest character boundary of `text` at or behind the byte `at`.
pub(crate) fn boundary_after(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// A span together with its input; `span` is absent when the whole document is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The input.
    pub source: SourceId,
    /// Where in it, or nowhere in particular.
    pub span: Option<Span>,
}

#[cfg(test)]
mod tests;
