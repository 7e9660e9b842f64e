//! Keyed maps → records: looks up each key as a label of the record's type and reads the value by the field's type.
//!
//! In: a map of the neutral document. Out: the record filled in, with remarks on keys and values that are not known.

use rustc_hash::FxHashSet;

use super::grid::{FlowColumn, FlowPlace};
use super::{MOST_ELEMENTS, MOST_STEPS, language, references, sections};
use crate::document::{Cursor, Document as Neutral, NodeId, NodeKind};
use crate::sop::label::list_number;
use crate::sop::model::{Document, ImprintPart, Meaning};
use crate::sop::record::{FieldType, Record, Records, SlotMut, TypeId};
use crate::sop::value::{How, Parsed, State, Value};
use crate::sop::version::Version;
use crate::sop::vocabulary::Label;
use crate::sop::{Language, Remark, RemarkKind, Vocabulary};
use crate::source::{Span, SpannedText};

/// Reads one document.
pub(super) struct Filler<'d, 'a> {
    pub(super) source: &'d Neutral<'a>,
    pub(super) vocabulary: &'d Vocabulary,
    pub(super) remarks: Vec<Remark>,
    /// Misspelt labels, each spelling once.
    pub(super) misspelt: Vec<(SpannedText<'a>, Box<str>)>,
    /// The language the document is written in, which decides between meanings of a word.
    pub(super) language: Language,
    /// The label of the signature that was read last, when nothing else was read since.
    pub(super) signing: Option<Label>,
    /// Fields whose text stands under one heading with that of another field: the first and the second.
    pub(super) both: Vec<(u8, u8)>,
    /// Where the steps of grids lie, for the drawings on them.
    pub(super) flow_places: Vec<FlowPlace<'a>>,
    /// The columns of the last table of steps on a grid.
    pub(super) flow_header: Option<Vec<FlowColumn<'a>>>,
    /// Grids that were read as the text of the cell they stand in.
    pub(super) taken_grids: FxHashSet<NodeId>,
    pub(super) elements: usize,
}

impl<'d, 'a> Filler<'d, 'a> {
    pub(super) fn new(source: &'d Neutral<'a>, vocabulary: &'d Vocabulary) -> Self {
        let language = language::of(source, vocabulary);
        Self {
            source,
            vocabulary,
            remarks: Vec::new(),
            misspelt: Vec::new(),
            language,
            signing: None,
            both: Vec::new(),
            flow_places: Vec::new(),
            flow_header: None,
            taken_grids: FxHashSet::default(),
            elements: 0,
        }
    }

    /// What stands for the whole document: its title, else its number, else its first text.
    pub(super) fn document_anchor(&self) -> Span {
        let mut first = None;
        let mut number = None;
        for (at, node) in self.source.nodes().enumerate() {
            match node.kind {
                NodeKind::Heading(1) => return node.text.span(),
                NodeKind::Field => {
                    first = first.or(Some(node.text.span()));
                    let field = self.vocabulary.label(TypeId::Document, node.text.as_str());
                    match field.map(|label| Document::FIELDS[label.field as usize].name) {
                        Some("title") => return self.value_span(at),
                        Some("number") => number = number.or(Some(self.value_span(at))),
                        _ => {}
                    }
                }
                _ => first = first.or(Some(node.text.span()).filter(|span| !span.is_empty())),
            }
            // The identity block stands at the top.
            if at > 400 {
                break;
            }
        }
        number.or(first).unwrap_or_default()
    }

    fn value_span(&self, at: usize) -> Span {
        let mut nodes = self.source.nodes().skip(at);
        let key = nodes.next().map_or_else(Span::default, |node| node.text.span());
        nodes.next().map_or(key, |node| node.text.span())
    }

    /// Fills a record from a map.
    pub(super) fn map(&mut self, record: &mut dyn Record<'a>, map: Cursor) {
        let ty = record.type_id();
        let mut given = [None::<Span>; 64];
        for field in self.source.fields(map) {
            let node = self.source.node(field.node);
            let key = node.text.as_str();
            let Some(label) = self.vocabulary.label(ty, key) else {
                self.unknown_key(record, field);
                continue;
            };
            if label.standard.is_some() {
                self.note_misspelt(&self.source.text(field), label);
            }
            let repeats = given[label.field as usize].replace(node.text.span());
            let lists_may_repeat = label.opens_as.is_some();
            if let (Some(first), false) = (repeats, lists_may_repeat) {
                self.given_twice(record, field, label.field, first);
                continue;
            }
            self.field(record, field, label);
        }
        if !self.source.node(self.source.resolve(map).node).complete {
            make_missing_unreadable(record);
        }
    }

