//! What repairing a text changes, as a unified diff.
//!
//! In: the name of a text, and the text before and after. Repairing never changes the number of lines, so lines are compared
//! one by one. Out: hunks as `patch -p1` and `git apply` take them, byte for byte; on a terminal with colours, and with what a terminal
//! would obey made visible.

use std::io::{self, Write};
use std::ops::Range;

use super::clean;

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// How lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// As they are, for programs.
    Exact,
    /// For people, without colours.
    Shown,
    /// For people, in colours.
    Coloured,
}

/// Writes the difference; nothing where there is none.
///
/// # Errors
/// Those of `out`.
pub fn render(name: &str, before: &str, after: &str, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    debug_assert_eq!(old.len(), new.len(), "an edit stays on its line");
    let changed: Vec<usize> = (0..old.len().min(new.len())).filter(|&at| old[at] != new[at]).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let name = clean::line(name);
    writeln!(out, "--- a/{name}\n+++ b/{name}")?;
    for hunk in hunks(&changed, old.len()) {
        let (from, count) = (hunk.start + 1, hunk.len());
        painted(out, look, "36", &format!("@@ -{from},{count} +{from},{count} @@\n"))?;
        lines(&old[hunk.clone()], &new[hunk], look, out)?;
    }
    Ok(())
}

/// Changed lines with those around them; what would overlap or touch is one hunk.
fn hunks(changed: &[usize], lines: usize) -> Vec<Range<usize>> {
    let mut hunks: Vec<Range<usize>> = Vec::new();
    for &at in changed {
        let (start, end) = (at.saturating_sub(CONTEXT), (at + CONTEXT + 1).min(lines));
        match hunks.last_mut() {
            Some(last) if last.end >= start => last.end = end,
            _ => hunks.push(start..end),
        }
    }
    hunks
}

/// The lines of a hunk: of changed ones that follow each other first the old, then the new.
fn lines(old: &[&str], new: &[&str], look: Look, out: &mut dyn Write) -> io::Result<()> {
    let is_same = |at: usize| old[at] == new[at];
    let mut at = 0;
    while at < old.len() {
        if is_same(at) {
            line(' ', old[at], look, out)?;
            at += 1;
            continue;
        }
        let end = (at..old.len()).find(|&at| is_same(at)).unwrap_or(old.len());
        old[at..end].iter().try_for_each(|text| line('-', text, look, out))?;
        new[at..end].iter().try_for_each(|text| line('+', text, look, out))?;
        at = end;
    }
    Ok(())
}

fn line(mark: char, text: &str, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let body = text.strip_suffix('\n');
    let shown = match look {
        Look::Exact => body.unwrap_or(text).into(),
        Look::Shown | Look::Coloured => clean::line(body.unwrap_or(text).trim_end_matches('\r')),
    };
    let code = match mark {
        '-' => "31",
        '+' => "32",
        _ => "",
    };
    painted(out, look, code, &format!("{mark}{shown}\n"))?;
    if body.is_none() { writeln!(out, "\\ No newline at end of file") } else { Ok(()) }
}

/// A line in a colour (SGR code), where colours are wanted.
fn painted(out: &mut dyn Write, look: Look, code: &str, line: &str) -> io::Result<()> {
    match line.strip_suffix('\n') {
        Some(body) if look == Look::Coloured && !code.is_empty() => writeln!(out, "\u{1b}[{code}m{body}\u{1b}[0m"),
        _ => out.write_all(line.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(before: &str, after: &str, look: Look) -> String {
        let mut out = Vec::new();
        render("a.sop.yaml", before, after, look, &mut out).expect("a buffer");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn changes_that_are_near_are_one_hunk_and_others_are_not() {
        let before: String = (1..=20).map(|n| format!("{n}\n")).collect();
        let after = before.replace("2\n3\n", "dua\ntiga\n").replace("9\n", "sembilan\n");
        let text = diff(&before, &after, Look::Exact);
        let headers: Vec<&str> = text.lines().filter(|line| line.starts_with("@@")).collect();
        assert_eq!(headers, ["@@ -1,12 +1,12 @@", "@@ -16,5 +16,5 @@"], "{text}");
        assert!(text.contains(" 1\n-2\n-3\n+dua\n+tiga\n 4\n"), "{text}");
    }

    #[test]
    fn the_end_of_lines_and_of_the_text_is_kept() {
        let text = diff("a\r\nijin", "a\r\nizin", Look::Exact);
        let end = "\\ No newline at end of file\n";
        assert_eq!(
            text,
            format!("--- a/a.sop.yaml\n+++ b/a.sop.yaml\n@@ -1,2 +1,2 @@\n a\r\n-ijin\n{end}+izin\n{end}")
        );
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown_and_not_sent() {
        let text = diff("\u{1b}[2Jijin\n", "\u{1b}[2Jizin\n", Look::Shown);
        assert!(!text.contains('\u{1b}') && text.contains("izin"), "{text}");
    }

    #[test]
    fn nothing_is_written_where_nothing_changes() {
        assert_eq!(diff("a\n", "a\n", Look::Exact), "");
    }
}
