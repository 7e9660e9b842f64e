//! What a project knows beside its documents: its positions and units, and regulations beside those that ship.
//!
//! In: entries of the project's data files. Out: a [`Project`], to which documents are linked: an actor, a signature or the
//! unit of an SOP finds its entry by the normal form of its name or of its short form. A near match is never one.

use rustc_hash::FxHashMap;

use super::model::{Actor, ActorKind, Position, Unit};
use super::record::TypeId;
use super::regulation::{Registry, RegulationEntry, data::shipped, merged};
use super::value::{How, Parsed, State, Target, Value};
use super::{Sop, Vocabulary};
use crate::source::{Span, SpannedText};

/// A position as the project lists it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PositionEntry {
    /// Name.
    pub name: String,
    /// Other names and short forms.
    pub aliases: Vec<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// Rank, 1 is the highest.
    pub rank: Option<i64>,
}

/// A unit as the project lists it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitEntry {
    /// Name.
    pub name: String,
    /// Other names and short forms.
    pub aliases: Vec<String>,
    /// Whether it must have an SOP.
    pub sop_required: Option<bool>,
}

/// What a project knows. A list that was not supplied is not empty: what asks for it is undecided.
#[derive(Debug, Default)]
pub struct Project {
    positions: Option<Roster<Position<'static>>>,
    units: Option<Roster<Unit<'static>>>,
    regulations: Option<Registry>,
}

/// Entries and the forms of the names they are found by.
#[derive(Debug)]
struct Roster<T> {
    entries: Vec<T>,
    by_form: FxHashMap<String, Target>,
}

impl Project {
    /// Supplies the positions.
    pub fn set_positions(&mut self, vocabulary: &Vocabulary, entries: &[PositionEntry]) {
        let records = entries.iter().map(|entry| {
            let mut position = Position::new(Span::at(0));
            position.name = text(&entry.name);
            position.aliases.items = entry.aliases.iter().map(|alias| text(alias)).collect();
            position.unit = entry.unit.as_deref().map_or(position.unit, text);
            position.rank = entry.rank.map_or(position.rank, |rank| parsed(Parsed::Int(rank)));
            position
        });
        let names = entries.iter().map(|entry| (&entry.name, &entry.aliases));
        self.positions = Some(Roster { entries: records.collect(), by_form: forms(vocabulary, names) });
    }

    /// Supplies the units.
    pub fn set_units(&mut self, vocabulary: &Vocabulary, entries: &[UnitEntry]) {
        let records = entries.iter().map(|entry| {
            let mut unit = Unit::new(Span::at(0));
            unit.name = text(&entry.name);
            unit.aliases.items = entry.aliases.iter().map(|alias| text(alias)).collect();
            unit.sop_required = entry.sop_required.map_or(unit.sop_required, |required| parsed(Parsed::Bool(required)));
            unit
        });
        let names = entries.iter().map(|entry| (&entry.name, &entry.aliases));
        self.units = Some(Roster { entries: records.collect(), by_form: forms(vocabulary, names) });
    }

    /// Lays the project's own regulations above those that ship.
    pub fn set_regulations(&mut self, vocabulary: &Vocabulary, own: &[RegulationEntry]) {
        let shipped = shipped().expect("internal: the shipped registry is tested");
        let entries = merged(&shipped, own);
        self.regulations = Some(Registry::new(&vocabulary.citations, &vocabulary.subjects, &entries));
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
        self.positions.as_ref().map_or(&[], |roster| &roster.entries)
    }

    /// The units.
    #[must_use]
    pub fn units(&self) -> &[Unit<'static>] {
        self.units.as_ref().map_or(&[], |roster| &roster.entries)
    }

    /// Links the actors, the signatures and the unit of a document to their entries.
    pub fn link(&self, vocabulary: &Vocabulary, sop: &mut Sop<'_>) {
        let document = &mut sop.document;
        if let Some(roster) = &self.positions {
            for actor in document.actors.items.iter_mut().filter(|actor| may_be_position(actor)) {
                actor.post = roster.reference(vocabulary, &actor.name);
            }
            for approval in &mut document.approvals.items {
                approval.post = roster.reference(vocabulary, &approval.position);
            }
        }
        if let Some(roster) = &self.units {
            document.unit_entry = roster.reference(vocabulary, &document.unit);
        }
    }
}

fn may_be_position(actor: &Actor<'_>) -> bool {
    matches!(actor.kind.code().and_then(ActorKind::from_code), Some(ActorKind::Position | ActorKind::Unknown) | None)
}

impl<T> Roster<T> {
    /// Where a name leads, with the place of the name.
    fn reference<'a>(&self, vocabulary: &Vocabulary, name: &Value<'a>) -> Value<'a> {
        if !name.is_present() {
            return Value { parsed: Parsed::Nothing, ..name.clone() };
        }
        let names = vocabulary.actors.names(name.as_str());
        let found = self.by_form.get(&names.name).or_else(|| self.by_form.get(names.alias.as_ref()?));
        let target = found.copied().unwrap_or(Target::Dangling);
        Value { parsed: Parsed::Target(target), how: How::Project, ..name.clone() }
    }
}

/// Every form of a name, and the one entry it belongs to.
fn forms<'e>(
    vocabulary: &Vocabulary,
    entries: impl Iterator<Item = (&'e String, &'e Vec<String>)>,
) -> FxHashMap<String, Target> {
    let mut by_form: FxHashMap<String, Target> = FxHashMap::default();
    for (at, (name, aliases)) in entries.enumerate() {
        let target = Target::Element(at as u32);
        let written = std::iter::once(name).chain(aliases).map(|name| vocabulary.actors.names(name));
        for form in written.flat_map(|names| std::iter::once(names.name).chain(names.alias)) {
            let known = by_form.entry(form).or_insert(target);
            if *known != target {
                *known = Target::Ambiguous;
            }
        }
    }
    by_form
}

fn text(written: &str) -> Value<'static> {
    let text = SpannedText::joined(written.to_owned(), Span::at(0), Vec::new());
    Value { state: State::Present, ..Value::present(text, How::Project) }
}

fn parsed(parsed: Parsed) -> Value<'static> {
    Value { how: How::Project, ..Value::derived(parsed, Span::at(0)) }
}

/// Whether elements of a type come from the project, not from a document.
#[must_use]
pub fn is_of_project(ty: TypeId) -> bool {
    matches!(ty, TypeId::Position | TypeId::Unit | TypeId::Regulation)
}
