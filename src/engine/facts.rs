//! What inputs tell an archive, as a file: judged by themselves on one machine, taken together on another.
//!
//! In: [`SourceReport`]s that are not settled yet, with their facts and all sketches. Out: a facts file, written from the front to the
//! back and read at any place: a head that says what run it belongs to, a record for each input, and at the end the list of
//! records. Merging reads the heads and lists, then each record where it lies, so that it needs no more memory than one run.
//! The bytes are good for the version of the program that wrote them only; each part is followed by a hash of it.

use std::io::{self, Write};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::packing::{packed, unpacked};
use super::report::SourceReport;
use crate::source::SourceId;

/// What a file begins with.
const MAGIC: &[u8; 17] = b"soplint-facts-v1\n";
/// Bytes of the hash of a part.
const HASH: usize = 8;
/// Bytes of what stands at the end: where the list begins.
const TAIL: u64 = 8;
/// Bytes a part may have when it is unpacked; what is damaged could claim any size.
const MOST_PLAIN: u64 = 1 << 30;

/// What run a facts file belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Version of the program.
    pub version: String,
    /// Hash of everything that decides how an input is judged: rules, packs, settings, data, waivers, options, the day.
    pub made: [u8; 32],
    /// Hash of the names of all inputs of the archive, in order.
    pub names: [u8; 32],
    /// How many inputs the archive has.
    pub inputs: u32,
    /// Which part of how many, from 1.
    pub shard: (u32, u32),
    /// Whether a whole folder was given, so that what is not among the inputs does not exist.
    pub whole: bool,
    /// Whether the inputs are all there are in the project, for waivers and baselines that no longer match.
    pub sees_all: bool,
    /// The places that were named, as they were written.
    pub roots: Vec<String>,
    /// What the archive is called, where that was typed.
    pub title: Option<String>,
}

/// Where the record of an input lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    source: u32,
    name: String,
    start: u64,
    length: u64,
}

/// Why a facts file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FactsError {
    /// Reading failed.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It is another file, or was written by another version.
    #[error("it is no facts file of this version of soplint")]
    Other,
    /// It is cut off or damaged.
    #[error("it is damaged, or was not written to its end")]
    Damaged,
}

/// An input that is judged by itself, as bytes; nothing when it cannot be written down.
#[must_use]
pub fn to_bytes(report: &SourceReport) -> Option<Vec<u8>> {
    part(report).ok()
}

/// The input behind such bytes; nothing when they are damaged.
#[must_use]
pub fn from_bytes(bytes: &[u8]) -> Option<SourceReport> {
    value(bytes)
}

fn part(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut bytes = packed(value).ok_or(io::ErrorKind::InvalidData)?;
    let hash = Sha256::digest(&bytes);
    bytes.extend_from_slice(&hash[..HASH]);
    Ok(bytes)
}

fn value<T: DeserializeOwned>(part: &[u8]) -> Option<T> {
    let (body, hash) = part.split_at_checked(part.len().checked_sub(HASH)?)?;
    if &Sha256::digest(body)[..HASH] == hash { unpacked(body, MOST_PLAIN) } else { None }
}

/// Writes a facts file.
pub struct FactsWriter<'w> {
    out: &'w mut dyn Write,
    at: u64,
    entries: Vec<Entry>,
}

impl<'w> FactsWriter<'w> {
    /// Begins a file.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(out: &'w mut dyn Write, head: &Head) -> io::Result<Self> {
        let head = part(head)?;
        out.write_all(MAGIC)?;
        out.write_all(&(head.len() as u64).to_le_bytes())?;
        out.write_all(&head)?;
        Ok(Self { out, at: (MAGIC.len() + 8 + head.len()) as u64, entries: Vec::new() })
    }

    /// Adds an input, as [`to_bytes`] gives it.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn add(&mut self, source: SourceId, name: &str, record: &[u8]) -> io::Result<()> {
        self.out.write_all(record)?;
        let length = record.len() as u64;
        self.entries.push(Entry { source: source.0, name: name.to_owned(), start: self.at, length });
        self.at += length;
        Ok(())
    }

    /// Writes the list of inputs; without it the file cannot be used.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn finish(self) -> io::Result<()> {
        self.out.write_all(&part(&self.entries)?)?;
        self.out.write_all(&self.at.to_le_bytes())
    }
}

/// Something that can be read at any place, by several threads.
pub trait ReadAt: Sync {
    /// Its size in bytes.
    ///
    /// # Errors
    /// Those of the file.
    fn size(&self) -> io::Result<u64>;

