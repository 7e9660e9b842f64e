//! What rules say about the law: every finding names its source and its day, and what nobody verified is a question.

mod support {
    pub(crate) mod program;
}

use std::collections::BTreeSet;

use soplint::check::archive::Coverage;
use soplint::engine::{Known, Linter, LoadError, Options, run_all};
use soplint::finding::{Finding, Severity};
use soplint::pack::{LayerKind, LayerText, SHIPPED, Stack, compose, load};
use soplint::rule::Rule;
use soplint::sop::date::Day;
use soplint::sop::project::{Project, ProjectData};
use soplint::sop::regulation::data::shipped;
use soplint::sop::regulation::{Claim, RegulationEntry};
use soplint::sop::{Language, Vocabulary};
use support::program::{Folder, soplint};

/// Rules whose findings rest on the registry.
const LAW: [&str; 6] = ["LB006", "LB007", "LB008", "LB010", "LB011", "LC007"];
/// The day of every run: every budget year of the registry has passed.
const TODAY: &str = "2027-03-01";

fn vocabulary() -> Vocabulary {
    Vocabulary::shipped().expect("the shipped vocabulary")
}

fn rules() -> Vec<Rule> {
    let text = SHIPPED.iter().find(|pack| pack.name == "sop-ap").expect("the pack").text;
    let rules = load(text, &vocabulary()).0.expect("the pack loads").rules;
    rules.into_iter().filter(|rule| LAW.contains(&rule.id.as_str())).collect()
}

/// The findings about documents, each with the place of its document, given the project's own regulations.
fn judged(documents: &[String], own: &[RegulationEntry], language: Language) -> Vec<(usize, Finding)> {
    let vocabulary = vocabulary();
    let data = ProjectData { regulations: own.to_vec(), ..ProjectData::default() };
    let project = Some(Project::new(&vocabulary, &data, Vec::new()));
    let options = Options::new(language, Day::parse_iso(TODAY).expect("a day"));
    let linter = Linter { known: Known { project, ..Known::default() }, ..Linter::new(rules(), vocabulary, options) };
    let names: Vec<String> = (0..documents.len()).map(|at| format!("{at}.sop.yaml")).collect();
    let load = |at: usize| -> Result<&[u8], LoadError> { Ok(documents[at].as_bytes()) };
    let report = run_all(&linter, &names, Coverage::Single, load, |_| {});
    let sources = report.sources.into_iter().enumerate();
    let found =
        sources.flat_map(|(at, source)| source.documents.into_iter().map(move |document| (at, document.findings)));
    found.flat_map(|(at, findings)| findings.into_iter().map(move |finding| (at, finding))).collect()
}

/// Documents that cite a regulation in every way rules may speak about.
fn citing(vocabulary: &Vocabulary, entry: &RegulationEntry) -> Vec<String> {
    let words = &vocabulary.citations;
    let number = entry.number.as_deref().expect("a number");
    let cited = |code: &str, subject: &str, year: i64| {
        let code = words.code(code).expect("a kind");
        let name = words.written(code, entry.issuer.as_deref(), number, entry.year.expect("a year"));
        format!("tanggal_pembuatan: 6 Januari {year}\ndasar_hukum: ['{name} tentang {subject}']\n")
    };
    let code = entry.type_code.as_deref().expect("a kind");
    let subject = entry.subject.as_deref().unwrap_or("Contoh");
    let made = entry.year.expect("a year");
    vec![
        cited(code, subject, 2026),
        cited(code, subject, made),
        cited(code, "Kesehatan Hewan Ternak Bersama", 2026),
        cited("KEPPRES", subject, 2026),
    ]
}

fn is_question(message: &str, language: Language) -> bool {
    let start = match language {
        Language::Id => message.starts_with("apakah "),
        Language::En => message.starts_with("is ") || message.starts_with("was "),
    };
    start && message.contains('?')
}

