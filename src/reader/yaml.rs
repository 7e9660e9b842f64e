//! YAML 1.2 → neutral documents.
//!
//! In: a text view, or a part of it (front matter). Out: maps, lists and scalars with byte-exact spans; every scalar is
//! text as written (`no` is not false, `2025-02-03` no timestamp). A broken document is read on from the next key at
//! the left margin; the nodes that were open at the break are marked as cut off. SOP sources and rule packs are both
//! read here.

mod dash;
mod keys;
mod nodes;
mod resume;
mod rewrite;
mod syntax;

pub(super) use self::rewrite::rewrite;

use granit_parser::{Event, Parser, ScalarStyle, ScanError};
use rustc_hash::FxHashMap;

use self::keys::Keys;
use self::resume::Resume;
use self::syntax::Break;
use super::{Problem, ProblemKind, ReadLimits, Reading, SyntaxError};
use crate::document::{Document, NodeId, NodeKind};
use crate::source::{Span, SpannedText};

/// Times one broken document is taken up again before the rest of it is given up.
const RESTARTS: usize = 64;
/// Times an input is taken up again, over all its documents.
const ALL_RESTARTS: usize = 1024;
/// MiB of text that aliases may use again in one document.
const MOST_ALIASED_MIB: usize = 32;
/// Nodes a document gets room for before it is read; more room is made as it is needed.
const MOST_ROOM: usize = 16 * 1024;

/// Reads all documents of `view`.
#[must_use]
pub fn read<'a>(view: &'a str, limits: &ReadLimits) -> Reading<'a> {
    with_dashes(view, 0, view.len(), |source, dashes| {
        let mut reader = YamlReader::new(view, source, dashes, limits);
        reader.read(0, view.len());
        let dashes = reader.dashes_seen();
        reader.problems.sort_by_key(|problem| problem.span.start);
        (Reading { documents: reader.documents, problems: reader.problems }, dashes)
    })
}

/// Reads the part `part` of `view` as one document into `document`, at its innermost open node.
pub fn read_into<'a>(document: Document<'a>, part: Span, limits: &ReadLimits) -> (Document<'a>, Vec<Problem>) {
    let (from, to) = (part.start as usize, part.end as usize);
    with_dashes(document.view, from, to, |source, dashes| {
        let mut reader = YamlReader::new(document.view, source, dashes, limits);
        reader.base = document.depth();
        reader.current = Some(document.clone());
        reader.embedded = true;
        reader.read(from, to);
        let dashes = reader.dashes_seen();
        reader.problems.sort_by_key(|problem| problem.span.start);
        let document = reader.current.expect("internal: an embedded document is never ended");
        ((document, reader.problems), dashes)
    })
}

/// What a reading found about dashes that stand alone behind a key.
struct Dashes {
    /// Whether the reading broke at one.
    broke: bool,
    /// Those that were put in place of text.
    in_text: Vec<u32>,
}

/// Reads a view as it is, and again without the dashes that stand alone behind a key when it breaks at one of them.
fn with_dashes<R>(view: &str, from: usize, to: usize, read: impl Fn(&str, &[u32]) -> (R, Dashes)) -> R {
    let (reading, found) = read(view, &[]);
    if !found.broke {
        return reading;
    }
    let mut dashes = dash::all(view, from, to);
    let (reading, found) = read(&dash::patched(view, &dashes), &dashes);
    if found.in_text.is_empty() {
        return reading;
    }
    // Inside a text of several lines a dash is a dash.
    dashes.retain(|dash| !found.in_text.contains(dash));
    read(&dash::patched(view, &dashes), &dashes).0
}

