//! Which SOPs there are, before any of them is written: their units, years, titles, numbers, and how they refer to each other.
//!
//! In: how many. Out: a [`Plan`] in which contradictions and defects are noted as links and changes. SOPs come in clusters: a macro
//! SOP, and micro SOPs about the same object that it names and that name it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::page::Page;
use super::words::{DEEDS, ENDS, FEW, NONE, UNITS, end};
use super::{defects, plant};

/// SOPs of the usual cluster, and of the one unit that has few.
const CLUSTER: usize = 5;
const FEW_SOPS: usize = 3;
/// Clusters of one unit that have an object and an end of titles of their own.
const MOST_CLUSTERS: usize = 10 * ENDS;
/// The years of the folders.
pub(super) const YEARS: Range<u32> = 2021..2026;

/// What is done to a page that was right.
pub(super) type Change = Box<dyn Fn(&mut Page)>;

/// How one SOP names another.
pub(super) enum Link {
    Title(usize),
    Number(usize),
    Words(String),
}

/// One SOP.
pub(super) struct Sop {
    pub(super) unit: usize,
    pub(super) year: u32,
    /// Its cluster among [`Plan::clusters`].
    pub(super) cluster: usize,
    /// Deed, object and end of its title, by their places among the words.
    pub(super) words: (usize, usize, usize),
    pub(super) title: String,
    pub(super) running: u32,
    /// Numbers before its own that no SOP has.
    pub(super) skipped: u32,
    /// The SOP whose number it bears.
    pub(super) number_of: Option<usize>,
    /// The number in the name of its file, where it is not its own.
    pub(super) file_number: Option<u32>,
    pub(super) in_force: bool,
    /// Whether its cluster does without it.
    pub(super) is_apart: bool,
    /// SOPs it names beside those of its cluster, SOPs it waits for, SOPs it replaces, and one that a step mentions.
    pub(super) related: Vec<Link>,
    pub(super) needs: Vec<Link>,
    pub(super) replaces: Option<usize>,
    pub(super) mentions: Option<Link>,
    pub(super) changes: Vec<Change>,
}

/// An SOP that contradicts another one, by their places among the SOPs; the project where it is none.
pub(super) struct Spot {
    pub(super) rule: &'static str,
    pub(super) at: Option<usize>,
    pub(super) other: Option<usize>,
}

/// The whole archive.
pub(super) struct Plan {
    pub(super) sops: Vec<Sop>,
    pub(super) clusters: Vec<Range<usize>>,
    pub(super) spots: Vec<Spot>,
    /// SOPs that contradict the others about one object.
    pub(super) odd: Vec<(&'static str, usize)>,
    /// Tasks of units that no SOP is about.
    pub(super) idle_tasks: Vec<(usize, String)>,
    /// SOPs whose last monitoring is missing in the log.
    pub(super) unwatched: BTreeSet<usize>,
    /// Digits of every running number.
    width: usize,
}

impl Plan {
    /// An archive of so many SOPs, with all that is wrong in it.
    pub(super) fn new(count: usize) -> Self {
        let mut plan = Self {
            sops: Vec::with_capacity(count),
            clusters: Vec::new(),
            spots: Vec::new(),
            odd: Vec::new(),
            idle_tasks: Vec::new(),
            unwatched: BTreeSet::new(),
            width: 3,
        };
        let regular = NONE - 1;
        let rest = count.saturating_sub(FEW_SOPS);
        for unit in 0..regular {
            plan.add_unit(unit, rest / regular + usize::from(unit < rest % regular));
        }
        plan.add_unit(FEW, FEW_SOPS.min(count));
        let used = plant::plant(&mut plan);
        defects::add(&mut plan, &used);
        plan.give_numbers();
        plan
    }

    fn add_unit(&mut self, unit: usize, count: usize) {
        let size = count.div_ceil(MOST_CLUSTERS).clamp(CLUSTER, DEEDS.len());
        let clusters = count.div_ceil(size);
        for at in 0..clusters {
            let first = self.sops.len();
            let (object, year) = (at % 10, YEARS.start + (at * YEARS.len() / clusters) as u32);
            // Neither neighbours nor clusters about one object end alike.
            let end_at = (at / 10 * 37 + object * 11) % ENDS;
            for place in 0..size.min(count - at * size) {
                let deed = if place == 0 { 0 } else { 1 + (at * 4 + place - 1) % (DEEDS.len() - 1) };
                self.sops.push(Sop::new(unit, year, self.clusters.len(), (deed, object, end_at)));
            }
            self.clusters.push(first..self.sops.len());
        }
    }

