//! Archives that were made to cost memory, time or disk.

use std::time::{Duration, Instant};

use super::super::budget::OVER_RATIO;
use super::*;
use crate::engine::{Bound, Broken};

/// A test machine may be slow; without bounds these would take minutes, or all memory.
const SOON: Duration = Duration::from_secs(30);

#[test]
fn a_member_that_unpacks_to_too_much_is_told() {
    let bomb = zip(&[("a.sop.yaml", &vec![b' '; 3 << 20]), ("b.sop.yaml", b"b")]);
    let wanted = [
        failed("x.zip/a.sop.yaml", LoadError::OverLimit { what: Bound::Ratio, most: 200 }),
        ok("x.zip/b.sop.yaml", "b"),
    ];
    assert_eq!(found("x.zip", &bomb), wanted);
    let large: Vec<u8> =
        (0..MOST as u32 / 2).flat_map(|at| (at.wrapping_mul(2_654_435_761) >> 16).to_le_bytes()).collect();
    let told = found("x.zip", &zip(&[("a.docx", &large)]));
    assert_eq!(told, [failed("x.zip/a.docx", LoadError::OverLimit { what: Bound::Bytes, most: MOST })]);
}

#[test]
fn a_size_that_lies_does_not_decide_how_much_is_unpacked() {
    let mut bomb = zip(&[("a.sop.yaml", &vec![b' '; 3 << 20])]);
    let list = memchr::memmem::find(&bomb, b"PK\x01\x02").expect("a list");
    bomb[list + 24..list + 28].copy_from_slice(&8_u32.to_le_bytes());
    let told = found("x.zip", &bomb);
    assert_eq!(told, [failed("x.zip/a.sop.yaml", LoadError::Damaged(Broken::Content))]);
}

#[test]
fn members_that_lie_over_each_other_are_read_once() {
    let mut bomb = zip(&[("a.sop.yaml", b"a"), ("b.sop.yaml", b"a")]);
    let list = memchr::memmem::find(&bomb, b"PK\x01\x02").expect("a list");
    let second = memchr::memmem::rfind(&bomb, b"PK\x01\x02").expect("a list");
    let offset: [u8; 4] = *bomb[list + 42..].first_chunk().expect("four");
    bomb[second + 42..second + 46].copy_from_slice(&offset);
    let wanted = [ok("x.zip/a.sop.yaml", "a"), failed("x.zip/b.sop.yaml", LoadError::Damaged(Broken::Overlap))];
    assert_eq!(found("x.zip", &bomb), wanted);
}

#[test]
fn an_inner_archive_that_unpacks_without_end_is_given_up() {
    let begun = Instant::now();
    let zeros = zip(&[("b.txt", &vec![0; 64 << 20])]);
    // Packed twice, it is smaller than a page and as long as a film.
    let bomb = zip(&[("dalam.zip", &[zeros.as_slice(), &vec![0; 16 << 20]].concat()), ("c.sop.yaml", b"c")]);
    let found = found("x.zip", &bomb);
    assert_eq!(found[0], ok("x.zip/c.sop.yaml", "c"));
    assert_eq!(found[1], failed("x.zip/dalam.zip", LoadError::OverLimit { what: Bound::Ratio, most: 200 }));
    assert!(begun.elapsed() < SOON);
}

#[test]
fn more_members_than_are_listed_are_cut_off() {
    let bounds = Bounds { members: 2, ..Bounds::default() };
    let over = LoadError::OverLimit { what: Bound::Members, most: 2 };
    let members: [(&str, &[u8]); 3] = [("a.sop.yaml", b"a"), ("b.txt", b"b"), ("c.sop.yaml", b"c")];
    for (name, bytes) in [("x.zip", zip(&members)), ("x.tgz", gz(&tar(&members)))] {
        let wanted = [failed(name, over.clone()), ok(&format!("{name}/a.sop.yaml"), "a")];
        assert_eq!(Folder::of(name, &bytes).read_within(name, bounds), wanted);
    }
    let inner = zip(&[("a.sop.yaml", b"a"), ("b.sop.yaml", b"b")]);
    let told = Folder::of("x.zip", &zip(&[("i.zip", &inner)])).read_within("x.zip", bounds);
    assert_eq!(told, [failed("x.zip/i.zip", over), ok("x.zip/i.zip/a.sop.yaml", "a")], "with those within");
}

#[test]
fn names_that_fill_memory_are_cut_off() {
    let bounds = Bounds { names: 15, ..Bounds::default() };
    let archive = zip(&[("a.sop.yaml", b"a"), ("b.sop.yaml", b"b")]);
    let told = Folder::of("x.zip", &archive).read_within("x.zip", bounds);
    let over = LoadError::OverLimit { what: Bound::Names, most: 15 };
    assert_eq!(told, [failed("x.zip", over), ok("x.zip/a.sop.yaml", "a")]);
}

