//! A piece of text that remembers where each of its bytes came from.
//!
//! The text a rule sees may differ from the bytes of the file: escapes, folded lines, entities, joined runs. A
//! [`SpannedText`] keeps the way back. A sub-match is located through it, never by searching the file again.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::{Span, boundary_after, boundary_before, scalar};

/// How a scalar was written, which decides how its bytes became its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarForm {
    /// Without quotes, over several lines.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|` or `>`
    Block,
}

/// A run of a joined text: it reaches to the start of the next run, the last one to the end of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Where the run starts in the value.
    pub value_start: u32,
    /// Where it stands in the view. A run that is shorter in the value than in the view (an entity, a folded line
    /// break) is one unit; any other stands in the view byte for byte.
    pub view: Span,
}

/// Text with its way back to the view.
#[derive(Debug, Clone)]
pub struct SpannedText<'a> {
    value: Value<'a>,
    span: Span,
    used_at: MaybeSpan,
}

#[derive(Debug, Clone)]
enum Value<'a> {
    /// The view's text from the start of the span on.
    Verbatim(&'a str),
    /// Anything else. Shared, because an alias or a model value repeats the text without changing it.
    Joined(Arc<Joined>),
}

#[derive(Debug)]
struct Joined {
    value: String,
    pieces: Vec<Piece>,
}

/// `Option<Span>` in eight bytes: a text is part of every node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct MaybeSpan(Span);

impl MaybeSpan {
    const NONE: Self = Self(Span { start: u32::MAX, end: u32::MAX });

    fn get(self) -> Option<Span> {
        (self != Self::NONE).then_some(self.0)
    }
}

impl<'a> SpannedText<'a> {
    /// A value that stands in the view as it is, from `start` on.
    #[must_use]
    pub fn verbatim(value: &'a str, start: usize) -> Self {
        Self::new(Value::Verbatim(value), Span::new(start, start + value.len()))
    }

    /// No text, near `span` (the key of an empty value, the header of an empty cell).
    #[must_use]
    pub fn nothing(span: Span) -> Self {
        Self::new(Value::Verbatim(""), span)
    }

    /// A scalar whose value differs from its bytes in `view`. `span` covers its bytes, quotes included.
    #[must_use]
    pub fn scalar(value: Cow<'a, str>, span: Span, form: ScalarForm, view: &str) -> Self {
        let raw = view.get(span.range()).unwrap_or("");
        let pieces = scalar::replay(raw, &value, form, span.start);
        Self::joined(value.into_owned(), span, pieces)
    }

    /// A value joined from runs of the view, in order of the value.
    #[must_use]
    pub fn joined(value: String, span: Span, pieces: Vec<Piece>) -> Self {
        Self::new(Value::Joined(Arc::new(Joined { value, pieces })), span)
    }

    fn new(value: Value<'a>, span: Span) -> Self {
        Self { value, span, used_at: MaybeSpan::NONE }
    }

    /// The same text, used at another place (a YAML alias).
    #[must_use]
    pub fn used_at(mut self, place: Option<Span>) -> Self {
        if let Some(place) = place {
            self.used_at = MaybeSpan(place);
        }
        self
    }