    /// Running numbers, unit by unit and year by year.
    fn give_numbers(&mut self) {
        let (mut series, mut next) = (None, 1);
        for sop in &mut self.sops {
            if series != Some((sop.unit, sop.year)) {
                (series, next) = (Some((sop.unit, sop.year)), 1);
            }
            if sop.number_of.is_none() {
                sop.running = next + sop.skipped;
                next = sop.running + 1;
            }
            if sop.running > 999 {
                self.width = 4;
            }
        }
    }

    /// The SOP whose number one bears, usually itself.
    fn numbered(&self, at: usize) -> &Sop {
        &self.sops[self.sops[at].number_of.unwrap_or(at)]
    }

    /// The running number as it is written: as wide as the widest, so that files lie in the order of their numbers.
    fn running(&self, at: usize) -> String {
        format!("{:0width$}", self.numbered(at).running, width = self.width)
    }

    pub(super) fn number(&self, at: usize) -> String {
        let sop = self.numbered(at);
        format!("SOP-{}/{}/9999/{}", self.running(at), UNITS[sop.unit].code, sop.year)
    }

    /// Where its file stands in the archive.
    pub(super) fn path(&self, at: usize) -> String {
        let sop = &self.sops[at];
        let number = sop.file_number.map_or_else(|| self.running(at), |number| number.to_string());
        format!("{}/{}/SOP-{number} {}.sop.yaml", UNITS[sop.unit].folder, sop.year, sop.title)
    }

    /// How a link is written.
    pub(super) fn named(&self, link: &Link) -> String {
        match link {
            Link::Title(at) => format!("SOP {}", self.sops[*at].title),
            Link::Number(at) => format!("SOP Nomor {}", self.number(*at)),
            Link::Words(words) => words.clone(),
        }
    }

    pub(super) fn is_macro(&self, at: usize) -> bool {
        self.clusters[self.sops[at].cluster].start == at
    }

    /// The SOPs of its cluster that it names: the macro SOP all others, each of them the macro SOP.
    pub(super) fn kin(&self, at: usize) -> Vec<usize> {
        let cluster = self.clusters[self.sops[at].cluster].clone();
        let is_kin = |other: &usize| *other != at && !self.sops[*other].is_apart;
        match (self.sops[at].is_apart, self.is_macro(at)) {
            (true, _) => Vec::new(),
            (false, true) => cluster.filter(is_kin).collect(),
            (false, false) => vec![cluster.start],
        }
    }

    /// The first SOP of a unit.
    pub(super) fn first_of(&self, unit: usize) -> usize {
        self.sops.iter().position(|sop| sop.unit == unit).unwrap_or(0)
    }

    /// The file of the first SOP in force of the unit of one that is about the same object, other than that one.
    pub(super) fn first_about_the_same(&self, at: usize) -> Option<String> {
        let of = |at: usize| (self.sops[at].unit, self.sops[at].words.1);
        let others = (0..self.sops.len()).filter(|other| *other != at && self.sops[*other].in_force);
        // Who bears the number of another one lies beside that one.
        others.filter(|other| of(*other) == of(at)).map(|other| self.path(other)).min()
    }

    /// Notes a contradiction.
    pub(super) fn note(&mut self, rule: &'static str, at: usize, other: Option<usize>) {
        self.spots.push(Spot { rule, at: Some(at), other });
    }
}

impl Sop {
    fn new(unit: usize, year: u32, cluster: usize, words: (usize, usize, usize)) -> Self {
        let (deed, object, end_at) = words;
        Self {
            unit,
            year,
            cluster,
            words,
            title: format!("{} {} {}", DEEDS[deed].0, UNITS[unit].objects[object], end(end_at)),
            running: 0,
            skipped: 0,
            number_of: None,
            file_number: None,
            in_force: true,
            is_apart: false,
            related: Vec::new(),
            needs: Vec::new(),
            replaces: None,
            mentions: None,
            changes: Vec::new(),
        }
    }

    pub(super) fn change(&mut self, change: impl Fn(&mut Page) + 'static) {
        self.changes.push(Box::new(change));
    }
}