#[test]
fn what_an_archive_unpacks_to_is_bounded_in_all() {
    // Each within its own bounds, together more than an archive of their size has.
    let free = 1 << 20;
    let members: Vec<(String, Vec<u8>)> = (0..4).map(|at| (format!("{at}.sop.yaml"), vec![b' '; 1 << 20])).collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let bounds = Bounds { free, ..Bounds::default() };
    let archive = zip(&members);
    let told = Folder::of("x.zip", &archive).read_within("x.zip", bounds);
    let read = told.iter().filter(|(_, bytes)| bytes.is_ok()).count() as u64;
    assert_eq!(read, (free + 200 * archive.len() as u64) >> 20);
    assert!(told.iter().all(|(_, bytes)| *bytes == Err(OVER_RATIO) || bytes.is_ok()), "{:?}", names(&told));
    let stream = gz(&tar(&members));
    let told = Folder::of("x.tgz", &stream).read_within("x.tgz", Bounds { free: 0, ..bounds });
    assert_eq!(told[0], failed("x.tgz", OVER_RATIO));
}

#[test]
fn the_temporary_file_is_bounded() {
    let archive = gz(&tar(&[("a.sop.yaml", b"satu"), ("b.sop.yaml", b"dua")]));
    let bounds = Bounds { spooled: 5, ..Bounds::default() };
    let told = Folder::of("x.tgz", &archive).read_within("x.tgz", bounds);
    let over = LoadError::OverLimit { what: Bound::Spooled, most: 5 };
    let wanted = [failed("x.tgz", over.clone()), ok("x.tgz/a.sop.yaml", "satu"), failed("x.tgz/b.sop.yaml", over)];
    assert_eq!(told, wanted);
}

#[test]
fn many_archives_do_not_keep_as_many_files_open() {
    let folder = Folder::new();
    (0..40).for_each(|at| folder.write(&format!("{at}.zip"), zip(&[("a.sop.yaml", b"a")])));
    (0..40).for_each(|at| folder.write(&format!("{at}.tar"), tar(&[("a.sop.yaml", b"a")])));
    let open = || std::fs::read_dir("/proc/self/fd").map(Iterator::count).unwrap_or_default();
    let before = open();
    let inputs = folder.inputs(&["."], Opening::Archives);
    assert!(open() < before + 40, "{} files are open", open());
    assert_eq!(folder.bytes(&inputs.list).len(), 80);
}

#[test]
fn a_name_as_long_as_a_book_is_damage() {
    let mut header = ::tar::Header::new_gnu();
    header.set_entry_type(::tar::EntryType::GNULongName);
    header.set_path("././@LongLink").expect("a name");
    header.set_size(64 << 20);
    header.set_cksum();
    let bomb = [header.as_bytes().as_slice(), &vec![b'a'; 64 << 20]].concat();
    assert_eq!(found("a.tgz", &gz(&bomb)), [failed("a.tgz", LoadError::Damaged(Broken::Head))]);
}

#[test]
fn a_frame_that_wants_all_memory_is_refused() {
    // A window of 2 TiB, then of 3 GiB in one segment (RFC 8878, 3.1.1.1).
    for head in [&b"\x28\xb5\x2f\xfd\x00\xf8\x01\0\0"[..], b"\x28\xb5\x2f\xfd\xa0\0\0\0\xc0\x01\0\0"] {
        let told = found("a.tar.zst", head);
        assert_eq!(told, [failed("a.tar.zst", LoadError::OverLimit { what: Bound::Window, most: 128 << 20 })]);
    }
}

#[test]
fn numbers_of_a_list_that_lead_anywhere_are_damage() {
    let archive = zip(&[("a.sop.yaml", b"a")]);
    let end = memchr::memmem::rfind(&archive, b"PK\x05\x06").expect("an end");
    for at in [10, 12, 16] {
        for number in [u32::MAX, u32::MAX - 1, 1 << 31] {
            let mut broken = archive.clone();
            let width = if at == 10 { 2 } else { 4 };
            broken[end + at..end + at + width].copy_from_slice(&number.to_le_bytes()[..width]);
            let told = found("x.zip", &broken);
            assert!(told[0].1.is_err() || told.len() == 1, "{at} {number}: {told:?}");
        }
    }
}

#[test]
fn any_byte_of_an_archive_may_be_wrong() {
    let members: [(&str, &[u8]); 2] = [("a.sop.yaml", b"satu"), ("b.sop.yaml", b"dua")];
    let kinds = [
        ("x.zip", zip(&members)),
        ("x.tar", tar(&members)),
        ("x.tgz", gz(&tar(&members))),
        ("x.tzst", zst(&tar(&members))),
    ];
    let folder = Folder::new();
    for (name, archive) in kinds {
        let step = (archive.len() / 150).max(1);
        for at in (0..archive.len()).step_by(step) {
            let mut wrong = archive.clone();
            wrong[at] ^= 0x55;
            folder.write(name, &wrong);
            for (shown, bytes) in folder.read() {
                let internal = matches!(bytes, Err(LoadError::Internal(_)));
                assert!(!internal, "{shown} with byte {at} wrong: {bytes:?}");
            }
        }
        std::fs::remove_file(folder.path().join(name)).expect("removed");
    }
}
