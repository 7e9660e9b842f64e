//! Excel workbooks (`.xlsx`, `.xlsm`) → one neutral document (ECMA-376 part 1, 18).
//!
//! In: the bytes of a file. Out: a grid for each sheet of cells that is shown, in the order of the workbook, each followed by
//! what is hidden in it, its comments and the shapes of its drawing. A page header that holds a label with its value stands in
//! front of the grid as a paragraph; other page headers and footers are in the view alone, once for all sheets. One part is in memory at a time, besides the shared
//! strings. Macros are never looked at, formulas never evaluated, links never followed.

mod comments;
mod format;
mod lines;
mod margins;
mod reference;
mod serial;
mod strings;
mod styles;
mod workbook;
mod worksheet;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::draft::{Draft, Extract};
use super::drawing::{self, Place};
use super::package::{Package, PackageError, Relationship, in_part};
use super::sheet::{Budget, Cell, Printed, Sheet, Texts, merge, miss};
use super::{OfficeProblem, ProblemKind, ReadLimits};
use crate::document::{NodeId, UnseenKind};
use crate::source::Span;
use crate::source::address::Story;
use comments::Comment;
use styles::Styles;
use workbook::SheetEntry;
use worksheet::{Fault, Shared, Worksheet};

/// Reads a file.
pub(super) fn read(bytes: &[u8], limits: &ReadLimits) -> Result<Extract, PackageError> {
    let mut package = Package::open(bytes, &limits.package)?;
    let main = package.main_part()?;
    let leads = package.relationships(&main)?;
    let part = package.required(&main)?;
    let workbook = workbook::read(&part, package.depth(), &leads).map_err(|error| in_part(&main, error))?;
    drop(part);
    let mut reading = Reading {
        shared: Shared { strings: Texts::default(), styles: Styles::none(), epoch: workbook.epoch },
        package,
        draft: Draft::new(),
        budget: Budget::new(limits),
        shapes_left: limits.shapes,
        printed: Printed::default(),
    };
    let missed = reading.read_shared(&leads)?;
    for (at, sheet) in workbook.sheets.iter().enumerate() {
        if !reading.budget.has_sheet(at) {
            break;
        }
        let missed = if at == 0 { missed.as_slice() } else { &[] };
        reading.sheet(sheet, missed);
        if reading.budget.is_spent() {
            break;
        }
    }
    reading.budget.tell(&mut reading.draft);
    Ok(reading.draft.finish())
}

/// A workbook that is being read.
struct Reading<'a> {
    package: Package<'a>,
    shared: Shared,
    draft: Draft,
    budget: Budget,
    shapes_left: usize,
    printed: Printed,
}

