//! What the rules of a layer may name: parameters, lists, tables and sources of its own and of the layers below it.
//!
//! In: the entries of each layer, bases first. Out: for each layer the values its names stand for once every layer above
//! has had its say. A layer that sets a name it sees below changes it there; any other name is its own, so that two packs
//! that know nothing of each other may use the same word.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::stack::Stack;
use crate::rule::expression::{Parameter, Scope};
use crate::rule::table::Table;
use crate::rule::terms::TermList;
use crate::sop::record::TypeId;
use crate::sop::{Language, Vocabulary};
use crate::source::Span;

/// What the rules of a layer may name.
pub(super) struct Names<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    pub(super) pack: String,
    pub(super) languages: Vec<Language>,
    pub(super) sources: FxHashMap<String, String>,
    pub(super) params: FxHashMap<String, Parameter>,
    pub(super) lists: FxHashMap<String, TermList>,
    pub(super) tables: FxHashMap<String, Table>,
    pub(super) used: &'v RefCell<FxHashSet<String>>,
}

impl Names<'_> {
    /// A scope for expressions about an element.
    pub(super) fn scope<'s>(&'s self, element: TypeId, named: Option<&'s str>, other: Option<TypeId>) -> Scope<'s> {
        Scope {
            vocabulary: self.vocabulary,
            element,
            outer: None,
            named: named.map(|name| (name, element)),
            other,
            params: &self.params,
            tables: &self.tables,
            used: self.used,
        }
    }

    pub(super) fn use_name(&self, name: String) {
        self.used.borrow_mut().insert(name);
    }
}

/// A named value and the layers that set it, the one that made it first.
#[derive(Debug)]
pub(super) struct Slot<T> {
    pub(super) name: String,
    pub(super) value: T,
    pub(super) set_by: Vec<Setter>,
}

/// A layer that sets a value, and where.
#[derive(Debug, Clone)]
pub(super) struct Setter {
    pub(super) layer: usize,
    /// Its key.
    pub(super) span: Span,
    /// The value as it stands there, on one line.
    pub(super) written: String,
    /// Whether it adds to the value below or takes away from it, so that others may do the same.
    pub(super) edits: bool,
}

/// Two layers that know nothing of each other and set one thing to different values, unless a layer above both settles it.
pub(super) fn disagreement<'s>(stack: &Stack, setters: &'s [Setter]) -> Option<(&'s Setter, &'s Setter)> {
    let apart = |a: &Setter, b: &Setter| a.layer != b.layer && !stack.rests_on(b.layer, a.layer);
    let settled = |a: &Setter, b: &Setter| {
        setters.iter().any(|above| stack.rests_on(above.layer, a.layer) && stack.rests_on(above.layer, b.layer))
    };
    let pairs =
        setters.iter().enumerate().flat_map(|(at, second)| setters[..at].iter().map(move |first| (first, second)));
    let mut different = pairs.filter(|(a, b)| a.written != b.written && !(a.edits && b.edits));
    different.find(|(a, b)| apart(a, b) && !settled(a, b))
}

/// All values of one kind, and what each layer sees of them.
#[derive(Debug)]
pub(super) struct Slots<T> {
    pub(super) all: Vec<Slot<T>>,
    seen: Vec<FxHashMap<String, Vec<usize>>>,
}

impl<T: Clone> Slots<T> {
    pub(super) fn new() -> Self {
        Self { all: Vec::new(), seen: Vec::new() }
    }

    /// Begins the next layer, which sees what its bases see.
    pub(super) fn open_layer(&mut self, bases: &[usize]) {
        let mut seen: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for &base in bases {
            let mut names: Vec<(&String, &Vec<usize>)> = self.seen[base].iter().collect();
            names.sort_unstable();
            for (name, slots) in names {
                let known = seen.entry(name.clone()).or_default();
                slots.iter().for_each(|slot| {
                    if !known.contains(slot) {
                        known.push(*slot)
                    }
                });
            }
        }
        self.seen.push(seen);
    }

    /// The values a name of a layer stands for, by their places among all.
    pub(super) fn places(&self, layer: usize, name: &str) -> &[usize] {
        self.seen[layer].get(name).map_or(&[], Vec::as_slice)
    }

    /// The names a layer sees.
    pub(super) fn names(&self, layer: usize) -> impl Iterator<Item = &str> {
        self.seen[layer].keys().map(String::as_str)
    }

    /// Sets a name in a layer: `make` gives its value, out of the one below where there is one.
    pub(super) fn set(&mut self, name: &str, setter: &Setter, mut make: impl FnMut(Option<&T>) -> T) {
        let layer = setter.layer;
        match self.seen[layer].get(name) {
            Some(below) => {
                for &at in below {
                    self.all[at].value = make(Some(&self.all[at].value));
                    self.all[at].set_by.push(setter.clone());
                }
            }
            None => {
                let value = make(None);
                self.seen[layer].insert(name.to_owned(), vec![self.all.len()]);
                self.all.push(Slot { name: name.to_owned(), value, set_by: vec![setter.clone()] });
            }
        }
    }

    /// The values a layer sees, once it is opened. Where two bases have one name for two things, that of the later base.
    pub(super) fn values(&self, layer: usize) -> FxHashMap<String, T> {
        let last = |slots: &Vec<usize>| slots.last().map(|&at| self.all[at].value.clone());
        self.seen
            .get(layer)
            .into_iter()
            .flatten()
            .filter_map(|(name, slots)| Some((name.clone(), last(slots)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setter(layer: usize) -> Setter {
        Setter { layer, span: Span::at(0), written: layer.to_string(), edits: false }
    }

    fn value(slots: &Slots<i32>, layer: usize, name: &str) -> Option<i32> {
        slots.values(layer).get(name).copied()
    }

    #[test]
    fn a_layer_above_changes_what_a_layer_below_sees() {
        let mut slots = Slots::new();
        slots.open_layer(&[]);
        slots.set("x", &setter(0), |_| 1);
        slots.open_layer(&[0]);
        slots.set("x", &setter(1), |below| below.copied().unwrap_or(0) + 10);
        assert_eq!((value(&slots, 0, "x"), value(&slots, 1, "x")), (Some(11), Some(11)));
        assert_eq!(slots.all[0].set_by.iter().map(|setter| setter.layer).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn packs_that_know_nothing_of_each_other_may_use_one_word() {
        let mut slots = Slots::new();
        for layer in [0, 1] {
            slots.open_layer(&[]);
            slots.set("x", &setter(layer), |_| layer as i32 + 1);
        }
        slots.open_layer(&[0, 1]);
        slots.set("y", &setter(2), |_| 3);
        assert_eq!([0, 1].map(|layer| value(&slots, layer, "x")), [Some(1), Some(2)]);
        assert_eq!(value(&slots, 2, "x"), Some(2), "the later base");
        assert_eq!(value(&slots, 0, "y"), None);
    }
}
