//! `junit`: JUnit XML for build servers: a suite for each rule, a case for each example and case file.
//!
//! What differs is a failure, what cannot be read an error; a rule without examples is an empty suite.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::words::{help, kind, why_silent, wrong};
use super::{Trials, lines, place};
use crate::engine::trial::{RuleTrial, Tried, Verdict};
use crate::report::xml::escaped;

/// Writes the outcome.
pub(super) fn render(trials: &Trials<'_>, out: &mut dyn Write) -> io::Result<()> {
    let all = || trials.trials.iter().flat_map(|trial| &trial.tried);
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="soplint test" {}>"#, counts(all()))?;
    trials.trials.iter().try_for_each(|trial| suite(trial, trials, out))?;
    writeln!(out, "</testsuites>")
}

fn counts<'t>(tried: impl Iterator<Item = &'t Tried> + Clone) -> String {
    let errors = tried.clone().filter(|tried| is_error(tried)).count();
    let failures = tried.clone().filter(|tried| !tried.holds()).count() - errors;
    format!(r#"tests="{}" failures="{failures}" errors="{errors}""#, tried.count())
}

fn is_error(tried: &Tried) -> bool {
    matches!(tried.verdict, Verdict::Unreadable(_))
}

fn suite(trial: &RuleTrial, trials: &Trials<'_>, out: &mut dyn Write) -> io::Result<()> {
    let id = trial.rule.id;
    let package = escaped(&trial.rule.pack);
    writeln!(out, r#"  <testsuite name="{id}" package="{package}" {}>"#, counts(trial.tried.iter()))?;
    for tried in &trial.tried {
        let (place, path) = (escaped(&place(tried)), escaped(&tried.path));
        let line = tried.line.map_or_else(String::new, |line| format!(r#" line="{line}""#));
        let kind = kind(tried.kind);
        write!(out, r#"    <testcase classname="{package}.{id}" name="{kind} {place}" file="{path}"{line}"#)?;
        if tried.holds() {
            writeln!(out, "/>")?;
        } else {
            writeln!(out, ">\n{}    </testcase>", failure(tried, trials))?;
        }
    }
    writeln!(out, "  </testsuite>")
}

fn failure(tried: &Tried, trials: &Trials<'_>) -> String {
    let language = trials.language;
    let element = if is_error(tried) { "error" } else { "failure" };
    let mut text = format!(r#"      <{element} message="{}">"#, escaped(wrong(tried, language)));
    for (mark, line) in lines(tried, language) {
        // Writing into a string does not fail.
        let _ = writeln!(text, "{mark} {}", escaped(&line));
    }
    for note in why_silent(tried, language).into_iter().chain([help(tried, language).to_owned()]) {
        let _ = writeln!(text, "= {}", escaped(&note));
    }
    text + &format!("</{element}>\n")
}