    /// Some of its bytes.
    ///
    /// # Errors
    /// Those of the file, and when there are not so many.
    fn bytes(&self, start: u64, length: u64) -> io::Result<Vec<u8>>;
}

/// A facts file that is read.
pub struct FactsFile<R> {
    /// What run it belongs to.
    pub head: Head,
    file: R,
    entries: Vec<Entry>,
}

impl<R: ReadAt> FactsFile<R> {
    /// Reads head and list.
    ///
    /// # Errors
    /// When it is no facts file, or not a whole one.
    pub fn open(file: R) -> Result<Self, FactsError> {
        let size = file.size()?;
        let begin = (MAGIC.len() + 8) as u64;
        let first = if size < begin + TAIL { return Err(FactsError::Other) } else { file.bytes(0, begin)? };
        let Some(length) = first.strip_prefix(MAGIC).and_then(|length| length.try_into().ok()) else {
            return Err(FactsError::Other);
        };
        let length = u64::from_le_bytes(length);
        let between = |start: u64, end: u64| {
            let length = end.checked_sub(start).filter(|_| end <= size).ok_or(FactsError::Damaged)?;
            Ok::<_, FactsError>(file.bytes(start, length)?)
        };
        let head: Head = value(&between(begin, begin.saturating_add(length))?).ok_or(FactsError::Other)?;
        let tail = between(size - TAIL, size)?;
        let list = u64::from_le_bytes(tail.try_into().map_err(|_| FactsError::Damaged)?);
        let entries: Vec<Entry> = value(&between(list, size - TAIL)?).ok_or(FactsError::Damaged)?;
        Ok(Self { head, file, entries })
    }

    /// Its inputs: the number of each in the archive, and its name.
    pub fn inputs(&self) -> impl Iterator<Item = (SourceId, &str)> {
        self.entries.iter().map(|entry| (SourceId(entry.source), entry.name.as_str()))
    }

    /// The name of one of its inputs, by its place in the file.
    #[must_use]
    pub fn name(&self, at: usize) -> &str {
        self.entries.get(at).map_or("", |entry| &entry.name)
    }

    /// One of its inputs, by its place in the file.
    ///
    /// # Errors
    /// When its record cannot be read.
    pub fn input(&self, at: usize) -> Result<SourceReport, FactsError> {
        let entry = self.entries.get(at).ok_or(FactsError::Damaged)?;
        let report = from_bytes(&self.file.bytes(entry.start, entry.length)?).ok_or(FactsError::Damaged)?;
        if report.source.0 == entry.source { Ok(report) } else { Err(FactsError::Damaged) }
    }
}

impl ReadAt for Vec<u8> {
    fn size(&self) -> io::Result<u64> {
        Ok(self.len() as u64)
    }

    fn bytes(&self, start: u64, length: u64) -> io::Result<Vec<u8>> {
        let range = start as usize..start.saturating_add(length) as usize;
        self.get(range).map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> Head {
        Head {
            version: "0".to_owned(),
            made: [1; 32],
            names: [2; 32],
            inputs: 2,
            shard: (1, 1),
            whole: true,
            sees_all: false,
            roots: vec!["sop".to_owned()],
            title: None,
        }
    }

    fn file() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut writer = FactsWriter::new(&mut bytes, &head()).expect("a vector takes everything");
        for (at, name) in ["a.sop.yaml", "b.sop.yaml"].into_iter().enumerate() {
            let source = SourceId(at as u32);
            let record = to_bytes(&SourceReport::new(source, name)).expect("bytes");
            writer.add(source, name, &record).expect("a vector takes everything");
        }
        writer.finish().expect("a vector takes everything");
        bytes
    }

    #[test]
    fn inputs_come_back_as_they_were() {
        let file = FactsFile::open(file()).expect("a facts file");
        assert_eq!(file.head, head());
        assert_eq!(file.inputs().map(|(_, name)| name).collect::<Vec<_>>(), ["a.sop.yaml", "b.sop.yaml"]);
        assert_eq!(file.input(1).expect("the second").name, "b.sop.yaml");
    }

    #[test]
    fn a_file_that_is_cut_off_anywhere_is_refused() {
        let whole = file();
        for length in 0..whole.len() {
            assert!(FactsFile::open(whole[..length].to_vec()).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn a_damaged_byte_is_noticed() {
        let whole = file();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            let inputs =
                FactsFile::open(bytes).and_then(|file| (0..2).map(|at| file.input(at)).collect::<Result<Vec<_>, _>>());
            assert!(inputs.is_err(), "byte {at}");
        }
    }
}
