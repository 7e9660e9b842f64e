//! Waivers: findings somebody answers for, until a day (contracts, section 5).
//!
//! In: the YAML of a waivers file, and the rules that are in force. Out: [`Waiver`]s, with every mistake at its place: one
//! without reason, owner or end (WV004), of a rule that does not exist (WV005) or may not be waived (WV006). What a waiver
//! covers is decided where findings are ([`crate::engine::accept`]).

use globset::{GlobBuilder, GlobMatcher};

use super::keys::{WAIVER_KEYS, WAIVERS_KEYS, WHERE_KEYS};
use super::project::{day, text};
use super::syntax::Parsed;
use super::tree::{Fields, Tree};
use super::{Diagnostic, Off, error};
use crate::document::Cursor;
use crate::finding::{RuleId, Severity};
use crate::rule::Rule;
use crate::rule::mistake::{Mistake, suggest};
use crate::sop::date::Day;
use crate::source::Span;

/// Longest time a waiver may have from the day of the run, in months, unless the settings say otherwise.
pub const MOST_MONTHS: u32 = 12;

/// A waiver.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// Its name among the others.
    pub id: Option<String>,
    /// The rule whose findings it covers.
    pub rule: RuleId,
    /// Which of them.
    pub covers: Covers,
    /// Why.
    pub reason: String,
    /// Who answers for it: a unit or a position.
    pub owner: String,
    /// The position that agreed.
    pub approved_by: Option<String>,
    /// Number of the letter that says so.
    pub letter: Option<String>,
    /// The last day on which it holds.
    pub expires: Day,
    /// Where it stands: its rule.
    pub span: Span,
    /// Where its last day stands.
    pub expires_span: Span,
}

/// The findings a waiver is for: those that fit everything that is said.
#[derive(Debug, Clone, Default)]
pub struct Covers {
    /// Number of the SOP.
    pub document: Option<String>,
    /// Path of its file, from the folder of the waivers.
    pub path: Option<PathTest>,
    /// Its unit.
    pub unit: Option<String>,
    /// The place in the model, `steps[].duration`, with what is below it.
    pub at: Option<String>,
    /// The text that was found.
    pub text: Option<String>,
    /// The fingerprint.
    pub fingerprint: Option<String>,
}

/// A path, or a pattern of paths.
#[derive(Debug, Clone)]
pub struct PathTest {
    /// As written.
    pub written: String,
    pattern: GlobMatcher,
}

impl PathTest {
    /// Reads a pattern: `*` stays within a folder, `**` goes through folders.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let written = text.strip_prefix("./").unwrap_or(text).to_owned();
        let pattern = GlobBuilder::new(&written).literal_separator(true).build();
        let pattern = pattern.map_err(|error| error.kind().to_string())?.compile_matcher();
        Ok(Self { written, pattern })
    }

    /// Whether a path is meant. One that is written as it is always is, whatever signs it holds, and a folder means all
    /// that is in it.
    #[must_use]
    pub fn is_match(&self, path: &str) -> bool {
        let rest = path.strip_prefix(self.written.trim_end_matches('/'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) || self.pattern.is_match(path)
    }
}

/// What waivers are held against.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'r> {
    /// The rules that are in force.
    pub rules: &'r [&'r Rule],
    /// Those that are switched off.
    pub off: &'r [Off],
    /// The day of the run.
    pub today: Day,
    /// Longest time from that day, in months.
    pub most_months: u32,
}

