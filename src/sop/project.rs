//! What a project knows beside its documents: its units, positions and tasks, and regulations beside those that ship.
//!
//! In: entries of the project's data files. Out: a [`Project`], to which documents are linked: an actor, a signature or the
//! unit of an SOP finds its entry by the normal form of its name or of its short form. A near match is never one.

mod data;
pub mod link;

use rustc_hash::FxHashMap;

use super::Vocabulary;
use super::date::{Date, DateForm, Day};
use super::model::{Position, Unit};
use super::record::TypeId;
use super::regulation::{Registry, RegulationEntry, data::shipped, merged};
use super::value::{How, Parsed, Target, Value};
use crate::source::{Span, SpannedText};

pub use data::{HolderEntry, PositionEntry, ProjectData, TaskEntry, UnitEntry, Validity, Written};

/// What a project knows. A list that was not supplied is not empty: what asks for it is undecided.
#[derive(Debug, Default)]
pub struct Project {
    positions: Option<Roster<Position<'static>, PositionEntry>>,
    units: Option<Roster<Unit<'static>, UnitEntry>>,
    regulations: Option<Registry>,
    /// For each unit the unit it is a part of.
    parents: Vec<Option<usize>>,
    /// For each unit whether it has parts.
    has_parts: Vec<bool>,
    /// The files it was read from, by their places among the layers of the run.
    files: Vec<DataFile>,
}

/// A data file, to show what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Its place among the layers of the run.
    pub layer: usize,
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Entries and the forms of the names they are found by.
#[derive(Debug)]
struct Roster<T, E> {
    records: Vec<T>,
    entries: Vec<E>,
    by_form: FxHashMap<String, Target>,
}

impl Project {
    /// A project that knows what its data files say.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary, data: &ProjectData, files: Vec<DataFile>) -> Self {
        let positions = data.positions.as_ref().map(|entries| Roster {
            records: entries.iter().map(position).collect(),
            by_form: forms(vocabulary, entries.iter().map(|entry| (&entry.name, &entry.aliases))),
            entries: entries.clone(),
        });
        let units = data.units.as_ref().map(|entries| Roster {
            records: entries.iter().map(unit).collect(),
            by_form: forms(vocabulary, entries.iter().map(|entry| (&entry.name, &entry.aliases))),
            entries: entries.clone(),
        });
        let regulations = (!data.regulations.is_empty()).then(|| registry(vocabulary, &data.regulations));
        let mut project = Self { positions, units, regulations, parents: Vec::new(), has_parts: Vec::new(), files };
        project.parents = project.parents_of_units(vocabulary);
        project.has_parts = vec![false; project.parents.len()];
        project.parents.iter().flatten().for_each(|&parent| project.has_parts[parent] = true);
        project
    }

    fn parents_of_units(&self, vocabulary: &Vocabulary) -> Vec<Option<usize>> {
        let Some(units) = &self.units else { return Vec::new() };
        let parent = |entry: &UnitEntry| units.find(vocabulary, &entry.parent.as_ref()?.text);
        units.entries.iter().map(parent).collect()
    }

    /// The regulations, where the project has own ones.
    #[must_use]
    pub fn regulations(&self) -> Option<&Registry> {
        self.regulations.as_ref()
    }

    /// Whether the entries of a type were supplied.
    #[must_use]
    pub fn supplies(&self, ty: TypeId) -> bool {
        match ty {
            TypeId::Position => self.positions.is_some(),
            TypeId::Unit => self.units.is_some(),
            // Those that ship are always there.
            TypeId::Regulation => true,
            _ => false,
        }
    }

    /// The positions.
    #[must_use]
    pub fn positions(&self) -> &[Position<'static>] {
        self.positions.as_ref().map_or(&[], |roster| &roster.records)
    }

    /// The units.
    #[must_use]
    pub fn units(&self) -> &[Unit<'static>] {
        self.units.as_ref().map_or(&[], |roster| &roster.records)
    }

    /// The units as their files list them.
    #[must_use]
    pub fn unit_entries(&self) -> &[UnitEntry] {
        self.units.as_ref().map_or(&[], |roster| &roster.entries)
    }

    /// The unit a unit is a part of.
    #[must_use]
    pub fn parent_of(&self, unit: usize) -> Option<usize> {
        self.parents.get(unit).copied().flatten()
    }

    /// The units that must have an SOP on a day: those whose entry says so; where it does not say, the smallest.
    pub fn units_to_have_sop(&self, today: Day) -> impl Iterator<Item = usize> {
        let required = move |(at, entry): &(usize, &UnitEntry)| {
            entry.sop_required.unwrap_or(!self.has_parts(*at)) && entry.valid.holds(today)
        };
        self.unit_entries().iter().enumerate().filter(required).map(|(at, _)| at)
    }

    /// The units whose tasks are listed, of those there are on a day, each with its tasks.
    pub fn units_with_tasks(&self, today: Day) -> impl Iterator<Item = (usize, &[TaskEntry])> {
        let units = self.unit_entries().iter().enumerate().filter(move |(_, entry)| entry.valid.holds(today));
        units.filter_map(|(at, entry)| Some((at, entry.tasks.as_deref()?)))
    }

    /// Whether a unit has parts.
    #[must_use]
    pub fn has_parts(&self, unit: usize) -> bool {
        self.has_parts.get(unit).copied().unwrap_or(false)
    }

    /// The one unit with that name.
    #[must_use]
    pub fn unit_named(&self, vocabulary: &Vocabulary, name: &str) -> Option<usize> {
        self.units.as_ref()?.find(vocabulary, name)
    }

    /// Whether a unit is one of these, or a part of one; nothing where the units lead back to themselves.
    #[must_use]
    pub fn is_unit_within(&self, unit: usize, wholes: &[usize]) -> Option<bool> {
        let mut at = Some(unit);
        // A tree that leads back to itself is a mistake of its file; here it only must come to an end.
        for _ in 0..=self.parents.len() {
            let Some(unit) = at else { return Some(false) };
            if wholes.contains(&unit) {
                return Some(true);
            }
            at = self.parents.get(unit).copied().flatten();
        }
        None
    }

    /// The files it was read from.
    #[must_use]
    pub fn files(&self) -> &[DataFile] {
        &self.files
    }
}

