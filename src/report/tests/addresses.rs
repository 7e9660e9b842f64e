//! Places in files that are not text: cells, tables, paragraphs and shapes, in every format.

use serde_json::{Value, json};

use super::full::findings;
use super::sample::{LS, Sample, letter, workbook};
use crate::report::Format;
use crate::sop::Language;
use crate::source::{Address, Span};

/// A finding about words of a workbook, without clause and help.
fn in_workbook(words: &str) -> Sample {
    let mut sample = Sample::new(Language::Id);
    let source = sample.office("arsip/sop.xlsx", &workbook());
    sample.find(source, "EN008", "pesan", words, 0);
    sample
}

/// A finding about words of a letter.
fn in_letter(language: Language, words: &str) -> String {
    let mut sample = Sample::new(language);
    let source = sample.office("arsip/sop.docx", &letter());
    sample.find(source, "EN008", "pesan", words, 0);
    findings(sample)
}

/// The line with the name of the file, and the lines with text and caret, of each file of a finding.
fn blocks(shown: &str) -> Vec<Vec<&str>> {
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    for line in shown.lines() {
        if line.contains("┌─") {
            blocks.push(vec![line.trim()]);
        } else if let (Some(block), Some((_, text))) = (blocks.last_mut(), line.split_once("│ ")) {
            block.push(text);
        }
    }
    blocks
}

#[test]
fn a_cell_is_shown_with_its_text_and_neither_line_nor_column() {
    assert_eq!(
        findings(in_workbook("KUL")),
        "\
peringatan[EN008]: pesan
  ┌─ arsip/sop.xlsx: COVER!I2
  │
  │ SOP-012/KUL/9999/2025
  │         ^^^
  │
  = perbaikan: perbaiki ejaannya, atau hapus bila tidak diperlukan
"
    );
}

#[test]
fn of_a_cell_with_several_lines_the_right_one_is_shown() {
    let shown = findings(in_workbook("segera,"));
    assert_eq!(
        blocks(&shown),
        [["┌─ arsip/sop.xlsx: 'SOP 1 '!I9", "Menit, é    segera,", "            ^^^^^^^"]],
        "{shown}"
    );
}

#[test]
fn words_over_two_lines_of_a_cell_are_marked_from_first_to_last() {
    let shown = findings(in_workbook("segera,\nlalu"));
    let marked = "\
  │   Menit, é    segera,
  │ ╭─────────────^
  │ │ lalu dicatat
  │ ╰────^
";
    assert!(shown.contains("┌─ arsip/sop.xlsx: 'SOP 1 '!I9\n") && shown.contains(marked), "{shown}");
    assert!(shown.lines().all(|line| !line.starts_with(|c: char| c.is_ascii_digit())), "{shown}");
}

#[test]
fn what_reaches_over_several_cells_is_shown_in_the_first_one() {
    let mut sample = in_workbook("KUL");
    let finding = &mut sample.sources[0].documents[0].findings[0];
    finding.place.span = Some(Span::new(8, 30));
    let shown = findings(sample);
    assert_eq!(
        blocks(&shown),
        [["┌─ arsip/sop.xlsx: COVER!I2", "SOP-012/KUL/9999/2025", "        ^^^^^^^^^^^^^"]],
        "{shown}"
    );
}

#[test]
fn tables_paragraphs_and_shapes_are_told_in_the_language_of_the_run() {
    let place = |shown: &str| blocks(shown)[0][0].to_owned();
    for (words, id, en) in [
        ("Segera", "tabel 2, baris 5, kolom Waktu", "table 2, row 5, column Waktu"),
        ("SOP AP", "paragraf 12", "paragraph 12"),
        ("Halaman", "paragraf 1 (kepala halaman)", "paragraph 1 (header)"),
    ] {
        assert_eq!(place(&in_letter(Language::Id, words)), format!("┌─ arsip/sop.docx: {id}"));
        assert_eq!(place(&in_letter(Language::En, words)), format!("┌─ arsip/sop.docx: {en}"));
    }
    let shape = findings(in_workbook("Lengkap"));
    assert_eq!(blocks(&shape), [["┌─ arsip/sop.xlsx: bentuk «Diamond 7» di lembar SOP 1", "Lengkap?", "^^^^^^^"]]);
}

