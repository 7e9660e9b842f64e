//! Tables → steps, records, identity.
//!
//! In: a table and the heading it stands under. Out: steps when its header says so, records of the field, or fields of the
//! identity. Which rows are no steps is told by [`super::rows`].

use super::MOST_STEPS;
use super::fill::{Filler, join, main_field, open_as, words};
use super::outline::Current;
use super::rows::{self, RowKind, Rows};
use super::{identity, labelled, lists, signatures};
use crate::document::NodeId;
use crate::sop::label::{list_number, normal};
use crate::sop::model::{ActorKind, Answer, Column, Document, Step, StepKind};
use crate::sop::record::{FieldType, Record, Records, SlotMut, TypeId};
use crate::sop::value::{How, Parsed, State, Value};
use crate::sop::vocabulary::Label;
use crate::sop::{RemarkKind, Vocabulary};
use crate::source::{Piece, Span, SpannedText};

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
        Current::Steps(steps) => drop(step_table(filler, model, of_rows(filler, header, &rows), steps.phase.clone())),
        _ if is_step_header(filler, header) => {
            step_table(filler, model, of_rows(filler, header, &rows), None);
        }
        Current::Field(label) => {
            let rows = rows.into_iter().map(|row| cells(filler, row)).collect();
            let header = cells(filler, header);
            records(filler, model, header, rows, label);
        }
        Current::Nowhere | Current::Identity | Current::Section => {
            let rows = std::iter::once(header).chain(rows).map(|row| cells(filler, row)).collect();
            return identity::table(filler, model, rows);
        }
    }
    true
}

/// The records of a field: one in a row, or one whose fields stand below each other.
pub(super) fn records<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    header: Vec<SpannedText<'a>>,
    rows: Vec<Vec<SpannedText<'a>>>,
    label: &Label,
) {
    let FieldType::Records(ty) = Document::FIELDS[label.field as usize].ty else { return };
    let SlotMut::Records(list) = model.slot_mut(label.field) else { return };
    let known = |cell: Option<&SpannedText<'a>>| filler.vocabulary.label(ty, cell?.as_str()).cloned();
    let role = |cell: Option<&SpannedText<'a>>| {
        filler.vocabulary.label(TypeId::Document, cell?.as_str()).filter(|label| label.opens_as.is_some()).cloned()
    };
    if ty == TypeId::Approval
        && header.iter().filter(|cell| !cell.as_str().is_empty()).all(|cell| role(Some(cell)).is_some())
    {
        // A column for each signer.
        for (at, cell) in header.iter().enumerate() {
            let Some(opens) = role(Some(cell)) else { continue };
            list.set_near(cell.span());
            if header[0].as_str().is_empty() {
                signer(filler, list, &opens, &rows, at);
                continue;
            }
            let cells: Vec<SpannedText<'a>> = rows.iter().filter_map(|row| row.get(at).cloned()).collect();
            signatures::block(filler, list, &opens, &join(&cells, cell.span()));
        }
        return;
    }
    let down = std::iter::once(&header).chain(&rows).map(|row| known(row.first())).collect::<Option<Vec<Label>>>();
    if let (Some(down), true) =
        (down, matches!(ty, TypeId::Approval | TypeId::Imprint) && known(header.get(1)).is_none())
    {
        for (known, row) in down.into_iter().zip(std::iter::once(header).chain(rows)) {
            let mut row = row.into_iter().filter(|cell| cell.as_str().trim() != ":");
            if let (Some(written), Some(value)) = (row.next(), row.next()) {
                labelled::add(filler, list, label, labelled::Labelled { label: known, written, value });
            }
        }
        return;
    }
    let mut columns: Vec<Option<u8>> = header.iter().map(|cell| known(Some(cell)).map(|label| label.field)).collect();
    if let Some(at) = main_column(filler.vocabulary, ty, label, &header, &rows) {
        columns[at] = main_field(ty).and_then(|main| ty.field(main)).map(|(field, _)| field);
    }
    let main = main_field(ty).and_then(|main| ty.field(main)).map(|(field, _)| field);
    let is_lost = |at: usize| columns[at].is_none() && !is_number_header(filler.vocabulary, &header[at]);
    let loses_text = !columns.contains(&main) && (0..columns.len()).any(is_lost);
    if columns.iter().all(Option::is_none) || (loses_text && ty == TypeId::Reference) {
        filler.remark(RemarkKind::Unread, list.near(), None);
        return list.set_unreadable();
    }
    for cells in rows {
        let anchor = cells.iter().find(|cell| !cell.as_str().is_empty()).map(SpannedText::span);
        let Some(anchor) = anchor else { continue };
        let opens = cells.first().and_then(|cell| {
            let role = filler.vocabulary.label(TypeId::Document, cell.as_str());
            role.filter(|role| role.opens_as.is_some() && ty == TypeId::Approval)
        });
        let Some(record) = filler.push(list, anchor) else { return };
        open_as(record, opens.unwrap_or(label), anchor);
        // `Author` in front of a row says what the signature stands for, not who signs.
        let is_role = usize::from(opens.is_some());
        for (field, cell) in columns.iter().zip(cells).skip(is_role) {
            if let Some(field) = field {
                fill_cell(filler, record, *field, cell, How::TableHeader);
            }
        }
    }
}

