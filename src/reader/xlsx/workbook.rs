//! The workbook part: which sheets there are, in which order, and how days are counted (ECMA-376 part 1, 18.2.27).

use std::sync::Arc;

use super::super::package::Relationship;
use super::super::sheet::tidy;
use super::super::xml::{Token, Xml, XmlError};
use super::serial::Epoch;

/// What the workbook part says.
pub(super) struct Workbook {
    /// Sheets of cells, in order; those of charts and macros are left out.
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) epoch: Epoch,
}

/// A sheet of the workbook.
pub(super) struct SheetEntry {
    /// Its name, as written.
    pub(super) name: Arc<str>,
    /// Name of its part; empty where the workbook leads nowhere.
    pub(super) part: String,
    pub(super) is_hidden: bool,
}

/// Reads the part with where it leads.
pub(super) fn read(part: &str, depth: usize, relationships: &[Relationship]) -> Result<Workbook, XmlError> {
    let mut xml = Xml::new(part, depth);
    let mut workbook = Workbook { sheets: Vec::new(), epoch: Epoch::Of1900 };
    while let Some(token) = xml.next()? {
        let Token::Start(element) = token else { continue };
        match element.name() {
            "workbookPr" if element.is_on("date1904") => workbook.epoch = Epoch::Of1904,
            "sheet" => {
                let id = element.attribute("id").unwrap_or_default();
                let leads = relationships.iter().find(|relationship| relationship.id == id);
                if leads.is_some_and(|leads| leads.kind != "worksheet") {
                    continue;
                }
                let name = element.attribute("name").unwrap_or_default();
                let state = element.attribute("state").unwrap_or_default();
                workbook.sheets.push(SheetEntry {
                    name: tidy(&name).into(),
                    part: leads.map(|leads| leads.target.clone()).unwrap_or_default(),
                    is_hidden: matches!(&*state, "hidden" | "veryHidden"),
                });
            }
            "extLst" => xml.skip()?,
            _ => {}
        }
    }
    Ok(workbook)
}
