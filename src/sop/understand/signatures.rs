//! Signature blocks: a position, a name, a NIP, one below the other.
//!
//! In: the lines of a block under the label that opens it. Out: the fields of one approval, or of several when a line tells
//! again what is known. A line without a label is told by its form: a NIP, a known kind of position, the name of a person;
//! what is left is the name below a position.

use std::ops::Range;

use super::fill::{Filler, words};
use super::labelled;
use crate::sop::flow::begins_with_word;
use crate::sop::label::normal;
use crate::sop::model::{ActorKind, Signature};
use crate::sop::record::{FieldType, Record, Records, Slot, SlotMut, TypeId};
use crate::sop::value::{How, Parsed, State, Value};
use crate::sop::vocabulary::Label;
use crate::sop::{Language, RemarkKind};
use crate::source::SpannedText;

/// What a line of a block is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Field(&'static str),
    /// A name or a position.
    Unknown,
    /// A rank, a place: no field.
    Nothing,
}

/// Reads the lines of a block.
pub(super) fn block<'a>(
    filler: &mut Filler<'_, 'a>,
    list: &mut dyn Records<'a>,
    opens: &Label,
    text: &SpannedText<'a>,
) {
    let mut opens = opens.clone();
    let mut waiting: Vec<(Part, SpannedText<'a>)> = Vec::new();
    let lines = written_lines(text, filler.source.view);
    let lines: Vec<_> = lines.iter().flat_map(|line| labelled::lines(filler, TypeId::Approval, line)).collect();
    for line in lines {
        if let Some(line) = line.labelled {
            let is_nip = TypeId::Approval.field("nip").is_some_and(|(number, _)| number == line.label.field);
            let told = std::mem::take(&mut waiting);
            let told = if is_nip { with_whole_position(filler, told) } else { told };
            put_all(filler, list, &opens, told);
            labelled::add(filler, list, &opens, line);
        } else if let Some((role, rest)) = role(filler, &line.text) {
            put_all(filler, list, &opens, std::mem::take(&mut waiting));
            list.set_near(rest.span());
            opens = role;
            waiting = split(filler, &rest);
        } else if let Some((label, _)) = line.text.as_str().split_once(':') {
            unknown_label(filler, label, &line.text);
        } else {
            waiting.extend(split(filler, &line.text));
        }
    }
    put_all(filler, list, &opens, waiting);
}

/// The lines as they stand in the view: the sentence a paragraph makes of them is none here.
fn written_lines<'a>(text: &SpannedText<'a>, view: &str) -> Vec<SpannedText<'a>> {
    let is_break = |&at: &usize| {
        if text.as_str().as_bytes()[at] == b'\n' {
            return true;
        }
        let place = text.locate(&(at..at + 1), view);
        view.get(place.range()).is_some_and(|written| written.contains('\n'))
    };
    let breaks = text.as_str().match_indices([' ', '\n']).map(|(at, _)| at).filter(is_break);
    let mut from = 0;
    let mut lines = Vec::new();
    for end in breaks.chain([text.as_str().len()]) {
        lines.push(text.slice(from..end, view).trimmed(view));
        from = (end + 1).min(text.as_str().len());
    }
    lines.retain(|line| !line.as_str().is_empty());
    lines
}

/// A line `label: value` whose label nobody knows; a rank is no field, and no defect.
pub(super) fn unknown_label<'a>(filler: &mut Filler<'_, 'a>, label: &str, written: &SpannedText<'a>) {
    let first = normal(label.split(['/', ' ']).next().unwrap_or_default()).into_owned();
    if !filler.vocabulary.marks.rank_labels.contains(&*first) {
        let near = filler.vocabulary.nearest_label(TypeId::Approval, label);
        filler.remark(RemarkKind::UnknownKey { key: label.trim().to_owned(), near }, written.span(), None);
    }
}

/// What is no position for sure is one when no other line is.
fn put_all<'a>(
    filler: &mut Filler<'_, 'a>,
    list: &mut dyn Records<'a>,
    opens: &Label,
    parts: Vec<(Part, SpannedText<'a>)>,
) {
    let parts = with_whole_positions(filler, parts);
    let is_told = parts.iter().any(|(part, _)| *part == Part::Field("position"));
    let last_nip = parts.iter().rposition(|(part, _)| *part == Part::Field("nip"));
    for (at, (part, text)) in parts.into_iter().enumerate() {
        let field = match part {
            Part::Nothing => continue,
            // A rank, a place: it begins no other signer when no other NIP comes.
            Part::Unknown if last_nip.is_none_or(|last| last < at) && is_complete(&*list) => continue,
            Part::Field(field) => field,
            Part::Unknown if is_told || awaits_name(&*list) => "name",
            Part::Unknown => "position",
        };
        put(filler, list, opens, field, text);
    }
}

