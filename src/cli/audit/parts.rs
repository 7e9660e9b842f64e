//! An archive that is too large for one machine: judged in parts, then put together.
//!
//! In: a part of the inputs, or the facts files of all parts. Out: a facts file, or the report of the whole archive, which is the one
//! a single run gives. Every part must see the same archive, packs, settings and day; that is told by hashes, and what does not
//! fit together is refused.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::progress::Progress;
use super::work::{Work, run_all};
use crate::check::archive::Coverage;
use crate::cli::at::ReadAtFile;
use crate::cli::discover::Inputs;
use crate::cli::linter::shown;
use crate::cli::made::Key;
use crate::cli::{Refused, files};
use crate::engine::facts::{FactsFile, FactsWriter, Head, to_bytes};
use crate::engine::report::{Report, SourceReport};
use crate::engine::{Linter, LoadError, Sketching};
use crate::pack::Stack;
use crate::source::SourceId;

/// More parts than anybody has machines.
const MOST_PARTS: u32 = 100_000;
/// Inputs that are judged before they are written.
const AT_ONCE: usize = 1_000;

/// Reads `3/16`.
pub(in crate::cli) fn part(text: &str) -> Result<(u32, u32), String> {
    let numbers = text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
    match numbers {
        Some((part, of)) if part >= 1 && part <= of && of <= MOST_PARTS => Ok((part, of)),
        Some(_) => Err(format!("the parts of N are 1/N to N/N, and N is at most {MOST_PARTS}")),
        None => Err("write the part and their number, for example 3/16".to_owned()),
    }
}

/// What every part of one audit must have alike.
pub(super) fn made(linter: &Linter, stack: &Stack) -> [u8; 32] {
    let mut key = Key::of(linter, stack);
    let accepted = &linter.accepted;
    key.add_debug(&(&accepted.waivers, accepted.warn_days, accepted.inline, accepted.counts_all, &accepted.resting));
    key.add_debug(&accepted.baseline.as_ref().map(|file| (&file.text, &file.allow, file.is_ratchet)));
    key.finish()
}

/// The head of the facts file of a part.
pub(super) fn head(
    linter: &Linter,
    stack: &Stack,
    inputs: &Inputs,
    (shard, roots, title): ((u32, u32), Vec<String>, Option<String>),
) -> Head {
    let mut names = Key::default();
    inputs.list.iter().for_each(|input| names.add(input.name.as_bytes()));
    Head {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made: made(linter, stack),
        names: names.finish(),
        inputs: inputs.list.len() as u32,
        shard,
        whole: inputs.coverage == Coverage::Whole,
        sees_all: linter.accepted.sees_all,
        roots,
        title,
    }
}

/// Judges the inputs of a part and writes what they tell. How many there were.
pub(super) fn write(work: &Work<'_>, head: &Head, progress: &Progress, file: &Path) -> Result<usize, Refused> {
    let (part, of) = (head.shard.0 as usize, head.shard.1 as usize);
    // Large and small, old and new lie beside each other: every part gets some of each.
    let own: Vec<usize> = (part - 1..work.inputs.list.len()).step_by(of).collect();
    files::replace_with(file, |out| {
        let mut writer = FactsWriter::new(out, head)?;
        for some in own.chunks(AT_ONCE) {
            let records = some.par_iter().map(|&at| {
                let report = work.judged(at, Sketching::Made);
                progress.done(&report);
                to_bytes(&report)
            });
            for (&at, record) in some.iter().zip(records.collect::<Vec<_>>()) {
                let record = record.ok_or(std::io::ErrorKind::InvalidData)?;
                writer.add(SourceId(at as u32), &work.inputs.list[at].name, &record)?;
            }
        }
        writer.finish()
    })?;
    Ok(own.len())
}

/// The parts of an archive, each found to belong to the others.
pub(super) struct Parts {
    files: Vec<(String, FactsFile<ReadAtFile>)>,
    /// Of each input of the archive the file it stands in, and its place there.
    places: Vec<(u32, u32)>,
}

impl Parts {
    /// Opens all of them.
    pub(super) fn open(paths: &[PathBuf]) -> Result<Self, Refused> {
        let mut files = Vec::new();
        for path in paths {
            let name = shown(path);
            let opened = ReadAtFile::open(path).map_err(Into::into).and_then(FactsFile::open);
            let file = opened.map_err(|error| {
                Refused::new(format!("cannot use {name}: {error}"))
                    .help("make it again: `soplint audit PATH --shard K/N --facts FILE`, with this version")
            })?;
            files.push((name, file));
        }
        let places = places(&files)?;
        Ok(Self { files, places })
    }

    /// What all of them say.
    pub(super) fn head(&self) -> &Head {
        &self.files[0].1.head
    }

    /// Refuses parts that were judged by other rules than those of this run.
    pub(super) fn check(&self, made: [u8; 32]) -> Result<(), Refused> {
        if self.head().made == made {
            return Ok(());
        }
        Err(Refused::new("the parts were judged with other rules, settings, options or on another day than this run").help(
            "run --merge in the folder of the same settings, with the same --rules, --select, --phase, --lang and --today as the parts",
        ))
    }

    /// The report of the archive.
    pub(super) fn report(&self, linter: &Linter, progress: &Progress) -> Report {
        let coverage = if self.head().whole { Coverage::Whole } else { Coverage::Single };
        run_all(linter, (self.places.len(), coverage), progress, |at, _| self.input(linter, at))
    }

    fn input(&self, linter: &Linter, at: usize) -> SourceReport {
        let (file, place) = self.places[at];
        let (path, file) = &self.files[file as usize];
        file.input(place as usize).unwrap_or_else(|error| {
            linter.not_loaded(
                SourceId(at as u32),
                file.name(place as usize),
                &LoadError::Io(format!("{path}: {error}")),
            )
        })
    }
}

/// Where each input of the archive stands, when every part is there once.
fn places(files: &[(String, FactsFile<ReadAtFile>)]) -> Result<Vec<(u32, u32)>, Refused> {
    let Some((first_name, first)) = files.first() else { return Err(Refused::new("--merge: no facts file is named")) };
    let head = &first.head;
    let of = head.shard.1;
    let mut seen = vec![None; of as usize];
    for (name, file) in files {
        let alike = Head { shard: file.head.shard, ..head.clone() };
        if file.head != alike || file.head.shard.1 != of {
            return Err(Refused::new(format!("{name} and {first_name} are no parts of one audit"))
                .help("all parts must be made over the same archive, with the same rules, settings, version and day"));
        }
        let slot = &mut seen[file.head.shard.0 as usize - 1];
        if let Some(other) = slot.replace(name) {
            return Err(Refused::new(format!("{name} and {other} are the same part ({}/{of})", file.head.shard.0))
                .help("name each part once"));
        }
    }
    let missing: Vec<String> =
        seen.iter().zip(1..).filter(|(name, _)| name.is_none()).map(|(_, part)| format!("{part}/{of}")).collect();
    if !missing.is_empty() {
        return Err(Refused::new(format!("parts are missing: {}", missing.join(", ")))
            .help("make them, or name their files too; an audit of half an archive is none"));
    }
    let mut places = vec![None; head.inputs as usize];
    for (at, (_, file)) in files.iter().enumerate() {
        for ((source, _), place) in file.inputs().zip(0..) {
            if let Some(slot) = places.get_mut(source.0 as usize) {
                *slot = Some((at as u32, place));
            }
        }
    }
    places
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| Refused::new("some inputs stand in no part").help("make all parts again"))
}
