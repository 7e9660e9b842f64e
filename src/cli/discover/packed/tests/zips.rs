//! Zip archives.

use std::io::{Cursor, Write};

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::engine::{Bound, Broken, NoFile, Packing};

#[test]
fn members_that_may_be_sops_are_inputs_and_others_are_not() {
    let archive = zip(&[
        ("bagian/a.sop.yaml", b"nomor: 1"),
        ("bagian/surat.docx", b"isi"),
        ("bagian/lama.doc", b"lama"),
        ("bagian/pindai.pdf", b"%PDF-1.7"),
        ("bagian/data.yaml", b"x: 1"),
        ("bagian/catatan.txt", b"x"),
        ("bagian/~$surat.docx", b"kunci"),
        (".git/a.sop.yaml", b"x"),
        ("__MACOSX/._surat.docx", b"x"),
    ]);
    let wanted = [
        ok("arsip.zip/bagian/a.sop.yaml", "nomor: 1"),
        ok("arsip.zip/bagian/lama.doc", "lama"),
        ok("arsip.zip/bagian/pindai.pdf", "%PDF-1.7"),
        ok("arsip.zip/bagian/surat.docx", "isi"),
    ];
    assert_eq!(found("arsip.zip", &archive), wanted);
}

#[test]
fn an_archive_that_is_named_is_opened_whatever_its_name() {
    let folder = Folder::of("arsip", &zip(&[("a.sop.yaml", b"x")]));
    assert_eq!(folder.read_named(&["arsip"]), [ok("arsip/a.sop.yaml", "x")]);
    assert_eq!(folder.read(), [], "a walk goes by names");
}

#[test]
fn a_check_opens_no_archive() {
    let folder = Folder::of("arsip.zip", &zip(&[("a.sop.yaml", b"x")]));
    folder.write("arsip.rar", b"Rar!\x1a\x07\x00");
    assert_eq!(folder.inputs(&["."], Opening::Files).list.len(), 0);
    let named = folder.inputs(&["arsip.zip"], Opening::Files);
    assert!(named.list.iter().all(|input| input.path().is_some()), "it is an input itself");
}

#[test]
fn an_office_file_is_a_document_under_any_name() {
    let document = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<x/>")]);
    let archive = zip(&[("surat.zip", &document)]);
    assert_eq!(names(&found("surat.zip", &document)), ["surat.zip"]);
    assert_eq!(names(&found("surat.docx", &document)), ["surat.docx"]);
    assert_eq!(names(&found("arsip.zip", &archive)), ["arsip.zip/surat.zip"]);
}

#[test]
fn a_pdf_under_the_name_of_an_archive_is_told_to_be_one() {
    assert_eq!(found("arsip.zip", b"%PDF-1.7"), [ok("arsip.zip", "%PDF-1.7")]);
}

#[test]
fn an_archive_in_an_archive_is_opened_and_one_in_that_is_not() {
    let third = zip(&[("c.sop.yaml", b"c")]);
    let second = zip(&[("b.sop.yaml", b"b"), ("tiga.zip", &third)]);
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let first = zip_by(method, &[("a.sop.yaml", b"a"), ("dua.zip", &second)]);
        let wanted = [
            ok("satu.zip/a.sop.yaml", "a"),
            ok("satu.zip/dua.zip/b.sop.yaml", "b"),
            failed("satu.zip/dua.zip/tiga.zip", LoadError::OverLimit { what: Bound::Depth, most: 1 }),
        ];
        assert_eq!(found("satu.zip", &first), wanted);
    }
}

#[test]
fn a_tar_in_a_zip_is_opened() {
    let inner = gz(&tar(&[("b.sop.yaml", b"b")]));
    assert_eq!(found("a.zip", &zip(&[("i.tgz", &inner)])), [ok("a.zip/i.tgz/b.sop.yaml", "b")]);
}

