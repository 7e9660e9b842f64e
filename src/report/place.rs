//! Where something lies in a file that is not text, in words and as an object for programs.
//!
//! In: an [`Address`]. Out: what a person looks for in an office program, `COVER!I5` or "tabel 2, baris 5, kolom Waktu". What
//! is the same in every language stands beside [`Address`] itself.

use serde::Serialize;

use crate::sop::Language;
use crate::source::Address;
use crate::source::address::{Story, cell_name, from_one, one_line};

/// The words for a person, in the language of the run. Where nothing is to be translated they are those for programs.
pub(super) fn told(address: &Address, language: Language) -> String {
    match (address, language) {
        (Address::TableCell { table, row, column, header }, _) => {
            let header = header.as_deref().map(one_line).filter(|header| !header.is_empty());
            let column = header.unwrap_or_else(|| from_one(*column).to_string());
            let (table, row) = (from_one(*table), from_one(*row));
            match language {
                Language::Id => format!("tabel {table}, baris {row}, kolom {column}"),
                Language::En => format!("table {table}, row {row}, column {column}"),
            }
        }
        (Address::Paragraph { story, paragraph }, Language::Id) => {
            format!("paragraf {}{}", from_one(*paragraph), in_story(*story))
        }
        (Address::Page { sheet, story }, Language::Id) => {
            let margin = if *story == Story::Footer { "kaki" } else { "kepala" };
            format!("{margin} halaman {}", one_line(sheet))
        }
        (Address::Shape { sheet, name }, Language::Id) => {
            let sheet = sheet.as_deref().map(|sheet| format!(" di lembar {}", one_line(sheet)));
            format!("bentuk «{}»{}", one_line(name), sheet.unwrap_or_default())
        }
        (Address::Cell { .. }, _)
        | (Address::Paragraph { .. } | Address::Page { .. } | Address::Shape { .. }, Language::En) => {
            address.to_string()
        }
    }
}

fn in_story(story: Story) -> &'static str {
    match story {
        Story::Body => "",
        Story::Header => " (kepala halaman)",
        Story::Footer => " (kaki halaman)",
        Story::Note => " (catatan)",
    }
}

/// An address in machine-readable output; rows, columns and numbers count from 1.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum AddressJson<'r> {
    /// `SOP!I9`
    Cell {
        sheet: &'r str,
        cell: String,
    },
    Table {
        table: u64,
        row: u64,
        column: u64,
        header: Option<&'r str>,
    },
    Paragraph {
        paragraph: u64,
        story: &'static str,
    },
    Page {
        sheet: &'r str,
        story: &'static str,
    },
    Shape {
        sheet: Option<&'r str>,
        name: &'r str,
    },
}

impl<'r> From<&'r Address> for AddressJson<'r> {
    fn from(address: &'r Address) -> Self {
        match address {
            Address::Cell { sheet, row, column } => Self::Cell { sheet, cell: cell_name(*row, *column) },
            Address::TableCell { table, row, column, header } => Self::Table {
                table: from_one(*table),
                row: from_one(*row),
                column: from_one(*column),
                header: header.as_deref(),
            },
            Address::Paragraph { story, paragraph } => {
                Self::Paragraph { paragraph: from_one(*paragraph), story: code(*story) }
            }
            Address::Page { sheet, story } => Self::Page { sheet, story: code(*story) },
            Address::Shape { sheet, name } => Self::Shape { sheet: sheet.as_deref(), name },
        }
    }
}

fn code(story: Story) -> &'static str {
    match story {
        Story::Body => "body",
        Story::Header => "header",
        Story::Footer => "footer",
        Story::Note => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_both(address: &Address) -> [String; 3] {
        [told(address, Language::Id), told(address, Language::En), address.to_string()]
    }

    #[test]
    fn a_cell_of_a_table_is_named_by_its_header_but_for_programs() {
        let cell = |header: Option<&str>| Address::TableCell {
            table: 1,
            row: 4,
            column: 5,
            header: header.map(std::sync::Arc::from),
        };
        assert_eq!(
            in_both(&cell(Some(" Waktu\n(menit)"))),
            [
                "tabel 2, baris 5, kolom Waktu (menit)",
                "table 2, row 5, column Waktu (menit)",
                "table 2, row 5, column 6"
            ]
        );
        assert_eq!(in_both(&cell(None))[0], "tabel 2, baris 5, kolom 6");
        assert_eq!(in_both(&cell(Some(" ")))[0], "tabel 2, baris 5, kolom 6");
    }

    #[test]
    fn a_paragraph_says_to_which_text_it_belongs() {
        let paragraph = |story| in_both(&Address::Paragraph { story, paragraph: 11 });
        assert_eq!(paragraph(Story::Body), ["paragraf 12", "paragraph 12", "paragraph 12"]);
        assert_eq!(paragraph(Story::Header)[..2], ["paragraf 12 (kepala halaman)", "paragraph 12 (header)"]);
        assert_eq!(paragraph(Story::Footer)[..2], ["paragraf 12 (kaki halaman)", "paragraph 12 (footer)"]);
        assert_eq!(paragraph(Story::Note)[..2], ["paragraf 12 (catatan)", "paragraph 12 (note)"]);
    }

    #[test]
    fn a_page_header_is_named_by_its_sheet() {
        let page = |story| in_both(&Address::Page { sheet: "SOP 1 ".into(), story });
        assert_eq!(page(Story::Header)[..2], ["kepala halaman SOP 1", "page header of SOP 1"]);
        assert_eq!(page(Story::Footer)[..2], ["kaki halaman SOP 1", "page footer of SOP 1"]);
    }

    #[test]
    fn a_shape_is_named_as_in_its_program() {
        let on = |sheet: Option<&str>| Address::Shape { sheet: sheet.map(Into::into), name: "Diamond 7".into() };
        let english = "shape «Diamond 7» on sheet SOP 1";
        assert_eq!(in_both(&on(Some("SOP 1 "))), ["bentuk «Diamond 7» di lembar SOP 1", english, english]);
        assert_eq!(in_both(&on(None)), ["bentuk «Diamond 7»", "shape «Diamond 7»", "shape «Diamond 7»"]);
    }

    #[test]
    fn the_largest_numbers_are_counted() {
        let last = Address::Paragraph { story: Story::Body, paragraph: u32::MAX };
        assert_eq!(told(&last, Language::En), "paragraph 4294967296");
    }
}
