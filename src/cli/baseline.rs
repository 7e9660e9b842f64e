//! `soplint baseline`: the findings of today are accepted, from then on only new ones fail.
//!
//! In: paths, and the baseline that is there. Out: the new baseline, written whole or not at all, and what changed in it.
//! It only ever shrinks unless `--accept-new` gives a reason.

use std::collections::BTreeMap;
use std::path::Path;

use super::accept::{self, Places, Wanted};
use super::args::{BaselineArgs, CheckArgs, Common};
use super::check::judge;
use super::discover::{Opening, Selection, discover};
use super::linter::{Setup, setup_to_check, shown};
use super::{CLEAN, Refused, UNCHECKED, files, terminal};
use crate::engine::accept::baseline::{Baseline, Entry, Note};
use crate::engine::accept::{BaselineFile, may_be_old};
use crate::engine::report::Report;
use crate::finding::Severity;
use crate::sop::Language;

pub(super) fn run(options: &BaselineArgs, common: &Common) -> Result<u8, Refused> {
    let mut setup = setup_to_check(common, &[], &[])?;
    let places = Places::of(common, &setup)?;
    let wanted = Wanted { waivers: true, baseline: true };
    accept::load(&mut setup, &places, common, &options.paths, wanted)?;
    if let [old, new] = options.moved.as_slice() {
        return moved(&setup, &places, (old, new));
    }
    let there = setup.linter.accepted.baseline.is_some();
    refuse_growing(options, &places.baseline, there)?;
    files::check_place(&places.baseline)?;
    let report = check(options, &mut setup)?;
    let next = Next::of(options, &setup, &report)?;
    files::replace(&places.baseline, &next.baseline.to_text())?;
    terminal::note(&next.told(&shown(&places.baseline), report.language));
    let unchecked = report.summary.partly + report.summary.unchecked;
    if unchecked > 0 {
        terminal::note(&match report.language {
            Language::Id => format!("{unchecked} dokumen tidak diperiksa seluruhnya; temuannya tidak dicatat"),
            Language::En => format!("{unchecked} documents were not checked whole; nothing of that is in it"),
        });
    }
    Ok(if unchecked > 0 { UNCHECKED } else { CLEAN })
}

/// A baseline that is there grows only when that is wanted.
fn refuse_growing(options: &BaselineArgs, path: &Path, there: bool) -> Result<(), Refused> {
    if there && !options.prune && !options.accept_new {
        return Err(Refused::new(format!("{} is there already", shown(path)))
            .help("--prune takes out what is no longer found; --accept-new --reason \"…\" adds what is new"));
    }
    if !there && options.prune {
        return Err(Refused::new(format!("there is no {} to take anything out of", shown(path)))
            .help("`soplint baseline` writes one"));
    }
    Ok(())
}

fn check(options: &BaselineArgs, setup: &mut Setup) -> Result<Report, Refused> {
    let mut checks = CheckArgs::of_paths(&options.paths).map_err(|error| Refused::new(error.to_string()))?;
    (checks.run.no_ignore, checks.run.jobs) = (options.no_ignore, options.jobs);
    let linter = &mut setup.linter;
    linter.accepted.counts_all = true;
    if options.phase.is_some() {
        linter.options.phase = options.phase;
        linter.known.overrides.without_phases();
    }
    let inputs = discover(&checks, linter, Selection::new(&setup.stack, &setup.settings), Opening::Files)?;
    judge(linter, &inputs, &checks)
}

/// The baseline that is written.
struct Next {
    baseline: Baseline,
    kept: usize,
    removed: usize,
    added: usize,
}

