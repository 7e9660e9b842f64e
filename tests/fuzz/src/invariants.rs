//! What must hold for whatever is read of any bytes.
//!
//! In: a format and the bytes of a file. Out: a panic where a promise of the readers is broken: a place outside the view, a text
//! that does not stand where it says, something that was not read and is not told, two readings that differ. That a file
//! cannot be opened is no fault.

use soplint::document::{Document, Node, NodeId, NodeKind};
use soplint::reader::{Format, Opened, Problem, ProblemKind, ReadLimits, Reading};
use soplint::source::{Address, Addresses, Span, SpannedText};

use super::{drawings, grids, model};

/// Opens, reads and understands the bytes as a file of that format, and checks all that must hold.
pub fn check(format: Format, bytes: &[u8], limits: &ReadLimits) {
    let (opened, again) = match (format.open(bytes, limits), format.open(bytes, limits)) {
        (Ok(opened), Ok(again)) => (opened, again),
        (first, second) => return assert_eq!(first.err(), second.err(), "opened twice, it is not the same"),
    };
    let reading = opened.read(limits);
    assert_same(&opened, &reading, &again, &again.read(limits));
    assert_addresses(&opened);
    assert_problems(&reading, opened.view());
    for document in &reading.documents {
        assert_eq!(document.view, opened.view());
        assert_tree(document);
        for (id, node) in nodes(document) {
            assert_text(node, document.view, format);
            if format.is_office() {
                assert_addressed(document, id, opened.addresses());
            }
        }
        grids::assert_areas(document);
        drawings::assert_drawings(document);
        for unseen in document.unseen() {
            assert_in_view(unseen.span, document.view);
        }
        model::assert_understood(document);
    }
}

/// The nodes of a document with their ids.
pub fn nodes<'d, 'a>(document: &'d Document<'a>) -> impl Iterator<Item = (NodeId, &'d Node<'a>)> {
    document.nodes().enumerate().map(|(at, node)| (NodeId::new(at as u32), node))
}

/// A span lies in the view, on character boundaries.
#[track_caller]
pub fn assert_in_view(span: Span, view: &str) {
    assert!(view.get(span.range()).is_some(), "{span:?} is no part of a view of {} bytes", view.len());
}

/// Every word of a text can be located in the view.
#[track_caller]
pub fn assert_located(text: &SpannedText<'_>, view: &str) {
    assert_in_view(text.span(), view);
    for word in text.as_str().split_whitespace() {
        let start = word.as_ptr() as usize - text.as_str().as_ptr() as usize;
        assert_in_view(text.locate(&(start..start + word.len()), view), view);
    }
}

/// What was opened and read twice is the same.
fn assert_same(opened: &Opened<'_>, reading: &Reading<'_>, again: &Opened<'_>, second: &Reading<'_>) {
    assert!(opened.view() == again.view(), "opened twice, the view is not the same");
    assert!(opened.addresses().iter().eq(again.addresses().iter()), "opened twice, addresses are not the same");
    assert_eq!(reading.problems, second.problems, "read twice, problems are not the same");
    assert_eq!(reading.documents.len(), second.documents.len(), "read twice, there are not as many documents");
    for (first, second) in reading.documents.iter().zip(&second.documents) {
        let same = |a: &Node<'_>, b: &Node<'_>| {
            let text = a.text.as_str() == b.text.as_str() && a.text.span() == b.text.span();
            a.kind == b.kind && a.span == b.span && a.complete == b.complete && text
        };
        assert_eq!(first.len(), second.len(), "read twice, there are not as many nodes");
        assert!(first.nodes().zip(second.nodes()).all(|(a, b)| same(a, b)), "read twice, nodes are not the same");
        assert!(nodes(first).all(|(id, _)| first.area(id) == second.area(id)), "read twice, areas are not the same");
        assert_eq!(first.unseen(), second.unseen(), "read twice, what is not seen is not the same");
        let drawn = |document: &Document<'_>| format!("{:?}", document.drawings());
        assert_eq!(drawn(first), drawn(second), "read twice, drawings are not the same");
    }
}

