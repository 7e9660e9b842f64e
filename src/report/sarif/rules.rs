//! The rules of a run, as SARIF describes them: only those that concerned a document or found something.
//!
//! In: a report. Out: a descriptor for each, and the place of each in the list.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{DescriptorProperties, Help, Level, Message};
use super::{ReportingDescriptor, cut, level, shows};
use crate::check::Outcome;
use crate::engine::messages::{EngineEntry, entries};
use crate::finding::{Confidence, RuleId, Severity};
use crate::report::found::{all, documents};
use crate::report::words::{say, words};
use crate::report::{Outputs, clean, markdown};
use crate::rule::Rule;
use crate::sop::Language;

/// GitHub takes descriptions of so many characters.
const LONGEST: usize = 1024;

/// Descriptors, and the way to them.
pub(super) struct Rules<'r> {
    list: Vec<ReportingDescriptor<'r>>,
    index: BTreeMap<&'r str, usize>,
}

/// What the findings of a rule say of it.
#[derive(Clone, Copy)]
struct Seen {
    worst: Severity,
    least_sure: Confidence,
}

impl<'r> Rules<'r> {
    /// The rules that ran; with one more when results are left out.
    pub(super) fn of(outputs: &Outputs<'r>, is_cut: bool) -> Self {
        let seen = seen(outputs);
        let ran = ran(outputs);
        let rules = outputs.linter.walk.rules.iter().enumerate();
        let rules = rules.filter(|(at, rule)| ran.contains(at) || seen.contains_key(&rule.id));
        let mut list: Vec<_> = rules.map(|(_, rule)| of_rule(outputs, rule, seen.get(&rule.id).copied())).collect();
        let language = outputs.report.language;
        list.extend(entries().filter_map(|entry| Some(of_engine(entry, *seen.get(&entry.id)?, language))));
        if is_cut {
            list.push(of_cut(language));
        }
        let index = list.iter().enumerate().map(|(at, rule)| (rule.id, at)).collect();
        Self { list, index }
    }

    pub(super) fn list(&self) -> &[ReportingDescriptor<'r>] {
        &self.list
    }

    /// The place of a rule in the list.
    pub(super) fn index(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }
}

/// The rules that concerned a document, by their places in the run.
fn ran(outputs: &Outputs<'_>) -> BTreeSet<usize> {
    let outcomes = documents(outputs.report).flat_map(|(_, document)| document.outcomes.iter().enumerate());
    outcomes.filter(|(_, outcome)| **outcome != Outcome::NotApplicable).map(|(at, _)| at).collect()
}

fn seen(outputs: &Outputs<'_>) -> BTreeMap<RuleId, Seen> {
    let mut seen = BTreeMap::new();
    for (found, _) in all(outputs.report).filter(|(_, by)| shows(outputs, *by)) {
        let (severity, confidence) = (found.finding.severity, found.finding.confidence);
        let of_rule = seen.entry(found.finding.rule).or_insert(Seen { worst: severity, least_sure: confidence });
        of_rule.worst = of_rule.worst.max(severity);
        of_rule.least_sure = of_rule.least_sure.min(confidence);
    }
    seen
}

fn of_rule<'r>(outputs: &Outputs<'r>, rule: &'r Rule, seen: Option<Seen>) -> ReportingDescriptor<'r> {
    let language = outputs.report.language;
    let title = Some(rule.title.get(language).as_str()).filter(|title| !title.is_empty()).unwrap_or(rule.id.as_str());
    let clause = &rule.clause;
    let parts = [clause.source.as_str(), clause.text.as_str()];
    let basis = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" — ");
    let help = rule.help.as_ref().map(|help| help.get(language).as_str()).filter(|help| !help.is_empty());
    // Without a remedy of its own, what a rule asks for is the remedy.
    let help = help.unwrap_or(title);
    let worst = seen.map_or(rule.severity.worst(), |seen| seen.worst.max(rule.severity.worst()));
    ReportingDescriptor {
        id: rule.id.as_str(),
        short_description: described(title),
        full_description: described(&format!("{title} ({basis})")),
        help: Help { text: help.to_owned(), markdown: guide(rule.id, &basis, help, language) },
        default_configuration: Level { level: level(worst) },
        properties: properties(vec![rule.benefit.name(), rule.id.family(), &rule.pack], worst, seen),
    }
}

fn of_engine(entry: &'static EngineEntry, seen: Seen, language: Language) -> ReportingDescriptor<'static> {
    let (title, help) = (say(language, entry.title.0, entry.title.1), say(language, entry.help.0, entry.help.1));
    ReportingDescriptor {
        id: entry.id.as_str(),
        short_description: described(title),
        full_description: described(title),
        help: Help { text: help.to_owned(), markdown: guide(entry.id, "", help, language) },
        default_configuration: Level { level: level(seen.worst) },
        properties: properties(vec![entry.id.family()], seen.worst, Some(seen)),
    }
}

fn of_cut(language: Language) -> ReportingDescriptor<'static> {
    let title = cut::title(language);
    ReportingDescriptor {
        id: cut::RULE,
        short_description: described(title),
        full_description: described(title),
        help: Help { text: title.to_owned(), markdown: markdown::escaped(title) },
        default_configuration: Level { level: level(cut::SEVERITY) },
        properties: properties(Vec::new(), cut::SEVERITY, None),
    }
}

fn described(text: &str) -> Message<String> {
    Message { text: clean::cut(text, LONGEST).into_owned() }
}

/// Clause, remedy, and the command that tells more.
fn guide(id: RuleId, basis: &str, help: &str, language: Language) -> String {
    let words = words(language);
    let mut text = String::new();
    for (label, part) in [(words.source, basis), (words.help, help)].iter().filter(|(_, part)| !part.is_empty()) {
        text += &format!("**{label}**: {}\n\n", markdown::escaped(part));
    }
    text + &format!("`soplint explain {id}`")
}

fn properties<'r>(tags: Vec<&'r str>, severity: Severity, seen: Option<Seen>) -> DescriptorProperties<'r> {
    DescriptorProperties {
        tags,
        precision: seen.map_or(Confidence::High, |seen| seen.least_sure).name(),
        // The words of GitHub's own property, which are not those of levels.
        problem_severity: match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "recommendation",
        },
    }
}
