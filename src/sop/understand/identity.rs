//! The identity block of a document in running text: labels with their values beside them.
//!
//! In: tables and paragraphs under no heading that names a field. Out: fields of the document. A value that is there
//! already, in the front matter, stays.

use super::fill::Filler;
use super::labelled;
use crate::sop::label::normal;
use crate::sop::model::Document;
use crate::sop::record::{FieldType, Record, SlotMut, TypeId};
use crate::sop::value::{How, State};
use crate::sop::vocabulary::Label;
use crate::sop::{Language, RemarkKind};
use crate::source::SpannedText;

/// Reads a table of labels and values, one or more pairs in a row. With less than two known labels it is another table.
///
/// Says which it is.
pub(super) fn table<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    rows: Vec<Vec<SpannedText<'a>>>,
) -> bool {
    let mut pairs = Vec::new();
    for row in rows {
        let mut cells = row.into_iter().filter(|cell| cell.as_str().trim() != ":");
        while let (Some(label), Some(value)) = (cells.next(), cells.next()) {
            pairs.push((label, value));
        }
    }
    let known = |label: &SpannedText<'_>| filler.vocabulary.label(TypeId::Document, label.as_str()).cloned();
    let pairs: Vec<_> =
        pairs.into_iter().filter_map(|(label, value)| known(&label).map(|known| (label, known, value))).collect();
    let is_identity = pairs.len() > 1;
    if is_identity {
        for (written, label, value) in pairs {
            field(filler, model, written, &label, value);
        }
    }
    is_identity
}

/// Whether texts under another heading are fields of the identity: one label alone may be a word of a sentence.
pub(super) fn are_fields<'t, 'a: 't>(
    filler: &Filler<'_, 'a>,
    texts: impl IntoIterator<Item = &'t SpannedText<'a>>,
) -> bool {
    labelled::count(filler, TypeId::Document, texts) > 1
}

/// Reads a paragraph whose lines are `label: value`; says whether it was one.
pub(super) fn paragraph<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, text: &SpannedText<'a>) -> bool {
    let mut is_identity = false;
    for line in labelled::lines(filler, TypeId::Document, text) {
        if let Some(line) = line.labelled {
            is_identity = true;
            field(filler, model, line.written, &line.label, line.value);
        }
    }
    is_identity
}

fn field<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    written: SpannedText<'a>,
    label: &Label,
    value: SpannedText<'a>,
) {
    let near = written.span();
    filler.note_misspelt(&written, label);
    let spec = &Document::FIELDS[label.field as usize];
    match model.slot_mut(label.field) {
        SlotMut::One(slot) if slot.state == State::Missing || slot.how == How::Derived => {
            *slot = filler.value(value, spec.ty, How::Key);
            if slot.state == State::Missing {
                slot.text = SpannedText::nothing(near);
            }
        }
        SlotMut::One(slot) if normal(slot.as_str()) == normal(value.as_str()) => {}
        SlotMut::One(slot) => {
            let first = slot.span();
            let key = filler.vocabulary.field_name(TypeId::Document, label.field, Language::Id).to_owned();
            filler.remark(RemarkKind::GivenTwice { key }, near, Some(first));
        }
        SlotMut::Records(list) => {
            let FieldType::Records(ty) = spec.ty else { return };
            list.set_near(near);
            filler.record_from_text(list, ty, value, label, How::Key);
        }
        SlotMut::Many(_) | SlotMut::Refs(_) => {}
    }
}
