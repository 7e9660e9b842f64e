//! XML as office programs write it, token by token.
//!
//! In: the text of a part. Out: elements by their local names, and text with its references resolved. Document type
//! declarations are refused, so that no entity can be defined; nesting is bounded. Prefixes are not looked at: the names this
//! program asks for differ without them.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use thiserror::Error;

/// Why XML cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum XmlError {
    /// It declares a document type.
    #[error("it declares a document type")]
    DocumentType,
    /// It is nested deeper than the limit.
    #[error("nested more than {0} levels deep")]
    TooDeep(usize),
    /// A reference to an entity nobody defined.
    #[error("the entity `{0}` is not defined")]
    Entity(String),
    /// It is not well formed.
    #[error("not well formed near byte {offset}")]
    Syntax {
        /// Where the parser gave up.
        offset: u64,
    },
}

/// A token of XML.
pub(super) enum Token<'x> {
    /// An element begins. Empty ones end at once.
    Start(Element<'x>),
    /// The innermost element ends.
    End,
    /// Text; what is one text to a reader may come in several tokens.
    Text(Cow<'x, str>),
}

/// The start of an element.
pub(super) struct Element<'x>(BytesStart<'x>);

/// A walk over the XML of one part.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
    most: usize,
    /// Whether the element that was begun last is an empty one, whose end no tag tells.
    is_empty: bool,
}

impl<'x> Xml<'x> {
    /// Begins a walk that goes at most `most` levels deep.
    pub(super) fn new(text: &'x str, most: usize) -> Self {
        let reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        Self { reader, depth: 0, most, is_empty: false }
    }

    /// The number of open elements.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The next token; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token<'x>>, XmlError> {
        if std::mem::take(&mut self.is_empty) {
            return Ok(Some(self.end()));
        }
        loop {
            let event = self.reader.read_event();
            let event = event.map_err(|_| XmlError::Syntax { offset: self.reader.error_position() })?;
            return Ok(Some(match event {
                Event::Start(element) => self.start(element)?,
                Event::Empty(element) => {
                    self.is_empty = true;
                    self.start(element)?
                }
                Event::End(_) => self.end(),
                Event::Text(text) => Token::Text(normalized(text.into_inner())),
                Event::CData(text) => Token::Text(normalized(text.into_inner())),
                Event::GeneralRef(reference) => Token::Text(resolve(&reference)?),
                Event::DocType(_) => return Err(XmlError::DocumentType),
                Event::Eof if self.depth > 0 => {
                    return Err(XmlError::Syntax { offset: self.reader.buffer_position() });
                }
                Event::Eof => return Ok(None),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
            }));
        }
    }

    fn start(&mut self, element: BytesStart<'x>) -> Result<Token<'x>, XmlError> {
        self.depth += 1;
        if self.depth > self.most {
            return Err(XmlError::TooDeep(self.most));
        }
        Ok(Token::Start(Element(element)))
    }

    fn end(&mut self) -> Token<'x> {
        self.depth = self.depth.saturating_sub(1);
        Token::End
    }

    /// Passes over the rest of the element that was begun last.
    pub(super) fn skip(&mut self) -> Result<(), XmlError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// The text in the element that was begun last, and in all elements below it; leaves it. Text in one piece is not copied.
    pub(super) fn text(&mut self) -> Result<Cow<'x, str>, XmlError> {
        let outside = self.depth.saturating_sub(1);
        let mut text = Cow::Borrowed("");
        while self.depth > outside {
            match self.next()? {
                Some(Token::Text(part)) => append(&mut text, part),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }
}

/// Adds a piece to a text.
pub(super) fn append<'x>(text: &mut Cow<'x, str>, piece: Cow<'x, str>) {
    if text.is_empty() { *text = piece } else { text.to_mut().push_str(&piece) }
}

/// Line ends as XML 1.0 section 2.11 wants them.
fn normalized(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text
    }
}

fn resolve<'x>(reference: &quick_xml::events::BytesRef<'_>) -> Result<Cow<'x, str>, XmlError> {
    let name: &str = reference;
    let undefined = || XmlError::Entity(name.to_owned());
    if let Some(character) = reference.resolve_char_ref().map_err(|_| undefined())? {
        return Ok(character.to_string().into());
    }
    quick_xml::escape::resolve_xml_entity(name).map(Cow::Borrowed).ok_or_else(undefined)
}

impl Element<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        let written = self.0.name().into_inner();
        split(written, b':').map_or(written, |(_, name)| name)
    }

    /// The value of the attribute of that name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let [value] = self.attributes([name]);
        value
    }

    /// The values of the attributes of those names, found in one pass.
    pub(super) fn attributes<const N: usize>(&self, names: [&str; N]) -> [Option<Cow<'_, str>>; N] {
        let mut values = [const { None }; N];
        let mut missing = N;
        for (written, value) in Attributes(self.0.attributes_raw()) {
            let mut slots = names.iter().zip(&mut values);
            if let Some((_, slot)) = slots.find(|(name, slot)| slot.is_none() && is_named(written, name)) {
                *slot = Some(plain(value));
                missing -= 1;
            }
            if missing == 0 {
                break;
            }
        }
        values
    }

    /// The whole number an attribute holds.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether an attribute of that name switches something on (`1`, `true`, `on`).
    #[cfg(feature = "ooxml")]
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| is_on(&value))
    }
}