/// Pieces of the view begin in order and at characters.
fn assert_addresses(opened: &Opened<'_>) {
    let mut last = 0;
    for (start, address) in opened.addresses().iter() {
        assert!(start >= last, "{address} begins before the piece in front of it");
        assert_in_view(Span::at(start as usize), opened.view());
        last = start;
    }
}

/// Problems are told in order and in the view, and what lost something is not whole.
fn assert_problems(reading: &Reading<'_>, view: &str) {
    assert!(reading.problems.is_sorted_by_key(|problem| problem.span.start), "{:?}", reading.problems);
    for problem in &reading.problems {
        assert_in_view(problem.span, view);
        problem.other.iter().for_each(|span| assert_in_view(*span, view));
        let document = reading.documents.get(problem.document);
        let is_cut_off = document.is_some_and(|document| !document.node(document.root()).complete);
        assert!(is_cut_off || loses_nothing(problem), "{problem:?} in a document that is said to be whole");
    }
}

/// Whether a problem is about something that was read, though not for sure.
fn loses_nothing(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::DuplicateKey(_) | ProblemKind::UnknownAlias(_) | ProblemKind::LoneDash)
}

/// Children lie in their parents, one behind the other, and every node is reached once.
fn assert_tree(document: &Document<'_>) {
    let mut stack = vec![document.root()];
    let mut reached = 0;
    while let Some(id) = stack.pop() {
        reached += 1;
        let node = document.node(id);
        assert_in_view(node.span, document.view);
        let mut last = node.span.start;
        for child in document.children(id) {
            let Span { start, end } = document.node(child).span;
            assert!(start >= last && end <= node.span.end, "{:?} lies not in {node:?}", document.node(child));
            last = start;
            stack.push(child);
        }
        assert!(node.kind != NodeKind::Field || document.children(id).count() <= 1, "{node:?} has two values");
        if let NodeKind::Alias(target) = node.kind {
            assert!(target < id && !matches!(document.node(target).kind, NodeKind::Alias(_)), "{node:?} leads nowhere");
        }
    }
    assert_eq!(reached, document.len(), "every node is reached once");
}

/// The text of a node stands in the view where it says; in office files byte for byte.
fn assert_text(node: &Node<'_>, view: &str, format: Format) {
    let (text, span) = (node.text.as_str(), node.text.span());
    if format.is_office() && !text.is_empty() {
        assert_eq!(view.get(span.range()), Some(text), "{:?} is not the view at its place", node.kind);
    }
    assert_located(&node.text, view);
}

/// A node with a text of its own lies in one piece of the view, whose address is one for its kind.
fn assert_addressed(document: &Document<'_>, id: NodeId, addresses: &Addresses) {
    let node = document.node(id);
    let span = node.text.span();
    let fits: fn(&Address) -> bool = match node.kind {
        NodeKind::Cell => |address| matches!(address, Address::Cell { .. } | Address::TableCell { .. }),
        NodeKind::Shape => |address| matches!(address, Address::Shape { .. }),
        NodeKind::Heading(_) | NodeKind::Item { .. } => |address| matches!(address, Address::Paragraph { .. }),
        // A box of text beside the text is read as a paragraph, and so is the page header of a sheet.
        NodeKind::Paragraph => {
            |address| matches!(address, Address::Paragraph { .. } | Address::Page { .. } | Address::Shape { .. })
        }
        _ => return assert!(node.text.as_str().is_empty(), "a container has a text: {node:?}"),
    };
    let address = addresses.of(span).expect("a node with a text has an address");
    assert!(fits(address), "{address} for {node:?}");
    let piece = addresses.piece_around(span.start, document.view.len() as u32).expect("a piece");
    assert!(span.end < piece.end, "{node:?} leaves its piece, or no line break is behind it");
    if let (Some(area), Address::Cell { row, column, .. } | Address::TableCell { row, column, .. }) =
        (document.area(id), address)
    {
        assert_eq!((area.row, area.column), (*row, *column), "{node:?} has the address of another cell");
    }
}