/// A signer in a column, with the labels of the fields in the first one.
fn signer<'a>(
    filler: &mut Filler<'_, 'a>,
    list: &mut dyn Records<'a>,
    opens: &Label,
    rows: &[Vec<SpannedText<'a>>],
    at: usize,
) {
    for row in rows {
        let (Some(written), Some(value)) = (row.first(), row.get(at)) else { continue };
        match filler.vocabulary.label(TypeId::Approval, written.as_str()).cloned() {
            Some(label) => {
                let line = labelled::Labelled { label, written: written.clone(), value: value.clone() };
                labelled::add(filler, list, opens, line);
            }
            None => signatures::unknown_label(filler, written.as_str(), written),
        }
    }
}

/// The column of the entries themselves, when it is not called by a label of theirs: below the label of the field, or the
/// only one besides the numbers with a text.
fn main_column(
    vocabulary: &Vocabulary,
    ty: TypeId,
    label: &Label,
    header: &[SpannedText<'_>],
    rows: &[Vec<SpannedText<'_>>],
) -> Option<usize> {
    let of_field = |cell: &SpannedText<'_>| {
        vocabulary.label(TypeId::Document, cell.as_str()).is_some_and(|known| known.field == label.field)
    };
    let is_number = |at: usize| is_number_header(vocabulary, &header[at]);
    let has_text = |at: usize| rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.as_str().is_empty()));
    let is_known = |at: usize| vocabulary.label(ty, header[at].as_str()).is_some();
    let mut others = (0..header.len()).filter(|&at| !is_number(at) && !is_known(at) && has_text(at));
    let only = others.next().filter(|_| others.next().is_none());
    header.iter().position(of_field).or(only)
}

fn is_number_header(vocabulary: &Vocabulary, header: &SpannedText<'_>) -> bool {
    let name = vocabulary.label(TypeId::Step, header.as_str()).map(|known| known.field);
    name == TypeId::Step.field("number").map(|(field, _)| field)
}

