//! Inputs → files: parts of XML put into small packages whose other parts are fixed and right.
//!
//! In: the parts of an input, one behind the other with a byte 0xFF between them, which no text in UTF-8 holds. Out: a package.
//! A part that is empty is not in the package, and nothing leads to it.

use super::stored::{Part, stored};

/// A part that an input gives: its name, and the kind of the relationship that leads to it.
type Given = (&'static str, &'static str);

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = concat!(
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/></Types>"#,
);
const WORKBOOK: &str = concat!(
    r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#,
    r#" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">"#,
    r#"<sheets><sheet name="SOP" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
);
/// A sheet with a text, columns and rows of known size, and a drawing.
const SHEET: &str = concat!(
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#,
    r#" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">"#,
    r#"<cols><col min="1" max="6" width="20" customWidth="1"/></cols>"#,
    r#"<sheetData><row r="1" ht="30" customHeight="1"><c r="A1" t="inlineStr"><is><t>Alur</t></is></c></row></sheetData>"#,
    r#"<drawing r:id="rId1"/></worksheet>"#,
);

/// The parts of an input.
pub fn split(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|&byte| byte == 0xff)
}

/// A Word file: its text, then its styles, lists, comments, page header and footnotes.
pub fn docx(bytes: &[u8]) -> Vec<u8> {
    const OTHERS: [Given; 5] = [
        ("word/styles.xml", "styles"),
        ("word/numbering.xml", "numbering"),
        ("word/comments.xml", "comments"),
        ("word/header1.xml", "header"),
        ("word/footnotes.xml", "footnotes"),
    ];
    let mut inputs = split(bytes);
    let text = inputs.next().unwrap_or_default();
    let others = given(&OTHERS, inputs);
    let fixed = [("word/document.xml", text), ("word/_rels/document.xml.rels", &relationships(&OTHERS, &others))];
    office("word/document.xml", &fixed, &others)
}

/// A workbook: its sheet, the texts of its cells, its styles, its drawing and its comments.
pub fn xlsx(bytes: &[u8]) -> Vec<u8> {
    const OF_BOOK: [Given; 3] = [
        ("xl/worksheets/sheet1.xml", "worksheet"),
        ("xl/sharedStrings.xml", "sharedStrings"),
        ("xl/styles.xml", "styles"),
    ];
    const OF_SHEET: [Given; 2] = [("xl/drawings/drawing1.xml", "drawing"), ("xl/comments1.xml", "comments")];
    let mut inputs = split(bytes);
    let mut parts = given(&OF_BOOK, inputs.by_ref().take(OF_BOOK.len()));
    let of_sheet = given(&OF_SHEET, inputs);
    let of_book = relationships(&OF_BOOK, &parts);
    parts.extend(&of_sheet);
    let fixed = [
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", &of_book),
        ("xl/worksheets/_rels/sheet1.xml.rels", &relationships(&OF_SHEET, &of_sheet)),
    ];
    office("xl/workbook.xml", &fixed, &parts)
}

/// An OpenDocument spreadsheet: its tables, and the styles with names.
pub fn ods(bytes: &[u8]) -> Vec<u8> {
    const KIND: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let mut parts = vec![("mimetype", KIND)];
    parts.extend(given(&[("content.xml", ""), ("styles.xml", "")], split(bytes)));
    stored(&parts)
}

/// A Word file with nothing but what is drawn: beside its text, and in a cell of a table.
pub fn drawn_text(drawings: &[u8]) -> Vec<u8> {
    let drawn = [b"<w:p><w:r>", drawings, b"</w:r></w:p>"].concat();
    let open = format!("<w:document{}><w:body>", namespaces());
    let table = b"<w:tbl><w:tblGrid><w:gridCol w:w=\"3000\"/><w:gridCol w:w=\"3000\"/></w:tblGrid><w:tr><w:tc>";
    let end = b"</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>";
    docx(&[open.as_bytes(), &drawn, table, &drawn, end].concat())
}

/// A workbook with one sheet, on which there is something drawn.
pub fn drawn_sheet(drawings: &[u8]) -> Vec<u8> {
    let open = format!("<xdr:wsDr{}>", namespaces());
    xlsx(&[SHEET.as_bytes(), b"\xff\xff\xff", open.as_bytes(), drawings, b"</xdr:wsDr>"].concat())
}

/// The prefixes of all that is drawn.
fn namespaces() -> String {
    let drawn = ["a", "mc", "o", "r", "v", "w", "w10", "wp", "wpc", "wpg", "wps", "x", "xdr"];
    drawn.iter().map(|prefix| format!(" xmlns:{prefix}=\"urn:{prefix}\"")).collect()
}

fn given<'a>(names: &[Given], inputs: impl Iterator<Item = &'a [u8]>) -> Vec<Part<'a>> {
    names.iter().map(|(name, _)| *name).zip(inputs).filter(|(_, part)| !part.is_empty()).collect()
}

/// The relationships that lead to those parts that are there; the n-th of all has the id `rIdn`.
fn relationships(all: &[Given], there: &[Part<'_>]) -> Vec<u8> {
    let of = |(at, (name, kind)): (usize, &Given)| {
        let is_there = there.iter().any(|(part, _)| part == name);
        is_there.then(|| format!(r#"<Relationship Id="rId{}" Type="{OFFICE}/{kind}" Target="/{name}"/>"#, at + 1))
    };
    related(&all.iter().enumerate().filter_map(of).collect::<String>())
}

fn related(inner: &str) -> Vec<u8> {
    let namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!(r#"<Relationships xmlns="{namespace}">{inner}</Relationships>"#).into_bytes()
}

/// A package of Office Open XML with its main part.
fn office(main: &str, fixed: &[Part<'_>], others: &[Part<'_>]) -> Vec<u8> {
    let root = related(&format!(r#"<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{main}"/>"#));
    let first = [("[Content_Types].xml", TYPES.as_bytes()), ("_rels/.rels", &root)];
    stored(&[&first, fixed, others].concat())
}
