//! Waivers: findings somebody answers for, in a file and inside documents.

mod support {
    pub(crate) mod program;
}

use support::program::{Folder, Ran, soplint};

/// Two SOPs, each with a time nobody can measure.
fn project(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("soplint.yaml", "language: id\n");
    folder.write("ls.sop.yaml", sop("SOP-001/KUL/9999/2025", "Pengajuan SPM Langsung", "Subbagian Keuangan", "Segera"));
    folder.write("arsip.sop.yaml", sop("SOP-002/KUL/9999/2025", "Peminjaman Arsip", "Subbagian Umum", "Secepatnya"));
    folder
}

fn sop(number: &str, title: &str, unit: &str, time: &str) -> String {
    format!(
        "nomor: {number}\njudul: {title}\nunit: {unit}\nkegiatan:\n  - no: 1\n    uraian: Mencatat surat\n    pelaksana: Arsiparis\n    waktu: {time}\n"
    )
}

fn waiver(place: &str) -> String {
    format!(
        "waivers:\n  - rule: MB003\n    where: {{{place}}}\n    reason: antrean KPPN\n    owner: Subbagian Keuangan\n    approved_by: Sekretaris\n    expires: 2026-06-30\n"
    )
}

/// Checks all of a folder; what is not said otherwise is the same in every run.
fn check(folder: &Folder, more: &[&str]) -> Ran {
    let usual = [["--select", "MB"], ["-f", "concise"], ["--today", "2026-03-01"]];
    let usual = usual.iter().filter(|[name, _]| !more.contains(name)).flatten();
    let all: Vec<&str> = ["check", "."].iter().chain(usual).chain(more).copied().collect();
    soplint(folder.path(), &all)
}

/// The files with an error about a time.
fn unmeasured(ran: &Ran) -> Vec<&str> {
    let lines = ran.stdout.lines().filter(|line| line.contains("error[MB003]"));
    lines.filter_map(|line| line.split(':').next()).collect()
}

