//! `--changed-since`: a commit is judged by what it changes, and by what that means for the rest of the archive.

mod support {
    pub(crate) mod program;
}

use std::process::Command;

use support::program::{Folder, Ran, soplint};

/// A repository on a branch of its own, with two SOPs as they are on `main`.
fn repository(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("lama.sop.yaml", sop("SOP-001/KUL/9999/2025", "Pengelolaan Surat Masuk", "Segera"));
    folder.write("lain.sop.yaml", sop("SOP-002/KUL/9999/2025", "Peminjaman Arsip", "15 menit"));
    for arguments in [&["init", "--quiet", "--initial-branch=main"][..], &["add", "."]] {
        git(&folder, arguments);
    }
    commit(&folder);
    git(&folder, &["checkout", "--quiet", "-b", "kerja"]);
    folder
}

fn sop(number: &str, title: &str, time: &str) -> String {
    format!(
        "nomor: {number}\njudul: {title}\nunit: Subbagian Umum\nkegiatan:\n  - {{no: 1, uraian: Mencatat surat, pelaksana: Arsiparis, waktu: {time}}}\n"
    )
}

fn commit(folder: &Folder) {
    git(folder, &["add", "."]);
    let author = ["-c", "user.name=Penguji", "-c", "user.email=penguji@example.org"];
    git(folder, &[&author[..], &["commit", "--quiet", "--message", "Perubahan"]].concat());
}

fn git(folder: &Folder, arguments: &[&str]) {
    let ran = Command::new("git").args(arguments).current_dir(folder.path()).output().expect("git runs");
    assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

fn check(folder: &Folder, since: &str) -> Ran {
    soplint(folder.path(), &["check", ".", "--select", "MB003,AR001", "-f", "concise", "--changed-since", since])
}

#[test]
fn what_stood_there_before_fails_nothing() {
    let folder = repository("changed-before");
    let ran = check(&folder, "main");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(!ran.stdout.contains("MB003"), "{}", ran.stdout);
    assert!(ran.stderr.contains("0 dari 2 masukan berubah"), "{}", ran.stderr);
}

#[test]
fn what_is_changed_new_or_not_committed_yet_is_reported() {
    let folder = repository("changed-new");
    folder.write("lain.sop.yaml", sop("SOP-002/KUL/9999/2025", "Peminjaman Arsip", "Secepatnya"));
    commit(&folder);
    folder.write("baru.sop.yaml", sop("SOP-003/KUL/9999/2025", "Pemusnahan Arsip", "Segera"));
    let ran = check(&folder, "main");
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stdout.contains("lain.sop.yaml") && ran.stdout.contains("baru.sop.yaml"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("lama.sop.yaml"), "{}", ran.stdout);
}

#[test]
fn what_others_did_on_the_branch_meanwhile_is_no_change() {
    let folder = repository("changed-meanwhile");
    git(&folder, &["checkout", "--quiet", "main"]);
    folder.write("lain.sop.yaml", sop("SOP-002/KUL/9999/2025", "Peminjaman Arsip", "Segera"));
    commit(&folder);
    git(&folder, &["checkout", "--quiet", "kerja"]);
    let ran = check(&folder, "main");
    assert!(ran.stderr.contains("0 dari 2 masukan berubah"), "{}", ran.stderr);
}

#[test]
fn a_number_that_an_old_sop_has_is_found_in_the_new_one() {
    let folder = repository("changed-number");
    folder.write("baru.sop.yaml", sop("SOP-001/KUL/9999/2025", "Pemusnahan Arsip", "15 menit"));
    let ran = check(&folder, "main");
    assert!(ran.stdout.contains("baru.sop.yaml:1:8: error[AR001]"), "{}", ran.stdout);
    assert!(!ran.stdout.lines().any(|line| line.starts_with("lama.sop.yaml")), "{}", ran.stdout);
}

#[test]
fn a_commit_nobody_knows_is_refused() {
    let folder = repository("changed-unknown");
    for reference in ["tidak-ada", "--output=x", ""] {
        let since = format!("--changed-since={reference}");
        let ran = soplint(folder.path(), &["check", ".", &since]);
        assert_eq!(ran.code, 2, "{reference}: {}", ran.stderr);
        assert!(ran.stderr.contains("git knows no such commit"), "{reference}: {}", ran.stderr);
    }
}