/// The fields of one step in a table without a column for the act: what stands in its first row.
pub(super) fn fields_of_step<'a>(filler: &Filler<'_, 'a>, table: NodeId) -> Option<Vec<(u8, SpannedText<'a>)>> {
    let mut rows = filler.source.children(table);
    let (header, row) = (cells(filler, rows.next()?), cells(filler, rows.next()?));
    if rows.next().is_some() {
        return None;
    }
    let fields: Option<Vec<u8>> =
        header.iter().map(|cell| Some(filler.vocabulary.label(TypeId::Step, cell.as_str())?.field)).collect();
    let fields = fields?;
    let has_text = fields.iter().any(|&field| Step::FIELDS[field as usize].name == "text");
    (!has_text).then(|| fields.into_iter().zip(row).collect())
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
    /// A field, and the unit its header says.
    Field(u8, Option<Box<str>>),
    /// The targets of one answer: `Ya`, `Tidak`.
    Answer(SpannedText<'a>),
    Lane(SpannedText<'a>),
    Unknown,
}

/// A table of steps: its header as one row, and the rows below it.
pub(super) struct StepTable<'a> {
    /// Where it stands.
    pub(super) near: Span,
    pub(super) header: Vec<Header<'a>>,
    pub(super) body: Vec<Vec<SpannedText<'a>>>,
}

/// The table of a text source, whose header may go on in its first row.
fn of_rows<'a>(filler: &Filler<'_, 'a>, header: NodeId, rows: &[NodeId]) -> StepTable<'a> {
    let mut body: Vec<Vec<SpannedText<'a>>> = rows.iter().map(|&row| cells(filler, row)).collect();
    // A row that counts the columns has a number in each lane, which is no mark: it goes before lanes are told.
    body.retain(|cells| !rows::counts_columns(cells));
    let near = filler.source.node(header).span;
    let mut header: Vec<Header<'a>> =
        cells(filler, header).into_iter().map(|text| Header { text, is_actor: false }).collect();
    if let Some(second) = body.first()
        && rows::is_second_header(filler.vocabulary, &texts(&header), second)
    {
        let second = body.remove(0);
        header = rows::one_header(filler.vocabulary, texts(&header), second);
    }
    StepTable { near, header, body }
}

/// Which step each row of the body became, or belongs to: the index of the row, the index of the step.
pub(super) type StepRows = Vec<(usize, usize)>;

/// Reads the steps of a table.
pub(super) fn step_table<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    source: StepTable<'a>,
    mut phase: Option<Value<'a>>,
) -> StepRows {
    let StepTable { near, header, body } = source;
    let place = header.first().map_or(near, |header| header.text.span());
    model.steps.give(place);
    let columns = columns(filler, model, header, &body);
    let mut table = next_table(model);
    model.step_tables = Value::derived(Parsed::Int(model.step_tables.int().unwrap_or(0) + 1), near);
    let rows = Rows { columns: &columns, marks: &filler.vocabulary.marks };
    let (kinds, time) = (rows.kinds(&body), rows.column("duration"));
    let mut parent = String::new();
    let mut placed = StepRows::with_capacity(body.len());
    for (row, (mut cells, kind)) in body.into_iter().zip(kinds).enumerate() {
        match kind {
            RowKind::Step => {}
            RowKind::Nothing => continue,
            RowKind::Phase(at) => {
                let number = rows.column("number").filter(|&number| number != at).and_then(|number| cells.get(number));
                parent = number.map_or_else(String::new, |number| number.as_str().trim_end_matches('.').to_owned());
                phase = Some(Value::present(cells.swap_remove(at), How::TableHeader));
                continue;
            }
            RowKind::Continuation(at) => {
                go_on(filler, model, cells.swap_remove(at));
                placed.extend(model.steps.items.len().checked_sub(1).map(|last| (row, last)));
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
        if let Some(surplus) =
            cells.get(columns.len()..).and_then(|rest| rest.iter().find(|cell| !cell.as_str().is_empty()))
        {
            filler.remark(RemarkKind::Unread, surplus.span(), None);
        }
        let mut step = step(filler, &columns, cells);
        part_number(filler.source.view, &mut step, &mut parent);
        // A phase may count from 1 again.
        let restarts = step.number.as_str().trim_end_matches('.') == "1" && phase.is_some();
        if restarts && model.steps.items.last().is_some_and(|last| last.table.int() == Some(table)) {
            table += 1;
        }
        step.table = Value::derived(Parsed::Int(table), step.anchor);
        if let (Some(phase), State::Missing) = (&phase, step.phase.state) {
            step.phase = phase.clone();
        }
        if !push_step(filler, model, step) {
            break;
        }
        placed.push((row, model.steps.items.len() - 1));
    }
    placed
}

/// `a. …` without a number below step 2 is step 2.a.
fn part_number<'a>(view: &'a str, step: &mut Step<'a>, parent: &mut String) {
    if step.number.is_present() {
        step.number.as_str().trim_end_matches('.').clone_into(parent);
        return;
    }
    let Some((letter, from)) = rows::letter_mark(step.text.as_str()) else { return };
    if parent.is_empty() || step.number.state != State::Missing {
        return;
    }
    let text = step.text.text.slice(from..step.text.as_str().len(), view);
    let mark = step.text.text.slice(0..from, view).trimmed(view).span();
    step.text = Value { text, ..step.text.clone() };
    let number = SpannedText::joined(format!("{parent}.{letter}"), mark, Vec::new());
    step.number = Value::present(number, How::TableHeader);
}

/// Adds the rest of a sentence to the text of the last step.
fn go_on<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, rest: SpannedText<'a>) {
    let Some(step) = model.steps.items.last_mut() else { return };
    let both = words(&[step.text.text.clone(), rest], step.anchor);
    step.text = filler.value(both, FieldType::Text, How::TableHeader);
}

