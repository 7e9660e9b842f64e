//! What was not checked, by reason: how many documents, the first of them, and what to do.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Page, Section};
use crate::engine::messages::entry;
use crate::engine::report::Checked;
use crate::finding::RuleId;
use crate::report::columns::{Tone, WIDEST, cut_start, wrapped};
use crate::report::words::words;

/// Names below each reason.
const MOST_NAMES: usize = 3;

/// Documents with the same reason.
#[derive(Default)]
struct Group {
    names: Vec<String>,
    /// Those of which something was read all the same.
    partly: usize,
    count: usize,
}

/// The documents that were not read whole.
pub(super) fn section(page: Page<'_>) -> Option<Section> {
    let mut groups: Vec<(Option<RuleId>, Group)> = groups(page).into_iter().collect();
    groups.sort_by_key(|(reason, group)| (Reverse(group.count), *reason));
    let lines: Vec<String> = groups.iter().flat_map(|(reason, group)| lines(page, *reason, group)).collect();
    let title = page.say("Tidak diperiksa, atau hanya sebagian", "Not checked, or only in part").to_owned();
    (!lines.is_empty()).then_some(Section { title, lines })
}

/// The documents by the first reason each has; one whose reason nobody told has none.
fn groups(page: Page<'_>) -> BTreeMap<Option<RuleId>, Group> {
    let mut groups: BTreeMap<Option<RuleId>, Group> = BTreeMap::new();
    for score in page.audit.scores.documents.iter().filter(|score| score.checked != Checked::Full) {
        let Some((source, document)) = page.document(score) else { continue };
        let group = groups.entry(document.unchecked.first().map(|why| why.rule)).or_default();
        group.count += 1;
        group.partly += usize::from(document.checked == Checked::Partly);
        if group.names.len() < MOST_NAMES {
            group.names.push(page.name(source, document));
        }
    }
    groups
}

fn lines(page: Page<'_>, reason: Option<RuleId>, group: &Group) -> Vec<String> {
    let known = reason.and_then(entry);
    let why = match (reason, known) {
        // A title says what is right; here it is not.
        (Some(id), Some(entry)) => {
            format!("{id} {}: {}", page.say("tidak terpenuhi", "not met"), page.say(entry.title.0, entry.title.1))
        }
        (Some(id), None) => id.to_string(),
        (None, _) => page.say("tidak terbaca seluruhnya", "not read to its end").to_owned(),
    };
    let mut count = page.counted(group.count, "dokumen", "document");
    if group.partly > 0 {
        let partly = page.count(group.partly);
        count +=
            &page.say(format!(", {partly} di antaranya terbaca sebagian"), format!(", {partly} of them read in part"));
    }
    let mut lines = vec![format!("{}: {count}", page.paint(&why, Tone::Doubtful))];
    lines.extend(group.names.iter().map(|name| format!("    {}", cut_start(name, WIDEST - 6))));
    lines.extend(page.more(group.count, group.names.len()).map(|more| format!("    {more}")));
    let help = known.map(|entry| page.say(entry.help.0, entry.help.1)).filter(|help| !help.is_empty());
    let help = help.map(|help| format!("{}: {help}", words(page.language()).help)).unwrap_or_default();
    for (at, line) in wrapped(&help, WIDEST - 8).into_iter().enumerate() {
        lines.push(format!("    {} {line}", if at == 0 { '=' } else { ' ' }));
    }
    lines
}
