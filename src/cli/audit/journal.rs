//! What an audit has judged so far, kept as it goes: an audit that was broken off goes on where it stopped, and a later one judges
//! only what has changed.
//!
//! In: the inputs of a run, and what the run is made of. Out: for an input that is what it was, its report as it was judged; what is
//! judged now is added to the end of a file in the cache folder of the user. A record that was not written to its end is no
//! record; a journal of another run (another rule, another day) is begun anew. Without a place for it, the audit is none the worse.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Mutex;
use std::time::SystemTime;

use crate::cli::at::ReadAtFile;
use crate::cli::signature::Signature;
use crate::engine::Sketching;
use crate::engine::facts::{ReadAt, from_bytes, to_bytes};
use crate::engine::report::SourceReport;
use crate::source::SourceId;

/// What a journal begins with; what it is made of follows.
const MAGIC: &[u8; 19] = b"soplint-journal-v1\n";
/// Bytes of a journal that are kept.
const MOST_BYTES: u64 = 4 << 30;
/// Bytes that are gathered before they are written.
const GATHERED: usize = 1 << 18;
/// Bytes before the name of a record: lengths of name and report, whether sketches were made, signature.
const FRONT: usize = 4 + 8 + 1 + Signature::BYTES;
/// Bytes of the longest name of a record; what is damaged could claim any.
const LONGEST_NAME: usize = 1 << 16;

/// The journal of an audit.
pub(super) struct Journal {
    known: HashMap<String, Record>,
    reads: ReadAtFile,
    writes: Mutex<Appender>,
    now: SystemTime,
}

/// Where a report lies.
struct Record {
    signature: Signature,
    sketching: Sketching,
    start: u64,
    length: u64,
}

struct Appender {
    file: File,
    size: u64,
    gathered: Vec<u8>,
    /// Nothing is added any more: the disk is full.
    is_closed: bool,
}

impl Journal {
    /// Opens the journal of a run, or begins one.
    pub(super) fn open(path: &Path, made: [u8; 32]) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
        let (known, size) = match records(&mut file, made) {
            Some(read) => read,
            None => {
                file.set_len(0)?;
                file.rewind()?;
                file.write_all(MAGIC)?;
                file.write_all(&made)?;
                (HashMap::new(), (MAGIC.len() + made.len()) as u64)
            }
        };
        // Half a record at the end is written over.
        file.set_len(size)?;
        file.seek(SeekFrom::Start(size))?;
        let reads = ReadAtFile::open(path)?;
        let appender = Appender { file, size, gathered: Vec::new(), is_closed: false };
        Ok(Self { known, reads, writes: Mutex::new(appender), now: SystemTime::now() })
    }

    /// How many inputs it knows.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    /// The report of an input that is what it was, else the one `judge` gives, which is added.
    pub(super) fn report(
        &self,
        (source, name): (SourceId, &str),
        signature: Option<Signature>,
        sketching: Sketching,
        judge: impl FnOnce() -> SourceReport,
    ) -> SourceReport {
        let Some(signature) = signature else { return judge() };
        if let Some(report) = self.take((source, name), signature, sketching) {
            return report;
        }
        let report = judge();
        // A change from now on must show in the times of the file. Bytes that did not come may come the next time.
        if signature.is_before(self.now) && report.bytes.is_some() {
            self.add(name, signature, sketching, &report);
        }
        report
    }

    fn take(&self, (source, name): (SourceId, &str), signature: Signature, wanted: Sketching) -> Option<SourceReport> {
        let record = self.known.get(name).filter(|record| record.signature == signature)?;
        if wanted == Sketching::Made && record.sketching != Sketching::Made {
            return None;
        }
        let mut report = from_bytes(&self.reads.bytes(record.start, record.length).ok()?)?;
        report.renumber(source);
        // Two audits that wrote at once may have mixed their records.
        (report.name == name).then_some(report)
    }

    fn add(&self, name: &str, signature: Signature, sketching: Sketching, report: &SourceReport) {
        let Some(bytes) = to_bytes(report).filter(|_| name.len() < LONGEST_NAME) else { return };
        let mut front = Vec::with_capacity(FRONT + name.len());
        front.extend_from_slice(&(name.len() as u32).to_le_bytes());
        front.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        front.push(u8::from(sketching == Sketching::Made));
        front.extend_from_slice(signature.bytes());
        front.extend_from_slice(name.as_bytes());
        if let Ok(mut appender) = self.writes.lock() {
            appender.add(&front, &bytes);
        }
    }

    /// Writes what is gathered.
    pub(super) fn close(self) {
        if let Ok(mut appender) = self.writes.into_inner() {
            appender.flush();
        }
    }
}

