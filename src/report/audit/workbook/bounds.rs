//! What a sheet can hold, and where one is written to the disk instead of being kept in memory.
//!
//! The limits of Excel are those of "Excel specifications and limits": 1,048,576 rows, 16,384 columns, 32,767 characters in a cell,
//! 65,530 links on a sheet.

/// Bounds of a workbook; tests have smaller ones.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Bounds {
    /// Rows of a sheet, its head among them.
    pub(in crate::report) rows: u32,
    /// Columns of a sheet.
    pub(in crate::report) columns: u16,
    /// Links on a sheet.
    pub(in crate::report) links: usize,
    /// Outcomes in the matrix: of more the documents that need most work are kept.
    pub(in crate::report) outcomes: usize,
    /// Cells of a sheet that is kept in memory, 100 to 200 bytes each.
    pub(in crate::report) kept: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { rows: 1 << 20, columns: 1 << 14, links: 65_530, outcomes: 2_000_000, kept: 300_000 }
    }
}

/// UTF-16 units of a cell.
const MOST_TEXT: usize = 32_767;

/// A text that fits into a cell, with `…` where the rest is missing.
pub(super) fn fitting(text: String) -> String {
    // No text has more UTF-16 units than bytes.
    if text.len() <= MOST_TEXT || text.chars().map(char::len_utf16).sum::<usize>() <= MOST_TEXT {
        return text;
    }
    let mut units = 1;
    let kept = text.chars().take_while(|character| {
        units += character.len_utf16();
        units <= MOST_TEXT
    });
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_says_that_something_is_missing() {
        for long in ["a".repeat(40_000), "é".repeat(40_000), "👩".repeat(40_000)] {
            let cell = fitting(long);
            let units: usize = cell.chars().map(char::len_utf16).sum();
            assert!((MOST_TEXT - 1..=MOST_TEXT).contains(&units), "{units}");
            assert!(cell.ends_with('…'));
        }
        assert_eq!(fitting("é".repeat(MOST_TEXT)), "é".repeat(MOST_TEXT));
    }
}