/// The parts of several signers, each of which ends with a NIP.
fn with_whole_positions<'a>(
    filler: &Filler<'_, 'a>,
    parts: Vec<(Part, SpannedText<'a>)>,
) -> Vec<(Part, SpannedText<'a>)> {
    let mut whole = Vec::new();
    let mut signer = Vec::new();
    for part in parts {
        let is_last = part.0 == Part::Field("nip");
        signer.push(part);
        if is_last {
            whole.extend(with_whole_position(filler, std::mem::take(&mut signer)));
        }
    }
    whole.extend(signer);
    whole
}

/// The parts of one signer, with a position over several lines in one: the name is the last line above the NIP.
fn with_whole_position<'a>(
    filler: &Filler<'_, 'a>,
    mut signer: Vec<(Part, SpannedText<'a>)>,
) -> Vec<(Part, SpannedText<'a>)> {
    let last = |sought: Part| signer.iter().rposition(|(part, _)| *part == sought);
    let Some(name) = last(Part::Field("name")).or_else(|| last(Part::Unknown)) else { return signer };
    let is_position = |at: &usize| signer[*at].0 == Part::Field("position");
    let goes_on =
        |at: &usize| at.checked_sub(1).is_some_and(|above| continues(filler, &signer[above].1, &signer[*at].1));
    let Some(mut first) = (0..name).rev().find(is_position) else { return signer };
    while goes_on(&first) && is_position(&(first - 1)) {
        first -= 1;
    }
    let more = signer[first + 1..name].iter();
    let count = 1 + more.take_while(|(part, _)| matches!(part, Part::Unknown | Part::Field("position"))).count();
    if count > 1 {
        let lines: Vec<SpannedText<'a>> = signer[first..first + count].iter().map(|(_, text)| text.clone()).collect();
        let position = words(&lines, lines[0].span());
        signer.splice(first..first + count, [(Part::Field("position"), position)]);
    }
    signer
}

/// Whether a position goes on in the line below: `Kepala Bagian,`, `selaku Kuasa Pengguna Anggaran`, the name of its unit.
fn continues(filler: &Filler<'_, '_>, above: &SpannedText<'_>, below: &SpannedText<'_>) -> bool {
    let behind = filler.source.view.get(above.span().end as usize..).unwrap_or_default();
    let is_office = matches!(filler.vocabulary.actors.kind(below.as_str()), ActorKind::Unit | ActorKind::Body);
    behind.starts_with(',') || is_office || begins_with_word(&below.as_str().to_lowercase(), "selaku")
}

/// `Disusun oleh: …`: another signer.
fn role<'a>(filler: &Filler<'_, 'a>, text: &SpannedText<'a>) -> Option<(Label, SpannedText<'a>)> {
    let colon = text.as_str().find(':')?;
    let label = filler.vocabulary.label(TypeId::Document, &text.as_str()[..colon])?;
    let rest = text.slice(colon + 1..text.as_str().len(), filler.source.view).trimmed(filler.source.view);
    label.opens_as.is_some().then(|| (label.clone(), rest))
}

/// The parts of a line: `Budi, S.H. (Sekretaris), NIP 1980…` has three.
fn split<'a>(filler: &Filler<'_, 'a>, text: &SpannedText<'a>) -> Vec<(Part, SpannedText<'a>)> {
    let view = filler.source.view;
    let whole = text.as_str();
    let cut = |from: usize, to: usize| {
        let part = whole[from..to].trim_matches([',', ';', ' ', '\t', '-', '–', '—']);
        let part = part.strip_prefix('(').and_then(|part| part.strip_suffix(')')).unwrap_or(part);
        let start = from + whole[from..to].find(part).unwrap_or(0);
        text.slice(start..start + part.len(), view)
    };
    let nip = nip_at(whole);
    let mut parts = Vec::new();
    let front = nip.map_or(whole.len(), |(label, _)| label);
    let inside =
        whole[..front].split_once('(').and_then(|(name, rest)| Some((name.len(), name.len() + 1 + rest.find(')')?)));
    let is_position = |text: &str| is_position(filler, text);
    match inside.filter(|&(open, close)| is_position(&whole[open + 1..close]) && open > 0) {
        Some((open, close)) => {
            parts.push((Part::Unknown, cut(0, open)));
            parts.push((Part::Field("position"), cut(open + 1, close)));
        }
        None => {
            let dash = || {
                let (dash, next) = dash_at(&whole[..front])?;
                let tells = is_position(whole[..dash].trim()) != is_position(whole[next..front].trim());
                tells.then(|| {
                    [0..dash, next..front].map(|range| (part(filler, whole[range.clone()].trim()), range)).into()
                })
            };
            let found = in_commas(filler, &whole[..front]).or_else(dash);
            let found = found.unwrap_or_else(|| vec![(part(filler, whole[..front].trim()), 0..front)]);
            parts.extend(found.into_iter().map(|(part, range)| (part, cut(range.start, range.end))));
        }
    }
    if let Some((_, number)) = nip {
        parts.push((Part::Field("nip"), cut(number, whole.len())));
    }
    // A dash tells of no field in particular.
    let says = |text: &SpannedText<'_>| {
        !text.as_str().is_empty() && !filler.vocabulary.is_none(text.as_str(), FieldType::Text)
    };
    parts.retain(|(_, text)| says(text));
    parts
}

