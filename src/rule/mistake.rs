//! A mistake inside a text of a pack.
//!
//! In: what is wrong and where in the text. Out: a [`Mistake`], with the name that was probably meant.

use std::ops::Range;

use crate::sop::label::nearest;

/// Something wrong in a pack, inside one of its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Code of the load error (`PK011`).
    pub code: &'static str,
    /// Byte range in the text.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The name that was probably meant, with which the rest of the pack is looked at.
    pub meant: Option<String>,
}

impl Mistake {
    pub(crate) fn new(code: &'static str, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { code, range, message: message.into(), help: None, meant: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Adds the nearest known name, or all names where none is near.
pub(crate) fn suggest_or_list<'k>(mistake: Mistake, word: &str, known: impl IntoIterator<Item = &'k str>) -> Mistake {
    const MOST: usize = 10;
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    let mistake = suggest(mistake, word, known.iter().copied());
    match known.len() {
        _ if mistake.help.is_some() => mistake,
        0 => mistake.help("the pack has none"),
        1..=MOST => mistake.help(format!("there is {}", known.join(", "))),
        _ => mistake,
    }
}

/// Adds the nearest known name, when one is near.
pub(crate) fn suggest<'k>(mistake: Mistake, word: &str, known: impl IntoIterator<Item = &'k str>) -> Mistake {
    match nearest(word, known) {
        Some(near) => Mistake { meant: Some(near.to_owned()), ..mistake.help(format!("did you mean '{near}'?")) },
        None => mistake,
    }
}
