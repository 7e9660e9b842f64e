//! Headings, lists and tables → records: documents in running text.
//!
//! In: the nodes below the root. Out: list fields under the headings that name them, steps from tables and numbered lists,
//! and sections for all other headings. Keyed maps are the business of [`super::fill`].

use super::MOST_STEPS;
use super::fill::{Filler, join, lines, push_misspelt};
use super::identity;
use super::rows::{self, RowKind, Rows};
use crate::document::{NodeId, NodeKind};
use crate::sop::label::{list_number, normal};
use crate::sop::model::{ActorKind, Column, Document, DocumentKind, Part, Section, SectionRole, Step, StepKind};
use crate::sop::record::{FieldType, Record, SlotMut, TypeId};
use crate::sop::value::{How, Parsed, State, Value};
use crate::sop::vocabulary::Label;
use crate::sop::{RemarkKind, Vocabulary};
use crate::source::{Span, SpannedText};

/// Where the text under a heading goes.
enum Current {
    /// Nowhere yet: text before the first heading.
    Nowhere,
    /// To a field of the document.
    Field(Label),
    /// To the last section.
    Section,
}

/// Reads everything below the root that is no keyed map.
pub(super) fn fill<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>) {
    let mut current = Current::Nowhere;
    let outline = filler.outline();
    for (at, &node) in outline.iter().enumerate() {
        match filler.source.node(node).kind {
            NodeKind::Heading(level) => current = heading(filler, model, node, level),
            NodeKind::Table => table(filler, model, node, &current),
            NodeKind::List => list(filler, model, node, &current),
            NodeKind::Paragraph => {
                let text = filler.source.node(node).text.clone();
                let next = outline.get(at + 1).map(|&next| filler.source.node(next).kind);
                if let Some(label) = identity::bold_label(filler, &text).cloned() {
                    current = field_heading(model, text, label);
                    continue;
                }
                let is_identity = matches!(current, Current::Nowhere) && identity::paragraph(filler, model, &text);
                if !is_identity && !says_what_follows(text.as_str(), next, &current) {
                    paragraph(filler, model, text, &current);
                }
            }
            _ => {}
        }
    }
    for step in model.steps.items.iter_mut().filter(|step| step.level.state == State::Missing) {
        step.level = Value::derived(Parsed::Int(1), step.anchor);
    }
}

/// A paragraph that belongs to the list or table behind it and is no entry of its own. Steps stand in lists and tables only.
fn says_what_follows(text: &str, next: Option<NodeKind>, current: &Current) -> bool {
    let Current::Field(label) = current else { return false };
    let field = &Document::FIELDS[label.field as usize];
    let introduces = text.trim_end().ends_with(':') && matches!(next, Some(NodeKind::List | NodeKind::Table));
    field.name == "steps" || (introduces && matches!(field.ty, FieldType::Records(_)))
}

fn heading<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, node: NodeId, level: u8) -> Current {
    let text = filler.source.node(node).text.clone();
    if level == 1 && filler.vocabulary.value(&DocumentKind::SPEC, text.as_str()).is_some() {
        // "STANDAR OPERASIONAL PROSEDUR" says what the document is, not what it is about.
        return Current::Nowhere;
    }
    if level == 1 && !model.title.is_present() {
        model.title = filler.value(text, FieldType::Text, How::Heading);
        return Current::Nowhere;
    }
    if let Some(label) = filler.vocabulary.label(TypeId::Document, text.as_str()) {
        return field_heading(model, text, label.clone());
    }
    let mut section = Section::new(text.span());
    let role = filler.vocabulary.value(&SectionRole::SPEC, text.as_str());
    let role = role.unwrap_or(SectionRole::Other.code());
    section.role = Value::derived(Parsed::Enum(role), text.span());
    section.level = Value::derived(Parsed::Int(i64::from(level)), text.span());
    section.title = filler.value(text, FieldType::Text, How::Heading);
    model.sections.items.push(section);
    Current::Section
}

/// A label that stands above what belongs to it.
fn field_heading<'a>(model: &mut Document<'a>, text: SpannedText<'a>, label: Label) -> Current {
    if let Some(standard) = &label.standard {
        push_misspelt(&mut model.misspelt_labels, text.clone(), standard);
    }
    let near = text.span();
    match model.slot_mut(label.field) {
        SlotMut::Records(list) => list.set_near(near),
        SlotMut::One(value) if value.how == How::Derived => value.text = SpannedText::nothing(near),
        _ => {}
    }
    Current::Field(label)
}

fn paragraph<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, text: SpannedText<'a>, current: &Current) {
    match current {
        Current::Nowhere => {}
        Current::Section => add_to_section(model, text),
        Current::Field(label) => add_text(filler, model, text, label),
    }
}

