//! Tables → steps, records, identity.
//!
//! In: a table and the heading it stands under. Out: steps when its header says so, records of the field, or fields of the
//! identity. Which rows are no steps is told by [`super::rows`].

use super::MOST_STEPS;
use super::fill::{Filler, main_field};
use super::outline::Current;
use super::rows::{self, RowKind, Rows};
use super::{identity, labelled, lists};
use crate::document::NodeId;
use crate::sop::label::normal;
use crate::sop::model::{ActorKind, Answer, Column, Document, Step, StepKind};
use crate::sop::record::{FieldType, Record, SlotMut, TypeId};
use crate::sop::value::{How, Parsed, State, Value};
use crate::sop::vocabulary::Label;
use crate::sop::{RemarkKind, Vocabulary};
use crate::source::{Span, SpannedText};

/// A table: of steps when its header says so, else of the records of the field it stands under, else of identity fields.
/// False when it is none of these.
pub(super) fn table<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    node: NodeId,
    current: &Current<'a>,
) -> bool {
    let mut rows = filler.source.children(node);
    let Some(header) = rows.next() else { return true };
    let rows: Vec<NodeId> = rows.collect();
    match current {
        Current::Steps(steps) => step_table(filler, model, header, &rows, steps.phase.clone()),
        _ if is_step_header(filler, header) => step_table(filler, model, header, &rows, None),
        Current::Field(label) => records(filler, model, header, &rows, label),
        Current::Nowhere | Current::Identity | Current::Section => {
            let rows = std::iter::once(header).chain(rows).map(|row| cells(filler, row)).collect();
            return identity::table(filler, model, rows);
        }
    }
    true
}

/// The records of a field: one in a row, or one whose fields stand below each other.
fn records<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, header: NodeId, rows: &[NodeId], label: &Label) {
    let FieldType::Records(ty) = Document::FIELDS[label.field as usize].ty else { return };
    let SlotMut::Records(list) = model.slot_mut(label.field) else { return };
    let header = cells(filler, header);
    let rows: Vec<Vec<SpannedText<'a>>> = rows.iter().map(|&row| cells(filler, row)).collect();
    let known = |cell: Option<&SpannedText<'a>>| filler.vocabulary.label(ty, cell?.as_str()).cloned();
    let down = std::iter::once(&header).chain(&rows).map(|row| known(row.first())).collect::<Option<Vec<Label>>>();
    if let (Some(down), true) = (down, labelled::spells_out(ty) && known(header.get(1)).is_none()) {
        for (known, row) in down.into_iter().zip(std::iter::once(header).chain(rows)) {
            let mut row = row.into_iter().filter(|cell| cell.as_str().trim() != ":");
            if let (Some(written), Some(value)) = (row.next(), row.next()) {
                labelled::add(filler, list, label, labelled::Labelled { label: known, written, value });
            }
        }
        return;
    }
    let mut columns: Vec<Option<u8>> = header.iter().map(|cell| known(Some(cell)).map(|label| label.field)).collect();
    if let Some(at) = main_column(filler.vocabulary, label, &header, &rows) {
        columns[at] = main_field(ty).and_then(|main| ty.field(main)).map(|(field, _)| field);
    }
    if columns.iter().all(Option::is_none) {
        filler.remark(RemarkKind::Unread, list.near(), None);
        return list.set_unreadable();
    }
    for cells in rows {
        let anchor = cells.iter().find(|cell| !cell.as_str().is_empty()).map(SpannedText::span);
        let Some(anchor) = anchor else { continue };
        let Some(record) = filler.push(list, anchor) else { return };
        for (field, cell) in columns.iter().zip(cells) {
            if let Some(field) = field {
                fill_cell(filler, record, *field, cell, How::TableHeader);
            }
        }
    }
}