    fn field(&mut self, record: &mut dyn Record<'a>, field: Cursor, label: &Label) {
        let key = self.source.node(field.node).text.span();
        let key = field.used_at.unwrap_or(key);
        let Some(value) = self.source.value(field.node) else { return };
        let value = self.source.resolve(Cursor { node: value, used_at: field.used_at });
        let ty = record.type_id();
        let spec = &ty.fields()[label.field as usize];
        let cut_off = !self.source.node(field.node).complete;
        match record.slot_mut(label.field) {
            SlotMut::One(slot) => {
                *slot = self.scalar(ty, label.field, spec.ty, value, key);
                if cut_off {
                    slot.state = State::Unreadable;
                }
            }
            SlotMut::Many(list) => {
                list.give(key);
                list.items = self.texts(value);
                if cut_off {
                    list.state = State::Unreadable;
                }
            }
            SlotMut::Records(list) => {
                list.set_near(key);
                self.records(list, spec.ty, value, label);
                if cut_off || !self.source.node(value.node).complete {
                    list.set_unreadable();
                }
            }
            SlotMut::Refs(_) => {}
        }
    }

    /// A scalar field from a scalar, or from a list of them joined.
    fn scalar(&mut self, ty: TypeId, field: u8, field_type: FieldType, value: Cursor, key: Span) -> Value<'a> {
        let text = match self.source.node(value.node).kind {
            NodeKind::Scalar => self.source.text(value),
            NodeKind::List => self.joined(value, key),
            _ => {
                let key_name = self.field_label(ty, field);
                self.remark(RemarkKind::WrongShape { key: key_name }, key, None);
                return Value::unreadable(key);
            }
        };
        self.value(text, field_type, How::Key)
    }

