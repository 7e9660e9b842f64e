//! The baseline: what was there when the gate was switched on fails nothing, what is new does.

mod support {
    pub(crate) mod program;
}

use support::program::{Folder, Ran, soplint};

const FILE: &str = "soplint.baseline.jsonl";

fn project(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("soplint.yaml", "language: en\n");
    folder.write("a.sop.yaml", sop("SOP-001/KUL/9999/2025", &["Segera", "Segera", "5 menit"]));
    folder
}

/// An SOP with a step for each of these times.
fn sop(number: &str, times: &[&str]) -> String {
    let verbs = ["Mencatat", "Mengirim", "Menyimpan", "Memeriksa"];
    let step = |(at, time): (usize, &&str)| {
        format!("  - no: {}\n    uraian: {} surat\n    pelaksana: Arsiparis\n    waktu: {time}\n", at + 1, verbs[at])
    };
    let steps: String = times.iter().enumerate().map(step).collect();
    format!("nomor: {number}\njudul: Pengelolaan Surat {number}\nunit: Subbagian Umum\nkegiatan:\n{steps}")
}

fn check(folder: &Folder) -> Ran {
    soplint(folder.path(), &["check", ".", "--select", "MB", "-f", "concise"])
}

fn baseline(folder: &Folder, more: &[&str]) -> Ran {
    soplint(folder.path(), &[&["baseline"], more].concat())
}

/// Lines of findings about times.
fn times(ran: &Ran) -> Vec<&str> {
    ran.stdout.lines().filter(|line| line.contains("[MB003]")).collect()
}

#[test]
fn old_findings_fail_nothing_and_new_ones_do() {
    let folder = project("baseline-new");
    assert_eq!(check(&folder).code, 1);
    let written = baseline(&folder, &[]);
    assert_eq!(written.code, 0, "{}", written.stderr);
    let old = check(&folder);
    assert_eq!((old.code, times(&old)), (0, vec![]), "{}", old.stdout);
    assert!(old.stdout.contains("accepted and not counted"), "{}", old.stdout);
    folder.write("a.sop.yaml", sop("SOP-001/KUL/9999/2025", &["Segera", "Segera", "Secepatnya"]));
    let new = check(&folder);
    assert_eq!(new.code, 1);
    assert_eq!(times(&new).len(), 1, "{}", new.stdout);
    assert!(times(&new)[0].contains("`Secepatnya`"), "{}", new.stdout);
}

#[test]
fn one_entry_hides_one_finding() {
    let folder = project("baseline-multiset");
    baseline(&folder, &[]);
    folder.write("a.sop.yaml", sop("SOP-001/KUL/9999/2025", &["Segera", "Segera", "Segera"]));
    assert_eq!(times(&check(&folder)).len(), 1);
    // In another document nothing of it is old.
    folder.write("a.sop.yaml", sop("SOP-001/KUL/9999/2025", &["Segera", "Segera", "5 menit"]));
    folder.write("b.sop.yaml", sop("SOP-002/KUL/9999/2025", &["Segera"]));
    let ran = check(&folder);
    assert_eq!(times(&ran).len(), 1, "{}", ran.stdout);
    assert!(times(&ran)[0].starts_with("b.sop.yaml"));
}

#[test]
fn what_is_missing_in_another_step_is_new() {
    let folder = project("baseline-missing");
    folder.write("a.sop.yaml", sop("SOP-001/KUL/9999/2025", &["\"\"", "5 menit", "5 menit"]));
    let missing = |folder: &Folder| {
        let ran = check(folder);
        ran.stdout.lines().filter(|line| line.contains("[MB002]")).count()
    };
    assert_eq!(missing(&folder), 1);
    baseline(&folder, &[]);
    assert_eq!(missing(&folder), 0);
    folder.write("a.sop.yaml", sop("SOP-001/KUL/9999/2025", &["5 menit", "\"\"", "5 menit"]));
    assert_eq!(missing(&folder), 1, "fixing one place does not pay for another");
}