/// The column of the entries themselves, when it is not called by a label of theirs: below the label of the field, or the
/// only one besides the numbers with a text.
fn main_column(
    vocabulary: &Vocabulary,
    label: &Label,
    header: &[SpannedText<'_>],
    rows: &[Vec<SpannedText<'_>>],
) -> Option<usize> {
    let of_field = |cell: &SpannedText<'_>| {
        vocabulary.label(TypeId::Document, cell.as_str()).is_some_and(|known| known.field == label.field)
    };
    let is_number = |at: usize| {
        let name = vocabulary.label(TypeId::Step, header[at].as_str()).map(|known| known.field);
        name == TypeId::Step.field("number").map(|(field, _)| field)
    };
    let has_text = |at: usize| rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.as_str().is_empty()));
    let mut others = (0..header.len()).filter(|&at| !is_number(at) && has_text(at));
    let only = others.next().filter(|_| others.next().is_none());
    header.iter().position(of_field).or(only)
}

fn cells<'a>(filler: &Filler<'_, 'a>, row: NodeId) -> Vec<SpannedText<'a>> {
    filler.source.children(row).map(|cell| filler.source.node(cell).text.clone()).collect()
}

/// A table under another heading holds steps when it has a column for the act and two of the others.
pub(super) fn is_step_header(filler: &Filler<'_, '_>, header: NodeId) -> bool {
    let fields: Vec<&str> = cells(filler, header)
        .iter()
        .filter_map(|cell| filler.vocabulary.label(TypeId::Step, cell.as_str()))
        .map(|label| Step::FIELDS[label.field as usize].name)
        .collect();
    fields.contains(&"text") && fields.len() >= 3
}

/// What a column of the step table holds.
pub(super) enum StepColumn<'a> {
    Field(u8),
    /// The targets of one answer: `Ya`, `Tidak`.
    Answer(SpannedText<'a>),
    Lane(SpannedText<'a>),
    Unknown,
}

fn step_table<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    header: NodeId,
    rows: &[NodeId],
    mut phase: Option<Value<'a>>,
) {
    let mut body: Vec<Vec<SpannedText<'a>>> = rows.iter().map(|&row| cells(filler, row)).collect();
    // A row that counts the columns has a number in each lane, which is no mark: it goes before lanes are told.
    body.retain(|cells| !rows::counts_columns(cells));
    let near = filler.source.node(header).span;
    let place = cells(filler, header).first().map_or(near, SpannedText::span);
    model.steps.give(place);
    let mut header = cells(filler, header);
    if let Some(second) = body.first()
        && rows::is_second_header(filler.vocabulary, &header, second)
    {
        let second = body.remove(0);
        header = rows::one_header(header, second);
    }
    let columns = columns(filler, model, header, &body);
    let table = next_table(model);
    model.step_tables = Value::derived(Parsed::Int(model.step_tables.int().unwrap_or(0) + 1), near);
    let rows = Rows { columns: &columns, marks: &filler.vocabulary.marks };
    let (kinds, time) = (rows.kinds(&body), rows.column("duration"));
    for (mut cells, kind) in body.into_iter().zip(kinds) {
        match kind {
            RowKind::Step => {}
            RowKind::Nothing => continue,
            RowKind::Phase(at) => {
                phase = Some(Value::present(cells.swap_remove(at), How::TableHeader));
                continue;
            }
            RowKind::Total => {
                let time = time.filter(|&at| at < cells.len()).map(|at| cells.swap_remove(at));
                if let (Some(time), State::Missing) = (time, model.total_duration.state) {
                    model.total_duration = filler.value(time, FieldType::Duration, How::TableHeader);
                }
                continue;
            }
        }
        let mut step = step(filler, &columns, cells);
        step.table = Value::derived(Parsed::Int(table), step.anchor);
        if let (Some(phase), State::Missing) = (&phase, step.phase.state) {
            step.phase = phase.clone();
        }
        if !push_step(filler, model, step) {
            return;
        }
    }
}

/// The number of the next table or list of steps, from 1.
pub(super) fn next_table(model: &Document<'_>) -> i64 {
    let last = model.steps.items.last().and_then(|step| step.table.int()).unwrap_or(0);
    last.max(model.step_tables.int().unwrap_or(0)) + 1
}

/// Adds a step; false when there are too many.
pub(super) fn push_step<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, step: Step<'a>) -> bool {
    if model.steps.items.len() >= MOST_STEPS {
        if model.steps.state != State::Unreadable {
            filler.remark(RemarkKind::TooMany { limit: MOST_STEPS }, step.anchor, None);
        }
        model.steps.state = State::Unreadable;
        return false;
    }
    model.steps.items.push(step);
    true
}

