//! An archive as inspectors get them: broken files, loops of links, names in other encodings, archives in archives, bombs. Everything
//! that cannot be read is listed with its reason, the rest is audited, and the exit code says that something was not checked.
#![cfg(unix)]

mod support {
    pub(crate) mod program;
}

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{Cursor, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use serde_json::Value as Json;
use support::program::{Folder, soplint};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const GOOD: usize = 40;

fn sop(at: usize) -> String {
    format!(
        "nomor: SOP-{at:03}/KUL/9999/2025\njudul: Pengelolaan Berkas {at}\nkegiatan:\n  - {{no: 1, uraian: Mencatat berkas, pelaksana: Arsiparis, waktu: 5 menit}}\n"
    )
}

/// A zip archive of these members.
fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member");
        writer.write_all(bytes).expect("a member");
    }
    writer.finish().expect("an archive").into_inner()
}

/// The documents of an audit, by path: how much of each was checked, and why not all.
fn audited(folder: &Folder) -> BTreeMap<String, (String, String)> {
    let ran = soplint(
        folder.path(),
        &["audit", "arsip", "--no-cache", "--no-history", "--exit-zero", "--output", "jsonl=hasil.jsonl"],
    );
    assert_eq!(ran.code, 3, "something was not checked: {}{}", ran.stdout, ran.stderr);
    let text = folder.read("hasil.jsonl");
    let lines = text.lines().map(|line| serde_json::from_str::<Json>(line).expect("JSON"));
    let documents = lines.filter(|line| line["type"] == "document");
    let word = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    documents
        .map(|document| {
            let why = document["unchecked"].as_array().into_iter().flatten().map(|part| word(&part["message"]));
            (word(&document["path"]), (word(&document["checked"]), why.collect::<Vec<_>>().join("; ")))
        })
        .collect()
}

/// Fills `arsip` with good documents and with everything that goes wrong.
fn archive(folder: &Folder) {
    for at in 0..GOOD {
        folder.write(&format!("arsip/{at:02}.sop.yaml"), sop(at));
    }
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/office/docx");
    let example = std::fs::read_dir(examples).expect("examples").filter_map(Result::ok).map(|entry| entry.path());
    let word = std::fs::read(example.min().expect("an example")).expect("a Word file");
    folder.write("arsip/terpotong.docx", &word[..word.len() / 2]);
    folder.write("arsip/rusak.sop.yaml", "judul: [\n");
    folder.write("arsip/kosong.sop.yaml", "");
    folder.write("arsip/biner.sop.yaml", [0_u8, 159, 146, 150].repeat(300));
    folder.write("arsip/pindaian.pdf", "%PDF-1.7\n");
    let large = std::fs::File::create(folder.path().join("arsip/besar.sop.yaml")).expect("a file");
    large.set_len(300 << 20).expect("a sparse file of 300 MiB");
    let odd = folder.path().join("arsip").join(OsStr::from_bytes(b"surat-\xff.sop.yaml"));
    std::fs::write(odd, sop(900)).expect("a name in another encoding");
    symlink(folder.path().join("arsip"), folder.path().join("arsip/putar")).expect("a loop");
    symlink("tidak-ada", folder.path().join("arsip/hilang.sop.yaml")).expect("a link to nothing");
    let innermost = zipped(&[("terdalam.sop.yaml", sop(901).as_bytes())]);
    let inner = zipped(&[("dalam.sop.yaml", sop(902).as_bytes()), ("tiga.zip", innermost.as_slice())]);
    let outer = zipped(&[("luar.sop.yaml", sop(903).as_bytes()), ("dua.zip", inner.as_slice())]);
    folder.write("arsip/satu.zip", outer);
    let zeros = vec![b' '; 300 << 20];
    folder.write("arsip/bom.zip", zipped(&[("bom.sop.yaml", zeros.as_slice())]));
    folder.write("arsip/potong.zip", &zipped(&[("a.sop.yaml", sop(904).as_bytes())])[..60]);
}

#[test]
fn everything_that_cannot_be_read_is_listed_and_the_rest_is_audited() {
    let folder = Folder::new("bad-archive");
    archive(&folder);
    let documents = audited(&folder);
    for at in 0..GOOD {
        assert_eq!(documents[&format!("arsip/{at:02}.sop.yaml")].0, "full");
    }
    for path in ["arsip/satu.zip/luar.sop.yaml", "arsip/satu.zip/dua.zip/dalam.sop.yaml", "arsip/surat-\\xFF.sop.yaml"]
    {
        assert_eq!(documents.get(path).map(|(checked, _)| checked.as_str()), Some("full"), "{path}: {documents:#?}");
    }
    let lost = [
        "arsip/terpotong.docx",
        "arsip/rusak.sop.yaml",
        "arsip/kosong.sop.yaml",
        "arsip/biner.sop.yaml",
        "arsip/pindaian.pdf",
        "arsip/besar.sop.yaml",
        "arsip/putar",
        "arsip/hilang.sop.yaml",
        "arsip/satu.zip/dua.zip/tiga.zip",
        "arsip/bom.zip/bom.sop.yaml",
        "arsip/potong.zip",
    ];
    for path in lost {
        let (checked, why) = documents.get(path).unwrap_or_else(|| panic!("{path} is not listed: {documents:#?}"));
        assert!(checked != "full" && !why.is_empty(), "{path}: {checked}, {why}");
    }
    assert_eq!(documents.len(), GOOD + 3 + lost.len(), "nothing else: {documents:#?}");
}

#[test]
fn a_folder_nobody_may_open_is_listed() {
    let folder = Folder::new("closed-folder");
    folder.write("arsip/a.sop.yaml", sop(1));
    folder.write("arsip/tertutup/b.sop.yaml", sop(2));
    let closed = folder.path().join("arsip/tertutup");
    std::fs::set_permissions(&closed, PermissionsExt::from_mode(0o000)).expect("permissions");
    // The superuser may open everything.
    let is_closed = std::fs::read_dir(&closed).is_err();
    let documents = is_closed.then(|| audited(&folder));
    std::fs::set_permissions(&closed, PermissionsExt::from_mode(0o755)).expect("permissions");
    if let Some(documents) = documents {
        assert_eq!(documents["arsip/tertutup"].0, "none", "{documents:#?}");
        assert_eq!(documents["arsip/a.sop.yaml"].0, "full");
    } else {
        // Then it is read like any other.
        let ran = soplint(folder.path(), &["audit", "arsip", "--no-cache", "--no-history", "--exit-zero"]);
        assert!(ran.stdout.contains("2 dokumen"), "{}", ran.stdout);
    }
}
