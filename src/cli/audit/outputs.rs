//! Where the reports of an audit go: a summary to standard output, any number to files, or a whole set into a folder.
//!
//! In: what was typed, and the audit. Out: whole files, each written beside its place first. What would go wrong at the end is
//! refused at the beginning.

use std::path::{Path, PathBuf};

use crate::cli::args::AuditArgs;
use crate::cli::linter::shown;
use crate::cli::{Refused, files, terminal};
use crate::report::audit::{self, Audit};
use crate::report::{Format, Outputs, Style, render};
use crate::sop::label::nearest;

/// What `--to` writes, with the names of the files.
const SET: [(&str, Kind); 7] = [
    ("audit.html", Kind::Audit(audit::Format::Html)),
    ("audit.xlsx", Kind::Audit(audit::Format::Workbook)),
    ("findings.csv", Kind::Report(Format::Csv)),
    ("findings.jsonl", Kind::Report(Format::Jsonl)),
    ("scores.json", Kind::Audit(audit::Format::Scores)),
    ("badge.svg", Kind::Audit(audit::Format::Badge)),
    ("reviews.ics", Kind::Audit(audit::Format::Calendar)),
];

/// A report of an audit or of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Audit(audit::Format),
    Report(Format),
}

/// A word of `--output`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Output {
    kind: Kind,
    file: PathBuf,
}

/// Reads `FORMAT=FILE`.
pub(in crate::cli) fn output(text: &str) -> Result<Output, String> {
    let Some((name, file)) = text.split_once('=').filter(|(_, file)| !file.is_empty()) else {
        return Err("write FORMAT=FILE, for example html=audit.html".to_owned());
    };
    Ok(Output { kind: kind(name)?, file: PathBuf::from(file) })
}

fn kind(name: &str) -> Result<Kind, String> {
    let kind = audit::Format::from_name(name).map(Kind::Audit);
    kind.or_else(|| Format::from_name(name).map(Kind::Report)).ok_or_else(|| {
        let names: Vec<&str> =
            audit::Format::ALL.map(audit::Format::name).into_iter().chain(Format::ALL.map(Format::name)).collect();
        let all = format!("the formats are {}", names.join(", "));
        nearest(name, names).map_or_else(|| all.clone(), |near| format!("did you mean {near}? {all}"))
    })
}

/// What is written where.
pub(super) struct Plan {
    files: Vec<Output>,
}

impl Plan {
    /// Looks at what was typed, and at the places files are to have.
    pub(super) fn of(options: &AuditArgs) -> Result<Self, Refused> {
        let set = options.to.iter().flat_map(|folder| SET.map(|(name, kind)| Output { kind, file: folder.join(name) }));
        let files: Vec<Output> = set.chain(options.output.iter().cloned()).collect();
        if let Some(folder) = &options.to {
            std::fs::create_dir_all(folder).map_err(|error| {
                Refused::new(format!("cannot make the folder {}: {}", shown(folder), files::reason(&error)))
            })?;
        }
        for (at, output) in files.iter().enumerate() {
            files::check_place(&output.file)?;
            if files[..at].iter().any(|other| files::is_same(&other.file, &output.file)) {
                return Err(Refused::new(format!("{} is named twice", shown(&output.file)))
                    .help("each report needs a file of its own"));
            }
        }
        Ok(Self { files })
    }

    /// Whether a file is one that is written.
    pub(super) fn writes(&self, path: &Path) -> bool {
        // Asking where a file really is takes long: most have another name.
        let named = self.files.iter().filter(|output| output.file.file_name() == path.file_name());
        named.into_iter().any(|output| files::is_same(&output.file, path))
    }

    /// Writes everything: what is printed first, so that it is there even when a disk is full.
    pub(super) fn write(&self, audit: &Audit<'_>) -> Result<(), Refused> {
        terminal::write(|out| audit::render(audit::Format::Summary, audit, out))?;
        let style = Style { colour: false, ..audit.outputs.style };
        let audit = Audit { outputs: Outputs { style, ..audit.outputs }, ..*audit };
        for Output { kind, file } in &self.files {
            files::replace_with(file, |out| match kind {
                Kind::Audit(format) => audit::render(*format, &audit, out),
                Kind::Report(format) => render(*format, &audit.outputs, out),
            })?;
        }
        Ok(())
    }
}
