//! Lists and their numbers, as Word prints them.

use super::*;

/// A level with a format and the text of its mark.
fn level(level: u8, format: &str, text: &str, more: &str) -> String {
    let indent = 720 + 360 * i64::from(level);
    format!(
        r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>{more}<w:pPr><w:ind w:left="{indent}"/></w:pPr></w:lvl>"#
    )
}

/// Definition 0 with these levels for list 1 and 2, of which list 2 begins anew; list 3 of definition 1 has bullets.
fn numbering(levels: &str) -> String {
    let bullet = level(0, "bullet", "•", "").replace("720", "1080");
    format!(
        r#"<w:numbering><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>
        <w:abstractNum w:abstractNumId="1">{bullet}</w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="0"/>
            <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
    )
}

fn usual() -> String {
    numbering(
        &(level(0, "decimal", "%1.", "") + &level(1, "lowerLetter", "%2.", "") + &level(2, "decimal", "%1.%2.%3", "")),
    )
}

fn listed(body: &str) -> String {
    File::new(body).with("numbering", &usual()).outline()
}

#[test]
fn entries_have_their_numbers_and_lie_in_each_other() {
    let body =
        item(1, 0, "satu") + &item(1, 1, "rinci") + &item(1, 1, "lagi") + &item(1, 0, "dua") + &item(1, 1, "rinci");
    let read = "list\n  1 satu\n    list\n      - a. rinci\n      - b. lagi\n  2 dua\n    list\n      - a. rinci";
    assert_eq!(listed(&body), read);
}

#[test]
fn a_list_goes_on_behind_a_paragraph() {
    let body = item(1, 0, "satu") + &p("Tahap dua") + &item(1, 0, "dua");
    assert_eq!(listed(&body), "list\n  1 satu\np Tahap dua\nlist\n  2 dua");
}

#[test]
fn a_blank_paragraph_does_not_end_a_list() {
    assert_eq!(listed(&(item(1, 0, "satu") + &p("") + &item(1, 0, "dua"))), "list\n  1 satu\n  2 dua");
}

#[test]
fn a_lone_bullet_is_nothing_and_a_lone_number_is_an_entry() {
    let body = item(3, 0, "") + &item(1, 0, "satu") + &item(1, 0, "") + &item(1, 0, "tiga");
    assert_eq!(listed(&body), "list\n  1 satu\n  2\n  3 tiga");
}

