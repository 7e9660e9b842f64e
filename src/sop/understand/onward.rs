//! Text below a table of steps: whether the procedure goes on in it.
//!
//! In: the paragraphs and lists behind a table of steps, up to the next heading. Out: further steps where their numbers go on
//! with those of the table, and a remark where steps may stand that are not understood. Legends, notes, addresses and
//! signatures stand there too: they bear no such number and begin with no verb.

use super::fill::Filler;
use super::lists::{self, Entry};
use crate::document::{NodeId, NodeKind};
use crate::sop::label::{list_number, normal};
use crate::sop::model::{Document, Opening, SectionRole};
use crate::sop::record::TypeId;
use crate::sop::value::State;
use crate::sop::{RemarkKind, Vocabulary};
use crate::source::{Span, SpannedText};

/// Where a walk is, seen from the last table of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    /// Not below one, or a heading stands between.
    Elsewhere,
    /// Right below it.
    Table,
    /// Below a line that says that notes follow.
    Notes,
}

/// What was made of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// Steps, with so many nodes behind it that tell about the last of them.
    Steps(usize),
    /// No step, though it is counted: a legend, or what was told.
    NoStep,
    /// It is not counted at all.
    Nothing,
}

/// Reads a paragraph below a table of steps.
pub(super) fn paragraph<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    node: NodeId,
    (rest, below): (&[NodeId], &mut Below),
) -> Made {
    let text = filler.source.node(node).text.clone();
    if list_number(text.as_str()) == 0 {
        let is_note = introduces_notes(filler.vocabulary, text.as_str());
        *below = if is_note { Below::Notes } else { *below };
        return Made::Nothing;
    }
    let entries = entries(&text, filler.source.view);
    if !entries.first().is_some_and(|first| goes_on(filler.vocabulary, model, first)) {
        let follows = rest.first().map(|&next| &filler.source.node(next).text);
        let counted = entries.iter().map(|(_, text)| text).chain(follows.filter(|next| list_number(next.as_str()) > 0));
        if *below == Below::Table && are_acts(filler.vocabulary, counted.map(SpannedText::as_str)) {
            tell(filler, model, text.span());
        }
        return Made::NoStep;
    }
    if *below == Below::Notes {
        // A note may bear any number: only a verb makes a step likely, and nothing makes it sure.
        let acts = entries.iter().map(|(_, text)| text.as_str());
        if count_acts(filler.vocabulary, acts).is_some() {
            tell(filler, model, text.span());
        }
        return Made::NoStep;
    }
    if !entries.iter().all(|(_, text)| tells_an_act(filler.vocabulary, model, text.as_str())) {
        tell(filler, model, text.span());
        return Made::NoStep;
    }
    let is_about = |&&next: &&NodeId| {
        let next = filler.source.node(next);
        next.kind == NodeKind::Paragraph && lists::is_about(filler, &next.text)
    };
    let about = rest.iter().take_while(is_about).count();
    let last = entries.len().saturating_sub(1);
    for (at, (mark, text)) in entries.into_iter().enumerate() {
        let about = if at == last { &rest[..about] } else { &[] };
        lists::next_step(filler, model, (mark.unwrap_or_default(), text), about);
    }
    Made::Steps(about)
}

/// The counted lines of a paragraph that begins with a number.
fn entries<'a>(text: &SpannedText<'a>, view: &'a str) -> Vec<Entry<'a>> {
    let (whole, length) = (text.as_str(), list_number(text.as_str()));
    let mut entries = lists::marked_lines(&text.slice(length..whole.len(), view), view);
    if let Some((mark, _)) = entries.first_mut() {
        *mark = Some(whole[..length].trim().trim_matches(['(', ')', '.']).to_owned());
    }
    entries
}

