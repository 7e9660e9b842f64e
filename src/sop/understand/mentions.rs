//! Steps that are named in the text of others: `the reading of step 3`, `langkah 2 dan 4`.
//!
//! In: the texts and remarks of the steps. Out: the mentions of each step, with the step they lead to. A mention of a step
//! of something else (`step 3 of WH-SOP-004`, `section 5, step 3`) is none; one whose number occurs in several parts of the
//! procedure is ambiguous. Ways out are the business of [`super::branches`].

use std::ops::Range;

use crate::sop::flow::NumberForm;
use crate::sop::model::{Document, Mention, Step};
use crate::sop::value::{How, Parsed, State, Target, Value};

/// The words in front of a number.
const WORDS: [&str; 3] = ["steps", "step", "langkah"];
/// Between two numbers of one mention.
const JOINTS: [&str; 10] = [" and ", " or ", " to ", " dan ", " atau ", " sampai ", " & ", "-", "–", ", "];
/// Behind a number: it counts the steps of something else.
const OF_OTHERS: [&str; 8] = [" of ", " in ", " from ", " on ", " dari ", " pada ", " dalam ", " di "];
/// In front of the word: so it does.
const OTHERS: [&str; 21] = [
    "section", "sop", "appendix", "annex", "chapter", "part", "manual", "phase", "table", "article", "guide", "page",
    "document", "standard", "playbook", "runbook", "bagian", "lampiran", "bab", "tahap", "tabel",
];
/// Bytes in front of a mention that may say whose step it is.
const NEAR: usize = 30;

/// Fills in the mentions of all steps.
pub(super) fn derive<'a>(view: &'a str, model: &mut Document<'a>) {
    let mut found = Vec::new();
    for (at, step) in model.steps.items.iter().enumerate() {
        for value in [&step.text, &step.remarks].into_iter().filter(|value| value.is_present()) {
            for range in mentions(value.as_str()) {
                let number = number_of(&value.as_str()[range.clone()]);
                let target = target(model, at, &number);
                found.push((at, value.text.slice(range, view), target));
            }
        }
    }
    for (at, text, target) in found {
        let mut mention = Mention::new(text.span());
        mention.text = Value::present(text.clone(), How::Derived);
        mention.to = Value::present(text, How::Key).meaning(Parsed::Target(target));
        model.steps.items[at].mentions.items.push(mention);
    }
}

/// The number at the end of a mention.
fn number_of(mention: &str) -> NumberForm {
    NumberForm::new(mention.rsplit(char::is_whitespace).next().unwrap_or(mention))
}

/// The step with a number: the only one, or the only one in the same part.
fn target(model: &Document<'_>, from: usize, number: &NumberForm) -> Target {
    let steps = &model.steps.items;
    let has = |at: &usize| steps[*at].number.is_present() && NumberForm::new(steps[*at].number.as_str()) == *number;
    let same: Vec<usize> = (0..steps.len()).filter(has).collect();
    let near: Vec<usize> = same.iter().copied().filter(|&at| part(&steps[at]) == part(&steps[from])).collect();
    match (same.as_slice(), near.as_slice()) {
        ([one], _) | (_, [one]) => Target::Element(*one as u32),
        ([], _) if is_sure(model, number) => Target::Dangling,
        _ => Target::Ambiguous,
    }
}

fn part<'s>(step: &'s Step<'_>) -> (Option<i64>, &'s str) {
    (step.table.int(), step.phase.as_str())
}

/// Whether a number no step has is missing for sure: all steps were read, somebody numbered them, and no heading or
/// sub-step bears the number.
fn is_sure(model: &Document<'_>, number: &NumberForm) -> bool {
    let numbered = |step: &Step<'_>| step.number.is_present() && step.number.how != How::Derived;
    let below = |step: &Step<'_>| {
        let first = step.number.as_str().split('.').next().unwrap_or_default();
        NumberForm::new(first) == *number
    };
    let headings = model.sections.items.iter().map(|section| &section.title);
    let phases = model.steps.items.iter().map(|step| &step.phase);
    let named = headings.chain(phases).any(|title| {
        let words = title.as_str().split(|c: char| !(c.is_alphanumeric() || c == '.')).filter(|word| !word.is_empty());
        words.map(NumberForm::new).any(|word| word == *number)
    });
    model.steps.is_whole()
        && model.steps.state != State::Unreadable
        && model.steps.items.iter().all(numbered)
        && !model.steps.items.iter().any(below)
        && !named
}

