//! What a project says about regulations, laid above what ships, and where the two cannot both be true.
//!
//! In: the shipped entries and the project's own. Out: entries in which what is said above replaces what is said below, key by
//! key; what an own entry revokes or amends is said of the other too, with the own entry's source. Flags are never inherited:
//! `status_verified` and `subject_exact` belong to what stands beside them.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::data::{Claim, RegulationEntry};
use super::key_parts;
use crate::sop::citation::CitationWords;
use crate::sop::label::nearest;
use crate::sop::model::LegalStatus;

/// Regulations that are followed from one that replaces another to the next.
const MOST_REPLACEMENTS: usize = 64;

/// Lays the own entries above the shipped ones.
#[must_use]
pub fn merged(shipped: &[RegulationEntry], own: &[RegulationEntry]) -> Vec<RegulationEntry> {
    let mut entries = shipped.to_vec();
    let mut at: FxHashMap<&str, usize> = shipped.iter().enumerate().map(|(at, entry)| (&*entry.id, at)).collect();
    for entry in own {
        match at.get(entry.id.as_str()) {
            Some(&below) => lay_above(&mut entries[below], entry),
            None => {
                at.insert(&entry.id, entries.len());
                entries.push(entry.clone());
            }
        }
    }
    for entry in own {
        for claim in entry.revokes.iter().flatten() {
            if let Some(&other) = at.get(claim.id.as_str()) {
                tell(&mut entries[other], entry, claim.verified, LegalStatus::Revoked);
            }
        }
        if let Some(&other) = entry.amends.as_deref().and_then(|id| at.get(id)) {
            tell(&mut entries[other], entry, entry.verified == Some(true), LegalStatus::Amended);
        }
    }
    entries
}

fn lay_above(below: &mut RegulationEntry, above: &RegulationEntry) {
    fn set<T: Clone>(below: &mut Option<T>, above: &Option<T>) {
        if above.is_some() {
            below.clone_from(above);
        }
    }
    set(&mut below.type_code, &above.type_code);
    set(&mut below.issuer, &above.issuer);
    set(&mut below.number, &above.number);
    set(&mut below.year, &above.year);
    if above.subject.is_some() {
        below.subject_exact = None;
    }
    set(&mut below.subject, &above.subject);
    set(&mut below.subject_exact, &above.subject_exact);
    if above.status.is_some() {
        below.status_verified = None;
    }
    below.gazette.extend(above.gazette.iter().map(|(paper, number)| (paper.clone(), number.clone())));
    set(&mut below.status, &above.status);
    set(&mut below.status_verified, &above.status_verified);
    set(&mut below.amends, &above.amends);
    set(&mut below.amended_by, &above.amended_by);
    set(&mut below.revoked_by, &above.revoked_by);
    set(&mut below.revokes, &above.revokes);
    set(&mut below.verified, &above.verified);
    set(&mut below.yearly, &above.yearly);
    set(&mut below.yearly_series, &above.yearly_series);
    set(&mut below.budget_year, &above.budget_year);
    below.aliases.extend(above.aliases.iter().cloned());
    below.source.clone_from(&above.source);
    below.as_of.clone_from(&above.as_of);
}

/// Says of a regulation what another does to it, with the source of the other.
fn tell(entry: &mut RegulationEntry, by: &RegulationEntry, verified: bool, status: LegalStatus) {
    let claims = match status {
        LegalStatus::Revoked => &mut entry.revoked_by,
        _ => &mut entry.amended_by,
    };
    let claims = claims.get_or_insert_default();
    if claims.iter().any(|claim| claim.id == by.id) || entry.id == by.id {
        return;
    }
    claims.push(Claim { id: by.id.clone(), verified });
    // What was revoked is not amended by being amended before.
    if entry.status != Some(LegalStatus::Revoked) {
        entry.status = Some(status);
        entry.status_verified = Some(verified);
    }
    entry.source.clone_from(&by.source);
    entry.as_of.clone_from(&by.as_of);
}

/// Something that cannot be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Which of the own entries says it.
    pub entry: usize,
    /// The key under which it stands.
    pub key: &'static str,
    /// Which of the claims behind that key.
    pub claim: Option<usize>,
    /// The own entry with which it collides.
    pub other: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What may have been meant.
    pub help: Option<String>,
}

/// What cannot be true of what the own entries say, given what ships.
#[must_use]
pub fn contradictions(
    words: &CitationWords,
    shipped: &[RegulationEntry],
    own: &[RegulationEntry],
) -> Vec<Contradiction> {
    let all = merged(shipped, own);
    let known = Known {
        words,
        shipped: shipped.iter().map(|entry| (&*entry.id, entry)).collect(),
        all: all.iter().map(|entry| (&*entry.id, entry)).collect(),
    };
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, entry) in own.iter().enumerate() {
        first.entry(&entry.id).or_insert(at);
    }
    let mut found = Vec::new();
    for (at, entry) in own.iter().enumerate() {
        let mut say = |(key, claim), message, help| {
            found.push(Contradiction { entry: at, key, claim, other: None, message, help });
        };
        let Some(&first) = first.get(entry.id.as_str()).filter(|first| **first < at) else {
            known.itself(entry, &mut say);
            known.claims(entry, &mut say);
            continue;
        };
        let message = format!("'{}' stands there twice", entry.id);
        found.push(Contradiction { entry: at, key: "id", claim: None, other: Some(first), message, help: None });
    }
    found
}

/// A key of an entry, and which of the claims behind it.
type Spot = (&'static str, Option<usize>);

/// Takes a place, what is wrong, and what may have been meant.
type Say<'s> = dyn FnMut(Spot, String, Option<String>) + 's;

struct Known<'e> {
    words: &'e CitationWords,
    shipped: BTreeMap<&'e str, &'e RegulationEntry>,
    all: BTreeMap<&'e str, &'e RegulationEntry>,
}

