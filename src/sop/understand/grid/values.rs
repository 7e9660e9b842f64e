//! Identity fields in a grid: labels, and the values right of them or below.
//!
//! In: a grid without its tables of steps. Out: fields of the document. A value stands in the same cell, else right of its
//! label, else below; a list goes on until the next label of its column. Cells left of all labels at the top are the names of
//! the agency and the unit.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::labels::{self, CellLabel};
use super::{CellId, Grid, lines};
use crate::document::Area;
use crate::sop::RemarkKind;
use crate::sop::label::{list_number, normal};
use crate::sop::model::Document;
use crate::sop::record::{FieldType, Record, Records, SlotMut, TypeId};
use crate::sop::understand::fill::{Filler, join, words};
use crate::sop::understand::labelled::{self, Labelled};
use crate::sop::understand::{identity, signatures, tables};
use crate::sop::value::{Confidence, How, State, Value};
use crate::sop::vocabulary::Label;
use crate::source::SpannedText;

/// Rows between a label and a value below it that may be blank.
const GAP: u32 = 1;
/// Rows a list goes on for without a label below it.
const MOST_ROWS: u32 = 400;

/// A label at its place.
struct Spot<'a> {
    cell: CellId,
    label: CellLabel<'a>,
}

/// Reads the identity fields; how many labels there were.
pub(super) fn read<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    grid: &Grid<'a>,
    is_taken: &dyn Fn(CellId) -> bool,
) -> usize {
    let mut region =
        Region { grid, view: filler.source.view, labels: FxHashSet::default(), taken: FxHashSet::default() };
    let mut spots = Vec::new();
    for id in grid.ids().filter(|&id| !is_taken(id)) {
        let mut found = labels::of_cell(filler, &grid.cell(id).text);
        // Steps come from their table, whatever a line above it is called.
        found.retain(|label| Document::FIELDS[label.label.field as usize].name != "steps");
        if !found.is_empty() {
            region.labels.insert(id);
            spots.extend(found.into_iter().map(|label| Spot { cell: id, label }));
        }
    }
    region.taken.extend(grid.ids().filter(|&id| is_taken(id)));
    if spots.len() == 1 && !is_telling(&spots[0]) && grid.cells.len() > 2 {
        // One word that is a label somewhere makes no identity block.
        return 0;
    }
    let count = spots.len();
    let heads = Heads::of(grid, &spots);
    for spot in spots {
        if region.taken.insert(spot.cell) || !spot.label.value.as_str().is_empty() {
            field(filler, model, &mut region, spot);
        }
    }
    if count > 1 {
        heads.read(filler, model, &region);
    }
    count
}

/// Whether a label that stands alone on its grid makes an identity all the same: its value is in its cell, or nothing else is
/// called like that.
fn is_telling(spot: &Spot<'_>) -> bool {
    let field = Document::FIELDS[spot.label.label.field as usize].name;
    !spot.label.value.as_str().is_empty()
        || ["number", "created_date", "revised_date", "effective_date"].contains(&field)
}

/// The cells of a grid, and which of them say something already.
struct Region<'g, 'a> {
    grid: &'g Grid<'a>,
    view: &'a str,
    labels: FxHashSet<CellId>,
    taken: FxHashSet<CellId>,
}

