//! Workbooks made of hand-written parts, and what is read of them.

mod cells;
mod damage;
mod layout;
mod margins;
mod notes;

use super::super::draft::Extract;
use super::super::package::tests::packed;
use super::super::sheet::tests::{problems, shown, unseen};
use super::super::{Counted, ReadLimits};
use super::read;

/// A workbook to be packed: sheets by their names, states and what is inside `worksheet`, and further parts.
#[derive(Default)]
pub(super) struct Book {
    properties: &'static str,
    sheets: Vec<(&'static str, &'static str, String)>,
    strings: Option<String>,
    styles: Option<String>,
    parts: Vec<(String, String)>,
    /// Further relationships of the first sheet.
    leads: String,
}

pub(super) fn book(sheet: &str) -> Book {
    Book::default().sheet("COVER", "visible", sheet)
}

/// A workbook whose one sheet has these rows.
pub(super) fn rows(rows: &str) -> Book {
    book(&format!("<sheetData>{rows}</sheetData>"))
}

impl Book {
    pub(super) fn sheet(mut self, name: &'static str, state: &'static str, inside: &str) -> Self {
        let head = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";
        self.sheets.push((name, state, format!("{head}{inside}</worksheet>")));
        self
    }

    /// Shared strings; each is what is inside `si`.
    pub(super) fn strings(mut self, items: &[&str]) -> Self {
        let items: String = items.iter().map(|item| format!("<si>{item}</si>")).collect();
        self.strings = Some(format!("<sst>{items}</sst>"));
        self
    }

    /// A style for each format code, from 0.
    pub(super) fn formats(mut self, codes: &[&str]) -> Self {
        let code = |(at, code): (usize, &&str)| {
            let code = code.replace('"', "&quot;");
            format!("<numFmt numFmtId='{}' formatCode=\"{code}\"/>", 164 + at)
        };
        let codes_xml: String = codes.iter().enumerate().map(code).collect();
        let ids: Vec<usize> = (164..164 + codes.len()).collect();
        self.styles = Some(styles(&codes_xml, &ids));
        self
    }

    /// A style for each of the built-in formats.
    pub(super) fn built_in(mut self, ids: &[usize]) -> Self {
        self.styles = Some(styles("", ids));
        self
    }

    pub(super) fn properties(mut self, properties: &'static str) -> Self {
        self.properties = properties;
        self
    }

    /// A part that the first sheet leads to.
    pub(super) fn part(mut self, kind: &str, name: &str, text: &str) -> Self {
        let id = format!("rId{}", self.parts.len() + 1);
        self.leads.push_str(&format!("<Relationship Id='{id}' Type='http://x/{kind}' Target='/{name}'/>"));
        self.parts.push((name.to_owned(), text.to_owned()));
        self
    }

    /// All parts, with their names.
    pub(super) fn unpacked(&self) -> Vec<(String, String)> {
        let mut sheets = String::new();
        let mut leads = String::new();
        let mut parts = vec![(
            "_rels/.rels".to_owned(),
            "<Relationships><Relationship Id='r' Type='http://x/officeDocument' Target='xl/workbook.xml'/></Relationships>"
                .to_owned(),
        )];
        for (at, (name, state, xml)) in self.sheets.iter().enumerate() {
            let part = format!("worksheets/sheet{}.xml", at + 1);
            sheets.push_str(&format!("<sheet name='{name}' sheetId='{}' state='{state}' r:id='rId{at}'/>", at + 9));
            leads.push_str(&format!("<Relationship Id='rId{at}' Type='http://x/worksheet' Target='{part}'/>"));
            parts.push((format!("xl/{part}"), xml.clone()));
        }
        for (kind, text) in [("sharedStrings", &self.strings), ("styles", &self.styles)] {
            if let Some(text) = text {
                leads.push_str(&format!("<Relationship Id='{kind}' Type='http://x/{kind}' Target='{kind}.xml'/>"));
                parts.push((format!("xl/{kind}.xml"), text.clone()));
            }
        }
        let workbook = format!("<workbook><workbookPr {}/><sheets>{sheets}</sheets></workbook>", self.properties);
        parts.push(("xl/workbook.xml".to_owned(), workbook));
        parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relationships(&leads)));
        parts.push(("xl/worksheets/_rels/sheet1.xml.rels".to_owned(), relationships(&self.leads)));
        parts.extend(self.parts.iter().cloned());
        parts
    }

    pub(super) fn packed(&self) -> Vec<u8> {
        pack(&self.unpacked())
    }

    pub(super) fn read(&self) -> Extract {
        self.read_within(&ReadLimits::default())
    }

    pub(super) fn read_within(&self, limits: &ReadLimits) -> Extract {
        read(&self.packed(), limits).expect("a workbook")
    }

    /// `A1 text` for each cell that is shown, `A1:B2 text` for one that covers several places.
    pub(super) fn shown(&self) -> Vec<String> {
        shown(&self.read())
    }
}

