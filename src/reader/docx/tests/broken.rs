//! Files that are broken or cost too much: something is told, nothing panics.

use super::*;
use crate::reader::package::PackageError;
use crate::reader::tests::{Rng, damage};
use crate::reader::{Counted, xml::XmlError};

fn kinds(extract: &Extract) -> Vec<ProblemKind> {
    extract.read().problems.into_iter().map(|problem| problem.kind).collect()
}

#[test]
fn what_stands_in_front_of_a_break_is_read() {
    let mut file = File::new("");
    file.parts[1].1 = format!("<w:document><w:body>{}<w:tbl><w:tr><w:tc>{}</w:x>", p("satu"), p("dua"));
    let extract = file.extract();
    assert_eq!(outline(&extract.read()), "p satu\ngrid\n  row\n    0:0 dua");
    assert_eq!(unread(&extract), ["word/document.xml"]);
    file.parts[1].1 = format!("<w:document><w:body>{}</w:x>{}</w:body></w:document>", p("satu"), p("dua"));
    assert_eq!(file.outline(), "p satu");
    file.parts[1].1 = "<w:document></w:x>".to_owned();
    assert!(matches!(read(&file.bytes(), &ReadLimits::default()), Err(PackageError::Xml { .. })));
}

#[test]
fn document_types_are_refused() {
    let mut file = File::new("");
    file.parts[1].1 = format!("<!DOCTYPE a [<!ENTITY x 'y'>]>{}", file.parts[1].1);
    let error = read(&file.bytes(), &ReadLimits::default()).expect_err("refused");
    assert!(matches!(error, PackageError::Xml { error: XmlError::DocumentType, .. }));
}

#[test]
fn a_main_part_of_another_kind_is_no_text() {
    let mut file = File::new("");
    file.parts[1].1 = "<workbook/>".to_owned();
    assert!(matches!(read(&file.bytes(), &ReadLimits::default()), Err(PackageError::Damaged(_))));
}

#[test]
fn parts_that_nothing_leads_to_are_not_missed() {
    let bytes = packed(&[("word/document.xml", format!("<w:document>{}</w:document>", p("x")).as_bytes())]);
    let extract = read(&bytes, &ReadLimits::default()).expect("read");
    assert_eq!((outline(&extract.read()).as_str(), unread(&extract).len()), ("p x", 0));
}

#[test]
fn parts_that_are_named_and_cannot_be_read_are_told() {
    let named = File::new(&p("x")).leads_to("s", "styles", "styles.xml").extract();
    assert_eq!(unread(&named), ["word/styles.xml"]);
    let broken = File::new(&p("x")).with("numbering", "<w:numbering><").extract();
    assert_eq!(unread(&broken), ["word/numbering.xml"]);
    assert_eq!(outline(&broken.read()), "p x");
}

#[test]
fn limits_are_told() {
    let limits = |nodes, text| ReadLimits { nodes, text, ..ReadLimits::default() };
    let many = File::new(&(p("a").repeat(30) + &table("a|b|c\nd|e|f")));
    for nodes in [1, 5, 29, 30, 31, 32, 33, 34, 36] {
        let extract = many.extract_within(&limits(nodes, 1 << 20));
        assert_eq!(kinds(&extract), [ProblemKind::TooManyNodes(nodes)], "{nodes}");
        assert!(extract.read().documents[0].len() <= nodes + 5);
    }
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/></w:lvl>
        <w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let listed = File::new(&(item(1, 0, "a") + &item(1, 1, "b")).repeat(20)).with("numbering", numbering);
    for nodes in 1..20 {
        let extract = listed.extract_within(&limits(nodes, 1 << 20));
        assert_eq!(kinds(&extract), [ProblemKind::TooManyNodes(nodes)], "{nodes}");
    }
    let long = File::new(&p(&"a".repeat(100)).repeat(9)).extract_within(&limits(1000, 300));
    assert_eq!(kinds(&long), [ProblemKind::Office(OfficeProblem::TooMuch(Counted::Text, 0))]);
    assert_eq!(outline(&long.read()).lines().count(), 2);
}

#[test]
fn nesting_is_bounded_and_what_stands_before_it_is_kept() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(2000);
    let mut file = File::new("");
    file.parts[1].1 = format!("<w:document><w:body>{}{deep}", p("x"));
    let extract = file.extract();
    assert_eq!(kinds(&extract), [ProblemKind::TooDeep(256)]);
    assert_eq!(outline(&extract.read()), "p x");
}

#[test]
fn tables_in_tables_fit_a_small_stack() {
    let (open, close) = ("<w:tbl><w:tr><w:tc>", "</w:tc><w:tc/><w:tc/></w:tr><w:tr/><w:tr/></w:tbl>");
    let file = File::new(&(open.repeat(80) + &p("x") + &close.repeat(80)));
    let work = move || file.outline();
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(work).expect("a thread");
    assert!(thread.join().expect("no overflow").contains('x'));
}

