//! The check verbs: rule × document → findings and an outcome.
//!
//! In: one understood SOP, a rule, and the facts of the run (day, language, conversions). Out: findings and, for every rule,
//! an [`Outcome`], so that a report can also say what was checked. One file per verb; [`eval`] evaluates expressions, [`paths`] follows their
//! paths.
//! Nothing here does I/O, starts a thread or reads a clock.

mod agree;
pub mod archive;
mod ask;
mod define;
pub mod eval;
mod evidence;
mod flow;
mod functions;
mod local;
mod memo;
pub(crate) mod mend;
mod must;
mod named;
mod order;
pub mod paths;
mod ranges;
mod require;
mod resolve;
pub mod say;
mod terms;
mod unique;
mod walk;

use serde::{Deserialize, Serialize};

use crate::finding::{Applicability, Confidence, Finding, Fix, Related, Severity};
use crate::rule::message::{Special, Template};
use crate::rule::table::Rows;
use crate::rule::{Allowed, AppliesTo, Bilingual, NameTest, Phase, Replace, Rule, Verb};
use crate::sop::date::{Calendar, Day};
use crate::sop::duration::Conversions;
use crate::sop::project::Project;
use crate::sop::record::Record;
use crate::sop::regulation::Registry;
use crate::sop::{Language, Sop, Vocabulary};
use crate::source::{Place, SourceId, Span};

use eval::Truth;
use mend::Mend;
use paths::Env;

pub use local::Local;
pub use walk::{Checked, Walk, check_document};

/// Findings of one rule in one document that are shown; more are counted.
pub const MOST_FINDINGS: usize = 100;

/// What a run knows besides the documents.
#[derive(Debug, Clone, Copy)]
pub struct Run<'r> {
    /// Words.
    pub vocabulary: &'r Vocabulary,
    /// Language of messages.
    pub language: Language,
    /// The day of the run.
    pub today: Day,
    /// How durations of different kinds compare.
    pub conversions: Conversions,
    /// The phase all documents are judged in; without one, each says its own.
    pub phase: Option<Phase>,
    /// What the project knows beside its documents.
    pub project: Option<&'r Project>,
    /// Rows of tables that stand in place of those the rules were compiled with.
    pub rows: Option<&'r Rows>,
    /// Which days are working days.
    pub calendar: &'r Calendar,
    /// Findings of one rule in one document that are kept; more are counted.
    pub most_findings: usize,
    /// What is different for the document at hand, where anything is.
    pub local: Option<&'r Local>,
    /// Whether findings of the archive are put into words before it is known which of them come to be.
    pub sketches: bool,
}

impl<'r> Run<'r> {
    /// The regulations that are known.
    #[must_use]
    pub fn registry(&self) -> &'r Registry {
        self.project.and_then(Project::regulations).unwrap_or_else(|| self.vocabulary.regulations())
    }
}

/// Why something could not be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A value is missing; presence is the business of `require`.
    Missing,
    /// A value cannot be read for sure, or was lost.
    Unreadable,
    /// A value is there but was not understood.
    NotUnderstood,
    /// Kinds of time or versions that do not compare without a conversion.
    Kinds,
    /// A reference to more than one thing.
    Ambiguous,
    /// The archive, or a list of the project, was not given.
    NotSupplied,
    /// Only a person can answer it. The greatest reason, so that nothing else hides the question.
    Person,
}

/// What became of a rule in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// The rule does not concern the document.
    NotApplicable,
    /// Everything it looked at is right.
    Pass,
    /// It could not be decided.
    NotDecidable(Reason),
    /// It found something.
    Finding,
    /// What it found was accepted by somebody.
    Waived,
}

impl Outcome {
    /// Adds what became of one more element.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }

    /// Its place in their order, in one number: outcomes are added up for every rule and element.
    fn rank(self) -> u8 {
        match self {
            Self::NotApplicable => 0,
            Self::Pass => 1,
            Self::NotDecidable(reason) => 2 + reason as u8,
            Self::Finding => u8::MAX - 1,
            Self::Waived => u8::MAX,
        }
    }
}

/// The document a rule is applied to.
#[derive(Clone, Copy)]
pub struct Subject<'m, 'a> {
    /// The SOP.
    pub sop: &'m Sop<'a>,
    /// Its input.
    pub source: SourceId,
    /// Its index in the input.
    pub document: u32,
}

