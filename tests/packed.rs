//! What an auditor's folder holds beside plain files: names in other encodings, pipes, links.

#![cfg(unix)]

mod support {
    pub(crate) mod program;
}

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;

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
