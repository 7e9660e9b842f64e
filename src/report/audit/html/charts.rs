//! Small charts that need no program: bars in tables, and the line of earlier audits.
//!
//! In: shares and counts. Out: SVG inside the page. A number stands beside every bar: a chart helps the eye and is never the only way to
//! read something, so screen readers are told to pass it over.

use maud::{Markup, html};

use super::text;
use crate::engine::scorecard::Tally;
use crate::report::figures;
use crate::sop::Language;

/// A bar for a share of 0 to 100.
pub(super) fn bar(percent: Option<f64>) -> Markup {
    let width = percent.map_or(0.0, |percent| f64::from(text::tenths(percent)) / 10.0);
    html! {
        svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.rail x="0" y="0" width="100" height="10" {}
            rect.fill x="0" y="0" width=(width) height="10" {}
        }
    }
}

/// A bar of errors, warnings and hints; `most` is what fills it.
pub(super) fn stack(counts: [usize; 3], most: usize) -> Markup {
    let share = |count: usize| (count as f64 * 1000.0 / most.max(1) as f64).round() / 10.0;
    let [errors, warnings, infos] = counts.map(share);
    html! {
        svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.rail x="0" y="0" width="100" height="10" {}
            rect.e x="0" y="0" width=(errors) height="10" {}
            rect.w x=(errors) y="0" width=(warnings) height="10" {}
            rect.i x=(errors + warnings) y="0" width=(infos) height="10" {}
        }
    }
}

/// A table of shares: what, bar, number, out of how much.
pub(super) fn shares(caption: &str, head: [&str; 2], rows: &[(String, Tally)], language: Language) -> Markup {
    html! {
        table.shares {
            caption { (caption) }
            thead { tr { th scope="col" { (head[0]) } th scope="col" colspan="2" { (head[1]) } } }
            tbody {
                @for (name, tally) in rows {
                    tr {
                        th scope="row" { (name) }
                        td.chart { (bar(tally.percent())) }
                        td.n { (figures::score(tally.percent(), language)) }
                    }
                }
            }
        }
    }
}

/// Scores from the left to the right, the last one of today.
pub(super) fn line(scores: &[f64]) -> Markup {
    const WIDE: f64 = 600.0;
    const HIGH: f64 = 120.0;
    let step = WIDE / (scores.len().max(2) - 1) as f64;
    let rounded = |value: f64| (value * 10.0).round() / 10.0;
    let points =
        scores.iter().enumerate().map(|(at, score)| (rounded(at as f64 * step), rounded(HIGH - score * HIGH / 100.0)));
    let points: Vec<(f64, f64)> = points.collect();
    let path: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
    html! {
        svg.line viewBox="-30 -10 640 140" aria-hidden="true" focusable="false" {
            @for mark in [0.0, 50.0, 100.0] {
                @let y = HIGH - mark * HIGH / 100.0;
                line.rule x1="0" x2=(WIDE) y1=(y) y2=(y) {}
                text x="-6" y=(y + 4.0) { (mark) }
            }
            polyline points=(path.join(" ")) {}
            @for (x, y) in &points { circle cx=(x) cy=(y) r="4" {} }
        }
    }
}
