//! Parser events → nodes.
//!
//! In: scalars, collections and aliases in reading order. Out: nodes of the current document. A value closes the field
//! it belongs to; a text in a map that waits for a key opens one.

use std::borrow::Cow;

use granit_parser::{Event, ScalarStyle, StructureStyle};

use super::{Collection, YamlReader};
use crate::document::{Document, NodeId, NodeKind};
use crate::reader::ProblemKind;
use crate::source::{ScalarForm, Span, SpannedText};

impl<'a> YamlReader<'a, '_> {
    /// Adds a node under the innermost open one; the key of a map opens a field first.
    pub(super) fn node(&mut self, kind: NodeKind, text: SpannedText<'a>, span: Span, anchor: usize) {
        let Some(document) = self.current.as_mut() else { return };
        let innermost = document.innermost();
        if innermost == Some(NodeKind::Map) {
            self.field(text, span, anchor);
            return;
        }
        if self.resumed && self.collections.is_empty() {
            // A line that only looked like a key.
            return;
        }
        let is_value = innermost == Some(NodeKind::Field);
        let text = if span.is_empty() { SpannedText::nothing(nearest(document, span)) } else { text };
        let id = document.leaf(kind, text, span);
        if is_value {
            document.close(span.end);
        }
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
    }

    fn field(&mut self, key: SpannedText<'a>, span: Span, anchor: usize) {
        let Some(document) = self.current.as_mut() else { return };
        let Some(map) = self.collections.last().copied() else { return };
        let id = document.open(NodeKind::Field, key, span);
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
        if Some(map.id) == self.margin {
            self.margin_field = Some(id);
        }
        if let Some(first) = self.keys.add(document, map.id, map.keys_from, id) {
            self.duplicate(first, id);
        }
    }

    fn duplicate(&mut self, first: NodeId, second: NodeId) {
        let Some(document) = self.current.as_mut() else { return };
        document.mark_cut_off(first);
        document.mark_cut_off(second);
        let (first, second) = (document.node(first).text.span(), &document.node(second).text);
        let (kind, span) = (ProblemKind::DuplicateKey(second.as_str().to_owned()), second.span());
        self.problem(kind, span, Some(first));
    }

    pub(super) fn start(&mut self, kind: NodeKind, style: StructureStyle, span: Span, anchor: usize) {
        let Some(document) = self.current.as_mut() else { return };
        if document.innermost() == Some(NodeKind::Map) {
            self.key_depth = 1;
            self.key_start = span.start;
            return;
        }
        let is_map = kind == NodeKind::Map;
        let outermost = self.collections.is_empty();
        let id = match self.margin {
            Some(map) if outermost && is_map && self.resumed => {
                document.reopen(map);
                map
            }
            _ => {
                if outermost {
                    // Only the last child can be opened again.
                    self.margin = None;
                    self.margin_field = None;
                }
                document.open(kind, SpannedText::nothing(span), span)
            }
        };
        let bracket = (style == StructureStyle::Flow && !span.is_empty()).then_some(span);
        if outermost && self.resumed {
            document.mark_cut_off(id);
        }
        if outermost && is_map && style == StructureStyle::Block {
            self.margin = Some(id);
        }
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
        self.last_end = span.end;
        self.collections.push(Collection { id, is_map, keys_from: self.keys.len(), bracket });
    }

    pub(super) fn end(&mut self, span: Span) {
        let Some(collection) = self.collections.pop() else { return };
        if collection.is_map {
            self.keys.truncate(collection.keys_from);
        }
        // The end of a block collection is only noticed at the next thing; it reaches to the last one inside.
        self.last_end = if span.is_empty() { self.last_end } else { span.end };
        let end = self.last_end;
        let Some(document) = self.current.as_mut() else { return };
        document.close(end);
        if document.innermost() == Some(NodeKind::Field) {
            document.close(end);
        }
    }

    /// A key that is a collection has its own bytes for a text; nobody asks for its parts.
    pub(super) fn inside_key(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => self.key_depth += 1,
            Event::SequenceEnd | Event::MappingEnd => self.key_depth -= 1,
            _ => {}
        }
        if self.key_depth == 0 {
            let key = Span { start: self.key_start, end: span.end.max(self.key_start) };
            let raw = self.view.get(key.range()).unwrap_or("").trim_end();
            let text = SpannedText::verbatim(raw, key.start as usize);
            self.last_end = text.span().end;
            self.field(text.clone(), text.span(), 0);
        }
    }

    pub(super) fn alias(&mut self, anchor: usize, span: Span) {
        self.aliases += 1;
        self.last_end = span.end;
        let Some(document) = self.current.as_ref() else { return };
        // An anchor that is still open would contain itself.
        let target = self.anchors.get(&anchor).copied().filter(|&id| document.is_closed(id) || is_field(document, id));
        let Some(id) = target else {
            let name = self.view[span.range()].trim_start_matches('*').to_owned();
            return self.unknown_alias(name, span);
        };
        let written = document.node(id);
        let kind = match written.kind {
            NodeKind::Alias(final_target) => NodeKind::Alias(final_target),
            // A key is used again as text.
            NodeKind::Field => NodeKind::Scalar,
            _ => NodeKind::Alias(id),
        };
        self.alias_bytes += written.text.as_str().len();
        let text = written.text.clone().used_at(Some(span));
        self.node(kind, text, span, 0);
    }

    pub(super) fn unknown_alias(&mut self, name: String, span: Span) {
        self.last_end = span.end;
        // Behind a break the anchors before it are unknown to the parser.
        if !self.resumed {
            self.problem(ProblemKind::UnknownAlias(name), span, None);
        }
        self.node(NodeKind::Scalar, SpannedText::nothing(span), span, 0);
        if let Some(document) = self.current.as_mut() {
            document.mark_last_cut_off();
        }
    }
}