struct YamlReader<'a, 'l> {
    view: &'a str,
    /// What is parsed: the view, but for some dashes.
    source: &'l str,
    /// Where those stand, in order.
    dashes: &'l [u32],
    dashes_in_text: Vec<u32>,
    broke_at_dash: bool,
    limits: &'l ReadLimits,
    documents: Vec<Document<'a>>,
    problems: Vec<Problem>,
    current: Option<Document<'a>>,
    /// Whether the document is somebody else's and stays open.
    embedded: bool,
    /// The number of nodes that were open before the first one of ours.
    base: usize,
    anchors: FxHashMap<usize, NodeId>,
    collections: Vec<Collection>,
    keys: Keys,
    /// Open collections inside a key that is itself a collection; their nodes are not kept.
    key_depth: usize,
    key_start: u32,
    aliases: usize,
    /// Bytes of text that were used again.
    alias_bytes: usize,
    /// The block map at the left margin of the current document, to which a part read after a break belongs.
    margin: Option<NodeId>,
    /// The last field that was begun in it.
    margin_field: Option<NodeId>,
    /// Whether the current document was broken before; what follows belongs to it.
    resumed: bool,
    /// Where the current document ended, if nothing else of it follows.
    ended_at: Option<u32>,
    /// End of the last text or bracket that was read.
    last_end: u32,
    /// Comments that stand before a document.
    comments: Vec<Span>,
}

/// An open collection.
#[derive(Clone, Copy)]
struct Collection {
    id: NodeId,
    is_map: bool,
    /// Where the keys of a map start in the common list of keys.
    keys_from: usize,
    /// The bracket that opened it, if one did.
    bracket: Option<Span>,
}

enum Stop {
    /// The end of the input part.
    End,
    /// A break at this offset.
    Broken(usize),
    /// A limit was reached at this offset: the rest of the document is given up.
    GivenUp(usize),
}

impl<'a, 'l> YamlReader<'a, 'l> {
    fn new(view: &'a str, source: &'l str, dashes: &'l [u32], limits: &'l ReadLimits) -> Self {
        Self {
            view,
            source,
            dashes,
            dashes_in_text: Vec::new(),
            broke_at_dash: false,
            limits,
            documents: Vec::new(),
            problems: Vec::new(),
            current: None,
            embedded: false,
            base: 1,
            anchors: FxHashMap::default(),
            collections: Vec::with_capacity(16),
            keys: Keys::default(),
            key_depth: 0,
            key_start: 0,
            aliases: 0,
            alias_bytes: 0,
            margin: None,
            margin_field: None,
            resumed: false,
            ended_at: None,
            last_end: 0,
            comments: Vec::new(),
        }
    }

    fn read(&mut self, mut from: usize, to: usize) {
        let mut restarts = 0;
        for _ in 0..=ALL_RESTARTS {
            let (at, keys) = match self.parse(from, to) {
                Stop::End => break,
                Stop::Broken(at) => (at, restarts < RESTARTS),
                Stop::GivenUp(at) => (at, false),
            };
            match self.resume_point(from, to, keys) {
                Some(Resume::Key(next)) => {
                    self.cut_off(at, next);
                    self.resumed = true;
                    restarts += 1;
                    from = next;
                }
                Some(Resume::Document(next)) => {
                    self.cut_off(at, next);
                    self.end_document(next);
                    restarts = 0;
                    from = next;
                }
                None => {
                    self.cut_off(at, to);
                    break;
                }
            }
        }
        self.end_document(self.ended_at.map_or(to, |end| end as usize));
    }

