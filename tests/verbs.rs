//! What the verbs say, and where: small packs against small documents.
//!
//! A case is a rule (without its head), a document, and the findings as `place «text under the caret»`.

use soplint::check::Outcome;
use soplint::check::Reason;
use soplint::check::archive::Coverage;
use soplint::engine::report::Report;
use soplint::engine::{Linter, LoadError, Options, run_all};
use soplint::finding::Severity;
use soplint::pack::load;
use soplint::report::{Format, Outputs, Style, render};
use soplint::sop::date::{Calendar, Day};
use soplint::sop::{Language, Vocabulary};

/// A linter with one rule; `head` holds params and lists of the pack.
fn linter(head: &str, rule: &str) -> Linter {
    let severity = if rule.starts_with("severity:") { "" } else { "    severity: warning\n" };
    let pack = format!(
        "pack: test\nversion: 1.0.0\nmodel: 1\nlanguages: [id, en]\nsources: {{s: {{title: S}}}}\n{head}rules:\n  - id: ZZ001\n    \
         title: {{id: judul, en: title}}\n    source: s\n    sure: A\n{severity}    benefit: standardise\n    {}\n",
        rule.trim_end().replace('\n', "\n    ")
    );
    let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
    let (loaded, diagnostics) = load(&pack, &vocabulary);
    assert_eq!(diagnostics, [], "{pack}");
    Linter::new(
        loaded.expect("a pack").rules,
        vocabulary,
        Options::new(Language::Id, Day::new(2026, 3, 1).expect("a day")),
    )
}

/// Judges documents, each a name and a text, as one archive.
fn archive(linter: &Linter, documents: &[(&str, &str)]) -> Report {
    let names: Vec<String> = documents.iter().map(|(name, _)| (*name).to_owned()).collect();
    let load = |at: usize| -> Result<&[u8], LoadError> { Ok(documents[at].1.as_bytes()) };
    run_all(linter, &names, if names.len() > 1 { Coverage::Whole } else { Coverage::Single }, load, |_| {})
}

/// Judges a document by one rule.
fn judge(head: &str, rule: &str, name: &str, document: &str) -> Report {
    archive(&linter(head, rule), &[(name, document)])
}

/// The report about a document in a format.
fn rendered(head: &str, rule: &str, document: &str, format: Format) -> String {
    let linter = linter(head, rule);
    let report = archive(&linter, &[("a.sop.yaml", document)]);
    let mut out = Vec::new();
    let outputs = Outputs { report: &report, linter: &linter, style: Style::default(), exit_code: 0 };
    render(format, &outputs, &mut out).expect("memory never fails");
    String::from_utf8(out).expect("reports are text")
}

fn found_in(report: &Report, document: &str) -> Vec<String> {
    let findings = report.sources[0].documents.iter().flat_map(|document| &document.findings);
    findings
        .map(|finding| {
            let span = finding.place.span.expect("a place");
            format!("{} «{}» {}", finding.logical, &document[span.range()], finding.message)
        })
        .collect()
}

fn found(rule: &str, document: &str) -> Vec<String> {
    found_in(&judge("", rule, "a.sop.yaml", document), document)
}

fn outcome(rule: &str, document: &str) -> Outcome {
    judge("", rule, "a.sop.yaml", document).sources[0].documents[0].outcomes[0]
}

const DATES: &str = "must:\n  - issued_date <= today\n  - created_date <= today\n  - effective_date <= today\nmessage: {id: '{field} `{found}`', en: x}";

#[test]
fn each_of_several_conditions_gives_its_own_finding() {
    let document = "tanggal_pembuatan: 1 Mei 2027\ntanggal_efektif: 2 Mei 2027\n";
    assert_eq!(
        found(DATES, document),
        [
            "created_date «1 Mei 2027» Tanggal Pembuatan `1 Mei 2027`",
            "effective_date «2 Mei 2027» Tanggal Efektif `2 Mei 2027`"
        ]
    );
}

#[test]
fn a_date_that_stands_in_for_another_is_found_once() {
    assert_eq!(found(DATES, "tanggal_terbit: 1 Mei 2027\n"), ["issued_date «1 Mei 2027» Tanggal Terbit `1 Mei 2027`"]);
}

#[test]
fn of_several_conditions_those_about_what_is_missing_concern_nothing() {
    assert_eq!(outcome(DATES, "tanggal_efektif: 2 Mei 2025\n"), Outcome::Pass);
    assert_eq!(outcome(DATES, "judul: Tanpa tanggal\n"), Outcome::NotApplicable);
    assert!(matches!(outcome(DATES, "tanggal_efektif: 31 Juni 2025\n"), Outcome::NotDecidable(_)));
}