#[test]
fn an_indented_paragraph_between_entries_belongs_to_the_one_before_it() {
    let more = pp(r#"<w:ind w:left="720"/>"#, "rincian");
    let body = item(1, 0, "satu") + &more + &item(1, 0, "dua") + &more + &p("Penutup");
    assert_eq!(listed(&body), "list\n  1 satu\n    p rincian\n  2 dua\np rincian\np Penutup");
}

#[test]
fn a_list_of_its_own_start_begins_anew() {
    let body = item(1, 0, "satu") + &item(1, 0, "dua") + &item(2, 0, "satu lagi") + &item(2, 0, "dua lagi");
    assert_eq!(listed(&body), "list\n  1 satu\n  2 dua\nlist\n  1 satu lagi\n  2 dua lagi");
}

#[test]
fn lists_of_one_definition_share_their_numbers() {
    assert_eq!(listed(&(item(1, 0, "satu") + &item(4, 0, "dua"))), "list\n  1 satu\n  2 dua");
}

#[test]
fn a_list_that_is_indented_further_lies_in_the_entry_above() {
    let body = item(1, 0, "satu") + &item(3, 0, "butir") + &item(1, 0, "dua");
    assert_eq!(listed(&body), "list\n  1 satu\n    list\n      - butir\n  2 dua");
}

#[test]
fn levels_restart_as_they_say() {
    let of = |more: &str| numbering(&(level(0, "decimal", "%1.", "") + &level(1, "decimal", "%2.", more)));
    let body = item(1, 0, "a") + &item(1, 1, "b") + &item(1, 0, "c") + &item(1, 1, "d");
    let read = |more: &str| File::new(&body).with("numbering", &of(more)).outline();
    assert_eq!(read(""), "list\n  1 a\n    list\n      1 b\n  2 c\n    list\n      1 d");
    assert_eq!(read(r#"<w:lvlRestart w:val="0"/>"#), "list\n  1 a\n    list\n      1 b\n  2 c\n    list\n      2 d");
}

#[test]
fn marks_are_printed_in_cells() {
    let cell = |content: &str| format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", tc("", content));
    let body = cell(&(item(1, 0, "UU") + &item(1, 1, "rinci") + &item(1, 2, "dalam") + &item(3, 0, "butir")));
    assert_eq!(listed(&body), "grid\n  row\n    0:0 1. UU/a. rinci/1.a.1 dalam/- butir");
    // A column of numbers alone.
    let body = format!("<w:tbl><w:tr>{0}</w:tr><w:tr>{0}</w:tr></w:tbl>", tc("", &item(1, 0, "")));
    assert_eq!(listed(&body), "grid\n  row\n    0:0 1.\n  row\n    1:0 2.");
}

#[test]
fn formats_of_numbers_are_known() {
    for (format, text, read) in [
        ("decimal", "%1)", "1 x"),
        ("decimalZero", "%1.", "1 x"),
        ("upperLetter", "%1.", "- A. x"),
        ("lowerRoman", "(%1)", "- (i) x"),
        ("upperRoman", "%1.", "- I. x"),
        ("bullet", "o", "- x"),
        ("none", "Catatan:", "- Catatan: x"),
        ("decimal", "Langkah %1:", "1 x"),
    ] {
        let numbering = numbering(&level(0, format, text, ""));
        let outline = File::new(&item(1, 0, "x")).with("numbering", &numbering).outline();
        assert_eq!(outline, format!("list\n  {read}"), "{format} {text}");
    }
}

#[test]
fn what_shows_no_mark_is_a_paragraph() {
    let silent = numbering(&level(0, "none", "", ""));
    assert_eq!(File::new(&item(1, 0, "x")).with("numbering", &silent).outline(), "p x");
    assert_eq!(listed(&item(0, 0, "x")), "p x");
    assert_eq!(listed(&item(99, 0, "x")), "p x");
    assert_eq!(File::new(&item(1, 0, "x")).outline(), "p x");
}

#[test]
fn legal_numbers_are_digits_on_all_levels() {
    let levels = level(0, "upperRoman", "%1.", "") + &level(1, "lowerLetter", "%1.%2", "<w:isLgl/>");
    let cell = tc("", &(item(1, 0, "a") + &item(1, 1, "b")));
    let body = format!("<w:tbl><w:tr>{cell}</w:tr></w:tbl>");
    let outline = File::new(&body).with("numbering", &numbering(&levels)).outline();
    assert_eq!(outline, "grid\n  row\n    0:0 I. a/1.1 b");
}

#[test]
fn styles_put_paragraphs_into_lists() {
    let styles = r#"<w:styles>
        <w:style w:type="paragraph" w:styleId="Langkah"><w:name w:val="Langkah"/>
            <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Rinci"><w:name w:val="Rinci"/><w:basedOn w:val="Langkah"/></w:style>
        <w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>
            <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#;
    let of = |style: &str, more: &str| pp(&format!(r#"<w:pStyle w:val="{style}"/>{more}"#), style);
    let read = |body: String| File::new(&body).with("styles", styles).with("numbering", &usual()).outline();
    assert_eq!(read(of("Langkah", "") + &of("Rinci", "")), "list\n  1 Langkah\n  2 Rinci");
    assert_eq!(read(of("Langkah", r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#)), "p Langkah");
    // A numbered heading counts, and its number is no text of it.
    assert_eq!(read(of("H1", "") + &of("Langkah", "")), "h1 H1\nlist\n  2 Langkah");
}

#[test]
fn a_level_knows_the_style_of_its_paragraphs() {
    let levels = level(0, "decimal", "%1.", "") + &level(1, "decimal", "%2)", r#"<w:pStyle w:val="Rinci"/>"#);
    let styles = r#"<w:styles><w:style w:type="paragraph" w:styleId="Rinci"><w:name w:val="Rinci"/>
        <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#;
    let body = item(1, 0, "satu") + &pp(r#"<w:pStyle w:val="Rinci"/>"#, "rinci");
    let outline = File::new(&body).with("styles", styles).with("numbering", &numbering(&levels)).outline();
    assert_eq!(outline, "list\n  1 satu\n    list\n      1 rinci");
}

#[test]
fn a_style_of_lists_stands_for_its_levels() {
    let numbering = format!(
        r#"<w:numbering><w:abstractNum w:abstractNumId="0">{}</w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Daftar"/></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#,
        level(0, "decimal", "%1.", "")
    );
    let styles = r#"<w:styles><w:style w:type="numbering" w:styleId="Daftar"><w:name w:val="Daftar"/>
        <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#;
    let outline = File::new(&item(2, 0, "x")).with("styles", styles).with("numbering", &numbering).outline();
    assert_eq!(outline, "list\n  1 x");
}

#[test]
fn a_list_may_have_a_level_of_its_own() {
    let numbering = format!(
        r#"<w:numbering><w:abstractNum w:abstractNumId="0">{}</w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{}</w:lvlOverride></w:num></w:numbering>"#,
        level(0, "decimal", "%1.", ""),
        level(0, "upperLetter", "%1)", "")
    );
    assert_eq!(File::new(&item(1, 0, "x")).with("numbering", &numbering).outline(), "list\n  - A) x");
}
