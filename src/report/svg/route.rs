//! How the ways of a picture run: which side of a symbol they leave and enter, and in which track.
//!
//! In: a [`Flowchart`]. Out: a [`Route`] for each way, in tracks of gutters (between lanes) and channels (above rows). Since a row
//! holds one step, a line at the height of its symbols meets nothing on their outer sides, and gutters and channels hold no
//! symbols at all: no line runs through a symbol. Cost: O(ways · tracks).

use crate::engine::portrait::flow::{Flowchart, Goal, Row};

/// How a way runs.
pub(super) struct Route {
    /// The lane of the symbol it leaves.
    pub(super) from_lane: usize,
    pub(super) exit: Side,
    /// How many ways leave the same side above it.
    pub(super) lift: usize,
    pub(super) run: Run,
}

/// The side of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
    Bottom,
}

/// Where a way runs behind the side it leaves.
pub(super) enum Run {
    /// Down to the next row, along its channel where it changes the lane.
    Down { lane: usize, track: usize },
    /// Along a gutter to another row.
    Along {
        gutter: Gutter,
        /// The track of the gutter.
        track: usize,
        /// The track of the channel below its row, for a way that leaves the bottom.
        out: Option<usize>,
        lane: usize,
        entry: Entry,
    },
    /// To a mark beside the symbol: it leaves the procedure, or leads nowhere.
    Mark,
}

/// How a way enters a symbol from a gutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// At the side that looks at the gutter.
    Side,
    /// From above, by this track of the channel.
    Top(usize),
}

/// A gutter: the space left of the lane with that number; the last one is right of all lanes. Ways of lanes to its right
/// run in other tracks than those of lanes to its left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Gutter {
    pub(super) at: usize,
    /// Whether it lies left of the symbols its ways belong to.
    pub(super) is_left: bool,
}

/// All routes, and how many tracks they need.
pub(super) struct Routes {
    /// By way.
    pub(super) routes: Vec<Route>,
    /// By gutter: tracks of ways of the lanes to its left, and to its right.
    pub(super) gutters: Vec<(usize, usize)>,
    /// By row, and below the last one.
    pub(super) channels: Vec<usize>,
}

impl Routes {
    pub(super) fn new(chart: &Flowchart) -> Self {
        let exits = Exits::new(chart);
        let mut tracks = Tracks::new(chart);
        // Short ways get the tracks next to the symbols, so that long ones run around them.
        let mut order: Vec<usize> = (0..chart.ways.len()).collect();
        order.sort_by_key(|&at| (reach(chart, at), at));
        let mut routes: Vec<Option<Route>> = chart.ways.iter().map(|_| None).collect();
        for at in order {
            routes[at] = Some(route(chart, &exits, at, &mut tracks));
        }
        Self {
            routes: routes.into_iter().flatten().collect(),
            gutters: tracks.gutters.iter().map(|[left, right]| (left.len(), right.len())).collect(),
            channels: tracks.channels.iter().map(Vec::len).collect(),
        }
    }
}

/// Over how many rows a way leads.
fn reach(chart: &Flowchart, at: usize) -> usize {
    match chart.ways[at].to {
        Goal::Row(to) => to.abs_diff(chart.ways[at].from),
        Goal::Out(_) | Goal::Lost(_) => 0,
    }
}

/// The sides by which symbols are left.
struct Exits {
    /// By way: the side, and how many ways leave it above.
    of_way: Vec<(Side, usize)>,
    /// By row.
    taken: Vec<Vec<Side>>,
}

impl Exits {
    /// The first way to the next row has the bottom. The others share the two sides, below each other where there are more.
    fn new(chart: &Flowchart) -> Self {
        let mut exits =
            Self { of_way: vec![(Side::Bottom, 0); chart.ways.len()], taken: vec![Vec::new(); chart.rows.len()] };
        let (down, others): (Vec<usize>, Vec<usize>) = (0..chart.ways.len()).partition(|&at| is_down(chart, at));
        for at in down.into_iter().chain(others) {
            let taken = &mut exits.taken[chart.ways[at].from];
            let uses = |side: Side| taken.iter().filter(|taken| **taken == side).count();
            let near = nearer_side(chart, at);
            let far = if near == Side::Left { Side::Right } else { Side::Left };
            let leads_on = !matches!(chart.ways[at].to, Goal::Out(_) | Goal::Lost(_));
            let wants_bottom = is_down(chart, at) || (leads_on && uses(near) > 0 && uses(far) > 0);
            let side = match (uses(Side::Bottom), uses(near) <= uses(far)) {
                (0, _) if wants_bottom => Side::Bottom,
                (_, true) => near,
                (_, false) => far,
            };
            exits.of_way[at] = (side, uses(side));
            taken.push(side);
        }
        exits
    }
}

