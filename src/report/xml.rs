//! Text → text that may stand in XML.
//!
//! In: messages and names. Out: one line for between tags and for attributes in double quotes. Control characters have no
//! place in XML 1.0 (section 2.2), and neither have the last two characters of the basic plane.

use super::clean;

/// What begins every XML document of ours.
pub(super) const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

/// Text between tags and in attributes, on one line.
pub(super) fn escaped(text: &str) -> String {
    clean::escaped(&clean::line(text), |character| match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        // Ends a CDATA section: `]]>` may not stand in plain text either.
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\u{fffe}' | '\u{ffff}' => Some("?"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_would_read_as_its_own_is_written_otherwise() {
        assert_eq!(escaped("a & b <c> \"d\" ]]> \u{1}\u{ffff}\ne"), "a &amp; b &lt;c&gt; &quot;d&quot; ]]&gt; ?? e");
    }
}
