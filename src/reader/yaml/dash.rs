//! `key: -`: a dash alone behind a key, which YAML forbids and everybody writes for "none".
//!
//! In: a view that broke at such a dash. Out: the same text with `~`, a value YAML knows, in place of each of them, and
//! where they are. Places stay the same, so the text of the view is read all the same.

/// Whether nothing but a dash stands behind the key of the line.
pub(super) fn is_alone(view: &str, offset: usize) -> bool {
    let line = view[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = view[offset..].find('\n').map_or(view.len(), |at| offset + at);
    let before = view[line..offset].trim_end_matches([' ', '\t']);
    let behind = view[offset..end].strip_prefix('-').map(str::trim);
    before.len() < offset - line
        && before.ends_with(':')
        && behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('#'))
}

/// The offsets of all such dashes in a part.
pub(super) fn all(view: &str, from: usize, to: usize) -> Vec<u32> {
    let dashes = memchr::memchr_iter(b'-', &view.as_bytes()[from..to]).map(|at| from + at);
    dashes.filter(|&at| is_alone(view, at)).map(|at| at as u32).collect()
}

/// The view with `~` in place of the dashes.
pub(super) fn patched(view: &str, dashes: &[u32]) -> String {
    let mut text = String::with_capacity(view.len());
    let mut from = 0;
    for &dash in dashes {
        text.push_str(&view[from..dash as usize]);
        text.push('~');
        from = dash as usize + 1;
    }
    text.push_str(&view[from..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_alone_stands_behind_a_key() {
        let view = "a: -\nb:  - # tidak ada\nc: - d\ne: -f\n- -\ng: 1 -\nh: -";
        let found = all(view, 0, view.len());
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(patched(view, &found), "a: ~\nb:  ~ # tidak ada\nc: - d\ne: -f\n- -\ng: 1 -\nh: ~");
    }
}