    fn parse(&mut self, from: usize, to: usize) -> Stop {
        let options = granit_parser::options! {
            // Closing brackets at the margin of their key break YAML's letter; formatters write them, everybody reads them.
            strict_indentation: false,
            emit_unresolved_aliases: true,
            emit_comments: super::has_mark(&self.source[from..to]),
            flow_nesting_limit: self.limits.depth,
            block_nesting_limit: self.limits.depth,
        };
        self.last_end = from as u32;
        for event in Parser::new_from_str_with_options(&self.source[from..to], options) {
            let (event, span) = match event {
                Ok((event, span)) => (event, local(&span).shifted(from as u32)),
                Err(error) => return self.broken(&error, from, to),
            };
            if let Some(stop) = self.event(event, span) {
                return stop;
            }
        }
        Stop::End
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Option<Stop> {
        if self.key_depth > 0 && !matches!(event, Event::Comment(..)) {
            self.inside_key(&event, span);
            return None;
        }
        match event {
            Event::Scalar(value, style, anchor, _) => {
                if is_quoted(style) && self.swallows_key(span) {
                    return Some(self.open_quote(span));
                }
                self.last_end = span.end;
                let text = match self.dash(span) {
                    Some(dash) => dash,
                    None => nodes::scalar_text(self.view, self.source, value, style, span),
                };
                self.node(NodeKind::Scalar, text, span, anchor);
            }
            Event::SequenceStart(style, anchor, _) => self.start(NodeKind::List, style, span, anchor),
            Event::MappingStart(style, anchor, _) => self.start(NodeKind::Map, style, span, anchor),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::UnresolvedAlias(name) => self.unknown_alias(name.into_owned(), span),
            Event::DocumentStart(..) => self.start_document(span),
            Event::Comment(text, _) => self.comment(&text, span),
            // Without a marker the end is a guess: behind it may stand what does not fit in.
            Event::DocumentEnd if span.is_empty() => self.ended_at = Some(span.end),
            Event::DocumentEnd => self.end_document(span.end as usize),
            _ => {}
        }
        self.over_limit(span)
    }

    /// A comment before the first document is one of it.
    fn comment(&mut self, text: &str, span: Span) {
        if !text.contains(super::MARK) {
            return;
        }
        match (&mut self.current, self.ended_at) {
            (Some(document), None) => document.note_comment(span),
            _ => self.comments.push(span),
        }
    }

    fn dashes_seen(&mut self) -> Dashes {
        Dashes { broke: self.broke_at_dash, in_text: std::mem::take(&mut self.dashes_in_text) }
    }

    /// The dash a scalar stands for. One in a longer text is none.
    fn dash(&mut self, span: Span) -> Option<SpannedText<'a>> {
        if self.dashes.is_empty() {
            return None;
        }
        let first = self.dashes.partition_point(|&dash| dash < span.start);
        let inside: Vec<u32> = self.dashes[first..].iter().copied().take_while(|&dash| dash < span.end).collect();
        if inside.len() == 1 && span.end - span.start == 1 {
            self.problem(ProblemKind::LoneDash, span, None);
            return Some(SpannedText::verbatim(&self.view[span.range()], span.start as usize));
        }
        self.dashes_in_text.extend(inside);
        None
    }

    /// Whether a quoted text goes over a line that starts a key of the outermost map: its quote was not meant to.
    fn swallows_key(&self, span: Span) -> bool {
        let (start, end) = (span.start as usize, span.end as usize);
        if self.margin.is_none() || memchr::memchr(b'\n', &self.view.as_bytes()[start..end]).is_none() {
            return false;
        }
        matches!(resume::next(self.view, start, end, Some(self.margin_column())), Some(Resume::Key(_)))
    }

    fn open_quote(&mut self, span: Span) -> Stop {
        let (quote, end) =
            (Span { start: span.start, end: span.start + 1 }, Span { start: span.end - 1, end: span.end });
        self.problem(ProblemKind::Syntax(SyntaxError::OpenQuote), quote, Some(end));
        Stop::Broken(span.end as usize)
    }

    fn over_limit(&mut self, span: Span) -> Option<Stop> {
        let nodes = self.current.as_ref().map_or(0, Document::len);
        let kind = if nodes > self.limits.nodes {
            ProblemKind::TooManyNodes(self.limits.nodes)
        } else if self.alias_bytes > MOST_ALIASED_MIB << 20 {
            ProblemKind::TooMuchAliased(MOST_ALIASED_MIB)
        } else if self.aliases > self.limits.aliases {
            ProblemKind::TooManyAliases(self.limits.aliases)
        } else if self.collections.len() > self.limits.depth {
            ProblemKind::TooDeep(self.limits.depth)
        } else {
            return None;
        };
        let stop = match kind {
            ProblemKind::TooDeep(_) => Stop::Broken(span.end as usize),
            _ => Stop::GivenUp(span.end as usize),
        };
        self.problem(kind, span, None);
        Some(stop)
    }

    fn start_document(&mut self, span: Span) {
        match self.ended_at {
            Some(end) => self.end_document(end as usize),
            None if self.current.is_some() => return,
            None => {}
        }
        if self.embedded {
            return;
        }
        let first = self.documents.is_empty();
        let room = if first { self.view.len() / 12 } else { 64 };
        let mut document = Document::new(self.view, room.min(MOST_ROOM));
        // A document of a stream begins at its marker, the first one at the top.
        if !first {
            document.begin_at(span.start);
        }
        std::mem::take(&mut self.comments).into_iter().for_each(|comment| document.note_comment(comment));
        self.current = Some(document);
        self.forget_document();
    }