/// Reads a list below a table of steps.
pub(super) fn list<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, node: NodeId, below: Below) -> Made {
    let items: Vec<NodeId> = filler.source.children(node).collect();
    let Some(&first) = items.first() else { return Made::Nothing };
    let NodeKind::Item { number: Some(number) } = filler.source.node(first).kind else { return Made::Nothing };
    let texts: Vec<SpannedText<'a>> = items.iter().map(|&item| filler.source.node(item).text.clone()).collect();
    let entry = (Some(number.to_string()), texts[0].clone());
    let goes_on = goes_on(filler.vocabulary, model, &entry);
    if below == Below::Table && goes_on {
        if texts.iter().all(|text| tells_an_act(filler.vocabulary, model, text.as_str())) {
            lists::go_on(filler, model, node);
            return Made::Steps(0);
        }
        tell(filler, model, texts[0].span());
    } else if (below == Below::Table || goes_on) && are_acts(filler.vocabulary, texts.iter().map(SpannedText::as_str)) {
        tell(filler, model, texts[0].span());
    }
    Made::NoStep
}

/// Notes that steps were not read: nothing can be said about the procedure as a whole.
fn tell(filler: &mut Filler<'_, '_>, model: &mut Document<'_>, place: Span) {
    if model.steps.state != State::Unreadable {
        filler.remark(RemarkKind::StepsBelowTable, place, None);
        model.steps.state = State::Unreadable;
    }
}

/// Whether an entry bears the number behind that of the last step, and is neither a chapter nor a mere word.
fn goes_on(vocabulary: &Vocabulary, model: &Document<'_>, (mark, text): &Entry<'_>) -> bool {
    let text = text.as_str();
    let is_chapter =
        vocabulary.label(TypeId::Document, text).is_some() || vocabulary.value(&SectionRole::SPEC, text).is_some();
    let is_next = mark.as_deref().is_some_and(|mark| follows(model, mark));
    is_next && !is_chapter && text.starts_with(char::is_alphabetic) && text.split_whitespace().nth(1).is_some()
}

/// Whether a mark comes right behind the number of the last step: `6` behind `5.`, `f` behind `e`.
fn follows(model: &Document<'_>, mark: &str) -> bool {
    let Some(last) = model.steps.items.last() else { return false };
    let number = last.number.as_str().trim_matches(['(', ')', '.', ' ']);
    let head = number.split('.').next().unwrap_or_default();
    let count = || model.steps.items.iter().filter(|step| step.table.int() == last.table.int()).count() as u64;
    match (head.parse::<u64>(), mark.parse::<u64>()) {
        (Ok(last), Ok(next)) => last.checked_add(1) == Some(next),
        (Err(_), Ok(next)) => head.is_empty() && next == count() + 1,
        _ => {
            matches!((head.as_bytes(), mark.as_bytes()), ([last], [next]) if last.is_ascii_alphabetic() && last + 1 == *next)
        }
    }
}

/// Whether a text is worded as a step is: by a verb, a noun of action, or the actor who does it.
fn tells_an_act(vocabulary: &Vocabulary, model: &Document<'_>, text: &str) -> bool {
    let (opening, _) = vocabulary.openings.classify(text);
    let form = normal(text);
    let is_actor = |name: &str| !name.is_empty() && form.starts_with(&*normal(name));
    !matches!(opening, Opening::Other | Opening::Unknown)
        || model.actors.items.iter().any(|actor| is_actor(actor.name.as_str()))
}

/// Whether texts are several and each begins with an active verb.
fn are_acts<'t>(vocabulary: &Vocabulary, texts: impl Iterator<Item = &'t str>) -> bool {
    count_acts(vocabulary, texts).is_some_and(|count| count > 1)
}

/// How many texts there are, when each begins with an active verb.
fn count_acts<'t>(vocabulary: &Vocabulary, texts: impl Iterator<Item = &'t str>) -> Option<usize> {
    let mut count = 0;
    let is_act = |text: &str| matches!(vocabulary.openings.classify(text).0, Opening::Verb | Opening::LightVerb);
    texts.inspect(|_| count += 1).all(is_act).then_some(count)
}

/// `Keterangan:`, `Catatan`: what follows explains the table.
fn introduces_notes(vocabulary: &Vocabulary, text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    vocabulary.marks.notes.contains(&*normal(first))
}
