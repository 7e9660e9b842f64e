//! The steps of reading a duration: a place in the text that moves forward over numbers, units and listed words.

use std::ops::Range;

use super::super::lexicon::{Lexicon, byte_range, skip_spaces};
use super::super::{Basis, Duration, DurationForm, Language, Length, TimeWords, Unit};
use super::repair::Fix;

/// Whether mistakes are errors or are noted and passed over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Strict,
    Repair,
}

/// A place in a text, with what was seen on the way.
pub(super) struct Scan<'a> {
    pub(super) words: &'a TimeWords,
    pub(super) text: &'a str,
    pub(super) language: Language,
    pub(super) mode: Mode,
    pub(super) at: usize,
    /// The units seen, one bit each.
    pub(super) units: u16,
    /// The first mistake passed over.
    pub(super) fix: Option<Fix>,
    /// Whether the number ahead of a unit opened a bracket that closes behind it: `15 (lima belas menit)`.
    opened: bool,
}

/// More digits than any real duration needs, few enough that no unit leaves `i64`.
pub(super) const MAX_DIGITS: usize = 9;

impl<'a> Scan<'a> {
    pub(super) fn new(words: &'a TimeWords, text: &'a str, language: Language, mode: Mode) -> Self {
        Self { words, text, language, mode, at: skip_spaces(text, 0), units: 0, fix: None, opened: false }
    }

    pub(super) fn quantity(&mut self) -> Option<(i64, Unit)> {
        let amount = self.number()?;
        Some((amount, self.unit()?))
    }

    /// Thousandths of `1,5`, `1.440`, `1/2`, `1 1/2`, `1 (satu)` or `satu`, white space behind it passed.
    ///
    /// Not read: more than nine digits, and three decimals behind the mark that groups thousands in the other language:
    /// `1,500 menit` is one and a half to one reader and one thousand five hundred to the next.
    pub(super) fn number(&mut self) -> Option<i64> {
        if let Some(part) = self.attempt(Self::fraction) {
            return Some(part);
        }
        let Some(digits) = self.digits() else { return self.take(&self.words.numbers) };
        let whole = match (self.grouped(digits)?, self.mode) {
            (Some(whole), _) => whole,
            (None, Mode::Strict) => whole_number(digits)?,
            (None, Mode::Repair) => self.joined_number(digits)?,
        };
        let decimals = self.decimals(whole)?;
        self.skip_spaces();
        let part = if decimals == 0 { self.attempt(Self::fraction).unwrap_or(0) } else { 0 };
        self.number_word();
        Some(whole * 1000 + decimals + part)
    }

    /// `1/2` or `½`: less than one, and no word.
    fn fraction(&mut self) -> Option<i64> {
        let start = self.at;
        let (part, end) = self.words.numbers.longest(self.text, start)?;
        let symbol = self.text.get(start..)?.chars().next().is_some_and(|first| !first.is_alphabetic());
        let ends = !self.text.as_bytes().get(end).is_some_and(u8::is_ascii_digit);
        self.at = skip_spaces(self.text, end);
        (part < 1000 && symbol && ends).then_some(part)
    }

    /// Thousands in groups of three digits, `1.440` in Indonesian and `1,440` in English: `Some(None)` where there are
    /// none, `None` where the groups break off.
    fn grouped(&mut self, first: &str) -> Option<Option<i64>> {
        let mark = match self.language {
            Language::Id => b'.',
            Language::En => b',',
        };
        let mut all = String::new();
        while let [found, a, b, c, after @ ..] = self.rest_bytes()
            && *found == mark
            && [a, b, c].iter().all(|byte| byte.is_ascii_digit())
            && !after.first().is_some_and(u8::is_ascii_digit)
            && (1..=3).contains(&first.len())
            && !first.starts_with('0')
        {
            if all.len() >= MAX_DIGITS {
                return None;
            }
            all.push_str(self.text.get(self.at + 1..self.at + 4)?);
            self.at += 4;
        }
        if all.is_empty() {
            return Some(None);
        }
        let breaks_off = matches!(self.rest_bytes(), [found, b'0'..=b'9', ..] if *found == mark);
        if breaks_off { None } else { whole_number(&format!("{first}{all}")).map(Some) }
    }

    /// The thousandths behind a decimal comma or point; none is zero.
    fn decimals(&mut self, whole: i64) -> Option<i64> {
        let [b'.' | b',', b'0'..=b'9', ..] = self.rest_bytes() else { return Some(0) };
        self.at += 1;
        let digits = self.digits()?;
        match digits.len() {
            1 => Some(whole_number(digits)? * 100),
            2 => Some(whole_number(digits)? * 10),
            3 if whole == 0 => whole_number(digits),
            _ => None,
        }
    }

