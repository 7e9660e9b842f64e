//! Passing over mistakes in a duration to find out what was meant.
//!
//! In: a scan in repair [`Mode`](super::scan::Mode). Out: the first mistake with its right spelling, if the text is a
//! duration once the mistakes are mended. The duration itself is thrown away: a suggestion is for the author, not a
//! value.

use super::super::lexicon::{byte_range, skip_letters, skip_spaces};
use super::super::nearest::nearest;
use super::super::words::UnitWord;
use super::super::{DurationHint, DurationProblem, Unit};
use super::scan::{MAX_DIGITS, Scan, whole_number};

/// A mistake at a byte range of the text.
#[derive(Clone, Copy)]
pub(super) struct Fix {
    start: usize,
    end: usize,
    right: Right,
}

#[derive(Clone, Copy)]
enum Right {
    /// The spelling of a unit with that index.
    Spelling(usize),
    /// The digits without the white space between them.
    Digits,
}

/// In shorter words one letter makes another word (`hal`, `hari`).
const MIN_WORD: usize = 4;

impl Scan<'_> {
    /// What to mend first so that the text becomes a duration.
    pub(super) fn suggestion(mut self) -> Option<DurationHint> {
        self.cell()?;
        let Fix { start, end, right } = self.fix?;
        let (problem, right) = match right {
            Right::Spelling(index) => (DurationProblem::MisspeltUnit, self.words.spellings[index].text.clone()),
            Right::Digits => {
                let digits = self.text.get(start..end)?.chars().filter(char::is_ascii_digit);
                (DurationProblem::SplitNumber, digits.collect())
            }
        };
        Some(DurationHint { problem, range: byte_range(start, end), right })
    }

    /// `first` and the digits that follow after white space, as one number: `1 0` is ten, `1 000` a thousand. Other
    /// groups (`10 20`) are two numbers and no slip.
    pub(super) fn joined_number(&mut self, first: &str) -> Option<i64> {
        let start = self.at - first.len();
        let mut all = String::from(first);
        let mut thousands = true;
        while let Some(group) = self.attempt(Self::next_digits) {
            all.push_str(group);
            thousands &= group.len() == 3;
            if all.len() > MAX_DIGITS {
                return None;
            }
        }
        if all.len() > first.len() {
            if !thousands && all.len() > 3 {
                return None;
            }
            self.note_fix(start, self.at, Right::Digits);
        }
        whole_number(&all)
    }

    /// The unit ahead with the offset behind it, a misspelt one noted. Two words go first: the `hari` of `hari kreja`
    /// is right and not what was meant.
    pub(super) fn repaired_unit(&mut self, found: Option<(UnitWord, usize)>) -> Option<(Unit, usize)> {
        let first_end = skip_letters(self.text, self.at);
        let second = skip_spaces(self.text, first_end);
        let second_end = skip_letters(self.text, second);
        let exact = found.and_then(|(word, end)| Some((word.unit(self.language)?, end)));
        let whole = exact.is_some_and(|(_, end)| end >= second_end);
        if !whole
            && second_end > second
            && let Some(fixed) = self.nearest_unit(second_end)
        {
            return Some(fixed);
        }
        if exact.is_some() {
            return exact;
        }
        match found.and_then(|(word, end)| Some((word.misspelt?, end))) {
            Some((spelling, end)) => Some(self.fixed_unit(spelling, end)),
            None => self.nearest_unit(first_end),
        }
    }

    fn next_digits<'t>(&mut self) -> Option<&'t str>
    where
        Self: 't,
    {
        let before = self.at;
        self.skip_spaces();
        if self.at > before { self.digits() } else { None }
    }

    /// The unit whose spelling is nearest to the text up to `end`, if it is near and no other unit is as near.
    fn nearest_unit(&mut self, end: usize) -> Option<(Unit, usize)> {
        let written = self.text.get(self.at..end).filter(|written| written.len() >= MIN_WORD)?;
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let allowed = if written.len() < 6 { 1 } else { 2 };
        let spellings = self.words.spellings.iter().enumerate();
        let spellings = spellings.map(|(index, spelling)| (index, &*spelling.text, spelling.unit));
        let comparable = spellings
            .filter(|(_, spelling, _)| spelling.len() >= MIN_WORD && spelling.contains(' ') == written.contains(' '));
        let spelling = nearest(&written, allowed, comparable)?;
        Some(self.fixed_unit(spelling, end))
    }

    fn fixed_unit(&mut self, spelling: usize, end: usize) -> (Unit, usize) {
        self.note_fix(self.at, end, Right::Spelling(spelling));
        (self.words.spellings[spelling].unit, end)
    }

    fn note_fix(&mut self, start: usize, end: usize, right: Right) {
        self.fix.get_or_insert(Fix { start, end, right });
    }
}
