//! What an officer reads after an audit, written out.

use unicode_width::UnicodeWidthStr;

use super::*;
use crate::check::archive::Coverage;
use crate::engine::card::Cards;
use crate::engine::history::Audited;
use crate::engine::record::Record;
use crate::engine::report::Report;
use crate::engine::scorecard::Scorecards;
use crate::engine::{Linter, LoadError, Options, run_all};
use crate::report::{Outputs, Style};
use crate::sop::Vocabulary;
use crate::sop::date::Day;

const PACK: &str = "\
pack: uji
version: 1.0.0
model: 1
languages: [id, en]
sources: {s: {title: S}}
rules:
  - {id: AA001, title: {id: Nomor tercantum, en: The number is there}, source: s, sure: A, severity: error, benefit: accountability, answers: [who], require: [number], message: {id: p, en: m}}
  - {id: AA002, title: {id: Tujuan tercantum, en: The purpose is there}, source: s, sure: A, severity: warning, benefit: efficiency, require: [purpose], message: {id: p, en: m}}
  - {id: AR001, title: {id: Nomor tidak dipakai dua kali, en: No number is used twice}, source: s, sure: A, severity: error, benefit: accountability, unique: {key: number, within: archive}, message: {id: p, en: m}}
  - {id: AR013, title: {id: Setiap unit mempunyai SOP, en: Every unit has an SOP}, source: s, sure: A, severity: warning, benefit: coverage, check: units-without-sop, message: {id: 'p {problem}', en: 'm {problem}'}}
";

const UNITS: &str = "\
units:
  - {name: Sekretariat}
  - {name: Subbagian Umum, parent: Sekretariat}
  - {name: Subbagian Hukum, parent: Sekretariat}
";

/// An audit in the making.
struct Sample {
    linter: Linter,
    names: Vec<String>,
    texts: Vec<Option<String>>,
    history: Vec<Audited>,
    title: String,
    colour: bool,
}

impl Sample {
    fn new(language: Language) -> Self {
        let vocabulary = Vocabulary::shipped().expect("the vocabulary");
        let (pack, diagnostics) = crate::pack::load(PACK, &vocabulary);
        let pack = pack.unwrap_or_else(|| panic!("{diagnostics:?}"));
        let options = Options { cards: Cards::Plain, ..Options::new(language, Day::new(2026, 3, 1).expect("a day")) };
        let linter = Linter::new(pack.rules, vocabulary, options);
        let known = linter.known_from(Some(("organisasi.yaml", UNITS)));
        let linter = Linter { known, ..linter };
        Self {
            linter,
            names: Vec::new(),
            texts: Vec::new(),
            history: Vec::new(),
            title: "Arsip Contoh".to_owned(),
            colour: false,
        }
    }

    fn with(mut self, name: &str, text: &str) -> Self {
        self.names.push(name.to_owned());
        self.texts.push(Some(text.to_owned()));
        self
    }

    /// An input that gives no bytes.
    fn lost(mut self, name: &str) -> Self {
        self.names.push(name.to_owned());
        self.texts.push(None);
        self
    }

    fn audited(mut self, day: &str, score: f64, units: &[(&str, f64)]) -> Self {
        self.history.push(Audited {
            today: Day::parse_iso(day).expect("a day"),
            title: self.title.clone(),
            places: Vec::new(),
            record: String::new(),
            version: String::new(),
            documents: 2,
            not_whole: 0,
            unread: 0,
            faulty: 0,
            most_errors: 0,
            findings: [0, 3, 0],
            score: Some(score),
            units: units.iter().map(|(name, score)| ((*name).to_owned(), *score)).collect(),
        });
        self
    }

    fn report(&self) -> Report {
        let load = |at: usize| {
            self.texts[at].as_deref().map(str::as_bytes).ok_or_else(|| LoadError::Io("tidak ada".to_owned()))
        };
        run_all(&self.linter, &self.names, Coverage::Whole, load, |_| {})
    }