fn columns<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    header: Vec<SpannedText<'a>>,
    body: &[Vec<SpannedText<'a>>],
) -> Vec<StepColumn<'a>> {
    let mut columns = Vec::new();
    for (at, cell) in header.into_iter().enumerate() {
        let column = match filler.vocabulary.label(TypeId::Step, cell.as_str()) {
            Some(label) => {
                filler.note_misspelt(&cell, label);
                StepColumn::Field(label.field)
            }
            None if is_answer(filler.vocabulary, cell.as_str()) => StepColumn::Answer(cell),
            None if is_lane(filler.vocabulary, model, &cell, body.iter().filter_map(|row| row.get(at))) => {
                add_lane(filler.vocabulary, model, &cell);
                StepColumn::Lane(cell)
            }
            None => {
                unknown_column(filler, &cell);
                StepColumn::Unknown
            }
        };
        add_column(model, &column);
        columns.push(column);
    }
    columns
}

fn unknown_column<'a>(filler: &mut Filler<'_, 'a>, cell: &SpannedText<'a>) {
    match filler.vocabulary.spanning(cell.as_str()) {
        Some(Some(standard)) => {
            filler.note_misspelling(cell, standard);
        }
        Some(None) => {}
        None if cell.as_str().is_empty() => {}
        None => {
            let key = cell.as_str().to_owned();
            let near = filler.vocabulary.nearest_label(TypeId::Step, &key);
            filler.remark(RemarkKind::UnknownColumn { column: key, near }, cell.span(), None);
        }
    }
}

/// A column is an actor's lane when its header is a declared actor, when its cells hold marks only, or when it is empty
/// below the name of a known kind of actor. A mark is nobody's name.
fn is_lane<'t, 'a: 't>(
    vocabulary: &Vocabulary,
    model: &Document<'a>,
    header: &SpannedText<'a>,
    cells: impl Iterator<Item = &'t SpannedText<'a>>,
) -> bool {
    let name = header.as_str();
    if name.is_empty() || vocabulary.spanning(name).is_some() || is_mark(vocabulary, name) {
        return false;
    }
    if is_declared(vocabulary, model, name) {
        return true;
    }
    let filled: Vec<&str> = cells.map(SpannedText::as_str).filter(|cell| !cell.trim().is_empty()).collect();
    let all_marks = filled.iter().all(|cell| is_mark(vocabulary, cell));
    all_marks && (!filled.is_empty() || vocabulary.actors.kind(name) != ActorKind::Unknown)
}

pub(super) fn is_mark(vocabulary: &Vocabulary, cell: &str) -> bool {
    let form = normal(cell);
    let marks = &vocabulary.marks;
    let known = [&marks.start, &marks.decision, &marks.end, &marks.nothing];
    let bracketed = form.starts_with('[') && form.ends_with(']');
    bracketed
        || form.chars().all(|c| !c.is_alphanumeric())
        || ["x", "v", "ya", "yes"].contains(&&*form)
        || known.iter().any(|set| set.contains(&*form))
}

/// Whether a name is the key, the name or the short form of an actor known so far.
fn is_declared(vocabulary: &Vocabulary, model: &Document<'_>, name: &str) -> bool {
    let form = vocabulary.actors.names(name).name;
    let is_it = |written: &str| {
        let names = vocabulary.actors.names(written);
        names.name == form || names.alias.as_ref() == Some(&form)
    };
    model.actors.items.iter().any(|actor| {
        // `ppk: Pejabat Pembuat Komitmen` is still one text here.
        let (head, tail) = actor.name.as_str().split_once(':').unwrap_or(("", actor.name.as_str()));
        !form.is_empty() && [head, tail, actor.name.as_str(), actor.key.as_str()].into_iter().any(is_it)
    })
}

fn add_lane<'a>(vocabulary: &Vocabulary, model: &mut Document<'a>, header: &SpannedText<'a>) {
    if !is_declared(vocabulary, model, header.as_str()) {
        let mut actor = crate::sop::model::Actor::new(header.span());
        actor.name = Value::present(header.clone(), How::TableHeader);
        model.actors.give(header.span());
        model.actors.items.push(actor);
    }
}