/// The names and values in a tag, as written. Half of a sheet is attributes: those of the parser check more than is needed.
struct Attributes<'e>(&'e str);

impl<'e> Iterator for Attributes<'e> {
    type Item = (&'e str, &'e str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (name, rest) = split(self.0, b'=')?;
            self.0 = rest.trim_ascii_start();
            let quote = self.0.bytes().next().filter(|quote| matches!(quote, b'"' | b'\''));
            // What has no quotes is no attribute.
            let Some(quote) = quote else { continue };
            let (value, rest) = split(self.0.get(1..)?, quote)?;
            self.0 = rest;
            return Some((last_word(name), value));
        }
    }
}

fn last_word(text: &str) -> &str {
    let text = text.trim_ascii();
    let space = text.bytes().rposition(|byte| byte.is_ascii_whitespace());
    space.and_then(|at| text.get(at + 1..)).unwrap_or(text)
}

/// What stands before and behind the first sign of that kind. It is a few bytes away, where no faster search pays.
fn split(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == sign)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Whether the value of an attribute switches something on.
#[cfg(feature = "ooxml")]
pub(super) fn is_on(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// Whether a name, as written, is that one behind its prefix.
fn is_named(written: &str, name: &str) -> bool {
    written.strip_suffix(name).is_some_and(|prefix| prefix.is_empty() || prefix.ends_with(':'))
}

/// A value with its references resolved; one with a reference that does not exist is taken as written.
fn plain(value: &str) -> Cow<'_, str> {
    if !value.bytes().any(|byte| byte == b'&') {
        return Cow::Borrowed(value);
    }
    quick_xml::escape::unescape(value).unwrap_or(Cow::Borrowed(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Result<String, XmlError> {
        let mut xml = Xml::new(text, 4);
        let mut all = String::new();
        while let Some(token) = xml.next()? {
            match token {
                Token::Start(element) => all.push_str(&format!("<{} {:?}>", element.name(), element.attribute("v"))),
                Token::End => all.push('/'),
                Token::Text(text) => all.push_str(&text),
            }
        }
        Ok(all)
    }

    #[test]
    fn references_are_resolved_and_prefixes_left_out() {
        let read = texts("<w:a w:v='x&amp;y'><b/>1 &lt; 2 &#xe9;\r\n<![CDATA[&]]></w:a>");
        assert_eq!(read.as_deref(), Ok("<a Some(\"x&y\")><b None>/1 < 2 é\n&/"));
    }

    #[test]
    fn several_attributes_are_found_in_one_pass() {
        let mut xml = Xml::new(r#"<c x:r="A1" rr="0" t="a&amp;b" r="B1" s="&x;"/>"#, 1);
        let Ok(Some(Token::Start(element))) = xml.next() else { panic!("an element") };
        let found = element.attributes(["r", "s", "t", "u"]);
        assert_eq!(found.each_ref().map(Option::as_deref), [Some("A1"), Some("&x;"), Some("a&b"), None]);
    }

    #[test]
    fn attributes_are_found_between_all_that_is_none() {
        let mut xml = Xml::new("<c a b = 'x=\"1\"' c=2 d\t=\n\"y\" e=>", 1);
        let Ok(Some(Token::Start(element))) = xml.next() else { panic!("an element") };
        let found = element.attributes(["a", "b", "c", "d", "e", "x"]);
        assert_eq!(found.each_ref().map(Option::as_deref), [None, Some("x=\"1\""), None, Some("y"), None, None]);
    }

    #[test]
    fn what_could_cost_too_much_is_refused() {
        assert_eq!(texts("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"), Err(XmlError::DocumentType));
        assert_eq!(texts("<a>&x;</a>"), Err(XmlError::Entity("x".to_owned())));
        assert_eq!(texts("<a><a><a><a><a/></a></a></a></a>"), Err(XmlError::TooDeep(4)));
        assert!(matches!(texts("<a><b></a>"), Err(XmlError::Syntax { .. })));
        assert!(matches!(texts("<a><b>"), Err(XmlError::Syntax { .. })));
    }

    #[test]
    fn a_subtree_can_be_passed_over_or_gathered() {
        let mut xml = Xml::new("<a><b>x<c>y</c></b><b>z</b></a>", 9);
        let mut next = || xml.next().expect("well formed");
        assert!(matches!(next(), Some(Token::Start(_))));
        assert!(matches!(next(), Some(Token::Start(_))));
        assert_eq!(xml.text().as_deref(), Ok("xy"));
        assert!(matches!(xml.next(), Ok(Some(Token::Start(_)))));
        xml.skip().expect("well formed");
        assert!(matches!(xml.next(), Ok(Some(Token::End))));
        assert!(matches!(xml.next(), Ok(None)));
    }
}
