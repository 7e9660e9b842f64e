//! Scripts of build servers, run in a copy of the sample repository with this soplint on the path.

use std::path::Path;
use std::process::{Command, Stdio};

use super::program::{Folder, Ran};

/// A copy of the sample repository.
pub(crate) fn sample(name: &str) -> Folder {
    let folder = Folder::new(name);
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sample-repository");
    for name in ["soplint.yaml", "soplint.waivers.yaml"] {
        folder.write(name, std::fs::read(from.join(name)).expect("a file of the sample"));
    }
    for path in std::fs::read_dir(from.join("sop")).expect("SOPs").map(|entry| entry.expect("an entry").path()) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        folder.write(&format!("sop/{name}"), std::fs::read(&path).expect("an SOP"));
    }
    folder
}

/// Puts a copy of an SOP under another name, with a time nobody can measure.
pub(crate) fn spoil(folder: &Folder, name: &str) {
    let text = folder.read("sop/pengajuan-gup.sop.yaml");
    assert!(text.contains("waktu: 15 menit"));
    folder.write(name, text.replace("waktu: 15 menit", "waktu: Segera"));
}

/// Runs a script as `shell` would, with nothing of the surroundings that changes what soplint says.
pub(crate) fn run(folder: &Folder, shell: &[&str], script: &str, environment: &[(&str, &str)]) -> Ran {
    let program = Path::new(env!("CARGO_BIN_EXE_soplint")).parent().expect("the folder of the program");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places = std::iter::once(program.to_owned()).chain(std::env::split_paths(&path));
    let file = folder.write("skrip.sh", script);
    let mut command = Command::new(shell[0]);
    command.current_dir(folder.path()).args(&shell[1..]).arg(file).stdin(Stdio::null());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("SOPLINT_") || name.starts_with("GITHUB_")) {
        command.env_remove(name);
    }
    command.env("PATH", std::env::join_paths(places).expect("paths")).env("SOPLINT_TODAY", "2026-03-01");
    let output = command.envs(environment.iter().copied()).output().expect("the shell runs");
    Ran {
        code: output.status.code().expect("an exit code"),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
