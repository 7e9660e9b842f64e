//! Data files of a project: positions, units, calendar; regulations are read in [`regulations`].
//!
//! In: the YAML of a file named under `project` in the settings. Out: a [`ProjectData`], with every mistake at its place;
//! [`roster`] says whether the units and positions of all files fit together. The rows of tables that rules look up are
//! read with the tables of the packs.

pub(super) mod regulations;
pub(super) mod roster;

use super::calendar;
use super::header::{self, Head};
use super::keys::{HOLDER_KEYS, POSITION_KEYS, TASK_KEYS, UNIT_KEYS};
use super::stack::LayerKind;
use super::syntax::Parsed;
use super::tree::{Field, Fields, Tree};
use super::{Diagnostic, data, error};
use crate::document::Cursor;
use crate::rule::table::{Rows, Tables};
use crate::sop::Vocabulary;
use crate::sop::date::Day;
use crate::sop::project::{HolderEntry, PositionEntry, ProjectData, TaskEntry, UnitEntry, Validity, Written};

/// What a data file alone says, with the rows of tables that packs declare.
#[derive(Debug, Default)]
pub struct Supplied {
    /// Positions, units, calendar.
    pub data: ProjectData,
    /// Rows, by table.
    pub rows: Rows,
}

/// Reads one data file that stands alone, such as that of an example; `tables` say which columns there are.
#[must_use]
pub fn data_file(text: &str, vocabulary: &Vocabulary, tables: &Tables) -> (Supplied, Vec<Diagnostic>) {
    let mut supplied = Supplied::default();
    let parsed = Parsed::new(text);
    let document = parsed.reading.as_ref().and_then(|reading| reading.documents.first());
    let mut tree = Tree::new(document, text, 0);
    parsed.mistakes(&mut tree, text);
    if let Some(Head { fields, .. }) = header::head(&mut tree, LayerKind::Project) {
        read(&mut tree, &fields, &mut supplied.data);
        let entries = fields.get("tables").and_then(|field| tree.fields(field.value, "'tables'", &[]));
        for entry in entries.map_or_else(Vec::new, |entries| entries.list) {
            let below = tables.get(entry.key);
            if below.is_none() {
                tree.push(error("PK020", entry.key_span, format!("no table '{}'", entry.key)));
            }
            supplied.rows.insert(entry.key.to_owned(), data::table(&mut tree, &entry, below).terms());
        }
    }
    for diagnostic in roster::mistakes(&supplied.data, vocabulary) {
        tree.push(diagnostic);
    }
    (supplied, tree.into_diagnostics())
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

fn position<'t>(tree: &mut Tree<'t>, fields: &Fields<'t>) -> Option<PositionEntry> {
    let holders = fields.get("holders").map(|field| entries(tree, &field, "a holder", HOLDER_KEYS));
    Some(PositionEntry {
        name: name(tree, fields, "a position")?,
        aliases: texts(tree, fields, "aliases"),
        unit: fields.get("unit").and_then(|field| written(tree, field.value, "'unit'")),
        rank: fields.get("rank").and_then(|field| rank(tree, field.value)),
        valid: validity(tree, fields, ["valid_from", "valid_to"]),
        holders: holders.map(|list| list.iter().filter_map(|fields| holder(tree, fields)).collect()),
        approves: fields.get("approves").map(|_| texts(tree, fields, "approves")),
        incompatible: texts(tree, fields, "incompatible"),
    })
}

fn holder(tree: &mut Tree<'_>, fields: &Fields<'_>) -> Option<HolderEntry> {
    let name = name(tree, fields, "a holder")?.text;
    Some(HolderEntry { name, term: validity(tree, fields, ["from", "to"]) })
}

fn unit<'t>(tree: &mut Tree<'t>, fields: &Fields<'t>) -> Option<UnitEntry> {
    let required = |field: Field<'_>| tree.name(field.value, "'sop_required'", &["true", "false"], &[true, false]);
    let sop_required = fields.get("sop_required").and_then(required);
    Some(UnitEntry {
        name: name(tree, fields, "a unit")?,
        aliases: texts(tree, fields, "aliases"),
        parent: fields.get("parent").and_then(|field| written(tree, field.value, "'parent'")),
        sop_required,
        valid: validity(tree, fields, ["valid_from", "valid_to"]),
        tasks: fields.get("tasks").map(|field| tasks(tree, &field)),
    })
}

/// Tasks: each a text, or a name with the SOPs that say how it is done.
fn tasks(tree: &mut Tree<'_>, field: &Field<'_>) -> Vec<TaskEntry> {
    let entries = tree.entries(field.value, "'tasks'");
    let task = |entry: Cursor| {
        if !tree.is_map(entry) {
            return Some(TaskEntry { name: written(tree, entry, "a task")?, sops: Vec::new() });
        }
        let fields = tree.fields(entry, "a task", TASK_KEYS)?;
        let sops = texts(tree, &fields, "sop").into_iter().map(|sop| sop.text).collect();
        Some(TaskEntry { name: name(tree, &fields, "a task")?, sops })
    };
    entries.into_iter().filter_map(task).collect()
}

/// The days under two keys; the last may not come before the first.
fn validity(tree: &mut Tree<'_>, fields: &Fields<'_>, [first, last]: [&str; 2]) -> Validity {
    let day_at =
        |tree: &mut Tree<'_>, key: &str| fields.get(key).and_then(|field| day(tree, field.value, &format!("'{key}'")));
    let (from, to) = (day_at(tree, first), day_at(tree, last));
    if let (Some(from), Some(to), Some(field)) = (from, to, fields.get(last))
        && to < from
    {
        let span = tree.span(field.value);
        let message = format!("'{last}' {} is before '{first}' {}", to.to_iso(), from.to_iso());
        tree.push(error("PK022", span, message));
    }
    Validity { from, to }
}

fn name(tree: &mut Tree<'_>, fields: &Fields<'_>, what: &str) -> Option<Written> {
    let Some(field) = fields.get("name") else {
        tree.push(error("PK003", fields.span, format!("{what} has no 'name'")));
        return None;
    };
    let name = written(tree, field.value, "'name'")?;
    if name.text.is_empty() {
        tree.push(error("PK003", name.span, format!("the 'name' of {what} is empty")));
        return None;
    }
    Some(name)
}

pub(super) fn text(tree: &mut Tree<'_>, value: Cursor, what: &str) -> Option<String> {
    tree.text(value, what).map(|text| text.as_str().trim().to_owned())
}

fn written(tree: &mut Tree<'_>, value: Cursor, what: &str) -> Option<Written> {
    let text = tree.text(value, what)?;
    Some(Written { text: text.as_str().trim().to_owned(), file: tree.file(), span: text.span() })
}

fn texts(tree: &mut Tree<'_>, fields: &Fields<'_>, key: &str) -> Vec<Written> {
    let Some(field) = fields.get(key) else { return Vec::new() };
    let entries = tree.one_or_more(field.value, &format!("'{key}'"));
    entries
        .into_iter()
        .filter_map(|entry| written(tree, entry, "a name"))
        .filter(|name| !name.text.is_empty())
        .collect()
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

pub(super) fn day(tree: &mut Tree<'_>, entry: Cursor, what: &str) -> Option<Day> {
    let text = tree.text(entry, what)?;
    let day = Day::parse_iso(text.as_str().trim());
    if day.is_none() {
        let help = Some("such as 2026-01-01".to_owned());
        let message = format!("'{}' is no day", text.as_str());
        tree.push(Diagnostic { help, ..error("PK022", text.span(), message) });
    }
    day
}
