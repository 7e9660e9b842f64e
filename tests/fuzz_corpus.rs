//! Every committed input of the fuzz targets, read once more: what held for it still holds.
//!
//! The inputs are those of `tests/fuzz`: a small corpus for each target, and what broke something once. Nothing of the fuzzer
//! itself is needed.

#[path = "fuzz/src/lib.rs"]
pub mod fuzz;

use std::path::{Path, PathBuf};

use fuzz::{Target, files, grids};
use soplint::document::drawing::{Connector, Drawing, End, Heads, ShapeId, Touch};
use soplint::document::{Area, Document, NodeKind};
use soplint::reader::{Format, ReadLimits};
use soplint::source::{Span, SpannedText};

/// The inputs of a target: its corpus, then what it once broke on.
fn inputs(target: Target) -> Vec<PathBuf> {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let folders = ["corpus", "regressions"].map(|folder| fuzz.join(folder).join(target.name()));
    let files = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
    let mut files: Vec<PathBuf> = files.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

#[test]
fn what_held_for_every_committed_input_still_holds() {
    for target in Target::ALL {
        let files = inputs(target);
        assert!(files.len() > 5, "{} has a corpus", target.name());
        for file in files {
            let bytes = std::fs::read(&file).expect("an input");
            let read = || {
                target.check(&bytes);
                target.check_within(&bytes, &ReadLimits::default());
            };
            assert!(std::panic::catch_unwind(read).is_ok(), "{} breaks a promise of the readers", file.display());
        }
    }
}

#[test]
fn parts_of_an_input_reach_the_readers() {
    let shared = b"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c></row></sheetData></worksheet>\xff\
        <sst><si><t>Alur</t></si></sst>";
    let table = b"<office:spreadsheet><table:table table:name='SOP'><table:table-row><table:table-cell \
        office:value-type='string'><text:p>Alur</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>";
    let shape = b"<xdr:absoluteAnchor><xdr:pos x='0' y='0'/><xdr:ext cx='9' cy='9'/><xdr:sp><xdr:nvSpPr>\
        <xdr:cNvPr id='2' name='Kotak'/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst='rect'/></xdr:spPr>\
        <xdr:txBody><a:p><a:r><a:t>Periksa</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:absoluteAnchor>";
    let note = b"<w:document><w:body><w:p><w:r><w:t>Alur</w:t></w:r><w:r><w:commentReference w:id='1'/></w:r></w:p>\
        </w:body></w:document>\xff\xff\xff<w:comments><w:comment w:id='1'><w:p><w:r><w:t>Catatan</w:t></w:r></w:p>\
        </w:comment></w:comments>";
    for (format, file, wanted) in [
        (Format::Docx, files::docx(note), "Catatan"),
        (Format::Xlsx, files::xlsx(shared), "Alur"),
        (Format::Ods, files::ods(table), "Alur"),
        (Format::Xlsx, files::drawn_sheet(shape), "Periksa"),
    ] {
        let opened = format.open(&file, &ReadLimits::default()).expect("a file that is whole");
        assert!(opened.view().contains(wanted), "{format:?}: {:?}", opened.view());
    }
}

/// A document whose one grid has cells at these places, of one row each.
fn grid(areas: &[Area]) -> Document<'static> {
    let nothing = || SpannedText::nothing(Span::at(0));
    let mut document = Document::new("", areas.len());
    document.open(NodeKind::Grid, nothing(), Span::at(0));
    for area in areas {
        document.open(NodeKind::Row, nothing(), Span::at(0));
        document.leaf(NodeKind::Cell, nothing(), Span::at(0));
        document.place(*area);
        document.close(0);
    }
    document.close(0);
    document.close(0);
    document
}

#[test]
fn a_grid_with_cells_apart_holds() {
    grids::assert_areas(&grid(&[Area { row: 0, column: 0, rows: 2, columns: 2 }, Area::single(1, 2)]));
}

#[test]
#[should_panic(expected = "lies under it")]
fn a_place_that_is_covered_twice_is_seen() {
    grids::assert_areas(&grid(&[Area { row: 0, column: 0, rows: 2, columns: 2 }, Area::single(1, 1)]));
}

#[test]
#[should_panic(expected = "leaves its grid")]
fn a_cell_beyond_the_largest_sheet_is_seen() {
    grids::assert_areas(&grid(&[Area { row: 0, column: 16_383, rows: 1, columns: 2 }]));
}

#[test]
#[should_panic(expected = "touches no shape")]
fn a_connector_without_its_shape_is_seen() {
    let mut document = Document::new("", 1);
    let node = document.leaf(NodeKind::Shape, SpannedText::nothing(Span::at(0)), Span::at(0));
    let end = End { x: 0, y: 0, touches: Touch::Glued(ShapeId(0)) };
    let connectors = vec![Connector { node, from: end, to: end, heads: Heads::One }];
    let (columns, rows, shapes) = (vec![0], vec![0], Vec::new());
    document.draw(Drawing { grid: None, columns, rows, rows_are_sure: true, shapes, connectors });
    fuzz::drawings::assert_drawings(&document);
}

#[test]
#[should_panic(expected = "no part of a view")]
fn a_place_within_a_character_is_seen() {
    fuzz::invariants::assert_in_view(Span::new(0, 1), "é");
}
