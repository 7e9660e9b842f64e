//! Tracked changes, comments, notes, and what is not read.

use super::*;
use crate::source::address::Story;

fn t(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

fn read(content: &str) -> (String, Vec<(UnseenKind, String)>) {
    let extract = File::new(content).extract();
    (outline(&extract.read()), unseen(&extract))
}

fn change(text: &str) -> (UnseenKind, String) {
    (UnseenKind::Change, text.to_owned())
}

#[test]
fn insertions_are_read_and_told() {
    let body = format!("<w:p>{}<w:ins>{}{}</w:ins></w:p>", t("Tujuan "), t("baru"), t(" sekali"));
    assert_eq!(read(&body), ("p Tujuan baru sekali".to_owned(), vec![change("baru sekali")]));
    let moved = format!("<w:p><w:moveTo>{}</w:moveTo></w:p>", t("pindah"));
    assert_eq!(read(&moved), ("p pindah".to_owned(), vec![change("pindah")]));
}

#[test]
fn deletions_are_left_out_and_told() {
    for (name, text) in [("del", "delText"), ("moveFrom", "t")] {
        let gone = format!("<w:{name}><w:r><w:{text}>lama</w:{text}></w:r></w:{name}>");
        let body = format!("<w:p>{}{gone}{}</w:p>", t("3 "), t("hari"));
        assert_eq!(read(&body), ("p 3 hari".to_owned(), vec![change("")]));
    }
}

#[test]
fn a_replacement_is_one_change() {
    let body = format!("<w:p>{}<w:del>{}</w:del><w:ins>{}</w:ins></w:p>", t("dalam "), t("3"), t("5"));
    assert_eq!(read(&body), ("p dalam 5".to_owned(), vec![change("5")]));
}

#[test]
fn a_paragraph_whose_end_is_deleted_goes_on_with_the_next() {
    let first = format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>", t("satu "));
    let second = pp(r#"<w:outlineLvl w:val="0"/>"#, "dua");
    assert_eq!(read(&(first.clone() + &second)), ("h1 satu dua".to_owned(), vec![change("")]));
    // With nothing behind it, it ends where its cell ends.
    let cell = tc("", &first);
    let (outline, _) = read(&format!("<w:tbl><w:tr>{cell}</w:tr></w:tbl>{second}"));
    assert_eq!(outline, "grid\n  row\n    0:0 satu\nh1 dua");
}

#[test]
fn rows_and_cells_are_read_as_accepted() {
    let row = |properties: &str, text: &str| format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", tc("", &p(text)));
    let body = format!("<w:tbl>{}{}{}</w:tbl>", row("", "a"), row("<w:del/>", "hapus"), row("<w:ins/>", "b"));
    assert_eq!(read(&body), ("grid\n  row\n    0:0 a\n  row\n    1:0 b".to_owned(), vec![change("")]));
    let cells = tc("<w:cellDel/>", &p("hapus")) + &tc("", &p("b"));
    let (outline, told) = read(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>"));
    assert_eq!((outline.as_str(), told), ("grid\n  row\n    0:1 b", vec![change("")]));
}

#[test]
fn a_table_that_is_deleted_is_told() {
    let row = format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", tc("", &p("hapus")));
    assert_eq!(read(&format!("{}<w:tbl>{row}</w:tbl>", p("a"))), ("p a".to_owned(), vec![change("")]));
}

#[test]
fn numbers_do_not_count_what_was_deleted() {
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
        <w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
    let list = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#;
    let gone = format!("<w:p><w:pPr>{list}<w:rPr><w:del/></w:rPr></w:pPr><w:del>{}</w:del></w:p>", t("hapus"));
    let body = item(1, 0, "satu") + &gone + &item(1, 0, "dua");
    assert_eq!(File::new(&body).with("numbering", numbering).outline(), "list\n  1 satu\n  2 dua");
}

#[test]
fn what_the_format_was_before_is_not_read() {
    let before = r#"<w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>"#;
    assert_eq!(read(&pp(before, "x")).0, "p x");
}

#[test]
fn only_so_many_changes_are_told() {
    let one = format!("<w:ins>{}</w:ins>{}", t("a"), t("b"));
    let (_, told) = read(&format!("<w:p>{}</w:p>", one.repeat(5000)));
    assert!((100..1000).contains(&told.len()), "{}", told.len());
}

const COMMENTS: &str = r#"<w:comments><w:comment w:id="7" w:author="A"><w:p><w:r><w:annotationRef/></w:r>
    <w:r><w:t>Mohon dicek</w:t></w:r></w:p><w:p><w:r><w:t>segera</w:t></w:r></w:p></w:comment></w:comments>"#;

#[test]
fn comments_are_told_once_at_what_they_are_about() {
    let body = format!(
        "{}<w:p><w:commentRangeStart w:id='7'/>{}<w:commentRangeEnd w:id='7'/><w:r><w:commentReference w:id='7'/></w:r></w:p>",
        p("satu"),
        t("dua")
    );
    let extract = File::new(&body).with("comments", COMMENTS).extract();
    assert_eq!(outline(&extract.read()), "p satu\np dua");
    assert_eq!(unseen(&extract), [(UnseenKind::Comment, "Mohon dicek\nsegera".to_owned())]);
    assert_eq!(address(&extract, "Mohon"), Address::Paragraph { story: Story::Body, paragraph: 1 });
}

#[test]
fn a_comment_in_a_cell_has_the_address_of_the_cell() {
    let content = format!("<w:p>{}<w:r><w:commentReference w:id='7'/></w:r></w:p>", t("dua"));
    let body = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("", &p("a")), tc("", &content));
    let extract = File::new(&body).with("comments", COMMENTS).extract();
    assert_eq!(address(&extract, "Mohon"), address(&extract, "dua"));
}

const NOTES: &str = r#"<w:footnotes><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>
    <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>catatan kaki</w:t></w:r></w:p></w:footnote>
    <w:footnote w:id="3"><w:p><w:r><w:t>tak dirujuk</w:t></w:r></w:p></w:footnote></w:footnotes>"#;

#[test]
fn notes_that_are_referred_to_stand_behind_the_body() {
    let body = format!("<w:p>{}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>{}", t("satu"), p("dua"));
    let extract = File::new(&body).with("footnotes", NOTES).extract();
    assert_eq!(outline(&extract.read()), "p satu\np dua\np catatan kaki");
    assert!(matches!(address(&extract, "catatan"), Address::Paragraph { story: Story::Note, .. }));
    assert_eq!(unread(&extract), [] as [String; 0]);
}

#[test]
fn what_is_not_read_is_told_by_its_part() {
    for (content, part) in [
        ("<w:altChunk r:id='c'/>", "word/lain.html"),
        ("<w:p><w:r><w:object><v:shape/><o:OLEObject r:id='c'/></w:object></w:r></w:p>", "word/lain.html"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "object"),
        ("<w:tbl><w:tr><w:tc><w:p/><w:altChunk r:id='c'/></w:tc></w:tr></w:tbl>", "word/lain.html"),
    ] {
        let extract = File::new(&(p("a") + content)).leads_to("c", "aFChunk", "lain.html").extract();
        assert_eq!(unread(&extract), [part], "{content}");
        assert!(!extract.read().documents[0].node(NodeId::new(0)).complete);
    }
}