    fn page(&self) -> String {
        let report = self.report();
        let scores = Scorecards::of(&report, &self.linter);
        let mut record = Record::of(&report, &self.linter, (&self.title, Vec::new(), &[]));
        record.id = "0123abcd".to_owned();
        let style = Style { colour: self.colour, ..Style::default() };
        let outputs = Outputs { report: &report, linter: &self.linter, style, exit_code: 1 };
        let audit =
            Audit { outputs, scores: &scores, record: &record, history: &self.history, title: &self.title, way: "" };
        let mut out = Vec::new();
        render(&audit, &mut out).expect("memory never fails");
        String::from_utf8(out).expect("text")
    }

    /// Two units with one SOP each, of which one is late, and two documents without unit that share a number.
    fn everything(language: Language) -> Self {
        Self::new(language)
            .with("arsip/a.sop.yaml", "judul: Surat masuk\nnomor: SOP-1\ntujuan: Tercatat\nunit: Subbagian Umum\nstatus: berlaku\ntanggal_efektif: 2025-01-02\ntanggal_tinjau_ulang: 2026-02-01\n")
            .with("arsip/b.sop.yaml", "judul: Surat keluar\nnomor: SOP-2\nunit: Subbagian Hukum\n")
            .with("arsip/c.sop.yaml", "judul: Arsip\nnomor: SOP-1\n---\njudul: Penyusutan\n")
    }
}

/// The lines of a section.
fn section<'p>(page: &'p str, title: &str) -> Vec<&'p str> {
    let lines: Vec<&str> =
        page.lines().skip_while(|line| !line.starts_with(title)).skip(1).take_while(|line| !line.is_empty()).collect();
    assert!(!lines.is_empty(), "no section {title} in\n{page}");
    lines
}

#[test]
fn the_page_of_an_archive_says_what_an_officer_asks() {
    let page = Sample::everything(Language::Id).audited("2026-01-01", 60.0, &[("Subbagian Umum", 70.0)]).page();
    assert_eq!(page, PAGE);
}

#[test]
fn in_english_numbers_and_words_are_english() {
    let page = Sample::everything(Language::En).audited("2026-01-01", 90.0, &[]).page();
    let head: Vec<&str> = page.lines().take(5).collect();
    let expected = [
        "Audit of SOPs: Arsip Contoh · 1 March 2026",
        "score 55.3 E ███████████░░░░░░░░░  ▼ 34.7 since 1 January 2026  █▁",
        "4 documents, all of them read whole",
        "3 errors, 3 warnings, 0 info",
        "time it may take to mend, an estimate: 2.2 h",
    ];
    assert_eq!(head, expected);
}

#[test]
fn what_was_not_read_stands_by_its_reason_and_takes_nothing_from_the_score() {
    let page = Sample::everything(Language::Id)
        .lost("hilang/1.sop.yaml")
        .lost("hilang/2.sop.yaml")
        .lost("hilang/3.sop.yaml")
        .lost("hilang/4.sop.yaml")
        .page();
    assert!(
        page.contains(
            "\n8 dokumen: 4 dibaca seluruhnya, 0 sebagian, 4 tidak dibaca\nnilai hanya menyangkut bagian yang dibaca"
        ),
        "{page}"
    );
    let lines = section(&page, "Tidak diperiksa, atau hanya sebagian");
    assert_eq!(lines[0], "  EN001 tidak terpenuhi: Berkas dapat dibuka dan dibaca: 4 dokumen");
    assert_eq!(lines[1..4], ["      hilang/1.sop.yaml", "      hilang/2.sop.yaml", "      hilang/3.sop.yaml"]);
    assert_eq!(lines[4], "      … dan 1 lagi, semuanya dalam laporan lengkap (--to FOLDER)");
    assert!(lines[5].starts_with("      = perbaikan: "), "{lines:?}");
    let between = section(&page, "Antar-SOP");
    assert_eq!(
        between[2..],
        ["  tidak dapat diputuskan (memerlukan seluruh arsip yang terbaca, atau data organisasi):", "    AR013"]
    );
    // Whether a unit has no SOP cannot be said then, and that is said.
    assert!(
        page.contains(
            "\n  belum diketahui apakah setiap unit dan tugas mempunyai SOP (AR013 tidak dapat diputuskan)\n"
        )
    );
    assert!(!page.contains("belum ada SOP"), "{page}");
}

