//! `soplint audit`: an entire archive, and where it stands.
//!
//! In: folders and archives, packs, settings, earlier audits. Out: a summary on standard output and as many reports in files as are
//! wanted, all of the same run.

mod journal;
mod outputs;
mod parts;
mod past;
mod progress;
mod work;

use std::path::{Path, PathBuf};

use super::accept::{self, Places, Wanted};
use super::args::{AuditArgs, CheckArgs, Common};
use super::cache::{JOURNAL, LEAST_INPUTS, forget_oldest, user_folder};
use super::check::{bounds, exit_code, gate, pool};
use super::discover::{Inputs, Opening, Selection, discover};
use super::linter::{SETTINGS, Setup, current_folder, setup_to_check, shown};
use super::made::Key;
use super::{CLEAN, Refused, files, terminal};
use crate::engine::Linter;
use crate::engine::card::{Cards, common_agency};
use crate::engine::record::{Record, Text, sha256};
use crate::engine::report::Report;
use crate::engine::scorecard::Scorecards;
use crate::finding::Severity;
use crate::pack::{LayerKind, Settings, Stack};
use crate::report::audit::Audit;
use crate::report::{Outputs, Style};
use crate::sop::Language;

pub(super) use outputs::{Output, is_report, output};
pub(super) use parts::part;

use journal::Journal;
use outputs::Plan;
use parts::Parts;
use past::Past;
use progress::Progress;
use work::Work;

pub(super) fn run(options: &AuditArgs, common: &Common) -> Result<u8, Refused> {
    let checks = checks(options)?;
    let plan = Plan::of(options)?;
    // Only the page shows documents as they were read; the parts of an archive are made for any report.
    let needs_portraits = plan.has_page() || options.shard.is_some() || !options.merge.is_empty();
    let cards = if needs_portraits { Cards::WithPortrait } else { Cards::Plain };
    let ready = Ready::new(&checks, common, cards)?;
    let pool = pool(&checks)?;
    if !options.merge.is_empty() {
        return pool.install(|| merge(options, &checks, common, ready, &plan));
    }
    let mut inputs =
        discover(&checks, &ready.linter, Selection::new(&ready.stack, &ready.settings), Opening::Archives)?;
    plan.spare(&inputs)?;
    leave_out_reports(&mut inputs, &plan, ready.language());
    tell_other_settings(options, &ready);
    let past = Past::of(options, &roots(options))?;
    let journal = journal(options, &ready, inputs.list.len());
    let work = pool.install(|| Work::new(&ready.linter, &inputs, journal.as_ref()));
    if let Some((shard, file)) = options.shard.zip(options.facts.as_ref()) {
        let head = parts::head(&ready.linter, &ready.stack, &inputs, (shard, roots(options), options.title.clone()));
        let progress = Progress::new(inputs.list.len() / shard.1 as usize, !options.run.no_progress, ready.language());
        let count = pool.install(|| parts::write(&work, &head, &progress, file))?;
        progress.end();
        terminal::note(&ready.told_part(count, shard, &shown(file)));
        return Ok(CLEAN);
    }
    let progress = Progress::new(inputs.list.len(), !options.run.no_progress, ready.language());
    let report = pool.install(|| work.report(&progress));
    progress.end();
    let archive =
        Archive { report, title: options.title.clone(), roots: roots(options), is_empty: inputs.are_missing(), past };
    let code = publish(&checks, common, &ready, &plan, archive);
    if let Some(journal) = journal {
        journal.close();
    }
    code
}

/// What was audited.
struct Archive {
    report: Report,
    /// What it is called, where that was typed.
    title: Option<String>,
    roots: Vec<String>,
    is_empty: bool,
    past: Past,
}

