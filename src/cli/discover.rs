//! Paths → the inputs of a run, sorted, so that every run has the same order.
//!
//! Folders are walked ([`walk`]) with their ignore files and what the settings include and exclude ([`selection`]). Files of
//! formats procedures are kept in but which cannot be read are taken along: they are reported as not checked, never passed over.
//! Where it is wanted ([`Opening`]), archives are opened ([`packed`]), and links that are not followed are told.

mod forced;
mod input;
mod names;
mod packed;
mod selection;
mod walk;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Refused;
use super::args::CheckArgs;
use super::linter::shown;
use crate::check::archive::Coverage;
use crate::engine::{Linter, LoadError, NoFile, Options};

use packed::Bounds;
use walk::{Archive, Found, Walk, is_candidate, is_readable, searched};

pub(super) use forced::is_sop as is_sop_by_content;
pub(super) use input::{Input, Rest};
pub(super) use selection::Selection;

/// What else than plain files a run looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// Nothing: archives and links to folders are passed over (`soplint check`).
    Files,
    /// Archives are opened. What can be neither opened nor followed is told: other archives, links to folders, links that lead
    /// nowhere (`soplint audit`).
    Archives,
}

/// The inputs, and whether they are a whole archive.
pub(super) struct Inputs {
    pub(super) list: Vec<Input>,
    pub(super) coverage: Coverage,
    /// Archives that were looked into.
    archives: Vec<PathBuf>,
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
        self.list.iter().filter_map(Input::path).chain(self.archives.iter().map(PathBuf::as_path))
    }
}

/// Finds the inputs.
pub(super) fn discover(
    options: &CheckArgs,
    linter: &Linter,
    selection: Selection,
    opening: Opening,
) -> Result<Inputs, Refused> {
    let mut found = Found::default();
    let mut named = Vec::new();
    let mut coverage = Coverage::Single;
    let selection = Arc::new(selection);
    let walk = Walk { no_ignore: options.run.no_ignore, opening, selection: Arc::clone(&selection) };
    for path in &options.paths {
        if path.as_os_str() == "-" {
            found.list.push(stdin(options, &linter.options)?);
        } else if path.is_dir() {
            coverage = Coverage::Whole;
            walk.folder(path, &mut found);
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
    named.into_iter().for_each(|path| found.add_named(path, opening));
    let Found { mut list, mut archives } = found;
    archives.sort();
    archives.dedup_by(|a, b| a.name == b.name && input::is_one_path(&a.path, &b.path));
    if !archives.is_empty() {
        // An archive is a folder that was packed.
        coverage = Coverage::Whole;
    }
    let paths = archives.iter().map(|archive| archive.path.clone()).collect();
    list.extend(packed::opened(archives, &selection, &linter.options, Bounds::default()));
    names::set_apart(&mut list);
    Ok(Inputs { list, coverage, archives: paths, left_out })
}

impl Found {
    /// Adds a file that was named.
    fn add_named(&mut self, path: PathBuf, opening: Opening) {
        let name = shown(&path);
        match opening {
            Opening::Files => self.list.push(Input::named(name, path)),
            // An audit reads some inputs twice, which a pipe does not allow.
            Opening::Archives if !path.is_file() => {
                self.list.push(Input::unread(name, LoadError::NoFile(NoFile::Device), None));
            }
            Opening::Archives if packed::is_archive(&path) => self.archives.push(Archive { name, path }),
            Opening::Archives => self.list.push(Input::named(name, path)),
        }
    }
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
        Ok(_) => Ok(Input::stdin(name, bytes)),
        Err(error) => Err(Refused::new(format!("cannot read standard input: {error}"))),
    }
}
