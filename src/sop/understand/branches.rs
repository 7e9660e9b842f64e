//! The ways out written in a decision: `Ya: ke langkah 3, Tidak: kembali ke langkah 1`.
//!
//! In: the text of a way out. Out: captions and targets, one pair for each answer, or nothing when any part of the text
//! does not fit: a way that is guessed would be worse than one that is not read.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::sop::flow::{NumberForm, begins_with_word};
use crate::sop::label::normal;
use crate::sop::model::{Answer, Edge, Step, StepKind};
use crate::sop::value::{How, Parsed, State, Value};
use crate::sop::{Remark, RemarkKind, Vocabulary};
use crate::source::SpannedText;

/// What the texts of ways out are compared with.
pub(super) struct Ways<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    /// The numbers of the document's steps.
    numbers: FxHashSet<NumberForm>,
    /// The bytes of the longest answer of one word; a longer first word is none.
    longest_answer: usize,
    /// Whether a step is numbered without a digit, `a` or `IV`.
    lettered: bool,
}

/// One way out, as places in the text.
struct Way {
    label: Option<Range<usize>>,
    target: Range<usize>,
}

/// Reads the written ways out of a step; what cannot be read makes the list unreadable.
pub(super) fn read<'a>(view: &'a str, ways: &Ways<'_>, step: &mut Step<'a>, remarks: &mut Vec<Remark>) {
    for mut edge in std::mem::take(&mut step.branches.items) {
        let written_whole = edge.label.state == State::Missing && edge.to.is_present();
        let in_column = edge.label.how == How::TableHeader;
        let found = match edge.to.as_str() {
            // An arrow knows where it leads, whatever is written at its end.
            _ if edge.to.how == How::Shape => None,
            text if written_whole => Some(ways.split(text)),
            text if in_column && !ways.is_target(text) => Some(None),
            _ => None,
        };
        match found {
            None => step.branches.items.push(edge),
            Some(Some(found)) => {
                step.branches.items.extend(found.iter().map(|way| cut(view, &edge, way)));
            }
            Some(None) => {
                let text = edge.to.as_str().to_owned();
                remarks.push(Remark { kind: RemarkKind::UnreadableBranch { text }, span: edge.to.span(), other: None });
                step.branches.state = State::Unreadable;
                edge.label = Value::unreadable(edge.to.span());
                edge.to.state = State::Unreadable;
                step.branches.items.push(edge);
            }
        }
    }
    for edge in step.branches.items.iter_mut().filter(|edge| edge.label.is_present()) {
        let answer = ways.vocabulary.value(&Answer::SPEC, edge.label.as_str());
        let answer = answer.unwrap_or(Answer::Other.code());
        edge.answer = Value::derived(Parsed::Enum(answer), edge.label.span());
    }
    plain_way(ways, step);
    direction_in_text(ways, step, remarks);
}

/// A step without a written way out whose text or remarks say where it goes: nothing is sure about it.
fn direction_in_text(ways: &Ways<'_>, step: &mut Step<'_>, remarks: &mut Vec<Remark>) {
    // Where arrows are drawn, they are what holds.
    let is_drawn = step.actor_names.items.iter().any(|name| name.how == How::Shape);
    if is_drawn || !step.branches.items.is_empty() || !step.goes_to.items.is_empty() || !step.branches.is_whole() {
        return;
    }
    let lists_ways = |text: &str| ways.split(text).is_some_and(|found| found.len() > 1 || ways.is_answer(&found, text));
    let Some(value) = [&step.remarks, &step.text]
        .into_iter()
        .filter(|value| value.is_present() && ways.may_direct(value.as_str()))
        .find(|value| ways.directs(value.as_str()) || lists_ways(value.as_str()))
    else {
        return;
    };
    let text = value.as_str().to_owned();
    remarks.push(Remark { kind: RemarkKind::DirectionInText { text }, span: value.span(), other: None });
    step.branches.state = State::Unreadable;
}

/// A single way without a caption decides nothing: it is the way on.
fn plain_way(ways: &Ways<'_>, step: &mut Step<'_>) {
    if let [edge] = step.branches.items.as_slice()
        && edge.label.state == State::Missing
        && edge.to.is_present()
        && step.kind.code() != Some(StepKind::Decision.code())
        && !ways.vocabulary.marks.asks(step.text.as_str())
    {
        let to = edge.to.clone();
        step.branches.items.clear();
        step.goes_to.give(to.span());
        step.goes_to.items.push(to);
    }
}