/// Puts the parts of an archive together.
fn merge(
    options: &AuditArgs,
    checks: &CheckArgs,
    common: &Common,
    mut ready: Ready,
    plan: &Plan,
) -> Result<u8, Refused> {
    let parts = Parts::open(&options.merge)?;
    ready.linter.accepted.sees_all = parts.head().sees_all;
    parts.check(parts::made(&ready.linter, &ready.stack))?;
    let past = Past::of(options, &parts.head().roots)?;
    let progress = Progress::new(parts.head().inputs as usize, !options.run.no_progress, ready.language());
    let report = parts.report(&ready.linter, &progress);
    progress.end();
    let (title, roots) = (parts.head().title.clone(), parts.head().roots.clone());
    let archive = Archive { report, title, roots, is_empty: parts.head().inputs == 0, past };
    publish(checks, common, &ready, plan, archive)
}

/// Writes the reports, and gives the exit code.
fn publish(checks: &CheckArgs, common: &Common, ready: &Ready, plan: &Plan, archive: Archive) -> Result<u8, Refused> {
    let Archive { report, title, roots, is_empty, past } = archive;
    let linter = &ready.linter;
    let title = called(title.as_deref(), &report, &roots)?;
    let scores = Scorecards::of(&report, linter);
    let mut record = Record::of(&report, linter, (&title, ready.texts(), &roots));
    let code = exit_code(&report, ready.gate, checks, is_empty);
    let style = Style { colour: terminal::colour(common.color), ..Style::default() };
    let outputs = Outputs { report: &report, linter, style, exit_code: code };
    let history = past.earlier(&record);
    let audit = Audit { outputs, scores: &scores, record: &record, history: &history, title: &title, way: "" };
    let written = plan.write(&audit)?;
    record.reports = written;
    plan.write_record(&record)?;
    plan.tell(report.language);
    past.add(&record, &scores, report.language);
    Ok(code)
}

/// An audit before it begins.
struct Ready {
    linter: Linter,
    stack: Stack,
    settings: Settings,
    gate: Option<Severity>,
}

impl Ready {
    fn new(checks: &CheckArgs, common: &Common, cards: Cards) -> Result<Self, Refused> {
        let mut setup = setup_to_check(common, &checks.run.select, &checks.run.ignore)?;
        let places = Places::of(common, &setup)?;
        accept::load(&mut setup, &places, common, &checks.paths, Wanted::of(checks, common))?;
        let gate = gate(checks, &setup.settings);
        let Setup { mut linter, stack, settings, .. } = setup;
        bounds(&mut linter, checks, &settings);
        linter.options.hash = true;
        linter.options.cards = cards;
        Ok(Self { linter, stack, settings, gate })
    }

    fn language(&self) -> Language {
        self.linter.options.language
    }

    /// The texts the audit rests on.
    fn texts(&self) -> Vec<Text> {
        texts(&self.linter, &self.stack)
    }

    fn tell_known(&self, known: usize) {
        if known == 0 {
            return;
        }
        terminal::note(&match self.language() {
            Language::Id => format!("{known} masukan sudah pernah diperiksa; yang tidak berubah tidak diperiksa lagi"),
            Language::En => format!("{known} inputs were judged before; what has not changed is not judged again"),
        });
    }

    fn told_part(&self, count: usize, (part, of): (u32, u32), file: &str) -> String {
        match self.language() {
            Language::Id => format!("bagian {part}/{of}: {count} masukan diperiksa, hasilnya di {file}"),
            Language::En => format!("part {part}/{of}: {count} inputs judged, kept in {file}"),
        }
    }
}

/// The texts a run rests on.
pub(super) fn texts(linter: &Linter, stack: &Stack) -> Vec<Text> {
    let text = |kind: &str, name: &str, text: &str| Text {
        kind: kind.to_owned(),
        name: Path::new(name).file_name().map_or_else(|| name.to_owned(), |name| name.to_string_lossy().into_owned()),
        sha256: sha256(text.as_bytes()),
    };
    let layers = stack.layers.iter().map(|layer| {
        let kind = match layer.source.kind {
            LayerKind::Pack => "pack",
            LayerKind::Settings => "settings",
            LayerKind::Project => "project",
        };
        text(kind, &layer.source.name, &layer.source.text)
    });
    let waivers = linter.accepted.waivers.iter().map(|file| text("waivers", &file.name, &file.text));
    let baseline = linter.accepted.baseline.iter().map(|file| text("baseline", &file.name, &file.text));
    layers.chain(waivers).chain(baseline).collect()
}

