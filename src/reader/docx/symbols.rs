//! Signs of fonts that hold pictures in place of letters: Wingdings, Wingdings 2, Symbol.
//!
//! In: the code of a sign and the name of its font. Out: the character that looks like it. A sign nobody would read as text
//! becomes a space, so that the words beside it stay apart.

/// The character that looks like the sign `code` of `font`.
pub(super) fn character(font: &str, code: u32) -> char {
    let plain = || char::from_u32(code).filter(|sign| !sign.is_control());
    match (signs(font), code) {
        (Some(signs), 0x20..=0xff | 0xf020..=0xf0ff) => {
            let code = (code & 0xff) as u8;
            signs.iter().find(|(of, _)| *of == code).map_or(' ', |(_, sign)| *sign)
        }
        // Signs of an unknown font in the area for private use look like anything.
        (None, 0xe000..=0xf8ff) => ' ',
        _ => plain().unwrap_or(' '),
    }
}

/// The text written with `font`, letter by letter, when its letters are signs.
pub(super) fn translated(font: &str, text: &str) -> Option<String> {
    signs(font).map(|_| text.chars().map(|letter| character(font, letter as u32)).collect())
}

/// What the signs of a font look like, by the low byte of their code; nothing when it is a font of letters.
fn signs(font: &str) -> Option<&'static [(u8, char)]> {
    match font.trim().to_ascii_lowercase().as_str() {
        "wingdings" => Some(WINGDINGS),
        "wingdings 2" => Some(WINGDINGS_2),
        "wingdings 3" | "webdings" => Some(&[]),
        "symbol" => Some(SYMBOL),
        _ => None,
    }
}

const WINGDINGS: &[(u8, char)] = &[
    (0x6c, '●'),
    (0x6e, '■'),
    (0x6f, '☐'),
    (0x71, '☐'),
    (0x72, '☐'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9f, '•'),
    (0xa7, '▪'),
    (0xa8, '☐'),
    (0xd8, '➢'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '→'),
    (0xf0, '→'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    // A ticked box: what counts is the tick.
    (0xfe, '✓'),
];

const WINGDINGS_2: &[(u8, char)] =
    &[(0x4f, '✗'), (0x50, '✓'), (0x51, '☒'), (0x52, '✓'), (0x53, '☒'), (0x54, '☒'), (0xa3, '☐')];

/// Letters, digits and marks are those of the keyboard only in part: `a` is alpha.
const SYMBOL: &[(u8, char)] = &[
    (b'(', '('),
    (b')', ')'),
    (b'+', '+'),
    (b',', ','),
    (b'-', '-'),
    (b'.', '.'),
    (b'/', '/'),
    (b'0', '0'),
    (b'1', '1'),
    (b'2', '2'),
    (b'3', '3'),
    (b'4', '4'),
    (b'5', '5'),
    (b'6', '6'),
    (b'7', '7'),
    (b'8', '8'),
    (b'9', '9'),
    (b':', ':'),
    (b';', ';'),
    (b'=', '='),
    (b'a', 'α'),
    (b'b', 'β'),
    (b'm', 'μ'),
    (b'p', 'π'),
    (0x57, 'Ω'),
    (0xa3, '≤'),
    (0xae, '→'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb7, '•'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xd6, '√'),
    (0xde, '⇒'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_characters_that_look_like_them() {
        for (font, code, sign) in [
            ("Wingdings", 0xf0fc, '✓'),
            ("wingdings", 0xfc, '✓'),
            ("Wingdings", 0xf0a8, '☐'),
            ("Wingdings", 0xf0e0, '→'),
            ("Wingdings 2", 0xf050, '✓'),
            ("Symbol", 0xf0b3, '≥'),
            ("MS Gothic", 0x2610, '☐'),
            ("Wingdings", 0xf041, ' '),
            ("Fon Lain", 0xf041, ' '),
            ("Arial", 0x7, ' '),
            ("Arial", 0xd800, ' '),
        ] {
            assert_eq!(character(font, code), sign, "{font} {code:x}");
        }
    }

    #[test]
    fn text_in_a_font_of_letters_stays() {
        assert_eq!(translated("Wingdings", "ü\u{f0a8}").as_deref(), Some("✓☐"));
        assert_eq!(translated("Arial", "ü"), None);
    }
}