fn cut<'a>(view: &'a str, edge: &Edge<'a>, way: &Way) -> Edge<'a> {
    let text = |range: &Range<usize>| edge.to.text.slice(range.clone(), view).trimmed(view);
    let how = edge.to.how;
    let Some(label) = &way.label else { return edge.clone() };
    let caption: SpannedText<'a> = text(label);
    let near = caption.span();
    let mut cut = edge.clone();
    cut.anchor = near;
    cut.label = Value::present(caption, how);
    cut.to = if way.target.is_empty() { Value::missing(near) } else { Value::present(text(&way.target), how) };
    cut
}

fn separates(c: char) -> bool {
    matches!(c, ';' | ',' | '/' | '\n')
}

/// What may stand between a caption and its target.
fn points(c: char) -> bool {
    matches!(c, ' ' | '\t' | ':' | '=' | '→' | '-' | '–' | '>' | '(')
}

impl<'v> Ways<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary, numbers: FxHashSet<NumberForm>) -> Self {
        let lettered = numbers.iter().any(|number| matches!(number, NumberForm::Other(number) if !has_digit(number)));
        Self { vocabulary, numbers, longest_answer: vocabulary.longest_word(&Answer::SPEC), lettered }
    }
}

impl Ways<'_> {
    /// The ways out in a text, or nothing when part of it is none.
    fn split(&self, text: &str) -> Option<Vec<Way>> {
        let mut ways = Vec::new();
        let mut at = 0;
        loop {
            let gap = skip(&text[at..], |c| separates(c) || c.is_whitespace());
            let begins_anew = at == 0 || text[at..at + gap].contains([';', '\n']);
            at += gap;
            if at == text.len() {
                break;
            }
            // "Jika ya ke langkah 3, jika tidak …": the condition is the caption.
            at += self.condition(&text[at..]);
            let (way, end) = self.one(text, at)?;
            // "Ya 3, lalu 4": what follows a comma is a caption only when it is known or marked as one.
            let caption = way.label.as_ref().map_or(at, |label| label.end);
            if !begins_anew && self.answer_at(text, at).is_none() && !is_marked(&text[caption..]) {
                return None;
            }
            ways.push(way);
            at = end;
        }
        let labelled = ways.iter().all(|way| way.label.is_some());
        (labelled || ways.len() == 1).then_some(ways)
    }

    /// The bytes of a word of condition in front of a caption.
    fn condition(&self, text: &str) -> usize {
        let word = text.find(char::is_whitespace).unwrap_or_default();
        if self.vocabulary.marks.conditions.contains(&*normal(&text[..word])) {
            word + skip(&text[word..], char::is_whitespace)
        } else {
            0
        }
    }

    /// The way out that begins at `at`, and where it ends.
    fn one(&self, text: &str, at: usize) -> Option<(Way, usize)> {
        if let Some(label) = self.answer_at(text, at) {
            let way = |target| Way { label: Some(at..label), target };
            if let Some((target, end)) = self.target(text, label) {
                return Some((way(target), end));
            }
            // A caption alone: its target is missed there.
            let rest = skip(&text[label..], points);
            let end = label + rest;
            if end == text.len() || text[end..].starts_with(separates) {
                return Some((way(end..end), end));
            }
        }
        if let Some((target, end)) = self.target(text, at) {
            return Some((Way { label: None, target }, end));
        }
        self.free_caption(text, at)
    }

    /// A caption nobody knows: up to the first place behind which a target stands.
    fn free_caption(&self, text: &str, at: usize) -> Option<(Way, usize)> {
        let starts_with_answer = self.answer_at(text, at).is_some();
        let ends = text[at..].char_indices().filter(|(_, c)| points(*c)).map(|(end, _)| at + end);
        for end in ends.filter(|&end| end > at) {
            let caption = &text[at..end];
            if caption.contains(separates) && caption.contains(|c: char| c.is_ascii_digit()) {
                return None;
            }
            let Some((target, after)) = self.target(text, end) else { continue };
            return self
                .is_sure_caption(caption, &text[end..], starts_with_answer)
                .then_some((Way { label: Some(at..end), target }, after));
        }
        None
    }

    /// Whether a caption nobody knows is one: numbers, other answers and words that lead to a target may hide a way out.
    fn is_sure_caption(&self, caption: &str, behind: &str, starts_with_answer: bool) -> bool {
        let marked = is_marked(behind);
        let has_number = caption.split_whitespace().any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        if !starts_with_answer {
            return marked || !has_number;
        }
        let doubtful = |word: &str| {
            self.is_way_word(word) || self.vocabulary.value(&Answer::SPEC, word.trim_matches(separates)).is_some()
        };
        let short = caption.split_whitespace().count() <= 2;
        (marked || short) && !has_number && !caption.split_whitespace().skip(1).any(doubtful)
    }

    /// The end of the longest known answer that begins at `at`.
    fn answer_at(&self, text: &str, at: usize) -> Option<usize> {
        let rest = &text[at..];
        let bounds = rest.char_indices().filter(|(_, c)| points(*c) || separates(*c) || *c == ')').map(|(end, _)| end);
        let ends: Vec<usize> = bounds.chain([rest.len()]).take_while(|&end| end <= 40).collect();
        let known = |end: &&usize| {
            let word = rest[..**end].trim_end();
            !word.is_empty() && !word.ends_with(points) && self.vocabulary.value(&Answer::SPEC, word).is_some()
        };
        ends.iter().rev().find(known).map(|end| at + end)
    }

    /// Whether a text could hold a direction at all, told without reading it: most steps and remarks could not. It names
    /// a step by its number, or begins with an answer.
    fn may_direct(&self, text: &str) -> bool {
        let first = text.split(|c| points(c) || separates(c)).find(|word| !word.is_empty()).unwrap_or_default();
        let may_answer = first.len() <= self.longest_answer && self.vocabulary.value(&Answer::SPEC, first).is_some();
        has_digit(text) || may_answer || self.lettered
    }

    /// Whether running text says `kembali ke langkah 1`.
    fn directs(&self, text: &str) -> bool {
        let marks = &self.vocabulary.marks;
        /// Words between a direction and the step it leads to: `dikembalikan ke Staf (langkah 1)`.
        const BETWEEN: usize = 4;
        let (mut since, mut named) = (None, false);
        for word in text.split_whitespace().map(|word| word.trim_matches([',', ';', '(', ')', ':'])) {
            if since.is_some() && named && self.numbers.contains(&NumberForm::new(word)) {
                return true;
            }
            let form = normal(word);
            named = marks.step_words.contains(&*form);
            since = match since {
                _ if marks.directions.contains(&*form) => Some(0),
                Some(words) if words < BETWEEN => Some(words + 1),
                _ => None,
            };
        }
        false
    }

    /// Whether a single way out is a known answer with a target: `Tidak → 1`.
    fn is_answer(&self, found: &[Way], text: &str) -> bool {
        let [Way { label: Some(label), target }] = found else { return false };
        !target.is_empty() && self.vocabulary.value(&Answer::SPEC, &text[label.clone()]).is_some()
    }

    fn is_way_word(&self, word: &str) -> bool {
        self.vocabulary.marks.way_words.contains(&*normal(word))
    }

    /// The target behind `at`, without the words that lead to it, and where it ends.
    fn target(&self, text: &str, mut at: usize) -> Option<(Range<usize>, usize)> {
        loop {
            at += skip(&text[at..], points);
            let rest = &text[at..];
            let marks = &self.vocabulary.marks;
            if marks.ends_by_reference.iter().any(|start| begins_with_word(&normal(rest), start)) {
                let end = self.reference_end(text, at);
                return Some((at..end, end));
            }
            let word =
                rest.find(|c: char| c.is_whitespace() || separates(c) || matches!(c, ')' | ':')).unwrap_or(rest.len());
            let (word, end) = (&rest[..word], at + word);
            let known = marks.ends.contains(&*normal(word)) || self.is_number(word);
            if known {
                let after = end + skip(&text[end..], |c| matches!(c, ')' | '.' | ' ' | '\t'));
                return self.ends_way(text, after).then_some((at..end, after));
            }
            if marks.goes_on.contains(&*normal(word)) && self.ends_way(text, end) {
                return Some((at..end, end));
            }
            if word.is_empty() || !self.is_way_word(word) {
                return None;
            }
            at = end;
        }
    }

    /// Whether a way out may end at `at`.
    fn ends_way(&self, text: &str, at: usize) -> bool {
        let next = at + self.condition(&text[at..]);
        at == text.len() || text[at..].starts_with(separates) || self.answer_at(text, next).is_some()
    }

    /// Whether a text is one target and nothing else.
    fn is_target(&self, text: &str) -> bool {
        self.target(text, 0).is_some_and(|(_, end)| end == text.trim_end().len())
    }

    fn is_number(&self, word: &str) -> bool {
        word.starts_with(|c: char| c.is_ascii_digit()) || self.numbers.contains(&NumberForm::new(word))
    }

    /// The name of another SOP goes on until the next answer, a `;` or the end.
    fn reference_end(&self, text: &str, at: usize) -> usize {
        for (cut, c) in text[at..].char_indices().filter(|(_, c)| separates(*c)) {
            let next = at + cut + c.len_utf8();
            let next = next + skip(&text[next..], char::is_whitespace);
            if matches!(c, ';' | '\n') || self.answer_at(text, next).is_some() {
                return at + cut;
            }
        }
        text.len()
    }
}

/// Whether a sign behind a caption says that it is one.
fn is_marked(behind: &str) -> bool {
    behind.trim_start().starts_with([':', '=', '→', '('])
}

fn skip(text: &str, what: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(what).len()
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}
