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