#[test]
fn a_text_without_a_year_has_none() {
    let rule = "must: year_in(title) is present\nmessage: {id: 'tanpa tahun', en: x}";
    assert_eq!(found(rule, "judul: Pengelolaan Surat"), ["title «Pengelolaan Surat» tanpa tahun"]);
    assert_eq!(outcome(rule, "judul: Pengelolaan Surat 2025"), Outcome::Pass);
}

#[test]
fn dates_and_durations_match_as_they_are_written() {
    let rule = "for: steps\nmust-not: duration matches /^…/\nmessage: {id: 'x', en: x}";
    let document =
        "kegiatan:\n  - {no: 1, uraian: Mencatat, waktu: … menit}\n  - {no: 2, uraian: Mengirim, waktu: 5 menit}\n";
    assert_eq!(found(rule, document), ["steps[1].duration «… menit» x"]);
}

#[test]
fn a_list_may_take_the_pattern_of_a_parameter() {
    let head = "params: {blank: '/_{3,}/'}\nlists: {blanks: {any: [$blank]}}\n";
    let rule = "forbid-terms: {in: title, lists: [blanks]}\nmessage: {id: '{term}', en: x}";
    let document = "judul: Nomor ____ tahun\n";
    assert_eq!(found_in(&judge(head, rule, "a.sop.yaml", document), document), ["title «____» ____"]);
}

#[test]
fn a_count_points_at_what_made_the_elements_count() {
    let rule = "for: steps\nmust: count(branches where to is missing and ends = false) = 0\nmessage: {id: x, en: x}";
    let document = "kegiatan:\n  - {no: 1, uraian: Lengkap?, keputusan: {ya: selesai, tidak: 9}}\n";
    assert_eq!(found(rule, document), ["steps[1].branches.to «9» x"]);
}

#[test]
fn a_distinct_count_points_at_the_repeated_value() {
    let rule = "for: steps\nmust: count(set(branches.label)) = count(branches)\nmessage: {id: x, en: x}";
    let document =
        "kegiatan:\n  - {no: 1, uraian: Lengkap?, keputusan: [{label: Ya, ke: 1}, {label: ya, ke: selesai}]}\n";
    assert_eq!(found(rule, document), ["steps[1].branches.label «ya» x"]);
}

#[test]
fn what_is_missed_in_a_list_is_shown_at_the_list() {
    let rule = "must: duration in step_columns\nmessage: {id: x, en: x}";
    assert_eq!(found(rule, "kegiatan:\n  - {no: 1, uraian: Mencatat}\n"), ["step_columns «kegiatan» x"]);
}

#[test]
fn numbers_may_start_anew_with_a_table_and_only_there() {
    let rule = "order: {of: steps, by: number, direction: rising, gaps: forbidden}\nmessage: {id: '{term}', en: x}";
    let table = "| No | Uraian Kegiatan | Waktu | Output |\n|---|---|---|---|\n| 1 | Mencatat | 5 menit | Agenda |\n| 2 | Mengirim | 5 menit | Bukti |\n";
    let two = format!("# Judul\n\n## Kegiatan\n\n{table}\n## Prosedur\n\n{table}");
    assert_eq!(found_in(&judge("", rule, "a.sop.md", &two), &two), Vec::<String>::new());
    let one = format!("# Judul\n\n## Kegiatan\n\n{table}| 1 | Memindai | 5 menit | Berkas |\n");
    assert_eq!(found_in(&judge("", rule, "a.sop.md", &one), &one), ["steps[3].number «1» 1"]);
}

#[test]
fn a_repeated_key_has_the_place_of_its_element() {
    let rule = "unique: {key: legal_basis.key, within: document}\nmessage: {id: x, en: x}";
    let law = "Undang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara";
    let document = format!("dasar_hukum:\n  - {law}\n  - UU 17/2003\n");
    assert_eq!(found(rule, &document), ["legal_basis[2].key «UU 17/2003» x"]);
}

const BY_PHASE: &str = "severity: {draft: info, final: error}\nrequire: [number]\nmessage: {id: x, en: x}";

