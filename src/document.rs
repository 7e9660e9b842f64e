//! The neutral document: one flat tree of nodes with spanned text, the same for every input format.
//!
//! In: what a reader found. Out: nodes in reading order, walked without recursion. A reader puts no meaning here, and
//! whoever reads the tree does not know the format it came from.

mod comment;
pub mod drawing;

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use drawing::Drawing;

use crate::source::{Span, SpannedText};

/// Index of a node in its [`Document`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The id of the node that was added as the `index`-th, the root being the first.
    #[must_use]
    pub fn new(index: u32) -> Self {
        Self(index)
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// The whole document.
    Root,
    /// Keyed fields; children are [`NodeKind::Field`].
    Map,
    /// A field: its text is the key, its one child the value.
    Field,
    /// A list; children are values or [`NodeKind::Item`].
    List,
    /// An entry of a list in running text; its text is the entry.
    Item {
        /// The number as rendered, in a numbered list.
        number: Option<u32>,
    },
    /// A value that is text.
    Scalar,
    /// Another use of an earlier node.
    Alias(NodeId),
    /// A heading of that level, from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A table; children are rows.
    Table,
    /// A row; children are cells. The first row of a table is its header.
    Row,
    /// A cell.
    Cell,
    /// A sheet, or a table of a word processor: rows of cells in which labels, values and tables may lie anywhere.
    ///
    /// Children are rows, theirs are cells; [`Document::area`] tells which places a cell covers. Places without a cell are blank.
    Grid,
    /// A shape or a connector of a drawing; its text is what is written in it.
    Shape,
}

/// The places of a grid that one cell covers, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Its first row.
    pub row: u32,
    /// Its first column.
    pub column: u32,
    /// How many rows it covers.
    pub rows: u32,
    /// How many columns it covers.
    pub columns: u32,
}

impl Area {
    /// The place of a cell that is not merged.
    #[must_use]
    pub fn single(row: u32, column: u32) -> Self {
        Self { row, column, rows: 1, columns: 1 }
    }

    /// Whether the place at `row` and `column` is covered.
    #[must_use]
    pub fn covers(self, row: u32, column: u32) -> bool {
        let within = |at: u32, from: u32, count: u32| at >= from && at - from < count;
        within(row, self.row, self.rows) && within(column, self.column, self.columns)
    }
}

/// Something in a file that its reader on paper does not see, or sees otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unseen {
    /// What.
    pub kind: UnseenKind,
    /// Where it stands, or the nearest place.
    pub span: Span,
}

/// Kinds of what is not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnseenKind {
    /// A hidden sheet.
    Sheet,
    /// A hidden row with text.
    Row,
    /// A hidden column with text.
    Column,
    /// Hidden text.
    Text,
    /// A change that is neither accepted nor rejected; it was read as accepted.
    Change,
    /// A comment.
    Comment,
}

/// A node.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    /// What it is.
    pub kind: NodeKind,
    /// Its own text; empty for containers.
    pub text: SpannedText<'a>,
    /// All of it, children included.
    pub span: Span,
    /// Whether it was read to its end; false when broken input cut it off, so nothing may be concluded from what it lacks.
    pub complete: bool,
    end: u32,
}

impl Node<'_> {
    fn is_beyond(&self, offset: u32) -> bool {
        self.span.start >= offset || (self.kind == NodeKind::Scalar && self.span.end > offset)
    }
}

/// A node together with the place where it is used.
///
/// Behind an alias the node stands elsewhere; findings point at the use.
#[derive(Debug, Clone, Copy)]
pub struct Cursor {
    /// The node.
    pub node: NodeId,
    /// The alias it was reached through.
    pub used_at: Option<Span>,
}

/// The end of a node that is not left yet: it reaches to the end of the document.
const OPEN: u32 = u32::MAX;

