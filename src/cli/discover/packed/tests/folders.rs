//! What stands in folders beside files.

#![cfg(unix)]

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;

use super::super::super::Rest;
use super::*;
use crate::engine::NoFile;

#[test]
fn links_to_folders_are_told_and_not_followed() {
    let folder = Folder::of("a/a.sop.yaml", b"a");
    symlink("..", folder.path().join("a/lingkar")).expect("a link");
    symlink("a", folder.path().join("b")).expect("a link");
    let wanted = [
        ok("a/a.sop.yaml", "a"),
        failed("a/lingkar", LoadError::NoFile(NoFile::FolderLink)),
        failed("b", LoadError::NoFile(NoFile::FolderLink)),
    ];
    assert_eq!(folder.read(), wanted);
    assert_eq!(folder.inputs(&["."], Opening::Files).list.len(), 1, "a check passes them over");
    assert_eq!(names(&folder.read_named(&["b"])), ["b/a.sop.yaml", "b/lingkar"], "one that is named is searched");
}

#[test]
fn links_that_lead_nowhere_or_in_a_circle_are_told() {
    let folder = Folder::new();
    symlink("hilang", folder.path().join("a.sop.yaml")).expect("a link");
    symlink("c", folder.path().join("b")).expect("a link");
    symlink("b", folder.path().join("c")).expect("a link");
    let lost = |name| failed(name, LoadError::NoFile(NoFile::LostLink));
    assert_eq!(folder.read(), [lost("a.sop.yaml"), lost("b"), lost("c")]);
}

#[test]
fn links_to_files_are_followed() {
    let folder = Folder::of("isi/arsip.bin", &zip(&[("a.sop.yaml", b"a")]));
    symlink("isi/arsip.bin", folder.path().join("tautan.zip")).expect("a link");
    assert_eq!(folder.read(), [ok("tautan.zip/a.sop.yaml", "a")]);
}

#[test]
fn pipes_devices_and_sockets_do_not_block() {
    let folder = Folder::new();
    let _socket = UnixListener::bind(folder.path().join("soket.sop.yaml")).expect("a socket");
    let _other = UnixListener::bind(folder.path().join("soket.zip")).expect("a socket");
    symlink("/dev/zero", folder.path().join("nol.docx")).expect("a link");
    symlink("/dev/zero", folder.path().join("nol.zip")).expect("a link");
    let device = |name| failed(name, LoadError::NoFile(NoFile::Device));
    let all = ["nol.docx", "nol.zip", "soket.sop.yaml", "soket.zip"];
    assert_eq!(folder.read(), all.map(device));
    assert_eq!(folder.read_named(&all), all.map(device), "named one by one");
}

#[test]
fn an_archive_found_twice_is_opened_once() {
    let folder = Folder::of("a/x.zip", &zip(&[("a.sop.yaml", b"a")]));
    assert_eq!(folder.read_named(&["a", "a/x.zip", "a"]), [ok("a/x.zip/a.sop.yaml", "a")]);
}

#[test]
fn archives_are_ignored_like_other_files() {
    let folder = Folder::of("x.zip", &zip(&[("a.sop.yaml", b"a")]));
    folder.write("y.zip", zip(&[("a.sop.yaml", b"a")]));
    folder.write(".soplintignore", "x.zip\n");
    assert_eq!(names(&folder.read()), ["y.zip/a.sop.yaml"]);
}

#[test]
fn an_archive_makes_the_run_one_about_an_archive() {
    let folder = Folder::of("x.zip", &zip(&[("a.sop.yaml", b"a")]));
    let inputs = folder.inputs(&["x.zip"], Opening::Archives);
    assert_eq!(inputs.coverage, crate::check::archive::Coverage::Whole);
    assert_eq!(inputs.paths().count(), 1, "the archive is a file of the run, which no report may take the place of");
}

#[test]
fn an_input_rests_on_its_archive_as_it_was_when_it_was_opened() {
    let folder = Folder::of("x.zip", &zip(&[("a.sop.yaml", b"a"), ("b.tar.gz", b"rusak")]));
    symlink(".", folder.path().join("lingkar")).expect("a link");
    let before = std::fs::metadata(folder.path().join("x.zip")).expect("a file").modified().expect("a time");
    let inputs = folder.inputs(&["."], Opening::Archives);
    folder.write("x.zip", b"lain");
    let is_old = |of: &std::fs::Metadata| of.len() > 4 && of.modified().is_ok_and(|time| time == before);
    let rests: Vec<Rest<'_>> = inputs.list.iter().map(Input::rest).collect();
    assert!(matches!(rests[0], Rest::Said(LoadError::NoFile(_))), "the link");
    assert!(matches!(rests[1], Rest::Archive(of, None) if is_old(of)), "a member");
    assert!(matches!(rests[2], Rest::Archive(of, Some(LoadError::Damaged(_))) if is_old(of)), "a damaged one");
    assert_eq!(rests.len(), 3);
}