#[test]
fn the_status_of_a_document_chooses_its_phase() {
    let severity = |status: &str| {
        let document = format!("judul: Tanpa nomor\n{status}");
        let report = judge("", BY_PHASE, "a.sop.yaml", &document);
        report.sources[0].documents[0].findings.first().map(|finding| finding.severity)
    };
    assert_eq!(severity("status: Konsep\n"), Some(Severity::Info));
    assert_eq!(severity("status: Direviu\n"), None, "a phase that is not named does not run the rule");
    assert_eq!(severity("status: Berlaku\n"), Some(Severity::Error));
    assert_eq!(severity(""), Some(Severity::Error), "what says nothing is judged as final");
    assert_eq!(outcome(BY_PHASE, "judul: Tanpa nomor\nstatus: Direviu\n"), Outcome::NotApplicable);
}

#[test]
fn a_rule_may_be_for_some_phases_only() {
    let rule = "phase: [review, final]\nrequire: [number]\nmessage: {id: x, en: x}";
    assert_eq!(outcome(rule, "judul: A\nstatus: Konsep\n"), Outcome::NotApplicable);
    assert_eq!(outcome(rule, "judul: A\nstatus: Direviu\n"), Outcome::Finding);
}

const LOANWORDS: &str = "lists: {loanwords: {id: {memonitoring: memantau, meng-update: memutakhirkan, '/men-?download/': mengunduh, '/menscan|men-scan/': memindai}}}\n";

#[test]
fn a_better_form_has_the_capitals_of_what_it_replaces() {
    let rule = "for: steps\nreplace-terms: {in: text, lists: [loanwords]}\nmessage: {id: '{term} → {better}', en: x}";
    let document = "kegiatan:\n  - {no: 1, uraian: Memonitoring dan meng-update data}\n  - {no: 2, uraian: MEMONITORING; mendownload lalu men-scan}\n";
    let report = judge(LOANWORDS, rule, "a.sop.yaml", document);
    assert_eq!(
        found_in(&report, document),
        [
            "steps[1].text «Memonitoring» Memonitoring → Memantau",
            "steps[1].text «meng-update» meng-update → memutakhirkan",
            "steps[2].text «MEMONITORING» MEMONITORING → MEMANTAU",
            "steps[2].text «mendownload» mendownload → mengunduh",
            "steps[2].text «men-scan» men-scan → memindai",
        ]
    );
    let suggested: Vec<Option<&str>> =
        report.sources[0].documents[0].findings.iter().map(|finding| finding.suggestion.as_deref()).collect();
    assert_eq!(
        suggested,
        [Some("Memantau"), Some("memutakhirkan"), Some("MEMANTAU"), Some("mengunduh"), Some("memindai")]
    );
}

#[test]
fn nothing_is_suggested_behind_an_alias() {
    let rule = "for: steps\nreplace-terms: {in: text, lists: [loanwords]}\nmessage: {id: '{better}', en: x}";
    let document =
        "judul: &t Memonitoring berkas\nkegiatan:\n  - {no: 1, uraian: *t}\n  - {no: 2, uraian: Memonitoring}\n";
    let report = judge(LOANWORDS, rule, "a.sop.yaml", document);
    let suggested: Vec<Option<&str>> =
        report.sources[0].documents[0].findings.iter().map(|finding| finding.suggestion.as_deref()).collect();
    assert_eq!(suggested, [None, Some("Memantau")]);
}

#[test]
fn a_list_of_pairs_may_be_forbidden_too() {
    let rule = "forbid-terms: {in: title, lists: [loanwords]}\nmessage: {id: '{term}', en: x}";
    let document = "judul: Memonitoring kas\n";
    let report = judge(LOANWORDS, rule, "a.sop.yaml", document);
    assert_eq!(found_in(&report, document), ["title «Memonitoring» Memonitoring"]);
    let suggestion = report.sources[0].documents[0].findings[0].suggestion.as_deref();
    assert_eq!(suggestion, Some("Memantau"), "as an example");
}

#[test]
fn only_some_abbreviations_may_need_an_explanation_anywhere() {
    let rule = "define: {what: abbreviations, by: definitions.label, only: [PPK, PPS], explained: anywhere}\nmessage: {id: '{term}', en: x}";
    let document = "kegiatan:\n  - {no: 1, uraian: Mengirim SPM kepada PPK dan PPS, pelaksana: Arsiparis}\n  - {no: 2, uraian: Melantik, pelaksana: Panitia Pemungutan Suara (PPS)}\n";
    let report = judge("", rule, "a.sop.yaml", document);
    assert_eq!(found_in(&report, document), ["steps[1].text «PPK» PPK"]);
}

