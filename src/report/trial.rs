//! What became of the examples and cases of rules → bytes: `full` for people, `json` and `junit` for programs.
//!
//! In: tried rules, the packs they come from, the language of the run. Out: bytes into a `Write`. Nothing here decides
//! whether something holds.

mod full;
mod json;
mod junit;
mod words;

use std::io::{self, Write};

use super::clean;
use crate::engine::trial::{Change, Kind, RuleTrial, Tried, Verdict};
use crate::sop::Language;
use crate::sop::date::Day;

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Tallies and differences, for people.
    Full,
    /// `soplint-test-v1`, for programs.
    Json,
    /// JUnit XML, for build servers.
    Junit,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::Full, Self::Json, Self::Junit];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Json => "json",
            Self::Junit => "junit",
        }
    }

    /// The form with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// A pack whose rules were tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TriedPack {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// Its file, as it is shown.
    pub file: String,
}

/// Everything a renderer may use.
#[derive(Debug)]
pub struct Trials<'t> {
    /// The rules, tried.
    pub trials: &'t [RuleTrial],
    /// Their packs.
    pub packs: Vec<TriedPack>,
    /// Language of the words.
    pub language: Language,
    /// The day of the run.
    pub today: Day,
    /// Whether `full` may hold colour codes.
    pub colour: bool,
    /// Sidecars that were written.
    pub written: &'t [String],
    /// The exit code of the run.
    pub exit_code: u8,
}

/// Writes the outcome.
///
/// # Errors
/// Those of `out`.
pub fn render(form: Form, trials: &Trials<'_>, out: &mut dyn Write) -> io::Result<()> {
    match form {
        Form::Full => full::render(trials, out),
        Form::Json => json::render(trials, out),
        Form::Junit => junit::render(trials, out),
    }
}

/// The sums of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sums {
    rules: usize,
    examples: usize,
    cases: usize,
    failed: usize,
}

impl Trials<'_> {
    fn sums(&self) -> Sums {
        let tried = || self.trials.iter().flat_map(|trial| &trial.tried);
        let examples = tried().filter(|tried| tried.is_example()).count();
        Sums {
            rules: self.trials.len(),
            examples,
            cases: tried().count() - examples,
            failed: tried().filter(|tried| !tried.holds()).count(),
        }
    }
}

/// `rules/x.yaml:123`, or the path of a case file.
fn place(tried: &Tried) -> String {
    let path = clean::line(&tried.path);
    tried.line.map_or_else(|| path.to_string(), |line| format!("{path}:{line}"))
}

/// The lines of a difference without colour: `-` expected, `+` found, two spaces for both.
fn lines(tried: &Tried, language: Language) -> Vec<(char, String)> {
    if let Verdict::Unreadable(messages) = &tried.verdict {
        return messages.iter().map(|message| ('!', clean::line(message).into_owned())).collect();
    }
    let mut lines: Vec<(char, String)> = tried.changes.iter().map(line).collect();
    let nothing = words::nothing(language).to_owned();
    match tried.kind {
        Kind::Pass if !tried.found.is_empty() => lines.insert(0, ('-', nothing)),
        Kind::Fail if tried.found.is_empty() => lines.push(('+', nothing)),
        _ => {}
    }
    lines
}

fn line(change: &Change) -> (char, String) {
    match change {
        Change::Kept(text) => (' ', clean::line(text).into_owned()),
        Change::Expected(text) => ('-', clean::line(text).into_owned()),
        Change::Found(text, message) => ('+', clean::line(&format!("{text}: {message}")).into_owned()),
    }
}
