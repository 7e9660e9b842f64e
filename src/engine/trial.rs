//! Rules tried on their own examples and on case files: does a rule fire, does it stay silent, does it point exactly.
//!
//! In: rules, each with the texts of its cases. Out, per rule: what was expected, what was found, and the difference. Only
//! the rule itself runs on its examples. Pure: whoever reads the case files and writes their sidecars calls this
//! (`soplint test`, and the tests of the shipped packs).

mod compare;

use super::report::{DocumentReport, Report};
use super::{Linter, LoadError, run_all_knowing};
use crate::check::archive::Coverage;
use crate::check::{Outcome, Walk};
use crate::finding::{Finding, RuleId};
use crate::reader::ReadLimits;
use crate::rule::{Example, Rule};

pub use compare::{Change, Sighting};

use compare::{As, Seen, Wanted, differences};

/// A rule, and what it is tried on besides its examples.
#[derive(Debug)]
pub struct Candidate {
    /// The rule.
    pub rule: Rule,
    /// The file of its pack, as it is shown.
    pub pack_file: String,
    /// Its case files.
    pub cases: Vec<Case>,
}

/// A case file.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its name, as it is shown; the ending tells its format.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What its project knows, as YAML of a data file.
    pub project: Option<String>,
    /// What the rule must do.
    pub wants: Wants,
}

/// What a rule must do in a case file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wants {
    /// Say nothing.
    Silence,
    /// Speak, with exactly the findings of the sidecar: a line for each, as [`Sighting::line`] writes them. The sidecar
    /// may not be there yet.
    Findings(Option<String>),
}

/// Whether a rule is to be silent or to speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It must be silent.
    Pass,
    /// It must speak.
    Fail,
}

/// What became of an example or a case file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is as it should be.
    Holds,
    /// Other findings than expected, or none.
    Differs,
    /// Findings, and no sidecar that says which.
    NoSidecar,
    /// It cannot be read, with the messages about it.
    Unreadable(Vec<String>),
}

/// An example or a case file, tried.
#[derive(Debug)]
pub struct Tried {
    /// The file it stands in.
    pub path: String,
    /// The line of an example; a case file has none.
    pub line: Option<u32>,
    /// What the rule had to do.
    pub kind: Kind,
    /// What became of it.
    pub verdict: Verdict,
    /// Expected and found, side by side.
    pub changes: Vec<Change>,
    /// What was found, in order.
    pub found: Vec<Sighting>,
    /// The outcome of the rule; the strongest of several documents.
    pub outcome: Outcome,
    /// Whether the rule found a document to be right.
    pub decided: bool,
}

/// A rule, tried.
#[derive(Debug)]
pub struct RuleTrial {
    /// The rule.
    pub rule: Rule,
    /// Its examples, then its case files.
    pub tried: Vec<Tried>,
}

/// How many hold, of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// As they should be.
    pub held: usize,
    /// All.
    pub of: usize,
}

impl Tried {
    /// Whether it is as it should be.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.verdict == Verdict::Holds
    }

    /// Whether it is an example of the pack, and no case file.
    #[must_use]
    pub fn is_example(&self) -> bool {
        self.line.is_some()
    }

    /// The sidecar that would make a case file hold, when another one, or none, is there.
    #[must_use]
    pub fn new_sidecar(&self) -> Option<String> {
        let wanted = !self.is_example() && self.kind == Kind::Fail && !self.found.is_empty();
        let differs = matches!(self.verdict, Verdict::Differs | Verdict::NoSidecar);
        (wanted && differs).then(|| self.sidecar())
    }

    /// The findings as a sidecar holds them.
    #[must_use]
    pub fn sidecar(&self) -> String {
        self.found.iter().map(|sighting| sighting.line() + "\n").collect()
    }

    /// Takes what was found for what is expected, after the sidecar was written.
    pub fn accept(&mut self) {
        self.verdict = Verdict::Holds;
        self.changes = self.found.iter().map(|sighting| Change::Kept(sighting.line())).collect();
    }
}

/// Lists of the model that hold mistakes only: a document that passes has none, and nothing is decided about it.
const LISTS_OF_MISTAKES: [&str; 2] = ["misspelt_labels", "unseen"];

impl RuleTrial {
    /// Where the rule had to speak, and spoke.
    #[must_use]
    pub fn fires(&self) -> Tally {
        self.tally(Kind::Fail, |tried| !tried.found.is_empty())
    }

