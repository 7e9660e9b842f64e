//! Texts of a workbook: shared strings, inline strings, and the escapes in both.
//!
//! In: the tokens of a string item (ECMA-376 part 1, 18.4.8). Out: its text, runs joined, phonetic hints left out.

use std::borrow::Cow;

use super::super::sheet::Texts;
use super::super::xml::{Token, Xml, XmlError, append};

/// Reads the part of shared strings (18.4.9). What was read before an error stays.
pub(super) fn read(part: &str, depth: usize, texts: &mut Texts) -> Result<(), XmlError> {
    let mut xml = Xml::new(part, depth);
    while let Some(token) = xml.next()? {
        if let Token::Start(element) = token
            && element.name() == "si"
        {
            texts.push(&item(&mut xml)?);
        }
    }
    Ok(())
}

/// The text of the string item that was begun last; leaves it.
pub(super) fn item<'x>(xml: &mut Xml<'x>) -> Result<Cow<'x, str>, XmlError> {
    let outside = xml.depth().saturating_sub(1);
    let mut text = Cow::Borrowed("");
    while xml.depth() > outside {
        match xml.next()? {
            Some(Token::Start(element)) if element.name() == "t" => append(&mut text, unescaped(xml.text()?)),
            Some(Token::Start(element)) if matches!(element.name(), "rPh" | "extLst") => xml.skip()?,
            Some(_) => {}
            None => break,
        }
    }
    Ok(text)
}

/// `raw` with its escapes `_xHHHH_` resolved (`ST_Xstring`, 22.9.2.19): UTF-16 units, of which two may be one character.
pub(super) fn unescaped(raw: Cow<'_, str>) -> Cow<'_, str> {
    if !raw.contains('_') {
        return raw;
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = &*raw;
    while let Some(at) = rest.find('_') {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let (character, behind) = escaped(from).unwrap_or(('_', &from[1..]));
        text.push(character);
        rest = behind;
    }
    text.push_str(rest);
    text.into()
}

/// The character of the escape that `text` begins with, and what is behind it.
fn escaped(text: &str) -> Option<(char, &str)> {
    let (first, behind) = unit(text)?;
    if let Some(character) = char::from_u32(u32::from(first)) {
        return Some((character, behind));
    }
    let pair = unit(behind).and_then(|(second, behind)| {
        let character = char::decode_utf16([first, second]).next()?.ok()?;
        Some((character, behind))
    });
    Some(pair.unwrap_or((char::REPLACEMENT_CHARACTER, behind)))
}

fn unit(text: &str) -> Option<(u16, &str)> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let behind = text.get(6..)?.strip_prefix('_')?;
    let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hexadecimal.then(|| u16::from_str_radix(digits, 16).ok().map(|unit| (unit, behind)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved_once() {
        assert_eq!(unescaped("a_x000D__x000A_b".into()), "a\r\nb");
        assert_eq!(unescaped("_x005F_x000D_".into()), "_x000D_");
        assert_eq!(unescaped("_xD83D__xde00_ _xD83D_".into()), "😀 \u{fffd}");
    }

    #[test]
    fn what_only_looks_like_an_escape_stays() {
        for text in ["_x00", "_x00G0_", "a_xé", "_x000D", "_", "__x", "_x+00D_"] {
            assert_eq!(unescaped(text.into()), text);
        }
    }

    #[test]
    fn runs_are_joined_without_phonetic_hints() {
        let part = "<sst><si><r><t>SOP </t></r><r><rPr/><t>baru</t></r><rPh><t>x</t></rPh></si><si/><si><t>é</t></si>";
        let mut texts = Texts::default();
        assert!(read(part, 9, &mut texts).is_err(), "the part is cut off");
        assert_eq!([texts.get(0), texts.get(1), texts.get(2)], [Some("SOP baru"), Some(""), Some("é")]);
    }
}