/// The mentions in a text: `step 3`, and behind a joint the number alone.
fn mentions(text: &str) -> Vec<Range<usize>> {
    // Keeps every place.
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, word)) = next_word(&lower, at) {
        let behind = start + word.len();
        at = behind;
        let spaces = lower[behind..].len() - lower[behind..].trim_start_matches([' ', '\n']).len();
        let Some(end) = number_at(&lower, behind + spaces).filter(|_| spaces > 0) else { continue };
        let defines = start == 0 && lower[end..].starts_with([':', '.', ')']);
        if defines || is_of_others(&lower, start, end) {
            continue;
        }
        found.push(start..end);
        at = end;
        while let Some((from, to)) = joined_number(&lower, at) {
            found.push(from..to);
            at = to;
        }
    }
    found
}

/// The next word for a step, standing alone.
fn next_word(lower: &str, from: usize) -> Option<(usize, &'static str)> {
    let found = WORDS.iter().filter_map(|word| {
        let stands = |at: &usize| !lower[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '-');
        let mut places = lower[from..].match_indices(word).map(|(at, _)| from + at);
        Some((places.find(stands)?, *word))
    });
    found.min_by_key(|(at, word)| (*at, usize::MAX - word.len()))
}

/// Where the number that begins at a place ends: `3`, `3.1`, `3a`.
fn number_at(lower: &str, start: usize) -> Option<usize> {
    let rest = &lower[start..];
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let number = rest[..digits].trim_end_matches('.');
    if !number.starts_with(|c: char| c.is_ascii_digit()) || number.len() > 8 {
        return None;
    }
    let mut end = start + number.len();
    let letter = lower[end..].chars().next().filter(char::is_ascii_lowercase);
    if let Some(letter) = letter {
        end += letter.len_utf8();
    }
    let ends = !lower[end..].starts_with(|c: char| c.is_alphanumeric() || c == '%' || c == '/');
    ends.then_some(end)
}

/// A number behind a joint, when nothing behind it can be its unit.
fn joined_number(lower: &str, at: usize) -> Option<(usize, usize)> {
    let joint = JOINTS.iter().find(|joint| lower[at..].starts_with(**joint))?;
    let from = at + joint.len();
    let end = number_at(lower, from)?;
    let rest = &lower[end..];
    let closes = rest.is_empty() || rest.starts_with(['.', ',', ';', ':', ')']);
    let goes_on = JOINTS.iter().any(|joint| rest.starts_with(*joint));
    (closes || goes_on).then_some((from, end))
}

fn is_of_others(lower: &str, start: usize, end: usize) -> bool {
    let behind = OF_OTHERS.iter().any(|of| {
        lower[end..]
            .strip_prefix(of)
            .is_some_and(|rest| !["this ", "the procedure", "prosedur ini"].iter().any(|own| rest.starts_with(own)))
    });
    let from = (start.saturating_sub(NEAR)..=start).find(|&at| lower.is_char_boundary(at)).unwrap_or(start);
    let mut words = lower[from..start].split(|c: char| !c.is_alphanumeric());
    behind || words.any(|word| OTHERS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        mentions(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn steps_are_mentioned_by_their_numbers() {
        assert_eq!(found("Subtract the reading of step 3"), ["step 3"]);
        assert_eq!(found("Compare Steps 3 and 5."), ["Steps 3", "5"]);
        assert_eq!(found("Ulangi langkah 2 dan 4, lalu langkah 7.1"), ["langkah 2", "4", "langkah 7.1"]);
        assert_eq!(found("See steps 3-5; step 2a"), ["steps 3", "5", "step 2a"]);
    }

    #[test]
    fn what_is_no_mention_of_an_own_step_is_none() {
        for text in [
            "Step 3: open the door",
            "Take three steps",
            "Follow step 3 of WH-SOP-004",
            "Section 5, step 3 tells how",
            "Use the footstep 3",
            "After step size 3",
            "Langkah kerja 3 hari",
            "Do step 10% more",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
        assert_eq!(found("After step 3 and 10 mL of water"), ["step 3"], "10 has a unit");
        assert_eq!(found("After step 3 of this procedure"), ["step 3"]);
    }
}