/// Whether a way leads to the next row.
fn is_down(chart: &Flowchart, at: usize) -> bool {
    matches!(chart.ways[at].to, Goal::Row(to) if to == chart.ways[at].from + 1)
}

/// The side from which the way around is shorter; of a mark, the one with more room.
fn nearer_side(chart: &Flowchart, at: usize) -> Side {
    let way = &chart.ways[at];
    let row = &chart.rows[way.from];
    let Goal::Row(to) = way.to else {
        return if row.last_lane() + 1 < chart.lanes.len() { Side::Right } else { Side::Left };
    };
    let target = &chart.rows[to];
    let right = row.last_lane().abs_diff(target.last_lane());
    let left = row.first_lane().abs_diff(target.first_lane());
    // Ways back run at the left, ways on at the right, unless that is longer.
    match left.cmp(&right) {
        std::cmp::Ordering::Less => Side::Left,
        std::cmp::Ordering::Greater => Side::Right,
        std::cmp::Ordering::Equal if to <= way.from => Side::Left,
        std::cmp::Ordering::Equal => Side::Right,
    }
}

fn route(chart: &Flowchart, exits: &Exits, at: usize, tracks: &mut Tracks) -> Route {
    let (way, (exit, lift)) = (&chart.ways[at], exits.of_way[at]);
    let row = &chart.rows[way.from];
    let own = |side: Side, towards: usize| match side {
        Side::Left => row.first_lane(),
        Side::Right => row.last_lane(),
        Side::Bottom => row.nearest_lane(towards),
    };
    let Goal::Row(to) = way.to else {
        return Route { from_lane: own(exit, 0), exit, lift, run: Run::Mark };
    };
    let target = &chart.rows[to];
    let from_lane = own(exit, target.first_lane());
    if exit == Side::Bottom && to == way.from + 1 {
        let lane = target.nearest_lane(from_lane);
        let track = if lane == from_lane { 0 } else { tracks.channel(to, middle(from_lane), middle(lane)) };
        return Route { from_lane, exit, lift, run: Run::Down { lane, track } };
    }
    let side = if exit == Side::Bottom { nearer_side(chart, at) } else { exit };
    let is_left = side == Side::Left;
    let gutter = Gutter { at: gutter(row, target, is_left), is_left };
    let lane = if is_left { target.first_lane() } else { target.last_lane() };
    let is_taken = exits.taken[to].contains(&side);
    let entry = if is_taken { Entry::Top(tracks.channel(to, edge(gutter), middle(lane))) } else { Entry::Side };
    let out = (exit == Side::Bottom).then(|| tracks.channel(way.from + 1, middle(from_lane), edge(gutter)));
    let start = if out.is_some() { channel_height(way.from + 1) } else { symbol_height(way.from) };
    let end = if is_taken { channel_height(to) } else { symbol_height(to) };
    let track = tracks.gutter(gutter, start, end);
    Route { from_lane, exit, lift, run: Run::Along { gutter, track, out, lane, entry } }
}

/// The gutter outside both rows.
fn gutter(row: &Row, target: &Row, is_left: bool) -> usize {
    if is_left { row.first_lane().min(target.first_lane()) } else { row.last_lane().max(target.last_lane()) + 1 }
}

/// Heights and places in the order in which they come, without a measure.
fn channel_height(row: usize) -> usize {
    2 * row
}

fn symbol_height(row: usize) -> usize {
    2 * row + 1
}

fn middle(lane: usize) -> usize {
    2 * lane + 1
}

fn edge(gutter: Gutter) -> usize {
    2 * gutter.at
}

/// The tracks that are taken, each a list of ranges that do not touch.
struct Tracks {
    /// By gutter: those of the lanes to its left, and to its right.
    gutters: Vec<[Track; 2]>,
    channels: Vec<Track>,
}

type Track = Vec<Vec<(usize, usize)>>;

impl Tracks {
    fn new(chart: &Flowchart) -> Self {
        Self {
            gutters: vec![[Vec::new(), Vec::new()]; chart.lanes.len() + 1],
            channels: vec![Vec::new(); chart.rows.len() + 1],
        }
    }

    fn gutter(&mut self, gutter: Gutter, a: usize, b: usize) -> usize {
        take(&mut self.gutters[gutter.at][usize::from(gutter.is_left)], a, b)
    }

    fn channel(&mut self, row: usize, a: usize, b: usize) -> usize {
        take(&mut self.channels[row], a, b)
    }
}

/// The first track in which the range from `a` to `b` is free.
fn take(tracks: &mut Track, a: usize, b: usize) -> usize {
    let (a, b) = (a.min(b), a.max(b));
    let is_free = |track: &Vec<(usize, usize)>| track.iter().all(|&(from, to)| to < a || b < from);
    if let Some(at) = tracks.iter().position(is_free) {
        tracks[at].push((a, b));
        return at;
    }
    tracks.push(vec![(a, b)]);
    tracks.len() - 1
}
