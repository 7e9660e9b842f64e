//! What is accepted: the waivers and the baseline of a project → [`Acceptances`].
//!
//! In: the settings, and two files beside them. Out: what a linter needs to set accepted findings apart. A file that is
//! named and not there, or that cannot be read, is never taken for an empty one.

use std::path::{Path, PathBuf};

use super::Refused;
use super::args::{CheckArgs, Common};
use super::files::reason;
use super::linter::{Setup, current_folder, project_above, shown};
use super::overrides::project_of;
use super::terminal;
use crate::engine::Folder;
use crate::engine::accept::baseline::Baseline;
use crate::engine::accept::waivers::WaiverFile;
use crate::engine::accept::{Acceptances, BaselineFile, Inline, WARN_DAYS};
use crate::finding::Severity;
use crate::pack::waivers::{MOST_MONTHS, Terms, waivers};
use crate::pack::{Level, Said};
use crate::report::pack::render;
use crate::source::TextView;

/// Names of the files beside the settings.
pub(super) const WAIVERS: &str = "soplint.waivers.yaml";
pub(super) const BASELINE: &str = "soplint.baseline.jsonl";

/// Where the files are that say what is accepted.
pub(super) struct Places {
    /// The folder of the project, from the current one.
    pub(super) root: PathBuf,
    pub(super) waivers: PathBuf,
    pub(super) baseline: PathBuf,
    /// Whether the settings name them: then they must be there.
    waivers_named: bool,
    baseline_named: bool,
}

impl Places {
    /// Looks at the settings of a run.
    pub(super) fn of(common: &Common, setup: &Setup) -> Result<Self, Refused> {
        let root = match &common.config {
            Some(settings) => project_of(settings).unwrap_or(Path::new("")).to_owned(),
            None => project_above(&[WAIVERS, BASELINE])?.0,
        };
        let settings = &setup.settings;
        let file = |named: &Option<(String, Said<()>)>, name: &str| match named {
            // A path is looked for from the folder of the file that holds it.
            Some((file, said)) => {
                let layer = &setup.stack.layers[said.layer].source.name;
                (Path::new(layer).parent().unwrap_or(Path::new("")).join(file), true)
            }
            None => (root.join(name), false),
        };
        let (waivers, waivers_named) = file(&settings.waivers.file, WAIVERS);
        let (baseline, baseline_named) = file(&settings.baseline.file, BASELINE);
        Ok(Self { root, waivers, baseline, waivers_named, baseline_named })
    }

    /// How paths of inputs are counted from the folder of the project.
    fn folder(&self) -> Result<Folder, Refused> {
        let here = current_folder()?;
        let root = here.join(&self.root);
        let real = root.canonicalize().unwrap_or_else(|_| root.clone());
        Ok(Folder::new([shown(&real), shown(&root)], &shown(&here)))
    }

    /// Whether one of the paths that are checked is the folder of the project, or one above it.
    fn are_all_seen(&self, paths: &[PathBuf]) -> bool {
        let real = |path: &Path| path.canonicalize().ok();
        let root = if self.root.as_os_str().is_empty() { real(Path::new(".")) } else { real(&self.root) };
        paths.iter().any(|path| root.as_ref().zip(real(path)).is_some_and(|(root, path)| root.starts_with(path)))
    }
}

/// What of it is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) waivers: bool,
    pub(super) baseline: bool,
}

impl Wanted {
    pub(super) fn of(options: &CheckArgs, common: &Common) -> Self {
        let waivers = !options.run.no_waivers;
        // Without settings there is no project that could have accepted anything.
        Self { waivers, baseline: waivers && !options.run.no_baseline && !common.isolated }
    }
}

/// Tells the linter of a run what is accepted; `paths` are those that are checked.
pub(super) fn load(
    setup: &mut Setup,
    places: &Places,
    common: &Common,
    paths: &[PathBuf],
    wanted: Wanted,
) -> Result<(), Refused> {
    let settings = &setup.settings;
    let is_forbidden = settings.waivers.inline.is_some_and(|said| !said.value);
    let inline = match (wanted.waivers, is_forbidden) {
        (false, _) => Inline::Ignored,
        (true, true) => Inline::Forbidden,
        (true, false) => Inline::Accepted,
    };
    let has_file = wanted.waivers && !common.isolated;
    let resting = setup.resting.iter().map(|rule| rule.id).chain(setup.off.iter().map(|off| off.rule));
    let baseline = if wanted.baseline { baseline_file(setup, places)? } else { None };
    let waivers = if has_file { waiver_file(setup, places, common)? } else { None };
    setup.linter.accepted = Acceptances {
        counts_all: baseline.is_some() || waivers.is_some(),
        waivers,
        warn_days: settings.waivers.warn_days.map_or(WARN_DAYS, |said| said.value),
        inline,
        baseline,
        folder: places.folder()?,
        sees_all: places.are_all_seen(paths),
        resting: resting.collect(),
    };
    Ok(())
}

/// The text of a file; nothing when it is not there and nobody says that it is.
fn text_of(path: &Path, what: &str, is_named: bool) -> Result<Option<String>, Refused> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !is_named => return Ok(None),
        Err(error) => return Err(Refused::new(format!("cannot read {what} {}: {}", shown(path), reason(&error)))),
    };
    let view = TextView::decode(&bytes);
    let view = view.map_err(|error| Refused::new(format!("cannot read {what} {}: {error}", shown(path))))?;
    Ok(Some(view.text.into_owned()))
}

fn waiver_file(setup: &Setup, places: &Places, common: &Common) -> Result<Option<WaiverFile>, Refused> {
    let Some(text) = text_of(&places.waivers, "the waivers", places.waivers_named)? else { return Ok(None) };
    let rules: Vec<_> = setup.linter.walk.rules.iter().chain(&setup.resting).collect();
    let most_months = setup.settings.waivers.most_months.map_or(MOST_MONTHS, |said| said.value);
    let terms = Terms { rules: &rules, off: &setup.off, today: setup.linter.options.today, most_months };
    let (list, diagnostics) = waivers(&text, &terms);
    let name = shown(&places.waivers);
    if !diagnostics.is_empty() {
        terminal::raw(&render(&name, &text, &diagnostics, terminal::colour_on_stderr(common.color)));
    }
    match diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error).count() {
        0 => Ok(Some(WaiverFile { name, text, waivers: list })),
        1 => Err(Refused::new(format!("1 mistake in {name}; nothing was checked"))),
        many => Err(Refused::new(format!("{many} mistakes in {name}; nothing was checked"))),
    }
}

fn baseline_file(setup: &Setup, places: &Places) -> Result<Option<BaselineFile>, Refused> {
    let Some(text) = text_of(&places.baseline, "the baseline", places.baseline_named)? else { return Ok(None) };
    let name = shown(&places.baseline);
    let baseline = Baseline::parse(&text).map_err(|error| {
        Refused::new(format!("{name} is no baseline that can be used: {error}"))
            .help("take it back from version control, or delete it and write a new one: `soplint baseline`")
    })?;
    let there = baseline.counts().into_keys().filter(|path| places.root.join(path).exists());
    let there = there.map(str::to_owned).collect();
    let settings = &setup.settings.baseline;
    let allow: Vec<Severity> = settings.allow.iter().map(|said| said.value).collect();
    let allow = if allow.is_empty() { Severity::ALL.to_vec() } else { allow };
    let is_ratchet = settings.ratchet.is_some_and(|said| said.value);
    Ok(Some(BaselineFile { name, text, baseline, allow, is_ratchet, there }))
}
