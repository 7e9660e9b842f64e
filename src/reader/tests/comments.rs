//! What comments of text files are about.

use crate::reader::{ReadLimits, markdown, yaml};

/// What the comments of a text are about.
fn commented(text: &str, is_markdown: bool) -> Vec<&str> {
    let limits = ReadLimits::default();
    let reading = if is_markdown { markdown::read(text, &limits) } else { yaml::read(text, &limits) };
    let documents = reading.documents.iter();
    let spans = documents.flat_map(|document| document.comments().iter().map(|&span| document.commented(span)));
    spans.map(|span| span.map_or("", |span| text[span.range()].trim_end())).collect()
}

#[test]
fn before_a_field_it_is_about_that_field() {
    let text = "# soplint: x\njudul: A\nkegiatan:\n  - no: 1\n# soplint: y\nunit: B\n";
    assert_eq!(commented(text, false), ["judul: A", "unit: B"]);
}

#[test]
fn before_an_entry_it_is_about_all_of_that_entry() {
    let text =
        "kegiatan:\n  # soplint: x\n  - no: 1\n    uraian: A\n  # soplint: y\n  - no: 2\n    uraian: B\nunit: C\n";
    assert_eq!(commented(text, false), ["no: 1\n    uraian: A", "no: 2\n    uraian: B"]);
}

#[test]
fn inside_a_map_it_is_about_the_next_key() {
    let text = "pengesahan:\n  # soplint: x\n  jabatan: A\n  nama: B\n";
    assert_eq!(commented(text, false), ["jabatan: A"]);
}

#[test]
fn behind_a_value_it_is_about_that_line() {
    let text =
        "kegiatan:\n  - no: 1\n    waktu: Segera  # soplint: x\n    uraian: A\n  - no: 2 # soplint: y\n    uraian: B\n";
    assert_eq!(commented(text, false), ["waktu: Segera", "no: 2 # soplint: y\n    uraian: B"]);
}

#[test]
fn behind_the_key_of_a_list_it_is_about_all_of_the_list() {
    let text = "kegiatan: # soplint: x\n  - no: 1\n  - no: 2\nunit: B\n";
    assert_eq!(commented(text, false), ["kegiatan: # soplint: x\n  - no: 1\n  - no: 2"]);
}

#[test]
fn at_the_very_end_it_is_about_nothing() {
    assert_eq!(commented("judul: A\n# soplint: x\n", false), [""]);
}

#[test]
fn a_text_that_looks_like_a_comment_is_none() {
    assert_eq!(commented("judul: \"# soplint: x\"\nunit: |\n  # soplint: y\n", false), [""; 0]);
}

#[test]
fn each_document_of_a_stream_has_its_own() {
    let text = "# soplint: x\njudul: A\n---\n# soplint: y\njudul: B\n";
    assert_eq!(commented(text, false), ["judul: A", "judul: B"]);
}

#[test]
fn before_a_heading_it_is_about_the_section() {
    let text = "<!-- soplint: x -->\n# A\n\nteks\n\n## B\n\n<!-- soplint: y -->\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nlain\n\n# C\n";
    let found = commented(text, true);
    assert!(found[0].starts_with("# A") && found[0].ends_with("lain"), "{found:?}");
    assert_eq!(found[1], "| a | b |\n|---|---|\n| 1 | 2 |");
}

#[test]
fn in_a_row_of_a_table_it_is_about_that_row() {
    let text = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 <!-- soplint: x --> |\n";
    assert_eq!(commented(text, true), ["| 3 | 4 <!-- soplint: x --> |"]);
}

#[test]
fn front_matter_has_comments_of_its_own() {
    assert_eq!(commented("---\n# soplint: x\njudul: A\nunit: B\n---\n# C\n", true), ["judul: A"]);
}
