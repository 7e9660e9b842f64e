//! Lengths as files write them → EMU.
//!
//! In: the text of a length. Out: EMU (914,400 to the inch), or nothing where it is no length.

/// EMU of a point, 1/72 inch.
pub(super) const POINT: i64 = 12_700;
/// EMU of an inch.
pub(super) const INCH: i64 = 72 * POINT;

/// A coordinate of DrawingML: a whole number of EMU, or a number with a unit (ECMA-376 part 1, 20.1.10.16).
#[cfg(feature = "ooxml")]
pub(super) fn emu(text: &str) -> Option<i64> {
    let text = text.trim();
    text.parse().ok().or_else(|| with_unit(text))
}

/// A length with a unit, as in a style of VML (ECMA-376 part 4, 14.1.2.1); without one nothing.
pub(super) fn with_unit(text: &str) -> Option<i64> {
    let text = text.trim();
    let at = text.find(|letter: char| letter.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at_checked(at)?;
    let number: f64 = number.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
    let inches = match unit.to_ascii_lowercase().as_str() {
        "in" => number,
        "pt" => number / 72.0,
        "cm" => number / 2.54,
        "mm" => number / 25.4,
        "pc" | "pi" => number / 6.0,
        "px" => number / 96.0,
        _ => return None,
    };
    Some((inches * INCH as f64).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_with_and_without_units() {
        for (text, length) in [
            ("914400", Some(914_400)),
            (" -12700 ", Some(-12_700)),
            ("2in", Some(2 * INCH)),
            ("36pt", Some(457_200)),
            ("2.54cm", Some(INCH)),
            ("96px", Some(INCH)),
            ("1e9in", None),
            ("NaNpt", None),
            ("wide", None),
            ("", None),
        ] {
            assert_eq!(emu(text), length, "{text}");
        }
    }

    #[test]
    fn endless_lengths_do_not_overflow() {
        assert_eq!(with_unit("99999999999999999999999999999999in"), Some(i64::MAX));
        assert_eq!(with_unit("12"), None);
    }
}