impl<T, E> Roster<T, E> {
    fn target(&self, vocabulary: &Vocabulary, name: &str) -> Target {
        let names = vocabulary.actors.names(name);
        let found = self.by_form.get(&names.name).or_else(|| self.by_form.get(names.alias.as_ref()?));
        found.copied().unwrap_or(Target::Dangling)
    }

    /// The one entry with that name.
    fn find(&self, vocabulary: &Vocabulary, name: &str) -> Option<usize> {
        match self.target(vocabulary, name) {
            Target::Element(at) => Some(at as usize),
            Target::Dangling | Target::Ambiguous | Target::Outside => None,
        }
    }

    /// Where a name leads, with the place of the name.
    fn reference<'a>(&self, vocabulary: &Vocabulary, name: &Value<'a>) -> Value<'a> {
        if !name.is_present() {
            return Value { parsed: Parsed::Nothing, ..name.clone() };
        }
        let target = self.target(vocabulary, name.as_str());
        Value { parsed: Parsed::Target(target), how: How::Project, ..name.clone() }
    }
}

/// The forms by which a name of the project is found: of the name and of the short form behind it in brackets.
pub fn name_forms(vocabulary: &Vocabulary, written: &str) -> impl Iterator<Item = String> + use<> {
    let names = vocabulary.actors.names(written);
    std::iter::once(names.name).chain(names.alias)
}

/// Every form of a name, and the one entry it belongs to.
fn forms<'e>(
    vocabulary: &Vocabulary,
    entries: impl Iterator<Item = (&'e Written, &'e Vec<Written>)>,
) -> FxHashMap<String, Target> {
    let mut by_form: FxHashMap<String, Target> = FxHashMap::default();
    for (at, (name, aliases)) in entries.enumerate() {
        let target = Target::Element(at as u32);
        let written = std::iter::once(name).chain(aliases);
        for form in written.flat_map(|name| name_forms(vocabulary, &name.text)) {
            let known = by_form.entry(form).or_insert(target);
            if *known != target {
                *known = Target::Ambiguous;
            }
        }
    }
    by_form
}

fn position(entry: &PositionEntry) -> Position<'static> {
    let mut position = Position::new(Span::at(0));
    position.name = text(&entry.name.text);
    position.aliases.items = texts(&entry.aliases);
    position.unit = entry.unit.as_ref().map_or(position.unit, |unit| text(&unit.text));
    position.rank = entry.rank.map_or(position.rank, |rank| parsed(Parsed::Int(rank)));
    position.valid_from = entry.valid.from.map_or(position.valid_from, day);
    position.valid_to = entry.valid.to.map_or(position.valid_to, day);
    position.approves.items = entry.approves.as_ref().map_or_else(Vec::new, |names| texts(names));
    position.incompatible.items = texts(&entry.incompatible);
    position
}

fn unit(entry: &UnitEntry) -> Unit<'static> {
    let mut unit = Unit::new(Span::at(0));
    unit.name = text(&entry.name.text);
    unit.aliases.items = texts(&entry.aliases);
    unit.parent = entry.parent.as_ref().map_or(unit.parent, |parent| text(&parent.text));
    unit.sop_required = entry.sop_required.map_or(unit.sop_required, |required| parsed(Parsed::Bool(required)));
    unit.valid_from = entry.valid.from.map_or(unit.valid_from, day);
    unit.valid_to = entry.valid.to.map_or(unit.valid_to, day);
    unit
}

fn text(written: &str) -> Value<'static> {
    Value::present(SpannedText::joined(written.to_owned(), Span::at(0), Vec::new()), How::Project)
}

fn texts(written: &[Written]) -> Vec<Value<'static>> {
    written.iter().map(|name| text(&name.text)).collect()
}

fn parsed(parsed: Parsed) -> Value<'static> {
    Value { how: How::Project, ..Value::derived(parsed, Span::at(0)) }
}

fn day(day: Day) -> Value<'static> {
    let date = Date {
        form: DateForm::Full,
        year: Some(day.year()),
        month: Some(day.month()),
        day: Some(day.day()),
        hint: None,
    };
    text(&day.to_iso()).meaning(Parsed::Date(Box::new(date)))
}

/// Whether elements of a type come from the project, not from a document.
#[must_use]
pub fn is_of_project(ty: TypeId) -> bool {
    matches!(ty, TypeId::Position | TypeId::Unit | TypeId::Regulation)
}

/// The regulations that ship with the project's own above them.
fn registry(vocabulary: &Vocabulary, own: &[RegulationEntry]) -> Registry {
    let shipped = shipped().expect("internal: the shipped registry is tested");
    Registry::new(&vocabulary.citations, &vocabulary.subjects, &merged(&shipped, own))
}
