//! How a finding can be mended: bytes to put in place of bytes.
//!
//! A fix is made while its document is open, from the same values its rule read, and names spans, never texts to look for.
//! What is in the way of an exact answer (an escape, a folded line, an alias, a file that is no text) is no fix at all.

use serde::{Deserialize, Serialize};

use super::Finding;
use crate::source::Span;

/// How sure it is that a fix says what the author meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applicability {
    /// The text means the same afterwards: a spelling, a form.
    Safe,
    /// Probably what was meant, but somebody should look at it.
    Unsafe,
}

impl Applicability {
    /// The word in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// A text in place of what stands at a span of the view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What goes away.
    pub span: Span,
    /// What comes.
    pub text: Box<str>,
}

/// All edits that mend one finding. They do not overlap, and are in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// How sure it is.
    pub applicability: Applicability,
    /// What to change.
    pub edits: Vec<Edit>,
}

/// Whether a program that may go as far as `most` mends a finding. The only place that decides it.
#[must_use]
pub fn is_fixable(finding: &Finding, most: Applicability) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.applicability <= most)
}
