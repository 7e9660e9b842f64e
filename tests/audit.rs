//! Audits: the same report in one run, in parts, from what was kept, and with any number of threads; and its record.

mod support {
    pub(crate) mod console;
    pub(crate) mod program;
}

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use support::console::{consoles, run_shown};
use support::program::{Folder, Ran, soplint};

/// Inputs: as many as are worth keeping, and some more.
const INPUTS: usize = 60;
/// Files must be older than this before what was judged is kept.
const TICK: Duration = Duration::from_millis(2_100);

/// An archive in which documents contradict each other, and one of which nothing can be read.
fn archive(name: &str) -> Folder {
    let folder = Folder::new(name);
    for at in 0..INPUTS {
        folder.write(&format!("sop/{at:02}.sop.yaml"), sop(at, "5 menit"));
    }
    folder.write("sop/07.sop.yaml", sop(7, "Segera"));
    folder.write("sop/08.sop.yaml", sop(8, "3 jam"));
    folder.write("sop/salinan.sop.yaml", sop(9, "5 menit"));
    folder.write("sop/rusak.sop.yaml", "judul: [\n");
    folder
}

fn sop(at: usize, time: &str) -> String {
    let unit = ["Subbagian Umum", "Subbagian Hukum"][at % 2];
    format!(
        "nomor: SOP-{at:03}/KUL/9999/2025\njudul: Pengelolaan Berkas {at}\nunit: {unit}\ntanggal_efektif: 2025-12-01\nketerkaitan: [SOP Pengelolaan Berkas {}]\nkegiatan:\n  - no: 1\n    uraian: Mencatat berkas dalam buku agenda\n    pelaksana: Arsiparis\n    waktu: {time}\n",
        at + 1
    )
}

/// All reports of an audit, by format.
const REPORTS: [&str; 8] = ["summary", "html", "xlsx", "scores", "badge", "ics", "csv", "jsonl"];

/// Runs an audit, and gives what it wrote.
fn audited(folder: &Folder, name: &str, arguments: &[&str]) -> (Ran, Vec<Vec<u8>>) {
    let outputs: Vec<String> = REPORTS.iter().map(|format| format!("{format}=hasil/{name}.{format}")).collect();
    std::fs::create_dir_all(folder.path().join("hasil")).expect("a folder");
    let outputs = outputs.iter().flat_map(|output| ["--output", output.as_str()]);
    let arguments: Vec<&str> = ["audit"].into_iter().chain(arguments.iter().copied()).chain(outputs).collect();
    let ran = soplint(folder.path(), &arguments);
    let file = |format: &&str| std::fs::read(folder.path().join(format!("hasil/{name}.{format}"))).expect(format);
    (ran, REPORTS.iter().map(file).collect())
}

/// The same run gives the same bytes; the first format that differs is named.
fn assert_same(one: &(Ran, Vec<Vec<u8>>), other: &(Ran, Vec<Vec<u8>>), what: &str) {
    assert_eq!(one.0.code, other.0.code, "{what}: {}", other.0.stderr);
    assert_eq!(one.0.stdout, other.0.stdout, "{what}");
    for ((one, other), format) in one.1.iter().zip(&other.1).zip(REPORTS) {
        assert!(one == other, "{what}: {format} differs");
        assert!(!one.is_empty(), "{what}: {format} is empty");
    }
}