/// The journal of the audit, unless it keeps none.
fn journal(options: &AuditArgs, ready: &Ready, inputs: usize) -> Option<Journal> {
    if options.run.no_cache || inputs < LEAST_INPUTS {
        return None;
    }
    let folder = options.run.cache_dir.clone().or_else(user_folder)?;
    let mut slot = Key::default();
    slot.add_debug(&(
        current_folder().ok()?,
        &options.paths,
        &options.run.select,
        &options.run.ignore,
        options.run.phase,
    ));
    let slot: String = slot.finish().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let file = folder.join(format!("{slot}.{JOURNAL}"));
    let opened = Journal::open(&file, parts::made(&ready.linter, &ready.stack));
    match opened.and_then(|journal| forget_oldest(&folder).map(|()| journal)) {
        Ok(journal) => {
            ready.tell_known(journal.len());
            Some(journal)
        }
        Err(error) => {
            let (file, why) = (shown(&file), files::reason(&error));
            terminal::note(&match ready.language() {
                Language::Id => format!("audit ini tidak diingat ({file}: {why})"),
                Language::En => format!("this audit is not remembered ({file}: {why})"),
            });
            None
        }
    }
}

/// Reports of this and of earlier audits that lie in the archive are no SOPs; what is left out is told.
fn leave_out_reports(inputs: &mut Inputs, plan: &Plan, language: Language) {
    let is_earlier = |path: &&Path| !plan.writes(path) && is_report(path);
    let earlier: Vec<PathBuf> = inputs.paths().filter(is_earlier).map(Path::to_owned).collect();
    for path in &earlier {
        let file = shown(path);
        terminal::note(&match language {
            Language::Id => format!("{file} adalah laporan audit sebelumnya, bukan SOP; tidak diperiksa"),
            Language::En => format!("{file} is a report of an earlier audit, no SOP; it is left out"),
        });
    }
    inputs.leave_out(|path| plan.writes(path) || earlier.iter().any(|report| report == path));
}

/// Says that settings lie in the archive and are not those of the run, which are looked for from the current folder.
fn tell_other_settings(options: &AuditArgs, ready: &Ready) {
    let is_used =
        |file: &Path| ready.stack.layers.iter().any(|layer| files::is_same(Path::new(&layer.source.name), file));
    let all = options.paths.iter().flat_map(|path| SETTINGS.map(|name| path.join(name)));
    for file in all.filter(|file| file.is_file() && !is_used(file)) {
        let file = shown(&file);
        terminal::note(&match ready.language() {
            Language::Id => {
                format!("setelan {file} tidak dipakai: jalankan dari foldernya, atau dengan --config {file}")
            }
            Language::En => format!("the settings {file} are not used: run in their folder, or with --config {file}"),
        });
    }
}

/// The places that were named, as reports show them.
fn roots(options: &AuditArgs) -> Vec<String> {
    options.paths.iter().map(|path: &PathBuf| shown(path)).collect()
}

/// What `soplint check` would be told.
fn checks(options: &AuditArgs) -> Result<CheckArgs, Refused> {
    let checks = CheckArgs::of_paths(&options.paths).map_err(|error| Refused::new(error.to_string()))?;
    Ok(CheckArgs { run: options.run.clone(), ..checks })
}

/// What the archive is called: as was typed, else the organisation most of its documents name, else its folder.
fn called(typed: Option<&str>, report: &Report, roots: &[String]) -> Result<String, Refused> {
    let cards =
        report.sources.iter().flat_map(|source| &source.documents).filter_map(|document| document.card.as_deref());
    if let Some(title) = typed.or_else(|| common_agency(cards)) {
        return Ok(title.to_owned());
    }
    let here = current_folder()?;
    let first = roots.first().map_or(".", String::as_str);
    let real = here.join(first).canonicalize().unwrap_or_else(|_| here.join(first));
    Ok(real.file_name().map_or_else(|| "SOP".to_owned(), |name| name.to_string_lossy().into_owned()))
}
