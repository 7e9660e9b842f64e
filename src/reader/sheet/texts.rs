//! The texts of a sheet or of a file, one behind the other in one string.

use std::borrow::Cow;

/// Texts by their numbers.
#[derive(Debug, Default)]
pub(in super::super) struct Texts {
    all: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds a text as it is shown; its number. One of spaces alone shows nothing and is kept empty.
    pub(in super::super) fn push(&mut self, text: &str) -> u32 {
        if !text.trim().is_empty() {
            self.all.push_str(&tidy(text));
        }
        self.ends.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        (self.ends.len() - 1) as u32
    }

    /// The text of that number.
    pub(in super::super) fn get(&self, number: u32) -> Option<&str> {
        let at = number as usize;
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.all.get(start as usize..end as usize)
    }

    /// Bytes of all texts.
    pub(in super::super) fn len(&self) -> usize {
        self.all.len()
    }
}

/// A text without control characters: line ends are `\n`, tabs stay, others become spaces.
pub(in super::super) fn tidy(text: &str) -> Cow<'_, str> {
    let is_foreign = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    // Nearly every text is of plain letters, which is seen faster byte by byte.
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain || !text.contains(is_foreign) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(lines.replace(is_foreign, " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_number() {
        let mut texts = Texts::default();
        for text in ["é", " \n ", "", "ab"] {
            texts.push(text);
        }
        let found: Vec<_> = (0..5).map(|number| texts.get(number)).collect();
        assert_eq!(found, [Some("é"), Some(""), Some(""), Some("ab"), None]);
    }

    #[test]
    fn control_characters_become_spaces() {
        assert_eq!(tidy("a\0b\u{7f}c\u{85}d"), "a b c d");
        assert_eq!(tidy("a\r\nb\rc\td\n"), "a\nb\nc\td\n");
    }
}