impl<'a> Region<'_, 'a> {
    /// The first cell with a text right of another one.
    fn right_of(&self, id: CellId) -> Option<CellId> {
        let area = self.grid.cell(id).area;
        let beside =
            (area.column.saturating_add(area.columns)..self.grid.width()).filter_map(|c| self.grid.at(area.row, c));
        beside.into_iter().find(|&id| !matches!(self.grid.text(id), "" | ":"))
    }

    fn is_free(&self, id: CellId) -> bool {
        !self.labels.contains(&id) && !self.taken.contains(&id)
    }

    /// The rows below a label that may hold its value: up to the next label that begins in its column.
    fn rows_below(&self, id: CellId) -> Range<u32> {
        let area = self.grid.cell(id).area;
        let from = area.row.saturating_add(area.rows);
        let is_loud = is_capitals(self.grid.text(id));
        let ends = |row: &u32| {
            let Some(here) = self.grid.at(*row, area.column) else { return false };
            self.labels.contains(&here) || self.taken.contains(&here) || self.is_heading(here, is_loud)
        };
        let last = self.grid.rows.last().map_or(from, |last| last + 1).min(from.saturating_add(MOST_ROWS));
        from..(from..last).find(ends).unwrap_or(last.max(from))
    }

    /// Whether a cell is a label nobody knows: it ends with a colon, or is written in capitals as the labels around it are.
    fn is_heading(&self, id: CellId, is_loud: bool) -> bool {
        let text = self.grid.text(id);
        let has_letters = text.chars().filter(|c| c.is_alphabetic()).count() > 3;
        has_letters && (text.ends_with(':') || (is_loud && is_capitals(text) && text.contains(' ')))
    }

    /// The free cells with a text in a region, row by row.
    fn rows(&self, rows: Range<u32>, columns: &Range<u32>) -> Vec<Vec<CellId>> {
        let of_row = |row: u32| {
            let ids = self.grid.written_in(row);
            let ids = ids.filter(|&id| columns.contains(&self.grid.cell(id).area.column) && self.is_free(id));
            ids.collect::<Vec<CellId>>()
        };
        rows.map(of_row).filter(|row| !row.is_empty()).collect()
    }

    /// What stands right of a label, the cells below that included, where they belong to the label too.
    fn beside(&self, id: CellId) -> Vec<Vec<CellId>> {
        let Some(first) = self.right_of(id).filter(|&right| self.is_free(right)) else { return Vec::new() };
        let (area, value) = (self.grid.cell(id).area, self.grid.cell(first).area);
        let columns = value.column..self.grid.width();
        self.rows(area.row..self.rows_below(id).end, &columns)
    }

    /// What stands below a label, within its columns.
    fn below(&self, id: CellId) -> Vec<Vec<CellId>> {
        let area = self.grid.cell(id).area;
        self.rows(self.rows_below(id), &(area.column..area.column.saturating_add(area.columns)))
    }

    fn take(&mut self, rows: &[Vec<CellId>]) {
        self.taken.extend(rows.iter().flatten().copied());
    }

    /// The texts of rows; a row of colons has none.
    fn values(&self, rows: &[Vec<CellId>]) -> Vec<Vec<SpannedText<'a>>> {
        rows.iter().map(|row| self.texts(row)).filter(|row| !row.is_empty()).collect()
    }

    fn texts(&self, row: &[CellId]) -> Vec<SpannedText<'a>> {
        let text = |&id: &CellId| without_colon(&self.grid.cell(id).text, self.view);
        row.iter().map(text).filter(|text| !text.as_str().is_empty()).collect()
    }
}

/// A value without the colon some forms put in front of it instead of behind the label.
fn without_colon<'a>(text: &SpannedText<'a>, view: &'a str) -> SpannedText<'a> {
    match text.as_str().strip_prefix(':') {
        Some(rest) => text.slice(text.as_str().len() - rest.len()..text.as_str().len(), view).trimmed(view),
        None => text.clone(),
    }
}

fn is_capitals(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    letters().count() > 3 && letters().all(char::is_uppercase)
}

fn field<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, region: &mut Region<'_, 'a>, spot: Spot<'a>) {
    let Spot { cell, label: CellLabel { label, written, value } } = spot;
    let spec = &Document::FIELDS[label.field as usize];
    let rows = match spec.ty {
        _ if !value.as_str().is_empty() => vec![vec![value]],
        FieldType::Records(TypeId::Approval) => signature_region(filler, region, cell),
        FieldType::Records(_) => list_region(filler, region, cell),
        _ => scalar_region(region, cell),
    };
    match spec.ty {
        FieldType::Records(ty) => {
            filler.note_misspelt(&written, &label);
            filler.note_second(written.as_str(), &label, written.span());
            let SlotMut::Records(list) = model.slot_mut(label.field) else { return };
            list.set_near(written.span());
            if ty == TypeId::Approval {
                return approval(filler, list, &label, rows);
            }
            for entry in entries(rows, filler.source.view) {
                filler.record_from_text(list, ty, entry, &label, How::Position);
            }
        }
        _ => {
            let near = written.span();
            let value = rows.into_iter().flatten().next().unwrap_or_else(|| SpannedText::nothing(near));
            let view = filler.source.view;
            let value = match (spec.name, spec.ty) {
                ("number", _) => lines::number(&value, view),
                ("title", _) | (_, FieldType::Date) => lines::one(&value, view),
                _ => value,
            };
            identity::field(filler, model, written, &label, value);
        }
    }
}