#[test]
fn the_better_form_stands_in_reports_for_people_and_programs() {
    let document = "judul: Memonitoring kas\n";
    let mended = concat!(
        r#""fix":{"text":"Memantau","applicability":"safe","edits":[{"start":{"line":1,"column":8,"byte":7},"#,
        r#""end":{"line":1,"column":20,"byte":19},"text":"Memantau"}]}"#
    );
    for (fix, text) in [("", "\"fix\":null"), ("fix: {replace: better}\n", mended)] {
        let rule = format!(
            "replace-terms: {{in: title, lists: [loanwords]}}\n{fix}message: {{id: '{{term}} tidak baku', en: x}}"
        );
        assert!(rendered(LOANWORDS, &rule, document, Format::Json).contains(text), "{fix}");
        let full = rendered(LOANWORDS, &rule, document, Format::Full);
        assert!(full.contains("= perbaikan: ganti dengan `Memantau`\n"), "{full}");
        let helped =
            rendered(LOANWORDS, &format!("{rule}\nhelp: {{id: pakai istilah baku, en: x}}"), document, Format::Full);
        assert!(helped.contains("= perbaikan: ganti dengan `Memantau`; pakai istilah baku\n"), "{helped}");
    }
}

#[test]
fn a_question_is_no_finding_and_concerns_what_the_rule_concerns() {
    let rule = "when: status = draft\nask: {id: 'Sudah dicoba?', en: 'Tried?'}";
    let draft = "judul: Membayar\nstatus: draft\n";
    assert_eq!(found(rule, draft), Vec::<String>::new());
    assert_eq!(outcome(rule, draft), Outcome::NotDecidable(Reason::Person));
    assert_eq!(outcome(rule, "judul: Membayar\nstatus: disahkan\n"), Outcome::NotApplicable);
    let of_steps = "for: steps\nwhere: words > 2\nask: {id: 'Perlu?', en: 'Needed?'}";
    let document = "kegiatan:\n  - {no: 1, uraian: Mencatat}\n  - {no: 2, uraian: Mengirim surat dinas}\n";
    assert_eq!(outcome(of_steps, document), Outcome::NotDecidable(Reason::Person));
    let english =
        Linter { options: Options::new(Language::En, Day::new(2026, 3, 1).expect("a day")), ..linter("", rule) };
    let report = archive(&english, &[("a.sop.yaml", draft), ("b.sop.yaml", draft)]);
    assert_eq!((report.questions(), report.summary.warning), (vec![(0, 2)], 0));
}

const ABBREVIATIONS: &str =
    "define: {what: abbreviations, by: definitions.label, except: [SOP, known]}\nmessage: {id: '{term}', en: x}";
const KNOWN: &str = "lists: {known: {any: [NIP, 'KP*']}}\n";

fn unexplained(document: &str) -> Vec<String> {
    found_in(&judge(KNOWN, ABBREVIATIONS, "a.sop.yaml", document), document)
}

#[test]
fn the_first_use_of_an_unexplained_abbreviation_is_found_once() {
    let document = "judul: Pengajuan SPM\ntujuan: Mengatur é SPM dan NIP sesuai SOP\nkegiatan:\n  - {no: 1, uraian: Mengirim SPM dengan SPP-LS, output: SPM}\n  - {no: 2, uraian: Memeriksa SPM, keterangan: lewat TTE}\n";
    assert_eq!(
        unexplained(document),
        ["purpose «SPM» SPM", "steps[1].text «SPP» SPP", "steps[1].text «LS» LS", "steps[2].remarks «TTE» TTE"]
    );
}

#[test]
fn an_abbreviation_may_be_explained_in_place_in_the_list_or_by_an_actor() {
    let document = "tujuan: Mengatur Surat Perintah Membayar (SPM)\ndefinisi:\n  - TTE: Tanda tangan elektronik\n  - SPP-LS: Surat permintaan\npelaksana: {PPK: Pejabat Pembuat Komitmen}\nkegiatan:\n  - {no: 1, uraian: Mengirim SPM dan SPP-LS dengan TTE ke PPK dan KPU}\n";
    assert_eq!(unexplained(document), Vec::<String>::new());
    let late = "kegiatan:\n  - {no: 1, uraian: Mengirim SPM ke loket}\n  - {no: 2, uraian: Mencatat Surat Perintah Membayar (SPM)}\n";
    assert_eq!(unexplained(late), ["steps[1].text «SPM» SPM"]);
}

#[test]
fn capitals_that_are_no_abbreviations_are_let_pass() {
    let document = "ruang_lingkup: SELURUH SATKER KPA\nkegiatan:\n  - {no: 1, uraian: Berkas yang LENGKAP dikirim, keterangan: TIDAK}\n  - {no: 2, uraian: Meneliti berkas yang lengkap sesuai UU 17/2003, keterangan: lampiran II}\n";
    assert_eq!(unexplained(document), Vec::<String>::new());
    assert_eq!(outcome(&ABBREVIATIONS.replace(", known", ""), document), Outcome::Pass);
    assert_eq!(outcome(&ABBREVIATIONS.replace(", known", ""), "judul: SPM\n"), Outcome::NotApplicable);
}

