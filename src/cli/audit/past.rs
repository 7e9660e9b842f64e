//! The history file of an archive: earlier audits for the trend, and this one for the next.
//!
//! In: the file, as it is before anything is judged. Out: the audits of earlier days, and the file with one line more. A file that is
//! damaged is refused before the audit begins; one that cannot be written is told, for the reports are there all the same.

use std::path::{Path, PathBuf};

use crate::cli::args::AuditArgs;
use crate::cli::history::{Loaded, beside, load};
use crate::cli::linter::shown;
use crate::cli::{Refused, files, terminal};
use crate::engine::history::{self, Audited};
use crate::engine::record::Record;
use crate::engine::scorecard::Scorecards;
use crate::sop::Language;

/// A history file; nothing of it where none is wanted.
pub(super) struct Past {
    file: Option<PathBuf>,
    text: String,
    audits: Vec<Audited>,
    /// The places that were named, from the folder of the file.
    places: Vec<String>,
    /// Whether this audit is added.
    is_kept: bool,
}

impl Past {
    /// Reads the file of the archive at these places.
    pub(super) fn of(options: &AuditArgs, roots: &[String]) -> Result<Self, Refused> {
        let none = Self { file: None, text: String::new(), audits: Vec::new(), places: Vec::new(), is_kept: false };
        // With some of the rules the score is another one: it is compared only where somebody says with what.
        let is_partial = !(options.run.select.is_empty() && options.run.ignore.is_empty());
        if options.no_history || is_partial && options.history.is_none() {
            return Ok(none);
        }
        let root = roots.first().map_or(Path::new("."), Path::new);
        let file = options.history.clone().unwrap_or_else(|| beside(root));
        let places = places(roots, &file);
        let Loaded { text, audits } = match load(&file) {
            Err(refused) => return Err(refused.help("name another file with --history, or do without: --no-history")),
            Ok(loaded) => loaded.unwrap_or_default(),
        };
        // A look at the terminal leaves nothing behind.
        let is_kept = options.history.is_some() || options.to.is_some() || !options.output.is_empty();
        Ok(Self { file: Some(file), text, audits, places, is_kept })
    }

    /// The audits of the archive of earlier days.
    pub(super) fn earlier(&self, record: &Record) -> Vec<Audited> {
        history::earlier(&self.audits, &self.places, record.basis.today)
    }

    /// Adds an audit.
    pub(super) fn add(&self, record: &Record, scores: &Scorecards, language: Language) {
        let Some(file) = self.file.as_ref().filter(|_| self.is_kept) else { return };
        let text = history::with(&self.text, &Audited::of(record, scores, self.places.clone()));
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

/// The places that were named, from the folder of the history file; those outside of it as they were named.
fn places(roots: &[String], file: &Path) -> Vec<String> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().ok();
    let place = |root: &String| {
        let real = Path::new(root).canonicalize().ok();
        let within = real.as_ref().zip(folder.as_ref()).and_then(|(real, folder)| real.strip_prefix(folder).ok());
        match within {
            None => root.clone(),
            Some(path) if path.as_os_str().is_empty() => ".".to_owned(),
            Some(path) => shown(path),
        }
    };
    roots.iter().map(place).collect()
}
