//! A file that is read at any place, by several threads.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Mutex;

use crate::engine::facts::ReadAt;

/// The file.
pub(super) struct ReadAtFile(Mutex<File>);

impl ReadAtFile {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self(Mutex::new(File::open(path)?)))
    }
}

impl ReadAt for ReadAtFile {
    fn size(&self) -> io::Result<u64> {
        self.0.lock().map_err(|_| io::ErrorKind::Other)?.metadata().map(|metadata| metadata.len())
    }

    fn bytes(&self, start: u64, length: u64) -> io::Result<Vec<u8>> {
        let mut file = self.0.lock().map_err(|_| io::ErrorKind::Other)?;
        file.seek(SeekFrom::Start(start))?;
        // What a damaged file claims is not made room for before it is there.
        let mut bytes = Vec::with_capacity(length.min(1 << 20) as usize);
        file.by_ref().take(length).read_to_end(&mut bytes)?;
        if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}
