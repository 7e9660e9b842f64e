//! Zip archives (APPNOTE 6.3.10): the list of members, and the bytes of one.
//!
//! In: a window. Out: every member that the list at its end names, two of the same name too, and of each a reader that holds
//! size and checksum against what was packed. Sizes bound what is read of the file; what is unpacked is counted. The list is
//! read here and not by the crate `zip`, which keeps one member of each name and as many as a file claims to have.

mod list;

use std::cell::Cell;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::budget::{MOST_RATIO, OVER_RATIO};
use super::stream::{Bounded, trouble};
use super::window::Window;
use crate::engine::{Bound, Broken, LoadError, Packing};

pub(super) use list::{Entry, Kind, List, list};

/// Bytes to which a member may unpack, however small it is (contracts, section 10).
const FREE: u64 = 1 << 20;
/// Bytes that are read from a file at once.
const CHUNK: u64 = 1 << 15;

/// A member that can be read any number of times.
#[derive(Debug)]
pub(in crate::cli::discover) struct Member {
    archive: Window,
    place: Place,
}

/// Where a member lies, and what it was before it was packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Of its local header.
    pub(super) offset: u64,
    /// Bytes in the archive.
    pub(super) packed: u64,
    pub(super) method: Method,
    /// Bytes it had.
    pub(super) size: u64,
    pub(super) crc: u32,
}

/// How a member is packed (APPNOTE 4.4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Stored,
    Deflated,
    Other(u16),
}

/// Whether an archive is a document of an office program: it has the part that tells the kinds of the others (ECMA-376 part 2,
/// 7.2.3), or begins with its own kind (ODF 1.3 part 2, 3.3).
pub(super) fn is_office(entries: &[Entry]) -> bool {
    let is_typed = entries.iter().any(|entry| entry.name == b"[Content_Types].xml");
    is_typed || entries.first().is_some_and(|entry| entry.name == b"mimetype")
}

impl Member {
    /// A member of an archive; an error when it can never be read.
    pub(super) fn new(archive: &Window, entry: &Entry) -> Result<Self, LoadError> {
        match entry.place.method {
            _ if entry.is_encrypted => Err(LoadError::Encrypted),
            _ if entry.is_over_another => Err(LoadError::Damaged(Broken::Overlap)),
            Method::Other(number) => Err(LoadError::Packing(Packing::Method(number))),
            Method::Stored | Method::Deflated => Ok(Self { archive: archive.clone().closed(), place: entry.place }),
        }
    }

    /// Its bytes, unless there are more than `most`.
    pub(in crate::cli::discover) fn bytes(&self, most: u64) -> Result<Vec<u8>, LoadError> {
        // The size that is told only spares moving the bytes; nothing rests on it.
        let mut bytes = Vec::with_capacity(self.place.size.min(most).min(FREE) as usize);
        self.reader(most)?.read_to_end(&mut bytes).map_err(|error| trouble(&error))?;
        Ok(bytes)
    }

    /// Bytes it unpacks to, and never more, if it is what its archive says.
    pub(super) fn size(&self) -> u64 {
        self.place.size
    }

    /// Unpacks it, at most `most` bytes. An error at its end means that nothing before it can be trusted.
    pub(super) fn reader(&self, most: u64) -> Result<Box<dyn Read>, LoadError> {
        let packed = self.packed()?;
        let by_ratio = FREE.max(self.place.packed.saturating_mul(MOST_RATIO));
        // One that has more bytes than its archive says is damaged, not large.
        let bounds = [
            (self.place.size, LoadError::Damaged(Broken::Content)),
            (most, LoadError::OverLimit { what: Bound::Bytes, most }),
            (by_ratio, OVER_RATIO),
        ];
        let bounds = bounds.into_iter().min_by_key(|(most, _)| *most);
        let (most, over) = bounds.expect("internal: there are three");
        let source: Box<dyn Read> = match self.place.method {
            Method::Stored => Box::new(packed),
            Method::Deflated => {
                let chunk = packed.len().min(CHUNK) as usize;
                Box::new(DeflateDecoder::new(BufReader::with_capacity(chunk, packed)))
            }
            Method::Other(number) => return Err(LoadError::Packing(Packing::Method(number))),
        };
        let bounded = Bounded::new(source, Rc::new(Cell::new(most)), over);
        Ok(Box::new(Checked { from: bounded, crc: Crc::new(), size: 0, place: self.place }))
    }

    /// Where its bytes lie open, if it was not packed.
    pub(super) fn stored(&self) -> Result<Option<Window>, LoadError> {
        match self.place.method {
            Method::Stored => self.packed().map(Some),
            Method::Deflated | Method::Other(_) => Ok(None),
        }
    }

    /// Its packed bytes, which lie behind its local header (APPNOTE 4.3.7).
    fn packed(&self) -> Result<Window, LoadError> {
        const SIGN: &[u8] = b"PK\x03\x04";
        let broken = LoadError::Damaged(Broken::Head);
        let mut header = [0; list::LOCAL];
        let mut archive = self.archive.clone();
        archive.seek(SeekFrom::Start(self.place.offset)).map_err(|error| trouble(&error))?;
        archive.read_exact(&mut header).map_err(|error| trouble(&error))?;
        let [.., a, b, c, d] = header;
        if !header.starts_with(SIGN) {
            return Err(broken);
        }
        let names = u64::from(u16::from_le_bytes([a, b])) + u64::from(u16::from_le_bytes([c, d]));
        let start = self.place.offset + header.len() as u64 + names;
        self.archive.part(start, self.place.packed).ok_or(LoadError::Damaged(Broken::Cut))
    }
}

/// What was packed, and an error at its end when it is not the same.
struct Checked<R> {
    from: R,
    crc: Crc,
    size: u64,
    place: Place,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        let is_end = read == 0 && !buffer.is_empty();
        if is_end && (self.crc.sum() != self.place.crc || self.size != self.place.size) {
            return Err(io::Error::other(LoadError::Damaged(Broken::Content)));
        }
        self.crc.update(&buffer[..read]);
        self.size += read as u64;
        Ok(read)
    }
}