fn is_field(document: &Document<'_>, id: NodeId) -> bool {
    document.node(id).kind == NodeKind::Field
}

/// Where to show an empty value: at its key or its dash, there is nothing else to point at.
fn nearest(document: &Document<'_>, span: Span) -> Span {
    let dash = Span { start: span.start.saturating_sub(1), end: span.start };
    let is_dash = document.view.get(dash.range()) == Some("-");
    document.innermost_key().unwrap_or(if is_dash { dash } else { span })
}

/// The text of a scalar, parsed from `source`, which has the places of `view`; the view itself wherever it stands there as
/// it is.
pub(super) fn scalar_text<'a>(
    view: &'a str,
    source: &str,
    value: Cow<'_, str>,
    style: ScalarStyle,
    span: Span,
) -> SpannedText<'a> {
    if span.is_empty() || value.is_empty() {
        // An empty value comes as a plain `~` of no length, or as two quotes.
        return SpannedText::nothing(span);
    }
    if let Cow::Borrowed(text) = value
        && let Some(start) = place_in(source, text)
    {
        return SpannedText::verbatim(&view[start..start + text.len()], start);
    }
    let form = match style {
        ScalarStyle::SingleQuoted => ScalarForm::SingleQuoted,
        ScalarStyle::DoubleQuoted => ScalarForm::DoubleQuoted,
        ScalarStyle::Plain => ScalarForm::Plain,
        _ => ScalarForm::Block,
    };
    SpannedText::scalar(value.into_owned().into(), content_span(view, span, form), form, view)
}

/// Where `text`, a slice of the view, stands in it.
fn place_in(view: &str, text: &str) -> Option<usize> {
    let start = (text.as_ptr() as usize).checked_sub(view.as_ptr() as usize)?;
    (start + text.len() <= view.len()).then_some(start)
}

/// The span without what is no content: the trailing blank lines of a block scalar.
fn content_span(view: &str, span: Span, form: ScalarForm) -> Span {
    match form {
        ScalarForm::Block => {
            let raw = view.get(span.range()).unwrap_or("");
            let length = raw.trim_end_matches([' ', '\t', '\n', '\r']).len() as u32;
            if length == 0 { span } else { Span { start: span.start, end: span.start + length } }
        }
        ScalarForm::Plain | ScalarForm::SingleQuoted | ScalarForm::DoubleQuoted => span,
    }
}
