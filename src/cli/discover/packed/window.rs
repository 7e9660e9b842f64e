//! A part of a file that any number of threads read at the same time.
//!
//! In: a file, and a range of its bytes. Out: [`Read`] and [`Seek`] within that range, each clone with a place of its own. The
//! place of the file itself is never relied on. A window that is kept does not keep its file open: there may be more archives
//! than files a process may have open.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use crate::cli::at::read_at;

/// Some bytes of a file, and a place in them.
#[derive(Debug, Clone)]
pub(in crate::cli::discover) struct Window {
    /// Where the file is opened when it is not; a temporary file has no path.
    path: Option<Arc<Path>>,
    file: Option<Arc<File>>,
    /// Where it begins in the file, in bytes.
    start: u64,
    len: u64,
    /// Where reading goes on, from its beginning.
    at: u64,
}

impl Window {
    /// The first `len` bytes of a file, which has a path or stays open.
    pub(super) fn of(file: Arc<File>, path: Option<&Path>, len: u64) -> Self {
        Self { path: path.map(Arc::from), file: Some(file), start: 0, len, at: 0 }
    }

    /// The same, to be kept: a file with a path is opened again when it is read.
    pub(super) fn closed(mut self) -> Self {
        self.file = self.file.filter(|_| self.path.is_none());
        self
    }

    /// Bytes in it.
    pub(in crate::cli::discover) fn len(&self) -> u64 {
        self.len
    }

    /// A part of it; nothing when it does not lie within.
    pub(super) fn part(&self, start: u64, len: u64) -> Option<Self> {
        let is_within = start.checked_add(len).is_some_and(|end| end <= self.len);
        is_within.then(|| Self { start: self.start + start, len, at: 0, ..self.clone() })
    }

    /// What is left of it.
    pub(super) fn rest(&self) -> Self {
        let at = self.at.min(self.len);
        Self { start: self.start + at, len: self.len - at, at: 0, ..self.clone() }
    }

    /// Where reading goes on, from its beginning.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Its first bytes, at most `most`.
    pub(super) fn head(&self, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        Self { at: 0, ..self.clone() }.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// All its bytes; fewer when the file was cut meanwhile.
    pub(in crate::cli::discover) fn all(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.len).unwrap_or(0));
        Self { at: 0, ..self.clone() }.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Window {
    /// The file, opened if it is not.
    fn file(&mut self) -> io::Result<&File> {
        let file = match (self.file.take(), &self.path) {
            (Some(file), _) => file,
            (None, Some(path)) => Arc::new(File::open(path)?),
            (None, None) => return Err(io::ErrorKind::NotFound.into()),
        };
        Ok(self.file.insert(file))
    }
}

impl Read for Window {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.len.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let most = buffer.len().min(left);
        let place = self.start + self.at;
        let read = read_at(self.file()?, &mut buffer[..most], place)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Window {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.len.checked_add_signed(by),
        };
        // What lies so far behind the end cannot be a place of the file either.
        self.at = at.filter(|at| self.start.checked_add(*at).is_some()).ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
