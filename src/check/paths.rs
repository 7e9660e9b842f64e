//! Follows paths: from the element a rule judges to what it names.
//!
//! In: a typed [`Path`] and the names it may start from. Out: the values or elements it leads to, in the order of the document,
//! and whether all of them were there to be read; the state of a value as rules see it.

use super::{Reason, Run};
use crate::rule::Phase;
use crate::rule::path::{Path, Root};
use crate::sop::Sop;
use crate::sop::model::{Position, Regulation, Status, Unit};
use crate::sop::record::{Record, Slot, TypeId};
use crate::sop::value::{Parsed, State, Target, Value};

/// The names an expression reaches at run time.
#[derive(Clone, Copy)]
pub struct Env<'m, 'a> {
    /// Facts of the run.
    pub run: &'m Run<'m>,
    /// The document.
    pub sop: &'m Sop<'a>,
    /// The element being judged.
    pub element: &'m dyn Record<'a>,
    /// The element named by `as`.
    pub named: Option<&'m dyn Record<'a>>,
    /// The other element of a collision.
    pub other: Option<&'m dyn Record<'a>>,
}

impl<'m, 'a> Env<'m, 'a> {
    /// The same for another element.
    #[must_use]
    pub fn at(&self, element: &'m dyn Record<'a>) -> Self {
        Self { element, ..*self }
    }

    /// The phase the document is judged in.
    #[must_use]
    pub fn phase(&self) -> Phase {
        let status = || self.sop.document.status.code().and_then(Status::from_code);
        self.run.phase.unwrap_or_else(|| Phase::of(status()))
    }

    fn root(&self, root: Root) -> Option<&'m dyn Record<'a>> {
        match root {
            Root::Element => Some(self.element),
            Root::Document => Some(&self.sop.document),
            Root::Named => self.named,
            Root::Other => self.other,
        }
    }

