//! Lists and their automatic numbers: the part `numbering.xml`, and the counters that follow it.
//!
//! In: the definitions of lists (ECMA-376 part 1, 17.9) and the numbered paragraphs of a story in reading order. Out: the mark
//! each shows. Two lists of the same definition share their counters, as in Word.

use rustc_hash::{FxHashMap, FxHashSet};

use super::marks::Format;
use super::styles::Styles;
use crate::reader::xml::{Element, Token, Xml, XmlError};

/// Levels of a list.
const LEVELS: usize = 9;

/// The number of a list (`w:numId`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct ListId(pub(super) i64);

/// Which counters a paragraph moves: two paragraphs with the same one belong to one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Series(i64, Option<i64>);

/// The definitions of all lists.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: FxHashMap<i64, Definition>,
    lists: FxHashMap<i64, List>,
}

#[derive(Debug, Default)]
struct Definition {
    levels: [Option<Level>; LEVELS],
    /// The style of lists that holds the levels in its stead.
    linked: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    definition: i64,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// A level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: Format,
    /// `%1.%2.`
    text: String,
    /// How many of the levels above restart it; all of them when nothing is said.
    restart: Option<u8>,
    /// Whether the numbers of all levels are shown in digits.
    is_legal: bool,
    indent: Option<i64>,
    /// The style of the paragraphs of this level.
    style: Option<String>,
}

/// What a paragraph of a list shows in front of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// A number in digits, and the whole mark with it.
    Number(u32, String),
    /// A mark of another kind: `a.`, `IV`.
    Text(String),
    /// A bullet.
    Bullet,
}

impl Mark {
    /// The mark as it stands in front of a line.
    pub(super) fn written(&self) -> &str {
        match self {
            Self::Number(_, text) | Self::Text(text) => text,
            Self::Bullet => "-",
        }
    }
}

impl Numbering {
    /// Reads the part.
    pub(super) fn read(text: &str, depth: usize) -> Result<Self, XmlError> {
        let mut xml = Xml::new(text, depth);
        let mut numbering = Self::default();
        while let Some(token) = xml.next()? {
            let Token::Start(element) = token else { continue };
            match element.name() {
                "abstractNum" => {
                    let definition = read_definition(&mut xml)?;
                    numbering.definitions.insert(element.number("abstractNumId").unwrap_or_default(), definition);
                }
                "num" => {
                    let list = read_list(&mut xml)?;
                    numbering.lists.insert(element.number("numId").unwrap_or_default(), list);
                }
                "numPicBullet" => xml.skip()?,
                _ => {}
            }
        }
        Ok(numbering)
    }

    /// The definition of a list, where it may lead to another one over a style.
    fn definition(&self, list: &List, styles: &Styles) -> Option<(i64, &Definition)> {
        let found = self.definitions.get(&list.definition)?;
        let Some(style) = &found.linked else { return Some((list.definition, found)) };
        let linked = self.lists.get(&styles.list_of(style)?.0)?;
        Some((linked.definition, self.definitions.get(&linked.definition)?))
    }

    /// The level of a list whose paragraphs have a style (17.9.23).
    pub(super) fn level_of_style(&self, list: ListId, style: &str, styles: &Styles) -> Option<u8> {
        let list = self.lists.get(&list.0)?;
        let (_, definition) = self.definition(list, styles)?;
        let has_style =
            |level: &Option<Level>| level.as_ref().is_some_and(|level| level.style.as_deref() == Some(style));
        definition.levels.iter().position(has_style).map(|level| level as u8)
    }

    /// How far the text of a level is indented, in twips.
    pub(super) fn indent(&self, list: ListId, level: u8, styles: &Styles) -> Option<i64> {
        let list = self.lists.get(&list.0)?;
        let (_, definition) = self.definition(list, styles)?;
        level_in(list, definition, usize::from(level))?.indent
    }
}

fn level_in<'n>(list: &'n List, definition: &'n Definition, level: usize) -> Option<&'n Level> {
    list.levels.get(level)?.as_ref().or(definition.levels.get(level)?.as_ref())
}

fn read_definition(xml: &mut Xml<'_>) -> Result<Definition, XmlError> {
    let mut definition = Definition::default();
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        let Some(token) = xml.next()? else { break };
        let Token::Start(element) = token else { continue };
        match element.name() {
            "lvl" => put(&mut definition.levels, level_number(&element), read_level(xml)?),
            "numStyleLink" => definition.linked = element.attribute("val").map(Into::into),
            _ => {}
        }
    }
    Ok(definition)
}

