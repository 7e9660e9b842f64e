//! `must` / `must-not`: conditions must be true, or must not be.
//!
//! *What it checks*: comparisons over the values of one element. *Why it matters*: most rules are comparisons; written
//! as one line they can be read by the officer who is judged by them. *Parameters*: one condition, or a list of them, each
//! of which is judged on its own and does not apply when its values are not there. *Example*: `must: effective_date >= created_date`. A finding points at the values the
//! failing comparison read, the first named one first; `{field}` is its label.

use super::eval::{Truth, truth};
use super::evidence::evidence;
use super::{Judge, Outcome, Reason, Specials};
use crate::rule::expression::Expr;
use crate::rule::message::Special;

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, conditions: &[Expr], wanted: bool) -> Outcome {
    let mut outcome = Outcome::NotApplicable;
    let mut places = Vec::new();
    for condition in conditions {
        outcome = outcome.and(match truth(&judge.env, condition) {
            // Of several conditions those about what is not there concern nothing.
            Truth::Undecided(Reason::Missing) if conditions.len() > 1 => Outcome::NotApplicable,
            Truth::Undecided(reason) => Outcome::NotDecidable(reason),
            found if found == Truth::from(wanted) => Outcome::Pass,
            found => {
                let reads = evidence(&judge.env, condition, found);
                let label = reads.first().map_or_else(String::new, |read| read.label.clone());
                // A date that stands in for another is one mistake, not two; things that are missing at the same place are
                // as many as there are.
                let missing = |text: &str| if text.is_empty() { label.clone() } else { String::new() };
                let first = reads.first().map(|read| (read.span, missing(&read.text)));
                if first.is_none() || !places.contains(&first) {
                    places.push(first);
                    judge.report(reads, &Specials::default().with(Special::Field, label));
                }
                Outcome::Finding
            }
        });
    }
    outcome
}
