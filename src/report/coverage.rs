//! Which clauses of its sources a pack checks, and which it does not.
//!
//! In: packs and their rules. Out: for each clause the rules that check it and the questions that people answer; a clause
//! without either is said to be open, so that nobody takes silence for compliance. Clauses that only rules name follow.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};
use unicode_width::UnicodeWidthStr;

use super::clean;
use crate::finding::RuleId;
use crate::rule::{Clause, ListedClause, PackInfo, Rule};
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

/// Clauses that rules name, of sources whose clauses the pack lists, that are not among those, with the rules: the list is
/// not whole, or the rule names the wrong clause.
#[must_use]
pub fn unlisted<'r>(pack: &PackInfo, rules: &'r [Rule]) -> Vec<(&'r Clause, Vec<RuleId>)> {
    let mut found: Vec<(&Clause, Vec<RuleId>)> = Vec::new();
    for rule in rules {
        let mut listed = pack.clauses.iter().filter(|clause| clause.source == rule.clause.source).peekable();
        if listed.peek().is_none() || listed.any(|clause| clause.is_named_by(&rule.clause)) {
            continue;
        }
        match found
            .iter_mut()
            .find(|(clause, _)| (&clause.source, &clause.text) == (&rule.clause.source, &rule.clause.text))
        {
            Some((_, rules)) => rules.push(rule.id),
            None => found.push((&rule.clause, vec![rule.id])),
        }
    }
    found
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

/// The rows of the table with its head: clause, what it asks, rules, questions. Empty for a pack that lists no clauses.
fn rows(pack: &PackInfo, rules: &[Rule], language: Language, shown: impl Fn(RuleId) -> String) -> Vec<[String; 4]> {
    let (head, open, unlisted_text) = match language {
        Language::Id => (
            ["klausul", "isi", "aturan", "pertanyaan untuk orang"],
            "belum diperiksa",
            "(tidak ada dalam daftar klausul paket)",
        ),
        Language::En => (
            ["clause", "what it asks", "rules", "questions for people"],
            "not checked",
            "(not in the pack's list of clauses)",
        ),
    };
    let ids = |ids: &[RuleId]| ids.iter().map(|&id| shown(id)).collect::<Vec<_>>().join(" ");
    let rows = coverage(pack, rules).into_iter().map(|row| {
        let rules = if row.is_open() { open.to_owned() } else { ids(&row.rules) };
        [row.clause.at.clone(), row.clause.text.get(language).clone(), rules, ids(&row.questions)]
    });
    let unlisted = unlisted(pack, rules)
        .into_iter()
        .map(|(clause, rules)| [clause.text.clone(), unlisted_text.to_owned(), ids(&rules), String::new()]);
    let rows: Vec<[String; 4]> = rows.chain(unlisted).collect();
    if rows.is_empty() { rows } else { std::iter::once(head.map(str::to_owned)).chain(rows).collect() }
}

/// A Markdown table whose rules lead to their sections.
#[must_use]
pub fn markdown(pack: &PackInfo, rules: &[Rule], language: Language) -> String {
    let link = |id: RuleId| format!("[{id}](#{})", id.as_str().to_lowercase());
    let mut out = String::new();
    for (at, row) in rows(pack, rules, language, link).into_iter().enumerate() {
        let cells = row.map(|cell| clean::cell(&cell));
        let _ = writeln!(out, "| {} |", cells.join(" | "));
        if at == 0 {
            out.push_str("|---|---|---|---|\n");
        }
    }
    out
}

/// A table for a terminal, in columns.
#[must_use]
pub fn table(pack: &PackInfo, rules: &[Rule], language: Language) -> String {
    let rows = rows(pack, rules, language, |id| id.to_string());
    let rows: Vec<[String; 4]> = rows.into_iter().map(|row| row.map(|cell| clean::line(&cell).into_owned())).collect();
    if rows.is_empty() {
        return match language {
            Language::Id => "paket ini tidak mencantumkan klausul\n".to_owned(),
            Language::En => "this pack lists no clauses\n".to_owned(),
        };
    }
    let width = |column: usize| rows.iter().map(|row: &[String; 4]| row[column].width()).max().unwrap_or_default();
    let widths = [width(0), width(1), width(2)];
    let mut out = String::new();
    for [clause, text, ids, questions] in &rows {
        let pad = |text: &str, width: usize| format!("{text}{}", " ".repeat(width.saturating_sub(text.width())));
        let [a, b, c] =
            [(clause, widths[0]), (text, widths[1]), (ids, widths[2])].map(|(text, width)| pad(text, width));
        let _ = writeln!(out, "{}", format!("{a}  {b}  {c}  {questions}").trim_end());
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
        let unlisted = unlisted(pack, rules)
            .into_iter()
            .map(|(clause, rules)| json!({"source": clause.source, "clause": clause.text, "rules": rules}));
        json!({
            "pack": pack.name,
            "version": pack.version,
            "clauses": clauses.collect::<Vec<_>>(),
            "unlisted": unlisted.collect::<Vec<_>>(),
        })
    });
    json!({"schema": "soplint-coverage-v1", "packs": packs.collect::<Vec<_>>()})
}
