//! soplint: a linter and compliance checker for Standard Operating Procedures.
//!
//! The way of a document: [`reader`] → [`sop`] → [`check`] → [`report`], with rules from [`pack`]. `ARCHITECTURE.md` in the
//! repository is the map. A program that already has the bytes of a document calls [`engine::Linter::check`] and
//! [`engine::Linter::finish`]; both do no I/O, start no threads and read no clock.

// Floors, bottom first; a floor uses floors below it only (`tests/tidy.rs` keeps them apart).
pub mod finding;
pub mod source;

pub mod document;

pub mod reader;

pub mod sop;

pub mod check;
pub mod rule;

pub mod pack;

pub mod engine;

pub mod report;

#[cfg(feature = "cli")]
pub mod cli;
