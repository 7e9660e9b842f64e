//! What a report for people says at the end: sums, what was not checked, what nobody checks.
//!
//! In: a report. Out: lines in its language. "Clean" is said only of documents that were read whole, and never without
//! the rules that could not be decided.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::words::{counted, reason, say, words};
use super::{Outputs, clean};
use crate::check::{Outcome, Reason};
use crate::engine::messages::entry;
use crate::engine::report::{Checked, DocumentReport, SourceReport, Summary, is_unchecked_notice};
use crate::finding::{RuleId, Severity};
use crate::sop::Language;

/// Documents that are listed as not checked; more are counted.
const MOST_LISTED: usize = 20;

/// Findings, documents and outcomes, a line each.
pub(super) fn sums(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let summary = &outputs.report.summary;
    let language = outputs.report.language;
    writeln!(out, "{}", findings_line(summary, outputs.linter.walk.rules.len(), language))?;
    if summary.documents == 0 {
        return Ok(());
    }
    writeln!(out, "{}", documents_line(outputs))?;
    writeln!(out, "{}", outcomes_line(summary, language))?;
    if let Some(line) = accepted_line(summary, language) {
        writeln!(out, "{line}")?;
    }
    let hidden = summary.at_least(Severity::Info) - summary.at_least(outputs.style.min_severity);
    if hidden > 0 {
        let least = words(language).severity(outputs.style.min_severity);
        match language {
            Language::Id => writeln!(out, "{hidden} temuan di bawah tingkat {least} tidak ditampilkan")?,
            Language::En => writeln!(out, "{} below {least} not shown", counted(hidden, "finding"))?,
        }
    }
    Ok(())
}

fn findings_line(summary: &Summary, rules: usize, language: Language) -> String {
    let Summary { documents, error, warning, info, .. } = *summary;
    let read = summary.checked + summary.partly;
    match language {
        Language::Id => {
            let of = if read == documents { format!("{read}") } else { format!("{read} dari {documents}") };
            format!("{of} dokumen diperiksa, {rules} aturan: {error} kesalahan, {warning} peringatan, {info} saran")
        }
        Language::En => {
            let of = if read == documents { String::new() } else { format!("{read} of ") };
            format!(
                "{of}{} checked, {}: {}, {}, {info} info",
                counted(documents, "document"),
                counted(rules, "rule"),
                counted(error, "error"),
                counted(warning, "warning"),
            )
        }
    }
}

fn documents_line(outputs: &Outputs<'_>) -> String {
    let Summary { checked, partly, unchecked, .. } = outputs.report.summary;
    let silent = documents(outputs).filter(|(_, document)| is_silent(document));
    // What was found and accepted is not clean either.
    let (accepted, silent): (Vec<_>, Vec<_>) = silent.partition(|(_, document)| !document.accepted().is_empty());
    let (clean, undecided): (Vec<_>, Vec<_>) = silent.into_iter().partition(|(_, document)| document.counts().pass > 0);
    let (clean, undecided) = (clean.len(), undecided.len());
    let found = checked - clean - undecided - accepted.len();
    let accepted = match (accepted.len(), outputs.report.language) {
        (0, _) => String::new(),
        (count, Language::Id) => format!(" · hanya temuan yang diterima: {count}"),
        (count, Language::En) => format!(" · accepted findings only: {count}"),
    };
    // Said only where it happens: a document about which no rule could say anything is not clean.
    let nothing = match (undecided, outputs.report.language) {
        (0, _) => String::new(),
        (count, Language::Id) => format!(" · tidak ada yang dapat diputuskan: {count}"),
        (count, Language::En) => format!(" · nothing could be decided: {count}"),
    };
    match outputs.report.language {
        Language::Id => format!(
            "bersih: {clean} dokumen · temuan: {found} · diperiksa sebagian: {partly} · tidak diperiksa: {unchecked}{accepted}{nothing}"
        ),
        Language::En => format!(
            "clean: {} · findings: {found} · partly checked: {partly} · not checked: {unchecked}{accepted}{nothing}",
            counted(clean, "document")
        ),
    }
}