/// One document of an input.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// The text view all spans refer to.
    pub view: &'a str,
    nodes: Vec<Node<'a>>,
    open: Vec<NodeId>,
    /// By node, in order: most documents have none.
    areas: Cow<'a, [(NodeId, Area)]>,
    /// In order.
    set_off: &'a [NodeId],
    /// Cells with the grids that stand in them, in order.
    held: &'a [(NodeId, NodeId)],
    drawings: Vec<Drawing>,
    unseen: Vec<Unseen>,
    inexact: &'a [Span],
    /// Those of text files that may be meant for this program.
    comments: Vec<Span>,
}

impl<'a> Document<'a> {
    /// A document with nothing but its root.
    #[must_use]
    pub fn new(view: &'a str, capacity: usize) -> Self {
        let mut document = Self {
            view,
            nodes: Vec::with_capacity(capacity + 1),
            open: Vec::with_capacity(16),
            areas: Cow::Borrowed(&[]),
            set_off: &[],
            held: &[],
            drawings: Vec::new(),
            unseen: Vec::new(),
            inexact: &[],
            comments: Vec::new(),
        };
        document.open(NodeKind::Root, SpannedText::nothing(Span::at(0)), Span::at(0));
        document
    }

    /// Adds a node and goes into it; [`Document::close`] or [`Document::cut_off`] leaves it.
    pub fn open(&mut self, kind: NodeKind, text: SpannedText<'a>, span: Span) -> NodeId {
        let id = self.leaf(kind, text, span);
        self.nodes[id.0 as usize].end = OPEN;
        self.open.push(id);
        id
    }

    /// Adds a node without children.
    pub fn leaf(&mut self, kind: NodeKind, text: SpannedText<'a>, span: Span) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node { kind, text, span, complete: true, end: id.0 + 1 });
        id
    }

    /// Says which places of its grid the last node covers.
    pub fn place(&mut self, area: Area) {
        let last = NodeId(self.nodes.len() as u32 - 1);
        self.areas.to_mut().push((last, area));
    }

    /// Says which places the cells cover, all at once and in order.
    pub fn place_all(&mut self, areas: &'a [(NodeId, Area)]) {
        self.areas = Cow::Borrowed(areas);
    }

    /// Which places of its grid a cell covers.
    #[must_use]
    pub fn area(&self, cell: NodeId) -> Option<Area> {
        let at = self.areas.binary_search_by_key(&cell, |(node, _)| *node).ok()?;
        Some(self.areas[at].1)
    }

    /// Says which texts are set off from the others around them, all at once and in order.
    pub fn set_off_all(&mut self, nodes: &'a [NodeId]) {
        self.set_off = nodes;
    }

    /// Whether a text is set off by its looks: short and bold, as headings are that are no headings to the program.
    #[must_use]
    pub fn is_set_off(&self, node: NodeId) -> bool {
        self.set_off.binary_search(&node).is_ok()
    }

    /// Says which grids stand in which cells, all at once: pairs of a cell and a grid, in order.
    pub fn hold_all(&mut self, held: &'a [(NodeId, NodeId)]) {
        self.held = held;
    }

    /// The grids that stand in a cell. In the tree they come behind the grid of the cell.
    pub fn held_in(&self, cell: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let from = self.held.partition_point(|(holder, _)| *holder < cell);
        self.held[from..].iter().take_while(move |(holder, _)| *holder == cell).map(|(_, grid)| *grid)
    }

    /// Adds a drawing, whose shapes are nodes of this document.
    pub fn draw(&mut self, drawing: Drawing) {
        self.drawings.push(drawing);
    }

    /// The drawings, in the order of the file.
    #[must_use]
    pub fn drawings(&self) -> &[Drawing] {
        &self.drawings
    }

    /// Notes something that is not seen on paper.
    pub fn note_unseen(&mut self, unseen: Unseen) {
        self.unseen.push(unseen);
    }

    /// What is not seen on paper, in the order of the file.
    #[must_use]
    pub fn unseen(&self) -> &[Unseen] {
        &self.unseen
    }

