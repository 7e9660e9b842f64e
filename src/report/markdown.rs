//! `markdown`: a summary for people who look at a build: sums, documents, rules, what was not checked, the worst findings.
//!
//! In: a report. Out: Markdown in the language of the report. GitHub takes a job summary of at most 1 MiB, so every list
//! has an end, and says how much is behind it; texts of documents are escaped and cut.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use super::found::{Found, all, documents, findings, site, waiver, worst_first};
use super::words::{say, words};
use super::{Outputs, clean, closing};
use crate::engine::messages::entry;
use crate::engine::report::{Checked, DocumentReport, SourceReport, WaiverReport, is_unchecked_notice};
use crate::finding::{RuleId, Severity};
use crate::sop::Language;
use crate::sop::date::Day;

/// Rows of each list: with cells of [`LONGEST`] characters of 4 bytes, all lists together stay below 1 MiB.
const MOST_DOCUMENTS: usize = 200;
const MOST_RULES: usize = 20;
const MOST_UNCHECKED: usize = 100;
const MOST_FINDINGS: usize = 100;
/// Characters of a cell.
const LONGEST: usize = 200;

/// Writes the summary.
pub(super) fn render(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# soplint\n")?;
    totals(outputs, out)?;
    unchecked(outputs, out)?;
    worst_findings(outputs, out)?;
    accepted(outputs, out)?;
    rules(outputs, out)?;
    document_table(outputs, out)
}

/// The closing lines of the report for people, as a list.
fn totals(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut lines = Vec::new();
    closing::sums(outputs, &mut lines)?;
    closing::questions_elsewhere(outputs, &mut lines)?;
    closing::verdict(outputs, &mut lines)?;
    closing::off(outputs, &mut lines)?;
    for line in String::from_utf8_lossy(&lines).lines() {
        writeln!(out, "- {}", escaped(line))?;
    }
    writeln!(out)
}

fn unchecked(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let language = outputs.report.language;
    let lost = || {
        documents(outputs.report).filter(|(_, document)| document.checked != Checked::Full).map(|(source, document)| {
            let why: Vec<String> =
                document.unchecked.iter().map(|why| format!("{} {}", why.rule, why.message)).collect();
            let silent = say(language, "tidak terbaca seluruhnya", "not read to its end");
            let why = if why.is_empty() { silent.to_owned() } else { why.join("; ") };
            vec![cell(&name(source, document)), cell(&why)]
        })
    };
    let head = [say(language, "dokumen", "document"), say(language, "sebab", "reason")];
    let title = say(language, "Tidak diperiksa, atau hanya sebagian", "Not checked, or only in part");
    table(out, title, &head, lost().count(), MOST_UNCHECKED, lost(), language)
}

fn worst_findings(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let language = outputs.report.language;
    // What was not checked has a list of its own.
    let found = || worst_first(outputs).filter(|found| !is_unchecked_notice(found.finding));
    let row = |found: Found<'_>| {
        let finding = found.finding;
        let site = site(outputs.report, finding.place);
        vec![
            cell(words(language).severity(finding.severity)),
            finding.rule.to_string(),
            cell(&format!("{} {}", site.path, site.told(language))),
            cell(&finding.message),
        ]
    };
    let head = [
        say(language, "tingkat", "severity"),
        say(language, "aturan", "rule"),
        say(language, "letak", "place"),
        say(language, "temuan", "finding"),
    ];
    let title = say(language, "Temuan", "Findings");
    table(out, title, &head, found().count(), MOST_FINDINGS, found().map(row), language)
}

/// The findings somebody answers for, each with the reason and the last day; what is old is only counted.
fn accepted(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (report, language) = (outputs.report, outputs.report.language);
    let waived = || all(report).filter_map(|(found, by)| Some((found, waiver(report, by)?)));
    let row = |(found, waiver): (Found<'_>, &WaiverReport)| {
        let site = site(report, found.finding.place);
        let by = [&waiver.id, &waiver.owner, &waiver.approved_by, &waiver.letter];
        let by: Vec<&str> = by.into_iter().flatten().map(String::as_str).collect();
        vec![
            found.finding.rule.to_string(),
            cell(&format!("{} {}", site.path, site.told(language))),
            cell(&waiver.reason),
            cell(&by.join("; ")),
            waiver.expires.map_or_else(String::new, Day::to_iso),
        ]
    };
    let head = match language {
        Language::Id => ["aturan", "letak", "alasan", "oleh", "sampai"],
        Language::En => ["rule", "place", "reason", "by", "until"],
    };
    let title = say(language, "Dispensasi", "Waivers");
    table(out, title, &head, waived().count(), MOST_FINDINGS, waived().map(row), language)
}

