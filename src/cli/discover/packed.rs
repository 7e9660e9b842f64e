//! Archives → the inputs in them.
//!
//! In: archives that were found or named. Out: an input for each member that a walk would take from a folder, and one for each
//! archive or member that cannot be read whole, with its reason. Members of zip files, and those of tar files that are not
//! packed, are read where they lie; others are unpacked once into one temporary file of the run ([`spool`]). An archive in an
//! archive is opened, one in that is not. The name of a member is shown and never used as a path. What is unpacked is bounded
//! in bytes, members and names ([`budget`]).

mod budget;
mod spool;
mod stream;
mod tar;
mod window;
mod zip;

use std::fs::{File, Metadata};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::files::reason;
use super::input::Input;
use super::walk::{Archive, Role, role};
use super::{Opening, Selection, names};
use crate::engine::{Bound, Broken, LoadError, NoFile, Options, Packing};
use crate::reader::detect::{Detected, Foreign, Packed, by_name, detect};

use budget::Budget;
use spool::Spool;
use stream::{Unzstd, gunzip};
use tar::{Lying, Source, Stream, Tar};

pub(super) use budget::Bounds;
pub(super) use window::Window;
pub(super) use zip::Member;

/// Archives within an archive that are opened.
const MOST_DEPTH: usize = 1;
/// The inputs in archives, in any order.
pub(super) fn opened(archives: Vec<Archive>, selection: &Selection, options: &Options, bounds: Bounds) -> Vec<Input> {
    let mut opener = Opener {
        selection,
        options,
        bounds,
        spool: Spool::new(bounds.spooled),
        budget: Budget::new(bounds, 0),
        found: Vec::new(),
    };
    for Archive { name, path } in archives {
        // A mistake in a library that unpacks costs one archive and not the run.
        let told = catch_unwind(AssertUnwindSafe(|| opener.file(&name, &path)));
        if let Err(payload) = told {
            let text = payload.downcast_ref::<&str>().copied().unwrap_or("?").to_owned();
            opener.found.push(Input::unread(name, LoadError::Internal(text), None));
        }
    }
    opener.found
}

/// Opens archives, one after the other.
struct Opener<'o> {
    selection: &'o Selection,
    options: &'o Options,
    bounds: Bounds,
    spool: Spool,
    /// Of the archive that is open.
    budget: Budget,
    found: Vec<Input>,
}

/// An archive that is open.
#[derive(Clone, Copy)]
struct Level<'l> {
    /// As it is shown.
    name: &'l str,
    /// Archives it lies in.
    depth: usize,
    /// The file it is or lies in, before anything of it was read.
    file: &'l Arc<Metadata>,
}

/// What a file under the name of an archive is.
enum Content {
    Archive(Packed),
    /// No archive: its reader tells more.
    Document,
}

