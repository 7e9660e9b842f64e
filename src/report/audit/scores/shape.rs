//! The objects of `soplint-audit-v1`.
//!
//! One struct for each, with its fields in the order in which they are written. What they mean stands in the schema, and a
//! test compares the two.

use serde::{Serialize, Serializer};

use crate::engine::report::{Checked, OutcomeCounts};
use crate::finding::{RuleId, Severity};

#[derive(Serialize)]
pub(super) struct ScoresJson<'r, T, R, U, D, L> {
    pub(super) schema: &'static str,
    pub(super) tool: T,
    pub(super) run: R,
    /// Id of the record.
    pub(super) record: &'r str,
    pub(super) title: &'r str,
    pub(super) archive: ScoreJson,
    pub(super) benefits: Vec<PartJson<'r>>,
    pub(super) questions: Vec<PartJson<'r>>,
    pub(super) groups: Vec<PartJson<'r>>,
    pub(super) units: U,
    pub(super) documents: D,
    pub(super) rules: L,
    pub(super) history: Vec<EarlierJson<'r>>,
}

/// A list that is made while it is written, so that a large archive is not held twice.
pub(super) struct Each<F>(pub(super) F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

#[derive(Serialize)]
pub(super) struct ScoreJson {
    pub(super) score: Option<f64>,
    pub(super) grade: Option<char>,
    pub(super) documents: usize,
    pub(super) checked: usize,
    pub(super) partly: usize,
    pub(super) unchecked: usize,
    pub(super) findings: FindingsJson,
    pub(super) faulty: usize,
    pub(super) accepted: usize,
    pub(super) outcomes: OutcomeCounts,
    pub(super) minutes: u32,
}

#[derive(Serialize)]
pub(super) struct FindingsJson {
    pub(super) error: usize,
    pub(super) warning: usize,
    pub(super) info: usize,
}

/// A benefit, a question, a group of rules.
#[derive(Serialize)]
pub(super) struct PartJson<'r> {
    pub(super) name: &'r str,
    pub(super) score: Option<f64>,
    pub(super) passed: u64,
    pub(super) decided: u64,
}

#[derive(Serialize)]
pub(super) struct UnitJson<'r> {
    pub(super) unit: usize,
    pub(super) parent: Option<usize>,
    pub(super) name: Option<&'r str>,
    pub(super) of_project: bool,
    #[serde(flatten)]
    pub(super) score: ScoreJson,
    pub(super) benefits: Vec<PartJson<'r>>,
    pub(super) questions: Vec<PartJson<'r>>,
}

#[derive(Serialize)]
pub(super) struct DocumentJson<'r> {
    pub(super) path: &'r str,
    pub(super) document: u32,
    pub(super) number: Option<&'r str>,
    pub(super) title: Option<&'r str>,
    pub(super) unit: usize,
    pub(super) checked: Checked,
    pub(super) score: Option<f64>,
    pub(super) grade: Option<char>,
    pub(super) findings: FindingsJson,
    pub(super) accepted: usize,
    pub(super) outcomes: OutcomeCounts,
    pub(super) minutes: u32,
    pub(super) in_force: Option<bool>,
    pub(super) effective: Option<String>,
    pub(super) next_review: Option<String>,
}

#[derive(Serialize)]
pub(super) struct RuleJson<'r> {
    pub(super) rule: RuleId,
    pub(super) title: &'r str,
    pub(super) severity: Severity,
    pub(super) benefit: &'static str,
    pub(super) findings: usize,
    pub(super) outcomes: OutcomeCounts,
    pub(super) minutes: u32,
}

#[derive(Serialize)]
pub(super) struct EarlierJson<'r> {
    pub(super) today: String,
    pub(super) record: &'r str,
    pub(super) version: &'r str,
    pub(super) documents: usize,
    pub(super) not_whole: usize,
    pub(super) unchecked: usize,
    pub(super) findings: FindingsJson,
    pub(super) faulty: usize,
    pub(super) score: Option<f64>,
    pub(super) units: Vec<EarlierUnitJson<'r>>,
}

#[derive(Serialize)]
pub(super) struct EarlierUnitJson<'r> {
    pub(super) name: &'r str,
    pub(super) score: f64,
}
