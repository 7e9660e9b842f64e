//! Files that are broken in every way: nothing panics, and what is read keeps its places.

use super::super::super::sheet::tests::{assert_reads, broken};
use super::super::super::tests::{Rng, damage};
use super::{ReadLimits, cell, content, packed, read, row, table};

fn whole() -> String {
    let styles = "<style:style style:name='ta2' style:family='table'><style:table-properties table:display='false'/></style:style>\
        <number:date-style style:name='N1'><number:day/></number:date-style>";
    let rows = [
        "<table:table-column table:number-columns-repeated='3'/><table:table-column table:visibility='collapse'/>".to_owned(),
        row(&format!("{}<table:covered-table-cell/>{}", cell("NOMOR"), cell("é<text:s text:c='3'/>→"))),
        "<table:table-row table:number-rows-repeated='9'><table:table-cell table:number-columns-repeated='99'/></table:table-row>".to_owned(),
        row("<table:table-cell table:number-columns-spanned='2' office:value-type='date' office:date-value='2024-10-05T01:00:00'>\
            <office:annotation><text:p>cek</text:p></office:annotation><text:p>x</text:p></table:table-cell>"),
    ];
    let hidden = format!("<table:table table:name='b' table:style-name='ta2'>{}</table:table>", row(&cell("y")));
    content(styles, &format!("{}{hidden}", table(&rows.concat())))
}

#[test]
fn packages_with_broken_bytes_are_read_or_refused() {
    let bytes =
        packed(&[("content.xml", whole().as_bytes()), ("styles.xml", b"<a/>"), ("META-INF/manifest.xml", b"<m/>")]);
    let mut rng = Rng(5);
    for _ in 0..500 {
        assert_reads(read(&broken(&bytes, &mut rng), &ReadLimits::default()));
    }
}

#[test]
fn contents_with_broken_xml_keep_their_places() {
    let bits = [
        "<table:table-row>",
        "<table:table-cell>",
        "</table:table-cell>",
        "<text:p>z</text:p>",
        "'",
        "<",
        "&#0;",
        "é",
        " table:number-columns-repeated='4294967295'",
        " table:number-rows-repeated='1000000'",
        " table:number-rows-spanned='1048576'",
        "<office:annotation>",
        "<text:s text:c='-1'/>",
        "<draw:g/>",
    ];
    let limits = ReadLimits { cells: 5_000, ..ReadLimits::default() };
    let mut rng = Rng(3);
    for _ in 0..1500 {
        let mut broken = whole();
        for _ in 0..=rng.below(4) {
            damage(&mut broken, &bits, &mut rng);
        }
        assert_reads(read(&packed(&[("content.xml", broken.as_bytes())]), &limits));
    }
}
