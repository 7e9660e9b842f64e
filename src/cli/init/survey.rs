//! What is in a folder that has no settings yet.
//!
//! In: a folder. Out: its inputs by format, and of some of them, read as `check` reads them, what tells which packs they need:
//! whose SOPs they are, their language, their form, their folders. Names of all inputs are looked at; at most [`MOST_READ`] are
//! read, spread over the whole folder.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::super::discover::{is_sop_by_content, sources};
use super::super::linter::shown;
use crate::engine::Linter;
use crate::reader::Format;
use crate::reader::detect::{Detected, by_name, detect, is_source_name};
use crate::sop::model::{Column, Document, DocumentLanguage};
use crate::sop::value::Value;
use crate::sop::{Sop, understand};

/// Inputs that are read.
const MOST_READ: usize = 60;
/// Files that may be SOPs under another name and are looked into.
const MOST_PLAIN: usize = 100;
/// Names that are remembered of each kind.
const MOST_NAMES: usize = 40;

/// Folders of drafts, and folders of what is no longer in force, by their names.
const DRAFTS: [&str; 6] = ["draf", "draft", "drafts", "konsep", "rancangan", "wip"];
const OLD: [&str; 8] = ["arsip", "lama", "usang", "archive", "archived", "obsolete", "old", "superseded"];

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Inputs by the names of their formats; what cannot be read stands under none.
    pub(super) formats: BTreeMap<Option<&'static str>, usize>,
    /// How many procedures were read.
    pub(super) read: usize,
    /// Of them: how many are English, of a KPU, of a local government, told in chapters.
    pub(super) english: usize,
    pub(super) kpu: usize,
    pub(super) local: usize,
    pub(super) narrative: usize,
    /// Organisations, units and positions as they are written, each with how often.
    pub(super) agencies: BTreeMap<String, usize>,
    pub(super) units: BTreeMap<String, usize>,
    pub(super) positions: BTreeMap<String, usize>,
    /// Folders of drafts and of old editions, from the folder.
    pub(super) drafts: Vec<String>,
    pub(super) old: Vec<String>,
    /// Files that hold an SOP and do not say so in their names.
    pub(super) plain: Vec<String>,
}

impl Survey {
    /// Looks at a folder.
    pub(super) fn of(folder: &Path, linter: &Linter) -> Self {
        let mut survey = Self::default();
        let place = |path: &Path| shown(path.strip_prefix(folder).unwrap_or(path));
        let (inputs, plain): (Vec<PathBuf>, Vec<PathBuf>) =
            sources(folder).into_iter().partition(|path| !is_plain(&shown(path)));
        for path in &inputs {
            let name = place(path);
            *survey.formats.entry(format_of(&name)).or_default() += 1;
            remember(&mut survey.drafts, folder_named(&name, &DRAFTS));
            remember(&mut survey.old, folder_named(&name, &OLD));
        }
        let step = inputs.len().div_ceil(MOST_READ).max(1);
        inputs.iter().step_by(step).for_each(|path| survey.read(path, linter));
        let may_be = plain.iter().take(MOST_PLAIN);
        survey.plain = may_be.filter(|path| is_sop_by_content(linter, path)).map(|path| place(path)).collect();
        survey
    }

    /// How many inputs there are.
    pub(super) fn inputs(&self) -> usize {
        self.formats.values().sum()
    }

    /// What cannot be read tells nothing; `check` will say so.
    fn read(&mut self, path: &Path, linter: &Linter) {
        let most = linter.options.most_bytes_of(&shown(path));
        let is_small = std::fs::metadata(path).is_ok_and(|of| of.is_file() && of.len() <= most);
        let Some(bytes) = is_small.then(|| std::fs::read(path).ok()).flatten() else { return };
        let Detected::Readable(format) = detect(&shown(path), &bytes) else { return };
        // A reader that breaks a promise of ours spoils this input alone.
        let told = catch_unwind(AssertUnwindSafe(|| {
            let opened = format.open(&bytes, &linter.options.limits).ok()?;
            let reading = opened.read(&linter.options.limits);
            let sops = reading.documents.iter().map(|document| understand(document, &linter.vocabulary));
            Some(sops.filter(|sop| !sop.is_no_procedure()).map(|sop| Told::by(&sop)).collect::<Vec<_>>())
        }));
        told.ok().flatten().into_iter().flatten().for_each(|told| self.add(told));
    }

    fn add(&mut self, told: Told) {
        self.read += 1;
        self.english += usize::from(told.is_english);
        self.narrative += usize::from(told.is_narrative);
        self.kpu += usize::from(told.owner == Owner::Kpu);
        self.local += usize::from(told.owner == Owner::Local);
        told.agency.into_iter().for_each(|name| count(&mut self.agencies, name));
        told.unit.into_iter().for_each(|name| count(&mut self.units, name));
        told.positions.into_iter().for_each(|name| count(&mut self.positions, name));
    }
}

