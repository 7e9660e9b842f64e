//! The text view and the nodes of a document whose file is not text, as its reader finds them.
//!
//! In: pieces of text with their addresses, in reading order. Out: an [`Extract`]: the view made of those pieces, their
//! addresses, and the neutral document over it. Every piece ends with a line break in the view, so that no word runs into the
//! next piece; the text of a node is a slice of the view, byte for byte.

use crate::document::drawing::Drawing;
use crate::document::{Area, Document, NodeId, NodeKind, Unseen, UnseenKind};
use crate::source::{Address, Addresses, Span, SpannedText};

use super::{Problem, ProblemKind, Reading};

/// A document that is being read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    view: String,
    addresses: Addresses,
    records: Vec<Record>,
    /// Which places the cells cover, in order.
    areas: Vec<(NodeId, Area)>,
    /// Nodes that were added; the root is the first.
    nodes: u32,
    depth: usize,
    /// Texts that are set off, in order.
    set_off: Vec<NodeId>,
    /// Cells with the grids that stand in them.
    held: Vec<(NodeId, NodeId)>,
    drawings: Vec<Drawing>,
    unseen: Vec<Unseen>,
    /// Numbers of which not all digits were kept, in order.
    inexact: Vec<Span>,
    problems: Vec<Problem>,
    /// Whether everything was read.
    is_whole: bool,
}

#[derive(Debug)]
enum Record {
    Open(NodeKind, Span),
    Leaf(NodeKind, Span),
    /// A leaf without text, near a place.
    Blank(NodeKind, Span),
    Close,
}

/// What was read of one file.
#[derive(Debug)]
pub struct Extract {
    draft: Draft,
}

impl Draft {
    pub(super) fn new() -> Self {
        Self { nodes: 1, is_whole: true, ..Self::default() }
    }

    /// Bytes of text so far.
    pub(super) fn len(&self) -> usize {
        self.view.len()
    }

    /// Goes into a node without text of its own: a grid, a row, a list.
    pub(super) fn open(&mut self, kind: NodeKind) -> NodeId {
        let here = Span::at(self.view.len());
        self.records.push(Record::Open(kind, here));
        self.depth += 1;
        self.added()
    }

    /// Leaves the innermost open node.
    pub(super) fn close(&mut self) {
        debug_assert!(self.depth > 0, "internal: the root is never closed by a reader");
        self.depth -= 1;
        self.records.push(Record::Close);
    }

    /// Adds a node without children: a heading, a paragraph.
    pub(super) fn leaf(&mut self, kind: NodeKind, text: &str, address: Address) -> NodeId {
        let span = self.write(text, address);
        self.records.push(Record::Leaf(kind, span));
        self.added()
    }

    /// Adds a cell of a grid. A blank one is needed only where it covers several places or holds a drawing.
    pub(super) fn cell(&mut self, area: Area, text: &str, address: Address) -> NodeId {
        let id = self.leaf(NodeKind::Cell, text, address);
        self.areas.push((id, area));
        id
    }

    /// Makes room for so many rows and cells with so many bytes of text, so that nothing is moved while they are added.
    #[cfg(any(feature = "ods", feature = "xlsx"))]
    pub(super) fn expect_cells(&mut self, rows: usize, cells: usize, text: usize) {
        // A row is a record where it begins and one where it ends; every text ends with a line break.
        self.records.reserve(2 * rows + cells);
        self.areas.reserve(cells);
        self.addresses.reserve(cells);
        self.view.reserve(text + cells);
    }

    fn added(&mut self) -> NodeId {
        let id = NodeId::new(self.nodes);
        self.nodes += 1;
        id
    }

    /// Puts text into the view; where it stands there.
    fn write(&mut self, text: &str, address: Address) -> Span {
        let start = self.view.len();
        self.addresses.push(start, address);
        self.view.push_str(text);
        let span = Span::new(start, self.view.len());
        self.view.push('\n');
        span
    }

    #[cfg(any(feature = "ods", feature = "ooxml"))]
    pub(super) fn draw(&mut self, drawing: Drawing) {
        self.drawings.push(drawing);
    }

    /// Notes that not all digits of a number were kept. Numbers are given in order.
    #[cfg(any(feature = "ods", feature = "xlsx"))]
    pub(super) fn inexact(&mut self, number: Span) {
        self.inexact.push(number);
    }

    /// Notes something that is not seen on paper, near the piece that was written last or comes next.
    pub(super) fn unseen(&mut self, kind: UnseenKind, span: Span) {
        self.unseen.push(Unseen { kind, span });
    }

    /// Puts text into the view that belongs to no node, such as the name of a hidden sheet; where it stands there.
    pub(super) fn aside(&mut self, text: &str, address: Address) -> Span {
        self.write(text, address)
    }

    /// Notes that something could not be read, near a place.
    pub(super) fn problem(&mut self, kind: ProblemKind, span: Span) {
        self.is_whole = false;
        self.problems.push(Problem { kind, span, other: None, document: 0 });
    }

    pub(super) fn finish(mut self) -> Extract {
        while self.depth > 0 {
            self.close();
        }
        self.held.sort_unstable();
        Extract { draft: self }
    }
}