#[test]
fn archives_that_are_not_opened_are_told() {
    let archive = zip(&[("lama.rar", b"Rar!\x1a\x07\x00"), ("lama.7z", b"7z")]);
    assert_eq!(names(&found("a.zip", &archive)), ["a.zip/lama.7z", "a.zip/lama.rar"]);
    assert_eq!(names(&found("lama.tar.xz", b"\xfd7zXZ")), ["lama.tar.xz"]);
}

#[test]
fn members_of_one_name_are_both_read() {
    let mut archive = zip(&[("a.sop.yaml", b"satu"), ("b.sop.yaml", b"dua")]);
    for at in memchr::memmem::find_iter(&archive.clone(), b"b.sop.yaml") {
        archive[at] = b'a';
    }
    let wanted = [ok("x.zip/a (2).sop.yaml", "dua"), ok("x.zip/a.sop.yaml", "satu")];
    assert_eq!(found("x.zip", &archive), wanted);
}

#[test]
fn names_that_lead_out_of_the_archive_stay_in_it() {
    let archive = zip(&[("../../luar.sop.yaml", b"x"), ("/etc/akar.sop.yaml", b"y"), ("c\\d.sop.yaml", b"z")]);
    let wanted = [
        ok(r"a.zip/\x2E\x2E/\x2E\x2E/luar.sop.yaml", "x"),
        ok("a.zip/c/d.sop.yaml", "z"),
        ok("a.zip/etc/akar.sop.yaml", "y"),
    ];
    assert_eq!(found("a.zip", &archive), wanted);
}

#[test]
fn names_without_the_mark_of_utf8_are_read_as_what_they_are() {
    let renamed = |to: &[u8; 4]| {
        let mut archive = zip(&[("abcd.sop.yaml", b"x")]);
        for at in memchr::memmem::find_iter(&archive.clone(), b"abcd") {
            archive[at..at + 4].copy_from_slice(to);
        }
        found("a.zip", &archive)
    };
    assert_eq!(names(&renamed(b"\x82l\x8ae")), ["a.zip/élèe.sop.yaml"], "CP437");
    assert_eq!(names(&renamed("éé".as_bytes().first_chunk().expect("four"))), ["a.zip/éé.sop.yaml"], "UTF-8");
}

#[test]
fn a_link_is_no_document() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.add_symlink("a.sop.yaml", "/etc/passwd", SimpleFileOptions::default()).expect("a link");
    let archive = archive.finish().expect("an archive").into_inner();
    assert_eq!(found("a.zip", &archive), [failed("a.zip/a.sop.yaml", LoadError::NoFile(NoFile::PackedLink))]);
}

#[test]
fn a_member_with_a_password_is_told_and_the_rest_read() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    archive.start_file("a.sop.yaml", options).and_then(|()| Ok(archive.write_all(b"a")?)).expect("a member");
    archive.start_file("b.sop.yaml", options).and_then(|()| Ok(archive.write_all(b"b")?)).expect("a member");
    let mut archive = archive.finish().expect("an archive").into_inner();
    let list = memchr::memmem::find(&archive, b"PK\x01\x02").expect("a list");
    archive[list + 8] |= 1;
    let wanted = [failed("x.zip/a.sop.yaml", LoadError::Encrypted), ok("x.zip/b.sop.yaml", "b")];
    assert_eq!(found("x.zip", &archive), wanted);
}

#[test]
fn a_method_nobody_knows_is_told_by_its_number() {
    let mut archive = zip(&[("a.sop.yaml", b"a")]);
    let list = memchr::memmem::find(&archive, b"PK\x01\x02").expect("a list");
    archive[list + 10] = 9;
    assert_eq!(found("x.zip", &archive), [failed("x.zip/a.sop.yaml", LoadError::Packing(Packing::Method(9)))]);
}

