//! Tar archives (POSIX.1-2017, pax): their members, one after the other.
//!
//! In: a stream, or a window whose bytes can be passed over. Out: the head of each member, and its bytes. The crate `tar` reads
//! the fields of a head; the way from head to head is gone here, so that a long name or an extended header cannot take more
//! memory than a name is worth.

mod source;

use std::io::{self, Read};

use tar::{EntryType, Header};

use super::budget::Budget;
use super::stream::trouble;
use crate::engine::{Broken, LoadError};

pub(super) use source::{Lying, Source, Stream};

/// Bytes of a block: heads and members begin at multiples of it.
const BLOCK: u64 = 512;
/// Bytes of a name, or of an extended header, that is read: paths of operating systems have at most 4096.
const MOST_EXTRA: u64 = 64 << 10;
/// Place of the mark in the head of a sparse member that its list of parts goes on in a block of its own.
const EXTENDED: usize = 482;
/// The same in such a block.
const EXTENDED_AGAIN: usize = 504;

/// The head of a member.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) name: Vec<u8>,
    pub(super) kind: Kind,
    /// Bytes of the member.
    pub(super) size: u64,
}

/// What a member is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// Another name of a member before.
    SameAs(Vec<u8>),
    Link,
    /// A pipe or a device.
    Device,
    /// A file of which only the parts are kept that are not empty.
    Sparse,
    /// The rest of a file that began in another archive.
    Continued,
}

/// An archive that is read.
pub(super) struct Tar<S> {
    from: S,
    /// Bytes of the member that are not read yet, and of the empty rest of its last block.
    left: u64,
    padding: u64,
    /// Whether a block of nothing but zeros was met, which ends an archive.
    is_ended: bool,
}

/// What extended headers say of the next member.
#[derive(Default)]
struct Extra {
    name: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    size: Option<u64>,
    is_sparse: bool,
}

impl<S: Source> Tar<S> {
    pub(super) fn new(from: S) -> Self {
        Self { from, left: 0, padding: 0, is_ended: false }
    }

    /// The next member; nothing at the end.
    pub(super) fn next(&mut self, budget: &mut Budget) -> Result<Option<Head>, LoadError> {
        let mut extra = Extra::default();
        loop {
            self.pass()?;
            let Some(header) = self.header()? else { return Ok(None) };
            let size = header.entry_size().map_err(|_| LoadError::Damaged(Broken::Head))?;
            let kind = header.entry_type();
            match kind {
                EntryType::GNULongName => extra.name = Some(self.text(size)?),
                EntryType::GNULongLink => extra.link = Some(self.text(size)?),
                EntryType::XHeader => extra.read(&self.extra(size)?)?,
                // What holds for all members, the label of a volume, the names in a folder.
                EntryType::XGlobalHeader => self.enter(size),
                _ if matches!(kind.as_byte(), b'V' | b'D' | b'N') => self.enter(size),
                _ => {
                    let head = self.head(&header, size, extra)?;
                    budget.add(head.name.len())?;
                    return Ok(Some(head));
                }
            }
        }
    }

