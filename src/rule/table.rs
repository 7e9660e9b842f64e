//! Lookup tables: rows by a key, with typed columns.
//!
//! A pack declares the shape of a table. Its rows stand in the pack, or are supplied by the project (a register of forms,
//! a roster): then a [`Supplied`] holds them for a run, and without it a `lookup` is undecided.

use rustc_hash::FxHashMap;

use super::expression::Parameter;
use super::path::Type;

/// A lookup table of a pack.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Names of the columns, and the type of their cells.
    pub columns: Vec<(String, Type)>,
    /// Rows by key in lower case; nothing when the project supplies them.
    pub rows: Option<Vec<(String, Vec<Parameter>)>>,
}

/// The rows a project supplies for a table of a pack.
#[derive(Debug, Clone, Default)]
pub struct Supplied(FxHashMap<String, Vec<Parameter>>);

/// Supplied rows by the name of their table.
pub type SuppliedTables = FxHashMap<String, Supplied>;

impl Supplied {
    /// Rows by key, each with a cell for every column of the table, in its order. Keys are compared in any case; of two
    /// rows with one key the first counts.
    #[must_use]
    pub fn new(rows: impl IntoIterator<Item = (String, Vec<Parameter>)>) -> Self {
        let mut by_key = FxHashMap::default();
        for (key, cells) in rows {
            by_key.entry(normal_key(&key)).or_insert(cells);
        }
        Self(by_key)
    }

    /// The cell of a row in a column, counted from 0.
    #[must_use]
    pub fn cell(&self, key: &str, column: usize) -> Option<&Parameter> {
        self.0.get(&normal_key(key))?.get(column)
    }
}

/// The form in which keys are compared.
#[must_use]
pub fn normal_key(key: &str) -> String {
    key.trim().to_lowercase()
}
