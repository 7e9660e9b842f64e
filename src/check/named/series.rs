//! `number-series`: a number that is missing between others of one series.
//!
//! *What it checks*: numbers that are equal but for their first digits, `SOP-007/KUL/9999/2025` and `SOP-009/KUL/9999/2025`.
//! *Why it matters*: a gap is an SOP that was lost, or a number that was given by mistake. *Parameters*: none. *Example*: `check:
//! number-series`. A series has at least [`SHORTEST`] numbers and more numbers than gaps; a folder that holds only some of an archive
//! is none. One finding for each gap, at the number behind it, with the number before it beside; `{problem}` is what is missing.

use std::collections::BTreeMap;

use crate::check::archive::{Archive, ArchiveChecked, Collector, Facts, Form, Mark};
use crate::check::evidence::value_read;
use crate::check::{Outcome, Reason, Walk};
use crate::finding::Related;

/// Numbers of the shortest series.
const SHORTEST: usize = 4;
/// Digits of the longest running number.
const MOST_DIGITS: usize = 5;

pub(super) fn collect<'m>(collector: &Collector<'m, 'm, '_>, facts: &mut Facts) -> Outcome {
    let number = &collector.subject.sop.document.number;
    if !number.is_present() {
        return Outcome::NotApplicable;
    }
    let Some((series, running, width)) = parts(number.as_str()) else { return Outcome::NotApplicable };
    let read = || value_read(collector.subject.sop.view, number, "number", "");
    let draft = facts.draft(number.span(), || collector.sketch_of(read()));
    let mark = Mark { numbers: (running, width as u32), ..collector.mark(&series, Some(draft)) };
    facts.marks.push(mark);
    Outcome::NotDecidable(Reason::NotSupplied)
}

/// The number without its first digits, these digits, and how many they are.
fn parts(number: &str) -> Option<(String, u32, usize)> {
    let start = number.find(|c: char| c.is_ascii_digit())?;
    let length = number[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len() - start);
    let (before, digits, after) = (&number[..start], &number[start..start + length], &number[start + length..]);
    let form = |part: &str| part.split_whitespace().collect::<String>().to_lowercase();
    let running = digits.parse().ok().filter(|_| length <= MOST_DIGITS)?;
    Some((format!("{}#{}", form(before), form(after)), running, length))
}

pub(super) fn decide(walk: &Walk, archive: &Archive<'_>, rule: u32, checked: &mut ArchiveChecked) {
    if !archive.is_complete() {
        return;
    }
    let mut series: BTreeMap<Form, BTreeMap<i64, (usize, &Mark)>> = BTreeMap::new();
    for (at, mark) in archive.marks(rule) {
        checked.outcomes.push((at, rule, Outcome::Pass));
        series.entry(mark.form).or_default().entry(i64::from(mark.numbers.0)).or_insert((at, mark));
    }
    for numbers in series.values().filter(|numbers| numbers.len() >= SHORTEST) {
        let pairs: Vec<_> = numbers.iter().zip(numbers.iter().skip(1)).collect();
        let missing: i64 = pairs.iter().map(|((before, _), (after, _))| *after - *before - 1).sum();
        if missing >= numbers.len() as i64 {
            continue;
        }
        for (before, after) in pairs.into_iter().filter(|((before, _), (after, _))| *after - *before > 1) {
            report(walk, archive, rule, [before, after], checked);
        }
    }
}

/// A running number, and where it was given.
type Given<'f> = (&'f i64, &'f (usize, &'f Mark));

fn report(
    walk: &Walk,
    archive: &Archive<'_>,
    rule: u32,
    [(before, (of, earlier)), (after, (at, mark))]: [Given<'_>; 2],
    checked: &mut ArchiveChecked,
) {
    let Some(draft) = mark.draft else { return };
    let gap = shown(*before + 1, *after - 1, mark.numbers.1 as usize);
    let earlier = earlier.draft.and_then(|draft| checked.sketch(archive.facts, *of, draft));
    let label = || archive.facts[*of].shown.as_ref().to_owned();
    let related = earlier.map(|sketch| Related { place: sketch.place, label: label() });
    let related = related.into_iter().collect();
    checked.find_beside(walk, archive, (*at, rule), draft, &mut std::iter::repeat(gap.as_str()), related);
}

fn shown(first: i64, last: i64, width: usize) -> String {
    match first == last {
        true => format!("{first:0width$}"),
        false => format!("{first:0width$}–{last:0width$}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_series_differ_in_their_first_digits_only() {
        assert_eq!(parts("SOP-007/KUL/9999/2025"), Some(("sop-#/kul/9999/2025".to_owned(), 7, 3)));
        assert_eq!(parts("SOP - 12 / KUL"), Some(("sop-#/kul".to_owned(), 12, 2)));
        assert_eq!(parts("tanpa nomor"), None);
        assert_eq!(parts("198001012005011999"), None);
        assert_eq!((shown(8, 8, 3), shown(8, 12, 3)), ("008".to_owned(), "008–012".to_owned()));
    }
}