/// A list: of steps where the heading says so, else of entries. Entries below an entry are entries of their own.
fn list<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, node: NodeId, current: &Current) {
    if let Current::Field(label) = current
        && Document::FIELDS[label.field as usize].name == "steps"
    {
        return step_list(filler, model, node, label, &Above { number: None, level: 0 });
    }
    let items: Vec<NodeId> = filler.source.children(node).collect();
    for item in items {
        let text = filler.source.node(item).text.clone();
        if matches!(filler.source.node(item).kind, NodeKind::Item { .. }) {
            paragraph(filler, model, text, current);
        }
        for below in lists_below(filler, item) {
            list(filler, model, below, current);
        }
    }
}

fn lists_below(filler: &Filler<'_, '_>, item: NodeId) -> Vec<NodeId> {
    let is_list = |node: &NodeId| filler.source.node(*node).kind == NodeKind::List;
    filler.source.children(item).filter(is_list).collect()
}

/// The step a list stands under.
struct Above {
    number: Option<String>,
    level: i64,
}

impl Above {
    /// The number of a step below: `2.1`, `2.a`. Below a step without number nothing can be told apart.
    fn below(&self, own: Option<String>) -> Option<String> {
        match &self.number {
            Some(number) => own.map(|own| format!("{number}.{own}")),
            None if self.level == 0 => own,
            None => None,
        }
    }
}

/// Steps from a list. What stands in a list below a step is a step of the next level.
fn step_list<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, node: NodeId, label: &Label, above: &Above) {
    let items: Vec<NodeId> = filler.source.children(node).collect();
    for (at, item) in items.into_iter().enumerate() {
        let NodeKind::Item { number } = filler.source.node(item).kind else { continue };
        let by_place = (above.level > 0).then_some(at as u32 + 1);
        let number = above.below(number.or(by_place).map(|number| number.to_string()));
        let mut entries = marked_lines(&filler.source.node(item).text, filler.source.view).into_iter();
        let step = Above { number, level: above.level + 1 };
        if let Some((_, text)) = entries.next() {
            push_step(filler, model, text, label, &step);
        }
        for (mark, text) in entries {
            let part = Above { number: step.below(mark), level: step.level + 1 };
            push_step(filler, model, text, label, &part);
        }
        for below in lists_below(filler, item) {
            step_list(filler, model, below, label, &step);
        }
    }
}

fn push_step<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    text: SpannedText<'a>,
    label: &Label,
    place: &Above,
) {
    let before = model.steps.items.len();
    filler.record_from_text(&mut model.steps, TypeId::Step, text, label, How::Heading);
    let Some(step) = model.steps.items.get_mut(before) else { return };
    step.level = Value::derived(Parsed::Int(place.level), step.anchor);
    if let Some(number) = &place.number {
        let rendered = SpannedText::joined(number.clone(), step.anchor, Vec::new());
        step.number = Value::present(rendered, How::Heading);
    }
}

/// The text of an entry, and the entries of a list in it that Markdown does not know: `a. …`. A line without a mark goes
/// on with the one above.
fn marked_lines<'a>(text: &SpannedText<'a>, view: &str) -> Vec<(Option<String>, SpannedText<'a>)> {
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

/// Puts running text into a field: as another record of a list, or behind the text that is there.
fn add_text<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, text: SpannedText<'a>, label: &Label) {
    let spec = &Document::FIELDS[label.field as usize];
    match model.slot_mut(label.field) {
        SlotMut::Records(list) => {
            let FieldType::Records(ty) = spec.ty else { return };
            let lines = lines(&text, filler.source.view);
            // A first line with a colon says what the entries below it are, and is none.
            let introduces = lines.len() > 1 && lines[0].as_str().trim_end().ends_with(':');
            for line in lines.into_iter().skip(usize::from(introduces)) {
                filler.record_from_text(list, ty, line, label, How::Heading);
            }
        }
        SlotMut::One(value) if value.is_present() => {
            let near = value.span();
            let both = join(&[value.text.clone(), text], near);
            *value = filler.value(both, spec.ty, How::Heading);
        }
        SlotMut::One(value) => *value = filler.value(text, spec.ty, How::Heading),
        SlotMut::Many(_) | SlotMut::Refs(_) => {}
    }
}

fn add_to_section<'a>(model: &mut Document<'a>, text: SpannedText<'a>) {
    let Some(section) = model.sections.items.last_mut() else { return };
    let words = text.as_str().split_whitespace().count() as i64 + section.words.int().unwrap_or(0);
    section.words = Value::derived(Parsed::Int(words), section.anchor);
    let parts = [section.text.text.clone(), text];
    let from = usize::from(!section.text.is_present());
    section.text = Value::present(join(&parts[from..], section.anchor), How::Heading);
}

