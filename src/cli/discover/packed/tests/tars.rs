//! Tar archives, packed and not.

use ::tar::{Builder, EntryType, Header};

use super::*;
use crate::engine::{Broken, NoFile, Packing};
use crate::reader::detect::Foreign;

/// The same archive in every packing.
fn packings(tar: &[u8]) -> [(&'static str, Vec<u8>); 3] {
    [("a.tar", tar.to_vec()), ("a.tar.gz", gz(tar)), ("a.tar.zst", zst(tar))]
}

fn special(kind: EntryType, name: &str, link: &str) -> Vec<u8> {
    let mut tar = Builder::new(Vec::new());
    let mut header = Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(0);
    match link {
        "" => tar.append_data(&mut header, name, std::io::empty()).expect("a member"),
        link => tar.append_link(&mut header, name, link).expect("a link"),
    }
    tar.into_inner().expect("an archive")
}

#[test]
fn members_are_read_in_every_packing() {
    let archive =
        tar(&[("b/b.sop.yaml", b"dua"), ("a.sop.yaml", b"satu"), ("c.txt", b"x"), ("d.sop.md", &[b'x'; 5000])]);
    for (name, bytes) in packings(&archive) {
        let wanted = [
            ok(&format!("{name}/a.sop.yaml"), "satu"),
            ok(&format!("{name}/b/b.sop.yaml"), "dua"),
            ok(&format!("{name}/d.sop.md"), &"x".repeat(5000)),
        ];
        assert_eq!(found(name, &bytes), wanted);
    }
}

#[test]
fn the_packing_is_told_by_the_content() {
    let archive = tar(&[("a.sop.yaml", b"x")]);
    assert_eq!(found("a.tgz", &archive), [ok("a.tgz/a.sop.yaml", "x")]);
    assert_eq!(found("a.tar", &gz(&archive)), [ok("a.tar/a.sop.yaml", "x")]);
    assert_eq!(found("a.tar", &zip(&[("a.sop.yaml", b"x")])), [ok("a.tar/a.sop.yaml", "x")]);
}

#[test]
fn archives_within_are_opened_once() {
    let third = tar(&[("c.sop.yaml", b"c")]);
    let inner = zip(&[("b.sop.yaml", b"b"), ("c.tar", &third)]);
    for (name, bytes) in packings(&tar(&[("dalam.zip", &inner)])) {
        let found = found(name, &bytes);
        assert_eq!(found[0], ok(&format!("{name}/dalam.zip/b.sop.yaml"), "b"));
        assert!(matches!(found[1].1, Err(LoadError::OverLimit { .. })), "{:?}", found[1]);
        assert_eq!(found.len(), 2);
    }
}

#[test]
fn long_names_are_read_whole() {
    let name = format!("{}/a.sop.yaml", "panjang".repeat(30));
    assert_eq!(found("a.tar", &tar(&[(&name, b"x")])), [ok(&format!("a.tar/{name}"), "x")], "as GNU writes them");
    let mut pax = Builder::new(Vec::new());
    pax.append_pax_extensions([("path", name.as_bytes())]).expect("an extension");
    let mut header = Header::new_ustar();
    header.set_size(1);
    pax.append_data(&mut header, "pendek", b"x".as_slice()).expect("a member");
    let pax = pax.into_inner().expect("an archive");
    assert_eq!(found("a.tar", &pax), [ok(&format!("a.tar/{name}"), "x")], "as POSIX does");
}

#[test]
fn a_second_name_of_a_member_is_the_same_document() {
    let mut archive = tar(&[("a.sop.yaml", b"x")]);
    archive.truncate(1024);
    archive.extend(special(EntryType::Link, "b.sop.yaml", "a.sop.yaml"));
    for (name, bytes) in packings(&archive) {
        assert_eq!(found(name, &bytes)[1], ok(&format!("{name}/b.sop.yaml"), "x"));
    }
    let lost = special(EntryType::Link, "b.sop.yaml", "tidak-ada");
    assert_eq!(found("a.tar", &lost), [failed("a.tar/b.sop.yaml", LoadError::NoFile(NoFile::PackedLink))]);
}

#[test]
fn what_is_no_file_is_told() {
    for (kind, link, wanted) in [
        (EntryType::Symlink, "/etc/passwd", LoadError::NoFile(NoFile::PackedLink)),
        (EntryType::Fifo, "", LoadError::NoFile(NoFile::Device)),
        (EntryType::Char, "", LoadError::NoFile(NoFile::Device)),
        (EntryType::new(b'M'), "", LoadError::Packing(Packing::Split)),
    ] {
        let archive = special(kind, "a.sop.yaml", link);
        assert_eq!(found("a.tar", &archive), [failed("a.tar/a.sop.yaml", wanted)], "{kind:?}");
    }
}

#[test]
fn a_member_without_its_empty_parts_is_told_and_the_next_read() {
    let mut archive = Builder::new(Vec::new());
    archive.append_pax_extensions([("GNU.sparse.major", &b"1"[..]), ("GNU.sparse.name", b"a.docx")]).expect("one");
    let mut header = Header::new_ustar();
    header.set_size(3);
    archive.append_data(&mut header, "GNUSparseFile.0/a.docx", b"x\0y".as_slice()).expect("a member");
    let mut header = Header::new_gnu();
    header.set_size(1);
    archive.append_data(&mut header, "b.sop.yaml", b"b".as_slice()).expect("a member");
    let archive = archive.into_inner().expect("an archive");
    let wanted = [failed("a.tar/a.docx", LoadError::Packing(Packing::Sparse)), ok("a.tar/b.sop.yaml", "b")];
    assert_eq!(found("a.tar", &archive), wanted);
}

#[test]
fn an_archive_that_is_cut_off_is_told_and_what_was_read_is_kept() {
    let archive = tar(&[("a.sop.yaml", b"satu"), ("b.sop.yaml", &[b'x'; 3000])]);
    // Within the second member, within its head, and between the two.
    for end in [1024 + 512 + 1000, 1024 + 100, 1024] {
        let found = found("a.tar", &archive[..end]);
        assert_eq!(found[..2], [failed("a.tar", LoadError::Damaged(Broken::Cut)), ok("a.tar/a.sop.yaml", "satu")]);
    }
    let cut = found("a.tar", &archive[..1024 + 512 + 1000]);
    assert_eq!(cut[2], failed("a.tar/b.sop.yaml", LoadError::Damaged(Broken::Cut)), "the member is told too");
}

#[test]
fn a_stream_that_is_damaged_is_told() {
    let archive = tar(&[("a.sop.yaml", b"satu")]);
    let whole = gz(&archive);
    let cut = found("a.tar.gz", &whole[..whole.len() - 4]);
    assert_eq!(cut, [failed("a.tar.gz", LoadError::Damaged(Broken::Cut)), ok("a.tar.gz/a.sop.yaml", "satu")]);
    let mut wrong = whole.clone();
    let sum = wrong.len() - 8;
    wrong[sum] ^= 1;
    let wrong = found("a.tar.gz", &wrong);
    assert_eq!(wrong[0], failed("a.tar.gz", LoadError::Damaged(Broken::Content)), "by its checksum");
    let whole = zst(&archive);
    assert!(found("a.tar.zst", &whole[..whole.len() / 2])[0].1.is_err());
}

#[test]
fn a_head_that_is_none_is_damage() {
    let mut archive = tar(&[("a.sop.yaml", b"satu"), ("b.sop.yaml", b"dua")]);
    archive[1024] ^= 1;
    let wanted = [failed("a.tar", LoadError::Damaged(Broken::Head)), ok("a.tar/a.sop.yaml", "satu")];
    assert_eq!(found("a.tar", &archive), wanted);
    assert_eq!(found("a.tar", &[b'x'; 2000]), [failed("a.tar", LoadError::Damaged(Broken::Head))]);
}

#[test]
fn archives_put_behind_each_other_are_all_read() {
    let both = [tar(&[("a.sop.yaml", b"a")]), tar(&[("b.sop.yaml", b"b")])].concat();
    assert_eq!(found("x.tar", &both), [ok("x.tar/a.sop.yaml", "a"), ok("x.tar/b.sop.yaml", "b")]);
    let [one, other] = [&both[..both.len() / 2], &both[both.len() / 2..]];
    for (name, bytes) in [("x.tgz", [gz(one), gz(other)].concat()), ("x.tzst", [zst(one), zst(other)].concat())] {
        assert_eq!(names(&found(name, &bytes)), [format!("{name}/a.sop.yaml"), format!("{name}/b.sop.yaml")]);
    }
    let skipped = [&b"\x50\x2a\x4d\x18\x03\0\0\0abc"[..], &zst(one)].concat();
    assert_eq!(found("x.tzst", &skipped), [ok("x.tzst/a.sop.yaml", "a")], "behind a frame that is skipped");
}

#[test]
fn scans_in_a_stream_are_told_without_being_unpacked() {
    let archive = tar(&[("pindai.pdf", b"%PDF"), ("lama.doc", b"lama")]);
    let told = found("a.tgz", &gz(&archive));
    let wanted = [ok("a.tgz/lama.doc", "lama"), failed("a.tgz/pindai.pdf", LoadError::Unsupported(Foreign::Pdf))];
    assert_eq!(told, wanted);
}

#[test]
fn names_that_are_no_text_are_all_kept() {
    let mut archive = Vec::new();
    for letter in [0xe9, 0xea] {
        let mut one = tar(&[("x.sop.yaml", b"x")]);
        one.truncate(1024);
        let mut header = Header::new_gnu();
        header.as_mut_bytes().copy_from_slice(&one[..512]);
        header.as_mut_bytes()[0] = letter;
        header.set_cksum();
        archive.extend(header.as_bytes());
        archive.extend(&one[512..]);
    }
    archive.extend([0; 1024]);
    assert_eq!(names(&found("a.tar", &archive)), [r"a.tar/\xE9.sop.yaml", r"a.tar/\xEA.sop.yaml"]);
}
