//! Overrides of the settings: what is different for some documents, as the users of a project meet it.

mod support {
    pub(crate) mod program;
}

use serde_json::Value as Json;
use support::program::{Folder, Ran, soplint};

/// An SOP that says where it stands in its life, and has neither dates nor a signature.
fn sop(number: &str, unit: &str, status: &str) -> String {
    format!(
        "nomor: {number}\njudul: Pengelolaan Arsip {number}\nunit: {unit}\nstatus: {status}\nkegiatan:\n  - {{no: 1, uraian: Mencatat surat}}\n"
    )
}

/// Four documents of two units in three folders.
fn project(name: &str, settings: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("soplint.yaml", settings);
    folder.write("sop/layanan/a.sop.yaml", sop("01", "Bidang Layanan", "berlaku"));
    folder.write("sop/layanan/b.sop.yaml", sop("02", "Seksi Loket", "konsep"));
    folder.write("sop/umum/c.sop.yaml", sop("03", "Bagian Umum", "berlaku"));
    folder.write("d.sop.yaml", sop("04", "Bagian Umum", "direviu"));
    folder
}

fn report(ran: &Ran) -> Json {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr))
}

/// The findings of some rules, in order: `a ID005 error`.
fn findings(folder: &Folder, rules: &str, arguments: &[&str]) -> Vec<String> {
    let report = report(&soplint(folder.path(), &[&["check", "-f", "json", "--select", rules], arguments].concat()));
    let of = |finding: &Json| {
        let text = |value: &Json| value.as_str().expect("a text").to_owned();
        let path = text(&finding["location"]["path"]);
        let name = path.rsplit('/').next().and_then(|name| name.strip_suffix(".sop.yaml")).expect("the name of a file");
        format!("{name} {} {}", text(&finding["rule"]), text(&finding["severity"]))
    };
    report["findings"].as_array().expect("a list").iter().map(of).collect()
}

/// The phase of each document.
fn phases(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let report = report(&soplint(folder.path(), &[&["check", "-f", "json"], arguments].concat()));
    let documents = report["documents"].as_array().expect("a list").iter();
    documents.map(|document| document["phase"].as_str().expect("a phase").to_owned()).collect()
}

const REASON: &str = "reason: Diisi saat pengesahan";

#[test]
fn without_overrides_the_rules_hold_as_they_are() {
    let folder = project("over-none", "language: id\n");
    let all = ["d ID005 info", "a ID005 error", "b ID005 info", "c ID005 error"];
    assert_eq!(findings(&folder, "ID005", &[]), all);
}

#[test]
fn a_severity_is_another_for_the_documents_of_a_path() {
    let settings = format!(
        "overrides:\n  - match: {{path: \"sop/layanan/**\"}}\n    change:\n      ID005: {{severity: warning, {REASON}}}\n"
    );
    let folder = project("over-path", &settings);
    let all = ["d ID005 info", "a ID005 warning", "b ID005 warning", "c ID005 error"];
    assert_eq!(findings(&folder, "ID005", &[]), all);
    assert_eq!(findings(&folder, "ID005", &["sop/layanan/a.sop.yaml"]), all[1..2], "named by itself");
    let full = folder.path().join("sop").to_string_lossy().into_owned();
    assert_eq!(findings(&folder, "ID005", &[&full]), all[1..], "named from the root of the disk");
    let below = soplint(&folder.path().join("sop/layanan"), &["check", "--select", "ID005", "-f", "concise"]);
    assert!(below.stdout.contains("a.sop.yaml:2:8: warning[ID005]"), "from within: {}{}", below.stdout, below.stderr);
}

#[test]
fn a_unit_is_found_by_its_name_however_it_is_written() {
    let folder = project(
        "over-unit",
        "overrides:\n  - match: {unit: [bagian  UMUM]}\n    change:\n      ID019: {severity: error}\n",
    );
    assert_eq!(
        findings(&folder, "ID019", &[]),
        ["d ID019 error", "a ID019 warning", "b ID019 warning", "c ID019 error"]
    );
}

#[test]
fn the_units_below_a_unit_are_meant_where_the_project_lists_them() {
    let settings = "project: unit.yaml\noverrides:\n  - match: {unit: Bid. Layanan}\n    change:\n      ID019: {severity: error}\n";
    let folder = project("over-roster", settings);
    folder.write("unit.yaml", "units:\n  - {name: Bidang Layanan, aliases: [Bid. Layanan]}\n  - {name: Seksi Loket, parent: Bidang Layanan}\n  - {name: Bagian Umum}\n");
    assert_eq!(
        findings(&folder, "ID019", &[]),
        ["d ID019 warning", "a ID019 error", "b ID019 error", "c ID019 warning"]
    );
}