#[test]
fn related_places_stand_each_under_its_own_address_and_lines_keep_their_numbers() {
    let mut sample = in_workbook("SOP-013");
    let text = sample.source("sop/ls.sop.yaml", LS);
    let related = vec![
        sample.related(0, "SOP-012", 0, "di sini berbeda"),
        sample.related(text, "Meneliti berkas", 0, "juga di sini"),
        sample.related(0, "lalu", 0, "dan di sini"),
    ];
    sample.sources[0].documents[0].findings[0].related = related;
    let shown = findings(sample);
    assert_eq!(
        shown,
        "\
peringatan[EN008]: pesan
  ┌─ arsip/sop.xlsx: 'SOP 1 '!A1
  │
  │ Nomor: SOP-013
  │        ^^^^^^^
  │
  ┌─ arsip/sop.xlsx: COVER!I2
  │
  │ SOP-012/KUL/9999/2025
  │ ------- di sini berbeda
  │
  ┌─ sop/ls.sop.yaml:3:13
  │
3 │   - uraian: Meneliti berkas
  │             --------------- juga di sini
  │
  ┌─ arsip/sop.xlsx: 'SOP 1 '!I9
  │
  │ lalu dicatat
  │ ---- dan di sini
  │
  = perbaikan: perbaiki ejaannya, atau hapus bila tidak diperlukan
"
    );
}

#[test]
fn colours_do_not_bring_numbers_back() {
    let mut sample = in_workbook("KUL");
    sample.style.colour = true;
    let shown = sample.render(Format::Full);
    let plain = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a regex").replace_all(&shown, "").into_owned();
    assert!(plain.contains("  ┌─ arsip/sop.xlsx: COVER!I2\n  │\n  │ SOP-012/KUL/9999/2025\n"), "{plain}");
}

#[test]
fn a_name_from_a_file_can_neither_colour_nor_break_a_line() {
    let mut sample = Sample::new(Language::Id);
    let address = Address::Shape { sheet: Some("S\u{1b}[31m\n\0".into()), name: "Panah\u{202e}\0\r\n1".into() };
    let source = sample.office("arsip/a.xlsx", &[("kata", address)]);
    sample.find(source, "EN008", "pesan", "kata", 0);
    let shown = findings(sample);
    assert_eq!(blocks(&shown), [["┌─ arsip/a.xlsx: bentuk «Panah?? 1» di lembar S?[31m ?", "kata", "^^^^"]], "{shown}");
}

#[test]
fn inspect_says_where_in_the_file_a_value_was_found() {
    use crate::report::inspect::Inspection;
    use crate::report::svg::tests::with_sop;
    use crate::source::Addresses;

    let text = "judul: Surat\nkegiatan:\n  - uraian: Menerima surat\nwarna: merah\n";
    let mut addresses = Addresses::default();
    let mut start = 0;
    for (row, line) in text.split_inclusive('\n').enumerate() {
        addresses.push(start, Address::Cell { sheet: "COVER".into(), row: row as u32, column: 0 });
        start += line.len();
    }
    with_sop(text, |sop, vocabulary| {
        let problems = Vec::new();
        let language = Language::Id;
        let inspection = Inspection { name: "a.xlsx", sop, addresses: &addresses, problems, vocabulary, language };
        let mut table = Vec::new();
        inspection.table(&mut table).expect("memory never fails");
        let table = String::from_utf8(table).expect("text");
        let line = |words: &str| table.lines().find(|line| line.contains(words)).expect(words);
        assert!(line("Menerima surat").ends_with("COVER!A3"), "{table}");
        assert!(line("EN008").starts_with("  COVER!A4 EN008: "), "{table}");
        let json = inspection.json();
        let address = json!({"address": {"kind": "cell", "sheet": "COVER", "cell": "A1"}});
        assert_eq!(json["document"]["title"]["place"], address);
        assert_eq!(json["not_understood"][0]["place"]["address"]["cell"], "A4");
    });
}

#[test]
fn programs_get_an_object_the_exact_words_and_no_lines() {
    let mut sample = Sample::new(Language::Id);
    let lembar = sample.office("arsip/sop.xlsx", &workbook());
    let naskah = sample.office("arsip/sop.docx", &letter());
    for (source, words) in [
        (lembar, "segera,"),
        (lembar, "Lengkap"),
        (lembar, "konsep"),
        (naskah, "SOP AP"),
        (naskah, "Segera"),
        (naskah, "Halaman"),
    ] {
        sample.find(source, "EN008", "pesan", words, 0);
    }
    let report: Value = serde_json::from_str(&sample.render(Format::Json)).expect("JSON");
    let findings = report["findings"].as_array().expect("a list");
    for finding in findings {
        let location = &finding["location"];
        assert_eq!(location["text"], finding["found"]);
        assert_eq!((&location["start"], &location["end"]), (&Value::Null, &Value::Null));
    }
    let addresses: Vec<&Value> = findings.iter().map(|finding| &finding["location"]["address"]).collect();
    assert_eq!(
        json!(addresses),
        json!([
            {"kind": "cell", "sheet": "SOP 1 ", "cell": "I9"},
            {"kind": "shape", "sheet": "SOP 1 ", "name": "Diamond 7"},
            {"kind": "page", "sheet": "SOP 1 ", "story": "header"},
            {"kind": "paragraph", "paragraph": 12, "story": "body"},
            {"kind": "table", "table": 2, "row": 5, "column": 6, "header": "Waktu"},
            {"kind": "paragraph", "paragraph": 1, "story": "header"},
        ])
    );
}
