//! The first settings of a folder: what is proposed, that it loads, and that nothing is written over.

mod support {
    pub(crate) mod program;
}

use std::fs;
use std::path::Path;

use soplint::pack::SHIPPED;
use support::program::{Folder, soplint};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    // What stands above the folder is no business of the test.
    folder.write(".git/HEAD", "");
    folder
}

fn sop(agency: &str) -> String {
    format!(
        "nomor: SOP-001\njudul: Pengelolaan Surat\ninstansi: {agency}\nunit: Bagian Umum\nkegiatan:\n  - {{no: 1, uraian: Mencatat surat, pelaksana: Arsiparis}}\n"
    )
}

/// The settings that are written, and what is said.
fn written(folder: &Folder, arguments: &[&str]) -> (String, String) {
    let ran = soplint(folder.path(), &[&["init"], arguments].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    (fs::read_to_string(folder.path().join("soplint.yaml")).expect("settings"), ran.stdout)
}

/// Asserts that the settings of a folder load without a word.
fn loads(folder: &Folder, settings: &str) {
    folder.write("soplint.yaml", settings);
    let ran = soplint(folder.path(), &["config", "show"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{settings}");
}

/// Whether a line is part of an example: no space behind `#`, or an indentation.
fn is_example(line: &str) -> bool {
    let behind = line.strip_prefix('#').unwrap_or(" ");
    !behind.is_empty() && (!behind.starts_with(' ') || behind.starts_with("  "))
}

/// The examples of some settings: the lines of each, from its key to the next key or remark.
fn examples(settings: &str) -> Vec<Vec<usize>> {
    let mut examples: Vec<Vec<usize>> = Vec::new();
    for (at, line) in settings.lines().enumerate().filter(|(_, line)| is_example(line)) {
        match examples.last_mut() {
            Some(last) if line.starts_with("#  ") => last.push(at),
            _ => examples.push(vec![at]),
        }
    }
    examples
}

fn uncommented(settings: &str, lines: &[usize]) -> String {
    let of = |(at, line): (usize, &str)| if lines.contains(&at) { line[1..].to_owned() } else { line.to_owned() };
    settings.lines().enumerate().map(of).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn for_every_shipped_pack_the_settings_and_all_their_examples_load() {
    for pack in SHIPPED {
        for language in ["id", "en"] {
            let folder = folder("init-loads");
            let (settings, _) = written(&folder, &["--rules", pack.name, "--lang", language]);
            assert!(settings.contains(&format!("\nextends: [{}@1]\n", pack.name)), "{settings}");
            loads(&folder, &settings);
            let examples = examples(&settings);
            assert!(examples.len() >= 8, "{}: {examples:?}\n{settings}", pack.name);
            loads(&folder, &uncommented(&settings, &examples.concat()));
        }
    }
}

#[test]
fn each_example_loads_without_the_others() {
    let folder = folder("init-example");
    let (settings, _) = written(&folder, &[]);
    examples(&settings).iter().for_each(|lines| loads(&folder, &uncommented(&settings, lines)));
}

#[test]
fn a_folder_that_holds_nothing_gets_the_pack_of_the_guideline() {
    let folder = folder("init-empty");
    let (settings, said) = written(&folder, &[]);
    assert!(settings.contains("\nextends: [sop-ap@1]\n") && settings.contains("\nlanguage: id\n"), "{settings}");
    assert!(said.starts_with("ditemukan: 0 masukan; 0 SOP dibaca\ndipilih: sop-ap@1 (belum ada SOP"), "{said}");
    assert!(said.contains("\nditulis: soplint.yaml\nlangkah berikutnya:\n"), "{said}");
}

/// An SOP of a hospital: chapters, and no table of steps.
const CHAPTERS: &str = "\
# SOP Kebersihan Tangan

Nomor: 012/RSUD/2025
Instansi: RSUD Contoh

## Pengertian

Membersihkan tangan dengan air mengalir.

## Tujuan

Mencegah infeksi.

## Kebijakan

Wajib bagi semua petugas.

## Prosedur

1. Petugas membasahi tangan.
2. Petugas menggosok tangan.

## Unit Terkait

Rawat inap.
";

#[test]
fn the_pack_is_that_of_most_documents() {
    let folder = folder("init-packs");
    let cases = [
        ("KPU Kabupaten Contoh", "kpu@1"),
        ("Dinas Kesehatan Kabupaten Contoh", "pemda@1"),
        ("Bawaslu Kota Contoh", "sop-ap@1"),
        ("Universitas Contoh", "sop-ap@1"),
    ];
    for (agency, pack) in cases {
        folder.write("a.sop.yaml", sop(agency));
        let printed = soplint(folder.path(), &["init", "--print"]);
        assert!(printed.stdout.contains(&format!("\nextends: [{pack}]\n")), "{agency}: {}", printed.stdout);
        assert!(!folder.path().join("soplint.yaml").exists(), "printed only");
    }
    fs::remove_file(folder.path().join("a.sop.yaml")).expect("written above");
    folder.write("a.sop.md", CHAPTERS);
    let printed = soplint(folder.path(), &["init", "--print"]);
    assert!(printed.stdout.contains("narrative@1]\n"), "told in chapters: {}", printed.stdout);
}

#[test]
fn english_procedures_get_the_packs_for_controlled_documents_and_english_remarks() {
    let folder = folder("init-english");
    let source = root().join("fixtures/english/final/receiving-chilled-goods.sop.yaml");
    folder.write("sop/a.sop.yaml", fs::read(source).expect("an SOP"));
    let (settings, said) = written(&folder, &[]);
    assert!(settings.starts_with("# Settings of soplint"), "{settings}");
    assert!(settings.contains("\nextends: [core-document-control@1, flow-soundness@1]\n"), "{settings}");
    assert!(said.starts_with("found: inputs 1 (yaml 1); SOPs read 1\n"), "{said}");
}

#[test]
fn a_folder_of_drafts_is_judged_as_one_and_that_is_said() {
    let folder = folder("init-drafts");
    for name in ["sop/draf/a.sop.yaml", "sop/b.sop.yaml", "arsip, lama/lama/c.sop.yaml", "Draf [baru]/d.sop.yaml"] {
        folder.write(name, sop("KPU Kabupaten Contoh"));
    }
    let (settings, said) = written(&folder, &[]);
    loads(&folder, &settings);
    assert!(settings.contains("\n  - match: {path: [sop/draf/**]}\n    phase: draft\n"), "{settings}");
    assert!(settings.contains("\n#exclude: [\"arsip, lama/lama/**\"]\n"), "{settings}");
    assert!(said.contains("\n  sop/draf dinilai sebagai konsep (overrides)\n"), "{said}");
    let shown = soplint(folder.path(), &["config", "show", "sop/draf/a.sop.yaml"]).stdout;
    assert!(shown.contains("\nphase: draft\n"), "{shown}");
    examples(&settings).iter().for_each(|lines| loads(&folder, &uncommented(&settings, lines)));
}

#[test]
fn sources_whose_names_do_not_say_so_are_named() {
    let folder = folder("init-plain");
    folder.write("surat.yaml", sop("KPU Kabupaten Contoh"));
    folder.write("docker-compose.yml", "services:\n  web: {image: contoh}\n");
    folder.write("README.md", "# Tentang\n\n1. Baca\n2. Tulis\n");
    let (_, said) = written(&folder, &[]);
    assert!(said.contains("jadi tidak diperiksa: surat.yaml\n"), "{said}");
}

#[test]
fn a_roster_is_begun_with_the_names_in_the_documents() {
    let folder = folder("init-roster");
    let approval = "pengesahan: {jabatan: \"Kepala Dinas: Contoh\"}\n";
    folder.write("a.sop.yaml", sop("Dinas Contoh") + approval);
    folder.write("b.sop.yaml", sop("Dinas Contoh").replace("Bagian Umum", "BAGIAN UMUM") + approval);
    let (settings, said) = written(&folder, &["--roster"]);
    assert!(settings.contains("\nproject: organisasi.yaml\n"), "{settings}");
    assert!(said.contains("\nditulis: organisasi.yaml\nditulis: soplint.yaml\n"), "{said}");
    let roster = fs::read_to_string(folder.path().join("organisasi.yaml")).expect("a roster");
    assert_eq!(
        roster.matches("Umum").count() + roster.matches("UMUM").count(),
        1,
        "one unit, spelt in two ways: {roster}"
    );
    assert!(roster.contains("  - {name: \"Kepala Dinas: Contoh\"}\n"), "{roster}");
    loads(&folder, &settings);
}

#[test]
fn the_roster_of_a_commission_is_the_one_that_ships_and_one_of_nothing_has_examples() {
    for (agency, unit) in [
        (Some("KPU Kabupaten Contoh"), "Sekretariat KPU Kabupaten Contoh"),
        (Some("KPU Provinsi Contoh"), "Sekretariat KPU Provinsi Contoh"),
        (None, "Bagian Umum"),
    ] {
        let folder = folder("init-commission");
        agency.iter().for_each(|agency| drop(folder.write("a.sop.yaml", sop(agency))));
        let (settings, _) = written(&folder, &["--roster"]);
        let roster = fs::read_to_string(folder.path().join("organisasi.yaml")).expect("a roster");
        assert!(roster.contains(&format!("{{name: {unit}")), "{roster}");
        loads(&folder, &settings);
    }
}

#[test]
fn nothing_that_is_there_is_written_over() {
    for there in ["soplint.yaml", ".soplint.yaml", ".config/soplint.yaml", "organisasi.yaml"] {
        let folder = folder("init-there");
        folder.write(there, "language: en\n");
        let ran = soplint(folder.path(), &["init", "--roster", "--lang", "id"]);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains(&format!("{there} is there already; nothing was written")), "{}", ran.stderr);
        let left = fs::read_to_string(folder.path().join(there)).expect("the file");
        assert_eq!(left, "language: en\n", "as it was");
        let files = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(files, 2, "nothing beside {there}");
    }
}

#[test]
fn what_cannot_begin_is_refused() {
    let folder = folder("init-refused");
    folder.write("berkas", "");
    for arguments in [&["tidak-ada"][..], &["berkas"], &["--rules", "paket-sendiri.yaml"]] {
        let ran = soplint(folder.path(), &[&["init"], arguments].concat());
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stdout);
        assert!(!folder.path().join("soplint.yaml").exists(), "{arguments:?}");
    }
}

#[test]
fn another_folder_is_begun_from_outside() {
    let folder = folder("init-outside");
    folder.write("kantor/a.sop.yaml", sop("KPU Kabupaten Contoh"));
    folder.write("lain/b.docx", "PK rusak");
    let ran = soplint(folder.path(), &["init", "kantor"]);
    assert!(ran.stdout.contains("\nditulis: kantor/soplint.yaml\n"), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("\n  soplint check kantor\n"), "{}", ran.stdout);
    let broken = soplint(folder.path(), &["init", "lain"]);
    assert!(broken.stdout.starts_with("ditemukan: 1 masukan (docx 1); 0 SOP dibaca\n"), "{}", broken.stdout);
}
