//! The report of the last run, taken up again when nothing it rests on has changed.
//!
//! In: what a run is made of: the program, packs, settings, data, waivers, options, and of every input its name, size and
//! times of change. Out: the report as it was, or nothing. One byte that differs in any of it is another run. A file that was
//! changed so short before the run that its times could hide a later change keeps the run from being remembered; only the
//! operating system's own time of change, which no program can set back, is trusted (where there is one).

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::args::{CheckArgs, Common};
use super::discover::{Inputs, Rest};
use super::files;
use super::linter::current_folder;
use super::made::Key;
use super::signature::Signature;
use super::terminal;
use crate::engine::report::Report;
use crate::engine::{Linter, LoadError, snapshot};
use crate::pack::Stack;
use crate::sop::Language;

/// Runs over fewer inputs take no longer than looking for what is remembered.
pub(super) const LEAST_INPUTS: usize = 50;
/// Runs that are remembered; the oldest is forgotten.
const MOST_RUNS: usize = 20;
/// Bytes of one that is.
const MOST_BYTES: usize = 256 << 20;
/// What a file begins with.
const MAGIC: &[u8] = b"soplint-run-v1\n";
/// Name of such files.
const ENDING: &str = "run";
/// That of what an audit has judged.
pub(super) const JOURNAL: &str = "audit";

/// Where a run is remembered, and what tells it from every other.
pub(super) struct Cache {
    file: PathBuf,
    key: [u8; 32],
    /// Whether every change from now on shows in the times of the files.
    is_settled: bool,
}

/// What a run is made of.
pub(super) struct Made<'m> {
    pub(super) linter: &'m Linter,
    pub(super) stack: &'m Stack,
    pub(super) inputs: &'m Inputs,
}

impl Cache {
    /// The cache of a run, if it has one.
    pub(super) fn of(options: &CheckArgs, common: &Common, made: &Made<'_>) -> Option<Self> {
        if options.run.no_cache || made.inputs.list.len() < LEAST_INPUTS {
            return None;
        }
        let folder = options.run.cache_dir.clone().or_else(user_folder)?;
        let now = SystemTime::now();
        let program = std::fs::metadata(std::env::current_exe().ok()?).ok()?;
        // Not of standard input, nor of folders that cannot be searched.
        let inputs: Vec<Basis> =
            made.inputs.list.par_iter().map(|input| Basis::of(input.rest())).collect::<Option<_>>()?;
        let is_settled = inputs.iter().all(|basis| basis.signature.as_ref().is_none_or(|of| of.is_before(now)));
        let mut key = Key::of(made.linter, made.stack);
        key.add(Signature::of(&program)?.bytes());
        key.add_debug(&made.linter.accepted);
        key.add_debug(&made.inputs.coverage);
        made.stack.layers.iter().for_each(|layer| key.add(layer.source.name.as_bytes()));
        for (input, basis) in made.inputs.list.iter().zip(&inputs) {
            key.add(input.name.as_bytes());
            key.add_debug(&basis.said);
            key.add(basis.signature.as_ref().map_or(&[], Signature::bytes));
        }
        let file = folder.join(format!("{}.{ENDING}", slot(options, common)?));
        Some(Self { file, key: key.finish(), is_settled })
    }

    /// The report of the same run, when it is remembered.
    pub(super) fn take(&self, linter: &Linter) -> Option<Report> {
        let bytes = std::fs::read(&self.file).ok()?;
        let rest = bytes.strip_prefix(MAGIC);
        let Some((key, body)) = rest.and_then(|rest| rest.split_at_checked(self.key.len())) else {
            return self.damaged(linter);
        };
        if key != self.key {
            return None;
        }
        snapshot::from_bytes(body, linter).or_else(|| self.damaged(linter))
    }

    fn damaged(&self, linter: &Linter) -> Option<Report> {
        let file = self.file.display();
        terminal::note(&match linter.options.language {
            Language::Id => format!("ingatan {file} rusak; semuanya diperiksa lagi"),
            Language::En => format!("the cache {file} is damaged; everything is checked again"),
        });
        None
    }

    /// Remembers a run. Without a place for it, the run is none the worse.
    pub(super) fn put(&self, report: &Report) {
        if !self.is_settled {
            return;
        }
        let Some(body) = snapshot::to_bytes(report).filter(|body| body.len() <= MOST_BYTES) else { return };
        let kept = self.folder().and_then(|folder| {
            std::fs::create_dir_all(folder)?;
            files::write_beside(&self.file, |out| {
                out.write_all(MAGIC)?;
                out.write_all(&self.key)?;
                out.write_all(&body)
            })?;
            forget_oldest(folder)
        });
        if let Err(error) = kept {
            let (file, why) = (self.file.display(), files::reason(&error));
            terminal::note(&match report.language {
                Language::Id => format!("hasil ini tidak diingat ({file}: {why})"),
                Language::En => format!("this result is not remembered ({file}: {why})"),
            });
        }
    }

    fn folder(&self) -> std::io::Result<&Path> {
        self.file.parent().ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }
}

/// The folder of the user for what programs may forget.
pub(super) fn user_folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = if cfg!(windows) { variable("LOCALAPPDATA") } else { variable("XDG_CACHE_HOME") };
    Some(folder.or_else(|| Some(variable("HOME")?.join(".cache")))?.join(env!("CARGO_PKG_NAME")))
}

/// Tells apart runs that are remembered beside each other: what was typed, and where.
fn slot(options: &CheckArgs, common: &Common) -> Option<String> {
    let mut key = Key::default();
    key.add_debug(&current_folder().ok()?);
    key.add_debug(&(&options.paths, &options.run.select, &options.run.ignore, options.run.phase));
    key.add_debug(&(&common.config, &common.rules, common.isolated, common.lang));
    Some(key.finish().iter().take(12).map(|byte| format!("{byte:02x}")).collect())
}

/// Keeps the folder from growing.
pub(super) fn forget_oldest(folder: &Path) -> std::io::Result<()> {
    let mut runs: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == ENDING || ending == JOURNAL) {
            // Another run may have forgotten it meanwhile.
            runs.extend(std::fs::metadata(&path).and_then(|of| of.modified()).ok().map(|time| (time, path)));
        }
    }
    runs.sort();
    let old = runs.len().saturating_sub(MOST_RUNS);
    for (_, path) in runs.into_iter().take(old) {
        // As above.
        let _ = std::fs::remove_file(path);
    }
    Ok(())
}

/// What an input rests on.
struct Basis<'i> {
    /// Of its file, or of the archive it lies in.
    signature: Option<Signature>,
    /// Why it cannot be read.
    said: Option<&'i LoadError>,
}

impl<'i> Basis<'i> {
    fn of(rest: Rest<'i>) -> Option<Self> {
        Some(match rest {
            Rest::File(path) => Self { signature: Some(Signature::of(&std::fs::metadata(path).ok()?)?), said: None },
            Rest::Archive(metadata, said) => Self { signature: Some(Signature::of(metadata)?), said },
            Rest::Said(error) => Self { signature: None, said: Some(error) },
            Rest::Unknown => return None,
        })
    }
}
