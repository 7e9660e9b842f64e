//! The history file of an archive: earlier audits for the trend, and this one for the next.
//!
//! In: the file, as it is before anything is judged. Out: the audits of earlier days, and the file with one line more. A file that is
//! damaged is refused before the audit begins; one that cannot be written is told, for the reports are there all the same.

use std::path::{Path, PathBuf};

use crate::cli::args::AuditArgs;
use crate::cli::linter::shown;
use crate::cli::{Refused, files, terminal};
use crate::engine::history::{self, Audited, FILE};
use crate::engine::record::Record;
use crate::engine::scorecard::Scorecards;
use crate::sop::Language;

/// A history file; nothing of it where none is wanted.
pub(super) struct Past {
    file: Option<PathBuf>,
    text: String,
    audits: Vec<Audited>,
    /// Whether this audit is added.
    is_kept: bool,
}

impl Past {
    /// Reads the file of an archive whose first named place is `root`.
    pub(super) fn of(options: &AuditArgs, root: &Path) -> Result<Self, Refused> {
        let none = Self { file: None, text: String::new(), audits: Vec::new(), is_kept: false };
        if options.no_history {
            return Ok(none);
        }
        let folder = if root.is_dir() { root } else { root.parent().filter(|up| up.is_dir()).unwrap_or(Path::new("")) };
        let file = options.history.clone().unwrap_or_else(|| folder.join(FILE));
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                return Err(Refused::new(format!(
                    "cannot read the history {}: {}",
                    shown(&file),
                    files::reason(&error)
                ))
                .help("--history FILE names another file, --no-history does without"));
            }
        };
        let audits = history::read(&text).map_err(|error| {
            Refused::new(format!("the history {} cannot be used: {error}", shown(&file)))
                .help("take it back from a copy, delete that line, or do without: --no-history")
        })?;
        // A look at the terminal leaves nothing behind.
        let is_kept = options.history.is_some() || options.to.is_some() || !options.output.is_empty();
        Ok(Self { file: Some(file), text, audits, is_kept })
    }

    /// The audits of an archive of earlier days.
    pub(super) fn earlier(&self, record: &Record) -> Vec<Audited> {
        history::earlier(&self.audits, &record.basis.title, record.basis.today)
    }

    /// Adds an audit.
    pub(super) fn add(&self, record: &Record, scores: &Scorecards, language: Language) {
        let Some(file) = self.file.as_ref().filter(|_| self.is_kept) else { return };
        let text = history::with(&self.text, &Audited::of(record, scores));
        if text == self.text {
            return;
        }
        if let Err(refused) = files::replace(file, &text) {
            terminal::note(&match language {
                Language::Id => format!("riwayat audit tidak tersimpan: {}", refused.message),
                Language::En => format!("the history was not kept: {}", refused.message),
            });
        }
    }
}
