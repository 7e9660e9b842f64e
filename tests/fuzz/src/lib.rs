//! What all fuzz targets share: how the bytes of an input become a file, and what must hold for whatever is read of it.
//!
//! In: any bytes. Out: nothing, or a panic that names the broken promise. Used by the targets under `fuzz_targets`, and by
//! `tests/fuzz_corpus.rs`, which replays the committed inputs on every run of the tests.

pub mod drawings;
pub mod files;
pub mod grids;
pub mod invariants;
pub mod model;
pub mod stored;
pub mod targets;

pub use targets::Target;
