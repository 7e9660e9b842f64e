//! Where a report goes: one format to standard output, any number to files (`--output FORMAT=FILE`).
//!
//! In: what was typed, and the report. Out: bytes on standard output and whole files; one report is rendered as often as it
//! is wanted. What would go wrong at the end is refused at the beginning, before anything is checked.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::CheckArgs;
use super::discover::Inputs;
use super::linter::shown;
use super::{Refused, files, terminal};
use crate::pack::Stack;
use crate::report::{Format, Outputs, Style, render};
use crate::sop::Language;
use crate::sop::label::nearest;

/// A word of `--output`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Output {
    format: Format,
    /// Standard output without one (`-`).
    file: Option<PathBuf>,
}

/// What is written where.
pub(super) struct Plan {
    stdout: Format,
    files: Vec<(Format, PathBuf)>,
}

/// Reads `FORMAT=FILE`.
pub(super) fn output(text: &str) -> Result<Output, String> {
    let Some((name, file)) = text.split_once('=').filter(|(_, file)| !file.is_empty()) else {
        return Err("write FORMAT=FILE, for example sarif=soplint.sarif".to_owned());
    };
    let file = (file != "-").then(|| PathBuf::from(file));
    Ok(Output { format: format(name)?, file })
}

/// Reads the name of a format.
pub(super) fn format(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| {
        let names = Format::ALL.map(Format::name);
        let all = format!("the formats are {}", names.join(", "));
        nearest(name, names).map_or_else(|| all.clone(), |near| format!("did you mean {near}? {all}"))
    })
}

impl Plan {
    /// Looks at what was typed, and at the places files are to have.
    pub(super) fn of(options: &CheckArgs) -> Result<Self, Refused> {
        let mut stdout = options.output_format;
        let mut files: Vec<(Format, PathBuf)> = Vec::new();
        for Output { format, file } in &options.output {
            match (file, stdout) {
                (None, Some(other)) if other != *format => {
                    let (other, own) = (other.name(), format.name());
                    return Err(Refused::new(format!("both {other} and {own} would go to standard output"))
                        .help(format!("write one of them to a file: --output {own}=FILE")));
                }
                (None, _) => stdout = Some(*format),
                (Some(file), _) => {
                    files::check_place(file)?;
                    if files.iter().any(|(_, other)| files::is_same(other, file)) {
                        return Err(Refused::new(format!("--output: {} is named twice", shown(file)))
                            .help("each format needs a file of its own"));
                    }
                    files.push((*format, file.clone()));
                }
            }
        }
        Ok(Self { stdout: stdout.unwrap_or(Format::Full), files })
    }

    /// Refuses to write over what the run reads: documents, packs, settings.
    pub(super) fn spare(&self, inputs: &Inputs, stack: &Stack, others: &[&Path]) -> Result<(), Refused> {
        // A file that is not there is not read either.
        for (_, file) in self.files.iter().filter(|(_, file)| file.is_file()) {
            let is_layer = stack.layers.iter().any(|layer| files::is_same(Path::new(&layer.source.name), file));
            let is_other = others.iter().any(|path| files::is_same(path, file));
            if is_layer || is_other || inputs.paths().any(|path| files::is_same(path, file)) {
                return Err(Refused::new(format!("--output: {} is read by this run; it stays as it is", shown(file)))
                    .help("choose another name for the report"));
            }
        }
        Ok(())
    }

    /// Whether a format tells the hash of every input.
    pub(super) fn has_hashes(&self) -> bool {
        self.formats().any(Format::has_hashes)
    }

    fn formats(&self) -> impl Iterator<Item = Format> {
        std::iter::once(self.stdout).chain(self.files.iter().map(|(format, _)| *format))
    }

    /// Writes everything: the log first, so that it is there even when a disk is full.
    pub(super) fn write(&self, outputs: &Outputs<'_>) -> Result<(), Refused> {
        terminal::write(|out| render(self.stdout, outputs, out))?;
        let style = Style { colour: false, ..outputs.style };
        let outputs = Outputs { style, ..*outputs };
        for (format, file) in &self.files {
            files::replace_with(file, |out| render(*format, &outputs, out))?;
        }
        if self.formats().any(|format| format == Format::Github) {
            summary(&outputs);
        }
        Ok(())
    }
}

/// Adds a summary to the page of a step of GitHub Actions. Without it the step is not wrong: that is only said.
fn summary(outputs: &Outputs<'_>) {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return };
    let append = || -> io::Result<()> {
        // Steps may write to it several times.
        let file = std::fs::File::options().append(true).create(true).open(&path)?;
        let mut out = io::BufWriter::new(file);
        render(Format::Markdown, outputs, &mut out)?;
        out.flush()
    };
    if let Err(error) = append() {
        let why = files::reason(&error);
        terminal::note(&match outputs.report.language {
            Language::Id => format!("ringkasan di $GITHUB_STEP_SUMMARY tidak dapat ditulis: {why}"),
            Language::En => format!("the summary in $GITHUB_STEP_SUMMARY cannot be written: {why}"),
        });
    }
}
