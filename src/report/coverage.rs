//! Which clauses of its sources a pack checks, and which it does not.
//!
//! In: packs and their rules. Out: for each clause the rules that check it and the questions that people answer; a clause
//! without either is said to be open, so that nobody takes silence for compliance.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::clean;
use crate::finding::RuleId;
use crate::rule::{ListedClause, PackInfo, Rule};
use crate::sop::Language;

/// A clause and what is done about it.
#[derive(Debug)]
pub struct Covered<'p> {
    /// The clause.
    pub clause: &'p ListedClause,
    /// Rules that check it.
    pub rules: Vec<RuleId>,
    /// Questions about it that a person answers.
    pub questions: Vec<RuleId>,
}

impl Covered<'_> {
    /// Whether neither a rule nor a question is about it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.rules.is_empty() && self.questions.is_empty()
    }
}

/// The clauses a pack lists, in its order.
#[must_use]
pub fn coverage<'p>(pack: &'p PackInfo, rules: &[Rule]) -> Vec<Covered<'p>> {
    let covered = pack.clauses.iter().map(|clause| {
        let named = rules.iter().filter(|rule| clause.is_named_by(&rule.clause));
        let (questions, rules): (Vec<&Rule>, Vec<&Rule>) = named.partition(|rule| rule.verb.is_question());
        let ids = |rules: Vec<&Rule>| rules.into_iter().map(|rule| rule.id).collect();
        Covered { clause, rules: ids(rules), questions: ids(questions) }
    });
    covered.collect()
}

/// A table for Markdown and terminals; empty for a pack that lists no clauses.
#[must_use]
pub fn table(pack: &PackInfo, rules: &[Rule], language: Language, link: bool) -> String {
    let covered = coverage(pack, rules);
    let mut out = String::new();
    if covered.is_empty() {
        return out;
    }
    let (head, open) = match language {
        Language::Id => ("| klausul | isi | aturan | pertanyaan untuk orang |", "belum diperiksa"),
        Language::En => ("| clause | what it asks | rules | questions for people |", "not checked"),
    };
    let open = if link { format!("**{open}**") } else { open.to_owned() };
    let _ = writeln!(out, "{head}\n|---|---|---|---|");
    let ids = |ids: &[RuleId]| {
        let shown =
            ids.iter().map(|id| if link { format!("[{id}](#{})", id.as_str().to_lowercase()) } else { id.to_string() });
        shown.collect::<Vec<_>>().join(" ")
    };
    for row in &covered {
        let rules = if row.is_open() { open.clone() } else { ids(&row.rules) };
        let text = clean::cell(row.clause.text.get(language));
        let at = clean::cell(&row.clause.at);
        let _ = writeln!(out, "| {at} | {text} | {rules} | {} |", ids(&row.questions));
    }
    out
}

/// The same for programs.
#[must_use]
pub fn json(packs: &[PackInfo], rules: &[Rule], language: Language) -> Json {
    let packs = packs.iter().map(|pack| {
        let clauses = coverage(pack, rules).into_iter().map(|row| {
            json!({
                "source": row.clause.source,
                "clause": row.clause.at,
                "text": row.clause.text.get(language),
                "rules": row.rules,
                "questions": row.questions,
            })
        });
        json!({"pack": pack.name, "version": pack.version, "clauses": clauses.collect::<Vec<_>>()})
    });
    json!({"schema": "soplint-coverage-v1", "packs": packs.collect::<Vec<_>>()})
}
