//! Everything the README shows is run, and prints what it shows (`support/console.rs`).

mod support {
    pub(crate) mod console;
    pub(crate) mod program;
}

use std::path::Path;

use support::console::{consoles, fits, run_shown};
use support::program::{Folder, Ran, soplint};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn check_page(name: &str) {
    let page = std::fs::read_to_string(root().join(name)).expect("the page");
    let mut before: Option<Ran> = None;
    let mut commands = 0;
    for shown in consoles(&page) {
        if shown.command.starts_with("cargo test") {
            assert!(shown.output.is_empty());
            continue;
        }
        run_shown(name, root(), &shown, &mut before);
        commands += usize::from(shown.command != "echo $?");
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

/// The drafts of the finance unit in `sop`, in a folder of their own.
fn drafts_for(page: &str) -> Folder {
    let folder = Folder::new(&page.replace(['/', '.'], "-"));
    for entry in std::fs::read_dir(root().join("fixtures/kpu-keuangan/draft")).expect("drafts") {
        let path = entry.expect("an entry").path();
        let file = path.file_name().expect("a name").to_string_lossy();
        folder.write(&format!("sop/{file}"), std::fs::read(&path).expect("a draft"));
    }
    folder
}

#[test]
fn the_pages_about_repairs_are_true() {
    for name in ["docs/fixes.md", "docs/id/perbaikan.md"] {
        let page = std::fs::read_to_string(root().join(name)).expect("the page");
        let folder = drafts_for(name);
        let mut before: Option<Ran> = None;
        consoles(&page).iter().for_each(|shown| run_shown(name, folder.path(), shown, &mut before));
        let mended = std::fs::read_to_string(folder.path().join("sop/perjalanan-dinas.sop.yaml")).expect("a draft");
        assert!(mended.contains("12 November 2025") && mended.contains("waktu: 5 menit"), "{name}: it was repaired");
    }
}

/// What the pages about build servers show is run in a folder with drafts in `sop`; what they name is there.
#[test]
fn the_pages_about_build_servers_are_true() {
    for name in ["docs/ci-outputs.md", "docs/id/keluaran-ci.md"] {
        let page = std::fs::read_to_string(root().join(name)).expect("the page");
        for format in soplint::report::Format::ALL {
            assert!(page.contains(&format!("`{}`", format.name())), "{name} has no `{}`", format.name());
        }
        let folder = drafts_for(name);
        let mut before: Option<Ran> = None;
        consoles(&page).iter().for_each(|shown| run_shown(name, folder.path(), shown, &mut before));
        let commands: Vec<&str> = page.lines().filter(|line| line.contains("soplint check sop/")).collect();
        assert_eq!(commands.len(), 4, "{name}: one for each build server");
        for line in commands {
            let command = line.split_once("soplint ").expect("a command").1.trim_end_matches('\'');
            let ran = soplint(folder.path(), &command.split(' ').collect::<Vec<_>>());
            let expected = if command.contains("--exit-zero") { 0 } else { 1 };
            assert_eq!(ran.code, expected, "{name}: {command}\n{}", ran.stderr);
        }
    }
}

/// What the pages about settings show is run in a folder with drafts in `sop`, each block of settings in its turn.
#[test]
fn the_pages_about_settings_are_true() {
    for name in ["docs/settings.md", "docs/id/setelan.md"] {
        let page = std::fs::read_to_string(root().join(name)).expect("the page");
        let folder = Folder::new(&name.replace(['/', '.'], "-"));
        folder.write(".git/HEAD", "");
        for entry in std::fs::read_dir(root().join("fixtures/kpu-keuangan/draft")).expect("drafts") {
            let path = entry.expect("an entry").path();
            let file = path.file_name().expect("a name").to_string_lossy();
            folder.write(&format!("sop/{file}"), std::fs::read(&path).expect("a draft"));
        }
        let mut before: Option<Ran> = None;
        let mut blocks = 0;
        for part in page.split("```yaml") {
            if let Some((settings, _)) = part.split_once("\n```\n").filter(|_| blocks > 0) {
                let (_, settings) = settings.split_once('\n').expect("lines");
                folder.write("soplint.yaml", settings);
                let ran = soplint(folder.path(), &["config", "show"]);
                assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{name}: {settings}");
            }
            let shown = part.split_once("\n```\n").map_or("", |(_, rest)| rest);
            let shown = if blocks == 0 { part } else { shown };
            consoles(shown).iter().for_each(|shown| run_shown(name, folder.path(), shown, &mut before));
            blocks += 1;
        }
        assert_eq!(blocks, 3, "{name}: two blocks of settings");
    }
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
