//! Headings and paragraphs → records: documents in running text.
//!
//! In: the nodes below the root. Out: list fields under the headings that name them, and sections for all other headings.
//! What a list or a table holds is told in `lists` and `tables`. Keyed maps are the business of [`super::fill`].

use super::fill::{Filler, join, lines};
use super::onward::{self, Below, Made};
use super::{grid, identity, labelled, lists, second, sections, signatures, signed, tables};
use crate::document::{NodeId, NodeKind};
use crate::sop::RemarkKind;
use crate::sop::label::normal;
use crate::sop::model::{Document, DocumentKind, Section, SectionRole};
use crate::sop::record::{FieldType, Record, Slot, SlotMut, TypeId};
use crate::sop::value::{How, Parsed, State, Value};
use crate::sop::vocabulary::Label;
use crate::source::{Span, SpannedText};

/// Where the text under a heading goes.
pub(super) enum Current<'a> {
    /// Nowhere yet: text before the first heading.
    Nowhere,
    /// To the identity block.
    Identity,
    /// To a field of the document.
    Field(Label),
    /// To the steps.
    Steps(StepsHere<'a>),
    /// To the last section.
    Section,
}

/// The steps that are being read.
pub(super) struct StepsHere<'a> {
    /// The level of the heading they stand under; 0 when that is no heading.
    pub(super) level: u8,
    /// The heading below it.
    pub(super) phase: Option<Value<'a>>,
}

/// Reads everything below the root that is no keyed map.
pub(super) fn fill<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>) {
    let outline = filler.outline();
    let levels = Levels::of(filler, &outline);
    let mut walk = Walk { filler, model, current: Current::Nowhere, maybe_steps: None, below: Below::Elsewhere };
    let mut at = 0;
    while let Some(&node) = outline.get(at) {
        let rest = &outline[at + 1..];
        if walk.is_second_procedure(node, rest) {
            break;
        }
        at += 1 + match walk.filler.source.node(node).kind {
            NodeKind::Heading(level) => walk.heading((node, levels.level(level, at)), rest),
            NodeKind::Table => walk.table(node),
            NodeKind::Grid => walk.grid(node),
            NodeKind::List => walk.list(node, rest),
            NodeKind::Paragraph => walk.paragraph(node, rest),
            _ => 0,
        };
    }
    walk.finish();
}

/// A walk over the outline. Each method reads one node and says how many behind it went with it.
struct Walk<'w, 's, 'a> {
    filler: &'w mut Filler<'s, 'a>,
    model: &'w mut Document<'a>,
    current: Current<'a>,
    /// The first node that may hold steps in a way that is not understood.
    maybe_steps: Option<NodeId>,
    /// Whether it goes on below a table of steps.
    below: Below,
}

impl<'a> Walk<'_, '_, 'a> {
    /// Whether another procedure begins here, which is told.
    fn is_second_procedure(&mut self, node: NodeId, rest: &[NodeId]) -> bool {
        let kind = self.filler.source.node(node).kind;
        let may_be = matches!(kind, NodeKind::Grid | NodeKind::Table | NodeKind::Paragraph);
        if !may_be || matches!(self.current, Current::Field(_)) {
            return false;
        }
        let Some(second) = second::at(self.filler, self.model, (node, rest)) else { return false };
        let name = second.name.as_str().to_owned();
        self.filler.remark(RemarkKind::SecondProcedure { name }, second.name.span(), Some(second.first));
        true
    }

    fn heading(&mut self, (node, level): (NodeId, u8), rest: &[NodeId]) -> usize {
        let below = &rest[..rest.iter().position(|&node| is_heading(self.filler, node)).unwrap_or(rest.len())];
        if let Current::Steps(steps) = &self.current
            && is_step_heading(self.filler, steps, (node, level), below)
        {
            lists::heading_step(self.filler, self.model, steps, node, below);
            return below.len();
        }
        self.below = Below::Elsewhere;
        let current = std::mem::replace(&mut self.current, Current::Nowhere);
        self.current = heading(self.filler, self.model, (node, level), current);
        if matches!(self.current, Current::Section) {
            if announces_steps(self.filler, node) {
                self.maybe_steps.get_or_insert(node);
            }
            if below.is_empty() {
                sections::note_empty(self.filler, self.model, rest.first().copied());
            }
        }
        0
    }

    fn table(&mut self, node: NodeId) -> usize {
        let before = self.model.steps.items.len();
        if !tables::table(self.filler, self.model, node, &self.current) {
            self.maybe_steps.get_or_insert(node);
        }
        self.behind_table(before)
    }

