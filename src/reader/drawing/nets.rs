//! Lines that join other lines: fans, lines drawn in pieces, lines that end on the way of another one.
//!
//! In: lines with the shapes their ends touch. Out: connectors from shape to shape. Lines that join form a net; the shapes at
//! its ends are where it comes from and where it leads. With one source or one goal every way through it is certain; a net
//! with several of both says nothing, and its lines stay as they were drawn.

use super::item::Line;
use super::nearby::Nearby;
use super::touch::{Found, ends_of};
use super::transform::{Point, around};
use super::units::POINT;
use crate::document::NodeId;
use crate::document::drawing::{Connector, End, Heads, Touch};

/// How near an end must come to another line to join it: hardly more than a line is wide.
const JOINED: i64 = 3 * POINT;

/// A line and what its ends touch.
#[derive(Debug)]
pub(super) struct Wire {
    pub(super) node: NodeId,
    pub(super) line: Line,
    pub(super) found: [Found; 2],
}

/// The connectors that lines make, in the order of the lines.
pub(super) fn connectors(wires: &[Wire]) -> Vec<Connector> {
    let joints = Joints::find(wires);
    let mut nets: Vec<Vec<usize>> = vec![Vec::new(); wires.len()];
    (0..wires.len()).for_each(|wire| nets[joints.parent[wire]].push(wire));
    let mut connectors = Vec::with_capacity(wires.len());
    for net in nets.into_iter().filter(|net| !net.is_empty()) {
        match ways(wires, &joints, &net) {
            Some(found) => connectors.extend(found),
            None => connectors.extend(net.iter().filter_map(|&wire| wires.get(wire)).map(Wire::connector)),
        }
    }
    connectors.sort_by_key(|connector| connector.node);
    connectors
}

impl Wire {
    /// The line by itself.
    fn connector(&self) -> Connector {
        let [from, to] = [0, 1].map(|end| self.end(end));
        Connector { node: self.node, from, to, heads: self.line.heads }
    }

    fn end(&self, end: usize) -> End {
        let Point { x, y } = ends_of(&self.line)[end];
        let touches = match self.found[end] {
            Found::Shape(touch) => touch,
            Found::Unclear | Found::Free => Touch::Nothing,
        };
        End { x, y, touches }
    }
}

/// Which lines join.
struct Joints {
    /// For each line one of its net, or itself.
    parent: Vec<usize>,
    /// Which of its ends join another line.
    joins: Vec<[bool; 2]>,
    /// Whether another line joins it.
    is_joined: Vec<bool>,
}

impl Joints {
    fn find(wires: &[Wire]) -> Self {
        let count = wires.len();
        let parent = (0..count).collect();
        let mut joints = Self { parent, joins: vec![[false; 2]; count], is_joined: vec![false; count] };
        let places = Places::of(wires);
        for (wire, end, point) in free_ends(wires) {
            for other in places.joined_at(wire, point) {
                joints.joins[wire][end] = true;
                joints.is_joined[other] = true;
                joints.join(wire, other);
            }
        }
        joints.flatten();
        joints
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.shorten(one), self.shorten(other));
        // The first line of a net stands for it, so that the order of the file decides nothing else.
        self.parent[one.max(other)] = one.min(other);
    }

    /// The line that stands for a net; every second step on the way to it is cut out.
    fn shorten(&mut self, mut wire: usize) -> usize {
        while self.parent[wire] != wire {
            self.parent[wire] = self.parent[self.parent[wire]];
            wire = self.parent[wire];
        }
        wire
    }

    /// Leads every line to the one that stands for its net at once; that is never a later one.
    fn flatten(&mut self) {
        (0..self.parent.len()).for_each(|wire| self.parent[wire] = self.parent[self.parent[wire]]);
    }
}

fn free_ends(wires: &[Wire]) -> impl Iterator<Item = (usize, usize, Point)> {
    let ends = wires.iter().enumerate().flat_map(|(at, wire)| [(at, 0, wire), (at, 1, wire)]);
    ends.filter(|(_, end, wire)| wire.found[*end] == Found::Free)
        .map(|(at, end, wire)| (at, end, ends_of(&wire.line)[end]))
}

/// The straight pieces of all lines, and their free ends, by their places.
struct Places {
    pieces: Vec<(usize, Point, Point)>,
    near_pieces: Nearby,
    ends: Vec<(usize, Point)>,
    near_ends: Nearby,
}

impl Places {
    fn of(wires: &[Wire]) -> Self {
        let straight = wires.iter().enumerate().filter(|(_, wire)| wire.line.is_straight);
        let pieces = straight.flat_map(|(at, wire)| wire.line.path.windows(2).map(move |pair| (at, pair)));
        let pieces = pieces.filter_map(|(at, pair)| Some((at, *pair.first()?, *pair.last()?)));
        let pieces: Vec<_> = pieces.collect();
        let ends: Vec<_> = free_ends(wires).map(|(at, _, point)| (at, point)).collect();
        let (mut near_pieces, mut near_ends) = (Nearby::default(), Nearby::default());
        for (number, (_, from, to)) in (0..).zip(&pieces) {
            near_pieces.add(number, around(&[*from, *to]), JOINED);
        }
        for (number, (_, point)) in (0..).zip(&ends) {
            near_ends.add(number, around(&[*point]), JOINED);
        }
        Self { pieces, near_pieces, ends, near_ends }
    }