impl Appender {
    fn add(&mut self, front: &[u8], bytes: &[u8]) {
        self.size += (front.len() + bytes.len()) as u64;
        self.is_closed |= self.size > MOST_BYTES;
        if self.is_closed {
            return;
        }
        self.gathered.extend_from_slice(front);
        self.gathered.extend_from_slice(bytes);
        if self.gathered.len() >= GATHERED {
            self.flush();
        }
    }

    fn flush(&mut self) {
        // A journal that cannot be written is a journal that ends here.
        self.is_closed |= self.file.write_all(&self.gathered).and_then(|()| self.file.flush()).is_err();
        self.gathered.clear();
    }
}

/// The records of a journal, and where they end; nothing when it belongs to another run.
fn records(file: &mut File, made: [u8; 32]) -> Option<(HashMap<String, Record>, u64)> {
    let size = file.metadata().ok()?.len();
    let mut input = BufReader::with_capacity(1 << 16, file);
    let mut begin = [0; MAGIC.len() + 32];
    input.read_exact(&mut begin).ok()?;
    if begin != [MAGIC.as_slice(), &made].concat().as_slice() {
        return None;
    }
    let mut known = HashMap::new();
    let mut at = begin.len() as u64;
    while let Some((name, record)) = record(&mut input, at, size) {
        at = record.start + record.length;
        // The last record of an input is the one that counts.
        known.insert(name, record);
    }
    Some((known, at))
}

/// The record that begins at a place; nothing when it is not whole.
fn record(input: &mut BufReader<&mut File>, at: u64, size: u64) -> Option<(String, Record)> {
    let mut front = [0; FRONT];
    input.read_exact(&mut front).ok()?;
    let (name, rest) = front.split_first_chunk::<4>()?;
    let (length, rest) = rest.split_first_chunk::<8>()?;
    let (made, signature) = rest.split_first()?;
    let (name, length) = (u32::from_le_bytes(*name) as usize, u64::from_le_bytes(*length));
    if name > LONGEST_NAME {
        return None;
    }
    let start = at + (FRONT + name) as u64;
    let end = start.checked_add(length).filter(|end| *end <= size)?;
    let mut text = vec![0; name];
    input.read_exact(&mut text).ok()?;
    input.seek_relative(i64::try_from(end - start).ok()?).ok()?;
    let sketching = if *made == 1 { Sketching::Made } else { Sketching::Numbered };
    let signature = Signature::from_bytes(signature)?;
    Some((String::from_utf8(text).ok()?, Record { signature, sketching, start, length }))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::engine::{Linter, LoadError, Options};
    use crate::sop::date::Day;
    use crate::sop::{Language, Vocabulary};

    /// Opens the journal again and again; how often the input had to be judged.
    fn judged(judge: impl Fn(&Linter) -> SourceReport) -> usize {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("journal");
        let today = Day::new(2026, 3, 1).expect("a day");
        let vocabulary = Vocabulary::shipped().expect("the vocabulary");
        let linter = Linter::new(Vec::new(), vocabulary, Options::new(Language::Id, today));
        // Any file that was not changed just now.
        let settled = std::fs::metadata(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
        let signature = Signature::of(&settled.expect("a file"));
        let count = Cell::new(0);
        for _ in 0..3 {
            let journal = Journal::open(&file, [7; 32]).expect("a journal");
            journal.report((SourceId(0), "a.sop.yaml"), signature, Sketching::Made, || {
                count.set(count.get() + 1);
                judge(&linter)
            });
            journal.close();
        }
        count.get()
    }

    #[test]
    fn what_was_judged_is_judged_once() {
        let judge = |linter: &Linter| linter.check(SourceId(0), "a.sop.yaml", b"judul: Surat masuk\n");
        assert_eq!(judged(judge), 1);
    }

    #[test]
    fn what_could_not_be_loaded_is_tried_again() {
        let error = LoadError::Io("galat".to_owned());
        assert_eq!(judged(|linter| linter.not_loaded(SourceId(0), "a.sop.yaml", &error)), 3);
    }

    #[test]
    fn the_record_of_another_input_is_not_taken() {
        let judge = |linter: &Linter| linter.check(SourceId(0), "b.sop.yaml", b"judul: Surat keluar\n");
        assert_eq!(judged(judge), 3);
    }
}