fn relationships(inside: &str) -> String {
    format!("<Relationships>{inside}</Relationships>")
}

fn styles(codes: &str, ids: &[usize]) -> String {
    let styles: String = ids.iter().map(|id| format!("<xf numFmtId='{id}'/>")).collect();
    format!(
        "<styleSheet><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs>{styles}</cellXfs>\
         <dxfs><dxf><numFmt numFmtId='164' formatCode='yyyy'/></dxf></dxfs></styleSheet>"
    )
}

pub(super) fn pack(parts: &[(String, String)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    packed(&parts)
}

#[test]
fn sheets_are_grids_in_the_order_of_the_workbook() {
    let cell = |text: &str| format!("<sheetData><row><c t='str'><v>{text}</v></c></row></sheetData>");
    let book = Book::default().sheet("Alur ", "visible", &cell("b")).sheet("COVER", "visible", &cell("a")).sheet(
        "Kosong",
        "visible",
        "<sheetData/>",
    );
    assert_eq!(book.shown(), ["Alur !A1 b", "A1 a"]);
    assert_eq!(problems(&book.read()), [""; 0]);
}

#[test]
fn an_empty_workbook_holds_no_document() {
    assert!(book("<sheetData/>").read().read().documents.is_empty());
}

#[test]
fn sheets_of_charts_and_macros_are_passed_over() {
    let book = rows("<row><c t='str'><v>a</v></c></row>");
    let mut parts = book.unpacked();
    for (name, text) in &mut parts {
        if name == "xl/workbook.xml" {
            *text = text.replace("<sheets>", "<sheets><sheet name='Bagan' r:id='c'/>");
        } else if name == "xl/_rels/workbook.xml.rels" {
            let chart =
                "<Relationships><Relationship Id='c' Type='http://x/chartsheet' Target='chartsheets/sheet1.xml'/>";
            *text = text.replace("<Relationships>", chart);
        }
    }
    let extract = read(&pack(&parts), &ReadLimits::default()).expect("a workbook");
    assert_eq!(shown(&extract), ["A1 a"]);
    assert_eq!(problems(&extract), [""; 0]);
}

#[test]
fn parts_that_are_not_there_are_told() {
    let book = rows("<row><c t='s'><v>0</v></c><c t='str'><v>b</v></c></row>").strings(&["<t>a</t>"]);
    let without = |part: &str| {
        let parts: Vec<_> = book.unpacked().into_iter().filter(|(name, _)| name != part).collect();
        read(&pack(&parts), &ReadLimits::default())
    };
    let extract = without("xl/worksheets/sheet1.xml").expect("a workbook");
    assert_eq!(problems(&extract), ["COVER!A1 xl/worksheets/sheet1.xml"]);
    let extract = without("xl/sharedStrings.xml").expect("a workbook");
    assert_eq!(problems(&extract), ["COVER!A1 COVER!A1", "COVER!A1 xl/sharedStrings.xml"]);
    assert_eq!(shown(&extract), ["A1", "B1 b"]);
    assert!(without("xl/workbook.xml").is_err());
}

#[test]
fn limits_stop_the_reading_and_are_told_once() {
    let cells = "<row><c t='str'><v>aaaa</v></c><c t='str'><v>bbbb</v></c><c t='str'><v>cccc</v></c></row>";
    let sheet = format!("<sheetData>{cells}{cells}</sheetData>");
    let book = book(&sheet).sheet("Dua", "visible", &sheet);
    let all = ReadLimits::default();
    let read = |limits| {
        let extract = book.read_within(&limits);
        (shown(&extract).len(), problems(&extract))
    };
    assert_eq!(read(all), (12, vec![]));
    assert_eq!(read(ReadLimits { cells: 2, ..all }), (2, vec![format!("{:?} 2", Counted::Cells)]));
    assert_eq!(read(ReadLimits { cells: 7, ..all }), (7, vec![format!("{:?} 7", Counted::Cells)]));
    assert_eq!(read(ReadLimits { sheets: 1, ..all }), (6, vec![format!("{:?} 1", Counted::Sheets)]));
    assert_eq!(read(ReadLimits { text: 12, ..all }), (2, vec![format!("{:?} 0", Counted::Text)]));
}
