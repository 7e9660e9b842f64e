//! Labels stand under their words, whatever those are made of.

use unicode_width::UnicodeWidthChar;

use super::full::findings;
use super::sample::{ODD, STEPS, Sample, long_line};
use crate::report::Format;
use crate::sop::Language;
use crate::source::Span;

#[test]
fn marks_tabs_and_wide_letters_keep_carets_in_place() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("sop/aneh.sop.yaml", ODD);
    sample.find(source, "ST004", "kunci", "judul", 0);
    sample.find(source, "MB003", "waktu `Segera` tidak dapat diukur", "Segera", 0);
    assert_eq!(
        findings(sample),
        "\
peringatan[ST004]: kunci
  ┌─ sop/aneh.sop.yaml:1:1
  │
1 │ judul: 漢字 é   Segera 👩\u{200d}💼
  │ ^^^^^
  │
  = dasar: Permenpan RB 35/2012, lampiran — prinsip kemudahan

kesalahan[MB003]: waktu `Segera` tidak dapat diukur
  ┌─ sop/aneh.sop.yaml:1:13
  │
1 │ judul: 漢字 é   Segera 👩\u{200d}💼
  │                 ^^^^^^
  │
  = dasar: Permenpan RB 35/2012, lampiran — bagian mutu baku
  = perbaikan: tulis lama waktu
"
    );
}

#[test]
fn nothing_a_terminal_obeys_gets_through() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("sop/\u{1b}]0;a\u{7}\u{202e}.sop.yaml", ODD);
    let related = sample.related(source, "Segera", 0, "la\u{1b}bel\u{2066}");
    let finding = sample.find(source, "MB003", "me\u{1b}[2Jru\u{202d}sak\nbaris", "nanti", 0);
    finding.related = vec![related];
    finding.logical = "steps[1].\u{9b}".to_owned();
    assert_eq!(
        findings(sample),
        "\
kesalahan[MB003]: me?[2Jru?sak baris
  ┌─ sop/?]0;a??.sop.yaml:2:20
  │
1 │ judul: 漢字 é   Segera 👩\u{200d}💼
  │                 ------ la?bel?
2 │ waktu: ?[31mmerah??? nanti
  │                      ^^^^^
  │
  = dasar: Permenpan RB 35/2012, lampiran — bagian mutu baku
  = letak: steps[1].?
  = perbaikan: tulis lama waktu
"
    );
}

#[test]
fn nothing_a_terminal_obeys_gets_through_anywhere() {
    for format in [Format::Full, Format::Concise] {
        let mut sample = Sample::with_everything();
        sample.sources[0].name = "\u{1b}.sop.yaml".to_owned();
        sample.lost("hilang\u{202e}.sop.yaml", "karena\u{1b}[0m");
        let shown = sample.render(format);
        assert!(!shown.chars().any(|character| character != '\n' && super::clean::is_hidden(character)));
    }
}

#[test]
fn of_a_long_line_only_the_surroundings_are_shown() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("sop/panjang.sop.yaml", &long_line());
    let related = sample.related(source, "akhir", 0, "akhir baris");
    sample.find(source, "MB003", "waktu `segera` tidak dapat diukur", "segera", 0).related = vec![related];
    let shown = findings(sample);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[1], "  ┌─ sop/panjang.sop.yaml:1:2009");
    assert!(lines[3].starts_with("1 │ … é é é ") && lines[3].len() < 700);
    assert_eq!(over_carets(lines[3], lines[4], '^'), "segera");
    assert_eq!(lines[5], "  ·");
    assert!(lines[6].starts_with("1 │ …kata kata ") && lines[6].ends_with("akhir") && lines[6].len() < 700);
    assert_eq!(over_carets(lines[6], lines[7], '-'), "akhir");
    assert!(lines[7].ends_with("----- akhir baris"));
}

#[test]
fn an_empty_span_has_a_caret_too() {
    for (text, at, row) in
        [("judul:\n", 6, "1 │ judul:\n  │       ^\n"), ("", 0, "1 │ \n  │ ^\n"), ("a\n", 2, "2 │ \n  │ ^\n")]
    {
        let mut sample = Sample::new(Language::Id);
        let source = sample.source("a.sop.yaml", text);
        sample.find(source, "ST004", "judul kosong", "", 0).place.span = Some(Span::at(at));
        let shown = findings(sample);
        assert!(shown.contains(row), "{shown}");
    }
}

#[test]
fn a_span_that_takes_its_line_break_along_stays_on_its_line() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("a.sop.yaml", "judul: LS\r\nnomor: 1\r\n");
    sample.find(source, "ST006", "judul", "LS\r\n", 0);
    assert!(findings(sample).contains("1 │ judul: LS\n  │        ^^\n  │\n"));
}

/// What stands over the marks of a line of labels.
fn over_carets(row: &str, marks: &str, mark: char) -> String {
    let start = marks.chars().take_while(|&character| character != mark).count();
    let count = marks.chars().skip(start).take_while(|&character| character == mark).count();
    let mut column = 0;
    let mut over = String::new();
    for character in row.chars() {
        if (start..start + count).contains(&column) {
            over.push(character);
        }
        column += character.width().unwrap_or(0);
    }
    over
}

#[test]
fn every_caret_is_under_its_words() {
    let sample = Sample::with_everything();
    let mut words: Vec<String> = sample
        .sources
        .iter()
        .flat_map(|source| &source.documents)
        .flat_map(|document| &document.findings)
        .filter(|finding| finding.place.span.is_some() && finding.found != STEPS)
        .map(|finding| super::clean::row(&finding.found).into_owned())
        .collect();
    // The one whose `found` is empty because something is missing.
    words.iter_mut().filter(|words| words.is_empty()).for_each(|words| words.push_str("SOP dua"));
    let shown = sample.render(Format::Full);
    let lines: Vec<&str> = shown.lines().collect();
    let pairs = lines.windows(2).filter(|pair| pair[1].contains('^') && !pair[1].contains('╰'));
    let mut over: Vec<String> = pairs.map(|pair| over_carets(pair[0], pair[1], '^')).collect();
    words.sort();
    over.sort();
    assert_eq!(over, words);
}