fn read_list(xml: &mut Xml<'_>) -> Result<List, XmlError> {
    let mut list = List::default();
    let mut overridden = 0;
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        let Some(token) = xml.next()? else { break };
        let Token::Start(element) = token else { continue };
        match element.name() {
            "abstractNumId" => list.definition = element.number("val").unwrap_or_default(),
            "lvlOverride" => overridden = level_number(&element),
            "startOverride" => put(&mut list.starts, overridden, count(&element, 0)),
            "lvl" => put(&mut list.levels, level_number(&element), read_level(xml)?),
            _ => {}
        }
    }
    Ok(list)
}

fn read_level(xml: &mut Xml<'_>) -> Result<Level, XmlError> {
    let mut level = Level::default();
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        let Some(token) = xml.next()? else { break };
        let Token::Start(element) = token else { continue };
        let value = || element.attribute("val").unwrap_or_default();
        match element.name() {
            "start" => level.start = count(&element, 0),
            // A custom format stands beside a plain one for older programs, which comes last.
            "numFmt" => level.format = Format::named(&value()),
            "lvlText" => level.text = value().into_owned(),
            "lvlRestart" => level.restart = Some(count(&element, 0).min(LEVELS as u32) as u8),
            "isLgl" => level.is_legal = super::properties::is_set(&element),
            "pStyle" => level.style = Some(value().into_owned()),
            "ind" => level.indent = super::properties::left(&element).or(level.indent),
            _ => {}
        }
    }
    Ok(level)
}

fn level_number(element: &Element<'_>) -> usize {
    element.number("ilvl").and_then(|level| usize::try_from(level).ok()).unwrap_or_default()
}

fn count(element: &Element<'_>, otherwise: u32) -> u32 {
    element.number("val").map_or(otherwise, |value| u32::try_from(value.max(0)).unwrap_or(u32::MAX))
}

fn put<T>(levels: &mut [Option<T>; LEVELS], at: usize, value: T) {
    if let Some(place) = levels.get_mut(at) {
        *place = Some(value);
    }
}

/// The counters of one story.
#[derive(Debug, Default)]
pub(super) struct Counters {
    values: FxHashMap<i64, [Option<u32>; LEVELS]>,
    /// Levels of lists that have begun at a number of their own.
    begun: FxHashSet<(ListId, u8)>,
}

impl Counters {
    /// Counts a paragraph of a list; its mark, and which series it belongs to. Nothing where no mark is shown.
    pub(super) fn next(
        &mut self,
        numbering: &Numbering,
        styles: &Styles,
        (id, level): (ListId, u8),
    ) -> Option<(Mark, Series)> {
        let list = numbering.lists.get(&id.0)?;
        let (definition_id, definition) = numbering.definition(list, styles)?;
        let at = usize::from(level);
        let of = |at: usize| level_in(list, definition, at);
        let start = |at: usize| list.starts.get(at).copied().flatten().or(of(at).map(|level| level.start));
        let own = of(at)?;
        let values = self.values.entry(definition_id).or_default();
        let begins = list.starts[at].is_some() && self.begun.insert((id, level));
        let before = values[at].filter(|_| !begins);
        values[at] = before.map(|value| value.saturating_add(1)).or(start(at));
        for (below, value) in values.iter_mut().enumerate().skip(at + 1) {
            if of(below).and_then(|level| level.restart).is_none_or(|levels| level < levels) {
                *value = None;
            }
        }
        let mark = match own.format {
            Format::Bullet => Mark::Bullet,
            format => {
                let shown = |at: usize| {
                    let value = values[at].or(start(at)).unwrap_or_default();
                    let format = of(at).map_or(Format::Decimal, |level| level.format);
                    if own.is_legal { Format::Decimal.text(value) } else { format.text(value) }
                };
                let text = rendered(&own.text, shown);
                let counts = own.text.contains(&format!("%{}", at + 1)) && (format.is_decimal() || own.is_legal);
                match values[at] {
                    _ if text.trim().is_empty() => return None,
                    Some(value) if counts => Mark::Number(value, text),
                    _ => Mark::Text(text),
                }
            }
        };
        let has_own_start = list.starts.iter().any(Option::is_some);
        Some((mark, Series(definition_id, has_own_start.then_some(id.0))))
    }
}

/// `%1.%2.` with the numbers in it.
fn rendered(text: &str, shown: impl Fn(usize) -> String) -> String {
    let mut rest = text;
    let mut all = String::new();
    while let Some((before, behind)) = rest.split_once('%') {
        all.push_str(before);
        match behind.bytes().next() {
            Some(digit @ b'1'..=b'9') => {
                all.push_str(&shown(usize::from(digit - b'1')));
                rest = &behind[1..];
            }
            _ => {
                all.push('%');
                rest = behind;
            }
        }
    }
    all.push_str(rest);
    all
}

#[cfg(test)]
impl Series {
    pub(super) fn of(list: i64) -> Self {
        Self(list, None)
    }
}
