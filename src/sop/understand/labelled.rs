//! Lines of running text that are `label: value`.
//!
//! In: a text and a type of record. Out: its lines, those with a known label of the type taken apart.

use super::fill::{Filler, open_as};
use super::tables::fill_cell;
use crate::document::NodeId;
use crate::sop::model::Document;
use crate::sop::record::{FieldType, Record, Records, Slot, TypeId};
use crate::sop::value::{How, State};
use crate::sop::vocabulary::Label;
use crate::source::{Span, SpannedText};

/// A line of a text.
pub(super) struct Line<'a> {
    pub(super) text: SpannedText<'a>,
    /// Where it begins in the text.
    pub(super) start: usize,
    /// Its parts, when it is `label: value`.
    pub(super) labelled: Option<Labelled<'a>>,
}

/// A line `label: value`; the value may be empty.
pub(super) struct Labelled<'a> {
    pub(super) label: Label,
    /// The label as written.
    pub(super) written: SpannedText<'a>,
    pub(super) value: SpannedText<'a>,
}

/// The lines of a text that are not blank. `Pelaksana: Arsiparis; Waktu: 5 menit` is two.
pub(super) fn lines<'a>(filler: &Filler<'_, 'a>, ty: TypeId, text: &SpannedText<'a>) -> Vec<Line<'a>> {
    let cut = |range| text.slice(range, filler.source.view).trimmed(filler.source.view);
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.as_str().split('\n') {
        let (start, end) = (at, at + line.len());
        at = end + 1;
        let mut from = start;
        for to in joints(filler, ty, line).into_iter().map(|joint| start + joint).chain([end]) {
            let part = &text.as_str()[from..to];
            if !part.trim().is_empty() {
                let known = label(filler, ty, part).map(|(colon, label)| (from + colon, label));
                let labelled = known.map(|(colon, label)| Labelled {
                    label: label.clone(),
                    written: cut(from..colon),
                    value: cut(colon + 1..to),
                });
                lines.push(Line { text: cut(from..to), start: from, labelled });
            }
            from = (to + 1).min(end);
        }
    }
    lines
}

/// The label in front of a line, and where its colon stands.
fn label<'v>(filler: &Filler<'v, '_>, ty: TypeId, line: &str) -> Option<(usize, &'v Label)> {
    let colon = line.find([':', '='])?;
    Some((colon, filler.vocabulary.label(ty, &line[..colon])?))
}

/// Where two labelled parts of a line meet: a `;`, or the space in front of the next label.
fn joints(filler: &Filler<'_, '_>, ty: TypeId, line: &str) -> Vec<usize> {
    let Some((colon, _)) = label(filler, ty, line) else { return Vec::new() };
    let mut from = colon + 1;
    let mut found = Vec::new();
    for (at, sign) in line.match_indices([';', ':']).filter(|(at, _)| *at > colon) {
        let joint = match sign {
            ";" => label(filler, ty, &line[at + 1..]).map(|_| at),
            _ => joint_before(filler, ty, &line[from..at]).map(|joint| from + joint),
        };
        found.extend(joint);
        if sign == ":" || joint.is_some() {
            from = at + 1;
        }
    }
    found
}

/// Where a value ends that has the next label behind it: `24 November 2025 Tanggal Efektif`. A label of one word may be the
/// last word of the value, as in `Surat Keputusan Nomor: 12`, unless a tab sets it apart.
fn joint_before(filler: &Filler<'_, '_>, ty: TypeId, text: &str) -> Option<usize> {
    /// Words of the longest label that is looked for.
    const MOST: usize = 6;
    let spaces = text.trim_end().rmatch_indices([' ', '\t']).take(MOST);
    let tells = |&(at, space): &(usize, &str)| {
        let words = text[at..].split_whitespace().count();
        (words > 1 || space == "\t")
            && !text[..at].trim().is_empty()
            && filler.vocabulary.label(ty, &text[at + 1..]).is_some()
    };
    spaces.filter(tells).last().map(|(at, _)| at)
}

/// How many lines of the texts have a known label.
pub(super) fn count<'t, 'a: 't>(
    filler: &Filler<'_, 'a>,
    ty: TypeId,
    texts: impl IntoIterator<Item = &'t SpannedText<'a>>,
) -> usize {
    let labelled = |text| lines(filler, ty, text).iter().filter(|line| line.labelled.is_some()).count();
    texts.into_iter().map(labelled).sum()
}

/// The field of the document the text of a node names that is nothing but a label: `**Dasar Hukum:**`, `Dasar Hukum:`.
pub(super) fn alone<'v>(filler: &Filler<'v, '_>, node: NodeId, text: &SpannedText<'_>) -> Option<&'v Label> {
    let before = &filler.source.view[..text.span().start as usize];
    let is_bold = before.ends_with("**") || before.ends_with("__") || filler.source.is_set_off(node);
    let label = || filler.vocabulary.label(TypeId::Document, text.as_str());
    (is_bold || text.as_str().ends_with(':')).then(label).flatten()
}

/// The field named by a text that is set off from those around it, as a heading is.
pub(super) fn set_off<'v>(filler: &Filler<'v, '_>, node: NodeId) -> Option<&'v Label> {
    let text = &filler.source.node(node).text;
    filler.source.is_set_off(node).then(|| alone(filler, node, text)).flatten()
}

/// The list or the statement named by a paragraph that is nothing but its label, plain as the text around it.
///
/// A word of the identity block alone, `Status`, is no heading.
pub(super) fn plain<'v>(filler: &Filler<'v, '_>, node: NodeId) -> Option<&'v Label> {
    let label = filler.vocabulary.label(TypeId::Document, filler.source.node(node).text.as_str())?;
    let field = &Document::FIELDS[label.field as usize];
    let has_room = matches!(field.ty, FieldType::Records(_)) || ["purpose", "scope"].contains(&field.name);
    has_room.then_some(label)
}

