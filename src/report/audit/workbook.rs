//! The workbook for auditors (.xlsx, ECMA-376): an overview, and a sheet for each thing one sorts, filters and prints.
//!
//! In: an audit. Out: a workbook with eight sheets, the same bytes for the same audit. Texts of documents are cells of text, whatever they
//! begin with: nothing here is a formula. Each file in `workbook/` is a sheet, but `looks` (colours and formats), `book` (what sheets
//! share), `sheet` (a table with its head, filter and printing), and `bounds` (what Excel can hold).
//!
//! Small sheets are made in memory; of large ones the library keeps one row and puts the others into a temporary file, so that memory
//! does not grow with the archive.

mod book;
mod bounds;
mod coverage;
mod documents;
mod findings;
mod looks;
mod matrix;
mod overview;
mod rules;
mod sheet;
mod unchecked;
mod units;

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::Audit;
use crate::report::clean;
use crate::report::words::say;
use book::Book;
pub(in crate::report) use bounds::Bounds;

/// Writes the report.
pub(super) fn render(audit: &Audit<'_>, out: &mut dyn Write) -> io::Result<()> {
    render_within(audit, Bounds::default(), out)
}

/// The same with other bounds.
pub(in crate::report) fn render_within(audit: &Audit<'_>, bounds: Bounds, out: &mut dyn Write) -> io::Result<()> {
    // The library panics where its temporary files cannot be written.
    let made = catch_unwind(AssertUnwindSafe(|| workbook(audit, bounds)));
    let bytes = match made {
        Ok(made) => made.map_err(as_io)?,
        Err(_) => return Err(io::Error::other("the temporary files of the workbook could not be written")),
    };
    out.write_all(&bytes)
}

fn workbook(audit: &Audit<'_>, bounds: Bounds) -> Result<Vec<u8>, XlsxError> {
    let book = Book::new(audit, bounds);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(audit)?);
    overview::write(&book, &mut workbook)?;
    findings::write(&book, &mut workbook)?;
    matrix::write(&book, &mut workbook)?;
    units::write(&book, &mut workbook)?;
    documents::write(&book, &mut workbook)?;
    coverage::write(&book, &mut workbook)?;
    unchecked::write(&book, &mut workbook)?;
    rules::write(&book, &mut workbook)?;
    workbook.save_to_buffer()
}

/// What the file says of itself; the day of the audit stands in place of a clock.
fn properties(audit: &Audit<'_>) -> Result<DocProperties, XlsxError> {
    let report = audit.outputs.report;
    let today = report.today;
    let day = ExcelDateTime::from_ymd(u16::try_from(today.year()).unwrap_or(1900), today.month(), today.day())?;
    let title = clean::cut(&clean::line(audit.title), 200).into_owned();
    Ok(DocProperties::new()
        .set_title(format!("{}: {title}", say(report.language, "Audit SOP", "Audit of SOPs")))
        .set_author(concat!("soplint ", env!("CARGO_PKG_VERSION")))
        .set_comment(audit.record.id.as_str())
        .set_creation_datetime(&day))
}

fn as_io(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other.to_string()),
    }
}
