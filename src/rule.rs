//! What a rule is.
//!
//! A [`Rule`] is the valid form of one entry of a pack: it was checked when the pack was loaded and cannot be wrong any
//! more. The expression language lives in [`expression`], messages with placeholders in [`message`], word lists in
//! [`terms`]. How a rule is applied is the business of `check`.

pub mod cure;
pub mod example;
pub mod expression;
pub mod message;
pub mod mistake;
pub mod named;
pub mod path;
pub mod pattern;
mod sieve;
pub mod table;
pub mod terms;

use crate::finding::{RuleId, Severity};
use crate::sop::Language;
use crate::sop::model::Status;
use crate::sop::record::names;

pub use cure::{Cure, Doubt, Replace};
pub use example::Example;

use expression::Expr;
use message::Template;
use named::Named;
use path::Path;
use pattern::Pattern;
use terms::{TermList, TermRule};

/// A text in each language of the tool.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bilingual<T> {
    /// Indonesian.
    pub id: T,
    /// English.
    pub en: T,
}

impl<T> Bilingual<T> {
    /// The text in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> &T {
        match language {
            Language::Id => &self.id,
            Language::En => &self.en,
        }
    }

    /// The text in a language, to be changed.
    #[must_use]
    pub fn get_mut(&mut self, language: Language) -> &mut T {
        match language {
            Language::Id => &mut self.id,
            Language::En => &mut self.en,
        }
    }
}

names! {
    /// What a rule protects: the benefits for which SOPs are written.
    Benefit {
        /// Standard way of working.
        Standardise = "standardise",
        /// Fewer errors and omissions.
        ReduceErrors = "reduce-errors",
        /// Efficiency.
        Efficiency = "efficiency",
        /// Less dependent on management's intervention.
        Independence = "independence",
        /// Accountability.
        Accountability = "accountability",
        /// No multiple interpretations.
        Unambiguous = "unambiguous",
        /// An SOP for every unit.
        Coverage = "coverage",
    }
}
names! {
    /// The question of the SOP definition a rule protects.
    Question {
        /// How work is done.
        How = "how",
        /// When.
        When = "when",
        /// Where.
        Where = "where",
        /// By whom.
        Who = "who",
    }
}
names! {
    /// How well the source of a rule is known.
    Sure {
        /// Read in the text of the regulation, or seen in real documents.
        A = "A",
        /// Second-hand.
        B = "B",
        /// Practice or unchecked; never an error.
        C = "C",
    }
}

names! {
    /// Where a document stands, for rules that are not for every phase or not equally strict in each.
    Phase {
        /// Being written.
        Draft = "draft",
        /// Being reviewed.
        Review = "review",
        /// Approved, or nothing is said.
        Final = "final",
    }
}

impl Phase {
    /// The phase of a document that says where it stands in its life.
    #[must_use]
    pub fn of(status: Option<Status>) -> Self {
        match status {
            Some(Status::Draft) => Self::Draft,
            Some(Status::InReview) => Self::Review,
            Some(Status::Approved | Status::Effective | Status::Superseded | Status::Withdrawn) | None => Self::Final,
        }
    }
}

/// How bad a breach is, by phase; without a severity the rule is not run in that phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Severities([Option<Severity>; 3]);

impl Severities {
    /// The same in the given phases, and nothing in the others.
    #[must_use]
    pub fn in_phases(severity: Severity, phases: &[Phase]) -> Self {
        let mut by_phase = [None; 3];
        phases.iter().for_each(|phase| by_phase[phase.code() as usize] = Some(severity));
        Self(by_phase)
    }

    /// The same in every phase.
    #[must_use]
    pub fn always(severity: Severity) -> Self {
        Self([Some(severity); 3])
    }

    /// As given for each phase.
    #[must_use]
    pub fn by_phase(severities: [Option<Severity>; 3]) -> Self {
        Self(severities)
    }

    /// In these phases as it was there, or as bad as it was in any where it did not run; nothing in the others.
    #[must_use]
    pub fn moved_to(self, phases: &[Phase]) -> Self {
        let mut by_phase = [None; 3];
        phases.iter().for_each(|&phase| by_phase[phase.code() as usize] = self.get(phase).or(Some(self.worst())));
        Self(by_phase)
    }

