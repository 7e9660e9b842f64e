//! A table on a sheet of its own: a frozen head with a filter, rows below it, and how it is printed.
//!
//! In: columns, then rows of cells. Out: the sheet. Rows that no sheet can hold are counted and told in a last row.

use std::borrow::Cow;

use rust_xlsxwriter::{ExcelDateTime, Format, Url, Workbook, Worksheet, XlsxError};

use super::book::{Book, Page, Target};
use super::bounds::{Bounds, fitting};
use super::looks::{self, Look, Tone};
use crate::report::clean;
use crate::sop::Language;
use crate::sop::date::Day;

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// What stands in its head.
    pub(super) title: Cow<'static, str>,
    /// In characters.
    pub(super) width: f64,
    /// What it holds.
    pub(super) look: Look,
}

/// A cell.
#[derive(Debug, Clone)]
pub(super) enum Cell<'c> {
    Empty,
    Text(Cow<'c, str>),
    Toned(Cow<'c, str>, Tone),
    Count(usize),
    TonedCount(usize, Tone),
    Score(Option<f64>),
    Day(Option<Day>),
    /// A text that leads somewhere.
    Link(Cow<'c, str>, Target),
    /// A number of things that leads somewhere.
    LinkedCount(usize, Target),
}

impl<'c> Cell<'c> {
    pub(super) fn text(text: impl Into<Cow<'c, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A text that leads somewhere, if it does.
    pub(super) fn linked(text: impl Into<Cow<'c, str>>, target: Option<Target>) -> Self {
        match target {
            Some(target) => Self::Link(text.into(), target),
            None => Self::Text(text.into()),
        }
    }

    /// A number of things, in colour when there are any.
    pub(super) fn counted(count: usize, tone: Tone) -> Self {
        if count == 0 { Self::Count(0) } else { Self::TonedCount(count, tone) }
    }
}

/// How a sheet is laid out beside its columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// Which sheet.
    pub(super) page: Page,
    /// Columns that stay where they are.
    pub(super) frozen: u16,
    /// Rows it will have, for the choice between memory and disk.
    pub(super) rows: usize,
    /// Columns that are printed; the others are for the screen.
    pub(super) printed: u16,
    /// What is said where there are no rows.
    pub(super) nothing: &'static str,
}

/// A table in the making.
pub(super) struct Table<'w> {
    sheet: &'w mut Worksheet,
    bounds: Bounds,
    language: Language,
    columns: Vec<Column>,
    formats: Vec<[Format; 2]>,
    nothing: &'static str,
    row: u32,
    left_out: usize,
    links: usize,
}

impl<'w> Table<'w> {
    /// A table with its head.
    pub(super) fn begin(
        book: &Book<'_>,
        workbook: &'w mut Workbook,
        plan: Plan,
        columns: Vec<Column>,
    ) -> Result<Self, XlsxError> {
        let sheet = new_sheet(book, workbook, plan.page, plan.rows * columns.len())?;
        let high = columns.iter().map(|column| lines(&column.title, column.width * 0.85)).max();
        sheet.set_row_height(0, height(high.unwrap_or(1).max(2)))?;
        sheet.set_freeze_panes(1, plan.frozen)?;
        for (at, column) in (0..).zip(&columns) {
            sheet.set_column_width(at, column.width)?;
            sheet.set_column_format(at, &looks::cell(column.look))?;
        }
        for (at, column) in (0..).zip(&columns) {
            sheet.write_string_with_format(0, at, column.title.as_ref(), &looks::head())?;
        }
        let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let rows = u32::try_from(plan.rows).unwrap_or(u32::MAX).min(book.bounds.rows - 2);
        sheet.autofilter(0, 0, rows.max(1), last)?;
        print_setup(sheet, book)?;
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_print_area(0, 0, rows.max(1), plan.printed.min(last + 1) - 1)?;
        sheet.set_print_fit_to_pages(1, 0);
        let formats = columns.iter().map(|column| [looks::cell(column.look), looks::linked(column.look)]).collect();
        let (bounds, language) = (book.bounds, book.language);
        Ok(Self { sheet, bounds, language, columns, formats, nothing: plan.nothing, row: 1, left_out: 0, links: 0 })
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        // The last row is for the remark.
        if self.row + 1 >= self.bounds.rows {
            self.left_out += 1;
            return Ok(());
        }
        self.sheet.set_row_height(self.row, height(self.lines(cells)))?;
        for (at, cell) in (0..).zip(cells) {
            self.cell(at, cell)?;
        }
        self.row += 1;
        Ok(())
    }

    /// How many lines the longest cell of a row has.
    fn lines(&self, cells: &[Cell<'_>]) -> usize {
        let wrapped = cells.iter().zip(&self.columns).filter(|(_, column)| column.look == Look::Wrapped);
        let lines = wrapped.map(|(cell, column)| match cell {
            Cell::Text(text) | Cell::Toned(text, _) | Cell::Link(text, _) => lines(text, column.width),
            Cell::Empty | Cell::Count(_) | Cell::TonedCount(..) | Cell::LinkedCount(..) => 1,
            Cell::Score(_) | Cell::Day(_) => 1,
        });
        lines.max().unwrap_or(1)
    }

    fn cell(&mut self, at: u16, cell: &Cell<'_>) -> Result<(), XlsxError> {
        let (row, column) = (self.row, usize::from(at));
        let Some(look) = self.columns.get(column).map(|column| column.look) else { return Ok(()) };
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => self.text(at, text)?,
            Cell::Toned(text, tone) => {
                let format = looks::toned(look, *tone);
                self.sheet.write_string_with_format(row, at, shown(text), &format)?;
            }
            Cell::TonedCount(count, tone) => {
                self.sheet.write_number_with_format(row, at, *count as f64, &looks::toned(look, *tone))?;
            }
            Cell::Count(count) => _ = self.sheet.write_number(row, at, *count as f64)?,
            Cell::Score(score) => {
                if let Some(score) = score {
                    self.sheet.write_number(row, at, *score)?;
                }
            }
            Cell::Day(day) => {
                if let Some(day) = day.and_then(date) {
                    self.sheet.write_datetime_with_format(row, at, &day, &self.formats[column][0])?;
                }
            }
            Cell::Link(text, target) => self.link(at, text, target)?,
            Cell::LinkedCount(count, target) => {
                self.link(at, &count.to_string(), target)?;
                // The link stays where the text becomes a number.
                self.sheet.write_number_with_format(row, at, *count as f64, &self.formats[column][1])?;
            }
        }
        Ok(())
    }

    fn text(&mut self, at: u16, text: &str) -> Result<(), XlsxError> {
        let text = shown(text);
        if text.starts_with(['=', '+', '-', '@']) {
            // Text as it is, and still text when somebody edits the cell.
            let format = self.formats[usize::from(at)][0].clone().set_quote_prefix();
            self.sheet.write_string_with_format(self.row, at, text, &format)?;
        } else {
            self.sheet.write_string(self.row, at, text)?;
        }
        Ok(())
    }

    fn link(&mut self, at: u16, text: &str, target: &Target) -> Result<(), XlsxError> {
        let link = target.link().filter(|_| self.links < self.bounds.links);
        let Some(link) = link else { return self.text(at, text) };
        let text = shown(text);
        if text.is_empty() {
            return Ok(());
        }
        let format = &self.formats[usize::from(at)][1];
        self.sheet.write_url_with_options(self.row, at, Url::new(link), &text, "", Some(format))?;
        self.links += 1;
        Ok(())
    }

    /// A list to choose from in the cells of a column.
    pub(super) fn choices(&mut self, at: u16, words: &[&str]) -> Result<(), XlsxError> {
        let rule = rust_xlsxwriter::DataValidation::new().allow_list_strings(words)?.ignore_blank(true);
        self.sheet.add_data_validation(1, at, self.row.max(2) - 1, at, &rule)?;
        Ok(())
    }

    /// Bars behind the scores of a column.
    pub(super) fn bars(&mut self, at: u16) -> Result<(), XlsxError> {
        self.sheet.add_conditional_format(1, at, self.row.max(2) - 1, at, &score_bar())?;
        Ok(())
    }

    /// Says what is missing.
    pub(super) fn end(self) -> Result<(), XlsxError> {
        if self.row == 1 && self.left_out == 0 {
            self.sheet.write_string_with_format(1, 0, self.nothing, &looks::remark())?;
        }
        if self.left_out > 0 {
            let remark = left_out(self.left_out, self.language);
            self.sheet.write_string_with_format(self.row, 0, remark, &looks::warning())?;
        }
        Ok(())
    }
}

/// That rows are missing, and where they are.
pub(super) fn left_out(rows: usize, language: Language) -> String {
    match language {
        Language::Id => {
            format!("{rows} baris lagi tidak muat di lembar Excel; semuanya ada dalam keluaran CSV dan JSON lines")
        }
        Language::En => {
            format!("{rows} more rows do not fit on a sheet of Excel; all of them are in the CSV and JSON lines output")
        }
    }
}

/// A sheet of that name, in memory or on the disk as many cells ask for.
pub(super) fn new_sheet<'w>(
    book: &Book<'_>,
    workbook: &'w mut Workbook,
    page: Page,
    cells: usize,
) -> Result<&'w mut Worksheet, XlsxError> {
    let sheet = if cells > book.bounds.kept {
        workbook.add_worksheet_with_constant_memory()?
    } else {
        workbook.add_worksheet()
    };
    sheet.set_name(page.name(book.language))?;
    sheet.set_tab_color(page.colour());
    sheet.set_screen_gridlines(false);
    Ok(sheet)
}

