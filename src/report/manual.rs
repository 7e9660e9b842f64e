//! The manual of a pack, as Markdown: what it checks and what not, clause by clause and rule by rule.
//!
//! In: a linter with the rules of the pack. Out: a page in the language of the linter. Nothing on it is written by hand: the
//! bad examples are shown with what the tool really prints about them.

pub mod language;

use std::fmt::{self, Write};

use super::explain::{benefit, questions, severities, sure};
use super::words::say;
use super::{clean, coverage, example};
use crate::engine::Linter;
use crate::rule::{Example, PackInfo, Rule};
use crate::sop::Language;

/// The page of one pack of the linter.
///
/// # Errors
/// Those of writing into memory: none.
pub fn page(linter: &Linter, pack: &PackInfo) -> Result<String, fmt::Error> {
    let language = linter.options.language;
    let rules: Vec<&Rule> = linter.walk.rules.iter().filter(|rule| rule.pack == pack.name).collect();
    let mut out = String::new();
    head(&mut out, pack, &rules, language)?;
    let table = coverage::markdown(pack, &linter.walk.rules, language);
    if !table.is_empty() {
        writeln!(out, "## {}\n\n{table}", say(language, "Cakupan", "Coverage"))?;
    }
    list(&mut out, &rules, language)?;
    for rule in rules {
        section(&mut out, linter, rule)?;
    }
    Ok(out)
}

fn head(out: &mut String, pack: &PackInfo, rules: &[&Rule], language: Language) -> fmt::Result {
    let note = say(
        language,
        "Halaman ini dibuat oleh `soplint manual`; jangan disunting.",
        "This page is made by `soplint manual`; do not edit it.",
    );
    writeln!(out, "# {} {}\n\n<!-- {note} -->\n", pack.name, pack.version)?;
    let count = rules.len();
    match language {
        Language::Id => writeln!(out, "{count} aturan. Yang {}.\n", covers(pack, language))?,
        Language::En => writeln!(out, "{count} rules. What is {}.\n", covers(pack, language))?,
    }
    Ok(())
}

/// What the pack does not check, as the end of a sentence.
fn covers(pack: &PackInfo, language: Language) -> String {
    match &pack.covers {
        Some(covers) => covers.get(language).trim_end_matches('.').to_owned(),
        None => say(language, "tidak diperiksa: tidak dinyatakan", "not checked: not stated").to_owned(),
    }
}

fn list(out: &mut String, rules: &[&Rule], language: Language) -> fmt::Result {
    writeln!(out, "## {}\n", say(language, "Daftar aturan", "The rules"))?;
    writeln!(
        out,
        "| id | {} | {} | {} |",
        say(language, "aturan", "rule"),
        say(language, "tingkat", "severity"),
        say(language, "manfaat", "protects")
    )?;
    writeln!(out, "|---|---|---|---|")?;
    for rule in rules {
        let (id, anchor) = (rule.id, rule.id.as_str().to_lowercase());
        let (title, severity) = (clean::cell(rule.title.get(language)), severities(rule.severity, language));
        writeln!(out, "| [{id}](#{anchor}) | {title} | {severity} | {} |", benefit(rule.benefit, language))?;
    }
    writeln!(out)
}

fn section(out: &mut String, linter: &Linter, rule: &Rule) -> fmt::Result {
    let language = linter.options.language;
    writeln!(out, "## {}\n\n**{}**\n", rule.id, rule.title.get(language))?;
    let clause = &rule.clause;
    let dash = if clause.text.is_empty() { "" } else { " — " };
    let rows = [
        (say(language, "dasar", "source"), format!("{}{dash}{}", clause.source, clause.text)),
        (say(language, "kepastian", "certainty"), sure(rule, language).to_owned()),
        (say(language, "tingkat", "severity"), severities(rule.severity, language)),
        (say(language, "manfaat", "protects"), benefit(rule.benefit, language).to_owned()),
        (say(language, "menjawab", "answers"), questions(&rule.answers, language)),
        (say(language, "pemeriksaan", "check"), format!("`{}`", rule.verb.name())),
    ];
    for (label, text) in rows.iter().filter(|(_, text)| !text.is_empty()) {
        writeln!(out, "- {label}: {text}")?;
    }
    if let Some(help) = &rule.help {
        writeln!(out, "- {}: {}", say(language, "perbaikan", "what to do"), help.get(language))?;
    }
    writeln!(out)?;
    if !rule.says.is_empty() {
        writeln!(out, "```yaml\n{}```\n", rule.says)?;
    }
    if let Some(good) = rule.passes.first() {
        source(out, say(language, "Baik:", "Good:"), &example::documents(good))?;
        project(out, good, language)?;
    }
    if let Some(bad) = rule.fails.first() {
        breach(out, linter, rule, bad)?;
    }
    Ok(())
}

fn source(out: &mut String, title: &str, documents: &[String]) -> fmt::Result {
    writeln!(out, "{title}\n")?;
    for document in documents {
        writeln!(out, "```yaml\n{}```\n", document)?;
    }
    Ok(())
}

/// What the project of an example knows, when it says anything.
pub(super) fn project(out: &mut String, of: &Example, language: Language) -> fmt::Result {
    match example::project(of) {
        Some(text) => source(out, say(language, "Data proyek:", "Project data:"), &[text]),
        None => Ok(()),
    }
}

fn breach(out: &mut String, linter: &Linter, rule: &Rule, bad: &Example) -> fmt::Result {
    let documents = example::documents(bad);
    source(out, say(linter.options.language, "Melanggar:", "Breaks it:"), &documents)?;
    project(out, bad, linter.options.language)?;
    let printed = example::output(linter, rule, bad, false).map_err(|_| fmt::Error)?;
    writeln!(out, "```text\n{printed}\n```\n")
}