    /// What stands below a table of steps belongs to no list above it.
    fn behind_table(&mut self, steps_before: usize) -> usize {
        if self.model.steps.items.len() > steps_before {
            self.below = Below::Table;
            if matches!(self.current, Current::Field(_)) {
                self.current = Current::Nowhere;
            }
        }
        0
    }

    fn grid(&mut self, node: NodeId) -> usize {
        if self.filler.taken_grids.contains(&node) {
            return 0;
        }
        let before = self.model.steps.items.len();
        if !grid::read(self.filler, self.model, node, &self.current) {
            self.maybe_steps.get_or_insert(node);
        }
        self.behind_table(before)
    }

    fn list(&mut self, node: NodeId, rest: &[NodeId]) -> usize {
        if lists::are_plain_headings(self.filler, node, rest.is_empty()) {
            self.below = Below::Elsewhere;
            self.current = lists::headings(self.filler, self.model, node);
            return 0;
        }
        if is_instructions(self.filler, self.model, &self.current, node) {
            let phase = self.model.sections.items.last().map(|section| section.title.clone());
            lists::list(self.filler, self.model, node, &Current::Steps(StepsHere { level: 0, phase }));
            return 0;
        }
        if self.below != Below::Elsewhere {
            match onward::list(self.filler, self.model, node, self.below) {
                Made::Steps(behind) => return behind,
                Made::NoStep if matches!(self.current, Current::Steps(_)) => return 0,
                Made::NoStep | Made::Nothing => {}
            }
        }
        if let Some(heading) = lists::list(self.filler, self.model, node, &self.current) {
            self.current = heading;
            return 0;
        }
        if !matches!(self.current, Current::Field(_)) && lists::is_numbered(self.filler, node) {
            self.maybe_steps.get_or_insert(node);
        }
        0
    }

    fn paragraph(&mut self, node: NodeId, rest: &[NodeId]) -> usize {
        if self.below != Below::Elsewhere && self.label_of_next(node, rest).is_none() {
            match onward::paragraph(self.filler, self.model, node, (rest, &mut self.below)) {
                Made::Steps(behind) => return behind,
                Made::NoStep if matches!(self.current, Current::Steps(_)) => return 0,
                Made::NoStep | Made::Nothing => {}
            }
        }
        if let Some(behind) = self.signature(node, rest) {
            return behind;
        }
        if is_step_paragraph(self.filler, &self.current, node) && self.label_of_next(node, rest).is_none() {
            return self.step_paragraph(node, rest);
        }
        let next = rest.first().map(|&next| self.filler.source.node(next).kind);
        if let Some(label) = self.label_of_next(node, rest) {
            let text = self.filler.source.node(node).text.clone();
            self.current = field_heading(self.filler, self.model, text, label, 0);
            self.below = Below::Elsewhere;
        } else if !paragraph(self.filler, self.model, node, next, &self.current) {
            self.maybe_steps.get_or_insert(node);
        }
        0
    }

    /// A signature: below its label, or told by its lines.
    fn signature(&mut self, node: NodeId, rest: &[NodeId]) -> Option<usize> {
        let Current::Field(label) = &self.current else {
            return signed::read(self.filler, self.model, node, rest);
        };
        if Document::FIELDS[label.field as usize].name != "approvals" {
            return signed::read(self.filler, self.model, node, rest);
        }
        let ends =
            |next| labelled::set_off(self.filler, next).is_some() || labelled::plain(self.filler, next).is_some();
        if ends(node) {
            return None;
        }
        let (text, behind) = signed::below_label(self.filler, node, rest, ends);
        add_text(self.filler, self.model, text, label);
        Some(behind)
    }

    /// The label a paragraph consists of, when it names what stands behind it.
    fn label_of_next(&self, node: NodeId, rest: &[NodeId]) -> Option<Label> {
        let next = rest.first().map(|&next| self.filler.source.node(next).kind);
        let plain = || labelled::plain(self.filler, node).filter(|label| self.is_plain_heading(node, label, rest));
        label_of_next(self.filler, node, next).or_else(|| plain().cloned())
    }

