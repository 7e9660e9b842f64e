//! Labels in the cells of a grid: `NOMOR SOP`, `Tanggal Revisi : -`, `DASAR HUKUM :` above a list.
//!
//! In: the text of a cell. Out: the labels in it, each with what stands behind it in the same cell.

use crate::sop::model::Document;
use crate::sop::record::{FieldType, TypeId};
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

/// Lines a label may be broken over to fit its cell.
const LINES_OF_LABEL: usize = 3;

/// The labels of a cell: its whole text is one, or its first lines are, or its lines are `label: value`.
pub(super) fn of_cell<'a>(filler: &Filler<'_, 'a>, text: &SpannedText<'a>) -> Vec<CellLabel<'a>> {
    let view = filler.source.view;
    if text.as_str().is_empty() {
        return Vec::new();
    }
    if let Some((label, end)) = first_lines(filler, text.as_str()) {
        let written = text.slice(0..end, view).trimmed(view);
        return below_label(filler, label.clone(), written, &text.slice(end..text.as_str().len(), view));
    }
    let mut found: Vec<(CellLabel<'a>, Vec<SpannedText<'a>>)> = Vec::new();
    for line in labelled::lines(filler, TypeId::Document, text) {
        match (line.labelled, found.last_mut()) {
            (Some(line), _) => {
                let near = line.value.span();
                let value = SpannedText::nothing(near);
                let parts = vec![line.value];
                found.push((CellLabel { label: line.label, written: line.written, value }, parts));
            }
            (None, Some((_, parts))) => parts.push(line.text),
            // What stands in front of the first label is no label, such as the name of the agency.
            (None, None) => {}
        }
    }
    let with_value = |(label, mut parts): (CellLabel<'a>, Vec<SpannedText<'a>>)| {
        parts.retain(|part| !part.as_str().is_empty());
        CellLabel { value: join(&parts, label.value.span()), ..label }
    };
    found.into_iter().map(with_value).collect()
}

/// The label the first lines of a cell are together, and where they end: `NOMOR` above `SOP` is no number called "SOP".
fn first_lines<'v>(filler: &Filler<'v, '_>, whole: &str) -> Option<(&'v Label, usize)> {
    let breaks = whole.match_indices('\n').map(|(at, _)| at).chain([whole.len()]);
    let ends: Vec<usize> = breaks.take(LINES_OF_LABEL).collect();
    let known = |&end: &usize| {
        let lines = whole[..end].replace('\n', " ");
        filler.vocabulary.label(TypeId::Document, &lines).map(|label| (label, end))
    };
    ends.iter().rev().find_map(known)
}

/// What stands below a label in its cell: its value, up to the next label where the values are single ones.
fn below_label<'a>(
    filler: &Filler<'_, 'a>,
    label: Label,
    written: SpannedText<'a>,
    rest: &SpannedText<'a>,
) -> Vec<CellLabel<'a>> {
    let view = filler.source.view;
    let is_single = !matches!(Document::FIELDS[label.field as usize].ty, FieldType::Records(_));
    let mut at = 0;
    for line in rest.as_str().split('\n').filter(|_| is_single) {
        if at > 0 && filler.vocabulary.label(TypeId::Document, line).is_some() {
            let value = rest.slice(0..at, view).trimmed(view);
            let next = rest.slice(at..rest.as_str().len(), view).trimmed(view);
            let mut found = vec![CellLabel { label, written, value }];
            found.extend(of_cell(filler, &next));
            return found;
        }
        at += line.len() + 1;
    }
    vec![CellLabel { label, written, value: rest.trimmed(view) }]
}
