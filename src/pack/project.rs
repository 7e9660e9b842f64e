//! Data files of a project: positions, units, calendar; regulations are read in [`regulations`].
//!
//! In: the YAML of a file named under `project` in the settings. Out: entries for a [`Project`], with every mistake at its
//! place. The rows of tables that rules look up are read with the tables of the packs.

pub(super) mod regulations;

use super::calendar;
use super::keys::{POSITION_KEYS, UNIT_KEYS};
use super::tree::{Field, Fields, Tree};
use super::{Diagnostic, error};
use crate::document::Cursor;
use crate::sop::date::{Day, YearlyHoliday};
use crate::sop::duration::Conversions;
use crate::sop::project::{PositionEntry, UnitEntry};
use crate::sop::regulation::RegulationEntry;

/// What the data files of a project say.
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

/// Reads what one data file says, besides its tables.
pub(super) fn read<'t>(tree: &mut Tree<'t>, fields: &Fields<'t>, data: &mut ProjectData) {
    if let Some(field) = fields.get("positions") {
        let entries = entries(tree, &field, "a position", POSITION_KEYS);
        let positions = entries.into_iter().filter_map(|fields| position(tree, &fields));
        data.positions.get_or_insert_default().extend(positions);
    }
    if let Some(field) = fields.get("units") {
        let entries = entries(tree, &field, "a unit", UNIT_KEYS);
        let units = entries.into_iter().filter_map(|fields| unit(tree, &fields));
        data.units.get_or_insert_default().extend(units);
    }
    if let Some(field) = fields.get("calendar") {
        calendar::read(tree, &field, data);
    }
}

pub(super) fn entries<'t>(
    tree: &mut Tree<'t>,
    field: &Field<'t>,
    what: &str,
    keys: &[&'static str],
) -> Vec<Fields<'t>> {
    let entries = tree.entries(field.value, &format!("'{}'", field.key));
    entries.into_iter().filter_map(|entry| tree.fields(entry, what, keys)).collect()
}

fn position(tree: &mut Tree<'_>, fields: &Fields<'_>) -> Option<PositionEntry> {
    Some(PositionEntry {
        name: name(tree, fields, "a position")?,
        aliases: texts(tree, fields, "aliases"),
        unit: fields.get("unit").and_then(|field| text(tree, field.value, "'unit'")),
        rank: fields.get("rank").and_then(|field| rank(tree, field.value)),
    })
}

fn unit(tree: &mut Tree<'_>, fields: &Fields<'_>) -> Option<UnitEntry> {
    let required = |field: Field<'_>| tree.name(field.value, "'sop_required'", &["true", "false"], &[true, false]);
    let sop_required = fields.get("sop_required").and_then(required);
    Some(UnitEntry { name: name(tree, fields, "a unit")?, aliases: texts(tree, fields, "aliases"), sop_required })
}

fn name(tree: &mut Tree<'_>, fields: &Fields<'_>, what: &str) -> Option<String> {
    let Some(field) = fields.get("name") else {
        tree.push(error("PK003", fields.span, format!("{what} has no 'name'")));
        return None;
    };
    text(tree, field.value, "'name'")
}

pub(super) fn text(tree: &mut Tree<'_>, value: Cursor, what: &str) -> Option<String> {
    tree.text(value, what).map(|text| text.as_str().trim().to_owned())
}

pub(super) fn texts(tree: &mut Tree<'_>, fields: &Fields<'_>, key: &str) -> Vec<String> {
    let Some(field) = fields.get(key) else { return Vec::new() };
    let entries = tree.one_or_more(field.value, &format!("'{key}'"));
    entries.into_iter().filter_map(|entry| text(tree, entry, "a name")).collect()
}

fn rank(tree: &mut Tree<'_>, value: Cursor) -> Option<i64> {
    let text = tree.text(value, "'rank'")?;
    let rank = text.as_str().trim().parse().ok().filter(|rank| *rank > 0);
    if rank.is_none() {
        let help = Some("1 is the highest rank".to_owned());
        let message = format!("'{}' is not a rank", text.as_str());
        tree.push(Diagnostic { help, ..error("PK022", text.span(), message) });
    }
    rank
}
