//! What is wrong in a flow, for its picture.
//!
//! In: the findings of a document that count, and its flow. Out: the steps and edges that are drawn in red. A finding is about an edge
//! when its place is the one where the goal of that edge is written, else about the step its logical path begins with. Hints are not
//! drawn: a picture on which everything is red shows nothing.

use crate::engine::portrait::flow::Flowchart;
use crate::finding::{Finding, Severity};
use crate::report::svg::Faults;

/// The faults of a flow.
pub(super) fn faults(findings: &[Finding], flow: &Flowchart) -> Faults {
    let mut faults = Faults::default();
    for finding in findings.iter().filter(|finding| finding.severity > Severity::Info) {
        let is_of_edge = add_edges(&mut faults, finding, flow);
        let step = numbered(&finding.logical, "steps").filter(|_| !is_of_edge);
        faults.steps.extend(step.filter(|&step| step < flow.rows.len()));
    }
    faults
}

/// Adds the edges a finding is about; whether there are any.
fn add_edges(faults: &mut Faults, finding: &Finding, flow: &Flowchart) -> bool {
    let named = numbered(&finding.logical, "edges");
    let is_meant = |edge: usize, span| Some(edge) == named || Some(span) == finding.place.span;
    let ways = flow.ways.iter().filter(|way| way.is_written && is_meant(way.edge, way.span));
    let edges: Vec<usize> = ways.map(|way| way.edge).collect();
    let is_any = !edges.is_empty();
    faults.edges.extend(edges);
    is_any
}

/// The place in a list, from 0, with which a logical path begins: `steps[3].duration` → 2.
fn numbered(logical: &str, list: &str) -> Option<usize> {
    let number = logical.strip_prefix(list)?.strip_prefix('[')?;
    number[..number.find(']')?].parse::<usize>().ok()?.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logical_path_begins_with_a_place_counted_from_one() {
        assert_eq!(numbered("steps[3].duration", "steps"), Some(2));
        assert_eq!(numbered("steps[12]", "steps"), Some(11));
        for other in ["steps", "steps[0]", "steps[", "steps[x]", "actors[1]", "stepsize[1]"] {
            assert_eq!(numbered(other, "steps"), None, "{other}");
        }
    }
}
