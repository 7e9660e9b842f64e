//! The sample repository as a real Git repository, with the shipped hooks and the pre-commit of PyPI.
//!
//! pre-commit is installed by `.ci/python`, once for all tests. Where that is not possible a test fails, unless
//! `SOPLINT_SKIP_PRE_COMMIT=1` says that whoever runs it knows; on a build server (`CI`) it does not count.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use super::program::Folder;

/// The day of all commits, unless a test says otherwise: before the waiver of the sample ends.
const TODAY: &str = "2026-03-01";
/// The address of soplint in the sample.
const ADDRESS: &str = "https://example.org/soplint.git";

/// An office's clone.
pub(crate) struct Repository {
    folder: Folder,
}

/// What a command said, on both streams.
pub(crate) struct Said {
    pub(crate) is_success: bool,
    pub(crate) text: String,
}

impl Repository {
    /// The sample, committed, with the hooks of this working tree; nothing when pre-commit is left out.
    pub(crate) fn new(name: &str) -> Option<Self> {
        if is_skipped() {
            return None;
        }
        let repository = Self { folder: Folder::new(name) };
        copy(&root().join("fixtures/sample-repository"), &repository.office());
        repository.publish_hooks();
        let settings = repository.office().join(".pre-commit-config.yaml");
        let text = std::fs::read_to_string(&settings).expect("the settings of pre-commit");
        assert!(text.contains(ADDRESS), "the sample names the address of soplint");
        let tree = repository.tool().display().to_string();
        std::fs::write(&settings, text.replace(ADDRESS, &tree)).expect("the settings of pre-commit");
        repository.must(&["git", "init", "--quiet", "--initial-branch=main"]);
        repository.must(&["git", "add", "."]);
        repository.must(&["git", "commit", "--quiet", "-m", "SOP yang berlaku"]);
        repository.must(&["pre-commit", "install"]);
        Some(repository)
    }

    /// A repository that holds the hooks as soplint's own does, with the tag of this version.
    fn publish_hooks(&self) {
        std::fs::create_dir_all(self.tool()).expect("a folder");
        let name = ".pre-commit-hooks.yaml";
        std::fs::copy(root().join(name), self.tool().join(name)).expect("the shipped hooks");
        let tag = concat!("v", env!("CARGO_PKG_VERSION"));
        let commands: [&[&str]; 4] =
            [&["init", "--quiet"], &["add", "."], &["commit", "--quiet", "-m", "hooks"], &["tag", tag]];
        for arguments in commands {
            let said = self.run_in(&self.tool(), &[&["git"], arguments].concat(), TODAY);
            assert!(said.is_success, "{arguments:?}: {}", said.text);
        }
    }

    pub(crate) fn office(&self) -> PathBuf {
        self.folder.path().join("kantor")
    }

    fn tool(&self) -> PathBuf {
        self.folder.path().join("soplint")
    }

    /// Puts a file into the working tree and stages it.
    pub(crate) fn stage(&self, name: &str, content: impl AsRef<[u8]>) {
        self.folder.write(&format!("kantor/{name}"), content);
        self.must(&["git", "add", "--", name]);
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.office().join(name)).expect("a file of the sample")
    }

    /// Commits what is staged, through the hooks.
    pub(crate) fn commit(&self) -> Said {
        self.commit_on(TODAY)
    }

    pub(crate) fn commit_on(&self, today: &str) -> Said {
        self.run_in(&self.office(), &["git", "commit", "-m", "perubahan"], today)
    }

    /// How many commits there are.
    pub(crate) fn commits(&self) -> usize {
        self.must(&["git", "rev-list", "HEAD"]).lines().count()
    }

    /// Runs a command that may fail.
    pub(crate) fn run(&self, command: &[&str]) -> Said {
        self.run_in(&self.office(), command, TODAY)
    }

    fn must(&self, command: &[&str]) -> String {
        let said = self.run(command);
        assert!(said.is_success, "{command:?}: {}", said.text);
        said.text
    }

    /// Runs a command with nothing of the surroundings: no settings of Git, no cache of pre-commit, this soplint first.
    fn run_in(&self, folder: &Path, command: &[&str], today: &str) -> Said {
        let program = Path::new(env!("CARGO_BIN_EXE_soplint")).parent().expect("the folder of the program");
        let tools = PRE_COMMIT.as_ref().unwrap_or_else(|error| panic!("{error}"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let places = [program, tools].into_iter().map(Path::to_owned).chain(std::env::split_paths(&path));
        let mut process = Command::new(command[0]);
        process.current_dir(folder).args(&command[1..]);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("SOPLINT_") || name.starts_with("GIT_")) {
            process.env_remove(name);
        }
        process.env("PATH", std::env::join_paths(places).expect("paths"));
        process.envs([("SOPLINT_TODAY", today), ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null")]);
        process.env("HOME", self.folder.path()).env("PRE_COMMIT_HOME", self.folder.path().join("cache"));
        for who in ["AUTHOR", "COMMITTER"] {
            process.env(format!("GIT_{who}_NAME"), "Contoh").env(format!("GIT_{who}_EMAIL"), "contoh@example.org");
        }
        let output = process.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let text = [output.stdout, output.stderr].concat();
        Said { is_success: output.status.success(), text: String::from_utf8_lossy(&text).into_owned() }
    }
}

/// The folder of the installed pre-commit, or why there is none.
static PRE_COMMIT: LazyLock<Result<PathBuf, String>> = LazyLock::new(|| {
    let made = Command::new("bash").current_dir(root()).args([".ci/python", "pre-commit"]).output();
    let why = match made {
        Ok(output) if output.status.success() => {
            let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
            return Ok(PathBuf::from(folder));
        }
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => error.to_string(),
    };
    Err(format!(
        "pre-commit cannot be installed (.ci/python), so its hooks were not tried:\n{why}\nwithout a network, SOPLINT_SKIP_PRE_COMMIT=1 leaves these tests out"
    ))
});

fn is_skipped() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("SOPLINT_SKIP_PRE_COMMIT") && !is_set("CI")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for path in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let target = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(std::fs::copy(&path, &target).expect("a copy")),
        }
    }
}
