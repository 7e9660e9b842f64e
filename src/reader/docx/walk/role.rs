//! What a paragraph is: a heading, an entry of a list, a line of a table of contents, plain text.
//!
//! In: its properties, the styles and the lists. Out: its role; a paragraph of a list has moved the counters.

use super::Walk;
use crate::reader::docx::numbering::ListId;
use crate::reader::docx::paragraph::{Entry, Role};
use crate::reader::docx::parts::Context;
use crate::reader::docx::properties::ParagraphProperties;
use crate::reader::docx::styles::StyleRole;

impl Walk<'_, '_> {
    /// What a paragraph is; counts it when it is numbered.
    pub(super) fn role(&mut self, properties: &ParagraphProperties) -> Role {
        let Context { styles, numbering, .. } = self.context;
        let style = properties.style.as_deref();
        let place = self.place_in_list(properties);
        let counted = place.and_then(|place| self.counters.next(numbering, styles, place));
        let outlined = properties.outline.filter(|level| *level < 9 && counted.is_none());
        match (styles.role(style), outlined) {
            (StyleRole::Contents, _) => Role::Contents,
            (StyleRole::Heading(level), _) => Role::Heading(level),
            (StyleRole::Plain, Some(level)) => Role::Heading(level + 1),
            (StyleRole::Plain, None) => {
                let of_list = || place.and_then(|(list, level)| numbering.indent(list, level, styles));
                let indent = properties.indent.or_else(of_list).or_else(|| styles.indent(style)).unwrap_or_default();
                match (counted, place) {
                    (Some((mark, series)), Some((_, level))) => Role::Entry(Entry { mark, series, level, indent }),
                    _ => Role::Plain(indent),
                }
            }
        }
    }

    /// The list and the level of a paragraph: its own word comes before that of its style; list 0 is none (17.9.18).
    fn place_in_list(&self, properties: &ParagraphProperties) -> Option<(ListId, u8)> {
        let Context { styles, numbering, .. } = self.context;
        let by_style = styles.list(properties.style.as_deref());
        let of_style = |(list, level, style): (ListId, Option<u8>, &str)| {
            let level = numbering.level_of_style(list, style, styles).or(level);
            (list, level.unwrap_or_default())
        };
        let (list, level) = match (properties.list, by_style) {
            (Some(list), _) => (list, properties.level.unwrap_or_default()),
            (None, Some(by_style)) => {
                let (list, level) = of_style(by_style);
                (list, properties.level.unwrap_or(level))
            }
            (None, None) => return None,
        };
        (list.0 != 0).then_some((list, level.min(8)))
    }
}
