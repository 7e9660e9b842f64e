//! What the page knows of all documents at once: names, scores, and what became of every rule.
//!
//! In: the documents of the page. Out: [`Index`], one column for each property, one letter for each outcome: ten thousand documents
//! and two hundred rules are two million letters, which a browser opens at once.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::selection::Entry;
use super::{PICTURES, Page, SHEETS, text};
use crate::check::{Outcome, Reason};
use crate::engine::messages::entry;
use crate::engine::report::{Acceptance, Checked};
use crate::engine::scorecard::{Grade, Tally, UnitScore};
use crate::finding::{Finding, RuleId, Severity};
use crate::report::explain::{benefit, questions, severities, sure};
use crate::report::found::in_order;
use crate::report::words::say;
use crate::rule::{Benefit, Question, Rule, Verb};
use crate::sop::Language;
use crate::sop::record::TypeId;

/// Where the parcels of the documents are.
pub(super) struct Places {
    /// So many entries have a sheet.
    pub(super) sheets: usize,
    /// By entry: its place among the pictures.
    pub(super) pictures: Vec<Option<usize>>,
}

#[derive(Serialize)]
pub(super) struct Index<'r> {
    /// Words of the scripts.
    words: BTreeMap<&'static str, &'static str>,
    language: &'static str,
    /// Rules of the run, then engine messages that were found.
    rules: Vec<RuleEntry<'r>>,
    /// How many of them are columns of the matrix.
    columns: usize,
    units: Vec<UnitEntry<'r>>,
    /// Names of the benefits, and of the questions.
    benefits: Vec<&'static str>,
    questions: Vec<String>,
    /// Names of the fields of a document, by number.
    fields: BTreeMap<usize, &'r str>,
    /// Documents without a page.
    left_out: usize,
    sheets: usize,
    per_sheets: usize,
    per_pictures: usize,
    documents: Documents<'r>,
}

#[derive(Serialize)]
struct RuleEntry<'r> {
    id: RuleId,
    title: &'r str,
    severity: u8,
    severities: String,
    source: &'r str,
    clause: &'r str,
    sure: &'static str,
    help: &'r str,
    benefit: &'static str,
    answers: String,
    question: &'r str,
    pack: &'r str,
}

#[derive(Serialize)]
struct UnitEntry<'r> {
    name: Option<&'r str>,
    parent: Option<usize>,
    card: Card,
}

/// How a unit stands; scores are in tenths.
#[derive(Serialize)]
struct Card {
    score: Option<u32>,
    grade: Option<char>,
    documents: usize,
    full: usize,
    partly: usize,
    findings: [usize; 3],
    effort: String,
    benefits: [Option<u32>; 7],
    questions: [Option<u32>; 4],
}

/// Columns; each has a value for every entry.
#[derive(Serialize, Default)]
struct Documents<'r> {
    path: Vec<&'r str>,
    title: Vec<Option<&'r str>>,
    number: Vec<Option<&'r str>>,
    unit: Vec<Option<usize>>,
    /// Tenths.
    score: Vec<Option<u32>>,
    grade: Vec<Option<char>>,
    /// `f`ull, `p`artly, `n`ot; `d` for a data file of the project.
    checked: Vec<char>,
    /// By rule.
    outcomes: Vec<String>,
    /// For each finding: the place of its rule × 16 + severity × 4 + state.
    findings: Vec<Vec<usize>>,
    picture: Vec<Option<usize>>,
}

/// The index of the page.
pub(super) fn index<'r>(page: Page<'_, 'r>, places: &Places) -> Index<'r> {
    let (audit, language) = (page.audit, page.language);
    let linter = audit.outputs.linter;
    let others = engine_rules(page);
    let mut documents = Documents::default();
    for (at, entry) in page.shown.entries.iter().enumerate() {
        documents.push(page, entry, &others);
        documents.picture.push(places.pictures.get(at).copied().flatten());
    }
    let rules = linter.walk.rules.iter().map(|rule| of_rule(rule, language));
    let units = audit.scores.units.iter();
    let fields = TypeId::Document.fields().iter().enumerate();
    Index {
        words: text::WORDS.iter().map(|(key, id, en)| (*key, say(language, id, en))).collect(),
        language: language.code(),
        rules: rules.chain(others.iter().map(|id| of_engine(*id, language))).collect(),
        columns: linter.walk.rules.len(),
        units: units.map(|unit| of_unit(unit, language)).collect(),
        benefits: Benefit::ALL.iter().map(|&of| benefit(of, language)).collect(),
        questions: Question::ALL.iter().map(|&of| questions(&[of], language)).collect(),
        fields: fields
            .map(|(number, _)| (number, linter.vocabulary.field_name(TypeId::Document, number as u8, language)))
            .collect(),
        left_out: page.shown.left_out,
        sheets: places.sheets,
        per_sheets: SHEETS,
        per_pictures: PICTURES,
        documents,
    }
}

