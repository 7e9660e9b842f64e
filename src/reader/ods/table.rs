//! One table: its cells, merged ranges, hidden lines and comments (ISO/IEC 26300-1, 9.1).
//!
//! In: the tokens of `table:table`. Out: a [`Table`]. Rows and cells may be repeated a million times: blank ones are counted
//! and not made, others count against the limit of cells. What was read before an error stays.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::super::sheet::{Budget, Cell, MOST_COLUMNS, MOST_ROWS, Runs, Text, Texts, is_inexact};
use super::super::xml::{Element, Token, Xml, XmlError};
use super::moment;
use super::paragraph::Paragraphs;
use super::picture::Picture;
use super::styles::Styles;
use crate::document::Area;

/// What a table holds.
#[derive(Default)]
pub(super) struct Table {
    /// Sorted; one for a place.
    pub(super) cells: Vec<Cell>,
    pub(super) own: Texts,
    /// Places that are one cell.
    pub(super) ranges: Vec<Area>,
    pub(super) hidden_rows: Runs,
    pub(super) hidden_columns: Runs,
    /// Comments by row and column.
    pub(super) comments: Vec<((u32, u32), String)>,
    /// Pictures that lie on its cells.
    pub(super) pictures: Vec<Picture>,
    /// Elements that were not read.
    pub(super) faults: BTreeSet<String>,
    /// Last column of each run, and the style of cells in it that have none of their own.
    column_styles: Vec<(u32, Option<String>)>,
    next_row: u32,
    next_column: u32,
}

/// Different elements that are told for one table; names are free in a hostile file.
const MOST_FAULTS: usize = 20;

/// Pictures of one table; more of them are told as not read.
const MOST_PICTURES: usize = 1_000;
/// Rows a picture may begin in; no procedure is a tenth as long.
const MOST_ROWS_OF_PICTURES: u32 = 100_000;

/// A row that is being read.
struct Row {
    row: u32,
    next_column: u32,
    style: Option<String>,
    /// First cell and first range of it.
    first_cell: usize,
    first_range: usize,
}

