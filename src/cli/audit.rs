//! `soplint audit`: an entire archive, and where it stands.
//!
//! In: folders and archives, packs, settings, earlier audits. Out: a summary on standard output and as many reports in files as are
//! wanted, all of the same run.

mod outputs;

use std::path::Path;

use super::accept::{self, Places, Wanted};
use super::args::{AuditArgs, CheckArgs, Common};
use super::check::{exit_code, gate, judge};
use super::discover::{Inputs, Selection, discover};
use super::linter::{Setup, current_folder, setup_to_check};
use super::{Refused, terminal};
use crate::engine::Linter;
use crate::engine::card::Cards;
use crate::engine::record::Record;
use crate::engine::scorecard::Scorecards;
use crate::finding::Severity;
use crate::report::audit::Audit;
use crate::report::{Outputs, Style};

pub(super) use outputs::{Output, output};

use outputs::Plan;

pub(super) fn run(options: &AuditArgs, common: &Common) -> Result<u8, Refused> {
    let checks = checks(options)?;
    let plan = Plan::of(options)?;
    let Ready { linter, mut inputs, gate } = Ready::new(&checks, common)?;
    // Reports of an earlier audit that lie in the archive are no SOPs.
    inputs.leave_out(|path| plan.writes(path));
    let report = judge(&linter, &inputs, &checks)?;
    let scores = Scorecards::of(&report, &linter);
    let record = Record { id: String::new() };
    let code = exit_code(&report, gate, &checks, inputs.are_missing());
    let style = Style { colour: terminal::colour(common.color), ..Style::default() };
    let title = title(options)?;
    let outputs = Outputs { report: &report, linter: &linter, style, exit_code: code };
    plan.write(&Audit { outputs, scores: &scores, record: &record, history: &[], title: &title })?;
    Ok(code)
}

/// An audit before it begins.
struct Ready {
    linter: Linter,
    inputs: Inputs,
    gate: Option<Severity>,
}

impl Ready {
    fn new(checks: &CheckArgs, common: &Common) -> Result<Self, Refused> {
        let mut setup = setup_to_check(common, &checks.select, &checks.ignore)?;
        let places = Places::of(common, &setup)?;
        accept::load(&mut setup, &places, common, &checks.paths, Wanted::of(checks, common))?;
        let gate = gate(checks, &setup.settings);
        let Setup { mut linter, stack, settings, .. } = setup;
        super::check::bounds(&mut linter, checks, &settings);
        linter.options.hash = true;
        linter.options.cards = Cards::WithPortrait;
        let inputs = discover(checks, &linter, Selection::new(&stack, &settings))?;
        Ok(Self { linter, inputs, gate })
    }
}

/// What `soplint check` would be told.
fn checks(options: &AuditArgs) -> Result<CheckArgs, Refused> {
    let checks = CheckArgs::of_paths(&options.paths).map_err(|error| Refused::new(error.to_string()))?;
    Ok(CheckArgs {
        phase: options.phase,
        select: options.select.clone(),
        ignore: options.ignore.clone(),
        fail_on: options.fail_on,
        no_waivers: options.no_waivers,
        no_baseline: options.no_baseline,
        jobs: options.jobs,
        max_size: options.max_size,
        no_ignore: options.no_ignore,
        allow_unchecked: options.allow_unchecked,
        exit_zero: options.exit_zero,
        no_progress: options.no_progress,
        ..checks
    })
}

/// What the archive is called: as was typed, else its folder.
fn title(options: &AuditArgs) -> Result<String, Refused> {
    if let Some(title) = &options.title {
        return Ok(title.clone());
    }
    let here = current_folder()?;
    let first = options.paths.first().map_or(Path::new("."), |path| path.as_path());
    let real = here.join(first).canonicalize().unwrap_or(here);
    Ok(real.file_name().map_or_else(|| "SOP".to_owned(), |name| name.to_string_lossy().into_owned()))
}
