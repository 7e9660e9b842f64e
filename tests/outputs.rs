//! Several reports in one run: what goes to standard output and what to files, and what is refused before it is too late.

mod support {
    pub(crate) mod program;
}

use std::fs;

use serde_json::Value;
use soplint::report::Format;
use support::program::{Folder, Ran, soplint, soplint_with};

/// Rules that load fast: an SOP has a number.
const PACK: &str = "pack: uji\nversion: 0.1.0\nmodel: 1\nlanguages: [id, en]\nsources: {s: {title: S}}\nrules:\n  - id: ZZ001\n    title: {id: nomor, en: number}\n    source: s\n    sure: A\n    severity: error\n    benefit: standardise\n    require: [number]\n    message: {id: nomor tidak ada, en: number is missing}\n";
const FAULTY: &str = "judul: Pengelolaan Surat\nkegiatan:\n  - uraian: Mencatat surat\n    pelaksana: Arsiparis\n";
const BROKEN: &str = "judul: \"tidak ditutup\n";

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("uji.yaml", PACK);
    folder.write("sop/a.sop.yaml", FAULTY);
    folder
}

fn check(folder: &Folder, arguments: &[&str]) -> Ran {
    soplint(folder.path(), &[&["check", "--rules", "uji.yaml"], arguments].concat())
}

fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn every_format_has_every_exit_code() {
    let folder = folder("output-codes");
    folder.write("bersih/a.sop.yaml", format!("nomor: SOP-001\n{FAULTY}"));
    folder.write("rusak/a.sop.yaml", BROKEN);
    folder.write("keliru.yaml", "pack: x\n");
    for format in Format::ALL.map(Format::name) {
        let code = |arguments: &[&str]| check(&folder, &[&["-f", format], arguments].concat()).code;
        assert_eq!(code(&["bersih"]), 0, "{format}");
        assert_eq!(code(&["sop", "rusak"]), 1, "{format}");
        assert_eq!(code(&["sop", "--rules", "keliru.yaml"]), 2, "{format}");
        assert_eq!(code(&["rusak"]), 3, "{format}");
    }
}

#[test]
fn one_run_writes_every_format_as_if_it_were_alone() {
    let folder = folder("output-many");
    let files = Format::ALL.map(|format| format!("{0}=hasil.{0}", format.name()));
    let arguments: Vec<&str> = files.iter().flat_map(|file| ["--output", file]).collect();
    let ran = check(&folder, &[&["sop"], &arguments[..]].concat());
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert_eq!(ran.stdout, check(&folder, &["sop"]).stdout, "standard output is as without files");
    for format in Format::ALL.map(Format::name) {
        let alone = check(&folder, &["sop", "-f", format]).stdout;
        // Hashes of inputs are there as soon as one format tells them.
        assert_eq!(read(&folder, &format!("hasil.{format}")), alone, "{format}");
    }
    let json: Value = serde_json::from_str(&read(&folder, "hasil.json")).expect("JSON");
    assert!(json["documents"][0]["sha256"].is_string());
    let names: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(names.len(), Format::ALL.len() + 2, "no temporary file is left");
}

#[test]
fn any_number_of_threads_gives_the_same_files() {
    let folder = folder("output-threads");
    (0..40)
        .for_each(|at| _ = folder.write(&format!("sop/{at:02}.sop.yaml"), if at % 3 == 0 { BROKEN } else { FAULTY }));
    let run = |jobs: &str| -> Vec<String> {
        let files = Format::ALL.map(|format| format!("{}={jobs}.{}", format.name(), format.name()));
        let outputs: Vec<&str> = files.iter().flat_map(|file| ["--output", file]).collect();
        check(&folder, &[&["sop", "--jobs", jobs], &outputs[..]].concat());
        Format::ALL.map(|format| read(&folder, &format!("{jobs}.{}", format.name()))).to_vec()
    };
    let one = run("1");
    assert_eq!(one, run("2"));
    assert_eq!(one, run("8"));
}

