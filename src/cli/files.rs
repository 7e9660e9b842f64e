//! Writing files so that nobody ever sees half of one, and what is said when a file cannot be read or written.
//!
//! In: a path and its new text. Out: the file, whole or as it was before.

use std::io::{self, Write};
use std::path::Path;

use super::Refused;
use super::linter::shown;

/// Writes a file that may be there already: beside it first, then in its place.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Refused> {
    write_beside(path, text).map_err(|error| Refused::new(format!("cannot write {}: {}", shown(path), reason(&error))))
}

/// Why a file cannot be read or written, without the numbers of the operating system.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "its permissions do not allow it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

fn write_beside(path: &Path, text: &str) -> io::Result<()> {
    // The file a link leads to is changed, not the link.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = std::fs::write(&beside, text).and_then(|()| {
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
