//! `soplint test`: rules tried on their examples and on case files.
//!
//! In: packs, and folders of case files beside them. Out: what fires, what stays silent, what points exactly, and every
//! difference side by side. With `--update` the sidecars of case files are written; sources are never touched.

mod cases;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::args::{Common, TestArgs};
use super::linter::{Setup, setup};
use super::{CLEAN, FINDINGS, Refused, UNCHECKED, files, terminal};
use crate::engine::Known;
use crate::engine::trial::{self, Candidate, RuleTrial};
use crate::finding::RuleId;
use crate::pack::{LayerKind, SHIPPED, Stack};
use crate::report::trial::{Trials, TriedPack, render};
use crate::rule::Rule;

pub(super) fn run(options: &TestArgs, common: &Common) -> Result<u8, Refused> {
    let mut common = common.clone();
    if !options.packs.is_empty() {
        common.rules.clone_from(&options.packs);
    }
    let Setup { mut linter, stack, .. } = setup(&common, &options.select, &options.ignore)?;
    // An example stands for itself: it says its phase, and holds in every project.
    linter.options.phase = None;
    linter.known = Known::default();
    let packs = packs(&linter.packs, &stack);
    let rules = std::mem::take(&mut linter.walk.rules);
    let rules: Vec<Rule> = rules.into_iter().filter(|rule| is_tried(rule, &packs, options, &common)).collect();
    remark_on_folders(&packs, &rules, options)?;
    let (language, today) = (linter.options.language, linter.options.today);
    let candidates = rules.into_iter().map(|rule| candidate(rule, &packs, options)).collect::<Result<_, _>>()?;
    let mut trials = trial::run(linter, candidates);
    let written = if options.update { update(&mut trials)? } else { Vec::new() };
    let exit_code = exit_code(&trials);
    let shown = Trials {
        trials: &trials,
        packs: packs.iter().map(|pack| pack.shown.clone()).collect(),
        language,
        today,
        colour: terminal::colour(common.color),
        written: &written,
        exit_code,
    };
    terminal::write(|out| render(options.output_format, &shown, out))?;
    Ok(exit_code)
}

/// A pack of the run.
struct PackFile {
    shown: TriedPack,
    /// Whether it was asked for, and not only extended by another.
    asked_for: bool,
    /// The folder of case files beside it; shipped packs have none.
    folder: Option<PathBuf>,
}

fn packs(infos: &[crate::rule::PackInfo], stack: &Stack) -> Vec<PackFile> {
    let layers = stack.layers.iter().enumerate().filter(|(_, layer)| layer.source.kind == LayerKind::Pack);
    let pack = |((at, layer), info): ((usize, &crate::pack::Layer), &crate::rule::PackInfo)| {
        let file = layer.source.name.clone();
        let is_shipped = SHIPPED.iter().any(|shipped| shipped.path == layer.source.id);
        PackFile {
            folder: (!is_shipped).then(|| Path::new(&file).with_extension("cases")),
            shown: TriedPack { name: info.name.clone(), version: info.version.clone(), file },
            asked_for: stack.tops.contains(&at),
        }
    };
    layers.zip(infos).map(pack).collect()
}

/// Of packs that were named, their own rules are tried; those they extend only when they are selected.
fn is_tried(rule: &Rule, packs: &[PackFile], options: &TestArgs, common: &Common) -> bool {
    let all = common.rules.is_empty() || !options.select.is_empty();
    all || packs.iter().any(|pack| pack.asked_for && pack.shown.name == rule.pack)
}

fn candidate(rule: Rule, packs: &[PackFile], options: &TestArgs) -> Result<Candidate, Refused> {
    let pack = packs.iter().find(|pack| pack.shown.name == rule.pack);
    let mut found = Vec::new();
    let beside = pack.and_then(|pack| pack.folder.as_deref());
    let more = options.cases.as_deref().filter(|more| Some(*more) != beside);
    for folder in beside.into_iter().chain(more) {
        found.extend(cases::of_rule(&folder.join(rule.id.as_str()))?);
    }
    let pack_file = pack.map_or_else(|| rule.pack.clone(), |pack| pack.shown.file.clone());
    Ok(Candidate { rule, pack_file, cases: found })
}

/// Says which folders beside a pack belong to none of its rules.
fn remark_on_folders(packs: &[PackFile], rules: &[Rule], options: &TestArgs) -> Result<(), Refused> {
    if let Some(folder) = options.cases.as_deref().filter(|folder| !folder.is_dir()) {
        return Err(Refused::new(format!("no such folder: {}", folder.display()))
            .help("--cases names a folder with a folder of case files for each rule: DIR/MB002/fail-x.sop.yaml"));
    }
    if !options.select.is_empty() || !options.ignore.is_empty() {
        return Ok(());
    }
    let ids: BTreeSet<RuleId> = rules.iter().map(|rule| rule.id).collect();
    for folder in packs.iter().filter(|pack| pack.asked_for).filter_map(|pack| pack.folder.as_deref()) {
        for name in cases::folders_in(folder)? {
            if !RuleId::parse(&name).is_some_and(|id| ids.contains(&id)) {
                terminal::note(&format!("{}/{name}: no rule of the pack has this id", super::linter::shown(folder)));
            }
        }
    }
    Ok(())
}

/// Writes the sidecars that are missing or different; returns their names.
fn update(trials: &mut [RuleTrial]) -> Result<Vec<String>, Refused> {
    let mut written = BTreeMap::new();
    for tried in trials.iter_mut().flat_map(|trial| &mut trial.tried) {
        let Some(text) = tried.new_sidecar() else { continue };
        let sidecar = cases::sidecar(Path::new(&tried.path));
        files::replace(&sidecar, &text)?;
        tried.accept();
        written.insert(super::linter::shown(&sidecar), ());
    }
    Ok(written.into_keys().collect())
}

fn exit_code(trials: &[RuleTrial]) -> u8 {
    let mut tried = trials.iter().flat_map(|trial| &trial.tried).peekable();
    if tried.peek().is_none() {
        UNCHECKED
    } else if tried.all(trial::Tried::holds) {
        CLEAN
    } else {
        FINDINGS
    }
}