#[test]
fn nothing_is_said_where_a_meaning_may_have_been_lost() {
    let document = "tujuan: Mengatur SPM ini\nkegiatan: \"Mengirim\n";
    let report = judge(KNOWN, ABBREVIATIONS, "a.sop.yaml", document);
    assert_eq!(report.sources[0].documents[0].outcomes[0], Outcome::NotDecidable(Reason::Unreadable));
}

#[test]
fn values_of_a_sequence_come_in_its_order_and_others_are_not_looked_at() {
    let rule =
        "order: {of: approvals, by: meaning, sequence: [prepare, review, approve]}\nmessage: {id: '{term}', en: x}";
    let right = "disusun_oleh: {jabatan: Staf}\ndisahkan_oleh: {jabatan: Kepala}\n";
    assert_eq!(outcome(rule, right), Outcome::Pass);
    let wrong = "disahkan_oleh: {jabatan: Kepala}\nditetapkan_oleh: {jabatan: Ketua}\ndisusun_oleh: {jabatan: Staf}\ndiperiksa_oleh: {jabatan: Kasubbag}\n";
    let report = judge("", rule, "a.sop.yaml", wrong);
    let places: Vec<&str> = report.sources[0].documents[0].findings.iter().map(|one| one.logical.as_str()).collect();
    assert_eq!(places, ["approvals[3].meaning", "approvals[4].meaning"]);
    let texts = "order: {of: sections, by: title, sequence: [Pengecualian, Eskalasi]}\nmessage: {id: '{term}', en: x}";
    let document = "# Judul\n\n## ESKALASI\n\nKe atasan.\n\n## Lain\n\nx\n\n## Pengecualian\n\nTidak ada yang lain.\n";
    let report = judge("", texts, "a.sop.md", document);
    assert_eq!(found_in(&report, document), ["sections[3].title «Pengecualian» Pengecualian"]);
}

#[test]
fn dates_and_versions_are_ordered_by_what_they_mean() {
    let dates = "order: {of: revisions, by: date}\nmessage: {id: '{term}', en: x}";
    let document = "riwayat_revisi:\n  - {tanggal: 3 Februari 2025}\n  - {tanggal: 3 Februari 2025}\n  - {tanggal: 12 Januari 2025}\n  - {tanggal: Maret 2020}\n";
    assert_eq!(found(dates, document), ["revisions[3].date «12 Januari 2025» 12 Januari 2025"]);
    let versions = "order: {of: revisions, by: version, direction: falling}\nmessage: {id: '{term}', en: x}";
    let document = "riwayat_revisi:\n  - {revisi: '10'}\n  - {revisi: '9'}\n  - {revisi: '9'}\n";
    assert_eq!(found(versions, document), ["revisions[3].version «9» 9"]);
}

#[test]
fn roman_numerals_are_told_from_letters() {
    let rule = "order: {of: steps, by: number, gaps: forbidden}\nmessage: {id: '{term}', en: x}";
    let steps = |numbers: &[&str]| {
        numbers.iter().fold("kegiatan:\n".to_owned(), |text, number| {
            format!("{text}  - {{no: {number}, uraian: Mencatat surat}}\n")
        })
    };
    assert_eq!(found(rule, &steps(&["i", "ii", "iii", "iv", "v"])), Vec::<String>::new());
    assert_eq!(found(rule, &steps(&["g", "h", "i", "j"])), Vec::<String>::new());
    assert_eq!(found(rule, &steps(&["I", "II", "IV"])), ["steps[3].number «IV» IV"]);
}

const SAME_STEP: &str = "for: steps\nagree: {by: text, same: [duration, actor_names]}\nmessage: {id: '{field} {found}, lainnya {other.duration} di {other.number}', en: x}";

#[test]
fn of_elements_of_one_name_the_minority_differs() {
    let document = "kegiatan:\n  - {no: 1, uraian: Memeriksa berkas, waktu: 15 menit}\n  - {no: 2, uraian: memeriksa  Berkas., waktu: 1 jam}\n  - {no: 3, uraian: Memeriksa berkas, waktu: 0.25 jam}\n  - {no: 4, uraian: Mengirim surat, waktu: 1 jam}\n";
    assert_eq!(found(SAME_STEP, document), ["steps[2].duration «1 jam» Waktu 1 jam, lainnya 15 menit di 1"]);
    let report = judge("", SAME_STEP, "a.sop.yaml", document);
    let related = &report.sources[0].documents[0].findings[0].related[0];
    assert_eq!(
        (&document[related.place.span.expect("a place").range()], related.label.as_str()),
        ("15 menit", "15 menit")
    );
}