    /// The digits ahead.
    pub(super) fn digits(&mut self) -> Option<&'a str> {
        let count = self.rest_bytes().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let digits = self.text.get(self.at..self.at + count).filter(|digits| !digits.is_empty())?;
        self.at += count;
        Some(digits)
    }

    /// `(satu)` behind a number.
    fn number_word(&mut self) {
        let [b'(', inside @ ..] = self.rest_bytes() else { return };
        let length = inside.iter().take_while(|byte| byte.is_ascii_alphabetic() || byte.is_ascii_whitespace()).count();
        if length > 0 && inside.get(length) == Some(&b')') {
            let word = inside[..length].iter().rposition(u8::is_ascii_whitespace).map_or(0, |space| space + 1);
            let unit = self.words.units.longest(self.text, self.at + 1 + word).map(|(_, end)| end);
            // `15 (lima belas menit)`: the unit stands inside.
            if word > 0 && unit == Some(self.at + 1 + length) {
                self.at += 1 + word;
                self.opened = true;
                return;
            }
            self.at += length + 2;
            self.skip_spaces();
        }
    }

    /// A unit with an optional full stop.
    pub(super) fn unit(&mut self) -> Option<Unit> {
        let found = self.words.units.longest(self.text, self.at);
        let (unit, end) = match self.mode {
            Mode::Strict => found.and_then(|(word, end)| Some((word.unit(self.language)?, end)))?,
            Mode::Repair => self.repaired_unit(found)?,
        };
        self.at = end;
        if self.rest_bytes().first() == Some(&b'.') {
            self.at += 1;
        }
        if std::mem::take(&mut self.opened) && self.rest_bytes().first() == Some(&b')') {
            self.at += 1;
        }
        self.skip_spaces();
        self.units |= 1 << (unit as u16);
        Some(unit)
    }

    /// `/berkas`, `per berkas`: everything to the end of the text, which must begin with a letter.
    pub(super) fn per(&mut self) -> Option<Range<u32>> {
        let start = self.at;
        self.attempt(|scan| {
            scan.take(&scan.words.connectors.per)?;
            scan.text.get(scan.at..)?.chars().next().filter(|first| first.is_alphabetic())
        })?;
        self.at = self.text.len();
        Some(byte_range(start, self.text.trim_end().len()))
    }

    /// `sejak diterima`: from when the time counts, to the end of the text; passed, not read.
    pub(super) fn since(&mut self) {
        let letter = |scan: &mut Self| {
            scan.take(&scan.words.connectors.since)?;
            scan.text.get(scan.at..)?.chars().next().filter(|first| first.is_alphabetic())
        };
        if self.attempt(letter).is_some() {
            self.at = self.text.len();
        }
    }

    /// `(tanggal 1-20)`: passed, not read.
    pub(super) fn note(&mut self) {
        let [b'(', inside @ ..] = self.rest_bytes() else { return };
        if let Some(length) = inside.iter().position(|byte| *byte == b')') {
            self.at += length + 2;
            self.skip_spaces();
        }
    }

    pub(super) fn take<T: Copy>(&mut self, words: &Lexicon<T>) -> Option<T> {
        let (value, end) = words.longest(self.text, self.at)?;
        self.at = skip_spaces(self.text, end);
        Some(value)
    }

    /// Takes all of a step or nothing.
    pub(super) fn attempt<T>(&mut self, step: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = (self.at, self.units, self.fix, self.opened);
        let result = step(self);
        if result.is_none() {
            (self.at, self.units, self.fix, self.opened) = before;
        }
        result
    }

    /// A comma and the white space behind it.
    pub(super) fn comma(&mut self) -> Option<()> {
        let is_comma = self.rest_bytes().first() == Some(&b',');
        is_comma.then(|| self.at = skip_spaces(self.text, self.at + 1))
    }

    pub(super) fn at_end(&self) -> bool {
        is_end(self.text, self.at)
    }

    pub(super) fn skip_spaces(&mut self) {
        self.at = skip_spaces(self.text, self.at);
    }

    fn rest_bytes(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    pub(super) fn duration(&self, form: DurationForm, low: Option<Length>, high: Option<Length>) -> Duration {
        let seen = Unit::ALL.iter().filter(|unit| self.units & 1 << (**unit as u16) != 0);
        let basis = seen.map(|unit| unit.basis()).reduce(Basis::with);
        // At most twelve units.
        let units = self.units.count_ones() as u8;
        Duration { form, low, high, basis, units, per: None, hint: None }
    }
}

/// The value of digits, unless there are too many; leading zeros do not count.
pub(super) fn whole_number(digits: &str) -> Option<i64> {
    let fits = digits.trim_start_matches('0').len() <= MAX_DIGITS;
    if fits { digits.parse().ok() } else { None }
}

/// Whether nothing but white space and one full stop follows.
pub(super) fn is_end(text: &str, at: usize) -> bool {
    let at = skip_spaces(text, at);
    let stop = usize::from(text.as_bytes().get(at) == Some(&b'.'));
    skip_spaces(text, at + stop) >= text.len()
}
