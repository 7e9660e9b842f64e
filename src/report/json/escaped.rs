//! JSON that is safe to look at.
//!
//! In: values. Out: compact JSON in which everything a terminal would obey is an escape, so that a report on a screen does
//! no harm. Programs read the same values.

use std::io::{self, Write};

use serde_json::ser::Formatter;

use crate::report::clean;

/// Compact, with everything escaped that a terminal would obey: the same values, safe to look at.
pub(in crate::report) struct Escaped;

impl Formatter for Escaped {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if !fragment.chars().any(clean::is_hidden) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut utf8 = [0; 4];
        let mut utf16 = [0; 2];
        for character in fragment.chars() {
            if clean::is_hidden(character) {
                for unit in character.encode_utf16(&mut utf16) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            } else {
                writer.write_all(character.encode_utf8(&mut utf8).as_bytes())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;

    #[test]
    fn what_is_escaped_reads_back_as_it_was() {
        let text = "a \u{1b}[0m \u{9b} \u{202e} \u{e0041} \" \\ 漢字 👩\u{200d}💼";
        let mut out = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut out, Escaped);
        text.serialize(&mut serializer).expect("memory never fails");
        let written = String::from_utf8(out).expect("JSON is text");
        assert_eq!(written, r#""a \u001b[0m \u009b \u202e \udb40\udc41 \" \\ 漢字 👩‍💼""#);
        assert_eq!(serde_json::from_str::<String>(&written).expect("JSON"), text);
    }
}