fn outcomes_line(summary: &Summary, language: Language) -> String {
    let counts = summary.outcomes;
    let (pass, finding, undecided, not) = (counts.pass, counts.finding, counts.not_decidable, counts.not_applicable);
    let waived = match (counts.waived, language) {
        (0, _) => String::new(),
        (waived, Language::Id) => format!(", {waived} dikecualikan"),
        (waived, Language::En) => format!(", {waived} waived"),
    };
    match language {
        Language::Id => format!(
            "hasil aturan: {pass} lulus, {finding} temuan, {undecided} tidak dapat diputuskan, {not} tidak berlaku{waived}"
        ),
        Language::En => format!(
            "outcomes of rules: {pass} passed, {finding} with findings, {undecided} not decidable, {not} not applicable{waived}"
        ),
    }
}

/// How many findings do not count, and what accepts them.
fn accepted_line(summary: &Summary, language: Language) -> Option<String> {
    let Summary { waived, suppressed, baselined, .. } = *summary;
    let all = waived + suppressed + baselined;
    let words = match language {
        Language::Id => ["dispensasi", "dispensasi di dalam dokumen", "temuan lama"],
        Language::En => ["by waivers", "by waivers inside documents", "by the baseline"],
    };
    let parts = [waived, suppressed, baselined].into_iter().zip(words).filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, word)| format!("{count} {word}")).collect();
    (all > 0).then(|| match language {
        Language::Id => format!("diterima dan tidak dihitung: {all} temuan ({})", parts.join(", ")),
        Language::En => format!("accepted and not counted: {} ({})", counted(all, "finding"), parts.join(", ")),
    })
}

/// The documents that were not checked, or only in part, and why. Many with the same reason stand below it.
pub(super) fn unchecked(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let language = outputs.report.language;
    let groups = groups(outputs);
    let alone = documents(outputs).filter(|(_, document)| document.checked != Checked::Full);
    let alone = alone.filter(|(_, document)| !is_grouped(&groups, document));
    let lines: Vec<String> = alone.map(|(source, document)| unchecked_line(source, document, language)).collect();
    if lines.is_empty() && groups.is_empty() {
        return Ok(());
    }
    match language {
        Language::Id => writeln!(out, "tidak diperiksa, atau hanya sebagian:")?,
        Language::En => writeln!(out, "not checked, or only in part:")?,
    }
    for line in lines.iter().take(MOST_LISTED) {
        writeln!(out, "  {}", clean::line(line))?;
    }
    match (lines.len().saturating_sub(MOST_LISTED), language) {
        (0, _) => {}
        (more, Language::Id) => writeln!(out, "  … dan {more} lagi")?,
        (more, Language::En) => writeln!(out, "  … and {more} more")?,
    }
    for ((rule, message), names) in &groups {
        let count = match language {
            Language::Id => format!("{} berkas", names.len()),
            Language::En => counted(names.len(), "file"),
        };
        writeln!(out, "  {rule} {} ({count}):", clean::line(message))?;
        for name in names {
            writeln!(out, "    {}", clean::line(name))?;
        }
        if let Some(help) = entry(*rule).map(|entry| if language == Language::Id { entry.help.0 } else { entry.help.1 })
        {
            writeln!(out, "    = {}: {help}", words(language).help)?;
        }
    }
    Ok(())
}

/// Files of which nothing was read for the same single reason, by that reason; only where there are many.
pub(super) type Groups<'r> = BTreeMap<(RuleId, &'r str), Vec<&'r str>>;

/// The groups of a report.
pub(super) fn groups<'r>(outputs: &Outputs<'r>) -> Groups<'r> {
    /// So few are told one by one.
    const FEW: usize = 3;
    let mut groups = Groups::new();
    for (source, document) in documents(outputs) {
        if let Some(why) = only_reason(document) {
            groups.entry(why).or_default().push(source.name.as_str());
        }
    }
    groups.retain(|_, names| names.len() > FEW);
    groups
}

/// Whether a document stands in one of the groups.
pub(super) fn is_grouped(groups: &Groups<'_>, document: &DocumentReport) -> bool {
    only_reason(document).is_some_and(|why| groups.contains_key(&why))
}

