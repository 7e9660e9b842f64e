//! Case files of a rule: a folder → texts and what must be found in them.
//!
//! In: the folder of a rule. Out: its `pass-…` and `fail-…` files in any format a procedure is kept in, each `fail-…` with
//! its sidecar (`fail-x.sop.yaml` → `fail-x.at`), sorted. A file that is no case is named, never passed over.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::super::linter::shown;
use super::super::{Refused, terminal};
use crate::engine::trial::{Case, Wants};
use crate::reader::Format;
use crate::reader::detect::{Detected, by_name};

/// The ending of a sidecar.
const SIDECAR: &str = "at";
/// What the project of the cases of a rule knows: a data file beside them.
const PROJECT: &str = "project.yaml";
/// Endings that stand beside cases and are read by others.
const BESIDE: [&str; 2] = [SIDECAR, "expected"];

/// The cases in the folder of a rule; a folder that is not there has none.
pub(super) fn of_rule(folder: &Path) -> Result<Vec<Case>, Refused> {
    let mut sidecars: BTreeMap<PathBuf, String> = BTreeMap::new();
    let mut cases = Vec::new();
    let project = project(&folder.join(PROJECT))?;
    for path in entries(folder)? {
        let name = name_of(&path);
        if path.is_dir() || name.starts_with('.') || BESIDE.iter().any(|ending| name.ends_with(&format!(".{ending}"))) {
            continue;
        }
        if name == PROJECT {
            continue;
        }
        let is_fail = name.starts_with("fail-");
        let is_source = by_name(&name) != Detected::Unknown;
        if !(is_source && (is_fail || name.starts_with("pass-"))) {
            terminal::note(&format!("{}: no case; the name of a case begins with pass- or fail-", shown(&path)));
            continue;
        }
        let wants = if is_fail { findings(&path, &mut sidecars)? } else { Wants::Silence };
        let bytes = std::fs::read(&path).map_err(|error| cannot_read(&path, &error))?;
        cases.push(Case { path: shown(&path), bytes, project: project.clone(), wants });
    }
    Ok(cases)
}

fn project(path: &Path) -> Result<Option<String>, Refused> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot_read(path, &error)),
    }
}

/// What the sidecar of a case says; two cases may not share one.
fn findings(path: &Path, sidecars: &mut BTreeMap<PathBuf, String>) -> Result<Wants, Refused> {
    let sidecar = sidecar(path);
    if let Some(other) = sidecars.insert(sidecar.clone(), shown(path)) {
        let message = format!("{other} and {} share the sidecar {}", shown(path), shown(&sidecar));
        return Err(Refused::new(message).help("give one of them another name"));
    }
    match std::fs::read_to_string(&sidecar) {
        Ok(text) => Ok(Wants::Findings(Some(text))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Wants::Findings(None)),
        Err(error) => Err(cannot_read(&sidecar, &error)),
    }
}

/// `fail-x.sop.yaml` → `fail-x.at`.
pub(super) fn sidecar(path: &Path) -> PathBuf {
    let name = name_of(path);
    let lower = name.to_lowercase();
    let endings = Format::ALL.into_iter().flat_map(|format| format.endings());
    let known = endings.copied().find(|ending| lower.ends_with(ending));
    match known {
        Some(ending) => path.with_file_name(format!("{}.{SIDECAR}", &name[..name.len() - ending.len()])),
        None => path.with_extension(SIDECAR),
    }
}

/// The names of the folders in a folder, sorted.
pub(super) fn folders_in(folder: &Path) -> Result<Vec<String>, Refused> {
    Ok(entries(folder)?.iter().filter(|path| path.is_dir()).map(|path| name_of(path)).collect())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Refused> {
    let read = std::fs::read_dir(folder).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
    match read {
        Ok(entries) => {
            let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
            paths.sort();
            Ok(paths)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(cannot_read(folder, &error)),
    }
}

fn cannot_read(path: &Path, error: &io::Error) -> Refused {
    Refused::new(format!("cannot read {}: {error}", path.display()))
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sidecar_has_the_name_of_its_case() {
        for (case, beside) in [
            ("a/fail-x.sop.yaml", "a/fail-x.at"),
            ("a/fail-x.SOP.yml", "a/fail-x.at"),
            ("a/fail-x.y.sop.md", "a/fail-x.y.at"),
            ("a/fail-x.docx", "a/fail-x.at"),
        ] {
            assert_eq!(sidecar(Path::new(case)), Path::new(beside));
        }
    }
}
