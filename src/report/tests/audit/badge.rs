//! What a badge says, and that it never says more than is known.

use super::super::sample::Sample;
use super::rendered;
use crate::engine::report::Checked;
use crate::report::audit::Format;
use crate::sop::Language;

fn badge(sample: Sample) -> String {
    String::from_utf8(rendered(sample, Format::Badge)).expect("a picture is text")
}

/// Documents without a finding.
fn clean(language: Language, count: usize) -> Sample {
    let mut sample = Sample::new(language);
    for at in 0..count {
        sample.source(&format!("{at}.sop.yaml"), "judul: a\n");
    }
    sample
}

#[test]
fn it_shows_grade_and_score() {
    let text = badge(clean(Language::Id, 3));
    assert!(text.contains(">A · 100</text>"), "{text}");
    assert!(text.contains("<title id=\"t\">SOP KPU &amp; Contoh: predikat A, nilai 100 dari 100</title>"), "{text}");
}

#[test]
fn what_was_not_read_stands_on_it_and_takes_its_colour() {
    let whole = badge(clean(Language::Id, 9));
    let mut sample = clean(Language::Id, 9);
    sample.lost("hilang.docx", "tidak ada berkas itu");
    let text = badge(sample);
    assert!(text.contains(">A · 100 · 1 tidak diperiksa</text>"), "{text}");
    assert!(text.contains("dari 10 dokumen 1 tidak diperiksa</title>"), "{text}");
    let ground_of_a = "#1a7f37";
    assert!(whole.contains(ground_of_a) && !text.contains(ground_of_a));
}

#[test]
fn what_was_read_in_part_stands_on_it() {
    let mut sample = clean(Language::En, 4);
    sample.sources[1].documents[0].checked = Checked::Partly;
    sample.sources[2].documents[0].checked = Checked::Partly;
    assert!(badge(sample).contains(">A · 100 · 2 checked in part</text>"));
}

#[test]
fn an_archive_of_which_nothing_was_read_has_no_grade() {
    let mut sample = Sample::new(Language::En);
    sample.lost("a.docx", "no such file");
    let text = badge(sample);
    assert!(text.contains(">no score · 1 not checked</text>"), "{text}");
}

#[test]
fn every_box_is_as_wide_as_its_text_asks_for() {
    let short = badge(clean(Language::Id, 1));
    let mut sample = clean(Language::Id, 1);
    sample.lost("hilang.docx", "tidak ada berkas itu");
    let width = |text: &str| -> f64 {
        let (_, rest) = text.split_once("width=\"").expect("a width");
        rest.split('"').next().and_then(|width| width.parse().ok()).expect("a number")
    };
    assert!(width(&badge(sample)) > width(&short) + 60.0);
}