impl Next {
    fn of(options: &BaselineArgs, setup: &Setup, report: &Report) -> Result<Self, Refused> {
        let linter = &setup.linter;
        let allow = setup.settings.baseline.allow.iter().map(|said| said.value).collect::<Vec<_>>();
        let allows = |severity: Severity| allow.is_empty() || allow.contains(&severity);
        let sources = report.sources.iter();
        let documents = sources.flat_map(|source| source.documents.iter().map(move |document| (source, document)));
        let mut new = Vec::new();
        for (source, document) in documents {
            let findings = document.findings.iter();
            let old = findings.filter(|finding| may_be_old(linter, finding) && allows(finding.severity));
            new.extend(old.map(|finding| Entry::of(source, document, finding)));
        }
        let before = linter.accepted.baseline.as_ref();
        let of_before = report.baseline.as_ref().map(|of| (of.kept.clone(), of.stale.len()));
        // Without a baseline, or when nothing was held against it, nothing is kept and nothing is stale.
        let (mut entries, removed) = of_before.unwrap_or_default();
        let kept = entries.len();
        let mut notes = before.map_or_else(Vec::new, |file| file.baseline.notes.clone());
        if options.prune {
            new.clear();
        }
        if let Some(file) = before {
            refuse_rising(file, &entries, &new)?;
        }
        if let (Some(reason), false) = (&options.reason, new.is_empty()) {
            let day = report.today.to_iso();
            notes.push(Note { day, findings: new.len(), reason: reason.clone() });
        }
        let added = new.len();
        entries.extend(new);
        Ok(Self { baseline: Baseline { entries, notes }, kept, removed, added })
    }

    fn told(&self, path: &str, language: Language) -> String {
        let Self { kept, removed, added, .. } = self;
        match language {
            Language::Id => {
                format!("{path}: {added} temuan ditambahkan, {removed} dihapus karena sudah diperbaiki, {kept} tetap")
            }
            Language::En => format!("{path}: {added} findings added, {removed} taken out as mended, {kept} kept"),
        }
    }
}

/// With a ratchet the count of a document may only fall.
fn refuse_rising(file: &BaselineFile, kept: &[Entry], new: &[Entry]) -> Result<(), Refused> {
    if !file.is_ratchet {
        return Ok(());
    }
    let before = file.baseline.counts();
    let mut after: BTreeMap<&str, usize> = BTreeMap::new();
    kept.iter().chain(new).for_each(|entry| *after.entry(&entry.path).or_default() += 1);
    let rising = after.iter().find(|(path, count)| **count > before.get(*path).copied().unwrap_or_default());
    match rising {
        None => Ok(()),
        Some((path, count)) => {
            let was = before.get(path).copied().unwrap_or_default();
            Err(Refused::new(format!("{path} would have {count} old findings instead of {was}"))
                .help("'ratchet: true' in the settings lets counts only fall; waive single findings: `soplint waive`"))
        }
    }
}

/// `--move OLD NEW`.
fn moved(setup: &Setup, places: &Places, (old, new): (&str, &str)) -> Result<u8, Refused> {
    let Some(file) = &setup.linter.accepted.baseline else {
        return Err(Refused::new(format!("there is no {}", shown(&places.baseline))));
    };
    if places.root.join(old).exists() {
        return Err(Refused::new(format!("{old} is still there: its old findings are its own"))
            .help("--move is for a file that has another name now"));
    }
    let mut baseline = file.baseline.clone();
    let mut count = 0;
    for entry in baseline.entries.iter_mut().filter(|entry| entry.path == old) {
        new.clone_into(&mut entry.path);
        count += 1;
    }
    if count == 0 {
        let known = file.baseline.counts().into_keys();
        let refused = Refused::new(format!("no finding of '{old}' is in {}", file.name));
        return Err(match crate::sop::label::nearest(old, known) {
            Some(near) => refused.help(format!("did you mean '{near}'?")),
            None => refused.help("paths are counted from the folder of soplint.yaml"),
        });
    }
    files::replace(&places.baseline, &baseline.to_text())?;
    terminal::note(&match setup.linter.options.language {
        Language::Id => format!("{count} temuan lama kini milik {new}"),
        Language::En => format!("{count} old findings belong to {new} now"),
    });
    Ok(CLEAN)
}
