//! `jsonl`: the objects of `json`, one on each line, each with a `type`: `run`, then for every document `document` and its
//! findings (`finding`), then `question` and `summary`.
//!
//! In: a report. Out: lines a program can read one by one, without holding the report.

use std::io::{self, Write};

use serde::Serialize;

use super::Outputs;
use super::found::{documents, recognised_in};
use super::json::escaped::Escaped;
use super::json::{document_json, finding_json, question_json, run, summary, tool};
use crate::engine::fingerprint::Fingerprints;

/// An object with its type.
#[derive(Serialize)]
struct Line<T> {
    r#type: &'static str,
    #[serde(flatten)]
    object: T,
}

/// What a file begins with: what wrote it, and how.
#[derive(Serialize)]
struct Head<T, R> {
    schema: &'static str,
    tool: T,
    #[serde(flatten)]
    run: R,
}

/// Writes the report.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    line(out, "run", Head { schema: super::json::SCHEMA, tool: tool(), run: run(outputs) })?;
    let mut fingerprints = Fingerprints::default();
    for (source, document) in documents(outputs.report) {
        // A data file of the project is no document; what is found there counts all the same.
        if !source.of_project {
            line(out, "document", document_json(outputs, source, document))?;
        }
        for one in recognised_in(&mut fingerprints, (source, document)) {
            line(out, "finding", finding_json(outputs, one))?;
        }
    }
    for question in outputs.questions() {
        line(out, "question", question_json(question))?;
    }
    line(out, "summary", summary(outputs))
}

fn line(out: &mut dyn Write, name: &'static str, object: impl Serialize) -> io::Result<()> {
    let line = Line { r#type: name, object };
    line.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Escaped))?;
    writeln!(out)
}
