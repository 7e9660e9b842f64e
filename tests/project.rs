//! Data of a project: positions, units, calendar, and rows of tables, reached by rules.

mod support {
    pub(crate) mod program;
}

use support::program::{Folder, Ran, soplint};

const PACK: &str = "\
pack: uji
version: 0.1.0
model: 1
languages: [id]
sources: {s: {title: S}}
tables:
  batas:
    key: text
    columns: {paling_lama: duration}
    rows: [[memeriksa, 3 working days]]
rules:
  - id: AC008
    title: {id: t}
    source: s
    sure: A
    severity: warning
    benefit: accountability
    for: actors
    where: kind in (position, unknown)
    resolve: {field: post}
    message: {id: '`{name}` tidak ada dalam peta jabatan; terdekat: {near}'}
  - id: AC009
    title: {id: t}
    source: s
    sure: A
    severity: error
    benefit: accountability
    for: approvals
    must: post.rank <= 2
    message: {id: '{position} berjenjang {post.rank}'}
  - id: ID030
    title: {id: t}
    source: s
    sure: A
    severity: error
    benefit: accountability
    must: unit_entry is present
    message: {id: 'unit {unit} tidak dikenal'}
  - id: MB012
    title: {id: t}
    source: s
    sure: A
    severity: error
    benefit: efficiency
    for: steps
    must: duration <= lookup(batas, verb).paling_lama
    message: {id: '{duration} melebihi {lookup(batas, verb).paling_lama}'}
";

const DRAFT: &str = "\
judul: Pengelolaan Surat Masuk
unit: Subbag KUL
disahkan_oleh: {jabatan: Kepala Subbagian, nama: Nama Pejabat}
pelaksana: [Pejabat Pembuat Komitmen (PPK), Arsipars]
kegiatan:
  - {no: 1, uraian: Memeriksa berkas, pelaksana: PPK, waktu: 4 hari}
  - {no: 2, uraian: Mencatat berkas, pelaksana: Arsipars, waktu: 2 jam}
";

const DATA: &str = "\
positions:
  - {name: Pejabat Pembuat Komitmen, aliases: [PPK], rank: 3}
  - {name: Kepala Subbagian, rank: 4}
  - {name: Arsiparis, rank: 5}
