//! A number and its limit, as the summary of a bench says it.

/// Says whether a number is reached, and whether it is.
pub(crate) fn verdict(what: &str, value: f64, limit: f64, at_most: bool) -> (String, bool) {
    let reached = if at_most { value <= limit } else { value >= limit };
    let sign = if at_most { "≤" } else { "≥" };
    let mark = if reached { "reached" } else { "MISSED" };
    (format!("{what}: {value:.3} (limit {sign} {limit}) {mark}"), reached)
}
