//! Styles, as far as they decide what is shown: hidden tables, and what cells show of a day or time.

use std::collections::{BTreeMap, BTreeSet};

use super::super::sheet::Budget;
use super::super::xml::{Element, Token, Xml, XmlError};
use super::moment::Shows;
use super::page::{self, Page};
use crate::source::address::Story;

/// The styles of a file by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    hidden_tables: BTreeSet<String>,
    /// The master page of each table style.
    pages_of_tables: BTreeMap<String, String>,
    pages: BTreeMap<String, Page>,
    /// The data style of each cell style.
    of_cells: BTreeMap<String, String>,
    data: BTreeMap<String, DataStyle>,
}

/// A style of values (ISO/IEC 26300-1, 16.27).
#[derive(Debug)]
struct DataStyle {
    /// What it shows of a day or time, if it is for those.
    shows: Option<Shows>,
    /// Styles that take its place for certain values.
    instead: Vec<String>,
}

impl Styles {
    /// Takes the element that was begun last if it is a style, and leaves it then.
    pub(super) fn take(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        budget: &mut Budget,
    ) -> Result<(), XmlError> {
        match element.name() {
            "master-page" => {
                let name = element.attribute("name").unwrap_or_default().into_owned();
                self.pages.insert(name, page::read(xml, budget)?);
                Ok(())
            }
            "style" => self.style(xml, element),
            "date-style" | "time-style" | "number-style" | "text-style" => self.data_style(xml, element),
            _ => Ok(()),
        }
    }

    /// `style:style` (16.2).
    fn style(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), XmlError> {
        let name = element.attribute("name").unwrap_or_default().into_owned();
        let family = element.attribute("family").unwrap_or_default();
        if let Some(data) = element.attribute("data-style-name").filter(|_| family == "table-cell") {
            self.of_cells.insert(name.clone(), data.into_owned());
        }
        let is_of_tables = family == "table";
        if let Some(page) = element.attribute("master-page-name").filter(|_| is_of_tables) {
            self.pages_of_tables.insert(name.clone(), page.into_owned());
        }
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

    /// `number:date-style` and `number:time-style`, and those that stand in front of them (16.27 and 16.3).
    fn data_style(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), XmlError> {
        let name = element.attribute("name").unwrap_or_default().into_owned();
        let is_of_moments = matches!(element.name(), "date-style" | "time-style");
        let all_hours = element.attribute("truncate-on-overflow").is_some_and(|truncates| truncates == "false");
        let mut shows = Shows::nothing(all_hours);
        let mut instead = Vec::new();
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.next()? {
                Some(Token::Start(inner)) => match inner.name() {
                    "text" => shows.add_text(&xml.text()?),
                    "map" => instead.extend(inner.attribute("apply-style-name").map(std::borrow::Cow::into_owned)),
                    part => shows.add(part),
                },
                Some(_) => {}
                None => break,
            }
        }
        self.data.insert(name, DataStyle { shows: is_of_moments.then_some(shows), instead });
        Ok(())
    }

    /// The headers and footers of the pages on which tables of this style are printed.
    pub(super) fn page(&self, table: &str) -> &[(Story, String)] {
        self.pages_of_tables.get(table).and_then(|page| self.pages.get(page)).map_or(&[], Vec::as_slice)
    }

    /// Whether tables of this style are hidden.
    pub(super) fn hide(&self, table: &str) -> bool {
        self.hidden_tables.contains(table)
    }

    /// What cells of this style show of a day or time, as far as the file says.
    pub(super) fn shows(&self, cell: &str) -> Option<&Shows> {
        let style = self.data.get(self.of_cells.get(cell)?)?;
        let instead = style.instead.iter().filter_map(|name| self.data.get(name));
        style.shows.as_ref().or_else(|| instead.filter_map(|style| style.shows.as_ref()).next())
    }
}