/// A table: of steps when its header says so, else of the records of the field it stands under.
fn table<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, node: NodeId, current: &Current) {
    let mut rows = filler.source.children(node);
    let Some(header) = rows.next() else { return };
    let rows: Vec<NodeId> = rows.collect();
    let under_steps =
        matches!(current, Current::Field(label) if Document::FIELDS[label.field as usize].name == "steps");
    if under_steps || is_step_header(filler, header) {
        return step_table(filler, model, header, &rows);
    }
    if !matches!(current, Current::Field(_)) {
        let rows = std::iter::once(header).chain(rows).map(|row| cells(filler, row)).collect();
        return identity::table(filler, model, rows);
    }
    if let Current::Field(label) = current
        && let FieldType::Records(ty) = Document::FIELDS[label.field as usize].ty
        && let SlotMut::Records(list) = model.slot_mut(label.field)
    {
        let header = cells(filler, header);
        let columns: Vec<Option<u8>> =
            header.iter().map(|cell| filler.vocabulary.label(ty, cell.as_str()).map(|label| label.field)).collect();
        for row in rows {
            let cells = cells(filler, row);
            let anchor = cells.iter().find(|cell| !cell.as_str().is_empty()).map(SpannedText::span);
            let Some(anchor) = anchor else { continue };
            let Some(record) = filler.push(list, anchor) else { return };
            for (field, cell) in columns.iter().zip(cells) {
                if let Some(field) = field {
                    fill_cell(filler, record, *field, cell);
                }
            }
        }
    }
}

fn cells<'a>(filler: &Filler<'_, 'a>, row: NodeId) -> Vec<SpannedText<'a>> {
    filler.source.children(row).map(|cell| filler.source.node(cell).text.clone()).collect()
}

/// A table under another heading holds steps when it has a column for the act and two of the others.
fn is_step_header(filler: &Filler<'_, '_>, header: NodeId) -> bool {
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
    Lane(SpannedText<'a>),
    Unknown,
}

fn step_table<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, header: NodeId, rows: &[NodeId]) {
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
    let tables = model.step_tables.int().unwrap_or(0) + 1;
    model.step_tables = Value::derived(Parsed::Int(tables), near);
    let rows = Rows { columns: &columns, marks: &filler.vocabulary.marks };
    let (kinds, time) = (rows.kinds(&body), rows.column("duration"));
    let mut phase = None;
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
        if model.steps.items.len() >= MOST_STEPS {
            filler.remark(RemarkKind::TooMany { limit: MOST_STEPS }, near, None);
            model.steps.state = State::Unreadable;
            return;
        }
        let mut step = step(filler, &columns, cells);
        step.table = Value::derived(Parsed::Int(tables), step.anchor);
        if let (Some(phase), State::Missing) = (&phase, step.phase.state) {
            step.phase = phase.clone();
        }
        model.steps.items.push(step);
    }
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
                if let Some(standard) = &label.standard {
                    push_misspelt(&mut model.misspelt_labels, cell.clone(), standard);
                }
                StepColumn::Field(label.field)
            }
            None if is_lane(filler.vocabulary, model, &cell, body.iter().filter_map(|row| row.get(at))) => {
                add_lane(filler.vocabulary, model, &cell);
                StepColumn::Lane(cell)
            }
            None => {
                unknown_column(filler, model, &cell);
                StepColumn::Unknown
            }
        };
        add_column(model, &column);
        columns.push(column);
    }
    columns
}

fn unknown_column<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, cell: &SpannedText<'a>) {
    match filler.vocabulary.spanning(cell.as_str()) {
        Some(Some(standard)) => {
            let standard = standard.to_owned();
            push_misspelt(&mut model.misspelt_labels, cell.clone(), &standard);
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
            StepColumn::Field(field) => fill_cell(filler, &mut step, *field, cell),
            StepColumn::Lane(name) => mark(filler, &mut step, name, &cell),
            StepColumn::Unknown => {}
        }
    }
    let anchor = if step.text.is_present() { step.text.span() } else { anchor };
    step.move_anchor(anchor);
    step
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

fn fill_cell<'a>(filler: &mut Filler<'_, 'a>, record: &mut dyn Record<'a>, field: u8, cell: SpannedText<'a>) {
    let spec = &record.type_id().fields()[field as usize];
    let near = cell.span();
    match record.slot_mut(field) {
        SlotMut::One(slot) => *slot = filler.value(cell, spec.ty, How::TableHeader),
        SlotMut::Many(list) => {
            list.give(near);
            for part in parts(&cell, filler.source.view) {
                let value = filler.value(part, FieldType::Text, How::TableHeader);
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
                filler.record_from_text(list, ty, part, &label, How::TableHeader);
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

/// The parts of the document set that running text can show.
pub(super) fn has_procedure(model: &Document<'_>) -> bool {
    !model.steps.items.is_empty() || model.step_tables.int().is_some_and(|tables| tables > 0)
}

/// Adds a part that was found.
pub(super) fn add_part(model: &mut Document<'_>, part: Part, near: Span) {
    model.parts.items.push(Value::derived(Parsed::Enum(part.code()), near));
}
