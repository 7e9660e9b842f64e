//! The list of members at the end of a zip file: its central directory (APPNOTE 4.3.12 to 4.3.16).
//!
//! In: a window. Out: the members in the order of the list, and what broke it off. The list goes on as long as it lies there:
//! how many members there are said to be is only held against it.

use std::io::{BufReader, Read};

use super::super::budget::Budget;
use super::super::stream::trouble;
use super::super::window::Window;
use super::{Method, Place};
use crate::cli::discover::names::cp437;
use crate::engine::{Broken, LoadError, Packing};

/// Bytes of a local header before the name.
pub(super) const LOCAL: usize = 30;
/// Bytes of an entry of the list before the name.
const ENTRY: usize = 46;
/// Bytes of the record at the end before its comment, and the longest comment.
const END: usize = 22;
const MOST_COMMENT: u64 = u16::MAX as u64;
/// Bytes of the record that tells where the record of a large file is, and of what is read of that.
const LOCATOR: u64 = 20;
const END64: usize = 56;
/// Bytes that are read from a file at once.
const CHUNK: usize = 1 << 16;

/// A member in the list.
#[derive(Debug)]
pub(in crate::cli::discover::packed) struct Entry {
    /// As text of UTF-8, as far as it is any.
    pub(in crate::cli::discover::packed) name: Vec<u8>,
    pub(in crate::cli::discover::packed) kind: Kind,
    pub(super) place: Place,
    pub(super) is_encrypted: bool,
    /// Whether its bytes are also those of another member.
    pub(super) is_over_another: bool,
}

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli::discover::packed) enum Kind {
    File,
    Folder,
    Link,
}

/// The members that were read, and why not all were.
pub(in crate::cli::discover::packed) struct List {
    pub(in crate::cli::discover::packed) entries: Vec<Entry>,
    pub(in crate::cli::discover::packed) cut: Option<LoadError>,
}

/// Reads the list.
pub(in crate::cli::discover::packed) fn list(archive: &Window, budget: &mut Budget) -> Result<List, LoadError> {
    let end = End::find(archive)?;
    let mut from = BufReader::with_capacity(CHUNK, end.list.clone());
    let mut list = List { entries: Vec::new(), cut: None };
    loop {
        match entry(&mut from, end.shift, budget) {
            Ok(Some(entry)) => list.entries.push(entry),
            Ok(None) => break,
            Err(error) => {
                list.cut = Some(error);
                break;
            }
        }
    }
    // An empty list at the end of a full file is no list either.
    let is_whole = end.counts(list.entries.len() as u64) && !(list.entries.is_empty() && end.is_behind_others);
    if !is_whole {
        list.cut.get_or_insert(LoadError::Damaged(Broken::List));
    }
    mark_overlaps(&mut list.entries);
    Ok(list)
}

/// The record that ends the file.
struct End {
    /// Where the list lies.
    list: Window,
    /// Bytes before the archive in its file, which offsets do not count: that of a program that unpacks it.
    shift: u64,
    /// How many members there are said to be.
    count: u64,
    /// Whether only the lower 16 bits of that are kept.
    is_short: bool,
    /// Whether something stands before the list.
    is_behind_others: bool,
}

impl End {
    /// The last record that ends the file, or its list; what is behind its comment was added by somebody who did not know that
    /// it is a zip file.
    fn find(archive: &Window) -> Result<Self, LoadError> {
        let none = LoadError::Damaged(Broken::NoList);
        let start = archive.len().saturating_sub(END as u64 + MOST_COMMENT);
        let tail = archive.part(start, archive.len() - start).ok_or(none.clone())?;
        let bytes = tail.all().map_err(|error| trouble(&error))?;
        let records = || {
            let found = memchr::memmem::rfind_iter(&bytes, b"PK\x05\x06");
            found.filter_map(|at| Some((start + at as u64, bytes.get(at..)?.first_chunk::<END>()?)))
        };
        let behind = |(at, record): (u64, &[u8; END])| {
            archive.len().checked_sub(at + END as u64 + u64::from(number16(record, 20)))
        };
        let ending = records().filter(|found| behind(*found) == Some(0));
        let others = records().filter(|found| behind(*found).is_some_and(|bytes| bytes > 0));
        let mut first = None;
        for (at, record) in ending.chain(others) {
            match Self::read(archive, at, record) {
                Ok(end) => return Ok(end),
                Err(error) => drop(first.get_or_insert(error)),
            }
        }
        Err(first.unwrap_or(none))
    }

