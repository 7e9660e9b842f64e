//! Pictures are read back: what is in them, and that no arrow runs through a symbol.

use regex::Regex;

use super::{Faults, Picture, render};
use crate::engine::portrait::Portrait;
use crate::reader::{Format, ReadLimits};
use crate::sop::{Language, Sop, Vocabulary, understand};

/// Calls `f` with the SOP in a YAML text.
pub(in crate::report) fn with_sop<T>(text: &str, f: impl FnOnce(&Sop<'_>, &Vocabulary) -> T) -> T {
    let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary is right");
    let limits = ReadLimits::default();
    let opened = Format::Yaml.open(text.as_bytes(), &limits).expect("text");
    let reading = opened.read(&limits);
    f(&understand(&reading.documents[0], &vocabulary), &vocabulary)
}

fn drawn_with(text: &str, faults: &Faults) -> String {
    with_sop(text, |sop, vocabulary| {
        let portrait = Portrait::of(sop, vocabulary, Language::Id);
        render(&Picture { portrait: &portrait, vocabulary, language: Language::Id, faults })
    })
}

fn drawn(text: &str) -> String {
    drawn_with(text, &Faults::default())
}

/// The texts of a picture, in order.
fn texts(picture: &str) -> Vec<String> {
    let text = Regex::new("<text [^>]*>([^<]*)</text>").expect("a regex");
    text.captures_iter(picture).map(|found| found[1].to_owned()).collect()
}

/// Two steps of one actor, and what becomes of them.
const SHORT: &str = "\
judul: Surat <masuk> & \"keluar\"
nomor: SOP-1
pelaksana: [Staf, Kepala]
kegiatan:
  - {no: 1, jenis: mulai, uraian: Menerima surat, pelaksana: Staf, kelengkapan: [Surat, Amplop], waktu: 5 menit, output: Agenda}
  - {no: 2, uraian: 'Lengkap?', pelaksana: Kepala, keputusan: {ya: 3, tidak: 1}, keterangan: Diulang}
  - {no: 3, jenis: selesai, uraian: Mengarsipkan, pelaksana: [Staf, Kepala]}
";

/// Ways of every shape: many out of one step, on, back, to itself, out, to nowhere; several actors, none; a phase.
fn tangle() -> String {
    let mut text = String::from("judul: Kusut\npelaksana: [A, B, C, D]\nkegiatan:\n");
    for at in 1..=24 {
        let actors = ["[A]", "[B, D]", "[C]", "[]", "[A, B, C, D]", "[D]"][at % 6];
        text += &format!("  - no: {at}\n    uraian: Langkah {at}\n    pelaksana: {actors}\n");
        match at % 5 {
            0 => text += &format!("    keputusan: {{ya: {}, tidak: {}}}\n", at % 24 + 1, at * 7 % 24 + 1),
            1 => {
                text += &format!(
                    "    cabang: [{{label: Satu, ke: {at}}}, {{label: Dua, ke: selesai}}, {{label: Tiga, ke: 99}}, {{label: Empat, ke: {}}}, {{label: Lima, ke: 2}}]\n",
                    at * 11 % 24 + 1
                )
            }
            2 => text += &format!("    lanjut: {}\n", at * 5 % 24 + 1),
            3 => text += &format!("    tahap: Tahap {at}\n"),
            _ => {}
        }
    }
    text
}

type Box4 = (f64, f64, f64, f64);

fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

/// Left, top, right, bottom of every symbol and mark.
fn symbols(picture: &str) -> Vec<Box4> {
    let rect =
        Regex::new("<rect x=\"([^\"]*)\" y=\"([^\"]*)\" width=\"([^\"]*)\" height=\"([^\"]*)\"[^>]* class=\"shape")
            .expect("a regex");
    let diamond =
        Regex::new("d=\"M([0-9.]+) [0-9.]+L[0-9.]+ ([0-9.]+)L([0-9.]+) [0-9.]+L[0-9.]+ ([0-9.]+)Z\" class=\"shape")
            .expect("a regex");
    let boxes = rect.captures_iter(picture).map(|found| {
        let [x, y, width, height] = [1, 2, 3, 4].map(|at| number(&found[at]));
        (x, y, x + width, y + height)
    });
    let diamonds = diamond.captures_iter(picture).map(|found| {
        let [left, top, right, bottom] = [1, 2, 3, 4].map(|at| number(&found[at]));
        (left, top, right, bottom)
    });
    boxes.chain(diamonds).collect()
}

/// The corners of every arrow.
fn arrows(picture: &str) -> Vec<Vec<(f64, f64)>> {
    let path = Regex::new("<path d=\"M([^\"HVZ]*)\" class=\"way").expect("a regex");
    let corner = |text: &str| {
        let (x, y) = text.split_once(' ').expect("a corner");
        (number(x), number(y))
    };
    path.captures_iter(picture).map(|found| found[1].split('L').map(corner).collect()).collect()
}

#[test]
fn everything_of_the_form_is_in_it() {
    let picture = drawn(SHORT);
    let texts = texts(&picture);
    for text in [
        "Surat &lt;masuk&gt; &amp; &quot;keluar&quot;",
        "SOP-1",
        "Pelaksana",
        "Mutu Baku",
        "Kelengkapan",
        "Waktu",
        "Output",
        "Keterangan",
        "Staf",
        "Kepala",
        "Menerima surat",
        "• Surat",
        "• Amplop",
        "5 menit",
        "Agenda",
        "Diulang",
        "Ya",
        "Tidak",
    ] {
        assert!(texts.iter().any(|found| found == text), "{text} is not in {texts:?}");
    }
    assert!(picture.contains("<title id=\"t\">Surat &lt;masuk&gt; &amp; &quot;keluar&quot;</title>"));
    let description = "Diagram alir dengan 3 langkah, 3 arah alir, dan 2 lajur pelaksana: Staf; Kepala.";
    assert!(picture.contains(&format!("<desc id=\"d\">{description}</desc>")), "{picture}");
}

#[test]
fn kinds_of_steps_have_their_symbols_one_in_each_lane() {
    let picture = drawn(SHORT);
    assert_eq!(symbols(&picture).len(), 4, "the last step stands in two lanes");
    let capsules = Regex::new("rx=\"12\" class=\"shape\"").expect("a regex");
    assert_eq!(capsules.find_iter(&picture).count(), 3);
    let joined = Regex::new("<path d=\"M[0-9. ]+H[0-9.]+\" class=\"way\"").expect("a regex");
    assert_eq!(joined.find_iter(&picture).count(), 1);
}

#[test]
fn ways_by_order_are_dashed_and_explained_and_written_ones_are_not() {
    let picture = drawn(SHORT);
    assert_eq!(picture.matches("class=\"way order\"").count(), 1);
    assert_eq!(arrows(&picture).len(), 3);
    assert!(picture.contains("Garis putus-putus"));
    let written = drawn("kegiatan:\n  - {no: 1, uraian: a, lanjut: 2}\n  - {no: 2, jenis: selesai, uraian: b}\n");
    assert!(!written.contains("way order") && !written.contains("Garis putus-putus"), "{written}");
}

#[test]
fn no_arrow_runs_through_a_symbol() {
    for text in [SHORT.to_owned(), tangle()] {
        let picture = drawn(&text);
        let symbols = symbols(&picture);
        for arrow in arrows(&picture) {
            assert!(arrow.len() >= 2, "{arrow:?}");
            for piece in arrow.windows(2) {
                let ((ax, ay), (bx, by)) = (piece[0], piece[1]);
                assert!(ax == bx || ay == by, "{arrow:?} is level or upright");
                let inside = |&&(left, top, right, bottom): &&Box4| {
                    const EDGE: f64 = 0.2;
                    ax.min(bx) < right - EDGE
                        && ax.max(bx) > left + EDGE
                        && ay.min(by) < bottom - EDGE
                        && ay.max(by) > top + EDGE
                };
                assert_eq!(symbols.iter().find(inside), None, "{arrow:?}");
            }
        }
    }
}

#[test]
fn every_arrow_ends_at_a_symbol() {
    let picture = drawn(&tangle());
    let symbols = symbols(&picture);
    assert!(arrows(&picture).len() > 40);
    for arrow in arrows(&picture) {
        let (x, y) = *arrow.last().expect("an end");
        let touches = |&(left, top, right, bottom): &Box4| {
            let near = |a: f64, b: f64| (a - b).abs() < 0.3;
            let (middle_x, middle_y) = ((left + right) / 2.0, (top + bottom) / 2.0);
            near(y, middle_y) && (near(x, left) || near(x, right)) || near(x, middle_x) && near(y, top)
        };
        assert!(symbols.iter().any(touches), "{arrow:?}");
    }
}

#[test]
fn ways_out_and_ways_to_nowhere_are_marked() {
    let text = "\
pelaksana: [Staf]
kegiatan:
  - {no: 1, uraian: 'Lengkap?', pelaksana: Staf, keputusan: {ya: 42, tidak: SOP Surat Keluar}}
";
    let picture = drawn(text);
    let texts = texts(&picture);
    assert!(texts.contains(&"? 42".to_owned()) && texts.contains(&"SOP Surat Keluar".to_owned()), "{texts:?}");
    assert!(picture.contains("Tanda tanya:"), "{picture}");
}

#[test]
fn steps_without_an_actor_have_a_lane_of_their_own() {
    let texts = texts(&drawn("kegiatan:\n  - {no: 1, uraian: Menerima surat}\n"));
    assert!(texts.join(" ").contains("(tanpa pelaksana)"), "{texts:?}");
}

#[test]
fn what_was_not_read_is_said() {
    let note = "Tidak semua bagian dokumen terbaca";
    assert!(drawn("kegiatan:\n  - uraian: \"Menerima\n").contains(note));
    assert!(!drawn(SHORT).contains(note));
    assert!(drawn("judul: Kosong\n").contains("tidak ada langkah yang ditemukan"));
}

#[test]
fn faults_are_red() {
    let faults = Faults { steps: [0].into(), edges: [1].into() };
    let picture = drawn_with(SHORT, &faults);
    assert_eq!(picture.matches("class=\"shape bad\"").count(), 1);
    assert_eq!(picture.matches("class=\"way bad\"").count(), 1);
    assert_eq!(picture.matches("class=\"tip bad\"").count(), 1);
    assert!(!drawn(SHORT).contains(" bad\""));
}

#[test]
fn the_same_document_gives_the_same_bytes_and_nothing_that_runs() {
    let picture = drawn(&tangle());
    assert_eq!(picture, drawn(&tangle()));
    for word in ["<script", "href", "url(", "onload", "foreignObject"] {
        assert!(!picture.contains(word), "{word}");
    }
}

#[test]
fn hostile_text_stays_text() {
    let text = "judul: \"</title><script>alert(1)</script>\\e[31m\"\nkegiatan:\n  - {no: '<b>', uraian: ']]>&amp;'}\n";
    let picture = drawn(text);
    assert!(!picture.contains("<script") && !picture.contains("<b>") && !picture.contains('\u{1b}'));
    assert!(picture.contains("]]&gt;&amp;amp;"), "{picture}");
}

#[test]
fn what_is_too_large_is_cut_and_says_so() {
    let targets: Vec<String> = (0..20_000).map(|at| format!("{{label: a, ke: {}}}", at % 2 + 1)).collect();
    let steps =
        format!("kegiatan:\n  - {{no: 1, uraian: a, cabang: [{}]}}\n  - {{no: 2, uraian: b}}\n", targets.join(", "));
    let picture = drawn(&steps);
    assert!(picture.contains("Terlalu besar") && arrows(&picture).len() <= 5_000);
    let actors: Vec<String> = (0..70).map(|at| format!("Pelaksana {at}")).collect();
    let picture = drawn(&format!(
        "pelaksana: [{}]\nkegiatan:\n  - {{no: 1, uraian: a, pelaksana: Pelaksana 69}}\n",
        actors.join(", ")
    ));
    assert!(
        picture.contains("Terlalu besar") && texts(&picture).concat().contains("(pelaksanalain)"),
        "{:?}",
        texts(&picture)
    );
    assert!(!drawn(&tangle()).contains("Terlalu besar"));
}

#[test]
fn a_long_procedure_is_as_wide_as_a_page_and_as_high_as_it_needs() {
    let mut text = String::from("pelaksana: [A, B, C, D, E, F]\nkegiatan:\n");
    for at in 1..=60 {
        text += &format!("  - {{no: {at}, uraian: Melakukan sesuatu, pelaksana: {}}}\n", ["A", "C", "F"][at % 3]);
    }
    let picture = drawn(&text);
    let size = Regex::new("width=\"([0-9.]+)mm\" height=\"([0-9.]+)mm\"").expect("a regex");
    let size = size.captures(&picture).expect("a size");
    assert!((number(&size[1]) - 297.0).abs() < 1.0, "{}", &size[1]);
    assert!(number(&size[2]) > 600.0);
}
