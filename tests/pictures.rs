//! `soplint inspect --svg` and `--mermaid`: what is written, where, and what is never written over.

mod support {
    pub(crate) mod program;
}

use support::program::{Folder, soplint};

const SOURCE: &str = "\
judul: Penatausahaan Surat Masuk
pelaksana: [Staf, Kepala]
kegiatan:
  - {no: 1, uraian: Mencatat surat, pelaksana: Staf}
  - {no: 2, uraian: 'Lengkap?', pelaksana: Kepala, keputusan: {ya: selesai, tidak: 1}}
";

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("a.sop.yaml", SOURCE);
    folder
}

fn names(folder: &Folder) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path()).expect("the folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).expect(name)
}

#[test]
fn a_picture_is_written_beside_the_usual_output_and_leaves_nothing_else() {
    let folder = folder("picture");
    let ran = soplint(folder.path(), &["inspect", "a.sop.yaml", "--svg", "alur.svg"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("ALUR") && ran.stderr.contains("alur.svg"), "{}", ran.stderr);
    let picture = read(&folder, "alur.svg");
    assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>\n") && picture.contains("Mencatat surat"));
    assert_eq!(names(&folder), ["a.sop.yaml", "alur.svg"]);
}

#[test]
fn an_older_picture_is_replaced_and_nothing_else_ever_is() {
    let folder = folder("picture-over");
    folder.write("alur.svg", "<svg lama/>");
    folder.write("b.docx", "bukan gambar");
    folder.write("kosong", "");
    assert_eq!(soplint(folder.path(), &["inspect", "a.sop.yaml", "--svg", "alur.svg"]).code, 0);
    assert!(read(&folder, "alur.svg").contains("Mencatat surat"));
    for (target, words) in [
        ("a.sop.yaml", "is the document itself"),
        ("./a.sop.yaml", "is the document itself"),
        ("b.docx", "is no SVG picture"),
        ("kosong", "is no SVG picture"),
    ] {
        let ran = soplint(folder.path(), &["inspect", "a.sop.yaml", "--svg", target]);
        assert_eq!(ran.code, 2, "{target}");
        assert!(ran.stderr.contains(words) && ran.stderr.contains("nothing was written"), "{}", ran.stderr);
        assert!(ran.stdout.is_empty());
    }
    assert_eq!((read(&folder, "a.sop.yaml").as_str(), read(&folder, "b.docx").as_str()), (SOURCE, "bukan gambar"));
    assert_eq!(read(&folder, "kosong"), "");
}

#[test]
fn a_folder_that_is_not_there_is_said() {
    let folder = folder("picture-nowhere");
    let ran = soplint(folder.path(), &["inspect", "a.sop.yaml", "--svg", "tiada/alur.svg"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("cannot write tiada/alur.svg: there is no such file or folder"), "{}", ran.stderr);
}

#[test]
fn each_document_of_a_file_has_its_picture() {
    let folder = folder("picture-two");
    folder.write("dua.sop.yaml", format!("{SOURCE}---\njudul: SOP kedua\n"));
    let ran = soplint(folder.path(), &["inspect", "dua.sop.yaml", "--svg", "alur.svg"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(read(&folder, "alur.svg").contains("Surat Masuk") && read(&folder, "alur-2.svg").contains("SOP kedua"));
}

#[test]
fn mermaid_is_an_output_of_its_own() {
    let folder = folder("mermaid");
    let short = soplint(folder.path(), &["inspect", "a.sop.yaml", "--mermaid"]);
    assert_eq!(short.code, 0);
    assert!(
        short.stdout.starts_with("flowchart TD\n") && short.stdout.contains("s2 -->|\"tidak\"| s1"),
        "{}",
        short.stdout
    );
    assert_eq!(short.stdout, soplint(folder.path(), &["inspect", "a.sop.yaml", "-f", "mermaid"]).stdout);
    assert_eq!(soplint(folder.path(), &["inspect", "a.sop.yaml", "--mermaid", "-f", "json"]).code, 2);
}
