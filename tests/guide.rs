//! The guide to writing rules is followed step by step, and what it shows is what happens.
//!
//! Blocks of a guide, in their order:
//! - ```yaml FILE: the file now holds this; ```yaml append FILE: this stands at its end; ```yaml above rules FILE: this
//!   stands above its line `rules:`;
//! - ```diff FILE: lines with `-` are replaced by those with `+`; an empty line parts two changes;
//! - ```console: commands with their output (`support/console.rs`).

mod support {
    pub(crate) mod console;
    pub(crate) mod program;
}

use std::path::Path;

use support::console::{consoles, run_shown};
use support::program::{Folder, Ran};

const FILES: [&str; 3] = ["dinas-contoh.yaml", "draf.sop.yaml", "soplint.yaml"];

/// A fenced block: what stands behind the fence, and its text.
fn blocks(page: &str) -> Vec<(&str, String)> {
    let mut blocks: Vec<(&str, String)> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(_) if inside => inside = false,
            Some(fence) => {
                inside = true;
                blocks.push((fence, String::new()));
            }
            None if inside => {
                let text = &mut blocks.last_mut().expect("a block").1;
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    blocks
}

/// The text with every change of a ```diff block made.
fn changed(text: &str, block: &str) -> String {
    let mut text = text.to_owned();
    for change in block.split("\n\n") {
        let side = |mark: char| -> String {
            change.lines().filter_map(|line| line.strip_prefix([mark, ' '])).map(|line| format!("{line}\n")).collect()
        };
        let (old, new) = (side('-'), side('+'));
        let places = format!("\n{text}").matches(&format!("\n{old}")).count();
        assert_eq!(places, 1, "is to be replaced:\n{old}in:\n{text}");
        text = format!("\n{text}").replacen(&format!("\n{old}"), &format!("\n{new}"), 1)[1..].to_owned();
    }
    text
}

/// Does what a block with a file says.
fn write(folder: &Folder, fence: &str, block: &str) {
    let (what, name) = fence.rsplit_once(' ').expect("the name of a file behind the fence");
    let path = folder.path().join(name);
    let before = || std::fs::read_to_string(&path).expect("a file that was made before");
    let text = match what {
        "yaml" => block.to_owned(),
        "yaml append" => before() + "\n" + block,
        "yaml above rules" => before().replacen("\nrules:\n", &format!("\n{block}\nrules:\n"), 1),
        "diff" => changed(&before(), block),
        _ => panic!("a block that is not known: {fence}"),
    };
    folder.write(name, text);
}

/// What a guide leaves behind.
struct Followed {
    /// Its commands, without the choice of a language.
    commands: Vec<String>,
    /// The files at its end, without remarks and the choice of a language.
    files: Vec<String>,
}

fn without_language(text: &str) -> String {
    let spoken = |line: &&str| !["#", "languages:", "language:"].iter().any(|head| line.trim_start().starts_with(head));
    text.lines().filter(spoken).map(|line| format!("{line}\n")).collect()
}

/// What stands behind a fence is not seen on a page that is set, so the line above names the file.
fn assert_captions(page: &str, text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let Some((_, name)) = line.strip_prefix("```").and_then(|fence| fence.rsplit_once(' ')) else { continue };
        assert!(lines[at - 2].contains(&format!("`{name}`")), "{page}:{}: {name} is named above", at + 1);
    }
}

fn follow(page: &str) -> Followed {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).expect("the guide");
    let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let numbers: Vec<&str> = headings.iter().filter_map(|heading| heading.split(' ').next()).collect();
    assert_captions(page, &text);
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], "{page}: ten steps");

    let folder = Folder::new(&page.replace(['/', '.'], "-"));
    let mut commands = Vec::new();
    let mut before: Option<Ran> = None;
    for (fence, block) in blocks(&text) {
        if fence != "console" {
            write(&folder, fence, &block);
            continue;
        }
        for shown in consoles(&format!("```console\n{block}```")) {
            run_shown(page, folder.path(), &shown, &mut before);
            commands.push(shown.command.replace(" --lang en", ""));
        }
    }
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a file of the guide");
    Followed { commands, files: FILES.iter().map(|name| without_language(&read(name))).collect() }
}

#[test]
fn both_guides_show_what_happens_and_lead_to_the_same_pack() {
    let english = follow("docs/writing-rules.md");
    let indonesian = follow("docs/id/menulis-aturan.md");
    assert!(english.commands.iter().filter(|command| *command != "echo $?").count() > 15);
    assert_eq!(english.commands, indonesian.commands);
    for (at, name) in FILES.iter().enumerate() {
        assert_eq!(english.files[at], indonesian.files[at], "{name}");
    }
}

#[test]
fn a_change_is_made_where_its_lines_stand() {
    assert_eq!(changed("a: 1\nb: 2\nc: 3\n", "-a: 1\n+a: 2\n\n b: 2\n-c: 3\n"), "a: 2\nb: 2\n");
}
