//! Remembered results: taken up only when nothing has changed, and never stale.

mod support {
    pub(crate) mod program;
}

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::time::Duration;

use support::program::{Folder, Ran, soplint};

/// Inputs of the project: as many as a cache is worth, and some more.
const INPUTS: usize = 60;
/// Files must be older than this before a run is remembered.
const TICK: Duration = Duration::from_millis(2_100);

fn project(name: &str) -> Folder {
    let folder = Folder::new(name);
    for at in 0..INPUTS {
        folder.write(&format!("sop/{at:02}.sop.yaml"), sop(at, "5 menit"));
    }
    folder.write("sop/00.sop.yaml", sop(0, "Segera"));
    folder.write("soplint.yaml", "extends: [sop-ap, ./paket.yaml]\nlanguage: en\nproject: roster.yaml\n");
    folder.write("paket.yaml", pack(15));
    folder.write("roster.yaml", "positions:\n  - {name: Arsiparis}\n");
    folder.write("soplint.waivers.yaml", waiver("2026-03-31"));
    std::thread::sleep(TICK);
    folder
}

fn sop(at: usize, time: &str) -> String {
    format!(
        "nomor: SOP-{at:03}/KUL/9999/2025\njudul: Pengelolaan Berkas {at}\nunit: Subbagian Umum\nkegiatan:\n  - no: 1\n    uraian: Mencatat berkas\n    pelaksana: Arsiparis\n    waktu: {time}\n"
    )
}

/// A pack whose one rule depends on a number in it.
fn pack(most: u32) -> String {
    format!(
        "pack: kantor\nversion: 1.0.0\nmodel: 1\nlanguages: en\nsources: {{kantor: Office practice}}\nrules:\n  - id: ZZ001\n    title: {{en: Few words}}\n    source: kantor\n    sure: C\n    severity: warning\n    benefit: efficiency\n    for: steps\n    must: words < {most}\n    message: {{en: \"too many words\"}}\n"
    )
}

fn waiver(expires: &str) -> String {
    format!(
        "waivers:\n  - rule: MB003\n    where: {{path: sop/00.sop.yaml}}\n    reason: x\n    owner: y\n    approved_by: z\n    expires: {expires}\n"
    )
}

fn check(folder: &Folder, more: &[&str]) -> Ran {
    let usual = ["check", "sop", "-f", "json", "--cache-dir", "ingatan"];
    soplint(folder.path(), &[&usual[..], more].concat())
}

fn fresh(folder: &Folder, more: &[&str]) -> Ran {
    check(folder, &[more, &["--no-cache"]].concat())
}

/// The files in which runs are remembered, with what tells one writing from the next.
fn remembered(folder: &Folder) -> Vec<(PathBuf, u64)> {
    let Ok(entries) = fs::read_dir(folder.path().join("ingatan")) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = paths.map(|path| (path.clone(), fs::metadata(&path).expect("a file").ino())).collect();
    files.sort();
    files
}

#[test]
fn what_has_not_changed_is_taken_up_again() {
    let folder = project("cache-hit");
    let first = check(&folder, &[]);
    let kept = remembered(&folder);
    assert_eq!(kept.len(), 1, "{}", first.stderr);
    let second = check(&folder, &[]);
    assert_eq!(remembered(&folder), kept, "nothing was written anew");
    assert_eq!((second.code, &second.stdout), (first.code, &first.stdout));
    for format in ["full", "sarif", "junit", "csv"] {
        let ran = |more: &[&str]| soplint(folder.path(), &[&["check", "sop", "-f", format], more].concat());
        let (warm, cold) = (ran(&["--cache-dir", "ingatan"]), ran(&["--no-cache"]));
        assert_eq!((warm.code, warm.stdout), (cold.code, cold.stdout), "{format}");
    }
}

