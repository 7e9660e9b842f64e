//! Texts whose line breaks were made by hand to fit their cell.
//!
//! In: the text of a cell. Out: its lines, or one line: words are joined by a space, the parts of a number by nothing at a slash
//! or a hyphen.

use crate::sop::understand::fill::words;
use crate::source::SpannedText;

/// The lines that are not blank.
pub(super) fn split<'a>(text: &SpannedText<'a>, view: &'a str) -> Vec<SpannedText<'a>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.as_str().split('\n') {
        lines.push(text.slice(at..at + line.len(), view).trimmed(view));
        at += line.len() + 1;
    }
    lines.retain(|line: &SpannedText<'a>| !line.as_str().is_empty());
    lines
}

/// The lines as one.
pub(super) fn one<'a>(text: &SpannedText<'a>, view: &'a str) -> SpannedText<'a> {
    if !text.as_str().contains('\n') {
        return text.clone();
    }
    words(&split(text, view), text.span())
}

/// The lines of a number as one: `SOP-01/` above `2025` is `SOP-01/2025`.
pub(super) fn number<'a>(text: &SpannedText<'a>, view: &'a str) -> SpannedText<'a> {
    const JOINTS: [char; 3] = ['/', '-', '\u{2013}'];
    if !text.as_str().contains('\n') {
        return text.clone();
    }
    let mut joined = String::with_capacity(text.as_str().len());
    let mut pieces = Vec::new();
    for part in split(text, view) {
        if !joined.is_empty() && !joined.ends_with(JOINTS) && !part.as_str().starts_with(JOINTS) {
            joined.push(' ');
        }
        pieces.extend(part.pieces(joined.len()));
        joined.push_str(part.as_str());
    }
    SpannedText::joined(joined, text.span(), pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_number_meet_at_slashes_and_hyphens() {
        let read = |view: &str| {
            let text = SpannedText::verbatim(view, 0);
            number(&text, view).as_str().to_owned()
        };
        assert_eq!(read("SOP-01/\n2025"), "SOP-01/2025");
        assert_eq!(read("SOP-\n01\n/2025"), "SOP-01/2025");
        assert_eq!(read("Nomor 12\nTahun 2025"), "Nomor 12 Tahun 2025");
    }

    #[test]
    fn a_part_behind_a_break_is_found_where_it_stands() {
        let view = "SOP-01/ \n\n 2025";
        let joined = number(&SpannedText::verbatim(view, 0), view);
        let at = joined.as_str().find("2025").expect("the year");
        assert_eq!(&view[joined.locate(&(at..at + 4), view).range()], "2025");
    }
}
