//! Steps: their place, kind, first words and written ways out.

use rustc_hash::{FxHashMap, FxHashSet};

use super::branches;
use crate::sop::flow::NumberForm;
use crate::sop::label::normal;
use crate::sop::model::{ActorKind, Column, Document, DocumentLanguage, Opening, Step, StepKind};
use crate::sop::opening::is_agent_noun;
use crate::sop::value::{How, Parsed, State, Value};
use crate::sop::{Remark, Vocabulary};
use crate::source::SpannedText;

/// The column a step field stands in.
pub(super) fn column_of(field: &str) -> Option<Column> {
    Some(match field {
        "number" => Column::Number,
        "text" => Column::Text,
        "actor_names" => Column::Actor,
        "inputs" => Column::Inputs,
        "duration" => Column::Duration,
        "outputs" => Column::Outputs,
        "remarks" => Column::Remarks,
        "branches" => Column::Branches,
        _ => return None,
    })
}

/// Notes that a column was found.
pub(super) fn add_column(model: &mut Document<'_>, column: Column) {
    let known = model.step_columns.items.iter().any(|value| value.code() == Some(column.code()));
    if !known {
        let near = model.steps.near;
        model.step_columns.near = near;
        model.step_columns.items.push(Value::derived(Parsed::Enum(column.code()), near));
    }
}

/// Works out what follows from the filled-in steps.
pub(super) fn derive<'a>(view: &'a str, vocabulary: &Vocabulary, model: &mut Document<'a>, remarks: &mut Vec<Remark>) {
    let indonesian = model.language.code() == Some(DocumentLanguage::Id.code());
    let actors = actor_forms(vocabulary, model);
    let ways = branches::Ways::new(vocabulary, step_numbers(model));
    for (at, step) in model.steps.items.iter_mut().enumerate() {
        let near = step.anchor;
        step.index = Value::derived(Parsed::Int(at as i64 + 1), near);
        if !step.table.is_present() {
            step.table = Value::derived(Parsed::Int(1), near);
        }
        branches::read(view, &ways, step, remarks);
        kind(vocabulary, step);
        if step.text.is_present() {
            let words = step.text.as_str().split_whitespace().count();
            step.words = Value::derived(Parsed::Int(words as i64), near);
            opening(view, vocabulary, step, indonesian, &actors);
        }
        if indonesian {
            output_openings(view, vocabulary, step);
        }
    }
    title(view, vocabulary, model, indonesian);
    columns(model);
    let unknown_columns = model.missing_columns.state == State::Unreadable;
    missing_columns(model);
    number_by_place(model);
    if model.step_tables.state == State::Missing {
        let tables = i64::from(!model.steps.items.is_empty());
        model.step_tables = Value::derived(Parsed::Int(tables), model.steps.near);
    }
    let has_actor = model.step_columns.items.iter().any(|value| value.code() == Some(Column::Actor.code()));
    let may_have = unknown_columns && !has_actor;
    model.step_columns.state = if may_have { State::Unreadable } else { model.steps.state };
}

fn step_numbers(model: &Document<'_>) -> FxHashSet<NumberForm> {
    let numbers = model.steps.items.iter().filter(|step| step.number.is_present());
    numbers.map(|step| NumberForm::new(step.number.as_str())).collect()
}

/// Bytes of the longest text of a capsule.
const LONGEST_CAPSULE: usize = 12;

fn kind(vocabulary: &Vocabulary, step: &mut Step<'_>) {
    if step.kind.code().is_some() || step.kind.state == State::Unreadable {
        return;
    }
    // A capsule with only "Mulai" or "Selesai" in it says its kind by its text.
    let said = match step.text.as_str() {
        text if text.len() <= LONGEST_CAPSULE => vocabulary.value(&StepKind::SPEC, text).and_then(StepKind::from_code),
        _ => None,
    };
    let kind = match said {
        Some(kind @ (StepKind::Start | StepKind::End)) => kind,
        _ if !step.branches.items.is_empty() => StepKind::Decision,
        // A question has answers, whether or not somebody wrote where they lead.
        _ if vocabulary.marks.asks(step.text.as_str()) => StepKind::Decision,
        _ => StepKind::Task,
    };
    step.kind = Value::derived(Parsed::Enum(kind.code()), step.anchor);
}

fn opening<'a>(
    view: &'a str,
    vocabulary: &Vocabulary,
    step: &mut Step<'a>,
    indonesian: bool,
    actors: &FxHashMap<String, u32>,
) {
    let text = step.text.text.clone();
    let (opening, mut word) = vocabulary.openings.classify(text.as_str());
    step.named_actors.near = step.text.span();
    let opening = match opening {
        _ if !indonesian => Opening::Unknown,
        Opening::Other | Opening::Noun => match acting(vocabulary, &text.as_str()[word.start..], actors) {
            Some((named, end)) => {
                step.named_actors.items.extend(named);
                word.end = word.start + end;
                Opening::Actor
            }
            None => opening,
        },
        opening => opening,
    };
    let place = text.locate(&word, view);
    let derived = Value::derived(Parsed::Enum(opening.code()), place);
    step.opening = Value { text: text.slice(word.clone(), view), ..derived };
    if matches!(opening, Opening::Verb | Opening::LightVerb | Opening::Passive) {
        let lower = normal(&text.as_str()[word.clone()]).into_owned();
        step.verb = Value::present(SpannedText::joined(lower, place, Vec::new()), How::Derived);
    }
}

/// What the outputs begin with: a product is a noun, and what begins with a verb is an action.
fn output_openings(view: &str, vocabulary: &Vocabulary, step: &mut Step<'_>) {
    for output in step.outputs.items.iter_mut().filter(|output| output.text.is_present()) {
        let (opening, word) = vocabulary.openings.classify(output.text.as_str());
        let place = output.text.text.locate(&word, view);
        output.opening = Value::derived(Parsed::Enum(opening.code()), place);
    }
}