    /// Reads a text by the type of its field.
    pub(super) fn value(&mut self, text: SpannedText<'a>, ty: FieldType, how: How) -> Value<'a> {
        let text = text.trimmed(self.source.view);
        if text.as_str().is_empty() {
            let state = State::Missing;
            return Value {
                state,
                how,
                text,
                parsed: Parsed::Nothing,
                confidence: crate::sop::value::Confidence::High,
            };
        }
        let mut value = Value::present(text, how);
        if self.vocabulary.is_none(value.as_str(), ty) {
            value.state = State::Inapplicable;
            return value;
        }
        let parsed = self.parse(&value.text, ty);
        value.meaning(parsed)
    }

    fn parse(&mut self, text: &SpannedText<'a>, ty: FieldType) -> Parsed {
        let written = text.as_str();
        match ty {
            FieldType::Date => {
                Parsed::Date(Box::new(self.vocabulary.dates.parse(written, self.language == Language::Id)))
            }
            FieldType::Duration => Parsed::Duration(Box::new(self.vocabulary.time.parse_in(written, self.language))),
            FieldType::Version => {
                Version::parse(written).map_or(Parsed::Nothing, |version| Parsed::Version(Box::new(version)))
            }
            FieldType::Int => written.parse().map_or(Parsed::Nothing, Parsed::Int),
            FieldType::Enum(spec) | FieldType::Enums(spec) => self.vocabulary.value(spec, written).map_or_else(
                || {
                    let near = self.vocabulary.nearest_value(spec, written);
                    let kind = RemarkKind::UnknownValue { value: written.to_owned(), near };
                    self.remark(kind, text.span(), None);
                    Parsed::Nothing
                },
                Parsed::Enum,
            ),
            _ => Parsed::Nothing,
        }
    }

    /// The texts of a scalar or of a list of scalars.
    fn texts(&mut self, value: Cursor) -> Vec<Value<'a>> {
        let scalars: Vec<SpannedText<'a>> = match self.source.node(value.node).kind {
            NodeKind::Scalar => vec![self.source.text(value)],
            NodeKind::List => self.entries(value).into_iter().map(|entry| self.source.text(entry)).collect(),
            _ => Vec::new(),
        };
        let values = scalars.into_iter().map(|text| self.value(text, FieldType::Text, How::Key));
        values.filter(|value| value.state != State::Missing).collect()
    }

    /// The entries of a list, aliases followed.
    fn entries(&self, list: Cursor) -> Vec<Cursor> {
        let children = self.source.children(list.node);
        children.map(|node| self.source.resolve(Cursor { node, used_at: list.used_at })).collect()
    }

    /// The records of a list field, from whatever was written there.
    pub(super) fn records(&mut self, list: &mut dyn Records<'a>, ty: FieldType, value: Cursor, label: &Label) {
        let FieldType::Records(ty) = ty else { return };
        match self.source.node(value.node).kind {
            NodeKind::Scalar => {
                for line in lines(&self.source.text(value), self.source.view) {
                    self.record_from_text(list, ty, line, label, How::Key);
                }
            }
            NodeKind::List => {
                let entries = self.entries(value);
                list.reserve(entries.len().min(MOST_STEPS));
                for entry in entries {
                    self.record_from_entry(list, ty, entry, label);
                }
            }
            NodeKind::Map if self.is_one_record(ty, value) => self.record_from_entry(list, ty, value, label),
            NodeKind::Map => self.records_from_pairs(list, ty, value, label),
            _ => {}
        }
    }

    /// A map is one record when one of its keys is a label of the type; else its keys are terms or captions.
    fn is_one_record(&self, ty: TypeId, map: Cursor) -> bool {
        let fields = self.source.fields(map);
        let known = |field: &Cursor| self.vocabulary.label(ty, self.source.node(field.node).text.as_str()).is_some();
        pair_fields(ty).is_none() || fields.iter().any(known)
    }

    fn record_from_entry(&mut self, list: &mut dyn Records<'a>, ty: TypeId, entry: Cursor, label: &Label) {
        match self.source.node(entry.node).kind {
            NodeKind::Map if !self.is_one_record(ty, entry) => self.records_from_pairs(list, ty, entry, label),
            NodeKind::Map => {
                let first = self.source.children(entry.node).next();
                let anchor = first.map_or(entry.node, |field| field);
                let anchor = entry.used_at.unwrap_or(self.source.node(anchor).text.span());
                let Some(record) = self.push(list, anchor) else { return };
                open_as(record, label, anchor);
                self.map(record, entry);
                settle_anchor(record);
            }
            NodeKind::Scalar => {
                let text = self.source.text(entry);
                let cut_off = !self.source.node(entry.node).complete;
                self.record_from_text(list, ty, text, label, How::Key);
                if cut_off {
                    list.set_unreadable();
                }
            }
            // One bracket or dash too many.
            NodeKind::List => {
                let entries = self.entries(entry);
                self.elements += entries.len();
                if self.elements > MOST_ELEMENTS {
                    list.set_unreadable();
                    return;
                }
                entries.into_iter().for_each(|entry| self.record_from_entry(list, ty, entry, label));
            }
            _ => {
                self.wrong_shape(ty, entry);
                list.set_unreadable();
            }
        }
    }

    /// Reports a collection where text is expected.
    pub(super) fn wrong_shape(&mut self, ty: TypeId, value: Cursor) {
        let key = main_field(ty).and_then(|main| ty.field(main)).map(|(field, _)| self.field_label(ty, field));
        let place = value.used_at.unwrap_or(self.source.node(value.node).span);
        self.remark(RemarkKind::WrongShape { key: key.unwrap_or_default() }, place, None);
    }

    /// A record of which only the main text was written.
    pub(super) fn record_from_text(
        &mut self,
        list: &mut dyn Records<'a>,
        ty: TypeId,
        text: SpannedText<'a>,
        label: &Label,
        how: How,
    ) {
        if ty == TypeId::Reference
            && let Some(parts) = references::split(self.source.view, self.vocabulary, &text)
        {
            return parts.into_iter().for_each(|part| self.record_from_text(list, ty, part, label, how));
        }
        let Some(main) = main_field(ty) else { return };
        let Some((field, spec)) = ty.field(main) else { return };
        let value = self.value(text, spec.ty, how);
        // A list entry without text is no entry; `-` stands for "none", which an empty list says too.
        if !value.is_present() {
            if value.state == State::Inapplicable {
                list.set_near(value.span());
            }
            return;
        }
        let anchor = value.span();
        let Some(record) = self.push(list, anchor) else { return };
        open_as(record, label, anchor);
        if let SlotMut::One(slot) = record.slot_mut(field) {
            *slot = value;
        }
    }

    /// `term: meaning` for items, `caption: target` for ways out.
    fn records_from_pairs(&mut self, list: &mut dyn Records<'a>, ty: TypeId, map: Cursor, label: &Label) {
        let Some((key_field, value_field)) = pair_fields(ty) else {
            list.set_unreadable();
            return;
        };
        for field in self.source.fields(map) {
            let key = self.source.text(field);
            let anchor = key.span();
            let Some(value) = self.source.value(field.node) else { continue };
            let value = self.source.resolve(Cursor { node: value, used_at: field.used_at });
            let Some(record) = self.push(list, anchor) else { return };
            open_as(record, label, anchor);
            self.set_term(record, key_field, key);
            if self.source.node(value.node).kind == NodeKind::Scalar {
                self.set(record, value_field, self.source.text(value));
            } else {
                self.wrong_shape(ty, value);
                list.set_unreadable();
            }
        }
    }

    /// Sets the term of a pair; a term is never "none": `tidak ada: 1` says where to go when there is nothing.
    fn set_term(&mut self, record: &mut dyn Record<'a>, field: &str, text: SpannedText<'a>) {
        let Some((number, _)) = record.type_id().field(field) else { return };
        let text = text.trimmed(self.source.view);
        if let SlotMut::One(slot) = record.slot_mut(number)
            && !text.as_str().is_empty()
        {
            *slot = Value::present(text, How::Key);
        }
    }

    /// Sets a scalar field of a record by its canonical name.
    pub(super) fn set(&mut self, record: &mut dyn Record<'a>, field: &str, text: SpannedText<'a>) {
        let Some((number, spec)) = record.type_id().field(field) else { return };
        let value = self.value(text, spec.ty, How::Key);
        if let SlotMut::One(slot) = record.slot_mut(number) {
            *slot = value;
        }
    }

    /// Adds a record, unless the document has been multiplied beyond the limit.
    pub(super) fn push<'l>(&mut self, list: &'l mut dyn Records<'a>, anchor: Span) -> Option<&'l mut dyn Record<'a>> {
        self.elements += 1;
        if self.elements > MOST_ELEMENTS {
            if self.elements == MOST_ELEMENTS + 1 {
                self.remark(RemarkKind::TooMany { limit: MOST_ELEMENTS }, anchor, None);
            }
            list.set_unreadable();
            return None;
        }
        Some(list.push_new(anchor))
    }

    /// A list of scalars as one text.
    pub(super) fn joined(&self, list: Cursor, near: Span) -> SpannedText<'a> {
        let parts: Vec<SpannedText<'a>> = self.entries(list).into_iter().map(|entry| self.source.text(entry)).collect();
        join(&parts, near)
    }

    /// Notes a label that is written wrong.
    pub(super) fn note_misspelt(&mut self, written: &SpannedText<'a>, label: &Label) {
        if let Some(standard) = &label.standard {
            self.note_misspelling(written, standard);
        }
    }

    /// Notes the other field of a heading over two. Of two lists nobody can tell which entry is whose, which is told.
    pub(super) fn note_second(&mut self, heading: &str, label: &Label, place: Span) {
        let Some(second) = self.vocabulary.second_field(heading) else { return };
        self.both.push((label.field, second));
        if matches!(Document::FIELDS[second as usize].ty, FieldType::Records(_)) {
            self.remark(RemarkKind::UnknownKey { key: heading.to_owned(), near: None }, place, None);
        }
    }

    pub(super) fn note_misspelling(&mut self, written: &SpannedText<'a>, standard: &str) {
        if self.misspelt.iter().all(|(known, _)| known.as_str() != written.as_str()) {
            self.misspelt.push((written.clone(), standard.into()));
        }
    }

    /// Reports a key that is no label. What it was probably meant for is not known, but it is not missing either: a
    /// misspelt key is one defect, not two.
    fn unknown_key(&mut self, record: &mut dyn Record<'a>, field: Cursor) {
        let ty = record.type_id();
        let node = self.source.node(field.node);
        let key = node.text.as_str().to_owned();
        if let (TypeId::Document, Some(role)) = (ty, sections::role(self, &key)) {
            return sections::from_key(self, record, field, role);
        }
        let near = self.vocabulary.nearest_label(ty, &key);
        if let Some(label) = near.as_deref().and_then(|near| self.vocabulary.label(ty, near)) {
            match record.slot_mut(label.field) {
                SlotMut::One(value) if value.state == State::Missing => value.state = State::Unreadable,
                SlotMut::Many(list) if list.items.is_empty() => list.state = State::Unreadable,
                SlotMut::Records(list) if list.is_empty() => list.set_unreadable(),
                SlotMut::One(_) | SlotMut::Many(_) | SlotMut::Records(_) | SlotMut::Refs(_) => {}
            }
        }
        self.remark(RemarkKind::UnknownKey { key, near }, node.text.span(), None);
    }

    fn given_twice(&mut self, record: &mut dyn Record<'a>, field: Cursor, number: u8, first: Span) {
        let span = self.source.node(field.node).text.span();
        let exact = self.source.node(field.node).text.as_str();
        // The very same key twice is reported by the reader already.
        let same_key = self.source.view.get(first.range()) == Some(exact);
        if !same_key {
            let key = self.field_label(record.type_id(), number);
            self.remark(RemarkKind::GivenTwice { key }, span, Some(first));
        }
        match record.slot_mut(number) {
            SlotMut::One(slot) => *slot = Value::unreadable(span),
            SlotMut::Many(list) => list.state = State::Unreadable,
            SlotMut::Records(list) => list.set_unreadable(),
            SlotMut::Refs(list) => list.state = State::Unreadable,
        }
    }

    fn field_label(&self, ty: TypeId, field: u8) -> String {
        self.vocabulary.field_name(ty, field, Language::Id).to_owned()
    }

    pub(super) fn remark(&mut self, kind: RemarkKind, span: Span, other: Option<Span>) {
        self.remarks.push(Remark { kind, span, other });
    }

    /// The children of the root, for readers of running text.
    pub(super) fn outline(&self) -> Vec<NodeId> {
        self.source.children(self.source.root()).collect()
    }
}