/// Whose SOP it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Kpu,
    Local,
    Other,
}

/// What one document tells.
struct Told {
    owner: Owner,
    is_english: bool,
    is_narrative: bool,
    agency: Option<String>,
    unit: Option<String>,
    positions: Vec<String>,
}

impl Told {
    fn by(sop: &Sop<'_>) -> Self {
        let document = &sop.document;
        let text = |value: &Value<'_>| value.is_present().then(|| one_line(value.as_str()));
        let (agency, unit) = (text(&document.agency), text(&document.unit));
        let positions: Vec<String> =
            document.approvals.items.iter().filter_map(|approval| text(&approval.position)).collect();
        let names = agency.iter().chain(&unit).chain(&positions);
        Self {
            owner: owner(&names.map(|name| name.to_lowercase()).collect::<Vec<_>>().join("\n")),
            is_english: document.language.code() == Some(DocumentLanguage::En.code()),
            is_narrative: is_narrative(document),
            agency,
            unit,
            positions,
        }
    }
}

/// Whose names these are, in small letters. A KPU of a regency is no part of its government, so it is asked for first.
fn owner(names: &str) -> Owner {
    const KPU: [&str; 2] = ["kpu", "komisi pemilihan umum"];
    const LOCAL: [&str; 9] =
        ["pemerintah", "dinas", "kabupaten", "kota", "provinsi", "kecamatan", "kelurahan", "bupati", "gubernur"];
    let holds = |word: &str| {
        let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        names.match_indices(word).any(|(at, found)| {
            is_apart(names[..at].chars().next_back()) && is_apart(names[at + found.len()..].chars().next())
        })
    };
    // Election supervisors sit in regencies, too, and have no pack of their own.
    let is_supervisor = ["bawaslu", "badan pengawas pemilihan umum"].into_iter().any(holds);
    match () {
        () if KPU.into_iter().any(holds) => Owner::Kpu,
        () if is_supervisor => Owner::Other,
        () if LOCAL.into_iter().any(holds) => Owner::Local,
        () => Owner::Other,
    }
}

/// Told in chapters: sections, and steps without a column of actors.
fn is_narrative(document: &Document<'_>) -> bool {
    const CHAPTERS: usize = 2;
    let has_actors = document.step_columns.items.iter().any(|column| column.code() == Some(Column::Actor.code()));
    document.sections.items.len() >= CHAPTERS && !has_actors
}

/// A source whose name does not say that it is one.
fn is_plain(name: &str) -> bool {
    matches!(by_name(name), Detected::Readable(Format::Yaml | Format::Markdown)) && !is_source_name(name)
}

fn format_of(name: &str) -> Option<&'static str> {
    match by_name(name) {
        Detected::Readable(format) => Some(format.name()),
        Detected::Unsupported(_) | Detected::Unknown => None,
    }
}

/// The way to the first folder with such a name, as a glob can say it.
fn folder_named(place: &str, names: &[&str]) -> Option<String> {
    let (folders, _) = place.rsplit_once('/')?;
    let parts: Vec<&str> = folders.split('/').collect();
    let at = parts.iter().position(|part| names.contains(&part.to_lowercase().as_str()))?;
    let way = parts.get(..=at)?.join("/");
    (!way.contains(['*', '?', '[', ']', '{', '}', '!', '\\'])).then_some(way)
}

fn remember(names: &mut Vec<String>, name: Option<String>) {
    if let Some(name) = name.filter(|name| !names.contains(name) && names.len() < MOST_NAMES) {
        names.push(name);
    }
}

fn count(names: &mut BTreeMap<String, usize>, name: String) {
    if names.len() < MOST_NAMES || names.contains_key(&name) {
        *names.entry(name).or_default() += 1;
    }
}

/// A name on one line, without what a terminal or YAML would take for something else.
fn one_line(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commission_in_a_regency_is_no_local_government() {
        assert_eq!(owner("sekretariat kpu kabupaten contoh"), Owner::Kpu);
        assert_eq!(owner("bawaslu kota contoh"), Owner::Other);
        assert_eq!(owner("dinas kesehatan kabupaten contoh"), Owner::Local);
        assert_eq!(owner("kotak surat"), Owner::Other, "a word is whole");
    }

    #[test]
    fn folders_are_told_by_their_names() {
        assert_eq!(folder_named("sop/Draf/keuangan/a.docx", &DRAFTS).as_deref(), Some("sop/Draf"));
        assert_eq!(folder_named("draf.docx", &DRAFTS), None);
        assert_eq!(folder_named("{a}/draf/a.docx", &DRAFTS), None, "no glob can say it as it is");
    }
}
