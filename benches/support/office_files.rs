//! Generated Word and Excel files of a size nobody writes by hand: what the office bench reads.
//!
//! In: a place and a size. Out: a package there, the same bytes for every run. Cells and shapes look as office programs write
//! them; the parts that nobody reads are left out. Names and numbers are invented.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

type Made = Result<(), Box<dyn std::error::Error>>;

/// Columns of a sheet.
pub(crate) const COLUMNS: usize = 10;
/// Texts the sheets of a workbook share.
const SHARED: usize = 5_000;
const ACTS: [&str; 6] =
    ["Menerima berkas", "Mencatat surat", "Menelaah konsep", "Memaraf naskah é", "Mengirim hasil", "Mengarsipkan"];

/// What the cells of a workbook hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Texts, shared and own, numbers and formulas.
    Values,
    /// Nothing but a style.
    Styles,
}

/// A workbook of so many sheets and rows, ten cells in each row.
pub(crate) fn workbook(path: &Path, sheets: usize, rows: usize, fill: Fill) -> Made {
    let mut package = Package::create(path)?;
    let mut entries = String::new();
    let mut leads = String::new();
    for sheet in 1..=sheets {
        let _ = write!(entries, r#"<sheet name="Lembar {sheet}" sheetId="{sheet}" r:id="rId{sheet}"/>"#);
        leads.push_str(&lead(sheet, "worksheet", &format!("worksheets/sheet{sheet}.xml")));
        package.part(&format!("xl/worksheets/sheet{sheet}.xml"), &worksheet(rows, fill, ""))?;
    }
    leads.push_str(&lead(sheets + 1, "styles", "styles.xml"));
    leads.push_str(&lead(sheets + 2, "sharedStrings", "sharedStrings.xml"));
    package.part("xl/styles.xml", STYLES)?;
    package.part("xl/sharedStrings.xml", &shared_strings())?;
    package.book(&entries, &leads)
}

/// A workbook whose only sheet has a few cells, and so many shapes over them, each second one a connector.
pub(crate) fn shapes(path: &Path, count: usize) -> Made {
    let mut package = Package::create(path)?;
    let drawing = r#"<drawing r:id="rId1"/>"#;
    package.part("xl/worksheets/sheet1.xml", &worksheet(100, Fill::Values, drawing))?;
    package.part("xl/worksheets/_rels/sheet1.xml.rels", &leads(&lead(1, "drawing", "../drawings/drawing1.xml")))?;
    package.part("xl/drawings/drawing1.xml", &drawing_part(count))?;
    package.part("xl/styles.xml", STYLES)?;
    package.part("xl/sharedStrings.xml", &shared_strings())?;
    let sheet = r#"<sheet name="Alur" sheetId="1" r:id="rId1"/>"#;
    let of_book = [
        lead(1, "worksheet", "worksheets/sheet1.xml"),
        lead(2, "styles", "styles.xml"),
        lead(3, "sharedStrings", "sharedStrings.xml"),
    ];
    package.book(sheet, &of_book.concat())
}

/// A document with one table of so many rows.
pub(crate) fn document(path: &Path, rows: usize) -> Made {
    let mut package = Package::create(path)?;
    let mut text = format!(r#"{XML}<w:document xmlns:w="{WORD}"><w:body>"#);
    text.push_str(r#"<w:p><w:pPr><w:pStyle w:val="Judul"/></w:pPr><w:r><w:t>SOP Pengelolaan Surat</w:t></w:r></w:p>"#);
    text.push_str(r#"<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>"#);
    (0..HEADER.len()).for_each(|_| text.push_str(r#"<w:gridCol w:w="1134"/>"#));
    text.push_str("</w:tblGrid>");
    table_row(&mut text, "<w:trPr><w:tblHeader/></w:trPr>", HEADER.map(str::to_owned));
    for row in 0..rows {
        let mark = |lane: usize| if row % 3 == lane { "✓".to_owned() } else { String::new() };
        let cells = [
            format!("{}.", row + 1),
            format!("{} nomor {row} pada buku agenda", act(row)),
            mark(0),
            mark(1),
            mark(2),
            "Berkas permohonan".to_owned(),
            format!("{} menit", 5 + row % 50),
            "Tanda terima".to_owned(),
        ];
        table_row(&mut text, r#"<w:trPr><w:trHeight w:val="420"/></w:trPr>"#, cells);
    }
    text.push_str(r#"</w:tbl><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>"#);
    text.push_str("</w:body></w:document>");
    package.part("word/document.xml", &text)?;
    package.part("word/_rels/document.xml.rels", &leads(&lead(1, "styles", "styles.xml")))?;
    package.part("word/styles.xml", &format!(r#"{XML}<w:styles xmlns:w="{WORD}">{WORD_STYLES}</w:styles>"#))?;
    package.finish("word/document.xml")
}

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const EXCEL: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

const HEADER: [&str; 8] =
    ["No", "Kegiatan", "Staf", "Kepala Subbagian", "Sekretaris", "Kelengkapan", "Waktu", "Output"];
const WORD_STYLES: &str = r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
    <w:style w:type="paragraph" w:styleId="Judul"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>"#;
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
    <cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="1"/><xf numFmtId="49"/></cellXfs></styleSheet>"#;

fn act(at: usize) -> &'static str {
    ACTS[at % ACTS.len()]
}

fn worksheet(rows: usize, fill: Fill, behind: &str) -> String {
    let mut text = format!(r#"{XML}<worksheet xmlns="{EXCEL}" xmlns:r="{OFFICE}"><sheetData>"#);
    for row in 1..=rows {
        let _ = write!(text, r#"<row r="{row}" spans="1:{COLUMNS}" ht="15" customHeight="1">"#);
        for column in 0..COLUMNS {
            let name = char::from(b'A' + column as u8);
            // Writing to a string cannot fail.
            let _ = match (fill, column) {
                (Fill::Styles, _) => write!(text, r#"<c r="{name}{row}" s="{}" t="n"></c>"#, column % 3),
                (Fill::Values, 0) => write!(text, r#"<c r="A{row}" s="1"><v>{row}</v></c>"#),
                (Fill::Values, 1 | 5) => write!(
                    text,
                    r#"<c r="{name}{row}" s="2" t="inlineStr"><is><t>{} no. {row}</t></is></c>"#,
                    act(row + column)
                ),
                (Fill::Values, 8 | 9) => {
                    let above = row.saturating_sub(1).max(1);
                    write!(
                        text,
                        r#"<c r="{name}{row}" s="1"><f>SUM(A{above}:A{row})</f><v>{}</v></c>"#,
                        above + row % 700
                    )
                }
                (Fill::Values, _) => {
                    write!(text, r#"<c r="{name}{row}" s="2" t="s"><v>{}</v></c>"#, (row * 7 + column) % SHARED)
                }
            };
        }
        text.push_str("</row>");
    }
    text.push_str("</sheetData>");
    text.push_str(behind);
    text.push_str("</worksheet>");
    text
}

fn shared_strings() -> String {
    let mut text = format!(r#"{XML}<sst xmlns="{EXCEL}" count="{SHARED}" uniqueCount="{SHARED}">"#);
    for at in 0..SHARED {
        let _ = write!(text, "<si><t>{} {at}</t></si>", act(at));
    }
    text.push_str("</sst>");
    text
}

/// Boxes in a column of their own, with a connector from each to the next.
fn drawing_part(count: usize) -> String {
    let mut text = format!(
        r#"{XML}<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main" xmlns:r="{OFFICE}">"#
    );
    for at in 0..count {
        let (id, row) = (at + 2, at / 2);
        let _ = write!(
            text,
            "<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>182880</xdr:colOff><xdr:row>{row}</xdr:row>\
             <xdr:rowOff>9525</xdr:rowOff></xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:colOff>731520</xdr:colOff>\
             <xdr:row>{row}</xdr:row><xdr:rowOff>152400</xdr:rowOff></xdr:to>"
        );
        let _ = if at % 2 == 0 {
            write!(
                text,
                r#"<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{id}" name="Rectangle {at}"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"#,
                act(at)
            )
        } else {
            write!(
                text,
                r#"<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="{id}" name="Connector {at}"/><xdr:cNvCxnSpPr><a:stCxn id="{}" idx="2"/><a:endCxn id="{}" idx="0"/></xdr:cNvCxnSpPr></xdr:nvCxnSpPr><xdr:spPr><a:prstGeom prst="straightConnector1"/><a:ln><a:tailEnd type="triangle"/></a:ln></xdr:spPr></xdr:cxnSp>"#,
                id - 1,
                id + 1
            )
        };
        text.push_str("<xdr:clientData/></xdr:twoCellAnchor>");
    }
    text.push_str("</xdr:wsDr>");
    text
}

fn table_row(text: &mut String, properties: &str, cells: [String; 8]) {
    let _ = write!(text, r#"<w:tr w:rsidR="00A77B3E">{properties}"#);
    for cell in cells {
        text.push_str(r#"<w:tc><w:tcPr><w:tcW w:w="1134" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>"#);
        text.push_str(
            r#"<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:pPr><w:spacing w:before="40" w:after="40"/>"#,
        );
        text.push_str(r#"<w:jc w:val="left"/><w:rPr><w:sz w:val="18"/></w:rPr></w:pPr>"#);
        if !cell.is_empty() {
            text.push_str(
                r#"<w:r w:rsidRPr="00A77B3E"><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="18"/>"#,
            );
            let _ = write!(text, r#"</w:rPr><w:t xml:space="preserve">{cell}</w:t></w:r>"#);
        }
        text.push_str("</w:p></w:tc>");
    }
    text.push_str("</w:tr>");
}

/// One relationship to a part.
fn lead(id: usize, kind: &str, target: &str) -> String {
    format!(r#"<Relationship Id="rId{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
}

/// A part of relationships.
fn leads(leads: &str) -> String {
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!(r#"{XML}<Relationships xmlns="{PACKAGE}">{leads}</Relationships>"#)
}

/// A package that is being written.
struct Package {
    zip: ZipWriter<File>,
}

impl Package {
    fn create(path: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        Ok(Self { zip: ZipWriter::new(File::create(path)?) })
    }

    fn part(&mut self, name: &str, text: &str) -> Made {
        self.zip.start_file(name, SimpleFileOptions::default())?;
        Ok(self.zip.write_all(text.as_bytes())?)
    }

    /// Adds the workbook part and ends the package.
    fn book(mut self, sheets: &str, of_book: &str) -> Made {
        let book = format!(r#"{XML}<workbook xmlns="{EXCEL}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>"#);
        self.part("xl/workbook.xml", &book)?;
        self.part("xl/_rels/workbook.xml.rels", &leads(of_book))?;
        self.finish("xl/workbook.xml")
    }

    fn finish(mut self, main: &str) -> Made {
        self.part("_rels/.rels", &leads(&lead(1, "officeDocument", main)))?;
        self.zip.finish()?;
        Ok(())
    }
}