    /// Whether a label that looks like the text around it stands above a list, a table or a text.
    fn is_plain_heading(&self, node: NodeId, label: &Label, rest: &[NodeId]) -> bool {
        let Some(&next) = rest.first() else { return false };
        let (source, vocabulary) = (self.filler.source, self.filler.vocabulary);
        let is_value = match source.node(next).kind {
            NodeKind::List | NodeKind::Table | NodeKind::Grid => true,
            NodeKind::Paragraph => {
                let text = &source.node(next).text;
                vocabulary.label(TypeId::Document, text.as_str()).is_none()
                    && labelled::count(self.filler, TypeId::Document, [text]) == 0
            }
            _ => false,
        };
        // `Pelaksana` below a step is about it, and the first line of all is the title.
        let is_of_step = matches!(self.current, Current::Steps(_))
            && vocabulary.label(TypeId::Step, source.node(node).text.as_str()).is_some();
        let is_title = is_steps(label) && source.children(source.root()).next() == Some(node);
        is_value && !is_of_step && !is_title
    }

    fn step_paragraph(&mut self, node: NodeId, rest: &[NodeId]) -> usize {
        let ends =
            |&node: &NodeId| is_heading(self.filler, node) || is_step_paragraph(self.filler, &self.current, node);
        let below = &rest[..rest.iter().position(ends).unwrap_or(rest.len())];
        if let (Current::Steps(steps), false) = (&self.current, lists::hold_steps(self.filler, below)) {
            lists::heading_step(self.filler, self.model, steps, node, below);
            return below.len();
        }
        self.maybe_steps.get_or_insert(node);
        0
    }

    /// What can be said when everything was read.
    fn finish(self) {
        let Self { filler, model, maybe_steps, .. } = self;
        if let Some(node) = maybe_steps
            && model.steps.items.is_empty()
            && model.step_tables.state == State::Missing
        {
            filler.remark(RemarkKind::UnknownSteps, first_text(filler, node), None);
            model.steps.state = State::Unreadable;
        }
        for step in model.steps.items.iter_mut().filter(|step| step.level.state == State::Missing) {
            step.level = Value::derived(Parsed::Int(1), step.anchor);
        }
        for (first, second) in std::mem::take(&mut filler.both) {
            share(model, first, second);
        }
    }
}

/// What the levels of the headings of a document mean.
enum Levels {
    /// As written: a heading of level 1 may be the title.
    AsWritten,
    /// The first heading is the title, though it is written below level 1.
    FirstIsTitle,
    /// There is no title: level 1 are the chapters.
    Chapters,
}

impl Levels {
    fn of(filler: &Filler<'_, '_>, outline: &[NodeId]) -> Self {
        let kind = |node: NodeId| filler.source.node(node).kind;
        let mut highest = outline.iter().copied().filter(|&node| kind(node) == NodeKind::Heading(1));
        match (highest.next(), highest.next(), outline.first()) {
            (None, _, Some(&first)) if !names_a_part(filler, first) => Self::FirstIsTitle,
            (Some(first), Some(_), _) if names_a_part(filler, first) => Self::Chapters,
            _ => Self::AsWritten,
        }
    }

    /// The level of the heading at a place of the outline, with the title at 1.
    fn level(&self, written: u8, at: usize) -> u8 {
        match self {
            Self::FirstIsTitle if at == 0 => 1,
            Self::Chapters => written + 1,
            Self::AsWritten | Self::FirstIsTitle => written,
        }
    }
}

/// What stands under a heading of two fields is the text of both. Of two lists nobody can tell which entry is whose.
fn share(model: &mut Document<'_>, first: u8, second: u8) {
    let Slot::One(value) = model.slot(first) else {
        if let SlotMut::Records(list) = model.slot_mut(second)
            && list.is_empty()
        {
            list.set_unreadable();
        }
        return;
    };
    let value = value.clone();
    if let SlotMut::One(slot) = model.slot_mut(second)
        && slot.state == State::Missing
    {
        *slot = value;
    }
}

/// Where the first text of a node stands.
fn first_text(filler: &Filler<'_, '_>, node: NodeId) -> Span {
    let found = filler.source.node(node);
    match filler.source.children(node).next() {
        Some(child) if found.text.as_str().is_empty() => first_text(filler, child),
        _ if found.text.as_str().is_empty() => found.span,
        _ => found.text.span(),
    }
}

/// The label a paragraph consists of, when it names what stands behind it.
fn label_of_next(filler: &Filler<'_, '_>, node: NodeId, next: Option<NodeKind>) -> Option<Label> {
    let text = &filler.source.node(node).text;
    let is_bold = !text.as_str().ends_with(':')
        || filler.source.is_set_off(node)
        || filler.source.view[..text.span().start as usize].ends_with("**");
    let stands_above = is_bold || matches!(next, Some(NodeKind::List | NodeKind::Table));
    stands_above.then(|| labelled::alone(filler, node, text).cloned()).flatten()
}

