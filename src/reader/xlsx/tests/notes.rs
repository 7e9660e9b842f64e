//! Hidden sheets, comments and other documents on a sheet.

use super::{book, problems, rows, shown, unseen};

const A1: &str = "<row><c t='str'><v>a</v></c></row>";

#[test]
fn hidden_sheets_are_noted_and_not_read() {
    let cells = "<sheetData><row><c t='str'><v>lama</v></c></row></sheetData>";
    let empty = "<sheetData/>";
    let book = rows(A1).sheet("Lama", "hidden", cells).sheet("Data", "veryHidden", cells);
    let book = book.sheet(" ", "hidden", cells).sheet("Kosong", "hidden", empty);
    let extract = book.read();
    assert_eq!(shown(&extract), ["A1 a"]);
    assert_eq!(unseen(&extract), ["Sheet Lama!A1 Lama", "Sheet Data!A1 Data", "Sheet  !A1 lama"]);
}

#[test]
fn comments_are_noted_at_their_cells() {
    let comments = "<comments><authors><author>x</author></authors><commentList>\
        <comment ref='C7' authorId='0'><text><r><t>perbaiki </t></r><r><t>waktu_x000D_\n</t></r></text></comment>\
        <comment ref='B2' authorId='0'><text><t>cek</t></text></comment><comment ref='B3'><text/></comment></commentList></comments>";
    let extract = rows(A1).part("comments", "xl/comments1.xml", comments).read();
    assert_eq!(unseen(&extract), ["Comment COVER!B2 cek", "Comment COVER!C7 perbaiki waktu"]);
}

#[test]
fn a_thread_is_noted_instead_of_its_copy_for_older_programs() {
    let copy = "<comments><commentList><comment ref='A1'><text><t>[Threaded comment] cek</t></text></comment>\
        <comment ref='A2'><text><t>lain</t></text></comment></commentList></comments>";
    let thread = "<ThreadedComments><threadedComment ref='A1' id='1'><text>cek</text></threadedComment>\
        <threadedComment ref='A1' parentId='1'><text>sudah</text></threadedComment></ThreadedComments>";
    let book = rows(A1).part("comments", "xl/comments1.xml", copy);
    let extract = book.part("threadedComment", "xl/threadedComments/threadedComment1.xml", thread).read();
    assert_eq!(unseen(&extract), ["Comment COVER!A1 cek", "Comment COVER!A1 sudah", "Comment COVER!A2 lain"]);
}

#[test]
fn comments_that_cannot_be_read_are_told() {
    let extract = rows(A1).part("comments", "xl/comments1.xml", "<comments><").read();
    assert_eq!(problems(&extract), ["COVER!A1 xl/comments1.xml"]);
}

#[test]
fn embedded_documents_are_told() {
    let extract =
        book(&format!("<sheetData>{A1}</sheetData><oleObjects><oleObject progId='Visio.Drawing'/></oleObjects>"))
            .read();
    assert_eq!(problems(&extract), ["COVER!A1 xl/worksheets/sheet1.xml: oleObject"]);
}

#[test]
fn a_drawing_that_is_not_there_is_told() {
    let extract = book(&format!("<sheetData>{A1}</sheetData><drawing r:id='rId9'/>")).read();
    assert_eq!(problems(&extract), ["COVER!A1 xl/worksheets/sheet1.xml: drawing"]);
}

#[test]
fn a_sheet_with_nothing_but_a_drawing_is_a_grid() {
    let extract =
        book("<sheetData/><drawing r:id='rId1'/>").part("drawing", "xl/drawings/drawing1.xml", "<wsDr/>").read();
    let reading = extract.read();
    assert_eq!(reading.documents[0].len(), 2, "the root and the grid");
    assert_eq!(problems(&extract), [""; 0]);
}
