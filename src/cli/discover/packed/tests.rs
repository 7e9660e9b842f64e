//! Archives of every kind, whole, damaged and made to do harm, through the same door as the program's.

mod folders;
mod hostile;
mod tars;
mod zips;

use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::LazyLock;

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, ZipWriter};

use super::super::super::args::CheckArgs;
use super::super::names::set_apart;
use super::super::walk::Archive;
use super::super::{Input, Inputs, Opening, Selection, discover};
use super::Bounds;
use crate::engine::{Linter, LoadError, Options};
use crate::sop::date::Day;
use crate::sop::{Language, Vocabulary};

static LINTER: LazyLock<Linter> = LazyLock::new(|| {
    let options = Options::new(Language::Id, Day::new(2026, 3, 1).expect("a day"));
    Linter::new(Vec::new(), Vocabulary::shipped().expect("the vocabulary"), options)
});

/// A folder that is gone after the test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn of(name: &str, bytes: &[u8]) -> Self {
        let folder = Self::new();
        folder.write(name, bytes);
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("the file is written");
    }

    /// What is found in an archive of this folder, in these bounds.
    fn read_within(&self, name: &str, bounds: Bounds) -> Vec<(String, Result<String, LoadError>)> {
        let archive = Archive { name: name.to_owned(), path: self.path().join(name) };
        let mut list = super::opened(vec![archive], &Selection::default(), &LINTER.options, bounds);
        set_apart(&mut list);
        self.bytes(&list)
    }

    fn inputs(&self, names: &[&str], opening: Opening) -> Inputs {
        let paths: Vec<_> = names.iter().map(|name| self.path().join(name)).collect();
        let checks = CheckArgs::of_paths(&paths).expect("words");
        discover(&checks, &LINTER, Selection::default(), opening).map_err(|refused| refused.message).expect("inputs")
    }

    /// The names of all inputs, and the bytes of each, read twice.
    fn read(&self) -> Vec<(String, Result<String, LoadError>)> {
        self.read_named(&["."])
    }

    fn read_named(&self, names: &[&str]) -> Vec<(String, Result<String, LoadError>)> {
        self.bytes(&self.inputs(names, Opening::Archives).list)
    }

    fn bytes(&self, inputs: &[Input]) -> Vec<(String, Result<String, LoadError>)> {
        let prefix = format!("{}/", self.path().display());
        let each = inputs.iter().map(|input| {
            let load = || input.load(MOST).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let bytes = load();
            assert_eq!(load(), bytes, "{} is read again", input.name);
            let name = input.name.strip_prefix(&prefix).unwrap_or(&input.name);
            (name.strip_prefix("./").unwrap_or(name).to_owned(), bytes)
        });
        each.collect()
    }
}

/// Bytes of an input in these tests.
const MOST: u64 = 4 << 20;

/// What is found in a folder with one file.
fn found(name: &str, bytes: &[u8]) -> Vec<(String, Result<String, LoadError>)> {
    Folder::of(name, bytes).read()
}

fn names(found: &[(String, Result<String, LoadError>)]) -> Vec<&str> {
    found.iter().map(|(name, _)| name.as_str()).collect()
}

fn ok(name: &str, text: &str) -> (String, Result<String, LoadError>) {
    (name.to_owned(), Ok(text.to_owned()))
}

fn failed(name: &str, error: LoadError) -> (String, Result<String, LoadError>) {
    (name.to_owned(), Err(error))
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    zip_by(CompressionMethod::Deflated, members)
}

fn zip_by(method: CompressionMethod, members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("a member");
        zip.write_all(bytes).expect("a member");
    }
    zip.finish().expect("an archive").into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = ::tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *bytes).expect("a member");
    }
    tar.into_inner().expect("an archive")
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(bytes).expect("packed");
    gz.finish().expect("packed")
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}
