//! OpenDocument spreadsheets (`.ods`) → one neutral document (ISO/IEC 26300-1, section 9).
//!
//! In: the bytes of a file. Out: a grid for each table that is shown, each followed by what is hidden in it and its comments; page
//! headers that hold a label with its value stand in front of it.
//! Of drawings only pictures are read, by the cells they cover; others are told. Formulas are never evaluated, links never followed.

mod moment;
mod page;
mod paragraph;
mod picture;
mod styles;
mod table;

use std::sync::Arc;

use super::draft::{Draft, Extract};
use super::package::{Package, PackageError};
use super::sheet::{Budget, Printed, Sheet, Texts, is_field, merge, miss, tidy};
use super::xml::{Element, Token, Xml, XmlError};
use super::{OfficeProblem, ProblemKind, ReadLimits};
use crate::document::UnseenKind;
use crate::source::Span;
use crate::source::address::Story;
use styles::Styles;
use table::Table;

/// The part of the tables, and that of the styles with names.
const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";

/// Reads a file.
pub(super) fn read(bytes: &[u8], limits: &ReadLimits) -> Result<Extract, PackageError> {
    let mut package = Package::open(bytes, &limits.package)?;
    if is_encrypted(&mut package)? {
        return Err(PackageError::Encrypted);
    }
    let mut reading = Reading {
        draft: Draft::new(),
        budget: Budget::new(limits),
        styles: Styles::default(),
        is_spreadsheet: false,
        printed: Printed::default(),
        tables: 0,
        last: Arc::from(""),
    };
    reading.read_styles(&mut package);
    let content = package.required(CONTENT)?;
    if reading.content(&mut Xml::new(&content, package.depth())).is_err() {
        miss(&mut reading.draft, &reading.last, [CONTENT.to_owned()]);
    } else if !reading.is_spreadsheet {
        return Err(PackageError::NoPart(format!("{CONTENT}: office:spreadsheet")));
    }
    reading.budget.tell(&mut reading.draft);
    Ok(reading.draft.finish())
}

/// Whether parts are encrypted (ISO/IEC 26300-3, 3.4.1). A manifest that cannot be read says nothing about it, and a part that
/// is encrypted all the same is no XML.
fn is_encrypted(package: &mut Package<'_>) -> Result<bool, PackageError> {
    let Some(part) = package.part("META-INF/manifest.xml")? else { return Ok(false) };
    let mut xml = Xml::new(&part, package.depth());
    while let Ok(Some(token)) = xml.next() {
        if matches!(token, Token::Start(element) if element.name() == "encryption-data") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A file that is being read.
struct Reading {
    draft: Draft,
    budget: Budget,
    styles: Styles,
    /// Whether it holds tables of a spreadsheet; those of a text are not all of it.
    is_spreadsheet: bool,
    printed: Printed,
    /// Tables so far.
    tables: usize,
    /// Name of the last table.
    last: Arc<str>,
}

impl Reading {
    /// Reads the styles that have names; a file without any is whole.
    fn read_styles(&mut self, package: &mut Package<'_>) {
        let part = match package.part(STYLES) {
            Ok(Some(part)) => part,
            Ok(None) => return,
            Err(_) => return self.problem(STYLES),
        };
        if self.all_styles(&mut Xml::new(&part, package.depth())).is_err() {
            self.problem(STYLES);
        }
    }

    fn problem(&mut self, part: &str) {
        let here = Span::at(self.draft.len());
        self.draft.problem(ProblemKind::Office(OfficeProblem::Part(part.to_owned())), here);
    }

    fn all_styles(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlError> {
        while let Some(token) = xml.next()? {
            if let Token::Start(element) = token {
                self.styles.take(xml, &element, &mut self.budget)?;
            }
        }
        Ok(())
    }

    fn content(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlError> {
        while let Some(token) = xml.next()? {
            let Token::Start(element) = token else { continue };
            match element.name() {
                "spreadsheet" => self.is_spreadsheet = true,
                "table" if self.is_spreadsheet => self.table(xml, &element)?,
                "tracked-changes" => self.changes(xml)?,
                // They hold tables or texts that lie on no sheet.
                "dde-links" | "content-validations" | "data-pilot-tables" | "named-expressions" => xml.skip()?,
                _ => self.styles.take(xml, &element, &mut self.budget)?,
            }
            if self.budget.is_spent() {
                break;
            }
        }
        Ok(())
    }

    /// Notes that there are changes nobody has decided on (section 9.9). Tables are as if all were accepted.
    fn changes(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlError> {
        let outside = xml.depth().saturating_sub(1);
        let mut is_open = false;
        while xml.depth() > outside {
            match xml.next()? {
                Some(Token::Start(element)) => {
                    let is_change =
                        matches!(element.name(), "cell-content-change" | "insertion" | "deletion" | "movement");
                    let state = element.attribute("acceptance-state").unwrap_or_default();
                    is_open |= is_change && !matches!(&*state, "accepted" | "rejected");
                }
                Some(_) => {}
                None => break,
            }
        }
        if is_open {
            self.draft.unseen(UnseenKind::Change, Span::at(self.draft.len()));
        }
        Ok(())
    }

    /// Reads the table that was begun last and writes what was read of it, even where its end is broken.
    fn table(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), XmlError> {
        self.last = tidy(&element.attribute("name").unwrap_or_default()).into();
        if !self.budget.has_sheet(self.tables) {
            return Ok(());
        }
        self.tables += 1;
        let style = element.attribute("style-name").unwrap_or_default().into_owned();
        let mut table = Table::default();
        let read = table.read(xml, &self.styles, &mut self.budget);
        self.write(table, &style);
        read
    }

    fn write(&mut self, mut table: Table, style: &str) {
        let (cells, overlap) =
            merge(std::mem::take(&mut table.cells), std::mem::take(&mut table.ranges), &mut self.budget);
        if overlap {
            table.faults.insert("number-rows-spanned".to_owned());
        }
        let sheet = Sheet {
            name: Arc::clone(&self.last),
            cells: &cells,
            own: &table.own,
            shared: &Texts::default(),
            hidden_rows: &table.hidden_rows,
            hidden_columns: &table.hidden_columns,
        };
        if self.styles.hide(style) {
            sheet.note_hidden_sheet(&mut self.draft, &mut self.budget);
        } else if !cells.is_empty() || !table.comments.is_empty() || !table.pictures.is_empty() {
            self.margins(style, Story::Header);
            let grid = sheet.write(&mut self.draft, &mut self.budget);
            for (place, text) in &table.comments {
                sheet.note(&mut self.draft, &mut self.budget, UnseenKind::Comment, *place, text);
            }
            picture::draw(&mut self.draft, grid, &self.last, &table.pictures);
            self.margins(style, Story::Footer);
        }
        miss(&mut self.draft, &self.last, table.faults.iter().map(|fault| format!("{CONTENT}: {fault}")));
    }

    /// Writes the page headers or footers of the table that was read last.
    fn margins(&mut self, style: &str, story: Story) {
        for (_, text) in self.styles.page(style).iter().filter(|(of, _)| *of == story) {
            let into = (&mut self.draft, &mut self.budget);
            self.printed.write(into, (&self.last, story), text, text.lines().any(is_field));
        }
    }
}

#[cfg(test)]
mod tests;