impl Table {
    /// Reads the table that was begun last; leaves it.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, styles: &Styles, budget: &mut Budget) -> Result<(), XmlError> {
        let read = self.lines(xml, styles, budget);
        self.hidden_rows.settle();
        self.hidden_columns.settle();
        read
    }

    fn lines(&mut self, xml: &mut Xml<'_>, styles: &Styles, budget: &mut Budget) -> Result<(), XmlError> {
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside && !budget.is_spent() {
            match xml.next()? {
                Some(Token::Start(element)) => match element.name() {
                    "table-column" => self.column(&element),
                    "table-row" => self.row(xml, &element, styles, budget)?,
                    "shapes" => self.shapes(xml)?,
                    "table-rows" | "table-row-group" | "table-header-rows" => {}
                    "table-columns" | "table-column-group" | "table-header-columns" => {}
                    _ => xml.skip()?,
                },
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    fn fault(&mut self, element: impl Into<String>) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.insert(element.into());
        }
    }

    /// `table:table-column` (9.1.6).
    fn column(&mut self, element: &Element<'_>) {
        let first = self.next_column;
        let last = first.saturating_add(count(element, "number-columns-repeated") - 1);
        self.next_column = last.saturating_add(1);
        if is_hidden(element) {
            self.hidden_columns.add(first, last);
        }
        self.column_styles.push((last, element.attribute("default-cell-style-name").map(Cow::into_owned)));
    }

    /// `table:table-row` (9.1.3), with its repetitions.
    fn row(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        styles: &Styles,
        budget: &mut Budget,
    ) -> Result<(), XmlError> {
        let repeated = count(element, "number-rows-repeated");
        let mut row = Row {
            row: self.next_row,
            next_column: 0,
            style: element.attribute("default-cell-style-name").map(Cow::into_owned),
            first_cell: self.cells.len(),
            first_range: self.ranges.len(),
        };
        self.next_row = row.row.saturating_add(repeated);
        if is_hidden(element) {
            self.hidden_rows.add(row.row, self.next_row - 1);
        }
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside && !budget.is_spent() {
            match xml.next()? {
                Some(Token::Start(element)) => match element.name() {
                    "table-cell" => self.cell(xml, &element, &mut row, styles, budget)?,
                    "covered-table-cell" => self.covered(xml, &element, &mut row)?,
                    _ => xml.skip()?,
                },
                Some(_) => {}
                None => break,
            }
        }
        self.repeat(&row, repeated, budget);
        Ok(())
    }

    /// Adds the repetitions of a row that holds anything.
    fn repeat(&mut self, row: &Row, repeated: u32, budget: &mut Budget) {
        let (cells, ranges) = (row.first_cell..self.cells.len(), row.first_range..self.ranges.len());
        if cells.is_empty() && ranges.is_empty() {
            return;
        }
        for down in 1..repeated {
            if row.row.saturating_add(down) >= MOST_ROWS {
                return self.fault("number-rows-repeated");
            }
            for at in cells.clone() {
                let Some(mut cell) = self.cells.get(at).copied().filter(|_| budget.take_cell()) else { return };
                cell.area.row += down;
                self.cells.push(cell);
            }
            for at in ranges.clone() {
                let Some(mut range) = self.ranges.get(at).copied().filter(|_| budget.take_cell()) else { return };
                range.row += down;
                self.ranges.push(range);
            }
        }
    }

    /// `table:covered-table-cell` (9.1.5): whatever it holds is not shown, but for what is drawn there.
    fn covered(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, row: &mut Row) -> Result<(), XmlError> {
        let place = (row.row, row.next_column);
        row.next_column = row.next_column.saturating_add(count(element, "number-columns-repeated"));
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.next()? {
                Some(Token::Start(element)) => self.on_cell(xml, &element, place)?,
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    /// `table:table-cell` (9.1.4), with its repetitions.
    fn cell(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        row: &mut Row,
        styles: &Styles,
        budget: &mut Budget,
    ) -> Result<(), XmlError> {
        let column = row.next_column;
        let repeated = count(element, "number-columns-repeated");
        row.next_column = column.saturating_add(repeated);
        let read = self.content(xml, (row.row, column), budget)?;
        let style = element.attribute("style-name").map(Cow::into_owned).or_else(|| row.style.clone());
        let style = style.as_deref().or_else(|| self.column_style(column));
        let text = shown(element, read, style, styles);
        let area = span(element, row.row, column);
        if text.trim().is_empty() && (area.rows, area.columns) == (1, 1) {
            return Ok(());
        }
        if row.row >= MOST_ROWS || column.saturating_add(repeated) > MOST_COLUMNS {
            self.fault("table-cell");
        }
        let number = element.attribute("value").and_then(|number| number.trim().parse().ok()).unwrap_or(0.0);
        let is_inexact = is_inexact(number, &text);
        let text = self.own(&text, budget).map(|own| if is_inexact { own.inexact() } else { own });
        for right in 0..repeated {
            let column = column.saturating_add(right);
            let columns = area.columns.min(MOST_COLUMNS.saturating_sub(column));
            let area = Area { column, columns, ..area };
            if area.row >= MOST_ROWS || area.column >= MOST_COLUMNS || !budget.take_cell() {
                break;
            }
            if let Some(text) = text {
                self.cells.push(Cell { area: Area::single(area.row, area.column), text });
            }
            if (area.rows, area.columns) != (1, 1) {
                self.ranges.push(area);
            }
        }
        Ok(())
    }

    fn own(&mut self, text: &str, budget: &mut Budget) -> Option<Text> {
        let is_shown = !text.trim().is_empty() && budget.has_bytes(self.own.len() + text.len());
        is_shown.then(|| Text::Own(self.own.push(text)))
    }

    fn column_style(&self, column: u32) -> Option<&str> {
        let at = self.column_styles.partition_point(|(last, _)| *last < column);
        self.column_styles.get(at)?.1.as_deref()
    }

    /// The paragraphs of a cell; nothing where it has none. Leaves the cell.
    fn content(
        &mut self,
        xml: &mut Xml<'_>,
        place: (u32, u32),
        budget: &mut Budget,
    ) -> Result<Option<String>, XmlError> {
        let mut paragraphs = Paragraphs::default();
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside && !budget.is_spent() {
            match xml.next()? {
                Some(Token::Start(element)) => match element.name() {
                    "p" | "h" => paragraphs.add(xml, budget)?,
                    "list" => paragraphs.add_all(xml, budget)?,
                    "annotation" => {
                        let mut comment = Paragraphs::default();
                        comment.add_all(xml, budget)?;
                        self.comments.push((place, comment.text));
                    }
                    _ => self.on_cell(xml, &element, place)?,
                },
                Some(_) => {}
                None => break,
            }
        }
        if paragraphs.has_drawing {
            self.fault("draw:frame");
        }
        Ok(paragraphs.are_there.then_some(paragraphs.text))
    }

    /// Reads what lies on a cell: a picture, or something that is passed over.
    fn on_cell(&mut self, xml: &mut Xml<'_>, element: &Element<'_>, place: (u32, u32)) -> Result<(), XmlError> {
        let is_near = place.0 < MOST_ROWS_OF_PICTURES && place.1 < MOST_COLUMNS;
        if element.name() != "frame" || !is_near || self.pictures.len() >= MOST_PICTURES {
            return self.beside(xml, element);
        }
        match Picture::read(xml, element, place)? {
            Some(picture) => self.pictures.push(picture),
            None => self.fault("draw:frame"),
        }
        Ok(())
    }

    /// Passes over an element of a cell that is no text; what is drawn is not read, which is told.
    fn beside(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), XmlError> {
        let is_known =
            ["p", "h", "list", "annotation", "detective", "cell-range-source", "dde-source", "event-listeners"];
        if !is_known.contains(&element.name()) {
            self.fault(format!("draw:{}", element.name()));
        }
        xml.skip()
    }

    /// `table:shapes` (9.2.8).
    fn shapes(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlError> {
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.next()? {
                Some(Token::Start(element)) => self.beside(xml, &element)?,
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }
}

/// How often an element stands there; at least once.
fn count(element: &Element<'_>, attribute: &str) -> u32 {
    element.number(attribute).map_or(1, |count| u32::try_from(count.max(1)).unwrap_or(u32::MAX))
}

/// `table:visibility` (19.749).
fn is_hidden(element: &Element<'_>) -> bool {
    element.attribute("visibility").is_some_and(|value| matches!(&*value, "collapse" | "filter"))
}

/// The places that a cell covers, within the sheet.
fn span(element: &Element<'_>, row: u32, column: u32) -> Area {
    let rows = count(element, "number-rows-spanned").min(MOST_ROWS.saturating_sub(row).max(1));
    let columns = count(element, "number-columns-spanned").min(MOST_COLUMNS.saturating_sub(column).max(1));
    Area { row, column, rows, columns }
}

/// What a cell shows (19.385 and following): days and times in one form, other values as their paragraphs.
fn shown(element: &Element<'_>, read: Option<String>, style: Option<&str>, styles: &Styles) -> String {
    let shows = || style.and_then(|style| styles.shows(style));
    let stored = |name: &str| element.attribute(name);
    let value = match element.attribute("value-type").as_deref() {
        Some("date") => stored("date-value").map(|stored| moment::day(&stored, shows())),
        Some("time") => stored("time-value").and_then(|stored| moment::time(&stored, shows())),
        Some("boolean") => stored("boolean-value").map(|stored| stored.to_ascii_uppercase()),
        _ => None,
    };
    let plain = || stored("string-value").or_else(|| stored("value")).map(Cow::into_owned);
    value.or(read).or_else(plain).unwrap_or_default()
}
