//! A rule in words: what it asks, where it stands, why, how to satisfy it.
//!
//! In: a rule, or an engine message. Out: text for a terminal, and the list of all rules as table or JSON.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::example;
use super::words::{say, words};
use crate::engine::Linter;
use crate::engine::messages::EngineEntry;
use crate::rule::{Benefit, Phase, Question, Rule, Severities, Verb};
use crate::sop::Language;

/// Explains a rule.
///
/// # Errors
/// Those of `out`.
pub fn rule(out: &mut dyn Write, linter: &Linter, rule: &Rule, colour: bool) -> io::Result<()> {
    let language = linter.options.language;
    writeln!(out, "{} · {}", rule.id, rule.title.get(language))?;
    writeln!(out)?;
    let severity = severities(rule.severity, language);
    let clause = &rule.clause;
    let basis =
        if clause.text.is_empty() { clause.source.clone() } else { format!("{} — {}", clause.source, clause.text) };
    let rows = [
        (say(language, "tingkat", "severity"), severity),
        (say(language, "dasar", "source"), basis),
        (say(language, "kepastian", "certainty"), sure(rule, language).to_owned()),
        (say(language, "manfaat", "protects"), benefit(rule.benefit, language).to_owned()),
        (say(language, "menjawab", "answers"), questions(&rule.answers, language)),
        (say(language, "pertanyaan", "question"), question(rule, language).to_owned()),
    ];
    for (label, text) in rows.iter().filter(|(_, text)| !text.is_empty()) {
        writeln!(out, "  {label:<12} {text}")?;
    }
    if let Some(help) = &rule.help {
        writeln!(out, "\n{}:\n  {}", say(language, "perbaikan", "what to do"), help.get(language))?;
    }
    let good = say(
        language,
        "contoh yang lolos aturan ini (aturan lain tidak diperiksa)",
        "passes this rule (others are not looked at)",
    );
    for passing in &rule.passes {
        documents(out, &named(good, passing, language), &example::documents(passing))?;
        project(out, passing, language)?;
    }
    for failing in &rule.fails {
        let texts = example::documents(failing);
        let bad = say(language, "contoh yang melanggar aturan ini", "breaks this rule");
        documents(out, &named(bad, failing, language), &texts)?;
        project(out, failing, language)?;
        let printed = example::output(linter, rule, failing, colour)?;
        writeln!(out, "\n  {}:\n", say(language, "yang dikatakan soplint", "what soplint says"))?;
        printed.lines().try_for_each(|line| writeln!(out, "{}", format!("    {line}").trim_end()))?;
    }
    written(out, rule, language)
}

/// The rule as its pack says it, for those who write rules.
fn written(out: &mut dyn Write, rule: &Rule, language: Language) -> io::Result<()> {
    writeln!(out, "\n{}:", say(language, "bagi penulis aturan", "for those who write rules"))?;
    writeln!(out, "  {:<12} {}", say(language, "paket", "pack"), rule.pack)?;
    writeln!(out, "  {:<12} {}", "benefit", rule.benefit.name())?;
    writeln!(out, "  {:<12} {}", say(language, "pemeriksaan", "check"), rule.verb.name())?;
    let mut label = say(language, "aturan", "rule");
    for line in rule.says.lines() {
        writeln!(out, "  {label:<12} {line}")?;
        label = "";
    }
    for change in &rule.changes {
        let why = change.reason.as_ref().map_or_else(String::new, |reason| format!(" — {reason}"));
        let (label, by) = (say(language, "diubah", "changed"), say(language, "oleh", "by"));
        writeln!(out, "  {label:<12} `{}` {by} {}{why}", change.key, change.by)?;
    }
    Ok(())
}

/// A heading, with the name of the file where the example has one.
fn named(heading: &str, of: &crate::rule::Example, language: Language) -> String {
    match &of.file {
        Some(file) => format!("{heading}, {} `{file}`", say(language, "berkas", "file")),
        None => heading.to_owned(),
    }
}

/// What a person must answer.
fn question(rule: &Rule, language: Language) -> &str {
    match &rule.verb {
        Verb::Ask(question) => question.get(language),
        _ => "",
    }
}

/// What the project of an example knows, when it says anything.
fn project(out: &mut dyn Write, of: &crate::rule::Example, language: Language) -> io::Result<()> {
    let text: Vec<String> = example::project(of).into_iter().collect();
    if text.is_empty() {
        return Ok(());
    }
    documents(out, say(language, "dengan data proyek", "with the project data"), &text)
}

fn documents(out: &mut dyn Write, title: &str, texts: &[String]) -> io::Result<()> {
    writeln!(out, "\n{title}:")?;
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        text.lines().try_for_each(|line| writeln!(out, "    {line}"))?;
    }
    Ok(())
}