#[test]
fn where_errors_bound_the_grade_it_is_said_why() {
    let good = "judul: A\nnomor: SOP-1\ntujuan: Tercatat\nunit: Subbagian Umum\n";
    let page = Sample::new(Language::Id)
        .with("a.sop.yaml", good)
        .with("b.sop.yaml", &good.replace("SOP-1", "SOP-2"))
        .with("c.sop.yaml", &good.replace("nomor: SOP-1\n", ""))
        .with("d.sop.yaml", &good.replace("SOP-1", "SOP-3"))
        .with("e.sop.yaml", &good.replace("SOP-1", "SOP-4"))
        .page();
    let head: Vec<&str> = page.lines().skip(1).take(2).collect();
    // Weights: 4 × 12 + 2 of 4 × 12 + 7, and one unit of two with an SOP, 2 of 4.
    assert_eq!(head, ["nilai 88,1 C █████████████████░░░", "predikat dibatasi: 1 dari 5 dokumen mempunyai kesalahan"]);
}

#[test]
fn a_unit_that_must_have_an_sop_and_has_none_is_told_in_words() {
    let page = Sample::new(Language::Id).with("a.sop.yaml", "judul: A\nnomor: SOP-1\nunit: Subbagian Umum\n").page();
    let units = section(&page, "Unit, ");
    assert!(units[3].starts_with("    Subbagian Hukum") && units[3].ends_with("0,0  E  belum ada SOP"), "{units:?}");
    assert!(units[1].starts_with("  Sekretariat") && units[1].ends_with("tanpa dokumen"), "{units:?}");
    let between = section(&page, "Antar-SOP");
    assert_eq!(between[1], "  AR013  Setiap unit mempunyai SOP       1");
}

#[test]
fn an_archive_of_which_nothing_was_read_has_no_score_and_says_so() {
    let page = Sample::new(Language::Id).lost("a.sop.yaml").page();
    assert_eq!(page.lines().nth(1), Some("belum ada nilai: tidak ada aturan yang dapat diputuskan"));
    assert!(!page.contains("Dokumen dengan nilai terendah"), "{page}");
}

#[test]
fn an_archive_without_documents_lacks_an_sop_for_every_unit() {
    let page = Sample::new(Language::En).page();
    assert!(page.starts_with("Audit of SOPs: Arsip Contoh · 1 March 2026\n"), "{page}");
}

#[test]
fn long_names_and_wide_letters_stay_within_the_page() {
    let long = "漢字 Bidang Perencanaan ".repeat(12);
    let text = format!("judul: {long}\nunit: {long}\n");
    let name = format!("{}/a.sop.yaml", "map/".repeat(60));
    let page =
        Sample::new(Language::Id).with(&name, &text).lost(&format!("{}/b.sop.yaml", "kosong/".repeat(40))).page();
    for line in page.lines() {
        assert!(line.width() <= 100, "{} columns: {line}", line.width());
    }
    assert!(page.contains("/a.sop.yaml") && page.contains("/b.sop.yaml"), "the end of a path tells most\n{page}");
}

#[test]
fn what_a_stranger_wrote_cannot_command_the_terminal() {
    let text = "judul: \"\\e[31mmerah\"\nunit: \"\\e[2Junit\"\n";
    let sample = Sample {
        title: "\u{1b}[31mjudul".to_owned(),
        ..Sample::new(Language::Id).with("a\u{1b}[5m.sop.yaml", text).lost("\u{202e}b.sop.yaml")
    };
    let page = sample.page();
    assert!(!page.contains(['\u{1b}', '\u{202e}']), "{page:?}");
    assert!(page.contains("?[31mmerah") && page.contains("?[2Junit") && page.contains("?[31mjudul"), "{page}");
}

#[test]
fn colours_change_nothing_but_colours() {
    let plain = Sample::everything(Language::Id).page();
    let coloured = Sample { colour: true, ..Sample::everything(Language::Id) }.page();
    assert!(coloured.contains("\x1b[31m") && coloured.contains("\x1b[1m"));
    let mut stripped = String::new();
    for (at, part) in coloured.split("\x1b[").enumerate() {
        stripped += if at == 0 { part } else { part.split_once('m').map_or("", |(_, rest)| rest) };
    }
    assert_eq!(stripped, plain);
}

