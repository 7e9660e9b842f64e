//! Which files a run takes: what the settings include and exclude, and what hooks name although it is left out.

mod support {
    pub(crate) mod program;
}

use support::program::{Folder, Ran, soplint};

const SOP: &str =
    "nomor: SOP-001\njudul: Pengelolaan Surat\ntujuan: Surat terkelola\nkegiatan: [{no: 1, uraian: Mencatat surat}]\n";

fn project(name: &str, settings: &str, files: &[&str]) -> Folder {
    let folder = Folder::new(name);
    // A repository of its own: what stands above it is no business of the test.
    folder.write(".git/HEAD", "");
    folder.write("soplint.yaml", settings);
    files.iter().for_each(|file| drop(folder.write(file, SOP)));
    folder
}

/// The inputs of a run, in order.
fn inputs(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    names(&soplint(folder.path(), &[&["check", "-f", "json"], arguments].concat()))
}

fn names(ran: &Ran) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let documents = report["documents"].as_array().expect("a list").iter();
    documents.map(|document| document["path"].as_str().expect("a path").to_owned()).collect()
}

const FILES: [&str; 4] = ["sop/a.sop.yaml", "sop/arsip/2019/b.sop.yaml", "draf/c.sop.yaml", "d.sop.yaml"];

#[test]
fn what_is_excluded_is_not_searched() {
    let folder = project("select-exclude", "exclude: [sop/arsip, d.sop.yaml]\n", &FILES);
    assert_eq!(inputs(&folder, &[]), ["draf/c.sop.yaml", "sop/a.sop.yaml"]);
    assert_eq!(inputs(&folder, &["sop/arsip"]), [] as [&str; 0], "a folder that is searched by its name");
    assert_eq!(inputs(&folder, &["d.sop.yaml"]), ["d.sop.yaml"], "a file that is named");
    assert_eq!(inputs(&folder, &["--isolated"]).len(), FILES.len());
}

#[test]
fn of_what_is_included_the_excluded_is_left_out() {
    let folder = project("select-include", "include: sop/**\nexclude: \"**/2019/**\"\n", &FILES);
    assert_eq!(inputs(&folder, &[]), ["sop/a.sop.yaml"]);
    let below = soplint(&folder.path().join("sop"), &["check", "-f", "json"]);
    assert_eq!(names(&below), ["a.sop.yaml"], "from within");
    assert_eq!(soplint(folder.path(), &["check", "draf"]).code, 3, "nothing is left to check");
}

#[test]
fn a_glob_with_an_ending_includes_sources_of_any_name() {
    let files = ["sop/a.yaml", "sop/b.md", "sop/c.sop.yaml", "lain/d.yaml"];
    let named = project("select-ending", "include: [\"sop/**/*.{yaml,md}\"]\n", &files);
    assert_eq!(inputs(&named, &[]), ["sop/a.yaml", "sop/b.md", "sop/c.sop.yaml"]);
    let folder = project("select-folder", "include: [sop]\n", &files);
    assert_eq!(inputs(&folder, &[]), ["sop/c.sop.yaml"], "a folder holds other things, too");
    let all = project("select-layers", "include: \"**/*.yaml\"\nproject: unit.yaml\n", &["a.yaml"]);
    all.write("unit.yaml", "units: [{name: Bagian Umum}]\n");
    assert_eq!(inputs(&all, &[]), ["a.yaml"], "settings and project data are no SOPs");
}

#[test]
fn a_file_that_is_named_is_left_out_on_demand() {
    let folder = project("force-exclude", "include: [sop]\nexclude: [sop/arsip]\n", &FILES);
    let all = FILES.to_vec();
    assert_eq!(inputs(&folder, &all).len(), 4);
    assert_eq!(inputs(&folder, &[&["--force-exclude"], &all[..]].concat()), ["sop/a.sop.yaml"]);
}

