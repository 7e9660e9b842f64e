//! The pages about installing: what they write down exists.

use serde_yaml::Value;

use crate::support::program::{Folder, soplint};
use crate::{entries, text, word, yaml};

const PAGES: [&str; 2] = ["docs/install.md", "docs/id/pemasangan.md"];

/// The blocks of a page in one language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    text(page).split(&fence).skip(1).map(|rest| rest.split("```").next().expect("a block").to_owned()).collect()
}

/// The example that has a key at its top.
fn example(page: &str, key: &str) -> Value {
    let examples = blocks(page, "yaml")
        .into_iter()
        .map(|block| serde_yaml::from_str::<Value>(&block).unwrap_or_else(|error| panic!("{page}: {error}\n{block}")));
    let mut found = examples.filter(|example| example.get(key).is_some());
    found.next().unwrap_or_else(|| panic!("{page}: an example with `{key}`"))
}

#[test]
fn the_hooks_of_the_pages_are_shipped() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let ids: Vec<&str> = hooks.as_sequence().expect("hooks").iter().map(|hook| word(hook, "id")).collect();
    for page in PAGES {
        let example = example(page, "repos");
        let used = example["repos"][0]["hooks"].as_sequence().expect("hooks");
        assert!(used.iter().all(|hook| ids.contains(&word(hook, "id"))), "{page}");
        for id in &ids {
            assert!(text(page).contains(&format!("`{id}`")), "{page} does not tell of `{id}`");
        }
    }
}

#[test]
fn the_inputs_of_the_pages_are_those_of_the_action() {
    let action = yaml("action.yml");
    let inputs: Vec<&str> = entries(&action, "inputs").into_iter().map(|(name, _)| name).collect();
    for page in PAGES {
        let example = example(page, "jobs");
        let steps = example["jobs"]["soplint"]["steps"].as_sequence().expect("steps");
        let with = steps.iter().find(|step| word(step, "uses").contains("soplint@")).expect("the action");
        for (name, _) in entries(with, "with") {
            assert!(inputs.contains(&name), "{page}: {name}");
        }
    }
}

#[test]
fn the_variables_of_the_pages_are_those_of_the_template() {
    let template = yaml("ci/gitlab.yml");
    let known: Vec<&str> = entries(&template["soplint"], "variables").into_iter().map(|(name, _)| name).collect();
    for page in PAGES {
        let example = example(page, "include");
        assert_eq!(word(&example["include"][0], "file"), "ci/gitlab.yml");
        for (name, _) in entries(&example["soplint"], "variables") {
            assert!(known.contains(&name), "{page}: {name}");
        }
        for name in known.iter().filter(|name| name.starts_with("SOPLINT_")) {
            assert!(text(page).contains(&format!("| `{name}` |")), "{page} does not tell of `{name}`");
        }
    }
}

/// A tag that is not this version would bring another program.
#[test]
fn every_example_names_this_version() {
    let version = concat!("v", env!("CARGO_PKG_VERSION"));
    let files = [PAGES[0], PAGES[1], "ci/gitlab.yml", "fixtures/sample-repository/.pre-commit-config.yaml"];
    for file in files {
        let text = text(file);
        let tags: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || "`\"'@,;/".contains(c))
            .filter(|word| {
                word.strip_prefix('v')
                    .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains('.'))
            })
            .collect();
        assert!(!tags.is_empty() && tags.iter().all(|tag| *tag == version), "{file}: {tags:?}");
    }
}

#[test]
fn the_commands_for_shells_and_manual_pages_work() {
    for page in PAGES {
        let folder = Folder::new(&page.replace(['/', '.'], "-"));
        let mut commands = 0;
        for line in blocks(page, "sh").iter().flat_map(|block| block.lines()) {
            let Some(words) = line.strip_prefix("soplint ") else { continue };
            let (words, file) = words.split_once(" > ").map_or((words, None), |(words, file)| (words, Some(file)));
            // Files and folders of a home stand in the folder of the test.
            let words: Vec<&str> =
                words.split(' ').map(|word| if word.starts_with('~') { "." } else { word }).collect();
            let ran = soplint(folder.path(), &words);
            assert_eq!(ran.code, 0, "{page}: {line}: {}", ran.stderr);
            assert!(file.is_none() || ran.stdout.contains("soplint"), "{page}: {line}");
            assert!(words[0] != "man" || folder.path().join("soplint-check.1").is_file(), "{page}: {line}");
            commands += 1;
        }
        assert!(commands >= 4, "{page}: {commands} commands");
    }
}
