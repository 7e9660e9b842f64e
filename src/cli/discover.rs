//! Paths → the inputs of a run, sorted, so that every run has the same order.
//!
//! Folders are walked with their ignore files and what the settings include and exclude ([`selection`]). Files of formats procedures are kept in but which cannot be read are taken
//! along: they are reported as not checked, never passed over.

mod forced;
mod selection;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Refused;
use super::args::CheckArgs;
use super::files::reason;
use super::linter::shown;
use crate::check::archive::Coverage;
use crate::engine::{Linter, LoadError, Options};
use crate::reader::detect::{Detected, by_name, is_source_name};

pub(super) use forced::is_sop as is_sop_by_content;
pub(super) use selection::Selection;

/// Name of the ignore file beside `.gitignore`.
const IGNORE_FILE: &str = ".soplintignore";

/// An input of a run.
pub(super) struct Input {
    /// As reports show it.
    pub(super) name: String,
    from: From,
}

enum From {
    File(PathBuf),
    Stdin(Vec<u8>),
    /// A folder that could not be searched, with the words of the operating system.
    Unsearched(String),
}

/// The inputs, and whether they are a whole archive.
pub(super) struct Inputs {
    pub(super) list: Vec<Input>,
    pub(super) coverage: Coverage,
    /// Whether files that were named are left out (`--force-exclude`).
    left_out: bool,
}

impl Inputs {
    /// Whether there is nothing to check, although nothing was left out on purpose.
    pub(super) fn are_missing(&self) -> bool {
        self.list.is_empty() && !self.left_out
    }

    /// Takes files away.
    pub(super) fn leave_out(&mut self, is_out: impl Fn(&Path) -> bool) {
        self.list.retain(|input| !input.path().is_some_and(&is_out));
    }

    /// The files that are read.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.list.iter().filter_map(Input::path)
    }
}

/// Finds the inputs.
pub(super) fn discover(options: &CheckArgs, linter: &Linter, selection: Selection) -> Result<Inputs, Refused> {
    let mut list = Vec::new();
    let mut named = Vec::new();
    let mut coverage = Coverage::Single;
    let selection = Arc::new(selection);
    for path in &options.paths {
        if path.as_os_str() == "-" {
            list.push(stdin(options, &linter.options)?);
        } else if path.is_dir() {
            coverage = Coverage::Whole;
            walk(path, options.no_ignore, &selection, &mut list);
        } else if path.exists() {
            named.push(path.clone());
        } else {
            return Err(missing(path));
        }
    }
    let count = named.len();
    if options.force_exclude {
        named = forced::kept(named, options, linter, &selection);
    }
    let left_out = named.len() < count;
    list.extend(named.into_iter().map(|path| Input { name: shown(&path), from: From::File(path) }));
    list.sort_by(|a, b| a.name.cmp(&b.name));
    list.dedup_by(|a, b| a.name == b.name);
    Ok(Inputs { list, coverage, left_out })
}

/// Every file of a folder that may be an SOP, by its ending alone, sorted.
pub(super) fn sources(folder: &Path) -> Vec<PathBuf> {
    let files = searched(folder, false).build().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let is_meant = |name: &str| !name.starts_with("~$") && (is_candidate(name) || is_readable(name));
    let files = files.filter(|entry| is_meant(&entry.file_name().to_string_lossy()));
    let mut files: Vec<PathBuf> = files.map(ignore::DirEntry::into_path).collect();
    files.sort();
    files
}

fn missing(path: &Path) -> Refused {
    let refused = Refused::new(format!("no such file or folder: {}", path.display()));
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let neighbours: Vec<String> = std::fs::read_dir(parent)
        .map(|entries| {
            entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect()
        })
        .unwrap_or_default();
    match crate::sop::label::nearest(&name, neighbours.iter().map(String::as_str)) {
        Some(near) => refused.help(format!("did you mean '{}'?", shown(&parent.join(near)))),
        None => refused.help("check the spelling; paths are relative to the current folder"),
    }
}

