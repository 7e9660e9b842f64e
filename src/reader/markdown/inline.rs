//! Running text: the pieces of a paragraph, heading, entry or cell joined to one text.
//!
//! In: the events of the parser inside one block. Out: a [`SpannedText`]: the view itself where the pieces stand side
//! by side, else a joined text that knows where each piece stands.

use std::ops::Range;

use crate::source::{Piece, Span, SpannedText, boundary_before};

/// The text of one block, as it is put together.
pub(super) struct Running<'a> {
    view: &'a str,
    /// The text, as long as it stands in the view in one piece.
    whole: Range<usize>,
    /// The text, once it does not.
    value: String,
    pieces: Vec<Piece>,
}

impl<'a> Running<'a> {
    pub(super) fn new(view: &'a str) -> Self {
        Self { view, whole: 0..0, value: String::new(), pieces: Vec::new() }
    }

    /// Adds `text`, which was made from `range` of the view.
    pub(super) fn push(&mut self, text: &str, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let is_verbatim = self.view.get(range.clone()) == Some(text);
        if is_verbatim && self.pieces.is_empty() && (self.whole.is_empty() || self.whole.end == range.start) {
            let start = if self.whole.is_empty() { range.start } else { self.whole.start };
            self.whole = start..range.end;
            return;
        }
        self.split();
        self.pieces.push(Piece { value_start: self.value.len() as u32, view: Span::new(range.start, range.end) });
        self.value.push_str(text);
    }

    /// Adds the text of a code span, whose range takes its marks along.
    pub(super) fn push_code(&mut self, text: &str, range: Range<usize>) {
        let raw = &self.view[range.clone()];
        let marks = raw.len() - raw.trim_start_matches('`').len();
        let (mut at, end) = (range.start + marks, (range.end - marks).max(range.start + marks));
        // The one space that keeps a mark apart from the text.
        if self.view[at..end].starts_with([' ', '\n', '\r']) && !text.starts_with(' ') {
            at += 1;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let raw = &self.view[at..end];
            let (text, made, length) = match common_prefix(raw, rest) {
                0 => changed_in_code(raw, rest),
                same => (&rest[..same], same, same),
            };
            self.push(text, at..at + length);
            (at, rest) = (at + length, &rest[made..]);
        }
    }

    /// Where the text begins, once there is some.
    pub(super) fn start(&self) -> Option<usize> {
        let whole = (!self.whole.is_empty()).then_some(self.whole.start);
        self.pieces.first().map(|piece| piece.view.start as usize).or(whole)
    }

    /// Ends the text: nothing when there is none but white space.
    pub(super) fn take(&mut self) -> Option<SpannedText<'a>> {
        let whole = std::mem::take(&mut self.whole);
        let (value, pieces) = (std::mem::take(&mut self.value), std::mem::take(&mut self.pieces));
        let text = match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => {
                let span = Span { start: first.view.start, end: last.view.end };
                SpannedText::joined(value, span, pieces)
            }
            _ => SpannedText::verbatim(&self.view[whole.clone()], whole.start),
        };
        let text = text.trimmed(self.view);
        (!text.as_str().is_empty()).then_some(text)
    }

    /// From here on the text is joined.
    fn split(&mut self) {
        if !self.whole.is_empty() {
            let whole = std::mem::take(&mut self.whole);
            self.value.push_str(&self.view[whole.clone()]);
            self.pieces.push(Piece { value_start: 0, view: Span::new(whole.start, whole.end) });
        }
    }
}

/// The next text of a code span that differs from its bytes, its length as the parser gives it, and that of its bytes.
fn changed_in_code<'t>(raw: &str, text: &'t str) -> (&'t str, usize, usize) {
    if text.starts_with('|') && raw.starts_with("\\|") {
        // A bar in a table.
        (&text[..1], 1, 2)
    } else if text.starts_with(' ') && raw.starts_with(['\n', '\r']) {
        // A line break with the marks of the blocks around it. The parser makes two spaces of `\r\n`.
        let spaces = text.len() - text.trim_start_matches(' ').len();
        (&text[..1], spaces, raw.len() - raw.trim_start_matches(['\r', '\n', ' ', '\t', '>']).len())
    } else {
        (text, text.len(), raw.len())
    }
}