#[test]
fn entries_survive_moved_lines_moved_steps_and_renamed_files() {
    let folder = project("baseline-moves");
    baseline(&folder, &[]);
    let moved = sop("SOP-001/KUL/9999/2025", &["5 menit", "Segera", "Segera"]);
    folder.write("a.sop.yaml", format!("# baris baru\n\n{moved}"));
    assert_eq!(times(&check(&folder)).len(), 0);
    std::fs::remove_file(folder.path().join("a.sop.yaml")).expect("it is there");
    folder.write("sub/baru.sop.yaml", &moved);
    let renamed = check(&folder);
    assert_eq!((renamed.code, times(&renamed).len()), (0, 0), "{}", renamed.stdout);
    let pruned = baseline(&folder, &["--prune"]);
    assert_eq!(pruned.code, 0, "{}", pruned.stderr);
    assert!(folder.read(FILE).contains("sub/baru.sop.yaml") && !folder.read(FILE).contains("\"a.sop.yaml\""));
    assert_eq!(times(&check(&folder)).len(), 0);
}

#[test]
fn a_file_of_another_content_is_not_a_renamed_one() {
    let folder = project("baseline-other");
    baseline(&folder, &[]);
    std::fs::remove_file(folder.path().join("a.sop.yaml")).expect("it is there");
    folder.write("b.sop.yaml", sop("SOP-009/KUL/9999/2025", &["Segera", "Segera"]));
    assert_eq!(times(&check(&folder)).len(), 2);
    let moved = baseline(&folder, &["--move", "a.sop.yaml", "b.sop.yaml"]);
    assert_eq!(moved.code, 0, "{}", moved.stderr);
    assert_eq!(times(&check(&folder)).len(), 0);
    let unknown = baseline(&folder, &["--move", "c.sop.yaml", "d.sop.yaml"]);
    assert!(unknown.code == 2 && unknown.stderr.contains("did you mean 'b.sop.yaml'?"), "{}", unknown.stderr);
}

#[test]
fn what_was_mended_is_told_and_taken_out() {
    let folder = project("baseline-prune");
    baseline(&folder, &[]);
    let before = folder.read(FILE);
    folder.write("a.sop.yaml", sop("SOP-001/KUL/9999/2025", &["Segera", "5 menit", "5 menit"]));
    let told = check(&folder);
    assert!(
        told.code == 0 && told.stdout.contains("info[BL001] old findings in `a.sop.yaml` that are no longer there: 1"),
        "{}",
        told.stdout
    );
    assert_eq!(baseline(&folder, &["--prune"]).code, 0);
    let after = folder.read(FILE);
    assert_eq!(before.lines().count(), after.lines().count() + 1);
    assert!(!check(&folder).stdout.contains("BL001"));
    // It cannot come back.
    folder.write("a.sop.yaml", sop("SOP-001/KUL/9999/2025", &["Segera", "Segera", "5 menit"]));
    assert_eq!(check(&folder).code, 1);
}

#[test]
fn nothing_is_said_of_entries_that_were_not_looked_for() {
    let folder = project("baseline-unjudged");
    folder.write("b.sop.yaml", sop("SOP-002/KUL/9999/2025", &["Segera"]));
    baseline(&folder, &[]);
    let other_rules = soplint(folder.path(), &["check", ".", "--select", "ID", "-f", "concise"]);
    assert!(!other_rules.stdout.contains("BL001"), "{}", other_rules.stdout);
    let other_file = soplint(folder.path(), &["check", "b.sop.yaml", "-f", "concise"]);
    assert!(!other_file.stdout.contains("BL001"), "{}", other_file.stdout);
    folder.write("a.sop.yaml", "judul: \"");
    assert!(!check(&folder).stdout.contains("BL001"));
}