/// The names and aliases of the document's actors, each with its place in the list.
fn actor_forms(vocabulary: &Vocabulary, model: &Document<'_>) -> FxHashMap<String, u32> {
    let mut forms = FxHashMap::default();
    for (at, actor) in model.actors.items.iter().enumerate() {
        let names = vocabulary.actors.names(actor.name.as_str());
        for form in std::iter::once(names.name).chain(names.alias).filter(|name| !name.is_empty()) {
            forms.entry(form).or_insert(at as u32);
        }
    }
    forms
}

/// Words of the longest name at the start of a text, and between a name and its verb.
const NAME_WORDS: usize = 8;
const WORDS_TO_VERB: usize = 4;

/// Who does something at the start of a text, and where the name ends: an actor of the document, who is told, or words that
/// begin like the name of a position, a unit or a body.
fn acting(vocabulary: &Vocabulary, text: &str, actors: &FxHashMap<String, u32>) -> Option<(Option<u32>, usize)> {
    let verb_at = |text: &str, most| vocabulary.openings.verb_at(text, most);
    if let Some((actor, end)) = longest_name(vocabulary, text, actors)
        && verb_at(text[end..].trim_start(), WORDS_TO_VERB).is_some()
    {
        return Some((Some(actor), end));
    }
    match vocabulary.actors.kind(text) {
        ActorKind::Position | ActorKind::Unit | ActorKind::Body | ActorKind::External => {
            let verb = verb_at(text, NAME_WORDS)?;
            Some((None, text[..verb].trim_end().len()))
        }
        ActorKind::System | ActorKind::Person | ActorKind::Unknown => {
            // `Peminjam mengisi formulir`: one who acts, with the verb right behind.
            let first = text.split(char::is_whitespace).next().filter(|word| is_agent_noun(&normal(word)))?;
            let verb = verb_at(text, WORDS_TO_VERB - 1)?;
            (verb > 0).then(|| (None, first.len().max(text[..verb].trim_end().len())))
        }
    }
}

/// The actor with the longest name that a text begins with, and where it ends.
fn longest_name(vocabulary: &Vocabulary, text: &str, actors: &FxHashMap<String, u32>) -> Option<(u32, usize)> {
    let (mut form, mut end, mut longest) = (String::new(), 0, None);
    for word in text.split(char::is_whitespace).take(NAME_WORDS) {
        let behind = end + word.len();
        end = behind + text[behind..].chars().next().map_or(0, char::len_utf8);
        let name = vocabulary.actors.names(word).name;
        if !form.is_empty() && !name.is_empty() {
            form.push(' ');
        }
        form.push_str(&name);
        if let Some(&actor) = actors.get(&form) {
            longest = Some((actor, behind));
        }
    }
    longest
}

fn title<'a>(view: &'a str, vocabulary: &Vocabulary, model: &mut Document<'a>, indonesian: bool) {
    if !model.title.is_present() {
        return;
    }
    let (opening, word) = vocabulary.openings.classify(model.title.as_str());
    let opening = if indonesian { opening } else { Opening::Unknown };
    let place = model.title.text.locate(&word, view);
    model.title_opening = Value::derived(Parsed::Enum(opening.code()), place);
}

/// Steps nobody numbered are counted, so that branches and messages can name them.
fn number_by_place(model: &mut Document<'_>) {
    let steps = &mut model.steps;
    if !steps.is_whole() || steps.items.iter().any(|step| step.number.state != State::Missing) {
        return;
    }
    for (at, step) in steps.items.iter_mut().enumerate() {
        let text = SpannedText::joined((at + 1).to_string(), step.anchor, Vec::new());
        step.number = Value::present(text, How::Derived);
    }
}

/// The columns of the mutu baku that no table has. Keys of steps that were lost may have stood for any column.
fn missing_columns(model: &mut Document<'_>) {
    const QUALITY: [Column; 3] = [Column::Inputs, Column::Duration, Column::Outputs];
    let near = model.steps.near;
    model.missing_columns.near = near;
    if model.steps.items.is_empty() {
        return;
    }
    if !model.steps.is_whole() && !model.step_tables.is_present() {
        model.missing_columns.state = State::Unreadable;
        return;
    }
    let found = |column: &Column| model.step_columns.items.iter().any(|value| value.code() == Some(column.code()));
    let missing = QUALITY.into_iter().filter(|column| !found(column));
    let mut missing = missing.peekable();
    if missing.peek().is_none() {
        model.missing_columns.state = State::Present;
    } else if model.missing_columns.state == State::Unreadable {
        return;
    }
    let values: Vec<Value<'_>> = missing.map(|column| Value::derived(Parsed::Enum(column.code()), near)).collect();
    model.missing_columns.items = values;
}

/// In a structured source the keys that were used stand for the columns.
fn columns(model: &mut Document<'_>) {
    if model.step_tables.is_present() {
        return;
    }
    let mut found = [false; Column::ALL.len()];
    for step in &model.steps.items {
        let mut note = |column: Column, given: bool| found[column.code() as usize] |= given;
        let given = |value: &Value<'_>| value.how != How::Derived || value.is_present();
        note(Column::Number, given(&step.number));
        note(Column::Text, given(&step.text));
        note(Column::Actor, step.actor_names.given);
        note(Column::Inputs, step.inputs.given);
        note(Column::Duration, given(&step.duration));
        note(Column::Outputs, step.outputs.given);
        note(Column::Remarks, given(&step.remarks));
        note(Column::Branches, step.branches.given);
    }
    for column in Column::ALL {
        if found[column.code() as usize] {
            add_column(model, *column);
        }
    }
}