/// Reads a waivers file. With an error among the diagnostics none of its waivers is to be used.
#[must_use]
pub fn waivers(source: &str, terms: &Terms<'_>) -> (Vec<Waiver>, Vec<Diagnostic>) {
    let parsed = Parsed::new(source);
    let document = parsed.reading.as_ref().and_then(|reading| reading.documents.first());
    let mut tree = Tree::new(document, source, 0);
    parsed.mistakes(&mut tree, source);
    if parsed.reading.is_none() {
        tree.push(error("PK001", Span::at(0), format!("a waivers file has at most {} MiB", super::MOST_BYTES >> 20)));
    }
    let mut list: Vec<Waiver> = Vec::new();
    let top = tree.top().filter(|&top| !tree.is_blank(top));
    let fields = top.and_then(|top| tree.fields(top, "a waivers file", WAIVERS_KEYS));
    // A file whose last waiver was taken out is still one.
    let entries = fields.and_then(|fields| fields.get("waivers")).filter(|field| !tree.is_blank(field.value));
    for entry in entries.map_or_else(Vec::new, |field| tree.entries(field.value, "'waivers'")) {
        let Some(fields) = tree.fields(entry, "a waiver", WAIVER_KEYS) else { continue };
        let read = Entry { tree: &mut tree, fields: &fields, terms }.waiver();
        list.extend(read);
    }
    twice(&mut tree, &list);
    (list, tree.into_diagnostics())
}

/// Two waivers of one name.
fn twice(tree: &mut Tree<'_>, list: &[Waiver]) {
    for (at, waiver) in list.iter().enumerate() {
        let same = |other: &&Waiver| other.id.is_some() && other.id == waiver.id;
        if let (Some(id), Some(first)) = (&waiver.id, list[..at].iter().find(same)) {
            let other = Some((first.span, "the first one is here".to_owned()));
            let message = format!("two waivers are called '{id}'");
            tree.push(Diagnostic { other, ..error("PK005", waiver.span, message) });
        }
    }
}

struct Entry<'e, 't> {
    tree: &'e mut Tree<'t>,
    fields: &'e Fields<'t>,
    terms: &'e Terms<'e>,
}

impl Entry<'_, '_> {
    fn waiver(mut self) -> Option<Waiver> {
        let rule = self.rule();
        let covers = self.covers();
        let reason = self.needed("reason", "say why the finding is accepted");
        let owner = self.needed("owner", "name the unit or position that answers for it, not a person");
        let expires = self.expires();
        let (id, letter) = (self.optional("id"), self.optional("letter"));
        let approved_by = self.optional("approved_by");
        let (rule, span, is_error) = rule?;
        if is_error && approved_by.is_none() {
            let help = Some("name the position that agreed, such as 'approved_by: Sekretaris'".to_owned());
            let message = format!("{rule} is an error: its waiver has no 'approved_by'");
            self.tree.push(Diagnostic { help, ..error("WV004", span, message) });
        }
        let (expires, expires_span) = expires?;
        let (covers, reason, owner) = (covers?, reason?, owner?);
        Some(Waiver { id, rule, covers, reason, owner, approved_by, letter, expires, span, expires_span })
    }

    /// The rule as it is called now, where it is named, and whether it is an error.
    fn rule(&mut self) -> Option<(RuleId, Span, bool)> {
        let Some(field) = self.fields.get("rule") else {
            self.tree.push(error("PK003", self.fields.span, "the waiver has no 'rule'"));
            return None;
        };
        let text = self.tree.text(field.value, "'rule'")?;
        let (word, span) = (text.as_str().trim(), text.span());
        let id = RuleId::parse(word);
        if let Some(rule) = id.and_then(|id| rule_of(self.terms.rules, id)) {
            if rule.locked {
                let message = format!("{} is locked by {}: it may not be waived", rule.id, rule.pack);
                self.tree.push(error("WV006", span, message));
            }
            return Some((rule.id, span, rule.severity.worst() == Severity::Error));
        }
        if let Some(off) = self.terms.off.iter().find(|off| Some(off.rule) == id) {
            return Some((off.rule, span, false));
        }
        if let Some(id) = id.filter(|id| is_of_engine(*id)) {
            let help = Some("mend the file, or leave it out by '.soplintignore'".to_owned());
            let message = format!("{id} says what the program could not do: it may not be waived");
            self.tree.push(Diagnostic { help, ..error("WV006", span, message) });
            return None;
        }
        let known = self.terms.rules.iter().map(|rule| rule.id.as_str());
        let mistake = Mistake::new("WV005", 0..word.len(), format!("no rule '{word}'"));
        let mistake = suggest(mistake, &word.to_uppercase(), known);
        let help = mistake.help.or_else(|| Some("`soplint rules` lists the rules".to_owned()));
        self.tree.push(Diagnostic { help, ..error("WV005", span, mistake.message) });
        None
    }