/// The value of a scalar field: right of the label, else directly below it.
fn scalar_region<'a>(region: &mut Region<'_, 'a>, cell: CellId) -> Vec<Vec<SpannedText<'a>>> {
    let right = region.right_of(cell).filter(|&right| region.is_free(right));
    let area = region.grid.cell(cell).area;
    let below = || {
        let first = area.row.saturating_add(area.rows);
        let reach = first..first.saturating_add(1 + GAP).min(region.rows_below(cell).end.max(first));
        region
            .rows(reach, &(area.column..area.column.saturating_add(area.columns)))
            .into_iter()
            .next()?
            .first()
            .copied()
    };
    // A label right of another one says that values stand below.
    let beside_label = region.right_of(cell).is_some_and(|right| region.labels.contains(&right));
    let found = match right {
        Some(right) => Some(right),
        None if beside_label || region.right_of(cell).is_none() => below(),
        None => None,
    };
    let rows: Vec<Vec<CellId>> = found.map(|id| vec![vec![id]]).unwrap_or_default();
    region.take(&rows);
    region.values(&rows)
}

/// The value of a list: below the label when something stands there within its columns, else beside it.
fn list_region<'a>(
    filler: &mut Filler<'_, 'a>,
    region: &mut Region<'_, 'a>,
    cell: CellId,
) -> Vec<Vec<SpannedText<'a>>> {
    note_heading_below(filler, region, cell);
    let (beside, below) = (region.beside(cell), region.below(cell));
    let rows = if beside.is_empty() || (!below.is_empty() && is_wide(region, cell)) { below } else { beside };
    region.take(&rows);
    region.values(&rows)
}

/// The value of a signature: as that of a list, with the labels of its own fields in front: `NIP | 1980…`.
fn signature_region<'a>(
    filler: &mut Filler<'_, 'a>,
    region: &mut Region<'_, 'a>,
    cell: CellId,
) -> Vec<Vec<SpannedText<'a>>> {
    let area = region.grid.cell(cell).area;
    let is_label = |row: &Vec<CellId>| {
        let first = row.first().filter(|&&id| region.grid.cell(id).area.column == area.column);
        first.is_some_and(|&id| filler.vocabulary.label(TypeId::Approval, region.grid.text(id)).is_some())
    };
    let below = region.rows(region.rows_below(cell), &(area.column..region.grid.width()));
    if !below.iter().any(is_label) {
        return list_region(filler, region, cell);
    }
    let own: Vec<CellId> = region.right_of(cell).into_iter().filter(|&right| region.is_free(right)).collect();
    let rows: Vec<Vec<CellId>> = std::iter::once(own).chain(below).filter(|row| !row.is_empty()).collect();
    region.take(&rows);
    region.values(&rows)
}

/// Reads a signature: cells with the label of a field in front, and lines that are told by their form.
fn approval<'a>(
    filler: &mut Filler<'_, 'a>,
    list: &mut dyn Records<'a>,
    opens: &Label,
    rows: Vec<Vec<SpannedText<'a>>>,
) {
    let mut lines: Vec<SpannedText<'a>> = Vec::new();
    for row in rows {
        let known = row.first().and_then(|first| filler.vocabulary.label(TypeId::Approval, first.as_str())).cloned();
        match (known, row.get(1)) {
            (Some(label), Some(value)) => {
                signature_lines(filler, list, opens, &mut lines);
                let (written, value) = (row[0].clone(), value.clone());
                labelled::add(filler, list, opens, Labelled { label, written, value });
            }
            _ => lines.extend(row),
        }
    }
    signature_lines(filler, list, opens, &mut lines);
}

fn signature_lines<'a>(
    filler: &mut Filler<'_, 'a>,
    list: &mut dyn Records<'a>,
    opens: &Label,
    lines: &mut Vec<SpannedText<'a>>,
) {
    if let Some(first) = lines.first() {
        let block = join(lines, first.span());
        signatures::block(filler, list, opens, &block);
        lines.clear();
    }
}

