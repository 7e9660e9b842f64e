//! Which keys of the open maps were seen.
//!
//! In: the fields of maps as they are opened. Out: the first field with the same key. Small maps are searched one by
//! one; large ones by hashing, so that a map of a hundred thousand keys costs no more per key.

use rustc_hash::FxHashMap;

use crate::document::{Document, NodeId};

/// A map with more keys than this finds its duplicates by hashing.
const LINEAR_KEYS: usize = 16;

/// The keys of all open maps, those of the innermost map last.
#[derive(Default)]
pub(super) struct Keys {
    fields: Vec<NodeId>,
    /// The keys of large maps, under the map they belong to.
    large: FxHashMap<(NodeId, String), NodeId>,
}

impl Keys {
    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.fields.truncate(len);
    }

    pub(super) fn clear(&mut self) {
        self.fields.clear();
        self.large.clear();
    }

    /// Adds a field of `map`, whose keys start at `from`; returns an earlier one with the same key.
    pub(super) fn add(&mut self, document: &Document<'_>, map: NodeId, from: usize, field: NodeId) -> Option<NodeId> {
        let key = |id: NodeId| document.node(id).text.as_str();
        let siblings = &self.fields[from..];
        let first = if siblings.len() < LINEAR_KEYS {
            siblings.iter().copied().find(|&other| key(other) == key(field))
        } else {
            if siblings.len() == LINEAR_KEYS {
                // In reverse, so that the first of several stays.
                self.large.extend(siblings.iter().rev().map(|&other| ((map, key(other).to_owned()), other)));
            }
            let name = (map, key(field).to_owned());
            let first = self.large.get(&name).copied();
            self.large.entry(name).or_insert(field);
            first
        };
        self.fields.push(field);
        // Merging twice is no contradiction.
        first.filter(|_| key(field) != "<<")
    }
}