    fn covers(&mut self) -> Option<Covers> {
        let help = || {
            Some("such as 'where: {path: sop/ls.sop.yaml}'; the parts are 'document', 'path', 'unit', 'at', 'text', 'fingerprint'".to_owned())
        };
        let Some(field) = self.fields.get("where") else {
            let message = "the waiver does not say 'where': it would cover every finding of its rule";
            self.tree.push(Diagnostic { help: help(), ..error("WV004", self.fields.span, message) });
            return None;
        };
        let fields = self.tree.fields(field.value, "'where'", WHERE_KEYS)?;
        if fields.list.is_empty() {
            let message = "'where' says nothing: the waiver would cover every finding of its rule";
            self.tree.push(Diagnostic { help: help(), ..error("WV004", field.key_span, message) });
            return None;
        }
        let before = self.tree.is_broken();
        let mut part = |key: &str| fields.get(key).and_then(|field| text(self.tree, field.value, &format!("'{key}'")));
        let mut covers = Covers {
            document: part("document"),
            path: None,
            unit: part("unit"),
            at: part("at"),
            text: part("text"),
            fingerprint: part("fingerprint"),
        };
        covers.path = fields.get("path").and_then(|field| self.path(field.value));
        // What could not be read would make it cover more than was meant.
        (before || !self.tree.is_broken()).then_some(covers)
    }

    fn path(&mut self, value: Cursor) -> Option<PathTest> {
        let text = self.tree.text(value, "'path'")?;
        match PathTest::parse(text.as_str().trim()) {
            Ok(test) => Some(test),
            Err(reason) => {
                let message = format!("'{}' is no pattern of paths: {reason}", text.as_str());
                self.tree.push(error("PK022", text.span(), message));
                None
            }
        }
    }

    fn needed(&mut self, key: &str, help: &str) -> Option<String> {
        let field = self.fields.get(key);
        let Some(field) = field.filter(|field| !self.tree.is_blank(field.value)) else {
            let span = field.map_or(self.fields.span, |field| field.key_span);
            let help = Some(help.to_owned());
            self.tree.push(Diagnostic { help, ..error("WV004", span, format!("the waiver has no '{key}'")) });
            return None;
        };
        text(self.tree, field.value, &format!("'{key}'"))
    }

    fn optional(&mut self, key: &str) -> Option<String> {
        self.fields.get(key).and_then(|field| text(self.tree, field.value, &format!("'{key}'")))
    }

    /// The last day, and where it stands. It may not be further away than is allowed.
    fn expires(&mut self) -> Option<(Day, Span)> {
        let Some(field) = self.fields.get("expires") else {
            let help = Some("write the last day on which it holds, such as 'expires: 2026-12-31'".to_owned());
            self.tree.push(Diagnostic { help, ..error("WV004", self.fields.span, "the waiver has no 'expires'") });
            return None;
        };
        let day = day(self.tree, field.value, "'expires'")?;
        let span = self.tree.span(field.value);
        let most = self.terms.most_months;
        if self.terms.today.plus_calendar(i64::from(most), 0).is_some_and(|latest| day > latest) {
            let help = Some(format!("choose a day within {most} months, and look at it again then"));
            let message = format!("the waiver holds for more than {most} months");
            self.tree.push(Diagnostic { help, ..error("WV004", span, message) });
        }
        Some((day, span))
    }
}

/// The rule with an id, or that had it.
fn rule_of<'r>(rules: &[&'r Rule], id: RuleId) -> Option<&'r Rule> {
    let with = |is: &dyn Fn(&Rule) -> bool| rules.iter().copied().find(|rule| is(rule));
    with(&|rule| rule.id == id).or_else(|| with(&|rule| rule.was.contains(&id)))
}

/// Whether an id belongs to no pack, but to what the program says of itself.
fn is_of_engine(id: RuleId) -> bool {
    ["EN", "WV", "BL"].contains(&id.family())
}
