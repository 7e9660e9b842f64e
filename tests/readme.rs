//! Everything the README shows is run, and prints what it shows.
//!
//! In a ```console block a line `$ …` is a command. `cargo run …  -- ARGUMENTS` and `soplint ARGUMENTS` run the program; a
//! line `[…]` stands for any number of lines of output. `echo $?` asserts the exit code of the command before it.

mod support {
    pub(crate) mod program;
}

use std::path::Path;

use support::program::{Folder, Ran, soplint};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A command and the output that is shown below it.
struct Shown {
    command: String,
    output: Vec<String>,
}

fn consoles(page: &str) -> Vec<Shown> {
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
fn arguments(command: &str) -> Option<Vec<&str>> {
    let behind = match command.strip_prefix("soplint ") {
        Some(rest) => rest,
        None if command.starts_with("cargo run ") => command.split_once(" -- ")?.1,
        None => return None,
    };
    Some(behind.split_whitespace().collect())
}

/// Whether `lines` fit a pattern in which `[…]` stands for any number of lines.
fn fits(pattern: &[String], lines: &[&str]) -> bool {
    match pattern.split_first() {
        None => lines.is_empty(),
        Some((first, rest)) if first == "[…]" => (0..=lines.len()).any(|skipped| fits(rest, &lines[skipped..])),
        Some((first, rest)) => {
            lines.split_first().is_some_and(|(line, lines)| line.trim_end() == first && fits(rest, lines))
        }
    }
}

fn check_page(name: &str) {
    let page = std::fs::read_to_string(root().join(name)).expect("the page");
    let mut before: Option<Ran> = None;
    let mut commands = 0;
    for shown in consoles(&page) {
        if shown.command == "echo $?" {
            let code = before.as_ref().expect("a command before").code;
            assert_eq!(shown.output, [code.to_string()], "{name}: the exit code of the command before");
            continue;
        }
        if shown.command.starts_with("cargo test") {
            assert!(shown.output.is_empty());
            continue;
        }
        let arguments = arguments(&shown.command).unwrap_or_else(|| panic!("{name}: cannot run {:?}", shown.command));
        let ran = soplint(root(), &arguments);
        let all = format!("{}{}", ran.stdout, ran.stderr);
        let lines: Vec<&str> = all.lines().collect();
        let pattern: Vec<String> = shown.output.iter().map(|line| line.trim_end().to_owned()).collect();
        assert!(fits(&pattern, &lines), "{name}: {}\nshown:\n{}\nprinted:\n{all}", shown.command, pattern.join("\n"));
        commands += 1;
        before = Some(ran);
    }
    assert!(commands >= 4, "{name} shows commands");
}

#[test]
fn the_readme_shows_what_is_printed() {
    check_page("README.md");
}

#[test]
fn the_indonesian_readme_shows_what_is_printed() {
    check_page("README.id.md");
}

#[test]
fn a_pattern_that_does_not_fit_is_seen() {
    let pattern: Vec<String> = ["a", "[…]", "d"].map(str::to_owned).to_vec();
    assert!(fits(&pattern, &["a", "b", "c", "d"]));
    assert!(!fits(&pattern, &["a", "b", "c"]));
    assert!(!fits(&pattern[..1], &["a", "b"]));
}

/// Every example of the format guides is an SOP the program reads without a remark.
#[test]
fn the_examples_of_the_format_guides_are_read() {
    for page in ["docs/formats.md", "docs/id/format.md"] {
        let text = std::fs::read_to_string(root().join(page)).expect("the page");
        let folder = Folder::new(&page.replace(['/', '.'], "-"));
        let mut examples = 0;
        for (fence, name) in [("```yaml\n", "a.sop.yaml"), ("```markdown\n", "a.sop.md")] {
            for block in text.split(fence).skip(1) {
                let example = block.split("\n```").next().expect("a block");
                folder.write(name, example);
                let ran = soplint(folder.path(), &["inspect", name]);
                assert_eq!(ran.code, 0, "{page}\n{}", ran.stdout);
                assert!(!ran.stdout.contains("TIDAK DIPAHAMI"), "{page}\n{}", ran.stdout);
                assert!(ran.stdout.contains("Mencatat surat masuk"), "{page}: the step was read\n{}", ran.stdout);
                examples += 1;
            }
        }
        assert_eq!(examples, 2, "{page}");
    }
}
