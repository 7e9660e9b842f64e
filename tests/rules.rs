//! The shipped packs, rule by rule: they load clean, their examples hold, and every fixture shows exactly what it should.
//!
//! A case is data. `fixtures/rules/<ID>/pass-*` must be silent for that rule; `fail-*` has two sidecars: `.expected`, the
//! findings as a user sees them, and `.at`, where each caret stands and under which text (`soplint test` reads it too). A
//! missing sidecar fails; `SOPLINT_BLESS=1 cargo test --test rules` rewrites them, and then every one of them has to be read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::Deserialize;
use soplint::check::archive::Coverage;
use soplint::check::{Outcome, Reason};
use soplint::engine::report::Report;
use soplint::engine::trial::{Candidate, Case, RuleTrial, Tried, Verdict, Wants};
use soplint::engine::{Linter, LoadError, Options, run_all, trial};
use soplint::finding::{Finding, RuleId, Severity};
use soplint::pack::{Pack, SHIPPED, load};
use soplint::reader::ReadLimits;
use soplint::reader::detect::{Detected, detect};
use soplint::report::{Format, Outputs, Style, render};
use soplint::rule::table::Tables;
use soplint::rule::{Rule, Sure};
use soplint::sop::date::Day;
use soplint::sop::{Language, Vocabulary};
use soplint::source::Lines;

/// The day of every run.
const TODAY: &str = "2026-03-01";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn vocabulary() -> Vocabulary {
    Vocabulary::shipped().expect("the shipped vocabulary")
}

fn packs() -> Vec<Pack> {
    let vocabulary = vocabulary();
    let packs = SHIPPED.iter().map(|shipped| {
        let (pack, diagnostics) = load(shipped.text, &vocabulary);
        let lines = Lines::new(shipped.text);
        let told: Vec<String> = diagnostics
            .iter()
            .map(|diagnostic| {
                let line = lines.line_of(diagnostic.span.start);
                format!("{}:{line}: {} {} {:?}", shipped.path, diagnostic.code, diagnostic.message, diagnostic.help)
            })
            .collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
        pack.expect("a pack without mistakes")
    });
    packs.collect()
}

/// The rules of each pack, without those of the packs it extends.
fn rules() -> Vec<Rule> {
    packs().into_iter().flat_map(own_rules).collect()
}

fn own_rules(pack: Pack) -> impl Iterator<Item = Rule> {
    let name = pack.info.name;
    pack.rules.into_iter().filter(move |rule| rule.pack == name)
}

/// The tables of all packs, for project data beside fixtures.
fn tables() -> Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| packs().into_iter().flat_map(|pack| pack.tables).collect()).clone()
}

/// The packs for Indonesian government offices.
const INDONESIAN: &[&str] = &["sop-ap"];
/// The packs for controlled documents in English.
const ENGLISH: &[&str] = &["core-document-control", "flow-soundness"];

/// The rules of the packs with these names.
fn rules_of(names: &[&str]) -> Vec<Rule> {
    let chosen: Vec<Pack> = packs().into_iter().filter(|pack| names.contains(&pack.info.name.as_str())).collect();
    assert_eq!(chosen.len(), names.len(), "packs {names:?}");
    chosen.into_iter().flat_map(|pack| pack.rules).collect()
}

fn linter(rules: Vec<Rule>, language: Language) -> Linter {
    let today = Day::parse_iso(TODAY).expect("a day");
    Linter { tables: tables(), ..Linter::new(rules, vocabulary(), Options::new(language, today)) }
}

/// Judges texts as if they were the files of a folder.
fn run(linter: &Linter, files: &[(String, Vec<u8>)]) -> Report {
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let load = |at: usize| -> Result<&[u8], LoadError> { Ok(&files[at].1) };
    run_all(linter, &names, Coverage::Whole, load, |_| {})
}

