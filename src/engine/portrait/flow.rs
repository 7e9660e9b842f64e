//! The flow of an SOP as a picture shows it, without any measure: lanes, rows, ways.
//!
//! In: an understood SOP. Out: a [`Flowchart`], which is owned and can be written down. A lane for each actor and one for steps
//! without any; a row for each step; a way for each edge of the flow graph. Nothing is added to what the model says.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::sop::model::{Edge, EdgeHow, Item, Step, StepKind};
use crate::sop::record::List;
use crate::sop::value::{Parsed, State, Target, Value};
use crate::sop::{Language, Sop};
use crate::source::Span;

/// Ways that are drawn; what has more is no flowchart anybody reads, and would cost too much.
const MOST_WAYS: usize = 5_000;
/// Lanes that are drawn; further actors share one.
const MOST_LANES: usize = 60;

/// Lanes, rows, ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flowchart {
    /// Headers of the lanes, from the left.
    pub lanes: Vec<String>,
    /// The steps, in order.
    pub rows: Vec<Row>,
    /// The edges of the flow graph.
    pub ways: Vec<Way>,
    /// Whether the column of remarks is shown: some step has one.
    pub has_remarks: bool,
    /// Whether there is more than can be drawn.
    pub is_cut: bool,
    /// Whether all of the document and of its flow was read.
    pub is_whole: bool,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What is written above it over the whole width: a phase, the begin of another procedure.
    pub heading: Option<String>,
    /// Its lanes, from the left; at least one.
    pub lanes: Vec<usize>,
    /// Its kind; a task where that is not known.
    pub kind: StepKind,
    /// Whether its kind is not known for sure.
    pub is_unsure: bool,
    /// Its number, as written.
    pub number: String,
    /// What is done.
    pub text: String,
    /// Kelengkapan.
    pub inputs: Vec<String>,
    /// Waktu, as written.
    pub duration: String,
    /// Output.
    pub outputs: Vec<String>,
    /// Keterangan.
    pub remarks: String,
}

/// A way from a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// The row it starts at.
    pub from: usize,
    /// Where it leads.
    pub to: Goal,
    /// What stands beside it: Ya, Tidak.
    pub caption: String,
    /// Whether it is written, and not only given by the order of the steps.
    pub is_written: bool,
    /// Its place in the list of edges of the model.
    pub edge: usize,
    /// Where its goal is written, in the view of the document.
    pub span: Span,
}

/// Where a way leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Goal {
    /// To the step in a row.
    Row(usize),
    /// Out of the procedure, as written.
    Out(String),
    /// To no step, or to no certain one, as written.
    Lost(String),
}

impl Row {
    /// The lane that is farthest left.
    #[must_use]
    pub fn first_lane(&self) -> usize {
        self.lanes.first().copied().unwrap_or(0)
    }

    /// The lane that is farthest right.
    #[must_use]
    pub fn last_lane(&self) -> usize {
        self.lanes.last().copied().unwrap_or(0)
    }

    /// The own lane that is nearest to another one.
    #[must_use]
    pub fn nearest_lane(&self, lane: usize) -> usize {
        self.lanes.iter().copied().min_by_key(|own| own.abs_diff(lane)).unwrap_or(0)
    }
}

