//! What carries soplint to where it is used: hooks, the action of GitHub, the template of GitLab, the image, the pages about them.
//!
//! What can run here is run, with the program of this build, in the sample repository; the rest is read for what would go wrong.
#![cfg(unix)]

mod support {
    pub(crate) mod program;
    pub(crate) mod script;
}
mod shipped {
    mod action;
    mod gitlab;
    mod hooks;
    mod image;
    mod pages;
}

use std::path::Path;

use serde_yaml::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of this repository.
fn text(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A file of this repository as YAML.
fn yaml(name: &str) -> Value {
    serde_yaml::from_str(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A string below a key.
fn word<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("{key} is a string in {value:?}"))
}

/// The entries of a mapping below a key.
fn entries<'v>(value: &'v Value, key: &str) -> Vec<(&'v str, &'v Value)> {
    let mapping = value.get(key).and_then(Value::as_mapping).unwrap_or_else(|| panic!("{key} is a mapping"));
    mapping.iter().map(|(name, value)| (name.as_str().expect("a name"), value)).collect()
}