fn findings(report: &Report) -> impl Iterator<Item = &Finding> {
    report.sources.iter().flat_map(|source| &source.documents).flat_map(|document| &document.findings)
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

/// The rules one by one, each with its folder of fixtures.
fn fixture_folder(id: RuleId) -> PathBuf {
    root().join("fixtures/rules").join(id.as_str())
}

fn sources_in(folder: &Path, start: &str) -> Vec<PathBuf> {
    let is_source = |name: &str| ENDINGS.iter().any(|ending| name.ends_with(ending));
    let wanted = |path: &PathBuf| name_of(path).starts_with(start) && is_source(&name_of(path));
    files_of(folder).into_iter().filter(wanted).collect()
}

/// What fixtures of rules may be.
const ENDINGS: [&str; 4] = [".sop.yaml", ".sop.md", ".docx", ".xlsx"];

/// One linter for each rule, so that only that rule speaks, in the first language of its pack. Questions show nothing.
fn one_by_one() -> Vec<(RuleId, Linter)> {
    let of_pack = |pack: Pack| {
        let language = pack.languages[0];
        let judges = own_rules(pack).filter(|rule| !rule.verb.is_question());
        judges.map(move |rule| (rule.id, linter(vec![rule], language)))
    };
    packs().into_iter().flat_map(of_pack).collect()
}

#[test]
fn shipped_packs_load_clean_and_say_what_they_do_not_check() {
    for (pack, shipped) in packs().iter().zip(SHIPPED) {
        assert_eq!(pack.info.name, shipped.name);
        for language in Language::ALL {
            assert!(pack.languages.contains(&language), "{}: speaks {language:?}", shipped.name);
        }
        assert!(pack.info.covers.is_some(), "{}: says what it does not check", shipped.name);
    }
}

#[test]
fn every_rule_is_complete() {
    let mut mistakes = Vec::new();
    let mut folders: BTreeSet<String> =
        files_of(&root().join("fixtures/rules")).iter().map(|path| name_of(path)).collect();
    for rule in rules() {
        let mut demand = |holds: bool, what: &str| {
            if !holds {
                mistakes.push(format!("{}: {what}", rule.id));
            }
        };
        let asks = rule.verb.is_question();
        for language in Language::ALL {
            demand(!rule.title.get(language).is_empty(), "a title in each language");
            demand(asks || !rule.message.get(language).parts.is_empty(), "a message in each language");
            demand(rule.help.as_ref().is_some_and(|help| !help.get(language).is_empty()), "help in each language");
        }
        // A question is never decided, so nothing shows it.
        if asks {
            continue;
        }
        demand(!rule.passes.is_empty(), "a passing example");
        let folder = fixture_folder(rule.id);
        // What is drawn, and what paper does not show, stands in no example: only files of another format break such a rule.
        let breaks_elsewhere = || sources_in(&folder, "fail-").iter().any(|path| !name_of(path).ends_with(".sop.yaml"));
        demand(!rule.fails.is_empty() || waits(&rule) || (folder.is_dir() && breaks_elsewhere()), "a failing example");
        demand(folders.remove(rule.id.as_str()), "a folder of fixtures");
        if folder.is_dir() {
            demand(!sources_in(&folder, "pass-").is_empty(), "a passing fixture");
            demand(!sources_in(&folder, "fail-").is_empty() || waits(&rule), "a failing fixture");
        }
    }
    mistakes.extend(folders.into_iter().map(|folder| format!("fixtures/rules/{folder}: no rule has this id")));
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

/// Whether a rule waits until a project fills a list that is empty in the pack; `tests/law.rs` fills it.
fn waits(rule: &Rule) -> bool {
    rule.says.contains("count($")
}

/// Every rule on its examples and on the fixtures whose names begin so.
fn tried(start: &str) -> Vec<RuleTrial> {
    let case = |path: &PathBuf| Case {
        path: path.strip_prefix(root()).expect("a fixture").display().to_string(),
        bytes: fs::read(path).expect("a fixture"),
        project: project_of(path),
        wants: match name_of(path).starts_with("fail-") {
            true => Wants::Findings(fs::read_to_string(sidecar(path, "at")).ok()),
            false => Wants::Silence,
        },
    };
    let candidate = |rule: Rule| Candidate {
        cases: sources_in(&fixture_folder(rule.id), start).iter().map(case).collect(),
        pack_file: rule.pack.clone(),
        rule,
    };
    let judging = rules().into_iter().filter(|rule| !rule.verb.is_question());
    trial::run(linter(Vec::new(), Language::Id), judging.map(candidate).collect())
}

/// What the project of the fixtures in a folder knows: `project.yaml` beside them.
fn project_of(path: &Path) -> Option<String> {
    fs::read_to_string(path.with_file_name("project.yaml")).ok()
}

fn mistakes<'t>(tried: impl Iterator<Item = &'t Tried>) -> Vec<String> {
    let wrong = tried.filter(|tried| !tried.holds());
    wrong
        .map(|tried| format!("{}, line {:?}: {:?} {:#?}", tried.path, tried.line, tried.verdict, tried.changes))
        .collect()
}

#[test]
fn examples_hold() {
    let trials = tried("none");
    assert!(trials.iter().all(|trial| !trial.tried.is_empty()), "every rule has examples");
    let mistakes = mistakes(trials.iter().flat_map(|trial| &trial.tried));
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn passing_fixtures_are_silent() {
    let trials = tried("pass-");
    let mut mistakes = mistakes(trials.iter().flat_map(|trial| &trial.tried).filter(|tried| !tried.is_example()));
    let idle = trials.iter().filter(|trial| trial.proves_nothing() && !waits(&trial.rule));
    mistakes.extend(
        idle.map(|trial| format!("{}: nothing passes; the rule concerns none, or is undecided", trial.rule.id)),
    );
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn failing_fixtures_show_what_they_should() {
    let bless = std::env::var("SOPLINT_BLESS").is_ok_and(|value| value == "1");
    let mut mistakes =
        if bless { bless_places() } else { mistakes(tried("fail-").iter().flat_map(|trial| &trial.tried)) };
    for (id, mut linter) in one_by_one() {
        for path in sources_in(&fixture_folder(id), "fail-") {
            linter.known = linter.known_from(project_of(&path).as_deref().map(|text| ("project.yaml", text)));
            let bytes = fs::read(&path).expect("a fixture");
            let report = run(&linter, &[(name_of(&path), bytes.clone())]);
            mistakes.extend(strayed(&report, &path, &bytes));
            let (sidecar, text) = (sidecar(&path, "expected"), shown(&report, &linter));
            if bless {
                fs::write(&sidecar, &text).expect("a sidecar");
                continue;
            }
            match fs::read_to_string(&sidecar) {
                Ok(expected) if expected == text => {}
                Ok(expected) => {
                    mistakes.push(format!("{}\n--- expected\n{expected}--- found\n{text}", sidecar.display()))
                }
                Err(_) => mistakes.push(format!("{}: missing; should it be\n{text}", sidecar.display())),
            }
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

/// Writes where the carets stand; what cannot be read or finds nothing stays a mistake.
fn bless_places() -> Vec<String> {
    let mut mistakes = Vec::new();
    for tried in tried("fail-").iter().flat_map(|trial| &trial.tried).filter(|tried| !tried.is_example()) {
        if tried.found.is_empty() || matches!(tried.verdict, Verdict::Unreadable(_)) {
            mistakes.push(format!("{}: {:?}", tried.path, tried.verdict));
        } else {
            fs::write(sidecar(&root().join(&tried.path), "at"), tried.sidecar()).expect("a sidecar");
        }
    }
    mistakes
}

/// `fail-x.sop.yaml` → `fail-x.at`.
fn sidecar(path: &Path, ending: &str) -> PathBuf {
    let name = name_of(path);
    let stem = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    path.with_file_name(format!("{stem}.{ending}"))
}

/// The findings whose text is not the one their caret stands under.
fn strayed(report: &Report, path: &Path, bytes: &[u8]) -> Vec<String> {
    let Detected::Readable(format) = detect(&name_of(path), bytes) else { panic!("{}", path.display()) };
    let opened = format.open(bytes, &ReadLimits::default()).expect("a fixture that can be opened");
    let project = project_of(path).unwrap_or_default();
    let view = |of_project: bool| if of_project { project.as_str() } else { opened.view() };
    let findings = report.sources.iter().flat_map(|source| {
        source.documents.iter().flat_map(|document| &document.findings).map(move |finding| (source.of_project, finding))
    });
    findings.filter_map(|(of_project, finding)| strayed_from(finding, view(of_project))).collect()
}

/// The text a finding calls wrong must be the one its caret stands under.
fn strayed_from(finding: &Finding, view: &str) -> Option<String> {
    let span = finding.place.span?;
    let under = view.get(span.range())?;
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let same = finding.found.is_empty() || words(under) == words(&finding.found);
    (!same).then(|| format!("{}: says `{}`, points at `{under}`", finding.rule, finding.found))
}

/// The report as a user sees it, without colour.
fn shown(report: &Report, linter: &Linter) -> String {
    let outputs = Outputs { report, linter, style: Style::default(), exit_code: 1 };
    let mut bytes = Vec::new();
    render(Format::Full, &outputs, &mut bytes).expect("a report");
    String::from_utf8(bytes).expect("text")
}

fn on_one_line(text: &str) -> String {
    text.replace('\r', "\\r").replace('\n', "\\n")
}

/// What is planted in one draft.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Draft {
    file: String,
    findings: Vec<Planted>,
}

#[derive(Deserialize, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[serde(deny_unknown_fields)]
struct Planted {
    rule: String,
    at: String,
    /// The text under the caret.
    text: String,
}

fn folder_report(folder: &str, packs: &[&str], language: Language) -> (Report, Vec<(String, Vec<u8>)>) {
    let files: Vec<(String, Vec<u8>)> = files_of(&root().join(folder))
        .iter()
        .filter(|path| name_of(path).ends_with(".sop.yaml") || name_of(path).ends_with(".sop.md"))
        .map(|path| (name_of(path), fs::read(path).expect("a fixture")))
        .collect();
    (run(&linter(rules_of(packs), language), &files), files)
}

#[test]
fn final_versions_are_clean() {
    let folders = [
        ("fixtures/kpu-keuangan/final", INDONESIAN),
        ("fixtures/pair", INDONESIAN),
        ("fixtures/english/final", ENGLISH),
    ];
    for (folder, packs) in folders {
        let (report, files) = folder_report(folder, packs, Language::Id);
        assert!(files.len() >= 2, "{folder} has files");
        let expected_twice = |finding: &&Finding| folder == "fixtures/pair" && finding.rule.as_str().starts_with("AR");
        let told: Vec<String> = findings(&report)
            .filter(|finding| !expected_twice(finding))
            .map(|finding| format!("{}: {} {}", finding.rule, finding.logical, finding.message))
            .collect();
        assert!(told.is_empty(), "{folder}:\n{}", told.join("\n"));
        assert_eq!(report.summary.checked, files.len(), "{folder}: every document was checked whole");
        let asked: usize = report.questions().iter().map(|(_, documents)| documents).sum();
        // Nobody gave the lists of the organisation: what asks for them is not decided.
        let unsupplied =
            report.sources.iter().flat_map(|source| &source.documents).flat_map(|document| &document.outcomes);
        let unsupplied = unsupplied.filter(|outcome| **outcome == Outcome::NotDecidable(Reason::NotSupplied)).count();
        assert_eq!(
            report.summary.outcomes.not_decidable,
            asked + unsupplied,
            "{folder}: every rule but the questions and those about the organisation was decided"
        );
    }
}

#[test]
fn drafts_show_their_planted_defects_and_nothing_else() {
    planted("fixtures/kpu-keuangan", INDONESIAN, Severity::Warning);
    planted("fixtures/english", ENGLISH, Severity::Info);
}

/// Compares the findings in the drafts of a folder with its list of defects, both ways.
fn planted(folder: &str, packs: &[&str], least: Severity) {
    let list = root().join(folder).join("defects.yaml");
    let text = fs::read_to_string(list).expect("the list of defects");
    let drafts: Vec<Draft> = serde_yaml::from_str(&text).expect("a list of defects");
    let (report, files) = folder_report(&format!("{folder}/draft"), packs, Language::Id);
    let mut planted: BTreeMap<String, Vec<Planted>> =
        drafts.into_iter().map(|draft| (draft.file, draft.findings)).collect();
    for (source, (name, bytes)) in report.sources.iter().zip(&files) {
        let view = std::str::from_utf8(bytes).expect("text");
        let found = source.documents.iter().flat_map(|document| &document.findings);
        let mut found: Vec<Planted> = found
            .filter(|finding| finding.severity >= least)
            .map(|finding| Planted {
                rule: finding.rule.to_string(),
                at: finding.logical.clone(),
                text: finding.place.span.map_or_else(String::new, |span| on_one_line(&view[span.range()])),
            })
            .collect();
        let mut expected = planted.remove(name).unwrap_or_default();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{name}");
    }
    assert!(planted.is_empty(), "no such drafts: {:?}", planted.keys());
}

/// Number, dates, signature and staff number come at the end; until then an officer hears of them at most as a hint.
#[test]
fn a_draft_is_not_scolded_for_what_only_a_final_has() {
    let draft = "\
jenis_dokumen: SOP AP
status: Draf
nomor: ''
judul: Pengelolaan Surat Masuk
instansi: Komisi Pemilihan Umum Kabupaten Contoh
unit: Subbagian Keuangan, Umum, dan Logistik
tanggal_pembuatan: '-'
tanggal_efektif: ''
disahkan_oleh: {jabatan: '[jabatan]', nama: ''}
dasar_hukum: [Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan]
peringatan: [Apabila surat hilang, maka arsiparis melapor kepada sekretaris]
kualifikasi_pelaksana: [Memahami tata naskah dinas]
peralatan: [Komputer]
pencatatan: [Buku agenda disimpan oleh Arsiparis]
kegiatan:
  - {no: 1, jenis: mulai, uraian: Mencatat surat masuk pada buku agenda, pelaksana: Arsiparis, kelengkapan: Surat masuk, waktu: 5 menit, output: Surat masuk teragenda}
  - {no: 2, jenis: selesai, uraian: Memberi disposisi surat masuk, pelaksana: Sekretaris, kelengkapan: Surat masuk teragenda, waktu: 1 jam, output: Lembar disposisi}
";
    let linter = linter(rules_of(INDONESIAN), Language::Id);
    let worst = |text: String| {
        let report = run(&linter, &[("draf.sop.yaml".to_owned(), text.into_bytes())]);
        let told: Vec<String> = findings(&report)
            .filter(|finding| finding.severity > Severity::Info)
            .map(|finding| format!("{} {}", finding.rule, finding.message))
            .collect();
        told
    };
    assert_eq!(worst(draft.to_owned()), Vec::<String>::new());
    let approved = worst(draft.replace("status: Draf", "status: Berlaku"));
    for id in ["ID001", "ID004", "ID005", "AK003", "AK004", "IM008"] {
        assert!(approved.iter().any(|told| told.starts_with(id)), "{id}: {approved:#?}");
    }
}

#[test]
fn english_messages_are_filled() {
    for (folder, packs) in [("fixtures/kpu-keuangan/draft", INDONESIAN), ("fixtures/english/draft", ENGLISH)] {
        let (report, _) = folder_report(folder, packs, Language::En);
        for finding in findings(&report) {
            let message = &finding.message;
            assert!(!message.contains(['{', '}']) && !message.ends_with('.') && !message.contains("–`"), "{message}");
        }
    }
}

/// What was read second-hand, or is practice, is printed beside no error of the packs for the international standards.
#[test]
fn errors_of_the_english_packs_rest_on_what_was_read() {
    let errors = rules_of(ENGLISH).into_iter().filter(|rule| rule.severity.worst() == Severity::Error);
    let doubtful: Vec<String> =
        errors.filter(|rule| rule.clause.sure != Sure::A).map(|rule| rule.id.to_string()).collect();
    assert_eq!(doubtful, Vec::<String>::new());
}
