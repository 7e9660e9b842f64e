//! Comments, and the part of the document each one stands before.
//!
//! In: where the comments of a document stand, as its reader found them. Out: for each the node that comes next, with
//! everything below it; behind something on its line, the node that begins that line. What a comment says is for others to
//! read.

use super::{Document, Node, NodeId, NodeKind};
use crate::source::Span;

impl<'a> Document<'a> {
    /// Notes a comment, marks included (`# …`, `<!-- … -->`).
    pub fn note_comment(&mut self, span: Span) {
        // What is read again after a break is found again.
        if !self.comments.contains(&span) {
            self.comments.push(span);
        }
    }

    /// The comments that were noted.
    #[must_use]
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// What a comment is about, by its place: the next entry, field or block with everything below it, a heading with all
    /// of its section; behind something on its line, what begins there. Nothing at the very end.
    #[must_use]
    pub fn commented(&self, comment: Span) -> Option<Span> {
        let line = self.view[..comment.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let is_behind = !self.view[line..comment.start as usize].trim_start_matches([' ', '\t', '\u{feff}']).is_empty();
        let from = if is_behind { line as u32 } else { comment.end };
        let (at, node) = self.units().find(|(_, node)| node.span.start >= from)?;
        if is_behind && node.span.start >= comment.start {
            return None;
        }
        Some(match node.kind {
            NodeKind::Heading(level) => Span { start: node.span.start, end: self.section_end(at, level) },
            _ => node.span,
        })
    }

    /// The nodes a comment can be about, in reading order: fields, entries of lists, blocks.
    fn units(&self) -> impl Iterator<Item = (usize, &Node<'a>)> {
        let mut around: Vec<NodeId> = vec![self.root()];
        self.nodes.iter().enumerate().skip(1).filter(move |(at, node)| {
            while around.len() > 1 && around.last().is_some_and(|&id| self.node(id).end as usize <= *at) {
                around.pop();
            }
            let parent = around.last().map_or(NodeKind::Root, |&id| self.node(id).kind);
            around.push(NodeId(*at as u32));
            match parent {
                // The map of a whole document begins where its first field does.
                NodeKind::Root => node.kind != NodeKind::Map,
                NodeKind::List | NodeKind::Table => true,
                _ => node.kind == NodeKind::Field,
            }
        })
    }

    /// Where the section of a heading ends: at the next one that is not below it.
    fn section_end(&self, heading: usize, level: u8) -> u32 {
        let next = self.nodes[heading + 1..].iter().find(|node| match node.kind {
            NodeKind::Heading(other) => other <= level,
            _ => false,
        });
        next.map_or(self.view.len() as u32, |node| node.span.start)
    }
}
