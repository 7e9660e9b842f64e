//! `soplint check`.

use std::io::IsTerminal;
use std::path::PathBuf;

use super::accept::{self, Places, Wanted};
use super::args::{CheckArgs, Common};
use super::cache::{Cache, Made};
use super::changed::Changed;
use super::discover::{Inputs, Opening, Selection, discover};
use super::fix::{self, Repairs};
use super::linter::{Setup, setup_to_check};
use super::outputs::Plan;
use super::{CLEAN, FINDINGS, Refused, UNCHECKED, overrides, terminal, watch};
use crate::engine::report::{Report, is_unchecked_notice};
use crate::engine::{Linter, run_all};
use crate::finding::{Confidence, Severity};
use crate::pack::{Settings, Stack};
use crate::report::{Outputs, Style};
use crate::sop::Language;

/// More threads than any machine has use for.
const MOST_JOBS: usize = 1024;
/// Runs from this many inputs on show their progress.
const PROGRESS_FROM: usize = 200;

pub(super) fn run(options: &CheckArgs, common: &Common) -> Result<u8, Refused> {
    if options.watch {
        return watch::run(options, common);
    }
    let (ready, code) = once(options, common)?;
    // The process ends here: giving the rules back piece by piece takes as long as checking a document.
    std::mem::forget(ready);
    Ok(code)
}

/// A run before it begins.
pub(super) struct Ready {
    linter: Linter,
    stack: Stack,
    places: Places,
    plan: Plan,
    gate: Option<Severity>,
    inputs: Inputs,
    changed: Option<Changed>,
}

impl Ready {
    /// Looks at everything that was typed and set, so that what would go wrong at the end is refused here.
    fn new(options: &CheckArgs, common: &Common) -> Result<Self, Refused> {
        let plan = Plan::of(options)?;
        let mut setup = setup_to_check(common, &options.run.select, &options.run.ignore)?;
        let places = Places::of(common, &setup)?;
        accept::load(&mut setup, &places, common, &options.paths, Wanted::of(options, common))?;
        let Setup { mut linter, stack, settings, .. } = setup;
        let gate = gate(options, &settings);
        bounds(&mut linter, options, &settings);
        linter.options.hash = plan.has_hashes();
        let changed = options.changed_since.as_deref().map(Changed::since).transpose()?;
        let inputs = discover(options, &linter, Selection::new(&stack, &settings), Opening::Files)?;
        plan.spare(&inputs, &stack, &[&places.waivers, &places.baseline])?;
        Ok(Self { linter, stack, places, plan, gate, inputs, changed })
    }

    /// The files besides the inputs that the run rests on.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let layers = self.stack.layers.iter().map(|layer| PathBuf::from(&layer.source.name));
        layers.chain([self.places.waivers.clone(), self.places.baseline.clone()]).collect()
    }

    /// What was found, now or in a run in which all was the same.
    fn report(&self, options: &CheckArgs, common: &Common) -> Result<Report, Refused> {
        let Self { linter, stack, inputs, .. } = self;
        let cache = Cache::of(options, common, &Made { linter, stack, inputs });
        if let Some(report) = cache.as_ref().and_then(|cache| cache.take(linter)) {
            return Ok(report);
        }
        let report = judge(linter, inputs, options)?;
        cache.iter().for_each(|cache| cache.put(&report));
        Ok(report)
    }
}

/// The severity from which on findings fail a run.
pub(super) fn gate(options: &CheckArgs, settings: &Settings) -> Option<Severity> {
    match (options.run.fail_on, settings.fail_on) {
        (Some(chosen), _) => chosen.severity(),
        (None, Some(said)) => said.value,
        (None, None) => Some(Severity::Error),
    }
}

/// Tells a linter how large inputs may be, and the phase all of them are judged in, as typed or set.
pub(super) fn bounds(linter: &mut Linter, options: &CheckArgs, settings: &Settings) {
    if let Some(most) = options.run.max_size.or(settings.file_mib.map(|said| said.value)) {
        linter.options.most_bytes = most.saturating_mul(1 << 20);
        linter.options.most_office_bytes = linter.options.most_bytes;
    }
    if options.run.phase.is_some() {
        linter.options.phase = options.run.phase;
        linter.known.overrides.without_phases();
    }
}