/// A column header.
pub(super) struct Header<'a> {
    pub(super) text: SpannedText<'a>,
    /// Whether it stands under "Pelaksana", so that it is an actor for sure.
    pub(super) is_actor: bool,
}

fn texts<'a>(header: &[Header<'a>]) -> Vec<SpannedText<'a>> {
    header.iter().map(|header| header.text.clone()).collect()
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
    header: Vec<Header<'a>>,
    body: &[Vec<SpannedText<'a>>],
) -> Vec<StepColumn<'a>> {
    let has_actors = header.iter().any(|cell| names_actors(filler.vocabulary, cell.text.as_str()));
    // `No` beside `Yes` is an answer, else the number of the step.
    let has_answers = header.iter().any(|cell| {
        let text = cell.text.as_str();
        step_label(filler.vocabulary, text).is_none() && is_answer(filler.vocabulary, text)
    });
    let mut columns = Vec::new();
    for (at, cell) in header.into_iter().enumerate() {
        let Header { text, is_actor } = cell;
        let cells = || body.iter().filter_map(|row| row.get(at));
        let column = match step_label(filler.vocabulary, text.as_str()) {
            _ if is_actor => {
                add_lane(filler.vocabulary, model, &text);
                StepColumn::Lane(text)
            }
            Some(_) if has_answers && at > 0 && is_answer(filler.vocabulary, text.as_str()) => StepColumn::Answer(text),
            Some((label, unit)) => {
                filler.note_misspelt(&text, label);
                StepColumn::Field(label.field, unit)
            }
            None if is_answer(filler.vocabulary, text.as_str()) => StepColumn::Answer(text),
            None if is_lane(filler.vocabulary, model, &text, cells(), has_actors) => {
                add_lane(filler.vocabulary, model, &text);
                StepColumn::Lane(text)
            }
            None => {
                if unknown_column(filler, &text) {
                    // What is not found may stand in it.
                    model.missing_columns.state = State::Unreadable;
                }
                StepColumn::Unknown
            }
        };
        add_column(model, &column);
        columns.push(column);
    }
    columns
}

/// Whether a column header is that of the actors.
pub(super) fn names_actors(vocabulary: &Vocabulary, header: &str) -> bool {
    let label = step_label(vocabulary, header).map(|(label, _)| Step::FIELDS[label.field as usize].name);
    label == Some("actor_names")
}

/// The field a column holds, and the unit its header says: `Waktu (menit)`, `Mutu Baku: Waktu`.
pub(super) fn step_label<'v>(vocabulary: &'v Vocabulary, header: &str) -> Option<(&'v Label, Option<Box<str>>)> {
    let label = |text: &str| vocabulary.label(TypeId::Step, text);
    if let Some(label) = label(header) {
        return Some((label, None));
    }
    let below = header.split_once([':', '-', '–']).filter(|(above, _)| vocabulary.spanning(above.trim()).is_some());
    let header = below.map_or(header, |(_, below)| below.trim());
    let (name, inside) = match header.trim_end().strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        Some((name, inside)) => (name.trim_end(), inside),
        None => (header, ""),
    };
    let found = label(name)?;
    let is_unit = vocabulary.time.parse(&format!("1 {inside}")).low.is_some();
    Some((found, is_unit.then(|| inside.trim().into())))
}

/// Reports a column nobody knows; false for a header that only stands over others.
fn unknown_column<'a>(filler: &mut Filler<'_, 'a>, cell: &SpannedText<'a>) -> bool {
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
            return true;
        }
    }
    false
}

