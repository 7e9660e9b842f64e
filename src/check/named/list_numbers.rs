//! `list-numbers`: lists that their authors numbered by hand have no repeat and no gap.
//!
//! *What it checks*: the numbers in front of the entries of each list, `1.` or `1)`. Entries without one belong to those
//! before them; a 1 begins anew. *Why it matters*: "butir 3" names nothing where two entries bear a 2, and a missing number
//! is a lost entry. *Parameters*: `of` (texts). *Example*: `with: {of: [qualifications.text, equipment.text]}`. `{found}` is
//! the number; numbers that the office program counts itself are always in order and stand in no text.

use crate::check::evidence::value_read;
use crate::check::paths::{Leaf, label, visit};
use crate::check::{Judge, Outcome, Read, Reason, Specials};
use crate::rule::named::Named;
use crate::sop::label::list_number;

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, named: &Named) -> Outcome {
    let mut outcome = Outcome::NotApplicable;
    for path in named.paths() {
        let env = judge.env;
        let label = label(&env, path);
        let mut last: Option<u32> = None;
        let mut broken: Vec<Read> = Vec::new();
        let mut numbered = 0;
        let whole = visit(&env, path, &mut |leaf| {
            let Leaf::Value(value) = leaf else { return };
            let Some((number, end)) = number(value.as_str()).filter(|_| value.is_present()) else { return };
            numbered += 1;
            if number != 1 && last.is_some_and(|last| number != last + 1) {
                let read = value_read(env.sop.view, value, &path.written, label);
                let span = value.text.locate(&(0..end), env.sop.view);
                broken.push(Read { span, text: number.to_string(), ..read });
            }
            last = Some(number);
        });
        outcome = outcome.and(match (numbered, whole) {
            (0, _) => Outcome::NotApplicable,
            (_, false) => Outcome::NotDecidable(Reason::Unreadable),
            _ if broken.is_empty() => Outcome::Pass,
            _ => Outcome::Finding,
        });
        if whole {
            broken.into_iter().for_each(|read| judge.report(vec![read], &Specials::default()));
        }
    }
    outcome
}

/// The whole number in front of an entry, and where it ends.
fn number(text: &str) -> Option<(u32, usize)> {
    let marker = &text[..list_number(text)];
    let digits = marker.bytes().take_while(u8::is_ascii_digit).count();
    let closed = marker[digits..].trim_end();
    (closed == "." || closed == ")").then_some(())?;
    Some((marker[..digits].parse().ok()?, digits))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn only_a_plain_number_in_front_counts() {
        assert_eq!(number("2. Teliti"), Some((2, 1)));
        assert_eq!(number("12) Teliti"), Some((12, 2)));
        for text in ["1.2 Teliti", "a. Teliti", "2 rangkap", "2025 adalah", "99999999999. Teliti", ""] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
