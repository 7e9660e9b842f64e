//! Runs the program in a folder of its own, as its user would.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run gave.
pub(crate) struct Ran {
    #[allow(dead_code, reason = "not every test target reads it, 2026-11")]
    pub(crate) code: i32,
    #[allow(dead_code, reason = "not every test target reads it, 2026-11")]
    pub(crate) stdout: String,
    #[allow(dead_code, reason = "not every test target reads it, 2026-11")]
    pub(crate) stderr: String,
}

/// A folder that is removed at the end of the test.
#[allow(dead_code, reason = "not every test target needs it, 2026-11")]
pub(crate) struct Folder(PathBuf);

impl Folder {
    #[allow(dead_code, reason = "not every test target needs it, 2026-11")]
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    #[allow(dead_code, reason = "not every test target needs it, 2026-11")]
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    #[allow(dead_code, reason = "not every test target needs it, 2026-11")]
    #[allow(dead_code, reason = "not every test target needs it, 2026-11")]
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(&path, content).expect("a file for the test");
        path
    }

    #[allow(dead_code, reason = "not every test target needs it, 2026-11")]
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).expect("a file that is there")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The program, with nothing of the surrounding environment that could change its words.
fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soplint"));
    command.current_dir(folder).args(arguments);
    for (name, _) in std::env::vars() {
        if name.starts_with("SOPLINT_")
            || ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH"].contains(&name.as_str())
        {
            command.env_remove(name);
        }
    }
    command.env("SOPLINT_TODAY", "2026-03-01");
    command
}

fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().expect("an exit code"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
    }
}

#[allow(dead_code, reason = "not every test target needs it, 2026-11")]
/// Runs the program in `folder`.
pub(crate) fn soplint(folder: &Path, arguments: &[&str]) -> Ran {
    ran(command(folder, arguments).stdin(Stdio::null()).output().expect("the program runs"))
}

#[allow(dead_code, reason = "not every test target needs it, 2026-11")]
/// Runs the program in `folder` with `input` on standard input and more environment.
pub(crate) fn soplint_with(folder: &Path, arguments: &[&str], input: &[u8], environment: &[(&str, &str)]) -> Ran {
    let mut command = command(folder, arguments);
    command.envs(environment.iter().copied()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    // The program may refuse before it reads.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    ran(child.wait_with_output().expect("the program ends"))
}
