//! What is looked at in the sheets of every format.

use super::super::draft::Extract;
use super::super::package::PackageError;
use super::super::tests::{Rng, assert_valid};
use super::super::{OfficeProblem, ProblemKind};
use crate::source::address::cell_name;
use crate::source::{Address, Span};

/// The address of a place of the view, as it is shown.
fn address(extract: &Extract, span: Span) -> String {
    match extract.addresses().of(span) {
        Some(Address::Cell { sheet, row, column }) => format!("{sheet}!{}", cell_name(*row, *column)),
        other => format!("{other:?}"),
    }
}

/// `A1 text` for each cell that is shown, `A1:B2 text` for one that covers several places; `COVER` is left out.
pub(crate) fn shown(extract: &Extract) -> Vec<String> {
    let reading = extract.read();
    let Some(document) = reading.documents.first() else { return Vec::new() };
    let mut cells = Vec::new();
    for grid in document.children(document.root()) {
        for cell in document.children(grid).flat_map(|row| document.children(row)) {
            let area = document.area(cell).expect("every cell has a place");
            let node = document.node(cell);
            let place = address(extract, node.text.span());
            assert!(place.ends_with(&format!("!{}", cell_name(area.row, area.column))), "{place} at {area:?}");
            let last = cell_name(area.row + area.rows - 1, area.column + area.columns - 1);
            let place = place.trim_start_matches("COVER!");
            let to = if area.rows * area.columns > 1 { format!(":{last}") } else { String::new() };
            cells.push(format!("{place}{to} {}", node.text.as_str()).trim_end().to_owned());
        }
    }
    cells
}

/// The numbers of which not all digits were kept, with their addresses.
pub(crate) fn inexact(extract: &Extract) -> Vec<String> {
    let reading = extract.read();
    let numbers = reading.documents.iter().flat_map(|document| document.inexact());
    numbers.map(|&span| format!("{} {}", address(extract, span), &extract.view()[span.range()])).collect()
}

/// What is not seen: its kind, address and text in the view.
pub(crate) fn unseen(extract: &Extract) -> Vec<String> {
    let reading = extract.read();
    let notes = reading.documents.iter().flat_map(|document| document.unseen());
    notes
        .map(|note| format!("{:?} {} {}", note.kind, address(extract, note.span), &extract.view()[note.span.range()]))
        .collect()
}

/// What could not be read: the part, or the limit, with the address.
pub(crate) fn problems(extract: &Extract) -> Vec<String> {
    let reading = extract.read();
    let told = reading.problems.iter().map(|problem| match &problem.kind {
        ProblemKind::Office(OfficeProblem::Part(part)) => format!("{} {part}", address(extract, problem.span)),
        ProblemKind::Office(OfficeProblem::TooMuch(what, most)) => format!("{what:?} {most}"),
        other => format!("{other:?}"),
    });
    told.collect()
}

/// A file with some bytes changed, and perhaps its end cut off.
pub(crate) fn broken(file: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut broken = file.to_vec();
    for _ in 0..=rng.below(4) {
        let at = rng.below(broken.len());
        broken[at] = rng.below(256) as u8;
    }
    if rng.chance(20) {
        broken.truncate(rng.below(broken.len()));
    }
    broken
}

/// Whatever a file is: if it is read, every place lies in the view, in order.
pub(crate) fn assert_reads(read: Result<Extract, PackageError>) {
    let Ok(extract) = read else { return };
    let reading = extract.read();
    assert_valid(&reading, extract.view());
    assert!(extract.addresses().iter().map(|(start, _)| start).is_sorted());
    for note in reading.documents.iter().flat_map(|document| document.unseen()) {
        assert!(extract.view().get(note.span.range()).is_some());
    }
}
