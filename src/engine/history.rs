//! Earlier audits of the same archive, for the trend.
//!
//! In and out: the lines of a history file, one JSON object for each audit, oldest first. An audit of the same day over the same
//! inputs takes the place of the one before, and a report compares with earlier days only: the same audit gives the same bytes.

use serde::{Deserialize, Serialize};

use crate::sop::date::Day;

/// One audit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Audited {
    /// The day it was made for.
    pub today: Day,
    /// Its record ([`super::record::Record::id`]).
    pub record: String,
    /// Version of the program.
    pub version: String,
    /// Documents, and how many of them were not read whole.
    pub documents: usize,
    /// Documents that were not read whole.
    pub not_whole: usize,
    /// Errors, warnings, infos.
    pub findings: [usize; 3],
    /// Score of the archive, 0 to 100 with one decimal.
    pub score: Option<f64>,
    /// Name and score of each unit.
    pub units: Vec<(String, Option<f64>)>,
}
