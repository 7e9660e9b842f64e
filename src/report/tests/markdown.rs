//! `markdown`: the summary of a build is true, short enough, and says what was left out.

use super::sample::Sample;
use crate::report::Format;
use crate::sop::Language;

/// GitHub takes a job summary of so many bytes.
const LIMIT: usize = 1 << 20;

#[test]
fn every_list_is_there() {
    let text = Sample::with_everything().render(Format::Markdown);
    for heading in ["## Tidak diperiksa, atau hanya sebagian", "## Temuan", "## Aturan", "## Dokumen"] {
        assert!(text.contains(&format!("\n{heading}\n\n| ")), "{text}");
    }
    assert!(
        text.contains("| kesalahan | MB003 | sop/ls.sop.yaml 4:12 | waktu <code>Segera</code> tidak dapat diukur |"),
        "{text}"
    );
    assert!(text.contains("| arsip/sop.docx tabel 2, baris 5, kolom Waktu |"), "{text}");
    assert!(text.contains("| sop/rusak.sop.yaml | EN009 tanda kutip tidak ditutup |"), "{text}");
}

#[test]
fn every_row_has_the_cells_of_its_head() {
    let mut sample = Sample::with_everything();
    sample.sources[0].name = "a | b \\| `c|d` <x>.sop.yaml".to_owned();
    let text = sample.render(Format::Markdown);
    let options = pulldown_cmark::Options::ENABLE_TABLES;
    let mut cells = Vec::new();
    let mut tables = 0;
    for event in pulldown_cmark::Parser::new_ext(&text, options) {
        use pulldown_cmark::{Event, Tag, TagEnd};
        match event {
            Event::Start(Tag::Table(columns)) => {
                cells.push((columns.len(), 0));
                tables += 1;
            }
            Event::Start(Tag::TableRow | Tag::TableHead) => cells.last_mut().expect("a table").1 = 0,
            Event::End(TagEnd::TableCell) => cells.last_mut().expect("a table").1 += 1,
            Event::End(TagEnd::TableRow) => {
                let (columns, row) = cells.last().expect("a table");
                assert_eq!(columns, row);
            }
            Event::InlineHtml(html) => assert!(["<code>", "</code>"].contains(&&*html), "{html}"),
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("what a document wrote is no link"),
            _ => {}
        }
    }
    assert_eq!(tables, 4);
}

#[test]
fn a_large_report_is_cut_and_says_so() {
    let mut sample = Sample::new(Language::En);
    for at in 0..400 {
        let source = sample.source(&format!("{at:03}{}.sop.yaml", "<👩>".repeat(300)), "Segera\n");
        sample.find(source, "MB003", &"<|👩".repeat(500), "Segera", 0);
        sample.lost(&format!("lost{at:03}{}.sop.md", "👩".repeat(300)), &"👩<".repeat(300));
    }
    let text = sample.render(Format::Markdown);
    assert!(text.len() < LIMIT, "{} bytes", text.len());
    assert!(text.contains("\n… and 300 more\n"), "findings, and documents that were not checked");
    assert!(text.contains("\n… and 600 more\n"), "documents");
}

#[test]
fn a_clean_run_has_no_empty_lists() {
    let mut sample = Sample::new(Language::En);
    sample.source("bersih.sop.yaml", "judul: LS\n");
    let text = sample.render(Format::Markdown);
    assert_eq!(text.matches("\n## ").count(), 1, "only the documents: {text}");
    assert!(text.contains("- clean: nothing found\n"), "{text}");
}
