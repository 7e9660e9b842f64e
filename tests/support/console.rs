//! Commands and their output as pages show them.
//!
//! In a ```console block a line `$ …` is a command. `cargo run …  -- ARGUMENTS` and `soplint ARGUMENTS` run the program; a
//! line `[…]` stands for any number of lines of output. `echo $?` asserts the exit code of the command before it.

use std::path::Path;

use super::program::{Ran, soplint};

/// A command and the output that is shown below it.
pub(crate) struct Shown {
    pub(crate) command: String,
    pub(crate) output: Vec<String>,
}

pub(crate) fn consoles(page: &str) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ if !inside => {}
            _ => match line.strip_prefix("$ ") {
                Some(command) => shown.push(Shown { command: command.to_owned(), output: Vec::new() }),
                None => shown.last_mut().expect("output stands below a command").output.push(line.to_owned()),
            },
        }
    }
    shown
}

/// The arguments of the program in a shown command.
pub(crate) fn arguments(command: &str) -> Option<Vec<&str>> {
    let behind = match command.strip_prefix("soplint ") {
        Some(rest) => rest,
        None if command.starts_with("cargo run ") => command.split_once(" -- ")?.1,
        None => return None,
    };
    Some(words(behind))
}

/// The words of a command; what stands between double quotes is one.
fn words(command: &str) -> Vec<&str> {
    let parts = command.split('"').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().collect(),
        _ => vec![part],
    });
    words.collect()
}

/// Whether `lines` fit a pattern in which `[…]` stands for any number of lines.
pub(crate) fn fits(pattern: &[String], lines: &[&str]) -> bool {
    match pattern.split_first() {
        None => lines.is_empty(),
        Some((first, rest)) if first == "[…]" => (0..=lines.len()).any(|skipped| fits(rest, &lines[skipped..])),
        Some((first, rest)) => {
            lines.split_first().is_some_and(|(line, lines)| line.trim_end() == first && fits(rest, lines))
        }
    }
}

/// Runs what is shown in `folder` and compares what is printed; the run before is that of the last command.
pub(crate) fn run_shown(page: &str, folder: &Path, shown: &Shown, before: &mut Option<Ran>) {
    if shown.command == "echo $?" {
        let code = before.as_ref().expect("a command before").code;
        assert_eq!(shown.output, [code.to_string()], "{page}: the exit code of the command before");
        return;
    }
    // `> FILE` at the end keeps what is printed in a file.
    let (command, file) = match shown.command.split_once(" > ") {
        Some((command, file)) => (command, Some(file)),
        None => (shown.command.as_str(), None),
    };
    let arguments = arguments(command).unwrap_or_else(|| panic!("{page}: cannot run {command:?}"));
    let mut ran = soplint(folder, &arguments);
    if let Some(file) = file {
        std::fs::write(folder.join(file), std::mem::take(&mut ran.stdout)).expect("a file for the output");
    }
    let all = format!("{}{}", ran.stdout, ran.stderr);
    let lines: Vec<&str> = all.lines().collect();
    let pattern: Vec<String> = shown.output.iter().map(|line| line.trim_end().to_owned()).collect();
    assert!(fits(&pattern, &lines), "{page}: {}\nshown:\n{}\nprinted:\n{all}", shown.command, pattern.join("\n"));
    *before = Some(ran);
}