#[test]
fn of_equal_numbers_those_that_come_later_differ() {
    let document =
        "kegiatan:\n  - {no: 1, uraian: Memeriksa, waktu: 15 menit}\n  - {no: 2, uraian: Memeriksa, waktu: 1 jam}\n";
    assert_eq!(found(SAME_STEP, document), ["steps[2].duration «1 jam» Waktu 1 jam, lainnya 15 menit di 1"]);
}

#[test]
fn what_is_missing_or_does_not_compare_agrees_with_everything() {
    let document = "kegiatan:\n  - {no: 1, uraian: Memeriksa, waktu: 1 hari}\n  - {no: 2, uraian: Memeriksa, waktu: 1 hari kerja}\n  - {no: 3, uraian: Memeriksa, waktu: segera}\n  - {no: 4, uraian: Memeriksa}\n";
    assert_eq!(found(SAME_STEP, document), Vec::<String>::new());
    assert_eq!(outcome(SAME_STEP, document), Outcome::Pass);
    assert_eq!(outcome(SAME_STEP, "judul: Tanpa langkah\n"), Outcome::NotApplicable);
}

#[test]
fn documents_of_an_archive_agree() {
    let rule = SAME_STEP.replace("same:", "within: archive, same:");
    let step = |time: &str, actor: &str| {
        format!("judul: J\nkegiatan:\n  - {{no: 7, uraian: Memeriksa berkas, waktu: {time}, pelaksana: {actor}}}\n")
    };
    let [a, b, c] = [step("15 menit", "Staf"), step("1 jam", "staf"), step("15 menit", "Kasubbag")];
    let linter = linter("", &rule);
    let report = archive(&linter, &[("a.sop.yaml", &a), ("b.sop.yaml", &b), ("c.sop.yaml", &c)]);
    let messages: Vec<Vec<&str>> = report
        .sources
        .iter()
        .map(|source| source.documents[0].findings.iter().map(|finding| finding.message.as_str()).collect())
        .collect();
    assert_eq!(
        messages,
        [vec![], vec!["Waktu 1 jam, lainnya 15 menit di 7"], vec!["Pelaksana Kasubbag, lainnya 15 menit di 7"]]
    );
    let outcomes: Vec<Outcome> = report.sources.iter().map(|source| source.documents[0].outcomes[0]).collect();
    assert_eq!(outcomes, [Outcome::Pass, Outcome::Finding, Outcome::Finding]);
    let related = report.sources[1].documents[0].findings[0].related[0].place;
    assert_eq!(&a[related.span.expect("a place").range()], "15 menit");
}

#[test]
fn documents_themselves_agree_by_their_number() {
    let rule = "agree: {by: number, same: [title, effective_date], within: archive}\nmessage: {id: '{field}: {found}, lain {other.title}', en: x}";
    let linter = linter("", rule);
    let texts = [
        "nomor: SOP-1\njudul: Membayar\ntanggal_efektif: 2 Mei 2025\n",
        "nomor: sop-1\njudul: Menagih\ntanggal_efektif: 2025-05-02\n",
    ];
    let report = archive(&linter, &[("a.sop.yaml", texts[0]), ("b.sop.yaml", texts[1])]);
    let found: Vec<String> = report.sources[1].documents[0].findings.iter().map(|one| one.message.clone()).collect();
    assert_eq!(found, ["Judul SOP: Menagih, lain Membayar"]);
}

#[test]
fn names_that_are_nearly_the_same_are_one_name_misspelt() {
    let rule =
        "check: similar-names\nwith: {of: steps.actor_names}\nmessage: {id: '{found}, maksudnya {near}?', en: x}";
    let document = "kegiatan:\n  - {no: 1, uraian: Memeriksa, pelaksana: Pejabat Pembuat Komitment}\n  - {no: 2, uraian: Mencatat, pelaksana: Pejabat Pembuat Komitmen}\n  - {no: 3, uraian: Mengirim, pelaksana: Pejabat pembuat komitmen}\n  - {no: 4, uraian: Mengirim, pelaksana: Bendahara Penerimaan}\n  - {no: 5, uraian: Mengirim, pelaksana: Bendahara Pengeluaran}\n";
    assert_eq!(
        found(rule, document),
        [
            "steps.actor_names «Pejabat Pembuat Komitment» Pejabat Pembuat Komitment, maksudnya Pejabat Pembuat Komitmen?"
        ]
    );
    let strict = rule.replace("actor_names}", "actor_names, least: 0.99}");
    assert_eq!(outcome(&strict, document), Outcome::Pass);
    assert_eq!(outcome(rule, "judul: Tanpa langkah\n"), Outcome::NotApplicable);
}