#[test]
fn a_waiver_covers_what_fits_everything_it_says() {
    let folder = project("waivers-where");
    let cases = [
        ("path: ls.sop.yaml", vec!["arsip.sop.yaml"]),
        ("path: '*.sop.yaml'", vec![]),
        ("path: 'sub/*.yaml'", vec!["arsip.sop.yaml", "ls.sop.yaml"]),
        ("document: sop-001/kul/9999/2025", vec!["arsip.sop.yaml"]),
        ("unit: Subbagian  Umum", vec!["ls.sop.yaml"]),
        ("text: segera", vec!["arsip.sop.yaml"]),
        ("at: 'steps[].duration', unit: Subbagian Umum", vec!["ls.sop.yaml"]),
        ("at: 'steps[1]'", vec![]),
        ("at: 'steps[2]'", vec!["arsip.sop.yaml", "ls.sop.yaml"]),
        ("path: ls.sop.yaml, text: Secepatnya", vec!["arsip.sop.yaml", "ls.sop.yaml"]),
    ];
    for (place, left) in cases {
        folder.write("soplint.waivers.yaml", waiver(place));
        let ran = check(&folder, &[]);
        assert_eq!(unmeasured(&ran), left, "{place}: {}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn a_waiver_by_fingerprint_covers_that_finding() {
    let folder = project("waivers-fingerprint");
    let json = soplint(folder.path(), &["check", ".", "--select", "MB003", "-f", "json", "--today", "2026-03-01"]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    let print = json["findings"][0]["fingerprint"].as_str().expect("a fingerprint").to_owned();
    folder.write("soplint.waivers.yaml", waiver(&format!("fingerprint: '{print}'")));
    assert_eq!(unmeasured(&check(&folder, &[])), ["ls.sop.yaml"]);
}

#[test]
fn a_missing_value_and_a_finding_of_the_archive_can_be_waived() {
    let folder = project("waivers-missing");
    folder.write("sama.sop.yaml", sop("SOP-001/KUL/9999/2025", "Pemusnahan Arsip", "Subbagian Umum", "\"\""));
    let waivers = "waivers:\n  - rule: MB002\n    where: {at: 'steps[].duration', text: Mencatat surat}\n    reason: x\n    owner: y\n    approved_by: z\n    expires: 2026-06-30\n  - rule: AR001\n    where: {document: SOP-001/KUL/9999/2025}\n    reason: x\n    owner: y\n    approved_by: z\n    expires: 2026-06-30\n";
    let check =
        || soplint(folder.path(), &["check", ".", "--select", "MB002,AR001", "-f", "concise", "--today", "2026-03-01"]);
    let before = check();
    assert!(before.stdout.contains("MB002") && before.stdout.contains("AR001"), "{}", before.stdout);
    folder.write("soplint.waivers.yaml", waivers);
    let after = check();
    assert!(!after.stdout.contains("[MB002]") && !after.stdout.contains("[AR001]"), "{}", after.stdout);
    assert_eq!(after.code, 0, "{}", after.stderr);
}

#[test]
fn a_waiver_that_ended_covers_nothing_and_says_so() {
    let folder = project("waivers-expired");
    folder.write("soplint.waivers.yaml", waiver("path: ls.sop.yaml"));
    let last = check(&folder, &["--today", "2026-06-30", "--select", "MB003"]);
    assert!(last.stdout.contains("soplint.waivers.yaml:7:14: info[WV002]"), "{}", last.stdout);
    assert_eq!(unmeasured(&last), ["arsip.sop.yaml"]);
    let after = check(&folder, &["--today", "2026-07-01"]);
    assert!(after.stdout.contains("soplint.waivers.yaml:7:14: error[WV001]"), "{}", after.stdout);
    assert_eq!(unmeasured(&after), ["arsip.sop.yaml", "ls.sop.yaml"]);
    assert_eq!(after.code, 1);
}

#[test]
fn a_waiver_is_needless_only_when_everything_it_may_mean_was_judged() {
    let folder = project("waivers-unused");
    folder.write("soplint.waivers.yaml", waiver("path: ls.sop.yaml, text: Kapan saja"));
    assert!(check(&folder, &[]).stdout.contains("soplint.waivers.yaml:2:11: warning[WV003]"));
    // Another rule, another document: nothing is known of it.
    let other = soplint(folder.path(), &["check", "arsip.sop.yaml", "-f", "concise", "--today", "2026-03-01"]);
    assert!(!other.stdout.contains("WV003"), "{}", other.stdout);
    let rest = soplint(folder.path(), &["check", ".", "--select", "ST", "-f", "concise", "--today", "2026-03-01"]);
    assert!(!rest.stdout.contains("WV003"), "{}", rest.stdout);
    // A document that is gone can only be missed where everything is seen.
    folder.write("soplint.waivers.yaml", waiver("path: hilang.sop.yaml"));
    assert!(check(&folder, &[]).stdout.contains("WV003"));
    folder.write("rusak.sop.yaml", "judul: \"");
    assert!(!check(&folder, &[]).stdout.contains("WV003"));
}

#[test]
fn auditors_see_everything() {
    let folder = project("waivers-auditor");
    folder.write("soplint.waivers.yaml", waiver("path: '**'"));
    folder.write("tiga.sop.yaml", format!("# soplint: allow-file MB003 reason=x\n{}", sop("3", "C", "D", "Segera")));
    assert_eq!(unmeasured(&check(&folder, &[])).len(), 0);
    assert_eq!(unmeasured(&check(&folder, &["--no-waivers"])).len(), 3);
}

#[test]
fn mistakes_in_the_file_stop_the_run_at_their_places() {
    let folder = project("waivers-mistakes");
    let whole = "reason: x\n    owner: y\n    approved_by: z\n    expires: 2026-06-30\n";
    let entry = |rule: &str, rest: &str| format!("waivers:\n  - rule: {rule}\n    where: {{path: a}}\n    {rest}");
    let cases = [
        (entry("MB003", "owner: y\n    approved_by: z\n    expires: 2026-06-30\n"), "WV004", "no 'reason'"),
        (entry("MB003", "reason: x\n    approved_by: z\n    expires: 2026-06-30\n"), "WV004", "no 'owner'"),
        (entry("MB003", "reason: x\n    owner: y\n    approved_by: z\n"), "WV004", "no 'expires'"),
        (entry("MB003", "reason: x\n    owner: y\n    expires: 2026-06-30\n"), "WV004", "no 'approved_by'"),
        (
            entry("MB003", "reason: x\n    owner: y\n    approved_by: z\n    expires: 2028-06-30\n"),
            "WV004",
            "more than 12 months",
        ),
        (entry("MB003", "reason: x\n    owner: y\n    approved_by: z\n    expires: 30 Juni 2026\n"), "PK022", "no day"),
        (format!("waivers:\n  - rule: MB003\n    {whole}"), "WV004", "does not say 'where'"),
        (format!("waivers:\n  - rule: MB003\n    where: {{}}\n    {whole}"), "WV004", "'where' says nothing"),
        (entry("MB093", whole), "WV005", "no rule 'MB093'"),
        (entry("mb003", whole), "WV005", "did you mean 'MB003'?"),
        (entry("EN007", whole), "WV006", "may not be waived"),
        (format!("waiver:\n{}", entry("MB003", whole)), "PK002", "did you mean 'waivers'?"),
        ("waivers:\n  - rule: [\n".to_owned(), "PK001", "bracket"),
    ];
    for (text, code, words) in cases {
        folder.write("soplint.waivers.yaml", &text);
        let ran = check(&folder, &["-f", "json"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{text}");
        assert!(ran.stderr.contains(code) && ran.stderr.contains(words), "{code} {words}: {}", ran.stderr);
        assert!(ran.stderr.contains("soplint.waivers.yaml:"), "{}", ran.stderr);
    }
}

#[test]
fn a_comment_covers_the_next_entry_and_what_is_missing_in_it() {
    let folder = Folder::new("waivers-inline");
    let text = "nomor: SOP-1\njudul: A\nkegiatan:\n  # soplint: allow MB002 reason=\"belum diukur\"\n  - no: 1\n    uraian: Mencatat surat\n    pelaksana: Arsiparis\n  - no: 2\n    uraian: Mengirim surat\n    pelaksana: Arsiparis\n  - no: 3\n    uraian: Menyimpan surat\n    pelaksana: Arsiparis\n    waktu: 5 menit\n";
    folder.write("a.sop.yaml", text);
    let ran = soplint(folder.path(), &["check", "a.sop.yaml", "--select", "MB002", "-f", "concise"]);
    let lines: Vec<&str> = ran.stdout.lines().filter(|line| line.contains("[MB002]")).collect();
    assert_eq!(lines.len(), 1, "{}", ran.stdout);
    assert!(lines[0].starts_with("a.sop.yaml:9:"), "{}", ran.stdout);
    assert!(ran.stdout.contains("1 dispensasi di dalam dokumen"), "{}", ran.stdout);
}

#[test]
fn comments_that_cannot_be_used_are_findings_at_their_words() {
    let folder = Folder::new("waivers-inline-mistakes");
    let cases = [
        ("# soplint: allow-file MB003", ":1:1: error[WV004]"),
        ("# soplint: alow MB003 reason=x", ":1:12: error[WV004]"),
        ("# soplint: allow-file MB003 reason=\"x", ":1:29: error[WV004]"),
        ("# soplint: allow-file MB093 reason=x", ":1:23: error[WV005]"),
        ("# soplint: allow-file EN007 reason=x", ":1:23: error[WV005]"),
        ("# soplint: allow-file MB003 until=2025-01-01 reason=x", ":1:23: error[WV001]"),
        ("# soplint: allow-file MB003 until=2026-03-20 reason=x", ":1:23: info[WV002]"),
        ("# soplint: allow-file MB005 reason=x", ":1:23: warning[WV003]"),
    ];
    for (comment, wanted) in cases {
        folder.write("a.sop.yaml", format!("{comment}\n{}", sop("1", "A", "B", "Segera")));
        let ran = soplint(folder.path(), &["check", "a.sop.yaml", "-f", "concise", "--today", "2026-03-01"]);
        assert!(ran.stdout.contains(&format!("a.sop.yaml{wanted}")), "{comment}: {}", ran.stdout);
    }
}

#[test]
fn settings_can_forbid_comments() {
    let folder = Folder::new("waivers-inline-forbidden");
    folder.write("soplint.yaml", "waivers: {inline: false}\n");
    folder.write("a.sop.yaml", format!("# soplint: allow-file MB003 reason=x\n{}", sop("1", "A", "B", "Segera")));
    let ran = check(&folder, &[]);
    assert_eq!(unmeasured(&ran), ["a.sop.yaml"]);
    assert!(ran.stdout.contains("a.sop.yaml:1:1: error[WV006]"), "{}", ran.stdout);
}

#[test]
fn settings_name_the_file_and_bound_the_time() {
    let folder = project("waivers-settings");
    folder.write("soplint.yaml", "waivers: {file: data/dispensasi.yaml, most_months: 3, warn_days: 200}\n");
    let ran = check(&folder, &[]);
    assert_eq!(ran.code, 2, "a file that is named is there");
    assert!(ran.stderr.contains("data/dispensasi.yaml"), "{}", ran.stderr);
    folder.write("data/dispensasi.yaml", waiver("path: ls.sop.yaml"));
    assert!(check(&folder, &[]).stderr.contains("more than 3 months"));
    folder.write("soplint.yaml", "waivers: {file: data/dispensasi.yaml, warn_days: 200}\n");
    assert!(check(&folder, &[]).stdout.contains("info[WV002]"));
}

#[test]
fn a_waiver_means_the_same_file_from_every_folder() {
    let folder = project("waivers-folders");
    folder.write("soplint.yaml", "");
    folder.write("sub/tiga.sop.yaml", sop("3", "C", "D", "Segera"));
    folder.write("soplint.waivers.yaml", waiver("path: sub/tiga.sop.yaml"));
    let sub = folder.path().join("sub");
    for arguments in
        [vec!["check", "tiga.sop.yaml"], vec!["check", "../sub"], vec!["check", sub.to_str().expect("a path")]]
    {
        let ran = soplint(&sub, &[&arguments[..], &["--select", "MB003", "--today", "2026-03-01"]].concat());
        assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn waive_adds_an_entry_that_covers_what_was_meant() {
    let folder = project("waivers-waive");
    folder.write("soplint.waivers.yaml", format!("# catatan kami\n{}", waiver("path: lain.sop.yaml")));
    let before = folder.read("soplint.waivers.yaml");
    let common = ["waive", "ls.sop.yaml", "--rule", "MB003", "--today", "2026-03-01", "--expires", "2026-12-31"];
    let refused = soplint(folder.path(), &common);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("--reason, --owner, --approved-by"), "{}", refused.stderr);
    let whole = ["--reason", "antrean: KPPN", "--owner", "Subbagian Keuangan", "--approved-by", "Sekretaris"];
    let late = soplint(folder.path(), &[&common[..7], &["2029-01-01"], &whole].concat());
    assert!(late.code == 2 && late.stderr.contains("more than 12 months"), "{}", late.stderr);
    let nothing = soplint(folder.path(), &[&common[..], &whole, &["--text", "Kapan saja"]].concat());
    assert!(nothing.code == 2 && nothing.stderr.contains("no finding"), "{}", nothing.stderr);
    assert_eq!(folder.read("soplint.waivers.yaml"), before, "what is refused changes nothing");
    let added = soplint(folder.path(), &[&common[..], &whole, &["--at", "steps[1].duration"]].concat());
    assert_eq!(added.code, 0, "{}", added.stderr);
    assert!(added.stderr.contains("W-2026-001"), "{}", added.stderr);
    let after = folder.read("soplint.waivers.yaml");
    assert!(after.starts_with(&before) && after.contains("    reason: \"antrean: KPPN\"\n"), "{after}");
    assert_eq!(unmeasured(&check(&folder, &[])), ["arsip.sop.yaml"]);
}

#[test]
fn every_format_tells_of_waivers_in_its_own_way() {
    let folder = project("waivers-formats");
    folder.write("soplint.waivers.yaml", waiver("path: ls.sop.yaml"));
    let text = |format: &str| check(&folder, &["--select", "MB003", "-f", format]).stdout;
    let json: serde_json::Value = serde_json::from_str(&text("json")).expect("JSON");
    let states: Vec<&str> =
        json["findings"].as_array().expect("a list").iter().filter_map(|one| one["state"].as_str()).collect();
    assert_eq!(states, ["active", "waived"]);
    assert_eq!(json["findings"][1]["waiver"]["expires"], "2026-06-30");
    assert_eq!(json["summary"]["waived"], 1);
    assert!(text("junit").contains("<skipped message=\"antrean KPPN (sampai 2026-06-30)\"/>"), "{}", text("junit"));
    assert!(
        text("markdown")
            .contains("| MB003 | ls.sop.yaml 8:12 | antrean KPPN | Subbagian Keuangan; Sekretaris | 2026-06-30 |")
    );
    for format in ["full", "concise", "grouped", "sarif", "github", "gitlab", "azure", "checkstyle", "rdjson"] {
        assert!(!text(format).contains("ls.sop.yaml"), "{format} shows what is waived");
    }
    let sarif = check(&folder, &["--select", "MB003", "-f", "sarif", "--include-suppressed"]).stdout;
    assert!(
        sarif.contains(r#""suppressions":[{"kind":"external","status":"accepted","justification":"antrean KPPN"}]"#),
        "{sarif}"
    );
}

#[test]
fn what_somebody_answers_for_is_not_mended() {
    let folder = Folder::new("waivers-fix");
    folder.write("soplint.yaml", "language: id\n");
    let text = sop("1", "A", "B", "15 menitt");
    folder.write("a.sop.yaml", format!("# soplint: allow-file MB005 reason=\"dikutip dari peraturan\"\n{text}"));
    folder.write("b.sop.yaml", &text);
    soplint(folder.path(), &["check", ".", "--fix"]);
    assert!(folder.read("a.sop.yaml").contains("15 menitt"));
    assert!(folder.read("b.sop.yaml").contains("15 menit"), "{}", folder.read("b.sop.yaml"));
}

#[test]
fn the_settings_in_force_say_how_waivers_are_used() {
    let folder = Folder::new("waivers-config");
    let settings =
        "language: en\nwaivers: {most_months: 3, inline: false}\nbaseline: {file: a.jsonl, allow: [warning, info]}\n";
    folder.write("soplint.yaml", settings);
    let ran = soplint(folder.path(), &["config", "show", "--origin"]);
    for line in [
        "  most_months: 3  # soplint.yaml:2",
        "  inline: false  # soplint.yaml:2",
        "  file: a.jsonl  # soplint.yaml:3",
        "  allow: [warning, info]  # soplint.yaml:3",
    ] {
        assert!(ran.stdout.contains(line), "{line}: {}", ran.stdout);
    }
    // What is printed could stand in a settings file.
    let printed = soplint(folder.path(), &["config", "show"]).stdout;
    folder.write("soplint.yaml", &printed);
    assert_eq!(soplint(folder.path(), &["config", "show"]).stdout, printed);
}

/// On a terminal, which `script` stands for, what is not said is asked.
#[cfg(target_os = "linux")]
#[test]
fn waive_asks_for_what_is_not_said() {
    use std::io::Write;
    use std::process::{Command, Stdio};

    let folder = project("waivers-talk");
    let program = env!("CARGO_BIN_EXE_soplint");
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--command", &format!("'{program}' waive ls.sop.yaml"), "/dev/null"]);
    command.current_dir(folder.path()).env("SOPLINT_TODAY", "2026-03-01").env_remove("SOPLINT_LANG");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("script is part of util-linux");
    let listed = soplint(folder.path(), &["check", "ls.sop.yaml", "-f", "json"]).stdout;
    let listed: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
    let rules = listed["findings"].as_array().expect("findings").iter().map(|one| one["rule"].as_str());
    let number = rules.clone().position(|rule| rule == Some("MB003")).expect("it is found") + 1;
    let answers = format!("{number}\nantrean KPPN\nSubbagian Keuangan\nSekretaris\n\n2026-06-30\n");
    // Held open until the end, as a terminal is.
    let mut terminal = child.stdin.take().expect("a terminal");
    terminal.write_all(answers.as_bytes()).expect("answers");
    let ran = child.wait_with_output().expect("it ends");
    drop(terminal);
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success(), "{said}");
    let written = folder.read("soplint.waivers.yaml");
    for line in
        ["rule: MB003", "at: steps[].duration", "text: Segera", "reason: antrean KPPN", "approved_by: Sekretaris"]
    {
        assert!(written.contains(line), "{line}: {written}\n{said}");
    }
    assert!(!written.contains("letter:"), "{written}");
    assert_eq!(unmeasured(&check(&folder, &[])), ["arsip.sop.yaml"]);
}

#[test]
fn no_report_is_written_over_what_is_accepted() {
    let folder = project("waivers-output");
    folder.write("soplint.waivers.yaml", waiver("path: ls.sop.yaml"));
    let before = folder.read("soplint.waivers.yaml");
    let ran = check(&folder, &["--output", "json=./soplint.waivers.yaml"]);
    assert!(ran.code == 2 && ran.stderr.contains("is read by this run"), "{}", ran.stderr);
    assert_eq!(folder.read("soplint.waivers.yaml"), before);
}

#[test]
fn a_folder_means_all_that_is_in_it() {
    let folder = project("waivers-folder");
    folder.write("sub/dalam/tiga.sop.yaml", sop("3", "C", "D", "Segera"));
    folder.write("subur.sop.yaml", sop("4", "E", "F", "Segera"));
    folder.write("soplint.waivers.yaml", waiver("path: sub"));
    assert_eq!(unmeasured(&check(&folder, &[])), ["arsip.sop.yaml", "ls.sop.yaml", "subur.sop.yaml"]);
}

#[test]
fn a_waiver_of_many_files_is_not_needless_because_one_was_checked() {
    let folder = project("waivers-many");
    folder.write("baik.sop.yaml", sop("5", "G", "H", "5 menit"));
    for place in ["path: '*.sop.yaml'", "unit: H"] {
        folder.write("soplint.waivers.yaml", waiver(place));
        let one = soplint(folder.path(), &["check", "baik.sop.yaml", "-f", "concise", "--today", "2026-03-01"]);
        assert!(!one.stdout.contains("WV003"), "{place}: {}", one.stdout);
    }
    folder.write("soplint.waivers.yaml", waiver("path: baik.sop.yaml"));
    let one = soplint(folder.path(), &["check", "baik.sop.yaml", "-f", "concise", "--today", "2026-03-01"]);
    assert!(one.stdout.contains("WV003"), "{}", one.stdout);
}

#[test]
fn waive_reaches_what_only_the_archive_shows() {
    let folder = project("waivers-waive-archive");
    folder.write("sub/sama.sop.yaml", sop("SOP-001/KUL/9999/2025", "Pemusnahan Arsip", "Subbagian Umum", "5 menit"));
    let whole = ["--reason", "x", "--owner", "y", "--approved-by", "z", "--expires", "2026-06-30"];
    for (from, name) in [(folder.path().to_owned(), "sub/sama.sop.yaml"), (folder.path().join("sub"), "sama.sop.yaml")]
    {
        let _ = std::fs::remove_file(folder.path().join("soplint.waivers.yaml"));
        let ran = soplint(&from, &[&["waive", name, "--rule", "AR001"][..], &whole].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(folder.read("soplint.waivers.yaml").contains("path: sub/sama.sop.yaml"));
        let left = check(&folder, &["--select", "AR001"]);
        let files: Vec<&str> = left
            .stdout
            .lines()
            .filter(|line| line.contains("AR001]"))
            .filter_map(|line| line.split(':').next())
            .collect();
        assert_eq!(files, ["ls.sop.yaml"], "{}", left.stdout);
    }
    let past = soplint(
        folder.path(),
        &[
            "waive",
            "ls.sop.yaml",
            "--rule",
            "AR001",
            "--reason",
            "x",
            "--owner",
            "y",
            "--approved-by",
            "z",
            "--expires",
            "2026-02-01",
        ],
    );
    assert!(past.code == 2 && past.stderr.contains("2026-02-01 is over"), "{}", past.stderr);
}