impl Subject<'_, '_> {
    fn place(&self, span: Span) -> Place {
        Place { source: self.source, span: Some(span) }
    }
}

/// A value a check read, as a finding shows it.
#[derive(Debug, Clone)]
pub struct Read {
    /// Where it is used.
    pub span: Span,
    /// Where it was written, when that is another place.
    pub elsewhere: Option<Span>,
    /// Its place in the model.
    pub logical: String,
    /// Its text.
    pub text: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// Its label in messages.
    pub label: String,
    /// How it can be mended, for rules that say a program may.
    pub mend: Option<Box<Mend>>,
}

/// What the special placeholders of a message stand for.
#[derive(Debug, Default)]
pub struct Specials {
    values: Vec<(Special, String)>,
}

impl Specials {
    /// Adds one.
    #[must_use]
    pub fn with(mut self, special: Special, value: impl Into<String>) -> Self {
        self.values.push((special, value.into()));
        self
    }

    fn get(&self, special: Special) -> &str {
        self.values.iter().find(|(known, _)| *known == special).map_or("", |(_, value)| value)
    }
}

/// One rule being applied to one element.
pub(crate) struct Judge<'j, 'm, 'a> {
    pub(crate) run: &'j Run<'j>,
    pub(crate) rule: &'j Rule,
    pub(crate) subject: Subject<'m, 'a>,
    /// What is known of the document.
    memo: &'j memo::Memo<'m, 'a>,
    pub(crate) env: Env<'m, 'a>,
    /// Logical path of the element.
    pub(crate) prefix: &'j dyn Fn() -> String,
    pub(crate) findings: &'j mut Vec<Finding>,
}

impl Judge<'_, '_, '_> {
    /// Applies the rule's verb to the element.
    pub(crate) fn judge(&mut self) -> Outcome {
        let rule = self.rule;
        match &rule.verb {
            Verb::Require(paths) => require::check(self, paths),
            Verb::Must(conditions) => must::check(self, conditions, true),
            Verb::MustNot(conditions) => must::check(self, conditions, false),
            Verb::Unique(unique) => unique::check(self, unique),
            Verb::Order(order) => order::check(self, order),
            Verb::Flow(predicates) => flow::check(self, predicates),
            Verb::Ask(_) => ask::check(),
            Verb::Check(named) => named::check(self, named),
            Verb::Define(define) => define::check(self, define),
            #[cfg(test)]
            Verb::Panic(title) => {
                assert_ne!(self.subject.sop.document.title.as_str(), *title, "a rule broke its promise");
                Outcome::Pass
            }
            // Terms are found for all rules of a scope at once, by the walk; references to documents by the archive.
            Verb::ForbidTerms(_) | Verb::RequireTerms(_) | Verb::ReplaceTerms(_) => Outcome::NotApplicable,
            // Elements of the same name are compared when all of them were seen.
            Verb::Agree(_) => Outcome::NotApplicable,
            Verb::Resolve(resolve) => resolve::check(self, resolve),
        }
    }

    /// Makes a finding at the first of the values that were read; the others are related places.
    pub(crate) fn report(&mut self, reads: Vec<Read>, specials: &Specials) {
        let applied = Applied { run: self.run, rule: self.rule, subject: self.subject, env: self.env };
        self.findings.push(applied.finding(&(self.prefix)(), reads, specials));
    }
}

/// A rule applied to an element: what a finding says besides what was read.
#[derive(Clone, Copy)]
pub(crate) struct Applied<'j, 'm, 'a> {
    pub(crate) run: &'j Run<'j>,
    pub(crate) rule: &'j Rule,
    pub(crate) subject: Subject<'m, 'a>,
    pub(crate) env: Env<'m, 'a>,
}

