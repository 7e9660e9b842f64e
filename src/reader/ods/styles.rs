//! Styles, as far as they decide what is shown: hidden tables, and the parts of a day or time that a cell shows.

use std::collections::{BTreeMap, BTreeSet};

use super::super::xml::{Element, Token, Xml, XmlError};
use super::moment::Parts;

/// The styles of a file by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    hidden_tables: BTreeSet<String>,
    /// The data style of each cell style.
    of_cells: BTreeMap<String, String>,
    /// What data styles of days and times show.
    parts: BTreeMap<String, Parts>,
}

impl Styles {
    /// Takes the element that was begun last if it is a style, and leaves it then.
    pub(super) fn take(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), XmlError> {
        match element.name() {
            "style" => self.style(xml, element),
            "date-style" | "time-style" => self.data_style(xml, element),
            _ => Ok(()),
        }
    }

    /// `style:style` (ISO/IEC 26300-1, 16.2).
    fn style(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), XmlError> {
        let name = element.attribute("name").unwrap_or_default().into_owned();
        let family = element.attribute("family").unwrap_or_default();
        if let Some(data) = element.attribute("data-style-name").filter(|_| family == "table-cell") {
            self.of_cells.insert(name.clone(), data.into_owned());
        }
        let is_of_tables = family == "table";
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.next()? {
                Some(Token::Start(inner)) if is_of_tables && inner.name() == "table-properties" => {
                    if inner.attribute("display").is_some_and(|display| display == "false") {
                        self.hidden_tables.insert(name.clone());
                    }
                }
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    /// `number:date-style` and `number:time-style` (16.27.10 and 16.27.18).
    fn data_style(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), XmlError> {
        let name = element.attribute("name").unwrap_or_default().into_owned();
        let mut parts = Parts::default();
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.next()? {
                Some(Token::Start(inner)) => parts.add(inner.name()),
                Some(_) => {}
                None => break,
            }
        }
        self.parts.insert(name, parts);
        Ok(())
    }

    /// Whether tables of this style are hidden.
    pub(super) fn hide(&self, table: &str) -> bool {
        self.hidden_tables.contains(table)
    }

    /// The parts of a day or time that cells of this style show, as far as the file says.
    pub(super) fn parts(&self, cell: &str) -> Option<Parts> {
        self.of_cells.get(cell).and_then(|data| self.parts.get(data)).copied()
    }
}