/// Whether the entry lets a rule say what it says, and not only ask.
fn may_say(entry: &RegulationEntry, rule: &str) -> bool {
    let any = |claims: &Option<Vec<Claim>>| claims.iter().flatten().any(|claim| claim.verified);
    let none = |claims: &Option<Vec<Claim>>| claims.iter().flatten().next().is_none();
    let verified = entry.verified == Some(true);
    match rule {
        "LB006" => false,
        "LB007" => verified && entry.subject_exact == Some(true),
        "LB010" => verified && any(&entry.amended_by),
        "LB011" => verified,
        _ => verified && entry.status_verified == Some(true) && (any(&entry.revoked_by) || none(&entry.revoked_by)),
    }
}

/// All entries of the registry, and documents that cite them; of each entry as many.
fn registry() -> (Vec<RegulationEntry>, Vec<String>) {
    let vocabulary = vocabulary();
    let entries = shipped().expect("registry.yaml");
    let documents = entries.iter().flat_map(|entry| citing(&vocabulary, entry)).collect();
    (entries, documents)
}

#[test]
fn no_claim_that_nobody_verified_is_said_as_a_fact() {
    let (entries, documents) = registry();
    for language in Language::ALL {
        let (mut said, mut asked) = (0, 0);
        for (at, finding) in judged(&documents, &[], language) {
            let entry = &entries[at * entries.len() / documents.len()];
            let question = is_question(&finding.message, language);
            let told = format!("{} {}: {}", entry.id, finding.rule, finding.message);
            assert!(question || may_say(entry, finding.rule.as_str()), "{told}");
            assert_ne!(finding.severity, Severity::Error, "{told}");
            let (source, day) = match language {
                Language::Id => (&entry.source.id, "per 24 November 2026"),
                Language::En => (&entry.source.en, "as of 24 November 2026"),
            };
            assert!(finding.message.contains(source.as_str()) && finding.message.contains(day), "{told}");
            *if question { &mut asked } else { &mut said } += 1;
        }
        assert!(said >= 20 && asked >= 40, "{said} said, {asked} asked");
    }
}

/// Takes one flag away from an entry.
type Doubt = fn(&mut RegulationEntry);

#[test]
fn every_flag_that_is_taken_away_makes_a_question_or_silence() {
    let doubts: [(&str, Doubt, &[&str]); 4] = [
        ("verified", |entry| entry.verified = Some(false), &["LB007", "LB008", "LB010", "LB011", "LC007"]),
        ("status_verified", |entry| entry.status_verified = Some(false), &["LB008", "LC007"]),
        ("revoked_by", |entry| doubt(&mut entry.revoked_by), &["LB008", "LC007"]),
        ("amended_by", |entry| doubt(&mut entry.amended_by), &["LB010"]),
    ];
    let (mut entries, documents) = registry();
    // No yearly regulation ships verified; those of the test are.
    entries.iter_mut().filter(|entry| entry.yearly == Some(true)).for_each(|entry| entry.verified = Some(true));
    let before = judged(&documents, &entries, Language::Id);
    // A hint is not asked; all else still is.
    let but_hints = before.iter().filter(|(_, it)| it.rule.as_str() != "LB010").count();
    for (flag, doubt, rules) in doubts {
        let mut doubted = entries.clone();
        doubted.iter_mut().for_each(doubt);
        let after = judged(&documents, &doubted, Language::Id);
        let mut turned = BTreeSet::new();
        for (at, said) in before.iter().filter(|(_, it)| rules.contains(&it.rule.as_str())) {
            let same = after.iter().find(|(place, it)| (place, it.rule) == (at, said.rule));
            let asks = same.is_none_or(|(_, after)| is_question(&after.message, Language::Id));
            assert!(asks, "{flag}: {:?}", same.map(|(_, after)| &after.message));
            if !is_question(&said.message, Language::Id) {
                turned.insert(said.rule.as_str().to_owned());
            }
        }
        assert_eq!(after.iter().filter(|(_, it)| it.rule.as_str() != "LB010").count(), but_hints, "{flag}");
        assert_eq!(turned.iter().map(String::as_str).collect::<Vec<_>>(), rules, "{flag}");
    }
}

fn doubt(claims: &mut Option<Vec<Claim>>) {
    claims.iter_mut().flatten().for_each(|claim| claim.verified = false);
}

