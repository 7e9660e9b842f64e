//! The expression language of rules: what it can say.
//!
//! In: one line of text and the names in scope. Out: a typed [`Expr`] that cannot fail when it is evaluated, or all
//! mistakes with their places inside the text. [`syntax`] reads the grammar, [`typing`] resolves names and checks types.

mod doubts;
pub mod functions;
pub mod syntax;
mod token;
pub mod typing;

use rustc_hash::FxHashMap;

use super::path::Path;
use super::pattern::Pattern;
use crate::sop::date::Day;
use crate::sop::duration::Length;
use crate::sop::value::State;

pub use doubts::{doubts, never_true};
pub(crate) use token::CUT;
pub use typing::{Parameter, Scope, compile};

/// A condition. Its value is true, false or undecided.
#[derive(Debug, PartialEq)]
pub enum Expr {
    /// All must be true.
    And(Vec<Expr>),
    /// One must be true.
    Or(Vec<Expr>),
    /// Must not be true.
    Not(Box<Expr>),
    /// Compares two values.
    Compare {
        /// How.
        op: Comparison,
        /// Left side.
        left: Term,
        /// Right side.
        right: Term,
    },
    /// Asks for the state of a value or a list.
    State {
        /// Of what.
        path: Path,
        /// Which state.
        state: State,
        /// Turned round.
        negated: bool,
    },
    /// Asks for the state of the value of a function.
    StateOf {
        /// Of what.
        call: Call,
        /// Which state.
        state: State,
        /// Turned round.
        negated: bool,
    },
    /// Is one of several.
    OneOf {
        /// The value.
        item: Term,
        /// The several.
        set: Vec<Term>,
        /// Turned round.
        negated: bool,
    },
    /// Is in a list of the model.
    InList {
        /// The value.
        item: Term,
        /// The list.
        list: Path,
        /// Turned round.
        negated: bool,
    },
    /// Matches a pattern.
    Matches {
        /// The text.
        text: Term,
        /// The pattern.
        pattern: Pattern,
    },
    /// The same name.
    Like {
        /// Left side.
        left: Term,
        /// Right side.
        right: Term,
    },
    /// Some element of one list is like one of the other.
    Overlaps {
        /// Left list.
        left: Path,
        /// Right list.
        right: Path,
    },
    /// A value that is true or false itself.
    Truth(Term),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// A value.
#[derive(Debug, PartialEq)]
pub enum Term {
    /// A text.
    Text(String),
    /// A number, in thousandths.
    Number(i64),
    /// True or false.
    Bool(bool),
    /// A value of a set.
    Enum(u8),
    /// A duration.
    Length(Length),
    /// A day.
    Day(Day),
    /// The day of the run.
    Today,
    /// A value of the model.
    Path(Path),
    /// Two values added.
    Plus(Box<Term>, Box<Term>),
    /// One value less another.
    Minus(Box<Term>, Box<Term>),
    /// A value times a constant, in thousandths.
    Scaled(i64, Box<Term>),
    /// A function.
    Call(Call),
}

/// A function.
#[derive(Debug, PartialEq)]
pub enum Call {
    /// How many elements fulfil a condition.
    Count {
        /// The list.
        list: Path,
        /// The condition on its elements.
        filter: Option<Box<Expr>>,
    },
    /// How many different values.
    CountDistinct(Path),
    /// The greatest value.
    Max(Vec<Term>),
    /// The least value.
    Min(Vec<Term>),
    /// The sum.
    Sum(Path),
    /// A text in small letters.
    Lower(Box<Term>),
    /// Number of words.
    Words(Box<Term>),
    /// The last four-digit year in a text.
    YearIn(Box<Term>),
    /// The one duration in a text.
    DurationIn(Box<Term>),
    /// Days from the first date to the second.
    DaysBetween(Box<Term>, Box<Term>),
    /// A cell of a table of the pack.
    Lookup {
        /// The table, and the number of the column.
        cell: (String, usize),
        /// The looked-up column by key, in lower case; nothing when the project was to supply it and did not.
        rows: Option<FxHashMap<String, Term>>,
        /// The key.
        key: Box<Term>,
    },
}