fn only_reason(document: &DocumentReport) -> Option<(RuleId, &str)> {
    let [why] = &document.unchecked[..] else { return None };
    let is_file = document.checked == Checked::None && document.findings.iter().all(|one| one.place.span.is_none());
    is_file.then_some((why.rule, why.message.as_str()))
}

fn unchecked_line(source: &SourceReport, document: &DocumentReport, language: Language) -> String {
    let mut line = source.name.clone();
    if source.documents.len() > 1 {
        line += &format!(", {} {}", words(language).document, document.index + 1);
    }
    line += match (document.checked, language) {
        (Checked::Full | Checked::None, _) => "",
        (Checked::Partly, Language::Id) => " (sebagian)",
        (Checked::Partly, Language::En) => " (in part)",
    };
    match (document.unchecked.first(), language) {
        (Some(why), _) => line += &format!(": {} {}", why.rule, why.message),
        (None, Language::Id) => line += ": tidak terbaca seluruhnya",
        (None, Language::En) => line += ": not read to its end",
    }
    match (document.unchecked.len().saturating_sub(1), language) {
        (0, _) => {}
        (more, Language::Id) => line += &format!(" (dan {more} alasan lain)"),
        (more, Language::En) => line += &format!(" (and {} more)", counted(more, "reason")),
    }
    line
}

/// The rules that could not be decided in documents that were read, and why.
pub(super) fn undecided(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let language = outputs.report.language;
    let mut counts: BTreeMap<(usize, Reason), usize> = BTreeMap::new();
    for (_, document) in documents(outputs).filter(|(_, document)| document.checked != Checked::None) {
        for (rule, outcome) in document.outcomes.iter().enumerate() {
            // What a person must answer stands in a list of its own.
            if let Outcome::NotDecidable(reason) = outcome
                && *reason != Reason::Person
            {
                *counts.entry((rule, *reason)).or_default() += 1;
            }
        }
    }
    if counts.is_empty() {
        return Ok(());
    }
    match language {
        Language::Id => writeln!(out, "tidak dapat diputuskan:")?,
        Language::En => writeln!(out, "not decidable:")?,
    }
    for ((rule, why), count) in counts {
        let Some(rule) = outputs.linter.walk.rules.get(rule) else { continue };
        let (why, title) = (reason(why, language), clean::line(rule.title.get(language)));
        match language {
            Language::Id => writeln!(out, "  {} {title}: {count} dokumen, {why}", rule.id)?,
            Language::En => writeln!(out, "  {} {title}: {}, {why}", rule.id, counted(count, "document"))?,
        }
    }
    Ok(())
}

/// What a person must answer, as a list to tick off.
pub(super) fn questions(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let language = outputs.report.language;
    for (at, (rule, question, count)) in outputs.questions().enumerate() {
        let question = clean::line(question);
        match language {
            Language::Id => {
                let head = if at == 0 { "Untuk dijawab orang:\n" } else { "" };
                writeln!(out, "{head}  [ ] {} {question} ({count} dokumen)", rule.id)?;
            }
            Language::En => {
                let head = if at == 0 { "For a person to answer:\n" } else { "" };
                writeln!(out, "{head}  [ ] {} {question} ({})", rule.id, counted(count, "document"))?;
            }
        }
    }
    Ok(())
}

/// That there are questions, where they are not listed.
pub(super) fn questions_elsewhere(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let count = outputs.questions().count();
    match (count, outputs.report.language) {
        (0, _) => Ok(()),
        (count, Language::Id) => writeln!(out, "untuk dijawab orang: {count} pertanyaan (lihat `-f full`)"),
        (count, Language::En) => {
            writeln!(out, "for a person to answer: {} (see `-f full`)", counted(count, "question"))
        }
    }
}

