//! The units of an archive, and what only the organisation can lack: an SOP for a unit, an SOP for a task.
//!
//! In: a report and what the project knows. Out: the units in order, for each document its unit, and, when all documents are counted,
//! the findings in the data files of the project. A unit or a task without an SOP counts as one outcome of its rule that fails, one
//! with an SOP as one that passes, in its unit and in the archive; the documents have nothing to do with it.

use rustc_hash::FxHashMap;

use super::effort::{Work, minutes};
use super::{Score, Scorecards, UnitScore, weight};
use crate::engine::Linter;
use crate::engine::report::{DocumentReport, OutcomeCounts, Report, SourceReport, is_unchecked_notice};
use crate::finding::{Finding, Severity};
use crate::rule::named::NamedCheck;
use crate::rule::{Phase, Rule, Verb};
use crate::sop::Vocabulary;
use crate::sop::project::{Project, Written};
use crate::source::Span;

/// The units, and the unit of each document.
pub(super) struct Roster {
    pub(super) units: Vec<UnitScore>,
    pub(super) units_of_documents: Vec<usize>,
}

/// A unit of a document, before all units are known.
enum Named<'r> {
    Listed(usize),
    Written { form: String, name: &'r str },
    Nothing,
}

impl Roster {
    pub(super) fn of(report: &Report, linter: &Linter) -> Self {
        let mut units = linter.known.project.as_ref().map_or_else(Vec::new, listed);
        let count = units.len();
        let documents = report.sources.iter().filter(|source| !source.of_project).flat_map(|source| &source.documents);
        let named: Vec<Named<'_>> = documents.map(|document| named(document, &linter.vocabulary, count)).collect();
        let written = spellings(&named);
        let places: FxHashMap<&str, usize> =
            written.iter().enumerate().map(|(at, (form, _))| (*form, count + at)).collect();
        units.extend(
            written.iter().map(|(_, name)| UnitScore { name: Some((*name).to_owned()), ..UnitScore::default() }),
        );
        let nowhere = units.len();
        let units_of_documents: Vec<usize> = named
            .iter()
            .map(|named| match named {
                Named::Listed(at) => *at,
                Named::Written { form, .. } => places.get(form.as_str()).copied().unwrap_or(nowhere),
                Named::Nothing => nowhere,
            })
            .collect();
        if units_of_documents.contains(&nowhere) {
            units.push(UnitScore::default());
        }
        Self { units, units_of_documents }
    }
}

/// The units of the project.
fn listed(project: &Project) -> Vec<UnitScore> {
    let units = project.unit_entries().iter().enumerate().map(|(at, entry)| UnitScore {
        name: Some(entry.name.text.clone()),
        entry: Some(at as u32),
        // Units that lead back to themselves are a mistake of their file: here each of them stands alone.
        parent: project.parent_of(at).filter(|&parent| project.is_unit_within(parent, &[at]) == Some(false)),
        ..UnitScore::default()
    });
    units.collect()
}

fn named<'r>(document: &'r DocumentReport, vocabulary: &Vocabulary, listed: usize) -> Named<'r> {
    let Some(card) = &document.card else { return Named::Nothing };
    match (card.unit_entry, &card.unit) {
        (Some(entry), _) if (entry as usize) < listed => Named::Listed(entry as usize),
        (_, Some(name)) => Named::Written { form: vocabulary.actors.names(name).name, name },
        (_, None) => Named::Nothing,
    }
}

/// The units that only documents name: the normal form of each with its most frequent spelling, by name.
fn spellings<'n>(named: &'n [Named<'_>]) -> Vec<(&'n str, &'n str)> {
    let mut written: Vec<(&str, &str)> = named
        .iter()
        .filter_map(|named| match named {
            Named::Written { form, name } => Some((form.as_str(), *name)),
            Named::Listed(_) | Named::Nothing => None,
        })
        .collect();
    written.sort_unstable();
    let of_form = written.chunk_by(|(a, _), (b, _)| a == b);
    let mut units: Vec<(&str, &str)> = of_form
        .filter_map(|same| {
            // Of spellings that are equally frequent the first one in order.
            let spelling = same.chunk_by(|a, b| a == b).rev().max_by_key(|same| same.len())?;
            spelling.first().copied()
        })
        .collect();
    units.sort_unstable_by_key(|(form, name)| (*name, *form));
    units
}

/// Whether a check is no matter of any document.
pub(super) fn is_about_organisation(verb: &Verb) -> bool {
    lack(verb).is_some()
}

/// What an organisation can lack.
#[derive(Clone, Copy)]
enum Lack {
    Units,
    Tasks,
}

fn lack(verb: &Verb) -> Option<Lack> {
    let Verb::Check(named) = verb else { return None };
    match named.check {
        NamedCheck::UnitsWithoutSop => Some(Lack::Units),
        NamedCheck::TasksWithoutSop => Some(Lack::Tasks),
        _ => None,
    }
}