#[test]
fn a_member_that_is_not_what_was_packed_is_damaged() {
    let mut archive = zip_by(CompressionMethod::Stored, &[("a.sop.yaml", b"nomor: 1"), ("b.sop.yaml", b"nomor: 2")]);
    let at = memchr::memmem::find(&archive, b"nomor: 1").expect("the bytes");
    archive[at + 7] = b'7';
    let wanted = [failed("x.zip/a.sop.yaml", LoadError::Damaged(Broken::Content)), ok("x.zip/b.sop.yaml", "nomor: 2")];
    assert_eq!(found("x.zip", &archive), wanted);
}

#[test]
fn an_archive_that_is_cut_off_is_told() {
    let archive = zip(&[("a.sop.yaml", b"a"), ("b.sop.yaml", b"b")]);
    for end in [0, 3, archive.len() / 2, archive.len() - 1] {
        let told = found("x.zip", &archive[..end]);
        assert_eq!(told, [failed("x.zip", LoadError::Damaged(Broken::NoList))], "the first {end} bytes");
    }
}

#[test]
fn a_list_that_tells_of_more_than_it_holds_is_damaged_and_read() {
    let mut archive = zip(&[("a.sop.yaml", b"a")]);
    let end = memchr::memmem::rfind(&archive, b"PK\x05\x06").expect("an end");
    archive[end + 10] = 2;
    let wanted = [failed("x.zip", LoadError::Damaged(Broken::List)), ok("x.zip/a.sop.yaml", "a")];
    assert_eq!(found("x.zip", &archive), wanted);
}

#[test]
fn an_empty_list_of_a_full_archive_is_damaged() {
    let mut archive = zip(&[("a.sop.yaml", b"a")]);
    let end = memchr::memmem::rfind(&archive, b"PK\x05\x06").expect("an end");
    archive[end + 8..end + 20].fill(0);
    assert_eq!(found("x.zip", &archive), [failed("x.zip", LoadError::Damaged(Broken::List))]);
    assert_eq!(found("x.zip", &zip(&[])), [], "one that is empty is whole");
}

#[test]
fn what_stands_before_or_behind_an_archive_does_no_harm() {
    let archive = zip(&[("a.sop.yaml", b"a")]);
    let wanted = [ok("x.zip/a.sop.yaml", "a")];
    assert_eq!(found("x.zip", &[b"MZ program".as_slice(), &archive].concat()), wanted);
    assert_eq!(found("x.zip", &[&archive, b"\r\n-- lampiran".as_slice()].concat()), wanted);
}

#[test]
fn a_large_archive_is_read_by_its_large_numbers() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..70_000 {
        archive.start_file(format!("{at}.txt"), SimpleFileOptions::default()).expect("a member");
    }
    let options = SimpleFileOptions::default().large_file(true);
    archive.start_file("a.sop.yaml", options).and_then(|()| Ok(archive.write_all(b"a")?)).expect("a member");
    let archive = archive.finish().expect("an archive").into_inner();
    assert_eq!(found("x.zip", &archive), [ok("x.zip/a.sop.yaml", "a")]);
}

#[test]
fn a_stream_that_was_packed_has_the_record_of_a_large_file_without_being_one() {
    let archive = zip(&[("a.sop.yaml", b"a")]);
    let end = memchr::memmem::rfind(&archive, b"PK\x05\x06").expect("an end");
    let list = memchr::memmem::find(&archive, b"PK\x01\x02").expect("a list");
    let mut large = archive[..end].to_vec();
    // APPNOTE 4.3.14: its own size, versions, disks, members twice, size and offset of the list.
    large.extend(b"PK\x06\x06");
    large.extend(44_u64.to_le_bytes());
    large.extend([0; 12]);
    [1, 1, end - list, list].iter().for_each(|number| large.extend((*number as u64).to_le_bytes()));
    // APPNOTE 4.3.15
    large.extend(b"PK\x06\x07\0\0\0\0");
    large.extend((end as u64).to_le_bytes());
    large.extend(1_u32.to_le_bytes());
    large.extend(&archive[end..]);
    assert_eq!(found("x.zip", &large), [ok("x.zip/a.sop.yaml", "a")]);
}