/// One run, with what it was made of and its exit code.
pub(super) fn once(options: &CheckArgs, common: &Common) -> Result<(Ready, u8), Refused> {
    let ready = Ready::new(options, common)?;
    let Ready { linter, stack, plan, inputs, changed, .. } = &ready;
    if options.diff {
        let code = fix::diff(linter, inputs, options, common, changed.as_ref())?;
        return Ok((ready, code));
    }
    let repairs = options.fix.then(|| fix::repair(linter, inputs, options, changed.as_ref())).transpose()?;
    let mut report = ready.report(options, common)?;
    if overrides::is_whole(stack, &options.paths) {
        overrides::tell_idle(linter, stack, &report);
    }
    if let Some(changed) = changed {
        report.keep(|source| changed.holds(&source.name));
        terminal::note(&only_changed(&report, inputs.list.len()));
    }
    let repaired = repairs.is_some_and(Repairs::is_any);
    let code = match exit_code(&report, ready.gate, options, inputs.are_missing()) {
        CLEAN | UNCHECKED if repaired && options.exit_non_zero_on_fix => FINDINGS,
        code => code,
    };
    if inputs.are_missing() {
        terminal::note(nothing_matched(linter.options.language));
    }
    plan.write(&Outputs { report: &report, linter, style: style(options, common), exit_code: code })?;
    if let Some(repairs) = repairs {
        terminal::note(&repairs.told(linter.options.language));
    }
    Ok((ready, code))
}

fn style(options: &CheckArgs, common: &Common) -> Style {
    Style {
        colour: terminal::colour(common.color),
        min_severity: options.min_severity,
        sarif_limit: options.sarif_limit,
        verbose: options.verbose,
        include_suppressed: options.include_suppressed,
    }
}

fn nothing_matched(language: Language) -> &'static str {
    match language {
        Language::Id => "EN010: tidak ada SOP (*.sop.yaml, *.sop.md, *.docx, *.xlsx, *.ods) di tempat yang disebut",
        Language::En => "EN010: no SOP (*.sop.yaml, *.sop.md, *.docx, *.xlsx, *.ods) in the given places",
    }
}

fn only_changed(report: &Report, inputs: usize) -> String {
    let kept = report.sources.iter().filter(|source| !source.of_project && !source.documents.is_empty()).count();
    match report.language {
        Language::Id => format!("{kept} dari {inputs} masukan berubah dan dilaporkan; semuanya diperiksa"),
        Language::En => format!("{kept} of {inputs} inputs changed and are reported; all were checked"),
    }
}

pub(super) fn judge(linter: &Linter, inputs: &Inputs, options: &CheckArgs) -> Result<Report, Refused> {
    let names: Vec<String> = inputs.list.iter().map(|input| input.name.clone()).collect();
    let bar = progress(names.len(), options);
    let work = || {
        run_all(
            linter,
            &names,
            inputs.coverage,
            |at| inputs.list[at].load(linter.options.most_bytes_of(&names[at])),
            |_| {
                if let Some(bar) = &bar {
                    bar.inc(1);
                }
            },
        )
    };
    let report = pool(options)?.install(work);
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    Ok(report)
}

/// As many threads as are wanted.
pub(super) fn pool(options: &CheckArgs) -> Result<rayon::ThreadPool, Refused> {
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(jobs) = options.run.jobs {
        if jobs == 0 {
            return Err(Refused::new("--jobs 0: at least one thread is needed"));
        }
        if jobs > MOST_JOBS {
            return Err(Refused::new(format!("--jobs {jobs}: at most {MOST_JOBS} threads are started")));
        }
        pool = pool.num_threads(jobs);
    }
    pool.build().map_err(|error| Refused::new(format!("cannot start threads: {error}")))
}

fn progress(count: usize, options: &CheckArgs) -> Option<indicatif::ProgressBar> {
    let wanted = count >= PROGRESS_FROM && !options.run.no_progress && std::io::stderr().is_terminal();
    let style = indicatif::ProgressStyle::with_template("{bar:30} {pos}/{len} {per_sec} {eta}").ok()?;
    wanted.then(|| indicatif::ProgressBar::new(count as u64).with_style(style))
}

/// Findings before unchecked documents: a red gate says the worse of the two.
pub(super) fn exit_code(report: &Report, gate: Option<Severity>, options: &CheckArgs, no_input: bool) -> u8 {
    let fails = gate.is_some_and(|severity| has_failing(report, severity));
    let summary = &report.summary;
    let unchecked = summary.partly + summary.unchecked > 0 || no_input;
    if fails && !options.run.exit_zero {
        FINDINGS
    } else if unchecked && !options.run.allow_unchecked {
        UNCHECKED
    } else {
        CLEAN
    }
}

/// A finding that rests on an unsure reading is shown but fails nothing.
fn has_failing(report: &Report, severity: Severity) -> bool {
    let documents = report.sources.iter().flat_map(|source| &source.documents);
    documents.flat_map(|document| &document.findings).any(|finding| {
        finding.severity >= severity && finding.confidence > Confidence::Low && !is_unchecked_notice(finding)
    })
}