    /// Another severity in the phases it is for.
    #[must_use]
    pub fn with(self, severity: Severity) -> Self {
        Self(self.0.map(|before| before.map(|_| severity)))
    }

    /// In one phase.
    #[must_use]
    pub fn get(self, phase: Phase) -> Option<Severity> {
        self.0[phase.code() as usize]
    }

    /// The worst of all phases.
    #[must_use]
    pub fn worst(self) -> Severity {
        self.0.into_iter().flatten().max().unwrap_or(Severity::Info)
    }

    /// Whether there is one severity, whatever the phase.
    #[must_use]
    pub fn is_same_in_all(self) -> bool {
        self == Self::always(self.worst())
    }

    /// Whether this is milder than `other` in some phase, or not run where the other is.
    #[must_use]
    pub fn is_weaker_than(self, other: Self) -> bool {
        Phase::ALL.iter().any(|&phase| self.get(phase) < other.get(phase))
    }
}

/// A pack the rules of a run come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackInfo {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// Hash of its text.
    pub sha256: String,
    /// What it does not check, in its own words; printed in reports.
    pub covers: Option<Bilingual<String>>,
    /// The clauses of its sources, as far as the pack lists them.
    pub clauses: Vec<ListedClause>,
}

/// A clause a pack lists, so that it can be told which rules check it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedClause {
    /// Title of the source.
    pub source: String,
    /// The place in it, with which the clauses of rules begin.
    pub at: String,
    /// What it asks.
    pub text: Bilingual<String>,
}

impl ListedClause {
    /// Whether a rule rests on this clause; a rule may name several, parted by semicolons.
    #[must_use]
    pub fn is_named_by(&self, clause: &Clause) -> bool {
        let begins = |part: &str| {
            let rest = part.trim().strip_prefix(self.at.as_str());
            rest.is_some_and(|rest| rest.chars().next().is_none_or(|next| !next.is_alphanumeric()))
        };
        clause.source == self.source && clause.text.split(';').any(begins)
    }
}

/// Where a rule comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Title of the source.
    pub source: String,
    /// The place in it.
    pub text: String,
    /// How well it is known.
    pub sure: Sure,
}

/// A rule, ready to be applied.
#[derive(Debug)]
pub struct Rule {
    /// Id.
    pub id: RuleId,
    /// What a good document does.
    pub title: Bilingual<String>,
    /// Where it comes from.
    pub clause: Clause,
    /// How bad a breach is.
    pub severity: Severities,
    /// What it protects.
    pub benefit: Benefit,
    /// Questions it protects.
    pub answers: Vec<Question>,
    /// Values of enum fields of the document the rule is for.
    pub applies_to: Vec<AppliesTo>,
    /// Condition on the document.
    pub when: Option<Expr>,
    /// The list whose elements are judged; the document itself without it.
    pub for_each: Option<Path>,
    /// Condition on the element.
    pub filter: Option<Expr>,
    /// The check.
    pub verb: Verb,
    /// What is said.
    pub message: Bilingual<Template>,
    /// What is asked instead, where it is not sure enough to be said.
    pub unsure: Option<Unsure>,
    /// How to mend it.
    pub help: Option<Bilingual<String>>,
    /// How a program may mend it.
    pub cure: Option<Cure>,
    /// Examples that run as tests.
    pub passes: Vec<Example>,
    /// Examples that must fail.
    pub fails: Vec<Example>,
    /// Ids it had before.
    pub was: Vec<RuleId>,
    /// Whether other layers may not weaken it.
    pub locked: bool,
    /// The name its element has inside nested conditions (`as`).
    pub named: Option<String>,
    /// The rule itself as it stands in its pack: which documents and elements, and the check.
    pub says: String,
    /// What layers above its pack made different.
    pub changes: Vec<Change>,
    /// Name of the pack.
    pub pack: String,
}

/// What is asked instead of the message of a rule.
#[derive(Debug)]
pub struct Unsure {
    /// Condition on the element; the message is said only where it is false.
    pub when: Expr,
    /// The question.
    pub message: Bilingual<Template>,
}