#[test]
fn ignore_files_count_for_named_files_on_demand() {
    let folder =
        project("force-ignore", "", &["a.sop.yaml", "arsip/lama/b.sop.yaml", "sop/c.sop.yaml", ".draf/d.sop.yaml"]);
    folder.write(".gitignore", "arsip/\n");
    folder.write("sop/.soplintignore", "c.*\n");
    let files = ["a.sop.yaml", "arsip/lama/b.sop.yaml", "sop/c.sop.yaml", ".draf/d.sop.yaml"];
    let forced = |more: &[&str]| inputs(&folder, &[&["--force-exclude"], more, &files[..]].concat());
    assert_eq!(forced(&[]), [".draf/d.sop.yaml", "a.sop.yaml"]);
    assert_eq!(forced(&["--no-ignore"]).len(), 4);
    let within = soplint(&folder.path().join("arsip"), &["check", "-f", "json", "--force-exclude", "../a.sop.yaml"]);
    assert_eq!(names(&within), ["../a.sop.yaml"]);
}

#[test]
fn what_is_no_sop_is_skipped_without_a_word() {
    let folder = project("force-foreign", "", &["ya.yaml", "ya.md"]);
    folder.write("ya.md", "# SOP Pengelolaan Surat\n\nNomor: SOP-001\n\n## Tujuan\n\nSurat terkelola\n\n## Dasar Hukum\n\n1. UU Nomor 5 Tahun 2014\n");
    let foreign = [
        ("azure-pipelines.yml", "steps:\n  - script: make\n  - script: make test\n"),
        ("README.md", "# Tentang folder ini\n\nSilakan baca.\n"),
        ("values.yaml", "image: {{ .Values.image }}\nport: 80\n"),
        ("soplint.yaml", "language: id\n"),
    ];
    foreign.iter().for_each(|(name, text)| drop(folder.write(name, text)));
    let names: Vec<&str> = foreign.iter().map(|(name, _)| *name).collect();
    let only = soplint(folder.path(), &[&["check", "--force-exclude"], &names[..]].concat());
    assert_eq!((only.code, only.stderr.as_str()), (0, ""), "{}", only.stdout);
    let all = [&["--force-exclude", "ya.yaml", "ya.md", "kosong.sop.yaml"], &names[..]].concat();
    folder.write("kosong.sop.yaml", "");
    assert_eq!(inputs(&folder, &all), ["kosong.sop.yaml", "ya.md", "ya.yaml"], "a name says what it is");
    assert_eq!(soplint(folder.path(), &["check", "README.md"]).code, 1, "without the option it is checked");
}

#[test]
fn what_cannot_be_looked_into_is_told() {
    let folder = project("force-unread", "limits: {file_mib: 1}\n", &[]);
    folder.write("besar.yaml", vec![b' '; 1 << 21]);
    folder.write("berkas.pdf", "%PDF-1.7");
    for name in ["besar.yaml", "berkas.pdf"] {
        assert_eq!(soplint(folder.path(), &["check", "--force-exclude", name]).code, 3, "{name}");
    }
}

#[test]
fn the_settings_bound_the_size_of_what_is_read() {
    let folder = project("select-size", "language: id\nlimits: {file_mib: 1}\n", &[]);
    folder.write("besar.sop.yaml", [SOP.as_bytes(), &vec![b'#'; 1 << 20]].concat());
    let bounded = soplint(folder.path(), &["check", "-f", "concise"]);
    assert_eq!(bounded.code, 3, "{}", bounded.stdout);
    assert!(bounded.stdout.contains("1 MiB"), "{}", bounded.stdout);
    assert_eq!(soplint(folder.path(), &["check", "--max-size", "2"]).code, 1, "the command line beats them");
}

#[test]
fn what_the_settings_select_is_shown() {
    let folder =
        project("select-show", "include: [sop, \"*.docx\"]\nexclude: sop/arsip\nlimits: {file_mib: 20}\n", &[]);
    let shown = soplint(folder.path(), &["config", "show", "--origin"]).stdout;
    let lines = "include: [sop, '*.docx']  # soplint.yaml:1\nexclude: sop/arsip  # soplint.yaml:2\nlimits: {file_mib: 20}  # soplint.yaml:3\n";
    assert!(shown.contains(&lines.replace('\'', "\"")), "{shown}");
}
