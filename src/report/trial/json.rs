//! `json`: `soplint-test-v1`, for programs, as `docs/schema/test-v1.schema.json` describes it.
//!
//! Keys and words are English in every language of the run; only `message` follows it.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::Trials;
use super::words::kind;
use crate::check::Outcome;
use crate::engine::trial::{Change, RuleTrial, Tally, Tried, Verdict};
use crate::report::json::escaped::Escaped;

/// Writes the outcome.
pub(super) fn render(trials: &Trials<'_>, out: &mut dyn Write) -> io::Result<()> {
    let packs = trials.packs.iter();
    let sums = trials.sums();
    let json = json!({
        "schema": "soplint-test-v1",
        "tool": {"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION")},
        "run": {
            "today": trials.today.to_iso(),
            "language": trials.language.code(),
            "packs": packs.map(|pack| json!({"name": pack.name, "version": pack.version, "path": pack.file}))
                .collect::<Vec<_>>(),
        },
        "rules": trials.trials.iter().map(|trial| rule(trial, trials)).collect::<Vec<_>>(),
        "written": trials.written,
        "summary": {
            "rules": sums.rules,
            "examples": sums.examples,
            "cases": sums.cases,
            "failed": sums.failed,
            "exit_code": trials.exit_code,
        },
    });
    json.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Escaped))?;
    writeln!(out)
}

fn rule(trial: &RuleTrial, trials: &Trials<'_>) -> Json {
    json!({
        "id": trial.rule.id,
        "title": trial.rule.title.get(trials.language),
        "pack": trial.rule.pack,
        "fires": tally(trial.fires()),
        "silent": tally(trial.silent()),
        "exact": tally(trial.exact()),
        "without": trial.lacks().into_iter().map(kind).collect::<Vec<_>>(),
        "proves_nothing": trial.proves_nothing(),
        "tried": trial.tried.iter().map(one).collect::<Vec<_>>(),
    })
}

fn tally(tally: Tally) -> Json {
    json!({"held": tally.held, "of": tally.of})
}

fn one(tried: &Tried) -> Json {
    let found = tried.found.iter().map(|sighting| {
        json!({
            "place": sighting.place,
            "text": sighting.text,
            "logical": sighting.logical,
            "message": sighting.message,
        })
    });
    let messages: &[String] = if let Verdict::Unreadable(messages) = &tried.verdict { messages } else { &[] };
    json!({
        "source": if tried.is_example() { "example" } else { "case" },
        "path": tried.path,
        "line": tried.line,
        "kind": kind(tried.kind),
        "verdict": verdict(&tried.verdict),
        "outcome": outcome(tried.outcome),
        "found": found.collect::<Vec<_>>(),
        "difference": difference(tried),
        "messages": messages,
    })
}

/// `- ` expected, `+ ` found, two spaces for both; nothing when it holds.
fn difference(tried: &Tried) -> Vec<String> {
    let line = |change: &Change| match change {
        Change::Kept(text) => format!("  {text}"),
        Change::Expected(text) => format!("- {text}"),
        Change::Found(text, _) => format!("+ {text}"),
    };
    if tried.holds() { Vec::new() } else { tried.changes.iter().map(line).collect() }
}

fn verdict(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Differs => "differs",
        Verdict::NoSidecar => "no_sidecar",
        Verdict::Unreadable(_) => "unreadable",
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotApplicable => "not_applicable",
        Outcome::Pass => "pass",
        Outcome::NotDecidable(_) => "not_decidable",
        Outcome::Finding => "finding",
        Outcome::Waived => "waived",
    }
}