impl Opener<'_> {
    fn file(&mut self, name: &str, path: &Path) {
        let (window, file) = match open(path) {
            Ok(open) => open,
            Err(error) => return self.found.push(Input::unread(name.to_owned(), error, None)),
        };
        self.budget = Budget::new(self.bounds, window.len());
        let level = Level { name, depth: 0, file: &file };
        match self.archive(level, &window) {
            Ok(Content::Archive(_)) => {}
            Ok(Content::Document) => self.found.push(Input::found(name.to_owned(), path.to_owned())),
            Err(error) => self.unread(level, name.to_owned(), error),
        }
    }

    /// Adds the members of an archive. An error is about the archive; what was read of it before is added.
    fn archive(&mut self, level: Level<'_>, window: &Window) -> Result<Content, LoadError> {
        let content = content(level.name, window)?;
        let Content::Archive(kind) = content else { return Ok(content) };
        match kind {
            Packed::Zip => return self.zip(level, window),
            Packed::Tar => self.tar(level, window.clone())?,
            Packed::GzipTar => self.tar(level, Stream::new(self.budget.stream(gunzip(window.clone()))))?,
            Packed::ZstdTar => self.tar(level, Stream::new(self.budget.stream(Unzstd::new(window.clone()))))?,
        }
        Ok(content)
    }

    fn zip(&mut self, level: Level<'_>, window: &Window) -> Result<Content, LoadError> {
        let zip::List { entries, cut } = zip::list(window, &mut self.budget)?;
        if zip::is_office(&entries) {
            return Ok(Content::Document);
        }
        for entry in entries {
            let Some((name, role)) = self.role(level, &entry.name) else { continue };
            let member = match entry.kind {
                zip::Kind::Folder => continue,
                zip::Kind::Link => Err(LoadError::NoFile(NoFile::PackedLink)),
                zip::Kind::File => Member::new(window, &entry),
            };
            let most = self.options.most_bytes_of(&name);
            let counted = |member: Member| {
                let most = if role == Role::Document { most } else { u64::MAX };
                self.budget.unpack(member.size().min(most)).map(|()| member)
            };
            match (member.and_then(counted), role) {
                (Err(error), _) => self.unread(level, name, error),
                (Ok(member), Role::Document) => self.found.push(Input::zipped(name, member, level.file)),
                (Ok(member), Role::Archive) => self.inner(level, name, |spool| match member.stored()? {
                    Some(window) => Ok(window),
                    None => spool.keep(&mut *member.reader(u64::MAX)?),
                }),
            }
        }
        cut.map_or(Ok(Content::Archive(Packed::Zip)), Err)
    }

    fn tar(&mut self, level: Level<'_>, from: impl Source) -> Result<(), LoadError> {
        let mut tar = Tar::new(from);
        // What other names may be given to.
        let mut members: FxHashMap<Vec<u8>, Window> = FxHashMap::default();
        while let Some(head) = tar.next(&mut self.budget)? {
            let Some((name, role)) = self.role(level, &head.name) else { continue };
            let window = match &head.kind {
                tar::Kind::Folder => continue,
                tar::Kind::Link => Err(LoadError::NoFile(NoFile::PackedLink)),
                tar::Kind::Device => Err(LoadError::NoFile(NoFile::Device)),
                tar::Kind::Sparse => Err(LoadError::Packing(Packing::Sparse)),
                tar::Kind::Continued => Err(LoadError::Packing(Packing::Split)),
                tar::Kind::SameAs(other) => members.get(other).cloned().ok_or(LoadError::NoFile(NoFile::PackedLink)),
                tar::Kind::File => match self.most(&name, role, level.depth, head.size) {
                    Err(error) => Err(error),
                    Ok(()) => match self.lying(&mut tar) {
                        Ok(window) => Ok(window),
                        Err(error) => {
                            self.unread(level, name, error.clone());
                            return Err(error);
                        }
                    },
                },
            };
            match (window, role) {
                (Err(error), _) => self.unread(level, name, error),
                (Ok(window), Role::Document) => {
                    members.insert(head.name, window.clone());
                    self.found.push(Input::lying(name, window.closed(), level.file));
                }
                (Ok(window), Role::Archive) => {
                    members.insert(head.name, window.clone());
                    self.inner(level, name, |_| Ok(window));
                }
            }
        }
        tar.finish()
    }

    /// Whether a member of a tar archive is worth being unpacked. Its head says how large it is, and no more of it is read.
    fn most(&self, name: &str, role: Role, depth: usize, size: u64) -> Result<(), LoadError> {
        if role == Role::Archive {
            return if depth < MOST_DEPTH { Ok(()) } else { Err(too_deep()) };
        }
        let most = self.options.most_bytes_of(name);
        match by_name(name) {
            // Of these nothing but the name counts, and they are large.
            Detected::Unsupported(kind @ (Foreign::Pdf | Foreign::Image | Foreign::Archive)) => {
                Err(LoadError::Unsupported(kind))
            }
            _ if size > most => Err(LoadError::TooLarge(size)),
            _ => Ok(()),
        }
    }

    /// Where the bytes of a member lie, or a copy of them does.
    fn lying<S: Source>(&mut self, tar: &mut Tar<S>) -> Result<Window, LoadError> {
        match tar.lying() {
            Lying::At(window) => Ok(window),
            Lying::Cut => Err(LoadError::Damaged(Broken::Cut)),
            Lying::No => self.spool.keep(&mut tar.member()),
        }
    }

    /// Adds what is in an archive in an archive.
    fn inner(&mut self, level: Level<'_>, name: String, window: impl FnOnce(&mut Spool) -> Result<Window, LoadError>) {
        if level.depth >= MOST_DEPTH {
            return self.unread(level, name, too_deep());
        }
        let added = window(&mut self.spool).and_then(|window| {
            let inner = Level { name: &name, depth: level.depth + 1, file: level.file };
            Ok((self.archive(inner, &window)?, window))
        });
        match added {
            Ok((Content::Archive(_), _)) => {}
            Ok((Content::Document, window)) => self.found.push(Input::lying(name, window.closed(), level.file)),
            Err(error) => self.unread(level, name, error),
        }
    }

    /// What is done with a member, and the name it is shown with. Hidden ones are passed over, as in a folder.
    fn role(&self, level: Level<'_>, member: &[u8]) -> Option<(String, Role)> {
        let own = names::member(member);
        if own.split('/').any(|part| part.starts_with('.')) {
            return None;
        }
        let name = format!("{}/{own}", level.name);
        let role = role(&own, &name, Opening::Archives, self.selection)?;
        Some((name, role))
    }

    fn unread(&mut self, level: Level<'_>, name: String, error: LoadError) {
        self.found.push(Input::unread(name, error, Some(level.file)));
    }
}

fn too_deep() -> LoadError {
    LoadError::OverLimit { what: Bound::Depth, most: MOST_DEPTH as u64 }
}

fn open(path: &Path) -> Result<(Window, Arc<Metadata>), LoadError> {
    let io = |error: std::io::Error| LoadError::Io(reason(&error));
    // Opening a pipe waits for somebody who writes.
    if !std::fs::metadata(path).map_err(io)?.is_file() {
        return Err(LoadError::NoFile(NoFile::Device));
    }
    let file = File::open(path).map_err(io)?;
    let metadata = file.metadata().map_err(io)?;
    Ok((Window::of(Arc::new(file), Some(path), metadata.len()), Arc::new(metadata)))
}

/// Whether what is named like an archive is one: its first bytes say so, or nothing that they know of anything else.
fn content(name: &str, window: &Window) -> Result<Content, LoadError> {
    let head = window.head(Packed::HEAD).map_err(|error| LoadError::Io(reason(&error)))?;
    let is_other = || matches!(detect("", &head), Detected::Unsupported(_));
    Ok(match Packed::by_content(&head) {
        Some(kind) => Content::Archive(kind),
        None if is_other() => Content::Document,
        None => Packed::by_name(name).map_or(Content::Document, Content::Archive),
    })
}

/// Whether a file that was named is an archive, by its name or its first bytes.
pub(super) fn is_archive(path: &Path) -> bool {
    let named = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if by_name(&named) != Detected::Unknown {
        return Packed::by_name(&named).is_some();
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(Packed::HEAD as u64).read_to_end(&mut head));
    read.is_ok() && Packed::by_content(&head).is_some()
}

#[cfg(test)]
mod tests;
