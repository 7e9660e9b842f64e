//! Texts of which only matters whether they are equal.
//!
//! In: the form of a text in which it is compared. Out: 8 bytes that are equal for equal forms. Among ten million different forms two
//! are taken for one with a probability of three in a million; a large archive has fewer.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

/// Stands for a text when it is compared with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Form(u64);

impl Form {
    /// Stands for no text; an empty text has this form, too.
    pub const NONE: Self = Self(0);

    /// The same for the same text, in every run and on every thread.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if text.is_empty() {
            return Self::NONE;
        }
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        Self(hasher.finish())
    }

    /// Stands for several texts in any order.
    #[must_use]
    pub fn of_all(mut forms: Vec<Self>) -> Self {
        forms.sort_unstable();
        let mut hasher = DefaultHasher::new();
        forms.hash(&mut hasher);
        Self(hasher.finish())
    }

    /// Whether it stands for no text.
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }
}
