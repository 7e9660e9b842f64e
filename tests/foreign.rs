//! Files without a reader in a folder of SOPs: each is named with what to do, none is passed over, none is clean.

mod support {
    pub(crate) mod program;
}

use serde_json::Value;
use support::program::{Folder, soplint};

/// A compound file (MS-CFB) of nothing but directory entries.
fn compound(streams: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    for stream in streams {
        let start = bytes.len();
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.extend(&name);
        bytes.resize(start + 64, 0);
        bytes.extend((name.len() as u16 + 2).to_le_bytes());
        bytes.resize(start + 128, 0);
    }
    bytes
}

/// Every kind of file an office may keep an SOP in, with what is said of it.
fn archive(folder: &Folder) -> Vec<(&'static str, &'static str, &'static str)> {
    folder.write("arsip/a.doc", compound(&["Root Entry", "WordDocument"]));
    folder.write("arsip/b.xls", compound(&["Root Entry", "Workbook"]));
    folder.write("arsip/c.ppt", compound(&["Root Entry", "PowerPoint Document"]));
    folder.write("arsip/d.pptx", b"PK\x03\x04 ppt/presentation.xml");
    folder.write("arsip/e.pdf", b"%PDF-1.4");
    folder.write("arsip/f.odt", b"PK\x03\x04");
    folder.write("arsip/g.rtf", b"{\\rtf1}");
    folder.write("arsip/h.xlsb", b"PK\x03\x04 xl/workbook.bin");
    folder.write("arsip/i.JPG", b"\xff\xd8\xff\xe0");
    folder.write("arsip/j.png", b"\x89PNG\r\n\x1a\n");
    folder.write("arsip/k.tif", b"II*\0");
    folder.write("arsip/l.docx", compound(&["Root Entry", "EncryptionInfo", "EncryptedPackage"]));
    folder.write("arsip/m.xlsx", b"\xff\xd8\xff\xe0 sebuah foto");
    folder.write("arsip/~$a.docx", "kunci");
    vec![
        ("arsip/a.doc", "EN004", "simpan sebagai .docx"),
        ("arsip/b.xls", "EN004", "simpan sebagai .xlsx"),
        ("arsip/c.ppt", "EN004", "presentasi"),
        ("arsip/d.pptx", "EN004", "presentasi"),
        ("arsip/e.pdf", "EN004", "PDF"),
        ("arsip/f.odt", "EN004", "OpenDocument"),
        ("arsip/g.rtf", "EN004", "RTF"),
        ("arsip/h.xlsb", "EN004", "simpan sebagai .xlsx"),
        ("arsip/i.JPG", "EN004", "gambar"),
        ("arsip/j.png", "EN004", "gambar"),
        ("arsip/k.tif", "EN004", "gambar"),
        ("arsip/l.docx", "EN002", "kata sandi"),
        ("arsip/m.xlsx", "EN004", "gambar"),
    ]
}

#[test]
fn every_other_file_is_named_with_what_to_do_and_the_run_is_not_clean() {
    let folder = Folder::new("foreign");
    let wanted = archive(&folder);
    let ran = soplint(folder.path(), &["check", "arsip", "-f", "json"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let documents = report["documents"].as_array().expect("documents");
    assert_eq!(documents.len(), wanted.len(), "each once, and no lock file");
    for (document, (path, id, words)) in documents.iter().zip(wanted) {
        assert_eq!((&document["path"], &document["checked"]), (&path.into(), &"none".into()));
        let why = &document["unchecked"][0];
        assert_eq!(why["reason"], id, "{path}");
        assert!(why["message"].as_str().is_some_and(|message| message.contains(words)), "{path}: {why}");
    }
    assert_eq!(report["summary"]["unchecked"], 13);
}

#[test]
fn many_of_a_kind_are_told_together() {
    let folder = Folder::new("foreign-many");
    for at in 0..30 {
        folder.write(&format!("arsip/{at:02}.pdf"), b"%PDF-1.4");
    }
    folder.write("arsip/foto.png", b"\x89PNG\r\n\x1a\n");
    let ran = soplint(folder.path(), &["check", "arsip"]);
    assert_eq!(ran.code, 3);
    assert!(ran.stdout.contains("asalnya, .docx atau .xlsx (30 berkas):\n    arsip/00.pdf\n"), "{}", ran.stdout);
    for at in 0..30 {
        assert_eq!(ran.stdout.matches(&format!("arsip/{at:02}.pdf")).count(), 1);
    }
    assert!(ran.stdout.contains("arsip/foto.png") && ran.stdout.contains("tidak diperiksa: 31"), "{}", ran.stdout);
}

#[test]
fn what_is_no_sop_can_be_left_out() {
    let folder = Folder::new("foreign-ignored");
    archive(&folder);
    folder.write("arsip/.soplintignore", "*\n");
    folder.write("arsip/n.sop.yaml", "judul: x\n");
    folder.write("arsip/.soplintignore", "*\n!n.sop.yaml\n");
    let ran = soplint(folder.path(), &["check", "arsip", "-f", "concise"]);
    assert!(!ran.stdout.contains("EN004") && ran.stdout.contains("arsip/n.sop.yaml"), "{}", ran.stdout);
}

#[test]
fn a_kind_without_a_reader_is_not_called_too_large() {
    let folder = Folder::new("foreign-large");
    let mut scan = b"%PDF-1.4".to_vec();
    scan.resize(2 << 20, b' ');
    folder.write("besar.pdf", &scan);
    folder.write("besar.sop.yaml", " ".repeat(2 << 20));
    folder.write("besar.docx", &scan);
    let ran = soplint(folder.path(), &["check", "-f", "concise", "--max-size", "1"]);
    assert!(ran.stdout.contains("besar.pdf: error[EN004]"), "{}", ran.stdout);
    assert!(ran.stdout.contains("besar.sop.yaml: error[EN003]"), "{}", ran.stdout);
    assert!(ran.stdout.contains("besar.docx: error[EN003] berkas berukuran 2 MiB, batasnya 1 MiB"), "{}", ran.stdout);
}

#[test]
fn office_files_may_be_larger_than_texts() {
    let folder = Folder::new("foreign-sizes");
    let bytes = vec![b' '; (33 << 20) + 1];
    folder.write("a.sop.yaml", &bytes);
    folder.write("b.xlsx", &bytes);
    folder.write("c.xlsx", vec![b' '; (50 << 20) + 1]);
    let ran = soplint(folder.path(), &["check", "-f", "concise"]);
    assert!(
        ran.stdout.contains("a.sop.yaml: error[EN003]") && ran.stdout.contains("batasnya 32 MiB"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("b.xlsx: error[EN001]"), "it is opened, and no package: {}", ran.stdout);
    assert!(ran.stdout.contains("c.xlsx: error[EN003]") && ran.stdout.contains("batasnya 50 MiB"), "{}", ran.stdout);
}

#[test]
fn inspect_says_what_a_file_is() {
    let folder = Folder::new("foreign-inspect");
    archive(&folder);
    let ran = soplint(folder.path(), &["inspect", "arsip/l.docx", "--lang", "en"]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("arsip/l.docx: EN002 the file is protected by a password"), "{}", ran.stderr);
    let ran = soplint(folder.path(), &["inspect", "arsip/a.doc"]);
    assert!(ran.code == 3 && ran.stderr.contains("EN004 berkas Word lama (.doc)"), "{}", ran.stderr);
}
