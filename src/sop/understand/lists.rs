//! Lists → entries of a field, fields of the identity, steps.
//!
//! In: a list and the heading it stands under. Out: an entry of the field for each entry, whatever paragraphs it has, or a
//! step. What stands below a step is about it when it begins with a label of a step or with an answer, else a step of the
//! next level.

use super::fill::{Filler, join, words};
use super::labelled::{self, Line};
use super::outline::{Current, StepsHere, field_heading, text_under};
use super::tables::{self, fill_cell, next_table, push_step};
use super::{identity, outline};
use crate::document::{NodeId, NodeKind};
use crate::sop::RemarkKind;
use crate::sop::label::list_number;
use crate::sop::model::{Answer, Document, Step};
use crate::sop::record::{FieldType, Record, Slot, TypeId};
use crate::sop::value::{How, Parsed, State, Value};
use crate::sop::vocabulary::Label;
use crate::source::SpannedText;

/// A list: of steps where the heading says so, else of entries. Entries below an entry are entries of their own.
///
/// Where its entries are headings, what follows the list belongs to the last of them, which is given back.
pub(super) fn list<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    node: NodeId,
    current: &Current<'a>,
) -> Option<Current<'a>> {
    if are_headings(filler, node) {
        return Some(headings(filler, model, node));
    }
    if let Current::Steps(steps) = current {
        let place = StepList { steps, table: next_table(model) };
        let last = model.steps.items.len().checked_sub(1).filter(|_| all_about(filler, node));
        let above = last.map_or(Above { number: None, level: 0, step: None }, |last| Above::at(model, last));
        step_list(filler, model, node, &place, &above);
        return None;
    }
    let items: Vec<NodeId> = filler.source.children(node).collect();
    let texts: Vec<SpannedText<'a>> = items.iter().map(|&item| entry_text(filler, item)).collect();
    let is_identity = match current {
        Current::Nowhere | Current::Identity => true,
        Current::Section => identity::are_fields(filler, &texts),
        Current::Field(_) | Current::Steps(_) => false,
    };
    for (item, text) in items.into_iter().zip(texts) {
        let mut below = None;
        if let Some(label) = labelled::alone(filler, item, &text).filter(|_| is_identity).cloned() {
            below = Some(field_heading(filler, model, text, label, 0));
        } else if !(is_identity && identity::paragraph(filler, model, &text)) {
            text_under(filler, model, text, current);
        }
        parts_below(filler, model, item, below.as_ref().unwrap_or(current));
    }
    None
}

/// Whether the entries of a list are headings: all are set off, and one of them names a field.
fn are_headings(filler: &Filler<'_, '_>, list: NodeId) -> bool {
    let is_set_off = |item| filler.source.is_set_off(item);
    filler.source.children(list).all(is_set_off)
        && filler.source.children(list).any(|item| labelled::set_off(filler, item).is_some())
}

/// Whether the entries of a list are headings though they look like the text around them: counted labels, each with
/// something below it; `ends` when nothing comes behind the list.
pub(super) fn are_plain_headings(filler: &Filler<'_, '_>, list: NodeId, ends: bool) -> bool {
    let items: Vec<NodeId> = filler.source.children(list).collect();
    let is_counted = |item: NodeId| matches!(filler.source.node(item).kind, NodeKind::Item { number: Some(_) });
    let holds =
        |at: usize, item: NodeId| (at + 1 == items.len() && !ends) || filler.source.children(item).next().is_some();
    let mut all = items.iter().copied().enumerate();
    all.all(|(at, item)| is_counted(item) && labelled::plain(filler, item).is_some() && holds(at, item))
}

/// A list of headings, with what belongs to them below the entry or behind the list.
pub(super) fn headings<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, list: NodeId) -> Current<'a> {
    /// That of a chapter, below the title.
    const LEVEL: u8 = 2;
    let mut current = Current::Nowhere;
    let items: Vec<NodeId> = filler.source.children(list).collect();
    for item in items {
        current = outline::heading(filler, model, (item, LEVEL), Current::Nowhere);
        let paragraphs = paragraphs(filler, item);
        paragraphs.into_iter().for_each(|text| text_under(filler, model, text, &current));
        parts_below(filler, model, item, &current);
    }
    current
}

