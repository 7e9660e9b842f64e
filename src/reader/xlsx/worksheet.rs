//! The part of one sheet: its cells and what lies around them (ECMA-376 part 1, 18.3).
//!
//! In: the text of the part, with the shared strings and styles of the workbook. Out: a [`Worksheet`]: the cells that show
//! something, by row and column, the merged ranges, sizes and hidden lines. Formulas are never evaluated: what the program
//! that wrote the file saw is read. What was read before an error stays.

mod value;

use std::collections::BTreeSet;

use super::super::sheet::{Budget, Cell, MOST_COLUMNS, MOST_ROWS, Runs, Texts};
use super::super::xml::{Element, Token, Xml, XmlError, is_on};
use super::lines::Lines;
use super::margins::Margins;
use super::reference;
use super::serial::Epoch;
use super::styles::Styles;
use crate::document::Area;

/// What the sheets of a workbook share.
pub(super) struct Shared {
    pub(super) strings: Texts,
    pub(super) styles: Styles,
    pub(super) epoch: Epoch,
}

/// What a sheet part holds.
#[derive(Default)]
pub(super) struct Worksheet {
    /// Sorted; one for a place.
    pub(super) cells: Vec<Cell>,
    /// Texts that are not shared.
    pub(super) own: Texts,
    pub(super) merges: Vec<Area>,
    pub(super) hidden_rows: Runs,
    pub(super) hidden_columns: Runs,
    pub(super) lines: Lines,
    /// Page headers and footers.
    pub(super) margins: Margins,
    /// The relationship that leads to the drawing.
    pub(super) drawing: Option<String>,
    /// What is not as it should be.
    pub(super) faults: BTreeSet<Fault>,
}

/// What is wrong with a sheet part as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// The part ends early, or is none of a sheet.
    Xml,
    /// A reference to a place that no sheet has, or that belongs to another row.
    Reference,
    /// Two cells at the same place, or cells out of order.
    Order,
    /// Merged ranges that overlap.
    Overlap,
    /// A style that does not exist.
    Style,
    /// A document of another program on the sheet, which is not read.
    Embedded,
}

impl Fault {
    /// The element it is about, behind the name of the part.
    pub(super) fn within(self, part: &str) -> String {
        let element = match self {
            Self::Xml => return part.to_owned(),
            Self::Reference => "r",
            Self::Order => "sheetData",
            Self::Overlap => "mergeCells",
            Self::Style => "s",
            Self::Embedded => "oleObject",
        };
        format!("{part}: {element}")
    }
}

/// A walk over a sheet part.
struct Walk<'w> {
    shared: &'w Shared,
    budget: &'w mut Budget,
    sheet: Worksheet,
    /// Row and column of the next cell without a reference.
    next: (u32, u32),
    /// The next row without a number.
    next_row: u32,
}

/// Reads the part.
pub(super) fn read(part: &str, depth: usize, shared: &Shared, budget: &mut Budget) -> Worksheet {
    let mut walk = Walk { shared, budget, sheet: Worksheet::default(), next: (0, 0), next_row: 0 };
    if walk.all(&mut Xml::new(part, depth)).is_err() {
        walk.fault(Fault::Xml);
    }
    let mut sheet = walk.sheet;
    sheet.settle();
    sheet
}

