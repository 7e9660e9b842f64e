//! Lookup tables: rows by a key, with typed columns.
//!
//! A pack declares the shape of a table. Its rows stand in the pack, or are supplied by the project (a register of forms,
//! a roster); where nobody supplies them a `lookup` is undecided.

use super::expression::Parameter;
use super::path::Type;

/// A lookup table of a pack.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Names of the columns, and the type of their cells.
    pub columns: Vec<(String, Type)>,
    /// Rows by key in lower case; nothing when the project is to supply them and has not.
    pub rows: Option<Vec<(String, Vec<Parameter>)>>,
}

/// The form in which keys are compared.
#[must_use]
pub fn normal_key(key: &str) -> String {
    key.trim().to_lowercase()
}
