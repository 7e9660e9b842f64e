//! Headings, paragraphs, and the text of runs.

use super::*;
use crate::source::address::Story;

const STYLES: &str = r#"<w:styles>
    <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
    <w:style w:type="paragraph" w:styleId="Judul"><w:name w:val="Title"/></w:style>
    <w:style w:type="paragraph" w:styleId="Judul2"><w:name w:val="heading 2"/></w:style>
    <w:style w:type="paragraph" w:styleId="Bab"><w:name w:val="Bab"/><w:basedOn w:val="Judul2"/></w:style>
    <w:style w:type="paragraph" w:styleId="Pasal"><w:name w:val="Pasal"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Isi"><w:name w:val="Isi"/><w:basedOn w:val="Pasal"/>
        <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
    <w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>
    <w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>
    <w:style w:type="paragraph" w:styleId="Tebal"><w:name w:val="Tebal"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Kuat"><w:name w:val="Kuat"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="Rahasia"><w:name w:val="Rahasia"/><w:rPr><w:vanish/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Sembunyi"><w:name w:val="Sembunyi"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>"#;

fn styled(style: &str) -> String {
    let body = pp(&format!(r#"<w:pStyle w:val="{style}"/>"#), "Teks");
    File::new(&body).with("styles", STYLES).outline()
}

#[test]
fn headings_are_told_by_their_styles() {
    for (style, read) in [
        ("Judul", "h1 Teks"),
        ("Judul2", "h2 Teks"),
        ("Bab", "h2 Teks"),
        ("Pasal", "h4 Teks"),
        ("Isi", "p Teks"),
        ("Normal", "p Teks"),
        ("A", "p Teks"),
        ("Heading3", "h3 Teks"),
        ("TidakAda", "p Teks"),
    ] {
        assert_eq!(styled(style), read, "{style}");
    }
}

#[test]
fn an_outline_level_makes_a_heading_and_bold_does_not() {
    let body =
        pp(r#"<w:outlineLvl w:val="1"/>"#, "Tujuan") + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Tebal</w:t></w:r></w:p>";
    assert_eq!(File::new(&body).outline(), "h2 Tujuan\np Tebal");
}

#[test]
fn a_short_paragraph_that_is_bold_throughout_is_set_off() {
    let run = |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let tebal = r#"<w:pPr><w:pStyle w:val="Tebal"/></w:pPr>"#;
    let kuat = r#"<w:rStyle w:val="Kuat"/>"#;
    for (case, content, is_set_off) in [
        ("bold", run("<w:b/>", "Dasar") + &run("", " ") + &run("<w:b/>", "Hukum"), true),
        ("by its style", format!("{tebal}{}", run("", "Dasar Hukum")), true),
        ("by the style of its run", run(kuat, "Dasar Hukum"), true),
        ("a style turned over", format!("{tebal}{}", run(kuat, "Dasar Hukum")), false),
        ("a style undone", format!("{tebal}{}", run(r#"<w:b w:val="0"/>"#, "Dasar Hukum")), false),
        ("in part", run("<w:b/>", "Tujuan: ") + &run("", "melayani"), false),
        ("long", run("<w:b/>", &"a".repeat(121)), false),
    ] {
        let extract = File::new(&format!("<w:p>{content}</w:p>")).with("styles", STYLES).extract();
        let document = &extract.read().documents[0];
        let first = document.children(document.root()).next().expect("the paragraph");
        assert_eq!(document.is_set_off(first), is_set_off, "{case}");
    }
}

#[test]
fn a_control_that_shows_its_placeholder_is_empty() {
    let control = |properties: &str, content: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let shows = "<w:showingPlcHdr/>";
    for (control, read) in [
        (control(shows, &run("ketik di sini")), "p Tanggal: ."),
        (control("", &run("1 Mei")), "p Tanggal: 1 Mei."),
        (control(r#"<w:showingPlcHdr w:val="0"/>"#, &run("1 Mei")), "p Tanggal: 1 Mei."),
        (control("", &(control(shows, &run("ketik")) + &run("1 Mei"))), "p Tanggal: 1 Mei."),
    ] {
        let body = format!("<w:p>{}{control}{}</w:p>", run("Tanggal: "), run("."));
        assert_eq!(File::new(&body).outline(), read, "{control}");
    }
}

#[test]
fn a_table_of_contents_is_seen_but_is_no_node() {
    let body = pp(r#"<w:pStyle w:val="TOC1"/>"#, "Tujuan 2") + &p("Isi");
    let extract = File::new(&body).with("styles", STYLES).extract();
    assert_eq!(outline(&extract.read()), "p Isi");
    assert!(extract.view().contains("Tujuan 2"));
}

#[test]
fn paragraphs_are_counted_with_blank_ones_and_without_those_of_tables() {
    let body = p("") + &p("satu") + &table("a|b") + &p("dua");
    let extract = File::new(&body).extract();
    let paragraph = |paragraph| Address::Paragraph { story: Story::Body, paragraph };
    assert_eq!(address(&extract, "satu"), paragraph(1));
    assert_eq!(address(&extract, "dua"), paragraph(2));
}

fn run(content: &str) -> String {
    File::new(&format!("<w:p>{content}</w:p>")).outline()
}

#[test]
fn runs_are_one_text_with_the_signs_between_them() {
    for (content, read) in [
        ("<w:r><w:t>Me</w:t></w:r><w:proofErr/><w:r><w:t>nerima</w:t></w:r>", "p Menerima"),
        ("<w:r><w:t>Nomor</w:t><w:tab/><w:t>: 1</w:t></w:r>", "p Nomor»: 1"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r>", "p a/b/c"),
        ("<w:r><w:t>SOP</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>", "p SOP-1"),
        ("<w:r><w:t>ber</w:t><w:softHyphen/><w:t>kas</w:t></w:r>", "p berkas"),
        ("<w:r><w:t xml:space='preserve'>  a &amp; b  </w:t></w:r>", "p a & b"),
        ("<w:hyperlink r:id='x'><w:r><w:t>tautan</w:t></w:r></w:hyperlink>", "p tautan"),
        ("<w:smartTag><w:smartTagPr><w:attr/></w:smartTagPr><w:r><w:t>Depok</w:t></w:r></w:smartTag>", "p Depok"),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "p x+1"),
        ("<w:r><w:t>a</w:t></w:r><w:bookmarkStart w:id='1'/><w:r><w:t>b</w:t></w:r>", "p ab"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>y</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "p y",
        ),
    ] {
        assert_eq!(run(content), read, "{content}");
    }
}

#[test]
fn signs_of_picture_fonts_become_characters() {
    assert_eq!(run("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>"), "p ✓");
    assert_eq!(run("<w:r><w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr><w:t>\u{f0fc}</w:t></w:r>"), "p ✓");
    assert_eq!(run("<w:r><w:t>a</w:t><w:sym w:font='Wingdings' w:char='F041'/><w:t>b</w:t></w:r>"), "p a b");
}

fn field(sign: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType='{sign}'/></w:r>")
}

fn t(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

#[test]
fn fields_give_their_results_alone() {
    let (begin, separate, end) = (field("begin"), field("separate"), field("end"));
    let code = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let whole = [&begin, &code("DATE"), &separate, &t("1 Mei"), &end].map(String::as_str).concat();
    assert_eq!(run(&whole), "p 1 Mei");
    // A field within the instruction of another: its result is a part of that instruction.
    let nested = [&begin, &code("IF"), &whole, &separate, &t("ya"), &end, &t("!")].map(String::as_str).concat();
    assert_eq!(run(&nested), "p ya!");
    assert_eq!(run(&[&begin, &code("PAGE"), &end, &t("x")].map(String::as_str).concat()), "p x");
    assert_eq!(run("<w:fldSimple w:instr='AUTHOR'><w:r><w:t>Nama</w:t></w:r></w:fldSimple>"), "p Nama");
}

#[test]
fn a_field_without_end_hides_nothing() {
    let body = format!("<w:p>{}{}</w:p>{}", field("begin"), t("kode"), p("terbaca"));
    assert_eq!(File::new(&body).outline(), "p kode\np terbaca");
}

#[test]
fn a_field_over_several_paragraphs_gives_all_of_them() {
    let body = format!(
        "<w:p>{}{}{}</w:p>{}<w:p>{}{}</w:p>",
        field("begin"),
        field("separate"),
        t("satu"),
        p("dua"),
        t("tiga"),
        field("end")
    );
    assert_eq!(File::new(&body).outline(), "p satu\np dua\np tiga");
}

#[test]
fn boxes_and_lists_of_forms_show_their_state() {
    let form =
        |data: &str| format!("<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{data}</w:ffData></w:fldChar></w:r>");
    let read = |data: &str| run(&(form(data) + &field("end") + &t(" Lengkap")));
    assert_eq!(read("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>"), "p ☒ Lengkap");
    assert_eq!(read("<w:checkBox><w:default w:val='0'/></w:checkBox>"), "p ☐ Lengkap");
    let list = "<w:ddList><w:result w:val='1'/><w:listEntry w:val='Ya'/><w:listEntry w:val='Tidak'/></w:ddList>";
    assert_eq!(read(list), "p Tidak Lengkap");
}

#[test]
fn content_controls_are_read_wherever_they_stand() {
    let sdt = |content: &str| {
        format!("<w:sdt><w:sdtPr><w:alias w:val='Nama'/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    assert_eq!(File::new(&sdt(&p("blok"))).outline(), "p blok");
    assert_eq!(run(&(t("a ") + &sdt(&t("isi")))), "p a isi");
    let cell = tc("", &p("sel"));
    let rows = format!("<w:tbl>{}<w:tr>{}</w:tr></w:tbl>", sdt(&format!("<w:tr>{cell}</w:tr>")), sdt(&cell));
    assert_eq!(File::new(&rows).outline(), "grid\n  row\n    0:0 sel\n  row\n    1:0 sel");
}

#[test]
fn one_of_several_alternatives_is_read() {
    let choice = |content: &str| {
        format!(
            "<w:r><mc:AlternateContent><mc:Choice>{content}</mc:Choice><mc:Fallback><w:t>lama</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        )
    };
    assert_eq!(run(&choice("<w:t>baru</w:t>")), "p baru");
    assert_eq!(run(&choice("<w16se:symEx w16se:font='Segoe UI Emoji' w16se:char='1F60A'/>")), "p 😊");
    assert_eq!(run(&choice("<x:unknown/>")), "p lama");
}

#[test]
fn hidden_text_is_left_out_and_told() {
    let hidden = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>rahasia</w:t></w:r>");
    for (paragraph, run, seen) in [
        ("", "<w:vanish/>", false),
        ("", "<w:vanish w:val='0'/>", true),
        ("", "<w:rStyle w:val='Sembunyi'/>", false),
        ("<w:pStyle w:val='Rahasia'/>", "", false),
        ("<w:pStyle w:val='Rahasia'/>", "<w:rStyle w:val='Sembunyi'/>", true),
        ("<w:pStyle w:val='Rahasia'/>", "<w:vanish w:val='false'/>", true),
    ] {
        let body = format!("<w:p><w:pPr>{paragraph}</w:pPr>{}</w:p>{}", hidden(run), p("akhir"));
        let extract = File::new(&body).with("styles", STYLES).extract();
        assert_eq!(extract.view().contains("rahasia"), seen, "{paragraph} {run}");
        let told = unseen(&extract).iter().filter(|(kind, _)| *kind == UnseenKind::Text).count();
        assert_eq!(told, usize::from(!seen), "{paragraph} {run}");
    }
}

#[test]
fn other_prefixes_and_namespaces_change_nothing() {
    let document = "<document xmlns='http://purl.oclc.org/ooxml/wordprocessingml/main'><body><p><r><t>Teks</t></r></p></body></document>";
    let mut file = File::new("");
    file.parts[1].1 = document.to_owned();
    assert_eq!(file.outline(), "p Teks");
}