/// The field a record's main text goes to.
pub(super) fn main_field(ty: TypeId) -> Option<&'static str> {
    match ty {
        TypeId::Item | TypeId::Reference | TypeId::Step => Some("text"),
        TypeId::Actor | TypeId::Position | TypeId::Unit | TypeId::Regulation => Some("name"),
        TypeId::Approval => Some("position"),
        TypeId::Revision => Some("description"),
        TypeId::Imprint => Some("title"),
        TypeId::Edge => Some("to"),
        TypeId::Document | TypeId::Section | TypeId::Label | TypeId::Mention | TypeId::Unseen => None,
        TypeId::Symbol | TypeId::Arrow => None,
    }
}

/// The fields of a record that may be written as `key: value`.
fn pair_fields(ty: TypeId) -> Option<(&'static str, &'static str)> {
    match ty {
        TypeId::Item => Some(("label", "text")),
        TypeId::Edge => Some(("label", "to")),
        TypeId::Actor => Some(("key", "name")),
        _ => None,
    }
}

/// Sets what the label of a list says about the elements it opens.
pub(super) fn open_as(record: &mut dyn Record<'_>, label: &Label, near: Span) {
    let Some(name) = &label.opens_as else { return };
    let (field, spec) = match record.type_id() {
        TypeId::Approval => ("meaning", &Meaning::SPEC),
        TypeId::Imprint => ("part", &ImprintPart::SPEC),
        _ => return,
    };
    let (Some((number, _)), Some(code)) = (record.type_id().field(field), spec.code(name)) else { return };
    if let SlotMut::One(slot) = record.slot_mut(number) {
        *slot = Value::derived(Parsed::Enum(code), near);
    }
}

