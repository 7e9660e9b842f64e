//! `concise`, and what reports for people say at the end.

use super::sample::{LS, Sample};
use crate::check::{Outcome, Reason};
use crate::engine::report::{Checked, Unchecked};
use crate::finding::{RuleId, Severity};
use crate::report::Format;
use crate::sop::Language;

/// What the report says behind its findings.
fn closing(sample: Sample) -> String {
    let shown = sample.render(Format::Full);
    let start = shown.rfind("\n\n").map_or(0, |at| at + 2);
    shown[start..].to_owned()
}

/// Documents that passed everything, of a run without packs that say what they leave out.
fn passed(language: Language, count: usize) -> Sample {
    let mut sample = Sample::new(language);
    sample.linter.packs.clear();
    for at in 0..count {
        sample.source(&format!("sop/{at}.sop.yaml"), LS);
    }
    sample
}

#[test]
fn one_line_for_each_finding() {
    assert_eq!(
        Sample::with_everything().render(Format::Concise),
        "\
sop/ls.sop.yaml: error[ID001] identitas belum memuat nomor SOP
sop/ls.sop.yaml:3:3: info[ST006] langkah 1 dan 2 dapat digabung
sop/ls.sop.yaml:4:12: error[MB003] waktu `Segera` tidak dapat diukur
sop/ls.sop.yaml:5:13: warning[ST004] uraian langkah 2 sama dengan langkah 1
sop/ls.sop.yaml:6:12: error[MB003] waktu `Segera` tidak dapat diukur
sop/aneh.sop.yaml:1:1: warning[ST004] kunci `judul` di awal
sop/aneh.sop.yaml:1:13: error[MB003] waktu `Segera` tidak dapat diukur
sop/aneh.sop.yaml:2:8: warning[EN008] kunci `juduls` tidak dikenal
sop/aneh.sop.yaml:2:20: info[ST006] kata `nanti` tidak jelas
sop/panjang.sop.yaml:1:2009: error[MB003] waktu `segera` tidak dapat diukur
sop/panjang.sop.yaml:1:7016: error[MB003] waktu `akhir` tidak dapat diukur
sop/arus.sop.yaml:1:8: info[ST006] judul `SOP satu` tidak jelas
sop/arus.sop.yaml:3:8: info[ST006] judul `SOP dua` tidak jelas
sop/rusak.sop.yaml:1:8: error[EN009] tanda kutip tidak ditutup
arsip/sop.xlsx: 'SOP 1 '!A1: error[ID001] nomor `SOP-013` berbeda
arsip/sop.xlsx: 'SOP 1 '!I9: error[MB003] waktu `segera,` tidak dapat diukur
arsip/sop.xlsx: shape «Diamond 7» on sheet SOP 1: info[ST006] keputusan tidak bertanya
arsip/sop.docx: paragraph 12: warning[ST004] istilah `SOP AP` tidak baku
arsip/sop.docx: table 2, row 5, column 6: error[MB003] waktu `Segera` tidak dapat diukur
arsip/sop.docx: paragraph 1 (header): info[ST006] halaman `1` tidak jelas
sop/hilang.sop.md: error[EN001] berkas tidak dapat dibuka: tidak ada berkas itu
8 dari 9 dokumen diperiksa, 4 aturan: 9 kesalahan, 4 peringatan, 6 saran
bersih: 0 dokumen · temuan: 7 · diperiksa sebagian: 1 · tidak diperiksa: 1
hasil aturan: 15 lulus, 16 temuan, 5 tidak dapat diputuskan, 0 tidak berlaku
"
    );
}