    /// APPNOTE 4.3.16, and 4.3.14 and 4.3.15 of a large file.
    fn read(archive: &Window, at: u64, record: &[u8; END]) -> Result<Self, LoadError> {
        let (count, size, offset) = (number16(record, 10), number32(record, 12), number32(record, 16));
        // Programs that pack a stream write the large record though the small one would do.
        if let Some((at, record)) = large(archive, at)? {
            return Self::new(
                archive,
                at,
                (number64(&record, 32), number64(&record, 40), number64(&record, 48)),
                false,
            );
        }
        // This disk, and the one the list begins on.
        if number16(record, 4) != 0 || number16(record, 6) != 0 {
            return Err(LoadError::Packing(Packing::Split));
        }
        Self::new(archive, at, (u64::from(count), u64::from(size), u64::from(offset)), true)
    }

    fn new(archive: &Window, end: u64, numbers: (u64, u64, u64), is_short: bool) -> Result<Self, LoadError> {
        let (count, size, offset) = numbers;
        // It stands before its end, where all offsets are moved by what stands before the archive; else where it is said to be.
        let before = end.checked_sub(size).filter(|start| *start >= offset);
        for start in before.into_iter().chain([offset]) {
            let Some(list) = archive.part(start, size) else { continue };
            let head = list.head(4).map_err(|error| trouble(&error))?;
            if head.is_empty() || head.starts_with(b"PK\x01\x02") {
                return Ok(Self { list, shift: start - offset, count, is_short, is_behind_others: start > 0 });
            }
        }
        Err(LoadError::Damaged(Broken::NoList))
    }

    /// Whether so many members are as many as there are said to be.
    fn counts(&self, members: u64) -> bool {
        self.count == members || self.is_short && self.count == members & u64::from(u16::MAX)
    }
}

/// The record of a large file, and where it is; nothing when it has none.
fn large(archive: &Window, end: u64) -> Result<Option<(u64, [u8; END64])>, LoadError> {
    let Some(locator) = end.checked_sub(LOCATOR).and_then(|at| archive.part(at, LOCATOR)) else { return Ok(None) };
    let locator = locator.all().map_err(|error| trouble(&error))?;
    if !locator.starts_with(b"PK\x06\x07") {
        return Ok(None);
    }
    let told = locator.get(8..).and_then(<[u8]>::first_chunk).map_or(0, |told| u64::from_le_bytes(*told));
    let before = end.checked_sub(LOCATOR + END64 as u64);
    // It stands right before its locator, unless it holds more than anybody writes.
    for at in before.into_iter().chain([told]) {
        let bytes = archive.part(at, END64 as u64).map(|part| part.all()).transpose();
        let bytes = bytes.map_err(|error| trouble(&error))?.unwrap_or_default();
        if let (true, Some(record)) = (bytes.starts_with(b"PK\x06\x06"), bytes.first_chunk()) {
            return Ok(Some((at, *record)));
        }
    }
    Ok(None)
}

/// The next entry (APPNOTE 4.3.12); nothing behind the last.
fn entry(from: &mut impl Read, shift: u64, budget: &mut Budget) -> Result<Option<Entry>, LoadError> {
    let broken = LoadError::Damaged(Broken::List);
    let mut header = Vec::with_capacity(ENTRY);
    from.by_ref().take(ENTRY as u64).read_to_end(&mut header).map_err(|error| trouble(&error))?;
    let Some(header) = header.first_chunk::<ENTRY>() else {
        return if header.is_empty() { Ok(None) } else { Err(broken) };
    };
    if !header.starts_with(b"PK\x01\x02") {
        // A signature of the list (APPNOTE 4.3.13).
        return if header.starts_with(b"PK\x05\x05") { Ok(None) } else { Err(broken) };
    }
    let mut field = |length: u16| {
        let mut bytes = vec![0; usize::from(length)];
        from.read_exact(&mut bytes).map(|()| bytes).map_err(|_| LoadError::Damaged(Broken::List))
    };
    let (name, extra) = (field(number16(header, 28))?, field(number16(header, 30))?);
    field(number16(header, 32))?;
    budget.add(name.len())?;
    let flags = number16(header, 8);
    let place = place(header, &extra, shift).ok_or(broken)?;
    Ok(Some(Entry {
        kind: kind(&name, number16(header, 4), number32(header, 38)),
        name: decoded(name, &extra, flags),
        place,
        is_encrypted: flags & 1 != 0 || place.method == Method::Other(AES),
        is_over_another: false,
    }))
}