/// Whether a node ends what stands above it: a heading, or a label that is set off like one.
fn is_heading(filler: &Filler<'_, '_>, node: NodeId) -> bool {
    match filler.source.node(node).kind {
        NodeKind::Heading(_) => true,
        NodeKind::Paragraph => labelled::set_off(filler, node).is_some(),
        _ => false,
    }
}

/// Whether the first word of a heading names the steps: `Procedure for Returns`. Its text may hold them in a way of its own.
fn announces_steps(filler: &Filler<'_, '_>, heading: NodeId) -> bool {
    let text = without_chapter(filler.source.node(heading).text.as_str());
    let first = text.split(|letter: char| letter.is_whitespace() || letter == ':').next().unwrap_or_default();
    filler.vocabulary.label(TypeId::Document, first).is_some_and(is_steps)
}

fn is_steps(label: &Label) -> bool {
    Document::FIELDS[label.field as usize].name == "steps"
}

/// Whether a heading names a field of the document, its identity block, or the role of a section.
fn names_a_part(filler: &Filler<'_, '_>, heading: NodeId) -> bool {
    let name = without_chapter(filler.source.node(heading).text.as_str());
    filler.vocabulary.label(TypeId::Document, name).is_some()
        || filler.vocabulary.value(&SectionRole::SPEC, name).is_some()
        || filler.vocabulary.marks.identity.contains(&*normal(name))
}

/// A numbered list in a runbook or playbook: their steps stand under headings of their own, `Diagnosis`, `Containment`.
fn is_instructions(filler: &Filler<'_, '_>, model: &Document<'_>, current: &Current<'_>, node: NodeId) -> bool {
    let kinds = [DocumentKind::Runbook, DocumentKind::Playbook].map(|kind| Some(kind.code()));
    matches!(current, Current::Section) && kinds.contains(&model.kind.code()) && lists::is_numbered(filler, node)
}

/// A paragraph `Langkah 1: …` where steps stand.
fn is_step_paragraph(filler: &Filler<'_, '_>, current: &Current<'_>, node: NodeId) -> bool {
    let found = filler.source.node(node);
    matches!(current, Current::Steps(_))
        && found.kind == NodeKind::Paragraph
        && labelled::set_off(filler, node).is_none()
        && lists::numbered(filler, &found.text).is_some()
}

/// A heading below that of the steps that is a step itself: it is numbered, and no steps stand below it.
fn is_step_heading(
    filler: &Filler<'_, '_>,
    steps: &StepsHere<'_>,
    (node, level): (NodeId, u8),
    below: &[NodeId],
) -> bool {
    let text = &filler.source.node(node).text;
    level > steps.level && lists::numbered(filler, text).is_some() && !lists::hold_steps(filler, below)
}

pub(super) fn heading<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    (node, level): (NodeId, u8),
    current: Current<'a>,
) -> Current<'a> {
    let text = filler.source.node(node).text.clone();
    let name = without_chapter(text.as_str());
    let label = filler.vocabulary.label(TypeId::Document, name).cloned();
    let has_title = model.title.is_present();
    let may_name_kind = level == 1 && !(has_title && label.is_some());
    if may_name_kind && filler.vocabulary.value(&DocumentKind::SPEC, text.as_str()).is_some() {
        // "STANDAR OPERASIONAL PROSEDUR" says what the document is, not what it is about.
        return Current::Nowhere;
    }
    if level == 1 && !has_title {
        model.title = filler.value(text, FieldType::Text, How::Heading);
        return Current::Nowhere;
    }
    if let Current::Steps(steps) = current
        && level > steps.level
        && label.as_ref().is_none_or(is_steps)
    {
        let phase = filler.value(text, FieldType::Text, How::Heading);
        return Current::Steps(StepsHere { phase: Some(phase), ..steps });
    }
    if let Some(label) = label {
        return field_heading(filler, model, text, label, level);
    }
    if filler.vocabulary.marks.identity.contains(&*normal(name)) {
        return Current::Identity;
    }
    let role = filler.vocabulary.value(&SectionRole::SPEC, name);
    if let (None, Some(near)) = (role, identity::near(filler, &text)) {
        identity::unknown_label(filler, model, &text, near);
    }
    let mut section = Section::new(text.span());
    let role = role.unwrap_or(SectionRole::Other.code());
    section.role = Value::derived(Parsed::Enum(role), text.span());
    section.level = Value::derived(Parsed::Int(i64::from(level)), text.span());
    section.title = filler.value(text, FieldType::Text, How::Heading);
    model.sections.items.push(section);
    Current::Section
}