/// Reports the label nobody knows that ends a list.
fn note_heading_below<'a>(filler: &mut Filler<'_, 'a>, region: &mut Region<'_, 'a>, cell: CellId) {
    let (row, column) = (region.rows_below(cell).end, region.grid.cell(cell).area.column);
    let Some(heading) = region.grid.at(row, column).filter(|&id| region.is_free(id)) else { return };
    if !region.is_heading(heading, is_capitals(region.grid.text(cell))) {
        return;
    }
    region.taken.insert(heading);
    let text = &region.grid.cell(heading).text;
    let key = text.as_str().trim_end_matches([':', ' ']).to_owned();
    let near = filler.vocabulary.nearest_label(TypeId::Document, &key);
    filler.remark(RemarkKind::UnknownKey { key, near }, text.span(), None);
}

/// Whether a label covers more than its own column, as labels do that stand above their lists.
fn is_wide(region: &Region<'_, '_>, cell: CellId) -> bool {
    region.grid.cell(cell).area.columns > 1
}

/// The entries in rows of cells: one in a row with its number in a cell of its own, one in a line of a cell, or several run
/// together in a line.
fn entries<'a>(rows: Vec<Vec<SpannedText<'a>>>, view: &'a str) -> Vec<SpannedText<'a>> {
    let mut entries: Vec<SpannedText<'a>> = Vec::new();
    let is_number = |cell: &SpannedText<'a>| {
        let digits = cell.as_str().trim_end_matches(['.', ')']);
        !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_marked = |row: &Vec<SpannedText<'a>>| list_number(row[0].as_str()) > 0;
    let has_numbers = rows.iter().any(|row| row.len() > 1 && is_number(&row[0]));
    // Rows of one line each, most of them numbered: one without a number goes on with the one above.
    let are_marked = rows.iter().filter(|row| is_marked(row)).count() > 1;
    for mut row in rows {
        if is_number(&row[0]) {
            row.remove(0);
            // A number nothing stands beside is what is left of an empty form.
            if let Some(first) = row.first() {
                entries.push(words(&row, first.span()));
            }
            continue;
        }
        let near = row[0].span();
        let text = words(&row, near);
        let goes_on = has_numbers || (are_marked && list_number(text.as_str()) == 0 && !text.as_str().contains('\n'));
        match entries.last_mut().filter(|_| goes_on) {
            // Between numbered rows, one without a number goes on with the one above.
            Some(last) => *last = words(&[last.clone(), text], near),
            None => entries.extend(of_text(&text, view)),
        }
    }
    entries
}

/// The entries in one text.
fn of_text<'a>(text: &SpannedText<'a>, view: &'a str) -> Vec<SpannedText<'a>> {
    let whole = text.as_str();
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in whole.split('\n') {
        let indent = line.len() - line.trim_start().len();
        if !line.trim().is_empty() {
            starts.push(at + indent);
        }
        at += line.len() + 1;
    }
    let is_marked = |start: usize| {
        let rest = &whole[start..];
        list_number(rest) > 0 || rest.starts_with("- ") || rest.starts_with("• ") || rest.starts_with("* ")
    };
    if starts.first().is_some_and(|&first| is_marked(first)) {
        starts.retain(|&start| is_marked(start));
    }
    let starts: Vec<usize> = if starts.len() == 1 { run_together(whole, starts[0]) } else { starts };
    let ends = starts.iter().skip(1).copied().chain([whole.len()]);
    let entry = |(start, end): (usize, usize)| {
        let line = text.slice(start..end, view).trimmed(view);
        lines::one(&tables::without_mark(&line, view), view)
    };
    starts.iter().copied().zip(ends).map(entry).filter(|text| !text.as_str().is_empty()).collect()
}

/// Where the entries of `1. … 2. … 3. …` begin, when a line is that.
fn run_together(whole: &str, first: usize) -> Vec<usize> {
    let mut starts = vec![first];
    if !whole[first..].starts_with("1.") && !whole[first..].starts_with("1)") {
        return starts;
    }
    let sign = &whole[first + 1..first + 2];
    let mut from = first + 2;
    while let Some(at) = whole[from..].find(&format!(" {}{sign} ", starts.len() + 1)) {
        starts.push(from + at + 1);
        from += at + 3;
    }
    starts
}

/// The cells at the top left, above and beside the labels: the names of the agency and the unit.
struct Heads {
    rows: Range<u32>,
    /// Labels begin in this column.
    before: u32,
}

