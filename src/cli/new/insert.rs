//! New entries in the text of a pack, everything around them as its author wrote it.
//!
//! In: the text of a pack, the key at its left margin, and the entry. Out: the text with the entry at the end of that
//! section, indented as its neighbours. Works on lines: what begins at the left margin begins a section.

/// Why an entry has no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inline(pub(super) String);

/// A section of the text, in byte offsets.
struct Section<'t> {
    /// What stands behind the colon of its key, and where.
    value: &'t str,
    value_at: usize,
    /// Behind the last line that belongs to it.
    end: usize,
    /// How far its entries are indented.
    indent: Option<usize>,
}

/// The text with `entry` at the end of the section `key`, which is made in front of `before` when it is not there.
/// A section that is written on one line cannot be added to, unless it is empty.
pub(super) fn insert(text: &str, key: &str, before: Option<&str>, entry: &str) -> Result<String, Inline> {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let Some(section) = section(text, key) else {
        let at = before.and_then(|before| head_of(text, before)).unwrap_or(text.len());
        let behind = if at < text.len() { "\n" } else { "" };
        let block = format!("{key}:\n{}{behind}", indented(entry, 2));
        return Ok(spliced(text, at..at, &block, line_end));
    };
    if !["", "[]", "{}"].contains(&section.value) {
        return Err(Inline(section.value.to_owned()));
    }
    let entry = indented(entry, section.indent.unwrap_or(2));
    let gap = if section.indent.is_some() { "\n" } else { "" };
    let text = spliced(text, section.end..section.end, &format!("{gap}{entry}"), line_end);
    let emptied = section.value_at..section.value_at + section.value.len();
    Ok(format!("{}{}", text[..emptied.start].trim_end_matches(' '), &text[emptied.end..]))
}

/// Puts lines into a text between other lines.
fn spliced(text: &str, at: std::ops::Range<usize>, lines: &str, line_end: &str) -> String {
    let before = &text[..at.start];
    let missing = if before.is_empty() || before.ends_with('\n') { "" } else { line_end };
    format!("{before}{missing}{}{}", lines.replace('\n', line_end), &text[at.end..])
}

fn indented(entry: &str, by: usize) -> String {
    let pad = " ".repeat(by);
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("{pad}{line}\n") };
    entry.lines().map(line).collect()
}

/// The lines of a text with their offsets, line breaks included.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// What follows a key at the left margin.
fn behind_key<'l>(line: &'l str, key: &str) -> Option<&'l str> {
    let rest = line.trim_end().strip_prefix(key)?.strip_prefix(':')?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(rest)
}

fn section<'t>(text: &'t str, key: &str) -> Option<Section<'t>> {
    let mut all = lines(text).skip_while(|(_, line)| behind_key(line, key).is_none());
    let (start, head) = all.next()?;
    let rest = behind_key(head, key)?;
    let value = rest.split(" #").next().unwrap_or(rest).trim();
    let value = if value.starts_with('#') { "" } else { value };
    let value_at = start + key.len() + 1 + rest.find(value).unwrap_or(0);
    let mut section = Section { value, value_at, end: start + head.len(), indent: None };
    for (at, line) in all {
        let trimmed = line.trim();
        let indent = line.len() - line.trim_start_matches(' ').len();
        if trimmed.is_empty() || (indent == 0 && trimmed.starts_with('#')) {
            continue;
        }
        if indent == 0 && !trimmed.starts_with("- ") && trimmed != "-" {
            break;
        }
        if section.indent.is_none() && !trimmed.starts_with('#') {
            section.indent = Some(indent);
        }
        section.end = at + line.len();
    }
    Some(section)
}

/// Where a section begins, with the remarks right above it.
fn head_of(text: &str, key: &str) -> Option<usize> {
    let mut at = None;
    for (start, line) in lines(text) {
        if behind_key(line, key).is_some() {
            return Some(at.unwrap_or(start));
        }
        at = if line.starts_with('#') { at.or(Some(start)) } else { None };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "- id: B\n  must: x\n";

    #[test]
    fn an_entry_stands_behind_its_neighbours_and_is_indented_like_them() {
        let text = "pack: x\nrules: # all\n    # first\n    - id: A\n      must: |\n        a\n\n        b\n    # a remark\n\n# what follows\ncovers: x\n";
        let expected = "pack: x\nrules: # all\n    # first\n    - id: A\n      must: |\n        a\n\n        b\n    # a remark\n\n    - id: B\n      must: x\n\n# what follows\ncovers: x\n";
        assert_eq!(insert(text, "rules", None, ENTRY).as_deref(), Ok(expected));
    }

    #[test]
    fn entries_at_the_left_margin_stay_there() {
        let text = "rules:\n- id: A\n  must: x";
        assert_eq!(insert(text, "rules", None, ENTRY), Ok(format!("{text}\n\n{ENTRY}")));
    }

    #[test]
    fn an_empty_section_is_filled() {
        let expected = "rules:\n  - id: B\n    must: x\ncovers: x\n";
        for text in ["rules:\ncovers: x\n", "rules: []\ncovers: x\n"] {
            assert_eq!(insert(text, "rules", None, ENTRY).as_deref(), Ok(expected));
        }
        let remark = "rules: [] # none yet\n";
        assert_eq!(insert(remark, "rules", None, ENTRY).as_deref(), Ok("rules: # none yet\n  - id: B\n    must: x\n"));
    }

    #[test]
    fn a_section_that_is_not_there_is_made() {
        let text = "pack: x\n\n# The rules.\n# All of them.\nrules:\n  - id: A\n";
        let expected = "pack: x\n\nlists:\n  a: {id: [b]}\n\n# The rules.\n# All of them.\nrules:\n  - id: A\n";
        assert_eq!(insert(text, "lists", Some("rules"), "a: {id: [b]}\n").as_deref(), Ok(expected));
        assert_eq!(
            insert("pack: x\n", "rules", None, ENTRY).as_deref(),
            Ok("pack: x\nrules:\n  - id: B\n    must: x\n")
        );
    }

    #[test]
    fn a_section_on_one_line_is_left_alone() {
        let inline = Inline("[{id: A}]".to_owned());
        assert_eq!(insert("rules: [{id: A}] # one\n", "rules", None, ENTRY), Err(inline));
    }

    #[test]
    fn line_ends_of_dos_are_kept() {
        let text = "rules:\r\n  - id: A\r\n";
        let expected = "rules:\r\n  - id: A\r\n\r\n  - id: B\r\n    must: x\r\n";
        assert_eq!(insert(text, "rules", None, ENTRY).as_deref(), Ok(expected));
    }
}