/// One plain sentence when nothing was found, as long as it is the whole truth.
pub(super) fn verdict(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let summary = &outputs.report.summary;
    let found = summary.at_least(Severity::Info) > 0;
    if found || summary.unchecked + summary.partly > 0 {
        return Ok(());
    }
    let asked: usize = outputs.report.questions().into_iter().map(|(_, documents)| documents).sum();
    let undecided = summary.outcomes.not_decidable.saturating_sub(asked);
    if accepted_line(summary, outputs.report.language).is_some() {
        let language = outputs.report.language;
        return writeln!(
            out,
            "{}",
            say(language, "tidak ada temuan selain yang diterima", "nothing but accepted findings")
        );
    }
    let (id, en) = match (summary.documents, summary.outcomes.pass, undecided) {
        (1.., 0, 0) if asked > 0 => (
            "tidak ada yang diperiksa program: hanya ada pertanyaan untuk orang".to_owned(),
            "nothing was checked by the program: there are only questions for people".to_owned(),
        ),
        (0, _, _) => ("tidak ada dokumen yang diperiksa".to_owned(), "no document was checked".to_owned()),
        (_, 0, 0) => (
            "tidak ada temuan, tetapi tidak ada aturan yang berlaku".to_owned(),
            "nothing found, but no rule applied".to_owned(),
        ),
        (_, 0, _) => (
            "tidak ada temuan, tetapi tidak ada aturan yang dapat diputuskan".to_owned(),
            "nothing found, but no rule could be decided".to_owned(),
        ),
        (_, _, 0) => ("bersih: tidak ada temuan".to_owned(), "clean: nothing found".to_owned()),
        (_, _, undecided) => (
            format!("bersih: tidak ada temuan, tetapi {undecided} hasil aturan tidak dapat diputuskan"),
            format!("clean: nothing found, but {} not decidable", counted(undecided, "outcome")),
        ),
    };
    match outputs.report.language {
        Language::Id => writeln!(out, "{id}"),
        Language::En => writeln!(out, "{en}"),
    }
}

/// Rules that are switched off: what they would have found, nobody looked for.
pub(super) fn off(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let off: Vec<&str> = outputs.linter.off.iter().map(|(rule, _)| rule.as_str()).collect();
    match (off.is_empty(), outputs.report.language) {
        (true, _) => {}
        (false, Language::Id) => writeln!(out, "dimatikan: {} (`soplint config show --origin`)", off.join(", "))?,
        (false, Language::En) => writeln!(out, "switched off: {} (`soplint config show --origin`)", off.join(", "))?,
    }
    off_in_some(outputs, out)
}

/// The same of rules that are off for some documents, each with how many.
fn off_in_some(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<RuleId, usize> = BTreeMap::new();
    for (_, document) in documents(outputs) {
        let off = outputs.linter.known.overrides.off(document.overrides());
        off.iter().for_each(|(rule, _)| *counts.entry(*rule).or_default() += 1);
    }
    let off: Vec<String> = counts.iter().map(|(rule, count)| format!("{rule} ({count})")).collect();
    let shown = "`soplint config show --origin FILE`";
    match (off.is_empty(), outputs.report.language) {
        (true, _) => Ok(()),
        (false, Language::Id) => writeln!(out, "dimatikan di sebagian dokumen: {} ({shown})", off.join(", ")),
        (false, Language::En) => writeln!(out, "switched off in some documents: {} ({shown})", off.join(", ")),
    }
}

/// What the packs say they do not check, in their own words.
pub(super) fn covers(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let language = outputs.report.language;
    for pack in &outputs.linter.packs {
        let Some(covers) = &pack.covers else { continue };
        let text = clean::line(covers.get(language).trim_end());
        match language {
            Language::Id => writeln!(out, "paket {} {}: {text}", pack.name, pack.version)?,
            Language::En => writeln!(out, "pack {} {}: {text}", pack.name, pack.version)?,
        }
    }
    Ok(())
}

fn documents<'r>(outputs: &Outputs<'r>) -> impl Iterator<Item = (&'r SourceReport, &'r DocumentReport)> {
    let inputs = outputs.report.sources.iter().filter(|source| !source.of_project);
    inputs.flat_map(|source| source.documents.iter().map(move |document| (source, document)))
}

/// Whether a document was read whole and nothing was found in it.
fn is_silent(document: &DocumentReport) -> bool {
    document.checked == Checked::Full && document.findings.iter().all(is_unchecked_notice)
}
