//! What a folder holds: files that may be SOPs, archives, and what has to be told because it is not followed.
//!
//! In: a folder, and how it is looked at. Out: inputs and archives. Ignore files and what the settings include and exclude
//! ([`Selection`]) are heeded; links to folders are never followed, so that a walk ends.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::linter::shown;
use super::input::Input;
use super::{Opening, Selection};
use crate::engine::{LoadError, NoFile};
use crate::reader::detect::{Detected, Packed, by_name, is_source_name};

/// Name of the ignore file beside `.gitignore`.
const IGNORE_FILE: &str = ".soplintignore";

/// What was found, in any order.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) list: Vec<Input>,
    pub(super) archives: Vec<Archive>,
}

/// An archive that is to be opened.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Archive {
    pub(super) name: String,
    pub(super) path: PathBuf,
}

/// How folders are looked at.
#[derive(Debug)]
pub(super) struct Walk {
    pub(super) no_ignore: bool,
    pub(super) opening: Opening,
    pub(super) selection: Arc<Selection>,
}

impl Walk {
    /// Looks at all of a folder.
    pub(super) fn folder(&self, folder: &Path, found: &mut Found) {
        let mut builder = searched(folder, self.no_ignore);
        let enters = Arc::clone(&self.selection);
        builder.filter_entry(move |entry| {
            let is_folder = entry.depth() > 0 && entry.file_type().is_some_and(|kind| kind.is_dir());
            !is_folder || enters.enters(&shown(entry.path()))
        });
        for entry in builder.build() {
            match entry {
                Ok(entry) => self.entry(entry, found),
                Err(error) => {
                    // What cannot be searched is not checked; the rest is.
                    let name = path_of(&error).map_or_else(|| shown(folder), |path| shown(&path));
                    found.list.push(Input::unread(name, LoadError::Io(error.to_string()), None));
                }
            }
        }
    }

    fn entry(&self, entry: ignore::DirEntry, found: &mut Found) {
        let Some(kind) = entry.file_type() else { return };
        let name = shown(entry.path());
        let path = entry.path();
        match (self.opening, kind) {
            (_, kind) if kind.is_dir() => {}
            // What is named is searched, though it be a link.
            _ if entry.depth() == 0 => {}
            (Opening::Archives, kind) if kind.is_symlink() => match std::fs::metadata(path) {
                Ok(metadata) if metadata.is_dir() => self.tell(name, NoFile::FolderLink, found),
                Ok(_) => self.file(name, entry.into_path(), found),
                Err(_) => self.tell(name, NoFile::LostLink, found),
            },
            (_, kind) if kind.is_file() || kind.is_symlink() => self.file(name, entry.into_path(), found),
            // A pipe, a device, a socket.
            _ if self.takes(&name) => found.list.push(Input::unread(name, LoadError::NoFile(NoFile::Device), None)),
            _ => {}
        }
    }

    /// A link that is not followed, unless it is excluded.
    fn tell(&self, name: String, kind: NoFile, found: &mut Found) {
        if self.selection.enters(&name) {
            found.list.push(Input::unread(name, LoadError::NoFile(kind), None));
        }
    }

    fn file(&self, name: String, path: PathBuf, found: &mut Found) {
        match role(&name, &name, self.opening, &self.selection) {
            Some(Role::Document) => found.list.push(Input::found(name, path)),
            Some(Role::Archive) => found.archives.push(Archive { name, path }),
            None => {}
        }
    }

    fn takes(&self, name: &str) -> bool {
        role(name, name, self.opening, &self.selection).is_some()
    }
}

/// What is done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It is an input: a source, or a file of a kind procedures are kept in.
    Document,
    /// It is opened.
    Archive,
}

/// What is done with a file in a folder or an archive, by its own name and the one that is shown; nothing when it is no business of
/// ours.
pub(super) fn role(own: &str, name: &str, opening: Opening, selection: &Selection) -> Option<Role> {
    let own = own.rsplit('/').next().unwrap_or(own);
    // Office programs keep a lock file beside a document that is open.
    if own.starts_with("~$") {
        return None;
    }
    if opening == Opening::Archives && is_archive(own) {
        let is_opened = Packed::by_name(own).is_some();
        return selection.enters_file(name).then_some(if is_opened { Role::Archive } else { Role::Document });
    }
    let is_candidate = is_candidate(own) || is_readable(own) && selection.names_ending(name);
    (is_candidate && selection.takes(name)).then_some(Role::Document)
}

/// A walk that heeds ignore files.
pub(super) fn searched(folder: &Path, no_ignore: bool) -> ignore::WalkBuilder {
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
pub(super) fn is_candidate(name: &str) -> bool {
    is_source_name(name) || matches!(by_name(name), Detected::Unsupported(kind) if !kind.is_archive())
}

/// A file of a kind that can be read, whatever it holds.
pub(super) fn is_readable(name: &str) -> bool {
    matches!(by_name(name), Detected::Readable(_))
}

fn is_archive(name: &str) -> bool {
    matches!(by_name(name), Detected::Unsupported(kind) if kind.is_archive())
}