/// A column is an actor's lane when its header is a declared actor, or when its cells hold marks only: below the name of a
/// known kind of actor, or, where no column names the actors, below any other. A mark is nobody's name.
fn is_lane<'t, 'a: 't>(
    vocabulary: &Vocabulary,
    model: &Document<'a>,
    header: &SpannedText<'a>,
    cells: impl Iterator<Item = &'t SpannedText<'a>>,
    has_actors: bool,
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
    all_marks && ((!filled.is_empty() && !has_actors) || vocabulary.actors.kind(name) != ActorKind::Unknown)
}

pub(super) fn is_mark(vocabulary: &Vocabulary, cell: &str) -> bool {
    let form = normal(without_lines(cell));
    let marks = &vocabulary.marks;
    let known = [&marks.start, &marks.decision, &marks.end, &marks.nothing];
    let bracketed = form.starts_with('[') && form.ends_with(']');
    bracketed
        || form.chars().all(|c| !c.is_alphanumeric())
        || ["x", "v", "o", "1", "ya", "yes"].contains(&&*form)
        || known.iter().any(|set| set.contains(&*form))
}

/// A mark without the lines and arrow heads typed around it: `── [PROSES] ──`, `[MULAI] ▼`.
fn without_lines(mark: &str) -> &str {
    // Arrows, box drawing, and the triangles that serve as arrow heads.
    let is_line = |c: char| {
        c.is_whitespace() || matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{257f}' | '\u{25b2}'..='\u{25c5}')
    };
    mark.trim_matches(is_line)
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
        StepColumn::Field(field, _) => super::steps::column_of(Step::FIELDS[*field as usize].name),
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
            StepColumn::Field(field, unit) => {
                let cell = with_unit(cell, unit.as_deref());
                fill_cell(filler, &mut step, *field, cell, How::TableHeader);
            }
            StepColumn::Answer(caption) => lists::way_out(filler, &mut step, Some(caption), cell),
            StepColumn::Lane(name) => mark(filler, &mut step, name, &cell),
            StepColumn::Unknown => {}
        }
    }
    let anchor = if step.text.is_present() { step.text.span() } else { anchor };
    step.move_anchor(anchor);
    step
}

/// Whether a header is an answer to a decision: `Ya`, `Tidak`.
pub(super) fn is_answer(vocabulary: &Vocabulary, header: &str) -> bool {
    let answer = vocabulary.value(&Answer::SPEC, header.trim_end_matches([':', '?', ' ']));
    answer.is_some_and(|answer| answer != Answer::Other.code())
}

/// A bare number with the unit of its column behind it.
fn with_unit<'a>(cell: SpannedText<'a>, unit: Option<&str>) -> SpannedText<'a> {
    let is_bare = cell.as_str().chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '–' | ' '));
    match unit {
        Some(unit) if is_bare && cell.as_str().contains(|c: char| c.is_ascii_digit()) => {
            let pieces = vec![Piece { value_start: 0, view: cell.span() }];
            SpannedText::joined(format!("{} {unit}", cell.as_str().trim()), cell.span(), pieces)
        }
        _ => cell,
    }
}

/// A mark in an actor's lane: this actor does the step, and the mark may tell its kind.
fn mark<'a>(filler: &Filler<'_, 'a>, step: &mut Step<'a>, lane: &SpannedText<'a>, cell: &SpannedText<'a>) {
    let form = normal(without_lines(cell.as_str()));
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
                let text = without_mark(&part, filler.source.view);
                filler.record_from_text(list, ty, text, &label, how);
            }
        }
        SlotMut::Refs(_) => {}
    }
}

/// An entry of a list in a cell without its number or bullet.
pub(super) fn without_mark<'a>(entry: &SpannedText<'a>, view: &str) -> SpannedText<'a> {
    let whole = entry.as_str();
    let bullet = ["- ", "• ", "•", "* ", "– ", "·", "➢", "▪", "✓ ", "\u{f0b7}", "\u{f0a7}"]
        .into_iter()
        .find(|bullet| whole.starts_with(bullet))
        .map_or(0, str::len);
    let mark = if bullet > 0 { bullet } else { list_number(whole) };
    if mark == 0 || mark >= whole.len() { entry.clone() } else { entry.slice(mark..whole.len(), view).trimmed(view) }
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
