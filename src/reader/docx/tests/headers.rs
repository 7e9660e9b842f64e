//! Page headers and footers.

use super::*;
use crate::source::address::Story;

const SECTION: &str = r#"<w:sectPr><w:headerReference w:type="default" r:id="header"/>
    <w:headerReference w:type="first" r:id="header2"/><w:footerReference w:type="default" r:id="footer"/></w:sectPr>"#;

fn hdr(content: &str) -> String {
    format!("<w:hdr>{content}</w:hdr>")
}

fn page(text: &str) -> String {
    format!(
        "<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r><w:fldSimple w:instr=' PAGE '><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"
    )
}

#[test]
fn a_page_header_with_the_identity_comes_first() {
    let body = p("isi") + &table("x|y") + SECTION;
    let header = hdr(&(p("") + &table("No. Dokumen|SOP-1\nRevisi|0") + &page("Halaman ")));
    let extract = File::new(&body).with("header", &header).extract();
    let read = "grid\n  row\n    0:0 No. Dokumen\n    0:1 SOP-1\n  row\n    1:0 Revisi\n    1:1 0\np isi";
    assert!(outline(&extract.read()).starts_with(read), "{}", outline(&extract.read()));
    assert!(extract.view().contains("Halaman 1"));
    assert!(matches!(address(&extract, "SOP-1"), Address::TableCell { table: 0, row: 0, column: 1, .. }));
    assert!(matches!(address(&extract, "x"), Address::TableCell { table: 1, .. }));
}

#[test]
fn labels_with_values_make_an_identity() {
    let header = hdr(&p("No. Dokumen: SOP-1"));
    assert_eq!(File::new(&(p("isi") + SECTION)).with("header", &header).outline(), "p No. Dokumen: SOP-1\np isi");
}

#[test]
fn other_headers_and_all_footers_are_seen_but_are_no_nodes() {
    let file = File::new(&(p("isi") + SECTION)).with("header", &hdr(&p("Dinas Contoh")));
    let extract = file.with("footer", &hdr(&(page("Halaman ") + &table("Dokumen|terkendali")))).extract();
    assert_eq!(outline(&extract.read()), "p isi");
    let story = |text: &str| match address(&extract, text) {
        Address::Paragraph { story, .. } => story,
        other => panic!("{other:?}"),
    };
    assert_eq!(story("Dinas"), Story::Header);
    assert_eq!(story("Halaman"), Story::Footer);
    assert_eq!(story("terkendali"), Story::Footer);
}

#[test]
fn the_same_header_is_read_once_and_the_first_page_only_when_it_is_shown() {
    let header = hdr(&table("Nomor|1"));
    let file = |section: &str| {
        File::new(&(p("isi") + section)).with("header", &header).with("header2", &hdr(&table("Lain|2")))
    };
    let read = |section: &str| file(section).outline().matches("grid").count();
    assert_eq!(read(SECTION), 1);
    assert_eq!(read(&SECTION.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")), 2);
    let same = File::new(&(p("isi") + &SECTION.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")));
    let same = same.with("header", &header).with("header2", &header).outline();
    assert_eq!(same.matches("grid").count(), 1);
}

#[test]
fn numbers_of_a_header_do_not_count_in_the_body() {
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
        <w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
    let header = hdr(&item(1, 0, "Nomor: 1"));
    let file = File::new(&(item(1, 0, "isi") + SECTION)).with("header", &header).with("numbering", numbering);
    assert_eq!(file.outline(), "list\n  1 Nomor: 1\nlist\n  1 isi");
}
