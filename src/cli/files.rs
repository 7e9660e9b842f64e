//! Writing files so that nobody ever sees half of one, and what is said when a file cannot be read or written.
//!
//! In: a path and its new text. Out: the file, whole or as it was before.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Refused;
use super::linter::shown;

/// Writes a file that may be there already: beside it first, then in its place.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Refused> {
    replace_with(path, |out| out.write_all(text.as_bytes()))
}

/// The same, with what `write` puts into it.
pub(super) fn replace_with(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Refused> {
    // A device or a pipe has no contents to keep, and its place is not to be taken.
    let is_device = std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir());
    let written = if is_device {
        File::options().write(true).open(path).and_then(|file| write_into(file, write))
    } else {
        write_beside(path, write)
    };
    written.map_err(|error| cannot_write(path, &error))
}

/// Refuses a file that could not be written in the end, while nothing is done yet.
pub(super) fn check_place(path: &Path) -> Result<(), Refused> {
    let metadata = std::fs::metadata(path);
    if metadata.as_ref().is_ok_and(std::fs::Metadata::is_dir) {
        return Err(cannot_write(path, &io::ErrorKind::IsADirectory.into()));
    }
    if metadata.as_ref().is_ok_and(|metadata| metadata.permissions().readonly()) {
        return Err(cannot_write(path, &io::ErrorKind::PermissionDenied.into()));
    }
    if metadata.is_ok_and(|metadata| !metadata.is_file()) {
        return Ok(());
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(Refused::new(format!("cannot write {}: there is no folder {}", shown(path), shown(folder)))
            .help("make the folder first, or check its spelling"));
    }
    let (_, beside) = beside(path);
    // Only trying tells: permissions, a disk that cannot be written, a name that is too long.
    File::create(&beside).and_then(|_| std::fs::remove_file(&beside)).map_err(|error| cannot_write(path, &error))
}

/// Whether two paths lead to the same file, which need not be there yet.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| {
        std::fs::canonicalize(path)
            .ok()
            .or_else(|| Some(std::fs::canonicalize(folder_of(path)).ok()?.join(path.file_name()?)))
    };
    one == other || real(one).is_some_and(|one| Some(one) == real(other))
}

/// Whether a file is one that is named, or lies in a folder that is.
pub(super) fn is_within(file: &Path, named: &Path) -> bool {
    let (file, named) = (std::fs::canonicalize(file), std::fs::canonicalize(named));
    file.is_ok_and(|file| named.is_ok_and(|named| file.starts_with(named)))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn cannot_write(path: &Path, error: &io::Error) -> Refused {
    Refused::new(format!("cannot write {}: {}", shown(path), reason(error)))
}

/// Why a file cannot be read or written, without the numbers of the operating system.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "its permissions do not allow it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

/// The file that is really changed, as a link leads to it, and the one that is written first.
fn beside(path: &Path) -> (PathBuf, PathBuf) {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    (path, beside)
}

pub(super) fn write_beside(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let (path, beside) = beside(path);
    let written = File::create(&beside).and_then(|file| write_into(file, write)).and_then(|()| {
        if let Ok(metadata) = std::fs::metadata(&path) {
            std::fs::set_permissions(&beside, metadata.permissions())?;
        }
        std::fs::rename(&beside, &path)
    });
    if written.is_err() {
        // The first error is the one to tell.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn write_into(file: File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, file);
    write(&mut out)?;
    out.flush()
}

/// Writes a new file, in a folder that is made when it is not there; what is there already stays.
pub(super) fn create(path: &Path, text: &str) -> Result<(), Refused> {
    let told = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => Refused::new(format!("{} is there already; nothing was written", shown(path)))
            .help("choose another name, or remove the file first"),
        _ => Refused::new(format!("cannot write {}: {}", shown(path), reason(&error))),
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(told)?;
    }
    let mut file = std::fs::File::create_new(path).map_err(told)?;
    file.write_all(text.as_bytes()).map_err(told)
}