#[test]
fn a_baseline_grows_only_for_a_reason() {
    let folder = project("baseline-grow");
    baseline(&folder, &[]);
    folder.write("a.sop.yaml", sop("SOP-001/KUL/9999/2025", &["Segera", "Segera", "Secepatnya"]));
    let before = folder.read(FILE);
    for refused in [&[][..], &["--accept-new"]] {
        assert_eq!(baseline(&folder, refused).code, 2);
        assert_eq!(folder.read(FILE), before);
    }
    assert_eq!(baseline(&folder, &["--accept-new", "--reason", "unit pindah gedung"]).code, 0);
    let head = folder.read(FILE).lines().next().expect("a first line").to_owned();
    assert_eq!(
        head,
        r#"{"schema":"soplint-baseline-v1","accepted":[{"day":"2026-03-01","findings":1,"reason":"unit pindah gedung"}]}"#
    );
    assert_eq!(times(&check(&folder)).len(), 0);
}

#[test]
fn a_ratchet_never_lets_a_count_rise() {
    let folder = project("baseline-ratchet");
    folder.write("soplint.yaml", "language: en\nbaseline: {ratchet: true}\n");
    baseline(&folder, &[]);
    folder.write("a.sop.yaml", sop("SOP-001/KUL/9999/2025", &["Segera", "5 menit", "5 menit"]));
    let told = check(&folder);
    assert!(told.code == 1 && told.stdout.contains("error[BL001]"), "{}", told.stdout);
    assert_eq!(baseline(&folder, &["--prune"]).code, 0);
    assert_eq!(check(&folder).code, 0);
    folder.write("a.sop.yaml", sop("SOP-001/KUL/9999/2025", &["Segera", "Secepatnya", "5 menit"]));
    let before = folder.read(FILE);
    let refused = baseline(&folder, &["--accept-new", "--reason", "x"]);
    assert!(refused.code == 2 && refused.stderr.contains("ratchet"), "{}", refused.stderr);
    assert_eq!(folder.read(FILE), before);
}

#[test]
fn settings_keep_errors_out_of_it() {
    let folder = project("baseline-allow");
    folder.write("soplint.yaml", "language: en\nbaseline: {allow: [warning, info]}\n");
    assert_eq!(baseline(&folder, &[]).code, 0);
    assert!(!folder.read(FILE).contains("MB003"), "{}", folder.read(FILE));
    assert_eq!(times(&check(&folder)).len(), 2);
}

#[test]
fn a_baseline_that_cannot_be_used_is_not_an_empty_one() {
    let folder = project("baseline-broken");
    baseline(&folder, &[]);
    let whole = folder.read(FILE);
    let cases = [
        (String::new(), "the first line"),
        (whole.replace("baseline-v1", "baseline-v2"), "soplint-baseline-v2"),
        (whole[..whole.len() - 10].to_owned(), "line "),
        (whole.replace("\"hash\"", "\"hasj\""), "line 2"),
    ];
    for (text, words) in cases {
        folder.write(FILE, &text);
        let ran = check(&folder);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{words}");
        assert!(ran.stderr.contains(FILE) && ran.stderr.contains(words), "{}", ran.stderr);
        assert_eq!(soplint(folder.path(), &["check", ".", "--no-waivers"]).code, 1, "auditors do not need it");
    }
    folder.write("soplint.yaml", "baseline: hilang.jsonl\n");
    let ran = check(&folder);
    assert!(ran.code == 2 && ran.stderr.contains("hilang.jsonl"), "{}", ran.stderr);
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    let folder = project("baseline-bytes");
    folder.write("b.sop.yaml", sop("SOP-002/KUL/9999/2025", &["Segera"]));
    baseline(&folder, &["--jobs", "1"]);
    let one = folder.read(FILE);
    std::fs::remove_file(folder.path().join(FILE)).expect("it is there");
    let sub = folder.path().join("sub");
    std::fs::create_dir(&sub).expect("a folder");
    soplint(&sub, &["baseline", "..", "--jobs", "2"]);
    assert_eq!(folder.read(FILE), one);
}