#[test]
fn machine_words_of_a_line_are_english_in_every_language() {
    let run = |language| {
        let mut sample = Sample::with_everything();
        sample.linter.options.language = language;
        let shown = sample.render(Format::Concise);
        shown.lines().take(21).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(run(Language::Id), run(Language::En));
}

#[test]
fn a_message_of_several_lines_is_still_one_line() {
    let mut sample = passed(Language::Id, 1);
    sample.find(0, "MB003", "satu\ndua\r\ntiga", "Segera", 0);
    let shown = sample.render(Format::Concise);
    assert_eq!(shown.lines().next(), Some("sop/0.sop.yaml:4:12: error[MB003] satu dua  tiga"));
}

#[test]
fn less_than_the_least_severity_is_counted_but_not_shown() {
    for (format, shown) in
        [(Format::Concise, "sop/0.sop.yaml:4:12: warning[ST004] dua\n"), (Format::Full, "peringatan[ST004]: dua\n")]
    {
        let mut sample = passed(Language::Id, 1);
        sample.find(0, "ST006", "satu", "Segera", 1);
        sample.find(0, "ST004", "dua", "Segera", 0);
        sample.lost("sop/hilang.sop.md", "tidak ada");
        sample.style.min_severity = Severity::Warning;
        let text = sample.render(format);
        assert!(text.starts_with(shown), "{text}");
        assert!(text.contains("EN001") && !text.contains("ST006"));
        assert!(text.contains(": 0 kesalahan, 1 peringatan, 1 saran\n"));
        assert!(text.contains("\n1 temuan di bawah tingkat peringatan tidak ditampilkan\n"));
    }
}

#[test]
fn everything_is_said_at_the_end_in_both_languages() {
    assert_eq!(
        closing(Sample::with_everything()),
        "\
8 dari 9 dokumen diperiksa, 4 aturan: 9 kesalahan, 4 peringatan, 6 saran
bersih: 0 dokumen · temuan: 7 · diperiksa sebagian: 1 · tidak diperiksa: 1
hasil aturan: 15 lulus, 16 temuan, 5 tidak dapat diputuskan, 0 tidak berlaku
1 temuan dapat diperbaiki dengan --fix
tidak diperiksa, atau hanya sebagian:
  sop/rusak.sop.yaml (sebagian): EN009 tanda kutip tidak ditutup
  sop/hilang.sop.md: EN001 berkas tidak dapat dibuka: tidak ada berkas itu
dimatikan: ID014 (`soplint config show --origin`)
paket sop-ap 1.0.0: kebenaran isi prosedur tidak diperiksa
"
    );
    let mut sample = Sample::with_everything();
    sample.linter.options.language = Language::En;
    sample.style.verbose = true;
    sample.style.min_severity = Severity::Warning;
    assert_eq!(
        closing(sample),
        "\
8 of 9 documents checked, 4 rules: 9 errors, 4 warnings, 6 info
clean: 0 documents · findings: 7 · partly checked: 1 · not checked: 1
outcomes of rules: 15 passed, 16 with findings, 5 not decidable, 0 not applicable
6 findings below warning not shown
1 can be repaired with --fix
not checked, or only in part:
  sop/rusak.sop.yaml (in part): EN009 tanda kutip tidak ditutup
  sop/hilang.sop.md: EN001 berkas tidak dapat dibuka: tidak ada berkas itu
not decidable:
  MB003 Its title: 1 document, a value it needs is missing
switched off: ID014 (`soplint config show --origin`)
pack sop-ap 1.0.0: the procedure itself is not checked
"
    );
}

#[test]
fn a_clean_run_says_so() {
    let clean = "\
2 dokumen diperiksa, 4 aturan: 0 kesalahan, 0 peringatan, 0 saran
bersih: 2 dokumen · temuan: 0 · diperiksa sebagian: 0 · tidak diperiksa: 0
hasil aturan: 8 lulus, 0 temuan, 0 tidak dapat diputuskan, 0 tidak berlaku
bersih: tidak ada temuan
";
    assert_eq!(passed(Language::Id, 2).render(Format::Full), clean);
    assert_eq!(passed(Language::Id, 2).render(Format::Concise), clean);
    assert_eq!(
        passed(Language::En, 1).render(Format::Full),
        "\
1 document checked, 4 rules: 0 errors, 0 warnings, 0 info
clean: 1 document · findings: 0 · partly checked: 0 · not checked: 0
outcomes of rules: 4 passed, 0 with findings, 0 not decidable, 0 not applicable
clean: nothing found
"
    );
}

#[test]
fn a_clean_run_does_not_hide_what_was_not_decided() {
    let last = |language, outcome: Outcome, all: bool| {
        let mut sample = passed(language, 1);
        let outcomes = &mut sample.sources[0].documents[0].outcomes;
        let count = if all { outcomes.len() } else { 1 };
        outcomes[..count].fill(outcome);
        sample.render(Format::Concise).lines().last().map(str::to_owned).expect("a last line")
    };
    let undecided = Outcome::NotDecidable(Reason::NotSupplied);
    assert_eq!(
        last(Language::Id, undecided, false),
        "bersih: tidak ada temuan, tetapi 1 hasil aturan tidak dapat diputuskan"
    );
    assert_eq!(last(Language::En, undecided, false), "clean: nothing found, but 1 outcome not decidable");
    assert_eq!(last(Language::Id, undecided, true), "tidak ada temuan, tetapi tidak ada aturan yang dapat diputuskan");
    assert_eq!(
        last(Language::Id, Outcome::NotApplicable, true),
        "tidak ada temuan, tetapi tidak ada aturan yang berlaku"
    );
    assert_eq!(last(Language::Id, Outcome::NotApplicable, false), "bersih: tidak ada temuan");
}

#[test]
fn nothing_is_clean_while_a_document_was_not_read() {
    let mut unread = passed(Language::Id, 1);
    unread.lost("sop/hilang.sop.md", "tidak ada");
    let mut partly = passed(Language::Id, 2);
    partly.sources[1].documents[0].checked = Checked::Partly;
    for sample in [unread, partly] {
        let shown = sample.render(Format::Full);
        assert!(!shown.contains("bersih: tidak ada temuan"), "{shown}");
        assert!(shown.contains("bersih: 1 dokumen · temuan: 0"), "{shown}");
    }
}

#[test]
fn no_document_is_not_clean() {
    let run = |language| passed(language, 0).render(Format::Full);
    let id = "0 dokumen diperiksa, 4 aturan: 0 kesalahan, 0 peringatan, 0 saran\ntidak ada dokumen yang diperiksa\n";
    assert_eq!(run(Language::Id), id);
    let en = "0 documents checked, 4 rules: 0 errors, 0 warnings, 0 info\nno document was checked\n";
    assert_eq!(run(Language::En), en);
}

#[test]
fn a_long_list_of_unread_documents_is_cut_with_its_length() {
    let mut sample = passed(Language::Id, 0);
    for at in 0..23 {
        sample.lost(&format!("sop/{at:02}.sop.yaml"), &format!("sebab {at}"));
    }
    let shown = closing(sample);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[3], "tidak diperiksa, atau hanya sebagian:");
    assert_eq!(lines[4], "  sop/00.sop.yaml: EN001 berkas tidak dapat dibuka: sebab 0");
    assert_eq!(lines[23], "  sop/19.sop.yaml: EN001 berkas tidak dapat dibuka: sebab 19");
    assert_eq!(lines[24], "  … dan 3 lagi");
    assert_eq!(lines.len(), 25);
}