fn stdin(options: &CheckArgs, bounds: &Options) -> Result<Input, Refused> {
    let Some(name) = options.stdin_filename.clone() else {
        return Err(Refused::new("standard input has no name").help("add --stdin-filename draf.sop.yaml"));
    };
    let most = bounds.most_bytes_of(&name);
    let mut bytes = Vec::new();
    // One byte more than the limit is enough to know that it is exceeded.
    let read = std::io::stdin().lock().take(most.saturating_add(1)).read_to_end(&mut bytes);
    match read {
        Ok(_) => Ok(Input { name, from: From::Stdin(bytes) }),
        Err(error) => Err(Refused::new(format!("cannot read standard input: {error}"))),
    }
}

fn walk(folder: &Path, no_ignore: bool, selection: &Arc<Selection>, list: &mut Vec<Input>) {
    let mut builder = searched(folder, no_ignore);
    let enters = Arc::clone(selection);
    builder.filter_entry(move |entry| {
        let is_folder = entry.depth() > 0 && entry.file_type().is_some_and(|kind| kind.is_dir());
        !is_folder || enters.enters(&shown(entry.path()))
    });
    for entry in builder.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                // What cannot be searched is not checked; the rest is.
                let name = path_of(&error).map_or_else(|| shown(folder), |path| shown(&path));
                list.push(Input { name, from: From::Unsearched(error.to_string()) });
                continue;
            }
        };
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file() || kind.is_symlink());
        let own = entry.file_name().to_string_lossy();
        let name = shown(entry.path());
        let is_candidate = || is_candidate(&own) || is_readable(&own) && selection.names_ending(&name);
        // Office programs keep a lock file beside a document that is open.
        if is_file && !own.starts_with("~$") && is_candidate() && selection.takes(&name) {
            list.push(Input { name, from: From::File(entry.into_path()) });
        }
    }
}

/// A walk that heeds ignore files.
fn searched(folder: &Path, no_ignore: bool) -> ignore::WalkBuilder {
    let mut builder = ignore::WalkBuilder::new(folder);
    builder.standard_filters(!no_ignore).hidden(true).require_git(false);
    if !no_ignore {
        builder.add_custom_ignore_filename(IGNORE_FILE);
    }
    builder
}

/// The folder an error of the walk speaks of.
fn path_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// A source, or a file of a kind procedures are kept in.
fn is_candidate(name: &str) -> bool {
    is_source_name(name) || matches!(by_name(name), Detected::Unsupported(_))
}

/// A file of a kind that can be read, whatever it holds.
fn is_readable(name: &str) -> bool {
    matches!(by_name(name), Detected::Readable(_))
}

impl Input {
    /// The file behind it, when it is one.
    pub(super) fn path(&self) -> Option<&Path> {
        match &self.from {
            From::File(path) => Some(path),
            From::Stdin(_) | From::Unsearched(_) => None,
        }
    }

    /// Whether it came on standard input.
    pub(super) fn is_stdin(&self) -> bool {
        matches!(self.from, From::Stdin(_))
    }

    /// The bytes of the input, unless it is larger than `most`.
    pub(super) fn load(&self, most: u64) -> Result<std::borrow::Cow<'_, [u8]>, LoadError> {
        match &self.from {
            From::Stdin(bytes) => Ok(bytes.as_slice().into()),
            From::Unsearched(reason) => Err(LoadError::Io(reason.clone())),
            From::File(path) => {
                let io = |error: std::io::Error| LoadError::Io(reason(&error));
                let mut file = std::fs::File::open(path).map_err(io)?;
                let length = file.metadata().map_err(io)?.len();
                if length > most {
                    return Err(LoadError::TooLarge(length));
                }
                let mut bytes = Vec::with_capacity(length as usize + 1);
                // The size of a pipe or a growing file is not known beforehand.
                file.by_ref().take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(io)?;
                Ok(bytes.into())
            }
        }
    }
}