#[test]
fn a_circle_of_references_is_found_once_at_its_first_document() {
    let linter = linter("", "check: reference-cycle\nmessage: {id: '{problem}', en: x}");
    let sop = |title: &str, replaces: &str| format!("judul: {title}\nmenggantikan: [{replaces}]\n");
    let texts = [
        sop("Menagih Piutang", "SOP Membayar Tagihan"),
        sop("Membayar Tagihan", "SOP Mencatat Surat"),
        sop("Mencatat Surat", "SOP Menagih Piutang"),
        sop("Mengirim Undangan", "SOP Mengirim Undangan"),
        sop("Memindai Berkas", "SOP Membayar Tagihan"),
    ];
    let names = ["a.sop.yaml", "b.sop.yaml", "c.sop.yaml", "d.sop.yaml", "e.sop.yaml"];
    let documents: Vec<(&str, &str)> = names.into_iter().zip(texts.iter().map(String::as_str)).collect();
    let report = archive(&linter, &documents);
    let found: Vec<Vec<String>> = report
        .sources
        .iter()
        .zip(&texts)
        .map(|(source, text)| {
            let findings = source.documents[0].findings.iter();
            let shown = |one: &soplint::finding::Finding| {
                let span = one.place.span.expect("a place");
                format!("{} «{}» {} ({})", one.logical, &text[span.range()], one.message, one.related.len())
            };
            findings.map(shown).collect()
        })
        .collect();
    let circle = "supersedes[1].text «SOP Membayar Tagihan» Menagih Piutang → Membayar Tagihan → Mencatat Surat → Menagih Piutang (2)";
    assert_eq!(found, [vec![circle.to_owned()], vec![], vec![], vec![], vec![]]);
    let outcomes: Vec<Outcome> = report.sources.iter().map(|source| source.documents[0].outcomes[0]).collect();
    assert_eq!(outcomes, [Outcome::Finding, Outcome::Pass, Outcome::Pass, Outcome::Pass, Outcome::Pass]);
    let alone = archive(&linter, &documents[..1]);
    assert_eq!(alone.sources[0].documents[0].outcomes[0], Outcome::NotDecidable(Reason::NotSupplied));
}

#[test]
fn small_letters_are_compared_matched_and_printed() {
    let rule = "must: lower(title) = \"surat masuk\" and lower(title) matches /^surat/\nmessage: {id: '{lower(title)}', en: x}";
    assert_eq!(outcome(rule, "judul: SURAT   Masuk\n"), Outcome::Pass);
    assert_eq!(found(rule, "judul: SURAT É\n"), ["title «SURAT É» surat é"]);
    let upper = "must: lower(title) in (\"Surat\", \"surat\")\nmessage: {id: x, en: x}";
    assert_eq!(outcome(upper, "judul: SURAT\n"), Outcome::Pass);
    assert_eq!(outcome(&upper.replace(", \"surat\"", ""), "judul: SURAT\n"), Outcome::Finding);
}

#[test]
fn a_count_with_undecided_elements_is_a_range() {
    let steps = "kegiatan:\n  - {no: 1, uraian: Memeriksa, waktu: 5 menit}\n  - {no: 2, uraian: Mencatat, waktu: 1 jam}\n  - {no: 3, uraian: Mengirim, waktu: 1 hari}\n  - {no: 4, uraian: Mengirim}\n";
    // One surely, three at most: a plain day compares with nothing, a missing time neither.
    let result = |condition: &str| {
        let count = condition.replace("N", "count(steps where duration > 30 minutes)");
        outcome(&format!("must: {count}\nmessage: {{id: x, en: x}}"), steps)
    };
    for decided in ["N >= 1", "N <= 3", "N > 0", "N < 4", "N != 0", "N != 4", "N + 1 >= 2", "7 - N >= 4"] {
        assert_eq!(result(decided), Outcome::Pass, "{decided}");
    }
    for broken in ["N = 0", "N = 4", "N > 3", "N < 1"] {
        assert_eq!(result(broken), Outcome::Finding, "{broken}");
    }
    for unsure in ["N = 1", "N = 3", "N >= 2", "N < 3", "N != 2", "N = N"] {
        assert!(matches!(result(unsure), Outcome::NotDecidable(_)), "{unsure}");
    }
}

