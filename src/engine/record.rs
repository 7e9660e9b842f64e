//! What an audit rests on: the hashes of everything that went into it, so that a report can be held against its files.
//!
//! In: a report with hashes, and the linter that made it. Out: a [`Record`], whose [`Record::id`] stands in every report of the audit.

use serde::{Deserialize, Serialize};

/// The record of an audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Hash of everything else in it: 64 hexadecimal digits.
    pub id: String,
}
