//! Typed access to the YAML tree of a pack, collecting every mistake on the way.
//!
//! In: the neutral document of a pack. Out: fields, texts and lists of the shape that was asked for; whatever does not have
//! that shape becomes a diagnostic at its place and is left out.

use super::{Diagnostic, Level, error, quote};
use crate::document::{Cursor, Document, NodeId, NodeKind};
use crate::rule::mistake::Mistake;
use crate::sop::label::nearest;
use crate::source::{Span, SpannedText};

/// A mistake at its place; what may be meant all the same is a warning.
fn found(mistake: Mistake, span: Span) -> Diagnostic {
    let is_doubt = ["PK019", "PK051", "PK053"].contains(&mistake.code);
    let level = if is_doubt { Level::Warning } else { Level::Error };
    Diagnostic { help: mistake.help, level, ..error(mistake.code, span, mistake.message) }
}

/// Bytes that are written again for aliases in one value.
const MOST_REPEATED: usize = 4096;

/// A pack being read.
pub(super) struct Tree<'t> {
    document: Option<&'t Document<'t>>,
    view: &'t str,
    /// The place of the text among the layers.
    file: usize,
    diagnostics: Vec<Diagnostic>,
}

/// A field of a map.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'t> {
    pub(super) key: &'t str,
    pub(super) key_span: Span,
    pub(super) value: Cursor,
}

/// The fields of a map, by key.
#[derive(Debug, Clone)]
pub(super) struct Fields<'t> {
    pub(super) list: Vec<Field<'t>>,
    /// A place that stands for the map.
    pub(super) span: Span,
}

impl<'t> Fields<'t> {
    pub(super) fn get(&self, key: &str) -> Option<Field<'t>> {
        self.list.iter().copied().find(|field| field.key == key)
    }
}

impl<'t> Tree<'t> {
    pub(super) fn new(document: Option<&'t Document<'t>>, view: &'t str, file: usize) -> Self {
        Self { document, view, file, diagnostics: Vec::new() }
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(Diagnostic { file: self.file, ..diagnostic });
    }

    /// The place of the text among the layers.
    pub(super) fn file(&self) -> usize {
        self.file
    }

    /// Whether there is an error so far.
    pub(super) fn is_broken(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error)
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// Mistakes found inside a text, at their places in the pack.
    pub(super) fn push_mistakes(&mut self, text: &SpannedText<'_>, mistakes: Vec<Mistake>) {
        for mistake in mistakes {
            let length = text.as_str().len();
            let range = mistake.range.start.min(length)..mistake.range.end.min(length);
            let span = text.locate(&range, self.view);
            // Behind an alias the place is that of its use.
            let other = text.written_elsewhere().map(|span| (span, "the text stands here".to_owned()));
            self.push(Diagnostic { other, ..found(mistake, span) });
        }
    }

    /// A mistake found inside a key: at its place in there, or at the whole key where it is not as it is written.
    pub(super) fn push_mistake_in_key(&mut self, field: &Field<'_>, mistake: Mistake) {
        let start = field.key_span.start as usize;
        let plain = self.view.get(field.key_span.range()) == Some(field.key);
        let inside = Span::new(start + mistake.range.start, start + mistake.range.end);
        self.push(found(mistake, if plain { inside } else { field.key_span }));
    }