    /// Where the rule had to be silent, and was.
    #[must_use]
    pub fn silent(&self) -> Tally {
        self.tally(Kind::Pass, Tried::holds)
    }

    /// Where the rule had to speak, and pointed exactly at the expected places.
    #[must_use]
    pub fn exact(&self) -> Tally {
        self.tally(Kind::Fail, Tried::holds)
    }

    fn tally(&self, kind: Kind, holds: impl Fn(&Tried) -> bool) -> Tally {
        let of_kind = || self.tried.iter().filter(|tried| tried.kind == kind);
        Tally { held: of_kind().filter(|tried| holds(tried)).count(), of: of_kind().count() }
    }

    /// The kinds of examples its pack has none of. A question for people finds nothing, and needs none; a rule about what only
    /// files of office programs hold cannot be broken by an example, and is shown by its case files.
    #[must_use]
    pub fn lacks(&self) -> Vec<Kind> {
        let mut lacks = Vec::new();
        if self.rule.verb.is_question() {
            return lacks;
        }
        if self.rule.passes.is_empty() {
            lacks.push(Kind::Pass);
        }
        let is_shown = self.tried.iter().any(|tried| tried.kind == Kind::Fail && !tried.found.is_empty());
        if self.rule.fails.is_empty() && !is_shown {
            lacks.push(Kind::Fail);
        }
        lacks
    }

    /// Whether what passes proves nothing: the rule concerned none of it, or could not be decided.
    #[must_use]
    pub fn proves_nothing(&self) -> bool {
        let is_question = self.rule.verb.is_question();
        let judges_mistakes =
            self.rule.for_each.as_ref().is_some_and(|list| LISTS_OF_MISTAKES.contains(&list.written.as_str()));
        let mut passing = self.tried.iter().filter(|tried| tried.kind == Kind::Pass && tried.holds()).peekable();
        passing.peek().is_some() && !is_question && !judges_mistakes && !passing.any(|tried| tried.decided)
    }
}

/// Tries rules, each alone, on their examples and case files; `linter` gives the words, the day and the bounds.
#[must_use]
pub fn run(mut linter: Linter, candidates: Vec<Candidate>) -> Vec<RuleTrial> {
    let mut trials = Vec::with_capacity(candidates.len());
    for Candidate { rule, pack_file, cases } in candidates {
        let id = rule.id;
        linter.walk = Walk::new(vec![rule]);
        let rule = &linter.walk.rules[0];
        let examples: Vec<(Kind, Example)> =
            of_kind(Kind::Pass, &rule.passes).chain(of_kind(Kind::Fail, &rule.fails)).collect();
        let mut tried = Vec::with_capacity(examples.len() + cases.len());
        for (kind, example) in &examples {
            tried.push(try_example(&mut linter, id, &pack_file, *kind, example));
        }
        tried.extend(cases.into_iter().map(|case| try_case(&linter, id, case)));
        let rule = std::mem::take(&mut linter.walk.rules).pop();
        trials.extend(rule.map(|rule| RuleTrial { rule, tried }));
    }
    trials
}

fn of_kind(kind: Kind, examples: &[Example]) -> impl Iterator<Item = (Kind, Example)> + '_ {
    examples.iter().map(move |example| (kind, example.clone()))
}

fn try_example(linter: &mut Linter, id: RuleId, file: &str, kind: Kind, example: &Example) -> Tried {
    let documents = example.documents.iter().enumerate();
    let texts: Vec<(String, &[u8])> = documents.map(|(at, text)| (file_name(example, at), text.as_bytes())).collect();
    let (today, phase) = (linter.options.today, linter.options.phase);
    linter.options.today = example.today.unwrap_or(today);
    linter.options.phase = example.phase.or(phase);
    let seen = look(linter, id, &texts, example.project.as_deref());
    (linter.options.today, linter.options.phase) = (today, phase);
    let wanted: Vec<Wanted> = example.at.iter().map(Wanted::Spot).collect();
    judged(file.to_owned(), Some(example.line), kind, Some(&wanted), seen)
}

/// The name of the first document is what the example says.
fn file_name(example: &Example, at: usize) -> String {
    let said = example.file.clone().filter(|_| at == 0);
    said.unwrap_or_else(|| format!("{}.sop.yaml", at + 1))
}