#[test]
fn the_status_a_document_states_is_compared_in_any_of_its_words() {
    for (word, meant) in [("draft", "b"), ("konsep", "b"), ("review", "d"), ("in_review", "d"), ("Direviu", "d")] {
        let settings =
            format!("overrides:\n  - match: {{status: {word}}}\n    change:\n      ID019: {{severity: error}}\n");
        let folder = project("over-status", &settings);
        let found = findings(&folder, "ID019", &[]);
        let errors: Vec<&str> = found.iter().filter_map(|found| found.strip_suffix(" ID019 error")).collect();
        assert_eq!(errors, [meant], "{word}");
    }
    let settings = "overrides:\n  - match: {status: final}\n    change:\n      ID019: {severity: error}\n";
    let folder = project("over-final", settings);
    folder.write("e.sop.yaml", sop("05", "Bagian Umum", "").replace("status: \n", ""));
    let expected = ["d ID019 warning", "e ID019 warning", "a ID019 error", "b ID019 warning", "c ID019 error"];
    assert_eq!(findings(&folder, "ID019", &[]), expected, "a document that states none has none");
}

#[test]
fn all_conditions_of_a_match_must_hold() {
    let settings = "overrides:\n  - match: {unit: Bagian Umum, path: [sop/, lain/], status: final}\n    change:\n      ID019: {severity: error}\n";
    let folder = project("over-all", settings);
    assert_eq!(
        findings(&folder, "ID019", &[]),
        ["d ID019 warning", "a ID019 warning", "b ID019 warning", "c ID019 error"]
    );
}

#[test]
fn the_phase_of_an_override_beats_the_file_and_the_command_line_beats_both() {
    let folder = project("over-phase", "phase: review\noverrides:\n  - match: {path: sop/layanan}\n    phase: draft\n");
    assert_eq!(phases(&folder, &[]), ["review", "draft", "draft", "review"]);
    assert_eq!(phases(&folder, &["--phase", "final"]), ["final"; 4]);
    let by_status = project("over-phase-status", "overrides:\n  - match: {status: berlaku}\n    phase: draft\n");
    assert_eq!(phases(&by_status, &[]), ["review", "draft", "draft", "draft"], "the others by what they state");
}