/// `Ines Specimen, PhD, Medical Director, 22 September 2025`: the name, the position and the date of an English line.
///
/// Indonesian positions hold commas of their own, and so does a position in front: both are left whole.
fn in_commas(filler: &Filler<'_, '_>, line: &str) -> Option<Vec<(Part, Range<usize>)>> {
    if filler.language != Language::En || !line.contains(',') {
        return None;
    }
    let ends = line.match_indices(", ").map(|(at, _)| at).chain([line.len()]);
    let mut from = 0;
    let mut segments: Vec<Range<usize>> = Vec::new();
    for end in ends {
        let segment = line[from..end].trim();
        let is_year = segment.len() == 4 && segment.bytes().all(|byte| byte.is_ascii_digit());
        match segments.last_mut() {
            // `September 22, 2025`, `Ines Specimen, PhD`.
            Some(last) if is_year || filler.vocabulary.actors.is_degree(segment) => last.end = end,
            _ => segments.push(from..end),
        }
        from = (end + 2).min(line.len());
    }
    let mut parts = Vec::new();
    while let Some(last) = segments.last() {
        match part(filler, line[last.clone()].trim()) {
            found @ Part::Field("date" | "signature") => parts.push((found, last.clone())),
            _ => break,
        }
        segments.pop();
    }
    if let [name, position, ..] = segments.as_slice() {
        let behind = position.start..segments.last().map_or(position.end, |last| last.end);
        if !is_position(filler, &line[name.clone()]) && is_position(filler, &line[behind.clone()]) {
            parts.push((Part::Field("name"), name.clone()));
            parts.push((Part::Field("position"), behind));
            return Some(parts);
        }
    }
    let first = segments.first()?.start;
    let whole = first..segments.last()?.end;
    if parts.is_empty() {
        return None;
    }
    parts.push((part(filler, line[whole.clone()].trim()), whole));
    Some(parts)
}

fn part(filler: &Filler<'_, '_>, line: &str) -> Part {
    let bare = line.to_lowercase();
    let marks = &filler.vocabulary.marks;
    match bare.trim_matches(['(', ')', '.', ',', ' ']) {
        "" => Part::Nothing,
        said if marks.acting.iter().any(|word| begins_with_word(said, word)) => Part::Field("acting"),
        said if marks.signed.iter().any(|word| begins_with_word(said, word)) => Part::Field("signature"),
        said if marks.places.iter().any(|word| begins_with_word(said, word))
            && !said.contains(|c: char| c.is_ascii_digit()) =>
        {
            Part::Nothing
        }
        said if marks.ranks.contains(&*rank(said)) => Part::Nothing,
        _ if filler.vocabulary.dates.parse(line, true).day.is_some() => Part::Field("date"),
        _ if is_position(filler, line) => Part::Field("position"),
        _ if filler.vocabulary.actors.kind(line) == ActorKind::Person => Part::Field("name"),
        _ => Part::Unknown,
    }
}

/// `pembina tingkat i` from `pembina tk.i / iv.b`.
fn rank(said: &str) -> String {
    let name = said.split(['(', '/', ',']).next().unwrap_or_default().replace("tk.", "tingkat ");
    normal(&name.replace(" tk ", " tingkat ")).into_owned()
}