impl Applied<'_, '_, '_> {
    /// Makes a finding out of what a check read; `prefix` is the logical path of the element.
    pub(crate) fn finding(&self, prefix: &str, mut reads: Vec<Read>, specials: &Specials) -> Finding {
        // What an alias names stands in other places too; it is not to be replaced in one of them.
        let is_own = reads.first().is_some_and(|read| read.elsewhere.is_none());
        let mend = self.mend(reads.first_mut());
        let mut finding = self.unsaid(prefix, reads);
        let question = self.question();
        finding.suggestion =
            Some(specials.get(Special::Better)).filter(|text| is_own && !text.is_empty()).map(Into::into);
        if let Some(Mend { fix, whole }) = mend.map(|mend| *mend) {
            // What is asked, or rests on an unsure reading, is for somebody to look at.
            let is_sure = question.is_none() && finding.confidence > Confidence::Low;
            let applicability = if is_sure { fix.applicability } else { Applicability::Unsafe };
            finding.suggestion = Some(whole.into());
            finding.fix = Some(Box::new(Fix { applicability, ..fix }));
        }
        let specials = Specials { values: specials.values.clone() }.with(Special::Found, finding.found.clone());
        let said = question.unwrap_or(&self.rule.message);
        finding.message = say::fill(said.get(self.run.language), &self.env, &specials);
        finding
    }

    /// How a program may mend what was read first.
    fn mend(&self, first: Option<&mut Read>) -> Option<Box<Mend>> {
        match self.rule.cure.as_ref()?.replace {
            Replace::Full => mend::kinds_in_full(&self.env),
            Replace::Better | Replace::Meant | Replace::Usual => first?.mend.take(),
        }
    }

    /// The question, where the message may not be said: what is undecided is asked too.
    fn question(&self) -> Option<&Bilingual<Template>> {
        let unsure = self.rule.unsure.as_ref()?;
        (eval::truth(&self.env, &unsure.when) != Truth::False).then_some(&unsure.message)
    }

    /// A finding without its message.
    pub(crate) fn unsaid(&self, prefix: &str, mut reads: Vec<Read>) -> Finding {
        if reads.is_empty() {
            reads.push(anchor_read(self.env.element));
        }
        let first = reads.remove(0);
        let place = |span| self.subject.place(span);
        let confidence = reads.iter().map(|read| read.confidence).chain([first.confidence]).min();
        let elsewhere = first.elsewhere.map(|span| Related { place: place(span), label: written_here(self.run) });
        let mut seen = vec![first.span];
        let mut related: Vec<Related> = elsewhere.into_iter().collect();
        for read in reads {
            if !seen.contains(&read.span) {
                seen.push(read.span);
                related.push(Related { place: place(read.span), label: read.label });
            }
        }
        Finding {
            rule: self.rule.id,
            severity: self.run.severity(self.rule, self.env.phase()).unwrap_or(Severity::Info),
            confidence: confidence.unwrap_or(Confidence::High),
            message: String::new(),
            place: place(first.span),
            document: self.subject.document,
            logical: joined(prefix, &first.logical),
            within: if first.text.is_empty() { say::recognised_by(self.env.element).into() } else { Box::default() },
            found: first.text,
            related,
            suggestion: None,
            fix: None,
        }
    }
}

fn written_here(run: &Run<'_>) -> String {
    match run.language {
        Language::Id => "ditulis di sini",
        Language::En => "written here",
    }
    .to_owned()
}

fn joined(prefix: &str, logical: &str) -> String {
    match (prefix.is_empty(), logical.is_empty()) {
        (_, true) => prefix.to_owned(),
        (true, false) => logical.to_owned(),
        (false, false) => format!("{prefix}.{logical}"),
    }
}

/// The element as a whole.
pub(crate) fn anchor_read(element: &dyn Record<'_>) -> Read {
    Read {
        span: element.anchor(),
        elsewhere: None,
        logical: String::new(),
        text: String::new(),
        confidence: Confidence::High,
        label: String::new(),
        mend: None,
    }
}

/// Whether a rule is for the kind of a document, whatever its `when` asks.
pub(crate) fn is_meant(rule: &Rule, env: &Env<'_, '_>) -> bool {
    rule.applies_to.iter().all(|applies| is_allowed(env, applies))
}

/// Whether a document has one of the values a rule is for; one that does not say is none of them.
fn is_allowed(env: &Env<'_, '_>, applies: &AppliesTo) -> bool {
    let Some(value) = paths::single(env, &applies.path).filter(|value| value.is_present()) else { return false };
    match &applies.allowed {
        Allowed::Codes(codes) => value.code().is_some_and(|code| codes.contains(&code)),
        Allowed::Names(tests) => {
            let form = env.run.vocabulary.actors.names(value.as_str()).name;
            tests.iter().any(|test| match test {
                NameTest::Begins(start) => {
                    form.strip_prefix(start.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
                }
                NameTest::Matches(pattern) => pattern.is_match(value.as_str()),
            })
        }
    }
}