/// Explains an engine message.
///
/// # Errors
/// Those of `out`.
pub fn engine(out: &mut dyn Write, entry: &EngineEntry, language: Language) -> io::Result<()> {
    writeln!(out, "{} · {}", entry.id, say(language, entry.title.0, entry.title.1))?;
    writeln!(out, "\n{}:\n  {}", say(language, "perbaikan", "what to do"), say(language, entry.help.0, entry.help.1))
}

/// Lists rules, a line each.
///
/// # Errors
/// Those of `out`.
pub fn table(out: &mut dyn Write, rules: &[Rule], language: Language) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.title.get(language).chars().count()).max().unwrap_or_default();
    for rule in rules {
        let (title, protects) = (rule.title.get(language), rule.benefit.name());
        writeln!(out, "{}  {:<7}  {title:<width$}  {protects}", rule.id, rule.severity.worst().name())?;
    }
    writeln!(
        out,
        "\n{} {}",
        rules.len(),
        say(
            language,
            "aturan; `soplint explain ID` menjelaskan satu aturan",
            if rules.len() == 1 {
                "rule; `soplint explain ID` explains it"
            } else {
                "rules; `soplint explain ID` explains one"
            }
        )
    )
}

/// Lists rules for programs.
#[must_use]
pub fn json(rules: &[Rule], language: Language) -> Json {
    let entries = rules.iter().map(|rule| {
        json!({
            "id": rule.id,
            "title": rule.title.get(language),
            "severity": rule.severity.worst(),
            "phases": phases(rule.severity),
            "benefit": rule.benefit.name(),
            "answers": rule.answers.iter().map(|question| question.name()).collect::<Vec<_>>(),
            "clause": {"source": rule.clause.source, "text": rule.clause.text, "sure": rule.clause.sure.name()},
            "check": rule.verb.name(),
            "help": rule.help.as_ref().map(|help| help.get(language)),
            "pack": rule.pack,
        })
    });
    json!({"schema": "soplint-rules-v1", "rules": entries.collect::<Vec<_>>()})
}

/// One word, or one for each phase, as findings say it.
pub(super) fn severities(severities: Severities, language: Language) -> String {
    if severities.is_same_in_all() {
        return words(language).severity(severities.worst()).to_owned();
    }
    let silent = say(language, "tidak diperiksa", "not checked");
    let word = |phase: &Phase| severities.get(*phase).map_or(silent, |severity| words(language).severity(severity));
    let phases = Phase::ALL.iter().map(|phase| format!("{}: {}", phase_word(*phase, language), word(phase)));
    phases.collect::<Vec<_>>().join(", ")
}

fn phase_word(phase: Phase, language: Language) -> &'static str {
    match phase {
        Phase::Draft => say(language, "draf", "draft"),
        Phase::Review => say(language, "reviu", "review"),
        Phase::Final => say(language, "final", "final"),
    }
}

fn phases(severities: Severities) -> Json {
    Phase::ALL.iter().map(|&phase| (phase.name().to_owned(), json!(severities.get(phase)))).collect()
}

pub(super) fn sure(rule: &Rule, language: Language) -> &'static str {
    use crate::rule::Sure;
    match rule.clause.sure {
        Sure::A => say(
            language,
            "A: dibaca dalam naskah peraturan atau dilihat dalam SOP nyata",
            "A: read in the regulation, or seen in real SOPs",
        ),
        Sure::B => say(language, "B: dari sumber tidak langsung", "B: second-hand"),
        Sure::C => say(
            language,
            "C: praktik; belum dicocokkan dengan naskah resmi",
            "C: practice; not checked against an official text",
        ),
    }
}

/// A benefit in words.
#[must_use]
pub fn benefit(benefit: Benefit, language: Language) -> &'static str {
    let (id, en) = match benefit {
        Benefit::Standardise => ("cara kerja yang baku", "a standard way of working"),
        Benefit::ReduceErrors => ("mengurangi kesalahan dan kelalaian", "fewer errors and omissions"),
        Benefit::Efficiency => ("efisiensi", "efficiency"),
        Benefit::Independence => {
            ("tidak bergantung pada intervensi pimpinan", "less dependent on management's intervention")
        }
        Benefit::Accountability => ("akuntabilitas", "accountability"),
        Benefit::Unambiguous => ("mencegah multitafsir", "no multiple interpretations"),
        Benefit::Coverage => ("SOP untuk setiap unit", "an SOP for every unit"),
    };
    say(language, id, en)
}

pub(super) fn questions(answers: &[Question], language: Language) -> String {
    let word = |question: &Question| match question {
        Question::How => say(language, "bagaimana", "how"),
        Question::When => say(language, "kapan", "when"),
        Question::Where => say(language, "di mana", "where"),
        Question::Who => say(language, "oleh siapa", "by whom"),
    };
    answers.iter().map(word).collect::<Vec<_>>().join(", ")
}