#[test]
fn a_hyphen_is_standard_output() {
    let folder = folder("output-hyphen");
    let ran = check(&folder, &["sop", "--output", "json=-", "--output", "csv=a.csv"]);
    assert!(serde_json::from_str::<Value>(&ran.stdout).is_ok(), "{}", ran.stdout);
    let ran = check(&folder, &["sop", "-f", "concise", "--output", "json=-"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("both concise and json would go to standard output"), "{}", ran.stderr);
}

#[test]
fn what_could_not_be_written_is_refused_before_checking() {
    let folder = folder("output-refused");
    folder.write("berkas", "x");
    fs::create_dir(folder.path().join("folder")).expect("a folder");
    let refuses = |outputs: &[&str], words: &str| {
        let arguments: Vec<&str> = outputs.iter().flat_map(|output| ["--output", output]).collect();
        let ran = check(&folder, &[&["sop"], &arguments[..]].concat());
        assert_eq!(ran.code, 2, "{outputs:?}");
        assert!(ran.stderr.contains(words), "{outputs:?}: {:?} has no {words:?}", ran.stderr);
        assert_eq!(ran.stdout, "", "nothing was checked");
    };
    refuses(&["sarf=a.sarif"], "did you mean sarif?");
    refuses(&["sarif"], "write FORMAT=FILE");
    refuses(&["sarif="], "write FORMAT=FILE");
    refuses(&["sarif=tidak-ada/a.sarif"], "there is no folder tidak-ada");
    refuses(&["sarif=berkas/a.sarif"], "there is no folder berkas");
    refuses(&["sarif=folder"], "it is a folder");
    refuses(&["sarif=a.out", "json=./a.out"], "named twice");
    refuses(&["json=sop/a.sop.yaml"], "sop/a.sop.yaml is read by this run");
    refuses(&["json=sop/../sop/a.sop.yaml"], "is read by this run");
    refuses(&["json=uji.yaml"], "uji.yaml is read by this run");
    assert_eq!(read(&folder, "sop/a.sop.yaml"), FAULTY);
    assert_eq!(read(&folder, "uji.yaml"), PACK);
    assert!(!folder.path().join("a.out").exists());
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_stays_as_it_is() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("output-permissions");
    let kept = folder.write("lama.json", "lama");
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o444)).expect("permissions");
    let ran = check(&folder, &["sop", "--output", "json=lama.json"]);
    assert_eq!((ran.code, read(&folder, "lama.json").as_str()), (2, "lama"), "{}", ran.stderr);
    assert!(ran.stderr.contains("its permissions do not allow it"), "{}", ran.stderr);
    symlink("sop/a.sop.yaml", folder.path().join("tautan.json")).expect("a link");
    let ran = check(&folder, &["sop", "--output", "json=tautan.json"]);
    assert_eq!((ran.code, read(&folder, "sop/a.sop.yaml").as_str()), (2, FAULTY), "a link to an input is an input");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_the_report_is_in_the_log() {
    let folder = folder("output-full");
    let ran = check(&folder, &["sop", "--output", "json=/dev/full"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("cannot write /dev/full: the disk is full"), "{}", ran.stderr);
    assert!(ran.stdout.contains("ZZ001"));
    let ran = check(&folder, &["sop", "--output", "json=/dev/null"]);
    assert_eq!(ran.code, 1, "a device is written into, and stays a device: {}", ran.stderr);
}

#[test]
fn a_report_that_is_there_is_replaced_whole() {
    let folder = folder("output-again");
    folder.write("hasil.json", "x".repeat(100_000));
    assert_eq!(check(&folder, &["sop", "--output", "json=hasil.json"]).code, 1);
    let first = read(&folder, "hasil.json");
    assert!(serde_json::from_str::<Value>(&first).is_ok());
    assert_eq!(check(&folder, &["sop", "--output", "json=hasil.json"]).code, 1);
    assert_eq!(read(&folder, "hasil.json"), first, "the same run gives the same bytes");
}

#[test]
fn files_have_no_colour() {
    let folder = folder("output-colour");
    let ran = check(&folder, &["sop", "--color", "always", "--output", "full=a.txt"]);
    assert!(ran.stdout.contains('\u{1b}'));
    assert!(!read(&folder, "a.txt").contains('\u{1b}'));
}

#[test]
fn the_summary_of_a_step_is_added_to_its_page() {
    let folder = folder("output-summary");
    let page = folder.write("ringkasan.md", "sebelumnya\n");
    let run = |format: &str, page: &str| {
        let arguments = ["check", "--rules", "uji.yaml", "sop", "--output", format];
        soplint_with(folder.path(), &arguments, b"", &[("GITHUB_STEP_SUMMARY", page)])
    };
    let page = page.to_str().expect("a path");
    assert_eq!(run("json=-", page).code, 1);
    assert_eq!(read(&folder, "ringkasan.md"), "sebelumnya\n", "only beside annotations");
    let ran = run("github=-", page);
    assert!(ran.stdout.starts_with("::error file=sop/a.sop.yaml,line=1,"), "{}", ran.stdout);
    let text = read(&folder, "ringkasan.md");
    assert!(text.starts_with("sebelumnya\n# soplint\n") && text.contains("| kesalahan | ZZ001 |"), "{text}");
    let ran = run("github=-", "tidak-ada/ringkasan.md");
    assert_eq!(ran.code, 1, "the step is not wrong");
    assert!(ran.stderr.contains("GITHUB_STEP_SUMMARY"), "{}", ran.stderr);
}

#[test]
fn the_limit_of_sarif_is_one_github_takes() {
    let folder = folder("output-limit");
    for limit in ["0", "25001", "banyak"] {
        let ran = check(&folder, &["sop", "--sarif-limit", limit]);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains("GitHub takes 1 to 25000 results"), "{}", ran.stderr);
    }
    folder.write("sop/b.sop.yaml", FAULTY);
    let ran = check(&folder, &["sop", "-f", "sarif", "--sarif-limit", "1", "--lang", "en"]);
    assert!(ran.stdout.contains("2 of 2 findings left out here"), "{}", ran.stdout);
}