units:
  - {name: \"Subbagian Keuangan, Umum, dan Logistik\", aliases: [Subbag KUL], sop_required: true}
calendar: {working_day: 7.5 hours, plain_day: working}
tables:
  batas:
    rows: [[mencatat, 1 hours]]
";

fn office(name: &str, data: Option<&str>) -> Folder {
    let folder = Folder::new(name);
    folder.write("uji.yaml", PACK);
    folder.write("draf.sop.yaml", DRAFT);
    let project = if data.is_some() { "project: data/organisasi.yaml\n" } else { "" };
    folder.write("soplint.yaml", format!("extends: [./uji.yaml]\n{project}"));
    if let Some(data) = data {
        folder.write("data/organisasi.yaml", data);
    }
    folder
}

fn lines(ran: &Ran) -> Vec<&str> {
    ran.stdout.lines().filter_map(|line| line.strip_prefix("draf.sop.yaml:")).collect()
}

#[test]
fn rules_reach_what_the_project_lists() {
    let folder = office("project-data", Some(DATA));
    let ran = soplint(folder.path(), &["check", "-f", "concise", "draf.sop.yaml"]);
    assert_eq!(
        lines(&ran),
        [
            "3:26: error[AC009] Kepala Subbagian berjenjang 4",
            "4:45: warning[AC008] `Arsipars` tidak ada dalam peta jabatan; terdekat: Arsiparis",
            "6:62: error[MB012] 4 hari melebihi 3 hari kerja",
            "7:66: error[MB012] 2 jam melebihi 1 jam",
        ],
        "{}",
        ran.stderr
    );
}

#[test]
fn without_the_data_nothing_is_said_and_nothing_is_called_right() {
    let folder = office("project-none", None);
    let ran = soplint(folder.path(), &["check", "-f", "json", "draf.sop.yaml"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(report["findings"], serde_json::json!([]), "{}", ran.stderr);
    let outcomes = &report["documents"][0]["outcomes"];
    assert_eq!((&outcomes["not_decidable"], &outcomes["pass"]), (&4.into(), &0.into()), "{outcomes}");
}

#[test]
fn mistakes_in_the_data_are_shown_at_their_place() {
    let wrong = "\
position: []
units: [{nama: Subbag}]
calendar: {working_day: 7 jam, plain_day: kerja}
tables: {batas: {rows: [[mencatat, satu jam]]}}
";
    let folder = office("project-wrong", Some(wrong));
    let ran = soplint(folder.path(), &["check", "draf.sop.yaml"]);
    assert_eq!(ran.code, 2);
    for place in ["1:1", "2:10", "3:25", "3:43", "4:36"] {
        assert!(ran.stderr.contains(&format!("data/organisasi.yaml:{place}\n")), "{place}\n{}", ran.stderr);
    }
    assert!(ran.stderr.contains("did you mean 'positions'?"), "{}", ran.stderr);
    folder.write("soplint.yaml", "extends: [./uji.yaml]\nproject: data/tidak-ada.yaml\n");
    let ran = soplint(folder.path(), &["check", "draf.sop.yaml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("soplint.yaml:2:10"), "{}", ran.stderr);
}

#[test]
fn a_calendar_of_impossible_and_repeated_days_is_no_calendar() {
    let wrong = "\
calendar:
  working_week: 9
  working_month: dua puluh
  national_holidays: ya
  holidays: [2026-02-30, 2026-01-01, 2026-03-20, 2026-01-01, besok]
";
    let folder = office("project-calendar", Some(wrong));
    let ran = soplint(folder.path(), &["check", "draf.sop.yaml"]);
    assert_eq!(ran.code, 2);
    for place in ["2:17", "3:18", "4:22", "5:14", "5:50", "5:62"] {
        assert!(ran.stderr.contains(&format!("data/organisasi.yaml:{place}\n")), "{place}\n{}", ran.stderr);
    }
    assert!(ran.stderr.contains("the holiday 2026-01-01 is listed twice"), "{}", ran.stderr);
}

/// Runs on the invented secretariat with what it knows of itself.
fn secretariat(arguments: &[&str]) -> Ran {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings = ["--config", "fixtures/kpu-keuangan/soplint.yaml", "--today", "2026-03-01"];
    soplint(root, &[&["check"], &settings[..], arguments].concat())
}

fn report(ran: &Ran) -> serde_json::Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}\n{}", ran.stderr))
}

#[test]
fn with_its_roster_and_log_everything_about_an_office_is_decided() {
    let ran = secretariat(&["-f", "json", "fixtures/kpu-keuangan/final"]);
    let report = report(&ran);
    assert_eq!(report["findings"], serde_json::json!([]));
    assert_eq!(report["summary"]["outcomes"]["not_decidable"], 0, "{}", report["summary"]);
}

#[test]
fn inspect_shows_what_check_judges() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings = ["--config", "fixtures/kpu-keuangan/soplint.yaml", "-f", "json"];
    let ran =
        soplint(root, &[&["inspect"], &settings[..], &["fixtures/kpu-keuangan/final/pengajuan-up.sop.md"]].concat());
    let document = &report(&ran)[0]["document"];
    assert_eq!(document["file_name"]["text"], "pengajuan-up.sop.md");
    for known in [&document["unit_entry"], &document["actors"][0]["post"], &document["legal_basis"][0]["law"]] {
        assert_eq!(known["state"], "present", "{known}");
    }
}

#[test]
fn what_no_sop_is_about_is_found_in_the_roster() {
    let roster = "units:\n  - {name: Sekretariat}\n  - {name: Subbagian Umum, parent: Sekretariat}\n  - {name: Subbagian Hukum, parent: Sekretariat, tasks: [Penyusunan keputusan]}\n";
    let folder = Folder::new("project-roster");
    folder.write("soplint.yaml", "extends: [sop-ap]\nproject: roster.yaml\n");
    folder.write("roster.yaml", roster);
    folder.write("sop/a.sop.yaml", "judul: Pengelolaan Surat Masuk\nunit: Subbagian Umum\n");
    let run = |arguments: &[&str]| soplint(folder.path(), &[&["check", "--select", "AR013,AR014"], arguments].concat());
    let ran = run(&["-f", "concise", "sop"]);
    let expected = [
        "roster.yaml:4:12: warning[AR013] belum ada SOP yang berlaku untuk unit `Subbagian Hukum`",
        "roster.yaml:4:58: info[AR014] belum ada SOP untuk tugas `Penyusunan keputusan` (Subbagian Hukum)",
    ];
    let found: Vec<&str> = ran.stdout.lines().filter(|line| line.starts_with("roster.yaml")).collect();
    assert_eq!(found, expected, "{}", ran.stdout);
    let whole = report(&run(&["-f", "json", "sop"]));
    assert_eq!(
        (&whole["summary"]["documents"], &whole["summary"]["warning"]),
        (&1.into(), &1.into()),
        "a roster is no document"
    );
    assert_eq!(whole["documents"].as_array().map(Vec::len), Some(1));
    assert_eq!(whole["findings"][0]["location"]["path"], "roster.yaml");
    // A single file tells nothing of what the archive lacks, and neither does a folder of which something was not read.
    assert_eq!(report(&run(&["-f", "json", "sop/a.sop.yaml"]))["findings"], serde_json::json!([]));
    folder.write("sop/scan.pdf", "%PDF-1.4\n");
    let partly = report(&run(&["-f", "json", "sop"]));
    let rules: Vec<&str> =
        partly["findings"].as_array().expect("a list").iter().filter_map(|finding| finding["rule"].as_str()).collect();
    assert!(!rules.contains(&"AR013") && !rules.contains(&"AR014"), "{rules:?}");
}

#[test]
fn the_archive_is_judged_alike_by_any_number_of_threads() {
    let one = secretariat(&["-f", "json", "-j", "1", "fixtures/kpu-keuangan"]);
    for threads in ["2", "7"] {
        let many = secretariat(&["-f", "json", "-j", threads, "fixtures/kpu-keuangan"]);
        assert!(one.stdout == many.stdout, "{threads} threads");
    }
    assert!(one.stdout.contains("AR002"), "the number 008 is not used");
}

#[test]
fn what_does_not_fit_together_in_a_roster_is_shown_at_its_place() {
    let roster = "\
units:
  - {name: Sekretariat, parent: Subbagian Umum}
  - {name: Subbagian Umum, aliases: [Umum], parent: Sekretariat}
  - {name: Subbagian Hukum, aliases: [Umum], parent: Sekretariat KPU, valid_from: 2021-02-30}
positions:
  - {name: Sekretaris, unit: Sekretariatt, approves: [Subbagian Hukun, mikro]}
  - {name: SEKRETARIS, valid_from: 2021-01-01, valid_to: 2020-12-31}
  - {name: Arsiparis, holders: [{name: Nama Contoh, from: 2025-01-01, to: 2024-01-01}, {from: 2025-01-01}]}
";
    let folder = office("project-misfit", Some(roster));
    let ran = soplint(folder.path(), &["check", "draf.sop.yaml"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    for (place, message) in [
        ("2:33", "the unit 'Sekretariat' is above itself"),
        ("4:39", "'Umum' is already the name of a unit"),
        ("4:54", "no unit 'Sekretariat KPU'"),
        ("4:83", "'2021-02-30' is no day"),
        ("6:30", "no unit 'Sekretariatt'"),
        ("6:55", "no unit and no kind of SOP 'Subbagian Hukun'"),
        ("7:12", "'SEKRETARIS' is already the name of a position"),
        ("7:58", "'valid_to' 2020-12-31 is before 'valid_from' 2021-01-01"),
        ("8:75", "'to' 2024-01-01 is before 'from' 2025-01-01"),
        ("8:89", "a holder has no 'name'"),
    ] {
        assert!(ran.stderr.contains(&format!("data/organisasi.yaml:{place}\n")), "{place} {message}\n{}", ran.stderr);
        assert!(ran.stderr.contains(message), "{message}\n{}", ran.stderr);
    }
    assert!(ran.stderr.contains("10 mistakes"), "{}", ran.stderr);
}

#[test]
fn the_rosters_that_are_shipped_load_and_fit_together() {
    for roster in ["kpu-kabupaten-kota", "kpu-provinsi"] {
        let folder = Folder::new(&format!("roster-{roster}"));
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("rules/rosters/{roster}.yaml"));
        folder.write("roster.yaml", std::fs::read_to_string(path).expect("a roster"));
        folder.write("soplint.yaml", "extends: [kpu]\nproject: roster.yaml\n");
        folder.write("a.sop.yaml", "unit: KUL\npelaksana: [Kasubbag KUL, PPK, Kepala Bagian Hukum]\n");
        let ran = soplint(folder.path(), &["check", "--select", "ID018,AC008", "-f", "json", "a.sop.yaml"]);
        assert!(ran.stderr.is_empty(), "{roster}: {}", ran.stderr);
        let findings = &report(&ran)["findings"];
        assert!(
            findings.as_array().is_some_and(|findings| findings.iter().all(|finding| finding["rule"] == "AC008")),
            "{findings}"
        );
    }
}