/// Changes one thing and says whether the report was told from the one before.
#[test]
fn whatever_changes_is_seen() {
    let folder = project("cache-stale");
    let mut before = check(&folder, &[]).stdout;
    let first = fs::read_to_string(folder.path().join("sop/01.sop.yaml")).expect("an input");
    let same_length = first.replace("5 menit", "5 mendt");
    let changes: Vec<(&str, &str, String)> = vec![
        ("a byte of an input", "sop/01.sop.yaml", same_length),
        ("an input back", "sop/01.sop.yaml", first),
        ("one more input", "sop/99.sop.yaml", sop(1, "5 menit")),
        ("the pack", "paket.yaml", pack(2)),
        ("the roster", "roster.yaml", "positions:\n  - {name: Sekretaris}\n".to_owned()),
        ("the settings", "soplint.yaml", "extends: sop-ap\nlanguage: en\nproject: roster.yaml\n".to_owned()),
        ("the language", "soplint.yaml", "extends: sop-ap\nlanguage: id\nproject: roster.yaml\n".to_owned()),
        ("the waivers", "soplint.waivers.yaml", waiver("2026-02-01")),
        ("no waivers", "soplint.waivers.yaml", "waivers:\n".to_owned()),
    ];
    for (what, name, text) in changes {
        let path = folder.path().join(name);
        let times = fs::metadata(&path).ok();
        folder.write(name, text);
        if let Some(times) = times {
            // The time a program can set says nothing.
            let times = fs::FileTimes::new().set_modified(times.modified().expect("a time"));
            fs::File::options().write(true).open(&path).expect("a file").set_times(times).expect("set");
        }
        let after = check(&folder, &[]).stdout;
        assert_eq!(after, fresh(&folder, &[]).stdout, "{what}");
        assert_ne!(after, before, "{what} makes a difference");
        before = after;
        // Remembered or not, it stays like that.
        assert_eq!(check(&folder, &[]).stdout, before, "{what}");
    }
    std::fs::remove_file(folder.path().join("sop/99.sop.yaml")).expect("it is there");
    assert_eq!(check(&folder, &[]).stdout, fresh(&folder, &[]).stdout);
}

#[test]
fn what_is_typed_is_part_of_the_run() {
    let folder = project("cache-options");
    let all: [&[&str]; 7] = [
        &[],
        &["--today", "2026-04-01"],
        &["--today", "2026-03-31"],
        &["--phase", "draft"],
        &["--lang", "id"],
        &["--select", "MB"],
        &["--no-waivers"],
    ];
    for round in 0..2 {
        for more in all {
            assert_eq!(check(&folder, more).stdout, fresh(&folder, more).stdout, "{more:?}, round {round}");
        }
    }
}

#[test]
fn a_file_that_was_changed_just_now_is_not_trusted() {
    let folder = project("cache-young");
    folder.write("sop/01.sop.yaml", sop(1, "6 menit"));
    check(&folder, &[]);
    assert_eq!(remembered(&folder), []);
}

#[test]
fn damage_is_told_and_mended() {
    let folder = project("cache-damage");
    let cold = check(&folder, &[]);
    let (path, _) = remembered(&folder).remove(0);
    let whole = fs::read(&path).expect("a file");
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    for damaged in [flipped, whole[..whole.len() / 2].to_vec(), b"x".to_vec(), Vec::new()] {
        fs::write(&path, &damaged).expect("written");
        let ran = check(&folder, &[]);
        assert_eq!((ran.code, &ran.stdout), (cold.code, &cold.stdout));
        assert!(ran.stderr.contains("damaged"), "{}", ran.stderr);
        assert_eq!(fs::read(&path).expect("a file"), whole, "it is whole again");
    }
}

#[test]
fn a_place_that_cannot_be_written_spoils_nothing() {
    let folder = project("cache-place");
    folder.write("ingatan", "a file where a folder should be");
    let ran = check(&folder, &[]);
    assert_eq!(ran.stdout, fresh(&folder, &[]).stdout);
    assert!(ran.stderr.contains("not remembered"), "{}", ran.stderr);
}

#[test]
fn small_runs_leave_nothing_behind() {
    let folder = Folder::new("cache-small");
    folder.write("sop/a.sop.yaml", sop(1, "5 menit"));
    std::thread::sleep(TICK);
    check(&folder, &[]);
    assert_eq!(remembered(&folder), []);
}
