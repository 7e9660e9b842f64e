//! Which documents have a line and a page in the file, and in which order.
//!
//! In: an audit. Out: the documents in the order of the report, then the data files of the project in which something was found. An
//! archive may have more documents than any browser shows well: then the worst have a page, and the page says so.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Audit;
use crate::engine::portrait::Portrait;
use crate::engine::report::{Checked, DocumentReport, SourceReport};
use crate::engine::scorecard::DocumentScore;
use crate::report::found::documents;
use crate::source::SourceId;

/// A document, or a data file of the project.
pub(super) struct Entry<'r> {
    pub(super) source: &'r SourceReport,
    pub(super) document: &'r DocumentReport,
    /// A data file has none.
    pub(super) score: Option<&'r DocumentScore>,
}

/// The documents with a page.
pub(super) struct Selection<'r> {
    pub(super) entries: Vec<Entry<'r>>,
    /// Documents without one.
    pub(super) left_out: usize,
    /// By input: the first of its entries, and how many there are.
    by_source: BTreeMap<SourceId, (usize, usize)>,
}

impl<'r> Selection<'r> {
    /// The documents of an audit, of more the worst.
    pub(super) fn of(audit: &Audit<'r>, most: usize) -> Self {
        let report = audit.outputs.report;
        let inputs = documents(report).filter(|(source, _)| !source.of_project);
        let mut scores = audit.scores.documents.iter().peekable();
        let mut entries: Vec<Entry<'_>> = Vec::new();
        for (source, document) in inputs {
            let is_its = |score: &DocumentScore| {
                report.sources.get(score.source).is_some_and(|of| of.source == source.source)
                    && source.documents.get(score.document).is_some_and(|of| of.index == document.index)
            };
            let score = scores.next_if(|score| is_its(score));
            entries.push(Entry { source, document, score });
        }
        let left_out = keep_worst(&mut entries, most);
        let files = documents(report).filter(|(source, document)| source.of_project && !document.findings.is_empty());
        entries.extend(files.map(|(source, document)| Entry { source, document, score: None }));
        Self::new(entries, left_out)
    }

    fn new(entries: Vec<Entry<'r>>, left_out: usize) -> Self {
        let mut by_source = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            by_source.entry(entry.source.source).or_insert((at, 0)).1 += 1;
        }
        Self { entries, left_out, by_source }
    }

    /// The entry of an input; nothing when it has none or several.
    pub(super) fn only_of(&self, source: SourceId) -> Option<usize> {
        self.by_source.get(&source).filter(|(_, count)| *count == 1).map(|(at, _)| *at)
    }

    /// The places of the entries, worst first.
    pub(super) fn worst_first(&self) -> Vec<usize> {
        let mut worst: Vec<usize> = (0..self.entries.len()).collect();
        worst.sort_by_key(|&at| self.entries[at].badness());
        worst
    }
}

impl Entry<'_> {
    /// Where a document stands among others, the worst first: those with a low score, then those of which nothing was read.
    fn badness(&self) -> (bool, u32, Reverse<usize>) {
        let percent = self.percent();
        let errors = self.score.map_or(0, |score| score.score.findings[0]);
        (percent.is_none(), percent.map_or(0, |percent| (percent * 100.0) as u32), Reverse(errors))
    }

    /// Its score; what was not read has none.
    pub(super) fn percent(&self) -> Option<f64> {
        self.score.filter(|_| self.document.checked != Checked::None)?.score.percent()
    }

    pub(super) fn has_picture(&self) -> bool {
        self.document.checked != Checked::None && self.document.card.as_ref().is_some_and(|card| card.has_portrait())
    }

    pub(super) fn portrait(&self) -> Option<Portrait> {
        self.document.card.as_ref()?.portrait()
    }

    /// What it is called: its title, else its path.
    pub(super) fn name(&self) -> &str {
        let title = self.document.title.as_deref().filter(|title| !title.trim().is_empty());
        title.unwrap_or(&self.source.name)
    }
}

/// Keeps the worst and says how many are left out. What was not read is kept before what is good: nobody saw how it stands.
fn keep_worst(entries: &mut Vec<Entry<'_>>, most: usize) -> usize {
    let left_out = entries.len().saturating_sub(most);
    if left_out > 0 {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        let is_read = |at: usize| entries[at].document.checked != Checked::None;
        order.sort_by_key(|&at| (is_read(at), entries[at].badness()));
        let mut kept = vec![false; entries.len()];
        order.iter().take(most).for_each(|&at| kept[at] = true);
        let mut kept = kept.into_iter();
        entries.retain(|_| kept.next().unwrap_or(false));
    }
    left_out
}
