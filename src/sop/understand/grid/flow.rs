//! Tables of steps in a grid.
//!
//! In: a grid. Out: its tables of steps: a header of one to four rows that names the act and two other columns, and the rows
//! below it. Columns below "Pelaksana", or between the act and the mutu baku where nobody wrote "Pelaksana", are lanes.

use std::ops::Range;

use super::{CellId, Grid, lines};
use crate::document::{Area, NodeId};
use crate::sop::Vocabulary;
use crate::sop::model::{Document, Step};
use crate::sop::understand::fill::{Filler, join, words};
use crate::sop::understand::rows;
use crate::sop::understand::tables::{self, Header, StepTable, names_actors, step_label};
use crate::sop::value::Value;
use crate::source::{Span, SpannedText};

/// Rows a header may have.
const MOST_HEADER_ROWS: u32 = 4;

/// A table of steps in its grid.
pub(super) struct FlowTable<'a> {
    columns: Vec<FlowColumn<'a>>,
    /// Rows of the header; none for a table that goes on from the page before.
    header: Range<u32>,
    body: Vec<BodyRow<'a>>,
    /// The first row behind the table.
    end: u32,
}

/// A column of a table of steps: what one cell of its header covers.
#[derive(Clone)]
pub(in crate::sop::understand) struct FlowColumn<'a> {
    columns: Range<u32>,
    text: SpannedText<'a>,
    is_lane: bool,
    /// Whether it holds lists: inputs, outputs, remarks.
    adds: bool,
}

/// What stands beside one step.
struct BodyRow<'a> {
    rows: Range<u32>,
    cells: Vec<SpannedText<'a>>,
}

/// Where the steps and lanes of a table lie on its grid.
pub(in crate::sop::understand) struct FlowPlace<'a> {
    pub(in crate::sop::understand) grid: NodeId,
    pub(in crate::sop::understand) lanes: Vec<Lane<'a>>,
    /// The rows of each step, by its index in the model.
    pub(in crate::sop::understand) steps: Vec<(Range<u32>, usize)>,
    /// All rows below the header.
    pub(in crate::sop::understand) rows: Range<u32>,
}

/// The column of an actor.
pub(in crate::sop::understand) struct Lane<'a> {
    pub(in crate::sop::understand) columns: Range<u32>,
    pub(in crate::sop::understand) name: SpannedText<'a>,
}

impl FlowTable<'_> {
    /// The first row of its header.
    pub(super) fn first_row(&self) -> u32 {
        self.header.start
    }

    /// Whether a cell belongs to the table.
    pub(super) fn holds(&self, area: Area) -> bool {
        let columns = self.columns.first().zip(self.columns.last());
        let Some((first, last)) = columns else { return false };
        let rows = self.header.start..self.end;
        rows.contains(&area.row) && (first.columns.start..last.columns.end).contains(&area.column)
    }
}

/// The last table of steps of a document, which may go on at the top of the next page without a header.
pub(super) struct PageBefore<'a> {
    pub(super) columns: Vec<FlowColumn<'a>>,
    /// The number its last step bears, when it is one.
    pub(super) last: Option<u32>,
}

