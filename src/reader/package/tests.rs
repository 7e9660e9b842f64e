//! Packages that are whole, and packages that are not.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// A package of these parts.
pub(crate) fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn error(bytes: &[u8], limits: PackageLimits, part: &str) -> PackageError {
    let read = Package::open(bytes, &limits).and_then(|mut package| package.required(part));
    read.expect_err("refused")
}

#[test]
fn parts_are_found_whatever_their_capitals() {
    let bytes = packed(&[("Word/Document.xml", b"<a/>")]);
    let mut package = Package::open(&bytes, &PackageLimits::default()).expect("a package");
    assert_eq!(package.part("word/document.xml"), Ok(Some("<a/>".to_owned())));
    assert_eq!(package.part("word/other.xml"), Ok(None));
}

#[test]
fn sizes_are_counted_while_unpacking() {
    let zeros = vec![b' '; 3 << 20];
    let bytes = packed(&[("a", &zeros), ("b", &zeros)]);
    let limits = PackageLimits::default();
    let over = |what, most| PackageError::OverLimit { what, most };
    assert_eq!(error(&bytes, limits, "a"), over(Bounded::Ratio, 200));
    let loose = PackageLimits { ratio: 1 << 30, ..limits };
    assert_eq!(error(&bytes, PackageLimits { part: 1 << 20, ..loose }, "a"), over(Bounded::PartBytes, 1 << 20));
    assert_eq!(error(&bytes, PackageLimits { entries: 1, ..loose }, "a"), over(Bounded::Entries, 1));
    let tight = PackageLimits { total: 5 << 20, ..loose };
    let mut package = Package::open(&bytes, &tight).expect("a package");
    assert!(package.part("a").is_ok());
    assert_eq!(package.part("b"), Err(over(Bounded::TotalBytes, 5 << 20)));
}

#[test]
fn broken_packages_are_damaged_not_fatal() {
    let bytes = packed(&[("a", b"<a/>")]);
    for length in 0..bytes.len() {
        let _ = Package::open(&bytes[..length], &PackageLimits::default()).map(|mut package| package.part("a"));
    }
    assert!(matches!(Package::open(b"PK\x03\x04", &PackageLimits::default()), Err(PackageError::Damaged(_))));
    assert!(matches!(
        error(&packed(&[("a", b"\xff\xfe\x00")]), PackageLimits::default(), "a"),
        PackageError::Encoding { .. }
    ));
}
