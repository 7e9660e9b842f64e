//! Scores, changes, counts and times as people read them, and small pictures of them made of letters.
//!
//! In: numbers. Out: words in the language of the report: `87,3` in Indonesian, `87.3` in English.

use crate::sop::Language;

/// Minutes of a working day.
pub(super) const DAY: u32 = 480;
/// What stands where there is no score.
pub(super) const NONE: &str = "–";
/// A picture of a score from the lowest to the highest, in eight steps.
const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Points that a trend shows at least from its bottom to its top, so that small changes look small.
const LEAST_RANGE: f64 = 10.0;

/// A number with one decimal.
pub(super) fn decimal(number: f64, language: Language) -> String {
    let text = format!("{number:.1}");
    match language {
        Language::Id => text.replace('.', ","),
        Language::En => text,
    }
}

/// A score, or that there is none.
pub(super) fn score(percent: Option<f64>, language: Language) -> String {
    percent.map_or_else(|| NONE.to_owned(), |percent| decimal(percent, language))
}

/// How a score changed: `▲ 2,1`, `▼ 0,4`, `=`; nothing where there is nothing to compare.
pub(super) fn change(now: Option<f64>, before: Option<f64>, language: Language) -> Option<String> {
    let tenths = ((now? - before?) * 10.0).round();
    let size = decimal(tenths.abs() / 10.0, language);
    Some(match tenths {
        _ if tenths > 0.0 => format!("▲ {size}"),
        _ if tenths < 0.0 => format!("▼ {size}"),
        _ => "=".to_owned(),
    })
}

/// A number of things, its thousands apart.
pub(super) fn count(number: usize, language: Language) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(if language == Language::Id { '.' } else { ',' });
        }
        out.push(digit);
    }
    out
}

/// A time in the unit that fits: minutes, or hours.
pub(super) fn time(minutes: u32, language: Language) -> String {
    let (minute, hour) = match language {
        Language::Id => ("mnt", "jam"),
        Language::En => ("min", "h"),
    };
    match minutes {
        0..60 => format!("{minutes} {minute}"),
        60..600 => format!("{} {hour}", decimal(f64::from(minutes) / 60.0, language)),
        _ => format!("{} {hour}", count(minutes.div_ceil(60) as usize, language)),
    }
}

/// A score as a bar of so many letters.
pub(super) fn bar(percent: f64, width: usize) -> String {
    // Full only at 100.
    let full = ((percent.clamp(0.0, 100.0) * width as f64 / 100.0) as usize).min(width);
    "█".repeat(full) + &"░".repeat(width - full)
}

/// Scores one after the other as a line of small bars; one that is missing is a gap.
pub(super) fn sparkline(scores: &[Option<f64>]) -> String {
    let known = || scores.iter().flatten().copied();
    let (least, most) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let range = (most - least).max(LEAST_RANGE);
    // The middle of what there is stands in the middle.
    let bottom = (least + most - range) / 2.0;
    // The middle lies within a step, not between two, so that next to no change is seen as none.
    let step = |score: f64| ((score - bottom) / range * 8.0 + 0.25).clamp(0.0, 7.0) as usize;
    scores.iter().map(|score| score.map_or(' ', |score| STEPS[step(score).min(7)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_does() {
        assert_eq!([score(Some(87.3), Language::Id), score(Some(100.0), Language::En)], ["87,3", "100.0"]);
        assert_eq!(score(None, Language::Id), "–");
        assert_eq!([count(999, Language::Id), count(1_234_567, Language::Id)], ["999", "1.234.567"]);
        assert_eq!(count(100_000, Language::En), "100,000");
    }

    #[test]
    fn a_change_says_its_direction() {
        let change = |now, before| change(now, before, Language::Id);
        assert_eq!(change(Some(87.3), Some(85.2)).as_deref(), Some("▲ 2,1"));
        assert_eq!(change(Some(85.2), Some(87.3)).as_deref(), Some("▼ 2,1"));
        assert_eq!(change(Some(87.3), Some(87.3)).as_deref(), Some("="));
        assert_eq!(change(Some(87.3), None), None);
    }

    #[test]
    fn times_are_minutes_then_hours() {
        let times = [0, 59, 60, 100, 600, 601, 600_000].map(|minutes| time(minutes, Language::Id));
        assert_eq!(times, ["0 mnt", "59 mnt", "1,0 jam", "1,7 jam", "10 jam", "11 jam", "10.000 jam"]);
        assert_eq!(time(90, Language::En), "1.5 h");
    }

    #[test]
    fn a_bar_is_full_only_when_everything_passes() {
        assert_eq!(
            [bar(0.0, 10), bar(55.0, 10), bar(99.9, 10), bar(100.0, 10)],
            ["░░░░░░░░░░", "█████░░░░░", "█████████░", "██████████"]
        );
    }

    #[test]
    fn a_trend_rises_where_scores_do_and_shows_what_is_missing() {
        assert_eq!(sparkline(&[Some(0.0), None, Some(50.0), Some(100.0)]), "▁ ▅█");
        assert_eq!(sparkline(&[Some(80.0), Some(80.1)]).chars().collect::<std::collections::BTreeSet<_>>().len(), 1);
        assert_eq!(sparkline(&[]), "");
        assert_eq!(sparkline(&[None]), " ");
    }
}