fn common_prefix(a: &str, b: &str) -> usize {
    let differs = a.bytes().zip(b.bytes()).position(|(a, b)| a != b);
    boundary_before(b, differs.unwrap_or(a.len().min(b.len())))
}

/// The mark of an entry in a list that is no list to Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryMark {
    /// `a.`, `1)`, `i.`: a list begins.
    First,
    /// `b.`, `2)`, `iv.`: a list goes on.
    Later,
}

/// The mark a line begins with: a letter, a Roman number or up to two digits, closed and set off.
pub(super) fn entry_mark(line: &str) -> Option<EntryMark> {
    let body = line.strip_prefix('(').unwrap_or(line);
    let length = body.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (mark, rest) = body.split_at(length);
    let closed = rest.strip_prefix(')').or_else(|| rest.strip_prefix('.').filter(|_| body.len() == line.len()))?;
    let digits = mark.len() <= 2 && mark.bytes().all(|byte| byte.is_ascii_digit());
    let letter = mark.len() == 1;
    let roman = mark.len() <= 4 && mark.bytes().all(|byte| b"ivxIVX".contains(&byte));
    if mark.is_empty() || !(digits || letter || roman) || !closed.starts_with([' ', '\t']) {
        return None;
    }
    let first = ["a", "A", "1", "i", "I"].contains(&mark);
    Some(if first { EntryMark::First } else { EntryMark::Later })
}

/// A line `label: value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelLine {
    /// Its label is bold.
    Bold,
    /// Its label is a few words that begin with a capital letter.
    Plain,
}

/// Whether the line at the start of `text` is `label: value` or `answer → target`.
pub(super) fn label_line(text: &str) -> Option<LabelLine> {
    /// Words of the longest label.
    const MOST_WORDS: usize = 5;
    let line = text.lines().next().unwrap_or_default();
    let colon = line.find([':', '→'])?;
    let label = &line[..colon];
    // The bold part is the label: `**Nomor:** 1`, `**Nomor** : 1`.
    let behind = line[colon..].trim_start_matches([':', '→']);
    let is_label = |mark: &&str| behind.starts_with(*mark) || label.trim_end().ends_with(*mark);
    let bold = ["**", "__"].into_iter().filter(is_label).find_map(|mark| line.strip_prefix(mark));
    let is_arrow = line[colon..].starts_with('→');
    let behind_arrow = line[colon..].trim_start_matches('→').trim();
    if is_arrow && (!behind_arrow.starts_with(char::is_alphanumeric) || label.contains(|c: char| c.is_ascii_digit())) {
        return None;
    }
    if label.split_whitespace().count() > MOST_WORDS || label.contains([';', ',', '?', '|', '`']) {
        return None;
    }
    match bold {
        Some(rest) => rest.starts_with(char::is_alphanumeric).then_some(LabelLine::Bold),
        None => label.starts_with(char::is_uppercase).then_some(LabelLine::Plain),
    }
}

/// Whether an HTML tag is a line break.
pub(super) fn is_break(tag: &str) -> bool {
    let tag = tag.strip_prefix('<').unwrap_or(tag);
    let name = tag.split([' ', '\t', '\n', '\r', '/', '>']).next().unwrap_or("");
    name.eq_ignore_ascii_case("br")
}

/// Whether a fenced code block ends with its fence.
pub(super) fn is_closed_fence(block: &str) -> bool {
    let fence = block.len() - block.trim_start_matches(['`', '~']).len();
    let last = block.lines().skip(1).last().unwrap_or("").trim_start_matches([' ', '\t', '>']);
    last.len() >= fence && block.chars().next().is_some_and(|mark| last.chars().all(|other| other == mark))
}

/// Whether an HTML block holds text of its own: a table or a list that a browser shows.
pub(super) fn has_html_text(block: &str) -> bool {
    if block.trim_start().starts_with("<!--") {
        return false;
    }
    let mut outside = true;
    block.chars().any(|c| {
        outside = match c {
            '<' => false,
            '>' => true,
            _ => outside,
        };
        outside && c.is_alphanumeric()
    })
}

/// Whether an HTML block is no comment, or a comment with an end.
pub(super) fn is_closed_comment(block: &str) -> bool {
    !block.starts_with("<!--") || block.contains("-->")
}