/// Finds the tables of steps.
pub(super) fn find<'a>(
    vocabulary: &Vocabulary,
    grid: &Grid<'a>,
    before: Option<&PageBefore<'a>>,
) -> Vec<FlowTable<'a>> {
    let mut headers: Vec<(Range<u32>, Vec<FlowColumn<'a>>)> = Vec::new();
    for &row in &grid.rows {
        if headers.last().is_none_or(|(rows, _)| row >= rows.end) {
            headers.extend(header_at(vocabulary, grid, row));
        }
    }
    if headers.is_empty()
        && let Some(before) = before.filter(|before| goes_on(grid, before))
    {
        let first = grid.rows.first().copied().unwrap_or(0);
        headers.push((first..first, before.columns.clone()));
    }
    let last = grid.rows.last().map_or(0, |row| row + 1);
    let in_header = |row: u32| headers.iter().any(|(rows, _)| rows.contains(&row));
    let names_columns =
        |row: u32| grid.written_in(row).filter(|&id| step_label(vocabulary, grid.text(id)).is_some()).count() >= 3;
    // Another table below, such as one that adds up the times, has a header too.
    let others: Vec<u32> = grid.rows.iter().copied().filter(|&row| !in_header(row) && names_columns(row)).collect();
    let next = |rows: &Range<u32>| {
        let headers = headers.iter().map(|(rows, _)| rows.start);
        headers
            .chain(others.iter().copied())
            .filter(|&start| start >= rows.end.max(rows.start + 1))
            .min()
            .unwrap_or(last)
    };
    let ends: Vec<u32> = headers.iter().map(|(rows, _)| next(rows)).collect();
    let table = |((header, columns), end): ((Range<u32>, Vec<FlowColumn<'a>>), u32)| {
        let body = body(grid, &columns, header.end..end);
        let end = body.last().map_or(header.end, |row| row.rows.end);
        FlowTable { columns, header, body, end }
    };
    headers.into_iter().zip(ends).map(table).collect()
}

/// Whether a grid without a header goes on with the table before: its first cell bears the next number, and it is no wider.
fn goes_on(grid: &Grid<'_>, before: &PageBefore<'_>) -> bool {
    let width = before.columns.last().map_or(0, |column| column.columns.end);
    let first = grid.rows.first().and_then(|&row| grid.at(row, before.columns.first()?.columns.start));
    let number = first.and_then(|id| grid.text(id).trim_end_matches(['.', ')']).parse::<u32>().ok());
    let is_next = number.zip(before.last).is_some_and(|(number, last)| number == last.saturating_add(1));
    let has_texts = grid.width() > before.columns.get(1).map_or(1, |column| column.columns.start);
    is_next && has_texts && grid.width() <= width
}

/// The header that begins in a row, if one does.
fn header_at<'a>(vocabulary: &Vocabulary, grid: &Grid<'a>, row: u32) -> Option<(Range<u32>, Vec<FlowColumn<'a>>)> {
    let field = |id: CellId| Some(field_name(step_label(vocabulary, grid.text(id))?.0.field));
    let named: Vec<CellId> = grid.written_in(row).collect();
    let fields: Vec<&str> = named.iter().filter_map(|&id| field(id)).collect();
    let spans = named.iter().any(|&id| vocabulary.spanning(grid.text(id)).is_some());
    if !fields.contains(&"text") || (fields.len() < 2 && !spans) {
        return None;
    }
    let is_header = |id: &&CellId| field(**id).is_some() || vocabulary.spanning(grid.text(**id)).is_some();
    let height = named.iter().filter(is_header).map(|&id| grid.cell(id).area.rows).max().unwrap_or(1);
    let below = || grid.written_in(row + 1).filter_map(field).any(is_quality);
    let height = if height == 1 && below() { 2 } else { height.min(MOST_HEADER_ROWS) };
    let rows = row..row + height;
    let columns = columns(vocabulary, grid, &rows);
    let mut found: Vec<&str> = columns
        .iter()
        .filter_map(|column| Some(field_name(step_label(vocabulary, column.text.as_str())?.0.field)))
        .collect();
    found.sort_unstable();
    found.dedup();
    let is_of_steps = found.iter().any(|field| is_quality(field) || *field == "actor_names");
    let has_lanes = columns.iter().any(|column| column.is_lane);
    (found.contains(&"text") && found.len() >= 3 && (is_of_steps || has_lanes)).then_some((rows, columns))
}

fn field_name(field: u8) -> &'static str {
    Step::FIELDS[field as usize].name
}

/// Columns of the mutu baku.
fn is_quality(field: &str) -> bool {
    matches!(field, "inputs" | "duration" | "outputs")
}

/// The columns below a header: what the lowest cell above them says.
fn columns<'a>(vocabulary: &Vocabulary, grid: &Grid<'a>, rows: &Range<u32>) -> Vec<FlowColumn<'a>> {
    let cells = rows.clone().flat_map(|row| grid.written_in(row)).map(|id| grid.cell(id).area);
    let (start, end) = cells.fold((u32::MAX, 0), |(start, end), area| {
        (start.min(area.column), end.max(area.column.saturating_add(area.columns)))
    });
    let has_actors = grid.written_in(rows.start).any(|id| names_actors(vocabulary, grid.text(id)));
    let mut found: Vec<(Option<CellId>, FlowColumn<'a>)> = Vec::new();
    let mut top = None;
    for column in start..end {
        let lowest = rows.clone().rev().filter_map(|row| grid.at(row, column)).find(|&id| !grid.text(id).is_empty());
        // A header that is not merged stands in the first of its columns only.
        top = grid.at(rows.start, column).filter(|&id| !grid.text(id).is_empty()).or(top);
        if let Some((last, known)) = found.last_mut()
            && (*last == lowest && lowest.is_some())
        {
            known.columns.end = column + 1;
            continue;
        }
        let text = lowest.map_or_else(|| SpannedText::nothing(Span::default()), |id| grid.cell(id).text.clone());
        let below_actors = top != lowest && top.is_some_and(|id| names_actors(vocabulary, grid.text(id)));
        let is_lane = below_actors && !is_quality_header(vocabulary, text.as_str()) && !text.as_str().is_empty();
        let label = step_label(vocabulary, text.as_str()).map(|(label, _)| field_name(label.field));
        let adds = matches!(label, Some("inputs" | "outputs" | "remarks"));
        found.push((lowest, FlowColumn { columns: column..column + 1, text, is_lane, adds }));
    }
    let mut columns: Vec<FlowColumn<'a>> = found.into_iter().map(|(_, column)| column).collect();
    if !has_actors {
        lanes_between(vocabulary, &mut columns);
    }
    for column in columns.iter_mut().filter(|column| column.is_lane) {
        column.text = lines::one(&column.text, grid.view);
    }
    columns
}

