//! Reads a date: text of a field in, [`Date`] out.
//!
//! A scanner over the shapes in use: a day, month and year in figures, in either order, or with
//! the month as a word. A weekday or a place may stand in front. What fits no shape is scanned again with misspelt
//! months allowed, to find a suggestion.

use super::super::duration::lexicon::{byte_range, skip_letters, skip_spaces};
use super::super::duration::nearest::nearest;
use super::{Date, DateForm, DateWords, Day, MonthHint};

impl DateWords {
    /// Reads `text`, which must be a date as a whole.
    ///
    /// `indonesian` is the language of the document: there `03/02/2025` is a day in February. In others it is ambiguous
    /// if both parts can be a month and differ, and `02/13/2025` has the month first.
    #[must_use]
    pub fn parse(&self, text: &str, indonesian: bool) -> Date {
        let order = if indonesian { Order::DayFirst } else { Order::Unknown };
        let scan = |mode| Scan { words: self, text, order, mode, at: 0, hint: None };
        if let Some(date) = scan(Mode::Strict).anywhere() {
            return date;
        }
        let mut repair = scan(Mode::Repair);
        // Without a year there is no date to mend, and most of these texts are plain words.
        let readable = text.contains(|c: char| c.is_ascii_digit()) && repair.anywhere().is_some();
        Date { hint: repair.hint.filter(|_| readable), ..Date::unparsed() }
    }
}

/// Which of two small figures is the day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    DayFirst,
    Unknown,
}

/// Whether misspelt months are errors or are noted and passed over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Strict,
    Repair,
}

struct Scan<'a> {
    words: &'a DateWords,
    text: &'a str,
    order: Order,
    mode: Mode,
    at: usize,
    hint: Option<MonthHint>,
}

/// One to four digits; how many tells years from days.
#[derive(Clone, Copy)]
struct Figure {
    value: i16,
    digits: usize,
}

impl Figure {
    /// The value as a day or month.
    fn small(self) -> Option<u8> {
        if self.digits <= 2 { u8::try_from(self.value).ok() } else { None }
    }

    fn year(self) -> Option<i16> {
        (self.digits == 4).then_some(self.value)
    }
}

/// Longer text in front of a comma is a sentence, not a place.
const MAX_PLACE: usize = 64;
/// A leap year: a date without a year is possible if it is possible here.
const SOME_YEAR: i16 = 2000;

