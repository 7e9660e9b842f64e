//! Files that are broken in every way: nothing panics, and what is read keeps its places.

use super::super::super::sheet::tests::{assert_reads, broken};
use super::super::super::tests::{Rng, damage};
use super::{Book, ReadLimits, book, pack, read};

fn whole() -> Book {
    let sheet = "<sheetFormatPr defaultRowHeight='15'/><cols><col min='1' max='3' width='9'/><col min='4' max='4' hidden='1'/></cols>\
        <sheetData><row r='1' ht='20'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>45570</v></c><c r='D1' t='b'><v>1</v></c></row>\
        <row r='2' hidden='1'><c r='A2' t='str'><f>A1</f><v>é_x000D_</v></c></row><row><c t='inlineStr'><is><t>→</t></is></c></row>\
        </sheetData><mergeCells><mergeCell ref='B1:C3'/><mergeCell ref='A3:A4'/></mergeCells><drawing r:id='rId2'/>";
    book(sheet)
        .sheet("Lama", "hidden", "<sheetData><row><c><v>1</v></c></row></sheetData>")
        .strings(&["<t>NOMOR SOP</t>", "<r><t>x</t></r><rPh><t>y</t></rPh>"])
        .formats(&["0\" menit\"", "dd mmmm yyyy"])
        .part(
            "comments",
            "xl/comments1.xml",
            "<comments><comment ref='A1'><text><t>cek</t></text></comment></comments>",
        )
        .part("drawing", "xl/drawings/drawing1.xml", "<wsDr/>")
}

#[test]
fn packages_with_broken_bytes_are_read_or_refused() {
    let bytes = whole().packed();
    let mut rng = Rng(11);
    for _ in 0..500 {
        assert_reads(read(&broken(&bytes, &mut rng), &ReadLimits::default()));
    }
}

#[test]
fn parts_with_broken_xml_keep_their_places() {
    let bits = [
        "<row>",
        "<c r='B1'>",
        "</c>",
        "<v>9</v>",
        " r='A1'",
        " t='s'",
        "'",
        "<",
        "&#0;",
        "é",
        "<mergeCell ref='A1:Z9'/>",
        " hidden='1'",
        "99999999999",
        "_x0000_",
    ];
    let parts = whole().unpacked();
    let mut rng = Rng(7);
    for _ in 0..800 {
        let mut broken = parts.clone();
        for _ in 0..=rng.below(3) {
            let at = rng.below(broken.len());
            damage(&mut broken[at].1, &bits, &mut rng);
        }
        assert_reads(read(&pack(&broken), &ReadLimits::default()));
    }
}
