//! `junit`: JUnit XML for build servers: a suite for each document, a case for each rule that applies to it.
//!
//! In: a report. Out: XML. What passed stands there too, so that the view of a build server reads "87 of 90". A finding of
//! any severity is a failure, what could not be decided is skipped with the reason, what was not checked is an error.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::AddAssign;

use super::Outputs;
use super::found::{accepted_because, documents, site};
use super::words::{counted, reason, say};
use super::xml::{HEAD, escaped};
use crate::check::{Outcome, Reason};
use crate::engine::report::{Checked, DocumentReport, SourceReport, is_unchecked_notice};
use crate::finding::{Finding, RuleId, Severity};
use crate::sop::Language;

/// Name of the case of a document that was not read to its end and does not say why.
const WHOLE: &str = "document";

/// What became of a rule in a document.
enum Verdict<'r> {
    Passed,
    Failed(Vec<&'r Finding>),
    Skipped(Reason),
    /// Everything found was accepted, with what is said of that.
    Accepted(String),
    /// Not checked, with the notice that says so, if there is one.
    Unchecked(Option<&'r Finding>),
}

struct Case<'r> {
    name: &'r str,
    verdict: Verdict<'r>,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

/// Writes the report.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut all = Counts::default();
    documents(outputs.report).for_each(|(_, document)| all += Counts::of(&cases(outputs, document)));
    writeln!(out, "{HEAD}\n<testsuites name=\"soplint\" {}>", all.attributes())?;
    for (source, document) in documents(outputs.report) {
        suite(outputs, source, document, out)?;
    }
    writeln!(out, "</testsuites>")
}

fn suite(
    outputs: &Outputs<'_>,
    source: &SourceReport,
    document: &DocumentReport,
    out: &mut dyn Write,
) -> io::Result<()> {
    let cases = cases(outputs, document);
    let mut name = escaped(&source.name);
    if source.documents.len() > 1 {
        name += &format!("#{}", document.index + 1);
    }
    writeln!(out, "  <testsuite name=\"{name}\" {}>", Counts::of(&cases).attributes_of_suite())?;
    for case in &cases {
        write!(out, "    <testcase classname=\"{name}\" name=\"{}\"", case.name)?;
        match inside(outputs, &case.verdict) {
            Some(inside) => writeln!(out, ">{inside}</testcase>")?,
            None => writeln!(out, "/>")?,
        }
    }
    writeln!(out, "  </testsuite>")
}

/// The rules that apply to a document, in order, then what the engine said of it.
fn cases<'r>(outputs: &Outputs<'r>, document: &'r DocumentReport) -> Vec<Case<'r>> {
    let mut by_rule: BTreeMap<RuleId, Vec<&Finding>> = BTreeMap::new();
    for finding in &document.findings {
        by_rule.entry(finding.rule).or_default().push(finding);
    }
    let rules = outputs.linter.walk.rules.iter().zip(&document.outcomes);
    let mut cases: Vec<Case<'_>> = rules
        .filter_map(|(rule, outcome)| {
            let found = by_rule.remove(&rule.id).unwrap_or_default();
            let verdict = match outcome {
                _ if !found.is_empty() => Verdict::Failed(found),
                Outcome::Finding => Verdict::Failed(found),
                Outcome::Pass => Verdict::Passed,
                Outcome::NotDecidable(reason) => Verdict::Skipped(*reason),
                Outcome::Waived => Verdict::Accepted(acceptance(outputs, document, rule.id)),
                Outcome::NotApplicable => return None,
            };
            Some(Case { name: rule.id.as_str(), verdict })
        })
        .collect();
    let is_told = document.findings.iter().any(is_unchecked_notice);
    for found in by_rule.into_values() {
        let Some(first) = found.first().copied() else { continue };
        let notice = found.iter().copied().find(|finding| is_unchecked_notice(finding));
        let verdict = notice.map_or(Verdict::Failed(found), |notice| Verdict::Unchecked(Some(notice)));
        cases.push(Case { name: first.rule.as_str(), verdict });
    }
    if document.checked != Checked::Full && !is_told {
        cases.push(Case { name: WHOLE, verdict: Verdict::Unchecked(None) });
    }
    cases
}

/// What stands in the element of a case; nothing when it passed.
fn inside(outputs: &Outputs<'_>, verdict: &Verdict<'_>) -> Option<String> {
    let language = outputs.report.language;
    Some(match verdict {
        Verdict::Passed => return None,
        Verdict::Failed(found) => failure(outputs, found),
        Verdict::Skipped(why) => format!("<skipped message=\"{}\"/>", escaped(reason(*why, language))),
        Verdict::Accepted(why) => format!("<skipped message=\"{}\"/>", escaped(why)),
        Verdict::Unchecked(Some(notice)) => {
            let (rule, message) = (notice.rule, escaped(&notice.message));
            format!("<error type=\"{rule}\" message=\"{message}\">{}</error>", escaped(&place(outputs, notice)))
        }
        Verdict::Unchecked(None) => {
            let why = say(language, "tidak terbaca seluruhnya", "not read to its end");
            format!("<error type=\"{WHOLE}\" message=\"{why}\"/>")
        }
    })
}

/// Why the findings of a rule do not count.
fn acceptance(outputs: &Outputs<'_>, document: &DocumentReport, rule: RuleId) -> String {
    let mut reasons: Vec<String> = Vec::new();
    for accepted in document.accepted().iter().filter(|accepted| accepted.finding.rule == rule) {
        let reason = accepted_because(outputs.report, accepted.by);
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.join("; ")
}

/// One failure for all findings of a rule: many readers show only the first.
fn failure(outputs: &Outputs<'_>, found: &[&Finding]) -> String {
    let worst = found.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Error);
    let mut message = found.first().map_or_else(String::new, |first| first.message.clone());
    message += &match (found.len().saturating_sub(1), outputs.report.language) {
        (0, _) => String::new(),
        (more, Language::Id) => format!(" (dan {more} temuan lain)"),
        (more, Language::En) => format!(" (and {} more)", counted(more, "finding")),
    };
    let lines: Vec<String> = match found {
        [only] => vec![escaped(&place(outputs, only))],
        many => {
            many.iter().map(|finding| escaped(&format!("{}: {}", place(outputs, finding), finding.message))).collect()
        }
    };
    format!("<failure type=\"{}\" message=\"{}\">{}</failure>", worst.name(), escaped(&message), lines.join("\n"))
}

/// `71:12 steps[4].duration`.
fn place(outputs: &Outputs<'_>, finding: &Finding) -> String {
    let told = site(outputs.report, finding.place).told(outputs.report.language);
    format!("{told} {}", finding.logical).trim().to_owned()
}

impl Counts {
    fn of(cases: &[Case<'_>]) -> Self {
        let count = |is: fn(&Verdict<'_>) -> bool| cases.iter().filter(|case| is(&case.verdict)).count();
        Self {
            tests: cases.len(),
            failures: count(|verdict| matches!(verdict, Verdict::Failed(_))),
            errors: count(|verdict| matches!(verdict, Verdict::Unchecked(_))),
            skipped: count(|verdict| matches!(verdict, Verdict::Skipped(_) | Verdict::Accepted(_))),
        }
    }

    /// The sums of all suites; the schemas of readers know no `skipped` there.
    fn attributes(self) -> String {
        let Self { tests, failures, errors, .. } = self;
        format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\"")
    }

    fn attributes_of_suite(self) -> String {
        format!("{} skipped=\"{}\"", self.attributes(), self.skipped)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.tests += other.tests;
        self.failures += other.failures;
        self.errors += other.errors;
        self.skipped += other.skipped;
    }
}
