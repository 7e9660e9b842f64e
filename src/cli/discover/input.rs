//! An input of a run: its name, and where its bytes come from.
//!
//! In: what was found. Out: the bytes, as often as they are asked for, or why there are none; and what has to be the same for
//! them to be the same.

use std::borrow::Cow;
use std::fs::Metadata;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::super::files::reason;
use super::packed::{Member, Window};
use crate::engine::{Bound, Broken, LoadError, NoFile};

/// An input of a run.
#[derive(Debug)]
pub(in crate::cli) struct Input {
    /// As reports show it. That of a member of an archive is `arsip.zip/bagian/sop.docx`: a file has nothing below it, so this is
    /// no name of a file, and globs for folders are right for archives too.
    pub(in crate::cli) name: String,
    from: From,
}

#[derive(Debug)]
enum From {
    /// A file that was found.
    Found(PathBuf),
    /// A file that was named, which may be a pipe.
    Named(PathBuf),
    Stdin(Vec<u8>),
    /// Bytes of an archive that are packed no more.
    Lying(Window, Arc<Metadata>),
    /// A member of a zip archive.
    Zipped(Box<Member>, Arc<Metadata>),
    /// What cannot be read, with the archive it lies in.
    Unread(LoadError, Option<Arc<Metadata>>),
}

/// What an input rests on: when it is the same, so are the bytes.
pub(in crate::cli) enum Rest<'i> {
    /// A file.
    File(&'i Path),
    /// An archive, as it was before anything of it was read, and why the input cannot be read.
    Archive(&'i Metadata, Option<&'i LoadError>),
    /// Nothing but what is said of it.
    Said(&'i LoadError),
    /// Nobody knows: standard input, a folder that cannot be searched.
    Unknown,
}

impl Input {
    /// A file that was found in a folder.
    pub(super) fn found(name: String, path: PathBuf) -> Self {
        Self { name, from: From::Found(path) }
    }

    /// A file that was named.
    pub(super) fn named(name: String, path: PathBuf) -> Self {
        Self { name, from: From::Named(path) }
    }

    /// What came on standard input.
    pub(super) fn stdin(name: String, bytes: Vec<u8>) -> Self {
        Self { name, from: From::Stdin(bytes) }
    }

    /// A member of an archive whose bytes lie open.
    pub(super) fn lying(name: String, window: Window, archive: &Arc<Metadata>) -> Self {
        Self { name, from: From::Lying(window, Arc::clone(archive)) }
    }

    /// A member of a zip archive.
    pub(super) fn zipped(name: String, member: Member, archive: &Arc<Metadata>) -> Self {
        Self { name, from: From::Zipped(Box::new(member), Arc::clone(archive)) }
    }

    /// What cannot be read; with the archive it is, or lies in.
    pub(super) fn unread(name: String, error: LoadError, archive: Option<&Arc<Metadata>>) -> Self {
        Self { name, from: From::Unread(error, archive.map(Arc::clone)) }
    }

    /// The file behind it, when it is one.
    pub(in crate::cli) fn path(&self) -> Option<&Path> {
        match &self.from {
            From::Found(path) | From::Named(path) => Some(path),
            From::Stdin(_) | From::Lying(..) | From::Zipped(..) | From::Unread(..) => None,
        }
    }

    /// Whether it came on standard input.
    pub(in crate::cli) fn is_stdin(&self) -> bool {
        matches!(self.from, From::Stdin(_))
    }

    /// What it rests on.
    pub(in crate::cli) fn rest(&self) -> Rest<'_> {
        match &self.from {
            From::Found(path) | From::Named(path) => Rest::File(path),
            From::Lying(_, archive) | From::Zipped(_, archive) => Rest::Archive(archive, None),
            From::Stdin(_) | From::Unread(LoadError::Io(_) | LoadError::Internal(_), _) => Rest::Unknown,
            From::Unread(error, Some(archive)) if !is_of_run(error) => Rest::Archive(archive, Some(error)),
            From::Unread(error @ LoadError::NoFile(_), None) => Rest::Said(error),
            From::Unread(..) => Rest::Unknown,
        }
    }

    /// Whether both are the same file, or the same is said of both.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let said = |input: &Self| match &input.from {
            From::Unread(error, None) => Some(error.clone()),
            _ => None,
        };
        let is_one_file = || self.path().zip(other.path()).is_some_and(|(one, other)| is_one_path(one, other));
        self.name == other.name && (is_one_file() || said(self).is_some_and(|error| said(other) == Some(error)))
    }

    /// The bytes of the input, unless there are more than `most`.
    pub(in crate::cli) fn load(&self, most: u64) -> Result<Cow<'_, [u8]>, LoadError> {
        match &self.from {
            From::Stdin(bytes) => Ok(bytes.as_slice().into()),
            From::Unread(error, _) => Err(error.clone()),
            From::Zipped(member, _) => member.bytes(most).map(Cow::from),
            From::Lying(window, _) => lying(window, most).map(Cow::from),
            From::Found(path) => match std::fs::metadata(path).map_err(|error| io(&error))?.is_file() {
                true => file(path, most).map(Cow::from),
                // Opening a pipe waits for somebody who writes.
                false => Err(LoadError::NoFile(NoFile::Device)),
            },
            From::Named(path) => file(path, most).map(Cow::from),
        }
    }
}

/// What is said of an archive because of others.
fn is_of_run(error: &LoadError) -> bool {
    matches!(error, LoadError::OverLimit { what: Bound::Spooled, .. })
}

/// Whether two paths are one, but for `.` in them.
pub(super) fn is_one_path(one: &Path, other: &Path) -> bool {
    fn parts(path: &Path) -> impl Iterator<Item = Component<'_>> {
        path.components().filter(|part| !matches!(part, Component::CurDir))
    }
    parts(one).eq(parts(other))
}

fn io(error: &std::io::Error) -> LoadError {
    LoadError::Io(reason(error))
}

fn file(path: &Path, most: u64) -> Result<Vec<u8>, LoadError> {
    let mut file = std::fs::File::open(path).map_err(|error| io(&error))?;
    let length = file.metadata().map_err(|error| io(&error))?.len();
    if length > most {
        return Err(LoadError::TooLarge(length));
    }
    let mut bytes = Vec::with_capacity(length as usize + 1);
    // The size of a pipe or a growing file is not known beforehand.
    file.by_ref().take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| io(&error))?;
    Ok(bytes)
}

fn lying(window: &Window, most: u64) -> Result<Vec<u8>, LoadError> {
    if window.len() > most {
        return Err(LoadError::TooLarge(window.len()));
    }
    let bytes = window.all().map_err(|error| io(&error))?;
    if bytes.len() as u64 == window.len() { Ok(bytes) } else { Err(LoadError::Damaged(Broken::Cut)) }
}
