//! The title above a table of steps.
//!
//! In: a grid and the row in which a table of steps begins. Out: the title of the chart as an [`Imprint`]: the nearest row
//! above it whose only text begins with the name of an SOP (`SOP PENGAJUAN UP`). A text that does not begin so may be the name of
//! the agency, and says nothing.

use super::{CellId, Grid};
use crate::sop::model::{Document, DocumentKind, Imprint, ImprintPart};
use crate::sop::understand::fill::Filler;
use crate::sop::value::{How, Parsed, Value};
use crate::source::SpannedText;

/// Written rows above a table that may hold its title.
const ROWS_ABOVE: usize = 3;
/// Words of the longest name of a kind of document.
const LONGEST_NAME: usize = 4;

/// Notes the title above the table that begins in `row`.
pub(super) fn note<'a>(filler: &Filler<'_, 'a>, model: &mut Document<'a>, grid: &Grid<'a>, row: u32) {
    let until = grid.rows.partition_point(|&written| written < row);
    let above = grid.rows[..until].iter().rev().take(ROWS_ABOVE);
    let mut alone = above.filter_map(|&row| only_text(grid, row));
    let Some(title) = alone.find_map(|id| title_of(filler, &grid.cell(id).text)) else { return };
    let mut imprint = Imprint::new(title.span());
    imprint.part = Value::derived(Parsed::Enum(ImprintPart::Procedure.code()), title.span());
    imprint.title = Value::present(title, How::Position);
    model.imprints.items.push(imprint);
}

/// The text of a row that has no other.
fn only_text(grid: &Grid<'_>, row: u32) -> Option<CellId> {
    let mut written = grid.written_in(row);
    written.next().filter(|_| written.next().is_none())
}

/// What stands behind the name of an SOP at the beginning of a text.
fn title_of<'a>(filler: &Filler<'_, 'a>, text: &SpannedText<'a>) -> Option<SpannedText<'a>> {
    let written = text.as_str();
    let is_sop = |name: &str| filler.vocabulary.value(&DocumentKind::SPEC, name) == Some(DocumentKind::Sop.code());
    let ends = written.match_indices(' ').map(|(at, _)| at).take(LONGEST_NAME);
    let end = ends.filter(|&end| is_sop(written[..end].trim_end_matches(':'))).last()?;
    let title = written[end..].trim_start_matches([' ', ':', '-', '–', '\n']);
    let range = written.len() - title.len()..written.len();
    (!title.is_empty()).then(|| text.slice(range, filler.source.view))
}