impl Heads {
    fn of(grid: &Grid<'_>, spots: &[Spot<'_>]) -> Self {
        let of_scalar = |spot: &&Spot<'_>| {
            matches!(
                Document::FIELDS[spot.label.label.field as usize].name,
                "number" | "created_date" | "effective_date" | "revised_date"
            )
        };
        let areas: Vec<Area> = spots.iter().filter(of_scalar).map(|spot| grid.cell(spot.cell).area).collect();
        let mut rows = Range {
            start: areas.iter().map(|area| area.row).min().unwrap_or(0),
            end: areas.iter().map(|area| area.row + 1).max().unwrap_or(0),
        };
        let before = areas.iter().map(|area| area.column).min().unwrap_or(0);
        // The block reaches down to the first label that stands under the names.
        let below = spots
            .iter()
            .map(|spot| grid.cell(spot.cell).area)
            .filter(|area| area.column < before && area.row >= rows.start);
        rows.end = below.map(|area| area.row).min().unwrap_or(rows.end).max(rows.start);
        Self { rows, before }
    }

    fn read<'a>(&self, filler: &mut Filler<'_, 'a>, model: &mut Document<'a>, region: &Region<'_, 'a>) {
        let view = filler.source.view;
        let never = &filler.vocabulary.marks.not_agencies;
        let names = |rows: Range<u32>, columns: Range<u32>| -> Vec<SpannedText<'a>> {
            let cells = region.rows(rows, &columns).into_iter().flatten();
            let lines = cells.flat_map(|id| lines::split(&region.grid.cell(id).text, view));
            lines.filter(|line| is_name(line.as_str(), never)).collect()
        };
        let mut lines = names(self.rows.clone(), 0..self.before);
        if lines.is_empty() {
            lines = names(0..self.rows.start, 0..region.grid.width());
        }
        let mut give = |field: &'static str, text: SpannedText<'a>| {
            let Some((number, spec)) = TypeId::Document.field(field) else { return };
            let value = filler.value(text, spec.ty, How::Position);
            if let SlotMut::One(slot) = model.slot_mut(number)
                && slot.state == State::Missing
                && slot.how == How::Derived
            {
                *slot = Value { confidence: Confidence::Medium, ..value };
            }
        };
        let mut lines = lines.into_iter();
        if let Some(agency) = lines.next() {
            give("agency", agency);
        }
        if let Some(unit) = lines.next_back() {
            give("unit", unit);
        }
    }
}

/// Whether a line may be the name of an agency: no address, no number, no sentence.
fn is_name(line: &str, never: &FxHashSet<Box<str>>) -> bool {
    const LONGEST: usize = 160;
    let first = normal(line.split_whitespace().next().unwrap_or_default());
    line.len() <= LONGEST
        && line.chars().filter(|c| c.is_alphabetic()).count() > 3
        && !line.contains([':', '@'])
        && !never.contains(&*first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn found(text: &str) -> Vec<String> {
        let spanned = SpannedText::verbatim(text, 0);
        // The view is the text itself; it lives as long as the test.
        let view: &'static str = Box::leak(text.to_owned().into_boxed_str());
        let spanned = if spanned.as_str().is_empty() {
            SpannedText::nothing(Span::at(0))
        } else {
            SpannedText::verbatim(view, 0)
        };
        of_text(&spanned, view).iter().map(|entry| entry.as_str().to_owned()).collect()
    }

    #[test]
    fn entries_are_told_apart_by_lines_and_numbers() {
        assert_eq!(found("1. Jurnal\n2. Buku"), ["Jurnal", "Buku"]);
        assert_eq!(
            found("1. Undang-Undang Nomor 17\nTahun 2003\n2. PP 45"),
            ["Undang-Undang Nomor 17 Tahun 2003", "PP 45"]
        );
        assert_eq!(found("1. Jurnal 2. Buku 3. Kartu"), ["Jurnal", "Buku", "Kartu"]);
        assert_eq!(found("Komputer\nPrinter"), ["Komputer", "Printer"]);
        assert_eq!(found("- Komputer\n- Printer"), ["Komputer", "Printer"]);
        assert_eq!(found("Nomor 1. 2 lembar"), ["Nomor 1. 2 lembar"]);
    }
}
