//! Streams that are unpacked while they are read, and what it means when one of them fails.
//!
//! In: packed bytes. Out: the bytes as they were, at most so many: sizes are counted here and never taken from a header.

use std::cell::Cell;
use std::collections::VecDeque;
use std::io::{self, BufReader, ErrorKind, Read};
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use super::super::super::files::reason;
use crate::engine::{Bound, Broken, LoadError};

/// Bytes that are read from a file at once.
const CHUNK: usize = 1 << 16;
/// Bytes that the window of a Zstandard frame may have, as in the tool `zstd` itself: they are kept in memory.
const MOST_WINDOW: u64 = 128 << 20;
/// The head of a frame is not longer (RFC 8878, 3.1.1.1).
const HEAD: usize = 18;

/// At most so many bytes of a stream, or of several together; one more is the error that `over` names.
pub(super) struct Bounded<R> {
    from: R,
    left: Rc<Cell<u64>>,
    over: LoadError,
}

impl<R: Read> Bounded<R> {
    pub(super) fn new(from: R, left: Rc<Cell<u64>>, over: LoadError) -> Self {
        Self { from, left, over }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        let left = self.left.get().checked_sub(read as u64);
        self.left.set(left.ok_or_else(|| io::Error::other(self.over.clone()))?);
        Ok(read)
    }
}

/// Why a stream failed.
pub(super) fn trouble(error: &io::Error) -> LoadError {
    if let Some(known) = error.get_ref().and_then(|inner| inner.downcast_ref::<LoadError>()) {
        return known.clone();
    }
    match error.kind() {
        _ if error.raw_os_error().is_some() => LoadError::Io(reason(error)),
        ErrorKind::UnexpectedEof => LoadError::Damaged(Broken::Cut),
        _ => LoadError::Damaged(Broken::Content),
    }
}

/// All members of a gzip file (RFC 1952, 2.2), one behind the other; their checksums are held against them.
pub(super) fn gunzip(from: impl Read) -> impl Read {
    MultiGzDecoder::new(BufReader::with_capacity(CHUNK, from))
}

/// All frames of a Zstandard file (RFC 8878, 3), one behind the other. Their checksums are not looked at.
pub(super) struct Unzstd<R: Read> {
    state: State<Ahead<R>>,
}

enum State<R: Read> {
    /// At the beginning of a frame, or at the end of all.
    Between(R),
    Within(Box<StreamingDecoder<R, FrameDecoder>>),
    /// It failed, and gives nothing more.
    Failed,
}

impl<R: Read> Unzstd<R> {
    pub(super) fn new(from: R) -> Self {
        Self { state: State::Between(Ahead { head: VecDeque::new(), from: BufReader::with_capacity(CHUNK, from) }) }
    }
}

impl<R: Read> Read for Unzstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            self.state = match std::mem::replace(&mut self.state, State::Failed) {
                State::Failed => return Err(io::Error::other(LoadError::Damaged(Broken::Content))),
                State::Between(mut from) => match from.peek(1)? {
                    [] => {
                        self.state = State::Between(from);
                        return Ok(0);
                    }
                    _ => next_frame(from)?,
                },
                State::Within(mut frame) => match frame.read(buffer)? {
                    0 => State::Between(frame.into_inner()),
                    read => {
                        self.state = State::Within(frame);
                        return Ok(read);
                    }
                },
            };
        }
    }
}

/// The frame that begins here; one that is to be skipped is (RFC 8878, 3.1.2).
fn next_frame<R: Read>(mut from: Ahead<R>) -> io::Result<State<Ahead<R>>> {
    if let [0x50..=0x5f, 0x2a, 0x4d, 0x18, a, b, c, d, ..] = *from.peek(HEAD)? {
        let most = 8 + u64::from(u32::from_le_bytes([a, b, c, d]));
        let skipped = io::copy(&mut from.by_ref().take(most), &mut io::sink())?;
        return if skipped < most { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(State::Between(from)) };
    }
    if window_size(from.peek(HEAD)?).is_some_and(|window| window > MOST_WINDOW) {
        return Err(io::Error::other(LoadError::OverLimit { what: Bound::Window, most: MOST_WINDOW }));
    }
    match StreamingDecoder::new(from) {
        Ok(frame) => Ok(State::Within(Box::new(frame))),
        Err(_) => Err(io::Error::other(LoadError::Damaged(Broken::Content))),
    }
}

/// Bytes that are kept in memory to unpack a frame, from the head of the frame (RFC 8878, 3.1.1.1).
fn window_size(head: &[u8]) -> Option<u64> {
    let [_, _, _, _, descriptor, rest @ ..] = head else { return None };
    if descriptor & 0b10_0000 == 0 {
        let window = u64::from(*rest.first()?);
        let base = 1_u64 << (10 + (window >> 3));
        return Some(base + base / 8 * (window & 0b111));
    }
    // A frame in one segment is its own window.
    let rest = rest.get([0, 1, 2, 4][usize::from(descriptor & 0b11)]..)?;
    match descriptor >> 6 {
        0 => rest.first().map(|size| u64::from(*size)),
        1 => rest.first_chunk().map(|size| u64::from(u16::from_le_bytes(*size)) + 256),
        2 => rest.first_chunk().map(|size| u64::from(u32::from_le_bytes(*size))),
        _ => rest.first_chunk().map(|size| u64::from_le_bytes(*size)),
    }
}

/// A stream that can be looked at before it is read.
struct Ahead<R> {
    head: VecDeque<u8>,
    from: BufReader<R>,
}

impl<R: Read> Ahead<R> {
    /// The next bytes: `most`, or fewer at the end.
    fn peek(&mut self, most: usize) -> io::Result<&[u8]> {
        let lacking = most.saturating_sub(self.head.len());
        let mut more = Vec::new();
        self.from.by_ref().take(lacking as u64).read_to_end(&mut more)?;
        self.head.extend(more);
        Ok(self.head.make_contiguous())
    }
}

impl<R: Read> Read for Ahead<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.head.is_empty() { self.from.read(buffer) } else { self.head.read(buffer) }
    }
}
