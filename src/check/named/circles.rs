//! Circles in the ways between documents.
//!
//! In: for each document the documents it leads to. Out: circles, one for each document that is on any; and the documents on circles
//! that are too many to be told apart. Documents that lead to each other form a knot (a strongly connected component, found as
//! R. E. Tarjan does, 1972, without recursion); outside of knots nothing is looked for, so a long chain costs no more than its links.

use std::collections::VecDeque;
use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

/// Documents of a knot in which the shortest circle through each is looked for; of a larger one only the first circle is told.
const LARGEST_KNOT: usize = 500;

/// What is found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Circles {
    /// Each circle, from its first document on.
    pub(super) told: Vec<Vec<usize>>,
    /// Documents on circles that are not told.
    pub(super) untold: Vec<usize>,
}

/// The circles in the ways from each document.
pub(super) fn circles(ways: &[Vec<usize>]) -> Circles {
    let mut found = Circles::default();
    for mut knot in knots(ways) {
        knot.sort_unstable();
        let mut left: Vec<usize> = knot.clone();
        while let Some(&start) = left.first() {
            let circle = shortest(ways, &knot, start);
            let told: FxHashSet<usize> = circle.iter().copied().chain([start]).collect();
            left.retain(|at| !told.contains(at));
            found.told.push(circle);
            if knot.len() > LARGEST_KNOT {
                found.untold.append(&mut left);
            }
        }
    }
    found.told.retain(|circle| !circle.is_empty());
    found.told.sort_unstable();
    found.untold.sort_unstable();
    found
}

/// The shortest circle through a document of a knot, from that document on.
fn shortest(ways: &[Vec<usize>], knot: &[usize], start: usize) -> Vec<usize> {
    let mut from: FxHashMap<usize, usize> = FxHashMap::default();
    let mut waiting = VecDeque::from([start]);
    while let Some(at) = waiting.pop_front() {
        for &to in ways[at].iter().filter(|to| knot.binary_search(to).is_ok()) {
            if to == start {
                let mut circle: Vec<usize> = std::iter::successors(Some(at), |at| from.get(at).copied()).collect();
                circle.reverse();
                return circle;
            }
            if let Entry::Vacant(free) = from.entry(to) {
                free.insert(at);
                waiting.push_back(to);
            }
        }
    }
    Vec::new()
}

/// A document that is being visited.
struct Visited {
    at: usize,
    /// How many of its ways were followed.
    followed: usize,
}

/// The knots of more than one document.
fn knots(ways: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search { order: vec![0; ways.len()], low: vec![0; ways.len()], ..Search::default() };
    for start in 0..ways.len() {
        if search.order[start] == 0 {
            search.from(ways, start);
        }
    }
    search.knots
}

#[derive(Default)]
struct Search {
    /// When each document was reached, from 1 on; 0 for one that was not.
    order: Vec<u32>,
    /// The earliest document of its knot that each is known to lead to.
    low: Vec<u32>,
    reached: u32,
    /// Documents whose knot is not known yet.
    open: Vec<usize>,
    is_open: FxHashSet<usize>,
    knots: Vec<Vec<usize>>,
}

impl Search {
    fn from(&mut self, ways: &[Vec<usize>], start: usize) {
        let mut visited = vec![self.reach(start)];
        while let Some(last) = visited.last_mut() {
            let at = last.at;
            if let Some(&to) = ways[at].get(last.followed) {
                last.followed += 1;
                if self.order[to] == 0 {
                    visited.push(self.reach(to));
                } else if self.is_open.contains(&to) {
                    self.low[at] = self.low[at].min(self.order[to]);
                }
                continue;
            }
            visited.pop();
            if let Some(before) = visited.last() {
                self.low[before.at] = self.low[before.at].min(self.low[at]);
            }
            if self.low[at] == self.order[at] {
                self.close(at);
            }
        }
    }

    fn reach(&mut self, at: usize) -> Visited {
        self.reached += 1;
        (self.order[at], self.low[at]) = (self.reached, self.reached);
        self.open.push(at);
        self.is_open.insert(at);
        Visited { at, followed: 0 }
    }

    /// Takes off the knot that begins with a document.
    fn close(&mut self, first: usize) {
        let start = self.open.iter().rposition(|at| *at == first).unwrap_or(0);
        let knot = self.open.split_off(start);
        for at in &knot {
            self.is_open.remove(at);
        }
        if knot.len() > 1 {
            self.knots.push(knot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_document_of_a_circle_is_in_one_that_is_told() {
        // 0 → 1 → 2 → 0 and 2 → 3 → 2; 4 leads into it, 5 comes out of it.
        let ways = [vec![1], vec![2], vec![0, 3, 5], vec![2], vec![0], vec![]];
        assert_eq!(circles(&ways), Circles { told: vec![vec![0, 1, 2], vec![3, 2]], untold: vec![] });
    }

    #[test]
    fn a_chain_is_no_circle_however_it_ends() {
        let length = 100_000;
        let mut ways: Vec<Vec<usize>> = (1..length).map(|next| vec![next]).collect();
        ways.push(vec![length - 2]);
        let found = circles(&ways);
        assert_eq!(found, Circles { told: vec![vec![length - 2, length - 1]], untold: vec![] });
    }

    #[test]
    fn a_knot_of_many_documents_is_told_once() {
        let all = LARGEST_KNOT + 1;
        let ways: Vec<Vec<usize>> = (0..all).map(|at| vec![(at + 1) % all, (at + all - 1) % all]).collect();
        let found = circles(&ways);
        assert_eq!(found.told, [vec![0, 1]]);
        assert_eq!(found.untold, (2..all).collect::<Vec<_>>());
    }
}