/// Paper, margins, and what stands above and below every page.
pub(super) fn print_setup(sheet: &mut Worksheet, book: &Book<'_>) -> Result<(), XlsxError> {
    /// A4 (ECMA-376 part 1, 18.3.1.63).
    const A4: u8 = 9;
    sheet.set_landscape();
    sheet.set_paper_size(A4);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    // In heads and feet `&` begins a code (ECMA-376 part 1, 18.3.1.39), and no more than 255 characters fit.
    let title = clean::cut(&clean::line(book.audit.title), 80).replace('&', "&&");
    let day = book.audit.outputs.report.today.to_iso();
    sheet.set_header(format!("&L&8{title}&R&8&A"));
    sheet.set_footer(format!("&L&8soplint · {day}&R&8&P / &N"));
    Ok(())
}

/// A bar that fills its cell at 100.
pub(super) fn score_bar() -> rust_xlsxwriter::ConditionalFormatDataBar {
    use rust_xlsxwriter::{ConditionalFormatDataBar, ConditionalFormatType};
    ConditionalFormatDataBar::new()
        .set_fill_color(looks::BAR)
        .set_solid_fill(true)
        .set_border_off(true)
        .set_minimum(ConditionalFormatType::Number, 0)
        .set_maximum(ConditionalFormatType::Number, 100)
}

/// How many lines a text needs in a column, rather one too many: programs measure with the fonts they have, and not all of them look
/// for themselves how high a row must be.
pub(super) fn lines(text: &str, width: f64) -> usize {
    // A word that is too long goes on below; no row is higher than these (409 points).
    const MOST: usize = 30;
    let room = (width * 1.05).max(1.0) as usize;
    let (mut lines, mut used) = (1, 0);
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > room {
            (lines, used) = (lines + 1, 0);
        }
        used += length + usize::from(used > 0);
        (lines, used) = (lines + used.saturating_sub(1) / room, used - used.saturating_sub(1) / room * room);
        if lines >= MOST {
            return MOST;
        }
    }
    lines
}

/// The height of a row of so many lines, in points.
pub(super) fn height(lines: usize) -> f64 {
    13.2 * lines as f64 + 2.0
}

/// A text as a cell shows it: one line, no character that hides or reorders, not too long.
pub(super) fn shown(text: &str) -> String {
    fitting(clean::line(text).trim().to_owned())
}

/// A day as Excel counts it; none before 1900.
pub(super) fn date(day: Day) -> Option<ExcelDateTime> {
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, day.month(), day.day()).ok()
}