/// Adds what was found in the data files of the project, and what the organisation has.
pub(super) fn organisation(report: &Report, linter: &Linter, scorecards: &mut Scorecards) {
    for document in data_files(report).flat_map(|source| &source.documents) {
        scorecards.archive.accepted += document.accepted().len();
        for finding in document.findings.iter().filter(|finding| !is_unchecked_notice(finding)) {
            let is_missing = rule_of(linter, finding).is_some_and(|rule| is_about_organisation(&rule.verb));
            count(&mut scorecards.archive, finding, if is_missing { Work::Draft } else { Work::First });
        }
    }
    for (at, rule) in linter.walk.rules.iter().enumerate() {
        let Some(lack) = lack(&rule.verb) else { continue };
        let found = found(report, rule);
        let outcomes = scorecards.rules.get(at).map_or_else(OutcomeCounts::default, |score| score.outcomes);
        // Without a pass in any document it was not decided, and nothing is known of what was not found.
        let is_decided = !found.is_empty() || outcomes.pass > 0;
        if let Some(project) = linter.known.project.as_ref().filter(|_| is_decided) {
            let judged = Judged { at, rule, files: project, found };
            subjects(project, lack, linter).for_each(|(unit, name)| judged.count(unit, name, linter, scorecards));
        } else if outcomes.not_decidable > 0 {
            scorecards.undecided.push(at);
        }
    }
}

fn data_files(report: &Report) -> impl Iterator<Item = &SourceReport> {
    report.sources.iter().filter(|source| source.of_project)
}

fn rule_of<'l>(linter: &'l Linter, finding: &Finding) -> Option<&'l Rule> {
    linter.walk.index(finding.rule).map(|at| &linter.walk.rules[at])
}

fn count(score: &mut Score, finding: &Finding, work: Work) {
    score.findings[Severity::ALL.iter().position(|of| *of == finding.severity).unwrap_or_default()] += 1;
    score.minutes = score.minutes.saturating_add(minutes(finding, work));
}

/// What a rule found in data files, by the name of the file and the place in it; nothing stands for what somebody accepted.
type Found<'r> = FxHashMap<(&'r str, Span), Option<&'r Finding>>;

fn found<'r>(report: &'r Report, rule: &Rule) -> Found<'r> {
    let all = data_files(report).flat_map(|source| source.documents.iter().map(move |document| (source, document)));
    let of_rule = |finding: &&Finding| finding.rule == rule.id;
    let mut found = Found::default();
    for (source, document) in all {
        let accepted = document.accepted().iter().map(|accepted| (&accepted.finding, None));
        let active = document.findings.iter().map(|finding| (finding, Some(finding)));
        for (finding, counted) in accepted.chain(active).filter(|(finding, _)| of_rule(finding)) {
            found.extend(finding.place.span.map(|span| ((source.name.as_str(), span), counted)));
        }
    }
    found
}

/// What a check of the organisation looks at: units, or tasks with their units.
fn subjects<'p>(
    project: &'p Project,
    lack: Lack,
    linter: &Linter,
) -> Box<dyn Iterator<Item = (usize, &'p Written)> + 'p> {
    let today = linter.options.today;
    match lack {
        Lack::Tasks => {
            let units = project.units_with_tasks(today);
            Box::new(units.flat_map(|(unit, tasks)| tasks.iter().map(move |task| (unit, &task.name))))
        }
        Lack::Units => {
            Box::new(project.units_to_have_sop(today).map(|unit| (unit, &project.unit_entries()[unit].name)))
        }
    }
}

/// A rule about the organisation that was decided.
struct Judged<'r> {
    at: usize,
    rule: &'r Rule,
    files: &'r Project,
    found: Found<'r>,
}

impl Judged<'_> {
    /// Counts a unit or a task.
    fn count(&self, unit: usize, name: &Written, linter: &Linter, scorecards: &mut Scorecards) {
        let file = self.files.files().iter().find(|file| file.layer == name.file);
        let found = file.and_then(|file| self.found.get(&(file.name.as_str(), name.span)));
        let phase = linter.options.phase.unwrap_or(Phase::Final);
        let (severity, finding) = match found {
            Some(None) => return,
            Some(Some(finding)) => (finding.severity, Some(*finding)),
            None => (self.rule.severity.get(phase).unwrap_or(Severity::Info), None),
        };
        let weight = weight(severity);
        let scores = [Some(&mut scorecards.archive), scorecards.units.get_mut(unit).map(|unit| &mut unit.score)];
        for score in scores.into_iter().flatten() {
            score.weights.decide(weight, finding.is_none());
            score.benefits[self.rule.benefit.code() as usize].decide(weight, finding.is_none());
            for question in &self.rule.answers {
                score.questions[question.code() as usize].decide(weight, finding.is_none());
            }
            score.groups.entry(self.rule.id.family().to_owned()).or_default().decide(weight, finding.is_none());
        }
        let Some(finding) = finding else { return };
        if let Some(unit) = scorecards.units.get_mut(unit) {
            count(&mut unit.score, finding, Work::Draft);
        }
        let rule = &mut scorecards.rules[self.at];
        rule.findings += 1;
        rule.lost += weight;
        rule.minutes = rule.minutes.saturating_add(minutes(finding, Work::Draft));
    }
}