#[test]
fn spans_and_levels_beyond_all_bounds_are_cut() {
    let wide = tc(r#"<w:gridSpan w:val="99999999999"/>"#, &p("a")) + &tc(r#"<w:gridSpan w:val="-5"/>"#, &p("b"));
    let body = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>{}", wide.repeat(40), item(1, 200, "c"));
    assert!(File::new(&body).outline().starts_with("grid\n  row\n    0:0c1024 a\n    0:1024 b"));
}

/// A file with something of everything.
fn rich() -> File {
    let shape = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor layoutInCell='1'><wp:positionH relativeFrom='column'><wp:posOffset>5</wp:posOffset></wp:positionH><wp:extent cx='9' cy='9'/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst='rect'/></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>k</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect style='width:1pt'/></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    let row = tc("<w:vMerge w:val='restart'/><w:gridSpan w:val='2'/>", &p("a")) + &tc("", &table("x|y"));
    let body = format!(
        "{}{}{}<w:tbl><w:tblGrid><w:gridCol w:w='9'/></w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>{row}</w:tr><w:tr>{}{}</w:tr></w:tbl>\
         <w:p><w:commentRangeStart w:id='7'/><w:ins><w:r><w:t>é→</w:t></w:r></w:ins><w:del/><w:r><w:fldChar w:fldCharType='begin'/>\
         <w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType='end'/><w:footnoteReference w:id='2'/><w:sym w:char='F0FC' w:font='Wingdings'/></w:r></w:p>\
         <w:sectPr><w:headerReference r:id='header'/><w:footerReference r:id='footer'/></w:sectPr>",
        pp("<w:pStyle w:val='Heading1'/>", "Judul"),
        item(1, 0, "satu"),
        item(1, 1, "dua"),
        tc("<w:vMerge/>", ""),
        tc("", &(item(1, 0, "") + shape)),
    );
    let lvl = |level: u8| {
        format!(
            "<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId='0'>{}{}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>",
        lvl(0),
        lvl(1)
    );
    File::new(&body)
        .with("numbering", &numbering)
        .with(
            "styles",
            "<w:styles><w:style w:styleId='A'><w:name w:val='heading 1'/><w:basedOn w:val='A'/></w:style></w:styles>",
        )
        .with("comments", "<w:comments><w:comment w:id='7'><w:p><w:r><w:t>k</w:t></w:r></w:p></w:comment></w:comments>")
        .with(
            "footnotes",
            "<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>n</w:t></w:r></w:p></w:footnote></w:footnotes>",
        )
        .with("header", &format!("<w:hdr>{}</w:hdr>", table("Nomor|1")))
        .with("footer", &format!("<w:ftr>{}</w:ftr>", p("kaki")))
}

#[test]
fn damaged_parts_never_panic() {
    let bits = [
        "<w:p>",
        "</w:p>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:r>",
        "<w:t>é</w:t>",
        "<w:ins>",
        "</w:ins>",
        "<w:vMerge/>",
        "<w:gridSpan w:val='9'/>",
        "<w:fldChar w:fldCharType='separate'/>",
        "<mc:Choice>",
        "&",
        "<w:rPr><w:del/></w:rPr>",
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
        "<w:numId w:val='1'/>",
        "<w:ilvl w:val='8'/>",
    ];
    let mut rng = Rng(0x5eed);
    let whole = rich();
    let limits = ReadLimits { nodes: 60, ..ReadLimits::default() };
    let mut readable = 0;
    for round in 0..1500 {
        let mut parts = whole.parts.clone();
        for _ in 0..=rng.below(3) {
            let at = 1 + rng.below(parts.len() - 1);
            damage(&mut parts[at].1, &bits, &mut rng);
        }
        let file = File { parts, relationships: whole.relationships.clone() };
        let limits = if round % 2 == 0 { ReadLimits::default() } else { limits };
        if let Ok(extract) = read(&file.bytes(), &limits) {
            assert_sound(&extract);
            readable += 1;
        }
    }
    assert!(readable > 400, "{readable}");
}

#[test]
fn an_unknown_structure_of_blocks_never_panics() {
    let bits = [
        "<w:p>",
        "<w:tbl>",
        "<w:tr>",
        "<w:tc>",
        "<w:r>",
        "<w:ins>",
        "<w:sdt>",
        "<mc:AlternateContent>",
        "<mc:Choice>",
        "<mc:Fallback>",
        "<w:footnote w:id='1'>",
        "<w:hyperlink>",
    ];
    let leaves = [
        "<w:t>x</w:t>",
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
        "<w:tcPr><w:vMerge/></w:tcPr>",
        "<w:altChunk/>",
        "<w:del/>",
    ];
    let mut rng = Rng(0xdecaf);
    for _ in 0..2000 {
        let mut body = String::new();
        let mut open: Vec<&str> = Vec::new();
        for _ in 0..rng.below(40) {
            match rng.below(3) {
                0 => {
                    let tag = rng.pick(&bits);
                    body.push_str(tag);
                    open.push(tag);
                }
                1 => body.push_str(rng.pick(&leaves)),
                _ => close(&mut body, open.pop()),
            }
        }
        while let Some(tag) = open.pop() {
            close(&mut body, Some(tag));
        }
        let text = body.matches("<w:t>").count();
        let extract = File::new(&body).extract();
        // No text is read twice.
        assert!(extract.view().matches('x').count() <= text, "{body}");
    }
}

fn close(body: &mut String, tag: Option<&str>) {
    let name = tag.and_then(|tag| tag.trim_matches(['<', '>']).split(' ').next());
    let _ = name.map(|name| write!(body, "</{name}>"));
}
