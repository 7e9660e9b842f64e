//! The flow graph: ways out of each step, and what can be reached.
//!
//! In: steps with their written ways out. Out: resolved edges, `next` and `came_from` of every step, and a [`Flow`] with
//! reachability worked out once. A step without a written way out goes to the following one, unless it decides or ends;
//! a decision never gets an implied way. Cost: O(steps + edges).

pub mod longest;

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Vocabulary;
use super::label::normal;
use super::model::{Direction, Document, Edge, EdgeHow, StepKind};
use super::value::{How, Parsed, Target, Value};
use crate::source::SpannedText;

/// The graph of a document.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    /// Whether the steps were read whole; nothing can be concluded otherwise.
    pub readable: bool,
    /// Steps at which the procedure starts: those that say so, else the first of each table.
    pub starts: Vec<u32>,
    /// Steps at which it ends, by their kind, by a way out of the procedure, or as the last of a table nothing else ends.
    pub ends: Vec<u32>,
    /// Steps with a way out of which nobody knows where it leads: a number that does not exist, a decision with one way.
    pub broken: Vec<u32>,
    /// The steps behind each step.
    pub next: Vec<Vec<u32>>,
    /// Whether each step can be reached from a start.
    pub reachable: Vec<bool>,
    /// Whether an end can be reached from each step.
    pub can_finish: Vec<bool>,
    /// How many procedures the steps are.
    pub procedures: u32,
}

/// The ways out of steps that a chart shows and that stand nowhere in the steps, by step; nothing where none are drawn.
#[derive(Debug, Default)]
pub(super) struct Drawn<'a> {
    ways: Vec<Option<Vec<Edge<'a>>>>,
}

impl<'a> Drawn<'a> {
    /// Says that the ways out of a step are drawn, and which of them the step itself does not hold.
    pub(super) fn set(&mut self, step: usize, ways: Vec<Edge<'a>>) {
        if self.ways.len() <= step {
            self.ways.resize_with(step + 1, || None);
        }
        self.ways[step] = Some(ways);
    }

    fn take(&mut self, step: usize) -> Option<Vec<Edge<'a>>> {
        self.ways.get_mut(step)?.take()
    }
}

/// Resolves the ways out and builds the graph.
/// `drawn` are the ways out of steps that a chart shows and that are no branches.
pub(super) fn build<'a>(vocabulary: &Vocabulary, model: &mut Document<'a>, drawn: &mut Drawn<'a>) -> Flow {
    let numbers = numbers(model);
    let count = model.steps.items.len();
    let parts = parts(model);
    let mut is_last = vec![false; count];
    parts.iter().filter(|part| !part.is_empty()).for_each(|part| is_last[part.end - 1] = true);
    let mut next = vec![Vec::new(); count];
    let mut ends_here = vec![false; count];
    let mut edges = Vec::with_capacity(count);
    let mut broken = Vec::new();
    let mut ends_by_place = Vec::new();
    for at in 0..count {
        let (mut ways, mut leaves) = written_ways(vocabulary, model, at, &numbers);
        let shown = drawn.take(at);
        let is_shown = shown.is_some();
        for mut edge in shown.into_iter().flatten() {
            resolve(vocabulary, &mut edge, (at, ALL_TABLES, None), &numbers);
            leaves |= matches!(edge.ends.parsed, Parsed::Bool(true));
            ways.push(edge);
        }
        ends_here[at] = leaves || is(&model.steps.items[at], StepKind::End);
        let goes_on = ways.is_empty() && !ends_here[at] && !is(&model.steps.items[at], StepKind::Decision);
        if goes_on && is_shown && !is_last[at] {
            // Where a chart is drawn, a box without an arrow leads nowhere.
        } else if goes_on && !is_last[at] {
            ways.push(implied(model, at));
        } else if goes_on {
            ends_by_place.push(at);
        }
        if is_broken(&model.steps.items[at], &ways) {
            broken.push(at as u32);
        }
        next[at] = ways.iter().filter_map(|edge| edge.to.element()).map(|to| to as u32).collect();
        next[at].dedup();
        edges.append(&mut ways);
    }
    for at in ends_by_place {
        let part = parts.iter().find(|part| part.contains(&at)).cloned().unwrap_or_default();
        ends_here[at] = !model.steps.items[part].iter().any(|step| is(step, StepKind::End));
    }
    model.edges.items = edges;
    model.edges.state = model.steps.state;
    fill_neighbours(model, &next);
    let starts = parts.iter().flat_map(|part| starts(model, part)).collect::<Vec<u32>>();
    let ends: Vec<u32> = (0..count as u32).filter(|&at| ends_here[at as usize]).collect();
    Flow {
        readable: model.steps.is_whole() && model.steps.items.iter().all(|step| step.branches.is_whole()),
        reachable: reach(&starts, &next),
        can_finish: reach(&ends, &reversed(&next)),
        starts,
        ends,
        broken,
        next,
        procedures: parts.iter().filter(|part| !part.is_empty()).count() as u32,
    }
}

