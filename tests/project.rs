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