/// Whether a line is the place a signature was given at, with its date: `Contoh, 6 Januari 2025`, `Ditetapkan di Contoh`.
pub(super) fn is_place(filler: &Filler<'_, '_>, text: &str) -> bool {
    /// Words of the longest name of a place.
    const MOST_WORDS: usize = 4;
    let line = text.split('\n').next().unwrap_or_default().trim();
    let names_place = |(place, day): (&str, &str)| {
        place.split_whitespace().count() <= MOST_WORDS && filler.vocabulary.dates.parse(day.trim(), true).day.is_some()
    };
    let lower = line.to_lowercase();
    let places = &filler.vocabulary.marks.places;
    line.split_once(',').is_some_and(names_place)
        || places.iter().any(|word| word.contains(' ') && begins_with_word(&lower, word))
}

/// Whether a line may open a signature: by whom or for whom it is signed.
pub(super) fn opens(filler: &Filler<'_, '_>, text: &str) -> bool {
    let line = text.split('\n').next().unwrap_or_default().trim();
    matches!(part(filler, line), Part::Field("position" | "acting"))
}

/// Whether a line holds the number of an official.
pub(super) fn holds_nip(text: &str) -> bool {
    text.split('\n').any(|line| nip_at(line).is_some())
}

/// Whether a line is the rank of an official.
pub(super) fn is_rank(filler: &Filler<'_, '_>, text: &str) -> bool {
    filler.vocabulary.marks.ranks.contains(&*rank(&text.to_lowercase()))
}

fn is_position(filler: &Filler<'_, '_>, line: &str) -> bool {
    !matches!(filler.vocabulary.actors.kind(line), ActorKind::Unknown | ActorKind::Person)
}

/// A dash between two words, and where the second begins.
fn dash_at(line: &str) -> Option<(usize, usize)> {
    let found = [" — ", " – ", " - "].into_iter().find_map(|dash| Some((line.find(dash)?, dash.len())));
    found.map(|(at, length)| (at, at + length))
}

/// Where `NIP` stands, and where its number begins; a line of nothing but digits is a NIP too.
fn nip_at(line: &str) -> Option<(usize, usize)> {
    /// Digits of a NIP.
    const DIGITS: usize = 18;
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    if digits(line) == DIGITS && line.chars().all(|c| c.is_ascii_digit() || c == ' ') {
        return Some((0, 0));
    }
    let at = line.to_ascii_uppercase().find("NIP")?;
    let behind = &line[at + 3..];
    let number = behind.find(|c: char| c.is_ascii_digit())?;
    behind[..number].chars().all(|c| matches!(c, '.' | ':' | ' ')).then_some((at, at + 3 + number))
}

/// Whether the last approval under the label has a position and no name yet.
fn awaits_name(list: &dyn Records<'_>) -> bool {
    let last = list.len().checked_sub(1).and_then(|last| list.get(last));
    last.is_some_and(|record| {
        record.anchor().start >= list.near().start && !is_free(record, "position") && is_free(record, "name")
    })
}

/// Whether position, name and NIP of the last approval under the label are known.
fn is_complete(list: &dyn Records<'_>) -> bool {
    let last = list.len().checked_sub(1).and_then(|last| list.get(last));
    last.is_some_and(|record| {
        record.anchor().start >= list.near().start
            && ["position", "name", "nip"].iter().all(|field| !is_free(record, field))
    })
}

fn is_free(record: &dyn Record<'_>, field: &str) -> bool {
    let slot = record.type_id().field(field).map(|(number, _)| record.slot(number));
    matches!(slot, Some(Slot::One(value)) if value.state == State::Missing)
}

/// `ditandatangani secara elektronik`: the word of it that names a kind of signature.
fn signature<'a>(filler: &Filler<'_, 'a>, text: SpannedText<'a>) -> Value<'a> {
    let whole = text.as_str().trim_matches(['(', ')', '.', ' ']);
    let mut words = std::iter::once(whole).chain(whole.split_whitespace());
    let code = words.find_map(|word| filler.vocabulary.value(&Signature::SPEC, word));
    Value::present(text, How::Key).meaning(code.map_or(Parsed::Nothing, Parsed::Enum))
}

fn put<'a>(
    filler: &mut Filler<'_, 'a>,
    list: &mut dyn Records<'a>,
    opens: &Label,
    field: &'static str,
    text: SpannedText<'a>,
) {
    let Some((number, spec)) = TypeId::Approval.field(field) else { return };
    let near = text.span();
    let value = match field {
        "signature" => signature(filler, text),
        _ => filler.value(text, spec.ty, How::Key),
    };
    if let Some(record) = labelled::taking(filler, list, opens, number, near)
        && let SlotMut::One(slot) = record.slot_mut(number)
    {
        *slot = value;
    }
}
