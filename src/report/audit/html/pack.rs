//! Data in the page: parcels that the browser opens with its own `DecompressionStream`.
//!
//! In: anything that can be JSON. Out: `<script type="application/octet-stream">` with the JSON, compressed (deflate, RFC 1951) and
//! in base64 (RFC 4648, section 4): no letter of it can end the element or be taken for markup.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::Serialize;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Writes a parcel.
pub(super) fn parcel(out: &mut dyn Write, id: &str, value: &impl Serialize) -> io::Result<()> {
    write!(out, "<script type=\"application/octet-stream\" id=\"{id}\">")?;
    let mut letters = Letters { out: &mut *out, rest: Vec::new() };
    let mut deflated = DeflateEncoder::new(&mut letters, Compression::best());
    serde_json::to_writer(io::BufWriter::with_capacity(1 << 16, &mut deflated), value)?;
    deflated.finish()?;
    letters.end()?;
    writeln!(out, "</script>")
}

/// Bytes as base64.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut letters = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    bytes.chunks(3).for_each(|group| letters.extend(four(group)));
    String::from_utf8_lossy(&letters).into_owned()
}

/// One to three bytes as four letters.
fn four(group: &[u8]) -> [u8; 4] {
    let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
    let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
    let letter = |shift: u32| LETTERS[(bits >> shift & 63) as usize];
    let pad = |at: usize, letter: u8| if group.len() > at { letter } else { b'=' };
    [letter(18), letter(12), pad(1, letter(6)), pad(2, letter(0))]
}

/// Writes what it is given as base64.
struct Letters<'o> {
    out: &'o mut dyn Write,
    /// Bytes that make no group of three yet.
    rest: Vec<u8>,
}

impl Letters<'_> {
    fn end(self) -> io::Result<()> {
        self.out.write_all(base64(&self.rest).as_bytes())
    }
}

impl Write for Letters<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.rest.extend_from_slice(bytes);
        let whole = self.rest.len() / 3 * 3;
        self.out.write_all(base64(&self.rest[..whole]).as_bytes())?;
        self.rest.drain(..whole);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        let cases =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")];
        for (bytes, letters) in cases {
            assert_eq!(base64(bytes.as_bytes()), letters);
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn bytes_given_one_by_one_are_those_given_at_once() {
        let bytes: Vec<u8> = (0..=255).collect();
        let mut out = Vec::new();
        let mut letters = Letters { out: &mut out, rest: Vec::new() };
        bytes.iter().for_each(|byte| letters.write_all(&[*byte]).expect("a vector takes everything"));
        letters.end().expect("a vector takes everything");
        assert_eq!(String::from_utf8(out).expect("ASCII"), base64(&bytes));
    }
}