fn parts_below<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, item: NodeId, current: &Current<'a>) {
    let parts: Vec<NodeId> = filler.source.children(item).collect();
    for part in parts {
        match filler.source.node(part).kind {
            NodeKind::List => drop(list(filler, model, part, current)),
            NodeKind::Table => table_below(filler, model, part, current),
            _ => {}
        }
    }
}

/// A table inside an entry: one of steps says so by its header; any other is not understood.
fn table_below<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, table: NodeId, current: &Current<'a>) {
    let header = filler.source.children(table).next();
    if header.is_some_and(|header| tables::is_step_header(filler, header)) {
        tables::table(filler, model, table, current);
        return;
    }
    filler.remark(RemarkKind::Unread, filler.source.node(table).span, None);
}

/// The text of an entry with that of its other paragraphs behind it.
fn entry_text<'a>(filler: &Filler<'_, 'a>, item: NodeId) -> SpannedText<'a> {
    let own = filler.source.node(item).text.clone();
    let more: Vec<SpannedText<'a>> = paragraphs(filler, item);
    if more.is_empty() {
        return own;
    }
    let near = own.span();
    words(&[vec![own], more].concat(), near)
}

fn paragraphs<'a>(filler: &Filler<'_, 'a>, item: NodeId) -> Vec<SpannedText<'a>> {
    let below = filler.source.children(item).map(|node| filler.source.node(node));
    below.filter(|node| node.kind == NodeKind::Paragraph).map(|node| node.text.clone()).collect()
}

/// What the steps of a list have in common.
struct StepList<'s, 'a> {
    steps: &'s StepsHere<'a>,
    table: i64,
}

/// The step a list stands under.
#[derive(Clone)]
struct Above {
    number: Option<String>,
    level: i64,
    /// Its index.
    step: Option<usize>,
}

impl Above {
    /// The step at an index.
    fn at(model: &Document<'_>, step: usize) -> Self {
        let found = &model.steps.items[step];
        let number = found.number.is_present().then(|| found.number.as_str().to_owned());
        Self { number, level: found.level.int().unwrap_or(1), step: Some(step) }
    }

    /// The number of a step below: `2.1`, `2.a`. Below a step without number nothing can be told apart.
    fn below(&self, own: Option<String>) -> Option<String> {
        match &self.number {
            Some(number) => own.map(|own| format!("{number}.{own}")),
            None if self.level == 0 => own,
            None => None,
        }
    }
}

/// Steps from a list.
fn step_list<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    node: NodeId,
    list: &StepList<'_, 'a>,
    above: &Above,
) {
    let items: Vec<NodeId> = filler.source.children(node).collect();
    // Among fields of a step the other entries tell more about it.
    let has_fields = items.iter().any(|&item| is_about(filler, &filler.source.node(item).text));
    let mut count = 0;
    for item in items {
        let NodeKind::Item { number } = filler.source.node(item).kind else { continue };
        let text = filler.source.node(item).text.clone();
        let is_more = has_fields && number.is_none();
        if let Some(step) = above.step.filter(|_| is_more || is_about(filler, &text)) {
            about(filler, model, step, &text);
            below_field(filler, model, item, list, (above, step));
            continue;
        }
        count += 1;
        let number = number.or((above.level > 0).then_some(count)).map(|number| number.to_string());
        let mut entries = marked_lines(&text, filler.source.view).into_iter();
        let mut step = Above { number: above.below(number), level: above.level + 1, step: None };
        if let Some((_, text)) = entries.next() {
            step.step = new_step(filler, model, text, list, &step);
        }
        for (mark, text) in entries {
            if let Some(step) = step.step.filter(|_| is_about(filler, &text)) {
                about(filler, model, step, &text);
                continue;
            }
            let part = Above { number: step.below(mark), level: step.level + 1, step: None };
            new_step(filler, model, text, list, &part);
        }
        below_step(filler, model, item, list, &step);
        if let Some(step) = step.step {
            gather(model, step);
        }
    }
}

