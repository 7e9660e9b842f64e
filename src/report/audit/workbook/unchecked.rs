//! What was not checked, or only in part: a row for each reason, with what to do about it.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::book::{Book, Listed, Page};
use super::documents::how_read;
use super::looks::Look;
use super::sheet::{Cell, Column, Plan, Table};
use crate::engine::messages::entry;
use crate::engine::report::Checked;
use crate::finding::RuleId;

/// Writes the sheet.
pub(super) fn write(book: &Book<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let listed: Vec<&Listed<'_>> = book.documents.iter().filter(|of| of.document.checked != Checked::Full).collect();
    let rows = listed.iter().map(|listed| listed.document.unchecked.len().max(1)).sum();
    let nothing = book.say("semua dokumen diperiksa seluruhnya", "every document was checked whole");
    let plan = Plan { page: Page::Unchecked, frozen: 1, rows, printed: u16::MAX, nothing };
    let mut table = Table::begin(book, workbook, plan, columns(book))?;
    for listed in listed {
        for row in self::rows(book, listed) {
            table.row(&row)?;
        }
    }
    table.end()
}

fn columns(book: &Book<'_>) -> Vec<Column> {
    use Look::{Centred, Wrapped};
    let columns = [
        ("Berkas", "File", 56.0, Wrapped),
        ("Judul", "Title", 36.0, Wrapped),
        ("Dibaca", "Read", 12.0, Centred),
        ("Kode", "Code", 9.0, Centred),
        ("Alasan", "Reason", 56.0, Wrapped),
        ("Yang perlu dilakukan", "What to do", 60.0, Wrapped),
    ];
    columns.map(|(id, en, width, look)| Column { title: book.say(id, en).into(), width, look }).into()
}

fn rows<'r>(book: &Book<'r>, listed: &Listed<'r>) -> Vec<[Cell<'r>; 6]> {
    let document = listed.document;
    let row = |code: Option<RuleId>, reason: &'r str| {
        [
            Cell::linked(book.path(listed.source, document), book.file(listed.source)),
            Cell::text(document.title.as_deref().unwrap_or_default()),
            how_read(book, document.checked),
            Cell::text(code.map(|code| code.to_string()).unwrap_or_default()),
            Cell::text(reason),
            Cell::text(code.and_then(entry).map_or("", |entry| book.say(entry.help.0, entry.help.1))),
        ]
    };
    if document.unchecked.is_empty() {
        return vec![row(None, book.say("tidak terbaca seluruhnya", "not read to its end"))];
    }
    document.unchecked.iter().map(|why| row(Some(why.rule), &why.message)).collect()
}
