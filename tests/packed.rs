//! What an auditor's folder holds beside plain files: names in other encodings, pipes, links.

#![cfg(unix)]

mod support {
    pub(crate) mod program;
}

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::UnixListener;

use support::program::{Folder, Ran, soplint};

const SOP: &str =
    "nomor: SOP-001\njudul: Pengelolaan Surat\ntujuan: Surat terkelola\nkegiatan: [{no: 1, uraian: Mencatat surat}]\n";

fn check(folder: &Folder, paths: &[&str]) -> Ran {
    soplint(folder.path(), &[&["check", "-f", "json", "--isolated"], paths].concat())
}

fn names(ran: &Ran) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let documents = report["documents"].as_array().expect("a list").iter();
    documents.map(|document| document["path"].as_str().expect("a path").to_owned()).collect()
}

#[test]
fn files_whose_names_differ_only_in_bytes_that_are_no_text_are_both_checked() {
    let folder = Folder::new("packed-bytes");
    for name in [&b"\xff.sop.yaml"[..], b"\xfe.sop.yaml"] {
        fs::write(folder.path().join(OsStr::from_bytes(name)), SOP).expect("the file is written");
    }
    assert_eq!(names(&check(&folder, &["."])), [r"\xFE.sop.yaml", r"\xFF.sop.yaml"]);
}

#[test]
fn files_that_are_shown_alike_are_both_checked() {
    let folder = Folder::new("packed-alike");
    folder.write("a/b.sop.yaml", SOP);
    folder.write(r"a\b.sop.yaml", SOP);
    assert_eq!(names(&check(&folder, &["."])), ["a/b (2).sop.yaml", "a/b.sop.yaml"]);
}

#[test]
fn a_file_that_is_named_and_found_is_checked_once() {
    let folder = Folder::new("packed-twice");
    folder.write("a/b.sop.yaml", SOP);
    assert_eq!(names(&check(&folder, &["a", "./a/b.sop.yaml", "./a"])), ["a/b.sop.yaml"]);
}

#[test]
fn a_socket_with_the_name_of_an_sop_is_told_and_waited_for_by_nobody() {
    let folder = Folder::new("packed-socket");
    folder.write("a.sop.yaml", SOP);
    let _socket = UnixListener::bind(folder.path().join("soket.sop.yaml")).expect("a socket");
    let ran = check(&folder, &["."]);
    assert_eq!(names(&ran), ["a.sop.yaml", "soket.sop.yaml"]);
    assert!(ran.stdout.contains("EN001"), "{}", ran.stdout);
}

#[test]
fn a_check_passes_over_archives_and_links_to_folders() {
    let folder = Folder::new("packed-passed");
    folder.write("a.sop.yaml", SOP);
    folder.write("arsip.zip", "PK");
    folder.write("arsip.tar.gz", "x");
    folder.write("arsip.rar", "x");
    std::os::unix::fs::symlink(".", folder.path().join("lingkar")).expect("a link");
    assert_eq!(names(&check(&folder, &["."])), ["a.sop.yaml"]);
}

#[test]
fn an_archive_that_is_named_is_told_not_to_be_opened() {
    let folder = Folder::new("packed-named");
    folder.write("arsip.rar", b"Rar!\x1a\x07\x00");
    folder.write("arsip.tar", "x");
    let ran = check(&folder, &["arsip.rar", "arsip.tar"]);
    assert_eq!(ran.code, 3);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    for document in report["documents"].as_array().expect("a list") {
        let message = document["unchecked"][0]["message"].as_str().expect("a reason");
        assert!(message.contains("keluarkan berkas di dalamnya"), "{message}");
    }
}

#[test]
fn what_is_said_of_limits_helps_with_archives_too() {
    let folder = Folder::new("packed-explain");
    for (id, part) in [("EN002", "tanpa kata sandi"), ("EN003", "arsip yang terlalu besar")] {
        let ran = soplint(folder.path(), &["explain", id]);
        assert!(ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ").contains(part), "{}", ran.stdout);
    }
}