/// Lets the main text of a record stand for it, or its number.
fn settle_anchor(record: &mut dyn Record<'_>) {
    let ty = record.type_id();
    for name in main_field(ty).into_iter().chain(["number", "name"]) {
        let Some((number, _)) = ty.field(name) else { continue };
        if let SlotMut::One(value) = record.slot_mut(number)
            && value.is_present()
        {
            let span = value.span();
            record.move_anchor(span);
            return;
        }
    }
}

/// In a record that was cut off, what is missing may have stood in the lost part.
pub(super) fn make_missing_unreadable(record: &mut dyn Record<'_>) {
    for field in 0..record.type_id().fields().len() as u8 {
        if let SlotMut::One(value) = record.slot_mut(field)
            && value.state == State::Missing
        {
            value.state = State::Unreadable;
        }
    }
}

pub(super) fn push_misspelt<'a>(list: &mut dyn Records<'a>, text: SpannedText<'a>, standard: &str) {
    let near = text.span();
    let record = list.push_new(near);
    for (name, value) in [
        ("text", Value::present(text, How::Key)),
        ("standard", Value::present(SpannedText::joined(standard.to_owned(), near, Vec::new()), How::Derived)),
    ] {
        if let Some((number, _)) = TypeId::Label.field(name)
            && let SlotMut::One(slot) = record.slot_mut(number)
        {
            *slot = value;
        }
    }
}

