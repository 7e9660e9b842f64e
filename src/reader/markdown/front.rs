//! The front matter of a Markdown file.
//!
//! In: the view. Out: where its YAML stands, and whether it is closed. A rule (`---`) at the top of a text without
//! fields is no front matter.

use crate::source::Span;
use crate::source::view::BOM;

/// The YAML between two `---` lines at the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FrontMatter {
    /// The opening marker.
    pub(super) marker: Span,
    /// The lines between the markers.
    pub(super) yaml: Span,
    /// Where the text behind it starts.
    pub(super) end: usize,
    /// Whether there is a closing marker.
    pub(super) is_closed: bool,
}

/// Finds the front matter at the top of `view`.
pub(super) fn find(view: &str) -> Option<FrontMatter> {
    let top = if view.starts_with(BOM) { BOM.len() } else { 0 };
    let mut lines = lines(view, top);
    let (_, opening) = lines.next().filter(|(_, line)| line.trim_end() == "---")?;
    let start = top + opening.len();
    let marker = Span::new(top, top + "---".len());
    let closing = lines.find(|(_, line)| matches!(line.trim_end(), "---" | "..."));
    if !is_yaml(&view[start..closing.map_or(view.len(), |(at, _)| at)], closing.is_some()) {
        return None;
    }
    Some(match closing {
        Some((at, line)) => FrontMatter { marker, yaml: Span::new(start, at), end: at + line.len(), is_closed: true },
        None => {
            let end = open_end(view, start);
            FrontMatter { marker, yaml: Span::new(start, end), end, is_closed: false }
        }
    })
}

/// Lines with their offsets, line breaks included.
fn lines(view: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    view[from..].split_inclusive('\n').scan(from, |next, line| {
        let at = *next;
        *next += line.len();
        Some((at, line))
    })
}

/// Whether text behind a `---` at the top is meant as fields.
fn is_yaml(text: &str, is_closed: bool) -> bool {
    let is_comment = |line: &&str| line.trim_start().starts_with('#');
    let is_blank = |line: &&str| line.trim().is_empty();
    match text.lines().find(|line| !is_blank(line) && !is_comment(line)) {
        Some(line) if is_field(line) => true,
        // Not a field, but also not set off like a paragraph or a heading below a rule.
        Some(_) => is_closed && text.lines().next().is_some_and(|first| !is_blank(&first) && !is_comment(&first)),
        None => is_closed && text.lines().all(|line| is_blank(&line)),
    }
}

/// Whether a line begins like `key:` or `"key":`.
fn is_field(line: &str) -> bool {
    let key = line.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with([' ', '\t']));
    key.is_some_and(|(key, _)| {
        key.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '"' | '\'' | '_'))
    })
}

/// Where front matter that is never closed most likely ends: at the first blank line, heading or table.
fn open_end(view: &str, start: usize) -> usize {
    let ends = |line: &str| line.trim().is_empty() || line.starts_with(['#', '|']);
    lines(view, start).find(|(_, line)| ends(line)).map_or(view.len(), |(at, _)| at)
}