/// What stands below a field of a step: its values, when the field has none beside it.
fn below_field<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    item: NodeId,
    list: &StepList<'_, 'a>,
    (above, step): (&Above, usize),
) {
    let lines = labelled::lines(filler, TypeId::Step, &filler.source.node(item).text);
    let open = lines.last().and_then(|line| line.labelled.as_ref()).filter(|line| line.value.as_str().is_empty());
    let Some(field) = open.map(|line| line.label.field) else { return below_step(filler, model, item, list, above) };
    for below in lists_of(filler, item) {
        let texts: Vec<SpannedText<'a>> =
            filler.source.children(below).map(|item| filler.source.node(item).text.clone()).collect();
        for text in texts {
            fill_cell(filler, &mut model.steps.items[step], field, text, How::Key);
        }
    }
}

fn lists_of(filler: &Filler<'_, '_>, item: NodeId) -> Vec<NodeId> {
    let is_list = |node: &NodeId| filler.source.node(*node).kind == NodeKind::List;
    filler.source.children(item).filter(is_list).collect()
}

/// A step that says nothing of its own, while those below it do, is the name of a phase.
fn gather(model: &mut Document<'_>, at: usize) {
    let says = |step: &Step<'_>| {
        !step.actor_names.items.is_empty()
            || !step.branches.items.is_empty()
            || !step.outputs.items.is_empty()
            || step.duration.is_present()
    };
    let steps = &mut model.steps.items;
    if says(&steps[at]) || !steps[at + 1..].iter().any(says) {
        return;
    }
    let parent = steps.remove(at);
    for step in &mut steps[at..] {
        if step.phase.state == State::Missing {
            step.phase = parent.text.clone();
        }
    }
}

fn all_about(filler: &Filler<'_, '_>, list: NodeId) -> bool {
    filler.source.children(list).all(|item| is_about(filler, &filler.source.node(item).text))
}

/// The paragraphs, lists and tables of the entry that is the step.
fn below_step<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    item: NodeId,
    list: &StepList<'_, 'a>,
    step: &Above,
) {
    let parts: Vec<NodeId> = filler.source.children(item).collect();
    for part in parts {
        let (kind, text) = (filler.source.node(part).kind, filler.source.node(part).text.clone());
        match (kind, step.step) {
            (NodeKind::List, _) => step_list(filler, model, part, list, step),
            (NodeKind::Paragraph, Some(step)) => about(filler, model, step, &text),
            (NodeKind::Table, _) => table_below(filler, model, part, &Current::Nowhere),
            _ => {}
        }
    }
}

/// Adds the step a text tells; its index. Lines behind the first may be fields of it.
fn new_step<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    text: SpannedText<'a>,
    list: &StepList<'_, 'a>,
    place: &Above,
) -> Option<usize> {
    let view = filler.source.view;
    let lines = labelled::lines(filler, TypeId::Step, &text);
    let behind =
        lines.iter().skip(1).find(|line| tells_field(filler, line)).map_or(text.as_str().len(), |line| line.start);
    let own = match lines.first().and_then(|line| line.labelled.as_ref()) {
        Some(first) if is_text(&first.label) && lines.len() == 1 => first.value.clone(),
        _ => text.slice(0..behind, view).trimmed(view),
    };
    let value = filler.value(own, FieldType::Text, How::Heading);
    if !value.is_present() {
        return None;
    }
    let mut step = Step::new(value.span());
    step.text = value;
    step.level = Value::derived(Parsed::Int(place.level), step.anchor);
    step.table = Value::derived(Parsed::Int(list.table), step.anchor);
    if let Some(number) = &place.number {
        step.number = Value::present(SpannedText::joined(number.clone(), step.anchor, Vec::new()), How::Heading);
    }
    if let Some(phase) = &list.steps.phase {
        step.phase = phase.clone();
    }
    let at = model.steps.items.len();
    if !push_step(filler, model, step) {
        return None;
    }
    about(filler, model, at, &text.slice(behind..text.as_str().len(), view));
    Some(at)
}

fn is_text(label: &Label) -> bool {
    matches!(Step::FIELDS[label.field as usize].name, "text" | "number")
}

/// Whether a line tells a field of the step above it: by its label, or as an answer with a target.
fn tells_field(filler: &Filler<'_, '_>, line: &Line<'_>) -> bool {
    line.labelled.as_ref().is_some_and(|line| !is_text(&line.label)) || is_answer(filler, line.text.as_str())
}

