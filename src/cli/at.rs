//! Files that are read and written at any place, by several threads at once: the place of the file itself is never relied on.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::engine::facts::ReadAt;

/// A file that is read at any place.
pub(super) struct ReadAtFile(File);

impl ReadAtFile {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        File::open(path).map(Self)
    }
}

impl ReadAt for ReadAtFile {
    fn size(&self) -> io::Result<u64> {
        self.0.metadata().map(|metadata| metadata.len())
    }

    fn bytes(&self, start: u64, length: u64) -> io::Result<Vec<u8>> {
        // What a damaged file claims is not made room for before it is there.
        let mut bytes = Vec::with_capacity(length.min(1 << 20) as usize);
        From { file: &self.0, at: start }.take(length).read_to_end(&mut bytes)?;
        if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}

/// A file from a place on.
struct From<'f> {
    file: &'f File,
    at: u64,
}

impl Read for From<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = read_at(self.file, buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

/// Reads some bytes at a place of a file.
#[cfg(not(windows))]
pub(in crate::cli) fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

/// Reads some bytes at a place of a file.
#[cfg(windows)]
pub(in crate::cli) fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}

/// Writes all of `bytes` at a place of a file.
#[cfg(not(windows))]
pub(in crate::cli) fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

/// Writes all of `bytes` at a place of a file.
#[cfg(windows)]
pub(in crate::cli) fn write_at(file: &File, mut bytes: &[u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        (bytes, at) = (&bytes[written..], at + written as u64);
    }
    Ok(())
}