    /// The bytes of the member, to be read once.
    pub(super) fn member(&mut self) -> Member<'_, S> {
        Member { tar: self }
    }

    /// Where the bytes of the member lie open.
    pub(super) fn lying(&self) -> Lying {
        self.from.lying(self.left)
    }

    /// Reads what is behind the archive, so that a checksum at the end of a stream is seen.
    pub(super) fn finish(&mut self) -> Result<(), LoadError> {
        io::copy(&mut self.from, &mut io::sink()).map(drop).map_err(|error| trouble(&error))
    }

    fn head(&mut self, header: &Header, size: u64, extra: Extra) -> Result<Head, LoadError> {
        let size = extra.size.unwrap_or(size);
        let own = || header.path_bytes().into_owned();
        let name = extra.name.unwrap_or_else(own);
        let link = || extra.link.or_else(|| header.link_name_bytes().map(|name| name.into_owned())).unwrap_or_default();
        let kind = match header.entry_type() {
            EntryType::Directory => Kind::Folder,
            EntryType::Link => Kind::SameAs(link()),
            EntryType::Symlink => Kind::Link,
            EntryType::Char | EntryType::Block | EntryType::Fifo => Kind::Device,
            EntryType::GNUSparse => Kind::Sparse,
            kind if kind.as_byte() == b'M' => Kind::Continued,
            _ if extra.is_sparse => Kind::Sparse,
            // Archives of before 1988 know folders by their names only.
            _ if name.ends_with(b"/") => Kind::Folder,
            _ => Kind::File,
        };
        if kind == Kind::Sparse {
            self.pass_parts(header)?;
        }
        // Nothing is kept of a link or a device, whatever its size.
        let is_empty = matches!(kind, Kind::SameAs(_) | Kind::Link | Kind::Device);
        self.enter(if is_empty { 0 } else { size });
        Ok(Head { name, kind, size })
    }

    /// Passes over the list of parts of a sparse member of GNU tar.
    fn pass_parts(&mut self, header: &Header) -> Result<(), LoadError> {
        let is_extended = |block: &[u8], at: usize| block.get(at).is_some_and(|mark| *mark == 1);
        let mut more = header.as_gnu().is_some() && is_extended(header.as_bytes(), EXTENDED);
        while more {
            let mut block = [0; BLOCK as usize];
            self.from.read_exact(&mut block).map_err(|error| trouble(&error))?;
            more = is_extended(&block, EXTENDED_AGAIN);
        }
        Ok(())
    }

    /// The next head. Blocks of zeros end an archive; another one may be put behind it.
    fn header(&mut self) -> Result<Option<Header>, LoadError> {
        loop {
            let mut header = Header::new_old();
            if !self.fill(header.as_mut_bytes())? {
                // Two blocks of zeros end an archive: without any, it may be cut off between two members.
                return if self.is_ended { Ok(None) } else { Err(LoadError::Damaged(Broken::Cut)) };
            }
            if header.as_bytes().iter().all(|byte| *byte == 0) {
                self.is_ended = true;
            } else if is_right(&header) {
                self.is_ended = false;
                return Ok(Some(header));
            } else {
                // What is behind the end belongs to nobody.
                return if self.is_ended { Ok(None) } else { Err(LoadError::Damaged(Broken::Head)) };
            }
        }
    }

    /// Fills a block; not when nothing is left.
    fn fill(&mut self, block: &mut [u8; BLOCK as usize]) -> Result<bool, LoadError> {
        let mut bytes = Vec::with_capacity(block.len());
        self.from.by_ref().take(BLOCK).read_to_end(&mut bytes).map_err(|error| trouble(&error))?;
        match bytes.first_chunk() {
            Some(whole) => *block = *whole,
            None if bytes.is_empty() => return Ok(false),
            None => return Err(LoadError::Damaged(Broken::Cut)),
        }
        Ok(true)
    }

    fn enter(&mut self, size: u64) {
        (self.left, self.padding) = (size, (BLOCK - size % BLOCK) % BLOCK);
    }

    /// Passes over what is left of the member.
    fn pass(&mut self) -> Result<(), LoadError> {
        let (left, padding) = (std::mem::take(&mut self.left), std::mem::take(&mut self.padding));
        self.from.skip(left).map_err(|error| trouble(&error))?;
        self.from.skip(padding).map_err(|error| trouble(&error))
    }

    /// A name that stands in a member of its own, and ends with a zero.
    fn text(&mut self, size: u64) -> Result<Vec<u8>, LoadError> {
        let mut text = self.extra(size)?;
        let end = text.iter().position(|byte| *byte == 0).unwrap_or(text.len());
        text.truncate(end);
        Ok(text)
    }

    fn extra(&mut self, size: u64) -> Result<Vec<u8>, LoadError> {
        if size > MOST_EXTRA {
            return Err(LoadError::Damaged(Broken::Head));
        }
        self.enter(size);
        let mut bytes = Vec::new();
        self.member().read_to_end(&mut bytes).map_err(|error| trouble(&error))?;
        Ok(bytes)
    }
}

/// The bytes of a member.
pub(super) struct Member<'t, S> {
    tar: &'t mut Tar<S>,
}

impl<S: Source> Read for Member<'_, S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.tar.left == 0 || buffer.is_empty() {
            return Ok(0);
        }
        let read = self.tar.from.by_ref().take(self.tar.left).read(buffer)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.tar.left -= read as u64;
        Ok(read)
    }
}

/// Whether the sum of its bytes is the one it tells, with its own place taken as blanks; old programs took bytes as signed.
fn is_right(header: &Header) -> bool {
    const SUM: std::ops::Range<usize> = 148..156;
    let Ok(told) = header.cksum() else { return false };
    let bytes = || {
        let each = header.as_bytes().iter().enumerate();
        each.map(|(at, byte)| if SUM.contains(&at) { b' ' } else { *byte })
    };
    let unsigned: u32 = bytes().map(u32::from).sum();
    let signed: i32 = bytes().map(|byte| i32::from(byte.cast_signed())).sum();
    told == unsigned || i64::from(told) == i64::from(signed)
}

impl Extra {
    /// Records of the form `length key=value`, each with a new line at its end; the length counts all of it.
    fn read(&mut self, mut bytes: &[u8]) -> Result<(), LoadError> {
        while !bytes.is_empty() {
            let (record, rest) = record(bytes).ok_or(LoadError::Damaged(Broken::Head))?;
            if let Some(at) = memchr::memchr(b'=', record) {
                self.set(&record[..at], &record[at + 1..]);
            }
            bytes = rest;
        }
        Ok(())
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        match key {
            b"path" if !self.is_sparse => self.name = Some(value.to_vec()),
            b"GNU.sparse.name" => (self.name, self.is_sparse) = (Some(value.to_vec()), true),
            b"linkpath" => self.link = Some(value.to_vec()),
            b"size" => self.size = std::str::from_utf8(value).ok().and_then(|size| size.parse().ok()),
            _ => self.is_sparse |= key.starts_with(b"GNU.sparse."),
        }
    }
}

/// The first record without its length, and what is behind it.
fn record(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let blank = memchr::memchr(b' ', bytes)?;
    let length: usize = std::str::from_utf8(bytes.get(..blank)?).ok()?.parse().ok()?;
    let (record, rest) = bytes.split_at_checked(length)?;
    Some((record.get(blank + 1..)?.strip_suffix(b"\n")?, rest))
}
