//! How long the longest way through a procedure takes, from its start to its end.
//!
//! In: an understood SOP with its flow, and what the project says about days. Out: [`Document::path_duration`], or
//! nothing. A way back is not walked again: every step counts once. A time that several rows share (a merged cell) counts
//! once for steps that follow each other. Nothing is guessed: a step on the way whose time is missing, is counted per
//! file, has no upper bound or cannot be compared with that of another way leaves the whole undecided, and so does a flow
//! that was not read whole or a document with several procedures. Cost: O(steps + edges), without recursion.

use std::cmp::Ordering;

use crate::sop::Sop;
use crate::sop::duration::{Conversions, Duration, DurationForm, Length};
use crate::sop::model::{Document, Step, StepKind};
use crate::sop::value::{Parsed, State, Value};

use super::{Flow, is};

/// Fills in [`Document::path_duration`].
pub fn fill(sop: &mut Sop<'_>, conversions: &Conversions) {
    let near = sop.document.steps.near;
    sop.document.path_duration = match longest(&sop.flow, &sop.document, conversions) {
        _ if !sop.flow.readable => Value::unreadable(near),
        Some(length) => Value::derived(Parsed::Duration(Box::new(whole(length))), near),
        None => Value::missing(near),
    };
}

/// A sum of upper bounds: it has a length and no lower one.
fn whole(length: Length) -> Duration {
    let basis = Some(length.basis());
    Duration { high: Some(length), basis, ..Duration::without_length(DurationForm::Sum) }
}

/// What lies before a step on the longest way from it to an end.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Ahead {
    /// No way leads from here to an end without going back.
    Nowhere,
    /// Some time on the way is not known.
    Unknown,
    /// The time without that of the step itself.
    Known(Length),
}

/// The longest time from a start to an end.
fn longest(flow: &Flow, document: &Document<'_>, conversions: &Conversions) -> Option<Length> {
    if !flow.readable || !flow.is_sure() || flow.procedures != 1 {
        return None;
    }
    let steps = &document.steps.items;
    let mut ahead = vec![Ahead::Nowhere; steps.len()];
    let order = order(flow);
    let mut finished = vec![false; steps.len()];
    for &at in &order {
        ahead[at] = best(flow, steps, (at, &finished), &ahead, conversions);
        finished[at] = true;
    }
    let starts = flow.starts.iter().map(|&start| with_own(&steps[start as usize], ahead[start as usize]));
    match starts.reduce(|a, b| longer(a, b, conversions))? {
        Ahead::Known(length) => Some(length),
        Ahead::Nowhere | Ahead::Unknown => None,
    }
}

/// The longest of the ways out of a step that lead on; those that go back lead to steps that are not finished.
fn best(
    flow: &Flow,
    steps: &[Step<'_>],
    (at, finished): (usize, &[bool]),
    ahead: &[Ahead],
    conversions: &Conversions,
) -> Ahead {
    let ends = flow.ends.binary_search(&(at as u32)).is_ok();
    let here = if ends { Ahead::Known(Length::default()) } else { Ahead::Nowhere };
    let ways = flow.next[at].iter().map(|&to| to as usize).filter(|&to| finished[to]);
    let ways = ways.map(|to| match shares_time(&steps[at], &steps[to]) {
        true => ahead[to],
        false => with_own(&steps[to], ahead[to]),
    });
    ways.fold(here, |best, way| longer(best, way, conversions))
}

/// The way from a step, with the time of the step itself.
fn with_own(step: &Step<'_>, ahead: Ahead) -> Ahead {
    let Ahead::Known(length) = ahead else { return ahead };
    own_time(step).and_then(|own| own.plus(length)).map_or(Ahead::Unknown, Ahead::Known)
}

fn longer(a: Ahead, b: Ahead, conversions: &Conversions) -> Ahead {
    match (a, b) {
        (Ahead::Nowhere, other) | (other, Ahead::Nowhere) => other,
        (Ahead::Unknown, _) | (_, Ahead::Unknown) => Ahead::Unknown,
        (Ahead::Known(left), Ahead::Known(right)) => match left.compare(right, conversions) {
            Some(Ordering::Less) => b,
            Some(Ordering::Equal | Ordering::Greater) => a,
            None => Ahead::Unknown,
        },
    }
}

/// The most time a step takes; a bare `Mulai` or `Selesai` takes none.
fn own_time(step: &Step<'_>) -> Option<Length> {
    let bounds = is(step, StepKind::Start) || is(step, StepKind::End);
    if bounds && step.words.int().unwrap_or(0) <= 1 && step.duration.state == State::Missing {
        return Some(Length::default());
    }
    let duration = step.duration.duration()?;
    match duration.form {
        DurationForm::PerItem | DurationForm::AtLeast => None,
        _ => duration.upper().copied(),
    }
}

/// Whether the time of both is one and the same place: a cell that reaches over their rows.
fn shares_time(step: &Step<'_>, next: &Step<'_>) -> bool {
    let place = |step: &Step<'_>| step.duration.is_present().then(|| step.duration.span());
    place(step).is_some() && place(step) == place(next)
}

/// The steps that can be reached, each behind all to which it leads other than by going back (depth first, postorder).
fn order(flow: &Flow) -> Vec<usize> {
    let mut seen = vec![false; flow.next.len()];
    let mut order = Vec::with_capacity(flow.next.len());
    for &start in &flow.starts {
        let mut waiting = vec![(start as usize, 0)];
        if std::mem::replace(&mut seen[start as usize], true) {
            continue;
        }
        while let Some((at, way)) = waiting.pop() {
            let Some(&to) = flow.next[at].get(way) else {
                order.push(at);
                continue;
            };
            waiting.push((at, way + 1));
            if !std::mem::replace(&mut seen[to as usize], true) {
                waiting.push((to as usize, 0));
            }
        }
    }
    order
}

#[cfg(test)]
mod tests;
