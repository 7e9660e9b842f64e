//! A new text in place of a part of a text file, written as the format wants it there.
//!
//! In: an edit whose text is meant as it is read. Out: an edit whose text reads so: with quotes or escapes where the place
//! needs them, else just the text. Most replacements are words, which read the same anywhere; a place where nothing is certain gives
//! no edit.

/// Whether a text is nothing but words, which mean themselves in every style of both formats.
pub(super) fn is_plain_words(text: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | '(' | ')');
    text.starts_with(char::is_alphabetic) && !text.ends_with([' ', '-', '/', '(']) && text.chars().all(inside)
}

/// Whether a text is of one line and can be seen.
pub(super) fn is_one_line(text: &str) -> bool {
    !text.is_empty()
        && text.trim() == text
        && !text.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
}