#[test]
fn the_registry_reads_the_same_as_project_data() {
    let text = include_str!("../rules/regulations/registry.yaml");
    let section = &text[text.find("\nregulations:").expect("the section")..];
    let layer = |id: &str, text: &str, kind| LayerText { id: id.into(), name: id.into(), text: text.into(), kind };
    let top = layer("soplint.yaml", "project: data.yaml\nextends: sop-ap@1\n", LayerKind::Settings);
    let stack = Stack::gather(vec![top], &mut |_, _| Ok(vec![layer("data.yaml", section, LayerKind::Project)]));
    let (loaded, diagnostics) = compose(&stack, &vocabulary());
    let told: Vec<String> = diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect();
    assert!(told.is_empty(), "{told:#?}");
    let shipped = shipped().expect("registry.yaml");
    let read = loaded.expect("no mistakes").project.regulations;
    assert_eq!(read.len(), shipped.len());
    for (read, shipped) in read.iter().zip(&shipped) {
        assert_eq!(read, shipped);
    }
}

const DRAFT: &str = "\
nomor: SOP-012/KUL/9999/2025
judul: Pengelolaan Surat Masuk
tanggal_pembuatan: 6 Januari 2025
dasar_hukum:
  - Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan
  - Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara
";

fn office(name: &str, settings: &str, data: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("draf.sop.yaml", DRAFT);
    folder.write("soplint.yaml", format!("extends: sop-ap@1\n{settings}"));
    folder.write("peraturan.yaml", data);
    folder
}

fn lines(folder: &Folder, rule: &str) -> Vec<String> {
    let ran = soplint(folder.path(), &["check", "-f", "concise", "--select", rule, "draf.sop.yaml"]);
    ran.stdout.lines().filter_map(|line| line.strip_prefix("draf.sop.yaml:")).map(str::to_owned).collect()
}

#[test]
fn a_project_adds_and_corrects_regulations() {
    let data = "\
regulations:
  - {id: UU-5-2014, status: in_force, revoked_by: [], source: putusan uji, as_of: 2026-12-01}
  - id: UU-1-2026
    type: UU
    number: \"1\"
    year: 2026
    verified: true
    revokes: [{id: UU-43-2009, verified: true}]
    source: Lembaran Negara uji
    as_of: 2026-12-01
";
    let folder = office("law-own", "project: peraturan.yaml\n", data);
    assert_eq!(lines(&folder, "LB008"), [""; 0]);
    assert_eq!(
        lines(&folder, "LC007"),
        [
            "5:5: warning[LC007] `Undang-Undang Nomor 43 Tahun 2009` diganti Undang-Undang Nomor 1 Tahun 2026 sesudah SOP ini terakhir disusun atau direvisi pada tahun 2025 (sumber: Lembaran Negara uji; per 1 Desember 2026)"
        ]
    );
}

#[test]
fn a_contradiction_is_shown_at_its_place_and_nothing_is_checked() {
    let data = "regulations:\n  - {id: UU-5-2014, type: PP, source: uji, as_of: 2026-12-01}\n";
    let folder = office("law-wrong", "project: peraturan.yaml\n", data);
    let ran = soplint(folder.path(), &["check", "draf.sop.yaml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("peraturan.yaml:2:27\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains("'UU-5-2014' is a UU in the registry; this is a PP"), "{}", ran.stderr);
}

#[test]
fn the_regulation_on_organisation_is_asked_for_where_the_office_names_it() {
    let folder = office("law-sotk", "params: {organisation_regulations: [PKPU-14-2020]}\n", "");
    assert_eq!(
        lines(&folder, "LB015"),
        ["4:1: info[LB015] dasar hukum belum memuat peraturan organisasi (PKPU-14-2020)"]
    );
    folder.write("draf.sop.yaml", format!("{DRAFT}  - PKPU 14/2020 tentang Tata Kerja Sekretariat\n"));
    assert_eq!(lines(&folder, "LB015"), [""; 0]);
    let silent = office("law-no-sotk", "", "");
    assert_eq!(lines(&silent, "LB015"), [""; 0]);
}