/// A key of a rule that a layer above its pack made different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The key: `severity`, `where` …
    pub key: &'static str,
    /// The place of the layer among those of the run.
    pub layer: usize,
    /// The name of the layer.
    pub by: String,
    /// Why, where that is said.
    pub reason: Option<String>,
}

/// A field of the document and the values a rule is for.
#[derive(Debug)]
pub struct AppliesTo {
    /// The field.
    pub path: Path,
    /// What it may be.
    pub allowed: Allowed,
}

/// The values of a field a rule is for.
#[derive(Debug)]
pub enum Allowed {
    /// Some of a set.
    Codes(Vec<u8>),
    /// Texts that pass one of the tests.
    Names(Vec<NameTest>),
}

/// A test of a name.
#[derive(Debug)]
pub enum NameTest {
    /// It begins with these words, in the normal form of names.
    Begins(String),
    /// It matches.
    Matches(Pattern),
}

/// The check of a rule: one kind each, one file each under `check/`.
#[derive(Debug)]
pub enum Verb {
    /// Values must be there.
    Require(Vec<Path>),
    /// Conditions must be true, each on its own.
    Must(Vec<Expr>),
    /// Conditions must not be true, each on its own.
    MustNot(Vec<Expr>),
    /// Terms must not occur.
    ForbidTerms(TermRule),
    /// One of the terms must occur.
    RequireTerms(TermRule),
    /// Terms must give way to better ones.
    ReplaceTerms(TermRule),
    /// A key must not occur twice.
    Unique(Unique),
    /// What is the same must be written the same.
    Agree(Agree),
    /// A reference must lead somewhere.
    Resolve(Resolve),
    /// Elements must stand in order.
    Order(Order),
    /// What is used must be explained.
    Define(Define),
    /// The flow must be sound.
    Flow(Vec<Predicate>),
    /// A check with a name of its own.
    Check(Named),
    /// A person must answer a question.
    Ask(Bilingual<String>),
    /// Breaks a promise of ours in every document with this title, to test that it stays there.
    #[cfg(test)]
    Panic(&'static str),
}

impl Verb {
    /// The key in packs.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Require(_) => "require",
            Self::Must(_) => "must",
            Self::MustNot(_) => "must-not",
            Self::ForbidTerms(_) => "forbid-terms",
            Self::RequireTerms(_) => "require-terms",
            Self::ReplaceTerms(_) => "replace-terms",
            Self::Unique(_) => "unique",
            Self::Agree(_) => "agree",
            Self::Resolve(_) => "resolve",
            Self::Order(_) => "order",
            Self::Define(_) => "define",
            Self::Flow(_) => "flow",
            Self::Check(_) => "check",
            Self::Ask(_) => "ask",
            #[cfg(test)]
            Self::Panic(_) => "panic",
        }
    }

    /// Whether it asks a person instead of checking.
    #[must_use]
    pub fn is_question(&self) -> bool {
        matches!(self, Self::Ask(_))
    }

    /// Whether only all documents together can decide it.
    #[must_use]
    pub fn needs_archive(&self) -> bool {
        match self {
            Self::Unique(unique) => unique.within == Within::Archive,
            Self::Resolve(resolve) => resolve.in_archive,
            Self::Agree(agree) => agree.within == Within::Archive,
            Self::Check(named) => named.check.needs_archive(),
            _ => false,
        }
    }

    /// Whether it is judged element by element, so that the walk can meet each element once.
    #[must_use]
    pub fn is_judged_alone(&self) -> bool {
        !self.needs_archive() && !matches!(self, Self::Agree(_))
    }
}

names! {
    /// How far a check looks.
    Within {
        /// Within one document.
        Document = "document",
        /// Over all documents of the run.
        Archive = "archive",
    }
}
names! {
    /// How keys are compared.
    KeyBy {
        /// Letter by letter, after trimming.
        Exact = "exact",
        /// By the normal form of names.
        Name = "name",
    }
}

/// `unique`.
#[derive(Debug)]
pub struct Unique {
    /// The key.
    pub key: Path,
    /// How far.
    pub within: Within,
    /// How keys compare.
    pub by: KeyBy,
    /// Which elements count.
    pub filter: Option<Expr>,
}

