//! `soplint check --fix` and `--diff` as their users run them: files, exit codes, what is refused.

mod support {
    pub(crate) mod program;
}

use std::path::Path;

use support::program::{Folder, soplint, soplint_with};

/// A clean SOP that names no other.
const CLEAN: &str = include_str!("../fixtures/kpu-keuangan/final/pengajuan-gup.sop.yaml");

/// Rules of which this document breaks only what can be mended.
const RULES: [&str; 4] = ["check", "--isolated", "--select", "ST016,MB005"];
const BEFORE: &str = "# resiko\nkegiatan:\n  - {no: 1, uraian: Mencatat resiko, waktu: 5 minit}\n  - {no: 2, uraian: Ijin keluar kota}\n";
const AFTER: &str = "# resiko\nkegiatan:\n  - {no: 1, uraian: Mencatat risiko, waktu: 5 menit}\n  - {no: 2, uraian: Izin keluar kota}\n";

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a file")
}

/// Runs `check` with the few rules.
fn check(folder: &Folder, more: &[&str]) -> support::program::Ran {
    soplint(folder.path(), &[&RULES[..], more].concat())
}

#[test]
fn a_file_is_repaired_and_the_report_is_about_what_is_left() {
    let folder = Folder::new("fix");
    let path = folder.write("a.sop.yaml", BEFORE);
    folder.write("b.sop.yaml", "kegiatan: [{no: 1, uraian: Mencatat ijin}]\n");
    let ran = check(&folder, &["--fix", "--fail-on", "warning", "-f", "concise"]);
    assert_eq!(read(&path), AFTER);
    assert!(ran.stderr.contains("4 temuan diperbaiki di 2 berkas"), "{}", ran.stderr);
    assert!(ran.stdout.contains("info[ST016] `keluar kota`") && !ran.stdout.contains("MB005"), "{}", ran.stdout);
    assert_eq!(ran.code, 0, "what failed the gate was repaired");
    let again = check(&folder, &["--fix", "--lang", "en"]);
    assert_eq!(read(&path), AFTER);
    assert!(again.stderr.contains("0 repaired in 0 files"), "{}", again.stderr);
    assert!(again.stdout.contains("\n1 can perhaps be repaired with --fix --unsafe-fixes\n"), "{}", again.stdout);
    check(&folder, &["--fix", "--unsafe-fixes"]);
    assert_eq!(read(&path), AFTER.replace("keluar kota", "ke luar kota"));
}