    pub(super) fn view(&self) -> &'t str {
        self.view
    }

    /// The map at the top of the pack.
    pub(super) fn top(&mut self) -> Option<Cursor> {
        let document = self.document?;
        let first = document.children(document.root()).next()?;
        Some(document.resolve(Cursor { node: first, used_at: None }))
    }

    fn kind(&self, cursor: Cursor) -> Option<NodeKind> {
        self.document.map(|document| document.node(cursor.node).kind)
    }

    pub(super) fn is_map(&self, cursor: Cursor) -> bool {
        self.kind(cursor) == Some(NodeKind::Map)
    }

    pub(super) fn is_list(&self, cursor: Cursor) -> bool {
        self.kind(cursor) == Some(NodeKind::List)
    }

    pub(super) fn is_text(&self, cursor: Cursor) -> bool {
        self.kind(cursor) == Some(NodeKind::Scalar)
    }

    /// The fields of a map as they are, without a word about them; none where there is no map.
    pub(super) fn parts(&self, cursor: Cursor) -> Vec<Field<'t>> {
        let Some(document) = self.document.filter(|_| self.is_map(cursor)) else { return Vec::new() };
        let fields = document.fields(cursor).into_iter();
        fields.filter_map(|field| self.field(field)).collect()
    }

    /// The entries of a list as they are, without a word about them; none where there is no list.
    pub(super) fn parts_of_list(&self, cursor: Cursor) -> Vec<Cursor> {
        let Some(document) = self.document.filter(|_| self.is_list(cursor)) else { return Vec::new() };
        let entries = document.children(cursor.node);
        entries.map(|node| document.resolve(Cursor { node, used_at: cursor.used_at })).collect()
    }

    /// A text as it is, without a word about it.
    pub(super) fn plain_text(&self, cursor: Cursor) -> Option<SpannedText<'t>> {
        self.document.filter(|_| self.is_text(cursor)).map(|document| document.text(cursor))
    }

    fn field(&self, field: Cursor) -> Option<Field<'t>> {
        let document = self.document?;
        let node = document.node(field.node);
        let value = document.value(field.node)?;
        let value = document.resolve(Cursor { node: value, used_at: field.used_at });
        Some(Field { key: node.text.as_str(), key_span: node.text.span(), value })
    }

    /// Whether nothing is written there.
    pub(super) fn is_blank(&self, cursor: Cursor) -> bool {
        self.is_text(cursor) && self.document.is_some_and(|document| document.text(cursor).as_str().trim().is_empty())
    }

    /// A value as it stands in the pack, on one line: `[a, b]`, `{key: value}`. What stands
    /// behind aliases is cut off after [`MOST_REPEATED`] bytes: aliases of aliases stand for more than any memory holds.
    pub(super) fn written(&self, cursor: Cursor) -> String {
        let mut out = String::new();
        self.write(cursor, &mut 0, &mut out);
        out
    }

    fn write(&self, cursor: Cursor, repeated: &mut usize, out: &mut String) {
        let Some(document) = self.document else { return };
        let node = document.node(cursor.node);
        if cursor.used_at.is_some() {
            if *repeated >= MOST_REPEATED {
                return out.push('…');
            }
            *repeated += 1 + if node.kind == NodeKind::Scalar { node.span.len() } else { 0 };
        }
        match node.kind {
            NodeKind::Map => self.write_map(cursor, repeated, out),
            NodeKind::List => {
                out.push('[');
                for (at, entry) in self.parts_of_list(cursor).into_iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { ", " });
                    self.write(entry, repeated, out);
                }
                out.push(']');
            }
            _ => {
                let place = if out.is_empty() { quote::in_block } else { quote::in_flow };
                out.push_str(&self.scalar(node.span, document.text(cursor).as_str(), place));
            }
        }
    }

    fn write_map(&self, cursor: Cursor, repeated: &mut usize, out: &mut String) {
        out.push('{');
        for (at, part) in self.parts(cursor).into_iter().enumerate() {
            out.push_str(if at == 0 { "" } else { ", " });
            out.push_str(&self.scalar(part.key_span, part.key, quote::in_flow));
            out.push_str(": ");
            self.write(part.value, repeated, out);
        }
        out.push('}');
    }

    /// A scalar with the quotes it has, or with those it needs where it is written now.
    fn scalar(&self, span: Span, text: &str, place: fn(&str) -> String) -> String {
        let source = self.view.get(span.range()).unwrap_or_default();
        let is_quoted = source.starts_with(['"', '\'']) && !source.contains('\n') && source != text;
        if is_quoted || text.is_empty() { source.to_owned() } else { place(text) }
    }

    /// A place that stands for a node: its text, or the first text inside it.
    pub(super) fn span(&self, cursor: Cursor) -> Span {
        let Some(document) = self.document else { return Span::default() };
        if let Some(place) = cursor.used_at {
            return place;
        }
        let mut node = cursor.node;
        loop {
            let found = document.node(node);
            if !found.text.as_str().is_empty() || found.kind == NodeKind::Scalar {
                return found.text.span();
            }
            match document.children(node).next() {
                Some(child) => node = child,
                None => return found.span,
            }
        }
    }

    /// The source text of a node, indented as it stands.
    pub(super) fn source_of(&self, cursor: Cursor) -> String {
        let Some(document) = self.document else { return String::new() };
        let span = document.node(cursor.node).span;
        let line = self.view[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let column = self.view[line..span.start as usize].chars().count();
        let body = self.view.get(span.range()).unwrap_or("");
        format!("{}{body}\n", " ".repeat(column))
    }

    /// The line of a node, from 1.
    pub(super) fn line(&self, cursor: Cursor) -> u32 {
        let start = self.span(cursor).start as usize;
        memchr::memchr_iter(b'\n', &self.view.as_bytes()[..start]).count() as u32 + 1
    }

    /// Whether there is nothing at all, as behind a key with nothing to its right; that is said.
    fn is_nothing(&mut self, cursor: Cursor, what: &str) -> bool {
        let Some(document) = self.document else { return true };
        let nothing = self.is_text(cursor) && document.text(cursor).as_str().trim().is_empty();
        // What broken YAML cut off is no mistake of its own.
        if nothing && document.node(cursor.node).complete {
            self.push(error("PK003", self.span(cursor), format!("{what} is empty")));
        }
        nothing
    }

    fn wrong_shape(&mut self, cursor: Cursor, what: &str, shape: &str) {
        self.push(error("PK021", self.span(cursor), format!("{what} must be {shape}")));
    }

    /// The fields of a map. Keys that are not `known` are mistakes, unless nothing is known; a typo of a known key that
    /// is not there otherwise is read as that key.
    pub(super) fn fields(&mut self, cursor: Cursor, what: &str, known: &[&'static str]) -> Option<Fields<'t>> {
        self.document?;
        if self.is_nothing(cursor, what) {
            return None;
        }
        if !self.is_map(cursor) {
            self.wrong_shape(cursor, what, "'key: value' pairs");
            return None;
        }
        let span = self.span(cursor);
        let mut list: Vec<Field<'t>> = Vec::new();
        let mut typos: Vec<Field<'t>> = Vec::new();
        for field in self.parts(cursor) {
            if known.is_empty() || known.contains(&field.key) { list.push(field) } else { typos.push(field) }
        }
        for typo in typos {
            let missing = known.iter().copied().filter(|known| list.iter().all(|field| field.key != *known));
            if let Some(key) = self.unknown_key(&typo, missing.collect(), known) {
                list.push(Field { key, ..typo });
            }
        }
        Some(Fields { list, span })
    }

    /// Reports a key that is not known; returns the one that was probably meant.
    fn unknown_key(
        &mut self,
        field: &Field<'t>,
        missing: Vec<&'static str>,
        known: &[&'static str],
    ) -> Option<&'static str> {
        let dashed = field.key.replace('_', "-");
        // A key of rules that stands in the wrong map is no typo, except where an 's' is lacking.
        let misplaced = super::keys::RULE_KEYS.contains(&field.key);
        let likely = |near: &&str| !misplaced || near.starts_with(field.key);
        let meant = nearest(&dashed, missing).filter(likely);
        let near = meant.or_else(|| nearest(&dashed, known.iter().copied()).filter(likely));
        // A comma cuts a text into a key and another key with nothing behind it.
        let nothing = self.document.is_some_and(|document| document.text(field.value).as_str().is_empty());
        let cut = nothing && self.is_text(field.value);
        let help = match near {
            Some(near) => Some(format!("did you mean '{near}'?")),
            None if cut => Some("a comma inside {…} cuts a text in two: put the whole text between quotes".to_owned()),
            None if known.len() <= 12 => Some(format!("the keys here are {}", known.join(", "))),
            None => None,
        };
        self.push(Diagnostic { help, ..error("PK002", field.key_span, format!("unknown key '{}'", field.key)) });
        meant
    }

    /// The entries of a list.
    pub(super) fn entries(&mut self, cursor: Cursor, what: &str) -> Vec<Cursor> {
        let Some(document) = self.document else { return Vec::new() };
        if self.is_nothing(cursor, what) {
            return Vec::new();
        }
        if !self.is_list(cursor) {
            self.wrong_shape(cursor, what, "a list: [a, b]");
            return Vec::new();
        }
        let children: Vec<NodeId> = document.children(cursor.node).collect();
        children.into_iter().map(|node| document.resolve(Cursor { node, used_at: cursor.used_at })).collect()
    }

    /// A list, or a single text as a list of one.
    pub(super) fn one_or_more(&mut self, cursor: Cursor, what: &str) -> Vec<Cursor> {
        if self.is_text(cursor) && !self.is_nothing(cursor, what) {
            return vec![cursor];
        }
        if self.is_map(cursor) {
            self.wrong_shape(cursor, what, "a text, or a list: [a, b]");
        }
        if self.is_list(cursor) { self.entries(cursor, what) } else { Vec::new() }
    }

    /// A text that is not empty.
    pub(super) fn text(&mut self, cursor: Cursor, what: &str) -> Option<SpannedText<'t>> {
        let document = self.document?;
        if self.is_nothing(cursor, what) {
            return None;
        }
        if !self.is_text(cursor) {
            let help = self.is_map(cursor) || self.is_list(cursor);
            let help = help.then(|| "write one text, without brackets; only one that itself starts with '{' or '[' stands between quotes".to_owned());
            let help = help.filter(|_| self.starts_with_bracket(cursor));
            self.push(Diagnostic { help, ..error("PK021", self.span(cursor), format!("{what} must be text")) });
            return None;
        }
        let text = document.text(cursor);
        if let Some(tag) = self.tag_before(document.node(cursor.node).text.span()) {
            let help = Some("a text that starts with '!' stands between quotes".to_owned());
            let message = format!("'{}' in front of a text is a tag to YAML", &self.view[tag.range()]);
            self.push(Diagnostic { help, ..error("PK001", tag, message) });
            return None;
        }
        // Half a text would be read as another one.
        document.node(cursor.node).complete.then_some(text)
    }

    /// The word before a text on its line, when YAML takes it for a tag.
    fn tag_before(&self, text: Span) -> Option<Span> {
        // Only the word is looked at, not its line: a line may hold thousands of texts.
        let before = self.view.get(..text.start as usize)?.trim_end_matches(' ');
        let start = before.rfind([' ', '[', '{', ',', '\n']).map_or(0, |at| at + 1);
        let word = &before[start..];
        let plain = |c: char| c.is_alphanumeric() || "!_-".contains(c);
        (word.starts_with('!') && word.chars().all(plain)).then(|| Span::new(start, start + word.len()))
    }

    fn starts_with_bracket(&self, cursor: Cursor) -> bool {
        let start = self.document.map_or(0, |document| document.node(cursor.node).span.start as usize);
        self.view.get(start..).is_some_and(|rest| rest.starts_with(['{', '[']))
    }

    /// One of a set of names; a typo is reported and read as the name that was meant.
    pub(super) fn name<T: Copy>(&mut self, cursor: Cursor, what: &str, names: &[&str], values: &[T]) -> Option<T> {
        let text = self.text(cursor, what)?;
        let value = |name: &str| names.iter().position(|known| *known == name).and_then(|at| values.get(at).copied());
        if let Some(value) = value(text.as_str()) {
            return Some(value);
        }
        let near = nearest(text.as_str(), names.iter().copied());
        let help = near.map(|near| format!("did you mean '{near}'?"));
        let message = format!("{what} is one of {}; found '{}'", names.join(", "), text.as_str());
        self.push(Diagnostic { help, ..error("PK006", text.span(), message) });
        value(near?)
    }
}