    /// The value.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.value {
            Value::Verbatim(text) => text,
            Value::Joined(joined) => &joined.value,
        }
    }

    /// The place of use: the alias where there is one, else the text itself.
    #[must_use]
    pub fn span(&self) -> Span {
        self.used_at.get().unwrap_or(self.span)
    }

    /// Where the text was written, when that is another place than where it is used.
    #[must_use]
    pub fn written_elsewhere(&self) -> Option<Span> {
        self.used_at.get().map(|_| self.span)
    }

    /// The part `range` of the value (byte offsets on character boundaries) as its own text with its own way back.
    #[must_use]
    pub fn slice(&self, range: Range<usize>, view: &str) -> SpannedText<'a> {
        let span = self.locate_writing(&range, view);
        let value = match &self.value {
            Value::Verbatim(text) => Value::Verbatim(&text[range]),
            Value::Joined(joined) => Value::Joined(Arc::new(joined.part(range))),
        };
        SpannedText { value, span, used_at: self.used_at }
    }

    /// The value without white space at both ends.
    #[must_use]
    pub fn trimmed(&self, view: &str) -> SpannedText<'a> {
        let text = self.as_str();
        let start = text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        if start == 0 && end == text.len() { self.clone() } else { self.slice(start..end, view) }
    }

    /// Where the bytes `range` of the value stand in the view. For an alias this is the place of use.
    #[must_use]
    pub fn locate(&self, range: &Range<usize>, view: &str) -> Span {
        self.used_at.get().unwrap_or_else(|| self.locate_writing(range, view))
    }

    /// Where the bytes `range` of the value stand in the view, if they stand there as they are, on one line and not by an
    /// alias: only these can be replaced. A part that holds an escape, an entity or a folded line break does not.
    #[must_use]
    pub fn standing(&self, range: &Range<usize>, view: &str) -> Option<Span> {
        let value =
            self.as_str().get(range.clone()).filter(|value| !value.is_empty() && !value.contains(['\n', '\r']))?;
        if self.used_at.get().is_some() {
            return None;
        }
        let span = self.locate_writing(range, view);
        (view.get(span.range()) == Some(value)).then_some(span)
    }

    /// The runs of the value as part of a longer one, in which it begins at `offset`. What is used elsewhere is one run.
    pub(crate) fn pieces(&self, offset: usize) -> Vec<Piece> {
        match &self.value {
            Value::Joined(joined) if self.used_at.get().is_none() && !joined.pieces.is_empty() => {
                let moved = |piece: &Piece| Piece { value_start: piece.value_start + offset as u32, ..*piece };
                joined.pieces.iter().map(moved).collect()
            }
            _ => vec![Piece { value_start: offset as u32, view: self.span() }],
        }
    }

    fn locate_writing(&self, range: &Range<usize>, view: &str) -> Span {
        let start = self.span.start as usize;
        let span = match &self.value {
            // An empty text stands beside its place, a range outside the text nowhere.
            Value::Verbatim(text) if text.is_empty() || range.end > text.len() => self.span,
            Value::Verbatim(_) => Span::new(start + range.start, start + range.end),
            Value::Joined(joined) => joined.locate(range).unwrap_or(self.span),
        };
        snapped(span, view)
    }
}

/// The span on character boundaries: a run that is no unit and yet differs from its bytes has others.
fn snapped(span: Span, view: &str) -> Span {
    let range = span.range();
    if range.end > view.len() || view.get(range.clone()).is_some() {
        return span;
    }
    Span::new(boundary_before(view, range.start), boundary_after(view, range.end))
}

impl Joined {
    /// Maps a range of the value through the runs; nothing when it begins before all of them.
    fn locate(&self, range: &Range<usize>) -> Option<Span> {
        // An empty range at the very end stands behind the last run.
        let at_end = range.is_empty() && range.start >= self.value.len();
        let start = self.point(range.start, if at_end { Edge::End } else { Edge::Start })?;
        let end = if range.is_empty() { start } else { self.point(range.end, Edge::End)? };
        Some(Span { start, end: end.max(start) })
    }

    fn point(&self, offset: usize, edge: Edge) -> Option<u32> {
        // The end of a range belongs to the run that holds the byte before it.
        let inside = match edge {
            Edge::Start => offset,
            Edge::End => offset.saturating_sub(1),
        };
        let at = self.pieces.partition_point(|piece| piece.value_start as usize <= inside).checked_sub(1)?;
        let Piece { value_start, view } = self.pieces[at];
        let within = offset - value_start as usize;
        Some(match edge {
            Edge::Start if self.is_unit(at) => view.start,
            Edge::End if self.is_unit(at) => view.end,
            _ => view.start + within.min(view.len()) as u32,
        })
    }

    fn is_unit(&self, at: usize) -> bool {
        self.run(at).len() < self.pieces[at].view.len()
    }

    /// The bytes of the value that the run `at` covers.
    fn run(&self, at: usize) -> Range<usize> {
        let end = self.pieces.get(at + 1).map_or(self.value.len(), |next| next.value_start as usize);
        self.pieces[at].value_start as usize..end
    }

    /// The part `range` of the value with the runs that lie in it.
    fn part(&self, range: Range<usize>) -> Joined {
        let first = self.pieces.partition_point(|piece| piece.value_start as usize <= range.start).saturating_sub(1);
        let runs = (first..self.pieces.len()).take_while(|&at| (self.pieces[at].value_start as usize) < range.end);
        let pieces = runs.filter_map(|at| {
            let run = self.run(at);
            let kept = run.start.max(range.start)..run.end.min(range.end);
            let view = if kept.is_empty() { return None } else { self.locate(&kept)? };
            Some(Piece { value_start: (kept.start - range.start) as u32, view })
        });
        Joined { pieces: pieces.collect(), value: self.value[range.clone()].to_owned() }
    }
}

#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}
