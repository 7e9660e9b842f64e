//! A second procedure in the same file: another identity block below the steps of the first.
//!
//! In: a table or a paragraph behind the steps. Out: what the other procedure is called. Its lists, signatures and steps would
//! be taken for those of the first, so nothing from there on is read. A block that is repeated says the same again.

use super::fill::Filler;
use super::outline::Current;
use super::{grid, identity, labelled, tables};
use crate::document::{NodeId, NodeKind};
use crate::sop::label::normal;
use crate::sop::model::Document;
use crate::sop::record::TypeId;
use crate::sop::value::{How, Value};
use crate::sop::vocabulary::Label;
use crate::source::{Span, SpannedText};

/// Paragraphs an identity block in running text may have.
const MOST: usize = 12;

/// Another procedure.
pub(super) struct Second<'a> {
    /// Its number, else its title.
    pub(super) name: SpannedText<'a>,
    /// The number or the title of the first one.
    pub(super) first: Span,
}

/// The procedure that begins at a node, when it is another one.
pub(super) fn at<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &Document<'a>,
    (node, rest): (NodeId, &[NodeId]),
) -> Option<Second<'a>> {
    if model.steps.items.is_empty() || !model.number.is_present() {
        return None;
    }
    let found = filler.source.node(node);
    if found.kind == NodeKind::Paragraph && labelled::count(filler, TypeId::Document, [&found.text]) == 0 {
        return None;
    }
    let mut other = Document::new(filler.source.node(node).span);
    let before = filler.mark();
    match filler.source.node(node).kind {
        NodeKind::Grid => grid::labels(filler, &mut other, node),
        NodeKind::Table => drop(tables::table(filler, &mut other, node, &Current::Nowhere)),
        _ => paragraphs(filler, &mut other, (node, rest)),
    }
    filler.forget(before);
    differs(model, &other)
}

/// Reads the paragraphs of an identity block.
fn paragraphs<'a>(filler: &mut Filler<'_, 'a>, other: &mut Document<'a>, (node, rest): (NodeId, &[NodeId])) {
    let is_paragraph = |node: &&NodeId| filler.source.node(**node).kind == NodeKind::Paragraph;
    let nodes: Vec<NodeId> =
        std::iter::once(&node).chain(rest.iter().take(MOST)).take_while(is_paragraph).copied().collect();
    for node in nodes {
        let text = filler.source.node(node).text.clone();
        identity::paragraph(filler, other, &text);
    }
}

/// Whether an identity block is that of another procedure: its number is another one and more of it is there, or its title
/// is and so are its dates.
fn differs<'a>(model: &Document<'a>, other: &Document<'a>) -> Option<Second<'a>> {
    let is_other = |first: &Value<'a>, second: &Value<'a>| {
        first.is_present() && second.is_present() && normal(first.as_str()) != normal(second.as_str())
    };
    let dates = [&other.created_date, &other.revised_date, &other.effective_date];
    let dates = dates.into_iter().filter(|date| date.is_present()).count();
    if is_other(&model.number, &other.number) && (dates > 0 || is_other(&model.title, &other.title)) {
        return Some(Second { name: other.number.text.clone(), first: model.number.span() });
    }
    let is_named = model.title.how == How::Key && is_other(&model.title, &other.title) && !other.number.is_present();
    (is_named && dates > 1).then(|| Second { name: other.title.text.clone(), first: model.title.span() })
}

/// How much a filler had noted at some time.
struct Mark {
    counts: [usize; 4],
    signing: Option<Label>,
    elements: usize,
}

impl Filler<'_, '_> {
    /// What was noted so far, for [`Self::forget`].
    fn mark(&self) -> Mark {
        let counts = [self.remarks.len(), self.misspelt.len(), self.both.len(), self.flow_places.len()];
        Mark { counts, signing: self.signing.clone(), elements: self.elements }
    }

    /// Forgets what was noted since.
    fn forget(&mut self, since: Mark) {
        let [remarks, misspelt, both, places] = since.counts;
        self.remarks.truncate(remarks);
        self.misspelt.truncate(misspelt);
        self.both.truncate(both);
        self.flow_places.truncate(places);
        self.signing = since.signing;
        self.elements = since.elements;
    }
}