impl Flow {
    /// Whether it can be said for sure what cannot be reached: a broken way that is reached may lead anywhere.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        !self.broken.iter().any(|&at| self.reachable[at as usize])
    }
}

fn is_broken(step: &super::model::Step<'_>, ways: &[Edge<'_>]) -> bool {
    let lost = |edge: &Edge<'_>| edge.to.element().is_none() && !matches!(edge.ends.parsed, Parsed::Bool(true));
    ways.iter().any(lost) || (is(step, StepKind::Decision) && ways.len() < 2)
}

fn is(step: &super::model::Step<'_>, kind: StepKind) -> bool {
    step.kind.code() == Some(kind.code())
}

/// The steps that start a part: those that say so, else its first, unless that one ends it.
fn starts(model: &Document<'_>, part: &Range<usize>) -> Vec<u32> {
    let steps = &model.steps.items;
    let marked: Vec<u32> = part.clone().filter(|&at| is(&steps[at], StepKind::Start)).map(|at| at as u32).collect();
    let first = part.clone().next().filter(|&at| marked.is_empty() && !is(&steps[at], StepKind::End));
    marked.into_iter().chain(first.map(|at| at as u32)).collect()
}

/// The procedures of a document: each table is one, but for a table that goes on counting where the last one stopped, or
/// that is another phase.
fn parts(model: &Document<'_>) -> Vec<Range<usize>> {
    let steps = &model.steps.items;
    let begins = |at: usize| {
        let (before, step) = (&steps[at - 1], &steps[at]);
        table(before) != table(step) && !counts_on(before, step) && !is_next_phase(before, step)
    };
    let mut begin = 0;
    let mut parts = Vec::new();
    for at in (1..steps.len()).filter(|&at| begins(at)).chain([steps.len()]).filter(|&at| at > 0) {
        parts.push(begin..at);
        begin = at;
    }
    parts
}

fn is_next_phase(before: &super::model::Step<'_>, step: &super::model::Step<'_>) -> bool {
    before.phase.is_present() && step.phase.is_present() && before.phase.span() != step.phase.span()
}

fn counts_on(before: &super::model::Step<'_>, step: &super::model::Step<'_>) -> bool {
    let number = |step: &super::model::Step<'_>| NumberForm::new(step.number.as_str());
    let numbers = (number(before), number(step));
    matches!(numbers, (NumberForm::Digits(before), NumberForm::Digits(next)) if next == before.saturating_add(1))
}

/// Steps by number: those of one table, and under table 0 those of all. A number of two steps leads nowhere for sure.
type Numbers = FxHashMap<(i64, NumberForm), Option<u32>>;

/// All tables together.
const ALL_TABLES: i64 = 0;

fn numbers(model: &Document<'_>) -> Numbers {
    let count = model.steps.items.len();
    let mut numbers = FxHashMap::with_capacity_and_hasher(2 * count, Default::default());
    for (at, step) in model.steps.items.iter().enumerate().filter(|(_, step)| step.number.is_present()) {
        for table in [ALL_TABLES, table(step)] {
            let entry = numbers.entry((table, NumberForm::new(step.number.as_str()))).or_insert(Some(at as u32));
            if *entry != Some(at as u32) {
                *entry = None;
            }
        }
    }
    numbers
}

fn table(step: &super::model::Step<'_>) -> i64 {
    step.table.int().unwrap_or(1)
}

/// The number of a step as it is compared: `3.`, `(3)` and `03` are the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum NumberForm {
    /// Counted in digits.
    Digits(u32),
    /// `a`, `IV`, `2.1`: in lower case.
    Other(String),
}

impl NumberForm {
    pub(super) fn new(number: &str) -> Self {
        let number = number.trim().trim_matches(['.', '(', ')']);
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        match number.parse() {
            Ok(number) if digits => Self::Digits(number),
            _ => Self::Other(number.to_lowercase()),
        }
    }
}

/// The written ways out of a step, resolved, and whether one of them leaves the procedure.
fn written_ways<'a>(
    vocabulary: &Vocabulary,
    model: &mut Document<'a>,
    at: usize,
    numbers: &Numbers,
) -> (Vec<Edge<'a>>, bool) {
    let own = table(&model.steps.items[at]);
    let next = model.steps.items.get(at + 1).filter(|step| table(step) == own).map(|_| at as u32 + 1);
    let mut branches = std::mem::take(&mut model.steps.items[at].branches.items);
    let gotos = model.steps.items[at].goes_to.items.iter();
    let mut ways: Vec<Edge<'a>> = gotos
        .map(|target| {
            let mut edge = Edge::new(target.span());
            edge.to = target.clone();
            edge
        })
        .collect();
    let mut leaves = false;
    for edge in branches.iter_mut().chain(ways.iter_mut()) {
        resolve(vocabulary, edge, (at, own, next), numbers);
        leaves |= matches!(edge.ends.parsed, Parsed::Bool(true));
    }
    // The branches come first, as written; a `lanjut` beside them is one more way out.
    ways.splice(0..0, branches.iter().cloned());
    model.steps.items[at].branches.items = branches;
    (ways, leaves)
}

