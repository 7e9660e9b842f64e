//! Sections that are no field of the model: keys of structured sources that name a known role, and headings with nothing
//! below them.
//!
//! In: a key with its value, or the last heading. Out: a section, or the number of its words. Text under a heading is put
//! into its section by [`super::outline`].

use super::fill::{Filler, join};
use crate::document::{Cursor, NodeId, NodeKind};
use crate::sop::model::{Document, SectionRole};
use crate::sop::record::{FieldType, Record, SlotMut, TypeId};
use crate::sop::value::{How, Parsed, Value};
use crate::source::SpannedText;

/// The role a key of a document names: `quality_control`, `pelatihan`.
pub(super) fn role(filler: &Filler<'_, '_>, key: &str) -> Option<u8> {
    filler.vocabulary.value(&SectionRole::SPEC, key).filter(|role| *role != SectionRole::Other.code())
}

/// Adds the section under a key.
pub(super) fn from_key<'a>(filler: &mut Filler<'_, 'a>, document: &mut dyn Record<'a>, field: Cursor, role: u8) {
    let Some((sections, _)) = TypeId::Document.field("sections") else { return };
    let title = filler.source.text(field);
    let anchor = field.used_at.unwrap_or(title.span());
    let Some(node) = filler.source.value(field.node) else { return };
    let value = filler.source.resolve(Cursor { node, used_at: field.used_at });
    let text = match filler.source.node(value.node).kind {
        NodeKind::Scalar => filler.source.text(value),
        NodeKind::List => filler.joined(value, anchor),
        _ => return filler.wrong_shape(TypeId::Section, value),
    };
    let words = text.as_str().split_whitespace().count() as i64;
    let values = [
        ("title", filler.value(title, FieldType::Text, How::Key)),
        ("role", Value::derived(Parsed::Enum(role), anchor)),
        ("level", Value::derived(Parsed::Int(1), anchor)),
        ("text", filler.value(text, FieldType::Text, How::Key)),
        ("words", Value::derived(Parsed::Int(words), anchor)),
    ];
    let SlotMut::Records(list) = document.slot_mut(sections) else { return };
    let Some(section) = filler.push(list, anchor) else { return };
    for (name, value) in values {
        let Some((number, _)) = TypeId::Section.field(name) else { continue };
        if let SlotMut::One(slot) = section.slot_mut(number) {
            *slot = value;
        }
    }
}

/// Notes that nothing stands between the heading of the last section and the next one, be it only a drawing.
pub(super) fn note_empty(filler: &Filler<'_, '_>, model: &mut Document<'_>, next: Option<NodeId>) {
    let Some(section) = model.sections.items.last_mut() else { return };
    let level = |node: NodeId| match filler.source.node(node).kind {
        NodeKind::Heading(level) => i64::from(level),
        _ => i64::MAX,
    };
    // A heading below it is something.
    let goes_deeper = next.is_some_and(|next| level(next) > section.level.int().unwrap_or(0));
    let from = section.title.span().end as usize;
    let to = next.map_or(filler.source.view.len(), |next| filler.source.node(next).text.span().start as usize);
    let between = filler.source.view.get(from..to).unwrap_or_default();
    if !goes_deeper && !between.contains(char::is_alphanumeric) {
        section.words = Value::derived(Parsed::Int(0), section.anchor);
    }
}

/// Adds text to the last section.
pub(super) fn add<'a>(model: &mut Document<'a>, text: SpannedText<'a>) {
    let Some(section) = model.sections.items.last_mut() else { return };
    let words = text.as_str().split_whitespace().count() as i64 + section.words.int().unwrap_or(0);
    section.words = Value::derived(Parsed::Int(words), section.anchor);
    let parts = [section.text.text.clone(), text];
    let from = usize::from(!section.text.is_present());
    section.text = Value::present(join(&parts[from..], section.anchor), How::Heading);
}
