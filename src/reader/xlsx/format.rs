//! Number formats: what a spreadsheet shows of the number in a cell (ECMA-376 part 1, 18.8.31).
//!
//! In: a format code and a number. Out: the text on the sheet, with three exceptions so that it means the same everywhere: days
//! are shown as `2024-10-05` and times as `08:30`, whatever their order and language in the format; thousands are not grouped,
//! because the mark for it is the one for decimals in the next country; powers of ten and fractions are plain decimals. Widths
//! of columns are not looked at.

mod code;
mod decimal;
mod moment;

use code::{Condition, Piece, Unit};
use decimal::Decimal;

use super::serial::Epoch;

/// A format code, read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Format {
    /// For numbers: one for all, or by sign, or by condition.
    sections: Vec<Section>,
    /// For texts, where it adds something to them.
    text: Option<Section>,
}

/// One of the sections of a format code.
#[derive(Debug, Clone, PartialEq, Default)]
struct Section {
    condition: Option<Condition>,
    pieces: Vec<Piece>,
}

impl Format {
    /// The format that shows numbers as they are.
    pub(super) fn general() -> Self {
        Self { sections: Vec::new(), text: None }
    }

    /// Reads a format code. Nothing is an error: what is not known is shown as written.
    pub(super) fn read(code: &str) -> Self {
        let mut sections = code::sections(code);
        let is_text = |section: &Section| section.pieces.contains(&Piece::Text);
        // The fourth section is for texts, and so is the last one if it holds their place.
        let own = sections.iter().position(is_text).or((sections.len() > 3).then_some(3));
        let text = own.map(|at| sections.split_off(at)).and_then(|rest| rest.into_iter().next());
        Self { sections, text: text.filter(|text| text.pieces.iter().any(Piece::is_word)) }
    }

    /// What is shown of `number`; empty when the format hides it.
    pub(super) fn show(&self, number: f64, epoch: Epoch) -> String {
        let Some((section, sign)) = self.section(number) else { return general(number) };
        if section.has(|piece| matches!(piece, Piece::Unit(_))) {
            return section.moment(number, epoch).unwrap_or_else(|| general(number));
        }
        section.number(number.abs(), if sign { "-" } else { "" })
    }

    /// What is shown of a text, where that is not the text itself.
    pub(super) fn around(&self, text: &str) -> Option<String> {
        let section = self.text.as_ref()?;
        let mut shown = String::new();
        for piece in &section.pieces {
            match piece {
                Piece::Literal(literal) => shown.push_str(literal),
                Piece::Text => shown.push_str(text),
                _ => {}
            }
        }
        Some(shown)
    }

    /// The section for a number, and whether it is shown with a minus sign.
    fn section(&self, number: f64) -> Option<(&Section, bool)> {
        let is_negative = number < 0.0;
        if self.sections.iter().any(|section| section.condition.is_some()) {
            let holds = |section: &&Section| section.condition.is_none_or(|condition| condition.holds(number));
            let section = self.sections.iter().find(holds).or(self.sections.last())?;
            return Some((section, is_negative));
        }
        match (self.sections.as_slice(), is_negative) {
            ([], _) => None,
            ([only], _) => Some((only, is_negative)),
            ([_, negative, ..], true) => Some((negative, false)),
            ([_, _, zero, ..], false) if number == 0.0 => Some((zero, false)),
            ([positive, ..], false) => Some((positive, false)),
        }
    }
}

/// A number as it is: 15 digits at most, which is what spreadsheets keep of it.
pub(super) fn general(number: f64) -> String {
    // Step numbers and times are whole; their digits need no rounding.
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return (number as i64).to_string();
    }
    let sign = if number < 0.0 { "-" } else { "" };
    format!("{sign}{}", Decimal::of(number.abs()).shortest())
}

impl Section {
    fn has(&self, is: impl Fn(&Piece) -> bool) -> bool {
        self.pieces.iter().any(is)
    }