/// The rules with the worst findings, and of those the ones with most.
fn rules(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let language = outputs.report.language;
    let mut counts: BTreeMap<RuleId, [usize; 3]> = BTreeMap::new();
    for found in findings(outputs.report).filter(|found| !is_unchecked_notice(found.finding)) {
        let counts = counts.entry(found.finding.rule).or_default();
        add(counts, found.finding.severity);
    }
    let mut rules: Vec<(RuleId, [usize; 3])> = counts.into_iter().collect();
    rules.sort_by_key(|(_, counts)| Reverse(*counts));
    let row = |(id, counts): &(RuleId, [usize; 3])| {
        let walk = &outputs.linter.walk;
        let of_engine = || entry(*id).map_or("", |entry| say(language, entry.title.0, entry.title.1));
        let title = walk.index(*id).map_or_else(of_engine, |at| walk.rules[at].title.get(language).as_str());
        [vec![id.to_string(), cell(title)], counts.map(|count| count.to_string()).to_vec()].concat()
    };
    let head = [say(language, "aturan", "rule"), say(language, "isi", "title")];
    let head = [&head[..], &severities(language)].concat();
    let title = say(language, "Aturan", "Rules");
    table(out, title, &head, rules.len(), MOST_RULES, rules.iter().map(row), language)
}

fn document_table(outputs: &Outputs<'_>, out: &mut dyn Write) -> io::Result<()> {
    let language = outputs.report.language;
    let all = || documents(outputs.report).filter(|(source, _)| !source.of_project);
    let row = |(source, document): (&SourceReport, &DocumentReport)| {
        let mut counts = [0; 3];
        let found = document.findings.iter().filter(|finding| !is_unchecked_notice(finding));
        found.for_each(|finding| add(&mut counts, finding.severity));
        let checked = match document.checked {
            Checked::Full => say(language, "seluruhnya", "whole"),
            Checked::Partly => say(language, "sebagian", "in part"),
            Checked::None => say(language, "tidak", "no"),
        };
        let of = document.counts();
        let outcomes = [of.pass, of.finding, of.not_decidable, of.not_applicable, of.waived];
        let numbers = counts.iter().chain(&outcomes).map(ToString::to_string);
        [cell(&name(source, document)), checked.to_owned()].into_iter().chain(numbers).collect()
    };
    let head = match language {
        Language::Id => ["lulus", "temuan", "tidak dapat diputuskan", "tidak berlaku", "dikecualikan"],
        Language::En => ["passed", "findings", "not decidable", "not applicable", "waived"],
    };
    let first = [say(language, "dokumen", "document"), say(language, "diperiksa", "checked")];
    let head = [&first[..], &severities(language), &head].concat();
    let title = say(language, "Dokumen", "Documents");
    table(out, title, &head, all().count(), MOST_DOCUMENTS, all().map(row), language)
}

fn severities(language: Language) -> [&'static str; 3] {
    Severity::ALL.map(|severity| words(language).severity(severity))
}

/// Adds to the count of a severity; they stand the worst first.
fn add(counts: &mut [usize; 3], severity: Severity) {
    let [error, warning, info] = counts;
    *match severity {
        Severity::Error => error,
        Severity::Warning => warning,
        Severity::Info => info,
    } += 1;
}

/// A table below a heading, with at most `most` of `count` rows; nothing when there are none.
fn table(
    out: &mut dyn Write,
    title: &str,
    head: &[&str],
    count: usize,
    most: usize,
    rows: impl Iterator<Item = Vec<String>>,
    language: Language,
) -> io::Result<()> {
    if count == 0 {
        return Ok(());
    }
    writeln!(out, "## {title}\n\n| {} |\n|{}", head.join(" | "), "---|".repeat(head.len()))?;
    for row in rows.take(most) {
        writeln!(out, "| {} |", row.join(" | "))?;
    }
    match (count.saturating_sub(most), language) {
        (0, _) => {}
        (more, Language::Id) => writeln!(out, "\n… dan {more} lagi")?,
        (more, Language::En) => writeln!(out, "\n… and {more} more")?,
    }
    writeln!(out)
}

fn name(source: &SourceReport, document: &DocumentReport) -> String {
    if source.documents.len() > 1 { format!("{}#{}", source.name, document.index + 1) } else { source.name.clone() }
}

fn cell(text: &str) -> String {
    escaped(&clean::cut(text, LONGEST))
}

/// Text that Markdown takes for nothing but text, on one line; what stands between backticks is set as code.
pub(super) fn escaped(text: &str) -> String {
    let text = clean::line(text);
    let parts: Vec<&str> = text.split('`').collect();
    // Without its partner a backtick is only a backtick.
    if parts.len().is_multiple_of(2) {
        return plain(&text);
    }
    let code = |(at, part): (usize, &&str)| {
        if at % 2 == 0 { plain(part) } else { format!("<code>{}</code>", plain(part)) }
    };
    parts.iter().enumerate().map(code).collect()
}

fn plain(text: &str) -> String {
    clean::escaped(text, |character| match character {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '|' => Some("\\|"),
        '`' => Some("\\`"),
        '*' => Some("\\*"),
        '_' => Some("\\_"),
        '[' => Some("\\["),
        ']' => Some("\\]"),
        '\\' => Some("\\\\"),
        '#' => Some("\\#"),
        '~' => Some("\\~"),
        '!' => Some("\\!"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        assert_eq!(escaped("a | b\n<i> [x](y) *z*"), "a \\| b &lt;i&gt; \\[x\\](y) \\*z\\*");
        assert_eq!(escaped("waktu `1|2`"), "waktu <code>1\\|2</code>");
        assert_eq!(escaped("satu ` saja"), "satu \\` saja");
    }
}