    /// Says where numbers stand of which not all digits were kept, all at once and in order.
    pub fn inexact_all(&mut self, numbers: &'a [Span]) {
        self.inexact = numbers;
    }

    /// Where numbers stand that are not what was typed: the program that wrote the file did not keep all of their digits.
    #[must_use]
    pub fn inexact(&self) -> &[Span] {
        self.inexact
    }

    /// Leaves the innermost open node, which ends at `end` in the view.
    pub fn close(&mut self, end: u32) {
        self.leave(end);
    }

    /// Leaves the innermost open node, which ends with the last node in it.
    pub fn close_at_last(&mut self) {
        let end = self.nodes.last().map_or(0, |node| node.span.end);
        self.leave(end);
    }

    /// Leaves the innermost open node without having seen its end.
    pub fn cut_off(&mut self, end: u32) {
        if let Some(id) = self.leave(end) {
            self.mark_cut_off(id);
        }
    }

    fn leave(&mut self, end: u32) -> Option<NodeId> {
        let id = self.open.pop()?;
        let last = self.nodes.len() as u32;
        let node = &mut self.nodes[id.0 as usize];
        node.end = last;
        node.span.end = node.span.end.max(end);
        Some(id)
    }

    /// Goes back into a node that was left, to add children at the very end of the document.
    pub fn reopen(&mut self, id: NodeId) {
        self.nodes[id.0 as usize].end = OPEN;
        self.open.push(id);
    }

    /// Marks a node as cut off, for good.
    pub fn mark_cut_off(&mut self, id: NodeId) {
        self.nodes[id.0 as usize].complete = false;
    }

    /// Marks what was read last, and the field it is the value of, as cut off.
    pub fn mark_last_cut_off(&mut self) {
        let mut tail = self.nodes.iter_mut().skip(1).rev();
        let Some(last) = tail.next() else { return };
        last.complete = false;
        if last.kind != NodeKind::Field
            && let Some(field) = tail.next()
            && field.kind == NodeKind::Field
        {
            field.complete = false;
        }
    }

    /// Gives a node the text that was found inside it after it was opened.
    pub fn set_text(&mut self, id: NodeId, text: SpannedText<'a>) {
        self.nodes[id.0 as usize].text = text;
    }

    /// Forgets the last nodes, those that begin at `offset` or behind it and text that reaches over it; collections
    /// around `offset` end there and are cut off. Only nodes from `first` on can reach so far.
    pub fn rewind(&mut self, offset: u32, first: NodeId) {
        while self.nodes.len() > 1 && self.nodes.last().is_some_and(|node| node.is_beyond(offset)) {
            self.nodes.pop();
        }
        let last = self.nodes.len() as u32;
        self.open.retain(|id| id.0 < last);
        for node in self.nodes.iter_mut().skip(first.0 as usize) {
            if node.end != OPEN {
                node.end = node.end.min(last);
            }
            if node.span.end > offset {
                node.span.end = offset;
                node.complete = false;
            }
        }
    }

    /// The number of open nodes, the root included.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// The kind of the innermost open node.
    #[must_use]
    pub fn innermost(&self) -> Option<NodeKind> {
        self.open.last().map(|&id| self.node(id).kind)
    }

    /// Where the key of the innermost open field stands.
    #[must_use]
    pub fn innermost_key(&self) -> Option<Span> {
        let node = self.node(*self.open.last()?);
        (node.kind == NodeKind::Field).then(|| node.text.span())
    }

    /// Whether the node was left; an open one cannot be used as a value inside itself.
    #[must_use]
    pub fn is_closed(&self, id: NodeId) -> bool {
        !self.open.contains(&id)
    }

    /// Whether the node is still there after [`Document::rewind`].
    #[must_use]
    pub fn contains(&self, id: NodeId) -> bool {
        (id.0 as usize) < self.nodes.len()
    }

    /// Says where the document begins in a view that holds several.
    pub fn begin_at(&mut self, start: u32) {
        self.nodes[0].span.start = start;
    }