pub(super) fn is_about(filler: &Filler<'_, '_>, text: &SpannedText<'_>) -> bool {
    // `Mutu Baku:` stands over fields.
    if text.as_str().strip_suffix(':').is_some_and(|text| filler.vocabulary.spanning(text).is_some()) {
        return true;
    }
    labelled::lines(filler, TypeId::Step, text).first().is_some_and(|line| tells_field(filler, line))
}

/// `Ya: langkah 3`, `Tidak → 1`.
fn is_answer(filler: &Filler<'_, '_>, text: &str) -> bool {
    let caption = text.find([':', '→', '=']).map(|end| text[..end].trim_end_matches(['-', ' ']));
    let conditions = &filler.vocabulary.marks.conditions;
    let bare = |caption: &'_ str| match caption.split_once(' ') {
        Some((word, rest)) if conditions.contains(&*word.to_lowercase()) => rest.trim().to_owned(),
        _ => caption.to_owned(),
    };
    let answer = caption.and_then(|caption| filler.vocabulary.value(&Answer::SPEC, &bare(caption)));
    answer.is_some_and(|answer| answer != Answer::Other.code())
}

/// Text about a step: its fields, its ways out, remarks.
fn about<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, step: usize, text: &SpannedText<'a>) {
    for line in labelled::lines(filler, TypeId::Step, text) {
        let is_free = |label: &Label| match model.steps.items[step].slot(label.field) {
            Slot::One(value) => value.state == State::Missing,
            Slot::Many(_) | Slot::Records(_) => true,
            Slot::Refs(..) => false,
        };
        match line.labelled {
            Some(line) if !is_text(&line.label) && is_free(&line.label) => {
                filler.note_misspelt(&line.written, &line.label);
                fill_cell(filler, &mut model.steps.items[step], line.label.field, line.value, How::Key);
            }
            _ if is_answer(filler, line.text.as_str()) => {
                way_out(filler, &mut model.steps.items[step], None, line.text)
            }
            _ if line.text.as_str().ends_with(':') => {}
            _ => remark(filler, &mut model.steps.items[step], line.text),
        }
    }
}

/// A way out, with the caption of its column or as it is written.
pub(super) fn way_out<'a>(
    filler: &mut Filler<'_, 'a>,
    step: &mut Step<'a>,
    caption: Option<&SpannedText<'a>>,
    text: SpannedText<'a>,
) {
    let Some((field, _)) = TypeId::Step.field("branches") else { return };
    let label = Label { field, opens_as: None, standard: None };
    let before = step.branches.items.len();
    filler.record_from_text(&mut step.branches, TypeId::Edge, text, &label, How::Key);
    let (Some(edge), near) = (step.branches.items.get_mut(before), step.anchor) else { return };
    let near = if before == 0 { edge.anchor } else { near };
    if let Some(caption) = caption {
        edge.label = Value::present(caption.clone().used_at(Some(edge.anchor)), How::TableHeader);
    }
    step.branches.give(near);
}

fn remark<'a>(filler: &mut Filler<'_, 'a>, step: &mut Step<'a>, text: SpannedText<'a>) {
    let parts = [step.remarks.text.clone(), text];
    let from = usize::from(!step.remarks.is_present());
    step.remarks = filler.value(join(&parts[from..], step.anchor), FieldType::Text, How::Heading);
}

/// Whether a list counts more than one entry, none of them with a label.
pub(super) fn is_numbered(filler: &Filler<'_, '_>, node: NodeId) -> bool {
    let items: Vec<NodeId> = filler.source.children(node).collect();
    let texts = items.iter().map(|&item| &filler.source.node(item).text);
    let counts = |item: &NodeId| matches!(filler.source.node(*item).kind, NodeKind::Item { number: Some(_) });
    items.len() > 1 && items.iter().all(counts) && labelled::count(filler, TypeId::Document, texts) == 0
}

/// The number in front of a heading, `1.` or `Langkah 1:`, and where the text behind it begins.
pub(super) fn numbered(filler: &Filler<'_, '_>, text: &SpannedText<'_>) -> Option<(String, usize)> {
    let whole = text.as_str();
    let mark = |written: &str| written.trim().trim_matches(['(', ')', '.']).to_owned();
    let length = list_number(whole);
    if length > 0 && whole.starts_with(|c: char| c.is_ascii_digit()) {
        return Some((mark(&whole[..length]), length));
    }
    let (word, rest) = whole.split_once(' ')?;
    let is_step = filler.vocabulary.marks.step_words.contains(&*word.to_lowercase());
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = rest[digits..].trim_start_matches([' ', ':', '.', ')', '-', '–', '—']);
    (is_step && digits > 0 && !behind.is_empty()).then(|| (mark(&rest[..digits]), whole.len() - behind.len()))
}

