//! `soplint check --watch`: checks again whenever something has changed.
//!
//! In: what a run would look at: inputs, packs, settings, data, waivers, baseline. Out: a report after each change. The files
//! are looked at twice a second, which also works on the shared folders of an office, where no system tells of changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::accept::{BASELINE, WAIVERS};
use super::args::{CheckArgs, Common};
use super::check::once;
use super::discover::sources;
use super::linter::{files_of_layers, project_above};
use super::{Refused, terminal};
use crate::sop::Language;

/// Time between two looks.
const PAUSE: Duration = Duration::from_millis(500);

/// Checks now and after every change, until somebody ends the program.
pub(super) fn run(options: &CheckArgs, common: &Common) -> Result<u8, Refused> {
    if options.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Refused::new("--watch: standard input does not change").help("name files or folders"));
    }
    let mut files = files_at_first(common);
    loop {
        let before = look(options, &files);
        terminal::clear();
        let known = match once(options, common) {
            Ok((ready, _)) => ready.files(),
            // A mistake in the settings is mended while one watches.
            Err(refused) => {
                terminal::refuse(&refused.message, refused.help.as_deref());
                Vec::new()
            }
        };
        terminal::note(match common.lang {
            Some(Language::En) => "watching; ends with Ctrl-C",
            Some(Language::Id) | None => "menunggu perubahan; akhiri dengan Ctrl-C",
        });
        let next: Vec<PathBuf> = files_at_first(common).into_iter().chain(known).collect();
        let watched: Vec<PathBuf> = files.iter().chain(&next).cloned().collect();
        // What was changed while it ran is seen by the same look that is waited with.
        let now = look(options, &watched);
        let is_new = |(path, state): &Look| !before.contains(&(path.clone(), *state)) && !next.contains(path);
        let is_behind = !before.is_subset(&now) || now.iter().any(is_new);
        while !is_behind && now == look(options, &watched) {
            std::thread::sleep(PAUSE);
        }
        files = next;
    }
}

/// The files a run may rest on, before it says so itself.
fn files_at_first(common: &Common) -> Vec<PathBuf> {
    let beside = project_above(&[WAIVERS, BASELINE]).map(|(root, _)| [root.join(WAIVERS), root.join(BASELINE)]);
    files_of_layers(common).into_iter().chain(beside.into_iter().flatten()).collect()
}

/// A file, with its size and the time of its last change; nothing of one that is not there.
type Look = (PathBuf, Option<(u64, SystemTime)>);

/// What everything a run looks at looks like.
fn look(options: &CheckArgs, files: &[PathBuf]) -> BTreeSet<Look> {
    let inputs = options.paths.iter().flat_map(|path| if path.is_dir() { sources(path) } else { vec![path.clone()] });
    let all = inputs.chain(files.iter().cloned());
    all.map(|path| (state(&path), path)).map(|(state, path)| (path, state)).collect()
}

fn state(path: &Path) -> Option<(u64, SystemTime)> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}
