//! `full`: source lines with labels, the clause, what to do. For people.
//!
//! In: a report. Out, per input: each finding with the line it points at, and at the end what was checked and what was
//! not. One input needs nothing of another one but the lines its findings refer to.

use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic, Label};

use super::closing::Groups;
use super::paint::{Look, level};
use super::shown::{PageId, Shown};
use super::words::{Words, sure, words};
use super::{Outputs, clean, closing, fixes, source_of};
use crate::engine::report::{SourceReport, is_unchecked_notice};
use crate::finding::{Applicability, Confidence, Finding, Related, is_fixable};
use crate::rule::{Replace, Verb};
use crate::source::Place;

/// Writes the report.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    findings(outputs, out)?;
    closing::sums(outputs, out)?;
    fixes::hint(outputs, out)?;
    closing::unchecked(outputs, out)?;
    if outputs.style.verbose {
        closing::undecided(outputs, out)?;
    }
    closing::questions(outputs, out)?;
    closing::verdict(outputs, out)?;
    closing::off(outputs, out)?;
    closing::covers(outputs, out)
}

/// Writes the findings alone.
pub(super) fn findings(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let inputs = outputs.report.sources.iter().map(|source| (source.name.as_str(), &source.excerpt));
    let full = Full {
        outputs: *outputs,
        words: words(outputs.report.language),
        look: Look::new(outputs.style.colour),
        groups: closing::groups(outputs),
        shown: Shown::new(inputs.collect(), outputs.report.language),
    };
    let mut buffer = Vec::new();
    for source in &outputs.report.sources {
        full.source(source, &mut buffer)?;
        out.write_all(&buffer)?;
        buffer.clear();
    }
    Ok(())
}

struct Full<'r> {
    outputs: Outputs<'r>,
    words: &'static Words,
    look: Look,
    /// Files that are told together at the end.
    groups: Groups<'r>,
    shown: Shown<'r>,
}

impl Full<'_> {
    /// Appends the findings of one input.
    fn source(&self, source: &SourceReport, out: &mut Vec<u8>) -> io::Result<()> {
        let documents = source.documents.iter().filter(|document| !closing::is_grouped(&self.groups, document));
        let findings = documents.flat_map(|document| &document.findings);
        for finding in findings.filter(|finding| self.outputs.style.shows(finding)) {
            let notice = is_unchecked_notice(finding);
            let word = if notice { self.words.not_checked } else { self.words.severity(finding.severity) };
            self.look.draw(&self.shown, &self.diagnostic(source, finding), word, out)?;
        }
        Ok(())
    }

    fn diagnostic(&self, source: &SourceReport, finding: &Finding) -> Diagnostic<PageId> {
        let mut labels: Vec<Label<PageId>> =
            self.range(finding.place).map(|(id, range)| Label::primary(id, range)).into_iter().collect();
        let located = !labels.is_empty();
        let mut elsewhere = Vec::new();
        for related in &finding.related {
            match self.range(related.place) {
                // The renderer puts the file of the first label first; without a primary one that would mislead.
                Some((id, range)) if located => {
                    labels.push(Label::secondary(id, range).with_message(clean::line(&related.label)));
                }
                _ => elsewhere.push(self.related(related)),
            }
        }
        Diagnostic {
            severity: level(finding.severity),
            code: Some(finding.rule.to_string()),
            message: clean::line(&finding.message).into_owned(),
            labels,
            notes: self.notes(source, finding, located, elsewhere),
        }
    }

    fn range(&self, place: Place) -> Option<(PageId, Range<usize>)> {
        let (input, _) = source_of(self.outputs.report, place.source)?;
        self.shown.range(input, place.span?)
    }

    fn notes(&self, source: &SourceReport, finding: &Finding, located: bool, elsewhere: Vec<String>) -> Vec<String> {
        let words = self.words;
        let rule = self.outputs.rule(finding);
        let mut notes = Vec::new();
        if let Some(clause) = rule.map(|rule| &rule.clause) {
            let dash = if clause.text.is_empty() { "" } else { " — " };
            notes.push(format!("{}: {}{dash}{}", words.source, clean::line(&clause.source), clean::line(&clause.text)));
        }
        notes.extend(self.at(source, finding, located));
        notes.extend(elsewhere);
        if finding.confidence == Confidence::Low || (self.outputs.style.verbose && rule.is_some()) {
            notes.push(format!("{}: {}", words.confidence, sure(finding.confidence, self.outputs.report.language)));
        }
        // Beside a forbidden term stands an example; only its author knows what is meant.
        let is_example = rule.is_some_and(|rule| matches!(rule.verb, Verb::ForbidTerms(_)));
        let is_guess = rule.and_then(|rule| rule.cure.as_ref()).is_some_and(|cure| cure.replace == Replace::Meant)
            && !is_fixable(finding, Applicability::Safe);
        let instead = match (is_example, is_guess) {
            (true, _) => words.such_as,
            (false, true) => words.perhaps,
            (false, false) => words.replace,
        };
        let replace = finding.suggestion.as_ref().map(|text| format!("{instead} `{text}`"));
        // What to write here comes before what is true everywhere; an example comes behind what it is one of.
        let mut help: Vec<String> = self.outputs.help(finding).map(str::to_owned).into_iter().chain(replace).collect();
        if !is_example {
            help.reverse();
        }
        if !help.is_empty() {
            notes.push(format!("{}: {}", words.help, clean::line(&help.join("; "))));
        }
        notes
    }

    /// Where it is in the model; the input too when no line of it is shown.
    fn at(&self, source: &SourceReport, finding: &Finding, located: bool) -> Option<String> {
        let mut parts = Vec::new();
        if !located {
            parts.push(source.name.clone());
        }
        if !finding.logical.is_empty() {
            parts.push(finding.logical.clone());
        }
        if source.documents.len() > 1 {
            parts.push(format!("{} {}", self.words.document, finding.document + 1));
        }
        (!parts.is_empty()).then(|| format!("{}: {}", self.words.at, clean::line(&parts.join(", "))))
    }

    /// A related place without a line to show.
    fn related(&self, related: &Related) -> String {
        let source = source_of(self.outputs.report, related.place.source);
        let name = source.map_or("?", |(_, source)| source.name.as_str());
        let label = if related.label.is_empty() { String::new() } else { format!(" ({})", related.label) };
        clean::line(&format!("{}: {name}{label}", self.words.related)).into_owned()
    }
}
