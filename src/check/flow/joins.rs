//! Parallel splits: whether all ways out of a step meet again in one step.
//!
//! In: the flow graph and a step with several ways out that is no decision. Out: whether it is sure that nothing joins them.
//! Behind a decision one way may well leave the procedure early, so where one is reached nothing is concluded.

use super::{Document, Flow, StepKind, is};

/// Steps behind a split that are tried as its join; more are no parallel part but a procedure of its own.
const MOST_STEPS: usize = 64;

/// Whether the ways out of a step that decides nothing surely do not meet in one step.
pub(super) fn is_open_split(flow: &Flow, document: &Document<'_>, at: usize) -> bool {
    let ways = &flow.next[at];
    if ways.len() < 2 || is(document, at, StepKind::Decision) || !flow.reachable[at] {
        return false;
    }
    let Some(behind) = reached(flow, ways, None) else { return false };
    let decides = |at: &usize| is(document, *at, StepKind::Decision);
    let sure = !behind.contains(&at) && !behind.iter().any(decides);
    sure && !behind.iter().any(|&join| joins(flow, ways, join))
}

/// Whether no way reaches an end without this step, and each of them reaches it.
fn joins(flow: &Flow, ways: &[u32], join: usize) -> bool {
    let ends = |at: &usize| flow.ends.contains(&(*at as u32));
    let ends_without = reached(flow, ways, Some(join)).is_none_or(|without| without.iter().any(ends));
    let comes = |way: &u32| reached(flow, &[*way], None).is_some_and(|behind| behind.contains(&join));
    !ends_without && ways.iter().all(comes)
}

/// The steps reached from some, as if one of them were not there; nothing when they are too many.
fn reached(flow: &Flow, from: &[u32], without: Option<usize>) -> Option<Vec<usize>> {
    let mut reached: Vec<usize> = Vec::new();
    let mut waiting: Vec<usize> = from.iter().map(|&at| at as usize).collect();
    while let Some(at) = waiting.pop() {
        if Some(at) == without || reached.contains(&at) {
            continue;
        }
        if reached.len() == MOST_STEPS {
            return None;
        }
        reached.push(at);
        waiting.extend(flow.next[at].iter().map(|&to| to as usize));
    }
    Some(reached)
}