#[test]
fn many_files_with_one_reason_are_named_once_below_it() {
    let shown = |language, count: usize, format| {
        let mut sample = passed(language, 0);
        for at in 0..count {
            sample.lost(&format!("arsip/{at}.pdf"), "tidak ada");
        }
        sample.lost("arsip/lain.doc", "terkunci");
        sample.render(format)
    };
    let full = shown(Language::Id, 4, Format::Full);
    assert!(
        full.ends_with(
            "\
tidak diperiksa, atau hanya sebagian:
  arsip/lain.doc: EN001 berkas tidak dapat dibuka: terkunci
  EN001 berkas tidak dapat dibuka: tidak ada (4 berkas):
    arsip/0.pdf
    arsip/1.pdf
    arsip/2.pdf
    arsip/3.pdf
    = perbaikan: periksa izin berkas, simpan ulang sebagai UTF-8, lalu periksa kembali
"
        ),
        "{full}"
    );
    assert_eq!(full.matches("arsip/0.pdf").count(), 1, "{full}");
    assert!(full.starts_with("tidak diperiksa[EN001]: berkas tidak dapat dibuka: terkunci\n"), "{full}");
    assert!(shown(Language::En, 4, Format::Full).contains("tidak ada (4 files):\n"));
    let few = shown(Language::Id, 3, Format::Full);
    assert!(few.starts_with("tidak diperiksa[EN001]: ") && !few.contains("(3 berkas)"), "{few}");
    let concise = shown(Language::Id, 40, Format::Concise);
    assert!((0..40).all(|at| concise.contains(&format!("arsip/{at}.pdf: error[EN001]"))), "{concise}");
}

