//! A text → a YAML scalar that reads as that text, between quotes only where it must be.
//!
//! In: any text. Out: one line. Between brackets more texts need quotes than behind a key on a line of its own.

/// As a value on a line of its own.
#[must_use]
pub(crate) fn in_block(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// As a key or a value between brackets.
#[must_use]
pub(crate) fn in_flow(text: &str) -> String {
    if is_plain(text) && !text.contains([',', '[', ']', '{', '}']) { text.to_owned() } else { quoted(text) }
}

fn is_plain(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_whitespace() || "-?:,[]{}#&*!|>'\"%@`".contains(c));
    let ends = text.ends_with(|c: char| c.is_whitespace() || c == ':');
    let inside = text.contains(": ") || text.contains(" #") || text.contains(char::is_control);
    !(text.is_empty() || starts || ends || inside)
}

/// The escapes of JSON are those of YAML, too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_stand_where_yaml_would_read_something_else() {
        assert_eq!(in_block("kind in (a, b)"), "kind in (a, b)");
        assert_eq!(in_flow("kind in (a, b)"), r#""kind in (a, b)""#);
        for text in ["", " a", "a: b", "a #b", "- a", "a:", "'a'", "a\nb", "*a"] {
            assert!(in_block(text).starts_with('"'), "{text}");
        }
        assert_eq!(in_block("\"é\"\n"), r#""\"é\"\n""#);
    }
}