/// `agree`.
#[derive(Debug)]
pub struct Agree {
    /// What makes elements the same: a name of the element.
    pub by: Path,
    /// What must be equal then.
    pub same: Vec<Path>,
    /// How far.
    pub within: Within,
}

/// `resolve`.
#[derive(Debug)]
pub struct Resolve {
    /// The reference.
    pub field: Path,
    /// Condition on the target.
    pub filter: Option<Expr>,
    /// Whether the target is another document.
    pub in_archive: bool,
}

names! {
    /// Direction of an order.
    Rising {
        /// Each is greater than the one before.
        Rising = "rising",
        /// Each is smaller.
        Falling = "falling",
        /// Either of the two, but one throughout.
        Any = "any",
    }
}
names! {
    /// Whether numbers may be left out.
    Gaps {
        /// They may.
        Allowed = "allowed",
        /// They may not.
        Forbidden = "forbidden",
    }
}

/// `order`.
#[derive(Debug)]
pub struct Order {
    /// The list.
    pub of: Path,
    /// What is in order: a number, a date, a version, or a value of the sequence.
    pub by: Path,
    /// In which order.
    pub wanted: Wanted,
}

/// The order that elements must have.
#[derive(Debug)]
pub enum Wanted {
    /// By size.
    Sorted {
        /// Direction.
        direction: Rising,
        /// Whether numbers may be left out.
        gaps: Gaps,
    },
    /// Values of a set, by their codes, in this order.
    Codes(Vec<u8>),
    /// Texts in this order, in the normal form of labels.
    Texts(Vec<String>),
}

names! {
    /// What must be explained.
    Defined {
        /// Abbreviations.
        Abbreviations = "abbreviations",
    }
}

/// `define`, for [`Defined::Abbreviations`].
#[derive(Debug)]
pub struct Define {
    /// The names that are explained, in a list of terms.
    pub by: Path,
    /// The texts in which something is used: [`Define::TEXTS`], resolved.
    pub texts: Vec<Path>,
    /// What needs no explanation.
    pub except: TermList,
    /// The only ones that need one, where the rule names some.
    pub only: Option<TermList>,
    /// Where the explanation must stand.
    pub explained: Explained,
}

names! {
    /// Where an abbreviation is explained.
    Explained {
        /// Not behind its first use.
        First = "first",
        /// Anywhere in the document.
        Anywhere = "anywhere",
    }
}

impl Define {
    /// Where the people who do the work read.
    pub const TEXTS: &'static [&'static str] = &[
        "purpose",
        "scope",
        "prerequisites.text",
        "qualifications.text",
        "equipment.text",
        "warnings.text",
        "records.text",
        "responsibilities.text",
        "attachments.text",
        "sections.text",
        "steps.text",
        "steps.inputs.text",
        "steps.outputs.text",
        "steps.remarks",
        "actors.name",
    ];
}

names! {
    /// A property of a sound flow.
    Predicate {
        /// There is a start.
        HasStart = "has-start",
        /// There is one start only.
        SingleStart = "single-start",
        /// There is an end.
        HasEnd = "has-end",
        /// An end can be reached from a start.
        EndReachable = "end-reachable",
        /// Every step can be reached.
        AllReachable = "all-reachable",
        /// From every step that can be reached, an end can be.
        CanAlwaysFinish = "can-always-finish",
        /// A step that does not end has a way out.
        NoDeadEnds = "no-dead-ends",
        /// A step has a way in or a way out.
        NoOrphans = "no-orphans",
        /// Only a decision has several ways out.
        NoImplicitSplit = "no-implicit-split",
        /// A loop passes a decision that can leave it.
        LoopsCanExit = "loops-can-exit",
        /// The ways out of a step that is no decision meet again.
        SplitsMatchJoins = "splits-match-joins",
    }
}

impl Predicate {
    /// Properties of drawn symbols, which only the readers of drawings can give.
    pub const OF_DRAWINGS: &'static [&'static str] = &["off-page-paired", "off-page-needed", "ends-are-capsules"];
}