/// Method number of a member that is encrypted with AES.
const AES: u16 = 99;

fn place(header: &[u8; ENTRY], extra: &[u8], shift: u64) -> Option<Place> {
    let method = match number16(header, 10) {
        0 => Method::Stored,
        8 => Method::Deflated,
        other => Method::Other(other),
    };
    // What is too large for its field stands in an extra field, in this order (APPNOTE 4.5.3).
    let mut large = extra_field(extra, 1).unwrap_or_default().chunks_exact(8);
    let mut number = |at: usize| match number32(header, at) {
        u32::MAX => large.next().and_then(<[u8]>::first_chunk).map(|number| u64::from_le_bytes(*number)),
        number => Some(u64::from(number)),
    };
    let (size, packed, offset) = (number(24)?, number(20)?, number(42)?);
    Some(Place { offset: offset.checked_add(shift)?, packed, method, size, crc: number32(header, 16) })
}

/// Of a member that was packed on a Unix system, its attributes tell a link.
fn kind(name: &[u8], made_by: u16, attributes: u32) -> Kind {
    const UNIX: u16 = 3;
    const OS_X: u16 = 19;
    let is_unix = matches!(made_by >> 8, UNIX | OS_X);
    match name.last() {
        Some(b'/' | b'\\') => Kind::Folder,
        _ if is_unix && attributes >> 28 == 0o12 => Kind::Link,
        _ => Kind::File,
    }
}

/// Names are CP437 unless a flag says UTF-8 (APPNOTE D.1); many programs write UTF-8 and forget the flag, and some put it in an
/// extra field, with the checksum of the name it belongs to (APPNOTE 4.6.9).
fn decoded(name: Vec<u8>, extra: &[u8], flags: u16) -> Vec<u8> {
    const UTF8: u16 = 1 << 11;
    let crc = || {
        let mut crc = flate2::Crc::new();
        crc.update(&name);
        crc.sum()
    };
    if let Some([1, a, b, c, d, text @ ..]) = extra_field(extra, 0x7075)
        && u32::from_le_bytes([*a, *b, *c, *d]) == crc()
    {
        return text.to_vec();
    }
    if flags & UTF8 != 0 || std::str::from_utf8(&name).is_ok() { name } else { cp437(&name).into_bytes() }
}

/// An extra field by its number (APPNOTE 4.5.1).
fn extra_field(mut extra: &[u8], wanted: u16) -> Option<&[u8]> {
    while let [a, b, c, d, rest @ ..] = extra {
        let (field, behind) = rest.split_at_checked(usize::from(u16::from_le_bytes([*c, *d])))?;
        if u16::from_le_bytes([*a, *b]) == wanted {
            return Some(field);
        }
        extra = behind;
    }
    None
}

/// Marks the members that lie over one before them in the file: the way a small file unpacks without end.
fn mark_overlaps(entries: &mut [Entry]) {
    let mut order: Vec<usize> = (0..entries.len()).filter(|at| entries[*at].kind != Kind::Folder).collect();
    order.sort_by_key(|at| entries[*at].place.offset);
    let mut free = 0;
    for at in order {
        let place = entries[at].place;
        entries[at].is_over_another = place.offset < free;
        free = free.max(place.offset.saturating_add(LOCAL as u64).saturating_add(place.packed));
    }
}

fn number16<const N: usize>(record: &[u8; N], at: usize) -> u16 {
    u16::from_le_bytes(bytes(record, at))
}

fn number32<const N: usize>(record: &[u8; N], at: usize) -> u32 {
    u32::from_le_bytes(bytes(record, at))
}

fn number64<const N: usize>(record: &[u8; N], at: usize) -> u64 {
    u64::from_le_bytes(bytes(record, at))
}

/// Bytes of a record; the places are those of its fields, and lie within.
fn bytes<const N: usize, const M: usize>(record: &[u8; N], at: usize) -> [u8; M] {
    record.get(at..).and_then(<[u8]>::first_chunk).copied().unwrap_or([0; M])
}