const FORMS: &str = "tables:\n  forms:\n    key: text\n    columns: {name: text, since: date, days: number}\n";
const FORM: &str = "    rows: [[' F-01', Kartu kendali, 2025-02-03, 2]]\n";

/// What becomes of a rule about forms, whose rows are there or are left to the project.
fn with_forms(rule: &str, document: &str, supplied: bool) -> Outcome {
    let linter = linter(&format!("{FORMS}{}", if supplied { FORM } else { "" }), rule);
    archive(&linter, &[("a.sop.yaml", document)]).sources[0].documents[0].outcomes[0]
}

#[test]
fn rows_of_the_project_are_looked_up_and_missed_until_they_are_supplied() {
    let known = "judul: f-01\ntanggal_efektif: 3 Februari 2025\n";
    let compared = "must: lookup(forms, title).since <= effective_date and lookup(forms, title).days = 2\nmessage: {id: '{lookup(forms, title).name}', en: x}";
    assert_eq!(with_forms(compared, known, true), Outcome::Pass);
    assert_eq!(with_forms(compared, known, false), Outcome::NotDecidable(Reason::NotSupplied));
    let there = "must: lookup(forms, title).name is present\nmessage: {id: x, en: x}";
    assert_eq!(with_forms(there, known, true), Outcome::Pass);
    assert_eq!(with_forms(there, "judul: F-02\n", true), Outcome::Finding);
    assert_eq!(with_forms(there, "judul: F-02\n", false), Outcome::NotDecidable(Reason::NotSupplied));
    assert_eq!(with_forms(there, "nomor: F-01\n", true), Outcome::NotDecidable(Reason::Missing));
}

#[test]
fn working_days_after_a_date_skip_weekends_and_holidays() {
    let rule = "must: effective_date >= created_date + 3 working days\nmessage: {id: x, en: x}";
    let document = "tanggal_pembuatan: 6 Februari 2025\ntanggal_efektif: 11 Februari 2025\n";
    assert_eq!(outcome(rule, document), Outcome::Pass, "Thursday, Friday, Monday, Tuesday");
    let mut linter = linter("", rule);
    linter.options.calendar = Calendar::new([Day::new(2025, 2, 10).expect("a day")]);
    let report = archive(&linter, &[("a.sop.yaml", document)]);
    assert_eq!(report.sources[0].documents[0].outcomes[0], Outcome::Finding);
    let back = "must: created_date = effective_date - 3 working days\nmessage: {id: x, en: x}";
    assert_eq!(outcome(back, document), Outcome::Pass);
}

#[test]
fn a_parameter_may_be_a_date() {
    let head = "params: {since: 2025-02-03}\n";
    let rule = "must: effective_date >= $since\nmessage: {id: 'sejak {$since}', en: x}";
    let document = "tanggal_efektif: 2 Februari 2025\n";
    let report = judge(head, rule, "a.sop.yaml", document);
    assert_eq!(found_in(&report, document), ["effective_date «2 Februari 2025» sejak 3 Februari 2025"]);
}

#[test]
fn a_name_with_too_many_different_values_stands_for_different_things() {
    let steps = |count: usize| {
        (1..=count).fold("kegiatan:\n".to_owned(), |text, at| {
            format!("{text}  - {{no: {at}, uraian: Memeriksa, waktu: {at} menit}}\n")
        })
    };
    assert_eq!(found(SAME_STEP, &steps(32)).len(), 31);
    assert_eq!(found(SAME_STEP, &steps(33)), Vec::<String>::new());
}

#[test]
fn a_rule_may_be_for_the_documents_of_one_agency() {
    let rule = "applies-to: {agency: [KPU, '/^Dinas Contoh/']}\nrequire: [number]\nmessage: {id: x, en: x}";
    let of = |agency: &str| outcome(rule, &format!("judul: Pengelolaan Surat\n{agency}"));
    assert_eq!(of("instansi: KPU Kabupaten Contoh\n"), Outcome::Finding);
    assert_eq!(of("instansi: Dinas Contoh Kota\n"), Outcome::Finding);
    assert_eq!(of("instansi: KPUD Lain\n"), Outcome::NotApplicable, "only whole words");
    assert_eq!(of("instansi: Badan Pusat Contoh\n"), Outcome::NotApplicable);
    assert_eq!(of(""), Outcome::NotApplicable, "a document that does not say whose it is");
}
