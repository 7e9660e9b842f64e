//! Lookup tables: rows by a key, with typed columns.
//!
//! A pack declares the shape of a table. Its rows stand in the pack, or are supplied by the project (a register of forms,
//! a roster); where nobody supplies them a `lookup` is undecided.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::expression::typing::constant_term;
use super::expression::{Parameter, Term};
use super::path::Type;
use crate::sop::duration::Length;

/// A lookup table of a pack.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Names of the columns, and the type of their cells.
    pub columns: Vec<(String, Type)>,
    /// Rows by key in lower case; nothing when the project is to supply them and has not.
    pub rows: Option<Vec<(String, Vec<Parameter>)>>,
}

/// Tables by their names.
pub type Tables = BTreeMap<String, Table>;

/// Lengths of time that packs name, such as how often an SOP is evaluated, by their names.
pub type Lengths = BTreeMap<String, Length>;

/// Rows that stand in place of those a rule was compiled with: by table, then by key.
pub type Rows = BTreeMap<String, BTreeMap<String, Vec<Term>>>;

impl Table {
    /// The rows by their keys, as conditions read them.
    #[must_use]
    pub fn terms(&self) -> BTreeMap<String, Vec<Term>> {
        let rows = self.rows.iter().flatten();
        rows.map(|(key, cells)| (key.clone(), cells.iter().map(constant_term).collect())).collect()
    }
}

/// The form in which keys are compared.
#[must_use]
pub fn normal_key(key: &str) -> Cow<'_, str> {
    let key = key.trim();
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if key.bytes().all(is_lower) { Cow::Borrowed(key) } else { Cow::Owned(key.to_lowercase()) }
}
