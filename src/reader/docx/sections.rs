//! Which page headers and footers are shown.
//!
//! In: the text of the main part, in which the last section stands at the very end (ECMA-376 part 1, 17.10). Out: the ids of
//! the parts, in order. The few tags are found without parsing all that stands in front of them.

use super::layout::PageArea;
use super::properties::is_set;
use crate::reader::xml::{Element, Token, Xml};

/// The ids of the relationships to page headers and footers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct References {
    pub(super) headers: Vec<String>,
    pub(super) footers: Vec<String>,
}

/// Finds the references in the main part; `even` says whether even pages have headers of their own.
pub(super) fn references(text: &str, even: bool) -> References {
    let first = is_switched_on(text, "titlePg");
    let shown = |element: &Element<'_>| match element.attribute("type").as_deref() {
        Some("first") => first,
        Some("even") => even,
        _ => true,
    };
    let of = |name| {
        let mut ids: Vec<String> = Vec::new();
        tags(text, name, |element| {
            let id = element.attribute("id").map(String::from).filter(|_| shown(element));
            ids.extend(id.filter(|id| ids.len() < MOST && !ids.contains(id)));
        });
        ids
    };
    References { headers: of("headerReference"), footers: of("footerReference") }
}

/// The area of the text on the pages of the last section, which is where flowcharts stand (17.6.11, 17.6.13).
pub(super) fn page_area(text: &str) -> PageArea {
    let mut page = PageArea::default();
    let (mut width, mut right) = (None, None);
    let length = |element: &Element<'_>, name| element.number(name).map(|twips| twips.clamp(0, 31_680));
    tags(text, "pgSz", |element| width = length(element, "w").or(width));
    tags(text, "pgMar", |element| {
        page.left = length(element, "left").unwrap_or(page.left);
        right = length(element, "right").or(right);
    });
    if let Some(width) = width {
        page.width = (width - page.left - right.unwrap_or(page.left)).max(0);
    }
    page
}

/// Headers of one kind that are read of one file.
const MOST: usize = 300;

/// Whether a property that needs no value is set somewhere.
pub(super) fn is_switched_on(text: &str, name: &str) -> bool {
    let mut is_on = false;
    tags(text, name, |element| is_on |= is_set(element));
    is_on
}

/// Hands every tag of a name to `take`.
fn tags(text: &str, name: &str, mut take: impl FnMut(&Element<'_>)) {
    /// How long the prefix in front of a name may be.
    const PREFIX: usize = 32;
    /// How long a tag may be.
    const LENGTH: usize = 1024;
    for at in memchr::memmem::find_iter(text.as_bytes(), name) {
        let bytes = text.as_bytes();
        let front = &bytes[at.saturating_sub(PREFIX)..at];
        let behind = &bytes[at..bytes.len().min(at + LENGTH)];
        let (Some(open), Some(close)) = (memchr::memrchr(b'<', front), memchr::memchr(b'>', behind)) else { continue };
        let Some(tag) = text.get(at - (front.len() - open)..=at + close) else { continue };
        if let Ok(Some(Token::Start(element))) = Xml::new(tag, 1).next()
            && element.name() == name
        {
            take(&element);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"<w:p>headerReference <w:sectPr><w:headerReference w:type="default" r:id="a"/>
        <w:headerReference w:type="first" r:id="b"/><w:headerReference r:id="a" w:type="even"/>
        <w:footerReference w:type="even" r:id="c"/></w:sectPr>"#;

    #[test]
    fn only_what_is_shown_is_referred_to() {
        let headers = |text: &str, even| references(text, even).headers;
        assert_eq!(headers(TEXT, false), ["a"]);
        assert_eq!(headers(&format!("{TEXT}<w:titlePg/>"), false), ["a", "b"]);
        assert_eq!(headers(&format!("{TEXT}<w:titlePg w:val=\"0\"/>"), false), ["a"]);
        assert_eq!(references(TEXT, true).footers, ["c"]);
        assert_eq!(references(TEXT, false).footers, [] as [&str; 0]);
    }
}