/// `BAB III PROSEDUR`, `Section 4: Procedure`, `4 Procedure` without the number.
fn without_chapter(heading: &str) -> &str {
    let (first, behind) = heading.split_once(char::is_whitespace).unwrap_or((heading, ""));
    if first.len() <= 2 && !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit()) {
        return behind.trim_start();
    }
    let (number, rest) = behind.split_once(char::is_whitespace).unwrap_or((behind, ""));
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || "IVXivx.:".contains(c));
    if ["bab", "chapter", "section"].contains(&&*first.to_lowercase()) && is_number && !rest.is_empty() {
        return rest.trim_start_matches([':', '-', '–', '—', ' ']);
    }
    heading
}

/// A label that stands above what belongs to it.
pub(super) fn field_heading<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    text: SpannedText<'a>,
    label: Label,
    level: u8,
) -> Current<'a> {
    filler.note_misspelt(&text, &label);
    filler.note_second(without_chapter(text.as_str()), &label, text.span());
    let near = text.span();
    match model.slot_mut(label.field) {
        SlotMut::Records(list) => list.set_near(near),
        SlotMut::One(value) if value.how == How::Derived => value.text = SpannedText::nothing(near),
        _ => {}
    }
    if is_steps(&label) {
        return Current::Steps(StepsHere { level, phase: None });
    }
    Current::Field(label)
}

/// A paragraph; false when nothing was made of it where steps are expected.
fn paragraph<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    node: NodeId,
    next: Option<NodeKind>,
    current: &Current<'a>,
) -> bool {
    let text = filler.source.node(node).text.clone();
    match current {
        Current::Steps(_) => return false,
        Current::Nowhere | Current::Identity => drop(identity::paragraph(filler, model, &text)),
        Current::Section if identity::are_fields(filler, [&text]) && identity::paragraph(filler, model, &text) => {}
        Current::Section => sections::add(model, text),
        Current::Field(label) if introduces(text.as_str(), next, label) => {}
        Current::Field(label) => add_text(filler, model, text, label),
    }
    true
}

/// A paragraph that says what the list or table behind it is, and is no entry of its own.
fn introduces(text: &str, next: Option<NodeKind>, label: &Label) -> bool {
    let is_list = matches!(Document::FIELDS[label.field as usize].ty, FieldType::Records(_));
    is_list && text.trim_end().ends_with(':') && matches!(next, Some(NodeKind::List | NodeKind::Table))
}

/// Text under a heading: into its field, or its section.
pub(super) fn text_under<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    text: SpannedText<'a>,
    current: &Current<'a>,
) {
    match current {
        Current::Nowhere | Current::Identity | Current::Steps(_) => {}
        Current::Section => sections::add(model, text),
        Current::Field(label) => add_text(filler, model, text, label),
    }
}

/// Puts running text into a field: as another record of a list, or behind the text that is there.
fn add_text<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, text: SpannedText<'a>, label: &Label) {
    let spec = &Document::FIELDS[label.field as usize];
    match model.slot_mut(label.field) {
        SlotMut::Records(list) => {
            let FieldType::Records(ty) = spec.ty else { return };
            match ty {
                TypeId::Approval => return signatures::block(filler, list, label, &text),
                TypeId::Imprint if labelled::count(filler, ty, [&text]) > 0 => {
                    let lines = labelled::lines(filler, ty, &text).into_iter().filter_map(|line| line.labelled);
                    return lines.for_each(|line| labelled::add(filler, list, label, line));
                }
                _ => {}
            }
            let lines = lines(&text, filler.source.view);
            // A first line with a colon says what the entries below it are, and is none.
            let introduces = lines.len() > 1 && lines[0].as_str().trim_end().ends_with(':');
            for line in lines.into_iter().skip(usize::from(introduces)) {
                let entry = tables::without_mark(&line, filler.source.view);
                filler.record_from_text(list, ty, entry, label, How::Heading);
            }
        }
        SlotMut::One(value) if value.is_present() => {
            let near = value.span();
            let both = join(&[value.text.clone(), text], near);
            *value = filler.value(both, spec.ty, How::Heading);
        }
        SlotMut::One(value) => *value = filler.value(text, spec.ty, How::Heading),
        SlotMut::Many(_) | SlotMut::Refs(_) => {}
    }
}
