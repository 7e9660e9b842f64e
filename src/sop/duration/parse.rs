//! Reads a duration: text of a cell in, [`Duration`] out (grammar: sop-ap section 9).
//!
//! A hand-written scanner that walks the bytes once and copies nothing, because every time cell of an archive passes
//! here. Only what is not a quantity meets the regular expressions of the word lists, and only what is then still
//! unread is scanned again with mistakes allowed, to find a suggestion.

mod repair;
mod scan;

use std::cmp::Ordering;
use std::ops::Range;

use scan::{Mode, Scan, is_end};

use super::lexicon::{skip_letters, skip_spaces};
use super::{Duration, DurationForm, Language, Length, TimeWords, Unit};

impl TimeWords {
    /// Reads `text`, which must be a duration as a whole; a word that both languages know has its Indonesian meaning.
    #[must_use]
    pub fn parse(&self, text: &str) -> Duration {
        self.parse_in(text, Language::Id)
    }

    /// Reads `text`; a word that both languages know has its meaning in `language`: `hr` is a day in Indonesian and an
    /// hour in English.
    #[must_use]
    pub fn parse_in(&self, text: &str, language: Language) -> Duration {
        if let Some(form) = self.whole_cell(text) {
            return Duration::without_length(form);
        }
        if let Some(duration) = Scan::new(self, text, language, Mode::Strict).cell() {
            return duration;
        }
        if let Some(form) = self.pattern(&single_spaced(text)) {
            return Duration::without_length(form);
        }
        let hint = Scan::new(self, text, language, Mode::Repair).suggestion();
        Duration { hint, ..Duration::without_length(DurationForm::Unparsed) }
    }

    /// The one length that a running text names, of a range or of alternatives the greatest; `None` when it names none or
    /// two different ones, or one of them cannot be said.
    #[must_use]
    pub fn only_length_in(&self, text: &str) -> Option<Length> {
        let mut only: Option<Length> = None;
        let mut at = 0;
        while let Some(start) = next_number(text, at) {
            let mut scan = Scan::new(self, text, Language::Id, Mode::Strict);
            scan.at = start;
            let found = scan.quantity_in_text();
            if found.is_some() && scan.per().is_some() {
                return None;
            }
            at = match found {
                Some(length) if only.is_some_and(|only| only != length) => return None,
                Some(length) => {
                    only = Some(length);
                    scan.at
                }
                None => start + text[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - start),
            };
        }
        only
    }

    /// The words for units in a text, in order.
    #[must_use]
    pub fn units_in(&self, text: &str) -> Vec<(Range<usize>, Unit)> {
        let mut units = Vec::new();
        let mut at = 0;
        while let Some(found) = text.get(at..).and_then(|rest| rest.find(char::is_alphabetic)) {
            let start = at + found;
            let known = self.units.longest(text, start);
            at = match known.and_then(|(word, end)| Some((word.unit(Language::Id)?, end))) {
                Some((unit, end)) => {
                    units.push((start..end, unit));
                    end
                }
                None => skip_letters(text, start),
            };
        }
        units
    }

    /// The form of a cell that is nothing but a listed word, with or without a full stop.
    fn whole_cell(&self, text: &str) -> Option<DurationForm> {
        let (form, end) = self.cells.longest(text, skip_spaces(text, 0))?;
        is_end(text, end).then_some(form)
    }
}

/// One side of a range, or one alternative.
#[derive(Clone, Copy)]
enum Side {
    /// Thousandths, without a unit.
    Number(i64),
    Amount {
        total: Length,
        /// How many quantities were added.
        parts: usize,
        unit: Unit,
    },
}

/// Where the next number in digits begins; one behind a letter, a slash or a full stop is part of a name or of a date.
fn next_number(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = text.get(at..)?.find(|c: char| c.is_ascii_digit()) {
        let start = at + found;
        let before = text[..start].chars().next_back();
        if !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | ',' | '-')) {
            return Some(start);
        }
        at = start + text[start..].find(|c: char| !c.is_ascii_digit())?;
    }
    None
}

