//! What an automatic number looks like: `1`, `01`, `a`, `IV`.
//!
//! In: the value of a counter and the format of its level (ECMA-376 part 1, 17.18.59). Out: its text.

/// The formats that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Format {
    /// `1`; also what stands in for the formats of other scripts.
    #[default]
    Decimal,
    /// `01`
    DecimalZero,
    /// `a`
    LowerLetter,
    /// `A`
    UpperLetter,
    /// `i`
    LowerRoman,
    /// `I`
    UpperRoman,
    /// A sign that does not count.
    Bullet,
    /// Nothing.
    Nothing,
}

impl Format {
    /// The format of that name in the file.
    pub(super) fn named(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "lowerLetter" => Self::LowerLetter,
            "upperLetter" => Self::UpperLetter,
            "lowerRoman" => Self::LowerRoman,
            "upperRoman" => Self::UpperRoman,
            "bullet" => Self::Bullet,
            "none" => Self::Nothing,
            _ => Self::Decimal,
        }
    }

    /// Whether its numbers are written in digits.
    pub(super) fn is_decimal(self) -> bool {
        matches!(self, Self::Decimal | Self::DecimalZero)
    }

    /// The text of a value.
    pub(super) fn text(self, value: u32) -> String {
        let plain = || value.to_string();
        match self {
            Self::Decimal => plain(),
            Self::DecimalZero => format!("{value:02}"),
            Self::LowerLetter => letters(value).unwrap_or_else(plain),
            Self::UpperLetter => letters(value).map_or_else(plain, |text| text.to_uppercase()),
            Self::LowerRoman => roman(value).unwrap_or_else(plain),
            Self::UpperRoman => roman(value).map_or_else(plain, |text| text.to_uppercase()),
            Self::Bullet | Self::Nothing => String::new(),
        }
    }
}

/// `a` to `z`, then `aa`, `bb`: the letter is repeated. Nothing for 0, and where nobody could count the letters.
fn letters(value: u32) -> Option<String> {
    const MOST: usize = 30;
    let at = value.checked_sub(1)?;
    let letter = char::from(b'a' + (at % 26) as u8);
    let times = at as usize / 26 + 1;
    (times <= MOST).then(|| std::iter::repeat_n(letter, times).collect())
}

/// `i`, `iv`, `xii`; nothing for 0 and beyond 4999.
fn roman(value: u32) -> Option<String> {
    const PARTS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if value == 0 || value > 4999 {
        return None;
    }
    let mut rest = value;
    let mut text = String::new();
    for (worth, letters) in PARTS {
        while rest >= worth {
            text.push_str(letters);
            rest -= worth;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_as_in_word() {
        for (format, value, text) in [
            (Format::Decimal, 12, "12"),
            (Format::DecimalZero, 7, "07"),
            (Format::DecimalZero, 12, "12"),
            (Format::LowerLetter, 1, "a"),
            (Format::LowerLetter, 26, "z"),
            (Format::LowerLetter, 28, "bb"),
            (Format::UpperLetter, 3, "C"),
            (Format::LowerRoman, 4, "iv"),
            (Format::UpperRoman, 1994, "MCMXCIV"),
        ] {
            assert_eq!(format.text(value), text);
        }
    }

    #[test]
    fn numbers_nobody_counts_in_letters_are_written_in_digits() {
        assert_eq!(Format::LowerLetter.text(0), "0");
        assert_eq!(Format::UpperLetter.text(u32::MAX), "4294967295");
        assert_eq!(Format::UpperRoman.text(5000), "5000");
    }
}
