//! `Dockerfile`: what can be seen without Docker. hadolint reads it in `.ci/run`.

use crate::{root, text};

/// The instructions with their words, lines that go on joined.
fn instructions() -> Vec<(String, Vec<String>)> {
    let joined = text("Dockerfile").replace("\\\n", " ");
    let lines = joined.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
    lines.map(words).map(|mut words| (words.remove(0), words)).collect()
}

/// The instructions of the last stage, which is the image.
fn last_stage() -> Vec<(String, Vec<String>)> {
    let all = instructions();
    let start = all.iter().rposition(|(name, _)| name == "FROM").expect("a stage");
    all[start..].to_vec()
}

#[test]
fn base_images_are_named_by_a_version() {
    let mut bases = 0;
    for (_, words) in instructions().iter().filter(|(name, _)| name == "FROM") {
        if words[0] == "scratch" {
            continue;
        }
        let tag = words[0].split_once(':').unwrap_or_else(|| panic!("{} has a version", words[0])).1;
        assert!(tag != "latest" && tag.starts_with(|c: char| c.is_ascii_digit()), "{tag}");
        bases += 1;
    }
    assert_eq!(bases, 2);
}

#[test]
fn soplint_is_built_with_the_rust_it_promises() {
    let manifest = text("Cargo.toml");
    let version =
        manifest.split("rust-version = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version");
    assert!(text("Dockerfile").contains(&format!("FROM rust:{version}-alpine")));
    assert!(text("ci/gitlab.yml").contains(&format!("image: rust:{version}\n")));
}

#[test]
fn the_image_holds_the_program_alone_and_runs_as_nobody() {
    let stage = last_stage();
    let words = |instruction: &str| {
        let found: Vec<_> = stage.iter().filter(|(name, _)| name == instruction).collect();
        assert_eq!(found.len(), 1, "one {instruction}");
        found[0].1.join(" ")
    };
    assert_eq!(words("FROM"), "scratch");
    assert_eq!(words("COPY"), "--from=build /soplint/target/release/soplint /usr/local/bin/soplint");
    assert_eq!(words("ENTRYPOINT"), "[\"soplint\"]");
    assert_eq!(words("WORKDIR"), "/work");
    let user = words("USER");
    // Without a file of users a name would not be known.
    assert!(user.split(':').all(|id| id.parse::<u32>().is_ok_and(|id| id > 0)), "{user}");
    assert!(words("RUN").contains("\"--version\""), "a program that is not static fails to build");
}

#[test]
fn what_is_copied_is_there_and_not_ignored() {
    let ignore = text(".dockerignore");
    let kept: Vec<&str> = ignore.lines().filter_map(|line| line.strip_prefix('!')).collect();
    assert!(ignore.lines().any(|line| line == "*"), "only what is named is sent to Docker");
    let mut copied = Vec::new();
    for (_, mut words) in
        instructions().into_iter().filter(|(name, words)| name == "COPY" && !words[0].starts_with("--"))
    {
        words.pop();
        copied.extend(words);
    }
    for name in &copied {
        assert!(root().join(name).exists(), "{name}");
    }
    assert_eq!(kept, copied);
    // Cargo refuses a manifest whose benches are not there.
    for needed in ["Cargo.toml", "Cargo.lock", "src", "rules", "benches"] {
        assert!(copied.iter().any(|name| name == needed), "{needed}");
    }
}
