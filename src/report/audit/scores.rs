//! `scores`: `soplint-audit-v1`, the scorecards of an audit for programs.
//!
//! In: an audit. Out: one JSON object on one line, as `docs/schema/audit-v1.schema.json` describes it. Scores are numbers from 0 to 100
//! with one decimal, and `null` where nothing was decided. Fields are only ever added; keys and words are English in every language of
//! the run, and only `title` of a rule follows it.

mod shape;

use std::io::{self, Write};

use serde::Serialize;

use super::Audit;
use crate::engine::history::Audited;
use crate::engine::report::{Checked, DocumentReport, SourceReport};
use crate::engine::scorecard::{DocumentScore, Grade, RuleScore, Score, Tally, UnitScore};
use crate::report::json::escaped::Escaped;
use crate::report::json::{run, tool};
use crate::rule::{Benefit, Question, Rule};
use crate::sop::Language;
use crate::sop::date::Day;

use shape::{
    DocumentJson, Each, EarlierJson, EarlierUnitJson, FindingsJson, PartJson, RuleJson, ScoreJson, ScoresJson, UnitJson,
};

/// The name and version of the objects.
const SCHEMA: &str = "soplint-audit-v1";

/// Writes the report.
pub(super) fn render(audit: &Audit<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (scores, outputs) = (audit.scores, &audit.outputs);
    let (rules, language) = (&outputs.linter.walk.rules, outputs.report.language);
    let json = ScoresJson {
        schema: SCHEMA,
        tool: tool(),
        run: run(outputs),
        record: &audit.record.id,
        title: audit.title,
        archive: score_json(&scores.archive),
        benefits: benefits(&scores.archive),
        questions: questions(&scores.archive),
        groups: groups(&scores.archive),
        units: Each(|| scores.units.iter().enumerate().map(unit_json)),
        documents: Each(|| scores.documents.iter().filter_map(|score| document_json(audit, score))),
        rules: Each(|| rules.iter().zip(&scores.rules).map(|(rule, score)| rule_json(rule, *score, language))),
        history: audit.history.iter().map(earlier_json).collect(),
    };
    json.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Escaped))?;
    writeln!(out)
}

fn score_json(score: &Score) -> ScoreJson {
    ScoreJson {
        score: score.percent(),
        grade: score.grade().map(Grade::letter),
        documents: score.documents,
        checked: score.full,
        partly: score.partly,
        unchecked: score.unread,
        findings: findings_json(score.findings),
        faulty: score.faulty,
        accepted: score.accepted,
        outcomes: score.outcomes,
        minutes: score.minutes,
    }
}

fn findings_json([error, warning, info]: [usize; 3]) -> FindingsJson {
    FindingsJson { error, warning, info }
}

fn benefits(score: &Score) -> Vec<PartJson<'static>> {
    Benefit::ALL.iter().zip(score.benefits).map(|(benefit, tally)| part(benefit.name(), tally)).collect()
}

fn questions(score: &Score) -> Vec<PartJson<'static>> {
    Question::ALL.iter().zip(score.questions).map(|(question, tally)| part(question.name(), tally)).collect()
}

fn groups(score: &Score) -> Vec<PartJson<'_>> {
    score.groups.iter().map(|(group, tally)| part(group, *tally)).collect()
}

fn part(name: &str, tally: Tally) -> PartJson<'_> {
    PartJson { name, score: tally.percent(), passed: tally.passed, decided: tally.decided }
}

fn unit_json((at, unit): (usize, &UnitScore)) -> UnitJson<'_> {
    UnitJson {
        unit: at,
        parent: unit.parent,
        name: unit.name.as_deref(),
        of_project: unit.entry.is_some(),
        score: score_json(&unit.score),
        benefits: benefits(&unit.score),
        questions: questions(&unit.score),
    }
}

/// The input and the document a score is about.
fn scored<'r>(audit: &Audit<'r>, score: &DocumentScore) -> Option<(&'r SourceReport, &'r DocumentReport)> {
    let source = audit.outputs.report.sources.get(score.source)?;
    Some((source, source.documents.get(score.document)?))
}

fn document_json<'r>(audit: &Audit<'r>, score: &DocumentScore) -> Option<DocumentJson<'r>> {
    let (source, document) = scored(audit, score)?;
    let (card, marks, is_read) = (document.card.as_deref(), &score.score, score.checked != Checked::None);
    Some(DocumentJson {
        path: &source.name,
        document: document.index,
        number: document.number.as_deref(),
        title: document.title.as_deref(),
        unit: score.unit,
        checked: document.checked,
        score: marks.percent().filter(|_| is_read),
        grade: marks.grade().filter(|_| is_read).map(Grade::letter),
        findings: findings_json(marks.findings),
        accepted: marks.accepted,
        outcomes: marks.outcomes,
        minutes: marks.minutes,
        in_force: card.map(|card| card.in_force),
        effective: card.and_then(|card| card.effective).map(Day::to_iso),
        next_review: card.and_then(|card| card.next_review).map(Day::to_iso),
    })
}

fn rule_json(rule: &Rule, score: RuleScore, language: Language) -> RuleJson<'_> {
    RuleJson {
        rule: rule.id,
        title: rule.title.get(language),
        severity: rule.severity.worst(),
        benefit: rule.benefit.name(),
        findings: score.findings,
        outcomes: score.outcomes,
        minutes: score.minutes,
    }
}

fn earlier_json(audited: &Audited) -> EarlierJson<'_> {
    let units = audited.units.iter().map(|(name, score)| EarlierUnitJson { name, score: *score });
    EarlierJson {
        today: audited.today.to_iso(),
        record: &audited.record,
        version: &audited.version,
        documents: audited.documents,
        not_whole: audited.not_whole,
        unchecked: audited.unread,
        findings: findings_json(audited.findings),
        faulty: audited.faulty,
        score: audited.score,
        units: units.collect(),
    }
}