    /// The element a reference leads to.
    #[must_use]
    pub fn follow(&self, ty: TypeId, index: usize) -> Option<&'m dyn Record<'a>> {
        match ty {
            TypeId::Step => self.sop.document.steps.items.get(index).map(|step| step as &dyn Record<'a>),
            TypeId::Actor => self.sop.document.actors.items.get(index).map(|actor| actor as &dyn Record<'a>),
            TypeId::Position => {
                self.run.project?.positions().get(index).map(|position: &'m Position<'a>| position as _)
            }
            TypeId::Regulation => self.run.registry().get(index).map(|law: &'m Regulation<'a>| law as _),
            TypeId::Unit => self.run.project?.units().get(index).map(|unit: &'m Unit<'a>| unit as _),
            _ => None,
        }
    }
}

/// What a path leads to.
#[derive(Clone, Copy)]
pub enum Leaf<'m, 'a> {
    /// A scalar.
    Value(&'m Value<'a>),
    /// An element.
    Record(&'m dyn Record<'a>, Option<(TypeId, u32)>),
}

/// The logical path of the value at a place of the list it leads through, counted from 1: `warnings[2].text`.
pub(super) fn in_list(path: &Path, place: usize) -> String {
    match path.written.split_once('.') {
        Some((list, field)) if path.fields.len() == 2 && path.is_list => format!("{list}[{place}].{field}"),
        _ => path.written.clone(),
    }
}

/// Visits everything a path leads to; false when part of a list on the way was lost.
pub fn visit<'m, 'a>(env: &Env<'m, 'a>, path: &Path, f: &mut dyn FnMut(Leaf<'m, 'a>)) -> bool {
    match env.root(path.root) {
        Some(record) => descend(env, record, None, &path.fields, f),
        None => false,
    }
}

fn descend<'m, 'a>(
    env: &Env<'m, 'a>,
    record: &'m dyn Record<'a>,
    index: Option<(TypeId, u32)>,
    fields: &[u8],
    f: &mut dyn FnMut(Leaf<'m, 'a>),
) -> bool {
    let Some((&field, rest)) = fields.split_first() else {
        f(Leaf::Record(record, index));
        return true;
    };
    match record.slot(field) {
        Slot::One(value) if rest.is_empty() => {
            f(Leaf::Value(value));
            true
        }
        Slot::One(value) => match (value.element(), reference_type(record, field)) {
            (Some(index), Some(ty)) => follow(env, ty, index as u32, rest, f),
            _ => value.state != State::Unreadable,
        },
        Slot::Many(list) => {
            list.items.iter().for_each(|value| f(Leaf::Value(value)));
            list.is_whole()
        }
        Slot::Records(list) => {
            let mut whole = list.is_whole();
            for at in 0..list.len() {
                if let Some(element) = list.get(at) {
                    whole &= descend(env, element, None, rest, f);
                }
            }
            whole
        }
        Slot::Refs(ty, list) => {
            let mut whole = list.is_whole();
            for &at in &list.items {
                whole &= follow(env, ty, at, rest, f);
            }
            whole
        }
    }
}

fn follow<'m, 'a>(env: &Env<'m, 'a>, ty: TypeId, at: u32, rest: &[u8], f: &mut dyn FnMut(Leaf<'m, 'a>)) -> bool {
    match env.follow(ty, at as usize) {
        Some(element) => descend(env, element, Some((ty, at)), rest, f),
        None => false,
    }
}

fn reference_type(record: &dyn Record<'_>, field: u8) -> Option<TypeId> {
    crate::rule::path::record_type(record.type_id().fields()[field as usize].ty)
}

/// The scalar a path without lists leads to.
#[must_use]
pub fn single<'m, 'a>(env: &Env<'m, 'a>, path: &Path) -> Option<&'m Value<'a>> {
    match first(env, path) {
        (Some(Leaf::Value(value)), _) => Some(value),
        _ => None,
    }
}

/// The scalar behind a path of one field. Most paths of a rule name one field of the element: that needs no walk.
#[inline]
pub(super) fn field<'m, 'a>(env: &Env<'m, 'a>, path: &Path) -> Option<&'m Value<'a>> {
    let [field] = *path.fields else { return None };
    match env.root(path.root)?.slot(field) {
        Slot::One(value) => Some(value),
        Slot::Many(_) | Slot::Records(_) | Slot::Refs(..) => None,
    }
}

/// The first thing a path leads to, and whether everything on the way was there to be read.
#[inline]
pub(super) fn first<'m, 'a>(env: &Env<'m, 'a>, path: &Path) -> (Option<Leaf<'m, 'a>>, bool) {
    match field(env, path) {
        Some(value) => (Some(Leaf::Value(value)), true),
        None => first_visited(env, path),
    }
}

fn first_visited<'m, 'a>(env: &Env<'m, 'a>, path: &Path) -> (Option<Leaf<'m, 'a>>, bool) {
    let mut found = None;
    let whole = visit(env, path, &mut |leaf| found = found.or(Some(leaf)));
    (found, whole)
}

/// The list slot a path leads to, when it leads to one list as a whole.
pub fn list_slot<'m, 'a>(env: &Env<'m, 'a>, path: &Path) -> Option<Slot<'m, 'a>> {
    let mut record = env.root(path.root)?;
    let (&last, before) = path.fields.split_last()?;
    for &field in before {
        match record.slot(field) {
            Slot::One(value) => record = env.follow(reference_type(record, field)?, value.element()?)?,
            _ => return None,
        }
    }
    match record.slot(last) {
        Slot::One(_) => None,
        slot => Some(slot),
    }
}

/// The state of a scalar as rules see it: a reference is present when it leads somewhere.
#[must_use]
pub fn state_of(value: &Value<'_>) -> State {
    match (&value.state, &value.parsed) {
        (State::Present, Parsed::Target(Target::Dangling)) => State::Missing,
        (State::Present, Parsed::Target(Target::Ambiguous | Target::Outside)) => State::Unreadable,
        (state, _) => *state,
    }
}

/// Why nothing can be said of a path through a list of the project that was not supplied.
pub(super) fn not_supplied(env: &Env<'_, '_>, path: &Path) -> Option<Reason> {
    let (ty, _) = path.into_project().filter(|(ty, _)| *ty != TypeId::Regulation)?;
    (!env.run.project.is_some_and(|project| project.supplies(ty))).then_some(Reason::NotSupplied)
}

/// The label of the field a path names.
#[must_use]
pub fn label<'m>(env: &Env<'m, '_>, path: &Path) -> &'m str {
    path.last().map_or("", |(ty, field)| env.run.vocabulary.field_name(ty, field, env.run.language))
}