#[test]
fn of_each_key_the_last_match_holds() {
    let settings = "overrides:
  - match: {path: \"**\"}
    phase: draft
    change:
      ID019: {severity: error}
      ID021: {severity: error}
  - match: {path: sop/**}
    change:
      ID019: {severity: info}
  - match: {path: sop/umum}
    phase: review
";
    // Weaker than the pack, which is no error there.
    let folder = project("over-last", settings);
    let expected = [
        "d ID019 error",
        "d ID021 error",
        "a ID019 info",
        "a ID021 error",
        "b ID019 info",
        "b ID021 error",
        "c ID019 info",
        "c ID021 error",
    ];
    assert_eq!(findings(&folder, "ID019,ID021", &[]), expected);
    assert_eq!(phases(&folder, &[]), ["draft", "draft", "draft", "review"]);
}

#[test]
fn a_rule_that_is_off_for_a_document_is_not_applicable_to_it() {
    let settings =
        "overrides:\n  - match: {path: sop/umum}\n    disable: [ID019, {rule: ID005, reason: Belum berlaku}]\n";
    let folder = project("over-off", settings);
    assert_eq!(
        findings(&folder, "ID019,ID005", &["sop"]),
        ["a ID005 error", "a ID019 warning", "b ID005 info", "b ID019 warning"]
    );
    let report = report(&soplint(folder.path(), &["check", "-f", "json", "--select", "ID019,ID005", "sop/umum"]));
    let document = &report["documents"][0];
    assert_eq!(document["outcomes"]["not_applicable"], 2, "{document}");
    let off = serde_json::json!([{"rule": "ID005", "reason": "Belum berlaku"}, {"rule": "ID019", "reason": null}]);
    assert_eq!(document["disabled"], off);
    let told = soplint(folder.path(), &["check", "--select", "ID019,ID005"]).stdout;
    let line = "\ndimatikan di sebagian dokumen: ID005 (1), ID019 (1) (`soplint config show --origin FILE`)\n";
    assert!(told.contains(line), "{told}");
}

#[test]
fn findings_of_the_archive_are_those_of_their_document() {
    let settings = "overrides:
  - match: {path: sop/umum}
    disable: [{rule: AR001, reason: Nomor lama}]
  - match: {path: sop/layanan}
    change:
      AR001: {severity: info, reason: Sedang dinomori ulang}
";
    let folder = project("over-archive", settings);
    for name in ["sop/layanan/a.sop.yaml", "sop/umum/c.sop.yaml", "d.sop.yaml"] {
        folder.write(name, sop("01", "Bagian Umum", "berlaku"));
    }
    assert_eq!(
        findings(&folder, "AR001", &[]),
        ["d AR001 error", "a AR001 info"],
        "the others still share the number of c"
    );
    let report = report(&soplint(folder.path(), &["check", "-f", "json", "--select", "AR001"]));
    let counts: Vec<&Json> = report["documents"].as_array().expect("a list").iter().map(|of| &of["outcomes"]).collect();
    assert_eq!((&counts[3]["not_applicable"], &counts[3]["finding"]), (&1.into(), &0.into()), "c");
}

#[test]
fn an_override_changes_the_exit_code() {
    let settings =
        format!("overrides:\n  - match: {{path: sop}}\n    change:\n      ID005: {{severity: warning, {REASON}}}\n");
    let folder = project("over-exit", &settings);
    assert_eq!(soplint(folder.path(), &["check", "--select", "ID005"]).code, 0);
    assert_eq!(soplint(folder.path(), &["check", "--select", "ID005", "--isolated"]).code, 1);
}

#[test]
fn an_override_for_no_document_is_told_when_the_whole_project_was_seen() {
    let settings = "language: id\noverrides:\n  - match: {path: sop/layanna}\n    phase: draft\n  - match: {path: sop/umum}\n    phase: draft\n";
    let folder = project("over-idle", settings);
    let note = "soplint: soplint.yaml:3: tidak ada dokumen yang cocok dengan {path: sop/layanna}\n";
    assert_eq!(soplint(folder.path(), &["check"]).stderr, note);
    assert_eq!(
        soplint(folder.path(), &["check", "--lang", "en"]).stderr,
        note.replace("tidak ada dokumen yang cocok dengan", "no document matches")
    );
    assert_eq!(soplint(folder.path(), &["check", "sop"]).stderr, "", "what was not looked at may be meant");
    let unread =
        project("over-idle-unread", "overrides:\n  - match: {path: e.docx, unit: Bagian Umum}\n    phase: draft\n");
    unread.write("e.docx", "PK");
    assert_eq!(soplint(unread.path(), &["check"]).stderr, "", "of what cannot be read nobody knows the unit");
}

#[test]
fn examples_of_rules_know_no_overrides() {
    let folder = project("over-examples", "overrides:\n  - match: {path: \"**\"}\n    disable: [ST006]\n");
    let ran = soplint(folder.path(), &["test", "sop-ap", "--select", "ST006"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn what_is_in_force_for_a_document_is_shown_with_the_place_of_each_override() {
    let settings = "language: id
phase: final
change:
  ID019: {severity: info}
disable: [ID022]
overrides:
  - match: {path: sop/**}
    phase: review
    change:
      ID019: {severity: error}
      ID005: {severity: {final: warning}, reason: Diisi saat pengesahan}
  - match: {status: konsep}
    phase: draft
    disable: [{rule: ID004, reason: Belum bertanggal}]
";
    let folder = project("over-config", settings);
    let show = |arguments: &[&str]| soplint(folder.path(), &[&["config", "show", "--origin"], arguments].concat());
    let shown = show(&["sop/layanan/b.sop.yaml"]).stdout;
    let end = "change:
  ID005:
    reason: Diisi saat pengesahan
    severity: {final: warning}  # soplint.yaml:11
  ID019:
    severity: error  # soplint.yaml:10
disable:
  - {rule: ID022}  # soplint.yaml:5
  - {rule: ID004, reason: Belum bertanggal}  # soplint.yaml:14
";
    assert!(shown.ends_with(end), "{shown}");
    assert!(shown.contains("\nphase: draft  # soplint.yaml:13; over soplint.yaml:8; over soplint.yaml:2\n"), "{shown}");
    let other = show(&["d.sop.yaml"]).stdout;
    assert!(other.contains("\nphase: final  # soplint.yaml:2\n") && other.contains("severity: info"), "{other}");
    assert_eq!(show(&[]).stdout, other, "nothing is different for it");
    folder.write("soplint.yaml", "language: id\n");
    let stated = show(&["d.sop.yaml"]).stdout;
    assert!(stated.contains("\nphase: review  # the status of the document\n"), "{stated}");
}

#[test]
fn of_a_file_that_cannot_be_read_nothing_is_said() {
    let folder = project("over-config-unread", "language: id\n");
    folder.write("e.docx", "PK");
    let show = |name| soplint(folder.path(), &["config", "show", name]);
    let (broken, missing) = (show("e.docx"), show("f.docx"));
    assert_eq!((broken.code, broken.stdout.as_str()), (3, ""));
    assert!(broken.stderr.starts_with("soplint: e.docx: EN"), "{}", broken.stderr);
    assert_eq!(missing.code, 2);
}
