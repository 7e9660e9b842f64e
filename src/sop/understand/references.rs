//! References: what each entry of dasar hukum, keterkaitan and the like cites.

use std::ops::Range;

use crate::sop::Vocabulary;
use crate::sop::citation::{Citation, CitationKind};
use crate::sop::model::{Document, Reference, ReferenceKind};
use crate::sop::value::{How, Parsed, State, Target, Value};
use crate::source::SpannedText;

/// Parses the text of every reference.
pub(super) fn derive<'a>(view: &'a str, vocabulary: &Vocabulary, model: &mut Document<'a>) {
    for reference in model.related.items.iter_mut().chain(&mut model.supersedes.items) {
        parse(view, vocabulary, reference);
        outside(view, reference);
    }
    for list in [&mut model.legal_basis, &mut model.references, &mut model.decree] {
        for reference in &mut list.items {
            parse(view, vocabulary, reference);
        }
    }
}

/// The citations of a text that holds several, `UU Nomor 7 Tahun 2017; UU Nomor 43 Tahun 2009`; nothing when it is one.
pub(super) fn split<'a>(view: &str, vocabulary: &Vocabulary, text: &SpannedText<'a>) -> Option<Vec<SpannedText<'a>>> {
    let whole = text.as_str();
    memchr::memchr(b';', whole.as_bytes())?;
    let cites = |at: usize| vocabulary.citations.parse(whole[at + 1..].trim()).kind != CitationKind::Other;
    let joints: Vec<usize> = whole.match_indices(';').map(|(at, _)| at).filter(|&at| cites(at)).collect();
    if joints.is_empty() {
        return None;
    }
    let mut from = 0;
    let mut parts = Vec::new();
    for end in joints.into_iter().chain([whole.len()]) {
        parts.push(text.slice(from..end, view).trimmed(view));
        from = (end + 1).min(whole.len());
    }
    Some(parts)
}

fn parse<'a>(view: &'a str, vocabulary: &Vocabulary, reference: &mut Reference<'a>) {
    if !reference.text.is_present() {
        return;
    }
    let text = reference.text.text.clone();
    let words = &vocabulary.citations;
    let citation = words.parse(text.as_str());
    let part = |range: &Range<u32>| text.slice(range.start as usize..range.end as usize, view);
    let near = reference.anchor;
    let kind = match citation.kind {
        CitationKind::Regulation => ReferenceKind::Regulation,
        CitationKind::Sop => ReferenceKind::Sop,
        CitationKind::Other => ReferenceKind::Other,
    };
    reference.kind = Value::derived(Parsed::Enum(kind.code()), near);
    let set = |slot: &mut Value<'a>, range: &Option<Range<u32>>| {
        if let (Some(range), State::Missing) = (range, slot.state) {
            *slot = Value::present(part(range), How::Key);
        }
    };
    set(&mut reference.type_name, &citation.type_name);
    set(&mut reference.number, &citation.number);
    set(&mut reference.subject, &citation.subject);
    if let Some((year, range)) = &citation.year {
        let value = Value::present(part(range), How::Key);
        reference.year = value.meaning(Parsed::Int(i64::from(*year)));
    }
    reference.amended = Value::derived(Parsed::Bool(citation.amended), near);
    regulation(view, vocabulary, reference, &citation, &text);
}

fn regulation<'a>(
    view: &str,
    vocabulary: &Vocabulary,
    reference: &mut Reference<'a>,
    citation: &Citation,
    text: &SpannedText<'a>,
) {
    let words = &vocabulary.citations;
    let near = reference.anchor;
    let worked_out = |value: String| Value { how: How::Derived, ..written(value, near) };
    reference.numbered = Value::derived(Parsed::Bool(true), near);
    if let Some(short) = words.is_short(text.as_str(), citation) {
        let place = citation.type_name.as_ref().map(|range| text.slice(range.start as usize..range.end as usize, view));
        let place = place.unwrap_or_else(|| text.clone());
        reference.abbreviated = Value::present(place, How::Derived).meaning(Parsed::Bool(short));
    }
    if let Some(code) = citation.type_code {
        reference.type_code = worked_out(words.code_name(code).to_owned());
        reference.numbered = Value::derived(Parsed::Bool(words.is_numbered(code)), near);
        if let Some(rank) = words.rank(code) {
            reference.rank = Value::derived(Parsed::Int(i64::from(rank)), near);
        }
    }
    if let Some(key) = words.key(text.as_str(), citation) {
        reference.key = worked_out(key);
    }
    if let Some(mistaken) = words.mistaken(text.as_str(), citation) {
        let place = numbered_part(citation).map_or(near, |range| text.locate(&range, view));
        let meant = written(mistaken.meant.text.clone(), place);
        reference.correction = Value { how: How::Derived, ..meant };
        reference.mistake = Value::derived(Parsed::Enum(mistaken.wrong.code()), place);
    }
}

/// `35 Tahun 2021`: the part of a citation that is wrong when another regulation is meant.
fn numbered_part(citation: &Citation) -> Option<Range<usize>> {
    let number = citation.number.clone()?;
    let end = citation.year.as_ref().map_or(number.end, |(_, year)| year.end.max(number.end));
    Some(number.start as usize..end as usize)
}

fn written<'a>(value: String, near: crate::source::Span) -> Value<'a> {
    Value::present(SpannedText::joined(value, near, Vec::new()), How::Derived)
}

/// A related SOP is named by its number or by its title; only the archive knows whether it exists.
fn outside<'a>(view: &'a str, reference: &mut Reference<'a>) {
    if !reference.text.is_present() {
        return;
    }
    if reference.kind.code() == Some(ReferenceKind::Other.code()) && !reference.subject.is_present() {
        let title = reference.text.text.trimmed(view);
        reference.subject = Value::present(title, How::Key);
    }
    reference.target = reference.text.clone().meaning(Parsed::Target(Target::Outside));
}
