//! What a run is made of, as a hash: two runs with the same one judge every input alike.
//!
//! In: parts, in order. Out: 32 bytes. No part can be taken for another, or for two.

use sha2::{Digest, Sha256};

use crate::engine::Linter;
use crate::pack::Stack;

/// A hash of parts.
#[derive(Default)]
pub(super) struct Key(Sha256);

impl Key {
    pub(super) fn add(&mut self, part: &[u8]) {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    pub(super) fn add_debug(&mut self, part: &impl std::fmt::Debug) {
        self.add(format!("{part:?}").as_bytes());
    }

    pub(super) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }

    /// What decides how an input is judged, wherever the files lie: the program, options, rules, and the texts of packs, settings and
    /// data.
    pub(super) fn of(linter: &Linter, stack: &Stack) -> Self {
        let mut key = Self::default();
        key.add(env!("CARGO_PKG_VERSION").as_bytes());
        key.add_debug(&linter.options);
        linter.walk.rules.iter().for_each(|rule| key.add(rule.id.as_str().as_bytes()));
        for layer in &stack.layers {
            key.add_debug(&layer.source.kind);
            key.add(layer.source.text.as_bytes());
        }
        key
    }
}
