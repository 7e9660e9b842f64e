//! The identity block of a document in running text: labels with their values beside them.
//!
//! In: tables and paragraphs under no heading that names a field. Out: fields of the document. A value that is there
//! already, in the front matter, stays.

use super::fill::Filler;
use super::labelled::{self, Labelled};
use super::signatures;
use crate::sop::label::{is_slip, normal};
use crate::sop::model::Document;
use crate::sop::record::{FieldType, Record, SlotMut, TypeId};
use crate::sop::value::{How, State};
use crate::sop::vocabulary::Label;
use crate::sop::{Language, RemarkKind};
use crate::source::SpannedText;

/// A label, what it names, and what stands at it.
type Pair<'a> = (SpannedText<'a>, Target, SpannedText<'a>);

/// What a label in a table names.
enum Target {
    /// A field of the document.
    Field(Label),
    /// A field of the signature above it.
    Signature(Label),
}

/// Reads a table of labels and values, one or more pairs in a row or the values below their labels. With less than two
/// known labels it is another table.
///
/// Says which it is.
pub(super) fn table<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    rows: Vec<Vec<SpannedText<'a>>>,
) -> bool {
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    let mut unknown = Vec::new();
    let mut above: Option<Vec<(SpannedText<'a>, Label)>> = None;
    for row in rows {
        if let Some(labels) = above.take() {
            let below = labels.into_iter().zip(row);
            pairs.extend(below.map(|((written, label), value)| (written, Target::Field(label), value)));
        } else if let Some(labels) = all_labels(filler, &row) {
            above = Some(labels);
        } else {
            in_row(filler, row, &mut pairs, &mut unknown);
        }
    }
    let is_identity = pairs.len() > 1 || (pairs.len() == 1 && !unknown.is_empty());
    if is_identity {
        for (written, label, value) in pairs {
            match label {
                Target::Field(label) => field(filler, model, written, &label, value),
                Target::Signature(label) => {
                    let Some(opens) = filler.signing.clone() else { continue };
                    labelled::add(filler, &mut model.approvals, &opens, Labelled { label, written, value });
                }
            }
        }
        unknown.into_iter().for_each(|(written, near)| unknown_label(filler, model, &written, near));
    }
    is_identity
}

/// The labels of a row that holds nothing else: the row below it holds their values.
fn all_labels<'a>(filler: &Filler<'_, 'a>, row: &[SpannedText<'a>]) -> Option<Vec<(SpannedText<'a>, Label)>> {
    let known = |cell: &SpannedText<'a>| {
        let label = filler.vocabulary.label(TypeId::Document, cell.as_str())?;
        Some((cell.clone(), label.clone()))
    };
    if row.len() < 2 {
        return None;
    }
    row.iter().map(known).collect()
}

/// Pairs side by side; what stands in front of a label is no label, such as the name of the agency.
fn in_row<'a>(
    filler: &Filler<'_, 'a>,
    row: Vec<SpannedText<'a>>,
    pairs: &mut Vec<Pair<'a>>,
    unknown: &mut Vec<(SpannedText<'a>, String)>,
) {
    let mut cells = row.into_iter().filter(|cell| cell.as_str().trim() != ":").peekable();
    let mut is_first = true;
    while let Some(written) = cells.next() {
        let label = filler.vocabulary.label(TypeId::Document, written.as_str()).cloned().map(Target::Field);
        let is_signing = pairs.iter().rev().find_map(|(_, label, _)| match label {
            Target::Field(label) => Some(Document::FIELDS[label.field as usize].name == "approvals"),
            Target::Signature(_) => None,
        });
        let of_signature = || {
            let label = filler.vocabulary.label(TypeId::Approval, written.as_str()).cloned();
            label.filter(|_| is_signing == Some(true)).map(Target::Signature)
        };
        match (label.or_else(of_signature), cells.peek()) {
            (Some(label), Some(_)) => pairs.extend(cells.next().map(|value| (written, label, value))),
            (None, Some(_)) if is_first => unknown.extend(near(filler, &written).map(|near| (written, near))),
            _ => {}
        }
        is_first = false;
    }
}

/// The label that was probably meant.
pub(super) fn near(filler: &Filler<'_, '_>, written: &SpannedText<'_>) -> Option<String> {
    let near = filler.vocabulary.nearest_label(TypeId::Document, written.as_str())?;
    is_slip(written.as_str(), &near).then_some(near)
}

/// Reports a label that is nearly a known one; its field is not missing.
pub(super) fn unknown_label<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    written: &SpannedText<'a>,
    near: String,
) {
    if let Some(label) = filler.vocabulary.label(TypeId::Document, &near) {
        match model.slot_mut(label.field) {
            SlotMut::One(value) if value.state == State::Missing => value.state = State::Unreadable,
            SlotMut::Records(list) if list.is_empty() => list.set_unreadable(),
            _ => {}
        }
    }
    let key = written.as_str().to_owned();
    filler.remark(RemarkKind::UnknownKey { key, near: Some(near) }, written.span(), None);
}

/// Whether texts under another heading are fields of the identity: one label alone may be a word of a sentence, and so may
/// the label of a list.
pub(super) fn are_fields<'t, 'a: 't>(
    filler: &Filler<'_, 'a>,
    texts: impl IntoIterator<Item = &'t SpannedText<'a>>,
) -> bool {
    let is_scalar = |label: &Label| {
        let ty = Document::FIELDS[label.field as usize].ty;
        !matches!(ty, FieldType::Records(_)) || label.opens_as.is_some()
    };
    let lines = texts.into_iter().flat_map(|text| labelled::lines(filler, TypeId::Document, text));
    lines.filter(|line| line.labelled.as_ref().is_some_and(|line| is_scalar(&line.label))).count() > 1
}

/// Reads a paragraph whose lines are `label: value`; says whether it was one.
pub(super) fn paragraph<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, text: &SpannedText<'a>) -> bool {
    let mut is_identity = false;
    for line in labelled::lines(filler, TypeId::Document, text) {
        match line.labelled {
            Some(line) => field(filler, model, line.written, &line.label, line.value),
            None if of_signature(filler, model, &line.text) => {}
            None => continue,
        }
        is_identity = true;
    }
    is_identity
}

/// `Nama: …` below `Disahkan oleh: …`: says whether it was that.
fn of_signature<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, text: &SpannedText<'a>) -> bool {
    let Some(opens) = filler.signing.clone() else { return false };
    let mut lines = labelled::lines(filler, TypeId::Approval, text).into_iter().filter_map(|line| line.labelled);
    let Some(line) = lines.next() else { return false };
    labelled::add(filler, &mut model.approvals, &opens, line);
    true
}

pub(super) fn field<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    written: SpannedText<'a>,
    label: &Label,
    value: SpannedText<'a>,
) {
    let near = written.span();
    filler.note_misspelt(&written, label);
    filler.signing = (Document::FIELDS[label.field as usize].name == "approvals").then(|| label.clone());
    let spec = &Document::FIELDS[label.field as usize];
    match model.slot_mut(label.field) {
        // The heading may be the name of the agency.
        SlotMut::One(slot) if slot.state == State::Missing || matches!(slot.how, How::Derived | How::Heading) => {
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
            match ty {
                TypeId::Approval => signatures::block(filler, list, label, &value),
                _ => filler.record_from_text(list, ty, value, label, How::Key),
            }
        }
        SlotMut::Many(_) | SlotMut::Refs(_) => {}
    }
}