fn add_column(model: &mut Document<'_>, column: &StepColumn<'_>) {
    let found = match column {
        StepColumn::Field(field) => super::steps::column_of(Step::FIELDS[*field as usize].name),
        StepColumn::Answer(_) => Some(Column::Branches),
        StepColumn::Lane(_) => Some(Column::Actor),
        StepColumn::Unknown => None,
    };
    if let Some(found) = found {
        super::steps::add_column(model, found);
    }
}

fn step<'a>(filler: &mut Filler<'_, 'a>, columns: &[StepColumn<'a>], cells: Vec<SpannedText<'a>>) -> Step<'a> {
    let anchor = cells.iter().find(|cell| !cell.as_str().is_empty()).map_or_else(Span::default, SpannedText::span);
    let mut step = Step::new(anchor);
    for (column, cell) in columns.iter().zip(cells) {
        match column {
            StepColumn::Field(field) => fill_cell(filler, &mut step, *field, cell, How::TableHeader),
            StepColumn::Answer(caption) => lists::way_out(filler, &mut step, Some(caption), cell),
            StepColumn::Lane(name) => mark(filler, &mut step, name, &cell),
            StepColumn::Unknown => {}
        }
    }
    let anchor = if step.text.is_present() { step.text.span() } else { anchor };
    step.move_anchor(anchor);
    step
}

fn is_answer(vocabulary: &Vocabulary, header: &str) -> bool {
    let answer = vocabulary.value(&Answer::SPEC, header.trim_end_matches([':', '?', ' ']));
    answer.is_some_and(|answer| answer != Answer::Other.code())
}

/// A mark in an actor's lane: this actor does the step, and the mark may tell its kind.
fn mark<'a>(filler: &Filler<'_, 'a>, step: &mut Step<'a>, lane: &SpannedText<'a>, cell: &SpannedText<'a>) {
    let form = normal(cell.as_str());
    let marks = &filler.vocabulary.marks;
    if form.is_empty() || marks.nothing.contains(&*form) {
        return;
    }
    let kind = if marks.start.contains(&*form) {
        Some(StepKind::Start)
    } else if marks.decision.contains(&*form) {
        Some(StepKind::Decision)
    } else if marks.end.contains(&*form) {
        Some(StepKind::End)
    } else {
        None
    };
    if let Some(kind) = kind {
        step.kind = Value::derived(Parsed::Enum(kind.code()), cell.span());
    }
    let name = lane.clone().used_at(Some(cell.span()));
    step.actor_names.give(cell.span());
    step.actor_names.items.push(Value::present(name, How::TableHeader));
}

/// Fills a field from a cell or a line.
pub(super) fn fill_cell<'a>(
    filler: &mut Filler<'_, 'a>,
    record: &mut dyn Record<'a>,
    field: u8,
    cell: SpannedText<'a>,
    how: How,
) {
    let spec = &record.type_id().fields()[field as usize];
    let near = cell.span();
    match record.slot_mut(field) {
        SlotMut::One(slot) => *slot = filler.value(cell, spec.ty, how),
        SlotMut::Many(list) => {
            list.give(near);
            for part in parts(&cell, filler.source.view) {
                let value = filler.value(part, FieldType::Text, how);
                if value.state != State::Missing {
                    list.items.push(value);
                }
            }
        }
        SlotMut::Records(list) => {
            list.set_near(near);
            let FieldType::Records(ty) = spec.ty else { return };
            let label = Label { field, opens_as: None, standard: None };
            for part in parts(&cell, filler.source.view) {
                filler.record_from_text(list, ty, part, &label, how);
            }
        }
        SlotMut::Refs(_) => {}
    }
}

/// Several values in a cell are separated by `;` or a line break.
fn parts<'a>(cell: &SpannedText<'a>, view: &str) -> Vec<SpannedText<'a>> {
    let whole = cell.as_str();
    let mut start = 0;
    let mut parts = Vec::new();
    for part in whole.split([';', '\n']) {
        let range = start..start + part.len();
        start = range.end + 1;
        if !part.trim().is_empty() {
            parts.push(cell.slice(range, view).trimmed(view));
        }
    }
    parts
}