/// Adds one line to the last record under the heading, or to a new one when that has the field already.
pub(super) fn add<'a>(filler: &mut Filler<'_, 'a>, list: &mut dyn Records<'a>, opens: &Label, line: Labelled<'a>) {
    filler.note_misspelt(&line.written, &line.label);
    if let Some(record) = taking(filler, list, opens, line.label.field, line.written.span()) {
        fill_cell(filler, record, line.label.field, line.value, How::Key);
    }
}

/// The last record under the heading when a field of it is still free, else a new one.
pub(super) fn taking<'l, 'a>(
    filler: &mut Filler<'_, 'a>,
    list: &'l mut dyn Records<'a>,
    opens: &Label,
    field: u8,
    near: Span,
) -> Option<&'l mut dyn Record<'a>> {
    let heading = list.near();
    let takes_it = |record: &dyn Record<'a>| {
        record.anchor().start >= heading.start
            && matches!(record.slot(field), Slot::One(value) if value.state == State::Missing)
    };
    let last = list.len().checked_sub(1).filter(|&last| list.get(last).is_some_and(takes_it));
    let record = match last {
        Some(last) => list.get_mut(last),
        None => filler.push(list, near),
    }?;
    open_as(record, opens, near);
    Some(record)
}

#[cfg(test)]
mod tests {
    use crate::document::{Document as Neutral, NodeKind};
    use crate::sop::understand::understand;
    use crate::sop::{Sop, Vocabulary};
    use crate::source::{Span, SpannedText};

    /// Reads paragraphs and entries of lists, one a line: `# ` is an entry, `*` behind it or in front of a line sets it off.
    fn sop(text: &str, check: impl FnOnce(&Sop<'_>)) {
        let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
        let mut document = Neutral::new(text, 16);
        let mut set_off = Vec::new();
        let mut at = 0;
        for line in text.lines() {
            let own = line.trim_start_matches(['#', ' ', '*']);
            let start = at + line.len() - own.len();
            let spanned = || SpannedText::verbatim(own, start);
            let span = Span::new(start, start + own.len());
            let node = if line.starts_with('#') {
                document.open(NodeKind::List, SpannedText::nothing(span), span);
                let item = document.leaf(NodeKind::Item { number: Some(1) }, spanned(), span);
                document.close_at_last();
                item
            } else {
                document.leaf(NodeKind::Paragraph, spanned(), span)
            };
            set_off.extend(line.contains('*').then_some(node));
            at += line.len() + 1;
        }
        document.set_off_all(&set_off);
        document.close(text.len() as u32);
        check(&understand(&document, &vocabulary));
    }

    fn counts(sop: &Sop<'_>) -> [usize; 3] {
        let document = &sop.document;
        [document.legal_basis.items.len(), document.equipment.items.len(), document.steps.items.len()]
    }

    #[test]
    fn a_label_that_is_set_off_is_a_heading_whatever_counts_it() {
        for [first, second, third] in [
            ["Dasar Hukum", "Peralatan/Perlengkapan", "Prosedur"],
            ["A. DASAR HUKUM", "B. PERALATAN/PERLENGKAPAN", "C. PROSEDUR"],
            ["III. Dasar Hukum:", "IV. Peralatan/Perlengkapan :", "V. Prosedur :"],
            ["1. Dasar Hukum", "2. Peralatan/Perlengkapan", "3. Prosedur"],
        ] {
            let text = format!(
                "Nama SOP: Surat Masuk\n*{first}\nUU Nomor 1 Tahun 2004\n# UU Nomor 5 Tahun 2014\n*{second}\nKomputer\n*{third}\n1. Menerima surat\n2. Mencatat surat\n"
            );
            sop(&text, |sop| assert_eq!(counts(sop), [2, 1, 2], "{first}"));
        }
    }

    #[test]
    fn a_label_that_is_set_off_ends_the_steps() {
        let text = "*1. Prosedur\n1. Menerima surat\n2. Mencatat surat\n*2. Peralatan/Perlengkapan\nKomputer\n";
        sop(text, |sop| {
            assert_eq!(counts(sop), [0, 1, 2]);
            assert!(!sop.document.steps.items[1].remarks.is_present());
        });
    }

    #[test]
    fn entries_of_a_list_that_are_set_off_are_headings() {
        let text = "# *Dasar Hukum\n# UU Nomor 1 Tahun 2004\n# *Peralatan/Perlengkapan\n# Komputer\n# *Prosedur\n1. Menerima surat\n";
        sop(text, |sop| assert_eq!(counts(sop), [1, 1, 1]));
    }

    #[test]
    fn what_is_no_label_or_is_not_set_off_is_no_heading() {
        let text = "*Dasar Hukum\nUU Nomor 1 Tahun 2004\n*UU Nomor 5 Tahun 2014\nPeralatan/Perlengkapan\n";
        sop(text, |sop| assert_eq!(counts(sop), [3, 0, 0]));
    }

    #[test]
    fn entries_typed_with_their_mark_are_read_without_it() {
        for mark in ["1. ", "a. ", "- ", "• "] {
            let text = format!("*Peralatan/Perlengkapan\n{mark}Komputer dan jaringan\n");
            sop(&text, |sop| {
                assert_eq!(sop.document.equipment.items[0].text.as_str(), "Komputer dan jaringan", "{mark}")
            });
        }
    }
}
