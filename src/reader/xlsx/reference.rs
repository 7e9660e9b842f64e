//! References to cells and ranges as sheets hold them: `C7`, `A1:K1` (ECMA-376 part 1, 18.18.7 and 18.18.64).

use super::super::sheet::{MOST_COLUMNS, MOST_ROWS};
use crate::document::Area;

/// Row and column of a reference, both from 0; nothing for what is no cell of a sheet.
pub(super) fn cell(text: &str) -> Option<(u32, u32)> {
    let (mut column, mut row) = (0_u32, 0_u32);
    let mut is_in_row = false;
    for byte in text.bytes().filter(|&byte| byte != b'$') {
        match byte.to_ascii_uppercase() {
            digit @ b'0'..=b'9' => {
                is_in_row = true;
                row = row.checked_mul(10)?.checked_add(u32::from(digit - b'0'))?;
            }
            letter @ b'A'..=b'Z' if !is_in_row => {
                column = column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1)?;
            }
            _ => return None,
        }
    }
    let is_there = (1..=MOST_ROWS).contains(&row) && (1..=MOST_COLUMNS).contains(&column);
    is_there.then(|| (row - 1, column - 1))
}

/// The places of a range, whose corners may be written in any order.
pub(super) fn range(text: &str) -> Option<Area> {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    let (from, to) = (cell(from)?, cell(to)?);
    let (row, column) = (from.0.min(to.0), from.1.min(to.1));
    Some(Area { row, column, rows: from.0.max(to.0) - row + 1, columns: from.1.max(to.1) - column + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_letters_and_a_number() {
        let cells = ["A1", "i5", "$AB$12", "XFD1048576"].map(cell);
        assert_eq!(cells, [Some((0, 0)), Some((4, 8)), Some((11, 27)), Some((1_048_575, 16_383))]);
    }

    #[test]
    fn what_is_no_cell_is_refused() {
        for text in ["", "A", "7", "A0", "XFE1", "A1048577", "A1B", "Ä1", "A-1", "AAAAAAAAAA1", "A99999999999"] {
            assert_eq!(cell(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_are_places() {
        assert_eq!(range("B2:D3"), Some(Area { row: 1, column: 1, rows: 2, columns: 3 }));
        assert_eq!(range("D3:B2"), range("B2:D3"));
        assert_eq!(range("C7"), Some(Area::single(6, 2)));
        assert_eq!(range("A:C"), None);
    }
}
