//! `soplint inspect`: how one document was understood, as tables, JSON or Mermaid, and its flow as a picture.

use std::path::{Path, PathBuf};

use super::args::{Common, InspectArgs, InspectFormat};
use super::files::{self, reason};
use super::linter::{linter, shown};
use super::{CLEAN, Refused, UNCHECKED, terminal};
use crate::engine::Linter;
use crate::engine::messages::{EngineMessage, Trouble, of_problem, of_trouble};
use crate::engine::portrait::Portrait;
use crate::reader::Opened;
use crate::reader::detect::{Detected, detect};
use crate::report::inspect::Inspection;
use crate::report::svg::{Faults, Picture};
use crate::report::{mermaid, svg};
use crate::sop::{Sop, understand};

pub(super) fn run(options: &InspectArgs, common: &Common) -> Result<u8, Refused> {
    let linter = linter(common, &[], &[])?;
    let name = shown(&options.file);
    if let Some(picture) = &options.svg {
        may_write(picture, &options.file)?;
    }
    let most = linter.options.most_bytes_of(&name);
    let length = std::fs::metadata(&options.file).map_or(0, |metadata| metadata.len());
    if length > most {
        let trouble = Trouble::TooLarge { bytes: length, most };
        return Ok(unreadable(&name, &of_trouble(&trouble, linter.options.language)));
    }
    let bytes = std::fs::read(&options.file).map_err(|error| {
        Refused::new(format!("cannot read {name}: {}", reason(&error)))
            .help("name one file; `soplint check` takes folders too")
    })?;
    let trouble = match detect(&name, &bytes) {
        Detected::Readable(format) => match format.open(&bytes, &linter.options.limits) {
            Ok(opened) => return show(&linter, &name, &opened, options),
            Err(error) => Trouble::Unopened(error),
        },
        Detected::Unsupported(kind) => Trouble::Unsupported(kind),
        Detected::Unknown => Trouble::UnknownFormat,
    };
    Ok(unreadable(&name, &of_trouble(&trouble, linter.options.language)))
}

fn unreadable(name: &str, message: &EngineMessage) -> u8 {
    terminal::note(&format!("{name}: {} {}", message.id, message.text));
    UNCHECKED
}

fn show(linter: &Linter, name: &str, opened: &Opened<'_>, options: &InspectArgs) -> Result<u8, Refused> {
    let reading = opened.read(&linter.options.limits);
    if reading.documents.is_empty() {
        let first = reading.problems.first().map(|problem| of_problem(problem, linter.options.language));
        let message = first.unwrap_or_else(|| of_trouble(&Trouble::Empty, linter.options.language));
        return Ok(unreadable(name, &message));
    }
    let mut sops: Vec<_> = reading.documents.iter().map(|document| understand(document, &linter.vocabulary)).collect();
    sops.iter_mut().for_each(|sop| linter.complete(name, sop));
    let inspections = sops.iter().enumerate().map(|(at, sop)| Inspection {
        name,
        sop,
        addresses: opened.addresses(),
        problems: reading.problems.iter().filter(|problem| problem.document == at).collect(),
        vocabulary: &linter.vocabulary,
        language: linter.options.language,
    });
    let inspections: Vec<Inspection<'_, '_>> = inspections.collect();
    if let Some(file) = &options.svg {
        draw(linter, &sops, file)?;
    }
    let format = if options.mermaid { InspectFormat::Mermaid } else { options.output_format };
    terminal::write(|out| match format {
        InspectFormat::Table => inspections.iter().try_for_each(|inspection| inspection.table(out)),
        InspectFormat::Json => {
            let documents: Vec<_> = inspections.iter().map(Inspection::json).collect();
            serde_json::to_writer_pretty(&mut *out, &documents)?;
            writeln!(out)
        }
        InspectFormat::Mermaid => {
            sops.iter().try_for_each(|sop| out.write_all(mermaid::render(sop, linter.options.language).as_bytes()))
        }
    })?;
    Ok(if reading.problems.is_empty() { CLEAN } else { UNCHECKED })
}

/// Writes a picture of each document: the first under the name that was asked for, the others numbered.
fn draw(linter: &Linter, sops: &[Sop<'_>], file: &Path) -> Result<(), Refused> {
    let faults = Faults::default();
    for (at, sop) in sops.iter().enumerate() {
        let path = if at == 0 { file.to_owned() } else { numbered(file, at + 1) };
        if at > 0 {
            may_replace(&path)?;
        }
        let language = linter.options.language;
        let portrait = Portrait::of(sop, &linter.vocabulary, language);
        let picture = Picture { portrait: &portrait, vocabulary: &linter.vocabulary, language, faults: &faults };
        files::replace(&path, &svg::render(&picture))?;
        terminal::note(&format!("{} written", shown(&path)));
    }
    Ok(())
}

/// `alur.svg` → `alur-2.svg`.
fn numbered(file: &Path, number: usize) -> PathBuf {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = file.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    file.with_file_name(format!("{stem}-{number}{ending}"))
}

/// Whether a picture may be written there: never over the document, nor over anything that is no picture.
fn may_write(picture: &Path, document: &Path) -> Result<(), Refused> {
    let same = std::fs::canonicalize(picture).ok().zip(std::fs::canonicalize(document).ok());
    if same.is_some_and(|(picture, document)| picture == document) {
        return Err(Refused::new(format!("--svg {} is the document itself; nothing was written", shown(picture)))
            .help("name another file, for example alur.svg"));
    }
    may_replace(picture)
}

/// What is there already is replaced only when it is such a picture.
fn may_replace(picture: &Path) -> Result<(), Refused> {
    use std::io::Read;
    const BEGIN: &[u8] = b"<svg ";
    let Ok(file) = std::fs::File::open(picture) else { return Ok(()) };
    let mut begin = Vec::new();
    let read = file.take(BEGIN.len() as u64).read_to_end(&mut begin);
    if read.is_ok() && begin == BEGIN {
        return Ok(());
    }
    Err(Refused::new(format!("{} is there already and is no SVG picture; nothing was written", shown(picture)))
        .help("choose another name, or remove the file first"))
}
