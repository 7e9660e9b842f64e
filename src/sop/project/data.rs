//! What the data files of a project say, as it was written: units, positions, who held them, tasks.
//!
//! Plain entries with the places of their names, so that a mistake or a finding can be shown where it stands. Whether they
//! fit together is the business of whoever reads the files.

use crate::sop::date::{Day, YearlyHoliday};
use crate::sop::duration::Conversions;
use crate::sop::regulation::RegulationEntry;
use crate::source::Span;

/// What the data files of a project say. A list that was not supplied is not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProjectData {
    /// The positions, when they are listed.
    pub positions: Option<Vec<PositionEntry>>,
    /// The units, when they are listed.
    pub units: Option<Vec<UnitEntry>>,
    /// What is said about days.
    pub conversions: Option<Conversions>,
    /// Days on which nobody works.
    pub holidays: Vec<Day>,
    /// Days of every year on which nobody works.
    pub yearly: Vec<YearlyHoliday>,
    /// Regulations that are added or corrected.
    pub regulations: Vec<RegulationEntry>,
}

/// A text of a data file and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The text, without white space around it.
    pub text: String,
    /// The file, by its place among the layers of the run.
    pub file: usize,
    /// The place in that file.
    pub span: Span,
}

/// The days on which something exists; without one of them it has always existed, or will.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Validity {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

impl Validity {
    /// Whether it exists on that day.
    #[must_use]
    pub fn holds(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A position as the project lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PositionEntry {
    /// Name.
    pub name: Written,
    /// Other names and short forms.
    pub aliases: Vec<Written>,
    /// Its unit.
    pub unit: Option<Written>,
    /// Rank, 1 is the highest.
    pub rank: Option<i64>,
    /// The days on which it exists.
    pub valid: Validity,
    /// Who held it, when that is listed.
    pub holders: Option<Vec<HolderEntry>>,
    /// Units and kinds of SOP it may approve, when that is listed.
    pub approves: Option<Vec<Written>>,
    /// Duties that nobody may do together with it.
    pub incompatible: Vec<Written>,
}

/// An official who held a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderEntry {
    /// Name.
    pub name: String,
    /// From when to when.
    pub term: Validity,
}

/// A unit as the project lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitEntry {
    /// Name.
    pub name: Written,
    /// Other names and short forms.
    pub aliases: Vec<Written>,
    /// The unit it is a part of.
    pub parent: Option<Written>,
    /// Whether it must have an SOP.
    pub sop_required: Option<bool>,
    /// The days on which it exists in this form.
    pub valid: Validity,
    /// Its tasks (tugas dan fungsi), when they are listed.
    pub tasks: Option<Vec<TaskEntry>>,
}

/// A task of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskEntry {
    /// The task.
    pub name: Written,
    /// Titles or numbers of the SOPs that say how it is done.
    pub sops: Vec<String>,
}
