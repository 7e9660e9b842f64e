//! What a picture shows, without any measure: lanes, rows, ways.
//!
//! In: an understood SOP. Out: a [`Plan`]. A lane for each actor and one for steps without any; a row for each step; a way
//! for each edge of the flow graph. Nothing is added to what the model says.

use std::collections::BTreeSet;

use crate::report::svg::Picture;
use crate::sop::Language;
use crate::sop::model::{Edge, EdgeHow, Item, Step, StepKind};
use crate::sop::record::{List, TypeId};
use crate::sop::value::{Parsed, State, Target, Value};

/// Ways that are drawn; what has more is no flowchart anybody reads, and would cost too much.
const MOST_WAYS: usize = 5_000;
/// Lanes that are drawn; further actors share one.
const MOST_LANES: usize = 60;

/// Lanes, rows, ways.
pub(super) struct Plan {
    /// Headers of the lanes, from the left.
    pub(super) lanes: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) ways: Vec<Way>,
    /// Whether the column of remarks is shown: some step has one.
    pub(super) has_remarks: bool,
    /// Whether there is more than can be drawn.
    pub(super) is_cut: bool,
}

/// A step.
pub(super) struct Row {
    /// What is written above it over the whole width: a phase, the begin of another procedure.
    pub(super) heading: Option<String>,
    /// Its lanes, from the left; at least one.
    pub(super) lanes: Vec<usize>,
    pub(super) kind: StepKind,
    /// Whether its kind is not known for sure.
    pub(super) is_unsure: bool,
    pub(super) is_faulty: bool,
    pub(super) number: String,
    pub(super) text: String,
    pub(super) inputs: Vec<String>,
    pub(super) duration: String,
    pub(super) outputs: Vec<String>,
    pub(super) remarks: String,
}

/// A way from a step.
pub(super) struct Way {
    /// The row it starts at.
    pub(super) from: usize,
    pub(super) to: Goal,
    pub(super) caption: String,
    /// Whether it is written, and not only given by the order of the steps.
    pub(super) is_written: bool,
    pub(super) is_faulty: bool,
}

/// Where a way leads.
pub(super) enum Goal {
    /// To the step in a row.
    Row(usize),
    /// Out of the procedure, as written.
    Out(String),
    /// To no step, or to no certain one, as written.
    Lost(String),
}

impl Row {
    pub(super) fn first_lane(&self) -> usize {
        self.lanes.first().copied().unwrap_or(0)
    }

    pub(super) fn last_lane(&self) -> usize {
        self.lanes.last().copied().unwrap_or(0)
    }

    /// The own lane that is nearest to another one.
    pub(super) fn nearest_lane(&self, lane: usize) -> usize {
        self.lanes.iter().copied().min_by_key(|own| own.abs_diff(lane)).unwrap_or(0)
    }
}

impl Plan {
    pub(super) fn new(picture: &Picture<'_, '_>) -> Self {
        let model = &picture.sop.document;
        let lanes = Lanes::new(picture);
        let steps = &model.steps.items;
        let rows: Vec<Row> = (0..steps.len()).map(|at| row(picture, &lanes, at)).collect();
        let edges = model.edges.items.iter().enumerate().take(MOST_WAYS);
        let ways = edges.filter_map(|(at, edge)| way(edge, picture.faults.edges.contains(&at))).collect();
        let has_remarks = rows.iter().any(|row| !row.remarks.is_empty());
        let is_cut = model.edges.items.len() > MOST_WAYS || lanes.is_cut;
        Self { lanes: lanes.names, rows, ways, has_remarks, is_cut }
    }
}

/// The lanes, and which actor has which.
struct Lanes {
    names: Vec<String>,
    /// By actor.
    of_actor: Vec<Option<usize>>,
    /// That of steps without an actor.
    nobody: Option<usize>,
    /// That of steps whose actors were not read.
    unread: Option<usize>,
    /// Whether actors share a lane.
    is_cut: bool,
}

impl Lanes {
    fn new(picture: &Picture<'_, '_>) -> Self {
        let actors = &picture.sop.document.actors.items;
        let steps = &picture.sop.document.steps.items;
        let used: BTreeSet<u32> = steps.iter().flat_map(|step| step.actors.items.iter().copied()).collect();
        let mut lanes = Self { names: Vec::new(), of_actor: Vec::new(), nobody: None, unread: None, is_cut: false };
        for (at, actor) in actors.iter().enumerate() {
            let is_shown = used.contains(&(at as u32)) || matches!(actor.declared.parsed, Parsed::Bool(true));
            let lane = is_shown.then(|| lanes.of_new(picture, actor.name.as_str()));
            lanes.of_actor.push(lane);
        }
        let lacks = |whole: bool| steps.iter().any(|step| is_without(step) && step.actors.is_whole() == whole);
        if lacks(true) {
            lanes.nobody = Some(lanes.add(picture.say("(tanpa pelaksana)", "(no actor)")));
        }
        if lacks(false) {
            lanes.unread = Some(lanes.add(picture.say("(pelaksana tidak terbaca)", "(actor not understood)")));
        }
        lanes
    }

