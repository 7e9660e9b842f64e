//! Comments on cells: notes (ECMA-376 part 1, 18.7) and threads (`[MS-XLSX]` 2.6.203).

use super::super::xml::{Token, Xml, XmlError};
use super::{reference, strings};

/// A comment at a cell.
pub(super) struct Comment {
    /// Row and column; the first cell when the reference is broken.
    pub(super) place: (u32, u32),
    pub(super) text: String,
}

/// Adds the comments of a part of either kind. What was read before an error stays.
pub(super) fn read(part: &str, depth: usize, comments: &mut Vec<Comment>) -> Result<(), XmlError> {
    let mut xml = Xml::new(part, depth);
    let mut place = (0, 0);
    while let Some(token) = xml.next()? {
        let Token::Start(element) = token else { continue };
        match element.name() {
            "comment" | "threadedComment" => {
                let written = element.attribute("ref").unwrap_or_default();
                place = reference::cell(&written).unwrap_or_default();
            }
            "text" => {
                let text = comment(&mut xml)?;
                comments.push(Comment { place, text });
            }
            _ => {}
        }
    }
    Ok(())
}

/// The text of a comment: string runs in a note, plain text in a thread. Leaves the element.
fn comment(xml: &mut Xml<'_>) -> Result<String, XmlError> {
    let outside = xml.depth().saturating_sub(1);
    let mut raw = String::new();
    while xml.depth() > outside {
        match xml.next()? {
            Some(Token::Start(element)) if element.name() == "rPh" => xml.skip()?,
            Some(Token::Text(part)) => raw.push_str(&part),
            Some(_) => {}
            None => break,
        }
    }
    Ok(strings::unescaped(raw.into()).trim().to_owned())
}
