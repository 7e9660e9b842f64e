//! Content lines of iCalendar (RFC 5545, 3.1): folded at 75 octets, never within a character, ended by CRLF.

use std::io::{self, Write};

/// Octets of a line without its end.
const MOST: usize = 75;

/// Writes content lines.
pub(super) struct Lines<'o>(pub(super) &'o mut dyn Write);

impl Lines<'_> {
    /// Writes a property whose value is escaped already.
    pub(super) fn line(&mut self, name: &str, value: &str) -> io::Result<()> {
        let line = format!("{name}:{value}");
        let (mut rest, mut room, mut begin) = (line.as_str(), MOST, "");
        loop {
            let at = (0..=room.min(rest.len())).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or_default();
            write!(self.0, "{begin}{}\r\n", &rest[..at])?;
            rest = &rest[at..];
            if rest.is_empty() {
                return Ok(());
            }
            // A line that goes on begins with a space, which counts.
            (room, begin) = (MOST - 1, " ");
        }
    }
}

/// A value of type TEXT (RFC 5545, 3.3.11).
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\n' => out.push_str("\\n"),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(value: &str) -> String {
        let mut out = Vec::new();
        Lines(&mut out).line("SUMMARY", value).expect("memory never fails");
        String::from_utf8(out).expect("no character is cut")
    }

    #[test]
    fn a_long_line_is_folded_between_characters() {
        for value in
            ["a".repeat(500), "é".repeat(300), "漢".repeat(200), "👩\u{200d}💼".repeat(60), "aé漢👩".repeat(40)]
        {
            let folded = line(&value);
            assert!(folded.ends_with("\r\n"));
            let lines: Vec<&str> = folded.trim_end_matches("\r\n").split("\r\n").collect();
            assert!(lines.len() > 1 && lines.iter().all(|line| line.len() <= 75), "{lines:?}");
            assert!(lines[1..].iter().all(|line| line.starts_with(' ')), "{lines:?}");
            assert_eq!(folded.replace("\r\n ", "").trim_end(), format!("SUMMARY:{value}"));
        }
    }

    #[test]
    fn a_line_that_fits_is_not_folded() {
        assert_eq!(line(&"a".repeat(67)), format!("SUMMARY:{}\r\n", "a".repeat(67)));
        assert_eq!(line(&"a".repeat(68)), format!("SUMMARY:{}\r\n a\r\n", "a".repeat(67)));
        assert_eq!(line(""), "SUMMARY:\r\n");
    }

    #[test]
    fn what_separates_is_escaped_and_nothing_begins_a_line() {
        assert_eq!(text("a; b, c\\d\ne\rEND:VEVENT\u{85}"), "a\\; b\\, c\\\\d\\ne END:VEVENT ");
    }
}