impl Scan<'_> {
    /// A date that fills the text, or the rest of it behind a place: `Contoh, 31 Januari 2025`.
    fn anywhere(&mut self) -> Option<Date> {
        if let Some(date) = self.from(0) {
            return Some(date);
        }
        let first_digit = self.text.find(|c: char| c.is_ascii_digit())?;
        let comma = self.text[..first_digit].rfind(',').filter(|comma| *comma <= MAX_PLACE)?;
        self.hint = None;
        // A year behind a comma is more often the end of a title.
        self.from(comma + 1).filter(|date| date.form != DateForm::YearOnly)
    }

    fn from(&mut self, start: usize) -> Option<Date> {
        self.at = skip_spaces(self.text, start);
        while let Some(((), end)) = self.words.before.longest(self.text, self.at) {
            self.at = end;
            self.separator();
        }
        match self.figure() {
            Some(first) => self.after_figure(first),
            None => self.after_month(),
        }
    }

    /// `2024`, `3-2-2025`, `2025-02-03`, `3 Februari 2025`, `10/2024`
    fn after_figure(&mut self, first: Figure) -> Option<Date> {
        if self.at_end() {
            let year = first.year().filter(|year| *year > 0)?;
            return Some(Date { form: DateForm::YearOnly, year: Some(year), ..Date::unparsed() });
        }
        self.ordinal();
        self.number_word();
        let separator = self.separator();
        if let Some(second) = self.figure() {
            return self.figures(first, second, separator.filter(|separator| *separator != ',')?);
        }
        let month = self.month()?;
        self.separator();
        if let Some(((), end)) = self.words.before_year.longest(self.text, self.at) {
            self.at = skip_spaces(self.text, end);
        }
        let year = self.figure()?;
        if self.at_end() { day_of(first.small()?, month, year) } else { None }
    }

    /// `(enam)` behind a day.
    fn number_word(&mut self) {
        let at = skip_spaces(self.text, self.at);
        let Some(inside) = self.text.get(at..).and_then(|rest| rest.strip_prefix('(')) else { return };
        let Some(end) = inside.find(')') else { return };
        if end > 0 && inside[..end].chars().all(|c| c.is_alphabetic() || c == ' ') {
            self.at = at + end + 2;
        }
    }

    /// `Oktober 2024`, `February 3, 2025`
    fn after_month(&mut self) -> Option<Date> {
        let month = self.month()?;
        self.separator();
        let figure = self.figure()?;
        if self.at_end() {
            return match figure.year() {
                Some(year) => Some(month_of(year, month)),
                // `Oktober 24` is a day or a year.
                None => figure.small().map(|_| ambiguous(None, Some(month))),
            };
        }
        self.ordinal();
        self.separator();
        let year = self.figure()?;
        if self.at_end() { day_of(figure.small()?, month, year) } else { None }
    }

    /// Figures only, with the same separator between them.
    fn figures(&mut self, first: Figure, second: Figure, separator: char) -> Option<Date> {
        if self.at_end() {
            return if separator == '.' { None } else { month_in_figures(first, second) };
        }
        if self.separator() != Some(separator) {
            return None;
        }
        let third = self.figure()?;
        if !self.at_end() {
            return None;
        }
        if first.year().is_some() {
            return day_of(third.small()?, second.small()?, first);
        }
        let (left, right) = (first.small()?, second.small()?);
        match third.year() {
            Some(year) => self.day_and_month(left, right, year, third),
            None => Some(two_digit_year(left, right, third.small()?)),
        }
    }

    fn day_and_month(&self, left: u8, right: u8, year: i16, written: Figure) -> Option<Date> {
        let may_be_month = |part: u8| (1..=12).contains(&part);
        match (self.order, may_be_month(left), may_be_month(right)) {
            (Order::Unknown, true, true) if left != right => Some(ambiguous(Some(year), None)),
            (Order::Unknown, true, false) => day_of(right, left, written),
            (Order::Unknown | Order::DayFirst, _, _) => day_of(left, right, written),
        }
    }

    /// A month's name with an optional full stop.
    fn month(&mut self) -> Option<u8> {
        let found = self.words.months.longest(self.text, self.at);
        let (month, end) = match found {
            Some((word, end)) if word.misspelt.is_none() => (word.month, end),
            Some((word, end)) if self.mode == Mode::Repair => self.suggest(word.misspelt?, end),
            None if self.mode == Mode::Repair => {
                let end = skip_letters(self.text, self.at);
                self.suggest(self.nearest_month(end)?, end)
            }
            Some(_) | None => return None,
        };
        self.at = end + usize::from(self.text.as_bytes().get(end) == Some(&b'.'));
        Some(month)
    }

    /// The index of the one month's spelling that is near to the word up to `end`.
    fn nearest_month(&self, end: usize) -> Option<usize> {
        let written = self.text.get(self.at..end).filter(|written| written.len() > 2)?;
        let allowed = if written.len() < 5 { 1 } else { 2 };
        let spellings = self.words.spellings.iter().enumerate();
        nearest(written, allowed, spellings.map(|(index, (spelling, month))| (index, &**spelling, *month)))
    }

    fn suggest(&mut self, spelling: usize, end: usize) -> (u8, usize) {
        let (right, month) = self.words.spellings[spelling].clone();
        self.hint = Some(MonthHint { range: byte_range(self.at, end), month, right });
        (month, end)
    }

    /// One to four digits; more are no part of a date.
    fn figure(&mut self) -> Option<Figure> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let digits = rest.iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
        if !(1..=4).contains(&digits) {
            return None;
        }
        let value = rest[..digits].iter().fold(0, |value, byte| value * 10 + i16::from(byte - b'0'));
        self.at += digits;
        Some(Figure { value, digits })
    }

    fn ordinal(&mut self) {
        if let Some(((), end)) = self.words.ordinals.longest(self.text, self.at) {
            self.at = end;
        }
    }

    /// White space around at most one separator, which is returned; every dash is a hyphen.
    fn separator(&mut self) -> Option<char> {
        self.at = skip_spaces(self.text, self.at);
        let next = self.text.get(self.at..)?.chars().next()?;
        let separator = match next {
            '/' | '.' | ',' | '-' => Some(next),
            '‐' | '‑' | '–' | '−' => Some('-'),
            _ => None,
        };
        if separator.is_some() {
            self.at = skip_spaces(self.text, self.at + next.len_utf8());
        }
        separator
    }

    /// Whether nothing but white space and a full stop follows.
    fn at_end(&self) -> bool {
        let at = skip_spaces(self.text, self.at);
        let stop = usize::from(self.text.as_bytes().get(at) == Some(&b'.'));
        skip_spaces(self.text, at + stop) >= self.text.len()
    }
}

/// A day with a four-digit year is full or impossible; a two-digit year leaves the century open.
fn day_of(day: u8, month: u8, year: Figure) -> Option<Date> {
    let (day, month) = (Some(day), Some(month));
    let (year, known) = match year.digits {
        4 => (Some(year.value), DateForm::Full),
        2 => (None, DateForm::Ambiguous),
        _ => return None,
    };
    let possible = Day::new(year.unwrap_or(SOME_YEAR), month?, day?).is_some();
    let form = if possible { known } else { DateForm::Impossible };
    Some(Date { form, year, month, day, hint: None })
}

/// `10/2024`, `2024-10`; `2024/25` is a school year and no month.
fn month_in_figures(first: Figure, second: Figure) -> Option<Date> {
    let (year, month) = match (first.year(), second.year()) {
        (Some(year), None) if second.digits == 2 => (year, second.small()?),
        (None, Some(year)) => (year, first.small()?),
        _ => return None,
    };
    (1..=12).contains(&month).then(|| month_of(year, month))
}

/// Three small figures: the year may be the first or the last.
fn two_digit_year(first: u8, second: u8, third: u8) -> Date {
    let possible = |month, day| Day::new(SOME_YEAR, month, day).is_some();
    if possible(second, first) || possible(first, second) || possible(second, third) {
        return ambiguous(None, None);
    }
    Date { form: DateForm::Impossible, year: None, month: Some(second), day: Some(first), hint: None }
}

fn month_of(year: i16, month: u8) -> Date {
    Date { form: DateForm::MonthOnly, year: Some(year), month: Some(month), ..Date::unparsed() }
}

fn ambiguous(year: Option<i16>, month: Option<u8>) -> Date {
    Date { form: DateForm::Ambiguous, year, month, ..Date::unparsed() }
}

#[cfg(test)]
mod tests;
