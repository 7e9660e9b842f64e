//! Text from outside → text that is safe on a terminal.
//!
//! In: messages, names and source rows, which a stranger wrote. Out: the same without control characters and without the
//! invisible characters that reorder or hide text. Emoji and letters of any script stay as they are.

use std::borrow::Cow;

/// A message or a name, on one line.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    replaced(text, is_hidden, |out, hidden| out.push(if hidden.is_ascii_whitespace() { ' ' } else { '?' }))
}

/// A row of a source. Every byte keeps its place, so that labels stay where they are; a tab stays a tab.
pub(super) fn row(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| c != '\t' && is_hidden(c);
    replaced(text, hidden, |out, hidden| out.extend(std::iter::repeat_n('?', hidden.len_utf8())))
}

/// What stands in a cell of a table in Markdown, where a bar would end the cell and a new line the table.
pub(super) fn cell(text: &str) -> String {
    line(text).replace('|', "\\|")
}

/// A text with some of its characters written as something else.
pub(super) fn escaped(text: &str, escape: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match escape(character) {
            Some(instead) => out.push_str(instead),
            None => out.push(character),
        }
    }
    out
}

/// At most so many characters of a text, with `…` where the rest is missing.
pub(super) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some(_) => text.chars().take(most.saturating_sub(1)).chain(['…']).collect::<String>().into(),
    }
}

fn replaced(text: &str, hidden: impl Fn(char) -> bool, replace: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if !text.chars().any(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if hidden(character) { replace(&mut out, character) } else { out.push(character) }
    }
    Cow::Owned(out)
}

/// What a terminal obeys instead of showing, or what changes how its neighbours look.
pub(crate) fn is_hidden(character: char) -> bool {
    // The joiners U+200C and U+200D stay: they belong to words of some scripts and to emoji.
    character.is_control()
        || matches!(character,
            '\u{061c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_no_change_is_not_copied() {
        assert!(matches!(line("waktu `1–3 hari` é 👩‍💼"), Cow::Borrowed(_)));
        assert!(matches!(row("\twaktu: 漢字"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_message_becomes_one_visible_line() {
        assert_eq!(line("a\u{1b}[31mb\r\nc\td\u{202e}e\u{9b}f"), "a?[31mb  c d?e?f");
    }

    #[test]
    fn a_cell_ends_where_its_text_does() {
        assert_eq!(cell("a | b\nc"), "a \\| b c");
    }

    #[test]
    fn a_row_keeps_every_byte_in_its_place() {
        let text = "\ta\u{1b}b\u{9b}c\u{202e}d\u{e0041}é";
        let shown = row(text);
        assert_eq!(shown, "\ta?b??c???d????é");
        assert_eq!(shown.len(), text.len());
    }
}
