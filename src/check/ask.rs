//! `ask`: a question that only a person can answer.
//!
//! *What it checks*: nothing. The rule is never a finding and never decided; its question stands at the end of the report
//! with the number of documents it concerns. *Why it matters*: whether the people who do the work tried the steps stands in
//! no document, and a report that is silent about it would be read as if it did. *Parameters*: the question, in each
//! language. *Example*: `ask: {id: "Apakah pelaksana sudah mencoba langkah-langkah ini?", en: …}`. `when`, `for` and `where`
//! say which documents it concerns.

use super::{Outcome, Reason};

pub(super) fn check() -> Outcome {
    Outcome::NotDecidable(Reason::Person)
}