    /// A lane of its own, as long as there are not too many.
    fn of_new(&mut self, picture: &Picture<'_, '_>, name: &str) -> usize {
        match self.names.len() {
            0..MOST_LANES => self.add(name),
            MOST_LANES => {
                self.is_cut = true;
                self.add(picture.say("(pelaksana lain)", "(other actors)"))
            }
            more => more - 1,
        }
    }

    fn add(&mut self, name: &str) -> usize {
        self.names.push(name.to_owned());
        self.names.len() - 1
    }

    fn of(&self, step: &Step<'_>) -> Vec<usize> {
        let actors = step.actors.items.iter();
        let lane = |actor: &u32| self.of_actor.get(*actor as usize).copied().flatten();
        let own: BTreeSet<usize> = actors.filter_map(lane).collect();
        if own.is_empty() {
            let lane = if step.actors.is_whole() { self.nobody } else { self.unread };
            return vec![lane.unwrap_or(0)];
        }
        own.into_iter().collect()
    }
}

fn is_without(step: &Step<'_>) -> bool {
    step.actors.items.is_empty()
}

fn row(picture: &Picture<'_, '_>, lanes: &Lanes, at: usize) -> Row {
    let steps = &picture.sop.document.steps.items;
    let step = &steps[at];
    let before = at.checked_sub(1).and_then(|at| steps.get(at));
    let kind = step.kind.code().and_then(StepKind::from_code);
    Row {
        heading: heading(picture, step, before, at),
        lanes: lanes.of(step),
        kind: kind.unwrap_or(StepKind::Task),
        is_unsure: kind.is_none(),
        is_faulty: picture.faults.steps.contains(&at),
        number: step.number.as_str().to_owned(),
        text: written(picture, &step.text),
        inputs: entries(picture, &step.inputs),
        duration: written(picture, &step.duration),
        outputs: entries(picture, &step.outputs),
        remarks: written(picture, &step.remarks),
    }
}

/// A phase where it begins, and where another procedure begins its number.
fn heading(picture: &Picture<'_, '_>, step: &Step<'_>, before: Option<&Step<'_>>, at: usize) -> Option<String> {
    let is_new = before.is_none_or(|before| before.phase.span() != step.phase.span());
    if step.phase.is_present() && is_new {
        return Some(step.phase.as_str().to_owned());
    }
    let (table, before) = (step.table.int()?, before?.table.int()?);
    let begins = table != before && picture.sop.flow.starts.contains(&(at as u32));
    begins.then(|| format!("{} {table}", picture.say("Prosedur", "Procedure")))
}

/// A text as written; what was not read is not left blank.
fn written(picture: &Picture<'_, '_>, value: &Value<'_>) -> String {
    match value.state {
        State::Unreadable if value.as_str().is_empty() => unread(picture),
        State::Unreadable | State::Present | State::Missing | State::Inapplicable => value.as_str().to_owned(),
    }
}

fn unread(picture: &Picture<'_, '_>) -> String {
    picture.say("(tidak terbaca)", "(not understood)").to_owned()
}

fn entries(picture: &Picture<'_, '_>, list: &List<Item<'_>>) -> Vec<String> {
    let entries = list.items.iter().map(|item| written(picture, &item.text));
    let lost = (!list.is_whole()).then(|| unread(picture));
    entries.filter(|entry| !entry.is_empty()).chain(lost).collect()
}

fn way(edge: &Edge<'_>, is_faulty: bool) -> Option<Way> {
    let how = edge.how.code().and_then(EdgeHow::from_code);
    let written = |value: &Value<'_>| value.as_str().to_owned();
    Some(Way {
        from: edge.from.element()?,
        to: match edge.to.parsed {
            Parsed::Target(Target::Element(at)) => Goal::Row(at as usize),
            Parsed::Target(Target::Outside) => Goal::Out(written(&edge.to)),
            _ => Goal::Lost(written(&edge.to)),
        },
        caption: capitalised(edge.label.as_str().trim()),
        is_written: how != Some(EdgeHow::Implied),
        is_faulty,
    })
}

/// A caption as it stands on a drawing: `ya` → `Ya`.
fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}

/// What the columns are called, from the left; the lanes stand between the second and the third.
pub(super) fn column_names(picture: &Picture<'_, '_>) -> [String; 7] {
    ["number", "text", "actors", "inputs", "duration", "outputs", "remarks"].map(|name| {
        let field = TypeId::Step.field(name);
        let label = field.map(|(number, _)| picture.vocabulary.field_name(TypeId::Step, number, picture.language));
        label.unwrap_or_default().to_owned()
    })
}

impl Picture<'_, '_> {
    pub(super) fn say(&self, id: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Id => id,
            Language::En => en,
        }
    }
}