/// Running text.
#[cfg(feature = "docx")]
impl Draft {
    /// Goes into a node with text of its own: an entry of a list.
    pub(super) fn open_text(&mut self, kind: NodeKind, text: &str, address: Address) -> NodeId {
        let span = self.write(text, address);
        self.records.push(Record::Open(kind, span));
        self.depth += 1;
        self.added()
    }

    /// Notes that a text is set off from the others around it. Nodes are given in order.
    pub(super) fn set_off(&mut self, node: NodeId) {
        self.set_off.push(node);
    }

    /// Notes that a grid stands in a cell of another one.
    pub(super) fn hold(&mut self, cell: NodeId, grid: NodeId) {
        self.held.push((cell, grid));
    }
}

/// The shapes of drawings.
#[cfg(any(feature = "ods", feature = "ooxml"))]
impl Draft {
    /// Adds a shape with its text, or, where it has none, with its name standing for it.
    pub(super) fn shape(&mut self, text: &str, name: &str, address: Address) -> NodeId {
        if !text.trim().is_empty() {
            return self.leaf(NodeKind::Shape, text, address);
        }
        let span = self.write(name, address);
        self.records.push(Record::Blank(NodeKind::Shape, span));
        self.added()
    }

    /// How many shapes and lines there are.
    #[cfg(feature = "ooxml")]
    pub(super) fn shapes(&self) -> usize {
        let is_shape = |record: &&Record| matches!(record, Record::Leaf(NodeKind::Shape, _) | Record::Blank(..));
        self.records.iter().filter(is_shape).count()
    }
}

impl Extract {
    /// The text view.
    #[must_use]
    pub fn view(&self) -> &str {
        &self.draft.view
    }

    /// The addresses of its pieces.
    #[must_use]
    pub fn addresses(&self) -> &Addresses {
        &self.draft.addresses
    }

    /// The document over the view, and what could not be read. A file without any text and any problem holds none.
    #[must_use]
    pub fn read(&self) -> Reading<'_> {
        let draft = &self.draft;
        let problems = draft.problems.clone();
        if draft.records.is_empty() && problems.is_empty() {
            return Reading::default();
        }
        let mut document = Document::new(&draft.view, draft.nodes as usize);
        for record in &draft.records {
            replay(&mut document, &draft.view, record);
        }
        document.place_all(&draft.areas);
        document.set_off_all(&draft.set_off);
        document.hold_all(&draft.held);
        document.inexact_all(&draft.inexact);
        document.close(draft.view.len() as u32);
        if !draft.is_whole {
            document.mark_cut_off(document.root());
        }
        draft.drawings.iter().for_each(|drawing| document.draw(drawing.clone()));
        draft.unseen.iter().for_each(|&unseen| document.note_unseen(unseen));
        Reading { documents: vec![document], problems }
    }
}

fn replay<'a>(document: &mut Document<'a>, view: &'a str, record: &Record) {
    let text = |span: Span| SpannedText::verbatim(&view[span.range()], span.start as usize);
    match *record {
        Record::Open(kind, span) if span.is_empty() => drop(document.open(kind, SpannedText::nothing(span), span)),
        Record::Open(kind, span) => drop(document.open(kind, text(span), span)),
        Record::Leaf(kind, span) => drop(document.leaf(kind, text(span), span)),
        Record::Blank(kind, span) => drop(document.leaf(kind, SpannedText::nothing(span), span)),
        Record::Close => document.close_at_last(),
    }
}

#[cfg(all(test, feature = "ooxml"))]
mod tests {
    use super::*;
    use crate::source::address::Story;

    fn paragraph(paragraph: u32) -> Address {
        Address::Paragraph { story: Story::Body, paragraph }
    }

    #[test]
    fn nodes_are_slices_of_the_view_and_know_their_places() {
        let mut draft = Draft::new();
        let first = draft.leaf(NodeKind::Paragraph, "Judul — é", paragraph(0));
        let grid = draft.open(NodeKind::Grid);
        draft.open(NodeKind::Row);
        let cell = draft.cell(Area { row: 0, column: 1, rows: 2, columns: 1 }, "5 menit", paragraph(1));
        let shape = draft.shape("", "Diamond 7", paragraph(2));
        let extract = draft.finish();
        let reading = extract.read();
        let document = &reading.documents[0];
        assert_eq!(document.node(first).text.as_str(), "Judul — é");
        assert_eq!(document.node(cell).text.as_str(), "5 menit");
        assert_eq!(&extract.view()[document.node(cell).span.range()], "5 menit");
        assert!(document.area(cell).is_some_and(|area| area.covers(1, 1)) && document.area(first).is_none());
        assert_eq!(document.node(shape).text.as_str(), "");
        assert_eq!(&extract.view()[document.node(shape).text.span().range()], "Diamond 7");
        assert_eq!(document.node(grid).span, Span::new(13, extract.view().len() - 1));
        assert_eq!(extract.addresses().of(document.node(shape).span), Some(&paragraph(2)));
        assert_eq!(document.children(grid).count(), 1);
    }

    #[test]
    fn a_file_without_text_holds_no_document() {
        assert!(Draft::new().finish().read().documents.is_empty());
    }
}