#[test]
fn parts_put_together_are_one_run() {
    let folder = archive("audit-parts");
    let one = audited(&folder, "one", &["sop", "--no-cache"]);
    assert_eq!(one.0.code, 1, "{}", one.0.stderr);
    for parts in [1, 2, 7] {
        let files: Vec<String> = (1..=parts).map(|part| format!("bagian-{part}.facts")).collect();
        for (file, part) in files.iter().zip(1..) {
            let part = format!("{part}/{parts}");
            let ran = soplint(folder.path(), &["audit", "sop", "--no-cache", "--shard", &part, "--facts", file]);
            assert_eq!(ran.code, 0, "{}", ran.stderr);
        }
        // In any order.
        let merge: Vec<&str> = std::iter::once("--merge").chain(files.iter().rev().map(String::as_str)).collect();
        assert_same(&one, &audited(&folder, "merged", &merge), &format!("{parts} parts"));
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = archive("audit-threads");
    let one = audited(&folder, "one", &["sop", "--no-cache", "--jobs", "1"]);
    assert_same(&one, &audited(&folder, "eight", &["sop", "--no-cache", "--jobs", "8"]), "eight threads");
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let folder = archive("audit-strangers");
    let part = |part: &str, file: &str, more: &[&str]| {
        let usual = ["audit", "sop", "--no-cache", "--shard", part, "--facts", file];
        assert_eq!(soplint(folder.path(), &[&usual[..], more].concat()).code, 0);
    };
    part("1/2", "a.facts", &[]);
    part("2/2", "b.facts", &[]);
    part("2/3", "c.facts", &[]);
    part("2/2", "d.facts", &["--today", "2026-03-02"]);
    part("2/2", "e.facts", &["--lang", "en"]);
    folder.write("potong.facts", &std::fs::read(folder.path().join("b.facts")).expect("the part")[..2_000]);
    for (files, words) in [
        (&["a.facts"][..], "parts are missing: 2/2"),
        (&["a.facts", "a.facts"], "the same part (1/2)"),
        (&["a.facts", "c.facts"], "no parts of one audit"),
        (&["a.facts", "d.facts"], "no parts of one audit"),
        (&["a.facts", "e.facts"], "no parts of one audit"),
        (&["a.facts", "potong.facts"], "cannot use potong.facts"),
        (&["a.facts", "sop/01.sop.yaml"], "it is no facts file"),
    ] {
        let ran = soplint(folder.path(), &[&["audit", "--merge"][..], files].concat());
        assert_eq!(ran.code, 2, "{files:?}");
        assert!(ran.stderr.contains(words), "{files:?}: {}", ran.stderr);
    }
    let other = soplint(folder.path(), &["audit", "--merge", "a.facts", "b.facts", "--select", "MB"]);
    assert_eq!(other.code, 2, "{}", other.stderr);
    assert!(other.stderr.contains("judged with other rules"), "{}", other.stderr);
}

#[test]
fn an_audit_that_was_broken_off_goes_on_and_gives_the_same_report() {
    let folder = archive("audit-journal");
    std::thread::sleep(TICK);
    let fresh = audited(&folder, "fresh", &["sop", "--no-cache"]);
    let keeping = ["sop", "--cache-dir", "ingatan"];
    assert_same(&fresh, &audited(&folder, "first", &keeping), "the first run that keeps");
    let journal = std::fs::read_dir(folder.path().join("ingatan")).expect("the folder").next();
    let journal = journal.expect("a journal").expect("an entry").path();
    let whole = std::fs::read(&journal).expect("the journal");
    for length in [0, 30, whole.len() / 3, whole.len() / 2, whole.len() - 1, whole.len()] {
        std::fs::write(&journal, &whole[..length]).expect("what was written before it broke off");
        let again = audited(&folder, "again", &keeping);
        assert_same(&fresh, &again, &format!("{length} bytes of the journal"));
        assert_eq!(again.0.stderr.contains("sudah pernah diperiksa"), length > 1_000, "{}", again.0.stderr);
    }
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 64].fill(0xa5);
    std::fs::write(&journal, &damaged).expect("a damaged journal");
    assert_same(&fresh, &audited(&folder, "damaged", &keeping), "a damaged journal");
}

#[test]
fn what_changed_is_judged_again() {
    let folder = archive("audit-changed");
    std::thread::sleep(TICK);
    let keeping = ["sop", "--cache-dir", "ingatan"];
    audited(&folder, "first", &keeping);
    folder.write("sop/20.sop.yaml", sop(20, "Secepatnya"));
    std::fs::remove_file(folder.path().join("sop/07.sop.yaml")).expect("a document");
    folder.write("sop/000.sop.yaml", sop(99, "5 menit"));
    let fresh = audited(&folder, "fresh", &["sop", "--no-cache"]);
    assert_same(&fresh, &audited(&folder, "again", &keeping), "after changes");
    let other_rules = ["sop", "--cache-dir", "ingatan", "--ignore", "MB003"];
    let again = audited(&folder, "other", &other_rules);
    assert!(!String::from_utf8_lossy(&again.1[6]).contains("MB003"), "rules are part of what is kept");
}