/// Whether there are steps among nodes: a table, or a list of which no entry is about the step above it.
pub(super) fn hold_steps(filler: &Filler<'_, '_>, nodes: &[NodeId]) -> bool {
    nodes.iter().any(|&node| match filler.source.node(node).kind {
        NodeKind::Table => tables::fields_of_step(filler, node).is_none(),
        NodeKind::List => !filler.source.children(node).any(|item| is_about(filler, &filler.source.node(item).text)),
        _ => false,
    })
}

/// A heading that is a step, with what stands below it.
pub(super) fn heading_step<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    steps: &StepsHere<'a>,
    heading: NodeId,
    below: &[NodeId],
) {
    let text = filler.source.node(heading).text.clone();
    let Some((number, from)) = numbered(filler, &text) else { return };
    let view = filler.source.view;
    let own = text.slice(from..text.as_str().len(), view).trimmed(view);
    step_with(filler, model, steps, (number, own), below);
}

/// The step behind the last one of a table, with what stands below it.
pub(super) fn next_step<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    step: (String, SpannedText<'a>),
    below: &[NodeId],
) {
    let phase = model.steps.items.last().map(|last| last.phase.clone()).filter(Value::is_present);
    step_with(filler, model, &StepsHere { level: 0, phase }, step, below);
}

/// A list that goes on with the steps of the table above it.
pub(super) fn go_on<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, node: NodeId) {
    let last = model.steps.items.last();
    let phase = last.map(|last| last.phase.clone()).filter(Value::is_present);
    let table = last.and_then(|last| last.table.int()).unwrap_or_else(|| next_table(model));
    let steps = StepsHere { level: 0, phase };
    let above = Above { number: None, level: 0, step: None };
    step_list(filler, model, node, &StepList { steps: &steps, table }, &above);
}

/// A step with its number, and what stands below it.
fn step_with<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    steps: &StepsHere<'a>,
    (number, own): (String, SpannedText<'a>),
    below: &[NodeId],
) {
    let last = model.steps.items.last().filter(|_| number != "1");
    let table = last.and_then(|last| last.table.int()).unwrap_or_else(|| next_table(model));
    let list = StepList { steps, table };
    let place = Above { number: Some(number), level: 1, step: None };
    let Some(step) = new_step(filler, model, own, &list, &place) else { return };
    for &node in below {
        let text = filler.source.node(node).text.clone();
        match filler.source.node(node).kind {
            NodeKind::Paragraph => about(filler, model, step, &text),
            NodeKind::List => step_list(filler, model, node, &list, &Above { step: Some(step), ..place.clone() }),
            NodeKind::Table => {
                for (field, cell) in tables::fields_of_step(filler, node).unwrap_or_default() {
                    fill_cell(filler, &mut model.steps.items[step], field, cell, How::TableHeader);
                }
            }
            _ => {}
        }
    }
}

/// A text with the mark it is counted by.
pub(super) type Entry<'a> = (Option<String>, SpannedText<'a>);

/// The text of an entry, and the entries of a list in it that Markdown does not know: `a. …`. A line without a mark goes
/// on with the one above.
pub(super) fn marked_lines<'a>(text: &SpannedText<'a>, view: &str) -> Vec<Entry<'a>> {
    let whole = text.as_str();
    let (mut mark, mut from, mut at) = (None, 0, 0);
    let mut found = Vec::new();
    for line in whole.split('\n') {
        let indent = line.len() - line.trim_start().len();
        let length = list_number(line.trim_start());
        if at > 0 && length > 0 {
            found.push((mark.take(), text.slice(from..at - 1, view).trimmed(view)));
            let written = line[indent..indent + length].trim().trim_matches(['(', ')', '.']);
            mark = Some(written.to_owned());
            from = at + indent + length;
        }
        at += line.len() + 1;
    }
    found.push((mark, text.slice(from..whole.len(), view).trimmed(view)));
    found
}
