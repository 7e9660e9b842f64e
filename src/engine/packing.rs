//! Values as few bytes: written down, and deflated (RFC 1951).
//!
//! In: a value that can be written down, or such bytes. Out: the other, or nothing when that cannot be.

use std::cell::RefCell;
use std::io::Read;

use flate2::read::DeflateDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use serde::{Serialize, de::DeserializeOwned};

thread_local! {
    /// One for each thread. To make one takes a quarter of a megabyte; made and given back for each document, these would leave holes
    /// between what is kept that nothing fits into, and a large archive would take twice the memory.
    static DEFLATER: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
}

/// The bytes of a value.
pub(super) fn packed(value: &impl Serialize) -> Option<Vec<u8>> {
    let plain = postcard::to_stdvec(value).ok()?;
    DEFLATER.with_borrow_mut(|deflater| deflated(deflater, &plain))
}

fn deflated(deflater: &mut Compress, plain: &[u8]) -> Option<Vec<u8>> {
    deflater.reset();
    let mut out = Vec::with_capacity(plain.len() / 2 + 64);
    loop {
        let done = deflater.total_in() as usize;
        match deflater.compress_vec(plain.get(done..)?, &mut out, FlushCompress::Finish).ok()? {
            Status::StreamEnd => return Some(out),
            Status::Ok | Status::BufError => out.reserve(out.len().max(64)),
        }
    }
}

/// The value behind bytes, which may be damaged and claim any size: it has at most `most` bytes.
pub(super) fn unpacked<T: DeserializeOwned>(bytes: &[u8], most: u64) -> Option<T> {
    let mut plain = Vec::new();
    DeflateDecoder::new(bytes).take(most).read_to_end(&mut plain).ok()?;
    postcard::from_bytes(&plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_every_size_come_back() {
        for size in [0, 1, 63, 64, 65, 1_000, 100_000] {
            // Bytes that hardly shrink.
            let value: Vec<u32> = (0..size).map(|at: u32| at.wrapping_mul(0x9e37_79b9)).collect();
            let bytes = packed(&value).expect("bytes");
            assert_eq!(unpacked(&bytes, 1 << 30), Some(value));
        }
    }

    #[test]
    fn what_is_damaged_or_too_large_is_nothing() {
        let bytes = packed(&vec![7_u8; 5_000]).expect("bytes");
        assert_eq!(unpacked::<Vec<u8>>(&bytes[..bytes.len() / 2], 1 << 20), None);
        assert_eq!(unpacked::<Vec<u8>>(&bytes, 100), None);
    }
}
