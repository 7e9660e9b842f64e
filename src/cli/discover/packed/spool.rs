//! What cannot be read at random in its archive, kept in one temporary file of the run.
//!
//! In: streams. Out: a window for each. The file has no name, so that it is gone when the process ends, whatever ends it.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::sync::Arc;

use super::super::super::files::reason;
use super::stream::trouble;
use super::window::Window;
use crate::cli::at::write_at;
use crate::engine::{Bound, LoadError};

/// Bytes that are moved at once.
const CHUNK: usize = 1 << 16;

/// The temporary file, which is made when it is first needed.
#[derive(Debug)]
pub(super) struct Spool {
    file: Option<Arc<File>>,
    /// Bytes in it.
    len: u64,
    /// Bytes it may have.
    most: u64,
}

impl Spool {
    /// One of at most so many bytes.
    pub(super) fn new(most: u64) -> Self {
        Self { file: None, len: 0, most }
    }

    /// Keeps all of a stream. What was written of one that breaks off is written over by the next.
    pub(super) fn keep(&mut self, from: &mut dyn Read) -> Result<Window, LoadError> {
        let file = self.file()?;
        let mut buffer = [0; CHUNK];
        let mut end = self.len;
        loop {
            let read = match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(trouble(&error)),
            };
            if end + read as u64 > self.most {
                return Err(LoadError::OverLimit { what: Bound::Spooled, most: self.most });
            }
            write_at(&file, &buffer[..read], end).map_err(|error| LoadError::Io(reason(&error)))?;
            end += read as u64;
        }
        let whole = Window::of(file, None, end);
        let window = whole.part(self.len, end - self.len).expect("internal: what was written lies in the file");
        self.len = end;
        Ok(window)
    }

    fn file(&mut self) -> Result<Arc<File>, LoadError> {
        if let Some(file) = &self.file {
            return Ok(Arc::clone(file));
        }
        let file = tempfile::tempfile().map(Arc::new).map_err(|error| LoadError::Io(reason(&error)))?;
        self.file = Some(Arc::clone(&file));
        Ok(file)
    }
}