#[test]
fn all_reasons_are_counted_and_the_document_of_a_stream_is_named() {
    let mut sample = passed(Language::Id, 1);
    let document = sample.document(0);
    document.checked = Checked::Partly;
    for id in ["EN007", "EN009", "EN003"] {
        document.unchecked.push(Unchecked { rule: RuleId::known(id), message: "sebab".to_owned() });
    }
    assert!(closing(sample).ends_with("  sop/0.sop.yaml, dokumen 2 (sebagian): EN007 sebab (dan 2 alasan lain)\n"));
}

#[test]
fn rules_that_could_not_be_decided_are_named_on_request() {
    let mut sample = passed(Language::Id, 3);
    sample.style.verbose = true;
    for at in 0..2 {
        sample.sources[at].documents[0].outcomes[1] = Outcome::NotDecidable(Reason::NotUnderstood);
    }
    sample.sources[2].documents[0].outcomes[1] = Outcome::NotDecidable(Reason::Missing);
    assert!(closing(sample).ends_with(
        "\
tidak dapat diputuskan:
  MB003 Judulnya: 1 dokumen, nilai yang diperlukan tidak ada
  MB003 Judulnya: 2 dokumen, nilai yang diperlukan tidak dapat dipahami
bersih: tidak ada temuan, tetapi 3 hasil aturan tidak dapat diputuskan
"
    ));
}

#[test]
fn what_a_person_must_answer_is_a_list_to_tick_off_and_leaves_a_document_clean() {
    let shown = |language, documents: usize, format| {
        let mut sample = passed(language, 3);
        sample.style.verbose = true;
        for at in 0..documents {
            sample.ask(at, "Sudah dicoba?", "Was it tried?");
        }
        sample.render(format)
    };
    assert!(shown(Language::Id, 2, Format::Full).ends_with(
        "\
bersih: 3 dokumen · temuan: 0 · diperiksa sebagian: 0 · tidak diperiksa: 0
hasil aturan: 10 lulus, 0 temuan, 2 tidak dapat diputuskan, 0 tidak berlaku
Untuk dijawab orang:
  [ ] ST006 Sudah dicoba? (2 dokumen)
bersih: tidak ada temuan
"
    ));
    let english = shown(Language::En, 1, Format::Full);
    assert!(
        english.ends_with("For a person to answer:\n  [ ] ST006 Was it tried? (1 document)\nclean: nothing found\n"),
        "{english}"
    );
    assert!(!shown(Language::Id, 0, Format::Full).contains("dijawab"));
    let concise = shown(Language::Id, 2, Format::Concise);
    assert!(concise.contains("\nuntuk dijawab orang: 1 pertanyaan (lihat `-f full`)\n"), "{concise}");
    let json = shown(Language::En, 2, Format::Json);
    assert!(json.contains(r#""questions":[{"rule":"ST006","text":"Was it tried?","documents":2}]"#), "{json}");
}

#[test]
fn a_document_about_which_nothing_could_be_said_is_not_clean() {
    let silent = || {
        let mut sample = passed(Language::En, 1);
        sample.sources[0].documents[0].outcomes.fill(Outcome::NotApplicable);
        sample
    };
    let mut undecided = silent();
    undecided.sources[0].documents[0].outcomes[0] = Outcome::NotDecidable(Reason::Missing);
    let undecided = undecided.render(Format::Full);
    assert!(undecided.contains("clean: 0 documents · "), "{undecided}");
    assert!(undecided.contains(" · nothing could be decided: 1\n"), "{undecided}");
    let mut asked = silent();
    asked.ask(0, "Sudah dicoba?", "Was it tried?");
    let asked = asked.render(Format::Full);
    assert!(asked.ends_with("nothing was checked by the program: there are only questions for people\n"), "{asked}");
}