    /// The lines a free end of a line joins: all that end there, and the only other one that passes there.
    fn joined_at(&self, wire: usize, point: Point) -> Vec<usize> {
        let (Some(ends), Some(pieces)) = (self.near_ends.around(point), self.near_pieces.around(point)) else {
            return Vec::new();
        };
        let ends = ends.filter_map(|number| self.ends.get(number as usize));
        let ends = ends.filter(|(other, end)| *other != wire && to_piece(point, *end, *end) <= JOINED as f64);
        let mut joined: Vec<usize> = ends.map(|(other, _)| *other).collect();
        joined.sort_unstable();
        joined.dedup();
        let pieces = pieces.filter_map(|number| self.pieces.get(number as usize));
        let passing = pieces.filter(|(other, from, to)| *other != wire && to_piece(point, *from, *to) <= JOINED as f64);
        let mut passing: Vec<usize> =
            passing.map(|(other, ..)| *other).filter(|other| joined.binary_search(other).is_err()).collect();
        passing.sort_unstable();
        passing.dedup();
        // Where lines cross, an end may belong to either.
        if let [only] = passing[..] {
            joined.push(only);
        }
        joined
    }
}

/// How far a point is from a straight piece.
fn to_piece(point: Point, from: Point, to: Point) -> f64 {
    let (x, y) = ((point.x - from.x) as f64, (point.y - from.y) as f64);
    let (across, down) = ((to.x - from.x) as f64, (to.y - from.y) as f64);
    let length = across * across + down * down;
    let part = if length > 0.0 { ((x * across + y * down) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - part * across).hypot(y - part * down)
}

/// An end of a net.
#[derive(Debug, Clone, Copy)]
struct Terminal {
    wire: usize,
    end: End,
}

/// The ends of a net, by what their lines say of them.
#[derive(Debug, Default)]
struct Terminals {
    sources: Vec<Terminal>,
    goals: Vec<Terminal>,
    unsaid: Vec<Terminal>,
    /// Lines with two heads say of both ends that they are either.
    either: bool,
}

/// The ways through a net; nothing when they are not certain.
fn ways(wires: &[Wire], joints: &Joints, net: &[usize]) -> Option<Vec<Connector>> {
    if net.len() < 2 {
        return None;
    }
    let Terminals { mut sources, mut goals, unsaid, either } = terminals(wires, joints, net);
    let mut heads = Heads::One;
    if either {
        return None;
    } else if !goals.is_empty() {
        sources.extend(unsaid);
    } else if !sources.is_empty() {
        goals.extend(unsaid);
    } else if let [one, other] = unsaid[..] {
        heads = Heads::None;
        sources.push(one);
        goals.push(other);
    }
    match (&sources[..], &goals[..]) {
        ([source], [_, ..]) => Some(goals.iter().map(|goal| way(wires, goal.wire, source, goal, heads)).collect()),
        ([_, ..], [goal]) => Some(sources.iter().map(|source| way(wires, source.wire, source, goal, heads)).collect()),
        _ => None,
    }
}

fn terminals(wires: &[Wire], joints: &Joints, net: &[usize]) -> Terminals {
    let mut all = Terminals::default();
    for (at, wire) in net.iter().filter_map(|&at| Some((at, wires.get(at)?))) {
        all.either |= wire.line.heads == Heads::Both;
        for end in [0, 1] {
            let has_head = wire.line.heads == Heads::One && end == 1;
            let is_loose = wire.found[end] == Found::Free && !has_head && joints.is_joined[at];
            // The end of a line others join is where the drafter stopped, if it touches nothing.
            if joints.joins[at][end] || is_loose {
                continue;
            }
            let terminal = Terminal { wire: at, end: wire.end(end) };
            match wire.line.heads {
                Heads::One if end == 1 => all.goals.push(terminal),
                Heads::One => all.sources.push(terminal),
                Heads::None | Heads::Both => all.unsaid.push(terminal),
            }
        }
    }
    all
}

/// A way from one end of a net to another. Only what a single line says is as certain as its glue.
fn way(wires: &[Wire], named: usize, source: &Terminal, goal: &Terminal, heads: Heads) -> Connector {
    let is_one_line = source.wire == goal.wire;
    let end = |end: End| match end.touches {
        Touch::Glued(shape) if !is_one_line => End { touches: Touch::Near(shape), ..end },
        _ => end,
    };
    Connector { node: wires[named].node, from: end(source.end), to: end(goal.end), heads }
}