impl Known<'_> {
    /// Kind, number, year and status of an entry.
    fn itself(&self, entry: &RegulationEntry, say: &mut Say<'_>) {
        let below = self.shipped.get(entry.id.as_str());
        if let (Some(code), Some(below)) = (&entry.type_code, below.and_then(|below| below.type_code.as_ref()))
            && code != below
        {
            say(("type", None), format!("'{}' is a {below} in the registry; this is a {code}", entry.id), None);
            return;
        }
        let missing =
            [("type", entry.type_code.is_none()), ("number", entry.number.is_none()), ("year", entry.year.is_none())];
        if let Some((key, _)) = missing.iter().find(|(_, missing)| *missing && below.is_none()) {
            let help = nearest(&entry.id, self.shipped.keys().copied()).map(|near| format!("did you mean '{near}'?"));
            say(("id", None), format!("'{}' is not in the registry, and has no '{key}'", entry.id), help);
            return;
        }
        self.id_and_kind(entry, say);
        let merged = self.all.get(entry.id.as_str());
        let status = merged.and_then(|merged| merged.status);
        let is_revoked =
            merged.is_some_and(|merged| merged.revoked_by.as_ref().is_some_and(|claims| !claims.is_empty()));
        if is_revoked && matches!(status, Some(LegalStatus::InForce | LegalStatus::Amended)) {
            let key = if entry.revoked_by.is_some() { "revoked_by" } else { "status" };
            let help = Some("write 'status: revoked', or 'revoked_by: []'".to_owned());
            say((key, None), format!("'{}' was replaced, and is in force", entry.id), help);
        }
    }

    /// The id is the kind, the number and the year.
    fn id_and_kind(&self, entry: &RegulationEntry, say: &mut Say<'_>) {
        if let Some(code) = &entry.type_code {
            if self.words.code(code).is_none() {
                say(
                    ("type", None),
                    format!("there is no kind of regulation '{code}'"),
                    Some("such as UU, PP, PERPRES, PMK".to_owned()),
                );
                return;
            }
            if !entry.id.strip_prefix(code.as_str()).is_some_and(|rest| rest.starts_with('-')) {
                let help = Some(format!("an id begins with its kind: {code}-…"));
                say(("type", None), format!("'{}' is no id of a {code}", entry.id), help);
            }
        }
        let year = key_parts(&entry.id).and_then(|(_, number)| number.split_once('-')).map(|(_, year)| year.to_owned());
        if let (Some(year), Some(said)) = (year, entry.year)
            && year != said.to_string()
        {
            say(("year", None), format!("'{}' is of {year} by its id, and of {said} here", entry.id), None);
        }
    }

    /// What others do to it, and it to others.
    fn claims(&self, entry: &RegulationEntry, say: &mut Say<'_>) {
        let year = self.all.get(entry.id.as_str()).and_then(|merged| merged.year);
        let ids =
            |claims: &Option<Vec<Claim>>| claims.iter().flatten().map(|claim| claim.id.clone()).collect::<Vec<_>>();
        let later = [("amended_by", ids(&entry.amended_by)), ("revoked_by", ids(&entry.revoked_by))];
        let earlier = [("amends", entry.amends.iter().cloned().collect()), ("revokes", ids(&entry.revokes))];
        let all = later.iter().map(|claims| (claims, true)).chain(earlier.iter().map(|claims| (claims, false)));
        for ((key, ids), is_later) in all {
            for (at, id) in ids.iter().enumerate() {
                self.claim(entry, (key, at, id), (year, is_later), say);
            }
        }
        if let Some(circle) = self.circle(&entry.id) {
            let key = if entry.revoked_by.is_some() { "revoked_by" } else { "revokes" };
            say((key, Some(0)), format!("'{}' would replace itself: {circle}", entry.id), None);
        }
    }

    fn claim(
        &self,
        entry: &RegulationEntry,
        (key, at, id): (&'static str, usize, &str),
        (year, is_later): (Option<i64>, bool),
        say: &mut Say<'_>,
    ) {
        let Some(other) = self.all.get(id) else {
            let near = nearest(id, self.all.keys().copied()).map(|near| format!("did you mean '{near}'?"));
            let help = near.or_else(|| Some("add an entry for it".to_owned()));
            return say((key, Some(at)), format!("there is no regulation '{id}'"), help);
        };
        if id == entry.id {
            return say((key, Some(at)), format!("'{id}' cannot do this to itself"), None);
        }
        let (Some(year), Some(others)) = (year, other.year) else { return };
        let (first, then) = if is_later { (year, others) } else { (others, year) };
        if then < first {
            let (old, new) = if is_later { (&*entry.id, id) } else { (id, &*entry.id) };
            say((key, Some(at)), format!("'{new}' is older than '{old}', so it changed nothing of it"), None);
        }
    }

    /// The way of replacements from a regulation back to itself.
    fn circle(&self, start: &str) -> Option<String> {
        let mut waiting = vec![(start, start.to_owned())];
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        while let Some((id, way)) = waiting.pop() {
            let entry = self.all.get(id)?;
            for claim in entry.revoked_by.iter().flatten().filter(|claim| claim.id != id) {
                let way = format!("{way} → {}", claim.id);
                if claim.id == start {
                    return Some(way);
                }
                let goes_on = seen.len() < MOST_REPLACEMENTS && self.all.contains_key(claim.id.as_str());
                if goes_on && seen.insert(&claim.id) {
                    waiting.push((&claim.id, way));
                }
            }
        }
        None
    }
}