    fn end_document(&mut self, end: usize) {
        if !self.embedded
            && let Some(mut document) = self.current.take()
        {
            document.close(end as u32);
            let nothing = document.nodes().skip(1).all(|node| node.kind == NodeKind::Scalar && node.span.is_empty());
            if !nothing || !document.node(document.root()).complete {
                self.documents.push(document);
            }
        }
        self.forget_document();
    }

    fn forget_document(&mut self) {
        self.anchors.clear();
        self.keys.clear();
        self.aliases = 0;
        self.alias_bytes = 0;
        self.margin = None;
        self.margin_field = None;
        self.resumed = false;
        self.ended_at = None;
    }

    fn broken(&mut self, error: &ScanError, from: usize, to: usize) -> Stop {
        self.ended_at = None;
        if self.current.is_none() {
            // Even if nothing was read, there is something that is not whole.
            self.start_document(Span::at(from));
        }
        let offset = from + error.marker().byte_offset().unwrap_or(0);
        self.broke_at_dash |= self.view.get(offset..).is_some_and(|rest| rest.starts_with('-'))
            && !self.dashes.contains(&(offset as u32))
            && dash::is_alone(self.view, offset);
        let bracket = self.collections.iter().rev().find_map(|open| open.bracket);
        let found = Break::new(&self.view[..to], offset, self.last_end as usize, bracket);
        let (kind, span, other) = match found.explain(error.kind()) {
            Some((error, span, other)) => (ProblemKind::Syntax(error), span, other),
            None => (ProblemKind::TooDeep(self.limits.depth), found.here(), None),
        };
        self.problem(kind, span, other);
        Stop::Broken(found.here().start as usize)
    }

    /// Where to read on behind a break in the part that starts at `from`.
    fn resume_point(&self, from: usize, to: usize, keys: bool) -> Option<Resume> {
        let document = self.current.as_ref()?;
        let in_brackets = self.margin.is_none() && resume::starts_with_bracket(&self.view[from..to]);
        let margin = (keys && !in_brackets).then(|| self.margin_column());
        let read = self.margin_field.unwrap_or(document.root());
        let behind = from.max(document.node(read).span.start as usize);
        resume::next(self.view, behind, to, margin)
    }

    /// The column of the keys of the outermost map.
    fn margin_column(&self) -> usize {
        let document = self.current.as_ref();
        let key = document.zip(self.margin_field).map(|(document, id)| document.node(id).span.start as usize);
        key.map_or(0, |key| resume::column(self.view, key))
    }

    /// Leaves all open nodes at a break; what was read behind `next` is read again.
    fn cut_off(&mut self, at: usize, next: usize) {
        self.collections.clear();
        self.keys.clear();
        self.anchors.clear();
        self.key_depth = 0;
        let Some(document) = self.current.as_mut() else { return };
        if !self.view[..at].get(self.last_end as usize..).is_some_and(|gap| gap.contains('\n')) {
            // Text right before the break may be half of what was meant.
            document.mark_last_cut_off();
        }
        let (reached, next) = (self.last_end.max(at as u32), next as u32);
        if next <= reached {
            document.rewind(next, self.margin_field.unwrap_or(document.root()));
            self.margin = self.margin.filter(|&id| document.contains(id));
            self.margin_field = self.margin_field.filter(|&id| document.contains(id));
        }
        let end = reached.min(next);
        while document.depth() > self.base {
            document.cut_off(end);
        }
        document.mark_cut_off(self.margin.unwrap_or(document.root()));
        document.mark_cut_off(document.root());
    }

    fn problem(&mut self, kind: ProblemKind, span: Span, other: Option<Span>) {
        let problem = Problem { kind, span, other, document: self.documents.len() };
        // A break whose line is read again is found again.
        if self.problems.last() != Some(&problem) {
            self.problems.push(problem);
        }
    }
}

fn is_quoted(style: ScalarStyle) -> bool {
    matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted)
}

/// The span of a parser event inside the part that was parsed.
fn local(span: &granit_parser::Span) -> Span {
    span.byte_range().map_or_else(Span::default, |range| Span::new(range.start, range.end))
}

#[cfg(test)]
mod tests;