/// Messages of the engine that were found, in order.
fn engine_rules(page: Page<'_, '_>) -> Vec<RuleId> {
    let walk = &page.audit.outputs.linter.walk;
    let entries = page.shown.entries.iter();
    let found = entries.flat_map(|entry| in_order(entry.source, entry.document)).map(|(found, _)| found.finding.rule);
    found.filter(|rule| walk.index(*rule).is_none()).collect::<BTreeSet<_>>().into_iter().collect()
}

fn of_unit(unit: &UnitScore, language: Language) -> UnitEntry<'_> {
    let score = &unit.score;
    let tenths = |tally: Tally| tally.percent().map(text::tenths);
    let card = Card {
        score: tenths(score.weights),
        grade: score.grade().map(Grade::letter),
        documents: score.documents,
        full: score.full,
        partly: score.partly,
        findings: score.findings,
        effort: text::effort(score.minutes, language),
        benefits: score.benefits.map(tenths),
        questions: score.questions.map(tenths),
    };
    UnitEntry { name: unit.name.as_deref(), parent: unit.parent, card }
}

fn of_rule(rule: &Rule, language: Language) -> RuleEntry<'_> {
    RuleEntry {
        id: rule.id,
        title: rule.title.get(language),
        severity: code(rule.severity.worst()),
        severities: severities(rule.severity, language),
        source: &rule.clause.source,
        clause: &rule.clause.text,
        sure: sure(rule, language),
        help: rule.help.as_ref().map_or("", |help| help.get(language).as_str()),
        benefit: benefit(rule.benefit, language),
        answers: questions(&rule.answers, language),
        question: match &rule.verb {
            Verb::Ask(question) => question.get(language),
            _ => "",
        },
        pack: &rule.pack,
    }
}

fn of_engine(id: RuleId, language: Language) -> RuleEntry<'static> {
    let (title, help) = entry(id).map_or(("", ""), |entry| {
        (say(language, entry.title.0, entry.title.1), say(language, entry.help.0, entry.help.1))
    });
    RuleEntry {
        id,
        title,
        severity: code(Severity::Error),
        severities: String::new(),
        source: "",
        clause: "",
        sure: "",
        help,
        benefit: "",
        answers: String::new(),
        question: "",
        pack: "soplint",
    }
}

impl<'r> Documents<'r> {
    fn push(&mut self, page: Page<'_, 'r>, entry: &Entry<'r>, others: &[RuleId]) {
        let document = entry.document;
        self.path.push(&entry.source.name);
        self.title.push(document.title.as_deref());
        self.number.push(document.number.as_deref());
        self.unit.push(entry.score.map(|score| score.unit));
        self.score.push(entry.percent().map(text::tenths));
        let grade = entry.percent().and(entry.score).and_then(|score| score.score.grade());
        self.grade.push(grade.map(|grade| grade.letter()));
        self.checked.push(match document.checked {
            _ if entry.source.of_project => 'd',
            Checked::Full => 'f',
            Checked::Partly => 'p',
            Checked::None => 'n',
        });
        self.outcomes.push(if entry.source.of_project { String::new() } else { outcomes(page, entry) });
        let walk = &page.audit.outputs.linter.walk;
        let place = |id: RuleId| {
            walk.index(id).or_else(|| Some(walk.rules.len() + others.binary_search(&id).ok()?)).unwrap_or_default()
        };
        let found = in_order(entry.source, document).into_iter();
        let code =
            |finding: &Finding, by| place(finding.rule) * 16 + usize::from(code(finding.severity)) * 4 + state(by);
        self.findings.push(found.map(|(found, by)| code(found.finding, by)).collect());
    }
}

/// What became of each rule, in one letter.
fn outcomes(page: Page<'_, '_>, entry: &Entry<'_>) -> String {
    let rules = &page.audit.outputs.linter.walk.rules;
    let mut worst: BTreeMap<RuleId, Severity> = BTreeMap::new();
    for finding in &entry.document.findings {
        let worst = worst.entry(finding.rule).or_insert(finding.severity);
        *worst = finding.severity.max(*worst);
    }
    let letter = |(rule, outcome): (&Rule, &Outcome)| match outcome {
        _ if entry.document.checked == Checked::None => 'x',
        Outcome::NotApplicable => '.',
        Outcome::Pass => 'p',
        Outcome::NotDecidable(Reason::Person) => 'q',
        Outcome::NotDecidable(_) => 'u',
        Outcome::Waived => 'a',
        Outcome::Finding => match worst.get(&rule.id).copied().unwrap_or(rule.severity.worst()) {
            Severity::Error => 'e',
            Severity::Warning => 'w',
            Severity::Info => 'i',
        },
    };
    rules.iter().zip(&entry.document.outcomes).map(letter).collect()
}

/// 0 for an error, 1 for a warning, 2 for a hint.
pub(super) fn code(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    }
}

/// 0 when it counts, 1 for a waiver, 2 for one inside the document, 3 for the baseline.
fn state(by: Option<Acceptance>) -> usize {
    match by {
        None => 0,
        Some(Acceptance::Waiver(_)) => 1,
        Some(Acceptance::Inline(_)) => 2,
        Some(Acceptance::Baseline) => 3,
    }
}
