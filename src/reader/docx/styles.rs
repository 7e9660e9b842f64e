//! The styles of a document: which paragraphs are headings, which are numbered, what is hidden.
//!
//! In: the part `styles.xml` (ECMA-376 part 1, 17.7). Out: what a style says, with what it takes over from the styles it is
//! based on. A heading is told by the name Word keeps in English in every language (`heading 1`), or by its outline level.

use rustc_hash::FxHashMap;

use super::numbering::ListId;
use super::properties::{ParagraphProperties, RunProperties};
use crate::reader::xml::{Token, Xml, XmlError};

/// How many styles may be based one on the other.
const MOST_BASED: usize = 32;

/// The styles of a document, by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: FxHashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    paragraph: ParagraphProperties,
    run: RunProperties,
}

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StyleRole {
    /// Nothing in particular.
    Plain,
    /// A heading of that level, from 1.
    Heading(u8),
    /// A line of a table of contents, which Word makes by itself.
    Contents,
}

impl Styles {
    /// Reads the part.
    pub(super) fn read(text: &str, depth: usize) -> Result<Self, XmlError> {
        let mut xml = Xml::new(text, depth);
        let mut styles = Self::default();
        while let Some(token) = xml.next()? {
            let Token::Start(element) = token else { continue };
            if element.name() != "style" {
                continue;
            }
            let id = element.attribute("styleId").unwrap_or_default().into_owned();
            let is_paragraph = element.attribute("type").is_none_or(|kind| kind == "paragraph");
            if is_paragraph && element.is_on("default") {
                styles.default = Some(id.clone());
            }
            let style = read_style(&mut xml)?;
            styles.styles.insert(id, style);
        }
        Ok(styles)
    }

    /// A style and those it is based on, the nearest first. A paragraph that names none has the default style.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let find = |id: &'s str| self.styles.get(id).map(|style| (id, style));
        let first = id.and_then(find).or_else(|| self.default.as_deref().and_then(find));
        let below = move |(_, style): &(&'s str, &'s Style)| style.based_on.as_deref().and_then(find);
        std::iter::successors(first, below).take(MOST_BASED)
    }

    /// What the paragraphs of a style are.
    pub(super) fn role(&self, id: Option<&str>) -> StyleRole {
        // Some programs name the styles of headings without describing them.
        if let Some(id) = id.filter(|id| !self.styles.contains_key(*id)) {
            return named(&spaced(id)).unwrap_or(StyleRole::Plain);
        }
        let outlined = |level: u8| if level < 9 { StyleRole::Heading(level + 1) } else { StyleRole::Plain };
        let of = |(_, style): (&str, &Style)| named(&style.name).or(style.paragraph.outline.map(outlined));
        self.chain(id).find_map(of).unwrap_or(StyleRole::Plain)
    }

    /// The list a style puts its paragraphs into, its level there, and the style that says so.
    pub(super) fn list<'s>(&'s self, id: Option<&'s str>) -> Option<(ListId, Option<u8>, &'s str)> {
        let of = |(id, style): (&'s str, &'s Style)| style.paragraph.list.map(|list| (list, style.paragraph.level, id));
        self.chain(id).find_map(of)
    }

    /// The list a style of lists stands for.
    pub(super) fn list_of(&self, style: &str) -> Option<ListId> {
        self.styles.get(style)?.paragraph.list
    }

    /// The indent of the paragraphs of a style, in twips.
    pub(super) fn indent(&self, id: Option<&str>) -> Option<i64> {
        self.chain(id).find_map(|(_, style)| style.paragraph.indent)
    }

    /// Whether a style hides text; hiding what is hidden shows it (17.7.3).
    pub(super) fn hides(&self, paragraph: Option<&str>, run: Option<&str>) -> bool {
        self.toggles(paragraph, run, |properties| properties.is_hidden)
    }

    /// Whether a style makes text bold; making bold what is bold undoes it (17.7.3).
    pub(super) fn emboldens(&self, paragraph: Option<&str>, run: Option<&str>) -> bool {
        self.toggles(paragraph, run, |properties| properties.is_bold)
    }

    /// A property that the style of a run turns over where the style of its paragraph has it.
    fn toggles(&self, paragraph: Option<&str>, run: Option<&str>, of: impl Fn(&RunProperties) -> Option<bool>) -> bool {
        let has = |id| self.chain(id).find_map(|(_, style)| of(&style.run)).unwrap_or(false);
        has(paragraph) != (run.is_some_and(|run| self.styles.contains_key(run)) && has(run))
    }
}

fn read_style(xml: &mut Xml<'_>) -> Result<Style, XmlError> {
    let mut style = Style::default();
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        let Some(token) = xml.next()? else { break };
        let Token::Start(element) = token else { continue };
        let value = || element.attribute("val").unwrap_or_default().into_owned();
        match element.name() {
            "name" => style.name = value().to_lowercase(),
            "basedOn" => style.based_on = Some(value()),
            "pPr" => style.paragraph = ParagraphProperties::read(xml)?,
            "rPr" => style.run = RunProperties::read(xml)?,
            // Formats of parts of tables.
            "tblStylePr" => xml.skip()?,
            _ => {}
        }
    }
    Ok(style)
}

/// What the name of a style of Word says, in small letters.
fn named(name: &str) -> Option<StyleRole> {
    match name.split(',').next().unwrap_or_default().trim() {
        "title" => Some(StyleRole::Heading(1)),
        "toc heading" | "table of figures" | "contents heading" => Some(StyleRole::Contents),
        name => {
            let (word, digit) = name.rsplit_once(' ')?;
            let level = digit.parse::<u8>().ok().filter(|level| (1..=9).contains(level))?;
            match word {
                "heading" => Some(StyleRole::Heading(level)),
                "toc" | "contents" => Some(StyleRole::Contents),
                _ => None,
            }
        }
    }
}

/// `heading 1` from `Heading1`.
fn spaced(id: &str) -> String {
    let id = id.to_lowercase();
    let letters = id.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    if letters == id.len() { id } else { format!("{} {}", id[..letters].trim_end(), &id[letters..]) }
}