fn is_quality_header(vocabulary: &Vocabulary, text: &str) -> bool {
    step_label(vocabulary, text).is_some_and(|(label, _)| is_quality(field_name(label.field)))
}

/// Without "Pelaksana", the columns between the act and the mutu baku are lanes.
fn lanes_between(vocabulary: &Vocabulary, columns: &mut [FlowColumn<'_>]) {
    let field = |column: &FlowColumn<'_>| {
        step_label(vocabulary, column.text.as_str()).map(|(label, _)| field_name(label.field))
    };
    let act = columns.iter().position(|column| field(column) == Some("text"));
    let quality = columns.iter().position(|column| field(column).is_some_and(is_quality));
    let (Some(act), Some(quality)) = (act, quality) else { return };
    for column in columns.iter_mut().take(quality).skip(act + 1) {
        let text = column.text.as_str();
        column.is_lane = !text.is_empty() && vocabulary.spanning(text).is_none() && field(column).is_none();
    }
}

/// The rows of the table, those of one step together.
fn body<'a>(grid: &Grid<'a>, columns: &[FlowColumn<'a>], within: Range<u32>) -> Vec<BodyRow<'a>> {
    let mut body: Vec<BodyRow<'a>> = Vec::new();
    let rows = grid.rows.iter().copied().filter(|row| within.contains(row));
    for row in rows {
        let ids: Vec<Vec<CellId>> = columns.iter().map(|column| of_column(grid, column, row)).collect();
        let is_below = |ids: &Vec<CellId>| ids.first().is_some_and(|&id| grid.cell(id).area.row < row);
        let first = ids.iter().take(2).filter(|ids| !ids.is_empty());
        let goes_on = first.clone().count() > 0 && first.clone().all(is_below);
        let text = |ids: &Vec<CellId>| {
            let texts: Vec<SpannedText<'a>> = ids.iter().map(|&id| grid.cell(id).text.clone()).collect();
            words(&texts, Span::default())
        };
        let adds = body.last().is_some() && adds_entries(columns, &ids);
        match body.last_mut().filter(|_| goes_on || adds) {
            Some(last) => {
                last.rows.end = row + 1;
                for (cell, ids) in last.cells.iter_mut().zip(&ids).filter(|(_, ids)| !ids.is_empty() && !is_below(ids))
                {
                    let parts: Vec<SpannedText<'a>> =
                        [cell.clone(), text(ids)].into_iter().filter(|part| !part.as_str().is_empty()).collect();
                    *cell = join(&parts, cell.span());
                }
            }
            None => {
                let near = ids.iter().flatten().next().map_or_else(Span::default, |&id| grid.cell(id).text.span());
                let cells = ids.iter().map(|ids| if ids.is_empty() { SpannedText::nothing(near) } else { text(ids) });
                let cells: Vec<SpannedText<'a>> = cells.collect();
                let height = ids.iter().take(2).flatten().map(|&id| grid.cell(id).area).filter(|area| area.row == row);
                let height = height.map(|area| area.rows).max().unwrap_or(1);
                // A row that counts the columns has a number in each lane, which is no mark.
                if !rows::counts_columns(&cells) {
                    body.push(BodyRow { rows: row..row.saturating_add(height), cells });
                }
            }
        }
    }
    cut_tail(columns, &mut body);
    body
}

/// Whether a row without number, text and time has nothing but more inputs, outputs or remarks of the step above.
fn adds_entries(columns: &[FlowColumn<'_>], ids: &[Vec<CellId>]) -> bool {
    let filled = columns.iter().zip(ids).enumerate().filter(|(_, (_, ids))| !ids.is_empty());
    let mut filled = filled.map(|(at, (column, _))| at > 1 && !column.is_lane && column.adds).peekable();
    filled.peek().is_some() && filled.all(|adds| adds)
}

/// The cells with a text in one column of a row.
fn of_column(grid: &Grid<'_>, column: &FlowColumn<'_>, row: u32) -> Vec<CellId> {
    let mut ids: Vec<CellId> = column.columns.clone().filter_map(|column| grid.at(row, column)).collect();
    ids.dedup();
    // A cell that begins further left belongs to the column it begins in.
    ids.retain(|&id| column.columns.contains(&grid.cell(id).area.column) && !grid.text(id).is_empty());
    ids
}

/// Where steps are numbered, what stands below the last of them and says nothing of inputs, time or outputs is no step: a
/// place and a date, a signature.
fn cut_tail(columns: &[FlowColumn<'_>], body: &mut Vec<BodyRow<'_>>) {
    let number = |row: &BodyRow<'_>| {
        row.cells.first().is_some_and(|cell| cell.as_str().starts_with(|c: char| c.is_ascii_digit()))
    };
    let Some(last) = body.iter().rposition(number) else { return };
    let lanes = columns.iter().rposition(|column| column.is_lane).unwrap_or(1);
    let says_more = |row: &BodyRow<'_>| row.cells.iter().skip(lanes + 1).any(|cell| !cell.as_str().is_empty());
    let goes_on =
        |row: &BodyRow<'_>| row.cells.get(1).is_some_and(|cell| cell.as_str().starts_with(char::is_lowercase));
    let keep = body.iter().skip(last + 1).take_while(|row| says_more(row) || goes_on(row)).count();
    body.truncate(last + 1 + keep);
}

/// Reads the steps of a table.
pub(super) fn steps<'a>(
    filler: &mut Filler<'_, 'a>,
    model: &mut Document<'a>,
    grid: &Grid<'a>,
    table: FlowTable<'a>,
    phase: Option<Value<'a>>,
) {
    note_misspelt(filler, grid, &table);
    let FlowTable { columns, header, body, end } = table;
    let near = columns.first().map_or_else(Span::default, |column| column.text.span());
    let headers = columns.iter().map(|column| Header { text: column.text.clone(), is_actor: column.is_lane });
    let repeats = filler.flow_header.as_ref().is_some_and(|before| same_header(before, &columns));
    let (rows, cells): (Vec<Range<u32>>, Vec<_>) = body.into_iter().map(|row| (row.rows, row.cells)).unzip();
    let source = StepTable { near, header: headers.collect(), body: cells };
    let first = model.steps.items.len();
    let tables = model.step_tables.clone();
    let placed = tables::step_table(filler, model, source, phase);
    if repeats || header.is_empty() {
        same_table(model, first, tables);
    }
    let lanes = columns.iter().filter(|column| column.is_lane);
    let lanes = lanes.map(|column| Lane { columns: column.columns.clone(), name: column.text.clone() }).collect();
    filler.flow_places.push(FlowPlace {
        grid: grid.node,
        lanes,
        steps: placed.into_iter().map(|(row, step)| (rows[row].clone(), step)).collect(),
        rows: header.end..end,
    });
    filler.flow_header = Some(columns);
}

/// Notes headers above the lowest ones that are written wrong: `Pelaksanaan` over the lanes, `Mutu Buku`.
fn note_misspelt<'a>(filler: &mut Filler<'_, 'a>, grid: &Grid<'a>, table: &FlowTable<'a>) {
    for id in table.header.clone().flat_map(|row| grid.written_in(row)) {
        let text = &grid.cell(id).text;
        let vocabulary = filler.vocabulary;
        if let Some(Some(standard)) = vocabulary.spanning(text.as_str()) {
            filler.note_misspelling(text, standard);
        } else if let Some((label, _)) = step_label(vocabulary, text.as_str()) {
            filler.note_misspelt(text, label);
        }
    }
}

fn same_header(before: &[FlowColumn<'_>], columns: &[FlowColumn<'_>]) -> bool {
    before.len() == columns.len() && before.iter().zip(columns).all(|(a, b)| a.text.as_str() == b.text.as_str())
}

/// A table that repeats the header of the one before, and counts on, is its next page.
fn same_table<'a>(model: &mut Document<'a>, first: usize, tables: Value<'a>) {
    let number = |at: usize| model.steps.items.get(at)?.number.as_str().trim_end_matches('.').parse::<u32>().ok();
    let Some(before) = first.checked_sub(1) else { return };
    let counts_on = number(first).zip(number(before)).is_some_and(|(next, last)| next == last.saturating_add(1));
    if !counts_on {
        return;
    }
    let table = model.steps.items[before].table.clone();
    for step in &mut model.steps.items[first..] {
        step.table = Value { text: step.table.text.clone(), ..table.clone() };
    }
    model.step_tables = tables;
}
