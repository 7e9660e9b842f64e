//! Labels in the cells of a grid: `NOMOR SOP`, `Tanggal Revisi : -`, `DASAR HUKUM :` above a list.
//!
//! In: the text of a cell. Out: the labels in it, each with what stands behind it in the same cell.

use crate::sop::record::TypeId;
use crate::sop::understand::fill::{Filler, join};
use crate::sop::understand::labelled;
use crate::sop::vocabulary::Label;
use crate::source::SpannedText;

/// A label in a cell.
pub(super) struct CellLabel<'a> {
    /// What it names.
    pub(super) label: Label,
    /// As written.
    pub(super) written: SpannedText<'a>,
    /// What stands behind it in the cell, lines below it included; empty when the value is in another cell.
    pub(super) value: SpannedText<'a>,
}

/// The labels of a cell: its whole text is one, or its first line, or its lines are `label: value`.
pub(super) fn of_cell<'a>(filler: &Filler<'_, 'a>, text: &SpannedText<'a>) -> Vec<CellLabel<'a>> {
    let view = filler.source.view;
    let whole = text.as_str();
    if whole.is_empty() {
        return Vec::new();
    }
    let first = whole.find('\n').unwrap_or(whole.len());
    if let Some(label) = filler.vocabulary.label(TypeId::Document, &whole[..first]) {
        let written = text.slice(0..first, view).trimmed(view);
        let value = text.slice(first..whole.len(), view).trimmed(view);
        return vec![CellLabel { label: label.clone(), written, value }];
    }
    let mut found: Vec<CellLabel<'a>> = Vec::new();
    for line in labelled::lines(filler, TypeId::Document, text) {
        match (line.labelled, found.last_mut()) {
            (Some(line), _) => found.push(CellLabel { label: line.label, written: line.written, value: line.value }),
            (None, Some(last)) => {
                let near = last.value.span();
                let parts: Vec<SpannedText<'a>> =
                    [last.value.clone(), line.text].into_iter().filter(|part| !part.as_str().is_empty()).collect();
                last.value = join(&parts, near);
            }
            // What stands in front of the first label is no label, such as the name of the agency.
            (None, None) => {}
        }
    }
    found
}