#[test]
fn auditors_see_old_findings_too() {
    let folder = project("baseline-auditor");
    baseline(&folder, &[]);
    let with = |option: &str| times(&soplint(folder.path(), &["check", ".", "-f", "concise", option])).len();
    assert_eq!((with("--no-waivers"), with("--no-baseline")), (2, 2));
}

#[test]
fn no_new_finding_hides_behind_many_old_ones() {
    let folder = project("baseline-many");
    let steps_of = |count: usize, last: &str| -> String {
        let step = |at: usize| {
            let time = if at == count { last } else { "Segera" };
            format!("  - {{no: {at}, uraian: Mencatat surat {at}, pelaksana: Arsiparis, waktu: {time}}}\n")
        };
        let steps: String = (1..=count).map(step).collect();
        format!("nomor: SOP-001/KUL/9999/2025\njudul: Pengelolaan Surat\nunit: Subbagian Umum\nkegiatan:\n{steps}")
    };
    folder.write("a.sop.yaml", steps_of(150, "5 menit"));
    baseline(&folder, &[]);
    let entries = folder.read(FILE).lines().filter(|line| line.contains("MB003")).count();
    assert_eq!(entries, 149, "all of them, not only those a report shows");
    assert_eq!(check(&folder).code, 0);
    folder.write("a.sop.yaml", steps_of(150, "Secepatnya"));
    let ran = check(&folder);
    assert_eq!((ran.code, times(&ran).len()), (1, 1), "{}", ran.stdout);
}

/// Two SOPs of one number: a finding only both together show.
fn twins(name: &str, settings: &str) -> Folder {
    let folder = project(name);
    folder.write("soplint.yaml", settings);
    folder.write("b.sop.yaml", sop("SOP-001/KUL/9999/2025", &["5 menit"]));
    baseline(&folder, &[]);
    assert!(folder.read(FILE).contains("AR001"), "{}", folder.read(FILE));
    folder
}

#[test]
fn a_finding_of_the_archive_is_not_gone_because_only_one_file_is_checked() {
    let folder = twins("baseline-archive-one", "language: en\nbaseline: {ratchet: true}\n");
    let one = soplint(folder.path(), &["check", "a.sop.yaml", "-f", "concise"]);
    assert_eq!(one.code, 0, "{}", one.stdout);
    assert!(!one.stdout.contains("BL001"), "{}", one.stdout);
    let before = folder.read(FILE);
    assert_eq!(baseline(&folder, &["--prune", "a.sop.yaml"]).code, 0);
    assert_eq!(folder.read(FILE), before);
}

#[test]
fn a_finding_of_the_archive_is_not_gone_because_its_partner_is_broken() {
    let folder = twins("baseline-archive-broken", "language: en\n");
    let before = folder.read(FILE);
    folder.write("b.sop.yaml", "judul: \"");
    assert!(!check(&folder).stdout.contains("`a.sop.yaml`"));
    assert_eq!(baseline(&folder, &["--prune"]).code, 3);
    let of_a = |text: &str| text.lines().filter(|line| line.contains("\"a.sop.yaml\"")).count();
    assert_eq!(of_a(&folder.read(FILE)), of_a(&before));
}

#[test]
fn entries_of_a_file_that_is_still_there_are_not_given_away() {
    let folder = project("baseline-move-there");
    baseline(&folder, &[]);
    folder.write("b.sop.yaml", sop("SOP-002/KUL/9999/2025", &["Segera"]));
    let before = folder.read(FILE);
    let moved = baseline(&folder, &["--move", "a.sop.yaml", "b.sop.yaml"]);
    assert!(moved.code == 2 && moved.stderr.contains("is still there"), "{}", moved.stderr);
    assert_eq!(folder.read(FILE), before);
}