#[test]
fn a_whole_set_is_written_and_proven_by_its_record() {
    let folder = archive("audit-set");
    let ran = soplint(folder.path(), &["audit", "sop", "--to", "sop/hasil", "--no-cache"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let mut files: Vec<String> = std::fs::read_dir(folder.path().join("sop/hasil"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let all = [
        "audit.html",
        "audit.xlsx",
        "badge.svg",
        "findings.csv",
        "findings.jsonl",
        "record.json",
        "reviews.ics",
        "scores.json",
    ];
    assert_eq!(files, all);
    let record = folder.read("sop/hasil/record.json");
    // The reports lie in the archive, and are no part of it: nothing changes.
    let again = soplint(folder.path(), &["audit", "sop", "--to", "sop/hasil", "--no-cache"]);
    assert_eq!(again.code, 1, "{}", again.stderr);
    assert_eq!(folder.read("sop/hasil/record.json"), record);
    let verify =
        |arguments: &[&str]| soplint(folder.path(), &[&["verify", "sop/hasil/record.json"][..], arguments].concat());
    let same = verify(&["sop"]);
    assert_eq!((same.code, same.stdout.contains("sesuai")), (0, true), "{}{}", same.stdout, same.stderr);
    folder.write("sop/10.sop.yaml", sop(10, "6 menit"));
    std::fs::remove_file(folder.path().join("sop/11.sop.yaml")).expect("a document");
    folder.write("sop/baru.sop.yaml", sop(11, "6 menit"));
    folder.write("sop/hasil/findings.csv", "path\r\n");
    let other = verify(&["sop"]);
    assert_eq!(other.code, 1, "{}", other.stderr);
    for line in [
        "berubah: 10.sop.yaml",
        "tidak ada lagi: 11.sop.yaml",
        "baru: baru.sop.yaml",
        "laporan diubah: sop/hasil/findings.csv",
    ] {
        assert!(other.stdout.lines().any(|told| told == line), "{line}: {}", other.stdout);
    }
    folder.write("sop/hasil/record.json", record.replace("\"title\": \"sop\"", "\"title\": \"lain\""));
    let forged = verify(&["sop"]);
    assert_eq!((forged.code, forged.stderr.contains("it was changed")), (2, true), "{}", forged.stderr);
}

#[test]
fn an_archive_is_proven_wherever_it_lies() {
    let folder = archive("audit-moved");
    soplint(folder.path(), &["audit", "sop", "--output", "record=catatan.json", "--no-cache"]);
    std::fs::create_dir_all(folder.path().join("lain/dalam")).expect("a folder");
    std::fs::rename(folder.path().join("sop"), folder.path().join("lain/dalam/arsip")).expect("a folder that moves");
    let ran = soplint(folder.path(), &["verify", "catatan.json", "lain/dalam/arsip"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn no_report_is_written_over_a_document() {
    let folder = archive("audit-over");
    let before = folder.read("sop/01.sop.yaml");
    let ran = soplint(folder.path(), &["audit", "sop", "--output", "html=sop/01.sop.yaml", "--no-cache"]);
    assert_eq!((ran.code, folder.read("sop/01.sop.yaml")), (2, before), "{}", ran.stderr);
    folder.write("sop/audit.xlsx", "milik orang lain");
    let ran = soplint(folder.path(), &["audit", "sop", "--to", "sop", "--no-cache"]);
    assert_eq!((ran.code, folder.read("sop/audit.xlsx").as_str()), (2, "milik orang lain"), "{}", ran.stderr);
}

#[test]
fn the_workbook_of_an_earlier_audit_is_no_document_of_the_next() {
    let folder = archive("audit-earlier");
    let first = soplint(folder.path(), &["audit", "sop", "--to", "sop/hasil", "--no-cache"]);
    let second = soplint(folder.path(), &["audit", "sop", "--to", "sop/hasil-2", "--no-cache"]);
    assert_eq!(first.stdout, second.stdout);
    assert!(second.stderr.contains("sop/hasil/audit.xlsx"), "what is left out is told: {}", second.stderr);
    assert_eq!(folder.read("sop/hasil/findings.csv"), folder.read("sop/hasil-2/findings.csv"));
    let verify = soplint(folder.path(), &["verify", "sop/hasil/record.json", "sop"]);
    assert_eq!(verify.code, 0, "{}{}", verify.stdout, verify.stderr);
}

#[test]
fn a_document_is_not_passed_over_because_a_record_names_it() {
    let folder = archive("audit-forged");
    soplint(folder.path(), &["audit", "sop", "--to", "sop/hasil", "--no-cache"]);
    // Somebody puts an SOP in the place of the workbook, or writes notes into it: its bytes are not those of the record.
    folder.write("sop/hasil/audit.xlsx", "bukan laporan");
    let ran = soplint(folder.path(), &["audit", "sop", "--no-cache", "--output", "jsonl=hasil.jsonl"]);
    assert!(folder.read("hasil.jsonl").contains("sop/hasil/audit.xlsx"), "{}{}", ran.stdout, ran.stderr);
    let over = soplint(folder.path(), &["audit", "sop", "--to", "sop/hasil", "--no-cache"]);
    assert_eq!((over.code, folder.read("sop/hasil/audit.xlsx").as_str()), (2, "bukan laporan"), "{}", over.stderr);
}

#[test]
fn notes_in_a_workbook_are_not_written_over() {
    let folder = archive("audit-notes");
    soplint(folder.path(), &["audit", "sop", "--to", "hasil", "--no-cache", "--no-history"]);
    folder.write("hasil/audit.xlsx", "buku kerja dengan catatan pengawas");
    let again = soplint(folder.path(), &["audit", "sop", "--to", "hasil", "--no-cache", "--no-history"]);
    assert_eq!(again.code, 2, "{}", again.stderr);
    assert_eq!(folder.read("hasil/audit.xlsx"), "buku kerja dengan catatan pengawas");
    let other = soplint(folder.path(), &["audit", "sop", "--to", "hasil-2", "--no-cache", "--no-history"]);
    assert_eq!(other.code, 1, "{}", other.stderr);
}

#[test]
fn settings_and_data_that_changed_are_told() {
    let folder = office("audit-settings");
    soplint(folder.path(), &["audit", "sop", "--to", "hasil"]);
    let same = soplint(folder.path(), &["verify", "hasil/record.json", "sop"]);
    assert_eq!(same.code, 0, "{}{}", same.stdout, same.stderr);
    folder.write("roster.yaml", folder.read("roster.yaml") + "# lain\n");
    let changed = soplint(folder.path(), &["verify", "hasil/record.json", "sop"]);
    assert_eq!(changed.code, 1, "{}{}", changed.stdout, changed.stderr);
    assert!(changed.stdout.lines().any(|line| line == "berubah: roster.yaml"), "{}", changed.stdout);
    let elsewhere = soplint(folder.path(), &["verify", "hasil/record.json", "sop", "--isolated"]);
    assert!(elsewhere.stderr.contains("roster.yaml tidak berlaku di sini"), "{}", elsewhere.stderr);
}

/// The finance unit of the examples, as the pages about audits find it.
fn office(name: &str) -> Folder {
    let folder = Folder::new(name);
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/kpu-keuangan");
    for file in ["soplint.yaml", "roster.yaml", "log.yaml"] {
        folder.write(file, std::fs::read(examples.join(file)).expect("data of the office"));
    }
    for part in ["draft", "final"] {
        for entry in std::fs::read_dir(examples.join(part)).expect("SOPs") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            folder.write(&format!("sop/{part}/{name}"), std::fs::read(&path).expect("an SOP"));
        }
    }
    folder
}

#[test]
fn the_pages_about_audits_are_true() {
    for page in ["docs/audit.md", "docs/id/audit.md"] {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).expect("the page");
        let folder = office(&page.replace(['/', '.'], "-"));
        let (mut before, mut codes) = (None, Vec::new());
        for shown in consoles(&text) {
            if shown.command.starts_with("sed ") {
                let ran = Command::new("sh").args(["-e", "-c", &shown.command]).current_dir(folder.path()).status();
                assert!(ran.expect("a shell").success(), "{page}: {}", shown.command);
                continue;
            }
            run_shown(page, folder.path(), &shown, &mut before);
            if shown.command == "echo $?" {
                codes.push(shown.output.concat());
            }
        }
        assert_eq!(codes, ["1", "0", "1"], "{page}: findings, as recorded, changed");
        assert!(folder.path().join("gabungan.html").is_file(), "{page}: the merged page");
    }
}