/// Where a written way leads, from the step at an index, of a table, with a following step.
fn resolve(
    vocabulary: &Vocabulary,
    edge: &mut Edge<'_>,
    (at, table, next): (usize, i64, Option<u32>),
    numbers: &Numbers,
) {
    let near = edge.anchor;
    edge.from = Value::derived(Parsed::Target(Target::Element(at as u32)), near);
    edge.how = Value::derived(Parsed::Enum(EdgeHow::Written.code()), near);
    edge.ends = Value::derived(Parsed::Bool(false), near);
    if !edge.to.is_present() {
        return;
    }
    if edge.to.how == How::Shape {
        return drawn_way(edge, at);
    }
    let target = normal(edge.to.as_str()).into_owned();
    let leaves = vocabulary.marks.ends.contains(&*target)
        || vocabulary.marks.ends_by_reference.iter().any(|start| begins_with_word(&target, start));
    if leaves {
        edge.ends = Value::derived(Parsed::Bool(true), edge.to.span());
        edge.to.parsed = Parsed::Target(Target::Outside);
        return;
    }
    // "langkah 3", "ke nomor 7": the number is the last word. The own table comes first.
    let words = [target.as_str(), target.rsplit(' ').next().unwrap_or_default()];
    let places = words.iter().flat_map(|word| [table, ALL_TABLES].map(|table| (table, NumberForm::new(word))));
    let by_order = next.filter(|_| words.iter().any(|word| vocabulary.marks.goes_on.contains(*word)));
    let found = places.into_iter().find_map(|place| numbers.get(&place).copied()).or(by_order.map(Some));
    edge.to.parsed = Parsed::Target(match found {
        Some(Some(to)) => Target::Element(to),
        Some(None) => Target::Ambiguous,
        None => Target::Dangling,
    });
    if let Some(to) = edge.to.element() {
        edge.direction = Value::derived(Parsed::Enum(direction(at, to).code()), near);
    }
}

/// A drawn way knows its target.
fn drawn_way(edge: &mut Edge<'_>, at: usize) {
    let near = edge.anchor;
    edge.how = Value::derived(Parsed::Enum(EdgeHow::Drawn.code()), near);
    match edge.to.parsed {
        Parsed::Target(Target::Element(to)) => {
            edge.direction = Value::derived(Parsed::Enum(direction(at, to as usize).code()), near);
        }
        Parsed::Target(Target::Outside) => edge.ends = Value::derived(Parsed::Bool(true), near),
        _ => {}
    }
}

pub(super) fn begins_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-', ':']))
}

fn direction(from: usize, to: usize) -> Direction {
    match to.cmp(&from) {
        std::cmp::Ordering::Greater => Direction::Forward,
        std::cmp::Ordering::Less => Direction::Back,
        std::cmp::Ordering::Equal => Direction::Same,
    }
}

/// The way to the following step.
fn implied<'a>(model: &Document<'a>, at: usize) -> Edge<'a> {
    let near = model.steps.items[at].anchor;
    let mut edge = Edge::new(near);
    let to = Parsed::Target(Target::Element(at as u32 + 1));
    edge.from = Value::derived(Parsed::Target(Target::Element(at as u32)), near);
    edge.to = Value { how: How::Derived, text: SpannedText::nothing(near), ..Value::derived(to, near) };
    edge.how = Value::derived(Parsed::Enum(EdgeHow::Implied.code()), near);
    edge.ends = Value::derived(Parsed::Bool(false), near);
    edge.direction = Value::derived(Parsed::Enum(Direction::Forward.code()), near);
    edge
}

fn fill_neighbours(model: &mut Document<'_>, next: &[Vec<u32>]) {
    let before = reversed(next);
    for ((step, next), before) in model.steps.items.iter_mut().zip(next).zip(before) {
        for (list, items) in [(&mut step.next, next.clone()), (&mut step.came_from, before)] {
            list.near = step.anchor;
            list.items = items;
            list.state = step.branches.state;
        }
    }
}

fn reversed(next: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut before = vec![Vec::new(); next.len()];
    for (from, targets) in next.iter().enumerate() {
        for &to in targets {
            before[to as usize].push(from as u32);
        }
    }
    before
}

/// Which steps can be reached along `next` from any of `from`.
fn reach(from: &[u32], next: &[Vec<u32>]) -> Vec<bool> {
    let mut reached = vec![false; next.len()];
    let mut waiting: Vec<u32> = from.to_vec();
    while let Some(at) = waiting.pop() {
        if !std::mem::replace(&mut reached[at as usize], true) {
            waiting.extend(&next[at as usize]);
        }
    }
    reached
}
