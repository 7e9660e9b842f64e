//! Page headers and footers of sheets.

use super::{Book, book, problems};
use crate::document::NodeKind;
use crate::source::Span;

const CELL: &str = "<sheetData><row><c t='str'><v>isi</v></c></row></sheetData>";

fn with(margins: &str) -> Book {
    book(&format!("{CELL}{margins}"))
}

/// The paragraphs in front of the grid, each with its address.
fn paragraphs(book: &Book) -> Vec<String> {
    let extract = book.read();
    assert_eq!(problems(&extract), [""; 0]);
    let reading = extract.read();
    let document = &reading.documents[0];
    let before = document.children(document.root()).take_while(|&node| document.node(node).kind != NodeKind::Grid);
    let told = before.map(|node| &document.node(node).text);
    told.map(|text| format!("{}: {}", extract.addresses().of(text.span()).expect("an address"), text.as_str()))
        .collect()
}

#[test]
fn a_page_header_with_a_label_and_its_value_comes_first() {
    let book = with(
        "<headerFooter><oddHeader>&amp;LDinas Contoh&amp;R&amp;8Nomor : SOP-1\nRevisi : 0</oddHeader></headerFooter>",
    );
    assert_eq!(paragraphs(&book), ["page header of COVER: Nomor : SOP-1\nRevisi : 0"]);
    assert_eq!(book.read().view(), "Dinas Contoh\nNomor : SOP-1\nRevisi : 0\nisi\n");
}

#[test]
fn a_page_footer_is_in_the_view_alone() {
    let book = with("<headerFooter><oddFooter>&amp;CArsip: 1&amp;RHal. &amp;P</oddFooter></headerFooter>");
    assert_eq!(paragraphs(&book), [""; 0]);
    let extract = book.read();
    assert_eq!(extract.view(), "isi\nArsip: 1\nHal. &[Page]\n");
    let address = extract.addresses().of(Span::at(4)).map(ToString::to_string);
    assert_eq!(address.as_deref(), Some("page footer of COVER"));
}

#[test]
fn only_the_page_headers_that_are_printed_are_read() {
    let inside = "<oddHeader>a: 1</oddHeader><evenHeader>b: 2</evenHeader><firstHeader>c: 3</firstHeader>";
    let read =
        |attributes: &str| paragraphs(&with(&format!("<headerFooter {attributes}>{inside}</headerFooter>"))).len();
    assert_eq!(read(""), 1);
    assert_eq!(read("differentFirst='1'"), 2);
    assert_eq!(read("differentFirst='1' differentOddEven='true'"), 3);
    let view = "<customSheetViews><customSheetView><headerFooter><oddHeader>x: 9</oddHeader></headerFooter></customSheetView></customSheetViews>";
    assert_eq!(paragraphs(&with(view)), [""; 0], "a view somebody kept is not what is printed");
}

#[test]
fn the_same_page_header_on_two_sheets_is_read_once() {
    let sheet = format!("{CELL}<headerFooter><oddHeader>Nomor : SOP-1</oddHeader></headerFooter>");
    let extract = book(&sheet).sheet("Alur", "visible", &sheet).read();
    assert_eq!(extract.view(), "Nomor : SOP-1\nisi\nisi\n");
}
