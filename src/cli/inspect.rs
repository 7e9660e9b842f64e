//! `soplint inspect`.

use super::args::{Common, InspectArgs, InspectFormat};
use super::files::reason;
use super::linter::{linter, shown};
use super::{CLEAN, Refused, UNCHECKED, terminal};
use crate::engine::Linter;
use crate::engine::messages::{Trouble, of_trouble};
use crate::reader::Reading;
use crate::reader::detect::{Detected, detect};
use crate::report::inspect::Inspection;
use crate::sop::understand;

pub(super) fn run(options: &InspectArgs, common: &Common) -> Result<u8, Refused> {
    let linter = linter(common, &[], &[])?;
    let name = shown(&options.file);
    let bytes = std::fs::read(&options.file).map_err(|error| {
        Refused::new(format!("cannot read {name}: {}", reason(&error)))
            .help("name one file; `soplint check` takes folders too")
    })?;
    let Detected::Readable(format) = detect(&name, &bytes) else {
        return unreadable(&name, "no format that can be read; see `soplint explain EN004`");
    };
    let opened = match format.open(&bytes, &linter.options.limits) {
        Ok(opened) => opened,
        Err(error) => {
            let message = of_trouble(&Trouble::Unopened(error), linter.options.language);
            return unreadable(&name, &message.text);
        }
    };
    let reading = opened.read(&linter.options.limits);
    if reading.documents.is_empty() {
        return unreadable(&name, "there is no document in it");
    }
    show(&linter, &name, &reading, options.output_format)?;
    let whole = reading.problems.is_empty();
    Ok(if whole { CLEAN } else { UNCHECKED })
}

fn unreadable(name: &str, reason: &str) -> Result<u8, Refused> {
    terminal::note(&format!("{name}: {reason}"));
    Ok(UNCHECKED)
}

fn show(linter: &Linter, name: &str, reading: &Reading<'_>, format: InspectFormat) -> Result<(), Refused> {
    let sops: Vec<_> = reading.documents.iter().map(|document| understand(document, &linter.vocabulary)).collect();
    let inspections = sops.iter().enumerate().map(|(at, sop)| Inspection {
        name,
        sop,
        problems: reading.problems.iter().filter(|problem| problem.document == at).collect(),
        vocabulary: &linter.vocabulary,
        language: linter.options.language,
    });
    let inspections: Vec<Inspection<'_, '_>> = inspections.collect();
    terminal::write(|out| match format {
        InspectFormat::Table => inspections.iter().try_for_each(|inspection| inspection.table(out)),
        InspectFormat::Json => {
            let documents: Vec<_> = inspections.iter().map(Inspection::json).collect();
            serde_json::to_writer_pretty(&mut *out, &documents)?;
            writeln!(out)
        }
    })
}
