//! The story of the pages about the gate: settings, findings, baseline, a change that fails, a waiver, and its end.

mod support {
    pub(crate) mod console;
    pub(crate) mod program;
}

use std::path::Path;
use std::process::Command;

use support::console::{Shown, consoles, fits, run_shown};
use support::program::{Folder, Ran};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A repository with the drafts of the finance unit in `sop`.
fn repository(name: &str) -> Folder {
    let folder = Folder::new(name);
    for entry in std::fs::read_dir(root().join("fixtures/kpu-keuangan/draft")).expect("drafts") {
        let path = entry.expect("an entry").path();
        let file = path.file_name().expect("a name").to_string_lossy();
        folder.write(&format!("sop/{file}"), std::fs::read(&path).expect("a draft"));
    }
    shell(folder.path(), "git init --quiet --initial-branch=main");
    folder
}

/// Runs a command that is not ours, and gives what it prints.
fn shell(folder: &Path, command: &str) -> String {
    let mut shell = Command::new("sh");
    shell.args(["-e", "-c", command]).current_dir(folder);
    for role in ["AUTHOR", "COMMITTER"] {
        shell.env(format!("GIT_{role}_NAME"), "Penguji").env(format!("GIT_{role}_EMAIL"), "penguji@example.org");
    }
    let ran = shell.output().expect("a shell");
    assert!(ran.status.success(), "{command}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).expect("UTF-8")
}

/// Runs what a page shows, and gives the exit codes it asserts.
fn story(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(page)).expect("the page");
    let folder = repository(&page.replace(['/', '.'], "-"));
    let mut before: Option<Ran> = None;
    let mut codes = Vec::new();
    for shown in consoles(&text) {
        let Shown { command, output } = &shown;
        if command.starts_with("soplint ") || command == "echo $?" {
            run_shown(page, folder.path(), &shown, &mut before);
        } else {
            let printed = shell(folder.path(), command);
            assert!(fits(output, &printed.lines().collect::<Vec<_>>()), "{page}: {command}\n{printed}");
        }
        if command == "echo $?" {
            codes.push(output.concat());
        }
    }
    codes
}

#[test]
fn the_story_of_the_gate_is_true() {
    for page in ["docs/gate.md", "docs/id/gerbang.md"] {
        assert_eq!(story(page), ["1", "0", "1", "0", "1"], "{page}: findings, baseline, defect, waiver, its end");
    }
}
