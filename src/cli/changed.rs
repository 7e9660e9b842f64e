//! `--changed-since REF`: the inputs that differ from where this work began.
//!
//! In: a name of a commit, and the working folder. Out: for each input, whether it is reported. Compared is with the merge base of REF
//! and the work at hand, so that what others did on REF meanwhile does not count; what is not committed yet does, and so does
//! what is not under version control.

use std::path::{Path, PathBuf};
use std::process::Command;

use rustc_hash::FxHashSet;

use super::Refused;
use super::files::reason;

/// The files that differ from a commit.
pub(super) struct Changed {
    root: PathBuf,
    files: FxHashSet<PathBuf>,
}

impl Changed {
    /// What differs from the merge base with `reference`.
    pub(super) fn since(reference: &str) -> Result<Self, Refused> {
        let root = git(&["rev-parse", "--show-toplevel"])
            .map_err(|refused| refused.help("--changed-since works in a folder under git"))?;
        let root = PathBuf::from(root.trim_end());
        let root = root.canonicalize().unwrap_or(root);
        let commit = format!("{reference}^{{commit}}");
        let commit = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).map_err(|_| {
            Refused::new(format!("--changed-since {reference}: git knows no such commit"))
                .help("name a branch, a tag or a commit that was fetched, for example origin/main")
        })?;
        let base = git(&["merge-base", commit.trim_end(), "HEAD"]).map_err(|_| {
            Refused::new(format!("--changed-since {reference}: it has no commit in common with the work at hand"))
                .help("fetch the whole history: in GitHub Actions `fetch-depth: 0`, in GitLab `GIT_DEPTH: 0`")
        })?;
        let top = root.to_string_lossy().into_owned();
        let differing = git(&["-C", &top, "diff", "--name-only", "--no-renames", "-z", base.trim_end()])?;
        let untracked = git(&["-C", &top, "ls-files", "--others", "--exclude-standard", "-z"])?;
        let names = differing.split('\0').chain(untracked.split('\0')).filter(|name| !name.is_empty());
        Ok(Self { files: names.map(|name| root.join(name)).collect(), root })
    }

    /// Whether an input is reported. Of what lies outside the repository, or comes on standard input, nobody knows whether
    /// it changed.
    pub(super) fn holds(&self, name: &str) -> bool {
        let path = Path::new(name).canonicalize();
        path.map_or(true, |path| !path.starts_with(&self.root) || self.files.contains(&path))
    }
}

/// What git prints.
fn git(arguments: &[&str]) -> Result<String, Refused> {
    let output = Command::new("git").args(arguments).output();
    let output = output.map_err(|error| Refused::new(format!("cannot run git: {}", reason(&error))))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(Refused::new(format!("git: {}", words.lines().next().unwrap_or("it failed").trim())));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