impl Scan<'_> {
    /// A quantity or a range inside a text: its upper bound.
    fn quantity_in_text(&mut self) -> Option<Length> {
        match self.side()? {
            Side::Number(_) => {
                self.take(&self.words.connectors.range)?;
                let Side::Amount { total, .. } = self.side()? else { return None };
                Some(total)
            }
            Side::Amount { total, .. } => {
                let high = self.attempt(|scan| {
                    scan.take(&scan.words.connectors.range)?;
                    let Side::Amount { total, .. } = scan.side()? else { return None };
                    Some(total)
                });
                Some(high.unwrap_or(total))
            }
        }
    }

    /// The whole cell, or `None` when it fits no form that has numbers or units.
    fn cell(&mut self) -> Option<Duration> {
        let start = self.at;
        let qualifier = self.take(&self.words.qualifiers);
        match self.side() {
            None => {
                // `min` is a qualifier in front of a number and a unit alone.
                self.at = start;
                self.lone_unit()
            }
            Some(Side::Number(number)) => self.after_number(number),
            Some(Side::Amount { total, parts, .. }) => self.after_amount(total, parts, qualifier),
        }
    }

    /// `menit`
    fn lone_unit(&mut self) -> Option<Duration> {
        // A correction here would see misspelt units in every text of one word.
        let known = self.mode == Mode::Strict && self.unit().is_some();
        (known && self.at_end()).then(|| self.duration(DurationForm::NoNumber, None, None))
    }

    /// `10`, `5-10` or the rest of `5-10 menit`, whose unit counts for both numbers.
    fn after_number(&mut self, number: i64) -> Option<Duration> {
        if self.at_end() {
            return Some(self.duration(DurationForm::NoUnit, None, None));
        }
        self.take(&self.words.connectors.range)?;
        match self.side()? {
            Side::Number(_) => self.at_end().then(|| self.duration(DurationForm::NoUnit, None, None)),
            Side::Amount { total, parts: 1, unit } => self.rest(DurationForm::Range, Length::of(number, unit), total),
            Side::Amount { .. } => None,
        }
    }

    fn after_amount(&mut self, total: Length, parts: usize, qualifier: Option<DurationForm>) -> Option<Duration> {
        if self.take(&self.words.connectors.range).is_some() {
            let Side::Amount { total: high, .. } = self.side()? else { return None };
            return self.rest(DurationForm::Range, total, high);
        }
        let form = match qualifier {
            _ if parts > 1 => DurationForm::Sum,
            Some(form) => form,
            None => DurationForm::Single,
        };
        match self.rest(form, total, total) {
            // Of which alternative the qualifier speaks is not certain.
            None if qualifier.is_some() => None,
            // The note of the first alternative is passed by now.
            None => self.alternatives(total),
            some => some,
        }
    }

    /// What may follow every quantity: the object it is for, or a note and from when it counts, and then the end.
    fn rest(&mut self, form: DurationForm, low: Length, high: Length) -> Option<Duration> {
        if let Some(per) = self.per() {
            let duration = self.duration(DurationForm::PerItem, Some(low), Some(high));
            return Some(Duration { per: Some(per), ..duration });
        }
        self.note();
        self.since();
        self.at_end().then(|| self.duration(form, Some(low), Some(high)))
    }

    /// The others of `120 menit / 3 hari`. The bounds are lost as soon as two cannot be compared.
    fn alternatives(&mut self, first: Length) -> Option<Duration> {
        let mut bounds = Some((first, first));
        while !self.at_end() {
            self.take(&self.words.connectors.alternatives)?;
            let Side::Amount { total, .. } = self.side()? else { return None };
            self.note();
            bounds = bounds.and_then(|(low, high)| Some((lesser(low, total)?, greater(high, total)?)));
        }
        let (low, high) = bounds.unzip();
        Some(self.duration(DurationForm::Alternatives, low, high))
    }

    /// `5 menit`, `1 hari kerja 1 jam`, `1 x 24 jam`, or a number alone.
    fn side(&mut self) -> Option<Side> {
        let number = self.number()?;
        if self.take(&self.words.connectors.times).is_some() {
            let (amount, unit) = self.quantity()?;
            return Some(Side::Amount { total: Length::of(amount, unit).times(number)?, parts: 2, unit });
        }
        let Some(unit) = self.unit() else { return Some(Side::Number(number)) };
        let mut total = Length::of(number, unit);
        let mut parts = 1;
        while let Some(added) = self.attempt(Self::added_quantity).or_else(|| self.behind_comma(total)) {
            total = total.plus(added)?;
            parts += 1;
        }
        Some(Side::Amount { total, parts, unit })
    }

    fn added_quantity(&mut self) -> Option<Length> {
        self.take(&self.words.connectors.sum);
        let (amount, unit) = self.quantity()?;
        Some(Length::of(amount, unit))
    }

    /// `1 jam, 15 menit`: what is smaller than the hour is added to it; what is not is another time.
    fn behind_comma(&mut self, total: Length) -> Option<Length> {
        self.attempt(|scan| {
            scan.comma()?;
            let (amount, unit) = scan.quantity()?;
            let one = Length::of(1000, unit);
            let added = Length::of(amount, unit);
            let fits = greater(total, added)? == total && added != total && one != total;
            fits.then_some(added)
        })
    }
}

fn lesser(left: Length, right: Length) -> Option<Length> {
    Some(if left.compare_strictly(right)? == Ordering::Greater { right } else { left })
}

fn greater(left: Length, right: Length) -> Option<Length> {
    Some(if left.compare_strictly(right)? == Ordering::Less { right } else { left })
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
