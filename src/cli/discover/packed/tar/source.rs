//! What a tar archive is read from: a stream, or a file whose bytes lie open.
//!
//! In: either. Out: bytes in order, and of a file where they lie, so that they need not be copied.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::super::window::Window;

/// What a tar archive is read from.
pub(in crate::cli::discover::packed) trait Source: Read {
    /// Passes over bytes, all of which must be there.
    fn skip(&mut self, count: u64) -> io::Result<()>;

    /// The next bytes where they lie open in a file and need not be copied.
    fn lying(&self, count: u64) -> Lying;
}

/// Whether bytes lie open in a file.
pub(in crate::cli::discover::packed) enum Lying {
    /// They are read once, as they come.
    No,
    /// They do, here.
    At(Window),
    /// They should, but the file ends before.
    Cut,
}

impl Source for Window {
    fn skip(&mut self, count: u64) -> io::Result<()> {
        if count > self.len().saturating_sub(self.at()) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let by = i64::try_from(count).map_err(|_| io::ErrorKind::UnexpectedEof)?;
        self.seek(SeekFrom::Current(by)).map(drop)
    }

    fn lying(&self, count: u64) -> Lying {
        self.rest().part(0, count).map_or(Lying::Cut, Lying::At)
    }
}

/// A stream, which can only be read. It is read in large pieces: each time something is unpacked costs the same, however little.
pub(in crate::cli::discover::packed) struct Stream<R>(BufReader<R>);

impl<R: Read> Stream<R> {
    pub(in crate::cli::discover::packed) fn new(from: R) -> Self {
        const CHUNK: usize = 1 << 16;
        Self(BufReader::with_capacity(CHUNK, from))
    }
}

impl<R: Read> Read for Stream<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl<R: Read> Source for Stream<R> {
    fn skip(&mut self, count: u64) -> io::Result<()> {
        let skipped = io::copy(&mut self.0.by_ref().take(count), &mut io::sink())?;
        if skipped < count { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }

    fn lying(&self, _: u64) -> Lying {
        Lying::No
    }
}
