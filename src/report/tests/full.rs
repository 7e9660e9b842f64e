//! `full`: what a person sees. Each text was read, line by line, before it was written down here.

use super::sample::{LS, STEPS, STREAM, Sample};
use crate::finding::Confidence;
use crate::report::Format;
use crate::sop::Language;

/// The findings of a report, without what it says at the end.
pub(super) fn findings(sample: Sample) -> String {
    let shown = sample.render(Format::Full);
    let end = shown.rfind("\n\n").map_or(0, |at| at + 1);
    shown[..end].to_owned()
}

fn one_finding(language: Language) -> Sample {
    let mut sample = Sample::new(language);
    let source = sample.source("sop/ls.sop.yaml", LS);
    sample.find(source, "MB003", "waktu `Segera` tidak dapat diukur", "Segera", 1).logical =
        "steps[2].duration".to_owned();
    sample
}

#[test]
fn a_finding_says_what_where_why_and_how() {
    assert_eq!(
        findings(one_finding(Language::Id)),
        "\
kesalahan[MB003]: waktu `Segera` tidak dapat diukur
  ┌─ sop/ls.sop.yaml:6:12
  │
6 │     waktu: Segera
  │            ^^^^^^
  │
  = dasar: Permenpan RB 35/2012, lampiran — bagian mutu baku
  = letak: steps[2].duration
  = perbaikan: tulis lama waktu
"
    );
}

#[test]
fn the_words_around_it_follow_the_language() {
    assert_eq!(
        findings(one_finding(Language::En)),
        "\
error[MB003]: waktu `Segera` tidak dapat diukur
  ┌─ sop/ls.sop.yaml:6:12
  │
6 │     waktu: Segera
  │            ^^^^^^
  │
  = source: Permenpan RB 35/2012, lampiran — bagian mutu baku
  = at: steps[2].duration
  = help: write a length of time
"
    );
}

#[test]
fn colour_changes_nothing_but_colour() {
    let mut sample = one_finding(Language::Id);
    sample.style.colour = true;
    let coloured = findings(sample);
    assert!(
        coloured.starts_with("\x1b[1;31mkesalahan[MB003]\x1b[0m\x1b[1m: waktu `Segera` tidak dapat diukur\x1b[0m\n")
    );
    assert!(coloured.contains("     waktu: \x1b[31mSegera\x1b[0m\n"));
    let codes = regex::Regex::new("\x1b\\[[0-9;]*m").expect("a regex");
    assert_eq!(codes.replace_all(&coloured, ""), findings(one_finding(Language::Id)));
}

#[test]
fn a_finding_about_the_whole_document_names_the_file() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("sop/ls.sop.yaml", LS);
    sample.find(source, "ID001", "identitas belum memuat nomor SOP", "", 0).logical = "document.number".to_owned();
    assert_eq!(
        findings(sample),
        "\
kesalahan[ID001]: identitas belum memuat nomor SOP
 = dasar: Permenpan RB 35/2012, lampiran — bagian identitas no. 2
 = letak: sop/ls.sop.yaml, document.number
"
    );
}

#[test]
fn related_places_are_shown_where_they_are() {
    let mut sample = Sample::new(Language::Id);
    let ls = sample.source("sop/ls.sop.yaml", LS);
    let arus = sample.source("sop/arus.sop.yaml", STREAM);
    let related = vec![
        sample.related(ls, "Meneliti berkas", 0, "langkah 1"),
        sample.related(arus, "SOP dua", 0, "juga di sini"),
        sample.related(arus, "", 0, "seluruhnya"),
    ];
    sample.find(ls, "ST004", "uraian langkah 2 sama dengan langkah 1", "Meneliti berkas", 1).related = related;
    assert_eq!(
        findings(sample),
        "\
peringatan[ST004]: uraian langkah 2 sama dengan langkah 1
  ┌─ sop/ls.sop.yaml:5:13
  │
3 │   - uraian: Meneliti berkas
  │             --------------- langkah 1
  ·
5 │   - uraian: Meneliti berkas
  │             ^^^^^^^^^^^^^^^
  │
  ┌─ sop/arus.sop.yaml:3:8
  │
3 │ judul: SOP dua
  │        ------- juga di sini
  │
  = dasar: Permenpan RB 35/2012, lampiran — prinsip kemudahan
  = terkait: sop/arus.sop.yaml (seluruhnya)
"
    );
}

#[test]
fn a_long_span_shows_its_first_and_its_last_line() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("sop/ls.sop.yaml", LS);
    sample.find(source, "ST006", "langkah 1 dan 2 dapat digabung", STEPS, 0);
    assert_eq!(
        findings(sample),
        "\
saran[ST006]: langkah 1 dan 2 dapat digabung
  ┌─ sop/ls.sop.yaml:3:3
  │\x20\x20
3 │ ╭   - uraian: Meneliti berkas
  · │
6 │ │     waktu: Segera
  │ ╰─────────────────^
  │\x20\x20
  = dasar: Permenpan RB 35/2012, lampiran — prinsip kejelasan
"
    );
}

#[test]
fn documents_of_a_stream_are_counted() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("sop/arus.sop.yaml", STREAM);
    sample.document(source);
    sample.find(source, "ST006", "judul `SOP dua` tidak jelas", "SOP dua", 0).logical = "document.title".to_owned();
    assert_eq!(
        findings(sample),
        "\
saran[ST006]: judul `SOP dua` tidak jelas
  ┌─ sop/arus.sop.yaml:3:8
  │
3 │ judul: SOP dua
  │        ^^^^^^^
  │
  = dasar: Permenpan RB 35/2012, lampiran — prinsip kejelasan
  = letak: document.title, dokumen 2
"
    );
}

#[test]
fn what_was_not_checked_is_no_finding() {
    let mut sample = Sample::new(Language::Id);
    sample.lost("sop/hilang.sop.md", "tidak ada berkas itu");
    assert_eq!(
        findings(sample),
        "\
tidak diperiksa[EN001]: berkas tidak dapat dibuka: tidak ada berkas itu
 = letak: sop/hilang.sop.md
 = perbaikan: periksa izin berkas, simpan ulang sebagai UTF-8, lalu periksa kembali
"
    );
}

#[test]
fn an_unsure_finding_says_so() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("sop/ls.sop.yaml", LS);
    sample.find(source, "ST006", "kata tidak jelas", "Segera", 0).confidence = Confidence::Low;
    assert!(findings(sample).ends_with(
        "  = dasar: Permenpan RB 35/2012, lampiran — prinsip kejelasan
  = keyakinan: rendah; pastikan bagian ini dibaca dengan benar
"
    ));
    let mut sample = one_finding(Language::En);
    sample.style.verbose = true;
    assert!(findings(sample).contains("\n  = confidence: high\n"));
}
