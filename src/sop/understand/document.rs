//! What follows for the document as a whole: its kind, language, dates that stand in for others, the parts found.

use crate::document::Document as Neutral;
use crate::sop::model::{
    ActorKind, Document, DocumentKind, DocumentLanguage, ImprintPart, Meaning, Part, Signature, Unseen, UnseenKind,
};
use crate::sop::value::{Confidence, How, Parsed, State, Value};
use crate::sop::{Language, Vocabulary};
use crate::source::{Span, SpannedText};

/// Collects every piece of text, for rules that look at all of them.
pub(super) fn texts<'a>(source: &Neutral<'a>, model: &mut Document<'a>) {
    let written = source.nodes().filter(|node| is_text(node.kind) && !node.text.as_str().is_empty());
    let texts = written.map(|node| Value::present(node.text.clone(), How::Key));
    model.texts.items = texts.collect();
}

/// Notes what is not seen on paper.
pub(super) fn unseen<'a>(source: &Neutral<'a>, model: &mut Document<'a>) {
    use crate::document::UnseenKind as Kind;
    for unseen in source.unseen() {
        let kind = match unseen.kind {
            Kind::Sheet => UnseenKind::Sheet,
            Kind::Row => UnseenKind::Row,
            Kind::Column => UnseenKind::Column,
            Kind::Text => UnseenKind::Text,
            Kind::Change => UnseenKind::Change,
            Kind::Comment => UnseenKind::Comment,
        };
        let mut record = Unseen::new(unseen.span);
        record.kind = Value::derived(Parsed::Enum(kind.code()), unseen.span);
        if let Some(text) = source.view.get(unseen.span.range()).filter(|text| !text.is_empty()) {
            record.text = Value::present(SpannedText::verbatim(text, unseen.span.start as usize), How::Position);
        }
        model.unseen.items.push(record);
    }
}

fn is_text(kind: crate::document::NodeKind) -> bool {
    use crate::document::NodeKind as Kind;
    match kind {
        Kind::Scalar | Kind::Item { .. } | Kind::Heading(_) | Kind::Paragraph | Kind::Cell | Kind::Shape => true,
        Kind::Root | Kind::Map | Kind::Field | Kind::List | Kind::Alias(_) | Kind::Table | Kind::Row | Kind::Grid => {
            false
        }
    }
}

/// Works out what follows from the identity fields.
pub(super) fn derive(vocabulary: &Vocabulary, language: Language, model: &mut Document<'_>) {
    let near = model.anchor;
    if model.kind.state == State::Missing {
        model.kind = Value::derived(Parsed::Enum(DocumentKind::Sop.code()), near);
    }
    if !model.language.is_present() {
        let code = match language {
            Language::Id => DocumentLanguage::Id,
            Language::En => DocumentLanguage::En,
        };
        model.language = Value::derived(Parsed::Enum(code.code()), near);
    }
    approvals(vocabulary, model);
    stand_ins(model);
    parts(model);
}

/// Whether a text holds the 18 digits of a NIP.
fn holds_nip(text: &str) -> bool {
    const DIGITS: usize = 18;
    text.split(|c: char| !c.is_ascii_digit() && c != ' ')
        .any(|part| part.bytes().filter(u8::is_ascii_digit).count() == DIGITS)
}

fn approvals(vocabulary: &Vocabulary, model: &mut Document<'_>) {
    // A staff number that belongs to no signature that was read shows that there is one in a form nobody knows.
    if model.approvals.items.is_empty() && model.texts.items.iter().any(|text| holds_nip(text.as_str())) {
        model.approvals.state = State::Unreadable;
    }
    for approval in &mut model.approvals.items {
        let near = approval.anchor;
        if approval.meaning.state == State::Missing {
            approval.meaning = Value::derived(Parsed::Enum(Meaning::Approve.code()), near);
        }
        if approval.signature.is_present() && approval.signature.code().is_none() {
            approval.signature.parsed = Parsed::Enum(Signature::Typed.code());
        }
        // A single text under "Disahkan oleh" is a position when its first words are; else it is a name.
        let only_position = approval.position.is_present() && !approval.name.is_present() && !approval.nip.is_present();
        if only_position {
            let kind = vocabulary.actors.kind(approval.position.as_str());
            if kind == ActorKind::Person {
                approval.name = std::mem::replace(&mut approval.position, Value::missing(near));
            }
        }
    }
}

/// Dates that stand in for others.
fn stand_ins(model: &mut Document<'_>) {
    if model.created_date.state == State::Missing && model.issued_date.is_present() {
        model.created_date = standing_in(&model.issued_date);
    }
    if model.effective_date.state == State::Missing && model.approved_date.is_present() {
        model.effective_date = standing_in(&model.approved_date);
    }
}

fn standing_in<'a>(value: &Value<'a>) -> Value<'a> {
    Value { how: How::Fallback, confidence: Confidence::Low, ..value.clone() }
}

/// The lists of the identity block.
fn has_identity_lists(model: &Document<'_>) -> bool {
    let items = [&model.qualifications, &model.equipment, &model.warnings, &model.records];
    !model.approvals.items.is_empty()
        || !model.legal_basis.items.is_empty()
        || items.iter().any(|list| !list.items.is_empty())
}

fn parts(model: &mut Document<'_>) {
    let near = model.anchor;
    let identity = [&model.number, &model.created_date, &model.effective_date, &model.unit];
    let unreadable = identity.iter().any(|value| value.state == State::Unreadable);
    // A heading names any document; only a title under its own label belongs to an identity block.
    let titled = model.title.is_present() && model.title.how == How::Key;
    if titled || identity.iter().any(|value| value.is_present()) || has_identity_lists(model) {
        add_part(model, Part::Identity, near);
    } else if unreadable {
        model.parts.state = State::Unreadable;
    }
    if has_procedure(model) {
        add_part(model, Part::Procedure, near);
    } else if !model.steps.is_whole() {
        model.parts.state = State::Unreadable;
    }
    let cover = model.imprints.items.iter().any(|imprint| imprint.part.code() == Some(ImprintPart::Cover.code()));
    if cover {
        add_part(model, Part::Cover, near);
    }
    if !model.decree.items.is_empty() {
        add_part(model, Part::Decree, near);
    }
}

/// The parts of the document set that running text can show.
fn has_procedure(model: &Document<'_>) -> bool {
    !model.steps.items.is_empty() || model.step_tables.int().is_some_and(|tables| tables > 0)
}

/// Adds a part that was found.
fn add_part(model: &mut Document<'_>, part: Part, near: Span) {
    model.parts.items.push(Value::derived(Parsed::Enum(part.code()), near));
}
