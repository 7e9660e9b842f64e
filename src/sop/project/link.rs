//! Links a document to the entries of its project, and works out what only both together tell.
//!
//! In: a document. Out: its actors, signatures and unit know their entries; a signature knows whether its position may
//! approve this SOP, and whether the official held it on that day. Where the project does not say, neither is there.

use super::{HolderEntry, PositionEntry, Project, Written};
use crate::sop::date::Day;
use crate::sop::model::{Activity, Actor, ActorKind, Approval, Coverage, Document, Nature};
use crate::sop::record::EnumSpec;
use crate::sop::value::{How, Parsed, Value};
use crate::sop::{Sop, Vocabulary};

impl Project {
    /// Links the actors, the signatures and the unit of a document to their entries.
    pub fn link(&self, vocabulary: &Vocabulary, sop: &mut Sop<'_>) {
        let document = &mut sop.document;
        if let Some(roster) = &self.units {
            document.unit_entry = roster.reference(vocabulary, &document.unit);
        }
        let Some(roster) = &self.positions else { return };
        for actor in document.actors.items.iter_mut().filter(|actor| may_be_position(actor)) {
            actor.post = roster.reference(vocabulary, &actor.name);
        }
        let mut approvals = std::mem::take(&mut document.approvals.items);
        for approval in &mut approvals {
            approval.post = roster.reference(vocabulary, &approval.position);
            let Some(entry) = approval.post.element().and_then(|at| roster.entries.get(at)) else { continue };
            if let Some(competent) = self.is_competent(vocabulary, entry, document) {
                approval.competent = worked_out(competent, &approval.position);
            }
            if let Some(held) = held(vocabulary, entry, approval, document) {
                approval.in_office = worked_out(held, &approval.name);
            }
        }
        document.approvals.items = approvals;
    }

    /// Whether a position may approve an SOP of this unit and kind; nothing when that cannot be told.
    fn is_competent(&self, vocabulary: &Vocabulary, entry: &PositionEntry, document: &Document<'_>) -> Option<bool> {
        let approves = entry.approves.as_ref()?;
        let (kinds, units): (Vec<&Written>, Vec<&Written>) =
            approves.iter().partition(|name| kind_of_sop(vocabulary, &name.text).is_some());
        let by_unit = units.is_empty() || self.is_within(vocabulary, &units, document)?;
        let by_kind = kinds.is_empty() || is_of_kind(vocabulary, &kinds, document)?;
        Some(by_unit && by_kind)
    }

    /// Whether the unit of a document is one of these, or a part of one.
    fn is_within(&self, vocabulary: &Vocabulary, names: &[&Written], document: &Document<'_>) -> Option<bool> {
        let units = self.units.as_ref()?;
        let listed: Vec<usize> = names.iter().filter_map(|name| units.find(vocabulary, &name.text)).collect();
        self.is_unit_within(document.unit_entry.element()?, &listed)
    }
}

/// The sets of kinds of SOP a position may be limited to.
const KINDS: [&EnumSpec; 3] = [&Activity::SPEC, &Nature::SPEC, &Coverage::SPEC];

/// The kind of SOP a word names: its set and its number there.
#[must_use]
pub fn kind_of_sop(vocabulary: &Vocabulary, word: &str) -> Option<(usize, u8)> {
    KINDS.iter().enumerate().find_map(|(at, spec)| Some((at, vocabulary.value(spec, word)?)))
}

/// Whether a document is of one of these kinds; nothing when it does not say.
fn is_of_kind(vocabulary: &Vocabulary, names: &[&Written], document: &Document<'_>) -> Option<bool> {
    let values = [&document.activity, &document.nature, &document.coverage];
    let mut unsaid = false;
    for (set, code) in names.iter().filter_map(|name| kind_of_sop(vocabulary, &name.text)) {
        match values[set].code() {
            Some(said) if said == code => return Some(true),
            Some(_) => {}
            None => unsaid = true,
        }
    }
    (!unsaid).then_some(false)
}

/// Whether an official held a position on the day of a signature; nothing when that cannot be told: no holders are listed, the
/// day is missing, somebody acts for the official, or a name may be another spelling of the right one.
fn held(
    vocabulary: &Vocabulary,
    entry: &PositionEntry,
    approval: &Approval<'_>,
    document: &Document<'_>,
) -> Option<bool> {
    let holders = entry.holders.as_ref()?;
    if approval.acting.is_present() || !approval.name.is_present() {
        return None;
    }
    let day = day_of(&approval.date).or_else(|| day_of(&document.approved_date))?;
    let name = vocabulary.actors.person(approval.name.as_str());
    let is_same = |holder: &&HolderEntry| vocabulary.actors.person(&holder.name) == name;
    let mut terms = holders.iter().filter(is_same).map(|holder| holder.term).peekable();
    if terms.peek().is_some() {
        return Some(terms.any(|term| term.holds(day)));
    }
    let mut others = holders.iter().filter(|holder| holder.term.holds(day)).peekable();
    others.peek()?;
    let is_other = |holder: &HolderEntry| {
        let other = vocabulary.actors.person(&holder.name);
        !other.split(' ').any(|word| name.split(' ').any(|own| own == word))
    };
    others.all(is_other).then_some(false)
}

fn day_of(value: &Value<'_>) -> Option<Day> {
    value.date()?.calendar()
}

/// A value that was worked out, at the place of what it is about.
fn worked_out<'a>(truth: bool, near: &Value<'a>) -> Value<'a> {
    Value { parsed: Parsed::Bool(truth), how: How::Project, ..near.clone() }
}

fn may_be_position(actor: &Actor<'_>) -> bool {
    matches!(actor.kind.code().and_then(ActorKind::from_code), Some(ActorKind::Position | ActorKind::Unknown) | None)
}
