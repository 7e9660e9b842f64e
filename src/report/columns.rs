//! A table in columns for a terminal.
//!
//! In: heads, and rows of cells. Out: lines as wide as they must be and no wider than is wanted: one column may give way, and says `…`
//! where something is missing. Widths are those a terminal shows; colour codes stand around a cell, never in its width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns a table fills at most: with the two it is moved in by, a hundred.
pub(super) const WIDEST: usize = 98;
/// Spaces between columns.
const GAP: &str = "  ";
/// A column that gives way is at least as wide as this.
const NARROWEST: usize = 12;

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// Something is wrong.
    Bad,
    /// Something is to be looked at.
    Doubtful,
    /// All is well.
    Good,
    /// Not much to see.
    Faint,
    /// What matters most.
    Strong,
}

impl Tone {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bad => "\x1b[31m",
            Self::Doubtful => "\x1b[33m",
            Self::Good => "\x1b[32m",
            Self::Faint => "\x1b[2m",
            Self::Strong => "\x1b[1m",
        }
    }

    /// A text in this tone, where colours are wanted.
    pub(super) fn paint(self, text: &str, colour: bool) -> String {
        if colour && self != Self::Plain && !text.trim().is_empty() {
            format!("{}{text}\x1b[0m", self.code())
        } else {
            text.to_owned()
        }
    }
}

/// A text in a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Tone::Plain }
    }

    pub(super) fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    /// Texts, from the left.
    Left,
    /// Numbers, to the right.
    Right,
    /// Texts that lose their end where there is no room.
    CutEnd,
    /// Paths, which lose their beginning.
    CutStart,
}

/// The lines of a table, its heads first. At most one column should give way.
pub(super) fn table(heads: &[(&str, Set)], rows: &[Vec<Cell>], colour: bool) -> Vec<String> {
    let widths = widths(heads, rows);
    let head: Vec<Cell> = heads.iter().map(|(head, _)| Cell::toned(*head, Tone::Faint)).collect();
    let has_heads = heads.iter().any(|(head, _)| !head.is_empty());
    let head = has_heads.then_some(&head);
    head.into_iter().chain(rows).map(|row| line(heads, &widths, row, colour)).collect()
}

fn widths(heads: &[(&str, Set)], rows: &[Vec<Cell>]) -> Vec<usize> {
    let widest = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.text.width()).max();
    let mut widths: Vec<usize> =
        heads.iter().enumerate().map(|(at, (head, _))| head.width().max(widest(at).unwrap_or_default())).collect();
    let all = widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1);
    let gives = heads.iter().position(|(_, set)| matches!(set, Set::CutEnd | Set::CutStart));
    if let Some(width) = gives.and_then(|at| widths.get_mut(at)) {
        let narrowest = NARROWEST.min(*width);
        *width = width.saturating_sub(all.saturating_sub(WIDEST)).max(narrowest);
    }
    widths
}

fn line(heads: &[(&str, Set)], widths: &[usize], row: &[Cell], colour: bool) -> String {
    let mut line = String::new();
    for (at, ((cell, (_, set)), &width)) in row.iter().zip(heads).zip(widths).enumerate() {
        if at > 0 {
            line.push_str(GAP);
        }
        let text = match set {
            Set::CutStart => cut_start(&cell.text, width),
            Set::Left | Set::Right | Set::CutEnd => cut_end(&cell.text, width),
        };
        let space = " ".repeat(width.saturating_sub(text.width()));
        let painted = cell.tone.paint(&text, colour);
        match set {
            Set::Right => line.extend([space, painted]),
            Set::Left | Set::CutEnd | Set::CutStart => line.extend([painted, space]),
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// At most so many columns of a text, with `…` where its end is missing.
pub(super) fn cut_end(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cut: String = fitting(text.chars(), width.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// The same, with `…` where its beginning is missing.
pub(super) fn cut_start(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept: Vec<char> = fitting(text.chars().rev(), width.saturating_sub(1)).collect();
    kept.push('…');
    kept.into_iter().rev().collect()
}

/// A text in lines of at most so many columns, broken between words; a word that is longer has a line of its own.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut().filter(|line| line.width() + 1 + word.width() <= width) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The first characters that fit into so many columns.
fn fitting(chars: impl Iterator<Item = char>, width: usize) -> impl Iterator<Item = char> {
    let mut left = width;
    chars.map_while(move |character| {
        left = left.checked_sub(character.width().unwrap_or_default())?;
        Some(character)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_a_terminal_shows_them() {
        let heads = [("unit", Set::Left), ("nilai", Set::Right)];
        let rows = [vec![Cell::new("漢字"), Cell::new("9,5")], vec![Cell::new("Umum"), Cell::new("100,0")]];
        assert_eq!(table(&heads, &rows, false), ["unit  nilai", "漢字    9,5", "Umum  100,0"]);
    }

    #[test]
    fn colours_do_not_change_the_widths_and_empty_cells_have_none() {
        let heads = [("", Set::Left), ("", Set::Right)];
        let rows =
            [vec![Cell::toned("a", Tone::Bad), Cell::new("1")], vec![Cell::toned("", Tone::Bad), Cell::new("22")]];
        assert_eq!(table(&heads, &rows, true), ["\x1b[31ma\x1b[0m   1", "   22"]);
    }

    #[test]
    fn one_column_gives_way_and_says_so() {
        let heads = [("", Set::CutEnd), ("", Set::Right)];
        let rows = [vec![Cell::new("kata ".repeat(40)), Cell::new("123")]];
        let lines = table(&heads, &rows, false);
        assert_eq!(lines[0].width(), WIDEST);
        assert!(lines[0].ends_with("…  123"), "{}", lines[0]);
        let heads = [("", Set::CutStart), ("", Set::Right)];
        let rows = [vec![Cell::new(format!("{}/sop.docx", "map/".repeat(40))), Cell::new("1")]];
        let lines = table(&heads, &rows, false);
        assert_eq!(
            (lines[0].width(), lines[0].starts_with('…'), lines[0].ends_with("/sop.docx  1")),
            (WIDEST, true, true)
        );
    }

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrapped("satu dua  tiga panjangsekali e", 8), ["satu dua", "tiga", "panjangsekali", "e"]);
        assert!(wrapped(" ", 8).is_empty());
    }

    #[test]
    fn a_wide_letter_is_never_cut_in_half() {
        assert_eq!(cut_end("漢字漢字", 6), "漢字…");
        assert_eq!(cut_start("漢字漢字", 4), "…字");
        assert_eq!(cut_end("漢字", 0), "…");
    }
}