    fn units(&self) -> impl Iterator<Item = Unit> + '_ {
        self.pieces.iter().filter_map(|piece| if let Piece::Unit(unit) = piece { Some(*unit) } else { None })
    }

    /// The number with the digits and words of the section around it.
    fn number(&self, number: f64, sign: &str) -> String {
        // Whole numbers in the format `0` are the most usual; nothing of them has to be rounded.
        if matches!(self.pieces.as_slice(), [Piece::Digit(_)]) && number.fract() == 0.0 && (1.0..1e15).contains(&number)
        {
            return format!("{sign}{}", number as u64);
        }
        let mut decimal = Decimal::of(number);
        for piece in &self.pieces {
            match piece {
                Piece::Percent => decimal.shift(2),
                Piece::Thousand => decimal.shift(-3),
                _ => {}
            }
        }
        let shown = if self.has(|piece| matches!(piece, Piece::Exponent | Piece::Fraction | Piece::General)) {
            self.write_once(&decimal.shortest())
        } else {
            let (whole, fraction) = self.at_point();
            let decimals = fraction.iter().filter(|piece| matches!(piece, Piece::Digit(_))).count();
            decimal.round(decimals);
            let mut shown = String::new();
            write_whole(whole, &decimal.whole(), &mut shown);
            write_fraction(fraction, &decimal.fraction(decimals), &mut shown);
            shown
        };
        let sign = if decimal.is_zero() { "" } else { sign };
        format!("{sign}{}", shown.trim())
    }

    /// The pieces in front of the decimal point, and the rest.
    fn at_point(&self) -> (&[Piece], &[Piece]) {
        let point = self.pieces.iter().position(|piece| *piece == Piece::Point);
        self.pieces.split_at(point.unwrap_or(self.pieces.len()))
    }

    /// Puts a number at the first place for one, among the words of the section.
    fn write_once(&self, number: &str) -> String {
        let mut number = Some(number);
        let mut shown = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::General | Piece::Digit(_) => shown.push_str(number.take().unwrap_or_default()),
                Piece::Literal(_) if !piece.is_word() => {}
                piece => piece.write_word(&mut shown),
            }
        }
        shown
    }
}

/// Digits fill their places from the right; the first place takes all that are left.
fn write_whole(pieces: &[Piece], digits: &str, shown: &mut String) {
    let mut places = pieces.iter().filter(|piece| matches!(piece, Piece::Digit(_))).count();
    let mut rest = digits;
    let mut is_first = true;
    for piece in pieces {
        let Piece::Digit(blank) = piece else {
            piece.write_word(shown);
            continue;
        };
        let take = if is_first { (rest.len() + 1).saturating_sub(places) } else { usize::from(rest.len() >= places) };
        let (now, later) = rest.split_at(take.min(rest.len()));
        if now.is_empty() {
            blank.write(shown)
        } else {
            shown.push_str(now)
        }
        (rest, is_first, places) = (later, false, places - 1);
    }
}

/// Zeros at the end are shown only where the format wants them. The point is shown before a digit, be it one of the format's own.
fn write_fraction(pieces: &[Piece], digits: &str, shown: &mut String) {
    let places = pieces.iter().filter_map(|piece| if let Piece::Digit(blank) = piece { Some(*blank) } else { None });
    let wanted = places.enumerate().filter(|(at, blank)| {
        *blank == code::Blank::Zero || digits.as_bytes().get(*at).is_some_and(|digit| *digit != b'0')
    });
    let length = wanted.last().map_or(0, |(at, _)| at + 1);
    let is_point_shown = length > 0 || pieces.get(1).is_some_and(Piece::is_word);
    let mut digits = digits.chars().take(length);
    for piece in pieces {
        match piece {
            Piece::Point if is_point_shown => shown.push('.'),
            Piece::Digit(_) => shown.extend(digits.next()),
            piece => piece.write_word(shown),
        }
    }
}

#[cfg(test)]
mod tests;