/// The name of project data that stand in no file of their own.
pub const PROJECT: &str = "project.yaml";

fn try_case(linter: &Linter, id: RuleId, case: Case) -> Tried {
    let seen = look(linter, id, &[(case.path.clone(), &case.bytes)], case.project.as_deref());
    let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let (kind, lines): (Kind, Option<Vec<String>>) = match &case.wants {
        Wants::Silence => (Kind::Pass, Some(Vec::new())),
        Wants::Findings(sidecar) => (Kind::Fail, sidecar.as_deref().map(lines)),
    };
    let wanted: Option<Vec<Wanted>> = lines.as_ref().map(|lines| lines.iter().map(|line| Wanted::Line(line)).collect());
    judged(case.path, None, kind, wanted.as_deref(), seen)
}

/// What the rule did in some documents.
struct Deeds {
    found: Vec<Sighting>,
    /// What was said about documents that could not be read, or not whole.
    troubles: Vec<String>,
    outcome: Outcome,
    decided: bool,
}

fn look(linter: &Linter, id: RuleId, texts: &[(String, &[u8])], project: Option<&str>) -> Deeds {
    let names: Vec<String> = texts.iter().map(|(name, _)| name.clone()).collect();
    let load = |at: usize| -> Result<&[u8], LoadError> { Ok(texts[at].1) };
    let known = linter.known_from(project.map(|text| (PROJECT, text)));
    let report = run_all_knowing(linter, &known, (&names, Coverage::Whole), load, |_| {});
    let outcomes = || documents(&report).flat_map(|document| &document.outcomes);
    let findings = || documents(&report).flat_map(|document| &document.findings);
    Deeds {
        found: sightings(&report, id, &with_project(texts, project), &linter.options.limits),
        troubles: findings().filter(|finding| finding.rule != id).map(|finding| finding.message.clone()).collect(),
        outcome: outcomes().fold(Outcome::NotApplicable, |all, outcome| all.and(*outcome)),
        decided: outcomes().any(|outcome| *outcome == Outcome::Pass),
    }
}

/// The texts findings stand in: those of the documents, then the data of the project.
fn with_project<'t>(texts: &[(String, &'t [u8])], project: Option<&'t str>) -> Vec<(String, &'t [u8])> {
    let project = project.map(|text| (PROJECT.to_owned(), text.as_bytes()));
    texts.iter().cloned().chain(project).collect()
}

fn documents(report: &Report) -> impl Iterator<Item = &DocumentReport> {
    report.sources.iter().flat_map(|source| &source.documents)
}

fn sightings(report: &Report, id: RuleId, texts: &[(String, &[u8])], limits: &ReadLimits) -> Vec<Sighting> {
    let mut found = Vec::new();
    for (source, (_, bytes)) in report.sources.iter().zip(texts) {
        let findings = source.documents.iter().flat_map(|document| &document.findings);
        let findings: Vec<&Finding> = findings.filter(|finding| finding.rule == id).collect();
        if findings.is_empty() {
            continue;
        }
        let opened = source.format.and_then(|format| format.open(bytes, limits).ok());
        let seen = opened.as_ref().map(Seen::new);
        found.extend(findings.into_iter().map(|finding| Sighting::new(finding, seen.as_ref())));
    }
    found
}

fn judged(path: String, line: Option<u32>, kind: Kind, wanted: Option<&[Wanted<'_>]>, seen: Deeds) -> Tried {
    let form = if line.is_some() { As::Spots } else { As::Lines };
    let changes = differences(wanted.unwrap_or_default(), &seen.found, form);
    let same = changes.iter().all(|change| matches!(change, Change::Kept(_)));
    // A defect may be the very thing that makes a part of the file unreadable, such as a chart that is a picture.
    let is_foreseen = kind == Kind::Fail && same && wanted.is_some_and(|wanted| !wanted.is_empty());
    let verdict = match (kind, wanted) {
        _ if !seen.troubles.is_empty() && !is_foreseen => Verdict::Unreadable(seen.troubles),
        (Kind::Fail, _) if seen.found.is_empty() => Verdict::Differs,
        (Kind::Fail, None) => Verdict::NoSidecar,
        _ if same => Verdict::Holds,
        _ => Verdict::Differs,
    };
    let Deeds { found, outcome, decided, .. } = seen;
    Tried { path, line, kind, verdict, changes, found, outcome, decided }
}