/// The lines of a text that are not blank, without list numbers and bullets.
pub(super) fn lines<'a>(text: &SpannedText<'a>, view: &str) -> Vec<SpannedText<'a>> {
    let whole = text.as_str();
    if !whole.trim_end().contains('\n') {
        return folded_lines(text, view).unwrap_or_else(|| vec![text.clone()]);
    }
    let mut start = 0;
    let mut lines = Vec::new();
    for line in whole.split('\n') {
        let range = start..start + line.len();
        start = range.end + 1;
        let indent = line.len() - line.trim_start().len();
        let body = line.trim_start();
        let bullet = if body.starts_with("- ") || body.starts_with("* ") { 2 } else { list_number(body) };
        let from = range.start + indent + bullet;
        if from < range.end {
            lines.push(text.slice(from..range.end, view));
        }
    }
    lines
}

/// The entries of a numbered list that YAML folded into one line; nothing when it is none.
fn folded_lines<'a>(text: &SpannedText<'a>, view: &str) -> Option<Vec<SpannedText<'a>>> {
    let written = view.get(text.written_elsewhere().unwrap_or(text.span()).range())?;
    memchr::memchr(b'\n', written.as_bytes())?;
    let lines: Vec<&str> = written.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() < 2 || !lines.iter().all(|line| list_number(line) > 0) {
        return None;
    }
    let mut at = 0;
    let mut found = Vec::new();
    for line in lines {
        let rest = text.as_str().get(at..)?;
        if !rest.starts_with(line) {
            return None;
        }
        found.push(text.slice(at + list_number(line)..at + line.len(), view));
        at += line.len() + 1;
    }
    Some(found)
}

/// Several texts as one, a line each.
pub(super) fn join<'a>(parts: &[SpannedText<'a>], near: Span) -> SpannedText<'a> {
    joined(parts, '\n', near)
}

/// Several texts as one sentence.
pub(super) fn words<'a>(parts: &[SpannedText<'a>], near: Span) -> SpannedText<'a> {
    joined(parts, ' ', near)
}

/// Several texts as one, with a sign between them.
pub(super) fn joined<'a>(parts: &[SpannedText<'a>], between: char, near: Span) -> SpannedText<'a> {
    match parts {
        [] => SpannedText::nothing(near),
        [one] => one.clone(),
        [first, .., last] => {
            let mut value = String::new();
            let mut pieces = Vec::new();
            for part in parts.iter().filter(|part| !part.as_str().is_empty()) {
                if !value.is_empty() {
                    value.push(between);
                }
                pieces.extend(part.pieces(value.len()));
                value.push_str(part.as_str());
            }
            let span = Span { start: first.span().start, end: last.span().end.max(first.span().start) };
            SpannedText::joined(value, span, pieces)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_join_are_found_when_it_is_joined_again() {
        let view = "Sekretaris\n\n\nNama Pejabat\nNIP. 1";
        let part = |range: std::ops::Range<usize>| SpannedText::verbatim(&view[range.clone()], range.start);
        let near = Span::at(0);
        let inner = join(&[part(0..10), part(13..25)], near);
        let outer = join(&[inner, part(26..32)], near);
        let at = outer.as_str().find(' ').expect("a space");
        assert_eq!(outer.locate(&(at..at + 1), view), Span::new(17, 18), "a space in a part is no line break");
        let nip = outer.as_str().find("NIP").expect("the last part");
        assert_eq!(&view[outer.locate(&(nip..nip + 3), view).range()], "NIP");
    }
}