#[test]
fn lists_of_the_worst_have_an_end_and_say_of_how_many() {
    let mut sample = Sample::new(Language::Id);
    for at in 0..15 {
        sample = sample.with(&format!("{at:02}.sop.yaml"), &format!("judul: Surat {at}\n"));
    }
    let page = sample.page();
    assert!(page.contains("\nDokumen dengan nilai terendah (10 dari 15)\n"), "{page}");
    let documents = section(&page, "Dokumen dengan nilai terendah");
    assert_eq!(documents.len(), 1 + MOST_WORST);
    // Those that stand equally are in the order of the report.
    assert!(documents[1].ends_with("00.sop.yaml") && documents[10].ends_with("09.sop.yaml"), "{documents:?}");
}

/// The page of [`Sample::everything`]. Scores: a 7/12, b 10/12, c 5/12 and 0/7, two units 4/4 for having an SOP; 26/47 together.
const PAGE: &str = "\
Audit SOP: Arsip Contoh · 1 Maret 2026
nilai 55,3 E ███████████░░░░░░░░░  ▼ 4,7 sejak 1 Januari 2026  ▇▃
4 dokumen, semuanya dibaca seluruhnya
3 kesalahan, 3 peringatan, 0 saran
perkiraan waktu perbaikan: 2,2 jam

Unit, masing-masing dengan dokumennya sendiri
  unit               dok  dibaca  kesalahan  peringatan  nilai
  Sekretariat          0       0          0           0      –     tanpa dokumen
    Subbagian Umum     1       1          1           0   64,2  D  ██████░░░░     ▼ 5,8
    Subbagian Hukum    1       1          0           1   85,7  B  ████████░░
  (tanpa unit)         2       2          2           2   26,3  E  ██░░░░░░░░

Manfaat SOP: bagian yang terpenuhi
  cara kerja yang baku                           –  tidak ada yang dapat diputuskan
  mengurangi kesalahan dan kelalaian             –  tidak ada yang dapat diputuskan
  efisiensi                                   25,0  █████░░░░░░░░░░░░░░░
  tidak bergantung pada intervensi pimpinan      –  tidak ada yang dapat diputuskan
  akuntabilitas                               57,1  ███████████░░░░░░░░░
  mencegah multitafsir                           –  tidak ada yang dapat diputuskan
  SOP untuk setiap unit                      100,0  ████████████████████
  menjawab bagaimana                             –  tidak ada yang dapat diputuskan
  menjawab kapan                                 –  tidak ada yang dapat diputuskan
  menjawab di mana                               –  tidak ada yang dapat diputuskan
  menjawab oleh siapa                         75,0  ███████████████░░░░░
  dokumen dapat dibaca                       100,0  ████████████████████

Aturan yang paling banyak mengurangi nilai
                                       dokumen  temuan    waktu
  AR001  Nomor tidak dipakai dua kali        2       2  1,3 jam
  AA002  Tujuan tercantum                    3       3   30 mnt
  AA001  Nomor tercantum                     1       1   20 mnt

Dokumen dengan nilai terendah
  nilai     kesalahan  peringatan
    0,0  E          1           1  Penyusutan    arsip/c.sop.yaml, dokumen 2
   41,6  E          1           1  Arsip         arsip/c.sop.yaml, dokumen 1
   58,3  E          1           0  Surat masuk   arsip/a.sop.yaml
   83,3  B          0           1  Surat keluar  arsip/b.sop.yaml

Antar-SOP, unit dan tugas tanpa SOP
                                       temuan
  AR001  Nomor tidak dipakai dua kali       2

Evaluasi SOP: 1 terlambat, 0 dalam 90 hari
  2026-02-01  terlambat 28 hari  Surat masuk  arsip/a.sop.yaml

Perkembangan
  hari        nilai            dokumen  tidak seluruhnya  kesalahan  peringatan
  2026-01-01   60,0  D               2                 0          0           3
  2026-03-01   55,3  E  ▼ 4,7        4                 0          3           3

Langkah berikutnya
  1. baca apa yang diminta aturan terberat: `soplint explain AR001`
  2. seluruh gambarannya: `soplint audit … --to FOLDER` (halaman HTML, buku kerja Excel, kalender
     evaluasi)

catatan audit: 0123abcd
";
