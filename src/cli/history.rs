//! `soplint history`: the earlier audits of an archive, from the file beside it.
//!
//! In: a history file or its folder. Out: a table or JSON. A file with a line that is no audit is refused whole: a trend with a gap
//! nobody sees would be worse than none.

use std::io;
use std::path::{Path, PathBuf};

use super::args::{Common, HistoryArgs, ListFormat};
use super::linter::{linter, shown};
use super::{CLEAN, Refused, files, terminal};
use crate::engine::history::{Audited, FILE, read};
use crate::report::history::{json, table};

/// Bytes of the largest history that is read: an audit of 500 units takes about 20 KiB.
const MOST_BYTES: u64 = 64 << 20;

/// A history file as it was read.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) text: String,
    pub(super) audits: Vec<Audited>,
}

pub(super) fn run(options: &HistoryArgs, common: &Common) -> Result<u8, Refused> {
    let language = linter(common, &[], &[])?.options.language;
    let file = if options.path.is_dir() { options.path.join(FILE) } else { options.path.clone() };
    let loaded = load(&file)?.ok_or_else(|| {
        Refused::new(format!("there is no history {}", shown(&file)))
            .help("`soplint audit FOLDER --to REPORTS` begins one in the folder that is audited")
    })?;
    let colour = terminal::colour(common.color);
    terminal::write(|out| match options.output_format {
        ListFormat::Table => {
            table(&loaded.audits, language, colour).iter().try_for_each(|line| writeln!(out, "{line}"))
        }
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &json(&loaded.audits))?;
            writeln!(out)
        }
    })?;
    Ok(CLEAN)
}

/// The history file of an archive whose first place is `root`: in that folder, else beside that file.
pub(super) fn beside(root: &Path) -> PathBuf {
    let folder = if root.is_dir() { root } else { root.parent().filter(|up| up.is_dir()).unwrap_or(Path::new("")) };
    folder.join(FILE)
}

/// Reads a history; nothing where there is no such file.
pub(super) fn load(file: &Path) -> Result<Option<Loaded>, Refused> {
    let is_large = std::fs::metadata(file).is_ok_and(|metadata| metadata.len() > MOST_BYTES);
    if is_large {
        let most = MOST_BYTES >> 20;
        return Err(Refused::new(format!("the history {} is larger than {most} MiB", shown(file))));
    }
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(Refused::new(format!("cannot read the history {}: {}", shown(file), files::reason(&error))));
        }
    };
    let audits = read(&text).map_err(|error| {
        Refused::new(format!("the history {} cannot be used: {error}", shown(file)))
            .help("take the file back from a copy, or delete that line")
    })?;
    Ok(Some(Loaded { text, audits }))
}