impl Flowchart {
    pub(super) fn new(sop: &Sop<'_>, language: Language) -> Self {
        let words = Words(language);
        let model = &sop.document;
        let lanes = Lanes::new(sop, words);
        let steps = &model.steps.items;
        let rows: Vec<Row> = (0..steps.len()).map(|at| row(sop, words, &lanes, at)).collect();
        let edges = model.edges.items.iter().enumerate().take(MOST_WAYS);
        let ways = edges.filter_map(|(at, edge)| way(at, edge)).collect();
        let has_remarks = rows.iter().any(|row| !row.remarks.is_empty());
        let is_cut = model.edges.items.len() > MOST_WAYS || lanes.is_cut;
        let is_whole = !sop.incomplete && sop.flow.readable;
        Self { lanes: lanes.names, rows, ways, has_remarks, is_cut, is_whole }
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
    fn new(sop: &Sop<'_>, words: Words) -> Self {
        let actors = &sop.document.actors.items;
        let steps = &sop.document.steps.items;
        let used: BTreeSet<u32> = steps.iter().flat_map(|step| step.actors.items.iter().copied()).collect();
        let mut lanes = Self { names: Vec::new(), of_actor: Vec::new(), nobody: None, unread: None, is_cut: false };
        for (at, actor) in actors.iter().enumerate() {
            let is_shown = used.contains(&(at as u32)) || matches!(actor.declared.parsed, Parsed::Bool(true));
            let lane = is_shown.then(|| lanes.of_new(words, actor.name.as_str()));
            lanes.of_actor.push(lane);
        }
        let lacks = |whole: bool| steps.iter().any(|step| is_without(step) && step.actors.is_whole() == whole);
        if lacks(true) {
            lanes.nobody = Some(lanes.add(words.say("(tanpa pelaksana)", "(no actor)")));
        }
        if lacks(false) {
            lanes.unread = Some(lanes.add(words.say("(pelaksana tidak terbaca)", "(actor not understood)")));
        }
        lanes
    }

    /// A lane of its own, as long as there are not too many.
    fn of_new(&mut self, words: Words, name: &str) -> usize {
        match self.names.len() {
            0..MOST_LANES => self.add(name),
            MOST_LANES => {
                self.is_cut = true;
                self.add(words.say("(pelaksana lain)", "(other actors)"))
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

fn row(sop: &Sop<'_>, words: Words, lanes: &Lanes, at: usize) -> Row {
    let steps = &sop.document.steps.items;
    let step = &steps[at];
    let before = at.checked_sub(1).and_then(|at| steps.get(at));
    let kind = step.kind.code().and_then(StepKind::from_code);
    Row {
        heading: heading(sop, words, step, before, at),
        lanes: lanes.of(step),
        kind: kind.unwrap_or(StepKind::Task),
        is_unsure: kind.is_none(),
        number: step.number.as_str().to_owned(),
        text: written(words, &step.text),
        inputs: entries(words, &step.inputs),
        duration: written(words, &step.duration),
        outputs: entries(words, &step.outputs),
        remarks: written(words, &step.remarks),
    }
}

/// A phase where it begins, and where another procedure begins its number.
fn heading(sop: &Sop<'_>, words: Words, step: &Step<'_>, before: Option<&Step<'_>>, at: usize) -> Option<String> {
    let is_new = before.is_none_or(|before| before.phase.span() != step.phase.span());
    if step.phase.is_present() && is_new {
        return Some(step.phase.as_str().to_owned());
    }
    let (table, before) = (step.table.int()?, before?.table.int()?);
    let begins = table != before && sop.flow.starts.contains(&(at as u32));
    begins.then(|| format!("{} {table}", words.say("Prosedur", "Procedure")))
}

/// A text as written; what was not read is not left blank.
fn written(words: Words, value: &Value<'_>) -> String {
    match value.state {
        State::Unreadable if value.as_str().is_empty() => unread(words),
        State::Unreadable | State::Present | State::Missing | State::Inapplicable => value.as_str().to_owned(),
    }
}

fn unread(words: Words) -> String {
    words.say("(tidak terbaca)", "(not understood)").to_owned()
}

fn entries(words: Words, list: &List<Item<'_>>) -> Vec<String> {
    let entries = list.items.iter().map(|item| written(words, &item.text));
    let lost = (!list.is_whole()).then(|| unread(words));
    entries.filter(|entry| !entry.is_empty()).chain(lost).collect()
}

fn way(at: usize, edge: &Edge<'_>) -> Option<Way> {
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
        edge: at,
        span: edge.to.span(),
    })
}

/// A caption as it stands on a drawing: `ya` → `Ya`.
fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}

/// The language of the words that are not in the SOP.
#[derive(Clone, Copy)]
struct Words(Language);

impl Words {
    fn say(self, id: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Language::Id => id,
            Language::En => en,
        }
    }
}
