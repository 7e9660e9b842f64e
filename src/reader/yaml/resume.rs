//! Where a broken YAML document can be taken up again.
//!
//! In: the view and the place behind which to look. Out: the next line that starts a document, or a key at the margin
//! of the outermost map. Lines are looked at one by one; nothing is parsed.

use crate::source::view::BOM;

/// A place to read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Resume {
    /// The start of another document.
    Document(usize),
    /// A line of the same document.
    Key(usize),
}

/// The first place in a line that begins behind `after`. Without a `margin`, documents only.
pub(super) fn next(view: &str, after: usize, to: usize, margin: Option<usize>) -> Option<Resume> {
    let mut from = after;
    while let Some(start) = memchr::memchr(b'\n', &view.as_bytes()[from..to]).map(|found| from + found + 1) {
        let line = view[start..to].lines().next().unwrap_or("");
        if is_marker(line, "---") {
            return Some(Resume::Document(start));
        }
        if is_marker(line, "...") {
            return Some(Resume::Document(start + line.len()));
        }
        if margin.is_some_and(|margin| starts_key(line, margin)) {
            return Some(Resume::Key(start));
        }
        from = start;
    }
    None
}

/// Whether the first thing in a part is a bracket: its keys are at no margin.
pub(super) fn starts_with_bracket(part: &str) -> bool {
    let part = part.strip_prefix(BOM).unwrap_or(part);
    let mut lines = part.lines().map(|line| line.strip_prefix("---").unwrap_or(line).trim_start());
    lines.find(|line| !line.is_empty() && !line.starts_with('#')).is_some_and(|line| line.starts_with(['{', '[']))
}

/// The number of bytes between the start of the line and `offset`.
pub(super) fn column(view: &str, offset: usize) -> usize {
    let line = view[..offset].rfind('\n').map_or(0, |at| at + 1);
    let bom = if line == 0 && view.starts_with(BOM) { BOM.len() } else { 0 };
    offset - line - bom
}

fn is_marker(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Whether a line is indented by exactly `margin` spaces and goes on like `key:`.
fn starts_key(line: &str, margin: usize) -> bool {
    let text = line.trim_start_matches(' ');
    if line.len() - text.len() != margin {
        return false;
    }
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            text[1..].split_once(quote).is_some_and(|(_, rest)| starts_value(rest.trim_start_matches(' ')))
        }
        Some(first) if first.is_alphanumeric() => {
            let before_comment = text.split(" #").next().unwrap_or(text);
            before_comment.match_indices(':').any(|(at, _)| starts_value(&before_comment[at..]))
        }
        _ => false,
    }
}

fn starts_value(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r']))
}
