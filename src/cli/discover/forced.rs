//! `--force-exclude`: files that are named one by one and left out all the same.
//!
//! In: the files a hook names, which are all that changed. Out: those that a search of their folder would have found, and of YAML
//! and Markdown those that are SOPs by their names or by what they hold. Other tools name files without asking what they are; they
//! are skipped without a word.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::args::CheckArgs;
use super::super::linter::shown;
use super::{Selection, searched};
use crate::engine::Linter;
use crate::reader::Format;
use crate::reader::detect::{Detected, by_name, detect, is_source_name};
use crate::sop::value::{How, Value};
use crate::sop::{Sop, understand};

/// The files that are kept.
pub(super) fn kept(named: Vec<PathBuf>, options: &CheckArgs, linter: &Linter, selection: &Selection) -> Vec<PathBuf> {
    let mut kept: Vec<PathBuf> = named.into_iter().filter(|path| selection.takes(&shown(path))).collect();
    if !options.run.no_ignore {
        let seen = seen(&kept, options);
        kept.retain(|path| real(path).is_none_or(|path| seen.contains(&path)));
    }
    kept.retain(|path| is_sop(linter, path));
    kept
}

/// Those files that a walk from the top of their repository meets: of each folder on the way only what leads to them is looked at.
fn seen(files: &[PathBuf], options: &CheckArgs) -> FxHashSet<PathBuf> {
    let mut by_top: FxHashMap<PathBuf, Vec<PathBuf>> = FxHashMap::default();
    for file in files.iter().filter_map(|file| real(file)) {
        by_top.entry(top_of(&file)).or_default().push(file);
    }
    let mut tops: Vec<(PathBuf, Vec<PathBuf>)> = by_top.into_iter().collect();
    tops.sort();
    tops.iter().flat_map(|(top, files)| met(top, files, options)).collect()
}

fn met(top: &Path, files: &[PathBuf], options: &CheckArgs) -> Vec<PathBuf> {
    let above = files.iter().flat_map(|file| file.ancestors().take_while(|folder| *folder != top));
    let wanted: Arc<FxHashSet<PathBuf>> = Arc::new(above.map(Path::to_owned).collect());
    let mut builder = searched(top, options.run.no_ignore);
    let leads = Arc::clone(&wanted);
    // A hidden file is not ignored: somebody named it.
    builder.hidden(false).filter_entry(move |entry| entry.depth() == 0 || leads.contains(entry.path()));
    let entries = builder.build().filter_map(Result::ok).map(ignore::DirEntry::into_path);
    entries.filter(|path| wanted.contains(path)).collect()
}

/// The folder whose ignore files count: the repository, else the working folder, else that of the file.
fn top_of(file: &Path) -> PathBuf {
    let repository = file.ancestors().skip(1).find(|folder| folder.join(".git").exists());
    let here = std::env::current_dir().and_then(std::fs::canonicalize).ok().filter(|here| file.starts_with(here));
    let own = || file.parent().unwrap_or(file).to_owned();
    repository.map(Path::to_owned).or(here).unwrap_or_else(own)
}

/// A file by its real folder; a link to a file stands where it stands.
fn real(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(std::fs::canonicalize(folder).ok()?.join(path.file_name()?))
}

/// Whether a file is an SOP by its name or by what it holds; what cannot be looked into is kept, so that this is told.
pub(in crate::cli) fn is_sop(linter: &Linter, path: &Path) -> bool {
    let name = shown(path);
    if is_source_name(&name) || !matches!(by_name(&name), Detected::Readable(_)) {
        return true;
    }
    let is_small = std::fs::metadata(path).is_ok_and(|of| of.is_file() && of.len() <= linter.options.most_bytes);
    let bytes = if is_small { std::fs::read(path).ok() } else { None };
    let Some(bytes) = bytes else { return true };
    let limits = &linter.options.limits;
    let Detected::Readable(format @ (Format::Yaml | Format::Markdown)) = detect(&name, &bytes) else { return true };
    let Ok(opened) = format.open(&bytes, limits) else { return true };
    let reading = opened.read(limits);
    reading.documents.iter().any(|document| has_identity(&understand(document, &linter.vocabulary)))
}

/// Steps alone are no SOP: build servers have them too. Nor is a heading above a list: a README has both, and its title is no key.
fn has_identity(sop: &Sop<'_>) -> bool {
    let document = &sop.document;
    let is_key = |value: &Value<'_>| value.is_present() && value.how != How::Heading;
    let texts = [&document.agency, &document.unit, &document.purpose, &document.scope, &document.effective_date];
    let said = texts.into_iter().filter(|value| value.is_present()).count();
    !sop.is_no_procedure() && (is_key(&document.number) || is_key(&document.title) || said > 1)
}