#[test]
fn exit_codes_after_repairing() {
    for (more, code) in [
        (&["--fix", "--fail-on", "info"][..], 1),
        (&["--fix", "--unsafe-fixes", "--fail-on", "info"], 0),
        (&["--fix", "--unsafe-fixes", "--exit-non-zero-on-fix"], 1),
        (&["--fix", "--exit-non-zero-on-fix", "--select", "ID007"], 0),
        (&["--diff"], 1),
        (&["--fix", "--diff"], 1),
        (&["--diff", "--exit-zero"], 0),
        (&["--diff", "--select", "ID007"], 0),
        (&["--unsafe-fixes"], 2),
        (&["--exit-non-zero-on-fix"], 2),
        (&["--fix", "--exit-non-zero-on-fix", "--exit-zero"], 2),
        (&["--diff", "--output", "sarif=a.sarif"], 2),
    ] {
        let folder = Folder::new("fix-codes");
        folder.write("a.sop.yaml", BEFORE);
        let select = if more.contains(&"--select") { &RULES[..2] } else { &RULES[..] };
        let ran = soplint(folder.path(), &[select, more].concat());
        assert_eq!(ran.code, code, "{more:?}\n{}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn a_difference_is_shown_and_nothing_is_written() {
    let folder = Folder::new("diff");
    let path = folder.write("sop/a.sop.yaml", BEFORE.replace('\n', "\r\n"));
    let ran = check(&folder, &["--diff"]);
    let expected = "--- a/sop/a.sop.yaml\n+++ b/sop/a.sop.yaml\n@@ -1,4 +1,4 @@\n # resiko\r\n kegiatan:\r\n\
        -  - {no: 1, uraian: Mencatat resiko, waktu: 5 minit}\r\n-  - {no: 2, uraian: Ijin keluar kota}\r\n\
        +  - {no: 1, uraian: Mencatat risiko, waktu: 5 menit}\r\n+  - {no: 2, uraian: Izin keluar kota}\r\n";
    assert_eq!(ran.stdout, expected);
    assert!(ran.stderr.contains("3 temuan dapat diperbaiki di 1 berkas; belum ada yang ditulis"), "{}", ran.stderr);
    assert_eq!(read(&path), BEFORE.replace('\n', "\r\n"));
}

#[test]
fn what_was_not_read_is_never_said_to_need_no_repair() {
    let folder = Folder::new("diff-unread");
    folder.write("a.sop.yaml", "kegiatan: [{uraian: surat\n");
    let ran = check(&folder, &["--diff", "--lang", "en"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    assert!(ran.stderr.contains("not read, or only in part: 1"), "{}", ran.stderr);
    assert_eq!(check(&folder, &["--diff", "--allow-unchecked"]).code, 0);
    folder.write("b.sop.yaml", BEFORE);
    assert_eq!(check(&folder, &["--diff"]).code, 1, "what can be repaired comes first");
}

#[test]
fn what_comes_on_standard_input_can_be_compared_and_not_repaired() {
    let folder = Folder::new("fix-stdin");
    let with = |more: &[&str]| {
        let arguments = [&RULES[..], &["-", "--stdin-filename", "a.sop.yaml"], more].concat();
        soplint_with(folder.path(), &arguments, BEFORE.as_bytes(), &[])
    };
    let refused = with(&["--fix"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("--fix repairs files") && refused.stderr.contains("--diff"), "{}", refused.stderr);
    let shown = with(&["--diff"]);
    assert!(shown.stdout.starts_with("--- a/a.sop.yaml\n") && shown.code == 1, "{}", shown.stdout);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_refused_and_the_others_are_repaired() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("fix-read-only");
    let (closed, open) = (folder.write("a.sop.yaml", BEFORE), folder.write("b.sop.yaml", BEFORE));
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o444)).expect("permissions");
    let ran = check(&folder, &["--fix"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("cannot write a.sop.yaml: its permissions do not allow it"), "{}", ran.stderr);
    assert!(ran.stderr.contains("3 temuan diperbaiki di 1 berkas"), "{}", ran.stderr);
    assert_eq!((read(&closed).as_str(), read(&open).as_str()), (BEFORE, AFTER));
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay_and_nothing_is_left_beside_a_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("fix-links");
    let target = folder.write("naskah/asli.yaml", BEFORE);
    std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o640)).expect("permissions");
    std::os::unix::fs::symlink("naskah/asli.yaml", folder.path().join("a.sop.yaml")).expect("a link");
    assert_eq!(check(&folder, &["--fix", "a.sop.yaml"]).code, 0);
    assert_eq!(read(&target), AFTER);
    assert!(folder.path().join("a.sop.yaml").is_symlink(), "the link is still one");
    let mode = std::fs::metadata(&target).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode, 0o640);
    assert_eq!(std::fs::read_dir(folder.path().join("naskah")).expect("a folder").count(), 1);
}

#[test]
fn only_sources_of_ours_are_touched() {
    let folder = Folder::new("fix-others");
    let others = [("catatan.yaml", BEFORE.as_bytes()), ("rusak.sop.yaml", b"kegiatan: [{uraian: ijin\n")];
    let office = include_bytes!("../fixtures/office/xlsx/14-misspelt.xlsx");
    let files: Vec<_> = others.into_iter().chain([("a.xlsx", &office[..])]).collect();
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    files.iter().for_each(|(name, bytes)| drop(folder.write(name, bytes)));
    let ran = soplint(folder.path(), &[&["check", "--isolated", "--fix", "--unsafe-fixes"], &names[..]].concat());
    for (name, bytes) in files {
        assert_eq!(std::fs::read(folder.path().join(name)).expect("a file"), bytes, "{name}\n{}", ran.stderr);
    }
}

#[test]
fn a_clean_file_is_not_written_at_all() {
    let folder = Folder::new("fix-clean");
    let path = folder.write("a.sop.yaml", CLEAN);
    let written = |path: &Path| std::fs::metadata(path).expect("a file").modified().expect("a time");
    let before = written(&path);
    check(&folder, &["--fix", "--unsafe-fixes"]);
    assert_eq!(written(&path), before);
}

#[test]
fn the_drafts_of_the_finance_unit_are_repaired_as_far_as_is_certain() {
    let folder = Folder::new("fix-drafts");
    let drafts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/kpu-keuangan/draft");
    for entry in std::fs::read_dir(drafts).expect("drafts") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        folder.write(&name, std::fs::read(&path).expect("a draft"));
    }
    let findings = || -> Vec<String> {
        let ran = soplint(folder.path(), &["check", "--isolated", "-f", "concise"]);
        let lines = ran.stdout.lines().filter(|line| line.contains(".sop."));
        lines.map(|line| line.split_once(" ").expect("a message").1.to_owned()).collect()
    };
    let before = findings();
    let ran = soplint(folder.path(), &["check", "--isolated", "--fix"]);
    assert!(ran.stderr.contains("2 temuan diperbaiki di 1 berkas"), "{}", ran.stderr);
    let after = findings();
    let gone: Vec<&String> = before.iter().filter(|finding| !after.contains(finding)).collect();
    assert_eq!(gone.len(), 2, "{gone:?}");
    assert!(gone[0].contains("ID007") && gone[1].contains("MB005"), "{gone:?}");
    assert!(after.iter().all(|finding| before.contains(finding)), "nothing new: {after:?}");
    assert_eq!(soplint(folder.path(), &["check", "--isolated", "--diff"]).code, 0);
}
