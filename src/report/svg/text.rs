//! Text in a picture: how wide it is, where it is broken, how it is escaped.
//!
//! In: text and a width. Out: lines that fit. A picture is drawn without fonts at hand, so widths are those of Arial and
//! of the families that copy its metrics (Liberation Sans, Arimo), rounded up.

use unicode_width::UnicodeWidthChar;

use crate::report::clean;

/// Width of a character in thousandths of the size of the font.
fn advance(character: char) -> u32 {
    match character {
        'i' | 'j' | 'l' | '\'' | '|' => 225,
        ' ' | '!' | ',' | '.' | '/' | ':' | ';' | 'I' | 'f' | 't' | '[' | ']' | '\\' => 280,
        '(' | ')' | '-' | '`' | 'r' | '"' | '•' => 360,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' | '*' => 510,
        'w' | 'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 725,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'F' | 'T' | 'Z' | 'L' => 725,
        'G' | 'O' | 'Q' => 780,
        'M' | 'm' => 835,
        'W' | '%' | '—' | '…' => 1000,
        '@' => 1015,
        _ if character.width() == Some(0) => 0,
        _ if character.width() == Some(2) => 1000,
        _ if character.is_ascii() => 560,
        _ => 700,
    }
}

/// How wide a line is in a font of that size.
pub(in crate::report) fn width(line: &str, size: f64) -> f64 {
    f64::from(line.chars().map(advance).sum::<u32>()) * size / 1000.0
}

/// How wide the widest word is.
pub(super) fn widest_word(text: &str, size: f64) -> f64 {
    text.split_whitespace().map(|word| width(word, size)).fold(0.0, f64::max)
}

/// The lines of a text in a column of that width. A word that is wider than the column is broken.
pub(super) fn wrapped(text: &str, size: f64, room: f64) -> Vec<String> {
    let text = clean::line(text);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    for word in text.split_whitespace() {
        let (space, length) = (width(" ", size), width(word, size));
        if !line.is_empty() && used + space + length <= room {
            line.push(' ');
            line.push_str(word);
            used += space + length;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        (line, used) = broken(word, size, room, &mut lines);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Puts full lines of a word that is too wide into `lines`; what is left of it, and how wide that is.
fn broken(word: &str, size: f64, room: f64, lines: &mut Vec<String>) -> (String, f64) {
    let mut line = String::new();
    let mut used = 0.0;
    for character in word.chars() {
        let more = f64::from(advance(character)) * size / 1000.0;
        if used + more > room && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        line.push(character);
        used += more;
    }
    (line, used)
}

/// Text as XML holds it.
pub(in crate::report) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in clean::line(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // What no XML file may hold (XML 1.0, 2.2).
            '\u{fffe}' | '\u{ffff}' => out.push('?'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_fits_and_no_letter_is_lost() {
        let text = "Memverifikasi kelengkapan dokumen pertanggungjawaban Bendahara Pengeluaran é 漢字";
        for room in [12.0, 40.0, 90.0, 400.0] {
            let lines = wrapped(text, 10.0, room);
            assert!(lines.iter().all(|line| width(line, 10.0) <= room), "{lines:?}");
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(text));
        }
        assert!(wrapped(" \n ", 10.0, 50.0).is_empty());
    }

    #[test]
    fn a_room_narrower_than_a_letter_ends() {
        assert_eq!(wrapped("WW a", 10.0, 1.0), ["W", "W", "a"]);
    }

    #[test]
    fn nothing_written_becomes_markup() {
        assert_eq!(escaped("<a b=\"c\">&'\u{1b}\u{ffff}"), "&lt;a b=&quot;c&quot;&gt;&amp;&#39;??");
    }
}
