//! Layers: packs that rest on packs, and the settings of a project, as their users meet them.

mod support {
    pub(crate) mod program;
}

use support::program::{Folder, soplint, soplint_with};

/// A pack with a rule of its own on top of the shipped one.
const OFFICE: &str = "\
pack: kantor
version: 0.1.0
model: 1
languages: [id, en]
extends: [sop-ap@1]
sources:
  edaran: {title: Surat Edaran Sekretaris}
params:
  latest_start: 2 months
lists:
  vague: {id: {add: [sesuai jadwal KPU], remove: [kurang lebih]}}
change:
  ST006: {severity: error}
rules:
  - id: KU001
    title: {id: Unit disebut, en: The unit is named}
    source: edaran butir 1
    sure: A
    severity: error
    benefit: accountability
    require: [unit]
    message: {id: \"{field} belum diisi\", en: \"{field} is missing\"}
";

const DRAFT: &str = "\
nomor: SOP-001/KUL/9999/2025
judul: Pengelolaan Surat Masuk
tanggal_pembuatan: 6 Januari 2025
tanggal_efektif: 1 Juni 2026
kegiatan:
  - {no: 1, uraian: Mencatat surat sesuai jadwal KPU, waktu: kurang lebih 5 menit}
";

/// The findings of some rules as `rule severity`.
fn findings(folder: &Folder, arguments: &[&str]) -> (i32, Vec<String>) {
    let ran = soplint(folder.path(), &[&["check", "-f", "json", "draf.sop.yaml"], arguments].concat());
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let found = report["findings"].as_array().expect("a list").iter().map(|finding| {
        format!("{} {}", finding["rule"].as_str().expect("an id"), finding["severity"].as_str().expect("a word"))
    });
    (ran.code, found.collect())
}

fn office(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("paket/kantor.yaml", OFFICE);
    folder.write("draf.sop.yaml", DRAFT);
    folder
}

#[test]
fn a_pack_adds_to_the_pack_below_and_changes_it_key_by_key() {
    let folder = office("layer-adds");
    let select = ["--rules", "paket/kantor.yaml", "--select", "KU001,ST006,ID012,ID001"];
    let (code, found) = findings(&folder, &select);
    assert_eq!(code, 1);
    assert_eq!(
        found,
        ["KU001 error", "ID012 warning", "ST006 error"],
        "its rule, its parameter, its word and severity"
    );
    let below = ["--select", "ST006,ID012,ID001"];
    assert_eq!(findings(&folder, &below), (0, vec![]), "the pack below stays as it is for others");
}

#[test]
fn settings_are_found_upwards_and_have_the_last_word() {
    let folder = office("layer-settings");
    folder.write(
        "soplint.yaml",
        "extends: [paket/kantor.yaml]\nchange:\n  KU001: {severity: info, reason: Unit menyusul}\n  ST006: {severity: info, reason: x}\ndisable: [ID012]\n",
    );
    let (code, found) = findings(&folder, &["--select", "KU001,ST006,ID001"]);
    assert_eq!((code, found), (0, vec!["KU001 info".to_owned(), "ST006 info".to_owned()]));
    let told = soplint(folder.path(), &["check", "draf.sop.yaml"]).stdout;
    assert!(told.contains("\ndimatikan: ID012 (`soplint config show --origin`)\n"), "{told}");
    for asked in [&["explain", "ID012"][..], &["check", "--select", "ID012", "draf.sop.yaml"]] {
        let refused = soplint(folder.path(), asked);
        assert_eq!(refused.code, 2);
        assert!(refused.stderr.contains("rule 'ID012' is switched off\n"), "{}", refused.stderr);
    }
    folder.write("bawah/lagi/draf.sop.yaml", DRAFT);
    let below = soplint(&folder.path().join("bawah/lagi"), &["rules"]);
    assert!(below.stdout.contains("KU001") && !below.stdout.contains("ID012"), "{}", below.stdout);
    let isolated = soplint(&folder.path().join("bawah"), &["rules", "--isolated"]);
    assert!(!isolated.stdout.contains("KU001") && isolated.stdout.contains("ID012"), "{}", isolated.stdout);
    let explained = soplint(folder.path(), &["explain", "KU001"]);
    assert!(explained.stdout.contains("`severity` oleh soplint.yaml — Unit menyusul"), "{}", explained.stdout);
}

#[test]
fn a_folder_of_packs_may_be_extended() {
    let folder = office("layer-folder");
    folder.write("soplint.yaml", "extends: [./paket/]\n");
    let rules = soplint(folder.path(), &["rules"]);
    assert!(rules.stdout.contains("KU001"), "{}{}", rules.stdout, rules.stderr);
    folder.write("paket/draf.sop.yaml", DRAFT);
    folder.write("paket/soplint.yaml", "disable: [ID012]\n");
    assert_eq!(
        soplint(folder.path(), &["rules"]).stdout,
        rules.stdout,
        "procedures and settings beside packs are no packs"
    );
    folder.write("soplint.yaml", "extends: [./tidak-ada/]\n");
    let refused = soplint(folder.path(), &["rules"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("soplint.yaml:1:11") && refused.stderr.contains("PK040"), "{}", refused.stderr);
}

#[test]
fn a_misspelt_parameter_in_settings_is_told_the_one_that_is_used() {
    let folder = office("layer-misspelt");
    folder.write("soplint.yaml", "extends: ./paket/kantor.yaml\nparams:\n  latest_strat: 3 months\n");
    let told = soplint(folder.path(), &["rules"]).stderr;
    assert!(told.contains("PK052") && told.contains("did you mean 'latest_start', which is used?"), "{told}");
}

#[test]
fn settings_speak_for_language_phase_and_gate_and_the_command_line_over_them() {
    let folder = office("layer-values");
    folder.write("soplint.yaml", "language: en\nphase: draft\nfail_on: never\n");
    let ran = soplint(folder.path(), &["check", "-f", "json", "draf.sop.yaml"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((ran.code, &report["run"]["language"], &report["run"]["phase"]), (0, &"en".into(), &"draft".into()));
    assert!(report["summary"]["error"].as_u64().expect("a number") > 0);
    let ran =
        soplint(folder.path(), &["check", "-f", "json", "draf.sop.yaml", "--fail-on", "error", "--phase", "final"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((ran.code, &report["run"]["phase"]), (1, &"final".into()));
    let ran = soplint_with(folder.path(), &["rules"], b"", &[("SOPLINT_LANG", "id")]);
    assert!(ran.stdout.contains("menjelaskan satu aturan"), "{}", ran.stdout);
}

#[test]
fn config_show_says_where_each_value_comes_from() {
    let folder = office("layer-origin");
    let settings = "# Setelan\nlanguage: en\nextends: [paket/kantor.yaml]\nparams:\n  latest_start: 3 months\nchange:\n  KU001: {severity: warning, reason: Masa peralihan}\ndisable:\n  - {rule: ID016, reason: Nomenklatur}\n";
    folder.write("soplint.yaml", settings);
    let shown = soplint(folder.path(), &["config", "show", "--origin"]).stdout;
    let shipped = soplint::pack::shipped("sop-ap").expect("the pack").text;
    let vague = shipped.lines().position(|line| line == "  vague:").expect("the list") + 1;
    let edited = format!(
        "  # vague: {{id: {{add: [sesuai jadwal KPU], remove: [kurang lebih]}}}}  # paket/kantor.yaml:11; over sop-ap@1.0.0:{vague}"
    );
    for line in [
        edited.as_str(),
        "  - sop-ap@1.0.0  # shipped",
        "  - ./paket/kantor.yaml  # paket/kantor.yaml",
        "language: en  # soplint.yaml:2",
        "fail_on: error  # built in",
        "  latest_start: 3 months  # soplint.yaml:5; over paket/kantor.yaml:9",
        "    severity: warning  # soplint.yaml:7",
        "    reason: Masa peralihan",
        "    severity: error  # paket/kantor.yaml:13",
        "  - {rule: ID016, reason: Nomenklatur}  # soplint.yaml:9",
    ] {
        assert!(shown.lines().any(|found| found == line), "{line}\nis not in\n{shown}");
    }
    // What it prints are settings themselves, with which the same rules are in force.
    let plain = soplint(folder.path(), &["config", "show"]).stdout;
    folder.write("sama.yaml", &plain);
    let rules = |arguments: &[&str]| soplint(folder.path(), &[&["rules", "-f", "json"], arguments].concat()).stdout;
    let (same, before) = (rules(&["--config", "sama.yaml"]), rules(&[]));
    assert!(same == before && !same.is_empty(), "{plain}\ngives other rules");
}

#[test]
fn packs_side_by_side_keep_their_own_words_and_share_no_id() {
    let folder = Folder::new("layer-side");
    let pack = |name: &str, id: &str, word: &str| {
        format!(
            "pack: {name}\nversion: 0.1.0\nmodel: 1\nlanguages: [id]\nsources: {{s: {{title: S}}}}\nlists: {{kabur: {{id: [{word}]}}}}\nrules:\n  - id: {id}\n    title: {{id: t}}\n    source: s\n    sure: A\n    severity: error\n    benefit: unambiguous\n    forbid-terms: {{in: title, lists: [kabur]}}\n    message: {{id: '{{term}}'}}\n"
        )
    };
    folder.write("a.yaml", pack("a", "AA001", "surat"));
    folder.write("b.yaml", pack("b", "BB001", "masuk"));
    folder.write("draf.sop.yaml", DRAFT);
    let (_, found) = findings(&folder, &["--rules", "a.yaml", "--rules", "b.yaml"]);
    assert_eq!(found, ["AA001 error", "BB001 error"]);
    folder.write("b.yaml", pack("b", "AA001", "masuk"));
    let refused = soplint(folder.path(), &["rules", "--rules", "a.yaml", "--rules", "b.yaml"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("rule AA001 is in pack 'a' already"), "{}", refused.stderr);
}

#[test]
fn a_layer_above_settles_what_its_bases_disagree_about() {
    let folder = office("layer-settles");
    let branch = |name: &str, value: &str| {
        format!(
            "pack: {name}\nversion: 1.0.0\nmodel: 1\nlanguages: [id, en]\nextends: [sop-ap]\nparams: {{latest_start: {value}}}\nchange: {{ST006: {{severity: {}}}}}\n",
            if value.starts_with('4') { "info" } else { "error" }
        )
    };
    folder.write("a.yaml", branch("a", "4 months"));
    folder.write("b.yaml", branch("b", "5 months"));
    folder.write("soplint.yaml", "extends: [a.yaml, b.yaml]\n");
    let refused = soplint(folder.path(), &["rules"]);
    assert_eq!((refused.code, refused.stderr.matches("PK043").count()), (2, 2), "{}", refused.stderr);
    let settled = "extends: [a.yaml, b.yaml]\nparams: {latest_start: 6 months}\nchange: {ST006: {severity: warning, reason: x}}\n";
    folder.write("soplint.yaml", settled);
    let rules = soplint(folder.path(), &["rules"]);
    assert_eq!(rules.code, 0, "{}", rules.stderr);
}

/// A pack of one warning for the review, with a table that others fill.
const LIMITS: &str = "\
pack: batas
version: 1.0.0
model: 1
languages: [id]
sources: {s: Sumber}
tables:
  limit: {key: text, columns: {longest: duration}}
rules:
  - id: BT001
    title: {id: t}
    source: s
    sure: A
    severity: warning
    phase: [review]
    benefit: efficiency
    for: steps
    must: duration <= lookup(limit, verb).longest
    message: {id: '{duration}'}
";

/// A pack on top of that one.
fn on_limits(name: &str, rest: &str) -> String {
    format!("pack: {name}\nversion: 1.0.0\nmodel: 1\nlanguages: [id]\nextends: [batas.yaml]\n{rest}")
}

const STEPS: &str = "\
kegiatan:
  - {no: 1, uraian: Memeriksa surat, waktu: 4 hari kerja}
  - {no: 2, uraian: Mengirim surat, waktu: 4 hari kerja}
";

#[test]
fn a_pack_weakens_what_it_finds_below_and_not_what_its_neighbour_made_of_it() {
    let folder = Folder::new("layer-neighbour");
    folder.write("batas.yaml", LIMITS);
    folder.write("a.yaml", on_limits("a", "change: {BT001: {severity: error}}\n"));
    folder.write("b.yaml", on_limits("b", "change: {BT001: {severity: info}}\n"));
    folder.write("soplint.yaml", "extends: [a.yaml, b.yaml]\nchange: {BT001: {severity: warning, reason: x}}\n");
    let rules = soplint(folder.path(), &["rules"]);
    assert_eq!(rules.code, 0, "{}", rules.stderr);
    folder.write("soplint.yaml", "extends: [a.yaml]\nchange: {BT001: {severity: warning}}\n");
    let refused = soplint(folder.path(), &["rules"]);
    assert!(refused.stderr.contains("PK042") && refused.stderr.contains("add 'reason:'"), "{}", refused.stderr);
    folder.write("soplint.yaml", "extends: [a.yaml]\ndisable: [BT001]\n");
    let refused = soplint(folder.path(), &["rules"]).stderr;
    assert!(refused.contains("PK042") && refused.contains("write {rule: BT001, reason: …}"), "{refused}");
}

#[test]
fn a_severity_keeps_the_phases_and_phases_keep_the_severity() {
    let folder = Folder::new("layer-phases");
    folder.write("batas.yaml", LIMITS);
    folder.write("draf.sop.yaml", STEPS);
    let rows = "extends: [batas.yaml]\ntables: {limit: {rows: [[mengirim, 1 working day]]}}\n";
    let found = |change: &str, phase: &str| {
        folder.write("soplint.yaml", format!("{rows}change: {{BT001: {{{change}}}}}\n"));
        findings(&folder, &["--phase", phase]).1
    };
    assert_eq!(found("severity: error", "review"), ["BT001 error"]);
    assert_eq!(found("severity: error", "final"), Vec::<String>::new());
    assert_eq!(found("phase: [review, final]", "final"), ["BT001 warning"]);
    assert_eq!(found("phase: [draft]", "review"), Vec::<String>::new());
}

#[test]
fn several_data_files_add_rows_to_one_table() {
    let folder = Folder::new("layer-rows");
    folder.write("batas.yaml", LIMITS);
    folder.write("draf.sop.yaml", STEPS);
    folder.write("a.yaml", "tables: {limit: {rows: [[mengirim, 1 working day]]}}\n");
    folder.write("b.yaml", "tables: {limit: {rows: [[memeriksa, 1 working day]]}}\n");
    folder.write("soplint.yaml", "extends: [batas.yaml]\nproject: [a.yaml, b.yaml]\n");
    assert_eq!(findings(&folder, &["--phase", "review"]).1, ["BT001 warning", "BT001 warning"]);
    folder.write("b.yaml", "tables: {limit: {rows: [[mengirim, 2 working days]]}}\n");
    let refused = soplint(folder.path(), &["rules"]);
    assert!(refused.stderr.contains("row 'mengirim' of table 'limit'"), "{}", refused.stderr);
    assert!(refused.stderr.contains("leave it out of one of the two files"), "{}", refused.stderr);
    folder.write("b.yaml", "tables: {limt: {rows: [[mengirim, 2 working days]]}}\n");
    let refused = soplint(folder.path(), &["rules"]);
    assert!(refused.stderr.contains("no table 'limt' in the packs below"), "{}", refused.stderr);
    assert!(refused.stderr.contains("did you mean 'limit'?"), "{}", refused.stderr);
    assert_eq!(refused.stderr.matches("error[").count(), 1, "{}", refused.stderr);
}

#[test]
fn what_cannot_be_the_name_of_a_pack_is_no_silent_nothing() {
    let folder = Folder::new("layer-shape");
    for (extends, code) in [("", "PK003"), ("[{a: b}]", "PK021"), ("{a: b}", "PK021"), ("[[a]]", "PK021")] {
        folder.write("soplint.yaml", format!("extends: {extends}\n"));
        let refused = soplint(folder.path(), &["rules"]);
        assert_eq!((refused.code, refused.stderr.matches("error[").count()), (2, 1), "{extends}: {}", refused.stderr);
        assert!(refused.stderr.contains(code), "{extends}: {}", refused.stderr);
    }
}

#[test]
fn config_show_writes_words_that_mean_something_to_yaml_between_quotes() {
    let folder = Folder::new("layer-quotes");
    folder.write("batas.yaml", LIMITS);
    folder.write("a # b.yaml", "units: [{name: 'A: B'}]\n");
    let settings = "\
extends: [batas.yaml]
project: ['a # b.yaml']
tables: {limit: {rows: [['a: b', 1 working day]]}}
change:
  BT001:
    reason: 'lihat: butir 2, [a] # b'
    message: {id: 'terlalu lama: {duration}'}
    help:
      id: |
        singkatkan: satu, dua
    where: number in (\"1\", \"2\")
";
    folder.write("soplint.yaml", settings);
    let shown = soplint(folder.path(), &["config", "show"]);
    folder.write("sama.yaml", &shown.stdout);
    let rules = |arguments: &[&str]| soplint(folder.path(), &[&["rules", "-f", "json"], arguments].concat());
    let (before, same) = (rules(&[]), rules(&["--config", "sama.yaml"]));
    assert_eq!(same.code, 0, "{}\n{}", shown.stdout, same.stderr);
    assert_eq!(before.stdout, same.stdout);
    assert_eq!(soplint(folder.path(), &["config", "show", "--config", "sama.yaml"]).stdout, shown.stdout);
}

#[test]
fn an_empty_variable_is_none_and_isolation_wants_no_settings_of_the_environment() {
    let folder = office("layer-environment");
    let run = |arguments: &[&str], environment: &[(&str, &str)]| {
        let ran = soplint_with(folder.path(), &[&["rules"], arguments].concat(), b"", environment);
        (ran.code, ran.stdout.contains("KU001"))
    };
    folder.write("setelan.yaml", "extends: [paket/kantor.yaml]\n");
    assert_eq!(run(&[], &[("SOPLINT_LANG", ""), ("SOPLINT_CONFIG", ""), ("SOPLINT_TODAY", "")]), (0, false));
    assert_eq!(run(&[], &[("SOPLINT_CONFIG", "setelan.yaml")]), (0, true));
    assert_eq!(run(&["--isolated"], &[("SOPLINT_CONFIG", "setelan.yaml")]), (0, false));
    assert_eq!(run(&["--isolated", "--config", "setelan.yaml"], &[]).0, 2);
}

#[test]
fn a_pack_may_be_utf_16_and_is_told_from_one_that_is_no_text() {
    let folder = office("layer-encoding");
    let units: Vec<u8> = std::iter::once(0xfeff).chain(OFFICE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    folder.write("paket/enam.yaml", &units);
    let rules = soplint(folder.path(), &["rules", "--rules", "paket/enam.yaml"]);
    assert!(rules.stdout.contains("KU001"), "{}", rules.stderr);
    folder.write("paket/enam.yaml", b"pack: caf\xe9\n");
    let refused = soplint(folder.path(), &["rules", "--rules", "paket/enam.yaml"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("byte 9 is not UTF-8"), "{}", refused.stderr);
}