impl Reading<'_> {
    /// Reads the shared strings and the styles; the parts that cannot be read whole.
    fn read_shared(&mut self, leads: &[Relationship]) -> Result<Vec<String>, PackageError> {
        let mut missed = Vec::new();
        let depth = self.package.depth();
        for lead in leads.iter().filter(|lead| matches!(lead.kind.as_str(), "sharedStrings" | "styles")) {
            let part = match self.package.required(&lead.target) {
                Ok(part) => part,
                // Without its texts nothing can be said about a workbook.
                Err(error @ PackageError::OverLimit { .. }) => return Err(error),
                Err(_) => {
                    missed.push(lead.target.clone());
                    continue;
                }
            };
            let read = if lead.kind == "styles" {
                self.shared.styles.read(&part, depth)
            } else {
                strings::read(&part, depth, &mut self.shared.strings)
            };
            if read.is_err() {
                missed.push(lead.target.clone());
            }
        }
        Ok(missed)
    }

    /// Reads one sheet; `missed` are parts that could not be read before.
    fn sheet(&mut self, entry: &SheetEntry, missed: &[String]) {
        let mut missed = missed.to_vec();
        let leads = self.package.relationships(&entry.part).unwrap_or_else(|_| {
            missed.push(format!("{}: rels", entry.part));
            Vec::new()
        });
        let worksheet = match self.package.part(&entry.part) {
            Ok(Some(part)) => worksheet::read(&part, self.package.depth(), &self.shared, &mut self.budget),
            Err(error @ PackageError::OverLimit { .. }) => {
                self.too_much(error);
                Worksheet::default()
            }
            Ok(None) | Err(_) => {
                missed.push(if entry.part.is_empty() { entry.name.to_string() } else { entry.part.clone() });
                Worksheet::default()
            }
        };
        let faults = worksheet.faults.iter().map(|fault| fault.within(&entry.part));
        missed.extend(faults);
        if entry.is_hidden {
            let sheet = page(&entry.name, &worksheet, &worksheet.cells, &self.shared.strings);
            sheet.note_hidden_sheet(&mut self.draft, &mut self.budget);
        } else {
            self.shown(entry, worksheet, &leads, &mut missed);
        }
        miss(&mut self.draft, &entry.name, missed);
    }

    /// Writes a sheet that is shown, with what lies on it.
    fn shown(
        &mut self,
        entry: &SheetEntry,
        mut worksheet: Worksheet,
        leads: &[Relationship],
        missed: &mut Vec<String>,
    ) {
        let (cells, ranges) = (std::mem::take(&mut worksheet.cells), std::mem::take(&mut worksheet.merges));
        let (cells, overlap) = merge(cells, ranges, &mut self.budget);
        if overlap {
            missed.push(Fault::Overlap.within(&entry.part));
        }
        let comments = self.comments(leads, missed);
        if cells.is_empty() && comments.is_empty() && worksheet.drawing.is_none() {
            return;
        }
        self.margins(entry, &worksheet, Story::Header);
        let sheet = page(&entry.name, &worksheet, &cells, &self.shared.strings);
        let grid = sheet.write(&mut self.draft, &mut self.budget);
        for Comment { place, text } in &comments {
            sheet.note(&mut self.draft, &mut self.budget, UnseenKind::Comment, *place, text);
        }
        drop(cells);
        self.drawing(entry, &worksheet, leads, grid, missed);
        self.margins(entry, &worksheet, Story::Footer);
    }

    /// Writes page headers or footers, as far as no other sheet has the same.
    fn margins(&mut self, entry: &SheetEntry, worksheet: &Worksheet, story: Story) {
        for part in worksheet.margins.parts(story, &entry.name) {
            let into = (&mut self.draft, &mut self.budget);
            self.printed.write(into, (&entry.name, story), &part.text, part.holds_field);
        }
    }

    /// The comments of a sheet. Those of a thread are also kept as one note for older programs, which is left out.
    fn comments(&mut self, leads: &[Relationship], missed: &mut Vec<String>) -> Vec<Comment> {
        let mut of_kind = |kind: &str| {
            let mut comments = Vec::new();
            for lead in leads.iter().filter(|lead| lead.kind == kind) {
                let read = self.package.required(&lead.target).map(|part| {
                    let read = comments::read(&part, self.package.depth(), &mut comments);
                    read.is_ok()
                });
                if read != Ok(true) {
                    missed.push(lead.target.clone());
                }
            }
            comments
        };
        let threads = of_kind("threadedComment");
        let mut comments = of_kind("comments");
        let places: BTreeSet<_> = threads.iter().map(|comment| comment.place).collect();
        comments.retain(|comment| !places.contains(&comment.place));
        comments.extend(threads);
        comments.sort_by_key(|comment| comment.place);
        comments
    }

    fn drawing(
        &mut self,
        entry: &SheetEntry,
        worksheet: &Worksheet,
        leads: &[Relationship],
        grid: NodeId,
        missed: &mut Vec<String>,
    ) {
        let Some(id) = &worksheet.drawing else { return };
        let Some(lead) = leads.iter().find(|lead| lead.id == *id) else {
            return missed.push(format!("{}: drawing", entry.part));
        };
        let lines = worksheet.lines.edges();
        let place = Place { grid, sheet: Arc::clone(&entry.name), lines: &lines };
        let depth = self.package.depth();
        let read = match self.package.required(&lead.target) {
            Ok(part) => drawing::sheet(&mut self.draft, &part, depth, place, &mut self.shapes_left).is_ok(),
            Err(error @ PackageError::OverLimit { .. }) => return self.too_much(error),
            Err(_) => false,
        };
        if !read {
            missed.push(lead.target.clone());
        }
    }

    /// Notes a part that costs too much; the others are read.
    fn too_much(&mut self, error: PackageError) {
        let here = Span::at(self.draft.len());
        self.draft.problem(ProblemKind::Office(OfficeProblem::Package(error)), here);
    }
}

fn page<'a>(name: &Arc<str>, worksheet: &'a Worksheet, cells: &'a [Cell], strings: &'a Texts) -> Sheet<'a> {
    Sheet {
        name: Arc::clone(name),
        cells,
        own: &worksheet.own,
        shared: strings,
        hidden_rows: &worksheet.hidden_rows,
        hidden_columns: &worksheet.hidden_columns,
    }
}

#[cfg(test)]
mod tests;
