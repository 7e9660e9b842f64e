//! Bytes → text view.
//!
//! In: the bytes of a text source. Out: UTF-8 text whose byte offsets are the file's own (a UTF-16 file is converted;
//! its offsets count in the converted text). A byte order mark stays in the view, so that offsets stay true.

use std::borrow::Cow;

use thiserror::Error;

/// How the bytes were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with or without a byte order mark.
    Utf8,
    /// UTF-16, little endian, announced by its byte order mark.
    Utf16Le,
    /// UTF-16, big endian, announced by its byte order mark.
    Utf16Be,
}

/// Why bytes are not text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// A byte sequence that is not UTF-8.
    #[error("byte {offset} is not UTF-8")]
    NotUtf8 {
        /// Offset of the first wrong byte.
        offset: usize,
    },
    /// A broken UTF-16 file.
    #[error("the UTF-16 text is broken near byte {offset}")]
    NotUtf16 {
        /// Offset of the unit that has no partner, or of the odd byte at the end.
        offset: usize,
    },
    /// NUL bytes: a binary file under the name of a text source.
    #[error("byte {offset} is NUL: a binary file")]
    Binary {
        /// Offset of the first NUL byte.
        offset: usize,
    },
}

/// The text of one input.
#[derive(Debug, Clone)]
pub struct TextView<'a> {
    /// The text, byte order mark included.
    pub text: Cow<'a, str>,
    /// How it was read.
    pub encoding: Encoding,
}

/// Bytes of the UTF-8 byte order mark.
pub const BOM: &str = "\u{feff}";

impl<'a> TextView<'a> {
    /// Reads `bytes` as UTF-8, or as UTF-16 when they begin with its byte order mark.
    ///
    /// # Errors
    /// [`DecodeError`] names the first byte that is not text.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        match bytes {
            [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes, Encoding::Utf16Le),
            [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes, Encoding::Utf16Be),
            _ => utf8(bytes),
        }
    }
}

fn utf8(bytes: &[u8]) -> Result<TextView<'_>, DecodeError> {
    let text = std::str::from_utf8(bytes).map_err(|error| match first_nul(bytes) {
        Some(offset) => DecodeError::Binary { offset },
        None => DecodeError::NotUtf8 { offset: error.valid_up_to() },
    })?;
    match first_nul(bytes) {
        Some(offset) => Err(DecodeError::Binary { offset }),
        None => Ok(TextView { text: Cow::Borrowed(text), encoding: Encoding::Utf8 }),
    }
}

fn first_nul(bytes: &[u8]) -> Option<usize> {
    memchr::memchr(0, bytes)
}

fn utf16(rest: &[u8], unit: fn([u8; 2]) -> u16, encoding: Encoding) -> Result<TextView<'static>, DecodeError> {
    let (pairs, odd) = rest.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(DecodeError::NotUtf16 { offset: rest.len() + 1 });
    }
    let mut text = String::with_capacity(pairs.len());
    let mut seen = 0;
    for unit in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let Ok(character) = unit else {
            return Err(DecodeError::NotUtf16 { offset: 2 + seen * 2 });
        };
        seen += character.len_utf16();
        text.push(character);
    }
    Ok(TextView { text: Cow::Owned(text), encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_borrowed_and_keeps_its_mark() {
        let view = TextView::decode("\u{feff}a: é".as_bytes()).expect("valid");
        assert_eq!(view.text, "\u{feff}a: é");
        assert!(matches!(view.text, Cow::Borrowed(_)));
    }

    #[test]
    fn utf16_is_converted() {
        for (mark, little) in [([0xff, 0xfe], true), ([0xfe, 0xff], false)] {
            let mut bytes = mark.to_vec();
            for unit in "nomor: \u{1f600}é".encode_utf16() {
                bytes.extend(if little { unit.to_le_bytes() } else { unit.to_be_bytes() });
            }
            assert_eq!(TextView::decode(&bytes).expect("valid").text, "nomor: \u{1f600}é");
        }
    }

    #[test]
    fn anything_else_names_its_first_wrong_byte() {
        assert_eq!(TextView::decode(b"a\xe9b").expect_err("broken"), DecodeError::NotUtf8 { offset: 1 });
        assert_eq!(TextView::decode(b"ab\0c").expect_err("broken"), DecodeError::Binary { offset: 2 });
        assert_eq!(TextView::decode(b"\xff\xfea").expect_err("broken"), DecodeError::NotUtf16 { offset: 2 });
        assert_eq!(TextView::decode(b"\xff\xfe\x00\xd8").expect_err("broken"), DecodeError::NotUtf16 { offset: 2 });
    }
}