    /// The innermost node around a span, if it is that of the last nodes that begin before it: nodes are in reading order.
    #[must_use]
    pub fn around(&self, span: Span) -> Option<&Node<'a>> {
        /// A leaf begins where its parents do, or a little behind.
        const MOST_STEPS_BACK: usize = 8;
        let behind = self.nodes.partition_point(|node| node.span.start <= span.start);
        self.nodes[..behind].iter().rev().take(MOST_STEPS_BACK).find(|node| node.span.end >= span.end)
    }

    /// The number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing but the root.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    /// The root node.
    #[must_use]
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// The node behind an id of this document.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[id.0 as usize]
    }

    /// All nodes in reading order.
    pub fn nodes(&self) -> impl Iterator<Item = &Node<'a>> {
        self.nodes.iter()
    }

    /// The children of a node, in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(id).end.min(self.nodes.len() as u32);
        let mut next = id.0 + 1;
        std::iter::from_fn(move || {
            let id = NodeId(next);
            (next < end).then(|| {
                next = self.node(id).end;
                id
            })
        })
    }

    /// Follows aliases from `cursor` to the node that was written.
    #[must_use]
    pub fn resolve(&self, cursor: Cursor) -> Cursor {
        match self.node(cursor.node).kind {
            // An alias never leads to another alias: the reader stores the final target.
            NodeKind::Alias(target) => {
                Cursor { node: target, used_at: cursor.used_at.or(Some(self.node(cursor.node).span)) }
            }
            _ => cursor,
        }
    }

    /// The value of a field node.
    #[must_use]
    pub fn value(&self, field: NodeId) -> Option<NodeId> {
        self.children(field).next()
    }

    /// The fields of a map, with the merge keys (`<<`) of YAML 1.1 applied: own fields first, then those merged in.
    #[must_use]
    pub fn fields(&self, map: Cursor) -> Vec<Cursor> {
        let mut fields = Vec::with_capacity(16);
        let mut merged = Vec::new();
        self.own_fields(map, &mut fields, &mut merged);
        if merged.is_empty() {
            return fields;
        }
        let key = |cursor: &Cursor| self.node(cursor.node).text.as_str();
        let mut seen: FxHashSet<&str> = fields.iter().map(key).collect();
        let mut visited: FxHashSet<NodeId> = FxHashSet::default();
        while let Some(cursor) = merged.pop() {
            if !visited.insert(cursor.node) {
                continue;
            }
            let mut more = Vec::new();
            self.own_fields(cursor, &mut more, &mut merged);
            fields.extend(more.into_iter().filter(|field| seen.insert(key(field))));
        }
        fields
    }

    /// Adds the fields of one map, and what it merges in, to be taken from the end.
    fn own_fields(&self, map: Cursor, fields: &mut Vec<Cursor>, merged: &mut Vec<Cursor>) {
        let map = self.resolve(map);
        let before = merged.len();
        for node in self.children(map.node) {
            let field = Cursor { node, used_at: map.used_at };
            if self.node(node).text.as_str() == "<<" {
                self.merge_sources(field, merged);
            } else {
                fields.push(field);
            }
        }
        // The first of several has precedence.
        merged[before..].reverse();
    }

    fn merge_sources(&self, field: Cursor, sources: &mut Vec<Cursor>) {
        let Some(value) = self.value(field.node) else { return };
        let value = self.resolve(Cursor { node: value, used_at: field.used_at });
        match self.node(value.node).kind {
            NodeKind::Map => sources.push(value),
            NodeKind::List => {
                let maps = self.children(value.node).map(|node| self.resolve(Cursor { node, used_at: value.used_at }));
                sources.extend(maps.filter(|map| self.node(map.node).kind == NodeKind::Map));
            }
            _ => {}
        }
    }

    /// The text of a node as used at `cursor`.
    #[must_use]
    pub fn text(&self, cursor: Cursor) -> SpannedText<'a> {
        self.node(cursor.node).text.clone().used_at(cursor.used_at)
    }
}