impl Walk<'_> {
    fn fault(&mut self, fault: Fault) {
        self.sheet.faults.insert(fault);
    }

    fn all(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlError> {
        let mut is_sheet = false;
        while let Some(token) = xml.next()? {
            let Token::Start(element) = token else { continue };
            match element.name() {
                "worksheet" => is_sheet = true,
                "sheetFormatPr" => self.sheet.lines.set_defaults(&element),
                "col" => self.columns(&element),
                "row" => self.row(&element),
                "c" => self.cell(xml, &element)?,
                "mergeCell" => self.merge(&element),
                "drawing" => self.sheet.drawing = element.attribute("id").map(std::borrow::Cow::into_owned),
                "oleObject" => self.fault(Fault::Embedded),
                "headerFooter" => self.sheet.margins = Margins::read(xml, &element)?,
                // A view somebody kept has page headers of its own.
                "extLst" | "customSheetViews" => xml.skip()?,
                _ => {}
            }
            if self.budget.is_spent() {
                return Ok(());
            }
        }
        if !is_sheet {
            self.fault(Fault::Xml);
        }
        Ok(())
    }

    /// `col` (18.3.1.13): columns `min` to `max`, from 1.
    fn columns(&mut self, element: &Element<'_>) {
        let line = |name| element.number(name).and_then(|line| u32::try_from(line).ok()).unwrap_or(0);
        let (first, last) = (line("min"), line("max").min(MOST_COLUMNS));
        if first == 0 || first > last || !self.sheet.lines.columns(first - 1, last - 1, element) {
            return self.fault(Fault::Reference);
        }
        let has_no_width = element.attribute("width").and_then(|width| width.parse().ok()) == Some(0.0);
        if element.is_on("hidden") || has_no_width {
            self.sheet.hidden_columns.add(first - 1, last - 1);
        }
    }

    /// `row` (18.3.1.73): the row `r`, or the one behind the last.
    fn row(&mut self, element: &Element<'_>) {
        let [row, height, hidden] = element.attributes(["r", "ht", "hidden"]);
        let row = match row.map(|row| row.trim().parse::<u32>()) {
            Some(Ok(row @ 1..=MOST_ROWS)) => row - 1,
            Some(_) => {
                self.fault(Fault::Reference);
                self.next_row
            }
            None => self.next_row,
        };
        self.next = (row, 0);
        self.next_row = row.saturating_add(1);
        if row >= MOST_ROWS {
            return self.fault(Fault::Reference);
        }
        let is_hidden = hidden.is_some_and(|hidden| is_on(&hidden));
        let height = height.and_then(|height| height.trim().parse().ok());
        self.sheet.lines.row(row, height, is_hidden);
        if is_hidden || height == Some(0.0) {
            self.sheet.hidden_rows.add(row, row);
        }
    }

    /// `c` (18.3.1.4).
    fn cell(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), XmlError> {
        let [place, style, kind] = element.attributes(["r", "s", "t"]);
        let place = self.place(place.as_deref());
        let text = self.value(xml, kind.as_deref(), style.as_deref())?;
        let (Some((row, column)), Some(text)) = (place, text) else { return Ok(()) };
        if self.budget.take_cell() {
            let area = Area::single(row, column);
            if self.sheet.cells.last().is_some_and(|last| (last.area.row, last.area.column) >= (row, column)) {
                self.fault(Fault::Order);
            }
            self.sheet.cells.push(Cell { area, text });
        }
        Ok(())
    }

    /// Where a cell stands: at its reference, or behind the one before.
    fn place(&mut self, written: Option<&str>) -> Option<(u32, u32)> {
        let (row, column) = match written {
            Some(written) => {
                let Some(place) = reference::cell(written) else {
                    self.fault(Fault::Reference);
                    return None;
                };
                if place.0 != self.next.0 {
                    self.fault(Fault::Reference);
                }
                place
            }
            None => self.next,
        };
        self.next.1 = column.saturating_add(1);
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            self.fault(Fault::Reference);
            return None;
        }
        Some((row, column))
    }

    /// `mergeCell` (18.3.1.54).
    fn merge(&mut self, element: &Element<'_>) {
        match reference::range(&element.attribute("ref").unwrap_or_default()) {
            Some(range) => self.sheet.merges.push(range),
            None => self.fault(Fault::Reference),
        }
    }
}

impl Worksheet {
    /// Puts everything in order. Of two cells at one place the later one holds.
    fn settle(&mut self) {
        self.hidden_rows.settle();
        self.hidden_columns.settle();
        if self.faults.contains(&Fault::Order) {
            let place = |cell: &Cell| (cell.area.row, cell.area.column);
            self.cells.reverse();
            self.cells.sort_by_key(place);
            self.cells.dedup_by_key(|cell| place(cell));
        }
    }
}
