//! Overrides of the settings in a run: the folder they count from, and those that were for no document.
//!
//! In: the layers, the report. Out: the [`Folder`] of the project; notes on standard error.

use std::path::Path;

use super::linter::shown;
use super::terminal;
use crate::engine::report::{Checked, Report};
use crate::engine::{Folder, Linter};
use crate::pack::{LayerKind, LayerText, Stack};
use crate::sop::Language;
use crate::source::Lines;

/// The folder of the settings, however it is written.
pub(super) fn folder(stack: &Stack) -> Folder {
    let Some(settings) = settings(stack) else { return Folder::default() };
    let here = std::env::current_dir().unwrap_or_default();
    let roots = [Path::new(&settings.id).to_owned(), here.join(&settings.name)];
    Folder::new(roots.iter().filter_map(|file| project_of(file)).map(shown), &shown(&here))
}

fn settings(stack: &Stack) -> Option<&LayerText> {
    stack.layers.iter().map(|layer| &layer.source).find(|source| source.kind == LayerKind::Settings)
}

/// The project settings are for: their folder, or that above `.config`.
pub(super) fn project_of(file: &Path) -> Option<&Path> {
    let folder = file.parent()?;
    if folder.file_name().is_some_and(|name| name == ".config") { folder.parent() } else { Some(folder) }
}

/// Says which overrides were for no document of a run over the whole project.
pub(super) fn tell_idle(linter: &Linter, stack: &Stack, report: &Report) {
    let overrides = &linter.known.overrides;
    let mut is_idle = vec![true; overrides.list().len()];
    for source in report.sources.iter().filter(|source| !source.of_project) {
        for document in &source.documents {
            // Of what was not read nobody knows whether it is meant.
            let named = if document.checked == Checked::Full { Vec::new() } else { overrides.named(&source.name) };
            document.overrides().iter().chain(&named).for_each(|at| is_idle[*at as usize] = false);
        }
    }
    for (entry, _) in overrides.list().iter().zip(is_idle).filter(|(_, idle)| *idle) {
        let Some(source) = stack.layers.get(entry.layer).map(|layer| &layer.source) else { continue };
        let line = Lines::new(&source.text).line_of(entry.span.start) + 1;
        let (name, written) = (&source.name, &entry.matches.written);
        terminal::note(&match linter.options.language {
            Language::Id => format!("{name}:{line}: tidak ada dokumen yang cocok dengan {written}"),
            Language::En => format!("{name}:{line}: no document matches {written}"),
        });
    }
}

/// Whether a run over these paths sees the whole project.
pub(super) fn is_whole(stack: &Stack, paths: &[std::path::PathBuf]) -> bool {
    let project = settings(stack).and_then(|settings| project_of(Path::new(&settings.id)));
    let real = |path: &Path| path.is_dir().then(|| std::fs::canonicalize(path).ok()).flatten();
    project.is_some_and(|project| paths.iter().filter_map(|path| real(path)).any(|path| project.starts_with(path)))
}
