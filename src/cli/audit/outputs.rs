//! Where the reports of an audit go: a summary to standard output, any number to files, or a whole set into a folder.
//!
//! In: what was typed, and the audit. Out: whole files, each written beside its place first. What would go wrong at the end is
//! refused at the beginning.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::cli::args::AuditArgs;
use crate::cli::discover::Inputs;
use crate::cli::linter::shown;
use crate::cli::{Refused, files, terminal};
use crate::engine::record::{Record, Written, sha256};
use crate::report::audit::{self, Audit};
use crate::report::{Format, Outputs, Style, render};
use crate::sop::Language;
use crate::sop::label::nearest;

/// What `--to` writes, with the names of the files.
const SET: [(&str, Kind); 8] = [
    ("audit.html", Kind::Audit(audit::Format::Html)),
    ("audit.xlsx", Kind::Audit(audit::Format::Workbook)),
    ("findings.csv", Kind::Report(Format::Csv)),
    ("findings.jsonl", Kind::Report(Format::Jsonl)),
    ("scores.json", Kind::Audit(audit::Format::Scores)),
    ("badge.svg", Kind::Audit(audit::Format::Badge)),
    ("reviews.ics", Kind::Audit(audit::Format::Calendar)),
    (RECORD, Kind::Record),
];

/// The record of an audit, beside its reports.
const RECORD: &str = "record.json";
/// Bytes of a workbook that may be a report; what is larger is a document.
const MOST_REPORT: u64 = 256 << 20;
/// Name of its format.
const RECORD_FORMAT: &str = "record";

/// A report of an audit or of a check, or the record of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Audit(audit::Format),
    Report(Format),
    Record,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Audit(format) => format.name(),
            Self::Report(format) => format.name(),
            Self::Record => RECORD_FORMAT,
        }
    }
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
    let kind = kind.or_else(|| Format::from_name(name).map(Kind::Report));
    kind.or((name == RECORD_FORMAT).then_some(Kind::Record)).ok_or_else(|| {
        let names: Vec<&str> = audit::Format::ALL
            .map(audit::Format::name)
            .into_iter()
            .chain([RECORD_FORMAT])
            .chain(Format::ALL.map(Format::name))
            .collect();
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
            if as_recorded(&output.file) == Some(false) {
                return Err(Refused::new(format!(
                    "{} was changed since its audit; it stays as it is",
                    shown(&output.file)
                ))
                .help("notes in a workbook are kept: name another folder or file, or move it away"));
            }
            if files[..at].iter().any(|other| files::is_same(&other.file, &output.file)) {
                return Err(Refused::new(format!("{} is named twice", shown(&output.file)))
                    .help("each report needs a file of its own"));
            }
        }
        Ok(Self { files })
    }

    /// Whether the page for the browser is written.
    pub(super) fn has_page(&self) -> bool {
        self.files.iter().any(|output| output.kind == Kind::Audit(audit::Format::Html))
    }

    /// Whether a file is one that is written.
    pub(super) fn writes(&self, path: &Path) -> bool {
        // Asking where a file really is takes long: most have another name.
        let named = self.files.iter().filter(|output| output.file.file_name() == path.file_name());
        named.into_iter().any(|output| files::is_same(&output.file, path))
    }

    /// Refuses to write over a document. What lies beside the record of an earlier audit that names it is a report of that.
    pub(super) fn spare(&self, inputs: &Inputs) -> Result<(), Refused> {
        let inputs = || inputs.paths().filter(|path| self.writes(path));
        match inputs().find(|path| !is_report(path)) {
            None => Ok(()),
            Some(path) => Err(Refused::new(format!("{} is read by this run; it stays as it is", shown(path)))
                .help("choose another name or folder for the report")),
        }
    }

    /// Writes everything: what is printed first, so that it is there even when a disk is full. What was written where.
    pub(super) fn write(&self, audit: &Audit<'_>) -> Result<Vec<Written>, Refused> {
        terminal::write(|out| audit::render(audit::Format::Summary, audit, out))?;
        let style = Style { colour: false, ..audit.outputs.style };
        let audit = Audit { outputs: Outputs { style, ..audit.outputs }, ..*audit };
        let mut written = Vec::new();
        for Output { kind, file } in self.files.iter().filter(|output| output.kind != Kind::Record) {
            let (mut hash, way) = (Sha256::new(), way_from(file));
            let audit = Audit { way: &way, ..audit };
            files::replace_with(file, |out| {
                let mut out = Hashed { out, hash: &mut hash };
                match kind {
                    Kind::Audit(format) => audit::render(*format, &audit, &mut out),
                    Kind::Report(format) => render(*format, &audit.outputs, &mut out),
                    Kind::Record => Ok(()),
                }
            })?;
            let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
            written.push(Written { format: kind.name().to_owned(), file: own_name(file), sha256 });
        }
        Ok(written)
    }

    /// Says what was written.
    pub(super) fn tell(&self, language: Language) {
        let files: Vec<String> = self.files.iter().map(|output| shown(&output.file)).collect();
        if !files.is_empty() {
            let files = files.join(", ");
            terminal::note(&match language {
                Language::Id => format!("ditulis: {files}"),
                Language::En => format!("written: {files}"),
            });
        }
    }

    /// Writes the record, when everything else is written.
    pub(super) fn write_record(&self, record: &Record) -> Result<(), Refused> {
        let files = self.files.iter().filter(|output| output.kind == Kind::Record);
        files.map(|output| output.file.as_path()).try_for_each(|file| files::replace(file, &record.to_text()))
    }
}

/// The way from the folder of a report to the current one, from which inputs are named; nothing where there is none.
fn way_from(file: &Path) -> String {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(folder), Ok(here)) = (folder.canonicalize(), Path::new(".").canonicalize()) else { return String::new() };
    let common = folder.components().zip(here.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(common).map(|_| "../".to_owned());
    let down = here.components().skip(common).map(|folder| format!("{}/", folder.as_os_str().to_string_lossy()));
    up.chain(down).collect()
}

/// Whether a file is, byte for byte, a workbook of an audit whose record lies beside it: the only report that could be taken for an SOP.
/// A name in a record alone hides no document.
pub(in crate::cli) fn is_report(path: &Path) -> bool {
    as_recorded(path) == Some(true)
}

/// Whether a workbook has the bytes its record says; nothing where no record beside it names it.
fn as_recorded(path: &Path) -> Option<bool> {
    path.extension().filter(|ending| ending.eq_ignore_ascii_case("xlsx"))?;
    let record = Record::parse(&std::fs::read_to_string(path.with_file_name(RECORD)).ok()?).ok()?;
    let written: Vec<&Written> = record.reports.iter().filter(|report| report.file == own_name(path)).collect();
    let length = std::fs::metadata(path).ok().filter(|_| !written.is_empty())?.len();
    if length > MOST_REPORT {
        return Some(false);
    }
    let hash = sha256(&std::fs::read(path).ok()?);
    Some(written.iter().any(|report| report.sha256 == hash))
}

fn own_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Takes the hash of what is written.
struct Hashed<'h> {
    out: &'h mut dyn Write,
    hash: &'h mut Sha256,
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.hash.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
