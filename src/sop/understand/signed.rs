//! Signatures in paragraphs of their own: a place with its date, a position, a name, a NIP.
//!
//! In: a paragraph and those behind it. Out: one approval for each signer, though no label says so. Without a NIP, or a place
//! and a position at the very end, short lines are no signature. What the lines are is told in [`super::signatures`].

use super::fill::{Filler, join};
use super::{labelled, signatures};
use crate::document::{NodeId, NodeKind};
use crate::sop::label::list_number;
use crate::sop::model::Document;
use crate::sop::record::TypeId;
use crate::sop::vocabulary::Label;
use crate::source::SpannedText;

/// Paragraphs a signature has at most.
const MOST: usize = 10;
/// Bytes of the longest line of a signature.
const LONGEST: usize = 120;

/// Reads the signature a paragraph opens; how many nodes behind it belong to it.
pub(super) fn read<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    node: NodeId,
    rest: &[NodeId],
) -> Option<usize> {
    let (field, _) = TypeId::Document.field("approvals")?;
    let behind = behind(filler, node, rest)?;
    let label = Label { field, opens_as: None, standard: None };
    let lines = texts(filler, node, &rest[..behind]);
    let place = lines.first()?.span();
    model.approvals.give(place);
    signatures::block(filler, &mut model.approvals, &label, &join(&lines, place));
    Some(behind)
}

/// The paragraphs below the label of a signature, up to what is none or ends it.
pub(super) fn below_label<'a>(
    filler: &Filler<'_, 'a>,
    node: NodeId,
    rest: &[NodeId],
    ends: impl Fn(NodeId) -> bool,
) -> (SpannedText<'a>, usize) {
    let goes_on = |&&next: &&NodeId| filler.source.node(next).kind == NodeKind::Paragraph && !ends(next);
    let behind = rest.iter().take_while(goes_on).count();
    let lines = texts(filler, node, &rest[..behind]);
    (join(&lines, filler.source.node(node).text.span()), behind)
}

fn texts<'a>(filler: &Filler<'_, 'a>, first: NodeId, rest: &[NodeId]) -> Vec<SpannedText<'a>> {
    std::iter::once(&first).chain(rest).map(|&node| filler.source.node(node).text.clone()).collect()
}

/// How many paragraphs behind one that opens a signature belong to it.
fn behind(filler: &Filler<'_, '_>, node: NodeId, rest: &[NodeId]) -> Option<usize> {
    let text = |node: NodeId| filler.source.node(node).text.as_str();
    let is_place = signatures::is_place(filler, text(node));
    if !is_line(filler, node) || !(is_place || signatures::opens(filler, text(node))) {
        return None;
    }
    let lines = rest.iter().take(MOST).take_while(|&&next| is_line(filler, next)).count();
    let nip = std::iter::once(&node).chain(&rest[..lines]).position(|&next| signatures::holds_nip(text(next)));
    if let Some(nip) = nip {
        let is_rank = |&&next: &&NodeId| signatures::is_rank(filler, text(next));
        return Some(nip + rest[nip..lines].iter().take(1).filter(is_rank).count());
    }
    let has_position = rest[..lines].iter().any(|&next| signatures::opens(filler, text(next)));
    (is_place && has_position && lines > 1 && lines == rest.len()).then_some(lines)
}

/// Whether a node may be a line of a signature: short, not counted, and no label of the document.
fn is_line(filler: &Filler<'_, '_>, node: NodeId) -> bool {
    let found = filler.source.node(node);
    found.kind == NodeKind::Paragraph
        && found.text.as_str().split('\n').all(|line| line.len() <= LONGEST)
        && list_number(found.text.as_str()) == 0
        && labelled::count(filler, TypeId::Document, [&found.text]) == 0
        && filler.vocabulary.label(TypeId::Document, found.text.as_str()).is_none()
}
